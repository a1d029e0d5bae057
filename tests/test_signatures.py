"""What `help`, IPython and `inspect.signature` show of the public names: types everywhere."""

from __future__ import annotations

import inspect
import pydoc
from collections.abc import Callable, Iterator
from inspect import Parameter
from types import ModuleType
from typing import Any, get_origin

import pytest
from twins import Compiled, Pure

import quartzcron
from quartzcron import CronExpression, Problem, Schedule, arrays
from quartzcron.records import Record

#: What has public names that users call.
PLACES: list[ModuleType] = [quartzcron, arrays]


def public_callables(owner: object, name: str) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield what can be called of a public name, its own methods included."""
    found: Any = getattr(owner, name)
    if get_origin(found) is not None or not callable(found):
        return
    yield name, found
    if inspect.isclass(found):
        for method in dir(found):
            # (What exceptions inherit from Python itself is Python's.)
            if method.startswith("_") or hasattr(ValueError, method):
                continue
            if callable(each := getattr(found, method)):
                yield f"{name}.{method}", each


PUBLIC = [
    (f"{place.__name__}.{label}", each)
    for place in PLACES
    for name in place.__all__
    for label, each in public_callables(place, name)
]

#: The hot methods, of either kernel.
HOT = [
    (f"{kernel.__name__}.{name}", getattr(kernel, name))
    for kernel in (Pure, Compiled)
    for name in ("next_fire_time", "previous_fire_time", "fire_times", "matches")
]


def untyped(called: Callable[..., object]) -> list[str]:
    """Return the parameters without a type, and "return" if nobody says what comes back."""
    signature = inspect.signature(called)
    missing = [
        name
        for name, each in signature.parameters.items()
        if each.annotation is Parameter.empty and name not in ("self", "cls")
    ]
    if signature.return_annotation is Parameter.empty and not inspect.isclass(called):
        missing.append("return")
    return missing


@pytest.mark.parametrize(("label", "called"), PUBLIC + HOT, ids=dict(PUBLIC + HOT))
def test_everything_public_shows_its_types(label: str, called: Callable[..., object]) -> None:
    assert untyped(called) == [], label


@pytest.mark.parametrize(("label", "called"), PUBLIC, ids=dict(PUBLIC))
def test_nothing_public_takes_anything(label: str, called: Callable[..., object]) -> None:
    """But for the changes of `replace`, which are those of each record's fields."""
    if label.endswith(".replace"):
        return
    kinds = {each.kind for each in inspect.signature(called).parameters.values()}
    assert not kinds & {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}, label


def test_the_test_can_fail() -> None:
    def loose(one, two: int = 0):  # type: ignore[no-untyped-def]
        return one, two

    assert untyped(loose) == ["one", "return"]
    assert len(PUBLIC) > 80


def test_signatures_as_they_are_shown() -> None:
    assert str(inspect.signature(CronExpression.next_fire_time)) == (
        "(self, after: 'datetime' = now, *, inclusive: 'bool' = False) -> 'datetime | None'"
    )
    bound = CronExpression("0 9 * * *").next_fire_time
    assert str(inspect.signature(bound)) == (
        "(after: 'datetime' = now, *, inclusive: 'bool' = False) -> 'datetime | None'"
    )
    assert str(inspect.signature(Problem)) == (
        "(code: 'ProblemCode', severity: 'Severity', field: 'FieldName | None', "
        "span: 'tuple[int, int]', message: 'str', hint: 'str | None' = None, "
        "values: 'Mapping[str, str | int]' = mappingproxy({}), "
        "span_utf16: 'tuple[int, int]' = (-1, -1))"
    )


def test_both_kernels_have_the_same_signatures() -> None:
    """To the last type and default."""
    for name in ("next_fire_time", "previous_fire_time", "fire_times", "matches"):
        pure, compiled = (getattr(kernel, name) for kernel in (Pure, Compiled))
        assert inspect.signature(pure) == inspect.signature(compiled)
        assert pure.__doc__ == compiled.__doc__
        assert pure.__name__ == compiled.__name__


def test_the_sets_have_the_signatures_of_the_kernels() -> None:
    for name in ("next_fire_time", "previous_fire_time", "fire_times", "matches"):
        one, other = (getattr(each, name) for each in (CronExpression, quartzcron.FireSet))
        assert inspect.signature(one) == inspect.signature(other)


@pytest.mark.parametrize("shown", [CronExpression, Schedule])
def test_help_shows_the_types_of_the_hot_methods(shown: type) -> None:
    drawn = pydoc.plain(pydoc.render_doc(shown))
    assert "next_fire_time(self, after: 'datetime' = now, *, inclusive: 'bool' = False)" in drawn
    assert "matches(self, moment: 'datetime', precision: \"Literal['second', 'minute']\"" in drawn


class Base(Record):
    """A record for this test."""

    x: int
    y: str = "here"


class Derived(Base):
    """A record with a field more."""

    z: Base | None = None


def test_the_signature_of_a_record_is_its_fields() -> None:
    assert str(inspect.signature(Derived)) == (
        "(x: 'int', y: 'str' = 'here', z: 'Base | None' = None)"
    )
    assert not hasattr(Derived(1), "__signature__")
