"""Rows asked by the kernel, on as many threads as asked for.

The compiled kernel goes from row to row without the GIL; for the pure one NumPy
does. Rows know nothing of each other, so that the answers are the same on any
number of threads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from quartzcron.arrays.columns import Columns
from quartzcron.arrays.members import is_utc
from quartzcron.arrays.moments import clipped
from quartzcron.arrays.numbering import numbered
from quartzcron.clock.moments import placed
from quartzcron.clock.zones import instant_of
from quartzcron.kernel import choice
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.encoding import Numbers
    from quartzcron.arrays.moments import After
    from quartzcron.arrays.rows import Rows

    Answer = TypeVar("Answer")

#: What asks the rows of a crowd: the compiled kernel, or NumPy for the pure one.
Engine: type[Columns] = Columns if choice.KERNEL == "pure" else choice.Crowd  # type: ignore[assignment]

#: What is said where moments and schedules do not go together.
_MISMATCHED = "a schedule without a zone takes moments as aware as its bounds"
_MIXED = (
    "after is naive and only some schedules have a zone: "
    "the answers would be UTC instants as well as wall times"
)

#: So few rows are done by one thread: starting another takes as long as some thousand of them.
_FEW = 4096


class Crowd:
    """Rows, ready to be asked. Never changes, and may be shared between threads."""

    __slots__ = ("_engine", "_rows")

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._engine = Engine(rows.leads, rows.zones)

    @property
    def has_zones(self) -> bool:
        """Whether some row has a zone."""
        return any(zone is not None for zone in self._rows.zones)

    # --- next and previous ---

    def next(self, asked: After, workers: int = 1) -> Integers:
        """Return the first second after the moments asked about at which each fires, or NaT."""
        return self._nearest(asked, asked.later, True, workers)

    def previous(self, asked: After, workers: int = 1) -> Integers:
        """Return the last second before them, or NaT."""
        return self._nearest(asked, asked.earlier, False, workers)

    def _nearest(self, asked: After, further: Integers, forward: bool, workers: int) -> Integers:
        rows = self._rows
        self.check(asked)
        engine, zone_of = self._roads(asked)
        seconds = self.seconds(asked, further)
        found = np.empty(rows.size, np.int64)

        def search(start: int, stop: int) -> None:
            engine.search(
                rows.lead_of, zone_of, seconds, _limits(rows), found, start, stop, forward
            )

        shared(search, rows.size, workers)
        return found

    def check(self, asked: After) -> None:
        """Raise `TypeError` if the moments do not go with the bounds or the zones."""
        bounds, zones = self._rows.bounds, self._rows.zones
        if bounds is not None and (
            (asked.is_aware and bounds.some_naive) or (asked.is_naive and bounds.some_aware)
        ):
            raise TypeError(_MISMATCHED)
        if asked.is_naive and len(zones) > 1 and None in zones:
            raise TypeError(_MIXED)

    def seconds(self, asked: After, further: Integers) -> Integers:
        """Return so many seconds after the moments, as they are to the rows: for all or each."""
        zones, zone_of = self._rows.zones, self._rows.zone_of
        if not asked.is_naive or None in zones:
            seconds = asked.seconds
            seconds += further
            return np.atleast_1d(seconds)
        if asked.is_one:
            walls = [instant_of(placed(asked.datetimes[0], zone)) for zone in zones if zone]
            return np.atleast_1d((clipped(np.array(walls, np.int64)) + further).take(zone_of))
        own = map(zones.__getitem__, np.broadcast_to(zone_of, self._rows.size).tolist())
        instants = [
            instant_of(placed(moment, zone))
            for moment, zone in zip(asked.datetimes, own, strict=True)
            if zone
        ]
        return clipped(np.array(instants, np.int64)) + further

    def _roads(self, asked: After) -> tuple[Columns, Numbers]:
        """Return the engine, and the zones of the rows: those of the moments for rows without."""
        rows = self._rows
        if not asked.is_aware or None not in rows.zones or all(map(is_utc, asked.zones)):
            return self._engine, rows.zone_of
        others, other_of = numbered(asked.zones)
        is_bare = rows.zone_of == rows.zones.index(None)
        zone_of = np.where(is_bare, len(rows.zones) + other_of, rows.zone_of)
        engine = type(self._engine)((), [*rows.zones, *others], self._engine)
        return engine, zone_of.astype(np.int32)

    # --- how many, and which ---

    def count(self, start: After, end: After, workers: int) -> Integers:
        """Return how often each row fires from start (inclusive) to end (exclusive)."""
        rows = self._rows
        for asked in (start, end):
            self.check(asked)
        engine, zone_of = self._roads(start)
        starts = self.seconds(start, start.not_before)
        ends = self.seconds(end, end.not_before)
        found = np.empty(rows.size, np.int64)

        def count(first: int, stop: int) -> None:
            engine.count(rows.lead_of, zone_of, starts, ends, _limits(rows), found, first, stop)

        shared(count, rows.size, workers)
        return found

    def load(self, zone: After, edges: Integers, workers: int) -> Integers:
        """Return how often all rows together fire between edges, ascending seconds."""
        rows = self._rows
        engine, zone_of = self._roads(zone)
        lead_of, zone_of, weights = _merged(rows, zone_of)

        def load(start: int, stop: int) -> Integers:
            counts = np.zeros(len(edges) - 1, np.int64)
            engine.load(lead_of, zone_of, weights, edges, _limits(rows), counts, start, stop)
            return counts

        total: Integers = np.sum(shared(load, len(lead_of), workers), axis=0, dtype=np.int64)
        return total

    def due(self, zone: After, low: int, high: int, workers: int) -> tuple[Integers, Integers]:
        """Return the rows that fire from low (inclusive) to high, and when, row by row."""
        rows = self._rows
        engine, zone_of = self._roads(zone)

        def due(start: int, stop: int) -> tuple[bytes, bytes]:
            return engine.due(rows.lead_of, zone_of, _limits(rows), low, high, start, stop)

        parts = shared(due, rows.size, workers)
        members, seconds = (b"".join(part) for part in zip(*parts, strict=True))
        return np.frombuffer(members, np.int64), np.frombuffer(seconds, np.int64)


def _limits(rows: Rows) -> tuple[Integers, Integers] | None:
    return None if rows.bounds is None else (rows.bounds.start, rows.bounds.end)


def _merged(rows: Rows, zone_of: Numbers) -> tuple[Numbers, Numbers, Integers]:
    """Return rows, those that are alike once, and how many of each there are."""
    if rows.bounds is not None:
        return rows.lead_of, zone_of, np.ones(rows.size, np.int64)
    width = int(zone_of.max(initial=0)) + 1
    keys, weights = np.unique(rows.lead_of.astype(np.int64) * width + zone_of, return_counts=True)
    lead_of, own_zone = np.divmod(keys, width)
    return lead_of.astype(np.int32), own_zone.astype(np.int32), weights.astype(np.int64)


def shared(work: Callable[[int, int], Answer], count: int, workers: int) -> list[Answer]:
    """Return what a work on so many rows returns, part by part, on so many threads."""
    if workers == 1 or count <= _FEW:
        return [work(0, count)]
    edges = [count * part // workers for part in range(workers + 1)]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, edges[:-1], edges[1:]))
