"""Timetables for Airflow 3: any schedule, in its own zone and with its own rule for clock changes.

    with DAG("report", schedule=CronTimetable("0 0 9 ? * 6L", timezone="Europe/Paris"), ...):

Airflow finds them through the entry point of `quartzcron.integrations.airflow_plugin`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from quartzcron.integrations.airflow_schedules import ScheduleTimetable, in_utc, latest
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction
    from pendulum import DateTime


class CronTimetable(ScheduleTimetable):
    """Runs a DAG when a schedule fires; the data interval is that moment.

    >>> from airflow.timetables.base import TimeRestriction
    >>> from pendulum import datetime
    >>> timetable = CronTimetable("0 0 9 ? * 6L", "Europe/Paris", dialect="quartz")
    >>> asked = TimeRestriction(earliest=datetime(2026, 3, 1), latest=None, catchup=True)
    >>> run = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=asked)
    >>> print(run.run_after)
    2026-03-27 08:00:00+00:00

    Without catchup the latest run that was missed is made up for, as Airflow's own timetables do.
    """

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        """Return the moment itself."""
        from airflow.timetables.base import DataInterval

        return DataInterval.exact(run_after)

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """Return the next run, or None if there is none within the restriction."""
        from airflow.timetables.base import DagRunInfo

        last, now, runs = last_automated_data_interval, datetime.now(UTC), []
        if last is not None:
            runs.append(self.fire_after(last.end))
        if restriction.earliest is not None:
            runs.append(self.fire_after(restriction.earliest, inclusive=True))
        run = latest(runs or [self.fire_after(now, inclusive=True)])
        if run is not None and not restriction.catchup:
            run = max(run, self.fire_before(now, inclusive=True) or run)
        if run is None or (restriction.latest is not None and run > restriction.latest):
            return None
        return DagRunInfo.exact(run)


class IntervalTimetable(ScheduleTimetable):
    """Runs a DAG at the end of each interval between two fire times, for that interval.

    >>> from pendulum import datetime
    >>> timetable = IntervalTimetable("0 9 * * MON-FRI", "Europe/Paris")
    >>> interval = timetable.infer_manual_data_interval(run_after=datetime(2026, 3, 9, 12))
    >>> print(interval.start, interval.end)
    2026-03-06 08:00:00+00:00 2026-03-09 08:00:00+00:00

    Without catchup the latest interval that is over comes first.
    """

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        """Return the latest interval that is over, or the moment itself if none is."""
        from airflow.timetables.base import DataInterval

        end = self.fire_before(run_after, inclusive=True)
        start = None if end is None else self.fire_before(end)
        if start is None or end is None:
            return DataInterval.exact(run_after)
        return DataInterval(start, end)

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """Return the next interval and its run, or None if there is none within the restriction."""
        from airflow.timetables.base import DagRunInfo

        last, starts = last_automated_data_interval, []
        if last is not None:
            # After a change of the schedule the end may be none of its fire times; go on before it.
            start = self.fire_before(last.end, inclusive=True)
            starts.append(
                start if start is not None and start > last.start else self.fire_after(last.end)
            )
        if restriction.earliest is not None:
            starts.append(self.fire_after(restriction.earliest, inclusive=True))
        if not restriction.catchup:
            over = self.infer_manual_data_interval(run_after=in_utc(datetime.now(UTC)))
            starts.append(over.start)
        start = latest(starts) if starts else None
        if start is None or (restriction.latest is not None and start > restriction.latest):
            return None
        end = self.fire_after(start)
        return None if end is None else DagRunInfo.interval(start, end)
