"""The adapters held against the real engines, each started by the command itself.

`python -m tests.engines` runs every engine that is installed here and says which it left out,
and why. An engine is a module of this folder, `NAME_.py`, and its name in `ENGINES`. It has one
function that the command knows:

    def run(folder: Path) -> Iterable[str]: ...

It starts what it needs below `folder`, an empty one of its own, on a port of its own (`free_port`),
asserts what must hold, yields what it measured line by line, and ends what it started, also where
something fails. Where a program is missing it raises `AbsentError`, which says what would bring it.

Where `environments/NAME.txt` stands, `--install` makes an environment with those packages below
`build/engines`, and `run` is called by the Python there, with this library on its path. Otherwise
it is called by the Python of the command. Either way it has a process of its own.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import venv
from pathlib import Path

ENGINES = ("postgresql", "apscheduler", "celery", "celery_beat", "airflow", "spark")
"""The engines, in the order in which they are run."""

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
BUILT = ROOT / "build" / "engines"


class AbsentError(Exception):
    """Says that an engine is not installed here, and what would bring it."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _wanted(name: str) -> str | None:
    """Return what the environment of an engine has, or None where it needs none."""
    file = FOLDER / "environments" / f"{name}.txt"
    return file.read_text("utf-8") if file.exists() else None


def python_of(name: str) -> Path:
    """Return the Python that runs an engine; raise AbsentError where its environment is missing."""
    wanted = _wanted(name)
    if wanted is None:
        return Path(sys.executable)
    # Written when all is installed: whatever was broken off has none.
    installed = BUILT / name / "installed.txt"
    if not installed.exists() or installed.read_text("utf-8") != wanted:
        raise AbsentError(f"python -m tests.engines --install --engines {name}")
    return _python(name)


def install(name: str) -> None:
    """Make the environment of an engine, unless it needs none or is here as it is wanted."""
    try:
        python_of(name)
    except AbsentError:
        venv.create(BUILT / name, clear=True, with_pip=True)
        wanted = FOLDER / "environments" / f"{name}.txt"
        pip = [str(_python(name)), "-m", "pip", "install", "--quiet", "--requirement", str(wanted)]
        # Where the index cannot be reached the engine is named and left out, as any that is absent.
        if subprocess.call(pip) == 0:
            (BUILT / name / "installed.txt").write_text(wanted.read_text("utf-8"), "utf-8")


def _python(name: str) -> Path:
    return BUILT / name / ("Scripts" if sys.platform == "win32" else "bin") / "python"
