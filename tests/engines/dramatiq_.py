"""dramatiq with periodiq: the recipe of the page, its scheduler and a worker on Redis, and restarts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from engines.recipes import held, looked, notes, prepared, reported, restarted, steady
from engines.running import redis, running
from quartzcron import Schedule

#: The user's own module: a message tells when it was sent.
MYAPP = """
import time
from datetime import datetime
from dramatiq.middleware import CurrentMessage

def poll_inbox():
    sent = CurrentMessage.get_current_message().options["scheduled_at"]
    with open("notes", "a") as notes:
        notes.write(f"poll {datetime.fromisoformat(sent).timestamp()}\\n")

def send_report():
    with open("notes", "a") as notes:
        notes.write(f"report {time.time()}\\n")
"""


#: What lets a task see its message, beside the recipe.
WATCHED = """
import dramatiq
from dramatiq.middleware import CurrentMessage

dramatiq.get_broker().add_middleware(CurrentMessage())
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the recipe against dramatiq and periodiq."""
    (folder / "watched.py").write_text(WATCHED, "utf-8")
    with redis(folder) as url:
        prepared(folder, "dramatiq_tasks.py", MYAPP, REDIS_URL=url)
        yield from asked(import_module("dramatiq_tasks"))
        yield from scheduled(folder)


def asked(recipe: Any) -> Iterator[str]:
    """Ask the specs themselves, and periodiq's own for a Sunday."""
    import pendulum
    import periodiq

    yield held("periodiq", recipe.send_report.options["periodic"].next_valid_date)
    yield steady(recipe.On(Schedule("*/30 * * * *", "Europe/Paris")).next_valid_date)
    sunday = periodiq.cron("0 9 * * SUN").next_valid_date(pendulum.datetime(2026, 1, 1))
    assert (sunday.date().isoformat(), sunday.hour) == ("2026-01-04", 9)
    assert not periodiq.cron("0 9 * * SUN").validate(sunday), "periodiq has learned of Sundays"
    try:
        periodiq.cron("0 9 LW * *")
    except ValueError:
        pass
    else:
        raise AssertionError("periodiq has learned W: the page says that it has not")
    over = recipe.On(Schedule("* * * * *", "UTC", end=datetime(2020, 1, 1)))
    now = datetime.now(UTC)
    assert over.next_valid_date(now) == now + timedelta(days=1)
    assert not over.validate(now)
    yield looked(recipe.On(Schedule("0 * * * *", "UTC")).validate, datetime(2030, 1, 1, tzinfo=UTC))


def scheduled(folder: Path) -> Iterator[str]:
    """Run periodiq beside a worker."""
    here = Path(sys.executable)
    worker = (str(here.with_name("dramatiq")), "dramatiq_tasks", "watched", "-p1", "-t1")

    scheduler = (str(here.with_name("periodiq")), "dramatiq_tasks")

    def polls() -> list[int]:
        """Return when each message was sent, in steps of two seconds."""
        return [int(at) // 2 for [at] in notes(folder, "poll")]

    with running(worker, folder):
        yield restarted(folder, scheduler, polls)
    yield reported(folder, worker, scheduler)
