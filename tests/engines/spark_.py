"""Spark on this machine: a table of schedules, asked in columns and in SQL, in sessions of two zones."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from engines import AbsentError
from engines.examples import run_examples
from quartzcron import CronExpression, Schedule, UnknownNameError

ROW_COUNT = 20_000

#: The zones of the sessions; the hour that comes twice in the second must not matter.
SESSIONS = ("UTC", "Europe/Berlin")

ZONES = (
    *("UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "+05:30", "Europe/Berlin"),
    *(None, "Europe/Berlim"),
)

TEXTS = (
    *(
        "0 9 * * MON-FRI",
        "*/15 * * * *",
        "0 0 L * *",
        "0 12 15W * *",
        "30 1 * * *",
        "59 23 31 12 *",
    ),
    *("0 0 9 ? * 6L", "*/7 * * * * ?", "0 30 2 ? * SUN#1", "0 0 0 29 2 ? 2040", "0 0 30 2 *"),
    *(None, "", "0 25 * * *", "nonsense", "0 0 9 * *  *  * *"),
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Row(NamedTuple):
    """A text, a zone, and microseconds since 1970, any of which may be null or wrong."""

    cron: str | None
    zone: str | None
    micros: int | None

    @property
    def is_expression(self) -> bool | None:
        """Whether its text is one, by itself."""
        if self.cron is None:
            return None
        try:
            CronExpression(self.cron)
        except ValueError:
            return False
        return True

    def answer(self, method: str) -> int | None:
        """Return what the schedule of this row says, in microseconds."""
        if self.cron is None or self.zone is None or self.micros is None:
            return None
        try:
            schedule = Schedule(self.cron, self.zone)
        except ValueError:
            return None
        found = getattr(schedule, method)(EPOCH + self.micros * MICROSECOND)
        return None if found is None else (found.astimezone(UTC) - EPOCH) // MICROSECOND


def run(folder: Path) -> Iterable[str]:
    """Start Spark on this machine, and hold its columns against the schedules."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise AbsentError("Java is not here: apt-get install openjdk-17-jre-headless")
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    os.chdir(folder)
    from pyspark.sql import SparkSession

    from quartzcron.integrations import spark as cron

    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        # Batches that do not end with the partitions.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "3000",
    }
    spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    try:
        yield f"Spark {spark.version}, on two threads"
        yield from columns(spark)
        yield from sql(spark)
        refused(spark)
        yield "what is wrong ends the query with its message; NULL is NULL"
        yield run_examples(cron, "spark.md")
    finally:
        spark.stop()


# --- the table ---


def drawn() -> list[Row]:
    """Return rows at random, some at the changes of clock."""
    draw = random.Random(8)
    changes = [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 0, 45, tzinfo=UTC)]
    texts = [*TEXTS, *(random_text(draw) for _ in range(300))]

    def moment() -> int | None:
        if draw.random() < 0.02:
            return None
        if draw.random() < 0.3:
            near = draw.choice(changes) + timedelta(seconds=draw.randrange(-9_000, 9_000))
            return (near - EPOCH) // MICROSECOND
        return draw.randrange(0, 7_000_000_000_000_000)

    return [Row(draw.choice(texts), draw.choice(ZONES), moment()) for _ in range(ROW_COUNT)]


def random_text(draw: random.Random) -> str:
    """Return a text of five fields."""

    def field(low: int, high: int) -> str:
        first, last = sorted(draw.sample(range(low, high + 1), 2))
        step = draw.randrange(2, 5)
        return draw.choice(
            ["*", f"*/{step}", str(first), f"{first},{last}", f"{first}-{last}/{step}"]
        )

    bounds = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
    return " ".join(field(*each) for each in bounds)


def table(spark: Any, rows: list[Row]) -> Any:
    """Return rows as a table, with the moments as TIMESTAMPs."""
    from pyspark.sql import functions

    numbered = [(number, *row) for number, row in enumerate(rows)]
    made = spark.createDataFrame(numbered, "n INT, cron STRING, zone STRING, micros BIGINT")
    return made.withColumn("last", functions.timestamp_micros("micros")).repartition(4)


def columns(spark: Any) -> Iterator[str]:
    """Ask a table in sessions of two zones, and compare each row with its schedule."""
    from pyspark.sql import functions

    from quartzcron.integrations import spark as cron

    rows = drawn()
    wanted = [
        (row.answer("next_fire_time"), row.answer("previous_fire_time"), row.is_expression)
        for row in rows
    ]
    for zone in SESSIONS:
        spark.conf.set("spark.sql.session.timeZone", zone)
        given = {"tz": functions.col("zone"), "errors": "coerce"}
        asked = table(spark, rows).select(
            "n",
            functions.unix_micros(cron.next_fire_time("cron", "last", **given)),
            functions.unix_micros(cron.previous_fire_time(functions.col("cron"), "last", **given)),
            cron.is_valid("cron"),
        )
        found = [tuple(row)[1:] for row in sorted(asked.collect())]
        assert found == wanted, next(
            each for each in zip(rows, found, wanted, strict=True) if each[1] != each[2]
        )
    answers = sum(each[0] is not None for each in wanted)
    yield f"{len(rows):,} rows in sessions of {' and '.join(SESSIONS)}, {answers:,} with a next time"


# --- SQL, and what is wrong ---


def sql(spark: Any) -> Iterator[str]:
    """Ask the functions of SQL, those of two dialects side by side."""
    from quartzcron.integrations import spark as cron

    rows = drawn()[:3_000]
    cron.register(spark, errors="coerce")
    cron.register(spark, prefix="spring_", dialect="spring", errors="coerce")
    table(spark, rows).createOrReplaceTempView("jobs")
    asked = spark.sql(
        "SELECT n, unix_micros(cron_next(cron, zone, last)), unix_micros(cron_previous(cron, zone,"
        " last)), cron_is_valid(cron), spring_is_valid(cron) FROM jobs ORDER BY n"
    )
    for row, (_, following, previous, is_valid, in_spring) in zip(
        rows, asked.collect(), strict=True
    ):
        assert following == row.answer("next_fire_time"), row
        assert previous == row.answer("previous_fire_time"), row
        assert is_valid == row.is_expression, row
        assert in_spring is not True or len((row.cron or "").split()) == 6, row
    [[seconds, valid]] = spark.sql(
        "SELECT unix_seconds(spring_next('0 0 9 * * MON', 'UTC', TIMESTAMP '2026-01-01 00:00:00Z')),"
        " spring_is_valid('0 9 * * MON')"
    ).collect()
    assert (seconds, valid) == (datetime(2026, 1, 5, 9, tzinfo=UTC).timestamp(), False)
    yield f"{len(rows):,} rows in SQL, by names of two dialects"


def refused(spark: Any) -> None:
    """Hold what is said of what is wrong, and that NULL is never wrong."""
    from pyspark.errors import PythonException
    from pyspark.sql import functions

    from quartzcron.integrations import spark as cron

    now = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    nulls = table(
        spark, [Row(None, "UTC", 0), Row("0 9 * * *", None, 0), Row("0 9 * * *", "UTC", None)]
    )
    found = nulls.select(cron.next_fire_time("cron", "last", tz=functions.col("zone"))).collect()
    assert [value for (value,) in found] == [None] * 3
    # The session is in Berlin: what has no zone is read there, in the first pass of its hour.
    wall = functions.lit("2026-10-25 02:45:00").cast("timestamp_ntz")
    [[seconds]] = (
        nulls.limit(1)
        .select(
            functions.unix_seconds(
                cron.next_fire_time(functions.lit("*/15 * * * *"), wall, tz="UTC")
            )
        )
        .collect()
    )
    assert seconds == datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp()
    for row, said in (
        (Row("0 25 * * *", "UTC", 0), "hour must be 0-23, not 25"),
        (Row("0 9 * * *", "Europe/Berlim", 0), "did you mean Europe/Berlin?"),
    ):
        query = table(spark, [row]).select(
            cron.next_fire_time("cron", now, tz=functions.col("zone"))
        )
        raised(query.collect, PythonException, said)
    raised(
        lambda: cron.next_fire_time("cron", now, tz="Europe/Berlim"),
        UnknownNameError,
        "Europe/Berlin",
    )
    raised(lambda: cron.is_valid("cron", dialect="quarts"), UnknownNameError, "did you mean quartz")
    raised(
        lambda: cron.next_fire_time("cron", datetime(2026, 1, 1), tz="UTC"),
        TypeError,
        "needs a zone",
    )


def raised(does: Any, kind: type[Exception], said: str) -> None:
    """Hold that something raises an error that says something."""
    message = ""
    try:
        does()
    except kind as error:
        message = str(error)
    assert said in message, message
