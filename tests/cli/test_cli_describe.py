"""The command describe, and the language in which all commands speak."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from terminals import plain, run

from quartzcron import CronExpression, Schedule
from quartzcron.words.languages import codes
from quartzcron.words.messages import message_codes

NEW_YORK = "America/New_York"

# --- describe --------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["0 30 9 ? * MON-FRI"], "Monday to Friday at 09:30"),
        (["0 0 L * *", "--locale", "ko"], "매월 말일 00:00"),
        (["0 0 L * *", "--locale", "en_US"], "On the last day of every month at 12:00 AM"),
        (["0 9 * * *", "--tz", NEW_YORK], "Every day at 09:00, New York time"),
        (["0 0 9 ? * MON", "-d", "quartz"], "Every Monday at 09:00"),
    ],
)
def test_one_text_is_its_words(arguments: list[str], said: str) -> None:
    result = run("describe", *arguments)
    assert (result.stdout, result.stderr, result.exit_code) == (f"{said}\n", "", 0)


def test_styles_are_those_of_the_library() -> None:
    schedule = Schedule("30 2 * * *", tz=NEW_YORK)
    for style in ("normal", "short", "full"):
        result = run("describe", "30 2 * * *", "--tz", NEW_YORK, "--style", style)
        assert result.stdout == f"{schedule.describe(style=style)}\n"


def test_several_texts_stand_before_their_words() -> None:
    result = run("describe", "0 9 * * *", "0 10 * * *")
    assert result.stdout == "0 9 * * *: Every day at 09:00\n0 10 * * *: Every day at 10:00\n"


def test_lines_are_described_one_by_one() -> None:
    result = run("describe", "-", given="# a remark\n\n0 9 * * *\n0 25 * * *\n")
    assert result.stdout == "0 9 * * *: Every day at 09:00\n"
    assert result.stderr.startswith("hour must be 0-23, not 25\n")
    assert result.exit_code == 1
    answers = run("describe", "-", "--json", given="0 9 * * *\n0 25 * * *\n").stdout.splitlines()
    right, wrong = map(json.loads, answers)
    assert right == {
        "line": 1,
        "text": "0 9 * * *",
        "dialect": "quartzcron",
        "words": "Every day at 09:00",
        "problems": [],
    }
    assert (wrong["line"], wrong["words"], len(wrong["problems"])) == (2, None, 1)


def test_describe_answers_in_json() -> None:
    result = run("describe", "0 9 * * *", "--tz", NEW_YORK, "--locale", "zh_CN", "--json")
    assert json.loads(result.stdout) == {
        "text": "0 9 * * *",
        "dialect": "quartzcron",
        "tz": NEW_YORK,
        "dst": "SAFE",
        "words": Schedule("0 9 * * *", tz=NEW_YORK).describe("zh_CN"),
        "problems": [],
    }


def test_words_of_an_expression_without_quotes_are_refused() -> None:
    result = run("describe", "0", "9", "*", "*", "*")
    assert result.exit_code == 2
    assert 'quartzcron describe "0 9 * * *"' in result.stderr


# --- the language ----------------------------------------------------------

LATE = "0 25 * * *"
IN_KOREAN = "시 필드에는 0-23만 쓸 수 있는데 25 값이 있습니다"
IN_CHINESE = "小时必须是 0-23，不能是 25"
IN_ENGLISH = "hour must be 0-23, not 25"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, IN_ENGLISH),
        ({"LANG": "ko_KR.UTF-8"}, IN_KOREAN),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, IN_CHINESE),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"}, IN_ENGLISH),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": ""}, IN_KOREAN),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "ko"}, IN_ENGLISH),
        ({"LANG": "POSIX", "LANGUAGE": "ko"}, IN_ENGLISH),
        ({"LANGUAGE": "ko"}, IN_ENGLISH),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "xx:zh_CN:ko"}, IN_CHINESE),
        ({"LANG": "xx_XX"}, IN_ENGLISH),
        # German is a language of descriptions, and has no messages.
        ({"LANG": "de_DE.UTF-8"}, IN_ENGLISH),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:ko"}, IN_KOREAN),
    ],
)
def test_the_environment_says_which_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run("validate", LATE).stdout.splitlines()[1] == said
    # What programs read does not change with the machine.
    assert json.loads(run("validate", LATE, "--json").stdout)["problems"][0]["message"] == (
        IN_ENGLISH
    )
    # What is given is stronger.
    assert run("validate", LATE, "--locale", "ko").stdout.splitlines()[1] == IN_KOREAN
    assert run("validate", LATE, "--locale", "en").stdout.splitlines()[1] == IN_ENGLISH


def test_descriptions_follow_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert run("describe", "0 9 * * *").stdout == "Täglich um 09:00 Uhr\n"
    assert json.loads(run("describe", "0 9 * * *", "--json").stdout)["words"] == (
        "Every day at 09:00"
    )


MESSAGES_ALONE = ("validate", "lint")
EVERYWHERE = {
    "next": ["0 9 * * *"],
    "prev": ["0 9 * * *"],
    "why": ["0 9 * * *"],
    "count": ["0 9 * * *", "--to", "tomorrow"],
    "describe": ["0 9 * * *"],
    "detect": ["0 9 * * *"],
    "diff": ["0 9 * * *", "0 9 * * *"],
    "overlap": ["0 9 * * *", "0 9 * * *"],
    "convert": ["0 9 * * *", "--to-dialect", "quartz"],
    "validate": ["0 9 * * *"],
    "lint": ["no-such-file.cron"],
    "read": ["every day at 9:00"],
}


@pytest.mark.parametrize("command", EVERYWHERE)
def test_an_unknown_locale_is_refused(command: str) -> None:
    result = run(command, *EVERYWHERE[command], "--locale", "xx")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "Error: Invalid value for '--locale': there is no locale \"xx\"; "
        f"choose from {', '.join(codes())}"
    )
    near = run(command, *EVERYWHERE[command], "--locale", "en_Cyrl")
    assert near.stderr.splitlines()[-1].endswith("did you mean en?")


@pytest.mark.parametrize("command", EVERYWHERE)
def test_a_language_without_messages(command: str) -> None:
    result = run(command, *EVERYWHERE[command], "--locale", "de")
    if command in MESSAGES_ALONE:
        assert result.exit_code == 2
        assert result.stderr.splitlines()[-1].endswith(
            f'there is no language of messages "de"; choose from {", ".join(message_codes())}'
        )
    else:
        assert result.exit_code in (0, 1)


def test_what_is_wrong_is_said_in_the_language_everywhere() -> None:
    for command, arguments in EVERYWHERE.items():
        if command in ("lint", "detect", "read"):
            continue
        wrong = [LATE if "9" in each else each for each in arguments]
        told = run(command, *wrong, "--locale", "ko")
        assert IN_KOREAN in told.stdout + told.stderr, command
        told = run(command, *wrong, "--locale", "de")
        if command not in MESSAGES_ALONE:
            assert IN_ENGLISH in told.stderr, command


def test_warnings_and_their_hints_are_said_too() -> None:
    result = run("next", "0 0 31 * *", "-n", "1", "--tz", "UTC", "--locale", "zh")
    assert result.stderr == (
        "警告: 2月、4月、6月、9月和11月没有 31 这一天; 每月的最后一天是 `0 0 L * *`\n"
    )
    converted = run("convert", "30 2 * * *", "--to-dialect", "quartz", "--locale", "ko").stderr
    assert "규칙에서는 실행하지 않음" in converted
    plain_answer = json.loads(
        run("convert", "30 2 * * *", "--to-dialect", "quartz", "--locale", "ko", "--json").stdout
    )
    assert "규칙에서는 실행하지 않음" in plain_answer["clock_differences"][0]["message"]


def test_many_problems_end_in_the_language() -> None:
    many = ",".join(["99"] * 13) + " * * * *"
    assert run("validate", many, "--locale", "ko").stdout.endswith("\n그 밖에 3개 더\n")
    assert run("validate", many).stdout.endswith("\nand 3 more\n")


def test_files_are_linted_in_the_language(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "crontab").write_text("0 25 * * * backup")
    told = run("lint", "crontab", "--as", "crontab", "--locale", "ko").stdout
    assert f": {IN_KOREAN} [out-of-range]" in told
    assert "파일 끝에 줄 바꿈이 없습니다" in told
    for form in ("json", "sarif", "github"):
        english = run("lint", "crontab", "--format", form).stdout
        korean = run("lint", "crontab", "--format", form, "--locale", "ko").stdout
        assert (IN_ENGLISH in english, IN_KOREAN in korean.encode().decode()) == (
            True,
            form == "github",
        )
        assert IN_ENGLISH not in korean
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert run("lint", "crontab", "--format", "github").stdout == (
        run("lint", "crontab", "--format", "github", "--locale", "en").stdout
    )


# --- a first line of words in a terminal -----------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["next", "0 9 * * *"], ["매일 09:00"]),
        (["prev", "0 9 * * *"], ["매일 09:00"]),
        (["why", "0 9 * * *"], ["매일 09:00"]),
        (["diff", "0 9 * * *", "0 10 * * *"], ["A: 매일 09:00", "B: 매일 10:00"]),
    ],
)
def test_the_first_line_says_what_it_is(
    in_terminal: Any, arguments: list[str], words: list[str]
) -> None:
    shown = in_terminal(*arguments, "--locale", "ko")
    assert plain(shown.out).splitlines()[: len(words)] == words
    # Down a pipe there are the answers alone.
    assert not set(words) & set(run(*arguments, "--locale", "ko").stdout.splitlines())


def test_detect_says_what_each_reading_is(in_terminal: Any) -> None:
    told = plain(in_terminal("detect", "0 9 * * 1").out)
    assert "Every Monday at 09:00" in told
    assert "Every Tuesday at 09:00" in told
    # Nothing is known of an H before its seed is.
    assert "Every" not in plain(in_terminal("detect", "H * * * *").out)
    assert CronExpression("0 9 * * 1").describe() not in run("detect", "0 9 * * 1").stdout
