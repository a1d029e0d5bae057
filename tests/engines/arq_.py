"""arq: the recipe of the page, two workers on Redis, and restarts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from engines.recipes import held, notes, prepared, reported, restarted, steady
from engines.running import module, redis, running, wait_until
from quartzcron import Schedule

#: The user's own module: the name of a job tells for when it was meant.
MYAPP = """
import time
async def poll_inbox(ctx):
    with open("notes", "a") as notes:
        notes.write(f"poll {ctx['job_id'].rpartition(':')[2]}\\n")

async def send_report(ctx):
    with open("notes", "a") as notes:
        notes.write(f"report {time.time()}\\n")
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the recipe against arq."""
    with redis(folder) as url:
        prepared(folder, "arq_worker.py", MYAPP, REDIS_URL=url)
        yield from asked(import_module("arq_worker"))
        yield from worked(folder)


def asked(recipe: Any) -> Iterator[str]:
    """Ask the jobs themselves, and arq's own around a change of clock."""
    from arq.cron import next_cron

    def asking(job: Any, moment: datetime) -> datetime | None:
        job.calculate_next(moment)
        found: datetime | None = job.next_run
        return found

    [report, poll] = recipe.WorkerSettings.cron_jobs
    yield held("arq", lambda moment: asking(report, moment))
    job = recipe.on(Schedule("*/30 * * * *", tz="Europe/Paris"), poll.coroutine, name="thirty")
    assert (job.name, job.unique) == ("thirty", True)
    yield steady(lambda moment: asking(job, moment))
    over = recipe.on(Schedule("* * * * *", "UTC", end=datetime(2020, 1, 1)), poll.coroutine)
    assert asking(over, datetime.now(UTC)) == recipe.NEVER
    half_past = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    own = next_cron(half_past, minute={0, 30}).astimezone(UTC) - half_past.astimezone(UTC)
    assert own > timedelta(minutes=89), "arq has learned of clocks: the page says that it has not"


def worked(folder: Path) -> Iterator[str]:
    """Run a worker, with restarts, and then two at once."""
    command = module("arq", "arq_worker.WorkerSettings")

    def polls() -> list[int]:
        return [int(at) // 2000 for [at] in notes(folder, "poll")]

    yield restarted(folder, command, polls, left=1)
    yield reported(folder, command)
    before = len(polls())
    with running(command, folder), running(command, folder) as other:
        wait_until(lambda: len(polls()) >= before + 4, other, folder)
    assert len(set(polls())) == len(polls()), polls()
    yield f"{len(polls()) - before} runs with two workers, none twice"
