"""Moments and the frame of a schedule: a zone, and bounds.

What a user gives as a moment may be naive or aware, of a subclass of datetime,
or of any zone. This is where it becomes a plain datetime of the zone in which
a schedule lives, and where the schedule's own bounds are put between it and
the answer. Nothing here knows cron.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from quartzcron.clock.zones import Fold, Gap, instant_of, wall_seconds, zone_of
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.records import Value


class Frame(Value):
    """The zone that a schedule answers in, and its bounds: start inclusive, end exclusive.

    Without a zone it takes moments as they are, naive or aware as its bounds.
    """

    tz: tzinfo | None = None
    start: datetime | None = None
    end: datetime | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether it has a bound at all."""
        return self.start is not None or self.end is not None

    def moment(self, moment: datetime) -> datetime:
        """Return a moment in the zone of the frame, if it has one."""
        moment = plain(moment)
        if self.tz is not None:
            return placed(moment, self.tz)
        bound = self.start or self.end
        if bound is not None and is_aware(bound) != is_aware(moment):
            raise TypeError("a schedule without a zone takes moments as aware as its bounds")
        return moment

    def entered(self, moment: datetime, inclusive: bool, forward: bool) -> tuple[datetime, bool]:
        """Return where a search from a moment begins, and whether that is inclusive."""
        moment = self.moment(moment)
        if forward and self.start is not None and _is_before(moment, self.start):
            return _seen_from(self.start, moment), True
        if not forward and self.end is not None and not _is_before(moment, self.end):
            return _seen_from(self.end, moment), False
        return moment, inclusive

    def kept(self, found: datetime | None, forward: bool) -> datetime | None:
        """Return what a search found, unless it lies beyond the bounds."""
        if found is None:
            return None
        if forward:
            return None if self.end is not None and not _is_before(found, self.end) else found
        return None if self.start is not None and _is_before(found, self.start) else found

    def span(
        self, start: datetime | None, end: datetime | None
    ) -> tuple[datetime | None, datetime | None]:
        """Return the part of a span within the bounds, which also serve where none is given."""
        start = None if start is None else self.moment(start)
        end = None if end is None else self.moment(end)
        asked = end if start is None else start
        first, last = (
            at if at is None or asked is None else _seen_from(at, asked)
            for at in (self.start, self.end)
        )
        if start is None or (first is not None and _is_before(start, first)):
            start = first
        if end is None or (last is not None and _is_before(last, end)):
            end = last
        return start, end

    def holds(self, moment: datetime) -> bool:
        """Tell whether the second of a moment lies within the bounds."""
        moment = moment.replace(microsecond=0)
        if self.start is not None and _is_before(moment, self.start):
            return False
        return self.end is None or _is_before(moment, self.end)


def _seen_from(bound: datetime, moment: datetime) -> datetime:
    """Return a bound in the zone of a moment, where both have one: there is the answer to be."""
    return bound if moment.tzinfo is None else placed(bound, moment.tzinfo)


def _is_before(one: datetime, other: datetime) -> bool:
    """Tell whether a moment lies before another: as instants, or as wall times.

    Comparing two datetimes of one zone would forget about folds.
    """
    return sort_key(one) < sort_key(other)


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

    >>> print(placed(datetime(2026, 11, 1, 1, 30, fold=1), zone_named("America/New_York")))
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


def zone_named(tz: tzinfo | str) -> tzinfo:
    """Return the zone of an IANA name; a `tzinfo` is returned as it is.

    >>> zone_named("Amercia/New_York")
    Traceback (most recent call last):
      ...
    ValueError: there is no zone 'Amercia/New_York'; did you mean America/New_York?

    Raises `ValueError` with the nearest names for an unknown one, `TypeError`
    for anything else.
    """
    if isinstance(tz, tzinfo):
        return tz
    if not isinstance(tz, str):
        raise TypeError(f"tz is a tzinfo or the name of a zone, not {type(tz).__name__}")
    # Loaded here: an expression without a zone does not need it (4 ms).
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError, OSError):
        # Not there (a KeyError), no name at all, or the name of a folder.
        raise ValueError(_unknown_zone(tz)) from None


def _unknown_zone(name: str) -> str:
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    lower = {known.lower(): known for known in sorted(available_timezones())}
    near = get_close_matches(name.lower()[:60], lower, n=3, cutoff=0.7)
    # What has the best match alone is meant; three of about the same are offered.
    cities = [known for known in lower.values() if known.lower().endswith("/" + name.lower())]
    names = cities or [lower[each] for each in near]
    hint = f"; did you mean {' or '.join(names[:3])}?" if names else ""
    return f"there is no zone {name[:60]!r}{hint}"
