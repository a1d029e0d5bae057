"""The namespace of Polars: what the schedules themselves say, row by row, however a query is run."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_rows import Row, tables

import quartzcron.integrations.polars  # noqa: F401  (registers the namespace)
from quartzcron import CronExpressionError, UnknownNameError

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
DIRECTIONS = ("next_fire_time", "previous_fire_time")

#: The ways of running a query.
RUNS: list[Callable[[Any, Any], Any]] = [
    lambda table, asked: table.select(asked),
    lambda table, asked: table.lazy().select(asked).collect(),
    lambda table, asked: table.lazy().select(asked).collect(engine="streaming"),
]
MODES = ["eager", "lazy", "streaming"]


def cron_of(column: Any) -> Any:
    """Return the namespace of a column; checkers of types know only Polars' own ones."""
    return column.cron


CRON = cron_of(pl.col("cron"))


def table_of(rows: list[Row]) -> Any:
    """Return a table of rows, with moments in UTC."""
    schema: Any = {"cron": pl.String, "zone": pl.String, "wall": pl.Datetime("us")}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns(last=pl.col("wall").dt.replace_time_zone("UTC"))


@pytest.mark.parametrize("run", RUNS, ids=MODES)
@given(tables, st.sampled_from(DIRECTIONS))
def test_each_row_gets_the_answer_of_its_schedule(
    run: Callable[[Any, Any], Any], rows: list[Row], method: str
) -> None:
    asked = getattr(CRON, method)(pl.col("last"), tz=pl.col("zone"), errors="coerce")
    found = run(table_of(rows), asked).to_series()
    assert found.dtype == pl.Datetime("us", "UTC")
    assert found.to_list() == [row.answer(method) for row in rows]


@given(tables, st.sampled_from(DIRECTIONS))
def test_without_a_zone_all_is_wall_time(rows: list[Row], method: str) -> None:
    table = table_of(rows)
    found = getattr(cron_of(table["cron"]), method)(table["wall"], errors="coerce")
    assert found.dtype == pl.Datetime("us")
    assert found.to_list() == [row.wall(method) for row in rows]


@given(tables)
def test_each_row_is_counted_and_judged_as_by_itself(rows: list[Row]) -> None:
    table, span = table_of(rows), (NOW, NOW + timedelta(days=400))
    counts = cron_of(table["cron"]).count(*span, tz=table["zone"], errors="coerce")
    assert counts.to_list() == [row.fires(*span) for row in rows]
    assert cron_of(table["cron"]).is_valid().to_list() == [row.is_expression for row in rows]


@pytest.mark.parametrize("size", [0, 1, 3])
def test_a_literal_stands_for_all_rows_and_a_column_gives_their_number(size: int) -> None:
    table = pl.DataFrame({"last": [NOW] * size}, schema={"last": pl.Datetime("us", "UTC")})
    daily = cron_of(pl.lit("0 9 * * *"))
    wanted = [NOW + timedelta(hours=21)] * size
    assert (
        table.select(daily.next_fire_time(pl.col("last"), tz="UTC")).to_series().to_list() == wanted
    )
    texts = pl.DataFrame({"cron": ["0 9 * * *"] * size}, schema={"cron": pl.String})
    asked = CRON.next_fire_time(pl.lit(NOW), tz=pl.lit("UTC"))
    assert texts.select(asked).to_series().to_list() == wanted


def test_the_schema_is_known_before_the_query_is_run() -> None:
    table = table_of([Row("0 9 * * *", "UTC", datetime(2026, 1, 1))])
    query = table.lazy().select(
        zoned=CRON.next_fire_time(pl.col("last"), tz=pl.col("zone")),
        aware=CRON.next_fire_time(NOW),
        wall=CRON.next_fire_time(pl.col("wall")),
        count=CRON.count(NOW, NOW),
        valid=CRON.is_valid(),
    )
    assert query.collect().schema == query.collect_schema()


def test_one_aware_moment_has_texts_read_in_its_zone() -> None:
    cron = cron_of(pl.Series(["0 9 * * *"]))
    wanted = [datetime(2026, 3, 6, 14, tzinfo=UTC)]
    assert cron.next_fire_time(NOW.astimezone(NEW_YORK)).to_list() == wanted
    # A naive one is wall time in the zone of each row.
    assert cron.next_fire_time(datetime(2026, 3, 6), tz=NEW_YORK).to_list() == wanted


WRONG: list[tuple[Callable[[Any], Any], type[Exception], str]] = [
    (lambda cron: cron.next_fire_time(NOW), CronExpressionError, "row 1: hour must be"),
    (lambda cron: cron_of(pl.lit("0 9 * * *")).next_fire_time(NOW, tz=pl.col("zone")), UnknownNameError, "row 0: .*Europe/Berlin"),
    (lambda cron: cron.next_fire_time(NOW, dialect="quarts"), UnknownNameError, "quartz"),
    (lambda cron: cron.next_fire_time(pl.lit(NOW)), TypeError, "give tz="),
    (lambda cron: cron.next_fire_time(NOW, errors="null"), ValueError, '"raise" or "coerce"'),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "error", "said"), WRONG)
def test_the_query_ends_with_our_message(
    ask: Callable[[Any], Any], error: type[Exception], said: str
) -> None:
    table = pl.DataFrame({"cron": ["0 9 * * *", "0 25 * * *"], "zone": ["Europe/Berlim", "UTC"]})
    with pytest.raises(error, match=said):
        table.select(ask(CRON))


def test_an_unknown_name_that_is_made_anew_from_its_message_prints_it() -> None:
    said = str(UnknownNameError("time zone", "Europe/Berlim", ["Europe/Berlin"]))
    again = UnknownNameError(said)  # type: ignore[arg-type]
    assert str(again) == str(pickle.loads(pickle.dumps(again))) == said
    assert (again.name, again.nearest) == ("", ())
    # An empty name is one that was given.
    assert str(UnknownNameError("dialect", "")) == 'there is no dialect ""'


def test_a_series_has_no_other_methods() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        cron_of(pl.Series(["0 9 * * *"])).nonsense()
