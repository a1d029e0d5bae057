"""What one text means to each of the systems, and since when that matters.

A cron text does not say for which system it was written. Here it is read by
all dialects, those that take it are grouped by what they read, and any two
groups are told apart by the first wall time at which only one of them fires.
Loaded when it is first asked for.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from itertools import combinations
from textwrap import fill

from quartzcron.calendar.matcher import Possible
from quartzcron.calendar.search import first_apart
from quartzcron.clock.moments import plain
from quartzcron.compiling.compiler import matcher_of, text_of
from quartzcron.dialects import DEFAULT, Dialect
from quartzcron.errors import CronTranslationError, printable
from quartzcron.expression import CronExpression
from quartzcron.fields import FIRST_YEAR
from quartzcron.ground.caches import LONGEST_KEPT, listed
from quartzcron.ground.plain_data import PlainData
from quartzcron.records import Record
from quartzcron.translation.translate import translate


class Reading(Record, PlainData):
    """One meaning of a text, and the names of the dialects that read it so.

    >>> print(detect("0 9 * * 1").readings[1])
    0 9 * * TUE: apscheduler

    `expression` is the text in the first of these dialects; `words` says the
    same as a text of the default dialect, weekdays by name, where it has one.
    """

    _form = "reading"

    dialects: tuple[str, ...]
    expression: CronExpression
    words: str | None

    def __str__(self) -> str:
        said = self.expression.text if self.words is None else self.words
        return f"{printable(said)}: {', '.join(self.dialects)}"


class Difference(Record):
    """Two readings and the first wall time at which only one of them fires.

    >>> print(detect("0 9 * * 1").differences[0])
    quartzcron and apscheduler differ first on 1970-01-05 09:00:00
    """

    first: Reading
    second: Reading
    moment: datetime

    def __str__(self) -> str:
        names = self.first.dialects[0], self.second.dialects[0]
        return f"{' and '.join(names)} differ first on {self.moment:%Y-%m-%d %H:%M:%S}"


class Detection(Record, PlainData):
    """What `detect` finds: the readings of a text, their differences, and the dialects that
    refuse it.

    >>> detect("0 0 9 ? * MON").refused[:3]
    ('unix', 'cronie', 'posix')

    `readings` come in the order of `Dialect.names`; `differences` has each two
    of them that differ from the given moment on.
    """

    _form = "detection"

    text: str
    readings: tuple[Reading, ...]
    differences: tuple[Difference, ...]
    refused: tuple[str, ...]

    def __str__(self) -> str:
        refused = (
            f"refused: {', '.join(self.refused)}"  # five fields here, six there: never by none
        )
        lines = (*self.readings, refused, *self.differences)
        return "\n".join([printable(self.text), *(_wrapped(str(line)) for line in lines)])


def _wrapped(line: str) -> str:
    """Return a line indented, its further lines more so."""
    indent = " " * 4
    return fill(
        line,
        100,
        initial_indent=indent,
        subsequent_indent=indent * 2,
        break_on_hyphens=False,
        break_long_words=False,
    )


def detect(text: str, *, after: datetime | None = None, seed: str | None = None) -> Detection:
    """Return which dialects accept a text, grouped by what it means in them.

    >>> from datetime import datetime
    >>> found = detect("0 0 12 ? * 6L", after=datetime(2026, 1, 1))
    >>> for reading in found.readings:
    ...     print(reading)
    0 12 * * FRIL: quartzcron, quartz, adobe, databricks, quartznet
    0 12 * * SATL: ocps, spring, cronos, croner
    >>> print(found.differences[0])
    quartzcron and ocps differ first on 2026-01-30 12:00:00

    For any two groups it gives the first wall time, from 1970 or from `after` on, at which only
    one of them fires; groups that are the same from there on have no such difference. A dialect
    accepts a text if `CronExpression` does, service rules included; `seed` is for the H of those
    that have it. Without one, the H of Jenkins and of Quartz.NET is a reading of its own whose
    times are unknown, and has no differences. Raises `TypeError` for anything but a str, and for
    a moment with a zone.
    """
    after = None if after is None else plain(after)
    if after is not None and after.tzinfo is not None:
        raise TypeError("after is a wall time: give it without a zone")
    text = text_of(text)
    detected = _detected if len(text) <= LONGEST_KEPT else _detected.__wrapped__
    return detected(text, after, seed)


@listed
@lru_cache(64)
def _detected(text: str, after: datetime | None, seed: str | None) -> Detection:
    found: dict[object, list[Dialect]] = {}
    meanings: dict[object, object] = {}
    refused = []
    for dialect in _all():
        if seed is not None and dialect.seed is not None:
            # A name of a job is no seed for Cronos, whose seeds are whole numbers.
            with suppress(ValueError):
                dialect = dialect.seeded(seed)
        matcher = matcher_of(text, dialect)
        if matcher is None:
            refused.append(dialect.name)
            continue
        # Most dialects read a text alike: what they read is looked into once.
        masks = None if isinstance(matcher, Possible) else matcher.masks()
        if masks not in meanings:
            meanings[masks] = None if masks is None else matcher.meaning()
        found.setdefault(meanings[masks], []).append(dialect)
    readings = tuple(_reading(text, alike) for alike in found.values())
    return Detection(text, readings, _differences(readings, after), tuple(refused))


@listed
@lru_cache(1)
def _all() -> tuple[Dialect, ...]:
    """Return all dialects in the order of their names."""
    return tuple(map(Dialect.named, Dialect.names()))


def _reading(text: str, alike: list[Dialect]) -> Reading:
    """Return the reading of a text by some dialects that mean the same by it."""
    first = CronExpression(text, alike[0])
    words = None
    if not first.needs_seed:
        with suppress(CronTranslationError):
            words = translate(first._matcher, text, DEFAULT)
    return Reading(tuple(dialect.name for dialect in alike), first, words)


def _differences(readings: tuple[Reading, ...], after: datetime | None) -> tuple[Difference, ...]:
    """Return each two readings with the first wall time that sets them apart."""
    found = []
    known = [reading for reading in readings if not reading.expression.needs_seed]
    start = _FIRST if after is None else after
    # A part of a second has begun: the next one is the first that is whole.
    late = start.second + bool(start.microsecond)
    place = start.year, start.month, start.day, start.hour, start.minute, late
    for one, other in combinations(known, 2):
        moment = first_apart(one.expression._matcher, other.expression._matcher, place)
        if moment is not None:
            found.append(Difference(one, other, datetime(*moment)))
    return tuple(found)


_FIRST = datetime(FIRST_YEAR, 1, 1)
