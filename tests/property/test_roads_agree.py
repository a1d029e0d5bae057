"""Every kind of moment into every kind of schedule: both kernels say the same, errors included.

The compiled kernel has a road of its own for each of them (a naive moment, one of the schedule's
zone, one of another, of a fixed offset, with bounds and without); the pure kernel has one, with
`clock.limits` in front and behind. That one is the definition.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
import pytz
from dateutil import tz as dateutil_tz
from hypothesis import given
from hypothesis import strategies as st
from twins import Compiled, Pure, random_case, shown, twins

from quartzcron import CronExpression, DstPolicy, Schedule, Treatment, arrays
from quartzcron.clock.limits import Limits
from quartzcron.dialects.policies import FIXED_WHEN

NAMES = [
    "America/New_York", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "Pacific/Apia",
    "Africa/Monrovia", "Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Tokyo", "UTC",
]  # fmt: skip


class Stamp(datetime):
    """A subclass of datetime."""


#: What a moment may be aware of; one object each, as most programs have it.
ZONES: list[tzinfo] = [
    *map(ZoneInfo, NAMES),
    ZoneInfo.no_cache("America/New_York"),
    UTC,
    timezone(timedelta(0), "zero"),
    timezone(timedelta(hours=5, minutes=30)),
    timezone(timedelta(hours=-7, minutes=-13, seconds=-7)),
    timezone(timedelta(hours=2, microseconds=1)),
    timezone(-timedelta(hours=23, minutes=59)),
]

#: Those that only Python understands.
STRANGE: list[tzinfo | None] = [
    dateutil_tz.gettz("America/New_York"),
    dateutil_tz.UTC,
    dateutil_tz.tzoffset("X", 3600),
    pytz.timezone("America/New_York"),
    pytz.utc,
]


def any_zone(draw: random.Random) -> tzinfo | None:
    kind = draw.random()
    if kind < 0.2:
        return None
    return draw.choice(ZONES if kind < 0.92 else STRANGE)


def any_moment(draw: random.Random, near: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment of a zone: near another one, at an end of the horizon, or anywhere."""
    kind = draw.random()
    if kind < 0.8:
        moment = near.replace(tzinfo=None) + timedelta(
            days=draw.choice((-200, -2, -1, 0, 0, 0, 1, 2, 30)),
            seconds=draw.choice((0, 1, -1, 1800, 3600, draw.randrange(-90_000, 90_000))),
        )
    elif kind < 0.9:
        moment = draw.choice((datetime(1970, 1, 1), datetime(2200, 1, 1))) + timedelta(
            seconds=draw.choice((0, -1, 1, draw.randrange(-200_000, 200_000)))
        )
    else:
        moment = draw.choice(
            (datetime.min, datetime.max, datetime(1969, 6, 1), datetime(2200, 6, 1))
        )
    moment = moment.replace(
        microsecond=draw.choice((0, 0, 1, 500_000, 999_999)),
        tzinfo=zone,
        fold=draw.randrange(2),
    )
    if draw.random() < 0.05:
        return Stamp.combine(moment.date(), moment.timetz()).replace(fold=moment.fold)
    return moment


def any_limits(draw: random.Random, near: datetime) -> Limits:
    """Return limits as a schedule makes them."""
    limits = Limits(any_zone(draw))
    aware = draw.random() < 0.6
    bounds: list[datetime | None] = []
    for _ in range(2):
        zone = any_zone(draw)
        if zone is None and aware:
            zone = UTC
        bound = any_moment(draw, near, zone if aware else None)
        bounds.append(None if draw.random() < 0.4 else limits.moment(bound))
    return limits.replace(start=bounds[0], end=bounds[1])


def said(ask: Callable[[], object]) -> object:
    """Return an answer, or the error instead of one."""
    try:
        return ask()
    except (TypeError, ValueError, OverflowError) as error:
        return type(error), str(error)


def everything(
    kernel: Pure | Compiled, moment: datetime, end: datetime | None, reverse: bool, limit: int
) -> list[object]:
    """Return what a kernel says to all questions about a moment, and to one about a span."""

    def fires(start: datetime | None, end: datetime | None, **how: object) -> object:
        return said(lambda: [shown(each) for each in kernel.fire_times(start, end, **how)])  # type: ignore[arg-type]

    return [
        said(lambda: shown(kernel.next_fire_time(moment))),
        said(lambda: shown(kernel.next_fire_time(moment, inclusive=True))),
        said(lambda: shown(kernel.previous_fire_time(moment))),
        said(lambda: shown(kernel.previous_fire_time(moment, inclusive=True))),
        said(lambda: kernel.matches(moment)),
        said(lambda: moment in kernel),
        fires(moment, end, limit=limit),
        fires(end, moment, limit=limit, reverse=True),
        fires(None, moment, limit=limit, reverse=reverse),
        fires(moment, None, limit=limit, reverse=reverse),
        fires(None, None, limit=limit, reverse=reverse),
    ]


def differing(draw: random.Random) -> list[object]:
    """Return what the kernels say to random questions, where it is not the same."""
    expression, policy, _, near = random_case(draw, NAMES)
    limits = None if draw.random() < 0.2 else any_limits(draw, near)
    pure, compiled = twins(expression, policy, limits)
    found: list[object] = []
    # More than one: a kernel keeps something of the zones that it has been asked in.
    for _ in range(4):
        moment = any_moment(draw, near, any_zone(draw))
        end = any_moment(draw, near, any_zone(draw)) if draw.random() < 0.8 else None
        how = draw.random() < 0.5, draw.randrange(5)
        one, other = everything(pure, moment, end, *how), everything(compiled, moment, end, *how)
        if one != other:
            found.append((expression, policy, limits, moment, moment.fold, end, how, one, other))
    return found


@given(st.randoms(use_true_random=False))
def test_all_moments_in_all_limits(draw: random.Random) -> None:
    assert not differing(draw)


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
def test_schedules_that_a_policy_treats_apart_never_share_a_plan(kind: str) -> None:
    policy = DstPolicy("MINE", kind, Treatment("shift", "first"), Treatment("skip", "last"))
    zone = ZoneInfo("America/New_York")
    for day in (datetime(2025, 3, 9), datetime(2025, 11, 2)):
        moment = day.replace(tzinfo=zone)
        fleet = [Schedule(CronExpression(text), zone, policy) for text in NATURES]
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
