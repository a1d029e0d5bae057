"""The program: its commands, their options, and what ends in which exit status."""

from __future__ import annotations

import contextlib
import errno
import io
import itertools
import re
import sys
import textwrap
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple, NoReturn

import click

import quartzcron
from quartzcron.cli import FINE, INTERRUPTED, INVALID, PIPE_CLOSED, WRONG_USE
from quartzcron.cli.moments import how_far, in_words, read_moment
from quartzcron.cli.screen import (
    Column,
    Progress,
    Screen,
    flush_streams,
    protect_streams,
    settle_streams,
)
from quartzcron.cli.sources import Source, lines, size_of
from quartzcron.cli.verdicts import Verdict, as_json, counted, judge
from quartzcron.errors import draw, printable, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quartzcron import Dialect

#: The most fire times that one call shows.
MOST_FIRE_TIMES = 100_000

#: The text that stands for standard input.
STANDARD_INPUT = "-"

#: As much of a text as is shown beside its verdict.
_LONGEST_SHOWN = 100

# How a verdict looks in a terminal; one that is neither has warnings.
_STYLES = {"invalid": "bold red", "valid": "bold green"}
_DOUBTFUL = "bold yellow"

#: The day that takes the most columns.
_LONGEST_DAY = "Wednesday 30 September 2026"

_EXAMPLE = "0 30 9 ? * MON-FRI"

# Characters that mean themselves between double quotes in every shell.
_PLAIN = re.compile(r"[A-Za-z0-9*?/,#@+. -]+")

# A schedule has at least so many fields: fewer words are fewer texts, each of them wrong.
_FEWEST_FIELDS = 5

_DEFAULT = "quartzcron"

# Filled here, since click would break names at their hyphens. \b keeps the lines as they are.
_DIALECTS = "\b\nDialects:\n" + textwrap.fill(
    ", ".join(quartzcron.Dialect.names()),
    width=76,
    initial_indent="  ",
    subsequent_indent="  ",
    break_on_hyphens=False,
)
_STATUSES = "Exit status: 0 fine, 1 invalid, 2 wrong use (or input and output that fail)."


def _as_dialect(_ctx: click.Context, _param: click.Parameter, name: str) -> Dialect:
    """Return the dialect that an option names, or refuse it with the nearest names."""
    try:
        return quartzcron.Dialect.named(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _as_moment(_ctx: click.Context, _param: click.Parameter, text: str) -> datetime:
    """Return the moment that an option names, or refuse it with the forms to write."""
    try:
        return read_moment(text)
    except ValueError as error:
        raise click.BadParameter(f"'{shown(text)}': {error}") from error


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; what looks like an expression lacks the command before it."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            if _is_whole(name):
                command = _quoted(f"{ctx.command_path} next", [name])
                raise click.UsageError(f"say what to do with the expression: {command}", ctx)
            commands = " or ".join(self.list_commands(ctx))
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


def _quoted(command: str, words: Iterable[str], dialect: str | None = None) -> str:
    """Return a command with words as its one expression, or an example if they make none.

    They make none where the shell has put file names in the place of * and ?.
    """
    text = " ".join(words)
    if not (_PLAIN.fullmatch(text) and quartzcron.is_valid(text, dialect)):
        return f'{command} "{_EXAMPLE}"'
    option = f" --dialect {dialect}" if dialect else ""
    return f'{command} "{text}"{option}'


def _refuse_loose_words(words: tuple[str, ...], dialect: Dialect) -> NoReturn:
    """Refuse an expression without quotes, which the shell has taken apart."""
    context = click.get_current_context()
    named = None if dialect.name == _DEFAULT else dialect.name
    command = _quoted(context.command_path, words, named)
    raise click.UsageError(f"quote the expression, it is one argument: {command}")


_dialect_option = click.option(
    "--dialect",
    "-d",
    callback=_as_dialect,
    default=_DEFAULT,
    show_default=True,
    metavar="NAME",
    help="The system whose rules count; its name in any case.",
)


@click.group(
    "quartzcron",
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_STATUSES,
)
@click.version_option(
    quartzcron.__version__, prog_name="quartzcron", message="%(prog)s %(version)s"
)
def program() -> None:
    """Check cron expressions, and see when they fire.

    \b
    Examples:
      quartzcron next "0 30 9 ? * MON-FRI"
      quartzcron validate "0 0/5 * * * ?" "27 15 * * *"
    """


@program.command("next", epilog=f"{_DIALECTS}\n\n{_STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@click.option(
    "--count",
    "-n",
    type=click.IntRange(1, MOST_FIRE_TIMES),
    default=5,
    show_default=True,
    metavar="N",
    help="How many fire times to show.",
)
@click.option(
    "--from",
    "start",
    callback=_as_moment,
    default="now",
    show_default=True,
    metavar="WHEN",
    help="Where to start. A fire time at this very moment is not shown, only later ones.",
)
@_dialect_option
@click.option("--json", "json_wanted", is_flag=True, help="Print one JSON object.")
def show_next(
    words: tuple[str, ...], count: int, start: datetime, dialect: Dialect, json_wanted: bool
) -> int:
    """Show the next fire times of EXPR.

    WHEN is now (in UTC), a date, or a date and time in ISO form, such as 2026-01-30,
    2026-01-30T09:30 or 2026-01-30T09:30+02:00. Other forms are taken where nothing in them
    has to be guessed: "30 January 2026 09:30". Fire times are in the offset of WHEN; without
    one they are plain wall times.

    \b
    Examples:
      quartzcron next "0 30 9 ? * MON-FRI"
      quartzcron next "0 30 12 ? * 6L" --from 2026-01-01 -n 3
      quartzcron next "27 15 * * *" --dialect langgraph --json
    """
    if len(words) > 1:
        _refuse_loose_words(words, dialect)
    verdict = judge(Source(words[0]), dialect)
    fires = iter(()) if verdict.errors else _fire_times(verdict, start, count)
    if json_wanted:
        Screen(sys.stdout).line(as_json(_answer(verdict, start, fires)))
    elif verdict.errors:
        Screen(sys.stderr).drawing(draw(verdict.source.text, verdict.errors), _STYLES["invalid"])
    else:
        _show_warnings(verdict)
        _show_fire_times(fires, start, count)
    return INVALID if verdict.errors else FINE


def _fire_times(verdict: Verdict, start: datetime, count: int) -> Iterator[datetime]:
    """Return an iterator over the first fire times strictly after a start."""
    expression = quartzcron.CronExpression(verdict.source.text, verdict.dialect)
    return itertools.islice((fire for fire in expression.fire_times(start) if fire > start), count)


def _answer(verdict: Verdict, start: datetime, fires: Iterator[datetime]) -> dict[str, Any]:
    return {
        "text": verdict.source.text,
        "dialect": verdict.dialect.name,
        "from": start.isoformat(),
        "fire_times": [fire.isoformat() for fire in fires],
        "problems": verdict.problems,
    }


def _show_warnings(verdict: Verdict) -> None:
    """Show warnings in their short form, one a line, out of the way of the fire times."""
    screen = Screen(sys.stderr)
    for each in verdict.warnings:
        advice = f"; try {each.hint}" if each.hint is not None else ""
        screen.line(("warning", _DOUBTFUL), f": {printable(each.message + advice)}")


def _show_fire_times(fires: Iterator[datetime], start: datetime, count: int) -> None:
    """Show fire times one a line, and say so where there are fewer than asked for."""
    columns = (
        Column("time", len(_clock(start)), "bold"),
        Column("day", len(_LONGEST_DAY), ""),
        Column("from start", 0, "dim"),
    )
    rows = ((_clock(fire), in_words(fire), how_far(fire - start)) for fire in fires)
    found = Screen(sys.stdout).table(columns, rows)
    if found < count:
        more = "more " if found else ""
        Screen(sys.stderr).line(f"no {more}fire times up to the end of 2199")


def _clock(moment: datetime) -> str:
    """Return a moment to the second, with its offset if it has one."""
    return moment.isoformat(" ", "seconds")


@program.command("validate", epilog=f"{_DIALECTS}\n\n{_STATUSES}")
@click.argument("texts", nargs=-1, required=True, metavar="EXPR...")
@_dialect_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--json", "json_wanted", is_flag=True, help="Print one JSON object a line for each text."
)
def validate(texts: tuple[str, ...], dialect: Dialect, strict: bool, json_wanted: bool) -> int:
    """Say whether each EXPR is valid, and what to write instead.

    With - as EXPR, texts are read from standard input (UTF-8), one a line; blank lines and
    lines that start with # are skipped. Put -- before texts that may start with a dash.

    \b
    Examples:
      quartzcron validate "0 30 9 ? * MON-FRI"
      quartzcron validate --dialect unix --strict - < schedules.txt
    """
    if len(texts) >= _FEWEST_FIELDS and not any(_is_whole(text) for text in texts):
        _refuse_loose_words(texts, dialect)
    tally = _check(texts, dialect, json_wanted)
    if not json_wanted and tally.texts != 1:
        Screen(sys.stderr).line(str(tally))
    return INVALID if tally.invalid or (strict and tally.doubtful) else FINE


def _is_whole(text: str) -> bool:
    """Tell whether a text can stand for a schedule alone: it has blanks, is @daily or -."""
    return len(text.split()) > 1 or text.startswith("@") or text == STANDARD_INPUT


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


def _check(texts: tuple[str, ...], dialect: Dialect, json_wanted: bool) -> Tally:
    """Show the verdict on every text, one after the other, and return the tally."""
    stream = _standard_input(texts)
    results, notes = Screen(sys.stdout), Screen(sys.stderr)
    # Two views of one terminal would write over each other.
    bar_screen = results if results.is_terminal and notes.is_terminal else notes
    tally = Tally()
    with Progress(bar_screen, size_of(stream) if stream else None) as progress:
        for source in _sources(texts, stream):
            verdict = judge(source, dialect)
            if json_wanted:
                results.line(as_json(verdict.as_object()))
            else:
                _show_verdict(results, verdict)
            tally = tally.plus(verdict)
            progress.advance(source.position)
    return tally


def _standard_input(texts: tuple[str, ...]) -> BinaryIO | None:
    """Return standard input if a text asks for it."""
    asked = texts.count(STANDARD_INPUT)
    if not asked:
        return None
    if asked > 1:
        raise click.UsageError("- may be given once: standard input can be read only once")
    if sys.stdin is None:
        raise click.UsageError("there is no standard input to read")
    return sys.stdin.buffer


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
    style = _STYLES.get(label, _DOUBTFUL)
    screen.line(place, (label, style), f": {shown(source.text, _LONGEST_SHOWN)}")
    problems = (*verdict.errors, *verdict.warnings)
    if problems:
        screen.drawing(draw(source.text, problems), style)
