"""Wall time to instants and back: a zone as pieces of constant offset.

An instant is a number of seconds since 1970-01-01T00:00Z, a wall time the same
number read off the clock on the wall, so that wall = instant + offset. Where
the offset is constant the two differ by a constant, and nothing needs to ask
the zone. The changes of offset are found by asking any `tzinfo` whatever for
the offset at instants at most 6 days apart, and then to the second by halving:
the shortest time between two changes in the zone database is 6.96 days. Only
`fromutc` and `utcoffset` are asked, never `dst`, so that zones with negative
daylight saving, half-hour shifts or changes at midnight are nothing special.

Nothing here knows cron.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING, Identity, Record

if TYPE_CHECKING:
    from datetime import tzinfo

DAY = 86_400

#: Days from 1 January of year 1 to 1970-01-01, as `date.toordinal` counts.
EPOCH_ORDINAL = datetime(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)

#: How far apart a zone is asked, and how much of it is explored at a time.
_STEP = 6 * DAY
BLOCK = 32 * _STEP

#: An offset is less than a day, so no gap or fold is longer than two: what happens
#: further away than this does not matter.
MARGIN = 2 * DAY

#: When a block is asked, from one margin before it to one after.
_STRIDES = [
    timedelta(0, each) for each in (*range(0, BLOCK + 2 * MARGIN, _STEP), BLOCK + 2 * MARGIN)
]

#: The blocks that have instants of the horizon (years of wall time).
FIRST_BLOCK = ((datetime(FIRST_YEAR, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY - MARGIN) // BLOCK
LAST_BLOCK = ((datetime(LAST_YEAR + 1, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY + MARGIN) // BLOCK

#: The first instant of these blocks, and the first one after them.
FIRST_INSTANT = FIRST_BLOCK * BLOCK
END_INSTANT = (LAST_BLOCK + 1) * BLOCK


class Change(Record):
    """A change of offset: the instant, and the offsets before and after (seconds).

    A gap if the offset grows, a fold if it shrinks.
    """

    at: int
    before: int
    after: int

    @property
    def length(self) -> int:
        """How far the clock jumps: positive for a gap, negative for a fold."""
        return self.after - self.before


class Unique(Record):
    """A wall time that exists once."""

    instant: int


class Gap(Record):
    """A wall time that does not exist: the clock jumped over it at this change."""

    change: Change


class Fold(Record):
    """A wall time that exists twice, before and after this change."""

    change: Change
    first: int
    second: int


class Zone:
    """A `tzinfo` explored block by block, as far as it is asked about. Shared and kept."""

    __slots__ = ("_changes", "_epoch", "_offset", "tz")

    def __init__(self, tz: tzinfo) -> None:
        offset_seconds(datetime(2000, 1, 1, tzinfo=tz))  # a zone without offsets is none
        self.tz = tz
        self._epoch = datetime(1970, 1, 1, tzinfo=tz)  # as `fromutc` wants it: UTC in disguise
        self._changes: dict[int, tuple[int, tuple[Change, ...]]] = {}
        # A datetime asks its zone and judges the answer, which takes five times as long as
        # asking alone. Those of the standard library need no judge.
        standard = sys.modules.get("zoneinfo")
        is_standard = standard is not None and type(tz) is standard.ZoneInfo
        self._offset = tz.utcoffset if is_standard else datetime.utcoffset

    def aware(self, instant: int) -> datetime:
        """Return an instant as a datetime of this zone, `fold` set right."""
        return (_EPOCH + timedelta(seconds=instant)).astimezone(self.tz)

    def explore(self, block: int) -> tuple[int, tuple[Change, ...]]:
        """Return the offset with which a block begins, margin included, and its changes.

        The changes are those from one margin before the block's first instant
        to one margin after its last.
        """
        found = self._changes.get(block)
        if found is None:
            # Two threads may both explore; either result is the right one.
            found = self._changes[block] = self._explore(block * BLOCK)
        return found

    def _explore(self, start: int) -> tuple[int, tuple[Change, ...]]:
        # Datetimes and offsets as they come, many at a time, made into seconds only where they
        # change: a third of the time, and a zone of which all is asked is asked 16,000 times.
        first = self._epoch + timedelta(0, start - MARGIN)
        offsets = [*map(self._offset, map(self.tz.fromutc, map(first.__add__, _STRIDES)))]
        before = offsets[0]
        if offsets.count(before) == len(offsets):
            return self._seconds(before), ()
        here = start - MARGIN
        changes = []
        for stride, after in zip(_STRIDES, offsets, strict=True):
            there = start - MARGIN + stride // _SECOND
            if after != before:
                at = self._first_with(here, there, before)
                changes.append(Change(at, self._seconds(before), self._seconds(after)))
            here, before = there, after
        return self._seconds(offsets[0]), tuple(changes)

    def _first_with(self, early: int, late: int, before: timedelta | None) -> int:
        """Return the first instant after early whose offset is no longer what it was before.

        Both are on the hour. So are nearly all changes, or on the minute: it takes
        half as many questions to look there first.
        """
        offset, fromutc, epoch = self._offset, self.tz.fromutc, self._epoch
        step = 3600
        while True:
            while late - early > step:
                middle = early + (late - early) // step // 2 * step
                if offset(fromutc(epoch + timedelta(0, middle))) == before:
                    early = middle
                else:
                    late = middle
            if offset(fromutc(epoch + timedelta(0, late - 1))) == before:
                return late
            step //= 60

    def _seconds(self, offset: timedelta | None) -> int:
        if offset is None:
            raise ValueError(f"{self.tz!r} gives no offset")
        return offset // _SECOND

    def resolve(self, wall: int) -> Unique | Gap | Fold:
        """Return what a wall time is in this zone: there once, not at all, or twice.

        >>> from zoneinfo import ZoneInfo
        >>> resolved = zone_of(ZoneInfo("America/New_York")).resolve(
        ...     wall_seconds(datetime(2026, 3, 8, 2, 30)))
        >>> resolved.change.length
        3600
        """
        offset, changes = self.explore(wall // BLOCK)
        for change in changes:
            low, high = sorted((change.at + change.before, change.at + change.after))
            if low <= wall < high:
                if change.length > 0:
                    return Gap(change)
                return Fold(change, wall - change.before, wall - change.after)
            if wall >= high:
                offset = change.after
        return Unique(wall - offset)


@listed
@lru_cache(64)
def _zone(key: Identity) -> Zone:
    # Zones of dateutil cannot be hashed.
    return Zone(key.it)


def zone_of(tz: tzinfo) -> Zone:
    """Return a zone, explored as far as it was before; the last 64 are kept."""
    return _zone(Identity(tz))


def offset_seconds(moment: datetime) -> int:
    """Return the offset of an aware datetime in whole seconds.

    Raises `ValueError` where its `tzinfo` gives none.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment.tzinfo!r} gives no offset for {moment.replace(tzinfo=None)}")
    return offset // _SECOND


def wall_seconds(moment: datetime) -> int:
    """Return what a datetime shows on the wall, in whole seconds since 1970-01-01 00:00."""
    return (
        (moment.toordinal() - EPOCH_ORDINAL) * DAY
        + moment.hour * 3600
        + moment.minute * 60
        + moment.second
    )


def instant_of(moment: datetime) -> int:
    """Return the instant that an aware datetime means, floored to the second.

    Outside the horizon, a year's width around it, the offset does not matter
    and is not asked for: some zones fail near the ends of datetime.
    """
    wall = wall_seconds(moment)
    if FIRST_YEAR - 1 <= moment.year <= LAST_YEAR + 1:
        return wall - offset_seconds(moment)
    return wall
