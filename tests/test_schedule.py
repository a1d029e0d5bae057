"""`Schedule`: an expression in a zone, under a policy, within bounds.

What happens at a change of clock is tested elsewhere; here it is about the value and
its arguments.
"""

from __future__ import annotations

import copy
import datetime as datetime_module
import gc
import pickle
import weakref
import zoneinfo
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz as dateutil_tz

from quartzcron import (
    CronExpression,
    CronExpressionError,
    Days,
    DstPolicy,
    Schedule,
    Treatment,
    UnknownNameError,
)

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
INDIA = timezone(timedelta(hours=5, minutes=30))
NINE = CronExpression("0 0 9 * * ?")


def at(text: str, zone: tzinfo | None = None) -> datetime:
    """Return a moment from text, with a zone attached if one is given."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=zone) if zone else moment


def told(fires: Iterable[datetime | None]) -> list[str]:
    """Return fire times as short text."""
    return ["None" if fire is None else fire.isoformat(timespec="minutes") for fire in fires]


# ---------------------------------------------------------------------------
# What goes in.


def test_parts() -> None:
    schedule = Schedule("0 9 * * *", tz="Europe/Berlin", dst="quartz")
    assert schedule.expression == CronExpression("0 9 * * *")
    assert schedule.tz is BERLIN
    assert schedule.dst_policy is DstPolicy.QUARTZ
    assert (schedule.start, schedule.end) == (None, None)
    assert str(schedule) == "0 9 * * *"


def test_parts_by_default() -> None:
    """No zone, no bounds; the clock-change rule is that of the dialect."""
    schedule = Schedule(CronExpression("0 0 9 * * ?", "quartz"))
    assert (schedule.tz, schedule.start, schedule.end) == (None, None, None)
    assert schedule.dst_policy is DstPolicy.QUARTZ
    assert Schedule("0 9 * * *").dst_policy is DstPolicy.SAFE
    assert Schedule("0 9 * * *", dst="VIXIE").dst_policy is DstPolicy.VIXIE


@pytest.mark.parametrize("name", ["SAFE", "safe", "Quartz", "VIXIE", "cronos", "SPRING", "ocps",
                                  "CRONER", "croniter", "APScheduler", "Airflow", "celery",
                                  "Prefect", "dagster", "TEMPORAL", "azure",
                                  "QuartzNet"])  # fmt: skip
def test_policies_by_name(name: str) -> None:
    assert Schedule("* * * * *", dst=name).dst_policy is getattr(DstPolicy, name.upper())


def test_a_policy_of_ones_own() -> None:
    mine = DstPolicy("mine", "all", Treatment("shift", "last"), Treatment("skip", "both"))
    schedule = Schedule("30 1,2 * * *", tz=NEW_YORK, dst=mine)
    assert schedule.dst_policy is mine
    spring = schedule.fire_times(at("2026-03-08T00:00"), at("2026-03-09T00:00"))
    assert told(spring) == ["2026-03-08T01:30-05:00", "2026-03-08T03:30-04:00"]
    autumn = schedule.fire_times(at("2026-11-01T00:00"), at("2026-11-02T00:00"))
    assert told(autumn) == ["2026-11-01T01:30-05:00", "2026-11-01T02:30-05:00"]


@pytest.mark.parametrize(
    "zone",
    [UTC, INDIA, NEW_YORK, dateutil_tz.UTC, dateutil_tz.gettz("America/New_York")],
    ids=repr,
)
def test_zones_are_kept_as_given(zone: tzinfo) -> None:
    schedule = Schedule(NINE, tz=zone)
    assert schedule.tz is zone
    found = schedule.next_fire_time(at("2026-05-01T12:00"))
    assert found is not None
    assert found.tzinfo is zone
    assert found.replace(tzinfo=None) == at("2026-05-02T09:00")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Amercia/New_York", "America/New_York"),
        ("america/new_yrok", "America/New_York"),
        ("Europe/Berln", "Europe/Berlin"),
        ("New_York", "America/New_York"),
        ("berlin", "Europe/Berlin"),
        ("Asia/Katmandoo", "Asia/Katmandu"),
        ("utc+1", "+01:00"),
        ("Mars/Olympus_Mons", ""),
        ("", ""),
        ("../../etc/passwd", ""),
        ("America", ""),
        ("/etc/localtime", ""),
        ("Europe/Berlin\0", "Europe/Berlin"),
        ("\ud800", ""),
        ("x" * 10_000, ""),
    ],
)
def test_unknown_zones(name: str, nearest: str) -> None:
    """An error that names the nearest zones, where there are any."""
    with pytest.raises(UnknownNameError, match="there is no time zone") as caught:
        Schedule("* * * * *", tz=name)
    assert caught.value.nearest == ((nearest,) if nearest else ())
    assert len(str(caught.value)) < 400


def test_unknown_policies() -> None:
    with pytest.raises(UnknownNameError, match=r'no policy "quarz"; did you mean QUARTZ\?'):
        Schedule("* * * * *", dst="quarz")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"tz": 5}, "tz is a tzinfo or the name of a time zone, not int"),
        ({"tz": b"UTC"}, "not bytes"),
        ({"tz": timedelta(hours=1)}, "not timedelta"),
        ({"tz": ZoneInfo}, "not type"),
        ({"dst": 5}, "a policy is a DstPolicy or a preset's name, not int"),
        ({"dst": True}, "not bool"),
        ({"dst": Treatment("skip", "both")}, "not Treatment"),
        ({"start": "2026-01-01"}, "str"),
        ({"end": date(2026, 1, 1)}, "date"),
        ({"end": 5}, "int"),
    ],
)
def test_wrong_types(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        Schedule("* * * * *", **arguments)


@pytest.mark.parametrize("expression", [None, 5, b"* * * * *", ["* * * * *"], datetime(2026, 1, 1)])
def test_wrong_expressions(expression: Any) -> None:
    with pytest.raises(TypeError):
        Schedule(expression)


def test_a_schedule_is_of_an_expression() -> None:
    daily = CronExpression("0 9 * * *")
    for wrong in (Schedule(daily), daily | daily):
        with pytest.raises(TypeError, match=f"not of a {type(wrong).__name__}: give the exp"):
            Schedule(wrong)  # type: ignore[arg-type]


def test_wrong_texts() -> None:
    with pytest.raises(CronExpressionError, match="hour must be 0-23"):
        Schedule("0 25 * * *")


def test_wrong_moments() -> None:
    schedule = Schedule("* * * * *", tz=NEW_YORK)
    for wrong in (None, "2026-01-01", 5, date(2026, 1, 1)):
        for ask in (schedule.next_fire_time, schedule.previous_fire_time, schedule.matches):
            with pytest.raises(TypeError):
                ask(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        schedule.fire_times("2026-01-01")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        schedule.fire_times(None, reverse=True)
    with pytest.raises(TypeError):
        schedule.fire_times(None)


# ---------------------------------------------------------------------------
# Naive, aware, elsewhere.


def test_naive_arguments_are_wall_time() -> None:
    schedule = Schedule(NINE, tz=NEW_YORK)
    assert told([schedule.next_fire_time(at("2026-01-05T09:00"))]) == ["2026-01-06T09:00-05:00"]
    assert told([schedule.previous_fire_time(at("2026-07-05T09:00:01"))]) == [
        "2026-07-05T09:00-04:00"
    ]
    assert at("2026-07-05T09:00") in schedule
    assert at("2026-07-05T13:00") not in schedule
    fires = schedule.fire_times(at("2026-01-05T09:00"), at("2026-01-07T09:00"))
    assert told(fires) == ["2026-01-05T09:00-05:00", "2026-01-06T09:00-05:00"]


def test_aware_arguments_are_instants() -> None:
    """A moment of another zone is turned into the schedule's; so is the answer."""
    schedule = Schedule(NINE, tz=NEW_YORK)
    assert told([schedule.next_fire_time(at("2026-01-05T14:00", UTC))]) == [
        "2026-01-06T09:00-05:00"
    ]
    assert told([schedule.next_fire_time(at("2026-01-05T19:29", INDIA))]) == [
        "2026-01-05T09:00-05:00"
    ]
    assert at("2026-07-05T13:00", UTC) in schedule
    assert at("2026-07-05T15:00", BERLIN) in schedule
    assert at("2026-07-05T09:00", UTC) not in schedule
    mixed = schedule.fire_times(at("2026-01-05T14:00", UTC), at("2026-01-07T15:01", BERLIN))
    assert told(mixed) == [
        "2026-01-05T09:00-05:00", "2026-01-06T09:00-05:00", "2026-01-07T09:00-05:00",
    ]  # fmt: skip


def test_naive_and_aware_go_together_in_a_zone() -> None:
    """A naive argument is wall time of the zone, so there is nothing to mix up."""
    schedule = Schedule(NINE, tz=NEW_YORK)
    fires = schedule.fire_times(at("2026-01-05T09:00"), at("2026-01-06T14:00:01", UTC))
    assert told(fires) == ["2026-01-05T09:00-05:00", "2026-01-06T09:00-05:00"]
    fires = schedule.fire_times(at("2026-01-05T14:00", UTC), at("2026-01-06T09:00"))
    assert told(fires) == ["2026-01-05T09:00-05:00"]


def test_fold_of_a_naive_argument() -> None:
    """It tells the passes of the hour that comes twice apart."""
    schedule = Schedule("*/15 * * * *", tz=NEW_YORK)
    first = at("2026-11-01T01:20")
    assert told([schedule.next_fire_time(first)]) == ["2026-11-01T01:30-04:00"]
    assert told([schedule.next_fire_time(first.replace(fold=1))]) == ["2026-11-01T01:30-05:00"]
    assert told([schedule.previous_fire_time(first.replace(fold=1))]) == ["2026-11-01T01:15-05:00"]
    once = Schedule("30 1 * * *", tz=NEW_YORK)
    assert at("2026-11-01T01:30") in once
    assert at("2026-11-01T01:30").replace(fold=1) not in once


def test_a_schedule_without_a_zone_floats() -> None:
    """As an expression does: naive in, naive out; aware in, aware out in that zone."""
    schedule = Schedule(NINE)
    assert told([schedule.next_fire_time(at("2026-01-05T09:00"))]) == ["2026-01-06T09:00"]
    assert told([schedule.next_fire_time(at("2026-01-05T09:00", INDIA))]) == [
        "2026-01-06T09:00+05:30"
    ]
    assert at("2026-01-05T09:00") in schedule
    assert at("2026-07-05T09:00", NEW_YORK) in schedule
    for reverse in (False, True):
        with pytest.raises(TypeError):
            list(schedule.fire_times(at("2026-01-05"), at("2026-01-06", UTC), reverse=reverse))
        with pytest.raises(TypeError):
            list(schedule.fire_times(at("2026-01-05", UTC), at("2026-01-06"), reverse=reverse))


def test_a_floating_schedule_follows_its_policy() -> None:
    """The zone comes with the argument, the rule with the schedule."""
    noon = at("2026-03-07T12:00", NEW_YORK)
    answers = {"SAFE": "03-08T03:00-04:00", "APSCHEDULER": "03-08T03:30-04:00",
               "QUARTZ": "03-09T02:30-04:00"}  # fmt: skip
    for preset, answer in answers.items():
        assert told([Schedule("30 2 * * *", dst=preset).next_fire_time(noon)]) == [f"2026-{answer}"]


class Moment(datetime):
    """A subclass of datetime, as pandas and pendulum have them."""


def test_subclasses_of_datetime() -> None:
    """They are taken, and plain datetimes are given."""
    for zone in (None, NEW_YORK):
        schedule = (
            Schedule(
                NINE, tz=zone, start=Moment(2026, 1, 1), end=Moment(2026, 12, 1, 12, tzinfo=zone)
            )
            if zone
            else Schedule(NINE, start=Moment(2026, 1, 1), end=Moment(2026, 12, 1, 12))
        )
        assert type(schedule.start) is type(schedule.end) is datetime
        start = Moment(2026, 5, 1, 12, fold=1)
        answers = [
            schedule.next_fire_time(start),
            schedule.previous_fire_time(start),
            schedule.next_fire_time(Moment(2025, 1, 1)),
            schedule.previous_fire_time(Moment(2027, 1, 1)),
            schedule.next_fire_time(Moment(2026, 5, 1, 9), inclusive=True),
            *schedule.fire_times(start, Moment(2026, 5, 4)),
            *schedule.fire_times(start, Moment(2026, 5, 4), reverse=True),
        ]
        assert len(answers) == 9
        assert {type(answer) for answer in answers} == {datetime}
        assert Moment(2026, 5, 2, 9, 0, 0, 5) in schedule


# ---------------------------------------------------------------------------
# Bounds.


def bounded(tz: tzinfo | None = None) -> Schedule:
    """Return nine o'clock from 3 May, itself included, to 6 May, itself not."""
    return Schedule(NINE, tz=tz, start=at("2026-05-03T09:00"), end=at("2026-05-06T09:00"))


@pytest.mark.parametrize("zone", [None, UTC, NEW_YORK], ids=repr)
def test_bounds_are_half_open(zone: tzinfo | None) -> None:
    schedule = bounded(zone)

    def days(fires: Iterable[datetime | None]) -> list[int | None]:
        return [None if fire is None else fire.day for fire in fires]

    early, late = at("2026-01-01T00:00"), at("2026-12-01T00:00")
    first, last = at("2026-05-03T09:00"), at("2026-05-05T09:00")
    assert days([schedule.next_fire_time(early), schedule.next_fire_time(first)]) == [3, 4]
    assert days([schedule.next_fire_time(last), schedule.next_fire_time(late)]) == [None, None]
    assert days([schedule.next_fire_time(first, inclusive=True)]) == [3]
    assert days([schedule.previous_fire_time(late), schedule.previous_fire_time(last)]) == [5, 4]
    assert days([schedule.previous_fire_time(at("2026-05-06T09:00"), inclusive=True)]) == [5]
    assert days([schedule.previous_fire_time(at("2026-05-06T09:00:00.5"))]) == [5]
    assert days([schedule.previous_fire_time(first), schedule.previous_fire_time(early)]) == [
        None,
        None,
    ]
    assert days([schedule.previous_fire_time(first, inclusive=True)]) == [3]
    assert days(schedule.fire_times(early, late)) == [3, 4, 5]
    assert days(schedule.fire_times(early, late, reverse=True)) == [5, 4, 3]
    assert days(schedule.fire_times(early)) == [3, 4, 5]
    assert days(schedule.fire_times(None, late, reverse=True)) == [5, 4, 3]
    assert days(schedule.fire_times(early, late, limit=2)) == [3, 4]
    assert days(schedule.fire_times(early, late, limit=2, reverse=True)) == [5, 4]
    assert days(schedule.fire_times(at("2026-05-04T00:00"), at("2026-05-05T00:00"))) == [4]
    assert days(schedule.fire_times(late)) == []
    assert days(schedule.fire_times(None, early, reverse=True)) == []
    matching = [day for day in range(1, 9) if at(f"2026-05-0{day}T09:00:00.7") in schedule]
    assert matching == [3, 4, 5]


def test_bounds_count_microseconds() -> None:
    schedule = Schedule(
        "* * * * * ?", start=at("2026-05-03T09:00:00.5"), end=at("2026-05-03T09:00:02.5")
    )
    seconds = [fire.second for fire in schedule.fire_times(at("2026-01-01"))]
    assert seconds == [1, 2]
    assert [second for second in range(5) if at(f"2026-05-03T09:00:0{second}") in schedule] == [
        1,
        2,
    ]
    assert schedule.previous_fire_time(at("2027-01-01")) == at("2026-05-03T09:00:02")


@pytest.mark.parametrize("zone", [None, NEW_YORK], ids=repr)
def test_empty_bounds(zone: tzinfo | None) -> None:
    """An end at or before the start leaves nothing, and is no error."""
    for end in ("2026-05-03T09:00", "2026-05-01T00:00"):
        schedule = Schedule("* * * * *", tz=zone, start=at("2026-05-03T09:00"), end=at(end))
        assert schedule.next_fire_time(at("2020-01-01")) is None
        assert schedule.next_fire_time(at("2026-05-02")) is None
        assert schedule.previous_fire_time(at("2030-01-01")) is None
        assert list(schedule.fire_times(at("2020-01-01"), at("2030-01-01"))) == []
        assert list(schedule.fire_times(at("2020-01-01"), at("2030-01-01"), reverse=True)) == []
        assert at("2026-05-03T09:00") not in schedule


def test_naive_bounds_are_wall_time_of_the_zone() -> None:
    """Fold and all: here the bounds lie in the two passes of one hour."""
    schedule = Schedule(
        "*/20 * * * *", tz=NEW_YORK,
        start=at("2026-11-01T01:20"), end=at("2026-11-01T01:20").replace(fold=1),
    )  # fmt: skip
    assert schedule.start == at("2026-11-01T01:20", NEW_YORK)
    assert schedule.start is not None
    assert schedule.end is not None
    assert (schedule.start.fold, schedule.end.fold) == (0, 1)
    fires = ["2026-11-01T01:20-04:00", "2026-11-01T01:40-04:00", "2026-11-01T01:00-05:00"]
    assert told(schedule.fire_times(at("2026-10-01"))) == fires
    assert told(schedule.fire_times(None, at("2026-12-01"), reverse=True)) == fires[::-1]
    assert told([schedule.next_fire_time(at("2026-10-01"))]) == fires[:1]
    assert told([schedule.previous_fire_time(at("2026-12-01"))]) == fires[-1:]
    assert at("2026-11-01T01:20") in schedule
    assert at("2026-11-01T01:20").replace(fold=1) not in schedule
    assert at("2026-11-01T01:00") not in schedule
    assert at("2026-11-01T01:00").replace(fold=1) in schedule


def test_bounds_of_another_zone_are_instants() -> None:
    schedule = Schedule(
        NINE, tz=NEW_YORK, start=at("2026-05-03T13:00", UTC), end=at("2026-05-05T15:00", BERLIN)
    )
    fires = ["2026-05-03T09:00-04:00", "2026-05-04T09:00-04:00"]
    assert told(schedule.fire_times(at("2026-01-01"))) == fires
    assert told(schedule.fire_times(None, at("2026-12-01"), reverse=True)) == fires[::-1]
    same = bounded(NEW_YORK)
    assert told(same.fire_times(at("2026-01-01"), at("2026-05-05"))) == fires


def test_one_bound_is_enough() -> None:
    begins = Schedule(NINE, tz=BERLIN, start=at("2026-05-03T10:00"))
    assert told([begins.next_fire_time(at("1980-01-01"))]) == ["2026-05-04T09:00+02:00"]
    assert begins.previous_fire_time(at("2026-05-04T09:00")) is None
    latest = begins.previous_fire_time(datetime.max)
    assert latest is not None
    assert latest.date() == date(2199, 12, 31)
    ends = Schedule(NINE, tz=BERLIN, end=at("2026-05-03T10:00"))
    assert told([ends.previous_fire_time(datetime.max)]) == ["2026-05-03T09:00+02:00"]
    assert ends.next_fire_time(at("2026-05-03T09:00")) is None
    assert told(ends.fire_times(None, reverse=True, limit=2)) == [
        "2026-05-03T09:00+02:00", "2026-05-02T09:00+02:00",
    ]  # fmt: skip
    assert told(begins.fire_times(None, limit=1)) == ["2026-05-04T09:00+02:00"]


def test_bounds_at_the_ends_of_time() -> None:
    for zone in (None, UTC, NEW_YORK, INDIA):
        schedule = Schedule("0 0 0 1 1 ?", tz=zone, start=datetime.min, end=datetime.max)
        years = [fire.year for fire in schedule.fire_times(datetime.min, datetime.max)]
        assert years == list(range(1970, 2200))
        assert schedule.next_fire_time(datetime.max) is None
        assert schedule.previous_fire_time(datetime.min) is None


def test_floating_bounds_are_as_aware_as_the_arguments() -> None:
    """Without a zone a naive bound says nothing about an aware moment."""
    naive = Schedule(NINE, start=at("2026-05-03"))
    aware = Schedule(NINE, start=at("2026-05-03", UTC))
    for schedule, moment in ((naive, at("2026-06-01", UTC)), (aware, at("2026-06-01"))):
        for ask in (schedule.next_fire_time, schedule.previous_fire_time, schedule.matches):
            with pytest.raises(TypeError):
                ask(moment)
        with pytest.raises(TypeError):
            list(schedule.fire_times(moment, limit=1))
    assert told([aware.next_fire_time(at("2026-01-01", INDIA))]) == ["2026-05-03T09:00+05:30"]
    # 09:00 in Kiritimati on the 3rd is 19:00 UTC on the 2nd, before the bound.
    kiritimati = ZoneInfo("Pacific/Kiritimati")
    assert told([aware.next_fire_time(at("2026-01-01", kiritimati))]) == ["2026-05-04T09:00+14:00"]
    with pytest.raises(TypeError):
        Schedule(NINE, start=at("2026-05-03"), end=at("2026-06-03", UTC))


# ---------------------------------------------------------------------------
# The value.

SCHEDULES = [
    Schedule("0 9 * * *"),
    Schedule("0 9 * * *", tz="America/New_York"),
    Schedule("0 9 * * *", tz="Europe/Berlin"),
    Schedule("0 10 * * *", tz="Europe/Berlin"),
    Schedule("0 9 * * *", tz="Europe/Berlin", dst="QUARTZ"),
    Schedule(CronExpression("0 9 * * *", "unix"), tz="Europe/Berlin"),
    Schedule("0 9 * * *", tz="Europe/Berlin", start=at("2026-01-01")),
    Schedule("0 9 * * *", tz="Europe/Berlin", end=at("2026-01-01")),
    Schedule("0 9 * * *", tz="Europe/Berlin", start=at("2026-01-01"), end=at("2027-01-01", UTC)),
    Schedule("0 9 * * *", tz=UTC, start=at("2026-01-01T00:00:00.25")),
    Schedule("0 9 * * *", start=at("2026-01-01")),
    Schedule("0 9 * * *", start=at("2026-01-01", UTC)),
    Schedule("30 1 * * *", tz="America/New_York", end=at("2026-11-01T01:30")),
    Schedule("30 1 * * *", tz="America/New_York", end=at("2026-11-01T01:30").replace(fold=1)),
    Schedule("0 9 * * *", tz=INDIA, dst=DstPolicy("m", "all", Treatment("next", "last"),
                                                  Treatment("skip", "both"), 60)),
]  # fmt: skip


@pytest.mark.parametrize("schedule", SCHEDULES, ids=repr)
def test_copies(schedule: Schedule) -> None:
    copies = [copy.copy(schedule), copy.deepcopy(schedule)]
    copies += [pickle.loads(pickle.dumps(schedule, level)) for level in range(2, 6)]
    for twin in copies:
        assert twin == schedule
        assert hash(twin) == hash(schedule)
        assert type(twin) is Schedule
        assert twin.expression.dialect is schedule.expression.dialect
        assert repr(twin) == repr(schedule)
        assert twin.dst_policy == schedule.dst_policy
        bounded_zone = schedule.start.tzinfo if schedule.start else None
        start = at("2026-01-01").replace(tzinfo=schedule.tz or bounded_zone)
        assert list(twin.fire_times(start, limit=3)) == list(schedule.fire_times(start, limit=3))


@pytest.mark.parametrize("schedule", SCHEDULES, ids=repr)
def test_repr_can_be_evaluated(schedule: Schedule) -> None:
    names = {
        "Schedule": Schedule,
        "CronExpression": CronExpression,
        "DstPolicy": DstPolicy,
        "Treatment": Treatment,
        "ZoneInfo": ZoneInfo,
        "zoneinfo": zoneinfo,
        "datetime": datetime_module,
    }
    twin = eval(repr(schedule), names)
    assert twin == schedule
    assert repr(twin) == repr(schedule)


def test_repr() -> None:
    assert repr(Schedule("0 9 * * *")) == "Schedule('0 9 * * *')"
    assert repr(Schedule("0 9 * * *", tz=BERLIN)) == "Schedule('0 9 * * *', tz='Europe/Berlin')"
    quartz = Schedule(CronExpression("0 0 9 * * ?", "quartz"), tz=UTC, dst="safe")
    assert repr(quartz) == (
        "Schedule(CronExpression('0 0 9 * * ?', dialect='quartz'), tz='+00:00', dst=DstPolicy.SAFE)"
    )


class Nameless(tzinfo):
    """A zone that no text can bring back."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta(hours=3)

    def dst(self, moment: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, moment: datetime | None) -> None:
        return None

    def __repr__(self) -> str:
        return "<nameless>"


def test_repr_of_a_zone_without_a_name() -> None:
    """It is shown as it shows itself: one cannot evaluate it, but read it."""
    assert "<nameless>" in repr(Schedule("0 9 * * *", tz=Nameless()))
    local = dateutil_tz.gettz("Europe/Berlin")
    assert "Berlin" in repr(Schedule("0 9 * * *", tz=local))


def test_different_parts_differ() -> None:
    for index, one in enumerate(SCHEDULES):
        for other in SCHEDULES[index + 1 :]:
            assert one != other
    assert len(set(SCHEDULES)) == len(SCHEDULES)


# Two spellings of one schedule.
EQUAL = [
    (Schedule("0 9 * * MON-FRI"), Schedule("0 0 9 ? * 2-6")),
    (Schedule("0 9 * * *", tz="Europe/Berlin"), Schedule("0 9 * * *", tz=BERLIN)),
    (Schedule("0 9 * * *", dst="SAFE"), Schedule("0 9 * * *")),
    (Schedule("0 9 * * *", dst="quartz"), Schedule("0 9 * * *", dst=DstPolicy.QUARTZ)),
    (
        Schedule("0 9 * * *", tz=BERLIN, start=at("2026-01-01")),
        Schedule("0 9 * * *", tz=BERLIN, start=at("2025-12-31T23:00", UTC)),
    ),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_equal_schedules(one: Schedule, other: Schedule) -> None:
    assert one == other
    assert hash(one) == hash(other)
    assert len({one, other}) == 1


def test_a_policy_given_and_the_same_by_default_are_one() -> None:
    """Debian's rule reads the text; given to an expression of the default it still does."""
    listed = Schedule("0,30 2 * * *", tz=NEW_YORK, dst="VIXIE")
    stepped = Schedule("*/30 2 * * *", tz=NEW_YORK, dst="VIXIE")
    assert listed != stepped
    start, end = at("2026-03-08T00:00"), at("2026-03-09T00:00")
    assert told(listed.fire_times(start, end)) == ["2026-03-08T03:00-04:00"]
    assert told(stepped.fire_times(start, end)) == []


def test_comparison_with_other_things() -> None:
    schedule = Schedule("0 9 * * *")
    assert schedule != CronExpression("0 9 * * *")
    assert schedule != "0 9 * * *"
    assert (schedule == 5) is False
    assert schedule.__eq__(5) is NotImplemented


def test_zones_of_dateutil_are_values_too() -> None:
    """They cannot be hashed, but schedules in them can."""
    one = Schedule("0 9 * * *", tz=dateutil_tz.gettz("Europe/Berlin"))
    other = Schedule("0 9 * * *", tz=dateutil_tz.gettz.nocache("Europe/Berlin"))
    assert one == other
    assert hash(one) == hash(other)


def test_immutable() -> None:
    schedule = Schedule("0 9 * * *", tz=NEW_YORK)
    for name in ("expression", "tz", "dst_policy", "start", "end", "other", "_policy"):
        with pytest.raises(AttributeError):
            setattr(schedule, name, None)
    with pytest.raises(AttributeError):
        del schedule.tz
    assert schedule.tz is NEW_YORK


def test_subclasses_stay_subclasses() -> None:
    class Mine(Schedule):
        __slots__ = ()

    mine = Mine("0 9 * * *", tz=NEW_YORK)
    assert type(mine) is type(copy.copy(mine)) is Mine
    assert mine == Schedule("0 9 * * *", tz=NEW_YORK)


def test_nothing_keeps_a_schedule_alive() -> None:
    """Its zone is remembered for a while, until enough others have come."""
    zone = Nameless()
    schedule = Schedule("0 9 * * *", tz=zone)
    assert schedule.next_fire_time(at("2026-01-01")) is not None
    gone, zone_gone = weakref.ref(schedule), weakref.ref(zone)
    del schedule, zone
    gc.collect()
    assert gone() is None
    for _ in range(300):
        Schedule("0 9 * * *", tz=Nameless()).next_fire_time(at("2026-01-01"))
    gc.collect()
    assert zone_gone() is None


def test_many_zones_do_not_fill_the_memory() -> None:
    """Zones come and go; each is asked afresh, and none is mistaken for another."""
    for hours in range(-11, 12):
        for _ in range(30):
            zone = timezone(timedelta(hours=hours, minutes=30))
            found = Schedule(NINE, tz=zone).next_fire_time(at("2026-01-01"))
            assert found is not None
            assert found.utcoffset() == zone.utcoffset(None)
    names = sorted(zoneinfo.available_timezones())[::7]
    for name in names:
        zone_object = ZoneInfo.no_cache(name)
        found = Schedule(NINE, tz=zone_object).next_fire_time(at("2026-07-01"))
        assert found is not None
        assert found == datetime(2026, 7, 1, 9, tzinfo=zone_object)
        assert found.utcoffset() == datetime(2026, 7, 1, 9, tzinfo=ZoneInfo(name)).utcoffset()


def test_two_dates_in_a_list_stay_two_dates() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 9)]
    for schedule in (Schedule("0 9 * * *", excluding=days), Schedule("0 9 * * *", only=days)):
        for again in (pickle.loads(pickle.dumps(schedule)), schedule.replace(tz=None)):
            assert again == schedule
            start, end = datetime(2026, 1, 1), datetime(2026, 1, 11)
            assert again.count(start, end) == schedule.count(start, end)


def test_schedules_with_the_same_days_are_equal_however_these_are_made() -> None:
    weekend, other = Days.where("0 0 * * SAT,SUN"), ~Days.where("0 0 * * MON-FRI")
    one, two = (Schedule("0 9 * * *", excluding=[days]) for days in (weekend, other))
    assert one == two
    assert hash(one) == hash(two)
    assert one != Schedule("0 9 * * *", excluding=[~weekend])
