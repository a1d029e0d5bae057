"""Django: a field of models, a field of forms, and a validator.

    cron = CronField(dialect="quartz")

The column holds the text, the attribute the expression.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.migrations.serializer import BaseSerializer
from django.db.migrations.writer import MigrationWriter
from django.utils.functional import cached_property

from quartzcron.dialects import DEFAULT, Dialect
from quartzcron.errors import CronExpressionError
from quartzcron.expression import CronExpression
from quartzcron.ground.messages import ADAPTERS
from quartzcron.integrations.django_forms import (
    CronFormField,
    CronValidator,
    read,
    text_of,
    validate_cron,
)
from quartzcron.integrations.expressions import rules_of

if TYPE_CHECKING:
    from quartzcron.dialects.names import DialectName

__all__ = ["CronField", "CronFormField", "CronValidator", "validate_cron"]

#: As much as most texts need, and every database can index.
_MAX_LENGTH = 255


class CronField(models.CharField):
    """A field of models: a column of text, an attribute that is a `CronExpression` or None.

    `dialect` is a name or a `Dialect`. With `errors="text"`, a row with a wrong text gives that
    text, so that one bad row does not keep you from the others; by default it raises
    `CronExpressionError`. Saving and filtering refuse wrong texts with `ValidationError` either
    way. Lookups compare texts, not meanings.
    """

    description = "Cron expression"
    empty_strings_allowed = False

    def __init__(
        self,
        *args: Any,
        dialect: Dialect | DialectName | str | None = None,
        errors: str = "raise",
        **options: Any,
    ) -> None:
        if errors not in ("raise", "text"):
            raise ValueError(ADAPTERS["field-errors"].format(found=errors))
        self.dialect = rules_of(dialect)
        self.errors = errors
        super().__init__(*args, **{"max_length": _MAX_LENGTH} | options)

    def deconstruct(self) -> Any:
        """Return what a migration writes of it."""
        name, path, args, options = super().deconstruct()
        if self.dialect != DEFAULT:
            options["dialect"] = self.dialect.name if self.dialect._is_named else self.dialect
        if self.errors != "raise":
            options["errors"] = self.errors
        return name, path, args, options

    @cached_property  # type: ignore[untyped-decorator]
    def validators(self) -> list[Any]:
        """Its validators; serializers of Django REST framework take them from here."""
        return [*super().validators, CronValidator(self.dialect)]

    @property
    def flatchoices(self) -> list[tuple[Any, Any]]:
        """Its choices as values of the attribute, for what shows their labels."""
        return [(read(key, self.dialect), label) for key, label in super().flatchoices]

    def from_db_value(self, value: str | None, *_: Any) -> CronExpression | str | None:
        """Return the expression of a text from the database."""
        try:
            return None if value is None else CronExpression(value, self.dialect)
        except CronExpressionError:
            if self.errors == "text":
                return value
            raise

    def to_python(self, value: Any) -> CronExpression | None:
        """Return the expression of a text, or raise `ValidationError`."""
        return read(value, self.dialect)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Return what is saved; an attribute that was set to a text becomes the expression."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """Return the text that is stored or looked for."""
        return text_of(super().get_prep_value(value))

    def validate(self, value: Any, model_instance: Any) -> None:
        """Look among choices, which are texts."""
        super().validate(text_of(value), model_instance)

    def run_validators(self, value: Any) -> None:
        """Let validators see the text."""
        super().run_validators(text_of(value))

    def formfield(self, **options: Any) -> Any:
        """Return the field of a form."""
        return super().formfield(**{"form_class": CronFormField, "dialect": self.dialect} | options)


class _AsPython(BaseSerializer):
    """Writes an expression, or a dialect of your own, into a migration."""

    def serialize(self) -> tuple[str, set[str]]:
        names = "CronExpression, Dialect, DstPolicy, FieldRules, Form, HashRules, ServiceRule"
        return repr(self.value), {f"from quartzcron import {names}, Treatment"}


MigrationWriter.register_serializer((CronExpression, Dialect), _AsPython)
