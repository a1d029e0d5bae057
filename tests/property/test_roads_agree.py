"""Every kind of moment into every kind of schedule: both kernels say the same, errors included.

The compiled kernel has a road of its own for each of them (a naive moment, one of the schedule's
zone, one of another, of a fixed offset, with bounds and without); the pure kernel has one, with
`clock.limits` in front and behind. That one is the definition.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from roads import NAMES, any_moment, any_zone, differing, said
from twins import Compiled, Pure, housed_twins, random_case, shown, twins

from quartzcron import CronExpression, DstPolicy, Schedule, Treatment, arrays
from quartzcron.dialects.policies import FIXED_WHEN


@given(st.randoms(use_true_random=False))
def test_all_moments_in_all_limits(draw: random.Random) -> None:
    assert not differing(draw)


@given(st.randoms(use_true_random=False))
def test_bounds_as_a_user_gives_them(draw: random.Random) -> None:
    expression, policy, _, near = random_case(draw, NAMES)
    home, zones = any_zone(draw), [any_zone(draw), any_zone(draw)]
    start, end = (None if draw.random() < 0.2 else any_moment(draw, near, zone) for zone in zones)

    def kept(make: Callable[[], Pure] | Callable[[], Compiled]) -> object:
        made = make()
        aware = any(zone is not None for zone in (home, *zones))
        asked = near.replace(tzinfo=UTC if aware else None)
        return (
            *(made._tz, made._limits, shown(made._start), shown(made._end)),
            said(lambda: shown(made.next_fire_time(asked))),
            said(lambda: shown(made.previous_fire_time(asked))),
        )

    one, other = housed_twins(expression, policy, home, start, end)
    assert said(lambda: kept(one)) == said(lambda: kept(other))


def test_every_day_of_the_horizon_is_read_off_its_seconds() -> None:
    """Whole: days to fields and back is arithmetic that is easily wrong for one day in a century."""
    india, hourly = timezone(timedelta(hours=5, minutes=30)), CronExpression("0 0 * * * ?")
    schedule = Schedule(hourly, tz=india, start=datetime(1970, 1, 1, 6), end=datetime(2200, 1, 1))
    moment, half = datetime(1970, 1, 1, 0, 30, tzinfo=UTC), timedelta(minutes=30)
    while moment.year < 2200:
        assert schedule.previous_fire_time(moment, inclusive=True) == moment
        assert schedule.next_fire_time(moment - half) == moment
        moment += timedelta(days=1)


NATURES = [
    f"{seconds} {minutes} {hours} * * ?"
    for seconds in ("0", "0,30", "0,1")
    for minutes in ("30", "0,30", "30-31", "*", "*/30")
    for hours in ("1", "2", "1-2", "*", "0,2")
]


@pytest.mark.parametrize("kind", FIXED_WHEN)
def test_schedules_that_a_policy_treats_apart_never_share_a_plan(kind: Any) -> None:
    policy = DstPolicy("MINE", kind, Treatment("shift", "first"), Treatment("skip", "last"))
    zone = ZoneInfo("America/New_York")
    for day in (datetime(2025, 3, 9), datetime(2025, 11, 2)):
        moment = day.replace(tzinfo=zone)
        fleet = [Schedule(CronExpression(text), zone, dst=policy) for text in NATURES]
        together = arrays.next_fire_times(fleet, moment + timedelta(hours=1)).tolist()
        for text, schedule, found in zip(NATURES, fleet, together, strict=True):
            pure, compiled = twins(CronExpression(text), policy)
            end = moment + timedelta(hours=5)
            expected = list(pure.fire_times(moment, end))
            assert list(compiled.fire_times(moment, end)) == expected, text
            assert list(schedule.fire_times(moment, end)) == expected, text
            first = pure.next_fire_time(moment + timedelta(hours=1))
            assert first is not None
            assert found == first.astimezone(UTC).replace(tzinfo=None), text
