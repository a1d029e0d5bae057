"""The command read: words to expressions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from terminals import run

ANSWERS = [
    (["every weekday at 9:30"], "30 9 * * MON-FRI\n"),
    (["every", "weekday", "at", "9:30"], "30 9 * * MON-FRI\n"),
    (["the last Friday of every month at noon", "-d", "quartz"], "0 0 12 ? * FRIL\n"),
    (["every day at 9:00 and 17:30"], "0 9 * * *\n30 17 * * *\n"),
    (["매주 월요일 09:00", "--locale", "ko"], "0 9 * * MON\n"),
    (["every day except Sunday at 7am"], "0 7 * * MON-SAT\n"),
]


@pytest.mark.parametrize(("arguments", "expected"), ANSWERS)
def test_words_are_written_as_expressions(arguments: list[str], expected: str) -> None:
    result = run("read", *arguments)
    assert (result.stdout, result.stderr, result.exit_code) == (expected, "", 0)


def test_what_is_refused_says_what_to_say_instead() -> None:
    result = run("read", "every 7 minutes")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.splitlines() == [
        "every 7 minutes does not come out even: hours and days begin anew",
        "    every 7 minutes",
        "    ^^^^^^^^^^^^^^^",
        "    say: every 7 minutes from 0 to 56 minutes past every hour",
    ]


def test_times_that_no_expressions_have_together() -> None:
    result = run("read", "every day at 9:00; but not every Monday at 9:00 and 10:30")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.startswith("No expressions together have just these times.")


def test_answers_in_json() -> None:
    found = json.loads(run("read", "every day at 9:00 and 17:30", "--json").stdout)
    assert found == {
        "text": "every day at 9:00 and 17:30",
        "dialect": "quartzcron",
        "texts": ["0 9 * * *", "30 17 * * *"],
        "words": "Every day at 09:00; and also every day at 17:30",
        "problems": [],
    }
    result = run("read", "every blue moon", "--json")
    found = json.loads(result.stdout)
    assert (found["texts"], found["words"], result.exit_code) == ([], None, 1)
    [problem] = found["problems"]
    assert problem["severity"] == "error"
    assert problem["message"]


def test_the_language_of_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert run("read", "매주 월요일 09:00").stdout == "0 9 * * MON\n"
    assert run("read", "every Monday at 9:00").stdout == "0 9 * * MON\n"
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")  # not read, but described
    assert run("read", "every Monday at 9:00").stdout == "0 9 * * MON\n"


def test_a_language_that_is_not_read_is_refused() -> None:
    result = run("read", "cada lunes", "--locale", "es")
    assert result.exit_code == 2
    assert "'--locale'" in result.stderr


def test_a_terminal_is_told_what_was_understood(in_terminal: Any) -> None:
    shown = in_terminal("read", "every weekday at 9:30").out
    assert "30 9 * * MON-FRI" in shown
    assert "Monday to Friday at 09:30" in shown
