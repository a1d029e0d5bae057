"""From a matcher to the matchers of clocks that show another time.

Where clocks show nine hours less, 00:30 on Mondays is 15:30 on Sundays. So the
times of a day fall into those that stay on their date and those that move to a
neighbouring one; each part has days of its own, and is a matcher, or several.
One matcher has every second of some in every minute of some in every hour of
some: 9:00 and 9:20 to 17:00 and 17:20 moved by half an hour need two.

The days are moved month by month through the horizon, and read back as what
each shape of month has: the 1st becomes the last day of the month before, of
whatever length. Nothing here knows text, or what makes clocks differ.
"""

from __future__ import annotations

from itertools import product

from quartzcron.calendar.matcher import ALL_YEARS, Matcher
from quartzcron.calendar.months import (
    LANE,
    SHAPES,
    YEAR_SHAPES,
    day_masks,
    fire_years,
    shape_of,
)
from quartzcron.fields import FIRST_YEAR
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    #: The shapes of the months of a year, and the days of each.
    Row = tuple[tuple[int, ...], tuple[int, ...]]
    #: The days of the horizon: each kind of row, and the mask of the years that have it.
    Dates = dict[Row, int]
    #: The days, months and years of a matcher.
    Rule = tuple[int, int, int]

DAY = 86_400
_WHOLE_DAY = (1 << DAY) - 1
_WHOLE_MINUTE = (1 << 60) - 1

#: Two offsets, each of less than a day, differ by less than two.
_MOST_DAYS = 2

_MONTHS = range(12)


def shifted(matcher: Matcher, seconds: int) -> tuple[Matcher, ...]:
    """Return matchers that have, together, the wall times of one so many seconds later.

    >>> from quartzcron.compiling.compiler import compile_text
    >>> from quartzcron.dialects import DEFAULT
    >>> before = compile_text("30 0 * * MON", DEFAULT)
    >>> [moved] = shifted(before, -9 * 3600)
    >>> moved.meaning() == compile_text("30 15 * * SUN", DEFAULT).meaning()
    True

    No wall time is in two of them, and they are one where one can say it. They
    are none where the days moved have no rule of shapes: the day before a 1st
    that only long months have. What lies beyond the horizon is left out; the
    traits of the text are those of the one given.
    """
    if matcher.never_fires or not seconds:
        return (matcher,)
    times: dict[frozenset[tuple[Row, int]], int] = {}
    for days, moved in _moved_times(_times_of(matcher), seconds):
        dates = frozenset(_moved_dates(matcher, days).items())
        times[dates] = times.get(dates, 0) | moved
    found: list[Matcher] = []
    for dates, moved in times.items():
        rules = _rules(dict(dates))
        if rules is None:
            return ()
        for (sheet, months, years), clock in product(rules, _products(moved)):
            found.append(Matcher(*clock, sheet, months, years, matcher.traits))
    return tuple(found)


# --- times of day -----------------------------------------------------------


def _times_of(matcher: Matcher) -> int:
    """Return the times of day of a matcher: bit s for second s of the day."""
    minutes = _spread(matcher.seconds, matcher.minutes, 60)
    return _spread(minutes, matcher.hours, 3600)


def _spread(pattern: int, places: int, apart: int) -> int:
    """Return a pattern of bits laid down at each of some places.

    >>> bin(_spread(0b11, 0b101, 4))
    '0b1100000011'
    """
    return sum(
        pattern << place * apart for place in range(places.bit_length()) if places >> place & 1
    )


def _moved_times(times: int, seconds: int) -> Iterator[tuple[int, int]]:
    """Yield by how many days times of day move to another date, and which times they are there."""
    moved = times << seconds + _MOST_DAYS * DAY
    for days in range(-_MOST_DAYS, _MOST_DAYS + 1):
        there = moved >> (days + _MOST_DAYS) * DAY & _WHOLE_DAY
        if there:
            yield days, there


def _products(times: int) -> list[tuple[int, int, int]]:
    """Return times of day as seconds, minutes and hours that belong together, few of them."""
    by_hour = [
        (seconds, minutes, hours)
        for hours, line in _alike(times, 24, 3600)
        for minutes, seconds in _alike(line, 60, 60)
    ]
    by_minute = [
        (seconds, minutes, hours)
        for minutes, line in _alike(_turned(times), 60, 24 * 60)
        for hours, seconds in _alike(line, 24, 60)
    ]
    return min(by_hour, by_minute, key=len)


def _alike(bits: int, count: int, width: int) -> list[tuple[int, int]]:
    """Return each piece of so many bits that is not empty, behind the mask of its places.

    >>> _alike(0b01_00_11_01, 4, 2)
    [(9, 1), (2, 3)]
    """
    masks: dict[int, int] = {}
    for place in range(count):
        piece = bits >> place * width & (1 << width) - 1
        masks[piece] = masks.get(piece, 0) | 1 << place
    return [(mask, piece) for piece, mask in masks.items() if piece]


def _turned(times: int) -> int:
    """Return times of day by minute first, each with its hours, each with its seconds."""
    return sum(
        (times >> (hour * 60 + minute) * 60 & _WHOLE_MINUTE) << (minute * 24 + hour) * 60
        for hour, minute in product(range(24), range(60))
    )


# --- days -------------------------------------------------------------------


def _moved_dates(matcher: Matcher, days: int) -> Dates:
    """Return the days on which a matcher fires, so many days later."""
    shapes, months = _months_of(matcher)
    lengths = [SHAPES[shape][1] for shape in shapes]
    for _ in range(abs(days)):
        months = _a_day_later(months, lengths) if days > 0 else _a_day_earlier(months, lengths)
    dates: Dates = {}
    for place, year_shapes in enumerate(YEAR_SHAPES):
        # Before the horizon's first month one stands that is only there for its last days.
        row = year_shapes[1:], tuple(months[1 + place * 12 : 13 + place * 12])
        dates[row] = dates.get(row, 0) | 1 << FIRST_YEAR + place
    return dates


def _months_of(matcher: Matcher) -> tuple[list[int], list[int]]:
    """Return the shape and the days of each month of the horizon, and of the ones around it."""
    shapes = [shape for year in YEAR_SHAPES for shape in year[1:]]
    masks = day_masks(matcher.days)
    days = [
        masks[year[month]] if matcher.years >> at & matcher.months >> month & 1 else 0
        for at, year in enumerate(YEAR_SHAPES, FIRST_YEAR)
        for month in range(1, 13)
    ]
    first, _ = SHAPES[shapes[0]]
    last, length = SHAPES[shapes[-1]]
    december, january = shape_of((first - 31) % 7, 31), shape_of((last + length) % 7, 31)
    # A schedule that names no years goes on there.
    endless = matcher.years == fire_years(matcher.days, matcher.months, ALL_YEARS)
    before = masks[december] if endless and matcher.months >> 12 & 1 else 0
    after = masks[january] if endless and matcher.months >> 1 & 1 else 0
    return [december, *shapes, january], [before, *days, after]


def _a_day_later(months: list[int], lengths: list[int]) -> list[int]:
    """Return the days of months a day later: a month's last day becomes the next one's first."""
    carried = [0, *(days >> length & 1 for days, length in zip(months, lengths, strict=True))]
    return [
        days << 1 & (2 << length) - 1 | first << 1
        for days, length, first in zip(months, lengths, carried, strict=False)
    ]


def _a_day_earlier(months: list[int], lengths: list[int]) -> list[int]:
    """Return the days of months a day earlier: a month's first day becomes the last one's last."""
    carried = [*(days >> 1 & 1 for days in months[1:]), 0]
    return [
        (days >> 2 << 1) | last << length
        for days, length, last in zip(months, lengths, carried, strict=True)
    ]


def _rules(dates: Dates) -> list[Rule] | None:
    """Return rules that have these days together, one for the months that can share it."""
    groups: list[tuple[list[int], Rule]] = []
    for month in _MONTHS:
        if not any(row[1][month] for row in dates):
            continue
        for place, (others, _) in enumerate(groups):
            rule = _rule(dates, [*others, month])
            if rule is not None:
                groups[place] = [*others, month], rule
                break
        else:
            rule = _rule(dates, [month])
            if rule is None:
                return None
            groups.append(([month], rule))
    return [rule for _, rule in groups]


def _rule(dates: Dates, months: Iterable[int]) -> Rule | None:
    """Return the rule of some months, in the years in which they have a day; None for none."""
    by_shape: dict[int, int] = {}
    years = 0
    for (shapes, days), of_these in dates.items():
        if not any(days[month] for month in months):
            continue
        years |= of_these
        for month in months:
            if by_shape.setdefault(shapes[month], days[month]) != days[month]:
                return None
    sheet = sum(days << shape * LANE for shape, days in by_shape.items())
    return sheet, sum(2 << month for month in months), years
