"""What changes of clock do to a timetable: every wall time is accounted for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import oracle
import pytest
import zone_oracle
from turns import TIMES_OF_DAY, TURNED

from quartzcron import Schedule
from quartzcron.cli import clocks
from quartzcron.cli.clocks import Dropped, Repeating, Run, elapsed, timetable
from quartzcron.cli.moments import (
    ISO_FORMS,
    UnclearMomentError,
    in_zone,
    read_moment,
)

NEW_YORK = "America/New_York"


@pytest.fixture
def all_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "_MOST_TOLD", 100_000)


def accounted(schedule: Schedule, first: int, end: int) -> set[tuple[Any, ...]]:
    """Return what the timetable says of each wall time, from one instant to another."""
    zone = schedule.tz
    assert zone is not None
    found: set[tuple[Any, ...]] = set()
    for event in timetable(schedule, zone_oracle.clock(first, zone)):
        if isinstance(event, Dropped):
            for wall in event.walls.told:
                # What exists is told in its pass, and only there; the rest has no offset.
                assert (wall.tzinfo is None) == (event.why in ("skipped", "no-such-day"))
                if wall.tzinfo is None or zone_oracle.instant_of(wall) < end:
                    found.add(("dropped", wall.replace(tzinfo=None, fold=0), event.why))
            continue
        instant = zone_oracle.instant_of(event.fire_time)
        if instant >= end:
            return found
        if event.own:
            found.add(("run", instant, event.which_pass))
        if event.moved is not None:
            found |= {("moved", instant, wall) for wall in event.moved.told}
    return found


def expected_account(
    text: str, zone: ZoneInfo, rule: zone_oracle.Rule, first: int, end: int
) -> set[tuple[Any, ...]]:
    """Return the same by going through every second of the zone's clock."""
    walked = zone_oracle.kept_walk(zone, first - 3 * zone_oracle.DAY, end + zone_oracle.DAY)
    fixed = zone_oracle.is_fixed(text, "quartzcron", rule.fixed_when)
    # The day before too: it may have moved here.
    early = zone_oracle.wall(first, zone) - timedelta(days=1)
    found: set[tuple[Any, ...]] = set()
    for wall in oracle.fires(text, "quartzcron", early, zone_oracle.wall(end, zone)):
        place = zone_oracle.place_of(wall, walked)
        runs = zone_oracle.instants_of(place, walked, rule, fixed=fixed)
        seconds = wall.second % walked.step
        seen = walked.instants.get(wall - timedelta(seconds=seconds), [])
        passes = ["first-pass", "second-pass"] if len(seen) > 1 else [None]
        for instant, which in zip((at + seconds for at in seen), passes, strict=bool(seen)):
            if first < instant < end:
                ran = instant in runs
                found.add(("run", instant, which) if ran else ("dropped", wall, which))
        if not seen:
            found |= {("moved", instant, wall) for instant in runs if first < instant < end}
        if not seen and not runs and wall > zone_oracle.wall(first, zone):
            why = "skipped" if wall.date() in walked.days else "no-such-day"
            found.add(("dropped", wall, why))
    return found


@pytest.mark.usefixtures("all_are_told")
@pytest.mark.parametrize("policy", zone_oracle.RULES)
@pytest.mark.parametrize(("name", "at"), TURNED)
def test_every_wall_time_is_accounted_for(name: str, at: str, policy: str) -> None:
    zone, turned = ZoneInfo(name), zone_oracle.instant_of(datetime.fromisoformat(at))
    for text in TIMES_OF_DAY:
        # From six hours before the change, and from five minutes after it.
        for first, end in [(turned - 6 * 3600, turned + 6 * 3600), (turned + 300, turned + 7200)]:
            schedule = Schedule(text, zone, dst=policy)
            expected = expected_account(text, zone, zone_oracle.RULES[policy], first, end)
            assert accounted(schedule, first, end) == expected, (text, first - turned)


def test_a_schedule_without_a_zone_has_runs_only() -> None:
    start = datetime(2026, 3, 8, 1, 30)
    events = timetable(Schedule("*/30 * * * *"), start)
    assert next(events) == Run(datetime(2026, 3, 8, 2))


def test_elapsed_time_is_not_the_difference_on_the_wall() -> None:
    zone = ZoneInfo(NEW_YORK)
    evening, morning = datetime(2026, 10, 31, 20), datetime(2026, 11, 1, 8)
    assert elapsed(evening, morning) == timedelta(hours=12)
    assert elapsed(evening.replace(tzinfo=zone), morning.replace(tzinfo=zone)) == timedelta(
        hours=13
    )
    once, again = (datetime(2026, 11, 1, 1, tzinfo=zone, fold=fold) for fold in (0, 1))
    assert elapsed(once, again) == timedelta(hours=1)


def test_the_zone_that_is_made_to_ask_is_a_right_one() -> None:
    zone = Repeating(datetime(2026, 1, 1, 9))
    before = datetime(2026, 1, 1, 8, tzinfo=UTC)
    seen = [(before + timedelta(minutes=30 * step)).astimezone(zone) for step in range(6)]
    assert [f"{moment:%H:%M}" for moment in seen] == [
        *("09:00", "09:30", "09:00", "09:30", "10:00", "10:30")
    ]
    assert [moment.fold for moment in seen] == [0, 0, 1, 1, 0, 0]
    assert [moment.astimezone(UTC) for moment in seen] == [
        before + timedelta(minutes=30 * step) for step in range(6)
    ]
    assert [moment.dst() for moment in seen] == [moment.utcoffset() for moment in seen]
    assert seen[0].tzname() == "repeating 2026-01-01 09:00:00"


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("0001-01-01", "Asia/Tokyo"),
        ("9999-12-31T23:59", NEW_YORK),
        ("0001-01-01T00:00Z", NEW_YORK),
        ("0001-01-01T00:00+01:00", "UTC"),
        ("9999-12-31T23:59Z", "Asia/Tokyo"),
    ],
)
def test_moments_beyond_the_calendar(moment: str, name: str) -> None:
    with pytest.raises(UnclearMomentError) as refused:
        in_zone(read_moment(moment), ZoneInfo(name))
    assert str(refused.value) == f"it is too early or too late for {name}; write {ISO_FORMS}"
