"""The hot methods on datetimes, in pure Python: the definition of what a kernel does.

A kernel is what expressions and schedules inherit their methods of time from.
It reads the fields of a datetime, lets `search` walk over integers and builds
the answer. Where the clock never changes (no zone, UTC, a fixed offset) wall
time is all there is to it: the answer has the same offset as the question. In
other zones `instants` knows the set of instants; far enough from a change of
clock, where most questions are, wall time again is all there is to it.
"""

from __future__ import annotations

from datetime import datetime, timezone

from quartzcron.calendar.matcher import unpacked
from quartzcron.calendar.search import Sweep, find, matches
from quartzcron.clock.instants import field_seconds, plan_of, wall_fields
from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import NOW, clock_minute, is_aware, plain, sort_key
from quartzcron.clock.zones import END_INSTANT, FIRST_INSTANT, instant_of
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo
    from typing import Literal, Protocol, TypeVar

    from quartzcron.calendar.dates import Dates
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.calendar.search import WallTime
    from quartzcron.clock.instants import Plan
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.policies import DstPolicy

    class Restriction(Protocol):
        """What restricts a schedule."""

        dates: Dates | None
        is_daily: bool

    K = TypeVar("K", bound="Kernel")

    class Times(Protocol):
        """What has neighbours in time: a kernel, or a set of fire times."""

        @property
        def _limits(self) -> Limits | None: ...

        def next_fire_time(self, after: datetime, /) -> datetime | None: ...

        def previous_fire_time(
            self, before: datetime, /, *, inclusive: bool
        ) -> datetime | None: ...


_set = object.__setattr__


class Kernel:
    """The methods of time of one matcher. Immutable and safe to share between threads."""

    __slots__ = ("_backward", "_forward", "_limits", "_matcher", "_plan")

    _matcher: Matcher
    _limits: Limits | None  # of a schedule: its zone and its bounds
    # Made when they are first needed: many expressions are only checked. Two
    # threads may both make one, and either is right.
    _forward: Sweep | None
    _backward: Sweep | None
    _plan: Plan | None

    def _begin(self, matcher: Matcher, limits: Limits | None = None) -> None:
        """Set up a new object for a matcher; called once, before anybody else has it."""
        _set(self, "_limits", limits)
        _set(self, "_matcher", matcher)
        _set(self, "_forward", None)
        _set(self, "_backward", None)
        _set(self, "_plan", None)

    @property
    def _remaining(self) -> Kernel | None:
        """Of a schedule that leaves out fire times: what remains of it, which answers."""
        return None

    @property
    def _tz(self) -> tzinfo | None:
        """The zone of a schedule, if it has one."""
        return None if self._limits is None else self._limits.tz

    @property
    def _start(self) -> datetime | None:
        """The first moment of a schedule, if it has one."""
        return None if self._limits is None else self._limits.start

    @property
    def _end(self) -> datetime | None:
        """The moment at which a schedule ends, if it does."""
        return None if self._limits is None else self._limits.end

    if TYPE_CHECKING:

        @property
        def dst_policy(self) -> DstPolicy:
            """What becomes of it at a change of clock; those who inherit know it."""

    def next_fire_time(self, after: datetime = NOW, *, inclusive: bool = False) -> datetime | None:
        """Return the first fire time strictly after a moment.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 30 9 ? * MON-FRI").next_fire_time(datetime(2026, 1, 2, 9, 30)))
        2026-01-05 09:30:00

        A naive moment is wall time and the answer is naive; an aware one is an
        instant and gets an answer in the same `tzinfo`, `fold` set right, by
        the rule of `dst_policy`. `inclusive=True` also takes the moment itself.
        Fire times are whole seconds, and the comparison is exact: from
        09:29:59.5 the next one is 09:30:00. None means that nothing more fires
        up to the end of 2199. Cost: constant, whatever the distance.

        In a schedule with a zone a moment that is left out is now. Without a
        zone there is no now: `TypeError`, as for None and whatever else is no
        datetime.
        """
        limits = self._limits
        if limits is not None:
            if self._remaining is not None:
                return self._remaining.next_fire_time(after, inclusive=inclusive)
            after, inclusive = limits.entered(after, inclusive, True)
        elif type(after) is not datetime:
            after = plain(after)
        # The first whole second that may be the answer.
        later = 0 if inclusive and not after.microsecond else 1
        zone = after.tzinfo
        if zone is not None and type(zone) is not timezone:
            answer = self._nearest_in(zone, after, later, self._forward or self._sweep(1))
            return answer if limits is None else limits.kept(answer, True)
        found = find(
            self._forward or self._sweep(1),
            after.year,
            after.month,
            after.day,
            after.hour,
            after.minute,
            after.second + later,
        )
        if found is None:
            return None
        year, month, day, hour, minute, second = found
        answer = datetime(year, month, day, hour, minute, second, 0, zone)
        return answer if limits is None else limits.kept(answer, True)

    def _nearest_in(
        self, zone: tzinfo, moment: datetime, shift: int, sweep: Sweep
    ) -> datetime | None:
        """Return the nearest fire time from so many seconds beyond a moment of a zone on."""
        plan = self._plan
        if plan is None or plan.tz is not zone:
            plan = self._plan_in(zone)
        region = plan.region_of_day(moment.year, moment.month, moment.day)
        if region is not None:
            found = find(
                sweep,
                moment.year,
                moment.month,
                moment.day,
                moment.hour,
                moment.minute,
                moment.second + shift,
            )
            if found is not None and region.low <= found < region.high:
                year, month, day, hour, minute, second = found
                return datetime(year, month, day, hour, minute, second, 0, zone)
        instant = plan.nearest(sweep, instant_of(moment) + shift)
        return None if instant is None else plan.zone.aware(instant)

    def previous_fire_time(
        self, before: datetime = NOW, *, inclusive: bool = False
    ) -> datetime | None:
        """Return the last fire time strictly before a moment; the mirror of `next_fire_time`.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 0 L * ?").previous_fire_time(datetime(2026, 3, 1)))
        2026-02-28 00:00:00

        Units, zones, errors and cost are the same. None means that nothing
        fires from the beginning of 1970 on.
        """
        limits = self._limits
        if limits is not None:
            if self._remaining is not None:
                return self._remaining.previous_fire_time(before, inclusive=inclusive)
            before, inclusive = limits.entered(before, inclusive, False)
        elif type(before) is not datetime:
            before = plain(before)
        # The last whole second that may be the answer.
        earlier = 0 if inclusive or before.microsecond else 1
        zone = before.tzinfo
        if zone is not None and type(zone) is not timezone:
            answer = self._nearest_in(zone, before, -earlier, self._backward or self._sweep(-1))
            return answer if limits is None else limits.kept(answer, False)
        found = find(
            self._backward or self._sweep(-1),
            before.year,
            before.month,
            before.day,
            before.hour,
            before.minute,
            before.second - earlier,
        )
        if found is None:
            return None
        year, month, day, hour, minute, second = found
        answer = datetime(year, month, day, hour, minute, second, 0, zone)
        return answer if limits is None else limits.kept(answer, False)

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
        if self._remaining is not None:
            return self._remaining.fire_times(start, end, limit=limit, reverse=reverse)
        if self._limits is not None:
            start, end = self._limits.span(start, end)
        start, end, zone = checked_bounds(start, end, limit, reverse)
        if reverse:
            sweep, start, end = self._backward or self._sweep(-1), end, start
        else:
            sweep = self._forward or self._sweep(1)
        assert start is not None  # seen to by the check
        if zone is not None and type(zone) is not timezone:
            return self._walk_in(sweep, self._plan_in(zone), start, end, limit)
        return _walk(sweep, zone, start, end, limit)

    def _walk_in(
        self, sweep: Sweep, plan: Plan, start: datetime, end: datetime | None, limit: int | None
    ) -> Iterator[datetime]:
        """Yield the fire times of a zone on the way from start to end, whichever is later."""
        step = sweep.step
        # Beyond the horizon one end is as good as another.
        last = None if end is None else min(max(_edge(end), FIRST_INSTANT), END_INSTANT)
        # Of the two bounds the earlier belongs to the span, the later does not.
        instant: int | None = _edge(start) - (step < 0)
        while instant is not None and limit != 0:
            region = plan.region(instant)
            if region is not None:
                # As long as nothing changes, walk on the wall: a fifth of the time.
                edge = region.high if step > 0 else region.low
                if last is not None:
                    bound = wall_fields(last + region.offset)
                    edge = min(edge, bound) if step > 0 else max(edge, bound)
                fields = wall_fields(instant + region.offset)
                found = find(sweep, *fields)
                while found is not None and limit != 0:
                    if found >= edge if step > 0 else found < edge:
                        break
                    year, month, day, hour, minute, second = fields = found
                    yield datetime(year, month, day, hour, minute, second, 0, plan.tz)
                    if limit is not None:
                        limit -= 1
                    instant = None
                    found = find(sweep, year, month, day, hour, minute, second + step)
                if instant is None:
                    instant = field_seconds(fields) - region.offset + step
            instant = plan.nearest(sweep, instant)
            if instant is None or limit == 0:
                return
            if last is not None and (instant >= last if step > 0 else instant < last):
                return
            yield plan.zone.aware(instant)
            limit = None if limit is None else limit - 1
            instant += step

    def matches(self, moment: datetime, precision: Literal["second", "minute"] = "second") -> bool:
        """Tell whether the expression fires in the second of a moment; `in` asks the same.

        >>> from quartzcron import CronExpression
        >>> datetime(2026, 2, 27, 12, 30) in CronExpression("0 30 12 ? * FRIL")
        True

        Microseconds are ignored. An aware moment is the instant that it means:
        a 02:30 that the clock jumped over is 03:30. Outside 1970-2199 nothing
        matches. Raises `TypeError` for anything but a datetime.

        `precision="minute"` asks about the minute of the moment, as a clock
        without seconds shows it: does it fire at any second of that minute?

        >>> CronExpression("*/5 * * * *").matches(datetime(2026, 1, 1, 9, 5, 23), "minute")
        True
        """
        if precision != "second" and checked_precision(precision) == "minute":
            return fire_in_minute(self, moment) is not None
        limits = self._limits
        if limits is not None:
            if self._remaining is not None:
                return self._remaining.matches(moment)
            moment = limits.moment(moment)
            if not limits.holds(moment):
                return False
        elif type(moment) is not datetime:
            moment = plain(moment)
        zone = moment.tzinfo
        if zone is not None and type(zone) is not timezone:
            plan = self._plan_in(zone)
            if plan.region_of_day(moment.year, moment.month, moment.day) is None:
                return plan.fires_at(self._matcher, instant_of(moment))
        return matches(
            self._matcher,
            moment.year,
            moment.month,
            moment.day,
            moment.hour,
            moment.minute,
            moment.second,
        )

    def __contains__(self, moment: datetime) -> bool:
        return self.matches(moment)

    @property
    def never_fires(self) -> bool:
        """Whether no date from 1970 to 2199 fits. Exact: a proof, not a search.

        >>> from quartzcron import CronExpression
        >>> CronExpression("0 0 0 30 2 ?").never_fires
        True
        """
        return self._matcher.never_fires

    def _sweep(self, step: int) -> Sweep:
        """Make a sweep and keep it."""
        sweep = Sweep(self._matcher, forward=step > 0)
        _set(self, "_forward" if step > 0 else "_backward", sweep)
        return sweep

    def _plan_in(self, zone: tzinfo) -> Plan:
        """Return the plan for a zone, and keep the last one."""
        plan = self._plan
        if plan is None or plan.tz is not zone:
            plan = plan_of(zone, self._matcher, self.dst_policy)
            _set(self, "_plan", plan)
        return plan


def checked_precision(precision: str) -> str:
    """Return what a question about a moment goes by: its second or its minute."""
    if precision not in ("second", "minute"):
        raise ValueError(f'precision is "second" or "minute", not {precision!r}')
    return precision


def fire_in_minute(times: Times, moment: datetime) -> datetime | None:
    """Return a fire time in the minute of a moment, or None if there is none.

    The minute is what a clock without seconds shows: in the zone of a schedule,
    otherwise in that of the moment. A minute of a fold is one of its two.
    """
    limits = times._limits
    moment = plain(moment) if limits is None else limits.moment(moment)
    shown = clock_minute(moment)
    # Fire times of one minute surround the moment or lie on one side of it.
    for found in (times.previous_fire_time(moment, inclusive=True), times.next_fire_time(moment)):
        if found is None or clock_minute(found) != shown:
            continue
        # The other pass of a fold shows the same minute at another time.
        if abs(sort_key(found)[0] - sort_key(moment)[0]) < 60:
            return found
    return None


def expressed(cls: type[K], text: str, dialect: Dialect, octets: bytes) -> K:
    """Return an expression, of a class of expressions, of a plain text and its masks.

    Those are the octets that the compiled reader gives (`matcher.unpacked`).
    """
    made = Kernel.__new__(cls)
    made._begin(unpacked(octets))
    _set(made, "text", text)
    _set(made, "dialect", dialect)
    _set(made, "_key", None)
    return made


def housed(
    cls: type[K],
    expression: Kernel,
    tz: tzinfo | None,
    policy: DstPolicy | None,
    start: datetime | None,
    end: datetime | None,
    restriction: Restriction | None = None,
) -> K:
    """Return a schedule, of a class of schedules, on an expression: in a zone, with a policy.

    With `dates` of a restriction it runs on those of its days alone; if it `is_daily`, on all of
    them. Its `remaining` answers where fire times are left out as well. Of all that a user gives
    only the bounds are looked at here; `TypeError` if they are wrong.
    """
    made = Kernel.__new__(cls)
    matcher = expression._matcher
    if restriction is not None and restriction.dates is not None:
        from quartzcron.calendar.dated import daily, dated

        matcher = dated(daily(matcher) if restriction.is_daily else matcher, restriction.dates)
    made._begin(matcher, Limits(tz).within(start, end))
    _set(made, "expression", expression)
    _set(made, "_policy", policy)
    _set(made, "_restriction", restriction)
    return made


def _walk(
    sweep: Sweep, zone: tzinfo | None, start: datetime, end: datetime | None, limit: int | None
) -> Iterator[datetime]:
    """Yield the fire times of one offset on the way from start to end, whichever is later."""
    step = sweep.step
    begin = _wall_in(start, zone)
    last = None if end is None else _ceiling(_wall_in(end, zone))
    # Of the two bounds the earlier belongs to the span, the later does not.
    later = 1 if begin.microsecond else 0
    found = find(
        sweep,
        begin.year,
        begin.month,
        begin.day,
        begin.hour,
        begin.minute,
        begin.second + later - (step < 0),
    )
    while found is not None and limit != 0:
        if last is not None and (found >= last if step > 0 else found < last):
            return
        year, month, day, hour, minute, second = found
        yield datetime(year, month, day, hour, minute, second, 0, zone)
        limit = None if limit is None else limit - 1
        found = find(sweep, year, month, day, hour, minute, second + step)


def _ceiling(wall: datetime) -> WallTime:
    """Return the first whole second at or after a wall time; its second may be 60."""
    second = wall.second + (1 if wall.microsecond else 0)
    return wall.year, wall.month, wall.day, wall.hour, wall.minute, second


def _edge(moment: datetime) -> int:
    """Return the first whole second at or after an aware moment, as an instant."""
    return instant_of(moment) + (1 if moment.microsecond else 0)


def checked_bounds(
    start: datetime | None, end: datetime | None, limit: int | None, reverse: bool
) -> tuple[datetime | None, datetime | None, tzinfo | None]:
    """Return the bounds of `fire_times` as plain datetimes, and the zone of its answers."""
    start = None if start is None else plain(start)
    end = None if end is None else plain(end)
    anchor = end if start is None else start
    if anchor is None or (end if reverse else start) is None:
        needed = "end" if reverse else "start"
        raise TypeError(f"fire_times needs {needed} when reverse is {reverse}")
    if start is not None and end is not None and is_aware(start) != is_aware(end):
        raise TypeError("start and end must be both naive or both aware")
    if limit is not None and not isinstance(limit, int):
        raise TypeError(f"limit is a number of fire times, not {type(limit).__name__}")
    if limit is not None and limit < 0:
        raise ValueError(f"limit must be 0 or more, not {limit}")
    return start, end, anchor.tzinfo


def _wall_in(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return an instant as the wall time, without zone, that it has in a fixed offset.

    What lies beyond the range of datetime comes back as its nearest end.
    """
    if moment.tzinfo is None or zone is None or moment.tzinfo is zone:
        return moment.replace(tzinfo=None)
    try:
        return moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError:
        return datetime.max if moment.year > 5000 else datetime.min
