"""The loop of the page on asyncio, under a clock that is set while it waits.

The code is that of the page. The runs are known beforehand, by arithmetic, and so is what the
clock shows second by second; the loop is told neither.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from engines.recipes import definitions
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CatchUp, Schedule

BEGIN = datetime(2026, 3, 28, 20, tzinfo=UTC)

#: The longest nap of the loop, in seconds: so late it may notice that the clock was set.
NAP = 60


def names_of_the_page() -> dict[str, Any]:
    """Return what the page defines: the code behind its prompts, without what it runs."""
    found: dict[str, Any] = {}
    exec(definitions("waiting"), found)
    return found


RUN_FOREVER = names_of_the_page()["run_forever"]


class Ran(NamedTuple):
    """A run that the loop started, and the true second at which it did."""

    run: datetime
    at: int


class SteppedClock:
    """A clock that somebody sets: true seconds since the beginning, and by how much it is off."""

    def __init__(self, steps: dict[int, int]) -> None:
        self.steps, self.true, self.ran = steps, 0, list[Ran]()

    def shown(self, true: int) -> datetime:
        """Return what the clock shows at a true second."""
        off = sum(by for at, by in self.steps.items() if at <= true)
        return BEGIN + timedelta(seconds=true + off)

    def now(self) -> datetime:
        return self.shown(self.true)

    async def sleep(self, seconds: float) -> None:
        # Runs lie on whole seconds, and so do steps.
        assert seconds == int(seconds)
        assert 0 < seconds <= NAP
        self.true += int(seconds)

    async def job(self, run: datetime) -> None:
        self.ran.append(Ran(run.astimezone(UTC), self.true))


def looped(schedule: Schedule, rule: CatchUp, steps: dict[int, int]) -> SteppedClock:
    """Run the loop of the page to the end of a schedule."""
    clock = SteppedClock(steps)
    asyncio.run(RUN_FOREVER(schedule, clock.job, BEGIN, rule, clock.now, clock.sleep))
    return clock


def paris(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Europe/Paris"))


END = BEGIN + timedelta(hours=14)
#: A schedule and its runs after the beginning and before the end: in the night between them Paris
#: has no hour from two to three.
SCHEDULES: list[tuple[Schedule, list[datetime]]] = [
    (
        Schedule("*/20 * * * *", tz="UTC", end=END),
        [BEGIN + timedelta(minutes=20 * n) for n in range(1, 14 * 3)],
    ),
    (
        Schedule("30 1,4 * * *", tz="Europe/Paris", end=END),
        [paris(date(2026, 3, 29), hour, 30).astimezone(UTC) for hour in (1, 4)],
    ),
]

#: At which true second the clock is set, and by how many seconds.
STEPS = st.dictionaries(
    st.integers(1, 14 * 3600),
    st.one_of(st.integers(-7200, 7200), st.sampled_from([-3600, 3600, -1, 1])),
    max_size=6,
)


def passed(clock: SteppedClock, runs: Sequence[datetime]) -> dict[datetime, int]:
    """Return the true second at which the clock first shows each run, or a later time."""
    found: dict[datetime, int] = {}
    waiting = list(runs)
    true = 0
    while waiting:
        # Between two steps the clock ticks, so that the second is known.
        while waiting and clock.shown(true) >= waiting[0]:
            found[waiting.pop(0)] = true
        if waiting:
            ahead = int((waiting[0] - clock.shown(true)).total_seconds())
            next_step = min((at for at in clock.steps if at > true), default=true + ahead)
            true = min(true + ahead, next_step)
    return found


@pytest.mark.parametrize(("schedule", "runs"), SCHEDULES)
@given(steps=STEPS)
def test_each_run_comes_once_and_in_order_if_all_are_made_up_for(
    schedule: Schedule, runs: list[datetime], steps: dict[int, int]
) -> None:
    clock = looped(schedule, CatchUp("all"), steps)
    assert [each.run for each in clock.ran] == runs
    first = passed(clock, runs)
    for run, at in clock.ran:
        # On time to the second, unless the clock was set while the loop took its nap.
        stepped = any(at - NAP < step <= at for step in steps)
        assert first[run] <= at <= first[run] + (NAP if stepped else 0)


@pytest.mark.parametrize(("schedule", "runs"), SCHEDULES)
@given(steps=STEPS)
def test_the_latest_run_stands_for_those_that_were_jumped_over(
    schedule: Schedule, runs: list[datetime], steps: dict[int, int]
) -> None:
    clock = looped(schedule, CatchUp(), steps)
    ran = {each.run: each.at for each in clock.ran}
    assert list(ran) == [each.run for each in clock.ran] == sorted(set(runs) & set(ran))
    assert runs[-1] in ran
    first = passed(clock, runs)
    for run in runs:
        # It was run itself, or a later one that came with it was.
        stands = next(each for each in ran if each >= run)
        assert first[run] <= first[stands] <= ran[stands] <= first[run] + NAP


@pytest.mark.parametrize(("schedule", "runs"), SCHEDULES)
@given(steps=STEPS)
def test_what_was_jumped_over_is_dropped_if_it_is_too_old(
    schedule: Schedule, runs: list[datetime], steps: dict[int, int]
) -> None:
    grace = timedelta(seconds=NAP + 5)
    clock = looped(schedule, CatchUp(grace=grace), steps)
    ran = {each.run: each.at for each in clock.ran}
    assert list(ran) == [each.run for each in clock.ran] == sorted(set(runs) & set(ran))
    first = passed(clock, runs)
    for run, at in ran.items():
        assert timedelta(0) <= clock.shown(at) - run <= grace
    for run in set(runs) - set(ran):
        # Only what the clock was set over is left out.
        assert any(first[run] - NAP <= step <= first[run] + NAP for step in steps)


@pytest.mark.parametrize(
    ("rule", "hours"),
    [
        (CatchUp(), [10, 11, 14, 15, 16]),
        (CatchUp("all"), [10, 11, 12, 13, 14, 15, 16]),
        (CatchUp("all", at_most=2), [10, 11, 13, 14, 15, 16]),
        (CatchUp(grace=timedelta(minutes=2)), [10, 11, 15, 16]),
        (CatchUp("none"), []),
    ],
)
def test_the_rules_of_the_page_do_what_it_says(rule: CatchUp, hours: list[int]) -> None:
    clock_of_the_page = names_of_the_page()["FakeClock"]
    begin = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    at_half = begin.replace(hour=10).time(), begin.replace(hour=11).time()
    steps = zip(at_half, (-timedelta(hours=1), timedelta(hours=3)), strict=True)
    clock = clock_of_the_page(begin, dict(steps))
    ran: list[int] = []

    async def job(run: datetime) -> None:
        ran.append(run.hour)

    hourly = Schedule("0 * * * *", tz="UTC", end=datetime(2026, 1, 5, 17))
    asyncio.run(RUN_FOREVER(hourly, job, begin, rule, clock.now, clock.sleep))
    assert ran == hours
