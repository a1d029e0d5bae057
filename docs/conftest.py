"""What pytest runs of the pages: their examples, on New Year's Day of 2026."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quartzcron.clock import moments

# The modules beside the pages import each other by plain names, as Sphinx lets them.
sys.path.append(str(Path(__file__).parent))

# The configuration of Sphinx is no module to be tested. The examples of the public names are run
# where they are written, in the docstrings. The page on Django needs a project:
# `tests/test_how_to.py` makes one.
collect_ignore = ["conf.py", "api.md", "django.md"]


@pytest.fixture(autouse=True)
def _on_new_years_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is shown from today on be shown from one day on."""
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(request: pytest.FixtureRequest) -> None:
    """Let the tutorial write its file where nobody trips over it."""
    if request.path.name == "tutorial.md":
        request.getfixturevalue("monkeypatch").chdir(request.getfixturevalue("tmp_path"))


# What a page's examples import beside quartzcron, if it is no more than one of many ways.
NEEDED = {
    "apscheduler.md": "apscheduler",
    "calendar.md": "icalendar",
    "celery.md": "celery",
    "dagster.md": "dagster",
    "due-table.md": "numpy",
    "prefect.md": "prefect",
    "pydantic.md": "pydantic",
    "spark.md": "pyspark",
    "sqlalchemy.md": "sqlalchemy",
}


@pytest.fixture(autouse=True)
def _with_its_package(request: pytest.FixtureRequest) -> None:
    """Skip a page whose package is not installed."""
    if request.path.name in NEEDED:
        pytest.importorskip(NEEDED[request.path.name])
