"""Holding plain data against a form of the table: it fits, or a sentence says where it does not.

This reads as much of JSON Schema as the table uses. Where several schemas may fit, the one
is taken that is for this kind of value, and of several for objects the one that knows most
of its members, so that what is said is about what was meant. Forms hold no forms of
themselves, so this ends, however deep the data.
"""

from __future__ import annotations

from re import fullmatch

from quartzcron.errors import shown
from quartzcron.plain.schema import FORMS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from quartzcron.plain.schema import Schema

#: What each type of JSON is in Python; a bool is no number.
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list, tuple),
    "object": (dict,),
    "null": (type(None),),
}

_SAID = {
    "string": "a string",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "an object",
    "null": "null",
}

#: How much of a wrong value a sentence shows.
_MOST_SHOWN = 40


def check(value: object, schema: Schema, path: str = "") -> None:
    """Raise `ValueError` unless a value is as a schema says; path is where it stands.

    >>> check({"part": -1}, FORMS["operand"])
    Traceback (most recent call last):
      ...
    ValueError: part must be 0 or more
    """
    schema = _meant(value, schema)
    said = schema.get("description")
    if "type" not in schema or not _is(value, schema["type"]):
        wanted = said or _SAID[schema["type"]]
        raise ValueError(f"{place(path)} must be {wanted}, not {told(value)}")
    if isinstance(value, str):
        _check_string(value, schema, path)
    elif isinstance(value, int):
        _check_number(value, schema, path)
    elif isinstance(value, (list, tuple)):
        _check_list(value, schema, path)
    elif isinstance(value, dict):
        _check_object(value, schema, path)


def _is(value: object, kind: str) -> bool:
    """Tell whether a value is of a type of JSON."""
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _meant(value: object, schema: Schema) -> Schema:
    """Return the schema that speaks of a value: of the form named, or the one of several."""
    while "$ref" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = FORMS[schema["$ref"].rpartition("/")[2]]
            continue
        resolved = [_meant(value, each) for each in schema["anyOf"]]
        fitting = [each for each in resolved if "type" in each and _is(value, each["type"])]
        if not fitting:
            return {"description": schema["description"]}
        schema = max(fitting, key=lambda each: _known(value, each))
    return schema


def _known(value: object, schema: Schema) -> int:
    """Return how many members of an object a schema knows."""
    return len(value.keys() & schema["properties"].keys()) if isinstance(value, dict) else 0


def _check_string(value: str, schema: Schema, path: str) -> None:
    if "enum" in schema and value not in schema["enum"]:
        from quartzcron.errors import listed

        raise ValueError(f"{place(path)} must be {listed(schema['enum'])}, not {told(value)}")
    if "pattern" in schema and fullmatch(schema["pattern"], value) is None:
        raise ValueError(f"{place(path)} must be {schema['description']}, not {told(value)}")


def _check_number(value: int, schema: Schema, path: str) -> None:
    if "const" in schema and value != schema["const"]:
        raise ValueError(
            f"{place(path)} must be {schema['const']}, the one that this quartzcron reads"
        )
    if value < schema.get("minimum", value):
        raise ValueError(f"{place(path)} must be {schema['minimum']} or more")


def _check_list(value: list[Any] | tuple[Any, ...], schema: Schema, path: str) -> None:
    least, most = schema.get("minItems", 0), schema.get("maxItems", len(value))
    if not least <= len(value) <= most:
        wanted = f"{least}" if "maxItems" in schema else f"{least} or more"
        raise ValueError(f"{place(path)} must have {wanted} items, not {len(value)}")
    for number, each in enumerate(value):
        check(each, schema["items"], f"{path}[{number}]")


def _check_object(value: dict[Any, Any], schema: Schema, path: str) -> None:
    properties, others = schema.get("properties", {}), schema["additionalProperties"]
    unknown = [told(key) for key in value if not isinstance(key, str) or key not in properties]
    if unknown and (others is False or not all(isinstance(key, str) for key in value)):
        few = ", ".join(unknown[:3]) + (", ..." if len(unknown) > 3 else "")
        known = f"; it has {', '.join(properties)}" if properties else ""
        raise ValueError(f"{place(path)} has unknown keys: {few}{known}")
    missing = [name for name in schema.get("required", ()) if name not in value]
    if missing:
        raise ValueError(f"{place(path)} lacks {', '.join(missing)}")
    for key, each in value.items():
        inside = f"{path}.{shown(key)}" if path else shown(key)
        check(each, properties.get(key, others), inside)


def place(path: str) -> str:
    """Return where in the data something stands, as a sentence begins with it."""
    return path or "the data"


def told(value: object) -> str:
    """Return what a value is, in words; strings as they are, as far as they fit.

    >>> told("a" * 99), told([]), told(None), told(b"")
    ('"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..."', 'a list', 'null', 'bytes')
    """
    if isinstance(value, str):
        return f'"{shown(value, _MOST_SHOWN)}"'
    kinds = (kind for kind in _SAID if _is(value, kind))
    kind = next(kinds, None)
    return type(value).__name__ if kind is None else _SAID[kind]
