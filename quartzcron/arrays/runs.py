"""The fire times of a span as runs: what is known of an array before it is made.

Where nothing changes the clock, a span is one run of cells of the grid of wall
times. In a zone it is one for each stretch of constant offset, as the plan of
the zone cuts them; only at the end of a gap that is made up may more than one
wall time lead to an instant, and there the few fire times are written out.
"""

from __future__ import annotations

from datetime import datetime, timezone
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from quartzcron.answers.analysis import assembled
from quartzcron.answers.fire_sets import FireSet
from quartzcron.arrays.days import DAY, DAYS, bits
from quartzcron.arrays.grid import Grid, spread
from quartzcron.clock.instants import Pin, Stretch, plan_of
from quartzcron.clock.zones import BLOCK, END_INSTANT, FIRST_INSTANT, MARGIN, offset_seconds
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.answers.analysis import Table
    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.moments import Firing
    from quartzcron.clock.instants import Plan


class Span(NamedTuple):
    """What to look for: from first (inclusive) to end (exclusive), in whole seconds.

    Both are wall times if `zone` is None, otherwise instants.
    """

    schedule: Firing
    zone: tzinfo | None
    first: int
    end: int


class Run(NamedTuple):
    """Cells of a grid, from number low to number high (exclusive), at one offset."""

    grid: Grid
    low: int
    high: int
    offset: int

    @property
    def size(self) -> int:
        """How many fire times it has."""
        return self.high - self.low

    def write(self, at: int, out: Integers) -> None:
        """Fill an array with its fire times from number `at` on."""
        self.grid.write(self.low + at, self.offset, out)


class Listed(NamedTuple):
    """A few fire times, written out."""

    values: Integers

    @property
    def size(self) -> int:
        """How many fire times it has."""
        return len(self.values)

    def write(self, at: int, out: Integers) -> None:
        """Fill an array with its fire times from number `at` on."""
        out[:] = self.values[at : at + len(out)]


class Tabled(NamedTuple):
    """Fire times of some days for which no one matcher speaks, written out when asked for."""

    table: Table

    @property
    def size(self) -> int:
        """How many fire times it has."""
        return len(self.table)

    def write(self, at: int, out: Integers) -> None:
        """Fill an array with its fire times from number `at` on."""
        origin = self.table.start * DAY
        found = np.empty(self.size, np.int64)
        done = 0
        for times, days in self.table.parts():
            row = found[done : done + times.count * days.count]
            spread(_members(days.bits) * DAY + origin, _members(times.bits), row)
            done += len(row)
        found.sort()
        out[:] = found[at : at + len(out)]


def _members(mask: int) -> Integers:
    return bits(mask, mask.bit_length()).nonzero()[0]


def runs_of(span: Span) -> Iterator[Run | Listed | Tabled]:
    """Yield the runs of a span in order."""
    schedule = span.schedule
    if isinstance(schedule, FireSet) or schedule._breadth > 1:
        yield from _tabled(schedule, span)
        return
    matcher, zone = schedule._matcher, span.zone
    if zone is None or type(zone) is timezone:
        offset = 0 if zone is None else offset_seconds(datetime(1970, 1, 1, tzinfo=zone))
        low, high = _within(span, 0 - offset, DAYS * DAY - offset)
        yield _run(Grid(matcher, low + offset, high + offset), low, high, offset)
        return
    low, high = _within(span, FIRST_INSTANT, END_INSTANT)
    grid = Grid(matcher, low - MARGIN, high + MARGIN)
    plan = plan_of(zone, matcher, schedule.dst_policy)
    for part in _parts(plan, low, high):
        yield _part_run(part, grid)


def _tabled(schedule: FireTimes, span: Span) -> Iterator[Tabled]:
    """Yield the fire times of a span block by block, so that each fits into memory."""
    first, end = _within(span, FIRST_INSTANT, END_INSTANT)
    for block in range(first // BLOCK, -(-end // BLOCK)):
        table = assembled(schedule, span.zone, range(block, block + 1)).cut(first, end)
        if len(table):
            yield Tabled(table)


def _within(span: Span, first: int, end: int) -> tuple[int, int]:
    """Return the part of a span that lies between two moments; it may be empty."""
    low = min(max(span.first, first), end)
    return low, min(max(span.end, low), end)


def _run(grid: Grid, low: int, high: int, offset: int) -> Run:
    """Return the run of the instants from low to high (exclusive)."""
    return Run(grid, grid.rank(low + offset), grid.rank(high + offset), offset)


# --- the pieces of a zone --------------------------------------------------


class Part(NamedTuple):
    """Instants from low to high (exclusive), and the pieces of a plan that cover them all.

    `offset` is that of a stretch which covers them alone, otherwise None.
    """

    low: int
    high: int
    offset: int | None
    pieces: tuple[Stretch | Pin, ...]


def _parts(plan: Plan, first: int, end: int) -> Iterator[Part]:
    """Yield the parts of a span of instants in order; between them nothing fires."""
    last: Part | None = None
    for block in range(first // BLOCK, -(-end // BLOCK)):
        for low, high, offset, pieces in _cut(plan.pieces(block)):
            low, high = max(low, first), min(high, end)
            if low >= high:
                continue
            if last is not None:
                if last.high == low and last.offset == offset is not None:
                    # The same stretch, which was only cut by the end of a block.
                    low = last.low
                else:
                    yield last
            last = Part(low, high, offset, pieces)
    if last is not None:
        yield last


@listed
@lru_cache(1024)
def _cut(pieces: tuple[Stretch | Pin, ...]) -> tuple[Part, ...]:
    """Return the parts into which the pieces of a block cut each other, in order."""
    parts = []
    edges = sorted({edge for piece in pieces for edge in (piece.start, _end(piece))})
    for low, high in pairwise(edges):
        here = tuple(each for each in pieces if each.start <= low and high <= _end(each))
        if here:
            only = here[0] if len(here) == 1 else None
            offset = only.offset if isinstance(only, Stretch) else None
            parts.append(Part(low, high, offset, here))
    return tuple(parts)


def _end(piece: Stretch | Pin) -> int:
    return piece.start + 1 if isinstance(piece, Pin) else piece.end


def _part_run(part: Part, grid: Grid) -> Run | Listed:
    """Return the fire times of a part. An instant fires once, whatever leads to it."""
    if part.offset is not None:
        return _run(grid, part.low, part.high, part.offset)
    fires = [_fires(piece, grid, part.low, part.high) for piece in part.pieces]
    return Listed(np.unique(np.concatenate(fires)))


def _fires(piece: Stretch | Pin, grid: Grid, low: int, high: int) -> Integers:
    """Return the fire times of one piece from low to high, one second in the case of a pin."""
    if isinstance(piece, Pin):
        return np.arange(low, low + (grid.rank(piece.low) < grid.rank(piece.high)))
    run = _run(grid, low, high, piece.offset)
    fires = np.empty(run.size, np.int64)
    run.write(0, fires)
    return fires
