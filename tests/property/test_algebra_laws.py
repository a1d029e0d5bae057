"""The laws of sets of instants: what ``| & - ^``, comparisons and exclusions must never break.

Each operand keeps its own zone and its own rule for clock changes. Within a span a set is
the list that Python's own sets make of the lists of its operands; the laws of algebra hold
between the library's answers, and all is tied to `matches`.
"""

from __future__ import annotations

import copy
import datetime as datetime_module
import operator
import pickle
import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

import pytest
import set_judge
import set_oracle
import set_strategies
import strategies
from hypothesis import assume, given
from hypothesis import strategies as st
from set_judge import told
from set_oracle import Branch, Leaf, meant, shown
from set_strategies import ZONES, Asked, Case, Span, joined, made
from zone_oracle import DAY, RULES

import quartzcron
from quartzcron import CronExpression, FireSet, Schedule

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "|": operator.or_,
    "&": operator.and_,
    "-": operator.sub,
    "^": operator.xor,
}


# ---------------------------------------------------------------------------
# Against the lists.


@given(set_strategies.cases(depth=1), st.data())
def test_two_operands(case: Case, data: st.DataObject) -> None:
    """Every answer about two sets joined is that of the joined lists."""
    span = data.draw(set_strategies.spans(case))
    assert list(set_judge.all_differences(case, span)) == []


@given(set_strategies.cases(depth=3), st.data())
def test_sets_of_sets(case: Case, data: st.DataObject) -> None:
    """However deep they are nested."""
    span = data.draw(set_strategies.spans(case))
    assert list(set_judge.all_differences(case, span)) == []


@given(set_strategies.finite_trees())
def test_answers_without_a_span(case: Case) -> None:
    """First, last, the fullest day and the intervals of all there is."""
    listed = case.fires(case.near - 3 * DAY, case.near + 3 * DAY)
    assert list(set_judge.bounded_differences(case, listed)) == []


# ---------------------------------------------------------------------------
# The laws, tied to matches.


class Three(NamedTuple):
    """Three sets that may be joined, and a span in which to look at them."""

    sets: tuple[Asked, Asked, Asked]
    cases: tuple[Case, Case, Case]
    span: Span


@st.composite
def threes(draw: st.DrawFn) -> Three:
    """Draw three sets near each other, all floating or all with zones."""
    zone = draw(st.sampled_from([None, *ZONES]))
    zoned = zone is not None and draw(st.booleans())
    near = draw(set_strategies.instants(zone))
    found = [
        Case(draw(set_strategies.trees(zoned, zone, near, depth=0)), zone, near) for _ in range(3)
    ]
    together = Case(
        Branch("|", Branch("|", found[0].tree, found[1].tree), found[2].tree), zone, near
    )
    span = draw(set_strategies.spans(together, fires=80))
    first, second, third = found
    return Three((first.asked, second.asked, third.asked), (first, second, third), span)


def within(asked: Asked, span: Span) -> list[int]:
    """Return the instants of a set in a span, as the library lists them."""
    return [meant(fire) for fire in asked.fire_times(span.start, span.end)]


Law = tuple[Callable[[Any, Any, Any], Any], Callable[[Any, Any, Any], Any]]

LAWS: dict[str, Law] = {
    "union is commutative": (lambda a, b, c: a | b, lambda a, b, c: b | a),
    "intersection is commutative": (lambda a, b, c: a & b, lambda a, b, c: b & a),
    "symmetric difference is commutative": (lambda a, b, c: a ^ b, lambda a, b, c: b ^ a),
    "union is associative": (lambda a, b, c: (a | b) | c, lambda a, b, c: a | (b | c)),
    "intersection is associative": (lambda a, b, c: (a & b) & c, lambda a, b, c: a & (b & c)),
    "symmetric difference is associative": (
        lambda a, b, c: (a ^ b) ^ c, lambda a, b, c: a ^ (b ^ c)),
    "union is idempotent": (lambda a, b, c: a | a, lambda a, b, c: a),
    "intersection is idempotent": (lambda a, b, c: a & a, lambda a, b, c: a),
    "a union absorbs": (lambda a, b, c: a | (a & b), lambda a, b, c: a),
    "an intersection absorbs": (lambda a, b, c: a & (a | b), lambda a, b, c: a),
    "intersection distributes": (
        lambda a, b, c: a & (b | c), lambda a, b, c: (a & b) | (a & c)),
    "union distributes": (lambda a, b, c: a | (b & c), lambda a, b, c: (a | b) & (a | c)),
    "De Morgan, of a union": (lambda a, b, c: a - (b | c), lambda a, b, c: (a - b) & (a - c)),
    "De Morgan, of an intersection": (
        lambda a, b, c: a - (b & c), lambda a, b, c: (a - b) | (a - c)),
    "one or the other": (lambda a, b, c: a ^ b, lambda a, b, c: (a | b) - (a & b)),
    "one without the other": (lambda a, b, c: a ^ b, lambda a, b, c: (a - b) | (b - a)),
    "twice different is the same": (lambda a, b, c: (a ^ b) ^ b, lambda a, b, c: a),
    "what is common": (lambda a, b, c: a & b, lambda a, b, c: a - (a - b)),
    "parts make the whole": (lambda a, b, c: (a - b) | (a & b), lambda a, b, c: a),
}  # fmt: skip

EMPTY: dict[str, Callable[[Any, Any, Any], Any]] = {
    "nothing is left of itself": lambda a, b, c: a - a,
    "nothing differs from itself": lambda a, b, c: a ^ a,
    "the parts are apart": lambda a, b, c: (a - b) & b,
    "nothing is outside the whole": lambda a, b, c: a - (a | b),
}


@given(threes(), st.sets(st.sampled_from(sorted(LAWS)), min_size=3, max_size=3))
def test_two_ways_to_say_it(drawn: Three, names: set[str]) -> None:
    """Both sides of a law list, count and match the same."""
    span = drawn.span
    for name in sorted(names):
        one, other = (side(*drawn.sets) for side in LAWS[name])
        listed = within(one, span)
        assert listed == within(other, span), name
        assert one.count(span.start, span.end) == len(listed), name
        assert other.count(span.start, span.end) == len(listed), name
        for instant in listed[:5]:
            moment = shown(instant, span.start.tzinfo)
            assert moment in one, name
            assert moment in other, name


@given(threes(), st.sampled_from(sorted(EMPTY)))
def test_nothing_at_all(drawn: Three, name: str) -> None:
    """An empty result says so: it is a proof, not a search."""
    nothing, span = EMPTY[name](*drawn.sets), drawn.span
    assert nothing.never_fires
    assert nothing.next_fire_time(span.start) is None
    assert nothing.previous_fire_time(span.end) is None
    assert list(nothing.fire_times(span.start)) == []
    assert nothing.count(span.start, span.end) == 0
    assert nothing.nth_fire_time(span.start, 0) is None
    assert nothing.nth_fire_time(span.start, -1) is None
    assert nothing.shortest_interval() is None
    assert nothing.longest_interval() is None
    assert nothing.most_per_day() == 0
    assert nothing.first_fire_time() is None
    assert nothing.last_fire_time() is None


@pytest.mark.parametrize("name", LAWS)
def test_each_law_by_itself(name: str) -> None:
    """No law is left to chance: each holds where one hour comes twice."""
    fold = meant(datetime(2026, 11, 1, 6, tzinfo=UTC))
    start, end = (shown(fold + shift, UTC) for shift in (-2 * DAY, 2 * DAY))
    sets = [
        Schedule("*/30 * * * *", "America/New_York"),
        Schedule("30 1,2 * * *", "America/New_York", dst="SPRING", excluding=[date(2026, 10, 31)]),
        Schedule("*/15 5-6 * * *", "Europe/London", dst="QUARTZ"),
    ]
    one, other = (side(*sets) for side in LAWS[name])
    listed = [list(asked.fire_times(start, end)) for asked in (one, other)]
    assert [meant(fire) for fire in listed[0]] == [meant(fire) for fire in listed[1]]
    assert one.count(start, end) == other.count(start, end) == len(listed[0]) > 0
    assert one.first_difference(other) is None


@given(threes())
def test_matches_is_logic(drawn: Three) -> None:
    """A moment is in a set joined exactly when logic says so of its parts."""
    one, other, _ = drawn.sets
    span = drawn.span
    listed = set(within(one, span)[:20]) | set(within(other, span)[:20])
    for instant in sorted({at + shift for at in listed for shift in (-1, 0, 3_600)}):
        moment = shown(instant, span.start.tzinfo)
        left, right = moment in one, moment in other
        assert (moment in (one | other)) is (left or right)
        assert (moment in (one & other)) is (left and right)
        assert (moment in (one - other)) is (left and not right)
        assert (moment in (one ^ other)) is (left is not right)


@given(threes())
def test_counts_are_inclusive_and_exclusive(drawn: Three) -> None:
    """|a| + |b| = |a or b| + |a and b|, over years too long to list."""
    one, other, _ = drawn.sets
    span = drawn.span
    for start, end in (
        (span.start, span.end),
        (span.start, shown(span.first + 4_000 * DAY, span.start.tzinfo)),
    ):
        counts = [asked.count(start, end) for asked in (one, other, one | other, one & other)]
        assert counts[0] + counts[1] == counts[2] + counts[3]
        assert (one - other).count(start, end) == counts[0] - counts[3]
        assert (one ^ other).count(start, end) == counts[2] - counts[3]


# ---------------------------------------------------------------------------
# Comparisons.


@given(threes())
def test_comparisons_against_the_lists(drawn: Three) -> None:
    """First difference, first common instant and subset, as the lists have them."""
    one, other, _ = drawn.sets
    span = drawn.span
    assume(span.first < span.last)
    listed = [set(case.fires(span.first, span.last)) for case in drawn.cases[:2]]
    start = span.start
    different, common = sorted(listed[0] ^ listed[1]), sorted(listed[0] & listed[1])
    for found, wanted in (
        (one.first_difference(other, start), different),
        (one.overlaps(other, start), common),
    ):
        if wanted:
            assert found is not None
            assert told(found) == told(drawn.cases[0].shown(wanted[0]))
        else:
            assert found is None or meant(found) >= span.last
    subset = one.is_subset(other)
    if listed[0] - listed[1]:
        assert not subset
        assert subset.counter_example is not None


@given(threes())
def test_comparisons_agree_with_the_algebra(drawn: Three) -> None:
    """What is compared is what the sets joined say: decided, not sampled."""
    one, other, _ = drawn.sets
    start = drawn.span.start
    difference, meeting = one.first_difference(other, start), one.overlaps(other, start)
    assert told(difference) == told((one ^ other).next_fire_time(start, inclusive=True))
    assert told(meeting) == told((one & other).next_fire_time(start, inclusive=True))
    mirrored = other.first_difference(one, start), other.overlaps(one, start)
    for found, again in zip((difference, meeting), mirrored, strict=True):
        assert (found and meant(found)) == (again and meant(again))
    if difference is not None:
        assert (difference in one) is not (difference in other)
    if meeting is not None:
        assert meeting in one
        assert meeting in other
    subset = one.is_subset(other)
    assert bool(subset) is (one - other).never_fires
    assert bool(subset) is (subset.counter_example is None)
    if subset.counter_example is not None:
        assert subset.counter_example in one
        assert subset.counter_example not in other


@given(threes())
def test_comparisons_without_a_start(drawn: Three) -> None:
    """Then all there is counts, from the beginning on."""
    one, other, _ = drawn.sets
    case = drawn.cases[0]
    # Nobody says in which zone a floating set without a start is meant.
    assume(case.zone is None or next(set_oracle.leaves(case.tree)).zone is not None)
    assert told(one.first_difference(other)) == told((one ^ other).first_fire_time())
    assert told(one.overlaps(other)) == told((one & other).first_fire_time())
    assert (one.first_difference(other) is None) is (one ^ other).never_fires
    assert (one.overlaps(other) is None) is (one & other).never_fires


@given(threes())
def test_order(drawn: Three) -> None:
    """Subsets are what sets joined make them; nothing differs from itself."""
    one, other, third = drawn.sets
    assert (one & other).is_subset(one)
    assert one.is_subset(one | other)
    assert (one - third).is_subset(one)
    assert one.is_subset(one)
    assert one.first_difference(one) is None
    assert (one & other).first_difference(other & one) is None
    assert (one - other).overlaps(other) is None
    if one.is_subset(other) and other.is_subset(one):
        assert one.first_difference(other) is None


@given(strategies.translation_pairs())
def test_equivalent_expressions_never_differ(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    """By wall time two expressions are equivalent exactly when nothing tells them apart."""
    one, other = (CronExpression(*case) for case in pair)
    difference = one.first_difference(other)
    assert one.equivalent(other) is (difference is None)
    assert one.equivalent(other) is (bool(one.is_subset(other)) and bool(other.is_subset(one)))
    if difference is not None:
        assert (difference in one) is not (difference in other)


# ---------------------------------------------------------------------------
# Exclusions.


@given(threes())
def test_excluding_is_a_difference(drawn: Three) -> None:
    """What is left out of a schedule is what a difference takes away."""
    tree = drawn.cases[0].tree
    assert isinstance(tree, Leaf)
    one, other, third = drawn.sets
    span = drawn.span
    # Rolled are runs of days that are left out, and none is left out here.
    plain = made(tree._replace(excluding=(), rolled=None), drawn.cases[0].zone)
    expression = CronExpression(tree.text, tree.dialect)
    bounds = (plain.start, plain.end) if isinstance(plain, Schedule) else (None, None)
    policy = set_strategies.policy_made(tree.rule)
    schedule = Schedule(
        expression,
        tree.zone,
        dst=policy,
        start=bounds[0],
        end=bounds[1],
        only=tree.only,
        excluding=[other, third],
    )
    difference = plain - other - third
    assert within(schedule, span) == within(difference, span)
    assert schedule.count(span.start, span.end) == difference.count(span.start, span.end)
    assert schedule.excluding == (other, third)
    # As a part of other sets it is still without them.
    assert within(schedule & other, span) == []
    assert within(schedule | (plain & other), span) == within(plain - (third - other), span)
    assert schedule.overlaps(third) is None
    assert one.first_difference(one) is None


@given(set_strategies.cases(zones=[None, *ZONES]), st.integers(-2, 2), st.integers(0, 3))
def test_excluded_dates_are_those_on_the_clock(case: Case, shift: int, length: int) -> None:
    """Nothing is left of the dates, everything of all others."""
    leaf = case.tree
    assert isinstance(leaf, Leaf)
    zone = case.zone
    # (Under a rule that moves no run, so that each is on its own date.)
    everything = Leaf(leaf.text, leaf.dialect, zone, RULES["SPRING"])
    first = min(max(case.near, 4 * DAY), set_oracle.END - 12 * DAY)
    day = shown(first, zone).date() + timedelta(days=shift)
    excluded = day, day + timedelta(days=length)
    plain, schedule = (
        made(tree, zone) for tree in (everything, everything._replace(excluding=(excluded,)))
    )
    start, end = shown(first - 3 * DAY, zone), shown(first + 6 * DAY, zone)
    assume(plain.count(start, end) < 1_000)
    every = list(plain.fire_times(start, end))
    kept = [fire for fire in every if not excluded[0] <= fire.date() <= excluded[1]]
    assert [told(fire) for fire in schedule.fire_times(start, end)] == [told(fire) for fire in kept]
    assert schedule.count(start, end) == len(kept)
    for fire in every[:100]:
        assert (fire in schedule) is not (excluded[0] <= fire.date() <= excluded[1])


# ---------------------------------------------------------------------------
# Sets as values.

NAMED = [zone for zone in ZONES if isinstance(zone, zoneinfo.ZoneInfo)]

REBUILD = {
    "CronExpression": CronExpression,
    "FireSet": FireSet,
    "Schedule": Schedule,
    "date": date,
    "datetime": datetime_module,
    "quartzcron": quartzcron,
    "zoneinfo": zoneinfo,
    **{name: getattr(quartzcron, name) for name in quartzcron.__all__},
}


@given(set_strategies.cases(depth=2, zones=[None, *NAMED]))
def test_repr_can_be_evaluated(case: Case) -> None:
    """The repr is a Python expression for an equal set, operators and brackets included."""
    zones = [case.zone, *(leaf.zone for leaf in set_oracle.leaves(case.tree))]
    assume(all(zone is None or isinstance(zone, zoneinfo.ZoneInfo) for zone in zones))
    asked = case.asked
    again = eval(repr(asked), dict(REBUILD))
    assert type(again) is type(asked)
    assert again == asked


@given(set_strategies.cases(depth=1), st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_pickle_and_copy(case: Case, protocol: int) -> None:
    """A pickle or a copy is equal and fires at the same instants."""
    asked = case.asked
    start = shown(case.near, case.zone)
    wanted = asked.next_fire_time(start)
    for again in (
        pickle.loads(pickle.dumps(asked, protocol)),
        copy.copy(asked),
        copy.deepcopy(asked),
    ):
        assert type(again) is type(asked)
        assert again == asked
        assert hash(again) == hash(asked)
        assert told(again.next_fire_time(start)) == told(wanted)


@given(threes())
def test_equal_operands_make_equal_sets(drawn: Three) -> None:
    """Equal by sign and operands; hashes agree; another sign is another set."""
    one, other, _ = drawn.sets
    again, another = (made(case.tree, case.zone) for case in drawn.cases[:2])
    for sign in OPERATORS:
        left, right = joined(sign, one, other), OPERATORS[sign](again, another)
        assert type(left) is FireSet
        assert left == right
        assert hash(left) == hash(right)
        assert len({left, right}) == 1
    assert (one | other) != (one - other)
    assert (one | other) != "a set"


@given(threes())
def test_operands_stay_as_they_are(drawn: Three) -> None:
    """Joining makes a new set; nothing can be set on it."""
    one, other, _ = drawn.sets
    before = within(one, drawn.span)
    union: Any = one | other
    assert within(one, drawn.span) == before
    for name in ("left", "text", "new"):
        with pytest.raises(AttributeError):
            setattr(union, name, one)


# ---------------------------------------------------------------------------
# What does not go together.


@given(strategies.any_texts(), strategies.any_texts(), st.sampled_from(ZONES))
def test_floating_and_zoned_do_not_mix(
    one: tuple[str, str], other: tuple[str, str], zone: tzinfo
) -> None:
    """Nobody knows where the wall of a floating expression stands."""
    floating, zoned = CronExpression(*one), Schedule(CronExpression(*other), tz=zone)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for left, right in ((floating, zoned), (zoned, floating), (floating | floating, zoned)):
        for sign in OPERATORS:
            with pytest.raises(TypeError):
                OPERATORS[sign](left, right)
        with pytest.raises(TypeError):
            left.first_difference(right, start)
        with pytest.raises(TypeError):
            left.overlaps(right)
        with pytest.raises(TypeError):
            left.is_subset(right)


@given(strategies.any_texts(), st.sampled_from(sorted(OPERATORS)))
def test_other_things_are_no_sets(case: tuple[str, str], sign: str) -> None:
    """A text is no expression yet."""
    expression = CronExpression(*case)
    for thing in (case[0], 1, None, datetime(2026, 1, 1), {datetime(2026, 1, 1)}):
        with pytest.raises(TypeError):
            OPERATORS[sign](expression, thing)
        with pytest.raises(TypeError):
            OPERATORS[sign](thing, expression)


def named(zone: tzinfo | None) -> object:
    """Return what tells a zone from others: a name, or itself."""
    return getattr(zone, "zone", None) or zone


@given(threes())
def test_answers_are_in_the_zone_of_the_left(drawn: Three) -> None:
    """A set of schedules answers as its left operand does, whatever zone it is asked in."""
    one, other, _ = drawn.sets
    case, span = drawn.cases[0], drawn.span
    union = one | other
    found = union.next_fire_time(span.start)
    if found is not None:
        # pytz makes an object for each offset of a zone.
        assert named(found.tzinfo) == named(case.answer_zone)
    assume(case.answer_zone is not None)
    in_utc = union.next_fire_time(span.start.astimezone(UTC))
    if isinstance(one, Schedule) and one.tz is not None:
        assert told(in_utc) == told(found)
    else:
        assert in_utc is None or in_utc.tzinfo is UTC
