"""The laws of explanations: each verdict is the oracle's, and together they are that of `matches`.

An explanation puts its verdict together from its parts and never asks `matches`. How it
fares near changes of clock is among the laws of zones.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import oracle
import strategies
from hypothesis import assume, given
from hypothesis import strategies as st

from quartzcron import CronExpression, Schedule
from quartzcron.fields import FIRST_YEAR, LAST_YEAR


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str, datetime]:
    """Draw a text, its dialect, and a moment: any, or at or beside one of its fire times."""
    text, dialect = draw(strategies.any_texts())
    moment = draw(strategies.moments())
    if draw(st.integers(0, 2)):
        fire = CronExpression(text, dialect).next_fire_time(moment)
        assume(fire is not None)
        assert fire is not None
        moment = fire + timedelta(seconds=draw(st.sampled_from([0, 0, 1, 60, 3_600, 86_400])))
        moment += timedelta(microseconds=draw(st.sampled_from([0, 999_999])))
    return text, dialect, moment


@given(questions())
def test_every_verdict_is_the_oracle_s(question: tuple[str, str, datetime]) -> None:
    """Field by field, for the day, and as a whole."""
    text, dialect, moment = question
    explanation = CronExpression(text, dialect).explain(moment)
    reading = oracle.read(text, dialect)
    found: dict[str, bool] = {verdict.field: verdict.matches for verdict in explanation.fields}
    in_horizon = 1970 <= moment.year <= 2199
    plain = {
        "second": moment.second in reading.seconds,
        "minute": moment.minute in reading.minutes,
        "hour": moment.hour in reading.hours,
        "month": moment.month in reading.months,
        "year": in_horizon and moment.year in reading.years,
    }
    assert {name: found[name] for name in plain} == plain
    assert explanation.day_matches is reading.accepts(moment.date())
    assert explanation.fires is oracle.matches(text, dialect, moment)
    assert explanation.fires is (all(plain.values()) and explanation.day_matches)


@given(questions())
def test_the_day_fields_meet_as_it_says(question: tuple[str, str, datetime]) -> None:
    """Either will do, or both must match."""
    text, dialect, moment = question
    explanation = CronExpression(text, dialect).explain(moment)
    found: dict[str, bool] = {verdict.field: verdict.matches for verdict in explanation.fields}
    meet = {"either": any, "both": all}[explanation.day_rule]
    assert explanation.day_matches is meet((found["day_of_month"], found["day_of_week"]))


@given(questions())
def test_it_points_at_the_text(question: tuple[str, str, datetime]) -> None:
    """A field's span is its place; what is printed fits a terminal and names every field."""
    text, dialect, moment = question
    explanation = CronExpression(text, dialect).explain(moment)
    assert {verdict.field for verdict in explanation.fields} == set(oracle.BOUNDS) | {
        "day_of_week",
        "year",
    }
    for verdict in explanation.fields:
        if verdict.span is not None and "@" not in text:
            assert text[slice(*verdict.span)] == verdict.text
    printed = str(explanation)
    assert printed.isascii()
    assert all(len(line) <= 100 for line in printed.splitlines())
    for verdict in explanation.fields:
        assert not verdict.reason.endswith(".")


@given(questions(), strategies.moments(), strategies.moments())
def test_bounds_and_neighbours(
    question: tuple[str, str, datetime], start: datetime, end: datetime
) -> None:
    """A schedule's bounds can only forbid; the neighbours are the nearest fire times."""
    text, dialect, moment = question
    schedule = Schedule(CronExpression(text, dialect), start=start, end=end)
    explanation = schedule.explain(moment)
    assert explanation.fires is schedule.matches(moment)
    floored = moment.replace(microsecond=0)
    assert explanation.moment == floored
    assert explanation.previous_fire_time == schedule.previous_fire_time(floored)
    assert explanation.next_fire_time == schedule.next_fire_time(floored)
    assert bool(explanation.limits) is not (start <= floored < end)


@given(questions(), strategies.any_texts(), st.booleans())
def test_what_is_left_out_does_not_fire(
    question: tuple[str, str, datetime], other: tuple[str, str], leave_day_out: bool
) -> None:
    """An exclusion that holds the moment is told, and no other."""
    text, dialect, moment = question
    left_out = CronExpression(*other)
    dates = [moment.date()] if leave_day_out else []
    schedule = Schedule(CronExpression(text, dialect), excluding=[left_out, *dates])
    explanation = schedule.explain(moment)
    assert explanation.fires is schedule.matches(moment)
    # Outside the years in which anything fires there is nothing to leave out.
    is_inside = FIRST_YEAR <= moment.year <= LAST_YEAR
    assert len(explanation.limits) == (moment in left_out) + is_inside * len(dates)
