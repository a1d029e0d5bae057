"""Runs that were missed, example by example: where each boundary lies, and what is refused."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quartzcron import (
    CatchUp,
    CaughtUp,
    CronExpression,
    Days,
    FireTimes,
    Schedule,
    UnknownNameError,
)
from quartzcron.answers import analysis
from quartzcron.answers.catch_up import SYSTEMS
from quartzcron.clock import moments

HOURLY = CronExpression("0 * * * *")
NEW_YORK = ZoneInfo("America/New_York")
MICRO = timedelta(microseconds=1)
NINE = datetime(2026, 1, 1, 9)


def told(runs: Sequence[datetime]) -> list[str]:
    """Return runs as a reader sees them."""
    return [str(run) for run in runs]


# --- which runs were missed -------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_run", "now", "hours"),
    [
        # The last run itself is over, a run at this very moment is due.
        (NINE, NINE, []),
        (NINE, NINE + timedelta(hours=2), [10, 11]),
        (NINE - MICRO, NINE, [9]),
        (NINE - MICRO, NINE - MICRO, []),
        # What was noted a moment after the run began is that run.
        (NINE + MICRO, NINE + timedelta(hours=1), [10]),
        (NINE, NINE + timedelta(hours=1) - MICRO, []),
        # The clock went back, or another host's is ahead: nothing was missed.
        (NINE + timedelta(hours=3), NINE, []),
    ],
)
def test_runs_after_the_last_and_up_to_now(
    last_run: datetime, now: datetime, hours: list[int]
) -> None:
    assert [run.hour for run in HOURLY.missed(last_run, now)] == hours
    assert HOURLY.is_due(last_run, now) == bool(hours)
    assert HOURLY.caught_up(last_run, now).count == len(hours)


def test_a_last_run_ahead_of_now_is_not_run_again() -> None:
    """Noted as 10:00 on another host, whose clock is ahead of ours: 11:00 is the next."""
    found = HOURLY.caught_up(NINE + timedelta(hours=1), NINE + timedelta(minutes=59, seconds=59))
    assert found == CaughtUp(
        0, found.due, 0, None, None, next=datetime(2026, 1, 1, 11)
    )  # fmt: skip
    assert list(found.due) == []


def test_a_limit_keeps_the_latest_in_order() -> None:
    runs = HOURLY.missed(NINE, datetime(2026, 1, 3, 9, 30), limit=2)
    assert told(list(runs)) == ["2026-01-03 08:00:00", "2026-01-03 09:00:00"]
    assert list(HOURLY.missed(NINE, datetime(2026, 1, 3), limit=0)) == []
    assert len(list(HOURLY.missed(NINE, datetime(2026, 1, 1, 12), limit=50))) == 3


def test_a_gap_and_a_fold_are_what_the_policy_makes_of_them() -> None:
    half_past_two = Schedule("30 2 * * *", tz=NEW_YORK)
    found = half_past_two.caught_up(datetime(2026, 3, 7, 12), datetime(2026, 3, 8, 12))
    assert told(found.due) == ["2026-03-08 03:00:00-04:00"]
    # Every hour by the clock: the hour that comes twice is missed twice.
    hourly = Schedule("0 * * * *", tz=NEW_YORK)
    first, second = (datetime(2026, 11, 1, 1, tzinfo=NEW_YORK, fold=fold) for fold in (0, 1))
    found = hourly.caught_up(first, second, "temporal")
    assert told(found.due) == ["2026-11-01 01:00:00-05:00"]
    assert found.due[0].fold == 1
    # A wall time without a zone is the schedule's, `fold` honoured.
    assert hourly.is_due(datetime(2026, 11, 1, 1), datetime(2026, 11, 1, 1, fold=1))
    assert not hourly.is_due(datetime(2026, 11, 1, 1, fold=1), datetime(2026, 11, 1, 1))


def test_an_age_is_time_that_passes() -> None:
    """From 09:00 on Saturday to 09:00 on Sunday there are 25 hours when the clock goes back."""
    daily = Schedule("0 9 * * *", tz=NEW_YORK)
    last_run, now = datetime(2026, 10, 30, 9), datetime(2026, 11, 1, 8, 59)
    for hours, dropped in ((24, 1), (25, 0)):
        rule = CatchUp("all", grace=timedelta(hours=hours))
        found = daily.caught_up(last_run, now, rule)
        assert (found.count, found.dropped) == (1, dropped)


def test_bounds_and_exclusions_hold() -> None:
    weekdays = Schedule(
        "0 9 * * *",
        start=datetime(2026, 1, 2),
        end=datetime(2026, 1, 7),
        excluding=[CronExpression("* * * * SAT,SUN")],
    )
    found = weekdays.caught_up(datetime(2025, 1, 1), datetime(2027, 1, 1), CatchUp("all"))
    assert [run.day for run in found.due] == [2, 5, 6]
    assert found.next is None


@pytest.mark.parametrize(
    ("last_run", "now"),
    [
        (datetime.min, datetime.max),
        (datetime.max, datetime.max),
        (datetime.min, datetime.min),
        (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_any_moments_of_python_will_do(last_run: datetime, now: datetime) -> None:
    found = HOURLY.caught_up(last_run, now, CatchUp("all", grace=timedelta.max, at_most=1))
    assert found.count == HOURLY.count(last_run, now)
    assert len(found.due) == min(found.count, 1)
    assert HOURLY.overdue(last_run, timedelta.max, now) is False


# --- now --------------------------------------------------------------------------------


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 12:00:30 in UTC on New Year's Day of 2026."""
    now = datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC)
    monkeypatch.setattr(moments, "now", lambda: now)


@pytest.mark.usefixtures("at_noon")
def test_now_may_be_left_out_where_there_is_a_zone() -> None:
    seoul = Schedule("0 * * * *", tz="Asia/Seoul")
    for asked in (seoul, seoul | HOURLY_IN_SEOUL):
        last_run = datetime(2026, 1, 1, 19)
        assert told(list(asked.missed(last_run))) == [
            "2026-01-01 20:00:00+09:00",
            "2026-01-01 21:00:00+09:00",
        ]
        assert asked.is_due(last_run)
        assert asked.overdue(datetime(2026, 1, 1, 20), timedelta(seconds=29))
        assert not asked.overdue(datetime(2026, 1, 1, 20), timedelta(seconds=30))
        assert asked.caught_up(last_run, rule="quartz").count == 2


def test_signatures_say_now() -> None:
    assert "now: 'datetime' = now" in str(inspect.signature(Schedule.missed))


HOURLY_IN_SEOUL = Schedule("30 3 * * *", tz="Asia/Seoul")


@pytest.mark.parametrize("asked", [HOURLY, Schedule(HOURLY), HOURLY | CronExpression("5 * * * *")])
@pytest.mark.parametrize("zone", [None, UTC])
def test_without_a_zone_there_is_no_now(asked: FireTimes, zone: tzinfo | None) -> None:
    last_run = NINE.replace(tzinfo=zone)
    for question in (
        lambda: asked.missed(last_run),
        lambda: asked.is_due(last_run),
        lambda: asked.overdue(last_run, MICRO),
        lambda: asked.caught_up(last_run),
    ):
        with pytest.raises(TypeError, match="no now"):
            question()


# --- what is refused --------------------------------------------------------------------

IN_UTC = Schedule(HOURLY, tz=UTC)
ANY: Any = None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda: HOURLY.missed(ANY, NINE), "None does not mean now"),
        (lambda: HOURLY.missed(NINE, ANY), "None does not mean now"),
        (lambda: IN_UTC.missed(NINE, ANY), "None does not mean now"),
        (lambda: IN_UTC.is_due(ANY), "None does not mean now"),
        (lambda: IN_UTC.caught_up(NINE, ANY), "None does not mean now"),
        (lambda: IN_UTC.overdue(NINE, MICRO, ANY), "None does not mean now"),
        (lambda: HOURLY.missed("2026-01-01", NINE), "not str"),  # type: ignore[arg-type]
        (lambda: HOURLY.missed(NINE, NINE.replace(tzinfo=UTC)), "all naive or all aware"),
        (lambda: HOURLY.missed(NINE, NINE, limit=1.5), "not float"),  # type: ignore[arg-type]
        (lambda: HOURLY.overdue(NINE, 60, NINE), "margin is a timedelta"),  # type: ignore[arg-type]
        (lambda: HOURLY.caught_up(NINE, NINE, CatchUp), "not RecordType"),  # type: ignore[arg-type]
        (lambda: HOURLY.caught_up(NINE, NINE, 3), "not int"),  # type: ignore[arg-type]
        (lambda: HOURLY.caught_up(NINE, NINE, 0), "not int"),  # type: ignore[arg-type]
        (lambda: CatchUp(grace=60), "grace is a timedelta"),  # type: ignore[arg-type]
        (lambda: CatchUp(at_most=2.0), "not float"),  # type: ignore[arg-type]
        (lambda: CatchUp(at_most=True), "not bool"),
        (lambda: CatchUp.named(ANY), "not NoneType"),
    ],
)
def test_wrong_types(question: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        question()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (lambda: HOURLY.missed(NINE, NINE, limit=-1), "0 or more"),
        (lambda: HOURLY.overdue(NINE, -MICRO, NINE), "margin must not be negative"),
        (lambda: CatchUp("newest"), "latest, all, none"),  # type: ignore[arg-type]
        (lambda: CatchUp(grace=-MICRO), "grace must not be negative"),
        (lambda: CatchUp(at_most=0), 'keep="none"'),
        (lambda: CatchUp().replace(keep="first"), "latest, all, none"),
    ],
)
def test_wrong_values(question: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        question()


# --- rules ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "hours"),
    [
        (CatchUp(), [13]),
        (CatchUp("all"), [10, 11, 12, 13]),
        (CatchUp("none"), []),
        (CatchUp("all", at_most=3), [11, 12, 13]),
        (CatchUp("all", at_most=9), [10, 11, 12, 13]),
        # The oldest to be kept is exactly as old as the grace.
        (CatchUp("all", grace=timedelta(hours=2)), [11, 12, 13]),
        (CatchUp("all", grace=timedelta(hours=2) - MICRO), [12, 13]),
        (CatchUp("all", grace=timedelta(hours=2), at_most=1), [13]),
        (CatchUp("all", grace=timedelta(0)), [13]),
        (CatchUp("latest", grace=timedelta(0)), [13]),
        (CatchUp("none", grace=timedelta(hours=9), at_most=9), []),
    ],
)
def test_rules(rule: CatchUp, hours: list[int]) -> None:
    found = HOURLY.caught_up(NINE, datetime(2026, 1, 1, 13), rule)
    assert [run.hour for run in found.due] == hours
    assert (found.count, found.dropped) == (4, 4 - len(hours))
    assert told([found.first or NINE, found.latest or NINE, found.next or NINE]) == [
        "2026-01-01 10:00:00",
        "2026-01-01 13:00:00",
        "2026-01-01 14:00:00",
    ]


def test_a_run_that_is_late_by_a_microsecond_too_many_is_dropped() -> None:
    rule = CatchUp.named("apscheduler")
    at_ten = datetime(2026, 1, 1, 10)
    assert len(HOURLY.caught_up(NINE, at_ten + timedelta(seconds=1), rule).due) == 1
    assert len(HOURLY.caught_up(NINE, at_ten + timedelta(seconds=1) + MICRO, rule).due) == 0


def test_rules_are_values() -> None:
    rule = CatchUp("all", timedelta(hours=1), 3)
    assert rule == CatchUp(keep="all", grace=timedelta(hours=1), at_most=3) != CatchUp()
    for same in (pickle.loads(pickle.dumps(rule)), copy.deepcopy(rule), rule.replace()):
        assert same == rule
        assert hash(same) == hash(rule)
    with pytest.raises(AttributeError, match="immutable"):
        rule.keep = "none"  # type: ignore[misc]


@pytest.mark.parametrize("name", SYSTEMS)
def test_systems_by_name(name: str) -> None:
    rule = CatchUp.named(name)
    assert CatchUp.named(name.upper()) is rule
    assert HOURLY.caught_up(NINE, NINE, name) == HOURLY.caught_up(NINE, NINE, rule)


def test_systems_by_the_other_names_of_their_dialects() -> None:
    for other, name in (("k8s", "kubernetes"), ("crontab", "unix"), ("Quartz.NET", "quartznet")):
        assert CatchUp.named(other) is SYSTEMS[name]


def test_an_unknown_system_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        CatchUp.named("kubernets")
    assert str(caught.value) == (
        'there is no rule for missed runs "kubernets"; did you mean kubernetes?'
    )
    with pytest.raises(UnknownNameError) as caught:
        HOURLY.caught_up(NINE, NINE, "x" * 10**6)
    assert caught.value.known == tuple(SYSTEMS)


# --- what is due, as a sequence -----------------------------------------------------------


def test_millions_of_runs_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each that is looked at is found by its number; how many are found is counted."""
    found = CronExpression("* * * * *").caught_up(
        datetime(2021, 1, 1), datetime(2026, 1, 5), CatchUp("all")
    )
    assert len(found.due) == found.count == 2_635_200
    asked = []
    by_number = analysis.nth_second

    def counted(of: Any, tz: tzinfo | None, second: int, nth: int) -> int | None:
        asked.append(nth)
        return by_number(of, tz, second, nth)

    monkeypatch.setattr("quartzcron.answers.missed.nth_second", counted)
    assert told(found.due[-3:]) == [
        "2026-01-04 23:58:00",
        "2026-01-04 23:59:00",
        "2026-01-05 00:00:00",
    ]
    before = datetime(2026, 1, 4, 23, 59)
    assert list(found.due[:-1][-1_000_000:][::-400_000]) == [
        before - number * timedelta(minutes=1) for number in (0, 400_000, 800_000)
    ]
    assert datetime(2024, 2, 29, 12) in found.due
    assert len(asked) < 20


def test_what_is_due_is_a_sequence() -> None:
    due = HOURLY.caught_up(NINE, datetime(2026, 1, 1, 13), CatchUp("all")).due
    assert isinstance(due, Sequence)
    assert repr(due) == "<4 runs, 2026-01-01 10:00:00 to 2026-01-01 13:00:00>"
    assert repr(due[1:2]) == "<1 run, 2026-01-01 11:00:00>"
    assert repr(due[4:]) == "<no runs>"
    assert due.index(datetime(2026, 1, 1, 12)) == 2
    assert due.index(datetime(2026, 1, 1, 12), 1, 3) == 2
    assert due.count(datetime(2026, 1, 1, 12)) == 1
    for absent in (
        datetime(2026, 1, 1, 9),
        datetime(2026, 1, 1, 14),
        datetime(2026, 1, 1, 12, 30),
        datetime(2026, 1, 1, 12, tzinfo=UTC),
        datetime(1900, 1, 1),
        "12:00",
    ):
        assert absent not in due
        assert due.count(absent) == 0
        with pytest.raises(ValueError, match="not among"):
            due.index(absent)
    with pytest.raises(ValueError, match="not among"):
        due.index(datetime(2026, 1, 1, 12), 3)
    for place in (4, -5):
        with pytest.raises(IndexError):
            due[place]
    with pytest.raises(AttributeError, match="immutable"):
        due._low = 3  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="immutable"):
        del due._low  # type: ignore[attr-defined]


def test_equal_sequences() -> None:
    hours = CatchUp("all")
    one = HOURLY.caught_up(NINE, datetime(2026, 1, 1, 13), hours)
    # The same moments, from another set and another start.
    other = CronExpression("0 9-18 * * *").caught_up(NINE, datetime(2026, 1, 1, 13), hours)
    assert one.due == other.due
    assert hash(one.due) == hash(other.due)
    assert one == other
    assert one.due[::-1] != one.due
    assert one.due != list(one.due)
    assert one.due[:2] != one.due[:3]
    assert one.due[:2] != one.due[1:3]
    aware = HOURLY.caught_up(
        NINE.replace(tzinfo=UTC), datetime(2026, 1, 1, 13, tzinfo=UTC), hours
    )  # fmt: skip
    assert one.due != aware.due
    assert hash(one.due[:0]) == hash(other.due[4:])
    same = pickle.loads(pickle.dumps(aware))
    assert same == aware
    assert list(same.due) == list(aware.due)


def test_paydays_that_were_rolled() -> None:
    """The 15th, or the working day before: what is missed goes by the days of a schedule."""
    payday = Schedule(
        "0 9 15 * *",
        tz="Asia/Seoul",
        excluding=Days.where(CronExpression("0 0 * * SAT,SUN")),
        rolled="previous",
    )
    found = payday.caught_up(datetime(2026, 1, 15, 9), datetime(2026, 4, 1), CatchUp("all"))
    assert [f"{run:%d %b}" for run in found.due] == ["13 Feb", "13 Mar"]
    assert found.next == datetime(2026, 4, 15, 9, tzinfo=ZoneInfo("Asia/Seoul"))
    friday = Schedule("0 8 * * FRI", tz="Asia/Seoul")
    two_hours = timedelta(hours=2)
    met = friday.overlaps(payday, datetime(2026, 1, 16), lasting=two_hours)
    assert str(met) == "2026-02-13 09:00:00+09:00"
    covered = payday.busy(datetime(2026, 1, 16), datetime(2026, 5, 1), two_hours)
    assert covered == 3 * two_hours
