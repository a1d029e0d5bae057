"""The command describe: what expressions mean, in words."""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

import click

from quartzcron.cli import FINE, INVALID
from quartzcron.cli.languages import described, described_to_programs, locale_option
from quartzcron.cli.loose import is_whole, refuse_loose_words
from quartzcron.cli.notices import show_errors, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    STATUSES,
    dialect_option,
    json_option,
    policy_option,
    sources_of,
    standard_input,
    zone_option,
)
from quartzcron.cli.screen import Screen
from quartzcron.cli.verdicts import Terms, Verdict, as_json, judge_runs
from quartzcron.errors import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from quartzcron import Dialect, DstPolicy, Schedule

#: As much of a text as stands before its words.
_LONGEST_SHOWN = 100

_STYLES = ("normal", "short", "full")

# A schedule has at least so many fields: fewer words are fewer texts.
_FEWEST_FIELDS = 5


class Asked(NamedTuple):
    """How texts are to be described."""

    dialect: Dialect
    zone: tzinfo | None
    policy: DstPolicy | None
    style: str

    def schedule(self, verdict: Verdict) -> Schedule:
        """Return the schedule of a text that is valid."""
        return verdict.schedule(self.zone, self.policy)

    def as_object(self, verdict: Verdict) -> dict[str, Any]:
        """Return the answer as a plain object; the words are None for a wrong text."""
        line = {} if verdict.source.line is None else {"line": verdict.source.line}
        words = (
            None if verdict.errors else described_to_programs(self.schedule(verdict), self.style)
        )
        head = verdict.head(self.zone, self.policy)
        return {**line, **head, "words": words, "problems": verdict.problems}


@click.command("describe", epilog=f"{DIALECTS}{POLICIES}{STATUSES}")
@click.argument("texts", nargs=-1, required=True, metavar="EXPR...")
@locale_option
@click.option(
    "--style",
    type=click.Choice(_STYLES),
    default="normal",
    show_default=True,
    help="How much to say: short is for tables, full adds how often it runs and the clock's rule.",
)
@zone_option
@policy_option
@dialect_option
@json_option
def show_words(
    texts: tuple[str, ...],
    style: str,
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
    json_wanted: bool,
) -> int:
    """Say in words when each EXPR fires.

    Two texts with the same times get the same words, and two with other times never do. With
    several texts, each is printed before its words.

    With - as EXPR, texts are read from standard input (UTF-8), one per line, as validate does.

    \b
    Examples:
      quartzcron describe "0 30 9 ? * MON-FRI"
      quartzcron describe "0 0 L * *" --locale ko
      quartzcron describe "30 2 * * *" --tz America/New_York --style full
    """
    if len(texts) >= _FEWEST_FIELDS and not any(is_whole(text) for text in texts):
        refuse_loose_words(texts, dialect)
    asked = Asked(dialect, zone, policy, style)
    wrong = False
    for source in sources_of(texts, standard_input(texts)):
        verdict = judge_runs(source, Terms(dialect))
        wrong |= bool(verdict.errors)
        if json_wanted:
            Screen(sys.stdout).line(as_json(asked.as_object(verdict)))
        elif verdict.errors:
            show_errors(verdict)
        else:
            show_warnings(verdict)
            alone = len(texts) == 1 and source.line is None
            _show(described(asked.schedule(verdict), style), "" if alone else source.text)
    return INVALID if wrong else FINE


def _show(words: str, text: str) -> None:
    head = f"{shown(text, _LONGEST_SHOWN)}: " if text else ""
    Screen(sys.stdout).sentence(head, words)
