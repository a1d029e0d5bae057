"""The choice of reader; that the compiled one agrees is `property/test_reader_agrees.py`'s law."""

from __future__ import annotations

import runpy
import sys
import types
from array import array
from datetime import datetime

import pytest

import quartzcron
from quartzcron import CronExpression, Dialect, Schedule, clear_caches
from quartzcron.calendar.matcher import unpacked
from quartzcron.compiling import reader
from quartzcron.compiling.compiler import compile_text
from quartzcron.kernel.choice import expressed


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
    twin.read_plain = lambda text, dialect: None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quartzcron.compiling._reader", twin if built else None)
    chosen = runpy.run_path(reader.__file__)
    if expected == "compiled":
        assert chosen["read_plain"] is twin.read_plain
    else:
        assert chosen["read_plain"] is chosen["leave_all"]


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


def octets_of(of_month: int, of_week: int, joining: int, traits: int, *days: int) -> bytes:
    """Return 12:00:00 on some days of all months, as the reader writes it."""
    return (
        array("Q", [1, 1, *((1 << 64) - 1,) * 3, (1 << 38) - 1]).tobytes()
        + array("I", [1 << 12, 0b1111111111110, of_month]).tobytes()
        + bytes([of_week, joining, traits, 0])
        + array("I", days).tobytes()
    )


#: On every first: in two numbers, both of which must match, and shape by shape.
FIRSTS_AT_NOON = octets_of(0b10, 127, 1, 1)
THE_SAME_BY_SHAPES = octets_of(0, 0, 0, 1, *[0b10] * 28)


@pytest.mark.parametrize("octets", [FIRSTS_AT_NOON, THE_SAME_BY_SHAPES])
def test_what_a_reader_answers_is_taken(monkeypatch: pytest.MonkeyPatch, octets: bytes) -> None:
    dialect = Dialect.named("quartz")
    right = compile_text("0 0 12 1 * ?", dialect)
    clear_caches()
    monkeypatch.setattr(reader, "read_plain", lambda text, dialect: octets)
    assert compile_text("0 0 0 1 1 ?", dialect) == right.replace(traits=("no-leading-star",))
    made = CronExpression("0 0 0 1 1 ?", dialect)
    assert made.next_fire_time(datetime(2026, 1, 1, 12)) == datetime(2026, 2, 1, 12)
    assert not made.never_fires
    assert (made.text, made.dialect, made._matcher.hours) == ("0 0 0 1 1 ?", dialect, 1 << 12)
    assert Schedule(made, tz="UTC").matches(datetime(2026, 2, 1, 12))
    # but not where rules of a service are to be judged
    assert compile_text("0 0 0 1 1 ?", Dialect.named("adobe")) != right
    clear_caches()


def test_one_of_two_day_fields_is_enough_where_they_unite() -> None:
    united = unpacked(octets_of(0b10, 0b11111, 2, 1))
    assert united == compile_text("0 12 1 * MON-FRI", Dialect.named("unix")).replace(
        traits=("no-leading-star",)
    )


def test_octets_are_masks_or_an_error() -> None:
    if quartzcron.KERNEL == "compiled":
        for octets in (
            FIRSTS_AT_NOON[:-4],
            FIRSTS_AT_NOON + bytes(112),
            THE_SAME_BY_SHAPES[:64],
            b"",
        ):
            with pytest.raises(ValueError, match="these octets are no masks"):
                expressed(CronExpression, "", Dialect.named("quartz"), octets)
        with pytest.raises(TypeError, match="int is no class of kernels"):
            expressed(int, "", Dialect.named("quartz"), FIRSTS_AT_NOON)  # type: ignore[type-var]


@pytest.mark.parametrize("number", range(4))
def test_traits_are_read_off_two_bits(number: int) -> None:
    traits = unpacked(octets_of(0b10, 127, 1, number)).traits
    assert ("no-leading-star" in traits, "no-interval-sign" in traits) == (
        bool(number & 1),
        bool(number & 2),
    )
