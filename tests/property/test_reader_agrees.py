"""The compiled reader either says what the parser says, or leaves the text to it."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

import pytest
import strategies
from conformance import load
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import Dialect, dialects
from quartzcron.calendar.matcher import Matcher, compile_nodes, unpacked
from quartzcron.compiling.reader import leave_all, read_plain
from quartzcron.dialects import FieldRules, Form
from quartzcron.language.text import parse
from quartzcron.records import Record

NAMES = st.sampled_from(Dialect.names())

#: Where there is no compiled reader every text is left to the parser, and nothing is plain.
IS_BUILT = read_plain is not leave_all


def agrees(text: str, dialect: Dialect) -> bool:
    """Assert that what the reader answers is what the parser's nodes mean; tell if it answers."""
    plain = read_plain(text, dialect)
    if plain is None:
        return False
    parsed = parse(text, dialect)
    assert parsed.problems == (), (text, dialect.name)
    assert unpacked(plain) == compile_nodes(parsed), (text, dialect.name)
    return True


# --- texts of all kinds ----------------------------------------------------


@given(strategies.any_texts())
def test_on_valid_texts(case: tuple[str, str]) -> None:
    text, name = case
    agrees(text, Dialect.named(name))


@given(strategies.any_texts(), NAMES)
def test_on_texts_of_another_dialect(case: tuple[str, str], name: str) -> None:
    agrees(case[0], Dialect.named(name))


@given(strategies.any_texts(), NAMES, st.data())
def test_on_nearly_valid_texts(case: tuple[str, str], name: str, data: st.DataObject) -> None:
    """One to three characters inserted, deleted, replaced; one doubled; two swapped."""
    text = case[0]
    place = data.draw(st.integers(0, max(len(text) - 2, 0)))
    doubled = text[: place + 1] + text[place:]
    swapped = text[:place] + text[place : place + 2][::-1] + text[place + 2 :]
    mutated = data.draw(strategies.mutations(st.just(text)))
    for changed in (doubled, swapped, mutated):
        for named in (case[1], name):
            agrees(changed, Dialect.named(named))


@given(strategies.arbitrary_texts(), NAMES)
def test_on_any_text_at_all(text: str, name: str) -> None:
    agrees(text, Dialect.named(name))


@given(
    st.lists(
        st.lists(st.sampled_from(["0", "1", "5", "7", "31", "60", "1970", "2199", "MON", "sun", "JAN", "*", "?", "-", "-", "/", "/", ",", ",", "#", "L", "W", "+"])
        , min_size=1, max_size=4),
        min_size=5,
        max_size=7,
    ),
    NAMES,
)  # fmt: skip
def test_on_soups_of_signs(fields: list[list[str]], name: str) -> None:
    """Terms that no grammar had in mind."""
    agrees(" ".join("".join(field) for field in fields), Dialect.named(name))


# --- the small spaces, in full ---------------------------------------------

#: A field of each kind within a text of 5, of 6 and of 7 fields.
FRAMES = [
    "{} 0 1 1 *", "0 {} 1 1 *", "0 0 {} * *", "0 0 {} * ?", "0 0 {} 1 MON", "0 0 1 {} *",
    "0 0 * * {}", "0 0 ? * {}", "0 0 13 * {}", "0 0 */2 * {}", "0 0 L * {}",
    "{} 0 0 1 1 ?", "0 0 0 {} 1 ?", "0 0 0 ? 1 {}", "0 0 0 1 1 ? {}", "0 0 1 1 * {}",
    "0 0 1 1 * 0 {}",
]  # fmt: skip
ENDS = ["0", "1", "2", "5", "6", "7", "8", "07", "12", "23", "31", "59", "60", "1970", "2199"]
ENDS += ["MON", "sat", "SUN", "JAN", "dec", "FEBR", "*", "?", ""]
TERMS = [
    *ENDS,
    *(f"{first}-{last}" for first, last in itertools.product(ENDS, ENDS)),
    *(f"{first}/{step}" for first in ENDS for step in ("0", "1", "7", "31", "60", "99999", "", "x")),
    *(f"{first}-{last}/3" for first, last in itertools.product(ENDS[3:18], ENDS[3:18])),
    *("L", "l", "last", "LAST", "?/1", "?/2", "L-0", "L-3", "L-30", "L-31", "LW", "lw", "L-3W", "L-30w", "L-", "L-W", "LWW"),
    *("LW-2", "lw-0", "L-3W-2", "LW-", "LW-31", "LW-2,1", "1,LW-2", "L-W-2", "*/5,*", "*,*/5", "*,*"),
    *("W", "0W", "1W", "15w", "28W", "29W", "31W", "32W", "W15", "w28", "w29", "W0", "W-1", "1-15W"),
    *(f"{day}L" for day in ENDS),
    *(f"L{day}" for day in ENDS),
    *(f"{day}#{nth}" for day in ENDS for nth in ("0", "1", "5", "6", "05", "L", "l", "")),
    *("+1", "+MON", "+", "++1", "+?", "*,1", "1,*", "?,1", "1,?", "L,1", "1,L", "LW,L", "1W,15W"),
    *("MON#1,FRIL", "MON#1,FRI", "FRIL,2", "L5,L6", "L5,1", "1,,2", ",1", "1,", "1;2", "1_0", "1-2-3"),
]  # fmt: skip


@pytest.mark.parametrize("name", Dialect.names())
def test_on_every_term_in_every_place(name: str) -> None:
    dialect = Dialect.named(name)
    for frame in FRAMES:
        for term in TERMS:
            agrees(frame.format(term), dialect)


@pytest.mark.vectors
@pytest.mark.parametrize(
    "file", ["quartz_accept_reject", "quartz_fires_utc", "quartz_documented_where_java_errs"]
)
def test_on_the_texts_of_the_vectors(file: str) -> None:
    for row in load(file):
        for name in Dialect.names():
            agrees(row["expr"], Dialect.named(name))


@pytest.mark.parametrize("white", [" ", "\t", "\n", "\r", "\f", "\v", "\x1c", "\x85", "\xa0", "\0"])
def test_on_white_space_around_and_between(white: str) -> None:
    for text in ("{0}0 0 * * *", "0 0 * * *{0}", "{0} 0 0 * * * {0}", "0 0{0}* * *", "0{0}0 * *"):
        agrees(text.format(white), Dialect.named("unix"))


def test_on_long_texts() -> None:
    for length in (999, 1000, 1001):
        assert agrees("0 0 * * *".ljust(length), Dialect.named("unix")) is (
            IS_BUILT and length <= 1000
        )


# --- what is plain ---------------------------------------------------------

#: What the reader must not leave to the parser, or it is of no use; by dialect.
PLAIN_TEXTS: dict[str, tuple[str, ...]] = {
    "quartzcron": ("30 9 * * MON-FRI", "*/5 * 1,15 * *", "0 0 LW * ?", "0 0 13 * +FRI"),
    "quartz": ("0 30 9 ? * MON-FRI", "0 0 0 L-3W * ?", "0 0 12 ? * 6#3 2026-2030/2", "/9 * * ? * L"),
    "unix": ("*/15 0-6,22 1 JAN-mar sun", "  0 0 * * 7\t"),
    "google-cloud-scheduler": ("0 9 1-7 * MON",),
    "croniter": ("0 0 1W * *", "0 0 * * L5,MON#1", "0 0 * * * 30 2026"),
    "langgraph": ("27 15 * * *",),
    "adobe": ("0 0 9 ? * MON",),
    "databricks": ("0 0 9 ? * MON",),
    "airflow": ("0 0 1 1 *",),
    "github-actions": ("*/5 * * * *",),
    "snowflake": ("0 9 L * *", "0 9 * * 5L"),
    "kubernetes": ("*/15 ? * * 1-5", "0 0 */1 * MON", "0 0 1,? * 5"),
    "cronie": ("0 0 * * 1-5,SUN", "0 0 */2 * 7"),
    "posix": ("0,30 9 1-7 * 1",),
    "ocps": ("0 0 L * +FRI", "0 0 * * 5#L", "0 0 0 LW * ? 2030"),
    "croner": ("0 0 15W,L * FRI#L", "*/60 * ? * *"),
    "azure": ("0 */5 9-17 * * MON-FRI",),
    "apscheduler": ("*/59 0 1-7/6 * 0",),
    "quartznet": ("0 0 9 ? * MON-FRI", "0 0 9 13 * FRI", "0 0 0 15W,L-3 * ? 2026"),
    "prefect": ("5/15 9 * * L5", "0 0 L * *"),
    "dagster": ("*/15 9-17 * * MON-FRI",),
    "cloudflare": ("*/5,*/7 0 LW * *", "0 9 * * 2-6", "0 0 L-3 * *"),
    "vercel": ("0 9 * * 1-5", "0 0 */2 * *"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN_TEXTS)
def test_what_is_plain(name: str) -> None:
    for text in PLAIN_TEXTS[name]:
        assert agrees(text, Dialect.named(name)) is IS_BUILT


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("@daily", "stands for another text"),
        ("0 0 * * MONN", "wrong"),
        ("0 0 31-1/2,5 * 8", "wrong"),
        ("0 0 * *", "a field is missing"),
        ("0 0 * * ١", "not ASCII"),
        ("", "empty"),
        ("0 0 0 1 1 ? 2026 1", "eight fields"),
    ],
)
def test_what_is_not_plain(text: str, why: str) -> None:
    for name in Dialect.names():
        assert read_plain(text, Dialect.named(name)) is None, why


def test_a_subclass_of_str_is_not_plain() -> None:
    class Text(str):
        __slots__ = ()

    assert read_plain(Text("0 0 * * *"), Dialect.named("unix")) is None


# --- rules that the reader does not know ------------------------------------


class MoreRules(FieldRules):
    """Field rules that say one thing more."""

    extra: bool = False


class MoreForm(Form):
    """A form that says one thing more."""

    extra: bool = False


class MoreDialect(Dialect):
    """A dialect that says one thing more."""

    extra: bool = False


UNIX = Dialect.named("unix")
UNIX_FORM = UNIX.forms[0]
MINUTE = UNIX_FORM.fields[0]
DAY_OF_MONTH = UNIX_FORM.fields[2]


def with_minute(rules: FieldRules) -> Dialect:
    """Return the dialect of Debian's cron with other rules for the minute."""
    return with_form(fields=(rules, *UNIX_FORM.fields[1:]))


def with_form(**changes: Any) -> Dialect:
    """Return the same with another form, which nobody checked."""
    dialect: Dialect = unsound(UNIX, forms=(unsound(UNIX_FORM, **changes),))
    return dialect


def unsound(value: Record, **changes: Any) -> Any:
    """Return a value with some changes that nobody checked."""
    made = object.__new__(type(value))
    for setter, each in zip(type(value)._setters, (items(value) | changes).values(), strict=True):
        setter(made, each)
    return made


def items(value: Record) -> dict[str, Any]:
    """Return what a value says, by name."""
    return value._items()


#: Dialects of which something is not known, though it may change nothing for the text.
UNKNOWN = {
    "rules of another class": with_minute(MoreRules(**items(MINUTE))),
    "a form of another class": UNIX.replace(forms=(MoreForm(**items(UNIX_FORM)),)),
    "a dialect of another class": MoreDialect(**items(UNIX)),
    "another range": with_minute(unsound(MINUTE, reversed_range="other")),
    "another special": with_minute(unsound(MINUTE, specials=(("H", "anything"),))),
    "a limit of digits": with_minute(MINUTE.replace(most_digits=2)),
    "stars that stand alone": with_minute(MINUTE.replace(star_in_list=False)),
    "another separator": UNIX.replace(separator=dialects.ONE_BLANK),
    "a wrapper": UNIX.replace(wrapper="cron"),
    "a special in another place": with_minute(unsound(MINUTE, specials=(("L", "anything"),))),
    "another share": with_minute(unsound(MINUTE, specials=(("?", "some"),))),
    "another star": with_form(star="other"),
    "another meeting": with_form(days="other"),
    "bounds beyond the field": with_minute(unsound(MINUTE, high=60)),
    "a field twice": with_minute(DAY_OF_MONTH),
    "no form of that length": unsound(UNIX, forms=()),
    "eight fields": with_form(fields=(*UNIX_FORM.fields, MINUTE) + (MINUTE,) * 2),
}  # fmt: skip


@pytest.mark.parametrize("dialect", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_is_left_to_the_parser(dialect: Dialect) -> None:
    assert read_plain("0 0 * * 1", UNIX.replace(title="mine")) is not None or not IS_BUILT
    assert read_plain("0 0 * * 1", dialect) is None


@given(
    st.builds(
        DAY_OF_MONTH.replace,
        low=st.integers(1, 3),
        high=st.integers(20, 31),
        reversed_range=st.sampled_from(["wraps", "refused", "never-fires", "swapped", "misread"]),
        wraps_with_step=st.booleans(),
        equal_range=st.booleans(),
        steps=st.booleans(),
        step_within=st.booleans(),
        capitals=st.booleans(),
        open_step=st.booleans(),
        bare_step=st.booleans(),
        step_limit=st.sampled_from([None, 1, 7, 31]),
        latest_workday=st.integers(20, 31),
        least_before=st.integers(0, 2),
        clamped_workday=st.booleans(),
        open_at_last=st.booleans(),
        star_alone=st.booleans(),
        specials=st.lists(
            st.tuples(
                st.sampled_from(["?", "L", "L-n", "LW", "L-nW", "LW-n", "nW", "Wn", "last"]),
                st.sampled_from(["anything", "alike", "nothing"]),
            )
        ).map(tuple),
    ),
    st.builds(
        partial(unsound, UNIX_FORM.fields[4]),
        low=st.integers(0, 1),
        high=st.integers(5, 7),
        monday=st.integers(0, 2),
        reversed_range=st.sampled_from(["wraps", "refused", "never-fires", "swapped", "misread"]),
        wraps_with_step=st.booleans(),
        equal_range=st.booleans(),
        mixed_range=st.booleans(),
        names=st.sampled_from([dialects.THREE_LETTERS, dialects.NO_NAMES, dialects.BEGINNINGS]),
        range_low=st.booleans(),
        range_high=st.sampled_from([(), (dialects.BY_NAME,), (dialects.BY_NUMBER,)]),
        capitals=st.booleans(),
        open_at_last=st.booleans(),
        step_of_name=st.booleans(),
        range_to_sunday=st.booleans(),
        specials=st.lists(
            st.tuples(
                st.sampled_from(["?", "L", "nL", "Ln", "n#k", "n#L"]),
                st.sampled_from(["anything", "alike", "nothing"]),
            )
        ).map(tuple),
    ),
    st.builds(
        UNIX_FORM.replace,
        days=st.sampled_from(["one-question", "either", "both", "one-restricts"]),
        star=st.sampled_from(["whole", "leading", "any", "listed", "bare", "question"]),
        plus=st.booleans(),
        specials_combine=st.booleans(),
    ),
)
def test_on_rules_of_any_kind(dom: FieldRules, dow: FieldRules, form: Form) -> None:
    """Dialects that nobody has written yet, with every term in the day fields."""
    minute, hour, _, month, _ = UNIX_FORM.fields
    dialect = UNIX.replace(forms=(form.replace(fields=(minute, hour, dom, month, dow)),))
    for term in TERMS:
        for frame in (
            "0 0 {} * ?",
            "0 0 {} * *",
            "0 0 {} * 1-5",
            "0 0 ? * {}",
            "0 0 * * {}",
            "0 0 9 * {}",
        ):
            agrees(frame.format(term), dialect)  # fmt: skip


def test_what_is_read_is_a_matcher_like_any_other() -> None:
    read = read_plain("0 0 * * *", UNIX)
    plain = compile_nodes(parse("0 0 * * *", UNIX)) if read is None else unpacked(read)
    assert type(plain) is Matcher
    assert plain.traits == ("no-leading-star", "no-interval-sign")
