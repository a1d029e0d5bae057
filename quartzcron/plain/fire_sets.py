"""Expressions, schedules and sets as plain data: what is stored, and loaded years later.

A row is the data of one value. A part without parts of its own stands in the row of what
it is a part of; one that has parts is a row before it, named by its number. So a set of
twenty thousand schedules is a list of rows, whatever its shape.
"""

from __future__ import annotations

from datetime import date

from quartzcron.answers.algebra import FireTimes
from quartzcron.answers.days import Days
from quartzcron.answers.fire_sets import FireSet
from quartzcron.answers.nesting import after_parts
from quartzcron.dialects import DEFAULT, Dialect
from quartzcron.dialects.names import PLACES
from quartzcron.dialects.policies import PRESETS, DstPolicy
from quartzcron.expression import CronExpression
from quartzcron.plain import moments
from quartzcron.plain.answers import policy_of, policy_row
from quartzcron.plain.checking import check, place
from quartzcron.plain.days import days_of, steps_of
from quartzcron.plain.schema import FORMS, STORED, VERSION
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from quartzcron.answers.restrictions import DaysGiven, Exclusion

    Row = dict[str, Any]
    Kind = type[CronExpression] | type[Schedule] | type[FireSet]


# --- from values to data ------------------------------------------------------------


def stored(value: FireTimes) -> Row:
    """Return the data of an expression, a schedule or a set."""
    places: dict[int, int] = {}
    rows: list[Row] = []

    def open_parts(node: FireTimes) -> list[FireTimes]:
        return [part for part in _parts(node) if _parts(part) and id(part) not in places]

    for node in after_parts(value, open_parts):
        if id(node) not in places:
            rows.append(_row(node, places))
            places[id(node)] = len(places)
    *parts, top = rows
    return {"version": VERSION, **top, **({"parts": parts} if parts else {})}


def _parts(value: FireTimes) -> list[FireTimes]:
    """Return the sets of fire times that one is made of."""
    if isinstance(value, FireSet):
        return [value.left, value.right]
    if isinstance(value, Schedule):
        return [each for each in value.excluding if isinstance(each, FireTimes)]
    return []


def _row(value: FireTimes, places: Mapping[int, int]) -> Row:
    """Return the data of one value; its parts have their places."""
    if isinstance(value, FireSet):
        left, right = _operand(value.left, places), _operand(value.right, places)
        return {"left": left, "operation": value.operation, "right": right}
    if isinstance(value, Schedule):
        return _schedule_row(value, places)
    assert isinstance(value, CronExpression)  # there is no fourth kind
    return _expression_row(value)


def _operand(value: FireTimes, places: Mapping[int, int]) -> Row:
    number = places.get(id(value))
    return _row(value, places) if number is None else {"part": number}


def _expression_row(expression: CronExpression) -> Row:
    dialect = expression.dialect
    unseeded = dialect.replace(seed="") if dialect.seed else dialect
    if dialect.name in PLACES and unseeded != Dialect.named(dialect.name):
        raise ValueError(
            f"this dialect is not the one that is named {dialect.name}: give it a name of its "
            "own, by which it is stored, and hand it to from_dict in dialects="
        )
    seed = {"seed": dialect.seed} if dialect.seed else {}
    return {"text": expression.text, "dialect": dialect.name, **seed}


def _schedule_row(schedule: Schedule, places: Mapping[int, int]) -> Row:
    """Return the data of a schedule; what it does not have is left out, but for its zone."""
    zone = schedule.tz
    row = {**_expression_row(schedule.expression), "tz": moments.zone_name(zone)}
    if schedule._policy is not None:
        row["dst"] = _policy(schedule._policy)
    for name in ("start", "end"):
        bound = getattr(schedule, name)
        if bound is not None:
            row[name] = moments.moment_text(bound, zone, strict=True)
    if schedule.excluding:
        row["excluding"] = [_exclusion_row(each, places) for each in schedule.excluding]
    if schedule.only is not None:
        row["only"] = [_days_row(each) for each in schedule.only]
    if schedule.rolled is not None:
        row["rolled"] = schedule.rolled
    return row


def _policy(policy: DstPolicy) -> str | Row:
    """Return a policy by the name of its preset, or its own knobs."""
    return policy.name if PRESETS.get(policy.name) == policy else policy_row(policy)


def _exclusion_row(exclusion: Exclusion, places: Mapping[int, int]) -> str | list[str] | Row:
    return _operand(exclusion, places) if isinstance(exclusion, FireTimes) else _days_row(exclusion)


def _days_row(days: DaysGiven) -> str | list[str] | Row:
    if isinstance(days, Days):
        return {"days": steps_of(days, _expression_row)}
    if isinstance(days, date):
        return days.isoformat()
    return [day.isoformat() for day in days]


def stored_days(days: Days) -> Row:
    """Return the data of a set of days."""
    return {"version": VERSION, "days": steps_of(days, _expression_row)}


# --- from data to values ------------------------------------------------------------


def loaded(kind: type[FireTimes], form: str, plain: object, own: Iterable[Dialect]) -> FireTimes:
    """Return the value of some data, of a class or a subclass; own are a user's dialects."""
    if isinstance(plain, dict) and "version" in plain:
        # First: the members of another version may be others.
        check(plain["version"], STORED["version"], "version")
    check(plain, FORMS[form])
    assert isinstance(plain, dict)  # checked
    made = _Maker({dialect.name: dialect for dialect in own})
    for number, row in enumerate(plain.get("parts", ())):
        made.parts.append(made.value(row, f"parts[{number}]"))
    return made.value(plain, "", kind)


def loaded_days(plain: Row) -> Days:
    """Return the days of checked data."""
    return _Maker({}).days(plain["days"], "days")


class _Maker:
    """Makes values of rows, with the parts that have been made before."""

    def __init__(self, dialects: Mapping[str, Dialect]) -> None:
        self.dialects = dialects
        self.parts: list[FireTimes] = []

    def value(self, row: Row, path: str, wanted: type[FireTimes] = FireTimes) -> FireTimes:
        """Return the value of a checked row; what its class refuses is a `ValueError`."""
        if "part" in row:
            return self._part(row["part"], path)
        kind = wanted if issubclass(wanted, _KINDS) else _kind(row)
        try:
            if issubclass(kind, FireSet):
                return self._set(kind, row, path)
            if issubclass(kind, Schedule):
                return self._schedule(kind, row, path)
            assert issubclass(kind, CronExpression)  # there is no fourth kind
            return kind(row["text"], self._dialect(row))
        except TypeError as error:
            # Data that do not go together: naive and aware bounds, sets with and without zones.
            raise ValueError(f"{place(path)}: {error}") from None

    def _part(self, number: int, path: str) -> FireTimes:
        if number >= len(self.parts):
            raise ValueError(
                f"{place(path)} must be one of the parts before it: there is no part {number}"
                if number < _MOST_PARTS
                else f"{place(path)} names a part that there is not"
            )
        return self.parts[number]

    def _set(self, kind: type[FireSet], row: Row, path: str) -> FireSet:
        left, right = (self.value(row[side], _inside(path, side)) for side in ("left", "right"))
        return kind(left, row["operation"], right)

    def _schedule(self, kind: type[Schedule], row: Row, path: str) -> Schedule:
        zone = moments.zone_of_name(row.get("tz"), _inside(path, "tz"))
        start, end = (
            moments.moment_of(row[name], zone, _inside(path, name)) if name in row else None
            for name in ("start", "end")
        )
        excluding = [
            self._exclusion(each, _inside(path, f"excluding[{number}]"))
            for number, each in enumerate(row.get("excluding", ()))
        ]
        dst = row.get("dst")
        return kind(
            CronExpression(row["text"], self._dialect(row)),
            tz=zone,
            dst=policy_of(dst) if isinstance(dst, dict) else dst,
            start=start,
            end=end,
            # (Two dates in a tuple are all days between them.)
            excluding=excluding or (),
            only=self._only(row.get("only"), path),
            rolled=row.get("rolled"),
        )

    def _only(self, plain: list[Any] | None, path: str) -> list[Any] | None:
        if plain is None:
            return None
        inside = _inside(path, "only")
        return [self._exclusion(each, f"{inside}[{number}]") for number, each in enumerate(plain)]

    def _exclusion(self, plain: Any, path: str) -> Exclusion:
        if isinstance(plain, str):
            return moments.date_of(plain, path)
        if isinstance(plain, dict) and "days" in plain:
            return self.days(plain["days"], f"{path}.days")
        if isinstance(plain, dict):
            return self.value(plain, path)
        first, last = (moments.date_of(day, path) for day in plain)
        return first, last

    def days(self, steps: list[Row], path: str) -> Days:
        """Return the days of checked steps."""
        return days_of(steps, path, lambda row: CronExpression(row["text"], self._dialect(row)))

    def _dialect(self, row: Row) -> Dialect:
        name = row.get("dialect", DEFAULT.name)
        dialect = self.dialects.get(name) or Dialect.named(name)
        return dialect.seeded(row["seed"]) if "seed" in row else dialect


_KINDS = (CronExpression, Schedule, FireSet)

#: A number of parts that nobody has: beyond it a number is not worth writing down.
_MOST_PARTS = 10**9


def _kind(row: Row) -> type[FireTimes]:
    """Return what a row is the data of, by its members."""
    if "operation" in row:
        return FireSet
    return Schedule if "tz" in row else CronExpression


def _inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
