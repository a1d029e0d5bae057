"""The search of many rows in zones: each in the pieces of its own plan.

It walks as `Plan.nearest` does, all rows abreast: block by block, within a block
piece by piece as long as one begins before the best fire found so far. The
pieces of all plans and blocks that the rows are in lie in one table, so that a
step is the same few array operations whether there are two zones or six hundred.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from quartzcron.arrays.masks import NEVER, next_walls
from quartzcron.clock.instants import Pin
from quartzcron.clock.zones import BLOCK, END_INSTANT, FIRST_INSTANT, MARGIN
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.masks import Masks
    from quartzcron.arrays.members import Plans
    from quartzcron.clock.instants import Stretch


class Pieces(NamedTuple):
    """A table of pieces, block after block, a row beyond all others closing each block.

    From `start` to `end` (exclusive) a wall time that matches fires at that
    time less `offset`, but not after `last`. So a pin is a piece as well: one
    that begins with its first wall time and whose every fire is at its start.
    """

    start: Integers
    end: Integers
    offset: Integers
    last: Integers


#: What closes a block, twice: a row may stand on the first and look at the next.
_CLOSE = ((NEVER, NEVER, 0, NEVER),) * 2


def _row(piece: Stretch | Pin) -> tuple[int, int, int, int]:
    """Return a piece as a row of the table."""
    if isinstance(piece, Pin):
        start = piece.start
        return start, start + piece.high - piece.low, piece.low - start, start
    return piece.start, piece.end, piece.offset, piece.end - 1


def nearest(masks: Masks, instants: Integers, plans: Plans) -> Integers:
    """Return the first instant at or after its own at which each row fires, or `NEVER`."""
    found = np.full(len(instants), NEVER)
    rows = np.arange(len(instants))
    instants = np.maximum(instants, FIRST_INSTANT)
    while True:
        inside = (instants < END_INSTANT).nonzero()[0]
        if len(inside) < len(rows):
            rows, masks, instants = rows[inside], masks.at(inside), instants[inside]
            plans = plans.take(inside)
        if not len(rows):
            return found
        blocks = instants // BLOCK
        fires = _nearest_in(masks, instants, *_pieces_in(plans, blocks))
        found[rows] = fires
        rest = (fires == NEVER).nonzero()[0]
        rows, masks, plans = rows[rest], masks.at(rest), plans.take(rest)
        # Nothing fires before the day that precedes the next wall time that matches.
        walls = next_walls(masks, instants[rest] - MARGIN)
        instants = np.maximum((blocks[rest] + 1) * BLOCK, walls - MARGIN)


def _pieces_in(plans: Plans, blocks: Integers) -> tuple[Pieces, Integers]:
    """Return the pieces of the plans and blocks that rows are in, and where theirs begin."""
    first = int(blocks.min())
    width = int(blocks.max()) - first + 1
    keys = plans.plan_of * width + (blocks - first)
    begins = np.zeros(len(plans.plans) * width, np.int64)
    begins[keys] = 1
    table: list[tuple[int, int, int, int]] = []
    for key in begins.nonzero()[0].tolist():
        begins[key] = len(table)
        plan, block = divmod(key, width)
        table += map(_row, plans.plans[plan].pieces(block + first))
        table += _CLOSE
    return Pieces(*np.array(table).T), begins.take(keys)


def _nearest_in(masks: Masks, instants: Integers, pieces: Pieces, place: Integers) -> Integers:
    """Return the first fire of each row in its block or `NEVER`; `place` is where that begins."""
    while (over := pieces.last.take(place) < instants).any():
        place = place + over
    fires = _fires(masks, instants, pieces, place)
    rows = np.arange(len(fires))
    while True:
        place = place + 1
        earlier = (pieces.start.take(place) < fires[rows]).nonzero()[0]
        if not len(earlier):
            return fires
        rows, place = rows[earlier], place[earlier]
        found = _fires(masks.at(rows), instants[rows], pieces, place)
        fires[rows] = np.minimum(fires[rows], found)


def _fires(masks: Masks, instants: Integers, pieces: Pieces, place: Integers) -> Integers:
    """Return the first fire of each row in one piece, or `NEVER`."""
    offset, last = pieces.offset.take(place), pieces.last.take(place)
    begin = np.maximum(instants, pieces.start.take(place))
    fires = next_walls(masks, begin + offset) - offset
    missed = (fires >= pieces.end.take(place)) | (last < instants)
    return np.where(missed, NEVER, np.minimum(fires, last))
