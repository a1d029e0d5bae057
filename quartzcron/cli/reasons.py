"""The command why: the reason why an expression fires at a moment or on a day, or does not.

The library explains a moment. What the asked wall time is to the zone comes first, for it may
not exist; then every field with its verdict. Of a day those fields are told that exclude it, and
what a change of clock dropped there.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

import click

from quartzcron.cli import FINE, NO, WRONG_USE
from quartzcron.cli.clocks import NO_SUCH_DAY, Dropped, Run, dropped_between, jump_over, timetable
from quartzcron.cli.languages import (
    dated,
    described,
    described_to_programs,
    explained,
    locale_option,
    reasoned,
    said,
    word,
)
from quartzcron.cli.loose import refuse_loose_words
from quartzcron.cli.moments import (
    UnclearMomentError,
    in_zone,
    names_day_alone,
    read_moment,
)
from quartzcron.cli.notices import show_errors, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    TROUBLE,
    dialect_option,
    json_option,
    policy_option,
    zone_option,
)
from quartzcron.cli.runs import clock, clock_changes, dropped_rows, iso, note_of
from quartzcron.cli.screen import Column, Screen, Table
from quartzcron.cli.verdicts import Terms, as_json, judge_runs
from quartzcron.errors import shown, width
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quartzcron import Dialect, DstPolicy, Explanation, Schedule
    from quartzcron.cli.clocks import Jump
    from quartzcron.cli.verdicts import Verdict

#: The fields that decide a day.
_DAY_FIELDS = ("day_of_month", "month", "day_of_week", "year")

#: As many fire times of a day are shown, and in JSON.
_MOST_SHOWN = 10
_MOST_IN_JSON = 1_000

#: How much of a text, and of a field, is shown.
_LONGEST_TEXT, _LONGEST_FIELD = 100, 24

_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)

#: How the first line of an answer looks in a terminal.
_STYLES = {True: "bold green", False: "bold yellow"}


class Asked(NamedTuple):
    """What is asked about: a moment, or a day from its first moment up to the first of the next.

    A moment without an offset stays as it is: what the zone makes of it is part of the answer.
    """

    moment: datetime
    day: date | None = None
    end: datetime | None = None
    is_now: bool = False


@click.command(
    "why",
    epilog=f"{DIALECTS}{POLICIES}Exit status: 0 it fires, 1 it does not, {TROUBLE}",
)
@click.argument("words", nargs=-1, required=True, metavar="EXPR [WHEN]")
@zone_option
@policy_option
@dialect_option
@locale_option
@json_option
def show_why(
    words: tuple[str, ...],
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
    json_wanted: bool,
) -> int:
    """Say why EXPR fires at a moment or on a day, or why it does not.

    For a moment, shows whether each field matches, what a clock change does there, and the
    nearest fire times on both sides. For a day, shows its fire times, or what excludes it.

    WHEN is a date, or a date and time, written as for next; without it, now. Without an offset it
    is local time, in ZONE if given. Now is this minute if EXPR has no seconds.

    \b
    Examples:
      quartzcron why "0 0 9-12 ? * 6#3" 2026-01-17T14:00
      quartzcron why "0 9 * * MON-FRI" tomorrow --tz Europe/Paris
      quartzcron why "30 2 * * *" 2026-03-08T02:30 --tz America/New_York
    """
    text, asked = _text_and_moment(words, zone, dialect)
    verdict = judge_runs(Source(text), Terms(dialect, after=asked.moment))
    if verdict.errors:
        if json_wanted:
            nothing = {"words": None, **_named(asked), "fires": None}
            _show_json(verdict, zone, policy, nothing)
        else:
            show_errors(verdict)
        return WRONG_USE
    about = MomentAnswer if asked.day is None else DayAnswer
    schedule = verdict.schedule(zone, policy)
    answer = about(schedule, asked)
    if json_wanted:
        plain = {"words": described_to_programs(schedule), **answer.as_object()}
        _show_json(verdict, zone, policy, plain)
    else:
        show_warnings(verdict)
        screen = Screen(sys.stdout)
        if screen.is_terminal:
            screen.sentence((described(schedule), "bold"))
        answer.show(screen)
    return FINE if answer.fires else NO


def _show_json(
    verdict: Verdict, zone: tzinfo | None, policy: DstPolicy | None, plain: dict[str, Any]
) -> None:
    whole = {**verdict.head(zone, policy), **plain, "problems": verdict.problems}
    Screen(sys.stdout).line(as_json(whole))


def _named(asked: Asked) -> dict[str, str]:
    """Return the moment or the day that is asked about as a plain member."""
    if asked.day is None:
        return {"moment": asked.moment.isoformat()}
    return {"date": asked.day.isoformat()}


# --- what is asked ---------------------------------------------------------


def _text_and_moment(
    words: tuple[str, ...], zone: tzinfo | None, dialect: Dialect
) -> tuple[str, Asked]:
    """Return what the arguments say; refuse an expression that the shell has taken apart."""
    *texts, when = words
    if not texts:
        return when, _asked("now", zone)
    if len(texts) > 1:
        # The last word may be a part of the expression, or the moment behind it.
        try:
            _asked(when, zone)
        except UnclearMomentError:
            refuse_loose_words(words, dialect)
        refuse_loose_words(texts, dialect, [when])
    try:
        return texts[0], _asked(when, zone)
    except UnclearMomentError as error:
        raise click.UsageError(f"'{shown(when)}': {error}") from error


def _asked(when: str, zone: tzinfo | None) -> Asked:
    """Return the moment or the day that a text names."""
    moment = read_moment(when, zone)
    if names_day_alone(when, zone):
        try:
            start, end = _placed(moment, zone), _placed(moment + _DAY, zone)
            return Asked(start, moment.date(), end)
        except OverflowError as error:
            raise UnclearMomentError("it is too late") from error
    if moment.tzinfo is not None:
        moment = _placed(moment, zone)
    return Asked(moment, is_now=when.strip().lower() == "now")


def _placed(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment if zone is None else in_zone(moment, zone).moment


# --- a moment --------------------------------------------------------------


class MomentAnswer:
    """Whether a schedule fires at a moment, and why."""

    def __init__(self, schedule: Schedule, asked: Asked) -> None:
        self._schedule = schedule
        moment = asked.moment
        self._explanation = schedule.explain(moment)
        if asked.is_now and not _has_seconds(self._explanation):
            self._explanation = schedule.explain(moment.replace(second=0))
        self._jump = None
        if schedule.tz is not None and moment.tzinfo is None:
            self._jump = jump_over(schedule, moment.replace(microsecond=0))
        self._wall = moment.replace(microsecond=0)

    @property
    def fires(self) -> bool:
        """Whether it fires at what the moment means in the zone."""
        return self._explanation.fires

    def as_object(self) -> dict[str, Any]:
        """Return the answer as plain members."""
        return self._explanation.as_dict()

    def show(self, screen: Screen) -> None:
        """Show the answer: first what the moment is, then the fields, then its neighbours."""
        explanation = self._explanation
        told = explained(explanation)
        if told is not None:
            for line in told.split("\n"):
                screen.line(line)
            return
        screen.line(shown(explanation.text.strip(), _LONGEST_TEXT))
        if self._jump is None:
            screen.sentence((_heading(explanation), _STYLES[explanation.fires]))
            for said in explanation.clock:
                screen.sentence(said)
            fields = explanation
        else:
            # The fields say what they make of the wall time, as if it were there.
            fields = self._schedule.expression.explain(self._wall)
            said = _told(self._jump, self._wall, self._schedule, fields.fires)
            screen.sentence((said, _STYLES[explanation.fires]))
            if explanation.fires and self._jump.lands != explanation.moment:
                screen.sentence(f"it is read as {clock(explanation.moment)}, when there is a run")
        screen.line()
        _show_fields(screen, _rows(fields))
        screen.line()
        _show_neighbours(screen, explanation.previous_fire_time, explanation.next_fire_time)


def _has_seconds(explanation: Explanation) -> bool:
    return any(each.field == "second" and each.span for each in explanation.fields)


def _heading(explanation: Explanation) -> str:
    moment = explanation.moment
    zone = "" if moment.tzinfo is None else f", {moment.tzinfo}"
    verb = "fires" if explanation.fires else "does not fire"
    return f"{verb} at {clock(moment)} ({moment:%A}{zone})"


def _told(jump: Jump, wall: datetime, schedule: Schedule, due: bool) -> str:
    """Return what the clock does to a wall time that does not exist, and what comes of it."""
    place = str(schedule.tz).rpartition("/")[2].replace("_", " ")
    day = f"{wall.day} {wall:%B} {wall.year}"
    if jump.why == NO_SUCH_DAY:
        lack = f"{day} does not exist in {place} (the clock skips the whole day)"
    else:
        low, high = (_time(each, wall.date()) for each in (jump.low, jump.high))
        moved = f"the clock goes from {low} to {high}"
        lack = f"{_time(wall, wall.date())} does not exist on {day} in {place} ({moved})"
    if not due:
        return f"{lack}, and nothing is due then"
    policy = schedule.dst_policy.name
    if jump.lands is None:
        return f"{lack}; {policy} skips it" if jump.why != NO_SUCH_DAY else f"{lack}; nothing runs"
    return f"{lack}; {policy} runs it at {_time(jump.lands, wall.date())}"


def _time(moment: datetime, day: date) -> str:
    """Return a time of day, with its date where that is not a given one."""
    dated = "" if moment.date() == day else f"{moment:%Y-%m-%d} "
    return f"{dated}{moment:%H:%M:%S}".removesuffix(":00")


class Row(NamedTuple):
    """What a field, or both day fields together, say: whether they match, the text, the reason."""

    matches: bool
    text: str
    reason: str


def _rows(explanation: Explanation) -> list[Row]:
    """Return what every field says; one that the text lacks where it does not match."""
    rows = [
        Row(each.matches, each.text, each.reason)
        for each in explanation.fields
        if each.span is not None or not each.matches
    ]
    return [*rows, Row(explanation.day_matches, "", explanation.day_reason)]


def _show_fields(screen: Screen, rows: list[Row]) -> None:
    texts = [shown(row.text, _LONGEST_FIELD) for row in rows]
    marks = {match: word("yes" if match else "no") for match in (True, False)}
    column, wide = max(map(width, texts), default=0), max(map(width, (*marks.values(), "yes")))
    for row, text in zip(rows, texts, strict=True):
        style = "" if row.matches else "yellow"
        mark = marks[row.matches]
        filled = f"{mark}{' ' * (wide - width(mark))}  {text}{' ' * (column - width(text))}"
        screen.beside([(f"  {filled}  ", style)], (reasoned(row.reason), style))


def _show_neighbours(screen: Screen, before: datetime | None, after: datetime | None) -> None:
    names = {name: word(name) for name in ("previous", "next")}
    wide = max(map(width, names.values()))
    for name, moment in (("previous", before), ("next", after)):
        when = word("none") if moment is None else f"{clock(moment)}  {dated(moment)}"
        filled = names[name] + " " * (wide - width(names[name]))
        screen.beside([(f"  {filled}  ", "dim")], when)


# --- a day -----------------------------------------------------------------


class DayAnswer:
    """Which fire times of a schedule a day has, and if none, why not."""

    def __init__(self, schedule: Schedule, asked: Asked) -> None:
        assert asked.day is not None
        assert asked.end is not None
        self._schedule = schedule
        self._day, self._start, self._end = asked.day, asked.moment, asked.end
        self._amount = schedule.count(asked.moment, asked.end)
        midnight = datetime(self._day.year, self._day.month, self._day.day)
        self._explanation = schedule.expression.explain(midnight)

    @property
    def fires(self) -> bool:
        """Whether it fires on the day."""
        return self._amount > 0

    def as_object(self) -> dict[str, Any]:
        """Return the answer as plain members; of very many fire times the first are there."""
        runs = list(itertools.islice(self._runs(), _MOST_IN_JSON))
        events: Iterable[Run | Dropped] = [*runs, *self._moved_away(), *self._dropped()]
        changes = [change for event in events for change in clock_changes(event)]
        whole = self._explanation.as_dict()
        return {
            **_named(Asked(self._start, self._day)),
            "fires": self.fires,
            "count": self._amount,
            "fire_times": [run.fire_time.isoformat() for run in runs],
            **({} if self._schedule.tz is None else {"clock_changes": changes}),
            "fields": [each for each in whole["fields"] if each["field"] in _DAY_FIELDS],
            "day": whole["day"],
            "previous_fire_time": iso(self._previous),
            "next_fire_time": iso(self._next),
        }

    @property
    def _previous(self) -> datetime | None:
        return self._schedule.previous_fire_time(self._start)

    @property
    def _next(self) -> datetime | None:
        return self._schedule.next_fire_time(self._end, inclusive=True)

    def _runs(self) -> Iterator[Run]:
        """Yield the runs of the day with what a change of clock has to do with them."""
        return itertools.takewhile(lambda run: run.fire_time.date() == self._day, self._all_runs())

    def _all_runs(self) -> Iterator[Run]:
        events = timetable(self._schedule, _shifted(self._start, -_INSTANT))
        return (event for event in events if isinstance(event, Run))

    def _moved_away(self) -> list[Run]:
        """Return the run behind the day to which wall times of the day were moved."""
        if self._schedule.tz is None or self._next is None:
            return []
        events = timetable(self._schedule, _shifted(self._next, -_INSTANT))
        first = next(event for event in events if isinstance(event, Run))
        moved = first.moved is not None and first.moved.told[0].date() == self._day
        return [first] if moved else []

    def _dropped(self) -> list[Dropped]:
        """Return the wall times of the day that do not run."""
        if self._schedule.tz is None:
            return []
        around = _shifted(self._start, -_INSTANT), _shifted(self._end, _INSTANT)
        found = dropped_between(self._schedule, *around)
        return [each for each in found if each.walls.told[0].date() == self._day]

    def show(self, screen: Screen) -> None:
        """Show the answer: how often, when, and what excludes the day or was dropped on it."""
        screen.line(shown(self._explanation.text.strip(), _LONGEST_TEXT))
        screen.sentence((self._heading(), _STYLES[self.fires]))
        screen.line()
        self._show_times(screen)
        if not self.fires and (rows := self._excluding()):
            _show_fields(screen, rows)
            screen.line()
        _show_neighbours(screen, self._previous, self._next)

    def _heading(self) -> str:
        zone = "" if self._start.tzinfo is None else f" ({self._start.tzinfo})"
        often = {0: "none", 1: "once"}.get(self._amount, "times")
        return said(f"runs.{often}", n=f"{self._amount:,}", day=f"{dated(self._day)}{zone}")

    def _show_times(self, screen: Screen) -> None:
        """Show the first fire times of the day, and what a change of clock did there."""
        runs = [*itertools.islice(self._runs(), _MOST_SHOWN), *self._moved_away()]
        dropped = [row for each in self._dropped() for row in dropped_rows(each)]
        if not runs and not dropped:
            return
        width = len(f"  {clock(self._end)}")
        table = Table(screen, (Column("", width, "bold"), Column("", 0, "yellow")), headed=False)
        for run in runs:
            note = note_of(run)
            table.row((f"  {clock(run.fire_time)}", *([note] if note else [])))
        more = self._amount - _MOST_SHOWN
        if more > 0:
            screen.line(f"  {said('runs.more', n=f'{more:,}')}")
        for cells, style in dropped:
            table.row((f"  {cells[0]}", *cells[1:]), style)
        screen.line()

    def _excluding(self) -> list[Row]:
        """Return what the fields say that exclude the day."""
        fields = [
            Row(False, each.text, each.reason)
            for each in self._explanation.fields
            if each.field in _DAY_FIELDS
            and not each.matches
            and (each.field in ("month", "year") or not self._explanation.day_matches)
        ]
        if self._explanation.day_matches:
            return fields
        return [*fields, Row(False, "", self._explanation.day_reason)]


def _shifted(moment: datetime, distance: timedelta) -> datetime:
    """Return a moment so much time later, or earlier, in its own zone."""
    if moment.tzinfo is None:
        return moment + distance
    return (moment.astimezone(UTC) + distance).astimezone(moment.tzinfo)
