"""A schedule as calendars of Temporal, exact in the years that Temporal knows.

Temporal's cron strings know no `L`, `W` or `#` (which begins a comment there), and both day fields
must match. Its calendars are products: some days of the month on some weekdays in some months of
some years. A date of a month of so many days is its day and its weekday; so what an expression
means is four tables of 31 days by 7 weekdays, one for each length of a month. Days with the same
weekdays make a product, and months whose tables agree share theirs. Nothing of Temporal is needed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

from quartzcron.calendar.months import is_leap, shape_of
from quartzcron.clock.moments import NOW
from quartzcron.integrations.handing_over import zone_for
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.schedule import Schedule

#: The years that its server knows, `minCalendarYear` and `maxCalendarYear` in `calendar.go`.
_FIRST, _LAST = 2000, 2100
_YEARS = (1 << _LAST + 1) - (1 << _FIRST)
_LEAP = sum(1 << year for year in range(_FIRST, _LAST + 1) if is_leap(year))

#: Each length of a month: the months that have it, and in which years. A longer one comes first.
_LENGTHS = (
    (31, sum(1 << month for month in (1, 3, 5, 7, 8, 10, 12)), _YEARS),
    (30, sum(1 << month for month in (4, 6, 9, 11)), _YEARS),
    (29, 1 << 2, _LEAP),
    (28, 1 << 2, _YEARS & ~_LEAP),
)


def schedule_spec(schedule: Schedule, *, after: datetime = NOW) -> dict[str, Any]:
    """Return what Temporal needs to run a schedule, by the names of its SDK's `ScheduleSpec`.

    >>> from quartzcron import Schedule
    >>> spec = schedule_spec(Schedule("0 30 9 ? * FRI#2", tz="Europe/Paris"))
    >>> spec["time_zone_name"], len(spec["calendars"])
    ('Europe/Paris', 1)
    >>> spec["calendars"][0]["day_of_month"], spec["calendars"][0]["day_of_week"]
    ([{'start': 8, 'end': 14, 'step': 1}], [{'start': 5, 'end': 5, 'step': 1}])

    A calendar has the arguments of `ScheduleCalendarSpec`, each a list of those of `ScheduleRange`.
    One or a few calendars; together they fire when the schedule does, from `after` (now) to the
    end of 2100, where Temporal's years end. Bounds go along.

    Raises `TypeError` for a schedule without a zone, and `ValueError` for days left out, for a
    zone without a name, and where Temporal's rule for clock changes makes a difference.
    """
    end_of_years = datetime(_LAST + 1, 1, 1, tzinfo=UTC)
    zone = zone_for(schedule, "Temporal", "TEMPORAL", after, end_of_years)
    matcher = schedule.expression._matcher
    comment = schedule.expression.text[:200]  # as long as its server lets one be
    spec: dict[str, Any] = {
        "calendars": [{**each, "comment": comment} for each in _calendars(matcher)],
        "time_zone_name": zone,
    }
    # Temporal's first second is that of the start, its last one that of the end.
    if schedule.start is not None:
        spec["start_at"] = _whole(schedule.start)
    if schedule.end is not None:
        spec["end_at"] = _whole(schedule.end) - timedelta(seconds=1)
    return spec


def _whole(moment: datetime) -> datetime:
    """Return the first whole second at or after a moment, in UTC."""
    return (moment.astimezone(UTC) + timedelta(microseconds=999_999)).replace(microsecond=0)


def _calendars(matcher: Matcher) -> Iterator[dict[str, Any]]:
    """Yield calendars that fire, all together, when an expression does; no two at the same time."""
    clock = {"second": matcher.seconds, "minute": matcher.minutes, "hour": matcher.hours}
    for days_on, months_in in _groups(matcher):
        for (years, months), (weekdays, days) in product(months_in.items(), days_on.items()):
            masks = {**clock, "month": months, "day_of_month": days, "day_of_week": weekdays}
            if years != _YEARS:
                masks["year"] = years
            yield {name: list(_ranges(mask)) for name, mask in masks.items()}


def _groups(matcher: Matcher) -> Iterator[tuple[dict[int, int], dict[int, int]]]:
    """Yield days by the weekdays that they fire on, and by their years the months they are of."""
    groups: list[tuple[tuple[int, ...], dict[int, int]]] = []
    for length, its_months, its_years in _LENGTHS:
        months, years = its_months & matcher.months, its_years & matcher.years
        if not months or not years:
            continue
        table = _table(matcher.day_masks, length)
        # What a longer month says of days that this one has not does not matter.
        kinds = next((kinds for each, kinds in groups if each[:length] == table), None)
        if kinds is None:
            kinds = {}
            groups.append((table, kinds))
        kinds[months] = kinds.get(months, 0) | years
    for table, kinds in groups:
        days = _gathered((weekdays, 1 << day) for day, weekdays in enumerate(table, 1) if weekdays)
        yield days, _gathered((years, months) for months, years in kinds.items())


def _gathered(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return by their keys what masks have together."""
    found: dict[int, int] = {}
    for key, mask in pairs:
        found[key] = found.get(key, 0) | mask
    return found


def _table(day_masks: Sequence[int], length: int) -> tuple[int, ...]:
    """Return on which weekdays each day of a month of some length fires; bit 0 is Sunday."""

    def weekdays_of(day: int) -> int:
        masks = (day_masks[shape_of((weekday - day) % 7, length)] for weekday in range(7))
        return sum((mask >> day & 1) << weekday for weekday, mask in enumerate(masks))

    return tuple(map(weekdays_of, range(1, length + 1)))


def _ranges(mask: int) -> Iterator[dict[str, int]]:
    """Yield ranges that have the values of a mask: from its lowest one on, the longest.

    >>> list(_ranges(0b1010101))
    [{'start': 0, 'end': 6, 'step': 2}]
    """
    while mask:
        start = (mask & -mask).bit_length() - 1
        # (Of the steps that reach equally many values, the least.)
        size, back = max(
            (_run(mask, start, step), -step) for step in range(1, mask.bit_length() + 1)
        )
        step = -back
        yield {"start": start, "end": start + (size - 1) * step, "step": step}
        for value in range(start, start + size * step, step):
            mask &= ~(1 << value)


def _run(mask: int, start: int, step: int) -> int:
    """Return how many values follow each other in a mask from a start on."""
    size = 0
    while mask >> start + size * step & 1:
        size += 1
    return size
