"""A slow second opinion on clock changes: at which instants does this expression fire?

Nothing here knows how the library finds windows of constant offset, and nothing
asks a zone what a wall time means. The only question ever put to a zone is which
wall time its clocks show at an instant, ``datetime.fromtimestamp(t, zone)``. A
walk through all instants of some days, minute by minute or in finer steps, then
shows by itself which wall times were seen once, twice or never:

* a wall time that was seen twice lies in a fold,
* one that was jumped over lies in a gap,
* a date of which no wall time was seen does not exist.

A rule then says which instants stand for each wall time that `oracle` finds. The
presets below are the knobs of the engines' clock-change rules as this project's
documentation states them, written down a second time.

Instants are whole seconds since 1970-01-01T00:00 UTC, wall times naive datetimes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import gcd
from typing import NamedTuple

import oracle

DAY = 86_400
MINUTE = 60

# How far a walk goes beyond the instants that are asked for, so that every fold,
# gap and date that has to do with them is seen whole. No clock of the zone
# database has been turned by more than one day since 1970.
MARGIN = 26 * 3_600


class Rule(NamedTuple):
    """The knobs of a clock-change rule, as plain words.

    A gap longer than longest_gap, or a fold longer than longest_fold (seconds), is
    taken for a correction of the clock: then nothing is made up and nothing held back.
    """

    fixed_when: str
    fixed_gap: str
    fixed_fold: str
    other_gap: str
    other_fold: str
    longest_gap: int | None = None
    longest_fold: int | None = None


RULES = {
    # Users lose no run and get none twice, save for schedules that follow the clock.
    "SAFE": Rule("not-every-hour", "next", "first", "skip", "both"),
    # Quartz, run: nothing in the gap, only the second pass of a fold.
    "QUARTZ": Rule("all", "skip", "last", "skip", "last"),
    # Debian cron, from its main loop: a jump of up to three hours, the ordinary minute
    # counted too, is made up for; anything longer is a correction of the clock.
    "VIXIE": Rule("no-leading-star", "next", "first", "skip", "both", 179 * MINUTE, 180 * MINUTE),
    # Cronos, from its README and loop: all are made up for, intervals run in both passes.
    "CRONOS": Rule("no-interval-sign", "next", "first", "next", "both"),
    # Spring, robfig/cron and Kubernetes: local time as java.time and Go have it.
    "SPRING": Rule("all", "skip", "both", "skip", "both"),
    # Open Cron Pattern Specification 1.4: skip, and once at the first.
    "OCPS": Rule("all", "skip", "first", "skip", "first"),
    # croner 11, run: one value in second, minute and hour is a fixed time.
    "CRONER": Rule("single-time", "next", "first", "skip", "both"),
    # croniter 7, run: all 24 hours skip the gap, any other runs once at its end.
    "CRONITER": Rule("not-every-hour", "next", "both", "skip", "both"),
    # APScheduler 3, run, read as instants: the offset before the gap stays in force.
    "APSCHEDULER": Rule("all", "shift", "both", "shift", "both"),
    # Airflow 3, run: late by the gap's length; of a fold the second pass, every hour both.
    "AIRFLOW": Rule("not-every-hour", "shift", "last", "shift", "both"),
    # Celery 5 and Prefect 3, run: late by the gap's length, and the first pass of a fold.
    "CELERY": Rule("all", "shift", "first", "shift", "first"),
    "PREFECT": Rule("all", "shift", "first", "shift", "first"),
    # Dagster, run: at a gap's end, and the second pass of a fold; every hour by the clock.
    "DAGSTER": Rule("not-every-hour", "next", "last", "skip", "both"),
    # Temporal, run: local time as Go has it.
    "TEMPORAL": Rule("all", "skip", "both", "skip", "both"),
    # Azure Functions, from source: as .NET converts local time; an interval is two values in a row.
    "AZURE": Rule("not-in-a-row", "shift", "first", "shift", "both"),
    # Quartz.NET 4, from source and its tests: as Azure, but by the signs of the text.
    "QUARTZNET": Rule("no-interval-sign", "shift", "first", "shift", "both"),
}


# ---------------------------------------------------------------------------
# What a zone's clocks show.


class Gap(NamedTuple):
    """Wall times that no clock showed: after `before` and before `after`."""

    before: datetime  # the last wall time shown on the old offset, one step before the change
    after: datetime  # the first one shown on the new offset
    at: int  # the instant of the change, when the clock shows `after`
    length: int  # seconds


class Fold(NamedTuple):
    """A moment at which the clock went back."""

    at: int
    length: int  # seconds


class Walk(NamedTuple):
    """All instants of a stretch of real time, one every `step` seconds."""

    first: int
    last: int
    step: int
    instants: dict[datetime, list[int]]  # each wall time shown, and when
    gaps: list[Gap]
    folds: list[Fold]
    days: set[date]  # the dates that were shown at some instant


class Change(NamedTuple):
    """A change of offset: the first instant on the new one, and both in seconds."""

    at: int
    before: int
    after: int


def clock(instant: int, zone: tzinfo) -> datetime:
    """Return what the clocks of a zone show at an instant, as an aware datetime."""
    return datetime.fromtimestamp(instant, zone)


def wall(instant: int, zone: tzinfo) -> datetime:
    """Return the naive wall time of an instant."""
    return datetime.fromtimestamp(instant, zone).replace(tzinfo=None)


def instant_of(moment: datetime) -> int:
    """Return the instant of an aware datetime, floored to the second."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


def walk(zone: tzinfo, first: int, last: int, step: int = MINUTE) -> Walk:
    """Walk from first to last, both included, noting what the clocks show.

    When a change does not fall on a step, or the clocks do not stand at steps, the walk
    starts again in finer ones. Nearly all clocks have stood at whole minutes from UTC,
    and were changed on whole minutes, since 1970; Monrovia was 44 minutes and 30
    seconds behind until 1972.
    """
    seen: dict[datetime, list[int]] = {}
    gaps, folds = [], []
    stride = timedelta(seconds=step)
    previous = wall(first - step, zone)
    finest = gcd(step, previous.second)
    for now in range(first, last + 1, step):
        shown = wall(now, zone)
        seen.setdefault(shown, []).append(now)
        moved = shown - previous
        if moved > stride:
            gaps.append(Gap(previous, shown, now, (moved - stride) // timedelta(seconds=1)))
        elif moved < stride:
            folds.append(Fold(now, (stride - moved) // timedelta(seconds=1)))
        if moved != stride:
            finest = gcd(finest, shown.second, *turns(zone, now - step, now))
        previous = shown
    if finest < step:
        return walk(zone, first, last, finest)
    return Walk(first, last, step, seen, gaps, folds, {shown.date() for shown in seen})


def turns(zone: tzinfo, first: int, last: int) -> Iterator[int]:
    """Yield the second within its minute of every change in first < t <= last."""
    offset = wall(first, zone) - wall(first, UTC)
    for second in range(first + 1, last + 1):
        if wall(second, zone) - wall(second, UTC) != offset:
            offset = wall(second, zone) - wall(second, UTC)
            yield second % MINUTE


_walks: dict[tuple[int, int, int], tuple[tzinfo, Walk]] = {}


def kept_walk(zone: tzinfo, first: int, last: int) -> Walk:
    """Return a walk from first to last, widened to whole minutes.

    The last few are kept, by the identity of the zone because some zones cannot be
    hashed; the zone is kept beside its walk so that the identity stays its own.
    """
    first, last = first // MINUTE * MINUTE, -(-last // MINUTE) * MINUTE
    key = id(zone), first, last
    if key not in _walks:
        while len(_walks) >= 16:
            del _walks[next(iter(_walks))]
        _walks[key] = (zone, walk(zone, first, last))
    return _walks[key][1]


def changes(zone: tzinfo, first_year: int = 1970, last_year: int = 2037) -> list[Change]:
    """Return every change of offset from the start of first_year to the end of last_year, UTC.

    The offset is looked at once in 24 hours; the shortest stay at one offset in the
    zone database is near seven days. Where two looks differ, halving finds the second.
    """
    first = instant_of(datetime(first_year, 1, 1, tzinfo=UTC))
    last = instant_of(datetime(last_year + 1, 1, 1, tzinfo=UTC))
    found = []
    before = offset_at(first, zone)
    for looked_at in range(first + DAY, last + 1, DAY):
        after = offset_at(looked_at, zone)
        if after != before:
            low, high = looked_at - DAY, looked_at
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset_at(middle, zone) == before else (low, middle)
            found.append(Change(high, before, after))
            before = after
    return found


def offset_at(instant: int, zone: tzinfo) -> int:
    """Return the seconds that the clocks of a zone are ahead of UTC at an instant."""
    offset = clock(instant, zone).utcoffset()
    assert offset is not None
    return offset // timedelta(seconds=1)


# ---------------------------------------------------------------------------
# What a rule makes of it.


def is_fixed(text: str, dialect: str, fixed_when: str) -> bool:
    """Tell whether a rule counts a schedule among the fixed ones.

    By meaning: it leaves out an hour, has one time of day only, or never two values of
    second, minute or hour that follow each other. By text: Debian's
    cron asks whether minute or hour begins with a star, Cronos whether there is a
    star, question mark, dash or slash in second, minute or hour. An alias is the
    text that it stands for.
    """
    reading, fields = oracle.read(text, dialect), oracle.fields_of(text, dialect)
    times = reading.seconds, reading.minutes, reading.hours
    if fixed_when == "all":
        return True
    if fixed_when == "not-every-hour":
        return len(reading.hours) < 24
    if fixed_when == "single-time":
        return all(len(values) == 1 for values in times)
    if fixed_when == "not-in-a-row":
        return not any(value + 1 in values for values in times for value in values)
    if fixed_when == "no-leading-star":
        return fields["minute"][0] != "*" and fields["hour"][0] != "*"
    assert fixed_when == "no-interval-sign"
    return not any(sign in fields[name] for name in ("second", "minute", "hour") for sign in "*?-/")


class Place(NamedTuple):
    """A matching wall time on the walk: when it was shown, or the gap it fell into."""

    wall_time: datetime
    shown_at: list[int]
    gap: Gap | None  # None too when the date was never shown at all


def place_of(wall_time: datetime, walked: Walk) -> Place:
    """Return where a wall time lies on a walk that goes well beyond it."""
    # Between two steps of a walk the clock ran on undisturbed: `walk` saw to that.
    seconds = wall_time.second % walked.step
    on_step = wall_time - timedelta(seconds=seconds)
    shown_at = [instant + seconds for instant in walked.instants.get(on_step, [])]
    if shown_at or wall_time.date() not in walked.days:
        return Place(wall_time, shown_at, None)
    gap = next(gap for gap in walked.gaps if gap.before < wall_time < gap.after)
    return Place(wall_time, [], gap)


def instants_of(place: Place, walked: Walk, rule: Rule, *, fixed: bool) -> list[int]:
    """Return the instants at which a matching wall time fires, none, one or more."""
    shown_at = place.shown_at
    if len(shown_at) > 1:
        fold = rule.fixed_fold if fixed else rule.other_fold
        if rule.longest_fold is not None and fold_length(shown_at, walked) > rule.longest_fold:
            fold = "both"
        return {"first": shown_at[:1], "last": shown_at[-1:], "both": shown_at}[fold]
    gap = place.gap
    if gap is None:
        return shown_at
    treatment = rule.fixed_gap if fixed else rule.other_gap
    if rule.longest_gap is not None and gap.length > rule.longest_gap:
        treatment = "skip"
    # A clock that nobody had turned would show the wall time this much later.
    late = (place.wall_time - gap.before) // timedelta(seconds=1)
    return {"skip": [], "next": [gap.at], "shift": [gap.at - walked.step + late]}[treatment]


def fold_length(shown_at: list[int], walked: Walk) -> int:
    """Return by how many seconds the clock went back between two showings of a wall time."""
    return next(fold.length for fold in walked.folds if shown_at[0] < fold.at <= shown_at[-1])


def fires(text: str, dialect: str, zone: tzinfo, rule: Rule, first: int, end: int) -> list[int]:
    """Return all instants t, first <= t < end, at which an expression fires in a zone."""
    return fires_by_rule(text, dialect, zone, [rule], first, end)[0]


def fires_by_rule(
    text: str, dialect: str, zone: tzinfo, rules: Sequence[Rule], first: int, end: int
) -> list[list[int]]:
    """Return the instants of `fires` under each of several rules."""
    walked = kept_walk(zone, first - MARGIN, end + MARGIN)
    # No wall time further off than all changes of the walk together can matter.
    lengths = [gap.length for gap in walked.gaps] + [fold.length for fold in walked.folds]
    turned = timedelta(seconds=sum(lengths))
    shown = wall(first, zone) - turned, wall(end, zone) + turned
    places = [place_of(wall_time, walked) for wall_time in oracle.fires(text, dialect, *shown)]
    usual = {place.shown_at[0] for place in places if len(place.shown_at) == 1}
    special = [place for place in places if len(place.shown_at) != 1]
    answers = []
    for rule in rules:
        fixed = is_fixed(text, dialect, rule.fixed_when)
        found = usual.union(*(instants_of(place, walked, rule, fixed=fixed) for place in special))
        answers.append(sorted(instant for instant in found if first <= instant < end))
    return answers


def next_fires(
    text: str, dialect: str, zone: tzinfo, rule: Rule, first: int, count: int
) -> list[int]:
    """Return the first count instants t >= first at which an expression fires in a zone.

    Days of real time without a matching wall time anywhere near are passed over; dense
    schedules are looked at in small pieces.
    """
    reading = oracle.read(text, dialect)
    times_a_day = len(reading.seconds) * len(reading.minutes) * len(reading.hours)
    stretch = min(2 * DAY, max(count, 100) * DAY // times_a_day)
    found: list[int] = []
    while len(found) < count:
        nearby = oracle.next_fires(text, dialect, wall(first, UTC) - timedelta(days=3), 1)
        if not nearby:
            break
        first = max(first, instant_of(nearby[0].replace(tzinfo=UTC)) - MARGIN)
        found += fires(text, dialect, zone, rule, first, first + stretch)
        first += stretch
    return found[:count]
