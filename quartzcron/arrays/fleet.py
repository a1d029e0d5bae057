"""The next fire times of many schedules at once.

The compiled kernel is asked member by member, without a call of Python for any
of them; the pure one has them gathered as `columns` for NumPy. Those that leave
fire times out are asked one by one, through their timetables.
"""

from __future__ import annotations

import numpy as np

from quartzcron.answers.analysis import nth_second
from quartzcron.arrays.columns import MISMATCHED, MIXED, Columns
from quartzcron.arrays.masks import NEVER
from quartzcron.arrays.moments import NAT, after_of, ceiling
from quartzcron.clock.moments import is_aware, placed
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT, instant_of
from quartzcron.expression import CronExpression, Waiting
from quartzcron.kernel.choice import KERNEL, next_seconds
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.moments import After, Single
    from quartzcron.kernel.choice import Kernel

    Times = NDArray[np.datetime64]


def next_fire_times(schedules: Iterable[Single], after: object) -> Times:
    """Return the first fire time of each schedule strictly after a moment, NaT where there is none.

    >>> from datetime import UTC, datetime
    >>> from quartzcron import CronExpression, Schedule
    >>> next_fire_times(
    ...     [Schedule("0 9 * * *", tz="Asia/Tokyo"), CronExpression("0 0 30 2 *")],
    ...     datetime(2026, 1, 1, tzinfo=UTC))
    array(['2026-01-02T00:00:00',                 'NaT'],
          dtype='datetime64[s]')

    As `Fleet(schedules).next_fire_times(after)`, which see. To ask again and
    again, keep the fleet: with the pure kernel it is gathering the members that
    takes the time.
    """
    return Fleet(schedules).next_fire_times(after)


def _is_apart(member: Single) -> bool:
    """Tell whether a member leaves fire times out, or, with columns, days: no row speaks for it."""
    restriction = getattr(member, "_restriction", None)
    if restriction is None:
        return False
    return bool(restriction.sets) or (KERNEL == "pure" and restriction.dates is not None)


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
    each member; with the pure kernel about 100 for each different one, and one
    that is there many times is worked on once. Raises `TypeError` for anything but expressions and
    schedules, and `CronExpressionError` for an H without a seed.
    """

    __slots__ = ("_columns", "_members", "_tabled")

    def __init__(self, schedules: Iterable[Single]) -> None:
        if not hasattr(schedules, "__iter__"):
            raise TypeError(
                f"a fleet is of many expressions and schedules, not one {type(schedules).__name__}"
            )
        self._members = list(schedules)
        kinds = set(map(type, self._members))
        for kind in kinds:
            if not issubclass(kind, (CronExpression, Schedule)):
                raise TypeError(f"a fleet is of expressions and schedules, not {kind.__name__}")
            if Waiting in kind.__mro__:
                # Raises what there is to say of an H that waits for its seed.
                _ = next(each for each in self._members if type(each) is kind).never_fires
        self._tabled = [place for place, member in enumerate(self._members) if _is_apart(member)]
        # The compiled kernel needs no columns: it reads a member as quickly as a row.
        self._columns = Columns(self._members) if KERNEL == "pure" else None

    def __len__(self) -> int:
        return len(self._members)

    def __repr__(self) -> str:
        return f"<Fleet of {len(self):,}>"

    def next_fire_times(self, after: object) -> Times:
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

        `after` is one moment for all or a sequence or array of one each:
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
        `ValueError` if there are not as many moments as schedules. Cost: a
        tenth of a microsecond each, in zones two tenths; moments given as
        datetimes one each take a microsecond more.
        """
        asked = after_of(after, len(self))
        columns = self._columns
        found = ask_kernel(self._members, asked) if columns is None else columns.ask(asked)
        for place in self._tabled:
            found[place] = _next_second(self._members[place], asked, place)
        found[found == NEVER] = NAT
        found[asked.is_nat] = NAT
        return found.view("datetime64[s]")


def ask_kernel(members: list[Single], asked: After) -> Integers:
    """Return the first second after the moments asked about at which each fires, or `NEVER`."""
    found = np.empty(len(members), np.int64)
    zones = [moment.tzinfo for moment in asked.datetimes] or [None]
    of_wall = _first_of_wall(asked) if asked.is_naive else None
    firsts = np.asarray(asked.seconds + 1)
    bounds_for = _bounds_for(asked)
    housed = next_seconds(members, firsts.data, zones, bounds_for, of_wall, found.data)
    if asked.is_naive and 0 < housed < len(members):
        raise TypeError(MIXED)
    found[found == END_INSTANT] = NEVER
    return found


def _bounds_for(asked: After) -> Callable[[Kernel], tuple[int, int]]:
    """Return what says between which seconds a bounded member fires."""

    def bounds(member: Kernel) -> tuple[int, int]:
        limits = member._limits
        assert limits is not None  # it has bounds
        for bound in (limits.start, limits.end):
            if bound is None or limits.tz is not None:
                continue
            if asked.is_naive if is_aware(bound) else asked.is_aware:
                raise TypeError(MISMATCHED)
        start = FIRST_INSTANT if limits.start is None else ceiling(limits.start, limits)
        return start, END_INSTANT if limits.end is None else ceiling(limits.end, limits)

    return bounds


def _first_of_wall(asked: After) -> Callable[[int, tzinfo], int]:
    """Return what reads naive moments as wall time in the zones of members."""
    known: dict[int, int] = {}

    def first(place: int, zone: tzinfo) -> int:
        if not asked.is_one:
            return _clipped(instant_of(placed(asked.datetimes[place], zone))) + 1
        if id(zone) not in known:
            known[id(zone)] = _clipped(instant_of(placed(asked.datetimes[0], zone))) + 1
        return known[id(zone)]

    return first


def _clipped(second: int) -> int:
    return min(max(second, FIRST_INSTANT - 1), END_INSTANT)


def _next_second(member: Single, asked: After, place: int) -> int:
    """Return the first second after its moment at which a single member fires, or `NEVER`."""
    moment = None
    if asked.datetimes:
        moment = asked.datetimes[0 if asked.is_one else place]
    tz = member._home.tz
    if moment is None or tz is None or is_aware(moment):
        second = int(asked.seconds if asked.is_one else asked.seconds[place])
    else:
        second = _clipped(instant_of(placed(moment, tz)))
    if tz is None and moment is not None:
        tz = moment.tzinfo
    found = nth_second(member, tz, second + 1, 0)
    return NEVER if found is None else found
