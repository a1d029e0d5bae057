"""The numbers that a text leaves open: `H`, drawn from an id, and `R`, drawn at random.

Either stands for a whole field and becomes a number, or a step with an offset,
as if somebody had written that. The draw of `H` is CRC-32 of the id, shifted by
the number of the field, so that the same id gives the same times as in croniter.
"""

from __future__ import annotations

import random
import re
import zlib

from quartzcron.compat import refusals
from quartzcron.compat.refusals import CroniterBadCronError
from quartzcron.records import Record

_DRAW = re.compile(r"([hr])(?:\((\d+)-(\d+)\))?(?:/(\d+))?", re.ASCII)


def drawn(
    column: str,
    field: int,
    bounds: tuple[int, int],
    hash_id: bytes | str | None,
    *,
    steps_from_start: bool,
) -> str:
    """Return a field of a text with its draw made, or as it is.

    >>> drawn("h(0-29)/10", 0, (0, 59), b"hello", steps_from_start=False)
    '0-29/10'
    >>> drawn("h", 1, (0, 23), b"hello", steps_from_start=False)
    '11'

    `column` is in small letters, `field` croniter's number of it, `bounds` its lowest and
    highest number. Where steps are counted from a start, they take no offset of their own.
    """
    read = _DRAW.fullmatch(column)
    if read is None:
        return column
    kind, first, last, step = read.groups()
    if kind == "h" and hash_id is None:
        raise CroniterBadCronError(refusals.HASH_WANTED)
    low, high = bounds
    if first is not None:
        low, high = _written(column, field, (int(first), int(last)), bounds)
    draw = _Draw(field, hash_id if kind == "h" else None)
    if step is None:
        return str(draw.between(low, high))
    if int(step) == 0:
        raise CroniterBadCronError(refusals.HASH_STEP.format(column=column))
    if steps_from_start:
        return f"{low}-{high}/{int(step)}"
    # The offset lies in the first period; a step that is wider draws from the whole range.
    offset = draw.between(low, min(low + int(step) - 1, high))
    # 59-59/15 would be read as an equal range, which is the whole field.
    return str(offset) if offset == high else f"{offset}-{high}/{int(step)}"


def is_random(column: str) -> bool:
    """Tell whether a field of a text is drawn anew each time that it is read."""
    return column[:1] == "r" and _DRAW.fullmatch(column) is not None


def _written(
    column: str, field: int, written: tuple[int, int], bounds: tuple[int, int]
) -> tuple[int, int]:
    """Return the bounds that a text gives its draw, or refuse them."""
    first, last = written
    if first >= last:
        raise CroniterBadCronError(refusals.HASH_BOUNDS)
    low, high = bounds
    # 7 is Sunday in day of week, which is field 4.
    if first < low or (last > high and (field, last) != (4, 7)):
        raise CroniterBadCronError(refusals.OUT_OF_RANGE.format(text=column))
    return written


class _Draw(Record):
    """Where the numbers of one field come from: an id, or chance."""

    field: int
    hash_id: bytes | str | None

    def between(self, low: int, high: int) -> int:
        """Return a number from low to high, both included."""
        return low + (self._number() >> self.field) % (high - low + 1)

    def _number(self) -> int:
        """Return a number of 32 bits."""
        if self.hash_id is None:
            return random.randint(0, 0xFFFFFFFF)  # noqa: S311
        # (A str is a TypeError here, as in croniter, whose constructor encodes one.)
        return zlib.crc32(self.hash_id)  # type: ignore[arg-type]
