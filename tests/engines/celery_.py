"""Celery: its beat and a worker on Redis, a text that changes, an outage; and RedBeat."""

from __future__ import annotations

import json
import pickle
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from engines.examples import run_examples
from engines.running import module, redis, running, wait_until
from quartzcron import CatchUp, CronExpression, Schedule

#: The app: one task that notes when it was sent and when it ran, on schedules from a file.
PROJECT = """
import json, os, time
from datetime import datetime, timezone
from celery import Celery
from celery.signals import before_task_publish
from quartzcron import Schedule
from quartzcron.integrations.celery import cron

app = Celery("project", broker=os.environ["BROKER"])
app.conf.update(timezone="Europe/Paris", beat_max_loop_interval=1, redbeat_redis_url=os.environ["BROKER"],
                broker_connection_retry_on_startup=True)
if os.environ.get("REDBEAT"):
    from quartzcron.integrations import redbeat
    redbeat.install()

@before_task_publish.connect
def sent(body=None, **_):
    write("sent", body[0][0])

@app.task(name="note")
def note(name):
    write("ran", name)

def write(what, name):
    with open("notes", "a") as notes:
        notes.write(f"{what} {name} {time.time()}\\n")

over = Schedule("* * * * * ?", "UTC", end=datetime(2020, 1, 1))
texts = json.load(open("texts.json"))
app.conf.beat_schedule = {
    # What never runs again stands first, and must not be in the way of the others.
    "a": {"task": "note", "schedule": cron(over), "args": ["over"]},
    **{
        name: {"task": "note", "schedule": cron(text, tz=zone), "args": [name]}
        for name, (text, zone) in texts.items()
    },
}
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the schedule against Celery and RedBeat."""
    yield examples()
    yield from laws()
    with redis(folder) as url:
        yield from beat_and_worker(folder / "beat", url)
        yield from redbeat(folder / "redbeat", url)


def examples() -> str:
    """Run what the modules and their page show."""
    from quartzcron.integrations import celery, redbeat

    return run_examples(celery, redbeat, "celery.md")


# --- the schedule by itself ---------------------------------------------------------


def laws() -> Iterator[str]:
    """Ask it around changes of clock what the schedule itself knows."""
    from celery import Celery

    from quartzcron.integrations.celery import cron

    app, drawn, questions = Celery("laws"), random.Random(16), 0
    app.conf.timezone = "America/New_York"
    texts = ("*/20 * * * *", "30 2 * * *", "0 0 9 ? * 6L", "0 0 0 29 2 ?", "15 10 1 * *")
    for _ in range(2000):
        text, zone = drawn.choice(texts), drawn.choice([None, "Asia/Tokyo", "Australia/Lord_Howe"])
        now = datetime(2026, 3, 8, tzinfo=UTC) + timedelta(seconds=drawn.randrange(300 * 86_400))
        last = now - timedelta(seconds=drawn.randrange(1, 40 * 86_400))
        deadline = drawn.choice([None, 0, 3_600])
        app.conf.beat_cron_starting_deadline = deadline
        asked = cron(
            text, zone, nowfun=partial(datetime.fromtimestamp, now.timestamp(), UTC), app=app
        )
        truth = Schedule(text, zone or "America/New_York")
        missed = list(truth.fire_times(last, now + timedelta(microseconds=1)))
        missed = [at for at in missed if last < at.astimezone(UTC) <= now]
        in_time = deadline is None or (
            missed and now - missed[-1].astimezone(UTC) <= timedelta(seconds=deadline)
        )
        following = truth.next_fire_time(now)
        assert following is not None
        rest = (following.astimezone(UTC) - now).total_seconds()
        found = asked.is_due(last)
        assert (found.is_due, found.next) == (bool(missed) and bool(in_time), rest), (
            text,
            zone,
            now,
        )
        first = truth.next_fire_time(last)
        assert first is not None
        assert asked.remaining_estimate(last) == first.astimezone(UTC) - now
        questions += 1
    over = cron(Schedule("0 9 * * *", "UTC", end=datetime(2020, 1, 1)), app=app)
    assert over.is_due(datetime.now(UTC)) == (False, 86_400)
    assert over.remaining_estimate(datetime.now(UTC)) is None
    values(cron, app)
    yield f"{questions} questions about what is due"


def values(cron: Any, app: Any) -> None:
    """Compare, pickle and show schedules, and refuse what is none."""
    made = cron("0 0 9 ? * 6L", tz="Europe/Paris", app=app)
    assert repr(made) == "<cron: 0 0 9 ? * 6L (Europe/Paris)>"
    assert repr(cron("0 9 * * *")) == "<cron: 0 9 * * *>"
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert hash(again) == hash(made)
    assert again._app is None
    # The same runs in another text are another entry: who reads it looks at the text.
    assert made != cron("0 0 9 ? * FRIL", tz="Europe/Paris")
    assert made != cron("0 0 9 ? * 6L", tz="Europe/Berlin")
    assert made != "0 0 9 ? * 6L"
    both = CronExpression("0 9 * * *") & CronExpression("* * 13 * *")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    asked = cron(both, nowfun=lambda: now, app=app)
    assert asked.is_due(now).next == (datetime(2026, 1, 13, 14, tzinfo=UTC) - now).total_seconds()
    for wrong, error in (
        (("0 25 * * *",), ValueError),
        ((both, "UTC"), TypeError),
        ((5,), TypeError),
    ):
        try:
            cron(*wrong)
        except error:
            continue
        raise AssertionError(f"cron{wrong} was taken")


# --- beat ----------------------------------------------------------------------------


def notes(folder: Path, what: str, name: str) -> list[float]:
    """Return when something was noted of a task."""
    if not (folder / "notes").exists():
        return []
    lines = [line.split() for line in (folder / "notes").read_text("utf-8").splitlines()]
    return [float(at) for kind, who, at in lines if (kind, who) == (what, name)]


def project(folder: Path, **texts: tuple[str, str | None]) -> None:
    """Write the app, and the schedules of its tasks."""
    folder.mkdir(exist_ok=True)
    (folder / "project.py").write_text(PROJECT, "utf-8")
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")


@contextmanager
def beating(folder: Path, count: int, **variables: str) -> Iterator[None]:
    """Run beat until the task of every second second was sent so many times more; then the block."""
    before = len(notes(folder, "sent", "twos"))
    scheduler = ("-S", "redbeat.RedBeatScheduler") if "REDBEAT" in variables else ()
    command = module("celery", "-A", "project", "beat", *scheduler)
    with running(command, folder, **variables) as beat:
        wait_until(lambda: len(notes(folder, "sent", "twos")) >= before + count, beat, folder)
        yield


def in_step(times: list[float], step: int, first: int) -> None:
    """Hold that something was sent once in each so many seconds, from the right second on."""
    places = [(int(at) - first) // step for at in times]
    assert places == list(range(places[0], places[0] + len(places))), times


def beat_and_worker(folder: Path, url: str) -> Iterator[str]:
    """Run beat and a worker, change a text while beat is down, and start it again."""
    project(folder, twos=("*/2 * * * * ?", None), threes=("0/3 * * * * ?", "Asia/Tokyo"))
    worker = module("celery", "-A", "project", "worker", "--pool", "solo", "--loglevel", "warning")
    with running(worker, folder, BROKER=url) as working:
        with beating(folder, 4, BROKER=url):
            pass
        first = notes(folder, "sent", "twos")
        # (The first may be one that beat makes up for, when it is made between two seconds.)
        in_step(first[1:], 2, 0)
        in_step(notes(folder, "sent", "threes")[1:], 3, 0)
        late = max(at % 2 for at in first[1:])
        # Now in odd seconds, after some runs were missed.
        project(folder, twos=("1/2 * * * * ?", None), threes=("0/3 * * * * ?", "Asia/Tokyo"))
        time.sleep(5)
        with beating(folder, 5, BROKER=url):
            pass
        second = notes(folder, "sent", "twos")[len(first) :]
        # One for all that were missed, at once; then in step.
        assert second[0] - first[-1] > 4
        in_step(second[1:], 2, 1)
        sent = len(first) + len(second)
        wait_until(lambda: len(notes(folder, "ran", "twos")) >= sent, working, folder)
    assert notes(folder, "sent", "over") == []
    assert len(notes(folder, "ran", "twos")) == sent
    yield f"beat and worker: {sent} runs, one for those of an outage; at most {late * 1000:.0f} ms late"


def redbeat(folder: Path, url: str) -> Iterator[str]:
    """Run beat with its entries in Redis."""
    import redis as client

    project(folder, twos=("*/2 * * * * ?", "Asia/Tokyo"))
    with beating(folder, 4, BROKER=url, REDBEAT="1"):
        stored = client.Redis.from_url(url).hget("redbeat:twos", "definition")
    assert isinstance(stored, bytes)
    schedule = json.loads(stored)["schedule"]["schedule"]
    assert schedule == Schedule("*/2 * * * * ?", "Asia/Tokyo").as_dict()
    in_step(notes(folder, "sent", "twos")[1:], 2, 0)
    assert notes(folder, "sent", "over") == []
    codec()
    yield "RedBeat: the schedule as JSON in Redis, run by it"


def codec() -> None:
    """Write and read schedules, and what RedBeat has written before."""
    from celery.schedules import crontab
    from redbeat import schedulers

    from quartzcron.integrations import redbeat
    from quartzcron.integrations.celery import cron

    redbeat.install()
    sets = CronExpression("0 9 * * *") | Schedule("0 10 * * *", end=datetime(2030, 1, 1))
    for value in (
        cron("0 0 9 ? * 6L"),
        cron(sets),
        crontab(minute="5"),
        datetime(2026, 1, 1, tzinfo=UTC),
    ):
        text = json.dumps({"schedule": value}, cls=schedulers.RedBeatJSONEncoder)
        assert json.loads(text, cls=schedulers.RedBeatJSONDecoder) == {"schedule": value}
    assert CatchUp.named("celery").keep == "latest"
