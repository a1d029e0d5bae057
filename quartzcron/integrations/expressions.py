"""What every adapter takes for an expression of its dialect: a text, or an expression of it.

An adapter stores and sends the text alone. The dialect belongs to the field, the column or
the option, so an expression of another dialect would mean something else when it comes back.
"""

from __future__ import annotations

from quartzcron.compiling.compiler import dialect_of
from quartzcron.dialects import DEFAULT
from quartzcron.errors import CronExpressionError, CronTranslationError, problem
from quartzcron.expression import CronExpression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
