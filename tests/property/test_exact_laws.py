"""The laws of exact answers: counts, n-th fire times, intervals, the fullest day.

Random expressions and schedules, in zones whose clocks are turned in every way, under all
presets, with bounds and exclusions: each answer must be what the list of all instants
says, which `set_oracle` makes by brute force. Where a list would be too long, answers are
held against each other.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import oracle
import set_judge
import set_oracle
import set_strategies
import strategies
import zone_oracle
from every_change import seen
from hypothesis import given
from hypothesis import strategies as st
from set_oracle import EPOCH, Leaf, meant, shown
from set_strategies import HOUR, ZONES, Case
from zone_oracle import DAY, RULES

from quartzcron import CronExpression, DstPolicy, Schedule

SECOND = timedelta(seconds=1)


# ---------------------------------------------------------------------------
# The oracle itself.


# Through a zone that is off by single seconds a walk would take as many steps.
WALKED = [zone for zone in ZONES if zone_oracle.offset_at(0, zone) % 10 == 0]


@given(set_strategies.cases(zones=WALKED), st.data())
def test_two_oracles_agree(case: Case, data: st.DataObject) -> None:
    """Stretches of constant offset lead to the same instants as a walk through all minutes."""
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    plain = Leaf(leaf.text, leaf.dialect, case.zone, leaf.rule)
    length = min(DAY, 200 * DAY // set_strategies.busy(plain))
    first = min(max(case.near, 0), set_oracle.END - 9 * DAY) - data.draw(st.integers(0, length))
    zone = case.zone or UTC
    wanted = zone_oracle.fires(
        leaf.text, leaf.dialect, zone, leaf.rule, first, first + length
    )  # fmt: skip
    assert set_oracle.fires(plain, None, first, first + length) == wanted
    assert set_oracle.how_many(plain, None, first, first + length) == len(wanted)


def test_the_judge_notices() -> None:
    """A set is not waved through when the list is another's."""
    new_york = set_strategies.named("America/New_York")
    leaf = Leaf("30 1 * * *", "unix", new_york, RULES["SPRING"])
    fold = meant(datetime(2026, 11, 1, 6, tzinfo=UTC))
    case = Case(leaf, new_york, fold)
    start, end = shown(fold - 3 * DAY, new_york), shown(fold + 3 * DAY, new_york)
    span = set_strategies.Span(start, end, meant(start), meant(end))
    assert list(set_judge.all_differences(case, span)) == []

    class Other(Case):
        def fires(self, first: int, end: int) -> list[int]:
            return set_oracle.fires(leaf._replace(rule=RULES["OCPS"]), None, first, end)

    found = list(set_judge.all_differences(Other(leaf, new_york, fold), span))
    for question in ("fire_times", "reverse=True", "count", "nth_fire_time", "shortest_interval"):
        assert any(question in problem for problem in found), question
    short = span._replace(first=fold - 3 * HOUR, start=shown(fold - 3 * HOUR, new_york))
    found = list(set_judge.all_differences(Other(leaf, new_york, fold), short))
    assert any("next_fire_time" in problem for problem in found)


# ---------------------------------------------------------------------------
# Answers about a span.


@given(set_strategies.cases(), st.data())
def test_every_answer_comes_from_the_list(case: Case, data: st.DataObject) -> None:
    """Count, n-th, intervals, and what next, previous, fire_times and matches say."""
    span = data.draw(set_strategies.spans(case))
    assert list(set_judge.all_differences(case, span)) == []


@given(set_strategies.cases(), st.data())
def test_counts_of_long_spans(case: Case, data: st.DataObject) -> None:
    """Years at a time: whole days counted one by one, each with all its times."""
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    plain = Leaf(leaf.text, leaf.dialect, leaf.zone, leaf.rule)
    years = 30 if case.zone is None or set_strategies.busy(plain) < 1_500 else 1
    start = data.draw(set_strategies.moments(case.zone, case.near, case.near))
    last = case.near + data.draw(st.integers(0, years * 365 * DAY))
    end = data.draw(set_strategies.moments(case.zone, last, last))
    wanted = set_oracle.how_many(plain, case.zone, meant(start), meant(end))
    assert set_strategies.made(plain, case.zone).count(start, end) == wanted


@given(strategies.any_texts(), st.sampled_from([datetime.min, EPOCH, EPOCH + SECOND]))
def test_counts_of_the_whole_horizon(case: tuple[str, str], start: datetime) -> None:
    """Everything there is, from before the beginning to after the end."""
    expression = CronExpression(*case)
    leaf = Leaf(*case, None, RULES["SAFE"])
    last = datetime(2199, 12, 31, 23, 59, 59)
    # Sampled days alone, since going through all of them takes a third of a second.
    by_year = [
        expression.count(datetime(year, 1, 1), datetime(year + 1, 1, 1))
        for year in range(1970, 2200)
    ]
    for year in (1970, 2000, 2026, 2100, 2199):
        first, end = datetime(year, 1, 1), datetime(year + 1, 1, 1)
        wanted = set_oracle.how_many(leaf, None, meant(first), meant(end))
        assert by_year[year - 1970] == wanted
    missed = int(start > EPOCH and oracle.matches(*case, EPOCH))
    assert expression.count(start, datetime.max) == sum(by_year) - missed
    missed += int(oracle.matches(*case, last))
    assert expression.count(start, last) == sum(by_year) - missed


Moments = st.tuples(*[strategies.moments()] * 3)


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment as wall time of a zone; those of pytz get what their clocks show."""
    if hasattr(zone, "localize") and 1970 <= moment.year < 2200:
        return shown(meant(moment), zone).replace(microsecond=moment.microsecond)
    return moment.replace(tzinfo=zone)


@given(set_strategies.cases(), Moments)
def test_counts_add_up(case: Case, three: tuple[datetime, datetime, datetime]) -> None:
    """A span cut in two has as many as both parts; turned round it has none."""
    asked = case.asked
    placed = [in_zone(moment, case.zone) for moment in three]
    first, middle, last = sorted(placed, key=instant_and_microsecond)
    whole = asked.count(first, last)
    assert asked.count(first, middle) + asked.count(middle, last) == whole
    assert asked.count(last, first) == 0
    assert asked.count(first, first) == 0


def instant_and_microsecond(moment: datetime) -> tuple[int, int]:
    """Return what moments of one zone are sorted by: Python would forget their folds."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return zone_oracle.instant_of(aware), aware.microsecond


Numbers = st.one_of(
    st.integers(-9, 9), st.integers(-(10**6), 10**6), st.sampled_from([10**9, -(10**9)])
)


@given(set_strategies.cases(), strategies.moments(), Numbers)
def test_nth_undoes_count(case: Case, moment: datetime, n: int) -> None:
    """From a moment to its n-th fire time there are n; none means that there are not so many."""
    asked, start = case.asked, in_zone(moment, case.zone)
    found = asked.nth_fire_time(start, n)
    begin, end = (in_zone(edge, case.zone) for edge in (datetime.min, datetime.max))
    if found is None:
        assert asked.count(start, end) <= n if n >= 0 else asked.count(begin, start) < -n
        return
    assert found in asked
    assert found.microsecond == 0
    assert asked.count(start, found) == max(n, 0)
    assert asked.count(found, start) == max(-n, 0)


@given(set_strategies.cases(), strategies.moments())
def test_nth_begins_with_next_and_previous(case: Case, moment: datetime) -> None:
    """0 is the first at or after, -1 the last before, and so on in steps."""
    asked, start = case.asked, in_zone(moment, case.zone)
    first = asked.next_fire_time(start, inclusive=True)
    assert set_judge.told(asked.nth_fire_time(start, 0)) == set_judge.told(first)
    last = asked.previous_fire_time(start)
    assert set_judge.told(asked.nth_fire_time(start, -1)) == set_judge.told(last)
    if first is not None:
        second = asked.next_fire_time(first)
        assert set_judge.told(asked.nth_fire_time(start, 1)) == set_judge.told(second)
    if last is not None:
        before = asked.previous_fire_time(last)
        assert set_judge.told(asked.nth_fire_time(start, -2)) == set_judge.told(before)


@given(set_strategies.cases(), strategies.moments(), strategies.moments(), st.data())
def test_intervals_are_real_and_extreme(
    case: Case, one: datetime, other: datetime, data: st.DataObject
) -> None:
    """Over any span: two neighbours that far apart, and none nearer or further than they."""
    asked = case.asked
    start, end = (in_zone(moment, case.zone) for moment in (one, other))
    shortest, longest = asked.shortest_interval(start, end), asked.longest_interval(start, end)
    count = asked.count(start, end)
    assert (shortest is None) == (longest is None) == (count < 2)
    if shortest is None or longest is None:
        return
    for interval in (shortest, longest):
        assert asked.count(start, interval.first) >= 0
        assert meant(interval.second) - meant(interval.first) == interval.duration // SECOND
        following = asked.next_fire_time(interval.first)
        assert set_judge.told(following) == set_judge.told(interval.second)
        assert interval.first in asked
        assert asked.count(interval.first, end) >= 2
        assert asked.count(start, interval.second) >= 1
    n = data.draw(st.integers(0, count - 2))
    pair = asked.nth_fire_time(start, n), asked.nth_fire_time(start, n + 1)
    assert pair[0] is not None
    assert pair[1] is not None
    apart = (meant(pair[1]) - meant(pair[0])) * SECOND
    assert shortest.duration <= apart <= longest.duration
    if apart == shortest.duration:
        assert meant(shortest.first) <= meant(pair[0])
    if apart == longest.duration:
        assert meant(longest.first) <= meant(pair[0])


# ---------------------------------------------------------------------------
# Answers about all of it.


@st.composite
def finite_cases(draw: st.DrawFn) -> Case:
    """Draw a set that fires within a few days, or in a year or two but seldom."""
    case = draw(set_strategies.cases(bounded=True))
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    zone = leaf.zone
    if zone is None:
        # Nobody says in which zone a floating set without a span is meant.
        case = case._replace(zone=None)
    if set_strategies.busy(leaf) > 30 or draw(st.booleans()):
        low, high = draw(st.integers(0, 2 * DAY)), draw(st.integers(0, 2 * DAY))
        leaf = leaf._replace(start=case.near - low, end=case.near + high)
    return case._replace(tree=leaf)


@given(finite_cases())
def test_answers_without_a_span(case: Case) -> None:
    """First, last, the fullest day and the intervals of all there is."""
    year = 366 * DAY
    first, end = max(case.near - 3 * year, -5 * DAY), case.near + 3 * year
    assert list(set_judge.bounded_differences(case, case.fires(first, end))) == []


@given(strategies.any_texts())
def test_the_fullest_day_of_an_expression(case: tuple[str, str]) -> None:
    """By wall time every day on which anything fires has all times of day."""
    reading = oracle.read(*case)
    times_a_day = len(reading.seconds) * len(reading.minutes) * len(reading.hours)
    expression = CronExpression(*case)
    wanted = 0 if oracle.never_fires(*case) else times_a_day
    assert expression.most_per_day() == wanted
    assert Schedule(expression).most_per_day() == wanted


@given(set_strategies.cases(zones=ZONES), st.data())
def test_no_day_is_fuller_than_the_fullest(case: Case, data: st.DataObject) -> None:
    """In a zone the fullest day is at least as full as any day near a change of clock."""
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    case = case._replace(tree=leaf._replace(zone=case.zone, start=None, end=None, excluding=()))
    listed = case.fires(case.near - 2 * DAY, case.near + 2 * DAY) if busy_below(case, 1_500) else []
    most = case.asked.most_per_day()
    assert most >= set_oracle.busiest(listed, case.zone)
    plain = CronExpression(leaf.text, leaf.dialect).most_per_day()
    # A fold of at most a day, a gap made up for at its end.
    assert 0 <= most <= 2 * plain + 1


def busy_below(case: Case, limit: int) -> bool:
    """Tell whether a case fires seldom enough to be listed for some days."""
    return set_strategies.busy(case.tree) < limit


@given(set_strategies.cases())
def test_first_and_last(case: Case) -> None:
    """Nothing fires before the first or after the last, and both fire."""
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    zone = leaf.zone
    # Without a zone and a bound that has one, wall time is meant.
    case = case if zone is not None else case._replace(zone=None)
    asked = case.asked
    begin, end = (in_zone(edge, zone) for edge in (datetime.min, datetime.max))
    first, last = asked.first_fire_time(), asked.last_fire_time()
    assert set_judge.told(first) == set_judge.told(asked.next_fire_time(begin, inclusive=True))
    assert set_judge.told(last) == set_judge.told(asked.previous_fire_time(end))
    assert (first is None) == (last is None) == asked.never_fires
    if first is not None and last is not None:
        assert asked.count(begin, first) == 0
        assert asked.count(begin, last) == asked.count(begin, end) - 1
        assert asked.previous_fire_time(first) is None
        assert asked.next_fire_time(last) is None


# ---------------------------------------------------------------------------
# Expressions and schedules.


@given(strategies.any_texts(), st.sampled_from(ZONES), st.data())
def test_an_expression_in_a_zone_is_a_schedule(
    case: tuple[str, str], zone: tzinfo, data: st.DataObject
) -> None:
    """Asked with moments of a zone, it answers as a schedule there under its own policy."""
    expression = CronExpression(*case)
    schedule = Schedule(expression, tz=zone)
    near = data.draw(set_strategies.instants(zone))
    start = data.draw(set_strategies.moments(zone, near, near))
    end = data.draw(set_strategies.moments(zone, near, near + 400 * DAY))
    assert expression.count(start, end) == schedule.count(start, end)
    for n in (0, 5, -1, -7):
        one, other = expression.nth_fire_time(start, n), schedule.nth_fire_time(start, n)
        assert set_judge.told(one) == set_judge.told(other)
    for interval in ("shortest_interval", "longest_interval"):
        found = [getattr(asked, interval)(start, end) for asked in (expression, schedule)]
        assert set_judge.interval_told(found[0]) == set_judge.interval_told(found[1])


@given(
    strategies.any_texts(), st.sampled_from([zone for zone in ZONES if isinstance(zone, type(UTC))])
)
def test_a_fixed_offset_is_wall_time(case: tuple[str, str], zone: tzinfo) -> None:
    """Where no clock is turned a schedule answers as the expression does by wall time."""
    expression, schedule = CronExpression(*case), Schedule(CronExpression(*case), tz=zone)
    for name in ("first_fire_time", "last_fire_time"):
        naive, aware = getattr(expression, name)(), getattr(schedule, name)()
        assert aware == (naive and naive.replace(tzinfo=zone))
    assert expression.most_per_day() == schedule.most_per_day()
    for name in ("shortest_interval", "longest_interval"):
        naive, aware = getattr(expression, name)(), getattr(schedule, name)()
        assert (naive and naive.duration) == (aware and aware.duration)
        assert (naive and naive.first) == (aware and aware.first.replace(tzinfo=None))
        assert (naive and naive.second) == (aware and aware.second.replace(tzinfo=None))


@given(set_strategies.cases(zones=ZONES), st.data())
def test_the_policy_is_the_schedules(case: Case, data: st.DataObject) -> None:
    """Under every preset the answers are those of its own list."""
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    name = data.draw(st.sampled_from(sorted(RULES)))
    plain = Leaf(leaf.text, leaf.dialect, case.zone, RULES[name])
    span = data.draw(set_strategies.spans(case._replace(tree=plain)))
    schedule = Schedule(CronExpression(leaf.text, leaf.dialect), case.zone, dst=name)
    assert schedule.dst_policy is getattr(DstPolicy, name)
    wanted = set_oracle.fires(plain, None, span.first, span.last)
    assert schedule.count(span.start, span.end) == len(wanted)
    if wanted:
        found = schedule.nth_fire_time(span.start, len(wanted) - 1)
        assert found is not None
        assert seen(found) == seen(shown(wanted[-1], case.zone))


@given(set_strategies.cases(zones=ZONES), st.data())
def test_naive_moments_are_wall_time_of_a_schedule(case: Case, data: st.DataObject) -> None:
    """A naive argument and the same with the schedule's zone attached are one question."""
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    schedule = case._replace(tree=leaf._replace(zone=case.zone)).asked
    span = data.draw(set_strategies.spans(case))
    naive = span.start.replace(tzinfo=None), span.end.replace(tzinfo=None)
    if hasattr(case.zone, "localize"):
        # pytz shows by the offset of its datetimes what others show by fold.
        return
    assert schedule.count(*naive) == schedule.count(span.start, span.end)
    for interval in ("shortest_interval", "longest_interval"):
        found = getattr(schedule, interval)(*naive)
        aware = getattr(schedule, interval)(span.start, span.end)
        assert set_judge.interval_told(found) == set_judge.interval_told(aware)
    for n in (0, 3, -1, -4):
        one, other = schedule.nth_fire_time(naive[0], n), schedule.nth_fire_time(span.start, n)
        assert set_judge.told(one) == set_judge.told(other)
