"""Runs that take time, example by example, and intervals as lengths."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quartzcron import CronExpression, Interval, Schedule
from quartzcron.answers.analysis import HORIZON, timetable_of
from quartzcron.answers.columns import Columns

MICRO = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
NEW_YEAR = datetime(2026, 1, 1)
# What type checkers refuse.
NONE: Any = None
SIXTY: Any = 60
TEXT: Any = "0 9 * * *"


def minutes(number: float) -> timedelta:
    """Return so many minutes."""
    return number * MINUTE


BACKUP = CronExpression("0 3 * * *")
REPORT = CronExpression("30 */3 * * *")


@pytest.mark.parametrize(
    ("backup", "report", "wanted"),
    [
        # Each runs 45 minutes: the second begins while the first is running.
        (45, 45, "2026-01-01 03:30:00"),
        (45, 0, "2026-01-01 03:30:00"),
        # One ends as the other begins: a run covers no moment at which it is over.
        (30, 0, None),
        (30 + 1 / 60_000_000, 0, "2026-01-01 03:30:00"),
        # The other way round: the report of 00:30 is still running at 03:00.
        (0, 150, None),
        (0, 151, "2026-01-01 03:00:00"),
        (0, 150 + 1 / 60_000_000, "2026-01-01 03:00:00"),
        (0, 0, None),
    ],
)
def test_two_jobs(backup: float, report: float, wanted: str | None) -> None:
    lasting, other_lasting = minutes(backup), minutes(report)
    found = BACKUP.overlaps(REPORT, NEW_YEAR, lasting=lasting, other_lasting=other_lasting)
    assert (found and str(found)) == wanted
    back = REPORT.overlaps(BACKUP, NEW_YEAR, lasting=other_lasting, other_lasting=lasting)
    assert back == found


def test_a_run_that_began_before_the_start_counts_while_it_runs() -> None:
    once = CronExpression("0 0 9 1 1 ? 2026")
    hourly = CronExpression("15 * * * *")
    for hour, wanted in ((9, 9), (10, 10), (11, 11)):
        start = datetime(2026, 1, 1, hour, 1)
        found = once.overlaps(hourly, start, lasting=minutes(140))
        assert found == datetime(2026, 1, 1, wanted, 15)
    assert once.overlaps(hourly, datetime(2026, 1, 1, 11, 16), lasting=minutes(140)) is None


def test_runs_longer_than_the_time_between_them() -> None:
    """A run of 36 hours each day: one of them is always running."""
    daily, monthly = CronExpression("0 9 * * *"), CronExpression("0 0 15 * *")
    took = timedelta(hours=36)
    assert daily.overlaps(monthly, NEW_YEAR, lasting=took) == datetime(2026, 1, 15)
    # The run of 15 December is over by the 29th; that of 15 January begins with a day's.
    fortnight = timedelta(days=14)
    assert monthly.overlaps(daily, NEW_YEAR, lasting=fortnight) == datetime(2026, 1, 15, 9)
    assert monthly.overlaps(daily, NEW_YEAR, lasting=timedelta(days=20)) == datetime(2026, 1, 1, 9)


def test_in_a_zone_it_is_time_that_passes() -> None:
    """Four hours on the clock from 23:00 to 03:00 are three when the clock goes forward."""
    late = Schedule("0 23 * * SAT", tz="America/New_York")
    early = Schedule("0 3 * * SUN", tz="America/New_York")
    found = late.overlaps(early, NEW_YEAR, lasting=minutes(181))
    assert str(found) == "2026-03-08 03:00:00-04:00"
    assert late.overlaps(early, NEW_YEAR, lasting=minutes(180)) is None
    # Fixed offsets: never.
    assert (
        Schedule(late.expression, tz=UTC).overlaps(
            Schedule(early.expression, tz=UTC), lasting=minutes(240)
        )
        is None
    )


def test_each_in_its_own_zone() -> None:
    york = Schedule("0 9 * * *", tz="America/New_York")
    berlin = Schedule("30 13 * * *", tz="Europe/Berlin")
    found = york.overlaps(berlin, NEW_YEAR, lasting=minutes(10), other_lasting=minutes(31))
    assert str(found) == "2026-03-08 09:00:00-04:00"
    back = berlin.overlaps(york, NEW_YEAR, lasting=minutes(31), other_lasting=minutes(10))
    assert str(back) == "2026-03-08 14:00:00+01:00"


def test_none_over_the_whole_horizon_in_a_zone() -> None:
    odd, even = (Schedule(f"{m}-59/2 * * * *", tz="Australia/Lord_Howe") for m in (1, 0))
    assert odd.overlaps(even, NEW_YEAR, lasting=SECOND, other_lasting=minutes(1)) is None
    found = odd.overlaps(even, NEW_YEAR, lasting=minutes(1) + MICRO)
    assert str(found) == "2026-01-01 00:00:00+11:00"


def many_zones() -> tuple[list[Schedule], Any]:
    """Return schedules in zones with changes of clock of their own, and their union."""
    names = (
        "America/New_York Europe/Berlin Australia/Lord_Howe America/Havana Africa/Cairo "
        "Pacific/Apia Africa/Casablanca Europe/Dublin America/Sao_Paulo Asia/Tehran Asia/Amman "
        "America/Asuncion Pacific/Auckland Asia/Jerusalem America/Santiago Europe/Chisinau"
    )
    parts = [
        Schedule(f"{number * 3} {number} * * *", tz=name)
        for number, name in enumerate(names.split())
    ]
    union: Any = parts[0]
    for part in parts[1:]:
        union = union | part
    return parts, union


def test_a_set_of_many_sorts_of_days() -> None:
    """The same answers as its parts give one by one."""
    parts, union = many_zones()
    assert isinstance(timetable_of(union, union.tz, HORIZON), Columns)
    noon = Schedule("7 7 7 * * ?", tz=UTC)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    took = timedelta(hours=2, microseconds=500)
    for lasting, other in ((took, MICRO), (MICRO, took), (timedelta(days=3), MINUTE)):
        found = union.overlaps(noon, start, lasting=lasting, other_lasting=other)
        single = [
            part.overlaps(noon, start, lasting=lasting, other_lasting=other) for part in parts
        ]
        assert found == min(at for at in single if at is not None)
    end = datetime(2026, 5, 1, tzinfo=UTC)
    short = timedelta(seconds=1, microseconds=250_000)
    assert union.busy(start, end, short) == union.count(start, end) * short
    assert union.busy(start, end, timedelta(days=2)) == end - start


# --- busy -------------------------------------------------------------------------------


def test_busy_of_parts() -> None:
    hourly = CronExpression("0 * * * *")
    took = minutes(20)
    nine = datetime(2026, 1, 1, 9)
    for start, end, wanted in (
        (nine, nine + minutes(60), 20),
        (nine + minutes(10), nine + minutes(60), 10),
        (nine - minutes(30), nine + minutes(5), 5),
        (nine + minutes(10), nine + minutes(15), 5),
        (nine + minutes(20), nine + minutes(60), 0),
        (nine, nine, 0),
        (nine + minutes(60), nine, 0),
    ):
        assert hourly.busy(start, end, took) == minutes(wanted)
    assert hourly.busy(nine, nine + minutes(60), minutes(90)) == minutes(60)
    assert hourly.busy(nine, nine + minutes(60), timedelta(0)) == timedelta(0)
    assert hourly.busy(nine + MICRO, nine + minutes(60), SECOND / 2) == SECOND / 2 - MICRO


def test_busy_at_the_ends_of_time() -> None:
    hourly = CronExpression("0 * * * *")
    took = minutes(30)
    # Nothing runs before 1970, and nothing is covered after 2199.
    assert hourly.busy(datetime.min, datetime(1970, 1, 1, 1), took) == minutes(30)
    last = datetime(2199, 12, 31, 23)
    assert hourly.busy(last, datetime.max, took) == minutes(30)
    assert hourly.busy(last, datetime.max, timedelta(days=2)) == timedelta(hours=1)
    york = ZoneInfo("America/New_York")
    aware = Schedule(hourly, tz=york).busy(last, datetime.max, timedelta(days=2))
    assert aware == timedelta(hours=1)


# --- what is refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "error", "words"),
    [
        (lambda: BACKUP.overlaps(REPORT, lasting=SIXTY), TypeError, "lasting is a timedelta"),
        (lambda: BACKUP.overlaps(REPORT, lasting=-MICRO), ValueError, "lasting must not be"),
        (
            lambda: BACKUP.overlaps(REPORT, other_lasting=-MICRO),
            ValueError,
            "other_lasting must not be",
        ),
        (
            lambda: BACKUP.overlaps(Schedule(REPORT, tz="UTC"), lasting=MINUTE),
            TypeError,
            "the other floats",
        ),
        (lambda: BACKUP.overlaps(TEXT, lasting=MINUTE), TypeError, "not str"),
        (lambda: BACKUP.busy(NEW_YEAR, NEW_YEAR, -MICRO), ValueError, "negative"),
        (lambda: BACKUP.busy(NEW_YEAR, NEW_YEAR, SIXTY), TypeError, "lasting is a timedelta"),
        (lambda: BACKUP.busy(NONE, NEW_YEAR, MINUTE), TypeError, "None"),
        (
            lambda: BACKUP.busy(NEW_YEAR, NEW_YEAR.replace(tzinfo=UTC), MINUTE),
            TypeError,
            "all naive or all aware",
        ),
    ],
)
def test_what_is_refused(question: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        question()


# --- intervals as lengths -----------------------------------------------------------------


def test_intervals_are_ordered_by_duration() -> None:
    often, seldom = (CronExpression(text) for text in ("*/5 * * * *", "0 9 * * *"))
    short, long = often.shortest_interval(), seldom.shortest_interval()
    assert short is not None
    assert long is not None
    same = often.longest_interval(datetime(2026, 1, 1), datetime(2026, 1, 2))
    assert same is not None
    assert short < long
    assert long > short
    assert short <= same <= short
    assert short >= same >= short
    assert not short < same
    assert not short > same
    # Equal only with the same pair.
    assert short != same
    assert max([short, long]) is long


def test_intervals_compare_with_durations() -> None:
    found = CronExpression("*/5 * * * *").shortest_interval()
    assert found is not None
    assert found >= minutes(5) >= found
    assert found <= minutes(5) <= found
    assert found < minutes(6) > found
    assert found > minutes(4) < found
    assert not found < minutes(5)
    assert not found > minutes(5)
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(found, compare)(300) is NotImplemented
    with pytest.raises(TypeError):
        assert found < 300  # type: ignore[operator]
    assert isinstance(found, Interval)
