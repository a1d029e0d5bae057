"""The shapes of months, and the day rules as masks over them.

A month is a shape: the weekday of its first day and its length, 28 in all.
Every day rule, with `L`, `W` and `#` and with the way in which the two day
fields meet, depends on the shape alone. So the days of an expression are 28
masks of 31 bits (bit d = day d), and nothing after this room knows what `L`,
`W` or `#` are.
"""

from __future__ import annotations

from functools import lru_cache
from operator import and_, or_

from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.nodes import (
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
from quartzcron.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quartzcron.nodes import Node

    DayMasks = tuple[int, ...]

SATURDAY, SUNDAY = 5, 6

#: (weekday of the 1st, Monday is 0; length) of each shape, by its index.
_LENGTH_RANGE = range(28, 32)
SHAPES = tuple((first, length) for first in range(7) for length in _LENGTH_RANGE)

#: Bits 1 to length, for each shape.
WHOLE_MONTHS: DayMasks = tuple((2 << length) - 2 for _, length in SHAPES)
NO_DAYS: DayMasks = (0,) * len(SHAPES)

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


def fire_years(days: DayMasks, months: int, years: int) -> int:
    """Return the mask of the years that have at least one day, out of some years.

    A finite check, hence exact: only 14 kinds of year exist.
    """
    if 0 not in days:
        return years  # every month fires, and at least one is named
    wanted = [month for month in range(1, 13) if months >> month & 1]
    found = 0
    for shapes, kind_years in YEAR_KINDS:
        if any(days[shapes[month]] for month in wanted):
            found |= kind_years
    return found & years


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


def _per_shape(day: Callable[[int, int], int]) -> DayMasks:
    """Return the masks of a rule that names one day of each shape, below 1 for none."""
    masks = []
    for first_weekday, length in SHAPES:
        found = day(first_weekday, length)
        masks.append(1 << found if 1 <= found <= length else 0)
    return tuple(masks)


@lru_cache(64)
def last_day_masks(before: int) -> DayMasks:
    """L, L-n: the last day, or so many before it."""
    return _per_shape(lambda _first, length: length - before)


@lru_cache(64)
def nearest_workday_masks(day: int) -> DayMasks:
    """nW: a month without that day has none."""
    return _per_shape(
        lambda first, length: nearest_workday(day, first, length) if day <= length else 0
    )


@lru_cache(64)
def last_workday_masks(before: int) -> DayMasks:
    """LW, L-nW."""
    return _per_shape(
        lambda first, length: (
            nearest_workday(length - before, first, length) if before < length else 0
        )
    )


@lru_cache(16)
def last_weekday_masks(weekday: int) -> DayMasks:
    """6L: the last such weekday."""
    return _per_shape(lambda first, length: length - (first + length - 1 - weekday) % 7)


@lru_cache(64)
def nth_weekday_masks(weekday: int, nth: int) -> DayMasks:
    """6#3: the third such weekday; a fifth that does not exist is none."""
    return _per_shape(lambda first, length: 1 + (weekday - first) % 7 + 7 * (nth - 1))


_SIX_WEEKS = sum(1 << 7 * week for week in range(6))


@lru_cache(128)
def weekday_masks(weekdays: int) -> DayMasks:
    """Return the days that fall on a set of weekdays (bit 0 = Monday).

    >>> weekday_masks(0b1000000)[shape_of(5, 30)] == 1 << 2 | 1 << 9 | 1 << 16 | 1 << 23 | 1 << 30
    True
    """
    # The week laid out often enough; the shape says at which weekday to begin.
    weeks = weekdays * _SIX_WEEKS
    turned = [weeks >> first_weekday << 1 for first_weekday in range(7)]
    return tuple(map(and_, [weeks for weeks in turned for _ in _LENGTH_RANGE], WHOLE_MONTHS))


@lru_cache(256)
def month_day_masks(days: int) -> DayMasks:
    """Return a set of days of the month (bit d = day d), cut to each length."""
    return tuple(days & whole for whole in WHOLE_MONTHS)


def day_of_month_masks(nodes: Iterable[Node]) -> DayMasks:
    """Return the days that the nodes of a day-of-month field name."""
    return _together(month_day_masks(value_mask(nodes, 1, 31)), nodes)


def day_of_week_masks(nodes: Iterable[Node]) -> DayMasks:
    """Return the days that the nodes of a day-of-week field name."""
    return _together(weekday_masks(value_mask(nodes, 0, 7)), nodes)


def _together(masks: DayMasks, nodes: Iterable[Node]) -> DayMasks:
    for node in nodes:
        rule = _SPECIAL_MASKS.get(type(node))
        if rule is not None:
            masks = either(masks, rule(node))
    return masks


_SPECIAL_MASKS: dict[type[Node], Callable[..., DayMasks]] = {
    LastDay: lambda node: last_day_masks(node.before),
    LastWorkday: lambda node: last_workday_masks(node.before),
    NearestWorkday: lambda node: nearest_workday_masks(node.day),
    LastWeekday: lambda node: last_weekday_masks(node.weekday),
    NthWeekday: lambda node: nth_weekday_masks(node.weekday, node.nth),
}


def either(these: DayMasks, those: DayMasks) -> DayMasks:
    """Return the days of one or the other, shape by shape."""
    return tuple(map(or_, these, those))


def both(these: DayMasks, those: DayMasks) -> DayMasks:
    """Return the days of one and the other, shape by shape."""
    return tuple(map(and_, these, those))
