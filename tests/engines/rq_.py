"""rq: the recipe of the page, its scheduler and a worker on Redis, and a restart."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from engines.recipes import held, notes, prepared, reported, restarted, steady
from engines.running import redis, running
from quartzcron import Schedule

#: The user's own module: each task notes when it was put into the queue, and when it runs.
MYAPP = """
import time
from rq import get_current_job

def poll_inbox():
    with open("notes", "a") as notes:
        notes.write(f"poll {get_current_job().enqueued_at.timestamp()} {time.time()}\\n")

def send_report():
    with open("notes", "a") as notes:
        notes.write(f"report {time.time()}\\n")
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the recipe against rq."""
    with redis(folder) as url:
        prepared(folder, "rq_cron.py", MYAPP, REDIS_URL=url)
        yield from asked(after_an_outage())
        yield from scheduled(folder, url)


def after_an_outage() -> Any:
    """Load the recipe where Redis remembers a poll of ten seconds ago: it is due at once."""
    from redis import Redis
    from rq.cron import get_cron_job_history_key

    history = get_cron_job_history_key("myapp.poll_inbox")
    with Redis.from_url(os.environ["REDIS_URL"]) as connection:
        connection.zadd(history, {"job": datetime.now(UTC).timestamp() - 10})
        recipe = import_module("rq_cron")
        connection.delete(history)
    assert [job.should_run() for job in recipe.scheduler.get_jobs()] == [False, True]
    return recipe


def asked(recipe: Any) -> Iterator[str]:
    """Ask the jobs themselves, and see what rq does to the same text."""
    from rq.cron import CronJob, CronScheduler

    report, poll = recipe.scheduler.get_jobs()

    def asking(job: Any, moment: datetime) -> datetime | None:
        job.set_enqueue_time(moment)
        found: datetime | None = job.next_enqueue_time
        return found

    yield held("rq", lambda moment: asking(report, moment))
    thirty = recipe.ScheduledJob("default", poll.func, Schedule("*/30 * * * *", "Europe/Paris"))
    yield steady(lambda moment: asking(thirty, moment))
    try:
        CronJob("default", poll.func, cron="0 9 LW * *")
    except ValueError:
        pass
    else:
        raise AssertionError("rq has learned W: the page says that it has not")
    over = recipe.ScheduledJob(
        "default", poll.func, Schedule("* * * * *", "UTC", end=datetime(2020, 1, 1))
    )
    assert not over.should_run()
    recipe.scheduler.get_jobs().append(over)
    assert recipe.scheduler.calculate_sleep_interval() <= 2
    recipe.scheduler.get_jobs().remove(over)
    resumed(recipe)
    # What rq shows of the scheduler: it reads the jobs back from Redis.
    recipe.scheduler.log.setLevel("WARNING")
    recipe.scheduler.register_birth()
    [shown] = CronScheduler.all(recipe.scheduler.connection)
    assert [job.next_enqueue_time for job in shown.get_jobs()] == [
        job.next_enqueue_time for job in recipe.scheduler.get_jobs()
    ]
    recipe.scheduler.register_death()


def resumed(recipe: Any) -> None:
    """Let a job go on from a run of ten seconds ago: it is due where it missed one, and once."""
    connection, now = recipe.scheduler.connection, datetime.now(UTC)
    for text, due in (("* * * * * ?", True), ("0 9 LW * *", False)):
        job = recipe.ScheduledJob("default", print, Schedule(text, tz="UTC"), name=text)
        job.resume(connection)
        assert job.latest_enqueue_time is None
        connection.zadd(job.job_history_key, {"job": now.timestamp() - 10})
        job.resume(connection)
        assert job.should_run() is due
        job.set_enqueue_time(now + timedelta(minutes=1))
        assert not job.should_run()


def scheduled(folder: Path, url: str) -> Iterator[str]:
    """Run the scheduler beside a worker."""
    rq = Path(sys.executable).with_name("rq")
    worker = (str(rq), "worker", "--url", url, "--worker-class", "rq.worker.SimpleWorker")

    scheduler = (sys.executable, "rq_cron.py")

    def polls() -> list[int]:
        """Return when each task was put into the queue, in steps of two seconds."""
        return [int(at) // 2 for at, _ in notes(folder, "poll")]

    with running(worker, folder):
        yield restarted(folder, scheduler, polls)
    yield reported(folder, worker, scheduler)
