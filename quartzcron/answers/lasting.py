"""Runs that take time: when two of them overlap, and how much of a span is covered.

A run that takes d seconds covers the second in which it begins and the d - 1 after it.
All that a set covers is a set of seconds again: the set itself, joined with itself moved
by one second, that with itself moved by two, by four, and so on. So it takes some
seventeen steps for runs of a day, and whether two sets of runs ever overlap is decided by
two intersections over the whole horizon, however many runs there are.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import and_, or_

from quartzcron.answers import columns
from quartzcron.answers.analysis import (
    HORIZON,
    _changes_clock,
    _covering,
    _window,
    days_of,
    timeline_of,
    timetable_of,
)
from quartzcron.answers.catch_up import checked_duration
from quartzcron.answers.columns import Gathering
from quartzcron.answers.timetables import without
from quartzcron.clock.moments import placed, plain
from quartzcron.clock.zones import BLOCK, FIRST_INSTANT, instant_of, wall_seconds
from quartzcron.fields import LAST_YEAR
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

    from quartzcron.answers.analysis import Set, Table, Timeline
    from quartzcron.answers.columns import Operation

_MILLION = 1_000_000
_MICROSECOND = timedelta(microseconds=1)

#: A run that takes longer than there is time covers all the rest of it.
_LONGEST = len(HORIZON) * BLOCK

_LAST_MOMENT = datetime(LAST_YEAR, 12, 31, 23, 59, 59)


def first_overlap(
    both: Set,
    one: Set,
    other: Set,
    start: datetime | None,
    lasting: timedelta | None,
    other_lasting: timedelta | None,
) -> datetime | None:
    """Return when a run of either set first begins, from start on, while one of the other runs.

    `both` is what the two have in common: it knows on which timeline they meet.
    """
    own, others = _seconds("lasting", lasting), _seconds("other_lasting", other_lasting)
    timeline = timeline_of(both, start)
    first = timeline.span(start, None)[0]
    tz = timeline.tz
    # Nearly always it is near; the whole horizon of a zone takes 20 ms at first.
    for blocks in (_window(first), HORIZON) if _changes_clock(tz) else (HORIZON,):
        while_other = _met(one, other, others, tz, blocks)
        while_own = _met(other, one, own, tz, blocks)
        table = _joined(while_other, while_own, or_)
        found = table.select(table.rank(first))
        if found is not None:
            return timeline.at(found)
    return None


def _seconds(what: str, lasting: timedelta | None) -> int:
    """Return how many seconds a run covers: at least that in which it begins."""
    if lasting is None:
        return 1
    whole, rest = divmod(checked_duration(what, lasting), timedelta(seconds=1))
    return max(whole + bool(rest), 1)


def _met(of: Set, other: Set, seconds: int, tz: tzinfo | None, blocks: range) -> Table:
    """Return the runs of one set that begin while one of the other is running."""
    return _joined(timetable_of(of, tz, blocks), _cover(other, seconds, tz, blocks), and_)


def _joined(left: Table, right: Table, operation: Operation) -> Table:
    table = columns.joined(left, right, operation)
    return table.columns() if isinstance(table, Gathering) else table


def _cover(of: Set, seconds: int, tz: tzinfo | None, blocks: range) -> Table:
    """Return all seconds of some blocks that the runs of a set cover, each so many."""
    seconds = min(seconds, _LONGEST)
    # With the blocks before, in which runs begin that are not over yet.
    earlier = range(max(blocks.start + -seconds // BLOCK, HORIZON.start), blocks.stop)
    table = timetable_of(of, tz, earlier)
    size = 1
    while size < seconds:
        further = min(size, seconds - size)
        table = _joined(table, table.shifted(further), or_)
        size += further
    return table if earlier == blocks else table.narrowed(*days_of(blocks))


def covered(of: Set, start: datetime, end: datetime, lasting: timedelta) -> timedelta:
    """Return how much of a span the runs of a set cover, each so long."""
    whole, rest = divmod(checked_duration("lasting", lasting), timedelta(seconds=1))
    start, end = plain(start), plain(end)
    timeline = timeline_of(of, start, end)
    low, high = _within(timeline, start), _within(timeline, end)
    if high <= low:
        return timedelta(0)
    blocks = _covering(timeline.tz, low // _MILLION, high // _MILLION + 1)
    # The seconds that are covered, by how much of each: all, or where a run ends within one.
    parts: list[tuple[Table, int]] = []
    if whole:
        parts.append((_cover(of, whole, timeline.tz, blocks), _MILLION))
    if rest:
        ends = _cover(of, whole + 1, timeline.tz, blocks)
        ends = _joined(ends, parts[0][0], without) if parts else ends
        parts.append((ends, rest // _MICROSECOND))
    return sum((_before(*part, high) - _before(*part, low) for part in parts), 0) * _MICROSECOND


def _within(timeline: Timeline, moment: datetime) -> int:
    """Return a moment in microseconds, or the nearest one at which anything may be covered."""
    tz, last = timeline.tz, _LAST_MOMENT
    end = wall_seconds(last) if tz is None else instant_of(placed(last, tz))
    at = timeline.floor(moment) * _MILLION + moment.microsecond
    return min(max(at, FIRST_INSTANT * _MILLION), (end + 1) * _MILLION)


def _before(table: Table, share: int, at: int) -> int:
    """Return how much is covered before a moment, where each second of a set is so much of it.

    All in microseconds.
    """
    second, since = divmod(at, _MILLION)
    return table.rank(second) * share + (min(since, share) if table.has(second) else 0)
