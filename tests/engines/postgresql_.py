"""The due table and the types of columns, on a PostgreSQL of their own.

Two workers are killed three times in mid-batch: every row that was due must have been dispatched
once, and stand at the time that a schedule of its own says. Then the rate is measured beside that of
the same loop, which is told the answers instead of computing them.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any
from unittest import mock

from engines import ROOT, AbsentError, servers

JOB_COUNT, BATCH = 200_000, 2_000

#: For the rate: so many rows, taken so many times in each way.
RATE_COUNT, RATE_RUNS, RATE_BATCH = 40_000, 7, 5_000

#: Where both workers are killed: with rows claimed, with their runs written, and wherever they are.
KILLS = (("claimed", 2), ("written", 3), (None, 0))

ZONES = (
    *("Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Tokyo"),
    *("Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "UTC"),
)


def run(folder: Path) -> Iterable[str]:
    """Start PostgreSQL, and hold the due table and the types against it."""
    try:
        import psycopg
        import sqlalchemy
    except ModuleNotFoundError as error:
        raise AbsentError(
            f'{error.name} is not here: pip install sqlalchemy "psycopg[binary]"'
        ) from None
    with servers.postgresql(folder) as port:
        url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        engine = sqlalchemy.create_engine(url, isolation_level="READ COMMITTED")
        with engine.connect() as connection:
            server = connection.exec_driver_sql("SHOW server_version").scalar_one()
        versions = f"SQLAlchemy {sqlalchemy.__version__}, psycopg {psycopg.__version__}"
        yield f"PostgreSQL {server.split()[0]}, {versions}"
        yield from _claims(engine)
        yield from _types(engine)
        yield from _page(engine, url)
        yield from _killed(engine, url)
        yield from _rate(engine)
        engine.dispose()


# --- what a claim is, and what types are ---


def _claims(engine: Any) -> Iterator[str]:
    """Claim in two open transactions, roll one back, and leave what nobody can read."""
    import uuid

    from sqlalchemy import Column, DateTime, MetaData, String, Table, Uuid, select

    from engines.due_jobs import NOW
    from quartzcron.integrations.due_table import advance

    due = Column("next_fire_time", DateTime(timezone=True))
    columns = [Column("key", Uuid, primary_key=True), Column("cron", String), Column("tz", String)]
    table = Table("claims", MetaData(), *columns, due)
    jobs = [
        {"key": uuid.UUID(int=n), "cron": "0 9 * * *", "tz": "Europe/Berlin", "next_fire_time": NOW}
        for n in range(1, 11)
    ]
    jobs[3]["cron"], jobs[6]["tz"] = "0 25 * * *", "Europe/Atlantis"
    table.create(engine)
    with engine.begin() as connection:
        connection.execute(table.insert(), jobs)
    with engine.connect() as one, engine.connect() as other:
        first = advance(one, table, NOW, 6)
        second = advance(other, table, NOW, 6)
        assert (len(first.rows) + len(first.wrong), len(second.rows) + len(second.wrong)) == (6, 4)
        assert len({row.key for row in (*first.rows, *second.rows)}) == 8
        assert len(first.wrong) + len(second.wrong) == 2
        assert advance(other, table, NOW, 6) == ([], [])
        one.rollback()
        other.commit()
        assert {row.key for row in advance(other, table, NOW, 10).rows} == {
            row.key for row in first.rows
        }
        other.commit()
        times = {row.key.int: row.next_fire_time for row in one.execute(select(table))}
    assert [number for number, following in times.items() if following is None] in ([4, 7], [7, 4])
    assert {following for following in times.values() if following} == {
        datetime(2025, 10, 27, 8, tzinfo=UTC)
    }
    table.drop(engine)
    yield "open transactions share what is due; after a rollback it is due again; wrong rows stop none"


def _types(engine: Any) -> Iterator[str]:
    """Compare columns with expressions and schedules, and let Alembic look for changes."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import Column, Integer, MetaData, Table, select

    from quartzcron import CronExpression, Schedule
    from quartzcron.integrations.sqlalchemy import CronType, ScheduleType

    metadata = MetaData()
    columns: list[Column[Any]] = [
        Column("cron", CronType("quartz")),
        Column("days", ScheduleType()),
    ]
    table = Table("typed", metadata, Column("id", Integer, primary_key=True), *columns)
    cron = CronExpression("0 0 9 ? * 6L", dialect="quartz")
    days = Schedule(cron, tz="Europe/Berlin", start=datetime(2026, 1, 1, tzinfo=UTC))
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(
            table.insert(),
            [{"id": 1, "cron": cron, "days": days}, {"id": 2, "cron": None, "days": None}],
        )

        def found(condition: Any) -> list[int]:
            return list(connection.scalars(select(table.c.id).where(condition)))

        assert connection.execute(select(table).order_by(table.c.id)).all() == [
            (1, cron, days),
            (2, None, None),
        ]
        assert found(table.c.cron == cron) == found(table.c.cron.in_([cron])) == [1]
        assert found(table.c.cron.like("%L")) == found(table.c.days == days) == [1]
        assert found(table.c.days["tz"].as_string() == "Europe/Berlin") == [1]
        assert found(table.c.cron.is_(None)) == found(table.c.days.is_(None)) == [2]
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    metadata.drop_all(engine)
    yield "columns are compared as text and as JSONB; Alembic sees no change where there is none"


def _page(engine: Any, url: str) -> Iterator[str]:
    """Run the programs of the page on the due table, one after another, and use them."""
    page = (ROOT / "docs" / "due-table.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.M | re.DOTALL)
    code = "\n".join(blocks).replace("postgresql+psycopg://localhost/jobs", url)
    names: dict[str, Any] = {}
    exec(compile(code, "due-table.md", "exec"), names)
    names["metadata"].create_all(engine)
    now = datetime(2026, 1, 1, 6, 30, tzinfo=UTC)
    names["add"]("0 0 * * * ?", "Asia/Seoul", "hourly", now)
    names["add"]("0 0 9 1 1 ? 2026", "UTC", "once", now)
    assert names["dispatch"](now) == 0
    assert names["dispatch"](now + timedelta(minutes=30)) == 1
    sent: list[tuple[str, int]] = []

    def send(run: Any) -> None:
        sent.append((run.payload, run.due.astimezone(UTC).hour))

    names["deliver"](send)
    names["deliver"](send)
    assert sent == [("hourly", 7)]
    later = now + timedelta(hours=3, minutes=40)
    assert names["dispatch_missed"](later, names["CatchUp"]("all", at_most=2)) == 3
    names["deliver"](send)
    assert sorted(sent[1:]) == [("hourly", 9), ("hourly", 10), ("once", 9)]
    assert names["dispatch"](now + timedelta(days=1)) == 1, "what ran once is never due again"
    names["engine"].dispose()
    names["metadata"].drop_all(engine)
    yield "the programs of docs/due-table.md do as they say"


# --- workers that are killed ---


def _job(number: int, chance: random.Random) -> dict[str, Any]:
    """Return a job at random: most run for ever, some never again, some in UTC."""
    second, minute, hour = chance.randrange(60), chance.randrange(60), chance.randrange(24)
    cron = chance.choice(
        (
            f"{second} {minute} {hour} * * ?",
            f"{second} {minute} {hour} ? * MON-FRI",
            f"0 {minute}/5 {hour}-23 * * ?",
            f"{second} {minute} 1-3 * * ?",
            f"0 {minute} {hour} L * ?",
            f"{second} 0/15 * ? * {chance.randrange(1, 8)}#{chance.randrange(1, 6)}",
            f"{second} {minute} {hour} 26 10 ? 2025",
            f"0 {minute} {hour} 31 12 ? 2024",
        )
    )
    zone = None if number % 50 == 0 else chance.choice(ZONES)
    return {"id": number, "cron": cron, "tz": zone, "payload": f"job {number}"}


def _fill(engine: Any, count: int) -> list[dict[str, Any]]:
    """Make the tables anew with jobs, most of them due, some an hour and some weeks ago."""
    from engines.due_jobs import JOBS, METADATA, NOW

    chance = random.Random(16)
    jobs = [_job(number, chance) for number in range(count)]
    for job in jobs:
        ago = timedelta(seconds=chance.randrange(-100_000, 1_000_000))
        # Some are due at this very moment, some have no next time.
        job["next_fire_time"] = chance.choice([NOW, None, *[NOW - ago] * 48])
    METADATA.drop_all(engine)
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(JOBS.insert(), jobs)
    return jobs


def _killed(engine: Any, url: str) -> Iterator[str]:
    from engines.due_jobs import NOW

    jobs = _fill(engine, JOB_COUNT)
    due = {
        job["id"]: job
        for job in jobs
        if job["next_fire_time"] is not None and job["next_fire_time"] <= NOW
    }
    for hold, after in KILLS:
        before = _dispatched(engine)
        _kill(engine, url, hold, after)
        done = _dispatched(engine)
        assert before < done < len(due), "a round must take some, and leave some"
        yield f"killed two workers, {hold or 'anywhere'}: {done:,} of {len(due):,} dispatched"
    workers = [_worker(url, number) for number in (1, 2)]
    assert [worker.wait(timeout=300) for worker in workers] == [0, 0]
    _check(engine, jobs, due)
    yield f"{len(due):,} of {len(jobs):,} jobs were due: each dispatched once, with its next time"


def _worker(
    url: str, number: int, hold: str | None = None, after: int = 0
) -> subprocess.Popen[str]:
    held = ["--hold", hold, "--after", str(after)] if hold else []
    command = [sys.executable, "-m", "tests.engines.due_jobs", url, f"--worker={number}"]
    return subprocess.Popen(
        [*command, f"--batch={BATCH}", *held], stdout=subprocess.PIPE, text=True
    )


def _kill(engine: Any, url: str, hold: str | None, after: int) -> None:
    """Start two workers, and kill both with SIGKILL where they are held, or in the midst of it."""
    before = _dispatched(engine)
    workers = [_worker(url, number, hold, after) for number in (1, 2)]
    for worker in workers:
        assert worker.stdout is not None
        if hold:
            assert worker.stdout.readline() == "held\n"

    def is_early() -> bool:
        return _dispatched(engine) < before + 6 * BATCH

    while hold is None and is_early() and all(worker.poll() is None for worker in workers):
        time.sleep(0.01)
    for worker in workers:
        assert worker.poll() is None, "it ended before it was killed"
        worker.kill()
    for worker in workers:
        worker.communicate()


def _dispatched(engine: Any) -> int:
    with engine.connect() as connection:
        count: int = connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
    return count


def _check(engine: Any, jobs: Sequence[dict[str, Any]], due: dict[int, dict[str, Any]]) -> None:
    """See that each run was dispatched once, and that each row stands where it must."""
    from sqlalchemy import select

    from engines.due_jobs import JOBS, NOW, OUTBOX
    from quartzcron import Schedule

    with engine.connect() as connection:
        sent = connection.execute(select(OUTBOX.c.job, OUTBOX.c.due, OUTBOX.c.worker)).all()
        now_at = dict(connection.execute(select(JOBS.c.id, JOBS.c.next_fire_time)).all())
    assert sorted((row.job, row.due) for row in sent) == [
        (number, job["next_fire_time"]) for number, job in sorted(due.items())
    ]
    assert {row.worker for row in sent} == {1, 2}
    ended = 0
    for job in jobs:
        expected = job["next_fire_time"]
        if job["id"] in due:
            schedule = Schedule(job["cron"], tz=job["tz"] or "UTC", dialect="quartz")
            expected = schedule.next_fire_time(NOW)
            ended += expected is None
        assert now_at[job["id"]] == expected, job
    assert ended > JOB_COUNT / 20, "some must never run again"


# --- the rate ---


def _rate(engine: Any) -> Iterator[str]:
    """Take the same rows by turns with the next times computed and given."""
    from engines.due_jobs import NOW
    from quartzcron import arrays

    jobs = _fill(engine, RATE_COUNT)
    zones = [job["tz"] or "UTC" for job in jobs]
    found = arrays.next_fire_times([job["cron"] for job in jobs], NOW, tz=zones, dialect="quartz")
    answers = [None if seconds < 0 else seconds for seconds in found.astype(int).tolist()]
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS kept")
        connection.exec_driver_sql("CREATE TABLE kept AS SELECT * FROM jobs")
    rates: dict[str, list[float]] = {"computed": [], "given": []}
    module = "quartzcron.integrations.due_table"

    def given(rows: Sequence[Any], *_: object) -> list[int | None]:
        return [answers[row.id] for row in rows]

    def right(*_: object) -> None:
        return None

    for _ in range(RATE_RUNS):
        rates["computed"].append(_timed(engine))
        with mock.patch(f"{module}.next_seconds", given), mock.patch(f"{module}._error", right):
            rates["given"].append(_timed(engine))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE kept")
    computed, told = median(rates["computed"]), median(rates["given"])
    yield f"{computed:,.0f} rows/s; {told:,.0f} without computing: a ratio of {computed / told:.2f}"
    yield f"computing takes {_processor_time(jobs) * 1e6:.1f} us of processor time a row"


def _processor_time(jobs: Sequence[dict[str, Any]]) -> float:
    """Return the seconds that the next time of a job takes: unlike the rates, by no other's doing."""
    from engines.due_jobs import NOW
    from quartzcron import Dialect
    from quartzcron.integrations.due_table import next_seconds

    dialect = Dialect.named("quartz")
    rows: Any = [SimpleNamespace(**job) for job in jobs]
    began = time.process_time()
    for start in range(0, len(rows), RATE_BATCH):
        next_seconds(rows[start : start + RATE_BATCH], NOW, dialect)
    return (time.process_time() - began) / len(rows)


def _timed(engine: Any) -> float:
    """Return how many rows a second are taken, from a table just restored and vacuumed."""
    from engines.due_jobs import JOBS, NOW, write
    from quartzcron.integrations.due_table import advance

    with engine.begin() as connection:
        connection.exec_driver_sql("TRUNCATE jobs, outbox")
        connection.exec_driver_sql("INSERT INTO jobs SELECT * FROM kept ORDER BY id")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE jobs")
        connection.exec_driver_sql("CHECKPOINT")
    taken, began = 0, time.perf_counter()
    while True:
        with engine.begin() as connection:
            rows = list(advance(connection, JOBS, NOW, RATE_BATCH).rows)
            if not rows:
                return taken / (time.perf_counter() - began)
            write(connection, rows, 0)
            taken += len(rows)
