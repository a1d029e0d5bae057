"""When: reading the moment to start from, and telling how far away another is.

A moment is never guessed. What is not in ISO form is given to dateutil's
parser once for every way in which it could be meant; if the answers differ,
the text says too little or can be read in two ways, and is refused.

Nothing here knows what cron is, nor how things are printed.
"""

from __future__ import annotations

import contextlib
import itertools
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, NamedTuple

from quartzcron.cli.days import Said, said_day
from quartzcron.clock import moments as clock_moments

#: What to write, as every refusal says.
ISO_FORMS = "2026-01-30, 2026-01-30T09:30 or 2026-01-30T09:30:00+02:00"

#: Moments that need no digits, as completion offers them.
MOMENTS_IN_WORDS = ("now", "today", "tomorrow", "yesterday")

#: Longer texts are no moments; dateutil would only take its time to say so.
_LONGEST = 100

# Two days without a part in common: whatever a text leaves open differs in the answers.
_DEFAULTS = (datetime(2000, 1, 1), datetime(2003, 10, 28))

# A date in ISO form, then nothing or a time; Python alone would take any character in between,
# and read a long row of digits as a date and a time.
_ISO = re.compile(r"[0-9W-]{7,10}(?:[T ].*)?", re.IGNORECASE)

_UTC_NAMES = ("UTC", "GMT", "Z")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# What dateutil raises on texts that it trips over; it promises ValueError and OverflowError only.
_TRIPPED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

# The largest unit of which there is one; years only from two on, for "in 400 days" says more.
_UNITS = (
    (timedelta(days=730.485), timedelta(days=365.2425), "year"),
    (timedelta(days=1), timedelta(days=1), "day"),
    (timedelta(hours=1), timedelta(hours=1), "hour"),
    (timedelta(minutes=1), timedelta(minutes=1), "minute"),
    (timedelta(seconds=1), timedelta(seconds=1), "second"),
)


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class UnclearMomentError(ValueError):
    """A text that is no moment, or not surely one; its message ends in the forms to write."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; write {ISO_FORMS}")


def now() -> datetime:
    """Return this second, in UTC."""
    return clock_moments.now().replace(microsecond=0)


def read_moment(text: str, zone: tzinfo | None = None) -> datetime:
    """Return the moment that a text names: naive, or aware with a fixed offset.

    >>> read_moment("2026-01-30"), read_moment("30 Jan 2026 9:30 am")
    (datetime.datetime(2026, 1, 30, 0, 0), datetime.datetime(2026, 1, 30, 9, 30))

    ISO form comes first, then what dateutil reads without guessing: the text
    must name year (four digits), month and day, and mean the same whether the
    day or the month, or the year, is thought to come first. A day alone is
    its midnight. `now` is this second, in UTC. Days in words ("tomorrow 9:30",
    "next Monday") are those of the zone, naive; without one of UTC, and aware.
    Raises UnclearMomentError.
    """
    text = text.strip()
    if text.lower() == "now":
        return now()
    said = _said(text, zone)
    if said is not None:
        day = _only(said.dates)
        # The month by its name, so that dateutil has nothing to choose from.
        moment = _read_written(f"{day.day} {day:%B} {day:%Y} {said.time}".rstrip())
        return moment if moment.tzinfo or zone else moment.replace(tzinfo=UTC)
    return _read_written(text)


def names_day_alone(text: str, zone: tzinfo | None = None) -> bool:
    """Tell whether a text that is a moment names a day, and no time.

    >>> [names_day_alone(text) for text in ("2026-01-30", "30 Jan 2026", "today", "now")]
    [True, True, True, False]
    """
    text = text.strip()
    if text.lower() == "now":
        return False
    said = _said(text, zone)
    if said is not None:
        return not said.time
    with contextlib.suppress(ValueError):
        return bool(date.fromisoformat(text))
    with contextlib.suppress(ValueError):
        datetime.fromisoformat(text)
        return False
    # What the text leaves open is as the default has it.
    defaults = (_DEFAULTS[0].replace(hour=hour) for hour in (0, 23))
    early, late = (_parsed(text, default=default) for default in defaults)
    return early != late


def _said(text: str, zone: tzinfo | None) -> Said | None:
    """Return the day that a text names in words, as it is counted today in a zone."""
    return said_day(text, now().astimezone(zone or UTC).date())


def _only(dates: Sequence[date]) -> date:
    """Return the one date that there is."""
    first, *others = dates
    if others:
        raise UnclearMomentError(f"it could mean {first} or {others[-1]}")
    return first


def _read_written(text: str) -> datetime:
    """Return the moment of a text with a date in it."""
    if _ISO.fullmatch(text):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(text)
    readings = _readings(text)
    for first, second in zip(readings[:4], readings[4:], strict=True):
        if first != second:
            raise UnclearMomentError("it does not name a year, a month and a day")
    moment, *others = readings
    for other in others:
        if other != moment:
            raise UnclearMomentError(f"it could mean {moment:%Y-%m-%d} or {other:%Y-%m-%d}")
    if not re.search(rf"(?<!\d){moment.year:04}", text):
        raise UnclearMomentError("the year needs four digits")
    named = _weekday_named(text)
    if named not in (None, moment.weekday()):
        raise UnclearMomentError(f"{moment:%Y-%m-%d} is a {moment:%A}")
    return moment


def _readings(text: str) -> list[datetime]:
    """Return every reading of a text: with the first default, then in the same order the other."""
    # "GMT+3" is three hours ahead for some and three hours behind for others.
    if len(text) > _LONGEST or re.search(r"(?i)\b(utc|gmt|z)\s*[+-]", text):
        raise UnclearMomentError("it is not a date and time that can be read without guessing")
    ways = itertools.product(_DEFAULTS, (False, True), (False, True))
    try:
        return [
            _parsed(text, default=default, dayfirst=dayfirst, yearfirst=yearfirst)
            for default, dayfirst, yearfirst in ways
        ]
    except UnclearMomentError:
        raise
    except _TRIPPED as error:
        raise UnclearMomentError("it is not a date and time that can be read") from error


def _parsed(text: str, **ways: Any) -> datetime:
    """Return what dateutil reads in a text."""
    # Loaded here: most moments are in ISO form.
    from dateutil import parser

    moment: datetime = parser.parse(text, tzinfos=_fixed_offset, **ways)
    return moment


def _fixed_offset(name: str | None, seconds: int | None) -> timezone | None:
    """Return the zone of a name and an offset as dateutil found them, for its `tzinfos`."""
    if name is not None and name.upper() not in _UTC_NAMES:
        raise UnclearMomentError("a time zone's abbreviation can mean several zones")
    if name is None and seconds is None:
        return None
    return timezone(timedelta(seconds=seconds or 0))


def _weekday_named(text: str) -> int | None:
    """Return the weekday (Monday is 0) whose name stands in a text, which dateutil would ignore."""
    for word in re.findall(r"[a-z]+", text.lower()):
        if word[:3] in _WEEKDAYS:
            return _WEEKDAYS.index(word[:3])
    return None


class Start(NamedTuple):
    """A moment to start from, and what to say about it if it was not quite what was written."""

    moment: datetime
    remark: str | None = None


def in_zone(moment: datetime, zone: tzinfo) -> Start:
    """Return a moment in a zone, where it exists: a naive one is wall time there.

    >>> from zoneinfo import ZoneInfo
    >>> start = in_zone(datetime(2026, 3, 8, 2, 30), ZoneInfo("America/New_York"))
    >>> print(start.moment)
    2026-03-08 03:30:00-04:00
    >>> print(start.remark)
    2026-03-08 02:30:00 does not exist in America/New_York: taken as 2026-03-08 03:30:00-04:00

    Of a wall time that comes twice the first is meant. Raises
    UnclearMomentError within a day of the ends of the calendar.
    """
    wall = moment if moment.tzinfo is None else None
    try:
        instant = (moment if wall is None else wall.replace(tzinfo=zone)).astimezone(UTC)
        placed = instant.astimezone(zone)
    except (OverflowError, ValueError) as error:
        raise UnclearMomentError(f"it is too early or too late for {zone}") from error
    return Start(placed, None if wall is None else _remark(wall, placed))


def _remark(wall: datetime, placed: datetime) -> str | None:
    """Return what became of a wall time that does not exist once."""
    if placed.replace(tzinfo=None) != wall:
        return f"{wall} does not exist in {placed.tzinfo}: taken as {placed}"
    if placed.utcoffset() != placed.replace(fold=1).utcoffset():
        return f"{wall} comes twice in {placed.tzinfo}: taken as the first, {placed}"
    return None


def in_words(moment: date) -> str:
    """Return a day, or that of a moment, as one says it.

    >>> in_words(datetime(2026, 1, 30, 12, 30))
    'Friday 30 January 2026'
    """
    return f"{moment:%A} {moment.day} {moment:%B} {moment.year}"


def measured(distance: timedelta) -> tuple[str, int]:
    """Return a distance in its largest unit, rounded down: its name and how many there are.

    Less than a second is ("moment", 0), and nothing at all ("", 0).
    """
    for least, unit, name in _UNITS:
        if distance >= least:
            return name, distance // unit
    return ("moment", 0) if distance else ("", 0)


def how_far(distance: timedelta, back: bool = False) -> str:
    """Return a distance ahead, or back, in its largest unit, rounded down.

    >>> how_far(timedelta(days=29, hours=12)), how_far(timedelta(seconds=60), back=True)
    ('in 29 days', '1 minute ago')
    """
    name, amount = measured(distance)
    if not name:
        return "at once"
    said = f"{amount:,} {name}{'s' if amount > 1 else ''}" if amount else "less than a second"
    return f"{said} ago" if back else f"in {said}"
