"""A table of schedules in PostgreSQL, of which many workers each take what is due.

The idea: claiming the rows, moving them on and whatever the caller does for them are one
transaction, his. A worker that dies takes nothing with it: its rows are due again at once. Others
neither wait for locked rows nor see them (`SKIP LOCKED`). The next times of a batch are computed
in one call, and travel as two arrays in one statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sqlalchemy import (
    BigInteger,
    Double,
    Select,
    String,
    Table,
    Update,
    bindparam,
    cast,
    func,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from quartzcron import CronExpressionError, Schedule, arrays
from quartzcron.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Column, Connection, Row

    from quartzcron import Dialect


class Claimed(NamedTuple):
    """The rows that were due, as they were before, the longest due first.

    `wrong` are those among them whose text or zone nobody can read, with the error. They are not
    in `rows`, and their next time is NULL, so that they stop no others: tell somebody.
    """

    rows: Sequence[Row[Any]]
    wrong: Sequence[tuple[Row[Any], ValueError]]


def advance(connection: Connection, table: Table, now: datetime, limit: int) -> Claimed:
    """Claim at most so many rows that are due at a moment, and move each on to its next time.

        with engine.begin() as connection:
            for row in advance(connection, jobs, datetime.now(UTC), limit=1_000).rows:
                connection.execute(outbox.insert(), {"job": row.id, "due": row.next_fire_time})

    The table has one column as its primary key, `cron` (a `CronType`, whose dialect counts, or any
    text in the default dialect), `next_fire_time` (`DateTime(timezone=True)`) and, if not all is in
    UTC, `tz` (the name of a zone; NULL is UTC). Due are the rows whose `next_fire_time` is at or
    before `now`; the next one is the first run strictly after `now`, or NULL where there is none.
    So the runs that were missed are those from `row.next_fire_time` to `now`, both included.

    A row of the answer has all columns of the table, `cron` as its text. It stays locked until the
    transaction of the connection ends, which the caller begins and ends; after a rollback it is
    due again. `now` must be aware (`TypeError`). Cost: one SELECT and one UPDATE.
    """
    if getattr(now, "tzinfo", None) is None:
        raise TypeError(f"now must be an aware datetime, not {now!r}")
    key = _key(table)
    rows = connection.execute(claiming(table), {"now": now, "limit": limit}).all()
    if not rows:
        return Claimed([], [])
    dialect = getattr(table.c.cron.type, "dialect", None)
    following = next_seconds(rows, now, dialect)
    keys = [row._mapping[key] for row in rows]
    connection.execute(moving(table), {"keys": keys, "following": following})
    wrong = [
        (row, error)
        for row, seconds in zip(rows, following, strict=True)
        if seconds is None and (error := _error(row, dialect)) is not None
    ]
    unread = {id(row) for row, _ in wrong}
    return Claimed([row for row in rows if id(row) not in unread], wrong)


def claiming(table: Table) -> Select[Any]:
    """Return what selects and locks the rows that are due at `now`, at most `limit` of them."""
    # The stored text: a row with a wrong one must be read too.
    cron = type_coerce(table.c.cron, String).label("cron")
    columns = [cron if column is table.c.cron else column for column in table.c]
    due = table.c.next_fire_time
    return (
        select(*columns)
        .where(due <= bindparam("now", type_=due.type))
        .order_by(due)
        .limit(bindparam("limit", type_=BigInteger))
        .with_for_update(skip_locked=True)
    )


def moving(table: Table) -> Update:
    """Return what gives the rows of `keys` the next times of `following`, in seconds since 1970."""
    key = _key(table)
    sent = func.unnest(
        bindparam("keys", type_=ARRAY(key.type)), bindparam("following", type_=ARRAY(BigInteger))
    )
    pairs = sent.table_valued("key", "seconds").render_derived(name="following")
    following = func.to_timestamp(cast(pairs.c.seconds, Double))
    return update(table).values(next_fire_time=following).where(key == pairs.c.key)


def next_seconds(
    rows: Sequence[Row[Any]], now: datetime, dialect: Dialect | None
) -> list[int | None]:
    """Return the next time of each row in seconds since 1970, None where there is none."""
    zones = [_zone(row) for row in rows]
    found = arrays.next_fire_times(
        [row.cron for row in rows], now, tz=zones, dialect=dialect, errors="coerce"
    )
    missing = np.isnat(found)
    seconds: list[int | None] = found.astype(np.int64).tolist()
    for place in np.flatnonzero(missing).tolist():
        seconds[place] = None
    return seconds


def _zone(row: Row[Any]) -> str:
    return getattr(row, "tz", None) or "UTC"


def _key(table: Table) -> Column[Any]:
    """Return the one column of the primary key."""
    columns = list(table.primary_key)
    if len(columns) != 1:
        raise ValueError(f"{table.name} needs a primary key of one column, not {len(columns)}")
    return columns[0]


def _error(row: Row[Any], dialect: Dialect | None) -> ValueError | None:
    """Return what is wrong with a row, or None where it merely never runs again."""
    try:
        Schedule(row.cron, tz=_zone(row), dialect=dialect)
    except (CronExpressionError, UnknownNameError) as error:
        return error
    return None
