"""Service rules: judged over all time, with the two fire times that break them."""

from __future__ import annotations

from datetime import datetime

import pytest

import quartzcron
from quartzcron import CronExpression, Dialect
from quartzcron.compiling.service_rules import shortest_interval
from quartzcron.dialects import ServiceRule

#: Dialect, text, the seconds between the two closest runs, and these.
TOO_OFTEN = [
    # within an hour, from hour to hour
    ("github-actions", "*/4 * * * *", 240, "1970-01-01T00:00", "1970-01-01T00:04"),
    ("github-actions", "0,58 * * * *", 120, "1970-01-01T00:58", "1970-01-01T01:00"),
    ("github-actions", "*/7 * * * *", 240, "1970-01-01T00:56", "1970-01-01T01:00"),
    # over midnight, where two days that fire are neighbours
    ("github-actions", "59,0 0,23 * * *", 60, "1970-01-01T23:59", "1970-01-02T00:00"),
    ("github-actions", "59,0 0,23 1,2 3 *", 60, "1970-03-01T23:59", "1970-03-02T00:00"),
    # over the end of a month, of February in a leap year alone, of a year
    ("github-actions", "59,0 0,23 1,31 * *", 60, "1970-01-31T23:59", "1970-02-01T00:00"),
    ("github-actions", "59,0 0,23 29,1 2,3 *", 60, "1972-02-29T23:59", "1972-03-01T00:00"),
    ("github-actions", "59,0 0,23 1,31 1,12 *", 60, "1970-12-31T23:59", "1971-01-01T00:00"),
    # in seconds
    ("databricks", "* * * * * ?", 1, "1970-01-01T00:00", "1970-01-01T00:00:01"),
    ("databricks", "0/11 * * * * ?", 5, "1970-01-01T00:00:55", "1970-01-01T00:01"),
    ("databricks", "3,58 4,5 6 LW * ?", 5, "1970-01-30T06:04:58", "1970-01-30T06:05:03"),
    # the last second of an hour and the first of the next
    ("databricks", "2,58 0,59 1,2 ? * SUN", 4, "1970-01-04T01:59:58", "1970-01-04T02:00:02"),
    # a year is too far from the next one: 2026 alone has both days
    (
        "databricks", "0,55 0,59 0,23 1,31 1,12 ? 2026-2027", 5,
        "2026-12-31T23:59:55", "2027-01-01T00:00",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "seconds", "first", "second"), TOO_OFTEN)
def test_two_runs_too_close(dialect: str, text: str, seconds: int, first: str, second: str) -> None:
    [found] = quartzcron.validate(text, dialect)
    assert found.code == "too-often"
    moments = [datetime.fromisoformat(moment) for moment in (first, second)]
    assert [found.values["first"], found.values["second"]] == [m.isoformat() for m in moments]
    assert found.values["found"] == seconds
    rules = Dialect.named(dialect).replace(service_rules=())
    free = CronExpression(text, rules)
    assert free.next_fire_time(moments[0]) == moments[1]
    assert moments[0] in free


#: Texts that stay just within the rule, or have no neighbours to break it.
@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("github-actions", "*/5 * * * *"),
        ("github-actions", "55,0 0,23 * * *"),
        ("github-actions", "59,30 0,23 1,31 2,4 *"),  # neither has a 31st
        ("github-actions", "0 0 30 2 *"),  # never fires
        ("databricks", "0/10 * * * * ?"),
        ("databricks", "0/20,10 * * * * ?"),
        ("databricks", "55,5 59,0 23,0 ? * 6L"),
        ("databricks", "0,55 0,59 0,23 1,31 1,12 ? 2026"),  # and no New Year in that year
    ],
)
def test_far_enough(dialect: str, text: str) -> None:
    assert quartzcron.validate(text, dialect) == []


def test_the_message_says_how_long() -> None:
    [found] = quartzcron.validate("1,2 * * * *", "github-actions")
    assert found.message == (
        "at least 5 minutes between two runs, not 1 minute: "
        "this fires at 1970-01-01T00:01:00 and at 1970-01-01T00:02:00"
    )
    assert found.span == (0, 5)
    assert found.values["low"] == 300


def test_a_rule_may_be_broken_by_a_shorthand() -> None:
    rule = ServiceRule("too-often", "here", shortest_interval=7200)
    mine = Dialect.named("unix").replace(name="mine", service_rules=(rule,))
    [found] = quartzcron.validate(" @hourly", mine)
    assert (found.code, found.span) == ("too-often", (1, 8))


#: Text of the default dialect, the seconds between its two closest runs.
INTERVALS = [
    ("0 0 * * *", 86_400),
    ("0 0 * * MON", 7 * 86_400),
    ("0 0 */2 * *", 86_400),  # the 31st and the 1st
    ("0 0 1 * *", 28 * 86_400),
    ("0 0 1 1 *", 365 * 86_400),
    ("0 0 29 2 *", (4 * 365 + 1) * 86_400),
    ("0 0,12 29 2 *", 43_200),
    ("0 0 0 1 1 ? 2026,2030", (4 * 365 + 1) * 86_400),
    ("0 0 0 1 1 ? 2026", None),
    ("0 0 0 30 2 ?", None),
    ("0 0,1 0 30 2 ?", None),
]


@pytest.mark.parametrize(("text", "seconds"), INTERVALS)
def test_the_shortest_interval(text: str, seconds: int | None) -> None:
    found = shortest_interval(CronExpression(text)._matcher)
    assert (found and found[0]) == seconds


def test_what_never_fires_is_refused_where_the_system_refuses_it() -> None:
    [found] = quartzcron.validate("0 0 30 2 *", "celery")
    assert (found.code, found.span) == ("impossible-date", (0, 10))
    assert quartzcron.is_valid("0 0 29 2 *", "celery")


#: Right on the wall, and closer where the clock changes: a warning, and no error.
CLOCK = [
    # the last run before the gap, and the first one moved out of it
    ("3,58 1-23 * * *", "github-actions", "2026-03-08T01:58:00-05:00", "2026-03-08T03:00:00-04:00"),
    # moved out of the gap, and the ordinary run after it
    ("3,30 2,3 * * *", "github-actions", "2026-03-08T03:00:00-04:00", "2026-03-08T03:03:00-04:00"),
    # nothing near the change; nothing less than the rule
    ("58 4,5 * * *", "github-actions", None, None),
    ("*/5 * * * *", "github-actions", None, None),
    ("0 0 2 * * ?", "databricks", None, None),
]


@pytest.mark.parametrize(("text", "dialect", "first", "second"), CLOCK)
def test_a_change_of_clock_is_a_warning(
    text: str, dialect: str, first: str | None, second: str | None
) -> None:
    found = quartzcron.lint(text, dialect, tz="America/New_York", after=datetime(2026, 1, 1))
    close = [warning for warning in found if warning.code == "clock-too-often"]
    if first is None:
        assert close == []
        return
    [warning] = close
    assert (warning.values["first"], warning.values["second"]) == (first, second)
    assert warning.message == (
        f"the clock changes: less than 300 seconds lie between {first} and {second}"
    )
