"""taskiq: the recipe of the page, its scheduler and a worker on Redis, and restarts."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from engines.recipes import held, notes, prepared, reported, restarted, steady
from engines.running import redis, running
from quartzcron import Schedule

#: The user's own module.
MYAPP = """
import time

async def poll_inbox():
    with open("notes", "a") as notes:
        notes.write(f"poll {time.time()}\\n")

async def send_report():
    with open("notes", "a") as notes:
        notes.write(f"report {time.time()}\\n")
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the recipe against taskiq."""
    with redis(folder) as url:
        prepared(folder, "taskiq_tasks.py", MYAPP, REDIS_URL=url)
        recipe = import_module("taskiq_tasks")
        yield from asked(recipe)
        yield sources(recipe)
        yield from scheduled(folder)


def listed(recipe: Any, source: Any, now: datetime) -> list[Any]:
    """Return what taskiq finds in the source at a moment."""
    with mock.patch.object(recipe, "datetime") as clock:
        clock.now.return_value = now
        found: list[Any] = asyncio.run(source.get_schedules())
    return found


def asked(recipe: Any) -> Iterator[str]:
    """Ask the source itself, and taskiq's own around changes of clock."""
    from taskiq.cli.scheduler.run import is_cron_task_now

    def first(schedule: Schedule, moment: datetime) -> datetime | None:
        source = recipe.Runs({recipe.send_report: schedule})
        source.asked = moment
        for day in range(40):
            if found := listed(recipe, source, moment + timedelta(days=day)):
                at: datetime | None = found[0].time
                return at
        return None

    report = recipe.source.schedules[recipe.send_report]
    yield held("taskiq", lambda moment: first(report, moment))
    thirty = Schedule("*/30 * * * *", tz="Europe/Paris")
    yield steady(lambda moment: first(thirty, moment))
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    every = [begin + timedelta(minutes=30 * n) for n in range(48 * 365)]
    half_past = [at for at in every if is_cron_task_now("30 2 * * *", at, "Europe/Paris")]
    assert (len(half_past), len({at.date() for at in half_past})) == (365, 364)
    assert not any(is_cron_task_now("0 9 LW * *", at) for at in every), "taskiq has learned W"


def sources(recipe: Any) -> str:
    """Let taskiq's own loop ask now and then while the clock is set: each run is sent once."""
    from taskiq.cli.scheduler.run import SchedulerLoop

    begin = datetime(2030, 1, 1, tzinfo=UTC)
    task = recipe.broker.register_task(lambda: None, "labelled", priority=3)
    source = recipe.Runs({task: Schedule("*/10 * * * * ?", tz="UTC")})
    source.asked = begin
    loop = SchedulerLoop(recipe.scheduler, event_loop=mock.Mock())
    sent: list[datetime] = []
    for minute in (1, 2, 3, 9, 10, 7, 8, 9, 11, 12):
        now = begin + timedelta(minutes=minute)
        found = listed(recipe, source, now)
        assert all(each.labels == {"priority": 3} for each in found)
        # What the loop does with a list that it was given, and a second later.
        loop._update_schedules_task_future_callback(mock.Mock(result=lambda: [(source, found)]))  # noqa: B023
        sent += [each.time for each in found if loop._is_schedule_ready_to_send(each, now)]
    assert sent == [begin + timedelta(seconds=10 * n) for n in range(1, 12 * 6 + 1)]
    return f"{len(sent)} runs, each once, while the clock is set"


def scheduled(folder: Path) -> Iterator[str]:
    """Run the scheduler beside a worker."""
    taskiq = str(Path(sys.executable).with_name("taskiq"))
    worker = (taskiq, "worker", "--workers", "1", "taskiq_tasks:broker")

    scheduler = (taskiq, "scheduler", "taskiq_tasks:scheduler")

    def polls() -> list[int]:
        return [int(at) // 2 for [at] in notes(folder, "poll")]

    with running(worker, folder):
        yield restarted(folder, scheduler, polls)
    yield reported(folder, worker, scheduler)
