"""The laws of sets of many parts: they are kept by minutes, and answer as sets of few do.

Three ways to get there: random columns held against Python's sets, the laws of small sets
with every set made to be kept by minutes, and unions in dozens of zones.
"""

from __future__ import annotations

import zoneinfo
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import tzinfo
from functools import reduce
from itertools import pairwise
from operator import and_, or_, xor
from typing import NamedTuple

import pytest
import set_judge
import set_oracle
import set_strategies
from hypothesis import assume, given
from hypothesis import strategies as st
from set_oracle import Branch, Leaf, Tree
from set_strategies import Case
from zone_oracle import DAY, RULES

from quartzcron.answers import analysis, columns
from quartzcron.answers.columns import Columns, Gathering
from quartzcron.answers.neighbours import Tree as TreeOfMasks
from quartzcron.answers.timetables import Timetable, without

# ---------------------------------------------------------------------------
# Columns against Python's sets.

#: The first day of the range; not 0, to see that it counts.
START = 5


@st.composite
def tables(draw: st.DrawFn, length: int) -> Timetable:
    """Draw a timetable of so many days with a few rows, whose times are near each other."""
    anchors = draw(st.lists(st.integers(0, DAY - 200), min_size=1, max_size=3))
    times = st.builds(lambda near, on: near + on, st.sampled_from(anchors), st.integers(0, 199))
    rows: dict[int, int] = {}
    taken = 0
    for _ in range(draw(st.integers(0, 4))):
        bits = 0
        for time in draw(st.lists(times, min_size=1, max_size=6)):
            bits |= 1 << time
        if draw(st.integers(0, 5)) == 0:
            bits |= (1 << draw(st.integers(1, 500))) - 1
        if draw(st.integers(0, 2)) == 0:
            # The same seconds in each of some minutes that follow each other.
            seconds = draw(st.integers(1, 31)) << draw(st.sampled_from([0, 55]))
            for minute in range(draw(st.integers(1, 6))):
                bits |= seconds << 60 * (minute + draw(st.sampled_from([0, 1_434])))
        days = draw(st.integers(0, (1 << length) - 1)) & ~taken
        taken |= days
        rows[bits] = rows.get(bits, 0) | days
    return Timetable(START, length, rows)


def seconds_of(table: Timetable) -> set[int]:
    """Return the members of a timetable, read off its rows."""
    return {
        (START + day) * DAY + time
        for times, days in table.rows
        for day in set_bits(days.bits)
        for time in set_bits(times.bits)
    }


def set_bits(mask: int) -> list[int]:
    """Return the set bits of a number, off its digits."""
    return [place for place, digit in enumerate(f"{mask:b}"[::-1]) if digit == "1"]


Operation = Callable[[int, int], int]

OPERATIONS: dict[Operation, Callable[[set[int], set[int]], set[int]]] = {
    or_: set.union,
    and_: set.intersection,
    without: set.difference,
    xor: set.symmetric_difference,
}


class Made(NamedTuple):
    """Columns and what they must hold, in order."""

    columns: Columns
    seconds: list[int]


@st.composite
def sets_by_minutes(draw: st.DrawFn) -> Made:
    """Draw several timetables gathered into columns, from the left or from the right."""
    with pytest.MonkeyPatch.context() as patch:
        # With few sorts of days in a minute, or with seconds that stand alone.
        patch.setattr(columns, "MOST_SORTS", draw(st.sampled_from([60, 1])))
        return draw(gathered_columns())


@st.composite
def gathered_columns(draw: st.DrawFn) -> Made:
    """Draw several timetables gathered into columns."""
    length = draw(st.integers(1, 150))
    first = draw(tables(length))
    gathered: Timetable | Columns | Gathering = Gathering(first)
    wanted = seconds_of(first)
    for _ in range(draw(st.integers(0, 4))):
        operation = draw(st.sampled_from(list(OPERATIONS)))
        other = draw(tables(length))
        if draw(st.booleans()):
            gathered = columns.joined(gathered, other, operation)
            wanted = OPERATIONS[operation](wanted, seconds_of(other))
        else:
            gathered = columns.joined(other, gathered, operation)
            wanted = OPERATIONS[operation](seconds_of(other), wanted)
    assert isinstance(gathered, Gathering)
    return Made(gathered.columns(), sorted(wanted))


@given(sets_by_minutes(), st.data())
def test_columns_hold_what_was_gathered(made: Made, data: st.DataObject) -> None:
    """Listed both ways, counted, numbered, cut, and told of each second."""
    table, listed = made
    low, high = START * DAY, (START + table.length) * DAY
    assert list(table.members(low, high)) == listed
    assert list(table.members(low, high, -1)) == listed[::-1]
    assert len(table) == len(listed)
    anywhere = st.integers(low - 2 * DAY, high + 2 * DAY)
    near = st.sampled_from(listed) if listed else anywhere
    some = st.one_of(anywhere, near, near.map(lambda second: second + 1))
    start, end = data.draw(some), data.draw(some)
    part = [second for second in listed if start <= second < end]
    assert list(table.members(start, end)) == part
    assert list(table.members(start, end, -1)) == part[::-1]
    cut = table.cut(start, end)
    assert list(cut.members(low, high)) == part
    for second in (start, end, end - 1):
        assert table.rank(second) == sum(each < second for each in listed)
        assert table.has(second) == (second in set(listed))
    for nth in {0, 1, len(listed) // 2, len(listed) - 1} & set(range(len(listed))):
        assert table.select(nth) == listed[nth]
    assert table.select(-1) is table.select(len(listed)) is None
    for each, seconds in ((table, listed), (cut, part)):
        for together in (columns._TOGETHER, data.draw(st.integers(1, 500))):
            with pytest.MonkeyPatch.context() as patch:
                # All days at once, or a few at a time.
                patch.setattr(columns, "_TOGETHER", together)
                assert each.shortest_interval() == extreme(seconds, 1)
                assert each.longest_interval() == extreme(seconds, -1)


def extreme(listed: list[int], sign: int) -> tuple[int, int] | None:
    """Return the shortest (longest) distance of neighbours, and the first of the earliest two."""
    gaps = [((second - first) * sign, first) for first, second in pairwise(listed)]
    if not gaps:
        return None
    gap, first = min(gaps)
    return gap * sign, first


@given(sets_by_minutes(), st.lists(st.tuples(st.integers(1, DAY), st.integers(-DAY + 1, DAY - 1))))
def test_the_fullest_date_is_one_that_clocks_show(
    made: Made, regimes: list[tuple[int, int]]
) -> None:
    """With clocks that are turned at any second, by anything below a day."""
    table, listed = made
    dates = Counter(second // DAY for second in listed)
    assert table.busiest(None) == max(dates.values(), default=0)
    at, end = START * DAY, (START + table.length) * DAY
    covers: list[tuple[int, Timetable]] = []
    shown: list[int] = []
    whole = Timetable(START, table.length, {(1 << DAY) - 1: (1 << table.length) - 1})
    for length, offset in [*regimes, (end, 0)]:
        covers.append((offset, whole.cut(at, at + length)))
        shown += [(each + offset) // DAY for each in listed if at <= each < at + length]
        at += length
    # What is shown outside of the range of days is not asked for.
    inside = [date for date in shown if START <= date < START + table.length]
    if len(inside) == len(shown):
        assert table.busiest(covers) == max(Counter(shown).values(), default=0)


@given(st.lists(st.integers(0, 255), min_size=1, max_size=40), st.integers(0, 255), st.data())
def test_a_tree_finds_what_a_list_does(masks: list[int], wanted: int, data: st.DataObject) -> None:
    """The first and the last place that meets a mask, and the OR of a stretch."""
    tree = TreeOfMasks(masks)
    start = data.draw(st.integers(0, len(masks)))
    end = data.draw(st.integers(start, len(masks)))
    met = [place for place, mask in enumerate(masks) if mask & wanted]
    assert tree.first(wanted, start) == next((place for place in met if place >= start), None)
    assert tree.last(wanted) == (met[-1] if met else None)
    assert tree.span(start, end) == reduce(or_, masks[start:end], 0)


# ---------------------------------------------------------------------------
# The laws of sets of few parts, kept by minutes.


@contextmanager
def by_minutes() -> Iterator[None]:
    """Keep every set by minutes that is made out of two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "MOST_ROWS", -1)
        analysis._JOINED.cache_clear()
        yield
    analysis._JOINED.cache_clear()


@given(set_strategies.cases(depth=2), st.data())
def test_sets_kept_by_minutes(case: Case, data: st.DataObject) -> None:
    """Every answer about joined sets is that of the joined lists."""
    span = data.draw(set_strategies.spans(case))
    with by_minutes():
        assert list(set_judge.all_differences(case, span)) == []


@given(set_strategies.finite_trees())
def test_sets_kept_by_minutes_without_a_span(case: Case) -> None:
    """First, last, the fullest day and the intervals of all there is."""
    listed = case.fires(case.near - 3 * DAY, case.near + 3 * DAY)
    with by_minutes():
        assert list(set_judge.bounded_differences(case, listed)) == []


# ---------------------------------------------------------------------------
# Dozens of zones.

DAYS = ["* * ?", "? * MON-FRI", "? * SAT,SUN", "15W * ?", "L * ?"]
NAMES = sorted(name for name in zoneinfo.available_timezones() if "/" in name)


@st.composite
def crowds(draw: st.DrawFn) -> Case:
    """Draw many schedules in as many zones, that fire within some weeks of an instant."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=20, max_size=40, unique=True))
    zones: list[tzinfo] = [set_strategies.named(name) for name in names]
    near = draw(set_strategies.instants(zones[0]))
    reach = draw(st.integers(1, 20)) * DAY
    parts: list[Tree] = []
    for zone in zones:
        minutes, hours = (
            ",".join(map(str, sorted(draw(st.sets(st.integers(0, top), min_size=1, max_size=2)))))
            for top in (59, 23)
        )
        days = draw(st.sampled_from(DAYS))
        text = f"0 {minutes} {hours} {days}"
        parts.append(Leaf(text, "quartzcron", zone, RULES["SAFE"], near - reach, near + reach))
    tree = parts[0]
    for part in parts[1:]:
        sign = draw(st.sampled_from("|||^-"))
        tree = Branch(sign, tree, part) if draw(st.booleans()) else Branch(sign, part, tree)
    return Case(tree, zones[0], near)


@given(crowds(), st.data())
def test_a_crowd_in_many_zones(case: Case, data: st.DataObject) -> None:
    """All answers about schedules in dozens of zones, in a span and without one."""
    assume(0 < case.near < set_oracle.END - set_oracle.REACH)
    span = data.draw(set_strategies.spans(case, fires=300))
    assert list(set_judge.all_differences(case, span)) == []
    listed = case.fires(case.near - 25 * DAY, case.near + 25 * DAY)
    assert list(set_judge.bounded_differences(case, listed)) == []
