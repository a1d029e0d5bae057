"""Policies as data: presets, names, policies of one's own, wrong ones; and what plans keep."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quartzcron import CronExpression, DstPolicy, Schedule, Treatment, UnknownNameError
from quartzcron.clock import instants
from quartzcron.clock.limits import Limits
from quartzcron.dialects.policies import PRESETS

NEW_YORK = ZoneInfo("America/New_York")


def test_every_preset_is_an_attribute_and_has_a_name() -> None:
    for name, policy in PRESETS.items():
        assert getattr(DstPolicy, name) is policy is DstPolicy.named(name.lower())
        assert (str(policy), repr(policy)) == (name, f"DstPolicy.{name}")
        assert pickle.loads(pickle.dumps(policy)) is policy
        assert eval(repr(policy)) is policy


def test_a_policy_of_ones_own() -> None:
    late = Treatment("next", "last")
    mine = DstPolicy("mine", "all", late, late)
    assert pickle.loads(pickle.dumps(mine)) == mine
    assert eval(repr(mine)) == mine
    [fire] = Schedule("30 1 * * *", tz=NEW_YORK, dst=mine).fire_times(
        datetime(2026, 11, 1), datetime(2026, 11, 2)
    )
    assert fire.utcoffset() == timedelta(hours=-5)
    # A preset's name does not make it that preset.
    other = mine.replace(name="SAFE")
    assert other != DstPolicy.SAFE
    assert pickle.loads(pickle.dumps(other)) == other
    assert repr(other).startswith("DstPolicy(name='SAFE'")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("all", "next", "never"), "fold must be one of first, last, both, not 'never'"),
        (("all", "jump", "both"), "gap must be one of skip, next, shift, not 'jump'"),
        (("some", "next", "both"), "fixed_when must be one of all, not-every-hour"),
    ],
)
def test_knobs_that_do_not_exist(parts: tuple[Any, Any, Any], message: str) -> None:
    fixed_when, gap, fold = parts
    with pytest.raises(ValueError, match=message):
        DstPolicy("mine", fixed_when, Treatment(gap, fold), Treatment("skip", "both"))


# IsInterval_ReturnsExpectedValue in CronScheduleTests.cs of azure-webjobs-sdk-extensions, 14 October
# 2024; a schedule that is no interval is fixed.
INTERVALS = (
    "* * * * * *", "0 * * * * *", "0 0 * * * *", "0 0-15 * * * *", "0 0 * * * 0", "0 0 1-3 * * 0",
    "* * * * *", "0 * * * *", "0-15 * * * *", "0 * * * 0", "0 1-3 * * 0",
    # It looks at what NCrontab makes of the text, which is 1-2 for 1,2, and *, 0-58 or 1-59.
    "0 0 1,2 * * *", "0 0 2,1 * * *", "0 20-21 1 * * *", "58,59 0 1 * * *", "0 */1 1 * * *",
)  # fmt: skip
POINTS_IN_TIME = (
    "0 0 0 * * *", "0 0 0 1 * *", "0 0 0 1 1 *", "0 0 0 * * 1",
    "0 1 * * *", "0 0 * * *", "0 0 1 * *", "0 0 1 1 *", "0 0 * * 1",
    # And 0,20,40 for */20, 9 for 9-9, 59,0 for 0,59.
    "0 */20 1 * * *", "0 0 */6 * * *", "0 0 9-9 * * *", "0 0-58/2 1 * * *", "59,0 0 1 * * *",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_interval"),
    [*((text, True) for text in INTERVALS), *((text, False) for text in POINTS_IN_TIME)],
)
def test_what_azure_counts_as_an_interval(text: str, is_interval: bool) -> None:
    expression = CronExpression(text, "azure")
    assert instants.is_fixed_schedule(expression._matcher, DstPolicy.AZURE) is not is_interval


def test_wrong_names() -> None:
    with pytest.raises(UnknownNameError, match='there is no policy "none"; choose from SAFE, QUA'):
        DstPolicy.named("none")
    with pytest.raises(TypeError, match="a policy is a DstPolicy or a preset's name, not int"):
        DstPolicy.named(5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("schedule", "never"),
    [
        (Schedule("0 9 * * *"), False),
        (Schedule("0 9 30 2 *"), True),
        (Schedule("0 9 * * *", tz="UTC", end=datetime(1960, 1, 1)), True),
        (Schedule("0 9 * * *", end=datetime(1970, 1, 1, 9)), True),
        (Schedule("0 9 * * *", end=datetime(1970, 1, 1, 9, 0, 1)), False),
        (Schedule("0 9 * * *", end=datetime(1960, 1, 1, tzinfo=UTC)), True),
        (Schedule("0 9 * * *", start=datetime(2199, 12, 31, 9)), False),
        (Schedule("0 9 * * *", start=datetime(2199, 12, 31, 9, 0, 1)), True),
        (Schedule("30 2 8 3 * ", tz=NEW_YORK, dst="QUARTZ", start=datetime(2026, 3, 8),
                  end=datetime(2026, 3, 9)), True),
    ],
)  # fmt: skip
def test_a_schedule_that_never_fires(schedule: Schedule, never: bool) -> None:
    assert schedule.never_fires is never


def test_what_a_plan_keeps_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instants, "_MOST_DAYS", 3)
    expression = CronExpression("0 9 * * *")
    plan = instants.plan_of(NEW_YORK, expression._matcher, DstPolicy.SAFE)
    regions = [plan.region_of_day(2026, 6, day) for day in range(1, 20)]
    assert len(plan._days) <= 3
    assert len({region for region in regions if region is not None}) == 1
    assert plan.region_of_day(2026, 3, 8) is None
    assert plan.region_of_day(2026, 6, 1) == regions[0]


def test_nothing_matches_far_outside_the_horizon() -> None:
    every = CronExpression("* * * * * ?")
    for year in (1, 1900, 2300, 9999):
        assert datetime(year, 6, 1, tzinfo=NEW_YORK) not in every
        assert not Limits(NEW_YORK).is_bounded
    assert Limits(None, datetime(2026, 1, 1)).is_bounded
    assert Limits(None, None, datetime(2026, 1, 1)).is_bounded


class Nowhere(tzinfo):
    """A zone that gives no offset: Python calls such a datetime naive."""

    def utcoffset(self, _moment: datetime | None) -> None:
        return None

    def dst(self, _moment: datetime | None) -> None:
        return None

    def tzname(self, _moment: datetime | None) -> str:
        return "nowhere"


def test_a_zone_without_offsets_is_refused() -> None:
    for ask in (CronExpression("0 9 * * *").next_fire_time, Schedule("0 9 * * *").matches):
        with pytest.raises(ValueError, match="gives no offset"):
            ask(datetime(2026, 1, 1, tzinfo=Nowhere()))


class Sometimes(Nowhere):
    """A zone that gives an offset in 2000, and none in the next century."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:  # type: ignore[override]
        return timedelta() if moment is not None and moment.year < 2100 else None

    def fromutc(self, moment: datetime) -> datetime:
        return moment


def test_a_zone_that_stops_giving_offsets_is_refused_there() -> None:
    daily = CronExpression("0 9 * * *")
    assert daily.next_fire_time(datetime(2026, 1, 1, tzinfo=Sometimes())) is not None
    with pytest.raises(ValueError, match="gives no offset"):
        daily.count(
            datetime(2099, 12, 1, tzinfo=Sometimes()), datetime(2099, 12, 3, tzinfo=Sometimes())
        )
