"""A clock that somebody sets: a program sees it, and this machine's own is left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from engines import AbsentError

#: Where Debian keeps the library that answers for the clock, on each kind of machine.
LIBRARIES = "usr/lib/*/faketime/libfaketimeMT.so.1"

#: What Python runs first in a program with such a clock. Since 3.11 `time.sleep` waits until a moment of the
#: monotonic clock, of which libfaketime 0.9.10 makes an invalid one; `select` waits for a while.
FIRST = """
import os, select, time

if "FAKETIME_TIMESTAMP_FILE" in os.environ:
    time.sleep = lambda seconds: select.select([], [], [], seconds) and None
"""


class Clock:
    """The true time, and by how many seconds it is off, for the programs that get its `variables`."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/").glob(LIBRARIES))
        if not found:
            raise AbsentError("libfaketime is not here: apt-get install faketime")
        (folder / "sitecustomize.py").write_text(FIRST, "utf-8")
        self._file = folder / "clock"
        self.off = 0
        self.step(0)
        self.variables = {
            "LD_PRELOAD": str(found[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            # Who sets a clock leaves alone what measures how long something takes.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def show(self, moment: datetime) -> None:
        """Set the clock to a moment."""
        self.off = 0
        self.step(round((moment - datetime.now(UTC)).total_seconds()))

    def step(self, seconds: int) -> None:
        """Set the clock forward, or back."""
        self.off += seconds
        written = self._file.with_suffix(".new")
        written.write_text(f"{self.off:+d}\n", "ascii")
        # A program that asks meanwhile reads the old file or the new one.
        written.replace(self._file)
