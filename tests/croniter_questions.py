"""Questions for croniter and for the module that stands in for it, and their answers as data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from types import ModuleType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

ZONES = (
    None,
    UTC,
    timezone(timedelta(hours=5, minutes=30)),
    ZoneInfo("UTC"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("Australia/Sydney"),
    ZoneInfo("America/Sao_Paulo"),
)

#: Lowest and highest number of each field, and words for it.
_FIELDS = (
    (0, 59, ()),
    (0, 23, ()),
    (1, 31, ("l", "L", "15w", "W1", "31W", "29-L", "l-3", "0")),
    (1, 12, ("jan", "FEB", "apr-jan/3", "Jan-Jan", "DEC/3", "0")),
    (
        0,
        7,
        ("sun", "MON-FRI", "sat-sun", "fri#2", "L5", "mon-wed#1", "2#3", "7#1", "l7", "thu-tue/2"),
    ),
    (0, 59, ()),
    (1970, 2099, ("2026", "2024-2028/2", "2030-2020", "2026-2026")),
)


def terms(field: int) -> st.SearchStrategy[str]:
    """One term of a field, most of them right."""
    low, high, words = _FIELDS[field]
    number = st.integers(low, high) if field == 6 else st.integers(max(low - 1, 0), high + 1)
    likely = st.integers(low, high)
    step = st.integers(0, high + 2 - low if field == 6 else 70)
    ranges = st.builds("{}-{}".format, likely, likely)
    return st.one_of(
        st.just("*"),
        likely.map(str),
        number.map(str),
        ranges,
        st.builds("{}/{}".format, ranges, step),
        st.builds("*/{}".format, step),
        st.builds("{}/{}".format, likely, step),
        *([st.sampled_from(words)] if words else []),
    )


def columns(field: int) -> st.SearchStrategy[str]:
    """A field of a text."""
    low, high, _ = _FIELDS[field]
    drawn = ["h", "H/7", f"H({low}-{min(high, 59)})", f"h({low}-{high})/3", "h(5-2)", "H/0"]
    odd = ["?", "", "-3", "5-", "*/", "/5", "5/2/3", "1-5-9", "x", "1,,2", "#3", "3#9", "l", "*5"]
    lists = st.lists(terms(field), min_size=1, max_size=3).map(",".join)
    return st.one_of(
        st.just("*"), st.just("*"), lists, lists, lists, lists, st.sampled_from(drawn + odd)
    )


@st.composite
def texts(draw: Any) -> str:
    """A text of five to seven fields, right or wrong."""
    count = draw(st.sampled_from([5, 5, 5, 6, 7]))
    if draw(st.integers(0, 30)) == 0:
        return str(
            draw(st.sampled_from(["@daily", "@WEEKLY", "@yearly", "@midnight", "@reboot", ""]))
        )
    plain = draw(st.booleans())
    pick = terms if plain else columns
    return " ".join(draw(pick(field)) for field in range(count))


class Question(NamedTuple):
    """What is asked: a text, where from, and the options of the constructor."""

    text: str
    start: datetime | float
    options: dict[str, Any]


#: Changes of clock of some zones, roughly.
CHANGES = (
    datetime(2025, 3, 9, 2),
    datetime(2025, 11, 2, 1),
    datetime(2026, 3, 29, 2),
    datetime(2025, 10, 26, 2),
    datetime(2025, 4, 6, 2),
    datetime(2025, 10, 5, 2),
    datetime(2018, 11, 4, 0),
    datetime(2018, 2, 17, 23),
    datetime(2025, 4, 25, 0),
    datetime(2025, 10, 31, 0),
)


def near_changes() -> st.SearchStrategy[datetime]:
    """Wall times within a day and a half of a change of clock."""
    return st.builds(
        lambda change, minutes: change + timedelta(minutes=minutes),
        st.sampled_from(CHANGES),
        st.integers(-2000, 2000),
    )


@st.composite
def questions(draw: Any) -> Question:
    """A question with any options."""
    zone = draw(st.sampled_from(ZONES))
    anywhere = st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1))
    start: Any = draw(anywhere).replace(tzinfo=zone)
    options = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "day_or": st.booleans(),
                "implement_cron_bug": st.booleans(),
                "second_at_beginning": st.booleans(),
                "expand_from_start_time": st.booleans(),
                "hash_id": st.sampled_from(["hello", b"world", ""]),
                "max_years_between_matches": st.integers(1, 12),
                "ret_type": st.sampled_from([float, datetime]),
                "is_prev": st.booleans(),
            },
        )
    )
    if zone is None and draw(st.booleans()):
        start = start.replace(tzinfo=UTC).timestamp()
    return Question(draw(texts()), start, options)


def outcome(ask: Any) -> Any:
    """Return what a question is answered with: a value, or the name of an exception."""
    try:
        return ask()
    except Exception as raised:
        words = str(raised) if type(raised).__module__ != "builtins" else ""
        if "Traceback" in words:
            words = "a traceback"
        return type(raised).__name__, words


def as_plain(moment: Any) -> Any:
    """Return a time as data that is compared whole: the fold of an unambiguous one means nothing."""
    if isinstance(moment, datetime):
        return str(moment.replace(fold=0) if moment.tzinfo is None else moment)
    return moment


def answers(module: ModuleType, question: Question) -> list[Any]:
    """Return all that a croniter says about a question."""
    text, start, options = question
    it = outcome(lambda: module.croniter(text, start, **options))
    if isinstance(it, tuple):
        return [it]
    said = [it.expanded, it.nth_weekday_of_month, it.expressions, it.nearest_weekday, it.fields]
    methods = ("get_next", "get_next", "get_next", "get_prev", "get_prev", "next")
    said += [as_plain(outcome(getattr(it, method))) for method in methods]
    it.set_current(start)
    said += [as_plain(outcome(lambda: it.get_prev(datetime))) for _ in range(3)]
    return said
