"""Where the time of a case goes: `python -m benchmarks.profiling "next weekday mornings"`.

cProfile makes small functions look dearer than they are; use it to see what is called and how
often, and `python -m benchmarks --only ...` to see what a change is worth.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from collections.abc import Sequence

from benchmarks.cases import CASES
from benchmarks.competitors import Library, load
from benchmarks.jobs import JOBS, Effort, placed

EFFORT = Effort(batch=300_000_000)
"""One long batch: a profile needs many calls, not the least time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Profile one case of one competitor and print the dearest functions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profiling", description=__doc__)
    parser.add_argument("case", choices=[case.name for case in CASES], metavar="CASE")
    parser.add_argument("--competitor", default="quartzcron", metavar="NAME")
    parser.add_argument("--lines", type=int, default=20, metavar="N", help="functions to show")
    asked = parser.parse_args(arguments)
    competitors, absent = load([f"{asked.competitor}_"])
    if absent:
        parser.error(f"{asked.competitor} is not installed")
    case = next(case for case in CASES if case.name == asked.case)
    library = competitors[0]
    if not isinstance(library, Library):
        parser.error(f"{asked.competitor} runs in a process of its own, where nothing can be seen")
    case = placed(case, library)
    measurement = JOBS[case.job].start(case, library, EFFORT)
    profile = cProfile.Profile()
    profile.runcall(measurement.once)
    pstats.Stats(profile).sort_stats("tottime").print_stats(asked.lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
