"""cron-parser for JavaScript: Unix with seconds in front, and some signs of Quartz."""

from __future__ import annotations

from real_systems.javascript import Package


class CronParser(Package):
    """`next` of an object that is set to each moment."""

    name = "cron-parser"
    dialect = "quartzcron"
    years = 5


SYSTEM = CronParser()
