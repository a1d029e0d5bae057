"""Exact answers as tables: counts, n-th fire times, intervals, differences, exclusions.

The laws hold random sets against lists; here stand the cases that others get wrong, the
ends of the horizon, proofs of nothing, and what is no question at all.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quartzcron import CronExpression, FireSet, Interval, Schedule, Subset

NEW_YORK = ZoneInfo("America/New_York")
EVERY_SECOND = CronExpression("* * * * * ?")
NOON = CronExpression("0 0 12 * * ?")
NEVER = CronExpression("0 0 0 30 2 ?")


def at(text: str, zone: ZoneInfo | None = None) -> datetime:
    """Return a moment from text, with a zone attached if one is given."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=zone) if zone else moment


def told(found: object) -> str:
    """Return a fire time as short text."""
    return found.isoformat() if isinstance(found, datetime) else str(found)


# ---------------------------------------------------------------------------
# Counts.

#: Seconds of 230 years, 56 of them leap years.
ALL_SECONDS = (230 * 365 + 56) * 86_400

COUNTS = [
    # Everything there is: nothing fires outside the horizon.
    ("* * * * * ?", "1970-01-01", "2200-01-01", ALL_SECONDS),
    ("* * * * * ?", "0001-01-01", "9999-12-31", ALL_SECONDS),
    ("* * * * * ?", "1970-01-01", "2199-12-31T23:59:59", ALL_SECONDS - 1),
    ("* * * * * ?", "1970-01-01T00:00:00.000001", "2200-01-01", ALL_SECONDS - 1),
    ("* * * * * ?", "1969-12-31T23:59:59", "1970-01-01", 0),
    ("* * * * * ?", "2200-01-01", "2300-01-01", 0),
    # Mondays on 29 February: 1988, 2016, 2044, 2072, 2112, ...
    ("0 0 0 ? 2 2#5", "1970-01-01", "2200-01-01", 8),
    ("0 0 0 29 2 ?", "1970-01-01", "2200-01-01", 56),
    ("0 0 0 29 2 ?", "2096-02-29T00:00:00", "2104-02-29T00:00:01", 2),
    # Start is inclusive, end is exclusive, microseconds are counted exactly.
    ("0 0 12 * * ?", "2026-01-01T12:00:00", "2026-01-03T12:00:00", 2),
    ("0 0 12 * * ?", "2026-01-01T12:00:00.000001", "2026-01-03T12:00:00.000001", 2),
    ("0 0 12 * * ?", "2026-01-01T12:00:00.000001", "2026-01-03T12:00:00", 1),
    ("0 0 12 * * ?", "2026-01-01T12:00:00", "2026-01-01T12:00:00.000001", 1),
    # Nothing lies in a span that ends where it begins, or before.
    ("* * * * * ?", "2026-01-01", "2026-01-01", 0),
    ("* * * * * ?", "2026-01-02", "2026-01-01", 0),
    # A quarter of five-minute runs on working days.
    ("0 0/5 9-17 ? * MON-FRI", "2026-01-01", "2026-04-01", 64 * 9 * 12),
    # What never fires is counted too.
    ("0 0 0 30 2 ?", "1970-01-01", "2200-01-01", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "end", "wanted"), COUNTS)
def test_count(text: str, start: str, end: str, wanted: int) -> None:
    """By wall time and in a zone of one offset alike."""
    expression = CronExpression(text)
    assert expression.count(at(start), at(end)) == wanted
    utc = at(start).replace(tzinfo=UTC), at(end).replace(tzinfo=UTC)
    assert expression.count(*utc) == wanted
    assert Schedule(expression, tz=UTC).count(*utc) == wanted
    assert (expression | NEVER).count(at(start), at(end)) == wanted


COUNTS_IN_NEW_YORK = [
    # Every hour: 23 of them on 8 March 2026, 25 on 1 November.
    ("0 0 * * * ?", "2026-03-08", "2026-03-09", 23),
    ("0 0 * * * ?", "2026-11-01", "2026-11-02", 25),
    ("* * * * * ?", "2026-01-01", "2027-01-01", 365 * 86_400),
    # Nothing is lost and nothing doubled: 02:30 moves to 03:00, 01:30 runs once.
    ("0 30 2 * * ?", "2026-03-08", "2026-03-09", 1),
    ("0 30 1 * * ?", "2026-11-01", "2026-11-02", 1),
    # Two wall times that lead to one instant are one.
    ("0 0 2,3 * * ?", "2026-03-08", "2026-03-09", 1),
]


@pytest.mark.parametrize(("text", "start", "end", "wanted"), COUNTS_IN_NEW_YORK)
def test_count_in_a_zone(text: str, start: str, end: str, wanted: int) -> None:
    """Instants of the zone are counted, by an expression and by a schedule."""
    expression = CronExpression(text)
    assert expression.count(at(start, NEW_YORK), at(end, NEW_YORK)) == wanted
    schedule = Schedule(expression, tz=NEW_YORK)
    assert schedule.count(at(start), at(end)) == wanted
    assert schedule.count(at(start, NEW_YORK).astimezone(UTC), at(end, NEW_YORK)) == wanted


def test_the_whole_horizon_in_a_zone() -> None:
    """As many seconds as on the wall, whatever the clocks do in between."""
    for name in ("America/New_York", "Australia/Lord_Howe", "Europe/Dublin", "Asia/Kolkata"):
        zone = ZoneInfo(name)
        first, last = at("1970-01-01", zone), at("2200-01-01", zone)
        seconds = (last.astimezone(UTC) - first.astimezone(UTC)) // timedelta(seconds=1)
        assert EVERY_SECOND.count(first, last) == seconds
        assert Schedule(EVERY_SECOND, tz=zone).count(at("0001-01-03"), at("9999-12-29")) == seconds


# ---------------------------------------------------------------------------
# The n-th.

NTH = [
    ("* * * * * ?", "1970-01-01", 0, "1970-01-01T00:00:00"),
    ("* * * * * ?", "1970-01-01", 10**9, "2001-09-09T01:46:40"),
    ("* * * * * ?", "1970-01-01", ALL_SECONDS - 1, "2199-12-31T23:59:59"),
    ("* * * * * ?", "1970-01-01", ALL_SECONDS, "None"),
    ("* * * * * ?", "9999-12-31", -1, "2199-12-31T23:59:59"),
    ("* * * * * ?", "9999-12-31", -ALL_SECONDS, "1970-01-01T00:00:00"),
    ("* * * * * ?", "9999-12-31", -ALL_SECONDS - 1, "None"),
    ("* * * * * ?", "1970-01-01", -1, "None"),
    ("* * * * * ?", "2026-01-01", 10**30, "None"),
    ("* * * * * ?", "2026-01-01", -(10**30), "None"),
    # 0 is at or after, -1 strictly before.
    ("0 0 12 * * ?", "2026-01-01T12:00:00", 0, "2026-01-01T12:00:00"),
    ("0 0 12 * * ?", "2026-01-01T12:00:00", -1, "2025-12-31T12:00:00"),
    ("0 0 12 * * ?", "2026-01-01T12:00:00.000001", 0, "2026-01-02T12:00:00"),
    ("0 0 12 * * ?", "2026-01-01T12:00:00.000001", -1, "2026-01-01T12:00:00"),
    ("0 0 12 * * ?", "2026-01-01T12:00:00", 2, "2026-01-03T12:00:00"),
    ("0 0 0 ? 2 2#5", "2020-03-01", 2, "2112-02-29T00:00:00"),
    ("0 0 0 30 2 ?", "2026-01-01", 0, "None"),
    ("0 0 0 30 2 ?", "2026-01-01", -1, "None"),
]


@pytest.mark.parametrize(("text", "start", "n", "wanted"), NTH)
def test_nth(text: str, start: str, n: int, wanted: str) -> None:
    """Counted from a moment on, or back from it."""
    expression = CronExpression(text)
    assert told(expression.nth_fire_time(at(start), n)) == wanted
    assert told((expression & expression).nth_fire_time(at(start), n)) == wanted


NTH_IN_NEW_YORK = [
    # The fold has two passes of 01:30, in which only the second belongs to the winter.
    ("0 0/30 * * * ?", "2026-11-01T01:00:00", 1, "2026-11-01T01:30:00-04:00"),
    ("0 0/30 * * * ?", "2026-11-01T01:00:00", 3, "2026-11-01T01:30:00-05:00"),
    ("0 0/30 * * * ?", "2026-11-01T02:00:00", -2, "2026-11-01T01:00:00-05:00"),
    ("0 0/30 * * * ?", "2026-11-01T02:00:00", -4, "2026-11-01T01:00:00-04:00"),
    ("0 30 2 * * ?", "2026-03-07T12:00:00", 0, "2026-03-08T03:00:00-04:00"),
    ("0 30 2 * * ?", "1998-07-01T12:00:00", 10_000, "2025-11-17T02:30:00-05:00"),
]


@pytest.mark.parametrize(("text", "start", "n", "wanted"), NTH_IN_NEW_YORK)
def test_nth_in_a_zone(text: str, start: str, n: int, wanted: str) -> None:
    """Instants are counted, and `fold` is set right."""
    assert told(CronExpression(text).nth_fire_time(at(start, NEW_YORK), n)) == wanted
    assert told(Schedule(text, tz=NEW_YORK).nth_fire_time(at(start), n)) == wanted


# ---------------------------------------------------------------------------
# Intervals.

INTERVALS = [
    # Samplers of a few runs get these wrong.
    ("0 0 1,23 * * ?", "2:00:00 from 1970-01-01T23:00:00", "22:00:00 from 1970-01-01T01:00:00"),
    ("0 0/13 * * * ?", "0:08:00 from 1970-01-01T00:52:00", "0:13:00 from 1970-01-01T00:00:00"),
    ("1,31 * * * * ?", "0:00:30 from 1970-01-01T00:00:01", "0:00:30 from 1970-01-01T00:00:01"),
    ("* * * * * ?", "0:00:01 from 1970-01-01T00:00:00", "0:00:01 from 1970-01-01T00:00:00"),
    # A leap year between, and the end of a month beside the beginning of the next.
    ("0 0 0 31 12 ?", "365 days, 0:00:00 from 1970-12-31T00:00:00",
     "366 days, 0:00:00 from 1971-12-31T00:00:00"),
    ("0 0 0 1,31 * ?", "1 day, 0:00:00 from 1970-01-31T00:00:00",
     "30 days, 0:00:00 from 1970-01-01T00:00:00"),
    # 2100 has no 29 February.
    ("0 0 0 29 2 ?", "1461 days, 0:00:00 from 1972-02-29T00:00:00",
     "2921 days, 0:00:00 from 2096-02-29T00:00:00"),
    # A long weekend is the longest time without a run.
    ("0 0/5 9-16 ? * MON-FRI", "0:05:00 from 1970-01-01T09:00:00",
     "2 days, 16:05:00 from 1970-01-02T16:55:00"),
    # Fewer than two.
    ("0 0 0 29 2 ? 2024", "None", "None"),
    ("0 0 0 30 2 ?", "None", "None"),
]  # fmt: skip


def shown(interval: Interval | None) -> str:
    """Return an interval and its first witness as short text."""
    if interval is None:
        return "None"
    assert interval.second - interval.first == interval.duration or interval.first.tzinfo
    return f"{interval.duration} from {interval.first.isoformat()}"


@pytest.mark.parametrize(("text", "shortest", "longest"), INTERVALS)
def test_intervals(text: str, shortest: str, longest: str) -> None:
    """Over the whole horizon, with the earliest pair that shows it."""
    expression = CronExpression(text)
    assert shown(expression.shortest_interval()) == shortest
    assert shown(expression.longest_interval()) == longest
    assert shown((expression - NEVER).shortest_interval()) == shortest


def test_daily_runs_on_days_of_other_lengths() -> None:
    """23 hours on a spring day in New York and 25 in autumn, but never by wall time."""
    daily = CronExpression("0 0 9 * * ?")
    schedule = Schedule(daily, tz=NEW_YORK)
    year = at("2026-01-01"), at("2027-01-01")
    shortest, longest = schedule.shortest_interval(*year), schedule.longest_interval(*year)
    assert shown(shortest) == "23:00:00 from 2026-03-07T09:00:00-05:00"
    assert shown(longest) == "1 day, 1:00:00 from 2026-10-31T09:00:00-04:00"
    assert shortest is not None
    assert told(shortest.second) == "2026-03-08T09:00:00-04:00"
    assert str(shortest) == "23:00:00 from 2026-03-07 09:00:00-05:00 to 2026-03-08 09:00:00-04:00"
    for found in (daily.shortest_interval(*year), daily.longest_interval(*year)):
        assert shown(found) == "1 day, 0:00:00 from 2026-01-01T09:00:00"
    aware = at("2026-01-01", NEW_YORK), at("2027-01-01", NEW_YORK)
    assert daily.shortest_interval(*aware) == shortest
    # Without a span there is 1970, and the year-round daylight saving time of 1974.
    assert shown(schedule.shortest_interval()) == "23:00:00 from 1970-04-25T09:00:00-05:00"


def test_edges_of_a_span_do_not_count() -> None:
    """Both fire times lie within the span, whatever lies before and after."""
    spans: list[tuple[str, str, str]] = [
        ("2026-01-01T00:00:00", "2026-01-01T23:00:00", "None"),
        ("2026-01-01T00:00:00", "2026-01-01T23:00:01", "22:00:00 from 2026-01-01T01:00:00"),
        ("2026-01-01T01:00:01", "2026-01-02T01:00:00", "None"),
        ("2026-01-01T01:00:01", "2026-01-02T01:00:01", "2:00:00 from 2026-01-01T23:00:00"),
        ("2026-01-05T00:00:00", "2026-01-01T00:00:00", "None"),
    ]
    expression = CronExpression("0 0 1,23 * * ?")
    for start, end, wanted in spans:
        assert shown(expression.shortest_interval(at(start), at(end))) == wanted
    assert shown(expression.shortest_interval(at("2199-12-31T12:00:00"))) == "None"
    last = shown(expression.longest_interval(end=at("1970-01-01T23:00:01")))
    assert last == "22:00:00 from 1970-01-01T01:00:00"


def test_intervals_over_several_midnights() -> None:
    """Fewer days apart is not always nearer, nor more days further: times of day count too."""
    early, late = CronExpression("0 0 0 1,4 1 ? 2026"), CronExpression("59 59 23 2 1 ? 2026")
    # Nearly two days from the 1st to the 2nd, hardly more than one from there to the 4th.
    shortest = (early | late).shortest_interval()
    assert shown(shortest) == "1 day, 0:00:01 from 2026-01-02T23:59:59"
    early, late = CronExpression("0 0 0 5 1 ? 2026"), CronExpression("59 59 23 1,8 1 ? 2026")
    # Three days from the end of the 1st to the 5th, nearly four from there to the 8th.
    longest = (early | late).longest_interval()
    assert shown(longest) == "3 days, 23:59:59 from 2026-01-05T00:00:00"


# ---------------------------------------------------------------------------
# The fullest day, the first and the last.

FULLEST = [
    (CronExpression("0 0/5 9-17 ? * MON-FRI"), 108),
    (EVERY_SECOND, 86_400),
    (NEVER, 0),
    # The day on which the clock goes back is an hour longer, or half an hour.
    (Schedule("0 * * * *", tz=NEW_YORK), 25),
    (Schedule("0 * * * *", tz=NEW_YORK, dst="OCPS"), 24),
    (Schedule("30 1 * * *", tz=NEW_YORK), 1),
    (Schedule("30 1 * * *", tz=NEW_YORK, dst="SPRING"), 2),
    (Schedule("*/15 * * * *", tz="Australia/Lord_Howe", start=at("2020-01-01")), 98),
    # There the clock went back by a whole hour in 1982.
    (Schedule("*/15 * * * *", tz="Australia/Lord_Howe"), 100),
    (Schedule("0 * * * *", tz="Asia/Kolkata"), 24),
    # Within bounds only.
    (Schedule("0 * * * *", start=at("2026-01-01T20:00"), end=at("2026-01-02T07:00")), 7),
    (Schedule("0 * * * *", tz=NEW_YORK, start=at("2026-01-01"), end=at("2026-06-01")), 24),
    # What is left out is not counted, and what two sets share once.
    (Schedule("0 * * * *", excluding=[CronExpression("* 0-11 * * *")]), 12),
    (CronExpression("0 0-11 * * *") | CronExpression("0 6-17 * * *"), 18),
    (CronExpression("0 0-11 * * *") & CronExpression("0 6-17 * * *"), 6),
]


@pytest.mark.parametrize(("asked", "wanted"), FULLEST)
def test_most_per_day(asked: CronExpression | Schedule | FireSet, wanted: int) -> None:
    """How many fire times the fullest date has, on the clock of the zone."""
    assert asked.most_per_day() == wanted


ENDS = [
    (EVERY_SECOND, "1970-01-01T00:00:00", "2199-12-31T23:59:59"),
    (CronExpression("0 0 0 29 2 ?"), "1972-02-29T00:00:00", "2196-02-29T00:00:00"),
    (CronExpression("0 0 12 ? * MON 2030"), "2030-01-07T12:00:00", "2030-12-30T12:00:00"),
    (NEVER, "None", "None"),
    (Schedule("0 0 * * *", tz=NEW_YORK), "1970-01-01T00:00:00-05:00", "2199-12-31T00:00:00-05:00"),
    # Bounds with a zone say in which one a floating schedule is meant.
    (Schedule("0 0 * * *", start=at("2026-07-01T09:00", NEW_YORK),
              end=at("2026-12-01T00:00", NEW_YORK)),
     "2026-07-02T00:00:00-04:00", "2026-11-30T00:00:00-05:00"),
    (CronExpression("0 0 0 1 1 ? 2030") | CronExpression("0 0 0 1 1 ? 2020"),
     "2020-01-01T00:00:00", "2030-01-01T00:00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "first", "last"), ENDS)
def test_first_and_last(asked: CronExpression | Schedule | FireSet, first: str, last: str) -> None:
    """Of all there is."""
    assert told(asked.first_fire_time()) == first
    assert told(asked.last_fire_time()) == last


# ---------------------------------------------------------------------------
# Two sets.

DIFFERENCES = [
    # The fourth Friday is the last one in months with four: nearly the same.
    ("0 0 0 ? * FRI#4", "0 0 0 ? * FRIL", "2026-01-01", "2026-01-23T00:00:00"),
    ("0 0 0 ? 2 6#4 2026-2027", "0 0 0 ? 2 6L 2026-2027", None, "None"),
    ("0 0 0 ? 2 6#4 2026-2028", "0 0 0 ? 2 6L 2026-2028", None, "None"),
    ("0 0 0 ? 2 3#4 2026-2028", "0 0 0 ? 2 3L 2026-2028", None, "2028-02-22T00:00:00"),
    # Far ahead: 2100 is no leap year.
    ("0 0 0 ? 2 2#5", "0 0 0 29 2 ?", "2096-03-01", "2104-02-29T00:00:00"),
    ("0 0 0 28,29 2 ?", "0 0 0 28,L 2 ?", None, "None"),
    # A day that no month has makes no difference.
    ("0 0 0 30 2 ?", "0 0 0 31 4 ?", None, "None"),
    ("0 0 0 31 4,5 ?", "0 0 0 31 5 ?", None, "None"),
    # The start itself counts.
    ("0 0 12 * * ?", "0 0 0,12 * * ?", "2026-01-05", "2026-01-05T00:00:00"),
    ("0 0 12 * * ?", "0 0 0,12 * * ?", "2026-01-05T00:00:00.000001", "2026-01-06T00:00:00"),
]


@pytest.mark.parametrize(("one", "other", "start", "wanted"), DIFFERENCES)
def test_first_difference(one: str, other: str, start: str | None, wanted: str) -> None:
    """The first moment at which just one of two fires; none is a proof."""
    left, right = CronExpression(one), CronExpression(other)
    begin = None if start is None else at(start)
    assert told(left.first_difference(right, begin)) == wanted
    assert told(right.first_difference(left, begin)) == wanted
    if start is None:
        assert (left ^ right).never_fires is (wanted == "None")


MEETINGS = [
    # Monday, 29 February.
    ("0 0 12 29 2 ?", "0 0 12 ? * MON", "2020-03-01", "2044-02-29T12:00:00"),
    ("0 0 12 29 2 ?", "0 0 12 ? * MON", "2072-03-01", "2112-02-29T12:00:00"),
    ("0 0 12 29 2 ?", "0 0 12 ? * MON", "2199-01-01", "None"),
    # Every five and every seven minutes of the hour, past the first.
    ("0 5/5 * * * ?", "0 7/7 * * * ?", "2026-01-01", "2026-01-01T00:35:00"),
    # Never, however long one looks.
    ("0 0 12 * * ?", "0 30 12 * * ?", None, "None"),
    ("0 0 12 1 * ?", "0 0 12 L * ?", None, "None"),
    ("0 0 12 13 * ?", "0 0 12 ? * FRI#3", None, "None"),
    ("0 0 12 13 * ?", "0 0 12 ? * FRI#2", "2026-01-01", "2026-02-13T12:00:00"),
]


@pytest.mark.parametrize(("one", "other", "start", "wanted"), MEETINGS)
def test_overlaps(one: str, other: str, start: str | None, wanted: str) -> None:
    """The first moment at which both fire; none is a proof."""
    left, right = CronExpression(one), CronExpression(other)
    begin = None if start is None else at(start)
    assert told(left.overlaps(right, begin)) == wanted
    assert told(right.overlaps(left, begin)) == wanted


SUBSETS = [
    ("0 0 9 ? * MON-FRI", "0 0 9 * * ?", "None"),
    ("0 0 9 * * ?", "0 0 9 ? * MON-FRI", "1970-01-03T09:00:00"),
    ("0 0 0 30 2 ?", "0 0 0 1 1 ?", "None"),
    ("0 0 0 LW * ?", "0 0 0 ? * MON-FRI", "None"),
    ("0 0 0 L * ?", "0 0 0 28-31 * ?", "None"),
    ("0 0 0 28-31 * ?", "0 0 0 L * ?", "1970-01-28T00:00:00"),
]


@pytest.mark.parametrize(("one", "other", "counter_example"), SUBSETS)
def test_is_subset(one: str, other: str, counter_example: str) -> None:
    """True or false in a condition, and with a counter-example to show."""
    found = CronExpression(one).is_subset(CronExpression(other))
    assert told(found.counter_example) == counter_example
    assert bool(found) is (counter_example == "None")


def test_an_hour_that_two_halves_of_a_day_share() -> None:
    """01:00 of 2026-11-01 in New York comes twice, but SAFE runs neither half in both."""
    night, day = CronExpression("0 0 0-11 * * ?"), CronExpression("0 0 12-23 * * ?")
    span = at("2026-11-01", NEW_YORK), at("2026-11-02", NEW_YORK)
    schedules = (Schedule(half, tz=NEW_YORK, dst="SAFE") for half in (night, day))
    for union in (night | day, next(schedules) | next(schedules)):
        found = list(union.fire_times(*span))
        assert [told(fire) for fire in found if fire.hour == 1] == ["2026-11-01T01:00:00-04:00"]
        assert union.count(*span) == len(found) == 24
    # One expression of all hours follows the clock instead.
    whole = CronExpression("0 0 * * * ?")
    assert whole.count(*span) == 25
    assert told(whole.first_difference(night | day, span[0])) == "2026-11-01T01:00:00-05:00"
    assert whole.first_difference(night | day) is None


def test_each_operand_in_its_own_zone() -> None:
    """Nine in New York and three in Berlin are one instant for most of the year."""
    here = Schedule("0 9 * * *", tz=NEW_YORK)
    there = Schedule("0 15 * * *", tz="Europe/Berlin")
    start = at("2026-03-07")
    assert told(here.overlaps(there, start)) == "2026-03-07T09:00:00-05:00"
    assert told(there.overlaps(here, start)) == "2026-03-07T15:00:00+01:00"
    # America changes its clocks three weeks before Europe, and a week after it.
    assert told(here.first_difference(there, start)) == "2026-03-08T09:00:00-04:00"
    year = at("2026-01-01"), at("2027-01-01")
    assert (here & there).count(*year) == 365 - 21 - 7
    assert [fire.tzinfo for fire in (there | here).fire_times(*year, limit=1)] == [
        ZoneInfo("Europe/Berlin")
    ]


def test_each_operand_under_its_own_policy() -> None:
    """What one rule runs and the other does not is their difference."""
    first = Schedule("30 1 * * *", tz=NEW_YORK, dst="OCPS")
    last = Schedule("30 1 * * *", tz=NEW_YORK, dst="QUARTZ")
    both = Schedule("30 1 * * *", tz=NEW_YORK, dst="SPRING")
    assert (first | last).first_difference(both) is None
    assert told(first.first_difference(last, at("2026-01-01"))) == "2026-11-01T01:30:00-04:00"
    assert told((both - first).next_fire_time(at("2026-01-01"))) == "2026-11-01T01:30:00-05:00"
    assert first.is_subset(both)
    assert not both.is_subset(first)
    # Floating sets learn the zone from the moment.
    unix, quartz = CronExpression("30 1 * * *", "unix"), CronExpression("0 30 1 * * ?", "quartz")
    assert unix.first_difference(quartz) is None
    found = unix.first_difference(quartz, at("2026-01-01", NEW_YORK))
    assert told(found) == "2026-11-01T01:30:00-04:00"


def test_a_limit_as_large_as_you_like() -> None:
    """It is a number, and no number is too large."""
    for asked in (NOON, Schedule(NOON), NOON | NOON, Schedule(NOON, excluding=[date(2026, 1, 1)])):
        found = asked.fire_times(at("2026-01-02"), at("2026-01-04"), limit=10**30)
        assert [told(each) for each in found] == ["2026-01-02T12:00:00", "2026-01-03T12:00:00"]


def test_a_set_is_asked_as_a_schedule_is() -> None:
    """Naive moments are wall time of its zone, aware ones instants, answers in its zone."""
    union = Schedule("0 9 * * *", tz=NEW_YORK) | Schedule("0 9 * * *", tz="Asia/Tokyo")
    wanted = "2026-01-01T19:00:00-05:00"
    assert told(union.next_fire_time(at("2026-01-01T12:00"))) == wanted
    assert told(union.next_fire_time(at("2026-01-01T17:00").replace(tzinfo=UTC))) == wanted
    assert told(union.previous_fire_time(at("2026-01-01T19:00:00.5"))) == wanted
    assert told(union.next_fire_time(at("2026-01-01T19:00"), inclusive=True)) == wanted
    assert told(union.previous_fire_time(at("2026-01-01T19:00"), inclusive=True)) == wanted
    assert at("2026-01-02T00:00:00.5").replace(tzinfo=UTC) in union
    assert at("2026-01-02T00:00:01").replace(tzinfo=UTC) not in union
    assert union.tz == NEW_YORK


@pytest.mark.parametrize("name", ["America/New_York", "Asia/Tokyo"])
def test_all_years_in_a_row(name: str) -> None:
    """A set that is looked at piece by piece shows no seams, in either direction."""
    zone = ZoneInfo(name)
    expression = CronExpression("0 0 */8 * * ?")
    union, span = expression | NEVER, (at("1970-01-01", zone), at("2040-01-01", zone))
    wanted = list(expression.fire_times(*span))
    assert list(union.fire_times(*span)) == wanted
    assert list(union.fire_times(*span, reverse=True)) == wanted[::-1]
    assert union.count(*span) == len(wanted) == 3 * 25_567


# ---------------------------------------------------------------------------
# Sets as values.


def test_sets_are_values() -> None:
    """Equal when made alike; printed as they are written; immutable."""
    one, other = CronExpression("0 9 * * *"), CronExpression("0 12 * * *")
    union = one | other
    assert union == FireSet(one, "|", other)
    assert union != (other | one)
    assert union != (one & other)
    assert union != one
    assert len({union, one | other, one - other}) == 2
    assert repr(union) == "CronExpression('0 9 * * *') | CronExpression('0 12 * * *')"
    assert repr(union - one) == f"({union!r}) - CronExpression('0 9 * * *')"
    assert repr(one - union) == f"CronExpression('0 9 * * *') - ({union!r})"
    assert (union.left, union.operation, union.right) == (one, "|", other)
    assert pickle.loads(pickle.dumps(union)) == copy.copy(union) == copy.deepcopy(union) == union
    with pytest.raises(AttributeError, match="cannot set left"):
        union.left = other
    with pytest.raises(AttributeError, match="cannot delete left"):
        del union.left


def test_sets_of_very_many_parts() -> None:
    """Two thousand parts are more than functions may call each other; they are a value all the same."""
    parts = [CronExpression(f"{n % 60} {n // 60 % 24} * * *") for n in range(2000)]
    union = reduce(or_, parts)
    assert union.count(at("2026-01-01"), at("2026-01-02")) == 1440
    assert union.next_fire_time(at("2026-01-01")) == at("2026-01-01T00:01")
    assert union.first_difference(CronExpression("* * * * *")) is None
    assert union == reduce(or_, parts) != reduce(or_, parts[1:])
    assert hash(union) == hash(reduce(or_, parts))
    assert pickle.loads(pickle.dumps(union)) == copy.deepcopy(union) == union
    assert repr(union).startswith("(" * 1998 + "CronExpression('0 0 * * *') | ")
    assert repr(union).endswith(") | CronExpression('19 9 * * *')")
    # To the left and to the right.
    tree = parts[0] - (parts[1] | (parts[2] & parts[3])) ^ parts[4]
    assert eval(repr(tree)) == tree == pickle.loads(pickle.dumps(tree))
    assert tree != ((parts[0] - parts[1]) | (parts[2] & parts[3])) ^ parts[4]


def test_answers_are_values() -> None:
    """An interval and a subset can be compared, kept and printed."""
    interval = CronExpression("0 0 1,23 * * ?").shortest_interval()
    assert interval == Interval(
        timedelta(hours=2), at("1970-01-01T23:00"), at("1970-01-02T01:00")
    )  # fmt: skip
    assert pickle.loads(pickle.dumps(interval)) == interval
    assert NOON.is_subset(NOON) == Subset(None)
    assert NOON.is_subset(NEVER) == Subset(at("1970-01-01T12:00"))


# ---------------------------------------------------------------------------
# What is no question.

ZONED = Schedule("0 9 * * *", tz=NEW_YORK)
AWARE = Schedule("0 9 * * *", start=at("2026-01-01", NEW_YORK))
NAIVE = Schedule("0 9 * * *", start=at("2026-01-01"))
DAY: Any = at("2026-01-01")
DAY_IN_UTC: Any = DAY.replace(tzinfo=UTC)

WRONG_TYPES: dict[str, Callable[[], Any]] = {
    "a date is no moment": lambda: NOON.count(date(2026, 1, 1), DAY),  # type: ignore[arg-type]
    "a text is no moment": lambda: NOON.count(DAY, "2026-01-02"),  # type: ignore[arg-type]
    "nothing is no moment": lambda: NOON.nth_fire_time(None, 1),  # type: ignore[arg-type]
    "naive and aware": lambda: NOON.count(DAY, DAY_IN_UTC),
    "aware and naive": lambda: NOON.count(DAY_IN_UTC, DAY),
    "naive and aware, turned round": lambda: NOON.count(at("2027-01-01"), DAY_IN_UTC),
    "naive and aware intervals": lambda: NOON.shortest_interval(DAY, DAY_IN_UTC),
    "aware and naive intervals": lambda: NOON.longest_interval(DAY_IN_UTC, DAY),
    "a number with a fraction": lambda: NOON.nth_fire_time(DAY, 1.0),  # type: ignore[arg-type]
    "a number as text": lambda: NOON.nth_fire_time(DAY, "1"),  # type: ignore[arg-type]
    "an interval from a date": lambda: NOON.longest_interval(date(2026, 1, 1)),  # type: ignore[arg-type]
    "a text is no set": lambda: NOON | "0 9 * * *",  # type: ignore[operator]
    "nor on the left": lambda: "0 9 * * *" & NOON,  # type: ignore[operator]
    "a difference from a text": lambda: NOON.first_difference("0 9 * * *"),  # type: ignore[arg-type]
    "a meeting with nothing": lambda: NOON.overlaps(None),  # type: ignore[arg-type]
    "a subset of a list": lambda: NOON.is_subset([NOON]),  # type: ignore[arg-type]
    "a set of texts": lambda: FireSet("0 9 * * *", "|", NOON),  # type: ignore[arg-type]
    "floating and zoned": lambda: NOON | ZONED,
    "zoned and floating": lambda: ZONED - NOON,
    "a set and zoned": lambda: (NOON | NOON) ^ ZONED,
    "floating differs from zoned": lambda: NOON.first_difference(ZONED),
    "floating meets zoned": lambda: NOON.overlaps(ZONED, DAY_IN_UTC),
    "floating within zoned": lambda: NOON.is_subset(ZONED),
    "naive and aware bounds": lambda: NAIVE & AWARE,
    "naive moments, aware bounds": lambda: AWARE.count(DAY, DAY),
    "aware moments, naive bounds": lambda: NAIVE.nth_fire_time(DAY_IN_UTC, 0),
    "so in a set": lambda: (NOON | NAIVE).next_fire_time(DAY_IN_UTC),
    "an iterator without a start": lambda: (NOON | NOON).fire_times(None, DAY),
    "an iterator back without an end": lambda: (NOON | NOON).fire_times(DAY, reverse=True),
    "an iterator of both kinds": lambda: (NOON | NOON).fire_times(DAY, DAY_IN_UTC),
    "a limit as text": lambda: (NOON | NOON).fire_times(DAY, limit="3"),  # type: ignore[arg-type]
    "a match of a date": lambda: (NOON | NOON).matches(date(2026, 1, 1)),  # type: ignore[arg-type]
    "excluding a text": lambda: Schedule(NOON, excluding=["2026-01-01"]),  # type: ignore[list-item]
    "excluding all letters": lambda: Schedule(NOON, excluding="2026-01-01"),  # type: ignore[arg-type]
    "excluding nothing": lambda: Schedule(NOON, excluding=None),  # type: ignore[arg-type]
    "excluding a number": lambda: Schedule(NOON, excluding=5),  # type: ignore[arg-type]
    "excluding a moment": lambda: Schedule(NOON, excluding=[DAY]),
    "excluding from a moment": lambda: Schedule(NOON, excluding=[(DAY, date(2026, 1, 2))]),
    "excluding three dates": lambda: Schedule(NOON, excluding=[(date.min, date.min, date.max)]),  # type: ignore[list-item]
    "naive bounds, aware ones left out": lambda: Schedule(NOON, start=DAY, excluding=[AWARE]).count(
        DAY, DAY + timedelta(days=1)
    ),
    "excluding naive bounds in a zone": lambda: Schedule(NOON, NEW_YORK, excluding=[NAIVE]),
    "excluding aware bounds within naive": lambda: Schedule(NOON, start=DAY, excluding=[AWARE]),
    "excluding bounds of both kinds": lambda: Schedule(NOON, excluding=[AWARE, NAIVE]),
    "excluding instants from wall time": lambda: Schedule(NOON, excluding=[ZONED]),
}


@pytest.mark.parametrize("name", WRONG_TYPES)
def test_wrong_types(name: str) -> None:
    """A TypeError, before anything is computed."""
    with pytest.raises(TypeError):
        WRONG_TYPES[name]()


def test_wrong_values() -> None:
    """A range of dates has an order; an operation is one of four."""
    with pytest.raises(ValueError, match="ends before it begins"):
        Schedule(NOON, excluding=[(date(2026, 1, 2), date(2026, 1, 1))])
    with pytest.raises(ValueError, match="an operation is one of"):
        FireSet(NOON, "+", NOON)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="limit must be 0 or more"):
        (NOON | NOON).fire_times(DAY, limit=-1)
