"""Warnings about what a system's documentation leaves open, with the text that it does describe."""

from __future__ import annotations

from quartzcron import dialects
from quartzcron.checks.steps import goes_round, written
from quartzcron.errors import problem, shown
from quartzcron.fields import FIELDS
from quartzcron.language.nodes import (
    From,
    LastDay,
    LastWorkday,
    Question,
    Range,
    Single,
    Star,
    Stepped,
)
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quartzcron.checks.subject import Subject
    from quartzcron.errors import Problem
    from quartzcron.language.nodes import Node


def unverified(subject: Subject, node: Node) -> Iterator[Problem]:
    """A term that nobody has seen the system take or refuse."""
    features = subject.fields[node.field][1].rules.unverified
    if any(_HAS_FEATURE[feature](node, subject) for feature in features):
        hint = subject.first_same(node, _described(subject, node))
        found = subject.found(node)
        yield _unverified(subject, node.field, subject.at(node), found, hint)


def unverified_shorthand(subject: Subject) -> Iterator[Problem]:
    """An @ word, where the system is not known to have them."""
    dialect = subject.dialect
    if subject.parsed.shorthand and dialects.SHORTHAND in dialect.unverified:
        word = subject.parsed.text.strip()
        meant = dict(dialect.shorthands).get(word.lower() if dialect.any_case else word)
        if meant is None:
            return  # a text in words
        taken = None if subject.read(meant) is None else meant
        yield _unverified(subject, None, subject.span, word, taken)


def unverified_wrapper(subject: Subject) -> Iterator[Problem]:
    """Capitals in the word of the wrapper."""
    dialect, (start, end) = subject.dialect, subject.span
    inner = start + len(dialect.wrapper)
    word = subject.parsed.text[start:inner]
    if dialects.WRAPPER_CASE in dialect.unverified and word != dialect.wrapper:
        plain = f"{dialect.wrapper}{subject.parsed.text[inner:end]}"
        yield _unverified(subject, None, subject.span, word, plain)


def _unverified(
    subject: Subject, name: str | None, span: tuple[int, int], found: str, hint: str | None
) -> Problem:
    return problem("unverified", name, span, hint, found=shown(found), title=subject.dialect.title)


def _described(subject: Subject, node: Node) -> list[str]:
    """Return terms that mean the same and are described wherever there is a documentation."""
    found = subject.found(node)
    if _is_small_name(node, subject):
        return [found.upper()]
    match node:
        case Question():
            return ["*"]
        case Range(downward=True):
            return [goes_round(subject, node)]
        case From(first=first, step=step) if step < FIELDS[node.field].size:
            last = subject.fields[node.field][1].rules.last
            return [f"{written(first, subject, node.field)}-{last}/{step}"]
        case Stepped(first=first):
            return [written(first, subject, node.field)]
    return []


def _is_listed_special(node: Node, subject: Subject) -> bool:
    """Tell whether a node is a special that shares its field."""
    shares = len(subject.fields[node.field][1].nodes) > 1
    return shares and not isinstance(node, (Single, Star, Stepped))


def _is_small_name(node: Node, subject: Subject) -> bool:
    """Tell whether a node was written with a name that is not in capitals."""
    return getattr(node, "named", False) and not subject.found(node).isupper()


def _is_large(node: Stepped) -> bool:
    """Tell whether a step leads out of its field at once."""
    return node.step >= FIELDS[node.field].size


_HAS_FEATURE: dict[str, Callable[[Node, Subject], bool]] = {
    dialects.OPEN_STEP: lambda node, _subject: isinstance(node, From),
    dialects.LARGE_STEP: lambda node, _subject: isinstance(node, Stepped) and _is_large(node),
    dialects.SMALL_NAME: _is_small_name,
    dialects.QUESTION: lambda node, _subject: isinstance(node, Question),
    dialects.REVERSED_RANGE: lambda node, _subject: isinstance(node, Range) and node.downward,
    dialects.LISTED_SPECIAL: _is_listed_special,
    dialects.LAST_MINUS: lambda node, _subject: isinstance(node, LastDay) and node.before > 0,
    dialects.LAST_WORKDAY: lambda node, _subject: isinstance(node, LastWorkday) and not node.before,
    dialects.LAST_MINUS_WORKDAY: lambda node, _subject: (
        isinstance(node, LastWorkday) and node.before > 0
    ),
}
