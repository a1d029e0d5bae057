"""argparse: a type for arguments and options whose errors point at the mistake.

    parser.add_argument("--cron", type=cron)
    parser.add_argument("--trigger", type=CronType("quartz"))

`type=CronExpression` works too, but argparse keeps what a `ValueError` says to itself.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from quartzcron.errors import CronExpressionError
from quartzcron.integrations.expressions import expression_of, rules_of

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName
    from quartzcron.expression import CronExpression


class CronType:
    """Reads the text of an argument as an expression of a dialect.

    >>> from argparse import ArgumentParser
    >>> parser = ArgumentParser(prog="job")
    >>> _ = parser.add_argument("--cron", type=CronType("quartz"), default="0 0 9 * * ?")
    >>> parser.parse_args(["--cron", "0 30 12 ? * 6L"]).cron
    CronExpression('0 30 12 ? * 6L', dialect='quartz')
    >>> parser.parse_args([]).cron.describe()
    'Every day at 09:00'

    A wrong text ends the program with status 2, the message and a line that points at the
    mistake. Raises `UnknownNameError` for an unknown dialect.
    """

    def __init__(self, dialect: Dialect | DialectName | str | None = None) -> None:
        self.dialect = rules_of(dialect)

    def __call__(self, text: str) -> CronExpression:
        """Return the expression of a text, or raise what argparse shows."""
        try:
            return expression_of(text, self.dialect)
        except CronExpressionError as error:
            raise ArgumentTypeError(str(error)) from error

    def __repr__(self) -> str:
        return f"CronType({self.dialect!r})"


#: Reads expressions of the default dialect.
cron = CronType()
