"""From a matcher to recurrence rules: an exact `dateutil` `rruleset`, or a reason why not.

A matcher's days depend on a date's day of the month, its weekday and the length
of its month, and on nothing else. So they are a table: for each length and day
the weekdays on which it fires. A rule is a rectangle of that table, some days
times some weekdays, counted from the beginning of the month or from its end;
the table is covered with as few as come easily. No special of cron needs to be
known: 6#3, LW and 15W are rectangles like any other, and so is the OR of the
two day fields. Only 28 and 29 February may need days counted by the year.

`dateutil` writes down wall times and puts the zone beside them. It knows no
policy for changes of clock, so around each change what it would say is compared
with what fires, and the difference becomes single dates. What it cannot say
at all is the second pass of a fold: its datetimes there equal the first ones.

Nothing here reads the text.
"""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_

from quartzcron.answers.analysis import timeline_of
from quartzcron.answers.fire_sets import FireSet
from quartzcron.calendar.matcher import ALL_YEARS
from quartzcron.calendar.months import SHAPES, YEAR_KINDS, day_masks, fire_years, runs, shape_of
from quartzcron.calendar.search import Sweep
from quartzcron.clock.instants import find_seconds, wall_fields
from quartzcron.clock.limits import Limits
from quartzcron.clock.zones import (
    BLOCK,
    END_INSTANT,
    FIRST_INSTANT,
    MARGIN,
    instant_of,
    wall_seconds,
    zone_of,
)
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.kernel.pure import checked_bounds
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo
    from typing import Any

    from dateutil.rrule import rruleset

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.clock.zones import Change, Zone
    from quartzcron.kernel.choice import Kernel

    #: A length of month, and one of its days.
    Cell = tuple[int, int]
    #: Days of the month, those from its end negative, each with the cells that it means.
    Places = dict[int, frozenset[Cell]]

#: How many single dates may be added and taken away: beyond that there is no rule to speak of.
MOST_DATES = 10_000

_ALL_WEEKDAYS = 0b1111111
_ALL_MONTHS = list(range(1, 13))


class RecurrenceError(ValueError):
    """An expression or a schedule that has no recurrence rules, and why.

    >>> from datetime import UTC
    >>> from quartzcron import Schedule
    >>> Schedule("0 * * * *", tz="Europe/Paris").to_rrule(datetime(2026, 10, 1, tzinfo=UTC))
    Traceback (most recent call last):
      ...
    quartzcron.answers.recurrences.RecurrenceError: it fires at 2026-10-25 02:00:00+01:00, the \
second pass of a time that comes twice, which dateutil cannot tell from the first
    """

    # Written out for its signature.
    def __init__(self, message: str) -> None:
        super().__init__(message)


def recurrence(
    kernel: Any,
    start: datetime | None,
    end: datetime | None,
    restricted: FireTimes | None = None,
) -> rruleset:
    """Return the rules for what a kernel fires from start to end, or what is left of that.

    What is restricted to some days, or leaves something out, is the rules of the whole and
    single dates that differ from it; or its dates alone, where those are fewer.
    """
    start, end = (kernel._limits or Limits()).span(start, end)
    anchor = end if start is None else start
    zone = kernel._limits.tz if anchor is None and kernel._limits is not None else None
    start, end = _within_horizon(start, end, zone if anchor is None else anchor.tzinfo)
    dates = _Dates()
    if restricted is not None and _is_sparse(kernel, restricted, start, end):
        dates.add(_once(_first_of(restricted, start, end)))
        return _joined([], dates)
    span = _span(start, end)
    _correct(dates, kernel, [(kernel._matcher, span)], span)
    if restricted is not None:
        dates.take_away(_first_of(kernel - restricted, start, end))
        dates.add(_once(_first_of(restricted - kernel, start, end)))
    return _joined([(kernel._matcher, span)], dates)


def set_recurrence(whole: FireSet, start: datetime | None, end: datetime | None) -> rruleset:
    """Return the rules for what a set of fire times fires from start to end.

    The rules are those of some expressions and schedules in it, which fire most of what it
    does, or more; whatever they say too much or too little becomes single dates.
    """
    tz = timeline_of(whole, start, end).tz
    start, end = _within_horizon(*Limits(whole.tz).span(start, end), tz)
    span = _span(start, end)
    ruled = [each._unrestricted() for each in _near_parts(whole, tz, start, end)]
    said = [(each._matcher, _own_span(each, start, end)) for each in ruled]
    dates = _Dates()
    _correct(dates, whole, said, span)
    if ruled:
        together = reduce(or_, ruled)
        dates.take_away(_first_of(FireSet(together, "-", whole), start, end))
        dates.add(_once(_first_of(FireSet(whole, "-", together), start, end)))
    else:
        dates.add(_once(_first_of(whole, start, end)))
    return _joined(said, dates)


def _own_span(kernel: Kernel, start: datetime, end: datetime) -> _Span:
    """Return the part of a span that lies within the bounds of a kernel."""
    since, until = (kernel._limits or Limits()).span(start, end)
    assert since is not None  # given, it only moves
    assert until is not None
    return _span(since, until)


def _near_parts(
    whole: FireSet, tz: tzinfo | None, start: datetime, end: datetime
) -> Iterator[FireTimes]:
    """Yield those parts of a set whose rules come near to it, each once."""
    seen: set[int] = set()
    rest: list[FireTimes] = [whole]
    while rest:
        node = rest.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, FireSet):
            rest += _near(node, start, end)
        elif node._home.tz is None or node._home.tz == tz:
            yield node


def _near(node: FireSet, start: datetime, end: datetime) -> list[FireTimes]:
    """Return the sides of a set that together come near to it."""
    if node.operation in "|^":
        return [node.right, node.left]
    if node.operation == "&" and node.right.count(start, end) < node.left.count(start, end):
        return [node.right]
    return [node.left]


def _joined(said: Iterable[tuple[Matcher, _Span]], dates: _Dates) -> rruleset:
    """Return the rules of some matchers, each within its span, with the dates."""
    # Loaded here: nothing else needs it (20 ms).
    from dateutil.rrule import rrule, rruleset

    found = rruleset()
    for matcher, span in said:
        for since, until in _year_spans(matcher, span):
            for arguments in _rules(matcher):
                found.rrule(rrule(**arguments, dtstart=since, until=until))
    for moment in dates.added:
        found.rdate(moment)
    for moment in dates.taken_away:
        found.exdate(moment)
    return found


def _is_sparse(whole: Any, restricted: FireTimes, start: datetime, end: datetime) -> bool:
    """Tell whether what is left is less than what differs from the whole."""
    apart: int = (whole ^ restricted).count(start, end)
    return restricted.count(start, end) <= apart


def _first_of(found: FireTimes, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the fire times of a span, no more than make it clear that there are too many."""
    return found.fire_times(start, end, limit=MOST_DATES + 1)


def _once(fires: Iterable[datetime]) -> Iterator[datetime]:
    """Yield fire times, but refuse the second pass of a time that comes twice."""
    for fire in fires:
        if fire.fold:
            raise RecurrenceError(
                f"it fires at {fire}, the second pass of a time that comes twice, which dateutil "
                "cannot tell from the first"
            )
        yield fire


class _Dates:
    """Single dates to add to the rules and to take away from them, within a bound."""

    __slots__ = ("added", "taken_away")

    def __init__(self) -> None:
        self.added: list[datetime] = []
        self.taken_away: list[datetime] = []

    def add(self, moments: Iterable[datetime]) -> None:
        """Add moments to what the rules say."""
        self.added += moments
        self._check()

    def take_away(self, moments: Iterable[datetime]) -> None:
        """Take moments away from what the rules say: which never is the second pass of a time."""
        self.taken_away += (each for each in moments if not each.fold)
        self._check()

    def _check(self) -> None:
        if len(self.added) + len(self.taken_away) > MOST_DATES:
            raise RecurrenceError(
                f"more than {MOST_DATES} single dates differ from the rules: take a shorter span"
            )


# --- bounds ----------------------------------------------------------------


class _Span(Record):
    """Where the rules begin and end: the zone, wall times and instants, in seconds.

    `last` is included, `end` is not.
    """

    tz: tzinfo | None
    first: int
    last: int
    begin: int = 0
    end: int = 0


def _within_horizon(
    start: datetime | None, end: datetime | None, tz: tzinfo | None
) -> tuple[datetime, datetime]:
    """Return bounds that a user gave, in a zone that dateutil can count in."""
    if hasattr(tz, "localize"):
        raise RecurrenceError("dateutil cannot count in a zone of pytz: take one of zoneinfo")
    start, end = _filled(start, end, tz)
    checked_bounds(start, end, None, False)
    return start, end


def _filled(
    start: datetime | None, end: datetime | None, tz: tzinfo | None
) -> tuple[datetime, datetime]:
    """Return bounds; those of the horizon where there are none."""
    return (
        datetime(FIRST_YEAR, 1, 1, tzinfo=tz) if start is None else start,
        datetime(LAST_YEAR + 1, 1, 1, tzinfo=tz) if end is None else end,
    )


def _span(start: datetime, end: datetime) -> _Span:
    """Return the whole seconds from start to end (exclusive)."""
    tz = start.tzinfo
    if tz is None:
        return _Span(tz, _ceiling(start, wall_seconds(start)), _ceiling(end, wall_seconds(end)) - 1)
    begin, finish = (
        min(max(_ceiling(at, instant_of(at)), FIRST_INSTANT), END_INSTANT) for at in (start, end)
    )
    zone = zone_of(tz)
    first, last = (wall_seconds(zone.aware(at)) for at in (begin, finish - 1))
    return _Span(tz, first, last, begin, finish)


def _ceiling(moment: datetime, seconds: int) -> int:
    """Return the first whole second at or after a moment that lies in this one."""
    return seconds + (1 if moment.microsecond else 0)


def _year_spans(matcher: Matcher, span: _Span) -> Iterator[tuple[datetime, datetime]]:
    """Yield the first and the last second of each run of years that the rules apply to.

    A year without a fire ends a run only if it would have one by its days: `years` leaves out
    both those that the text does and those that have no such day.
    """
    years = matcher.years
    unwanted = fire_years(matcher.days, matcher.months, ALL_YEARS) & ~years
    whole = (1 << years.bit_length()) - (years & -years) if years else 0
    for first_year, last_year in runs(whole & ~unwanted):
        first = max(span.first, wall_seconds(datetime(first_year, 1, 1)))
        last = min(span.last, wall_seconds(datetime(last_year, 12, 31, 23, 59, 59)))
        if first <= last:
            since, until = (datetime(*wall_fields(at), tzinfo=span.tz) for at in (first, last))
            yield since, until


# --- changes of clock ------------------------------------------------------


def _correct(
    dates: _Dates, asked: Kernel | FireSet, said: Iterable[tuple[Matcher, _Span]], span: _Span
) -> None:
    """Add and take away what the rules get wrong around each change of clock.

    `said` are the matchers whose rules there are, and how far each of them goes.
    """
    if span.tz is None:
        return
    zone = zone_of(span.tz)
    for change in _changes(zone, span):
        reach = abs(change.length)
        low, high = sorted((change.at + change.before, change.at + change.after))
        # The wall times as far around the change as it reaches, and their instants.
        begin = max(low - reach - change.before, span.begin)
        end = min(high + reach - change.after, span.end)
        walls = {
            datetime(*wall_fields(at))
            for matcher, own in said
            for at in _walls(matcher, max(low - reach, own.first), min(high + reach, own.last + 1))
        }
        fires = _fires(asked, zone, begin, end)
        dates.take_away(at.replace(tzinfo=span.tz) for at in walls - fires.keys())
        dates.add(fires[at] for at in fires.keys() - walls)


def _changes(zone: Zone, span: _Span) -> Iterable[Change]:
    """Return the changes of a zone that have to do with a span, each once."""
    first, last = span.begin - 2 * MARGIN, span.end + 2 * MARGIN
    found: dict[int, Change] = {}
    for block in range(first // BLOCK, last // BLOCK + 1):
        found |= {change.at: change for change in zone.explore(block)[1]}
    return [change for at, change in found.items() if first <= at <= last]


def _walls(matcher: Matcher, low: int, high: int) -> Iterator[int]:
    """Yield the wall times that match from one (inclusive) to another (exclusive)."""
    sweep = Sweep(matcher, forward=True)
    wall = find_seconds(sweep, low)
    while wall is not None and wall < high:
        yield wall
        wall = find_seconds(sweep, wall + 1)


def _fires(asked: Kernel | FireSet, zone: Zone, begin: int, end: int) -> dict[datetime, datetime]:
    """Return the fire times between two instants by their wall times."""
    if begin >= end:
        return {}
    found = {}
    for fire in _once(asked.fire_times(zone.aware(begin), zone.aware(end))):
        found[fire.replace(tzinfo=None)] = fire
    return found


# --- days ------------------------------------------------------------------

#: The months of each length; February has two.
_MONTHS = {
    length: frozenset(
        month
        for month in _ALL_MONTHS
        if any(SHAPES[shapes[month]][1] == length for shapes, _ in YEAR_KINDS)
    )
    for length in range(28, 32)
}

#: Which lengths share a rule, if they can: as many as possible first.
_TOGETHER = ((28, 29, 30, 31), (30, 31), (31,), (30,), (28, 29), (28,), (29,))

#: The days of the n-th week of a month, from its beginning and from its end: `FR(+3)`, `FR(-1)`.
_WEEKS = {
    **{tuple(range(7 * nth - 6, min(7 * nth, 31) + 1)): nth for nth in range(1, 6)},
    tuple(range(-7, 0)): -1,
}


def _rules(matcher: Matcher) -> Iterator[dict[str, Any]]:
    """Yield the arguments of the rules that together say what a matcher does in a year."""
    times = {
        "bysecond": _values(matcher.seconds),
        "byminute": _values(matcher.minutes),
        "byhour": _values(matcher.hours),
    }
    months = _values(matcher.months)
    for lengths, days, weekdays in _rectangles(matcher, months):
        own = [month for month in months if any(month in _MONTHS[length] for length in lengths)]
        in_months = {} if own == _ALL_MONTHS else {"bymonth": own}
        for arguments in _arguments(lengths, days, weekdays):
            yield {**arguments, **in_months, **times}


def _values(mask: int) -> list[int]:
    return [value for value in range(mask.bit_length()) if mask >> value & 1]


def _rectangles(matcher: Matcher, months: list[int]) -> Iterator[tuple[list[int], list[int], int]]:
    """Yield lengths of month, days and weekdays, until everything that fires is covered."""
    present = [length for length in _MONTHS if not _MONTHS[length].isdisjoint(months)]
    cells = {
        (length, day): weekdays
        for length in present
        for day in range(1, length + 1)
        if (weekdays := _weekdays(matcher, length, day))
    }
    left = set(cells)
    groups = ([length for length in group if length in present] for group in _TOGETHER)
    for lengths in filter(None, groups):
        for weekdays in sorted({cells[cell] for cell in left}, reverse=True):
            wanted = {cell for cell in left if cells[cell] == weekdays and cell[0] in lengths}
            # A day that fires on more weekdays fires on these: rules may overlap.
            ready = {cell for cell, value in cells.items() if value & weekdays == weekdays}
            start, end = _from_start(ready, lengths), _from_end(ready, lengths)
            # Every day is a shorter rule than all but some.
            chosen = start if len(start) == max(lengths) else _chosen(start, end, wanted)
            if wanted and chosen:
                left -= wanted & _covered(chosen)
                yield lengths, sorted(chosen), weekdays


def _weekdays(matcher: Matcher, length: int, day: int) -> int:
    """Return the weekdays on which a day of a month of some length fires."""
    masks = day_masks(matcher.days)
    found = 0
    for weekday in range(7):
        first_weekday = (weekday - day + 1) % 7
        found |= (masks[shape_of(first_weekday, length)] >> day & 1) << weekday
    return found


def _from_start(cells: set[Cell], lengths: list[int]) -> Places:
    """Return the days of the month that are among some cells whatever the length."""
    return _everywhere(
        cells, {day: [(n, day) for n in lengths if day <= n] for day in range(1, 32)}
    )


def _from_end(cells: set[Cell], lengths: list[int]) -> Places:
    """Return the days from the month's end, -1 the last, that are among some cells."""
    return _everywhere(
        cells, {-back: [(n, n + 1 - back) for n in lengths if back <= n] for back in range(1, 32)}
    )


def _everywhere(cells: set[Cell], places: Mapping[int, list[Cell]]) -> Places:
    return {
        day: frozenset(means) for day, means in places.items() if means and cells.issuperset(means)
    }


def _covered(places: Places) -> frozenset[Cell]:
    """Return all cells of some days."""
    return frozenset(cell for means in places.values() for cell in means)


def _chosen(start: Places, end: Places, wanted: set[Cell]) -> Places:
    """Choose days that cover cells: from the start if that will do, from the end, or of both."""
    by_start = _covered(start)
    if wanted <= by_start:
        end = {}
    elif wanted <= _covered(end):
        start = {}
    else:
        end = {day: means for day, means in end.items() if means & wanted - by_start}
        by_end = _covered(end)
        start = {day: means for day, means in start.items() if means & wanted - by_end}
    return {day: means for day, means in (start | end).items() if means & wanted}


def _arguments(lengths: list[int], days: list[int], weekdays: int) -> list[dict[str, Any]]:
    """Return days times weekdays in the words of `rrule`, mostly as one rule."""
    from dateutil.rrule import DAILY, MONTHLY, YEARLY, weekday

    named: list[Any] = [] if weekdays == _ALL_WEEKDAYS else _values(weekdays)
    found: list[dict[str, Any]]
    if lengths in ([28], [29]):
        # Only a day counted from both ends of the year tells the two Februaries apart: the
        # first of it is 335 days from the end of a year, or 334, the last day being -1.
        found = [
            {"freq": YEARLY, "bymonthday": [day], "byyearday": [day - 307 - lengths[0]]}
            for day in days
        ]
    elif days == list(range(1, max(lengths) + 1)):
        found = [{"freq": DAILY}]
    elif named and tuple(days) in _WEEKS:
        named = [weekday(each, _WEEKS[tuple(days)]) for each in named]
        found = [{"freq": MONTHLY}]
    else:
        found = [{"freq": MONTHLY, "bymonthday": days}]
    return [{**each, "byweekday": named} for each in found] if named else found
