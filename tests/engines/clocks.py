"""A clock that somebody sets: a program sees it, and this machine's own is left alone."""

from __future__ import annotations

from pathlib import Path

from engines import AbsentError

#: Where Debian keeps the library that answers for the clock, on each kind of machine.
LIBRARIES = "usr/lib/*/faketime/libfaketimeMT.so.1"


class Clock:
    """The true time, and by how many seconds it is off, for the programs that get its `variables`."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/").glob(LIBRARIES))
        if not found:
            raise AbsentError("libfaketime is not here: apt-get install faketime")
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

    def step(self, seconds: int) -> None:
        """Set the clock forward, or back."""
        self.off += seconds
        written = self._file.with_suffix(".new")
        written.write_text(f"{self.off:+d}\n", "ascii")
        # A program that asks meanwhile reads the old file or the new one.
        written.replace(self._file)
