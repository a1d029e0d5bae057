"""Every day term in every month there can be.

A month is known by the weekday it begins on and by its length, so there are 28
kinds. One real month of each kind is put to every term, and the fire times are
compared with plain date arithmetic.
"""

from __future__ import annotations

import calendar
from array import array
from datetime import date, datetime, timedelta

import oracle
import pytest

from quartzcron import CronExpression
from quartzcron.calendar.months import day_masks, sheet_octets


def one_month_of_each_shape() -> dict[tuple[int, int], tuple[int, int]]:
    """Return (first weekday, length) -> (year, month), the earliest of each kind."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for year in range(1970, 2000):
        for month in range(1, 13):
            found.setdefault(calendar.monthrange(year, month), (year, month))
    return found


SHAPES = one_month_of_each_shape()

DAYS_OF_MONTH = [
    *(str(day) for day in range(1, 32)),
    *(f"{day}W" for day in range(1, 32)),
    *(f"L-{days}" for days in range(31)),
    *(f"L-{days}W" for days in range(31)),
    "L",
    "LW",
]

# In Quartz numbers, 1 for Sunday, and in Unix numbers, where 0 and 7 are Sunday.
QUARTZ_DAYS_OF_WEEK = [
    "L",
    *(str(day) for day in range(1, 8)),
    *(f"{day}L" for day in range(1, 8)),
    *(f"{day}#{count}" for day in range(1, 8) for count in range(1, 6)),
    *oracle.DAY_NAMES,
    *(f"{name}L" for name in oracle.DAY_NAMES),
    *(f"{name}#{count}" for name in oracle.DAY_NAMES for count in range(1, 6)),
]
UNIX_DAYS_OF_WEEK = [
    *(str(day) for day in range(8)),
    *(f"{day}L" for day in range(8)),
    *(f"{day}#{count}" for day in range(8) for count in range(1, 6)),
]

QUARTZNET_DAYS_OF_MONTH = [
    *DAYS_OF_MONTH,
    *(f"LW-{days}" for days in range(31)),
    *(f"L-{before}W-{back}" for before in (0, 1, 2, 3, 27, 28, 29, 30) for back in (0, 1, 5, 30)),
]

# The numbering that the oracle reads a term in, the terms, the text around one, its dialect.
GROUPS = {
    "quartz day of month": ("month", DAYS_OF_MONTH, "0 0 0 {} * ?", None),
    "quartz day of week": ("quartz", QUARTZ_DAYS_OF_WEEK, "0 0 0 ? * {}", None),
    "five fields, day of month": ("month", DAYS_OF_MONTH, "0 0 {} * *", None),
    "five fields, day of week": ("unix", UNIX_DAYS_OF_WEEK, "0 0 * * {}", None),
    "Quartz.NET": ("quartznet", QUARTZNET_DAYS_OF_MONTH, "0 0 0 {} * ?", "quartznet"),
}


def test_there_are_28_shapes() -> None:
    """Seven weekdays to begin on, four lengths."""
    assert set(SHAPES) == {(first, length) for first in range(7) for length in range(28, 32)}


def fire_days(expression: CronExpression, year: int, month: int) -> list[date]:
    """Return the days of a month on which an expression fires, by the public face."""
    length = calendar.monthrange(year, month)[1]
    start = datetime(year, month, 1)
    return [fire.date() for fire in expression.fire_times(start, start + timedelta(days=length))]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("shape", sorted(SHAPES), ids=lambda shape: f"{shape[0]}-{shape[1]}")
def test_every_day_term(group: str, shape: tuple[int, int]) -> None:
    """Each term fires on exactly the days that date arithmetic names."""
    numbering, terms, frame, dialect = GROUPS[group]
    year, month = SHAPES[shape]
    every_day = [date(year, month, day) for day in range(1, shape[1] + 1)]
    wrong = []
    for term in terms:
        text = frame.format(term)
        wanted = [day for day in every_day if oracle.day_matches(term, numbering, day)]
        expression = CronExpression(text, dialect)
        found = fire_days(expression, year, month)
        if found != wanted:
            wrong.append(f"{expression!r} in {year}-{month:02}: {found}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_a_sheet_is_laid_out_as_this_machine_has_numbers() -> None:
    sheet = CronExpression("0 0 0 LW * ?", "quartz")._matcher.days
    assert array("I", sheet_octets(sheet)).tolist() == list(day_masks(sheet))
