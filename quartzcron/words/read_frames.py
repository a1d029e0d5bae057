"""Which frame is a phrase of which kind, what stands in its places, and what it is worth.

The table has every frame of `frames` that says times and days: a new frame needs its row here. A
kind that ends in a star is a list. A row whose key begins with `=` has its own text instead of a
frame: phrases that are others in full.
"""

from __future__ import annotations

from functools import partial

from quartzcron.calendar.months import last_day_sheet, last_workday_sheet, month_day_sheet
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.required_days import ALL_MONTHS
from quartzcron.words import read_days as dates
from quartzcron.words import read_times as clocks
from quartzcron.words.phrases import HOUR, MINUTE, SECOND
from quartzcron.words.read_sets import (
    at,
    at_seconds,
    except_days,
    in_years,
    on_days,
    once,
    only_days,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Row = tuple[str, str, Callable[..., Any], dict[str, str]]

_ALL_HOURS = (1 << 24) - 1


def _same(it: Any) -> Any:
    return it


def _every(unit: str, n: int) -> Callable[..., Any]:
    return lambda: clocks.every(unit, n)


_CLOCK: tuple[Row, ...] = (
    ("EVERY", "every.second", _every(SECOND, 1), {}),
    ("EVERY", "every.seconds", lambda n: clocks.every(SECOND, n), {}),
    ("EVERY", "every.minute", _every(MINUTE, 1), {}),
    ("EVERY", "every.minutes", lambda n: clocks.every(MINUTE, n), {}),
    ("EVERY", "every.hour", _every(HOUR, 1), {}),
    ("EVERY", "every.hours", lambda n: clocks.every(HOUR, n), {}),
    ("CLOCK", "={every}", clocks.even, {"every": "EVERY"}),
    ("CLOCK", "every.whole-hour", lambda: clocks.even((HOUR, 1)), {}),
    ("CLOCK", "minutes.start", clocks.even, {"every": "EVERY"}),
    ("CLOCK", "seconds.start", clocks.even, {"every": "EVERY"}),
    ("WINDOW", "window", lambda first, last: ((first, last),), {"first": "TIME", "last": "TIME"}),
    ("WINDOW", "window.on", lambda first: ((first, None),), {"first": "TIME"}),
    ("WALK", "windows", clocks.walk, {"every": "EVERY", "windows": "WINDOW*"}),
    ("CLOCK", "={it}", _same, {"it": "WALK"}),
    ("CLOCK", "also-at", clocks.also_at, {"walk": "WALK", "times": "AT_TIME*"}),
    ("CLOCK", "={it}", _same, {"it": "PAST"}),
    ("PAST", "minutes.one", clocks.minutes, {"hours": "HOURS"}),
    ("PAST", "minutes.list", clocks.minutes, {"values": "MINUTE*", "hours": "HOURS"}),
    (
        "PAST",
        "minutes.walk",
        clocks.minutes_walk,
        {"every": "EVERY", "first": "INT", "last": "INT", "hours": "HOURS"},
    ),
    ("CLOCK", "minutes.of", clocks.minutes_of_hours, {"every": "EVERY", "hours": "HOURS"}),
    ("CLOCK", "minutes.in-windows", clocks.in_windows, {"minutes": "PAST", "windows": "WINDOW*"}),
    (
        "CLOCK",
        "minutes.in-windows",
        lambda minutes, windows: clocks.in_windows(clocks.even(minutes), windows),
        {"minutes": "EVERY", "windows": "WINDOW*"},
    ),
    ("HOURS", "hours.every", lambda: _ALL_HOURS, {}),
    ("HOURS", "hours.the", lambda: _ALL_HOURS, {}),
    ("HOURS", "hours.walk-on", clocks.hours_walk, {"first": "INT"}),
    ("HOURS", "hours.walk", clocks.hours_walk, {"first": "INT", "last": "INT"}),
    ("HOURS", "hours.list", lambda values: values, {"values": "HOUR*"}),
    ("CLOCK", "seconds.one", clocks.seconds, {}),
    ("CLOCK", "seconds.list", clocks.seconds, {"values": "SECOND*"}),
    (
        "CLOCK",
        "seconds.walk",
        clocks.seconds_walk,
        {"every": "EVERY", "first": "INT", "last": "INT"},
    ),
    ("SECONDS", "within.every", lambda: (1 << 60) - 1, {}),
    ("SECONDS", "within.one", clocks.one_second, {}),
    ("SECONDS", "within.list", lambda values: values, {"values": "SECOND*"}),
    (
        "SECONDS",
        "within.walk",
        clocks.within_walk,
        {"every": "EVERY", "first": "INT", "last": "INT"},
    ),
    ("ONE_HOUR", "number.hour", lambda n: clocks.number(HOUR, n), {}),
    ("ONE_MINUTE", "number.minute", lambda n: clocks.number(MINUTE, n), {}),
    ("ONE_SECOND", "number.second", lambda n: clocks.number(SECOND, n), {}),
    ("ONE_YEAR", "number.year", dates.year, {}),
    *(
        row
        for kind in ("HOUR", "MINUTE", "SECOND", "YEAR")
        for row in (
            (kind, "={it}", _same, {"it": f"ONE_{kind}"}),
            (
                kind,
                "stretch",
                clocks.stretch,
                {"first": f"ONE_{kind}", "last": f"ONE_{kind}"},
            ),
        )
    ),
    ("CLOCKED", "={it}", _same, {"it": "CLOCK"}),
    ("CLOCKED", "within", clocks.within, {"clock": "CLOCK", "seconds": "SECONDS"}),
)

_ENDS = {"first": "INT", "last": "INT"}
_WEEKDAY_ENDS = {"first": "WEEKDAY", "last": "WEEKDAY"}
_MONTH_ENDS = {"first": "MONTH", "last": "MONTH"}


def _week(first: int, last: int) -> int:
    return dates.on_weekdays(dates.ring(first, last, 7))


def _year(first: int, last: int) -> int:
    return dates.ring(first, last, 12, 1)


_DAYS: tuple[Row, ...] = (
    # Days of the week, and others that are no days of the month: a sheet.
    ("WEEKLY", "every-day", lambda: dates.WHOLE, {}),
    (
        "WEEKLY",
        "weekdays.every",
        lambda weekdays: dates.on_weekdays(weekdays),
        {"weekdays": "WEEKDAY*"},
    ),
    ("WEEKLY", "weekdays.range", _week, _WEEKDAY_ENDS),
    (
        "WEEKLY",
        "weekdays.except",
        lambda weekday: dates.on_weekdays(127 & ~weekday),
        {"weekday": "WEEKDAY"},
    ),
    (
        "WEEKLY",
        "falls.every",
        lambda weekdays, days: dates.on_weekdays(weekdays) & days,
        {"weekdays": "WEEKDAY*", "days": "FALL*"},
    ),
    (
        "WEEKLY",
        "falls.range",
        lambda first, last, days: _week(first, last) & days,
        {**_WEEKDAY_ENDS, "days": "FALL*"},
    ),
    ("WEEKLY", "falls.nth", lambda nth, days: nth & days, {"nth": "NTH", "days": "FALL*"}),
    (
        "WEEKLY",
        "months-of-shape",
        lambda days, n, weekday: dates.of_shape(days, n, weekday),
        {"days": "NUMBER*", "weekday": "WEEKDAY"},
    ),
    # Items of days of the month: a sheet each, or the mask of their numbers.
    ("NUMBER", "number.day", dates.day_number, {}),
    ("NUMBER", "item.stretch", dates.day_range, _ENDS),
    ("ITEM", "item.days", lambda days: month_day_sheet(days), {"days": "NUMBER*"}),
    ("ITEM", "item.odd", lambda: dates.parity(1), {}),
    ("ITEM", "item.even", lambda: dates.parity(0), {}),
    ("ITEM", "item.walk", dates.day_walk, _ENDS),
    ("ITEM", "item.last", lambda: last_day_sheet(0), {}),
    ("ITEM", "item.before-last", dates.before_last, {}),
    ("ITEM", "item.last-workday", lambda: last_workday_sheet(0), {}),
    ("ITEM", "item.first-workday", lambda: dates.nearest(1), {}),
    ("ITEM", "item.nearest", dates.nearest, {"day": "INT"}),
    ("ITEM", "item.nearest.lost", lambda day: dates.nearest(day, lost=True), {"day": "INT"}),
    ("ITEM", "item.nearest.clamped", lambda day: dates.nearest(day, clamped=True), {"day": "INT"}),
    (
        "ITEM",
        "item.nearest.lost-clamped",
        lambda day: dates.nearest(day, lost=True, clamped=True),
        {"day": "INT"},
    ),
    ("ITEM", "item.nearest-before-last", dates.nearest_before_last, {}),
    ("ITEM", "item.before-last-workday", dates.before_last_workday, {}),
    (
        "ITEM",
        "item.before-last-workday.clamped",
        lambda n: dates.before_last_workday(n, clamped=True),
        {},
    ),
    *(
        (
            "NTH",
            f"item.nth.{n or 'last'}",
            partial(dates.nth, n=n),
            {"weekday": "WEEKDAY"},
        )
        for n in range(6)
    ),
    ("ITEM", "={it}", _same, {"it": "NTH"}),
    ("FALL", "={it}", _same, {"it": "ITEM"}),
    ("FALL", "falls.odd", lambda: dates.parity(1), {}),
    ("FALL", "falls.even", lambda: dates.parity(0), {}),
    ("ON", "on", lambda days: days, {"days": "ITEM*"}),
    (
        "ON",
        "on.range",
        lambda first, last: month_day_sheet(dates.day_range(first, last)),
        _ENDS,
    ),
    ("ON", "on.before-last", dates.before_last, {}),
    # Days with their months: boxes.
    ("OF_MONTH", "of-month", lambda days: dates.in_months(days), {"days": "ON"}),
    ("OF_MONTH", "of-month.that-has-one", lambda days: dates.in_months(days), {"days": "ON"}),
    (
        "OF_MONTH",
        "of-month.one",
        lambda days, month: dates.in_months(days, month),
        {"days": "ON", "month": "MONTH"},
    ),
    (
        "OF_MONTH",
        "of-month.list",
        lambda days, months: dates.in_months(days, months),
        {"days": "ON", "months": "MONTH*"},
    ),
    (
        "OF_MONTH",
        "of-month.range",
        lambda days, first, last: dates.in_months(days, _year(first, last)),
        {"days": "ON", **_MONTH_ENDS},
    ),
    ("DAY", "={it}", _same, {"it": "OF_MONTH"}),
    ("DAY", "where-one-exists", lambda days: days, {"days": "OF_MONTH"}),
    ("DAY", "where-they-exist", lambda days: days, {"days": "OF_MONTH"}),
    ("DAY", "={it}", dates.everywhere, {"it": "WEEKLY"}),
    (
        "DAY",
        "in-months",
        lambda days, months: dates.in_months(days, months),
        {"days": "WEEKLY", "months": "MONTH*"},
    ),
    ("DAY", "in-months.again", lambda days: dates.in_months(days, dates.AGAIN), {"days": "WEEKLY"}),
    (
        "DAY",
        "in-months.range",
        lambda days, first, last: dates.in_months(days, _year(first, last)),
        {"days": "WEEKLY", **_MONTH_ENDS},
    ),
    ("DAY", "date.every", lambda date: dates.yearly(*date), {"date": "YEARLY"}),
    ("DAY", "date.leap", lambda date: dates.yearly(*date), {"date": "YEARLY"}),
    ("DAY", "date.on", lambda date: dates.one_date(*date), {"date": "DATE"}),
    ("DAYS", "={it}", _same, {"it": "DAY"}),
    (
        "DAYS",
        "also",
        lambda days, others: dates.united(days, others),
        {"days": "DAY", "others": "DAYS"},
    ),
    ("DATE_DAY", "number.date", lambda n: n, {}),
    # Years: a mask.
    ("YEARS", "years.list", lambda years: years, {"years": "YEAR*"}),
    ("YEARS", "years.range", dates.years, _ENDS),
    ("YEARS", "years.from", dates.years, _ENDS),
    ("YEARS", "years.walk", dates.years, _ENDS),
    ("YEARS", "years.walk-on", dates.years, _ENDS),
)


def _operation(key: str) -> Callable[..., Any]:
    return lambda first, second: (key, first, second)


_SENTENCES: tuple[Row, ...] = (
    ("AT", "at", lambda days, times: at(times, days), {"days": "DAYS", "times": "AT_TIME*"}),
    ("WHEN", "={it}", _same, {"it": "AT"}),
    ("WHEN", "within", at_seconds, {"clock": "AT", "seconds": "SECONDS"}),
    ("WHEN", "={it}", plain, {"it": "CLOCKED"}),
    (
        "WHEN",
        "on-days",
        lambda clock, days: on_days(clock, days),
        {"clock": "CLOCKED", "days": "DAYS"},
    ),
    ("TIMED", "={it}", _same, {"it": "WHEN"}),
    ("TIMED", "in-years", in_years, {"when": "WHEN", "years": "YEARS"}),
    ("TIMED", "never", lambda: (), {}),
    ("TIMED", "once", once, {"date": "DATE", "time": "TIME"}),
    *(
        row
        for kind, before in (("ONLY", "TIMED"), ("EXCEPT", "ONLY"), ("SENTENCE", "EXCEPT"))
        for row in (
            (kind, "={it}", _same, {"it": before}),
            (kind, "except.days", except_days, {"when": before, "days": "LEFT_OUT"}),
        )
    ),
    ("ONLY", "only.days", only_days, {"when": "TIMED", "days": "LEFT_OUT"}),
    ("LEFT_OUT", "={it}", _same, {"it": "DAYS"}),
    (
        "LEFT_OUT",
        "in-years",
        lambda when, years: dates.both(when, ((dates.WHOLE, ALL_MONTHS, years),)),
        {"when": "DAYS", "years": "YEARS"},
    ),
    ("LEFT_OUT", "days.of", lambda dates: dates, {"dates": "ONE_DATE*"}),
    ("ONE_DATE", "={it}", lambda it: dates.one_date(*it), {"it": "DATE"}),
    # Sets of times; those without a bracket around them are of one operation.
    ("MEMBER", "={it}", _same, {"it": "SENTENCE"}),
    ("MEMBER", "set.group", lambda set: set, {"set": "SET"}),
    ("SET", "={it}", _same, {"it": "MEMBER"}),
    *(
        row
        for kind, key in (("EITHER", "set.either"), ("BOTH", "set.both"))
        for row in (
            ("SET", "={it}", _same, {"it": kind}),
            (kind, key, _operation(key), {"first": "MEMBER", "second": "MEMBER"}),
            (kind, key, _operation(key), {"first": "MEMBER", "second": kind}),
        )
    ),
    *(
        ("SET", key, _operation(key), {"first": "MEMBER", "second": "MEMBER"})
        for key in ("set.without", "set.one")
    ),
)

#: All rows: a kind of phrase, the key of a frame, what it is worth, and what stands in it.
ROWS: tuple[Row, ...] = (*_CLOCK, *_DAYS, *_SENTENCES)
