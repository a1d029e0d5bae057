"""What is no part of a cron expression: zones, comments, commands, and what is no cron at all.

None of it can be dropped without a word: it says something that the schedule
would lose. So it is pointed at, the rest of the text is judged without it, and
there is no correction.
"""

from __future__ import annotations

import re

from quartzcron.corrections.everyday import SCHEDULES, WORDS
from quartzcron.errors import Problem, problem, shown
from quartzcron.language.text import split
from quartzcron.language.zones_in_text import looks_like_a_zone
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The fewest and the most parts of an expression.
_FEWEST, _MOST = 5, 7

# --- beside an expression -------------------------------------------------------


def beside(text: str) -> tuple[tuple[int, int], str] | None:
    """Return where something stands that is not part of the expression, and its key.

    >>> beside("0 9 * * * Asia/Seoul"), beside("0 9 * * * # daily"), beside("0 9 * * *")
    (((10, 20), 'zone-in-text'), ((10, 17), 'extra-text/comment'), None)
    """
    words = split(text)
    end = words[-1][0] + len(words[-1][1]) if words else 0
    for place, word in words:
        if looks_like_a_zone(word):
            # In Jenkins a zone has a line of its own: white space of all kinds ends it.
            return (place, place + len(word.split()[0])), "zone-in-text"
    named = _WINDOWS_ZONE.search(text)
    if named is not None:
        return named.span(), "zone-in-text"
    for count, (place, word) in enumerate(words):
        if count and (word[0] == "#" or word[:2] == "//"):
            return (place, end), "extra-text/comment"
        if count and _COMMAND.match(word):
            # A system's crontab has a user in front of the command.
            user = (
                count > _FEWEST
                and words[count - 1][1].islower()
                and _is_no_field(words[count - 1][1])
            )
            start = words[count - 1][0] if user else place
            return (start, end), "extra-text/shortcut" if words[0][1][0] == "@" else "extra-text"
    if len(words) > 1 and words[0][1].lower() in _SHORTCUTS:
        return (words[1][0], end), "extra-text/shortcut"
    return None


#: Eastern Standard Time, as Windows names its zones.
_WINDOWS_ZONE = re.compile(r"(?:[A-Z][A-Za-z.]*\s+){1,3}(?:Standard|Daylight|Summer)\s+Time\b")

_COMMAND = re.compile(
    r"(?:[.~]{0,2}/[A-Za-z_.]|&&|\|\|?|[12]?>|;|\$\(|\$[A-Za-z{]|--?[A-Za-z]{2,})"
)

_SHORTCUTS = frozenset(f"@{word}" for word in SCHEDULES)


def command(text: str) -> tuple[int, int] | None:
    """Return where the command of a crontab's line begins that looks like a part at first.

    >>> command("0 9 * * * root backup"), command("0 9 * * MON-FRI")
    ((10, 21), None)
    """
    words = split(text)
    for count in range(_FEWEST, min(_MOST, len(words) - 1) + 1):
        if count < len(words) and _is_no_field(words[count][1]):
            return words[count][0], words[-1][0] + len(words[-1][1])
    return None


def _is_no_field(word: str) -> bool:
    """Tell whether a word begins like no field: letters that are no name."""
    letters = re.match(r"[A-Za-z_]*", word)
    head = letters[0].upper() if letters else ""
    return len(head) > 2 and head not in _KNOWN and head[:3] not in _KNOWN


_KNOWN = frozenset([*WORDS["month"], *WORDS["day_of_week"]])


# --- instead of one ---------------------------------------------------------------

_DATE = r"\d{4}-\d{1,2}-\d{1,2}"

_UNITS = r"(?:ms|s|secs?|m|mins?|h|hrs?|d|w|seconds?|minutes?|hours?|days?|weeks?|months?|years?)"
_DAY = r"[\d./,*]+"

#: What people write who do not write cron, with the key of what is said about it.
_NOT_CRON: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (f"not-a-calendar-schedule{case}", re.compile(pattern, re.IGNORECASE))
    for case, pattern in (
        ("", r"@(?:reboot|every|once|continuous|after|startup)\b.*"),
        ("/date", rf"(?:at\(\s*)?{_DATE}(?:[T ]\S*)?(?:\s*\))?"),
        ("/interval", r"rate\s*\(.*\)?"),
        ("/interval", r"P(?:T?\d+(?:[.,]\d+)?[YMWDHS])+"),
        ("/interval", rf"(?:(?:every|each)\s+)?(?:\d+\s*{_UNITS}\s*)+"),
        ("/interval", rf"(?:every|each)\s+{_UNITS}"),
        ("/time", r"(?:at\s+)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?"),
        ("/time", r"(?:at\s+)?\d{1,2}\s*[ap]\.?m\.?"),
        ("/rule", r"(?:RRULE:|DTSTART)?.*\bFREQ=.*"),
        ("/rule", rf"(?:[A-Za-z.,-]+\s+)?(?:\*|\d{{4}})-{_DAY}-{_DAY}(?:\s+[\d*:./,]+)?"),
        ("/rule", r"OnCalendar=.*"),
    )
)

_TIME = re.compile(
    r"(?:at\s+)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?:[:.]00)?\s*(?P<half>[ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)


def instead(text: str, time_spans: bool = False) -> str | None:
    """Return the key of what is said about a text that is something else than cron, or None.

    >>> instead("9:30"), instead("PT5M"), instead("0 9 * * *")
    ('not-a-calendar-schedule/time', 'not-a-calendar-schedule/interval', None)
    >>> instead("00:05:00", time_spans=True)
    'not-a-calendar-schedule/interval'
    """
    stripped = text.strip()
    if time_spans and time_span(stripped) is not None:
        return "not-a-calendar-schedule/interval"
    key = next((key for key, pattern in _NOT_CRON if pattern.fullmatch(stripped)), None)
    if key is None and not any(sign in "*0123456789@" for sign in stripped) and " " in stripped:
        return "not-a-calendar-schedule/words"
    if key is None and _SPOKEN.match(stripped):
        return "not-a-calendar-schedule/words"
    return key


_SPOKEN = re.compile(r"(?:every|on|at|each|once|twice)\s", re.IGNORECASE)


def time_span(text: str) -> int | None:
    """Return the seconds of an interval as .NET writes it, or None.

    >>> time_span("00:05:00"), time_span("24:00:00"), time_span("5:00")
    (300, 2073600, None)

    It is hh:mm:ss, and dd:hh:mm where the first number is 24 or more.
    """
    if not _TIME_SPAN.fullmatch(text.strip()):
        return None
    first, second, third = map(int, text.split(":"))
    if first < 24:
        return (first * 60 + second) * 60 + third
    return ((first * 24 + second) * 60 + third) * 60


_TIME_SPAN = re.compile(r"\d{1,2}:[0-5]?\d:[0-5]?\d", re.ASCII)


def clock_time(text: str) -> tuple[int, int] | None:
    """Return hour and minute of a time of day, or None.

    >>> clock_time("9:30"), clock_time("at 9pm"), clock_time("25:00")
    ((9, 30), (21, 0), None)
    """
    found = _TIME.fullmatch(text.strip())
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def pointed_at(text: str, span: tuple[int, int], key: str, count: int) -> Problem:
    """Return the problem of a piece that is not part of the expression."""
    if key == "extra-text/shortcut":
        found = shown(text[: span[0]].strip())
        return problem(key, None, span, found=found)
    found = shown(text[slice(*span)])
    return problem(key, None, span, found=found, count=count)
