"""Right answers, found by looking at every day: the judge of all competitors.

A `Plan` says what fires without any cron text: which days, and which seconds of such a day.
The judge walks the days one by one with the standard library's `date`, so it can share no
mistake with a program that reads cron expressions.

In a zone whose clock changes, a wall time fires at each instant that shows it: never in a gap,
twice in a fold. That is what the plans mean that are asked in a zone: those of one time a day
keep clear of all changes, and one of every half hour goes by the clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import chain, islice, pairwise, takewhile

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
    if _clock_changes(moment):
        return next(_instants(plan, moment, 1), None)
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
    if _clock_changes(moment):
        return next(_instants(plan, moment, -1), None)
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


def fires_between(plan: Plan, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the fire times after start and before end."""
    fires = _instants(plan, start, 1) if _clock_changes(start) else _chain(plan, start)
    return takewhile(lambda fire: instant(fire) < instant(end), fires)


def _chain(plan: Plan, moment: datetime) -> Iterator[datetime]:
    fire = next_fire(plan, moment)
    while fire is not None:
        yield fire
        fire = next_fire(plan, fire)


def count_between(plan: Plan, start: datetime, end: datetime) -> int:
    """Return how many fire times there are from start (inclusive) to end (exclusive).

    >>> noons = Plan("noon", lambda day: True, [43200])
    >>> count_between(noons, datetime(2026, 1, 1, 12), datetime(2026, 1, 3, 12))
    2
    """
    if _clock_changes(start):
        return sum(1 for _ in fires_between(plan, start - _SECOND, end))
    return _fires_before(plan, end) - _fires_before(plan, start)


def nth_fire(plan: Plan, start: datetime, n: int) -> datetime | None:
    """Return the n-th fire time from start on, 0 being the first, or None.

    >>> nth_fire(Plan("noon", lambda day: True, [43200]), datetime(2026, 1, 1, 12), 2)
    datetime.datetime(2026, 1, 3, 12, 0)
    """
    if _clock_changes(start):
        return next(islice(_instants(plan, start - _SECOND, 1), n, None), None)
    place, rest = divmod(_fires_before(plan, start) + n, len(plan.times))
    return _at(plan.days[place], plan.times[rest], start) if place < len(plan.days) else None


def first_common(plan: Plan, other: Plan, start: datetime, end: datetime) -> datetime | None:
    """Return the first fire time of both plans from start (inclusive) to end, or None."""
    theirs = {instant(fire) for fire in fires_between(other, start - _SECOND, end)}
    both = (fire for fire in fires_between(plan, start - _SECOND, end) if instant(fire) in theirs)
    return next(both, None)


def _fires_before(plan: Plan, moment: datetime) -> int:
    """Return how many fire times lie before a moment: all those of earlier days, and today's."""
    place, second, today = _place(plan, moment)
    return place * len(plan.times) + (bisect_left(plan.times, second) if today else 0)


def closest_fires(plan: Plan, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
    """Return the neighbours of least distance in a zone, the first such two, or None.

    >>> closest_fires(Plan("twice", lambda day: day.day == 1, [0, 60]), None)
    (datetime.datetime(1970, 1, 1, 0, 0), datetime.datetime(1970, 1, 1, 0, 1))
    """
    before = datetime(plan.years[0], 1, 1, tzinfo=zone) - _SECOND
    if _clock_changes(before):
        pairs: Iterable[tuple[datetime, datetime]] = pairwise(_instants(plan, before, 1))
    else:
        # One day is like the other, and what is left are the nights.
        inside = pairwise(_at(day, time, before) for day in plan.days[:1] for time in plan.times)
        nights = pairwise(plan.days)
        first, last = plan.times[0], plan.times[-1]
        pairs = chain(
            inside, ((_at(one, last, before), _at(two, first, before)) for one, two in nights)
        )
    return min(pairs, key=lambda pair: instant(pair[1]) - instant(pair[0]), default=None)


_SECOND = timedelta(seconds=1)


def instant(moment: datetime) -> datetime:
    """Return what two moments must have in common to be the same one.

    Datetimes of one zone are compared by their wall times, whatever their folds.
    """
    return moment if moment.tzinfo is None else moment.astimezone(UTC)


# --- zones whose clocks change ------------------------------------------------------------------


def _clock_changes(moment: datetime) -> bool:
    return moment.tzinfo not in (None, UTC)


def _instants(plan: Plan, moment: datetime, step: int) -> Iterator[datetime]:
    """Yield the fire times after (before) an aware moment, on and on."""
    days = plan.days
    # One day more than needed: at some changes of clock a day begins twice.
    if step > 0:
        places = range(bisect_left(days, moment.toordinal() - 1), len(days))
    else:
        places = range(bisect_right(days, moment.toordinal() + 1) - 1, -1, -1)
    begin = instant(moment)
    for place in places:
        for each in sorted(_instants_of_day(plan, days[place], moment), reverse=step < 0):
            if (each > begin) if step > 0 else (each < begin):
                yield each.astimezone(moment.tzinfo)


def _instants_of_day(plan: Plan, ordinal: int, moment: datetime) -> set[datetime]:
    """Return the instants at which the clock on the wall shows one of the plan's times."""
    first_passes = [_at(ordinal, second, moment) for second in plan.times]
    walls = [wall.replace(fold=fold) for wall in first_passes for fold in (0, 1)]
    return {
        wall.astimezone(UTC)
        for wall in walls
        # A wall time in a gap is not what the clock shows at the instant that it means; both are
        # of one zone here and so are compared by what they show.
        if wall.astimezone(UTC).astimezone(moment.tzinfo) == wall
    }


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


def on_mondays(day: date) -> bool:
    """Take Mondays."""
    return day.weekday() == 0


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


def on_new_years_day(day: date) -> bool:
    """Take 1 January."""
    return (day.month, day.day) == (1, 1)


def on_monday_29_february(day: date) -> bool:
    """Take 29 February where it is a Monday."""
    return (day.month, day.day, day.weekday()) == (2, 29, 0)
