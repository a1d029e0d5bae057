"""The corners of the corrections: what hardly anybody types, each with what becomes of it."""

from __future__ import annotations

import pytest

import quartzcron
from quartzcron import Dialect
from quartzcron.corrections import suggestions
from quartzcron.corrections.cleaning import cleaned
from quartzcron.corrections.hints import _in_place
from quartzcron.corrections.outside import clock_time
from quartzcron.corrections.repairs import repaired
from quartzcron.dialects import DEFAULT, ServiceRule
from quartzcron.errors import Problem, draw, problem

#: Dialect, text, the correction or None.
TYPED = [
    # brackets around it, and within it
    (None, "(0 9 * * *)", "0 9 * * *"),
    ("eventbridge", "( cron(0 9 ? * MON *) )", "cron(0 9 ? * MON *)"),
    (None, "[0 9 * * [1-5]]", "0 9 * * 1-5"),
    (None, "[0-5] 9 * * [1-5]", "0-5 9 * * 1-5"),
    # words that are near another one and are not it
    (None, "@nightly", None),
    (None, "biweekly", None),
    # steps that go round: with a larger field that is set nobody knows what was meant
    (None, "*/120 */2 * * *", None),
    (None, "*/180 * * * *", "0 */3 * * *"),
    (None, "*/1440 * * * *", None),
    ("quartz", "*/60 * * * * ?", "0 * * * * ?"),
    ("apscheduler", "0 0 1 */12 *", "0 0 1 1 *"),
    (None, "0 */24 * * *", "0 0 * * *"),
    # a shortcut with something around it
    ("airflow", "cron(@quarterly)", "@quarterly"),
    ("cronos", "'@every_second';", "@every_second"),
    # six fields that could be Nomad's own but for a number, and are Quartz's by their ? and names
    ("nomad", "16 */48 17-23/2,23 * * *", None),
    ("nomad", "0 30 25 * * *", None),
    ("nomad", "0 30 9 ? * MON-FRI", "30 9 * * MON-FRI"),
    # a list that ends in a comma
    (None, "0 9 * * 1,3,", "0 9 * * 1,3"),
    (None, "0 9 1, * *", None),
]


@pytest.mark.parametrize(("dialect", "text", "meant"), TYPED)
def test_what_becomes_of_it(dialect: str | None, text: str, meant: str | None) -> None:
    assert quartzcron.corrected(text, dialect) == meant


#: Dialect, text, a hint that is given.
HINTED = [
    (None, "0 24/2 * * *", None),
    (None, "*/16 * * * *", None),
    ("quartz", "0 0 9 1 */13 ?", None),
    ("quartz", "0 0/90 * * * ?", "for that interval, use"),
    (None, "at 13pm", "the parts are"),
    (None, "every 16 minutes", "the nearest are `*/15 * * * *` and `*/20 * * * *`"),
    (None, "every 0 minutes", "the parts are"),
    ("adobe", "every 30 seconds", None),
    ("quartz", "0 9 13 * 5", "use `0 0 9 13 * ?` and `0 0 9 ? * FRI` together"),
    ("adobe", "0,5 9 13 * 5", "the parts are"),
    ("quartz", "0 0 9 8-14 * SAT", "for days that match both, `0 0 9 ? * SAT#2`"),
    ("quartz", "0 0 9 9-15 * SAT", "together"),
    ("quartz", "0 0 9 8-14 * SAT,SUN", "together"),
]


def test_times_of_day() -> None:
    assert [clock_time(text) for text in ("13pm", "12am", "12 pm", "24:00", "9:60", "9")] == [
        None,
        (0, 0),
        (12, 0),
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(("dialect", "text", "hint"), HINTED)
def test_what_is_suggested(dialect: str | None, text: str, hint: str | None) -> None:
    hints = [found.hint or "" for found in quartzcron.validate(text, dialect)]
    if hint is None:
        assert not any("`" in said and "for that interval" in said for said in hints)
    else:
        assert any(hint in said for said in hints), hints


def test_intervals_that_no_text_says() -> None:
    assert suggestions.interval(0, DEFAULT) is None
    assert suggestions.interval(30, Dialect.named("adobe")) is None
    assert suggestions.interval(16 * 60, DEFAULT) == (
        "cron has no such interval; the nearest are `*/15 * * * *` and `*/20 * * * *`"
    )


def test_a_dialect_that_cannot_say_the_example() -> None:
    never = ServiceRule("too-often", "nobody", shortest_interval=10**10)
    strict = DEFAULT.replace(name="strict", service_rules=(never,))
    [found] = quartzcron.validate("0 9 * *", strict)
    assert found.hint is None


def test_parts_of_a_text_that_has_no_form() -> None:
    parts = suggestions._Parts("0 9", DEFAULT)
    late = problem("out-of-range", "hour", (2, 3), found="9", low=0, high=8)
    assert parts.with_changes(hour="1") is None
    assert parts.term_at(late) is None
    assert parts.with_terms(late, ["1"]) == []
    assert suggestions._either_or_both("0 9", late, DEFAULT) is None
    assert suggestions._near_names("0 9", late, DEFAULT) is None
    daily = late.replace(values={"first": "2026-01-01 00:00"})
    assert suggestions._one_run("@hourly", daily, DEFAULT) is None


def _found(start: int, end: int) -> Problem:
    return problem("out-of-range", "minute", (start, end), found="60", low=0, high=59)


def test_a_correction_that_is_more_than_its_problems_is_put_whole() -> None:
    # Another number of words; a problem where nothing changes; two problems in one place; one
    # beside all words; a text that is not right.
    for text, found, corrected in (
        ("60 * * * *", [_found(0, 2)], "0 0 * * * ?"),
        ("60 9 * * *", [_found(0, 2), _found(3, 4)], "0 9 * * *"),
        ("60,61 9 * * *", [_found(0, 2), _found(0, 2)], "0,1 9 * * *"),
        ("60,61 9 * * *", [_found(0, 2), _found(3, 5)], "0,61 9 * * *"),
        ("60,61 9 * * *", [_found(0, 2), _found(3, 5)], "0 9 * * *"),
        ("60 9 * * *", [_found(0, 2), _found(2, 4)], "0 9 * * *"),
        ("60 9 * * *", [_found(0, 2)], "70 9 * * *"),
    ):
        assert _in_place(text, found, corrected, DEFAULT) is None


def test_places_are_those_of_the_text_as_it_was_given() -> None:
    clean = cleaned("\u200b0 9\u200b * * x")
    assert clean.text == "0 9 * * x"
    assert clean.span(8, 9) == (10, 11)
    assert clean.span(0, 0) == (1, 1)
    assert cleaned("\u200b").span(0, 0) == (0, 0)


def test_a_hint_takes_four_lines_at_the_most() -> None:
    long = Problem("out-of-range", "error", "hour", (0, 1), "no", "`x` " * 300)
    lines = draw("x", [long]).splitlines()
    assert len(lines) == 7
    assert lines[-1].endswith("...")


def test_a_number_before_or_behind_an_l_is_left_where_sunday_is_one() -> None:
    for term in ("L6", "6#L"):
        for dialect, meant in (("quartz", None), ("spring", "6L")):
            rules = Dialect.named(dialect).forms[0].rules("day_of_week")
            assert rules is not None
            assert repaired(term, rules) == meant
