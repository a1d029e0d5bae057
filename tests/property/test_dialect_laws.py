"""Laws of all dialects: a text is refused, or nothing of it is dropped.

The meaning of a term is worked out here from how the system counts, with plain
sets and loops, before the library sees the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import quartzcron
from quartzcron import CronExpression, Dialect
from quartzcron.compiling import service_rules as rules


class Week(NamedTuple):
    """How a system counts weekdays: the numbers of Monday, of the last one, of * and of a/n."""

    monday: int
    high: int
    star: int
    end: int


#: Fields in front of the minute, then behind the day of the week; and the week.
SYSTEMS = {
    "quartzcron": ("", "", Week(1, 7, 0, 6)),
    "unix": ("", "", Week(1, 7, 0, 6)),
    "cronie": ("", "", Week(1, 7, 0, 6)),
    "posix": ("", "", Week(1, 6, 0, 6)),
    "ocps": ("", "", Week(1, 7, 0, 6)),
    "kubernetes": ("", "", Week(1, 6, 0, 6)),
    "croniter": ("", "", Week(1, 7, 0, 6)),
    "airflow": ("", "", Week(1, 7, 0, 6)),
    "celery": ("", "", Week(1, 6, 0, 6)),
    "apscheduler": ("", "", Week(0, 6, 0, 6)),
    "google-cloud-scheduler": ("", "", Week(1, 7, 0, 6)),
    "snowflake": ("", "", Week(1, 6, 0, 6)),
    "azure": ("0 ", "", Week(1, 6, 0, 6)),
    "spring": ("0 ", "", Week(1, 7, 1, 7)),
    "cronos": ("", "", Week(1, 7, 0, 7)),
    "croner": ("", "", Week(1, 7, 0, 6)),
    "jenkins": ("", "", Week(1, 7, 0, 6)),
    "quartz": ("0 ", "", Week(2, 7, 1, 7)),
    "databricks": ("0 ", "", Week(2, 7, 1, 7)),
    "eventbridge": ("cron(", " *)", Week(2, 7, 1, 7)),
}
#: croniter reads a range of one value as every value; the oracle of the search knows of that.
CYCLES = ("croniter", "airflow")
NAMES = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


@st.composite
def weekday_terms(draw: st.DrawFn, week: Week) -> tuple[str, set[int]]:
    """Draw a term of day of week and the weekdays that it means, Monday being 0."""
    form = draw(st.sampled_from(["value", "range", "star", "open", "name", "names"]))
    step = draw(st.sampled_from([0, 1, 1, 2, 3, 4]))
    after = f"/{step}" if step else ""
    first, last = draw(st.integers(0, week.high)), draw(st.integers(0, week.high))

    def days(numbers: range) -> set[int]:
        return {(number - week.monday) % 7 for number in numbers}

    if form == "value":
        return str(first), days(range(first, first + 1))
    if form == "star":
        return f"*{after}", days(range(week.star, week.star + 7, step or 1))
    if form == "open":
        # A 7 beyond the end is the 0 that it spells too.
        begin = first if first <= week.end else 0
        return f"{first}/{step or 2}", days(range(begin, week.end + 1, step or 2))
    if form == "range":
        # Round the week where it goes down; from 0 to 7 is the week and no day more.
        way = last - first if first <= last else (last - first) % 7
        return f"{first}-{last}{after}", days(range(first, first + way + 1, step or 1))
    one, other = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    if form == "name":
        return NAMES[one], {one}
    way = (other - one) % 7
    return (
        f"{NAMES[one]}-{NAMES[other]}{after}",
        {(one + walked) % 7 for walked in range(0, way + 1, step or 1)},
    )


def has_one_value(text: str) -> bool:
    """Tell whether a range in a text begins and ends with one value, 0 and 7 both being Sunday."""
    ranges = re.findall(r"(\w+)-(\w+)", text)
    return any(one == other or {one, other} == {"0", "7"} for one, other in ranges)


def weekdays_of(expression: CronExpression) -> set[int]:
    """Return the weekdays of the runs of two weeks."""
    start = datetime(2026, 1, 5)  # a Monday
    return {fire.weekday() for fire in expression.fire_times(start, start + timedelta(14))}


@given(st.data())
def test_weekdays_are_those_of_every_term_or_refused(data: st.DataObject) -> None:
    dialect = data.draw(st.sampled_from(sorted(SYSTEMS)))
    before, behind, week = SYSTEMS[dialect]
    terms = data.draw(st.lists(weekday_terms(week), min_size=1, max_size=3))
    asks = "?" if week.monday == 2 else "*"
    text = f"{before}0 0 {asks} * {','.join(term for term, _ in terms)}{behind}"
    if not quartzcron.is_valid(text, dialect) or (dialect in CYCLES and has_one_value(text)):
        return
    wanted: set[int] = set().union(*(days for _, days in terms))
    assert weekdays_of(CronExpression(text, dialect)) == wanted, (text, dialect)


@st.composite
def hour_terms(draw: st.DrawFn) -> tuple[str, set[int]]:
    """Draw a term of the hours and what it means."""
    form = draw(st.sampled_from(["value", "range", "star", "open", "question"]))
    step = draw(st.sampled_from([0, 1, 5, 11, 23, 24, 30]))
    after = f"/{step}" if step else ""
    first, last = draw(st.integers(0, 23)), draw(st.integers(0, 23))
    if form == "value":
        return f"{first:02}", {first}
    if form in ("star", "question"):
        sign = "*" if form == "star" else "?"
        return f"{sign}{after}", set(range(0, 24, step or 1))
    if form == "open":
        return f"{first}/{step or 2}", set(range(first, 24, step or 2))
    way = (last - first) % 24
    return f"{first}-{last}{after}", {(first + w) % 24 for w in range(0, way + 1, step or 1)}


@given(st.data())
def test_hours_are_those_of_every_term_or_refused(data: st.DataObject) -> None:
    dialect = data.draw(st.sampled_from(sorted(SYSTEMS)))
    before, behind, week = SYSTEMS[dialect]
    terms = data.draw(st.lists(hour_terms(), min_size=1, max_size=3))
    asks = "?" if week.monday == 2 else "*"
    text = f"{before}0 {','.join(term for term, _ in terms)} * * {asks}{behind}"
    if not quartzcron.is_valid(text, dialect) or (dialect in CYCLES and has_one_value(text)):
        return
    wanted: set[int] = set().union(*(hours for _, hours in terms))
    day = datetime(2026, 1, 5)
    fires = CronExpression(text, dialect).fire_times(day, day + timedelta(1))
    assert {fire.hour for fire in fires} == wanted, (text, dialect)


#: The signs of day of month: what each is called, and the day that it means in a month that
#: begins on a weekday and has so many days; 0 for none.
def workday(day: int, first_weekday: int, length: int) -> int:
    """Return the working day nearest to a day, by looking around it within the month."""
    near = sorted(range(1, length + 1), key=lambda other: (abs(other - day), other > day))
    return next(other for other in near if (first_weekday + other - 1) % 7 < 5)


SIGNS: dict[str, Callable[[int, int, int], int]] = {
    "L": lambda _number, _first, length: length,
    "last": lambda _number, _first, length: length,
    "L-{}": lambda number, _first, length: length - number,
    "LW": lambda _number, first, length: workday(length, first, length),
    "{}W": lambda number, first, length: (
        workday(number, first, length) if 0 < number <= length else 0
    ),
}


@given(st.data())
def test_days_are_those_of_every_sign_or_refused(data: st.DataObject) -> None:
    dialect = data.draw(st.sampled_from(sorted({*SYSTEMS} - {"spring"})))  # Spring loses 31W
    before, behind, week = SYSTEMS[dialect]
    drawn = st.tuples(st.sampled_from([*SIGNS, "{}"]), st.integers(0, 31))
    terms = data.draw(st.lists(drawn, min_size=1, max_size=3))
    asks = "?" if week.monday == 2 else "*"
    days = ",".join(sign.format(number) for sign, number in terms)
    text = f"{before}0 0 {days} * {asks}{behind}"
    if not quartzcron.is_valid(text, dialect):
        return
    expression = CronExpression(text, dialect)
    for month in range(1, 13):
        start = datetime(2026, month, 1)
        end = datetime(2026 + month // 12, month % 12 + 1, 1)
        shape = start.weekday(), (end - start).days
        wanted = {
            SIGNS[sign](number, *shape) if sign in SIGNS else number for sign, number in terms
        }
        found = {fire.day for fire in expression.fire_times(start, end)}
        assert found == {day for day in wanted if 0 < day <= shape[1]}, (text, dialect, month)


@pytest.mark.parametrize("dialect", sorted(SYSTEMS))
def test_each_system_takes_some_of_these(dialect: str) -> None:
    """The laws above say nothing of a dialect that refuses everything."""
    before, behind, week = SYSTEMS[dialect]
    asks = "?" if week.monday == 2 else "*"
    for weekday in (asks, "2", "2,4", "2-4"):
        free = "*" if weekday == "?" else asks
        assert quartzcron.is_valid(f"{before}0 7-9 {free} * {weekday}{behind}", dialect)


# --- the shortest interval -------------------------------------------------


# An earlier pair over midnight is as close as those within a day from the date on.
@example([0], [0], [11, 23], "*/7", "*", "2024-2026", date(2025, 1, 1))
@given(
    st.lists(st.sampled_from([0, 1, 2, 10, 30, 58, 59]), min_size=1, max_size=3),
    st.lists(st.sampled_from([0, 1, 15, 30, 58, 59]), min_size=1, max_size=3),
    st.lists(st.sampled_from([0, 1, 11, 12, 22, 23]), min_size=1, max_size=3),
    st.sampled_from(["*", "1", "L", "1,L", "31", "*/7", "LW,1", "28-31"]),
    st.sampled_from(["*", "1", "12", "1,12", "2,3"]),
    st.sampled_from(["2024-2026", "2026", "2024,2026"]),
    st.dates(date(2023, 12, 30), date(2027, 1, 2)),
)
def test_the_shortest_interval_is_that_of_all_fire_times(
    seconds: list[int],
    minutes: list[int],
    hours: list[int],
    days: str,
    months: str,
    years: str,
    day: date,
) -> None:
    clock = [",".join(map(str, values)) for values in (seconds, minutes, hours)]
    expression = CronExpression(f"{' '.join(clock)} {days} {months} ? {years}")
    fires = list(expression.fire_times(datetime(2024, 1, 1), datetime(2027, 1, 1)))
    assume(len(fires) < 20_000)
    found = rules.shortest_interval(expression._matcher)
    distances = [(later - earlier).total_seconds() for earlier, later in pairwise(fires)]
    if found is None:
        assert not distances
        return
    length, first, second = found
    assert length == min(distances)
    assert (datetime(*second) - datetime(*first)).total_seconds() == length
    # They are neighbours among the fire times, not just any two of them.
    assert fires[fires.index(datetime(*first)) + 1] == datetime(*second)
    # From a day on it is a pair that begins there, if there is one that close.
    later = rules.shortest_interval(expression._matcher, (day.year, day.month, day.day))
    assert later is not None
    assert later[0] == length
    closest = [one for one, other in pairwise(fires) if (other - one).total_seconds() == length]
    left = [one for one in closest if one >= datetime(day.year, day.month, day.day)]
    assert datetime(*later[1]) in (left or closest)
    assert fires[fires.index(datetime(*later[1])) + 1] == datetime(*later[2])


# --- seeds -----------------------------------------------------------------


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_seed_decides_and_stays_in_its_bounds(seed: str, other: str) -> None:
    text = "H(10-19)/3 H H H H"
    once = CronExpression(text, "jenkins", seed=seed)
    assert once == CronExpression(text, Dialect.named("jenkins").seeded(seed))
    for fire in once.fire_times(datetime(2020, 1, 1), limit=20):
        assert 10 <= fire.minute <= 19
        assert fire.day <= 28
    minutes = {fire.minute for fire in once.fire_times(datetime(2020, 1, 1), limit=20)}
    assert all((minute - min(minutes)) % 3 == 0 for minute in minutes)
    assert min(minutes) <= 12
    assert CronExpression(text, "jenkins", seed=other).dialect.seed == other
