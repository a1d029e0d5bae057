"""Laws of warnings: what each of them claims, on any valid text of any dialect."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

import quartzcron
from quartzcron import CronExpression, Dialect, Problem
from quartzcron.dialects import NO_NAMES, ONE_QUESTION, FieldRules, Form
from quartzcron.errors import CODES, draw
from quartzcron.ground.messages import MESSAGES

#: Hints of these are other words for the same fire times.
SAME = {"numeric-weekday", "step-after-name", "step-never-taken", "unverified"}

#: All that can be asked for.
EVERY_CODE = [code for code, (severity, _) in CODES.items() if severity == "warning"]


# --- texts of any dialect -------------------------------------------------------


@st.composite
def terms(draw: st.DrawFn, rules: FieldRules) -> str:
    """Draw one term that the field most likely takes."""
    number = st.integers(rules.low, rules.high)
    names = () if rules.names == NO_NAMES else rules.field.names
    value = st.one_of(number.map(str), st.sampled_from(names)) if names else number.map(str)
    size = rules.field.size
    step = st.one_of(st.integers(1, 9), st.sampled_from([size, size // 2, size + 1])).map(str)
    kind = draw(st.sampled_from(["value", "range", "*/n", "a/n", "a-b/n", "special"]))
    if kind == "special":
        specials = [special for special, _ in rules.specials if special != "?"]
        shape = draw(st.sampled_from(specials or ["n"]))
        if shape == "last":
            return shape
        if shape.startswith("L-"):
            return shape.replace("n", str(draw(st.integers(0, 30))))
        nth = draw(st.sampled_from("1235"))
        return shape.replace("k", nth).replace("n", draw(value))
    low, high = draw(value), draw(value)
    return {
        "value": low,
        "range": f"{low}-{high}",
        "*/n": f"*/{draw(step)}",
        "a/n": f"{low}/{draw(step)}",
        "a-b/n": f"{low}-{high}/{draw(step)}",
    }[kind]


@st.composite
def fields(draw: st.DrawFn, rules: FieldRules) -> str:
    """Draw the words of one field."""
    if draw(st.integers(0, 2)):
        return draw(st.one_of(st.just("*"), st.integers(rules.low, rules.high).map(str)))
    return ",".join(draw(st.lists(terms(rules), min_size=1, max_size=2)))


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, Dialect]:
    """Draw a valid text of any dialect."""
    dialect = Dialect.named(draw(st.sampled_from(Dialect.names())))
    dialect = dialect if dialect.seed is None else dialect.seeded("5")
    form: Form = draw(st.sampled_from(dialect.forms))
    words = {rules.name: draw(fields(rules)) for rules in form.fields}
    if form.days == ONE_QUESTION:
        words[draw(st.sampled_from(["day_of_month", "day_of_week"]))] = "?"
    text = " ".join(words.values())
    if dialect.wrapper:
        text = f"{dialect.wrapper}({text})"
    if dialect.shorthands and not draw(st.integers(0, 9)):
        text = draw(st.sampled_from([word for word, _ in dialect.shorthands]))
    assume(quartzcron.is_valid(text, dialect))
    return text, dialect


def texts_in(hint: str) -> list[str]:
    """Return the texts of a hint: those between backticks, or all of it."""
    return re.findall(r"`([^`]*)`", hint) or [hint]


# --- the laws ---------------------------------------------------------------------


@given(texts(), st.sampled_from([None, "America/New_York", "Australia/Lord_Howe"]))
def test_a_warning_is_about_a_place_and_says_its_values(
    given_text: tuple[str, Dialect], zone: str | None
) -> None:
    text, dialect = given_text
    after = datetime(2026, 1, 1, tzinfo=UTC)
    found = quartzcron.lint(text, dialect, tz=zone, after=after, select=EVERY_CODE)
    for warning in found:
        assert warning.severity == "warning"
        assert 0 <= warning.span[0] < warning.span[1] <= len(text)
        assert "replacement" not in warning.values
        assert warning.message in patterns(warning)
        assert not warning.message.endswith(".")
    if "1970" not in text:
        assert "1970" not in draw(text, found)
    assert [warning.code for warning in found].count("numeric-weekday") <= 1
    usual = quartzcron.lint(text, dialect, tz=zone, after=after)
    assert [each for each in found if each in usual] == usual
    assert {each.code for each in found if each not in usual} <= {"numeric-weekday"}


def patterns(warning: Problem) -> list[str]:
    """Return what the table says of a code in all cases that the values can tell."""
    said = []
    prose = {"field": (warning.field or "").replace("_", " ")}
    for key, pattern in MESSAGES.items():
        if key.partition("/")[0] == warning.code:
            try:
                said.append(pattern.format(**{**warning.values, **prose}))
            except KeyError:
                continue
    return said


@given(texts())
def test_each_text_in_a_hint_is_valid_and_what_it_claims(given_text: tuple[str, Dialect]) -> None:
    text, dialect = given_text
    found = quartzcron.lint(text, dialect, after=datetime(2026, 1, 1), select=EVERY_CODE)
    places = [(warning.code, warning.field) for warning in found]
    for warning in found:
        if warning.hint is None:
            continue
        for better in texts_in(warning.hint):
            assert quartzcron.is_valid(better, dialect), better
        if warning.code in SAME:
            expression = CronExpression(text, dialect)
            assert expression.equivalent(CronExpression(warning.hint, dialect))
        if "`" not in warning.hint:
            # Whoever follows it is told less of that field.
            again = quartzcron.lint(
                warning.hint, dialect, after=datetime(2026, 1, 1), select=EVERY_CODE
            )
            place = warning.code, warning.field
            left = [(each.code, each.field) for each in again]
            assert left.count(place) < places.count(place)


#: How long each unit of `star-before-set-field` is.
UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


@given(texts(), st.sampled_from(["* {}", "* * {}", "0 * {}", "{}"]))
def test_a_star_too_many_runs_so_often_where_the_hint_runs_once(
    given_text: tuple[str, Dialect], stars: str
) -> None:
    text, dialect = given_text
    assume(not dialect.wrapper and text[0] != "@")
    words = text.split()
    lead = stars.format("").split()
    text = " ".join([*lead, *words[len(lead) :]])
    assume(quartzcron.is_valid(text, dialect))
    for warning in quartzcron.lint(text, dialect, after=datetime(2026, 1, 1)):
        if warning.code != "star-before-set-field" or warning.hint is None:
            continue
        often, once = (CronExpression(each, dialect) for each in (text, warning.hint))
        first = once.next_fire_time(datetime(1970, 1, 1), inclusive=True)
        if first is None:
            continue
        unit = UNITS[str(warning.values["unit"])]
        begin = first - (first - datetime.min) % unit
        assert often.count(begin, begin + unit) == warning.values["count"]
        assert once.count(begin, begin + unit) == 1
        assert once.is_subset(often)


HOURS = st.one_of(
    st.integers(0, 23).map(str),
    st.tuples(st.integers(0, 11), st.integers(12, 22)).map(lambda ends: f"{ends[0]}-{ends[1]}"),
    st.integers(2, 23).map(lambda step: f"*/{step}"),
    st.lists(st.integers(0, 23).map(str), min_size=1, max_size=4).map(",".join),
)
DAYS = st.sampled_from(["* * *", "1 * *", "* 6 *", "* * 0", "* * 1-5", "1 1 *", "*/2 * *"])


@given(HOURS, DAYS, st.sampled_from(["unix", "kubernetes", "cronie", "airflow", "celery", None]))
def test_a_lone_star_before_a_set_hour_is_always_told(
    hours: str, days: str, dialect: str | None
) -> None:
    text = f"* {hours} {days}"
    [found] = [
        warning
        for warning in quartzcron.lint(text, dialect)
        if warning.code == "star-before-set-field"
    ]
    assert found.hint == f"0 {hours} {days}"
    # A step is no slip, and */1 says that it is meant.
    for meant in ("*/1", "0-59", "*/5", "0", "0,30"):
        told = quartzcron.lint(f"{meant} {hours} {days}", dialect)
        assert "star-before-set-field" not in {warning.code for warning in told}


@given(st.integers(0, 23), st.integers(0, 23), st.integers(1, 5), st.sampled_from([None, "quartz"]))
def test_a_range_that_wraps_names_its_values(
    first: int, last: int, step: int, dialect: str | None
) -> None:
    head, tail = ("0 0", "* * ?") if dialect else ("0", "* * *")
    ends = f"{first}-{last}" if step == 1 else f"{first}-{last}/{step}"
    text = f"{head} {ends} {tail}"
    told = [each for each in quartzcron.lint(text, dialect) if each.code == "range-wraps"]
    assert len(told) == (first > last)
    for warning in told:
        assert warning.hint is not None
        plain, *_ = texts_in(warning.hint)
        assert CronExpression(plain, dialect).equivalent(CronExpression(text, dialect))
        assert plain == f"{head} {warning.values['meant']} {tail}"
