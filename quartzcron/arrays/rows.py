"""A fleet as rows: for each the number of its lead, and that of its zone.

A lead is an expression or schedule that says what a row matches and what its
rule for clock changes is; those that are alike share one. So it does not matter
whether a fleet came as objects or as columns of texts.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

import numpy as np

from quartzcron.arrays.encoding import Column, column_of, is_column
from quartzcron.arrays.members import Bounds, bounded, bounds_of, gathered
from quartzcron.clock.zone_names import zone_named
from quartzcron.compiling.compiler import dialect_of
from quartzcron.errors import CronExpressionError, UnknownNameError
from quartzcron.expression import CronExpression
from quartzcron.ground.caches import listed
from quartzcron.kernel import choice
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    from quartzcron.arrays.encoding import Numbers
    from quartzcron.arrays.moments import Single
    from quartzcron.dialects import Dialect


Made = TypeVar("Made")


class Rows(NamedTuple):
    """Leads and zones, the numbers of each row's, and the bounds of the rows, if any has some.

    A lead of -1 never fires. `zone_of` may be one for all.
    """

    leads: list[Single]
    zones: list[tzinfo | None]
    lead_of: Numbers
    zone_of: Numbers
    bounds: Bounds | None = None

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.lead_of)


# --- of objects ------------------------------------------------------------


#: What reads members: the compiled kernel, or its definition.
_gathered = gathered if choice.KERNEL == "pure" else choice.gathered
_bounded = bounded if choice.KERNEL == "pure" else choice.bounded


def rows_of_members(members: list[Single]) -> Rows:
    """Return expressions and schedules as rows."""
    lead_of, zone_of = np.empty((2, len(members)), np.int32)
    leads, zones, is_bounded = _gathered(members, lead_of, zone_of, CronExpression, Schedule)
    return Rows(leads, zones, lead_of, zone_of, _bounds(members) if is_bounded else None)


def _bounds(members: list[Single]) -> Bounds:
    start, end = np.empty((2, len(members)), np.int64)
    some_naive, some_aware, others = _bounded(members, start, end)
    places = np.array(others, np.int64)
    known = bounds_of([members[place] for place in others])
    start[places], end[places] = known.start, known.end
    return Bounds(start, end, some_naive or known.some_naive, some_aware or known.some_aware)


# --- of texts --------------------------------------------------------------


def rows_of_texts(texts: object, tz: object, dialect: Dialect | str | None, errors: str) -> Rows:
    """Return a column of texts, and one of zones or a zone for all, as rows.

    With `errors="coerce"` a row whose text or zone is wrong or null never
    fires; with "raise" the first one ends in its error, which names the row.
    """
    if errors not in ("raise", "coerce"):
        raise ValueError(f'errors is "raise" or "coerce", not {errors!r}')
    rules = dialect_of(dialect)
    leads, lead_of = _made(column_of(texts), _expressions(rules), partial(_timed, rules), errors)
    zones: list[tzinfo | None]
    if isinstance(tz, (str, tzinfo)) or not (hasattr(tz, "__iter__") or is_column(tz)):
        zones = [None if tz is None else zone_named(tz)]  # type: ignore[arg-type]
        return Rows(list(leads), zones, lead_of, np.zeros(1, np.int32))
    column = column_of(tz)
    if len(column.numbers) != len(lead_of):
        raise ValueError(f"there are {len(column.numbers)} zones for {len(lead_of)} texts")
    known, zone_of = _made(column, _zone, _named, errors)
    if zone_of.min(initial=0) < 0:
        lead_of[zone_of < 0] = -1
        zone_of[zone_of < 0] = 0
    return Rows(list(leads), list(known) or [None], lead_of, zone_of)


#: How many expressions of columns are kept for each of the last few dialects: 8 MB.
_KEPT = 1 << 14


@listed
@lru_cache(4)
def _expressions(rules: Dialect) -> Callable[[str], CronExpression | None]:
    """Return what makes expressions of a dialect, and keeps those of the last columns.

    It returns None for a wrong text, and keeps that too.
    """

    def expression(text: str) -> CronExpression | None:
        try:
            return _timed(rules, text)
        except CronExpressionError:
            return None

    return lru_cache(_KEPT)(expression)


def _timed(rules: Dialect, text: object) -> CronExpression:
    """Return the expression of a text, or of null, which is as wrong as an empty text."""
    made = CronExpression("" if text is None else text, rules)  # type: ignore[arg-type]
    if made.needs_seed:
        _ = made._matcher  # raises what there is to say
    return made


@listed
@lru_cache(1024)
def _zone(name: str) -> tzinfo | None:
    """Return the zone of a name, or None: to find out what is meant by a wrong one takes long."""
    try:
        return zone_named(name)
    except UnknownNameError:
        return None


def _named(name: object) -> tzinfo:
    """Return the zone of a name, or of null, which is no name."""
    return zone_named("" if name is None else name)  # type: ignore[arg-type]


def _made(
    column: Column,
    find: Callable[[str], Made | None],
    demand: Callable[[object], Made],
    errors: str,
) -> tuple[list[Made], Numbers]:
    """Return what is made of each value of a column, and the number of each row's; or raise.

    `find` returns None for a text that is wrong; `demand` raises what is wrong with any value.
    """
    found = [
        find(value) if isinstance(value, str) else _demanded(demand, value)
        for value in column.values
    ]
    made = [each for each in found if each is not None]
    numbers = column.numbers
    if len(made) != len(found):
        # The last place is that of null.
        is_made = np.array([each is not None for each in found] + [False])
        numbers = np.where(is_made, is_made.cumsum() - 1, -1).astype(np.int32).take(numbers)
    if errors == "raise" and numbers.min(initial=0) < 0:
        row = int((numbers < 0).argmax())
        number = column.numbers[row]
        _raise(demand, None if number < 0 else column.values[number], row)
    return made, numbers


def _demanded(demand: Callable[[object], Made], value: object) -> Made | None:
    """Return what is made of a value that is no text (a zone may be one), or None."""
    try:
        return demand(value)
    except (TypeError, CronExpressionError, UnknownNameError):
        return None


def _raise(make: Callable[[object], object], value: object, row: int) -> None:
    """Raise what making something of a value raises, with the row."""
    try:
        make(value)
    except (CronExpressionError, UnknownNameError) as error:
        error.row = row
        raise
    except TypeError as error:
        raise TypeError(f"row {row}: {error}") from None
