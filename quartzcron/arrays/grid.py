"""The wall times of a matcher as a grid: days down, times of day across.

Every matching day has the same times, so a fire time is a cell of the grid, and
counted row by row the cells are in order. A span of wall time is then a range
of numbers, its count a difference, and its array the sum of a column and a row
that NumPy spreads out over each other.
"""

from __future__ import annotations

import numpy as np

from quartzcron.arrays.days import DAY, matching_days, times_of_day
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.arrays.days import Integers
    from quartzcron.calendar.matcher import Matcher


class Grid:
    """All wall times of a matcher in a span of days: midnights, and seconds since midnight."""

    __slots__ = ("midnights", "times")

    def __init__(self, matcher: Matcher, low: int, high: int) -> None:
        """Lay out whole days, from that of low to that of high, both in wall seconds."""
        self.midnights = matching_days(matcher, low // DAY, high // DAY + 1) * DAY
        self.times = times_of_day(matcher)

    def rank(self, wall: int) -> int:
        """Return how many of the wall times lie before one, a number of whole seconds."""
        row = int(self.midnights.searchsorted(wall, "right")) - 1
        if row < 0:
            return 0
        column = int(self.times.searchsorted(wall - self.midnights[row]))
        return row * len(self.times) + column

    def ranks(self, walls: Integers) -> Integers:
        """Return the same for many wall times."""
        rows = self.midnights.searchsorted(walls, "right") - 1
        if not len(self.midnights):
            return np.zeros(len(walls), np.int64)
        columns = self.times.searchsorted(walls - self.midnights.take(rows, mode="clip"))
        return np.where(rows < 0, 0, rows * len(self.times) + columns)

    def write(self, low: int, offset: int, out: Integers) -> None:
        """Fill an array with the wall times from number low on, less an offset."""
        width = len(self.times)
        row, column = divmod(low, width)
        head = min(-column % width, len(out))
        if head:
            # What is left of a day, or a part of it.
            np.add(self.times[column : column + head], self.midnights[row] - offset, out[:head])
            row += 1
        rows, tail = divmod(len(out) - head, width)
        whole = len(out) - tail
        spread(self.midnights[row : row + rows] - offset, self.times, out[head:whole])
        if tail:
            np.add(self.times[:tail], self.midnights[row + rows] - offset, out[whole:])


def spread(column: Integers, row: Integers, out: Integers) -> None:
    """Write the sum of each of a column and each of a row, row by row.

    >>> spread(np.array([0, 100]), np.array([1, 2, 3]), out := np.zeros(6, np.int64))
    >>> out
    array([  1,   2,   3, 101, 102, 103])
    """
    # NumPy 2 gathers short rows in its buffer of 8,192, at a third of the speed.
    size = np.setbufsize(16)
    try:
        np.add(column[:, None], row, out.reshape(len(column), len(row)))
    finally:
        np.setbufsize(size)
