"""The competitors from npm: installed into this folder, run by node."""

from __future__ import annotations

from pathlib import Path

from benchmarks.competitors.builds import file, tool
from benchmarks.process import Process

FOLDER = Path(__file__).parent


def start(package: str) -> Process:
    """Start the harness with one of the packages."""
    node = tool("node", "nodejs npm")
    install = "npm install --prefix benchmarks/competitors/javascript"
    file(FOLDER / "node_modules" / package / "package.json", install)
    return Process([node, str(FOLDER / "harness.mjs"), package], {"TZ": "UTC"})
