"""Schedules in words, generated and judged without the library.

`schedules()` makes texts of Google's second format; `runs` goes through the days of
a span and asks of each, by the words alone, whether it is meant. It knows dates
and times of the standard library, and nothing of cron.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from hypothesis import strategies as st

_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SPOKEN = [
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
    "twentyfirst",
    "twentysecond",
    "twentythird",
    "twentyfourth",
    "twentyfifth",
    "twentysixth",
    "twentyseventh",
    "twentyeighth",
    "twentyninth",
    "thirtieth",
    "thirtyfirst",
]

DAY = timedelta(days=1)


# --- the judge ------------------------------------------------------------------


def runs(text: str, start: datetime, end: datetime) -> list[datetime]:
    """Return the runs of a right text from a midnight (inclusive) to another (exclusive)."""
    words = re.findall(r"[^\s,]+|,", text)
    found: set[datetime] = set()
    # A window that begins late goes on past midnight.
    day = start - DAY
    while day < end:
        found.update(run for run in _of_a_day(words, day) if start <= run < end)
        day += DAY
    return sorted(found)


def _of_a_day(words: list[str], day: datetime) -> Iterator[datetime]:
    """Yield the runs that belong to a day."""
    if words[0] == "every" and words[1].isdigit():
        yield from _of_an_interval(words, day)
    elif _is_meant(words[:-1], day):
        yield datetime.combine(day, _clock(words[-1]))


def _of_an_interval(words: list[str], day: datetime) -> Iterator[datetime]:
    """Yield the runs of an interval from the start of its window on."""
    every = timedelta(**{"hours" if words[2] == "hours" else "minutes": int(words[1])})
    window = ["00:00", "23:59"] if words[3] == "synchronized" else [words[4], words[6]]
    first, last = (datetime.combine(day, _clock(each)) for each in window)
    last += DAY if last < first else timedelta(0)
    while first <= last:
        yield first
        first += every


def _clock(word: str) -> time:
    hour, _, minute = word.partition(":")
    return time(int(hour), int(minute))


def _is_meant(words: list[str], day: datetime) -> bool:
    """Tell whether the words before the time name a day."""
    if "of" in words:
        place = words.index("of")
        if not _is_month(words[place + 1 :], day.month):
            return False
        words = words[:place]
    words = [word for word in words if word != ","]
    ordinals = [_count(word) for word in words if word[0].isdigit() or word in _SPOKEN]
    names = [word[:3] for word in words if word[:3] in _short(_DAYS)]
    if not names:
        return not ordinals or day.day in ordinals
    week = (day.day - 1) // 7 + 1
    return _DAYS[day.weekday()][:3] in names and (not ordinals or week in ordinals)


def _is_month(words: list[str], month: int) -> bool:
    if words == ["month"]:
        return True
    place = (month - 1) % 3 + 1
    if words[-1] == "quarter":
        return place in ([_count(each) for each in words[:-3] if each != ","] or [1])
    return _MONTHS[month - 1][:3] in [word[:3] for word in words]


def _count(word: str) -> int:
    return _SPOKEN.index(word) + 1 if word in _SPOKEN else int(re.sub(r"\D", "", word))


def _short(names: list[str]) -> list[str]:
    return [name[:3] for name in names]


# --- texts ------------------------------------------------------------------------


def _ordinal(count: int) -> st.SearchStrategy[str]:
    ending = "th" if 10 < count < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return st.sampled_from([f"{count}{ending}", _SPOKEN[count - 1]])


def _named(names: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([*names, *_short(names)])


def _listed(item: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    comma = st.sampled_from([",", ",", ",", ", ", " , "])
    return st.builds(str.join, comma, st.lists(item, min_size=1, max_size=most))


def ordinals(most: int) -> st.SearchStrategy[str]:
    """Lists of ordinals from 1st to one that is the last."""
    return _listed(st.integers(1, most).flatmap(_ordinal))


def clocks() -> st.SearchStrategy[str]:
    """Times of day, the hour with one figure or two."""
    hours = st.builds(str.format, st.sampled_from(["{}", "{:02}"]), st.integers(0, 23))
    return st.builds("{}:{:02}".format, hours, st.integers(0, 59))


_WEEKDAYS = _listed(_named(_DAYS))
_ANY_MONTHS = st.one_of(
    st.just("month"),
    _listed(_named(_MONTHS)),
    st.just("quarter"),
    st.builds("{} month of quarter".format, ordinals(3)),
)
_NUMBERS = _listed(
    st.builds(str.format, st.sampled_from(["{}", "{:02}"]), st.integers(1, 28)), most=6
)
_WITH_OF = st.builds(" of {}".format, _ANY_MONTHS)


def _dates() -> st.SearchStrategy[str]:
    """Texts that name days: of every week, of a week of the month, by number, by ordinal."""
    days = st.one_of(
        st.just("every day"),
        st.builds("every {}".format, _WEEKDAYS),
        st.builds("{} {}".format, ordinals(5), _WEEKDAYS),
        st.builds("{} day".format, ordinals(28)),
    )
    loose = st.builds("{}{} {}".format, days, st.one_of(st.just(""), _WITH_OF), clocks())
    return loose | st.builds("{}{} {}".format, _NUMBERS, _WITH_OF, clocks())


def intervals() -> st.SearchStrategy[str]:
    """Intervals of the clock: from a time to a time, or all day."""
    units = st.sampled_from(["minutes", "mins"])
    minutes = st.builds("{} {}".format, st.integers(1, 720), units)
    every = minutes | st.builds("{} hours".format, st.integers(1, 24))
    windows = st.builds("every {} from {} to {}".format, every, clocks(), clocks())
    even = st.builds("{} {}".format, _divisors(1440), units)
    even |= st.builds("{} hours".format, _divisors(24))
    return windows | st.builds("every {} synchronized".format, even)


def _divisors(of: int) -> st.SearchStrategy[int]:
    return st.sampled_from([each for each in range(1, of + 1) if of % each == 0])


def dates() -> st.SearchStrategy[str]:
    """Right texts that name dates, with blanks where they may be."""
    return st.builds(_spaced, _dates(), st.sampled_from([" ", " ", "  ", "\t"]))


def _spaced(text: str, blank: str) -> str:
    return text.replace(" ", blank)
