"""Hypothesis strategies: valid texts of every construct, and nearly valid ones.

``texts(dialect)`` draws a valid expression of one dialect. What may stand in a
field is written out construct by construct below, so that a construct is tested
exactly when it is named here. ``spelling_pairs(dialect)`` draws two texts that
mean the same; ``mutations(texts)`` breaks a text a little; ``moments()`` draws
the datetimes where calendars go wrong.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import oracle
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

QUARTZ_LIKE = ("quartz", "adobe")
FIVE_FIELDS = ("unix", "google-cloud-scheduler")
CRONITER_LIKE = ("croniter", "langgraph")
DIALECTS = ("quartzcron", *QUARTZ_LIKE, *FIVE_FIELDS, *CRONITER_LIKE)

# Quartz's limits of a step; elsewhere any step is taken.
STEP_LIMITS = {
    "second": 59, "minute": 59, "hour": 23, "day_of_month": 31, "month": 12, "day_of_week": 7,
    "year": 400,
}  # fmt: skip
ANY_STEP = 130


class Rules(NamedTuple):
    """What the plain part of a field may look like in one dialect."""

    wraps: bool  # 22-2
    step_after_value: bool  # 5/15
    bare_step: bool  # /15
    limited_steps: bool  # no */60
    step_after_wrap: bool  # 22-2/2
    mixed_names: bool  # MON-5
    equal_bounds: bool  # 5-5
    last_year: int = 2199


RULES = {
    "quartzcron": Rules(True, True, False, True, True, False, True),
    "quartz": Rules(True, True, True, True, True, False, True),
    "adobe": Rules(True, True, True, True, True, False, True, last_year=2099),
    # Debian's cron never runs a reversed range, and takes a step after * and a-b only.
    "unix": Rules(False, False, False, False, False, True, True),
    "google-cloud-scheduler": Rules(False, False, False, True, False, False, False),
    # croniter goes on wrongly after the end of the field unless the step lands just beyond
    # it (even_wraps); equal bounds are every value there.
    "croniter": Rules(True, True, False, False, False, True, True, last_year=2099),
    "langgraph": Rules(True, True, False, False, False, True, True, last_year=2099),
}


# ---------------------------------------------------------------------------
# Words: numbers, names, case, blanks.


@st.composite
def numbers(draw: st.DrawFn, value: int) -> str:
    """Draw a number as digits, now and then with leading zeros."""
    return "0" * draw(st.sampled_from([0, 0, 0, 0, 1, 2])) + str(value)


@st.composite
def in_any_case(draw: st.DrawFn, word: str) -> str:
    """Draw a word in upper, lower, or mixed case."""
    return draw(st.sampled_from([word.upper(), word.upper(), word.lower(), word.title()]))


@st.composite
def spelled(draw: st.DrawFn, value: int, names: dict[int, str]) -> str:
    """Draw a value as digits or, where it has one, as its name."""
    if value in names and draw(st.booleans()):
        return draw(in_any_case(names[value]))
    return draw(numbers(value))


@st.composite
def joined(draw: st.DrawFn, fields: list[str]) -> str:
    """Draw the fields set apart, and maybe surrounded, by blanks and tabs."""
    if draw(st.integers(0, 3)):
        return " ".join(fields)
    gaps = st.sampled_from([" ", "  ", "\t", " \t ", "   "])
    inside = "".join(field + draw(gaps) for field in fields[:-1]) + fields[-1]
    return draw(st.sampled_from(["", " ", "\t"])) + inside + draw(st.sampled_from(["", " \t"]))


def names_of(field: str, numbering: str) -> dict[int, str]:
    """Return the names of a field's values in a numbering of the weekdays."""
    if field == "month":
        return dict(enumerate(oracle.MONTH_NAMES, start=1))
    if field == "day_of_week":
        return dict(enumerate(oracle.DAY_NAMES, start=1 if numbering == "quartz" else 0))
    return {}


def bounds_of(field: str, numbering: str, rules: Rules) -> tuple[int, int]:
    """Return the lowest and highest value of a field."""
    if field == "year":
        return 1970, rules.last_year
    if field == "day_of_week":
        return (1, 7) if numbering == "quartz" else (0, 7)
    return oracle.BOUNDS[field]


# ---------------------------------------------------------------------------
# Plain terms.


@st.composite
def values(draw: st.DrawFn, field: str, numbering: str, rules: Rules) -> int:
    """Draw a value of a field, the ends and the near years more often."""
    low, high = bounds_of(field, numbering, rules)
    if field == "year":
        return draw(
            st.one_of(st.integers(2020, 2040), st.integers(low, high), st.sampled_from([low, high]))
        )
    return draw(st.one_of(st.integers(low, high), st.sampled_from([low, high])))


@st.composite
def plain_terms(
    draw: st.DrawFn, field: str, dialect: str, numbering: str, *, stars: bool = True
) -> str:
    """Draw one term of numbers, names, ``* - /``."""
    rules = RULES[dialect]
    names = names_of(field, numbering)
    forms = ["value", "value", "range"] + ["star", "star/step", "range/step"] * stars
    if rules.step_after_value:
        forms.append("value/step")
    if rules.bare_step and stars:
        forms.append("/step")
    if dialect in CRONITER_LIKE and field != "year":
        forms.append("even wrap")
    form = draw(st.sampled_from(forms))
    if form == "even wrap":
        return draw(even_wraps(field, names))
    step = ""
    if form.endswith("/step"):
        limit = STEP_LIMITS[field] if rules.limited_steps else ANY_STEP
        step = "/" + draw(numbers(draw(st.one_of(st.integers(1, min(limit, 9)),
                                                 st.integers(1, limit)))))  # fmt: skip
    body = form.removesuffix("/step")
    if body == "":
        return step
    if body == "star":
        return "*" + step
    if body == "value":
        return draw(spelled(draw(values(field, numbering, rules)), names)) + step
    return draw(ranges(field, numbering, rules, names, stepped=bool(step))) + step


@st.composite
def ranges(
    draw: st.DrawFn, field: str, numbering: str, rules: Rules, names: dict[int, str], stepped: bool
) -> str:
    """Draw a range, over the end of the field where the dialect allows that."""
    first = draw(values(field, numbering, rules))
    last = draw(values(field, numbering, rules))
    may_wrap = rules.wraps and field != "year" and (rules.step_after_wrap or not stepped)
    if not may_wrap:
        first, last = min(first, last), max(first, last)
        # Seven is Sunday: a range that begins with it has already gone round.
        if field == "day_of_week" and first == 7 and numbering == "unix":
            first = last = 6
    if (first, last) == (7, 0) and field == "day_of_week":
        # The systems disagree whether Sunday to Sunday is a day or a week.
        last = 2
    same = first % 7 == last % 7 if field == "day_of_week" else first == last
    if same and not rules.equal_bounds and (first, last) != (0, 7):
        low, _ = bounds_of(field, numbering, rules)
        first, last = (low, low + 1) if first == low else (low, first)
    if rules.mixed_names:
        return f"{draw(spelled(first, names))}-{draw(spelled(last, names))}"
    if {first, last} <= set(names) and draw(st.booleans()):
        return f"{draw(in_any_case(names[first]))}-{draw(in_any_case(names[last]))}"
    return f"{draw(numbers(first))}-{draw(numbers(last))}"


@st.composite
def even_wraps(draw: st.DrawFn, field: str, names: dict[int, str]) -> str:
    """Draw a range over the end of a field whose step lands on the field's first value."""
    low, high = (0, 6) if field == "day_of_week" else oracle.BOUNDS[field]
    first = draw(st.integers(low + 1, high))
    last = draw(st.integers(low, first - 1))
    rest = high + 1 - first
    step = draw(st.sampled_from([step for step in range(1, rest + 1) if rest % step == 0]))
    return f"{draw(spelled(first, names))}-{draw(spelled(last, names))}/{draw(numbers(step))}"


@st.composite
def lists(draw: st.DrawFn, terms: SearchStrategy[str]) -> str:
    """Draw one to four terms, mostly one, joined by commas."""
    return ",".join(draw(st.lists(terms, min_size=1, max_size=draw(st.sampled_from([1, 1, 2, 4])))))


def plain_fields(field: str, dialect: str, numbering: str = "quartz") -> SearchStrategy[str]:
    """Return a strategy for a whole field of plain terms."""
    return lists(plain_terms(field, dialect, numbering))


# ---------------------------------------------------------------------------
# Day fields.


@st.composite
def special_days_of_month(draw: st.DrawFn) -> str:
    """Draw L, L-n, LW, L-nW or nW."""
    form = draw(st.sampled_from(["L", "L-{}", "LW", "L-{}W", "{}W"]))
    low = 1 if form == "{}W" else 0
    # L-0 is a matter of taste in Quartz; this library reads it as L.
    low = 1 if form == "L-{}" else low
    day = draw(st.one_of(st.integers(low, 5), st.integers(low, 31 if form == "{}W" else 30)))
    return draw(in_any_case(form)).format(draw(numbers(day)))


@st.composite
def special_days_of_week(draw: st.DrawFn, numbering: str) -> str:
    """Draw 6L, FRIL, 6#3 or FRI#3."""
    low = 1 if numbering == "quartz" else 0
    day = draw(spelled(draw(st.integers(low, 7)), names_of("day_of_week", numbering)))
    if draw(st.booleans()):
        return day + draw(in_any_case("L"))
    return f"{day}#{draw(numbers(draw(st.integers(1, 5))))}"


def days_of_month(dialect: str) -> SearchStrategy[str]:
    """Return a strategy for a day of month field that is not ``?``."""
    plain = plain_terms("day_of_month", dialect, "quartz")
    if dialect in FIVE_FIELDS:
        return lists(plain)
    return lists(st.one_of(plain, special_days_of_month()))


def days_of_week(dialect: str, numbering: str) -> SearchStrategy[str]:
    """Return a strategy for a day of week field that is not ``?``."""
    plain = plain_terms("day_of_week", dialect, numbering)
    if dialect in FIVE_FIELDS:
        return lists(plain)
    special = special_days_of_week(numbering)
    if numbering == "quartz":
        # L, 6L and 6#3 stand alone in Quartz.
        return st.one_of(lists(plain), special, in_any_case("L"))
    return lists(st.one_of(plain, special))


@st.composite
def croniter_days_of_week(draw: st.DrawFn) -> str:
    """Draw a list of croniter's L5, 5#3, FRI#3 and MON-WED#1."""
    names = names_of("day_of_week", "unix")

    def one() -> str:
        form = draw(st.sampled_from(["L", "#"]))
        if form == "L":
            return draw(in_any_case("L")) + draw(numbers(draw(st.integers(0, 7))))
        count = draw(st.integers(1, 5))
        if form == "#":
            return f"{draw(spelled(draw(st.integers(0, 7)), names))}#{count}"
        first, last = draw(st.lists(st.sampled_from(sorted(names)), min_size=2, max_size=2,
                                    unique=True))  # fmt: skip
        return f"{draw(in_any_case(names[first]))}-{draw(in_any_case(names[last]))}#{count}"

    return ",".join(one() for _ in range(draw(st.sampled_from([1, 1, 2, 3]))))


@st.composite
def quartz_day_fields(draw: st.DrawFn, dialect: str) -> tuple[str, str]:
    """Draw day of month and day of week, exactly one of them ``?``."""
    if draw(st.booleans()):
        return draw(days_of_month(dialect)), "?"
    return "?", draw(days_of_week(dialect, "quartz"))


@st.composite
def default_day_fields(draw: st.DrawFn) -> tuple[str, str]:
    """Draw the day fields of the default dialect's five-field form."""
    free = st.sampled_from(["*", "?"])
    day_of_month = draw(st.one_of(free, days_of_month("quartzcron")))
    day_of_week = draw(st.one_of(free, days_of_week("quartzcron", "unix")))
    if day_of_week not in ("*", "?") and draw(st.integers(0, 3)) == 0:
        day_of_week = "+" + day_of_week
    return day_of_month, day_of_week


@st.composite
def google_day_fields(draw: st.DrawFn) -> tuple[str, str]:
    """Draw the day fields of Cloud Scheduler, away from what it leaves open.

    Whether ``*/2`` counts as a restriction when the other field is restricted
    too is not documented, so a star stands here only beside a whole star.
    """
    dialect = "google-cloud-scheduler"
    unstarred = (
        lists(plain_terms("day_of_month", dialect, "unix", stars=False)),
        lists(plain_terms("day_of_week", dialect, "unix", stars=False)),
    )
    return draw(
        st.one_of(
            st.tuples(*unstarred),
            st.tuples(days_of_month(dialect), st.just("*")),
            st.tuples(st.just("*"), days_of_week(dialect, "unix")),
        )
    )


@st.composite
def croniter_day_fields(draw: st.DrawFn, dialect: str) -> tuple[str, str]:
    """Draw croniter's day fields, away from where it drops one of them.

    W beside a day of week, and L5 or # beside a day of month, lose a part of the
    text in croniter 7.
    """
    free = st.sampled_from(["*", "?"])
    form = draw(st.sampled_from(["plain", "plain", "W", "special"]))
    if form == "W":
        day = draw(numbers(draw(st.integers(1, 28))))
        letter = draw(in_any_case("W"))
        return draw(st.sampled_from([day + letter, letter + day])), draw(free)
    if form == "special":
        return draw(free), draw(croniter_days_of_week())
    plain = plain_terms("day_of_month", dialect, "unix")
    with_last = lists(st.one_of(plain, in_any_case("L")))
    week = plain_fields("day_of_week", dialect, "unix")
    return draw(st.one_of(free, with_last)), draw(st.one_of(free, week))


def unix_day_fields() -> SearchStrategy[tuple[str, str]]:
    """Return a strategy for the day fields of Debian's cron."""
    return st.tuples(
        st.one_of(st.just("*"), days_of_month("unix")),
        st.one_of(st.just("*"), days_of_week("unix", "unix")),
    )


# ---------------------------------------------------------------------------
# Whole texts.


@st.composite
def quartz_texts(draw: st.DrawFn, dialect: str) -> str:
    """Draw six or seven fields."""
    day_of_month, day_of_week = draw(quartz_day_fields(dialect))
    if dialect == "adobe":
        # Adobe runs a schedule once a day at most: one time of day.
        clock = [draw(numbers(draw(st.integers(0, high)))) for high in (59, 59, 23)]
    else:
        clock = [draw(plain_fields(field, dialect)) for field in ("second", "minute", "hour")]
    fields = [*clock, day_of_month, draw(plain_fields("month", dialect)), day_of_week]
    if draw(st.booleans()):
        fields.append(draw(plain_fields("year", dialect)))
    return draw(joined(fields))


@st.composite
def five_field_texts(
    draw: st.DrawFn, dialect: str, day_fields: SearchStrategy[tuple[str, str]]
) -> str:
    """Draw five fields, minute first."""
    day_of_month, day_of_week = draw(day_fields)
    return draw(
        joined(
            [
                draw(plain_fields("minute", dialect, "unix")),
                draw(plain_fields("hour", dialect, "unix")),
                day_of_month,
                draw(plain_fields("month", dialect, "unix")),
                day_of_week,
            ]
        )
    )


@st.composite
def croniter_texts(draw: st.DrawFn, dialect: str) -> str:
    """Draw five fields, maybe with a second and a year behind them."""
    fields = draw(five_field_texts(dialect, croniter_day_fields(dialect))).split()
    for name in ("second", "year")[: draw(st.sampled_from([0, 0, 1, 2]))]:
        fields.append(draw(plain_fields(name, dialect, "unix")))
    return draw(joined(fields))


@st.composite
def aliases(draw: st.DrawFn, dialect: str) -> str:
    """Draw an alias; only croniter takes them in any case."""
    alias = draw(st.sampled_from(sorted(oracle.ALIASES)))
    return draw(in_any_case(alias)) if dialect in CRONITER_LIKE else alias


def texts(dialect: str) -> SearchStrategy[str]:
    """Return a strategy for valid texts of a dialect."""
    if dialect in QUARTZ_LIKE:
        return quartz_texts(dialect)
    if dialect == "google-cloud-scheduler":
        return five_field_texts(dialect, google_day_fields())
    if dialect == "unix":
        return _mostly(five_field_texts(dialect, unix_day_fields()), aliases(dialect))
    if dialect in CRONITER_LIKE:
        return _mostly(croniter_texts(dialect), aliases(dialect))
    return st.one_of(
        quartz_texts(dialect),
        _mostly(five_field_texts(dialect, default_day_fields()), aliases(dialect)),
    )


def _mostly(usual: SearchStrategy[str], rare: SearchStrategy[str]) -> SearchStrategy[str]:
    """Return a strategy that takes the rare one in a sixteenth of the cases."""
    return st.integers(0, 15).flatmap(lambda roll: usual if roll else rare)


def any_texts() -> SearchStrategy[tuple[str, str]]:
    """Return a strategy for (text, dialect), the default and Quartz more often."""
    dialects = st.sampled_from(["quartzcron", "quartz", *DIALECTS])
    return dialects.flatmap(lambda dialect: st.tuples(texts(dialect), st.just(dialect)))


# ---------------------------------------------------------------------------
# Two spellings of one meaning.


@st.composite
def spellings(draw: st.DrawFn, chosen: frozenset[int], names: dict[int, str]) -> str:
    """Draw a list that names exactly the chosen values, runs maybe as ranges."""
    runs: list[list[int]] = []
    for value in sorted(chosen):
        if runs and runs[-1][-1] == value - 1 and draw(st.booleans()):
            runs[-1].append(value)
        else:
            runs.append([value])
    terms = []
    for run in runs:
        if len(run) == 1:
            terms.append(draw(spelled(run[0], names)))
        elif {run[0], run[-1]} <= set(names) and draw(st.booleans()):
            terms.append(f"{draw(in_any_case(names[run[0]]))}-{draw(in_any_case(names[run[-1]]))}")
        else:
            terms.append(f"{draw(numbers(run[0]))}-{draw(numbers(run[-1]))}")
    terms += draw(st.lists(st.sampled_from(terms), max_size=1))
    return ",".join(draw(st.permutations(terms)))


@st.composite
def subsets(draw: st.DrawFn, low: int, high: int) -> frozenset[int]:
    """Draw a set of values that is not the whole field."""
    first, length = draw(st.integers(low, high)), draw(st.integers(1, 6))
    run = {value for value in range(first, first + length) if value <= high}
    single = draw(st.sets(st.integers(low, high), max_size=3))
    return frozenset((run | single) - {draw(st.integers(low, high))} or {first})


class Meaning(NamedTuple):
    """The values of an expression before anybody has spelled them."""

    second: frozenset[int]
    minute: frozenset[int]
    hour: frozenset[int]
    month: frozenset[int]
    day_of_month: frozenset[int] | None
    day_of_week: frozenset[int] | None  # 0 is Sunday; one of the two day fields is None


@st.composite
def meanings(draw: st.DrawFn, *, with_seconds: bool = True) -> Meaning:
    """Draw a meaning that every dialect with that many fields can say."""
    by_week = draw(st.booleans())
    return Meaning(
        draw(subsets(0, 59)) if with_seconds else frozenset({0}),
        draw(subsets(0, 59)),
        draw(subsets(0, 23)),
        draw(subsets(1, 12)),
        None if by_week else draw(subsets(1, 31)),
        draw(subsets(0, 6)) if by_week else None,
    )


@st.composite
def texts_of(draw: st.DrawFn, meaning: Meaning, dialect: str, *, six: bool) -> str:
    """Draw a text that says a meaning in a dialect, in five or six fields."""
    months = names_of("month", "unix")
    numbering = "quartz" if six and dialect not in CRONITER_LIKE else "unix"
    shift = 1 if numbering == "quartz" else 0
    free = "?" if numbering == "quartz" else "*"
    day_of_month, day_of_week = free, free
    if meaning.day_of_month is not None:
        day_of_month = draw(spellings(meaning.day_of_month, {}))
    if meaning.day_of_week is not None:
        shifted = frozenset(value + shift for value in meaning.day_of_week)
        day_of_week = draw(spellings(shifted, names_of("day_of_week", numbering)))
    second = draw(spellings(meaning.second, {}))
    fields = [
        draw(spellings(meaning.minute, {})),
        draw(spellings(meaning.hour, {})),
        day_of_month,
        draw(spellings(meaning.month, months)),
        day_of_week,
    ]
    if six and dialect in CRONITER_LIKE:
        fields.append(second)
    elif six:
        fields.insert(0, second)
    return draw(joined(fields))


@st.composite
def spelling_pairs(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw two texts of one dialect that mean the same, and the dialect."""
    dialect = draw(st.sampled_from(DIALECTS))
    six = dialect in QUARTZ_LIKE or (dialect not in FIVE_FIELDS and draw(st.booleans()))
    meaning = draw(meanings(with_seconds=six))
    if dialect == "adobe":
        meaning = once_a_day(meaning)
    first = draw(texts_of(meaning, dialect, six=six))
    second = draw(texts_of(meaning, dialect, six=six))
    return first, second, dialect


@st.composite
def translation_pairs(draw: st.DrawFn) -> tuple[tuple[str, str], tuple[str, str]]:
    """Draw two (text, dialect) of different dialects, mostly with one meaning.

    In a third of the pairs one value of the second meaning is taken away or
    replaced, so that the two may differ.
    """
    left, right = draw(st.sampled_from(DIALECTS)), draw(st.sampled_from(DIALECTS))
    meaning = draw(meanings(with_seconds=False))
    if "adobe" in (left, right):
        meaning = once_a_day(meaning)
    other = meaning
    if draw(st.integers(0, 2)) == 0:
        other = meaning._replace(month=draw(subsets(1, 12)))
    sides = [
        (draw(texts_of(side, dialect, six=dialect in QUARTZ_LIKE)), dialect)
        for side, dialect in ((meaning, left), (other, right))
    ]
    return sides[0], sides[1]


def once_a_day(meaning: Meaning) -> Meaning:
    """Return the meaning with one time of day, as Adobe's service asks for."""
    return meaning._replace(
        second=frozenset({min(meaning.second)}),
        minute=frozenset({min(meaning.minute)}),
        hour=frozenset({min(meaning.hour)}),
    )


# ---------------------------------------------------------------------------
# Moments.

HORIZON_START = datetime(1970, 1, 1)
HORIZON_END = datetime(2200, 1, 1)

INTERESTING_MOMENTS = [
    datetime.min,
    datetime(1969, 12, 31, 23, 59, 59, 999_999),
    HORIZON_START,
    datetime(1970, 1, 1, 0, 0, 0, 1),
    datetime(2000, 2, 29, 12),
    datetime(2024, 2, 29),
    datetime(2026, 1, 31, 23, 59, 59),
    datetime(2026, 2, 28, 23, 59, 59, 999_999),
    datetime(2026, 12, 31, 23, 59, 59),
    datetime(2096, 2, 29, 23, 59, 59),
    datetime(2099, 12, 31, 23, 59, 59),
    datetime(2100, 2, 28, 23, 59, 59),
    datetime(2100, 3, 1),
    datetime(2199, 12, 31),
    datetime(2199, 12, 31, 23, 59, 59),
    datetime(2199, 12, 31, 23, 59, 59, 1),
    HORIZON_END,
    datetime.max,
]


@st.composite
def month_ends(draw: st.DrawFn) -> datetime:
    """Draw a moment within a second of the turn of a month."""
    turn = datetime(draw(st.integers(1970, 2199)), draw(st.integers(1, 12)), 1)
    return turn + timedelta(microseconds=draw(st.sampled_from([-1_000_000, -1, 0, 1, 1_000_000])))


def ordinary_moments() -> SearchStrategy[datetime]:
    """Return a strategy for moments within the horizon, mostly on whole seconds."""
    recent = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))
    anywhere = st.datetimes(HORIZON_START, HORIZON_END)
    return st.one_of(
        recent.map(lambda moment: moment.replace(microsecond=0)),
        anywhere.map(lambda moment: moment.replace(microsecond=0)),
        anywhere,
        month_ends(),
    )


def moments() -> SearchStrategy[datetime]:
    """Return a strategy for every kind of naive moment, datetime.min and max included."""
    return st.one_of(
        ordinary_moments(), st.sampled_from(INTERESTING_MOMENTS), ordinary_moments(), st.datetimes()
    )


# ---------------------------------------------------------------------------
# Broken texts.

ODD_CHARACTERS = [
    *" \t\n*/,-?#LWw+@0123579MONFRIjan", "\x00", "\x1b", "\u0663", "\ud800", "é", "ß", "\u2013",
    "\uff0a", "\u00a0", "\u200b", "\U0001f570",
]  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn, originals: SearchStrategy[str]) -> str:
    """Draw a text with one to three characters inserted, deleted or replaced."""
    text = draw(originals)
    for _ in range(draw(st.sampled_from([1, 1, 2, 3]))):
        position = draw(st.integers(0, len(text)))
        removed = draw(st.sampled_from([0, 1]))
        inserted = draw(st.one_of(st.just(""), st.sampled_from(ODD_CHARACTERS)))
        text = text[:position] + inserted + text[position + removed :]
    return text


def arbitrary_texts() -> SearchStrategy[str]:
    """Return a strategy for any str at all, surrogates and NUL included."""
    everything = st.characters(codec=None)
    return st.one_of(
        st.text(everything),
        st.text(st.sampled_from(ODD_CHARACTERS), max_size=40),
        mutations(any_texts().map(lambda pair: pair[0])),
    )
