"""How times are taken: compiled loops, calibrated, the least of many short batches.

As in `timeit`, the measured code is compiled into the loop itself, with its names as locals, so
a call costs what it costs in a user's own function. The cost of the empty loop is measured too
and taken off. A batch lasts milliseconds, and the runner goes round all cases many times, so
that each gets its share of the quiet moments of a shared machine; its least batch is its figure.
(pyperf starts processes for each benchmark: for some sixty figures that takes many minutes and
tells no more.)
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from time import perf_counter_ns
from typing import Any, Protocol

EMPTY_BATCHES = 7
"""Batches of the empty loop, of which the shortest counts."""

LEAST_ITEMS = 40
"""A batch takes at least so many different items, however slow one is, ..."""

LONGEST = 6
"""... unless that makes it so many times longer than asked."""

TRIES = 3
"""How often a call is tried for calibration: one try may have been interrupted, ..."""

SLOW = 20
"""... which is not what makes it last so many batches."""

SHORT = 3
"""A batch that is over in this part of its time was calibrated wrongly."""


class Measurement(Protocol):
    """Something to be measured again and again, of which the least figure counts."""

    def once(self) -> float:
        """Measure once and return the figure, in the unit of the job."""
        ...


@dataclass(frozen=True)
class Call:
    """Source code to be timed: the expression `code` over `item` and the given names.

    `before` is a statement that belongs to the call, `untimed` one that stands in front of each
    call and is not measured. With the latter the clock is read around every single call.
    """

    code: str
    names: Mapping[str, object] = field(default_factory=dict)
    before: str = "pass"
    untimed: str | None = None

    def answers(self, items: Iterable[object]) -> Iterator[Any]:
        """Yield what the timed code gives for each item."""
        return self._function(_ANSWERS)(items)  # type: ignore[no-any-return]

    def loop(self) -> Callable[[Sequence[object], int], int]:
        """Return the loop that does all items so many times over and returns its nanoseconds."""
        return self._function(_LOOP if self.untimed is None else _STOPPING_LOOP)

    def empty(self) -> Call:
        """Return the same call without its code."""
        return Call("None", self.names, untimed=None if self.untimed is None else "pass")

    def _function(self, template: str) -> Callable[..., Any]:
        scope: dict[str, Any] = {}
        names = "".join(f", {name}" for name in self.names)
        exec(template.format(call=self, names=names), scope)
        return partial(scope["run"], _clock=perf_counter_ns, **self.names)


# Underscores keep the loop's own names apart from those that a call brings along.
_ANSWERS = """
def run(_items, _clock{names}):
    for item in _items:
        {call.before}
        yield {call.code}
"""

_LOOP = """
def run(_items, _rounds, _clock{names}):
    _start = _clock()
    for _ in range(_rounds):
        for item in _items:
            {call.before}
            {call.code}
    return _clock() - _start
"""

_STOPPING_LOOP = """
def run(_items, _rounds, _clock{names}):
    _spent = 0
    for _ in range(_rounds):
        for item in _items:
            {call.untimed}
            _start = _clock()
            {call.before}
            {call.code}
            _spent += _clock() - _start
    return _spent
"""


class Stopwatch:
    """Times a call in batches of about `batch` nanoseconds.

    `items` is a sequence, gone through again and again, or an iterator, of which each batch takes
    items that no other has had. `share` is what one call does: 250 fire times count as 250.
    """

    def __init__(
        self,
        call: Call,
        items: Sequence[object] | Iterator[object],
        batch: int,
        share: int = 1,
    ) -> None:
        self._items, self._share, self._batch = items, share, batch
        self._call, self._loop = call, call.loop()
        self._count, self._rounds = self._calibrated(batch)
        self._overhead = self._measure_overhead(call)

    def once(self) -> float:
        """Time one batch and return nanoseconds for each share of a call."""
        items = self._take(self._count)
        with _no_collection():
            spent = self._loop(items, self._rounds)
        calls = len(items) * self._rounds
        if spent < self._batch // SHORT:
            self._lengthen()
        return max(spent / calls - self._overhead, 0.0) / self._share

    def counted(self, mark: Callable[[], object], calls: int) -> int:
        """Mark, run the empty loop, mark, run the loop, mark; return how many calls each did.

        For who counts what happens between marks, as `instructions` does. Everything has run once
        before, and at most so many calls are done: it is the same work each time.
        """
        empty = self._call.empty().loop()
        for items in (self._take(calls), self._take(calls)):
            with _no_collection():
                empty(items, 1)
                self._loop(items, 1)
        items = self._take(calls)
        with _no_collection():
            mark()
            empty(items, 1)
            mark()
            self._loop(items, 1)
            mark()
        return len(items) * self._share

    def _take(self, count: int) -> Sequence[object]:
        if isinstance(self._items, Sequence):
            return self._items[:count]
        return list(islice(self._items, count))

    def _lengthen(self) -> None:
        """Make batches longer: what they were calibrated by had been disturbed."""
        if isinstance(self._items, Sequence) and self._count * 2 > len(self._items):
            self._rounds *= 2
        else:
            self._count *= 2

    def _calibrated(self, batch: int) -> tuple[int, int]:
        """Return how many items a batch takes and how often it goes through them."""
        count, spent = 1, 0
        while spent < batch // 10 and count < 1_000:
            items = self._take(count)
            spent = max(self._loop(items, 1), 1)
            count = len(items) * 4
        if spent < SLOW * batch:
            again = (self._loop(self._take(len(items)), 1) for _ in range(TRIES - 1))
            spent = max(min(spent, *again), 1)
        calls = max(batch * len(items) // spent, 1)
        longest = max(LONGEST * batch * len(items) // spent, 1)
        count = max(calls, min(LEAST_ITEMS, longest))
        if not isinstance(self._items, Sequence):
            return count, 1
        count = min(count, len(self._items))
        return count, max(calls // count, 1)

    def _measure_overhead(self, call: Call) -> float:
        """Return the nanoseconds that the loop itself takes for each call."""
        empty, items = call.empty().loop(), [None] * self._count
        with _no_collection():
            spent = min(empty(items, self._rounds) for _ in range(EMPTY_BATCHES))
        return spent / (self._count * self._rounds)


class Reminded:
    """Times a call that has just been asked: each batch comes after a call that is not measured.

    For answers out of something kept, which another case's batch may have made the library forget.
    """

    def __init__(self, call: Call, items: Sequence[object], batch: int) -> None:
        self._loop, self._first = call.loop(), items[:1]
        self._stopwatch = Stopwatch(call, items, batch)

    def once(self) -> float:
        """Ask once, then time one batch and return nanoseconds for each call."""
        self._loop(self._first, 1)
        return self._stopwatch.once()

    def counted(self, mark: Callable[[], object], calls: int) -> int:
        """Do as the stopwatch does, which asks before it marks."""
        return self._stopwatch.counted(mark, calls)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cyclic garbage collector out of a batch, as timeit does."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


YEAR_OF_FIVE_MINUTES = 365 * 24 * 12
"""How many elements the array has that is filled for the floor of the array cases."""


def floor_stopwatch(floor: str, batch: int) -> Stopwatch:
    """Return a stopwatch over a floor.

    "F" is `datetime(2026, 1, 1, 9, 30)`, "fills" the filling of an array as long as the answers
    of the array cases.
    """
    if floor == "F":
        call = Call("datetime(2026, 1, 1, 9, 30)", {"datetime": datetime})
        return Stopwatch(call, range(1_000), batch)
    # Only who has arrays gets here, and so has NumPy.
    from numpy import full, int64

    call = Call("full(item, 0, int64)", {"full": full, "int64": int64})
    return Stopwatch(call, [YEAR_OF_FIVE_MINUTES], batch)
