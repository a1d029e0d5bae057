"""Values made of values, as deep as one likes: compared, hashed, shown and pickled in loops.

A union of twenty thousand schedules is a tree as deep as it has parts, and so is a chain
of schedules each of which leaves out the one before. Python lets functions call each
other some thousand times, so whatever goes through such a tree walks it with a list of
what is still to do.
"""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeVar

    _Node = TypeVar("_Node")

    #: A node for a pickle: how it is made again, its own values, and its parts: each a
    #: value, or the number of a node that comes before.
    Row = tuple[Callable[..., object], tuple[object, ...], tuple[object, ...]]

_set = object.__setattr__


class Nested:
    """A value with parts that may be nested themselves; a frozen one."""

    __slots__ = ()

    #: Whether it is equal to what is made of equal parts alone; others compare themselves.
    _by_parts = True

    if TYPE_CHECKING:
        # None until it is asked for.
        _kept_hash: int | None

        def _own(self) -> tuple[object, ...]:
            """Return what is equal in equal values and has a hash, but for the parts."""

        def _inside(self) -> tuple[object, ...]:
            """Return the parts, those that are not nested among them."""

        def _told(self) -> Iterator[object]:
            """Yield what its repr is made of: strings as they are, and parts to be shown."""

        def _recipe(self) -> tuple[Callable[..., object], tuple[object, ...]]:
            """Return what makes it again from some values and its parts, and the values."""

    def _apart(self) -> object:
        """Return what is equal in equal values and has no hash."""
        return None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Nested):
            return NotImplemented
        seen: set[tuple[int, int]] = set()
        rest: list[tuple[object, object]] = [(self, other)]
        while rest:
            one, two = rest.pop()
            if one is two or (id(one), id(two)) in seen:
                continue
            if isinstance(one, Nested) and isinstance(two, Nested) and one._by_parts:
                seen.add((id(one), id(two)))
                parts, others = one._inside(), two._inside()
                if len(parts) != len(others) or one._own() != two._own():
                    return False
                rest.append((one._apart(), two._apart()))
                rest += zip(parts, others, strict=True)
            elif one != two:
                return False
        return True

    def __hash__(self) -> int:
        for node in from_below(self, lambda node: getattr(node, "_kept_hash", None) is None):
            # (A nested part has its own by now, so this goes one deep.)
            _set(node, "_kept_hash", hash((node._own(), *map(hash, node._inside()))))
        kept = self._kept_hash
        assert kept is not None
        return kept

    def __repr__(self) -> str:
        shown: list[str] = []
        rest: list[object] = [self]
        while rest:
            piece = rest.pop()
            if isinstance(piece, str):
                shown.append(piece)
            elif isinstance(piece, Nested) and type(piece).__repr__ is Nested.__repr__:
                rest += reversed(list(piece._told()))
            else:
                shown.append(repr(piece))
        return "".join(shown)

    def __reduce__(self) -> tuple[Any, ...]:
        # Flat, as pickle calls itself for each part of a part.
        places: dict[int, int] = {}
        rows: list[Row] = []
        for node in from_below(self, lambda node: id(node) not in places):
            parts = tuple(
                _Place(places[id(part)]) if isinstance(part, Nested) else part
                for part in node._inside()
            )
            rows.append((*node._recipe(), parts))
            places[id(node)] = len(places)
        return restored, (tuple(rows),)


class _Place(int):
    """The number of a node, in the place of a part."""

    __slots__ = ()


def restored(rows: Iterable[Row]) -> object:
    """Make a value again from the rows of its pickle: the last of them."""
    made: list[object] = []
    for maker, values, parts in rows:
        known = (made[part] if isinstance(part, _Place) else part for part in parts)
        made.append(maker(*values, *known))
    return made[-1]


def from_below(top: Nested, is_open: Callable[[Nested], bool]) -> Iterator[Nested]:
    """Yield the nested values that are still open, each after its parts, the top last."""

    def open_parts(node: Nested) -> list[Nested]:
        return [part for part in node._inside() if isinstance(part, Nested) and is_open(part)]

    return (node for node in after_parts(top, open_parts) if is_open(node))


def after_parts(top: _Node, open_parts: Callable[[_Node], Iterable[_Node]]) -> Iterator[_Node]:
    """Yield a value and what it is made of, each after its parts, the top last.

    `open_parts` returns those parts of a node that have not been done yet. One that is a part
    of several nodes may come more than once.
    """
    rest = [top]
    while rest:
        inside = list(open_parts(rest[-1]))
        if inside:
            rest += inside
        else:
            yield rest.pop()
