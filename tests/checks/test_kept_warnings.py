"""Warnings that are kept: how much is read, and for how long they stand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

import quartzcron
from quartzcron import Dialect, ProblemCode, clear_caches
from quartzcron.checks import warnings
from quartzcron.clock import moments
from quartzcron.errors import LONGEST_TEXT
from quartzcron.ground.caches import LONGEST_KEPT
from quartzcron.language.text import parse

TEXTS = ["* 9 * * *", "0 9 * * 1-5", "0 9 31 * *", "0 9 * * *", "0 9 30 2 *", "wrong"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("dialect", [None, "unix", "langgraph", "github-actions"])
def test_a_text_is_looked_at_once(
    text: str, dialect: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear_caches()
    asked = []

    def noted(text: str, dialect: Dialect) -> object:
        asked.append(text)
        return parse(text, dialect)

    monkeypatch.setattr(warnings, "parse", noted)
    after = datetime(2026, 1, 1)
    first = quartzcron.lint(text, dialect)
    zoned = quartzcron.lint(text, dialect, tz="America/New_York", after=after)
    assert quartzcron.lint(text, dialect) == first
    assert quartzcron.lint(text, dialect, tz="America/New_York", after=after) == zoned
    assert asked == [text]
    # What was given out is the asker's own.
    quartzcron.lint(text, dialect).clear()
    assert quartzcron.lint(text, dialect) == first
    clear_caches()


@given(
    strategies.any_texts(),
    st.sampled_from([None, "Europe/Berlin"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.booleans(),
)
def test_what_is_kept_is_what_would_be_said_anew(
    case: tuple[str, str], zone: str | None, after: datetime, wanted: bool
) -> None:
    text, dialect = case
    select: list[ProblemCode] = ["numeric-weekday"] if wanted else []
    # Of other moments, zones and codes: none of it is said where it was not asked for.
    quartzcron.lint(text, dialect, select=() if wanted else ["numeric-weekday"])
    quartzcron.lint(text, dialect, tz="America/New_York", after=datetime(2025, 1, 1))
    kept = quartzcron.lint(text, dialect, tz=zone, after=after, select=select)
    clear_caches()
    assert quartzcron.lint(text, dialect, tz=zone, after=after, select=select) == kept


def test_years_are_past_from_a_moment_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(year: int) -> list[str]:
        monkeypatch.setattr(moments, "now", lambda: datetime(year, 6, 1, tzinfo=UTC))
        return [found.code for found in quartzcron.lint("0 0 9 ? * MON 2026", "quartz")]

    assert [said(2026), said(2027), said(2026)] == [[], ["past-years"], []]


def test_the_fire_times_of_a_broken_rule_stand_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(day: int) -> object:
        monkeypatch.setattr(moments, "now", lambda: datetime(2026, 3, day, tzinfo=UTC))
        found = quartzcron.lint("*/2 * * * *", "github-actions")
        return next(each.values["first"] for each in found if each.code == "too-often")

    assert [shown(15), shown(16)] == ["2026-03-15 00:00", "2026-03-16 00:00"]


def test_what_is_long_is_not_kept() -> None:
    clear_caches()
    short = quartzcron.lint("* 9 * * *")
    assert quartzcron.lint("* 9 * * *".ljust(LONGEST_KEPT + 1)) == short != []
    assert quartzcron.lint("* 9 * * *".ljust(LONGEST_TEXT + 1)) == []
    assert warnings._standing.cache_info().currsize == 1
