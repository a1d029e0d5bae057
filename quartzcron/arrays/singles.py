"""Members of a fleet asked one by one, in whole seconds.

So is asked what leaves something out, for which no one matcher speaks, and what
NumPy has no columns for.
"""

from __future__ import annotations

import numpy as np

from quartzcron.answers.analysis import nth_second
from quartzcron.arrays.members import bounds_of
from quartzcron.arrays.moments import NAT, clipped
from quartzcron.arrays.runs import Run, Span, runs_of
from quartzcron.clock.moments import is_aware, placed
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT, instant_of
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.moments import After, Single
    from quartzcron.arrays.runs import Listed, Tabled

# --- spans -----------------------------------------------------------------


def count_of(span: Span) -> int:
    """Return how often there is a fire in a span."""
    return sum(run.size for run in runs_of(span))


def load_of(span: Span, edges: Integers) -> Integers:
    """Return how often there is one between edges, ascending seconds that reach over the span."""
    total = np.zeros(len(edges) - 1, np.int64)
    for run in runs_of(span):
        if isinstance(run, Run):
            numbers = run.grid.ranks(edges + run.offset).clip(run.low, run.high)
        else:
            numbers = _written(run).searchsorted(edges)
        total += np.diff(numbers)
    return total


def fires_of(span: Span) -> Integers:
    """Return the seconds of all fires in a span, ascending."""
    return np.concatenate([np.empty(0, np.int64), *map(_written, runs_of(span))])


def _written(run: Run | Listed | Tabled) -> Integers:
    seconds = np.empty(run.size, np.int64)
    run.write(0, seconds)
    return seconds


# --- members and the moments asked about -----------------------------------


def next_of(member: Single, asked: After, place: int) -> int:
    """Return the first second after its moment at which a member fires, or NaT."""
    found = nth_second(member, zone_of(member, asked, place), _second(member, asked, place) + 1, 0)
    return NAT if found is None else found


def previous_of(member: Single, asked: After, place: int) -> int:
    """Return the last second before its moment at which a member fires, or NaT."""
    end = _not_before(member, asked, place)
    found = nth_second(member, zone_of(member, asked, place), end, -1)
    return NAT if found is None else found


def span_between(member: Single, start: After, end: After, place: int) -> Span:
    """Return the span of a member from its moment (inclusive) to its other one."""
    low, high = _not_before(member, start, place), _not_before(member, end, place)
    return span_of(member, zone_of(member, start, place), low, high)


def span_of(member: Single, zone: tzinfo | None, low: int, high: int) -> Span:
    """Return the span of a member from low (inclusive) to high, within its bounds."""
    bounds = bounds_of([member])
    return Span(member, zone, max(low, int(bounds.start[0])), min(high, int(bounds.end[0])))


def zone_of(member: Single, asked: After, place: int) -> tzinfo | None:
    """Return the zone in which a member answers: its own, or that of its moment."""
    own = member._home.tz
    if own is not None:
        return own
    zones = asked.zones
    return zones[0 if len(zones) == 1 else place]


def _second(member: Single, asked: After, place: int) -> int:
    """Return what its moment is to a member, floored: an instant if there is a zone."""
    tz = member._home.tz
    if asked.datetimes and tz is not None:
        moment = asked.datetimes[0 if asked.is_one else place]
        if not is_aware(moment):
            return min(max(instant_of(placed(moment, tz)), FIRST_INSTANT - 1), END_INSTANT)
    return int(clipped(asked.whole if asked.is_one else asked.whole[place]))


def _not_before(member: Single, asked: After, place: int) -> int:
    """Return the first whole second not before a moment, as it is to a member."""
    is_cut = asked.is_cut if asked.is_one else asked.is_cut[place]
    return _second(member, asked, place) + int(is_cut)
