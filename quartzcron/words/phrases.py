"""The tree of phrases: what a schedule means, in parts that can be said.

Phrases are of no language: a value each, equal where the meaning is. Here stands what a tree is
made of; `clock_phrases` and `day_phrases` make its parts, `sentences` the whole.
"""

from __future__ import annotations

from quartzcron.calendar.months import runs
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

# --- values of a unit ------------------------------------------------------------


class Stretch(Record):
    """Values from one to another by a step, both included; one value where they are equal."""

    first: int
    last: int
    step: int = 1


#: A list of values of one unit, in order.
Values = tuple[Stretch, ...]

# --- the clock ---------------------------------------------------------------------

SECOND, MINUTE, HOUR = "second", "minute", "hour"

#: Seconds of each unit of the clock.
SIZES = {SECOND: 1, MINUTE: 60, HOUR: 3600}


class Points(Record):
    """Some times of day, in seconds after midnight: `at 09:00 and 17:30`."""

    times: tuple[int, ...]


class Even(Record):
    """Each n-th unit on and on: `every 5 minutes`.

    `start` is where the walk begins in the next larger unit; 0 is not said.
    """

    unit: str
    step: int
    start: int = 0


class Walk(Record):
    """Each n-th unit within windows of the day: `every 15 minutes from 09:00 to 17:45`.

    A window has its first and its last run, in seconds after midnight, the last before the
    first where it goes over midnight, and None where it goes on and on. `also` are times beside.
    """

    unit: str
    step: int
    windows: tuple[tuple[int, int | None], ...]
    also: tuple[int, ...] = ()


class Past(Record):
    """Values of a unit past the next larger one: `at 5 and 35 minutes past every hour`.

    One stretch of several values is a walk: `every 7 minutes from 0 to 56 minutes past`.
    """

    unit: str
    values: Values


class Hours(Record):
    """Minutes within some hours of the day: a pattern, and the hours where it holds.

    `windows` are first and last runs of stretches of hours; without them, `hours` are the
    hours themselves.
    """

    pattern: Past | Even
    hours: Values = ()
    windows: tuple[tuple[int, int], ...] = ()


class Within(Record):
    """Seconds within the minutes of another phrase: `..., at 30 seconds past the minute`."""

    seconds: Past | Even
    clock: Clock


Clock = Points | Even | Walk | Past | Hours | Within

# --- days --------------------------------------------------------------------------


class EveryDay(Record):
    """All days."""


class Weekdays(Record):
    """Some weekdays: bit 0 is Monday."""

    mask: int


class MonthDays(Record):
    """Some days of the month, of which one day at least may be missing in some months.

    `odd` and `even` are all days of that kind there are; `missing` tells whether single days
    are named that not all of the months have.
    """

    values: Values
    parity: str = ""
    missing: bool = False


class Last(Record):
    """The last day of the month, or so many days before it."""

    before: int = 0


class LastWorkday(Record):
    """The weekday nearest to the last day or so many days before it, and `back` from there.

    `clamped`: where that would leave the month it is the 1st.
    """

    before: int = 0
    back: int = 0
    clamped: bool = False


class NearestWorkday(Record):
    """The weekday nearest to a day of the month.

    `lost`: not where the day is a Sunday that ends the month. `clamped`: months without that day
    go by their last. `missing`: some of the months have no such day.
    """

    day: int
    lost: bool = False
    clamped: bool = False
    missing: bool = False


class NthWeekday(Record):
    """The n-th such weekday of the month, the last one where n is 0.

    `missing`: not all of the months have one.
    """

    weekday: int
    nth: int
    missing: bool = False


class Shape(Record):
    """Days of the month in months that begin on a weekday and have so many days."""

    first_weekday: int
    length: int
    values: Values


OfMonth = MonthDays | Last | LastWorkday | NearestWorkday | NthWeekday


class Both(Record):
    """Weekdays that fall on certain days of the month."""

    weekdays: int
    days: tuple[OfMonth, ...]


class Falling(Record):
    """An n-th weekday where it falls on certain days of the month."""

    weekday: NthWeekday
    days: tuple[OfMonth, ...]


class Either(Record):
    """Days of the month and others: any of them will do."""

    of_month: tuple[OfMonth, ...]
    others: tuple[Weekdays | Both | Falling | Shape, ...] = ()


class Date(Record):
    """One date of one year."""

    year: int
    month: int
    day: int


Days = EveryDay | Weekdays | Either | Date

# --- sentences -----------------------------------------------------------------------


class Never(Record):
    """It never fires."""


class Once(Record):
    """One fire time of all: its date, and the seconds after midnight."""

    date: Date
    time: int


class When(Record):
    """When it fires: times of day, days, and the months and years if not all."""

    clock: Clock
    days: Days
    months: Values | None = None
    years: Values | None = None


Sentence = Never | Once | When

# --- masks to values -----------------------------------------------------------------


def single(mask: int) -> bool:
    """Tell whether a mask has just one value.

    >>> single(0b1000), single(0b1010)
    (True, False)
    """
    return not mask & (mask - 1)


def lowest(mask: int) -> int:
    """Return the lowest value of a mask."""
    return (mask & -mask).bit_length() - 1


def walk_of(mask: int) -> Stretch | None:
    """Return the values of a mask as one walk, if they are evenly spaced.

    >>> walk_of(0b1001001), walk_of(0b1011)
    (Stretch(first=0, last=6, step=3), None)
    """
    first, last = lowest(mask), mask.bit_length() - 1
    count = mask.bit_count() - 1
    if not count:
        return Stretch(first, first)
    step, rest = divmod(last - first, count)
    if rest or ((1 << (count + 1) * step) - 1) // ((1 << step) - 1) << first != mask:
        return None
    return Stretch(first, last, step)


def stretches(mask: int, shortest: int = 3) -> Values:
    """Return the values of a mask as single ones, and as ranges from so many on.

    >>> stretches(0b11101011)
    (Stretch(first=0, last=0, step=1), Stretch(first=1, last=1, step=1), \
Stretch(first=3, last=3, step=1), Stretch(first=5, last=7, step=1))
    """
    return tuple(_stretches(mask, shortest))


def _stretches(mask: int, shortest: int) -> Iterator[Stretch]:
    for first, last in runs(mask):
        if last - first + 1 >= shortest:
            yield Stretch(first, last)
        else:
            yield from (Stretch(value, value) for value in range(first, last + 1))


def listed_or_walk(mask: int, fewest: int) -> Values:
    """Return one walk where the values are evenly spaced and so many, or else a list."""
    if mask.bit_count() >= fewest:
        walk = walk_of(mask)
        if walk is not None:
            return (walk,)
    return stretches(mask)


def in_a_ring(mask: int, size: int, low: int = 0) -> Stretch | None:
    """Return the values of a mask as one range that may go over the end, or None.

    >>> in_a_ring(0b1000011, 7)
    Stretch(first=6, last=1, step=1)
    """
    found = list(runs(mask))
    if len(found) == 1:
        return Stretch(*found[0])
    high = low + size - 1
    if len(found) == 2 and found[0][0] == low and found[1][1] == high:
        return Stretch(found[1][0], found[0][1])
    return None
