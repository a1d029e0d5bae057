"""Airflow: its own timetables as judges, and its scheduler on SQLite."""

from __future__ import annotations

import itertools
import os
import random
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from engines import ROOT
from engines.examples import run_examples
from engines.running import running, wait_until
from quartzcron import CronExpression, Schedule

DAGS = """
from datetime import datetime, timezone
from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from quartzcron.integrations.airflow import CronTimetable, IntervalTimetable

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
FRIDAY = "0 30 12 ? * 6L"
made = {
    "seconds": (CronTimetable("*/5 * * * * ?", dialect="quartz"), False),
    "fridays": (CronTimetable(FRIDAY, "America/New_York", dialect="quartz"), True),
    "between": (IntervalTimetable(FRIDAY, "America/New_York", dialect="quartz"), True),
    "latest": (CronTimetable(FRIDAY, "America/New_York", dialect="quartz"), False),
}
for name, (timetable, catchup) in made.items():
    with DAG(name, schedule=timetable, catchup=catchup, start_date=START, max_active_runs=100) as dag:
        EmptyOperator(task_id="done")
    globals()[name] = dag
"""

START = datetime(2026, 1, 1, tzinfo=UTC)
FRIDAYS = Schedule("0 30 12 ? * 6L", "America/New_York", dialect="quartz")

#: How long the scheduler runs at least, in seconds: for some runs of the DAG that runs every five.
LONG = 25


def run(folder: Path) -> Iterable[str]:
    """Hold the timetables against Airflow."""
    home = folder / "airflow"
    (home / "dags").mkdir(parents=True)
    (home / "dags" / "schedules.py").write_text(DAGS, "utf-8")
    registered(folder / "registered")
    variables = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.sqlite'}",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "PYTHONPATH": os.pathsep.join([str(folder / "registered"), str(ROOT)]),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    os.environ.update(variables)
    sys.path.insert(0, str(folder / "registered"))
    yield examples()
    yield from judged()
    yield from values()
    yield from scheduled(home)


def registered(folder: Path) -> None:
    """Write what pip would write of the package: the entry points by which Airflow finds it."""
    info = folder / "quartzcron-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: quartzcron\nVersion: 0\n", "utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
        for group, points in project["entry-points"].items()
    ]
    (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")


# --- in this process -------------------------------------------------------------------


def examples() -> str:
    """Run what the module shows."""
    from quartzcron.integrations import airflow

    return run_examples(airflow)


def judged() -> Iterator[str]:
    """Ask the timetables what Airflow's own are asked, where these are right: in UTC."""
    import pendulum
    from airflow.timetables.base import DataInterval, TimeRestriction
    from airflow.timetables.interval import CronDataIntervalTimetable
    from airflow.timetables.trigger import CronTriggerTimetable

    from quartzcron.integrations.airflow import CronTimetable, IntervalTimetable

    drawn, answers = random.Random(3), 0
    texts = ["*/15 * * * *", "0 9 * * 1-5", "30 0 1 * *", "0 0 29 2 *", "0 12 13 6 *"]
    now = pendulum.instance(datetime.now(UTC))

    def some() -> Any:
        return now.add(seconds=drawn.randrange(-900 * 86_400, 200 * 86_400)).start_of("minute")

    for _ in range(1000):
        text, catchup = drawn.choice(texts), drawn.random() < 0.5
        earliest, latest = (some() if drawn.random() < 0.6 else None for _ in range(2))
        for mine, theirs in (
            (CronTimetable(text, dialect="airflow"), CronTriggerTimetable(text, timezone="UTC")),
            (
                IntervalTimetable(text, dialect="airflow"),
                CronDataIntervalTimetable(text, timezone="UTC"),
            ),
        ):
            last = None
            if drawn.random() < 0.6:
                # What Airflow has run lies behind its start, and was one of its own intervals.
                end = max(some(), earliest or some())
                last = theirs.infer_manual_data_interval(run_after=end)
                if isinstance(theirs, CronTriggerTimetable):
                    last = DataInterval.exact(theirs._align_to_prev(end))
                if earliest is not None and last.start < earliest:
                    last = None
            asked = {
                "last_automated_data_interval": last,
                "restriction": TimeRestriction(earliest, latest, catchup),
            }
            found, wanted = (each.next_dagrun_info(**asked) for each in (mine, theirs))
            if last is None and earliest is None and isinstance(theirs, CronTriggerTimetable):
                # Without a start Airflow's takes a run of up to five minutes ago; ours does not.
                continue
            assert found == wanted, (text, asked, found, wanted)
            manual = some()
            ours = mine.infer_manual_data_interval(run_after=manual)
            assert ours == theirs.infer_manual_data_interval(run_after=manual), (text, manual)
            answers += 2
    yield f"{answers} answers are those of Airflow's own timetables, in UTC"


def values() -> Iterator[str]:
    """Keep timetables as Airflow does, and refuse what is none."""
    import pendulum
    from airflow.exceptions import AirflowTimetableInvalid
    from airflow.serialization.decoders import decode_timetable
    from airflow.serialization.encoders import encode_timetable
    from airflow.timetables.base import DataInterval, TimeRestriction

    from quartzcron.integrations.airflow import CronTimetable, IntervalTimetable

    both = CronExpression("0 9 * * *") & CronExpression("* * 13 * *")
    over = Schedule("0 9 * * *", "UTC", end=datetime(2020, 1, 1))
    made = [
        CronTimetable("0 0 9 ? * 6L", "Europe/Paris", dialect="quartz"),
        CronTimetable(both, "Asia/Tokyo"),
        IntervalTimetable(Schedule("0 9 * * *", start=datetime(2026, 1, 1)), "Asia/Tokyo"),
        IntervalTimetable(over),
    ]
    for each in made:
        again = decode_timetable(encode_timetable(each))
        assert type(again) is type(each)
        assert again.serialize() == each.serialize()
        assert again.schedule == each.schedule
        each.validate()
    assert made[0].summary == "0 0 9 ? * 6L"
    assert made[0].description == "On the last Friday of every month at 09:00, Paris time", made[
        0
    ].description
    day = pendulum.datetime(2026, 1, 1)
    unbound = TimeRestriction(day, None, True)
    run = made[1].next_dagrun_info(last_automated_data_interval=None, restriction=unbound)
    assert run is not None
    assert run.run_after == pendulum.datetime(2026, 1, 13)  # nine in Tokyo
    for each in made[2:]:
        # Before the first interval there is none; after the last run there is no further one.
        early = pendulum.datetime(1969, 1, 1)
        assert each.infer_manual_data_interval(run_after=early) == DataInterval.exact(early)
    ended = {"last_automated_data_interval": None, "restriction": unbound}
    assert made[3].next_dagrun_info(**ended) is None
    assert CronTimetable(over).next_dagrun_info(**ended) is None
    try:
        CronTimetable("0 0 30 2 *").validate()
    except AirflowTimetableInvalid:
        yield "kept and read back by Airflow; what never runs is invalid"
        return
    raise AssertionError("30 February was taken")


# --- the scheduler ------------------------------------------------------------------------


def runs_of(home: Path, dag: str) -> list[tuple[datetime, datetime, datetime]]:
    """Return the interval and the moment of each run of a DAG, in order."""
    with sqlite3.connect(home / "airflow.sqlite", timeout=30) as database:
        query = (
            "SELECT data_interval_start, data_interval_end, run_after FROM dag_run"
            " WHERE dag_id = ? ORDER BY run_after"
        )
        rows = database.execute(query, (dag,)).fetchall()
    database.close()
    return [
        tuple(datetime.fromisoformat(at).replace(tzinfo=UTC) for at in row)  # type: ignore[misc]
        for row in rows
    ]


def scheduled(home: Path) -> Iterator[str]:
    """Run the scheduler for a while, and read the runs that it made."""
    command = [sys.executable, "-m", "airflow"]
    read = datetime.now(UTC)
    for words in (["db", "migrate"], ["dags", "reserialize"]):
        subprocess.run([*command, *words], check=True, capture_output=True)
    for dag in ("seconds", "fridays", "between", "latest"):
        subprocess.run([*command, "dags", "unpause", dag, "--yes"], check=True, capture_output=True)
    began = datetime.now(UTC)
    with running([*command, "scheduler"], home) as scheduler:
        wait_until(lambda: len(runs_of(home, "seconds")) >= 4, scheduler, home)
        time.sleep(max(0, LONG - (datetime.now(UTC) - began).total_seconds()))
        for dag, count in {
            "fridays": wanted_fridays(),
            "between": wanted_fridays() - 1,
            "latest": 1,
        }.items():
            wait_until(partial(has_runs, home, dag, count), scheduler, home)
    seconds = [run_after for _, _, run_after in runs_of(home, "seconds")]
    steps = {later - earlier for earlier, later in itertools.pairwise(seconds)}
    # The first is the latest when the DAG was read; a busy machine may skip some after it.
    assert all(at.second % 5 == 0 and at > read - timedelta(seconds=5) for at in seconds), seconds
    assert all(step % timedelta(seconds=5) == timedelta() for step in steps)
    fridays = [at.astimezone(UTC) for at in FRIDAYS.fire_times(START, datetime.now(UTC))]
    assert runs_of(home, "fridays") == [(at, at, at) for at in fridays]
    assert runs_of(home, "latest") == [(fridays[-1],) * 3]
    pairs = itertools.pairwise(fridays)
    assert runs_of(home, "between") == [(start, end, end) for start, end in pairs]
    yield (
        f"scheduler: {len(seconds)} runs five seconds apart, {len(fridays)} last Fridays caught up,"
        f" {len(fridays) - 1} intervals"
    )


def has_runs(home: Path, dag: str, count: int) -> bool:
    """Tell whether the scheduler has made so many runs of a DAG."""
    return len(runs_of(home, dag)) >= count


def wanted_fridays() -> int:
    """Return how many last Fridays there were since the start."""
    return FRIDAYS.count(START, datetime.now(UTC))
