"""A schedule for Celery's beat: any cron text, in a zone and a dialect of its own.

app.conf.beat_schedule = {
    "report": {"task": "report", "schedule": cron("0 0 9 ? * 6L", tz="Europe/Paris")},
}
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from celery.schedules import BaseSchedule, schedstate

from quartzcron.answers.catch_up import CatchUp
from quartzcron.answers.fire_sets import FireSet
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName

#: When to ask again what will never run: beat would wait for None, and for nothing else.
_NEVER = timedelta(days=1)


class cron(BaseSchedule):  # noqa: N801  (as Celery's crontab)
    """Runs a task when a schedule fires.

    >>> cron("0 0 9 ? * 6L", tz="Europe/Paris", dialect="quartz")
    <cron: 0 0 9 ? * 6L (Europe/Paris)>

    `text` is a cron text of `dialect`, an expression, a schedule or a set of fire times. What has
    no zone, by `tz` or its own, is read in the `timezone` of the app. Raises what `Schedule`
    raises.

    Runs that were missed while beat was down become one, or none if the latest of them is older
    than `beat_cron_starting_deadline`. Two are equal, and beat keeps the entry that it has, if
    schedule and text are. It pickles without the app.
    """

    def __init__(
        self,
        text: FireTimes | str,
        tz: tzinfo | str | None = None,
        *,
        dialect: Dialect | DialectName | str | None = None,
        nowfun: Callable[[], datetime] | None = None,
        app: object = None,
    ) -> None:
        super().__init__(nowfun=nowfun, app=app)
        is_made = isinstance(text, (Schedule, FireSet)) and tz is None and dialect is None
        # (Of a set with a zone or a dialect beside it Schedule says what is wrong.)
        self.schedule: FireTimes = text if is_made else Schedule(text, tz, dialect=dialect)  # type: ignore[assignment,arg-type]

    def is_due(self, last_run_at: datetime) -> schedstate:
        """Return whether to run now, and in how many seconds to ask again."""
        fires, last, now = self._zoned(), self._local(last_run_at), self._local(self.now())
        following = fires.next_fire_time(last)
        is_due = following is not None and _until(following, now) <= timedelta()
        if is_due:
            following = fires.next_fire_time(now)
            seconds = self.app.conf.beat_cron_starting_deadline
            if seconds is not None:
                rule = CatchUp(grace=timedelta(seconds=seconds))
                is_due = bool(fires.caught_up(last, now, rule).due)
        rest = _NEVER if following is None else _until(following, now)
        return schedstate(is_due, rest.total_seconds())

    def remaining_estimate(self, last_run_at: datetime) -> timedelta | None:
        """Return how long it is to the run after the last one; None if there is none."""
        following = self._zoned().next_fire_time(self._local(last_run_at))
        return None if following is None else _until(following, self._local(self.now()))

    def _local(self, moment: datetime) -> datetime:
        """Return a moment in the zone of the app; naive ones of Celery are in UTC."""
        aware: datetime = self.maybe_make_aware(moment).astimezone(self.tz)
        return aware

    def _zoned(self) -> FireTimes:
        """Return what fires, in the zone of the app where it has none."""
        fires = self.schedule
        if isinstance(fires, Schedule) and fires.tz is None:
            return fires.replace(tz=self.tz)
        return fires

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.schedule,)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, cron):
            return NotImplemented
        return self.schedule == other.schedule and str(self.schedule) == str(other.schedule)

    def __hash__(self) -> int:
        return hash(self.schedule)

    def __repr__(self) -> str:
        zone = getattr(self.schedule, "tz", None)
        return f"<cron: {self.schedule}{'' if zone is None else f' ({zone})'}>"


def _until(run: datetime, now: datetime) -> timedelta:
    """Return how long it is to a run; in UTC, as two moments of one zone differ by their clocks."""
    return run.astimezone(UTC) - now.astimezone(UTC)
