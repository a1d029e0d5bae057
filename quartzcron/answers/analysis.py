"""Exact answers from timetables: the fire times of anything, seen as one set.

This is where a matcher, a zone, bounds and exclusions become a timetable, and
where moments become the numbers that timetables count. Whatever can say its
`_timetable` gets all answers from here: expressions, schedules, and the sets
made out of them. Loaded when the first such question is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from operator import and_, or_

from quartzcron.answers import columns
from quartzcron.answers.columns import Columns, Gathering
from quartzcron.answers.kept import Kept
from quartzcron.answers.nesting import Nested
from quartzcron.answers.timetables import (
    DAY,
    Timetable,
    span_parts,
    span_rows,
)
from quartzcron.calendar.dated import days_of as days_of_matcher
from quartzcron.clock.instants import Handling, Pin, Plan, plan_for, plan_of
from quartzcron.clock.moments import is_aware, plain
from quartzcron.clock.zones import (
    BLOCK,
    END_INSTANT,
    FIRST_INSTANT,
    instant_of,
    wall_seconds,
    zone_of,
)
from quartzcron.dialects import policies
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import tzinfo
    from typing import Any, Protocol

    from quartzcron.answers.columns import Operation
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.clock.limits import Limits

    class Set(Protocol):
        """What has fire times: an expression, a schedule, a set made out of them."""

        @property
        def _breadth(self) -> int:
            """How many timetables are held at a time while its own is put together.

            1 if it is an expression or a schedule with no fire times left out.
            """

        @property
        def _home(self) -> Limits: ...

        @property
        def _answering(self) -> Set:
            """What answers for it: itself, most often."""

        def _assemble(self, tz: tzinfo | None, blocks: range) -> Assembly: ...

    Table = Timetable | Columns

    #: Asks for parts, each on the timeline of a zone, is sent them, and returns the whole.
    Assembly = Generator[tuple[Set, tzinfo | None], Table | Gathering | None, Table | Gathering]


#: The days of a block, and the blocks of the horizon: what a timetable covers is made of these.
BLOCK_DAYS = BLOCK // DAY
_OCTETS = BLOCK_DAYS // 8
HORIZON = range(FIRST_INSTANT // BLOCK, END_INSTANT // BLOCK)

#: How many blocks make a window, which is what is looked at first: four years.
_WINDOW = 8

#: How many timetables of single expressions are kept, of each sort; one of the whole horizon
#: in a zone takes 0.2 MB.
_KEPT = 32

#: What is kept of whole sets, which may be much larger, in bytes.
_TABLES = listed(Kept(64 << 20))
_JOINED = listed(Kept(8 << 20))
_CUT = listed(Kept(8 << 20))

_EPOCH = datetime(1970, 1, 1)


# --- moments as numbers ----------------------------------------------------


class Timeline(Record):
    """What the seconds of a timetable count: instants, seen from a zone, or wall time.

    `home` has the limits of the set that is asked: it says where its moments are.
    """

    home: Limits
    tz: tzinfo | None

    def floor(self, moment: datetime) -> int:
        """Return the second that a moment lies in."""
        moment = self.home.moment(moment)
        return wall_seconds(moment) if self.tz is None else instant_of(moment)

    def ceiling(self, moment: datetime) -> int:
        """Return the first whole second that is not before a moment."""
        return self.floor(moment) + (1 if moment.microsecond else 0)

    def span(self, start: datetime | None, end: datetime | None) -> tuple[int, int]:
        """Return the seconds of a span: the first, and the first after it."""
        first = FIRST_INSTANT if start is None else max(self.ceiling(start), FIRST_INSTANT)
        last = END_INSTANT if end is None else min(self.ceiling(end), END_INSTANT)
        return first, max(first, last)

    def moment(self, second: int | None) -> datetime | None:
        """Return the moment of a second, `fold` set right; None for None."""
        return None if second is None else self.at(second)

    def at(self, second: int) -> datetime:
        """Return the moment of a second, `fold` set right."""
        if self.tz is None:
            return _EPOCH + timedelta(seconds=second)
        return zone_of(self.tz).aware(second)


def timeline_of(of: Set, *moments: datetime | None) -> Timeline:
    """Return on which timeline a question about some moments is.

    The zone is the set's own; or that of the first moment given, or of a bound.
    """
    home = of._home
    if home.tz is not None:
        return Timeline(home, home.tz)
    known = [home.moment(each) for each in moments if each is not None]
    if len({is_aware(each) for each in known}) > 1:
        raise TypeError("moments of one question must be all naive or all aware")
    anchor = next((each for each in (*known, home.start, home.end) if each is not None), None)
    return Timeline(home, None if anchor is None else anchor.tzinfo)


def refuse_mixed(one: Set, other: Set) -> None:
    """Refuse two sets without a common time: one has a zone, and the other floats."""
    if (one._home.tz is None) != (other._home.tz is None):
        raise TypeError(
            "one has a zone and the other floats: give that one a zone too, "
            "Schedule(expression, tz=...)"
        )
    bounds = [at for home in (one._home, other._home) for at in (home.start, home.end) if at]
    if one._home.tz is None and len({is_aware(at) for at in bounds}) > 1:
        raise TypeError("the bounds of one are naive and those of the other aware")


# --- timetables ------------------------------------------------------------


def timetable_of(of: Set, tz: tzinfo | None, blocks: range) -> Table:
    """Return all fire times of a set in some blocks, which are kept as long as the set lives."""
    of = of._answering
    table = _found(of, tz, blocks)
    if table is None:
        table = assembled(of, tz, blocks)
        # With the zone, so that no other zone gets its number.
        key = id(tz), blocks.start, blocks.stop
        _TABLES.keep(of, key, (tz, table), table.weight)
    return table


def _found(of: Set, tz: tzinfo | None, blocks: range) -> Table | None:
    found = _TABLES.find(of, (id(tz), blocks.start, blocks.stop))
    return None if found is None else found[1]


def assembled(of: Set, tz: tzinfo | None, blocks: range) -> Table:
    """Return all fire times of a set in some blocks, put together anew.

    Parts may stand in parts deeper than Python lets functions call each other.
    So each says, one after another, which part it needs next, and is told that.
    """
    whole = of._answering
    if whole._breadth == 1:
        return kernel_timetable(whole, tz, blocks)
    # What stands in several places is put together once: by part and zone.
    shared = _shared_parts(of)
    found: dict[tuple[int, int], Table] = {}
    waiting = [((0, 0), whole._assemble(tz, blocks))]
    table: Table | Gathering | None = None
    while True:
        key, assembly = waiting[-1]
        try:
            part, zone = assembly.send(table)
        except StopIteration as done:
            table = done.value
            waiting.pop()
            if not waiting:
                break
            if key[0] in shared:
                table = found[key] = _settled(table)
        else:
            key, part = (id(part), id(zone)), part._answering
            if part._breadth == 1:
                table = kernel_timetable(part, zone, blocks)
            elif key in found:
                table = found[key]
            elif (table := _found(part, zone, blocks)) is None:
                waiting.append((key, part._assemble(zone, blocks)))
    return _settled(table)


def _settled(table: Table | Gathering | None) -> Table:
    """Return what was put together in a form that nothing more is added to."""
    assert table is not None
    return table.columns() if isinstance(table, Gathering) else table


def _shared_parts(of: Set) -> set[int]:
    """Return the numbers of the parts that stand in a set more than once: of the objects, by id."""
    seen: set[int] = set()
    shared: set[int] = set()
    rest: list[Any] = [of]
    while rest:
        for part in rest.pop()._inside():
            if id(part) in seen:
                shared.add(id(part))
            elif isinstance(part, Nested):
                seen.add(id(part))
                rest.append(part)
    return shared


def joined(
    left: Table | Gathering, right: Table | Gathering, operation: Operation
) -> Table | Gathering:
    """Return what becomes of two small sets, which is kept as long as the left one lives."""
    key = id(right), operation
    found: tuple[object, Table] | None = _JOINED.find(left, key)
    if found is not None:
        return found[1]
    result = columns.joined(left, right, operation)
    if not isinstance(result, Gathering) and not isinstance(right, Gathering):
        # With the right one, so that no other gets its number.
        _JOINED.keep(left, key, (right, result), result.weight + right.weight)
    return result


def _cut(whole: Table, start: int, end: int) -> Table:
    """Return the part of a set between two seconds, which is kept as long as the set lives."""
    key = start, end
    table: Table | None = _CUT.find(whole, key)
    if table is None:
        table = whole.cut(start, end)
        _CUT.keep(whole, key, table, table.weight)
    return table


def days_of(blocks: range) -> tuple[int, int]:
    """Return the first day and the number of days of some blocks."""
    return blocks.start * BLOCK_DAYS, len(blocks) * BLOCK_DAYS


@listed
@lru_cache(_KEPT)
def wall_timetable(matcher: Matcher) -> Timetable:
    """Return the wall times of a matcher over the whole horizon."""
    first, length = days_of(HORIZON)
    return Timetable(first, length, {_times(matcher): days_of_matcher(matcher) << -first})


def _times(matcher: Matcher) -> int:
    """Return the times of a day: seconds in each minute, minutes in each hour, and so on."""
    # A product with one set bit for each minute copies the seconds to all of these.
    return matcher.seconds * _spread(matcher.minutes, 60) * _spread(matcher.hours, 3600)


def _spread(mask: int, apart: int) -> int:
    """Return the bits of a mask so far apart."""
    spread = 0
    for value in range(mask.bit_length()):
        if mask >> value & 1:
            spread |= 1 << value * apart
    return spread


@listed
@lru_cache(_KEPT)
def zone_timetable(wall: Timetable, plan: Plan, blocks: range) -> Timetable:
    """Return the instants at which some wall times fire, by a zone's plan."""
    first, length = days_of(blocks)
    result = Timetable(first, length, {})
    # Wall time and instant differ by less than a day.
    near = wall.narrowed(first - 1, length + 2)
    covers, pins = _coverage(plan, blocks)
    for offset, cover in covers:
        there = near.shifted(-offset).narrowed(first, length)
        result = result.joined(there.joined(cover, and_), or_)
    pinned: dict[int, int] = {}
    for pin in pins:
        if wall.rank(pin.high) > wall.rank(pin.low):
            day, time = divmod(pin.start, DAY)
            pinned[time] = pinned.get(time, 0) | 1 << day - first
    for time, days in pinned.items():
        result = result.joined(Timetable(first, length, {1 << time: days}), or_)
    return result


@listed
@lru_cache(_KEPT)
def _coverage(plan: Plan, blocks: range) -> tuple[list[tuple[int, Timetable]], list[Pin]]:
    """Return which seconds a plan's pieces cover at which offset, and its pins."""
    first, length = days_of(blocks)
    spans: dict[int, dict[tuple[int, int], bytearray]] = {}
    pins = []
    for place, block in enumerate(blocks):
        for piece in plan.pieces(block):
            if isinstance(piece, Pin):
                pins.append(piece)
                continue
            # Most pieces of an offset begin and end at the same times of their days. The days of
            # a block are whole octets: they are put in, where an int would be copied each time.
            found = spans.setdefault(piece.offset, {})
            for times, days in span_parts(first, BLOCK_DAYS, piece.start, piece.end):
                octets = found.get(times)
                if octets is None:
                    octets = found[times] = bytearray(length // 8)
                here = slice(place * _OCTETS, (place + 1) * _OCTETS)
                days |= int.from_bytes(octets[here], "little")
                octets[here] = days.to_bytes(_OCTETS, "little")
        first += BLOCK_DAYS
    covers = []
    for offset, found in spans.items():
        parts = ((times, int.from_bytes(octets, "little")) for times, octets in found.items())
        covers.append((offset, Timetable(blocks.start * BLOCK_DAYS, length, span_rows(parts))))
    return covers, pins


def kernel_timetable(of: Any, tz: tzinfo | None, blocks: range) -> Table:
    """Return what an expression or a schedule fires, but for sets that are left out."""
    limits = of._limits
    if limits is not None and limits.tz is not None:
        tz = limits.tz
    wall = wall_timetable(of._matcher)
    if tz is None:
        table = _part(wall, blocks)
    elif type(tz) is timezone:
        offset = tz.utcoffset(None) // timedelta(seconds=1)
        table = _part(_offset_timetable(wall, offset), blocks)
    else:
        table = zone_timetable(wall, plan_of(tz, of._matcher, of.dst_policy), blocks)
    return table if limits is None or not limits.is_bounded else bounded(table, limits, tz)


@listed
@lru_cache(_KEPT)
def _offset_timetable(wall: Timetable, offset: int) -> Timetable:
    return wall.shifted(-offset) if offset else wall


@listed
@lru_cache(_KEPT)
def _part(whole: Timetable, blocks: range) -> Timetable:
    """Return the part of a timetable of the horizon that some blocks make."""
    return whole if blocks == HORIZON else whole.narrowed(*days_of(blocks))


def bounded(table: Timetable, limits: Limits, tz: tzinfo | None) -> Table:
    """Return what lies within the limits of a schedule."""
    for bound in (limits.start, limits.end):
        if bound is not None and is_aware(bound) != (tz is not None):
            raise TypeError("a schedule without a zone takes moments as aware as its bounds")
    return _cut(table, *Timeline(limits, tz).span(limits.start, limits.end))


#: Wall times as they are: none in a gap, both in a fold. So dates are read.
_AS_SHOWN = Handling(policies.SKIP, policies.BOTH, None, None)


def _shown_plan(tz: tzinfo) -> Plan:
    """Return the plan of what the clock of a zone shows."""
    return plan_for(tz, _AS_SHOWN)


# --- which part of the horizon is looked at --------------------------------


def _window(second: int) -> range:
    """Return the window of blocks that a second lies in, or the nearest one."""
    block = min(max(second // BLOCK, HORIZON.start), HORIZON.stop - 1)
    first = block - (block - HORIZON.start) % _WINDOW
    return range(first, min(first + _WINDOW, HORIZON.stop))


def _covering(tz: tzinfo | None, start: int, end: int) -> range:
    """Return blocks that hold all from start to end; all of them where that is no more work."""
    if not _changes_clock(tz):
        return HORIZON
    here, there = _window(start), _window(max(start, end - 1))
    if there.stop - here.start > 2 * _WINDOW:
        return HORIZON
    return range(here.start, there.stop)


def _changes_clock(tz: tzinfo | None) -> bool:
    """Tell whether a zone is one whose offset may change."""
    return tz is not None and type(tz) is not timezone


# --- the answers -----------------------------------------------------------


def count(of: Set, start: datetime, end: datetime) -> int:
    """Return how many fire times lie between two moments."""
    timeline = timeline_of(of, plain(start), plain(end))
    return number_between(of, timeline.tz, *timeline.span(start, end))


def number_between(of: Set, tz: tzinfo | None, first: int, last: int) -> int:
    """Return how many seconds fire from one (inclusive) to another (exclusive)."""
    if last <= first:
        return 0
    table = timetable_of(of, tz, _covering(tz, first, last))
    return table.rank(last) - table.rank(first)


def nth_fire(of: Set, timeline: Timeline, second: int, nth: int) -> datetime | None:
    """Return the n-th fire time from a second on, or before it for n below 0."""
    return timeline.moment(nth_second(of, timeline.tz, second, nth))


def nth_second(of: Set, tz: tzinfo | None, second: int, nth: int) -> int | None:
    """Return the n-th second that fires, from one on or before it, on the timeline of a zone."""
    if _changes_clock(tz):
        # Nearly always it is near; the whole horizon of a zone takes 20 ms at first.
        table = timetable_of(of, tz, _window(second if nth >= 0 else second - 1))
        place = table.rank(second) + nth
        if 0 <= place < len(table):
            return table.select(place)
    table = timetable_of(of, tz, HORIZON)
    return table.select(table.rank(second) + nth)


def first_fire(of: Set, start: datetime | None = None) -> datetime | None:
    """Return the first fire time at or after a moment, or of all for None."""
    timeline = timeline_of(of, start)
    return nth_fire(of, timeline, timeline.span(start, None)[0], 0)


def last_fire(of: Set) -> datetime | None:
    """Return the last fire time of all."""
    return nth_fire(of, timeline_of(of), END_INSTANT, -1)


def has_fire(of: Set, timeline: Timeline, second: int) -> bool:
    """Tell whether a second fires."""
    return timetable_of(of, timeline.tz, _covering(timeline.tz, second, second + 1)).has(second)


def seconds_between(of: Set, tz: tzinfo | None, start: int, end: int, step: int) -> Iterator[int]:
    """Yield the seconds that fire between two, ascending or descending, window by window."""
    while start < end:
        found = nth_second(of, tz, start, 0) if step > 0 else nth_second(of, tz, end, -1)
        if found is None or not start <= found < end:
            return
        blocks = _window(found)
        table = timetable_of(of, tz, blocks)
        low, high = max(blocks.start * BLOCK, start), min(blocks.stop * BLOCK, end)
        yield from table.members(low, high, step)
        start, end = (high, end) if step > 0 else (start, low)


def shortest(
    of: Set, start: datetime | None, end: datetime | None
) -> tuple[timedelta, datetime, datetime] | None:
    """Return the shortest interval between two neighbours in a span, with the two."""
    timeline, table = _spanned(of, start, end)
    return _interval(timeline, table.shortest_interval())


def longest(
    of: Set, start: datetime | None, end: datetime | None
) -> tuple[timedelta, datetime, datetime] | None:
    """Return the longest interval between two neighbours in a span, with the two."""
    timeline, table = _spanned(of, start, end)
    return _interval(timeline, table.longest_interval())


def _spanned(of: Set, start: datetime | None, end: datetime | None) -> tuple[Timeline, Table]:
    """Return the timeline of a span, and what fires in it."""
    timeline = timeline_of(of, start, end)
    first, last = timeline.span(start, end)
    table = timetable_of(of, timeline.tz, _covering(timeline.tz, first, last))
    return timeline, table if start is end is None else _cut(table, first, last)


def _interval(
    timeline: Timeline, found: tuple[int, int] | None
) -> tuple[timedelta, datetime, datetime] | None:
    if found is None:
        return None
    gap, first = found
    return timedelta(seconds=gap), timeline.at(first), timeline.at(first + gap)


def most_per_day(of: Set) -> int:
    """Return how many fire times the fullest date on the wall has."""
    tz = timeline_of(of).tz
    # Back to the wall: each part of the instants by the offset that they have there.
    covers = None if tz is None else _coverage(_shown_plan(tz), HORIZON)[0]
    return timetable_of(of, tz, HORIZON).busiest(covers)
