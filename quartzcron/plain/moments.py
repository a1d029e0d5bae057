"""Zones and moments as plain data.

A moment is ISO 8601. With a zone it has its offset, which says which pass of a time it is
that comes twice; the zone itself stands beside the moments, once, by its name.
"""

from __future__ import annotations

from datetime import date, datetime, timezone
from zoneinfo import ZoneInfo

from quartzcron.clock.moments import placed
from quartzcron.clock.zone_names import zone_named
from quartzcron.plain.checking import place, told
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from typing import TypeVar

    _Read = TypeVar("_Read")


def zone_name(zone: tzinfo | None) -> str | None:
    """Return a zone by its name or its offset, None for none; or say that it has no name.

    >>> from datetime import timedelta
    >>> zone_name(timezone(timedelta(hours=5, minutes=30))), zone_name(None)
    ('+05:30', None)
    """
    name = name_or_none(zone)
    if name is None and zone is not None:
        kind = type(zone)
        raise ValueError(
            f"a time zone of {kind.__module__}.{kind.__name__} cannot be stored by a name; "
            'give the schedule one by its IANA name, such as tz="Europe/Paris", '
            "or a zoneinfo.ZoneInfo"
        )
    return name


def name_or_none(zone: tzinfo | None) -> str | None:
    """Return the name or the offset of a zone, or None where it has neither."""
    if isinstance(zone, timezone):
        # Not always a whole number of minutes: no name that a user may give, but an offset.
        return str(datetime(1970, 1, 1, tzinfo=zone))[len("1970-01-01 00:00:00") :]
    # Others may have a name too (those of dateutil 4), but are not equal to the zone of it.
    return zone.key if isinstance(zone, ZoneInfo) else None


def zone_of_name(name: str | None, path: str) -> tzinfo | None:
    """Return the zone of a name or of an offset, as `zone_name` writes them.

    Raises `UnknownNameError`, a `ValueError`, for the name of none.
    """
    if name is None:
        return None
    if name[:1] in ("+", "-") and len(name) > len("+05:30"):
        try:
            return datetime.fromisoformat(f"1970-01-01T00:00:00{name}").tzinfo
        except ValueError:
            raise ValueError(f"{place(path)} is no time zone: {told(name)}") from None
    return zone_named(name)


def moment_text(moment: datetime, zone: tzinfo | None, *, strict: bool = False) -> str:
    """Return a moment as text beside which its zone is named, or else with the zone in it.

    >>> from zoneinfo import ZoneInfo
    >>> moment = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York"))
    >>> moment_text(moment, moment.tzinfo)
    '2026-11-01T01:30:00-05:00'
    >>> moment_text(moment, None)
    '2026-11-01T01:30:00-05:00[America/New_York]'

    A zone without a name is left out, or a `ValueError` where that would lose something.
    """
    text = moment.isoformat()
    own = moment.tzinfo
    if own is None or own is zone or isinstance(own, timezone):
        return text
    name = zone_name(own) if strict else name_or_none(own)
    return text if name is None else f"{text}[{name}]"


def moment_of(text: str, zone: tzinfo | None, path: str) -> datetime:
    """Return the moment of a text: in the zone that it names, or in the one beside it."""
    text, _, name = text.partition("[")
    moment = _read(datetime.fromisoformat, text, path)
    zone = zone_of_name(name.removesuffix("]"), path) if name else zone
    if moment.tzinfo is None or zone is None:
        return moment
    for fold in (0, 1):
        # As it was: a time in a gap stays what it is too.
        same = moment.replace(tzinfo=zone, fold=fold)
        if same.utcoffset() == moment.utcoffset():
            return same
    return placed(moment, zone)


def date_of(text: str, path: str) -> date:
    """Return the date of a text."""
    return _read(date.fromisoformat, text, path)


def _read(parse: Callable[[str], _Read], text: str, path: str) -> _Read:
    """Read what has the shape of a date or a moment, and may be none: 30 February."""
    try:
        return parse(text)
    except ValueError:
        raise ValueError(f"{place(path)} is no date or time that exists: {told(text)}") from None
