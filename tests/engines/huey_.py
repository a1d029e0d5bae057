"""Huey: the recipe of the page, a consumer on Redis, and restarts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from engines.recipes import held, looked, notes, prepared, reported, restarted, steady
from engines.running import redis, running, wait_until
from quartzcron import Schedule

#: The user's own module.
MYAPP = """
import time

def poll_inbox():
    with open("notes", "a") as notes:
        notes.write(f"poll {time.time()}\\n")

def send_report():
    with open("notes", "a") as notes:
        notes.write(f"report {time.time()}\\n")
"""

#: What the page says of Huey's own: a task of each minute, which a restart runs again.
OWN = """
import os, time
from huey import RedisHuey, crontab

huey = RedisHuey("own", url=os.environ["REDIS_URL"])

@huey.periodic_task(crontab(minute="*"))
def own():
    with open("notes", "a") as notes:
        notes.write(f"own {time.time()}\\n")
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the recipe against Huey."""
    (folder / "own.py").write_text(OWN, "utf-8")
    with redis(folder) as url:
        prepared(folder, "huey_tasks.py", MYAPP, REDIS_URL=url)
        recipe = import_module("huey_tasks")
        yield from asked(recipe)
        yield from consumed(recipe, folder)


def asked(recipe: Any) -> Iterator[str]:
    """Ask the functions themselves as Huey does, and Huey's own for the last working day."""
    from huey import crontab

    report = recipe.on(Schedule("0 9 LW * *", tz="Europe/Paris"), "asked")
    yield held("Huey", lambda moment: first_true(report, moment, timedelta(hours=1)))
    thirty = recipe.on(Schedule("*/30 * * * *", tz="Europe/Paris"), "thirty")
    yield steady(lambda moment: first_true(thirty, moment, timedelta(minutes=1)))
    hourly = recipe.on(Schedule("0 * * * *", tz="UTC"), "hourly")
    yield looked(hourly, datetime(2030, 1, 1))
    try:
        crontab(minute="0", hour="9", day="LW")
    except ValueError:
        pass
    else:
        raise AssertionError("Huey has learned W: the page says that it has not")
    dropped = crontab(minute="0", hour="9", day="1,LW")
    assert [day for day in range(1, 31) if dropped(datetime(2026, 9, day, 9))] == [1]


def first_true(due: Callable[[datetime], bool], after: datetime, step: timedelta) -> datetime:
    """Return the first moment after another at which Huey would run a task, asked at every step."""
    moment = after.replace(tzinfo=None)
    due(moment)
    while True:
        moment += step
        if due(moment):
            return moment.replace(tzinfo=UTC)


def consumed(recipe: Any, folder: Path) -> Iterator[str]:
    """Run a consumer, with restarts; and one of Huey's own."""
    consumer = Path(sys.executable).with_name("huey_consumer")

    def polls() -> list[int]:
        return [int(at) // 2 for [at] in notes(folder, "poll")]

    command = (str(consumer), "huey_tasks.huey")
    yield restarted(folder, command, polls)
    # The real time, at which it was asked last, is months before that of the report.
    recipe.huey.flush()
    yield reported(folder, command)
    for count in (1, 2):
        with running((str(consumer), "own.huey"), folder) as process:
            wait_until(lambda: len(notes(folder, "own")) == count, process, folder)  # noqa: B023
    [[first], [second]] = notes(folder, "own")
    assert second - first < 60, "Huey has learned of restarts: the page says that it has not"
