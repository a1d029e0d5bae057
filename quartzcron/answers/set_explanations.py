"""Why a set of fire times fires at a moment, or why it does not: part by part.

Each expression and each schedule in it says why it fires or not, as it does alone; each
operation says what it makes of its two sides. The verdict of the whole is put together from
these, by the operations, and must be what `matches` says.

Sets may be deep, and one part may be in many places: parts are gone through in a loop, and
each is explained once.
"""

from __future__ import annotations

from quartzcron.answers.explanations import head_drawn, wrapped
from quartzcron.answers.fire_sets import FireSet
from quartzcron.answers.nesting import after_parts
from quartzcron.clock.moments import NOW
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT, instant_of, zone_of
from quartzcron.errors import shown
from quartzcron.ground.plain_data import PlainData
from quartzcron.kernel.pure import fire_in_minute
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Any

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.answers.explanations import Explanation

#: How many parts a printed explanation shows, how far it sets them in, how much of a text it has.
_MOST_PARTS = 40
_DEEPEST = 10
_LONGEST = 40

_DAY_FIELDS = ("day_of_month", "day_of_week")

#: What comes of two sets: by the operation, and which of them fire.
_MEETINGS = {
    ("|", True, True): "either will do, and both fire",
    ("|", True, False): "either will do, and the first fires",
    ("|", False, True): "either will do, and the second fires",
    ("|", False, False): "either will do, but neither fires",
    ("&", True, True): "both must fire, and do",
    ("&", True, False): "both must fire, but the second does not",
    ("&", False, True): "both must fire, but the first does not",
    ("&", False, False): "both must fire, but neither does",
    ("-", True, True): "only the first must fire, but both do",
    ("-", True, False): "only the first must fire, and it does",
    ("-", False, True): "only the first must fire, but the second does",
    ("-", False, False): "only the first must fire, but neither does",
    ("^", True, True): "exactly one must fire, but both do",
    ("^", True, False): "exactly one must fire, and the first does",
    ("^", False, True): "exactly one must fire, and the second does",
    ("^", False, False): "exactly one must fire, but neither does",
}

_OPERATIONS: dict[str, Callable[[bool, bool], bool]] = {
    "|": lambda one, other: one or other,
    "&": lambda one, other: one and other,
    "-": lambda one, other: one and not other,
    "^": lambda one, other: one is not other,
}


class PartVerdict(Record, PlainData):
    """What one part of a set does at a moment, and why.

    >>> from datetime import datetime
    >>> from quartzcron import CronExpression
    >>> noon = CronExpression("0 12 * * *") - CronExpression("* * * * SUN")
    >>> verdict = noon.explain(datetime(2026, 1, 4, 12)).parts[2]
    >>> verdict.depth, verdict.text, verdict.fires, verdict.reason
    (1, '* * * * SUN', True, 'it fires')

    `depth` is 0 for the whole, 1 for its two sides, and so on. `text` is that of an expression,
    with the zone of a schedule behind it, or the sign of an operation, whose two sides are the
    next two verdicts that are one deeper. A set that occurs again is not explained again.
    """

    _form = "part_verdict"

    depth: int
    text: str
    fires: bool
    reason: str


class SetExplanation(Record, PlainData):
    """Why a set of fire times fires at a moment, or does not; `str` draws it.

    >>> from datetime import datetime
    >>> from quartzcron import CronExpression
    >>> noon, sundays = CronExpression("0 12 * * *"), CronExpression("* * * * SUN")
    >>> print((noon - sundays).explain(datetime(2026, 1, 3, 12)))
    fires at 2026-01-03 12:00:00 (SAT)
    <BLANKLINE>
      yes  -              only the first must fire, and it does
      yes    0 12 * * *   it fires
      no     * * * * SUN  day of week is SAT, not SUN
    <BLANKLINE>
      previous  2026-01-02 12:00:00
      next      2026-01-05 12:00:00

    `moment` is the one explained: without microseconds, in the zone of the set, and if the clock
    skipped what you passed, the moment that it means. `parts` has a `PartVerdict` for the whole,
    then for each part, from left to right. `previous_fire_time` and `next_fire_time` are the
    nearest strictly before and after it, or None.
    """

    _form = "set_explanation"

    moment: datetime
    fires: bool
    parts: tuple[PartVerdict, ...]
    previous_fire_time: datetime | None
    next_fire_time: datetime | None

    def __str__(self) -> str:
        return "\n".join(_drawn(self))


def explain_set(whole: FireSet, moment: datetime) -> SetExplanation:
    """Explain what a set makes of a moment."""
    asked = whole._home.moment(moment)
    if moment is NOW and all(leaf._matcher.seconds == 1 for leaf in _leaves(whole)):
        asked = fire_in_minute(whole, asked) or asked.replace(second=0)
    asked = asked.replace(microsecond=0)
    seen = asked
    if asked.tzinfo is not None and FIRST_INSTANT <= instant_of(asked) < END_INSTANT:
        seen = zone_of(asked.tzinfo).aware(instant_of(asked))
    found = _verdicts(whole, asked)
    return SetExplanation(
        seen,
        found[id(whole)][0],
        tuple(_parts(whole, found)),
        whole.previous_fire_time(seen),
        whole.next_fire_time(seen),
    )


def _leaves(whole: FireSet) -> Iterator[Any]:
    """Yield the expressions and schedules that a set is made of."""
    rest: list[FireTimes] = [whole]
    while rest:
        node = rest.pop()
        if isinstance(node, FireSet):
            rest += (node.left, node.right)
        else:
            yield node


def _verdicts(whole: FireSet, moment: datetime) -> dict[int, tuple[bool, str]]:
    """Return for each part, by its id, whether it fires and why."""
    found: dict[int, tuple[bool, str]] = {}

    def open_parts(node: FireTimes) -> list[FireTimes]:
        return [part for part in _sides(node) if id(part) not in found]

    top: FireTimes = whole
    for node in after_parts(top, open_parts):
        if isinstance(node, FireSet):
            sides = found[id(node.left)][0], found[id(node.right)][0]
            fires = _OPERATIONS[node.operation](*sides)
            found[id(node)] = fires, _MEETINGS[(node.operation, *sides)]
        else:
            found[id(node)] = _verdict(node.explain(moment))  # type: ignore[attr-defined]
    return found


def _sides(node: FireTimes) -> tuple[FireTimes, ...]:
    return (node.left, node.right) if isinstance(node, FireSet) else ()


def _verdict(explanation: Explanation) -> tuple[bool, str]:
    """Return whether an expression or a schedule fires, and why, in one sentence."""
    if explanation.fires:
        return True, "; ".join(explanation.clock) or "it fires"
    wrong = [
        each.reason
        for each in explanation.fields
        # One of two day fields may do, and then the other one has nothing to do with it.
        if not (each.matches or (explanation.day_matches and each.field in _DAY_FIELDS))
    ]
    return False, "; ".join((*wrong, *explanation.limits) or explanation.clock)


def _parts(whole: FireSet, found: dict[int, tuple[bool, str]]) -> Iterator[PartVerdict]:
    """Yield the verdict on each part, each set before its sides."""
    seen: set[int] = set()
    rest: list[tuple[int, FireTimes]] = [(0, whole)]
    while rest:
        depth, node = rest.pop()
        yield PartVerdict(depth, _text(node), *found[id(node)])
        if id(node) not in seen:
            seen.add(id(node))
            rest += [(depth + 1, side) for side in reversed(_sides(node))]


def _text(node: FireTimes) -> str:
    """Return what a part is called: its text and its zone, or the sign of its operation."""
    if isinstance(node, FireSet):
        return node.operation
    zone = node._home.tz
    named = "" if zone is None else f" ({getattr(zone, 'key', zone)})"
    return f"{str(node).strip()}{named}"


def _drawn(explanation: SetExplanation) -> Iterator[str]:
    """Yield the lines of an explanation as a terminal shows them."""
    yield head_drawn(explanation.moment, explanation.fires)
    yield ""
    drawn = explanation.parts[:_MOST_PARTS]
    names = [f"{'  ' * min(each.depth, _DEEPEST)}{shown(each.text, _LONGEST)}" for each in drawn]
    column = max(map(len, names))
    for each, name in zip(drawn, names, strict=True):
        yield from wrapped(f"  {'yes' if each.fires else 'no':3}  {name:{column}}  ", each.reason)
    if len(explanation.parts) > len(drawn):
        yield f"  and {len(explanation.parts) - len(drawn)} more parts"
    yield ""
    yield f"  previous  {explanation.previous_fire_time or 'none'}"
    yield f"  next      {explanation.next_fire_time or 'none'}"
