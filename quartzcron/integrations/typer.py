"""Typer: a parser for arguments and options whose errors point at the mistake.

    def add(when: Annotated[CronExpression, typer.Argument(parser=cron)]) -> None: ...
    def add(when: Annotated[CronExpression, typer.Option(parser=CronParser("quartz"))]) -> None: ...

Typer has a click of its own inside, for which a type of click's will not do.
"""

from __future__ import annotations

from shutil import get_terminal_size
from typing import TYPE_CHECKING

import typer

from quartzcron.errors import WIDEST_LINE, CronExpressionError, draw
from quartzcron.integrations.expressions import expression_of, rules_of

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName
    from quartzcron.expression import CronExpression


class CronParser:
    """Reads the text of a parameter as an expression of a dialect.

    >>> CronParser("quartz")("0 30 12 ? * 6L")
    CronExpression('0 30 12 ? * 6L', dialect='quartz')

    A wrong text ends the program with status 2, the message and a line that points at the
    mistake. Raises `UnknownNameError` for an unknown dialect.
    """

    #: What older versions of Typer show for the text in their help.
    __name__ = "cron"

    def __init__(self, dialect: Dialect | DialectName | str | None = None) -> None:
        self.dialect = rules_of(dialect)

    def __call__(self, text: str | CronExpression) -> CronExpression:
        """Return the expression of a text, or raise what Typer shows."""
        try:
            return expression_of(text, self.dialect)
        except CronExpressionError as error:
            # Typer may draw a frame around it, two characters on either side.
            room = min(get_terminal_size().columns - 4, WIDEST_LINE)
            raise typer.BadParameter(draw(error.text, error.problems, room)) from error

    def __repr__(self) -> str:
        return f"CronParser({self.dialect!r})"


#: Reads expressions of the default dialect.
cron = CronParser()
