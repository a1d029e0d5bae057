"""Days that fields do not say, written in words where the dialect has them."""

from __future__ import annotations

from datetime import datetime

import pytest

import quartzcron
from quartzcron import CronExpression, CronTranslationError

GOOGLE = "google-cloud-scheduler"

#: The text, its dialect, and what Google Cloud Scheduler is given.
WRITTEN = [
    ("0 9 * * MON#1", None, "1st monday of month 09:00"),
    ("0 0 12 ? * 2#1", "quartz", "1st monday of month 12:00"),
    ("5 0 * * 5#3", "croniter", "3rd friday of month 00:05"),
    ("0 9 * JAN,APR MON#1,MON#3", None, "1st,3rd monday of jan,apr 09:00"),
    ("0 9 * DEC MON#2,TUE#2", None, "2nd mon,tue of december 09:00"),
    ("0 9 * * SUN#5", None, "5th sunday of month 09:00"),
    ("0 9 * 2 SUN#5", None, "5th sunday of february 09:00"),
    # Both day fields must match.
    ("0 9 8-14 * +TUE", None, "2nd tuesday of month 09:00"),
    # Fields say it, so fields it is.
    ("0 9 * * MON", None, "0 9 * * MON"),
    ("0 9 * * MON#1,MON#2,MON#3,MON#4,MON#5", None, "0 9 * * MON"),
    ("0 9 1 1-6 *", None, "0 9 1 1-6 *"),
]


@pytest.mark.parametrize(("text", "dialect", "wanted"), WRITTEN)
def test_what_fields_do_not_say_is_written_in_words(
    text: str, dialect: str | None, wanted: str
) -> None:
    expression = CronExpression(text, dialect)
    there = expression.to(GOOGLE)
    assert there.text == wanted
    assert there.equivalent(expression)
    assert there.to("quartzcron").equivalent(expression)


TOGETHER = [
    # One time a text, and weekdays of the same weeks.
    ("0 9,17 * * MON#1", ["1st monday of month 09:00", "1st monday of month 17:00"]),
    ("0 9 * * MON#1,FRI#3", ["1st monday of month 09:00", "3rd friday of month 09:00"]),
    (
        "0,30 9 * 1 MON#1,TUE#1,FRI#3",
        [
            "1st mon,tue of january 09:00",
            "1st mon,tue of january 09:30",
            "3rd friday of january 09:00",
            "3rd friday of january 09:30",
        ],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOGETHER)
def test_several_texts_in_words_mean_it_together(text: str, wanted: list[str]) -> None:
    expression = CronExpression(text)
    parts = expression.to_all(GOOGLE)
    assert [part.text for part in parts] == wanted
    start, end = datetime(2026, 1, 1), datetime(2030, 1, 1)
    runs = {run for part in parts for run in part.fire_times(start, end)}
    assert sorted(runs) == list(expression.fire_times(start, end))
    with pytest.raises(CronTranslationError) as caught:
        expression.to(GOOGLE)
    assert (list(caught.value.nearest), caught.value.exact) == (wanted, True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30 0 9 ? * MON#1", "has no seconds"),
        ("0 0 9 ? * MON#1 2030", "has no years"),
        ("0 9 * * MONL", "cannot say day of week MONL"),
        ("0 9 L * *", "cannot say day of month L"),
        ("0 9 15W * *", "cannot say day of month 15W"),
        # A week and a day of the month; too many times a day to list them.
        ("0 9 15 * MON#1", "cannot say days that are either 15 or MON#1"),
        ("*/5 * * * MON#1", "cannot say day of week MON#1"),
    ],
)
def test_what_words_do_not_say_either_is_refused(text: str, reason: str) -> None:
    with pytest.raises(CronTranslationError, match=reason):
        CronExpression(text).to(GOOGLE)


def test_never_is_written_in_fields() -> None:
    assert CronExpression("0 9 30 2 *").to(GOOGLE).text == "0 0 30 2 *"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("every day 09:00", "0 9 * * *"),
        ("first monday of month 09:00", "1st mon 9:00"),
        ("2nd,first mon,fri of january 09:05", "1st,2nd mon,fri of jan 9:05"),
        ("1st mon of jan,apr,jul,oct 9:00", "1st mon of quarter 9:00"),
        ("1st mon of 2nd month of quarter 9:00", "1st mon of feb,may,aug,nov 9:00"),
        (
            "1st mon of jan,apr,jul,oct,mar,jun,sep,dec 9:00",
            "1st mon of 1st,3rd month of quarter 9:00",
        ),
        ("every 2 hours synchronized", "0 */2 * * *"),
        ("every day 00:00", "@daily"),
    ],
)
def test_normalized_is_the_shortest_text(text: str, wanted: str) -> None:
    expression = CronExpression(text, GOOGLE)
    assert expression.normalized().text == wanted
    assert expression.normalized() == expression


@pytest.mark.parametrize("dialect", ["unix", "quartz", "eventbridge", "spring", "jenkins"])
def test_words_are_translated_to_fields(dialect: str) -> None:
    words = CronExpression("every mon,wed of jan 9:30", GOOGLE)
    assert words.to(dialect).equivalent(words)
    assert quartzcron.corrected(words.text, dialect) is not None
