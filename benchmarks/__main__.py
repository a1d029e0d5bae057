"""The one command: `python -m benchmarks`, from the root of the project."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import pages, report
from benchmarks.cases import CASES, Case
from benchmarks.competitors import MODULES, load
from benchmarks.jobs import QUICK, Effort
from benchmarks.runner import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks that the command line asks for; 0, or 2 for wrong use."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    cases = _chosen(asked.only)
    if not cases:
        known = ", ".join(case.name for case in CASES)
        parser.error(f"no case is named {' or '.join(asked.only)}; there are: {known}")
    effort = QUICK if asked.quick else Effort()
    if asked.repeats:
        effort = replace(effort, repeats=asked.repeats)
    competitors, absent = load([f"{name}_" for name in asked.competitor or _NAMES])
    try:
        figures = run(cases, competitors, effort, absent, _progress)
    finally:
        for competitor in competitors:
            competitor.close()
    report.show(figures)
    if asked.json:
        asked.json.write_text(report.as_json(figures) + "\n", encoding="utf-8")
    if asked.write:
        pages.write(figures, asked.write)
    return 0


_NAMES = tuple(module.rstrip("_") for module in MODULES)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure quartzcron and its peers, and hold quartzcron against its targets.",
    )
    parser.add_argument("--quick", action="store_true", help="few rounds: a first impression")
    parser.add_argument("--repeats", type=_positive, metavar="N", help="rounds over all cases")
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        help="cases with NAME in their name; may be given again",
    )
    parser.add_argument(
        "--competitor",
        action="append",
        choices=_NAMES,
        help="measure this one only; may be given again",
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FOLDER",
        help="write what the page Performance shows: FOLDER/_static/benchmarks",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _chosen(names: Sequence[str] | None) -> list[Case]:
    """Return the cases with one of the names in theirs, all if none is asked for."""
    if not names:
        return list(CASES)
    wanted = [name.casefold() for name in names]
    return [case for case in CASES if any(name in case.name.casefold() for name in wanted)]


def _progress(steps: Sequence[Any], description: str) -> Iterable[Any]:
    """Show how far a run is, where someone is looking and rich is there."""
    if not sys.stderr.isatty():
        return steps
    try:
        from rich.console import Console
        from rich.progress import track
    except ModuleNotFoundError:
        return steps
    return track(steps, description, console=Console(stderr=True), transient=True)


if __name__ == "__main__":
    sys.exit(main())
