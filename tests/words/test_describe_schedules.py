"""Schedules, sets and styles in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest

from quartzcron import CronExpression, Days, FireSet, FireTimes, Schedule
from quartzcron.words.languages import codes

DAILY = CronExpression("0 9 * * *")
NOON = CronExpression("0 12 * * *")
SUNDAYS = CronExpression("* * * * SUN")


class Nameless(tzinfo):
    """A zone of somebody's own."""

    def utcoffset(self, _moment: datetime | None) -> timedelta:
        return timedelta(hours=1)

    def dst(self, _moment: datetime | None) -> None:
        return None

    def tzname(self, _moment: datetime | None) -> str:
        return "Mine"

    def __str__(self) -> str:
        return "my zone"


SCHEDULES: tuple[tuple[Schedule, str], ...] = (
    (Schedule(DAILY), "Every day at 09:00"),
    (Schedule(DAILY, tz="America/New_York"), "Every day at 09:00, New York time"),
    (Schedule(DAILY, tz="Asia/Calcutta"), "Every day at 09:00, Kolkata time"),
    (Schedule(DAILY, tz="Europe/Kiev"), "Every day at 09:00, Kyiv time"),
    (Schedule(DAILY, tz="UTC"), "Every day at 09:00, UTC"),
    (Schedule(DAILY, tz=timezone(timedelta(hours=-3))), "Every day at 09:00, UTC-03:00"),
    (Schedule(DAILY, tz="Etc/GMT+5"), "Every day at 09:00, Etc/GMT+5"),
    (Schedule(DAILY, tz=Nameless()), "Every day at 09:00, my zone"),
    (Schedule(DAILY, start=datetime(2026, 5, 1)), "Every day at 09:00, from May 1, 2026"),
    (
        Schedule(DAILY, start=datetime(2026, 5, 1, 9, 0, 30)),
        "Every day at 09:00, from May 1, 2026 at 09:00:30",
    ),
    (Schedule(DAILY, end=datetime(2026, 5, 1)), "Every day at 09:00, through April 30, 2026"),
    (
        Schedule(DAILY, end=datetime(2026, 5, 1, 12)),
        "Every day at 09:00, until May 1, 2026 at 12:00 (not included)",
    ),
    (
        Schedule(DAILY, excluding=[date(2026, 12, 25)]),
        "Every day at 09:00, except on December 25, 2026",
    ),
    (
        Schedule(
            DAILY,
            excluding=[
                (date(2026, 12, 24), date(2026, 12, 26)),
                (date(2027, 1, 1), date(2027, 1, 1)),
            ],
        ),
        "Every day at 09:00, except on January 1, 2027 and also from December 24, 2026 "
        "to December 26, 2026",
    ),
    (Schedule(DAILY, excluding=[SUNDAYS]), "Every day at 09:00, except every Sunday"),
    (
        Schedule("30 0 9 * * ?", excluding=[SUNDAYS]),  # other seconds than those left out
        "Every day at 09:00:30, except at these times: every minute, every Sunday",
    ),
    (
        Schedule(DAILY, excluding=[CronExpression("0 9 1 * *")]),
        "Every day at 09:00, except at these times: on the 1st of every month at 09:00",
    ),
    (
        Schedule(DAILY, excluding=[CronExpression("0 0 30 2 *"), Schedule(SUNDAYS)]),
        "Every day at 09:00, except at these times: never (no date fits), "
        "except at these times: every minute, every Sunday",
    ),
    (
        Schedule(DAILY, excluding=[CronExpression("* * * * * ? 2030")]),
        "Every day at 09:00, except every day, in 2030",
    ),
)


WEEKENDS = Days.where("0 0 * * SAT,SUN")

#: Days that a schedule is limited to, and how they are said.
DAYS: tuple[tuple[Days, str], ...] = (
    (Days.of([]), "on no day"),
    (Days.where("0 0 30 2 *"), "on no day"),
    (Days.of([date(2026, 5, 4), date(2026, 5, 1)]), "on May 1, 2026 and May 4, 2026"),
    (
        Days.of([date(2026, 5, day) for day in range(2, 20)]),
        "on 18 dates from May 2, 2026 to May 19, 2026",
    ),
    (Days.between(date(2026, 5, 1), date(2026, 5, 3)), "from May 1, 2026 to May 3, 2026"),
    (Days.between(date(2026, 5, 1), date(2026, 5, 1)), "on May 1, 2026"),
    (WEEKENDS, "every Saturday and Sunday"),
    (Days.where("0 0 0 1 1 ? 2027"), "on January 1, 2027"),
    (Days.where("0 0 0 ? * MON 2027"), "every Monday, in 2027"),
    (Days.every(weeks=1, since=date(2026, 1, 5)), "from January 5, 2026 on"),
    (Days.every(days=10, since=date(2026, 1, 5)), "every 10th day from January 5, 2026 on"),
    (Days.every(weeks=2, since=date(2026, 1, 5)), "in every 2nd week from January 5, 2026 on"),
    (Days.every(months=3, since=date(2026, 1, 5)), "in every 3rd month from January 5, 2026 on"),
    (
        WEEKENDS | Days.of([date(2026, 5, 1)]),
        "every Saturday and Sunday and also on May 1, 2026",
    ),
    (~WEEKENDS, "on all days but (every Saturday and Sunday)"),
    (
        WEEKENDS & Days.where("0 0 1 * *"),
        "(every Saturday and Sunday) if also (on the 1st of every month)",
    ),
    (
        WEEKENDS - Days.of([date(2026, 5, 2)]),
        "(every Saturday and Sunday) but not (on May 2, 2026)",
    ),
    (
        WEEKENDS ^ Days.of([date(2026, 5, 2)]),
        "(every Saturday and Sunday) or (on May 2, 2026), but not both",
    ),
)


@pytest.mark.parametrize(("days", "said"), DAYS, ids=lambda value: str(value)[:60])
def test_days_say_how_they_are_made(days: Days, said: str) -> None:
    assert Schedule(DAILY, only=days).describe() == f"Every day at 09:00, only {said}"
    assert Schedule(DAILY, excluding=days).describe() == f"Every day at 09:00, except {said}"


@pytest.mark.parametrize("code", codes())
def test_days_are_told_apart_in_every_language(code: str) -> None:
    said = {Schedule(DAILY, only=days).describe(code) for days, _ in DAYS}
    assert len(said) == len(DAYS) - 1  # no day is no day, however it is made


def test_days_given_together_are_said_together() -> None:
    schedule = Schedule(
        DAILY,
        only=[WEEKENDS, date(2026, 5, 1), (date(2026, 6, 1), date(2026, 6, 5))],
        excluding=[date(2026, 6, 2), SUNDAYS],
        rolled="previous",
    )
    assert schedule.describe() == (
        "Every day at 09:00, only on May 1, 2026 and also from June 1, 2026 to June 5, 2026 and "
        "also every Saturday and Sunday, except on June 2, 2026, except every Sunday; "
        "a run on a day left out moves to the previous day that is not"
    )
    assert Schedule(DAILY, only=[]).describe() == "Every day at 09:00, only on no day"


@pytest.mark.parametrize("code", codes())
def test_where_runs_are_rolled_is_said_in_every_language(code: str) -> None:
    said = {
        Schedule(DAILY, excluding=WEEKENDS, rolled=roll).describe(code)
        for roll in (None, "next", "previous", "nearest")
    }
    assert len(said) == 4


def test_days_are_as_deep_as_one_likes() -> None:
    days = WEEKENDS
    for _ in range(3_000):
        days = ~days
    with pytest.raises(ValueError, match="would be longer"):
        Schedule(DAILY, only=days).describe()


@pytest.mark.parametrize(("schedule", "said"), SCHEDULES, ids=lambda value: str(value)[:60])
def test_a_schedule_says_what_limits_it(schedule: Schedule, said: str) -> None:
    assert schedule.describe() == said


SETS: tuple[tuple[FireTimes, str], ...] = (
    (DAILY | NOON, "Every day at 09:00; and also every day at 12:00"),
    (DAILY | NOON | DAILY, "Every day at 09:00; and also every day at 12:00"),
    (
        DAILY | (NOON | CronExpression("0 15 * * MON")),
        "Every day at 09:00; and also every day at 12:00; and also every Monday at 15:00",
    ),
    (DAILY & SUNDAYS, "Every day at 09:00, only every Sunday"),
    (DAILY - SUNDAYS, "Every day at 09:00, except every Sunday"),
    (
        DAILY & CronExpression("0 9-17 * * MON"),
        "Every day at 09:00; but only when also every hour from 09:00 to 17:00, every Monday",
    ),
    (
        (DAILY | NOON) - CronExpression("0 9 1 * *"),
        "(every day at 09:00; and also every day at 12:00); but not on the 1st of every month at 09:00",
    ),
    (
        DAILY - (NOON - DAILY),
        "Every day at 09:00; but not (every day at 12:00; but not every day at 09:00)",
    ),
    (DAILY ^ NOON, "Every day at 09:00; or every day at 12:00; but not both"),
    (
        Schedule(DAILY, tz="Asia/Seoul") - Schedule(NOON, tz="UTC"),
        "Every day at 09:00, Seoul time; but not every day at 12:00, UTC",
    ),
)


@pytest.mark.parametrize(("whole", "said"), SETS, ids=lambda value: str(value)[:60])
def test_a_set_says_its_parts(whole: FireTimes, said: str) -> None:
    assert whole.describe() == said


def test_a_set_is_as_deep_as_one_likes() -> None:
    whole: FireTimes = DAILY
    for _ in range(5_000):
        whole = FireSet(FireSet(whole, "|", DAILY), "&", DAILY)
    with pytest.raises(ValueError, match="would be longer than 10000 characters"):
        whole.describe()
    chain: FireTimes = DAILY
    for _ in range(5_000):
        chain = chain | NOON
    assert chain.describe() == "Every day at 09:00; and also every day at 12:00"


def test_a_set_that_doubles_is_refused_at_once() -> None:
    whole: FireTimes = DAILY
    for minute in range(60):
        whole = FireSet(FireSet(whole, "-", NOON), "^", FireSet(whole, "-", SUNDAYS))
        assert minute < 60
    with pytest.raises(ValueError, match="would be longer"):
        whole.describe()


def test_the_short_style_is_for_tables() -> None:
    for text, said in (
        ("0 9 * * MON-FRI", "Mon–Fri 09:00"),
        ("*/15 9-17 * * *", "Every 15 min 09:00–17:45"),
        ("0 0 15W * *", "Weekday nearest the 15th of the month 00:00"),
        ("0 0 25 12 *", "Dec 25 each year 00:00"),
        ("0 0 31 * *", "31st of the month 00:00"),
    ):
        assert CronExpression(text).describe(style="short") == said
    schedule = Schedule("0 9 * * SAT,SUN", tz="Asia/Seoul")
    assert schedule.describe(style="short") == "Sat and Sun 09:00 (Seoul)"
    assert schedule.describe("ko", style="short") == "토, 일 09:00 (서울)"


def test_the_full_style_says_how_often_and_what_the_clock_does() -> None:
    assert DAILY.describe(style="full") == "Every day at 09:00. At most 1 run a day."
    never = CronExpression("0 0 30 2 *")
    assert never.describe(style="full") == "Never (no date fits)."
    nightly = Schedule("30 2 * * *", tz="America/New_York")
    assert nightly.describe(style="full") == (
        "Every day at 02:30, New York time. At most 1 run a day. "
        "The time zone is America/New_York. "
        "A time skipped when clocks go forward runs right after the change. "
        "A time that comes twice when clocks go back runs the first time only."
    )
    assert Schedule(DAILY, tz=UTC).describe(style="full") == (
        "Every day at 09:00, UTC. At most 1 run a day."
    )
    assert (DAILY | NOON).describe(style="full").endswith(". At most 2 runs a day.")


@pytest.mark.parametrize("dst", ["QUARTZ", "APSCHEDULER", "SPRING"])
@pytest.mark.parametrize("code", codes())
def test_every_style_and_rule_is_said_in_every_language(code: str, dst: str) -> None:
    schedule = Schedule("30 2 * * MON-FRI", tz="Europe/Berlin", dst=dst)
    said = [schedule.describe(code, style=style) for style in ("short", "normal", "full")]
    assert len(set(said)) == 3
    assert len(said[0]) < len(said[1]) < len(said[2])


def test_another_style_is_refused() -> None:
    with pytest.raises(ValueError, match="style must be normal, short or full, not 'long'"):
        DAILY.describe(style="long")  # type: ignore[arg-type]
