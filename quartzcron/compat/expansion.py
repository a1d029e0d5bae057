"""What a text says to croniter: the values of each field, read by croniter's own rules.

The library's dialect `croniter` refuses what croniter takes by accident. Programs
may live by such accidents, so they are kept here, and nowhere else: an equal
range is the whole field, a range that wraps with a step may slip by one, `31w` is a
day near the end of every month. Terms are read from the last to the first, as croniter
does, so that of two mistakes the same one is named.

Nothing here knows when anything fires.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from quartzcron.compat import refusals
from quartzcron.compat.draws import drawn, is_random
from quartzcron.compat.refusals import (
    CroniterBadCronError,
    CroniterNotAlphaError,
    CroniterUnsupportedSyntaxError,
)
from quartzcron.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    Value = int | str
    Nth = int | str

MINUTE, HOUR, DAY, MONTH, WEEKDAY, SECOND, YEAR = range(7)

#: The numbers of fields that a text may have.
LENGTHS = (5, 6, 7)


def _numbered(names: str, first: int) -> dict[str, int | str]:
    return {name: number for number, name in enumerate(names.split(), first)}


MONTHS = _numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1)
WEEKDAYS = _numbered("sun mon tue wed thu fri sat", 0)


class Field(Record):
    """A field: croniter's number of it, its lowest and highest value, and its names."""

    index: int
    low: int
    high: int
    names: dict[str, Value]

    @property
    def size(self) -> int:
        """How many values it has."""
        return self.high - self.low + 1


FIELDS = (
    Field(MINUTE, 0, 59, {}),
    Field(HOUR, 0, 23, {}),
    Field(DAY, 1, 31, {"l": "l"}),
    Field(MONTH, 1, 12, MONTHS),
    Field(WEEKDAY, 0, 6, WEEKDAYS),
    Field(SECOND, 0, 59, {}),
    Field(YEAR, 1970, 2099, {}),
)

#: A year with a 29 February.
LEAP_YEAR = 2000

#: The @ words, and what they are where there is an id to draw from.
_WORDS = {
    "@midnight": ("0 0 * * *", "h h(0-2) * * * h"),
    "@hourly": ("0 * * * *", "h * * * * h"),
    "@daily": ("0 0 * * *", "h h * * * h"),
    "@weekly": ("0 0 * * 0", "h h * * h h"),
    "@monthly": ("0 0 1 * *", "h h h * * h"),
    "@yearly": ("0 0 1 1 *", "h h h h * h"),
    "@annually": ("0 0 1 1 *", "h h h h * h"),
}

_COLUMN = re.compile(r"\S+", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)
_RANGE = re.compile(r"([^-]+)-([^-/]+)(?:/(\d+))?", re.ASCII)
_OPEN_STEP = re.compile(r"([^-]+)/(\d+)", re.ASCII)
_WORKDAY = re.compile(r"(\d+)w|w(\d+)", re.ASCII)


def _any_range(names: Iterable[str]) -> str:
    """Return a pattern for one of some names, or a range of two."""
    one = "|".join(names)
    return f"(?:{one})(?:-(?:{one}))?"


_NTH_WEEKDAY = re.compile(
    rf"({_any_range(WEEKDAYS)}|{_any_range(MONTHS)}|\w+)#(\d+)|l(\d+)", re.ASCII
)


class Expansion(Record):
    """A text as croniter holds it.

    `fields` has the values of each field in croniter's order, `("*",)` where all;
    `nth` pairs a weekday with which of them in the month: numbers, or `l` for the
    last; `workdays` are the days of `nW`; `columns` the fields as they were written.
    """

    fields: tuple[tuple[Value, ...], ...]
    nth: tuple[tuple[int, tuple[Nth, ...]], ...]
    columns: tuple[str, ...]
    workdays: tuple[int, ...]


class _Given(Record):
    """What a text is read with: itself for messages, its fields, and where steps begin."""

    text: str
    columns: tuple[str, ...]
    hash_id: bytes | str | None
    start: datetime | None

    def refusal(self, words: str, **values: object) -> CroniterBadCronError:
        """Return an error about the text."""
        return CroniterBadCronError(words.format(text=self.text, **values))


class _Found:
    """What the terms of one field have said so far."""

    def __init__(self, *values: Value) -> None:
        self.values: set[Value] = set(values)
        self.nth: dict[int, set[Nth]] = {}
        self.workdays: set[int] = set()


#: What single numbers and stars say: most fields, which need not be read. Nobody changes it.
_PLAIN = tuple(
    {"*": _Found("*"), **{str(value): _Found(value) for value in range(field.low, field.high + 1)}}
    for field in FIELDS
)


def expand(
    text: str,
    hash_id: bytes | str | None = None,
    second_at_beginning: object = False,
    from_timestamp: float | None = None,
    zone: tzinfo | None = None,
) -> Expansion:
    """Return what a text says, or raise what croniter would.

    >>> expand("0 9-17/4 * * mon").fields
    ((0,), (9, 13, 17), ('*',), ('*',), (1,))

    With a timestamp, steps are counted from that moment in its zone (UTC for None).
    """
    columns = _columns(text, hash_id is not None, second_at_beginning)
    start = None
    if from_timestamp is not None:
        start = datetime.fromtimestamp(int(from_timestamp), zone or UTC)
    given = _Given(text, columns, hash_id, start)
    found = [
        plain.get(column) or _read(given, field)
        for column, plain, field in zip(columns, _PLAIN, FIELDS, strict=False)
    ]
    fields = tuple(_values(given, *pair) for pair in zip(FIELDS, found, strict=False))
    nth = found[WEEKDAY].nth
    _refuse_mixture(given, fields[WEEKDAY], nth)
    occurrences = tuple((day, tuple(which)) for day, which in nth.items())
    return Expansion(fields, occurrences, columns, tuple(found[DAY].workdays))


def draws_at_random(text: str) -> bool:
    """Tell whether a text has a number that is drawn anew each time that it is read."""
    return any(map(is_random, _COLUMN.findall(text.lower())))


def _columns(text: str, hashed: bool, second_at_beginning: object) -> tuple[str, ...]:
    """Return the fields of a text in croniter's order, in small letters."""
    plain = text.lower()
    if plain in _WORDS:
        plain = _WORDS[plain][hashed]
    columns = _COLUMN.findall(plain)
    if len(columns) not in LENGTHS:
        raise CroniterBadCronError(refusals.COLUMNS)
    if len(columns) > WEEKDAY + 1 and second_at_beginning:
        columns.insert(SECOND, columns.pop(0))
    return tuple(columns)


def _read(given: _Given, field: Field) -> _Found:
    """Return what the terms of a field say."""
    bounds = (field.low, field.high)
    column = drawn(
        given.columns[field.index],
        field.index,
        bounds,
        given.hash_id,
        steps_from_start=given.start is not None,
    )
    if "?" in column:
        if column != "?":
            raise given.refusal(refusals.QUESTION_ALONE)
        if field.index not in (DAY, WEEKDAY):
            raise given.refusal(refusals.QUESTION_PLACE)
        column = "*"
    terms = column.split(",")
    found = _Found()
    for term in reversed(terms):
        workday = _WORKDAY.fullmatch(term) if field.index == DAY else None
        if workday is not None:
            _take_workday(given, found, int(workday[1] or workday[2]), alone=len(terms) == 1)
        else:
            _take(given, field, found, term)
    return found


def _take_workday(given: _Given, found: _Found, day: int, *, alone: bool) -> None:
    """Note the day of an `nW`."""
    if not 1 <= day <= FIELDS[DAY].high:
        raise given.refusal(refusals.WORKDAY_NUMBER, day=day)
    if not alone:
        raise given.refusal(refusals.WORKDAY_ALONE)
    found.values.add(day)
    found.workdays.add(day)


def _take(given: _Given, field: Field, found: _Found, term: str) -> None:
    """Note the values of any other term."""
    nth: Nth | None = None
    if field.index == WEEKDAY:
        term, nth = _nth_weekday(given, term)
    read = _RANGE.fullmatch(term) or _OPEN_STEP.fullmatch(term)
    values = [_single(given, field, term)] if read is None else _range(given, field, term)
    if any(isinstance(value, int) and not _fits(field, value) for value in values):
        raise given.refusal(refusals.OUT_OF_RANGE)
    found.values.update(values)
    if nth is not None:
        for value in reversed(values):
            found.nth.setdefault(int(value), set()).add(nth)


def _fits(field: Field, value: int) -> bool:
    return field.low <= value <= field.high


def _nth_weekday(given: _Given, term: str) -> tuple[str, Nth | None]:
    """Return the weekday of an `n#k` or `Ln` and which one in the month; None for any other."""
    read = _NTH_WEEKDAY.fullmatch(term)
    if read is None:
        return term, None
    day, number, last = read.groups()
    if last is not None:
        return last, "l"
    try:
        nth = int(number)
    except ValueError:  # thousands of digits
        nth = 0
    if not 1 <= nth <= 5:
        raise given.refusal(refusals.WEEKDAY_NUMBER, number=number)
    return day, nth


def _single(given: _Given, field: Field, term: str) -> Value:
    """Return the value of a term that is no range: a number, a name or a star."""
    if term.startswith("-"):
        raise given.refusal(refusals.NEGATIVE)
    if term == "*":
        return term
    value = int(term) if _NUMBER.fullmatch(term) else _named(given, field, term)
    return _sunday(field, value) if isinstance(value, int) else value


def _named(given: _Given, field: Field, name: str) -> Value:
    """Return the value of a name."""
    if name not in field.names:
        columns = " ".join(given.columns)
        raise CroniterNotAlphaError(refusals.NOT_ACCEPTABLE.format(columns=columns))
    return field.names[name]


def _sunday(field: Field, value: int) -> int:
    """Return a value with 0 for a Sunday that is written 7."""
    return 0 if field.index == WEEKDAY and value == 7 else value


def _range(given: _Given, field: Field, term: str) -> list[Value]:
    """Return the values of `a-b`, `a-b/n`, `*/n` or `a/n`."""
    read = _RANGE.fullmatch(term)
    is_open = read is None
    if read is not None:
        first, last, written = read[1], read[2], read[3] or "1"
    else:
        first, _, written = term.rpartition("/")
        last = str(field.high)
    if (first, is_open) == ("*", True):
        first, is_open = str(field.low), False
    if field.index == DAY and last == "l":
        last = str(field.high)
    first, last = (
        end if _NUMBER.fullmatch(end) else str(_named(given, field, end)) for end in (first, last)
    )
    step = int(written)
    if step == 0:
        raise given.refusal(refusals.STEP, step=step, field=field.index)
    if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(last)):
        raise given.refusal(refusals.BANDS, first=first, last=last, field=field.index)
    low, high = _sunday(field, int(first)), _sunday(field, int(last))
    if max(low, high) > field.high:
        raise given.refusal(refusals.OUT_OF_BANDS)
    return [*_walk(given, field, (low, high), step, is_open=is_open)]


def _walk(
    given: _Given, field: Field, ends: tuple[int, int], step: int, *, is_open: bool
) -> Iterable[int]:
    """Return every step-th value between two ends, both included."""
    low, high = ends
    if low == high:
        if is_open:
            return (low,)  # 59/15
        low, high = field.low, field.high  # 5-5
    if given.start is not None:
        low = _phased(_phase(field, given.start, step), low, high, step)
    if low <= high:
        return range(low, high + 1, step)
    to_end = range(low, field.high + 1, step)
    # (A year that is below the field is no member of it: a ValueError, as there.)
    behind = field.size - 1 - range(field.low, field.high + 1).index(to_end[-1])
    # One more than the step has left is skipped: the slip that croniter's users know.
    skipped = step - behind if step > behind + 1 else 0
    return (*to_end, *range(field.low + skipped, high + 1, step))


def _phase(field: Field, start: datetime, step: int) -> int:
    """Return the lowest value from which steps meet a moment."""
    value = (
        start.minute,
        start.hour,
        start.day,
        start.month,
        start.isoweekday() % 7,
        start.second,
        start.year,
    )[field.index]
    return field.low + (value - field.low) % step


def _phased(phase: int, low: int, high: int, step: int) -> int:
    """Return the first value of a phase between two ends, or `low` where there is none."""
    moved = low + (phase - low) % step if phase < low else phase
    return moved if low <= moved <= high else low


def _values(given: _Given, field: Field, found: _Found) -> tuple[Value, ...]:
    """Return the values of a field in order: a star, numbers, the last day."""
    values = found.values
    if len(values) == field.size:
        # A full day field counts as a restriction, unless the other one has a star.
        other = {DAY: WEEKDAY, WEEKDAY: DAY}.get(field.index)
        if other is None or "*" in given.columns[other]:
            return ("*",)
    numbers = sorted(value for value in values if isinstance(value, int))
    return (*(["*"] if "*" in values else []), *numbers, *(["l"] if "l" in values else []))


def _refuse_mixture(given: _Given, weekdays: tuple[Value, ...], nth: dict[int, set[Nth]]) -> None:
    """Refuse plain weekdays beside `n#k`, unless they are all seven."""
    plain = {*weekdays} - {*nth} - {"*"}
    if nth and plain and len(weekdays) != FIELDS[WEEKDAY].size:
        words = refusals.MIXED_WEEKDAYS.format(text=given.text, plain=plain, nth=nth)
        raise CroniterUnsupportedSyntaxError(words)


def refuse_impossible(text: str, expansion: Expansion, years: int | Iterable[int] | None) -> None:
    """Refuse days that none of the months has: croniter's `strict`.

    `years` are those in which it will run; None for those of the text, or any.
    """
    days, months = expansion.fields[DAY], expansion.fields[MONTH]
    numbers = [day for day in days if isinstance(day, int)]
    named = [month for month in months if isinstance(month, int)]
    if days == ("*",) or months == ("*",) or not numbers or not named:
        return
    longest = max(calendar.monthrange(LEAP_YEAR, month)[1] for month in named)
    if named == [2] and not _may_leap(expansion, years):
        longest = 28
    if min(numbers) > longest:
        words = refusals.IMPOSSIBLE_DAYS.format(text=text, days=numbers, months=named)
        raise CroniterBadCronError(words)


def _may_leap(expansion: Expansion, years: int | Iterable[int] | None) -> bool:
    """Tell whether one of the years may have a 29 February."""
    if years is None and len(expansion.fields) > YEAR:
        years = [year for year in expansion.fields[YEAR] if isinstance(year, int)] or None
    if years is None:
        return True
    return any(map(calendar.isleap, [years] if isinstance(years, int) else years))
