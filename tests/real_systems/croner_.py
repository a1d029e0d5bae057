"""croner for JavaScript."""

from __future__ import annotations

from real_systems.javascript import Package


class Croner(Package):
    """`nextRun` of an object that is never started."""

    name = "croner"
    dialect = "croner"
    counts = (5, 5, 6, 7)


SYSTEM = Croner()
