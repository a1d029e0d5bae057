"""Days of the horizon as one bit set: what a schedule may run on, whatever its months' shapes.

Bit 0 is 1970-01-01, bit 84,005 is 2199-12-31. Union, intersection and difference are one
operation on ints each, and moving the days that are closed to the next open one is a single
addition: see `rolled`.
"""

from __future__ import annotations

from array import array
from datetime import date
from functools import lru_cache

from quartzcron.calendar.months import SHAPES, YEAR_KINDS, YEAR_SHAPES, day_masks, is_leap
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = date(FIRST_YEAR, 1, 1).toordinal()

#: The number of days of the horizon, and the set of all of them.
DAYS = date(LAST_YEAR, 12, 31).toordinal() - _FIRST + 1
ALL_DAYS = (1 << DAYS) - 1

#: The days from 1970-01-01 to each year, by year - 1970; the last one is the end of the horizon.
_YEAR_STARTS = [date(year, 1, 1).toordinal() - _FIRST for year in range(FIRST_YEAR, LAST_YEAR + 2)]


def _month_starts(year: int) -> list[int]:
    """Return the days of a year before each month; index 0 is unused."""
    first = date(year, 1, 1).toordinal()
    return [0] + [date(year, month, 1).toordinal() - first for month in range(1, 13)]


_MONTH_STARTS = {False: _month_starts(2001), True: _month_starts(2000)}


class Dates:
    """A set of days of the horizon; equal by its days, immutable.

    `octets` are the days of each month as a mask of 32 bits (bit d = day d), January 1970 first,
    as this machine lays them out; the compiled kernel reads them where they lie.
    """

    __slots__ = ("_hash", "bits", "months", "octets")

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.octets = array("I", _months_of(bits)).tobytes()
        self.months = memoryview(self.octets).cast("I")
        self._hash = hash(bits)

    def has(self, year: int, month: int, day: int) -> bool:
        """Tell whether a day of the horizon is in the set."""
        return bool(self.months[place_of(year, month)] >> day & 1)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Dates) and self.bits == other.bits)

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Dates], tuple[int]]:
        return Dates, (self.bits,)


def place_of(year: int, month: int) -> int:
    """Return the number of a month of the horizon, January 1970 being 0."""
    return (year - FIRST_YEAR) * 12 + month - 1


def number_of(day: date) -> int:
    """Return the number of a date, 1970-01-01 being 0; below 0 before the horizon."""
    return day.toordinal() - _FIRST


def date_of(number: int) -> date:
    """Return the date of a number."""
    return date.fromordinal(number + _FIRST)


def dates_in(bits: int) -> Iterator[date]:
    """Yield the dates of a set of days, in order."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield date_of(at)
        at = digits.find("1", at + 1)


def between(first: date, last: date) -> int:
    """Return all days of the horizon from a date to another, both included."""
    low, high = max(number_of(first), 0), min(number_of(last), DAYS - 1)
    return (1 << high + 1) - (1 << low) if low <= high else 0


def _months_of(bits: int) -> Iterator[int]:
    """Yield the days of each month of the horizon as a mask."""
    for start, end, shapes in zip(_YEAR_STARTS, _YEAR_STARTS[1:], YEAR_SHAPES, strict=False):
        # Cut to a year first: what is shifted month by month is short.
        year = bits >> start & (1 << end - start) - 1
        for shape in shapes[1:]:
            length = SHAPES[shape][1]
            yield (year & (1 << length) - 1) << 1
            year >>= length


def years_of(bits: int) -> int:
    """Return the mask of the years that have one of some days."""
    found = 0
    for place, start in enumerate(_YEAR_STARTS[:-1]):
        if bits >> start & (1 << _YEAR_STARTS[place + 1] - start) - 1:
            found |= 1 << FIRST_YEAR + place
    return found


# --- the days of masks --------------------------------------------------------


@listed
@lru_cache(32)
def days_of_masks(sheet: int, months: int, years: int) -> int:
    """Return the days of a sheet in some months of some years; many texts may share them."""
    masks = day_masks(sheet)
    wanted = [month for month in range(1, 13) if months >> month & 1]
    year_masks: dict[int, int] = {}
    for shapes, of_this_kind in YEAR_KINDS:
        if not of_this_kind & years:
            continue
        mask, starts = 0, _MONTH_STARTS[_is_long(of_this_kind)]
        for month in wanted:
            # A day mask has no bit 0: day 1 is bit 1.
            mask |= masks[shapes[month]] >> 1 << starts[month]
        year_masks |= dict.fromkeys(_members(of_this_kind & years), mask)
    found = 0
    for first in range(FIRST_YEAR, LAST_YEAR + 1, _TOGETHER):
        # Years are put together before they go into the whole, which is copied each time.
        some, begin = 0, _YEAR_STARTS[first - FIRST_YEAR]
        for year in range(first, min(first + _TOGETHER, LAST_YEAR + 1)):
            some |= year_masks.get(year, 0) << _YEAR_STARTS[year - FIRST_YEAR] - begin
        found |= some << begin
    return found


_TOGETHER = 16


def _is_long(years: int) -> bool:
    """Tell whether the years of a kind are leap years."""
    return is_leap(years.bit_length() - 1)


def _members(mask: int) -> Iterator[int]:
    """Yield the set bits of a mask of years."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1


# --- rolled days --------------------------------------------------------------

NEXT, PREVIOUS, NEAREST = "next", "previous", "nearest"
ROLLS = (NEXT, PREVIOUS, NEAREST)


def rolled(days: int, open_days: int, how: str) -> int:
    """Return days, those that are not open moved to the next, previous or nearest open one.

    >>> bin(rolled(0b000100, 0b110011, NEXT)), bin(rolled(0b000100, 0b110011, PREVIOUS))
    ('0b10000', '0b10')

    What has no open day on its side of the horizon is lost; the nearest one may be on
    the other side, and the earlier of two that are as near.
    """
    closed = ALL_DAYS & ~open_days
    moved = days & closed
    if how == PREVIOUS:
        return days & open_days | _mirrored(_to_next(_mirrored(moved), _mirrored(closed)))
    if how == NEXT:
        return days & open_days | _to_next(moved, closed)
    back = _nearer_the_previous(moved, closed)
    return rolled(back, open_days, PREVIOUS) | rolled(days & ~back, open_days, NEXT)


def rolled_to(day: int, days: int, open_days: int, how: str) -> int:
    """Return those of some days that are moved to an open one, by its number.

    >>> bin(rolled_to(4, 0b1100, 0b110011, NEXT))
    '0b1100'
    """
    closed = ALL_DAYS & ~open_days
    before = closed & (1 << day) - (1 << (open_days & (1 << day) - 1).bit_length())
    after = _run_from(closed, day + 1)
    moved = days & (before | after)
    if how == NEXT:
        return moved & before
    if how == PREVIOUS:
        return moved & after
    back = _nearer_the_previous(moved, closed)
    return moved & (before & ~back | after & back)


def _run_from(closed: int, day: int) -> int:
    """Return the run of closed days that begins with a day, if one does."""
    beyond = closed >> day
    length = (~beyond & beyond + 1).bit_length() - 1
    return (1 << length) - 1 << day


def _to_next(moved: int, closed: int) -> int:
    """Return the first open day after each of some closed ones.

    Added to all closed days, one of them makes its whole run carry into the open day behind it.
    """
    return moved + closed & ALL_DAYS & ~closed if moved else 0


def _mirrored(days: int) -> int:
    """Return days in reverse, the last day of the horizon first."""
    octets = days.to_bytes(_OCTETS, "little").translate(_REVERSED)
    return int.from_bytes(octets, "big") >> _OCTETS * 8 - DAYS


_OCTETS = -(-DAYS // 8)
_REVERSED = bytes(int(f"{octet:08b}"[::-1], 2) for octet in range(256))


def _nearer_the_previous(moved: int, closed: int) -> int:
    """Return those of some closed days that have the open day before as near as the one after."""
    found, left = 0, closed
    back = forth = ALL_DAYS & ~closed
    # From all open days in both directions at once, a day further each time. Runs that are
    # longer are few, and looked at one by one.
    for _ in range(_STEPS):
        if not moved & left:
            return found & moved
        back = back << 1 & left
        forth = forth >> 1 & left & ~back
        found |= back
        left &= ~(back | forth)
    for low, high in _runs_with(moved & left, closed):
        if low > 0:  # otherwise no open day comes before
            half = high if high == DAYS - 1 else (low + high) // 2
            found |= (1 << half + 1) - (1 << low)
    return found & moved


_STEPS = 32


def _runs_with(moved: int, closed: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last day of each run of closed days that has a moved one."""
    ends = ALL_DAYS + 1 | _to_next(moved, closed)
    while moved:
        at = (moved & -moved).bit_length() - 1
        high = (ends >> at & -(ends >> at)).bit_length() - 2 + at
        low = (ALL_DAYS & ~closed & (1 << at) - 1).bit_length()
        yield low, high
        moved = moved >> high + 1 << high + 1
