"""The laws of what sets of fire times say of themselves: explanations, and recurrence rules.

An explanation of a set is put together from those of its parts and never asks the set;
rules are read by dateutil, which shares no code with the library.
"""

from __future__ import annotations

from datetime import datetime

import pytest
import pytz
import set_strategies
from hypothesis import assume, given
from hypothesis import strategies as st
from set_strategies import Case
from zone_oracle import DAY

from quartzcron import CronExpression, FireSet, RecurrenceError, Schedule

SETS = set_strategies.cases(depth=2).filter(lambda case: isinstance(case.asked, FireSet))


@given(SETS, st.data())
def test_an_explanation_is_what_matches_says(case: Case, data: st.DataObject) -> None:
    """At moments of every kind, those of fire times and of changes of clock among them."""
    asked = case.asked
    assert isinstance(asked, FireSet)
    low, high = case.near - DAY, case.near + DAY
    fires = case.fires(low, high)
    moment = data.draw(set_strategies.moments(case.zone, low, high))
    at_a_fire = data.draw(st.booleans())
    if fires and at_a_fire:
        moment = case.shown(data.draw(st.sampled_from(fires)))
    explanation = asked.explain(moment)
    assert explanation.fires is asked.matches(moment)
    assert explanation.moment.microsecond == 0
    assert asked.matches(explanation.moment) is explanation.fires
    neighbours = explanation.previous_fire_time, explanation.next_fire_time
    seen = explanation.moment
    assert neighbours == (asked.previous_fire_time(seen), asked.next_fire_time(seen))


@given(SETS, st.data())
def test_every_part_is_there_and_adds_up(case: Case, data: st.DataObject) -> None:
    """The verdict of an operation is that of its two sides."""
    asked = case.asked
    assert isinstance(asked, FireSet)
    explanation = asked.explain(data.draw(set_strategies.moments(case.zone, case.near, case.near)))
    parts = explanation.parts
    assert parts[0].depth == 0
    assert parts[0].fires is explanation.fires
    for number, part in enumerate(parts):
        assert part.reason
        inner = []
        for other in parts[number + 1 :]:
            if other.depth <= part.depth:
                break
            if other.depth == part.depth + 1:
                inner.append(other.fires)
        assert len(inner) in ((2,) if part.text in "|&-^" else (0,))
        if inner:
            left, right = inner
            wanted = {"|": left or right, "&": left and right, "^": left is not right}
            wanted["-"] = left and not right
            assert part.fires is wanted[part.text]
    lines = str(explanation).splitlines()
    assert all(len(line) <= 100 for line in lines)


@given(SETS, st.data())
def test_rules_say_what_a_set_fires(case: Case, data: st.DataObject) -> None:
    """Listing the rules is listing the fire times, or a reason says why there are none."""
    asked = case.asked
    assert isinstance(asked, FireSet)
    assume(not hasattr(case.answer_zone, "localize"))
    span = data.draw(set_strategies.spans(case, fires=60))
    wanted = list(asked.fire_times(span.start, span.end))
    if any(fire.fold for fire in wanted):
        with pytest.raises(RecurrenceError, match="second pass"):
            asked.to_rrule(span.start, span.end)
        return
    found = list(asked.to_rrule(span.start, span.end))
    assert [(each, each.utcoffset()) for each in found] == [
        (each, each.utcoffset()) for each in wanted
    ]


# --- one by one ---------------------------------------------------------------------

MORNING, SUNDAYS = CronExpression("0 9 * * *"), CronExpression("* * * * SUN")


def test_a_set_without_bounds_has_rules_for_the_whole_horizon() -> None:
    rules = (MORNING | CronExpression("0 0 12 1 1 ? 2199")).to_rrule()
    assert rules[0] == datetime(1970, 1, 1, 9)
    assert rules.before(datetime(2300, 1, 1)) == datetime(2199, 12, 31, 9)


def test_the_smaller_side_gives_the_rules_of_what_both_fire() -> None:
    start, end = datetime(2026, 1, 1), datetime(2027, 1, 1)
    often = CronExpression("* * * * * ?")
    for both in (often & MORNING, MORNING & often):
        assert list(both.to_rrule(start, end)) == list(MORNING.fire_times(start, end))


def test_parts_in_other_zones_are_single_dates() -> None:
    tokyo, paris = Schedule("0 9 * * *", tz="Asia/Tokyo"), Schedule("0 1 * * *", tz="Europe/Paris")
    start, end = datetime(2026, 1, 1), datetime(2026, 6, 1)
    mondays = Schedule("0 1 * * MON", tz="Europe/Paris")
    for asked in (tokyo | paris, tokyo & paris, (tokyo & paris) & paris, tokyo & mondays):
        assert list(asked.to_rrule(start, end)) == list(asked.fire_times(start, end))


def test_a_part_in_two_places_has_its_rules_once() -> None:
    twice = (MORNING | SUNDAYS) | MORNING
    rules = twice.to_rrule(datetime(2026, 1, 1), datetime(2026, 1, 3))
    assert len(list(rules)) == 2


def test_what_no_rules_come_near_is_refused() -> None:
    odd = CronExpression("* * * * *") - CronExpression("*/2 * * * *")
    with pytest.raises(RecurrenceError, match="more than 10000 single dates"):
        odd.to_rrule(datetime(2026, 1, 1), datetime(2027, 1, 1))


def test_a_set_in_a_zone_of_pytz_is_refused() -> None:
    paris = Schedule("0 9 * * *", tz=pytz.timezone("Europe/Paris"))
    with pytest.raises(RecurrenceError, match="pytz"):
        (paris | paris).to_rrule(datetime(2026, 1, 1), datetime(2027, 1, 1))


def test_bounds_of_a_set_are_checked() -> None:
    with pytest.raises(TypeError, match="naive or all aware"):
        (MORNING | SUNDAYS).to_rrule(datetime(2026, 1, 1), datetime(2027, 1, 1).astimezone())


def test_a_second_pass_that_is_taken_away_leaves_the_first() -> None:
    zone = "America/New_York"
    hourly = Schedule("30 * * * *", tz=zone)
    only_first = hourly - Schedule("0 30 1 1 11 ? 2026", tz=zone, dst="QUARTZ")
    start, end = datetime(2026, 11, 1), datetime(2026, 11, 2)
    assert list(only_first.to_rrule(start, end)) == list(only_first.fire_times(start, end))
    assert len(list(only_first.to_rrule(start, end))) == 24


def test_far_outside_the_horizon_nothing_fires() -> None:
    for moment in (datetime.min, datetime.max):
        explanation = (MORNING | SUNDAYS).explain(moment)
        assert not explanation.fires
    zoned = Schedule("0 9 * * *", tz="Asia/Tokyo")
    assert not (zoned | zoned).explain(datetime(1, 1, 1)).fires


def test_a_zone_and_what_it_does_are_said() -> None:
    nightly = Schedule("30 2 * * *", tz="America/New_York")
    explanation = (nightly | nightly).explain(datetime(2026, 3, 8, 3))
    assert [(part.text, part.reason) for part in explanation.parts[1:2]] == [
        (
            "30 2 * * * (America/New_York)",
            "02:30 does not exist in America/New_York: SAFE runs it here instead",
        )
    ]


def test_only_so_many_parts_are_drawn() -> None:
    many: FireSet = MORNING | SUNDAYS
    for minute in range(59):
        many = many | CronExpression(f"{minute} 8 * * *")
    explanation = many.explain(datetime(2026, 1, 1, 9))
    assert len(explanation.parts) == 121
    lines = str(explanation).splitlines()
    assert "  and 81 more parts" in lines
    assert all(len(line) <= 100 for line in lines)


def test_a_set_that_is_in_two_places_is_taken_apart_once() -> None:
    pair = MORNING | SUNDAYS
    depths = [part.depth for part in (pair - (pair & MORNING)).explain(datetime(2026, 1, 1)).parts]
    assert depths == [0, 1, 2, 2, 1, 2, 2]


def test_an_explanation_wants_a_datetime() -> None:
    with pytest.raises(TypeError, match="a moment is a datetime"):
        (MORNING | SUNDAYS).explain("now")  # type: ignore[arg-type]
