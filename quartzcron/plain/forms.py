"""What is plain data, and by which form: the way in and the way out.

A new kind of value is one form in `schema`, one entry here, and what turns it into a row
and back.
"""

from __future__ import annotations

from quartzcron.plain import answers, cells, fire_sets
from quartzcron.plain.checking import check
from quartzcron.plain.schema import FORMS
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, TypeVar

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.dialects import Dialect
    from quartzcron.ground.plain_data import PlainData

    _Kind = TypeVar("_Kind", bound=PlainData)
    _Set = TypeVar("_Set", bound=FireTimes)
    Row = dict[str, Any]

#: By the name of a form: a row of a value, and a value of a row.
_WAYS: dict[str, tuple[Callable[[Any], Row], Callable[[Row], object]]] = {
    "days": (fire_sets.stored_days, fire_sets.loaded_days),
    "policy": (answers.policy_row, answers.policy_of),
    "problem": (answers.problem_row, answers.problem_of),
    "interval": (answers.interval_row, answers.interval_of),
    "subset": (answers.subset_row, answers.subset_of),
    "verdict": (answers.verdict_row, answers.verdict_of),
    "explanation": (answers.explanation_row, answers.explanation_of),
    "part_verdict": (answers.part_row, answers.part_of),
    "set_explanation": (answers.set_explanation_row, answers.set_explanation_of),
    "picture": (cells.picture_row, cells.picture_of),
    "reading": (answers.reading_row, answers.reading_of),
    "detection": (answers.detection_row, answers.detection_of),
}


def written(value: PlainData) -> Row:
    """Return the data of a value."""
    return _WAYS[value._form][0](value)


def read(kind: type[_Kind], plain: object) -> _Kind:
    """Return the value of some data, or raise `ValueError`."""
    check(plain, FORMS[kind._form])
    made: _Kind = _WAYS[kind._form][1](plain)  # type: ignore[assignment, arg-type]
    return made


def stored(value: FireTimes) -> Row:
    """Return the data of an expression, a schedule or a set."""
    return fire_sets.stored(value)


def loaded(kind: type[_Set], plain: object, own: Iterable[Dialect]) -> _Set:
    """Return the expression, the schedule or the set of some data, or raise `ValueError`."""
    made: _Set = fire_sets.loaded(kind, kind._form, plain, own)  # type: ignore[assignment]
    return made
