"""Time cut into hours or dates as the clock on the wall shows them, in any zone.

A date on which the clock changes has 23 or 25 hours, or no time at all. Time is counted in
seconds since 1970: instants in a zone, wall time where there is none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from quartzcron.clock.zones import BLOCK, DAY, MARGIN, zone_of
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from quartzcron.clock.zones import Change

HOUR = 3600

_EPOCH = datetime(1970, 1, 1)


class Piece(Record):
    """A stretch of time within one hour or date of the wall: `slot` counts these from 1970.

    From start (inclusive) to end (exclusive); `offset` is wall time less time.
    """

    slot: int
    start: int
    end: int
    offset: int


def pieces(tz: tzinfo | None, first: int, days: int, length: int) -> list[Piece]:
    """Return the time of some dates, in order, cut into hours or dates (length in seconds).

    >>> from zoneinfo import ZoneInfo
    >>> from datetime import date
    >>> from quartzcron.clock.zones import EPOCH_ORDINAL
    >>> sunday = date(2026, 3, 29).toordinal() - EPOCH_ORDINAL
    >>> len(pieces(ZoneInfo("Europe/Berlin"), sunday, 1, HOUR)), len(pieces(None, sunday, 1, HOUR))
    (23, 24)

    An hour that comes twice is two pieces. What a gap takes out of the middle of an hour does
    not cut it.
    """
    low, high = first * DAY, (first + days) * DAY
    found: list[Piece] = []
    for start, end, offset in _windows(tz, low - MARGIN, high + MARGIN):
        wall, stop = max(low, start + offset), min(high, end + offset)
        while wall < stop:
            edge = min(stop, (wall // length + 1) * length)
            _added(found, Piece(wall // length, wall - offset, edge - offset, offset))
            wall = edge
    return found


def _added(found: list[Piece], piece: Piece) -> None:
    """Add a piece, to the one before it where the clock only jumped on within the slot."""
    last = found[-1] if found else piece
    if last.slot == piece.slot and last.end == piece.start and piece.offset > last.offset:
        found[-1] = last.replace(end=piece.end)
    else:
        found.append(piece)


def changes(tz: tzinfo | None, low: int, high: int) -> list[Change]:
    """Return the changes of the clock after one instant and before another."""
    if tz is None:
        return []
    blocks = range(low // BLOCK, high // BLOCK + 1)
    # Blocks know their margins too: a change may be in two of them.
    each = {change.at: change for block in blocks for change in zone_of(tz).explore(block)[1]}
    return [each[at] for at in sorted(each) if low < at < high]


def _windows(tz: tzinfo | None, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    """Yield the time from low to high in windows of constant offset, each with its offset."""
    if tz is None:
        yield low, high, 0
        return
    offset, before = zone_of(tz).explore(low // BLOCK)
    for change in before:
        if change.at <= low:
            offset = change.after
    for change in changes(tz, low, high):
        yield low, change.at, offset
        low, offset = change.at, change.after
    yield low, high, offset


def moment(tz: tzinfo | None, seconds: int) -> datetime:
    """Return a time as a datetime: of the zone, or naive where there is none."""
    return _EPOCH + timedelta(seconds=seconds) if tz is None else zone_of(tz).aware(seconds)
