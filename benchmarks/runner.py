"""Runs cases round by round and gathers the figures.

Every batch of a case stands beside a batch of the floor that lasts as long, and a ratio is the
least of the one over the least of the other. So both had the same chances of a quiet moment: on
a busy machine nanoseconds rise, ratios hardly do.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from math import inf
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from benchmarks import jobs
from benchmarks.cases import Case
from benchmarks.competitors import CannotError, Competitor, Library
from benchmarks.jobs import JOBS, Effort, Job, Verdict
from benchmarks.measure import Measurement, floor_stopwatch
from benchmarks.remote import Remote, Twin
from benchmarks.targets import TARGETS

PATIENCE = 12
"""How many times as long as its batches should last a case may take, before it is left alone."""

NOT_ASKED = "is not asked"
"""How the trouble begins of who was not asked."""

OURS = {"quartzcron": None, "quartzcron, pure": "pure"}
"""Who is held against the targets, and for which kernel: None for the one that runs."""


@dataclass
class Entry:
    """One competitor at one case: the least figure and floor so far, or why there is none."""

    case: Case
    competitor: Competitor
    measurement: Measurement | None = None
    least: float | None = None
    floor: float = inf
    spent: int = 0
    verdict: Verdict = field(default_factory=lambda: Verdict(0, 0))
    trouble: str | None = None

    @property
    def job(self) -> Job:
        """The case's job."""
        return JOBS[self.case.job]

    def prepare(self, effort: Effort) -> None:
        """Check the answers and calibrate, or note why the competitor does not take part."""
        try:
            self.verdict, self.measurement = _enter(self.case, self.competitor, effort)
        except CannotError as reason:
            self.trouble = str(reason)
        except Exception as error:  # whatever a competitor raises is its result, not our end
            self._fail(error)

    def once(self, floors: Floors, limit: int) -> None:
        """Measure floor and case once more, unless that tells nothing new or took too long."""
        if self.measurement is None or self.spent > limit:
            return
        if self.job.steady and self.least is not None:
            return
        if self.job.floor:
            self.floor = min(self.floor, floors.of(self).once())
        start = perf_counter_ns()
        try:
            figure = self.measurement.once()
        except Exception as error:
            self._fail(error)
            return
        self.spent += perf_counter_ns() - start
        self.least = figure if self.least is None else min(figure, self.least)

    def _fail(self, error: Exception) -> None:
        self.measurement = self.least = None
        self.trouble = f"fails: {type(error).__name__}: {error}".splitlines()[0]


class Floors:
    """The stopwatches over the floors: one of each here, and of each twin's own interpreter."""

    def __init__(self, batch: int) -> None:
        self._batch = batch
        self._made: dict[tuple[str, str], Measurement] = {}

    def of(self, entry: Entry) -> Measurement:
        """Return the stopwatch over the floor that stands beside an entry."""
        name, competitor = str(entry.job.floor), entry.competitor
        if not isinstance(competitor, Twin):
            return self.here(name)
        key = competitor.name, name
        if key not in self._made:
            self._made[key] = competitor.floor(name, self._batch)
        return self._made[key]

    def here(self, name: str) -> Measurement:
        """Return the stopwatch over a floor of this interpreter."""
        if ("", name) not in self._made:
            self._made["", name] = floor_stopwatch(name, self._batch)
        return self._made["", name]


def _share_fills(entries: Sequence[Entry]) -> None:
    """Give all array cases of a competitor the least of their floors.

    Whether the allocator gives memory back to the system after a call, and must ask for it
    again, doubles the time of a filling, and hangs on what was called before it.
    """
    filled = [entry for entry in entries if entry.job.floor == "fills"]
    for entry in filled:
        alike = [each for each in filled if each.competitor is entry.competitor]
        entry.floor = min(each.floor for each in alike)


def _enter(case: Case, competitor: Competitor, effort: Effort) -> tuple[Verdict, Measurement]:
    if case.own and competitor.name not in OURS:
        raise CannotError("is not asked: these are our own terms")
    if isinstance(competitor, Remote):
        return competitor.enter(case, effort)
    assert isinstance(competitor, Library)
    return jobs.enter(case, competitor, effort)


@dataclass(frozen=True)
class Figure:
    """One cell of the table: least nanoseconds, milliseconds or KiB, and what they mean.

    `ratio` is the multiple of the floor measured beside it, and `floor` that floor's name, for
    times in "ns". `limit` is the target of this kernel, in `limit_unit`; only quartzcron has one.
    """

    case: str
    competitor: str
    value: float | None
    unit: str
    ratio: float | None
    floor: str | None
    limit: float | None
    limit_unit: str | None
    checked: int
    wrong: int
    trouble: str | None

    @property
    def asked(self) -> bool:
        """Whether the competitor was asked at all, be it that it could not answer."""
        return not (self.trouble or "").startswith(NOT_ASKED)

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is no target or no figure."""
        held = self.ratio if self.limit_unit == self.floor else self.value
        if self.limit is None or held is None:
            return None
        return held <= self.limit


@dataclass(frozen=True)
class Report:
    """All figures of one run, and the machine and libraries they belong to."""

    date: str
    python: str
    machine: str
    kernel: str
    floor: float
    competitors: dict[str, str]
    languages: dict[str, str]
    absent: dict[str, str]
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
    absent: Mapping[str, str] | None = None,
    progress: Progress = _silently,
) -> Report:
    """Measure all cases with all competitors and return the figures.

    `absent` says what would bring the competitors that are not here, for the report. Answers are
    checked before anything is timed.
    """
    entries = [Entry(case, competitor) for case in cases for competitor in competitors]
    for entry in progress(entries, "checking"):
        entry.prepare(effort)
    floors = Floors(effort.batch)
    limit = PATIENCE * effort.repeats * effort.batch
    for _ in progress(range(effort.repeats), "measuring"):
        for entry in entries:
            entry.once(floors, limit)
    kernel = _kernel()
    _share_fills(entries)
    return Report(
        date=datetime.now(UTC).date().isoformat(),
        python=f"{platform.python_implementation()} {platform.python_version()}",
        machine=_machine(),
        kernel=kernel,
        floor=min(
            [floors.here("F").once(), *(entry.floor for entry in entries if entry.job.floor == "F")]
        ),
        competitors={each.name: each.version for each in competitors},
        languages={each.name: each.language for each in competitors},
        absent=dict(absent or {}),
        notes={each.name: each.note for each in competitors if each.note},
        figures=[_figure(entry, kernel) for entry in entries],
    )


def _machine() -> str:
    """Return the kind of the machine, and of its processor where the system tells it."""
    kind = f"{platform.system()} {platform.machine()}"
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        told = ""
    model = re.search(r"model name\s*: (.+)", told)
    return f"{kind}, {model[1]}, {os.cpu_count()} cores" if model else kind


def _kernel() -> str:
    """Return the name of the kernel that runs, without needing the library to be there."""
    try:
        return str(import_module("quartzcron").KERNEL)
    except (ImportError, AttributeError):
        return "pure"


def _figure(entry: Entry, kernel: str) -> Figure:
    name, job = entry.competitor.name, entry.job
    target = TARGETS.get(entry.case.target or "") if name in OURS else None
    limit = target.limit(OURS[name] or kernel) if target else None
    measured = entry.least is not None and job.floor is not None
    return Figure(
        case=entry.case.name,
        competitor=name,
        value=entry.least,
        unit=job.unit,
        ratio=(entry.least or 0.0) / entry.floor if measured else None,
        floor=job.floor,
        limit=limit,
        limit_unit=target.unit if target and limit is not None else None,
        checked=entry.verdict.checked,
        wrong=entry.verdict.wrong,
        trouble=entry.trouble,
    )
