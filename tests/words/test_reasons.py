"""Explanations in other languages: every reason is recognised, said whole, and drawn."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from quartzcron import CronExpression, Explanation, Schedule
from quartzcron.ground.messages import REASONS
from quartzcron.words.messages import wording_of
from quartzcron.words.reasons import reason_in_words

TEXTS = [
    "0 9 * * FRI",
    "0 0 9-12 ? * 6#3",
    "0 9 L-3,15W * *",
    "0 0 0 31W 2 ?",
    "*/7 9 1-10 JAN-MAR MON-FRI",
    "0 0 13 * FRI",
    "0 0 13 * +FRI",
    "0 0 * * FRI#5",
    "0 0 * * FRIL",
    "0 0 LW * *",
    "0 9 1,3,5,7,9,11,13,15,17,19,L * *",
    "0 0 L-1,L-2,L-3,L-4,L-5 * *",
]

NIGHT = Schedule(
    "30 2 * * *",
    tz="America/New_York",
    start=datetime(2026, 1, 1),
    end=datetime(2027, 1, 1),
    excluding=[
        date(2026, 3, 10),
        (date(2026, 5, 1), date(2026, 5, 3)),
        CronExpression("* * * * SUN"),
    ],
)

MOMENTS = [
    datetime(2026, 1, 15, 9),
    datetime(2026, 2, 3),
    datetime(2026, 3, 8, 2, 30),
    datetime(2026, 3, 10, 2, 30),
    datetime(2026, 5, 2, 2, 30),
    datetime(2026, 11, 1, 1, 30),
    datetime(2025, 1, 1),
    datetime(2028, 1, 1),
]


def explanations() -> list[Explanation]:
    subjects: list[CronExpression | Schedule] = [*map(CronExpression, TEXTS), NIGHT]
    return [each.explain(moment) for each in subjects for moment in MOMENTS]


@pytest.mark.parametrize("locale", ["ko", "zh"])
def test_an_explanation_is_drawn_in_the_language(locale: str) -> None:
    for each in explanations():
        said = each.in_words(locale)
        assert not re.search(r"[{}]", said)
        # Words of four small letters are none of a text, of a zone or of a policy.
        assert not re.search(r"(?<![/_\w])[a-z]{4,}", said), said
        assert said.count("\n") >= 6
        assert each.in_words("en") == str(each)


def test_the_words_of_a_reason() -> None:
    korean = wording_of("ko")
    assert korean is not None
    reason = "day of week is SAT; MON-FRI wants MON to FRI"
    assert reason_in_words(korean, reason) == (
        "요일 값은 토요일; MON-FRI 값은 월요일부터 금요일까지에 맞습니다"
    )
    with pytest.raises(ValueError, match="none of the library's in English"):
        reason_in_words(korean, "")


def test_every_reason_has_a_key_of_its_own() -> None:
    assert len(set(REASONS.values())) == len(REASONS)
