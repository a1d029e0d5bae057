"""The choice of reader; that the compiled one agrees is `property/test_reader_agrees.py`'s law."""

from __future__ import annotations

import runpy
import sys
import types

import pytest

import quartzcron
from quartzcron import CronExpression, Dialect, clear_caches
from quartzcron.compiling import reader
from quartzcron.compiling.compiler import compile_text


@pytest.mark.parametrize(
    ("asked", "built", "expected"),
    [
        (None, True, "compiled"),
        ("", True, "compiled"),
        ("0", True, "compiled"),
        ("1", True, "none"),
        (None, False, "none"),
        ("1", False, "none"),
    ],
)
def test_the_choice_of_reader(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, built: bool, expected: str
) -> None:
    monkeypatch.delenv("QUARTZCRON_PURE", raising=False)
    if asked is not None:
        monkeypatch.setenv("QUARTZCRON_PURE", asked)
    twin = types.ModuleType("quartzcron.compiling._reader")
    twin.CACHES = [object()]  # type: ignore[attr-defined]
    twin.read_plain = lambda text, dialect: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quartzcron.compiling._reader", twin if built else None)
    chosen = runpy.run_path(reader.__file__)
    if expected == "compiled":
        assert (chosen["read_plain"], chosen["CACHES"]) == (twin.read_plain, twin.CACHES)
    else:
        assert (chosen["read_plain"], chosen["CACHES"]) == (chosen["leave_all"], [])


def test_without_a_reader_the_parser_reads_all() -> None:
    assert reader.leave_all("0 0 * * *", Dialect.named("unix")) is None
    if quartzcron.KERNEL == "pure":
        assert reader.read_plain is reader.leave_all


def test_rules_of_a_service_hold_for_plain_texts_too() -> None:
    for text in ("0 0 9 ? * MON", "0 0 9 ? * MON 2030"):
        assert quartzcron.is_valid(text, "adobe")
    for text in ("0 0 9,10 ? * MON", "* * * * * ?"):
        assert [p.code for p in quartzcron.validate(text, "adobe")] == ["more-than-once-a-day"]


def test_expressions_share_the_masks_that_are_alike() -> None:
    first, second = (CronExpression(f"{minute} 9 * 5 MON-FRI")._matcher for minute in (1, 2))
    for name in ("hours", "days", "months", "years"):
        assert getattr(first, name) is getattr(second, name), name


def test_what_is_kept_makes_no_difference() -> None:
    dialect = Dialect.named("quartz")
    before = compile_text("0 30 9 ? 3 MON-FRI 2026-2030", dialect)
    clear_caches()
    assert compile_text("0 30 9 ? 3 MON-FRI 2026-2030", dialect) == before


def test_what_a_reader_answers_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    dialect = Dialect.named("quartz")
    answer = compile_text("0 0 12 * * ?", dialect)
    monkeypatch.setattr(reader, "read_plain", lambda text, dialect: answer)
    assert compile_text("0 0 0 1 1 ?", dialect) is answer
    # but not where rules of a service are to be judged
    assert compile_text("0 0 0 1 1 ?", Dialect.named("adobe")) is not answer
