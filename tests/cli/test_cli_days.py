"""Days in words: each way of counting gives its date, and only what all agree on is taken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminals import run

from quartzcron.cli.days import Said, said_day
from quartzcron.cli.moments import UnclearMomentError, names_day_alone, read_moment
from quartzcron.clock import moments

# A Thursday.
TODAY = date(2026, 1, 1)

SAID = [
    ("today", (1,), ""),
    ("Tomorrow", (2,), ""),
    ("yesterday 23:59", (-1,), "23:59"),
    ("tomorrow at 9:30 am", (2,), "9:30 am"),
    ("today, 9:30", (1,), "9:30"),
    # Weeks from Monday and from Sunday, and the one that is nearest.
    ("next monday", (5,), ""),
    ("next Thursday 09:00", (8,), "09:00"),
    ("next friday", (2, 9), ""),
    ("next sunday", (4, 11), ""),
    ("last wednesday", (-8, -1), ""),
    ("last sunday", (-11, -4), ""),
    ("last friday", (-6,), ""),
    ("this thursday", (1,), ""),
    ("this sunday", (-4, 4), ""),
    ("friday", (-6, 2), ""),
    ("Thursday", (1,), ""),
]


@pytest.mark.parametrize(("text", "days", "time"), SAID)
def test_days_in_words(text: str, days: tuple[int, ...], time: str) -> None:
    dates = tuple(TODAY + timedelta(days=day - (day > 0)) for day in days)
    assert said_day(text, TODAY) == Said(dates, time)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-01-30",
        "tomorrowland",
        "next",
        "next week",
        "nextmonday",
        "monday 9:30",
        "friday 2",
    ],
)
def test_other_texts_name_no_day(text: str) -> None:
    assert said_day(text, TODAY) is None


NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@given(today=st.dates(date(1970, 1, 1), date(2199, 1, 1)), weekday=st.sampled_from(range(7)))
def test_a_weekday_is_of_every_week_that_can_be_meant(today: date, weekday: int) -> None:
    def those(word: str) -> tuple[date, ...]:
        found = said_day(f"{word} {NAMES[weekday]}", today)
        assert found
        return found.dates

    # Brute force: the days around, and in which week each of them is by either calendar.
    around = [today + timedelta(days=days) for days in range(-21, 22)]
    right = [day for day in around if day.weekday() == weekday]

    def monday(day: date) -> date:
        return day - timedelta(days=day.weekday())

    def sunday(day: date) -> date:
        return day - timedelta(days=day.isoweekday() % 7)

    for word, weeks in (("next", 1), ("last", -1), ("this", 0)):
        shift = timedelta(weeks=weeks)
        of_weeks = {
            day for first in (monday, sunday) for day in right if first(day) == first(today) + shift
        }
        nearest = {
            1: min(day for day in right if day > today),
            -1: max(day for day in right if day < today),
            0: min(day for day in right if day >= today),
        }[weeks]
        assert those(word) == tuple(sorted({nearest, *of_weeks}))


@pytest.fixture
def midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be shortly before midnight in UTC, of Thursday 1 January 2026."""
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, 23, 59, 59, 7, UTC))


@pytest.mark.usefixtures("midnight")
def test_a_day_is_that_of_the_zone() -> None:
    seoul = ZoneInfo("Asia/Seoul")
    assert read_moment("tomorrow") == datetime(2026, 1, 2, tzinfo=UTC)
    assert read_moment("tomorrow", seoul) == datetime(2026, 1, 3)
    assert read_moment("tomorrow 9:30 pm", seoul) == datetime(2026, 1, 3, 21, 30)
    given_offset = read_moment("today 9:30 +0200", seoul)
    assert (given_offset.hour, given_offset.utcoffset()) == (9, timedelta(hours=2))


UNCLEAR = [
    ("next friday", "it could mean 2026-01-02 or 2026-01-09"),
    ("friday", "it could mean 2025-12-26 or 2026-01-02"),
    ("tomorrow 25:00", "it is not a date and time that can be read"),
    ("tomorrow 9", "it is not a date and time that can be read"),
    ("tomorrow 30 January", "it is not a date and time that can be read"),
    ("today 9:30 KST", "a time zone's abbreviation can mean several zones"),
]


@pytest.mark.usefixtures("midnight")
@pytest.mark.parametrize(("text", "reason"), UNCLEAR)
def test_what_can_be_counted_otherwise_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnclearMomentError) as refused:
        read_moment(text)
    assert str(refused.value).startswith(f"{reason}; write ")


@pytest.mark.usefixtures("midnight")
def test_next_starts_tomorrow() -> None:
    result = run("next", "0 9 * * *", "--from", "tomorrow", "-n", "1")
    assert result.stdout == "2026-01-02 09:00:00+00:00  Friday 2 January 2026        in 9 hours\n"
    result = run("next", "0 9 * * *", "--from", "tomorrow 9:00", "-n", "1", "--tz", "Asia/Seoul")
    assert result.stdout.startswith("2026-01-04 09:00:00+09:00  ")


ALONE = [
    ("2026-01-30", True),
    ("20260130", True),
    ("2026-W05-5", True),
    (" 30 January 2026", True),
    ("tomorrow", True),
    ("2026-01-30T00:00", False),
    ("30 January 2026 0:00", False),
    ("30 January 2026 11 pm", False),
    ("tomorrow 0:00", False),
    ("now", False),
]


@pytest.mark.parametrize(("text", "expected"), ALONE)
def test_which_moments_are_days(text: str, expected: bool) -> None:
    assert names_day_alone(text) is expected
