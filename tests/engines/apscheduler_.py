"""APScheduler: jobs that it keeps in PostgreSQL, its process killed in the middle and started again.

The same jobs run on its own trigger beside ours. What it makes of runs that were missed is its own
business, and must be the same for both.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from engines import AbsentError, servers
from engines.running import running, wait_until
from quartzcron import Schedule

#: The scheduler. It notes what becomes of each run, and what it finds in the store.
PROGRAM = """
import json, sys, time
from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, EVENT_JOB_SUBMITTED
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

number, url, zone, hours = sys.argv[1:]
notes = open("notes", "a", buffering=1)

def note(kind, job, times):
    print(json.dumps([int(number), kind, job, [at.isoformat() for at in times]]), file=notes)

def heard(event):
    kind = {EVENT_JOB_SUBMITTED: "submitted", EVENT_JOB_EXECUTED: "ran", EVENT_JOB_MISSED: "missed"}
    times = getattr(event, "scheduled_run_times", None) or [event.scheduled_run_time]
    note(kind[event.code], event.job_id, times)

scheduler = BackgroundScheduler(timezone="UTC")
scheduler.add_jobstore("sqlalchemy", url=url)
scheduler.add_listener(heard, EVENT_JOB_SUBMITTED | EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
scheduler.start(paused=True)
each = {"max_instances": 100}
HOW = {
    "all": {"coalesce": False, "misfire_grace_time": None},
    "one": {"coalesce": True, "misfire_grace_time": None},
    "soon": {"coalesce": False, "misfire_grace_time": 1},
}
if number == "1":
    for name, rule in HOW.items():
        add = lambda *given, **named: scheduler.add_job("time:time", *given, **rule, **each, **named)
        add("quartz", id=f"{name} ours", cron="* * * * * ?", dialect="quartz")
        add(CronTrigger(second="*"), id=f"{name} theirs")
    scheduler.add_job("time:time", "quartz", id="zone", cron=f"*/2 * {hours} * * ?", dialect="quartz",
                      timezone=zone, **HOW["all"], **each)
for job in scheduler.get_jobs():
    note("found", job.id, [job.next_run_time])
    note(str(job.trigger), job.id, [])
scheduler.resume()
time.sleep(600)
"""

ZONE = "Asia/Kathmandu"  # a quarter of an hour off all others

#: Our trigger and APScheduler's.
WHOSE = ("ours", "theirs")

#: How many runs a process lives, and how many seconds nobody is there after it.
RUNS, OUTAGE = 4, 3

SECOND = timedelta(seconds=1)

Runs = list[datetime]

#: The next run of each job, as it lies in the store.
Kept = dict[str, datetime]

#: Finds what the n-th process has noted of some kind of a job.
Noted = Callable[[int, str, str], Runs]


def run(folder: Path) -> Iterable[str]:
    """Start PostgreSQL, kill the scheduler twice, and look at what ran."""
    try:
        import apscheduler
        import psycopg  # noqa: F401  (the job store asks for it by its name)
        import sqlalchemy
    except ModuleNotFoundError as error:
        wanted = 'pip install apscheduler sqlalchemy "psycopg[binary]"'
        raise AbsentError(f"{error.name} is not here: {wanted}") from None
    home = folder / "scheduler"
    home.mkdir()
    with servers.postgresql(folder) as port:
        url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        engine = sqlalchemy.create_engine(url)
        hours = hours_of_now()
        stored: list[Kept] = []
        ends: Runs = []
        for number in (1, 2, 3):
            time.sleep(OUTAGE if stored else 0)
            with scheduling(home, number, url, hours) as killed:
                wait_until(partial(has_run, home, number), killed, home)
                killed.kill()
                killed.wait()
            ends.append(datetime.now(UTC))
            stored.append(next_runs(engine))
        engine.dispose()
    notes = [json.loads(line) for line in (home / "notes").read_text("utf-8").splitlines()]
    yield f"APScheduler {apscheduler.version}, its jobs in PostgreSQL, killed three times"
    yield from held(notes, stored, ends, hours)


def hours_of_now() -> str:
    """Return this hour and the next one in the zone: read in another, nothing would run."""
    now = Schedule("0 * * * *", ZONE).previous_fire_time()
    assert now is not None
    return f"{now.hour},{(now.hour + 1) % 24}"


@contextmanager
def scheduling(home: Path, number: int, url: str, hours: str) -> Iterator[Any]:
    """Run the scheduler for the n-th time."""
    command = (sys.executable, "-c", PROGRAM, str(number), url, ZONE, hours)
    with running(command, home) as process:
        yield process


def has_run(home: Path, number: int) -> bool:
    """Tell whether the n-th process has done its share."""
    notes = home / "notes"
    ran = f'[{number}, "submitted", "one ours"'
    in_zone = f'[{number}, "submitted", "zone"'
    written = notes.read_text("utf-8") if notes.exists() else ""
    return written.count(ran) >= RUNS and written.count(in_zone) >= 2


def next_runs(engine: Any) -> dict[str, datetime]:
    """Return what the store says of each job: when it runs next."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, next_run_time FROM apscheduler_jobs").all()
    return {row.id: datetime.fromtimestamp(row.next_run_time, UTC) for row in rows}


# --- what must hold ---


def held(notes: list[Any], stored: list[Kept], ends: Runs, hours: str) -> Iterator[str]:
    """Hold what was noted, and what was in the store at the ends of the processes."""

    def times(number: int, kind: str, job: str) -> Runs:
        asked = (number, kind, job)
        found = [at for n, k, name, runs in notes if (n, k, name) == asked for at in runs]
        return [datetime.fromisoformat(each) for each in found]

    read_again(times, stored, ends)
    triggers = [{(k, name) for n, k, name, runs in notes if n == m and not runs} for m in (1, 2, 3)]
    assert triggers[0] == triggers[1] == triggers[2]
    assert ("quartz[* * * * * ?]", "all ours") in triggers[0]
    yield from every_second(times, stored)
    yield from in_the_zone(times, stored, hours)


def read_again(times: Noted, stored: list[Kept], ends: Runs) -> None:
    """Hold that the store has the run after the last one, and that the next process begins with it."""
    for number, kept, end in zip((2, 3), stored, ends, strict=False):
        for name, at in kept.items():
            assert times(number, "found", name) == [at]
            # (The store may know of a run that was not noted any more.)
            assert times(number - 1, "submitted", name)[-1] < at <= end + 2 * SECOND
            assert times(number, "submitted", name)[0] >= at


def every_second(times: Noted, stored: list[Kept]) -> Iterator[str]:
    """Hold that missed seconds end as those of APScheduler's own trigger, and that none is left out."""
    counts = {"all": 0, "one": 0, "soon": 0}
    for number, first in zip((2, 3), stored, strict=False):
        for name in counts:
            ours, theirs = (times(number, "submitted", f"{name} {who}") for who in WHOSE)
            # (One of the two may have been put off before the other was, when a process ended.)
            begin, end = max(first[f"{name} {who}"] for who in WHOSE), min(ours[-1], theirs[-1])
            mine, its = ([at for at in each if begin <= at <= end] for each in (ours, theirs))
            assert mine == its
        every, one, soon = (times(number, "submitted", f"{name} ours") for name in counts)
        assert every == in_step(every, first["all ours"])
        assert one[0] - first["one ours"] >= (OUTAGE - 1) * SECOND
        assert soon == in_step(soon, first["soon ours"])
        assert times(number, "missed", "all ours") == times(number, "missed", "one ours") == []
        missed = times(number, "missed", "soon ours")
        assert missed[: OUTAGE - 1] == soon[: OUTAGE - 1]
        for name, found in zip(counts, (every, one, missed), strict=True):
            counts[name] += len(found)
    yield (
        f"each second after two restarts: {counts['all']} runs with all that was missed,"
        f" {counts['one']} with one for it, {counts['soon']} too late for a grace of a second;"
        " as with its own trigger"
    )


def in_step(runs: Runs, first: datetime) -> Runs:
    """Return as many seconds as there are runs, from the first on."""
    return [first + n * SECOND for n in range(len(runs))]


def in_the_zone(times: Noted, stored: list[Kept], hours: str) -> Iterator[str]:
    """Hold that the job in a zone runs at the times of its schedule, and says them in its zone."""
    schedule = Schedule(f"*/2 * {hours} * * ?", ZONE, dialect="quartz")
    count = 0
    for number in (1, 2, 3):
        runs = times(number, "submitted", "zone")
        first = runs[0] if number == 1 else stored[number - 2]["zone"]
        assert runs == list(schedule.fire_times(first, limit=len(runs)))
        assert {at.utcoffset() for at in runs} == {timedelta(hours=5, minutes=45)}
        count += len(runs)
    yield f"in a zone: {count} runs at the times of their schedule"
