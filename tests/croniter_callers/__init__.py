"""Packages that import croniter themselves, asked twice: with croniter and with our module.

`python -m tests.croniter_callers --install` makes an environment for them below
`build/systems`, asks them all, and compares; it ends with status 1 if an answer differs.
Airflow is asked too where `python -m tests.real_systems --install` has made its environment.
`questions.py` is the program that is run there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
WANTED = FOLDER / "callers.txt"
ENVIRONMENTS = ROOT / "build" / "systems"
OWN = ENVIRONMENTS / "croniter-callers"


class Comparison(NamedTuple):
    """What a package answered with croniter and with ours, and the seconds that it took."""

    package: str
    theirs: list[str]
    ours: list[str]
    seconds: tuple[float, float]

    @property
    def different(self) -> list[tuple[str, str]]:
        """The answers that are not the same."""
        return [pair for pair in zip(self.theirs, self.ours, strict=True) if len(set(pair)) > 1]


def install() -> None:
    """Make the environment of the small packages, unless it is here."""
    marker = OWN / "installed.txt"
    wanted = WANTED.read_text("utf-8")
    if marker.exists() and marker.read_text("utf-8") == wanted:
        return
    venv.create(OWN, clear=True, with_pip=True)
    pip = [str(_python(OWN)), "-m", "pip", "install", "--quiet", "--requirement", str(WANTED)]
    # Where the index cannot be reached they are left out, as any that is not here.
    if subprocess.call(pip) == 0:
        marker.write_text(wanted, "utf-8")


def environments() -> list[Path]:
    """Return the environments that are here."""
    both = (OWN, ENVIRONMENTS / "airflow")
    return [folder for folder in both if (folder / "installed.txt").exists()]


def compare(environment: Path) -> list[Comparison]:
    """Ask the packages of an environment with either croniter."""
    theirs, ours = _asked(environment), _asked(environment, "stand-in")
    assert (theirs[0], ours[0]) == ("croniter.croniter", "quartzcron.compat.croniter")
    return [
        Comparison(package, answers, ours[1][package][0], (seconds, ours[1][package][1]))
        for package, (answers, seconds) in theirs[1].items()
    ]


def _asked(environment: Path, *arguments: str) -> tuple[str, dict[str, tuple[list[str], float]]]:
    """Return whose croniter it was, and the answers of each package."""
    run = subprocess.run(
        [str(_python(environment)), str(FOLDER / "questions.py"), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    module, said = json.loads(run.stdout.splitlines()[-1])
    return module, said


def _python(environment: Path) -> Path:
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    return environment / scripts / "python"
