"""The laws of descriptions: one text for each meaning, and each is read back as what it is of.

The reader (`tests/description_reader.py`) shares no code with the library.
"""

from __future__ import annotations

import os
import random
from calendar import isleap
from datetime import date, timedelta

import description_laws
import description_reader as reader
import strategies
from hypothesis import example, given
from hypothesis import strategies as st
from valid_texts import valid_text

from quartzcron import CronExpression, Dialect
from quartzcron.calendar.matcher import ALL_YEARS, Matcher
from quartzcron.calendar.months import LANE, SHAPES, YEAR_SHAPES, day_masks, fire_years
from quartzcron.words.languages import codes, spoken
from quartzcron.words.phrases import Sentence
from quartzcron.words.sentence_words import sentence_words
from quartzcron.words.sentences import sentence
from quartzcron.words.speaking import Voice

#: One year of each of the 14 kinds, the first and the last one, and those around a leap year left out.
YEARS = (1970, 1971, 1972, 1984, 1999, 2000, 2024, 2026, 2027, 2028, 2032, 2036, 2100, 2198, 2199)

COUNT = 20_000 if os.environ.get("QUARTZCRON_THOROUGH") == "1" else 250


def words_of_tree(tree: Sentence) -> str:
    """Return a tree in English."""
    said = sentence_words(Voice(spoken("en")[0], "normal", False, 0), tree)
    return said[0].upper() + said[1:]


def _dates_of(matcher: Matcher, year: int) -> set[tuple[int, int]]:
    """Return the days of a year on which it fires, from its masks."""
    if not matcher.years >> year & 1:
        return set()
    masks = day_masks(matcher.days)
    return {
        (month, day)
        for month in range(1, 13)
        for day in range(1, 32)
        if matcher.months >> month & 1 and masks[YEAR_SHAPES[year - 1970][month]] >> day & 1
    }


def _times(expression: CronExpression) -> set[int]:
    matcher = expression._matcher
    return {
        hour * 3600 + minute * 60 + second
        for hour in range(24)
        for minute in range(60)
        for second in range(60)
        if matcher.hours >> hour & matcher.minutes >> minute & matcher.seconds >> second & 1
    }


def _check_read_back(expression: CronExpression) -> None:
    read = reader.read(expression.describe())
    matcher = expression._matcher
    if matcher.never_fires:
        assert not read.times
        return
    assert read.times == _times(expression)
    first, last = (matcher.years & -matcher.years).bit_length() - 1, matcher.years.bit_length() - 1
    for year in {*random.Random(expression.text).sample(YEARS, 3), first, last}:
        days = (date(year, 1, 1) + timedelta(n) for n in range(365 + isleap(year)))
        assert {(day.month, day.day) for day in days if read.runs_on(day)} == _dates_of(
            matcher, year
        )


def _random(seed: int) -> CronExpression:
    """Return an expression of any dialect and construct."""
    draw = random.Random(seed)
    dialect = draw.choice(Dialect.names())
    expression = CronExpression(text := valid_text(dialect, draw), dialect)
    return CronExpression(text, dialect, seed="7") if expression.needs_seed else expression


@given(strategies.any_texts())
@example(("0 0 15,LW * MON#1", "quartzcron"))
def test_what_is_described_can_be_read_back(pair: tuple[str, str]) -> None:
    text, dialect = pair
    _check_read_back(CronExpression(text, dialect))


DAYS_OF_MONTH = ("13", "24-28", "*/2", "*/3", "L", "L-3", "LW", "L-3W", "15W", "31W", "1W", "29")
DAYS_OF_WEEK = ("MON", "FRI", "MON-FRI", "SUN", "FRIL", "TUEL", "WED#1", "THU#5", "SAT#4", "*/2")


@given(
    st.lists(st.sampled_from(DAYS_OF_MONTH), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(DAYS_OF_WEEK), min_size=1, max_size=3, unique=True),
    st.sampled_from(["*", "2", "4,6", "11-1"]),
    st.sampled_from(["", "+"]),
)
def test_days_of_both_fields_are_said_by_rules(
    days: list[str], weekdays: list[str], months: str, plus: str
) -> None:
    text = f"0 9 {','.join(days)} {months} {plus}{','.join(weekdays)}"
    expression = CronExpression(text)
    assert "months of" not in expression.describe()
    _check_read_back(expression)


@given(st.integers(min_value=0, max_value=2**32 - 1), st.sampled_from([1 << 2, (1 << 13) - 2]))
@example(3, 1 << 6)
@example(5, 1 << 6 | 1 << 9)
def test_days_that_no_rule_names_are_said_all_the_same(seed: int, months: int) -> None:
    draw = random.Random(seed)
    masks = [draw.randrange(1 << length + 1) & -2 for _, length in SHAPES]
    days = sum(mask << place * LANE for place, mask in enumerate(masks))
    matcher = Matcher(1, 1, 1 << 9, days, months, fire_years(days, months, ALL_YEARS))
    said = words_of_tree(sentence(matcher))
    read = reader.read(said)
    assert read.times == {9 * 3600}
    each = draw.choice(YEARS)
    found = (date(each, 1, 1) + timedelta(n) for n in range(365 + isleap(each)))
    assert {(day.month, day.day) for day in found if read.runs_on(day)} == _dates_of(matcher, each)


def test_a_description_of_each_dialect_is_read_back_and_of_one_meaning() -> None:
    meanings: dict[str, object] = {}
    texts: dict[object, str] = {}
    lengths = []
    for seed in range(COUNT):
        expression = _random(seed)
        described, meaning = expression.describe(), expression._matcher.meaning()
        lengths.append(len(described))
        assert meanings.setdefault(described, meaning) == meaning, described
        assert texts.setdefault(meaning, described) == described
        _check_read_back(expression)
    # 124 of all of many; these few are longer.
    assert sorted(lengths)[len(lengths) * 95 // 100] <= 145


def test_all_languages_keep_the_laws_together() -> None:
    """A sample of what `python -m tests.description_laws` holds over many."""
    laws = description_laws.Laws()
    for seed in range(20):
        laws.hold(description_laws.drawn(seed), reads=seed % 4 == 0)
    assert laws.broken == []
    assert set(laws.lengths) == set(codes())
