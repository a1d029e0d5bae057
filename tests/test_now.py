"""Moments that are left out, the minute of a moment, and what is to come."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz
import strategies
from dateutil import tz as dateutil_tz
from hypothesis import given
from hypothesis import strategies as st
from twins import random_case, twins

from quartzcron import CronExpression, Days, DstPolicy, FireTimes, Schedule
from quartzcron.clock import moments
from quartzcron.clock.limits import Limits

SEOUL = ZoneInfo("Asia/Seoul")

#: 09:05:23 in Seoul, a Thursday.
PRESENT = datetime(2026, 1, 1, 0, 5, 23, 456_789, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: PRESENT)


def here(text: str, zone: tzinfo = SEOUL) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


MORNINGS = Schedule("0 9 * * *", tz="Asia/Seoul")

#: Schedules and sets that know what now is, as they answer in a zone.
ZONED: list[FireTimes] = [
    MORNINGS,
    Schedule("*/5 * * * * ?", tz="UTC"),
    Schedule("30 4 * * *", tz=timezone(timedelta(hours=5, minutes=30))),
    Schedule("30 4 * * *", tz=pytz.timezone("Asia/Kolkata")),
    Schedule("30 4 * * *", tz=dateutil_tz.gettz("Asia/Kolkata")),
    Schedule("0 9 * * *", tz="Asia/Seoul", start=datetime(2027, 1, 1), end=datetime(2027, 1, 9)),
    Schedule("0 9 * * *", tz="Asia/Seoul", excluding=[date(2026, 1, 2)]),
    Schedule("0 9 * * *", tz="Asia/Seoul", only=Days.every(weeks=2, since=date(2026, 1, 5))),
    Schedule("0 9 * * *", tz="Asia/Seoul", excluding=CronExpression("0 9 * * FRI"), rolled="next"),
    MORNINGS | Schedule("0 10 * * *", tz="Europe/Paris"),
    MORNINGS - MORNINGS,
]

#: What has no zone, and so no now.
FLOATING: list[FireTimes] = [
    CronExpression("0 9 * * *"),
    Schedule("0 9 * * *"),
    Schedule("0 9 * * *", start=datetime(2026, 1, 1, tzinfo=UTC)),
    Schedule("0 9 * * *", excluding=[date(2026, 1, 2)]),
    Schedule("0 9 * * *", excluding=[CronExpression("0 9 * * FRI")]),
    CronExpression("0 9 * * *") | CronExpression("0 10 * * *"),
]


# --- now -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", ZONED, ids=str)
def test_a_moment_left_out_is_now(times: Any) -> None:
    for call in (times.next_fire_time, times.previous_fire_time):
        for inclusive in (False, True):
            assert call(inclusive=inclusive) == call(PRESENT, inclusive=inclusive)
        if (found := call()) is not None:
            assert found.utcoffset() == found.astimezone(times.tz).utcoffset()
    assert times.upcoming(3) == times.upcoming(3, PRESENT)


def test_now_is_read_in_the_zone() -> None:
    assert MORNINGS.next_fire_time() == here("2026-01-02T09:00")
    assert MORNINGS.previous_fire_time() == here("2026-01-01T09:00")


@pytest.mark.parametrize("times", FLOATING, ids=str)
def test_without_a_zone_there_is_no_now(times: Any) -> None:
    calls: list[Callable[[], object]] = [
        times.next_fire_time,
        times.previous_fire_time,
        lambda: times.upcoming(3),
    ]
    if hasattr(times, "explain"):
        calls.append(times.explain)
    for call in calls:
        with pytest.raises(TypeError) as caught:
            call()
        assert str(caught.value) == (
            "without a time zone there is no now: give a moment, for example datetime.now(), "
            "or ask a schedule with a zone, Schedule(..., tz=...)"
        )


@pytest.mark.parametrize("times", [*ZONED, *FLOATING], ids=str)
def test_none_is_not_now(times: Any) -> None:
    """A NULL from a database must not become now."""
    calls = [times.next_fire_time, times.previous_fire_time, times.matches]
    calls.append(lambda moment: times.upcoming(3, moment))
    if hasattr(times, "explain"):
        calls.append(times.explain)
    for call in calls:
        with pytest.raises(TypeError, match="not None: None does not mean now"):
            call(None)


@pytest.mark.parametrize("zone", [SEOUL, UTC, pytz.timezone("Asia/Seoul")])
def test_both_kernels_know_now(zone: tzinfo) -> None:
    for kernel in twins(CronExpression("*/7 * * * * ?"), DstPolicy.SAFE, Limits(zone)):
        assert kernel.next_fire_time() == kernel.next_fire_time(PRESENT)
        assert kernel.previous_fire_time() == kernel.previous_fire_time(PRESENT)
        assert kernel.next_fire_time() == here("2026-01-01T00:05:28", UTC)
    for kernel in twins(CronExpression("*/7 * * * * ?"), DstPolicy.SAFE):
        for call in (kernel.next_fire_time, kernel.previous_fire_time):
            with pytest.raises(TypeError, match="without a time zone there is no now"):
                call()


def test_a_signature_says_that_the_default_is_now() -> None:
    assert repr(moments.NOW) == "now"


def test_the_clock_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    before = datetime.now(UTC)
    [fire] = Schedule("* * * * * ?", tz="Asia/Seoul").upcoming(1)
    assert before < fire <= datetime.now(UTC) + timedelta(seconds=1)


# --- what is to come -------------------------------------------------------------------------------


@given(strategies.any_texts(), strategies.moments(), st.integers(0, 5))
def test_upcoming_is_what_comes_next_again_and_again(
    case: tuple[str, str], moment: datetime, n: int
) -> None:
    expression = CronExpression(*case)
    for times in (expression, expression | expression):
        wanted: list[datetime] = []
        for _ in range(n):
            found = times.next_fire_time(wanted[-1] if wanted else moment)
            if found is None:
                break
            wanted.append(found)
        assert times.upcoming(n, moment) == times.upcoming(n, after=moment) == wanted


def test_upcoming_keeps_the_zone_of_the_moment() -> None:
    expression = CronExpression("0 9 * * *")
    assert [each.tzinfo for each in expression.upcoming(2, PRESENT)] == [UTC, UTC]
    assert MORNINGS.upcoming(2, PRESENT)[0].tzinfo is SEOUL


@pytest.mark.parametrize("times", [*ZONED, *FLOATING], ids=str)
def test_upcoming_checks_its_number(times: Any) -> None:
    for wrong in (None, 2.5, "3", PRESENT):
        with pytest.raises(TypeError, match="n is a number of fire times, not"):
            times.upcoming(wrong, PRESENT)
    with pytest.raises(ValueError, match="n must be 0 or more, not -1"):
        times.upcoming(-1, PRESENT)


# --- the minute of a moment ------------------------------------------------------------------------


def minute_seconds(moment: datetime) -> list[datetime]:
    """Return the seconds around a moment that show its minute on the clock, by asking the zone."""
    zone = moment.tzinfo
    if zone is None:
        return [moment.replace(second=second, microsecond=0) for second in range(60)]
    instant = moment.astimezone(UTC).replace(microsecond=0)
    around = [(instant + timedelta(seconds=shift)).astimezone(zone) for shift in range(-59, 60)]
    shown = instant.astimezone(zone).replace(second=0, tzinfo=None)
    return [each for each in around if each.replace(second=0, tzinfo=None) == shown]


ZONES = ["America/New_York", "Africa/Monrovia", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Tokyo"]


@given(st.randoms(use_true_random=False))
def test_it_fires_in_a_minute_if_it_fires_in_a_second_of_it(draw: random.Random) -> None:
    for _ in range(10):
        expression, policy, zone, moment = random_case(draw, ZONES)
        limits = None
        if zone is not None and draw.random() < 0.5:
            shift = timedelta(seconds=draw.randrange(-90, 90))
            limits = Limits(zone).within(moment.astimezone(UTC) + shift, None)
        for kernel in twins(expression, policy, limits):
            found = kernel.previous_fire_time(moment)
            for asked in (moment, found and found + timedelta(seconds=draw.randrange(70))):
                if asked is not None:
                    wanted = any(map(kernel.matches, minute_seconds(asked)))
                    assert kernel.matches(asked, "minute") is wanted
                    assert kernel.matches(asked, precision="second") is kernel.matches(asked)


#: Text, zone, moment, whether it fires in that minute.
MINUTES = [
    ("*/5 * * * *", None, "2026-01-01T09:05:23.5", True),
    ("*/5 * * * *", None, "2026-01-01T09:06:00", False),
    ("59 4 9 * * ?", None, "2026-01-01T09:04:00", True),
    ("59 4 9 * * ?", None, "2026-01-01T09:05:00", False),
    # in a gap the moment is an hour later; SAFE makes up what the clock jumped over at 03:00
    ("0 3 * * *", "America/New_York", "2026-03-08T02:00:40", True),
    ("30 2 * * *", "America/New_York", "2026-03-08T03:00:40", True),
    ("30 2 * * *", "America/New_York", "2026-03-08T02:30:40", False),
    # SAFE fires in the first pass alone, and the other one shows the same minute
    ("30 1 * * *", "America/New_York", "2026-11-01T01:30:40", True),
    # Monrovia's clock went from 00:00:00 to 00:44:30, where the lost midnight is made up
    ("0 0 * * *", "Africa/Monrovia", "1972-01-07T00:44:50", True),
    ("59 23 * * *", "Africa/Monrovia", "1972-01-06T23:59:50", True),
    ("55 59 23 * * ?", "Africa/Monrovia", "1972-01-07T00:44:31", False),
    # beyond the horizon
    ("* * * * *", None, "2200-01-01T00:00:30", False),
    ("* * * * *", None, "1969-12-31T23:59:30", False),
    ("* * * * *", "America/New_York", "9999-12-31T23:59:30", False),
    ("* * * * *", "America/New_York", "0001-01-01T00:00:30", False),
]


@pytest.mark.parametrize(("text", "zone", "moment", "fires"), MINUTES)
def test_the_minute_of_a_moment(text: str, zone: str | None, moment: str, fires: bool) -> None:
    schedule = Schedule(text, tz=zone)
    for times in (schedule, schedule | schedule, *_kernels(schedule)):
        assert times.matches(datetime.fromisoformat(moment), precision="minute") is fires


def _kernels(schedule: Schedule) -> tuple[Any, ...]:
    return twins(schedule.expression, schedule.dst_policy, Limits(schedule.tz))


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule("0 9 * * *", tz="Asia/Seoul", only=Days.of([date(2026, 1, 2)])),
        Schedule("0 9 * * *", tz="Asia/Seoul", excluding=[date(2026, 1, 1)]),
        Schedule("0 9 * * *", tz="Asia/Seoul", excluding=[CronExpression("0 9 * * THU")]),
    ],
    ids=["only", "excluding", "a set"],
)
def test_the_minute_of_a_schedule_on_some_days(schedule: Schedule) -> None:
    for day, fires in ((1, False), (2, True)):
        moment = here(f"2026-01-0{day}T09:00:40")
        for asked in (moment, moment.astimezone(UTC), moment.replace(tzinfo=None)):
            assert schedule.matches(asked, "minute") is fires
            assert not schedule.matches(asked)


def test_the_second_pass_of_a_minute() -> None:
    nightly = Schedule("30 1 * * *", tz="America/New_York")
    assert not nightly.matches(datetime(2026, 11, 1, 1, 30, 40, fold=1), "minute")


def test_another_precision_is_refused() -> None:
    for times in (CronExpression("* * * * *"), MORNINGS, MORNINGS | MORNINGS, *_kernels(MORNINGS)):
        for wrong in ("hour", "Minute", "", None, 60):
            with pytest.raises(ValueError, match='precision is "second" or "minute", not'):
                times.matches(PRESENT, wrong)


def test_in_goes_by_the_second() -> None:
    every = CronExpression("*/5 * * * *")
    moment = datetime(2026, 1, 1, 9, 5, 23)
    assert moment not in every
    assert moment not in (every | every)
    assert moment.replace(second=0) in every


# --- why now ---------------------------------------------------------------------------------------


def test_a_text_without_seconds_is_explained_by_the_minute() -> None:
    every = Schedule("*/5 * * * *", tz="Asia/Seoul").explain()
    assert every.fires
    assert every.moment == here("2026-01-01T09:05")
    nine = MORNINGS.explain()
    assert not nine.fires
    assert nine.moment == here("2026-01-01T09:05")
    assert nine.fields[0].reason == "minute is 5, not 0"


def test_a_set_without_seconds_is_explained_by_the_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 1, 1, 9, 0, 23, tzinfo=UTC)
    monkeypatch.setattr("quartzcron.clock.moments.now", lambda: now)
    nine = Schedule("0 9 * * *", tz="UTC") | Schedule("0 10 * * *", tz="UTC")
    assert nine.explain().fires
    assert nine.explain().moment == now.replace(second=0)
    assert not (nine & Schedule("0 10 * * *", tz="UTC")).explain().fires
    by_second = nine | Schedule("30 0 9 * * ?", tz="UTC")
    assert by_second.explain().moment == now
    assert not by_second.explain().fires
    assert nine.explain(now).moment == now


def test_a_text_with_seconds_is_explained_by_the_second() -> None:
    for text, fires in (("*/5 * * * * ?", False), ("23 * * * * ?", True)):
        found = Schedule(text, tz="Asia/Seoul").explain()
        assert (found.fires, found.moment) == (fires, here("2026-01-01T09:05:23"))


def test_a_moment_that_is_given_is_explained_by_the_second() -> None:
    found = Schedule("*/5 * * * *", tz="Asia/Seoul").explain(PRESENT)
    assert (found.fires, found.moment.second) == (False, 23)


@given(st.randoms(use_true_random=False))
def test_explaining_now_agrees_with_the_minute(draw: random.Random) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(5):
            _, policy, zone, moment = random_case(draw, ZONES)
            text = draw.choice(["*/7 0-3 * * *", "30 2 * * *", "0 0 * * *", "@hourly"])
            schedule = Schedule(text, tz=zone or UTC, dst=policy)
            instant = moment if zone is not None else moment.replace(tzinfo=UTC)
            patch.setattr(moments, "now", lambda instant=instant: instant.astimezone(UTC))
            found = schedule.explain()
            assert found.fires is schedule.matches(instant, "minute")
            assert found.fires is schedule.matches(found.moment)


def test_times_of_a_walk_and_of_what_is_to_come_are_the_same() -> None:
    walk = MORNINGS.fire_times(PRESENT)
    assert list(islice(walk, 4)) == MORNINGS.upcoming(4)
