"""Runs as they are shown: rows of a table, and plain objects for JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from quartzcron.cli.clocks import (
    FIRST_PASS,
    NO_SUCH_DAY,
    SECOND_PASS,
    SKIPPED,
    Dropped,
    Run,
    Walls,
    elapsed,
)
from quartzcron.cli.moments import how_far, in_words
from quartzcron.cli.screen import Column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: The day and the distance that take the most columns (some rare distances take more).
_LONGEST_DAY = "Wednesday 30 September 2026"
_LONGEST_DISTANCE = "in 59 minutes"

_PASSES = {FIRST_PASS: "first pass", SECOND_PASS: "second pass"}

_WHY = {
    SKIPPED: "the clock skips it",
    NO_SUCH_DAY: "the clock skips the whole day",
    FIRST_PASS: "the pass before the clock goes back",
    SECOND_PASS: "the pass after the clock goes back",
}


class Row(NamedTuple):
    """The cells of a row, and the style of the whole row if it has one."""

    cells: tuple[str, ...]
    style: str | None = None


def columns(start: datetime) -> tuple[Column, ...]:
    """Return the columns of a table of runs from a moment on."""
    return (
        Column(_zone_heading(start), len(clock(start)), "bold"),
        Column("day", len(_LONGEST_DAY), ""),
        Column("from start", len(_LONGEST_DISTANCE), "dim"),
        # What a change of clock did: most tables have nothing here.
        Column("", 0, "yellow"),
    )


def _zone_heading(start: datetime) -> str:
    """Return what stands above times: their zone, where they have one, as far as it has room."""
    if start.tzinfo is None:
        return "wall time"
    zone = f"time, {start.tzinfo}"
    return zone if len(zone) <= len(clock(start)) else zone.rpartition("/")[2]


def rows(event: Run | Dropped, start: datetime, back: bool = False) -> Iterator[Row]:
    """Yield the rows of a run, or of what was dropped; with `back` the latest first."""
    if isinstance(event, Dropped):
        found = list(dropped_rows(event))
        yield from reversed(found) if back else found
        return
    fire_time = event.fire_time
    distance = elapsed(fire_time, start) if back else elapsed(start, fire_time)
    cells = clock(fire_time), in_words(fire_time), how_far(distance, back)
    note = note_of(event)
    yield Row((*cells, note) if note else cells)


def dropped_rows(dropped: Dropped) -> Iterator[Row]:
    """Yield the rows of what was dropped."""
    told, more, last = dropped.walls
    for wall in told:
        yield Row((clock(wall), f"dropped: {_WHY[dropped.why]}"), "dim")
    if more:
        yield Row(("...", f"dropped: {more:,} more, up to {clock(last)}"), "dim")


def note_of(run: Run) -> str | None:
    """Return what a change of clock has to do with a run, in words.

    >>> walls = Walls((datetime(2026, 3, 8, 2, 30),), 0, datetime(2026, 3, 8, 2, 30))
    >>> note_of(Run(datetime(2026, 3, 8, 3), None, walls, own=False))
    'moved: 02:30 does not exist'
    """
    if run.moved is None:
        return None if run.which_pass is None else _PASSES[run.which_pass]
    told, more, _ = run.moved
    times = [_time(wall, run.fire_time) for wall in told] + ([f"{more:,} more"] if more else [])
    *others, last = times
    walls = f"{', '.join(others)} and {last}" if others else last
    lack = "do not exist" if others else "does not exist"
    return f"also for {walls}, which {lack}" if run.own else f"moved: {walls} {lack}"


def _time(wall: datetime, fire_time: datetime) -> str:
    """Return a wall time as short as it can be beside a fire time."""
    day = "" if wall.date() == fire_time.date() else f"{wall:%Y-%m-%d} "
    return f"{day}{wall:%H:%M:%S}".removesuffix(":00")


def clock_changes(event: Run | Dropped) -> list[dict[str, Any]]:
    """Return what a change of clock did to a run, or dropped, as plain objects.

    Of many wall times the first are there, and the last object says in `more`
    how many follow.
    """
    if isinstance(event, Dropped):
        return _objects("dropped", event.walls, None)
    fire_time = event.fire_time
    if event.which_pass is not None:
        return _objects(event.which_pass, Walls((fire_time,), 0, fire_time), fire_time)
    return [] if event.moved is None else _objects("moved", event.moved, fire_time)


def _objects(kind: str, walls: Walls, fire_time: datetime | None) -> list[dict[str, Any]]:
    objects: list[dict[str, Any]] = [
        {
            "kind": kind,
            "wall": wall.replace(tzinfo=None).isoformat(),
            "fire_time": None if fire_time is None else fire_time.isoformat(),
        }
        for wall in walls.told
    ]
    if walls.more:
        objects[-1]["more"] = walls.more
    return objects


def clock(moment: datetime) -> str:
    """Return a moment to the second, with its offset if it has one."""
    return moment.isoformat(" ", "seconds")


def iso(moment: datetime | None) -> str | None:
    """Return a moment as JSON has it, None for none."""
    return None if moment is None else moment.isoformat()
