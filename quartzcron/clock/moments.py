"""Moments: what a user gives as one, and where it lies.

It may be naive or aware, of a subclass of datetime, or of any zone. This is
where it becomes a plain datetime, of another zone if need be. Nothing here
knows cron.
"""

from __future__ import annotations

from datetime import UTC, datetime, timezone, tzinfo

from quartzcron.clock.zones import Fold, Gap, instant_of, wall_seconds, zone_of
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


class _LeftOut:
    """Stands where a moment was left out; a class of its own for its name in signatures."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "now"


#: The default of a moment that may be left out. Not None: a NULL from a database is not now.
NOW: Any = _LeftOut()


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
        raise _no_moment(moment)
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


def asked(moment: object, tz: tzinfo | None) -> datetime:
    """Return a moment that may have been left out, as a plain datetime: where there is a zone, now.

    >>> asked(NOW, UTC).tzinfo is UTC
    True
    """
    return plain(now() if moment is NOW and tz is not None else moment)


def _no_moment(given: object) -> TypeError:
    """Return what is raised for what is no moment."""
    if given is NOW:
        return TypeError(
            "without a time zone there is no now: give a moment, for example datetime.now(), "
            "or ask a schedule with a zone, Schedule(..., tz=...)"
        )
    if given is None:
        return TypeError("a moment is a datetime, not None: None does not mean now")
    return TypeError(f"a moment is a datetime, not {type(given).__name__}")


def clock_minute(moment: datetime) -> int:
    """Return the minute that a clock shows at a moment, counted from 1970-01-01 00:00.

    >>> from zoneinfo import ZoneInfo
    >>> skipped = datetime(2026, 3, 8, 2, 30, 15, tzinfo=ZoneInfo("America/New_York"))
    >>> clock_minute(skipped) == clock_minute(datetime(2026, 3, 8, 3, 30))
    True
    """
    zone = moment.tzinfo
    if zone is None or type(zone) is timezone:
        return wall_seconds(moment) // 60
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        moment = zone_of(zone).aware(instant_of(moment))
    return wall_seconds(moment) // 60


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
