"""Functions for Spark on columns of cron texts: when each row fires next, or last.

from quartzcron.integrations import spark as cron

jobs.withColumn("next_run", cron.next_fire_time("cron", "last_run", tz=functions.col("zone")))
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
from pyspark.sql import Column, functions
from pyspark.sql.types import BooleanType, LongType

from quartzcron import arrays
from quartzcron.clock.zone_names import zone_named
from quartzcron.dialects import Dialect
from quartzcron.ground.messages import ADAPTERS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal, TypeAlias

    from pyspark.sql import SparkSession

    Columns: TypeAlias = "Column | str"
    Moments: TypeAlias = "Column | str | datetime"
    Rules = Dialect | str | None
    Errors = Literal["raise", "coerce"]

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)

#: A function of SQL, whose body asks the one on microseconds.
_TIMES = """CREATE OR REPLACE TEMPORARY FUNCTION {name}(text STRING, zone STRING, moment TIMESTAMP)
RETURNS TIMESTAMP RETURN timestamp_micros({name}_micros(text, zone, unix_micros(moment)))"""


def next_fire_time(
    cron: Columns, after: Moments, *, tz: Columns, dialect: Rules = None, errors: Errors = "raise"
) -> Column:
    """Return a column of the first fire time of each row strictly after a moment, or NULL.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> jobs = spark.createDataFrame([("0 9 * * MON-FRI", "Asia/Tokyo")], ["cron", "zone"])
    >>> now = datetime(2026, 3, 6, 12, tzinfo=UTC)
    >>> asked = next_fire_time("cron", now, tz=functions.col("zone"))
    >>> print(jobs.select(asked).first()[0].astimezone(UTC))
    2026-03-09 00:00:00+00:00

    `cron` is a column or the name of one, `after` either as well, or one aware datetime for all
    rows; `tz` the name of a zone, or a column of such: a text is always the name of a zone.
    Moments and answers are TIMESTAMPs, which are instants, whatever the zone of the session.

    Texts are of `dialect`. What is NULL gives NULL. Wrong texts and zones end the query with
    their message, or with `errors="coerce"` give NULL. An unknown dialect or zone is an
    `UnknownNameError` and a datetime without a zone a `TypeError`, both at once.
    """
    return _asked(arrays.next_fire_times, cron, after, tz, dialect, errors)


def previous_fire_time(
    cron: Columns, before: Moments, *, tz: Columns, dialect: Rules = None, errors: Errors = "raise"
) -> Column:
    """Return a column of the last fire time of each row strictly before a moment, or NULL."""
    return _asked(arrays.previous_fire_times, cron, before, tz, dialect, errors)


def is_valid(cron: Columns, *, dialect: Rules = None) -> Column:
    """Return a column that tells whether each text is an expression of a dialect; NULL for NULL."""
    return _judging(dialect)(cron)


def register(
    spark: SparkSession, *, prefix: str = "cron_", dialect: Rules = None, errors: Errors = "raise"
) -> None:
    """Create `cron_next`, `cron_previous` and `cron_is_valid` for SQL in a session of Spark 4.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> register(spark)
    >>> now = "TIMESTAMP '2026-01-01 12:00:00+00'"
    >>> asked = spark.sql(f"SELECT cron_next('0 9 * * *', 'Asia/Tokyo', {now})")
    >>> print(asked.first()[0].astimezone(UTC))
    2026-01-02 00:00:00+00:00

    `cron_next(text, zone, after)` and `cron_previous(text, zone, before)` are `next_fire_time` and
    `previous_fire_time`, `cron_is_valid(text)` is `is_valid`. Another `prefix` gives the functions
    other names, for another dialect beside it.
    """
    for name, ask in (("next", arrays.next_fire_times), ("previous", arrays.previous_fire_times)):
        spark.udf.register(f"{prefix}{name}_micros", _times(ask, dialect, errors))
        spark.sql(_TIMES.format(name=prefix + name))
    spark.udf.register(f"{prefix}is_valid", _judging(dialect))


def _asked(
    ask: Callable[..., Any],
    cron: Columns,
    moments: Moments,
    tz: Columns,
    dialect: Rules,
    errors: Errors,
) -> Column:
    """Return what a function says of columns; a moment or a zone for all rows is made one."""
    zones = functions.lit(tz) if isinstance(tz, str) and zone_named(tz) else tz
    micros = _micros(moments)
    return functions.timestamp_micros(_times(ask, dialect, errors)(cron, zones, micros))


def _micros(moments: Moments) -> Column:
    """Return moments as microseconds since 1970, since pandas would get them as wall time.

    That is the session's, in which the two passes of a repeated hour are one.
    """
    if not isinstance(moments, datetime):
        column = functions.col(moments) if isinstance(moments, str) else moments
        # A TIMESTAMP_NTZ is cast here by the session's zone; left alone it would be taken for UTC.
        return functions.unix_micros(column.cast("timestamp"))
    if moments.tzinfo is None:
        raise TypeError(ADAPTERS["aware"])
    return functions.lit((moments - _EPOCH) // _MICROSECOND)


def _times(ask: Callable[..., Any], dialect: Rules, errors: Errors) -> Any:
    """Return a function of Spark on texts, zones and microseconds, to microseconds."""
    rules = Dialect.named(dialect) if isinstance(dialect, str) else dialect

    def times(texts: pd.Series, zones: pd.Series, micros: pd.Series) -> pd.Series:
        # Rows with a NULL are left NULL, and nothing is said of them.
        rows = (texts.notna() & zones.notna() & micros.notna()).to_numpy()
        moments = micros[rows].to_numpy("int64").view("datetime64[us]")
        found = np.full(len(rows), "NaT", "datetime64[us]")
        found[rows] = ask(texts[rows], moments, tz=zones[rows], dialect=rules, errors=errors)
        return pd.Series(pd.arrays.IntegerArray(found.view("int64"), np.isnat(found)))

    return functions.pandas_udf(times, LongType())


def _judging(dialect: Rules) -> Any:
    """Return a function of Spark that judges texts."""
    rules = Dialect.named(dialect) if isinstance(dialect, str) else dialect

    def judged(texts: pd.Series) -> pd.Series:
        return pd.Series(arrays.is_valid(texts, rules)).astype("boolean").mask(texts.isna())

    return functions.pandas_udf(judged, BooleanType())
