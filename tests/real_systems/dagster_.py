"""Dagster: the iterator of its schedules, which reads with a croniter of its own."""

from __future__ import annotations

from real_systems.environments import Engine


class Dagster(Engine):
    """`cron_string_iterator` of Dagster."""

    name = "dagster"
    dialect = "dagster"
    drawn_as = "croniter"
    years = 50


SYSTEM = Dagster()
