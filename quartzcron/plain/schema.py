"""The forms of plain data, as JSON Schema: the one table of what is written and read.

A form is an object that names all of its members; what is not named there is refused. No
form holds itself, however deep: that is what `parts` are for.
"""

from __future__ import annotations

from quartzcron.calendar.dates import ROLLS
from quartzcron.dialects.policies import BOTH, FIRST, FIXED_WHEN, LAST, NEXT, SHIFT, SKIP
from quartzcron.errors import CODES
from quartzcron.fields import FIELDS
from quartzcron.pictures.layout import DAYS, HOURS, WEEKS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    #: A schema, or a part of one.
    Schema = dict[str, Any]

#: The version of the data of expressions, schedules and sets. Another one is refused.
VERSION = 1

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
#: Offsets have seconds where a zone had them (Monrovia until 1972), and may have parts of one.
_OFFSET = r"[+-][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
#: RFC 9557 puts the name of a zone behind the offset.
_MOMENT = rf"^{_DATE}T{_TIME}(Z|{_OFFSET}(\[[^\[\]]+\])?)?$"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Schema, *optional: str) -> Schema:
    """Return the schema of an object with these members and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _any_of(said: str, *schemas: Schema) -> Schema:
    """Return the schema of what one of several takes; said is what they are, in words."""
    return {"description": said, "anyOf": list(schemas)}


def _list(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


_TEXT = {"type": "string"}
_WHETHER = {"type": "boolean"}
_NULL = {"type": "null"}
_TEXT_OR_NULL = _any_of("a string or null", _TEXT, _NULL)
_MOMENT_OR_NULL = _any_of("a moment or null", _ref("moment"), _NULL)

#: Which characters of a text: the first one, and the one after the last.
_SPAN = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}

# --- what can be stored -------------------------------------------------------------

_EXPRESSION = {"text": _TEXT, "dialect": _TEXT, "seed": _TEXT}
_MAY_LACK = ("dialect", "seed", "dst", "start", "end", "excluding", "only", "rolled")
_TWO_DATES = {"type": "array", "items": _ref("date"), "minItems": 2, "maxItems": 2}
_DATES = (
    _ref("date"),
    _TWO_DATES,
    _object({"days": _ref("steps")}),
)


def _schedule(*exclusions: Schema) -> Schema:
    """Return the members of a schedule that leaves out such things."""
    dates = "a date, two dates or days"
    said = "a date, two dates, days or a part" if len(exclusions) > len(_DATES) else dates
    return {
        **_EXPRESSION,
        "tz": _TEXT_OR_NULL,
        "dst": _any_of("the name of a preset or a policy", _TEXT, _ref("policy")),
        "start": _ref("moment"),
        "end": _ref("moment"),
        "excluding": _list(_any_of(said, *exclusions)),
        "only": _list(_any_of(dates, *_DATES)),
        "rolled": {"type": "string", "enum": list(ROLLS)},
    }


_SET = {
    "left": _ref("operand"),
    "operation": {"type": "string", "enum": ["|", "&", "-", "^"]},
    "right": _ref("operand"),
}
#: What an operand may be: a value without parts, or the number of one with parts.
_OPERANDS = (
    _object(_EXPRESSION, *_MAY_LACK),
    _object(_schedule(*_DATES), *_MAY_LACK),
    _object({"part": {"type": "integer", "minimum": 0}}),
)
_WHOLE_SCHEDULE = _schedule(*_DATES, *_OPERANDS)
#: A step of those that make days: of its own, or out of the days of steps before it.
_NUMBER = {"type": "integer", "minimum": 0}
_STEP = _any_of(
    "a step",
    _object(
        {
            "every": {"type": "integer", "minimum": 1},
            "unit": {"type": "string", "enum": ["days", "weeks", "months"]},
            "since": _ref("date"),
        }
    ),
    _object({"of": _list(_ref("date"))}),
    _object({"between": _TWO_DATES}),
    _object({"where": _OPERANDS[0]}),
    _object({"not": _NUMBER}),
    _object({**_SET, "left": _NUMBER, "right": _NUMBER}),
)
_PARTS = _list(_any_of("a schedule or a set", _object(_WHOLE_SCHEDULE, *_MAY_LACK), _object(_SET)))
STORED = {"version": {"type": "integer", "const": VERSION}}

# --- what is answered ---------------------------------------------------------------

_VERDICT = {
    "field": _TEXT,
    "text": _TEXT,
    "span": _any_of("a span or null", _SPAN, _NULL),
    "value": _TEXT,
    "matches": _WHETHER,
    "reason": _TEXT,
}
_NEIGHBOURS = {"previous_fire_time": _MOMENT_OR_NULL, "next_fire_time": _MOMENT_OR_NULL}
_READING = {
    "text": _TEXT,
    "seed": _TEXT_OR_NULL,
    "dialects": {**_list(_TEXT), "minItems": 1},
    "words": _TEXT_OR_NULL,
}
_DIFFERENCE = {
    "between": {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2},
    "moment": _ref("moment"),
}

_TREATMENT = _object(
    {
        "gap": {"type": "string", "enum": [SKIP, NEXT, SHIFT]},
        "fold": {"type": "string", "enum": [FIRST, LAST, BOTH]},
    }
)

# --- pictures -------------------------------------------------------------------------

_BLOCK = {
    "shape": {"type": "string", "enum": [HOURS, DAYS, WEEKS]},
    "heads": {**_list(_TEXT), "minItems": 1},
    "rows": {
        **_list(_object({"label": _TEXT, "cells": _list(_ref("picture_cell"))})),
        "minItems": 1,
    },
}
_CELL = {
    "column": _NUMBER,
    "weight": _NUMBER,
    "level": _NUMBER,
    "title": _TEXT,
    "mark": _TEXT,
    "spans": _list({"type": "array", "items": _ref("moment"), "minItems": 2, "maxItems": 2}),
}

_SECONDS_OR_NULL = _any_of("a number of seconds or null", {"type": "integer"}, _NULL)

#: Every form by its name.
FORMS: dict[str, Schema] = {
    "date": {"type": "string", "pattern": f"^{_DATE}$", "description": "a date, YYYY-MM-DD"},
    "moment": {
        "type": "string",
        "pattern": _MOMENT,
        "description": "a moment, YYYY-MM-DDThh:mm:ss, with its offset if it has a zone",
    },
    "policy": _object(
        {
            "name": _TEXT,
            "fixed_when": {"type": "string", "enum": list(FIXED_WHEN)},
            "fixed": _TREATMENT,
            "other": _TREATMENT,
            "longest_gap": _SECONDS_OR_NULL,
            "longest_fold": _SECONDS_OR_NULL,
        }
    ),
    "steps": {**_list(_STEP), "minItems": 1},
    "days": _object({**STORED, "days": _ref("steps")}),
    "operand": _any_of("an expression, a schedule or a part", *_OPERANDS),
    "expression": _object({**STORED, **_EXPRESSION}, *_MAY_LACK),
    "schedule": _object({**STORED, **_WHOLE_SCHEDULE, "parts": _PARTS}, *_MAY_LACK, "parts"),
    "set": _object({**STORED, **_SET, "parts": _PARTS}, "parts"),
    "fire_times": _any_of(
        "an expression, a schedule or a set", _ref("expression"), _ref("schedule"), _ref("set")
    ),
    "problem": _object(
        {
            "code": {"type": "string", "enum": list(CODES)},
            "severity": {"type": "string", "enum": ["error", "warning"]},
            "field": _any_of("a field or null", {"type": "string", "enum": list(FIELDS)}, _NULL),
            "span": _SPAN,
            "span_utf16": _SPAN,
            "message": _TEXT,
            "hint": _TEXT_OR_NULL,
            "values": {
                "type": "object",
                "additionalProperties": _any_of(
                    "a string or a whole number", _TEXT, {"type": "integer"}
                ),
            },
        }
    ),
    "interval": _object(
        {
            "seconds": {"type": "number"},
            "first": _ref("moment"),
            "second": _ref("moment"),
            "tz": _TEXT_OR_NULL,
        }
    ),
    "subset": _object({"counter_example": _MOMENT_OR_NULL, "tz": _TEXT_OR_NULL}),
    "verdict": _object(_VERDICT),
    "explanation": _object(
        {
            "text": _TEXT,
            "moment": _ref("moment"),
            "tz": _TEXT_OR_NULL,
            "fires": _WHETHER,
            "fields": _list(_ref("verdict")),
            "day": _object({"rule": _TEXT, "matches": _WHETHER, "reason": _TEXT}),
            "clock": _list(_TEXT),
            "limits": _list(_TEXT),
            "rolled": _list(_TEXT),
            **_NEIGHBOURS,
        }
    ),
    "part_verdict": _object(
        {
            "depth": {"type": "integer", "minimum": 0},
            "text": _TEXT,
            "fires": _WHETHER,
            "reason": _TEXT,
        }
    ),
    "set_explanation": _object(
        {
            "moment": _ref("moment"),
            "tz": _TEXT_OR_NULL,
            "fires": _WHETHER,
            "parts": _list(_ref("part_verdict")),
            **_NEIGHBOURS,
        }
    ),
    "picture": _object(
        {
            "view": {"type": "string", "enum": ["week", "month", "year"]},
            "first": _ref("date"),
            "last": _ref("date"),
            "tz": _TEXT_OR_NULL,
            "heading": _TEXT,
            "caption": _TEXT,
            "blocks": {**_list(_object(_BLOCK)), "minItems": 1},
            "notes": _list(_TEXT),
            "rtl": _WHETHER,
        }
    ),
    "picture_cell": _object(_CELL),
    "reading": _object(_READING),
    "detection": _object(
        {
            "text": _TEXT,
            "readings": _list(_ref("reading")),
            "differences": _list(_object(_DIFFERENCE)),
            "refused": _list(_TEXT),
        }
    ),
}


def json_schema(name: str) -> Schema:
    """Return the schema of a form, whole: with all forms that it speaks of.

    >>> sorted(json_schema("subset")["$defs"])
    ['moment']
    """
    needed: dict[str, Schema] = {}
    rest = _named_in(FORMS[name])
    while rest:
        each = rest.pop()
        if each not in needed:
            needed[each] = FORMS[each]
            rest += _named_in(FORMS[each])
    defs = {"$defs": {each: needed[each] for each in FORMS if each in needed}}
    # A copy, since what a user gets may be changed.
    from copy import deepcopy

    return deepcopy({"$schema": DRAFT, **FORMS[name], **(defs if needed else {})})


def without_references(name: str) -> Schema:
    """Return a schema of a form for a place inside of another schema: it points nowhere.

    >>> without_references("subset")["properties"]["counter_example"]["anyOf"][0]["type"]
    'string'

    Takes all that `json_schema` takes. It may take more, as what is made of parts is only
    said to be an object: written out, a schedule's would have 37,000 characters.
    """
    return {key: _pointless(part) for key, part in FORMS[name].items()}


def _pointless(schema: Any) -> Any:
    """Return a schema, or a part of one, with nothing in it that points elsewhere."""
    if isinstance(schema, list):
        return [_pointless(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _pointless(FORMS[schema["$ref"].rpartition("/")[2]])
    deep = any(_named_in(FORMS[each]) for each in _named_in(schema))
    if deep and schema.get("type") in ("array", "object"):
        return {key: schema[key] for key in ("type", "description") if key in schema}
    return {key: _pointless(each) for key, each in schema.items()}


def _named_in(schema: object) -> list[str]:
    """Return the forms that a schema names."""
    found = []
    rest = [schema]
    while rest:
        each = rest.pop()
        if isinstance(each, dict):
            if "$ref" in each:
                found.append(each["$ref"].rpartition("/")[2])
            rest += each.values()
        elif isinstance(each, list):
            rest += each
    return found
