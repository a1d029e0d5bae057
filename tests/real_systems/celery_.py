"""Celery: the `crontab` of its beat."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from types import SimpleNamespace

from celery.schedules import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    ParseException,
    crontab,
)

from real_systems.python import Library, Step


class Celery(Library):
    """Its schedule says how long it is from the last run to the next one."""

    name = distribution = "celery"
    dialect = "celery"
    refusals = (ParseException, ValueError)

    def step(self, text: str, zone: tzinfo) -> Step:
        """Read the text in the order of a crontab; no application is needed but for its zone."""
        read = crontab.from_string(text)
        read.app = SimpleNamespace(timezone=zone, conf=SimpleNamespace(enable_utc=True))

        def after(moment: datetime) -> datetime:
            read.nowfun = lambda: moment
            run: datetime = moment.astimezone(UTC) + read.remaining_estimate(moment)
            return run

        return after


SYSTEM = Celery()
