"""What a library weighs: the time of its import, and the memory of one expression."""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from benchmarks.competitors import Library
from benchmarks.texts import Draw

# `site` is imported for what it brings: the modules that any started interpreter has loaded.
_IMPORT = """
import site, sys
from time import perf_counter_ns
sys.path += {path!r}
start = perf_counter_ns()
import {module}
print(perf_counter_ns() - start)
"""

SCHEDULE_ZONES = tuple(
    map(ZoneInfo, sorted(name for name in available_timezones() if "/" in name)[::4][:100])
)
"""The zones of the schedules on one expression."""


@dataclass(frozen=True)
class Import:
    """Milliseconds to import a module in a new interpreter, beyond the interpreter's own start.

    The interpreter runs isolated and without the `.pth` files of site-packages: those of
    editable installs import half the standard library and would make every import look cheap.
    """

    module: str

    def once(self) -> float:
        """Start an interpreter and let it time one import."""
        source = _IMPORT.format(path=self._path(), module=self.module)
        command = [sys.executable, "-I", "-S", "-c", source]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return int(done.stdout) / 1e6

    def _path(self) -> list[str]:
        """Return where the module is found, then where its requirements may be."""
        spec = find_spec(self.module.partition(".")[0])
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(self.module)
        home = str(Path(spec.origin).resolve().parent.parent)
        packages = [entry for entry in sys.path if entry.endswith("-packages")]
        return [home, *packages]


@dataclass(frozen=True)
class Memory:
    """KiB that one distinct expression keeps, with its text, when thousands are alive.

    tracemalloc counts what is allocated while they are made, and after one question to each if
    they are `used`. The caches are emptied before and after: what only a cache keeps is no part
    of an expression, while what expressions share is alive and counts, once for all of them.
    """

    competitor: Library
    family: str
    draws: Sequence[Draw]
    used: bool

    def once(self) -> float:
        """Make all expressions under tracemalloc and return the share of one."""
        return _share(self.competitor, self._make, self.draws)

    def _make(self, draws: Sequence[Draw]) -> list[object]:
        """Return an object for each draw; its text is made here, so it counts if it is kept."""
        texts = (self.competitor.text_from(self.family, draw) for draw in draws)
        made = list(self.competitor.parse_call().answers(texts))
        if self.used:
            for each in made:
                self.competitor.use(each)
        return made


@dataclass(frozen=True)
class ScheduleMemory:
    """KiB that one schedule keeps where there are many on each expression, a share of it included.

    Each expression has one in each of a hundred zones. Counted as in `Memory`; the zones are there
    before.
    """

    competitor: Library
    family: str
    draws: Sequence[Draw]

    def once(self) -> float:
        """Make all schedules under tracemalloc and return the share of one."""
        return _share(self.competitor, self._make, self.draws)

    def _make(self, draws: Sequence[Draw]) -> list[object]:
        """Return a schedule for each draw and zone."""
        texts = [self.competitor.text_from(self.family, draw) for draw in draws]
        expressions = list(self.competitor.parse_call().answers(texts))
        calls = map(self.competitor.make_call, SCHEDULE_ZONES)
        return [made for call in calls for made in call.answers(expressions)]


def _share(
    library: Library, make: Callable[[Sequence[Draw]], list[object]], draws: Sequence[Draw]
) -> float:
    """Return the KiB of one of the objects that are made under tracemalloc."""
    make(draws[:1])  # what is loaded or set up on first use is no part of it
    library.clear_caches()
    gc.collect()
    tracemalloc.start()
    try:
        kept = make(draws)
        library.clear_caches()
        gc.collect()
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return (size - sys.getsizeof(kept)) / len(kept) / 1024
