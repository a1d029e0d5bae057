"""Runs cases round by round and gathers the figures.

Every batch of a case stands beside a batch of the floor that lasts as long, and a ratio is the
least of the one over the least of the other. So both had the same chances of a quiet moment: on
a busy machine nanoseconds rise, ratios hardly do.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from math import inf
from typing import Any

from benchmarks.cases import Case
from benchmarks.competitors import CannotError, Competitor
from benchmarks.jobs import JOBS, Effort, Job, Verdict
from benchmarks.measure import Measurement, Stopwatch, floor_stopwatch
from benchmarks.targets import TARGETS


@dataclass
class Entry:
    """One competitor at one case: the least figure and floor so far, or why there is none."""

    case: Case
    competitor: Competitor
    measurement: Measurement | None = None
    least: float | None = None
    floor: float = inf
    verdict: Verdict = field(default_factory=lambda: Verdict(0, 0))
    trouble: str | None = None

    @property
    def job(self) -> Job:
        """The case's job."""
        return JOBS[self.case.job]

    def prepare(self, effort: Effort) -> None:
        """Check the answers and calibrate, or note why the competitor does not take part."""
        try:
            self.verdict = self.job.check(self.case, self.competitor, effort)
            self.measurement = self.job.start(self.case, self.competitor, effort)
        except CannotError as reason:
            self.trouble = str(reason)
        except Exception as error:  # whatever a competitor raises is its result, not our end
            self.trouble = f"fails: {type(error).__name__}: {error}".splitlines()[0]

    def once(self, floor: Stopwatch) -> None:
        """Measure floor and case once more, unless that could not tell anything new."""
        if self.measurement is None or (self.job.steady and self.least is not None):
            return
        self.floor = min(self.floor, floor.once())
        figure = self.measurement.once()
        self.least = figure if self.least is None else min(figure, self.least)


@dataclass(frozen=True)
class Figure:
    """One cell of the table: least nanoseconds, milliseconds or KiB, and what they mean.

    `ratio` is the multiple of the floor measured beside it, for times in "ns". `limit` is the
    target of this kernel, in `limit_unit`; only quartzcron has one.
    """

    case: str
    competitor: str
    value: float | None
    unit: str
    ratio: float | None
    limit: float | None
    limit_unit: str | None
    checked: int
    wrong: int
    trouble: str | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is no target or no figure."""
        held = self.ratio if self.limit_unit == "F" else self.value
        if self.limit is None or held is None:
            return None
        return held <= self.limit


@dataclass(frozen=True)
class Report:
    """All figures of one run, and the machine and libraries they belong to."""

    python: str
    machine: str
    kernel: str
    floor: float
    competitors: dict[str, str]
    absent: list[str]
    notes: dict[str, str]
    figures: list[Figure]


Progress = Callable[[Sequence[Any], str], Iterable[Any]]
"""Goes through a sequence and shows how far it is, under a few words of description."""


def _silently(steps: Sequence[Any], description: str) -> Iterable[Any]:
    return steps


def run(
    cases: Sequence[Case],
    competitors: Sequence[Competitor],
    effort: Effort,
    absent: Sequence[str] = (),
    progress: Progress = _silently,
) -> Report:
    """Measure all cases with all competitors and return the figures.

    `absent` names competitors that are not installed, for the report. Answers are checked before
    anything is timed.
    """
    entries = [Entry(case, competitor) for case in cases for competitor in competitors]
    for entry in progress(entries, "checking"):
        entry.prepare(effort)
    floor = floor_stopwatch(effort.batch)
    for _ in progress(range(effort.repeats), "measuring"):
        for entry in entries:
            entry.once(floor)
    kernel = _kernel()
    return Report(
        python=f"{platform.python_implementation()} {platform.python_version()}",
        machine=f"{platform.system()} {platform.machine()}",
        kernel=kernel,
        floor=min([floor.once(), *(entry.floor for entry in entries)]),
        competitors={each.name: each.version for each in competitors},
        absent=list(absent),
        notes={each.name: each.note for each in competitors if each.note},
        figures=[_figure(entry, kernel) for entry in entries],
    )


def _kernel() -> str:
    """Return the name of the kernel that runs, without needing the library to be there."""
    try:
        return str(import_module("quartzcron").KERNEL)
    except (ImportError, AttributeError):
        return "pure"


def _figure(entry: Entry, kernel: str) -> Figure:
    unit = entry.job.unit
    target = TARGETS.get(entry.case.target or "") if entry.competitor.name == "quartzcron" else None
    return Figure(
        case=entry.case.name,
        competitor=entry.competitor.name,
        value=entry.least,
        unit=unit,
        ratio=entry.least / entry.floor if entry.least is not None and unit == "ns" else None,
        limit=target.limit(kernel) if target else None,
        limit_unit=target.unit if target else None,
        checked=entry.verdict.checked,
        wrong=entry.verdict.wrong,
        trouble=entry.trouble,
    )
