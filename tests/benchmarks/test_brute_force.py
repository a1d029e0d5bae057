"""The judge of the benchmarks answers as a calendar does, and its questions are drawn as they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice

import pytest

from benchmarks.brute_force import (
    Plan,
    closest_fires,
    count_between,
    fires_between,
    first_common,
    instant,
    next_fire,
    nth_fire,
    previous_fire,
)
from benchmarks.cases import (
    EVERY_FIVE_MINUTES,
    EVERY_HALF_HOUR,
    EVERY_MINUTE,
    EVERY_SECOND,
    LAST_WEEKDAY,
    MONDAY_29_FEBRUARY,
    MONDAYS,
    NEVER,
    NEW_YORK,
    THIRD_FRIDAY,
    WEEKDAY_MORNINGS,
    YEARLY,
    random_moments,
)
from benchmarks.texts import FAMILIES, draws

START = datetime(2026, 1, 1, 9, 30)

# Plan, fire time before START, fire time after it: from a calendar.
ANSWERS: list[tuple[Plan, datetime | None, datetime | None]] = [
    (EVERY_MINUTE, datetime(2026, 1, 1, 9, 29), datetime(2026, 1, 1, 9, 31)),
    (EVERY_SECOND, datetime(2026, 1, 1, 9, 29, 59), datetime(2026, 1, 1, 9, 30, 1)),
    (EVERY_FIVE_MINUTES, datetime(2026, 1, 1, 9, 25), datetime(2026, 1, 1, 9, 35)),
    (WEEKDAY_MORNINGS, datetime(2025, 12, 31, 9, 30), datetime(2026, 1, 2, 9, 30)),
    (LAST_WEEKDAY, datetime(2025, 12, 31, 18), datetime(2026, 1, 30, 18)),
    (THIRD_FRIDAY, datetime(2025, 12, 19, 12, 30), datetime(2026, 1, 16, 12, 30)),
    (EVERY_HALF_HOUR, datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 10)),
    (YEARLY, datetime(2026, 1, 1), datetime(2027, 1, 1)),
    (MONDAY_29_FEBRUARY, datetime(2016, 2, 29), datetime(2044, 2, 29)),
    (MONDAYS, datetime(2025, 12, 29), datetime(2026, 1, 5)),
    (NEVER, None, None),
]


@pytest.mark.parametrize(("plan", "before", "after"), ANSWERS, ids=lambda x: getattr(x, "name", ""))
def test_the_judge_answers_as_a_calendar_does(
    plan: Plan, before: datetime | None, after: datetime | None
) -> None:
    assert previous_fire(plan, START) == before
    assert next_fire(plan, START) == after


def test_the_judge_keeps_the_zone_of_the_moment() -> None:
    answer = next_fire(WEEKDAY_MORNINGS, START.replace(tzinfo=UTC))
    assert answer == datetime(2026, 1, 2, 9, 30, tzinfo=UTC)


# Of the hour that New York repeats on 2026-11-01 and of the one that it leaves out on 03-08:
# plan, moment and its fold, fire times before and after it in UTC.
AT_CHANGES: list[tuple[Plan, datetime, int, datetime, datetime]] = [
    (
        EVERY_HALF_HOUR,
        datetime(2026, 11, 1, 1, 40),
        0,
        datetime(2026, 11, 1, 5, 30),
        datetime(2026, 11, 1, 6),
    ),
    (
        EVERY_HALF_HOUR,
        datetime(2026, 11, 1, 1, 10),
        1,
        datetime(2026, 11, 1, 6),
        datetime(2026, 11, 1, 6, 30),
    ),
    (
        EVERY_HALF_HOUR,
        datetime(2026, 3, 8, 1, 45),
        0,
        datetime(2026, 3, 8, 6, 30),
        datetime(2026, 3, 8, 7),
    ),
    (
        # A moment of the gap is the one that the old offset makes of it: 03:20.
        EVERY_HALF_HOUR,
        datetime(2026, 3, 8, 2, 20),
        0,
        datetime(2026, 3, 8, 7),
        datetime(2026, 3, 8, 7, 30),
    ),
    (
        WEEKDAY_MORNINGS,
        datetime(2026, 11, 1, 1, 30),
        1,
        datetime(2026, 10, 30, 13, 30),
        datetime(2026, 11, 2, 14, 30),
    ),
]


@pytest.mark.parametrize(("plan", "wall", "fold", "before", "after"), AT_CHANGES)
def test_the_judge_goes_by_the_clock_on_the_wall(
    plan: Plan, wall: datetime, fold: int, before: datetime, after: datetime
) -> None:
    moment = wall.replace(tzinfo=NEW_YORK, fold=fold)
    earlier, later = previous_fire(plan, moment), next_fire(plan, moment)
    assert earlier
    assert later
    assert instant(earlier) == before.replace(tzinfo=UTC)
    assert instant(later) == after.replace(tzinfo=UTC)
    assert later.tzinfo is NEW_YORK


def test_the_judge_counts_the_hours_of_a_day() -> None:
    for day, fires in ((date(2026, 3, 8), 46), (date(2026, 11, 1), 50), (date(2026, 6, 1), 48)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=NEW_YORK)
        found = fires_between(
            EVERY_HALF_HOUR, midnight - timedelta(seconds=1), midnight + timedelta(days=1)
        )
        assert len(list(found)) == fires
    start = datetime(2026, 1, 1)
    assert len(list(fires_between(EVERY_FIVE_MINUTES, start, start + timedelta(hours=1)))) == 11
    assert list(fires_between(NEVER, start, datetime(2027, 1, 1))) == []


def test_the_judge_stops_at_the_ends_of_its_years() -> None:
    day = Plan("one day", lambda each: each == date(2026, 1, 1), [0], years=(2026, 2026))
    assert next_fire(day, datetime(2025, 12, 31, 12)) == datetime(2026, 1, 1)
    assert next_fire(day, datetime(2026, 1, 1)) is None
    assert previous_fire(day, datetime(2026, 1, 1)) is None
    assert previous_fire(day, datetime(2026, 1, 1, 0, 0, 1)) == datetime(2026, 1, 1)


# What the judge works out must be what it finds one by one: beside fire times, on them and between,
# where days are full and where most are empty.
SPANS = [
    (datetime(2026, 1, 1, 9, 30), datetime(2026, 1, 5, 9, 30)),
    (datetime(2026, 1, 1, 9, 29, 59), datetime(2026, 1, 5, 9, 30, 1)),
    (datetime(2026, 1, 3), datetime(2026, 1, 3)),
    (datetime(2026, 1, 4, 23, 55), datetime(2026, 1, 5, 0, 5)),
    (datetime(2025, 12, 19, 12, 30), datetime(2026, 2, 28)),
    (datetime(2026, 10, 30, 1, 30), datetime(2026, 11, 2, 1, 30)),
]


@pytest.mark.parametrize("zone", [None, UTC, NEW_YORK], ids=str)
@pytest.mark.parametrize("span", SPANS, ids=lambda span: str(span[0]))
@pytest.mark.parametrize(
    "plan", [EVERY_FIVE_MINUTES, WEEKDAY_MORNINGS, THIRD_FRIDAY, NEVER], ids=lambda plan: plan.name
)
def test_the_judge_counts_as_it_finds(
    plan: Plan, span: tuple[datetime, datetime], zone: tzinfo | None
) -> None:
    start, end = (moment.replace(tzinfo=zone) for moment in span)
    found = list(fires_between(plan, start - timedelta(seconds=1), end))
    assert count_between(plan, start, end) == len(found)
    for n in {0, len(found) // 2, len(found) - 1} & set(range(len(found))):
        answer = nth_fire(plan, start, n)
        assert answer
        assert instant(answer) == instant(found[n])


def test_the_judge_finds_no_fire_time_after_the_last() -> None:
    for zone in (None, NEW_YORK):
        start = datetime(2199, 12, 30, 9, 31, tzinfo=zone)
        assert nth_fire(WEEKDAY_MORNINGS, start, 0) == datetime(2199, 12, 31, 9, 30, tzinfo=zone)
        assert nth_fire(WEEKDAY_MORNINGS, start, 1) is None


def test_the_judge_knows_the_closest_fire_times() -> None:
    # Over a night, within a day, and where the clock takes an hour from four weeks.
    late = Plan("early and late", lambda day: day.day < 4, [3600, 82800])
    assert closest_fires(late, None) == (datetime(1970, 1, 1, 23), datetime(1970, 1, 2, 1))
    twice = closest_fires(EVERY_FIVE_MINUTES, UTC)
    assert twice == (datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, 0, 5, tzinfo=UTC))
    friday = Plan("in spring", THIRD_FRIDAY.on_day, THIRD_FRIDAY.times, years=(2025, 2026))
    pair = closest_fires(friday, NEW_YORK)
    assert pair
    assert [fire.date() for fire in pair] == [date(2025, 2, 21), date(2025, 3, 21)]
    assert instant(pair[1]) - instant(pair[0]) == timedelta(days=27, hours=23)
    for zone in (None, NEW_YORK):
        assert closest_fires(NEVER, zone) is None


def test_the_judge_knows_what_two_plans_have_in_common() -> None:
    # 1 January is a Monday in 2024 and in 2029; the start counts, the end does not.
    spans = [
        (datetime(2024, 1, 1), datetime(2030, 1, 1), datetime(2024, 1, 1)),
        (datetime(2024, 1, 1, 1), datetime(2030, 1, 1), datetime(2029, 1, 1)),
        (datetime(2024, 1, 1, 1), datetime(2029, 1, 1), None),
    ]
    for zone in (None, NEW_YORK):
        for start, end, right in spans:
            found = first_common(
                MONDAYS, YEARLY, start.replace(tzinfo=zone), end.replace(tzinfo=zone)
            )
            assert found == (right and right.replace(tzinfo=zone))


@pytest.mark.parametrize("family", FAMILIES)
def test_draws_differ_and_come_again_with_their_seed(family: str) -> None:
    drawn = [tuple(draw.words.values()) for draw in islice(draws(family), 300)]
    assert len(set(drawn)) == 300
    assert drawn == [tuple(draw.words.values()) for draw in islice(draws(family), 300)]


def test_moments_lie_within_their_years_and_are_the_same_each_time() -> None:
    moments = random_moments(500, UTC)
    assert moments == random_moments(500, UTC)
    assert (min(moments).year, max(moments).year) == (2025, 2030)
    assert {moment.tzinfo for moment in moments} == {UTC}


def test_moments_are_drawn_where_their_name_says() -> None:
    for moment in random_moments(50, NEW_YORK, "in a fold"):
        assert moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()
        assert moment.astimezone(UTC).astimezone(NEW_YORK).replace(fold=0) == moment
    for moment in random_moments(50, NEW_YORK, "in a gap"):
        assert moment.astimezone(UTC).astimezone(NEW_YORK) != moment
    assert {moment.fold for moment in random_moments(50, NEW_YORK, "in a fold")} == {0, 1}
    for starts, way in (("on the last day", next_fire), ("on the first day", previous_fire)):
        for zone in (None, NEW_YORK):
            moments = random_moments(20, zone, starts)
            assert {way(WEEKDAY_MORNINGS, moment) for moment in moments} == {None}
