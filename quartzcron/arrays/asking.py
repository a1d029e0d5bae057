"""Questions about columns: of texts as they lie in a table, or of schedules.

Each makes a fleet and asks it once.
"""

from __future__ import annotations

import numpy as np

from quartzcron.arrays.encoding import column_of, is_column, is_null
from quartzcron.arrays.fleet import Fleet
from quartzcron.compiling.compiler import dialect_of, is_read
from quartzcron.kernel.choice import Kernel
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.fleet import Times
    from quartzcron.dialects import Dialect


def next_fire_times(
    schedules: object,
    after: object,
    *,
    tz: object = None,
    dialect: Dialect | str | None = None,
    errors: str = "raise",
    workers: int = 1,
) -> Times:
    """Return the first fire time of each schedule strictly after a moment, NaT where there is none.

    >>> next_fire_times(["0 9 * * *", "*/5 * * * *"], np.datetime64("2026-01-01T12:00"),
    ...                 tz=["Asia/Tokyo", "America/New_York"])
    array(['2026-01-02T00:00:00', '2026-01-01T12:05:00'],
          dtype='datetime64[s]')

    `schedules` is a column of texts: a list, a NumPy array, an Arrow array, a
    column of pandas or Polars, or whatever speaks of Arrow or has `__array__`;
    `tz` the name of a zone, a `tzinfo`, or a column of such, one each; without
    it texts float, as expressions do. Different texts are read once each.

    With `errors="raise"` the first text or zone that is wrong or null ends in
    its error (`CronExpressionError`, `UnknownNameError`), whose `row` says where
    it is; with `errors="coerce"` such rows give NaT.

    Or it is a list of expressions and schedules, which have zones of their own:

    >>> from datetime import UTC, datetime
    >>> from quartzcron import CronExpression, Schedule
    >>> next_fire_times(
    ...     [Schedule("0 9 * * *", tz="Asia/Tokyo"), CronExpression("0 0 30 2 *")],
    ...     datetime(2026, 1, 1, tzinfo=UTC))
    array(['2026-01-02T00:00:00',                 'NaT'],
          dtype='datetime64[s]')

    As `Fleet(...).next_fire_times(after)`, which says what moments mean and
    what is raised. To ask again and again, keep the fleet.
    """
    fleet = fleet_of(schedules, tz, dialect, errors)
    return fleet.next_fire_times(after, workers=workers)


def previous_fire_times(
    schedules: object,
    before: object,
    *,
    tz: object = None,
    dialect: Dialect | str | None = None,
    errors: str = "raise",
    workers: int = 1,
) -> Times:
    """Return the last fire time of each schedule strictly before a moment, NaT where there is none.

    >>> previous_fire_times(["0 9 * * *", "*/5 * * * *"], np.datetime64("2026-01-01T12:00"))
    array(['2026-01-01T09:00:00', '2026-01-01T11:55:00'],
          dtype='datetime64[s]')

    The mirror of `next_fire_times`, which see.
    """
    fleet = fleet_of(schedules, tz, dialect, errors)
    return fleet.previous_fire_times(before, workers=workers)


def count(
    schedules: object,
    start: object,
    end: object,
    *,
    tz: object = None,
    dialect: Dialect | str | None = None,
    errors: str = "raise",
    workers: int = 1,
) -> Integers:
    """Return how often each schedule fires from start (inclusive) to end (exclusive).

    >>> from datetime import datetime
    >>> count(["0 9 * * MON", "*/5 * * * *"], datetime(2026, 1, 1), datetime(2027, 1, 1))
    array([    52, 105120])

    Columns and errors are those of `next_fire_times`, bounds those of
    `Fleet.count`; where a row is wrong and coerced, the count is 0.
    """
    return fleet_of(schedules, tz, dialect, errors).count(start, end, workers=workers)


def is_valid(texts: object, dialect: Dialect | str | None = None) -> NDArray[np.bool_]:
    """Return for each text of a column whether it is an expression of a dialect.

    >>> is_valid(["0 9 * * *", "0 25 * * *", None])
    array([ True, False, False])

    As `quartzcron.is_valid`; what is null or no text is not valid either.
    """
    rules = dialect_of(dialect)
    column = column_of(texts)
    # The last place is that of null.
    answers = [isinstance(text, str) and is_read(text, rules) for text in column.values]
    return np.array([*answers, False]).take(column.numbers)


def fleet_of(schedules: object, tz: object, dialect: Dialect | str | None, errors: str) -> Fleet:
    """Return the fleet of a column of texts, or of expressions and schedules."""
    given = _listed(schedules)
    if str(getattr(given, "dtype", "")) == "object":
        # Columns of other libraries hold objects only as NumPy's.
        given = np.asarray(given).tolist()
    if isinstance(given, (str, bytes)) or (not isinstance(given, list) and is_column(given)):
        return Fleet.from_texts(given, tz=tz, dialect=dialect, errors=errors)
    values = given if isinstance(given, list) else []
    first = next((each for each in values if not is_null(each)), None)
    is_bare = tz is None and dialect is None and errors == "raise"
    if isinstance(first, Kernel) and not is_bare:
        raise TypeError("tz, dialect and errors are for texts: expressions have their own")
    if isinstance(first, str) or (values and first is None) or not is_bare:
        return Fleet.from_texts(given, tz=tz, dialect=dialect, errors=errors)
    return Fleet(given)  # type: ignore[arg-type]


def _listed(given: object) -> object:
    """Return a column as it is, and anything else that can be walked through as a list."""
    if isinstance(given, (str, bytes, list)) or is_column(given) or not hasattr(given, "__iter__"):
        return given
    return list(given)
