"""The members of a fleet as columns, for NumPy to search all of them abreast.

Where the kernel is compiled it goes from member to member by itself; here the
pure one has each different object gathered once: its masks, its zone, and its
rule for clock changes as the number of a plan. A question is then a few hundred
array operations on some thousand rows at a time, whatever the schedules are.
"""

from __future__ import annotations

import numpy as np

from quartzcron.arrays.masks import NEVER, masks_of, next_walls
from quartzcron.arrays.members import (
    Plans,
    bounds_of,
    is_utc,
    plans_of,
    rules_of,
    zones_of,
)
from quartzcron.arrays.moments import clipped
from quartzcron.arrays.numbering import numbered
from quartzcron.arrays.windows import nearest
from quartzcron.clock.moments import placed
from quartzcron.clock.zones import instant_of
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.masks import Masks, Rows
    from quartzcron.arrays.members import Rules
    from quartzcron.arrays.moments import After, Single

#: How many rows are worked on at a time: what they need fits into a processor's own memory.
CHUNK = 16_384

#: What is said where moments and schedules do not go together.
MISMATCHED = "a schedule without a zone takes moments as aware as its bounds"
MIXED = (
    "after is naive and only some schedules have a zone: "
    "the answers would be UTC instants as well as wall times"
)


class Columns:
    """Many expressions and schedules as columns; an object that is there many times is one row."""

    __slots__ = (
        "_bounds",
        "_masks",
        "_matchers",
        "_member_of",
        "_members",
        "_plans",
        "_rules",
        "_zones",
    )

    #: Made when a zone is first involved; that takes as long as all the rest.
    _rules: Rules | None

    def __init__(self, given: list[Single]) -> None:
        self._members, member_of = numbered(given)
        # None if each is its own.
        self._member_of = None if len(self._members) == len(given) else member_of
        self._matchers = numbered([member._matcher for member in self._members])
        matchers, matcher_of = self._matchers
        masks = masks_of(matchers)
        self._masks = masks if len(matchers) == len(matcher_of) else masks.at(matcher_of)
        self._rules = None
        self._bounds = bounds_of(self._members)
        self._zones = zones_of([getattr(member, "tz", None) for member in self._members])
        self._plans = Plans([], np.full(len(self._members), -1))
        if self._zones.zones:
            self._plans = plans_of(self._zones, self._kept_rules())

    def ask(self, asked: After) -> Integers:
        """Return the first second after the moments asked about at which each fires, or `NEVER`."""
        self._check(asked)
        rows = None if asked.is_one else self._member_of
        found = self._found(rows, self._seconds(asked, rows) + 1, self._plans_for(asked, rows))
        if asked.is_one and self._member_of is not None:
            return found.take(self._member_of)
        return found

    def _kept_rules(self) -> Rules:
        """Return the rules of the members, and keep them."""
        rules = self._rules
        if rules is None:
            rules = self._rules = rules_of(self._members, *self._matchers)
        return rules

    def _check(self, asked: After) -> None:
        """Raise `TypeError` if the moments do not go with the bounds or the zones."""
        bounds, zones = self._bounds, self._zones
        if bounds is not None and (
            (asked.is_aware and bounds.some_naive) or (asked.is_naive and bounds.some_aware)
        ):
            raise TypeError(MISMATCHED)
        if asked.is_naive and zones.zones and not zones.is_everywhere:
            raise TypeError(MIXED)

    def _seconds(self, asked: After, rows: Integers | None) -> Integers:
        """Return what the moments are to the members, one for all or one each; floored."""
        zones = self._zones
        if not (asked.is_naive and zones.zones):
            return asked.seconds
        if asked.is_one:
            walls = [instant_of(placed(asked.datetimes[0], zone)) for zone in zones.zones]
            return clipped(np.array(walls)).take(zones.zone_of)
        zone_of = zones.zone_of if rows is None else zones.zone_of.take(rows)
        own = map(zones.zones.__getitem__, zone_of.tolist())
        instants = map(instant_of, map(placed, asked.datetimes, own))
        return clipped(np.fromiter(instants, np.int64, len(zone_of)))

    def _plans_for(self, asked: After, rows: Integers | None) -> Plans:
        """Return the plans of the members; those without a zone are in that of the moment."""
        zones, plans = self._zones, self._plans
        moment_zones = [moment.tzinfo for moment in asked.datetimes]
        if not asked.is_aware or zones.is_everywhere or all(map(is_utc, moment_zones)):
            return plans if rows is None else plans.take(rows)
        rules = self._kept_rules()
        if rows is not None:
            zones, rules = zones.take(rows), rules.take(rows)
        return plans_of(zones.over(zones_of(moment_zones)), rules)

    def _found(self, rows: Integers | None, first: Integers, plans: Plans) -> Integers:
        """Return the first fire of each of some members, None for all, from a second on.

        `first` is one for all or one each, `plans` are those of the same members.
        """
        found = np.empty(len(plans.plan_of), np.int64)
        for low in range(0, len(found), CHUNK):
            part = slice(low, low + CHUNK)
            found[part] = self._search(
                part if rows is None else rows[part],
                first[part] if first.ndim else first,
                Plans(plans.plans, plans.plan_of[part]),
            )
        return found

    def _search(self, rows: Rows, first: Integers, plans: Plans) -> Integers:
        """Return the first fire of some members within their bounds, or `NEVER`."""
        masks, bounds = self._masks.at(rows), self._bounds
        if bounds is None:
            return _first_fires(masks, first, plans)
        found = _first_fires(masks, np.maximum(first, bounds.start[rows]), plans)
        found[found >= bounds.end[rows]] = NEVER
        return found


def _first_fires(masks: Masks, first: Integers, plans: Plans) -> Integers:
    """Return the first fire of each row at or after a second, or `NEVER`."""
    zoned = (plans.plan_of >= 0).nonzero()[0]
    if not len(zoned):
        return next_walls(masks, first)
    first = np.broadcast_to(first, len(plans.plan_of))
    if len(zoned) == len(first):
        return nearest(masks, first, plans)
    found = next_walls(masks, first)
    found[zoned] = nearest(masks.at(zoned), first[zoned], plans.take(zoned))
    return found
