"""The jobs: what a case does, how it is measured, and how its answers are checked.

A job takes a case and a library to something that can be measured `once()`, again and again.
What is no library of this process is entered by `remote`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from itertools import cycle, islice, pairwise, zip_longest
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from benchmarks import footprint
from benchmarks.brute_force import (
    closest_fires,
    count_between,
    fires_between,
    first_common,
    instant,
    nth_fire,
)
from benchmarks.cases import Case, random_moments
from benchmarks.competitors import Library
from benchmarks.measure import Call, Measurement, Reminded, Stopwatch
from benchmarks.tables import column_call
from benchmarks.texts import Draw, draws, sample

FIRES = 200
"""Fire times that one call of an iterate case takes: making the iterator is spread over them."""

CHECKED_FIRES = 5
"""Fire times from each start that are checked for an iterate case."""

CHECKED_ANSWERS = 10
"""Counts, and n-th fire times, that are checked: most libraries take their time for each."""

CHECKED_TEXTS = 40
"""Drawn texts whose next fire time is checked, at most."""

LOOPED_ROWS = 2_000
"""Rows of the tables that libraries go through row by row."""


@dataclass(frozen=True)
class Effort:
    """How much is done.

    Rounds, nanoseconds a batch, random starts, answers checked, distinct texts, expressions
    alive when memory is taken, rows of a table, seconds that checking one case may take, and
    nanoseconds that a program of another language may warm up.
    """

    repeats: int = 60
    batch: int = 2_000_000
    moments: int = 2_000
    checked: int = 1_000
    texts: int = 3_000
    alive: int = 2_000
    rows: int = 1_000_000
    patience: float = 2.0
    warm_up: int = 400_000_000


QUICK = Effort(
    repeats=6,
    batch=500_000,
    moments=500,
    checked=40,
    texts=400,
    alive=100,
    rows=20_000,
    patience=0.05,
    warm_up=20_000_000,
)
"""Enough to see the order of things, not to quote a figure."""


@dataclass(frozen=True)
class Verdict:
    """How many answers were held against the brute force, and how many were wrong."""

    checked: int
    wrong: int


@dataclass(frozen=True)
class Job:
    """How a kind of case is measured, in which unit, and how its answers are checked.

    A unit of "ns" is also told as a multiple of the `floor` that is named. A `steady` figure is
    always the same and is taken once.
    """

    unit: str
    start: Callable[[Case, Library, Effort], Measurement]
    check: Callable[[Case, Library, Effort], Verdict]
    floor: str | None = None
    steady: bool = False


def enter(case: Case, library: Library, effort: Effort) -> tuple[Verdict, Measurement]:
    """Check a library's answers to a case and return what is to be measured."""
    job = JOBS[case.job]
    case = placed(case, library)
    return job.check(case, library, effort), job.start(case, library, effort)


def placed(case: Case, library: Library) -> Case:
    """Return the case in the zone that the library needs where others need none."""
    return replace(case, zone=library.naive_zone) if case.zone is None else case


def verdict(answers: Iterable[object], rights: Iterable[object], patience: float) -> Verdict:
    """Return how many answers are wrong; go no further when patience (seconds) is at its end."""
    end = perf_counter() + patience
    marks = []
    for answer, right in zip(answers, rights, strict=True):
        marks.append(_is_right(answer, right))
        if perf_counter() > end:
            break
    return Verdict(len(marks), marks.count(False))


def _is_right(answer: object, right: object) -> bool:
    if not isinstance(answer, datetime) or not isinstance(right, datetime):
        return answer == right
    # Which zone an aware answer is told in is each library's own choice.
    return (answer.tzinfo is None) is (right.tzinfo is None) and instant(answer) == instant(right)


# --- next, previous -----------------------------------------------------------------------------


def _fire_call(case: Case, library: Library) -> Call:
    text = library.text_of(case.plan)
    return library.fire_call(text, case.zone, reverse=case.job == "previous")


def _start_fire(case: Case, library: Library, effort: Effort) -> Stopwatch:
    return Stopwatch(_fire_call(case, library), case.moments(effort.moments), effort.batch)


def _check_fire(case: Case, library: Library, effort: Effort) -> Verdict:
    answers = _fire_call(case, library).answers(case.moments(effort.checked))
    return verdict(answers, rights(case, effort.checked), effort.patience)


@cache
def rights(case: Case, count: int) -> list[datetime | None]:
    """Return what the brute force says to a case's first moments."""
    return [case.judge(case.plan, moment) for moment in case.moments(count)]


# --- schedules ----------------------------------------------------------------------------------


def _schedule_call(case: Case, library: Library) -> Call:
    text, method = library.text_of(case.plan), case.job.partition(" ")[0]
    return library.schedule_call(text, case.home, case.bounds, case.without, method)


def _start_schedule(case: Case, library: Library, effort: Effort) -> Stopwatch:
    return Stopwatch(_schedule_call(case, library), case.moments(effort.moments), effort.batch)


def _check_schedule(case: Case, library: Library, effort: Effort) -> Verdict:
    asked = case.moments(effort.checked)
    answers = _schedule_call(case, library).answers(asked)
    return verdict(answers, schedule_rights(case, effort.checked), effort.patience)


@cache
def schedule_rights(case: Case, count: int) -> list[object]:
    """Return what the brute force says to a schedule's first moments, seen from its home."""
    asked = [_seen_from(case.home, moment) for moment in case.moments(count)]
    if case.job == "matches of a schedule":
        # Drawn moments hardly ever match: one in some ten thousand.
        second = timedelta(seconds=1)
        return [case.judge(case.judged, moment - second) == moment for moment in asked]
    return [case.judge(case.judged, moment) for moment in asked]


def _seen_from(home: tzinfo | None, moment: datetime) -> datetime:
    if home is None:
        return moment
    return moment.astimezone(home) if moment.tzinfo else moment.replace(tzinfo=home)


def _start_make(case: Case, library: Library, effort: Effort) -> Stopwatch:
    draws = sample(case.family, 40)
    texts = [library.text_from(case.family, draw) for draw in draws]
    call, made = library.make_call(case.home), library.parse_call()
    return Stopwatch(call, [*made.answers(texts)], effort.batch)


def _start_make_new(case: Case, library: Library, effort: Effort) -> Stopwatch:
    assert isinstance(case.home, ZoneInfo)
    assert case.home.key
    return Stopwatch(library.make_call(case.home.key), _new_texts(case, library), effort.batch)


def _check_make(case: Case, library: Library, effort: Effort) -> Verdict:
    """Check what schedules that are made of drawn texts say to a start each."""
    asked = drawn_rights(replace(case, zone=case.home), effort.checked)
    texts = [library.text_from(case.family, draw) for draw, _, _ in asked]
    answers = [
        made.next_fire_time(moment)
        for made, (_, moment, _) in zip(
            library.make_call(case.home).answers(texts), asked, strict=True
        )
    ]
    return verdict(answers, (right for _, _, right in asked), effort.patience)


# --- iterate ------------------------------------------------------------------------------------


def _start_iterate(case: Case, library: Library, effort: Effort) -> Stopwatch:
    names = {
        "deque": deque,
        "islice": islice,
        "fires": library.fires,
        "text": library.text_of(case.plan),
        "count": FIRES,
    }
    call = Call("deque(islice(fires(text, item), count), 0)", names)
    return Stopwatch(call, case.moments(effort.moments), effort.batch, FIRES)


def _check_iterate(case: Case, library: Library, effort: Effort) -> Verdict:
    text, starts = library.text_of(case.plan), effort.checked // CHECKED_FIRES
    # Whether the start itself may come first is each library's own choice.
    answers = (
        fire
        for moment in case.moments(starts)
        for fire in islice(_other_than(moment, library.fires(text, moment)), CHECKED_FIRES)
    )
    return verdict(answers, runs(case, starts), effort.patience)


def _other_than(moment: datetime, fires: Iterable[datetime]) -> Iterator[datetime]:
    return (fire for fire in fires if instant(fire) != instant(moment))


@cache
def runs(case: Case, count: int) -> list[datetime | None]:
    """Return the first fire times after each of a case's first moments, one run after another."""
    return [
        fire
        for moment in case.moments(count)
        for fire in islice(
            fires_between(case.plan, moment, _FAR.replace(tzinfo=case.zone)), CHECKED_FIRES
        )
    ]


_FAR = datetime(2100, 1, 1)


# --- arrays -------------------------------------------------------------------------------------


def _start_array(case: Case, library: Library, effort: Effort) -> Stopwatch:
    call = library.array_call(library.text_of(case.plan))
    year = datetime(2026, 1, 1, tzinfo=case.zone), datetime(2027, 1, 1, tzinfo=case.zone)
    return Stopwatch(call, [year], effort.batch)


def _check_array(case: Case, library: Library, effort: Effort) -> Verdict:
    """Compare the array with all fire times of as many days as are checked, to a year's end."""
    end = datetime(2027, 1, 1, tzinfo=case.zone)
    start = end - timedelta(days=min(effort.checked, 365))
    (array,) = library.array_call(library.text_of(case.plan)).answers([(start, end)])
    before = start - timedelta(seconds=1)
    rights = [fire.replace(tzinfo=None) for fire in _utc_between(case, before, end)]
    return _array_verdict(array.tolist(), rights)


def _utc_between(case: Case, start: datetime, end: datetime) -> Iterator[datetime]:
    return (instant(fire) for fire in fires_between(case.plan, start, end))


def _array_verdict(answers: Sequence[Any], rights: Sequence[datetime | None]) -> Verdict:
    # A missing answer is a wrong one, and so is one too many.
    pairs = list(zip_longest(answers, rights, fillvalue=False))
    return Verdict(len(pairs), sum(answer != right for answer, right in pairs))


def _start_fleet(case: Case, library: Library, effort: Effort) -> Stopwatch:
    drawn = sample(case.family, effort.texts)
    texts = [library.text_from(case.family, draw) for draw in drawn]
    moments = random_moments(20, UTC)
    call = library.fleet_call(texts, case.job == "fleet")
    return Stopwatch(call, moments, effort.batch, len(texts))


def _check_fleet(case: Case, library: Library, effort: Effort) -> Verdict:
    drawn = sample(case.family, min(effort.checked, CHECKED_TEXTS))
    texts = [library.text_from(case.family, draw) for draw in drawn]
    (moment,) = random_moments(1, UTC)
    (array,) = library.fleet_call(texts, case.job == "fleet").answers([moment])
    fires = [case.judge(draw.plan, moment) for draw in drawn]
    rights = [fire and fire.replace(tzinfo=None) for fire in fires]
    return _array_verdict(array.tolist(), rights)


# --- columns ------------------------------------------------------------------------------------


def _start_column(case: Case, library: Library, effort: Effort) -> Stopwatch:
    rows = effort.rows if library.has_columns else min(effort.rows, LOOPED_ROWS)
    return Stopwatch(column_call(case, library, rows)[0], [None], effort.batch, rows)


def _check_column(case: Case, library: Library, effort: Effort) -> Verdict:
    call, table = column_call(case, library, min(effort.checked, CHECKED_TEXTS))
    (found,) = call.answers([None])
    rows = zip(table.draws, table.zones, cycle(table.moments))
    fires = [case.judge(draw.plan, at.astimezone(ZoneInfo(zone))) for draw, zone, at in rows]
    answers = found.tolist() if library.has_columns else found
    rights = [fire and instant(fire).replace(tzinfo=None) for fire in fires]
    return _array_verdict(answers, rights)


# --- exact answers ------------------------------------------------------------------------------


def _start_count(case: Case, library: Library, effort: Effort) -> Reminded:
    call = library.count_call(library.text_of(case.plan))
    return Reminded(call, _spans(case, effort.moments), effort.batch)


def _check_count(case: Case, library: Library, effort: Effort) -> Verdict:
    count = min(effort.checked, CHECKED_ANSWERS)
    answers = library.count_call(library.text_of(case.plan)).answers(_spans(case, count))
    return verdict(answers, right_counts(case, count), effort.patience)


@cache
def right_counts(case: Case, count: int) -> list[int]:
    """Return what the brute force counts in a case's first spans."""
    return [count_between(case.plan, *span) for span in _spans(case, count)]


def _spans(case: Case, count: int) -> list[tuple[datetime, datetime]]:
    reach = timedelta(days=case.reach)
    return [(start, start + reach) for start in case.moments(count)]


def _start_nth(case: Case, library: Library, effort: Effort) -> Reminded:
    call = library.nth_call(library.text_of(case.plan))
    return Reminded(call, _numbered(case, effort.moments), effort.batch)


def _check_nth(case: Case, library: Library, effort: Effort) -> Verdict:
    count = min(effort.checked, CHECKED_ANSWERS)
    answers = library.nth_call(library.text_of(case.plan)).answers(_numbered(case, count))
    rights = [nth_fire(case.plan, *each) for each in _numbered(case, count)]
    return verdict(answers, rights, effort.patience)


def _numbered(case: Case, count: int) -> list[tuple[datetime, int]]:
    return [(start, case.reach) for start in case.moments(count)]


def _start_shortest(case: Case, library: Library, effort: Effort) -> Stopwatch:
    call = library.shortest_call(library.text_of(case.plan), case.zone)
    new_zone = case.job == "shortest in new zone"
    forget = library.forget_zones if new_zone else library.forget_answers
    first = Call(call.code, {**call.names, "forget": forget}, call.before, untimed="forget()")
    return Stopwatch(first, [_horizon(case)], effort.batch, A_MILLISECOND)


A_MILLISECOND = 1_000_000
"""Nanoseconds: a share of these makes the figure one in milliseconds."""


def _check_shortest(case: Case, library: Library, effort: Effort) -> Verdict:
    call = library.shortest_call(library.text_of(case.plan), case.zone)
    (found,) = call.answers([_horizon(case)])
    answers = (found.first, found.second) if found else ()
    return _array_verdict(
        [instant(each) for each in answers], [instant(each) for each in right_pair(case)]
    )


@cache
def right_pair(case: Case) -> Sequence[datetime]:
    """Return the two fire times that the brute force finds closest to each other, if any."""
    return closest_fires(case.plan, case.zone) or ()


def _horizon(case: Case) -> tuple[datetime, datetime]:
    return datetime(1970, 1, 1, tzinfo=case.zone), datetime(2200, 1, 1, tzinfo=case.zone)


def _overlap_call(case: Case, library: Library) -> Call:
    assert case.other
    return library.overlap_call(library.text_of(case.plan), library.text_of(case.other))


def _start_overlap(case: Case, library: Library, effort: Effort) -> Reminded:
    return Reminded(_overlap_call(case, library), _rests(case, effort.moments), effort.batch)


def _check_overlap(case: Case, library: Library, effort: Effort) -> Verdict:
    count = min(effort.checked, CHECKED_ANSWERS)
    answers = _overlap_call(case, library).answers(_rests(case, count))
    return verdict(answers, right_overlaps(case, count), effort.patience)


@cache
def right_overlaps(case: Case, count: int) -> list[datetime | None]:
    """Return the first fire times of both plans after a case's first moments."""
    assert case.other
    return [first_common(case.plan, case.other, *rest) for rest in _rests(case, count)]


def _rests(case: Case, count: int) -> list[tuple[datetime, datetime]]:
    """Return the rests of the horizon from a case's first moments on."""
    _, end = _horizon(case)
    return [(start, end) for start in case.moments(count)]


# --- sets ---------------------------------------------------------------------------------------


def _union_call(case: Case, library: Library) -> Call:
    texts = [library.text_from(case.family, draw) for draw in sample(case.family, case.reach)]
    return library.union_call(texts, _zones(case))


def _start_union(case: Case, library: Library, effort: Effort) -> Stopwatch:
    call = _union_call(case, library)
    names = {**call.names, "forget": library.forget_zones}
    first = Call(call.code, names, call.before, untimed="forget()")
    return Stopwatch(first, [()], effort.batch, A_MILLISECOND)


def _check_union(case: Case, library: Library, effort: Effort) -> Verdict:
    """Compare the longest interval of some weeks: the horizon has too many fire times for that."""
    (found,) = _union_call(case, library).answers([_weeks(case)])
    answers = (found.first, found.second) if found else ()
    return _array_verdict([instant(each) for each in answers], right_neighbours(case))


@cache
def right_neighbours(case: Case) -> Sequence[datetime]:
    """Return the neighbours of greatest distance in some weeks, by the brute force, if any."""
    fires: set[datetime] = set()
    for draw, zone in zip(sample(case.family, case.reach), _zones(case), strict=True):
        start, end = (at.astimezone(zone) if zone else at for at in _weeks(case))
        fires |= {instant(fire) for fire in fires_between(draw.plan, start, end)}
    return max(pairwise(sorted(fires)), key=lambda pair: pair[1] - pair[0], default=())


def _zones(case: Case) -> Sequence[tzinfo | None]:
    """Return a zone for each text of a union, from all over the zone database, or none."""
    if case.job == "union":
        return [None] * case.reach
    names = [name for name in sorted(available_timezones()) if "/" in name]
    return [ZoneInfo(name) for name in names[:: len(names) // case.reach][: case.reach]]


def _weeks(case: Case) -> tuple[datetime, datetime]:
    """Return a span in which many clocks change; no drawn time begins or ends it."""
    start = datetime(2026, 3, 1, 0, 0, 30, tzinfo=None if case.job == "union" else UTC)
    return start, start + timedelta(weeks=5)


# --- parse --------------------------------------------------------------------------------------


@cache
def _stream(library: Library, family: str) -> Iterator[Draw]:
    """Return the one stream from which a library draws, so that no text comes twice."""
    return draws(family)


def _new_texts(case: Case, library: Library) -> Iterator[str]:
    stream = _stream(library, case.family)
    return (library.text_from(case.family, draw) for draw in stream)


def _start_parse_new(case: Case, library: Library, effort: Effort) -> Stopwatch:
    return Stopwatch(library.parse_call(), _new_texts(case, library), effort.batch)


def _start_parse_cleared(case: Case, library: Library, effort: Effort) -> Stopwatch:
    call = library.parse_call()
    names = {**call.names, "clear": library.clear_caches}
    cleared = Call(call.code, names, call.before, untimed="clear()")
    return Stopwatch(cleared, _new_texts(case, library), effort.batch)


def _start_parse_again(case: Case, library: Library, effort: Effort) -> Stopwatch:
    text = next(_new_texts(case, library))
    return Stopwatch(library.parse_call(), [text] * 1_000, effort.batch)


@cache
def drawn_rights(case: Case, count: int) -> list[tuple[Draw, datetime, datetime | None]]:
    """Return drawn texts, a start for each and what the brute force says to it."""
    drawn = sample(case.family, min(count, CHECKED_TEXTS))
    moments = random_moments(len(drawn), case.zone)
    return [
        (draw, moment, case.judge(draw.plan, moment))
        for draw, moment in zip(drawn, moments, strict=True)
    ]


def _check_texts(case: Case, library: Library, effort: Effort) -> Verdict:
    """Check that what was parsed fires when it should, one start for each text."""
    asked = drawn_rights(case, effort.checked)
    answers = (
        next(_ask(library, library.text_from(case.family, draw), moment))
        for draw, moment, _ in asked
    )
    return verdict(answers, (right for _, _, right in asked), effort.patience)


def _ask(library: Library, text: str, moment: datetime) -> Iterator[Any]:
    return library.fire_call(text, moment.tzinfo, reverse=False).answers([moment])


# --- forms --------------------------------------------------------------------------------------

SPOILT: Mapping[str, Callable[[Mapping[str, str]], Mapping[str, str]]] = {
    "right": lambda words: words,
    "wrong": lambda words: {**words, "hour": f"{int(words['hour']) + 24}"},
    "misspelt": lambda words: {**words, "month": f"{words['month'][0]}{words['month'][:0:-1]}"},
}
"""What is done to the words of a text before a form asks about it: JAN becomes JNA."""


def _asked(case: Case) -> tuple[str, str, str]:
    """Return what a form asks, how often, and about what kind of text: the words of its job."""
    return tuple(case.job.split(" "))  # type: ignore[return-value]


def _spoilt(case: Case, library: Library, draw: Draw) -> str:
    words = SPOILT[_asked(case)[2]](draw.words)
    return library.text_from(case.family, replace(draw, words=words))


def _start_form(case: Case, library: Library, effort: Effort) -> Stopwatch:
    question, often, _ = _asked(case)
    call = library.form_call(question)
    texts = (_spoilt(case, library, draw) for draw in _stream(library, case.family))
    if often == "again":
        return Stopwatch(call, [next(texts)] * 1_000, effort.batch)
    if often == "cleared":
        call = replace(call, names={**call.names, "clear": library.clear_caches}, untimed="clear()")
    return Stopwatch(call, texts, effort.batch)


def _check_form(case: Case, library: Library, effort: Effort) -> Verdict:
    """Check verdicts, and that what is meant is the text as it was before it was spoilt."""
    question, _, kind = _asked(case)
    drawn = sample(case.family, min(effort.checked, CHECKED_TEXTS))
    call = library.form_call("described" if question == "describe" else question)
    answers = call.answers(_spoilt(case, library, draw) for draw in drawn)
    rights: Mapping[str, Callable[[str], object]] = {
        "is_valid": lambda _text: kind == "right",
        "validate": lambda text: [text],
        "corrected": lambda text: text,
        "lint": lambda _text: [],
        "detect": lambda text: text,
        "describe": lambda _text: True,
    }
    texts = (library.text_from(case.family, draw) for draw in drawn)
    return verdict(answers, map(rights[question], texts), effort.patience)


# --- import, memory -----------------------------------------------------------------------------


def _start_import(case: Case, library: Library, effort: Effort) -> Measurement:
    return footprint.Import(library.module)


def _start_memory(case: Case, library: Library, effort: Effort) -> Measurement:
    library.parse_call()  # who has none cannot take part
    drawn = list(islice(_stream(library, case.family), effort.alive))
    return footprint.Memory(library, case.family, drawn, used=case.job == "memory used")


def _start_schedule_memory(case: Case, library: Library, effort: Effort) -> Measurement:
    library.make_call(None)  # who has none cannot take part
    return footprint.ScheduleMemory(library, case.family, sample(case.family, effort.alive))


def _check_nothing(case: Case, library: Library, effort: Effort) -> Verdict:
    return Verdict(checked=0, wrong=0)


JOBS: Mapping[str, Job] = {
    **dict.fromkeys(("next", "previous"), Job("ns", _start_fire, _check_fire, "F")),
    "next of a schedule": Job("ns", _start_schedule, _check_schedule, "F"),
    "previous of a schedule": Job("ns", _start_schedule, _check_schedule, "F"),
    "matches of a schedule": Job("ns", _start_schedule, _check_schedule, "F"),
    "make schedule": Job("ns", _start_make, _check_make, "F"),
    "make schedule new": Job("ns", _start_make_new, _check_make, "F"),
    "iterate": Job("ns", _start_iterate, _check_iterate, "F"),
    "array": Job("ns", _start_array, _check_array, "fills"),
    **dict.fromkeys(("fleet", "list"), Job("ns", _start_fleet, _check_fleet, "F")),
    "column, one moment": Job("ns", _start_column, _check_column, "F"),
    "column, a moment each": Job("ns", _start_column, _check_column, "F"),
    "column, new texts": Job("ns", _start_column, _check_column, "F"),
    "count": Job("ns", _start_count, _check_count, "F"),
    "n-th": Job("ns", _start_nth, _check_nth, "F"),
    "shortest": Job("ms", _start_shortest, _check_shortest),
    "shortest in new zone": Job("ms", _start_shortest, _check_shortest),
    "union": Job("ms", _start_union, _check_union),
    "union in zones": Job("ms", _start_union, _check_union),
    "overlap": Job("ns", _start_overlap, _check_overlap, "F"),
    "parse new": Job("ns", _start_parse_new, _check_texts, "F"),
    "parse cleared": Job("ns", _start_parse_cleared, _check_texts, "F"),
    "parse again": Job("ns", _start_parse_again, _check_texts, "F"),
    **dict.fromkeys(
        (
            "is_valid new right",
            "is_valid new wrong",
            "is_valid again right",
            "is_valid again wrong",
            "validate new misspelt",
            "validate again misspelt",
            "corrected new misspelt",
            "corrected cleared misspelt",
            "lint new right",
            "lint again right",
            "detect new right",
            "detect again right",
            "describe new right",
            "describe again right",
        ),
        Job("ns", _start_form, _check_form, "F"),
    ),
    "import": Job("ms", _start_import, _check_nothing),
    "memory built": Job("KiB", _start_memory, _check_texts, steady=True),
    "memory used": Job("KiB", _start_memory, _check_texts, steady=True),
    "memory of schedules": Job("KiB", _start_schedule_memory, _check_make, steady=True),
}
"""Every job by the name that cases use."""
