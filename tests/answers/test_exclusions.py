"""What is left out of a schedule: dates, spans, other sets; and what becomes of it in sets."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quartzcron import CronExpression, Schedule
from quartzcron.answers.analysis import HORIZON, timetable_of
from quartzcron.clock.moments import NOW

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


EXCLUSIONS: list[tuple[list[Any], list[str]]] = [
    ([], ["24", "25", "26", "27", "28"]),
    ([date(2026, 12, 25)], ["24", "26", "27", "28", "29"]),
    # Both ends of a range are left out.
    ([(date(2026, 12, 25), date(2026, 12, 27))], ["24", "28", "29", "30", "31"]),
    ([(date(2026, 12, 25), date(2026, 12, 25))], ["24", "26", "27", "28", "29"]),
    ([date(2026, 12, 25), date(2026, 12, 27), date(2026, 12, 26)], ["24", "28", "29", "30", "31"]),
    # Expressions, by their fire times: Saturdays at nine, every minute of a Sunday.
    ([CronExpression("0 9 * * 6")], ["24", "25", "27", "28", "29"]),
    ([CronExpression("0 9 * * 6"), CronExpression("* * * * SUN")], ["24", "25", "28", "29", "30"]),
    ([CronExpression("0 10 * * *")], ["24", "25", "26", "27", "28"]),
    ([CronExpression("0 9 * * *") - CronExpression("0 9 24 * *")], ["24"]),
    ([Schedule("0 9 * * *", end=datetime(2026, 12, 27))], ["27", "28", "29", "30", "31"]),
    # Exclusions of exclusions.
    ([Schedule("0 9 * * *", excluding=[(date(2026, 12, 29), date(2026, 12, 30))])], ["29", "30"]),
]  # fmt: skip


@pytest.mark.parametrize(("excluding", "days"), EXCLUSIONS)
def test_excluding(excluding: list[Any], days: list[str]) -> None:
    """Nine o'clock, save for what is left out; floating and in a zone."""
    start, end = at("2026-12-24"), at("2027-01-01")
    floating = Schedule("0 9 * * *", excluding=excluding)
    found = [f"{fire:%d}" for fire in floating.fire_times(start, end, limit=5)]
    assert found == days
    assert floating.excluding == tuple(excluding)
    if not any(isinstance(each, Schedule) for each in excluding):
        zoned = Schedule("0 9 * * *", tz=NEW_YORK, excluding=excluding)
        assert [f"{fire:%d}" for fire in zoned.fire_times(start, end, limit=5)] == days


def test_excluded_dates_are_those_of_the_zone() -> None:
    """The date on the clocks of the schedule, not that of another zone."""
    tokyo = Schedule("0 */6 * * *", tz="Asia/Tokyo", excluding=[date(2026, 1, 2)])
    found = [told(fire) for fire in tokyo.fire_times(at("2026-01-01T12:00"), limit=3)]
    assert found == [
        "2026-01-01T12:00:00+09:00",
        "2026-01-01T18:00:00+09:00",
        "2026-01-03T00:00:00+09:00",
    ]
    # All 25 hours of the day on which the clock goes back.
    hourly = Schedule("0 * * * *", tz=NEW_YORK)
    but_one = Schedule("0 * * * *", tz=NEW_YORK, excluding=[date(2026, 11, 1)])
    assert (hourly - but_one).count(at("2026-01-01"), at("2027-01-01")) == 25
    assert hourly.count(at("2026-11-01"), at("2026-11-02")) == 25


def test_exclusions_keep_their_zone_in_other_sets() -> None:
    """A part of a set in another zone leaves out its own dates and its own hours."""
    tokyo = Schedule("0 */6 * * *", tz="Asia/Tokyo", excluding=[date(2026, 1, 2)])
    morning = Schedule("0 */6 * * *", tz="Asia/Tokyo", excluding=[CronExpression("0 0 * * *")])
    other = Schedule("0 12 1 1 *", tz=NEW_YORK, end=at("2000-01-01"))
    span = at("2026-01-01T12:00", ZoneInfo("Asia/Tokyo")), at("2026-01-03", ZoneInfo("Asia/Tokyo"))
    for part, wanted in ((tokyo, [12, 18]), (morning, [12, 18, 6, 12, 18])):
        found = [
            fire.astimezone(ZoneInfo("Asia/Tokyo")) for fire in (other | part).fire_times(*span)
        ]
        assert [fire.hour for fire in found] == wanted


def test_exclusions_are_frozen() -> None:
    """Later changes to the list that was given change nothing."""
    excluding: list[Any] = [date(2026, 1, 1)]
    schedule = Schedule("0 9 * * *", excluding=excluding)
    same = Schedule("0 9 * * *", excluding=iter([date(2026, 1, 1)]))
    excluding.append(date(2026, 1, 2))
    assert schedule.excluding == same.excluding == (date(2026, 1, 1),)
    assert schedule == same
    assert hash(schedule) == hash(same)
    assert schedule != Schedule("0 9 * * *")
    assert schedule.next_fire_time(at("2026-01-01")) == at("2026-01-02T09:00")
    assert repr(schedule) == "Schedule('0 9 * * *', excluding=[datetime.date(2026, 1, 1)])"
    for again in (pickle.loads(pickle.dumps(schedule)), copy.deepcopy(schedule)):
        assert again == schedule
        assert type(again) is type(schedule)
        assert again.excluding == schedule.excluding
    with pytest.raises(AttributeError):
        schedule.excluding = ()  # type: ignore[misc]


def test_dates_of_all_time() -> None:
    """Dates before and after the horizon, and across its ends, are dates like others."""
    far: list[Any] = [date.min, date(1969, 12, 31), (date(2200, 1, 1), date.max), date.max]
    edges: list[Any] = [(date.min, date(1970, 1, 1)), (date(2199, 12, 31), date.max)]
    for tz, offset in ((None, ""), (NEW_YORK, "-05:00")):
        whole = Schedule("0 9 * * *", tz=tz)
        assert whole.first_difference(Schedule("0 9 * * *", tz=tz, excluding=far)) is None
        within = Schedule("0 9 * * *", tz=tz, excluding=edges)
        assert told(within.first_fire_time()) == "1970-01-02T09:00:00" + offset
        assert told(within.last_fire_time()) == "2199-12-30T09:00:00" + offset
        assert Schedule("0 9 * * *", tz=tz, excluding=[(date.min, date.max)]).never_fires


def test_many_dates_are_put_together_once() -> None:
    """Five hundred holidays are no work when they are asked about again."""
    mondays = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(500)]
    for tz in (None, NEW_YORK):
        schedule = Schedule("0 9 * * *", tz=tz, excluding=mondays)
        assert schedule.count(at("2026-01-01"), at("2036-01-01")) == 3652 - 500
        made = timetable_of(schedule, tz, HORIZON)
        assert schedule.next_fire_time(at("2026-01-05")) == at("2026-01-06T09:00", tz)
        assert timetable_of(schedule, tz, HORIZON) is made


class Nightly(Schedule):
    """A user's class of schedules, which has its own idea of what is next."""

    def next_fire_time(self, after: datetime = NOW, *, inclusive: bool = False) -> datetime | None:
        found = super().next_fire_time(after, inclusive=inclusive)
        return None if found is None else found.replace(microsecond=7)


@pytest.mark.parametrize("excluding", [[], [date(2026, 1, 2)]])
def test_a_subclass_keeps_its_methods(excluding: list[Any]) -> None:
    """Whether it leaves something out or not."""
    schedule = Nightly("0 9 * * *", excluding=excluding)
    wanted = at("2026-01-03T09:00:00.000007" if excluding else "2026-01-02T09:00:00.000007")
    for each in (schedule, pickle.loads(pickle.dumps(schedule)), copy.copy(schedule)):
        assert isinstance(each, Nightly)
        assert each == schedule
        assert each.next_fire_time(at("2026-01-01T09:00")) == wanted
        assert each.matches(at("2026-01-02T09:00")) is not bool(excluding)
        assert each.excluding == tuple(excluding)
        # Its type makes others, with and without exclusions.
        for others in ([], [date(2026, 1, 1)]):
            assert type(each)("0 9 * * *", excluding=others).excluding == tuple(others)
            assert type(each)("0 9 * * *", excluding=others) == Nightly(
                "0 9 * * *", excluding=others
            )


def test_what_is_left_out_may_be_all() -> None:
    """Then it never fires, and says so."""
    schedule = Schedule("0 9 * * *", tz=NEW_YORK, excluding=[CronExpression("0 9 * * *")])
    assert schedule.never_fires
    assert schedule.next_fire_time(at("2026-01-01")) is None
    assert schedule.count(at("1970-01-01"), at("2200-01-01")) == 0


def test_exclusions_with_bounds_in_a_zone() -> None:
    """A schedule without a zone takes the awareness of what it leaves out."""
    closed = Schedule("* * * * *", start=at("2026-01-02", NEW_YORK))
    schedule = Schedule("0 9 * * *", excluding=[closed])
    assert not schedule.never_fires
    assert told(schedule.last_fire_time()) == "2026-01-01T09:00:00-05:00"
    assert schedule.next_fire_time(at("2026-01-01T09:00", NEW_YORK)) is None
    with pytest.raises(TypeError):
        schedule.next_fire_time(at("2026-01-01T09:00"))
