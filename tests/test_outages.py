"""The comparison of what systems run after an outage: that it finds what differs.

The systems themselves are asked by `python -m tests.real_systems`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from types import ModuleType

import pytest
from real_systems import Answer, Outage, Question, System, outages
from real_systems.__main__ import main
from real_systems.comparison import ours
from real_systems.programs import Program


class Waking(System):
    """A system that catches up by looking at its own runs one by one, maybe with a fault."""

    name = "waking"
    dialect = "unix"
    version = "1"
    catches_up = (("latest", 60), ("all", None))
    texts = False

    def __init__(
        self,
        due: Callable[[int, Outage], bool] = lambda run, outage: run <= outage.now,
        late: Callable[[int, Outage], bool] = lambda run, outage: run >= outage.now - 60,
        spoil: Callable[[list[int]], list[int]] = lambda runs: runs,
    ) -> None:
        self._due, self._late, self._spoil = due, late, spoil

    def answer(self, question: Question) -> Answer:
        told = ours(self.dialect, question)
        runs = [[run for run in runs if run is not None] for runs in told.runs]
        return Answer(True, [self._spoil(each) for each in runs])

    def caught_up(self, outage: Outage) -> list[int]:
        # Three weeks have fewer than 3,000 runs, ten minutes apart.
        asked = Question(outage.text, outage.zone, [outage.last_run], 3_000)
        runs = [run for run in self.answer(asked).runs[0] if run is not None]
        runs = [run for run in runs if self._due(run, outage)]
        if outage.grace is not None:
            runs = [run for run in runs if self._late(run, outage)]
        return runs[-1:] if outage.keep == "latest" else runs


def unlike(system: System) -> list[Outage]:
    """Return the outages after which a system runs something else than our rule says."""
    asked = list(outages.outages(system, 40, 1))
    assert len(asked) == 80
    return [outage for outage in asked if outages.compared(system, outage)]


def test_a_system_that_catches_up_as_we_do_has_no_difference() -> None:
    assert unlike(Waking()) == []


@pytest.mark.parametrize(
    "system",
    [
        # A run at the very moment is left for later.
        Waking(due=lambda run, outage: run < outage.now),
        # A run that is just as late as is allowed is dropped.
        Waking(late=lambda run, outage: run > outage.now - 60),
        Waking(late=lambda run, outage: True),
    ],
)
def test_a_fault_is_found(system: Waking) -> None:
    found = unlike(system)
    assert found
    assert not any(outages.by_the_clock(system, outage) for outage in found)


def without_one(runs: list[int]) -> list[int]:
    """Leave out all runs at the full hour."""
    return [run for run in runs if run % 3_600]


def test_other_runs_are_a_matter_of_the_clock_rule() -> None:
    system = Waking(spoil=without_one)
    outage = Outage("*/10 * * * *", None, 1_767_225_000, 1_767_225_600, "all", None)
    mine, theirs = outages.compared(system, outage) or ([], [])
    assert (mine, theirs) == ([1_767_225_600], [])
    assert outages.by_the_clock(system, outage)


def test_outages_are_the_same_each_time_and_of_every_kind() -> None:
    asked = list(outages.outages(Waking(), 40, 1))
    assert asked == list(outages.outages(Waking(), 40, 1))
    assert {outage.zone for outage in asked} > {None, "Australia/Lord_Howe"}
    assert min(outage.now - outage.last_run for outage in asked) < 60
    assert max(outage.now - outage.last_run for outage in asked) > 7 * 86_400
    assert any(outage.now % 600 == 0 for outage in asked)


@pytest.mark.parametrize(
    ("system", "status", "told"),
    [
        (Waking(), 0, "  outages: 40 caught up alike, 0 by another clock rule, 0 otherwise"),
        (Waking(due=lambda run, outage: run < outage.now), 1, "ours [1"),
        (Waking(spoil=without_one), 1, " by another clock rule, 0 otherwise"),
    ],
)
def test_the_command_tells_what_differs(
    system: System,
    status: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    module = ModuleType("real_systems.waking_")
    module.SYSTEM = system  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "real_systems.waking_", module)
    monkeypatch.setattr("real_systems.__main__.MODULES", ("waking_",))
    assert main(["--count", "20"]) == status
    assert told in capsys.readouterr().out


SPEAKER = """
import json, sys
print(json.dumps({"version": "3.2"}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"runs": [asked["last_run"], asked["now"]]}), flush=True)
"""


class Spoken(Program):
    """A program that says back from when to when an outage was."""

    name = "spoken"
    dialect = "unix"

    def command(self) -> Sequence[str]:
        return [sys.executable, "-c", SPEAKER]


def test_a_program_is_asked_about_an_outage() -> None:
    program = Spoken()
    program.open()
    try:
        assert program.caught_up(Outage("* * * * *", None, 3, 5, "all", None)) == [3, 5]
    finally:
        program.close()
