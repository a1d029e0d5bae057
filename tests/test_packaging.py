"""The package's metadata: what one file says of Pythons, floors and warnings, the others say too."""

from __future__ import annotations

import re
import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
CHECKS = (ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8")


def pythons() -> list[str]:
    """Return the versions of Python that the classifiers name, the oldest first."""
    found = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    return sorted(found, key=lambda version: int(version[2:]))


def floor(requirement: str) -> tuple[str, str] | None:
    """Return a name and the lowest version of it that a requirement allows, if it says one."""
    match = re.match(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", requirement)
    return match and (match[1], match[2])


def test_the_pythons_that_are_named_are_those_that_are_checked() -> None:
    jobs = yaml.safe_load(CHECKS)["jobs"]
    assert jobs["pythons"]["strategy"]["matrix"]["python"] == pythons()
    assert PROJECT["project"]["requires-python"] == f">={pythons()[0]}"
    page = (ROOT / "docs" / "releases.md").read_text("utf-8")
    assert f"CPython {pythons()[0]} to {pythons()[-1]}" in page


def test_the_release_waits_for_every_other_job() -> None:
    jobs = yaml.safe_load(CHECKS)["jobs"]
    assert {*jobs["release"]["needs"], "release"} == set(jobs)


def test_the_oldest_packages_that_are_tested_are_the_oldest_that_are_allowed() -> None:
    lines = (ROOT / "tests" / "floors.txt").read_text("utf-8").splitlines()
    tested = dict(line.split("==") for line in lines if not line.startswith("#"))
    needed = [
        *PROJECT["build-system"]["requires"],
        *PROJECT["project"]["dependencies"],
        *EXTRAS["test"],
        *EXTRAS["cli"],
        *EXTRAS["arrays"],
    ]
    # The checkers of types and style judge the source, not what it does.
    floors = dict(filter(None, map(floor, needed)))
    for checker in ("mypy", "ruff"):
        del floors[checker]
    assert floors.keys() == tested.keys()
    for name, lowest in floors.items():
        assert f"{tested[name]}.".startswith(f"{lowest}."), name


def test_an_extra_asks_for_no_more_than_the_tests_have() -> None:
    for extra in ("cli", "arrays", "pydantic", "click", "typer", "django", "djangorestframework"):
        assert set(EXTRAS[extra]) <= set(EXTRAS["test"])
    assert set(PROJECT["build-system"]["requires"]) <= set(EXTRAS["build"])


# Each with a module that raises it as its own: the filters go by that name.
OURS = ["quartzcron", "quartzcron.files.kinds", "tests.kernel.test_kernel", "docs_tables", "oracle"]
FOREIGN = ["langsmith.pytest_plugin", "google.api_core", "docstring_parser", "unittest.mock"]


@pytest.mark.parametrize("name", OURS)
def test_a_warning_of_our_code_is_an_error(name: str) -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn_explicit("old", DeprecationWarning, "file.py", 1, module=name)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_warning_of_other_code_is_shown_and_ends_nothing(name: str) -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.warn_explicit("old", DeprecationWarning, "file.py", 1, module=name)
    assert len(shown) == 1


def test_what_is_left_open_is_an_error_wherever_it_is_noticed() -> None:
    for category in (ResourceWarning, pytest.PytestUnraisableExceptionWarning):
        with pytest.raises(category):
            warnings.warn_explicit("open", category, "file.py", 1, module="elsewhere")
