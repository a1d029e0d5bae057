"""The program: its commands, their options, and what ends in which exit status."""

from __future__ import annotations

import contextlib
import errno
import io
import sys
from importlib import import_module
from typing import Any, BinaryIO, NamedTuple, NoReturn

import click

import quartzcron
from quartzcron.cli import FINE, INTERRUPTED, INVALID, PIPE_CLOSED, WRONG_USE
from quartzcron.cli.clocks import Dropped, Run, timetable
from quartzcron.cli.moments import Start
from quartzcron.cli.notices import DOUBTFUL, STYLES, show_errors, show_remark, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    STANDARD_INPUT,
    STATUSES,
    as_start,
    count_option,
    dialect_option,
    is_whole,
    json_option,
    policy_option,
    quoted,
    refuse_loose_words,
    standard_input,
    start_option,
    zone_option,
)
from quartzcron.cli.runs import clock_changes, columns, rows
from quartzcron.cli.screen import (
    Progress,
    Screen,
    Table,
    flush_streams,
    protect_streams,
    settle_streams,
)
from quartzcron.cli.verdicts import Terms, Verdict, as_json, counted, judge, judge_runs
from quartzcron.errors import draw, printable, shown
from quartzcron.files.lines import Source, lines, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from quartzcron import Dialect, DstPolicy

#: The most fire times that one call shows.
MOST_FIRE_TIMES = 100_000

#: As much of a text as is shown beside its verdict.
_LONGEST_SHOWN = 100

# A schedule has at least so many fields: fewer words are fewer texts, each of them wrong.
_FEWEST_FIELDS = 5


#: The commands whose modules are loaded when they are used: next and validate start the sooner.
_LATER = {
    "convert": "systems.show_conversion",
    "count": "answers.show_count",
    "detect": "systems.show_detection",
    "dialects": "systems.show_dialects",
    "diff": "pairs.show_difference",
    "lint": "linting.show_lint",
    "overlap": "pairs.show_overlap",
    "why": "answers.show_why",
}


class Program(click.Group):
    """The group of the commands, which ends in an exit status whatever happens."""

    def main(self, *arguments: Any, **options: Any) -> NoReturn:
        """Run; report a slip as text that is safe to print; exit."""
        protect_streams()
        try:
            status = super().main(*arguments, **(options | {"standalone_mode": False}))
        except click.ClickException as slip:
            status = _report(slip)
        except click.Abort:
            status = INTERRUPTED
        sys.exit(status)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Read the arguments; --help and --version print their text here."""
        with _failing_streams():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and return its exit status."""
        with _failing_streams():
            status = super().invoke(ctx)
            flush_streams()
            return status

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*super().list_commands(ctx), *_LATER])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, from its module if that is not loaded yet."""
        if cmd_name not in _LATER:
            return super().get_command(ctx, cmd_name)
        module, _, name = _LATER[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"quartzcron.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; what looks like an expression lacks the command before it."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            if is_whole(name):
                command = quoted(f"{ctx.command_path} next", [name])
                raise click.UsageError(f"say what to do with the expression: {command}", ctx)
            *others, last = self.list_commands(ctx)
            commands = f"{', '.join(others)} or {last}"
            raise click.UsageError(f"there is no command '{shown(name)}'; say {commands}", ctx)
        return super().resolve_command(ctx, args)


@contextlib.contextmanager
def _failing_streams() -> Iterator[None]:
    """End quietly where nobody reads on, and plainly where reading or writing fails."""
    try:
        yield
    except OSError as error:
        closed = error.errno == errno.EPIPE
        _complain("" if closed else f"quartzcron: {error.strerror or error}")
        raise click.exceptions.Exit(PIPE_CLOSED if closed else WRONG_USE) from error


def _report(slip: click.ClickException) -> int:
    """Show a slip as click does, but escaped: its message quotes the arguments as they are."""
    page = io.StringIO()
    slip.show(page)
    _complain(page.getvalue())
    return slip.exit_code


def _complain(page: str) -> None:
    """Show lines on standard error, as far as anything can be shown there, as the last thing."""
    with contextlib.suppress(OSError):
        for line in page.splitlines():
            Screen(sys.stderr).line(printable(line))
    settle_streams()


@click.group(
    "quartzcron",
    cls=Program,
    # The longer name first: errors of click 8.2.0 name the first, those of later ones the longest.
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog=STATUSES,
)
@click.version_option(
    quartzcron.__version__, prog_name="quartzcron", message="%(prog)s %(version)s"
)
def program() -> None:
    """Check cron expressions, and see when they fire.

    \b
    Examples:
      quartzcron next "0 30 9 ? * MON-FRI"
      quartzcron next "0 30 9 ? * MON-FRI" --tz America/New_York
      quartzcron validate "0 0/5 * * * ?" "27 15 * * *"
      quartzcron why "0 30 9 ? * MON-FRI" now
      quartzcron lint .github/workflows/*.yml
    """


@program.command("next", epilog=f"{DIALECTS}{POLICIES}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@count_option("How many fire times to show.", MOST_FIRE_TIMES)
@start_option("Where to start. A fire time at this very moment is not shown, only later ones.")
@zone_option
@policy_option
@dialect_option
@json_option
def show_next(
    words: tuple[str, ...],
    count: int,
    start: Start,
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
    json_wanted: bool,
) -> int:
    """Show the next fire times of EXPR.

    WHEN is now, a date, or a date and time in ISO form, such as 2026-01-30, 2026-01-30T09:30
    or 2026-01-30T09:30+02:00. Other forms are taken where nothing in them has to be guessed:
    "30 January 2026 09:30".

    Fire times are in ZONE, where a WHEN without offset is wall time too. Runs that a change of
    clock moved or repeated are marked, and those that it dropped stand in their places, not
    counted. Without ZONE fire times are in the offset of WHEN, or plain wall times if it has
    none; now is in UTC.

    \b
    Examples:
      quartzcron next "0 30 9 ? * MON-FRI"
      quartzcron next "0 30 12 ? * 6L" --from 2026-01-01 -n 3
      quartzcron next "30 2 * * *" --tz America/New_York --from 2026-03-07
      quartzcron next "30 2 * * *" --tz Europe/Paris --dst quartz
      quartzcron next "27 15 * * *" --dialect langgraph --json
    """
    if len(words) > 1:
        refuse_loose_words(words, dialect)
    verdict = judge_runs(Source(words[0]), Terms(dialect, after=start.moment))
    runs = iter(()) if verdict.errors else _runs(verdict, start.moment, count, zone, policy)
    if json_wanted:
        head = verdict.head(zone, policy)
        Screen(sys.stdout).line(as_json(_answer(verdict, start.moment, head, runs)))
    elif verdict.errors:
        show_errors(verdict)
    else:
        show_warnings(verdict)
        show_remark(start)
        _show_runs(runs, start.moment, count)
    return INVALID if verdict.errors else FINE


def _runs(
    verdict: Verdict, start: datetime, count: int, zone: tzinfo | None, policy: DstPolicy | None
) -> Iterator[Run | Dropped]:
    """Yield so many runs after a moment, and what is dropped before the last of them."""
    for event in timetable(verdict.schedule(zone, policy), start):
        yield event
        count -= isinstance(event, Run)
        if not count:
            return


def _answer(
    verdict: Verdict, start: datetime, head: dict[str, str], runs: Iterator[Run | Dropped]
) -> dict[str, Any]:
    """Return fire times as a plain object; what belongs to a zone is there with a zone only."""
    events = list(runs)
    changes = [change for event in events for change in clock_changes(event)]
    return {
        **head,
        "from": start.isoformat(),
        "fire_times": [event.fire_time.isoformat() for event in events if isinstance(event, Run)],
        **({"clock_changes": changes} if "tz" in head else {}),
        "problems": verdict.problems,
    }


def _show_runs(runs: Iterator[Run | Dropped], start: datetime, count: int) -> None:
    """Show runs one a line, and say so where there are fewer than asked for."""
    table = Table(Screen(sys.stdout), columns(start))
    found = 0
    for event in runs:
        found += isinstance(event, Run)
        for cells, style in rows(event, start):
            table.row(cells, style)
    if found < count:
        more = "more " if found else ""
        Screen(sys.stderr).line(f"no {more}fire times up to the end of 2199")


@program.command("validate", epilog=f"{DIALECTS}{STATUSES}")
@click.argument("texts", nargs=-1, required=True, metavar="EXPR...")
@zone_option
@click.option(
    "--from",
    "start",
    callback=as_start,
    metavar="WHEN",
    help="From when on the clock changes of ZONE count; by default from now.",
)
@dialect_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--json", "json_wanted", is_flag=True, help="Print one JSON object a line for each text."
)
def validate(
    texts: tuple[str, ...],
    zone: tzinfo | None,
    start: Start | None,
    dialect: Dialect,
    strict: bool,
    json_wanted: bool,
) -> int:
    """Say whether each EXPR is valid, and what to write instead.

    With - as EXPR, texts are read from standard input (UTF-8), one a line; blank lines and
    lines that start with # are skipped. Put -- before texts that may start with a dash.

    With ZONE there are warnings of runs that the coming changes of its clock (within two years)
    move, repeat or drop. WHEN is written as for next.

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
        Screen(sys.stderr).line(str(tally))
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
        valid = self.texts - self.invalid
        return (
            f"{counted(self.texts, 'text')}: {valid:,} valid ({self.doubtful:,} with warnings), "
            f"{self.invalid:,} invalid"
        )


def _check(texts: tuple[str, ...], terms: Terms, json_wanted: bool) -> Tally:
    """Show the verdict on every text, one after the other, and return the tally."""
    stream = standard_input(texts)
    results, notes = Screen(sys.stdout), Screen(sys.stderr)
    # Two views of one terminal would write over each other.
    bar_screen = results if results.is_terminal and notes.is_terminal else notes
    tally = Tally()
    with Progress(bar_screen, size_of(stream) if stream else None) as progress:
        for source in _sources(texts, stream):
            verdict = judge(source, terms)
            if json_wanted:
                results.line(as_json(verdict.as_object()))
            else:
                _show_verdict(results, verdict)
            tally = tally.plus(verdict)
            progress.advance(source.position)
    return tally


def _sources(texts: tuple[str, ...], stream: BinaryIO | None) -> Iterator[Source]:
    """Yield the texts to check, in the order of the arguments."""
    for text in texts:
        if text == STANDARD_INPUT and stream is not None:
            yield from lines(stream)
        else:
            yield Source(text)


def _show_verdict(screen: Screen, verdict: Verdict) -> None:
    """Show one line that says it, and the drawing of what there is to say more."""
    source, label = verdict.source, verdict.label
    place = "" if source.line is None else f"line {source.line}: "
    style = STYLES.get(label, DOUBTFUL)
    screen.line(place, (label, style), f": {shown(source.text, _LONGEST_SHOWN)}")
    problems = (*verdict.errors, *verdict.warnings)
    if problems:
        screen.drawing(draw(source.text, problems), style)
