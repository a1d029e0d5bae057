"""The due table without PostgreSQL, which `python -m tests.engines` holds it against.

SQLite selects what is due. What it cannot do, the UPDATE from two arrays, is done for it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    create_engine,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import psycopg

from quartzcron import CatchUp, CronExpressionError, Schedule
from quartzcron.errors import UnknownNameError
from quartzcron.integrations.due_table import Claimed, advance, claiming, moving
from quartzcron.integrations.sqlalchemy import CronType

NOW = datetime(2026, 1, 5, 12, 30, tzinfo=UTC)


def _table(*others: Column[Any], cron: Any = None) -> Table:
    return Table(
        "jobs",
        MetaData(),
        Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        Column("cron", CronType("quartz") if cron is None else cron, nullable=False),
        Column("next_fire_time", DateTime(timezone=True)),
        *others,
    )


JOBS = _table(Column("tz", String(64)), Column("payload", String(20)))


class Stand:
    """A connection to SQLite that can do what PostgreSQL does."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.connection = connection
        self.table = table
        self.statements: list[Any] = []

    def execute(self, statement: Any, values: dict[str, Any]) -> Any:
        """Run a SELECT as it is, and the UPDATE a row at a time."""
        self.statements.append(statement)
        if isinstance(statement, Select):
            return self.connection.execute(statement, values)
        for key, seconds in zip(values["keys"], values["following"], strict=True):
            following = None if seconds is None else datetime.fromtimestamp(seconds, UTC)
            one = update(self.table).values(next_fire_time=following)
            self.connection.execute(one.where(self.table.c.id == key))
        return None

    def advance(self, now: datetime = NOW, limit: int = 100) -> Claimed:
        """Do what is tested."""
        return advance(cast(Connection, self), self.table, now, limit)

    def next_times(self) -> dict[int, datetime | None]:
        """Return the next time of each row."""
        rows = self.connection.execute(select(self.table.c.id, self.table.c.next_fire_time))
        return {key: due and due.replace(tzinfo=UTC) for key, due in rows}


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _stand(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> Stand:
    table.create(connection)
    # As text: wrong ones come in too, as they do from other programs.
    for row in rows:
        values = {**row, "cron": type_coerce(row["cron"], String)}
        connection.execute(insert(table).values(values))
    return Stand(connection, table)


def _job(key: int, cron: str, tz: str | None, late: timedelta | None) -> dict[str, Any]:
    due = None if late is None else NOW - late
    return {"id": key, "cron": cron, "tz": tz, "next_fire_time": due, "payload": f"job {key}"}


MINUTE = timedelta(minutes=1)


def test_what_is_due_is_claimed_and_moved_on(connection: Connection) -> None:
    jobs = [
        _job(1, "0 0 9 ? * MON-FRI", "Europe/Berlin", 2 * MINUTE),
        _job(2, "0 0/5 * * * ?", None, 90 * MINUTE),
        _job(3, "0 30 12 * * ?", "UTC", 0 * MINUTE),
        _job(4, "0 0 9 5 1 ? 2026", "Asia/Tokyo", MINUTE),
        _job(5, "0 0 9 * * ?", "UTC", -MINUTE),
        _job(6, "0 0 9 * * ?", "UTC", None),
    ]
    stand = _stand(connection, JOBS, jobs)
    claimed = stand.advance()
    assert [row.id for row in claimed.rows] == [2, 1, 4, 3], "the longest due first"
    assert claimed.wrong == []
    first = claimed.rows[0]
    assert (first.cron, first.tz, first.payload) == ("0 0/5 * * * ?", None, "job 2")
    assert first.next_fire_time.replace(tzinfo=UTC) == NOW - 90 * MINUTE
    assert stand.next_times() == {
        1: datetime(2026, 1, 6, 8, 0, tzinfo=UTC),
        2: datetime(2026, 1, 5, 12, 35, tzinfo=UTC),
        3: datetime(2026, 1, 6, 12, 30, tzinfo=UTC),
        4: None,
        5: NOW + MINUTE,
        6: None,
    }
    assert stand.advance() == Claimed([], [])


def test_no_more_than_the_limit_in_two_statements(connection: Connection) -> None:
    stand = _stand(
        connection, JOBS, [_job(n, "0 0/5 * * * ?", None, n * MINUTE) for n in range(1, 8)]
    )
    assert [row.id for row in stand.advance(limit=3).rows] == [7, 6, 5]
    assert len(stand.statements) == 2
    assert [row.id for row in stand.advance(limit=3).rows] == [4, 3, 2]
    assert [row.id for row in stand.advance(limit=3).rows] == [1]


def test_what_nobody_can_read_stops_no_others(connection: Connection) -> None:
    jobs = [
        _job(1, "0 0 25 * * ?", "UTC", MINUTE),
        _job(2, "0 0 9 * * ?", "Europe/Berlin", MINUTE),
        _job(3, "0 0 9 * * ?", "Europe/Atlantis", MINUTE),
    ]
    stand = _stand(connection, JOBS, jobs)
    claimed = stand.advance()
    assert [row.id for row in claimed.rows] == [2]
    assert [(row.id, type(error)) for row, error in claimed.wrong] == [
        (1, CronExpressionError),
        (3, UnknownNameError),
    ]
    assert "hour must be 0-23, not 25" in str(claimed.wrong[0][1])
    assert stand.next_times() == {1: None, 2: datetime(2026, 1, 6, 8, tzinfo=UTC), 3: None}


def test_a_table_without_zones_is_in_utc(connection: Connection) -> None:
    table = _table(cron=String(80))
    stand = _stand(connection, table, [{"id": 1, "cron": "0 9 * * 1", "next_fire_time": NOW}])
    assert [row.id for row in stand.advance().rows] == [1]
    assert stand.next_times() == {1: datetime(2026, 1, 12, 9, tzinfo=UTC)}, "1 is Monday by default"


def test_what_was_missed_follows_from_a_row(connection: Connection) -> None:
    stand = _stand(
        connection, JOBS, [_job(1, "0 0 * * * ?", "UTC", timedelta(hours=5, minutes=30))]
    )
    [row] = stand.advance().rows
    last_run = row.next_fire_time.replace(tzinfo=UTC) - timedelta(microseconds=1)
    found = Schedule(row.cron, tz=row.tz, dialect="quartz").caught_up(last_run, NOW, CatchUp("all"))
    assert [run.hour for run in found.due] == [7, 8, 9, 10, 11, 12]
    assert stand.next_times() == {1: found.next}


@pytest.mark.parametrize("now", [NOW.replace(tzinfo=None), NOW.date(), "2026-01-05", None])
def test_a_naive_now_is_refused(connection: Connection, now: Any) -> None:
    with pytest.raises(TypeError, match="now must be an aware datetime, not"):
        Stand(connection, JOBS).advance(now)


def test_a_key_of_two_columns_is_refused(connection: Connection) -> None:
    table = _table(Column("tenant", Integer, primary_key=True))
    job = {"id": 1, "tenant": 1, "cron": "0 0 9 * * ?", "next_fire_time": NOW}
    stand = _stand(connection, table, [job])
    with pytest.raises(ValueError, match="jobs needs a primary key of one column, not 2"):
        stand.advance()


def _sent(statement: Any) -> str:
    made: Any = psycopg.dialect
    return " ".join(str(statement.compile(dialect=made())).split())


def test_what_postgresql_is_sent() -> None:
    assert _sent(claiming(JOBS)) == (
        "SELECT jobs.id, jobs.cron AS cron, jobs.next_fire_time, jobs.tz, jobs.payload FROM jobs "
        "WHERE jobs.next_fire_time <= %(now)s::TIMESTAMP WITH TIME ZONE ORDER BY jobs.next_fire_time "
        "LIMIT %(limit)s::BIGINT FOR UPDATE SKIP LOCKED"
    )
    assert _sent(moving(JOBS)) == (
        "UPDATE jobs SET next_fire_time=to_timestamp(CAST(following.seconds AS DOUBLE PRECISION)) "
        "FROM unnest(%(keys)s::BIGINT[], %(following)s::BIGINT[]) AS following(key, seconds) "
        "WHERE jobs.id = following.key"
    )
