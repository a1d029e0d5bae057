"""The laws of reading: what is described is read back as the same, in every language."""

from __future__ import annotations

import random

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from valid_texts import valid_text

import quartzcron
from quartzcron import CronExpression, Dialect, FireSet, WordsError
from quartzcron.calendar.matcher import ALL_YEARS, Matcher
from quartzcron.calendar.months import LANE, SHAPES, fire_years
from quartzcron.words.grammar import Parsing
from quartzcron.words.languages import spoken
from quartzcron.words.read import READ
from quartzcron.words.read_english import rewritten
from quartzcron.words.read_names import grammar_of
from quartzcron.words.read_sets import matchers
from quartzcron.words.sentence_words import sentence_words
from quartzcron.words.sentences import sentence
from quartzcron.words.speaking import Voice


def _random(seed: int) -> CronExpression:
    draw = random.Random(seed)
    dialect = draw.choice(Dialect.names())
    expression = CronExpression(text := valid_text(dialect, draw), dialect)
    return CronExpression(text, dialect, seed="7") if expression.needs_seed else expression


def _check(expression: CronExpression, locale: str, hour12: bool) -> None:
    words = expression.describe(locale, hour12=hour12)
    found = quartzcron.read(words, locale, expression.dialect)
    if isinstance(found, CronExpression):
        assert found.equivalent(expression), words
    else:
        assert found.first_difference(expression) is None, words


@given(strategies.any_texts(), st.sampled_from(["en", "en_US", "ko", "zh"]), st.booleans())
def test_what_is_described_is_read_as_the_same(
    pair: tuple[str, str], locale: str, hour12: bool
) -> None:
    _check(CronExpression(*pair), locale, hour12)


@pytest.mark.parametrize("locale", READ)
def test_every_language_is_read_by_its_own_frames(locale: str) -> None:
    for seed in range(40):
        _check(_random(seed), locale, bool(seed % 2))


@pytest.mark.parametrize("seed", range(20))
def test_days_that_no_rule_names_are_read_too(seed: int) -> None:
    draw = random.Random(seed)
    masks = [draw.randrange(1 << length + 1) & -2 for _, length in SHAPES]
    days = sum(mask << place * LANE for place, mask in enumerate(masks))
    months = draw.choice([1 << 2, 1 << 6, 1 << 7 | 1 << 8])
    matcher = Matcher(1, 1, 1 << 9, days, months, fire_years(days, months, ALL_YEARS))
    words = sentence_words(Voice(spoken("en")[0], "normal", False, 0), sentence(matcher))
    parsing = Parsing(grammar_of("en"), rewritten(words.lower(), [*range(len(words))])[0])
    (parts,) = parsing.whole("SENTENCE")
    (found,) = matchers(parts)
    assert found.meaning() == matcher.meaning()


def _read_or_refused(text: str, locale: str) -> CronExpression | FireSet | WordsError:
    try:
        return quartzcron.read(text, locale)
    except WordsError as error:
        return error


WORDS = [
    "every", "other", "day", "Monday", "mondays", "weekdays", "15", "1st", "second", "minutes",
    "at", "9:00", "9am", "noon", "from", "to", "between", "and", "also", "of", "the", "month",
    "in", "June", "2027", "last", "except", ",", "(", ")", ";", "but", "not", "past", "hour",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_what_is_read_is_shown_by_its_own_description(words: list[str]) -> None:
    text = " ".join(words)
    found = _read_or_refused(text, "en")
    if isinstance(found, WordsError):
        start, end = found.span
        assert 0 <= start <= end <= len(text)
        assert str(found)
    else:
        again = quartzcron.read(found.describe())
        assert again.first_difference(found) is None


@given(st.text() | st.text("every day at 9:00,-()\x00\ud800\u0661\u212a "))
def test_any_text_is_read_or_refused(text: str) -> None:
    for locale in ("en", "ko"):
        assert str(_read_or_refused(text, locale))
