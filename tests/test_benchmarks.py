"""The benchmark measures the right things and judges by right answers. No time is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import quartzcron
from benchmarks import report
from benchmarks.__main__ import main
from benchmarks.brute_force import Plan, next_fire, previous_fire
from benchmarks.cases import (
    CASES,
    EVERY_FIVE_MINUTES,
    EVERY_MINUTE,
    EVERY_SECOND,
    LAST_WEEKDAY,
    MONDAY_29_FEBRUARY,
    NEVER,
    PLANS,
    THIRD_FRIDAY,
    WEEKDAY_MORNINGS,
    Case,
    random_moments,
)
from benchmarks.competitors import CannotError, Competitor, load
from benchmarks.jobs import JOBS, QUICK, Effort
from benchmarks.measure import Call, Stopwatch
from benchmarks.profiling import main as profile
from benchmarks.runner import Figure, Report, run
from benchmarks.targets import TARGETS
from benchmarks.texts import FAMILIES, draws

ROOT = Path(__file__).parent.parent
TINY = Effort(repeats=1, batch=20_000, moments=20, checked=20, expressions=20)

PRESENT, _ = load()


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
            "Monday 29 February",
            "never fires",
        )
    ),
    "iterate weekday mornings",
    "iterate every five minutes",
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
    ("previous", 0.5, 8, "F"),
    ("previous far away", 3, 25, "F"),
    ("iterate", 0.5, 8, "F"),
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


def test_every_subject_is_known() -> None:
    plans = {case.subject for case in CASES if isinstance(case.subject, Plan)}
    families = {case.subject for case in CASES if isinstance(case.subject, str)}
    assert plans == set(PLANS)
    assert families == set(FAMILIES)


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
    (MONDAY_29_FEBRUARY, datetime(2016, 2, 29), datetime(2044, 2, 29)),
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


def test_the_judge_stops_at_the_ends_of_its_years() -> None:
    day = Plan("one day", lambda each: each == date(2026, 1, 1), [0], years=(2026, 2026))
    assert next_fire(day, datetime(2025, 12, 31, 12)) == datetime(2026, 1, 1)
    assert next_fire(day, datetime(2026, 1, 1)) is None
    assert previous_fire(day, datetime(2026, 1, 1)) is None
    assert previous_fire(day, datetime(2026, 1, 1, 0, 0, 1)) == datetime(2026, 1, 1)


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


# --- the competitors --------------------------------------------------------------------------


@pytest.mark.parametrize("competitor", PRESENT, ids=lambda each: each.name)
@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_a_competitor_answers_a_case_or_says_that_it_cannot(
    case: Case, competitor: Competitor
) -> None:
    try:
        verdict = JOBS[case.job].check(case, competitor, TINY)
    except CannotError:
        assert competitor.name != "quartzcron"
        return
    assert verdict.wrong == 0
    assert verdict.checked > 0 or case.job == "import"


def test_a_library_that_is_not_installed_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "benchmarks.competitors.cronsim_", raising=False)
    monkeypatch.setitem(sys.modules, "cronsim", None)
    assert load(["cronsim_"]) == ([], ["cronsim"])


class Fake(Competitor):
    """A competitor that is wrong by a minute, says little and breaks on a plan."""

    name = "fake"
    module = "json"
    texts = {"every minute": "right", "weekday mornings": "late", "third Friday": "broken"}  # noqa: RUF012
    note = "not a library"

    def parse_call(self) -> Call:
        return Call("None")

    def fire_call(self, text: str, *, reverse: bool) -> Call:
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

    def clear_caches(self) -> None:
        raise NotImplementedError


@pytest.fixture(scope="module")
def fake_report() -> Report:
    wanted = ("every minute", "weekday mornings", "third Friday", "last weekday")
    cases = [case for case in CASES if case.name in [f"next {plan}" for plan in wanted]]
    return run(cases, [Fake(), *PRESENT[:1]], TINY, absent=["cronsim"])


def test_wrong_answers_and_what_cannot_be_done_stand_in_the_table(fake_report: Report) -> None:
    cells = {row[0]: row[3] for row in report.table(fake_report)}
    assert "WRONG" not in cells["next every minute"]
    assert cells["next weekday mornings"].endswith(", 20 of 20 WRONG")
    assert cells["next third Friday"] == "fails: RuntimeError: out of order"
    assert cells["next last weekday"] == "cannot say last weekday"


def test_only_quartzcron_has_targets(fake_report: Report) -> None:
    limits = {figure.competitor: figure.limit for figure in fake_report.figures}
    assert limits == {"fake": None, "quartzcron": TARGETS["next"].limit(quartzcron.KERNEL)}
    met = [figure.met for figure in fake_report.figures if figure.competitor == "quartzcron"]
    assert set(met) <= {True, False}


def test_a_report_names_machine_kernel_and_who_is_missing(fake_report: Report) -> None:
    text = "\n".join([*report.heading(fake_report), *report.closing(fake_report)])
    assert f"quartzcron's kernel: {quartzcron.KERNEL}" in text
    assert "not installed: cronsim" in text
    assert "fake: not a library" in text
    assert "fake from source" in text


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


def test_a_missed_target_is_told() -> None:
    figure = Figure("next", "quartzcron", 1_300.0, "ns", 10.0, 8, "F", 20, 0, None)
    missed = Report("CPython", "Linux", "pure", 130.0, {"quartzcron": "1"}, [], {}, [figure])
    assert report.table(missed)[1] == ["next", "<= 8 F", "MISSED", "10.0 F (1,300 ns)"]
    assert report.closing(missed) == [
        "targets met: 0 of 1",
        "  missed: next: 10.0 F (1,300 ns), <= 8 F",
    ]


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


def test_a_case_can_be_profiled(capsys: pytest.CaptureFixture[str]) -> None:
    assert profile(["parse the same again", "--lines", "3"]) == 0
    assert "function calls" in capsys.readouterr().out
