"""What helps a person who types: completion, old names, words without quotes, lines that fit."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import click
import pytest
import tzlocal
from rich.cells import cell_len
from terminals import plain, run, spawn

from quartzcron import Dialect
from quartzcron.cli import completion
from quartzcron.cli.loose import rejoined, two_in_quotes
from quartzcron.cli.program import _COMMANDS, _OTHER_WORDS, program
from quartzcron.dialects.policies import PRESETS
from quartzcron.errors import CODES

# --- completion ------------------------------------------------------------

CONTEXT: Any = None


def offered(line: str) -> list[str]:
    """Return what bash would offer for the last word of a line."""
    words = line.split(" ")
    variables = {
        **os.environ,
        "_QUARTZCRON_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    code = "import sys; sys.argv = ['quartzcron']; from quartzcron.cli import main; main()"
    done = spawn(code=code, env=variables)
    return [each.partition(",")[2] for each in done.stdout.decode().splitlines()]


def test_a_shell_completes_commands_options_and_values() -> None:
    assert offered("quartzcron va") == ["validate"]
    assert offered("quartzcron next --di") == ["--dialect"]
    assert offered("quartzcron next --dialect kub") == ["kubernetes"]
    assert offered("quartzcron convert --to-dialect DAG") == ["dagster"]
    assert offered("quartzcron diff --tz asia/seo") == ["Asia/Seoul"]
    assert offered("quartzcron next --tz UTC --dst q") == ["QUARTZ", "QUARTZNET"]
    assert offered("quartzcron count --to tom") == ["tomorrow"]
    assert offered("quartzcron lint --ignore uneven") == ["uneven-step"]


def test_what_completion_offers_is_taken() -> None:
    assert [each.value for each in completion.dialects(CONTEXT, CONTEXT, "")] == list(
        Dialect.names()
    )
    assert [each.value for each in completion.dialects(CONTEXT, CONTEXT, "k8")] == ["k8s"]
    assert completion.dialects(CONTEXT, CONTEXT, "k8")[0].help == "Kubernetes"
    assert completion.policies(CONTEXT, CONTEXT, "") == list(PRESETS)
    assert completion.zones(CONTEXT, CONTEXT, "") == ["local", *sorted(available_timezones())]
    assert completion.zones(CONTEXT, CONTEXT, "seou") == ["Asia/Seoul"]
    assert completion.zones(CONTEXT, CONTEXT, "nowhere") == []
    assert [each.value for each in completion.codes(CONTEXT, CONTEXT, "")] == list(CODES)
    assert completion.locales(CONTEXT, CONTEXT, "zh") == ["zh-Hans", "zh-Hant"]
    assert completion.message_locales(CONTEXT, CONTEXT, "k") == ["ko"]
    for moment in completion.moments(CONTEXT, CONTEXT, ""):
        assert run("next", "0 9 * * *", "--from", moment, "-n", "1").exit_code == 0


def test_every_option_that_has_names_offers_them() -> None:
    kinds = {"NAME": "dialects", "ZONE": "zones", "POLICY": "policies", "WHEN": "moments"}
    kinds["LOCALE"] = "locales"
    messages_alone = {"validate", "lint"}
    found = set()
    for name, place in _COMMANDS.items():
        module, _, function = place.partition(".")
        command = getattr(__import__(f"quartzcron.cli.{module}", fromlist=[function]), function)
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.metavar in kinds:
                expected = getattr(completion, kinds[parameter.metavar])
                if parameter.metavar == "LOCALE" and name in messages_alone:
                    expected = completion.message_locales
                offered = parameter._custom_shell_complete
                # (By name: another test may have loaded the command anew.)
                assert offered is not None
                assert offered.__name__ == expected.__name__, (name, parameter.opts)
                found.add(parameter.metavar)
    assert found == set(kinds)


# --- names -----------------------------------------------------------------


def test_other_words_are_no_commands() -> None:
    context = click.Context(program)
    assert program.list_commands(context) == list(_COMMANDS)
    assert program.get_command(context, "explain") is None


def test_the_words_for_commands_lead_to_commands() -> None:
    for word, commands in _OTHER_WORDS.items():
        assert word not in _COMMANDS
        assert set(commands) <= set(_COMMANDS)


def test_convert_answers_to_its_old_options() -> None:
    present = run("convert", "0 9 * * 1", "--from-dialect", "unix", "--to-dialect", "quartz")
    for names in (("--from", "--to"), ("-d", "--to"), ("--dialect", "--to-dialect")):
        other = run("convert", "0 9 * * 1", names[0], "unix", names[1], "quartz")
        assert (other.stdout, other.stderr) == (present.stdout, present.stderr)
    assert present.stdout == "0 0 9 ? * MON\n"
    shown = run("convert", "--help").stdout
    assert "--from-dialect" in shown
    assert "--from " not in shown
    assert "--to " not in shown


# --- local -----------------------------------------------------------------


def test_local_is_the_zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tzlocal, "get_localzone", lambda: ZoneInfo("Asia/Seoul"))
    for name in ("local", "Local "):
        answer = json.loads(run("next", "0 9 * * *", "--tz", name, "--json").stdout)
        assert answer["tz"] == "Asia/Seoul"


def test_a_machine_without_a_zone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> ZoneInfo:
        raise ZoneInfoNotFoundError("Mars/Olympus")

    monkeypatch.setattr(tzlocal, "get_localzone", unknown)
    refused = run("next", "0 9 * * *", "--tz", "local")
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[-1] == (
        "Error: Invalid value for '--tz': this machine's time zone has no known name; "
        "give one, such as Europe/Paris"
    )


# --- without quotes --------------------------------------------------------


@pytest.fixture
def files(folder: Path) -> Path:
    for name in ("b.txt", "a", "Ä", ".hidden"):
        (folder / name).touch()
    return folder


@pytest.mark.usefixtures("files")
def test_names_of_files_become_the_sign_that_they_stand_for() -> None:
    star = ["Ä", "a", "b.txt"]
    assert rejoined(["0", "9", *star, *reversed(star), "*"]) == "0 9 * * *"
    assert rejoined(["0", "9", "a", "Ä", "*", *star, "MON"]) == "0 9 ? * * MON"
    # Some of the files alone: nobody knows what stood there.
    assert rejoined(["0", "9", "b.txt", "*", "*"]) == "0 9 ..."
    # Nor does anybody know the beginning: then it is all told as it came.
    assert rejoined(["b.txt", "9", "*"]) == "b.txt 9 *"
    assert rejoined(["0"] * 60) == " ".join(["0"] * 49)[:97] + "..."


def test_two_expressions_without_quotes(files: Path) -> None:
    star = sorted(each.name for each in files.iterdir() if each.name != ".hidden")
    words = ["0", "9", *star, *star, *star, "0", "10", *star, "*", "MON"]
    assert two_in_quotes(words) == '"0 9 * * *" "0 10 * * MON"'
    for others in (["0", "9"], ["0", "9", "*"], ["0", "9", "a", "*"], ["0 9 * * *", "9", "*", "*"]):
        assert two_in_quotes(others) is None


def test_an_empty_folder_has_no_names(folder: Path) -> None:
    assert list(folder.iterdir()) == []
    assert rejoined(["0", "9", "*", "*", "*"]) == "0 9 * * *"


# --- lines that fit --------------------------------------------------------

RUNS = [
    ("next", "*/30 1,2 * * *", "--tz", "America/New_York", "--from", "2026-10-31"),
    ("prev", "30 2 * * *", "--tz", "America/New_York", "--from", "2026-03-09"),
    ("next", "0 9 * * *"),
    ("validate", "0 9 1,15 * MON", "0 9 * * 한국어요일이름", "0 9 31 2-6 *", "every day"),
    ("validate", "0 9 * * MON," * 20),
    ("count", "*/5 9-17 * * MON-FRI", "--from", "2026-01-01", "--to", "2027-01-01"),
    ("why", "0 9-12,14,16 1,5 JAN-MAR MON", "2026-06-10T10:00", "--tz", "Europe/Berlin"),
    ("why", "30 2 * * *", "2026-03-08T02:30", "--tz", "America/New_York"),
    ("why", "*/7 9 * * *", "2026-06-10"),
    ("diff", "0 9 * * *", "0 9,10 * * *", "--from", "2026-01-01"),
    ("overlap", "0 9 * * *", "0 8 * * *", "--from", "2026-01-01"),
    ("detect", "0 0 12 ? * 6L", "--from", "2026-01-01"),
    ("convert", "0 0 13 * FRI", "--to-dialect", "quartz"),
    ("dialects",),
    ("nonsense",),
    ("next", "0 9 * * *", "--from", "1/2/2026"),
    ("next", "0 9 * * *", "--tz", "EST5"),
]


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("arguments", RUNS, ids=lambda arguments: " ".join(arguments)[:30])
def test_lines_break_between_words(
    in_terminal: Any, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = in_terminal(*arguments)
    lines = plain(shown.out + shown.err).split("\n")
    assert max(map(cell_len, lines)) <= columns
    if columns == 120:
        return
    # Nothing is lost but white space, and words stay whole, save those that are cut with dots.
    monkeypatch.setenv("COLUMNS", "120")
    wide = in_terminal(*arguments)
    words = plain(wide.out + wide.err).split()
    narrow = plain(shown.out + shown.err).split()
    missing = {word for word in narrow if word not in words and "..." not in word}
    assert missing <= {"^" * len(word) for word in missing}


@pytest.mark.parametrize("columns", [1, 5, 15])
@pytest.mark.parametrize("arguments", RUNS, ids=lambda arguments: " ".join(arguments)[:30])
def test_the_narrowest_terminal_ends_nothing(
    in_terminal: Any, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert in_terminal(*arguments).status in (0, 1, 2)


def test_a_dumb_terminal_gets_no_colours(in_terminal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    for arguments in RUNS:
        shown = in_terminal(*arguments)
        assert "\x1b" not in shown.out + shown.err


# --- the keys of JSON ------------------------------------------------------

ASKED = {
    "next": ["0 9 * * *", "--tz", "UTC"],
    "prev": ["-", "--tz", "UTC"],
    "validate": ["-"],
    "count": ["0 9 * * *", "--to", "2199-01-01", "--tz", "UTC"],
    "diff": ["0 9 * * *", "0 9 * * MON", "--tz", "UTC"],
    "overlap": ["0 9 * * *", "0 9 * * MON", "--tz", "UTC"],
    "why": ["0 9 * * *", "2026-01-01", "--tz", "UTC"],
    "why ": ["0 9 * * *", "2026-01-01T09:00", "--tz", "UTC"],
    "detect": ["0 9 * * *"],
    "convert": ["0 9 * * *", "--to-dialect", "quartz"],
}


def keys(answer: dict[str, Any]) -> set[str]:
    """Return the keys of an answer, with those of its two expressions and its runs."""
    inside = [answer.get(name, {}) for name in "ab"] + answer.get("runs", [])
    return set(answer).union(*inside)


def test_the_page_tells_every_key_and_in_which_answers_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
    [section] = re.findall(r"^## JSON\n(.*?)^## ", page, re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"`(\w+)`", section))
    found = {
        command: keys(
            json.loads(run(command.strip(), *arguments, "--json", given="0 9 * * *").stdout)
        )
        for command, arguments in ASKED.items()
    }
    for command, there in found.items():
        # The parts of an explanation have a page of their own.
        assert there - told <= {"fields", "day", "clock", "limits", "rolled"}, command
    rows = re.findall(r"^\| (`.*?) \| .* \| (.*?) \|$", section, re.MULTILINE)
    assert len(rows) > 10
    for named, where in rows:
        if where.startswith("all but"):
            continue
        commands = set(re.findall(r"`(\w+)`", where)) & set(ASKED)
        for key in re.findall(r"`(\w+)`", named):
            having = {command.strip() for command, there in found.items() if key in there}
            # What only files have is not asked here.
            assert having <= commands, key
            assert having or key in ("date", "moment"), key
