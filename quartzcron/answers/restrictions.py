"""What a schedule is restricted to: the days it may run on, and sets of fire times left out.

Days are part of what the kernel searches: a schedule that leaves dates out costs what any other
does. Sets of fire times are instants of any kind; where some are left out, `Remaining` answers.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from quartzcron.answers.algebra import FireTimes
from quartzcron.answers.days import Days, plain_date, refuse_empty_holidays
from quartzcron.answers.fire_sets import TimetableKernel, breadth_of
from quartzcron.calendar.dated import days_of, rolled_dates
from quartzcron.calendar.dates import (
    ALL_DAYS,
    ROLLS,
    Dates,
    date_of,
    dates_in,
    number_of,
    rolled,
    rolled_to,
)
from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import NOW, asked, is_aware
from quartzcron.errors import UnknownNameError, shown
from quartzcron.errors import listed as listed_names
from quartzcron.ground.caches import listed
from quartzcron.ground.messages import REASONS
from quartzcron.ground.nearness import nearest
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo
    from typing import Any

    from quartzcron.answers.analysis import Assembly, Table
    from quartzcron.answers.columns import Gathering
    from quartzcron.calendar.matcher import Matcher

    #: Days of a schedule, and what it can leave out.
    DaysGiven = date | tuple[date, date] | Days
    Exclusion = DaysGiven | FireTimes

_set = object.__setattr__


class Restriction:
    """What restricts a schedule, as it was given, and what the kernel makes of it.

    `dates` are the days of the horizon that are left, of those of the expression, or of all
    days if `is_daily`; None where no day is left out. `sets` are the sets of fire times left
    out; `remaining` answers where there are some.
    """

    __slots__ = (
        "dates",
        "excluding",
        "is_daily",
        "kept_hash",
        "only",
        "open",
        "remaining",
        "rolled",
        "sets",
    )

    def __init__(self, excluding: object, only: object, roll: str | None, matcher: Matcher) -> None:
        self.excluding = _frozen(excluding, "excluding")
        self.only = None if only is None else _frozen(only, "only")
        self.rolled = _checked(roll)
        self.sets = tuple(each for each in self.excluding if isinstance(each, FireTimes))
        self.remaining: Remaining | None = None
        self.kept_hash: int | None = None
        closed = tuple(each for each in self.excluding if not isinstance(each, FireTimes))
        self.open = None if self.only is None and not closed else _open_dates(closed, self.only)
        self.is_daily = self.rolled is not None and self.open is not None
        self.dates = self.open
        if self.rolled is not None and self.open is not None:
            self.dates = rolled_dates(matcher, self.open, self.rolled)

    def of_days(self) -> Restriction:
        """Return the restriction without the sets of fire times that are left out."""
        made = Restriction.__new__(Restriction)
        for name in Restriction.__slots__:
            setattr(made, name, getattr(self, name))
        made.excluding = Parts(each for each in self.excluding if not isinstance(each, FireTimes))
        made.sets = ()
        return made

    # --- what is said of a date ---

    def left_out(self, moment: datetime, matcher: Matcher, *, runs: bool) -> Iterator[str]:
        """Say what leaves a moment out, in the order given; of days only where it does not run.

        A date counts by the clock on the wall before a change of clock moves its runs.
        """
        day = moment.date()
        for each in self.excluding:
            if isinstance(each, FireTimes):
                if each.matches(moment):
                    yield REASONS["left-out.times"].format(days=shown(str(each), _MOST_SHOWN))
            elif not runs and day in _as_days(each):
                yield REASONS["left-out"].format(days=_shown(each))
        if runs or self.open is None or _has(self.open.bits, day):
            return
        if self.only is not None and not any(day in _as_days(each) for each in self.only):
            yield REASONS["only"].format(days=" and ".join(map(_shown, self.only)))
        if self.rolled is not None and _has(days_of(matcher), day):
            bits = rolled(1 << number_of(day), self.open.bits, self.rolled)
            there = date_of(bits.bit_length() - 1) if bits else None
            yield REASONS["rolled" if bits else "rolled.nowhere"].format(day=day, there=there)

    def rolled_here(self, day: date, matcher: Matcher) -> Iterator[str]:
        """Say which dates have their runs rolled to a date."""
        if self.open is None or self.rolled is None or not _has(self.open.bits, day):
            return
        bits = rolled_to(number_of(day), days_of(matcher), self.open.bits, self.rolled)
        if bits:
            dates = [str(each) for each in islice(dates_in(bits), _MOST_DATES)]
            more = bits.bit_count() - len(dates)
            said = REASONS["rolled.here-more" if more else "rolled.here"]
            yield said.format(days=", ".join(dates), n=more)


#: So many dates are named in a sentence.
_MOST_DATES = 3


def _has(bits: int, day: date) -> bool:
    number = number_of(day)
    return number >= 0 and bool(bits >> number & 1)


def _shown(days: DaysGiven) -> str:
    """Return days as a sentence shows them."""
    if isinstance(days, tuple):
        return str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"
    return shown(str(days), _MOST_SHOWN)


#: Of what is left out, so many characters are shown.
_MOST_SHOWN = 60


@listed
@lru_cache(64)
def _open_dates(closed: tuple[DaysGiven, ...], only: tuple[DaysGiven, ...] | None) -> Dates:
    """Return the days that are left."""
    left = ALL_DAYS if only is None else _union(only)
    return Dates(left & ~_union(closed))


def _union(many: Iterable[DaysGiven]) -> int:
    """Return the days that are in any of some."""
    bits = 0
    for each in many:
        bits |= _as_days(each)._bits
    return bits


def _as_days(given: DaysGiven) -> Days:
    if isinstance(given, Days):
        return given
    first, last = given if isinstance(given, tuple) else (given, given)
    return Days.between(first, last)


# --- what is given ------------------------------------------------------------


class Parts(tuple):  # type: ignore[type-arg]
    """Parts of a restriction: a tuple that is never taken for a pair of dates."""

    __slots__ = ()


def _frozen(given: Any, name: str) -> Parts:
    """Return what was given, one or many of them."""
    if isinstance(given, (Days, FireTimes, date)) or _is_pair(given):
        given = (given,)
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise TypeError(f"{name} is one or a list of {_TAKES[name]}, not a {type(given).__name__}")
    refuse_empty_holidays(given)
    return Parts(_part(each, name) for each in given)


#: What the parts may be.
_TAKES = {
    "excluding": "dates, pairs of dates, Days, expressions, schedules and sets of fire times",
    "only": "dates, pairs of dates and Days",
}


def _is_pair(given: object) -> bool:
    """Tell whether this is a pair of dates, which as a list would be two of them."""
    return type(given) is tuple and len(given) == 2 and all(isinstance(day, date) for day in given)


def _part(each: object, name: str) -> Exclusion:
    if isinstance(each, Days) or (name == "excluding" and isinstance(each, FireTimes)):
        return each
    if isinstance(each, tuple) and len(each) == 2:
        first, last = each
        if not {type(first), type(last)} & {datetime} and isinstance(first, date):
            first, last = plain_date(first), plain_date(last)
            if last < first:
                raise ValueError(f"a range of dates ends before it begins: {first} to {last}")
            return first, last
    if isinstance(each, date) and not isinstance(each, datetime):
        return plain_date(each)
    hint = ""
    if isinstance(each, FireTimes):
        hint = "; take Days.where(expression) for its dates, or schedule & other for its times"
    raise TypeError(f"{name} takes {_TAKES[name]}, not {each!r}{hint}")


def _checked(roll: object) -> str | None:
    """Return the way in which days are rolled, or say which ways there are."""
    if roll is None or roll in ROLLS:
        return roll
    if not isinstance(roll, str):
        raise TypeError(f"rolled is {listed_names(ROLLS)}, not a {type(roll).__name__}")
    raise UnknownNameError("way to roll", roll, nearest(roll.lower(), ROLLS), ROLLS)


# --- sets of fire times -----------------------------------------------------------


class Remaining(TimetableKernel):
    """What remains of a schedule from which sets of fire times are left out.

    Most often the next fire time is not left out, or the one after it: so a few are tried
    before timetables are put together.
    """

    __slots__ = ("__weakref__", "_breadth", "_kept_hash", "_kept_home", "sets", "whole")

    whole: Any  # the schedule, on its days but with no fire times left out
    sets: tuple[FireTimes, ...]
    _breadth: int
    _kept_home: Limits

    def __init__(self, whole: Any, sets: tuple[FireTimes, ...]) -> None:
        limits = whole._limits or Limits()
        _check_times(limits, sets)
        _set(self, "whole", whole)
        _set(self, "sets", sets)
        _set(self, "_kept_home", _home_of(limits, sets))
        _set(self, "_breadth", max(breadth_of((whole, *sets)), 2))

    @property
    def _home(self) -> Limits:
        return self._kept_home

    @property
    def _limits(self) -> Limits:
        limits: Limits = self.whole._limits
        return limits

    def _inside(self) -> tuple[object, ...]:
        return self.sets

    def next_fire_time(self, after: datetime = NOW, *, inclusive: bool = False) -> datetime | None:
        """Return the first fire time strictly after a moment, as `CronExpression` does."""
        after = self._checked(after)
        was_found, found = self._tried(self.whole.next_fire_time, after, inclusive)
        return found if was_found else super().next_fire_time(after, inclusive=inclusive)

    def previous_fire_time(
        self, before: datetime = NOW, *, inclusive: bool = False
    ) -> datetime | None:
        """Return the last fire time strictly before a moment, as `CronExpression` does."""
        before = self._checked(before)
        was_found, found = self._tried(self.whole.previous_fire_time, before, inclusive)
        return found if was_found else super().previous_fire_time(before, inclusive=inclusive)

    def _tried(
        self, neighbour: Callable[..., datetime | None], moment: datetime, inclusive: bool
    ) -> tuple[bool, datetime | None]:
        """Try some fire times on the way from a moment on; return whether that told, and what."""
        found = neighbour(moment, inclusive=inclusive)
        for _ in range(self._tries):
            if found is None or not self._leaves_out(found):
                return True, found
            found = neighbour(found)
        return False, None

    def _checked(self, moment: datetime) -> datetime:
        """Return a moment, but refuse one that does not go with the bounds.

        Be they those of what is left out.
        """
        moment = asked(moment, self._home.tz)
        if self._home.tz is None and self._home.is_bounded:
            self._home.moment(moment)
        return moment

    @property
    def _tries(self) -> int:
        """How many fire times are tried one by one: none where each would take timetables."""
        return _TRIES if all(each._breadth == 1 for each in self.sets) else 0

    def _leaves_out(self, moment: datetime) -> bool:
        return any(each.matches(moment) for each in self.sets)

    def _assemble(self, tz: tzinfo | None, blocks: range) -> Assembly:
        from quartzcron.answers.analysis import kernel_timetable
        from quartzcron.answers.columns import joined
        from quartzcron.answers.timetables import without

        own = self._home.tz
        tz = tz if own is None else own
        left_out = sorted(self.sets, key=lambda each: each._breadth)
        # The widest first: meanwhile its own table takes no memory.
        widest = yield left_out.pop(), tz
        assert widest is not None
        table: Table | Gathering = kernel_timetable(self.whole, tz, blocks)
        table = joined(table, widest, without)
        for each in left_out:
            narrower = yield each, tz
            assert narrower is not None
            table = joined(table, narrower, without)
        return table


#: How many fire times are tried before timetables: as many as take a tenth of their time.
_TRIES = 16


def _home_of(limits: Limits, sets: tuple[FireTimes, ...]) -> Limits:
    """Return the limits that tell whether moments are to be naive or aware."""
    if limits.tz is not None or limits.is_bounded:
        return limits
    # Bounds do: those of what is left out too.
    return next((each._home for each in sets if each._home.is_bounded), limits)


def _check_times(limits: Limits, sets: tuple[FireTimes, ...]) -> None:
    """Refuse to leave something out of a schedule with which it has no common time."""
    homes = [each._home for each in sets]
    if limits.tz is None and any(home.tz is not None for home in homes):
        raise TypeError("an exclusion has a zone, but the schedule floats: give it one with tz=")
    floating = [limits, *(home for home in homes if home.tz is None)]
    bounds = [at for each in floating for at in (each.start, each.end) if at is not None]
    if len({is_aware(at) for at in bounds} | ({True} if limits.tz is not None else set())) > 1:
        raise TypeError(
            "the bounds of a schedule and of its exclusions must be all naive or all aware; "
            "those of a schedule with a zone are aware"
        )
