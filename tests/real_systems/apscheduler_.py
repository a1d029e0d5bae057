"""APScheduler 3: a trigger from the five fields of a crontab, whose weeks begin on Monday."""

from __future__ import annotations

from datetime import tzinfo

from apscheduler.triggers.cron import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    CronTrigger,
)

from real_systems.python import Library, Step


class APScheduler(Library):
    """Its trigger is told the last run too, or the moment itself could be the next."""

    name = distribution = "apscheduler"
    dialect = "apscheduler"
    refusals = ValueError

    def step(self, text: str, zone: tzinfo) -> Step:
        """Read the text as its documentation says for crontabs."""
        next_after = CronTrigger.from_crontab(text, zone).get_next_fire_time
        return lambda moment: next_after(moment, moment)


SYSTEM = APScheduler()
