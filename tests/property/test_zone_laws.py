"""The laws of time zones: one set of instants, whichever way the library is asked.

Around changes of clock drawn from the whole zone database, and in made-up zones that are
odder still, generated schedules are put to every method under the presets and under
policies made of any knobs. What must come out is what the brute force of `zone_oracle` finds by
looking at the clocks. ``python -m tests.every_change`` goes through all changes of all
zones instead of drawing some.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

import every_change
import oracle
import pytest
import pytz
import strategies
import zone_oracle
from dateutil import tz as dateutil_tz
from every_change import Start, Stretch, seen
from hypothesis import assume, given
from hypothesis import strategies as st
from zone_oracle import RULES, Change, Rule, clock
from zone_strategies import (
    DAY,
    HARD_ZONES,
    HOUR,
    OTHER_ZONES,
    Case,
    all_zones,
    cases,
    changes_of,
    is_a_wall_time,
    judge,
    made_by_dateutil,
    made_up_changes,
    real_changes,
    rules,
    starts,
)

from quartzcron import CronExpression, DstPolicy, RecurrenceError, Schedule

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
    schedule = Schedule(expression, case.zone, dst=case.policy, start=bounds[0], end=bounds[1])
    found = every_change.differences(schedule, within, some, case.doubtful(stretch))
    assert list(found) == []
    # Without a zone of its own a schedule answers in that of the argument, and the bounds
    # are instants all the same.
    floating = Schedule(expression, None, dst=case.policy, start=bounds[0], end=bounds[1])
    in_zone = [(moment, at) for moment, at in some if moment.tzinfo is case.zone]
    found = every_change.differences(floating, within, in_zone, case.doubtful(stretch))
    assert list(found) == []


# ---------------------------------------------------------------------------
# Other makes of zones.


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
