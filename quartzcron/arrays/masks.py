"""The masks of many matchers as columns, and the search over all of them at once.

The search is that of `quartzcron.calendar.search`, a row of the columns for each matcher:
what is left of the time of day, then of the days of the month, then of the
months, then the next year that fires at all. Only the rows that are not decided
by one step go on to the next, and most are by the first two.

Where the scalar search branches, this one masks: a condition is an integer of
all ones or of none. `np.where` takes three to ten nanoseconds an element where
the processor cannot guess which way it goes, the operators a third of one.
"""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

import numpy as np

from quartzcron.arrays.days import (
    CELLS,
    DAY,
    DAYS,
    MONTH_OF,
    MONTH_SHAPES,
    MONTH_STARTS,
    MONTHS,
    YEAR_ROWS,
    YEARS,
    bits,
)
from quartzcron.arrays.numbering import numbered
from quartzcron.calendar.months import LANE, SHAPES
from quartzcron.fields import FIRST_YEAR
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers
    from quartzcron.calendar.matcher import Matcher

    Rows = slice | Integers | NDArray[np.int32]

#: A day that never comes, and its midnight: later than any other.
NEVER_DAY = 1 << 40
NEVER = NEVER_DAY * DAY

_SHAPES = len(SHAPES)
_LANE_BITS = LANE.bit_length() - 1


class Sheets(NamedTuple):
    """The days and the years of all matchers, each that is different once.

    `days` are the masks of the 28 shapes, one after the other; `open` says for
    each year whether it is named (-1) or not (0), `next_year` which is the next
    one that is, itself included. Years are counted from 1970, with two more
    after the horizon that are never open.
    """

    days: NDArray[np.uint32]
    open: NDArray[np.int8]
    next_year: NDArray[np.uint8]


#: How many objects are read at a time: as many as stay in the processor's own memory.
_NEAR = 4096

#: How many years a row of `Sheets` has.
_YEARS = YEARS + 2


class Masks(NamedTuple):
    """Columns, a row for each matcher: its masks, its first times, and where its sheets begin."""

    seconds: Integers
    minutes: Integers
    hours: Integers
    first_second: Integers
    first_of_hour: Integers
    first_of_day: Integers
    months: Integers
    days_at: Integers
    years_at: Integers
    sheets: Sheets

    def at(self, rows: Rows) -> Masks:
        """Return some of the rows."""
        return Masks(
            self.seconds[rows],
            self.minutes[rows],
            self.hours[rows],
            self.first_second[rows],
            self.first_of_hour[rows],
            self.first_of_day[rows],
            self.months[rows],
            self.days_at[rows],
            self.years_at[rows],
            self.sheets,
        )


def masks_of(matchers: list[Matcher]) -> Masks:
    """Return the columns of so many matchers."""
    seconds, minutes, hours, months = np.empty((4, len(matchers)), np.int64)
    columns = {"seconds": seconds, "minutes": minutes, "hours": hours, "months": months}
    for low in range(0, len(matchers), _NEAR):
        part = matchers[low : low + _NEAR]
        for name, column in columns.items():
            column[low : low + _NEAR] = np.fromiter(
                map(attrgetter(name), part), np.int64, len(part)
            )
    days, days_row = _by_value([matcher.days for matcher in matchers])
    years, years_row = _by_value([matcher.years for matcher in matchers])
    first_of_hour = lowest_bit(minutes) * 60 + lowest_bit(seconds)
    return Masks(
        seconds,
        minutes,
        hours,
        lowest_bit(seconds),
        first_of_hour,
        lowest_bit(hours) * 3600 + first_of_hour,
        months,
        days_row * _SHAPES,
        years_row * _YEARS,
        _sheets(days, years),
    )


def _by_value(values: list[int]) -> tuple[list[int], Integers]:
    """Return each value once, and the place of each of the given ones among them."""
    # By identity first: to hash an int of some thousand bits takes longer than all the rest.
    distinct, numbers = numbered(values)
    places = {value: place for place, value in enumerate(dict.fromkeys(distinct))}
    place_of = np.fromiter(map(places.__getitem__, distinct), np.int64, len(distinct))
    return list(places), place_of.take(numbers)


def _sheets(days: list[int], years: list[int]) -> Sheets:
    """Lay out the days and the years."""
    octets = b"".join(sheet.to_bytes(_SHAPES * LANE // 8, "little") for sheet in days)
    is_open = np.array([bits(mask >> FIRST_YEAR, _YEARS) for mask in years], bool)
    is_open = is_open.reshape(-1, _YEARS)
    return Sheets(
        np.frombuffer(octets, "<u4"), -is_open.ravel().astype(np.int8), _next_years(is_open)
    )


def _next_years(is_open: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return for each year the next one that is open, or `YEARS` where there is none."""
    years = np.where(is_open, np.arange(_YEARS), YEARS)
    nearest = np.minimum.accumulate(years[:, ::-1], axis=1)[:, ::-1]
    return nearest.astype(np.uint8).ravel()


# --- the search ------------------------------------------------------------


def next_walls(masks: Masks, walls: Integers) -> Integers:
    """Return the first wall time of each row at or after one, or `NEVER`.

    `walls` are seconds since 1970-01-01 00:00, one for each row or one for all.
    """
    walls = np.minimum(np.maximum(walls, 0), DAYS * DAY)
    day = walls // DAY
    time, left = _next_times(masks, walls - day * DAY)
    # Today if something is left of it.
    found = _next_days(masks, day + 1 + left)
    today = -(found == day).astype(np.int64)
    time = time & today | masks.first_of_day & ~today
    found *= DAY
    found += time
    return np.minimum(found, NEVER)


def _next_times(masks: Masks, time: Integers) -> tuple[Integers, Integers]:
    """Return the first time of day at or after one, and whether there is any (-1) or not (0)."""
    hour = time // 3600
    minute = time // 60 - hour * 60
    second = time % 60
    seconds = masks.seconds >> second
    minutes = masks.minutes >> minute
    hours = masks.hours >> hour
    in_hour = -(hours & 1)
    # In this minute; else in a later one of this hour; else in a later hour.
    now = in_hour & -(minutes & 1) & _if_any(seconds)
    minutes &= -2
    soon = in_hour & _if_any(minutes) & ~now
    hours &= -2
    later = _if_any(hours) & ~(now | soon)
    steps = lowest_bit(seconds & now | minutes & soon | hours & later)
    units = 1 & now | 60 & soon | 3600 & later
    bases = (
        time & now
        | time - second + masks.first_second & soon
        | hour * 3600 + masks.first_of_hour & later
    )
    return bases + steps * units, now | soon | later


def _next_days(masks: Masks, day: Integers) -> Integers:
    """Return the first day of each row that matches at or after one, or `NEVER_DAY`."""
    cell = CELLS.take(day)
    days = masks.sheets.days.take(masks.days_at + (cell >> _LANE_BITS)).astype(np.int64)
    days >>= cell & LANE - 1
    days &= -(masks.months >> MONTHS.take(day) & 1)
    days &= masks.sheets.open.take(masks.years_at + YEAR_ROWS.take(day))
    found = day + lowest_bit(days)
    rest = (days == 0).nonzero()[0]
    if len(rest):
        found[rest] = _first_days(masks.at(rest), MONTH_OF.take(day[rest]))
    return found


def _first_days(masks: Masks, month: Integers) -> Integers:
    """Return the first day of each row that matches in a month after one, or `NEVER_DAY`.

    Months are counted from January 1970. A year that is open has a day, so that
    no row goes on for more than two years' months.
    """
    found = np.full(len(month), NEVER_DAY)
    rows = np.arange(len(month))
    while True:
        month = _next_months(masks, month)
        inside = (month < len(MONTH_STARTS)).nonzero()[0]
        rows, month, masks = rows[inside], month[inside], masks.at(inside)
        days = masks.sheets.days.take(masks.days_at + MONTH_SHAPES.take(month)).astype(np.int64)
        hit, missed = days.nonzero()[0], (days == 0).nonzero()[0]
        # Bit 1 is the 1st.
        found[rows[hit]] = MONTH_STARTS.take(month[hit]) + lowest_bit(days[hit]) - 1
        if not len(missed):
            return found
        rows, month, masks = rows[missed], month[missed], masks.at(missed)


def _next_months(masks: Masks, month: Integers) -> Integers:
    """Return the next month after one that each row names, in a year that it names."""
    year = month // 12
    years_at = masks.years_at + year
    later = masks.months >> month - year * 12 + 1 & -2
    later &= masks.sheets.open.take(years_at)
    year = masks.sheets.next_year.take(years_at + 1).astype(np.int64)
    same = _if_any(later)
    return month + lowest_bit(later) & same | year * 12 + lowest_bit(masks.months) - 1 & ~same


def lowest_bit(mask: Integers) -> Integers:
    """Return the number of the lowest bit that is set; of an empty mask some negative number.

    >>> lowest_bit(np.array([1, 0b110000]))
    array([0, 4])

    A power of two becomes a float without loss, and its exponent is the answer.
    """
    return ((mask & -mask).astype(np.float64).view(np.int64) >> 52) - 1023


def _if_any(mask: Integers) -> Integers:
    """Return all ones where a mask has a bit set, otherwise none."""
    return -mask >> 63
