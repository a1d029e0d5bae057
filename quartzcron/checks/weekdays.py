"""Warnings about days of the week: numbers that others read otherwise, steps that are lost."""

from __future__ import annotations

from functools import lru_cache

from quartzcron import dialects
from quartzcron.calendar.months import day_of_week_sheet
from quartzcron.checks.subject import replaced
from quartzcron.errors import problem, shown
from quartzcron.fields import WEEKDAY_NAMES
from quartzcron.ground.caches import listed
from quartzcron.language.nodes import (
    Every,
    Hashed,
    LastWeekday,
    NthWeekday,
    Range,
    Single,
    Stepped,
)
from quartzcron.language.terms import parse_field
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.checks.subject import Subject
    from quartzcron.dialects import FieldRules
    from quartzcron.errors import Problem
    from quartzcron.language.nodes import From, Node
    from quartzcron.language.terms import ParsedField

#: Whose numbers are held against a text of a dialect that meets no such system, when asked for.
_ANY_OTHER = (dialects.QUARTZ_NUMBERS, dialects.UNIX_NUMBERS, dialects.APSCHEDULER_NUMBERS)


def numeric_weekday(subject: Subject, wanted: bool) -> Iterator[Problem]:
    """Numbers of weekdays that a system which the text may meet reads as other days.

    Most dialects meet none: their numbers are those of Unix, and so are those
    of all their neighbours. There it is said only when it is wanted.
    """
    _, field = subject.fields["day_of_week"]
    misread = _misread(field, wanted)
    if misread is None:
        return
    meant, other, system = misread
    yield problem(
        "numeric-weekday",
        "day_of_week",
        subject.span_of("day_of_week"),
        subject.same_with({"day_of_week": meant}),
        found=shown(field.text),
        meant=meant,
        other=other,
        system=system,
    )


@listed
@lru_cache(256)
def _misread(field: ParsedField, wanted: bool) -> tuple[str, str, str] | None:
    """Return what the numbers of a field mean, and what to which other system, by name."""
    rules = field.rules
    if not any(map(_is_numeric, field.nodes)):
        return None
    for system, low, high, monday in rules.neighbours or (_ANY_OTHER if wanted else ()):
        other = parse_field(field.text, _numbered(rules, low, high, monday))
        # What the neighbour refuses, it cannot mistake.
        if other.faults or day_of_week_sheet(other.nodes) == day_of_week_sheet(field.nodes):
            continue
        return by_name(field), by_name(other), system
    return None


@listed
@lru_cache(64)
def _numbered(rules: FieldRules, low: int, high: int, monday: int) -> FieldRules:
    """Return the rules of a field with the numbers of another system."""
    return rules.replace(low=low, high=high, monday=monday, unverified=())


def by_name(field: ParsedField) -> str:
    """Return the words of a day of week field with names for its numbers."""
    text = field.text
    for node in reversed(field.nodes):
        if _is_numeric(node):
            start, end = node.span
            text = f"{text[:start]}{_named(node, field.rules)}{text[end:]}"
    return text


def _is_numeric(node: Node) -> bool:
    """Tell whether a node names days by number; all seven are the same in every numbering."""
    return not getattr(node, "named", False) and 0 < len(set(_weekdays(node))) < 7


def _weekdays(node: Node) -> list[int]:
    """Return the weekdays of a node in the order of its walk."""
    match node:
        case Single(value=day) | LastWeekday(weekday=day) | NthWeekday(weekday=day):
            return [day]
        case Every() | Hashed():
            return []
        case Stepped(first=first, last=last, step=step):
            return [(first + walked) % 7 for walked in range(0, (last - first) % 7 + 1, step)]
    return []


def _named(node: Node, rules: FieldRules) -> str:
    """Return a node with its weekdays by name, one by one where a range would not do."""
    listed = ",".join(WEEKDAY_NAMES[day] for day in _weekdays(node))
    if isinstance(node, Stepped) and node.step > 1:
        return listed
    if isinstance(node, Range) and rules.names != dialects.NO_NAMES:
        # SAT-SUN goes down where SUN is 0.
        return listed if parse_field(str(node), rules).faults else str(node)
    return str(node)


def step_after_name(subject: Subject, node: From | Range) -> Iterator[Problem]:
    """Some systems drop a step after a name without a word."""
    field = subject.fields[node.field][1]
    dropper = field.rules.step_dropper
    if not (dropper and node.named and node.step > 1):
        return
    first, last, names = node.first, node.last, field.rules.field.names
    low, size = field.rules.field.low, field.rules.field.size
    walk = range(first, first + (last - first) % size + 1, node.step)
    listed = ",".join(names[(value - low) % size] for value in walk)
    yield problem(
        "step-after-name",
        node.field,
        subject.at(node),
        subject.same_with({node.field: replaced(field, node, listed)}),
        found=shown(subject.found(node)),
        system=dropper,
    )
