"""Values that become plain data and come back: the methods that all of them have.

What the data look like is said in a wing above, which is loaded when the first of these
methods is called. Here stands only what a user sees of it.
"""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, ClassVar, Self


class PlainData:
    """A value that can be stored, sent and loaded as plain JSON."""

    __slots__ = ()

    if TYPE_CHECKING:
        #: The name of its form in the schema.
        _form: ClassVar[str]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data: a dict that `json.dumps` accepts as it is.

        >>> from quartzcron import CronExpression, validate
        >>> CronExpression("0 9 * * MON-FRI", "unix").as_dict()
        {'version': 1, 'text': '0 9 * * MON-FRI', 'dialect': 'unix'}
        >>> validate("0 25 * * *")[0].as_dict()["message"]
        'hour must be 0-23, not 25'

        Strings, whole numbers, true, false, None, lists and dicts, in the shape that the
        command prints with `--json`. Moments are ISO 8601 with their offset.
        """
        from quartzcron.plain.forms import written

        return written(self)

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """Return a value that is equal to the one that `as_dict` stored.

        >>> from quartzcron import Problem, validate
        >>> [problem] = validate("0 25 * * *")
        >>> Problem.from_dict(problem.as_dict()) == problem
        True

        Everything is checked: for any data, the result is a value or a `ValueError` that says
        which part is wrong and what belongs there.
        """
        from quartzcron.plain.forms import read

        return read(cls, plain)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of what `as_dict` returns.

        >>> from quartzcron import Interval
        >>> Interval.json_schema()["required"]
        ['seconds', 'first', 'second', 'tz']
        """
        from quartzcron.plain.schema import json_schema

        return json_schema(cls._form)

    # --- for Pydantic, which asks a class for these ---

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from quartzcron.integrations.pydantic import core_schema_of

        return core_schema_of(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        from quartzcron.integrations.pydantic import json_schema_of

        return json_schema_of(cls, schema, handler)
