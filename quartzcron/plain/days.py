"""Sets of days as plain data: a list of steps, the last of which is the set.

A step makes days out of dates or of an expression, or out of the days of steps before it,
which it names by their numbers. So days out of days are flat, however deep.
"""

from __future__ import annotations

from quartzcron.answers.days import Days
from quartzcron.answers.nesting import from_below
from quartzcron.plain import moments
from quartzcron.plain.checking import place
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from quartzcron.answers.nesting import Nested
    from quartzcron.expression import CronExpression

    Row = dict[str, Any]


def steps_of(days: Days, told: Callable[[CronExpression], Row]) -> list[Row]:
    """Return the steps that make some days; told returns the data of an expression."""
    steps: list[Row] = []
    places: dict[int, int] = {}
    for node in from_below(days, lambda node: id(node) not in places):
        steps.append(_step(node, places, told))
        places[id(node)] = len(places)
    return steps


def _step(node: Nested, places: Mapping[int, int], told: Callable[[CronExpression], Row]) -> Row:
    assert isinstance(node, Days)  # they are made of nothing else
    maker, given = node._maker, node._given
    numbers = [places[id(part)] for part in node._parts]
    if maker == "every":
        unit, n, since = given
        return {"every": n, "unit": unit, "since": str(since)}
    if maker in ("of", "between"):
        return {maker: [str(day) for day in given]}
    if maker == "where":
        return {maker: told(given[0])}  # type: ignore[arg-type]
    if maker == "~":
        return {"not": numbers[0]}
    left, right = numbers
    return {"left": left, "operation": maker, "right": right}


def days_of(steps: list[Row], path: str, made_of: Callable[[Row], CronExpression]) -> Days:
    """Return the days that some checked steps make; made_of returns an expression of its data."""
    made: list[Days] = []
    for number, step in enumerate(steps):
        made.append(_made(step, f"{path}[{number}]", made, made_of))
    return made[-1]


def _made(
    step: Row, path: str, before: list[Days], made_of: Callable[[Row], CronExpression]
) -> Days:
    """Return the days of a step, with those of the steps before it."""
    if "every" in step:
        since = moments.date_of(step["since"], f"{path}.since")
        return Days.every(**{step["unit"]: step["every"]}, since=since)
    if "of" in step:
        return Days.of([moments.date_of(day, f"{path}.of") for day in step["of"]])
    if "between" in step:
        return Days.between(*(moments.date_of(day, f"{path}.between") for day in step["between"]))
    if "where" in step:
        return Days.where(made_of(step["where"]))
    numbers = [step[name] for name in ("not", "left", "right") if name in step]
    if max(numbers) >= len(before):
        raise ValueError(f"{place(path)} must name steps before it")
    if "not" in step:
        return ~before[step["not"]]
    return before[step["left"]]._with(step["operation"], before[step["right"]])
