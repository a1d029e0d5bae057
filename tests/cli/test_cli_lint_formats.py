"""The formats of lint: GitHub's commands and SARIF, pinned, and held against its schema."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from forty_files import FILES
from hypothesis import given
from hypothesis import strategies as st
from terminals import run

import quartzcron
from quartzcron.cli.reports import _IN_A_MESSAGE, _IN_A_PROPERTY, _escaped
from quartzcron.errors import CODES, printable

VECTORS = Path(__file__).parents[1] / "vectors"
SCHEMA = json.loads((VECTORS / "sarif-schema-2.1.0.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def files(folder: Path) -> Path:
    """A folder with a few files, in which the program runs."""
    (folder / "jobs, 50%").mkdir()
    (folder / "jobs, 50%" / "a:b.cron").write_text("0 25 * * * a\n*/7 * * * * date +%F\n")
    (folder / "ofelia.yml").write_text("jobs:\n  schedule: '@every 5s'\n")
    (folder / "dag.py").write_text("")
    return folder


# --- GitHub ----------------------------------------------------------------

COMMANDS = """\
::error file=jobs%2C 50%25/a%3Ab.cron,line=1,col=3,endColumn=5,title=quartzcron out-of-range::hour must be 0-23, not 25
::warning file=jobs%2C 50%25/a%3Ab.cron,line=2,col=1,endColumn=4,title=quartzcron uneven-step::*/7 starts over every hour: the last gap is 4, not 7; `*/6 * * * *` and `*/10 * * * *` run evenly
::warning file=jobs%2C 50%25/a%3Ab.cron,line=2,col=19,title=quartzcron percent-sign::cron ends the command at this %25 and passes on the rest as its input; write \\%25 to keep it in the command
"""

SUMMARY = """\
1 file, 2 schedules: 1 error, 2 warnings
  read: 1 crontab
  not understood: dag.py, ofelia.yml
"""

IN_WALK = (
    '::notice file=ofelia.yml,line=2,col=3::quartzcron does not know what stands under "schedule"\n'
)
NAMED = """\
::error file=ofelia.yml,line=2,col=3::quartzcron does not know what stands under "schedule"
::error file=dag.py::quartzcron does not know this kind of file; say with --as how to read it
::error file=nope%0D::there is no such file
"""


def test_commands_for_github() -> None:
    result = run("lint", ".", "--format", "github")
    assert (result.stdout, result.stderr, result.exit_code) == (COMMANDS + IN_WALK, SUMMARY, 1)


def test_github_is_the_format_inside_of_its_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("lint", ".").stdout == COMMANDS + IN_WALK
    assert run("lint", ".", "--format", "text").stdout.startswith("jobs, 50%/a:b.cron:1:3: error: ")
    assert run("lint", ".", "--json").stdout.startswith("{")
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert run("lint", ".").stdout.startswith("jobs, 50%/a:b.cron:1:3: error: ")


def test_what_could_not_be_checked_is_an_error_for_github() -> None:
    result = run("lint", "ofelia.yml", "dag.py", "nope", "--format", "github")
    assert (result.stdout, result.exit_code) == (NAMED.replace("%0D", ""), 2)
    result = run("lint", "ofelia.yml", "dag.py", "--allow-unknown", "--format", "github")
    assert (result.stdout, result.exit_code) == (IN_WALK, 0)


def test_paths_for_github_are_those_from_the_root(folder: Path) -> None:
    for path in (str(folder / "dag.py"), "./dag.py", "jobs, 50%/../dag.py"):
        assert "::error file=dag.py::" in run("lint", path, "--format", "github").stdout
    outside = str(folder.parent / "nope.py")
    assert f"::error file={outside}::" in run("lint", "../nope.py", "--format", "github").stdout


@given(st.text(max_size=20))
def test_github_reads_what_was_escaped(text: str) -> None:
    for signs, forbidden in ((_IN_A_MESSAGE, "\r\n"), (_IN_A_PROPERTY, "\r\n:,")):
        escaped = _escaped(text, signs)
        assert not set(escaped) & set(forbidden)
        assert re.sub("%25|%0D|%0A|%3A|%2C", lambda sign: unquote(sign[0]), escaped) == printable(
            text
        )


# --- SARIF -----------------------------------------------------------------


def sarif(*arguments: str, given: str | None = None) -> dict[str, Any]:
    """Return the document for some files, which is one by the schema."""
    result = run("lint", *arguments, "--format", "sarif", "--from", "2026-01-01", given=given)
    assert result.stderr == ""
    document: dict[str, Any] = json.loads(result.stdout)
    validator = jsonschema.Draft4Validator(
        SCHEMA, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    )
    assert [each.message for each in validator.iter_errors(document)] == []
    return document


def test_sarif_is_pinned() -> None:
    document = sarif(".")
    [run_] = document.pop("runs")
    assert document == {"$schema": SCHEMA["id"], "version": "2.1.0"}
    rules = run_["tool"]["driver"].pop("rules")
    assert run_["tool"]["driver"] == {"name": "quartzcron", "version": quartzcron.__version__}
    assert [rule["id"] for rule in rules] == ["out-of-range", "uneven-step", "percent-sign"]
    assert rules[0] == {
        "id": "out-of-range",
        "shortDescription": {"text": CODES["out-of-range"][1]},
        "defaultConfiguration": {"level": "error"},
    }
    assert run_["columnKind"] == "unicodeCodePoints"
    first, second, third = run_["results"]
    place = {"uri": "jobs%2C%2050%25/a%3Ab.cron", "uriBaseId": "%SRCROOT%"}
    assert first == {
        "ruleId": "out-of-range",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "hour must be 0-23, not 25"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": place,
                    "region": {"startLine": 1, "startColumn": 3, "endColumn": 5},
                }
            }
        ],
    }
    assert (second["ruleIndex"], second["level"]) == (1, "warning")
    # What has no length has no end.
    region = third["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 19}
    [invocation] = run_["invocations"]
    assert invocation["executionSuccessful"] is True
    # A file of no kind is counted, a key that nobody knows is told.
    [notification] = invocation["toolExecutionNotifications"]
    assert notification["level"] == "note"
    assert run_["properties"]["not_understood"] == {".py": 1, ".yml": 1}


def test_sarif_tells_what_could_not_be_checked() -> None:
    [run_] = sarif("dag.py", "nope", "ofelia.yml")["runs"]
    [invocation] = run_["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [each["level"] for each in invocation["toolExecutionNotifications"]] == ["error"] * 3


def test_a_rule_stands_once_however_often_it_is_broken() -> None:
    [run_] = sarif("-", "--as", "lines", given="0 25 * * *\n0 26 * * *\n5 * * * * ?\n")["runs"]
    assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == [
        "out-of-range",
        "step-missing",
    ]
    assert [result["ruleIndex"] for result in run_["results"]] == [0, 0, 1]
    location = run_["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"description": {"text": "standard input"}}


def test_a_file_elsewhere_has_a_whole_address(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "jobs, 50%")
    for path in ("../dag.py", str(folder / "dag.py")):
        [run_] = sarif(path)["runs"]
        [notification] = run_["invocations"][0]["toolExecutionNotifications"]
        location = notification["locations"][0]["physicalLocation"]["artifactLocation"]
        assert location == {"uri": (folder / "dag.py").as_uri()}


@pytest.mark.skipif(os.name != "posix", reason="such names are of POSIX")
@pytest.mark.parametrize(
    "name",
    [
        "a b.py",
        "50%.py",
        "a:b.py",
        "#1.py",
        "a?b.py",
        "é\u202e.py",
        "\udcff.py",
        "a\\b.py",
        "\x1b.py",
    ],
)
def test_addresses_lead_back_to_their_files(name: str) -> None:
    [run_] = sarif(name)["runs"]
    [notification] = run_["invocations"][0]["toolExecutionNotifications"]
    uri = notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert urlsplit(uri).scheme == urlsplit(uri).query == urlsplit(uri).fragment == ""
    assert os.fsencode(name) == os.fsencode(unquote(uri, errors="surrogateescape"))


def test_files_of_all_kinds_make_good_sarif(folder: Path) -> None:
    for file in FILES:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    [run_] = sarif(".")["runs"]
    assert len(run_["results"]) > 20
    for result in run_["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region.get("endColumn", region["startColumn"] + 1) > region["startColumn"]
