"""A trigger for APScheduler 3: any schedule, in any zone and dialect, in any of its job stores.

Installed beside APScheduler it is there by the name `quartz`:

    scheduler.add_job(report, "quartz", cron="0 0 9 ? * 6L", dialect="quartz")
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from apscheduler.triggers.base import BaseTrigger
from tzlocal import get_localzone

from quartzcron.clock.zone_names import zone_named
from quartzcron.ground.messages import ADAPTERS
from quartzcron.integrations.expressions import schedule_of
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName

#: The form of what lies in a job store. A later form gets a later number.
_VERSION = 1


class QuartzTrigger(BaseTrigger):
    """Fires when a schedule does.

    >>> trigger = QuartzTrigger("0 0 9 ? * 6L", dialect="quartz", timezone="Europe/Paris")
    >>> print(trigger.get_next_fire_time(None, datetime(2026, 1, 1, tzinfo=UTC)))
    2026-01-30 09:00:00+01:00

    `cron` is a text of `dialect`, an expression, a schedule or a set of fire times (`a & b`);
    what is no text brings its dialect with it. A schedule that has a zone keeps it; everything
    else is read in `timezone`: a `tzinfo` or a name, by default the scheduler's zone, or this
    machine's for a trigger that you make yourself. `jitter` delays each run by up to so many
    seconds, at random.

    After a run come the runs after it, those that were missed included: what becomes of them
    is for `coalesce` and `misfire_grace_time` of the job to say. Raises what `Schedule` raises,
    when it is made and not when it is to run. Cost: that of a fire time.
    """

    __slots__ = ("jitter", "schedule", "timezone")

    def __init__(
        self,
        cron: FireTimes | str,
        dialect: Dialect | DialectName | str | None = None,
        timezone: tzinfo | str | None = None,
        jitter: float | None = None,
    ) -> None:
        zone = get_localzone() if timezone is None else zone_named(timezone)
        self.schedule = schedule_of(cron, zone, dialect)
        self.timezone: tzinfo = getattr(self.schedule, "tz", None) or zone
        self.jitter = jitter
        # Bounds that do not go with a zone are refused here, not in the scheduler's thread.
        self.get_next_fire_time(None, datetime.now(UTC))

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """Return the first run after the previous one, or at or after now if there was none."""
        after = now if previous_fire_time is None else previous_fire_time
        found = self.schedule.next_fire_time(
            after.astimezone(self.timezone), inclusive=previous_fire_time is None
        )
        if found is None or not self.jitter:
            return found
        # In UTC: a sum in a zone would forget which pass of a repeated hour it is in.
        late: datetime = self._apply_jitter(found.astimezone(UTC), self.jitter, now)
        return late.astimezone(self.timezone)

    def __getstate__(self) -> dict[str, Any]:
        parts = {name: getattr(self, name) for name in self.__slots__}
        return {"version": _VERSION, **parts}

    def __setstate__(self, state: dict[str, Any]) -> None:
        if state["version"] > _VERSION:
            said = ADAPTERS["version"].format(found=state["version"], high=_VERSION)
            raise ValueError(said)
        for name in self.__slots__:
            setattr(self, name, state[name])

    def __str__(self) -> str:
        return f"quartz[{self.schedule}]"

    def __repr__(self) -> str:
        jitter = f", jitter={self.jitter}" if self.jitter else ""
        return f"<QuartzTrigger ({self.schedule!r}, timezone='{self.timezone}'{jitter})>"
