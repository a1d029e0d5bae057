"""What an expression is made of: the values of its fields, and the days of a month."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import oracle
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression, CronExpressionError

YEARS = range(1970, 2200)

#: Dialect, text, second, minute, hour, month, year.
VALUES: list[tuple[str, str, Any, Any, Any, Any, Any]] = [
    ("quartzcron", "*/15 9-17 * * *", (0,), (0, 15, 30, 45), tuple(range(9, 18)), range(1, 13), YEARS),
    ("quartzcron", "@daily", (0,), (0,), (0,), range(1, 13), YEARS),
    ("quartz", "* 0-59 */1 ? JAN,DEC MON", range(60), range(60), range(24), (1, 12), YEARS),
    ("quartz", "5 0 22-2 L FEB ? 2030", (5,), (0,), (0, 1, 2, 22, 23), (2,), (2030,)),
    # as written, though February never has thirty days, or seldom twenty-nine
    ("quartz", "0 0 0 30 2 ? 2026-2028", (0,), (0,), (0,), (2,), (2026, 2027, 2028)),
    ("quartz", "0 0 0 29 2 ?", (0,), (0,), (0,), (2,), YEARS),
    ("adobe", "0 0 9 * * ? 1970-2099", (0,), (0,), (9,), range(1, 13), tuple(range(1970, 2100))),
    ("google-cloud-scheduler", "every monday 09:30", (0,), (30,), (9,), range(1, 13), YEARS),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "second", "minute", "hour", "month", "year"), VALUES)
def test_values(
    dialect: str,
    text: str,
    second: object,
    minute: object,
    hour: object,
    month: object,
    year: object,
) -> None:
    found = CronExpression(text, dialect).values
    assert list(found.items()) == [
        ("second", second), ("minute", minute), ("hour", hour), ("month", month), ("year", year),
    ]  # fmt: skip


def test_values_cannot_be_changed() -> None:
    values: Any = CronExpression("0 9 * * *").values
    with pytest.raises(TypeError):
        values["hour"] = (10,)


@given(st.data())
def test_values_are_those_that_were_meant(data: st.DataObject) -> None:
    dialect = data.draw(st.sampled_from(strategies.DIALECTS))
    six = dialect in strategies.QUARTZ_LIKE
    meaning = data.draw(strategies.meanings(with_seconds=six))
    if dialect == "adobe":
        meaning = strategies.once_a_day(meaning)
    values = CronExpression(
        data.draw(strategies.texts_of(meaning, dialect, six=six)), dialect
    ).values
    for name in ("second", "minute", "hour", "month"):
        assert values[name] == tuple(sorted(getattr(meaning, name)))
    assert values["year"] == YEARS


@given(strategies.any_texts())
def test_values_are_those_that_are_written(case: tuple[str, str]) -> None:
    values, reading = CronExpression(*case).values, oracle.read(*case)
    assert {name: set(each) for name, each in values.items()} == {
        "second": set(reading.seconds),
        "minute": set(reading.minutes),
        "hour": set(reading.hours),
        "month": reading.months,
        "year": reading.years & set(YEARS),
    }


@given(strategies.any_texts(), st.randoms(use_true_random=False))
def test_days_in_are_those_with_a_fire(case: tuple[str, str], draw: random.Random) -> None:
    expression = CronExpression(*case)
    reading = oracle.read(*case)
    for year in (draw.randrange(1970, 2200), 2024, 2100):
        month = draw.randrange(1, 13)
        first = date(year, month, 1)
        dates = [day for shift in range(31) if (day := first + timedelta(shift)).month == month]
        wanted = tuple(day.day for day in dates if oracle.is_fire_day(reading, day))
        assert expression.days_in(year, month) == wanted
        start = datetime(year, month, 1)
        fires = expression.fire_times(start, start + timedelta(len(dates)), limit=500)
        assert {each.day for each in fires} <= set(wanted)


def test_days_in_examples() -> None:
    assert CronExpression("0 9 LW,13 * *").days_in(2026, 2) == (13, 27)
    assert CronExpression("0 0 0 29 2 ?").days_in(2028, 2) == (29,)
    assert CronExpression("0 0 0 29 2 ?").days_in(2026, 2) == ()
    assert CronExpression("0 0 0 ? 5 MON 2026").days_in(2026, 5) == (4, 11, 18, 25)
    assert CronExpression("0 0 0 ? 5 MON 2026").days_in(2027, 5) == ()
    assert CronExpression("0 0 0 ? 5 MON 2026").days_in(2026, 6) == ()


def test_days_outside_of_the_horizon() -> None:
    daily = CronExpression("0 0 * * *")
    for year in (-1, 0, 1969, 2200, 9999, 10**20):
        assert daily.days_in(year, 12) == ()
    for year in (1970, 2199):
        assert daily.days_in(year, 12) == tuple(range(1, 32))


@pytest.mark.parametrize("month", [0, -1, 13, 2026])
def test_a_month_that_is_none(month: int) -> None:
    with pytest.raises(ValueError, match=f"month must be 1-12, not {month}"):
        CronExpression("0 0 * * *").days_in(2026, month)


@pytest.mark.parametrize(("year", "month"), [("2026", 1), (2026, 1.0), (None, 1), (2026, None)])
def test_days_of_what_is_no_month(year: Any, month: Any) -> None:
    with pytest.raises(TypeError, match=r"a (year|month) is an int, not"):
        CronExpression("0 0 * * *").days_in(year, month)


def test_without_its_seed_an_expression_has_no_values() -> None:
    calls: list[Callable[[CronExpression], object]] = [
        lambda expression: expression.values,
        lambda expression: expression.days_in(2026, 1),
        lambda expression: expression.upcoming(2, datetime(2026, 1, 1)),
    ]
    for call in calls:
        with pytest.raises(CronExpressionError) as caught:
            call(CronExpression("H H * * *", "jenkins"))
        assert caught.value.problems[0].code == "seed-missing"
    seeded = CronExpression("H H * * *", "jenkins", seed="nightly")
    assert (seeded.values["hour"], seeded.values["minute"]) == ((17,), (1,))
