"""The ends of time in every zone, and zones that threads share."""

from __future__ import annotations

import sys
import threading
import zoneinfo
from datetime import UTC, date, datetime, tzinfo
from typing import Any

import pytest
import pytz
from every_change import seen
from zone_strategies import DAY, HARD_ZONES, SECOND, MadeUpZone, is_a_wall_time, made_by_dateutil

from quartzcron import CronExpression, Schedule

# ---------------------------------------------------------------------------
# The ends of time.

EDGES = [
    datetime.min,
    datetime.min + SECOND,
    datetime(1, 1, 1, 23, 59),
    datetime(1, 1, 3),
    datetime(1969, 12, 30),
    datetime(1969, 12, 31, 23, 59, 59, 999_999),
    datetime(1970, 1, 1),
    datetime(1970, 1, 1, 23, 59, 59),
    datetime(2199, 12, 31, 23, 59, 59),
    datetime(2199, 12, 31, 23, 59, 59, 999_999),
    datetime(2200, 1, 1),
    datetime(2200, 1, 3),
    datetime(9999, 12, 29),
    datetime(9999, 12, 31, 0, 1),
    datetime.max - SECOND,
    datetime.max,
]

# Far from UTC on either side, with and without clock changes.
EDGE_ZONES: list[tzinfo] = [
    UTC,
    *map(zoneinfo.ZoneInfo, ["Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Apia"]),
    *map(zoneinfo.ZoneInfo, ["America/New_York", "Europe/London", "Africa/Monrovia"]),
    *map(made_by_dateutil, ["Pacific/Kiritimati", "America/New_York", "Australia/Lord_Howe"]),
    *map(pytz.timezone, ["Pacific/Kiritimati", "America/New_York", "Etc/GMT+12"]),
    MadeUpZone(-DAY + 1, []),
    MadeUpZone(DAY - 1, []),
]

EVERY_SECOND = CronExpression("* * * * * ?")


@pytest.mark.parametrize("zone", EDGE_ZONES, ids=repr)
@pytest.mark.parametrize("text", ["* * * * * ?", "0 0 0 1 1 ?", "59 59 23 31 12 ?", "0 0 0 30 2 ?"])
def test_the_ends_of_time_are_answered(text: str, zone: tzinfo) -> None:
    """From anywhere in any zone comes a fire time within the horizon, or None."""
    expression = CronExpression(text)
    schedule = Schedule(text, tz=zone)
    for moment in EDGES:
        for fold in (0, 1):
            aware = moment.replace(tzinfo=zone, fold=fold)
            in_utc = moment.replace(tzinfo=UTC, fold=fold)
            naive = moment.replace(fold=fold)
            for asked, start in (
                (expression, aware), (schedule, aware), (schedule, in_utc), (schedule, naive),
            ):  # fmt: skip
                check_an_end(asked, start)


def check_an_end(asked: CronExpression | Schedule, start: datetime) -> None:
    """Ask every method from a start at the end of time."""
    asked.matches(start)
    later = [asked.next_fire_time(start, inclusive=inclusive) for inclusive in (False, True)]
    earlier = [asked.previous_fire_time(start, inclusive=inclusive) for inclusive in (False, True)]
    for found in [*later, *earlier]:
        if found is not None:
            assert is_a_wall_time(found)
            assert date(1970, 1, 1) <= found.date() <= date(2199, 12, 31)
            assert found in asked
    assert list(asked.fire_times(start, limit=1))[:1] == [found for found in later[1:] if found]
    assert list(asked.fire_times(None, start, limit=1, reverse=True)) == [
        found for found in earlier[:1] if found
    ]


@pytest.mark.parametrize("zone", [zone for zone in EDGE_ZONES if not hasattr(zone, "localize")],
                         ids=repr)  # fmt: skip
def test_the_horizon_is_wall_time(zone: tzinfo) -> None:
    """The first second of 1970 and the last of 2199 on the clocks of the zone."""
    first, last = datetime(1970, 1, 1), datetime(2199, 12, 31, 23, 59, 59)
    schedule = Schedule(EVERY_SECOND, tz=zone)
    for start in (datetime.min, datetime(1969, 12, 31, 23, 59, 59)):
        found = schedule.next_fire_time(start)
        assert found is not None
        assert found.replace(tzinfo=None) == first
        assert schedule.previous_fire_time(found) is None
    for end in (datetime.max, datetime(2200, 1, 1)):
        found = schedule.previous_fire_time(end)
        assert found is not None
        assert found.replace(tzinfo=None) == last
        assert schedule.next_fire_time(found) is None
    assert first in schedule
    assert last in schedule
    assert first - SECOND not in schedule
    assert last + SECOND not in schedule


# ---------------------------------------------------------------------------
# Sharing.


def test_threads_share_a_zone() -> None:
    """Windows are found once and kept; asking for the first time from many threads is safe."""
    names = HARD_ZONES[:6]
    texts = ["0 30 2 * * ?", "0 0/30 * * * ?", "0 0 0 L * ?"]
    starts_in = [datetime(year, 3, 1, tzinfo=UTC) for year in (1972, 1993, 2011, 2026, 2090)]

    def answers(zones: list[tzinfo]) -> list[Any]:
        return [
            [seen(fire) for fire in Schedule(text, tz=zone).fire_times(start, limit=4)]
            for zone in zones
            for text in texts
            for start in starts_in
        ]

    wanted = answers([zoneinfo.ZoneInfo(name) for name in names])
    # New objects, of which nothing is known yet.
    fresh: list[tzinfo] = [zoneinfo.ZoneInfo.no_cache(name) for name in names]
    results: list[list[Any]] = []
    ready = threading.Barrier(8)

    def work() -> None:
        ready.wait()
        results.append(answers(fresh))

    threads = [threading.Thread(target=work) for _ in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert len(results) == 8
    assert all(result == wanted for result in results)
