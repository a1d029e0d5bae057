"""What is looked at when a text is read by all dialects, and what is kept of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from quartzcron import Dialect, clear_caches, detect, detection
from quartzcron.calendar.matcher import Matcher
from quartzcron.compiling.compiler import matcher_of
from quartzcron.errors import LONGEST_TEXT
from quartzcron.ground.caches import LONGEST_KEPT


def test_a_text_is_detected_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clear_caches()
    asked: list[Dialect] = []
    meanings: list[Matcher] = []
    meaning = Matcher.meaning

    def noted(text: str, dialect: Dialect) -> Matcher | None:
        asked.append(dialect)
        return matcher_of(text, dialect)

    def noted_meaning(matcher: Matcher) -> tuple[object, ...]:
        meanings.append(matcher)
        return meaning(matcher)

    monkeypatch.setattr(detection, "matcher_of", noted)
    monkeypatch.setattr(Matcher, "meaning", noted_meaning)
    first = detect("0 9 * * 1", after=datetime(2026, 1, 1))
    assert len(asked) == len(Dialect.names())
    # For each reading once, and twice where its words are read back: not for each dialect.
    assert len(first.readings) == 3
    assert len(meanings) == 3 * len(first.readings)
    assert detect("0 9 * * 1", after=datetime(2026, 1, 1)) is first
    assert len(asked) == len(Dialect.names())
    # Neither another moment, nor another seed, nor a text that is too long, is the same question.
    assert detect("0 9 * * 1", after=datetime(2027, 1, 1)) != first
    long = "0 9 * * 1".ljust(LONGEST_KEPT + 1)
    assert detect(long) == detect(long) is not detect(long)
    assert "quartzcron" in detect(long).readings[0].dialects
    assert detect(long.ljust(LONGEST_TEXT + 1)).refused == Dialect.names()
    clear_caches()
