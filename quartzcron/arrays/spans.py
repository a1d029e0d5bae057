"""All fire times of a span as one array, or as chunks of it.

Bounds are read as the iterator reads them. The runs of a span know how long they
are before any array is made, so memory is counted before it is asked for.
"""

from __future__ import annotations

from datetime import datetime
from operator import index

import numpy as np

from quartzcron.answers.fire_sets import FireSet
from quartzcron.arrays.moments import ceiling, limits_of
from quartzcron.arrays.runs import Span, runs_of
from quartzcron.clock.moments import is_aware
from quartzcron.clock.zones import END_INSTANT
from quartzcron.kernel import choice
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.moments import Firing, Moment
    from quartzcron.arrays.runs import Listed, Run, Tabled

    Part = Run | Listed | Tabled

    Times = NDArray[np.datetime64]


class Runs:
    """All fire times of a span; of one matcher the compiled `Row` writes them, in C."""

    __slots__ = ("_runs", "size")

    def __init__(self, span: Span) -> None:
        """Count them: `size` says how many they are."""
        self._runs = list(runs_of(span))
        self.size = sum(run.size for run in self._runs)

    def write(self, found: Integers) -> None:
        """Fill an array of so many with them, ascending."""
        done = 0
        for run in self._runs:
            run.write(0, found[done : done + run.size])
            done += run.size


#: What writes the fire times of one matcher: the compiled kernel, or its definition.
_Row: type[Runs] = Runs if choice.KERNEL == "pure" else choice.Row  # type: ignore[assignment]

#: The most elements of an array that is not asked for expressly: 800 MB.
LIMIT = 100_000_000

#: The elements of a chunk: 8 MB.
SIZE = 1_000_000


def fire_times(
    schedule: Firing,
    start: Moment | None,
    end: Moment | None = None,
    *,
    limit: int | None = LIMIT,
) -> Times:
    """Return all fire times from start (inclusive) to end (exclusive), ascending.

    >>> from datetime import UTC, datetime
    >>> from quartzcron import Schedule
    >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
    >>> start = datetime(2026, 3, 7, tzinfo=UTC)
    >>> for fire_time in fire_times(nightly, start, start.replace(day=10)):
    ...     print(fire_time)
    2026-03-07T07:30:00
    2026-03-08T07:00:00
    2026-03-09T06:30:00

    The same fire times as `schedule.fire_times(start, end)` gives, each once,
    by the same rules: bounds both naive or both aware (`TypeError` otherwise),
    those of the schedule respected and used where start is None; without an end
    up to the end of 2199. A bound may also be a `datetime64` of any unit: a UTC
    instant.

    The array is one-dimensional, `datetime64[s]`: UTC instants if the schedule
    has a zone or the bounds are aware, wall times if an expression or a
    schedule without a zone was given naive bounds.

    Raises `ValueError`, before it takes any memory, if there are more than
    `limit` of them (8 bytes each; None for no limit): see `fire_time_chunks`.
    Unlike the iterator's `limit`, this one never cuts anything off. Cost: some
    0.1 ms for a year and little more than filling the array.
    """
    span = span_of(schedule, start, end)
    is_simple = not isinstance(schedule, FireSet) and schedule._breadth == 1
    row = (_Row if is_simple else Runs)(span)
    if limit is not None and row.size > index(limit):
        raise ValueError(
            f"{row.size:,} fire times are more than the limit of {limit:,}: "
            "take fire_time_chunks, or give a higher limit"
        )
    found = np.empty(row.size, np.int64)
    row.write(found)
    return found.view("datetime64[s]")


def fire_time_chunks(
    schedule: Firing,
    start: Moment | None,
    end: Moment | None = None,
    *,
    size: int = SIZE,
) -> Iterator[Times]:
    """Return an iterator over the fire times in arrays of so many elements.

    >>> from datetime import datetime
    >>> from quartzcron import CronExpression
    >>> hourly = CronExpression("0 * * * *")
    >>> [len(chunk) for chunk in fire_time_chunks(
    ...     hourly, datetime(2026, 1, 1), datetime(2027, 1, 1), size=5000)]
    [5000, 3760]

    Joined, the chunks are what `fire_times` returns; each has `size` elements
    but the last, and none is empty. Bounds, units and errors are the same,
    `ValueError` for a size below 1. Memory: one chunk, and the days of the span
    (0.7 MB for all of 1970 to 2199).
    """
    if index(size) < 1:
        raise ValueError(f"size must be 1 or more, not {size}")
    return _chunks(runs_of(span_of(schedule, start, end)), size)


# --- bounds ----------------------------------------------------------------


def span_of(schedule: Firing, start: Moment | None, end: Moment | None) -> Span:
    """Return the span that bounds mean to a schedule, its own included."""
    limits = limits_of(schedule)
    start = limits.start if start is None else start
    if start is None:
        raise TypeError("fire_times needs a start")
    firsts = [ceiling(bound, limits) for bound in (start, limits.start) if bound is not None]
    ends = [ceiling(bound, limits) for bound in (end, limits.end) if bound is not None]
    zone = limits.tz
    if zone is None and isinstance(start, datetime):
        if isinstance(end, datetime) and is_aware(start) != is_aware(end):
            raise TypeError("start and end must be both naive or both aware")
        zone = start.tzinfo
    return Span(schedule, zone, max(firsts), min(ends, default=END_INSTANT))


# --- arrays ----------------------------------------------------------------


def _joined(parts: list[tuple[Part, int, int]]) -> Times:
    """Return parts of runs, each from some number on and so many, as one array."""
    out = np.empty(sum(count for _, _, count in parts), np.int64)
    done = 0
    for run, at, count in parts:
        run.write(at, out[done : done + count])
        done += count
    return out.view("datetime64[s]")


def _chunks(runs: Iterable[Part], size: int) -> Iterator[Times]:
    """Yield the fire times of runs in arrays of so many elements, the last one of what is left."""
    parts: list[tuple[Part, int, int]] = []
    room = size
    for run in runs:
        at = 0
        while at < run.size:
            count = min(run.size - at, room)
            parts.append((run, at, count))
            at += count
            room -= count
            if not room:
                yield _joined(parts)
                parts, room = [], size
    if parts:
        yield _joined(parts)
