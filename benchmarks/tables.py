"""Tables with a text, a zone and a moment in each row, for the column cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from random import Random
from zoneinfo import available_timezones

from benchmarks.cases import Case, random_moments
from benchmarks.competitors import Library
from benchmarks.measure import Call
from benchmarks.texts import Draw, sample

COLUMN_TEXTS = 10_000
"""Distinct texts of a table, at most."""

COLUMN_ZONES = tuple(sorted(name for name in available_timezones() if "/" in name)[::12][:50])
"""The zones of a table."""


@dataclass(frozen=True)
class Table:
    """Rows of a table: what each was drawn as, the name of its zone, and its moment in UTC."""

    draws: Sequence[Draw]
    zones: Sequence[str]
    moments: Sequence[datetime]


@cache
def _table(case: Case, rows: int) -> Table:
    """Return a table of so many rows, a hundred for each text, the same each time."""
    random = Random(2026)
    drawn = sample(case.family, min(-(-rows // 100), COLUMN_TEXTS))
    return Table(
        random.choices(drawn, k=rows),
        random.choices(COLUMN_ZONES, k=rows),
        random_moments(rows if case.job.endswith("each") else 1, UTC),
    )


def column_call(case: Case, library: Library, rows: int) -> tuple[Call, Table]:
    """Return the call that a library answers a case with, and the table that it is about."""
    table = _table(case, rows)
    texts = {id(draw): library.text_from(case.family, draw) for draw in table.draws}
    column = [texts[id(draw)] for draw in table.draws]
    call = library.column_call(column, table.zones, table.moments)
    if case.job.endswith("new texts"):
        call = replace(call, names={**call.names, "clear": library.clear_caches}, untimed="clear()")
    return call, table
