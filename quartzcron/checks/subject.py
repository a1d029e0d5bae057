"""What a check looks at: a text that is right, read and compiled, and how to write it otherwise.

A hint is a whole text that the dialect takes, or there is none. So whoever has
a better way to write a field asks here for the text with that field in it: it
is read again, and given only if it is right (and, where that is promised,
means the same).
"""

from __future__ import annotations

from quartzcron.calendar.matcher import compile_nodes
from quartzcron.compiling.service_rules import is_forbidden
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.dialects import Dialect, Form
    from quartzcron.language.nodes import Node
    from quartzcron.language.terms import ParsedField
    from quartzcron.language.text import Parsed


class Subject:
    """A text without errors before the checks, with its dialect, its form and its masks."""

    __slots__ = ("dialect", "fields", "matcher", "parsed", "span")

    def __init__(self, parsed: Parsed, matcher: Matcher, dialect: Dialect) -> None:
        text = parsed.text
        self.parsed = parsed
        self.fields: Mapping[str, tuple[int, ParsedField]] = parsed.fields
        self.matcher = matcher
        self.dialect = dialect
        #: The whole text without the white space around it.
        self.span = len(text) - len(text.lstrip()), len(text.rstrip())

    @property
    def form(self) -> Form:
        """The form of the text; only right texts come here."""
        assert self.parsed.form is not None
        return self.parsed.form

    def span_of(self, name: str) -> tuple[int, int]:
        """Return where a field stands."""
        place, field = self.fields[name]
        return place, place + len(field.text)

    def at(self, node: Node) -> tuple[int, int]:
        """Return where a node stands."""
        place = self.fields[node.field][0]
        start, end = node.span
        return place + start, place + end

    def found(self, node: Node) -> str:
        """Return a node as it was written."""
        return self.fields[node.field][1].text[slice(*node.span)]

    def with_fields(self, changes: Mapping[str, str]) -> str | None:
        """Return the text with other words for some of its fields, if the dialect takes it."""
        parsed = self._taken(changes)
        return None if parsed is None else parsed.text

    def same_with(self, changes: Mapping[str, str]) -> str | None:
        """Return the text with other words for some of its fields, if it means what it did."""
        parsed = self._taken(changes)
        same = parsed is not None and compile_nodes(parsed).masks() == self.matcher.masks()
        return parsed.text if parsed is not None and same else None

    def first_same(self, node: Node, terms: Iterable[str]) -> str | None:
        """Return the text with the first of some terms for a node that keeps what it means."""
        texts = (self.same_with({node.field: self.replaced(node, term)}) for term in terms)
        return next((text for text in texts if text is not None), None)

    def first_taken(self, node: Node, terms: Iterable[str]) -> str | None:
        """Return the text with the first of some terms for a node that the dialect takes."""
        texts = (self.with_fields({node.field: self.replaced(node, term)}) for term in terms)
        return next((text for text in texts if text is not None), None)

    def replaced(self, node: Node, term: str) -> str:
        """Return the words of a node's field with another term in the place of the node."""
        return replaced(self.fields[node.field][1], node, term)

    def _taken(self, changes: Mapping[str, str]) -> Parsed | None:
        text = self.parsed.text
        # From the right, so that the places further left stay true.
        for name in sorted(changes, key=lambda name: self.fields[name][0], reverse=True):
            start, end = self.span_of(name)
            text = f"{text[:start]}{changes[name]}{text[end:]}"
        return self.read(text.strip())

    def read(self, text: str) -> Parsed | None:
        """Return a text as the dialect reads it, or None if it or its service forbids it."""
        parsed = parse(text, self.dialect)
        if parsed.is_wrong or is_forbidden(compile_nodes(parsed), self.dialect):
            return None
        return parsed


def replaced(field: ParsedField, node: Node, term: str) -> str:
    """Return the words of a field with another term in the place of a node."""
    start, end = node.span
    return f"{field.text[:start]}{term}{field.text[end:]}"
