"""What a moment means to an array: whole seconds, as an instant or on the wall.

A `datetime64` has no zone. Here it is a UTC instant; to what has no zone at all
it goes with naive and aware moments alike, since its number is the same as wall
time and in UTC.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import numpy as np

from quartzcron.answers.fire_sets import FireSet
from quartzcron.arrays.days import DAY
from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import is_aware, plain, sort_key
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT
from quartzcron.expression import CronExpression
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers

    Single = CronExpression | Schedule
    Firing = Single | FireSet
    Moment = datetime | np.datetime64

#: What NumPy takes for "not a time", as a number.
NAT = np.iinfo(np.int64).min


def limits_of(schedule: Firing) -> Limits:
    """Return the zone and the bounds of a schedule; an expression has none.

    Raises `TypeError` for anything else.
    """
    if isinstance(schedule, Schedule):
        return Limits(schedule.tz, schedule.start, schedule.end)
    if isinstance(schedule, FireSet):
        return Limits(schedule.tz)
    if isinstance(schedule, CronExpression):
        return Limits()
    raise TypeError(f"only expressions, schedules and sets fire, not {type(schedule).__name__}")


def seconds_of(moment: Moment, limits: Limits) -> tuple[int, int]:
    """Return a moment in whole seconds, floored, and a fraction that is 0 if nothing was cut off.

    In limits with a zone, and for aware moments, the seconds are an instant,
    otherwise wall time. Raises `TypeError` for what is no moment or does not
    go with the limits, `ValueError` for NaT.
    """
    if isinstance(moment, np.datetime64):
        if np.isnat(moment):
            raise ValueError("a bound cannot be NaT")
        whole, is_cut = floored(np.asarray(moment))
        return int(whole), int(is_cut)
    return sort_key(limits.moment(moment))


#: Seconds, or what parts of one, in each unit of `datetime64`. Years and months are of many
#: lengths: these are about the mean.
_SECONDS = {"Y": 31_556_952, "M": 2_629_746, "W": 7 * DAY, "D": DAY, "h": 3600, "m": 60, "s": 1}
_PARTS = {"ms": 10**3, "us": 10**6, "ns": 10**9, "ps": 10**12, "fs": 10**15, "as": 10**18}

#: Further away than this, in seconds, nobody asks how far: 30,000 years.
_FAR = 10**12


def floored(moments: NDArray[np.datetime64]) -> tuple[Integers, NDArray[np.bool_]]:
    """Return moments in whole seconds, floored, and for each whether something was cut off.

    >>> floored(np.array(["1970-01-01T00:00:01.5", "1969-12-31T23:59:59"], "M8[ms]"))
    (array([ 1, -1]), array([ True, False]))

    Of any unit; what is thousands of years away comes out as far away on that
    side. NumPy's own conversion wraps around there, and knows no `as`. What NaT
    becomes means nothing.
    """
    unit, step = np.datetime_data(moments.dtype)
    numbers = moments.astype(np.int64)
    if unit in _PARTS:
        if step != 1:
            # The product may be beyond 64 bits; Python's numbers have no end.
            parts = numbers.astype(object) * step
            seconds = np.clip(parts // _PARTS[unit], -_FAR, _FAR)
            return np.asarray(seconds, np.int64), np.asarray(parts % _PARTS[unit] != 0)
        seconds, rest = np.divmod(numbers, _PARTS[unit])
        return seconds, rest != 0
    size = step * _SECONDS.get(unit, 1)
    numbers = np.clip(numbers, -_FAR // size, _FAR // size + 1)
    if unit in ("Y", "M"):
        seconds = numbers.astype(moments.dtype).astype("datetime64[s]").astype(np.int64)
    else:
        seconds = numbers * size
    return seconds, np.zeros(moments.shape, bool)


def ceiling(moment: Moment, limits: Limits) -> int:
    """Return the first whole second at or after a moment; see `seconds_of`."""
    seconds, fraction = seconds_of(moment, limits)
    return seconds + (fraction > 0)


class After(NamedTuple):
    """One moment for all, or one for each schedule of a fleet.

    `seconds` are whole, floored, and 0-dimensional if they are one for all. Of
    aware datetimes they are instants, of naive ones wall times, and of a
    `datetime64`, which comes without `datetimes`, what it is taken for.
    """

    seconds: Integers
    is_nat: NDArray[np.bool_]
    datetimes: list[datetime]

    @property
    def is_one(self) -> bool:
        """Whether it is one moment for all."""
        return not self.seconds.ndim

    @property
    def is_aware(self) -> bool:
        """Whether datetimes with a zone were given."""
        return bool(self.datetimes) and is_aware(self.datetimes[0])

    @property
    def is_naive(self) -> bool:
        """Whether datetimes without a zone were given."""
        return bool(self.datetimes) and not is_aware(self.datetimes[0])


def after_of(after: object, count: int) -> After:
    """Return what was given as the moment after which so many schedules shall fire.

    Raises `TypeError` for what is no moment, or naive and aware ones together,
    and `ValueError` for more or fewer moments than schedules.
    """
    moments = np.asarray(after)
    if moments.ndim and moments.shape != (count,):
        raise ValueError(f"after has the shape {moments.shape}, not one moment or {count}")
    if moments.dtype.kind == "M":
        return After(clipped(floored(moments)[0]), np.isnat(moments), [])
    # NumPy knows of no datetimes with a zone: they come as objects. Nothing at all is of floats.
    datetimes = [plain(moment) for moment in moments.ravel().tolist()]
    if len({is_aware(moment) for moment in datetimes}) > 1:
        raise TypeError("the moments in after must be all naive or all aware")
    seconds = np.array([sort_key(moment)[0] for moment in datetimes], np.int64)
    return After(clipped(seconds.reshape(moments.shape)), np.zeros(moments.shape, bool), datetimes)


def clipped(seconds: Integers) -> Integers:
    """Return moments as they are near the horizon, and its ends for those far away."""
    return np.clip(seconds, FIRST_INSTANT - 1, END_INSTANT)
