"""Strategies of zones, real and made up, of schedules made to hit their changes of clock, and their judge."""

from __future__ import annotations

import zoneinfo
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple

import every_change
import oracle
import strategies
import zone_oracle
from dateutil import tz as dateutil_tz
from every_change import Start, Stretch, policy_of, seen
from hypothesis import strategies as st
from zone_oracle import RULES, Change, Rule, clock

from quartzcron import CronExpression, DstPolicy, Schedule

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
    kinds = [
        "all", "not-every-hour", "single-time", "not-in-a-row",
        "no-leading-star", "no-interval-sign",
    ]  # fmt: skip
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


def is_a_wall_time(fire: datetime) -> bool:
    """Tell whether clocks show this: there and back through UTC nothing changes."""
    assert fire.tzinfo is not None
    return seen(fire.astimezone(UTC).astimezone(fire.tzinfo)) == seen(fire)


def made_by_dateutil(name: str) -> tzinfo:
    zone = dateutil_tz.gettz(name)
    assert zone is not None
    return zone
