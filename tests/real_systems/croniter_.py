"""croniter: the reader of LangGraph and of Airflow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import ClassVar

import croniter as package  # type: ignore[import-untyped, import-not-found, unused-ignore]

from real_systems.python import Library, Step


class Croniter(Library):
    """It is asked as LangGraph does: `is_valid`, then `get_next`."""

    name = distribution = "croniter"
    dialect = drawn_as = "croniter"
    counts: ClassVar[Sequence[int]] = (5, 5, 6, 7)
    years = 50
    refusals = ValueError

    def step(self, text: str, zone: tzinfo) -> Step:
        """Make an iterator for each moment: one that is moved keeps parts of its past."""
        if not package.croniter.is_valid(text):
            raise ValueError("is_valid says no")

        def after(moment: datetime) -> datetime | None:
            try:
                run: datetime = package.croniter(text, moment).get_next(datetime)
            except package.CroniterBadDateError:
                return None
            return run

        return after


SYSTEM = Croniter()
