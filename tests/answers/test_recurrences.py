"""Recurrence rules: what they look like, that they are exact, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz
from dateutil.rrule import rruleset
from dateutil.tz import gettz

from quartzcron import CronExpression, RecurrenceError, Schedule
from quartzcron.answers.recurrences import MOST_DATES

NEW_YORK = ZoneInfo("America/New_York")


def rules_of(found: rruleset) -> list[str]:
    """Return the rules of a set in the words of RFC 5545, without their common ends."""
    texts = [str(rule).splitlines()[1].removeprefix("RRULE:") for rule in found._rrule]  # type: ignore[attr-defined]
    return [
        text.replace(";UNTIL=21991231T235959", "").removesuffix(";BYHOUR=9;BYMINUTE=0;BYSECOND=0")
        for text in texts
    ]


WORKDAYS = "BYDAY=MO,TU,WE,TH,FR"

# The day fields of a schedule at nine o'clock, with the month between them, and its rules.
RULES: list[tuple[str, list[str]]] = [
    # nothing is restricted, or the weekday alone
    ("* * *", ["FREQ=DAILY"]),
    ("* 1,7 *", ["FREQ=DAILY;BYMONTH=1,7"]),
    ("* * MON-FRI", [f"FREQ=DAILY;{WORKDAYS}"]),
    # days of the month, from either end
    ("1,15 * *", ["FREQ=MONTHLY;BYMONTHDAY=1,15"]),
    ("31 * *", ["FREQ=MONTHLY;BYMONTHDAY=31"]),
    ("L * *", ["FREQ=MONTHLY;BYMONTHDAY=-1"]),
    ("L-3 * *", ["FREQ=MONTHLY;BYMONTHDAY=-4"]),
    ("1,L * *", ["FREQ=MONTHLY;BYMONTHDAY=1,-1"]),
    # where all months have 31 days, that is the last of them
    ("L 1,3,5 *", ["FREQ=MONTHLY;BYMONTH=1,3,5;BYMONTHDAY=31"]),
    # the n-th weekday and the last
    ("* * FRI#3", ["FREQ=MONTHLY;BYDAY=+3FR"]),
    ("* * MON#5", ["FREQ=MONTHLY;BYDAY=+5MO"]),
    ("* * FRIL", ["FREQ=MONTHLY;BYDAY=-1FR"]),
    ("* 2 SUNL,MONL", ["FREQ=MONTHLY;BYMONTH=2;BYDAY=-1MO,-1SU"]),
    # working days: the day itself, the Friday before it, the Monday after it
    (
        "15W * *",
        [
            f"FREQ=MONTHLY;BYMONTHDAY=15;{WORKDAYS}",
            "FREQ=MONTHLY;BYMONTHDAY=14;BYDAY=FR",
            "FREQ=MONTHLY;BYMONTHDAY=16;BYDAY=MO",
        ],
    ),
    (
        "LW * *",
        [f"FREQ=MONTHLY;BYMONTHDAY=-1;{WORKDAYS}", "FREQ=MONTHLY;BYMONTHDAY=-3,-2;BYDAY=FR"],
    ),
    # in a leap year the 29th is February's last day, and its Sunday goes back
    (
        "29W * *",
        [
            f"FREQ=MONTHLY;BYMONTHDAY=29;{WORKDAYS}",
            "FREQ=MONTHLY;BYMONTHDAY=30;BYDAY=MO",
            "FREQ=MONTHLY;BYMONTH=1,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=28;BYDAY=FR",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=27;BYYEARDAY=-309;BYDAY=FR",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28;BYYEARDAY=-308;BYDAY=FR",
        ],
    ),
    # both day fields: either will do, or both must match
    ("13 * FRI", ["FREQ=MONTHLY;BYMONTHDAY=13", "FREQ=DAILY;BYDAY=FR"]),
    ("13 * +FRI", ["FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"]),
    # nothing ever
    ("30 2 *", []),
]  # fmt: skip


@pytest.mark.parametrize(("days", "rules"), RULES)
def test_the_rules(days: str, rules: list[str]) -> None:
    assert rules_of(CronExpression(f"0 9 {days}").to_rrule()) == rules


def test_hours_minutes_and_seconds_are_one_rule() -> None:
    found = CronExpression("0/30 15 8-10 * * ?").to_rrule()
    assert rules_of(found) == ["FREQ=DAILY;BYHOUR=8,9,10;BYMINUTE=15;BYSECOND=0,30"]


# The year field: a rule for each run of years; years that have no such day end none.
@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("0 0 9 1 1 ? 2020-2030,2040", [(2020, 2030), (2040, 2040)]),
        ("0 0 9 29 2 ? 2020-2040", [(2020, 2040)]),
        ("0 0 9 29 2 ? 2020-2027,2032-2040", [(2020, 2027), (2029, 2040)]),
        ("0 0 9 29 2 ?", [(1972, 2196)]),
        ("0 0 9 * * ?", [(1970, 2199)]),
    ],
)
def test_runs_of_years(text: str, years: list[tuple[int, int]]) -> None:
    rules = CronExpression(text).to_rrule()._rrule  # type: ignore[attr-defined]
    assert [(rule._dtstart.year, rule._until.year) for rule in rules] == years


def every_day_term() -> list[str]:
    """Return every special of the day fields, as day of month and day of week."""
    months = [f"{day}W" for day in range(1, 32)]
    months += ["L", "LW", *(f"L-{back}{w}" for back in range(1, 31) for w in ("", "W"))]
    weeks = [f"{day}{rest}" for day in range(7) for rest in ("L", "#1", "#2", "#3", "#4", "#5")]
    return [*(f"{term} * *" for term in months), *(f"* * {term}" for term in weeks)]


@pytest.mark.parametrize("days", every_day_term())
def test_every_special_in_every_kind_of_year(days: str) -> None:
    """In 28 years every kind of year comes, leap years on all weekdays."""
    expression = CronExpression(f"0 9 {days}")
    start, end = datetime(1996, 1, 1), datetime(2024, 1, 1)
    assert list(expression.to_rrule(start, end)) == list(expression.fire_times(start, end))


SECOND = timedelta(seconds=1)


# Bounds are those of `fire_times`: the start counts, the end does not, to the microsecond.
@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 1, 1, 9), datetime(2026, 1, 3, 9)),
        (datetime(2026, 1, 1, 9, 0, 0, 1), datetime(2026, 1, 3, 9, 0, 0, 1)),
        (datetime(2026, 1, 1, 9) + SECOND, datetime(2026, 1, 3, 9) + SECOND),
        (datetime(2026, 1, 1, 9) - SECOND, datetime(2026, 1, 3, 9) - SECOND),
        (datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 1, 3, 9, tzinfo=UTC)),
        (datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 1, 3, 9, tzinfo=NEW_YORK)),
        (datetime(2026, 1, 1, 9, 0, 0, 1, NEW_YORK), datetime(2026, 1, 3, 9, 0, 0, 1, NEW_YORK)),
        (
            datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5))),
            datetime(2026, 2, 1, tzinfo=timezone(timedelta(hours=5))),
        ),
        # nothing lies between them
        (datetime(2026, 1, 3), datetime(2026, 1, 1)),
        (datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        # beyond the horizon
        (datetime.min, datetime(1970, 1, 4)),
        (datetime(2199, 12, 29), datetime.max),
        (datetime.min.replace(tzinfo=UTC), datetime(1970, 1, 4, tzinfo=UTC)),
        (datetime(2199, 12, 29, tzinfo=NEW_YORK), datetime.max.replace(tzinfo=NEW_YORK)),
        (datetime.min, datetime(1969, 1, 1)),
        (datetime(2300, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_bounds(start: datetime, end: datetime) -> None:
    expression = CronExpression("0 9 * * *")
    wanted = list(expression.fire_times(start, end))
    found = list(expression.to_rrule(start, end))
    assert found == wanted
    assert [fire.tzinfo for fire in found] == [fire.tzinfo for fire in wanted]


def test_without_bounds_it_spans_the_horizon() -> None:
    expression = CronExpression("0 0 0 1 1 ?")
    assert [fire.year for fire in expression.to_rrule()] == list(range(1970, 2200))
    assert [fire.year for fire in expression.to_rrule(datetime(2190, 2, 1))] == list(
        range(2191, 2200)
    )
    to_1980 = expression.to_rrule(end=datetime(1980, 1, 1, tzinfo=UTC))
    assert [fire.year for fire in to_1980] == list(range(1970, 1980))
    assert to_1980[0] == datetime(1970, 1, 1, tzinfo=UTC)


def test_the_bounds_of_a_schedule() -> None:
    schedule = Schedule(
        "0 9 * * *", tz=NEW_YORK, start=datetime(2026, 1, 2), end=datetime(2026, 1, 5)
    )
    assert [fire.day for fire in schedule.to_rrule()] == [2, 3, 4]
    assert [fire.day for fire in schedule.to_rrule(end=datetime(2026, 1, 4, tzinfo=UTC))] == [2, 3]
    floating = Schedule("0 9 * * *", start=datetime(2026, 1, 2), end=datetime(2026, 1, 5))
    assert [fire.day for fire in floating.to_rrule(datetime(2026, 1, 3))] == [3, 4]


# What a schedule leaves out is taken out date by date.
@pytest.mark.parametrize("tz", [None, "America/New_York"])
def test_exclusions(tz: str | None) -> None:
    schedule = Schedule(
        "0 9,17 * * *",
        tz=tz,
        excluding=[date(2026, 3, 8), (date(2026, 3, 10), date(2026, 3, 12)), CronExpression("* 17 * * FRI")],
    )  # fmt: skip
    found = schedule.to_rrule(datetime(2026, 3, 1), datetime(2026, 4, 1))
    assert list(found) == list(schedule.fire_times(datetime(2026, 3, 1), datetime(2026, 4, 1)))
    assert len(found._exdate) == 2 + 6 + 4  # type: ignore[attr-defined]


# --- changes of clock ------------------------------------------------------

# Schedule, policy, and what is added and taken away in 2026 in New York.
CHANGES = [
    # made up after the gap; at a time that fires anyway nothing is to be added
    ("30 2 * * *", "SAFE", ["2026-03-08T03:00:00-04:00"], ["2026-03-08T02:30:00-05:00"]),
    ("0 2,3 * * *", "SAFE", [], ["2026-03-08T02:00:00-05:00"]),
    ("30 2 * * *", "QUARTZ", [], ["2026-03-08T02:30:00-05:00"]),
    ("30 2 * * *", "APSCHEDULER", ["2026-03-08T03:30:00-04:00"], ["2026-03-08T02:30:00-05:00"]),
    # the first pass is what dateutil says too
    ("30 1 * * *", "SAFE", [], []),
    # nothing near a change
    ("0 9 * * *", "QUARTZ", [], []),
]


@pytest.mark.parametrize(("text", "policy", "added", "taken_away"), CHANGES)
def test_changes_of_clock(text: str, policy: str, added: list[str], taken_away: list[str]) -> None:
    schedule = Schedule(text, tz=NEW_YORK, dst=policy)
    start, end = datetime(2026, 1, 1), datetime(2027, 1, 1)
    found = schedule.to_rrule(start, end)
    assert [at.isoformat() for at in found._rdate] == added  # type: ignore[attr-defined]
    assert [at.isoformat() for at in found._exdate] == taken_away  # type: ignore[attr-defined]
    wanted = [at.isoformat() for at in schedule.fire_times(start, end)]
    assert [at.isoformat() for at in found] == wanted


@pytest.mark.parametrize(
    ("text", "policy", "said"),
    [
        ("30 1 * * *", "QUARTZ", "it fires at 2026-11-01 01:30:00-05:00, the second pass"),
        ("30 1 * * *", "SPRING", "it fires at 2026-11-01 01:30:00-05:00, the second pass"),
        ("*/20 * * * *", "SAFE", "it fires at 2026-11-01 01:00:00-05:00, the second pass"),
    ],
)
def test_a_second_pass_is_refused(text: str, policy: str, said: str) -> None:
    schedule = Schedule(text, tz=NEW_YORK, dst=policy)
    with pytest.raises(RecurrenceError, match=said):
        schedule.to_rrule(datetime(2026, 6, 1))
    # Up to the change, and after it, there is nothing to refuse.
    for start, end in (
        (datetime(2026, 10, 1), datetime(2026, 11, 1)),
        (datetime(2026, 11, 1, 2), datetime(2026, 12, 1)),
    ):
        wanted = list(schedule.fire_times(start, end))
        assert list(schedule.to_rrule(start, end)) == wanted != []


def test_a_start_in_a_gap_is_the_moment_that_it_means() -> None:
    schedule = Schedule("*/15 * * * *", tz=NEW_YORK)
    start, end = datetime(2026, 3, 8, 2, 30), datetime(2026, 3, 8, 5)
    assert list(schedule.to_rrule(start, end)) == list(schedule.fire_times(start, end))
    assert schedule.to_rrule(start, end)[0].isoformat() == "2026-03-08T03:30:00-04:00"


def test_an_end_in_the_second_pass() -> None:
    schedule = Schedule("*/15 1 * * *", tz=NEW_YORK)
    start, end = datetime(2026, 11, 1, 1, 15), datetime(2026, 11, 1, 1, 10, fold=1)
    assert [at.minute for at in schedule.to_rrule(start, end)] == [15, 30, 45]
    assert list(schedule.to_rrule(end, datetime(2026, 11, 1, 3))) == []


def test_zones_of_dateutil_serve_too() -> None:
    schedule = Schedule("30 2 * * *", tz=gettz("America/New_York"))
    start, end = datetime(2026, 3, 1), datetime(2026, 4, 1)
    assert list(schedule.to_rrule(start, end)) == list(schedule.fire_times(start, end))


def test_zones_of_pytz_are_refused() -> None:
    with pytest.raises(RecurrenceError, match="pytz"):
        Schedule("0 9 * * *", tz=pytz.timezone("Europe/Paris")).to_rrule()


def test_more_single_dates_than_rules_are_worth_are_refused() -> None:
    # An hour of seconds is dropped each autumn.
    always = Schedule("* * * * * ?", tz="America/Havana", dst="OCPS")
    with pytest.raises(RecurrenceError, match=f"more than {MOST_DATES} single dates"):
        always.to_rrule()
    holidays = Schedule("* * * * *", excluding=[(date(2026, 1, 1), date(2026, 1, 31))])
    with pytest.raises(RecurrenceError, match="take a shorter span"):
        holidays.to_rrule(datetime(2026, 1, 1))
    assert issubclass(RecurrenceError, ValueError)


# --- errors ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-01", None),
        (None, date(2026, 1, 1)),
        (datetime(2026, 1, 1), datetime(2026, 2, 1, tzinfo=UTC)),
    ],
)
def test_bounds_are_datetimes_of_one_kind(start: Any, end: Any) -> None:
    with pytest.raises(TypeError):
        CronExpression("0 9 * * *").to_rrule(start, end)


def test_aware_bounds_do_not_go_with_naive_ones() -> None:
    with pytest.raises(TypeError):
        Schedule("0 9 * * *", end=datetime(2026, 1, 1)).to_rrule(datetime(2025, 1, 1, tzinfo=UTC))
