"""What packages that import croniter answer: run where they are installed, as a program.

With the argument `stand-in` the library's module is put in croniter's place before they are
imported; without one they get croniter itself. The answers are printed as JSON, those of a
package that is not installed left out. Their clocks are set by hand; nothing else of them is.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

TEXTS = (
    "*/5 * * * *",
    "0 * * * *",
    "30 2 * * *",
    "15 1,2 * * 0",
    "0 9 * * mon-fri",
    "0 0 l * *",
    "0 12 15w * *",
    "0 0 * * fri#2",
    "0 0 13 * 5",
    "*/10 8-17 1-7 */3 *",
    "0 0 29 2 *",
    "30 4 * * * 15",
    "@hourly",
    "@weekly",
)
WRONG = ("61 * * * *", "* * * *", "0 0 * * xyz", "0 0 1 13 0", "")

#: Around the changes of clock of Berlin and New York in 2025, and far from any.
MOMENTS = [
    datetime.fromisoformat(day).replace(tzinfo=UTC) + timedelta(minutes=31 * step, seconds=7 * step)
    for day in ("2025-03-08 20:00", "2025-03-29 20:00", "2025-10-25 20:00", "2025-11-01 20:00", "2026-06-01")
    for step in range(40)
]  # fmt: skip


def _clock(moment: datetime) -> Any:
    """Return the class datetime with a clock that stands."""

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return moment.astimezone(tz)

    return Standing


def rq() -> Iterator[object]:
    """`CronJob.get_next_enqueue_time`, in the local time of the machine."""
    from rq.cron import CronJob

    for name in ("Europe/Berlin", "America/New_York", "UTC"):
        os.environ["TZ"] = name
        time.tzset()
        for text in TEXTS:
            job = CronJob("queue", func_name="f", cron=text)
            for moment in MOMENTS:
                job.latest_enqueue_time = moment
                yield job.get_next_enqueue_time()


def saq() -> Iterator[object]:
    """`Worker.schedule`, which hands its queue a timestamp; texts are checked by the worker."""
    from saq import CronJob, worker

    scheduled: list[object] = []

    async def enqueue(_function: str, **values: object) -> None:
        scheduled.append(values["scheduled"])

    async def schedule(_lock: int) -> list[str]:
        return []

    async def run() -> None: ...

    run.__qualname__ = "run"
    queue = SimpleNamespace(enqueue=enqueue, schedule=schedule, is_connected=True)
    for name in ("Europe/Berlin", "America/New_York"):
        jobs = [CronJob(run, cron=text) for text in TEXTS]
        asked = SimpleNamespace(cron_jobs=jobs, cron_tz=ZoneInfo(name), queue=queue)
        for moment in MOMENTS:
            worker.datetime = _clock(moment)
            asyncio.run(worker.Worker.schedule(asked))
    yield from scheduled
    for text in WRONG:
        wrong = [CronJob(run, cron=text)]
        yield _refusal(partial(worker.Worker, queue, [], cron_jobs=wrong))


def procrastinate() -> Iterator[object]:
    """`PeriodicDeferrer`: what to defer now, what was missed since, and when to look again."""
    from procrastinate import periodic

    for text in TEXTS:
        registry = periodic.PeriodicRegistry()
        task = SimpleNamespace(name="f", configure=lambda **_values: None)
        registry.register_task(task, text, "", {})
        deferrer = periodic.PeriodicDeferrer(registry, max_delay=600)
        for moment in MOMENTS:
            at = moment.timestamp()
            yield [stamp for _, stamp in deferrer.get_previous_tasks(at)]
            yield deferrer.get_next_tick(at)
    for text in WRONG:
        job = periodic.PeriodicTask(SimpleNamespace(name="f"), text, "", {})
        yield _refusal(getattr, job, "croniter")


def pgqueuer() -> Iterator[object]:
    """`ScheduleExecutor.get_next`, and the register of schedules, which checks texts."""
    from pgqueuer.core import executors, sm

    async def run(_schedule: object) -> None: ...

    for text in (*TEXTS, *WRONG):
        scheduler = sm.SchedulerManager(queries=None)
        refused = _refusal(scheduler.schedule, "f", text)
        yield refused
        if refused is not None:
            continue
        scheduler.schedule("f", text)(run)
        [(key, executor)] = scheduler.registry.items()
        yield key.expression
        for moment in MOMENTS:
            executors.utc_now = partial(moment.astimezone, UTC)
            yield executor.get_next()


def airflow() -> Iterator[object]:
    """The two timetables that read cron, each run after the last one, three zones, six texts."""
    os.environ["AIRFLOW_HOME"] = os.path.join(sys.prefix, "home")
    from airflow.timetables.base import DataInterval, TimeRestriction
    from airflow.timetables.interval import CronDataIntervalTimetable
    from airflow.timetables.trigger import CronTriggerTimetable
    from pendulum import datetime as begin

    caught_up = TimeRestriction(earliest=None, latest=None, catchup=True)
    for text in (
        "30 2 * * *",
        "0 * * * *",
        "*/20 1-2 * * *",
        "0 9 * * mon-fri",
        "0 0 l * *",
        "@weekly",
    ):
        for zone in ("UTC", "America/New_York", "Europe/Berlin"):
            for kind in (CronTriggerTimetable, CronDataIntervalTimetable):
                timetable = kind(text, timezone=zone)
                timetable.validate()
                last = begin(2025, 3, 7)
                for _ in range(100):
                    info = timetable.next_dagrun_info(
                        last_automated_data_interval=DataInterval.exact(last),
                        restriction=caught_up,
                    )
                    last = info.data_interval.end
                    yield [info.run_after, info.data_interval.start, last]


def _refusal(ask: Callable[..., object], *arguments: object) -> str | None:
    """Return what a question is refused with, or None."""
    try:
        ask(*arguments)
    except Exception as refused:
        return f"{type(refused).__name__}: {refused}"
    return None


def main() -> None:
    """Ask every package, and print the answers and the seconds that they took."""
    if sys.argv[1:] == ["stand-in"]:
        from quartzcron.compat import croniter

        croniter.install()
    said = {}
    for ask in (rq, saq, procrastinate, pgqueuer, airflow):
        begin = time.perf_counter()
        try:
            answers = list(map(str, ask()))
        except ModuleNotFoundError as absent:
            if absent.name != ask.__name__:
                raise
            continue
        said[ask.__name__] = [answers, time.perf_counter() - begin]
    print(json.dumps([sys.modules["croniter"].croniter.__module__, said]))


if __name__ == "__main__":
    main()
