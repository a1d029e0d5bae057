"""`Days`, and schedules that run on some days only: against loops over dates."""

from __future__ import annotations

import copy
import pickle
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression, CronExpressionError, Days, Schedule, UnknownNameError

SEOUL = "Asia/Seoul"
DAY = timedelta(days=1)
NEW_YEAR = date(2026, 1, 1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def all_days(first: date = date(2020, 1, 1), count: int = 4_000) -> Iterator[date]:
    return (first + number * DAY for number in range(count))


# --- sets of days -------------------------------------------------------------


def is_every(day: date, unit: str, n: int, since: date) -> bool:
    """Tell whether a day is one of every n-th, in the plainest way."""
    if day < since:
        return False
    if unit == "days":
        return (day - since).days % n == 0
    if unit == "months":
        return ((day.year - since.year) * 12 + day.month - since.month) % n == 0
    monday, first = (each - timedelta(days=each.weekday()) for each in (day, since))
    return (monday - first).days // 7 % n == 0


@given(
    st.sampled_from(["days", "weeks", "months"]),
    st.integers(1, 40) | st.integers(1, 10**15),
    st.dates(date(1969, 1, 1), date(2026, 1, 1)) | st.dates(),
)
def test_every(unit: str, n: int, since: date) -> None:
    days = Days.every(**{unit: n}, since=since)
    for day in (*all_days(count=800), date(1970, 1, 1), date(2199, 12, 31)):
        assert (day in days) == is_every(day, unit, n, since)


def test_every_second_week_begins_with_its_day() -> None:
    weeks = Days.every(weeks=2, since=date(2026, 1, 7))
    assert date(2026, 1, 5) not in weeks  # before
    assert date(2026, 1, 11) in weeks
    assert date(2026, 1, 12) not in weeks
    assert date(2026, 1, 19) in weeks
    assert weeks.bounds == (date(2026, 1, 7), date(2199, 12, 31))


DRAWN: dict[str, Callable[[random.Random], Days]] = {
    "every": lambda draw: Days.every(
        weeks=draw.randint(1, 5), since=NEW_YEAR + draw.randint(0, 99) * DAY
    ),
    "of": lambda draw: Days.of(NEW_YEAR + draw.randint(0, 400) * DAY for _ in range(20)),
    "between": lambda draw: Days.between(NEW_YEAR, NEW_YEAR + draw.randint(0, 400) * DAY),
    "where": lambda draw: Days.where(draw.choice(["0 0 * * SAT,SUN", "0 0 13 * *", "0 0 LW * *"])),
}


@given(st.randoms(use_true_random=False))
def test_operations(draw: random.Random) -> None:
    one, other = (draw.choice(list(DRAWN.values()))(draw) for _ in range(2))
    for day in all_days(NEW_YEAR - 30 * DAY, 500):
        here, there = day in one, day in other
        assert (day in one | other) == (here or there)
        assert (day in one & other) == (here and there)
        assert (day in one - other) == (here and not there)
        assert (day in one ^ other) == (here != there)
        assert (day in ~one) == (not here)
    made = ~(one | other) ^ (one & other - one)
    known: dict[str, Any] = {"Days": Days, "CronExpression": CronExpression}
    import datetime as module

    for again in (
        pickle.loads(pickle.dumps(made)),
        copy.copy(made),
        copy.deepcopy(made),
        eval(repr(made), known | {"datetime": module}),
    ):
        assert again == made
        assert hash(again) == hash(made)
    assert len(made) == sum(1 for _ in made)
    assert len(one | other) == len(one) + len(other) - len(one & other)


def test_days_are_equal_by_their_days() -> None:
    assert Days.where("0 0 * * SAT,SUN") == ~Days.where("0 9 * * MON-FRI")
    assert Days.of([]) == Days.where("0 0 30 2 *")
    assert Days.of([]) != Days.of([NEW_YEAR])
    assert Days.of([NEW_YEAR]) != [NEW_YEAR]
    assert list(Days.of([NEW_YEAR, date(1900, 1, 1), date(2300, 1, 1)])) == [NEW_YEAR]
    assert Days.of([]).bounds is None
    assert date(1960, 1, 1) not in ~Days.of([])
    assert date(2300, 1, 1) not in ~Days.of([])
    assert not Days.of([])
    assert Days.where(CronExpression("0 0 13 * FRI", "unix")) == Days.where("0 0 13 * FRI")


def test_days_nest_as_deep_as_one_likes() -> None:
    days = Days.of([])
    for number in range(5_000):
        days |= Days.of([NEW_YEAR + number * DAY])
    assert len(days) == 5_000
    assert pickle.loads(pickle.dumps(days)) == days
    assert len(repr(days)) > 5_000


class OfDates(date):
    """A user's own class of dates."""


WRONG: dict[str, tuple[type[Exception], str, Callable[[], object]]] = {
    "made by itself": (TypeError, "days are made by", Days),
    "every nothing": (TypeError, "give one of", lambda: Days.every(since=NEW_YEAR)),
    "every two": (TypeError, "give one", lambda: Days.every(days=1, weeks=1, since=NEW_YEAR)),
    "every half": (TypeError, "whole", lambda: Days.every(days=0.5, since=NEW_YEAR)),  # type: ignore[arg-type]
    "every true": (TypeError, "whole", lambda: Days.every(days=True, since=NEW_YEAR)),
    "every none": (ValueError, "1 or more", lambda: Days.every(weeks=0, since=NEW_YEAR)),
    "a moment": (TypeError, r"give its date\(\)", lambda: Days.every(days=1, since=at("2026-01-01"))),
    "a text": (TypeError, "since is a date", lambda: Days.every(days=1, since="2026-01-01")),  # type: ignore[arg-type]
    "of a date": (TypeError, "in a list", lambda: Days.of(NEW_YEAR)),  # type: ignore[arg-type]
    "of a text": (TypeError, "in a list", lambda: Days.of("2026-01-01")),  # type: ignore[arg-type]
    "of texts": (TypeError, "a day is a date", lambda: Days.of(["2026-01-01"])),  # type: ignore[list-item]
    "backwards": (ValueError, "ends before", lambda: Days.between(NEW_YEAR, NEW_YEAR - DAY)),
    "of a schedule": (TypeError, "not of a Schedule", lambda: Days.where(Schedule("@daily"))),  # type: ignore[arg-type]
    "of a wrong text": (CronExpressionError, "hour", lambda: Days.where("0 25 * * *")),
    "without seed": (
        CronExpressionError, "seed", lambda: Days.where(CronExpression("H H * * *", "jenkins"))
    ),
    "in": (TypeError, r"give its date\(\)", lambda: at("2026-01-01") in Days.of([])),
    "in a text": (TypeError, "a day is a date", lambda: "2026-01-01" in Days.of([])),  # type: ignore[operator]
    "or a date": (TypeError, "unsupported", lambda: Days.of([]) | NEW_YEAR),  # type: ignore[operator]
    "holidays of no year": (ValueError, "name their years", lambda: Days.of(holidays.country_holidays("KR"))),
    "excluding those": (ValueError, "name", lambda: Schedule("@daily", excluding=holidays.country_holidays("KR"))),
    "only a set": (TypeError, "Days.where", lambda: Schedule("@daily", only=CronExpression("@daily"))),  # type: ignore[arg-type]
    "only a text": (TypeError, "one or a list", lambda: Schedule("@daily", only="2026-01-01")),  # type: ignore[arg-type]
    "only texts": (TypeError, "only takes", lambda: Schedule("@daily", only=["2026-01-01"])),  # type: ignore[list-item]
    "only a moment": (TypeError, "only takes", lambda: Schedule("@daily", only=[at("2026-01-01")])),
    "a range back": (
        ValueError, "ends before", lambda: Schedule("@daily", only=[(NEW_YEAR, NEW_YEAR - DAY)])
    ),
    "rolled up": (UnknownNameError, "way to roll", lambda: Schedule("@daily", rolled="up")),  # type: ignore[arg-type]
    "rolled nxt": (UnknownNameError, "mean next", lambda: Schedule("@daily", rolled="nxt")),  # type: ignore[arg-type]
    "rolled twice": (TypeError, "rolled is", lambda: Schedule("@daily", rolled=2)),  # type: ignore[arg-type]
    "two dialects": (
        TypeError, "its own", lambda: Schedule(CronExpression("@daily"), dialect="unix")
    ),
    "no such part": (TypeError, "zone", lambda: Schedule("@daily").replace(zone="UTC")),
    "changed": (AttributeError, "immutable", lambda: setattr(Days.of([]), "_given", ())),
    "deleted": (AttributeError, "immutable", lambda: delattr(Days.of([]), "_given")),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use(case: str) -> None:
    error, said, ask = WRONG[case]
    with pytest.raises(error, match=said):
        ask()


def test_dates_of_a_subclass_are_dates() -> None:
    assert Days.of([OfDates(2026, 1, 1)]) == Days.of([NEW_YEAR])
    schedule = Schedule("@daily", excluding=OfDates(2026, 1, 1))
    assert [type(each) for each in schedule.excluding] == [date]


# --- schedules on some days -----------------------------------------------------


def test_every_second_monday() -> None:
    schedule = Schedule("0 9 * * MON", tz=SEOUL, only=Days.every(weeks=2, since=date(2026, 1, 5)))
    assert type(schedule) is Schedule
    found = [fire.date() for fire in schedule.fire_times(at("2026-01-01"), limit=3)]
    assert found == [date(2026, 1, 5), date(2026, 1, 19), date(2026, 2, 2)]
    wanted = [
        day for day in all_days(date(2026, 1, 5), 3_650) if (day - date(2026, 1, 5)).days % 14 == 0
    ]
    check_days(schedule, wanted, date(2026, 1, 5), date(2036, 1, 3))


def test_payday() -> None:
    """The 15th, or the working day before, in Korea."""
    free = holidays.country_holidays("KR", years=range(2026, 2031))
    weekend = Days.where(CronExpression("0 0 * * SAT,SUN"))
    schedule = Schedule("0 9 15 * *", excluding=Days.of(free) | weekend, rolled="previous")
    wanted = []
    for month in range(120):
        day = date(2026 + month // 12, month % 12 + 1, 15)
        while day in free or day.weekday() >= 5:
            day -= DAY
        wanted.append(day)
    # (Asking the package about a date adds the holidays of that year; the schedule has its own.)
    wanted = [day for day in wanted if day < date(2031, 1, 1)]
    check_days(schedule, wanted, date(2026, 1, 1), date(2030, 12, 31))
    assert schedule.most_per_day() == 1


def test_the_last_working_day_of_the_month() -> None:
    free = Days.of(holidays.country_holidays("KR", years=range(2026, 2037)))
    closed = free | Days.where("0 0 * * SAT,SUN")
    schedule = Schedule("0 18 L * *", tz=SEOUL, excluding=closed, rolled="previous")
    wanted = []
    for month in range(1, 120):
        day = date(2026 + month // 12, month % 12 + 1, 1) - DAY
        while day in closed:
            day -= DAY
        wanted.append(day)
    check_days(schedule, wanted, date(2026, 1, 1), date(2035, 11, 30))


def check_days(schedule: Schedule, wanted: list[date], first: date, last: date) -> None:
    """See that a schedule of once a day runs on some dates, whichever way it is asked."""
    zone = schedule.tz
    start = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = datetime(last.year, last.month, last.day, tzinfo=zone) + DAY
    forth = [fire.date() for fire in schedule.fire_times(start, end)]
    back = [fire.date() for fire in schedule.fire_times(start, end, reverse=True)]
    assert forth == back[::-1] == wanted
    assert schedule.count(start, end) == len(wanted)
    moment, found = start, []
    while (fire := schedule.next_fire_time(moment)) and fire < end:
        assert schedule.matches(fire)
        assert fire in schedule
        moment = fire
        found.append(fire.date())
    assert found == wanted
    for number in (0, 1, len(wanted) // 2, len(wanted) - 1):
        nth = schedule.nth_fire_time(start, number)
        assert nth is not None
        assert nth.date() == wanted[number]
        assert schedule.nth_fire_time(end, number - len(wanted)) == nth


def test_rolled_runs_meet_once_and_may_leave_the_month_but_not_the_bounds() -> None:
    weekend = Days.where("0 0 * * SAT,SUN")
    daily = Schedule("0 9 * * *", excluding=weekend, rolled="nearest")
    assert daily.most_per_day() == 1
    assert daily.first_difference(Schedule("0 9 * * *", excluding=weekend)) is None
    first = Schedule("0 9 1 * *", excluding=weekend, rolled="previous")
    # 1 August 2026 is a Saturday.
    assert first.next_fire_time(at("2026-07-02")) == at("2026-07-31T09:00")
    bounded = first.replace(start=at("2026-08-01"))
    assert bounded.first_fire_time() == at("2026-09-01T09:00")
    # It is rolled into the bounds as well: dates come first.
    late = Schedule("0 9 1 * *", excluding=weekend, rolled="next", start=at("2026-08-02"))
    assert late.first_fire_time() == at("2026-08-03T09:00")
    # Fire times left out are not rolled.
    left_out = Schedule("0 9 1 * *", excluding=[weekend, first], rolled="previous")
    assert left_out.never_fires


def test_a_change_of_clock_comes_after() -> None:
    """23:30 on a date that is left out does not come back after midnight, moved by a gap."""
    beirut = Schedule("30 0 * * *", tz="Asia/Beirut")
    day = date(2021, 3, 28)  # 00:00 becomes 01:00
    assert beirut.next_fire_time(at("2021-03-27T12:00")).hour == 1  # type: ignore[union-attr]
    assert beirut.replace(excluding=day).count(at("2021-03-28"), at("2021-03-29")) == 0
    moved = beirut.replace(excluding=day - DAY, rolled="next")
    assert moved.count(at("2021-03-28"), at("2021-03-29")) == 1
    assert not beirut.replace(only=day).never_fires


def test_sets_of_days_and_of_fire_times_together() -> None:
    schedule = Schedule(
        "0 9,17 * * *",
        tz="America/New_York",
        only=[Days.every(weeks=2, since=date(2026, 1, 5)), date(2026, 1, 14)],
        excluding=[(date(2026, 1, 6), date(2026, 1, 7)), CronExpression("0 17 * * *")],
    )
    assert type(schedule) is Schedule
    found = [f"{fire:%d %H}" for fire in schedule.fire_times(at("2026-01-01"), limit=8)]
    assert found == ["05 09", "08 09", "09 09", "10 09", "11 09", "14 09", "19 09", "20 09"]
    back = schedule.previous_fire_time(at("2026-01-08T09:00"))
    assert back == at("2026-01-05T09:00-05:00")
    assert not schedule.matches(at("2026-01-08T17:00"))
    assert hash(schedule) == hash(schedule.replace())
    assert schedule == schedule.replace() == pickle.loads(pickle.dumps(schedule))
    assert schedule != schedule.replace(only=None)
    assert schedule != schedule.replace(rolled="next")
    assert schedule.to("quartz").first_difference(schedule) is None


def test_what_restricts_nothing_is_told_all_the_same() -> None:
    plain = Schedule("0 9 * * *", rolled="next")
    assert (plain.excluding, plain.only, plain.rolled) == ((), None, "next")
    assert plain.first_difference(Schedule("0 9 * * *")) is None
    assert repr(plain) == "Schedule('0 9 * * *', rolled='next')"
    assert list(plain.explain(at("2026-01-01")).rolled) == []
    assert Schedule("0 9 * * *", only=[]).never_fires
    assert Schedule("0 9 * * *", only=Days.of([])).next_fire_time(at("2026-01-01")) is None


def test_many_left_out_are_tried_before_timetables() -> None:
    """All that is left out one after the other: the answer is still exact."""
    never = Schedule("* * * * *", excluding=CronExpression("* * * * *"))
    assert never.next_fire_time(at("2026-01-01")) is None
    assert never.previous_fire_time(at("2026-01-01")) is None
    odd = Schedule("* * * * *", excluding=CronExpression("* 0-22 * * *"), tz="UTC")
    assert odd.next_fire_time(datetime(2026, 1, 1, tzinfo=UTC)) == at("2026-01-01T23:00+00:00")
    assert odd.previous_fire_time(datetime(2026, 1, 1, 22, tzinfo=UTC)) == at(
        "2025-12-31T23:59+00:00"
    )
    of_sets = Schedule(
        "0 * * * *", excluding=CronExpression("0 1 * * *") | CronExpression("0 2 * * *")
    )
    assert of_sets.next_fire_time(at("2026-01-01T00:00")) == at("2026-01-01T03:00")
    assert of_sets.previous_fire_time(at("2026-01-01T03:00")) == at("2026-01-01T00:00")


# --- explained, and as rules ------------------------------------------------------


def test_explained() -> None:
    weekend = Days.where("0 0 * * SAT,SUN")
    payday = Schedule("0 9 15 * *", excluding=weekend, rolled="previous")
    away = payday.explain(at("2026-08-15T09:00"))
    assert not away.fires
    assert away.limits == (
        "the schedule leaves out Days.where(CronExpression('0 0 * * SAT,SUN'))",
        "what would run on 2026-08-15 is rolled to 2026-08-14",
    )
    here = payday.explain(at("2026-08-14T09:00"))
    assert here.fires
    assert here.rolled == ("what would run on 2026-08-15 is rolled to this date",)
    assert "  rolled    what would run on 2026-08-15 is rolled to this date" in str(here)
    only = Schedule(
        "0 9 * * *", only=[date(2026, 1, 5), (date(2026, 2, 1), date(2026, 2, 3))], rolled="next"
    )
    assert only.explain(at("2026-01-06T09:00")).limits == (
        "the schedule runs only on 2026-01-05 and 2026-02-01 to 2026-02-03",
        "what would run on 2026-01-06 is rolled to 2026-02-01",
    )
    assert only.explain(at("2026-02-01T09:00")).rolled == (
        "what would run on 2026-01-06, 2026-01-07, 2026-01-08 and 23 more is rolled to this date",
    )
    assert only.explain(at("2026-02-02T09:00")).rolled == ()
    assert only.explain(at("2026-03-01T09:00")).limits[-1] == (
        "what would run on 2026-03-01 is rolled nowhere: no date is left"
    )
    assert Schedule("0 9 * * *", only=date(2026, 1, 5)).explain(at("2026-01-06T09:00")).limits == (
        "the schedule runs only on 2026-01-05",
    )


@pytest.mark.parametrize("rolled", [None, "next", "previous", "nearest"])
@pytest.mark.parametrize("tz", [None, "America/New_York"])
def test_as_recurrence_rules(tz: str | None, rolled: Any) -> None:
    start, end = (
        Schedule("@daily", tz=tz)._home.moment(at(text)) for text in ("2026-01-01", "2028-01-01")
    )
    for days in (
        {"only": Days.every(weeks=2, since=NEW_YEAR)},
        {"excluding": Days.where("0 0 * * SUN")},
        {"only": [date(2026, 3, 7), date(2026, 7, 4)], "excluding": CronExpression("30 1 4 7 *")},
    ):
        parts: dict[str, Any] = {**days, "rolled": rolled}
        schedule = Schedule("30 1,2 * * MON,WED", tz=tz, **parts)
        assert list(schedule.to_rrule(start, end)) == list(schedule.fire_times(start, end))


def test_a_rule_that_needs_the_second_pass_is_refused() -> None:
    both = Schedule("30 1 * * *", tz="America/New_York", dst="SPRING", only=date(2026, 11, 1))
    with pytest.raises(ValueError, match="second pass"):
        both.to_rrule(at("2026-10-01"), at("2026-12-01"))


def test_two_dates_are_a_pair_or_a_list() -> None:
    first, last = date(2026, 1, 5), date(2026, 1, 9)
    pair, both = (Schedule("@daily", only=given) for given in ((first, last), [first, last]))
    start, end = at("2026-01-01"), at("2026-02-01")
    assert (pair.count(start, end), both.count(start, end)) == (5, 2)
    for schedule in (pair, both, Schedule("@daily", excluding=[first, last])):
        parts = {"only": schedule.only, "excluding": schedule.excluding}
        for again in (
            schedule.replace(),
            pickle.loads(pickle.dumps(schedule)),
            copy.deepcopy(schedule),
            Schedule("@daily", **parts),  # type: ignore[arg-type]
        ):
            assert again == schedule
            assert again.count(start, end) == schedule.count(start, end)


def test_replaced() -> None:
    schedule = Schedule("0 9 * * 1", "Asia/Seoul", dst="QUARTZ", start=at("2026-01-01"))
    assert schedule.replace(dialect="quartzcron") == schedule
    assert (
        schedule.replace(expression="0 0 9 ? * 2", dialect="quartz").expression.dialect.name
        == "quartz"
    )
    assert schedule.replace(tz=None, start=None).tz is None
    assert schedule.replace(dst=None).dst_policy is not schedule.dst_policy
    assert Schedule("0 9 * * 1", dialect="unix").expression.dialect.name == "unix"
