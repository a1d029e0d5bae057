"""The names of zones: the zone of one, and what is said of a wrong one.

Nothing here knows cron, or how a zone changes its clock.
"""

from __future__ import annotations

from datetime import tzinfo


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
