"""The set of instants at which a matcher fires in a zone under a policy.

A plan is a zone seen through a policy's treatment: pieces, each of which says
from which instant to which a wall time that matches fires, and at what offset.
Most of them are the stretches of constant offset themselves. A fold that runs
once takes an hour out of one of them; a gap that is made up adds one, or pins
the wall times that it left out to the instant at its end. Next, previous,
iterate and match all walk over the same pieces and so can never disagree, and
within a piece the search runs on integers and asks the zone nothing.

`nearest` works in both directions, as the search does: the sweep knows which.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from quartzcron.calendar.search import Sweep, find, matches
from quartzcron.clock.zones import (
    BLOCK,
    DAY,
    END_INSTANT,
    EPOCH_ORDINAL,
    FIRST_INSTANT,
    MARGIN,
    Change,
    Zone,
    zone_of,
)
from quartzcron.dialects import policies
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.calendar.search import WallTime
    from quartzcron.dialects.policies import DstPolicy, Treatment

_ALL_HOURS = (1 << 24) - 1

#: Which schedules each kind of `DstPolicy.fixed_when` means.
_IS_FIXED: dict[str, Callable[[Matcher], bool]] = {
    policies.ALL: lambda matcher: True,
    policies.NOT_EVERY_HOUR: lambda matcher: matcher.hours != _ALL_HOURS,
    policies.SINGLE_TIME: lambda matcher: matcher.fires_per_day == 1,
    policies.NOT_IN_A_ROW: lambda matcher: (
        not any(mask & mask >> 1 for mask in (matcher.seconds, matcher.minutes, matcher.hours))
    ),
    policies.NO_LEADING_STAR: lambda matcher: policies.NO_LEADING_STAR in matcher.traits,
    policies.NO_INTERVAL_SIGN: lambda matcher: policies.NO_INTERVAL_SIGN in matcher.traits,
}


def is_fixed_schedule(matcher: Matcher, policy: DstPolicy) -> bool:
    """Tell whether a policy counts a schedule as one of fixed times."""
    return _IS_FIXED[policy.fixed_when](matcher)


class Handling(Record):
    """What becomes of one schedule's wall times at a change of clock."""

    gap: str
    fold: str
    longest_gap: int | None
    longest_fold: int | None

    def gap_at(self, change: Change) -> str:
        """Return what a gap does; one too long is a correction of the clock."""
        too_long = self.longest_gap is not None and change.length > self.longest_gap
        return policies.SKIP if too_long else self.gap

    def fold_at(self, change: Change) -> str:
        """Return what a fold does; one too long is a correction of the clock."""
        too_long = self.longest_fold is not None and -change.length > self.longest_fold
        return policies.BOTH if too_long else self.fold


def handling_of(matcher: Matcher, policy: DstPolicy) -> Handling:
    """Return how a policy handles the wall times of a matcher."""
    fixed = is_fixed_schedule(matcher, policy)
    treatment: Treatment = policy.fixed if fixed else policy.other
    return Handling(treatment.gap, treatment.fold, policy.longest_gap, policy.longest_fold)


class Stretch:
    """Instants at which a wall time that matches fires: from start to end (exclusive)."""

    __slots__ = ("end", "offset", "start")

    def __init__(self, start: int, end: int, offset: int) -> None:
        self.start = start
        self.end = end
        self.offset = offset

    def nearest(self, sweep: Sweep, instant: int) -> int | None:
        """Return the nearest fire on the way from an instant that is not beyond it, or None."""
        forward = sweep.step > 0
        begin = max(instant, self.start) if forward else min(instant, self.end - 1)
        wall = find_seconds(sweep, begin + self.offset)
        if wall is None or not self.start <= wall - self.offset < self.end:
            return None
        return wall - self.offset


class Pin:
    """One instant that fires if any wall time of a range matches: the end of a gap."""

    __slots__ = ("end", "high", "low", "start")

    def __init__(self, at: int, low: int, high: int) -> None:
        self.end = at + 1
        self.start = at
        self.low = low
        self.high = high

    def nearest(self, sweep: Sweep, instant: int) -> int | None:
        """Return its instant, which is not behind the one given, if it fires; or None."""
        wall = find_seconds(sweep, self.low if sweep.step > 0 else self.high - 1)
        return self.start if wall is not None and self.low <= wall < self.high else None


class Region(Record):
    """Wall times that exist once each, at one offset, with nothing moved among them.

    `low` (inclusive) and `high` (exclusive) are the fields of wall times: what
    a search finds between them is right as it is.
    """

    low: WallTime
    high: WallTime
    offset: int


class Plan:
    """A zone seen through the handling of clock changes; shared by all schedules alike."""

    # `compiled` is where the compiled kernel keeps its copy.
    __slots__ = ("_blocks", "_days", "_handling", "_is_pytz", "_regions", "compiled", "tz", "zone")

    def __init__(self, zone: Zone, handling: Handling) -> None:
        self.tz = zone.tz
        self.zone = zone
        self._handling = handling
        self._blocks: dict[int, tuple[Stretch | Pin, ...]] = {}
        self.compiled: object = None
        self._days: dict[int, Region | None] = {}
        self._regions: dict[tuple[int, int], Region] = {}
        self._is_pytz = hasattr(zone.tz, "localize")

    # --- pieces ---

    def pieces(self, block: int) -> tuple[Stretch | Pin, ...]:
        """Return the pieces of a block, ordered by their start."""
        found = self._blocks.get(block)
        if found is None:
            found = self._blocks[block] = tuple(self._cut(block))
        return found

    def _cut(self, block: int) -> list[Stretch | Pin]:
        """Cut a block into pieces: what the changes in it and around it do to its instants."""
        low, high = block * BLOCK, (block + 1) * BLOCK
        offset, changes = self.zone.explore(block)
        if not changes:
            return [Stretch(low, high, offset)]
        pieces: list[Stretch | Pin] = []
        start = low - MARGIN
        for change in changes:
            end, begin, extra = self._at(change)
            pieces.append(Stretch(start, end, change.before))
            pieces += extra
            start, offset = begin, change.after
        pieces.append(Stretch(start, high + MARGIN, offset))
        return sorted(_clipped(pieces, low, high), key=lambda piece: piece.start)

    def _at(self, change: Change) -> tuple[int, int, list[Stretch | Pin]]:
        """Return where the stretch before a change ends, the next begins, and what is added."""
        at, handling = change.at, self._handling
        if change.length < 0:
            fold = handling.fold_at(change)
            return (
                at + change.length if fold == policies.LAST else at,
                at - change.length if fold == policies.FIRST else at,
                [],
            )
        gap = handling.gap_at(change)
        if gap == policies.SKIP:
            return at, at, []
        ranges = _made_up(at + change.before, at + change.after)
        if gap == policies.NEXT:
            return at, at, [Pin(at, low, high) for low, high in ranges]
        before = change.before
        return at, at, [Stretch(low - before, high - before, before) for low, high in ranges]

    # --- fires ---

    def nearest(self, sweep: Sweep, instant: int) -> int | None:
        """Return the nearest instant that fires, this one included, in the sweep's direction.

        Cost: a few searches, whatever the distance: blocks without a wall time
        that matches are passed over.
        """
        forward = sweep.step > 0
        instant = max(instant, FIRST_INSTANT) if forward else min(instant, END_INSTANT - 1)
        while FIRST_INSTANT <= instant < END_INSTANT:
            block = instant // BLOCK
            best: int | None = None
            for piece in self.pieces(block)[:: sweep.step]:
                # Pieces are in order: pass over what is behind, and what cannot be nearer.
                if piece.end <= instant if forward else piece.start > instant:
                    continue
                if best is not None and (piece.start > best if forward else piece.end <= best):
                    continue
                found = piece.nearest(sweep, instant)
                if found is not None and (best is None or (found - best) * sweep.step < 0):
                    best = found
            if best is not None:
                return best
            edge = (block + 1) * BLOCK if forward else block * BLOCK - 1
            instant = self._skip(sweep, instant, edge)
        return None

    def _skip(self, sweep: Sweep, instant: int, edge: int) -> int:
        """Return where to look on after a block without a fire: its edge, or far beyond.

        Wall time and instant differ by less than a day, so nothing fires before
        the day that precedes the next wall time that matches.
        """
        step = sweep.step
        wall = find_seconds(sweep, instant - step * MARGIN)
        if wall is None:
            return END_INSTANT if step > 0 else FIRST_INSTANT - 1
        return max(edge, wall - MARGIN) if step > 0 else min(edge, wall + MARGIN)

    def fires_at(self, matcher: Matcher, instant: int) -> bool:
        """Tell whether an instant is one of the set."""
        if not FIRST_INSTANT <= instant < END_INSTANT:
            return False
        for piece in self.pieces(instant // BLOCK):
            if isinstance(piece, Pin):
                if (
                    piece.start == instant
                    and piece.nearest(Sweep(matcher, True), instant) is not None
                ):
                    return True
            elif piece.start <= instant < piece.end and matches(
                matcher, *wall_fields(instant + piece.offset)
            ):
                return True
        return False

    # --- regions ---

    def region_of_day(self, year: int, month: int, day: int) -> Region | None:
        """Return the region around a day of wall time, or None where a change is near.

        In a region a wall time can be searched as if there were no zone. So it
        is with all but a few days of a year.
        """
        key = (year * 12 + month) * 32 + day
        try:
            return self._days[key]
        except KeyError:
            if len(self._days) >= _MOST_DAYS:
                self._days.clear()
            low = (date(year, month, day).toordinal() - EPOCH_ORDINAL) * DAY
            region = self._days[key] = self._region(low - DAY, low + 2 * DAY)
            return region

    def region(self, instant: int) -> Region | None:
        """Return the region that an instant lies in, or None where a change is near."""
        return self._region(instant, instant)

    def _region(self, low: int, high: int) -> Region | None:
        """Return the region that contains all from one instant to another, or None."""
        # A zone that knows no `fold` must make each of its datetimes itself.
        if self._is_pytz or not FIRST_INSTANT <= low <= high < END_INSTANT:
            return None
        block = low // BLOCK
        begin, end = block * BLOCK, (block + 1) * BLOCK
        offset, changes = self.zone.explore(block)
        for change in changes:
            # As far as a change moves wall times, or makes them come twice.
            reach = abs(change.length) + 1
            if change.at + reach <= low:
                begin, offset = change.at + reach, change.after
            elif high < change.at - reach:
                end = min(end, change.at - reach)
                break
            else:
                return None
        if high >= end:
            return None
        # Kept, since all days of a region share it.
        known = self._regions.get((begin, end))
        if known is None:
            known = Region(wall_fields(begin + offset), wall_fields(end + offset), offset)
            self._regions[begin, end] = known
        return known


#: For how many days a plan keeps the region: twenty years of them.
_MOST_DAYS = 8000


def _clipped(pieces: list[Stretch | Pin], low: int, high: int) -> Iterator[Stretch | Pin]:
    """Yield the pieces as far as they lie between two instants."""
    for piece in pieces:
        if isinstance(piece, Pin):
            if low <= piece.start < high:
                yield piece
        elif max(piece.start, low) < min(piece.end, high):
            yield Stretch(max(piece.start, low), min(piece.end, high), piece.offset)


def _made_up(low: int, high: int) -> list[tuple[int, int]]:
    """Return the wall times of a gap but for those of dates that have no instant at all."""
    first_day, last_day = -(-low // DAY) * DAY, high // DAY * DAY
    if last_day <= first_day:
        return [(low, high)]
    return [(a, b) for a, b in ((low, first_day), (last_day, high)) if a < b]


@listed
@lru_cache(256)
def _plan(zone: Zone, handling: Handling) -> Plan:
    return Plan(zone, handling)


def plan_of(tz: tzinfo, matcher: Matcher, policy: DstPolicy) -> Plan:
    """Return the plan for a schedule in a zone; the last 256 are kept."""
    return plan_for(tz, handling_of(matcher, policy))


def plan_for(tz: tzinfo, handling: Handling) -> Plan:
    """Return the plan for one handling of clock changes in a zone."""
    return _plan(zone_of(tz), handling)


# --- wall times as seconds -------------------------------------------------


def find_seconds(sweep: Sweep, wall: int) -> int | None:
    """Return the nearest wall time that matches, this one included, in seconds; or None."""
    found = find(sweep, *wall_fields(wall))
    return None if found is None else field_seconds(found)


def wall_fields(wall: int) -> WallTime:
    """Return the fields of a wall time in seconds since 1970-01-01 00:00.

    >>> wall_fields(-1)
    (1969, 12, 31, 23, 59, 59)
    """
    days, second = divmod(wall, DAY)
    day = date.fromordinal(days + EPOCH_ORDINAL)
    minute, second = divmod(second, 60)
    hour, minute = divmod(minute, 60)
    return day.year, day.month, day.day, hour, minute, second


def field_seconds(fields: WallTime) -> int:
    """Return a wall time in seconds since 1970-01-01 00:00."""
    year, month, day, hour, minute, second = fields
    days = date(year, month, day).toordinal() - EPOCH_ORDINAL
    return days * DAY + hour * 3600 + minute * 60 + second
