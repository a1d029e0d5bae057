"""How competitors of other processes enter a case: foreign languages, and quartzcron's twin.

A program of another language is told texts and instants as numbers, so that it reads the very
same case: seconds since 1970 in, seconds out. What stands without a zone here is UTC there.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, ClassVar

from benchmarks.cases import Case
from benchmarks.competitors import CannotError, Competitor
from benchmarks.jobs import (
    CHECKED_FIRES,
    FIRES,
    Effort,
    Verdict,
    drawn_rights,
    rights,
    runs,
    verdict,
)
from benchmarks.measure import Measurement
from benchmarks.process import Process
from benchmarks.texts import sample


@dataclass(frozen=True)
class Batch:
    """A case that another process has prepared."""

    process: Process
    case: int

    def once(self) -> float:
        """Let the process measure one batch."""
        return self.process.once(self.case)


class Remote(Competitor):
    """A competitor that runs in a process of its own."""

    _process: Process | None = None

    @property
    def version(self) -> str:
        """What the program says that it measures."""
        return self.process.version

    @property
    def process(self) -> Process:
        """The running program."""
        if self._process is None:
            raise RuntimeError(f"{self.name} is not open")
        return self._process

    @abstractmethod
    def start(self) -> Process:
        """Start the program; raise AbsentError where something is missing."""

    @abstractmethod
    def enter(self, case: Case, effort: Effort) -> tuple[Verdict, Measurement]:
        """Have a case prepared and its answers checked."""

    def open(self) -> None:
        """Start the program, unless it runs."""
        if self._process is None:
            self._process = self.start()

    def close(self) -> None:
        """End the program."""
        if self._process is not None:
            self._process.close()
            self._process = None


class Twin(Remote):
    """A library of Python in another interpreter, where `benchmarks.worker` does the jobs."""

    language = "Python"
    command: ClassVar[Sequence[str]]
    environment: ClassVar[Mapping[str, str]]

    def start(self) -> Process:
        """Start the worker."""
        return Process(self.command, self.environment)

    def floor(self, name: str, batch: int) -> Measurement:
        """Return a floor of the worker's own interpreter."""
        number, _ = self.process.prepare(floor=name, batch=batch)
        return Batch(self.process, number)

    def enter(self, case: Case, effort: Effort) -> tuple[Verdict, Measurement]:
        """Hand the case over by its name."""
        number, found = self.process.prepare(name=case.name, effort=asdict(effort))
        return Verdict(found["checked"], found["wrong"]), Batch(self.process, number)


class Foreign(Remote):
    """A library of another language.

    `backwards` says whether it knows the last fire time before a moment, `zones` whether it
    knows zones.
    """

    backwards: ClassVar[bool] = True

    def enter(self, case: Case, effort: Effort) -> tuple[Verdict, Measurement]:
        """Tell the program what to do, and hold its answers against the brute force."""
        try:
            described = _DESCRIBED[case.job]
        except KeyError:
            raise CannotError("is not asked") from None
        if case.starts == "in a gap":
            raise CannotError("cannot be asked: an instant is never in a gap")
        if case.job == "previous" and not self.backwards:
            raise CannotError("cannot look backwards")
        asked = described(case, self, effort)
        zone = "UTC" if case.zone is UTC else getattr(case.zone, "key", None)
        number, found = self.process.prepare(
            job=case.job.partition(" ")[0],
            texts=asked.texts,
            zone=zone,
            starts=[_epoch(moment) for moment in asked.starts],
            checked=asked.checked,
            take=asked.take,
            fires=FIRES,
            patience=int(effort.patience * 1e9),
            batch=effort.batch,
            warm_up=effort.warm_up,
        )
        # Whoever is slow has answered as many as it could in time.
        answers = [_moment(each) for each in found["answers"]]
        expected = [right and _as_utc(right) for right in islice(asked.rights, len(answers))]
        return verdict(answers, expected, effort.patience), Batch(self.process, number)


@dataclass(frozen=True)
class _Asked:
    """What a program is asked: the text i for the start i, or the one text for all.

    From each of the first `checked` starts it answers `take` fire times in a row, as long as its
    patience lasts.
    """

    texts: Sequence[str]
    starts: Sequence[datetime]
    checked: int
    take: int
    rights: Iterable[datetime | None]


def _fires(case: Case, competitor: Competitor, effort: Effort) -> _Asked:
    starts = case.moments(effort.moments)
    checked = min(effort.checked, effort.moments)
    return _Asked([competitor.text_of(case.plan)], starts, checked, 1, rights(case, checked))


def _iterated(case: Case, competitor: Competitor, effort: Effort) -> _Asked:
    starts = case.moments(effort.moments)
    checked = min(effort.checked, effort.moments) // CHECKED_FIRES
    text = competitor.text_of(case.plan)
    return _Asked([text], starts, checked, CHECKED_FIRES, runs(case, checked))


def _parsed(case: Case, competitor: Competitor, effort: Effort) -> _Asked:
    asked = drawn_rights(case, effort.checked)
    drawn = sample(case.family, effort.texts)
    texts = [competitor.text_from(case.family, draw) for draw in drawn]
    starts = [moment for _, moment, _ in asked]
    return _Asked(texts, starts, len(starts), 1, [right for _, _, right in asked])


_DESCRIBED: Mapping[str, Callable[[Case, Competitor, Effort], _Asked]] = {
    "next": _fires,
    "previous": _fires,
    "iterate": _iterated,
    "parse new": _parsed,
}
"""The jobs that other languages are asked to do; the rest is about Python itself."""


def _as_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _epoch(moment: datetime) -> int:
    return int(_as_utc(moment).timestamp())


def _moment(seconds: Any) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
