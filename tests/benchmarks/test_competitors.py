"""Every competitor answers rightly, says that it cannot, or is absent with a reason."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rivals import ABROAD, PRESENT, ROOT, TINY, Elsewhere, Late, OneByOne, case_named

import quartzcron
from benchmarks import worker
from benchmarks.cases import (
    CASES,
    EVERY_FIVE_MINUTES,
    MONDAYS,
    NEVER,
    NEW_YORK,
    THIRD_FRIDAY,
    YEARLY,
    Case,
)
from benchmarks.competitors import AbsentError, CannotError, Library, builds, load, quartzcron_
from benchmarks.competitors.pure_ import Pure
from benchmarks.jobs import enter
from benchmarks.process import ProcessError
from benchmarks.remote import Foreign
from quartzcron.answers import analysis
from quartzcron.clock import zones

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


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    competitor = Elsewhere()
    competitor.open()
    competitor.open()  # once is enough
    yield competitor
    competitor.close()
    competitor.close()


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
    # On a busy machine too: all that is to be checked is checked.
    effort = vars(TINY) | {"patience": 3_600}
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
