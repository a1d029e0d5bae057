"""Zones of a fixed offset, as ISO 8601 writes them: Z, +02:00, +0200, +02.

Each may stand behind UTC. Everything else that looks like an offset is not
taken, since it is not clear what it means: IANA's Etc/GMT+2 is two hours
behind UTC, and so is POSIX's UTC+2, while people who write GMT+2 mean two
hours ahead. What they mean can still be told to them.
"""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo

_SIGNS = {"+": 1, "-": -1}

_LONGEST = len("UTC+02:00")

#: The names that people count from, and the minus sign that word processors put for a hyphen.
_ORIGINS = ("utc", "gmt", "ut")
_MINUS_SIGN = "\u2212"


def offset_named(name: str) -> timezone | None:
    """Return the zone of an ISO offset, or None for what is none.

    >>> print(offset_named("+0530"), offset_named("UTC-03"), offset_named("Z"))
    UTC+05:30 UTC-03:00 UTC
    >>> print(offset_named("GMT+2"), offset_named("+2"))
    None None
    """
    if name == "Z":
        return UTC
    minutes = _minutes(name.removeprefix("UTC")) if len(name) <= _LONGEST else None
    return None if minutes is None else timezone(timedelta(minutes=minutes))


def offset_text(zone: tzinfo | None) -> str | None:
    """Return the ISO offset of a fixed zone of whole minutes, or None for any other zone.

    >>> offset_text(offset_named("+0530")), offset_text(UTC)
    ('+05:30', '+00:00')
    """
    if not isinstance(zone, timezone):
        return None
    minutes, rest = divmod(zone.utcoffset(None), timedelta(minutes=1))
    return None if rest else _written(minutes)


def offset_meant(name: str) -> str | None:
    """Return the ISO offset that something like it means to those who write it, or None.

    >>> [offset_meant(name) for name in ("GMT+2", "utc -5:30", "+9", "Berlin")]
    ['+02:00', '-05:30', '+09:00', None]
    """
    bare = name.strip("() ").lower().replace(_MINUS_SIGN, "-").replace(" ", "")
    for origin in _ORIGINS:
        bare = bare.removeprefix(origin)
    hours, colon, rest = bare[1:].partition(":")
    minutes = _minutes(f"{bare[:1]}{hours:0>2}{colon}{rest}" if len(hours) == 1 else bare)
    return None if minutes is None else _written(minutes)


def _minutes(offset: str) -> int | None:
    """sign hh [[":"] mm], as minutes; None for anything else, and from 24 hours on."""
    sign, digits = offset[:1], offset[1:]
    if digits[2:3] == ":" and len(digits) == 5:
        digits = digits.replace(":", "", 1)
    is_number = digits.isascii() and digits.isdigit()
    if sign not in _SIGNS or len(digits) not in (2, 4) or not is_number:
        return None
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        return None
    return _SIGNS[sign] * (hours * 60 + minutes)


def _written(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
