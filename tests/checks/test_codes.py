"""The codes of problems: typed as the tables have them, each with a message, and given alike by all who judge."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

import quartzcron
from quartzcron.errors import CODES
from quartzcron.fields import FIELDS
from quartzcron.ground import codes
from quartzcron.ground.messages import MESSAGES


def test_the_types_of_problems_are_those_of_the_tables() -> None:
    assert get_args(quartzcron.ProblemCode) == tuple(CODES)
    assert set(get_args(quartzcron.Severity)) == {severity for severity, _ in CODES.values()}
    assert get_args(quartzcron.FieldName) == tuple(FIELDS)


def test_type_checkers_see_the_same_types() -> None:
    source = ast.parse(Path(codes.__file__).read_text("utf-8"))
    spelled_out = {
        node.targets[0].id: ast.literal_eval(node.value.slice)
        for node in ast.walk(source)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Subscript)
        and ast.unparse(node.value.value) == "Literal"
    }
    assert spelled_out == {
        "ProblemCode": tuple(CODES),
        "Severity": ("error", "warning"),
        "FieldName": tuple(FIELDS),
    }


def test_every_warning_has_a_message_and_every_message_a_code() -> None:
    assert {key.partition("/")[0] for key in MESSAGES} >= {
        code for code, (severity, _) in CODES.items() if severity == "warning"
    }


def test_validate_gives_what_the_constructor_raises_and_is_valid_agrees() -> None:
    for text in ("* * * * *", "nonsense", "99 99 * * *", ""):
        problems = quartzcron.validate(text)
        assert quartzcron.is_valid(text) is (not problems)
        assert all(found.severity == "error" for found in problems)
        if problems:
            with pytest.raises(quartzcron.CronExpressionError) as caught:
                quartzcron.CronExpression(text)
            assert list(caught.value.problems) == problems
            assert quartzcron.lint(text) == []
