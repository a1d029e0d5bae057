"""The numbers behind H, against java.util.Random, and what a seed does to a text."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import datetime

import pytest

import quartzcron
from quartzcron import CronExpression, CronExpressionError, Dialect, Schedule, arrays
from quartzcron.language.hashes import Hash

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
