"""The days of the horizon as columns, and the masks of a matcher spread out over them.

The calendar is the same for every expression, so it is laid out once, a row for
each of 84,006 days. The days of an expression are then a look-up in each of
three columns: is the day set in the mask of its month's shape, is the month
named, and the year. Days are numbered from 1970-01-01, as NumPy does.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from quartzcron.calendar.months import LANE, SHAPES, YEAR_SHAPES
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quartzcron.calendar.dates import Dates
    from quartzcron.calendar.matcher import Matcher

    Bits = NDArray[np.bool_]
    Integers = NDArray[np.int64]

DAY = 86_400

#: How many years the horizon has; also the row that stands for the years after it.
YEARS = LAST_YEAR - FIRST_YEAR + 1

#: The shape and the first day of each month, January 1970 being month 0.
MONTH_SHAPES = np.array([shapes[1:] for shapes in YEAR_SHAPES], dtype=np.int64).ravel()
_LENGTHS = np.array([length for _, length in SHAPES])[MONTH_SHAPES]
MONTH_STARTS = np.cumsum(_LENGTHS) - _LENGTHS

#: How many days the horizon has; also the first day after it.
DAYS = int(_LENGTHS.sum())

#: The month of each day, counted in the same way; the day after the horizon lies in the next.
MONTH_OF = np.append(np.repeat(np.arange(YEARS * 12), _LENGTHS), YEARS * 12)

#: Where each day lies in a sheet: the shape of its month, and the day of the month; its month
#: (1-12), and its year (1970 is 0). No sheet has a bit at 0, where the last row lies.
CELLS = np.append(MONTH_SHAPES, 0)[MONTH_OF] * LANE
CELLS[:DAYS] += np.arange(DAYS) - MONTH_STARTS[MONTH_OF[:DAYS]] + 1
MONTHS = MONTH_OF % 12 + 1
YEAR_ROWS = MONTH_OF // 12


def bits(mask: int, size: int) -> Bits:
    """Return a mask as an array of its bits, the lowest first.

    >>> bits(0b1011, 6).astype(int)
    array([1, 1, 0, 1, 0, 0])
    """
    octets = np.frombuffer(mask.to_bytes(-(-size // 8), "little"), np.uint8)
    return np.unpackbits(octets, count=size, bitorder="little").view(np.bool_)


@listed
@lru_cache(256)
def _day_bits(days: int, months: int, years: int) -> tuple[Bits, Bits, Bits]:
    """Return what the columns of the calendar are looked up in; 1 kB."""
    return bits(days, LANE * len(SHAPES)), bits(months, 13), bits(years >> FIRST_YEAR, YEARS)


@listed
@lru_cache(16)
def _dates_bits(dates: Dates) -> Bits:
    """Return a set of days as a column; 84 kB."""
    return bits(dates.bits, DAYS)


def matching_days(matcher: Matcher, first: int, end: int) -> Integers:
    """Return the days that match, from first (inclusive) to end (exclusive), ascending.

    Cost: a few nanoseconds for each day looked at.
    """
    start, stop = max(first, 0), max(min(end, DAYS), 0)
    cells, months, years = _day_bits(matcher.days, matcher.months, matcher.years)
    wanted = cells.take(CELLS[start:stop])
    wanted &= months.take(MONTHS[start:stop])
    wanted &= years.take(YEAR_ROWS[start:stop])
    if matcher.dates is not None:
        wanted &= _dates_bits(matcher.dates)[start:stop]
    days: Integers = wanted.nonzero()[0] + start
    return days


def times_of_day(matcher: Matcher) -> Integers:
    """Return the times of day that match, in seconds since midnight, ascending."""
    minutes = _minutes_of_day(matcher.hours, matcher.minutes)
    if matcher.seconds == 1:
        return minutes
    return np.add.outer(minutes, bits(matcher.seconds, 60).nonzero()[0]).ravel()


@listed
@lru_cache(256)
def _minutes_of_day(hours: int, minutes: int) -> Integers:
    """Return the minutes that match, in seconds since midnight; 12 kB at most."""
    of_hour = bits(minutes, 60).nonzero()[0] * 60
    return np.add.outer(bits(hours, 24).nonzero()[0] * 3600, of_hour).ravel()
