"""The laws of reading: every str ends in a value or a CronExpressionError, and all ways agree."""

from __future__ import annotations

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

import quartzcron
from quartzcron import CronExpression, CronExpressionError, Dialect, Problem
from quartzcron.errors import draw

DIALECTS = st.sampled_from(Dialect.names())


def read(text: str, dialect: str | None) -> CronExpression | CronExpressionError:
    """Return the expression, or the error that the constructor raises."""
    try:
        return CronExpression(text, dialect)
    except CronExpressionError as error:
        return error


def check_all_ways(text: str, dialect: str | None) -> None:
    """Assert that is_valid, validate, lint and the constructor tell one story."""
    problems = quartzcron.validate(text, dialect)
    warnings = quartzcron.lint(text, dialect)
    outcome = read(text, dialect)
    assert quartzcron.is_valid(text, dialect) is not bool(problems)
    if isinstance(outcome, CronExpression):
        assert problems == []
        assert str(outcome) == text
        assert CronExpression(str(outcome), outcome.dialect) == outcome
    else:
        assert problems != []
        assert warnings == []
        assert outcome.text == text
        assert list(outcome.problems) == problems
        check_drawing(str(outcome))
    check_problems(text, problems, "error")
    check_problems(text, warnings, "warning")


def check_problems(text: str, problems: list[Problem], severity: str) -> None:
    """Assert that every problem is complete and points into the text."""
    for problem in problems:
        start, end = problem.span
        assert 0 <= start <= end <= len(text)
        assert problem.severity == severity
        assert problem.code
        assert problem.message
        check_drawing(draw(text, [problem]))


def check_drawing(drawing: str) -> None:
    """Assert that a drawing is safe for a terminal, a log and any encoding, and fits in."""
    assert drawing
    assert all(len(line) <= 120 for line in drawing.split("\n"))
    assert all(character.isprintable() or character == "\n" for character in drawing)
    drawing.encode("utf-8")


@given(strategies.any_texts())
def test_generated_texts_are_valid(case: tuple[str, str]) -> None:
    """What the grammar allows is accepted."""
    text, dialect = case
    assert quartzcron.validate(text, dialect) == []
    check_all_ways(text, dialect)


@given(strategies.any_texts(), st.data())
def test_nearly_valid_texts(case: tuple[str, str], data: st.DataObject) -> None:
    """A text with a few characters changed is either valid or refused, never a crash."""
    text, dialect = case
    check_all_ways(data.draw(strategies.mutations(st.just(text))), dialect)


@given(strategies.arbitrary_texts(), DIALECTS)
def test_any_text_at_all(text: str, dialect: str) -> None:
    """So is any str, with surrogates, NUL, escape codes and foreign digits."""
    check_all_ways(text, dialect)
    check_all_ways(text, None)


@given(strategies.any_texts(), DIALECTS)
def test_a_text_of_another_dialect(case: tuple[str, str], dialect: str) -> None:
    """A text put to a dialect it was not written for is read or refused."""
    check_all_ways(case[0], dialect)


@given(strategies.any_texts())
def test_the_dialect_may_be_given_in_any_spelling(case: tuple[str, str]) -> None:
    """A dialect's name is taken in any case and with underscores for hyphens."""
    text, dialect = case
    shouted = dialect.upper().replace("-", "_")
    assert CronExpression(text, shouted) == CronExpression(text, dialect)
    assert CronExpression(text, Dialect.named(dialect)) == CronExpression(text, dialect)


# --- texts that are nearly right -------------------------------------------

#: A right text of each of the newer dialects, with what is its own in it.
RIGHT = {
    "eventbridge": "cron(0/15 8-17 ? * MON-FRI 2026-2030)",
    "spring": "0 */15 8-17 L-3,15W * 7-2,5#3",
    "kubernetes": "?/15 8-17 1,? JAN-MAR 0-6/2",
    "github-actions": "*/15 8-17 1-7 JAN MON",
    "ocps": "0 0 12 L * 5#L,FRI#2 2026",
    "cronos": "0 23-5/3 L-3W ? FRI-MON",
    "azure": "0 0 8-17/2 1,15 Janu Fr",
    "jenkins": "H(0-29)/10 H 1,H * H",
    "celery": "0 22-2 1,15 january monday-fri",
    "apscheduler": "*/5 8-17 last,15 jan-mar 0-4",
    "croner": "0 0 12 L,15W * +FRI#L 2026",
    "cronie": "0 8-17 1-7 * FRI-SUN",
    "posix": "0,30 8-17 1,15 1-6 1-5",
    "snowflake": "0 9 L 4/3 5L",
    "databricks": "0/30 0 12 LW * ? 2026",
}


@given(st.sampled_from(sorted(RIGHT)), st.data())
def test_a_text_with_a_character_changed_is_read_or_refused(
    dialect: str, data: st.DataObject
) -> None:
    text = data.draw(strategies.mutations(st.just(RIGHT[dialect])))
    rules = Dialect.named(dialect)
    check_all_ways(text, dialect)
    if rules.seed is None:
        return
    seeded = rules.seeded("5")
    # A seed decides what a text means, never whether it is right, but for the lack of it.
    without = {problem.code for problem in quartzcron.validate(text, rules)}
    if quartzcron.is_valid(text, seeded):
        assert without <= {"seed-missing"}
    else:
        assert without - {"seed-missing"}


@pytest.mark.parametrize("dialect", sorted(RIGHT))
def test_these_texts_are_right(dialect: str) -> None:
    rules = Dialect.named(dialect)
    seeded = rules if rules.seed is None else rules.seeded("5")
    assert quartzcron.validate(RIGHT[dialect], seeded) == []
