"""The accessor of pandas: what the schedules themselves say, row by row, and pandas' own manners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_rows import Row, tables

from quartzcron import CronExpression, CronExpressionError, Schedule
from quartzcron.integrations.pandas import date_range

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
DIRECTIONS = ("next_fire_time", "previous_fire_time")


def frame_of(rows: list[Row]) -> Any:
    """Return a frame of rows, with moments in UTC and an index of its own."""
    columns = {"cron": [row.cron for row in rows], "zone": [row.zone for row in rows]}
    frame = pd.DataFrame(columns, index=range(100, 100 + len(rows)))
    frame["wall"] = pd.Series([row.last for row in rows], dtype="datetime64[us]").to_numpy()
    frame["last"] = frame["wall"].dt.tz_localize("UTC")
    return frame


def values(column: Any) -> list[datetime | None]:
    """Return the moments of a column, None for NaT."""
    return [None if pd.isna(each) else each.to_pydatetime() for each in column]


@given(tables, st.sampled_from(DIRECTIONS))
def test_each_row_gets_the_answer_of_its_schedule(rows: list[Row], method: str) -> None:
    frame = frame_of(rows)
    found = getattr(frame["cron"].cron, method)(frame["last"], tz=frame["zone"], errors="coerce")
    assert str(found.dtype) == "datetime64[s, UTC]"
    assert values(found) == [row.answer(method) for row in rows]
    assert (list(found.index), found.name) == (list(frame.index), "cron")


@given(tables, st.sampled_from(DIRECTIONS))
def test_without_a_zone_all_is_wall_time(rows: list[Row], method: str) -> None:
    frame = frame_of(rows)
    found = getattr(frame["cron"].cron, method)(frame["wall"], errors="coerce")
    assert str(found.dtype) == "datetime64[s]"
    assert values(found) == [row.wall(method) for row in rows]


@given(tables)
def test_each_row_is_counted_and_judged_as_by_itself(rows: list[Row]) -> None:
    column, span = frame_of(rows), (NOW, NOW + timedelta(days=400))
    counts = column["cron"].cron.count(*span, tz=column["zone"], errors="coerce")
    assert counts.tolist() == [row.fires(*span) for row in rows]
    valid = column["cron"].cron.is_valid()
    assert valid.tolist() == [row.is_expression for row in rows]


def test_other_columns_are_aligned_by_the_index() -> None:
    texts = pd.Series(["0 9 * * *", "0 12 * * *"], index=["a", "b"])
    zones = pd.Series(["Asia/Tokyo", "UTC"], index=["b", "a"])
    found = texts.cron.next_fire_time(NOW, tz=zones)
    assert [f"{at:%d %H}" for at in found] == ["07 09", "07 03"]
    lasts = pd.Series([NOW], index=["a"])
    assert values(texts.cron.next_fire_time(lasts, tz="UTC")) == [NOW + timedelta(hours=21), None]


def test_one_aware_moment_has_texts_read_in_its_zone() -> None:
    found = pd.Series(["0 9 * * *"]).cron.next_fire_time(NOW.astimezone(NEW_YORK))
    assert values(found) == [datetime(2026, 3, 6, 14, tzinfo=UTC)]
    # A naive one is wall time in the zone of each row.
    found = pd.Series(["0 9 * * *"]).cron.next_fire_time(pd.Timestamp("2026-03-06"), tz=NEW_YORK)
    assert values(found) == [datetime(2026, 3, 6, 14, tzinfo=UTC)]


WRONG: list[tuple[Callable[[Any], Any], type[Exception], str]] = [
    (lambda column: column.cron.next_fire_time(NOW), CronExpressionError, "row 1: hour must be"),
    (lambda column: column.cron.next_fire_time(pd.Series([NOW] * 2)), TypeError, "give tz="),
    (
        lambda column: column.cron.next_fire_time(NOW, errors="null"),
        ValueError,
        '"raise" or "coerce"',
    ),
]


@pytest.mark.parametrize(("ask", "error", "said"), WRONG)
def test_what_is_wrong_is_said(
    ask: Callable[[Any], Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask(pd.Series(["0 9 * * *", "0 25 * * *"]))


# --- one schedule as an index -----------------------------------------------------


SPANS: list[tuple[Any, Any, Any]] = [
    (Schedule("*/30 * * * *", NEW_YORK), "2026-10-31", "2026-11-03"),  # a repeated hour in it
    (Schedule("30 2 * * *", NEW_YORK), pd.Timestamp("2026-03-07", tz="UTC"), "2026-03-12"),
    (Schedule("0 9 L * *", start=datetime(2026, 1, 1), end=datetime(2027, 1, 1)), None, None),
    (Schedule("0 9 L * *", "+05:30", start=datetime(2026, 1, 1)), None, "2027-01-01"),
    (CronExpression("0 9 L * *"), datetime(2026, 1, 1, tzinfo=NEW_YORK), datetime(2027, 1, 1, tzinfo=NEW_YORK)),
    (CronExpression("0 0 30 2 *"), "2026-01-01", "2027-01-01"),
    (Schedule("0 9 * * *", NEW_YORK) & Schedule("0 9 * * MON", NEW_YORK), "2026-01-01", "2026-02-01"),
]  # fmt: skip


@pytest.mark.parametrize(("schedule", "start", "end"), SPANS)
def test_the_index_has_the_fire_times_of_the_schedule(schedule: Any, start: Any, end: Any) -> None:
    found = date_range(schedule, start, end)
    bounds = [None if at is None else pd.Timestamp(at).to_pydatetime() for at in (start, end)]
    if getattr(schedule, "tz", None) is not None:
        bounds = [at and (at if at.tzinfo else at.replace(tzinfo=schedule.tz)) for at in bounds]
    wanted = list(schedule.fire_times(*bounds))
    assert [str(at.to_pydatetime()) for at in found] == [str(at) for at in wanted]
    assert [at.to_pydatetime().fold for at in found] == [at.fold for at in wanted]


def test_the_index_bins_what_happened() -> None:
    bins = date_range(Schedule("0 9 * * *", "Europe/Paris"), "2026-03-27", "2026-03-31")
    happened = pd.Series(pd.to_datetime(["2026-03-28 06:00Z", "2026-03-29 12:00Z"]))
    assert pd.cut(happened.dt.tz_convert("Europe/Paris"), bins, right=False).cat.codes.tolist() == [
        0,
        2,
    ]
