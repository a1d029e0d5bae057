"""The laws of a schedule's text in another zone: the same instants, or texts that are right for a while.

What comes out is read by `oracle` and run by `zone_oracle`, which share no code with the library and
know nothing of distances between zones.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple
from zoneinfo import ZoneInfo

import oracle
import strategies
import zone_oracle
from hypothesis import given
from hypothesis import strategies as st
from zone_oracle import RULES, clock
from zone_strategies import DAY, HOUR, Case, cases, made_up_changes, real_changes

from quartzcron import (
    CronExpression,
    CronTranslationError,
    Dialect,
    Schedule,
    Season,
)
from quartzcron.calendar.matcher import Matcher
from quartzcron.calendar.search import Sweep, find
from quartzcron.clock.instants import wall_fields
from quartzcron.clock.zones import wall_seconds
from quartzcron.translation.shifting import shifted

#: The dialects that the oracle reads, with rules for clock changes that it knows.
DIALECTS = ("quartzcron", "quartz", "unix", "croniter", "google-cloud-scheduler")

ZONES: list[tzinfo] = [
    UTC,
    UTC,
    timezone(timedelta(hours=9)),
    timezone(-timedelta(hours=9, minutes=30)),
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("Pacific/Kiritimati"),
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/Toronto"),
]

#: Where the horizons of two zones begin and end is not compared.
FIRST = zone_oracle.instant_of(datetime(1970, 1, 3, tzinfo=UTC))
LAST = datetime(2199, 12, 29, tzinfo=UTC)


class Move(NamedTuple):
    """A schedule near a change of clock, and where it is to go; instants in seconds."""

    case: Case
    dialect: str
    zone: tzinfo
    after: int
    start: int | None
    end: int | None

    @property
    def begin(self) -> int:
        """Return from which instant on the two are held against each other."""
        return max(self.after, FIRST)

    def bounds(self, first: int, end: int | None) -> tuple[datetime, datetime | None]:
        """Return the part of a span in which the schedule may run, as moments."""
        first = max(first, self.begin, self.begin if self.start is None else self.start)
        ends = [at for at in (end, self.end) if at is not None]
        return clock(first, UTC), clock(max(first, min(ends)), UTC) if ends else None

    def schedule(self) -> Schedule:
        start, end = (None if at is None else clock(at, UTC) for at in (self.start, self.end))
        case = self.case
        expression = CronExpression(case.text, case.dialect)
        return Schedule(expression, tz=case.zone, dst=case.policy, start=start, end=end)

    def moved(self) -> Schedule:
        return self.schedule().to(self.dialect, self.zone, clock(self.after, self.zone))

    def wanted(self, first: int, end: int) -> list[int]:
        """Return the instants between two at which the schedule must run, by the oracle."""
        case, span = self.case, self.within(first, end)
        return zone_oracle.fires(case.text, case.dialect, case.zone, case.rule, *span)

    def within(self, first: int, end: int) -> tuple[int, int]:
        """Return the part of a span in which the schedule may run, as instants."""
        low, high = self.bounds(first, end)
        assert high is not None
        return zone_oracle.instant_of(low), zone_oracle.instant_of(high)

    def told(self, texts: tuple[str, ...], first: int, end: int) -> list[int]:
        """Return the instants between two at which texts run in the other zone, by the oracle."""
        span = self.within(first, end)
        rule = RULES[Dialect.named(self.dialect).dst_policy.name]
        found = (zone_oracle.fires(text, self.dialect, self.zone, rule, *span) for text in texts)
        return sorted(set().union(*found))

    def is_met_by(self, texts: tuple[str, ...], first: int, end: int | None) -> bool:
        """Tell whether texts run in the other zone as the schedule does, from one instant on."""
        low, high = self.bounds(first, end)
        schedule = self.schedule()
        zone, policy = self.case.zone, self.case.policy
        wanted = Schedule(schedule.expression, tz=zone, dst=policy, start=low, end=high)
        never = CronExpression("0 0 30 2 *")
        runs = [CronExpression(text, self.dialect) for text in texts] or [never]
        union = reduce(or_, (Schedule(each, tz=self.zone, start=low, end=high) for each in runs))
        found = union.first_difference(wanted)
        return found is None or found >= LAST


@st.composite
def moves(draw: st.DrawFn, case: Case) -> Move:
    """Draw where a schedule is to go, with bounds as they come."""
    change = case.change.at
    days = draw(st.sampled_from([-700, -360, -90, -1, 0, 0, 1]))
    after = change + days * DAY + draw(st.sampled_from([0, 0, -1, 1, HOUR]))
    near = st.integers(change - 2 * DAY, change + 2 * DAY)
    start = draw(st.none() | st.none() | near)
    end = draw(st.none() | st.none() | near.map(lambda at: at if start is None else start + DAY))
    return Move(
        case, draw(st.sampled_from(DIALECTS)), draw(st.sampled_from(ZONES)), after, start, end
    )


def judge(move: Move) -> None:
    """Compare what becomes of a schedule with the brute force, around its change of clock."""
    stretch = move.case.stretch()
    span = stretch.first, stretch.end
    try:
        there = move.moved()
    except CronTranslationError as error:
        judge_refusal(move, error, span)
        return
    assert there.tz is move.zone
    assert there.expression.dialect.name == move.dialect
    assert there.dst_policy == Dialect.named(move.dialect).dst_policy
    assert move.told((there.expression.text,), *span) == move.wanted(*span)
    assert move.is_met_by((there.expression.text,), move.after, None)


def judge_refusal(move: Move, error: CronTranslationError, span: tuple[int, int]) -> None:
    """Hold an error's texts against the brute force: those together, or those of each season."""
    assert error.text == move.case.text
    if error.exact:
        assert len(error.nearest) > 1
        assert move.told(error.nearest, *span) == move.wanted(*span)
        assert move.is_met_by(error.nearest, move.after, None)
    if not error.seasons:
        return
    assert not error.nearest
    # By instants: Python calls a repeated time unequal to every time of another zone.
    starts = [zone_oracle.instant_of(season.start) for season in error.seasons]
    ends = [
        None if season.end is None else zone_oracle.instant_of(season.end)
        for season in error.seasons
    ]
    assert starts == [move.begin, *ends[:-1]]
    year = move.begin + 365 * DAY
    assert all(start < following < year for start, following in pairwise(starts))
    assert ends[-1] is None or ends[-1] >= year
    for season in error.seasons:
        judge_season(move, season, span)


def judge_season(move: Move, season: Season, span: tuple[int, int]) -> None:
    """Compare the texts of a season with the schedule: near a change, and all through it."""
    assert season.start.tzinfo is move.zone
    start = zone_oracle.instant_of(season.start)
    end = None if season.end is None else zone_oracle.instant_of(season.end)
    low, high = max(span[0], start), span[1] if end is None else min(span[1], end)
    if low < high:
        assert move.told(season.texts, low, high) == move.wanted(low, high)
    assert move.is_met_by(season.texts, start, end)


@given(cases(real_changes()), st.data())
def test_the_same_instants_or_what_is_right_for_a_while(case: Case, data: st.DataObject) -> None:
    judge(data.draw(moves(case)))


@given(cases(made_up_changes()), st.data())
def test_the_same_of_clocks_that_nobody_has_yet(case: Case, data: st.DataObject) -> None:
    judge(data.draw(moves(case)))


@given(cases(real_changes()), st.data())
def test_dates_left_out_are_those_of_its_own_zone(case: Case, data: st.DataObject) -> None:
    move = data.draw(moves(case))
    stretch = case.stretch()
    days = st.sampled_from([-1, 0, 1]).map(lambda days: case.change.at + days * DAY)
    gone = {clock(at, case.zone).date() for at in data.draw(st.lists(days, min_size=1))}
    some = move.schedule()
    schedule = Schedule(
        some.expression,
        tz=case.zone,
        dst=case.policy,
        start=some.start,
        end=some.end,
        excluding=gone,
    )
    try:
        there = schedule.to(move.dialect, move.zone, clock(move.after, move.zone))
    except CronTranslationError:
        return
    span = move.within(stretch.first, stretch.end)
    found = there.fire_times(*(clock(at, move.zone) for at in span))
    left = [at for at in move.wanted(*span) if clock(at, case.zone).date() not in gone]
    assert [zone_oracle.instant_of(fire) for fire in found] == left


# --- wall times -------------------------------------------------------------


def walls(matchers: tuple[Matcher, ...], start: datetime, end: datetime) -> list[datetime]:
    """Return the wall times of matchers from one moment to another, each as often as it is there."""
    found = []
    for matcher in matchers:
        sweep, at = Sweep(matcher, forward=True), wall_seconds(start)
        while (fields := find(sweep, *wall_fields(at))) and datetime(*fields) < end:
            found.append(datetime(*fields))
            at = wall_seconds(datetime(*fields)) + 1
    return sorted(found)


SHIFTS = st.one_of(
    st.sampled_from([-9, 5, 14, -12, 26, -26]).map(lambda hours: hours * HOUR),
    st.integers(-47, 47).map(lambda halves: halves * HOUR // 2),
    st.integers(-2 * DAY + 1, 2 * DAY - 1),
)
STARTS = st.one_of(
    st.datetimes(datetime(1970, 1, 3), datetime(2199, 11, 1)),
    strategies.month_ends().filter(lambda at: 1970 < at.year < 2199),
    # The turn of the year that no year of the horizon follows.
    st.just(datetime(2199, 12, 25)),
    st.just(datetime(1970, 1, 3)),
)


@given(strategies.any_texts(), SHIFTS, STARTS)
def test_moved_wall_times_are_those_moved_one_by_one(
    pair: tuple[str, str], seconds: int, start: datetime
) -> None:
    text, dialect = pair
    matchers = shifted(CronExpression(text, dialect)._matcher, seconds)
    reading = oracle.read(text, dialect)
    times_a_day = len(reading.seconds) * len(reading.minutes) * len(reading.hours)
    start = start.replace(microsecond=0)
    end = start + timedelta(seconds=min(5 * DAY, 300 * DAY // times_a_day))
    moved = timedelta(seconds=seconds)
    wanted = [each + moved for each in oracle.fires(text, dialect, start - moved, end - moved)]
    assert not matchers or walls(matchers, start, end) == wanted
