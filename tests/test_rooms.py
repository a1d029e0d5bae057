"""The order of the rooms, and how light the front door is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import quartzcron

PACKAGE = Path(quartzcron.__file__).parent

#: Every room, from the ground up: a room imports from those above it in this list only.
ORDER = (
    "values",
    "errors",
    "fields",
    "policies",
    "dialects",
    "hashes",
    "nodes",
    "parser",
    "months",
    "matcher",
    "reader",
    "search",
    "zones",
    "instants",
    "clock_checks",
    "rules",
    "advice",
    "compiler",
    "spelling",
    "demand",
    "day_fields",
    "writing",
    "translate",
    "frame",
    "pure_kernel",
    "kernel",
    "timetables",
    "analysis",
    "algebra",
    "explanations",
    "recurrences",
    "expression",
    "schedule",
    "doubts",
    "checks",
    "detection",
    "arrays",
    "__init__",
    "cli",
    "__main__",
)

TWINS = {"_kernel", "_reader"}


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Return the rooms that a file imports from, those for type checkers included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} imports relatively"
            head, _, rest = node.module.partition(".")
            if head == "quartzcron":
                names = [rest.split(".")[0]] if rest else [alias.name for alias in node.names]
                found |= {
                    name
                    if name in TWINS
                    or (PACKAGE / f"{name}.py").exists()
                    or (PACKAGE / name).is_dir()
                    else "__init__"
                    for name in names
                }
            # A compiled twin is part of the room that chooses it.
            found -= TWINS
        elif isinstance(node, ast.Import):
            found |= {
                "__init__" for alias in node.names if alias.name.split(".")[0] == "quartzcron"
            }
    return found


def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_every_room_has_its_place_in_the_order() -> None:
    assert {_room(path) for path in _files()} == set(ORDER)


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = ORDER.index(_room(path))
    later = {name for name in _imports(path) if ORDER.index(name) > own}
    assert not later, f"{path.name} imports from rooms above it: {later}"
    if path.parent == PACKAGE and path.name != "__main__.py":
        assert _room(path) not in _imports(path)


def test_every_room_says_what_it_is_for() -> None:
    for path in _files():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


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
        assert getattr(quartzcron, name).__module__ == f"quartzcron.{quartzcron._LATER[name]}"
    with pytest.raises(AttributeError, match="nonsense"):
        quartzcron.nonsense  # noqa: B018


def test_what_is_public_is_listed_and_documented() -> None:
    for name in quartzcron.__all__:
        value = getattr(quartzcron, name)
        if name.startswith("__") or name == "KERNEL":
            continue
        assert value.__doc__, name
        if isinstance(value, type):
            for attribute, member in vars(value).items():
                if not attribute.startswith("_") and (
                    callable(member) or isinstance(member, property)
                ):
                    assert getattr(member, "__doc__", None), f"{name}.{attribute}"
