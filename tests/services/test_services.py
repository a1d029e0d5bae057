"""Three services whose forms this library checks: LangGraph, Cloud Scheduler, Adobe.

What their documentation shows must be accepted by the service's own dialect, and
run when it says; where the documentation slips, the library must not follow.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import quartzcron
from quartzcron import CronExpression, CronExpressionError


def utc(text: str) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def runs(text: str, dialect: str, start: str, count: int) -> list[datetime]:
    """Return the next runs of a schedule in UTC."""
    return list(CronExpression(text, dialect).fire_times(utc(start), limit=count))


# text, service, start, the next runs in UTC
EXAMPLES = [
    # LangGraph: every day at 15:27; none or a null zone is UTC.
    ("27 15 * * *", "langgraph", "2026-03-01T15:27:01", ["2026-03-02T15:27", "2026-03-03T15:27"]),
    ("27 15 * * *", "langgraph", "2026-03-01T15:27", ["2026-03-01T15:27", "2026-03-02T15:27"]),
    # Cloud Scheduler: every minute.
    ("* * * * *", "google-cloud-scheduler", "2026-02-28T23:59:30",
     ["2026-03-01T00:00", "2026-03-01T00:01", "2026-03-01T00:02"]),
    # Adobe: its own table, without the three rows that break its own rule.
    ("0 0 1 * * ?", "adobe", "2026-02-28T12:00", ["2026-03-01T01:00", "2026-03-02T01:00"]),
    ("0 0 13 * * ?", "adobe", "2026-02-28T13:00", ["2026-02-28T13:00", "2026-03-01T13:00"]),
    ("0 30 9 * * ? 2022", "adobe", "2021-06-01T00:00", ["2022-01-01T09:30", "2022-01-02T09:30"]),
    ("0 30 9 * * ? 2022", "adobe", "2022-12-31T00:00", ["2022-12-31T09:30"]),
    ("0 30 12 ? * 4#3", "adobe", "2026-01-01T00:00",
     ["2026-01-21T12:30", "2026-02-18T12:30", "2026-03-18T12:30"]),
    ("0 30 12 ? * 6L", "adobe", "2026-01-01T00:00",
     ["2026-01-30T12:30", "2026-02-27T12:30", "2026-03-27T12:30"]),
    ("0 45 11 ? * MON-THU", "adobe", "2026-01-01T00:00",
     ["2026-01-01T11:45", "2026-01-05T11:45", "2026-01-06T11:45", "2026-01-07T11:45",
      "2026-01-08T11:45", "2026-01-12T11:45"]),
    # 18W: a Sunday goes to Monday the 19th, a Saturday to Friday the 17th.
    ("0 0 0 18W 1 ?", "adobe", "2026-01-01T00:00", ["2026-01-19"]),
    ("0 0 0 18W 7 ?", "adobe", "2026-07-01T00:00", ["2026-07-17"]),
    # 1W stays in its month: Sunday 1 February, Saturday 1 August 2026.
    ("0 0 0 1W 2,8 ?", "adobe", "2026-01-01T00:00", ["2026-02-02", "2026-08-03"]),
    ("0 0 0 LW * ?", "adobe", "2026-01-01T00:00", ["2026-01-30", "2026-02-27", "2026-03-31"]),
    # 1#3 is the third Sunday.
    ("0 0 0 ? * 1#3", "adobe", "2026-01-01T00:00", ["2026-01-18", "2026-02-15"]),
    # X#5 passes over the months without a fifth.
    ("0 0 0 ? * 2#5", "adobe", "2026-01-01T00:00", ["2026-03-30", "2026-06-29", "2026-08-31"]),
    # Names in any case.
    ("0 0 0 ? jan Mon", "adobe", "2026-01-01T00:00", ["2026-01-05", "2026-01-12"]),
    # Years run to 2099.
    ("0 0 0 31 12 ? 2099", "adobe", "2026-01-01T00:00", ["2099-12-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dialect", "start", "expected"), EXAMPLES)
def test_the_next_runs(text: str, dialect: str, start: str, expected: list[str]) -> None:
    """An example is valid for its service and runs when its documentation says."""
    assert quartzcron.validate(text, dialect) == []
    assert runs(text, dialect, start, len(expected)) == [utc(moment) for moment in expected]


def test_a_year_that_is_over_has_no_runs() -> None:
    """The schedule for 2022 is right, and does not run any more."""
    expression = CronExpression("0 30 9 * * ? 2022", "adobe")
    assert expression.next_fire_time(utc("2022-12-31T09:30")) is None
    assert not expression.never_fires


# Right as Quartz texts, but more than one run a day. The first days they run on,
# and how many runs there are on such a day.
MORE_THAN_ONCE_A_DAY = [
    ("0 * 18 * * ?", "2026-01-01", "18:00", "18:59", 60),
    ("0 0/10 17 * * ?", "2026-01-01", "17:00", "17:50", 6),
    ("0 13,38 5 ? 6 WED", "2026-06-03", "05:13", "05:38", 2),
    ("0 1/7 0 * * ?", "2026-01-01", "00:01", "00:57", 9),
]


@pytest.mark.parametrize(("text", "day", "first", "last", "count"), MORE_THAN_ONCE_A_DAY)
def test_adobe_runs_a_schedule_once_a_day(
    text: str, day: str, first: str, last: str, count: int
) -> None:
    """Refused by adobe with two instants that show it, and accepted by quartz."""
    assert not quartzcron.is_valid(text, "adobe")
    with pytest.raises(CronExpressionError) as caught:
        CronExpression(text, "adobe")
    [problem] = caught.value.problems
    assert problem.code == "more-than-once-a-day"
    assert problem.severity == "error"

    expression = CronExpression(text, "quartz")
    one, other = (datetime.fromisoformat(str(problem.values[key])) for key in ("first", "second"))
    assert one < other
    assert one.date() == other.date()
    assert one in expression
    assert other in expression

    on_that_day = [fire for fire in runs(text, "quartz", day, 61) if fire.date() == utc(day).date()]
    assert len(on_that_day) == count
    assert on_that_day[0] == utc(f"{day}T{first}")
    assert on_that_day[-1] == utc(f"{day}T{last}")


# Adobe's rule counts runs, not values: these run at most once on any day.
@pytest.mark.parametrize(
    "text",
    [
        "5,5 5-5 05 * * ?",
        "0 0 22-22 ? * MON",
        "59/30 0 0 * * ?",
        "0 59/59 23/23 * * ?",
        # The 30th of February: two times of day, and no day to run on.
        "0 0 0,12 30 2 ?",
    ],
)
def test_adobe_counts_runs(text: str) -> None:
    """What cannot run twice on a day is no breach of the daily rule."""
    assert quartzcron.validate(text, "adobe") == []


def test_adobe_is_stricter_on_years() -> None:
    """Its table ends with 2099, Quartz's with 2199."""
    assert quartzcron.is_valid("0 0 0 1 1 ? 2199", "quartz")
    assert not quartzcron.is_valid("0 0 0 1 1 ? 2100", "adobe")
    assert not quartzcron.is_valid("0 0 0 1 1 ? 1969", "adobe")


class TestSlipsOfAdobesDocumentation:
    """Three sentences of that page are wrong; the expressions beside them decide."""

    def test_five_fields_are_not_enough(self) -> None:
        """It prints 0 0 1 * * beside 0 0 1 * * ?; only the second is valid there."""
        assert not quartzcron.is_valid("0 0 1 * *", "adobe")
        assert quartzcron.is_valid("0 0 1 * * ?", "adobe")

    def test_two_o_clock_is_not_the_second_of_the_month(self) -> None:
        """It calls 0 0 2 * * ? the 2nd of each month; it is daily at two."""
        assert runs("0 0 2 * * ?", "adobe", "2026-05-30", 3) == [
            utc("2026-05-30T02:00"), utc("2026-05-31T02:00"), utc("2026-06-01T02:00"),
        ]  # fmt: skip

    def test_five_is_thursday(self) -> None:
        """It calls 5L the last Friday; with 1 for Sunday that is the last Thursday."""
        assert runs("0 0 0 ? * 5L", "adobe", "2026-01-01", 2) == [
            utc("2026-01-29"), utc("2026-02-26"),
        ]  # fmt: skip
        assert CronExpression("0 0 0 ? * 5L", "adobe") == CronExpression("0 0 0 ? * THUL", "adobe")
        assert CronExpression("0 0 0 ? * 6L", "adobe") == CronExpression("0 0 0 ? * FRIL", "adobe")


class TestForms:
    """What a text is taken for in each service's form."""

    def test_cloud_scheduler_has_five_fields_and_no_l(self) -> None:
        """Quartz texts and L are refused."""
        for text in ("0 0 L * *", "0 0 * * 5L", "0 27 15 * * ?", "0 27 15 * * *"):
            assert not quartzcron.is_valid(text, "google-cloud-scheduler"), text

    def test_cloud_scheduler_refuses_intervals_in_words(self) -> None:
        """One that counts from the end of the last run names no times."""
        [problem] = quartzcron.validate("every 5 minutes", "google-cloud-scheduler")
        assert problem.code == "not-a-calendar-schedule"

    def test_cloud_scheduler_counts_sunday_twice(self) -> None:
        """0, 7 and SUN are one day."""
        sundays = [
            CronExpression(f"0 0 * * {day}", "google-cloud-scheduler") for day in ("0", "7", "SUN")
        ]
        assert sundays[0] == sundays[1] == sundays[2]

    def test_langgraph_has_its_seconds_last(self) -> None:
        """Six fields are croniter's order: this is the 15th at 02:00:05, no weekday."""
        assert runs("0 2 15 * * 5", "langgraph", "2026-01-01", 2) == [
            utc("2026-01-15T02:00:05"), utc("2026-02-15T02:00:05"),
        ]  # fmt: skip

    def test_langgraph_has_its_year_at_the_end(self) -> None:
        """Seven fields end with second and year."""
        assert runs("27 15 1 1 * 0 2030", "langgraph", "2026-01-01", 2) == [
            utc("2030-01-01T15:27"),
        ]  # fmt: skip

    def test_langgraph_refuses_a_quartz_text(self) -> None:
        """The question mark of Quartz stands where its seconds would be."""
        assert not quartzcron.is_valid("0 27 15 * * ?", "langgraph")

    def test_the_same_daily_run_in_three_forms(self) -> None:
        """Three texts, one schedule."""
        langgraph = CronExpression("27 15 * * *", "langgraph")
        google = CronExpression("27 15 * * *", "google-cloud-scheduler")
        adobe = CronExpression("0 27 15 * * ?", "adobe")
        assert langgraph.equivalent(google)
        assert google.equivalent(adobe)
        assert adobe.equivalent(langgraph)
