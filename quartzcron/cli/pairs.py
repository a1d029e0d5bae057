"""The commands that ask about two expressions: diff and overlap.

The question has yes or no for an answer, which the exit status gives too, as
`diff` does it: 0 and 1 are answers, 2 is trouble of any kind.
"""

from __future__ import annotations

import itertools
import sys
from datetime import timedelta
from typing import Any, NamedTuple, NoReturn

import click

from quartzcron.cli import FINE, NO, WRONG_USE
from quartzcron.cli.clocks import Run
from quartzcron.cli.durations import lastings_option
from quartzcron.cli.languages import (
    around,
    described,
    described_to_programs,
    locale_option,
    said,
)
from quartzcron.cli.loose import two_in_quotes
from quartzcron.cli.moments import Start
from quartzcron.cli.notices import show_errors, show_remark, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    TROUBLE,
    count_option,
    dialects_option,
    json_option,
    policies_option,
    start_option,
    zones_option,
)
from quartzcron.cli.runs import clock, columns, iso, rows
from quartzcron.cli.screen import Column, Screen, Table
from quartzcron.cli.verdicts import Terms, Verdict, as_json, counted, judge_runs
from quartzcron.errors import width
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from quartzcron import Dialect, DstPolicy, Schedule

#: The most fire times that one call shows beside its answer.
MOST_SHOWN = 1000

# How many fire times of both are shown before the first difference.
_BEFORE = 2

#: What is said of `* 2-3 * * SUN`, which as a window is meant as it stands.
_WINDOW = "star-before-set-field"

_texts_argument = click.argument("texts", nargs=-1, required=True, metavar="A B")


# --- two expressions -------------------------------------------------------


class Side(NamedTuple):
    """One of two expressions, with what was said about it."""

    name: str
    verdict: Verdict
    zone: tzinfo | None
    policy: DstPolicy | None

    @property
    def schedule(self) -> Schedule:
        """The expression in its zone, under its rule for changes of clock."""
        return self.verdict.schedule(self.zone, self.policy)

    def as_object(self) -> dict[str, Any]:
        """Return the side as a plain object."""
        head = self.verdict.head(self.zone, self.policy)
        words = None if self.verdict.errors else described_to_programs(self.schedule)
        return {**head, "words": words, "problems": self.verdict.problems}


def _sides(
    texts: tuple[str, ...],
    dialects: tuple[Dialect, Dialect],
    zones: tuple[tzinfo | None, tzinfo | None],
    policies: tuple[DstPolicy | None, DstPolicy | None],
    start: Start,
) -> list[Side]:
    """Return the two expressions, each judged by its own dialect."""
    if len(texts) != 2:
        _refuse_number(texts)
    parts = zip(("A", "B"), texts, dialects, zones, policies, strict=True)
    return [
        Side(name, judge_runs(Source(text), Terms(dialect, after=start.moment)), zone, policy)
        for name, text, dialect, zone, policy in parts
    ]


def _refuse_number(words: tuple[str, ...]) -> NoReturn:
    """Refuse any number of texts but two; the shell takes apart what has no quotes."""
    command = click.get_current_context().command_path
    both = two_in_quotes(words)
    example = "" if both is None else f", for example: {command} {both}"
    found = counted(len(words), "word")
    raise click.UsageError(f"give two expressions, each in quotes, not {found}{example}")


def _are_valid(sides: list[Side]) -> bool:
    return not any(side.verdict.errors for side in sides)


def _are_told_valid(sides: list[Side], start: Start, meant: str = "") -> bool:
    """Show what is wrong or doubtful about two expressions, and tell whether both are valid.

    `meant` is a code of warnings about what is meant here.
    """
    wrong = [side.verdict for side in sides if side.verdict.errors]
    for number, verdict in enumerate(wrong):
        if number:
            Screen(sys.stderr).line()
        show_errors(verdict)
    if not _are_valid(sides):
        return False
    for side in sides:
        show_warnings(side.verdict, of=f"{side.name}: ", meant=meant)
    show_remark(start)
    return True


def _show_pair_json(sides: list[Side], start: Start, answer: dict[str, Any]) -> None:
    """Print an answer as JSON; where one of the texts is wrong, there is none."""
    given = {side.name.lower(): side.as_object() for side in sides}
    if not _are_valid(sides):
        answer = {key: [] if isinstance(value, list) else None for key, value in answer.items()}
    plain = {**given, "from": start.moment.isoformat(), **answer}
    Screen(sys.stdout).line(as_json(plain))


def _status(sides: list[Side], found: object) -> int:
    if not _are_valid(sides):
        return WRONG_USE
    return NO if found else FINE


# --- diff ------------------------------------------------------------------


class Shared(NamedTuple):
    """A fire time, and which of the two expressions have it: A, B or both."""

    fire_time: datetime
    who: str


@click.command(
    "diff",
    epilog=f"{DIALECTS}{POLICIES}Exit status: 0 the same, 1 different, {TROUBLE}",
)
@_texts_argument
@start_option("Where to start comparing.")
@count_option("How many fire times to show from the first difference on.", MOST_SHOWN)
@zones_option
@policies_option
@dialects_option
@locale_option
@json_option
def show_difference(
    texts: tuple[str, ...],
    start: Start,
    count: int,
    zones: tuple[tzinfo | None, tzinfo | None],
    policies: tuple[DstPolicy | None, DstPolicy | None],
    dialects: tuple[Dialect, Dialect],
    json_wanted: bool,
) -> int:
    """Say when the expressions A and B first fire at different times.

    The answer holds up to the end of 2199: "the same" is a proof. It shows the last fire times of
    both before the difference, and the first from there on.

    Give dialect, zone and policy once for both, or twice: for A and for B. Times are in the zone
    of A. WHEN works as for next.

    \b
    Examples:
      quartzcron diff "0 0 0 ? * FRI#4" "0 0 0 ? * FRIL" --from 2026-01-01
      quartzcron diff "0 9 * * 1" "0 0 9 ? * 2" -d unix -d quartz
      quartzcron diff "0 9 * * *" "0 15 * * *" --tz America/New_York --tz Europe/Paris
    """
    sides = _sides(texts, dialects, zones, policies, start)
    difference, shown = None, []
    if _are_valid(sides):
        a, b = (side.schedule for side in sides)
        difference = a.first_difference(b, start.moment)
        shown = [] if difference is None else _around(a, b, start.moment, difference, count)
    if json_wanted:
        answer = {
            "same": difference is None,
            "first_difference": iso(difference),
            "runs": [{"fire_time": iso(fire_time), "who": who.lower()} for fire_time, who in shown],
        }
        _show_pair_json(sides, start, answer)
    elif _are_told_valid(sides, start):
        _show_words(sides)
        _show_shared(start.moment, difference, shown)
    return _status(sides, difference)


def _show_words(sides: list[Side]) -> None:
    """Say in a terminal when each of two expressions fires."""
    screen = Screen(sys.stdout)
    if screen.is_terminal:
        for side in sides:
            screen.beside([(f"{side.name}: ", "bold")], described(side.schedule))


def _around(
    a: Schedule, b: Schedule, start: datetime, difference: datetime, count: int
) -> list[Shared]:
    """Return the last fire times before the first difference, and the first from there on."""
    either = a | b
    before = list(either.fire_times(start, difference, limit=_BEFORE, reverse=True))
    after = either.fire_times(difference, limit=count)
    return [Shared(each, _who(a, b, each)) for each in (*reversed(before), *after)]


def _who(a: Schedule, b: Schedule, moment: datetime) -> str:
    """Return which of two schedules fire at a moment at which one of them does."""
    if not b.matches(moment):
        return "A"
    return "both" if a.matches(moment) else "B"


def _show_shared(start: datetime, difference: datetime | None, shown: list[Shared]) -> None:
    screen = Screen(sys.stdout)
    if difference is None:
        _show_sentence("same.until", "same", clock(start))
        return
    [who] = [each.who for each in shown if each.fire_time == difference]
    _show_sentence("different.at", "different", clock(difference), who)
    table = Table(screen, (_who_column("column.fires"), *columns(start)))
    for fire_time, name in shown:
        for cells, style in rows(Run(fire_time), start):
            table.row((_named(name), *cells), style)


def _who_column(heading: str) -> Column:
    """Return the column that says which of the two it is."""
    return Column(said(heading), max(width(said(each)) for each in (heading, "both")), "")


def _named(who: str) -> str:
    return said("both") if who == "both" else who


def _show_sentence(key: str, verdict: str, moment: str, who: str = "") -> None:
    """Show a sentence about both, in which the verdict stands out."""
    style = "bold yellow" if verdict == "different" else "bold green"
    horizon = said("horizon.ahead")
    before, after = around(key, moment=moment, who=who, horizon=horizon)
    Screen(sys.stdout).sentence(before, (said(verdict), style), after)


# --- overlap ---------------------------------------------------------------


@click.command(
    "overlap",
    epilog=f"{DIALECTS}{POLICIES}Exit status: 0 no overlap, 1 overlap, {TROUBLE}",
)
@_texts_argument
@start_option("Where to start.")
@count_option("How many common fire times to show.", MOST_SHOWN)
@lastings_option
@zones_option
@policies_option
@dialects_option
@locale_option
@json_option
def show_overlap(
    texts: tuple[str, ...],
    start: Start,
    count: int,
    lastings: tuple[timedelta | None, timedelta | None],
    zones: tuple[tzinfo | None, tzinfo | None],
    policies: tuple[DstPolicy | None, DstPolicy | None],
    dialects: tuple[Dialect, Dialect],
    json_wanted: bool,
) -> int:
    """Say when the expressions A and B fire at the same time, or when their runs overlap.

    Without --lasting a run takes no time, and they meet if they fire at the same second. With it,
    they meet if a run of one begins while one of the other is going on. The answer holds up to
    the end of 2199: "never" is a proof. Write a window of time as the expression of all its
    seconds or minutes.

    Give dialect, zone and policy once for both, or twice: for A and for B. Times are in the zone
    of A. WHEN works as for next.

    \b
    Examples:
      quartzcron overlap "0 0 12 29 2 ?" "0 0 12 ? * MON" --from 2020-03-01
      quartzcron overlap "*/15 * * * *" "* 2-3 * * SUN" --tz America/New_York
      quartzcron overlap "0 3 * * *" "30 3 * * MON" --lasting 45m --lasting 10m
    """
    sides = _sides(texts, dialects, zones, policies, start)
    shown: list[Shared] = []
    if _are_valid(sides):
        a, b = (side.schedule for side in sides)
        shown = list(itertools.islice(_meetings(a, b, start.moment, lastings), count))
    lasting = lastings != (None, None)
    if json_wanted:
        answer: dict[str, Any] = {"overlaps": bool(shown)}
        answer["fire_times"] = [iso(each.fire_time) for each in shown]
        if lasting:
            answer["runs"] = [{"fire_time": iso(at), "who": who.lower()} for at, who in shown]
        _show_pair_json(sides, start, answer)
    elif _are_told_valid(sides, start, meant=_WINDOW):
        _show_common(start.moment, shown, lasting)
    return _status(sides, shown)


def _meetings(
    a: Schedule,
    b: Schedule,
    start: datetime,
    lastings: tuple[timedelta | None, timedelta | None],
) -> Iterator[Shared]:
    """Yield when a run of one of two schedules begins while one of the other goes on."""
    if lastings == (None, None):
        for fire_time in (a & b).fire_times(start):
            yield Shared(fire_time, "both")
        return
    either = a | b
    at: datetime | None = start
    while at is not None:
        at = a.overlaps(b, at, lasting=lastings[0], other_lasting=lastings[1])
        if at is not None:
            yield Shared(at, _who(a, b, at))
            # What comes next begins with one of the two.
            at = either.next_fire_time(at)


def _show_common(start: datetime, shown: list[Shared], lasting: bool) -> None:
    screen = Screen(sys.stdout)
    if not shown:
        _show_sentence("never-while" if lasting else "never-together", "no-overlap", clock(start))
        return
    begins = (_who_column("column.begins"),) if lasting else ()
    table = Table(screen, (*begins, *columns(start)))
    for fire_time, name in shown:
        for cells, style in rows(Run(fire_time), start):
            table.row((_named(name), *cells) if lasting else cells, style)
