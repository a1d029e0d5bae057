"""The jobs: what a case does, how it is measured, and how its answers are checked.

A job takes a case and a competitor to something that can be measured `once()`, again and again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from benchmarks import footprint
from benchmarks.cases import Case, random_moments
from benchmarks.competitors import Competitor
from benchmarks.measure import Call, Measurement, Stopwatch
from benchmarks.texts import Draw, draws

FIRES = 200
"""Fire times that one call of an iterate case takes: making the iterator is spread over them."""

CHECKED_FIRES = 5
"""Fire times from each start that are checked for an iterate case."""

CHECKED_TEXTS = 40
"""Drawn texts whose next fire time is checked, at most."""


@dataclass(frozen=True)
class Effort:
    """How much is done: rounds, nanoseconds a batch, random starts, starts checked, expressions."""

    repeats: int = 60
    batch: int = 2_000_000
    moments: int = 2_000
    checked: int = 200
    expressions: int = 3_000


QUICK = Effort(repeats=8, batch=1_000_000, moments=500, checked=40, expressions=500)
"""Enough to see the order of things, not to quote a figure."""


@dataclass(frozen=True)
class Verdict:
    """How many answers were held against the brute force, and how many were wrong."""

    checked: int
    wrong: int


@dataclass(frozen=True)
class Job:
    """How a kind of case is measured, in which unit, and how its answers are checked.

    A unit of "ns" is also told as a multiple of the floor. A `steady` figure is always the same
    and is taken once.
    """

    unit: str
    start: Callable[[Case, Competitor, Effort], Measurement]
    check: Callable[[Case, Competitor, Effort], Verdict]
    steady: bool = False


# --- next, previous -----------------------------------------------------------------------------


def _fire_call(case: Case, competitor: Competitor) -> Call:
    text = competitor.text_of(case.plan)
    return competitor.fire_call(text, reverse=case.job == "previous")


def _start_fire(case: Case, competitor: Competitor, effort: Effort) -> Stopwatch:
    moments = random_moments(effort.moments, case.zone)
    return Stopwatch(_fire_call(case, competitor), moments, effort.batch)


def _check_fire(case: Case, competitor: Competitor, effort: Effort) -> Verdict:
    moments = random_moments(effort.checked, case.zone)
    answers = _fire_call(case, competitor).answers(moments)
    rights = (case.judge(case.plan, moment) for moment in moments)
    return _verdict(answers, rights)


def _verdict(answers: Iterator[object], rights: Iterator[object]) -> Verdict:
    marks = [answer == right for answer, right in zip(answers, rights, strict=True)]
    return Verdict(len(marks), marks.count(False))


# --- iterate ------------------------------------------------------------------------------------


def _start_iterate(case: Case, competitor: Competitor, effort: Effort) -> Stopwatch:
    names = {
        "deque": deque,
        "islice": islice,
        "fires": competitor.fires,
        "text": competitor.text_of(case.plan),
        "count": FIRES,
    }
    call = Call("deque(islice(fires(text, item), count), 0)", names)
    return Stopwatch(call, random_moments(effort.moments, case.zone), effort.batch, FIRES)


def _check_iterate(case: Case, competitor: Competitor, effort: Effort) -> Verdict:
    text, plan = competitor.text_of(case.plan), case.plan
    marks = []
    for moment in random_moments(effort.checked // CHECKED_FIRES, case.zone):
        last = moment
        # Whether the start itself may come first is each library's own choice.
        fires = (fire for fire in competitor.fires(text, moment) if fire != moment)
        for fire in islice(fires, CHECKED_FIRES):
            right = case.judge(plan, last)
            marks.append(fire == right)
            last = right or last
    return Verdict(len(marks), marks.count(False))


# --- parse --------------------------------------------------------------------------------------


@cache
def _stream(competitor: Competitor, family: str) -> Iterator[Draw]:
    """Return the one stream from which a competitor draws, so that no text comes twice."""
    return draws(family)


def _new_texts(case: Case, competitor: Competitor) -> Iterator[str]:
    stream = _stream(competitor, case.family)
    return (competitor.text_from(case.family, draw) for draw in stream)


def _start_parse_new(case: Case, competitor: Competitor, effort: Effort) -> Stopwatch:
    return Stopwatch(competitor.parse_call(), _new_texts(case, competitor), effort.batch)


def _start_parse_cleared(case: Case, competitor: Competitor, effort: Effort) -> Stopwatch:
    call = competitor.parse_call()
    names = {**call.names, "clear": competitor.clear_caches}
    cleared = Call(call.code, names, call.before, untimed="clear()")
    return Stopwatch(cleared, _new_texts(case, competitor), effort.batch)


def _start_parse_again(case: Case, competitor: Competitor, effort: Effort) -> Stopwatch:
    text = next(_new_texts(case, competitor))
    return Stopwatch(competitor.parse_call(), [text] * 1_000, effort.batch)


@cache
def _sample(family: str, count: int) -> list[Draw]:
    return list(islice(draws(family, seed=0), count))


def _check_texts(case: Case, competitor: Competitor, effort: Effort) -> Verdict:
    """Check that what was parsed fires when it should, one start for each text."""
    sample = _sample(case.family, min(effort.checked, CHECKED_TEXTS))
    moments = random_moments(len(sample))
    texts = (competitor.text_from(case.family, draw) for draw in sample)
    answers = (
        next(competitor.fire_call(text, reverse=False).answers([moment]))
        for text, moment in zip(texts, moments, strict=True)
    )
    rights = (case.judge(draw.plan, moment) for draw, moment in zip(sample, moments, strict=True))
    return _verdict(answers, rights)


# --- import, memory -----------------------------------------------------------------------------


def _start_import(case: Case, competitor: Competitor, effort: Effort) -> Measurement:
    return footprint.Import(competitor.module)


def _start_memory(case: Case, competitor: Competitor, effort: Effort) -> Measurement:
    sample = list(islice(_stream(competitor, case.family), effort.expressions))
    return footprint.Memory(competitor, case.family, sample, used=case.job == "memory used")


def _check_nothing(case: Case, competitor: Competitor, effort: Effort) -> Verdict:
    return Verdict(checked=0, wrong=0)


JOBS: Mapping[str, Job] = {
    "next": Job("ns", _start_fire, _check_fire),
    "previous": Job("ns", _start_fire, _check_fire),
    "iterate": Job("ns", _start_iterate, _check_iterate),
    "parse new": Job("ns", _start_parse_new, _check_texts),
    "parse cleared": Job("ns", _start_parse_cleared, _check_texts),
    "parse again": Job("ns", _start_parse_again, _check_texts),
    "import": Job("ms", _start_import, _check_nothing),
    "memory built": Job("KiB", _start_memory, _check_texts, steady=True),
    "memory used": Job("KiB", _start_memory, _check_texts, steady=True),
}
"""Every job by the name that cases use."""
