"""YAML as nodes: what stands in a document, and at which line and column.

YAML is only composed, never constructed: no file can make objects. A file is
taken apart at its document markers first, and a document in which no schedule
can stand is not composed at all: that takes some 4 seconds for each MiB.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from quartzcron.files.findings import Place, fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import Node, YAMLError

    from quartzcron.files.findings import Fault

#: What every place for a schedule has in its key, or in the kind of its object.
_SIGNS = ("schedul", "cron")

# An object that describes others: its keys are names of keys, and the largest of all objects.
_SCHEMA = re.compile(r"^kind:[ \t]+CustomResourceDefinition[ \t]*$", re.MULTILINE)

_MARKER = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
# What belongs to the document behind it and stands before its marker.
_DIRECTIVE = re.compile(r"^(?:%|\.\.\.)", re.MULTILINE)

# What begins like an alias in YAML, or like nothing, is mostly an expression without quotes.
_NEEDS_QUOTES = ("*", "@")


class Piece(NamedTuple):
    """A part of a file: its text, and how many lines are before it."""

    text: str
    lines: int = 0

    def written(self, node: Node) -> str:
        """Return a node as it is written there."""
        return self.text[node.start_mark.index : node.end_mark.index]


def may_have_schedules(text: str) -> bool:
    """Tell whether a schedule may stand in a text: there are words without which none does.

    >>> may_have_schedules("kind: CronJob"), may_have_schedules("kind: Deployment")
    (True, False)
    """
    # Ten times as fast as a regular expression, and most of the time of a file without schedules.
    folded = text.lower()
    return any(sign in folded for sign in _SIGNS)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the documents of a file in which schedules may stand.

    A file with directives, which stand before the marker of their document, is one piece.
    """
    if _DIRECTIVE.search(text):
        marks = [0]
    else:
        marks = [0, *(found.start() for found in _MARKER.finditer(text))]
    lines = 0
    for start, end in zip(marks, [*marks[1:], len(text)], strict=True):
        piece = text[start:end]
        if may_have_schedules(piece) and not _SCHEMA.search(piece):
            yield Piece(piece, lines)
        lines += piece.count("\n")


def documents(piece: Piece) -> Iterator[Node | None]:
    """Yield the documents of a piece; raises a YAMLError or a RecursionError where it is broken.

    The loader is that in Python: that in C, which not every machine has, takes
    other texts (a tab at the end of a line), so a verdict would depend on the machine.
    """
    loader = _loader()(piece.text)
    try:
        while loader.check_node():
            yield loader.get_node()
    finally:
        loader.dispose()


_LOADERS: list[Any] = []


def _loader() -> Any:
    """Return the class that composes; made at its first use, since no other file needs YAML."""
    if not _LOADERS:
        import yaml

        class Loader(yaml.SafeLoader):
            """Composes nodes, and takes an anchor that is defined twice, as YAML has it."""

            def compose_node(self, parent: Node | None, index: int) -> Node | None:
                if not self.check_event(yaml.AliasEvent):
                    self.anchors.pop(self.peek_event().anchor, None)  # type: ignore[no-untyped-call]
                node: Node | None = super().compose_node(parent, index)
                return node

        _LOADERS.append(Loader)
    return _LOADERS[0]


# --- what a node holds -----------------------------------------------------


def pairs(node: Node | None) -> list[tuple[Node, Node]]:
    """Return the keys and values of a mapping, and none of anything else."""
    return _content(node, "mapping") or []


def items(node: Node | None) -> list[Node]:
    """Return what stands in a list, and nothing of anything else."""
    return _content(node, "sequence") or []


def scalar(node: Node | None) -> str | None:
    """Return the text of a scalar as it is written, without what YAML makes of it."""
    text: str | None = _content(node, "scalar")
    return text


def member(node: Node | None, *names: str) -> Node | None:
    """Return what stands under the first of some names in a mapping."""
    return next((value for key, value in pairs(node) if scalar(key) in names), None)


def kind_of(node: Node | None) -> str:
    """Return what a node is: scalar, sequence or mapping."""
    return str(getattr(node, "id", None))


def _content(node: Node | None, kind: str) -> Any:
    return getattr(node, "value", None) if kind_of(node) == kind else None


def mappings(node: Node | None, leaving_out: tuple[str, ...] = ()) -> Iterator[Node]:
    """Yield the mappings below a node, itself included, in the order of the file, each once.

    What stands under some keys is left out.
    """
    return (each for each in below(node, leaving_out) if kind_of(each) == "mapping")


def is_placeholder(node: Node) -> bool:
    """Tell whether a node is a `{{ value }}` of a template, which is a mapping to YAML."""
    inside = pairs(node)
    return bool(inside) and kind_of(inside[0][0]) == "mapping"


def below(node: Node | None, leaving_out: tuple[str, ...] = ()) -> Iterator[Node]:
    """Yield all values below a node, itself included."""
    # An alias may lead back to where it stands, or ten times to the same.
    seen: set[int] = set()
    waiting = [] if node is None else [node]
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        inner = [value for key, value in pairs(each) if scalar(key) not in leaving_out]
        waiting += reversed(items(each) or inner)


# --- where it stands -------------------------------------------------------


def place_of(node: Node, piece: Piece) -> Place:
    """Return where the text of a node stands.

    It is looked for in what is written there, since quotes and the signs of
    blocks come before it; an escaped or folded text cannot be found so.
    """
    start, written = node.start_mark, piece.written(node)
    text = (scalar(node) or "").rstrip("\n")
    at = written.find(text)
    line = piece.lines + start.line + 1
    if at < 0 or not text:
        return Place(line, start.column + 1, moves=False)
    breaks = written.count("\n", 0, at)
    column = at - written.rfind("\n", 0, at) - 1 if breaks else start.column + at
    return Place(line + breaks, column + 1)


def refused(error: YAMLError | RecursionError, piece: Piece) -> Fault:
    """Return why a text is no YAML, at its place."""
    from yaml import MarkedYAMLError
    from yaml.scanner import ScannerError

    if isinstance(error, RecursionError):
        return fault(Place(piece.lines + 1), "not-yaml", found="it is nested too deeply")
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        # A character that YAML does not have: all there is to tell it is how far it is.
        before = piece.text[: getattr(error, "position", 0)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Place(piece.lines + line, column)
        return fault(place, "not-yaml", found="a character that is not allowed there")
    mark, why = error.problem_mark, str(error.problem)
    if isinstance(error, ScannerError):
        for each in (error.context_mark, error.problem_mark):
            if each is not None and piece.text.startswith(_NEEDS_QUOTES, each.index):
                mark, why = each, f"a text that begins with {piece.text[each.index]} needs quotes"
                break
    return fault(Place(piece.lines + mark.line + 1, mark.column + 1), "not-yaml", found=why)
