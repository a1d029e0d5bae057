"""The laws of schedules in words: they run when their words say, and are spelled as they are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import words_oracle
from hypothesis import given, settings
from hypothesis import strategies as st

import quartzcron
from quartzcron import CronExpression, CronTranslationError, Dialect
from quartzcron.compiling.compiler import read
from quartzcron.compiling.reader import read_plain

GOOGLE = "google-cloud-scheduler"

#: The days on which spans begin: among them those of leap years and of years without one.
STARTS = st.builds(lambda days: datetime(1990, 1, 1) + timedelta(days), st.integers(0, 50_000))

#: A thousand texts in the two laws against the words themselves, in the quick profile too.
MANY = max(settings().max_examples, 500)


@settings(max_examples=MANY)
@given(words_oracle.dates(), STARTS)
def test_dates_in_words_run_when_the_words_say(text: str, start: datetime) -> None:
    end = start + timedelta(500)
    expression = CronExpression(text, GOOGLE)
    assert list(expression.fire_times(start, end)) == words_oracle.runs(text, start, end)


@settings(max_examples=MANY)
@given(words_oracle.intervals(), STARTS)
def test_an_interval_of_the_clock_is_exact_or_the_texts_for_it_are(
    text: str, start: datetime
) -> None:
    end = start + timedelta(3)
    wanted = words_oracle.runs(text, start, end)
    problems = quartzcron.validate(text, GOOGLE)
    if not problems:
        assert list(CronExpression(text, GOOGLE).fire_times(start, end)) == wanted
        return
    [problem] = problems
    assert problem.code == "not-a-calendar-schedule"
    minutes = {(run.hour, run.minute) for run in wanted}
    hours, marks = {hour for hour, _ in minutes}, {minute for _, minute in minutes}
    assert len(minutes) < len(hours) * len(marks)
    if "together" in str(problem.hint):
        texts = str(problem.hint).split("`")[1::2]
        parts = [CronExpression(each, GOOGLE).fire_times(start, end) for each in texts]
        assert sorted({run for part in parts for run in part}) == wanted


@given(words_oracle.dates() | words_oracle.intervals(), STARTS)
def test_all_ways_of_reading_agree(text: str, start: datetime) -> None:
    is_valid = quartzcron.is_valid(text, GOOGLE)
    assert is_valid is not bool(quartzcron.validate(text, GOOGLE))
    # The reader of plain texts leaves words alone.
    assert read_plain(text, Dialect.named(GOOGLE)) is None
    assert (quartzcron.corrected(text, GOOGLE) == text) is is_valid
    if is_valid:
        expression = CronExpression(text, GOOGLE)
        assert eval(repr(expression)) == expression
        assert str(expression) == text
        assert expression.explain(start).fires is expression.matches(start)


@given(words_oracle.dates())
def test_what_is_written_in_words_is_read_as_it_was(text: str) -> None:
    expression = CronExpression(text, GOOGLE)
    fields = expression.to("quartzcron")
    assert fields.equivalent(expression)
    assert fields.to(GOOGLE).equivalent(expression)
    short = expression.normalized()
    assert short == expression
    assert len(short.text) <= len(text)
    assert short.normalized().text == short.text


@given(words_oracle.dates())
def test_words_of_one_are_corrected_for_others(text: str) -> None:
    expression = CronExpression(text, GOOGLE)
    for name in ("unix", "quartz", "quartzcron"):
        corrected = quartzcron.corrected(text, name)
        if corrected is not None:
            assert CronExpression(corrected, name).equivalent(expression)
            continue
        try:
            expression.to(name)
        except CronTranslationError:
            continue
        raise AssertionError(f"{text!r} has a text in {name}")


@given(words_oracle.dates() | words_oracle.intervals(), st.data())
def test_no_beginning_and_no_change_of_a_character_raises_or_contradicts(
    text: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("aehmnorsty019:,- X\u00e9\u0661\n"))
    for broken in (
        text[:place],
        text[:place] + other + text[place + 1 :],
        text[:place] + text[place + 1 :],
    ):
        problems = quartzcron.validate(broken, GOOGLE)
        assert bool(problems) is (read(broken, Dialect.named(GOOGLE))[0] is None)
        assert all(0 <= start <= end <= len(broken) for start, end in (p.span for p in problems))
        corrected = quartzcron.corrected(broken, GOOGLE)
        assert corrected is None or quartzcron.is_valid(corrected, GOOGLE)
        for problem in problems:
            for each in (problem.hint or "").split("`")[1::2]:
                assert quartzcron.is_valid(each, GOOGLE)


#: Every kind of word that the grammar looks for, and some that it does not know.
WORDS = [
    "every",
    "1st",
    "fifth",
    "9th",
    "22th",
    "1",
    "31",
    "32",
    "day",
    "mon",
    "tuesday",
    "mondy",
    ",",
    "of",
    "month",
    "jan",
    "quarter",
    "3rd",
    "9:00",
    "24:00",
    "5",
    "0",
    "1441",
    "minutes",
    "hours",
    "minute",
    "from",
    "to",
    "synchronized",
    "on",
    "at",
]


@settings(max_examples=MANY)
@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from(["", "EVERY "]))
def test_words_in_any_order_are_read_or_pointed_at(words: list[str], before: str) -> None:
    text = before + " ".join(words)
    problems = quartzcron.validate(text, GOOGLE)
    assert bool(problems) is not quartzcron.is_valid(text, GOOGLE)
    for problem in problems:
        start, end = problem.span
        assert 0 <= start <= end <= len(text)


#: What people do to a text in words; none of it changes what is meant.
SLIPS: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.title,
    lambda text: text.replace("every day", "everyday"),
    lambda text: " at ".join(text.rsplit(" ", 1)),
    lambda text: text.replace(",", " and ", 1),
    lambda text: text.replace("monday", "mondays").replace("tuesday", "tusday"),
    lambda text: text.replace("quarter", "quater").replace("september", "sept"),
    lambda text: text.replace(" of month", " of the month").replace("day", "dya", 1),
    lambda text: f"'{text}'",
    lambda text: f"{text}:00",
)


@given(words_oracle.dates(), st.sampled_from(SLIPS))
def test_a_slip_is_put_right_or_left(text: str, slip: Callable[[str], str]) -> None:
    corrected = quartzcron.corrected(slip(text), GOOGLE)
    meant = CronExpression(text, GOOGLE)
    assert corrected is None or CronExpression(corrected, GOOGLE).equivalent(meant)
