"""Rows asked abreast by NumPy: what the compiled `Crowd` does in C, for the pure kernel.

The face is the same, and this is the definition that the other is held to. Of
each lead the masks are gathered once; a row is the number of its lead and that
of its zone. A question is then a few hundred array operations on some thousand
rows at a time, whatever the schedules are. Only previous fire times, counts and
lists are asked for row by row.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from quartzcron.arrays.masks import NEVER, masks_of, next_walls
from quartzcron.arrays.members import Plans, plans_of, rules_of
from quartzcron.arrays.moments import NAT
from quartzcron.arrays.numbering import numbered
from quartzcron.arrays.runs import Span
from quartzcron.arrays.singles import count_of, fires_of, load_of
from quartzcron.arrays.windows import nearest
from quartzcron.calendar.search import Sweep
from quartzcron.clock.instants import find_seconds
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT
from quartzcron.expression import CronExpression
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo
    from typing import TypeVar

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.encoding import Numbers
    from quartzcron.arrays.members import Rules
    from quartzcron.arrays.moments import Single

    Column = TypeVar("Column", Numbers, Integers)

    #: From when (inclusive) to when (exclusive) each row fires.
    Limits = tuple[Integers, Integers] | None

#: How many rows are worked on at a time: what they need fits into a processor's own memory.
CHUNK = 16_384


class Columns:
    """Leads and zones, for rows that name them by number; see `kernel._kernel.Crowd`."""

    __slots__ = ("_gathered", "_plans", "_zones")

    _gathered: Leads

    def __init__(
        self,
        leads: Sequence[Single],
        zones: Sequence[tzinfo | None],
        model: Columns | None = None,
    ) -> None:
        """Make one for leads and zones; with a model, for the leads of that."""
        self._gathered = Leads(leads) if model is None else model._gathered
        self._zones = list(zones)
        self._plans = plans_of(self._zones, lambda: self._gathered.rules)

    def search(
        self,
        leads: Numbers,
        zones: Numbers,
        seconds: Integers,
        bounds: Limits,
        found: Integers,
        start: int,
        stop: int,
        forward: bool,
    ) -> None:
        """Fill an array, from row start to row stop, with the nearest second of each row, or NaT.

        `zones` and `seconds` are one for all or one for each, and so everywhere here.
        """
        search = self._first_fires if forward else self._last_fires
        for low in range(start, stop, CHUNK):
            part = slice(low, min(low + CHUNK, stop))
            second = _part(seconds, part)
            if bounds is not None:
                begin, end = bounds[0][part], bounds[1][part]
                second = np.maximum(second, begin) if forward else np.minimum(second, end - 1)
            fires = search(leads[part], second, self._plans_of(leads[part], _part(zones, part)))
            is_none = fires == NEVER
            if bounds is not None:
                is_none |= (fires < begin) | (fires >= end)
            fires[is_none] = NAT
            found[part] = fires

    def count(
        self,
        leads: Numbers,
        zones: Numbers,
        starts: Integers,
        ends: Integers,
        bounds: Limits,
        found: Integers,
        start: int,
        stop: int,
    ) -> None:
        """Fill an array with how often each row fires from one second (inclusive) to another."""
        rows = slice(start, stop)
        for place, span in self._spans(
            leads, zones, _part(starts, rows), _part(ends, rows), bounds, rows
        ):
            found[place] = count_of(span)

    def load(
        self,
        leads: Numbers,
        zones: Numbers,
        weights: Integers,
        edges: Integers,
        bounds: Limits,
        counts: Integers,
        start: int,
        stop: int,
    ) -> None:
        """Add to counts how often the rows fire, each so often as its weight, between edges."""
        rows = slice(start, stop)
        for place, span in self._spans(leads, zones, edges[:1], edges[-1:], bounds, rows):
            counts += weights[place] * load_of(span, edges)

    def due(
        self,
        leads: Numbers,
        zones: Numbers,
        bounds: Limits,
        low: int,
        high: int,
        start: int,
        stop: int,
    ) -> tuple[bytes, bytes]:
        """Return the rows that fire from low (inclusive) to high, and when: arrays as octets."""
        rows = slice(start, stop)
        members, times = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for place, span in self._spans(
            leads, zones, np.array([low]), np.array([high]), bounds, rows
        ):
            fires = fires_of(span)
            members.append(np.full(len(fires), place))
            times.append(fires)
        return np.concatenate(members).tobytes(), np.concatenate(times).tobytes()

    def _plans_of(self, leads: Numbers, zones: Numbers) -> Plans:
        """Return the plans of some rows."""
        plans, number_of = self._plans
        if not plans:
            return Plans(plans, np.full(len(leads), -1))
        return Plans(plans, number_of[zones, self._gathered.rules.kind_of[leads]])

    def _first_fires(self, leads: Numbers, first: Integers, plans: Plans) -> Integers:
        """Return the first fire of each row at or after a second, or `NEVER`."""
        masks = self._gathered.masks.at(leads)
        zoned = (plans.plan_of >= 0).nonzero()[0]
        if not len(zoned):
            return next_walls(masks, first)
        first = np.broadcast_to(first, len(leads))
        if len(zoned) == len(leads):
            return nearest(masks, first, plans)
        found = next_walls(masks, first)
        found[zoned] = nearest(masks.at(zoned), first[zoned], plans.take(zoned))
        return found

    def _last_fires(self, leads: Numbers, last: Integers, plans: Plans) -> Integers:
        """Return the last fire of each row at or before a second, or `NEVER`; one by one."""
        found = np.full(len(leads), NEVER)
        lasts = np.broadcast_to(last, len(leads)).tolist()
        for row, (lead, second) in enumerate(zip(leads.tolist(), lasts, strict=True)):
            sweep, plan = self._gathered.sweeps[lead], plans.plan_of[row]
            if plan < 0:
                fire = find_seconds(sweep, min(max(second, FIRST_INSTANT), END_INSTANT))
            else:
                fire = plans.plans[plan].nearest(sweep, second)
            if fire is not None:
                found[row] = fire
        return found

    def _spans(
        self,
        leads: Numbers,
        zones: Numbers,
        low: Integers,
        high: Integers,
        bounds: Limits,
        rows: slice,
    ) -> Iterator[tuple[int, Span]]:
        """Yield each row and its span: from low to high, within its bounds."""
        if bounds is not None:
            low, high = np.maximum(low, bounds[0][rows]), np.minimum(high, bounds[1][rows])
        columns = (leads[rows], _part(zones, rows), low, high)
        for row, (lead, zone, first, end) in enumerate(np.broadcast(*columns), rows.start):
            yield row, Span(self._gathered.leads[lead], self._zones[zone], int(first), int(end))


class Leads:
    """Leads as columns, and behind them one that never fires: a row without a lead is number -1."""

    def __init__(self, given: Sequence[Single]) -> None:
        self.leads = [*given, CronExpression("0 0 30 2 *")]
        self._matchers = numbered([lead._matcher for lead in self.leads])
        matchers, matcher_of = self._matchers
        masks = masks_of(matchers)
        self.masks = masks if len(matchers) == len(matcher_of) else masks.at(matcher_of)

    @cached_property
    def rules(self) -> Rules:
        """The rules of the leads. They are for zones only, and take as long as all the rest."""
        return rules_of(self.leads, *self._matchers)

    @cached_property
    def sweeps(self) -> list[Sweep]:
        """The way back for each lead."""
        matchers, matcher_of = self._matchers
        sweeps = [Sweep(matcher, forward=False) for matcher in matchers]
        return [sweeps[place] for place in matcher_of.tolist()]


def _part(column: Column, rows: slice) -> Column:
    """Return some rows of a column, which is one for all or one for each."""
    return column if len(column) == 1 else column[rows]
