"""Pydantic: an expression as its text, every other value as its plain data.

`CronExpression`, `Schedule` and all that has `as_dict` can be annotations as they are, and a
dialect behind `CronExpression` fixes it: `Annotated[CronExpression, Dialect.named("quartz")]`.
The classes call this room when Pydantic asks them; nobody else has to import it. Each problem
is an error: its type is the code, its `ctx` the problem as plain data and the dialect's name.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
    PydanticKnownError,
    ValidationError,
    core_schema,
)

from quartzcron.dialects import DEFAULT
from quartzcron.errors import CronExpressionError, UnknownNameError
from quartzcron.expression import CronExpression
from quartzcron.ground.messages import ADAPTERS
from quartzcron.integrations.expressions import expression_of
from quartzcron.plain.schema import without_references
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

    from quartzcron.dialects import Dialect
    from quartzcron.ground.plain_data import PlainData

#: Under which key a core schema says of what class it is ours.
_OURS = "quartzcron"

#: Which part of a schedule's data an unknown name stands in.
_PLACES = {"time zone": "tz", "dialect": "dialect", "policy": "dst"}


def core_schema_of(kind: type[Any], dialect: Dialect | None = None) -> CoreSchema:
    """Return how Pydantic reads and writes a class, strict or not, in a dialect if one is given."""
    is_text = issubclass(kind, CronExpression)
    read = partial(_expression if is_text else _value, kind, dialect=dialect)
    written = str if is_text else kind.as_dict
    # What it looks like as JSON is said below.
    form = core_schema.any_schema()
    taken = core_schema.no_info_plain_validator_function(read, json_schema_input_schema=form)
    objects = core_schema.is_instance_schema(kind)
    checked = core_schema.no_info_after_validator_function(read, objects)
    return core_schema.lax_or_strict_schema(
        taken,
        core_schema.json_or_python_schema(taken, checked),
        serialization=core_schema.plain_serializer_function_ser_schema(
            written, return_schema=form, when_used="json"
        ),
        metadata={_OURS: kind},
    )


def in_dialect(dialect: Dialect, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the core schema of an annotation with a dialect behind its class."""
    metadata = handler(source).get("metadata") or {}
    kind = metadata.get(_OURS)
    if kind is None or not issubclass(kind, CronExpression | Schedule):
        raise TypeError(ADAPTERS["dialect-behind"])
    # Descriptions and the like may stand before the dialect.
    return cast("CoreSchema", {**core_schema_of(kind, dialect), "metadata": metadata})


def json_schema_of(
    kind: type[PlainData], schema: CoreSchema, handler: GetJsonSchemaHandler
) -> dict[str, Any]:
    """Return the JSON schema of a class, complete in itself, and what a field says of it."""
    if issubclass(kind, CronExpression):
        own = {"type": "string", "format": "cron", "x-cron-dialect": DEFAULT.name}
    else:
        own = without_references(kind._form)
    return own | handler(schema)


def json_in_dialect(
    dialect: Dialect, schema: CoreSchema, handler: GetJsonSchemaHandler
) -> dict[str, Any]:
    """Return the JSON schema of an annotation with a dialect behind its class."""
    return handler(schema) | {"x-cron-dialect": dialect.name}


def _expression(kind: type[CronExpression], value: Any, dialect: Dialect | None) -> CronExpression:
    try:
        made = expression_of(value, dialect or DEFAULT)
        return made if isinstance(made, kind) else kind(made.text, dialect)
    except TypeError:
        raise PydanticKnownError("string_type") from None
    except CronExpressionError as error:
        raise _refused(error, value) from None


def _value(kind: type[PlainData], value: Any, dialect: Dialect | None) -> Any:
    try:
        if not isinstance(value, kind):
            value = _loaded(kind, value, dialect)
        if dialect is not None:
            expression_of(value.expression, dialect)
        return value
    except CronExpressionError as error:
        raise _refused(error, value, *_place(value, "text", error.text)) from None
    except UnknownNameError as error:
        details = {"name": error.name, "nearest": list(error.nearest), "message": str(error)}
        found = [(f"unknown-{error.kind.replace(' ', '-')}", details)]
        raise _errors(value, found, *_place(value, _PLACES.get(error.kind), error.name)) from None
    except ValueError as error:
        raise _errors(value, [("plain-data", {"message": str(error)})]) from None


def _loaded(kind: type[Any], plain: Any, dialect: Dialect | None) -> Any:
    """Return the value of plain data; a schedule of a fixed dialect need not name it."""
    if dialect is None or not isinstance(plain, dict):
        return kind.from_dict(plain)
    if "dialect" not in plain:
        seed = {"seed": dialect.seed} if dialect.seed else {}
        plain = {**plain, "dialect": dialect.name, **seed}
    return kind.from_dict(plain, dialects=[dialect])


def _refused(error: CronExpressionError, value: Any, *place: str) -> ValidationError:
    """Return the problems of a text as errors of Pydantic."""
    problems = [each.as_dict() | {"dialect": error.dialect} for each in error.problems]
    return _errors(value, [(each["code"], each) for each in problems], *place)


def _errors(value: Any, found: list[tuple[str, dict[str, Any]]], *place: str) -> ValidationError:
    """Return errors at a place: a code and details each, the message among them."""
    lines = []
    for code, details in found:
        # Pydantic fills braces in, one detail after the other: what has the user's comes last.
        details["message"] = details.pop("message")
        error = PydanticCustomError(code, "{message}", details)
        lines.append(InitErrorDetails(type=error, loc=place, input=value))
    return ValidationError.from_exception_data("quartzcron", lines)


def _place(value: Any, key: str | None, found: str) -> tuple[str, ...]:
    """Return the key of what is wrong, where it is no part of a part."""
    return (key,) if isinstance(value, dict) and key and value.get(key) == found else ()
