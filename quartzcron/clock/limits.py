"""The limits of a schedule: the zone in which it lives, and its bounds.

They stand between a moment and the search, and between what the search found
and the answer. Nothing here knows cron.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from quartzcron.clock.moments import asked, is_aware, placed, sort_key
from quartzcron.records import Record


class Limits(Record):
    """The zone that a schedule answers in, and its bounds: start inclusive, end exclusive.

    Without a zone it takes moments as they are, naive or aware as its bounds.
    """

    tz: tzinfo | None = None
    start: datetime | None = None
    end: datetime | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether it has a bound at all."""
        return self.start is not None or self.end is not None

    def within(self, start: datetime | None, end: datetime | None) -> Limits:
        """Return limits of the same zone with bounds, as a user gives them."""
        if start is end is None:
            return self
        start = None if start is None else self.moment(start)
        end = None if end is None else self.moment(end)
        if start is not None and end is not None and is_aware(start) != is_aware(end):
            raise TypeError("start and end must be both naive or both aware")
        return Limits(self.tz, start, end)

    def moment(self, moment: datetime) -> datetime:
        """Return a moment in the zone of the limits, if it has one; now where it was left out."""
        if type(moment) is not datetime:
            moment = asked(moment, self.tz)
        if self.tz is not None:
            return placed(moment, self.tz)
        bound = self.start or self.end
        if bound is not None and is_aware(bound) != is_aware(moment):
            raise TypeError("a schedule without a zone takes moments as aware as its bounds")
        return moment

    def entered(self, moment: datetime, inclusive: bool, forward: bool) -> tuple[datetime, bool]:
        """Return where a search from a moment begins, and whether that is inclusive."""
        moment = self.moment(moment)
        if forward and self.start is not None and _is_before(moment, self.start):
            return _seen_from(self.start, moment), True
        if not forward and self.end is not None and not _is_before(moment, self.end):
            return _seen_from(self.end, moment), False
        return moment, inclusive

    def kept(self, found: datetime | None, forward: bool) -> datetime | None:
        """Return what a search found, unless it lies beyond the bounds."""
        if found is None:
            return None
        if forward:
            return None if self.end is not None and not _is_before(found, self.end) else found
        return None if self.start is not None and _is_before(found, self.start) else found

    def span(
        self, start: datetime | None, end: datetime | None
    ) -> tuple[datetime | None, datetime | None]:
        """Return the part of a span within the bounds, which also serve where none is given."""
        start = None if start is None else self.moment(start)
        end = None if end is None else self.moment(end)
        asked = end if start is None else start
        first, last = (
            at if at is None or asked is None else _seen_from(at, asked)
            for at in (self.start, self.end)
        )
        if start is None or (first is not None and _is_before(start, first)):
            start = first
        if end is None or (last is not None and _is_before(last, end)):
            end = last
        return start, end

    def holds(self, moment: datetime) -> bool:
        """Tell whether the second of a moment lies within the bounds."""
        moment = moment.replace(microsecond=0)
        if self.start is not None and _is_before(moment, self.start):
            return False
        return self.end is None or _is_before(moment, self.end)


def _seen_from(bound: datetime, moment: datetime) -> datetime:
    """Return a bound in the zone of a moment, where both have one: there is the answer to be."""
    return bound if moment.tzinfo is None else placed(bound, moment.tzinfo)


def _is_before(one: datetime, other: datetime) -> bool:
    """Tell whether a moment lies before another: as instants, or as wall times.

    Comparing two datetimes of one zone would forget about folds.
    """
    return sort_key(one) < sort_key(other)
