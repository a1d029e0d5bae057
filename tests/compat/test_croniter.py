"""croniter's face: what its callers get, written down from croniter 7.0.0."""

from __future__ import annotations

import copy
import importlib
import itertools
import pickle
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz

from quartzcron.compat import croniter as module
from quartzcron.compat.croniter import (
    CroniterBadCronError,
    CroniterBadDateError,
    CroniterBadTypeRangeError,
    CroniterError,
    CroniterNotAlphaError,
    CroniterUnsupportedSyntaxError,
    croniter,
    croniter_range,
    install,
    uninstall,
)

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 1, 1, 12, 3)

# --- what a text says -----------------------------------------------------------

EXPANDED: list[tuple[str, Any]] = [
    # Accidents that croniter's callers may live by.
    ("5-5 * * * *", ([["*"], ["*"], ["*"], ["*"], ["*"]], {})),
    ("0 0 1-1/10 * *", ([[0], [0], [1, 11, 21, 31], ["*"], ["*"]], {})),
    ("0 0 * Apr-Jan/3 *", ([[0], [0], ["*"], [1, 4, 7, 10], ["*"]], {})),
    ("0 0 * * thu-tue/2", ([[0], [0], ["*"], ["*"], [2, 4, 6]], {})),
    ("0 22-2/3 * * *", ([[0], [2, 22], ["*"], ["*"], ["*"]], {})),
    ("0 0 1-0 * *", ([[0], [0], ["*"], ["*"], ["*"]], {})),
    ("0 0 * * 1,2,3,4,5,6,0,5#2", ([[0], [0], ["*"], ["*"], ["*"]], {5: {2}})),
    ("0 0 13 * *,5", ([[0], [0], [13], ["*"], ["*", 5]], {})),
    ("0 0 31w * *", ([[0], [0], [31], ["*"], ["*"]], {})),
    ("0 0 W15 * *", ([[0], [0], [15], ["*"], ["*"]], {})),
    # A start at the field's end is that value; an equal range that was written is the field.
    ("59/15 * * * *", ([[59], ["*"], ["*"], ["*"], ["*"]], {})),
    ("0 0 29-L * *", ([[0], [0], [29, 30, 31], ["*"], ["*"]], {})),
    ("0 0 l,15 * 7", ([[0], [0], [15, "l"], ["*"], [0]], {})),
    ("0 0 * * mon-wed#1,l7", ([[0], [0], ["*"], ["*"], [0, 1, 2, 3]], {0: {"l"}, 1: {1}, 2: {1}, 3: {1}})),
    # All days are a restriction beside a weekday.
    ("0 0 1-31 * *", ([[0], [0], ["*"], ["*"], ["*"]], {})),
    ("0 0 ? * 0-7", ([[0], [0], ["*"], ["*"], [0, 1, 2, 3, 4, 5, 6]], {})),
    (
        "0 0 * * * */30 2030-2020/40",
        ([[0], [0], ["*"], ["*"], ["*"], [0, 30], [1981, 2030, 2070]], {}),
    ),
    ("@weekly", ([[0], [0], ["*"], ["*"], [0]], {})),
    # A field is ended by white space of ASCII alone.
    ("\t0 0\n* * *\x0b", ([[0], [0], ["*"], ["*"], ["*"]], {})),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXPANDED)
def test_what_a_text_says(text: str, expected: Any) -> None:
    assert croniter.expand(text) == expected
    it = croniter(text, START)
    assert (it.expanded, it.nth_weekday_of_month) == expected


WRONG: list[tuple[str, type[CroniterError], str]] = [
    ("* * * *", CroniterBadCronError, "Exactly 5, 6 or 7 columns has to be specified for iterator expression."),
    ("0 0 * * X", CroniterNotAlphaError, "[0 0 * * x] is not acceptable"),
    ("0 0 1 13 0", CroniterBadCronError, "[0 0 1 13 0] is not acceptable, out of range"),
    ("0 0 0-5 * *", CroniterBadCronError, "[0 0 0-5 * *] is not acceptable, out of range"),
    ("70-80 * * * *", CroniterBadCronError, "70-80 * * * * is out of bands"),
    ("-5 * * * *", CroniterBadCronError, "[-5 * * * *] is not acceptable, negative numbers not allowed"),
    ("*/0 * * * *", CroniterBadCronError, "[*/0 * * * *] step '0' in field 0 is not acceptable"),
    ("l-5 * * * *", CroniterNotAlphaError, "[l-5 * * * *] is not acceptable"),
    ("0 0 l-5 * *", CroniterBadCronError, "[0 0 l-5 * *] bands 'l-5' in field 2 are not acceptable"),
    ("0 0 1? * *", CroniterBadCronError, "[0 0 1? * *] is not acceptable. Question mark can not used with other characters"),
    ("? * * * *", CroniterBadCronError, "[? * * * *] is not acceptable. Question mark can only used in day_of_month or day_of_week"),
    ("0 0 * * 1#6", CroniterBadCronError, "[0 0 * * 1#6] is not acceptable. Invalid day_of_week value: '6'"),
    ("0 0 32w * *", CroniterBadCronError, "[0 0 32w * *] is not acceptable, nearest weekday day value '32' out of range"),
    ("0 0 15w,16 * *", CroniterBadCronError, "[0 0 15w,16 * *] is not acceptable. 'W' can only be used with a single day value, not in a list or range"),
    ("0 0 * * 1,fri#2", CroniterUnsupportedSyntaxError, "day-of-week field does not support mixing literal values and nth day of week syntax.  Cron: '0 0 * * 1,fri#2'    dow={1} vs nth={5: {2}}"),
    ("h * * * *", CroniterBadCronError, "Hashed definitions must include hash_id"),
    ("r(5-5) * * * *", CroniterBadCronError, "Range end must be greater than range begin"),
    ("r(0-99) * * * *", CroniterBadCronError, "[r(0-99)] is not acceptable, out of range"),
    ("* * r(0-9) * *", CroniterBadCronError, "[r(0-9)] is not acceptable, out of range"),
    ("r/0 * * * *", CroniterBadCronError, "Bad expression: r/0"),
    # Of two mistakes the later one is named.
    ("99,x * * * *", CroniterNotAlphaError, "[99,x * * * *] is not acceptable"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "words"), WRONG)
@pytest.mark.parametrize("asked", [croniter, croniter.expand])
def test_what_is_wrong_is_said_in_its_words(
    text: str, kind: type[CroniterError], words: str, asked: Any
) -> None:
    for _ in range(2):  # what is kept of a wrong text is raised anew
        with pytest.raises(CroniterError) as raised:
            asked(text)
        assert (raised.type, str(raised.value)) == (kind, words)
    assert not croniter.is_valid(text)


def test_numbers_of_thousands_of_digits() -> None:
    digits = "9" * 5000
    words = f"[0 0 * * 1#{digits}] is not acceptable. Invalid day_of_week value: '{digits}'"
    with pytest.raises(CroniterBadCronError) as raised:
        croniter(f"0 0 * * 1#{digits}")
    assert str(raised.value) == words
    with pytest.raises(ValueError, match="4300") as plain:
        croniter(f"{digits} * * * *")
    assert not isinstance(plain.value, CroniterError)
    with pytest.raises(CroniterBadCronError, match="Traceback"):
        croniter.expand(f"{digits} * * * *")
    assert not croniter.is_valid(f"{digits} * * * *")
    # So does a year far below the field, with a step beyond its end.
    assert not croniter.is_valid("0 0 * * * * 5-3/10000")


@pytest.mark.parametrize("text", [None, 5, ["* * * * *"]])
def test_what_is_no_text_is_an_attribute_error(text: Any) -> None:
    for asked in (croniter, croniter.is_valid, croniter.expand):
        with pytest.raises(AttributeError, match="lower"):
            asked(text)


def test_a_kind_of_str_is_a_text() -> None:
    class Text(str):
        __slots__ = ()

    assert croniter.is_valid(Text("* * * * *"))


def test_the_exceptions_are_related_as_there() -> None:
    assert issubclass(CroniterError, ValueError)
    assert issubclass(CroniterBadDateError, CroniterError)
    assert not issubclass(CroniterBadDateError, CroniterBadCronError)
    assert issubclass(CroniterBadTypeRangeError, TypeError)


STRICT: list[tuple[str, Any, bool]] = [
    ("0 0 31 2 *", None, False),
    ("0 0 31 4,6 *", None, False),
    ("0 0 31 4,5 *", None, True),
    ("0 0 29 2 *", None, True),
    ("0 0 29 2 *", 2023, False),
    ("0 0 29 2 *", 2024, True),
    ("0 0 29 2 *", [2022, 2023], False),
    ("0 0 29 2 * 0 2023-2024", None, True),
    ("0 0 29 2 * 0 2021-2023", None, False),
    ("0 0 29 2 * 0 *", None, True),
    ("0 0 30,l 2 *", None, False),
    ("0 0 l 2 *", None, True),
    ("0 0 31 * *", None, True),
    ("0 0 * 2 *", None, True),
]


@pytest.mark.parametrize(("text", "year", "expected"), STRICT)
def test_strict_refuses_days_that_never_come(text: str, year: Any, expected: bool) -> None:
    assert croniter.is_valid(text)
    assert croniter.is_valid(text, strict=True, strict_year=year) is expected
    if not expected:
        with pytest.raises(CroniterBadCronError, match="can never occur in month"):
            croniter.expand(text, strict=True, strict_year=year)


# --- when it fires ------------------------------------------------------------------

AFTER: list[tuple[str, dict[str, Any], str]] = [
    ("0 9 * * mon-fri", {}, "2026-01-02 09:00"),
    # Seconds stand last, or first if told so; the year last.
    ("0 9 * * * 30", {}, "2026-01-02 09:00:30"),
    ("30 0 9 * * *", {"second_at_beginning": True}, "2026-01-02 09:00:30"),
    ("0 9 1 1 * 0 2028", {}, "2028-01-01 09:00"),
    # Day fields: either, or both.
    ("0 0 13 * fri", {}, "2026-01-02 00:00"),
    ("0 0 13 * fri", {"day_or": False}, "2026-02-13 00:00"),
    ("0 0 */2 * fri", {}, "2026-01-02 00:00"),
    ("0 0 */2 * fri", {"implement_cron_bug": True}, "2026-01-09 00:00"),
    ("0 0 13 * fri", {"implement_cron_bug": True}, "2026-01-02 00:00"),
    # W and n#k hold in both halves of an either-or.
    ("0 0 20w * fri", {}, "2026-01-20 00:00"),
    ("0 0 20w * fri", {"day_or": False}, "2026-02-20 00:00"),
    ("0 0 10-20 * 5#2", {}, "2026-01-09 00:00"),
    ("0 0 10w * 5#2", {}, "2026-01-09 00:00"),
    ("0 0 * * l5", {}, "2026-01-30 00:00"),
    ("0 9 31w 2 *", {}, "2026-02-27 09:00"),
    # Long lists: as many values as there can be, and as many runs of values.
    ("0-58 0-22 1-30 1-11 0-5 0-58 1970-2098", {}, "2026-01-01 12:03:01"),
    (
        "1-58/3,2-59/3 1-22/3,2-23/3 1-31/3,2-31/3 1-12/3,2-12/3 1,2,4,5 1-58/3,2-59/3 1970-2098/3,1971-2099/3",
        {},
        "2027-01-01 01:01:01",
    ),
    # The id decides: the CRC of it.
    ("h h * * *", {"hash_id": "hello"}, "2026-01-02 11:10"),
    ("h h * * *", {"hash_id": b"hello"}, "2026-01-02 11:10"),
    ("h/15 h(0-2) * * *", {"hash_id": "hello"}, "2026-01-02 02:10"),
    ("h(30-59)/10 * * * *", {"hash_id": "hello"}, "2026-01-01 12:30"),
    ("h(0-1)/2 * * * *", {"hash_id": "abc"}, "2026-01-01 13:00"),
    ("@daily", {"hash_id": "hello"}, "2026-01-02 11:10:32"),
    # Steps counted from the start: 12:03.
    ("*/15 * * * *", {"expand_from_start_time": True}, "2026-01-01 12:18"),
    ("10-50/20 * * * *", {"expand_from_start_time": True}, "2026-01-01 12:23"),
    ("50-55/20 * * * *", {"expand_from_start_time": True}, "2026-01-01 12:50"),
    ("59/15 * * * *", {"expand_from_start_time": True}, "2026-01-01 12:59"),
    ("h/15 * * * *", {"expand_from_start_time": True, "hash_id": "x"}, "2026-01-01 12:18"),
]


@pytest.mark.parametrize(("text", "options", "expected"), AFTER)
def test_when_it_fires(text: str, options: dict[str, Any], expected: str) -> None:
    assert croniter(text, START, **options).get_next(datetime) == datetime.fromisoformat(expected)


def test_a_random_number_is_drawn_anew() -> None:
    drawn = [croniter("r r(5-8) r/20 * *", START).expanded for _ in range(200)]
    assert len({minutes[0] for minutes, *_ in drawn}) > 1
    assert {hours[0] for _, hours, *_ in drawn} == {5, 6, 7, 8}
    assert {len(days) for _, _, days, *_ in drawn} == {1, 2}


def test_previous_runs() -> None:
    it = croniter("*/5 * * * *", datetime(2026, 1, 1, 9, 5, 0, 1))
    assert it.get_prev(datetime) == datetime(2026, 1, 1, 9, 5)
    assert it.get_prev(datetime) == datetime(2026, 1, 1, 9)
    with_half = croniter("0 0 10-20 * 5#2", START)
    assert with_half.get_prev(datetime) == datetime(2025, 12, 12)


def test_a_half_that_never_comes_ends_the_search() -> None:
    # The 30th is no first Monday: croniter looks for both halves.
    for text in ("0 0 30 * 1#1", "0 0 15w * sat"):
        it = croniter(text, START)
        with pytest.raises(CroniterBadDateError, match=r"^failed to find next date$"):
            it.get_next()
        with pytest.raises(CroniterBadDateError, match=r"^failed to find prev date$"):
            it.get_prev()


# --- years ---------------------------------------------------------------------------


def test_the_search_ends_after_some_years() -> None:
    leap = "0 0 29 2 *"
    short = croniter(leap, datetime(2025, 1, 1), max_years_between_matches=2)
    with pytest.raises(CroniterBadDateError):
        short.get_next()
    with pytest.raises(CroniterBadDateError):
        croniter(leap, datetime(2027, 6, 1), max_years_between_matches=2).get_prev()
    assert list(short.all_next()) == []
    assert list(short.all_prev(datetime)) == [datetime(2024, 2, 29)]
    never = croniter("0 0 31 2 *", START)
    with pytest.raises(CroniterBadDateError):
        next(never.all_next())
    # Years are counted from the first minute that is tried.
    last_minute = datetime(2026, 12, 31, 23, 59, 30)
    assert croniter(leap, last_minute, max_years_between_matches=1).get_next(datetime).year == 2028


@pytest.mark.parametrize(("years", "kind"), [(True, TypeError), ("5", TypeError), (2.0, TypeError), (0, ValueError)])  # fmt: skip
def test_years_are_a_whole_number(years: Any, kind: type[Exception]) -> None:
    with pytest.raises(kind, match="int >= 1"):
        croniter("* * * * *", START, max_years_between_matches=years)


FAR: list[tuple[str, datetime, str, datetime | None]] = [
    ("0 0 l * *", datetime(2400, 2, 1), "get_next", datetime(2400, 2, 29)),
    ("0 0 29 2 *", datetime(2096, 3, 1), "get_next", datetime(2104, 2, 29)),
    ("0 0 29 2 *", datetime(2197, 1, 1), "get_next", datetime(2204, 2, 29)),
    ("0 0 * * mon", datetime(1969, 12, 31), "get_next", datetime(1970, 1, 5)),
    ("0 0 29 2 *", datetime(1904, 2, 29), "get_prev", datetime(1896, 2, 29)),
    ("0 0 1 1 *", datetime(1970, 1, 1), "get_prev", datetime(1969, 1, 1)),
    ("0 0 1 1 *", datetime(2500, 1, 1), "get_prev", datetime(2499, 1, 1)),
    ("0 0 1 1 * 0 2099", datetime(2150, 1, 1), "get_prev", datetime(2099, 1, 1)),
    ("0 0 1 1 * 0 1970", datetime(1950, 1, 1), "get_next", datetime(1970, 1, 1)),
    ("0 0 1 1 * 0 2099", datetime(2300, 1, 1), "get_prev", None),
    ("0 0 1 1 * 0 2026", datetime(2026, 6, 1), "get_next", None),
    ("0 12 * * *", datetime(1850, 1, 1, tzinfo=UTC), "get_next", datetime(1850, 1, 1, 12, tzinfo=UTC)),
    ("0 12 * * *", datetime(1960, 7, 1, tzinfo=NEW_YORK), "get_next", datetime(1960, 7, 1, 12, tzinfo=NEW_YORK)),
    ("0 12 * * *", datetime(1960, 7, 1, tzinfo=NEW_YORK), "get_prev", datetime(1960, 6, 30, 12, tzinfo=NEW_YORK)),
    ("0 0 29 2 *", datetime(1897, 1, 1), "get_next", datetime(1904, 2, 29)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "method", "expected"), FAR)
def test_outside_the_horizon_too(
    text: str, start: datetime, method: str, expected: datetime | None
) -> None:
    it = croniter(text, start, ret_type=datetime)
    if expected is None:
        with pytest.raises(CroniterBadDateError):
            getattr(it, method)()
    else:
        assert getattr(it, method)() == expected


def test_outside_the_horizon_a_fold_is_its_first_pass() -> None:
    second_pass = datetime(1960, 10, 30, 1, 15, tzinfo=NEW_YORK, fold=1)
    found = croniter("30 1 30,31 10 *", second_pass).get_next(datetime)
    assert found == datetime(1960, 10, 31, 1, 30, tzinfo=NEW_YORK)


def test_outside_the_horizon_the_search_ends_too() -> None:
    with pytest.raises(CroniterBadDateError):
        croniter("0 0 29 2 *", datetime(1897, 1, 1), max_years_between_matches=5).get_next()


def test_outside_the_horizon_in_a_zone_of_pytz() -> None:
    zone = pytz.timezone("America/New_York")
    start = zone.localize(datetime(1960, 7, 1))
    assert str(croniter("0 12 * * *", start).get_next(datetime)) == "1960-07-01 12:00:00-04:00"


# --- the object -------------------------------------------------------------------------


def test_zones_of_the_start_are_those_of_the_answers() -> None:
    aware = croniter("0 9 * * *", datetime(2026, 3, 7, 12, tzinfo=NEW_YORK))
    answer = aware.get_next(datetime)
    assert (answer.tzinfo, answer.isoformat()) == (NEW_YORK, "2026-03-08T09:00:00-04:00")
    of_pytz = pytz.timezone("Europe/Berlin").localize(datetime(2026, 3, 28, 12))
    assert croniter("0 9 * * *", of_pytz).get_next(datetime).isoformat() == (
        "2026-03-29T09:00:00+02:00"
    )
    # A timestamp leaves the zone as it is; a datetime brings its own.
    aware.set_current(START.replace(tzinfo=UTC).timestamp())
    assert aware.get_current(datetime).tzinfo is NEW_YORK
    aware.set_current(START)
    assert aware.get_current(datetime) == START


def test_floats_and_datetimes() -> None:
    it = croniter("0 0 * * *", 0)
    assert (it.get_current(), it.get_next(), it.cur) == (0, 86400.0, 86400.0)
    assert it.get_next(datetime) == datetime(1970, 1, 3)
    assert it.get_next(start_time=START) == datetime(2026, 1, 2, tzinfo=UTC).timestamp()
    assert it.get_next(datetime, update_current=False) == it.get_next(datetime)
    assert it.timestamp_to_datetime(0.5, None) == datetime(1970, 1, 1, 0, 0, 0, 500_000)
    assert it.timestamp_to_datetime(0, UTC) == datetime(1970, 1, 1, tzinfo=UTC)
    assert croniter.datetime_to_timestamp(datetime(1970, 1, 2)) == 86400.0
    with pytest.raises(TypeError, match=r"^Invalid ret_type, only 'float' or 'datetime'"):
        it.get_next(str)


def test_milliseconds_are_refused() -> None:
    it = croniter("0 0 * * *", 1_767_225_600_000)
    with pytest.raises(ValueError, match="year"):
        it.get_next(datetime)


def test_a_place_is_only_left_by_force() -> None:
    it = croniter("0 0 * * *", 0)
    assert it.set_current(60.0, force=False) == 0
    assert it.set_current(None) == 0
    assert it.set_current(60.0) == it.start_time == it.dst_start_time == 60.0


def test_without_a_start_it_is_now() -> None:
    before = datetime.now(UTC).timestamp()
    assert before <= croniter("* * * * *").get_current() <= datetime.now(UTC).timestamp()


def test_iterating() -> None:
    it = croniter("0 0 * * *", START, ret_type=datetime)
    assert iter(it) is it
    assert [day.day for day in itertools.islice(it, 3)] == [2, 3, 4]
    assert [day.day for day in itertools.islice(it.all_prev(), 2)] == [3, 2]
    # It goes on in the direction of the last question.
    assert it.next().day == 1
    assert it.next(is_prev=False).day == 2
    assert it.iter() == it.all_next
    backwards = croniter("0 0 * * *", START, datetime, is_prev=True)
    assert backwards.iter() == backwards.all_prev
    assert next(backwards) == datetime(2026, 1, 1)
    assert [day.day for day in itertools.islice(it.all_next(start_time=START), 2)] == [2, 3]


def test_what_it_shows() -> None:
    it = croniter("30 0 9 13 * FRI#2", START, second_at_beginning=True)
    assert it.expressions == ["0", "9", "13", "*", "fri#2", "30"]
    assert (it.second_at_beginning, it.nearest_weekday, it.tzinfo) == (True, set(), None)
    assert it.fields == (0, 1, 2, 3, 4, 5)
    assert croniter("0 0 15w * *").nearest_weekday == {15}
    # Nobody else's lists are touched.
    it.expanded[0].append(5)
    assert it.expanded[0] == [0]


def test_the_phase_is_the_one_of_the_start() -> None:
    it = croniter("*/15 * * * *", START, expand_from_start_time=True)
    with pytest.raises(ValueError, match="start_time is not supported"):
        it.get_next(start_time=START)
    it.get_next()
    assert it.expanded[0] == [3, 18, 33, 48]
    zoned = datetime(2026, 1, 1, 5, 30, 7, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    every = croniter("*/7 */5 */9 */4 */3 */20 */50", zoned, expand_from_start_time=True)
    assert every.expanded == [
        [2, 9, 16, 23, 30, 37, 44, 51, 58],
        [0, 5, 10, 15, 20],
        [1, 10, 19, 28],
        [1, 5, 9],
        [1, 4],
        [7, 27, 47],
        [1976, 2026, 2076],
    ]
    assert croniter.expand("*/15 * * * *", from_timestamp=180.0)[0][0] == [3, 18, 33, 48]


@pytest.mark.parametrize("hash_id", [5, 1.5, ["x"]])
def test_an_id_is_bytes_or_str(hash_id: Any) -> None:
    for asked in (croniter, croniter.is_valid):
        with pytest.raises(TypeError, match=r"^hash_id must be bytes or UTF-8 string$"):
            asked("h * * * *", hash_id=hash_id)


def test_an_id_may_have_another_encoding() -> None:
    assert croniter.is_valid("h * * * *", hash_id="ä", encoding="latin-1")
    assert not croniter.is_valid("h * * * *")
    with pytest.raises(TypeError):  # as there: an empty str is not encoded
        croniter.is_valid("h * * * *", hash_id="")


def test_it_can_be_copied_and_pickled() -> None:
    it = croniter("0 0 10-20 * 5#2", START.replace(tzinfo=NEW_YORK))
    for twin in (copy.copy(it), copy.deepcopy(it), pickle.loads(pickle.dumps(it))):
        assert twin.get_next(datetime) == datetime(2026, 1, 9, tzinfo=NEW_YORK)
    assert it.get_current(datetime) == START.replace(tzinfo=NEW_YORK)


def test_a_subclass_is_itself() -> None:
    class Mine(croniter):
        pass

    assert type(iter(Mine("0 0 * * *", START))) is Mine
    assert Mine.match("3 12 * * *", START)


def test_a_machine_of_32_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    it = croniter("0 0 * * *", datetime(2050, 1, 1, tzinfo=NEW_YORK))
    wide = [it.timestamp_to_datetime(it.cur + 0.25, zone) for zone in (None, NEW_YORK)]
    monkeypatch.setattr(module, "OVERFLOW32B_MODE", True)
    assert [it.timestamp_to_datetime(it.cur + 0.25, zone) for zone in (None, NEW_YORK)] == wide
    assert it.get_next(datetime) == datetime(2050, 1, 2, tzinfo=NEW_YORK)


# --- match and range --------------------------------------------------------------------

MATCHES: list[tuple[str, datetime, dict[str, Any], bool]] = [
    ("*/5 * * * *", datetime(2026, 1, 1, 9, 5, 59), {}, True),
    ("*/5 * * * *", datetime(2026, 1, 1, 9, 6), {}, False),
    ("*/5 * * * *", datetime(2026, 1, 1, 9, 6), {"precision_in_seconds": 61}, True),
    ("*/5 * * * * 30", datetime(2026, 1, 1, 9, 5, 30, 999), {}, True),
    ("*/5 * * * * 30", datetime(2026, 1, 1, 9, 5, 31), {}, False),
    ("30 */5 * * * *", datetime(2026, 1, 1, 9, 5, 30), {"second_at_beginning": True}, True),
    ("0 9 13 * fri", datetime(2026, 1, 2, 9), {"day_or": False}, False),
    ("0 0 31 2 *", datetime(2026, 1, 1), {}, False),
]


@pytest.mark.parametrize(("text", "moment", "options", "expected"), MATCHES)
def test_match(text: str, moment: datetime, options: dict[str, Any], expected: bool) -> None:
    assert croniter.match(text, moment, **options) is expected


def test_match_range() -> None:
    span = datetime(2026, 1, 1, 9, 1), datetime(2026, 1, 1, 9, 4, 59)
    assert not croniter.match_range("*/5 * * * *", *span)
    assert croniter.match_range("*/5 * * * *", *span, precision_in_seconds=61)
    assert croniter.match_range("*/5 * * * *", span[0], datetime(2026, 1, 1, 9, 5))


def test_ranges() -> None:
    first, last = datetime(2026, 1, 1), datetime(2026, 1, 3)
    days = [first, datetime(2026, 1, 2), last]
    assert list(croniter_range(first, last, "0 0 * * *")) == days
    assert list(croniter_range(last, first, "0 0 * * *")) == days[::-1]
    assert list(croniter_range(first, last, "0 0 * * *", exclude_ends=True)) == days[1:2]
    assert list(croniter_range(last, first, "0 0 * * *", exclude_ends=True)) == days[1:2]
    stamps = [day.replace(tzinfo=UTC).timestamp() for day in days]
    assert list(croniter_range(stamps[0], stamps[2], "0 0 * * *")) == stamps
    assert list(croniter_range(stamps[0], stamps[2], "0 0 * * *", ret_type=datetime)) == days
    assert list(croniter_range(first, last, "0 0 * * *", ret_type=float)) == stamps
    assert list(croniter_range(first, last, "0 0 31 2 *")) == []
    seconds_first = croniter_range(first, last, "30 0 0 * * *", second_at_beginning=True)
    assert next(iter(seconds_first)).second == 30
    assert list(croniter_range(first.date(), last.date(), "0 0 * * *")) == days
    with pytest.raises(CroniterBadTypeRangeError, match="must be same type"):
        next(croniter_range(first, 5.0, "0 0 * * *"))


def test_a_range_may_use_a_class_of_its_callers() -> None:
    class Counted(croniter):
        made = 0

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            Counted.made += 1

    assert list(croniter_range(START, START, "3 12 * * *", _croniter=Counted)) == [START]
    assert Counted.made == 1


# --- the rest of the face -----------------------------------------------------------------


def test_values_have_aliases() -> None:
    assert croniter.value_alias(7, module.DOW_FIELD) == 0
    assert croniter.value_alias(0, module.DAY_FIELD) == 0
    assert croniter.value_alias(0, module.MONTH_FIELD, [1, 2, 3]) == 1
    assert croniter.value_alias("*", module.MINUTE_FIELD) == "*"


def test_days_of_a_month_on_a_weekday() -> None:
    assert croniter._get_nth_weekday_of_month(2026, 1, 5) == (2, 9, 16, 23, 30)
    assert croniter._get_nth_weekday_of_month(2026, 2, 0) == (1, 8, 15, 22)


# --- in croniter's place --------------------------------------------------------------------


@pytest.fixture
def no_croniter(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("croniter", "croniter.croniter"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.usefixtures("no_croniter")
def test_installed_it_is_what_others_import() -> None:
    install()
    install()  # once is enough
    try:
        package = importlib.import_module("croniter")
        assert package.croniter is importlib.import_module("croniter.croniter").croniter
        assert (package, package.cron_m, package.croniter) == (module, module, croniter)
    finally:
        uninstall()
    uninstall()
    assert not {"croniter", "croniter.croniter"} & set(sys.modules)


@pytest.mark.usefixtures("no_croniter")
def test_who_came_too_late_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier: Any = object()
    monkeypatch.setitem(sys.modules, "croniter", earlier)
    with pytest.warns(RuntimeWarning, match="imported before install"):
        install()
    assert sys.modules["croniter"] is module
    uninstall()
    assert sys.modules["croniter"] is earlier


def test_the_library_does_not_load_it() -> None:
    script = "import sys, quartzcron; print([name for name in sys.modules if 'compat' in name])"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"
