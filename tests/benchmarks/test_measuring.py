"""The stopwatch of the benchmarks, and the command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rivals import ROOT, TINY, made_up_report

import quartzcron
from benchmarks import pages
from benchmarks.__main__ import main
from benchmarks.jobs import QUICK
from benchmarks.measure import Call, Reminded, Stopwatch
from benchmarks.profiling import main as profile

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
