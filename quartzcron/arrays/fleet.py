"""Many schedules at once: when each runs next, which are due, how many run in each hour.

A fleet is `rows` that a `crowd` goes through without a call of Python for any
of them. Those that leave fire times out are asked one by one.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from operator import index

import numpy as np

from quartzcron.arrays.crowd import Crowd
from quartzcron.arrays.moments import NAT, after_of
from quartzcron.arrays.rows import rows_of_members, rows_of_texts
from quartzcron.arrays.singles import (
    count_of,
    fires_of,
    load_of,
    next_of,
    previous_of,
    span_between,
    span_of,
    zone_of,
)
from quartzcron.arrays.spans import LIMIT
from quartzcron.expression import CronExpression, Waiting
from quartzcron.kernel.choice import KERNEL
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo
    from typing import Literal, Self

    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.moments import After, Moment, Single
    from quartzcron.dialects import Dialect
    from quartzcron.pictures.picture import Picture

    Times = NDArray[np.datetime64]

#: The most bins of a load: 80 MB.
MOST_BINS = 10_000_000


class Fleet:
    """Many expressions and schedules, gathered so that all are asked at once.

    >>> from datetime import datetime
    >>> from quartzcron import CronExpression
    >>> fleet = Fleet([CronExpression("0 9 * * MON"), CronExpression("*/5 * * * *")])
    >>> len(fleet)
    2
    >>> fleet.next_fire_times(datetime(2026, 1, 1))
    array(['2026-01-05T09:00:00', '2026-01-01T00:05:00'],
          dtype='datetime64[s]')

    A fleet never changes and may be shared between threads. Memory: 8 bytes for
    each member, 24 where some have bounds, and with the pure kernel about 100 for
    each different one. Raises `TypeError` for anything but expressions and
    schedules, and `CronExpressionError` for an H without a seed.

    `workers` is the number of threads that a question is shared between. The
    answers do not depend on it. With the pure kernel more threads gain little.
    """

    __slots__ = ("_apart", "_crowd", "_size")

    _crowd: Crowd
    #: Those that are asked one by one, by their places.
    _apart: dict[int, Schedule]

    def __init__(self, schedules: Iterable[Single]) -> None:
        if not hasattr(schedules, "__iter__"):
            raise TypeError(
                f"a fleet is of many expressions and schedules, not one {type(schedules).__name__}"
            )
        members = list(schedules)
        kinds = set(map(type, members))
        for kind in kinds:
            if not issubclass(kind, (CronExpression, Schedule)):
                raise TypeError(f"a fleet is of expressions and schedules, not {kind.__name__}")
            if Waiting in kind.__mro__:
                # Raises what there is to say of an H that waits for its seed.
                _ = next(each for each in members if type(each) is kind).never_fires
        self._size = len(members)
        self._apart = _apart(members, kinds)
        for place, member in self._apart.items():
            members[place] = member._unrestricted()  # its zone and bounds say what it takes
        rows = rows_of_members(members)
        rows.lead_of[list(self._apart)] = -1
        self._crowd = Crowd(rows)

    @classmethod
    def from_texts(
        cls,
        texts: object,
        *,
        tz: object = None,
        dialect: Dialect | str | None = None,
        errors: str = "raise",
    ) -> Self:
        """Return the fleet of a column of texts, in one zone or a column of zones.

        >>> fleet = Fleet.from_texts(
        ...     ["0 9 * * *", "0 9 * *", "*/5 * * * *"],
        ...     tz=["Asia/Tokyo", "Asia/Tokyo", "UTC"], errors="coerce")
        >>> print(fleet.next_fire_times(np.datetime64("2026-01-01T12:00")))
        ['2026-01-02T00:00:00'                 'NaT' '2026-01-01T12:05:00']

        The columns are those of `arrays.next_fire_times`, which says what they
        may be and what `errors` means. Cost: some tens of nanoseconds a row and
        what it takes to read each different text once.
        """
        rows = rows_of_texts(texts, tz, dialect, errors)
        made = cls.__new__(cls)
        made._size = rows.size
        made._apart = {}
        made._crowd = Crowd(rows)
        return made

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        return f"<Fleet of {len(self):,}>"

    # --- next and previous ---

    def next_fire_times(self, after: object, *, workers: int = 1) -> Times:
        """Return the first fire time of each schedule strictly after a moment, or NaT.

        >>> from datetime import datetime
        >>> from quartzcron import Schedule
        >>> offices = Fleet([Schedule("0 9 * * *", tz=tz) for tz in ("Asia/Tokyo", "Europe/Paris")])
        >>> offices.next_fire_times(np.datetime64("2026-07-01T00:00"))
        array(['2026-07-02T00:00:00', '2026-07-01T07:00:00'],
              dtype='datetime64[s]')
        >>> offices.next_fire_times(np.array(["2026-07-01T06:00", "2026-07-01T07:00"], "M8[m]"))
        array(['2026-07-02T00:00:00', '2026-07-02T07:00:00'],
              dtype='datetime64[s]')

        `after` is one moment for all or a sequence, array or column of one each:
        datetimes, all naive or all aware, or `datetime64` of any unit. The answers are
        those of `schedule.next_fire_time(after)`, as a one-dimensional array of
        `datetime64[s]` in the order of the fleet.

        * After an aware datetime all answers are UTC instants. An expression
          reads it in its zone.
        * A `datetime64` is a UTC instant. An expression or a schedule without a
          zone reads it as it stands, so that wall time gives wall time; NaT
          gives NaT.
        * A naive datetime is wall time in each schedule's own zone, and the
          answers are UTC instants; where no schedule has a zone they are wall
          times.

        Raises `TypeError` for anything else, for a naive datetime where only
        some have a zone (the answers would mean different things), and for one
        that does not go with the bounds of a schedule without a zone;
        `ValueError` if there are not as many moments as schedules. Cost: some
        tens of nanoseconds each; moments given as datetimes one each take a
        microsecond more.
        """
        workers = _checked(workers)
        asked = after_of(after, len(self))
        found = self._crowd.next(asked, workers)
        for place, member in self._apart.items():
            found[place] = next_of(member, asked, place)
        return _times(found, asked)

    def previous_fire_times(self, before: object, *, workers: int = 1) -> Times:
        """Return the last fire time of each schedule strictly before a moment, or NaT.

        >>> from datetime import datetime
        >>> from quartzcron import Schedule
        >>> offices = Fleet([Schedule("0 9 * * *", tz=tz) for tz in ("Asia/Tokyo", "Europe/Paris")])
        >>> offices.previous_fire_times(np.datetime64("2026-07-01T00:00"))
        array(['2026-06-30T00:00:00', '2026-06-30T07:00:00'],
              dtype='datetime64[s]')

        The mirror of `next_fire_times`: moments, units, errors and cost are the same.
        """
        workers = _checked(workers)
        asked = after_of(before, len(self))
        found = self._crowd.previous(asked, workers)
        for place, member in self._apart.items():
            found[place] = previous_of(member, asked, place)
        return _times(found, asked)

    # --- how many, and which ---

    def count(self, start: object, end: object, *, workers: int = 1) -> Integers:
        """Return how often each schedule fires from start (inclusive) to end (exclusive).

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> fleet = Fleet([CronExpression("0 9 * * MON"), CronExpression("*/5 * * * *")])
        >>> fleet.count(datetime(2026, 1, 1), datetime(2027, 1, 1))
        array([    52, 105120])

        Each bound is one moment for all or one for each, as in
        `next_fire_times`; 0 where the end is not after the start, or one of
        them is NaT. Cost: it counts and does not list, some ten nanoseconds for
        each month, in zones a little more.
        """
        workers = _checked(workers)
        first, last = after_of(start, len(self)), after_of(end, len(self))
        if (first.is_naive and last.is_aware) or (first.is_aware and last.is_naive):
            raise TypeError("start and end must be both naive or both aware")
        found = self._crowd.count(first, last, workers)
        for place, member in self._apart.items():
            found[place] = count_of(span_between(member, first, last, place))
        found[first.is_nat | last.is_nat] = 0
        return found

    def due(
        self, start: Moment, end: Moment, *, workers: int = 1, limit: int | None = LIMIT
    ) -> tuple[Integers, Times]:
        """Return all fire times of all schedules from start (inclusive) to end, in order of time.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> fleet = Fleet([CronExpression("*/10 * * * *"), CronExpression("*/15 * * * *")])
        >>> members, times = fleet.due(datetime(2026, 1, 1, 12), datetime(2026, 1, 1, 12, 20))
        >>> for member, time in zip(members, times):
        ...     print(member, time)
        0 2026-01-01T12:00:00
        1 2026-01-01T12:00:00
        0 2026-01-01T12:10:00
        1 2026-01-01T12:15:00

        Two arrays: the numbers of the schedules in the fleet, and when each
        fires; those of one second in the order of the fleet. Bounds are single
        moments, read as in `next_fire_times`; naive ones only where no schedule
        has a zone. Raises `ValueError` if there are more than `limit` of them
        (16 bytes each; None for no limit). Cost: that of one question about the
        next fire time, and as much for each one found.
        """
        workers = _checked(workers)
        asked, low, high = self._span(start, end)
        if limit is not None and len(self) * (high - low) > index(limit):
            # That many there may be: count them before any memory is taken.
            total = int(self._loaded(asked, np.array([low, high]), workers)[0])
            if total > limit:
                raise ValueError(f"{total:,} fire times are more than the limit of {limit:,}")
        found = self._crowd.due(asked, low, high, workers)
        members, seconds = [found[0]], [found[1]]
        for place, member in self._apart.items():
            fires = fires_of(span_of(member, zone_of(member, asked, place), low, high))
            members.append(np.full(len(fires), place))
            seconds.append(fires)
        places, times = np.concatenate(members), np.concatenate(seconds)
        order = _order(places, times, low, high, is_sorted=len(members) == 1)
        return places.take(order), times.take(order).view("datetime64[s]")

    def load(
        self,
        start: Moment,
        end: Moment,
        every: str | timedelta = "1h",
        *,
        workers: int = 1,
    ) -> Integers:
        """Return how many times all schedules together fire in each hour from start to end.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> fleet = Fleet([CronExpression("*/10 * * * *"), CronExpression("0 0,2 * * *")])
        >>> fleet.load(datetime(2026, 1, 1), datetime(2026, 1, 1, 4))
        array([7, 6, 7, 6])
        >>> fleet.load(datetime(2026, 1, 1), datetime(2026, 2, 1), every="7d")
        array([1022, 1022, 1022, 1022,  438])

        `every` is the length of a bin: a number with `s`, `m`, `h` or `d` (24
        hours), or a `timedelta` of whole seconds. The first begins at start, the
        last is cut off at end. Bounds are those of `due`. Raises `ValueError` for
        a length that is not positive, and for more than 10,000,000 bins. Cost: fires are
        counted, not listed; schedules that are alike are counted once.
        """
        workers = _checked(workers)
        asked, low, high = self._span(start, end)
        step = _length_of(every)
        if (high - low) // step >= MOST_BINS:
            raise ValueError(f"there would be more than {MOST_BINS:,} bins: take a longer every")
        edges = np.append(np.arange(low, max(high, low), step), high)
        return self._loaded(asked, edges, workers)

    def picture(
        self,
        view: Literal["week", "month", "year"] = "week",
        start: date | None = None,
        *,
        title: str = "",
        locale: str = "en",
        tz: tzinfo | str | None = None,
    ) -> Picture:
        """Return a picture of how much all schedules together run: where it is crowded, and free.

        >>> from datetime import date
        >>> from quartzcron import CronExpression
        >>> fleet = Fleet([CronExpression("0 9 * * MON"), CronExpression("*/5 9,12 * * *")])
        >>> picture = fleet.picture("week", date(2026, 1, 5), title="Reports")
        >>> print(str(picture).splitlines()[4])
          Mon  5  ······ ······ ······ ██···· ██···· ······ ······ ······  25

        As `FireTimes.picture`, with a title in place of words. Hours are those of `tz`, else of
        the start, else UTC where a schedule has a zone. Cost: a `load` for each cell.
        """
        from quartzcron.arrays.together import Together
        from quartzcron.pictures.picture import picture

        if tz is None and getattr(start, "tzinfo", None) is None and self._crowd.has_zones:
            tz = UTC
        return picture(Together(self, title), view, start, locale, tz)

    def _loaded(self, asked: After, edges: Integers, workers: int) -> Integers:
        """Return how often all together fire between edges."""
        if len(edges) == 1:
            return np.empty(0, np.int64)
        total = self._crowd.load(asked, edges, workers)
        low, high = int(edges[0]), int(edges[-1])
        for place, member in self._apart.items():
            total += load_of(span_of(member, zone_of(member, asked, place), low, high), edges)
        return total

    def _span(self, start: Moment, end: Moment) -> tuple[After, int, int]:
        """Return two single moments as whole seconds, and the first as the zone of bare ones."""
        first, last = after_of(start, 0), after_of(end, 0)
        if not first.is_one or not last.is_one:
            raise TypeError("start and end are one moment each")
        if (first.is_naive and last.is_aware) or (first.is_aware and last.is_naive):
            raise TypeError("start and end must be both naive or both aware")
        if first.is_nat.any() or last.is_nat.any():
            raise ValueError("a bound cannot be NaT")
        for asked in (first, last):
            self._crowd.check(asked)
            if asked.is_naive and self._crowd.has_zones:
                raise TypeError("start and end must be aware where schedules have zones")
        low = int(first.seconds + first.not_before)
        return first, low, max(int(last.seconds + last.not_before), low)


def _apart(members: list[Single], kinds: set[type[Single]]) -> dict[int, Schedule]:
    """Return the members that no row speaks for, by their places."""
    if not any(issubclass(kind, Schedule) for kind in kinds):
        return {}
    return {
        place: member
        for place, member in enumerate(members)
        if isinstance(member, Schedule) and _is_apart(member)
    }


def _is_apart(member: Schedule) -> bool:
    """Tell whether a schedule leaves fire times out, or has days of its own, unknown to columns."""
    restriction = member._restriction
    if restriction is None:
        return False
    return bool(restriction.sets) or (KERNEL == "pure" and restriction.dates is not None)


def _times(found: Integers, asked: After) -> Times:
    """Return what was found as times, NaT where there is none."""
    if asked.is_nat.any():
        found[asked.is_nat] = NAT
    return found.view("datetime64[s]")


def _order(places: Integers, times: Integers, low: int, high: int, is_sorted: bool) -> Integers:
    """Return the order by time, then by place; `is_sorted` says that places are in order."""
    if not is_sorted:
        return np.lexsort((places, times))
    if high - low < 1 << 16:
        # So few different ones NumPy sorts in one pass.
        return (times - low).astype(np.uint16).argsort(kind="stable")
    return times.argsort(kind="stable")


def _checked(workers: int) -> int:
    if index(workers) < 1:
        raise ValueError(f"workers must be 1 or more, not {workers}")
    return workers


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def _length_of(every: object) -> int:
    """Return the length of a bin in seconds."""
    if isinstance(every, timedelta):
        seconds, rest = divmod(every, timedelta(seconds=1))
        if rest or seconds < 1:
            raise ValueError(f"every must be whole seconds, 1 or more, not {every}")
        return seconds
    if not isinstance(every, str):
        raise TypeError(f'every is a text as "1h" or a timedelta, not {type(every).__name__}')
    number, unit = every[:-1], every[-1:]
    if not (number.isascii() and number.isdigit() and int(number)) or unit not in _UNITS:
        raise ValueError(f'every is a number with s, m, h or d, as "15m", not {every!r}')
    return int(number) * _UNITS[unit]
