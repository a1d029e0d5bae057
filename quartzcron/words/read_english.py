"""What people say in English beside the words of `describe`: synonyms, and what must be asked back.

Each is a row as in `read_frames`, with its own text. What has no one meaning is a row too: it is
refused with its reason. Words that are others in full are rewritten before (`SAME`).
"""

from __future__ import annotations

import re
from functools import partial
from itertools import product

from quartzcron.calendar.months import last_day_sheet, last_workday_sheet, month_day_sheet
from quartzcron.corrections.everyday import WORDS
from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES
from quartzcron.records import TYPE_CHECKING
from quartzcron.words import read_days as dates
from quartzcron.words import read_times as clocks
from quartzcron.words.grammar import RefusedError
from quartzcron.words.phrases import HOUR, MINUTE, SECOND
from quartzcron.words.read_sets import at, either, except_days, in_years, on_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from quartzcron.words.grammar import Parsing
    from quartzcron.words.read_frames import Row

_SMALL = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90}
_SMALL_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)

#: Numbers in words.
NUMBERS: Mapping[str, int] = {**{word: n for n, word in enumerate(_SMALL, 1)}, **_TENS}
ORDINALS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(_SMALL_ORDINALS, 1)},
    **{f"twenty-{word}": 20 + n for n, word in enumerate(_SMALL_ORDINALS[:9], 1)},
    "thirtieth": 30,
    "thirty-first": 31,
}

#: Names of days and months beside those of CLDR, as masks.
NAMES: Mapping[str, Mapping[str, int]] = {
    "weekdays": {
        word.lower(): 1 << WEEKDAY_NAMES.index(name)
        for word, name in WORDS["day_of_week"].items()
        if name in WEEKDAY_NAMES
    },
    "months": {
        word.lower(): 1 << MONTH_NAMES.index(name) + 1 for word, name in WORDS["month"].items()
    },
}

#: Words for others in full, in texts and in frames alike.
SAME: Mapping[str, str] = {
    "each": "every",
    "everyday": "every day",
    "everyweek": "every week",
    "hr": "hour",
    "hrs": "hours",
    "min": "minute",
    "mins": "minutes",
    "sec": "second",
    "secs": "seconds",
    "thru": "to",
    "through": "to",
    "until": "to",
    "till": "to",
    "after": "past",
    "&": "and",
    "midday": "noon",
    "excluding": "except",
    "during": "in",
    "annually": "yearly",
}

_WORD = re.compile(r"[a-z]+|&|[^a-z&]")

#: A hyphen that stands for "to": not that of odd-numbered, twenty-first and half-hour.
_TO = re.compile(
    r"(?<=[a-z0-9.])(?<!\bodd)(?<!\beven)(?<!\bhalf)(?<!twenty)(?<!thirty)(?<!forty)"
    r"(?: [-\u2013\u2014] |[-\u2013\u2014])(?=[a-z0-9])"
)
_COMMA = re.compile(r",(?=[^ ])")


def rewritten(text: str, places: list[int]) -> tuple[str, list[int]]:
    """Return a text in the words that the rules have, with the place where each letter was."""
    text, places = _replaced(text, places, _TO, lambda _: " to ")
    text, places = _replaced(text, places, _COMMA, lambda _: ", ")
    return _replaced(text, places, _WORD, lambda found: SAME.get(found[0], found[0]))


def _replaced(
    text: str, places: list[int], pattern: re.Pattern[str], other: Callable[[Any], str]
) -> tuple[str, list[int]]:
    pieces, new, done = [], [], 0
    for found in pattern.finditer(text):
        piece = other(found)
        pieces += [text[done : found.start()], piece]
        new += places[done : found.start()]
        kept = piece == found[0]
        new += places[found.start() : found.end()] if kept else [places[found.start()]] * len(piece)
        done = found.end()
    return "".join(pieces) + text[done:], new + places[done:]


# --- times of day -------------------------------------------------------------------------


_HALF_DAY = re.compile(r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?)? ?([ap])\.?m\b\.?")
_OCLOCK = re.compile(r"([0-9]{1,2}) o'?clock")
_BARE = re.compile(r"([0-9]{1,2})(?![0-9a-z:]| (?:minute|second|hour|times|o'?clock|[ap]\.?m\b))")

#: What stands before a time of day.
_BEFORE = re.compile(r"(?:^|\b(?:at|from|between|to|and) |, )$")
_NOON, _MIDNIGHT = re.compile(r"(?:12 )?noon\b"), re.compile(r"(?:12 )?midnight\b")


def times_said(parsing: Parsing, start: int, in_list: bool) -> dict[int, int]:
    """Return times of day as people say them, by where they end."""
    text = parsing.text
    if noon := _NOON.match(text, start):
        return {noon.end(): 43_200}
    if midnight := _MIDNIGHT.match(text, start):
        if in_list:
            return {midnight.end(): clocks.MIDNIGHT}
        parsing.refuse(start, midnight.end(), RefusedError("midnight/window"))
        return {}
    if found := _HALF_DAY.match(text, start):
        hour, minute, second = (int(each or 0) for each in found.groups()[:3])
        if 1 <= hour <= 12 and minute < 60 and second < 60:
            time = (hour % 12 + 12 * (found[4] == "p")) * 3600 + minute * 60 + second
            return {found.end(): time}
        parsing.refuse(start, found.end(), RefusedError("no-time", found=found[0]))
    elif (bare := _OCLOCK.match(text, start) or _BARE.match(text, start)) and _BEFORE.search(
        text[:start]
    ):
        parsing.refuse(start, bare.end(), _unclear(int(bare[1])))
    return {}


def _unclear(hour: int) -> RefusedError:
    """Return what is said of a number that is no time of day."""
    if hour > 24:
        return RefusedError("no-time", found=hour)
    if 0 < hour < 12:
        return RefusedError("bare-hour", found=hour, first=f"{hour}:00", last=f"{hour + 12}:00")
    return RefusedError("bare-hour/one", found=hour, first=f"{hour % 24}:00")


# --- rows ---------------------------------------------------------------------------------


def _same(it: Any) -> Any:
    return it


def _unit(unit: str, n: int) -> Callable[..., Any]:
    return lambda: clocks.every(unit, n)


_UNITS = {"second": SECOND, "minute": MINUTE, "hour": HOUR}


def _clock_rows() -> Iterator[Row]:
    for word, unit in _UNITS.items():
        yield "EVERY", f"every other {word}", _unit(unit, 2), {}
        yield (
            "EVERY",
            f"every {{n:ordinal}} {word}",
            partial(clocks.every, unit),
            {},
        )
    for text in ("every half hour", "every half an hour", "every half-hour"):
        yield "EVERY", text, _unit(MINUTE, 30), {}
    for text in ("every quarter hour", "every quarter of an hour"):
        yield "EVERY", text, _unit(MINUTE, 15), {}
    yield "EVERY", "minutely", _unit(MINUTE, 1), {}
    yield "EVERY", "hourly", _unit(HOUR, 1), {}
    for text in ("between {first} and {last}", "{first} to {last}"):
        yield (
            "WINDOW",
            text,
            lambda first, last: ((first, last),),
            {"first": "TIME", "last": "TIME"},
        )
    for text in ("{windows} {every}", "{windows}, {every}"):
        yield "WALK", text, clocks.walk, {"every": "EVERY", "windows": "WINDOW*"}
    past = {"hours": "HOURS"}
    yield "PAST", "{n} minutes past {hours}", clocks.minutes, past
    yield "PAST", "{values} minutes past {hours}", clocks.minutes, {**past, "values": "MINUTE*"}
    for before, text in product(("", "at "), ("quarter past", "a quarter past", "half past")):
        n = 30 if "half" in text else 15
        action = partial(clocks.minutes, n=n)
        yield "PAST", f"{before}{text} {{hours}}", action, past
    every_hour = (1 << 24) - 1
    for text in ("every hour at {n} minutes past", "every hour at {n} minutes past the hour"):
        yield "PAST", text, lambda n: clocks.minutes(every_hour, n), {}


def _day_rows() -> Iterator[Row]:
    for text in ("daily", "all days", "every day of the week", "on every day", "every single day"):
        yield "WEEKLY", text, lambda: dates.WHOLE, {}
    week = {
        "weekday": 0b0011111,
        "weekdays": 0b0011111,
        "weekend": 0b1100000,
        "weekends": 0b1100000,
    }
    for word, mask in {**week, "workday": 31, "workdays": 31}.items():
        yield "WEEKDAYS", word, partial(_same, mask), {}
    yield "WEEKDAYS", "{it}", _same, {"it": "WEEKDAY"}
    ends = {"first": "WEEKDAY", "last": "WEEKDAY"}
    yield "WEEKDAYS", "{first} to {last}", lambda first, last: dates.ring(first, last, 7), ends
    names = {"weekdays": "WEEKDAYS*"}
    for before in ("", "on ", "every ", "on every ", "from ", "at ", "on the ", "at the "):
        if before != "from ":
            text = f"{before}{{weekdays}}"
            if before in ("on the ", "at the ", "at "):
                yield "WEEKLY", f"{before}weekend", lambda: dates.on_weekdays(0b1100000), {}
                continue
            yield "WEEKLY", text, lambda weekdays: dates.on_weekdays(weekdays), names
        else:
            yield (
                "WEEKLY",
                "from {first} to {last}",
                lambda first, last: dates.on_weekdays(dates.ring(first, last, 7)),
                ends,
            )
    yield "WEEKLY", "at weekends", lambda: dates.on_weekdays(0b1100000), {}
    yield (
        "WEEKLY",
        "every day from {first} to {last}",
        lambda first, last: dates.on_weekdays(dates.ring(first, last, 7)),
        ends,
    )
    for text in ("every week on {weekdays}", "weekly on {weekdays}", "every week {weekdays}"):
        yield "WEEKLY", text, lambda weekdays: dates.on_weekdays(weekdays), names
    for before in ("", "on ", "every ", "on every "):
        yield (
            "WEEKLY",
            f"{before}{{weekday}} the {{n:ordinal}}",
            lambda weekday, n: dates.on_weekdays(weekday) & month_day_sheet(dates.day_number(n)),
            {"weekday": "WEEKDAY"},
        )


def _nth(n: int, weekday: int) -> int:
    if not 1 <= n <= 5:
        raise RefusedError("out-of-range", unit="nth", low=1, high=5, found=n)
    return dates.nth(weekday, n)


def _nth_of_months(n: int, weekday: int) -> Any:
    return dates.in_months(_nth(n, weekday) if n else dates.nth(weekday, 0))


def _month_day_rows() -> Iterator[Row]:
    weekday = {"weekday": "WEEKDAY"}
    for the, nth in (("", "BARE"), ("the ", "NTH")):
        yield nth, f"{the}{{n:ordinal}} {{weekday}}", _nth, weekday
        yield nth, f"{the}last {{weekday}}", lambda weekday: dates.nth(weekday, 0), weekday
        yield (
            nth,
            f"{the}{{first:ordinal}} and {{last:ordinal}} {{weekday}}",
            lambda first, last, weekday: _nth(first, weekday) | _nth(last, weekday),
            {"first": "INT", "last": "INT", **weekday},
        )
        for text, sheet in (
            ("first day", month_day_sheet(2)),
            ("last day", last_day_sheet(0)),
            ("second to last day", last_day_sheet(1)),
            ("penultimate day", last_day_sheet(1)),
            ("last weekday", last_workday_sheet(0)),
            ("first weekday", dates.nearest(1)),
        ):
            yield "ITEM", f"{the}{text}", partial(_same, sheet), {}
        yield (
            "ITEM",
            f"{the}weekday nearest the {{day:ordinal}}",
            dates.nearest,
            {"day": "INT"},
        )
    yield "PLAIN", "{n}", dates.day_number, {}
    yield "PLAIN", "{first} to {last}", dates.day_range, {"first": "INT", "last": "INT"}
    for text in ("{days}", "day {days}", "days {days}"):
        kind = "NUMBER*" if text == "{days}" else "PLAIN*"
        yield "ITEM", text, lambda days: month_day_sheet(days), {"days": kind}
    # Without an article it stands alone: `the 1st and third Monday` are no two days of a list.
    for text in ("{it}", "on {it}"):
        yield "ON", text, _same, {"it": "BARE"}
    yield "ON", "{days}", _same_days, {"days": "ITEM*"}
    yield "ON", "every {days}", lambda days: month_day_sheet(days), {"days": "NUMBER*"}
    for after in (" of the month", " every month", " of a month", " monthly", ""):
        yield "OF_MONTH", f"{{days}}{after}", lambda days: dates.in_months(days), {"days": "ON"}
        if "of" in after:
            yield "OF_MONTH", f"every {{it}}{after}", dates.everywhere, {"it": "BARE"}
    yield "OF_MONTH", "every {it} of every month", dates.everywhere, {"it": "BARE"}
    for text in ("every month on {days}", "monthly on {days}"):
        yield "OF_MONTH", text, lambda days: dates.in_months(days), {"days": "ON"}
    yield (
        "OF_MONTH",
        "{days} in {months}",
        lambda days, months: dates.in_months(days, months),
        {"days": "ON", "months": "MONTH*"},
    )
    for text, n in (("every first {weekday}", 1), ("every last {weekday}", 0)):
        action = partial(_nth_of_months, n=n)
        yield "OF_MONTH", text, action, weekday


def _same_days(days: Any) -> Any:
    return days


def _date_rows() -> Iterator[Row]:
    places = {"month": "MONTH", "day": "INT", "year": "INT"}
    for text in (
        "{month} {day}",
        "{month} {day:ordinal}",
        "{month} the {day:ordinal}",
        "{day} {month}",
        "{day:ordinal} {month}",
        "{day:ordinal} of {month}",
        "the {day:ordinal} of {month}",
    ):
        yield "YEARLY", text, lambda month, day: (month, day), places
        for comma in ("", ","):
            yield (
                "DATE",
                f"{text}{comma} {{year}}",
                lambda month, day, year: (month, day, year),
                places,
            )
    for text in (
        "{date}",
        "on {date}",
        "every year on {date}",
        "yearly on {date}",
        "on {date} every year",
        "on {date} of every year",
    ):
        yield "DAY", text, lambda date: dates.yearly(*date), {"date": "YEARLY"}
    yield "DAY", "{date}", lambda date: dates.one_date(*date), {"date": "DATE"}
    months = {"months": "MONTH*"}
    for text in ("in {months} {days}", "in {months}, {days}", "{days}, in {months}"):
        yield (
            "DAY",
            text,
            lambda months, days: dates.in_months(days, months),
            {"days": "WEEKLY", **months},
        )
    yield "DAY", "in {months}", lambda months: dates.in_months(dates.WHOLE, months), months
    yield (
        "DAY",
        "from {first} to {last}",
        lambda first, last: dates.in_months(dates.WHOLE, dates.ring(first, last, 12, 1)),
        {"first": "MONTH", "last": "MONTH"},
    )


def _joined_rows() -> Iterator[Row]:
    """Yield how days are joined: with others, or without them."""
    for before in ("on ", "every ", "on every "):
        yield (
            "MORE",
            f"{before}{{weekdays}}",
            lambda weekdays: dates.in_months(dates.on_weekdays(weekdays)),
            {"weekdays": "WEEKDAYS*"},
        )
    for after in ("", " of every month", " of the month"):
        yield "MORE", f"on {{days}}{after}", lambda days: dates.in_months(days), {"days": "ITEM*"}
    yield "FIRST", "{it}", _same, {"it": "MORE"}
    pair = {"days": "MORE", "others": "MORE"}
    yield "DAYS", "{days} and {others}", lambda days, others: dates.united(days, others), pair
    pair = {"days": "DAY", "others": "DAYS"}
    for text in ("{days} except {others}", "{days} but {others}", "{days} but not {others}"):
        yield "DAYS", text, lambda days, others: dates.without(days, others), pair


def _sentence_rows() -> Iterator[Row]:
    dated = {"days": "DAYS", "times": "AT_TIME*"}
    for text in (
        "at {times} {days}",
        "at {times}, {days}",
        "{times} {days}",
        "{times}, {days}",
        "{days} {times}",
        "{days}, at {times}",
        "{days}, {times}",
    ):
        yield "AT", text, lambda times, days: at(times, days), dated
    for text in ("at {times}", "{times}"):
        yield "AT", text, at, {"times": "AT_TIME*"}
    clocked = {"clock": "CLOCKED", "days": "DAYS"}
    for text in ("{clock} {days}", "{days} {clock}", "{days}, {clock}"):
        yield "WHEN", text, lambda clock, days: on_days(clock, days), clocked
    parted = {"every": "EVERY", "days": "DAYS", "windows": "WINDOW*"}
    for text in (
        "{every} {days} {windows}",
        "{every} {days}, {windows}",
        "{every}, {days}, {windows}",
    ):
        yield (
            "WHEN",
            text,
            lambda every, days, windows: on_days(clocks.walk(every, windows), days),
            parted,
        )
    yield "TIMED", "{when} {years}", in_years, {"when": "WHEN", "years": "YEARS"}
    without = {"when": "TIMED", "days": "LEFT_OUT"}
    for text in ("{when} except {days}", "{when}, but not {days}", "{when} but not {days}"):
        yield "EXCEPT", text, except_days, without
    # Two sentences in a row: each with its days first, or its clock.
    yield "FULL", "{days} at {times}", lambda times, days: at(times, days), dated
    yield "FULL", "{clock} {days}", lambda clock, days: on_days(clock, days), clocked
    yield "FULLS", "{it}", _same, {"it": "FULL"}
    for joint in (" and ", ", and ", " and also ", ", and also "):
        text = f"{{first}}{joint}{{second}}"
        yield "FULLS", text, either, {"first": "FULL", "second": "FULLS"}
    yield "SENTENCE", "{it}", _same, {"it": "FULLS"}


#: What would be read, and may be meant otherwise: `every second Monday` is no clock on Mondays.
_WEEKDAY = "|".join(sorted(NAMES["weekdays"], key=len, reverse=True))
GUARDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(rf"every second (?:{_WEEKDAY})\b(?! of (?:the|every) month)"),
        "every-other-weekday",
    ),
    # Where the weekend is not Saturday and Sunday, nobody knows which week is meant. (That
    # descriptions name the days in brackets makes them clear.)
    (re.compile(r"\b(?:weekday|workday|weekend)s?\b(?! \(monday)"), "weekend"),
)

#: What a schedule has and an expression has not: zones and bounds.
_MONTH = "|".join(sorted(NAMES["months"], key=len, reverse=True))
BEYOND = re.compile(
    r"(?:utc|gmt|[ecmp][sd]?t|starting|start|ending|beginning|before)\b"
    rf"|(?:from|to) (?:{_MONTH}|[0-9]{{4}})\b|in (?!the\b)[a-z]|[a-z]+(?: [a-z]+)? time\b"
)


# --- what must be asked back ------------------------------------------------------------


def _refuse(key: str) -> Callable[..., Any]:
    def refused(**_: Any) -> Any:
        raise RefusedError(key)

    return refused


def _refused_rows() -> Iterator[Row]:
    for unit in ("minute", "hour", "day", "week", "month", "year"):
        article = "an" if unit == "hour" else "a"
        for often, per in product(("once", "twice", "{n} times"), (article, "per", "every")):
            yield "SET", f"{often} {per} {unit}", _refuse("how-often"), {}
    weekday = {"weekday": "WEEKDAY"}
    for text in ("every other {weekday}", "every {n} {weekday}", "every {n:ordinal} {weekday}"):
        yield "WEEKLY", text, _refuse("every-other-weekday"), weekday
    for unit in ("day", "week", "month", "year"):
        for text in (f"every other {unit}", f"every {{n}} {unit}s", f"every {{n:ordinal}} {unit}"):
            yield "WEEKLY", text, _refuse(f"every-other-{unit}"), {}
    for word, unit in (
        ("biweekly", "week"),
        ("fortnightly", "week"),
        ("every fortnight", "week"),
        ("bimonthly", "month"),
    ):
        yield "WEEKLY", word, _refuse(f"every-other-{unit}"), {}
    for unit in ("week", "month", "quarter", "year"):
        for text in (f"every {unit}", f"{unit}ly"):
            yield "WEEKLY", text, _refuse("which-day"), {}
            yield "SET", text, _refuse("which-day"), {}
    for word in ("business day", "working day"):
        for text in (f"every {word}", f"{word}s", f"on {word}s"):
            yield "WEEKLY", text, _refuse("working-days"), {}
    yield "SET", "{days}", _refuse("no-time-given"), {"days": "DAYS"}
    yield "SET", "daily", lambda: at((0,)), {}


def english_rows() -> Iterator[Row]:
    """Yield all rows of English beside the frames."""
    yield from _clock_rows()
    yield from _day_rows()
    yield from _month_day_rows()
    yield from _date_rows()
    yield from _joined_rows()
    yield from _sentence_rows()
    yield from _refused_rows()
