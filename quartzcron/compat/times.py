"""When an expanded text fires: croniter's rules as expressions of this library.

What croniter makes of the two day fields is written as a text of two dialects
that are made for it, one where the day fields must agree and one where either
will do, and computed like any other expression.

Outside the library's horizon (1970 to 2199) the calendar has the same 14 kinds of years
as inside, so that each year there has a twin here.
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from typing import TYPE_CHECKING

from quartzcron.compat.expansion import DAY, SECOND, WEEKDAY, Expansion
from quartzcron.dialects.model import ALIKE, ANYTHING, BOTH, EITHER, NOTHING, WHOLE_STAR, Dialect
from quartzcron.expression import CronExpression
from quartzcron.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from quartzcron.compat.expansion import Value
    from quartzcron.dialects.model import FieldRules

#: The years in which the library answers.
FIRST_YEAR, LAST_YEAR = 1970, 2199

_INSTANT = timedelta(microseconds=1)


def _lenient(days: str) -> Dialect:
    """Return a dialect for seven fields whose day fields meet in a way."""
    strict = Dialect.named("croniter")
    form = strict.forms[-1]

    def eased(rules: FieldRules) -> FieldRules:
        if rules.name == "day_of_month":
            specials = (("L", ANYTHING), ("nW", NOTHING))
            return rules.replace(specials=specials, latest_workday=31, clamped_workday=True)
        if rules.name == "day_of_week":
            return rules.replace(specials=(("Ln", ALIKE), ("n#k", ALIKE)))
        return rules

    form = form.replace(
        fields=tuple(map(eased, form.fields)), days=days, star=WHOLE_STAR, specials_combine=True
    )
    return strict.replace(name="croniter-lenient", forms=(form,), shorthands=(), seed=None)


_AGREEING, _EITHER = _lenient(BOTH), _lenient(EITHER)


class Times(Record):
    """The fire times of a text under croniter's options.

    Where `needed` has none, croniter finds none at all: it looks for both halves
    of an either-or, and one that never comes ends the search.
    """

    expression: CronExpression
    unit: timedelta  #: the first time that croniter tries is so much later
    needed: CronExpression | None = None

    def after(self, now: datetime, most_years: int) -> datetime | None:
        """Return the first time after a moment, or None where none is within so many years."""
        found = self.expression.next_fire_time(now)
        # The rare cases last: this is the hot path.
        if found is None or found.year - now.year > most_years or now.year < FIRST_YEAR:
            return self._slowly(now, now + self.unit, most_years, is_prev=False)
        if self.needed is not None:
            return self._slowly(now, now + self.unit, most_years, is_prev=False)
        return found

    def before(self, now: datetime, most_years: int) -> datetime | None:
        """Return the last time before a moment, or None where none is within so many years."""
        found = self.expression.previous_fire_time(now)
        if found is None or now.year - found.year > most_years or now.year > LAST_YEAR:
            return self._slowly(now, now - _INSTANT, most_years, is_prev=True)
        if self.needed is not None:
            return self._slowly(now, now - _INSTANT, most_years, is_prev=True)
        return found

    def _slowly(
        self, now: datetime, tried: datetime, most_years: int, *, is_prev: bool
    ) -> datetime | None:
        """Return the nearest time where something is out of the ordinary.

        Years are counted from that of the first moment that croniter tries.
        """
        years = -most_years if is_prev else most_years
        last_year = min(max(tried.year + years, MINYEAR), MAXYEAR)
        found = _nearest(self.expression, now, last_year, is_prev=is_prev)
        if self.needed is not None and not _nearest(self.needed, now, last_year, is_prev=is_prev):
            return None
        return found


def times_of(expansion: Expansion, *, day_or: bool, star_bug: bool) -> Times:
    """Return the fire times of an expanded text.

    >>> from datetime import datetime
    >>> from quartzcron.compat.expansion import expand
    >>> print(times_of(expand("0 9 31w * *"), day_or=True, star_bug=False).after(
    ...     datetime(2026, 4, 1), 50))
    2026-04-30 09:00:00

    `star_bug` is croniter's `implement_cron_bug`: a day field that begins with * makes
    the other one an AND.
    """
    days, weekdays = expansion.fields[DAY], expansion.fields[WEEKDAY]
    is_either = day_or and "*" not in days and "*" not in weekdays
    if star_bug and any(expansion.columns[field][0] == "*" for field in (DAY, WEEKDAY)):
        is_either = False
    unit = timedelta(seconds=1) if len(expansion.fields) > SECOND else timedelta(minutes=1)
    day, weekday = _day(expansion), _weekday(expansion)
    is_special = bool(expansion.nth or expansion.workdays)
    if is_either and not is_special:
        return Times(_expression(expansion, day, weekday, _EITHER), unit)
    # W and n#k stand outside the day fields there and hold in both halves of the
    # either-or, so that the larger half is the whole.
    both = _expression(expansion, day, weekday, _AGREEING)
    if not is_either or (expansion.nth and expansion.workdays):
        return Times(both, unit)
    larger = ("*", weekday) if expansion.nth else (day, "*")
    return Times(_expression(expansion, *larger, _AGREEING), unit, both)


def _expression(expansion: Expansion, day: str, weekday: str, dialect: Dialect) -> CronExpression:
    """Return the expression of a text with other day fields."""
    fields = [_listed(values) for values in expansion.fields]
    fields[DAY], fields[WEEKDAY] = day, weekday
    fields += ["0", "*"][len(fields) - SECOND :]
    return CronExpression(" ".join(fields), dialect)


def _listed(values: Iterable[Value]) -> str:
    """Return the text of a list of values, or a star where it has one.

    >>> _listed((1, 2, 3, 5, "l"))
    '1-3,5,L'

    Ranges keep it short: a text has at most 1,000 characters, and 129 years are a list.
    """
    runs: list[list[int]] = []
    words = []
    for value in values:
        if isinstance(value, str):
            words.append(value.upper())
        elif runs and runs[-1][-1] == value - 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    if "*" in words:
        return "*"
    spans = [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return ",".join(spans + words)


def _day(expansion: Expansion) -> str:
    """Return the text of the day of month."""
    if expansion.workdays:
        return f"{expansion.workdays[0]}W"
    return _listed(expansion.fields[DAY])


def _weekday(expansion: Expansion) -> str:
    """Return the text of the day of week: n#k and Ln are all that counts where there is one."""
    if not expansion.nth:
        return _listed(expansion.fields[WEEKDAY])
    return ",".join(
        f"L{day}" if nth == "l" else f"{day}#{nth}"
        for day, occurrences in expansion.nth
        for nth in occurrences
    )


# --- far away ---------------------------------------------------------------

#: A year of the library's for each kind of year: leap or not, and the weekday of its first day.
_TWINS = {(calendar.isleap(year), calendar.weekday(year, 1, 1)): year for year in range(2000, 2028)}


def _nearest(
    expression: CronExpression, now: datetime, last_year: int, *, is_prev: bool
) -> datetime | None:
    """Return the nearest time of an expression up to a year, anywhere in the calendar."""
    if expression.never_fires:
        return None
    found = None
    # Named years lie inside the horizon, wherever the search begins.
    if FIRST_YEAR <= now.year <= LAST_YEAR or not expression.text.endswith("*"):
        found = _next_or_previous(expression, now, is_prev=is_prev)
    if found is None and expression.text.endswith("*"):
        found = _beyond(expression, now, last_year, is_prev=is_prev)
    if found is None or (found.year < last_year if is_prev else found.year > last_year):
        return None
    return found


def _next_or_previous(
    expression: CronExpression, now: datetime, *, is_prev: bool
) -> datetime | None:
    return expression.previous_fire_time(now) if is_prev else expression.next_fire_time(now)


def _beyond(
    expression: CronExpression, now: datetime, last_year: int, *, is_prev: bool
) -> datetime | None:
    """Return the nearest time up to a year, by the twins of the years on the way.

    Clock changes are treated simply there: a wall time in a gap comes later by its
    length, one in a fold is its first pass.
    """
    for wall in _walls(expression, now.replace(tzinfo=None), last_year, is_prev=is_prev):
        found = _placed(wall, now.tzinfo)
        if _utc(found) < _utc(now) if is_prev else _utc(found) > _utc(now):
            return found
    return None


def _walls(
    expression: CronExpression, wall: datetime, last_year: int, *, is_prev: bool
) -> Iterator[datetime]:
    """Yield the wall times of an expression from one on, year by year."""
    way = -1 if is_prev else 1
    for year in range(wall.year, last_year + way, way):
        twin = _TWINS[calendar.isleap(year), calendar.weekday(year, 1, 1)]
        begin = datetime(twin + 1, 1, 1) if is_prev else datetime(twin, 1, 1) - _INSTANT
        start = wall.replace(year=twin) if year == wall.year else begin
        found = _next_or_previous(expression, start, is_prev=is_prev)
        while found is not None and found.year == twin:
            yield found.replace(year=year)
            found = _next_or_previous(expression, found, is_prev=is_prev)


def _placed(wall: datetime, zone: tzinfo | None) -> datetime:
    """Return a wall time in a zone, moved out of a gap."""
    if zone is None:
        return wall
    # pytz has a way of its own.
    localize = getattr(zone, "localize", None)
    placed: datetime = localize(wall) if localize else wall.replace(tzinfo=zone)
    return placed.astimezone(UTC).astimezone(zone)


def _utc(moment: datetime) -> datetime:
    """Return a moment as it is compared: two of one zone would be compared by their wall times."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)
