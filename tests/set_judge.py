"""Everything that can be asked about a set of instants, held against a list of them.

Each function yields what is wrong, in words: nothing, then, when all is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import set_oracle
from every_change import seen
from set_oracle import meant
from set_strategies import Asked, Case, Span

Witnessed = tuple[int, int, int]


def told(found: datetime | None) -> object:
    """Return all that a reader sees of an answer."""
    return None if found is None else seen(found)


def unlike(asked: object, question: str, found: object, wanted: object) -> Iterator[str]:
    """Yield a sentence if an answer is not the one that was wanted."""
    if found != wanted:
        yield f"{question} of {asked!r} is {found}, not {wanted}"


def all_differences(case: Case, span: Span) -> Iterator[str]:
    """Yield what is wrong about any answer about a span."""
    asked, listed = case.asked, case.fires(span.first, span.last)
    yield from list_differences(asked, case, span, listed)
    yield from count_differences(asked, span, listed)
    yield from nth_differences(asked, case, span, listed)
    yield from interval_differences(asked, case, span, listed)
    yield from step_differences(asked, case, span, listed)
    yield from match_differences(asked, case, span, listed)


def list_differences(asked: Asked, case: Case, span: Span, listed: list[int]) -> Iterator[str]:
    """Yield what is wrong about the iterators, both ways, with and without a limit."""
    wanted = [told(case.shown(instant)) for instant in listed]
    for limit in (None, 0, 2):
        kept = slice(limit)
        for reverse, expected in ((False, wanted[kept]), (True, wanted[::-1][kept])):
            question = f"fire_times({span.start!r}, {span.end!r}, {limit=}, {reverse=})"
            found = asked.fire_times(span.start, span.end, limit=limit, reverse=reverse)
            yield from unlike(asked, question, [told(fire) for fire in found], expected)
    if span.first < span.last:
        number = min(len(wanted), 3)
        endless = asked.fire_times(span.start, limit=number)
        question = f"fire_times({span.start!r}, limit={number})"
        yield from unlike(asked, question, [told(fire) for fire in endless], wanted[:number])
        endless = asked.fire_times(None, span.end, limit=number, reverse=True)
        question = f"fire_times(None, {span.end!r}, limit={number}, reverse=True)"
        yield from unlike(asked, question, [told(fire) for fire in endless], wanted[::-1][:number])


def count_differences(asked: Asked, span: Span, listed: list[int]) -> Iterator[str]:
    """Yield what is wrong about the count of a span, and of the span turned round."""
    question = f"count({span.start!r}, {span.end!r})"
    yield from unlike(asked, question, asked.count(span.start, span.end), len(listed))
    if span.first <= span.last:
        question = f"count({span.end!r}, {span.start!r})"
        yield from unlike(asked, question, asked.count(span.end, span.start), 0)


def nth_differences(asked: Asked, case: Case, span: Span, listed: list[int]) -> Iterator[str]:
    """Yield what is wrong about the n-th fire times, counted from either end of a span."""
    size = len(listed)
    for n in sorted({0, 1, 2, size // 2, size - 2, size - 1} & set(range(size))):
        for anchor, number in ((span.start, n), (span.end, n - size)):
            found = asked.nth_fire_time(anchor, number)
            question = f"nth_fire_time({anchor!r}, {number})"
            yield from unlike(asked, question, told(found), told(case.shown(listed[n])))
    if span.first > span.last:
        return
    beyond = asked.nth_fire_time(span.start, size)
    if beyond is not None and meant(beyond) < span.last:
        yield f"nth_fire_time({span.start!r}, {size}) of {asked!r} is {beyond}, one too many"
    before = asked.nth_fire_time(span.end, -size - 1)
    if before is not None and meant(before) >= span.first:
        yield f"nth_fire_time({span.end!r}, {-size - 1}) of {asked!r} is {before}, one too many"


def interval_differences(asked: Asked, case: Case, span: Span, listed: list[int]) -> Iterator[str]:
    """Yield what is wrong about the shortest and the longest interval within a span."""
    shortest = asked.shortest_interval(span.start, span.end)
    longest = asked.longest_interval(span.start, span.end)
    for name, found, wanted in (
        ("shortest_interval", shortest, set_oracle.shortest(listed)),
        ("longest_interval", longest, set_oracle.longest(listed)),
    ):
        question = f"{name}({span.start!r}, {span.end!r})"
        yield from unlike(asked, question, interval_told(found), interval_wanted(case, wanted))


def interval_told(found: Any) -> object:
    """Return all that a reader sees of an interval."""
    return None if found is None else (found.duration, told(found.first), told(found.second))


def interval_wanted(case: Case, wanted: Witnessed | None) -> object:
    """Return what a reader must see of an interval of the oracle."""
    if wanted is None:
        return None
    seconds, first, second = wanted
    return timedelta(seconds=seconds), told(case.shown(first)), told(case.shown(second))


def step_differences(asked: Asked, case: Case, span: Span, listed: list[int]) -> Iterator[str]:
    """Yield what is wrong about next and previous from the ends of a span inwards."""
    if span.first >= span.last:
        return
    inside = [listed[0], listed[-1]] if listed else [None, None]
    for name, found, wanted in (
        ("next_fire_time", asked.next_fire_time(span.start, inclusive=True), inside[0]),
        ("previous_fire_time", asked.previous_fire_time(span.end), inside[1]),
    ):
        if wanted is None:
            if found is not None and span.first <= meant(found) < span.last:
                yield f"{name} of {asked!r} from {span} is {found}, where nothing fires"
        else:
            yield from unlike(asked, f"{name} from {span}", told(found), told(case.shown(wanted)))
    for one, other in pairwise(listed[:4]):
        earlier, later = case.shown(one), case.shown(other)
        question = f"next_fire_time({earlier!r})"
        yield from unlike(asked, question, told(asked.next_fire_time(earlier)), told(later))
        question = f"previous_fire_time({later!r})"
        yield from unlike(asked, question, told(asked.previous_fire_time(later)), told(earlier))


def match_differences(asked: Asked, case: Case, span: Span, listed: list[int]) -> Iterator[str]:
    """Yield what is wrong about matches, at fire times and beside them."""
    fires = set(listed)
    for instant in sorted({at + shift for at in listed[:40] for shift in (-1, 0, 1, 60, 3_600)}):
        if span.first <= instant < span.last:
            moment = case.shown(instant)
            yield from unlike(
                asked, f"matches({moment!r})", asked.matches(moment), instant in fires
            )
            yield from unlike(asked, f"{moment!r} in", moment in asked, instant in fires)


def bounded_differences(case: Case, listed: list[int]) -> Iterator[str]:
    """Yield what is wrong about answers that need no span, of a set that is listed whole."""
    asked = case.asked
    ends = (listed[0], listed[-1]) if listed else (None, None)
    wanted: Iterable[tuple[str, object, object]] = (
        ("first_fire_time()", told(asked.first_fire_time()), ends[0]),
        ("last_fire_time()", told(asked.last_fire_time()), ends[1]),
    )
    for question, found, instant in wanted:
        expected = None if not isinstance(instant, int) else told(case.shown(instant))
        yield from unlike(asked, question, found, expected)
    yield from unlike(asked, "never_fires", asked.never_fires, not listed)
    busiest = set_oracle.busiest(listed, case.answer_zone)
    yield from unlike(asked, "most_per_day()", asked.most_per_day(), busiest)
    for name, found, extreme in (
        ("shortest_interval()", asked.shortest_interval(), set_oracle.shortest(listed)),
        ("longest_interval()", asked.longest_interval(), set_oracle.longest(listed)),
    ):
        yield from unlike(asked, name, interval_told(found), interval_wanted(case, extreme))
