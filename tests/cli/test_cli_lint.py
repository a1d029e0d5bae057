"""The command lint: what is found in files, where, and with what status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from terminals import run

from quartzcron.errors import advice

NEW_YORK = "America/New_York"


pytestmark = pytest.mark.usefixtures("folder")


# --- what is said ----------------------------------------------------------

FILES = {
    "nightly.cron": """\
# m h dom mon dow command
MAILTO = root@example.com
0 1 * * *  /usr/bin/backup
*/7 * * * * /usr/bin/poll
0 25 * * * /usr/bin/never
@reboot /usr/bin/start
CRON_TZ=America/New_York
30 2 * * * /usr/bin/report
  0 9 * * mon-frii run it
0 9 * * *
""",
    "job.yaml": """\
apiVersion: batch/v1
kind: CronJob
spec:
  schedule: "0 9 * * 7"
  timeZone: Europe/Pari
---
kind: CronJob
spec:
  schedule: "30 2 * * *"
  timeZone: Europe/Paris
""",
    "ci.yml": """\
on:
  schedule:
    - cron: '*/2 * * * *'
    - cron: */5 * * * *
""",
    "schedules.cron.txt": "0 30 9 ? * MON-FRI\n0 9 * * * /bin/true\n",
}

SAID = """\
nightly.cron:4:1: warning: */7 starts over every hour: the last gap is 4, not 7; `*/6 * * * *` and `*/10 * * * *` run evenly [uneven-step]
nightly.cron:5:3: error: hour must be 0-23, not 25 [out-of-range]
nightly.cron:7:9: warning: Unix (Debian cron) ignores CRON_TZ; cronie reads it [zone-ignored]
nightly.cron:9:11: error: day of week must be 0-7 or SUN-SAT, not frii; try 0 9 * * MON-FRI [unknown-name]
nightly.cron:10:10: error: there is no command after the schedule [command-missing]
job.yaml:4:22: error: day of week must be 0-6 or SUN-SAT, not 7; try 0 9 * * SUN [out-of-range]
job.yaml:5:13: error: there is no time zone "Europe/Pari"; did you mean Europe/Paris? [unknown-zone]
job.yaml:9:14: warning: 2026-03-29 02:30 does not exist in Europe/Paris: this does not run then [clock-gap]
job.yaml:9:14: warning: 2026-10-25 02:30 occurs twice in Europe/Paris: this runs both times [clock-fold]
ci.yml:4:13: error: this is not YAML: a text that begins with * needs quotes [not-yaml]
schedules.cron.txt:2:11: error: the expression ends after 5 parts; what follows is not part of it; the expression itself is `0 9 * * *` [extra-text]
"""


@pytest.fixture
def written(folder: Path) -> list[str]:
    """The names of some files."""
    for name, content in FILES.items():
        (folder / name).write_text(content, "utf-8")
    return list(FILES)


def test_lint_says_where_what_is_wrong(written: list[str]) -> None:
    result = run("lint", *written, "--from", "2026-01-01")
    assert result.stdout == SAID
    assert result.stderr == (
        "note: schedules.cron.txt has commands behind schedules: read it with --as crontab\n"
        "4 files, 10 schedules: 7 errors, 4 warnings\n"
        "  read: 1 Kubernetes, 1 broken YAML, 1 crontab, 1 lines\n"
        "  passed over: 1 @reboot\n"
    )
    assert result.exit_code == 1


def test_lint_answers_in_json_lines(written: list[str]) -> None:
    result = run("lint", *written, "--from", "2026-01-01", "--json")
    assert (result.stderr, result.exit_code) == ("", 1)
    *answers, summary = [json.loads(line) for line in result.stdout.splitlines()]
    # The same problems at the same places.
    assert [
        f"{answer['file']}:{problem['line']}:{problem['column']}: {problem['severity']}: "
        f"{problem['message']}"
        + (f"; {advice(problem['hint'])}" if problem["hint"] else "")
        + f" [{problem['code']}]"
        for answer in answers
        for problem in answer.get("problems", ())
    ] == SAID.splitlines()
    first = answers[0]
    assert list(first) == ["type", "file", "line", "column", "text", "dialect", "valid", "problems"]
    assert (first["type"], first["column"], first["dialect"]) == ("schedule", 1, "unix")
    report = next(answer for answer in answers if answer.get("tz"))
    assert (report["tz"], report["valid"]) == ("Europe/Paris", True)
    broken = next(answer for answer in answers if answer["file"] == "ci.yml")
    assert list(broken) == ["type", "file", "line", "column", "problems"]
    assert broken["type"] == "fault"
    [passed] = [answer for answer in answers if answer["type"] == "passed-over"]
    assert (passed["line"], passed["text"], passed["reason"]) == (6, "@reboot", "@reboot")
    assert summary == {
        "type": "summary",
        "files": {"crontab": 1, "Kubernetes": 1, "broken YAML": 1, "lines": 1},
        "schedules": 10,
        "errors": 7,
        "warnings": 4,
        "passed_over": {"@reboot": 1},
        "not_understood": {},
        "not_read": 0,
        "excluded": 0,
        "skipped": {},
        "hidden": 0,
    }
    assert run("lint", *written, "--from", "2026-01-01", "--format", "json").stdout == result.stdout


STATUSES = [
    ("0 9 * * *", [], 0),
    ("*/7 * * * *", [], 0),
    ("*/7 * * * *", ["--strict"], 1),
    ("0 25 * * *", [], 1),
    # The dialect that is named counts, and a zone that is.
    ("0 9 * * *", ["--dialect", "quartz"], 1),
    ("30 2 * * *", ["--strict", "--tz", NEW_YORK, "--from", "2026-01-01"], 1),
    ("0 9 * * * true", ["--as", "crontab"], 0),
    ("# nothing", [], 0),
]


@pytest.mark.parametrize(("content", "options", "status"), STATUSES)
def test_lint_ends_with_a_status(content: str, options: list[str], status: int) -> None:
    assert run("lint", "-", *options, given=content).exit_code == status
    assert run("lint", "-", *options, "--json", given=content).exit_code == status


def test_a_zone_in_the_file_counts_before_the_option() -> None:
    content = "30 2 * * * a\nCRON_TZ=UTC\n30 2 * * * b\n"
    given = ["--as", "crontab", "-d", "cronie", "--tz", NEW_YORK, "--from", "2026-01-01"]
    result = run("lint", "-", *given, given=content)
    assert {line.split(":")[1] for line in result.stdout.splitlines()} == {"1"}


def test_lint_says_what_it_makes_of_a_start() -> None:
    arguments = ["lint", "-", "--tz", NEW_YORK, "--from", "2026-03-08T02:30"]
    note = "note: 2026-03-08 02:30:00 does not exist in America/New_York: "
    assert run(*arguments, given="").stderr.startswith(note)
    assert run(*arguments, "--json", given="").stderr == ""


def test_lint_in_a_terminal_has_colours(in_terminal: Any) -> None:
    shown = in_terminal("lint", "-", given=b"0 25 * * *\n*/7 * * * *\n")
    assert shown.out == (
        "\x1b[1m-:1:3: \x1b[0m\x1b[1;31merror\x1b[0m: hour must be 0-23, not 25 "
        "\x1b[2m[out-of-range]\x1b[0m\n"
        "\x1b[1m-:2:1: \x1b[0m\x1b[1;33mwarning\x1b[0m: */7 starts over every hour: the last gap "
        "is 4, not 7; `*/6 * * * *` and `*/10 * * * *` run evenly \x1b[2m[uneven-step]\x1b[0m\n"
    )


def test_names_of_files_come_out_escaped(folder: Path) -> None:
    name = "a\x1b[31m\u202e.cron.txt"
    (folder / name).write_text("0 25 * * * * * *\n0 9 * * * true\n")
    result = run("lint", name)
    assert all(line.isprintable() for line in (result.stdout + result.stderr).split("\n"))
    assert json.loads(run("lint", name, "--json").stdout.splitlines()[0])["file"] == name


SLIPS = [
    (["lint"], "Missing argument 'FILE...'."),
    (["lint", "-", "-"], "- may be given once: standard input can be read only once"),
    (
        ["lint", "-", "--as", "toml"],
        "Invalid value for '--as': 'toml' is not one of 'yaml', 'lines', 'crontab', "
        "'helm-values', 'helm-template'.",
    ),
    (
        ["lint", "-", "--ignore", "uneven-steps"],
        "Invalid value for '--ignore': there is no code \"uneven-steps\"; did you mean uneven-step?",
    ),
    (
        ["lint", "-", "--select", "uneven-step,xyzzy"],
        "Invalid value for '--select': there is no code \"xyzzy\"",
    ),
    (
        ["lint", "-", "--json", "--format", "sarif"],
        "--json and --format sarif are two formats: choose one",
    ),
]


@pytest.mark.parametrize(("arguments", "message"), SLIPS)
def test_slips(arguments: list[str], message: str) -> None:
    result = run(*arguments, given="")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


def test_help() -> None:
    shown = run("lint", "--help").stdout
    assert max(map(len, shown.splitlines())) <= 80
    assert "Examples:\n    quartzcron lint " in shown
    assert "Exit status: 0 fine, 1 problems, 2 something could not be checked" in shown


# --- which problems --------------------------------------------------------

DOUBTFUL = "*/7 * * * * a\n0 25 * * * b\n* 9 * * 1 c\n"

CHOICES = [
    ([], ["uneven-step", "out-of-range", "star-before-set-field"], 1),
    (["--ignore", "out-of-range"], ["uneven-step", "star-before-set-field"], 0),
    (["--ignore", "out-of-range, uneven-step"], ["star-before-set-field"], 0),
    (
        ["--ignore", "out-of-range", "--ignore", "uneven-step", "--strict"],
        ["star-before-set-field"],
        1,
    ),
    (["--select", "uneven-step"], ["uneven-step"], 0),
    (["--select", "uneven-step,out-of-range", "--ignore", "uneven-step"], ["out-of-range"], 1),
    # What a dialect leaves off is given if it is asked for.
    (["--select", "numeric-weekday"], ["numeric-weekday"], 0),
]


@pytest.mark.parametrize(("options", "codes", "status"), CHOICES)
def test_codes_are_selected_and_ignored(options: list[str], codes: list[str], status: int) -> None:
    result = run("lint", "-", "--as", "crontab", *options, given=DOUBTFUL)
    assert [line.rsplit("[")[-1].rstrip("]") for line in result.stdout.splitlines()] == codes
    assert result.exit_code == status


def test_what_is_hidden_is_counted() -> None:
    content = (
        "*/7 * * * * a # quartzcron: ignore[uneven-step]\n"
        "# quartzcron: ignore\n0 25 * * * b\n0 26 * * * c\n* 9 * * * d\n"
    )
    result = run("lint", "-", "--as", "crontab", "--ignore", "star-before-set-field", given=content)
    assert result.stdout == "-:4:3: error: hour must be 0-23, not 26 [out-of-range]\n"
    assert result.stderr == (
        "1 file, 4 schedules: 1 error, 0 warnings\n  read: 1 crontab\n  hidden problems: 3\n"
    )


def test_remarks_in_yaml(folder: Path) -> None:
    (folder / "ci.yml").write_text(
        "on:\n  schedule:\n    # quartzcron: ignore[too-often]\n    - cron: '*/2 * * * *'\n"
        "    - cron: '0 25 * * *' # quartzcron: ignore\n    - cron: '0 26 * * *'\n"
    )
    result = run("lint", "ci.yml")
    assert result.stdout == "ci.yml:6:16: error: hour must be 0-23, not 26 [out-of-range]\n"


NOT_KNOWN = [
    ("cronie", "15~45 3 * * * x\n~ 25 * * * y\n", ["-:2:3"], "1 random"),
    ("croniter", "H 3 * * * x\n", [], "1 without a seed"),
    # Jenkins knows no other H than that of its job.
    ("jenkins", "H 3 * * * x\n", [], None),
]


@pytest.mark.parametrize(("dialect", "content", "places", "passed"), NOT_KNOWN)
def test_a_schedule_whose_times_are_not_known_here_is_passed_over(
    dialect: str, content: str, places: list[str], passed: str | None
) -> None:
    result = run("lint", "-", "--as", "crontab", "-d", dialect, given=content)
    # What is wrong beside it is wrong all the same.
    assert {line.split(": ")[0] for line in result.stdout.splitlines()} >= set(places)
    assert (result.stdout != "") is bool(places)
    lines = result.stderr.splitlines()
    assert [line for line in lines if "passed over" in line] == (
        [f"  passed over: {passed}"] if passed else []
    )
