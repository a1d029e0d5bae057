"""A fleet as the pictures see it: all its schedules as one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from quartzcron.clock.limits import Limits
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

#: A bin that no period is longer than.
_WHOLE = timedelta(days=1000)


class Together:
    """All schedules of a fleet together, under a title: what a picture asks for."""

    def __init__(self, fleet: Any, title: str) -> None:
        self._fleet = fleet
        self._title = title
        self._home = Limits()

    def count(self, start: datetime, end: datetime) -> int:
        """Return how many runs they all have in a span."""
        return int(self._fleet.load(start, end, _WHOLE).sum())

    def next_fire_time(self, after: datetime) -> datetime | None:
        """Return the next run of any of them."""
        times = self._fleet.next_fire_times(after)
        coming = times[~np.isnat(times)]
        if not len(coming):
            return None
        found: datetime = coming.min().item()
        return found if after.tzinfo is None else found.replace(tzinfo=UTC).astimezone(after.tzinfo)

    def describe(self, locale: str) -> str:
        """Return the title: nobody reads words for hundreds of schedules, in any language."""
        return self._title
