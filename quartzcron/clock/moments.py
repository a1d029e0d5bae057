"""Moments: what a user gives as one, and where it lies.

It may be naive or aware, of a subclass of datetime, or of any zone. This is
where it becomes a plain datetime, of another zone if need be. Nothing here
knows cron.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from quartzcron.clock.zones import Fold, Gap, instant_of, wall_seconds, zone_of
from quartzcron.fields import FIRST_YEAR, LAST_YEAR


def now() -> datetime:
    """Return the present moment: the one place that asks what time it is."""
    return datetime.now(UTC)


def sort_key(moment: datetime) -> tuple[int, int]:
    """Return a moment as an instant, or as seconds on the wall where it has no zone."""
    seconds = wall_seconds(moment) if moment.tzinfo is None else instant_of(moment)
    return seconds, moment.microsecond


def plain(moment: object) -> datetime:
    """Return a datetime of no subclass, the same moment; anything else is a `TypeError`."""
    if not isinstance(moment, datetime):
        raise TypeError(f"a moment is a datetime, not {type(moment).__name__}")
    if type(moment) is datetime:
        return moment
    return datetime(
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.microsecond,
        moment.tzinfo,
        fold=moment.fold,
    )


def is_aware(moment: datetime) -> bool:
    """Tell whether a datetime has a zone."""
    return moment.tzinfo is not None


def placed(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in a zone: a naive one as its wall time, an aware one as the instant.

    >>> from zoneinfo import ZoneInfo
    >>> print(placed(datetime(2026, 11, 1, 1, 30, fold=1), ZoneInfo("America/New_York")))
    2026-11-01 01:30:00-05:00
    """
    moment = plain(moment)
    if moment.tzinfo is zone:
        return moment
    if moment.tzinfo is None:
        return _attached(moment, zone)
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        # Beyond the years of datetime in the other zone: far outside the horizon.
        return _attached(moment.replace(tzinfo=None), zone)


def _attached(wall: datetime, zone: tzinfo) -> datetime:
    """Return a wall time as a moment of a zone, `fold` honoured."""
    if not hasattr(zone, "localize") or not FIRST_YEAR <= wall.year <= LAST_YEAR:
        return wall.replace(tzinfo=zone)
    # A zone of pytz knows no fold and makes its datetimes itself, from instants.
    explored = zone_of(zone)
    seconds = wall_seconds(wall)
    found = explored.resolve(seconds)
    if isinstance(found, Gap):
        instant = seconds - (found.change.after if wall.fold else found.change.before)
    elif isinstance(found, Fold):
        instant = found.second if wall.fold else found.first
    else:
        instant = found.instant
    return explored.aware(instant).replace(microsecond=wall.microsecond)
