"""procrastinate: the recipe of the page, one worker and two on PostgreSQL, and restarts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from engines import servers
from engines.recipes import held, notes, prepared, reported, restarted, steady
from engines.running import running, wait_until
from quartzcron import Schedule

#: The user's own module: a task is told for when it was meant.
MYAPP = """
import time
async def poll_inbox(timestamp):
    with open("notes", "a") as notes:
        notes.write(f"poll {timestamp}\\n")

async def send_report(timestamp):
    with open("notes", "a") as notes:
        notes.write(f"report {time.time()}\\n")
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the recipe against procrastinate."""
    with servers.postgresql(folder) as port:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        prepared(folder, "procrastinate_tasks.py", MYAPP, DATABASE_URL=url)
        yield from asked(import_module("procrastinate_tasks"))
        yield from worked(folder)


def asked(recipe: Any) -> Iterator[str]:
    """Ask what stands in croniter's place, and procrastinate's own texts."""

    def asking(schedule: Schedule, moment: datetime) -> datetime:
        position = recipe.Position(schedule)
        return datetime.fromtimestamp(position.get_next(float, start_time=moment.timestamp()), UTC)

    made = {key[0].rpartition(".")[2]: each for key, each in tasks_of(recipe).items()}
    report = made["send_report"].croniter.schedule
    yield held("procrastinate", lambda moment: asking(report, moment))
    thirty = Schedule("*/30 * * * *", tz="Europe/Paris")
    yield steady(lambda moment: asking(thirty, moment))
    over = Schedule("* * * * *", "UTC", start=datetime(2019, 1, 1), end=datetime(2020, 1, 1))
    assert asking(over, datetime.now(UTC)) == recipe.FAR_AWAY
    position = recipe.Position(over)
    position.set_current(0)
    assert position.get_prev() == 0
    recipe.app.periodic(cron="0 9 LW * *", periodic_id="own")(recipe.send_report)
    own = tasks_of(recipe).pop((recipe.send_report.name, "own"))
    try:
        own.croniter  # noqa: B018
    except ValueError:
        return
    raise AssertionError("procrastinate has learned W: the page says that it has not")


def tasks_of(recipe: Any) -> dict[tuple[str, str], Any]:
    """Return the periodic tasks of the app, by their names and their identities."""
    found: dict[tuple[str, str], Any] = recipe.app.periodic_registry.periodic_tasks
    return found


def worked(folder: Path) -> Iterator[str]:
    """Run a worker, with restarts, and then two at once."""
    program = str(Path(sys.executable).with_name("procrastinate"))
    command = (program, "--app=procrastinate_tasks.app")
    path = os.pathsep.join([str(folder), os.environ["PYTHONPATH"]])
    apply = [*command, "schema", "--apply"]
    environment = {**os.environ, "PYTHONPATH": path}
    subprocess.run(apply, cwd=folder, env=environment, check=True, capture_output=True)
    worker = (*command, "worker")

    def polls() -> list[int]:
        return [int(at) // 2 for [at] in notes(folder, "poll")]

    yield restarted(folder, worker, polls, left=1)
    yield reported(folder, worker)
    before = len(polls())
    with running(worker, folder), running(worker, folder) as other:
        wait_until(lambda: len(polls()) >= before + 4, other, folder)
    assert len(set(polls())) == len(polls()), polls()
    yield f"{len(polls()) - before} runs with two workers, none twice"
