"""The second opinion on changes of clock notices what it must notice."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime

import every_change
import pytest
import zone_oracle
from every_change import Stretch
from zone_oracle import RULES, clock
from zone_strategies import DAY, HOUR, changes_of

from quartzcron import Schedule


def test_the_oracle_finds_changes() -> None:
    """Against a few changes that are well known."""
    new_york = zone_oracle.changes(zoneinfo.ZoneInfo("America/New_York"), 2025, 2025)
    at = [clock(change.at, UTC).isoformat() for change in new_york]
    assert at == ["2025-03-09T07:00:00+00:00", "2025-11-02T06:00:00+00:00"]
    assert [(change.before, change.after) for change in new_york] == [
        (-5 * HOUR, -4 * HOUR),
        (-4 * HOUR, -5 * HOUR),
    ]
    [monrovia] = changes_of("Africa/Monrovia")
    assert clock(monrovia.at, UTC) == datetime(1972, 1, 7, 0, 44, 30, tzinfo=UTC)
    assert (monrovia.before, monrovia.after) == (-2_670, 0)


def test_the_oracle_sees_gaps_folds_and_lost_days() -> None:
    def walked(name: str, day: str) -> zone_oracle.Walk:
        first = zone_oracle.instant_of(datetime.fromisoformat(day).replace(tzinfo=UTC))
        return zone_oracle.walk(zoneinfo.ZoneInfo(name), first - 2 * DAY, first + 2 * DAY)

    apia = walked("Pacific/Apia", "2011-12-30")
    assert [gap.length for gap in apia.gaps] == [DAY]
    assert date(2011, 12, 30) not in apia.days
    assert {date(2011, 12, 29), date(2011, 12, 31)} <= apia.days
    lord_howe = walked("Australia/Lord_Howe", "2025-04-05")
    assert [fold.length for fold in lord_howe.folds] == [HOUR // 2]
    assert len(lord_howe.instants[datetime(2025, 4, 6, 1, 45)]) == 2
    monrovia = walked("Africa/Monrovia", "1972-01-07")
    assert (monrovia.step, [gap.length for gap in monrovia.gaps]) == (30, [2_670])


@pytest.mark.parametrize(
    ("text", "dialect", "kinds"),
    [
        (
            "30 2 * * *",
            "unix",
            "all not-every-hour single-time not-in-a-row no-leading-star no-interval-sign",
        ),
        (
            "0,30 2 * * *",
            "unix",
            "all not-every-hour not-in-a-row no-leading-star no-interval-sign",
        ),
        ("0,30 2,3 * * *", "unix", "all not-every-hour no-leading-star no-interval-sign"),
        ("58,0,59 2 * * *", "unix", "all not-every-hour no-leading-star no-interval-sign"),
        (
            "59,0 2 * * *",
            "unix",
            "all not-every-hour not-in-a-row no-leading-star no-interval-sign",
        ),
        ("*/30 2 * * *", "unix", "all not-every-hour not-in-a-row"),
        ("0 1-4 * * *", "unix", "all not-every-hour no-leading-star"),
        ("0 0-23 * * *", "unix", "all no-leading-star"),
        (
            "@daily",
            "unix",
            "all not-every-hour single-time not-in-a-row no-leading-star no-interval-sign",
        ),
        ("@hourly", "unix", "all"),
        ("0 0/30 3 * * ?", "quartz", "all not-every-hour not-in-a-row no-leading-star"),
        ("0/30 0 */6 * * ?", "quartz", "all not-every-hour not-in-a-row"),
        ("1,2 0 3 * * ?", "quartz", "all not-every-hour no-leading-star no-interval-sign"),
    ],
)
def test_the_oracle_tells_fixed_schedules(text: str, dialect: str, kinds: str) -> None:
    every = [
        "all", "not-every-hour", "single-time", "not-in-a-row",
        "no-leading-star", "no-interval-sign",
    ]  # fmt: skip
    assert [kind for kind in every if zone_oracle.is_fixed(text, dialect, kind)] == kinds.split()


def test_the_complete_run_notices_a_difference() -> None:
    """The judge of the complete run does not wave everything through."""
    zone = zoneinfo.ZoneInfo("America/New_York")
    change = changes_of("America/New_York")[-1]
    schedule = Schedule("30 1 * * *", tz=zone, dst="SPRING")
    first, end = change.at - DAY, change.at + DAY
    right = zone_oracle.fires("30 1 * * *", "unix", zone, RULES["SPRING"], first, end)
    wrong = zone_oracle.fires("30 1 * * *", "unix", zone, RULES["OCPS"], first, end)
    assert len(right) == len(wrong) + 1
    near = every_change.starts_near(change, zone)
    assert (
        list(every_change.differences(schedule, Stretch(zone, first, end, right), near, [])) == []
    )
    found = list(every_change.differences(schedule, Stretch(zone, first, end, wrong), near, right))
    kinds = ("fire_times", "reverse", "next_fire_time", "previous_fire_time", "matches")
    assert all(any(kind in problem for problem in found) for kind in kinds)


@pytest.mark.parametrize("name", ["America/New_York", "Australia/Lord_Howe", "Antarctica/Casey"])
def test_the_complete_run_in_small(name: str) -> None:
    """All its questions about the last gap and the last fold of a few zones."""
    changes = changes_of(name)[-2:]
    assert {change.after > change.before for change in changes} == {True, False}
    every = every_change.ask_zone(name, {change.at for change in changes}, changes)
    assert (every.changes, every.problems) == (2, [])
    questions = sum(len(every_change.questions(change)) for change in changes)
    assert every.comparisons == len(RULES) * questions


def test_the_complete_run_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with a count, and with status 1 when anything differs."""
    arguments = ["--zones", "Africa/Monrovia,Africa/Abidjan", "--processes", "1"]
    assert every_change.main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 zones, 2 of them different, 1 changes"
    assert "0 differences" in lines[-1]
    monkeypatch.setitem(RULES, "SAFE", RULES["QUARTZ"])
    assert every_change.main(arguments) == 1
    assert " is datetime.datetime(1972, 1, 7, 0, 44, 30" in capsys.readouterr().out
