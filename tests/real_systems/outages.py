"""What a system runs when it comes back after an outage, beside what our rule of its name says.

A system that catches up has `catches_up`, the rules that its settings stand for, and
`caught_up`, which asks it. Each is asked after outages of a minute to three weeks, in UTC and in
zones, many of them over a change of clock and many that end just as something is due.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from quartzcron import CatchUp, Schedule
from real_systems import Outage, Question, System, clocks
from real_systems.comparison import schedule_of

#: Few runs, so that a system which lists them is done in time.
TEXTS = (
    "*/10 * * * *",
    "*/10 * * * *",
    "0 * * * *",
    "30 2 * * *",
    "0 9 * * 1-5",
    "15 1,2,3 * * *",
    "0 0 1 * *",
)

LENGTHS = (60, 3_600, 86_400, 7 * 86_400, 20 * 86_400)


def outages(system: System, count: int, seed: int) -> Iterator[Outage]:
    """Return so many outages for each rule of a system."""
    draw = random.Random(f"{system.name} {seed}")
    first, last = (int(datetime(y, 1, 1, tzinfo=UTC).timestamp()) for y in (2025, 2027))
    for keep, grace in system.catches_up:
        for _ in range(count):
            zone = draw.choice((None, *clocks.ZONES))
            near = draw.randrange(first, last)
            if zone is not None and draw.random() < 0.5:
                near = draw.choice(clocks.changes(zone))
            length = draw.randrange(draw.choice(LENGTHS))
            last_run = near - draw.randrange(length + 1)
            now = last_run + length
            if draw.random() < 0.5:
                # Just as something is due, to the minute, and as late as is allowed or more.
                now = now // 600 * 600 + draw.choice((0, grace or 0, (grace or 0) + 1))
            text = system.clock_text(draw.choice(TEXTS))
            yield Outage(text, zone, last_run, max(now, last_run), keep, grace)


def ours(system: System, outage: Outage) -> list[int]:
    """Return what our rule says is run."""
    grace = None if outage.grace is None else timedelta(seconds=outage.grace)
    rule = CatchUp("all" if outage.keep == "all" else "latest", grace)
    last_run, now = (datetime.fromtimestamp(at, UTC) for at in (outage.last_run, outage.now))
    found = schedule_for(system, outage).caught_up(last_run, now, rule)
    return [int(run.timestamp()) for run in found.due]


def schedule_for(system: System, outage: Outage) -> Schedule:
    """Return the schedule that stands for the system's."""
    return schedule_of(system, Question(outage.text, outage.zone, (), 0))


def compared(system: System, outage: Outage) -> tuple[list[int], list[int]] | None:
    """Return our runs and the system's where these differ, or None."""
    mine, theirs = ours(system, outage), system.caught_up(outage)
    return None if mine == theirs else (mine, theirs)


def by_the_clock(system: System, outage: Outage) -> bool:
    """Tell whether a system has other runs here than we have, outage or not.

    Then its rule for changes of clock is what differs, which is looked at elsewhere. Some
    differ only where they are asked from within an hour that comes twice.
    """
    starts = outage.last_run - TWO_DAYS, outage.last_run
    return any(_has_other_runs(system, outage, start) for start in starts)


TWO_DAYS = 2 * 86_400


def _has_other_runs(system: System, outage: Outage, start: int) -> bool:
    """Tell whether a system has other runs than we have, from a start to after an outage."""
    end = outage.now + TWO_DAYS
    span = (datetime.fromtimestamp(at, UTC) for at in (start + 1, end))
    mine = [int(run.timestamp()) for run in schedule_for(system, outage).fire_times(*span)]
    theirs = system.answer(Question(outage.text, outage.zone, [start], 2 * len(mine) + 8)).runs[0]
    return mine != [run for run in theirs if run is not None and run < end]
