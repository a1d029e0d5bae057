"""Sets of fire times made out of others: `a | b`, `a & b`, `a - b`, `a ^ b`.

`TimetableKernel` gives the methods of time to sets for which no one matcher
speaks; `FireSet` is such a set, of any number of parts. Like the room of the
answers it is loaded when it is first needed.
"""

from __future__ import annotations

from quartzcron.answers.algebra import _ANYWHERE, FireTimes
from quartzcron.answers.nesting import Nested
from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import NOW, asked, plain
from quartzcron.kernel.pure import checked_bounds, checked_precision, fire_in_minute
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime, tzinfo
    from typing import Literal, NoReturn

    from dateutil.rrule import rruleset

    from quartzcron.answers.analysis import Assembly
    from quartzcron.answers.set_explanations import SetExplanation

    #: How two sets are joined.
    Sign = Literal["|", "&", "-", "^"]

_set = object.__setattr__


class TimetableKernel(Nested, FireTimes):
    """The kernel's methods of time for sets for which no one matcher speaks.

    The same face and the same answers; slower, since each is found in a
    timetable of some years, which is made at the first question.
    """

    __slots__ = ()

    def next_fire_time(self, after: datetime = NOW, *, inclusive: bool = False) -> datetime | None:
        """Return the first fire time strictly after a moment, as `CronExpression` does."""
        from quartzcron.answers.analysis import nth_fire, timeline_of

        after = asked(after, self._home.tz)
        timeline = timeline_of(self, after)
        later = 0 if inclusive and not after.microsecond else 1
        return nth_fire(self, timeline, timeline.floor(after) + later, 0)

    def previous_fire_time(
        self, before: datetime = NOW, *, inclusive: bool = False
    ) -> datetime | None:
        """Return the last fire time strictly before a moment, as `CronExpression` does."""
        from quartzcron.answers.analysis import nth_fire, timeline_of

        before = asked(before, self._home.tz)
        timeline = timeline_of(self, before)
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

    def matches(self, moment: datetime, precision: Literal["second", "minute"] = "second") -> bool:
        """Tell whether it fires in the second (or minute) of a moment, as `CronExpression` does."""
        from quartzcron.answers.analysis import has_fire, timeline_of

        if checked_precision(precision) == "minute":
            return fire_in_minute(self, moment) is not None

        timeline = timeline_of(self, plain(moment))
        return has_fire(self, timeline, timeline.floor(moment))

    def __contains__(self, moment: datetime) -> bool:
        return self.matches(moment)

    @property
    def never_fires(self) -> bool:
        """Whether it never fires, from 1970 to 2199. Exact: a proof, not a search."""
        return self.first_fire_time() is None


_SIGNS = ("|", "&", "-", "^")


class FireSet(TimetableKernel):
    """The fire times in either of two sets, in both, in the first only, or in exactly one.

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

    Make it by `a | b`, `a & b`, `a - b` and `a ^ b` out of expressions, schedules and such sets.
    It has the same methods and answers in the zone of its left operand; each operand keeps its
    own zone and its own rule for clock changes. You cannot combine a set with a zone and one
    without (`TypeError`).

    Immutable; equal if made in the same way from equal parts. To find out whether two sets have
    the same fire times, use `first_difference`. Sets can be nested to any depth.

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

    _form = "set"

    _breadth: int
    _kept_home: Limits
    left: FireTimes
    operation: Sign
    right: FireTimes

    def __init__(self, left: FireTimes, operation: Sign, right: FireTimes) -> None:
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
        """The zone in which it answers, or None if it has none."""
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

    def explain(self, moment: datetime = NOW) -> SetExplanation:
        """Return why it fires at a moment, or why it does not, part by part; to print or read.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> noon, fridays = CronExpression("0 12 * * *"), CronExpression("0 0 * * FRI")
        >>> explanation = (noon | fridays).explain(datetime(2026, 1, 1))
        >>> explanation.fires, explanation.parts[0].reason
        (False, 'either will do, but neither fires')

        The verdict is that of `matches`. In a set with a zone the moment may be left out: then
        it is now, or this minute if none of the parts goes by seconds. `TypeError` for anything
        but a datetime. Cost: that of explaining each part, and of the nearest fire times.
        """
        from quartzcron.answers.set_explanations import explain_set

        return explain_set(self, moment)

    def to_rrule(self, start: datetime | None = None, end: datetime | None = None) -> rruleset:
        """Return its fire times from start (inclusive) to end (exclusive) as a `dateutil` rruleset.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> shifts = CronExpression("0 6,14 * * *") - CronExpression("0 14 * * SAT,SUN")
        >>> rules = shifts.to_rrule(datetime(2026, 1, 2), datetime(2026, 1, 5))
        >>> [f"{fire_time:%a %H}" for fire_time in rules]
        ['Fri 06', 'Fri 14', 'Sat 06', 'Sun 06']

        Exact, as for an expression. The rules are those of parts in the zone of the set. Dates
        that these have and the set does not, and the fire times of parts in other zones, are
        single dates. More than 10,000 of these raise `RecurrenceError`, a `ValueError`: use a
        shorter span.
        """
        from quartzcron.answers.recurrences import set_recurrence

        return set_recurrence(self, start, end)

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


def _restored(operation: Sign, left: FireTimes, right: FireTimes) -> FireSet:
    """Make a set again from its parts."""
    return FireSet(left, operation, right)


def breadth_of(parts: Iterable[FireTimes]) -> int:
    """Return how many timetables are held at a time while parts are joined, the widest first."""
    wide = sorted((part._breadth for part in parts), reverse=True)
    return max(breadth + waiting for waiting, breadth in enumerate(wide))
