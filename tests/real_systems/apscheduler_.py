"""APScheduler 3: a trigger from the five fields of a crontab, whose weeks begin on Monday."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, tzinfo
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from apscheduler.executors import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    base as executors,
)
from apscheduler.schedulers.background import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    BackgroundScheduler,
)
from apscheduler.triggers.cron import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    CronTrigger,
)

from real_systems import Outage
from real_systems.python import Library, Step


class APScheduler(Library):
    """Its trigger is told the last run too, or the moment itself could be the next."""

    name = distribution = "apscheduler"
    dialect = "apscheduler"
    refusals = ValueError
    # The first is its default: coalesce, and a misfire_grace_time of a second.
    catches_up = (("latest", 1), ("latest", None), ("all", None), ("all", 3_600))

    def step(self, text: str, zone: tzinfo) -> Step:
        """Read the text as its documentation says for crontabs."""
        next_after = CronTrigger.from_crontab(text, zone).get_next_fire_time
        return lambda moment: next_after(moment, moment)

    def caught_up(self, outage: Outage) -> list[int]:
        """Take the steps of its scheduler, and of its executor, at the end of the outage."""
        zone = UTC if outage.zone is None else ZoneInfo(outage.zone)
        trigger = CronTrigger.from_crontab(outage.text, zone)
        last_run, now = (datetime.fromtimestamp(at, zone) for at in (outage.last_run, outage.now))
        first = trigger.get_next_fire_time(last_run, last_run)
        if first is None:
            return []
        job = BackgroundScheduler().add_job(
            int,
            trigger,
            next_run_time=first,
            coalesce=outage.keep == "latest",
            misfire_grace_time=outage.grace,
        )
        due = job._get_run_times(now)
        due = due[-1:] if job.coalesce else due
        with patch.object(executors, "datetime", _clock_at(now)):
            events = executors.run_job(job, "default", due, _QUIET)
        return [
            int(event.scheduled_run_time.timestamp())
            for event in events
            if event.code == executors.EVENT_JOB_EXECUTED
        ]


#: What an executor logs is in what it returns too.
_QUIET = "tests of outages"
logging.getLogger(_QUIET).setLevel(logging.CRITICAL + 1)


def _clock_at(moment: datetime) -> Any:
    """Return a class of datetimes for which it is always one moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return moment.astimezone(tz)

    return Clock


SYSTEM = APScheduler()
