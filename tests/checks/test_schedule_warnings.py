"""`lint` of a schedule: its text, its zone under its own rule, and the days it is restricted to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import holidays
import pytest

import quartzcron
from quartzcron import CronExpression, Days, Schedule

AFTER = datetime(2026, 1, 1)
CHRISTMAS = [date(2026, 12, day) for day in range(24, 32)]
KOREA = holidays.country_holidays("KR", years=range(2026, 2029))
SATURDAYS = CronExpression("0 0 * * SAT")

CASES: list[tuple[Schedule, list[str]]] = [
    (Schedule("0 9 * * MON-FRI"), []),
    (Schedule("0 9 * * *", excluding=date(2026, 12, 25)), []),
    (Schedule("0 9 * * *", excluding=CHRISTMAS), ["days-run-out"]),
    (Schedule("0 9 * * *", excluding=CHRISTMAS[:4]), []),
    (Schedule("0 9 * * *", excluding=CHRISTMAS, end=datetime(2027, 1, 1)), ["days-run-out"]),
    (Schedule("0 9 * * *", excluding=CHRISTMAS, end=datetime(2026, 12, 31, 12)), []),
    (Schedule("0 9 * * *", excluding=Days.of(KOREA) | Days.where("0 0 * * SUN")), ["days-run-out"]),
    (Schedule("0 9 * * *", excluding=KOREA), ["days-run-out"]),
    (Schedule("0 9 * * *", excluding=(date(2026, 1, 1), date(2026, 12, 31))), []),
    (Schedule("0 9 * * *", excluding=SATURDAYS), ["midnights-left-out"]),
    (Schedule("0 * * * *", excluding=SATURDAYS), ["midnights-left-out"]),
    (Schedule("0 0 * * *", excluding=SATURDAYS), []),
    (Schedule("0 9 * * *", excluding=CronExpression("0 9 * * SAT")), []),
    (Schedule("0 9 * * *", excluding=CronExpression("* * * * SAT")), []),
    (Schedule("0 9 * * *", excluding=CronExpression("0 0 * * *")), []),
    (Schedule("0 9 * * MON", excluding=SATURDAYS), []),
    (Schedule("0 9 * * *", excluding=Schedule("0 0 * * SAT", start=AFTER)), []),
    (Schedule("0 9 * * SAT", only=Days.where("0 0 * * SUN")), ["never-fires"]),
    (Schedule("0 9 * * *", only=[]), ["never-fires"]),
    (Schedule("0 9 * * SAT", only=Days.where("0 0 * * SUN"), rolled="next"), []),
    (Schedule("0 9 * * SAT", excluding=Days.where("0 0 * * SAT,SUN")), ["never-fires"]),
    (Schedule("0 9 30 2 *", only=Days.where("0 0 * * SUN")), ["never-fires"]),
    (Schedule("* 9 * * *", excluding=date(2026, 12, 25)), ["star-before-set-field"]),
    (Schedule("0 9 * * 1-5", dialect="unix"), []),
]


@pytest.mark.parametrize(("schedule", "codes"), CASES, ids=lambda each: repr(each)[:60])
def test_the_days_of_a_schedule(schedule: Schedule, codes: list[str]) -> None:
    found = quartzcron.lint(schedule, after=AFTER)
    assert [each.code for each in found] == codes
    assert all(each.span == (0, len(str(schedule))) or each.field for each in found)


def test_messages() -> None:
    def said(schedule: Schedule) -> str:
        [found] = quartzcron.lint(schedule, after=AFTER)
        return found.message

    assert said(Schedule("0 9 * * *", excluding=CHRISTMAS)) == (
        "the dates left out end with 2026-12-31: from 2027 on, this runs on all of them"
    )
    assert said(Schedule("0 9 * * *", excluding=SATURDAYS)) == (
        "excluding 0 0 * * SAT leaves out midnight on those days, not the whole days: "
        "Days.where('0 0 * * SAT') does"
    )
    assert said(Schedule("0 9 * * *", only=[])) == (
        "no date that it is limited to matches, so this never runs"
    )
    assert said(Schedule("0 9 * * SAT", excluding=Days.where("0 0 * * SAT"))) == (
        "every date on which this would run is left out, so it never runs"
    )


def test_its_own_rule_and_days_meet_the_clock() -> None:
    def found(**parts: Any) -> list[str]:
        schedule = Schedule("30 2 * * *", tz="America/New_York", **parts)
        return [each.message for each in quartzcron.lint(schedule, after=AFTER)]

    assert found() == [
        "2026-03-08 02:30 does not exist in America/New_York: this runs at 03:00 instead"
    ]
    assert found(dst="QUARTZ") == [
        "2026-03-08 02:30 does not exist in America/New_York: this does not run then"
    ]
    assert found(excluding=[date(2026, 3, 8), date(2027, 3, 14)]) == []
    assert quartzcron.lint(Schedule("0 9 * * *", tz="EST"))[0].code == "fixed-offset"
    assert quartzcron.lint(Schedule("0 9 * * 1-5", dialect="unix"), select=["numeric-weekday"])


@pytest.mark.parametrize("beside", [{"dialect": "unix"}, {"tz": "UTC"}, {"seed": "a"}])
def test_a_schedule_is_given_alone(beside: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="give it alone"):
        quartzcron.lint(Schedule("0 9 * * *"), **beside)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a cron expression is a str"):
        quartzcron.lint(3)  # type: ignore[arg-type]
