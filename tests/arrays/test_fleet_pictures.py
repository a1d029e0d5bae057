"""Pictures of fleets: the pictures of their schedules, one upon the other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from quartzcron import CronExpression, Days, Schedule, arrays
from quartzcron.clock import moments

TEXTS = ["*/15 1-3 * * *", "30 2 * * SUN", "0 9 L,13 * FRI"]


@pytest.mark.parametrize("view", ["week", "month", "year"])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_cell_of_a_fleet_is_the_sum_of_those_of_its_schedules(view: Any, day: date) -> None:
    schedules = [Schedule(text, tz="Europe/Berlin") for text in TEXTS]
    # One of those that a fleet asks one by one.
    schedules.append(Schedule(TEXTS[0], tz="Asia/Seoul", excluding=Days.of([day])))
    together = arrays.Fleet(schedules).picture(view, day, tz="Europe/Berlin")
    apart = [schedule.picture(view, day, tz="Europe/Berlin") for schedule in schedules]
    assert together.notes == apart[0].notes
    assert together.total == sum(each.total for each in apart)
    for place, block in enumerate(together.blocks):
        for row, cells in enumerate(block.rows):
            for column, cell in enumerate(cells.cells):
                alone = [each.blocks[place].rows[row].cells[column] for each in apart]
                assert cell.weight == sum(each.weight for each in alone)
                assert {each.spans for each in alone} == {cell.spans}


def test_the_hours_are_those_that_are_asked_for() -> None:
    zoned = arrays.Fleet([Schedule("0 8 * * *", tz="Asia/Seoul")])
    assert zoned.picture("week", date(2026, 1, 5)).tz is UTC
    seoul = datetime(2026, 1, 5, tzinfo=zoned.picture(tz="Asia/Seoul").tz)
    assert zoned.picture("week", seoul).tz is seoul.tzinfo
    floating = arrays.Fleet([CronExpression("0 8 * * *")])
    assert floating.picture("week", date(2026, 1, 5)).tz is None
    assert floating.picture("week", seoul).tz is seoul.tzinfo


@pytest.mark.parametrize("tz", [None, "Asia/Seoul"])
def test_without_a_start_it_is_the_period_of_the_next_run(
    tz: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 7, 15, 12, tzinfo=UTC))
    texts = ["0 8 1 10 *", "0 9 1 9 *", "0 0 30 2 *"]
    fleet = arrays.Fleet([CronExpression(text) for text in texts])
    assert fleet.picture("month", tz=tz).first == date(2026, 9, 1)
    never = arrays.Fleet([CronExpression("0 0 30 2 *")])
    assert never.picture("month", tz=tz).first == date(2026, 7, 1)
    assert arrays.Fleet([]).picture("month", tz=tz).total == 0


def test_a_fleet_has_a_title_or_none() -> None:
    fleet = arrays.Fleet([CronExpression("0 8 * * *")])
    named = fleet.picture("week", date(2026, 1, 5), title="Jobs <&>", locale="ko")
    assert str(named).splitlines()[:2] == ["Jobs <&>", "2026년 1월 5일 – 2026년 1월 11일 · 7×"]
    nameless = fleet.picture("week", date(2026, 1, 5))
    assert str(nameless).startswith("January 5, 2026")
    label = ElementTree.fromstring(nameless.svg()).get("aria-label")
    assert label == "January 5, 2026 – January 11, 2026 · 7×"
