"""The command validate: whether texts are right, and what to write instead."""

from __future__ import annotations

import sys
from typing import NamedTuple

import click

from quartzcron.cli import FINE, INVALID, completion
from quartzcron.cli.languages import drawn, messages_option, said
from quartzcron.cli.loose import is_whole, refuse_loose_words
from quartzcron.cli.notices import DOUBTFUL, STYLES, show_remark
from quartzcron.cli.options import (
    DIALECTS,
    STATUSES,
    as_start,
    dialect_option,
    sources_of,
    standard_input,
    zone_option,
)
from quartzcron.cli.screen import Progress, Screen
from quartzcron.cli.verdicts import Terms, Verdict, as_json, judge
from quartzcron.errors import shown
from quartzcron.files.lines import size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from quartzcron import Dialect
    from quartzcron.cli.moments import Start

#: As much of a text as is shown beside its verdict.
_LONGEST_SHOWN = 100

# A schedule has at least so many fields: fewer words are fewer texts, each of them wrong.
_FEWEST_FIELDS = 5


@click.command("validate", epilog=f"{DIALECTS}{STATUSES}")
@click.argument("texts", nargs=-1, required=True, metavar="EXPR...")
@zone_option
@click.option(
    "--from",
    "start",
    callback=as_start,
    metavar="WHEN",
    shell_complete=completion.moments,
    help="Warn about clock changes from this moment on; by default from now.",
)
@dialect_option
@messages_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--json", "json_wanted", is_flag=True, help="Print one JSON object per line, for each text."
)
def show_verdicts(
    texts: tuple[str, ...],
    zone: tzinfo | None,
    start: Start | None,
    dialect: Dialect,
    strict: bool,
    json_wanted: bool,
) -> int:
    """Say whether each EXPR is valid, and what to write instead.

    With - as EXPR, texts are read from standard input (UTF-8), one per line; blank lines and
    lines that start with # are skipped. Put -- before texts that may start with a dash.

    With ZONE, you get warnings about runs that coming clock changes (within two years) move,
    repeat or drop. WHEN is written as for next.

    \b
    Examples:
      quartzcron validate "0 30 9 ? * MON-FRI"
      quartzcron validate "30 2 * * *" --tz America/New_York --from 2026-01-01
      quartzcron validate --dialect unix --strict - < schedules.txt
    """
    if len(texts) >= _FEWEST_FIELDS and not any(is_whole(text) for text in texts):
        refuse_loose_words(texts, dialect)
    if start is not None and zone is None:
        raise click.UsageError("--from needs --tz: without a zone the clock never changes")
    if start is not None and not json_wanted:
        show_remark(start)
    terms = Terms(dialect, zone, None if start is None else start.moment)
    tally = _check(texts, terms, json_wanted)
    if not json_wanted and tally.texts != 1:
        Screen(sys.stderr).sentence(str(tally))
    return INVALID if tally.invalid or (strict and tally.doubtful) else FINE


class Tally(NamedTuple):
    """How many texts were checked, how many are invalid, how many are valid with warnings."""

    texts: int = 0
    invalid: int = 0
    doubtful: int = 0

    def plus(self, verdict: Verdict) -> Tally:
        """Return the tally with one more verdict."""
        return Tally(
            self.texts + 1,
            self.invalid + bool(verdict.errors),
            self.doubtful + bool(verdict.warnings),
        )

    def __str__(self) -> str:
        return said(
            "tally",
            n=f"{self.texts:,}",
            valid=f"{self.texts - self.invalid:,}",
            doubtful=f"{self.doubtful:,}",
            invalid=f"{self.invalid:,}",
        )


def _check(texts: tuple[str, ...], terms: Terms, json_wanted: bool) -> Tally:
    """Show the verdict on every text, one after the other, and return the tally."""
    stream = standard_input(texts)
    results, notes = Screen(sys.stdout), Screen(sys.stderr)
    # Two views of one terminal would write over each other.
    bar_screen = results if results.is_terminal and notes.is_terminal else notes
    tally, was_drawn = Tally(), False
    with Progress(bar_screen, size_of(stream) if stream else None) as progress:
        for source in sources_of(texts, stream):
            verdict = judge(source, terms)
            if json_wanted:
                results.line(as_json(verdict.as_object()))
            else:
                is_drawn = bool(verdict.problems)
                # A drawing stands apart from its neighbours; lines by themselves do not.
                if tally.texts and (is_drawn or was_drawn):
                    results.line()
                _show_verdict(results, verdict)
                was_drawn = is_drawn
            tally = tally.plus(verdict)
            progress.advance(source.position)
    return tally


def _show_verdict(screen: Screen, verdict: Verdict) -> None:
    """Show one line that says it, and the drawing of what there is to say more."""
    source, label = verdict.source, verdict.label
    place = "" if source.line is None else f"{said('line', n=source.line)}: "
    style = STYLES.get(label, DOUBTFUL)
    told = said(label, n=f"{len(verdict.warnings):,}")
    screen.sentence(place, (told, style), f": {shown(source.text, _LONGEST_SHOWN)}")
    problems = (*verdict.errors, *verdict.warnings)
    if problems:
        screen.drawing(drawn(source.text, problems, screen.columns), style)
