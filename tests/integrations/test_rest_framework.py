"""Django REST framework: serializers of one's own and of models, with sets of errors."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("rest_framework")

from django_jobs import site  # noqa: F401  # isort: skip

from django.core.validators import MinLengthValidator
from django_jobs.models import Job, Trigger
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import ModelSerializer, Serializer

from quartzcron import CronExpression, Dialect, Problem, validate
from quartzcron.integrations.rest_framework import CronSerializerField

DAILY = "0 9 * * *"


class JobSerializer(Serializer):  # type: ignore[misc]
    """A serializer as a user writes it."""

    cron = CronSerializerField()
    quartz = CronSerializerField(
        dialect="quartz", required=False, allow_null=True, allow_blank=True
    )


def refused(**data: Any) -> Any:
    """Return the errors of a serializer."""
    serializer = JobSerializer(data=data)
    assert not serializer.is_valid()
    return serializer.errors


def test_what_comes_in_is_an_expression_and_what_goes_out_its_text() -> None:
    serializer = JobSerializer(data={"cron": DAILY, "quartz": "0 0 9 ? * 2"})
    assert serializer.is_valid()
    assert serializer.validated_data["cron"] == CronExpression(DAILY)
    assert serializer.validated_data["quartz"].dialect == Dialect.named("quartz")
    assert JobSerializer(serializer.validated_data).data == {"cron": DAILY, "quartz": "0 0 9 ? * 2"}


@pytest.mark.parametrize("empty", ["", None, " "])
def test_what_may_be_empty_is_none(empty: str | None) -> None:
    serializer = JobSerializer(data={"cron": DAILY, "quartz": empty})
    assert serializer.is_valid()
    assert serializer.validated_data["quartz"] is None
    [code] = [each.code for each in refused(cron=empty)["cron"]]
    assert code == ("null" if empty is None else "blank")


def test_what_is_left_out_stays_out() -> None:
    serializer = JobSerializer(data={"cron": DAILY})
    assert serializer.is_valid()
    assert "quartz" not in serializer.validated_data
    assert [each.code for each in refused()["cron"]] == ["required"]


def test_each_problem_is_an_error_with_code_and_place() -> None:
    found = refused(cron="0 25 * * MOX")["cron"]
    assert [(each.code, each.code.problem.span) for each in found] == [
        ("out-of-range", (2, 4)),
        ("unknown-name", (9, 12)),
    ]
    both = refused(cron="0 0 9 * * MON-FRI", quartz=DAILY)
    assert json.loads(JSONRenderer().render(both)) == {
        "cron": ["one of the two day fields must be ? - try 0 0 9 ? * MON-FRI"],
        "quartz": [
            "a cron expression for Quartz has 6 or 7 parts, not 5 - this is an expression for "
            "Unix (Debian cron); for Quartz write `0 0 9 * * ?`"
        ],
    }
    [unix] = refused(cron=CronExpression(DAILY, "unix"))["cron"]
    assert (unix.code, unix.code.problem.hint) == ("other-dialect", DAILY)
    assert [each.code for each in refused(cron=[DAILY])["cron"]] == ["invalid"]


@given(st.text(min_size=1, max_size=20).filter(str.strip))
def test_a_text_is_judged_as_the_library_does(text: str) -> None:
    serializer = JobSerializer(data={"cron": text})
    valid = serializer.is_valid()
    # Of a surrogate or a NUL the framework itself says that it is none of a text.
    codes = {each.code for each in serializer.errors.get("cron", ())}
    assert codes == {problem.code for problem in validate(text.strip())} or not codes.isdisjoint(
        {"null_characters_not_allowed", "surrogate_characters_not_allowed"}
    )
    assert valid == (not codes)


def test_validators_of_your_own_see_the_text() -> None:
    field = CronSerializerField(max_length=12, validators=[MinLengthValidator(10)])
    assert field.run_validation("0 10 * * *") == CronExpression("0 10 * * *")
    with pytest.raises(Exception, match="at least 10"):
        field.run_validation(DAILY)


class TriggerSerializer(ModelSerializer):  # type: ignore[misc]
    """A serializer of a model, whose fields nobody declared."""

    class Meta:
        """What it shows."""

        model = Trigger
        fields = ("quartz", "loose")


def test_the_serializer_of_a_model_refuses_what_the_field_refuses() -> None:
    serializer = TriggerSerializer(data={"quartz": DAILY, "loose": "0 25 * * *"})
    assert not serializer.is_valid()
    assert [each.code for each in serializer.errors["quartz"]] == ["field-count"]
    assert [each.code for each in serializer.errors["loose"]] == ["out-of-range"]
    right = TriggerSerializer(data={"quartz": "0 0 9 ? * 2", "loose": None})
    assert right.is_valid()
    assert TriggerSerializer(Trigger(**right.validated_data)).data["quartz"] == "0 0 9 ? * 2"
    assert TriggerSerializer(Trigger(quartz=CronExpression("0 0 9 ? * 2", "quartz"))).data == {
        "quartz": "0 0 9 ? * 2",
        "loose": None,
    }


def test_an_error_keeps_its_problem() -> None:
    [found] = refused(cron="0 25 * * *")["cron"]
    assert found.code.problem == Problem.from_dict(found.code.problem.as_dict())
    assert str(found) == "hour must be 0-23, not 25"
    assert Job._meta.get_field("cron").dialect == CronExpression(DAILY).dialect
