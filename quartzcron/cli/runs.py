"""Runs as they are shown: rows of a table, and plain objects for JSON."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from quartzcron.cli.clocks import (
    Dropped,
    Run,
    Walls,
    elapsed,
)
from quartzcron.cli.languages import dated, distant, listed_in_words, said
from quartzcron.cli.screen import Column
from quartzcron.errors import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: Days and the distance that take the most columns (some rare distances take more): in English
#: a Wednesday in September, in languages with numbers of months a day with four digits.
_LONGEST_DAYS = (datetime(2026, 9, 30), datetime(2026, 12, 30))
_LONGEST_DISTANCE = timedelta(minutes=59)


class Row(NamedTuple):
    """The cells of a row, and the style of the whole row if it has one."""

    cells: tuple[str, ...]
    style: str | None = None


def columns(start: datetime) -> tuple[Column, ...]:
    """Return the columns of a table of runs from a moment on."""
    return (
        Column(_zone_heading(start), len(clock(start)), "bold"),
        Column(said("column.day"), max(width(dated(day)) for day in _LONGEST_DAYS), ""),
        Column(said("column.from-start"), width(distant(_LONGEST_DISTANCE)), "dim"),
        # What a change of clock did: most tables have nothing here.
        Column("", 0, "yellow"),
    )


def _zone_heading(start: datetime) -> str:
    """Return what stands above times: their zone, where they have one, as far as it has room."""
    if start.tzinfo is None:
        return said("column.wall-time")
    zone = said("column.time", zone=start.tzinfo)
    return zone if width(zone) <= len(clock(start)) else str(start.tzinfo).rpartition("/")[2]


def rows(event: Run | Dropped, start: datetime, back: bool = False) -> Iterator[Row]:
    """Yield the rows of a run, or of what was dropped; with `back` the latest first."""
    if isinstance(event, Dropped):
        found = list(dropped_rows(event))
        yield from reversed(found) if back else found
        return
    fire_time = event.fire_time
    distance = elapsed(fire_time, start) if back else elapsed(start, fire_time)
    cells = clock(fire_time), dated(fire_time), distant(distance, back)
    note = note_of(event)
    yield Row((*cells, note) if note else cells)


def dropped_rows(dropped: Dropped) -> Iterator[Row]:
    """Yield the rows of what was dropped."""
    told, more, last = dropped.walls
    for wall in told:
        yield Row((clock(wall), said("dropped", why=said(f"why.{dropped.why}"))), "dim")
    if more:
        yield Row(("...", said("dropped.more", n=f"{more:,}", last=clock(last))), "dim")


def note_of(run: Run) -> str | None:
    """Return what a change of clock has to do with a run, in words.

    >>> walls = Walls((datetime(2026, 3, 8, 2, 30),), 0, datetime(2026, 3, 8, 2, 30))
    >>> note_of(Run(datetime(2026, 3, 8, 3), None, walls, own=False))
    'moved: 02:30 does not exist'
    """
    if run.moved is None:
        return None if run.which_pass is None else said(run.which_pass)
    told, more, _ = run.moved
    times = [_time(wall, run.fire_time) for wall in told]
    times += [said("walls.more", n=f"{more:,}")] if more else []
    key = "also" if run.own else "moved"
    return said(f"{key}.many" if len(times) > 1 else key, walls=listed_in_words(times))


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
