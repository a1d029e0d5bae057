"""quartzcron itself, in the Quartz dialect that its users type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from functools import reduce
from importlib import import_module
from operator import or_
from types import ModuleType
from typing import Any

import quartzcron
from benchmarks.competitors import START, CannotError, Library
from benchmarks.measure import Call
from quartzcron import CronExpression, DstPolicy, Schedule, Treatment, clear_caches
from quartzcron.answers import analysis
from quartzcron.answers.algebra import FireTimes
from quartzcron.clock import instants, zones

TEXTS = {
    "every minute": "0 * * * * ?",
    "weekday mornings": "0 30 9 ? * MON-FRI",
    "last weekday": "0 0 18 LW * ?",
    "third Friday": "0 30 12 ? * 6#3",
    "every second": "* * * * * ?",
    "every five minutes": "0 */5 * * * ?",
    "every 30 minutes": "0 */30 * * * ?",
    "yearly": "0 0 0 1 1 ?",
    "Monday 29 February": "0 0 0 ? 2 2#5",
    "Mondays": "0 0 0 ? * MON",
    "never": "0 0 0 30 2 ?",
}
"""Each plan in its dialect."""

TEMPLATES = {
    "weekday range": "0 {minute} {hour} ? {month} {days}",
    "day list": "0 {minute} {hour} {days} {month} ?",
}
"""Each family of drawn texts in its dialect."""


AS_SHOWN = DstPolicy("AS_SHOWN", "all", Treatment("skip", "both"), Treatment("skip", "both"))
"""What the judge of all competitors says of changes of clock."""


_METHODS = {"next": "next_fire_time", "previous": "previous_fire_time", "matches": "matches"}

_QUESTIONS = {
    "is_valid": "is_valid(item)",
    "validate": "[found.hint for found in validate(item)]",
    "corrected": "corrected(item)",
    "lint": "lint(item)",
    "detect": "detect(item).readings[0].expression.text",
    "describe": "CronExpression(item).describe()",
    "described": "read(CronExpression(item).describe()).equivalent(CronExpression(item))",
}
"""How each question of a form is asked."""


class Quartzcron(Library):
    """Expressions are immutable: one object serves every call."""

    name = "quartzcron"
    module = "quartzcron"
    texts = TEXTS
    templates = TEMPLATES

    def parse_call(self) -> Call:
        """Make an expression."""
        return Call("CronExpression(item)", {"CronExpression": CronExpression})

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        """Ask the one expression."""
        method = "previous_fire_time" if reverse else "next_fire_time"
        return Call(f"expression.{method}(item)", {"expression": CronExpression(text)})

    def schedule_call(
        self,
        text: str,
        home: tzinfo | None,
        bounds: tuple[datetime, datetime] | None,
        without: frozenset[date],
        method: str,
    ) -> Call:
        """Ask the one schedule."""
        start, end = bounds or (None, None)
        left_out = sorted(without)
        schedule = Schedule(CronExpression(text), tz=home, start=start, end=end, excluding=left_out)
        return Call(f"schedule.{_METHODS[method]}(item)", {"schedule": schedule})

    def make_call(self, home: tzinfo | str | None) -> Call:
        """Make a schedule."""
        return Call("Schedule(item, tz=home)", {"Schedule": Schedule, "home": home})

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Iterate without an end."""
        return iter(CronExpression(text).fire_times(start))

    def use(self, made: Any) -> None:
        """Ask once."""
        made.next_fire_time(START)

    def clear_caches(self) -> None:
        """Empty every cache."""
        clear_caches()

    def array_call(self, text: str) -> Call:
        """Fill one array; what it says holds for both bounds."""
        names = {"fire_times": _arrays().fire_times, "expression": CronExpression(text)}
        return Call("fire_times(expression, *item)", names)

    def count_call(self, text: str) -> Call:
        """Ask the one expression."""
        return Call("expression.count(*item)", {"expression": CronExpression(text)})

    def nth_call(self, text: str) -> Call:
        """Ask the one expression."""
        return Call("expression.nth_fire_time(*item)", {"expression": CronExpression(text)})

    def shortest_call(self, text: str, zone: tzinfo | None) -> Call:
        """Ask the one schedule about the whole horizon."""
        schedule = Schedule(CronExpression(text), tz=zone)
        return Call("schedule.shortest_interval()", {"schedule": schedule})

    def overlap_call(self, text: str, other: str) -> Call:
        """Ask the one expression about the other one."""
        names = {"expression": CronExpression(text), "other": CronExpression(other)}
        return Call("expression.overlaps(other, item[0])", names)

    def union_call(self, texts: Sequence[str], zones: Sequence[tzinfo | None]) -> Call:
        """Ask the one union."""
        members: list[FireTimes] = [
            Schedule(text, tz=zone, dst=AS_SHOWN) for text, zone in zip(texts, zones, strict=True)
        ]
        return Call("union.longest_interval(*item)", {"union": reduce(or_, members)})

    def form_call(self, question: str) -> Call:
        """Ask the function of that name, or the expression, and read what a form would show."""
        if question.startswith("describe"):
            names: dict[str, object] = {"CronExpression": CronExpression, "read": quartzcron.read}
            return Call(_QUESTIONS[question], names)
        return Call(_QUESTIONS[question], {question: getattr(quartzcron, question)})

    def forget_answers(self) -> None:
        """Empty every cache in the rooms of the exact answers: all timetables."""
        _empty(analysis)

    def forget_zones(self) -> None:
        """Empty the caches of explored zones, too."""
        _empty(analysis, instants, zones)

    def fleet_call(self, texts: Sequence[str], kept: bool) -> Call:
        """Ask all expressions at once."""
        arrays = _arrays()
        expressions = [CronExpression(text) for text in texts]
        if kept:
            return Call("fleet.next_fire_times(item)", {"fleet": arrays.Fleet(expressions)})
        names = {"next_fire_times": arrays.next_fire_times, "expressions": expressions}
        return Call("next_fire_times(expressions, item)", names)

    has_columns = True

    def column_call(
        self, texts: Sequence[str], zones: Sequence[str], moments: Sequence[datetime]
    ) -> Call:
        """Ask for the whole columns at once, the moments as an array."""
        arrays, numpy = _arrays(), import_module("numpy")
        times = numpy.array([at.replace(tzinfo=None) for at in moments], "M8[s]")
        names = {
            "next_fire_times": arrays.next_fire_times,
            "texts": list(texts),
            "zones": list(zones),
            "times": times if len(times) > 1 else times[0],
        }
        return Call("next_fire_times(texts, times, tz=zones)", names)


def _empty(*rooms: ModuleType) -> None:
    """Empty each cache that is in use in some rooms, their own ones and others'."""
    for room in rooms:
        for each in vars(room).values():
            if hasattr(each, "cache_clear") and not isinstance(each, type):
                each.cache_clear()


def _arrays() -> ModuleType:
    """Return the module of arrays, which needs NumPy."""
    try:
        from quartzcron import arrays
    except ImportError as error:
        raise CannotError(f"absent: {error.name or 'quartzcron.arrays'}") from None
    return arrays


COMPETITOR = Quartzcron()
