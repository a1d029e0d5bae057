"""The laws of the search: what next, previous and fire_times must never break.

Each law runs over every dialect and every construct; the answers come from the
brute force of ``oracle``, or from another method that must agree.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import oracle
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression
from quartzcron.calendar.search import first_apart

SECOND = timedelta(seconds=1)

TextAndDialect = tuple[str, str]


@st.composite
def near_fires(draw: st.DrawFn, text: str, dialect: str) -> datetime:
    """Draw a moment on, or within a second of, a fire time, or just any moment."""
    moment = draw(strategies.moments())
    found = oracle.next_fires(text, dialect, moment, 1)
    if not found or draw(st.integers(0, 3)) == 0:
        return moment
    shift = draw(st.sampled_from([-1_000_000, -1, 0, 0, 1, 999_999, 1_000_000, 60_000_000]))
    return found[0] + timedelta(microseconds=shift)


@given(strategies.any_texts(), strategies.moments(), st.booleans())
def test_next_agrees_with_the_oracle(
    case: TextAndDialect, moment: datetime, inclusive: bool
) -> None:
    """The next three fire times are those of the brute force."""
    text, dialect = case
    expression = CronExpression(text, dialect)
    for wanted in [*oracle.next_fires(text, dialect, moment, 3, inclusive=inclusive), None][:3]:
        found = expression.next_fire_time(moment, inclusive=inclusive)
        assert found == wanted
        if found is None:
            break
        moment, inclusive = found, False


@given(strategies.any_texts(), strategies.moments(), st.booleans())
def test_previous_agrees_with_the_oracle(
    case: TextAndDialect, moment: datetime, inclusive: bool
) -> None:
    """The previous three fire times are those of the brute force."""
    text, dialect = case
    expression = CronExpression(text, dialect)
    for wanted in [*oracle.previous_fires(text, dialect, moment, 3, inclusive=inclusive), None][:3]:
        found = expression.previous_fire_time(moment, inclusive=inclusive)
        assert found == wanted
        if found is None:
            break
        moment, inclusive = found, False


@given(strategies.any_texts(), strategies.moments())
def test_previous_undoes_next(case: TextAndDialect, moment: datetime) -> None:
    """From a fire time, one step on and one back leads to it again, and the reverse."""
    expression = CronExpression(*case)
    fire = expression.next_fire_time(moment)
    if fire is None:
        return
    following = expression.next_fire_time(fire)
    preceding = expression.previous_fire_time(fire)
    if following is not None:
        assert fire < following
        assert expression.previous_fire_time(following) == fire
    if preceding is not None:
        assert preceding < fire
        assert expression.next_fire_time(preceding) == fire


@given(strategies.any_texts(), strategies.moments())
def test_what_is_found_matches(case: TextAndDialect, moment: datetime) -> None:
    """A fire time lies on a whole second of the horizon and matches."""
    expression = CronExpression(*case)
    for found in (expression.next_fire_time(moment), expression.previous_fire_time(moment)):
        if found is not None:
            assert found.microsecond == 0
            assert found.tzinfo is None
            assert type(found) is datetime
            assert strategies.HORIZON_START <= found < strategies.HORIZON_END
            assert expression.matches(found)
            assert found in expression


@given(strategies.any_texts(), strategies.ordinary_moments(), st.data())
def test_nothing_lies_between(case: TextAndDialect, moment: datetime, data: st.DataObject) -> None:
    """No moment strictly between a start and its next fire time matches."""
    expression = CronExpression(*case)
    fire = expression.next_fire_time(moment)
    end = fire or strategies.HORIZON_END
    first = moment.replace(microsecond=0) + SECOND
    if first < end:
        between = data.draw(st.datetimes(first, end - SECOND))
        assert not expression.matches(between.replace(microsecond=0))


@given(strategies.any_texts(), st.data())
def test_matches_agrees_with_the_oracle(case: TextAndDialect, data: st.DataObject) -> None:
    """A moment matches when the brute force says so; microseconds do not count."""
    text, dialect = case
    moment = data.draw(near_fires(text, dialect))
    wanted = oracle.matches(text, dialect, moment)
    assert CronExpression(text, dialect).matches(moment) is wanted


@given(strategies.any_texts(), st.data())
def test_inclusive_only_adds_the_moment_itself(case: TextAndDialect, data: st.DataObject) -> None:
    """With inclusive, a start that is a fire time to the microsecond is the answer."""
    text, dialect = case
    expression = CronExpression(text, dialect)
    moment = data.draw(near_fires(text, dialect))
    is_fire = expression.matches(moment) and moment.microsecond == 0
    for method in (expression.next_fire_time, expression.previous_fire_time):
        wanted = moment if is_fire else method(moment)
        assert method(moment, inclusive=True) == wanted
        assert method(moment, inclusive=False) == method(moment) != moment


@st.composite
def spans(draw: st.DrawFn, text: str, dialect: str) -> tuple[datetime, datetime]:
    """Draw a start and an end with few fire times between, often bounded by one."""
    moment = draw(near_fires(text, dialect))
    fires = oracle.next_fires(text, dialect, moment, draw(st.integers(1, 6)), inclusive=True)
    if not fires:
        return moment, draw(st.sampled_from([moment, datetime.max, strategies.HORIZON_END]))
    shift = draw(st.sampled_from([-1, 0, 0, 1, 1_000_000]))
    return moment, fires[-1] + timedelta(microseconds=shift)


@given(strategies.any_texts(), st.data())
def test_fire_times_are_half_open(case: TextAndDialect, data: st.DataObject) -> None:
    """Forward, backward and by repeated next: the same instants, start <= t < end."""
    text, dialect = case
    start, end = data.draw(spans(text, dialect))
    expression = CronExpression(text, dialect)
    wanted = list(oracle.fires(text, dialect, start, end))
    assert list(expression.fire_times(start, end)) == wanted
    assert list(expression.fire_times(start, end, reverse=True)) == wanted[::-1]

    by_hand = []
    fire = expression.next_fire_time(start, inclusive=True)
    while fire is not None and fire < end:
        by_hand.append(fire)
        fire = expression.next_fire_time(fire)
    assert by_hand == wanted


@given(strategies.any_texts(), st.integers(0, 8), st.data())
def test_limit_takes_the_first_ones(case: TextAndDialect, limit: int, data: st.DataObject) -> None:
    """A limit cuts either direction after that many; without an end there is no other stop."""
    text, dialect = case
    start, end = data.draw(spans(text, dialect))
    expression = CronExpression(text, dialect)
    inside = list(oracle.fires(text, dialect, start, end))
    assert list(expression.fire_times(start, end, limit=limit)) == inside[:limit]
    backwards = expression.fire_times(start, end, limit=limit, reverse=True)
    assert list(backwards) == inside[::-1][:limit]

    endless = list(oracle.fires(text, dialect, start, datetime.max, limit))
    assert list(expression.fire_times(start, limit=limit)) == endless
    assert list(itertools.islice(expression.fire_times(start), limit)) == endless
    latest = oracle.previous_fires(text, dialect, end, limit)
    assert list(expression.fire_times(None, end, limit=limit, reverse=True)) == latest


@given(strategies.any_texts(), strategies.moments(), strategies.moments())
def test_a_span_that_ends_before_it_starts_is_empty(
    case: TextAndDialect, one: datetime, other: datetime
) -> None:
    """Neither direction yields anything when end <= start."""
    start, end = max(one, other), min(one, other)
    expression = CronExpression(*case)
    assert list(expression.fire_times(start, end)) == []
    assert list(expression.fire_times(start, end, reverse=True)) == []


def fixed_offsets() -> st.SearchStrategy[tzinfo]:
    """Return a strategy for UTC and other zones that never change their offset."""
    extreme = timedelta(hours=23, minutes=59, seconds=59)
    odd = st.timedeltas(-extreme, extreme).map(lambda offset: offset // SECOND * SECOND)
    usual = st.sampled_from([timedelta(hours=14), timedelta(hours=-12), timedelta(hours=5.5)])
    return st.one_of(st.just(UTC), st.one_of(odd, usual).map(timezone))


@given(strategies.any_texts(), strategies.moments(), fixed_offsets(), st.booleans())
def test_a_fixed_offset_changes_nothing_but_the_zone(
    case: TextAndDialect, moment: datetime, zone: tzinfo, inclusive: bool
) -> None:
    """An aware moment gets the naive answer with the same zone object attached."""
    expression = CronExpression(*case)
    aware = moment.replace(tzinfo=zone)
    for method in (expression.next_fire_time, expression.previous_fire_time):
        naive, found = method(moment, inclusive=inclusive), method(aware, inclusive=inclusive)
        if naive is None or found is None:
            assert found is naive
        else:
            assert found.replace(tzinfo=None) == naive
            assert found.tzinfo is zone
            assert found.fold == 0
    assert expression.matches(aware) is expression.matches(moment)


@given(strategies.any_texts(), fixed_offsets(), st.data())
def test_fire_times_with_a_fixed_offset(
    case: TextAndDialect, zone: tzinfo, data: st.DataObject
) -> None:
    """Aware bounds give the naive fire times with the same zone object attached."""
    start, end = data.draw(spans(*case))
    expression = CronExpression(*case)
    wanted = [fire.replace(tzinfo=zone) for fire in expression.fire_times(start, end)]
    aware = start.replace(tzinfo=zone), end.replace(tzinfo=zone)
    found = list(expression.fire_times(*aware))
    assert found == wanted
    assert all(fire.tzinfo is zone for fire in found)
    backwards = list(expression.fire_times(*aware, reverse=True))
    assert backwards == wanted[::-1]
    assert all(fire.tzinfo is zone for fire in backwards)


@given(strategies.any_texts(), fixed_offsets(), fixed_offsets(), st.data())
def test_two_zones_are_compared_as_instants(
    case: TextAndDialect, zone: tzinfo, other: tzinfo, data: st.DataObject
) -> None:
    """The answers are in the start's zone; an end elsewhere means its instant."""
    start, end = data.draw(spans(*case))
    if not datetime(1969, 1, 1) < start <= end < datetime(2201, 1, 1):
        return
    aware = start.replace(tzinfo=zone)
    moved = end.replace(tzinfo=zone).astimezone(other)
    expression = CronExpression(*case)
    wanted = list(expression.fire_times(aware, end.replace(tzinfo=zone)))
    found = list(expression.fire_times(aware, moved))
    assert found == wanted
    assert all(fire.tzinfo is zone for fire in found)
    backwards = list(expression.fire_times(aware, moved, reverse=True))
    assert backwards == wanted[::-1]
    assert all(fire.tzinfo is zone for fire in backwards)


@given(strategies.any_texts(), strategies.moments(), strategies.moments(), st.booleans())
def test_naive_and_aware_do_not_mix(
    case: TextAndDialect, start: datetime, end: datetime, reverse: bool
) -> None:
    """One naive and one aware bound are a TypeError, before anything is computed."""
    expression = CronExpression(*case)
    with pytest.raises(TypeError):
        list(expression.fire_times(start, end.replace(tzinfo=UTC), reverse=reverse))
    with pytest.raises(TypeError):
        list(expression.fire_times(start.replace(tzinfo=UTC), end, reverse=reverse))


@pytest.mark.parametrize("dialect", strategies.DIALECTS)
def test_each_dialect_with_its_own_texts(dialect: str) -> None:
    """No dialect is left to chance: each is put to the oracle by itself."""

    @given(strategies.texts(dialect), strategies.ordinary_moments())
    def agrees(text: str, moment: datetime) -> None:
        expression = CronExpression(text, dialect)
        following = oracle.next_fires(text, dialect, moment, 1)
        preceding = oracle.previous_fires(text, dialect, moment, 1)
        assert expression.next_fire_time(moment) == (following[0] if following else None)
        assert expression.previous_fire_time(moment) == (preceding[0] if preceding else None)

    agrees()


def hold_apart(one: CronExpression, other: CronExpression, moment: datetime) -> None:
    """Hold the search for a first difference against the sets, which list all fire times."""
    start = moment.replace(microsecond=0)
    place = start.year, start.month, start.day, start.hour, start.minute, start.second
    apart = first_apart(one._matcher, other._matcher, place)
    assert apart == first_apart(other._matcher, one._matcher, place)
    found = one.first_difference(other, start)
    assert found == (None if apart is None else datetime(*apart))
    assert first_apart(one._matcher, one._matcher, place) is None


@given(strategies.any_texts(), strategies.any_texts(), strategies.moments())
def test_two_matchers_part_where_two_sets_do(
    case: TextAndDialect, other: TextAndDialect, moment: datetime
) -> None:
    hold_apart(CronExpression(*case), CronExpression(*other), moment)


CLOSE = st.builds(
    "{} {} {} {} {} ? {}".format,
    *(st.sampled_from(["0", "30", "0,30", "*/7"]) for _ in "sm"),
    st.sampled_from(["0", "9", "9,17", "*"]),
    st.sampled_from(["*", "1", "L", "1,31", "29-30"]),
    st.sampled_from(["*", "2", "2-3", "12"]),
    st.sampled_from(["*", "2024", "2024-2026", "2099"]),
)


@given(CLOSE, CLOSE, strategies.moments())
def test_texts_that_are_close_part_where_their_sets_do(
    text: str, other: str, moment: datetime
) -> None:
    """The same where one field or two are apart, and in years that have no such day."""
    hold_apart(CronExpression(text, "quartz"), CronExpression(other, "quartz"), moment)
