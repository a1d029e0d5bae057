"""What is said of a wrong term: where it stopped, and what was allowed there.

The grammar's functions in `terms` raise these when a text leaves them no other
way. Each ends the term with a problem, whose words stand in `messages`. What
might have been meant is not judged here: that needs the whole text.
"""

from __future__ import annotations

from quartzcron import dialects
from quartzcron.errors import Problem, problem, shown
from quartzcron.fields import FIELDS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quartzcron.dialects import FieldRules
    from quartzcron.language.nodes import Every, From, Range

    #: What is wrong: the key of a message, the field or None, the place, and the values.
    Fault = tuple[str, str | None, tuple[int, int], dict[str, str | int]]


class FaultError(Exception):
    """Ends a term: carries its fault to the field that collects it."""

    def __init__(self, found: Fault) -> None:
        self.found = found


def fault(key: str, span: tuple[int, int], rules: FieldRules, **values: str | int) -> FaultError:
    """Return the end of a term: the message of that key, with its values."""
    return FaultError((key, rules.name, span, values))


def worded(faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Return faults in words: a third of what a wrong text costs, and mostly nobody reads them."""
    return tuple(problem(key, name, span, **values) for key, name, span, values in faults)


def not_allowed(code: str, text: str, start: int, rules: FieldRules) -> FaultError:
    """A value that is none of the field's: say which ones it has, by number and by name.

    Names are shown in the order of the numbers that stand for them.
    """
    span = (start, start + len(text))
    values: dict[str, str | int] = {"found": shown(text), "low": rules.low, "high": rules.high}
    names = rules.field.names
    if not names or rules.names == dialects.NO_NAMES:
        return fault(code, span, rules, **values)
    values["first"] = names[rules.inside(rules.low) - rules.field.low]
    values["last"] = names[rules.inside(rules.last) - rules.field.low]
    return fault(f"{code}/names", span, rules, **values)


def not_ascii(text: str, start: int, rules: FieldRules) -> FaultError:
    """Point at the first run of characters that no cron knows."""
    first = next(i for i, character in enumerate(text) if not character.isascii())
    end = first
    while end < len(text) and not text[end].isascii():
        end += 1
    run = text[first:end]
    point = f"U+{ord(run[0]):04X}"
    span = (start + first, start + end)
    return fault("not-ascii", span, rules, found=shown(run), codepoint=point)


def wrong_step(
    found: int, span: tuple[int, int], rules: FieldRules, limit: int | None
) -> FaultError:
    """A step that its field has no room for; `limit` is the largest one, None for no limit."""
    text = shown(str(found))
    if found == 0:
        if limit is None:
            return fault("step-zero", span, rules, found=text, low=1)
        return fault("step-zero/limited", span, rules, found=text, low=1, high=limit)
    if not limit:
        return fault("step-too-large/none", span, rules, found=text)
    return fault("step-too-large", span, rules, found=text, low=1, high=limit)


def goes_down(found: str, span: tuple[int, int], rules: FieldRules) -> FaultError:
    """A range that ends before it begins, where the field does not go round."""
    return fault(_GOING_DOWN[rules.reversed_range], span, rules, found=found)


def loses_sunday(first: int, found: str, span: tuple[int, int], rules: FieldRules) -> FaultError:
    """A range up to Sunday that cronexpr ends on Saturday; from Sunday on it is a week there."""
    sunday = rules.inside(first) == rules.inside(rules.high)
    return fault("range-equal" if sunday else "range-misread/sunday", span, rules, found=found)


#: What systems make of a range that goes down.
_GOING_DOWN = {
    dialects.REFUSED: "range-reversed",
    dialects.NEVER_FIRES: "range-never-fires",
    dialects.SWAPPED: "range-misread/swapped",
    dialects.MISREAD: "range-misread",
}


def miscounts(node: Every | From | Range, rules: FieldRules) -> bool:
    """Tell whether a walk jumps over the field's first value as it wraps.

    croniter counts on from there by one too many; where it lands on the first
    value, or never wraps, it is right.
    """
    first, last = rules.written(node.first), rules.written(node.last)
    if first <= last or node.last == rules.inside(rules.high):
        return False
    return (first - rules.last - 1) % node.step != 0


#: Where each special belongs.
_PLACES = {
    dialects.QUESTION: ("day_of_month", "day_of_week"),
    dialects.LAST: ("day_of_month", "day_of_week"),
    dialects.LAST_MINUS: ("day_of_month",),
    dialects.LAST_WORKDAY: ("day_of_month",),
    dialects.LAST_MINUS_WORKDAY: ("day_of_month",),
    dialects.LAST_WORKDAY_MINUS: ("day_of_month",),
    dialects.LAST_WORD: ("day_of_month",),
    dialects.NEAREST_WORKDAY: ("day_of_month",),
    dialects.NEAREST_WORKDAY_PREFIX: ("day_of_month",),
    dialects.LAST_WEEKDAY: ("day_of_week",),
    dialects.LAST_WEEKDAY_PREFIX: ("day_of_week",),
    dialects.LAST_WEEKDAY_HASH: ("day_of_week",),
    dialects.NTH_WEEKDAY: ("day_of_week",),
}


def special_not_here(text: str, start: int, rules: FieldRules, shape: str) -> FaultError:
    """A special that the field does not take: say where it belongs."""
    span = (start, start + len(text))
    taken = [special for special, _ in rules.specials]
    if shape == dialects.LAST and dialects.LAST_WEEKDAY in taken:
        return fault("last-needs-weekday", span, rules)
    places = _PLACES[shape]
    found = shown(text)
    if rules.name in places:
        return fault("special-not-here", span, rules, found=found)
    if len(places) > 1:
        return fault("special-not-here/day-fields", span, rules, found=found)
    return fault(
        "special-not-here/elsewhere", span, rules, found=found, place=FIELDS[places[0]].prose
    )


def in_company(text: str, shares: Sequence[tuple[str, int, int]], rules: FieldRules) -> list[Fault]:
    """Say which specials stand in a list that may not."""
    plain = any(share == dialects.ANYTHING for share, _, _ in shares)
    faults: list[Fault] = []
    for share, start, end in shares:
        found = shown(text[start:end])
        if share == dialects.NOTHING:
            key = "special-not-in-list"
        elif share == dialects.ALIKE and plain:
            key = "special-not-in-list/plain"
        else:
            continue
        faults.append((key, rules.name, (start, end), {"found": found}))
    return faults
