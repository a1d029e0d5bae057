"""What is said of a wrong term: where it stopped, and what was allowed there.

The grammar's functions in `terms` call these when a text leaves them no other
way. Each ends the term with a problem. Nothing here reads text.
"""

from __future__ import annotations

from quartzcron import dialects
from quartzcron.errors import Problem, problem, shown
from quartzcron.fields import DAY_OF_WEEK
from quartzcron.language.nodes import Every, From, Range, Stepped
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from quartzcron.dialects import FieldRules


_PLACES = {
    dialects.QUESTION: ("day_of_month", "day_of_week"),
    dialects.LAST: ("day_of_month", "day_of_week"),
    dialects.LAST_MINUS: ("day_of_month",),
    dialects.LAST_WORKDAY: ("day_of_month",),
    dialects.LAST_MINUS_WORKDAY: ("day_of_month",),
    dialects.LAST_WORD: ("day_of_month",),
    dialects.NEAREST_WORKDAY: ("day_of_month",),
    dialects.NEAREST_WORKDAY_PREFIX: ("day_of_month",),
    dialects.LAST_WEEKDAY: ("day_of_week",),
    dialects.LAST_WEEKDAY_PREFIX: ("day_of_week",),
    dialects.LAST_WEEKDAY_HASH: ("day_of_week",),
    dialects.NTH_WEEKDAY: ("day_of_week",),
}


class FaultError(Exception):
    """Ends a term: carries the problem to the field that collects it."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


# What a number is in its field, for the hint where it is none of the field's.
TERM = "a term"  #: or a part of the only one
ITEM = "an item of a list"
FIRST_END = "the first end of a range"
LAST_END = "the last end of a range"


def fail(
    code: str,
    span: tuple[int, int],
    message: str,
    rules: FieldRules,
    replacement: str | None = None,
    hint: str | None = None,
    **values: str | int,
) -> NoReturn:
    if replacement is not None:
        values["replacement"] = replacement
    raise FaultError(problem(code, rules.name, span, message, hint, **values))


def not_ascii(text: str, start: int, rules: FieldRules) -> NoReturn:
    """Point at the first run of characters that no cron knows."""
    first = next(i for i, character in enumerate(text) if not character.isascii())
    end = first
    while end < len(text) and not text[end].isascii():
        end += 1
    run = text[first:end]
    message = f"{rules.field.prose} takes ASCII only, not {shown(run)} (U+{ord(run[0]):04X})"
    fail("not-ascii", (start + first, start + end), message, rules, found=shown(run))


def wrong_step(
    step: int,
    node: Every | From | Range | None,
    span: tuple[int, int],
    rules: FieldRules,
    limit: int | None,
) -> NoReturn:
    allowed = "at least 1" if limit is None else f"1-{limit}" if limit else "left out"
    found = shown(str(step))
    message = f"a step in {rules.field.prose} must be {allowed}, not {found}"
    code = "step-zero" if step == 0 else "step-too-large"
    # A step that is too large takes the first value only: say so plainly.
    first = None if node is None else str(rules.written(node.first))
    bounds = {"low": 1} if limit is None else {"low": 1, "high": limit}
    fail(code, span, message, rules, first, None, found=found, **bounds)


def wrong_order(node: Range, span: tuple[int, int], found: str, rules: FieldRules) -> NoReturn:
    low, high = rules.written(node.first), rules.written(node.last)
    names = rules.field.names if node.named else ()

    def spelled(written: int) -> str:
        return names[rules.inside(written) - rules.field.low] if names else str(written)

    # 7-2 is 0-2: 7 spells the lowest day again, and then nothing goes down.
    ends = [(low, high)] if low <= high else [(low, rules.last), (rules.low, high)]
    upward = ",".join(spelled(a) if a == b else f"{spelled(a)}-{spelled(b)}" for a, b in ends)
    code, does = _GOING_DOWN[rules.reversed_range]
    if rules.name == "year":
        # Years do not come again: the ends were mixed up.
        upward = f"{high}-{low}"
    message = f"{found} in {rules.field.prose} goes down: {does}"
    if rules.reversed_range == dialects.REFUSED:
        message = f"a range in {rules.field.prose} must not go down, as {found} does"
    fail(code, span, message, rules, upward, found=found)


#: What systems make of a range that goes down.
_GOING_DOWN = {
    dialects.REFUSED: ("range-reversed", "the system refuses it"),
    dialects.NEVER_FIRES: ("range-never-fires", "the system takes it and never runs it"),
    dialects.SWAPPED: ("range-misread", "the system takes it and swaps its ends"),
    dialects.MISREAD: ("range-misread", "the system takes it and runs it at other times, or never"),
}


def miscounts(node: Range, rules: FieldRules) -> bool:
    """Tell whether a walk jumps over the field's first value as it wraps.

    croniter counts on from there by one too many; where it lands on the first
    value, or never wraps, it is right.
    """
    first, last = rules.written(node.first), rules.written(node.last)
    if first <= last or node.last == rules.inside(rules.high):
        return False
    return (first - rules.last - 1) % node.step != 0


def listed(node: Stepped, rules: FieldRules) -> str:
    """Return the values of a walk written one by one, in its order."""
    size = rules.field.size
    distance = (node.last - node.first) % size
    low = rules.field.low
    values = [
        (node.first - low + walked) % size + low for walked in range(0, distance + 1, node.step)
    ]
    return ",".join(str(rules.written(value)) for value in values)


def meant(value: int, rules: FieldRules, role: str) -> str | None:
    """Return the number that one just outside of a field stands for elsewhere, or None."""
    if rules.field is DAY_OF_WEEK:
        return str(rules.low) if role in _SUNDAYS.get((value, rules.monday), ()) else None
    if value != rules.high + 1 or rules.low:
        return None
    # 24 o'clock and minute 60 are the next one's 0; 0-24 and 0-60 go through to the last one.
    return str(rules.high if role == LAST_END else rules.low)


#: A Sunday by the number of other systems, with their Monday here, and where it is just a
#: Sunday: a 0 in Quartz says that its neighbours are counted from 0 too.
_SUNDAYS = {(7, 1): (TERM, ITEM), (0, 2): (TERM,)}


def check_digits(text: str, start: int, rules: FieldRules) -> None:
    most = rules.most_digits
    if most is not None and len(text) > most:
        message = f"numbers in {rules.field.prose} have at most {most} digits here, not {len(text)}"
        span = (start, start + len(text))
        fail("too-many-digits", span, message, rules, str(int(text)), found=shown(text), high=most)


def allowed(rules: FieldRules) -> str:
    """Return what a field's values may be, in words.

    Names are shown in the order of the numbers that stand for them.
    """
    bounds = f"{rules.low}-{rules.high}"
    names = rules.field.names
    if not names or rules.names == dialects.NO_NAMES:
        return bounds
    low = names[rules.inside(rules.low) - rules.field.low]
    high = names[rules.inside(rules.last) - rules.field.low]
    return f"{bounds} or {low}-{high}"


def nearest(word: str, names: Sequence[str]) -> str | None:
    """Return the one name that a misspelt word most likely meant."""
    # Loaded here: it costs 6 ms, and only a misspelt name needs it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:20], names, n=1, cutoff=0.6)), None)


def check_capitals(text: str, start: int, rules: FieldRules) -> None:
    """Refuse l and w for L and W; the letters of a name may be small."""
    letters = text if rules.name == "day_of_month" else text[-1]
    if "l" in letters or "w" in letters:
        better = text[: -len(letters)] + letters.upper()
        message = f"L and W are capitals in {rules.field.prose}, not {shown(letters)}"
        span = (start, start + len(text))
        fail("small-letter", span, message, rules, better, found=shown(text))


def special_not_here(text: str, start: int, rules: FieldRules, shape: str) -> NoReturn:
    span = (start, start + len(text))
    taken = [special for special, _ in rules.specials]
    prose = rules.field.prose
    if shape == dialects.LAST and dialects.LAST_WEEKDAY in taken:
        message = f"L in {prose} needs a day in front of it"
        hint = "FRIL for the last Friday, SAT for every Saturday"
        fail("last-needs-weekday", span, message, rules, hint=hint)
    if (
        shape == dialects.LAST_WEEKDAY
        and dialects.LAST_WEEKDAY_PREFIX in taken
        and text[:-1].isdigit()
    ):
        message = f"the last weekday is written L{text[:-1]} here, not {shown(text)}"
        fail("special-not-here", span, message, rules, f"L{text[:-1]}", found=shown(text))
    places = _PLACES[shape]
    if rules.name in places:
        message = f"{prose} takes no {shown(text)} in this dialect"
    else:
        names = " and ".join(place.replace("_", "-") for place in places)
        message = f"{shown(text)} belongs to {names}, not to {prose}"
    fail("special-not-here", span, message, rules, found=shown(text))
