"""Days that cron fields do not say, in the words of a dialect that has them.

Fields come first. What they lack is the first Monday of a month: `1st monday of
month 09:00` says it, with one time of day. Like every text it is read back
before it is given.
"""

from __future__ import annotations

from itertools import product

from quartzcron.calendar.months import nth_weekday_sheet
from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES, WHOLE_NAMES
from quartzcron.language.dates_in_words import MOST_WEEKS, ORDINALS
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.required_days import ALL_MONTHS, RequiredDays, bits, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quartzcron.calendar.matcher import Matcher


def in_words(matcher: Matcher, shortest: bool = False) -> str | None:
    """Return a text in words that may mean what a matcher means, or None where none can.

    >>> from quartzcron.compiling.compiler import compile_text
    >>> from quartzcron.dialects import DEFAULT
    >>> in_words(compile_text("0 9 * JAN,APR MON#1,MON#3", DEFAULT))
    '1st,3rd monday of jan,apr 09:00'
    """
    texts = one_by_one(matcher, shortest)
    return texts[0] if len(texts) == 1 else None


def one_by_one(matcher: Matcher, shortest: bool = False) -> tuple[str, ...]:
    """Return texts in words that may mean together what a matcher means; nothing where none can.

    >>> from quartzcron.compiling.compiler import compile_text
    >>> from quartzcron.dialects import DEFAULT
    >>> one_by_one(compile_text("0 9,17 * * MON#1", DEFAULT))
    ('1st monday of month 09:00', '1st monday of month 17:00')

    A text has one time of day, and its weekdays are of the same weeks.
    """
    required = RequiredDays(matcher)
    if matcher.seconds != 1 or matcher.fires_per_day > _MOST or required.needs_years:
        return ()
    months = _months(required.months, shortest)
    days = [
        f"{_ordinals(weeks)} {_names('day_of_week', WEEKDAY_NAMES, weekdays, shortest)}{months}"
        for weeks, weekdays in _weekdays_of(*sheets(required.own())).items()
    ]
    hour_sign = "{}" if shortest else "{:02}"
    times = [
        f"{hour_sign.format(hour)}:{minute:02}"
        for hour, minute in product(bits(matcher.hours), bits(matcher.minutes))
    ]
    return tuple(f"{each} {time}" for each, time in product(days, times))


#: More times a day than this nobody writes one by one.
_MOST = 12


def _weekdays_of(wanted: int, care: int) -> dict[tuple[int, ...], list[int]]:
    """Return the weekdays of the days wanted by the weeks of the month that they are wanted in."""
    found: dict[tuple[int, ...], list[int]] = {}
    for weekday in range(7):
        sheets_of = ((week, nth_weekday_sheet(weekday, week) & care) for week in _WEEKS)
        weeks = tuple(week for week, days in sheets_of if days & wanted and not days & ~wanted)
        if weeks:
            found.setdefault(weeks, []).append(weekday)
    return found


_WEEKS = range(1, MOST_WEEKS + 1)


def _ordinals(values: Sequence[int]) -> str:
    """Return ordinals as numbers: 1st,3rd."""
    short = {day: word for word, day in ORDINALS.items() if word[0].isdecimal()}
    return ",".join(short[value] for value in values)


def _names(field: str, short: Sequence[str], values: Sequence[int], shortest: bool) -> str:
    """Return names of a field: one alone is written out."""
    names = short if shortest or len(values) > 1 else WHOLE_NAMES[field]
    return ",".join(names[value] for value in values).lower()


def _months(mask: int, shortest: bool) -> str:
    """Return what is said of the months."""
    if mask == ALL_MONTHS:
        return "" if shortest else " of month"
    months = [month - 1 for month in bits(mask)]
    texts = [_names("month", MONTH_NAMES, months, shortest)]
    columns = sorted({month % 3 for month in months})
    if shortest and len(months) == 4 * len(columns):
        of = f"{_ordinals([column + 1 for column in columns])} month of "
        texts.append(f"{of if columns != [0] else ''}quarter")
    return f" of {min(texts, key=len)}"
