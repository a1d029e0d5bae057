"""What is doubtful about a time zone, whatever the schedule: the way it is named.

Three kinds of names do what they say and not what most people mean by them:
fixed offsets, IANA's old zones of a fixed offset, and those of Etc, whose
signs are reversed. What the clock of a zone does to a schedule is asked
elsewhere.
"""

from __future__ import annotations

from datetime import timedelta, timezone

from quartzcron.clock.offsets import offset_meant, offset_text
from quartzcron.errors import problem
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from quartzcron.errors import Problem

#: IANA's zones that look like the time of a place and stay at its winter time.
_WINTER_ALL_YEAR = {"EST": "America/New_York", "MST": "America/Denver"}

_REVERSED = "Etc/GMT"


def zone_warnings(zone: tzinfo, span: tuple[int, int]) -> Iterator[Problem]:
    """Yield a warning where a zone may not be the one that is meant, with the span of the text.

    >>> from zoneinfo import ZoneInfo
    >>> for found in zone_warnings(ZoneInfo("Etc/GMT+2"), (0, 9)):
    ...     print(found.message)
    Etc/GMT+2 is 2 hours behind UTC: write -02:00, or +02:00 if you mean 2 hours ahead

    UTC earns none, by whatever name: nobody expects daylight saving time of it.
    """
    name = str(getattr(zone, "key", ""))
    if name in _WINTER_ALL_YEAR:
        place = _WINTER_ALL_YEAR[name]
        yield problem("fixed-offset/winter", None, span, found=name, meant=place)
    elif isinstance(zone, timezone) and zone.utcoffset(None):
        name = offset_text(zone) or str(zone)
        yield problem("fixed-offset", None, span, found=name)
    elif name.startswith(_REVERSED):
        yield from _reversed_sign(name, zone, span)


def _reversed_sign(name: str, zone: tzinfo, span: tuple[int, int]) -> Iterator[Problem]:
    """Etc/GMT+2, which is UTC-02:00."""
    looks = offset_meant(name.removeprefix("Etc/"))
    offset = zone.utcoffset(None) or timedelta(0)
    if looks is None or not offset:
        return
    hours = abs(offset) // timedelta(hours=1)
    key = "reversed-offset/ahead" if offset > timedelta(0) else "reversed-offset"
    # A plural in a sentence is a case of its own.
    key += "" if hours > 1 else "/one"
    correct = offset_text(timezone(offset)) or ""
    yield problem(key, None, span, found=name, hours=hours, correct=correct, meant=looks)
