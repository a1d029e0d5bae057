"""Days as they are read: what the phrases of the calendar are worth, as sheets of shapes.

A box is a sheet (`calendar.months`), months and years: the days of the sheet in these months of
these years. Days are some boxes. A month of `AGAIN` stands for the months that others name.
"""

from __future__ import annotations

from calendar import monthrange

from quartzcron.calendar.matcher import ALL_YEARS
from quartzcron.calendar.months import (
    LANE,
    SHAPES,
    last_day_sheet,
    last_weekday_sheet,
    last_workday_sheet,
    month_day_sheet,
    nearest_workday_sheet,
    nth_weekday_sheet,
    weekday_sheet,
)
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.required_days import ALL_MONTHS, bits
from quartzcron.words.grammar import RefusedError
from quartzcron.words.read_times import repeated

if TYPE_CHECKING:
    Box = tuple[int, int, int]
    Boxes = tuple[Box, ...]

#: All days of all months.
WHOLE = month_day_sheet((1 << 32) - 2)

#: The months that are named elsewhere: `on the 1st of May and June and also ... in these months`.
AGAIN = 1 << 13

EVERY_DAY = ((WHOLE, ALL_MONTHS, ALL_YEARS),)


def in_months(sheet: int, months: int = ALL_MONTHS) -> Boxes:
    """Return days in months."""
    return ((sheet, months, ALL_YEARS),)


def everywhere(it: int) -> Boxes:
    """Return days in all months."""
    return in_months(it)


def one_date(month: int, day: int, year: int) -> Boxes:
    """Return one day of one year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedError("out-of-range", unit="year", low=FIRST_YEAR, high=LAST_YEAR, found=year)
    number = month.bit_length() - 1
    if not 1 <= day <= monthrange(year, number)[1]:
        raise RefusedError("no-date")
    return ((month_day_sheet(1 << day), month, 1 << year),)


def yearly(month: int, day: int) -> Boxes:
    """Return one day of each year."""
    if not 1 <= day <= monthrange(2000, month.bit_length() - 1)[1]:
        raise RefusedError("no-date")
    return ((month_day_sheet(1 << day), month, ALL_YEARS),)


def ring(first: int, last: int, size: int, low: int = 0) -> int:
    """Return all values from one mask to another, over the end where the last comes first.

    >>> bin(ring(0b100000, 0b1, 7))
    '0b1100001'
    """
    if first <= last:
        return (last << 1) - first
    return (1 << size + low) - first | (last << 1) - (1 << low)


def united(days: Boxes, others: Boxes) -> Boxes:
    """Return days of both; the months that are meant again are filled in."""
    boxes = days + others
    named = [months for _, months, _ in boxes if months != AGAIN]
    if not named:
        return boxes
    return tuple(
        (sheet, named[0] if months == AGAIN else months, years) for sheet, months, years in boxes
    )


def both(days: Boxes, others: Boxes) -> Boxes:
    """Return days that are in both."""
    found = (
        (sheet & other, months & more, years & further)
        for sheet, months, years in days
        for other, more, further in others
    )
    return tuple(box for box in found if all(box))


def without(days: Boxes, others: Boxes) -> Boxes:
    """Return days without others."""
    for sheet, months, years in others:
        pieces = []
        for own, of_months, of_years in days:
            pieces += [
                (own, of_months & ~months, of_years),
                (own & ~sheet, of_months & months, of_years),
                (own & sheet, of_months & months, of_years & ~years),
            ]
        days = tuple(box for box in pieces if all(box))
    return days


# --- days of the month -------------------------------------------------------------------


def day_number(n: int) -> int:
    """Return a day of the month as a mask."""
    if not 1 <= n <= 31:
        raise RefusedError("out-of-range", unit="day", low=1, high=31, found=n)
    return 1 << n


def day_range(first: int, last: int) -> int:
    """Return days of the month from one to another, as a mask."""
    if day_number(first) >= day_number(last):
        raise RefusedError("backwards", first=first, last=last)
    return (1 << last + 1) - (1 << first)


def day_walk(n: int, first: int, last: int) -> int:
    """Return every n-th day from one to another, which is one of them."""
    day_range(first, last)
    if n < 1 or (last - first) % n:
        raise RefusedError("no-run", found=last)
    return month_day_sheet(repeated(first, last, n))


def parity(odd: int) -> int:
    """Return the odd or the even days of the month."""
    return month_day_sheet(repeated(1 if odd else 2, 31, 2))


def before_last(n: int) -> int:
    """Return the day so many days before the last."""
    return last_day_sheet(_back(n))


def _back(n: int) -> int:
    if not 1 <= n <= 30:
        raise RefusedError("out-of-range", unit="day", low=1, high=30, found=n)
    return n


def nearest(day: int, lost: bool = False, clamped: bool = False) -> int:
    """Return the weekday nearest a day."""
    return nearest_workday_sheet(day_number(day).bit_length() - 1, lost=lost, clamped=clamped)


def nearest_before_last(n: int) -> int:
    """Return the weekday nearest to so many days before the last."""
    return last_workday_sheet(_back(n))


def before_last_workday(n: int, clamped: bool = False) -> int:
    """Return the day so many days before the last weekday, the 1st at the earliest."""
    sheet = last_workday_sheet(0, _back(n))
    if clamped or n <= 25:
        return sheet
    raise RefusedError("no-date")


def nth(weekday: int, n: int) -> int:
    """Return the n-th of a weekday in its month; 0 is the last."""
    day = weekday.bit_length() - 1
    return nth_weekday_sheet(day, n) if n else last_weekday_sheet(day)


def on_weekdays(weekdays: int) -> int:
    """Return the days that are such weekdays."""
    return weekday_sheet(weekdays)


def of_shape(days: int, n: int, weekday: int) -> int:
    """Return days of the months with so many days that begin on a weekday."""
    if not 28 <= n <= 31:
        raise RefusedError("out-of-range", unit="day", low=28, high=31, found=n)
    place = SHAPES.index((weekday.bit_length() - 1, n))
    return (days & (1 << n + 1) - 1) << place * LANE


# --- years ---------------------------------------------------------------------------------


def year(n: int) -> int:
    """Return a year as a mask."""
    if not FIRST_YEAR <= n <= LAST_YEAR:
        raise RefusedError("out-of-range", unit="year", low=FIRST_YEAR, high=LAST_YEAR, found=n)
    return 1 << n


def years(first: int, last: int = LAST_YEAR, n: int = 1) -> int:
    """Return every n-th year from one to another, or to the end of the horizon."""
    year(first), year(last)
    if n < 1 or first > last:
        raise RefusedError("backwards", first=first, last=last)
    return repeated(first, last, n)


def gathered(boxes: Boxes) -> Boxes:
    """Return boxes with those of one month united, and months of the same days together."""
    by_month: dict[tuple[int, int], int] = {}
    for sheet, months, of_years in boxes:
        for month in bits(months):
            key = month, of_years
            by_month[key] = by_month.get(key, 0) | sheet
    alike: dict[tuple[int, int], int] = {}
    for (month, of_years), sheet in by_month.items():
        alike[sheet, of_years] = alike.get((sheet, of_years), 0) | 1 << month
    return tuple((sheet, months, of_years) for (sheet, of_years), months in alike.items())
