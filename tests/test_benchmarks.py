"""The benchmark measures the right things and judges by right answers. No time is asserted."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import quartzcron
from benchmarks import pages, plots, report, runner, worker
from benchmarks.__main__ import main
from benchmarks.brute_force import (
    Plan,
    closest_fires,
    count_between,
    fires_between,
    first_common,
    instant,
    next_fire,
    nth_fire,
    previous_fire,
)
from benchmarks.cases import (
    CASES,
    EVERY_FIVE_MINUTES,
    EVERY_HALF_HOUR,
    EVERY_MINUTE,
    EVERY_SECOND,
    LAST_WEEKDAY,
    MONDAY_29_FEBRUARY,
    MONDAYS,
    NEVER,
    NEW_YORK,
    PLANS,
    STARTS,
    THIRD_FRIDAY,
    WEEKDAY_MORNINGS,
    YEARLY,
    Case,
    random_moments,
)
from benchmarks.competitors import AbsentError, CannotError, Library, builds, load, quartzcron_
from benchmarks.competitors.pure_ import Pure
from benchmarks.jobs import JOBS, QUICK, Effort, enter
from benchmarks.measure import Call, Reminded, Stopwatch
from benchmarks.process import Process, ProcessError
from benchmarks.profiling import main as profile
from benchmarks.remote import Foreign
from benchmarks.runner import Figure, Report, run
from benchmarks.targets import TARGETS
from benchmarks.texts import FAMILIES, draws
from quartzcron.answers import analysis
from quartzcron.clock import zones

ROOT = Path(__file__).parent.parent
TINY = Effort(
    repeats=1,
    batch=20_000,
    moments=20,
    checked=20,
    texts=20,
    alive=20,
    patience=0.01,
    warm_up=20_000,
)

AT_HOME = ("quartzcron", "croniter", "cronsim", "apscheduler", "cronexpr", "cron_converter")
PRESENT = [each for each in load([f"{name}_" for name in AT_HOME])[0] if isinstance(each, Library)]
ABROAD = ("quartz", "robfig", "croner", "cron_parser")


# --- the list ---------------------------------------------------------------------------------

NAMES = {
    *(
        f"{way} {what}"
        for way in ("next", "previous")
        for what in (
            "every minute",
            "weekday mornings",
            "last weekday",
            "third Friday",
            "every second",
            "weekday mornings, UTC",
            "weekday mornings, New York",
            "every 30 minutes, New York",
            "Monday 29 February",
            "never fires",
        )
    ),
    "next weekday mornings, start in a fold",
    "next every 30 minutes, start in a fold",
    "next weekday mornings, start in a gap",
    "next yearly, New York",
    "next Monday 29 February, New York",
    "next never fires, New York",
    "next, no more",
    "next, no more, New York",
    "previous, none before",
    "iterate weekday mornings",
    "iterate every five minutes",
    "iterate weekday mornings, New York",
    "iterate every five minutes, New York",
    "a year of */5 as an array",
    "a year of */5 as an array, New York",
    "count every second, 230 years",
    "count weekday mornings, ten years",
    "count weekday mornings, New York",
    "n-th of every second, a billion on",
    "n-th of weekday mornings, 1,000 on",
    "shortest interval, every second",
    "shortest interval, third Friday",
    "shortest interval, third Friday, New York",
    "shortest interval, third Friday, new zone",
    "first overlap, Mondays and yearly",
    "first overlap, none",
    "longest interval, union in 100 zones",
    "longest interval, union of 800 day lists",
    "next of a fleet, each",
    "parse new text",
    "parse new text, new days",
    "parse, caches cleared",
    "parse the same again",
    "import",
    "memory, built",
    "memory, used",
    "memory, days distinct, built",
    "memory, days distinct, used",
}

# The targets that were set, written down a second time: job, compiled, pure, unit.
LIMITS = {
    ("next", 0.5, 8, "F"),
    ("next far away", 3, 25, "F"),
    ("next in a zone", 1.2, 20, "F"),
    ("next a year on", 5, None, "F"),
    ("next decades on", 70, None, "F"),
    ("previous", 0.5, 8, "F"),
    ("previous far away", 3, 25, "F"),
    ("previous in a zone", 1.2, 20, "F"),
    ("iterate", 0.5, 8, "F"),
    ("iterate in a zone", 0.8, 8, "F"),
    ("array", 4, 4, "fills"),
    ("array in a zone", 5, 5, "fills"),
    ("count", 100, 1000, "F"),
    ("n-th", 100, 1000, "F"),
    ("shortest interval", 10, 10, "ms"),
    ("shortest interval in a zone", 50, 50, "ms"),
    ("union", 1000, 1000, "ms"),
    ("fleet", 500, 500, "ns"),
    ("parse new text", 60, 100, "F"),
    ("parse with caches cleared", 100, 200, "F"),
    ("parse the same again", 2, 3, "F"),
    ("import", 12, 12, "ms"),
    ("memory", 0.6, 2, "KiB"),
}


def test_the_list_is_complete() -> None:
    names = [case.name for case in CASES]
    assert sorted(names) == sorted(NAMES)


def test_every_target_has_a_case_and_every_case_a_job() -> None:
    found = {(each.job, each.compiled, each.pure, each.unit) for each in TARGETS.values()}
    assert found == LIMITS
    assert {case.target for case in CASES} - {None} == set(TARGETS)
    assert {case.job for case in CASES} == set(JOBS)


def test_a_target_depends_on_the_kernel() -> None:
    assert TARGETS["next"].limit("pure") == 8
    assert TARGETS["next"].limit("compiled") == 0.5
    assert TARGETS["next a year on"].limit("pure") is None


def test_every_subject_is_known() -> None:
    plans = {case.subject for case in CASES if isinstance(case.subject, Plan)}
    families = {case.subject for case in CASES if isinstance(case.subject, str)}
    others = {case.other for case in CASES if case.other}
    assert plans == set(PLANS) >= others
    assert families == set(FAMILIES)
    assert {case.starts for case in CASES} == set(STARTS)


def test_a_case_knows_what_it_works_on() -> None:
    with pytest.raises(TypeError, match="works on texts"):
        _ = Case("x", "parse new", "day list").plan
    with pytest.raises(TypeError, match="works on a plan"):
        _ = Case("x", "next", NEVER).family


# --- the judge ----------------------------------------------------------------------------------

START = datetime(2026, 1, 1, 9, 30)

# Plan, fire time before START, fire time after it: from a calendar.
ANSWERS: list[tuple[Plan, datetime | None, datetime | None]] = [
    (EVERY_MINUTE, datetime(2026, 1, 1, 9, 29), datetime(2026, 1, 1, 9, 31)),
    (EVERY_SECOND, datetime(2026, 1, 1, 9, 29, 59), datetime(2026, 1, 1, 9, 30, 1)),
    (EVERY_FIVE_MINUTES, datetime(2026, 1, 1, 9, 25), datetime(2026, 1, 1, 9, 35)),
    (WEEKDAY_MORNINGS, datetime(2025, 12, 31, 9, 30), datetime(2026, 1, 2, 9, 30)),
    (LAST_WEEKDAY, datetime(2025, 12, 31, 18), datetime(2026, 1, 30, 18)),
    (THIRD_FRIDAY, datetime(2025, 12, 19, 12, 30), datetime(2026, 1, 16, 12, 30)),
    (EVERY_HALF_HOUR, datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 10)),
    (YEARLY, datetime(2026, 1, 1), datetime(2027, 1, 1)),
    (MONDAY_29_FEBRUARY, datetime(2016, 2, 29), datetime(2044, 2, 29)),
    (MONDAYS, datetime(2025, 12, 29), datetime(2026, 1, 5)),
    (NEVER, None, None),
]


@pytest.mark.parametrize(("plan", "before", "after"), ANSWERS, ids=lambda x: getattr(x, "name", ""))
def test_the_judge_answers_as_a_calendar_does(
    plan: Plan, before: datetime | None, after: datetime | None
) -> None:
    assert previous_fire(plan, START) == before
    assert next_fire(plan, START) == after


def test_the_judge_keeps_the_zone_of_the_moment() -> None:
    answer = next_fire(WEEKDAY_MORNINGS, START.replace(tzinfo=UTC))
    assert answer == datetime(2026, 1, 2, 9, 30, tzinfo=UTC)


# Of the hour that New York repeats on 2026-11-01 and of the one that it leaves out on 03-08:
# plan, moment and its fold, fire times before and after it in UTC.
AT_CHANGES: list[tuple[Plan, datetime, int, datetime, datetime]] = [
    (
        EVERY_HALF_HOUR,
        datetime(2026, 11, 1, 1, 40),
        0,
        datetime(2026, 11, 1, 5, 30),
        datetime(2026, 11, 1, 6),
    ),
    (
        EVERY_HALF_HOUR,
        datetime(2026, 11, 1, 1, 10),
        1,
        datetime(2026, 11, 1, 6),
        datetime(2026, 11, 1, 6, 30),
    ),
    (
        EVERY_HALF_HOUR,
        datetime(2026, 3, 8, 1, 45),
        0,
        datetime(2026, 3, 8, 6, 30),
        datetime(2026, 3, 8, 7),
    ),
    (
        # A moment of the gap is the one that the old offset makes of it: 03:20.
        EVERY_HALF_HOUR,
        datetime(2026, 3, 8, 2, 20),
        0,
        datetime(2026, 3, 8, 7),
        datetime(2026, 3, 8, 7, 30),
    ),
    (
        WEEKDAY_MORNINGS,
        datetime(2026, 11, 1, 1, 30),
        1,
        datetime(2026, 10, 30, 13, 30),
        datetime(2026, 11, 2, 14, 30),
    ),
]


@pytest.mark.parametrize(("plan", "wall", "fold", "before", "after"), AT_CHANGES)
def test_the_judge_goes_by_the_clock_on_the_wall(
    plan: Plan, wall: datetime, fold: int, before: datetime, after: datetime
) -> None:
    moment = wall.replace(tzinfo=NEW_YORK, fold=fold)
    earlier, later = previous_fire(plan, moment), next_fire(plan, moment)
    assert earlier
    assert later
    assert instant(earlier) == before.replace(tzinfo=UTC)
    assert instant(later) == after.replace(tzinfo=UTC)
    assert later.tzinfo is NEW_YORK


def test_the_judge_counts_the_hours_of_a_day() -> None:
    for day, fires in ((date(2026, 3, 8), 46), (date(2026, 11, 1), 50), (date(2026, 6, 1), 48)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=NEW_YORK)
        found = fires_between(
            EVERY_HALF_HOUR, midnight - timedelta(seconds=1), midnight + timedelta(days=1)
        )
        assert len(list(found)) == fires
    start = datetime(2026, 1, 1)
    assert len(list(fires_between(EVERY_FIVE_MINUTES, start, start + timedelta(hours=1)))) == 11
    assert list(fires_between(NEVER, start, datetime(2027, 1, 1))) == []


def test_the_judge_stops_at_the_ends_of_its_years() -> None:
    day = Plan("one day", lambda each: each == date(2026, 1, 1), [0], years=(2026, 2026))
    assert next_fire(day, datetime(2025, 12, 31, 12)) == datetime(2026, 1, 1)
    assert next_fire(day, datetime(2026, 1, 1)) is None
    assert previous_fire(day, datetime(2026, 1, 1)) is None
    assert previous_fire(day, datetime(2026, 1, 1, 0, 0, 1)) == datetime(2026, 1, 1)


# What the judge works out must be what it finds one by one: beside fire times, on them and between,
# where days are full and where most are empty.
SPANS = [
    (datetime(2026, 1, 1, 9, 30), datetime(2026, 1, 5, 9, 30)),
    (datetime(2026, 1, 1, 9, 29, 59), datetime(2026, 1, 5, 9, 30, 1)),
    (datetime(2026, 1, 3), datetime(2026, 1, 3)),
    (datetime(2026, 1, 4, 23, 55), datetime(2026, 1, 5, 0, 5)),
    (datetime(2025, 12, 19, 12, 30), datetime(2026, 2, 28)),
    (datetime(2026, 10, 30, 1, 30), datetime(2026, 11, 2, 1, 30)),
]


@pytest.mark.parametrize("zone", [None, UTC, NEW_YORK], ids=str)
@pytest.mark.parametrize("span", SPANS, ids=lambda span: str(span[0]))
@pytest.mark.parametrize(
    "plan", [EVERY_FIVE_MINUTES, WEEKDAY_MORNINGS, THIRD_FRIDAY, NEVER], ids=lambda plan: plan.name
)
def test_the_judge_counts_as_it_finds(
    plan: Plan, span: tuple[datetime, datetime], zone: tzinfo | None
) -> None:
    start, end = (moment.replace(tzinfo=zone) for moment in span)
    found = list(fires_between(plan, start - timedelta(seconds=1), end))
    assert count_between(plan, start, end) == len(found)
    for n in {0, len(found) // 2, len(found) - 1} & set(range(len(found))):
        answer = nth_fire(plan, start, n)
        assert answer
        assert instant(answer) == instant(found[n])


def test_the_judge_finds_no_fire_time_after_the_last() -> None:
    for zone in (None, NEW_YORK):
        start = datetime(2199, 12, 30, 9, 31, tzinfo=zone)
        assert nth_fire(WEEKDAY_MORNINGS, start, 0) == datetime(2199, 12, 31, 9, 30, tzinfo=zone)
        assert nth_fire(WEEKDAY_MORNINGS, start, 1) is None


def test_the_judge_knows_the_closest_fire_times() -> None:
    # Over a night, within a day, and where the clock takes an hour from four weeks.
    late = Plan("early and late", lambda day: day.day < 4, [3600, 82800])
    assert closest_fires(late, None) == (datetime(1970, 1, 1, 23), datetime(1970, 1, 2, 1))
    twice = closest_fires(EVERY_FIVE_MINUTES, UTC)
    assert twice == (datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    friday = Plan("in spring", THIRD_FRIDAY.on_day, THIRD_FRIDAY.times, years=(2025, 2026))
    pair = closest_fires(friday, NEW_YORK)
    assert pair
    assert [fire.date() for fire in pair] == [date(2025, 2, 21), date(2025, 3, 21)]
    assert instant(pair[1]) - instant(pair[0]) == timedelta(days=27, hours=23)
    for zone in (None, NEW_YORK):
        assert closest_fires(NEVER, zone) is None


def test_the_judge_knows_what_two_plans_have_in_common() -> None:
    # 1 January is a Monday in 2024 and in 2029; the start counts, the end does not.
    spans = [
        (datetime(2024, 1, 1), datetime(2030, 1, 1), datetime(2024, 1, 1)),
        (datetime(2024, 1, 1, 1), datetime(2030, 1, 1), datetime(2029, 1, 1)),
        (datetime(2024, 1, 1, 1), datetime(2029, 1, 1), None),
    ]
    for zone in (None, NEW_YORK):
        for start, end, right in spans:
            found = first_common(
                MONDAYS, YEARLY, start.replace(tzinfo=zone), end.replace(tzinfo=zone)
            )
            assert found == (right and right.replace(tzinfo=zone))


@pytest.mark.parametrize("family", FAMILIES)
def test_draws_differ_and_come_again_with_their_seed(family: str) -> None:
    drawn = [tuple(draw.words.values()) for draw in islice(draws(family), 300)]
    assert len(set(drawn)) == 300
    assert drawn == [tuple(draw.words.values()) for draw in islice(draws(family), 300)]


def test_moments_lie_within_their_years_and_are_the_same_each_time() -> None:
    moments = random_moments(500, UTC)
    assert moments == random_moments(500, UTC)
    assert (min(moments).year, max(moments).year) == (2025, 2030)
    assert {moment.tzinfo for moment in moments} == {UTC}


def test_moments_are_drawn_where_their_name_says() -> None:
    for moment in random_moments(50, NEW_YORK, "in a fold"):
        assert moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
        assert moment.astimezone(UTC).astimezone(NEW_YORK).replace(fold=0) == moment
    for moment in random_moments(50, NEW_YORK, "in a gap"):
        assert moment.astimezone(UTC).astimezone(NEW_YORK) != moment
    assert {moment.fold for moment in random_moments(50, NEW_YORK, "in a fold")} == {0, 1}
    for starts, way in (("on the last day", next_fire), ("on the first day", previous_fire)):
        for zone in (None, NEW_YORK):
            moments = random_moments(20, zone, starts)
            assert {way(WEEKDAY_MORNINGS, moment) for moment in moments} == {None}


# --- the competitors --------------------------------------------------------------------------


KNOWN_TO_BE_WRONG = {
    # It gives up, or runs into the wrong month's end.
    "cronexpr": ("Monday 29 February", "last weekday", "third Friday"),
    # It goes by the wall, where the repeated hour is over once.
    "cron-converter": ("every 30 minutes",),
}


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_libraries_answer_a_case_or_say_that_they_cannot(case: Case) -> None:
    for library in PRESENT:
        if library.name == "quartzcron" or not (case.own or is_slow(case, library)):
            check(case, library)


def is_slow(case: Case, library: Library) -> bool:
    """Tell whether a case takes too long to be tried here: this one looks on to the year 9999."""
    return library.name == "APScheduler" and case.subject is NEVER


def check(case: Case, library: Library) -> None:
    """Check that a library is right at a case, or says that it cannot take part."""
    try:
        verdict, _ = enter(case, library, TINY)
    except CannotError as error:
        reason = str(error)
    else:
        reason = ""
    if reason:
        # Where NumPy is not installed, not even ours can do all.
        assert library.name != "quartzcron" or reason.startswith("absent")
        return
    assert verdict.checked > 0 or case.job == "import"
    if not any(words in case.name for words in KNOWN_TO_BE_WRONG.get(library.name, ())):
        assert verdict.wrong == 0, library.name


def test_a_library_that_is_not_installed_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "benchmarks.competitors.cronsim_", raising=False)
    monkeypatch.setitem(sys.modules, "cronsim", None)
    assert load(["cronsim_"]) == ([], {"cronsim": 'pip install ".[bench]"'})


def test_a_language_that_is_not_installed_is_absent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    present, absent = load([f"{name}_" for name in ABROAD])
    assert present == []
    assert absent == {
        "quartz": "java is not here: apt-get install default-jdk",
        "robfig": "go is not here: apt-get install golang-go",
        "croner": "node is not here: apt-get install nodejs npm",
        "cron_parser": "node is not here: apt-get install nodejs npm",
    }


def test_what_does_not_build_is_absent_with_the_compilers_words(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.touch()
    failing = [sys.executable, "-c", "raise SystemExit('no such thing\\nat all')"]
    with pytest.raises(AbsentError, match=r"^does not build: no such thing$"):
        builds.build(tmp_path / "folder" / "target", [source], failing)
    working = [sys.executable, "-c", "open('target', 'w').close()"]
    builds.build(tmp_path / "target", [source], working)
    builds.build(tmp_path / "target", [source], failing)  # new enough: nothing is run
    with pytest.raises(AbsentError, match="nothing is not here: do something"):
        builds.file(tmp_path / "nothing", "do something")


class Fake(Library):
    """A competitor that is wrong by a minute, says little and breaks on a plan."""

    name = "fake"
    module = "json"
    texts = {"every minute": "right", "weekday mornings": "late", "third Friday": "broken"}  # noqa: RUF012
    note = "not a library"

    def parse_call(self) -> Call:
        return Call("None")

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        if text == "broken":
            raise RuntimeError("out of order\nand of sorts")
        plan = {"right": EVERY_MINUTE, "late": WEEKDAY_MORNINGS}[text]
        late = timedelta(minutes=text == "late")

        def answer(moment: datetime) -> datetime:
            fire = next_fire(plan, moment)
            assert fire
            return fire + late

        return Call("answer(item)", {"answer": answer})

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        raise NotImplementedError

    def use(self, made: Any) -> None:
        raise NotImplementedError


class OneByOne(Fake):
    """A competitor that can do nothing but iterate, and does so rightly."""

    texts = {plan.name: plan.name for plan in PLANS}  # noqa: RUF012

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        plan = next(plan for plan in PLANS if plan.name == text)
        return fires_between(plan, start, datetime(2201, 1, 1, tzinfo=start.tzinfo))


# What takes few fire times is answered from an iterator, what takes too many is refused.
@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("count weekday mornings, ten years", None),
        ("count every second, 230 years", "one by one, here more than 10,000$"),
        ("n-th of weekday mornings, 1,000 on", None),
        ("n-th of every second, a billion on", "cannot but take 1,000,000,000 fire times"),
        ("shortest interval, third Friday", None),
        ("shortest interval, third Friday, New York", None),
        ("shortest interval, every second", "one by one, here more than 10,000$"),
        ("first overlap, Mondays and yearly", None),
        ("first overlap, none", None),
    ],
)
def test_who_can_only_iterate_takes_fire_times_one_by_one(case: str, reason: str | None) -> None:
    if reason:
        with pytest.raises(CannotError, match=reason):
            enter(case_named(case), OneByOne(), TINY)
        return
    verdict, measurement = enter(case_named(case), OneByOne(), TINY)
    assert verdict.checked > 0
    assert verdict.wrong == 0
    assert measurement.once() > 0


class Late(OneByOne):
    """A competitor that is late by a minute, or has nothing to say at all."""

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        if text == NEVER.name:
            return iter(())
        return (fire + timedelta(minutes=1) for fire in super().fires(text, start))


def test_wrong_exact_answers_are_seen() -> None:
    (nothing, wrong) = (Case("x", "shortest", plan) for plan in (NEVER, THIRD_FRIDAY))
    verdict, _ = enter(nothing, Late(), TINY)
    assert (verdict.checked, verdict.wrong) == (0, 0)
    verdict, _ = enter(wrong, Late(), TINY)
    assert (verdict.checked, verdict.wrong) == (2, 2)
    short = Case("x", "count", EVERY_FIVE_MINUTES, starts="at the beginning", reach=1)
    verdict, _ = enter(short, Late(), TINY)
    assert verdict.wrong == verdict.checked > 0
    verdict, _ = enter(replace(short, job="n-th"), Late(), TINY)
    assert verdict.wrong == verdict.checked > 0
    verdict, _ = enter(Case("x", "overlap", YEARLY, other=MONDAYS), Late(), TINY)
    assert verdict.wrong == verdict.checked > 0


# A question is the first one only where nothing is kept from the one before; one row keeps the zone.
@pytest.mark.parametrize(
    ("job", "zone_kept"), [("shortest", True), ("shortest in new zone", False)]
)
def test_a_first_question_finds_nothing_kept(job: str, zone_kept: bool) -> None:
    case = Case("x", job, THIRD_FRIDAY, zone=NEW_YORK)
    _, measurement = enter(case, quartzcron_.COMPETITOR, TINY)
    zone = zones.zone_of(NEW_YORK)
    assert measurement.once() > 0
    for kept in (analysis.wall_timetable, analysis.zone_timetable):
        hits, misses, *_ = kept.cache_info()
        assert (hits, misses) == (0, 1)
    assert (zones.zone_of(NEW_YORK) is zone) is zone_kept


# A program of another language, but in Python: it always answers a minute later.
PROGRAM = """
import json, sys
print(json.dumps({"version": "1.2"}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if asked["do"] == "once":
        answer = {"value": 1000.0 * asked["case"]}
    elif asked["texts"] == ["tired"]:
        answer = {"cannot": "cannot today"}
    elif asked["texts"] == ["broken"]:
        answer = {"fails": "Error: out of order"}
    elif asked["texts"] == ["gone"]:
        break
    else:
        assert asked["zone"] in (None, "UTC", "America/New_York")
        fires = [[at // 60 * 60 + 60 * n for n in range(1, asked["take"] + 1)]
                 for at in asked["starts"][:asked["checked"]]]
        answer = {"answers": sum(fires, [])}
    print(json.dumps(answer), flush=True)
"""


class Elsewhere(Foreign):
    """A competitor in a process of its own."""

    name = "elsewhere"
    language = "Esperanto"
    backwards = False
    texts = {  # noqa: RUF012
        "every minute": "right",
        "every five minutes": "five times as often",
        "third Friday": "broken",
        "weekday mornings": "tired",
        "every 30 minutes": "gone",
    }
    templates = {"weekday range": "{minute}", "day list": "{minute}"}  # noqa: RUF012

    def start(self) -> Process:
        return Process([sys.executable, "-c", PROGRAM])


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    competitor = Elsewhere()
    competitor.open()
    competitor.open()  # once is enough
    yield competitor
    competitor.close()
    competitor.close()


def case_named(name: str) -> Case:
    return next(case for case in CASES if case.name == name)


def test_a_program_of_another_language_enters_a_case(elsewhere: Elsewhere) -> None:
    assert elsewhere.version == "1.2"
    verdict, batch = elsewhere.enter(case_named("next every minute"), TINY)
    assert (verdict.checked, verdict.wrong) == (20, 0)
    assert batch.once() == 1_000
    verdict, batch = elsewhere.enter(case_named("iterate every five minutes"), TINY)
    assert verdict.checked == 20
    assert verdict.wrong >= 16
    assert batch.once() == 2_000
    verdict, _ = elsewhere.enter(case_named("parse new text"), TINY)
    assert (verdict.checked, verdict.wrong) == (20, 20)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("next weekday mornings", "cannot today"),
        ("next last weekday", "cannot say last weekday"),
        ("previous every minute", "cannot look backwards"),
        ("next weekday mornings, start in a gap", "cannot be asked: an instant is never in a gap"),
        ("memory, built", "is not asked"),
        ("count weekday mornings, ten years", "is not asked"),
    ],
)
def test_a_program_of_another_language_may_be_unable(
    case: str, reason: str, elsewhere: Elsewhere
) -> None:
    with pytest.raises(CannotError, match=f"^{reason}$"):
        elsewhere.enter(case_named(case), TINY)


def test_a_program_that_fails_is_told_and_one_that_ends_too(elsewhere: Elsewhere) -> None:
    with pytest.raises(ProcessError, match=r"^Error: out of order$"):
        elsewhere.enter(case_named("next third Friday"), TINY)
    for _ in range(2):
        with pytest.raises(ProcessError, match=r"^it has ended$"):
            elsewhere.enter(case_named("next every 30 minutes, New York"), TINY)
    closed = Elsewhere()
    with pytest.raises(RuntimeError, match="elsewhere is not open"):
        _ = closed.version


@pytest.mark.parametrize("name", ABROAD)
def test_the_real_programs_answer_rightly(name: str) -> None:
    built = {"quartz": "java", "robfig": "go"}.get(name)
    if built and not (builds.BUILT / built).exists():
        pytest.skip("not built: python -m benchmarks does it, which takes a while")
    present, absent = load([f"{name}_"])
    if absent:
        pytest.skip(absent[name])
    (competitor,) = present
    assert isinstance(competitor, Foreign)
    try:
        for case in (
            "next every 30 minutes, New York",
            "iterate weekday mornings",
            "parse new text",
        ):
            verdict, batch = competitor.enter(case_named(case), TINY)
            assert verdict.checked > 0
            assert verdict.wrong == 0
            assert batch.once() > 0
    finally:
        competitor.close()


# --- the twin -----------------------------------------------------------------------------------


def test_the_pure_kernel_takes_part_beside_the_compiled_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("benchmarks.competitors.pure_.KERNEL", "compiled")
    monkeypatch.chdir(ROOT)
    twin = Pure()
    twin.open()
    try:
        verdict, batch = twin.enter(case_named("next every minute"), TINY)
        assert (verdict.checked, verdict.wrong) == (20, 0)
        assert batch.once() > 0
    finally:
        twin.close()
    monkeypatch.setattr("benchmarks.competitors.pure_.KERNEL", "pure")
    with pytest.raises(AbsentError, match="runs its pure kernel"):
        Pure().open()


def test_the_worker_answers_each_line() -> None:
    effort = vars(TINY)
    lines = [
        {"do": "prepare", "case": 1, "name": "import", "effort": effort},
        {"do": "prepare", "case": 2, "name": "memory, built", "effort": effort},
        {"do": "once", "case": 2},
        {"do": "once", "case": 3},
    ]
    greeting, *told = worker.answers("quartzcron_", io.StringIO("\n".join(map(json.dumps, lines))))
    assert greeting == {"version": quartzcron.__version__}
    assert told[0] == {"checked": 0, "wrong": 0}
    assert told[1] == {"checked": 20, "wrong": 0}
    assert 0 < told[2]["value"] < 10
    assert told[3] == {"fails": "KeyError: 3"}
    cannot = {"do": "prepare", "case": 1, "name": "next last weekday", "effort": effort}
    if any(library.name == "croniter" for library in PRESENT):
        _, answer = worker.answers("croniter_", [json.dumps(cannot)])
        assert answer == {"cannot": "cannot say last weekday"}


# --- the report ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fake_report() -> Iterator[Report]:
    wanted = ("every minute", "weekday mornings", "third Friday", "last weekday", "never fires")
    cases = [case for case in CASES if case.name in [f"next {plan}" for plan in wanted]]
    cases += [case for case in CASES if case.name in ("next, no more", "import")]
    abroad = Elsewhere()
    abroad.open()
    here = [each for each in PRESENT if each.name == "quartzcron"]
    yield run(cases, [*here, Fake(), abroad], TINY, absent={"cronsim": "pip install it"})
    abroad.close()


def test_wrong_answers_and_what_cannot_be_done_stand_in_the_table(fake_report: Report) -> None:
    at_home, abroad = report.tables(fake_report)
    assert at_home[0] == ["case", "target", "", "quartzcron", "fake"]
    cells = {row[0]: row[4] for row in at_home}
    assert "WRONG" not in cells["next every minute"]
    assert cells["next weekday mornings"].endswith(", 20 of 20 WRONG")
    assert cells["next third Friday"] == "fails: RuntimeError: out of order"
    assert cells["next last weekday"] == "cannot say last weekday"
    assert cells["next, no more"].startswith("is not asked")
    assert abroad[0] == ["case", "target", "", "quartzcron", "elsewhere"]
    # What other languages are not asked is no row of theirs.
    assert [row[0] for row in abroad[1:]] == [
        f"next {plan}"
        for plan in (
            "every minute",
            "weekday mornings",
            "last weekday",
            "third Friday",
            "never fires",
        )
    ]


def test_only_quartzcron_has_targets(fake_report: Report) -> None:
    figures = [each for each in fake_report.figures if each.case == "next every minute"]
    limits = {figure.competitor: figure.limit for figure in figures}
    limit = TARGETS["next"].limit(quartzcron.KERNEL)
    assert limits == {"fake": None, "elsewhere": None, "quartzcron": limit}
    met = [figure.met for figure in figures if figure.competitor == "quartzcron"]
    assert set(met) <= {True, False}


def test_a_report_names_machine_kernel_and_who_is_missing(fake_report: Report) -> None:
    text = "\n".join([*report.heading(fake_report), *report.closing(fake_report)])
    assert f"quartzcron's kernel: {quartzcron.KERNEL}" in text
    assert "absent: cronsim: pip install it" in text
    assert "fake: not a library" in text
    assert "fake from source" in text
    assert "elsewhere 1.2" in text


def test_the_time_of_a_slow_case_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PATIENCE", 0)
    cases = [case_named("next every minute")]
    found = run(cases, [Fake()], Effort(**{**vars(TINY), "repeats": 5})).figures
    assert found[0].value is not None


def test_a_competitor_that_breaks_later_fails() -> None:
    class Breaking(Fake):
        def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
            calls = iter(range(10_000))

            def answer(moment: datetime) -> datetime | None:
                if next(calls) > 60:
                    raise RuntimeError("worn out")
                return next_fire(EVERY_MINUTE, moment)

            return Call("answer(item)", {"answer": answer})

    effort = Effort(**{**vars(TINY), "repeats": 80})
    (figure,) = run([case_named("next every minute")], [Breaking()], effort).figures
    assert (figure.value, figure.trouble) == (None, "fails: RuntimeError: worn out")


@pytest.mark.parametrize("rich", [True, False])
def test_a_report_is_shown_with_rich_and_without(
    rich: bool,
    fake_report: Report,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if rich:
        pytest.importorskip("rich")
    else:
        monkeypatch.setitem(sys.modules, "rich.console", None)
    report.show(fake_report)
    shown = capsys.readouterr().out
    assert "next weekday mornings" in shown
    assert "20 of 20 WRONG" in shown


def made_up_report() -> Report:
    """Return a report of which every figure is known."""

    def figure(case: str, name: str, ratio: float | None, **more: Any) -> Figure:
        facts = {"limit": None, "limit_unit": None, "checked": 20, "wrong": 0, "trouble": None}
        value = None if ratio is None else ratio * 130
        return Figure(case, name, value, "ns", ratio, "F", **{**facts, **more})

    ours = {"limit": 8, "limit_unit": "F"}
    return Report(
        date="2026-11-20",
        python="CPython",
        machine="Linux",
        kernel="pure",
        floor=130.0,
        competitors={"quartzcron": "1", "croniter": "2", "Quartz": "3"},
        languages={"quartzcron": "Python", "croniter": "Python", "Quartz": "Java"},
        absent={"croner": "npm install"},
        notes={"croniter": "well known"},
        figures=[
            figure("next every minute", "quartzcron", 10.0, **ours),
            figure("next every minute", "croniter", 200.0, wrong=3),
            figure("next every minute", "Quartz", 5.0, wrong=2),
            figure("iterate every five minutes", "quartzcron", 5.0, **ours),
            figure("iterate every five minutes", "croniter", None, trouble="cannot <say> it"),
            figure("iterate every five minutes", "Quartz", None, trouble="fails: now"),
        ],
    )


def test_a_missed_target_is_told() -> None:
    missed = made_up_report()
    at_home, _ = report.tables(missed)
    assert at_home[1][:4] == ["next every minute", "<= 8 F", "MISSED", "10.0 F (1,300 ns)"]
    assert report.closing(missed) == [
        "quartzcron: targets met: 1 of 2",
        "  missed: next every minute: 10.0 F (1,300 ns), <= 8 F",
        "croniter: well known",
    ]


def test_large_figures_can_be_read() -> None:
    large = Figure("x", "quartzcron", 1234.5, "ms", None, None, 1000, "ms", 1, 0, None)
    assert report.amount(large) == "1,234.50 ms"
    assert report.target(large) == "<= 1,000 ms"


# --- what the page shows ------------------------------------------------------------------------


def test_the_tables_of_the_page_say_what_was_measured() -> None:
    made = pages.files(made_up_report())
    assert "Measured on 2026-11-20 with CPython on Linux. F was 130 ns." in made["setup.md"]
    assert "| croniter | Python | 2 | well known |" in made["setup.md"]
    assert "Absent from this run: croner (npm install)." in made["setup.md"]
    assert made["targets.md"].replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "| case | pure | at most |",
        "|---|---|---|",
        "| next every minute | **10.0 F (1,300 ns) missed** | 8 F |",
        "| iterate every five minutes | 5.00 F (650 ns) | 8 F |",
    ]
    assert made["python.md"].replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "| case | quartzcron | croniter |",
        "|---|---|---|",
        "| next every minute | 10.0 F<br>1,300 ns | 200 F<br>26.0 us<br>**3 of 20 wrong** |",
        "| iterate every five minutes | 5.00 F<br>650 ns | - |",
    ]
    last = made["languages.md"].replace("\N{NO-BREAK SPACE}", " ").splitlines()[-1]
    assert last.endswith("| 5.00 F<br>650 ns | fails |")
    assert made["missed.md"].startswith("* next every minute, quartzcron: 10.0 F (1,300 ns), aim")
    assert made["quicker.md"] == (
        "* next every minute: Quartz, 5.00 F (650 ns) against 10.0 F (1,300 ns), "
        "though with wrong answers"
    )
    assert made["wrong.md"].splitlines() == [
        "* croniter, next every minute: 3 of 20",
        "* Quartz, next every minute: 2 of 20",
    ]
    assert json.loads(made["figures.json"])["figures"][0]["met"] is False


def test_a_run_without_other_languages_has_all_files_too() -> None:
    whole = made_up_report()
    alone = Report(**{**vars(whole), "competitors": {"quartzcron": "1"}, "absent": {}})
    made = pages.files(alone)
    assert set(made) == set(pages.files(whole))
    assert made["languages.md"] == "None of them took part."
    assert made["quicker.md"] == "Nowhere in this run."
    assert "Absent" not in made["setup.md"]


def test_a_picture_has_a_mark_for_each_figure() -> None:
    drawn = pages.files(made_up_report())["python-next.svg"]
    assert "\n\n" not in drawn
    root = ElementTree.fromstring(drawn)
    told = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert told == [
        "croniter, next every minute: 200 F (26.0 us), 3 of 20 answers wrong",
        "quartzcron, next every minute: 10.0 F (1,300 ns)",
    ]
    words = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words[:3] == ["quartzcron", "croniter", "some answers wrong"]
    assert "1,000 F" in words
    assert "0.1 F" in words


def test_marks_stand_where_the_logarithm_puts_them() -> None:
    scale = plots.Scale([0.4, 2_000.0])
    assert scale.ticks == [0.1, 1, 10, 100, 1_000, 10_000]
    steps = {round(scale.at(b) - scale.at(a)) for a, b in pairwise(scale.ticks)}
    assert len(steps) == 1


@pytest.mark.parametrize("colour", sorted({*plots.COLOURS.values(), plots.OTHER}))
@pytest.mark.parametrize("page", ["#ffffff", "#131416"])
def test_the_colours_can_be_told_from_light_and_dark_pages(colour: str, page: str) -> None:
    # 3 to 1 is what WCAG 2 asks of graphics.
    light, dark = sorted(map(luminance, (colour, page)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_competitors_of_one_picture_look_different() -> None:
    looks = {name: (plots.COLOURS[name], plots.SHAPES.get(name)) for name in plots.COLOURS}
    at_home = ["quartzcron", "croniter", "cronsim", "APScheduler", "cronexpr", "cron-converter"]
    abroad = ["quartzcron", "Quartz", "robfig/cron", "croner", "cron-parser"]
    assert len(looks) == 11
    for group in (at_home, abroad):
        assert len({looks[name] for name in group}) == len(group)


PAGE = ROOT / "docs" / "performance.md"


@pytest.mark.skipif(not PAGE.exists(), reason="no pages here")
def test_the_page_includes_every_file_of_a_run() -> None:
    included = re.findall(r"_static/benchmarks/([\w.-]+)", PAGE.read_text("utf-8"))
    assert set(included) == set(pages.files(made_up_report()))


# --- the stopwatch ------------------------------------------------------------------------------


def test_a_stopwatch_goes_through_a_sequence_again_and_again() -> None:
    seen: list[int] = []
    stopwatch = Stopwatch(Call("see(item)", {"see": seen.append}), range(3), batch=100_000)
    assert stopwatch.once() >= 0
    assert set(seen) == {0, 1, 2}
    assert len(seen) > 3


def test_a_stopwatch_never_takes_an_item_of_an_iterator_twice() -> None:
    seen: list[int] = []
    items = iter(range(10**9))
    stopwatch = Stopwatch(Call("see(item)", {"see": seen.append}), items, batch=100_000)
    stopwatch.once()
    stopwatch.once()
    assert len(seen) == len(set(seen)) == max(seen) + 1


@pytest.mark.parametrize("items", [range(4), iter(range(10**9))], ids=["sequence", "iterator"])
def test_a_batch_that_is_far_too_short_grows(items: Any) -> None:
    seen: list[int] = []
    stopwatch = Stopwatch(Call("see(item)", {"see": seen.append}), items, batch=10)
    stopwatch._batch = 10**9
    counts = []
    for _ in range(4):
        seen.clear()
        stopwatch.once()
        counts.append(len(seen))
    assert counts == [counts[0] * factor for factor in (1, 2, 4, 8)]


def test_a_reminded_call_is_asked_before_each_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def batch(_: Stopwatch) -> float:
        seen.append("batch")
        return 7.0

    reminded = Reminded(Call("see(item)", {"see": seen.append}), range(3), batch=100_000)
    seen.clear()
    monkeypatch.setattr(Stopwatch, "once", batch)
    assert [reminded.once(), reminded.once()] == [7.0, 7.0]
    assert seen == [0, "batch", 0, "batch"]


def test_what_is_untimed_happens_before_each_call() -> None:
    order: list[str] = []
    call = Call("add('call')", {"add": order.append}, before="add('before')", untimed="add('not')")
    call.loop()([None, None], 1)
    assert order == ["not", "before", "call"] * 2


# --- the command --------------------------------------------------------------------------------


def test_the_command_runs_and_writes_json(tmp_path: Path) -> None:
    written = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--repeats", "1"]
    command += ["--only", "next every minute", "--only", "IMPORT", "--json", str(written)]
    command += ["--competitor", "quartzcron"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "next every minute" in done.stdout
    content = json.loads(written.read_text(encoding="utf-8"))
    assert content["kernel"] == quartzcron.KERNEL
    figures = [each for each in content["figures"] if each["competitor"] == "quartzcron"]
    assert [each["case"] for each in figures] == ["next every minute", "import"]
    assert [each["wrong"] for each in figures] == [0, 0]
    assert figures[0]["checked"] == QUICK.checked
    assert {each["met"] for each in figures} <= {True, False}


def test_the_command_writes_what_the_page_includes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--quick", "--repeats", "1", "--only", "next every m", "--write", str(tmp_path)]
    assert main([*arguments, "--competitor", "quartzcron"]) == 0
    written = {path.name for path in (tmp_path / "_static" / "benchmarks").iterdir()}
    assert written == set(pages.files(made_up_report()))
    capsys.readouterr()


@pytest.mark.parametrize("name", ["memory, used", "parse, caches cleared", "iterate every five"])
def test_each_kind_of_job_can_be_run_alone(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--quick", "--repeats", "1", "--only", name, "--competitor", "quartzcron"]
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert name in shown
    assert "fails" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "no such case"], "no case is named no such case; there are: next every minute"),
        (["--repeats", "0"], "invalid"),
        (["--competitor", "nobody"], "invalid choice"),
    ],
)
def test_wrong_use_is_explained(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


def test_a_case_can_be_profiled(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.profiling.EFFORT", TINY)
    assert profile(["parse the same again", "--lines", "3"]) == 0
    assert "function calls" in capsys.readouterr().out
