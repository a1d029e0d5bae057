"""The names of time zones: the zone of a name, the name of a zone.

A name is taken if it is IANA's or an ISO offset; nothing is guessed. What an
unknown name may mean is looked up elsewhere, and only then.

Nothing here knows cron, or how a zone changes its clock.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache

from quartzcron.clock.offsets import offset_named, offset_text
from quartzcron.errors import LONGEST_NAME, UnknownNameError, shown
from quartzcron.ground.caches import listed


def zone_named(tz: tzinfo | str) -> tzinfo:
    """Return the zone of an IANA name or of an ISO offset; a `tzinfo` is returned as it is.

    >>> print(zone_named("Asia/Seoul"), zone_named("+05:30"), zone_named("UTC-03"))
    Asia/Seoul UTC+05:30 UTC-03:00
    >>> zone_named("GMT+2")
    Traceback (most recent call last):
      ...
    quartzcron.errors.UnknownNameError: there is no time zone "GMT+2"; did you mean +02:00?

    Raises `UnknownNameError` with the names that may be meant for an unknown
    one, `ValueError` where there is no time zone data at all, and `TypeError`
    for anything else.
    """
    if isinstance(tz, tzinfo):
        return tz
    if not isinstance(tz, str):
        raise TypeError(f"tz is a tzinfo or the name of a time zone, not {type(tz).__name__}")
    return zone_kept(tz)


@listed
@lru_cache(1024)
def zone_kept(name: str) -> tzinfo:
    """Return the zone of a name, as `zone_named`; the last thousand are kept."""
    fixed = offset_named(name)
    if fixed is not None:
        return fixed
    # Loaded here: an expression without a zone does not need it (4 ms).
    from zoneinfo import ZoneInfo

    try:
        # No name is as long as the limit: do not look for it on the disk.
        return ZoneInfo(name if len(name) <= LONGEST_NAME else "")
    except (KeyError, ValueError, OSError):
        # Not there (a KeyError), no name at all, or the name of a folder.
        raise _unknown(name) from None


def zone_text(tz: tzinfo | None) -> str | None:
    """Return the name of a zone, as `zone_named` takes it, or None where it has none.

    >>> zone_text(zone_named("Asia/Seoul")), zone_text(zone_named("UTC+0530"))
    ('Asia/Seoul', '+05:30')

    IANA's name of a zone that knows it, the ISO offset of a `datetime.timezone`.
    """
    key: str | None = getattr(tz, "key", None)
    return offset_text(tz) if key is None else key


def _unknown(name: str) -> ValueError:
    """Return what is raised for a name that is no zone's."""
    from zoneinfo import available_timezones

    known = available_timezones()
    if not known:
        looked_up = f'cannot look up the time zone "{shown(name, LONGEST_NAME)}"'
        return ValueError(
            f"{looked_up}: there is no time zone data here, so install the package tzdata"
        )
    from quartzcron.clock.meant_zones import zones_meant

    return UnknownNameError("time zone", name, zones_meant(name, known))
