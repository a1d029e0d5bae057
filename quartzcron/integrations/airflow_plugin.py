"""Tells Airflow of the timetables: it loads this by the entry point `airflow.plugins`."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from quartzcron.integrations.airflow import CronTimetable, IntervalTimetable


class QuartzcronPlugin(AirflowPlugin):
    """The timetables, under the paths by which Airflow stores them."""

    name = "quartzcron"
    timetables = (CronTimetable, IntervalTimetable)
