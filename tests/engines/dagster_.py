"""Dagster: the iterator of its daemon on lists of our texts, over two years, and the sensor of the page."""

from __future__ import annotations

import doctest
import itertools
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from engines import ROOT
from engines.examples import run_examples
from quartzcron import CatchUp, CronExpression, FireTimes, Schedule

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)

#: Zones where Dagster keeps its own rule; `docs/deviations.toml` has those where it does not.
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney")

TEXTS = (
    *("0 9 * * FRI#1,MON", "0 9 L * FRIL", "0 0 9 ? * 6L", "0 0 9 L * ?", "0 30 9 ? * MON#5"),
    *(
        "0 30 2 * * ?",
        "0 15 0 * * ?",
        "0 10,40 1-2 ? * SUN",
        "0 0/30 8-17 ? * MON-FRI",
        "30 2 * * SUN#1,MON",
    ),
)


def run(folder: Path) -> Iterable[str]:
    """Hold what Dagster makes of our texts against the texts."""
    os.environ["DAGSTER_HOME"] = str(folder)
    from dagster import __version__

    yield f"Dagster {__version__}"
    yield from lists()
    yield run_examples("dagster.md")
    yield from sensor()


def instants(times: Iterable[datetime]) -> list[datetime]:
    """Return moments in UTC: those of one zone are compared without their folds."""
    return [at.astimezone(UTC) for at in times]


def definition(texts: list[str], zone: str) -> Any:
    """Return a schedule of Dagster."""
    import dagster

    def write() -> None: ...

    def report() -> None:
        dagster.op(write)()

    job = dagster.job(report)
    return dagster.ScheduleDefinition(job=job, cron_schedule=texts, execution_timezone=zone)


def lists() -> Iterator[str]:
    """Make schedules of lists of texts, and ask the iterator that the daemon asks."""
    from dagster._utils.schedules import schedule_execution_time_iterator

    count = several = 0
    for zone in ZONES:
        for text in TEXTS:
            parts = CronExpression(text).to_all("dagster")
            made = definition([str(part) for part in parts], zone)
            found = schedule_execution_time_iterator(
                START.timestamp(), made.cron_schedule, made.execution_timezone
            )
            runs = instants(itertools.takewhile(lambda at: at < END, found))
            # Each text by itself has the dialect's rule when the clock changes.
            together: FireTimes = reduce(or_, (Schedule(part, zone) for part in parts))
            assert runs == instants(together.fire_times(START, END)), (text, zone)
            assert runs
            count += len(runs)
            several += len(parts) > 1
    yield f"{count:,} runs of two years in {len(ZONES)} zones, {several} schedules of several texts"


def sensor() -> Iterator[str]:
    """Run the sensor after an outage, and again: each run is asked for once."""
    import dagster

    page = (ROOT / "docs" / "dagster.md").read_text("utf-8")
    names: dict[str, Any] = {}
    for example in doctest.DocTestParser().get_examples(page):
        if not example.exc_msg:
            exec(compile(example.source, "docs/dagster.md", "exec"), names)
    last, now = datetime(2026, 1, 1, tzinfo=UTC), datetime.now(UTC)
    context = dagster.build_sensor_context(cursor=last.isoformat())
    result = names["paydays"](context)
    wanted = names["payday"].caught_up(last, now, CatchUp(keep="all")).due
    assert [request.run_key for request in result.run_requests] == [at.isoformat() for at in wanted]
    assert len(wanted) >= 10
    again = names["paydays"](dagster.build_sensor_context(cursor=result.cursor))
    assert again.run_requests == []
    fresh = names["paydays"](dagster.build_sensor_context())
    assert fresh.run_requests == []
    assert datetime.fromisoformat(fresh.cursor) >= now
    yield f"sensor: {len(wanted)} runs after an outage, none again"
