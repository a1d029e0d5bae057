"""The types of names and rules, spelled out for type checkers, are those of the tables."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

import quartzcron
from quartzcron.dialects import model, names, policies
from quartzcron.dialects.names import ALIASES, PLACES
from quartzcron.dialects.policies import FIXED_WHEN, PRESETS

DIALECT_NAMES = (*PLACES, *ALIASES)
POLICY_NAMES = (*PRESETS, *map(str.lower, PRESETS))

#: Every type of words, where it is spelled out, and the words.
SPELLED: list[tuple[ModuleType, dict[str, tuple[str, ...]]]] = [
    (names, {"DialectName": DIALECT_NAMES}),
    (
        policies,
        {
            "GapRule": (policies.SKIP, policies.NEXT, policies.SHIFT),
            "FoldRule": (policies.FIRST, policies.LAST, policies.BOTH),
            "FixedWhen": FIXED_WHEN,
            "PolicyName": POLICY_NAMES,
        },
    ),
    (
        model,
        {
            "Order": model._ORDERS,
            "Naming": model._NAMINGS,
            "StarRule": model._STARS,
            "Meeting": model._MEETINGS,
            "Separator": model._SEPARATORS,
            "Hashing": (model.JOB_NAME, model.HASH_ID, model.WHOLE_NUMBER, model.TRIGGER_KEY),
        },
    ),
]


@pytest.mark.parametrize(("room", "words"), SPELLED, ids=lambda each: getattr(each, "__name__", ""))
def test_type_checkers_see_the_words_of_the_tables(
    room: ModuleType, words: dict[str, tuple[str, ...]]
) -> None:
    assert room.__file__ is not None
    source = ast.parse(Path(room.__file__).read_text("utf-8"))
    spelled_out = {
        node.targets[0].id: ast.literal_eval(node.value.slice)
        for node in ast.walk(source)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Subscript)
        and ast.unparse(node.value.value) == "Literal"
    }
    assert spelled_out == words


def test_the_public_types_at_run_time() -> None:
    assert get_args(quartzcron.DialectName) == DIALECT_NAMES
    assert get_args(quartzcron.PolicyName) == POLICY_NAMES


@pytest.mark.parametrize("room", [names, policies])
def test_a_room_has_no_other_names(room: Any) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Name'"):
        room.Name  # noqa: B018


def test_every_name_is_one() -> None:
    for name in get_args(quartzcron.DialectName):
        assert quartzcron.Dialect.named(name).name in PLACES
    for name in get_args(quartzcron.PolicyName):
        assert quartzcron.DstPolicy.named(name).name in PRESETS
