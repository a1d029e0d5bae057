"""What adapters take: for an expression of a dialect its text, for a schedule whatever fires.

An adapter of fields stores and sends the text alone. The dialect belongs to the field, the column
or the option, so an expression of another dialect would mean something else when it comes back.
A scheduler takes texts, expressions, schedules and sets, and has a zone for those without one.
"""

from __future__ import annotations

from quartzcron.answers.fire_sets import FireSet
from quartzcron.compiling.compiler import dialect_of
from quartzcron.dialects import DEFAULT
from quartzcron.errors import CronExpressionError, CronTranslationError, problem
from quartzcron.expression import CronExpression
from quartzcron.schedule import Schedule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import Any

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName


def rules_of(dialect: Dialect | DialectName | str | None) -> Dialect:
    """Return the dialect that a field is given by name or by value; without one, the default.

    >>> rules_of(None).name, rules_of("debian").name
    ('quartzcron', 'unix')
    """
    return DEFAULT if dialect is None else dialect_of(dialect)


def expression_of(value: Any, dialect: Dialect) -> CronExpression:
    """Return the expression of a dialect that a value is, or that its text is.

    >>> from quartzcron import Dialect
    >>> expression_of("0 9 * * MON-FRI", Dialect.named("unix"))
    CronExpression('0 9 * * MON-FRI', dialect='unix')

    Raises `CronExpressionError` for a wrong text and for an expression of another dialect,
    with its translation as the hint where there is one; `TypeError` for anything else.
    """
    if not isinstance(value, CronExpression):
        return CronExpression(value, dialect)
    if value.dialect == dialect:
        return value
    try:
        hint = value.to(dialect).text
    except (CronTranslationError, CronExpressionError):
        hint = None
    span = (0, len(value.text))
    found = problem("other-dialect", None, span, hint, source=value.dialect.title)
    raise CronExpressionError(value.text, dialect.name, [found])


def schedule_of(
    cron: FireTimes | str, zone: tzinfo | str | None, dialect: Dialect | DialectName | str | None
) -> FireTimes:
    """Return what fires: a schedule or a set as it is, and anything else as a schedule in a zone.

    >>> schedule_of("0 9 * * *", "Asia/Seoul", None)
    Schedule('0 9 * * *', tz='Asia/Seoul')

    A schedule without a zone gets the one given; one with a zone keeps it, and so does a set.
    Raises what `Schedule` raises, also for a dialect beside what has its own.
    """
    if dialect is None and isinstance(cron, FireSet):
        return cron
    if dialect is None and isinstance(cron, Schedule):
        return cron if cron.tz is not None or zone is None else cron.replace(tz=zone)
    return Schedule(cron, zone, dialect=dialect)  # type: ignore[arg-type]
