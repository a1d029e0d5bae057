"""An accessor `cron` for columns of texts in pandas, and `date_range` for one schedule.

import quartzcron.integrations.pandas  # registers the accessor

frame["next"] = frame["cron"].cron.next_fire_time(frame["last_run"], tz=frame["zone"])
"""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from quartzcron import arrays
from quartzcron.arrays.moments import limits_of
from quartzcron.ground.messages import ADAPTERS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from typing import Any, Literal, TypeAlias

    from quartzcron.arrays.moments import Firing
    from quartzcron.dialects import Dialect

    Moments: TypeAlias = "datetime | pd.Series[Any]"
    Zones: TypeAlias = "tzinfo | str | pd.Series[Any]"
    Errors = Literal["raise", "coerce"]


@pd.api.extensions.register_series_accessor("cron")
class CronAccessor:
    """What can be asked of a column of cron texts, row by row.

    >>> texts, zones = ["0 9 * * MON-FRI", "*/15 * * * *"], ["Asia/Tokyo", "UTC"]
    >>> frame = pd.DataFrame({"cron": texts, "zone": zones})
    >>> now = pd.Timestamp("2026-03-06 12:00", tz="UTC")
    >>> for fire_time in frame["cron"].cron.next_fire_time(now, tz=frame["zone"]):
    ...     print(fire_time)
    2026-03-09 00:00:00+00:00
    2026-03-06 12:15:00+00:00

    Moments are one datetime for all, or a column of one each; `tz` is a zone, or a column of
    names. With a zone, answers and columns of moments are instants in UTC. Without one all is
    wall time: a column of moments with a zone is then a `TypeError`. One aware datetime without
    `tz` has the texts read in its own zone. Other columns are aligned by the index.

    `errors` is "raise" (the first wrong or null row raises, and says which row it is, counted
    from 0) or "coerce" (such rows give NaT, and 0 where something is counted).
    """

    def __init__(self, column: pd.Series[Any]) -> None:
        self._column = column

    def next_fire_time(
        self,
        after: Moments,
        *,
        tz: Zones | None = None,
        dialect: Dialect | str | None = None,
        errors: Errors = "raise",
    ) -> pd.Series[Any]:
        """Return the first fire time of each row strictly after a moment, or NaT."""
        return self._times(arrays.next_fire_times, after, tz, dialect, errors)

    def previous_fire_time(
        self,
        before: Moments,
        *,
        tz: Zones | None = None,
        dialect: Dialect | str | None = None,
        errors: Errors = "raise",
    ) -> pd.Series[Any]:
        """Return the last fire time of each row strictly before a moment, or NaT."""
        return self._times(arrays.previous_fire_times, before, tz, dialect, errors)

    def count(
        self,
        start: datetime,
        end: datetime,
        *,
        tz: Zones | None = None,
        dialect: Dialect | str | None = None,
        errors: Errors = "raise",
    ) -> pd.Series[int]:
        """Return how often each row fires from start (inclusive) to end (exclusive)."""
        zones = self._aligned(tz)
        found = arrays.count(self._column, start, end, tz=zones, dialect=dialect, errors=errors)
        return self._like(found)

    def is_valid(self, dialect: Dialect | str | None = None) -> pd.Series[bool]:
        """Return for each row whether it is an expression of a dialect; null is not."""
        return self._like(arrays.is_valid(self._column, dialect))

    def _times(
        self,
        ask: Callable[..., Any],
        moments: Moments,
        tz: Zones | None,
        dialect: Dialect | str | None,
        errors: Errors,
    ) -> pd.Series[Any]:
        given = self._aligned(moments)
        is_aware = getattr(given, "tzinfo", None) is not None
        if (
            tz is None
            and isinstance(given, pd.Series)
            and isinstance(given.dtype, pd.DatetimeTZDtype)
        ):
            raise TypeError(ADAPTERS["instants"])
        found = ask(self._column, given, tz=self._aligned(tz), dialect=dialect, errors=errors)
        times = self._like(found)
        return times.dt.tz_localize("UTC") if is_aware or tz is not None else times

    def _aligned(self, given: Any) -> Any:
        """Return another column in the order of this one; anything else as it is."""
        if not isinstance(given, pd.Series) or given.index.equals(self._column.index):
            return given
        return given.reindex(self._column.index)

    def _like(self, found: Any) -> Any:
        return pd.Series(found, index=self._column.index, name=self._column.name)


def date_range(
    schedule: Firing, start: datetime | str | None = None, end: datetime | str | None = None
) -> pd.DatetimeIndex:
    """Return the fire times from start (inclusive) to end (exclusive) as an index.

    >>> from quartzcron import Schedule
    >>> mornings = Schedule("30 9 * * MON-FRI", tz="Europe/Paris")
    >>> for fire_time in date_range(mornings, "2026-03-27", "2026-03-31"):
    ...     print(fire_time)
    2026-03-27 09:30:00+01:00
    2026-03-30 09:30:00+02:00

    In the zone of the schedule, or else of the start; without one, wall time. Bounds are what
    `pd.Timestamp` takes, and mean what they do to `arrays.fire_times`, which also says what is
    raised. An expression or a set of fire times may stand for the schedule.
    """
    bounds = [None if at is None else pd.Timestamp(at) for at in (start, end)]
    found = pd.DatetimeIndex(arrays.fire_times(schedule, *bounds))
    zones = [limits_of(schedule).tz, *(at.tzinfo for at in bounds if at is not None)]
    zone = next((each for each in zones if each is not None), None)
    return found if zone is None else found.tz_localize("UTC").tz_convert(zone)
