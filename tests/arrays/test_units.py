"""Moments as `datetime64` of any unit and any number that fits into 64 bits.

NumPy wraps around silently where a number in one unit has no place in another. What
arrays make of a moment is held against Python's integers, which have no end.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quartzcron import CronExpression, Schedule, arrays

EPOCH = datetime(1970, 1, 1)
DAY = 86_400

#: How many parts a second has in each unit, or how many seconds are in one.
PARTS = {"ms": 3, "us": 6, "ns": 9, "ps": 12, "fs": 15, "as": 18}
SECONDS = {"W": 7 * DAY, "D": DAY, "h": 3_600, "m": 60, "s": 1}
UNITS = ["Y", "M", *SECONDS, *PARTS]

#: The numbers of 64 bits, but for the one that is NaT.
NUMBERS = st.one_of(
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.integers(-300, 3_000),
    st.integers(-(10**11), 10**11),
    st.sampled_from([-(2**63) + 1, 2**63 - 1, 2**62, -(2**62), 10**15]),
)


class Moment(NamedTuple):
    """A number of steps of a unit since 1970."""

    number: int
    step: int
    unit: str

    @property
    def dtype(self) -> str:
        return f"M8[{self.step}{self.unit}]"

    @property
    def exact(self) -> tuple[int, int]:
        """The whole second that it lies in, and whether it is within that: by Python's integers."""
        total = self.number * self.step
        if self.unit in PARTS:
            second, rest = divmod(total, 10 ** PARTS[self.unit])
            return second, int(rest > 0)
        if self.unit in SECONDS:
            return total * SECONDS[self.unit], 0
        year, month = divmod(total if self.unit == "M" else 12 * total, 12)
        return days_before(1970 + year, month) * DAY, 0


def days_before(year: int, month: int) -> int:
    """Return the days from 1970 to a month (0 is January) of any year whatever."""
    cycles, year = divmod(year - 1, 400)
    # The calendar repeats each 400 years, which are 146,097 days.
    first = datetime(year + 1, month + 1, 1)
    return cycles * 146_097 + (first - EPOCH).days


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Draw a moment of any unit: anywhere, or within the horizon."""
    unit = draw(st.sampled_from(UNITS))
    step = draw(st.sampled_from([1, 1, 1, 2, 25, 2**31 - 1]))
    if draw(st.booleans()):
        return Moment(draw(NUMBERS), step, unit)
    second = draw(st.integers(-3 * 366 * DAY, 232 * 366 * DAY))
    if unit in PARTS:
        number = second * 10 ** PARTS[unit] // step + draw(st.integers(-1, 1))
    else:
        size = SECONDS.get(unit, 31_556_952 if unit == "Y" else 2_629_746)
        number = second // (size * step)
    return Moment(min(max(number, -(2**63) + 1), 2**63 - 1), step, unit)


def as_array(moment: Moment, count: int | None = None) -> Any:
    """Return a moment as NumPy has it: one, or so many."""
    numbers = np.array(moment.number if count is None else [moment.number] * count, np.int64)
    return numbers.view(moment.dtype)[()]


def as_datetime(moment: Moment) -> datetime:
    """Return a moment as a datetime; one far from the horizon as one nearer to it."""
    second, rest = moment.exact
    edges = (datetime(1965, 1, 1), datetime(2205, 1, 1))
    low, high = ((edge - EPOCH) // timedelta(seconds=1) for edge in edges)
    return EPOCH + timedelta(seconds=min(max(second, low), high), microseconds=rest)


FIRING: list[Any] = [
    CronExpression("0 * * * *"),
    CronExpression("0 0 1 1 *"),
    CronExpression("59 59 23 31 12 ? 2199"),
    Schedule("30 7 * * *", excluding=[CronExpression("* * * * SUN")]),
    Schedule("0 9 * * *", start=datetime(2020, 1, 1), end=datetime(2030, 1, 1)),
    CronExpression("0 9 * * *") | CronExpression("0 0 10 ? * MON#1"),
]


@given(moments(), st.sampled_from(FIRING[:5]))
@example(Moment(2**62, 1, "D"), FIRING[0])
@example(Moment(10**15, 1, "D"), FIRING[0])
@example(Moment(2**62, 1, "as"), FIRING[0])
@example(Moment(-(2**63) + 1, 2**31 - 1, "as"), FIRING[0])
@example(Moment(2**63 - 1, 2**31 - 1, "Y"), FIRING[1])
def test_next_after_any_moment(moment: Moment, firing: Any) -> None:
    """One for all and one for each: what comes after the same moment as a datetime."""
    wanted = [firing.next_fire_time(as_datetime(moment))] * 3
    for after in (as_array(moment), as_array(moment, 3), np.asarray(as_array(moment))):
        assert arrays.next_fire_times([firing] * 3, after).tolist() == wanted
    with_nat = as_array(moment, 3).copy()
    with_nat[1] = "NaT"
    assert arrays.next_fire_times([firing] * 3, with_nat).tolist() == [wanted[0], None, wanted[2]]


@given(moments(), moments(), st.sampled_from(FIRING[1:]))
@example(Moment(56, 1, "Y"), Moment(2**62, 1, "D"), FIRING[1])
@example(Moment(10**15, 1, "D"), Moment(2**63 - 1, 1, "s"), FIRING[1])
@example(Moment(-(2**62), 1, "D"), Moment(-1, 1, "as"), FIRING[1])
def test_fire_times_between_any_two_moments(start: Moment, end: Moment, firing: Any) -> None:
    """All that lie between the same two moments as datetimes."""
    wanted = firing.count(as_datetime(start), as_datetime(end))
    found = arrays.fire_times(firing, as_array(start), as_array(end))
    assert len(found) == wanted
    if wanted:
        assert found[0].item() == firing.next_fire_time(as_datetime(start), inclusive=True)
        assert found[-1].item() == firing.previous_fire_time(as_datetime(end))
    chunks = arrays.fire_time_chunks(firing, as_array(start), as_array(end), size=10_000)
    assert sum(map(len, chunks)) == wanted


@pytest.mark.parametrize("unit", UNITS)
def test_nothing_comes_after_the_end_and_all_after_the_beginning(unit: str) -> None:
    """Of each unit the largest and the smallest number; a second holds all of the finest."""
    yearly = CronExpression("0 0 1 1 *")
    late, early = Moment(2**63 - 1, 1, unit), Moment(-(2**63) + 1, 1, unit)
    counted = len(arrays.fire_times(yearly, as_array(early), as_array(late)))
    assert counted == yearly.count(as_datetime(early), as_datetime(late))
    assert counted == {"ns": 230, "ps": 1, "fs": 1, "as": 1}.get(unit, 230)
