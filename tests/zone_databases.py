"""Run what depends on time zones under other zone databases: python -m tests.zone_databases

A table in a test or an example in the docs may name a change of clock that is past, for
what is past stays as it is. One that is still to come may be decreed away, and then the
table is wrong on each machine whose zone database knows it. So the tests run here under

* the oldest database that they must pass with, and with it the dateutil before 4, whose own
  zones have faults (docs/clock-changes.md);
* the newest one;
* a made-up one in which every zone keeps its clock from ABOLISHED on for ever: whatever
  counts on a later change fails now, and not on the day of the decree.

The packages are installed into a temporary folder, and nothing of it stays.
"""

from __future__ import annotations

import argparse
import io
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from importlib import resources
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

# The tests import each other by plain names; so does this program, run as a module.
sys.path.insert(0, str(Path(__file__).parent))

import zone_oracle
from conformance import SETTLED

ROOT = Path(__file__).parent.parent

#: No table counts on a change of clock after this moment. It may move up to the present.
ABOLISHED = SETTLED

#: The library's horizon begins in 1970; croniter's stand-in also looks before it.
FIRST_YEAR = 1959
_FIRST = zone_oracle.instant_of(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))

#: What names no zone is left out, and what asks other programs; the rest depends on zones, or may.
WITHOUT_ZONES = (
    "answers/test_rrule_oracle.py",
    "benchmarks",
    "calendar",
    "compat/test_croniter_suite.py",
    "corrections",
    "language/test_dates_in_words.py",
    "language/test_nodes.py",
    "language/test_places.py",
    "typed",
    "property/test_description_laws.py",
    "property/test_dialect_laws.py",
    "property/test_reader_agrees.py",
    "property/test_search_laws.py",
    "property/test_text_laws.py",
    "property/test_translation_laws.py",
    "property/test_value_laws.py",
    "property/test_words_laws.py",
    "test_conformance.py",
    "test_real_engines.py",
    "test_real_systems.py",
    "test_traps.py",
    "test_wings.py",
    "words/test_languages.py",
    "words/test_read.py",
)

Environment = dict[str, str]


# --- the made-up database ----------------------------------------------------------------


class Offset(NamedTuple):
    """What a zone says from one change of clock to the next."""

    seconds: int
    name: str

    @classmethod
    def at(cls, instant: int, zone: tzinfo) -> Offset:
        """Return what a zone says at an instant."""
        shown = zone_oracle.clock(instant, zone)
        return cls(zone_oracle.offset_at(instant, zone), shown.tzname() or "")

    @property
    def footer(self) -> str:
        """Return the rule of POSIX TZ for a zone that keeps this offset for ever."""
        minutes, second = divmod(abs(self.seconds), 60)
        hour, minute = divmod(minutes, 60)
        # POSIX counts towards the west.
        return f"<{self.name}>{'-' if self.seconds > 0 else ''}{hour}:{minute:02}:{second:02}"


def changes_until(end: int, zone: tzinfo) -> Iterator[int]:
    """Yield when a zone begins to say something else, be it no more than another name.

    Europe/Istanbul stayed at three hours in 2016, but no longer called them EEST.
    """
    turned = (change.at for change in zone_oracle.changes(zone, FIRST_YEAR, ABOLISHED.year))
    start = _FIRST
    for stop in [*(at for at in turned if at <= end), end + 1]:
        while (said := Offset.at(start, zone)) != Offset.at(stop - 1, zone):
            # The first second that says something else; halving finds it.
            low, start = start, stop - 1
            while start - low > 1:
                middle = (low + start) // 2
                low, start = (middle, start) if Offset.at(middle, zone) == said else (low, middle)
            yield start
        if stop <= end:
            yield (start := stop)


def kept_for_ever(zone: tzinfo) -> bytes:
    """Return the TZif file (RFC 8536) of a zone without its changes after ABOLISHED.

    It calls nothing summer time: what counts is the offset.
    """
    times = list(changes_until(zone_oracle.instant_of(ABOLISHED), zone))
    since = [Offset.at(time, zone) for time in [_FIRST, *times]]
    offsets = list(dict.fromkeys(since))
    names = b"".join(offset.name.encode() + b"\0" for offset in offsets)
    starts = [names.index(offset.name.encode() + b"\0") for offset in offsets]
    return (
        # The first block is for readers of 32 bits and says nothing.
        header(0, 1, 1)
        + bytes(7)
        + header(len(times), len(offsets), len(names))
        + struct.pack(f">{len(times)}q", *times)
        + bytes(offsets.index(offset) for offset in since[1:])
        + b"".join(
            struct.pack(">lBB", offset.seconds, 0, start)
            for offset, start in zip(offsets, starts, strict=True)
        )
        + names
        + f"\n{since[-1].footer}\n".encode()
    )


def header(times: int, offsets: int, names: int) -> bytes:
    """Return the head of a block of a TZif file, by what it counts."""
    return b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, times, offsets, names)


def write_abolished(folder: Path) -> None:
    """Write every zone of the tzdata package as `kept_for_ever`; about 300 of 600 are links."""
    source = Path(str(resources.files("tzdata"))) / "zoneinfo"
    written: dict[bytes, bytes] = {}
    for path in sorted(source.rglob("*")):
        if path.is_file() and (data := path.read_bytes()).startswith(b"TZif"):
            if data not in written:
                written[data] = kept_for_ever(ZoneInfo.from_file(io.BytesIO(data)))
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(written[data])


# --- the environments --------------------------------------------------------------------


def abolished(folder: Path) -> Environment:
    """Return the environment of the made-up database."""
    write_abolished(folder)
    return {"PYTHONTZPATH": str(folder)}


def installed(*packages: str, **more: str) -> Callable[[Path], Environment]:
    """Return what makes an environment in which packages come before what is installed."""

    def install(folder: Path) -> Environment:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
        subprocess.run([*command, *packages], check=True)
        return {"PYTHONPATH": str(folder), **more}

    return install


#: PYTHONTZPATH="" leaves out the system's database, so that the package answers.
WAYS: dict[str, Callable[[Path], Environment]] = {
    "oldest": installed("tzdata==2025.2", "python-dateutil==2.9.0.post0", PYTHONTZPATH=""),
    "newest": installed("tzdata", PYTHONTZPATH=""),
    "abolished": abolished,
}

SAY_WHAT = """
import zoneinfo
from importlib.metadata import version
print(f"tzdata {version('tzdata')}, behind {zoneinfo.TZPATH}; dateutil {version('python-dateutil')}", flush=True)
"""


def run(way: str, arguments: list[str]) -> int:
    """Run the tests in one way and return pytest's exit status."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **WAYS[way](Path(folder))}
        print(f"-- {way}", flush=True)
        subprocess.run([sys.executable, "-c", SAY_WHAT], env=environment, cwd=ROOT, check=True)
        command = [sys.executable, "-m", "pytest", "-q", *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT).returncode


def main() -> int:
    """Run the tests in each way that was asked for; tell whether all passed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.zone_databases",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Other arguments go to pytest, in place of what it is given here.",
    )
    parser.add_argument(
        "--only", choices=sorted(WAYS), action="append", help="a way to run them (all)"
    )
    arguments, rest = parser.parse_known_args()
    rest = rest or ["-n", "auto", *(f"--ignore=tests/{name}" for name in WITHOUT_ZONES)]
    statuses = [run(way, rest) for way in arguments.only or WAYS]
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
