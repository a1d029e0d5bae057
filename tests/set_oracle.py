"""A slow second opinion on sets of instants: lists, and what Python's sets make of them.

A set is a tree. Its leaves are expressions, each with a zone, a rule for clock changes,
bounds and exclusions of its own; its branches are the four operations. Whatever is asked
about a set is answered here from the list of all its instants within a span: a count is
the length of the list, an interval a difference of neighbours, a union Python's ``|``.

`oracle` says which wall times match, and a zone is asked one question only: how far its
clocks are ahead of UTC at an instant. From that come the stretches of constant offset,
and from them, for any wall time, when it was shown. `zone_oracle` finds the same by
walking through all minutes; the two are held against each other in the laws.

Instants are whole seconds since 1970-01-01T00:00 UTC. Where there is no zone at all, the
seconds are those of the clock on the wall, as if it hung in Greenwich in winter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

import oracle
import zone_oracle
from zone_oracle import DAY, Change, Rule, instant_of

EPOCH = datetime(1970, 1, 1)
SECOND = timedelta(seconds=1)

# How far from an instant the wall times are that have to do with it. No clock has been
# turned by more than a day since 1970, and none is further than a day from UTC.
REACH = 3 * DAY

# The wall times at which anything may fire, widened by what zones can differ.
FIRST, END = -REACH, int((datetime(2200, 1, 1) - EPOCH).total_seconds()) + REACH


# ---------------------------------------------------------------------------
# What the clocks of a zone show.


class Regime(NamedTuple):
    """Real time, start <= t < end, through which a zone keeps one offset."""

    start: int
    end: int
    offset: int


_changes_of_years: dict[tuple[int, int], tuple[tzinfo, list[Change]]] = {}


def changes_in(zone: tzinfo, year: int) -> list[Change]:
    """Return the changes of a zone in one year; kept by identity, as some cannot be hashed."""
    key = id(zone), year
    if key not in _changes_of_years:
        _changes_of_years[key] = zone, zone_oracle.changes(zone, year, year)
    return _changes_of_years[key][1]


def regimes(zone: tzinfo, first: int, end: int) -> list[Regime]:
    """Return the regimes of a zone from well before first to well after end, in order.

    The outermost ones are cut off somewhere outside.
    """
    years = range((EPOCH + first * SECOND).year, (EPOCH + end * SECOND).year + 1)
    changes = [
        change for year in years for change in changes_in(zone, year) if first < change.at < end
    ]
    offsets = [zone_oracle.offset_at(first, zone), *(change.after for change in changes)]
    edges = [first, *(change.at for change in changes), end]
    return [
        Regime(start, stop, offset)
        for (start, stop), offset in zip(pairwise(edges), offsets, strict=True)
    ]


def at_once(wall: int, shown: list[Regime]) -> list[int]:
    """Return the instants at which a wall time was shown, in order."""
    return [
        wall - regime.offset
        for regime in shown
        if regime.start <= wall - regime.offset < regime.end
    ]


def instants(wall: int, shown: list[Regime], rule: Rule, *, fixed: bool) -> list[int]:
    """Return the instants at which a matching wall time fires under a rule."""
    found = at_once(wall, shown)
    if len(found) == 1:
        return found
    turns = [
        (after.start, before.offset, after.offset)
        for before, after in pairwise(shown)
    ]  # fmt: skip
    if found:
        fold = rule.fixed_fold if fixed else rule.other_fold
        longest = max(before - after for at, before, after in turns if found[0] < at <= found[-1])
        if rule.longest_fold is not None and longest > rule.longest_fold:
            fold = "both"
        return {"first": found[:1], "last": found[-1:], "both": found}[fold]
    midnight = wall // DAY * DAY
    if not any(
        regime.start + regime.offset < midnight + DAY and midnight < regime.end + regime.offset
        for regime in shown
    ):
        return []  # a date that never was
    [(at, before, after)] = [turn for turn in turns if sum(turn[:2]) <= wall < turn[0] + turn[2]]
    gap = rule.fixed_gap if fixed else rule.other_gap
    if rule.longest_gap is not None and after - before > rule.longest_gap:
        gap = "skip"
    return {"skip": [], "next": [at], "shift": [wall - before]}[gap]


# ---------------------------------------------------------------------------
# Sets.


class Leaf(NamedTuple):
    """An expression as a set of instants; without a zone it floats.

    Bounds are instants, or seconds on the wall for a set that is asked without a zone.
    """

    text: str
    dialect: str
    zone: tzinfo | None
    rule: Rule
    start: int | None = None
    end: int | None = None
    excluding: tuple[date | tuple[date, date] | Leaf | Branch, ...] = ()
    only: tuple[date | tuple[date, date], ...] | None = None
    rolled: str | None = None


class Branch(NamedTuple):
    """Two sets joined by ``| & - ^``."""

    sign: str
    left: Tree
    right: Tree


Tree = Leaf | Branch

OPERATIONS: dict[str, Callable[[set[int], set[int]], set[int]]] = {
    "|": set.union,
    "&": set.intersection,
    "-": set.difference,
    "^": set.symmetric_difference,
}


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Yield the leaves of a tree, those of its exclusions too."""
    if isinstance(tree, Branch):
        yield from leaves(tree.left)
        yield from leaves(tree.right)
        return
    yield tree
    for excluded in tree.excluding:
        if isinstance(excluded, Leaf | Branch):
            yield from leaves(excluded)


def fires(tree: Tree, zone: tzinfo | None, first: int, end: int) -> list[int]:
    """Return all instants of a set, first <= t < end, in order.

    Leaves without a zone take the one given; where that is None too, wall time is all
    there is.
    """
    return sorted(_fires(tree, zone or UTC, first, end))


def _fires(tree: Tree, zone: tzinfo, first: int, end: int) -> set[int]:
    if isinstance(tree, Branch):
        left, right = (_fires(side, zone, first, end) for side in (tree.left, tree.right))
        return OPERATIONS[tree.sign](left, right)
    own = tree.zone or zone
    first = first if tree.start is None else max(first, tree.start)
    end = end if tree.end is None else min(end, tree.end)
    if end <= first:
        return set()
    found = set(leaf_fires(tree, own, first, end))
    for excluded in tree.excluding:
        if isinstance(excluded, Leaf | Branch):
            found -= _fires(excluded, own, first, end)
    return found


def leaf_fires(leaf: Leaf, zone: tzinfo, first: int, end: int) -> Iterator[int]:
    """Yield the instants of an expression in a zone, in any order, maybe more than once."""
    first, end = max(first, FIRST), min(end, END)
    if end <= first:
        return
    fixed = zone_oracle.is_fixed(leaf.text, leaf.dialect, leaf.rule.fixed_when)
    near = regimes(zone, first - 2 * REACH, end + 2 * REACH)
    starts = [regime.start for regime in near]
    for wall_time in wall_times(leaf, first - REACH, end + REACH):
        wall = (wall_time - EPOCH) // SECOND
        low, high = bisect_right(starts, wall - REACH), bisect_left(starts, wall + REACH)
        for instant in instants(wall, near[max(low - 1, 0) : high], leaf.rule, fixed=fixed):
            if first <= instant < end:
                yield instant


def wall_times(leaf: Leaf, first: int, end: int) -> Iterator[datetime]:
    """Yield the wall times of a leaf on the days that are left to it, rolled days included."""
    start, stop = EPOCH + first * SECOND, EPOCH + end * SECOND
    if not leaf.excluding and leaf.only is None:
        yield from oracle.fires(leaf.text, leaf.dialect, start, stop)
        return
    runs = set(oracle.days(leaf.text, leaf.dialect, start.date() - FAR, stop.date() + FAR))
    kept = {day for day in runs if is_open(leaf, day)}
    if leaf.rolled is not None:
        kept |= {there for day in runs - kept if (there := rolled(leaf, day)) is not None}
    reading = oracle.read(leaf.text, leaf.dialect)
    for day in sorted(kept):
        for clock in oracle.times_of_day(reading):
            if start <= datetime.combine(day, clock) < stop:
                yield datetime.combine(day, clock)


#: No day is rolled as far as this, unless there is no open one at all.
FAR = timedelta(days=60)


def is_open(leaf: Leaf, day: date) -> bool:
    """Tell whether a date is left to a leaf; none is outside the horizon."""
    if not 1970 <= day.year < 2200:
        return False
    days = [each for each in leaf.excluding if not isinstance(each, Leaf | Branch)]
    ranges = [each if isinstance(each, tuple) else (each, each) for each in days]
    if any(low <= day <= high for low, high in ranges):
        return False
    if leaf.only is None:
        return True
    ranges = [each if isinstance(each, tuple) else (each, each) for each in leaf.only]
    return any(low <= day <= high for low, high in ranges)


def rolled(leaf: Leaf, day: date) -> date | None:
    """Return the open date that a date goes to, looked for day by day; None if it is far."""
    for distance in range(1, FAR.days):
        back, forth = day - timedelta(days=distance), day + timedelta(days=distance)
        if leaf.rolled in ("previous", "nearest") and is_open(leaf, back):
            return back
        if leaf.rolled in ("next", "nearest") and is_open(leaf, forth):
            return forth
    return None


def date_shown(instant: int, zone: tzinfo) -> date:
    """Return the date that the clocks of a zone show at an instant."""
    return zone_oracle.wall(instant, zone).date()


# ---------------------------------------------------------------------------
# Answers from the list.


def gaps_between(listed: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (seconds, first, second) of every two neighbours."""
    return [(second - first, first, second) for first, second in pairwise(listed)]


def shortest(listed: Sequence[int]) -> tuple[int, int, int] | None:
    """Return the smallest distance of two neighbours with its earliest witness, or None."""
    return min(gaps_between(listed), default=None)


def longest(listed: Sequence[int]) -> tuple[int, int, int] | None:
    """Return the largest distance of two neighbours with its earliest witness, or None."""
    return max(gaps_between(listed), key=lambda gap: (gap[0], -gap[1]), default=None)


def busiest(listed: Iterable[int], zone: tzinfo | None) -> int:
    """Return how many instants the fullest date on the clocks of a zone has."""
    return max(Counter(date_shown(t, zone or UTC) for t in listed).values(), default=0)


def how_many(leaf: Leaf, zone: tzinfo | None, first: int, end: int) -> int:
    """Return the number of instants of a leaf without bounds or exclusions in a long span.

    Whole days far from any change of clock are counted one by one, and each of them has
    all times of day; the rest is listed.
    """
    own = leaf.zone or zone or UTC
    first, end = max(first, FIRST), min(end, END)
    reading = oracle.read(leaf.text, leaf.dialect)
    times_a_day = len(reading.seconds) * len(reading.minutes) * len(reading.hours)
    total, done = 0, first
    for regime in regimes(own, first - REACH, end + REACH):
        low = -(-(max(first, regime.start + REACH) + regime.offset) // DAY)
        high = (min(end, regime.end - REACH) + regime.offset) // DAY
        if high <= low:
            continue
        days = oracle.days(
            leaf.text, leaf.dialect, day_number(low), day_number(high - 1)
        )  # fmt: skip
        total += times_a_day * sum(1 for _ in days)
        total += len(fires(leaf, own, done, low * DAY - regime.offset))
        done = high * DAY - regime.offset
    return total + len(fires(leaf, own, done, end))


def day_number(number: int) -> date:
    """Return the date so many days after 1970-01-01."""
    return (EPOCH + number * timedelta(days=1)).date()


def shown(instant: int, zone: tzinfo | None) -> datetime:
    """Return an instant as the clocks of a zone show it; naive where there is no zone."""
    return EPOCH + instant * SECOND if zone is None else zone_oracle.clock(instant, zone)


def meant(moment: datetime) -> int:
    """Return the first whole second at or after a moment, of the wall for a naive one."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return instant_of(aware) + (aware.microsecond > 0)
