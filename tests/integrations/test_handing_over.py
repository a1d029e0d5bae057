"""Schedules for Temporal and Kubernetes: the same runs to the day, or a reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import DIALECTS, texts

from quartzcron import CronExpression, CronTranslationError, Days, DstPolicy, Schedule
from quartzcron.integrations.kubernetes import cron_job_spec
from quartzcron.integrations.temporal import schedule_spec

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, LAST = 2000, 2100


# --- Temporal, as its documentation has it: what is not said of a year is all of them -------------


def values(ranges: list[dict[str, int]]) -> set[int]:
    """Return what the ranges of a field hold."""
    return {n for each in ranges for n in range(each["start"], each["end"] + 1, each["step"])}


def days_of(calendar: dict[str, Any], years: range) -> Iterator[date]:
    """Yield the dates on which a calendar fires; its Sunday is 0."""
    months, days, weekdays = (
        values(calendar[name]) for name in ("month", "day_of_month", "day_of_week")
    )
    its_years = values(calendar["year"]) if "year" in calendar else set(years)
    day, end = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
    while day < end:
        if (
            day.day in days
            and day.month in months
            and day.isoweekday() % 7 in weekdays
            and day.year in its_years
        ):
            yield day
        day += timedelta(days=1)


def judge(expression: CronExpression, years: range) -> None:
    """Hold the calendars of an expression against its own days and times."""
    calendars = schedule_spec(Schedule(expression, "UTC"), after=NOW)["calendars"]
    for each in calendars:
        for name, wanted in list(expression.values.items())[:3]:
            assert values(each[name]) == set(wanted)
        assert set(each) - {"year"} == {
            "second", "minute", "hour", "month", "day_of_month", "day_of_week", "comment",
        }  # fmt: skip
    found = [day for each in calendars for day in days_of(each, years)]
    wanted_days = [
        date(year, month, day)
        for year in years
        for month in range(1, 13)
        for day in expression.days_in(year, month)
    ]
    # No two calendars have a day in common.
    assert sorted(found) == wanted_days


EXACT = [
    ("0 9 * * *", 1), ("*/15 8-18 * * MON-FRI", 1), ("0 9 13 * FRI", 2), ("0 9 1-7 * +MON", 1),
    ("0 0 9 L * ?", 4), ("0 0 9 L-3 * ?", 4), ("0 0 9 LW * ?", 8), ("0 0 9 15W * ?", 3),
    ("0 0 9 1W * ?", 2), ("0 0 9 ? * 6L", 4), ("0 0 9 ? * 6#3", 1), ("0 0 9 ? * MON#5", 1),
    ("0 9 1,15,L * *", 4), ("0 0 9 29 2 ?", 1), ("0 0 9 L 2 ?", 2), ("0 0 9 L 1,3 ?", 1),
    ("10/20 0 9 ? * 6#3 2026-2030", 1), ("0 0 9 ? 2 5#5 *", 1), ("0 0 9 29W 2 ?", 2), ("0 0 0 30 2 ?", 0),
    ("0 0 9 1 1 ? 2190", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "calendars"), EXACT)
def test_the_calendars_have_every_day_of_a_century_and_no_other(text: str, calendars: int) -> None:
    expression = CronExpression(text)
    judge(expression, range(FIRST, LAST + 1))
    assert len(schedule_spec(Schedule(expression, "UTC"))["calendars"]) == calendars


@given(
    st.sampled_from(DIALECTS).flatmap(lambda name: st.tuples(texts(name), st.just(name))),
    st.integers(FIRST, LAST - 1),
)
def test_any_expression_has_its_days_in_its_calendars(written: tuple[str, str], year: int) -> None:
    judge(CronExpression(*written), range(year, year + 2))


@given(texts("quartzcron"))
def test_ranges_are_what_a_server_takes(text: str) -> None:
    limits = {"second": (0, 59), "minute": (0, 59), "hour": (0, 23), "day_of_month": (1, 31),
              "month": (1, 12), "day_of_week": (0, 6), "year": (FIRST, LAST)}  # fmt: skip
    for calendar in schedule_spec(Schedule(text, "UTC"), after=NOW)["calendars"]:
        assert len(calendar.pop("comment")) <= 200
        for name, ranges in calendar.items():
            low, high = limits[name]
            assert ranges
            for each in ranges:
                assert low <= each["start"] <= each["end"] <= high
                assert each["step"] >= 1


def test_bounds_go_along_as_whole_seconds_of_which_both_are_taken() -> None:
    start, end = datetime(2026, 1, 1, 9), datetime(2026, 2, 1, 9, 0, 0, 1)
    spec = schedule_spec(Schedule("* * * * * ?", "Europe/Paris", start=start, end=end))
    assert spec["start_at"] == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert spec["end_at"] == datetime(2026, 2, 1, 8, tzinfo=UTC)
    exact = schedule_spec(
        Schedule("* * * * * ?", "UTC", start=start, end=end.replace(microsecond=0))
    )
    assert exact["end_at"] == datetime(2026, 2, 1, 8, 59, 59, tzinfo=UTC)
    unbound = schedule_spec(Schedule("* * * * * ?", "Europe/Paris"), after=NOW)
    assert set(unbound) == {"calendars", "time_zone_name"}


def test_a_difference_that_comes_after_its_years_is_none_to_temporal() -> None:
    # New York's clock of 2150 is of no interest to who ends in 2100.
    late = Schedule("0 30 2 * * ? 2150", "America/New_York")
    assert schedule_spec(late, after=NOW)["calendars"] == []


# --- Kubernetes ------------------------------------------------------------------------------------


def test_a_cron_job_says_when_in_its_own_words() -> None:
    office = Schedule("0 30 9 ? * MON-FRI", "Europe/Paris")
    assert cron_job_spec(office) == {"schedule": "30 9 * * MON-FRI", "timeZone": "Europe/Paris"}
    whole = cron_job_spec(office, grace=timedelta(minutes=2, microseconds=5), concurrency="Forbid")
    assert whole == {
        "schedule": "30 9 * * MON-FRI",
        "timeZone": "Europe/Paris",
        "startingDeadlineSeconds": 120,
        "concurrencyPolicy": "Forbid",
    }


@pytest.mark.parametrize("text", ["0 0 9 L * ?", "30 0 9 * * ?", "0 0 9 1 1 ? 2030"])
def test_what_five_fields_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(CronTranslationError):
        cron_job_spec(Schedule(text, "UTC"))


DAILY = Schedule("0 9 * * *", "UTC")
REFUSED: list[tuple[Callable[[], object], type[Exception], str]] = [
    (
        lambda: cron_job_spec(DAILY.replace(end=datetime(2030, 1, 1))),
        ValueError,
        "no start or end",
    ),
    (
        lambda: cron_job_spec(DAILY.replace(start=datetime(2030, 1, 1))),
        ValueError,
        "no start or end",
    ),
    (lambda: cron_job_spec(DAILY, grace=timedelta(seconds=9.9)), ValueError, "ten seconds"),
]


@pytest.mark.parametrize(("ask", "error", "said"), REFUSED)
def test_what_kubernetes_cannot_do_is_refused(
    ask: Callable[[], object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask()


# --- both ------------------------------------------------------------------------------------------

BOTH: list[tuple[Callable[..., Any], str]] = [
    (schedule_spec, "TEMPORAL"),
    (cron_job_spec, "SPRING"),
]


@pytest.mark.parametrize(("ask", "policy"), BOTH)
def test_a_rule_for_clock_changes_that_makes_a_difference_is_told(
    ask: Callable[..., Any], policy: str
) -> None:
    nightly = Schedule("30 2 * * *", "America/New_York")
    with pytest.raises(ValueError, match=f"2026-03-08 03:00.*{policy}"):
        ask(nightly, after=NOW)
    assert ask(nightly.replace(dst=policy), after=NOW)
    # What is past makes none, nor does a rule that comes to the same.
    assert ask(Schedule("30 2 * * *", "Asia/Seoul"), after=NOW)
    assert ask(Schedule("30 2 * * MON-FRI", "America/New_York"), after=NOW)
    assert ask(Schedule("*/5 * * * *", "America/New_York", dst=DstPolicy.CRONITER), after=NOW)


ZONELESS: list[tuple[Schedule, type[Exception], str]] = [
    (Schedule("0 9 * * *"), TypeError, "needs a time zone"),
    (Schedule("0 9 * * *", "+05:30"), ValueError, r"\+05:30 has none"),
    (Schedule("0 9 * * *", timezone(timedelta(seconds=5))), ValueError, "UTC.* has none"),
    (DAILY.replace(excluding=date(2026, 12, 25)), ValueError, "leave out days"),
    (DAILY.replace(only=Days.every(days=2, since=date(2026, 1, 1))), ValueError, "leave out days"),
]


@pytest.mark.parametrize("ask", [schedule_spec, cron_job_spec])
@pytest.mark.parametrize(("schedule", "error", "said"), ZONELESS)
def test_what_neither_can_know_is_refused(
    ask: Callable[..., Any], schedule: Schedule, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask(schedule)


def test_utc_has_a_name_however_it_is_given() -> None:
    for tz in (UTC, "UTC", "Etc/UTC"):
        assert schedule_spec(Schedule("0 9 * * *", tz))["time_zone_name"] in ("UTC", "Etc/UTC")
