"""Fire times as events for calendar programs: an iCalendar file, RFC 5545.

The rules are those of `to_rrule`, made plain for programs that know only a part of the standard:
each time of day is an event of its own, so that a rule names days alone; no two events fall on
one moment; what rules cannot say, such as a run that a change of clock moved, is a single event.
"""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from dateutil.rrule import rrule
from icalendar import Calendar, Event, Timezone
from icalendar.prop import vRecur

import quartzcron
from quartzcron.clock import moments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from quartzcron import DstPolicy, Schedule

#: More events, or dates that rules leave out, are of no use to a calendar program.
MOST_EVENTS = 10_000
MOST_LEFT_OUT = 100_000

#: What the uids of events are made in; it was drawn once, by `uuid4`.
_NAMESPACE = UUID("8a0f6c55-94c5-4f1b-9a63-0c1f6d0f3f2e")

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class TooManyEventsError(ValueError):
    """Says that there would be more events than a calendar program can use."""

    def __init__(self) -> None:
        super().__init__(f"there would be more than {MOST_EVENTS:,} events")


class Told(NamedTuple):
    """What each event says: its title, a description, and how long it lasts."""

    title: str
    about: str
    lasting: timedelta | None


class _Ruled(NamedTuple):
    """A rule of dates: its name, how the standard writes it, and how dateutil walks it.

    `dates` are its own where there are several rules, `left_out` those of them that are another's.
    """

    name: str
    written: vRecur
    walked: Any
    dates: Collection[date] | None
    left_out: Collection[date]


class _Entry(NamedTuple):
    """An event to be: its name among those of a schedule, its first run, and its rule."""

    name: str
    first: datetime
    rule: vRecur | None = None
    left_out: tuple[datetime, ...] = ()


def calendar_of(schedule: Schedule, start: datetime, end: datetime | None, told: Told) -> Calendar:
    """Return the runs of a schedule from start to end (exclusive) as a calendar.

    Raises `ValueError` where they are too many. The uid of an event is the same whenever it is
    written, so that a later file takes the place of an earlier one.
    """
    entries = list(itertools.islice(_entries(schedule, start, end), MOST_EVENTS + 1))
    left_out = sum(len(entry.left_out) for entry in entries)
    if len(entries) > MOST_EVENTS or left_out > MOST_LEFT_OUT:
        raise TooManyEventsError
    made = Calendar()
    made.add("prodid", f"-//quartzcron//quartzcron {quartzcron.__version__}//EN")
    made.add("version", "2.0")
    whole = json.dumps(schedule.as_dict(), sort_keys=True)
    uids = (str(uuid5(_NAMESPACE, f"{whole} {entry.name}")) for entry in entries)
    events = [_event(entry, uid, told) for entry, uid in zip(entries, uids, strict=True)]
    for component in (*_zones(entries, events), *events):
        made.add_component(component)
    return made


# --- the file --------------------------------------------------------------------------------


def _event(entry: _Entry, uid: str, told: Told) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", moments.now())
    zone = _parameters(entry.first)
    event.add("dtstart", entry.first, zone)
    if told.lasting is not None:
        event.add("duration", told.lasting)
    if entry.rule is not None:
        event.add("rrule", entry.rule)
    if entry.left_out:
        event.add("exdate", list(entry.left_out), zone)
    event.add("summary", told.title)
    event.add("description", told.about)
    # A job's run takes nobody's time.
    event.add("transp", "TRANSPARENT")
    return event


def _zones(entries: Iterable[_Entry], events: Iterable[Event]) -> Iterator[Timezone]:
    """Yield the zone that events name as the standard wants it, for all the time of them."""
    names = {
        event["DTSTART"].params["TZID"]: entry.first.tzinfo
        for entry, event in zip(entries, events, strict=True)
        if "TZID" in event["DTSTART"].params
    }
    times = [entry.first for entry in entries]
    times += [entry.rule["UNTIL"][0] for entry in entries if entry.rule is not None]
    for name, zone in names.items():
        assert zone is not None  # it has a name
        first, last = (pick(each.date() for each in times).year for pick in (min, max))
        yield Timezone.from_tzinfo(zone, name, date(first - 1, 1, 1), date(last + 2, 1, 1))


def _parameters(moment: datetime) -> dict[str, str]:
    """Return what to say of the zone of a moment that icalendar would have to guess."""
    name = None if hasattr(moment.tzinfo, "key") else moment.tzname()
    return {} if name in (None, "UTC") else {"TZID": str(name)}


# --- its events ------------------------------------------------------------------------------


def _entries(schedule: Schedule, start: datetime, end: datetime | None) -> Iterator[_Entry]:
    """Yield the events of a schedule, those with a rule first."""
    times = schedule.expression.values
    if len(times["second"]) * len(times["minute"]) * len(times["hour"]) > MOST_EVENTS:
        raise TooManyEventsError
    once = _once(schedule)
    rules: Any = once.to_rrule(start, end)
    gone, single = list(rules._exdate), list(rules._rdate)
    if once is not schedule:
        # By instants: the two passes of a time are equal to each other.
        gone += _some(once - schedule, start, end)
        single = [each for each in single if each not in gone]
        single += _some(schedule - once, start, end)
    for rule in _apart(rules._rrule):
        yield from _timed(schedule, rule, gone)
    for moment in single:
        # The second pass of a time has no other name than its instant.
        named = moment.astimezone(UTC) if moment.fold else moment
        yield _Entry(named.isoformat(), named)


def _some(found: quartzcron.FireTimes, start: datetime, end: datetime | None) -> list[datetime]:
    return list(found.fire_times(start, end, limit=MOST_EVENTS + 1))


def _once(schedule: Schedule) -> Schedule:
    """Return a schedule as it is where of a time that comes twice only the first pass runs."""
    if schedule.tz is None:
        return schedule
    policy: DstPolicy = schedule.dst_policy
    alone = policy.replace(
        name="first passes",
        fixed=policy.fixed.replace(fold="first"),
        other=policy.other.replace(fold="first"),
        longest_fold=None,
    )
    return quartzcron.Schedule(schedule.expression, schedule.tz, dst=alone)


def _timed(schedule: Schedule, rule: _Ruled, gone: Collection[datetime]) -> Iterator[_Entry]:
    """Yield an event for each time of day of a rule that has a run."""
    by_time: dict[time, set[datetime]] = {}
    for moment in gone:
        by_time.setdefault(moment.time(), set()).add(moment)
    written = vRecur(rule.written)
    until, *units = (written.pop(name) for name in ("UNTIL", "BYHOUR", "BYMINUTE", "BYSECOND"))
    zone = rule.walked._dtstart.tzinfo
    last = schedule.previous_fire_time(until[0].replace(tzinfo=zone), inclusive=True)
    if last is None:
        return
    written["UNTIL"] = [last if zone is None else last.astimezone(UTC)]
    for hour, minute, second in itertools.product(*units):
        at = time(hour, minute, second)
        left_out = by_time.get(at, set()) | {
            datetime.combine(day, at, zone) for day in rule.left_out
        }
        walked = rule.walked.replace(byhour=hour, byminute=minute, bysecond=second)
        runs = (
            each
            for each in walked
            if each not in left_out and (rule.dates is None or each.date() in rule.dates)
        )
        first = next(runs, None)
        if first is None:
            continue
        name = f"{rule.name} {at}"
        if next(runs, None) is None:
            yield _Entry(name, first)
        else:
            later = sorted(each for each in left_out if each > first)
            yield _Entry(name, first, written, tuple(later))


# --- rules that are apart --------------------------------------------------------------------


def _apart(rules: Iterable[rrule]) -> Iterator[_Ruled]:
    """Yield rules so that none has a date of another: the wider ones as they are."""
    rules = list(rules)
    if len(rules) == 1:
        yield _Ruled(_named(rules[0]), _written(rules[0]), rules[0], None, ())
        return
    taken: set[date] = set()
    pairs = [(set(_dates(rule)), rule) for rule in rules]
    for dates, rule in sorted(pairs, key=lambda pair: -len(pair[0])):
        common = dates & taken
        weekdays = {each.weekday() for each in common}
        of_these = {each for each in dates if each.weekday() in weekdays}
        written = _written(rule)
        if common and of_these <= taken:
            # All of its Mondays are those of another rule, say: then it names the other days.
            dates, common = dates - of_these, set()
            written["BYDAY"] = _without(written.get("BYDAY", _WEEKDAYS), weekdays)
        taken |= dates
        yield _Ruled(_named(rule), written, rule, dates - common, common)


def _without(names: Iterable[str], weekdays: Collection[int]) -> list[str]:
    gone = {_WEEKDAYS[each] for each in weekdays}
    return [str(name) for name in names if str(name)[-2:] not in gone]


def _dates(rule: Any) -> Iterator[date]:
    """Yield the dates of a rule."""
    since, until = (each.replace(tzinfo=None) for each in (rule._dtstart, rule._until))
    midnight = datetime.combine(since, time())
    daily = rule.replace(dtstart=midnight, until=until, byhour=0, byminute=0, bysecond=0)
    return (each.date() for each in daily)


def _named(rule: rrule) -> str:
    """Return what tells a rule from others of its schedule, whenever it begins and ends."""
    made: Any = _written(rule)
    del made["UNTIL"]
    return f"{made.to_ical().decode()}"


def _written(rule: rrule) -> vRecur:
    """Return a rule as the standard writes it; days of the week as weekly, as people do."""
    made: vRecur = vRecur.from_ical(str(rule).rpartition("RRULE:")[2])
    if made["FREQ"] == ["DAILY"] and "BYDAY" in made:
        made["FREQ"] = ["WEEKLY"]
    return made
