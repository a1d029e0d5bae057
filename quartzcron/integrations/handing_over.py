"""What a schedule must be to be handed over to a service that runs it by itself.

Such a service knows a zone by its name, no days that are left out, and one rule for clock changes.
What it would run otherwise is refused, with the first run that differs.
"""

from __future__ import annotations

from datetime import UTC, datetime

from quartzcron.clock.moments import asked
from quartzcron.clock.zone_names import zone_text
from quartzcron.ground.messages import HANDED_OVER
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.dialects.policies import PolicyName
    from quartzcron.schedule import Schedule


def zone_for(
    schedule: Schedule, title: str, policy: PolicyName, after: datetime, end: datetime | None = None
) -> str:
    """Return the name of its zone for a service, if the service runs it as it is meant.

    >>> from quartzcron import Schedule
    >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
    >>> zone_for(nightly, "Kubernetes", "SPRING", datetime(2026, 1, 1))
    Traceback (most recent call last):
      ...
    ValueError: Kubernetes follows another rule when the clock changes: the first run that differs \
is that of 2026-03-08 03:00:00-04:00; to take its rule, give the schedule dst="SPRING"

    Runs are compared from `after` on, up to `end` if there is one. Raises `TypeError` for a
    schedule without a zone.
    """
    if schedule.tz is None:
        raise TypeError(HANDED_OVER["floats"].format(title=title))
    name = "UTC" if schedule.tz is UTC else getattr(schedule.tz, "key", None)
    if name is None:
        zone = zone_text(schedule.tz) or schedule.tz
        raise ValueError(HANDED_OVER["offset"].format(title=title, zone=zone))
    if schedule.excluding or schedule.only is not None or schedule.rolled is not None:
        raise ValueError(HANDED_OVER["days"].format(title=title))
    begin = asked(after, schedule.tz)
    found = schedule.first_difference(schedule.replace(dst=policy), begin)
    if found is not None and (end is None or found < end):
        said = HANDED_OVER["clock"].format(title=title, moment=found, policy=policy)
        raise ValueError(said)
    return str(name)
