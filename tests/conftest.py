"""What all tests share: the hypothesis profiles, where their own modules are found, a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from quartzcron import KERNEL

# The command speaks the language of the environment; what the tests see is English.
for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)

# The tests import their oracle, strategies and loader by plain names, and the
# import mode of pytest leaves sys.path alone.
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

# The real systems and engines are for `python -m tests.real_systems` and `python -m tests.engines`:
# most machines lack some of them. The application of Django needs its site first.
collect_ignore = ["real_systems", "croniter_callers", "engines", "django_jobs"]

# A profile changes how hard the laws are tried, never what they say. Deadlines
# are off because a shared machine can stall; the blob lets a failure from
# elsewhere be replayed here.
COMMON = settings(
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# The quick run is the same each time, so that a change is judged by what it changes;
# the thorough one goes where nobody has been. The pure kernel, which runs under the eyes of
# coverage, takes ten times as long for an example.
settings.register_profile(
    "quick", COMMON, max_examples=30 if KERNEL == "compiled" else 20, derandomize=True
)
settings.register_profile("thorough", COMMON, max_examples=3_000)
settings.load_profile("thorough" if os.environ.get("QUARTZCRON_THOROUGH") == "1" else "quick")


def pytest_configure(config: pytest.Config) -> None:
    """Make the warnings of what the tests share errors too, as pyproject.toml does for the rest."""
    for path in sorted(HERE.glob("*.py")):
        config.addinivalue_line("filterwarnings", f"error:::{path.stem}$")


@pytest.fixture
def in_terminal(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs the program with streams that are terminals."""
    # Loaded here: most tests have nothing to do with the command line.
    from terminals import terminal_runner

    return terminal_runner(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the program runs, outside GitHub."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path
