"""Exact answers, and sets of fire times made out of others.

Expressions, schedules and what is made out of them are sets of instants (or of
wall times, where they float). What can be asked about any of them is said here
once, in `FireTimes`; `TimetableKernel` gives the methods of time to those for
which no one matcher speaks. The answers come from `analysis`, which is loaded
when the first question is asked.
"""

from __future__ import annotations

from quartzcron.answers.nesting import Nested
from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import plain
from quartzcron.kernel.pure import checked_bounds
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime, timedelta, tzinfo
    from typing import NoReturn

    from quartzcron.answers.analysis import Assembly

_set = object.__setattr__


class Interval(Record):
    """The time between two neighbouring fire times, and the two that show it.

    >>> from quartzcron import CronExpression
    >>> found = CronExpression("0 9 * * MON,THU").shortest_interval()
    >>> print(found.duration, "-", found.first)
    3 days, 0:00:00 - 1970-01-05 09:00:00

    `duration` is by instants where they have a zone: it counts the hours that
    have passed, not those on the clock, unlike `second - first`.
    """

    duration: timedelta
    first: datetime
    second: datetime

    def __str__(self) -> str:
        return f"{self.duration} from {self.first} to {self.second}"


class Subset(Record):
    """Whether one set of fire times lies within another: true, or with a counter-example.

    >>> from quartzcron import CronExpression
    >>> answer = CronExpression("0 9 * * *").is_subset(CronExpression("0 9 * * MON"))
    >>> print(bool(answer), "-", answer.counter_example)
    False - 1970-01-01 09:00:00
    """

    counter_example: datetime | None

    def __bool__(self) -> bool:
        return self.counter_example is None


class FireTimes:
    """What can be asked about any set of fire times: exact, decided and never sampled.

    Where there is no zone, answers are about wall time; with aware moments they
    are about instants, in the zone of the first moment given. A schedule with a
    zone answers in that.

    It is the common base of `CronExpression`, `Schedule` and `FireSet`, for
    annotations and `isinstance`; it is not made by itself.

    >>> from quartzcron import CronExpression, FireTimes
    >>> isinstance(CronExpression("0 9 * * *"), FireTimes)
    True
    """

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def _limits(self) -> Limits | None: ...

        # Of what has parts: yields those that it needs, each with its zone, and is sent
        # their fire times in some blocks of the horizon.
        def _assemble(self, tz: tzinfo | None, blocks: range) -> Assembly: ...

    @property
    def _home(self) -> Limits:
        """The zone and the bounds of the set itself."""
        return self._limits or _ANYWHERE

    #: How many timetables are held at a time while its own is put together: 1 for what has
    #: no parts.
    _breadth: int = 1

    def count(self, start: datetime, end: datetime) -> int:
        """Return how many fire times lie from start (inclusive) to end (exclusive).

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> CronExpression("*/5 * * * *").count(datetime(2026, 1, 1), datetime(2027, 1, 1))
        105120

        0 when end is not after start. Both are naive or both aware (`TypeError`
        otherwise). Cost: some microseconds; it does not grow with the number,
        which is a sum. The first question about a zone or a set puts its fire
        times together: see `FireSet`.
        """
        from quartzcron.answers.analysis import count

        return count(self, start, end)

    def nth_fire_time(self, start: datetime, n: int) -> datetime | None:
        """Return the n-th fire time counted from a moment.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> print(CronExpression("* * * * * ?").nth_fire_time(datetime(1970, 1, 1), 10**9))
        2001-09-09 01:46:40

        0 is the first at or after start, 1 the one after it, -1 the last one
        strictly before. None where there are not so many within the horizon.
        Cost: as for `count`, however large n is.
        """
        from quartzcron.answers.analysis import nth_fire, timeline_of

        if not isinstance(n, int):
            raise TypeError(f"n is a number of fire times, not {type(n).__name__}")
        timeline = timeline_of(self, plain(start))
        return nth_fire(self, timeline, timeline.ceiling(start), n)

    def first_fire_time(self) -> datetime | None:
        """Return the first fire time of all, or None where it never fires.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 12 ? * MON 2030").first_fire_time())
        2030-01-07 12:00:00

        Wall time, or in the zone of a schedule.
        """
        from quartzcron.answers.analysis import first_fire

        return first_fire(self)

    def last_fire_time(self) -> datetime | None:
        """Return the last fire time of all, or None where it never fires.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 12 ? * MON 2030").last_fire_time())
        2030-12-30 12:00:00
        """
        from quartzcron.answers.analysis import last_fire

        return last_fire(self)

    def shortest_interval(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> Interval | None:
        """Return the shortest interval between two neighbouring fire times.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 1,23 * * ?").shortest_interval())
        2:00:00 from 1970-01-01 23:00:00 to 1970-01-02 01:00:00

        Over the whole horizon, or from start (inclusive) to end (exclusive):
        both fire times lie in the span, whose edges do not count. The earliest
        pair is given; None where there are fewer than two. Cost: about a
        millisecond for an expression, however often it fires; the first
        question about a zone explores that, some 10 ms. For a set see `FireSet`.
        """
        from quartzcron.answers.analysis import shortest

        found = shortest(self, start, end)
        return None if found is None else Interval(*found)

    def longest_interval(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> Interval | None:
        """Return the longest interval between two neighbouring fire times.

        >>> from datetime import datetime
        >>> from quartzcron import Schedule
        >>> daily = Schedule("0 9 * * *", tz="America/New_York")
        >>> print(daily.longest_interval(datetime(2026, 1, 1), datetime(2027, 1, 1)))
        1 day, 1:00:00 from 2026-10-31 09:00:00-04:00 to 2026-11-01 09:00:00-05:00

        The mirror of `shortest_interval`.
        """
        from quartzcron.answers.analysis import longest

        found = longest(self, start, end)
        return None if found is None else Interval(*found)

    def most_per_day(self) -> int:
        """Return how many fire times the fullest date of the horizon has, 0 if it never fires.

        >>> from quartzcron import CronExpression, Schedule
        >>> CronExpression("*/5 9-17 * * *").most_per_day()
        108
        >>> Schedule("0 * * * *", tz="America/New_York").most_per_day()  # the clock goes back
        25

        A date is one of wall time, in the zone of a schedule.
        """
        from quartzcron.answers.analysis import most_per_day

        return most_per_day(self)

    # --- two sets ---

    def __or__(self, other: FireTimes) -> FireSet:
        """Return what fires in either."""
        return self._with("|", other)

    def __and__(self, other: FireTimes) -> FireSet:
        """Return what fires in both."""
        return self._with("&", other)

    def __sub__(self, other: FireTimes) -> FireSet:
        """Return what fires here and not there."""
        return self._with("-", other)

    def __xor__(self, other: FireTimes) -> FireSet:
        """Return what fires in exactly one of the two."""
        return self._with("^", other)

    def _with(self, sign: str, other: object) -> FireSet:
        return FireSet(self, sign, other) if isinstance(other, FireTimes) else NotImplemented

    def first_difference(self, other: FireTimes, start: datetime | None = None) -> datetime | None:
        """Return the first moment from start on at which just one of two sets fires, or None.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> fourth, last = CronExpression("0 0 0 ? * FRI#4"), CronExpression("0 0 0 ? * FRIL")
        >>> print(fourth.first_difference(last, datetime(2026, 1, 1)))
        2026-01-23 00:00:00

        None is a proof that they are the same from there on. Without a start
        the whole horizon is meant. A set with a zone and one without have no
        common time: `TypeError`.
        """
        from quartzcron.answers.analysis import first_fire

        return first_fire(FireSet(self, "^", other), start)

    def overlaps(self, other: FireTimes, start: datetime | None = None) -> datetime | None:
        """Return the first moment from start on at which both fire, or None if there is none.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> leap, monday = CronExpression("0 0 12 29 2 ?"), CronExpression("0 0 12 ? * MON")
        >>> print(leap.overlaps(monday, datetime(2020, 3, 1)))
        2044-02-29 12:00:00

        Zones, errors and start are those of `first_difference`.
        """
        from quartzcron.answers.analysis import first_fire

        return first_fire(FireSet(self, "&", other), start)

    def is_subset(self, other: FireTimes) -> Subset:
        """Return whether every fire time of this set is one of the other.

        >>> from quartzcron import CronExpression
        >>> workdays, daily = CronExpression("0 9 * * 1-5"), CronExpression("0 9 * * *")
        >>> bool(workdays.is_subset(daily))
        True
        >>> print(daily.is_subset(workdays).counter_example)
        1970-01-03 09:00:00

        The answer is true or false in a condition, and holds the first
        counter-example. Exact over the whole horizon.
        """
        from quartzcron.answers.analysis import first_fire

        return Subset(first_fire(FireSet(self, "-", other)))


_ANYWHERE = Limits()


class TimetableKernel(Nested, FireTimes):
    """The kernel's methods of time for sets for which no one matcher speaks.

    The same face and the same answers; slower, since each is found in a
    timetable of some years, which is made at the first question.
    """

    __slots__ = ()

    def next_fire_time(self, after: datetime, *, inclusive: bool = False) -> datetime | None:
        """Return the first fire time strictly after a moment, as `CronExpression` does."""
        from quartzcron.answers.analysis import nth_fire, timeline_of

        timeline = timeline_of(self, plain(after))
        later = 0 if inclusive and not after.microsecond else 1
        return nth_fire(self, timeline, timeline.floor(after) + later, 0)

    def previous_fire_time(self, before: datetime, *, inclusive: bool = False) -> datetime | None:
        """Return the last fire time strictly before a moment, as `CronExpression` does."""
        from quartzcron.answers.analysis import nth_fire, timeline_of

        timeline = timeline_of(self, plain(before))
        later = 1 if inclusive or before.microsecond else 0
        return nth_fire(self, timeline, timeline.floor(before) + later, -1)

    def fire_times(
        self,
        start: datetime | None,
        end: datetime | None = None,
        *,
        limit: int | None = None,
        reverse: bool = False,
    ) -> Iterator[datetime]:
        """Return an iterator over the fire times from start to end, as `CronExpression` does."""
        from quartzcron.answers.analysis import seconds_between, timeline_of

        start, end = (self._limits or _ANYWHERE).span(start, end)
        checked_bounds(start, end, limit, reverse)
        timeline = timeline_of(self, start, end)
        span = timeline.span(start, end)
        found = seconds_between(self, timeline.tz, *span, -1 if reverse else 1)
        moments = map(timeline.at, found)
        if limit is None:
            return moments
        # A range may be longer than `islice` counts.
        return (moment for _, moment in zip(range(limit), moments, strict=False))

    def matches(self, moment: datetime) -> bool:
        """Tell whether it fires in the second of a moment; `in` asks the same."""
        from quartzcron.answers.analysis import has_fire, timeline_of

        timeline = timeline_of(self, plain(moment))
        return has_fire(self, timeline, timeline.floor(moment))

    def __contains__(self, moment: datetime) -> bool:
        return self.matches(moment)

    @property
    def never_fires(self) -> bool:
        """Whether it never fires within the horizon. Exact: a proof, not a search."""
        return self.first_fire_time() is None


_SIGNS = ("|", "&", "-", "^")


class FireSet(TimetableKernel):
    """What fires in either of two sets, in both, in the first alone, or in just one.

    >>> from datetime import datetime
    >>> from quartzcron import CronExpression
    >>> noon, fridays = CronExpression("0 12 * * *"), CronExpression("0 0 * * FRI")
    >>> for fire_time in (noon | fridays).fire_times(datetime(2026, 1, 1), limit=3):
    ...     print(fire_time)
    2026-01-01 12:00:00
    2026-01-02 00:00:00
    2026-01-02 12:00:00
    >>> (noon & fridays).never_fires
    True

    Made by `a | b`, `a & b`, `a - b` and `a ^ b` out of expressions, schedules
    and such sets. It has all their methods of time and answers in the zone of
    its left operand; each operand keeps its own zone and its own rule for clock
    changes. A set with a zone and one without have no common time: `TypeError`.

    Immutable; equal when made alike from equal parts. Whether two sets have the
    same fire times is asked by `first_difference`. Sets nest as deep as you like.

    Cost: the first question about a set looks at each of its parts: some 0.2 ms
    for an expression and 10 ms for a schedule in a zone not seen before, a
    second for a hundred of these. Questions about some years look at these
    years only, in a tenth of the time. What was found is kept as long as the
    set lives, up to 64 MB in all: it takes 10 kB for each minute of the day in
    which something fires, by the clock of UTC, or more where the seconds of a
    minute run on different days. Later questions take milliseconds.
    """

    __slots__ = (
        "__weakref__",
        "_breadth",
        "_kept_hash",
        "_kept_home",
        "left",
        "operation",
        "right",
    )

    _kept_home: Limits
    left: FireTimes
    operation: str
    right: FireTimes

    def __init__(self, left: FireTimes, operation: str, right: FireTimes) -> None:
        from quartzcron.answers.analysis import refuse_mixed

        for each in (left, right):
            if not isinstance(each, FireTimes):
                raise TypeError(
                    "a set of fire times is an expression, a schedule or a FireSet, "
                    f"not {type(each).__name__}"
                )
        if operation not in _SIGNS:
            raise ValueError(f"an operation is one of {' '.join(_SIGNS)}, not {operation!r}")
        refuse_mixed(left, right)
        _set(self, "left", left)
        _set(self, "operation", operation)
        _set(self, "right", right)
        wide, wider = left._breadth, right._breadth
        _set(self, "_breadth", wide + 1 if wide == wider else max(wide, wider))
        # Bounds tell whether moments are to be naive or aware.
        here = left._home
        knows = here.is_bounded or here.tz is not None
        _set(self, "_kept_home", here if knows else right._home)

    @property
    def tz(self) -> tzinfo | None:
        """The zone in which it answers, or None if it floats."""
        return self.left._home.tz

    @property
    def _limits(self) -> Limits:
        return Limits(self.tz)

    @property
    def _home(self) -> Limits:
        return self._kept_home

    def _assemble(self, tz: tzinfo | None, blocks: range) -> Assembly:
        from quartzcron.answers import analysis, columns
        from quartzcron.answers.timetables import OPERATIONS

        left, right, operation = self.left, self.right, OPERATIONS[self.operation]
        # The wider one first: meanwhile the other one takes no memory.
        if right._breadth > left._breadth:
            other = yield right, tz
            one = yield left, tz
        else:
            one = yield left, tz
            other = yield right, tz
        assert one is not None
        assert other is not None
        if left._breadth == right._breadth == 1:
            return analysis.joined(one, other, operation)
        return columns.joined(one, other, operation)

    # --- the value ---

    def _own(self) -> tuple[object, ...]:
        return FireSet, self.operation

    def _inside(self) -> tuple[object, ...]:
        return self.left, self.right

    def _told(self) -> Iterator[object]:
        for before, part in (("", self.left), (f" {self.operation} ", self.right)):
            yield before
            yield from ("(", part, ")") if isinstance(part, FireSet) else (part,)

    def _recipe(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _restored, (self.operation,)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a set of fire times is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a set of fire times is immutable: cannot delete {name}")


def _restored(operation: str, left: FireTimes, right: FireTimes) -> FireSet:
    """Make a set again from its parts."""
    return FireSet(left, operation, right)


def breadth_of(parts: Iterable[FireTimes]) -> int:
    """Return how many timetables are held at a time while parts are joined, the widest first."""
    wide = sorted((part._breadth for part in parts), reverse=True)
    return max(breadth + waiting for waiting, breadth in enumerate(wide))
