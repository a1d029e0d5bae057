"""Checking a text: whether it is right, what is wrong with it, and what is doubtful.

`validate` gives errors; `lint` gives warnings about a text that is right, each
with a span, so that a form can show both alike.
"""

from __future__ import annotations

from quartzcron.clock.zone_names import zone_named
from quartzcron.compiling.compiler import (
    dialect_of,
    is_read,
    problems_of,
    text_of,
)
from quartzcron.errors import CODES
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName
    from quartzcron.errors import Problem, ProblemCode
    from quartzcron.schedule import Schedule


def is_valid(
    text: str, dialect: Dialect | DialectName | str | None = None, *, seed: str | None = None
) -> bool:
    """Tell whether a text is an expression of a dialect.

    >>> is_valid("0 30 9 ? * MON-FRI"), is_valid("0 30 9 * * MON-FRI")
    (True, False)

    Accepts any str. Raises `TypeError` for anything else, and `UnknownNameError` for an unknown
    dialect. A text that breaks a service rule of the dialect is not valid. `seed` is for a
    dialect with H, such as Jenkins: see `CronExpression`.
    """
    if type(text) is str and (dialect is None or type(dialect) is str) and seed is None:
        # As a form asks, at each key.
        return is_read(text, dialect)
    return is_read(text_of(text), dialect_of(dialect, seed))


def validate(
    text: str, dialect: Dialect | DialectName | str | None = None, *, seed: str | None = None
) -> list[Problem]:
    """Return every error of a text, in the order of the text; empty means valid.

    >>> [found.hint for found in validate("0 30 9 ? * MONN")]
    ['0 30 9 ? * MON']

    Raises what `is_valid` raises. The constructor of `CronExpression` raises these same problems.
    """
    if is_valid(text, dialect, seed=seed):
        return []
    return list(problems_of(text_of(text), dialect_of(dialect, seed)))


def lint(
    text: str | Schedule,
    dialect: Dialect | DialectName | str | None = None,
    *,
    tz: tzinfo | str | None = None,
    after: datetime | None = None,
    seed: str | None = None,
    select: Iterable[ProblemCode] = (),
) -> list[Problem]:
    """Return warnings about a valid expression that may not do what was meant.

    >>> [found] = lint("* 9 * * *")
    >>> found.message, found.hint
    ('* in minute means 60 runs in every matching hour, not one', '0 9 * * *')

    With a zone (as for `Schedule`), it also warns about clock changes that affect the schedule
    within two years from `after` (an aware moment, or a naive one of that zone; by default now),
    and about a zone that does not follow daylight saving time.

    >>> from datetime import datetime
    >>> [found] = lint("30 2 * * *", tz="America/New_York", after=datetime(2026, 1, 1))
    >>> found.message
    '2026-03-08 02:30 does not exist in America/New_York: this runs at 03:00 instead'

    A schedule is checked in its own zone, with its own rule for clock changes and the days to
    which it is limited:

    >>> from datetime import date
    >>> from quartzcron import CronExpression, Schedule
    >>> [found] = lint(Schedule("0 9 * * *", excluding=CronExpression("0 0 * * SAT")))
    >>> print(found.code)
    midnights-left-out

    `select` turns on codes that a dialect leaves off: `numeric-weekday` in those whose numbers
    mean the same as in similar systems.

    >>> lint("0 9 * * 1-5", "unix")
    []
    >>> [found] = lint("0 9 * * 1-5", "unix", select=["numeric-weekday"])
    >>> found.hint
    '0 9 * * MON-FRI'

    Empty for a text that has errors, which `validate` returns. Raises what `is_valid` raises,
    `UnknownNameError` for an unknown zone, `ValueError` for an unknown code, and `TypeError` for
    a schedule with a dialect, a zone or a seed beside it.
    """
    wanted = _known(select)
    # Loaded here: a library that only computes fire times never asks.
    from quartzcron.checks.warnings import warnings_of

    if not isinstance(text, str) and hasattr(text, "expression"):
        if not dialect is tz is seed is None:
            raise TypeError("a schedule has its own dialect, zone and seed: give it alone")
        from quartzcron.answers.schedule_doubts import lint_schedule

        return lint_schedule(text, after, wanted)
    rules = dialect_of(dialect, seed)
    zone = None if tz is None else zone_named(tz)
    return warnings_of(text_of(text), rules, zone, after, wanted)


def _known(select: Iterable[str]) -> frozenset[str]:
    """Return the codes that were asked for, each of which is that of a warning."""
    if isinstance(select, str):
        raise TypeError(f"select takes several codes, not a str: [{select!r}]")
    wanted = frozenset(select)
    for code in wanted:
        if CODES.get(code, ("",))[0] != "warning":  # type: ignore[call-overload]
            raise ValueError(f"there is no warning {code!r}")
    return wanted
