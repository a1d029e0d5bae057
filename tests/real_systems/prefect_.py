"""Prefect: its cron schedule, which reads with a croniter of its own."""

from __future__ import annotations

from real_systems.environments import Engine


class Prefect(Engine):
    """`CronSchedule` of Prefect's server, without a database."""

    name = "prefect"
    dialect = "prefect"
    drawn_as = "croniter"
    years = 50


SYSTEM = Prefect()
