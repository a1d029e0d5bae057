"""What makes the rules of a dialect sound: checked when they are made, and said by name.

A dialect is a value that anybody may make. What is wrong with one is said here, at once, as a
`ValueError` that names it; later it would be an error in the middle of a text. Nothing here
knows a system.
"""

from __future__ import annotations

from quartzcron.errors import UnknownNameError
from quartzcron.fields import FIELDS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: The fields without which there is no expression.
NEEDED = ("minute", "hour", "day_of_month", "month", "day_of_week")

#: The numbers that a week may have: its lowest and its highest. 7 beside 0 is Sunday again.
WEEKS = ((0, 6), (0, 7), (1, 7))


def check_numbers(name: str, low: int, high: int, monday: int) -> None:
    """Raise unless there is a field of that name, and the numbers are some of its own."""
    if not isinstance(name, str) or name not in FIELDS:
        # Loaded here: only a wrong name needs it.
        from quartzcron.ground.nearness import nearest

        raise UnknownNameError("field", str(name), nearest(str(name), FIELDS), FIELDS)
    for number in (low, high, monday):
        if not isinstance(number, int):
            raise TypeError(f"the numbers of {name} are ints, not {type(number).__name__}")
    if name != "day_of_week":
        field = FIELDS[name]
        if not field.low <= low <= high <= field.high:
            raise ValueError(
                f"the numbers of {name} must be within {field.low}-{field.high}, not {low}-{high}"
            )
        return
    if (low, high) not in WEEKS:
        weeks = ", ".join(f"{first}-{last}" for first, last in WEEKS)
        raise ValueError(f"the numbers of {name} must be one of {weeks}, not {low}-{high}")
    if not low <= monday <= high:
        raise ValueError(f"monday must be a number of the week, {low}-{high}, not {monday}")


def check_limit(name: str, what: str, given: int | None, low: int, high: int) -> None:
    """Raise unless a limit of a field, where it has that limit, is within some numbers."""
    if given is not None and not low <= given <= high:
        raise ValueError(f"{what} of {name} must be within {low}-{high}, not {given}")


def check_word(what: str, given: str, known: Collection[str]) -> None:
    """Raise unless a rule is one of the words that it may be."""
    if given not in known:
        raise ValueError(f"{what} must be one of {', '.join(map(repr, known))}, not {given!r}")


def check_specials(
    name: str, specials: Iterable[tuple[str, str]], known: Collection[str], shares: Collection[str]
) -> None:
    """Raise unless specials are pairs: one that there is, and what it shares a list with."""
    for pair in specials:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise ValueError(f"the specials of {name} must be pairs, not {pair!r}")
        check_word(f"a special of {name}", pair[0], known)
        check_word(f"what {pair[0]} of {name} shares a list with", pair[1], shares)


def check_tuple(what: str, given: object, kind: type) -> None:
    """Raise `TypeError` unless something is a tuple of records of a kind."""
    if not isinstance(given, tuple):
        raise TypeError(f"{what} are a tuple, not {type(given).__name__}")
    for each in given:
        if not isinstance(each, kind):
            raise TypeError(f"{what} are {kind.__name__}, not {type(each).__name__}")


def check_fields(names: list[str]) -> None:
    """Raise unless a form has each field that it needs, and none twice."""
    for name in NEEDED:
        if name not in names:
            raise ValueError(f"a form lacks the field {name}")
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"a form has the field {name} {names.count(name)} times")


def check_forms(name: str, counts: list[int]) -> None:
    """Raise unless a dialect has forms, each of another number of fields."""
    if not counts:
        raise ValueError(f"the dialect {name} has no form")
    for count in counts:
        if counts.count(count) > 1:
            raise ValueError(
                f"the dialect {name} has {counts.count(count)} forms of {count} fields"
            )


def check_shorthands(
    name: str, shorthands: Iterable[tuple[str, str]], counts: list[int], any_case: bool
) -> None:
    """Raise unless each @ word stands for a text of as many fields as a form has."""
    for word, text in shorthands:
        if not word.startswith("@") or (any_case and word != word.lower()):
            raise ValueError(f"a shorthand of {name} is @ and small letters, not {word!r}")
        if len(text.split()) not in counts:
            raise ValueError(f"{word} of {name} stands for {text!r}, which no form has fields for")
