"""What changes of clock do to the runs of a schedule: move, repeat or drop them.

It is worked out from outside: a schedule says when it runs, its expression
which wall times match, and the zone when its clock changes and what it shows
then. Only two things cannot be seen in the runs themselves, for a run that is
moved may land on one that is there anyway: whether the policy counts the
schedule as one of fixed times (it is asked in a zone made for the purpose),
and what the policy does in a gap.

Instants and wall times are whole seconds since 1970-01-01 00:00, as anywhere
in the library: wall time = instant + offset. Nothing here prints.
"""

from __future__ import annotations

import collections
import itertools
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from typing import NamedTuple

from quartzcron import DstPolicy, Schedule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The passes of a fold.
FIRST_PASS, SECOND_PASS = "first-pass", "second-pass"

#: Why a wall time does not run: it is in a gap, its whole date is, or its pass was left out.
SKIPPED, NO_SUCH_DAY = "skipped", "no-such-day"

#: As many wall times of one change are told; of more the first three, and how many there are.
_MOST_TOLD = 4

_DAY = 86_400
_SECOND = timedelta(seconds=1)

# No two changes of a zone are closer than this (6.96 days in the zone database).
_STEP = 6 * _DAY

# An offset is less than a day, so what a change does is over within two.
_MARGIN = 2 * _DAY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Where wall times can match at all: from 1970 to 2199, and a margin for their offsets.
_BEGIN = -_MARGIN
_END = (datetime(2200, 1, 1, tzinfo=UTC) - _EPOCH) // _SECOND + _MARGIN


class Walls(NamedTuple):
    """Wall times in order, or the first of them, and how many more there are up to the last."""

    told: tuple[datetime, ...]
    more: int
    last: datetime


class Run(NamedTuple):
    """A fire time; its pass if it lies in a fold; the wall times of a gap that moved to it.

    `own` says that its wall time matches too, and it would run without the gap.
    """

    fire_time: datetime
    which_pass: str | None = None
    moved: Walls | None = None
    own: bool = True


class Dropped(NamedTuple):
    """Wall times that match and do not run, and why; aware if they exist, in their pass."""

    walls: Walls
    why: str


class Change(NamedTuple):
    """A change of clock: the instant, and the offsets before and after, in seconds."""

    at: int
    before: int
    after: int

    @property
    def is_gap(self) -> bool:
        """Whether the clock goes forward; if not, it goes back."""
        return self.after > self.before

    @property
    def low(self) -> int:
        """The first wall time that does not exist, or exists twice."""
        return self.at + min(self.before, self.after)

    @property
    def high(self) -> int:
        """The first wall time behind them."""
        return self.at + max(self.before, self.after)

    def skips_day_of(self, wall: datetime) -> bool:
        """Tell whether a gap leaves nothing of the date of a wall time."""
        midnight = _wall_seconds(wall) // _DAY * _DAY
        return self.low <= midnight and midnight + _DAY <= self.high


class Jump(NamedTuple):
    """A wall time that a gap leaves out: from where to where the clock goes, and what comes of it.

    `lands` is where a run of this wall time is made up; if it is None, `why` says the reason.
    """

    low: datetime
    high: datetime
    lands: datetime | None
    why: str | None


def timetable(schedule: Schedule, start: datetime, back: bool = False) -> Iterator[Run | Dropped]:
    """Yield the runs strictly after a moment, and in their places what is dropped between.

    With `back` those strictly before it, the latest first. The moment is one of
    the schedule's zone, and exists there. A schedule without a zone has runs only.
    """
    if back:
        fire_times: Iterator[datetime] = schedule.fire_times(None, start, reverse=True)
    else:
        fire_times = itertools.dropwhile(
            lambda fire_time: not elapsed(start, fire_time), schedule.fire_times(start)
        )
    if schedule.tz is None:
        yield from map(Run, fire_times)
        return
    if back:
        yield from _backwards(_Clock(schedule, schedule.tz, _BEGIN, _ceiling(start)), fire_times)
        return
    low = _instant(start)
    clock = _Clock(schedule, schedule.tz, low, _END)
    since = low - _MARGIN
    for fire_time in fire_times:
        instant = _instant(fire_time)
        yield from clock.dropped(since, instant)
        yield clock.run(fire_time, instant)
        since = instant
    yield from clock.dropped(since, _END)


def _backwards(clock: _Clock, fire_times: Iterator[datetime]) -> Iterator[Run | Dropped]:
    """Yield runs, the latest first, and in their places what is dropped between."""
    until = clock.high + _MARGIN
    for fire_time in fire_times:
        instant = _instant(fire_time)
        yield from reversed(list(clock.dropped(instant, until)))
        yield clock.run(fire_time, instant)
        until = instant
    yield from reversed(list(clock.dropped(_BEGIN, until)))


def dropped_between(schedule: Schedule, start: datetime, end: datetime) -> Iterator[Dropped]:
    """Yield what is dropped after a moment and before another, both of the schedule's zone."""
    assert schedule.tz is not None
    low, high = _instant(start), _ceiling(end)
    clock = _Clock(schedule, schedule.tz, low, high)
    return clock.dropped(low - _MARGIN, high + _MARGIN)


def jump_over(schedule: Schedule, wall: datetime) -> Jump | None:
    """Return what becomes of a wall time that does not exist in the schedule's zone.

    >>> from zoneinfo import ZoneInfo
    >>> schedule = Schedule("30 2 * * *", ZoneInfo("America/New_York"))
    >>> print(jump_over(schedule, datetime(2026, 3, 8, 2, 30)).lands)
    2026-03-08 03:00:00-04:00

    None if it exists.
    """
    assert schedule.tz is not None
    seconds = _wall_seconds(wall)
    clock = _Clock(schedule, schedule.tz, _BEGIN, _END)
    return clock.jump_over(wall, seconds)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Return the time that passes from one moment to another, both naive or both aware.

    >>> from zoneinfo import ZoneInfo
    >>> noon = datetime(2026, 3, 7, 12, tzinfo=ZoneInfo("America/New_York"))
    >>> elapsed(noon, noon + timedelta(days=1))
    datetime.timedelta(seconds=82800)

    Python's difference would be one on the wall, where both are of one zone.
    """
    offsets = (end.utcoffset() or timedelta(0)) - (start.utcoffset() or timedelta(0))
    return end.replace(tzinfo=None) - start.replace(tzinfo=None) - offsets


class _Clock:
    """A schedule in its zone, between two instants; what is dropped at these is not told."""

    def __init__(self, schedule: Schedule, zone: tzinfo, low: int, high: int) -> None:
        self._schedule = schedule
        self._zone = zone
        self._low = low
        self.high = high

    def jump_over(self, wall: datetime, seconds: int) -> Jump | None:
        """Return what becomes of a wall time, given in seconds too; None if it exists."""
        for change in self._changes(seconds - _MARGIN, seconds + _MARGIN):
            if not change.is_gap or not change.low <= seconds < change.high:
                continue
            low, high = _wall(change.low), _wall(change.high)
            if change.skips_day_of(wall):
                return Jump(low, high, None, NO_SUCH_DAY)
            rule = self._gap_rule(change)
            if rule == "skip":
                return Jump(low, high, None, SKIPPED)
            instant = change.at if rule == "next" else seconds - change.before
            return Jump(low, high, self._aware(instant), None)
        return None

    def _aware(self, instant: int) -> datetime:
        return (_EPOCH + timedelta(seconds=instant)).astimezone(self._zone)

    def run(self, fire_time: datetime, instant: int) -> Run:
        """Return a fire time with what a change of clock has to do with it."""
        moved = None
        for change in self._changes(instant - _MARGIN, instant):
            low, high = self._moved_to(instant, change)
            moved = _told(wall for wall in self._walls(low, high) if not change.skips_day_of(wall))
        own = moved is None or self._schedule.expression.matches(_on_the_wall(fire_time))
        return Run(fire_time, _pass_of(fire_time), moved, own)

    def _moved_to(self, instant: int, change: Change) -> tuple[int, int]:
        """Return the wall times (the second exclusive) that a change moves to an instant."""
        rule = self._gap_rule(change)
        if rule == "next" and instant == change.at:
            return change.low, change.high
        shifted = instant + change.before
        if rule == "shift" and shifted < change.high:
            return shifted, shifted + 1
        return change.low, change.low

    def dropped(self, since: int, until: int) -> Iterator[Dropped]:
        """Yield what the changes after one instant, up to another and with it, have dropped."""
        for change in self._changes(since, until):
            yield from self._skipped(change) if change.is_gap else self._left_out(change)

    def _skipped(self, change: Change) -> Iterator[Dropped]:
        """Yield the wall times of a gap that are not made up."""
        if not self._low < change.at < self.high:
            return
        for why in (SKIPPED, NO_SUCH_DAY):
            if why == SKIPPED and self._gap_rule(change) != "skip":
                continue
            walls = _told(
                wall
                for wall in self._walls(change.low, change.high)
                if change.skips_day_of(wall) == (why == NO_SUCH_DAY)
            )
            if walls:
                yield Dropped(walls, why)

    def _left_out(self, change: Change) -> Iterator[Dropped]:
        """Yield the passes of a fold that do not run."""
        for fold, (why, offset) in enumerate(
            ((FIRST_PASS, change.before), (SECOND_PASS, change.after))
        ):
            low = max(change.low, self._low + offset + 1)
            high = min(change.high, self.high + offset)
            walls = _told(
                wall.replace(tzinfo=self._zone, fold=fold) for wall in self._walls(low, high)
            )
            # A pass runs as a whole or not at all.
            if walls and not self._schedule.matches(walls.told[0]):
                yield Dropped(walls, why)

    def _walls(self, low: int, high: int) -> Iterator[datetime]:
        """Return the wall times that match, from one to another (exclusive)."""
        walls: Iterator[datetime] = self._schedule.expression.fire_times(_wall(low), _wall(high))
        return walls

    def _changes(self, since: int, until: int) -> Iterator[Change]:
        """Yield the changes of the zone after one instant, up to another and with it."""
        here, end = max(since, _BEGIN), min(until, _END)
        before = self._offset(here)
        while here < end:
            there = min(here + _STEP, end)
            after = self._offset(there)
            if after != before:
                yield Change(self._first_without(before, here, there), before, after)
            here, before = there, after

    def _first_without(self, before: int, early: int, late: int) -> int:
        """Return the first instant after one whose offset is not what it was then."""
        while late - early > 1:
            middle = (early + late) // 2
            if self._offset(middle) == before:
                early = middle
            else:
                late = middle
        return late

    def _offset(self, instant: int) -> int:
        return (self._aware(instant).utcoffset() or timedelta(0)) // _SECOND

    def _gap_rule(self, change: Change) -> str:
        """Return what becomes of wall times at a change: skip if it is no gap, or too long."""
        policy = self._schedule.dst_policy
        length = change.after - change.before
        too_long = policy.longest_gap is not None and length > policy.longest_gap
        if too_long or not change.is_gap:
            return "skip"
        return (policy.fixed if self._is_fixed else policy.other).gap

    @cached_property
    def _is_fixed(self) -> bool:
        """Whether the policy counts the schedule as one of fixed times.

        To see it, let a wall time that matches exist twice, and let only what
        is fixed run in the first pass.
        """
        expression = self._schedule.expression
        wall = expression.next_fire_time(_wall(_BEGIN))
        if wall is None:
            return False
        first, last = DstPolicy.OCPS.fixed, DstPolicy.QUARTZ.fixed
        policy = self._schedule.dst_policy.replace(fixed=first, other=last, longest_fold=None)
        zone = Repeating(wall)
        return Schedule(expression, zone, dst=policy).matches(wall.replace(tzinfo=zone))


class Repeating(tzinfo):
    """A zone in which the hour from a wall time on exists twice: then its clock is UTC.

    >>> zone = Repeating(datetime(2026, 1, 1, 9))
    >>> for hour in (7, 8, 9, 10):
    ...     print(datetime(2026, 1, 1, hour, 30, tzinfo=UTC).astimezone(zone))
    2026-01-01 08:30:00+01:00
    2026-01-01 09:30:00+01:00
    2026-01-01 09:30:00+00:00
    2026-01-01 10:30:00+00:00
    """

    def __init__(self, wall: datetime) -> None:
        self._wall = wall

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Return one hour up to the change, then none."""
        assert moment is not None
        into = _on_the_wall(moment) - self._wall
        return _HOUR if into < (timedelta(0) if moment.fold else _HOUR) else timedelta(0)

    def fromutc(self, moment: datetime) -> datetime:
        """Return the wall time of an instant, `fold` set right."""
        into = _on_the_wall(moment) - self._wall
        if into < timedelta(0):
            return moment + _HOUR
        return moment.replace(fold=into < _HOUR)

    def dst(self, moment: datetime | None) -> timedelta:
        """Return how much of the offset is daylight saving: all of it."""
        return self.utcoffset(moment)

    def tzname(self, moment: datetime | None) -> str:
        """Return a name."""
        return f"repeating {self._wall}"


_HOUR = timedelta(hours=1)


def _pass_of(moment: datetime) -> str | None:
    """Return the pass of a moment whose wall time exists twice."""
    early, late = (moment.replace(fold=fold).utcoffset() for fold in (0, 1))
    if early == late:
        return None
    return SECOND_PASS if moment.fold else FIRST_PASS


def _told(walls: Iterable[datetime]) -> Walls | None:
    """Return wall times as far as they are told, None if there are none."""
    walls = iter(walls)
    told = tuple(itertools.islice(walls, _MOST_TOLD))
    if not told:
        return None
    # The last one and its number; all others are let go.
    rest = collections.deque(enumerate(walls, 2), maxlen=1)
    if not rest:
        return Walls(told, 0, told[-1])
    [(more, last)] = rest
    return Walls(told[:-1], more, last)


def _instant(moment: datetime) -> int:
    """Return an aware moment in seconds, floored."""
    return (moment - _EPOCH) // _SECOND


def _ceiling(moment: datetime) -> int:
    """Return an aware moment in seconds, the next whole one if it is none."""
    return -(-(moment - _EPOCH) // _SECOND)


def _wall_seconds(wall: datetime) -> int:
    return (wall - _wall(0)) // _SECOND


def _wall(seconds: int) -> datetime:
    return _on_the_wall(_EPOCH) + timedelta(seconds=seconds)


def _on_the_wall(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None, fold=0)
