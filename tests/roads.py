"""Every kind of moment, of limits and of days left out: what kernels are asked, and where they differ.

The kinds of moments: naive, of the zone of a schedule, of another one, of a fixed offset, of zones
that only Python understands, of subclasses; near each other, near the ends of the horizon, at those
of datetime.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytz
from dateutil import tz as dateutil_tz
from twins import Compiled, Pure, random_case, shown, twins

from quartzcron.calendar.dated import daily, dated, rolled_dates
from quartzcron.calendar.dates import ALL_DAYS, ROLLS, Dates, dates_in, number_of
from quartzcron.calendar.matcher import Matcher
from quartzcron.clock.limits import Limits

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


def on_some_days(draw: random.Random, matcher: Matcher, near: datetime) -> Matcher:
    """Return a matcher on some days only: a few around a moment, or most of all, rolled or not."""
    day = number_of(near.date())
    bits = 0
    for _ in range(draw.randint(1, 8)):
        bits |= (1 << draw.randint(1, 5)) - 1 << max(day + draw.randint(-40, 40), 0)
    if draw.random() < 0.5:
        bits = ~bits
    dates = Dates(bits & ALL_DAYS)
    if draw.random() < 0.5:
        return dated(matcher, dates)
    return dated(daily(matcher), rolled_dates(matcher, dates, draw.choice(ROLLS)))


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


#: Calls to each kernel that `differing` makes at most, iterations counted as one each.
CALLS = 4 * 11


def differing(draw: random.Random, names: list[str] = NAMES) -> list[object]:
    """Return what the kernels say to random questions, where it is not the same."""
    expression, policy, _, near = random_case(draw, names)
    limits = None if draw.random() < 0.2 else any_limits(draw, near)
    matcher = expression._matcher
    if limits is not None and draw.random() < 0.5:
        matcher = on_some_days(draw, matcher, near)
    pure, compiled = twins(expression, policy, limits, matcher)
    found: list[object] = []
    # More than one: a kernel keeps something of the zones that it has been asked in.
    for _ in range(4):
        moment = any_moment(draw, near, any_zone(draw))
        end = any_moment(draw, near, any_zone(draw)) if draw.random() < 0.8 else None
        how = draw.random() < 0.5, draw.randrange(5)
        one, other = everything(pure, moment, end, *how), everything(compiled, moment, end, *how)
        if one != other:
            dates = None if matcher.dates is None else [*dates_in(matcher.dates.bits)][:99]
            case = expression, policy, limits, dates, moment, moment.fold, end, how
            found.append((*case, one, other))
    return found
