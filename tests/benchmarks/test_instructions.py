"""Counting instructions: the marks, what is made of the counts, and the words where it cannot be."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from rivals import ROOT

from benchmarks import instructions
from benchmarks.jobs import JOBS
from benchmarks.measure import Call, Reminded, Stopwatch


@pytest.mark.parametrize("kind", [Stopwatch, Reminded])
def test_marks_stand_around_the_empty_loop_and_the_loop(
    kind: type[Stopwatch] | type[Reminded],
) -> None:
    seen: list[object] = []
    measurement = kind(Call("see(item)", {"see": seen.append}), range(3), 1_000)
    seen.clear()
    assert measurement.counted(lambda: seen.append("mark"), 2) == 2
    # Everything has run before, and between the first two marks nothing is called.
    assert seen == [0, 1, 0, 1, "mark", "mark", 0, 1, "mark"]


def test_the_share_of_a_call_counts() -> None:
    stopwatch = Stopwatch(Call("item"), range(3), 1_000, share=200)
    assert stopwatch.counted(lambda: None, 3) == 600


def test_the_jobs_of_hot_paths_are_jobs() -> None:
    assert set(instructions.JOBS_OF_HOT_PATHS) < set(JOBS)


def test_hot_paths_run_between_three_marks_each(monkeypatch: pytest.MonkeyPatch) -> None:
    marks: list[int] = []
    monkeypatch.setattr(os, "getppid", lambda: marks.append(1))
    done = instructions.run_marked("next weekday mornings, UTC")
    assert [name for name, _ in done] == ["F", "next weekday mornings, UTC"]
    assert all(calls == instructions.CALLS for _, calls in done)
    assert len(marks) == 3 * len(done)


def test_a_path_that_an_older_library_does_not_know_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def start(*_: object) -> Stopwatch:
        raise AttributeError("no such method")

    job = JOBS["next"]
    monkeypatch.setitem(JOBS, "next", type(job)(job.unit, start, job.check))
    done = instructions.run_marked("next weekday mornings, UTC")
    assert [name for name, _ in done] == ["F"]
    assert "no such method" in capsys.readouterr().err


def test_what_callgrind_has_written_is_read_in_order(tmp_path: Path) -> None:
    for number, total in [(1, 5000), (2, 200), (10, 7), (3, 1200)]:
        text = f"version: 1\nevents: Ir\nsummary: {total}\n\ntotals: {total}\n"
        (tmp_path / f"counts.{number}").write_text(text)
    (tmp_path / "counts").write_text("summary: 99\n")
    assert instructions.totals(tmp_path) == [5000, 200, 1200, 7]
    with pytest.raises(ValueError, match="4 stretches for 1 paths"):
        instructions.per_call([("next", 10)], instructions.totals(tmp_path))


def test_a_table_without_another_side() -> None:
    assert instructions.table({"F": 600.4}, {}, "") == [
        "instructions a call      here",
        "F                         600",
    ]
    assert instructions.table({"new": 5.0}, {}, "v1")[1].split() == ["new", "5", "-"]


def test_where_there_is_no_valgrind_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert instructions.main(["--against", "HEAD"]) == 2
    assert capsys.readouterr().out.startswith("valgrind is not installed")


def test_the_command_counts_both_sides(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under a valgrind that is made up: the real one takes half a minute on a busy machine."""
    trees: list[str] = []

    def run(command: list[str], cwd: Path, env: dict[str, str], **_: object) -> object:
        tree = Path(env["PYTHONPATH"])
        assert command[0] == "valgrind"
        assert "--only=UTC" in command
        assert (cwd / "benchmarks" / "instructions.py").is_file()
        assert not (cwd / "quartzcron").exists()
        trees.append(tree.name)
        (out,) = [part.partition("=")[2] for part in command if "out-file" in part]
        for number, total in enumerate((5000, 200, 400 * (2 if tree == ROOT else 1)), 1):
            Path(f"{out}.{number}").write_text(f"summary: {total}\n")
        return subprocess.CompletedProcess(command, 0, 'a line\n[["next", 10]]\n')

    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/valgrind")
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(instructions, "built", lambda commit, folder: folder)
    assert instructions.main(["--only", "UTC", "--against", "v1"]) == 0
    assert trees[0] == ROOT.name
    assert len(trees) == 2
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["instructions", "a", "call", "here", "v1", "here/v1"]
    assert row.split() == ["next", "60", "20", "3.00"]
    assert instructions.main(["--only", "UTC"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["next", "60"]
