"""Sets of days as bits, rolled days, and matchers on some days only; against loops over dates."""

from __future__ import annotations

import pickle
import random
from bisect import bisect
from datetime import date, timedelta

import oracle
import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

from quartzcron import CronExpression
from quartzcron.calendar.dated import daily, dated, days_of
from quartzcron.calendar.dates import (
    ALL_DAYS,
    DAYS,
    ROLLS,
    Dates,
    between,
    date_of,
    number_of,
    rolled,
    rolled_to,
    years_of,
)

#: What is drawn from one is large; hypothesis would not draw it number by number.
SEEDS = st.integers(0, 2**32).map(random.Random)


def dates_drawn(draw: random.Random) -> int:
    """Return a set of days whose runs are short or long."""
    longest = draw.choice((1, 3, 20, 400, 20_000))
    bits, at = 0, 0
    while at < DAYS:
        length = draw.randint(1, longest)
        if draw.random() < 0.5:
            bits |= (1 << length) - 1 << at
        at += length
    return bits & ALL_DAYS


def places(bits: int) -> list[int]:
    return [place for place, digit in enumerate(bin(bits)[:1:-1]) if digit == "1"]


def rolled_by_hand(day: int, open_days: list[int], how: str) -> int | None:
    """Return where a day goes, of the open days in order."""
    after = bisect(open_days, day)
    back = open_days[after - 1] if after else None
    forth = open_days[after] if after < len(open_days) else None
    if back == day or how == "previous":
        return back
    if how == "next":
        return forth
    if back is None or forth is None:
        return forth if back is None else back
    return back if day - back <= forth - day else forth


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_rolled_days(draw: random.Random) -> None:
    open_bits, days = dates_drawn(draw), dates_drawn(draw) & dates_drawn(draw)
    open_days = places(open_bits)
    for how in ROLLS:
        there = {day: rolled_by_hand(day, open_days, how) for day in places(days)}
        assert places(rolled(days, open_bits, how)) == sorted(
            {day for day in there.values() if day is not None}
        )
        for target in draw.sample(open_days, min(3, len(open_days))):
            came = {day for day, to in there.items() if to == target and day != target}
            assert set(places(rolled_to(target, days, open_bits, how))) == came


@pytest.mark.parametrize("how", ROLLS)
def test_nothing_is_rolled_where_all_is_open_or_closed(how: str) -> None:
    some = between(date(2026, 1, 1), date(2026, 1, 3))
    assert rolled(some, ALL_DAYS, how) == some
    assert rolled(some, 0, how) == 0
    # One open day draws all of them, those on one side only where it says so.
    only = 1 << number_of(date(2026, 1, 2))
    assert rolled(some, only, how) == only
    assert rolled_to(number_of(date(2026, 1, 2)), some, only, how).bit_count() == (
        2 if how == "nearest" else 1
    )


def test_dates_and_numbers() -> None:
    assert (date_of(0), date_of(DAYS - 1)) == (date(1970, 1, 1), date(2199, 12, 31))
    assert between(date.min, date.max) == ALL_DAYS
    assert between(date(1960, 1, 1), date(1969, 12, 31)) == 0
    assert between(date(2200, 1, 1), date.max) == 0
    leap = Dates(between(date(2024, 2, 29), date(2024, 3, 1)))
    assert leap.has(2024, 2, 29)
    assert not leap.has(2024, 2, 28)
    assert leap == pickle.loads(pickle.dumps(leap))
    assert leap == leap
    assert leap != Dates(0)
    assert leap != "leap"
    assert hash(leap) == hash(Dates(leap.bits))
    assert years_of(leap.bits) == 1 << 2024


@given(strategies.any_texts(), SEEDS)
def test_matchers_on_some_days(case: tuple[str, str], draw: random.Random) -> None:
    matcher = CronExpression(*case)._matcher
    dates = Dates(dates_drawn(draw))
    some = dated(matcher, dates)
    assert days_of(some) == days_of(matcher) & dates.bits
    assert some.years == years_of(days_of(some))
    assert days_of(dated(daily(matcher), dates)) == dates.bits
    first = date(draw.randint(1970, 2190), 1, 1)
    last = first + timedelta(days=400)
    by_hand = set(oracle.days(*case, first, last))
    span = between(first, last)
    assert {date_of(day) for day in places(days_of(matcher) & span)} == by_hand
