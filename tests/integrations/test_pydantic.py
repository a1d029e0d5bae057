"""Pydantic and FastAPI: what goes in comes out again, and what is wrong says where and why."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Annotated, Any

import jsonschema
import plain_values
import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)
from pydantic.errors import PydanticSchemaGenerationError

from quartzcron import (
    CronExpression,
    CronExpressionError,
    Days,
    Dialect,
    FireTimes,
    Problem,
    Schedule,
    lint,
    validate,
)
from quartzcron import (
    Form as DialectForm,
)

QUARTZ = Dialect.named("quartz")
OWN = Dialect.named("unix").replace(name="ours", title="Ours", shorthands=())
DAILY = "0 9 * * *"


class Job(BaseModel):
    """A model as a user has it."""

    cron: CronExpression
    quartz: (
        Annotated[CronExpression, Field(description="when"), QUARTZ, Field(title="Q")] | None
    ) = None
    schedule: Schedule | None = None
    in_quartz: Annotated[Schedule, QUARTZ] | None = None
    notes: list[Problem] = []
    often: dict[CronExpression, int] = {}


def errors(kind: Any, value: Any, **options: Any) -> list[Any]:
    """Return the errors that a type has for a value."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value, **options)
    return caught.value.errors(include_url=False)


# --- the laws ----------------------------------------------------------------


@given(plain_values.expressions())
def test_an_expression_in_its_dialect_comes_back_from_its_text(expression: CronExpression) -> None:
    adapter = TypeAdapter[Any](Annotated[CronExpression, expression.dialect])
    written = adapter.dump_json(expression)
    assert json.loads(written) == expression.text
    read = adapter.validate_json(written)
    assert (read.text, read.dialect) == (expression.text, expression.dialect)
    assert adapter.validate_python(expression) is expression
    assert adapter.dump_python(expression) is expression


@given(
    plain_values.restricted()
    | plain_values.sets()
    | plain_values.days()
    | plain_values.policies()
    | plain_values.problems()
    | plain_values.answers()
    | plain_values.set_answers()
    | plain_values.detections()
)
def test_every_other_value_comes_back_from_its_plain_data_which_its_schema_takes(
    value: Any,
) -> None:
    assume(not isinstance(value, CronExpression))
    adapter = TypeAdapter[Any](type(value))
    written = adapter.dump_json(value)
    assert json.loads(written) == value.as_dict()
    assert adapter.validate_json(written) == value
    assert adapter.validate_python(value) is value
    schema = adapter.json_schema()
    assert "$ref" not in json.dumps(schema)
    jsonschema.validate(json.loads(written), schema)


@given(st.text(max_size=30) | st.from_regex(r"\A[{}a-z0-9*,/ ]{1,25}\Z"))
def test_a_text_is_taken_or_refused_as_the_library_does(text: str) -> None:
    adapter = TypeAdapter(CronExpression)
    expected = validate(text)
    if not expected:
        assert adapter.validate_python(text).text == text
        return
    found = errors(CronExpression, text)
    assert [each["type"] for each in found] == [each.code for each in expected]
    for each, problem in zip(found, expected, strict=True):
        assert each["msg"] == each["ctx"]["message"] == problem.message
        assert each["ctx"] == problem.as_dict() | {"dialect": "quartzcron"}
        assert each["input"] == text


# --- expressions -------------------------------------------------------------


def test_every_problem_is_an_error_of_its_own_with_code_place_and_hint() -> None:
    early, late = errors(Job, {"cron": "0 25 * * MOX"})
    assert (early["type"], early["loc"], early["ctx"]["span"]) == (
        "out-of-range",
        ("cron",),
        [2, 4],
    )
    assert (late["type"], late["ctx"]["span"]) == ("unknown-name", [9, 12])
    [both] = errors(Job, {"cron": "0 0 9 * * MON-FRI"})
    assert both["ctx"]["hint"] == "0 0 9 ? * MON-FRI"


def test_braces_of_the_user_are_no_places_in_a_message() -> None:
    [first, *_] = errors(CronExpression, "{hint} {code} {message} * *")
    assert first["msg"] == "minute must be 0-59, not {hint}"


@pytest.mark.parametrize("value", [5, None, b"0 9 * * *", [DAILY], Schedule(DAILY)])
def test_what_is_no_text_is_no_expression(value: Any) -> None:
    assert [each["type"] for each in errors(CronExpression, value)] == ["string_type"]


def test_the_dialect_behind_the_class_is_that_of_the_field() -> None:
    job = Job.model_validate({"cron": DAILY, "quartz": "0 30 12 ? * 6L"})
    assert job.quartz is not None
    assert job.quartz.dialect == QUARTZ
    [wrong] = errors(Job, {"cron": DAILY, "quartz": DAILY})
    assert (wrong["type"], wrong["ctx"]["dialect"]) == ("field-count", "quartz")


def test_an_expression_of_another_dialect_is_refused_with_its_translation() -> None:
    # Written as a text, 1 would be Monday, and read again Sunday.
    [found] = errors(Annotated[CronExpression, QUARTZ], CronExpression("0 9 * * 1"))
    assert (found["type"], found["ctx"]["hint"]) == ("other-dialect", "0 0 9 ? * MON")
    # Not even where the text is the same.
    [found] = errors(CronExpression, CronExpression(DAILY, "unix"))
    assert (found["type"], found["ctx"]["hint"]) == ("other-dialect", DAILY)
    for text, dialect in (("0 0 13 * FRI", None), ("H H * * *", "jenkins")):
        [found] = errors(Annotated[CronExpression, QUARTZ], CronExpression(text, dialect))
        assert (found["type"], found["ctx"]["hint"]) == ("other-dialect", None)


def test_strict_python_takes_objects_alone_and_strict_json_texts() -> None:
    class Strict(BaseModel):
        model_config = ConfigDict(strict=True)
        cron: CronExpression

    assert [each["type"] for each in errors(Strict, {"cron": DAILY})] == ["is_instance_of"]
    assert Strict(cron=CronExpression(DAILY)).cron.text == DAILY
    assert Strict.model_validate_json('{"cron": "0 9 * * *"}').cron.text == DAILY


def test_a_subclass_is_read_as_itself() -> None:
    class Named(CronExpression):
        __slots__ = ()

    assert type(TypeAdapter(Named).validate_python(DAILY)) is Named
    assert type(TypeAdapter(Named).validate_python(CronExpression(DAILY))) is Named


# --- schedules, and what else has plain data -----------------------------------


def test_a_model_goes_through_json() -> None:
    job = Job.model_validate(
        {
            "cron": DAILY,
            "quartz": "0 30 12 ? * 6L",
            "schedule": {"version": 1, "text": DAILY, "dialect": "unix", "tz": "Asia/Seoul"},
            "in_quartz": {"version": 1, "text": "0 0 9 * * ?", "tz": None},
            "notes": lint("* 9 * * *"),
            "often": {DAILY: 5},
        }
    )
    assert job.in_quartz == Schedule("0 0 9 * * ?", dialect="quartz")
    assert Job.model_validate_json(job.model_dump_json()) == job
    assert Job.model_validate(job.model_dump()) == job


def test_a_field_of_any_set_takes_each_as_what_it_is() -> None:
    shifts = CronExpression("0 6,14 * * *") - CronExpression("0 14 * * SUN")
    adapter = TypeAdapter(FireTimes)
    for each in (CronExpression(DAILY), Schedule(DAILY, tz="Asia/Seoul"), shifts):
        assert adapter.validate_json(adapter.dump_json(each)) == each


STORED = {"version": 1, "text": DAILY, "tz": "Asia/Seoul"}
UNFIT: list[tuple[Any, str, tuple[str, ...]]] = [
    (STORED | {"text": "0 25 * * *"}, "out-of-range", ("text",)),
    (STORED | {"tz": "Asia/Seul"}, "unknown-time-zone", ("tz",)),
    (STORED | {"dialect": "unx"}, "unknown-dialect", ("dialect",)),
    (STORED | {"dst": "SAVE"}, "unknown-policy", ("dst",)),
    (STORED | {"excluding": [{"text": "0 25 * * *"}]}, "out-of-range", ()),
    (STORED | {"version": 2}, "plain-data", ()),
    ({}, "plain-data", ()),
    (DAILY, "plain-data", ()),
    (None, "plain-data", ()),
]


@pytest.mark.parametrize(("value", "code", "place"), UNFIT)
def test_what_is_wrong_with_the_data_of_a_schedule_has_a_code_and_a_place(
    value: Any, code: str, place: tuple[str, ...]
) -> None:
    [found] = errors(Schedule, value)
    assert (found["type"], found["loc"]) == (code, place)
    assert found["msg"] == found["ctx"]["message"]


def test_an_unknown_name_comes_with_the_nearest() -> None:
    [found] = errors(Schedule, STORED | {"tz": "Berlin"})
    assert found["ctx"]["nearest"] == ["Europe/Berlin"]


def test_a_schedule_of_a_fixed_dialect_may_leave_it_out_and_may_not_name_another() -> None:
    kind = Annotated[Schedule, QUARTZ]
    right = STORED | {"text": "0 0 9 ? * 2"}
    adapter = TypeAdapter[Any](kind)
    made = adapter.validate_python(right)
    assert made == Schedule("0 0 9 ? * MON", "Asia/Seoul", dialect="quartz")
    assert adapter.validate_python(made) is made
    assert [each["type"] for each in errors(kind, right | {"dialect": "spring"})] == [
        "other-dialect"
    ]
    assert [each["type"] for each in errors(kind, Schedule(DAILY))] == ["other-dialect"]
    assert [each["type"] for each in errors(kind, DAILY)] == ["plain-data"]


def test_a_dialect_of_your_own_and_one_with_a_seed_are_dialects_like_any_other() -> None:
    seeded = Dialect.named("jenkins").seeded("nightly")
    for dialect, text in ((OWN, "0 9 * * 1"), (seeded, "H H * * *")):
        assert (
            TypeAdapter[Any](Annotated[CronExpression, dialect]).validate_python(text).dialect
            == dialect
        )
        adapter = TypeAdapter[Any](Annotated[Schedule, dialect])
        made = adapter.validate_python({"version": 1, "text": text, "tz": None})
        assert made.expression.dialect == dialect
        assert adapter.validate_json(adapter.dump_json(made)) == made


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[CronExpression | None, QUARTZ],
        Annotated[CronExpression, AfterValidator(str), QUARTZ],
        Annotated[Days, QUARTZ],
        Annotated[str, QUARTZ],
    ],
)
def test_a_dialect_stands_behind_a_class_that_has_one(annotation: Any) -> None:
    with pytest.raises(TypeError, match="right after CronExpression or Schedule"):
        TypeAdapter(annotation)


def test_a_dialect_itself_is_no_type_of_a_field() -> None:
    with pytest.raises(PydanticSchemaGenerationError):
        TypeAdapter(Dialect)
    with pytest.raises(PydanticSchemaGenerationError):
        TypeAdapter(DialectForm)


# --- what others see -----------------------------------------------------------


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_says_format_and_dialect(mode: Any) -> None:
    fields = Job.model_json_schema(mode=mode)["properties"]
    assert fields["cron"] == {
        "title": "Cron",
        "type": "string",
        "format": "cron",
        "x-cron-dialect": "quartzcron",
    }
    [quartz, _] = fields["quartz"]["anyOf"]
    assert quartz["x-cron-dialect"] == "quartz"
    assert quartz["description"] == "when"
    assert fields["in_quartz"]["anyOf"][0]["x-cron-dialect"] == "quartz"
    assert fields["schedule"]["anyOf"][0]["properties"].keys() >= {"version", "text", "tz"}


def test_fastapi_takes_it_in_a_body_and_a_query_and_describes_it() -> None:
    app = FastAPI()

    @app.get("/query")
    def of_query(cron: CronExpression) -> list[Problem]:
        return lint(cron.text)

    @app.post("/body")
    def of_body(schedule: Annotated[Schedule, Body()]) -> Schedule:
        return schedule

    client = TestClient(app)
    assert client.get("/query", params={"cron": DAILY}).json() == []
    stored = Schedule(DAILY, tz="Asia/Seoul").as_dict()
    assert client.post("/body", json=stored).json() == stored
    wrong = client.get("/query", params={"cron": "0 25 * * *"})
    assert wrong.status_code == 422
    [problem] = wrong.json()["detail"]
    assert (problem["type"], problem["loc"], problem["ctx"]["span"]) == (
        "out-of-range",
        ["query", "cron"],
        [2, 4],
    )
    described = client.get("/openapi.json").json()
    [parameter] = described["paths"]["/query"]["get"]["parameters"]
    assert parameter["schema"]["format"] == "cron"


def test_pydantic_is_loaded_by_nobody_but_pydantic() -> None:
    script = (
        "import sys, quartzcron; quartzcron.Schedule('0 9 * * *').as_dict(); "
        "quartzcron.Dialect.named('quartz'); "
        "print([name for name in sys.modules if 'pydantic' in name or 'integrations' in name])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_an_error_is_still_that_of_the_library_for_those_who_call_it() -> None:
    # A validator of one's own that calls the library is reported by Pydantic as it is.
    def stricter(value: CronExpression) -> CronExpression:
        return CronExpression(value.text, "quartz")

    [found] = errors(Annotated[CronExpression, AfterValidator(stricter)], DAILY)
    assert isinstance(found["ctx"]["error"], CronExpressionError)
