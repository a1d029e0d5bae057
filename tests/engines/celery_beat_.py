"""django-celery-beat: rows of a model of its user, run by its scheduler, changed while it runs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from engines.examples import run_examples
from engines.running import module, redis, running, wait_until

SETTINGS = """
import os
from pathlib import Path

HERE = Path(__file__).parent
SECRET_KEY = "of a test"
USE_TZ = True
INSTALLED_APPS = ["django_celery_beat", "reports"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "tasks.sqlite",
                         "OPTIONS": {"timeout": 30}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""

MODELS = """
from django.db import models
from quartzcron.integrations.celery_beat import CronTask

class ReportTask(CronTask):
    # Fields of its own are welcome.
    pages = models.IntegerField(default=1)
"""

PROJECT = """
import os, time
import django
from celery import Celery
from celery.signals import before_task_publish

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()
app = Celery("project", broker=os.environ["BROKER"])
app.conf.update(timezone="Europe/Paris", beat_max_loop_interval=1)

@before_task_publish.connect
def sent(headers=None, body=None, **_):
    with open("notes", "a") as notes:
        notes.write(f"{headers['periodic_task_name']} {time.time()}\\n")

@app.task(name="note")
def note():
    pass
"""


def run(folder: Path) -> Iterable[str]:
    """Hold the model and the scheduler against django-celery-beat."""
    home = folder / "project"
    made(home)
    sys.path.insert(0, str(home))
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    import django

    django.setup()
    from reports.models import ReportTask

    from quartzcron.integrations import celery_beat

    yield run_examples(celery_beat, Report=ReportTask)
    yield from refused(ReportTask)
    ReportTask.objects.all().delete()
    with redis(folder) as url:
        yield from beat(home, url, ReportTask)


def made(home: Path) -> None:
    """Write a project of Django and make its database, the migration of its model included."""
    (home / "reports" / "migrations").mkdir(parents=True)
    for name in ("reports/__init__.py", "reports/migrations/__init__.py"):
        (home / name).write_text("", "utf-8")
    (home / "settings.py").write_text(SETTINGS, "utf-8")
    (home / "reports" / "models.py").write_text(MODELS, "utf-8")
    (home / "project.py").write_text(PROJECT, "utf-8")
    path = os.pathsep.join([str(home), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "settings"}
    for command in (["makemigrations", "reports"], ["migrate"], ["makemigrations", "--check"]):
        asked = [sys.executable, "-m", "django", *command, "-v", "0"]
        subprocess.run(asked, cwd=home, env=environment, check=True)


def refused(model: Any) -> Iterator[str]:
    """Hold what `full_clean` refuses, and that each fault is told at its field."""
    from django.core.exceptions import ValidationError
    from django_celery_beat.models import IntervalSchedule

    every = IntervalSchedule.objects.create(every=1, period="days")
    wrong: list[tuple[str, str, dict[str, Any]]] = [
        ("cron", "hour must be 0-23", {"cron": "0 25 * * *"}),
        ("timezone", "Europe/Berlin", {"timezone": "Europe/Berlim"}),
        ("dialect", "did you mean quartz", {"dialect": "quarts"}),
        ("interval", "cron text already", {"interval": every}),
    ]
    right = {"name": "daily", "task": "note", "cron": "0 9 * * *"}
    model(**right).full_clean()
    for field, said, changes in wrong:
        told: dict[str, list[str]] = {}
        try:
            model(**{**right, **changes}).full_clean()
        except ValidationError as error:
            told = error.message_dict
        assert said in str(told.get(field)), (changes, told)
    task = model.objects.create(**right)
    assert str(task) == "daily: 0 9 * * * (UTC)"
    yield f"{len(wrong)} faults told at their fields"


def notes(home: Path, name: str) -> list[float]:
    """Return when a task was sent."""
    if not (home / "notes").exists():
        return []
    lines = [line.split() for line in (home / "notes").read_text("utf-8").splitlines()]
    return [float(at) for who, at in lines if who == name]


def beat(home: Path, url: str, model: Any) -> Iterator[str]:
    """Run beat on rows, one of which changes, is disabled, and one of which is wrong."""
    from django_celery_beat.models import IntervalSchedule, PeriodicTask

    row = model(name="twos", task="note", cron="*/2 * * * * ?", timezone="Asia/Tokyo")
    row.save()
    # A row that somebody wrote past every check takes nobody else along.
    model(name="wrong", task="note", cron="0 25 * * *").save()
    each = IntervalSchedule.objects.create(every=2, period="seconds")
    PeriodicTask(name="interval", task="note", interval=each).save()
    model(name="disabled", task="note", cron="* * * * * ?", enabled=False).save()
    command = module(
        "celery", "-A", "project", "beat", "-S", "quartzcron.integrations.celery_beat:CronScheduler"
    )
    with running(command, home, BROKER=url) as process:
        wait_until(lambda: len(notes(home, "twos")) >= 4, process, home)
        assert {int(at) % 2 for at in notes(home, "twos")[1:]} == {0}
        row.refresh_from_db()
        row.cron = "1/2 * * * * ?"
        row.save()
        changed = time.time()
        wait_until(lambda: len(odd(notes(home, "twos"))) >= 4, process, home)
        after = [at for at in notes(home, "twos") if at > odd(notes(home, "twos"))[0]]
        assert {int(at) % 2 for at in after} == {1}
        assert notes(home, "interval")
        row.enabled = False
        row.save()
        time.sleep(4)
        stopped = len(notes(home, "twos"))
        time.sleep(4)
        assert len(notes(home, "twos")) == stopped
    assert notes(home, "wrong") == notes(home, "disabled") == []
    taken = odd(notes(home, "twos"))[0] - changed
    yield f"beat: {stopped} runs of a row; a change took {taken:.0f} s to be noticed"


def odd(times: list[float]) -> list[float]:
    """Return those in odd seconds, but for the first run, which may be one that is made up for."""
    return [at for at in times[1:] if int(at) % 2]
