"""The layout that every skin draws: blocks of rows of cells."""

from __future__ import annotations

from itertools import pairwise

from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

#: How dark a cell can be; 0 is one without a run.
LEVELS = 4


class PictureCell(Record):
    """A cell of a picture: an hour or a day, and how many runs it has.

    `spans` are the times that it stands for, each from start (inclusive) to end (exclusive);
    mostly that is one. `column` counts from 0; two cells of a row have the same one where an
    hour comes twice. `level` is how dark it is drawn, from 0 (no run) to 4 (as many as the
    fullest cell beside it). `mark` is what is written into it.
    """

    column: int
    weight: int
    level: int
    title: str
    mark: str
    spans: tuple[tuple[datetime, datetime], ...]


class Row(Record):
    """A row of cells with its label."""

    label: str
    cells: tuple[PictureCell, ...]

    @property
    def total(self) -> int:
        """How many runs its cells have together."""
        return sum(cell.weight for cell in self.cells)


class Block(Record):
    """Rows with the heads of their columns ("" for a column without one).

    `shape` is what a cell is: an hour of a row of 24, a day of a row of 7, or a day of a
    column of 7.
    """

    shape: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def legend(self) -> list[tuple[int, int, int]]:
        """Each level that it has, with the lowest and the highest weight there."""
        weights: dict[int, list[int]] = {}
        for row in self.rows:
            for cell in row.cells:
                weights.setdefault(cell.level, []).append(cell.weight)
        return [(level, min(found), max(found)) for level, found in sorted(weights.items())]


HOURS, DAYS, WEEKS = "hours", "days", "weeks"


def level_of(weight: int, most: int) -> int:
    """Return how dark a weight is drawn beside the greatest one.

    >>> [level_of(weight, 60) for weight in (0, 1, 15, 16, 60)]
    [0, 1, 1, 2, 4]
    """
    return -(-LEVELS * weight // most) if weight else 0


def with_room(
    heads: Sequence[str], end: int, fits: Callable[[str, int], bool]
) -> list[tuple[int, int]]:
    """Return the columns of heads to write, each with the one where the next begins or all end.

    Where one does not fit into the columns that it has, every second head is left out; where that
    is not enough, two of three are.

    >>> with_room(["Jan.", "", "", "Feb.", "", "", "March", ""], 12, lambda head, n: len(head) < n)
    [(0, 6), (6, 12)]
    """
    starts = [column for column, head in enumerate(heads) if head]
    found: list[tuple[int, int]] = []
    for step in (1, 2, 3):
        found = list(pairwise([*starts[::step], end]))
        if all(fits(heads[column], after - column) for column, after in found):
            break
    return found


def legend_words(block: Block) -> Iterable[tuple[int, str]]:
    """Return each level of a block with the numbers of runs that it stands for."""
    return [
        (level, str(low) if low == high else f"{low}–{high}") for level, low, high in block.legend
    ]
