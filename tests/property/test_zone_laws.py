"""The laws of time zones: one set of instants, whichever way the library is asked.

Around changes of clock drawn from the whole zone database, and in made-up zones that are
odder still, generated schedules are put to every method under the presets and under
policies made of any knobs. What must come out is what the brute force of `zone_oracle` finds by
looking at the clocks. ``python -m tests.every_change`` goes through all changes of all
zones instead of drawing some.
"""

from __future__ import annotations

import sys
import threading
import zoneinfo
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Any, NamedTuple

import every_change
import oracle
import pytest
import pytz
import strategies
import zone_oracle
from dateutil import tz as dateutil_tz
from every_change import Start, Stretch, policy_of, seen
from hypothesis import assume, given
from hypothesis import strategies as st
from zone_oracle import RULES, Change, Rule, clock

from quartzcron import CronExpression, DstPolicy, RecurrenceError, Schedule

HOUR = 3_600
DAY = 24 * HOUR
SECOND = timedelta(seconds=1)

# Zones with more than one hour more or less in spring and autumn.
HARD_ZONES = [
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Apia",  # a day that never was
    "Pacific/Kwajalein",  # another
    "Africa/Monrovia",  # 44 minutes and 30 seconds
    "Africa/Cairo",  # around midnight
    "America/Havana",  # from midnight
    "Africa/Casablanca",  # off for Ramadan
    "Europe/Dublin",  # winter is the exception
    "Antarctica/Troll",  # two hours
    "Antarctica/Casey",  # eleven times to and fro, by three hours
    "America/Caracas",  # half an hour for good
    "Asia/Pyongyang",  # likewise
    "Asia/Gaza",  # by decree
    "America/New_York",
    "Europe/London",
]


@cache
def all_zones() -> list[str]:
    return sorted(zoneinfo.available_timezones())


@lru_cache(maxsize=700)
def changes_of(name: str) -> list[Change]:
    """Return the changes of a zone; for a zone without any, a moment at which nothing changes."""
    offset = zone_oracle.offset_at(1_800_000_000, zoneinfo.ZoneInfo(name))
    return zone_oracle.changes(zoneinfo.ZoneInfo(name)) or [Change(1_800_000_000, offset, offset)]


def changes_in(name: str, year: int) -> list[Change]:
    """Return the changes of a zone in one year."""
    return zone_oracle.changes(zoneinfo.ZoneInfo(name), year, year)


# ---------------------------------------------------------------------------
# Zones that nobody has yet.


class MadeUpZone(tzinfo):
    """A zone with changes of any size at odd moments, as PEP 495 wants it."""

    def __init__(self, first_offset: int, changes: Sequence[Change]) -> None:
        self.first_offset = first_offset
        self.changes = changes
        self._at = [change.at for change in changes]

    def fromutc(self, moment: datetime) -> datetime:
        instant = zone_oracle.instant_of(moment.replace(tzinfo=UTC))
        index = bisect_right(self._at, instant)
        if not index:
            return moment + timedelta(seconds=self.first_offset)
        at, before, after = self.changes[index - 1]
        # As long as the clock shows what it showed before it went back.
        fold = int(instant + after < at + before)
        return (moment + timedelta(seconds=after)).replace(fold=fold)

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        wall = zone_oracle.instant_of(moment.replace(tzinfo=UTC, fold=0))
        offset = self.first_offset
        for at, before, after in self.changes:
            if wall >= max(at + before, at + after):
                offset = after
            elif wall >= min(at + before, at + after):
                # In a gap and in a fold alike: fold=0 reads the clock as before the change.
                offset = after if moment.fold else before
        return timedelta(seconds=offset)

    def dst(self, moment: datetime | None) -> timedelta | None:
        raise AssertionError("dst() says nothing reliable, so nobody may ask")

    def tzname(self, moment: datetime | None) -> str:
        return "made up"

    def __repr__(self) -> str:
        return f"MadeUpZone({self.first_offset}, {self.changes})"


@st.composite
def made_up_changes(draw: st.DrawFn) -> tuple[tzinfo, Change]:
    """Draw a zone with up to four changes some days apart, and one of its changes."""
    # The brute force walks in steps of this many seconds.
    step = draw(st.sampled_from([60, 60, 60, 60, 20]))
    usual = st.sampled_from([HOUR, -HOUR, HOUR // 2, 2 * HOUR, -3 * HOUR, 3 * HOUR, 12 * HOUR])
    # More than a day would take two dates away at once, and no clock has done that.
    jumps = st.one_of(
        usual, st.integers(-DAY // 2 // step, DAY // 2 // step).map(lambda n: n * step)
    )
    at = draw(st.integers(-DAY // step, 60 * 365 * DAY // step)) * step
    before = first = draw(st.integers(-6 * HOUR // step, 6 * HOUR // step)) * step
    changes = []
    for _ in range(draw(st.integers(1, 4))):
        jump = draw(jumps)
        after = before + jump if abs(before + jump) < DAY else before - jump
        changes.append(Change(at, before, after))
        at, before = at + draw(st.integers(8, 60)) * DAY, after
    return MadeUpZone(first, changes), draw(st.sampled_from(changes))


@st.composite
def real_changes(draw: st.DrawFn) -> tuple[tzinfo, Change]:
    """Draw a zone of the zone database and one of its changes, now and then after 2037."""
    name = draw(st.one_of(st.sampled_from(HARD_ZONES), st.sampled_from(all_zones())))
    zone = zoneinfo.ZoneInfo(name)
    if draw(st.integers(0, 7)) == 0:
        year = draw(st.integers(2038, 2198))
        return zone, draw(st.sampled_from(changes_in(name, year) or changes_of(name)))
    return zone, draw(st.sampled_from(changes_of(name)))


# ---------------------------------------------------------------------------
# Schedules and policies.


@st.composite
def lists_of(draw: st.DrawFn, values: Sequence[int], low: int, high: int) -> str:
    """Draw a field of a few of the given values, or a star, step or range over them."""
    chosen = sorted(draw(st.sets(st.sampled_from(values), min_size=1, max_size=4)))
    step = draw(st.sampled_from([1, 2, 3, 7, 20]))
    if len(chosen) == 1 or draw(st.booleans()):
        return ",".join(map(str, chosen))
    return draw(
        st.sampled_from(
            [
                "*",
                f"*/{step}",
                f"{low}-{high}",
                f"{low}-{high}/{step}",
                f"{low}-{high - 1}",
                f"{chosen[0]}-{chosen[-1]}",
                f"{chosen[0]}-{high}/{step}",
            ]
        )
    )


@st.composite
def days_near(draw: st.DrawFn, day: date, dialect: str) -> tuple[str, str, str, bool]:
    """Draw day of month, month and day of week around a date, and whether any is restricted."""
    free = "?" if dialect == "quartz" else "*"
    next_day = min(day + timedelta(days=1), date.max)
    weekday = day.isoweekday() % 7 + (1 if dialect == "quartz" else 0)
    return draw(
        st.sampled_from(
            [
                ("*", "*", free, False),
                ("*", "*", free, False),
                (str(day.day), "*", free, True),
                (f"{day.day},{next_day.day}", f"{day.month},{next_day.month}", free, True),
                (free, "*", str(weekday), True),
            ]
        )
    )


@st.composite
def texts_near(draw: st.DrawFn, change: Change) -> tuple[str, str]:
    """Draw a text that has to do with a change, and its dialect."""
    low, high = every_change.edges(change)
    middle = low + (high - low) / 2
    near = [low + shift * timedelta(minutes=1) for shift in (-30, -1, 0, 1, 30)]
    near += [middle, high - timedelta(minutes=1), high, high + timedelta(hours=1)]
    minute = draw(lists_of([moment.minute for moment in near], 0, 59))
    hour = draw(lists_of([moment.hour for moment in near], 0, 23))
    dialect = draw(st.sampled_from(["quartzcron", "quartz", "unix", "croniter"]))
    day = draw(st.sampled_from([low, high, middle])).date()
    day_of_month, month, day_of_week, _ = draw(days_near(day, dialect))
    fields = [minute, hour, day_of_month, month, day_of_week]
    if dialect == "quartz":
        second = draw(st.sampled_from(["0", "0", "59", "0,30", str(low.second)]))
        fields.insert(0, second)
    return " ".join(fields), dialect


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, DstPolicy]:
    """Draw a preset, or a policy of any knobs, as the oracle and as the library know it."""
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(RULES)))
        return RULES[name], getattr(DstPolicy, name)
    gaps, folds = (
        st.sampled_from(["skip", "next", "shift"]),
        st.sampled_from(["first", "last", "both"]),
    )
    kinds = ["all", "not-every-hour", "single-time", "no-leading-star", "no-interval-sign"]
    longest = st.one_of(st.none(), st.sampled_from([0, 30 * 60, HOUR, HOUR - 1, 3 * HOUR]))
    rule = Rule(
        draw(st.sampled_from(kinds)),
        draw(gaps), draw(folds), draw(gaps), draw(folds), draw(longest), draw(longest),
    )  # fmt: skip
    return rule, policy_of(rule)


class Case(NamedTuple):
    """A schedule near a change, and how to judge it."""

    zone: tzinfo
    change: Change
    text: str
    dialect: str
    rule: Rule
    policy: DstPolicy

    def stretch(self) -> Stretch:
        """Return the days around the change, fewer of them for a dense schedule."""
        reading = oracle.read(self.text, self.dialect)
        times_a_day = len(reading.seconds) * len(reading.minutes) * len(reading.hours)
        size = abs(self.change.after - self.change.before)
        reach = min(size + 26 * HOUR, max(60, 200 * DAY // times_a_day))
        first, end = self.change.at - reach, self.change.at + reach
        wanted = zone_oracle.fires(self.text, self.dialect, self.zone, self.rule, first, end)
        return Stretch(self.zone, first, end, wanted)

    def doubtful(self, stretch: Stretch) -> list[int]:
        """Return instants that fire under some policy, and some beside them."""
        span = stretch.first, stretch.end
        answers = zone_oracle.fires_by_rule(
            self.text, self.dialect, self.zone, list(RULES.values()), *span
        )
        found = set().union(*answers)
        return sorted(found | {instant + shift for instant in found for shift in (-1, 1, 60)})

    def schedule(self) -> Schedule:
        return Schedule(CronExpression(self.text, self.dialect), tz=self.zone, dst=self.policy)


@st.composite
def cases(draw: st.DrawFn, changes: st.SearchStrategy[tuple[tzinfo, Change]]) -> Case:
    """Draw a change and a schedule to go with it, mostly one that has to do with it."""
    zone, change = draw(changes)
    if draw(st.integers(0, 7)):
        text, dialect = draw(texts_near(change))
    else:
        text, dialect = draw(strategies.any_texts())
    return Case(zone, change, text, dialect, *draw(rules()))


OTHER_ZONES: list[tzinfo] = [
    UTC,
    zoneinfo.ZoneInfo("Asia/Kathmandu"),
    zoneinfo.ZoneInfo("Australia/Lord_Howe"),
    zoneinfo.ZoneInfo("America/New_York"),
]


@st.composite
def starts(draw: st.DrawFn, case: Case, stretch: Stretch) -> Start:
    """Draw a moment and the instant it means.

    In the gap or fold, in either reading; at a fire time or beside one; with microseconds;
    in the zone or in another.
    """
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return draw(st.sampled_from(every_change.starts_near(case.change, case.zone)))
    if kind == 1 and stretch.wanted:
        instant = draw(st.sampled_from(stretch.wanted)) + draw(st.sampled_from([-1, 0, 0, 1]))
    else:
        instant = draw(st.integers(stretch.first, stretch.end - 1))
    zone = draw(st.one_of(st.just(case.zone), st.sampled_from(OTHER_ZONES)))
    microsecond = draw(st.sampled_from([0, 0, 1, 500_000, 999_999]))
    return clock(instant, zone).replace(microsecond=microsecond), instant


def judge(case: Case, data: st.DataObject) -> None:
    """Compare all answers about a case with the brute force."""
    stretch = case.stretch()
    some = [data.draw(starts(case, stretch)) for _ in range(4)]
    found = every_change.differences(case.schedule(), stretch, some, case.doubtful(stretch))
    assert list(found) == []


# ---------------------------------------------------------------------------
# The laws.


@given(cases(real_changes()), st.data())
def test_one_set_of_instants(case: Case, data: st.DataObject) -> None:
    """Near the changes of the zone database all methods answer with the oracle's instants."""
    judge(case, data)


@given(cases(made_up_changes()), st.data())
def test_one_set_of_instants_in_made_up_zones(case: Case, data: st.DataObject) -> None:
    """Nor does it matter how large a change is, or at which second it comes."""
    judge(case, data)


# A dialect has a rule of its own; those not verified take the default.
OWN_RULES = {
    "quartzcron": "SAFE",
    "quartz": "QUARTZ",
    "unix": "VIXIE",
    "croniter": "CRONITER",
    "langgraph": "CRONITER",
}


@given(cases(real_changes()), st.data())
def test_expressions_take_the_rule_of_their_dialect(case: Case, data: st.DataObject) -> None:
    """An expression answers in the zone of its argument, as its dialect's system would."""
    assume(case.dialect in OWN_RULES)
    case = case._replace(rule=RULES[OWN_RULES[case.dialect]])
    stretch = case.stretch()
    expression = CronExpression(case.text, case.dialect)
    near = every_change.starts_near(case.change, case.zone)
    some = [start for start in near if start[0].tzinfo is case.zone]
    found = every_change.differences(expression, stretch, some, case.doubtful(stretch))
    assert list(found) == []


def is_a_wall_time(fire: datetime) -> bool:
    """Tell whether clocks show this: there and back through UTC nothing changes."""
    assert fire.tzinfo is not None
    return seen(fire.astimezone(UTC).astimezone(fire.tzinfo)) == seen(fire)


@st.composite
def moments_in_zones(draw: st.DrawFn) -> datetime:
    """Draw a moment of any year in any zone, in either reading of its wall time."""
    name = draw(st.one_of(st.sampled_from(HARD_ZONES), st.sampled_from(all_zones())))
    fold = draw(st.integers(0, 1))
    return draw(strategies.moments()).replace(tzinfo=zoneinfo.ZoneInfo(name), fold=fold)


@given(strategies.any_texts(), moments_in_zones(), rules())
def test_a_fire_time_is_a_wall_time(
    case: tuple[str, str], moment: datetime, rule: tuple[Rule, DstPolicy]
) -> None:
    """Anywhere in the horizon, 2100 included: it exists, fold is right, and it matches."""
    schedule = Schedule(CronExpression(*case), tz=moment.tzinfo, dst=rule[1])
    for found in (schedule.next_fire_time(moment), schedule.previous_fire_time(moment)):
        if found is not None:
            assert is_a_wall_time(found)
            assert found.tzinfo is moment.tzinfo
            assert found.microsecond == 0
            assert type(found) is datetime
            assert found in schedule
            assert found.astimezone(UTC) in schedule
            assert date(1970, 1, 1) <= found.date() <= date(2200, 1, 1)


@given(strategies.any_texts(), moments_in_zones(), rules())
def test_previous_undoes_next(
    case: tuple[str, str], moment: datetime, rule: tuple[Rule, DstPolicy]
) -> None:
    """One step on and one back leads to the same fire time again, and the reverse."""
    schedule = Schedule(CronExpression(*case), tz=moment.tzinfo, dst=rule[1])
    fire = schedule.next_fire_time(moment)
    if fire is None:
        return
    following, preceding = schedule.next_fire_time(fire), schedule.previous_fire_time(fire)
    if following is not None:
        assert following.astimezone(UTC) > fire.astimezone(UTC)
        back = schedule.previous_fire_time(following)
        assert back is not None
        assert seen(back) == seen(fire)
    if preceding is not None:
        assert preceding.astimezone(UTC) < fire.astimezone(UTC)
        on = schedule.next_fire_time(preceding)
        assert on is not None
        assert seen(on) == seen(fire)


@given(strategies.any_texts(), moments_in_zones(), rules())
def test_iterating_is_stepping(
    case: tuple[str, str], moment: datetime, rule: tuple[Rule, DstPolicy]
) -> None:
    """fire_times forward, backward and limited is what next gives one by one."""
    schedule = Schedule(CronExpression(*case), tz=moment.tzinfo, dst=rule[1])
    by_hand: list[datetime] = []
    fire = schedule.next_fire_time(moment, inclusive=True)
    while fire is not None and len(by_hand) < 6:
        by_hand.append(fire)
        fire = schedule.next_fire_time(fire)
    wanted = list(map(seen, by_hand))
    assert list(map(seen, schedule.fire_times(moment, limit=6))) == wanted
    if by_hand:
        end = by_hand[-1].replace(microsecond=1)
        assert list(map(seen, schedule.fire_times(moment, end))) == wanted
        backward = schedule.fire_times(moment, end, reverse=True)
        assert list(map(seen, backward)) == wanted[::-1]


@given(cases(real_changes()), st.sampled_from(OTHER_ZONES))
def test_the_zone_of_the_argument(case: Case, other: tzinfo) -> None:
    """A schedule answers in its own zone, an expression in that of the first argument."""
    stretch = case.stretch()
    schedule, expression = case.schedule(), CronExpression(case.text, case.dialect)
    first, end = clock(stretch.first, other), clock(stretch.end, UTC)
    found = list(schedule.fire_times(first, end))
    assert list(map(seen, found)) == [seen(clock(at, case.zone)) for at in stretch.wanted]
    for asked, zone in ((schedule, case.zone), (expression, other)):
        for step in (asked.next_fire_time, asked.previous_fire_time):
            answer = step(first)
            assert answer is None or answer.tzinfo is zone


@given(cases(real_changes()), st.data())
def test_naive_arguments_are_wall_time_of_the_schedule(case: Case, data: st.DataObject) -> None:
    """A naive argument and the same with the schedule's zone attached are one question."""
    schedule, stretch = case.schedule(), case.stretch()
    moment, _ = data.draw(starts(case, stretch))
    naive = moment.replace(tzinfo=None)
    aware = naive.replace(tzinfo=case.zone)
    for inclusive in (False, True):
        for step in (schedule.next_fire_time, schedule.previous_fire_time):
            one, other = step(naive, inclusive=inclusive), step(aware, inclusive=inclusive)
            assert (one and seen(one)) == (other and seen(other))
    assert schedule.matches(naive) is schedule.matches(aware)


@st.composite
def bounded(draw: st.DrawFn, case: Case, stretch: Stretch) -> tuple[Start | None, Start | None]:
    """Draw bounds for a schedule, near the change or at fire times, maybe only one."""
    maybe = st.one_of(st.none(), starts(case, stretch))
    return draw(maybe), draw(maybe)


def cut(stretch: Stretch, start: Start | None, end: Start | None) -> Stretch:
    """Return the stretch with those instants only that lie within bounds, start <= t < end."""
    # Before a bound with microseconds lies the second that it is counted from.
    first = stretch.first if start is None else start[1] + (start[0].microsecond > 0)
    last = stretch.end if end is None else end[1] + (end[0].microsecond > 0)
    return stretch._replace(wanted=[at for at in stretch.wanted if first <= at < last])


@given(cases(real_changes()), st.data())
def test_bounds_cut_the_set(case: Case, data: st.DataObject) -> None:
    """A schedule with bounds fires at those instants of the set that lie within them."""
    stretch = case.stretch()
    start, end = data.draw(bounded(case, stretch))
    bounds = start and start[0], end and end[0]
    expression = CronExpression(case.text, case.dialect)
    some = [data.draw(starts(case, stretch)) for _ in range(2)]
    within = cut(stretch, start, end)
    schedule = Schedule(expression, case.zone, case.policy, *bounds)
    found = every_change.differences(schedule, within, some, case.doubtful(stretch))
    assert list(found) == []
    # Without a zone of its own a schedule answers in that of the argument, and the bounds
    # are instants all the same.
    floating = Schedule(expression, None, case.policy, *bounds)
    in_zone = [(moment, at) for moment, at in some if moment.tzinfo is case.zone]
    found = every_change.differences(floating, within, in_zone, case.doubtful(stretch))
    assert list(found) == []


# ---------------------------------------------------------------------------
# Other makes of zones.


def made_by_dateutil(name: str) -> tzinfo:
    zone = dateutil_tz.gettz(name)
    assert zone is not None
    return zone


MAKES: dict[str, Callable[[str], tzinfo]] = {"dateutil": made_by_dateutil, "pytz": pytz.timezone}


@st.composite
def starts_of_any_make(draw: st.DrawFn, case: Case, stretch: Stretch) -> Start:
    """Draw a moment of the zone as its clocks show it, and the instant it means.

    Never a wall time of a gap: pytz makes none.
    """
    instant = draw(st.integers(stretch.first, stretch.end - 1))
    return clock(instant, draw(st.sampled_from([case.zone, UTC]))), instant


@pytest.mark.parametrize("make", MAKES)
def test_other_makes_of_zones(make: str) -> None:
    """dateutil and pytz: all methods follow the clocks of the zone, and agree with zoneinfo's.

    pytz brings its own copy of the zone data, which may be of another release, and rounds
    offsets to minutes; so the answers are compared where the clocks are the same.
    """

    @given(cases(named_changes()), st.data())
    def law(case: Case, data: st.DataObject) -> None:
        assert isinstance(case.zone, zoneinfo.ZoneInfo)
        made = case._replace(zone=MAKES[make](case.zone.key))
        stretch = made.stretch()
        some = [data.draw(starts_of_any_make(made, stretch)) for _ in range(3)]
        found = every_change.differences(made.schedule(), stretch, some, made.doubtful(stretch))
        assert list(found) == []
        if same_clocks(case.zone, made.zone, stretch):
            span = clock(stretch.first, UTC), clock(stretch.end, UTC)
            ours = [fire.astimezone(UTC) for fire in case.schedule().fire_times(*span)]
            theirs = [fire.astimezone(UTC) for fire in made.schedule().fire_times(*span)]
            assert ours == theirs

    law()


def named_changes() -> st.SearchStrategy[tuple[tzinfo, Change]]:
    """Return a strategy for changes of zones that every make has."""
    names = [name for name in all_zones() if name in pytz.all_timezones_set]
    drawn = st.one_of(st.sampled_from(HARD_ZONES), st.sampled_from(names))
    return drawn.flatmap(
        lambda name: st.tuples(st.just(zoneinfo.ZoneInfo(name)), st.sampled_from(changes_of(name)))
    )


def same_clocks(one: tzinfo, other: tzinfo, stretch: Stretch) -> bool:
    """Tell whether two zones show the same wall times through a stretch and a little beyond."""
    span = range(stretch.first - DAY, stretch.end + DAY, HOUR // 2)
    return all(
        zone_oracle.offset_at(instant, one) == zone_oracle.offset_at(instant, other)
        for instant in span
    )


@pytest.mark.parametrize("rule", sorted(RULES))
def test_zones_of_posix_texts(rule: str) -> None:
    """dateutil also makes zones from rules, for which there are no changes to look up."""
    zone = dateutil_tz.tzstr("EST5EDT,M3.2.0,M11.1.0")
    changes = zone_oracle.changes(zone, 2024, 2025)
    assert changes == zone_oracle.changes(zoneinfo.ZoneInfo("America/New_York"), 2024, 2025)
    for change in changes:
        for text in ("30 1,2 * * *", "*/20 * * * *", "0 3 * * *"):
            case = Case(zone, change, text, "unix", RULES[rule], getattr(DstPolicy, rule))
            stretch = case.stretch()
            found = every_change.differences(case.schedule(), stretch, [], case.doubtful(stretch))
            assert list(found) == []


@given(cases(real_changes()))
def test_makes_may_be_mixed(case: Case) -> None:
    """A schedule in one make of zone takes moments of another."""
    assert isinstance(case.zone, zoneinfo.ZoneInfo)
    schedule, stretch = case.schedule(), case.stretch()
    for zone in (made_by_dateutil("America/New_York"), pytz.timezone("America/New_York")):
        first, end = clock(stretch.first, zone), clock(stretch.end, zone)
        found = list(schedule.fire_times(first, end))
        assert list(map(seen, found)) == [seen(clock(at, case.zone)) for at in stretch.wanted]


# ---------------------------------------------------------------------------
# The ends of time.

EDGES = [
    datetime.min,
    datetime.min + SECOND,
    datetime(1, 1, 1, 23, 59),
    datetime(1, 1, 3),
    datetime(1969, 12, 30),
    datetime(1969, 12, 31, 23, 59, 59, 999_999),
    datetime(1970, 1, 1),
    datetime(1970, 1, 1, 23, 59, 59),
    datetime(2199, 12, 31, 23, 59, 59),
    datetime(2199, 12, 31, 23, 59, 59, 999_999),
    datetime(2200, 1, 1),
    datetime(2200, 1, 3),
    datetime(9999, 12, 29),
    datetime(9999, 12, 31, 0, 1),
    datetime.max - SECOND,
    datetime.max,
]

# Far from UTC on either side, with and without clock changes.
EDGE_ZONES: list[tzinfo] = [
    UTC,
    *map(zoneinfo.ZoneInfo, ["Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Apia"]),
    *map(zoneinfo.ZoneInfo, ["America/New_York", "Europe/London", "Africa/Monrovia"]),
    *map(made_by_dateutil, ["Pacific/Kiritimati", "America/New_York", "Australia/Lord_Howe"]),
    *map(pytz.timezone, ["Pacific/Kiritimati", "America/New_York", "Etc/GMT+12"]),
    MadeUpZone(-DAY + 1, []),
    MadeUpZone(DAY - 1, []),
]

EVERY_SECOND = CronExpression("* * * * * ?")


@pytest.mark.parametrize("zone", EDGE_ZONES, ids=repr)
@pytest.mark.parametrize("text", ["* * * * * ?", "0 0 0 1 1 ?", "59 59 23 31 12 ?", "0 0 0 30 2 ?"])
def test_the_ends_of_time_are_answered(text: str, zone: tzinfo) -> None:
    """From anywhere in any zone comes a fire time within the horizon, or None."""
    expression = CronExpression(text)
    schedule = Schedule(text, tz=zone)
    for moment in EDGES:
        for fold in (0, 1):
            aware = moment.replace(tzinfo=zone, fold=fold)
            in_utc = moment.replace(tzinfo=UTC, fold=fold)
            naive = moment.replace(fold=fold)
            for asked, start in (
                (expression, aware), (schedule, aware), (schedule, in_utc), (schedule, naive),
            ):  # fmt: skip
                check_an_end(asked, start)


def check_an_end(asked: CronExpression | Schedule, start: datetime) -> None:
    """Ask every method from a start at the end of time."""
    asked.matches(start)
    later = [asked.next_fire_time(start, inclusive=inclusive) for inclusive in (False, True)]
    earlier = [asked.previous_fire_time(start, inclusive=inclusive) for inclusive in (False, True)]
    for found in [*later, *earlier]:
        if found is not None:
            assert is_a_wall_time(found)
            assert date(1970, 1, 1) <= found.date() <= date(2199, 12, 31)
            assert found in asked
    assert list(asked.fire_times(start, limit=1))[:1] == [found for found in later[1:] if found]
    assert list(asked.fire_times(None, start, limit=1, reverse=True)) == [
        found for found in earlier[:1] if found
    ]


@pytest.mark.parametrize("zone", [zone for zone in EDGE_ZONES if not hasattr(zone, "localize")],
                         ids=repr)  # fmt: skip
def test_the_horizon_is_wall_time(zone: tzinfo) -> None:
    """The first second of 1970 and the last of 2199 on the clocks of the zone."""
    first, last = datetime(1970, 1, 1), datetime(2199, 12, 31, 23, 59, 59)
    schedule = Schedule(EVERY_SECOND, tz=zone)
    for start in (datetime.min, datetime(1969, 12, 31, 23, 59, 59)):
        found = schedule.next_fire_time(start)
        assert found is not None
        assert found.replace(tzinfo=None) == first
        assert schedule.previous_fire_time(found) is None
    for end in (datetime.max, datetime(2200, 1, 1)):
        found = schedule.previous_fire_time(end)
        assert found is not None
        assert found.replace(tzinfo=None) == last
        assert schedule.next_fire_time(found) is None
    assert first in schedule
    assert last in schedule
    assert first - SECOND not in schedule
    assert last + SECOND not in schedule


# ---------------------------------------------------------------------------
# Sharing.


def test_threads_share_a_zone() -> None:
    """Windows are found once and kept; asking for the first time from many threads is safe."""
    names = HARD_ZONES[:6]
    texts = ["0 30 2 * * ?", "0 0/30 * * * ?", "0 0 0 L * ?"]
    starts_in = [datetime(year, 3, 1, tzinfo=UTC) for year in (1972, 1993, 2011, 2026, 2090)]

    def answers(zones: list[tzinfo]) -> list[Any]:
        return [
            [seen(fire) for fire in Schedule(text, tz=zone).fire_times(start, limit=4)]
            for zone in zones
            for text in texts
            for start in starts_in
        ]

    wanted = answers([zoneinfo.ZoneInfo(name) for name in names])
    # New objects, of which nothing is known yet.
    fresh: list[tzinfo] = [zoneinfo.ZoneInfo.no_cache(name) for name in names]
    results: list[list[Any]] = []
    ready = threading.Barrier(8)

    def work() -> None:
        ready.wait()
        results.append(answers(fresh))

    threads = [threading.Thread(target=work) for _ in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert len(results) == 8
    assert all(result == wanted for result in results)


# ---------------------------------------------------------------------------
# The oracle itself.


def test_the_oracle_finds_changes() -> None:
    """Against a few changes that are well known."""
    new_york = zone_oracle.changes(zoneinfo.ZoneInfo("America/New_York"), 2025, 2025)
    at = [clock(change.at, UTC).isoformat() for change in new_york]
    assert at == ["2025-03-09T07:00:00+00:00", "2025-11-02T06:00:00+00:00"]
    assert [(change.before, change.after) for change in new_york] == [
        (-5 * HOUR, -4 * HOUR),
        (-4 * HOUR, -5 * HOUR),
    ]
    [monrovia] = changes_of("Africa/Monrovia")
    assert clock(monrovia.at, UTC) == datetime(1972, 1, 7, 0, 44, 30, tzinfo=UTC)
    assert (monrovia.before, monrovia.after) == (-2_670, 0)


def test_the_oracle_sees_gaps_folds_and_lost_days() -> None:
    def walked(name: str, day: str) -> zone_oracle.Walk:
        first = zone_oracle.instant_of(datetime.fromisoformat(day).replace(tzinfo=UTC))
        return zone_oracle.walk(zoneinfo.ZoneInfo(name), first - 2 * DAY, first + 2 * DAY)

    apia = walked("Pacific/Apia", "2011-12-30")
    assert [gap.length for gap in apia.gaps] == [DAY]
    assert date(2011, 12, 30) not in apia.days
    assert {date(2011, 12, 29), date(2011, 12, 31)} <= apia.days
    lord_howe = walked("Australia/Lord_Howe", "2025-04-05")
    assert [fold.length for fold in lord_howe.folds] == [HOUR // 2]
    assert len(lord_howe.instants[datetime(2025, 4, 6, 1, 45)]) == 2
    monrovia = walked("Africa/Monrovia", "1972-01-07")
    assert (monrovia.step, [gap.length for gap in monrovia.gaps]) == (30, [2_670])


@pytest.mark.parametrize(
    ("text", "dialect", "kinds"),
    [
        ("30 2 * * *", "unix", "all not-every-hour single-time no-leading-star no-interval-sign"),
        ("0,30 2 * * *", "unix", "all not-every-hour no-leading-star no-interval-sign"),
        ("*/30 2 * * *", "unix", "all not-every-hour"),
        ("0 1-4 * * *", "unix", "all not-every-hour no-leading-star"),
        ("0 0-23 * * *", "unix", "all no-leading-star"),
        ("@daily", "unix", "all not-every-hour single-time no-leading-star no-interval-sign"),
        ("@hourly", "unix", "all"),
        ("0 0/30 3 * * ?", "quartz", "all not-every-hour no-leading-star"),
    ],
)
def test_the_oracle_tells_fixed_schedules(text: str, dialect: str, kinds: str) -> None:
    every = ["all", "not-every-hour", "single-time", "no-leading-star", "no-interval-sign"]
    assert [kind for kind in every if zone_oracle.is_fixed(text, dialect, kind)] == kinds.split()


def test_the_complete_run_notices_a_difference() -> None:
    """The judge of the complete run does not wave everything through."""
    zone = zoneinfo.ZoneInfo("America/New_York")
    change = changes_of("America/New_York")[-1]
    schedule = Schedule("30 1 * * *", tz=zone, dst="SPRING")
    first, end = change.at - DAY, change.at + DAY
    right = zone_oracle.fires("30 1 * * *", "unix", zone, RULES["SPRING"], first, end)
    wrong = zone_oracle.fires("30 1 * * *", "unix", zone, RULES["OCPS"], first, end)
    assert len(right) == len(wrong) + 1
    near = every_change.starts_near(change, zone)
    assert (
        list(every_change.differences(schedule, Stretch(zone, first, end, right), near, [])) == []
    )
    found = list(every_change.differences(schedule, Stretch(zone, first, end, wrong), near, right))
    kinds = ("fire_times", "reverse", "next_fire_time", "previous_fire_time", "matches")
    assert all(any(kind in problem for problem in found) for kind in kinds)


@pytest.mark.parametrize("name", ["America/New_York", "Australia/Lord_Howe", "Antarctica/Casey"])
def test_the_complete_run_in_small(name: str) -> None:
    """All its questions about the last gap and the last fold of a few zones."""
    changes = changes_of(name)[-2:]
    assert {change.after > change.before for change in changes} == {True, False}
    every = every_change.ask_zone(name, {change.at for change in changes}, changes)
    assert (every.changes, every.problems) == (2, [])
    questions = sum(len(every_change.questions(change)) for change in changes)
    assert every.comparisons == len(RULES) * questions


def test_the_complete_run_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with a count, and with status 1 when anything differs."""
    arguments = ["--zones", "Africa/Monrovia,Africa/Abidjan", "--processes", "1"]
    assert every_change.main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 zones, 2 of them different, 1 changes"
    assert "0 differences" in lines[-1]
    monkeypatch.setitem(RULES, "SAFE", RULES["QUARTZ"])
    assert every_change.main(arguments) == 1
    assert " is datetime.datetime(1972, 1, 7, 0, 44, 30" in capsys.readouterr().out


@st.composite
def moments_near(draw: st.DrawFn, case: Case) -> datetime:
    """Draw a moment in a gap or a fold, within some hours of one, or beside a fire time there."""
    if draw(st.integers(0, 2)) == 0:
        return draw(st.sampled_from(every_change.starts_near(case.change, case.zone)))[0]
    reach = 2 * abs(case.change.after - case.change.before) + HOUR
    instant = case.change.at + draw(st.integers(-reach, reach))
    moment = clock(instant, case.zone)
    if draw(st.booleans()):
        moment = case.schedule().next_fire_time(moment) or moment
    return moment


@given(cases(st.one_of(real_changes(), made_up_changes())), st.data())
def test_explanations_add_up(case: Case, data: st.DataObject) -> None:
    """What an explanation makes of changes of clock is what matches makes of them.

    Where the fields and the verdict differ, the change is told.
    """
    schedule = case.schedule()
    for _ in range(6):
        moment = data.draw(moments_near(case))
        explanation = schedule.explain(moment)
        assert explanation.fires is schedule.matches(moment)
        assert explanation.moment == clock(zone_oracle.instant_of(moment), case.zone)
        on_the_wall = explanation.day_matches and all(
            verdict.matches
            for verdict in explanation.fields
            if verdict.field not in ("day_of_month", "day_of_week")
        )
        wall = explanation.moment.replace(tzinfo=None)
        assert on_the_wall is oracle.matches(case.text, case.dialect, wall)
        assert explanation.fires is on_the_wall or explanation.clock
        assert all(len(line) <= 100 for line in str(explanation).splitlines())


# Not in made-up zones: dateutil asks for dst().
@given(cases(real_changes()), st.data())
def test_recurrences_are_exact_or_refused(case: Case, data: st.DataObject) -> None:
    """Rules and single dates together are the fire times, or one comes in a second pass."""
    reading = oracle.read(case.text, case.dialect)
    times_a_day = len(reading.seconds) * len(reading.minutes) * len(reading.hours)
    reach = max(60, min(20 * DAY, 150 * DAY // times_a_day))
    start = clock(case.change.at - data.draw(st.integers(0, reach)), case.zone)
    end = clock(case.change.at + data.draw(st.integers(0, reach)), case.zone)
    schedule = case.schedule()
    wanted = list(schedule.fire_times(start, end))
    if any(fire.fold for fire in wanted):
        with pytest.raises(RecurrenceError, match="second pass"):
            schedule.to_rrule(start, end)
    else:
        assert list(map(seen, schedule.to_rrule(start, end))) == list(map(seen, wanted))
