"""Matchers that fire on some days of the horizon only.

Each month of the horizon is a shape of its own there: the search, which looks the days of a month
up by its shape, knows nothing of it.
"""

from __future__ import annotations

from array import array
from functools import lru_cache

from quartzcron.calendar.dates import Dates, days_of_masks, rolled, years_of
from quartzcron.calendar.matcher import ALL_YEARS, Matcher
from quartzcron.calendar.months import LANE, SHAPES, YEAR_SHAPES, day_masks
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The numbers of the months (1-12) of each year of the horizon: there each has a shape of its own.
_MONTH_PLACES = tuple(
    (0, *range(place, place + 12)) for place in range(0, (LAST_YEAR - FIRST_YEAR + 1) * 12, 12)
)

#: The sheet of every day.
_EVERY_DAY = sum((1 << length + 1) - 2 << place * LANE for place, (_, length) in enumerate(SHAPES))
_EVERY_MONTH = (1 << 13) - 2


class Dated(Matcher):
    """The masks of a schedule that runs on some days of the horizon only."""

    only: Dates  # type: ignore[misc]

    def __init__(self, *values: object) -> None:
        for setter, value in zip(Dated._setters, values, strict=True):
            setter(self, value)

    @property
    def dates(self) -> Dates:
        return self.only

    @property
    def shapes(self) -> Sequence[Sequence[int]]:
        return _MONTH_PLACES

    @property
    def day_masks(self) -> Sequence[int]:
        return _dated_masks(self.days, self.only)


# What is kept here and below holds sets of days, of 22 kB each.
@listed
@lru_cache(64)
def _dated_masks(sheet: int, dates: Dates) -> array[int]:
    """Return the days of a sheet that are in a set, a mask for each month of the horizon."""
    masks = day_masks(sheet)
    shapes = (shape for year in YEAR_SHAPES for shape in year[1:])
    return array("I", (masks[shape] & own for shape, own in zip(shapes, dates.months, strict=True)))


@listed
@lru_cache(128)
def dated(matcher: Matcher, dates: Dates) -> Dated:
    """Return the masks of a matcher on some days only."""
    years, months, sheet, *times = matcher.masks()
    years = years_of(days_of_masks(sheet, months, years) & dates.bits)
    return Dated(*reversed(times), sheet, months, years, matcher.traits, dates)


@listed
@lru_cache(1024)
def daily(matcher: Matcher) -> Matcher:
    """Return the times of day of a matcher, on every day."""
    times = matcher.seconds, matcher.minutes, matcher.hours
    return Matcher(*times, _EVERY_DAY, _EVERY_MONTH, ALL_YEARS, matcher.traits)


def days_of(matcher: Matcher) -> int:
    """Return the days of the horizon on which a matcher fires."""
    days = days_of_masks(matcher.days, matcher.months, matcher.years)
    return days if matcher.dates is None else days & matcher.dates.bits


@listed
@lru_cache(128)
def rolled_dates(matcher: Matcher, dates: Dates, how: str) -> Dates:
    """Return the days of a matcher, those that are not in a set moved to one that is."""
    return Dates(rolled(days_of(matcher), dates.bits, how))
