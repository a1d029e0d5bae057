"""Runs that were missed: how many, which, and which of them to run now.

The runs missed between the last run and now are a stretch of a timetable. Their number
is the difference of two ranks, and each of them is found by its number; so nothing here
lists more than is asked for, were there millions. A rule is a slice of the stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import overload

from quartzcron.answers.analysis import (
    Timeline,
    nth_second,
    number_between,
    seconds_between,
    timeline_of,
)
from quartzcron.answers.catch_up import CatchUp, checked_duration
from quartzcron.clock.moments import asked, is_aware, plain
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

    from quartzcron.answers.analysis import Set

_set = object.__setattr__

_MILLION = 1_000_000


class Runs(Sequence[datetime]):
    """Fire times of a set in order, found when they are asked for.

    `places` are their numbers, counted from 0 for the first at or after a second. Length
    and slices cost nothing; a single one is found by its number, in microseconds;
    iterating finds one after another. Immutable.
    """

    __slots__ = ("_low", "_of", "_places", "_timeline")

    _of: Set
    _timeline: Timeline
    _low: int
    _places: range

    def __init__(self, of: Set, timeline: Timeline, low: int, places: range) -> None:
        _set(self, "_of", of)
        _set(self, "_timeline", timeline)
        _set(self, "_low", low)
        _set(self, "_places", places)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> datetime: ...
    @overload
    def __getitem__(self, place: slice) -> Runs: ...
    def __getitem__(self, place: int | slice) -> datetime | Runs:
        found = self._places[place]
        if isinstance(found, range):
            return Runs(self._of, self._timeline, self._low, found)
        return self._timeline.at(self._second(found))

    def __iter__(self) -> Iterator[datetime]:
        return map(self._timeline.at, self._seconds())

    def __reversed__(self) -> Iterator[datetime]:
        return iter(self[::-1])

    def _second(self, place: int) -> int:
        found = nth_second(self._of, self._timeline.tz, self._low, place)
        assert found is not None  # there are as many as were counted
        return found

    def _seconds(self) -> Iterator[int]:
        """Yield the seconds of all of them."""
        places = self._places
        if not places or abs(places.step) > 1:
            return map(self._second, places)
        low, high = sorted((self._second(places[0]), self._second(places[-1])))
        # In a row: a third of the time that finding each by its number takes.
        return seconds_between(self._of, self._timeline.tz, low, high + 1, places.step)

    # --- a moment among them ---

    def _place(self, moment: object) -> int | None:
        """Return where a moment stands, or None."""
        if not isinstance(moment, datetime) or moment.microsecond:
            return None
        timeline, moment = self._timeline, plain(moment)
        if is_aware(moment) != (timeline.tz is not None):
            return None
        second = timeline.floor(moment)
        place = number_between(self._of, timeline.tz, self._low, second)
        # (A moment before all of them has the number of the first.)
        if place not in self._places or self._second(place) != second:
            return None
        return self._places.index(place)

    def __contains__(self, moment: object) -> bool:
        return self._place(moment) is not None

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return where a moment stands; `ValueError` where it does not."""
        place = self._place(value)
        if place is None or place not in range(len(self))[start:stop]:
            raise ValueError(f"{value!r} is not among these runs")
        return place

    def count(self, value: object) -> int:
        """Return how often a moment is among them: 1 or 0."""
        return int(value in self)

    # --- the value ---

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Runs):
            return NotImplemented
        if len(self) != len(other) or self._timeline.tz != other._timeline.tz:
            return False
        return all(map(int.__eq__, self._seconds(), other._seconds()))

    def __hash__(self) -> int:
        ends = (self._places[:1], self._places[-1:])
        return hash((len(self), *(self._second(place) for end in ends for place in end)))

    def __repr__(self) -> str:
        if not self:
            return "<no runs>"
        if len(self) == 1:
            return f"<1 run, {self[0]}>"
        return f"<{len(self)} runs, {self[0]} to {self[-1]}>"

    def __reduce__(self) -> tuple[object, ...]:
        return Runs, (self._of, self._timeline, self._low, self._places)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"runs are immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"runs are immutable: cannot delete {name}")


class CaughtUp(Record):
    """What was missed between the last run and now, and which of it to run.

    >>> from quartzcron import CatchUp, CronExpression
    >>> hourly = CronExpression("0 * * * *")
    >>> found = hourly.caught_up(datetime(2026, 1, 1, 9), datetime(2026, 1, 3, 9, 30), CatchUp())
    >>> found.count, found.dropped, found.due
    (48, 47, <1 run, 2026-01-03 09:00:00>)
    >>> print(found.first, "-", found.latest, "-", found.next)
    2026-01-01 10:00:00 - 2026-01-03 09:00:00 - 2026-01-03 10:00:00

    `count` is the number of missed runs, `first` and `latest` are the first and the last of them
    (None if there are none). `due` are those to run now, in order: a sequence that computes its
    members as you need them. `dropped` is how many are not run. `next` is the first run after
    both now and the last run.
    """

    count: int
    due: Sequence[datetime]
    dropped: int
    first: datetime | None
    latest: datetime | None
    next: datetime | None


def missed_runs(of: Set, last_run: datetime, now: datetime) -> Runs:
    """Return all runs after the last one, up to and including now."""
    last_run, now = plain(last_run), asked(now, of._home.tz)
    timeline = timeline_of(of, last_run, now)
    low, high = _after(timeline, last_run), _after(timeline, now)
    return Runs(of, timeline, low, range(number_between(of, timeline.tz, low, high)))


def _after(timeline: Timeline, moment: datetime) -> int:
    """Return the first second of the horizon strictly after a moment."""
    return min(max(timeline.floor(moment) + 1, FIRST_INSTANT), END_INSTANT)


def latest_missed(
    of: Set, last_run: datetime, now: datetime, limit: int | None
) -> Iterator[datetime]:
    """Return an iterator over the latest so many of the missed runs, in order."""
    runs = missed_runs(of, last_run, now)
    if limit is None:
        return iter(runs)
    if not isinstance(limit, int):
        raise TypeError(f"limit is a number of fire times, not {type(limit).__name__}")
    if limit < 0:
        raise ValueError(f"limit must be 0 or more, not {limit}")
    return iter(runs[max(len(runs) - limit, 0) :])


def is_overdue(of: Set, last_run: datetime, margin: timedelta, now: datetime) -> bool:
    """Tell whether a run that was missed is later than a margin."""
    checked_duration("margin", margin)
    now = asked(now, of._home.tz)
    return _older(missed_runs(of, last_run, now), now, margin) > 0


def _older(runs: Runs, now: datetime, age: timedelta) -> int:
    """Return how many of some runs are older than an age."""
    timeline = runs._timeline
    at = timeline.floor(now) * _MILLION + now.microsecond - age // timedelta(microseconds=1)
    # The first whole second that is not older.
    oldest = max(-(-at // _MILLION), FIRST_INSTANT)
    return min(number_between(runs._of, timeline.tz, runs._low, oldest), len(runs))


def caught_up(of: Set, last_run: datetime, now: datetime, rule: CatchUp | str | None) -> CaughtUp:
    """Return what was missed, and what a rule makes of it."""
    if rule is None or isinstance(rule, str):
        rule = CatchUp() if rule is None else CatchUp.named(rule)
    if not isinstance(rule, CatchUp):
        raise TypeError(f"a rule is a CatchUp or a system's name, not {type(rule).__name__}")
    now = asked(now, of._home.tz)
    missed = missed_runs(of, last_run, now)
    due = missed
    if rule.grace is not None:
        due = due[_older(missed, now, rule.grace) :]
    if rule.keep != "all":
        due = due[-1:] if rule.keep == "latest" else due[:0]
    if rule.at_most is not None:
        due = due[-rule.at_most :]
    timeline = missed._timeline
    after = max(_after(timeline, last_run), _after(timeline, now))
    following = timeline.moment(nth_second(of, timeline.tz, after, 0))
    first, latest = (missed[0], missed[-1]) if missed else (None, None)
    return CaughtUp(len(missed), due, len(missed) - len(due), first, latest, following)
