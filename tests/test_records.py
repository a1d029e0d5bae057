"""Records: immutable, equal by value, kind about wrong arguments."""

from __future__ import annotations

import copy
import pickle

import pytest

from quartzcron.language.nodes import Range, Single
from quartzcron.records import Record


class Point(Record):
    """A record for these tests."""

    x: int
    y: int = 0


class Spot(Point):
    """A record with a field more."""

    name: str = "here"


def test_fields_by_place_by_name_and_by_default() -> None:
    assert (Point(1, 2).x, Point(1, y=2).y, Point(x=3).y) == (1, 2, 0)
    assert repr(Spot(1, name="there")) == "Spot(x=1, y=0, name='there')"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Point(),  # type: ignore[call-arg]
        lambda: Point(1, 2, 3),  # type: ignore[call-arg]
        lambda: Point(1, x=1),  # type: ignore[misc]
        lambda: Point(1, z=2),  # type: ignore[call-arg]
    ],
)
def test_wrong_arguments_are_type_errors(make: object) -> None:
    assert callable(make)
    with pytest.raises(TypeError, match="Point takes x, y"):
        make()


def test_equal_by_class_and_fields() -> None:
    assert Point(1, 2) == Point(1, 2)
    assert Point(1, 2) != Point(1, 3)
    assert Point(1) != Spot(1)
    assert Point(1) != (1, 0)
    assert hash(Point(1, 2)) == hash(Point(1, 2))
    point = Point(5)
    assert point == point.replace() == point.replace(x=5)
    assert {Point(1), Point(1, 0)} == {Point(1)}


def test_nothing_can_be_changed() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="Point is immutable: cannot set x"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot delete x"):
        del point.x
    with pytest.raises(AttributeError):
        point.other = 2
    assert point.replace(x=2) == Point(2)
    assert point == Point(1)


def test_copies_and_pickles() -> None:
    for record in (Single("hour", (0, 1), 5), Range("hour", (0, 3), 5, 7, 1)):
        assert copy.copy(record) == copy.deepcopy(record) == record
        assert pickle.loads(pickle.dumps(record)) == record
