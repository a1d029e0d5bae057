"""Right answers, found by looking at every day: the judge of all competitors.

A `Plan` says what fires without any cron text: which days, and which seconds of such a day.
The judge walks the days one by one with the standard library's `date`, so it can share no
mistake with a program that reads cron expressions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""The years that are looked at unless a plan says fewer."""


def times_of_day(
    hours: Iterable[int] = range(24),
    minutes: Iterable[int] = range(60),
    seconds: Iterable[int] = (0,),
) -> tuple[int, ...]:
    """Return the seconds since midnight of each time of day, in order.

    >>> times_of_day(hours=[9, 17], minutes=[30])
    (34200, 63000)
    """
    minutes, seconds = list(minutes), list(seconds)
    return tuple(h * 3600 + m * 60 + s for h in hours for m in minutes for s in seconds)


@dataclass(frozen=True)
class Plan:
    """What fires: the days that `on_day` takes, at each of `times` (seconds since midnight)."""

    name: str
    on_day: Callable[[date], bool]
    times: Sequence[int]
    years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)

    @cached_property
    def days(self) -> list[int]:
        """The ordinals of all days that fire, in order."""
        first = date(self.years[0], 1, 1).toordinal()
        last = date(self.years[1], 12, 31).toordinal()
        return [n for n in range(first, last + 1) if self.on_day(date.fromordinal(n))]


def next_fire(plan: Plan, moment: datetime) -> datetime | None:
    """Return the first fire time strictly after moment, in moment's own tzinfo, or None.

    >>> next_fire(Plan("noon", lambda day: True, [43200]), datetime(2026, 1, 1, 12))
    datetime.datetime(2026, 1, 2, 12, 0)
    """
    place, second, today = _place(plan, moment)
    later = bisect_right(plan.times, second) if today else len(plan.times)
    if later < len(plan.times):
        return _at(plan.days[place], plan.times[later], moment)
    place += today
    if place == len(plan.days):
        return None
    return _at(plan.days[place], plan.times[0], moment)


def previous_fire(plan: Plan, moment: datetime) -> datetime | None:
    """Return the last fire time strictly before moment, in moment's own tzinfo, or None."""
    place, second, today = _place(plan, moment)
    earlier = bisect_left(plan.times, second) if today else 0
    if earlier:
        return _at(plan.days[place], plan.times[earlier - 1], moment)
    if place == 0:
        return None
    return _at(plan.days[place - 1], plan.times[-1], moment)


def _place(plan: Plan, moment: datetime) -> tuple[int, int, bool]:
    """Return where moment's day stands among the plan's days, its second, and if it fires."""
    ordinal = moment.toordinal()
    place = bisect_left(plan.days, ordinal)
    today = place < len(plan.days) and plan.days[place] == ordinal
    return place, moment.hour * 3600 + moment.minute * 60 + moment.second, today


def _at(ordinal: int, second: int, moment: datetime) -> datetime:
    midnight = datetime.combine(date.fromordinal(ordinal), time(), moment.tzinfo)
    return midnight + timedelta(seconds=second)


# --- days, as a person would tick them off in a calendar --------------------------------------


def every_day(day: date) -> bool:
    """Take any day."""
    return True


def no_day(day: date) -> bool:
    """Take 30 February: no day at all."""
    return (day.month, day.day) == (2, 30)


def on_weekdays(day: date) -> bool:
    """Take Monday to Friday."""
    return day.weekday() < 5


def on_third_friday(day: date) -> bool:
    """Take the third Friday of each month."""
    return day.weekday() == 4 and 15 <= day.day <= 21


def on_last_weekday(day: date) -> bool:
    """Take the last day from Monday to Friday of each month."""
    if not on_weekdays(day):
        return False
    # A later weekday of the same month could be at most three days off, beyond a weekend.
    coming = (day + timedelta(days=ahead) for ahead in (1, 2, 3))
    return not any(other.month == day.month and on_weekdays(other) for other in coming)


def on_monday_29_february(day: date) -> bool:
    """Take 29 February where it is a Monday."""
    return (day.month, day.day, day.weekday()) == (2, 29, 0)
