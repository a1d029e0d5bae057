"""The hot methods on datetimes, in pure Python.

A kernel is what an expression inherits its methods of time from. It reads the
fields of a datetime, lets `search` walk over integers and builds the answer.
Where the clock never changes (no zone, UTC, any fixed offset) wall time is all
there is to it: the answer has the same offset as the question.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quartzcron.search import Sweep, find, matches
from quartzcron.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from quartzcron.matcher import Matcher

#: Which kernel runs: "compiled" or "pure".
KERNEL = "pure"


class Kernel:
    """The methods of time of one matcher. Immutable and safe to share between threads."""

    __slots__ = ("_backward", "_forward", "_matcher")

    _matcher: Matcher
    # Made when they are first needed: many expressions are only checked.
    _forward: Sweep | None
    _backward: Sweep | None

    def next_fire_time(self, after: datetime, *, inclusive: bool = False) -> datetime | None:
        """Return the first fire time strictly after a moment.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 30 9 ? * MON-FRI").next_fire_time(datetime(2026, 1, 2, 9, 30)))
        2026-01-05 09:30:00

        A naive moment is wall time and the answer is naive; an aware one gets
        an answer in the same `tzinfo`. `inclusive=True` also takes the moment
        itself. Fire times are whole seconds, and the comparison is exact: from
        09:29:59.5 the next one is 09:30:00. None means that nothing more fires
        up to the end of 2199. Raises `TypeError` for anything but a datetime.
        Cost: constant, whatever the distance.
        """
        if type(after) is not datetime:
            after = _plain(after)
        zone = after.tzinfo
        if zone is not None and zone is not UTC:
            _fixed_offset(zone)
        # The first whole second that may be the answer.
        second = after.second + (0 if inclusive and not after.microsecond else 1)
        found = find(
            self._forward or self._sweep(1),
            after.year,
            after.month,
            after.day,
            after.hour,
            after.minute,
            second,
        )
        if found is None:
            return None
        year, month, day, hour, minute, second = found
        return datetime(year, month, day, hour, minute, second, 0, zone)

    def previous_fire_time(self, before: datetime, *, inclusive: bool = False) -> datetime | None:
        """Return the last fire time strictly before a moment; the mirror of `next_fire_time`.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 0 L * ?").previous_fire_time(datetime(2026, 3, 1)))
        2026-02-28 00:00:00

        Units, zones, errors and cost are the same. None means that nothing
        fires from the beginning of 1970 on.
        """
        if type(before) is not datetime:
            before = _plain(before)
        zone = before.tzinfo
        if zone is not None and zone is not UTC:
            _fixed_offset(zone)
        # The last whole second that may be the answer.
        second = before.second - (0 if inclusive or before.microsecond else 1)
        found = find(
            self._backward or self._sweep(-1),
            before.year,
            before.month,
            before.day,
            before.hour,
            before.minute,
            second,
        )
        if found is None:
            return None
        year, month, day, hour, minute, second = found
        return datetime(year, month, day, hour, minute, second, 0, zone)

    def fire_times(
        self,
        start: datetime | None,
        end: datetime | None = None,
        *,
        limit: int | None = None,
        reverse: bool = False,
    ) -> Iterator[datetime]:
        """Return an iterator over the fire times from start (inclusive) to end (exclusive).

        >>> from quartzcron import CronExpression
        >>> noon = CronExpression("0 0 12 * * ?")
        >>> [t.day for t in noon.fire_times(datetime(2026, 1, 1), datetime(2026, 1, 4))]
        [1, 2, 3]
        >>> [t.day for t in noon.fire_times(None, datetime(2026, 1, 4), reverse=True, limit=2)]
        [3, 2]

        `reverse=True` gives the same fire times, the latest first; it needs an
        end, and start may then be None. Without an end the iterator goes on to
        the end of 2199, or stops after `limit`. Bounds are both naive or both
        aware (`TypeError` otherwise) and are compared as instants; the fire
        times are in the zone of start, or of end where start is None. Cost:
        constant for each fire time.
        """
        start = None if start is None else _plain(start)
        end = None if end is None else _plain(end)
        anchor = end if start is None else start
        if anchor is None or (end if reverse else start) is None:
            needed = "end" if reverse else "start"
            raise TypeError(f"fire_times needs {needed} when reverse is {reverse}")
        if start is not None and end is not None and _is_aware(start) != _is_aware(end):
            raise TypeError("start and end must be both naive or both aware")
        if limit is not None and (not isinstance(limit, int) or limit < 0):
            raise ValueError(f"limit must be a number of fire times from 0 on, not {limit!r}")
        zone = anchor.tzinfo
        first, last = (None if at is None else _wall_in(at, zone) for at in (start, end))
        if reverse:
            return self._walk(self._backward or self._sweep(-1), last, first, limit, zone)
        return self._walk(self._forward or self._sweep(1), first, last, limit, zone)

    def _walk(
        self,
        sweep: Sweep,
        start: datetime | None,
        end: datetime | None,
        limit: int | None,
        zone: tzinfo | None,
    ) -> Iterator[datetime]:
        """Yield the fire times on the way from start to end, whichever is the later one."""
        assert start is not None  # fire_times has seen to it
        step = sweep.step
        forward = step > 0
        # Of the two bounds the earlier belongs to the span, the later does not.
        whole = not start.microsecond
        second = start.second + ((0 if whole else 1) if forward else (-1 if whole else 0))
        found = find(sweep, start.year, start.month, start.day, start.hour, start.minute, second)
        while found is not None and limit != 0:
            year, month, day, hour, minute, second = found
            # Compared without a zone, as wall times of one offset.
            fire = datetime(year, month, day, hour, minute, second)
            if end is not None and (fire >= end if forward else fire < end):
                return
            yield fire if zone is None else fire.replace(tzinfo=zone)
            if limit is not None:
                limit -= 1
            found = find(sweep, year, month, day, hour, minute, second + step)

    def matches(self, moment: datetime) -> bool:
        """Tell whether the expression fires in the second of a moment; `in` asks the same.

        >>> from quartzcron import CronExpression
        >>> datetime(2026, 2, 27, 12, 30) in CronExpression("0 30 12 ? * FRIL")
        True

        Microseconds are ignored. Outside 1970-2199 nothing matches. Raises
        `TypeError` for anything but a datetime.
        """
        if type(moment) is not datetime:
            moment = _plain(moment)
        zone = moment.tzinfo
        if zone is not None and zone is not UTC:
            _fixed_offset(zone)
        return matches(
            self._matcher,
            moment.year,
            moment.month,
            moment.day,
            moment.hour,
            moment.minute,
            moment.second,
        )

    __contains__ = matches

    @property
    def never_fires(self) -> bool:
        """Whether no date from 1970 to 2199 fits. Exact: a proof, not a search.

        >>> from quartzcron import CronExpression
        >>> CronExpression("0 0 0 30 2 ?").never_fires
        True
        """
        return self._matcher.never_fires

    def _sweep(self, step: int) -> Sweep:
        """Make a sweep and keep it; two threads may both do so, and either one is right."""
        sweep = Sweep(self._matcher, forward=step > 0)
        object.__setattr__(self, "_forward" if step > 0 else "_backward", sweep)
        return sweep


def _plain(moment: object) -> datetime:
    """Return a datetime of no subclass, the same moment; anything else is a `TypeError`."""
    if not isinstance(moment, datetime):
        raise TypeError(f"a moment is a datetime, not {type(moment).__name__}")
    if type(moment) is datetime:
        return moment
    return datetime(
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.microsecond,
        moment.tzinfo,
        fold=moment.fold,
    )


def _is_aware(moment: datetime) -> bool:
    return moment.tzinfo is not None


def _fixed_offset(zone: tzinfo) -> timedelta:
    """Return the offset of a zone that never changes it.

    A tzinfo answers None for None where its offset depends on the moment.
    """
    offset = zone.utcoffset(None)
    if offset is None:
        raise ValueError(f"{zone!r} changes its offset; give UTC, a fixed offset or wall time")
    return offset


def _wall_in(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return an instant as the wall time, without zone, that it has in another fixed offset.

    What lies beyond the range of datetime comes back as its nearest end.
    """
    wall = moment.replace(tzinfo=None)
    if moment.tzinfo is None or zone is None or moment.tzinfo is zone:
        return wall
    distance = _fixed_offset(zone) - _fixed_offset(moment.tzinfo)
    try:
        return wall + distance
    except OverflowError:
        return datetime.max if distance > timedelta(0) else datetime.min
