"""A million rows on one thread and on two, in turns: what more threads gain.

    python -m benchmarks.workers

The rows are those of the column cases: 10,000 different texts in 50 zones, with one moment
for all rows or one each. They come as lists, as Arrow columns of texts, as Arrow columns that
are encoded as dictionaries, and as a fleet that is kept. A figure is the best of its turns,
F is `datetime(2026, 1, 1, 9, 30)` in the same process. What is numbered from objects and
texts is numbered on one thread: only the search is shared out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter
from timeit import repeat
from typing import Any

from benchmarks.cases import CASES
from benchmarks.competitors.quartzcron_ import COMPETITOR
from benchmarks.tables import column_call

ROWS = 1_000_000
TURNS = 30


def main() -> None:
    """Print how long a question takes on one thread and on two."""
    try:
        import pyarrow as pa
    except ImportError:
        sys.exit("needs PyArrow: pip install pyarrow")
    from quartzcron import arrays

    case = next(case for case in CASES if case.job == "column, a moment each")
    names: Any = column_call(case, COMPETITOR, ROWS)[0].names
    texts, zones, moments = names["texts"], names["zones"], names["times"]
    fleet = arrays.Fleet.from_texts(texts, tz=zones)
    columns = {
        "lists": (texts, zones),
        "Arrow, texts": (pa.array(texts), pa.array(zones)),
        "Arrow, dictionaries": (
            pa.array(texts).dictionary_encode(),
            pa.array(zones).dictionary_encode(),
        ),
    }
    floor = "datetime(2026, 1, 1, 9, 30)", "from datetime import datetime"
    unit = min(repeat(*floor, number=100_000, repeat=20)) / 100_000
    print(f"{'a million rows':36} {'one thread':>12} {'two':>12}")
    for often, after in (("one moment", moments[0]), ("a moment each", moments)):
        calls: dict[str, Callable[..., object]] = {
            name: partial(arrays.next_fire_times, texts, after, tz=zones)
            for name, (texts, zones) in columns.items()
        }
        calls["a fleet, kept"] = partial(fleet.next_fire_times, after)
        for name, call in calls.items():
            one, two = best(call)
            rate = f"{two / unit / ROWS:.2f} F, {two / one:.2f}"
            print(f"{name + ', ' + often:36} {one / unit / ROWS:>10.2f} F {rate:>12}")


def best(call: Callable[..., object]) -> tuple[float, float]:
    """Return the least seconds of a call on one thread and on two, asked in turns."""
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(TURNS):
        for workers, times in taken.items():
            start = perf_counter()
            call(workers=workers)
            times.append(perf_counter() - start)
    return min(taken[1]), min(taken[2])


if __name__ == "__main__":
    main()
