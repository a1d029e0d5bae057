"""A user's program runs, and type checkers have nothing to say about it."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import quartzcron

PROGRAM = Path(__file__).with_name("user_program.py")
ROOT = PROGRAM.parents[2]


def test_it_runs() -> None:
    seen = json.loads(runpy.run_path(str(PROGRAM))["main"]())
    assert seen["hours"] == list(range(9, 18))
    assert seen["days"][:3] == [2, 3, 4]
    assert seen["form"] == [
        "error hour 2-4: zu groß",
        "warning None 4-12: this runs on days that match either of the two day fields; some systems need both to match",
    ]
    assert seen["busiest"] == "Mon, December 29, 2025, 09:00–10:00: 4×"
    assert seen["coming"] == ["2026-01-12T09:00:00-05:00", "2026-01-12T09:15:00-05:00"]
    assert seen["both"] == ["2026-01-12T09:00:00-05:00", "2026-01-12T10:00:00-05:00"]


def test_it_uses_what_is_public_and_nothing_else() -> None:
    source = PROGRAM.read_text("utf-8")
    for ignore in ("type: ignore", "pyright:", "noqa", "Any", "cast("):
        assert ignore not in source
    unused = [
        name
        for name in quartzcron.__all__
        if name not in source and name not in ("__version__", *THROUGH_OTHERS)
    ]
    assert unused == [], "the program is to use them, or to be given them"


#: What a program is given and seldom names.
THROUGH_OTHERS = (
    "Detection", "Difference", "Explanation", "FieldVerdict", "FireSet", "HashRules", "Reading",
    "PartVerdict", "Season", "SetExplanation", "Subset", "draw",
)  # fmt: skip


@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")
def test_mypy_has_nothing_to_say(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir"]
    found = subprocess.run(
        [*command, str(tmp_path), str(PROGRAM)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.stdout, found.returncode) == ("Success: no issues found in 1 source file\n", 0)


@pytest.mark.skipif(
    find_spec("pyright") is None or shutil.which("node") is None,
    reason="pyright, or the node that it runs on, is not installed",
)
def test_pyright_has_nothing_to_say(tmp_path: Path) -> None:
    shutil.copy(PROGRAM, tmp_path)
    config = tmp_path / "pyrightconfig.json"
    config.write_text(json.dumps({"extraPaths": [str(ROOT)], "typeCheckingMode": "strict"}))
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "-p", str(config)]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 errors, 0 warnings" in found.stdout
    assert "No source files" not in found.stdout + found.stderr
