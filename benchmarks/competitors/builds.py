"""Building the programs of other languages, and saying what is missing where that fails."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from os import environ
from pathlib import Path
from shutil import which

from benchmarks.competitors import AbsentError

SOURCES = Path(__file__).parent
"""Where the programs' folders are."""

BUILT = SOURCES.parent.parent / "build" / "benchmarks"
"""Where what is built goes; nothing there is worth keeping."""


def tool(name: str, package: str) -> str:
    """Return where a program is found; raise AbsentError naming the package to install."""
    found = which(name)
    if found is None:
        raise AbsentError(f"{name} is not here: apt-get install {package}")
    return found


def file(path: Path, package: str) -> str:
    """Return the path of a file that must be there; raise AbsentError naming its package."""
    if not path.exists():
        raise AbsentError(f"{path.name} is not here: {package}")
    return str(path)


def build(
    target: Path,
    sources: Sequence[Path],
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a compiler unless the target is newer than its sources; raise AbsentError if it fails."""
    newest = max(source.stat().st_mtime for source in sources)
    if target.exists() and target.stat().st_mtime > newest:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=sources[0].parent,
        env={**environ, **(environment or {})},
    )
    if done.returncode:
        first = (done.stderr or done.stdout).strip().splitlines()[:1]
        raise AbsentError(f"does not build: {' '.join(first)}")
