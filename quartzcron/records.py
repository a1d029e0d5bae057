"""Immutable records: the one way in which this library holds data.

A record is declared like a dataclass and behaves like a frozen, slotted one.
It exists because importing `dataclasses` costs more than the whole of this
package may (15 ms; `python -m benchmarks --only import`).

>>> class Point(Record):
...     x: int
...     y: int = 0
>>> Point(1), Point(1) == Point(1, 0), Point(1).replace(y=5)
(Point(x=1, y=0), True, Point(x=1, y=5))

Nothing here knows what cron is.
"""

from __future__ import annotations

# Type checkers read this name as true wherever it stands; the typing module
# itself is not worth its 2.5 ms at import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from inspect import Signature
    from typing import Any, NoReturn, Self, TypeVar, dataclass_transform

    _Class = TypeVar("_Class")
else:

    def dataclass_transform(**_options: object) -> Callable[[_Class], _Class]:
        """Stand in for the typing module's marker, which does nothing at run time."""
        return lambda decorated: decorated


_set = object.__setattr__


@dataclass_transform(frozen_default=True, eq_default=True)
class RecordType(type):
    """Turns the annotations of a class into slots, and their values into defaults."""

    _fields: tuple[str, ...]
    _defaults: dict[str, object]
    _setters: tuple[Callable[[object, object], None], ...]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> RecordType:
        own = tuple(namespace.get("__annotations__", ()))
        defaults = {field: namespace.pop(field) for field in own if field in namespace}
        inherited = bases[0] if bases else None
        namespace["__slots__"] = own if inherited else ("_hash",)
        namespace["_fields"] = getattr(inherited, "_fields", ()) + own
        namespace["__match_args__"] = namespace["_fields"]
        namespace["_defaults"] = getattr(inherited, "_defaults", {}) | defaults
        made = super().__new__(cls, name, bases, namespace)
        # A slot's own setter takes 45 ns, object.__setattr__ 65; a parse sets a hundred.
        made._setters = tuple(getattr(made, field).__set__ for field in made._fields)
        return made

    @property
    def __signature__(cls) -> Signature:
        """What `help` and `inspect.signature` show: the fields, with their types and defaults."""
        # Loaded by whoever asks.
        from inspect import Parameter, Signature, get_annotations

        types: dict[str, object] = {}
        for base in reversed(cls.__mro__):
            types |= get_annotations(base)
        fields = [
            Parameter(
                field,
                Parameter.POSITIONAL_OR_KEYWORD,
                default=cls._defaults.get(field, Parameter.empty),
                annotation=types[field],
            )
            for field in cls._fields
        ]
        return Signature(fields)


class Record(metaclass=RecordType):
    """An immutable record; equal when the class and every field are equal."""

    def __init__(self, *values: Any, **named: Any) -> None:
        cls = type(self)
        if named or len(values) != len(cls._fields):
            values = cls._complete(values, named)
        for setter, value in zip(cls._setters, values, strict=True):
            setter(self, value)

    @classmethod
    def _complete(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return a value for every field, or say which name does not fit."""
        rest = cls._fields[len(values) :]
        unknown = [name for name in named if name not in rest]
        given = {**cls._defaults, **named}
        missing = [field for field in rest if field not in given]
        if len(values) > len(cls._fields) or unknown or missing:
            raise TypeError(
                f"{cls.__name__} takes {', '.join(cls._fields)}; "
                f"missing: {missing}, not known or given twice: {unknown}"
            )
        return values + tuple(given[field] for field in rest)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return type(self)(**{**self._items(), **changes})

    def _items(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in type(self)._fields}

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, f) == getattr(other, f) for f in type(self)._fields)

    def __hash__(self) -> int:
        # Kept: rule sets are cache keys, and hashing one anew costs 2 us.
        try:
            kept: int = self._hash  # type: ignore[attr-defined]
        except AttributeError:
            kept = hash((type(self).__name__, *self._items().values()))
            _set(self, "_hash", kept)
        return kept

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._items().items())
        return f"{type(self).__name__}({fields})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(self._items().values())


class Identity:
    """A key for a cache: an object itself, whatever it takes for equal and if it has no hash.

    >>> Identity([]) == Identity([]), len({Identity(None), Identity(None)})
    (False, 1)
    """

    __slots__ = ("it",)

    def __init__(self, it: Any) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other.it is self.it
