"""cronsim: an imitation of Debian's cron, with L, LW and # on top."""

from __future__ import annotations

from datetime import datetime, tzinfo

from cronsim import CronSim, CronSimError  # type: ignore[import-not-found, unused-ignore]

from real_systems.python import Library, Step


class Cronsim(Library):
    """An iterator that takes its start when it is made."""

    name = distribution = "cronsim"
    dialect = "unix"
    years = 50
    refusals = CronSimError

    def step(self, text: str, zone: tzinfo) -> Step:
        """Make an iterator for each moment."""
        CronSim(text, datetime(2026, 1, 1, tzinfo=zone))
        return lambda moment: next(iter(CronSim(text, moment)), None)


SYSTEM = Cronsim()
