"""Airflow: its cron timetable, which reads with croniter and has a clock rule of its own."""

from __future__ import annotations

from real_systems.environments import Engine


class Airflow(Engine):
    """`CronTriggerTimetable` of `apache-airflow-core`, without a database."""

    name = "airflow"
    dialect = "airflow"
    drawn_as = "croniter"
    years = 50
    # catchup=False, its default, and catchup=True.
    catches_up = (("latest", None), ("all", None))


SYSTEM = Airflow()
