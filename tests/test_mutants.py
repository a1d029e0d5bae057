"""The changes that `python -m tests.mutants` makes to code."""

from __future__ import annotations

import ast
from pathlib import Path

import mutants
import pytest

CODE = '''\
"""A module."""

from functools import lru_cache

SIZE = 3


@lru_cache(64)
def larger(one: int, other: int = 7) -> int:
    """Return one of them."""
    found = one + 1
    if not one or found < other:
        return other
    while True:
        found -= 2
        break
    return found
'''

CHANGES = [
    "found = one + 1  ->  pass",
    "one + 1  ->  one - 1",
    "1  ->  2",
    "not one or found < other  ->  not one and found < other",
    "not one  ->  one",
    "found < other  ->  found <= other",
    "found -= 2  ->  pass",
    "2  ->  3",
    "break  ->  pass",
]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    path = tmp_path / "larger.py"
    path.write_text(CODE, encoding="utf-8")
    return path


def test_each_change_is_made_once(module: Path) -> None:
    """Neither docstrings nor decorators, defaults or what is made on import are changed."""
    assert sorted(mutant.change for mutant in mutants.mutants(module)) == sorted(CHANGES)


def test_a_mutant_differs_in_its_change_alone(module: Path) -> None:
    [mutant] = [each for each in mutants.mutants(module) if each.change == "break  ->  pass"]
    assert (mutant.path, mutant.line) == ("larger.py", 16)
    assert mutant.source.replace("pass", "break") == ast.unparse(ast.parse(CODE))
    sources = [each.source for each in mutants.mutants(module)]
    assert len(set(sources)) == len(sources) == len(CHANGES)
