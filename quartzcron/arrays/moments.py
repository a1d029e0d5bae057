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
from quartzcron.arrays.arrow import read_chunks
from quartzcron.arrays.days import DAY
from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import is_aware, plain, sort_key
from quartzcron.clock.zone_names import zone_named
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT
from quartzcron.expression import CronExpression
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from datetime import tzinfo

    from numpy.typing import NDArray

    from quartzcron.arrays.arrow import Chunk
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
    # As they are: a copy of a million takes as long as a tenth of the answers.
    numbers = moments.astype(moments.dtype.newbyteorder("="), copy=False).view(np.int64)
    if unit in _PARTS:
        if step != 1:
            # The product may be beyond 64 bits; Python's numbers have no end.
            parts = numbers.astype(object) * step
            seconds = np.clip(parts // _PARTS[unit], -_FAR, _FAR)
            return np.asarray(seconds, np.int64), np.asarray(parts % _PARTS[unit] != 0)
        seconds, rest = np.divmod(numbers, _PARTS[unit])
        return seconds, rest != 0
    size = step * _SECONDS.get(unit, 1)
    if size == 1:
        return numbers, np.zeros(moments.shape, bool)
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

    `whole` are whole seconds, floored, and 0-dimensional if they are one for all;
    `is_cut` says whether that cut something off. Of aware datetimes they are
    instants, of naive ones wall times, and of a `datetime64`, which comes
    without `datetimes`, what it is taken for. A column of another library may
    name one `zone` for all of them.
    """

    whole: Integers
    is_cut: NDArray[np.bool_]
    is_nat: NDArray[np.bool_]
    datetimes: list[datetime]
    zone: tzinfo | None = None

    @property
    def is_one(self) -> bool:
        """Whether it is one moment for all."""
        return not self.whole.ndim

    @property
    def seconds(self) -> Integers:
        """The whole seconds, those far away as the ends of the horizon: an array of its own."""
        return clipped(self.whole)

    @property
    def is_aware(self) -> bool:
        """Whether moments with a zone were given."""
        return self.zone is not None or (bool(self.datetimes) and is_aware(self.datetimes[0]))

    @property
    def is_naive(self) -> bool:
        """Whether datetimes without a zone were given."""
        return bool(self.datetimes) and not is_aware(self.datetimes[0])

    @property
    def zones(self) -> list[tzinfo | None]:
        """The zone of all moments, or that of each."""
        return [moment.tzinfo for moment in self.datetimes] or [self.zone]

    @property
    def later(self) -> Integers:
        """How many seconds after its own whole second the first one after each moment is."""
        return np.asarray(1)

    @property
    def earlier(self) -> Integers:
        """How many seconds after its own whole second the last one before each moment is."""
        return self.is_cut.astype(np.int64) - 1

    @property
    def not_before(self) -> Integers:
        """How many seconds after its own whole second the first one not before each moment is."""
        return self.is_cut.astype(np.int64)


def after_of(after: object, count: int) -> After:
    """Return what was given as the moment after which so many schedules shall fire.

    Raises `TypeError` for what is no moment, or naive and aware ones together,
    and `ValueError` for more or fewer moments than schedules.
    """
    found = _of_column(after)
    moments, zone = (np.asarray(after), None) if found is None else found
    if moments.ndim and moments.shape != (count,):
        raise ValueError(f"after has the shape {moments.shape}, not one moment or {count}")
    if moments.dtype.kind == "M":
        seconds, is_cut = floored(moments)
        return After(seconds, np.asarray(is_cut), np.isnat(moments), [], zone)
    # NumPy knows of no datetimes with a zone: they come as objects. Nothing at all is of floats.
    given = moments.ravel().tolist()
    # pandas's NaT is unequal to itself. Any other moment takes its place, for the zone's sake.
    absent = [bool(moment != moment) for moment in given]
    is_nat = np.array(absent, bool).reshape(moments.shape)
    if given and all(absent):
        nothing = np.zeros(moments.shape, np.int64)
        return After(nothing, nothing > 0, is_nat, [])
    others = (moment for moment, is_absent in zip(given, absent, strict=True) if not is_absent)
    known = next(others, None)
    datetimes = [
        plain(known if is_absent else moment)
        for moment, is_absent in zip(given, absent, strict=True)
    ]
    if len({is_aware(moment) for moment in datetimes}) > 1:
        raise TypeError("the moments in after must be all naive or all aware")
    keys = np.array([sort_key(moment) for moment in datetimes], np.int64).reshape(-1, 2)
    seconds, is_cut = keys[:, 0].reshape(moments.shape), keys[:, 1].reshape(moments.shape) > 0
    return After(seconds, is_cut, is_nat, datetimes)


#: What begins a layout of Arrow's whose numbers are moments, and NumPy's name of their unit.
_TIMESTAMPS = {"tss:": "s", "tsm:": "ms", "tsu:": "us", "tsn:": "ns"}


def _of_column(given: object) -> tuple[NDArray[np.datetime64], tzinfo | None] | None:
    """Return the moments of a column that speaks of Arrow, and their zone; or None."""
    if isinstance(given, (datetime, np.ndarray, np.generic, list, tuple)):
        return None
    parts = read_chunks(given, _of_chunk)
    if parts is None:
        return None
    moments = np.concatenate([part for part, _ in parts] or [np.empty(0, "M8[s]")])
    name = parts[0][1] if parts else ""
    return moments, zone_named(name) if name else None


def _of_chunk(chunk: Chunk) -> tuple[NDArray[np.datetime64], str]:
    """Return the moments of a part of an Arrow column, and the name of its zone."""
    unit = _TIMESTAMPS.get(chunk.layout[:4])
    if unit is None:
        raise TypeError(f"moments are needed, not Arrow's type {chunk.layout!r}")
    numbers = chunk.numbers("int64")
    numbers[chunk.nulls()] = NAT
    return numbers.view(f"M8[{unit}]"), chunk.layout[4:]


def clipped(seconds: Integers) -> Integers:
    """Return moments as they are near the horizon, and its ends for those far away."""
    return np.clip(seconds, FIRST_INSTANT - 1, END_INSTANT)
