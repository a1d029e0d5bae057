"""The functions of DuckDB: what the schedules themselves say, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from table_rows import Row, tables

from quartzcron import UnknownNameError
from quartzcron.integrations.duckdb import register

Connection = duckdb.DuckDBPyConnection

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    """A database in memory, whose functions give NULL for wrong rows; `strict_` ones raise."""
    with duckdb.connect() as made:
        register(made, errors="coerce")
        register(made, prefix="strict_", dialect="quartz")
        yield made


def asked(connection: Connection, rows: list[Row], call: str) -> list[int | bool | None]:
    """Return what a query says of each row, in order."""
    lasts = [row.last and row.last.replace(tzinfo=UTC) for row in rows]
    columns = {
        "n": pa.array(range(len(rows))),
        "cron": pa.array([row.cron for row in rows], pa.string()),
        "zone": pa.array([row.zone for row in rows], pa.string()),
        "last": pa.array(lasts, pa.timestamp("us", tz="UTC")),
    }
    connection.register("jobs", pa.table(columns))
    found = connection.execute(f"SELECT {call} FROM jobs ORDER BY n").fetchall()
    return [each for (each,) in found]


@pytest.mark.parametrize(
    ("name", "method"), [("next", "next_fire_time"), ("previous", "previous_fire_time")]
)
@settings(max_examples=10)  # the columns themselves are tried harder elsewhere
@given(rows=tables)
def test_each_row_gets_the_answer_of_its_schedule(
    connection: Connection, name: str, method: str, rows: list[Row]
) -> None:
    call = f"epoch_us(cron_{name}(cron, zone, last)) // 1000000"
    answers = [row.answer(method) for row in rows]
    wanted = [at and (at - EPOCH) // timedelta(seconds=1) for at in answers]
    assert asked(connection, rows, call) == wanted


@settings(max_examples=10)
@given(tables)
def test_each_row_is_judged_as_by_itself(connection: Connection, rows: list[Row]) -> None:
    wanted = [None if row.cron is None else row.is_expression for row in rows]
    assert asked(connection, rows, "cron_is_valid(cron)") == wanted


def test_many_rows_come_in_many_pieces(connection: Connection) -> None:
    query = """SELECT count(*), count(DISTINCT run) FROM (
        SELECT cron_next('0 9 * * *', 'UTC', TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_hours(i)) AS run
        FROM range(24000) AS rows(i))"""
    assert connection.execute(query).fetchone() == (24_000, 1_000 + 1)


WRONG = [
    ("strict_next('0 9 * * *', 'UTC', now())", "Quartz has 6 or 7 parts|must be"),
    (
        "strict_next('0 0 9 * * ?', 'Europe/Berlim', now())",
        "did you mean Europe/Berlin|Europe/Berlin",
    ),
]


@pytest.mark.parametrize(("call", "said"), WRONG)
def test_what_is_wrong_ends_the_query_with_our_message(
    connection: Connection, call: str, said: str
) -> None:
    with pytest.raises(duckdb.Error, match=said):
        connection.execute(f"SELECT {call}").fetchall()


def test_null_is_null_where_wrong_texts_raise(connection: Connection) -> None:
    query = """SELECT strict_next(text, zone, moment) FROM (VALUES
        (NULL, 'UTC', now()), ('0 0 9 * * ?', NULL, now()), ('0 0 9 * * ?', 'UTC', NULL),
        ('0 0 9 30 2 ?', 'UTC', now())) AS rows(text, zone, moment)"""
    assert connection.execute(query).fetchall() == [(None,)] * 4


def test_an_unknown_dialect_is_refused_at_once() -> None:
    with duckdb.connect() as connection, pytest.raises(UnknownNameError, match="quartz"):
        register(connection, dialect="quarts")


def test_a_dialect_may_be_a_value(connection: Connection) -> None:
    from quartzcron import Dialect

    register(connection, prefix="spring_", dialect=Dialect.named("spring"))
    assert connection.execute("SELECT spring_is_valid('0 0 9 * * MON')").fetchone() == (True,)
    assert connection.execute("SELECT strict_is_valid('0 0 9 * * MON')").fetchone() == (False,)
