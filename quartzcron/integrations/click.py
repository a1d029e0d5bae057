"""click: a type for arguments and options whose errors point at the mistake.

@click.option("--cron", type=CRON)
@click.option("--trigger", type=CronType("quartz"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quartzcron.errors import CronExpressionError
from quartzcron.expression import CronExpression
from quartzcron.integrations.expressions import expression_of, rules_of

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName

    _ParamType = click.ParamType[CronExpression]
else:
    # Older versions have no [].
    _ParamType = click.ParamType


class CronType(_ParamType):
    """Reads the text of a parameter as an expression of a dialect.

    >>> @click.command()
    ... @click.argument("when", type=CronType("quartz"))
    ... def add(when):
    ...     click.echo(when.describe())
    >>> add(["0 30 12 ? * 6L"], standalone_mode=False)
    On the last Friday of every month at 12:30

    A wrong text ends the program with status 2, the message and a line that points at the
    mistake. Raises `UnknownNameError` for an unknown dialect.
    """

    name = "cron"

    def __init__(self, dialect: Dialect | DialectName | str | None = None) -> None:
        self.dialect = rules_of(dialect)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> CronExpression:
        """Return the expression of a text, or fail with what is wrong."""
        try:
            return expression_of(value, self.dialect)
        except CronExpressionError as error:
            self.fail(str(error), param, ctx)

    def __repr__(self) -> str:
        return f"CronType({self.dialect!r})"


#: Reads expressions of the default dialect.
CRON = CronType()
