"""A newcomer's way, from the README's first line to a stored, described schedule in a time zone.

Every block of README.md and of the tutorial is pasted into a terminal's Python, here in the
environment of the tests; `python -m tests.newcomer` installs it first, as the tutorial says.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from newcomer import README, TUTORIAL, answers, blocks, of_language, pasted, programmed

from quartzcron import Schedule


def test_every_block_is_of_a_kind_that_is_run() -> None:
    # sh: the commands that .ci/run takes out of the README.
    assert Counter(block.language for block in blocks(README)) == {"pycon": 4, "sh": 2}
    found = Counter(block.language for block in blocks(TUTORIAL))
    assert found.pop("pycon") >= 9
    assert found == {"text": 1, "python": 1, "console": 1}


def test_the_tutorial_begins_with_a_copy_of_the_repository() -> None:
    [lines] = of_language(TUTORIAL, "text")
    assert lines.splitlines() == [
        "python3 -m venv .venv",
        ".venv/bin/pip install --editable .",
        ".venv/bin/python",
    ]


@pytest.mark.parametrize("page", [README, TUTORIAL], ids=lambda page: page.stem)
def test_what_is_pasted_into_a_terminal_prints_what_the_page_shows(
    page: Path, tmp_path: Path
) -> None:
    assert pasted(sys.executable, page, tmp_path) == []


def test_what_a_page_does_not_say_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```pycon\n>>> 1 + 1\n3\n>>> int('x')\n```\n")
    printed, errors = pasted(sys.executable, page, tmp_path)
    assert printed.startswith("page.md: printed '2\\n', not '3\\n'")
    assert errors.startswith("page.md: other errors than []")
    assert answers(">>> 1 / 0\nTraceback (most recent call last):\n  ...\nError: x\n") == (
        "",
        ["Error: x\n"],
    )


def test_the_program_of_the_tutorial_runs_and_stores(tmp_path: Path) -> None:
    assert programmed(sys.executable, tmp_path) == []
    stored = json.loads((tmp_path / "schedule.json").read_text("utf-8"))
    assert Schedule.from_dict(stored) == Schedule("30 9 * * MON-FRI", tz="Asia/Seoul")
