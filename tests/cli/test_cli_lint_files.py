"""Which files lint reads, what it says of the others, and with what status it ends."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from terminals import run

from quartzcron.cli import linting
from quartzcron.cli.inspection import opened

NEW_YORK = "America/New_York"


pytestmark = pytest.mark.usefixtures("folder")


def write(files: dict[str, str]) -> None:
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")


GOOD, WRONG, DAG = "0 9 * * * x\n", "0 25 * * * x\n", "0 25 * * *\n"

# --- the status ------------------------------------------------------------

STATUSES: list[tuple[list[str], int]] = [
    (["good.cron"], 0),
    (["wrong.cron"], 1),
    (["dag.py"], 2),
    (["nope"], 2),
    (["*.nope"], 2),
    (["ofelia.yml"], 2),
    # What could not be checked goes before what is wrong.
    (["wrong.cron", "dag.py"], 2),
    (["nope", "wrong.cron"], 2),
    # What was only met may be anything.
    (["."], 1),
    ([".", "--ignore", "out-of-range"], 0),
    (["*"], 1),
    (["sub"], 0),
    # ... and what is named too, if that is said; but it must be there.
    (["dag.py", "ofelia.yml", "--allow-unknown"], 0),
    (["dag.py", "wrong.cron", "--allow-unknown"], 1),
    (["nope", "--allow-unknown"], 2),
    # YAML without schedules is no unknown kind.
    (["plain.yml"], 0),
    # A kind can be told.
    (["dag.py", "--as", "lines"], 1),
]


@pytest.mark.parametrize(("arguments", "status"), STATUSES)
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_the_status(arguments: list[str], status: int, form: str) -> None:
    write({"good.cron": GOOD, "wrong.cron": WRONG, "dag.py": DAG, "plain.yml": "a: 1\n"})
    write({"ofelia.yml": "schedule: '@every 5s'\n", "sub/dag.py": DAG, "sub/x.cron": GOOD})
    assert run("lint", *arguments, "--format", form).exit_code == status


def test_dags_are_not_understood() -> None:
    names = [f"dags/dag{number}.py" for number in range(51)]
    write(dict.fromkeys(names, '"""0 25 * * *"""\nDAG(schedule="0 25 * * *")\n'))
    named = run("lint", *names)
    assert (named.stdout, named.exit_code) == ("", 2)
    *errors, summary, counted = named.stderr.splitlines()
    why = "quartzcron does not know this kind of file; say with --as how to read it"
    assert errors == [f"error: {name}: {why}" for name in names]
    assert (summary, counted) == (
        "0 files, 0 schedules: 0 errors, 0 warnings",
        "  not understood: 51 .py",
    )
    walked = run("lint", "dags")
    assert (walked.stdout, walked.exit_code) == ("", 0)
    assert walked.stderr == f"{summary}\n{counted}\n"
    # JSON has them one by one.
    lines = [json.loads(line) for line in run("lint", "dags", "--json").stdout.splitlines()]
    assert [line["file"] for line in lines[:-1]] == [
        os.path.normpath(name) for name in sorted(names)
    ]
    assert {(line["type"], line["named"]) for line in lines[:-1]} == {("not-understood", False)}


# --- what is said ----------------------------------------------------------


def test_what_is_said_of_files() -> None:
    write({"a.cron": WRONG, "dag.py": DAG, "plain.yml": "a: 1\n", "ofelia.yml": "x: 1\ncron: x\n"})
    result = run("lint", "nope", "dag.py", "plain.yml", "ofelia.yml", "x*", "a.cron")
    assert result.stdout == "a.cron:1:3: error: hour must be 0-23, not 25 [out-of-range]\n"
    assert result.stderr == (
        "error: nope: there is no such file\n"
        "error: dag.py: quartzcron does not know this kind of file; say with --as how to read it\n"
        "note: plain.yml: there are no schedules here that quartzcron knows\n"
        'error: ofelia.yml:2:1: quartzcron does not know what stands under "cron"\n'
        "error: x*: no file matches this pattern\n"
        "2 files, 1 schedule: 1 error, 0 warnings\n"
        "  read: 1 YAML without schedules, 1 crontab\n"
        "  not understood: dag.py, ofelia.yml\n"
        "  not read: 2\n"
    )


def test_what_is_said_of_a_walk() -> None:
    endings = "abcdefghij"
    write({f"x.{ending}{ending}": "" for ending in endings} | {"y.aa": "", "node_modules/x": ""})
    write({"ofelia.yml": "cron: x\n", "plain.yml": "a: 1\n"})
    result = run("lint", ".")
    assert result.stdout == ""
    assert result.stderr == (
        'note: ofelia.yml:1:1: quartzcron does not know what stands under "cron"\n'
        "1 file, 0 schedules: 0 errors, 0 warnings\n"
        "  read: 1 YAML without schedules\n"
        "  not understood: 2 .aa, 1 .bb, 1 .cc, 1 .dd, 1 .ee, 1 .ff, 1 .gg, 1 .hh, 3 others\n"
        "  not followed: 1 folder\n"
    )


def test_errors_and_notes_in_a_terminal_have_colours(in_terminal: Any) -> None:
    write({"plain.yml": "a: 1\n"})
    shown = in_terminal("lint", "nope", "plain.yml")
    assert shown.err.startswith(
        "\x1b[1;31merror\x1b[0m: nope: there is no such file\n\x1b[1;33mnote\x1b[0m: plain"
    )


def test_commands_behind_lines_are_told_once_a_file() -> None:
    entry = "0 9 * * * /bin/true\n"
    write({"a.cron.txt": entry * 2, "b.cron.txt": entry, "c.cron": entry, "d.cron.txt": DAG})
    notes = [line for line in run("lint", ".").stderr.splitlines() if line.startswith("note")]
    assert notes == [
        f"note: {name} has commands behind schedules: read it with --as crontab"
        for name in ("a.cron.txt", "b.cron.txt")
    ]


# --- files that cannot be read ---------------------------------------------


def refusing(failing: str, stream: io.RawIOBase | None) -> Any:
    """Return a function that opens files, and fails for one: at once, or when it is read."""

    def open_it(path: str) -> contextlib.AbstractContextManager[Any]:
        if path != failing:
            return opened(path)
        return opened("missing") if stream is None else contextlib.nullcontext(stream)

    return open_it


class Broken(io.BytesIO):
    """A file whose disk fails after its first line."""

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().readline(size)


FAILURES: list[tuple[Any, str]] = [
    (None, "No such file or directory"),
    (Broken(WRONG.encode()), "Input/output error"),
]


@pytest.mark.parametrize(("stream", "why"), FAILURES)
def test_a_file_that_cannot_be_read_stops_no_other(
    stream: Any, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write({"a.cron": GOOD, "b.cron": WRONG, "c.cron": WRONG})
    monkeypatch.setattr(linting, "opened", refusing("b.cron", stream))
    result = run("lint", ".")
    assert result.exit_code == 2
    # What was read before the fault is shown.
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["b.cron"] * bool(
        stream
    ) + ["c.cron"]
    assert f"error: b.cron: {why}\n" in result.stderr
    assert "  not read: 1\n" in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="needs /dev/fd")
def test_a_pipe_of_the_shell_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, WRONG.encode())
    os.close(writer)
    path = f"/dev/fd/{reader}"
    result = run("lint", "--as", "crontab", path)
    os.close(reader)
    assert result.stdout == f"{path}:1:3: error: hour must be 0-23, not 25 [out-of-range]\n"


# --- settings --------------------------------------------------------------

SETTINGS = """\
[tool.quartzcron]
ignore = "uneven-step"
exclude = ["vendor", "old.cron"]
tz = "America/New_York"

[[tool.quartzcron.files]]
path = "etc/*.txt"
as = "lines"
dialect = "spring"

[[tool.quartzcron.files]]
path = "cronie"
as = "crontab"
dialect = "cronie"
tz = "UTC"
"""


def test_settings_are_those_of_the_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        {"pyproject.toml": SETTINGS, "etc/a.txt": "0 0 25 * * *\n", "b.txt": "", "old.cron": WRONG}
    )
    write(
        {
            "vendor/x.cron": WRONG,
            "c.cron": "*/7 * * * * x\n30 2 * * * x\n",
            "cronie": "30 2 * * * x\n",
        }
    )
    said = (
        "c.cron:2:1: warning: 2026-03-08 02:30 does not exist in America/New_York: this runs at 03:00 instead [clock-gap]\n"
        "etc/a.txt:1:5: error: hour must be 0-23, not 25 [out-of-range]\n"
    )
    result = run("lint", ".", "--from", "2026-01-01")
    assert (result.stdout, result.exit_code) == (said, 1)
    assert result.stderr == (
        "3 files, 4 schedules: 1 error, 1 warning\n"
        "  read: 2 crontab, 1 lines\n"
        "  not understood: b.txt, pyproject.toml\n"
        "  excluded by pyproject.toml: 2\n"
        "  hidden problems: 1\n"
    )
    # From a folder below too, and what the command says goes before.
    monkeypatch.chdir(folder / "etc")
    assert (
        run("lint", "a.txt").stdout
        == "a.txt:1:5: error: hour must be 0-23, not 25 [out-of-range]\n"
    )
    assert run("lint", "a.txt", "--dialect", "unix").exit_code == 1
    assert "[field-count]" in run("lint", "a.txt", "--dialect", "unix").stdout
    assert "clock-gap" not in run("lint", "../c.cron", "--tz", "UTC", "--from", "2026-01-01").stdout
    # What is excluded is not read even if it is named, and that is said.
    result = run("lint", "../old.cron")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert "  excluded by pyproject.toml: 1\n" in result.stderr
    # Standard input is no file of the project.
    assert run("lint", "-", given=DAG).exit_code == 1


def test_wrong_settings_are_wrong_use() -> None:
    write({"pyproject.toml": "[tool.quartzcron]\nignor = 'x'\n", "a.cron": GOOD})
    result = run("lint", "a.cron")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.splitlines()[-1].endswith(
        'pyproject.toml: there is no setting "ignor"; did you mean ignore?'
    )
