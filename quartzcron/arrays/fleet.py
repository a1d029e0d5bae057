"""The next fire times of many schedules at once.

A fleet is gathered once: each object that is different, its masks as columns,
its zone and its rule for clock changes as the number of a plan. A question is
then a few hundred array operations on some thousand rows at a time, whatever
the schedules are.
"""

from __future__ import annotations

import numpy as np

from quartzcron.algebra import TimetableKernel
from quartzcron.analysis import nth_second
from quartzcron.arrays.masks import NEVER, masks_of, next_walls
from quartzcron.arrays.members import (
    Plans,
    Zones,
    bounds_of,
    is_utc,
    plans_of,
    rules_of,
    zones_of,
)
from quartzcron.arrays.moments import NAT, after_of, clipped
from quartzcron.arrays.numbering import numbered
from quartzcron.arrays.windows import nearest
from quartzcron.expression import CronExpression
from quartzcron.frame import placed
from quartzcron.schedule import Schedule
from quartzcron.values import TYPE_CHECKING
from quartzcron.zones import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from quartzcron.arrays.days import Integers
    from quartzcron.arrays.masks import Masks, Rows
    from quartzcron.arrays.members import Rules
    from quartzcron.arrays.moments import After, Single

    Times = NDArray[np.datetime64]

#: How many rows are worked on at a time: what they need fits into a processor's own memory.
CHUNK = 16_384


def next_fire_times(schedules: Iterable[Single], after: object) -> Times:
    """Return the first fire time of each schedule strictly after a moment, NaT where there is none.

    >>> from datetime import UTC, datetime
    >>> from quartzcron import CronExpression, Schedule
    >>> next_fire_times(
    ...     [Schedule("0 9 * * *", tz="Asia/Tokyo"), CronExpression("0 0 30 2 *")],
    ...     datetime(2026, 1, 1, tzinfo=UTC))
    array(['2026-01-02T00:00:00',                 'NaT'],
          dtype='datetime64[s]')

    As `Fleet(schedules).next_fire_times(after)`, which see. To ask again and
    again, keep the fleet: gathering a million takes about a second, asking a
    tenth of that.
    """
    return Fleet(schedules).next_fire_times(after)


class Fleet:
    """Many expressions and schedules, gathered so that all are asked at once.

    >>> from datetime import datetime
    >>> from quartzcron import CronExpression
    >>> fleet = Fleet([CronExpression("0 9 * * MON"), CronExpression("*/5 * * * *")])
    >>> len(fleet)
    2
    >>> fleet.next_fire_times(datetime(2026, 1, 1))
    array(['2026-01-05T09:00:00', '2026-01-01T00:05:00'],
          dtype='datetime64[s]')

    An object that is there many times is worked on once. A fleet never changes
    and may be shared between threads. Memory: about 100 bytes for each
    different object. Raises `TypeError` for anything but expressions and
    schedules.
    """

    __slots__ = (
        "_bounds",
        "_count",
        "_masks",
        "_matchers",
        "_member_of",
        "_members",
        "_plans",
        "_rules",
        "_tabled",
        "_zones",
    )

    #: Made when a zone is first involved; that takes as long as all the rest.
    _rules: Rules | None

    def __init__(self, schedules: Iterable[Single]) -> None:
        given = list(schedules)
        kinds = set(map(type, given))
        for kind in kinds:
            if not issubclass(kind, (CronExpression, Schedule)):
                raise TypeError(f"a fleet is of expressions and schedules, not {kind.__name__}")
        self._count = len(given)
        self._members, member_of = numbered(given)
        # None if each is its own.
        self._member_of = None if len(self._members) == len(given) else member_of
        # Those that leave something out are asked one by one.
        self._tabled = [
            place
            for place, member in enumerate(self._members)
            if isinstance(member, TimetableKernel)
        ]
        self._matchers = numbered([member._matcher for member in self._members])
        matchers, matcher_of = self._matchers
        masks = masks_of(matchers)
        self._masks = masks if len(matchers) == len(matcher_of) else masks.at(matcher_of)
        self._rules = None
        self._bounds = None
        self._zones = Zones([], np.full(len(self._members), -1))
        self._plans = Plans([], self._zones.zone_of)
        if any(issubclass(kind, Schedule) for kind in kinds):
            self._bounds = bounds_of(self._members)
            self._zones = zones_of([getattr(member, "tz", None) for member in self._members])
        if self._zones.zones:
            self._plans = plans_of(self._zones, self._kept_rules())

    def _kept_rules(self) -> Rules:
        """Return the rules of the members, and keep them."""
        rules = self._rules
        if rules is None:
            rules = self._rules = rules_of(self._members, *self._matchers)
        return rules

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"<Fleet of {self._count:,}>"

    def next_fire_times(self, after: object) -> Times:
        """Return the first fire time of each schedule strictly after a moment, or NaT.

        >>> from datetime import datetime
        >>> from quartzcron import Schedule
        >>> offices = Fleet([Schedule("0 9 * * *", tz=tz) for tz in ("Asia/Tokyo", "Europe/Paris")])
        >>> offices.next_fire_times(np.datetime64("2026-07-01T00:00"))
        array(['2026-07-02T00:00:00', '2026-07-01T07:00:00'],
              dtype='datetime64[s]')
        >>> offices.next_fire_times(np.array(["2026-07-01T06:00", "2026-07-01T07:00"], "M8[m]"))
        array(['2026-07-02T00:00:00', '2026-07-02T07:00:00'],
              dtype='datetime64[s]')

        `after` is one moment for all or a sequence or array of one each:
        datetimes, all naive or all aware, or `datetime64`. The answers are
        those of `schedule.next_fire_time(after)`, as a one-dimensional array of
        `datetime64[s]` in the order of the fleet.

        * After an aware datetime all answers are UTC instants. An expression
          reads it in its zone.
        * A `datetime64` is a UTC instant. An expression or a schedule without a
          zone reads it as it stands, so that wall time gives wall time; NaT
          gives NaT.
        * A naive datetime is wall time in each schedule's own zone, and the
          answers are UTC instants; where no schedule has a zone they are wall
          times.

        Raises `TypeError` for anything else, for a naive datetime where only
        some have a zone (the answers would mean different things), and for one
        that does not go with the bounds of a schedule without a zone;
        `ValueError` if there are not as many moments as schedules. Cost: a
        tenth of a microsecond each, in zones two tenths; moments given as
        datetimes one each take a microsecond more.
        """
        asked = after_of(after, self._count)
        self._check(asked)
        rows = None if asked.is_one else self._member_of
        first = self._seconds(asked, rows) + 1
        found = self._found(rows, first, self._plans_for(asked, rows))
        if self._tabled:
            self._ask_tabled(asked, rows, first, found)
        if asked.is_one and self._member_of is not None:
            found = found.take(self._member_of)
        found[found == NEVER] = NAT
        found[asked.is_nat] = NAT
        return found.view("datetime64[s]")

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

    def _ask_tabled(
        self, asked: After, rows: Integers | None, first: Integers, found: Integers
    ) -> None:
        """Put in the answers of the members for which no one matcher speaks."""
        members = np.arange(len(found)) if rows is None else rows
        for place in np.isin(members, self._tabled).nonzero()[0].tolist():
            member = self._members[members[place]]
            second = int(first[place] if first.ndim else first)
            tz = member._home.tz
            if tz is None and asked.is_aware:
                tz = asked.datetimes[0 if asked.is_one else place].tzinfo
            answer = nth_second(member, tz, second, 0)
            found[place] = NEVER if answer is None else answer

    # --- what was asked ---

    def _check(self, asked: After) -> None:
        """Raise `TypeError` if the moments do not go with the bounds or the zones."""
        bounds, zones = self._bounds, self._zones
        if bounds is not None and (
            (asked.is_aware and bounds.some_naive) or (asked.is_naive and bounds.some_aware)
        ):
            raise TypeError("a schedule without a zone takes moments as aware as its bounds")
        if asked.is_naive and zones.zones and not zones.is_everywhere:
            raise TypeError(
                "after is naive and only some schedules have a zone: "
                "the answers would be UTC instants as well as wall times"
            )

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
