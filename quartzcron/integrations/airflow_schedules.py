"""What the timetables for Airflow have in common: a schedule, kept as plain data, asked in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from quartzcron.answers.algebra import FireTimes
from quartzcron.clock.zone_names import zone_named, zone_text
from quartzcron.ground.messages import ADAPTERS
from quartzcron.integrations.expressions import schedule_of
from quartzcron.records import TYPE_CHECKING

try:
    from airflow.timetables.base import Timetable as _Timetable
except ImportError:
    # A worker has no core of Airflow; it makes timetables, and asks them nothing.
    _Timetable = object

if TYPE_CHECKING:
    from typing import Any, Self

    from pendulum import DateTime

    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName


class ScheduleTimetable(_Timetable):
    """A timetable of a schedule.

    `cron` is a text of `dialect`, an expression, a schedule or a set of fire times. A schedule that
    has a zone keeps it; everything else is read in `timezone`. Raises what `Schedule` raises.
    """

    def __init__(
        self,
        cron: FireTimes | str,
        timezone: tzinfo | str = "UTC",
        *,
        dialect: Dialect | DialectName | str | None = None,
    ) -> None:
        zone = zone_named(timezone)
        self.schedule = schedule_of(cron, zone, dialect)
        self._zone = getattr(self.schedule, "tz", None) or zone

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> Self:
        """Return the timetable of what `serialize` returned."""
        return cls(FireTimes.from_dict(data["schedule"]), data["timezone"])

    def serialize(self) -> dict[str, Any]:
        """Return the plain data that Airflow keeps."""
        return {"schedule": self.schedule.as_dict(), "timezone": zone_text(self._zone) or "UTC"}

    def validate(self) -> None:
        """Refuse what never fires; wrong texts are refused when the timetable is made."""
        from airflow.exceptions import AirflowTimetableInvalid

        if self.schedule.never_fires:
            raise AirflowTimetableInvalid(ADAPTERS["never"])

    @property
    def summary(self) -> str:
        """The text, as Airflow shows it beside the DAG."""
        return str(self.schedule)

    @property
    def description(self) -> str:
        """The schedule in words."""
        return str(self.schedule.describe())

    def fire_after(self, moment: datetime, inclusive: bool = False) -> DateTime | None:
        """Return the next fire time, or None."""
        there = moment.astimezone(self._zone)
        return in_utc(self.schedule.next_fire_time(there, inclusive=inclusive))

    def fire_before(self, moment: datetime, inclusive: bool = False) -> DateTime | None:
        """Return the previous fire time, or None."""
        there = moment.astimezone(self._zone)
        return in_utc(self.schedule.previous_fire_time(there, inclusive=inclusive))


def in_utc(moment: datetime | None) -> DateTime | None:
    """Return a moment as Airflow wants it; in UTC, as those of one zone compare by their clocks."""
    import pendulum

    return None if moment is None else pendulum.instance(moment.astimezone(UTC))


def latest(moments: list[DateTime | None]) -> DateTime | None:
    """Return the latest of some moments; None, which is none at all, is later than any."""
    known = [at for at in moments if at is not None]
    return max(known) if len(known) == len(moments) else None
