"""What a fleet gathers of its members: bounds, zones, and the plans of their zones.

Gathering is the slow part, since it asks Python objects one by one. So things
are told apart by identity, which costs a tenth of comparing them, and what
depends on a zone is made once for each zone and rule and not for each member.
"""

from __future__ import annotations

from datetime import timezone
from typing import NamedTuple

import numpy as np

from quartzcron.arrays.moments import ceiling, limits_of
from quartzcron.arrays.numbering import numbered
from quartzcron.clock.instants import is_fixed_schedule, plan_of
from quartzcron.clock.moments import is_aware
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.moments import Single
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.clock.instants import Plan
    from quartzcron.dialects.policies import DstPolicy


# --- bounds ----------------------------------------------------------------


class Bounds(NamedTuple):
    """From when (inclusive) to when (exclusive) each member fires, in whole seconds.

    In wall time for naive bounds of members without a zone, otherwise in
    instants; `some_naive` and `some_aware` say what such members have.
    """

    start: Integers
    end: Integers
    some_naive: bool
    some_aware: bool


_EARLY, _LATE = -1 << 60, 1 << 60


def bounds_of(members: Sequence[Single]) -> Bounds | None:
    """Return the bounds of all members, or None if there is not a single one."""
    starts = [getattr(member, "start", None) for member in members]
    ends = [getattr(member, "end", None) for member in members]
    if starts.count(None) == ends.count(None) == len(members):
        return None
    start, end = np.full(len(members), _EARLY), np.full(len(members), _LATE)
    awareness = set()
    for bounds, column in ((starts, start), (ends, end)):
        for place, bound in enumerate(bounds):
            if bound is not None:
                limits = limits_of(members[place])
                column[place] = ceiling(bound, limits)
                awareness.add(None if limits.tz is not None else is_aware(bound))
    return Bounds(start, end, False in awareness, True in awareness)


# --- zones -----------------------------------------------------------------


class Zones(NamedTuple):
    """Zones, each once, and the number of the zone of each member; -1 for none."""

    zones: list[tzinfo]
    zone_of: Integers

    @property
    def is_everywhere(self) -> bool:
        """Whether every member has a zone."""
        return bool((self.zone_of >= 0).all())

    def take(self, rows: Integers) -> Zones:
        """Return the zones of some of the members."""
        return Zones(self.zones, self.zone_of.take(rows))

    def over(self, others: Zones) -> Zones:
        """Return the same zones, and for members without one those of others, one or one each."""
        other_of = others.zone_of + len(self.zones)
        zone_of = np.where(self.zone_of < 0, other_of, self.zone_of)
        return Zones(self.zones + others.zones, zone_of)


def zones_of(zones: list[tzinfo | None]) -> Zones:
    """Return so many zones, each once, and the number of each."""
    distinct, number_of = numbered(zones)
    known = [zone for zone in distinct if zone is not None]
    places = np.cumsum([zone is not None for zone in distinct]) - 1
    places[[zone is None for zone in distinct]] = -1
    return Zones(known, places.take(number_of))


# --- plans -----------------------------------------------------------------


class Rules(NamedTuple):
    """How members treat changes of clock: one of each kind, and the kind of each member."""

    kinds: list[tuple[Matcher, DstPolicy]]
    kind_of: Integers

    def take(self, rows: Integers) -> Rules:
        """Return the rules of some of the members."""
        return Rules(self.kinds, self.kind_of.take(rows))


def rules_of(members: Sequence[Single], matchers: list[Matcher], matcher_of: Integers) -> Rules:
    """Return the rules of members, whose matchers are given once each, and by number.

    Members are of one kind if they have one policy and it counts all of them
    as fixed, or none.
    """
    policies, policy_of = numbered([member.dst_policy for member in members])
    count = len(policies)
    pairs, pair_of = np.unique(matcher_of * count + policy_of, return_inverse=True)
    matched = [matchers[number] for number in (pairs // count).tolist()]
    ruled = [policies[number] for number in (pairs % count).tolist()]
    is_fixed = np.fromiter(map(is_fixed_schedule, matched, ruled), np.bool_, len(pairs))
    _, firsts, kind_of = np.unique(
        pairs % count * 2 + is_fixed, return_index=True, return_inverse=True
    )
    kinds = [(matched[first], ruled[first]) for first in firsts.tolist()]
    return Rules(kinds, kind_of[pair_of])


class Plans(NamedTuple):
    """Plans, each once, and the number of the plan of each member.

    It is -1 where instants need no plan: in UTC, and for wall time.
    """

    plans: list[Plan]
    plan_of: Integers

    def take(self, rows: Integers) -> Plans:
        """Return the plans of some of the members."""
        return Plans(self.plans, self.plan_of.take(rows))


def plans_of(zones: Zones, rules: Rules) -> Plans:
    """Return the plans of members with such zones and rules."""
    plans: list[Plan] = []
    # By zone and kind, the members without a zone in front.
    number_of = np.full((len(zones.zones) + 1, len(rules.kinds)), -1)
    is_there = np.zeros(number_of.shape, np.bool_)
    is_there[zones.zone_of + 1, rules.kind_of] = True
    for place, kind in np.argwhere(is_there[1:]).tolist():
        zone = zones.zones[place]
        if not is_utc(zone):
            number_of[place + 1, kind] = len(plans)
            plans.append(plan_of(zone, *rules.kinds[kind]))
    return Plans(plans, number_of[zones.zone_of + 1, rules.kind_of])


def is_utc(zone: tzinfo | None) -> bool:
    """Tell whether a zone is known to be UTC, without asking about any moment."""
    return type(zone) is timezone and not zone.utcoffset(None)
