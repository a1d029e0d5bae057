"""The wings of the house: which way imports point, and how light the front door is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal, get_origin

import pytest

import quartzcron

PACKAGE = Path(quartzcron.__file__).parent
ROOT = Path(__file__).parent.parent

#: Imports that point up, each with its reason. They stand in functions.
DOORS = {
    ("answers.algebra", "answers.fire_sets"): "a | b is a FireSet, which has all that can be asked",
    ("checks.validation", "schedule"): "lint takes a schedule too",
    ("checks.validation", "answers.schedule_doubts"): "lint looks at the days of a schedule",
    ("answers.days", "expression"): "Days.where takes the text of an expression",
    ("words.read", "expression"): "what is read is an expression",
    ("corrections.in_words", "words.read"): "words in a field mean what `read` says they mean",
    ("answers.algebra", "words.describe"): "what can be asked of any set is asked of the base",
    ("answers.explanations", "words.reasons"): "an explanation says itself in another language",
    ("errors", "words.messages"): "a problem says itself in another language",
    ("answers.fire_sets", "answers.recurrences"): "to_rrule, of sets",
    ("answers.fire_sets", "answers.set_explanations"): "explain, of sets",
    ("answers.algebra", "pictures.picture"): "picture, of whatever has fire times",
    ("answers.algebra", "pictures.notebooks"): "what a notebook shows of it",
    ("answers.algebra", "plain.forms"): "as_dict and from_dict of expressions, schedules and sets",
    ("ground.plain_data", "plain.forms"): "as_dict and from_dict of everything else",
    ("ground.plain_data", "plain.schema"): "json_schema",
    ("ground.plain_data", "integrations.pydantic"): "what Pydantic asks a class for",
    ("dialects.model", "integrations.pydantic"): "what Pydantic asks a dialect for",
}

_ROW = re.compile(r"^\| (?:\(top\)|`(?P<wing>\w+)/`) \| (?P<rooms>`[^|]*) \|", re.MULTILINE)


def _order() -> list[str]:
    """Return every room from the ground up, as the table of CONTRIBUTING has them."""
    order = []
    for row in _ROW.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        wing = row["wing"]
        rooms = re.findall(r"`(\w+)`", row["rooms"])
        order += [f"{wing}.{room}" if wing else room for room in rooms]
        # A wing is entered by its front, which may show what is behind it.
        order += [wing] if wing else []
    return order


ORDER = _order()


def _name(path: Path) -> str:
    """Return the name of a file's room: calendar.months, and calendar for its __init__."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


def _files() -> list[Path]:
    return sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.pyi")])


def _target(module: str, name: str) -> str | None:
    """Return the room that `from module import name` enters, or None for a compiled twin."""
    inside = module.removeprefix("quartzcron").lstrip(".")
    if inside.rpartition(".")[2].startswith("_"):
        return None
    deeper = f"{inside}.{name}".lstrip(".")
    return deeper if deeper in ORDER else inside or "__init__"


def _imports(tree: ast.AST) -> set[str]:
    """Return the rooms that are imported from, those for type checkers included."""
    found: set[str | None] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "a relative import"
            if node.module.partition(".")[0] == "quartzcron":
                found |= {_target(node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {
                "__init__" for alias in node.names if alias.name.partition(".")[0] == "quartzcron"
            }
    return {room for room in found if room is not None}


def test_every_room_has_its_place_in_the_table() -> None:
    rooms = [_name(path) for path in _files() if path.suffix == ".py"]
    assert sorted(rooms) == sorted(ORDER)


#: The room that chooses each compiled twin.
CHOSEN_BY = {
    "kernel._kernel": "kernel.choice",
    "compiling._reader": "compiling.reader",
    "arrays._encoding": "arrays.encoding",
}


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = _name(path)
    if path.suffix == ".pyi":
        # A compiled twin is part of the room that chooses it, and may know what that knows.
        own = CHOSEN_BY[own]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wing = own.partition(".")[0]
    for room in _imports(tree):
        if (own, room) in DOORS or room == own or (room == wing and "." in own):
            # What a wing says of itself in its front (exit statuses) its rooms may know.
            continue
        assert ORDER.index(room) < ORDER.index(own), f"{own} imports from {room}, which is above it"


def test_no_door_up_stands_open_that_nobody_uses() -> None:
    used = {
        (_name(path), room)
        for path in _files()
        for room in _imports(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert set(DOORS) <= used


def test_every_room_says_what_it_is_for() -> None:
    for path in _files():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("wing", sorted({room.partition(".")[0] for room in ORDER if "." in room}))
def test_every_wing_has_tests_of_its_own(wing: str) -> None:
    assert list((ROOT / "tests" / wing).glob("test_*.py")), f"tests/{wing} is missing"


#: What keeps a file readable at one sitting, and a function on one screen, docstring included.
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 650, 60

#: Modules at the top of the package: more of them would be a wing.
MOST_AT_THE_TOP = 10


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("folder", ["quartzcron", "tests", "benchmarks", "docs"])
def test_no_file_is_too_long_to_read(folder: str) -> None:
    paths = [path for path in (ROOT / folder).rglob("*.py") if "_build" not in path.parts]
    assert paths
    assert {path.name for path in paths if _length(path) > MOST_LINES} == set()


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{_name(path)}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in _files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert {name for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION} == set()


def test_the_top_of_the_package_stays_small() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_AT_THE_TOP


HEAVY = (
    "numpy",
    "dateutil",
    "rich",
    "click",
    "dataclasses",
    "typing",
    "re",
    "enum",
    "difflib",
    "unicodedata",
    "inspect",
    "zoneinfo",
    "calendar",
)


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = (
        "import sys; before = set(sys.modules); import quartzcron; "
        f"print([name for name in {HEAVY!r} if name in set(sys.modules) - before])"
    )
    # -S -I: site packages may load anything before; the package comes by path.
    loaded = subprocess.run(
        [
            sys.executable,
            "-S",
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {script}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "[]"


def test_using_the_package_does_not_load_what_only_errors_need() -> None:
    script = (
        "import sys; import quartzcron, datetime; "
        "e = quartzcron.CronExpression('0 30 9 ? * MON-FRI'); "
        "e.next_fire_time(datetime.datetime(2026, 1, 1)); quartzcron.lint('0 0 * * 1'); "
        "print([name for name in ('difflib', 'unicodedata', 're', 'typing') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [
            sys.executable,
            "-S",
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {script}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "[]"


def test_what_is_loaded_later_is_loaded_when_asked_for() -> None:
    for name in quartzcron._LATER:
        assert name in quartzcron.__all__
        # A type of words is of the room that makes it, whatever room it says it is from.
        if get_origin(getattr(quartzcron, name)) is not Literal:
            assert getattr(quartzcron, name).__module__ == f"quartzcron.{quartzcron._LATER[name]}"
    with pytest.raises(AttributeError, match="nonsense"):
        quartzcron.nonsense  # noqa: B018


def test_dir_shows_just_what_is_public() -> None:
    assert dir(quartzcron) == sorted(quartzcron.__all__)
    assert {"FireTimes", "detect", "Explanation"} <= set(dir(quartzcron))
    assert not hasattr(quartzcron, "TYPE_CHECKING")


def test_what_is_public_is_listed_and_documented() -> None:
    for name in quartzcron.__all__:
        value = getattr(quartzcron, name)
        if name.startswith("__") or name == "KERNEL" or get_origin(value) is Literal:
            continue
        assert value.__doc__, name
        if isinstance(value, type):
            for attribute, member in vars(value).items():
                if not attribute.startswith("_") and (
                    callable(member) or isinstance(member, property)
                ):
                    assert getattr(member, "__doc__", None), f"{name}.{attribute}"
