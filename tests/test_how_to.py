"""The pages of tasks: one shape, code that can be pasted, and a form that answers as its page says.

Their examples behind >>> run as doctests. Here stands what doctest cannot see: the files that a
page shows, and what a terminal makes of its lines.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from codeop import CommandCompiler
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from quartzcron import Schedule
from quartzcron.clock import moments

DOCS = Path(__file__).parent.parent / "docs"
TASKS = (
    "forms",
    "pydantic",
    "command-options",
    "django",
    "plain-data",
    "loops",
    "waiting",
    "calendar",
    "days",
    "payday",
    "missed",
    "one-zone",
    "overlaps",
    "guards",
    "own-dialects",
    "sqlalchemy",
    "due-table",
)


#: Pages whose code stands in files, which the tests below run.
IN_FILES = ("forms", "command-options")


def page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / f"{name}.md").read_text("utf-8")


# --- the shape -------------------------------------------------------------


@pytest.mark.parametrize("name", TASKS)
def test_a_page_answers_first_then_shows_code_then_warns(name: str) -> None:
    title, answer, *rest = re.split(r"\n\n+", page(name))
    # A task begins with what to do: "Store and load schedules".
    assert re.fullmatch(r"# [A-Z][a-z]+ .+", title)
    assert re.match(r"[A-Z]", answer)
    # The first code is on the first screen.
    assert any(part.startswith("```") for part in rest[:3])
    sections = re.findall(r"^## (.+)$", page(name), re.MULTILINE)
    assert sections[-1] == "Pitfalls"


def test_the_front_page_lists_the_tasks_by_their_titles_and_in_one_order() -> None:
    section = page("index").partition("## How to\n")[2].partition("\n## ")[0]
    linked = re.findall(r"\| \[(.+)\]\(([\w-]+)\.md\) \|$", section, re.MULTILINE)
    titles = [(page(name).splitlines()[0].removeprefix("# "), name) for name in TASKS]
    assert linked[: len(TASKS)] == titles
    contents = page("index").partition(":caption: How to\n")[2].partition("```")[0].split()
    assert tuple(contents[: len(TASKS)]) == TASKS


# --- code that can be pasted -----------------------------------------------

PROMPT = re.compile(r" *(?:>>>|\.\.\.) (.*)$")


def pasted(name: str) -> list[str]:
    """Return the lines that the button of a page's examples copies: code, and the empty ones around it."""
    blocks = re.findall(r"```pycon\n(.*?)```", page(name), re.DOTALL)
    lines: list[str] = []
    for line in "\n".join(blocks).splitlines():
        if not line.strip():
            lines.append("")
        elif code := PROMPT.match(line):
            lines.append(code[1])
    return lines


@pytest.mark.parametrize(
    "name", [name for name in (*TASKS, "index", "tutorial") if name not in IN_FILES]
)
def test_a_terminal_takes_the_code_of_a_page_as_it_is_pasted(name: str) -> None:
    compiled = CommandCompiler()
    statements = 0
    waiting: list[str] = []
    for line in pasted(name):
        waiting.append(line)
        # A loop is over at an empty line, as in a terminal, and whatever follows without one is an error.
        if compiled("\n".join(waiting)) is not None:
            statements += bool(line.strip() or waiting[:-1])
            waiting = []
    assert not waiting
    assert statements >= 4


# --- the form --------------------------------------------------------------

FILE = re.compile(r"^```\{code-block\} python\n:caption: ([^\n]+)\n\n(.*?)^```$", re.M | re.DOTALL)
REQUEST = re.compile(r"^```console\n\$ curl ([^\n]+)\n```\n\n```json\n(.*?)^```$", re.M | re.DOTALL)


def files(name: str = "forms") -> dict[str, str]:
    """Return the files that a page shows, with what continues them."""
    found: dict[str, str] = {}
    for caption, text in FILE.findall(page(name)):
        file = caption.removesuffix(", continued")
        found[file] = found.get(file, "") + text
    return found


def module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Run a file of the page, and let others import it."""
    made = ModuleType(name)
    monkeypatch.setitem(sys.modules, name, made)
    exec(compile(files()[f"{name}.py"], f"{name}.py", "exec"), made.__dict__)
    return made


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The application of the page, on New Year's Day of 2026."""
    pytest.importorskip("fastapi")
    pytest.importorskip("httpx")
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    return module("app", monkeypatch).app


def asked(client: Any, command: str) -> Any:
    """Do what curl does with the words behind its name."""
    words = [word for word in shlex.split(command) if word not in ("-s", "-G")]
    path = words[0].removeprefix("localhost:8000")
    if words[1] == "--json":
        return client.post(path, json=json.loads(words[2]))
    assert words[1] == "--data-urlencode"
    key, _, value = words[2].partition("=")
    return client.get(path, params={key: value})


def test_the_form_answers_as_its_page_says(app: Any) -> None:
    from fastapi.testclient import TestClient

    client = TestClient(app)
    requests = REQUEST.findall(page("forms"))
    codes = [asked(client, command).status_code for command, _ in requests]
    assert codes == [200, 422, 422, 200]
    for command, answer in requests:
        assert asked(client, command).json() == json.loads(answer)


def test_the_tests_of_the_page_pass(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tests = module("test_app", monkeypatch)
    names = [name for name in vars(tests) if name.startswith("test_")]
    assert len(names) == 2
    for name in names:
        getattr(tests, name)()


WRONG: list[tuple[Any, str]] = [
    (5, "string_type"),
    (None, "string_type"),
    (["0 9 * * *"], "string_type"),
    ("", "empty"),
    ("{0} {message} * * *", "not-a-value"),
    ("\N{ALARM CLOCK}\N{BELL} 9 * * *", "not-ascii"),
    ("\0", "field-count"),
    ("@reboot", "not-a-calendar-schedule"),
]


@pytest.mark.parametrize(("typed", "code"), WRONG)
def test_whatever_is_typed_the_form_answers_with_a_code_and_the_message(
    app: Any, typed: Any, code: str
) -> None:
    from fastapi.testclient import TestClient

    answer = TestClient(app).post("/jobs", json={"name": "report", "cron": typed})
    assert answer.status_code == 422
    [problem, *_] = answer.json()["detail"]
    assert (problem["type"], problem["loc"]) == (code, ["body", "cron"])
    if code != "string_type":
        assert problem["msg"] == problem["ctx"]["message"]
        start, end = problem["ctx"]["span_utf16"]
        assert 0 <= start <= end <= len(typed.encode("utf-16-le")) // 2


def test_the_form_is_described_to_openapi(app: Any) -> None:
    schemas = app.openapi()["components"]["schemas"]
    job = schemas["Job"]
    assert job["required"] == ["name", "cron"]
    assert job["properties"]["cron"]["type"] == "string"
    assert job["properties"]["tz"]["default"] == "UTC"
    assert schemas["Preview"]["properties"]["next_runs"]["items"]["format"] == "date-time"


# --- programs in a terminal --------------------------------------------------

CONSOLE = re.compile(r"^\$ ([^\n]+)\n(.*?)(?=^\$ |\Z)", re.M | re.DOTALL)


def commands(name: str) -> list[tuple[list[str], str]]:
    """Return the commands that a page shows, with what they print."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page(name), re.M | re.DOTALL)
    return [(shlex.split(line), said) for each in blocks for line, said in CONSOLE.findall(each)]


def test_the_programs_with_options_say_what_their_page_shows(tmp_path: Path) -> None:
    pytest.importorskip("click")
    pytest.importorskip("typer")
    for file, text in files("command-options").items():
        (tmp_path / file).write_text(text, "utf-8")
    shown = commands("command-options")
    assert len(shown) == 4
    for (python, *rest), said in shown:
        assert python == "python"
        ended = subprocess.run(
            [sys.executable, *rest],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"},
        )
        assert ended.stdout == said
        assert ended.returncode == (2 if "rror: " in said else 0)


# --- a project of Django -----------------------------------------------------

#: Several commands in one start of Python.
COMMANDS = """
import sys
from django.core.management import execute_from_command_line
for command in sys.argv[1:]:
    execute_from_command_line(["manage.py", *command.split()])
"""

#: What `manage.py shell` does first; then the examples of the page, as doctest runs them.
SHELL = """
import doctest, sys, django
django.setup()
failed, tried = doctest.testfile(sys.argv[1], module_relative=False)
print(failed, tried)
"""


def test_the_models_of_the_page_work_in_a_new_project(tmp_path: Path) -> None:
    pytest.importorskip("django")
    pytest.importorskip("rest_framework")

    def run(*command: str) -> str:
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "site_of.settings"}
        environment |= {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(DOCS.parent)])}
        ended = subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=environment,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    run("-c", COMMANDS, "startproject site_of .", "startapp jobs")
    settings = tmp_path / "site_of" / "settings.py"
    settings.write_text(settings.read_text() + 'INSTALLED_APPS.append("jobs")\n', "utf-8")
    for file, text in files("django").items():
        (tmp_path / file).write_text(text, "utf-8")
    run("-c", COMMANDS, "makemigrations jobs", "migrate")
    assert run("-c", SHELL, str(DOCS / "django.md")) == "0 16\n"


# --- the loop that is rewritten --------------------------------------------


def test_the_loop_of_croniter_prints_what_the_rewritten_one_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("croniter")
    [old] = re.findall(r"^```python\n(from croniter.*?)^```$", page("loops"), re.M | re.DOTALL)
    [_, new] = re.findall(r"limit=3\):\n(\.\.\. .*?\n)(.*?)\n\n", page("loops"), re.DOTALL)[0]
    exec(old, {"datetime": datetime})
    assert capsys.readouterr().out.splitlines() == new.splitlines()


# --- the program of the tutorial -------------------------------------------


def test_the_program_of_the_tutorial_prints_what_the_page_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    [program] = re.findall(r"^```python\n(.*?)^```$", page("tutorial"), re.M | re.DOTALL)
    [transcript] = re.findall(r"^```console\n(.*?)^```$", page("tutorial"), re.M | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    printed, statuses = "", []
    for line in re.findall(r"^\$ (.*)$", transcript, re.MULTILINE):
        monkeypatch.setattr(sys, "argv", shlex.split(line)[1:])
        try:
            exec(compile(program, "schedule.py", "exec"), {"__name__": "__main__"})
            statuses.append(0)
        except SystemExit as end:
            statuses.append(int(str(end.code)))
        printed += f"$ {line}\n{capsys.readouterr().out}"
    assert printed == transcript
    assert statuses == [0, 1]
    stored = json.loads((tmp_path / "schedule.json").read_text("utf-8"))
    assert Schedule.from_dict(stored) == Schedule("30 9 * * MON-FRI", tz="Asia/Seoul")
