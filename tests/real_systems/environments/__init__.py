"""The engines written in Python whose needs do not go together: each in an environment of its own.

`python -m tests.real_systems --install` makes the environments that are missing, below
`build/systems`. `NAME.txt` in this folder says what is installed for an engine, and
`system.py` is the program that is run there.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.competitors import AbsentError as NotBuiltError
from benchmarks.competitors import builds
from real_systems.programs import Program

FOLDER = Path(__file__).parent
BUILT = builds.BUILT.with_name("systems")


def install(modules: Sequence[str]) -> None:
    """Install what of these files of systems has an environment of its own."""
    for text in sorted(FOLDER.glob("*.txt")):
        if f"{text.stem}_" in modules:
            system = import_module(f"real_systems.{text.stem}_").SYSTEM
            system.install()


class Engine(Program):
    """An engine in its environment; the function of its name in `system.py` asks it."""

    @property
    def _environment(self) -> Path:
        return BUILT / self.name

    @property
    def _wanted(self) -> str:
        return (FOLDER / f"{self.name}.txt").read_text("utf-8")

    @property
    def _is_here(self) -> bool:
        # Written when all is installed: whatever was broken off has none.
        installed = self._environment / "installed.txt"
        return installed.exists() and installed.read_text("utf-8") == self._wanted

    def command(self) -> Sequence[str]:
        """Find the environment."""
        if not self._is_here:
            install = f"python -m tests.real_systems --install --systems {self.name}"
            raise NotBuiltError(f"{self._wanted.split()[0]} is not here: {install}")
        return [str(self._python), str(FOLDER / "system.py"), self.name]

    @property
    def _python(self) -> Path:
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        return self._environment / scripts / "python"

    def install(self) -> None:
        """Make the environment, unless it is here as it is wanted."""
        if self._is_here:
            return
        venv.create(self._environment, clear=True, with_pip=True)
        pip = [str(self._python), "-m", "pip", "install", "--quiet", "--requirement"]
        # Where the index cannot be reached the engine is named and left out, as any that is not here.
        if subprocess.call([*pip, str(FOLDER / f"{self.name}.txt")]) == 0:
            (self._environment / "installed.txt").write_text(self._wanted, "utf-8")
