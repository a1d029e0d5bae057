"""The wall times of a matcher as a grid: days down, times of day across.

Every matching day has the same times, so a fire time is a cell of the grid, and
counted row by row the cells are in order. A span of wall time is then a range
of numbers, its count a difference, and its array the sum of a column and a row
that NumPy spreads out over each other.
"""

from __future__ import annotations

import numpy as np

from quartzcron.arrays.days import DAY, matching_days, times_of_day
from quartzcron.values import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.arrays.days import Integers
    from quartzcron.matcher import Matcher

WEEK = 7 * DAY

#: How many cells a row should have at least. NumPy adds long rows three times as fast as
#: those of the usual few hundred cells.
_LONG = 8192


class Grid:
    """All wall times of a matcher in a span, in seconds since 1970-01-01 00:00."""

    __slots__ = ("days", "times")

    def __init__(self, matcher: Matcher, low: int, high: int) -> None:
        """Lay out whole days, from that of low to that of high (both may be out of bounds)."""
        self.days = matching_days(matcher, low // DAY, high // DAY + 1) * DAY
        self.times = times_of_day(matcher)

    def rank(self, wall: int) -> int:
        """Return how many of the wall times lie before one, a number of whole seconds."""
        day = wall // DAY * DAY
        row = int(self.days.searchsorted(day))
        before = row * len(self.times)
        if row < len(self.days) and self.days[row] == day:
            before += int(self.times.searchsorted(wall - day))
        return before

    def write(self, low: int, offset: int, out: Integers) -> None:
        """Fill an array with the wall times from number low on, less an offset."""
        width = len(self.times)
        row, column = divmod(low, width)
        head = min(-column % width, len(out))
        if head:
            # What is left of a day, or a part of it.
            np.add(self.times[column : column + head], self.days[row] - offset, out=out[:head])
            row += 1
        rows, tail = divmod(len(out) - head, width)
        whole = len(out) - tail
        spread(self.days[row : row + rows] - offset, self.times, out[head:whole])
        if tail:
            np.add(self.times[:tail], self.days[row + rows] - offset, out=out[whole:])


def spread(days: Integers, times: Integers, out: Integers) -> None:
    """Write the sum of each day and each time, day by day.

    >>> spread(np.array([0, 100]), np.array([1, 2, 3]), out := np.zeros(6, np.int64))
    >>> out
    array([  1,   2,   3, 101, 102, 103])
    """
    rows = _rows_of_weeks(days, len(times))
    if rows:
        # Days that come every week alike: take so many weeks as one long row.
        times = np.add.outer(days[:rows] - days[0], times).ravel()
        whole = len(days) // rows * rows
        done = whole // rows * len(times)
        np.add(days[:whole:rows, None], times, out=out[:done].reshape(-1, len(times)))
        days, times, out = days[whole:], times[: len(times) // rows], out[done:]
    np.add(days[:, None], times, out=out.reshape(len(days), len(times)))


def _rows_of_weeks(days: Integers, width: int) -> int:
    """Return how many days make up a long row of whole weeks; 0 if the weeks are not all alike."""
    if len(days) < 2 or width >= _LONG:
        return 0
    week = int(days.searchsorted(days[0] + WEEK))
    if week == len(days) or (days[week:] - days[:-week] != WEEK).any():
        return 0
    weeks = min(-(-_LONG // (week * width)), len(days) // week)
    return week * weeks
