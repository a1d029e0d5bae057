"""Sentences as they are read: times of day on days, and how they become matchers.

A sentence is a tuple of parts: times of day as bits, and boxes of days. A set is the key of its
frame with its two operands. Times of one part that no product of fields gives are shared out.
"""

from __future__ import annotations

from quartzcron.calendar.matcher import Matcher
from quartzcron.calendar.months import fire_years, month_day_sheet
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.required_days import ALL_MONTHS
from quartzcron.words.grammar import RefusedError
from quartzcron.words.read_days import (
    AGAIN,
    EVERY_DAY,
    WHOLE,
    both,
    gathered,
    one_date,
    united,
    without,
)
from quartzcron.words.read_times import MIDNIGHT, floored, listed_times, minutes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.words.read_days import Boxes
    from quartzcron.words.read_times import Clock

    #: Times of day, as bits or as a list, and the days on which they are.
    Times = int | tuple[int, ...]
    Part = tuple[Times, Boxes]
    Parts = tuple[Part, ...]


def at(times: Times, days: Boxes = EVERY_DAY) -> Parts:
    """Return times of day on days."""
    if any(months == AGAIN for _, months, _ in days):
        raise RefusedError("which-months")
    if isinstance(times, tuple) and MIDNIGHT in times:
        # All days begin and end with a midnight; some days have two of which one is meant.
        if any(sheet != WHOLE or months != ALL_MONTHS for sheet, months, _ in days):
            raise RefusedError("midnight")
        times = tuple(time % MIDNIGHT for time in times)
    return ((times, days),)


def _bits(times: Times) -> int:
    return listed_times(times) if isinstance(times, tuple) else times


def at_seconds(clock: Parts, seconds: int) -> Parts:
    """Return seconds within the minutes of a sentence."""
    return tuple((floored(_bits(times)) * seconds, days) for times, days in clock)


def on_days(clock: Clock, days: Boxes = EVERY_DAY) -> Parts:
    """Return a clock on days."""
    if clock[0] is None:
        raise RefusedError("no-run/window")
    return at(clock[0], days)


def plain(it: Clock) -> Parts:
    """Return a clock on every day."""
    return on_days(it)


def once(date: tuple[int, int, int], time: int) -> Parts:
    """Return one moment."""
    return at((time,), one_date(*date))


def in_years(when: Parts, years: int) -> Parts:
    """Return what recurs in some years only."""
    return only_days(when, ((WHOLE, ALL_MONTHS, years),))


def only_days(when: Parts, days: Boxes) -> Parts:
    """Return what is on certain days."""
    return tuple((times, both(own, days)) for times, own in when)


def except_days(when: Parts, days: Boxes) -> Parts:
    """Return what is not on certain days."""
    return tuple((times, without(own, days)) for times, own in when)


def either(first: Parts, second: Parts) -> Parts:
    """Return what is in one sentence or the other."""
    return first + second


# --- matchers ------------------------------------------------------------------------------


def matchers(parts: Parts) -> list[Matcher]:
    """Return matchers that together have all times of a sentence."""
    by_times: dict[int, Boxes] = {}
    for times, days in parts:
        own = _bits(times)
        by_times[own] = united(by_times.get(own, ()), days)
    found = [
        Matcher(*clock, sheet, months, fire_years(sheet, months, years))
        for times, days in by_times.items()
        for sheet, months, years in gathered(days)
        for clock in _products(times)
    ]
    firing = [matcher for matcher in found if matcher.years]
    return firing or [Matcher(1, 1, 1, month_day_sheet(1 << 30), 1 << 2, 0)]


def _products(times: int) -> Iterator[tuple[int, int, int]]:
    """Yield seconds, minutes and hours whose products make up times of day."""
    hours: dict[tuple[tuple[int, int], ...], int] = {}
    by_hour: dict[int, dict[int, int]] = {}
    for minute, seconds in minutes_of(times):
        own = by_hour.setdefault(minute // 60, {})
        own[seconds] = own.get(seconds, 0) | 1 << minute % 60
    for hour, minutes in by_hour.items():
        key = tuple(minutes.items())
        hours[key] = hours.get(key, 0) | 1 << hour
    for key, mask in hours.items():
        for seconds, minutes_mask in key:
            yield seconds, minutes_mask, mask
