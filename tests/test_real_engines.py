"""The score of clock rules, and the engines that live in environments of their own.

The engines themselves are asked by `python -m tests.real_systems`.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import venv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from real_systems import AbsentError, Answer, Question, System, clocks, environments, temporal_
from real_systems.__main__ import main
from real_systems.comparison import (
    ADDS,
    FAILS,
    LOSES,
    MOVES,
    REFUSED,
    RUNS,
    Deviation,
    compared,
    effect_of,
    ours,
)
from real_systems.environments import Engine
from real_systems.quartz_ import Quartz

from benchmarks.competitors import AbsentError as NotBuiltError
from quartzcron import CronExpression

# --- what a system does to our runs ------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "theirs", "effect"),
    [
        ([1, 2, 3], [1, 3, 4], LOSES),
        ([1, 3, 4], [1, 2, 3], ADDS),
        ([1, 2, 4], [1, 3, 4], MOVES),
        # One that runs an instant twice, or that goes backwards, has runs that we have not.
        ([1, 2, 3], [1, 1, 2], ADDS),
        ([5, 6, 7], [5, 4, 6], ADDS),
        # Where there is no further run, all that the other has beyond counts.
        ([1, None], [1, 2, 3], ADDS),
        ([1, 2, 3], [1, None], LOSES),
        ([None], [1, None], ADDS),
    ],
)
def test_what_a_system_does_to_the_runs(
    mine: list[int | None], theirs: list[int | None], effect: str
) -> None:
    assert effect_of(mine, theirs) == effect


# --- the score -----------------------------------------------------------------------


class Pretended(System):
    """A system whose answer is ours, with something done to it."""

    name = "pretended"
    dialect = "unix"
    version = "1"

    def __init__(self, spoil: Callable[[Answer], Answer] = lambda answer: answer):
        self.spoil = spoil

    def answer(self, question: Question) -> Answer:
        return self.spoil(ours(self.dialect, question, self.policy))


def runs_of(change: Callable[[list[Any]], list[Any]]) -> Callable[[Answer], Answer]:
    """Return what changes the runs of an answer."""
    return lambda answer: answer._replace(runs=[change(list(runs)) for runs in answer.runs])


#: New York's gap of 2026: 02:30 does not exist on 8 March. Asked from Friday afternoon on.
GAP = int(datetime(2026, 3, 8, 7, tzinfo=UTC).timestamp())
ASKED = Question("30 2 * * *", "America/New_York", [GAP - clocks.DAY_AND_A_HALF], 0)


def test_a_system_that_agrees_has_no_difference() -> None:
    assert clocks.compared(Pretended(), ASKED) is None


@pytest.mark.parametrize(
    ("spoil", "kind", "effect", "mine", "theirs"),
    [
        (runs_of(lambda runs: runs[1:]), RUNS, LOSES, "2026-03-07 02:30:00-0500", "nothing more"),
        (
            runs_of(lambda runs: [runs[0], runs[0] + 60, *runs[1:]]),
            RUNS, ADDS, "nothing more", "2026-03-07 02:31:00-0500",
        ),
        (
            runs_of(lambda runs: [runs[0], *(run + 1800 for run in runs[1:2]), *runs[2:]]),
            RUNS, MOVES, "2026-03-08 03:00:00-0400", "2026-03-08 03:30:00-0400",
        ),
        # It says one instant for ever: it is stopped.
        (
            runs_of(lambda runs: [runs[0]] * len(runs)),
            RUNS, MOVES, "2026-03-08 03:00:00-0400, 2026-03-09 02:30:00-0400",
            ", ".join(["2026-03-07 02:30:00-0500"] * 13),
        ),
        (lambda _: Answer(False, failure="no"), REFUSED, "", None, "no"),
        (lambda _: Answer(True, failure="oops"), FAILS, "", None, "oops"),
    ],
)  # fmt: skip
def test_a_system_that_differs_is_told(
    spoil: Callable[[Answer], Answer], kind: str, effect: str, mine: str | None, theirs: str
) -> None:
    whole = "2026-03-07 02:30:00-0500, 2026-03-08 03:00:00-0400, 2026-03-09 02:30:00-0400"
    difference = clocks.compared(Pretended(spoil), ASKED)
    assert difference is not None
    assert (difference.kind, difference.effect) == (kind, effect)
    assert (difference.ours, difference.theirs) == (mine or whole, theirs)


@pytest.mark.parametrize(("text", "fixed"), [("30 2 * * *", True), ("*/30 * * * *", False)])
def test_a_difference_tells_the_kind_of_the_schedule(text: str, fixed: bool) -> None:
    system = Pretended(runs_of(lambda runs: runs[1:]))
    asked = ASKED._replace(text=text, take=5)
    for difference in (clocks.compared(system, asked), compared(system, asked)[1]):
        assert difference is not None
        assert difference.fixed is fixed


def test_what_comes_after_the_three_days_does_not_count() -> None:
    def late(runs: list[int]) -> list[int]:
        return [run + 60 if run > GAP + clocks.DAY_AND_A_HALF else run for run in runs]

    assert clocks.compared(Pretended(runs_of(late)), ASKED) is None


def test_a_policy_stands_for_a_system_without_a_dialect() -> None:
    system = Pretended()
    system.policy = "PREFECT"  # type: ignore[misc]
    assert clocks.compared(system, ASKED) is None
    answer = system.answer(ASKED._replace(take=2))
    assert [datetime.fromtimestamp(run or 0, UTC).minute for run in answer.runs[0]] == [30, 30]
    system.policy = None  # type: ignore[misc]
    system.spoil = lambda _: answer
    assert clocks.compared(system, ASKED) is not None


def test_each_change_of_a_year_is_found() -> None:
    assert clocks.changes("America/New_York") == [GAP, GAP + 238 * 86_400 - 3600]
    assert clocks.changes("UTC") == []
    assert all(clocks.changes(zone) for zone in clocks.ZONES)


def test_the_questions_are_about_every_text_at_every_change() -> None:
    asked = list(clocks.questions(Pretended()))
    changes = sum(len(clocks.changes(zone)) for zone in clocks.ZONES)
    assert len(set(map(str, asked))) == len(asked) == changes * len(clocks.TEXTS)


@pytest.mark.parametrize("text", clocks.TEXTS)
def test_quartz_is_asked_the_same_in_its_words(text: str) -> None:
    written = CronExpression(Quartz().clock_text(text), "quartz")
    assert written.equivalent(CronExpression(text, "unix"))


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        (True, r"\d+ taken and run alike, \d+ refused by both, 0 listed differences, 0 others"),
        (False, "0 listed differences, 0 others"),
    ],
)
def test_the_command_asks_a_system_without_a_dialect_about_clocks_only(
    texts: bool,
    counts: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    system = Pretended()
    system.texts, system.policy = texts, "TEMPORAL"  # type: ignore[misc]
    monkeypatch.setattr("real_systems.__main__.load", lambda _: ([system], {}))
    assert main(["--count", "20"]) == 0
    assert re.fullmatch(
        rf"pretended 1 as TEMPORAL: {counts}\n"
        r"  changes of clock: (\d+) of \1 lists of three days alike\n",
        capsys.readouterr().out,
    )


@pytest.mark.parametrize(("fewer", "status"), [(1, 1), (0, 0)])
def test_more_lists_that_differ_than_are_listed_are_news(
    fewer: int,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    system = Pretended(runs_of(lambda runs: runs[1:]))
    reason = Deviation("pretended", RUNS, "begins late", "30 2 * * *")
    # How many changes a year has is a matter of the zone database.
    most = len(list(clocks.questions(system))) - fewer
    monkeypatch.setattr("real_systems.__main__.load", lambda _: ([system], {}))
    monkeypatch.setattr("real_systems.__main__.deviations", lambda: [reason])
    monkeypatch.setattr("real_systems.__main__.most_lists", lambda: {"pretended": most})
    assert main(["--count", "20"]) == status
    printed = capsys.readouterr().out
    assert (f"no longer so: at most {most} lists differ" in printed) is bool(status)


def test_a_system_without_zones_is_not_asked_about_clocks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    system = Pretended()
    system.zones = False  # type: ignore[misc]
    monkeypatch.setattr("real_systems.__main__.load", lambda _: ([system], {}))
    assert main(["--count", "20"]) == 0
    assert "clock" not in capsys.readouterr().out


# --- environments ------------------------------------------------------------------------


class Installed(Engine):
    """An engine that needs one package."""

    name = "pretended"
    dialect = "unix"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """An engine that is not installed; what installs it is pretended."""
    monkeypatch.setattr(environments, "FOLDER", tmp_path)
    monkeypatch.setattr(environments, "BUILT", tmp_path / "built")
    (tmp_path / "pretended.txt").write_text("cron-engine==1.2\nhelper==3\n", "utf-8")
    return Installed()


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """The commands that were run; each environment is an empty folder."""
    run: list[Sequence[str]] = []

    def create(folder: Path, **_: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(venv, "create", create)

    def call(command: Sequence[str]) -> int:
        run.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    return run


def test_an_engine_that_is_not_installed_is_absent(engine: Installed) -> None:
    install = "python -m tests.real_systems --install --systems pretended"
    with pytest.raises(AbsentError, match=f"cron-engine==1.2 is not here: {install}"):
        engine.open()


def test_an_engine_is_installed_once(engine: Installed, commands: list[Sequence[str]]) -> None:
    engine.install()
    engine.install()
    [command] = commands
    assert command[-2:] == ["--requirement", str(environments.FOLDER / "pretended.txt")]
    python, program, name = engine.command()
    assert python == command[0]
    assert (Path(program).name, name) == ("system.py", "pretended")


def test_an_engine_of_another_version_is_installed_anew(
    engine: Installed, commands: list[Sequence[str]]
) -> None:
    engine.install()
    (environments.FOLDER / "pretended.txt").write_text("cron-engine==1.3\n", "utf-8")
    with pytest.raises(AbsentError, match=r"cron-engine==1\.3 is not here"):
        engine.open()
    engine.install()
    assert len(commands) == 2
    assert engine.command()


def test_what_was_broken_off_is_not_installed(
    engine: Installed, commands: list[Sequence[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "call", lambda command: 1)
    engine.install()
    with pytest.raises(AbsentError):
        engine.open()


def test_the_command_installs_what_it_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(Engine, "install", lambda self: installed.append(self.name))
    monkeypatch.setattr("real_systems.__main__.load", lambda _: ([], {}))
    assert main(["--install", "--systems", "celery,dagster,prefect"]) == 0
    assert installed == ["dagster", "prefect"]
    assert main(["--systems", "dagster"]) == 0
    assert len(installed) == 2


# --- the program in them ---------------------------------------------------------------


@pytest.fixture
def program() -> ModuleType:
    """The program, which imports no engine before it is asked for one."""
    path = environments.FOLDER / "system.py"
    spec = importlib.util.spec_from_file_location("program_of_engines", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def hourly(start: int, take: int) -> list[datetime]:
    """Return the next full hours, at most three of them."""
    first = datetime.fromtimestamp(start, UTC)
    return [first + timedelta(hours=hour) for hour in range(1, 1 + min(take, 3))]


def broken(_start: int, _take: int) -> list[datetime]:
    return [datetime.fromtimestamp(1 // 0, UTC)]


def test_the_program_answers(program: ModuleType) -> None:
    def ask(runs: Callable[[int, int], list[datetime]], take: int) -> dict[str, Any]:
        answer: dict[str, Any] = program.answer(
            lambda _text, _zone: runs, "x", "UTC", [0, 60], take
        )
        return answer

    assert ask(hourly, 2) == {"taken": True, "runs": [[3600, 7200], [3660, 7260]]}
    assert ask(hourly, 4)["runs"][0] == [3600, 7200, 10800, None]
    assert ask(broken, 2) == {
        "taken": True,
        "failure": "ZeroDivisionError: integer division or modulo by zero",
    }


def test_the_program_refuses(program: ModuleType) -> None:
    def read(text: str, _zone: str) -> None:
        raise ValueError(f"{text}!")

    refused = program.answer(read, "x", "UTC", [0], 1)
    assert refused == {"taken": False, "failure": "ValueError: x!"}


# --- Temporal -----------------------------------------------------------------------------


def test_temporal_is_absent_without_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUARTZCRON_TEMPORAL", str(tmp_path))
    with pytest.raises(
        AbsentError, match=r"calendar\.go is not here: let QUARTZCRON_TEMPORAL name"
    ):
        temporal_.SYSTEM.open()


def test_the_version_of_temporal_is_that_of_its_source(tmp_path: Path) -> None:
    checker = tmp_path / "common/headers/version_checker.go"
    checker.parent.mkdir(parents=True)
    checker.write_text('const (\n\tServerVersion = "1.32.0"\n)\n', "utf-8")
    assert temporal_.SYSTEM._version_of(tmp_path) == "1.32.0"
    checker.write_text("const ()\n", "utf-8")
    with pytest.raises(NotBuiltError, match="tells no version"):
        temporal_.SYSTEM._version_of(tmp_path)
