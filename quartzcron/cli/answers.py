"""The commands for exact answers: count, diff, overlap and why.

They ask the library, and show what it answers with the fire times that prove
it. A question with yes or no for an answer is answered by the exit status too,
as `diff` does it: 0 and 1 are answers, 2 is trouble of any kind.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple, NoReturn

import click

from quartzcron.cli import FINE, INVALID, NO, WRONG_USE
from quartzcron.cli.clocks import Run
from quartzcron.cli.moments import Start, UnclearMomentError, in_words, in_zone, read_moment
from quartzcron.cli.notices import show_errors, show_remark, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    EXAMPLE,
    POLICIES,
    STATUSES,
    as_start,
    count_option,
    dialect_option,
    dialects_option,
    json_option,
    policies_option,
    policy_option,
    refuse_loose_words,
    start_option,
    zone_option,
    zones_option,
)
from quartzcron.cli.runs import clock, columns, rows
from quartzcron.cli.screen import Column, Screen, Table
from quartzcron.cli.sources import Source
from quartzcron.cli.verdicts import Terms, Verdict, as_json, counted, judge
from quartzcron.errors import printable, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from quartzcron import Dialect, DstPolicy, Explanation, Interval, Schedule

#: The most fire times that one call shows beside its answer.
MOST_SHOWN = 1000

# How many fire times of both are shown before the first difference.
_BEFORE = 2

# How the lines of an explanation look in a terminal, by how they begin.
_LINES = (("fires ", "bold green"), ("does not ", "bold yellow"), ("  no ", "yellow"))

_HORIZON = "up to the end of 2199"


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
        return {**head, "problems": self.verdict.problems}


# --- count -----------------------------------------------------------------


class Summary(NamedTuple):
    """What there is to say about the fire times of a span; all None for a wrong text."""

    amount: int | None = None
    first: datetime | None = None
    last: datetime | None = None
    shortest_interval: Interval | None = None
    longest_interval: Interval | None = None
    most_per_day: int | None = None

    @classmethod
    def of(cls, schedule: Schedule) -> Summary:
        """Ask a schedule with bounds."""
        start, end = schedule.start, schedule.end
        assert start is not None
        assert end is not None
        return cls(
            schedule.count(start, end),
            schedule.first_fire_time(),
            schedule.last_fire_time(),
            schedule.shortest_interval(),
            schedule.longest_interval(),
            schedule.most_per_day(),
        )

    def facts(self) -> Iterable[tuple[str, str]]:
        """Yield what is known, in words."""
        yield "fire times", f"{self.amount:,}"
        for name, moment in (("first", self.first), ("last", self.last)):
            if moment is not None:
                yield name, f"{clock(moment)}  {in_words(moment)}"
        intervals = self.shortest_interval, self.longest_interval
        width = max(len(str(each and each.duration)) for each in intervals)
        for name, each in zip(("shortest interval", "longest interval"), intervals, strict=True):
            if each is not None:
                yield name, f"{each.duration!s:{width}}  from {clock(each.first)}"
        if self.amount:
            yield "most in a day", f"{self.most_per_day:,}"

    def as_object(self) -> dict[str, Any]:
        """Return the summary as a plain object; intervals are in seconds."""
        return {
            "count": self.amount,
            "first": _iso(self.first),
            "last": _iso(self.last),
            "shortest_interval": _interval_object(self.shortest_interval),
            "longest_interval": _interval_object(self.longest_interval),
            "most_per_day": self.most_per_day,
        }


@click.command("count", epilog=f"{DIALECTS}{POLICIES}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@start_option("The start of the span; a fire time at this very moment counts.")
@click.option(
    "--to",
    "end",
    callback=as_start,
    required=True,
    metavar="WHEN",
    help="The end of the span; a fire time at this very moment does not count.",
)
@zone_option
@policy_option
@dialect_option
@json_option
def show_count(
    words: tuple[str, ...],
    start: Start,
    end: Start,
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
    json_wanted: bool,
) -> int:
    """Count the fire times of EXPR in a span.

    With their number come the first and the last of them, the shortest and the longest interval
    between two that follow each other, and how many the fullest day of the span has. All of it is
    computed, however many there are.

    WHEN and ZONE are what they are for next. Without ZONE, a WHEN without offset beside one with
    an offset is wall time in that offset.

    \b
    Examples:
      quartzcron count "*/5 9-17 * * MON-FRI" --from 2026-01-01 --to 2027-01-01
      quartzcron count "0 9 * * *" --tz Europe/Paris --to 2030-01-01 --json
    """
    if len(words) > 1:
        refuse_loose_words(words, dialect)
    verdict = judge(Source(words[0]), Terms(dialect))
    begin, stop = _alike(start.moment, end.moment)
    summary = Summary()
    if not verdict.errors:
        summary = Summary.of(verdict.schedule(zone, policy, begin, stop))
    if json_wanted:
        answer = {
            **verdict.head(zone, policy),
            "from": begin.isoformat(),
            "to": stop.isoformat(),
            **summary.as_object(),
            "problems": verdict.problems,
        }
        Screen(sys.stdout).line(as_json(answer))
    elif verdict.errors:
        show_errors(verdict)
    else:
        show_warnings(verdict)
        show_remark(start)
        show_remark(end)
        _show_facts(summary.facts())
    return INVALID if verdict.errors else FINE


def _alike(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return two moments, both with an offset if one has it."""
    return (
        start if start.tzinfo else start.replace(tzinfo=end.tzinfo),
        end if end.tzinfo else end.replace(tzinfo=start.tzinfo),
    )


def _show_facts(facts: Iterable[tuple[str, str]]) -> None:
    screen = Screen(sys.stdout)
    for name, value in facts:
        screen.line((f"{name:17}", "dim"), "  ", value)


def _interval_object(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    return {
        "seconds": int(interval.duration.total_seconds()),
        "first": _iso(interval.first),
        "second": _iso(interval.second),
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


# --- diff ------------------------------------------------------------------


class Shared(NamedTuple):
    """A fire time, and which of the two expressions have it: A, B or both."""

    fire_time: datetime
    who: str


_TROUBLE = "2 trouble (wrong use, an invalid expression, or input and output that fail)."

_texts_argument = click.argument("texts", nargs=-1, required=True, metavar="A B")


@click.command(
    "diff",
    epilog=f"{DIALECTS}{POLICIES}Exit status: 0 the same, 1 different, {_TROUBLE}",
)
@_texts_argument
@start_option("From when on they are compared.")
@count_option("How many fire times to show from the first difference on.", MOST_SHOWN)
@zones_option
@policies_option
@dialects_option
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

    The answer is decided for all time up to the end of 2199: "the same" is a proof. It comes with
    the last fire times of both before the difference, and the first from there on.

    Dialect, zone and policy are given once for both, or twice: for A and for B. Times are in the
    zone of A. WHEN is what it is for next.

    \b
    Examples:
      quartzcron diff "0 0 0 ? * FRI#4" "0 0 0 ? * FRIL" --from 2026-01-01
      quartzcron diff "0 9 * * 1" "0 0 9 ? * 2" -d unix -d quartz
      quartzcron diff "0 9 * * *" "0 15 * * *" --tz America/New_York --tz Europe/Paris
    """
    sides = _sides(texts, dialects, zones, policies)
    difference, shown = None, []
    if _are_valid(sides):
        a, b = (side.schedule for side in sides)
        difference = a.first_difference(b, start.moment)
        shown = [] if difference is None else _around(a, b, start.moment, difference, count)
    if json_wanted:
        answer = {
            "same": difference is None,
            "first_difference": _iso(difference),
            "fire_times": [
                {"fire_time": _iso(fire_time), "fires": who.lower()} for fire_time, who in shown
            ],
        }
        _show_pair_json(sides, start, answer)
    elif _are_told_valid(sides, start):
        _show_shared(start.moment, difference, shown)
    return _status(sides, difference)


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
        screen.line(("the same", "bold green"), f" from {clock(start)} {_HORIZON}")
        return
    [who] = [each.who for each in shown if each.fire_time == difference]
    screen.line(("different", "bold yellow"), f": only {who} fires at {clock(difference)}")
    table = Table(screen, (Column("fires", 5, ""), *columns(start)))
    for fire_time, name in shown:
        for cells, style in rows(Run(fire_time), start):
            table.row((name, *cells), style)


# --- overlap ---------------------------------------------------------------


@click.command(
    "overlap",
    epilog=f"{DIALECTS}{POLICIES}Exit status: 0 no overlap, 1 overlap, {_TROUBLE}",
)
@_texts_argument
@start_option("From when on they are looked at.")
@count_option("How many common fire times to show.", MOST_SHOWN)
@zones_option
@policies_option
@dialects_option
@json_option
def show_overlap(
    texts: tuple[str, ...],
    start: Start,
    count: int,
    zones: tuple[tzinfo | None, tzinfo | None],
    policies: tuple[DstPolicy | None, DstPolicy | None],
    dialects: tuple[Dialect, Dialect],
    json_wanted: bool,
) -> int:
    """Say when the expressions A and B fire at the same time.

    The answer is decided for all time up to the end of 2199: "never" is a proof. A window is
    written as the expression of all its seconds or minutes.

    Dialect, zone and policy are given once for both, or twice: for A and for B. Times are in the
    zone of A. WHEN is what it is for next.

    \b
    Examples:
      quartzcron overlap "0 0 12 29 2 ?" "0 0 12 ? * MON" --from 2020-03-01
      quartzcron overlap "*/15 * * * *" "* 2-3 * * SUN" --tz America/New_York
    """
    sides = _sides(texts, dialects, zones, policies)
    shown: list[datetime] = []
    if _are_valid(sides):
        a, b = (side.schedule for side in sides)
        shown = list((a & b).fire_times(start.moment, limit=count))
    if json_wanted:
        answer = {"overlaps": bool(shown), "fire_times": [_iso(each) for each in shown]}
        _show_pair_json(sides, start, answer)
    elif _are_told_valid(sides, start):
        _show_common(start.moment, shown)
    return _status(sides, shown)


def _show_common(start: datetime, shown: list[datetime]) -> None:
    screen = Screen(sys.stdout)
    if not shown:
        screen.line(("never both", "bold green"), f" from {clock(start)} {_HORIZON}")
        return
    table = Table(screen, columns(start))
    for fire_time in shown:
        for cells, style in rows(Run(fire_time), start):
            table.row(cells, style)


# --- why -------------------------------------------------------------------


@click.command(
    "why",
    epilog=f"{DIALECTS}{POLICIES}Exit status: 0 it fires, 1 it does not, {_TROUBLE}",
)
@click.argument("words", nargs=-1, required=True, metavar="EXPR WHEN")
@zone_option
@policy_option
@dialect_option
@json_option
def show_why(
    words: tuple[str, ...],
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
    json_wanted: bool,
) -> int:
    """Say why EXPR fires at a moment, or why it does not.

    Every field is shown with what it makes of the moment, then what a change of clock does there,
    and the nearest fire times on both sides.

    WHEN is now, or a date and time, written as for next. Without an offset it is wall time, with
    ZONE wall time there.

    \b
    Examples:
      quartzcron why "0 0 9-12 ? * 6#3" 2026-01-17T14:00
      quartzcron why "30 2 * * *" 2026-03-08T03:00 --tz America/New_York
    """
    text, moment = _text_and_moment(words, zone, dialect)
    verdict = judge(Source(text), Terms(dialect))
    explanation = None
    if not verdict.errors:
        explanation = verdict.schedule(zone, policy).explain(moment)
    if json_wanted:
        asked = moment if explanation is None else explanation.moment
        plain = {
            **verdict.head(zone, policy),
            "moment": asked.isoformat(),
            **_explanation_object(explanation),
            "problems": verdict.problems,
        }
        Screen(sys.stdout).line(as_json(plain))
    elif explanation is None:
        show_errors(verdict)
    else:
        show_warnings(verdict)
        _show_explanation(explanation)
    if explanation is None:
        return WRONG_USE
    return FINE if explanation.fires else NO


def _text_and_moment(
    words: tuple[str, ...], zone: tzinfo | None, dialect: Dialect
) -> tuple[str, datetime]:
    """Return the two arguments; refuse an expression that the shell has taken apart."""
    *texts, when = words
    if not texts:
        raise click.UsageError("say a moment too: now, or a date and time such as 2026-01-30T09:30")
    if len(texts) > 1:
        refuse_loose_words(tuple(texts), dialect)
    try:
        moment = read_moment(when)
        # A wall time stays as it is: what the zone makes of it is part of the explanation.
        if zone is not None and moment.tzinfo is not None:
            moment = in_zone(moment, zone).moment
    except UnclearMomentError as error:
        raise click.UsageError(f"'{shown(when)}': {error}") from error
    return texts[0], moment


def _explanation_object(explanation: Explanation | None) -> dict[str, Any]:
    """Return an explanation as plain members; nothing fires where the text is wrong."""
    if explanation is None:
        return {"fires": None}
    return {
        "fires": explanation.fires,
        "fields": [
            {
                "field": each.field,
                "text": each.text,
                "span": each.span and list(each.span),
                "value": each.value,
                "matches": each.matches,
                "reason": each.reason,
            }
            for each in explanation.fields
        ],
        "day": {
            "rule": explanation.day_rule,
            "matches": explanation.day_matches,
            "reason": explanation.day_reason,
        },
        "clock": list(explanation.clock),
        "previous_fire_time": _iso(explanation.previous_fire_time),
        "next_fire_time": _iso(explanation.next_fire_time),
    }


def _show_explanation(explanation: Explanation) -> None:
    screen = Screen(sys.stdout)
    for line in str(explanation).split("\n"):
        style = next((style for start, style in _LINES if line.startswith(start)), "")
        screen.line((printable(line), style))


# --- two expressions -------------------------------------------------------


def _sides(
    texts: tuple[str, ...],
    dialects: tuple[Dialect, Dialect],
    zones: tuple[tzinfo | None, tzinfo | None],
    policies: tuple[DstPolicy | None, DstPolicy | None],
) -> list[Side]:
    """Return the two expressions, each judged by its own dialect."""
    if len(texts) != 2:
        _refuse_number(len(texts))
    parts = zip(("A", "B"), texts, dialects, zones, policies, strict=True)
    return [
        Side(name, judge(Source(text), Terms(dialect)), zone, policy)
        for name, text, dialect, zone, policy in parts
    ]


def _refuse_number(found: int) -> NoReturn:
    """Refuse any number of texts but two; the shell takes apart what has no quotes."""
    command = click.get_current_context().command_path
    raise click.UsageError(
        f"give two expressions, each in quotes, not {counted(found, 'word')}: "
        f'{command} "{EXAMPLE}" "30 9 * * MON-FRI"'
    )


def _are_valid(sides: list[Side]) -> bool:
    return not any(side.verdict.errors for side in sides)


def _are_told_valid(sides: list[Side], start: Start) -> bool:
    """Show what is wrong or doubtful about two expressions, and tell whether both are valid."""
    for side in sides:
        if side.verdict.errors:
            show_errors(side.verdict)
    if not _are_valid(sides):
        return False
    for side in sides:
        show_warnings(side.verdict, of=f"{side.name}: ")
    show_remark(start)
    return True


def _show_pair_json(sides: list[Side], start: Start, answer: dict[str, Any]) -> None:
    """Print an answer as JSON; where one of the texts is wrong, there is none."""
    given = {side.name.lower(): side.as_object() for side in sides}
    if not _are_valid(sides):
        answer = dict.fromkeys(answer) | {"fire_times": []}
    plain = {**given, "from": start.moment.isoformat(), **answer}
    Screen(sys.stdout).line(as_json(plain))


def _status(sides: list[Side], found: object) -> int:
    if not _are_valid(sides):
        return WRONG_USE
    return NO if found else FINE
