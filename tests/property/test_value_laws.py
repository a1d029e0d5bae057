"""The laws of an expression as a value: text, repr, pickle, copy, ==, hash, equivalent."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

import oracle
import strategies
from hypothesis import given
from hypothesis import strategies as st

import quartzcron
from quartzcron import CronExpression

TextAndDialect = tuple[str, str]

HORIZON = date(1970, 1, 1), date(2199, 12, 31)

# Every kind of year, seven beginnings with and without a 29 February, comes once
# in 28 years: enough for a text that does not name years.
EVERY_KIND_OF_YEAR = date(1996, 1, 1), date(2023, 12, 31)


@given(strategies.any_texts())
def test_the_text_is_kept(case: TextAndDialect) -> None:
    """str gives back what was written, and reading it again gives an equal value."""
    text, dialect = case
    expression = CronExpression(text, dialect)
    assert str(expression) == expression.text == text
    again = CronExpression(str(expression), expression.dialect)
    assert again == expression
    assert hash(again) == hash(expression)


@given(strategies.any_texts())
def test_repr_can_be_evaluated(case: TextAndDialect) -> None:
    """The repr is a Python expression for an equal value with the same text."""
    expression = CronExpression(*case)
    namespace = {"CronExpression": CronExpression, "quartzcron": quartzcron}
    again = eval(repr(expression), namespace)
    assert again == expression
    assert (again.text, again.dialect) == (expression.text, expression.dialect)


@given(strategies.any_texts(), st.integers(0, pickle.HIGHEST_PROTOCOL), strategies.moments())
def test_pickle_and_copy(case: TextAndDialect, protocol: int, moment: datetime) -> None:
    """A pickle or a copy is equal, has the same text, and fires at the same times."""
    expression = CronExpression(*case)
    for again in (
        pickle.loads(pickle.dumps(expression, protocol)),
        copy.copy(expression),
        copy.deepcopy(expression),
    ):
        assert type(again) is CronExpression
        assert again == expression
        assert hash(again) == hash(expression)
        assert (again.text, again.dialect) == (expression.text, expression.dialect)
        assert again.next_fire_time(moment) == expression.next_fire_time(moment)


@given(strategies.spelling_pairs(), strategies.ordinary_moments())
def test_spelling_does_not_matter(case: tuple[str, str, str], moment: datetime) -> None:
    """Lists, ranges, names and numbers for the same values make equal expressions."""
    one, other = (CronExpression(text, case[2]) for text in case[:2])
    assert one == other
    assert (one != other) is False
    assert hash(one) == hash(other)
    assert one.equivalent(other)
    assert list(one.fire_times(moment, limit=3)) == list(other.fire_times(moment, limit=3))


@given(strategies.any_texts(), strategies.any_texts())
def test_equal_expressions_have_equal_hashes(one: TextAndDialect, other: TextAndDialect) -> None:
    """Equality is symmetric, agrees with hash, and implies equivalence."""
    left, right = CronExpression(*one), CronExpression(*other)
    assert (left == right) is (right == left)
    assert left.equivalent(right) is right.equivalent(left)
    if left == right:
        assert hash(left) == hash(right)
        assert left.equivalent(right)


@given(st.sampled_from(strategies.DIALECTS), st.data())
def test_equality_is_the_same_set_of_wall_times(dialect: str, data: st.DataObject) -> None:
    """Within one dialect equivalent means: the same days and times, found by listing them."""
    one, other = (data.draw(near_misses(dialect)) for _ in range(2))
    left, right = CronExpression(one, dialect), CronExpression(other, dialect)
    assert left.equivalent(right) is same_wall_times((one, dialect), (other, dialect))


@st.composite
def near_misses(draw: st.DrawFn, dialect: str) -> str:
    """Draw a text from a small family in which several mean the same."""
    fields = draw(st.sampled_from(["29", "30", "28-29", "1-31", "*"]))
    months = draw(st.sampled_from(["2", "FEB", "2,4", "FEB,APR", "1-12", "*"]))
    if dialect in (*strategies.FIVE_FIELDS, *strategies.CRONITER_LIKE):
        return f"0 0 {fields} {months} *"
    years = draw(st.sampled_from(["", " *", " 2023-2024", " 2024", " 2025-2027", " 2098,2099"]))
    return f"0 0 0 {fields} {months} ?{years}"


@lru_cache(maxsize=512)
def all_days(case: TextAndDialect, span: tuple[date, date]) -> list[date]:
    """Return every fire day of a text within a span."""
    return list(oracle.days(*case, *span))


def same_wall_times(
    one: TextAndDialect, other: TextAndDialect, span: tuple[date, date] = HORIZON
) -> bool:
    """Tell by going through a span of days whether two texts fire at the same times."""
    days = [all_days(case, span) for case in (one, other)]
    if not any(days):
        return True
    left, right = (oracle.read(*case) for case in (one, other))
    clocks = (left.hours, left.minutes, left.seconds), (right.hours, right.minutes, right.seconds)
    return days[0] == days[1] and clocks[0] == clocks[1]


@given(strategies.translation_pairs())
def test_equivalent_across_dialects(pair: tuple[TextAndDialect, TextAndDialect]) -> None:
    """Two dialects' texts are equivalent exactly when their wall times are the same."""
    one, other = pair
    wanted = same_wall_times(one, other, EVERY_KIND_OF_YEAR)
    left, right = CronExpression(*one), CronExpression(*other)
    assert left.equivalent(right) is wanted
    assert right.equivalent(left) is wanted


@given(strategies.any_texts(), strategies.any_texts(), st.data())
def test_equivalent_never_lies(
    one: TextAndDialect, other: TextAndDialect, data: st.DataObject
) -> None:
    """What is called equivalent fires at the same times after any moment."""
    moment = data.draw(strategies.moments())
    if CronExpression(*one).equivalent(CronExpression(*other)):
        following = [oracle.next_fires(*case, moment, 3) for case in (one, other)]
        assert following[0] == following[1]


@st.composite
def rare_texts(draw: st.DrawFn) -> str:
    """Draw a Quartz text that fires seldom or not at all."""
    day_of_month = st.sampled_from(["29", "30", "31", "30,31", "29W", "30W", "31W", "L-28", "L-29",
                                    "L-30", "L-29W", "L-30W", "28-29"])  # fmt: skip
    months = draw(st.sampled_from(["2", "4", "2,4,6,9,11", "FEB-MAR", "4,6", "1", "*"]))
    first = draw(st.integers(1970, 2199))
    last = min(first + draw(st.integers(0, 6)), 2199)
    year = draw(st.sampled_from(["*", f"{first}-{last}", f"{first}", "2100", "2097-2103", "*/100"]))
    if draw(st.booleans()):
        return f"0 0 0 {draw(day_of_month)} {months} ? {year}"
    return f"0 0 0 ? {months} {draw(st.integers(1, 7))}#5 {year}"


@given(st.one_of(rare_texts().map(lambda text: (text, "quartz")), strategies.any_texts()))
def test_never_fires_is_exact(case: TextAndDialect) -> None:
    """never_fires agrees with going through every day of the horizon."""
    expression = CronExpression(*case)
    wanted = oracle.never_fires(*case)
    assert expression.never_fires is wanted
    first = expression.next_fire_time(datetime.min)
    assert (first is None) is wanted
    assert (expression.previous_fire_time(datetime.max) is None) is wanted
    assert list(islice(expression.fire_times(datetime.min), 1)) == ([] if wanted else [first])


@given(rare_texts(), rare_texts())
def test_all_that_never_fire_are_equal(one: str, other: str) -> None:
    """Two expressions without any fire time are one value."""
    left, right = CronExpression(one, "quartz"), CronExpression(other, "quartz")
    assert (left == right) is same_wall_times((one, "quartz"), (other, "quartz"))
    if left == right:
        assert hash(left) == hash(right)
