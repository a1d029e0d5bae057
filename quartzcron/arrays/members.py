"""What a fleet gathers of its members: bounds, zones, and the plans of their zones.

Gathering is the slow part, since it asks Python objects one by one. So things
are told apart by identity, which costs a tenth of comparing them, and what
depends on a zone is made once for each zone and rule and not for each member.
"""

from __future__ import annotations

from datetime import timezone
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from quartzcron.arrays.moments import ceiling
from quartzcron.arrays.numbering import numbered
from quartzcron.clock.instants import is_fixed_schedule, plan_of
from quartzcron.clock.moments import is_aware
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.moments import Single
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.clock.instants import Plan
    from quartzcron.dialects.policies import DstPolicy


# --- members ---------------------------------------------------------------


def gathered(
    members: list[Single],
    lead_of: NDArray[np.int32],
    zone_of: NDArray[np.int32],
    expressions: type,
    schedules: type,
) -> tuple[list[Single], list[tzinfo | None], bool]:
    """Return leads and zones of members, and whether some have bounds; fill in their numbers.

    Members with one matcher and one policy have one lead. `expressions` and `schedules` are
    the classes whose `dst_policy` the compiled twin need not ask for.
    """
    distinct, member_of = numbered(members)
    _, matcher_of = numbered(list(map(attrgetter("_matcher"), distinct)))
    policies, policy_of = numbered(list(map(attrgetter("dst_policy"), distinct)))
    pairs = matcher_of * len(policies) + policy_of
    _, firsts, number_of = np.unique(pairs, return_index=True, return_inverse=True)
    lead_of[:] = number_of.take(member_of)
    limits = list(map(attrgetter("_limits"), distinct))
    zones, home_of = numbered([None if each is None else each.tz for each in limits])
    zone_of[:] = home_of.take(member_of)
    is_bounded = any(each is not None and each.is_bounded for each in limits)
    return [distinct[first] for first in firsts.tolist()], zones, is_bounded


def bounded(
    members: list[Single], low: Integers, high: Integers
) -> tuple[bool, bool, Sequence[int]]:
    """Return the places of members whose bounds only Python understands: here, of all.

    The compiled twin fills the arrays with the bounds of the others, and says first whether some
    of them are naive, and whether some are aware.
    """
    return False, False, range(len(members))


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


def bounds_of(members: Sequence[Single]) -> Bounds:
    """Return the bounds of all members; those without have early and late ones."""
    starts = [member._start for member in members]
    ends = [member._end for member in members]
    start, end = np.full(len(members), _EARLY), np.full(len(members), _LATE)
    awareness = set()
    for bounds, column in ((starts, start), (ends, end)):
        for place, bound in enumerate(bounds):
            if bound is not None:
                limits = members[place]._limits
                assert limits is not None  # it has bounds
                column[place] = ceiling(bound, limits)
                awareness.add(None if limits.tz is not None else is_aware(bound))
    return Bounds(start, end, False in awareness, True in awareness)


# --- plans -----------------------------------------------------------------


class Rules(NamedTuple):
    """How members treat changes of clock: one of each kind, and the kind of each member."""

    kinds: list[tuple[Matcher, DstPolicy]]
    kind_of: Integers


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
    """Plans, each once, and the number of the plan of each row.

    It is -1 where instants need no plan: in UTC, and for wall time.
    """

    plans: list[Plan]
    plan_of: Integers

    def take(self, rows: Integers) -> Plans:
        """Return the plans of some of the rows."""
        return Plans(self.plans, self.plan_of.take(rows))


def plans_of(zones: Sequence[tzinfo | None], rules: Callable[[], Rules]) -> Plans:
    """Return the plans of each zone, one for each kind of members, as a table of two dimensions.

    The rules are asked for only if some zone needs them.
    """
    zoned = [place for place, zone in enumerate(zones) if zone is not None and not is_utc(zone)]
    if not zoned:
        return Plans([], np.full((len(zones), 1), -1))
    kinds = rules().kinds
    number_of = np.full((len(zones), len(kinds)), -1)
    number_of[zoned] = np.arange(len(zoned) * len(kinds)).reshape(len(zoned), -1)
    plans = [
        plan_of(zone, matcher, policy)
        for zone in map(zones.__getitem__, zoned)
        if zone is not None
        for matcher, policy in kinds
    ]
    return Plans(plans, number_of)


def is_utc(zone: tzinfo | None) -> bool:
    """Tell whether a zone is known to be UTC, without asking about any moment."""
    return type(zone) is timezone and not zone.utcoffset(None)
