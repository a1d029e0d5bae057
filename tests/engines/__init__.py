"""The adapters held against the real engines, each started by the command itself.

`python -m tests.engines` runs every engine that is installed here and says which it left out,
and why. An engine is a module of this folder, `NAME_.py`, and its name in `ENGINES`. It has one
function that the command knows:

    def run(folder: Path) -> Iterable[str]: ...

It starts what it needs below `folder`, an empty one of its own, on a port of its own (`free_port`),
asserts what must hold, yields what it measured line by line, and ends what it started, also where
something fails. Where a program is missing it raises `AbsentError`, which says what would bring it.

Where `environments/NAME.txt` stands, `--install` makes an environment with those packages below
`build/engines`, or takes that of `tests.real_systems` where the file is there alone; and `run` is called by the Python there, with this library on its path. Otherwise
it is called by the Python of the command. Either way it has a process of its own.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import venv
from pathlib import Path

ENGINES = (
    "postgresql",
    "apscheduler",
    "celery",
    "celery_beat",
    "airflow",
    "spark",
    "prefect",
    "dagster",
    "asyncio",
    "rq",
    "arq",
    "dramatiq",
    "huey",
    "taskiq",
    "procrastinate",
)
"""The engines, in the order in which they are run."""

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent

#: Where the lists of packages stand, and the environments of them.
ENVIRONMENTS = (
    (FOLDER / "environments", ROOT / "build" / "engines"),
    (FOLDER.parent / "real_systems" / "environments", ROOT / "build" / "systems"),
)


class AbsentError(Exception):
    """Says that an engine is not installed here, and what would bring it."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _environment(name: str) -> tuple[Path, Path] | None:
    """Return the list of packages of an engine, and the folder of its environment, if it needs one."""
    for lists, built in ENVIRONMENTS:
        wanted = lists / f"{name}.txt"
        if wanted.exists():
            return wanted, built / name
    return None


def python_of(name: str) -> Path:
    """Return the Python that runs an engine; raise AbsentError where its environment is missing."""
    environment = _environment(name)
    if environment is None:
        return Path(sys.executable)
    wanted, folder = environment
    # Written when all is installed: whatever was broken off has none.
    installed = folder / "installed.txt"
    if not installed.exists() or installed.read_text("utf-8") != wanted.read_text("utf-8"):
        raise AbsentError(f"python -m tests.engines --install --engines {name}")
    return _python(folder)


def install(name: str) -> None:
    """Make the environment of an engine, unless it needs none or is here as it is wanted."""
    environment = _environment(name)
    if environment is None:
        return
    try:
        python_of(name)
    except AbsentError:
        wanted, folder = environment
        venv.create(folder, clear=True, with_pip=True)
        pip = [str(_python(folder)), "-m", "pip", "install", "--quiet", "--requirement"]
        # Where the index cannot be reached the engine is named and left out, as any that is absent.
        if subprocess.call([*pip, str(wanted)]) == 0:
            (folder / "installed.txt").write_text(wanted.read_text("utf-8"), "utf-8")


def _python(folder: Path) -> Path:
    return folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
