"""The shapes of months, and the day rules as masks over them.

A month is a shape: the weekday of its first day and its length, 28 in all.
Every day rule, with `L`, `W` and `#` and with the way in which the two day
fields meet, depends on the shape alone. So the days of an expression are 28
masks of 31 bits (bit d = day d), and nothing after this room knows what `L`,
`W` or `#` are.

The 28 masks lie side by side in one int, 32 bits to a shape: a sheet. OR and
AND of two sheets are one operation, and a sheet weighs 140 bytes where a tuple
of masks weighs 1,200.
"""

from __future__ import annotations

from functools import lru_cache
from struct import Struct, pack

from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.language.nodes import (
    LastDay,
    LastWeekday,
    LastWorkday,
    NearestWorkday,
    NthWeekday,
    Question,
    Single,
    Star,
    Stepped,
)
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quartzcron.language.nodes import Node

SATURDAY, SUNDAY = 5, 6

#: (weekday of the 1st, Monday is 0; length) of each shape, by its index.
SHAPES = tuple((first, length) for first in range(7) for length in range(28, 32))

#: How many bits of a sheet belong to a shape.
LANE = 32

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def shape_of(first_weekday: int, length: int) -> int:
    """Return the index of a shape.

    >>> SHAPES[shape_of(3, 31)]
    (3, 31)
    """
    return first_weekday * 4 + length - 28


def is_leap(year: int) -> bool:
    """Tell whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _shapes_of_year(first_weekday: int, leap: bool) -> tuple[int, ...]:
    """Return the shapes of the months of one of the 14 kinds of year; index 0 is unused."""
    shapes = [0]
    for month, length in enumerate(_LENGTHS, 1):
        length += month == 2 and leap
        shapes.append(shape_of(first_weekday, length))
        first_weekday = (first_weekday + length) % 7
    return tuple(shapes)


def _years() -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[tuple[int, ...], int], ...]]:
    """Walk through the horizon once: the shapes of each year, and the years of each kind."""
    kinds: dict[tuple[int, bool], tuple[int, ...]] = {}
    masks: dict[tuple[int, bool], int] = {}
    by_year = []
    weekday = 3  # 1 January 1970 was a Thursday
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        kind = weekday, is_leap(year)
        shapes = kinds.get(kind)
        if shapes is None:
            shapes = kinds[kind] = _shapes_of_year(*kind)
        masks[kind] = masks.get(kind, 0) | 1 << year
        by_year.append(shapes)
        weekday = (weekday + 365 + kind[1]) % 7
    return tuple(by_year), tuple((kinds[kind], masks[kind]) for kind in kinds)


#: The shapes of the months (1-12) of each year of the horizon, by year - 1970;
#: and each of the 14 kinds of year with the mask of its years.
YEAR_SHAPES, YEAR_KINDS = _years()


def fire_years(sheet: int, months: int, years: int) -> int:
    """Return the mask of the years that have at least one day, out of some years.

    A finite check, hence exact: only 14 kinds of year exist.
    """
    # Adding 2**31 - 1 to half a lane carries into its highest bit unless it is empty.
    filled = ((sheet >> 1 & _LOW_BITS) + _LOW_BITS) & _TOP_BITS
    if filled == _TOP_BITS:
        return years  # every month fires, and at least one is named
    found = 0
    for tops, kind_years in kind_tops(months):
        if filled & tops:
            found |= kind_years
    return found & years


@lru_cache(64)
def kind_tops(months: int) -> tuple[tuple[int, int], ...]:
    """Return the highest bits of the lanes that some months have in each kind of year, and its
    years."""
    wanted = [month for month in range(1, 13) if months >> month & 1]
    return tuple(
        (sum({1 << shapes[month] * LANE + LANE - 1 for month in wanted}), kind_years)
        for shapes, kind_years in YEAR_KINDS
    )


# --- masks of values -------------------------------------------------------


def stepped_mask(first: int, last: int, step: int, low: int, size: int) -> int:
    """Return the mask of a walk through a field of so many values from low on.

    >>> bin(stepped_mask(22, 3, 2, low=0, size=24))  # 22, 0, 2
    '0b10000000000000000000101'
    """
    if first <= last:
        # Ones at every step-th bit: a quotient of two numbers made of ones.
        count = (last - first) // step + 1
        return ((1 << count * step) - 1) // ((1 << step) - 1) << first
    mask = 0
    for walked in range(0, (last - first) % size + 1, step):
        mask |= 1 << (first - low + walked) % size + low
    return mask


def value_mask(nodes: Iterable[Node], low: int, size: int) -> int:
    """Return the mask of the plain values among the nodes; specials add nothing."""
    mask = 0
    for node in nodes:
        if isinstance(node, Single):
            mask |= 1 << node.value
        elif isinstance(node, (Star, Question)):
            mask |= (1 << size) - 1 << low
        elif isinstance(node, Stepped):
            mask |= stepped_mask(node.first, node.last, node.step, low, size)
    return mask


def runs(mask: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of set bits of a mask: first and last.

    >>> list(runs(0b1110100))
    [(2, 2), (4, 6)]
    """
    low = 0
    while mask:
        zeros = (mask & -mask).bit_length() - 1
        ones = (~(mask >> zeros) & (mask >> zeros) + 1).bit_length() - 1
        yield low + zeros, low + zeros + ones - 1
        mask >>= zeros + ones
        low += zeros + ones


# --- masks of days ---------------------------------------------------------


def nearest_workday(day: int, first_weekday: int, length: int) -> int:
    """Return the Monday-to-Friday day nearest to a day, in the same month.

    >>> nearest_workday(15, first_weekday=5, length=30)  # the 15th is a Saturday
    14
    >>> nearest_workday(1, first_weekday=5, length=30)   # so is the 1st: stay in the month
    3

    The rule is Quartz's W: Saturday goes back, Sunday goes forward, unless
    that would leave the month.
    """
    weekday = (first_weekday + day - 1) % 7
    if weekday == SATURDAY:
        return day - 1 if day > 1 else day + 2
    if weekday == SUNDAY:
        return day + 1 if day < length else day - 2
    return day


def _one_day(day: Callable[[int, int], int]) -> int:
    """Return the sheet of a rule that names one day of each shape, below 1 for none."""
    sheet = 0
    for place, (first_weekday, length) in enumerate(SHAPES):
        found = day(first_weekday, length)
        if 1 <= found <= length:
            sheet |= 1 << place * LANE + found
    return sheet


@lru_cache(64)
def last_day_sheet(before: int) -> int:
    """L, L-n: the last day, or so many before it."""
    return _one_day(lambda _first, length: length - before)


@lru_cache(128)
def nearest_workday_sheet(day: int, lost: bool = False, clamped: bool = False) -> int:
    """nW: a month without that day has none, nor has one that ends on it, a Sunday, if lost.

    If clamped, a month without that day goes by its last one.
    """

    def found(first_weekday: int, length: int) -> int:
        last_sunday = day == length and (first_weekday + day - 1) % 7 == SUNDAY
        gone = (day > length and not clamped) or (lost and last_sunday)
        return 0 if gone else nearest_workday(min(day, length), first_weekday, length)

    return _one_day(found)


@lru_cache(128)
def last_workday_sheet(before: int, back: int = 0) -> int:
    """LW, L-nW, and so many days back from there, to the 1st at most."""
    return _one_day(
        lambda first, length: (
            max(nearest_workday(length - before, first, length) - back, 1) if before < length else 0
        )
    )


@lru_cache(16)
def last_weekday_sheet(weekday: int) -> int:
    """6L: the last such weekday."""
    return _one_day(lambda first, length: length - (first + length - 1 - weekday) % 7)


@lru_cache(64)
def nth_weekday_sheet(weekday: int, nth: int) -> int:
    """6#3: the third such weekday; a fifth that does not exist is none."""
    return _one_day(lambda first, length: 1 + (weekday - first) % 7 + 7 * (nth - 1))


def weekday_sheet(weekdays: int) -> int:
    """Return the days that fall on a set of weekdays (bit 0 = Monday).

    >>> day_masks(weekday_sheet(0b1000000))[shape_of(5, 30)]  # Sundays: 2, 9, 16, 23, 30
    1082196484
    """
    sheet = 0
    for weekday in range(7):
        if weekdays >> weekday & 1:
            sheet |= _WEEKDAYS[weekday]
    return sheet


def month_day_sheet(days: int) -> int:
    """Return a set of days of the month (bit d = day d), cut to each length."""
    return days * _EACH & _WHOLE


def _sheet(masks: Iterable[int]) -> int:
    """Lay 28 masks side by side."""
    sheet = 0
    for place, mask in enumerate(masks):
        sheet |= mask << place * LANE
    return sheet


@lru_cache(1024)
def day_masks(sheet: int) -> tuple[int, ...]:
    """Return the 28 masks of a sheet, one a shape, for a search to look up.

    Expressions with the same days share one tuple.
    """
    # Four times as fast as shifting: the bytes of a sheet are the masks.
    return _MASKS.unpack(sheet.to_bytes(_MASKS.size, "little"))


_MASKS = Struct(f"<{len(SHAPES)}I")


@lru_cache(1024)
def sheet_octets(sheet: int) -> bytes:
    """Return the 28 masks as this machine lays out numbers of 32 bits, one after the other.

    Expressions with the same days share them.
    """
    return pack(f"={len(SHAPES)}I", *day_masks(sheet))


_EACH = _sheet([1] * len(SHAPES))
_WHOLE = _sheet((2 << length) - 2 for _, length in SHAPES)
_LOW_BITS = _sheet([(1 << LANE - 1) - 1] * len(SHAPES))
_TOP_BITS = _sheet([1 << LANE - 1] * len(SHAPES))


def _weekday_masks(weekday: int) -> Iterator[int]:
    """Yield for each shape the days on which one weekday falls, a week apart."""
    for first_weekday, length in SHAPES:
        first = 1 + (weekday - first_weekday) % 7
        yield sum(1 << day for day in range(first, length + 1, 7))


_WEEKDAYS = tuple(_sheet(_weekday_masks(weekday)) for weekday in range(7))


def day_of_month_sheet(nodes: Iterable[Node]) -> int:
    """Return the days that the nodes of a day of month field name."""
    return month_day_sheet(value_mask(nodes, 1, 31)) | _specials(nodes)


def day_of_week_sheet(nodes: Iterable[Node]) -> int:
    """Return the days that the nodes of a day of week field name."""
    return weekday_sheet(value_mask(nodes, 0, 7)) | _specials(nodes)


def _specials(nodes: Iterable[Node]) -> int:
    sheet = 0
    for node in nodes:
        rule = _SPECIAL_SHEETS.get(type(node))
        if rule is not None:
            sheet |= rule(node)
    return sheet


_SPECIAL_SHEETS: dict[type[Node], Callable[..., int]] = {
    LastDay: lambda node: last_day_sheet(node.before),
    LastWorkday: lambda node: last_workday_sheet(node.before, node.back),
    NearestWorkday: lambda node: nearest_workday_sheet(node.day, node.lost, node.clamped),
    LastWeekday: lambda node: last_weekday_sheet(node.weekday),
    NthWeekday: lambda node: nth_weekday_sheet(node.weekday, node.nth),
}
