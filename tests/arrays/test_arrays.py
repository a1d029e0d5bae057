"""Fire times as arrays: element by element those of the iterator and of `next_fire_time`."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
import pytz
import strategies
from dateutil import tz as dateutil_tz
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quartzcron import CronExpression, DstPolicy, Schedule, arrays
from quartzcron.arrays import crowd
from quartzcron.arrays.columns import Columns
from quartzcron.arrays.rows import rows_of_members
from quartzcron.dialects.policies import PRESETS

Firing = CronExpression | Schedule
TextAndDialect = tuple[str, str]

NEW_YORK = ZoneInfo("America/New_York")
INDIA = timezone(timedelta(hours=5, minutes=30))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

#: Zones of every make, and days on which their clocks change, or do not: half hours, changes at
#: midnight, negative daylight saving, 44 minutes and 30 seconds, dates that were left out.
CHANGES: list[tuple[tzinfo, datetime]] = [
    (NEW_YORK, datetime(2026, 3, 8)),
    (NEW_YORK, datetime(2026, 11, 1)),
    (NEW_YORK, datetime(2026, 7, 1)),
    (ZoneInfo("Australia/Lord_Howe"), datetime(2026, 4, 5)),
    (ZoneInfo("Australia/Lord_Howe"), datetime(2026, 10, 4)),
    (ZoneInfo("America/Havana"), datetime(2026, 3, 8)),
    (ZoneInfo("America/Havana"), datetime(2025, 11, 2)),
    (ZoneInfo("Europe/Dublin"), datetime(2026, 10, 25)),
    (ZoneInfo("Africa/Casablanca"), datetime(2026, 2, 15)),
    (ZoneInfo("Africa/Monrovia"), datetime(1972, 1, 7)),
    (ZoneInfo("Antarctica/Troll"), datetime(2026, 3, 29)),
    (ZoneInfo("Pacific/Apia"), datetime(2011, 12, 30)),
    (ZoneInfo("Pacific/Kwajalein"), datetime(1993, 8, 21)),
    (ZoneInfo("America/Juneau"), datetime(1983, 10, 30)),
    (pytz.timezone("Europe/Paris"), datetime(2026, 3, 29)),
    (dateutil_tz.gettz("Europe/Paris") or UTC, datetime(2026, 10, 25)),
    (ZoneInfo("UTC"), datetime(2026, 1, 1)),
    (UTC, datetime(2026, 1, 1)),
    (INDIA, datetime(2199, 12, 31)),
    (NEW_YORK, datetime(1970, 1, 1)),
]


def bare(moment: datetime | None) -> datetime | None:
    """Return a moment as an array has it: the UTC wall time of an aware one."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def listed(times: NDArray[np.datetime64]) -> list[datetime | None]:
    """Return an array as datetimes, None for NaT; and see that it is of the right kind."""
    assert times.dtype == np.dtype("datetime64[s]")
    assert times.ndim == 1
    found: list[datetime | None] = times.tolist()
    return found


def iterated(firing: Firing, start: Any, end: Any) -> list[datetime | None]:
    """Return what the iterator gives for the same span."""
    return [bare(fire_time) for fire_time in firing.fire_times(start, end)]


def agree(firing: Firing, start: datetime, end: datetime) -> None:
    """See that the array has the iterator's fire times, of an hour if the span has too many."""
    try:
        times = arrays.fire_times(firing, start, end, limit=2000)
    except ValueError:
        # So many come only within the horizon, at most one a second.
        end = max(start, datetime(1970, 1, 1, tzinfo=start.tzinfo)) + HOUR / 2
        times = arrays.fire_times(firing, start, end)
    assert listed(times) == iterated(firing, start, end)


def both_ways(firings: Sequence[Any], after: object) -> NDArray[np.datetime64]:
    """Return the next fire times, and see that NumPy finds the same, previous ones too."""
    fleet = arrays.Fleet(firings)
    found = fleet.next_fire_times(after)
    if any(getattr(each, "_restriction", None) for each in firings):
        return found
    abreast = arrays.Fleet(firings)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(crowd, "Engine", Columns)
        abreast._crowd = crowd.Crowd(rows_of_members(list(firings)))
    assert found.tolist() == abreast.next_fire_times(after).tolist()
    previous = fleet.previous_fire_times(after).tolist()
    assert previous == abreast.previous_fire_times(after).tolist()
    return found


# --- all fire times of a span ----------------------------------------------


@given(strategies.any_texts(), strategies.moments(), strategies.moments())
def test_a_span_has_the_fire_times_of_the_iterator(
    case: TextAndDialect, start: datetime, end: datetime
) -> None:
    expression = CronExpression(*case)
    agree(expression, start, end)
    agree(expression, start.replace(tzinfo=UTC), end.replace(tzinfo=UTC))


@st.composite
def near_changes(draw: st.DrawFn) -> tuple[Schedule, datetime, datetime]:
    """Draw a schedule of any policy in a zone, and a span of up to some days near a change."""
    zone, day = draw(st.sampled_from(CHANGES))
    policy = draw(st.sampled_from(sorted(PRESETS)))
    expression = CronExpression(*draw(strategies.any_texts()))
    start = day + timedelta(seconds=draw(st.integers(-4 * 86_400, 2 * 86_400)))
    if draw(st.booleans()):
        start = start.replace(minute=0, second=0, microsecond=draw(st.sampled_from([0, 1])))
    length = draw(st.sampled_from([HOUR, DAY, 5 * DAY, 400 * DAY]))
    return Schedule(expression, zone, dst=policy), start, start + length


@given(near_changes())
def test_a_span_in_a_zone_has_the_fire_times_of_the_iterator(
    case: tuple[Schedule, datetime, datetime],
) -> None:
    schedule, start, end = case
    agree(schedule, start, end)
    agree(schedule, start.replace(tzinfo=UTC), end.replace(tzinfo=INDIA))
    aware = start.replace(tzinfo=NEW_YORK), end.replace(tzinfo=NEW_YORK)
    agree(schedule.expression, *aware)


#: Text, policy, zone, the day, and what fires on it, in UTC: where several wall times of a gap
#: lead to one instant, or to one that fires anyway.
AT_A_CHANGE = [
    ("*/30 2 * * *", "SAFE", NEW_YORK, "2026-03-08", ["07:00"]),
    ("0,30 2,3 * * *", "SAFE", NEW_YORK, "2026-03-08", ["07:00", "07:30"]),
    ("*/30 2,3 * * *", "APSCHEDULER", NEW_YORK, "2026-03-08", ["07:00", "07:30"]),
    ("15 2 * * *", "APSCHEDULER", NEW_YORK, "2026-03-08", ["07:15"]),
    ("15 2,3 * * *", "QUARTZ", NEW_YORK, "2026-03-08", ["07:15"]),
    ("30 1 * * *", "SAFE", NEW_YORK, "2026-11-01", ["05:30"]),
    ("30 1 * * *", "QUARTZ", NEW_YORK, "2026-11-01", ["06:30"]),
    ("30 1 * * *", "SPRING", NEW_YORK, "2026-11-01", ["05:30", "06:30"]),
]


@pytest.mark.parametrize(("text", "policy", "zone", "day", "expected"), AT_A_CHANGE)
def test_what_fires_at_a_change(
    text: str, policy: str, zone: tzinfo, day: str, expected: list[str]
) -> None:
    start = datetime.fromisoformat(day)
    times = arrays.fire_times(Schedule(text, zone, dst=policy), start, start + DAY)
    assert [f"{fire_time:%H:%M}" for fire_time in listed(times) if fire_time] == expected


def test_a_long_span_in_a_zone() -> None:
    schedule = Schedule("0 2 * * *", tz=NEW_YORK)
    times = arrays.fire_times(schedule, datetime(1969, 1, 1), datetime(2201, 1, 1))
    assert len(times) == 84_006
    assert (np.diff(times) > np.timedelta64(0, "s")).all()
    assert listed(times[20_000:20_400]) == [
        bare(each)
        for each in islice(schedule.fire_times(times[20_000].item().replace(tzinfo=UTC)), 400)
    ]


def test_without_an_end_it_goes_to_the_end_of_the_horizon() -> None:
    yearly = CronExpression("0 0 1 1 *")
    times = arrays.fire_times(yearly, datetime(1, 1, 1))
    assert listed(times) == [datetime(year, 1, 1) for year in range(1970, 2200)]
    assert listed(arrays.fire_times(yearly, datetime(9000, 1, 1))) == []
    assert listed(arrays.fire_times(yearly, datetime(2026, 1, 1), datetime(2020, 1, 1))) == []
    assert listed(arrays.fire_times(CronExpression("0 0 30 2 *"), datetime(2026, 1, 1))) == []


BOUNDED = [
    Schedule("0 9 * * *", start=datetime(2026, 5, 1, 9), end=datetime(2026, 5, 4, 9)),
    Schedule("0 9 * * *", NEW_YORK, start=datetime(2026, 5, 1, 9), end=datetime(2026, 5, 4, 9)),
    Schedule("0 9 * * *", INDIA, start=datetime(2026, 5, 1, 9, 0, 0, 1)),
]


@pytest.mark.parametrize("schedule", BOUNDED, ids=repr)
@pytest.mark.parametrize("start", [None, datetime(2026, 4, 1), datetime(2026, 5, 2, 9)])
@pytest.mark.parametrize("end", [datetime(2026, 5, 3, 9), datetime(2026, 5, 3, 9, 0, 0, 1)])
def test_the_bounds_of_a_schedule(
    schedule: Schedule, start: datetime | None, end: datetime
) -> None:
    assert listed(arrays.fire_times(schedule, start, end)) == iterated(schedule, start, end)


def test_a_bound_in_another_zone_does_not_change_the_zone() -> None:
    floating = Schedule("0 9 * * *", start=datetime(2026, 5, 1, tzinfo=UTC))
    start, end = datetime(2026, 4, 1, tzinfo=INDIA), datetime(2026, 5, 3, tzinfo=INDIA)
    expected = [datetime(2026, 5, 1, 3, 30), datetime(2026, 5, 2, 3, 30)]
    assert listed(arrays.fire_times(floating, start, end)) == expected


def test_bounds_as_datetime64() -> None:
    hourly = CronExpression("30 * * * *")
    start, end = np.datetime64("2026-01-01T00:30"), np.datetime64("2026-01-01T02:30:00.001")
    expected = [datetime(2026, 1, 1, hour, 30) for hour in (0, 1, 2)]
    assert listed(arrays.fire_times(hourly, start, end)) == expected
    # To what has no zone it goes with either kind, ...
    assert listed(arrays.fire_times(hourly, start, datetime(2026, 1, 1, 2, 31))) == expected
    assert listed(arrays.fire_times(hourly, datetime(2026, 1, 1, tzinfo=UTC), end)) == expected
    # ... to what has one it is UTC.
    there = Schedule("30 * * * *", INDIA)
    expected = [datetime(2026, 1, 1, hour) for hour in (1, 2)]
    assert listed(arrays.fire_times(there, start, end)) == expected
    with pytest.raises(ValueError, match="cannot be NaT"):
        arrays.fire_times(hourly, np.datetime64("NaT", "s"), end)


NAIVE, AWARE = datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)

#: What the iterator refuses, the array refuses, at once.
MIXED: list[tuple[Firing, Any, Any]] = [
    (CronExpression("0 9 * * *"), NAIVE, AWARE),
    (CronExpression("0 9 * * *"), AWARE, NAIVE),
    (CronExpression("0 9 * * *"), None, NAIVE),
    (CronExpression("0 9 * * *"), "2026-01-01", NAIVE),
    (CronExpression("0 9 * * *"), date(2026, 1, 1), NAIVE),
    (CronExpression("0 9 * * *"), NAIVE, 5),
    (Schedule("0 9 * * *", start=NAIVE), AWARE, AWARE),
    (Schedule("0 9 * * *", end=AWARE), NAIVE, NAIVE),
    (Schedule("0 9 * * *", NEW_YORK), None, NAIVE),
    (Schedule("0 9 * * *", NEW_YORK), NAIVE, "2027"),
]


@pytest.mark.parametrize(("firing", "start", "end"), MIXED)
def test_bounds_that_do_not_fit(firing: Firing, start: Any, end: Any) -> None:
    with pytest.raises(TypeError):
        firing.fire_times(start, end)
    with pytest.raises(TypeError):
        arrays.fire_times(firing, start, end)
    with pytest.raises(TypeError):
        arrays.fire_time_chunks(firing, start, end)


def test_only_expressions_and_schedules_fire() -> None:
    with pytest.raises(TypeError, match="only expressions, schedules and sets fire, not str"):
        arrays.fire_times("0 9 * * *", NAIVE, NAIVE)  # type: ignore[arg-type]


# --- memory ----------------------------------------------------------------


def test_too_many_are_refused_before_they_are_made() -> None:
    always = CronExpression("* * * * * ?")
    with pytest.raises(ValueError, match=r"7,258,118,400 fire times .* limit of 100,000,000"):
        arrays.fire_times(always, datetime(1970, 1, 1))
    with pytest.raises(ValueError, match=r"7,2\d\d,\d+,\d+ .*: take fire_time_chunks"):
        arrays.fire_times(Schedule(always, NEW_YORK, dst="APSCHEDULER"), datetime(1970, 1, 1))
    start, end = datetime(2026, 1, 1), datetime(2026, 1, 1, 0, 1)
    assert len(arrays.fire_times(always, start, end, limit=60)) == 60
    assert len(arrays.fire_times(always, start, end, limit=None)) == 60
    with pytest.raises(ValueError, match="60 fire times are more than the limit of 59"):
        arrays.fire_times(always, start, end, limit=59)
    with pytest.raises(TypeError):
        arrays.fire_times(always, start, end, limit="60")  # type: ignore[arg-type]


@given(near_changes(), st.integers(1, 40))
def test_chunks_are_the_array_cut_up(case: tuple[Schedule, datetime, datetime], size: int) -> None:
    schedule, start, _ = case
    end = start + timedelta(hours=3)
    size *= 40 if schedule._matcher.fires_per_day > 10_000 else 1
    whole = arrays.fire_times(schedule, start, end)
    chunks = list(arrays.fire_time_chunks(schedule, start, end, size=size))
    assert [fire for chunk in chunks for fire in listed(chunk)] == listed(whole)
    assert all(len(chunk) == size for chunk in chunks[:-1])
    assert all(0 < len(chunk) <= size for chunk in chunks)


def test_chunks_across_a_change() -> None:
    schedule = Schedule("0 * * * *", NEW_YORK)
    start, end = datetime(2026, 3, 8), datetime(2026, 3, 9)
    for size, lengths in ((5, [5, 5, 5, 5, 3]), (23, [23]), (40, [23])):
        chunks = list(arrays.fire_time_chunks(schedule, start, end, size=size))
        assert [len(chunk) for chunk in chunks] == lengths
        fires = [fire for chunk in chunks for fire in listed(chunk)]
        assert fires == iterated(schedule, start, end)
    assert list(arrays.fire_time_chunks(schedule, start, start, size=5)) == []


def test_chunks_come_one_by_one() -> None:
    # All seconds of 230 years would be 58 GB.
    chunks = arrays.fire_time_chunks(CronExpression("* * * * * ?"), datetime(1970, 1, 1))
    first, second = islice(chunks, 2)
    assert len(first) == len(second) == 1_000_000
    assert second[0] - first[-1] == np.timedelta64(1, "s")
    zoned = arrays.fire_time_chunks(Schedule("* * * * * ?", NEW_YORK), NAIVE, size=100)
    assert next(zoned)[-1] == np.datetime64("2026-01-01T05:01:39")


def test_a_chunk_has_a_size() -> None:
    for size in (0, -1):
        with pytest.raises(ValueError, match="size must be 1 or more"):
            arrays.fire_time_chunks(CronExpression("0 9 * * *"), NAIVE, size=size)
    with pytest.raises(TypeError):
        arrays.fire_time_chunks(
            CronExpression("0 9 * * *"),
            NAIVE,
            size=1.5,  # type: ignore[arg-type]
        )


# --- sets of fire times, and schedules that leave something out --------------

#: Every kind of set; dense, sparse and empty; floating and zoned.
SETS = [
    CronExpression("0 * * * *") | CronExpression("30 2 * * MON"),
    CronExpression("* * * * * ?") - CronExpression("*/2 * * * * ?"),
    CronExpression("0 0 0 30 2 ?") & CronExpression("* * * * *"),
    Schedule("30 2 * * *", tz="America/New_York") ^ Schedule("30 8 * * *", tz="Europe/Berlin"),
    Schedule("0 */6 * * *", tz="Europe/Berlin", excluding=[date(2026, 3, 29)]),
    Schedule("0 9 * * *", excluding=[(date(2026, 1, 2), date(2026, 6, 1))]),
]


@pytest.mark.parametrize("firing", SETS, ids=repr)
def test_sets_have_the_fire_times_of_the_iterator(firing: Any) -> None:
    for start in (datetime(2026, 3, 28), datetime(2026, 12, 31, 23, 59), datetime(2199, 12, 1)):
        for zone in [UTC, NEW_YORK] + [None] * (firing.tz is None):
            begin = start.replace(tzinfo=zone)
            agree(firing, begin, begin + 40 * HOUR)


def test_a_set_is_cut_into_chunks() -> None:
    odd = CronExpression("* * * * * ?") - CronExpression("*/2 * * * * ?")
    start, end = datetime(2026, 1, 1), datetime(2026, 1, 2)
    whole = arrays.fire_times(odd, start, end)
    assert len(whole) == 43_200
    chunks = list(arrays.fire_time_chunks(odd, start, end, size=10_000))
    assert [len(chunk) for chunk in chunks] == [10_000] * 4 + [3_200]
    assert (np.concatenate(chunks) == whole).all()


def test_a_fleet_with_schedules_that_leave_something_out() -> None:
    closed = (date(2026, 1, 1), date(2026, 1, 5))
    floating = Schedule("0 9 * * *", excluding=[closed])
    tokyo = Schedule("0 9 * * *", tz="Asia/Tokyo", excluding=[closed])
    never = Schedule("0 9 1-5 1 *", excluding=[CronExpression("* * * * *")])
    daily = CronExpression("0 9 * * *")
    fleet: list[Firing] = [floating, daily, tokyo, never, floating]
    for after in (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=NEW_YORK)):
        expected = [bare(each.next_fire_time(after)) for each in fleet]
        assert listed(both_ways(fleet, after)) == expected
        assert listed(both_ways(fleet, [after] * 5)) == expected
    assert listed(both_ways(fleet, np.datetime64("2026-01-01"))) == [
        datetime(2026, 1, 6, 9),
        datetime(2026, 1, 1, 9),
        datetime(2026, 1, 6),
        None,
        datetime(2026, 1, 6, 9),
    ]
    # A naive moment is wall time in each one's zone; far away it is clipped.
    zoned = [tokyo, Schedule("0 9 * * *", tz=NEW_YORK, excluding=[closed])]
    for naive in (datetime(2026, 1, 3, 9), datetime.min, datetime.max):
        expected = [bare(each.next_fire_time(naive)) for each in zoned]
        assert listed(both_ways(zoned, naive)) == expected
    with pytest.raises(TypeError, match="a fleet is of expressions and schedules, not FireSet"):
        arrays.Fleet([daily | floating])  # type: ignore[list-item]


@pytest.mark.parametrize(("bound", "start"), [(AWARE, NAIVE), (NAIVE, AWARE)])
def test_sets_whose_bounds_are_of_the_other_kind(bound: datetime, start: datetime) -> None:
    """A set tells by the bounds of its parts what moments it takes, as the iterator does."""
    noon = CronExpression("0 12 * * *")
    bounded = Schedule("0 12 * * *", start=bound)
    for asked in (noon | bounded, bounded - noon, Schedule("0 12 * * *", excluding=[bounded])):
        with pytest.raises(TypeError, match="as aware as its bounds"):
            arrays.fire_times(asked, start, start + timedelta(days=1))
        with pytest.raises(TypeError, match="as aware as its bounds"):
            asked.count(start, start + timedelta(days=1))


# --- the next of many ------------------------------------------------------


def asked(firings: Sequence[Firing], moments: Sequence[datetime]) -> list[datetime | None]:
    """Return what each says for itself."""
    pairs = zip(firings, moments, strict=True)
    return [bare(firing.next_fire_time(moment)) for firing, moment in pairs]


@given(st.lists(strategies.any_texts(), max_size=8), strategies.moments(), st.data())
def test_the_next_of_expressions(
    cases: list[TextAndDialect], moment: datetime, data: st.DataObject
) -> None:
    fleet = [CronExpression(*case) for case in cases]
    expected = asked(fleet, [moment] * len(fleet))
    assert listed(both_ways(fleet, moment)) == expected
    assert listed(both_ways(fleet, np.datetime64(moment, "us"))) == expected
    utc = moment.replace(tzinfo=UTC)
    assert listed(both_ways(fleet, utc)) == expected
    moments = [data.draw(strategies.moments()) for _ in fleet]
    expected = asked(fleet, moments)
    assert listed(both_ways(fleet, moments)) == expected
    assert listed(both_ways(fleet, np.array(moments, "M8[us]"))) == expected


@given(st.lists(near_changes(), min_size=1, max_size=6), st.data())
def test_the_next_of_schedules_in_zones(
    cases: list[tuple[Schedule, datetime, datetime]], data: st.DataObject
) -> None:
    """Near changes of clock and far from them, after one moment and after one each."""
    fleet = arrays.Fleet([schedule for schedule, _, _ in cases])
    schedules = [schedule for schedule, _, _ in cases]
    starts = [start for _, start, _ in cases]
    moment = data.draw(st.sampled_from(starts))
    for one in (moment, moment.replace(tzinfo=UTC), moment.replace(tzinfo=NEW_YORK)):
        expected = asked(schedules, [one] * len(schedules))
        assert listed(fleet.next_fire_times(one)) == expected
    assert listed(fleet.next_fire_times(starts)) == asked(schedules, starts)
    zones = [data.draw(st.sampled_from(CHANGES))[0] for _ in cases]
    aware = [
        start.replace(tzinfo=UTC).astimezone(zone)
        for start, zone in zip(starts, zones, strict=True)
    ]
    assert listed(fleet.next_fire_times(aware)) == asked(schedules, aware)
    # Expressions are in the zone of the moment.
    both: list[Firing] = [*schedules, *(schedule.expression for schedule in schedules), *schedules]
    mixed = [*aware, *aware, *aware]
    assert listed(both_ways(both, mixed)) == asked(both, mixed)
    for one in aware[:3]:
        assert listed(both_ways(both, one)) == asked(both, [one] * len(both))


#: Far apart, hard to find, at the ends of the horizon, never.
FAR = [
    "0 0 0 29 2 ?",
    "0 0 0 ? 2 2#5",
    "0 0 0 31 12 ? 2199",
    "59 59 23 31 12 ? 2199",
    "0 0 0 1 1 ? 1970",
    "0 0 0 30 2 ?",
    "30 30 2 ? 3 1#2",
    "0 30 1 ? 11 1#1 2026",
    "0 0 0 13 * ? */40",
    "0 0 12 31 JAN,FEB,NOV ? 2026-2030",
    "* * * * * ?",
]


@pytest.mark.parametrize("policy", sorted(PRESETS))
def test_the_next_of_far_ones(policy: str) -> None:
    zones = [None, UTC, INDIA, NEW_YORK, ZoneInfo("Pacific/Apia")]
    schedules = [Schedule(text, zone, dst=policy) for text in FAR for zone in zones[1:]]
    expressions = [CronExpression(text) for text in FAR]
    for moment in (
        datetime(1969, 12, 31, 12),
        datetime(2026, 11, 1, 5, 45),
        datetime(2072, 3, 1),
        datetime(2199, 12, 31, 23, 59, 58),
        datetime(2200, 1, 2),
        datetime(1, 1, 1),
        datetime(9999, 12, 31),
    ):
        for zone in (UTC, NEW_YORK):
            after = moment.replace(tzinfo=zone)
            both: list[Firing] = [*schedules, *expressions]
            assert listed(both_ways(both, after)) == asked(both, [after] * len(both))


def test_a_schedule_that_only_falls_into_gaps() -> None:
    """It matches a wall time each year which the policy drops each year."""
    lost = Schedule("0 30 2 ? 3 1#2 2008-2026", NEW_YORK, dst="QUARTZ")
    found = both_ways([lost, Schedule("0 9 * * *", NEW_YORK)], AWARE)
    assert listed(found) == [None, datetime(2026, 1, 1, 14)]


def test_copies_are_worked_on_once_and_answer_each_in_its_place() -> None:
    daily, hourly = CronExpression("0 9 * * *"), Schedule("0 * * * *", INDIA)
    fleet = arrays.Fleet(firing for _ in range(20_000) for firing in (daily, hourly))
    assert len(fleet) == 40_000
    assert repr(fleet) == "<Fleet of 40,000>"
    found = fleet.next_fire_times(AWARE)
    assert set(found[::2].tolist()) == {datetime(2026, 1, 1, 9)}
    assert set(found[1::2].tolist()) == {datetime(2026, 1, 1, 0, 30)}
    after = np.datetime64(NAIVE, "s") + np.arange(40_000)
    expected = asked([daily, hourly] * 20, [AWARE + timedelta(seconds=n) for n in range(40)])
    assert listed(fleet.next_fire_times(after)[:40]) == expected


def test_copies_in_the_zones_of_their_moments() -> None:
    fleet: list[Firing] = [CronExpression("0 9 * * *"), Schedule("0 9 * * *", INDIA)] * 2
    moments = [AWARE.astimezone(zone) for zone in (NEW_YORK, NEW_YORK, INDIA, UTC)]
    assert listed(both_ways(fleet, moments)) == asked(fleet, moments)


def test_months_without_the_day_are_passed_over() -> None:
    lasts = [CronExpression("0 0 0 31 * ?"), CronExpression("0 0 0 29 2,4 ?")]
    moment = datetime(2026, 8, 31)
    assert listed(both_ways(lasts, moment)) == asked(lasts, [moment] * 2)


@pytest.mark.parametrize("schedule", BOUNDED, ids=repr)
def test_the_next_within_bounds(schedule: Schedule) -> None:
    fleet: list[Firing] = [schedule]
    if schedule.tz is None:
        fleet.append(CronExpression("0 9 * * *"))
    for moment in (datetime(2026, 4, 1), datetime(2026, 5, 2, 9), datetime(2026, 5, 4, 8)):
        everywhere = [moment] * len(fleet)
        assert listed(both_ways(fleet, moment)) == asked(fleet, everywhere)
        if schedule.tz is not None:
            everywhere = [moment.replace(tzinfo=UTC)]
        found = both_ways(fleet, np.datetime64(moment, "s"))
        assert listed(found) == asked(fleet, everywhere)


def test_moments_of_every_kind() -> None:
    fleet = arrays.Fleet([CronExpression("0 9 * * *"), CronExpression("0 10 * * *")])
    expected = [datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 10)]
    kinds: list[object] = [
        NAIVE,
        AWARE,
        np.datetime64("2026-01-01"),
        np.datetime64("2026-01-01T08:59:59.999999999"),
        np.array("2026-01-01", "M8[D]"),
        [NAIVE, NAIVE],
        (AWARE, AWARE),
        np.array([NAIVE, NAIVE], object),
        np.array(["2026-01-01", "2026-01-01"], "M8[ns]"),
        [np.datetime64("2026-01-01"), np.datetime64("2026-01-01T08")],
    ]
    for after in kinds:
        assert listed(fleet.next_fire_times(after)) == expected
    nothing = np.datetime64("NaT", "s")
    assert listed(fleet.next_fire_times(nothing)) == [None, None]
    assert listed(fleet.next_fire_times(np.array([nothing, "2026-01-01"], "M8[s]"))) == [
        None,
        expected[1],
    ]


def test_a_moment_that_is_not_there_may_be_an_object() -> None:
    """A column of pandas with a zone is one of objects to NumPy, and holds pandas's own NaT."""
    fleet = [CronExpression("0 9 * * *"), CronExpression("0 10 * * *")]
    for moment in (NAIVE, AWARE):
        found = both_ways(fleet, np.array([pd.NaT, moment], object))
        assert listed(found) == [None, datetime(2026, 1, 1, 10)]
    assert listed(both_ways(fleet, np.array([pd.NaT, pd.NaT], object))) == [None, None]
    assert listed(both_ways(fleet, pd.NaT)) == [None, None]
    zoned = [Schedule("0 9 * * *", "Asia/Seoul"), Schedule("0 9 * * *", "UTC")]
    column = np.array([AWARE, pd.NaT], object)
    assert listed(arrays.next_fire_times(zoned, column)) == [datetime(2026, 1, 2), None]
    with pytest.raises(TypeError, match="all naive or all aware"):
        arrays.next_fire_times(zoned, np.array([AWARE, NAIVE], object))


def test_the_fold_of_a_naive_moment_counts() -> None:
    hourly = [Schedule("30 1 * * *", NEW_YORK, dst="SPRING")] * 2
    moment = datetime(2026, 11, 1, 1, 0)
    first, second = datetime(2026, 11, 1, 5, 30), datetime(2026, 11, 1, 6, 30)
    assert listed(both_ways(hourly, moment)) == [first, first]
    assert listed(both_ways(hourly, moment.replace(fold=1))) == [second, second]
    assert listed(both_ways(hourly, [moment, moment.replace(fold=1)])) == [
        first,
        second,
    ]


def test_nobody_at_all() -> None:
    fleet = arrays.Fleet([])
    assert len(fleet) == 0
    nobody: list[object] = [NAIVE, AWARE.astimezone(NEW_YORK), np.datetime64("2026-01-01"), []]
    for after in nobody:
        assert listed(fleet.next_fire_times(after)) == []


#: Who is asked, after what, and what is raised.
REFUSED: list[tuple[Any, Any, type[Exception], str]] = [
    ([CronExpression("0 9 * * *")], "2026-01-01", TypeError, "a moment is a datetime, not str"),
    ([CronExpression("0 9 * * *")], 5, TypeError, "not int"),
    ([CronExpression("0 9 * * *")], None, TypeError, "not None"),
    ([CronExpression("0 9 * * *")], date(2026, 1, 1), TypeError, "not date"),
    ([CronExpression("0 9 * * *")], [1.5], TypeError, "not float"),
    ([CronExpression("0 9 * * *")], [NAIVE, NAIVE], ValueError, r"shape \(2,\), not one .* or 1"),
    ([CronExpression("0 9 * * *")] * 2, [NAIVE, AWARE], TypeError, "all naive or all aware"),
    ([Schedule("0 9 * * *", start=NAIVE)], AWARE, TypeError, "as aware as its bounds"),
    ([Schedule("0 9 * * *", end=AWARE)], NAIVE, TypeError, "as aware as its bounds"),
    (
        [CronExpression("0 9 * * *"), Schedule("0 9 * * *", INDIA)],
        NAIVE,
        TypeError,
        "only some schedules have a zone",
    ),
    ([5], NAIVE, TypeError, "a fleet is of expressions and schedules, not int"),
    # One is no fleet: a list of one is.
    (CronExpression("0 9 * * *"), NAIVE, TypeError, "of many .*, not one CronExpression"),
    (None, NAIVE, TypeError, "of many .*, not one NoneType"),
]


@pytest.mark.parametrize(("fleet", "after", "error", "message"), REFUSED)
def test_what_is_refused(fleet: Any, after: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        arrays.next_fire_times(fleet, after)


def test_a_fleet_may_be_asked_by_many_threads() -> None:
    fleet = arrays.Fleet([CronExpression(f"{n} * * * *") for n in range(60)])
    moments = [datetime(2026, 3, 7, hour, tzinfo=NEW_YORK) for hour in range(24)] * 4
    alone = [fleet.next_fire_times(moment).tolist() for moment in moments]
    fresh = arrays.Fleet([CronExpression(f"{n} * * * *") for n in range(60)])
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(fresh.next_fire_times, moments))
    assert [found.tolist() for found in together] == alone


def test_policies_of_ones_own() -> None:
    mine = DstPolicy.SAFE.replace(name="mine", fixed=DstPolicy.QUARTZ.fixed)
    fleet = [Schedule("30 2 * * *", NEW_YORK, dst=policy) for policy in (mine, "SAFE", "QUARTZ")]
    moment = datetime(2026, 3, 8, tzinfo=NEW_YORK)
    assert listed(both_ways(fleet, moment)) == asked(fleet, [moment] * 3)


# --- the extra -------------------------------------------------------------


def test_without_numpy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    spec = importlib.util.spec_from_file_location("arrays_without_numpy", arrays.__file__)
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(ImportError, match=r'pip install "quartzcron\[arrays\]"'):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_what_is_public_is_documented() -> None:
    for name in arrays.__all__:
        assert getattr(arrays, name).__doc__
