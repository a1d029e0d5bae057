"""Verdicts and judgements that are kept: how much is read, what is kept, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quartzcron
from quartzcron import CronExpression, CronExpressionError, Dialect, clear_caches
from quartzcron.calendar.matcher import compile_nodes
from quartzcron.clock import moments
from quartzcron.compiling import compiler
from quartzcron.compiling.service_rules import broken_rules, is_forbidden
from quartzcron.corrections import hints
from quartzcron.dialects import ServiceRule
from quartzcron.errors import LONGEST_TEXT
from quartzcron.ground.caches import LONGEST_KEPT
from quartzcron.language import slips
from quartzcron.language import text as language
from quartzcron.language.text import parse


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    clear_caches()
    yield
    clear_caches()


def counted(monkeypatch: pytest.MonkeyPatch, room: object, name: str) -> list[tuple[Any, ...]]:
    """Return a list that grows with each call of a function of a room."""
    calls: list[tuple[Any, ...]] = []
    real: Callable[..., object] = getattr(room, name)

    def noted(*arguments: object, **named: object) -> object:
        calls.append(arguments)
        return real(*arguments, **named)

    monkeypatch.setattr(room, name, noted)
    return calls


# --- is_valid ---------------------------------------------------------------


@pytest.mark.parametrize("dialect", [None, "unix", "Langgraph", Dialect.named("langgraph")])
@pytest.mark.parametrize("text", ["0 9 * * MON", "0 25 * * *", "", "0 9 * * MON\N{EM SPACE}"])
def test_a_text_is_read_once(
    text: str, dialect: Dialect | str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted(monkeypatch, compiler, "is_right")
    verdict = quartzcron.is_valid(text, dialect)
    assert [quartzcron.is_valid(text, dialect) for _ in range(3)] == [verdict] * 3
    assert quartzcron.corrected(text, dialect) == text or not verdict
    assert len(calls) <= 2  # once as it was named, once as the dialect that it names
    try:
        CronExpression(text, dialect)
    except CronExpressionError:
        assert not verdict
    else:
        assert verdict


def test_a_seed_is_heeded_and_a_text_of_a_subclass_read() -> None:
    class Text(str):
        __slots__ = ()

    assert quartzcron.is_valid("H H * * *", "croniter", seed="job")
    assert not quartzcron.is_valid("H H * * *", "croniter")
    assert quartzcron.is_valid(Text("0 9 * * *"), "unix")
    assert not quartzcron.is_valid("0 9 * * *", Text("quartz"))


@pytest.mark.parametrize("length", [LONGEST_KEPT + 1, LONGEST_TEXT, LONGEST_TEXT + 1])
def test_what_is_long_is_not_kept(length: int) -> None:
    right, wrong = "0 9 * * *".ljust(length), "0 25 * * *".ljust(length)
    clear_caches()
    assert quartzcron.is_valid(right) == (length <= LONGEST_TEXT)
    assert not quartzcron.is_valid(wrong)
    assert quartzcron.corrected(wrong) is None
    code = "out-of-range" if length <= LONGEST_TEXT else "too-long"
    assert [found.code for found in quartzcron.validate(wrong)] == [code]
    assert compiler._is_read.cache_info().currsize == 0
    assert hints._judged.cache_info().currsize == 0


def test_a_verdict_moves_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, language, "moved")
    wrong = "0 25,26 * * MONN,TUEE"
    assert not quartzcron.is_valid(wrong)
    assert calls == []
    parsed = parse(wrong, Dialect.named("quartzcron"))
    assert parsed.is_wrong
    assert len(parsed.problems) == len(calls) == 4
    assert parsed.problems is parsed.problems
    assert len(calls) == 4


def test_a_verdict_puts_nothing_into_words(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, slips, "problem")
    wrong = "0 25,26 * * MONN,TUEE"
    assert not quartzcron.is_valid(wrong)
    assert calls == []
    assert len(parse(wrong, Dialect.named("quartzcron")).problems) == len(calls) == 4


# --- validate, corrected -----------------------------------------------------------


@pytest.mark.parametrize("dialect", [None, "quartz", "langgraph", "google-cloud-scheduler"])
@pytest.mark.parametrize("text", ["0 9 * * Wendesday", "every dya 09:00", "0 25 * * *", "?"])
def test_a_wrong_text_is_judged_once(
    text: str, dialect: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = counted(monkeypatch, hints, "_cleaned")
    first = quartzcron.validate(text, dialect)
    number = len(calls)
    meant = quartzcron.corrected(text, dialect)
    again = quartzcron.validate(text, dialect)
    with pytest.raises(CronExpressionError) as raised:
        CronExpression(text, dialect)
    assert list(raised.value.problems) == again == first
    assert len(calls) == number
    clear_caches()
    assert (quartzcron.validate(text, dialect), quartzcron.corrected(text, dialect)) == (
        first,
        meant,
    )


def test_what_shows_fire_times_is_kept_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_shown(day: int, hour: int) -> object:
        monkeypatch.setattr(moments, "now", lambda: datetime(2026, 3, day, hour, tzinfo=UTC))
        [found] = quartzcron.validate("0 0 8,20 * * ?", "adobe")
        return found.values["first"]

    calls = counted(monkeypatch, hints, "problems_of")
    assert [first_shown(15, 0), first_shown(15, 23)] == ["2026-03-15 08:00"] * 2
    assert len(calls) == 1
    assert first_shown(16, 0) == "2026-03-16 08:00"
    # What shows none is kept for good.
    quartzcron.validate("0 25 * * *", "unix")
    number = len(calls)
    monkeypatch.setattr(moments, "now", lambda: datetime(2027, 1, 1, tzinfo=UTC))
    quartzcron.validate("0 25 * * *", "unix")
    assert len(calls) == number


# --- service rules -----------------------------------------------------------

RULES = st.builds(
    ServiceRule,
    st.just("too-often"),
    st.just("here"),
    most_per_day=st.sampled_from([None, 1, 2, 24]),
    shortest_interval=st.sampled_from([None, 1, 10, 300, 3600, 86_400, 86_401, 200_000]),
    must_fire=st.booleans(),
    refuses=st.booleans(),
)


@given(
    st.lists(RULES, min_size=1, max_size=2),
    st.sampled_from(
        [
            "0 0 9 * * ?",
            "*/4 0 9 * * ?",
            "0 0,59 0,23 * * ?",
            "0 0,59 0,23 1,31 1,12 ? 2026-2027",
            "0 0 9 1,30 1,12 ? 2026-2027",
            "0 0 9 1 1 ? 2030",
            "0 0 9 30 2 ?",
            "0 0 */6 ? * MON-FRI",
        ]
    ),
    st.dates(date(2025, 12, 30), date(2028, 1, 2)),
)
def test_a_verdict_on_rules_is_that_of_every_day(
    rules: list[ServiceRule], text: str, day: date
) -> None:
    dialect = Dialect.named("quartz").replace(name="mine", service_rules=tuple(rules))
    parsed = parse(text, dialect)
    matcher = compile_nodes(parsed)
    broken = broken_rules(parsed, matcher, dialect, (day.year, day.month, day.day))
    refused = any(found.severity == "error" for found in broken)
    assert refused == is_forbidden(matcher, dialect)
    assert quartzcron.is_valid(text, dialect) == (not refused)
