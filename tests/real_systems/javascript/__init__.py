"""The systems from npm: run by node, installed where the benchmark has them."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.competitors import builds
from benchmarks.competitors.javascript import FOLDER
from real_systems.programs import SOURCES, Program


class Package(Program):
    """A package; the module of its name beside this file knows how it is asked."""

    def command(self) -> Sequence[str]:
        """Find node and the package."""
        node = builds.tool("node", "nodejs npm")
        install = "npm install --prefix benchmarks/competitors/javascript"
        builds.file(FOLDER / "node_modules" / self.name / "package.json", install)
        return [node, str(SOURCES / "javascript" / "system.mjs"), self.name, str(FOLDER)]
