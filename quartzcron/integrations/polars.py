"""A namespace `cron` for columns of texts in Polars: expressions, lazy or not, and series.

import quartzcron.integrations.polars  # registers the namespace

table.with_columns(next=pl.col("cron").cron.next_fire_time(pl.col("last"), tz=pl.col("zone")))
"""

from __future__ import annotations

from datetime import datetime

import polars as pl

from quartzcron import arrays
from quartzcron.ground.messages import ADAPTERS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo
    from typing import Any, Literal

    from quartzcron.dialects import Dialect

    Moments = datetime | pl.Expr | pl.Series
    Zones = tzinfo | str | pl.Expr | pl.Series
    Errors = Literal["raise", "coerce"]


@pl.api.register_expr_namespace("cron")
class CronExpr:
    """What can be asked of a column of cron texts, row by row.

    >>> from datetime import UTC
    >>> texts, zones = ["0 9 * * MON-FRI", "*/15 * * * *"], ["Asia/Tokyo", "UTC"]
    >>> table = pl.DataFrame({"cron": texts, "zone": zones})
    >>> asked = pl.col("cron").cron.next_fire_time(
    ...     datetime(2026, 3, 6, 12, tzinfo=UTC), tz=pl.col("zone"))
    >>> for fire_time in table.select(asked).to_series():
    ...     print(fire_time)
    2026-03-09 00:00:00+00:00
    2026-03-06 12:15:00+00:00

    Moments are one datetime for all, or a column of one each; `tz` is a zone, or a column of
    names: a text is always the name of a zone, never that of a column. With a zone, answers and
    columns of moments are instants in UTC. Without one all is wall time: a column of moments with
    a zone is then a `TypeError`. One aware datetime without `tz` has texts read in its own zone.

    `errors` is "raise" (the first wrong or null row raises, with its number among those that
    Polars handed over together) or "coerce" (such rows give null, and a count of 0).
    """

    def __init__(self, column: pl.Expr) -> None:
        self._column = column

    def next_fire_time(
        self,
        after: Moments,
        *,
        tz: Zones | None = None,
        dialect: Dialect | str | None = None,
        errors: Errors = "raise",
    ) -> pl.Expr:
        """Return the first fire time of each row strictly after a moment, or null."""
        return self._times(arrays.next_fire_times, after, tz, dialect, errors)

    def previous_fire_time(
        self,
        before: Moments,
        *,
        tz: Zones | None = None,
        dialect: Dialect | str | None = None,
        errors: Errors = "raise",
    ) -> pl.Expr:
        """Return the last fire time of each row strictly before a moment, or null."""
        return self._times(arrays.previous_fire_times, before, tz, dialect, errors)

    def count(
        self,
        start: datetime,
        end: datetime,
        *,
        tz: Zones | None = None,
        dialect: Dialect | str | None = None,
        errors: Errors = "raise",
    ) -> pl.Expr:
        """Return how often each row fires from start (inclusive) to end (exclusive)."""

        def ask(texts: pl.Series, zones: Any) -> pl.Series:
            found = arrays.count(texts, start, end, tz=zones, dialect=dialect, errors=errors)
            return pl.Series(found, dtype=pl.Int64)

        return self._asked(ask, [tz], pl.Int64())

    def is_valid(self, dialect: Dialect | str | None = None) -> pl.Expr:
        """Return for each row whether it is an expression of a dialect; null is not."""
        return self._asked(
            lambda texts: pl.Series(arrays.is_valid(texts, dialect)), [], pl.Boolean()
        )

    def _times(
        self,
        ask: Callable[..., Any],
        moments: Moments,
        tz: Zones | None,
        dialect: Dialect | str | None,
        errors: Errors,
    ) -> pl.Expr:
        zone = None if tz is None and getattr(moments, "tzinfo", None) is None else "UTC"

        def times(texts: pl.Series, given: Any, zones: Any) -> pl.Series:
            if zones is None and getattr(getattr(given, "dtype", None), "time_zone", None):
                raise TypeError(ADAPTERS["instants"])
            found = ask(texts, given, tz=zones, dialect=dialect, errors=errors)
            return pl.Series(found.astype("datetime64[us]")).dt.replace_time_zone(zone)

        return self._asked(times, [moments, tz], pl.Datetime("us", zone))

    def _asked(
        self, ask: Callable[..., pl.Series], given: Sequence[Any], dtype: pl.DataType
    ) -> pl.Expr:
        """Return what a function says of the texts and what was given: values, or columns."""
        columns = {
            place: pl.lit(each) if isinstance(each, pl.Series) else each
            for place, each in enumerate(given)
            if isinstance(each, (pl.Expr, pl.Series))
        }

        def asked(parts: Sequence[pl.Series]) -> pl.Series:
            sizes = [len(each) for each in parts]
            rows = 0 if 0 in sizes else max(sizes)
            # A literal comes as a single row.
            texts, *rest = (p if len(p) == rows else p.new_from_index(0, rows) for p in parts)
            values = {**dict(enumerate(given)), **dict(zip(columns, rest, strict=True))}
            return ask(texts, *values.values())

        inputs = [self._column, *columns.values()]
        return pl.map_batches(inputs, asked, return_dtype=dtype, is_elementwise=True)


@pl.api.register_series_namespace("cron")
class CronSeries:
    """What `CronExpr` can be asked, of a series: `table["cron"].cron.is_valid()`."""

    def __init__(self, column: pl.Series) -> None:
        self._column = column

    def __getattr__(self, name: str) -> Callable[..., pl.Series]:
        method = getattr(CronExpr(pl.lit(self._column)), name)
        return lambda *given, **named: pl.select(method(*given, **named)).to_series()
