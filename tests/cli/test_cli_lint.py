"""The command lint: what is found in files, where, and with what status."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from terminals import run

from quartzcron.cli import files
from quartzcron.cli.files import READERS, Found, kind_of
from quartzcron.errors import advice

NEW_YORK = "America/New_York"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the program runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found_in(kind: str, content: str | bytes) -> list[Found]:
    """Return what the reader of a kind finds in a content."""
    raw = content if isinstance(content, bytes) else content.encode()
    return list(READERS[kind](io.BytesIO(raw)))


def seen(kind: str, content: str | bytes) -> list[tuple[Any, ...]]:
    """Return line, column, text, zone and fault of everything found."""
    return [
        (*each.place.at(0), each.text, each.zone and str(each.zone), each.fault and each.fault.code)
        for each in found_in(kind, content)
    ]


# --- which kind ------------------------------------------------------------

KINDS = [
    ("deploy/job.yaml", "yaml"),
    ("CI.YML", "yaml"),
    ("crontab", "crontab"),
    ("/etc/cron.d/backup", "crontab"),
    ("/var/spool/cron/crontabs/root", "crontab"),
    ("nightly.cron", "crontab"),
    ("nightly.CRONTAB", "crontab"),
    ("root.tab", "crontab"),
    ("schedules.txt", "lines"),
    ("crontab.txt", "lines"),
    ("-", "lines"),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_name_tells_what_a_file_is(name: str, kind: str) -> None:
    assert kind_of(name) == kind


# --- lines -----------------------------------------------------------------


def test_lines_are_texts_as_they_stand() -> None:
    content = "# a\n\n0 9 * * *\n  0 10 * * *  \n"
    assert seen("lines", content) == [
        (3, 1, "0 9 * * *", None, None),
        (4, 1, "  0 10 * * *  ", None, None),
    ]


# --- crontabs --------------------------------------------------------------

CRONTABS = [
    # Fields, then a command that may hold anything.
    ("0 9 * * *\troot  echo 1 2 3 # no remark", [(1, 1, "0 9 * * *", None, None)]),
    ("\t 0  9 * * MON  true", [(1, 3, "0  9 * * MON", None, None)]),
    # Words; @reboot is no schedule and wrong for nobody.
    ("@daily true", [(1, 1, "@daily", None, None)]),
    ("@reboot true", []),
    ("@Reboot true", [(1, 1, "@Reboot", None, None)]),
    # Variables, in all ways to write them; an = in a command makes none.
    ("SHELL=/bin/sh\nA_1 = x\n'B' = 'y'\n\"C\"=z", []),
    ("0 9 * * * A=1 true", [(1, 1, "0 9 * * *", None, None)]),
    # CRON_TZ is for what comes behind it.
    (
        "0 8 * * * a\nCRON_TZ=Asia/Tokyo\n0 9 * * * b\n CRON_TZ = 'UTC'\n0 10 * * * c",
        [
            (1, 1, "0 8 * * *", None, None),
            (3, 1, "0 9 * * *", "Asia/Tokyo", None),
            (5, 1, "0 10 * * *", "UTC", None),
        ],
    ),
    (
        "CRON_TZ=Asia/Tokio\n0 9 * * * b",
        [(1, 9, None, None, "unknown-zone"), (2, 1, "0 9 * * *", None, None)],
    ),
    # A command that is not there, nor all of the fields.
    ("0 9 * * * ", [(1, 1, "0 9 * * *", None, "command-missing")]),
    ("0 9", [(1, 1, "0 9", None, "command-missing")]),
    ("@daily", [(1, 1, "@daily", None, "command-missing")]),
    # White space of other kinds keeps no fields apart.
    ("0\u00a09 * * * x true", [(1, 1, "0\u00a09 * * * x", None, None)]),
]


@pytest.mark.parametrize(("content", "expected"), CRONTABS)
def test_entries_of_crontabs(content: str, expected: list[tuple[Any, ...]]) -> None:
    assert seen("crontab", content) == expected


# --- YAML ------------------------------------------------------------------

CRON_JOB = "kind: CronJob\nspec:\n  schedule: "

MANIFESTS = [
    # However the text is written, it is found where it stands.
    (f"{CRON_JOB}0 9 * * *\n", [(3, 13, "0 9 * * *", None, None)]),
    (f"{CRON_JOB}'0 9 * * *'\n", [(3, 14, "0 9 * * *", None, None)]),
    (f'{CRON_JOB}"0 9 * * *"\n', [(3, 14, "0 9 * * *", None, None)]),
    (f"{CRON_JOB}!!str &a '0 9 * * *'\n", [(3, 23, "0 9 * * *", None, None)]),
    (f"{CRON_JOB}|-\n\n    0 9 * * *\n", [(3, 13, "\n0 9 * * *", None, None)]),
    (f"{CRON_JOB}>-\n    0 9 * * *\n", [(4, 5, "0 9 * * *", None, None)]),
    (f"{CRON_JOB}|\n    0 9 * * *\n", [(4, 5, "0 9 * * *\n", None, None)]),
    (f"{CRON_JOB}\n    0 9 * * *\n", [(4, 5, "0 9 * * *", None, None)]),
    ('\ufeff{"kind": "CronJob", "spec": {"schedule": "@daily"}}', [(1, 43, "@daily", None, None)]),
    # Escaped, folded or empty: only its beginning can be told.
    (f'{CRON_JOB}"0 9 \\u002a * *"\n', [(3, 13, "0 9 * * *", None, None)]),
    (f"{CRON_JOB}>-\n    0 9\n    * * *\n", [(3, 13, "0 9 * * *", None, None)]),
    (f"{CRON_JOB}\n", [(3, 12, "", None, None)]),
    # What YAML makes a number or a boolean of is a text here.
    (f"{CRON_JOB}5\n", [(3, 13, "5", None, None)]),
    # Kubernetes takes intervals, which are no schedules of dates and times.
    (f"{CRON_JOB}'@every 1h30m'\n", []),
    (f"{CRON_JOB}'@every hour'\n", [(3, 14, "@every hour", None, None)]),
    ("on: {schedule: [{cron: '@every 1h'}]}", [(1, 25, "@every 1h", None, None)]),
    # Zones, known and unknown.
    (f"{CRON_JOB}0 9 * * *\n  timeZone: UTC\n", [(3, 13, "0 9 * * *", "UTC", None)]),
    (
        f"{CRON_JOB}0 9 * * *\n  timeZone: '+02:00'\n",
        [(3, 13, "0 9 * * *", None, None), (4, 14, None, None, "unknown-zone")],
    ),
    (
        f"{CRON_JOB}0 9 * * *\n  timeZone: Local\n",
        [(3, 13, "0 9 * * *", None, None), (4, 13, None, None, "unknown-zone")],
    ),
    (
        f"{CRON_JOB}0 9 * * *\n  timeZone: [UTC]\n",
        [(3, 13, "0 9 * * *", None, None), (4, 13, None, None, "unknown-zone")],
    ),
    # Several documents, and lists of items; the text of an alias stands where it was written, once.
    (
        f"{CRON_JOB}0 8 * * *\n---\n---\nkind: Service\n---\n{CRON_JOB}0 9 * * *\n",
        [(3, 13, "0 8 * * *", None, None), (10, 13, "0 9 * * *", None, None)],
    ),
    (
        "kind: List\nitems:\n- kind: Service\n- kind: CronJob\n  spec: {schedule: &a 0 9 * * *}\n"
        "- kind: CronJob\n  spec: {schedule: *a}\n",
        [(5, 23, "0 9 * * *", None, None)],
    ),
    (
        "items:\n- kind: CronJob\n  spec: {schedule: &a 0 9 * * *, timeZone: UTC}\n"
        "- kind: CronJob\n  spec: {schedule: *a}\n- kind: CronJob\n  spec: {schedule: *a, timeZone: Asia/Tokyo}\n",
        [
            (3, 23, "0 9 * * *", "UTC", None),
            (3, 23, "0 9 * * *", None, None),
            (3, 23, "0 9 * * *", "Asia/Tokyo", None),
        ],
    ),
    # GitHub has several schedules, each with its zone.
    (
        "on:\n  schedule:\n    - cron: '0 9 * * *'\n    - cron: 0 10 * * *\n      timezone: UTC\n",
        [(3, 14, "0 9 * * *", None, None), (4, 13, "0 10 * * *", "UTC", None)],
    ),
    # What is no text, and what is no schedule at all.
    (f"{CRON_JOB}[0, 9]\n", [(3, 13, None, None, "not-a-text")]),
    (f"{CRON_JOB}{{a: b}}\n", [(3, 13, None, None, "not-a-text")]),
    ("kind: CronJob\nspec: []\n", []),
    ("kind: CronJob\nspec: {suspend: true}\n", []),
    ("on: push\n", []),
    ("on:\n  schedule: daily\n", []),
    ("on:\n  schedule:\n  - daily\n  - [1]\n  - cronos: x\n", []),
    ("- [kind]\n- CronJob\n", []),
    ("? [kind]\n: CronJob\n", []),
    ("schedule: 0 9 * * *\n", []),
    ("", []),
]


@pytest.mark.parametrize(("content", "expected"), MANIFESTS)
def test_schedules_of_yaml(content: str, expected: list[tuple[Any, ...]]) -> None:
    assert seen("yaml", content) == expected


def test_yaml_of_each_system_is_read_by_its_dialect() -> None:
    [kubernetes] = found_in("yaml", f"{CRON_JOB}0 9 * * *\n")
    [github] = found_in("yaml", "on: {schedule: [{cron: 0 9 * * *}]}")
    assert (kubernetes.system, github.system) == ("kubernetes", "github-actions")


BROKEN = [
    # The most common slip: no quotes.
    (f"{CRON_JOB}*/5 * * * *\n", 3, 13, "a text that begins with * needs quotes"),
    (f"{CRON_JOB}* * * * *\n", 3, 13, "a text that begins with * needs quotes"),
    (f"{CRON_JOB}@daily\n", 3, 13, "a text that begins with @ needs quotes"),
    # What YAML says itself.
    ("a: b: c\n", 1, 5, "mapping values are not allowed here"),
    ("a: *b\n", 1, 4, "found undefined alias 'b'"),
    ("a: [\n", 2, 1, "expected the node content, but found '<stream end>'"),
    # Characters that are none of YAML's, and bytes that are none.
    ("a: b\nc: \x00\n", 2, 4, "a character that must not stand there"),
    (b"a: \xff\n", 1, 4, "a character that must not stand there"),
    # What is too much for a reader.
    ("[" * 100_000, 1, 1, "it is nested too deeply"),
]


@pytest.mark.parametrize(("content", "line", "column", "why"), BROKEN)
def test_broken_yaml(content: str | bytes, line: int, column: int, why: str) -> None:
    [found] = found_in("yaml", content)
    assert found.fault is not None
    assert (*found.place.at(0), found.text) == (line, column, None)
    assert (found.fault.code, found.fault.message) == ("not-yaml", f"this is no YAML: {why}")


def test_documents_before_a_fault_are_read() -> None:
    content = f"{CRON_JOB}0 9 * * *\n---\na: b: c\n"
    assert [each[2] for each in seen("yaml", content)] == ["0 9 * * *", None]


def test_a_thousand_aliases_to_one_wrong_job_are_one_report() -> None:
    job = "items:\n- &a\n  kind: CronJob\n  spec: {schedule: 0 25 * * *}\n"
    assert len(seen("yaml", job + "- *a\n" * 1_000)) == 1
    # But what is written twice is wrong twice, in other documents too.
    assert len(seen("yaml", f"{job}---\n{job}")) == 2


def test_endless_yaml_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "this file is larger than 4 MiB, which is as much YAML as is read: split it"
    assert files.YAML_LIMIT == 4 * 1024 * 1024
    monkeypatch.setattr(files, "YAML_LIMIT", 16)
    [found] = found_in("yaml", "a: b # and so on.")
    assert found.fault is not None
    assert (found.fault.code, found.fault.message) == ("too-large", message)
    assert found_in("yaml", "a: b # and so on") == []


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
    "schedules.txt": "0 30 9 ? * MON-FRI\n0 9 * * * /bin/true\n",
}

SAID = """\
nightly.cron:4:1: warning: */7 starts over in every hour: the last gap is 4, not 7; `*/6 * * * *` and `*/10 * * * *` run evenly [uneven-step]
nightly.cron:5:3: error: hour must be 0-23, not 25 [out-of-range]
nightly.cron:8:1: warning: 2026-03-08 02:30 does not exist in America/New_York: this runs at 03:00 instead [clock-gap]
nightly.cron:9:11: error: day of week must be 0-7 or SUN-SAT, not frii; try 0 9 * * MON-FRI [unknown-name]
nightly.cron:10:10: error: there is no command after the schedule [command-missing]
job.yaml:4:22: error: day of week must be 0-6 or SUN-SAT, not 7; try 0 9 * * SUN [out-of-range]
job.yaml:5:13: error: there is no time zone "Europe/Pari"; did you mean Europe/Paris? [unknown-zone]
job.yaml:9:14: warning: 2026-03-29 02:30 does not exist in Europe/Paris: this does not run then [clock-gap]
job.yaml:9:14: warning: 2026-10-25 02:30 occurs twice in Europe/Paris: this runs both times [clock-fold]
ci.yml:4:13: error: this is no YAML: a text that begins with * needs quotes [not-yaml]
schedules.txt:2:11: error: the expression ends after 5 parts; what follows is not part of it; the expression itself is `0 9 * * *` [extra-text]
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
        "note: schedules.txt has commands behind schedules: read it with --as crontab\n"
        "4 files, 10 schedules: 7 errors, 4 warnings\n"
    )
    assert result.exit_code == 1


def test_lint_answers_in_json_lines(written: list[str]) -> None:
    result = run("lint", *written, "--from", "2026-01-01", "--json")
    assert (result.stderr, result.exit_code) == ("", 1)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    # The same problems at the same places.
    assert [
        f"{answer['file']}:{problem['line']}:{problem['column']}: {problem['severity']}: "
        f"{problem['message']}"
        + (f"; {advice(problem['hint'])}" if problem["hint"] else "")
        + f" [{problem['code']}]"
        for answer in answers
        for problem in answer["problems"]
    ] == SAID.splitlines()
    assert list(answers[0]) == ["file", "line", "column", "text", "dialect", "valid", "problems"]
    assert (answers[0]["column"], answers[0]["dialect"]) == (1, "unix")
    report = next(answer for answer in answers if answer["text"] == "30 2 * * *")
    assert (report["tz"], report["valid"]) == (NEW_YORK, True)
    broken = next(answer for answer in answers if answer["file"] == "ci.yml")
    assert (broken["text"], broken["dialect"], broken["valid"]) == (None, None, False)


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
        "\x1b[1m-:2:1: \x1b[0m\x1b[1;33mwarning\x1b[0m: */7 starts over in every hour: the last gap "
        "is 4, not 7; `*/6 * * * *` and `*/10 * * * *` run evenly \x1b[2m[uneven-step]\x1b[0m\n"
    )


def test_names_of_files_come_out_escaped(folder: Path) -> None:
    name = "a\x1b[31m\u202e.txt"
    (folder / name).write_text("0 25 * * * * * *\n0 9 * * * true\n")
    result = run("lint", name)
    assert all(line.isprintable() for line in (result.stdout + result.stderr).split("\n"))
    assert json.loads(run("lint", name, "--json").stdout.splitlines()[0])["file"] == name


SLIPS = [
    (["lint"], "Missing argument 'FILE...'."),
    (["lint", "nope"], "Invalid value for 'FILE...': File 'nope' does not exist."),
    (["lint", "."], "Invalid value for 'FILE...': File '.' is a directory."),
    (["lint", "-", "-"], "- may be given once: standard input can be read only once"),
    (
        ["lint", "-", "--as", "toml"],
        "Invalid value for '--as': 'toml' is not one of 'lines', 'crontab', 'yaml'.",
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
    assert "Exit status: 0 fine, 1 problems, 2 wrong use" in shown
