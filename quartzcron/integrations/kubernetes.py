"""The fields of a `CronJob` for a schedule. Nothing of Kubernetes is needed to write them."""

from __future__ import annotations

from datetime import datetime, timedelta

from quartzcron.clock.moments import NOW
from quartzcron.ground.messages import HANDED_OVER
from quartzcron.integrations.handing_over import zone_for
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, Literal

    from quartzcron.schedule import Schedule


def cron_job_spec(
    schedule: Schedule,
    *,
    grace: timedelta | None = None,
    concurrency: Literal["Allow", "Forbid", "Replace"] | None = None,
    after: datetime = NOW,
) -> dict[str, Any]:
    """Return what a `CronJob` says of when it runs, by the names of the manifest.

    >>> from quartzcron import Schedule
    >>> office = Schedule("0 30 9 ? * MON-FRI", tz="Europe/Paris")
    >>> cron_job_spec(office, grace=timedelta(minutes=10))
    {'schedule': '30 9 * * MON-FRI', 'timeZone': 'Europe/Paris', 'startingDeadlineSeconds': 600}

    `grace` is how late a run may start after an outage, in whole seconds; of the runs that were
    missed Kubernetes starts the latest. `concurrency` is its `concurrencyPolicy`.

    The same runs from `after` (now) on, or an error: `CronTranslationError` for what five fields
    cannot say (seconds, `L`, years), `TypeError` for a schedule without a zone, and `ValueError`
    for bounds, days left out, a zone without a name, a grace under ten seconds (Kubernetes looks
    every ten), or where its rule for clock changes makes a difference.
    """
    zone = zone_for(schedule, "Kubernetes", "SPRING", after)
    if schedule.start is not None or schedule.end is not None:
        raise ValueError(HANDED_OVER["bounds"].format(title="Kubernetes"))
    found: dict[str, Any] = {
        "schedule": schedule.to("kubernetes").expression.text,
        "timeZone": zone,
    }
    if grace is not None:
        if grace < timedelta(seconds=10):
            raise ValueError(HANDED_OVER["grace"].format(title="Kubernetes"))
        found["startingDeadlineSeconds"] = grace // timedelta(seconds=1)
    if concurrency is not None:
        found["concurrencyPolicy"] = concurrency
    return found
