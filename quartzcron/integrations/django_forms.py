"""What Django's models, forms and serializers share: reading a text, a validator, a form field.

What is wrong with a text becomes one `ValidationError` for each problem, with its code, and the
problem itself among its `params`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import get_language

from quartzcron.errors import CronExpressionError, UnknownNameError, advised
from quartzcron.expression import CronExpression
from quartzcron.integrations.expressions import expression_of, rules_of

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName
    from quartzcron.errors import Problem


def read(value: Any, dialect: Dialect) -> CronExpression | None:
    """Return the expression of a value, None of an empty one, or raise `ValidationError`."""
    if value is None or value == "":
        return None
    try:
        return expression_of(value, dialect)
    except TypeError as error:
        raise ValidationError(str(error), code="invalid") from error
    except CronExpressionError as error:
        raise ValidationError([_as_django(each) for each in error.problems]) from error


def said(problem: Problem) -> str:
    """Return a problem in one line, in the language of the request if messages are in it."""
    try:
        return advised(problem.in_words(get_language() or "en"))
    except UnknownNameError:
        return advised(problem)


def _as_django(problem: Problem) -> ValidationError:
    params = {"message": said(problem), "problem": problem}
    return ValidationError("%(message)s", code=problem.code, params=params)


def text_of(value: Any) -> Any:
    """Return the text of an expression, for what looks at texts."""
    return value.text if isinstance(value, CronExpression) else value


@deconstructible(path="quartzcron.integrations.django.CronValidator")
class CronValidator:
    """Refuses texts that are not expressions of a dialect."""

    def __init__(self, dialect: Dialect | DialectName | str | None = None) -> None:
        self.dialect = rules_of(dialect)

    def __call__(self, value: Any) -> None:
        """Raise `ValidationError` with every problem of a text."""
        read(value, self.dialect)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CronValidator) and other.dialect == self.dialect

    def __hash__(self) -> int:
        return hash(self.dialect)


#: The validator of the default dialect.
validate_cron = CronValidator()


class CronFormField(forms.CharField):
    """A form field that cleans a text to a `CronExpression`, and an empty one to None."""

    def __init__(
        self, *, dialect: Dialect | DialectName | str | None = None, **options: Any
    ) -> None:
        self.dialect = rules_of(dialect)
        super().__init__(**{"empty_value": None} | options)

    def to_python(self, value: Any) -> CronExpression | None:
        """Return the expression of what was typed."""
        return read(
            value if isinstance(value, CronExpression) else super().to_python(value), self.dialect
        )

    def run_validators(self, value: Any) -> None:
        """Let other validators see the text."""
        super().run_validators(text_of(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the text was edited: another text of the same meaning is saved too."""
        before, after = ("" if each is None else str(each).strip() for each in (initial, data))
        return not self.disabled and before != after
