"""Run the adapters on the real engines.

    python -m tests.engines [--engines postgresql,celery] [--install]

Prints what was found with each engine, and what was left out and why. Ends with status 1 if one
does not do what it must.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

# The tests import each other by plain names; so does this program, run as a module.
sys.path.insert(0, str(Path(__file__).parent.parent))

from engines import ENGINES, ROOT, AbsentError, install, python_of

#: What the process of an engine ends with when a program that it needs is missing.
ABSENT = 77


def _run_here(name: str) -> int:
    """Run an engine in this process, in a folder that is removed afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix=f"quartzcron-{name}-") as folder:
            for line in import_module(f"engines.{name}_").run(Path(folder)):
                print(f"  {line}", flush=True)
    except AbsentError as reason:
        print(f"  left out: {reason}")
        return ABSENT
    except Exception:
        traceback.print_exc(file=sys.stdout)
        return 1
    return 0


def _run(name: str) -> int:
    """Run an engine in a process of its own, with the Python of its environment."""
    print(f"{name}:", flush=True)
    try:
        python = python_of(name)
    except AbsentError as reason:
        print(f"  left out: {reason}")
        return ABSENT
    began = time.monotonic()
    here = [str(python), "-m", "tests.engines", "--here", name]
    status = subprocess.call(here, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    if status != ABSENT:
        verdict = "failed" if status else "passed"
        print(f"  {verdict} in {time.monotonic() - began:.0f} s", flush=True)
    return status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the engines that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Run the adapters on the real engines.")
    parser.add_argument("--engines", help="names with commas between them; all by default")
    parser.add_argument("--install", action="store_true", help="install what has its environment")
    parser.add_argument("--here", metavar="NAME", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.here:
        return _run_here(asked.here)
    wanted = asked.engines.split(",") if asked.engines else list(ENGINES)
    unknown = sorted(set(wanted) - set(ENGINES))
    if unknown:
        parser.error(f"no such engine: {', '.join(unknown)}; there are {', '.join(ENGINES)}")
    if asked.install:
        for name in wanted:
            install(name)
    statuses = [_run(name) for name in wanted]
    ran = len(statuses) - statuses.count(ABSENT)
    failed = ran - statuses.count(0)
    print(f"{ran - failed} passed, {failed} failed, {statuses.count(ABSENT)} left out")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
