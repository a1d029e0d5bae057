"""What a change costs, in instructions: `python -m benchmarks.instructions --against COMMIT`.

Times on a shared machine tell little of a few per cent. How many instructions a call takes is
nearly the same each time, so that one run on each side will do: each hot path of the list of cases
runs in a loop under valgrind's callgrind, and what the empty loop takes is taken off. The cases
are those of the work tree; the library is once that of the work tree, as it lies there built, and
once that of a commit, built in a folder of its own. An instruction is not a time: look for
differences here, and for figures in `python -m benchmarks`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import CASES
from benchmarks.competitors import Library, load
from benchmarks.jobs import JOBS, QUICK, placed
from benchmarks.measure import Reminded, Stopwatch, floor_stopwatch

ROOT = Path(__file__).parents[1]

JOBS_OF_HOT_PATHS = (
    "next",
    "previous",
    "next of a schedule",
    "previous of a schedule",
    "matches of a schedule",
    "make schedule",
    "make schedule new",
    "iterate",
    "count",
    "n-th",
    "fleet",
    "parse new",
    "parse again",
)
"""The jobs that last some microseconds at most, and take nothing that is not measured."""

FLOOR = "F"
"""The row of the floor, `datetime(2026, 1, 1, 9, 30)`."""

CALLS = 200
"""Calls of each hot path that are counted."""

MARK = "getppid"
"""A function of the C library that nothing else here calls: callgrind is told to note each call."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Count, compare and print; 0, or 2 where there is nothing to count with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.instructions", description=__doc__)
    parser.add_argument("--against", metavar="COMMIT", help="the other side of the comparison")
    parser.add_argument("--only", metavar="NAME", default="", help="cases with NAME in their name")
    parser.add_argument("--marking", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.marking:
        print(json.dumps(run_marked(asked.only)))
        return 0
    if shutil.which("valgrind") is None:
        print("valgrind is not installed, and nothing else here counts instructions")
        return 2
    here = counted(ROOT, asked.only)
    there: Mapping[str, float] = {}
    if asked.against:
        with TemporaryDirectory() as folder:
            there = counted(built(asked.against, Path(folder)), asked.only)
    print("\n".join(table(here, there, asked.against or "")))
    return 0


# --- counting -----------------------------------------------------------------------------------


def run_marked(only: str) -> list[tuple[str, int]]:
    """Run each hot path between marks; return the names in order, with the calls of each.

    One that this library does not know (an older one, say) is left out.
    """
    competitors, _ = load(["quartzcron_"])
    (library,) = competitors
    assert isinstance(library, Library)
    done = [(FLOOR, floor_stopwatch(FLOOR, QUICK.batch).counted(os.getppid, CALLS))]
    for case in CASES:
        if case.job not in JOBS_OF_HOT_PATHS or only.casefold() not in case.name.casefold():
            continue
        try:
            measurement = JOBS[case.job].start(placed(case, library), library, QUICK)
        except Exception as error:
            print(f"{case.name}: {error!r}", file=sys.stderr)
            continue
        assert isinstance(measurement, (Stopwatch, Reminded))
        done.append((case.name, measurement.counted(os.getppid, CALLS)))
    return done


def counted(tree: Path, only: str) -> Mapping[str, float]:
    """Return the instructions that a call of each hot path takes, with the library of a tree."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        # The folder that one starts in comes first on the path: none with a library in it.
        (folder / "benchmarks").symlink_to(ROOT / "benchmarks")
        run = subprocess.run(
            [
                "valgrind",
                "--tool=callgrind",
                f"--callgrind-out-file={folder / 'counts'}",
                f"--dump-before={MARK}",
                *(sys.executable, "-m", "benchmarks.instructions", "--marking", f"--only={only}"),
            ],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return per_call(json.loads(run.stdout.splitlines()[-1]), totals(folder))


def totals(folder: Path) -> list[int]:
    """Return the instructions of each stretch that ends in a mark, in order.

    callgrind writes a file for each, numbered from 1 on, and one without a number for the rest.
    """
    files = sorted(folder.glob("counts.*"), key=lambda file: int(file.suffix[1:]))
    return [_total(file.read_text(encoding="utf-8").splitlines()) for file in files]


def _total(lines: Iterable[str]) -> int:
    return next(int(line.split()[1]) for line in lines if line.startswith("summary:"))


def per_call(done: Sequence[tuple[str, int]], totals: Sequence[int]) -> Mapping[str, float]:
    """Return the instructions of each call, without those of the loop.

    Three marks go with a path: what lies before the first is no path's, then comes the empty loop,
    then the loop.

    >>> per_call([("next", 10)], [5000, 200, 1200])
    {'next': 100.0}
    """
    if len(totals) != 3 * len(done):
        raise ValueError(f"{len(totals)} stretches for {len(done)} paths")
    pairs = zip(totals[1::3], totals[2::3], strict=True)
    return {
        name: (loop - empty) / calls
        for (name, calls), (empty, loop) in zip(done, pairs, strict=True)
    }


# --- the other side -----------------------------------------------------------------------------


def built(commit: str, folder: Path) -> Path:
    """Lay a commit's library into a folder and build its compiled modules there."""
    archive = folder / "tree.tar"
    subprocess.run(["git", "archive", f"--output={archive}", commit], cwd=ROOT, check=True)
    shutil.unpack_archive(archive, folder, filter="data")
    build = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    subprocess.run(build, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def table(here: Mapping[str, float], there: Mapping[str, float], commit: str) -> list[str]:
    """Return the lines to print: what a call takes here, at the commit, and how they compare.

    >>> print("\\n".join(table({"F": 600.0, "next": 90.0}, {"F": 600.0, "next": 100.0}, "v1")))
    instructions a call      here        v1  here/v1
    F                         600       600     1.00
    next                       90       100     0.90
    """
    width = max(map(len, [*here, "instructions a call"]))
    head = f"{'instructions a call':{width}}{'here':>10}"
    if not commit:
        return [head, *(f"{name:{width}}{count:10,.0f}" for name, count in here.items())]
    commit = commit[:9]
    lines = [f"{head}{commit:>10}  {'here/' + commit}"]
    for name, count in here.items():
        other = there.get(name)
        compared = f"{'-':>10}" if other is None else f"{other:10,.0f}{count / other:9.2f}"
        lines.append(f"{name:{width}}{count:10,.0f}{compared}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
