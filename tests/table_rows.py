"""Rows of a table of schedules, some of them wrong, and what the schedules themselves say of each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from hypothesis import strategies as st
from strategies import texts

from quartzcron import CronExpression, Schedule


class Row(NamedTuple):
    """A text, a zone and a moment, any of which may be null or wrong."""

    cron: str | None
    zone: str | None
    last: datetime | None

    @property
    def is_expression(self) -> bool:
        """Whether its text is one."""
        try:
            CronExpression(self.cron or "")
        except ValueError:
            return False
        return True

    def answer(self, method: str) -> datetime | None:
        """Return what the schedule says, in UTC; None where the row is wrong."""
        try:
            schedule = Schedule(CronExpression(self.cron or ""), self.zone or "")
        except ValueError:
            return None
        if self.last is None:
            return None
        found = getattr(schedule, method)(self.last.replace(tzinfo=UTC))
        return None if found is None else found.astimezone(UTC)

    def wall(self, method: str) -> datetime | None:
        """Return what the expression says, which has no zone."""
        if self.last is None or not self.is_expression:
            return None
        found: datetime | None = getattr(CronExpression(self.cron or ""), method)(self.last)
        return found

    def fires(self, start: datetime, end: datetime) -> int:
        """Return how often the schedule fires; 0 where the row is wrong."""
        try:
            return Schedule(CronExpression(self.cron or ""), self.zone or "").count(start, end)
        except ValueError:
            return 0


ZONES = ("UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "+05:30")

_ROWS = st.builds(
    Row,
    st.one_of(texts("quartzcron"), st.sampled_from([None, "", "0 25 * * *", "nonsense"])),
    st.sampled_from([*ZONES, None, "Europe/Berlim"]),
    st.none() | st.datetimes(datetime(1971, 1, 1), datetime(2190, 1, 1)),
)

#: Tables of at least one row, with rows that are alike.
tables = st.lists(_ROWS, min_size=1, max_size=8).map(lambda rows: [*rows, rows[0]])
