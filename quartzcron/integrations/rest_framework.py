"""Django REST framework: a field of serializers.

    cron = CronSerializerField(dialect="quartz")

Each problem is an error of its own: its text is the message with the hint, its `code` that of
the problem. `code.problem` is the problem itself, with the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from quartzcron.errors import CronExpressionError
from quartzcron.expression import CronExpression
from quartzcron.integrations.django_forms import said
from quartzcron.integrations.expressions import expression_of, rules_of

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName
    from quartzcron.errors import Problem


class CronErrorCode(str):
    """The code of a problem, and the problem: of an error, only text and code reach the caller."""

    __slots__ = ("problem",)

    problem: Problem

    def __new__(cls, problem: Problem) -> CronErrorCode:
        made = super().__new__(cls, problem.code)
        made.problem = problem
        return made


class CronSerializerField(serializers.CharField):
    """Reads a text as an expression of a dialect, and writes its text.

    Accepts the arguments of `CharField`. An empty text is an error, or None with `allow_blank`.
    """

    def __init__(
        self, *, dialect: Dialect | DialectName | str | None = None, **options: Any
    ) -> None:
        self.dialect = rules_of(dialect)
        super().__init__(**options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the expression of what came in."""
        # (What is blank and may be is an empty text for `CharField`.)
        return super().run_validation(data) or None

    def to_internal_value(self, data: Any) -> CronExpression:
        """Return the expression of a text, or raise with every problem of it."""
        text = data if isinstance(data, CronExpression) else super().to_internal_value(data)
        try:
            return expression_of(text, self.dialect)
        except CronExpressionError as error:
            found = [ErrorDetail(said(each), CronErrorCode(each)) for each in error.problems]
            raise serializers.ValidationError(found) from error

    def run_validators(self, value: Any) -> None:
        """Let validators see the text."""
        super().run_validators(str(value))
