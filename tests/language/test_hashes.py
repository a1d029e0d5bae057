"""The numbers behind H, against java.util.Random, and what a seed does to a text."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from ctypes import c_uint32
from datetime import datetime

import pytest

import quartzcron
from quartzcron import CronExpression, CronExpressionError, Dialect, Schedule, arrays
from quartzcron.language.hashes import Differences, Hash, Mixture

#: Drawn by Java 17 from the seed of Jenkins's Hash: names of jobs, and nextInt of each bound.
BOUNDS = (60, 24, 28, 12, 7, 15, 64, 16, 1, 2**30 + 1, 2**30 + 1, 2**30 + 1)
DRAWN = {
    "nightly": (1, 17, 10, 10, 1, 9, 52, 12, 0, 1002183973, 485977218, 821292905),
    "folder/nightly": (56, 7, 14, 2, 4, 7, 38, 3, 0, 1004602084, 782442287, 211943263),
    "été": (15, 5, 14, 0, 5, 7, 61, 14, 0, 513019030, 104179482, 231167787),
    "": (57, 11, 24, 4, 5, 6, 44, 14, 0, 779281812, 755123101, 358682457),
}


@pytest.mark.parametrize("seed", DRAWN)
def test_the_numbers_are_those_of_java(seed: str) -> None:
    drawn = Hash(seed)
    assert tuple(map(drawn.next, BOUNDS)) == DRAWN[seed]


#: Text, and the text of the default dialect that it is for the job "nightly". The numbers are
#: drawn one after the other: a second H gets the second of them.
SEEDED = [
    ("H * * * *", "1 * * * *"),
    ("H H * * *", "1 17 * * *"),
    ("H H H H *", "1 17 11 11 *"),
    ("H H H H H", "1 17 11 11 +MON"),
    ("H 5 * * *", "1 5 * * *"),
    ("5 H * * *", "5 13 * * *"),
    ("H,H * * * *", "1,17 * * * *"),
    ("H(0-29) * * * *", "1 * * * *"),
    ("H(10-12) * * * *", "11 * * * *"),
    ("H(30-59)/10 * * * *", "31,41,51 * * * *"),
    ("H/60 * * * *", "1 * * * *"),
    ("@hourly", "1 * * * *"),
    ("@daily", "1 17 * * *"),
    ("@yearly", "1 17 11 11 *"),
    ("@midnight", "1 2 * * *"),
    ("@weekly", "1 17 * * WED"),
    # 0 and 7 are both Sunday: from 0 to 7 is a week and no day more
    ("0 0 * * H(6-7)", "0 0 * * SAT"),
    ("0 0 * * H(0-7)/2", "0 0 * * SUN,TUE,THU,SAT"),
    ("0 0 * * H(3-7)/2", "0 0 * * WED,FRI,SUN"),
]


@pytest.mark.parametrize(("text", "meant"), SEEDED)
def test_what_a_seeded_text_means(text: str, meant: str) -> None:
    assert CronExpression(text, "jenkins", seed="nightly").equivalent(CronExpression(meant))


#: Text, code, what the message says: H with its bounds and steps.
WRONG = [
    ("H/0 * * * *", "step-zero", "the step after H in minute must be 2-60, not 0"),
    ("H/61 * * * *", "step-too-large", "the step after H in minute must be 2-60, not 61"),
    # Jenkins reads it as H, which is one minute and not every one.
    ("H/1 * * * *", "step-not-here", "the step after H in minute must be 2-60, not 1"),
    ("H/ * * * *", "missing-value", "the step in minute is missing its number"),
    ("0 0 H/29 * *", "step-too-large", "the step after H in day of month must be 2-28, not 29"),
    ("H(0-9)/11 * * * *", "step-too-large", "the step after H in minute must be 2-10, not 11"),
    ("H(9-0) * * * *", "range-reversed", "a range in minute must go up, but 9-0 goes down"),
    ("H(0-60) * * * *", "out-of-range", "minute must be 0-59, not 60"),
    ("H(5) * * * *", "trailing-text", "only (a-b) or /step may follow H in minute, not (5)"),
    ("H5 * * * *", "trailing-text", "only (a-b) or /step may follow H in minute, not 5"),
    ("H(1-5 * * * *", "trailing-text", "only (a-b) or /step may follow H in minute, not (1-5"),
    ("H-5 * * * *", "trailing-text", "only (a-b) or /step may follow H in minute, not -5"),
    ("h * * * *", "names-not-here", "minute must be 0-59, not h"),
]


@pytest.mark.parametrize(("text", "code", "message"), WRONG)
def test_what_is_wrong_about_an_h(text: str, code: str, message: str) -> None:
    [found] = quartzcron.validate(text, "jenkins", seed="nightly")
    assert (found.code, found.message) == (code, message)


def test_without_a_seed_nobody_knows() -> None:
    for text, places in (("H 5 H(1-2) * *", [(0, 1), (4, 10)]), (" @daily", [(1, 7)])):
        with pytest.raises(CronExpressionError) as seen:
            CronExpression(text, "jenkins").next_fire_time(datetime(2026, 1, 1))
        assert [(problem.code, problem.span) for problem in seen.value.problems] == [
            ("seed-missing", place) for place in places
        ]
    assert seen.value.problems[0].message == (
        "@daily stands for H H * * *, where Jenkins derives H from the job's name: "
        "pass the name as seed"
    )
    # A text without H needs none, and one that is wrong is told that first.
    assert quartzcron.is_valid("0 5 * * *", "jenkins")
    assert [found.code for found in quartzcron.validate("H 24 * * *", "jenkins")] == [
        "out-of-range"
    ]


#: What needs the times of an expression.
QUESTIONS: list[Callable[[CronExpression], object]] = [
    lambda it: it.next_fire_time(datetime(2026, 1, 1)),
    lambda it: it.previous_fire_time(datetime(2026, 1, 1)),
    lambda it: list(it.fire_times(datetime(2026, 1, 1), limit=1)),
    lambda it: it.matches(datetime(2026, 1, 1)),
    lambda it: datetime(2026, 1, 1) in it,
    lambda it: it.never_fires,
    lambda it: it.count(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    lambda it: it.nth_fire_time(datetime(2026, 1, 1), 5),
    lambda it: it.first_fire_time(),
    lambda it: it.last_fire_time(),
    lambda it: it.shortest_interval(),
    lambda it: it.longest_interval(),
    lambda it: it.most_per_day(),
    lambda it: (it | CronExpression("0 9 * * *")).first_fire_time(),
    lambda it: (CronExpression("0 9 * * *") - it).first_fire_time(),
    lambda it: it.overlaps(CronExpression("0 9 * * *")),
    lambda it: it.is_subset(CronExpression("0 9 * * *")),
    lambda it: it.first_difference(CronExpression("0 9 * * *")),
    lambda it: it.equivalent(it),
    lambda it: CronExpression("0 9 * * *").equivalent(it),
    lambda it: it.explain(datetime(2026, 1, 1)),
    lambda it: it.to_rrule(),
    lambda it: it.to("unix"),
    lambda it: it.to_all("unix"),
    lambda it: it.normalized(),
    lambda it: Schedule(it, tz="Europe/Paris"),
    lambda it: Schedule("0 9 * * *", excluding=[it]).next_fire_time(datetime(2026, 1, 1)),
    lambda it: arrays.next_fire_times([it], datetime(2026, 1, 1)),
    lambda it: arrays.fire_times(it, datetime(2026, 1, 1), datetime(2026, 1, 2)),
    lambda it: arrays.Fleet([CronExpression("0 9 * * *"), it]).next_fire_times(
        datetime(2026, 1, 1)
    ),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_needs_the_times_says_that_the_seed_is_missing(
    question: Callable[[CronExpression], object],
) -> None:
    waiting = CronExpression("0 H * * *", "jenkins")
    assert waiting.needs_seed
    question(CronExpression("0 5 * * *", "jenkins"))
    with pytest.raises(CronExpressionError) as seen:
        question(waiting)
    assert [found.code for found in seen.value.problems] == ["seed-missing"]
    assert (seen.value.text, seen.value.dialect) == ("0 H * * *", "jenkins")


class Mine(CronExpression):
    """A class of a user's own."""

    __slots__ = ()


@pytest.mark.parametrize("kind", [CronExpression, Mine])
def test_without_a_seed_an_expression_is_its_text(kind: type[CronExpression]) -> None:
    waiting = kind("H H * * 1-5", "jenkins")
    assert isinstance(waiting, kind)
    assert waiting.needs_seed
    assert str(waiting) == "H H * * 1-5"
    assert not kind("0 9 * * 1-5", "jenkins").needs_seed
    assert waiting == kind("H H * * 1-5", "jenkins")
    assert hash(waiting) == hash(kind("H H * * 1-5", "jenkins"))
    assert waiting != kind("H  H * * 1-5", "jenkins")
    assert waiting != kind("H H * * 1-5", "jenkins", seed="nightly")
    for made in (pickle.loads(pickle.dumps(waiting)), copy.copy(waiting), copy.deepcopy(waiting)):
        assert made == waiting
        assert type(made) is type(waiting)
    assert waiting.to("jenkins") is waiting
    assert waiting.dst_policy is waiting.dialect.dst_policy


def test_what_takes_an_h_without_a_seed_agrees() -> None:
    for text in ("H H * * *", "@daily", "H(0-29)/10 2 * * 1-5", "0 9 H * 1"):
        assert quartzcron.is_valid(text, "jenkins")
        assert quartzcron.validate(text, "jenkins") == []
        assert CronExpression(text, "jenkins").text == text
        assert quartzcron.corrected(text, "jenkins") == text
        [reading] = [
            reading for reading in quartzcron.detect(text).readings if "jenkins" in reading.dialects
        ]
        assert reading.dialects == ("jenkins",)
        assert (reading.expression.text, reading.words) == (text, None)
    # Nothing is said of times that nobody knows; what is so whatever the seed, is.
    assert quartzcron.lint("H 2 * * *", "jenkins", tz="America/New_York") == []
    assert [it.code for it in quartzcron.lint("H 2 31 * *", "jenkins")] == ["skips-months"]
    assert next(it.code for it in quartzcron.lint("H H 31 2 *", "jenkins")) == "never-fires"


#: Text, and what croniter 7.0.0 makes of it with the hash_id "hello": its own expansion.
HASHED = [
    ("H * * * *", "10 * * * *"),
    ("H H * * *", "10 11 * * *"),
    ("h h(0-5) * * *", "10 5 * * *"),
    ("H/15 * * * *", "10-59/15 * * * *"),
    ("H(30-59)/10 * * * *", "30-59/10 * * * *"),
    ("H H H H H", "10 11 1 9 5"),
    ("0 0 * * H(1-7)", "0 0 * * 6"),
    ("0 0 * * * H", "0 0 * * * 32"),
    ("0 0 1 1 * 0 H", "0 0 1 1 * 0 2066"),
    ("@daily", "10 11 * * * 32"),
    ("@weekly", "10 11 * * 5 32"),
    ("@midnight", "10 2 * * * 32"),
    ("@yearly", "10 11 1 9 * 32"),
    ("@hourly", "10 * * * * 32"),
]


@pytest.mark.parametrize(("text", "meant"), HASHED)
def test_the_h_of_croniter(text: str, meant: str) -> None:
    seeded = CronExpression(text, "croniter", seed="hello")
    assert seeded.equivalent(CronExpression(meant, "croniter"))
    # Without an id the @ words are what they are elsewhere, and an H is an error.
    assert quartzcron.is_valid(text, "croniter") is text.startswith("@")


def test_an_h_of_croniter_stands_alone() -> None:
    for text, code in [
        ("H,30 * * * *", "special-not-in-list"),
        ("H(5-5) * * * *", "range-reversed"),
        ("H(0-99) * * * *", "out-of-range"),
        ("H/0 * * * *", "step-zero"),
    ]:
        problems = quartzcron.validate(text, "croniter", seed="hello")
        assert [problem.code for problem in problems] == [code], text
    [found] = quartzcron.validate("H * * * *", "croniter")
    assert found.message == (
        "H stands for a number that croniter derives from a hash_id: pass that as seed"
    )
    # Those that read with croniter give it no hash_id.
    for name in ("langgraph", "airflow"):
        assert not quartzcron.is_valid("H * * * *", name)
        with pytest.raises(ValueError, match="a seed is for H"):
            Dialect.named(name).seeded("hello")


# --- Cronos ----------------------------------------------------------------

#: Seed, and its first numbers by `Random.Next()` of .NET: 0 to 5 are of the tests of .NET itself
#: (System.Runtime.Extensions, RandomTests.ExpectedValues), the others of programs beside it.
DOT_NET = {
    "0": (1559595546, 1755192844, 1649316166, 1198642031, 442452829),
    "1": (534011718, 237820880, 1002897798, 1657007234, 1412011072),
    "2": (1655911537, 867932563, 356479430, 2115372437, 234085668),
    "3": (630327709, 1498044246, 1857544709, 426253993, 1203643911),
    "-1": (534011718, 237820880, 1002897798, 1657007234, 1412011072),
    "-5": (726643700, 610783965, 564707973, 1342984399, 995276750),
    "42": (1434747710, 302596119, 269548474, 1122627734, 361709742),
    "1990891640": (579308129, 1283620533, 1009835223, 1455617289, 180993654),
}


@pytest.mark.parametrize("seed", DOT_NET)
def test_the_numbers_are_those_of_dot_net(seed: str) -> None:
    drawn = Differences(seed)
    assert tuple(drawn.next(2**31 - 1) for _ in DOT_NET[seed]) == DOT_NET[seed]


def test_numbers_go_round_and_the_lowest_int_is_a_seed() -> None:
    drawn = Differences("7")
    assert len({drawn.next(2**31 - 1) for _ in range(500)}) == 500
    # It has no absolute value: .NET takes the highest one for it.
    lowest, highest = Differences("-2147483648"), Differences("2147483647")
    assert [lowest.next(60) for _ in range(60)] == [highest.next(60) for _ in range(60)]


#: Text, seed, from when, and the time that Cronos's own tests expect from there on, that moment
#: included (CronExpressionFacts.cs of 0.13, "WhenExpressionContainsHash" and "HasJitterSeed").
CRONOS = [
    ("H * * * *", "3", "2017-03-23 16:46", "2017-03-23 17:17"),
    ("* H * * *", "3", "2017-03-23 16:46", "2017-03-24 07:00"),
    ("* * H * *", "3", "2017-03-23 16:46", "2017-04-09 00:00"),
    ("* * * H *", "3", "2017-03-23 16:46", "2017-04-01 00:00"),
    ("* * * * H", "3", "2017-03-23 16:46", "2017-03-28 00:00"),
    ("H/30 * * * *", "3", "2017-03-23 16:46", "2017-03-23 17:08"),
    ("* H/12 * * *", "3", "2017-03-23 16:46", "2017-03-24 03:00"),
    ("* * H/15 * *", "3", "2017-03-23 16:46", "2017-04-05 00:00"),
    ("* * * H/6 *", "3", "2017-03-23 16:46", "2017-08-01 00:00"),
    ("* * * * H/3", "4", "2017-03-23 16:46", "2017-03-24 00:00"),
    ("* * H/3 * *", "3", "2017-03-27 16:46", "2017-03-28 00:00"),
    ("* * * H/3 *", "4", "2017-10-23 16:46", "2017-12-01 00:00"),
    ("@every_minute", "3", "2017-03-23 16:46", "2017-03-23 16:46:17"),
    ("@every_minute", "3", "2017-03-23 16:47", "2017-03-23 16:47:17"),
    ("@hourly", "3", "2017-03-23 16:46", "2017-03-23 17:41:17"),
    ("@daily", "3", "2017-03-23 16:46", "2017-03-23 20:41:17"),
    ("@weekly", "3", "2017-03-23 16:46", "2017-03-27 20:41:17"),
    ("@weekly", "3", "2017-03-30 16:46", "2017-04-03 20:41:17"),
    ("@monthly", "3", "2017-03-23 16:46", "2017-04-06 20:41:17"),
    ("@yearly", "3", "2017-03-23 16:46", "2017-07-06 20:41:17"),
    ("@annually", "3", "2019-03-23 17:40", "2019-07-06 20:41:17"),
]


@pytest.mark.parametrize(("text", "seed", "start", "expected"), CRONOS)
def test_the_h_of_cronos(text: str, seed: str, start: str, expected: str) -> None:
    seeded = CronExpression(text, "cronos", seed=seed)
    found = seeded.next_fire_time(datetime.fromisoformat(start), inclusive=True)
    assert found == datetime.fromisoformat(expected)
    # Without a seed the @ words are what they are elsewhere, and an H is an error.
    assert quartzcron.is_valid(text, "cronos") is text.startswith("@")


#: What Cronos's tests of clock changes expect of `0 H/30 * * * *` (at 8 and 38) and the seed 3:
#: from, the next run in New York, whether from is asked too. An H with a step is an interval.
CRONOS_CLOCK = [
    ("2016-03-13T01:08-05:00", "2016-03-13T01:08-05:00", True),
    ("2016-03-13T01:38-05:00", "2016-03-13T01:38-05:00", True),
    ("2016-03-13T01:59-05:00", "2016-03-13T03:00-04:00", True),
    ("2016-03-13T03:15-04:00", "2016-03-13T03:38-04:00", True),
    ("2016-03-13T03:38-04:00", "2016-03-13T03:38-04:00", True),
    ("2016-03-13T03:45-04:00", "2016-03-13T04:08-04:00", True),
    ("2016-03-13T01:08-05:00", "2016-03-13T01:38-05:00", False),
    ("2016-03-13T01:38-05:00", "2016-03-13T03:00-04:00", False),
    ("2016-03-13T03:08-04:00", "2016-03-13T03:38-04:00", False),
    ("2016-03-13T03:38-04:00", "2016-03-13T04:08-04:00", False),
    ("2016-11-06T01:08-04:00", "2016-11-06T01:08-04:00", True),
    ("2016-11-06T01:38-04:00", "2016-11-06T01:38-04:00", True),
    ("2016-11-06T01:59-04:00", "2016-11-06T01:08-05:00", True),
    ("2016-11-06T01:15-05:00", "2016-11-06T01:38-05:00", True),
    ("2016-11-06T01:38-05:00", "2016-11-06T01:38-05:00", True),
    ("2016-11-06T01:45-05:00", "2016-11-06T02:08-05:00", True),
    ("2016-11-06T01:08-04:00", "2016-11-06T01:38-04:00", False),
    ("2016-11-06T01:38-04:00", "2016-11-06T01:08-05:00", False),
    ("2016-11-06T01:08-05:00", "2016-11-06T01:38-05:00", False),
    ("2016-11-06T01:38-05:00", "2016-11-06T02:08-05:00", False),
]


@pytest.mark.parametrize(("start", "expected", "inclusive"), CRONOS_CLOCK)
def test_a_step_of_h_is_an_interval(start: str, expected: str, inclusive: bool) -> None:
    half_hourly = Schedule(
        CronExpression("0 H/30 * * * *", "cronos", seed="3"), tz="America/New_York"
    )
    found = half_hourly.next_fire_time(datetime.fromisoformat(start), inclusive=inclusive)
    assert found is not None
    # As instants: a time of a zone that occurs twice equals none of another zone.
    assert found.timestamp() == datetime.fromisoformat(expected).timestamp()


#: Dialect, seed, a text that is drawn to be between 1 and 2 o'clock, and how many of its runs
#: there are on the night that has that hour twice. A step, even one of 1, is a sign of an
#: interval; a drawn number is none, nor are the bounds that it was drawn from.
TWICE = [
    ("cronos", "3", "H 1 * * *", 1),
    ("cronos", "3", "H/30 1 * * *", 4),
    ("cronos", "3", "H/1 1 * * *", 120),
    ("quartznet", ":nightly", "0 H 1 * * ?", 1),
    ("quartznet", ":nightly", "0 H(0-9),30 1 * * ?", 2),
    ("quartznet", ":nightly", "0 H,40-41 1 * * ?", 6),
    ("quartznet", ":nightly", "0 H(0-9)/5,30 1 * * ?", 6),
    ("quartznet", ":nightly", "0 H/30 1 * * ?", 4),
]


@pytest.mark.parametrize(("dialect", "seed", "text", "runs"), TWICE)
def test_what_was_drawn_is_judged_by_its_signs(
    dialect: str, seed: str, text: str, runs: int
) -> None:
    hour = Schedule(CronExpression(text, dialect, seed=seed), tz="America/New_York")
    day = datetime.fromisoformat("2016-11-06T00:30-04:00")
    assert hour.count(day, datetime.fromisoformat("2016-11-06T02:30-05:00")) == runs


#: Text, code: by CronParser.cs. A list begins with a number, (a-b) is unknown, h is no H.
CRONOS_WRONG = [
    ("H,30 * * * *", "special-not-in-list"),
    ("30,H * * * *", "special-not-in-list"),
    ("H(0-29) * * * *", "trailing-text"),
    ("H/60 * * * *", "step-too-large"),
    ("0 0 H/29 * *", "step-too-large"),
    ("H/0 * * * *", "step-zero"),
    ("h * * * *", "names-not-here"),
    ("H5 * * * *", "trailing-text"),
    ("H-5 * * * *", "trailing-text"),
]


@pytest.mark.parametrize(("text", "code"), CRONOS_WRONG)
def test_what_is_wrong_about_an_h_of_cronos(text: str, code: str) -> None:
    [found] = quartzcron.validate(text, "cronos", seed="3")
    assert found.code == code


def test_every_number_of_an_h_of_cronos_may_be_drawn() -> None:
    # 0 and 7 are both Sunday, and both may be drawn: 8 numbers for 7 days.
    days = [
        CronExpression("0 0 * * H", "cronos", seed=str(seed)).next_fire_time(datetime(2026, 1, 3))
        for seed in range(200)
    ]
    weekdays = [day.isoweekday() % 7 for day in days if day]
    assert {*weekdays} == {*range(7)}
    assert weekdays.count(0) > max(map(weekdays.count, range(1, 7)))
    every_other = CronExpression("0 0 * * H/2", "cronos", seed="3")
    assert every_other.equivalent(CronExpression("0 0 * * 0,2,4,6"))
    assert CronExpression("0 0 H/1 * *", "cronos", seed="3").equivalent(
        CronExpression("0 0 1-28 * *")
    )


@pytest.mark.parametrize(
    "seed", ["nightly", "2147483648", "-2147483649", "1.5", " 3", "+3", "٣", "-", "9" * 40]
)
def test_a_seed_of_cronos_is_a_whole_number(seed: str) -> None:
    with pytest.raises(ValueError, match="a seed for Cronos is a whole number from -2147483648 to"):
        Dialect.named("cronos").seeded(seed)
    # It is one for Jenkins all the same.
    found = quartzcron.detect("H H * * *", seed=seed)
    assert [reading.dialects for reading in found.readings] == [("croniter",), ("jenkins",)]


def test_without_a_seed_cronos_refuses_an_h() -> None:
    [found] = quartzcron.validate("H * * * *", "cronos")
    assert (found.code, found.span) == ("seed-missing", (0, 1))
    assert found.message == (
        "Cronos draws the number for H from a seed, a whole number: pass one as seed"
    )
    assert CronExpression("0 9 * * *", "cronos", seed="3").equivalent(CronExpression("0 9 * * *"))


# --- Quartz.NET ------------------------------------------------------------


def _of_quartz_net(key: str, place: int, low: int, high: int) -> int:
    """Draw a number as Quartz.NET does: with the words of 32 bits of C, which overflow."""
    found = c_uint32(2166136261)
    for character in key:
        found = c_uint32((found.value ^ ord(character)) * 16777619)
    mixed = c_uint32((found.value & 0x7FFFFFFF) + c_uint32(place * 0x9E3779B9).value)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        mixed = c_uint32((mixed.value ^ (mixed.value >> shift)) * factor)
    return (mixed.value & 0x7FFFFFFF) % (high - low + 1) + low


#: FNV-1a of 32 bits, by the test vectors of its authors (Noll and others, test_fnv.c), without
#: the sign that Quartz.NET takes off.
FNV = {"": 0x811C9DC5, "a": 0xE40C292C, "foobar": 0xBF9CF968}


def test_the_sum_of_a_key_is_its_fnv() -> None:
    for key, known in FNV.items():
        expected = c_uint32(known & 0x7FFFFFFF)
        for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
            expected = c_uint32((expected.value ^ (expected.value >> shift)) * factor)
        assert Mixture(key).next(2**31, 0) == expected.value & 0x7FFFFFFF


KEYS = (":nightly", ":myTrigger", "6:groupAtest", "trigger-A", "été")


@pytest.mark.parametrize("key", KEYS)
def test_the_h_of_quartz_net(key: str) -> None:
    bounds = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (1, 7))
    drawn = [_of_quartz_net(key, place, *each) for place, each in enumerate(bounds)]
    for text, meant in [
        ("H H H ? * ?", None),
        ("H H H * * ?", f"{drawn[0]} {drawn[1]} {drawn[2]} * * ?"),
        ("0 H,30,h * * * ?", f"0 {drawn[1]},30 * * * ?"),
        ("0 0 0 H H ?", f"0 0 0 {drawn[3]} {drawn[4]} ?"),
        ("0 0 0 ? * H", f"0 0 0 ? * {drawn[5]}"),
        ("0 0 H(9-17) * * ?", f"0 0 {_of_quartz_net(key, 2, 9, 17)} * * ?"),
        ("0 0 H(9-9) * * ?", "0 0 9 * * ?"),
        ("0 H/15 * * * ?", f"0 {_of_quartz_net(key, 1, 0, 14)}/15 * * * ?"),
        ("0 H(0-29)/10 * * * ?", f"0 {_of_quartz_net(key, 1, 0, 9)}-29/10 * * * ?"),
        # A step beyond the bounds leaves their number of phases, one of them each.
        ("0 H(10-19)/40 * * * ?", f"0 {_of_quartz_net(key, 1, 10, 19)} * * * ?"),
        ("0 H/1 * * * ?", "0 * * * * ?"),
        ("0 0 0 ? H/5 MON 2026", f"0 0 0 ? {_of_quartz_net(key, 4, 1, 5)}/5 MON 2026"),
    ]:
        if meant is None:
            assert not quartzcron.is_valid(text, "quartznet", seed=key)
        else:
            seeded = CronExpression(text, "quartznet", seed=key)
            assert seeded.equivalent(CronExpression(meant, "quartznet")), text


#: Text, code: by CronExpression.cs and the tests of H of Quartz.NET (CronExpressionHashTest.cs).
QUARTZ_NET_WRONG = [
    ("0 0 0 * * ? H", "names-not-here"),
    ("H(30-5) * * * * ?", "range-reversed"),
    ("H(0-60) * * * * ?", "out-of-range"),
    ("H(0-5 * * * * ?", "trailing-text"),
    ("H(5) * * * * ?", "trailing-text"),
    ("H/0 * * * * ?", "step-zero"),
    ("H/60 * * * * ?", "step-too-large"),
    ("H/x * * * * ?", "not-a-value"),
    ("HX * * * * ?", "names-not-here"),
    ("0 0 0 ? * H(MON-FRI)", "trailing-text"),
    ("0 0 0 ? * H(2-FRI)", "trailing-text"),
    ("0 0 0 ? * H#2", "trailing-text"),
    ("0 0 0 HW * ?", "names-not-here"),
    ("H", "field-count"),
]


@pytest.mark.parametrize(("text", "code"), QUARTZ_NET_WRONG)
def test_what_is_wrong_about_an_h_of_quartz_net(text: str, code: str) -> None:
    for seed in (None, ":nightly"):
        [found] = quartzcron.validate(text, "quartznet", seed=seed)
        assert found.code == code


def test_without_a_key_an_h_of_quartz_net_is_right_and_never_runs() -> None:
    waiting = CronExpression("0 H H(0-7) * * ?", "quartznet")
    assert waiting.needs_seed
    with pytest.raises(CronExpressionError) as seen:
        waiting.next_fire_time(datetime(2026, 1, 1))
    assert [found.span for found in seen.value.problems] == [(2, 3), (4, 10)]
    assert seen.value.problems[0].message == (
        "H stands for a number that Quartz.NET derives from the key of the trigger: "
        "pass it as seed, :NAME in the default group"
    )
    # A character beyond the first plane is two of .NET; half of one is one.
    for key in ("\U0001f600", "\ud83d"):
        assert CronExpression("H * * * * ?", "quartznet", seed=key).most_per_day() == 1440
    assert Mixture("\U0001f600").next(2**31, 0) == _of_quartz_net("\ud83d\ude00", 0, 0, 2**31 - 1)


# --- numbers drawn at random -----------------------------------------------

#: Dialect, a text with a number that is drawn at random, and the part that is.
RANDOM = [
    ("cronie", "15~45 * * * *", (0, 5)),
    ("cronie", "0 ~ * * *", (2, 3)),
    ("cronie", "0 2,9~ * * *", (4, 6)),
    ("cronie", "0 0 ~5 * *", (4, 6)),
    ("cronie", "0 0 * * MON~FRI", (8, 15)),
    ("croniter", "R * * * *", (0, 1)),
    ("croniter", "0 r(0-7) * * *", (2, 8)),
    ("airflow", "R/5 * * * *", (0, 3)),
    ("langgraph", "0 0 R(1-9)/3 * *", (4, 12)),
]


@pytest.mark.parametrize(("dialect", "text", "span"), RANDOM)
def test_a_number_drawn_at_random_is_not_computable(
    dialect: str, text: str, span: tuple[int, int]
) -> None:
    [found] = quartzcron.validate(text, dialect)
    assert (found.code, found.span) == ("random-value", span)
    assert not quartzcron.is_valid(text, "unix")
    assert quartzcron.corrected(text, dialect) is None


def test_a_number_drawn_at_random_is_one_of_its_field() -> None:
    for dialect, text, code in [
        ("cronie", "45~15 * * * *", "not-a-value"),
        ("cronie", "15~60 * * * *", "out-of-range"),
        ("cronie", "15~x * * * *", "names-not-here"),
        ("croniter", "R(9-0) * * * *", "range-reversed"),
        ("croniter", "Rx * * * *", "names-not-here"),
        ("croniter", "0 0 * * FR", "unknown-name"),
    ]:
        assert code in [found.code for found in quartzcron.validate(text, dialect)], text


def test_a_seed_is_part_of_the_dialect() -> None:
    nightly = CronExpression("H H * * *", "jenkins", seed="nightly")
    assert repr(nightly) == "CronExpression('H H * * *', dialect='jenkins', seed='nightly')"
    assert eval(repr(nightly)) == nightly
    assert repr(nightly.dialect) == "Dialect.named('jenkins').seeded('nightly')"
    assert pickle.loads(pickle.dumps(nightly)) == nightly
    assert pickle.loads(pickle.dumps(nightly.dialect)) == nightly.dialect
    weekly = CronExpression("H H * * *", "jenkins", seed="weekly")
    assert weekly != nightly
    assert weekly.dialect.seeded("nightly") == nightly.dialect
    assert nightly.next_fire_time(datetime(2026, 1, 1)) == datetime(2026, 1, 1, 17, 1)
    assert quartzcron.is_valid("H H * * *", nightly.dialect)
    assert quartzcron.lint("H H * * *", "jenkins", seed="nightly") == []
    assert [str(node) for node in _nodes("H(0-29)/10 H * * H/2")] == [
        "H(0-29)/10", "H", "*", "*", "H/2",
    ]  # fmt: skip


def _nodes(text: str) -> list[object]:
    from quartzcron.language.text import parse

    parsed = parse(text, Dialect.named("jenkins").seeded("nightly"))
    return [field.nodes[0] for _, field in parsed.fields.values()]


def test_a_seed_for_a_dialect_without_h() -> None:
    for call in (CronExpression, quartzcron.is_valid, quartzcron.validate, quartzcron.lint):
        with pytest.raises(ValueError, match="a seed is for H, which Quartz does not have") as seen:
            call("0 0 0 * * ?", "quartz", seed="nightly")
        assert not isinstance(seen.value, CronExpressionError)
        with pytest.raises(TypeError, match="a seed is a str, not int"):
            call("0 0 0 * * ?", "jenkins", seed=5)  # type: ignore[arg-type]
    # None is no seed at all, and an empty one is none that has been given.
    assert CronExpression("0 0 0 * * ?", "quartz", seed=None)
    assert CronExpression("H * * * *", "jenkins", seed="").needs_seed


def test_a_seed_of_lone_surrogates_is_a_seed() -> None:
    assert CronExpression("H * * * *", "jenkins", seed="\ud800") is not None
