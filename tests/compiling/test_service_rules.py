"""Service rules: judged over all time, with the two fire times that break them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import quartzcron
from quartzcron import CronExpression, Dialect, DstPolicy
from quartzcron.calendar.matcher import compile_nodes
from quartzcron.clock import moments
from quartzcron.compiling.service_rules import broken_rules, shortest_interval
from quartzcron.dialects import ServiceRule
from quartzcron.language.text import parse

#: Dialect, text, the seconds between the two closest runs, and these.
TOO_OFTEN = [
    # within an hour, from hour to hour
    ("five minutes", "*/4 * * * *", 240, "2026-03-15 00:00", "2026-03-15 00:04"),
    ("five minutes", "0,58 * * * *", 120, "2026-03-15 00:58", "2026-03-15 01:00"),
    ("five minutes", "*/7 * * * *", 240, "2026-03-15 00:56", "2026-03-15 01:00"),
    # over midnight, where two days that fire are neighbours
    ("five minutes", "59,0 0,23 * * *", 60, "2026-03-15 23:59", "2026-03-16 00:00"),
    ("five minutes", "59,0 0,23 1,2 3 *", 60, "2027-03-01 23:59", "2027-03-02 00:00"),
    ("five minutes", "59,0 0,23 15,16 3 *", 60, "2026-03-15 23:59", "2026-03-16 00:00"),
    ("five minutes", "59,0 0,23 14,15 3 *", 60, "2027-03-14 23:59", "2027-03-15 00:00"),
    # over the end of a month, of February in a leap year alone, of a year
    ("five minutes", "59,0 0,23 1,31 * *", 60, "2026-03-31 23:59", "2026-04-01 00:00"),
    ("five minutes", "59,0 0,23 29,1 2,3 *", 60, "2028-02-29 23:59", "2028-03-01 00:00"),
    ("five minutes", "59,0 0,23 1,31 1,12 *", 60, "2026-12-31 23:59", "2027-01-01 00:00"),
    # in seconds
    ("databricks", "* * * * * ?", 1, "2026-03-15 00:00", "2026-03-15 00:00:01"),
    ("databricks", "0/11 * * * * ?", 5, "2026-03-15 00:00:55", "2026-03-15 00:01"),
    ("databricks", "3,58 4,5 6 LW * ?", 5, "2026-03-31 06:04:58", "2026-03-31 06:05:03"),
    # the last second of an hour and the first of the next
    ("databricks", "2,58 0,59 1,2 ? * SUN", 4, "2026-03-15 01:59:58", "2026-03-15 02:00:02"),
    # a year is too far from the next one: 2026 alone has both days
    (
        "databricks", "0,55 0,59 0,23 1,31 1,12 ? 2026-2027", 5,
        "2026-12-31 23:59:55", "2027-01-01 00:00",
    ),
    # where all of it is over, the first of all
    ("databricks", "* * 9 * * ? 2001-2002", 1, "2001-01-01 09:00", "2001-01-01 09:00:01"),
    (
        "databricks", "0,55 0,59 0,23 1,31 1,12 ? 2001-2002", 5,
        "2001-12-31 23:59:55", "2002-01-01 00:00",
    ),
]  # fmt: skip

#: Unix with a limit of five minutes between two runs.
FIVE_MINUTES = Dialect.named("unix").replace(
    service_rules=(ServiceRule("too-often", "here", shortest_interval=300),)
)


def rules_of(name: str) -> Dialect:
    """Return a dialect by its name, or the one with a limit of five minutes."""
    return FIVE_MINUTES if name == "five minutes" else Dialect.named(name)


#: From which day on fire times are shown.
TODAY = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: TODAY)


@pytest.mark.parametrize(("dialect", "text", "seconds", "first", "second"), TOO_OFTEN)
def test_two_runs_too_close(dialect: str, text: str, seconds: int, first: str, second: str) -> None:
    [found] = quartzcron.validate(text, rules_of(dialect))
    assert (found.code, found.severity) == ("too-often", "error")
    assert [found.values["first"], found.values["second"]] == [first, second]
    assert found.values["found"] == seconds
    one, other = (datetime.fromisoformat(moment) for moment in (first, second))
    rules = rules_of(dialect).replace(service_rules=())
    free = CronExpression(text, rules)
    assert free.next_fire_time(one) == other
    assert one in free


#: Texts that stay just within the rule, or have no neighbours to break it.
@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("five minutes", "*/5 * * * *"),
        ("five minutes", "55,0 0,23 * * *"),
        ("five minutes", "59,30 0,23 1,31 2,4 *"),  # neither has a 31st
        ("five minutes", "0 0 30 2 *"),  # never fires
        ("databricks", "0/10 * * * * ?"),
        ("databricks", "0/20,10 * * * * ?"),
        ("databricks", "55,5 59,0 23,0 ? * 6L"),
        ("databricks", "0,55 0,59 0,23 1,31 1,12 ? 2026"),  # and no New Year in that year
    ],
)
def test_far_enough(dialect: str, text: str) -> None:
    assert quartzcron.validate(text, rules_of(dialect)) == []


def test_what_is_only_slowed_down_is_a_warning() -> None:
    assert quartzcron.validate("1,2 * * * *", "github-actions") == []
    [found] = quartzcron.lint("1,2 * * * *", "github-actions")
    assert (found.code, found.severity, found.span) == ("too-often", "warning", (0, 5))
    assert found.message == (
        "GitHub Actions runs a schedule no more often than every 5 minutes, "
        "but 2026-03-15 00:01 and 2026-03-15 00:02 are only 1 minute apart"
    )
    assert quartzcron.lint("*/5 * * * *", "github-actions") == []


def test_the_message_says_how_long() -> None:
    [found] = quartzcron.validate("1,2 * * * *", FIVE_MINUTES)
    assert found.message == (
        "runs must be at least 5 minutes apart, "
        "but 2026-03-15 00:01 and 2026-03-15 00:02 are only 1 minute apart"
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
    ("3,58 1-23 * * *", "five minutes", "2026-03-08 01:58:00-05:00", "2026-03-08 03:00:00-04:00"),
    # moved out of the gap, and the ordinary run after it
    ("3,30 2,3 * * *", "five minutes", "2026-03-08 03:00:00-04:00", "2026-03-08 03:03:00-04:00"),
    # nothing near the change; nothing less than the rule
    ("58 4,5 * * *", "five minutes", None, None),
    ("*/5 * * * *", "five minutes", None, None),
    # where nothing is refused, a change of clock is no matter
    ("3,58 1-23 * * *", "github-actions", None, None),
    ("0 0 2 * * ?", "databricks", None, None),
]


@pytest.mark.parametrize(("text", "dialect", "first", "second"), CLOCK)
def test_a_change_of_clock_is_a_warning(
    text: str, dialect: str, first: str | None, second: str | None
) -> None:
    rules = rules_of(dialect).replace(dst_policy=DstPolicy.SAFE)
    found = quartzcron.lint(text, rules, tz="America/New_York", after=datetime(2026, 1, 1))
    close = [warning for warning in found if warning.code == "clock-too-often"]
    if first is None:
        assert close == []
        return
    [warning] = close
    assert (warning.values["first"], warning.values["second"]) == (first, second)
    assert warning.message == (
        f"the clock changes, and {first} and {second} are only {warning.values['interval']} apart: "
        "runs must be at least 5 minutes apart"
    )


#: Text, the time of its first run of two that are shown, the text for one run a day.
ONCE = [
    ("0 0/10 17 * * ?", "2026-03-15 17:00", "0 0 17 * * ?"),
    ("  0 13,38 5,17 ? 6 WED ", "2026-06-03 05:13", "0 13 5 ? 6 WED"),
    ("* * * * * ?", "2026-03-15 00:00", "0 0 0 * * ?"),
    ("0 0 8,20 * * ? 2020", "2020-01-01 08:00", "0 0 8 * * ? 2020"),
]


@pytest.mark.parametrize(("text", "first", "once"), ONCE)
def test_more_than_once_a_day(text: str, first: str, once: str) -> None:
    [found] = quartzcron.validate(text, "adobe")
    assert (found.code, found.values["first"]) == ("more-than-once-a-day", first)
    assert found.hint == f"to keep only the first of these runs, write `{once}`"
    assert quartzcron.is_valid(once, "adobe")
    assert f"for example at {first} and {found.values['second']}" in found.message
    expression = CronExpression(text, "quartz")
    assert expression.next_fire_time(datetime.fromisoformat(first)) == datetime.fromisoformat(
        str(found.values["second"])
    )


def test_an_at_word_may_run_too_often() -> None:
    rule = ServiceRule("more-than-once-a-day", "here", most_per_day=1)
    mine = Dialect.named("unix").replace(name="mine", service_rules=(rule,))
    [found] = quartzcron.validate("@hourly", mine)
    assert (found.code, found.span) == ("more-than-once-a-day", (0, 7))


def test_the_day_to_begin_with_may_be_given() -> None:
    dialect = Dialect.named("adobe")
    parsed = parse("0 0 8,20 * * ?", dialect)
    [found] = broken_rules(parsed, compile_nodes(parsed), dialect, (2030, 12, 31))
    assert found.values["first"] == "2030-12-31 08:00"


def test_the_code_of_a_rule_is_that_of_its_problem() -> None:
    broken = {
        "more-than-once-a-day": "0 0 8,20 * * ?",
        "too-often": "* * * * * ?",
        "impossible-date": "0 0 30 2 *",
    }
    for name in Dialect.names():
        for rule in Dialect.named(name).service_rules:
            text = broken[rule.code]
            text = text if rule.refuses else "* * * * *"
            said = (quartzcron.validate if rule.refuses else quartzcron.lint)(text, name)
            assert [found.code for found in said] == [rule.code]
