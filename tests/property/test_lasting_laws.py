"""The laws of runs that take time: each covers the time from t to t + lasting, and no more.

The brute force looks at each run of two lists, and lays stretches of time side by side.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import set_oracle
import set_strategies
from hypothesis import assume, given
from hypothesis import strategies as st
from set_judge import told
from set_oracle import Branch, Tree, meant
from set_strategies import HOUR, Asked, Case
from zone_oracle import DAY

from quartzcron import CronExpression
from quartzcron.answers.columns import Columns, Gathering
from quartzcron.answers.timetables import Timetable

MICROSECOND = timedelta(microseconds=1)
MILLION = 1_000_000

#: In microseconds: seconds and parts of them, what is common, and days.
durations = st.one_of(
    st.integers(0, 3 * MILLION),
    st.sampled_from([60, 1_800, HOUR, 5_400, DAY, DAY + 1, 10 * DAY]).map(lambda n: n * MILLION),
    st.integers(0, 3 * DAY * MILLION),
)


class Two(NamedTuple):
    """Two sets that are asked in one zone or none, and all instants of each."""

    one: Asked
    other: Asked
    ones: list[int]
    others: list[int]


def two_of(case: Case, first: int, end: int) -> Two:
    """Return the two parts of a case, and their instants in a span."""
    tree = case.tree
    assert isinstance(tree, Branch)

    def part(of: Tree) -> tuple[Asked, list[int]]:
        return set_strategies.made(of, case.zone), set_oracle.fires(of, case.zone, first, end)

    (one, ones), (other, others) = part(tree.left), part(tree.right)
    return Two(one, other, ones, others)


def overlaps(two: Two, lasting: int, other_lasting: int) -> list[int]:
    """Return when a run of one of two sets begins while one of the other runs."""

    def met(runs: list[int], others: list[int], taking: int) -> set[int]:
        return {
            run
            for run in runs
            for other in others
            if other == run or other * MILLION <= run * MILLION < other * MILLION + taking
        }

    return sorted(met(two.ones, two.others, other_lasting) | met(two.others, two.ones, lasting))


@given(set_strategies.finite_trees(), durations, durations, st.data())
def test_overlaps_of_sets_that_end(
    case: Case, lasting: int, other_lasting: int, data: st.DataObject
) -> None:
    """All runs are known here, so None is held against a proof."""
    assume(isinstance(case.tree, Branch))
    two = two_of(case, case.near - 3 * DAY, case.near + 3 * DAY)
    assume(len(two.ones) * len(two.others) < 40_000)
    start: datetime | None = None
    if data.draw(st.booleans()):
        low = case.near - 3 * DAY
        start = data.draw(set_strategies.moments(case.zone, low, low + 6 * DAY))
    took, other_took = lasting * MICROSECOND, other_lasting * MICROSECOND
    found = two.one.overlaps(two.other, start, lasting=took, other_lasting=other_took)
    wanted = [at for at in overlaps(two, lasting, other_lasting) if at >= begin_of(start)]
    # It answers in the zone of the first.
    assert told(found) == (told(case.shown(wanted[0])) if wanted else None)
    back = two.other.overlaps(two.one, start, lasting=other_took, other_lasting=took)
    assert (None if back is None else meant(back)) == (wanted[0] if wanted else None)


def begin_of(start: datetime | None) -> int:
    """Return the first second from a start on, if there is one."""
    return -(10**12) if start is None else meant(start)


@given(set_strategies.cases(depth=1), durations, durations, st.data())
def test_overlaps_of_sets_that_go_on(
    case: Case, lasting: int, other_lasting: int, data: st.DataObject
) -> None:
    """The first one from a start on, as far as the brute force sees."""
    assume(isinstance(case.tree, Branch))
    assume(set_strategies.busy(case.tree) <= 200)
    start = data.draw(set_strategies.moments(case.zone, case.near, case.near + DAY))
    begin, until = meant(start), meant(start) + 4 * DAY
    two = two_of(case, begin - 11 * DAY, until)
    took, other_took = lasting * MICROSECOND, other_lasting * MICROSECOND
    found = two.one.overlaps(two.other, start, lasting=took, other_lasting=other_took)
    wanted = [at for at in overlaps(two, lasting, other_lasting) if at >= begin]
    if wanted:
        assert found is not None
        assert meant(found) == wanted[0]
    else:
        assert found is None or meant(found) >= until


@given(set_strategies.cases(depth=1), st.data())
def test_without_a_duration_the_same_second_is_meant(case: Case, data: st.DataObject) -> None:
    assume(isinstance(case.tree, Branch))
    two = two_of(case, 0, 0)
    start = data.draw(set_strategies.moments(case.zone, case.near, case.near + DAY))
    plain = two.one.overlaps(two.other, start)
    for lasting in (timedelta(0), MICROSECOND, timedelta(seconds=1)):
        assert told(two.one.overlaps(two.other, start, lasting=lasting)) == told(plain)
        assert told(two.one.overlaps(two.other, start, other_lasting=lasting)) == told(plain)


# --- how much is covered -------------------------------------------------------------


def covered(runs: list[int], lasting: int, first: int, last: int) -> int:
    """Return how much of a span some runs cover, all in microseconds but the runs."""
    total, done = 0, first
    for run in runs:
        begin, end = max(run * MILLION, done), min(run * MILLION + lasting, last)
        if end > begin:
            total, done = total + end - begin, end
    return total


@given(set_strategies.cases(depth=1), durations, st.data())
def test_busy_is_what_the_runs_cover(case: Case, lasting: int, data: st.DataObject) -> None:
    span = data.draw(set_strategies.spans(case, fires=60))
    # What becomes of runs at the end of 2199 is a case of its own.
    end_of_time = set_oracle.END - set_oracle.REACH - 2 * DAY
    assume(max(span.first, span.last) < end_of_time)
    assume(set_strategies.busy(case.tree) <= 3_000)
    first, last = (
        (whole - (at.microsecond > 0)) * MILLION + at.microsecond
        for whole, at in ((span.first, span.start), (span.last, span.end))
    )
    runs = case.fires(span.first - 10 * DAY - 2, span.last + 1)
    found = case.asked.busy(span.start, span.end, lasting * MICROSECOND)
    assert found == covered(runs, lasting, first, last) * MICROSECOND


@given(set_strategies.cases(depth=1), durations, st.data())
def test_busy_adds_up(case: Case, lasting: int, data: st.DataObject) -> None:
    """A span cut in two is as busy as both parts, never busier than it is long."""
    at = sorted(data.draw(st.tuples(*[st.integers(-DAY, DAY)] * 3)))
    moments = [set_oracle.shown(case.near + each, case.zone) for each in at]
    asked, took = case.asked, lasting * MICROSECOND
    first, middle, last = moments
    whole = asked.busy(first, last, took)
    assert asked.busy(first, middle, took) + asked.busy(middle, last, took) == whole
    assert asked.busy(last, first, took) == timedelta(0)
    assert timedelta(0) <= whole <= (at[2] - at[0]) * timedelta(seconds=1)
    assert whole <= asked.busy(first, last, took + timedelta(seconds=1))


# --- sets by minutes, moved -----------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn, days: int = 4) -> tuple[Columns, set[int]]:
    """Draw a set by minutes in a few days from the 10th on, and its members."""
    seconds = draw(
        st.sets(
            st.one_of(
                st.integers(0, days * DAY - 1),
                st.integers(0, days - 1).map(lambda day: day * DAY),
                st.integers(1, days).map(lambda day: day * DAY - 1),
                st.integers(0, 200),
            ),
            max_size=30,
        )
    )
    gathered = Gathering(Timetable(10, days, {}))
    for second in seconds:
        day, time = divmod(second, DAY)
        gathered.take(Timetable(10, days, {1 << time: 1 << day}), int.__or__)
    return gathered.columns(), {10 * DAY + second for second in seconds}


@given(tables(), st.one_of(st.integers(0, 5 * DAY), st.sampled_from([0, 1, 59, 60, 61, DAY])))
def test_columns_shifted(table: tuple[Columns, set[int]], by: int) -> None:
    columns, members = table
    moved = columns.shifted(by)
    wanted = sorted(second + by for second in members if second + by < 14 * DAY)
    assert list(moved.members(0, 20 * DAY)) == wanted
    assert [moved.rank(second) for second in wanted] == list(range(len(wanted)))


@given(tables(), st.integers(0, 16), st.integers(1, 6))
def test_columns_narrowed(table: tuple[Columns, set[int]], start: int, length: int) -> None:
    columns, members = table
    wanted = sorted(at for at in members if start * DAY <= at < (start + length) * DAY)
    moved = columns.narrowed(start, length)
    assert (moved.start, moved.length) == (start, length)
    assert list(moved.members(0, 20 * DAY)) == wanted


def test_columns_shifted_where_each_second_stands_alone() -> None:
    """A minute whose seconds run on more sorts of days than a cell has."""
    gathered = Gathering(Timetable(0, 200, {}))
    pairs = {day: (day % 60, (day + 1 + day // 60) % 60) for day in range(200)}
    members = {day * DAY + second for day, pair in pairs.items() for second in pair}
    members |= {DAY * day + 60 + day % 60 for day in range(200)}
    for second in members:
        day, time = divmod(second, DAY)
        gathered.take(Timetable(0, 200, {1 << time: 1 << day}), int.__or__)
    columns = gathered.columns()
    assert {type(cell).__name__ for cell in columns.cells.values()} == {"BySeconds", "dict"}
    for by in (0, 1, 30, 59, 60, 90, DAY - 1, DAY):
        wanted = sorted(at + by for at in members if at + by < 200 * DAY)
        assert list(columns.shifted(by).members(0, 300 * DAY)) == wanted
    assert list(columns.narrowed(3, 5).members(0, 300 * DAY)) == sorted(
        at for at in members if 3 * DAY <= at < 8 * DAY
    )


def test_a_run_may_take_longer_than_there_is_time() -> None:
    """It covers all that is left, and a moment counted from it is past the end of time."""
    once = CronExpression("0 0 9 1 1 ? 2026")
    daily = CronExpression("0 9 * * *")
    for lasting in (timedelta(days=300 * 366), timedelta.max):
        assert once.overlaps(daily, lasting=lasting) == datetime(2026, 1, 1, 9)
        later = datetime(2199, 12, 31)
        assert once.overlaps(daily, later, lasting=lasting) == datetime(2199, 12, 31, 9)
        covered = once.busy(datetime(2026, 1, 1), datetime(2026, 1, 3), lasting)
        assert covered == timedelta(days=1, hours=15)
        whole = once.busy(datetime.min, datetime.max, lasting)
        assert whole == datetime(2200, 1, 1) - datetime(2026, 1, 1, 9)
