"""The laws of translation: the same wall times, whoever reads them, or a reason.

The oracle shares no code with the library: it reads both texts by itself and
walks the calendar day by day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from itertools import product
from operator import or_

import oracle
import pytest
import strategies
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quartzcron import (
    CronExpression,
    CronExpressionError,
    CronTranslationError,
    Dialect,
    FireSet,
    detect,
)
from quartzcron.calendar.months import value_mask
from quartzcron.dialects import FieldRules
from quartzcron.language.terms import parse_field
from quartzcron.translation.spelling import spelled

NAMES = st.sampled_from(Dialect.names())
ORACLES = st.sampled_from(strategies.DIALECTS)
STARTS = st.datetimes(datetime(1970, 1, 1), datetime(2199, 10, 1))


def translation(expression: CronExpression, target: str) -> CronExpression:
    """Return a translation, or give the example up where there is none."""
    try:
        return expression.to(target)
    except CronTranslationError:
        assume(False)
        raise


def refusal(expression: CronExpression, target: str) -> CronTranslationError:
    """Return why there is no translation, or give the example up where there is one."""
    try:
        expression.to(target)
    except CronTranslationError as error:
        return error
    assume(False)
    raise AssertionError


def united(parts: tuple[CronExpression, ...]) -> CronExpression | FireSet:
    """Return the union of expressions."""
    return reduce(or_, parts)


@given(strategies.any_texts(), ORACLES, STARTS)
def test_both_texts_fire_alike_to_one_who_reads_them_by_himself(
    pair: tuple[str, str], target: str, start: datetime
) -> None:
    text, dialect = pair
    other = translation(CronExpression(text, dialect), target)
    end = start + timedelta(days=70)
    fires = list(oracle.fires(text, dialect, start, end, limit=40))
    assert list(oracle.fires(other.text, target, start, end, limit=40)) == fires


@given(strategies.any_texts(), NAMES)
def test_a_translation_is_a_text_of_its_dialect_with_the_same_meaning(
    pair: tuple[str, str], target: str
) -> None:
    expression = CronExpression(*pair)
    other = translation(expression, target)
    assert other.dialect is Dialect.named(target)
    assert CronExpression(str(other), target).equivalent(expression)


@given(strategies.any_texts(), NAMES, NAMES)
def test_by_a_third_dialect_it_comes_to_the_same_text(
    pair: tuple[str, str], first: str, second: str
) -> None:
    # Only the meaning goes into a translation, so it does not matter from where it comes; but
    # dialects that share a rule which goes by the text keep what that looks at.
    assume(len({pair[1], first, second}) == 3)
    expression = CronExpression(*pair)
    detour = translation(translation(expression, first), second)
    direct = translation(expression, second)
    assert detour.equivalent(direct)
    rules = {each.dialect.dst_policy for each in (expression, detour)}
    if len(rules) == 2 and Dialect.named(first).dst_policy not in rules:
        assert detour.text == direct.text


@given(strategies.any_texts(), NAMES)
def test_several_mean_the_same_together(pair: tuple[str, str], target: str) -> None:
    expression = CronExpression(*pair)
    try:
        parts = expression.to_all(target)
    except CronTranslationError:
        return
    assert expression.first_difference(united(parts)) is None


@given(strategies.any_texts(), NAMES, STARTS)
def test_what_is_nearest_fires_at_all_these_times(
    pair: tuple[str, str], target: str, start: datetime
) -> None:
    expression = CronExpression(*pair)
    error = refusal(expression, target)
    nearest = tuple(CronExpression(text, target) for text in error.nearest)
    if error.exact:
        assert expression.first_difference(united(nearest)) is None
    elif nearest:
        [wider] = nearest
        for fire in expression.fire_times(start, limit=20):
            assert fire in wider or fire.replace(second=0) in wider


@given(strategies.any_texts())
def test_normalized_is_equal_no_longer_and_stays(pair: tuple[str, str]) -> None:
    expression = CronExpression(*pair)
    normalized = expression.normalized()
    assert normalized == expression
    assert len(normalized.text) <= len(expression.text)
    assert normalized.normalized().text == normalized.text


@given(strategies.any_texts(), NAMES)
def test_normalized_in_every_dialect(pair: tuple[str, str], target: str) -> None:
    expression = translation(CronExpression(*pair), target)
    normalized = expression.normalized()
    assert normalized == expression
    assert len(normalized.text) <= len(expression.text)
    assert normalized.normalized().text == normalized.text


@given(strategies.spelling_pairs())
def test_equal_expressions_are_normalized_alike(pair: tuple[str, str, str]) -> None:
    one, other, dialect = pair
    first, second = CronExpression(one, dialect), CronExpression(other, dialect)
    # Rules that go by the text keep apart what is equal on the wall.
    if first == second:
        assert first.normalized().text == second.normalized().text


@example("@annually", None)
@given(
    strategies.any_texts().map(lambda pair: pair[0]) | strategies.arbitrary_texts(),
    st.none() | strategies.moments(),
)
def test_detect_agrees_with_the_constructor(text: str, after: datetime | None) -> None:
    found = detect(text, after=after)
    assert detect(text, after=after) == found
    expressions = {}
    for name in Dialect.names():
        try:
            expressions[name] = CronExpression(text, name)
        except CronExpressionError:
            assert name in found.refused
    taken = [name for reading in found.readings for name in reading.dialects]
    assert sorted(taken) == sorted(expressions)
    # What waits for a seed has a reading of its own, and nothing to compare.
    waiting = [name for name, each in expressions.items() if each.needs_seed]
    known = [reading for reading in found.readings if not reading.expression.needs_seed]
    assert [each.dialects for each in found.readings if each not in known] == [
        tuple(waiting) for _ in waiting[:1]
    ]
    for reading in known:
        assert all(expressions[name].equivalent(reading.expression) for name in reading.dialects)
    for difference in found.differences:
        one, other = difference.first.expression, difference.second.expression
        assert (difference.moment in one) != (difference.moment in other)
        assert difference.moment == one.first_difference(other, after)
    # The readings are all different, and from the horizon's start that shows.
    count = len(known)
    assert after is not None or len(found.differences) == count * (count - 1) // 2
    assert all(line.isprintable() for line in str(found).split("\n"))


# --- small spaces, gone through ---------------------------------------------


def rules_of(name: str, field: str) -> FieldRules:
    """Return the rules of a field in a dialect's shortest form."""
    rules = Dialect.named(name).forms[0].rules(field)
    assert rules is not None
    return rules


def mask_of(text: str, rules: FieldRules) -> int:
    """Return the mask that a field's text is read as."""
    field = parse_field(text, rules)
    assert field.problems == ()
    return value_mask(field.nodes, rules.field.low, rules.field.size)


@pytest.mark.parametrize("name", Dialect.names())
def test_every_set_of_weekdays_has_a_text(name: str) -> None:
    rules = rules_of(name, "day_of_week")
    for mask in range(1, 128):
        for shortest in (False, True):
            text = spelled(mask, mask, rules, shortest=shortest)
            assert text is not None
            assert mask_of(text, rules) == mask


@pytest.mark.parametrize("name", ["quartzcron", "quartz", "unix", "spring", "croniter"])
def test_no_text_of_weekdays_is_shorter_than_the_shortest(name: str) -> None:
    rules = rules_of(name, "day_of_week")
    shortest = {
        mask: len(spelled(mask, mask, rules, shortest=True) or "") for mask in range(1, 128)
    }
    for size in (1, 2, 3):
        for signs in product("01234567*/-,", repeat=size):
            field = parse_field("".join(signs), rules)
            if not field.problems:
                mask = value_mask(field.nodes, rules.field.low, rules.field.size)
                assert size >= shortest[mask], ("".join(signs), mask)


DAYS = [
    "L", "LW", *(f"L-{n}" for n in range(1, 31)), *(f"L-{n}W" for n in range(1, 31)),
    *(f"{n}W" for n in range(1, 32)),
]  # fmt: skip
WEEKDAYS = [
    f"{day}{rule}" for day in ("MON", "WED", "SUN") for rule in ("L", "#1", "#2", "#3", "#4", "#5")
]


@pytest.mark.parametrize("target", ["quartz", "eventbridge", "cronos", "databricks"])
def test_every_rule_of_days_is_known_again(target: str) -> None:
    texts = [f"0 0 {day} * *" for day in DAYS] + [f"0 0 * * {day}" for day in WEEKDAYS]
    for text in texts:
        expression = CronExpression(text)
        assert expression.to(target).to("quartzcron").text == text
