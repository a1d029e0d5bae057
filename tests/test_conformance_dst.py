"""Every line of the clock-change vectors, put to the library as Quartz text.

The answers are sets of instants, so each line is read in both directions and asked
of a schedule in the zone and of the expression alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any
from zoneinfo import TZPATH, ZoneInfo

import pytest
import zone_oracle
from conformance import SETTLED, instant, load

from quartzcron import CronExpression, DstPolicy, Schedule

Row = dict[str, Any]

SECOND = timedelta(seconds=1)

THOROUGH = os.environ.get("QUARTZCRON_THOROUGH") == "1"


@cache
def rows() -> list[Row]:
    """Return all lines, read once."""
    return load("quartz_fires_dst")


#: No zone of a line changes its clock again so soon after the change that the line is about.
SEASON = timedelta(days=90)


def known_until(row: Row) -> datetime | None:
    """Return up to which moment the zone data of today decides a line; None: not at all.

    2025a foretold what was to come. A line about a change of clock after SETTLED holds
    for that season as long as the zone still makes the change.
    """
    if instant(row["after"]) < SETTLED:
        return SETTLED
    change, zone = row["transition"], ZoneInfo(row["zone"])
    at = instant(change["at_utc"])
    for moment, offset in ((at - SECOND, "offset_before"), (at, "offset_after")):
        if not moment.astimezone(zone).isoformat().endswith(change[offset]):
            return None
    return at + SEASON


@cache
def known_rows() -> list[Row]:
    """Return the lines, each with those of its fire times that no decree can take away."""
    known = []
    for row in rows():
        if (until := known_until(row)) is not None:
            fires = [fire for fire in row["fires_utc"] if instant(fire) < until]
            # That nothing comes any more is foretold as well.
            cut = row["exhausted"] or fires != row["fires_utc"]
            known.append({**row, "fires_utc": fires, "cut": cut, "until": until})
    return known


ZONES = sorted({row["zone"] for row in rows()})


def zone_data() -> str:
    """Name the release of the zone data that zoneinfo reads here, as far as can be told."""
    for folder in TZPATH:
        for name in ("+VERSION", "tzdata.zi"):
            try:
                with open(os.path.join(folder, name), encoding="ascii") as file:
                    return f"{file.readline().removeprefix('# version').strip()} in {folder}"
            except OSError:
                continue
    return f"version {version('tzdata')} of the package tzdata, unless the system has its own"


def report(failures: list[str]) -> None:
    """Fail with the failures, one a line, each fit to be pasted into a prompt."""
    if failures:
        shown = "\n".join(failures[:40])
        pytest.fail(
            f"{len(failures)} lines fail (made with IANA 2025a, run with {zone_data()}), "
            f"for example\n{shown}",
            pytrace=False,
        )


def schedule_of(row: Row) -> Schedule:
    """Return the schedule of one line, in its zone and under Quartz's rule."""
    zone = ZoneInfo(row["zone"])
    return Schedule(CronExpression(row["expr"], "quartz"), tz=zone, dst=DstPolicy.QUARTZ)


def start_of(row: Row) -> datetime:
    """Return the moment of one line as its zone shows it, fold and all."""
    return datetime.fromisoformat(row["after"]).astimezone(ZoneInfo(row["zone"]))


def same(found: datetime | None, wanted: datetime, zone: ZoneInfo) -> bool:
    """Tell whether an answer is the wanted instant, as the zone's clocks show it."""
    if found is None:
        return False
    shown = wanted.astimezone(zone)
    return (
        found.replace(tzinfo=None) == shown.replace(tzinfo=None)
        and found.fold == shown.fold
        and found.tzinfo is zone
    )


def forward_failures(row: Row, asked: CronExpression | Schedule) -> Iterator[str]:
    """Yield what is wrong about the fire times of one line, one after the other."""
    zone, moment = ZoneInfo(row["zone"]), start_of(row)
    for wanted in map(instant, row["fires_utc"]):
        found = asked.next_fire_time(moment)
        if not same(found, wanted, zone):
            yield f"{asked!r}.next_fire_time({moment!r}) is {found!r}, not {wanted!r}"
            return
        moment = wanted.astimezone(zone)
        if not asked.matches(moment):
            yield f"{asked!r}.matches({moment!r}) is False"
    if row["cut"]:
        found = asked.next_fire_time(moment)
        if found is not None and found.astimezone(UTC) < row["until"]:
            yield f"{asked!r}.next_fire_time({moment!r}) is {found!r}, which the line has not"


def backward_failures(row: Row, asked: CronExpression | Schedule) -> Iterator[str]:
    """Yield what is wrong about the same fire times asked for in reverse.

    From the last one back to the first; the one before the first lies at or before
    the moment of the line.
    """
    zone = ZoneInfo(row["zone"])
    fires = [instant(fire) for fire in row["fires_utc"]]
    for later, earlier in zip(fires[::-1], fires[-2::-1], strict=False):
        found = asked.previous_fire_time(later.astimezone(zone))
        if not same(found, earlier, zone):
            yield f"{asked!r}.previous_fire_time({later!r}) is {found!r}, not {earlier!r}"
            return
    if fires:
        found = asked.previous_fire_time(fires[0].astimezone(zone))
        if found is not None and found.astimezone(UTC) > instant(row["after"]):
            yield f"{asked!r} fires at {found!r} too, which the line has not"


@pytest.mark.vectors
@pytest.mark.parametrize("zone", ZONES)
def test_fire_times_of_a_schedule(zone: str) -> None:
    """A schedule in the zone, one fire time after the other, and back again."""
    failures: list[str] = []
    for row in known_rows():
        if row["zone"] == zone:
            schedule = schedule_of(row)
            failures += forward_failures(row, schedule)
            failures += backward_failures(row, schedule)
    report(failures)


@pytest.mark.vectors
@pytest.mark.parametrize("zone", ZONES)
def test_fire_times_of_an_expression(zone: str) -> None:
    """A Quartz expression takes Quartz's rule by itself, in the zone of the argument."""
    failures: list[str] = []
    for row in known_rows():
        if row["zone"] == zone:
            expression = CronExpression(row["expr"], "quartz")
            failures += forward_failures(row, expression)
            failures += backward_failures(row, expression)
    report(failures)


def in_utc(fires: Iterable[datetime]) -> list[datetime]:
    """Return fire times in UTC, where they can be compared whatever their folds."""
    return [fire.astimezone(UTC) for fire in fires]


@pytest.mark.vectors
def test_fire_times_as_an_iterator() -> None:
    """The same instants from fire_times, forward and in reverse."""
    failures = []
    for row in known_rows():
        schedule, fires = schedule_of(row), in_utc(map(instant, row["fires_utc"]))
        # The moment of a line never counts, and fire_times begins with its start.
        start = instant(row["after"]) + timedelta(microseconds=1)
        end = fires[-1] + timedelta(microseconds=1) if fires else start
        for found in (
            in_utc(schedule.fire_times(start, limit=len(fires))),
            in_utc(schedule.fire_times(start, end)),
            in_utc(schedule.fire_times(start, end, reverse=True))[::-1],
        ):
            if found != fires:
                failures.append(f"fire_times of {schedule!r} from {start!r} to {end!r}")
                break
    report(failures)


@pytest.mark.vectors
def test_the_brute_force_agrees() -> None:
    """The zone oracle, which judges everything else, gives these instants too."""
    failures = []
    for row in known_rows() if THOROUGH else known_rows()[::40]:
        zone, fires = ZoneInfo(row["zone"]), [instant(fire) for fire in row["fires_utc"]]
        wanted = [zone_oracle.instant_of(fire) for fire in fires]
        first = zone_oracle.instant_of(instant(row["after"])) + 1
        found = zone_oracle.next_fires(
            row["expr"], "quartz", zone, zone_oracle.RULES["QUARTZ"], first, max(len(wanted), 1)
        )
        if not wanted:
            found = [fire for fire in found if fire < zone_oracle.instant_of(row["until"])]
        if found != wanted:
            failures.append(f"{row['expr']} in {row['zone']} after {row['after']}: {found}")
    report(failures)
