"""Days as people say them: today, tomorrow, yesterday, next Monday.

Whoever says "next Friday" on a Wednesday may mean this week or the next one, and
weeks begin on Monday or on Sunday. So a day is returned by every way of counting,
and whoever asks decides what to do if they differ.

Nothing here knows zones, or what time it is.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DISTANCES = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKS = {"last": -1, "this": 0, "next": 1}

# A day, and behind it perhaps a time of day, which is not looked at here.
_SAID = re.compile(
    rf"(?P<day>{'|'.join(_DISTANCES)})(?P<time>\b.*)"
    rf"|(?P<week>{'|'.join(_WEEKS)})\s+(?P<of_week>{'|'.join(_WEEKDAYS)})(?P<at>\b.*)"
    rf"|(?P<alone>{'|'.join(_WEEKDAYS)})",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """A day that somebody named: the dates that it may be, and the time of day behind it."""

    dates: tuple[date, ...]
    time: str


def said_day(text: str, today: date) -> Said | None:
    """Return the day that a text names in words, by every way of counting; None if it names none.

    >>> said_day("tomorrow at 9:30", date(2026, 1, 1))
    Said(dates=(datetime.date(2026, 1, 2),), time='9:30')

    Thursday's next Monday is the same to everybody, its next Saturday is not:

    >>> [f"{day:%d}" for day in said_day("next monday", date(2026, 1, 1)).dates]
    ['05']
    >>> [f"{day:%d}" for day in said_day("next saturday", date(2026, 1, 1)).dates]
    ['03', '10']
    """
    found = _SAID.fullmatch(text)
    if found is None:
        return None
    # Loaded here: most moments are in ISO form.
    from dateutil.relativedelta import relativedelta

    time = found["time"] or found["at"] or ""
    time = re.sub(r"(?i)^\s*,?\s*(at\b)?\s*", "", time)
    if found["day"]:
        distance = relativedelta(days=_DISTANCES[found["day"].lower()])
        return Said((today + distance,), time)
    if found["alone"]:
        weekday = _WEEKDAYS.index(found["alone"].lower())
        return Said(_both_sides(today, weekday), time)
    weekday = _WEEKDAYS.index(found["of_week"].lower())
    return Said(_in_week(today, weekday, _WEEKS[found["week"].lower()]), time)


def _both_sides(today: date, weekday: int) -> tuple[date, ...]:
    """Return a weekday as the last one and as the coming one, which may both be today."""
    from dateutil.relativedelta import relativedelta
    from dateutil.relativedelta import weekday as nth

    ways = (today + relativedelta(weekday=nth(weekday, way)) for way in (-1, 1))
    return tuple(dict.fromkeys(ways))


def _in_week(today: date, weekday: int, weeks: int) -> tuple[date, ...]:
    """Return a weekday so many weeks on: the nearest, that of weeks from Monday, from Sunday."""
    from dateutil.relativedelta import MO, SU, relativedelta
    from dateutil.relativedelta import weekday as nth

    nearest = today + relativedelta(days=weeks, weekday=nth(weekday, weeks or 1))
    first_days = (today + relativedelta(weekday=first(-1), weeks=weeks) for first in (MO, SU))
    found = {nearest, *(first + relativedelta(weekday=nth(weekday, 1)) for first in first_days)}
    return tuple(sorted(found))
