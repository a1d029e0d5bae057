"""One schedule under both kernels, and the questions that both must answer alike."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from quartzcron import CronExpression, DstPolicy
from quartzcron.calendar.matcher import Matcher
from quartzcron.clock.limits import Limits
from quartzcron.kernel import pure
from quartzcron.kernel.choice import PureKernel

try:
    from quartzcron.kernel._kernel import Kernel as CompiledKernel
    from quartzcron.kernel._kernel import housed as compiled_housed
except ImportError:  # there was no compiler
    CompiledKernel, compiled_housed = PureKernel, pure.housed  # type: ignore[misc]

#: Whether there are two kernels to compare.
ARE_TWO = CompiledKernel is not PureKernel


class _WithPolicy:
    """What both twins have beside a kernel."""

    __slots__ = ()
    _policy: DstPolicy
    expression: object
    _breadth = 1  # of sets of fire times: one is answered without timetables

    @property
    def dst_policy(self) -> DstPolicy:
        return self._policy


class Pure(_WithPolicy, PureKernel):
    """A pure kernel with a policy."""

    __slots__ = ("_policy", "_restriction", "expression")


class Compiled(_WithPolicy, CompiledKernel):
    """A compiled kernel with a policy."""

    __slots__ = ("_policy", "_restriction", "expression")


def twins(
    expression: CronExpression,
    policy: DstPolicy,
    limits: Limits | None = None,
    matcher: Matcher | None = None,
) -> tuple[Pure, Compiled]:
    """Return the same schedule under both kernels; with a matcher, that instead of its own."""
    made = Pure.__new__(Pure), Compiled.__new__(Compiled)
    for kernel in made:
        kernel._begin(matcher or expression._matcher, limits)
        kernel._policy = policy
    return made


def housed_twins(
    expression: CronExpression,
    policy: DstPolicy,
    tz: tzinfo | None,
    start: datetime | None,
    end: datetime | None,
    restriction: Any = None,
) -> tuple[Callable[[], Pure], Callable[[], Compiled]]:
    """Return what makes the same schedule under both kernels, of bounds as a user gives them."""

    plain = twins(expression, policy)
    return (
        lambda: pure.housed(Pure, plain[0], tz, policy, start, end, restriction),
        lambda: compiled_housed(Compiled, plain[1], tz, policy, start, end, restriction),
    )


def answers(kernel: Pure | Compiled, moment: datetime, end: datetime) -> list[object]:
    """Return what a kernel says about a moment, every way it can be asked."""
    return [
        shown(kernel.next_fire_time(moment)),
        shown(kernel.next_fire_time(moment, inclusive=True)),
        shown(kernel.previous_fire_time(moment)),
        shown(kernel.previous_fire_time(moment, inclusive=True)),
        kernel.matches(moment),
        moment in kernel,
        kernel.never_fires,
        [shown(fire) for fire in kernel.fire_times(moment, end, limit=5)],
        [shown(fire) for fire in kernel.fire_times(end, moment, limit=5, reverse=True)],
        [shown(fire) for fire in kernel.fire_times(moment, limit=3)],
        [shown(fire) for fire in kernel.fire_times(None, moment, limit=3, reverse=True)],
    ]


def shown(moment: datetime | None) -> object:
    """Return all that can be seen of an answer."""
    if moment is None:
        return None
    return type(moment), moment.replace(tzinfo=None), moment.fold, moment.tzinfo, moment.utcoffset()


TEXTS = (
    "* * * * * ?",
    "0 * * * * ?",
    "0 0/30 * * * ?",
    "0 30 9 ? * MON-FRI",
    "0 0 18 LW * ?",
    "0 30 12 ? * 6#3",
    "0 0 0 ? 2 2#5",
    "15,45 7/20 1-3 * * ?",
    "0 30 2 L-3W,29 * ? 1980/7",
    "0 0 0 30 2 ?",
    "59 59 23 31 12 ? 2199",
    "0 15,30 0-2 ? 3,4,10,11 SUN",
)


def random_case(
    draw: random.Random, zones: list[str]
) -> tuple[CronExpression, DstPolicy, tzinfo | None, datetime]:
    """Return a random expression, policy, zone and moment, many of them near changes of clock."""
    text = draw.choice(TEXTS)
    if draw.random() < 0.5:
        hours = draw.choice(("*", "2", "1,2", "0-3", f"{draw.randrange(24)}", "*/2"))
        minutes = draw.choice(("0", "*/15", f"{draw.randrange(60)}", "*"))
        days = draw.choice(("* * ?", "? * SUN", "L * ?", "1/3 * ?", "8-14 * ?", "? 3,10,11 *"))
        text = f"{draw.randrange(60)} {minutes} {hours} {days}"
    policy = draw.choice(list(_POLICIES))
    kind = draw.random()
    zone: tzinfo | None
    if kind < 0.1:
        zone = None
    elif kind < 0.2:
        zone = draw.choice((UTC, timezone(timedelta(hours=5, minutes=30))))
    else:
        zone = ZoneInfo(draw.choice(zones))
    seconds = draw.randrange(-400_000_000, 7_700_000_000)
    if draw.random() < 0.7:
        # A Sunday in the small hours of spring or autumn, when clocks change.
        year = draw.randrange(1970, 2038)
        day = datetime(year, draw.choice((3, 4, 9, 10, 11)), 1) + timedelta(draw.randrange(31))
        seconds = int((day - datetime(1970, 1, 1)).total_seconds()) + draw.randrange(-7200, 14400)
    moment = datetime(1970, 1, 1) + timedelta(seconds=seconds)
    moment = moment.replace(
        microsecond=draw.choice((0, 0, 1, 999_999)), tzinfo=zone, fold=draw.randrange(2)
    )
    return CronExpression(text), policy, zone, moment


_POLICIES = tuple(
    getattr(DstPolicy, name)
    for name in (
        "SAFE", "QUARTZ", "VIXIE", "CRONOS", "SPRING", "OCPS", "CRONER", "CRONITER", "APSCHEDULER",
        "AIRFLOW", "CELERY", "PREFECT", "DAGSTER", "TEMPORAL", "AZURE",
        "QUARTZNET",
    )
)  # fmt: skip
