"""The laws of plain data: whatever is written is read again as the same, and the schema is true.

The package jsonschema, which shares no code with the library, judges what is written, and
what the library refuses.
"""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import jsonschema
import plain_values as values
import pytest
import set_strategies
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression, FireSet, FireTimes, Problem, Schedule
from quartzcron.ground.plain_data import PlainData
from quartzcron.plain.checking import check
from quartzcron.plain.schema import FORMS, json_schema

Value = PlainData

ANY = {
    "sets": values.sets(),
    "policies": values.policies(),
    "days": values.days(),
    "problems": values.problems(),
    "answers": values.answers(),
    "set answers": values.set_answers(),
    "detections": values.detections(),
    "pictures": values.pictures(),
}


def anything() -> st.SearchStrategy[Any]:
    """Return a strategy for every kind of value."""
    return st.sampled_from(sorted(ANY)).flatmap(ANY.__getitem__)


def judge_of(form: str) -> jsonschema.Draft202012Validator:
    """Return what says whether data have a form."""
    return jsonschema.Draft202012Validator(json_schema(form))


JUDGES = {form: judge_of(form) for form in FORMS}


@given(anything())
def test_json_and_back(value: Any) -> None:
    """Every object of the face survives JSON, and is written the same way again."""
    plain = value.as_dict()
    again = type(value).from_dict(json.loads(json.dumps(plain)))
    assert type(again) is type(value)
    assert again == value
    assert hash(again) == hash(value)
    assert again.as_dict() == plain


# (Older protocols forget the fold of a datetime, whatever holds it.)
@given(anything(), st.integers(4, pickle.HIGHEST_PROTOCOL))
def test_pickle_and_copy(value: Any, protocol: int) -> None:
    """And pickle, and copies."""
    for again in (
        pickle.loads(pickle.dumps(value, protocol)),
        copy.copy(value),
        copy.deepcopy(value),
    ):
        # (By name: the class of texts that wait for a seed is made anew when caches are cleared.)
        assert type(again).__qualname__ == type(value).__qualname__
        assert again == value
        assert again.as_dict() == value.as_dict()


@given(anything())
def test_what_is_written_has_its_form(value: Any) -> None:
    """What the schema promises of each kind."""
    jsonschema.validate(json.loads(json.dumps(value.as_dict())), type(value).json_schema())


@given(values.sets())
def test_the_base_reads_all_of_them(value: Any) -> None:
    """FireTimes takes the data of expressions, schedules and sets, and no kind that of another."""
    plain = value.as_dict()
    again = FireTimes.from_dict(plain)
    assert again == value
    assert type(again).from_dict(plain) == value
    assert JUDGES["fire_times"].is_valid(plain)
    for kind in (CronExpression, Schedule, FireSet):
        if not isinstance(value, kind):
            with pytest.raises(ValueError, match=r"unknown keys|lacks"):
                kind.from_dict(plain)


@given(values.stored_cases(), st.data())
def test_what_is_loaded_fires_at_the_same_times(case: Any, data: st.DataObject) -> None:
    """Equal is one thing; the fire times are what people store."""

    asked = case.asked
    again: Any = FireTimes.from_dict(json.loads(json.dumps(asked.as_dict())))
    span = data.draw(set_strategies.spans(case))
    fires, wanted = (
        [
            (each, each.utcoffset(), each.fold)
            for each in of.fire_times(span.start, span.end, limit=50)
        ]
        for of in (again, asked)
    )
    assert fires == wanted


# --- what comes in ------------------------------------------------------------------

#: Any JSON, with the words that plain data are made of.
WORDS = st.sampled_from(
    [name for form in FORMS.values() for name in form.get("properties", {})]
    + ["part", "parts", "|", "0 9 * * *", "unix", "UTC", "SAFE", "2026-01-01", "jenkins"]
    + ["2026-01-01T00:00:00", "2026-01-01T00:00:00+02:00[Asia/Seoul]", "all", "+05:30"]
)
ANY_JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), WORDS, st.just(1)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(WORDS, st.text()), inner, max_size=6)
    ),
)
KINDS: list[type[Value]] = sorted(PlainData.__subclasses__(), key=lambda kind: kind.__name__)
KINDS += [CronExpression, Schedule, FireSet]


@st.composite
def broken(draw: st.DrawFn) -> tuple[type[Value], Any]:
    """Draw the data of a value with something in them replaced, added or taken away."""
    value = draw(anything())
    plain = json.loads(json.dumps(value.as_dict()))
    for _ in range(draw(st.integers(1, 2))):
        node: Any = plain
        while draw(st.booleans()):
            inner = list(node.values()) if isinstance(node, dict) else node
            deeper = [each for each in inner if isinstance(each, dict | list)]
            if not deeper:
                break
            node = draw(st.sampled_from(deeper))
        if isinstance(node, dict):
            key = draw(
                st.one_of(st.sampled_from(sorted(node)) if node else WORDS, WORDS, st.text())
            )
            if key in node and draw(st.booleans()):
                del node[key]
            else:
                node[key] = draw(ANY_JSON)
        elif node and draw(st.booleans()):
            node.pop(draw(st.integers(0, len(node) - 1)))
        else:
            node.insert(draw(st.integers(0, len(node))), draw(ANY_JSON))
    return type(value), plain


@given(broken())
def test_broken_data_are_a_value_or_a_value_error(case: tuple[type[Value], Any]) -> None:
    """Nothing but a ValueError, with one sentence; and nothing is read that the schema refuses."""
    kind, plain = case
    refused = refusal(kind, plain)
    assert refused or JUDGES[kind._form].is_valid(plain)


@given(st.sampled_from(KINDS), ANY_JSON)
def test_any_json_is_a_value_or_a_value_error(kind: type[Value], plain: Any) -> None:
    """Whatever there is in a request."""
    refused = refusal(kind, plain)
    assert refused or JUDGES[kind._form].is_valid(plain)


def refusal(kind: type[Value], plain: Any) -> str:
    """Return what is said of some data, empty where a value comes of them."""
    try:
        made = kind.from_dict(plain)
    except ValueError as error:
        assert str(error)  # noqa: PT017
        return str(error)
    assert isinstance(made, kind)
    return ""


def is_newer(plain: Any) -> bool:
    """Tell whether some data hold what Python and the judge see differently: 1.0, or a line end."""
    return (
        isinstance(plain, float)
        or (isinstance(plain, str) and plain.endswith("\n"))
        or (isinstance(plain, dict) and any(map(is_newer, [*plain, *plain.values()])))
        or (isinstance(plain, list) and any(map(is_newer, plain)))
    )


@given(broken().filter(lambda case: not is_newer(case[1])))
def test_the_check_is_what_the_schema_says(case: tuple[type[Value], Any]) -> None:
    """The library's own reading of its schema is jsonschema's, in both directions."""
    kind, plain = case
    try:
        check(plain, FORMS[kind._form])
    except ValueError:
        assert not JUDGES[kind._form].is_valid(plain)
    else:
        assert JUDGES[kind._form].is_valid(plain)


def test_the_schemas_are_schemas() -> None:
    for form in FORMS:
        jsonschema.Draft202012Validator.check_schema(json_schema(form))


@given(values.problems())
def test_a_problem_prints_as_its_message(problem: Problem) -> None:
    assert str(problem) == problem.message
