"""The numbers behind H, against java.util.Random, and what a seed does to a text."""

from __future__ import annotations

import pickle
from datetime import datetime

import pytest

import quartzcron
from quartzcron import CronExpression, CronExpressionError, Dialect
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
        found = quartzcron.validate(text, "jenkins")
        assert [(problem.code, problem.span) for problem in found] == [
            ("seed-missing", place) for place in places
        ]
    assert [problem.message for problem in quartzcron.validate("@daily", "jenkins")] == [
        "@daily stands for H H * * *, where Jenkins derives H from the job's name: "
        "pass the name as seed"
    ]
    # A text without H needs none, and one that is wrong is told that first.
    assert quartzcron.is_valid("0 5 * * *", "jenkins")
    assert [found.code for found in quartzcron.validate("H 24 * * *", "jenkins")] == [
        "out-of-range"
    ]


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
    assert not quartzcron.is_valid("H * * * *", "jenkins", seed="")


def test_a_seed_of_lone_surrogates_is_a_seed() -> None:
    assert CronExpression("H * * * *", "jenkins", seed="\ud800") is not None
