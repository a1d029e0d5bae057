"""A reader of English descriptions, for the tests only: words to dates and times of day.

It shares no code with the library and knows no masks: a sentence becomes a set of seconds of the
day and a test of dates. What it cannot read is an error; so a description that somebody could
take otherwise than it is meant fails here first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Days = Callable[[date], bool]

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NTHS = ["first", "second", "third", "fourth", "fifth"]

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = "(?:" + "|".join(MONTHS) + ")"
_TIME = r"\d\d:\d\d(?::\d\d)?"


class Reading(NamedTuple):
    """What a sentence says: seconds of the day, and which dates."""

    times: frozenset[int]
    runs_on: Days


class UnreadableError(Exception):
    """A sentence that is no description."""


def read(text: str) -> Reading:
    """Return what a description says."""
    if text == "Never (no date fits)":
        return Reading(frozenset(), lambda _: False)
    text = text[0].lower() + text[1:] if not text.startswith(tuple(WEEKDAYS)) else text
    once = re.fullmatch(rf"once, on ({_MONTH}) (\d+), (\d{{4}}) at ({_TIME})", text)
    if once:
        day = date(int(once[3]), MONTHS.index(once[1]) + 1, int(once[2]))
        return Reading(frozenset({_seconds(once[4])}), lambda each: each == day)
    text, in_years = _years(text)
    times, days = _times_and_days(text)
    return Reading(times, lambda each: in_years(each.year) and days(each))


# --- lists and numbers ---------------------------------------------------------------


def _items(text: str) -> list[str]:
    """Take a list apart: `a`, `a and b`, `a, b, and c`."""
    return re.split(r", and |, or | and | or |, ", text)


def _seconds(time: str) -> int:
    hour, minute, *second = map(int, time.split(":"))
    return hour * 3600 + minute * 60 + sum(second)


def _number(text: str) -> int:
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", text)
    if not found:
        raise UnreadableError(f"no number: {text!r}")
    number = int(found[1])
    if not text.isdigit():
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        if 10 < number % 100 < 14:
            ending = "th"
        if not text.endswith(ending):
            raise UnreadableError(text)
    return number


def _numbers(text: str) -> set[int]:
    found: set[int] = set()
    for item in _items(text):
        first, _, last = item.partition(" to ")
        found |= set(range(_number(first), _number(last or first) + 1))
    return found


# --- years ------------------------------------------------------------------------------


def _years(text: str) -> tuple[str, Callable[[int], bool]]:
    for pattern, make in _YEARS:
        found = re.fullmatch(rf"(.*), {pattern}", text)
        if found:
            return found[1], make(*found.groups()[1:])
    return text, lambda _: True


def _listed_years(text: str) -> Callable[[int], bool]:
    years = _numbers(text)
    return lambda year: year in years


def _walked_years(step: str, first: str, last: str = "2199") -> Callable[[int], bool]:
    years = range(int(first), int(last) + 1, _number(step))
    return lambda year: year in years


_YEARS: tuple[tuple[str, Callable[..., Callable[[int], bool]]], ...] = (
    (r"every (\d+\w\w) year from (\d{4}) to (\d{4})", _walked_years),
    (r"every (\d+\w\w) year from (\d{4})", _walked_years),
    (r"from (\d{4}) to (\d{4})", lambda a, b: _walked_years("1", a, b)),
    (r"from (\d{4}) on", lambda a: _walked_years("1", a)),
    (r"in ((?:\d{4}(?: to \d{4})?(?:, and | and |, )?)+)", _listed_years),
)


# --- times and days -----------------------------------------------------------------------


#: Seconds of the minutes that stand before them.
_INNER = re.compile(r"(.+), ((?:at|every) .*past the minute|every second for one minute)")


def _times_and_days(text: str) -> tuple[frozenset[int], Days]:
    # Points: the days first.
    pattern = rf"(.+?) at ((?:{_TIME}(?:, and | and |, )?)+)(?:, ((?:at|every) .*(?:minute)))?"
    found = re.fullmatch(pattern, text)
    if found and not re.match(r"every (second|minute|hour|\d+ (second|minute|hour)s)\b", text):
        times = {_seconds(item) for item in _items(found[2])}
        return _with_seconds(times, found[3]), _days(found[1])
    # The longest beginning that is a clock; the days are behind it.
    for end in [len(text), *reversed([comma.start() for comma in re.finditer(", ", text)])]:
        times_of_day = _clock_or_none(text[:end])
        if times_of_day is not None:
            rest = text[end + 2 :]
            return times_of_day, _days(rest) if rest else lambda _: True
    raise UnreadableError(text)


def _clock_or_none(text: str) -> frozenset[int] | None:
    inner = _INNER.fullmatch(text)
    try:
        if not inner:
            return frozenset(_clock(text))
        # Where seconds are told, windows begin and end in minutes of which some run.
        return _with_seconds(_clock(re.sub(r"(\d\d:\d\d):\d\d", r"\1", inner[1])), inner[2])
    except UnreadableError:
        return None


def _with_seconds(times: set[int], seconds: str | None) -> frozenset[int]:
    if seconds is None:
        return frozenset(times)
    values = _second_values(seconds)
    return frozenset(time - time % 60 + second for time in times for second in values)


def _second_values(text: str) -> set[int]:
    if text == "every second for one minute":
        return set(range(60))
    found = re.fullmatch(r"at (.+) seconds? past the minute", text)
    if found:
        return _numbers(found[1])
    found = re.fullmatch(r"(every .+) from (\d+) to (\d+) seconds past the minute", text)
    if found and _step(found[1])[1] == 1:
        return set(range(int(found[2]), int(found[3]) + 1, _step(found[1])[0]))
    raise UnreadableError(text)


_SIZE = {"second": 1, "minute": 60, "hour": 3600}


def _step(text: str) -> tuple[int, int]:
    """Return a number of units and the size of one."""
    found = re.fullmatch(r"every (second|minute|hour)", text)
    if found:
        return 1, _SIZE[found[1]]
    found = re.fullmatch(r"every (\d+) (second|minute|hour)s", text)
    if not found or int(found[1]) < 2:
        raise UnreadableError(text)
    return int(found[1]), _SIZE[found[2]]


def _clock(text: str) -> set[int]:
    """Return the seconds of the day of a clock, at second 0 unless it says otherwise."""
    for reader in (_bare, _windows, _of_hours, _pattern):
        found = reader(text)
        if found is not None:
            return found
    raise UnreadableError(text)


def _bare(text: str) -> set[int] | None:
    if text == "every hour on the hour":
        return set(range(0, 86400, 3600))
    found = re.fullmatch(r"(every .+) from (\d+) (second|minute)s? past the (minute|hour)", text)
    head, start = (found[1], int(found[2])) if found else (text, 0)
    try:
        number, size = _step(head)
    except UnreadableError:
        return None
    unit = {1: 60, 60: 3600}.get(size)
    if unit is None or (unit // size) % number:
        raise UnreadableError(f"does not go on evenly: {text}")
    return set(range(start * size, 86400, number * size))


def _windows(text: str) -> set[int] | None:
    window = rf"from {_TIME}(?: to {_TIME})?"
    pattern = rf"(every (?:\d+ )?\w+) ({window}(?:(?:, and|,| and) {window})*)(?:, and also at ((?:{_TIME}(?:, and | and |, )?)+))?"
    found = re.fullmatch(pattern, text)
    if not found:
        return None
    number, size = _step(found[1])
    times: set[int] = set()
    for first, last in re.findall(rf"from ({_TIME})(?: to ({_TIME}))?", found[2]):
        begin = _seconds(first)
        end = _seconds(last) if last else begin + 86400 - number * size
        if end < begin:
            end += 86400
        if (end - begin) % (number * size) or (not last and 86400 % (number * size)):
            raise UnreadableError(f"the end is no run: {text}")
        times |= {time % 86400 for time in range(begin, end + 1, number * size)}
    if found[3]:
        times |= {_seconds(item) for item in _items(found[3])}
    return times


def _of_hours(text: str) -> set[int] | None:
    """Read `every 5 minutes of every 2nd hour from hour 0`."""
    found = re.fullmatch(r"(every (?:\d+ )?minutes?) of (.+)", text)
    if not found:
        return None
    number, size = _step(found[1])
    if 60 % number:
        raise UnreadableError(text)
    minutes = range(0, 60, number)
    return {hour * 3600 + minute * size for hour in _hours(found[2]) for minute in minutes}


def _hours(text: str) -> set[int]:
    if text in ("every hour", "the hour"):
        return set(range(24))
    found = re.fullmatch(r"every (\d+\w\w) hour from hour (\d+)(?: to hour (\d+))?", text)
    if found:
        return set(range(int(found[2]), int(found[3] or 23) + 1, _number(found[1])))
    found = re.fullmatch(r"hours? (.+)", text)
    if not found:
        raise UnreadableError(text)
    return _numbers(found[1])


def _pattern(text: str) -> set[int] | None:
    """Read `at 5 and 35 minutes past every hour`, and its likes."""
    inside: set[int] | None = None
    window = rf"from {_TIME} to {_TIME}"
    found = re.fullmatch(rf"(.+), ({window}(?:(?:, and|,| and) {window})*)", text)
    if found:
        text, inside = found[1], set()
        for first, last in re.findall(rf"from ({_TIME}) to ({_TIME})", found[2]):
            begin, end = _seconds(first), _seconds(last)
            span = (
                range(begin, end + 1) if begin <= end else [*range(begin, 86400), *range(end + 1)]
            )
            inside |= {time // 60 for time in span}
    times = _values_past(text)
    return times if inside is None or times is None else {t for t in times if t // 60 in inside}


def _values_past(text: str) -> set[int] | None:
    found = re.fullmatch(r"at (.+?) (second|minute)s? past (.+)", text)
    if found:
        values = _numbers(found[1])
    else:
        found = re.fullmatch(
            r"(every .+?) from (\d+) to (\d+) (?:(second|minute)s) past (.+)", text
        )
        if not found:
            return None
        number, size = _step(found[1])
        if size != _SIZE[found[4]] or (int(found[3]) - int(found[2])) % number:
            raise UnreadableError(text)
        values = set(range(int(found[2]), int(found[3]) + 1, number))
    *_, unit, larger = found.groups()
    if unit == "second":
        if larger != "every minute":
            raise UnreadableError(text)
        return {minute * 60 + value for minute in range(1440) for value in values}
    return {hour * 3600 + value * 60 for hour in _hours(larger) for value in values}


# --- days ------------------------------------------------------------------------------------


def _days(text: str) -> Days:
    first, *others = text.split(" and also ")
    named = re.search(rf"({_MONTH}(?:(?:, and | and |, ){_MONTH})+)", first)
    for place, other in enumerate(others):
        if other.endswith(" in these months"):
            if not named:
                raise UnreadableError(text)
            others[place] = other.replace("in these months", f"in {named[1]}")
    parts = [_day_part(part) for part in (first, *others)]
    return lambda each: any(part(each) for part in parts)


def _day_part(text: str) -> Days:
    found = re.fullmatch(rf"on ({_MONTH}) (\d+), (\d{{4}})", text)
    if found:
        only = date(int(found[3]), MONTHS.index(found[1]) + 1, int(found[2]))
        return lambda each: each == only
    found = re.fullmatch(rf"every ({_MONTH}) (\d+)(?: \(leap years only\))?", text)
    if found:
        month, day = MONTHS.index(found[1]) + 1, int(found[2])
        if (month == 2 and day == 29) != text.endswith(")"):
            raise UnreadableError(text)
        return lambda each: (each.month, each.day) == (month, day)
    for reader in (_of_shape, _of_month, _in_months):
        days = reader(text)
        if days is not None:
            return days
    raise UnreadableError(text)


def _months(text: str) -> Callable[[int], bool]:
    found = re.fullmatch(rf"(?:each month )?from ({_MONTH}) to ({_MONTH})", text)
    if found:
        first, last = MONTHS.index(found[1]), MONTHS.index(found[2])
        size = (last - first) % 12
        return lambda month: (month - 1 - first) % 12 <= size
    names = {MONTHS.index(item) + 1 if item in MONTHS else 0 for item in _items(text)}
    if 0 in names:
        raise UnreadableError(text)
    return names.__contains__


def _in_months(text: str) -> Days:
    found = re.fullmatch(rf"(.+?) (?:in ({_MONTH}.*)|(from {_MONTH} to {_MONTH}))", text)
    if not found:
        return _weekly(text)
    days, months = _weekly(found[1]), _months(found[2] or found[3])
    return lambda each: months(each.month) and days(each)


def _weekly(text: str) -> Days:
    if text == "every day":
        return lambda _: True
    found = re.fullmatch(r"(.+) that falls on (.+) of the month", text)
    if found:
        head = found[1].removeprefix("every day from ")
        weekdays = _week(head if head != found[1] else found[1])
        items = _listed(found[2])
        return lambda each: weekdays(each) and items(each)
    found = re.fullmatch(rf"the (\w+) ({_DAY}) of the month if that is (.+) of the month", text)
    if found:
        nth, items = _item(f"the {found[1]} {found[2]}"), _listed(found[3])
        return lambda each: nth(each) and items(each)
    return _week(text)


def _week(text: str) -> Days:
    found = re.fullmatch(rf"every day except ({_DAY})", text)
    if found:
        left_out = WEEKDAYS.index(found[1])
        return lambda each: each.weekday() != left_out
    found = re.fullmatch(rf"({_DAY}) to ({_DAY})", text)
    if found:
        first, last = map(WEEKDAYS.index, found.groups())
        return lambda each: (each.weekday() - first) % 7 <= (last - first) % 7
    found = re.fullmatch(rf"every ((?:{_DAY}(?:, and | and |, )?)+)", text)
    if not found:
        raise UnreadableError(text)
    days = {WEEKDAYS.index(item) for item in _items(found[1])}
    return lambda each: each.weekday() in days


def _of_shape(text: str) -> Days | None:
    found = re.fullmatch(rf"on the (.+) of months of (\d+) days that begin on a ({_DAY})(.*)", text)
    if not found:
        return None
    days, length, first = _numbers(found[1]), int(found[2]), WEEKDAYS.index(found[3])
    months = _months(re.sub("^ in ", "", found[4]).strip() if found[4] else ", ".join(MONTHS))

    def runs(each: date) -> bool:
        begins, size = monthrange(each.year, each.month)
        return each.day in days and size == length and begins == first and months(each.month)

    return runs


def _of_month(text: str) -> Days | None:
    text = re.sub(r" \(where (?:it exists|they exist)\)$", "", text)
    pattern = rf"(.+) of (every month|every month that has one|each month from .+|{_MONTH}.*)"
    found = re.fullmatch(pattern, text)
    if not found or " that falls on " in text:
        return None
    months = (lambda _: True) if found[2].startswith("every") else _months(found[2])
    days = _listed(found[1].removeprefix("on "))
    return lambda each: months(each.month) and days(each)


def _listed(text: str) -> Days:
    """Read a list of items, each of which may hold a list of numbers."""
    found = re.fullmatch(r"from the (\w+) to the (\w+)", text)
    if found:
        first, last = map(_number, found.groups())
        return lambda each: first <= each.day <= last
    found = re.fullmatch(r"(\d+) days? before the last day", text)
    if found:
        return _before_last(int(found[1]))
    parts = [_item(part) for part in _parts(text)]
    return lambda each: any(part(each) for part in parts)


#: What an item may be. Those of days come last: they hold commas themselves.
_ITEM = re.compile(
    r"(?:an )?(?:odd|even)-numbered days?"
    r"|every \w+ day from the \w+ to the \w+"
    r"|the day \d+ days? before the last weekday \(Monday to Friday\)(?: or, at the earliest, the 1st)?"
    r"|the day \d+ days? before the last day"
    r"|the weekday \(Monday to Friday\) nearest to \d+ days? before the last day"
    r"|the weekday \(Monday to Friday\) nearest the \w+(?: or the last day before it)?"
    r"(?: \(but not if [\w ]+\))?"
    r"|the (?:first|last) weekday \(Monday to Friday\)"
    rf"|the \w+ {_DAY}"
    r"|the last day"
    r"|the (?:\d+\w\w(?: to \d+\w\w)?(?:, and |, or | and | or |, )?)+(?<![ ,])"
)


def _parts(text: str) -> list[str]:
    """Take a list of items apart."""
    found = []
    while text:
        item = _ITEM.match(text)
        if not item:
            raise UnreadableError(text)
        found.append(re.sub(r"(?:, and|, or| and| or|,)$", "", item[0].strip()).strip())
        rest = text[item.end() :]
        text = re.sub(r"^(?:, and |, or | and | or |, )", "", rest)
        if rest and text == rest and not item[0].endswith(" "):
            raise UnreadableError(text)
    return found


def _length(each: date) -> int:
    return monthrange(each.year, each.month)[1]


def _before_last(before: int) -> Days:
    return lambda each: each.day == _length(each) - before


def _nearest(each: date, day: int) -> bool:
    """Tell whether a date is the weekday nearest to a day of its month."""
    if not 1 <= day <= _length(each):
        return False
    workdays = [
        near
        for near in (each.replace(day=n) for n in range(1, _length(each) + 1))
        if near.weekday() < 5
    ]
    # A Saturday has its Friday a day before, a Sunday its Monday a day after.
    return each == min(workdays, key=lambda near: abs(near.day - day))


def _item(text: str) -> Days:
    for pattern, make in _ITEMS:
        found = re.fullmatch(pattern, text)
        if found:
            return make(*found.groups())
    raise UnreadableError(text)


def _in_days(text: str) -> Days:
    days = _numbers(text)
    return lambda each: each.day in days


def _walked(step: str, first: str, last: str) -> Days:
    days = range(_number(first), _number(last) + 1, _number(step))
    if days[-1] != _number(last):
        raise UnreadableError(f"the end is no run: {days}")
    return lambda each: each.day in days


def _back(back: str, clamped: str | None) -> Days:
    def runs(each: date) -> bool:
        last = next(
            day for day in range(_length(each), 0, -1) if each.replace(day=day).weekday() < 5
        )
        day = last - int(back)
        return each.day == (max(day, 1) if clamped else day)

    return runs


def _near(text: str, clamped: str | None, lost: str | None) -> Days:
    day = _number(text)

    def runs(each: date) -> bool:
        length = _length(each)
        aim = min(day, length) if clamped else day
        ends_on_it = length == day and each.replace(day=length).weekday() == 6
        return not (lost and ends_on_it) and _nearest(each, aim)

    return runs


def _nth(word: str, weekday: str) -> Days:
    day = WEEKDAYS.index(weekday)
    if word == "last":
        return lambda each: each.weekday() == day and (each + timedelta(7)).month != each.month
    return lambda each: each.weekday() == day and (each.day - 1) // 7 == NTHS.index(word)


_ITEMS: tuple[tuple[str, Callable[..., Days]], ...] = (
    (r"(?:an )?odd-numbered days?", lambda: lambda each: each.day % 2 == 1),
    (r"(?:an )?even-numbered days?", lambda: lambda each: each.day % 2 == 0),
    (r"every (\w+) day from the (\w+) to the (\w+)", _walked),
    (
        r"the day (\d+) days? before the last weekday \(Monday to Friday\)( or, at the earliest, the 1st)?",
        _back,
    ),
    (r"the day (\d+) days? before the last day", lambda n: _before_last(int(n))),
    (
        r"the weekday \(Monday to Friday\) nearest to (\d+) days? before the last day",
        lambda n: lambda each: _nearest(each, _length(each) - int(n)),
    ),
    (
        r"the weekday \(Monday to Friday\) nearest the (\w+)( or the last day before it)?( \(but not if .*\))?",
        _near,
    ),
    (r"the first weekday \(Monday to Friday\)", lambda: lambda each: _nearest(each, 1)),
    (
        r"the last weekday \(Monday to Friday\)",
        lambda: lambda each: _nearest(each, _length(each)),
    ),
    (rf"the (first|second|third|fourth|fifth|last) ({_DAY})", _nth),
    (r"the last day", lambda: _before_last(0)),
    (r"the (.+)", _in_days),
)
