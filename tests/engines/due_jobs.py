"""The tables of the test on PostgreSQL, and a worker that can be killed in mid-batch.

    python -m tests.engines.due_jobs URL --batch 1000 [--hold claimed|written --after 2]

takes what is due until nothing is left, and writes each run into the outbox. To be killed at a
place of its transaction, it waits there for ever once it has done so many batches, and says so.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    insert,
)

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from quartzcron.integrations.due_table import advance
from quartzcron.integrations.sqlalchemy import CronType

METADATA = MetaData()

JOBS = Table(
    "jobs",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("cron", CronType("quartz"), nullable=False),
    Column("tz", String(64)),
    Column("next_fire_time", DateTime(timezone=True)),
    Column("payload", String, nullable=False),
    Index("jobs_due", "next_fire_time"),
)

#: No key but its own: a run that is written twice must be seen, not refused.
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("number", BigInteger, primary_key=True),
    Column("job", BigInteger, nullable=False),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("worker", Integer, nullable=False),
)

#: When all is asked: a moment of autumn, hours after the clocks of Europe went back.
NOW = datetime(2025, 10, 26, 12, 30, tzinfo=UTC)


def write(connection: Connection, rows: list[Row[Any]], worker: int) -> None:
    """Write runs into the outbox, as whoever hands them on would."""
    runs = [{"job": row.id, "due": row.next_fire_time, "worker": worker} for row in rows]
    connection.execute(insert(OUTBOX), runs)


def work(url: str, batch: int, hold: str | None, after: int, worker: int) -> None:
    """Take what is due in batches until nothing is left."""
    engine = create_engine(url)
    done = 0
    while True:
        with engine.begin() as connection:
            rows = list(advance(connection, JOBS, NOW, batch).rows)
            if not rows:
                return
            is_held = hold is not None and done == after
            if is_held and hold == "claimed":
                _hold()
            write(connection, rows, worker)
            if is_held:
                _hold()
        done += 1


def _hold() -> None:
    print("held", flush=True)
    while True:
        time.sleep(60)


def main() -> None:
    """Work as the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--hold", choices=["claimed", "written"])
    parser.add_argument("--after", type=int, default=0)
    parser.add_argument("--worker", type=int, default=0)
    asked = parser.parse_args()
    work(asked.url, asked.batch, asked.hold, asked.after, asked.worker)


if __name__ == "__main__":
    main()
