"""The calls that packages make to croniter, on croniter and on the module that stands in for it.

    python -m benchmarks.croniter_calls

Both are asked in turns in one process; a figure is the best turn of each text, and of those
the median. The texts have been seen before, as those of a scheduler have; the last row
asks about new ones.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from statistics import median
from time import perf_counter
from types import ModuleType
from zoneinfo import ZoneInfo

TEXTS = ("30 9 * * mon-fri", "*/15 8-18 * * *", "0 0 1 */3 *", "5 4 * * sun", "0 12 l * *")
NAIVE = datetime(2026, 1, 1, 12, 3)
AWARE = NAIVE.replace(tzinfo=ZoneInfo("America/New_York"))
STAMP = NAIVE.replace(tzinfo=UTC).timestamp()

#: Makes of a module and a text what is measured.
Maker = Callable[[ModuleType, str], Callable[[], object]]


def _kept(module: ModuleType, text: str) -> Callable[[], object]:
    it = module.croniter(text)
    return lambda: it.get_next(float, start_time=STAMP)


def _walk(module: ModuleType, text: str) -> Callable[[], object]:
    it = module.croniter(text, AWARE)
    return lambda: it.get_next(datetime)


def _new(module: ModuleType, _text: str) -> Callable[[], object]:
    fresh = itertools.product(range(60), range(24), range(1, 29), range(1, 13))
    return lambda: module.croniter("{} {} {} {} *".format(*next(fresh)), NAIVE).get_next(datetime)


CALLS: dict[str, Maker] = {
    "croniter(text, start).get_next(datetime)": lambda m, text: (
        lambda: m.croniter(text, NAIVE).get_next(datetime)
    ),
    "the same in a zone": lambda m, text: lambda: m.croniter(text, AWARE).get_next(datetime),
    "croniter(text, start).get_prev(datetime)": lambda m, text: (
        lambda: m.croniter(text, NAIVE).get_prev(datetime)
    ),
    "croniter(text, start).get_next()": lambda m, text: lambda: m.croniter(text, STAMP).get_next(),
    "it.get_next(float, start_time=now)": _kept,
    "it.get_next(datetime), in a zone": _walk,
    "croniter(text), to check it": lambda m, text: lambda: m.croniter(text),
    "croniter.is_valid(text)": lambda m, text: lambda: m.croniter.is_valid(text),
    "croniter.match(text, now)": lambda m, text: lambda: m.croniter.match(text, NAIVE),
    "croniter(text, start).get_next(datetime), new texts": _new,
}


def seconds(call: Callable[[], object], times: int) -> float:
    """Return the seconds that one call takes, of so many."""
    begin = perf_counter()
    for _ in range(times):
        call()
    return (perf_counter() - begin) / times


def measured(maker: Maker, theirs: ModuleType, ours: ModuleType) -> tuple[float, float]:
    """Return the seconds of a call to croniter and to the stand-in, the median of all texts."""
    best = []
    for text in TEXTS:
        one, other = maker(theirs, text), maker(ours, text)
        other()
        turns = [(seconds(one, 50), seconds(other, 1000)) for _ in range(7)]
        best.append(tuple(map(min, zip(*turns, strict=True))))
    return median(one for one, _ in best), median(other for _, other in best)


def main() -> int:
    """Print the rows of a table."""
    try:
        theirs = import_module("croniter")
    except ImportError:
        print("croniter is not installed: pip install -e '.[systems]'", file=sys.stderr)
        return 1
    ours = import_module("quartzcron.compat.croniter")
    print("| call | croniter | this module | times as fast |\n|---|---|---|---|")
    for name, maker in CALLS.items():
        one, other = measured(maker, theirs, ours)
        print(f"| `{name}` | {one * 1e6:.0f} µs | {other * 1e6:.1f} µs | {one / other:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
