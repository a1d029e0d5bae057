"""The days that a schedule needs, apart from how its masks put it.

Two matchers may mean the same and differ in their masks: `0 0 0 31 * ?` names
months that have no such day. Here a matcher is reduced to the days on which it
fires, and these become what a text must say: which days each shape of month
must have if only some months and years are named. Where two months of one
shape want different days there is no such text, and months or years must be
named to tell them apart. Nothing here knows text.
"""

from __future__ import annotations

from quartzcron.calendar.matcher import ALL_YEARS
from quartzcron.calendar.months import LANE, SHAPES, YEAR_KINDS, day_masks
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.calendar.matcher import Matcher

ALL_MONTHS = (1 << 13) - 2


class RequiredDays:
    """The days on which a matcher fires, and what they ask of text.

    `months` and `years` are the masks of those with a fire time.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._named = matcher.months
        self._days = day_masks(matcher.days)
        self.years = matcher.years
        self.months = 0
        for shapes, _ in self._kinds(self.years):
            for month in bits(self._named & ~self.months):
                self.months |= bool(self._days[shapes[month]]) << month

    def _kinds(self, years: int) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield the kinds of year that some years are of: shapes by month, and which years."""
        for shapes, kind_years in YEAR_KINDS:
            if kind_years & years:
                yield shapes, kind_years & years

    def days(self, shape: int, month: int) -> int:
        """Return the mask of days of a month of a shape, in a year that fires."""
        return self._days[shape] if self._named >> month & 1 else 0

    def by_shape(self, months: int, years: int) -> dict[int, int] | None:
        """Return the days each shape must have where just these months and years are named.

        None where two of them have one shape and want different days.
        """
        required: dict[int, int] = {}
        listed = tuple(bits(months))
        for shapes, named in self._kinds(years):
            fires, rests = named & self.years, named & ~self.years
            for month in listed:
                shape = shapes[month]
                days = self.days(shape, month) if fires else 0
                # Years of one kind with fire times and without: both, unless neither has days.
                if required.setdefault(shape, days) != days or (days and rests):
                    return None
        return required

    def own(self) -> dict[int, int]:
        """Return the days each shape must have in the months and years that fire."""
        required = self.by_shape(self.months, self.years)
        assert required is not None  # all of them come from one sheet
        return required

    @property
    def needs_years(self) -> bool:
        """Whether the years must be named: shapes alone do not tell when it fires."""
        return self.by_shape(self.months, ALL_YEARS) is None

    def idle_months(self, years: int) -> int:
        """Return the months without fire times that may be named: their shapes want no days."""
        required = self.by_shape(self.months, years) or {}
        idle = ALL_MONTHS & ~self.months
        for shapes, _ in self._kinds(years):
            for month in bits(idle):
                if required.get(shapes[month]):
                    idle ^= 1 << month
        return idle

    def idle_years(self) -> int:
        """Return the years without fire times that may be named: their months want no days."""
        required = self.own()
        idle = 0
        for shapes, kind_years in YEAR_KINDS:
            if not any(required.get(shapes[month]) for month in bits(self.months)):
                idle |= kind_years
        return idle & ~self.years


def bits(mask: int) -> Iterator[int]:
    """Yield the values of a mask, ascending.

    >>> list(bits(0b1010))
    [1, 3]
    """
    return (value for value in range(mask.bit_length()) if mask >> value & 1)


def sheets(required: dict[int, int]) -> tuple[int, int]:
    """Return required days, by shape, as two sheets: the days wanted, and all days that count."""
    wanted = care = 0
    for shape, days in required.items():
        _, length = SHAPES[shape]
        wanted |= days << shape * LANE
        care |= (2 << length) - 2 << shape * LANE
    return wanted, care
