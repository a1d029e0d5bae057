"""The list of cases: complete, with a job and a target each."""

from __future__ import annotations

import pytest

from benchmarks.brute_force import (
    Plan,
)
from benchmarks.cases import (
    CASES,
    NEVER,
    PLANS,
    STARTS,
    Case,
)
from benchmarks.jobs import JOBS
from benchmarks.targets import TARGETS
from benchmarks.texts import FAMILIES

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
    *(
        f"{way} weekday mornings, New York, from {where}"
        for way in ("next", "previous")
        for where in ("New York", "UTC", "no zone", "India", "Berlin")
    ),
    "next weekday mornings, New York, with bounds, from New York",
    "next weekday mornings, New York, with bounds, from UTC",
    "previous weekday mornings, New York, with bounds, from UTC",
    "next weekday mornings, with bounds",
    "matches weekday mornings, New York, from UTC",
    "make a schedule",
    "make a schedule, new text, named zone",
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
    "next weekday mornings, New York, dates left out, from New York",
    "next weekday mornings, New York, dates left out, from UTC",
    "previous weekday mornings, New York, dates left out, from UTC",
    "next of a fleet, each",
    "next of a list of expressions, each",
    "next of a column, one moment",
    "next of a column, a moment each",
    "next of a column, new texts",
    "parse new text",
    "parse new text, new days",
    "parse, caches cleared",
    "parse the same again",
    "is_valid, right text",
    "is_valid, wrong text",
    "is_valid, right text again",
    "is_valid, wrong text again",
    "validate, misspelt text",
    "validate, misspelt text again",
    "corrected, misspelt text",
    "corrected, caches cleared",
    "lint",
    "lint again",
    "detect",
    "detect again",
    "describe",
    "describe again",
    "import",
    "memory, built",
    "memory, used",
    "memory, days distinct, built",
    "memory, days distinct, used",
    "memory, a schedule of a hundred on one expression",
}

# The targets that were set, written down a second time: job, compiled, pure, unit.
LIMITS = {
    ("next", 0.25, 8, "F"),
    ("next far away", 3, 25, "F"),
    ("next in a zone", 0.6, 20, "F"),
    ("next a year on", 5, None, "F"),
    ("next decades on", 70, None, "F"),
    ("previous", 0.25, 8, "F"),
    ("previous far away", 3, 25, "F"),
    ("previous in a zone", 0.6, 20, "F"),
    ("schedule", 0.8, 60, "F"),
    ("schedule with bounds", 1, 150, "F"),
    ("schedule without some dates", 2, 150, "F"),
    ("make a schedule", 4, 60, "F"),
    ("make a schedule of a new text", 10, 250, "F"),
    ("iterate", 0.2, 8, "F"),
    ("iterate in a zone", 0.25, 8, "F"),
    ("array", 1.5, 4, "fills"),
    ("array in a zone", 2, 5, "fills"),
    ("count", 100, 1000, "F"),
    ("n-th", 100, 1000, "F"),
    ("shortest interval", 10, 10, "ms"),
    ("shortest interval in a zone", 50, 50, "ms"),
    ("union", 1000, 1000, "ms"),
    ("fleet", 0.2, 5, "F"),
    ("column", 0.4, None, "F"),
    ("column of new texts", 1, None, "F"),
    ("parse new text", 6, 100, "F"),
    ("parse with caches cleared", 60, 200, "F"),
    ("parse the same again", 1.2, 3, "F"),
    ("is_valid", 2, 2, "F"),
    ("is_valid of a wrong text", 60, 80, "F"),
    ("corrected", 3000, 4000, "F"),
    ("lint", 80, 80, "F"),
    ("detect", 3000, 4000, "F"),
    ("describe", 1500, 1500, "F"),
    ("describe again", 5, 5, "F"),
    ("import", 8, 8, "ms"),
    ("memory", 0.35, 2, "KiB"),
    ("memory of a schedule", 0.156, None, "KiB"),
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
    assert TARGETS["next"].limit("compiled") == 0.25
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
