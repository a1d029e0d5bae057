"""The comparison with real systems: that it finds what differs, and takes nothing else for it.

The systems themselves are asked by `python -m tests.real_systems`. Here a
system is made of our own library, right or with a known fault.
"""

from __future__ import annotations

import importlib
import random
import re
import sys
import tomllib
import types
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import real_systems
from real_systems import MODULES, AbsentError, Answer, Question, System, programs, texts
from real_systems.__main__ import main
from real_systems.comparison import (
    ADDS,
    FAILS,
    LOSES,
    MOVES,
    REFUSED,
    RUNS,
    TABLE,
    TAKEN,
    Deviation,
    Difference,
    compared,
    deviations,
    ours,
    reasons,
)
from real_systems.programs import Program

from quartzcron import is_valid


class Pretended(System):
    """A system whose answer is ours, with something done to it."""

    name = "pretended"
    dialect = "unix"
    version = "1"

    def __init__(self, spoil: Callable[[Question, Answer], Answer] = lambda _, answer: answer):
        self._spoil = spoil

    def answer(self, question: Question) -> Answer:
        return self._spoil(question, ours(self.dialect, question))


def epoch(text: str) -> int:
    """Return a moment of UTC as seconds since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


NEW_YEAR = epoch("2026-01-01")


def asked(text: str, *starts: int, zone: str | None = None) -> Question:
    """Return a question about a text."""
    return Question(text, zone, starts or (NEW_YEAR,), 2)


# --- our answer ------------------------------------------------------------------


def test_our_answer_is_the_runs_strictly_after_each_start() -> None:
    start = epoch("2026-01-01T09:00")
    answer = ours("unix", asked("0 9 * * *", start, start - 1))
    assert answer.taken
    assert answer.runs == [
        [epoch("2026-01-02T09:00"), epoch("2026-01-03T09:00")],
        [epoch("2026-01-01T09:00"), epoch("2026-01-02T09:00")],
    ]


def test_our_answer_ends_where_nothing_more_fires() -> None:
    answer = ours("croniter", asked("0 0 1 1 * 0 2027"))
    assert answer.runs == [[epoch("2027-01-01"), None]]


def test_our_answer_is_in_the_zone_asked() -> None:
    answer = ours("unix", asked("30 2 * * *", epoch("2026-03-08T06:00"), zone="America/New_York"))
    # The gap's end, 03:00 by the clock.
    assert answer.runs[0][0] == epoch("2026-03-08T07:00")


def test_our_refusal_gives_its_codes_once_each() -> None:
    answer = ours("unix", asked("61 61 5/2 * *"))
    assert not answer.taken
    assert answer.failure == "out-of-range step-not-here"


# --- a system that agrees, and systems that do not ----------------------------------


def test_a_system_that_agrees_differs_in_nothing() -> None:
    system = Pretended()
    found = [compared(system, question) for question in texts.questions(system, 80, 1)]
    assert {taken for taken, _ in found} == {True, False}
    assert {difference for _, difference in found} == {None}


def taken_always(_question: Question, _answer: Answer) -> Answer:
    return Answer(True, [[1, 2]])


def never_taken(_question: Question, _answer: Answer) -> Answer:
    return Answer(False, failure="no such thing")


def late(_question: Question, answer: Answer) -> Answer:
    return answer._replace(runs=[[run and run + 60 for run in runs] for runs in answer.runs])


def late_after_the_first(_question: Question, answer: Answer) -> Answer:
    first, *others = answer.runs
    return answer._replace(runs=[first, *([run and run + 1 for run in runs] for runs in others)])


def tired(_question: Question, answer: Answer) -> Answer:
    return answer._replace(runs=[[None] for _ in answer.runs])


def broken(_question: Question, answer: Answer) -> Answer:
    return answer._replace(runs=(), failure="division by zero")


@pytest.mark.parametrize(
    ("spoil", "text", "kind"),
    [
        (taken_always, "5/15 * * * *", TAKEN),
        (never_taken, "* * * * *", REFUSED),
        (late, "0 9 * * *", RUNS),
        (tired, "0 9 * * *", RUNS),
        (broken, "0 9 * * *", FAILS),
    ],
)
def test_a_system_that_differs_is_found(
    spoil: Callable[[Question, Answer], Answer], text: str, kind: str
) -> None:
    _, difference = compared(Pretended(spoil), asked(text))
    assert difference is not None
    assert difference.kind == kind
    assert difference.codes == (("step-not-here",) if kind == TAKEN else ())


def test_the_start_that_shows_a_difference_is_told() -> None:
    second = NEW_YEAR + 86_400
    _, difference = compared(Pretended(late_after_the_first), asked("0 9 * * *", NEW_YEAR, second))
    assert difference is not None
    assert difference.question.starts == [second]
    assert difference.ours == "2026-01-02 09:00:00+0000, 2026-01-03 09:00:00+0000"
    assert difference.theirs == "2026-01-02 09:00:01+0000, 2026-01-03 09:00:01+0000"


# A system may give up looking after its years, not sooner; and what it gives up on must be none
# or far away for us too.
@pytest.mark.parametrize(
    ("text", "years", "differs"),
    [
        ("0 0 29 2 1", 5, True),  # OR: each Monday of February
        ("0 0 29 2 *", 5, True),  # 2028
        ("0 0 29 2 *", 1, False),
        ("0 0 30 2 *", None, False),  # never, for both
        ("0 0 29 2 *", None, True),
    ],
)
def test_a_system_may_give_up_in_its_own_time(text: str, years: int | None, differs: bool) -> None:
    system = Pretended(tired)
    system.years = years  # type: ignore[misc]
    _, difference = compared(system, asked(text))
    assert (difference is not None) is differs


def test_runs_before_a_system_gives_up_count() -> None:
    def late_and_tired(question: Question, answer: Answer) -> Answer:
        [[first, _]] = late(question, answer).runs
        return answer._replace(runs=[[first, None]])

    system = Pretended(late_and_tired)
    system.years = 1  # type: ignore[misc]
    assert compared(system, asked("0 0 29 2 *"))[1] is not None


# --- what is listed --------------------------------------------------------------------


LISTED = deviations()


def test_the_list_is_about_the_systems_that_there_are() -> None:
    names = [module.rstrip("_").replace("_", "-") for module in MODULES]
    listed = re.findall(r'^    \{ name = "([^"]+)"', TABLE.read_text("utf-8"), re.MULTILINE)
    assert listed == names
    assert {entry.system for entry in LISTED} <= set(names)


SYSTEMS = {each["name"]: each for each in tomllib.loads(TABLE.read_text("utf-8"))["systems"]}


@pytest.mark.parametrize("module", MODULES)
def test_the_documentation_says_what_stands_for_a_system(module: str) -> None:
    try:
        system: System = importlib.import_module(f"real_systems.{module}").SYSTEM
    except ModuleNotFoundError as missing:
        pytest.skip(f"{missing.name} is not here")
    listed = SYSTEMS[system.name]
    assert listed.get("policy") == system.policy
    # One that has no dialect is compared by plain texts that are the same in most of them.
    assert listed.get("dialect") == (system.dialect if system.texts else None)


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: f"{entry.system} {entry.text!r}")
def test_an_entry_has_an_example_that_it_explains(entry: Deviation) -> None:
    mine = ours(SYSTEMS[entry.system].get("dialect", "unix"), entry.question)
    assert mine.taken is (entry.kind != TAKEN)
    if entry.kind == TAKEN:
        # The example shows the one thing, nothing else.
        assert set(mine.failure.split()) <= set(entry.codes)
    assert re.search(entry.pattern, entry.text)
    assert bool(entry.zone) is bool(entry.zones or entry.asked_in)
    assert entry.zone in (entry.zones or (entry.zone,)) or entry.zones == ("*",)
    assert entry.effect in ("", LOSES, ADDS, MOVES)


def test_no_entry_stands_twice() -> None:
    twice = Counter((entry.system, entry.kind, entry.why) for entry in LISTED)
    assert set(twice.values()) == {1}


def difference_of(
    kind: str, text: str, *codes: str, zone: str | None = None, start: int = NEW_YEAR
) -> Difference:
    """Return a difference as the comparison finds it."""
    return Difference(kind, asked(text, start, zone=zone), codes, "", "it says so")


def entry_of(kind: str = TAKEN, codes: tuple[str, ...] = (), **rest: Any) -> Deviation:
    """Return an entry of a list."""
    return Deviation("pretended", kind, "it does", "* * * * *", codes, **rest)


def test_a_text_taken_is_explained_when_all_its_problems_are() -> None:
    one, other = entry_of(codes=("step-zero",)), entry_of(codes=("empty-item", "not-a-value"))
    listed = [one, other, entry_of(REFUSED)]
    assert reasons(difference_of(TAKEN, "x", "step-zero"), listed) == [one]
    assert reasons(difference_of(TAKEN, "x", "empty-item", "step-zero"), listed) == [one, other]
    assert reasons(difference_of(TAKEN, "x", "step-zero", "range-equal"), listed) == []


# Each restriction of an entry, with a difference that it lets through and one that it does not.
@pytest.mark.parametrize(
    ("entry", "inside", "outside"),
    [
        (entry_of(RUNS), difference_of(RUNS, "x"), difference_of(FAILS, "x")),
        (entry_of(RUNS, pattern="MON/"), difference_of(RUNS, "MON/2"), difference_of(RUNS, "MON")),
        (
            entry_of(REFUSED, says="says so"),
            difference_of(REFUSED, "x"),
            difference_of(REFUSED, "x")._replace(theirs="no"),
        ),
        (
            entry_of(RUNS, zones=("Africa/Cairo",)),
            difference_of(RUNS, "x", zone="Africa/Cairo"),
            difference_of(RUNS, "x"),
        ),
        (
            entry_of(RUNS, zones=("*",)),
            difference_of(RUNS, "x", zone="Africa/Cairo"),
            difference_of(RUNS, "x"),
        ),
        (
            entry_of(RUNS, effect="loses"),
            difference_of(RUNS, "x")._replace(effect="loses"),
            difference_of(RUNS, "x")._replace(effect="moves"),
        ),
        (
            entry_of(RUNS, fixed=False),
            difference_of(RUNS, "x")._replace(fixed=False),
            difference_of(RUNS, "x"),
        ),
        (
            entry_of(RUNS, asked_in="first pass"),
            difference_of(RUNS, "x", zone="Europe/Dublin", start=epoch("2026-10-25T00:30")),
            difference_of(RUNS, "x", zone="Europe/Dublin", start=epoch("2026-10-25T01:30")),
        ),
        (
            entry_of(RUNS, asked_in="second pass"),
            difference_of(RUNS, "x", zone="Europe/Dublin", start=epoch("2026-10-25T01:30")),
            difference_of(RUNS, "x", start=epoch("2026-10-25T01:30")),
        ),
    ],
)
def test_an_entry_explains_no_more_than_it_says(
    entry: Deviation, inside: Difference, outside: Difference
) -> None:
    assert reasons(inside, [entry]) == [entry]
    assert reasons(outside, [entry]) == []


# --- what is asked -----------------------------------------------------------------------


def test_the_questions_are_the_same_for_the_same_number() -> None:
    system = Pretended()
    first, again = (list(texts.questions(system, 60, 3)) for _ in range(2))
    assert first == again
    assert first != list(texts.questions(system, 60, 4))


def test_the_questions_are_right_and_wrong_in_utc_and_in_zones() -> None:
    found = list(texts.questions(Pretended(), 400, 1))
    right = sum(is_valid(question.text, "unix") for question in found)
    assert len(found) / 4 < right < len(found) * 3 / 4
    assert {question.zone for question in found} == {None, *texts.CHANGES}


def test_a_system_without_zones_is_asked_in_utc() -> None:
    system = Pretended()
    system.zones = False  # type: ignore[misc]
    assert {question.zone for question in texts.questions(system, 40, 1)} == {None}


def test_the_changes_of_clock_are_where_the_zones_have_them() -> None:
    for zone, changes in texts.CHANGES.items():
        for change in changes:
            # Two days, seen hour by hour: only one has another offset at its end.
            seconds = texts._near(random.Random(1), zone, change)
            moments = (seconds - 86_400 + hour * 3600 for hour in range(96))
            local = ZoneInfo(zone)
            offsets = [datetime.fromtimestamp(at, local).utcoffset() for at in moments]
            assert len(set(offsets)) == 2, (zone, change)


# --- programs of other languages ---------------------------------------------------------

SPEAKER = """
import json, sys, time
print(json.dumps({"version": "3.2"}), flush=True)
for line in sys.stdin:
    text = json.loads(line)["text"]
    if text == "end":
        sys.exit(7)
    if text == "sleep":
        time.sleep(600)
    print(json.dumps({"taken": False, "failure": text}), flush=True)
"""


class Spoken(Program):
    """A program that says back what it is asked."""

    name = "spoken"
    dialect = "unix"

    def command(self) -> Sequence[str]:
        return [sys.executable, "-c", SPEAKER]


@pytest.fixture
def spoken() -> Any:
    """A program that runs."""
    program = Spoken()
    program.open()
    yield program
    program.close()


def test_a_program_answers_line_by_line(spoken: Spoken) -> None:
    assert spoken.version == "3.2"
    for text in ("* * * * *", '\u0663 \ud800 \x00 "\\'):
        assert spoken.answer(asked(text)) == Answer(False, failure=text)


def test_a_program_that_looks_for_ever_is_started_anew(
    spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "PATIENCE", 0.05)
    lost = spoken.answer(asked("sleep"))
    assert lost.taken
    assert lost.failure == "no answer in 0.05 seconds"
    monkeypatch.setattr(programs, "PATIENCE", 60)
    assert spoken.answer(asked("again")).failure == "again"


def test_a_program_that_ends_is_named(spoken: Spoken) -> None:
    with pytest.raises(AbsentError, match="its program ended with 7"):
        spoken.answer(asked("end"))


# --- the command --------------------------------------------------------------------------


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Have the command compare one pretended system, with a list of its own."""

    def put(system: System, *entries: str) -> None:
        module = ModuleType("real_systems.pretended_")
        module.SYSTEM = system  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "real_systems.pretended_", module)
        monkeypatch.setattr("real_systems.__main__.MODULES", ("pretended_",))
        table = tmp_path / "deviations.toml"
        table.write_text(f"deviations = [{', '.join(entries)}]", "utf-8")
        monkeypatch.setattr("real_systems.__main__.deviations", lambda: deviations(table))

    return put


LATE = '{ system = "pretended", kind = "runs", text = "0 9 * * *", why = "is late" }'
GONE = '{ system = "pretended", kind = "refused", text = "0 9 * * *", why = "is strict" }'


def test_the_command_is_content_with_a_system_that_agrees(
    pretend: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(Pretended())
    assert main(["--count", "60"]) == 0
    printed = capsys.readouterr().out
    assert re.match(
        r"pretended 1 as unix: \d+ taken and run alike, \d+ refused by both, "
        r"0 listed differences, 0 others\n"
        r"  changes of clock: (\d+) of \1 lists of three days alike$",
        printed,
    )


def test_the_command_prints_what_is_not_listed(
    pretend: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(Pretended(late))
    assert main(["--count", "60", "--show", "1"]) == 1
    head, *told = capsys.readouterr().out.splitlines()
    assert not head.endswith(" 0 others")
    assert told.pop(0).startswith("  changes of clock: 0 of ")
    assert [line.split()[0] for line in told] == ["runs:", "ours", "theirs"]


def test_the_command_counts_what_is_listed(
    pretend: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(Pretended(late), LATE)
    assert main(["--count", "60"]) == 0
    head, _, known = capsys.readouterr().out.splitlines()
    assert head.endswith(" 0 others")
    assert re.fullmatch(r" +\d+ runs: is late", known)


def test_the_command_misses_what_no_longer_shows(
    pretend: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(Pretended(late), LATE, GONE)
    assert main(["--count", "60"]) == 1
    assert "no longer so: '0 9 * * *' is strict" in capsys.readouterr().out


def test_the_command_names_what_is_absent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Without a package of Python, without a program, and one that is not asked for.
    monkeypatch.setitem(sys.modules, "croniter", None)
    monkeypatch.delitem(sys.modules, "real_systems.croniter_", raising=False)
    monkeypatch.delitem(sys.modules, "real_systems.airflow_", raising=False)
    monkeypatch.setenv("PATH", "")
    assert main(["--count", "10", "--systems", "croniter,robfig"]) == 0
    printed = capsys.readouterr().out
    assert 'croniter: not compared: croniter is not here: pip install ".[systems]"' in printed
    assert "robfig: not compared: go is not here: apt-get install golang-go" in printed
    assert "quartz" not in printed


def test_a_broken_installation_is_no_absence(monkeypatch: pytest.MonkeyPatch) -> None:
    # The system itself is here, whether it is installed or not.
    cronsim = types.ModuleType("cronsim")
    cronsim.CronSim = cronsim.CronSimError = Exception  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cronsim", cronsim)
    monkeypatch.setitem(sys.modules, "zoneinfo", None)
    for name in ("cronsim_", "python"):
        monkeypatch.delitem(sys.modules, f"real_systems.{name}", raising=False)
    with pytest.raises(ModuleNotFoundError, match="zoneinfo"):
        real_systems.load(("cronsim_",))
