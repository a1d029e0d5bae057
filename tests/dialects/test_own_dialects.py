"""A dialect of one's own: made, checked, shown, kept."""

from __future__ import annotations

import copy
import pickle
from datetime import datetime
from typing import Any

import pytest

from quartzcron import (
    CronExpression,
    CronExpressionError,
    Dialect,
    DstPolicy,
    FieldRules,
    Form,
    HashRules,
    ServiceRule,
    UnknownNameError,
    corrected,
    detect,
    is_valid,
    lint,
    validate,
)

FIVE = (
    FieldRules("minute", 0, 59),
    FieldRules("hour", 0, 23),
    FieldRules("day_of_month", 1, 31, specials=(("L", "nothing"),)),
    FieldRules("month", 1, 12),
    FieldRules("day_of_week", 1, 7, monday=1),
)
MINE = Dialect(
    "mine",
    "My scheduler",
    "five fields, 1 = Monday, L for the last day",
    (Form(FIVE, days="both"),),
    shorthands=(("@nightly", "0 3 * * *"),),
    service_rules=(ServiceRule("too-often", "the handbook", shortest_interval=300),),
)


def test_it_reads_texts_by_its_rules() -> None:
    monday = CronExpression("0 9 * * 1", MINE)
    assert monday.next_fire_time(datetime(2026, 1, 1)) == datetime(2026, 1, 5, 9)
    assert CronExpression("0 9 L * *", MINE).days_in(2026, 2) == (28,)
    assert CronExpression("@nightly", MINE).values["hour"] == (3,)
    assert CronExpression("0 9 13 * 5", MINE).days_in(2026, 2) == (13,)


def test_every_function_takes_it() -> None:
    assert is_valid("0 9 * * 7", MINE)
    assert [each.code for each in validate("0 9 * * 0", MINE)] == ["out-of-range"]
    assert [each.code for each in validate("* * * * *", MINE)] == ["too-often"]
    assert [each.code for each in validate("0 9 * *", MINE)] == ["field-count"]
    assert corrected("0 9 * * MONDAY", MINE) == "0 9 * * MON"
    assert [each.code for each in lint("0 9 31 * *", MINE)] == ["skips-months"]
    assert str(CronExpression("0 9 * * 1", MINE).to("quartz")) == "0 0 9 ? * MON"
    assert str(CronExpression("0 9 ? * SUN", "quartzcron").to(MINE)) == "0 9 * * SUN"
    assert CronExpression("0 0 * * *", MINE).normalized().dialect == MINE
    assert detect("0 9 * * 1").text == "0 9 * * 1"
    with pytest.raises(CronExpressionError, match="My scheduler has 5 parts"):
        CronExpression("0 0 9 * * 1", MINE)


def test_it_is_kept() -> None:
    expression = CronExpression("0 9 * * 1", MINE)
    for level in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(MINE, level)) == MINE
        kept = pickle.loads(pickle.dumps(expression, level))
        assert (kept, kept.dialect) == (expression, MINE)
    assert copy.deepcopy(MINE) == MINE
    assert hash(copy.deepcopy(MINE)) == hash(MINE)


def test_it_is_shown_without_what_is_usual() -> None:
    five = Dialect("five", "Five", "", (Form(tuple(each.replace(specials=()) for each in FIVE)),))
    expression = CronExpression("0 9 * * 1", five)
    assert repr(expression) == (
        "CronExpression('0 9 * * 1', dialect=Dialect('five', 'Five', '', (Form(("
        "FieldRules('minute', 0, 59), FieldRules('hour', 0, 23), FieldRules('day_of_month', 1, 31), "
        "FieldRules('month', 1, 12), FieldRules('day_of_week', 1, 7, monday=1))),)))"
    )
    for each in (five, MINE, MINE.replace(seed="", dst_policy=DstPolicy.QUARTZ)):
        assert eval(repr(each)) == each
    assert eval(repr(expression)).dialect == five


def test_a_variant_of_a_named_one_is_shown_as_that() -> None:
    ours = Dialect.named("unix").replace(name="ours", title="Ours")
    assert (
        repr(ours) == "Dialect.named('unix').replace(name='ours', title='Ours')"
        or eval(repr(ours)) == ours
    )
    assert len(repr(ours)) < 150
    assert eval(repr(ours)) == ours


def changed(**changes: Any) -> tuple[FieldRules, ...]:
    """Return the five fields with some changes of the weekday."""
    return (*FIVE[:-1], FIVE[-1].replace(**changes))


def special(pair: Any) -> Form:
    """Return the five fields with a special of the hour."""
    return Form((FIVE[0], FIVE[1].replace(specials=(pair,)), *FIVE[2:]))


#: What is wrong, how it is made, and what is said.
FAULTS: list[tuple[str, Any, type[Exception], str]] = [
    ("name", lambda: FieldRules("minutes", 0, 59), UnknownNameError, 'there is no field "minutes"; did you mean minute?'),
    ("no name", lambda: FieldRules("dow", 0, 7), UnknownNameError, 'there is no field "dow"; choose from second, minute, '),
    ("not a name", lambda: FieldRules(5, 0, 7), UnknownNameError, 'there is no field "5"'),  # type: ignore[arg-type]
    ("too high", lambda: FieldRules("hour", 0, 24), ValueError, "the numbers of hour must be within 0-23, not 0-24"),
    ("too low", lambda: FieldRules("month", 0, 12), ValueError, "the numbers of month must be within 1-12, not 0-12"),
    ("turned round", lambda: FieldRules("hour", 9, 8), ValueError, "the numbers of hour must be within 0-23, not 9-8"),
    ("years", lambda: FieldRules("year", 1900, 2199), ValueError, "the numbers of year must be within 1970-2199, not 1900-2199"),
    ("text", lambda: FieldRules("hour", "0", 23), TypeError, "the numbers of hour are ints, not str"),  # type: ignore[arg-type]
    ("short week", lambda: FieldRules("day_of_week", 1, 5), ValueError, "the numbers of day_of_week must be one of 0-6, 0-7, 1-7, not 1-5"),
    ("Monday", lambda: FieldRules("day_of_week", 0, 6, monday=7), ValueError, "monday must be a number of the week, 0-6, not 7"),
    ("no Monday", lambda: FieldRules("day_of_week", 1, 7), ValueError, "monday must be a number of the week, 1-7, not 0"),
    ("step", lambda: FieldRules("hour", 0, 23, step_limit=0), ValueError, "step_limit of hour must be within 1-2199, not 0"),
    ("star", lambda: FieldRules("hour", 0, 23, star_low=24), ValueError, "star_low of hour must be within 0-23, not 24"),
    ("range", lambda: FieldRules("hour", 0, 23, reversed_range="yes"), ValueError, "reversed_range of hour must be one of 'wraps', 'refused'"),  # type: ignore[arg-type]
    ("names", lambda: FieldRules("month", 1, 12, names="all"), ValueError, "names of month must be one of 'three letters', "),  # type: ignore[arg-type]
    ("special", lambda: special(("X", "nothing")), ValueError, "a special of hour must be one of '?', not 'X'"),
    ("special elsewhere", lambda: special(("L", "nothing")), ValueError, "a special of hour must be one of '?', not 'L'"),
    ("shares", lambda: special(("?", "all")), ValueError, "what ? of hour shares a list with must be one of 'anything', 'alike', 'nothing', not 'all'"),
    ("no pair", lambda: special("?"), ValueError, "the specials of hour must be pairs, not '?'"),
    ("half a pair", lambda: special(("?",)), ValueError, "the specials of hour must be pairs"),
    ("not there", lambda: FieldRules("hour", 0), TypeError, "missing: ['high']"),  # type: ignore[call-arg]
    ("missing", lambda: Form(FIVE[:-1]), ValueError, "a form lacks the field day_of_week"),
    ("hours", lambda: Form((FIVE[0], *FIVE[2:])), ValueError, "a form lacks the field hour"),
    ("twice", lambda: Form((*FIVE, FIVE[0])), ValueError, "a form has the field minute 2 times"),
    ("list", lambda: Form(list(FIVE)), TypeError, "the fields of a form are a tuple, not list"),  # type: ignore[arg-type]
    ("names alone", lambda: Form(("minute",)), TypeError, "the fields of a form are FieldRules, not str"),  # type: ignore[arg-type]
    ("days", lambda: Form(FIVE, days="or"), ValueError, "days of a form must be one of 'one-question', 'either', 'both', 'one-restricts', not 'or'"),  # type: ignore[arg-type]
    ("stars", lambda: Form(FIVE, star="*"), ValueError, "star of a form must be one of 'whole', "),  # type: ignore[arg-type]
    ("no form", lambda: Dialect("x", "X", "", ()), ValueError, "the dialect x has no form"),
    ("forms", lambda: MINE.replace(forms=MINE.forms * 2), ValueError, "the dialect mine has 2 forms of 5 fields"),
    ("one form", lambda: MINE.replace(forms=MINE.forms[0]), TypeError, "the forms of a dialect are a tuple, not Form"),
    ("rules", lambda: MINE.replace(service_rules=(5,)), TypeError, "the service rules of a dialect are ServiceRule, not int"),
    ("word", lambda: MINE.replace(shorthands=(("nightly", "0 3 * * *"),)), ValueError, "a shorthand of mine is @ and small letters, not 'nightly'"),
    ("capitals", lambda: MINE.replace(shorthands=(("@Nightly", "0 3 * * *"),)), ValueError, "a shorthand of mine is @ and small letters, not '@Nightly'"),
    ("parts", lambda: MINE.replace(shorthands=(("@nightly", "0 3 * *"),)), ValueError, "@nightly of mine stands for '0 3 * *', which no form has fields for"),
    ("separator", lambda: MINE.replace(separator=","), ValueError, "separator of a dialect must be one of 'blanks and tabs'"),
    ("policy", lambda: MINE.replace(dst_policy="SAFE"), TypeError, "a policy is a DstPolicy, not str"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "kind", "said"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS]
)
def test_what_is_wrong_is_said_when_it_is_made(make: Any, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind) as caught:
        make()
    assert said in str(caught.value)


@pytest.mark.parametrize("rules", [changed(), changed(low=0, high=6, monday=0), changed(low=0)])
def test_weeks_that_there_are(rules: tuple[FieldRules, ...]) -> None:
    dialect = MINE.replace(forms=(Form(rules),))
    for name in ("MON", str(rules[-1].monday)):
        found = CronExpression(f"0 9 * * {name}", dialect)
        assert found.next_fire_time(datetime(2026, 1, 1)) == datetime(2026, 1, 5, 9)


def test_names_of_a_field_that_has_none_are_no_fault() -> None:
    """Every named dialect is sound, and so is what is made of its parts."""
    for name in Dialect.names():
        named = Dialect.named(name)
        made = Dialect(*(getattr(named, each) for each in Dialect._fields))
        assert made == named
        assert eval(repr(made.forms)) == made.forms


def test_an_h_of_one_s_own() -> None:
    hashed = tuple(each.replace(hashed=HashRules(each.low, each.high)) for each in FIVE[:2])
    dialect = Dialect("ours", "Ours", "", (Form((*hashed, *FIVE[2:])),), seed="")
    one, other = (CronExpression("H H * * *", dialect, seed=seed) for seed in ("one", "other"))
    assert one.values != other.values
    assert eval(repr(dialect)) == dialect
