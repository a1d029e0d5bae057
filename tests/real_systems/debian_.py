"""Debian's cron: its own C, compiled from the source of its package."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence

from benchmarks.competitors import AbsentError as NotBuiltError
from benchmarks.competitors import builds
from real_systems import AbsentError, Answer, Question, System
from real_systems.programs import SOURCES

BUILT = builds.BUILT.with_name("systems")
PACKAGE = BUILT / "cron-3.0pl1"
FILES = ("database", "user", "entry", "misc", "env", "popen", "do_command")


class Debian(System):
    """`load_entry` reads the text, `find_jobs` decides on each minute of the wall clock."""

    name = "debian"
    dialect = drawn_as = "unix"
    zones = False  # what it does when clocks change is in the main loop of its daemon
    years = 5
    version = "3.0pl1"

    def open(self) -> None:
        """Compile the sources into a library."""
        library = BUILT / "libcron.so"
        try:
            compiler = builds.tool("cc", "gcc")
            bring = f"(cd {BUILT.relative_to(builds.BUILT.parent.parent)} && apt-get source cron)"
            builds.file(PACKAGE / "cron.c", bring)
            sources = [SOURCES / "c" / "debian.c", *(PACKAGE / f"{name}.c" for name in FILES)]
            options = ["-shared", "-fPIC", "-w", "-O1", "-DDEBUGGING=0", f"-I{PACKAGE}"]
            command = [compiler, *options, "-o", str(library), *map(str, sources)]
            builds.build(library, sources, command)
        except NotBuiltError as reason:
            raise AbsentError(str(reason)) from None
        # Lazily: what would run jobs is not all there.
        cron = ctypes.CDLL(str(library), os.RTLD_LAZY)
        self._read = cron.read_line
        self._read.argtypes, self._read.restype = (
            [ctypes.c_char_p, ctypes.c_size_t],
            ctypes.c_void_p,
        )
        self._next = cron.next_minute
        self._next.argtypes = [ctypes.c_void_p, ctypes.c_long, ctypes.c_long]
        self._next.restype = ctypes.c_long

    def answer(self, question: Question) -> Answer:
        """Ask for the line that a crontab would have."""
        if "\0" in question.text:
            return Answer(False, failure="a string of C ends there")
        line = f"{question.text} true\n".encode("utf-8", "surrogatepass")
        entry = self._read(line, len(line))
        if not entry:
            return Answer(False, failure="load_entry says no")
        return Answer(True, [self._walk(entry, start, question.take) for start in question.starts])

    def _walk(self, entry: int, start: int, take: int) -> Sequence[int | None]:
        found: list[int | None] = []
        minute = start // 60
        while len(found) < take:
            minute = self._next(entry, minute, minute + self.years * 366 * 24 * 60)
            if minute < 0:
                return [*found, None]
            found.append(minute * 60)
        return found


SYSTEM = Debian()
