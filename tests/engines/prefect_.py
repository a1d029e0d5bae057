"""Prefect: its server's schedules, made from our rules and texts, over two years of clock changes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from engines.examples import run_examples
from quartzcron import CronExpression, Schedule

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Havana",
    "Australia/Lord_Howe",
    "Asia/Tokyo",
)

#: Texts that rules say. Times of night are moved, or run in the first pass.
IN_RULES = (
    *("0 0 9 ? * 6L", "0 0 9 15W * ?", "0 0 9 LW * ?", "0 30 9 ? * MON#5", "0 0 9 L-3 * ?"),
    *(
        "0 30 2 * * ?",
        "0 15 0 * * ?",
        "0 10,40 1-2 ? * SUN",
        "*/20 0 12 1 * ?",
        "0 0 12 13 * ? 2027",
    ),
)

#: Texts that Prefect's own cron says, by its own rule when the clock changes.
IN_CRON = (
    *("0 0 9 ? * 6L", "0 0 9 L * ?", "0 30 9 ? * MON#5", "0 30 2 * * ?", "0 15 0 * * ?"),
    *("0 10,40 1-2 ? * SUN", "0 0/30 8-17 ? * MON-FRI", "30 */20 12 1 * ?"),
)


def run(folder: Path) -> Iterable[str]:
    """Hold what Prefect makes of our schedules against the schedules."""
    os.environ["PREFECT_HOME"] = str(folder)
    from prefect import __version__

    yield f"Prefect {__version__}"
    yield from rules()
    yield from texts()
    yield from deployments()
    yield run_examples("prefect.md")


def instants(times: Iterable[datetime]) -> list[datetime]:
    """Return moments in UTC: those of one zone are compared without their folds."""
    return [at.astimezone(UTC) for at in times]


def dates(schedule: Any) -> list[datetime]:
    """Return what Prefect's server would run in two years; each is asked for only so far at once."""
    found: list[datetime] = []
    for year in range(START.year, END.year):
        for month in range(1, 13):
            end = date(year + month // 12, month % 12 + 1, 1)
            span = [
                datetime(*day, tzinfo=UTC) for day in ((year, month, 1), (end.year, end.month, 1))
            ]
            asked = asyncio.run(schedule.get_dates(n=1000, start=span[0], end=span[1]))
            # (The end is theirs, and ours is not.)
            found += [at for at in instants(asked) if at < span[1]]
    return found


def rules() -> Iterator[str]:
    """Make recurrence rules, let the server list them, and compare."""
    from prefect.client.schemas.schedules import RRuleSchedule
    from prefect.server.schemas import schedules as server

    count = 0
    for zone in ZONES:
        made = [Schedule(text, zone) for text in IN_RULES]
        made.append(
            Schedule("0 30 9 ? * MON-FRI", zone, excluding=[date(2026, 5, 1), date(2027, 3, 29)])
        )
        for schedule in made:
            given = RRuleSchedule.from_rrule(schedule.to_rrule(START, END))
            asked = server.RRuleSchedule(rrule=given.rrule, timezone=given.timezone)
            wanted = instants(schedule.fire_times(START, END))
            assert wanted
            assert dates(asked) == wanted, schedule
            count += len(wanted)
    yield f"{count:,} runs by recurrence rules, of two years in {len(ZONES)} zones"


def texts() -> Iterator[str]:
    """Translate texts, let the server list them, and compare."""
    from prefect._vendor.croniter import CroniterBadDateError
    from prefect.server.schemas import schedules as server

    count = 0
    for zone in ZONES:
        for text in IN_CRON:
            said = CronExpression(text).to("prefect")
            asked = server.CronSchedule(cron=str(said), timezone=zone)
            wanted = instants(Schedule(said, zone).fire_times(START, END))
            assert wanted
            assert dates(asked) == wanted, (text, zone)
            count += len(wanted)
    # What the page says of a year that is over.
    over = server.CronSchedule(cron=str(CronExpression("0 0 9 * * ? 2025").to("prefect")))
    try:
        asyncio.run(over.get_dates(n=1, start=START))
    except CroniterBadDateError:
        yield f"{count:,} runs by cron texts"
        return
    raise AssertionError("a year that is over has a next run")


def deployments() -> Iterator[str]:
    """Deploy a flow by what the page shows, and look at what would be sent to the server."""
    from prefect import flow
    from prefect.client.schemas.schedules import RRuleSchedule
    from prefect.schedules import Cron, RRule

    def report() -> None: ...

    rules = RRuleSchedule.from_rrule(Schedule("0 0 9 LW * ?", "Europe/Paris").to_rrule(START, END))
    office = Schedule("0 0/30 8-17 ? * MON-FRI", "Europe/Paris").to("prefect", tz="Europe/Paris")
    given = [
        RRule(rules.rrule, timezone=rules.timezone),
        Cron(str(office), timezone="Europe/Paris"),
    ]
    made: Any = flow(report).to_deployment("monthly", schedules=given)
    sent = [each.schedule for each in made.schedules]
    assert [each.timezone for each in sent] == ["Europe/Paris"] * 2
    assert (sent[0].rrule, sent[1].cron) == (rules.rrule, "*/30 8-17 * * MON-FRI")
    yield "a deployment with rules and with a text"
