"""Endless distinct expressions for the parse and memory cases.

A `Family` draws the words of an expression; each competitor has a template per family that
puts the words into its own dialect, so all parse the same schedules. Draws never repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random

from benchmarks.brute_force import Plan, times_of_day

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")

CHECKED_YEARS = (2025, 2032)
"""Years that a drawn plan looks at: starts end with 2030, and each drawn plan fires yearly."""


@dataclass(frozen=True)
class Draw:
    """One drawn expression: the words for a template, and what they mean."""

    words: Mapping[str, str]
    plan: Plan


def _weekday_range(random: Random) -> Draw:
    """Draw a time of day on a range of weekdays in one month."""
    hour, minute, month = random.randrange(24), random.randrange(60), random.randrange(12)
    first, last = sorted(random.sample(range(7), 2))

    def on_day(day: date) -> bool:
        return day.month == month + 1 and first <= day.isoweekday() % 7 <= last

    weekdays = f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
    words = {"minute": str(minute), "hour": str(hour), "month": MONTHS[month], "days": weekdays}
    return Draw(words, _drawn_plan(on_day, hour, minute))


def _day_list(random: Random) -> Draw:
    """Draw a time of day on four days of one month; hardly any two lists are the same."""
    hour, minute, month = random.randrange(24), random.randrange(60), random.randrange(12)
    # Up to 28, so that each list fires in full in every month.
    days = sorted(random.sample(range(1, 29), 4))

    def on_day(day: date) -> bool:
        return day.month == month + 1 and day.day in days

    listed = ",".join(map(str, days))
    words = {"minute": str(minute), "hour": str(hour), "month": MONTHS[month], "days": listed}
    return Draw(words, _drawn_plan(on_day, hour, minute))


def _drawn_plan(on_day: Callable[[date], bool], hour: int, minute: int) -> Plan:
    return Plan("drawn", on_day, times_of_day([hour], [minute]), CHECKED_YEARS)


FAMILIES: Mapping[str, Callable[[Random], Draw]] = {
    "weekday range": _weekday_range,
    "day list": _day_list,
}
"""How each family draws; `weekday range` knows 21 day fields only, `day list` 20,475."""


def draws(family: str, seed: int = 2026) -> Iterator[Draw]:
    """Yield distinct draws of a family without end, the same for the same seed."""
    random, seen = Random(seed), set()
    while True:
        draw = FAMILIES[family](random)
        key = tuple(draw.words.values())
        if key not in seen:
            seen.add(key)
            yield draw


def sample(family: str, count: int) -> list[Draw]:
    """Return the first draws of a family: the same for all, and none of the stream's."""
    return list(islice(draws(family, seed=0), count))
