"""From a wall time to the nearest one that matches: integers in, integers out.

No text, no zone, no datetime. Time of day is three look-ups in tables that say,
for each second, minute and hour, the nearest one that matches; the day is a
lowest or highest bit of the mask of the month's shape; the year is one of the
mask of years that fire at all, so that even 29 February on a Monday, forty
years away, is one step.

Both directions are the same walk. A `Sweep` is a matcher made ready for one of
them: its tables lead forwards or backwards, and "first" means the first one
met on the way.
"""

from __future__ import annotations

from functools import lru_cache
from operator import and_

from quartzcron.calendar.matcher import Matcher
from quartzcron.calendar.months import LANE, YEAR_SHAPES, fire_years
from quartzcron.fields import FIRST_YEAR
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    WallTime = tuple[int, int, int, int, int, int]

#: In a table: no value on this side. Tables are bytes: a look-up takes 20 ns, as
#: against 85 for the lowest bit of a mask, and a table of 61 weighs 94 bytes
#: (`python -m benchmarks --only next`).
NONE = 255

#: The days from day d on, and up to day d; day 0 is the one before the 1st.
_DAYS_FROM = tuple(-1 << day for day in range(33))
_DAYS_TO = tuple((2 << day) - 1 for day in range(33))


@lru_cache(4096)
def nearest_table(mask: int, size: int, forward: bool) -> bytes:
    """Return for each value from 0 to size the nearest set bit at or after it, or NONE.

    >>> list(nearest_table(0b100100, 6, forward=True))
    [2, 2, 2, 5, 5, 5, 255]
    >>> list(nearest_table(0b100100, 6, forward=False))
    [255, 255, 2, 2, 2, 5, 255]

    Backwards it is the nearest at or before. There the last item serves index
    -1 too, which is how Python counts and where a walk backwards runs out.
    """
    # From value to value through the digits of the mask: few are set in most.
    digits = bin(mask)[:1:-1]
    table = b""
    before, value = NONE, digits.find("1")
    while value >= 0:
        if forward:
            table += bytes((value,)) * (value + 1 - len(table))
        else:
            table += bytes((before,)) * (value - len(table))
            before = value
        value = digits.find("1", value + 1)
    if not forward:
        table += bytes((before,)) * (size - len(table))
    return table + bytes((NONE,)) * (size + 1 - len(table))


class Sweep:
    """A matcher made ready for a walk in one direction.

    `step` is 1 or -1; `second` to `month` are the first values met on the way,
    `seconds` to `months` the tables that lead to the next one.
    """

    __slots__ = (
        "days",
        "hour",
        "hours",
        "minute",
        "minutes",
        "month",
        "months",
        "reach",
        "second",
        "seconds",
        "shapes",
        "step",
        "years",
    )

    def __init__(self, matcher: Matcher, forward: bool) -> None:
        self.step = 1 if forward else -1
        self.reach = _DAYS_FROM if forward else _DAYS_TO
        self.days = matcher.day_masks
        self.shapes = matcher.shapes
        self.years = matcher.years
        self.seconds = nearest_table(matcher.seconds, 60, forward)
        self.minutes = nearest_table(matcher.minutes, 60, forward)
        self.hours = nearest_table(matcher.hours, 24, forward)
        self.months = nearest_table(matcher.months, 13, forward)
        self.second = self.seconds[0 if forward else 59]
        self.minute = self.minutes[0 if forward else 59]
        self.hour = self.hours[0 if forward else 23]
        self.month = self.months[1 if forward else 12]


def find(
    sweep: Sweep, year: int, month: int, day: int, hour: int, minute: int, second: int
) -> WallTime | None:
    """Return the nearest matching wall time, this one included, or None.

    `second` may be one beyond its bounds (60, or -1 backwards): there is none
    left in that minute. The year may be any; outside the horizon nothing
    matches. Cost: a few look-ups, at most two years' months.
    """
    step = sweep.step
    if sweep.years >> year & 1:
        shapes = sweep.shapes[year - FIRST_YEAR]
        if sweep.months[month] == month:
            mask = sweep.days[shapes[month]] & sweep.reach[day]
            if mask >> day & 1:
                # The day matches: look for a time that is left in it.
                found = sweep.hours[hour]
                if found == hour:
                    found = sweep.minutes[minute]
                    if found == minute:
                        found = sweep.seconds[second]
                        if found != NONE:
                            return year, month, day, hour, minute, found
                        found = sweep.minutes[minute + step]
                    if found != NONE:
                        return year, month, day, hour, found, sweep.second
                    found = sweep.hours[hour + step]
                if found != NONE:
                    return year, month, day, found, sweep.minute, sweep.second
                mask ^= 1 << day
            if mask:
                day = (mask & -mask if step > 0 else mask).bit_length() - 1
                return year, month, day, sweep.hour, sweep.minute, sweep.second
        month = sweep.months[month + step]
    else:
        month = NONE
    return _find_month(sweep, year, month)


def _find_month(sweep: Sweep, year: int, month: int) -> WallTime | None:
    """Return the first wall time of the first month with a day, from a month (or NONE) on."""
    step = sweep.step
    while True:
        while month != NONE:
            mask = sweep.days[sweep.shapes[year - FIRST_YEAR][month]]
            if mask:
                day = (mask & -mask if step > 0 else mask).bit_length() - 1
                return year, month, day, sweep.hour, sweep.minute, sweep.second
            month = sweep.months[month + step]
        years = sweep.years & (-2 << year if step > 0 else (1 << year) - 1)
        if not years:
            return None
        year = (years & -years if step > 0 else years).bit_length() - 1
        month = sweep.month


def matches(
    matcher: Matcher, year: int, month: int, day: int, hour: int, minute: int, second: int
) -> bool:
    """Tell whether a wall time matches; cheap checks that fail most often come first."""
    return bool(
        matcher.minutes >> minute & 1
        and matcher.hours >> hour & 1
        and matcher.seconds >> second & 1
        and matcher.years >> year & 1
        and matcher.months >> month & 1
        and matcher.days >> YEAR_SHAPES[year - FIRST_YEAR][month] * LANE + day & 1
        and (matcher.dates is None or matcher.dates.has(year, month, day))
    )


# --- two matchers -----------------------------------------------------------


def first_apart(one: Matcher, other: Matcher, start: WallTime) -> WallTime | None:
    """Return the first wall time from a start on that only one of two matchers has, or None.

    >>> from quartzcron import CronExpression
    >>> fourth, last = CronExpression("0 0 0 ? * FRI#4"), CronExpression("0 0 0 ? * FRIL")
    >>> first_apart(fourth._matcher, last._matcher, (2026, 1, 1, 0, 0, 0))
    (2026, 1, 23, 0, 0, 0)

    `start` is as for `find`. Cost: a few searches, however far away it is.
    """
    parts = [*_without(one, other), *_without(other, one)]
    found = (find(Sweep(part, forward=True), *start) for part in parts)
    return min((each for each in found if each is not None), default=None)


def _without(one: Matcher, other: Matcher) -> Iterator[Matcher]:
    """Yield matchers that together have what one matcher has and another one lacks.

    A matcher is a product of its masks. What is lacking is lacking in the years; or the
    years are there, and it is lacking in the months; and so on.
    """
    masks, others = one.masks(), other.masks()
    for place, (mask, its) in enumerate(zip(masks, others, strict=True)):
        if mask & ~its:
            both = map(and_, masks[:place], others[:place])
            parts = [*both, mask & ~its, *masks[place + 1 :]]
            years, months, days, hours, minutes, seconds = parts
            if months and hours and minutes and seconds:
                years = fire_years(days, months, years)
                yield Matcher(seconds, minutes, hours, days, months, years)
