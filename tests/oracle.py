"""A slow second opinion: when does this expression fire?

The brute force here was written from the documentation of each cron system and
shares nothing with the library: no import, no table, no trick. It reads a text
that is known to be valid into plain Python sets, walks the calendar day by day
and asks of every day whether each term accepts it. Nothing is clever, so that a
reader can check every rule against its source:

* Quartz: the class documentation of ``org.quartz.CronExpression`` and the
  CronTrigger tutorial.
* Adobe Experience Platform: the cron appendix of its schedules endpoint, which
  is Quartz with years to 2099.
* Unix: Debian's crontab(5), and ``entry.c`` of its cron for what the manual
  leaves open.
* croniter and LangGraph: the README of croniter 7 and, where it is silent,
  what croniter 7.0.0 answers when it is run.
* Google Cloud Scheduler: its page on cron job formats.
* quartzcron's default: the dialect page of this project.

Moments are naive wall times. The horizon is 1970-01-01 to 2199-12-31.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

FIRST_YEAR = 1970
LAST_YEAR = 2199

MONTH_NAMES = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
# In the order of Unix numbers: Sunday is 0.
DAY_NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

# crontab(5), "Instead of the first five fields, one of eight special strings".
ALIASES = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}

QUARTZ_ORDER = ("second", "minute", "hour", "day_of_month", "month", "day_of_week", "year")
UNIX_ORDER: tuple[str, ...] = ("minute", "hour", "day_of_month", "month", "day_of_week")
# croniter's README: the sixth field is the second, the seventh the year.
CRONITER_ORDER = (*UNIX_ORDER, "second", "year")

# Lowest and highest value of the plain fields. Day of week has its own reader.
BOUNDS = {
    "second": (0, 59),
    "minute": (0, 59),
    "hour": (0, 23),
    "day_of_month": (1, 31),
    "month": (1, 12),
}

# Where a step in the year field ends, by dialect. Adobe's and croniter's tables
# both stop at 2099, Quartz's class documentation at 2199.
LAST_STEP_YEAR = {"adobe": 2099, "croniter": 2099, "langgraph": 2099}

CRONITER = ("croniter", "langgraph")


class Reading(NamedTuple):
    """What one expression means, as plain sets and one question about dates."""

    seconds: list[int]
    minutes: list[int]
    hours: list[int]
    months: set[int]
    years: set[int]
    accepts: Callable[[date], bool]


# ---------------------------------------------------------------------------
# Days: one function a rule, each a plain question about a date.


def month_length(day: date) -> int:
    """Return how many days the month of day has."""
    return calendar.monthrange(day.year, day.month)[1]


def nearest_weekday(year: int, month: int, wanted: int) -> int:
    """Return the Monday-to-Friday day nearest to a day that exists, in its month.

    Quartz class documentation on W: a Saturday goes to Friday the day before, a
    Sunday to Monday the day after, and neither jumps over the end of a month.
    """
    inside = range(1, calendar.monthrange(year, month)[1] + 1)
    for distance in (0, 1, 2):
        for candidate in (wanted - distance, wanted + distance):
            if candidate in inside and date(year, month, candidate).isoweekday() <= 5:
                return candidate
    raise AssertionError("every three days in a row hold a working day")


def is_nearest_weekday(day: date, wanted: int) -> bool:
    """Tell whether day is where nW fires; a month without that day has none."""
    if not 1 <= wanted <= month_length(day):
        return False
    return day.day == nearest_weekday(day.year, day.month, wanted)


def is_last_weekday_of_its_kind(day: date) -> bool:
    """Tell whether no later day of the month has the same day of the week."""
    return (day + timedelta(days=7)).month != day.month


def number_of_its_kind(day: date) -> int:
    """Return 1 for the first Friday of a month, 2 for the second, and so on."""
    same = [
        number
        for number in range(1, day.day + 1)
        if date(day.year, day.month, number).weekday() == day.weekday()
    ]
    return len(same)


def unix_weekday(day: date) -> int:
    """Return the day of the week with Sunday as 0, as Unix numbers it."""
    return day.isoweekday() % 7


def day_matches(term: str, numbering: str, day: date) -> bool:
    """Tell whether one day term, without commas, accepts a date.

    numbering says how the term is to be read: "month" as a day of the month, "quartznet" as
    Quartz.NET does; "quartz" as a day of the week with 1 for Sunday; "unix" with 0 or 7 for it.
    """
    if numbering == "month":
        return day_of_month_matches(term.upper(), day)
    if numbering == "quartznet":
        return quartznet_day_of_month_matches(term.upper(), day)
    return day_of_week_matches(term.upper(), numbering, day)


def day_of_month_matches(term: str, day: date) -> bool:
    """Tell whether a day of month term accepts a date.

    Quartz class documentation: L is the last day, L-n lies n days before it, W
    is the nearest weekday, and the two combine. The day that L-n or nW counts
    from must exist, else the month has no fire.
    """
    length = month_length(day)
    if term == "L":
        return day.day == length
    if term == "LW":
        return is_nearest_weekday(day, length)
    if term.startswith("L-") and term.endswith("W"):
        return is_nearest_weekday(day, length - int(term[2:-1]))
    if term.startswith("L-"):
        return day.day == length - int(term[2:])
    if term.endswith("W"):
        return is_nearest_weekday(day, int(term[:-1]))
    return day.day in plain_values(term, *BOUNDS["day_of_month"], [], 0)


def day_of_week_matches(term: str, numbering: str, day: date) -> bool:
    """Tell whether a day of week term accepts a date.

    Quartz class documentation: L alone is 7 or SAT; with a day before it, the
    last such day of the month; # takes the n-th one. In Unix numbering, where
    the default dialect borrows these forms, L never stands alone.
    """
    if term == "L":
        return unix_weekday(day) == 6
    if term.endswith("L"):
        return unix_weekday(day) == weekday_number(term[:-1], numbering) and (
            is_last_weekday_of_its_kind(day)
        )
    if "#" in term:
        name, _, count = term.partition("#")
        return unix_weekday(day) == weekday_number(name, numbering) and (
            number_of_its_kind(day) == int(count)
        )
    if numbering == "quartz":
        # Quartz counts 1 to 7 from Sunday, so its values are the Unix ones plus 1.
        return unix_weekday(day) + 1 in plain_values(term, 1, 7, DAY_NAMES, 1)
    return unix_weekday(day) in unix_weekday_values(term)


def quartznet_day_of_month_matches(term: str, day: date) -> bool:
    """Tell whether Quartz.NET 4 accepts a date for one of its day of month terms.

    Its CronExpressionTest.cs: LW-2 lies two days before the last weekday, but never before the
    1st; 31W in a month of 30 days is the weekday nearest to the 30th.
    """
    length = month_length(day)
    workday, dash, back = term.rpartition("-")
    if dash and workday.endswith("W"):
        dates = (day.replace(day=number) for number in range(1, length + 1))
        found = [each for each in dates if day_of_month_matches(workday, each)]
        return any(day.day == max(each.day - int(back), 1) for each in found)
    if term.endswith("W") and term[:-1].isdigit():
        return is_nearest_weekday(day, min(int(term[:-1]), length))
    return day_of_month_matches(term, day)


def croniter_day_of_month_matches(term: str, day: date) -> bool:
    """Tell whether croniter 7 takes a date for one of its day of month terms.

    Its README spells the nearest weekday 15W or W15. A day beyond the end of the
    month is the last day there [run: 31W fires on 30 April 2026].
    """
    if term == "L":
        return day.day == month_length(day)
    if "W" in term:
        return is_nearest_weekday(day, min(int(term.strip("W")), month_length(day)))
    return day.day in whole_field_if_equal(term, *BOUNDS["day_of_month"], [], 0)


def croniter_day_of_week_matches(term: str, day: date) -> bool:
    """Tell whether croniter 7 takes a date for one of its day of week terms.

    Its README: L5 is the last Friday, 5#3 the third. A range of names may stand
    before # [run: MON-WED#1].
    """
    if term.startswith("L"):
        return unix_weekday(day) == int(term[1:]) % 7 and is_last_weekday_of_its_kind(day)
    if "#" in term:
        days, _, count = term.partition("#")
        return unix_weekday(day) in croniter_weekday_values(days) and (
            number_of_its_kind(day) == int(count)
        )
    return unix_weekday(day) in croniter_weekday_values(term)


# ---------------------------------------------------------------------------
# Terms without specials, as sets of numbers.


def number(token: str, names: list[str], first_name: int) -> int:
    """Return the number that a token spells, by name or by digits."""
    if token.upper() in names:
        return names.index(token.upper()) + first_name
    return int(token)


def weekday_number(token: str, numbering: str) -> int:
    """Return the Unix number of a day of the week given by name or by number."""
    if numbering == "quartz":
        return number(token, DAY_NAMES, 1) - 1
    return number(token, DAY_NAMES, 0) % 7


def plain_values(term: str, low: int, high: int, names: list[str], first_name: int) -> set[int]:
    """Return the values of a term made of numbers, names, ``* - /`` only.

    Quartz tutorial: 0/15 starts at 0 and goes on to the end of the field, /35 is
    the same as 0/35 (the lowest value), and a range whose start is larger than
    its end runs over the end of the field; a step walks along that same path.
    """
    body, slash, step_text = term.partition("/")
    step = int(step_text) if slash else 1
    if body in ("*", ""):
        path = list(range(low, high + 1))
    elif "-" in body:
        first, last = (number(end, names, first_name) for end in body.split("-"))
        if first <= last:
            path = list(range(first, last + 1))
        else:
            path = [*range(first, high + 1), *range(low, last + 1)]
    else:
        first = number(body, names, first_name)
        path = list(range(first, high + 1)) if slash else [first]
    return set(path[::step])


def unix_weekday_values(term: str) -> set[int]:
    """Return the days, 0 for Sunday, of a plain day of week term in Unix numbers.

    crontab(5): 0 or 7 is Sunday. A range up to 7 ends with Sunday; a 7 in any
    other place is a 0; steps without an end of their own stop at 6, Saturday.
    """
    body, slash, step = term.partition("/")
    first, dash, last = body.partition("-")
    if dash:
        start, stop = number(first, DAY_NAMES, 0), number(last, DAY_NAMES, 0)
        if start % 7 == stop % 7 and (start, stop) != (0, 7):
            return {start % 7}
        if stop == 7:
            return {value % 7 for value in range(start, 8, int(step) if slash else 1)}
        return plain_values(f"{start % 7}-{stop}{slash}{step}", 0, 6, [], 0)
    if body in ("*", ""):
        return plain_values(term, 0, 6, [], 0)
    return plain_values(f"{number(body, DAY_NAMES, 0) % 7}{slash}{step}", 0, 6, [], 0)


def whole_field_if_equal(
    term: str, low: int, high: int, names: list[str], first_name: int
) -> set[int]:
    """Return the values of a plain croniter term.

    croniter's README, "Note about Ranges": a range whose bounds are equal is the
    whole cycle, not one value, and a step is applied across that cycle.
    """
    body, slash, step = term.partition("/")
    first, dash, last = body.partition("-")
    if dash and number(first, names, first_name) == number(last, names, first_name):
        return plain_values(f"*{slash}{step}", low, high, [], 0)
    return plain_values(term, low, high, names, first_name)


def croniter_weekday_values(term: str) -> set[int]:
    """Return the days, 0 for Sunday, of a plain croniter day of week term.

    A 7 is a 0 before anything else is looked at [run: 0-7 and 7-7 are the whole
    week, 7-2 is Sunday to Tuesday, 5-7 is Friday to Sunday].
    """
    body, slash, step = term.partition("/")
    ends = [
        end if end in ("*", "") else str(number(end, DAY_NAMES, 0) % 7) for end in body.split("-")
    ]
    return whole_field_if_equal("-".join(ends) + slash + step, 0, 6, [], 0)


# ---------------------------------------------------------------------------
# Whole expressions.


def fields_of(text: str, dialect: str) -> dict[str, str]:
    """Return the text of each field under its name, in upper case.

    An alias is put in place of the text first. Without a second field the second
    is 0; without a year field every year counts.
    """
    stripped = text.strip()
    words = ALIASES.get(stripped.lower(), stripped).upper().split()
    unlisted = UNIX_ORDER if len(words) == 5 else QUARTZ_ORDER
    order = CRONITER_ORDER if dialect in CRONITER else unlisted
    return {"second": "0", "year": "*", **dict(zip(order, words, strict=False))}


def union(field: str, one: Callable[[str], set[int]]) -> set[int]:
    """Return the values of a comma-separated field: those of all its terms."""
    return set().union(*(one(term) for term in field.split(",")))


def values_of(name: str, field: str, dialect: str) -> set[int]:
    """Return the values of a field other than the two day fields."""
    if name == "year":
        return union(field, lambda term: year_values(term, dialect))
    names = MONTH_NAMES if name == "month" else []
    reader = whole_field_if_equal if dialect in CRONITER else plain_values
    low, high = BOUNDS[name]
    return union(field, lambda term: reader(term, low, high, names, 1))


def year_values(term: str, dialect: str) -> set[int]:
    """Return the years of a term; a plain star is the whole horizon."""
    if term == "*":
        return set(range(FIRST_YEAR, LAST_YEAR + 1))
    last = LAST_STEP_YEAR.get(dialect, LAST_YEAR)
    reader = whole_field_if_equal if dialect in CRONITER else plain_values
    return reader(term, FIRST_YEAR, last, [], 0)


def day_question(
    day_of_month: str, day_of_week: str, dialect: str, numbering: str
) -> Callable[[date], bool]:
    """Return the question whether a date is one of the expression's days."""
    if dialect in CRONITER:
        return croniter_days(day_of_month, day_of_week)
    weekday_terms = day_of_week.removeprefix("+").split(",")

    def in_month(day: date) -> bool:
        return day_of_month == "?" or any(
            day_of_month_matches(term, day) for term in day_of_month.split(",")
        )

    def in_week(day: date) -> bool:
        return weekday_terms == ["?"] or any(
            day_of_week_matches(term, numbering, day) for term in weekday_terms
        )

    if both_must_hold(day_of_month, day_of_week, dialect):
        return lambda day: in_month(day) and in_week(day)
    return lambda day: in_month(day) or in_week(day)


def both_must_hold(day_of_month: str, day_of_week: str, dialect: str) -> bool:
    """Tell whether the two day fields are joined by AND, else by OR.

    crontab(5): the command runs when either field matches if both are
    restricted, that is, do not start with ``*``. The default dialect takes only a
    whole ``*`` or ``?`` for unrestricted, and a ``+`` before day of week asks for
    AND (Open Cron Pattern Specification 1.4). In Quartz one field is always ?.
    """
    if dialect == "unix":
        return day_of_month.startswith("*") or day_of_week.startswith("*")
    free = ("*", "?")
    return day_of_month in free or day_of_week in free or day_of_week.startswith("+")


def croniter_days(day_of_month: str, day_of_week: str) -> Callable[[date], bool]:
    """Return croniter's question whether a date is one of the expression's days.

    README: both fields set means OR. Which field counts as not set is known from
    running it: one with a term ``*`` or ``?``, and one that lists all its values,
    and no L beside them, while the text of the other holds a star.
    """

    def in_month(day: date) -> bool:
        return any(croniter_day_of_month_matches(term, day) for term in day_of_month.split(","))

    def in_week(day: date) -> bool:
        return any(croniter_day_of_week_matches(term, day) for term in day_of_week.split(","))

    def is_free(field: str, other: str, is_everything: Callable[[], bool]) -> bool:
        if {"*", "?"} & set(field.split(",")):
            return True
        special = any(letter in field for letter in "LW#")
        return not special and "*" in other and is_everything()

    def whole_month() -> bool:
        every = [date(2024, 1, number) for number in range(1, 32)]
        return all(in_month(day) for day in every)

    def whole_week() -> bool:
        every = [date(2024, 1, number) for number in range(1, 8)]
        return all(in_week(day) for day in every)

    month_is_free = is_free(day_of_month, day_of_week, whole_month)
    week_is_free = is_free(day_of_week, day_of_month, whole_week)
    if not month_is_free and not week_is_free:
        return lambda day: in_month(day) or in_week(day)
    return lambda day: (month_is_free or in_month(day)) and (week_is_free or in_week(day))


@lru_cache(maxsize=256)
def read(text: str, dialect: str = "quartzcron") -> Reading:
    """Return what a valid text means in a dialect."""
    fields = fields_of(text, dialect)
    numbering = "quartz" if len(text.split()) > 5 else "unix"
    return Reading(
        seconds=sorted(values_of("second", fields["second"], dialect)),
        minutes=sorted(values_of("minute", fields["minute"], dialect)),
        hours=sorted(values_of("hour", fields["hour"], dialect)),
        months=values_of("month", fields["month"], dialect),
        years=values_of("year", fields["year"], dialect),
        accepts=day_question(fields["day_of_month"], fields["day_of_week"], dialect, numbering),
    )


# ---------------------------------------------------------------------------
# The answers.


def is_fire_day(reading: Reading, day: date) -> bool:
    """Tell whether the expression fires on a date, at whatever time."""
    return (
        FIRST_YEAR <= day.year <= LAST_YEAR
        and day.year in reading.years
        and day.month in reading.months
        and reading.accepts(day)
    )


def matches(text: str, dialect: str, moment: datetime) -> bool:
    """Tell whether the expression fires in the second that moment lies in."""
    reading = read(text, dialect)
    return (
        moment.second in reading.seconds
        and moment.minute in reading.minutes
        and moment.hour in reading.hours
        and is_fire_day(reading, moment.date())
    )


def days(text: str, dialect: str, first: date, last: date) -> Iterator[date]:
    """Yield the fire days from first to last, both included, in order."""
    reading = read(text, dialect)
    for year in range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1):
        if year not in reading.years:
            continue
        for month in sorted(reading.months):
            for number_in_month in range(1, calendar.monthrange(year, month)[1] + 1):
                day = date(year, month, number_in_month)
                if first <= day <= last and reading.accepts(day):
                    yield day


def days_backwards(text: str, dialect: str, last: date) -> Iterator[date]:
    """Yield the fire days up to last, the latest first, one year at a time."""
    for year in range(min(last.year, LAST_YEAR), FIRST_YEAR - 1, -1):
        newest = min(last, date(year, 12, 31))
        yield from reversed(list(days(text, dialect, date(year, 1, 1), newest)))


def times_of_day(reading: Reading, earliest: time = time.min) -> Iterator[time]:
    """Yield the times of day at or after earliest, in order."""
    for hour in reading.hours:
        if hour < earliest.hour:
            continue
        for minute in reading.minutes:
            if (hour, minute) < (earliest.hour, earliest.minute):
                continue
            for second in reading.seconds:
                if time(hour, minute, second) >= earliest:
                    yield time(hour, minute, second)


def times_of_day_backwards(reading: Reading, latest: time = time.max) -> Iterator[time]:
    """Yield the times of day at or before latest, the latest first."""
    for hour in reversed(reading.hours):
        if hour > latest.hour:
            continue
        for minute in reversed(reading.minutes):
            if (hour, minute) > (latest.hour, latest.minute):
                continue
            for second in reversed(reading.seconds):
                if time(hour, minute, second) <= latest:
                    yield time(hour, minute, second)


def fires(
    text: str, dialect: str, start: datetime, end: datetime, limit: int | None = None
) -> Iterator[datetime]:
    """Yield the fire times of start <= t < end in order, at most limit of them."""
    return islice(_fires(text, dialect, start, end), limit)


def _fires(text: str, dialect: str, start: datetime, end: datetime) -> Iterator[datetime]:
    reading = read(text, dialect)
    for day in days(text, dialect, start.date(), end.date()):
        earliest = start.time() if day == start.date() else time.min
        for clock in times_of_day(reading, earliest):
            fire = datetime.combine(day, clock)
            if fire >= end:
                return
            yield fire


def next_fires(
    text: str, dialect: str, after: datetime, count: int, *, inclusive: bool = False
) -> list[datetime]:
    """Return the first count fire times after a moment, or fewer if there are no more."""
    following = _fires(text, dialect, after, datetime.max)
    return list(islice((fire for fire in following if inclusive or fire > after), count))


def previous_fires(
    text: str, dialect: str, before: datetime, count: int, *, inclusive: bool = False
) -> list[datetime]:
    """Return the last count fire times before a moment, the latest first."""
    reading = read(text, dialect)

    def going_back() -> Iterator[datetime]:
        for day in days_backwards(text, dialect, before.date()):
            latest = before.time() if day == before.date() else time.max
            for clock in times_of_day_backwards(reading, latest):
                yield datetime.combine(day, clock)

    wanted = (fire for fire in going_back() if inclusive or fire < before)
    return list(islice(wanted, count))


def never_fires(text: str, dialect: str) -> bool:
    """Tell whether there is no fire day in the whole horizon, by looking at all of it."""
    horizon = days(text, dialect, date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    return next(horizon, None) is None
