"""`Schedule`: an expression in a zone, under a policy, within bounds.

Its methods of time are the kernel's, which looks at the limits of a schedule,
its zone and its bounds, on the way in and on the way out.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from functools import lru_cache

from quartzcron.answers.algebra import FireTimes
from quartzcron.answers.fire_sets import TimetableKernel, breadth_of
from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import is_aware, sort_key
from quartzcron.clock.zone_names import zone_kept, zone_named, zone_text
from quartzcron.compiling.compiler import dialect_of
from quartzcron.dialects import Dialect
from quartzcron.dialects.policies import TEXT_TRAITS, DstPolicy
from quartzcron.expression import CronExpression
from quartzcron.ground.caches import listed
from quartzcron.kernel.choice import Kernel, housed
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import NoReturn, Self

    from dateutil.rrule import rruleset

    from quartzcron.answers.analysis import Assembly, Table
    from quartzcron.answers.columns import Gathering
    from quartzcron.answers.explanations import Explanation

    #: What a schedule can leave out.
    Exclusion = date | tuple[date, date] | FireTimes

_set = object.__setattr__


class Schedule(Kernel, FireTimes):
    """An expression in a zone, with a rule for clock changes and with bounds.

    >>> schedule = Schedule("30 2 * * *", tz="America/New_York")
    >>> for fire_time in schedule.fire_times(datetime(2026, 3, 7), limit=3):
    ...     print(fire_time)
    2026-03-07 02:30:00-05:00
    2026-03-08 03:00:00-04:00
    2026-03-09 02:30:00-04:00

    `expression` is a `CronExpression` or a text of the default dialect; `tz` an
    IANA name, an ISO offset such as `+02:00`, any `tzinfo`, or None for a
    schedule that floats as an expression does; `dst` a `DstPolicy` or the name
    of a preset, by default the rule of the expression's dialect. `start`
    (inclusive) and `end` (exclusive) bound all its fire times.

    A schedule with a zone answers aware in its own zone, always: a naive moment
    is its wall time, `fold` honoured, an aware one an instant. Bounds follow
    the same rule; in a schedule without a zone naive bounds go with naive
    moments and aware ones with aware moments (`TypeError` otherwise).

    >>> daily = Schedule("0 9 * * *", start=datetime(2026, 5, 1), end=datetime(2026, 5, 3))
    >>> print(daily.next_fire_time(datetime(2026, 1, 1)))
    2026-05-01 09:00:00
    >>> daily.next_fire_time(datetime(2026, 5, 2, 9)) is None
    True

    `excluding` lists what is left out of it: dates, pairs of dates (both ends
    included), and expressions, schedules and sets of fire times, whose fire
    times are left out; an expression among them is read in the schedule's zone.
    It is frozen when given.

    >>> shop = Schedule("0 9 * * *", excluding=[date(2026, 12, 25), CronExpression("* * * * SUN")])
    >>> for fire_time in shop.fire_times(datetime(2026, 12, 24), limit=3):
    ...     print(f"{fire_time:%a %d %H:%M}")
    Thu 24 09:00
    Sat 26 09:00
    Mon 28 09:00

    Immutable; equal when all parts are equal. Raises what `CronExpression`
    raises, `UnknownNameError` with the nearest names for an unknown zone or
    policy, and `TypeError` for parts of the wrong type.
    """

    __slots__ = ("__weakref__", "_policy", "expression")

    expression: CronExpression
    _limits: Limits
    _policy: DstPolicy | None

    def __new__(
        cls,
        expression: CronExpression | str,
        tz: tzinfo | str | None = None,
        dst: DstPolicy | str | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        excluding: Iterable[date | tuple[date, date] | FireTimes] = (),
    ) -> Self:
        if not isinstance(expression, CronExpression):
            _refuse_set(expression)
            expression = CronExpression(expression)
        left_out = () if type(excluding) is tuple and not excluding else _frozen(excluding)
        # Where nothing is left out, nothing lies between the user and the kernel.
        maker: type[Self] = cls if cls is Schedule else cls._plain_class()
        if left_out:
            # (mypy takes the hash of a schedule for that of its class.)
            maker = _with_exclusions(maker)  # type: ignore[arg-type]
        if dst is not None:
            dst = DstPolicy.named(dst) if isinstance(dst, str) else _checked(dst)
        if type(tz) is str:
            tz = zone_kept(tz)  # a tenth of the time of making a schedule less
        elif tz is not None:
            tz = zone_named(tz)
        made = housed(maker, expression, tz, dst, start, end)
        if left_out:
            limits = Limits(tz, made._start, made._end)
            _set(made, "_excluding", left_out)
            _set(made, "_kept_home", _home_of(limits, left_out))
            _set(made, "_breadth", max(breadth_of((expression, *_sets(left_out))), 2))
            _check_times(limits, left_out)
        return made

    @property
    def dst_policy(self) -> DstPolicy:
        """What becomes of its wall times at a change of clock."""
        return self.expression.dst_policy if self._policy is None else self._policy

    @property
    def never_fires(self) -> bool:
        """Whether it never fires: no date fits, or none within its bounds and its zone. Exact.

        >>> Schedule("0 5 30 12 *", tz="Pacific/Apia", start=datetime(2011, 12, 29),
        ...          end=datetime(2012, 1, 1)).never_fires  # a date that was left out
        True
        """
        begin = self.start
        if begin is None:
            zone = self.tz if self.end is None else self.end.tzinfo
            begin = datetime.min.replace(tzinfo=zone)
        return self.next_fire_time(begin, inclusive=True) is None

    @property
    def tz(self) -> tzinfo | None:
        """The zone in which it answers, or None if it floats."""
        return self._tz

    @property
    def start(self) -> datetime | None:
        """The first moment at which it may fire, in its zone; or None."""
        return self._start

    @property
    def end(self) -> datetime | None:
        """The first moment at which it fires no more, in its zone; or None."""
        return self._end

    @property
    def excluding(self) -> tuple[Exclusion, ...]:
        """What is left out of it: dates, pairs of dates, and sets of fire times."""
        return ()

    def explain(self, moment: datetime) -> Explanation:
        """Return why it fires at a moment, or why it does not, in its own zone and bounds.

        >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
        >>> explanation = nightly.explain(datetime(2026, 3, 8, 3))
        >>> explanation.fires, explanation.clock
        (True, ('02:30 does not exist in America/New_York: SAFE makes it up here',))

        A moment is read as everywhere else: a naive one as its wall time. Raises
        `TypeError` for anything but a datetime; cost as for an expression.
        """
        from quartzcron.answers.explanations import explain

        return explain(self, self.expression.text, self.expression.dialect, moment, self.excluding)

    def to_rrule(self, start: datetime | None = None, end: datetime | None = None) -> rruleset:
        """Return its fire times from start (inclusive) to end (exclusive) as a `dateutil` rruleset.

        >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
        >>> for fire_time in nightly.to_rrule(datetime(2026, 3, 7), datetime(2026, 3, 10)):
        ...     print(fire_time)
        2026-03-07 02:30:00-05:00
        2026-03-08 03:00:00-04:00
        2026-03-09 02:30:00-04:00

        As for an expression, within its own bounds too. Times that a change of
        clock moves, and what the schedule leaves out, are single dates beside
        the rules.
        """
        from quartzcron.answers.recurrences import recurrence

        if not self.excluding:
            return recurrence(self, start, end)
        whole = Schedule(self.expression, self.tz, self._policy, self.start, self.end)
        return recurrence(whole, start, end, whole - self)

    def to(self, dialect: Dialect | str) -> Schedule:
        """Return the schedule with its expression in another dialect, and the same instants.

        >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
        >>> print(nightly.to("quartz"), nightly.to("quartz").dst_policy)
        0 30 2 * * ? SAFE

        Zone, bounds and exclusions are the same, and so is the rule for clock
        changes, now given explicitly. Raises `CronTranslationError`.
        """
        policy = self.dst_policy
        keeps = policy.fixed_when if policy.fixed_when in TEXT_TRAITS else None
        expression = self.expression._to(dialect_of(dialect), keeps)
        return Schedule(expression, self.tz, policy, self.start, self.end, self.excluding)

    # --- the value ---

    def _parts(self) -> tuple[object, ...]:
        policy = self.dst_policy
        # Only a policy that goes by the text cares how the text was written.
        trait = policy.fixed_when in TEXT_TRAITS and policy.fixed_when in self._matcher.traits
        bounds = [
            None if at is None else (is_aware(at), sort_key(at)) for at in (self.start, self.end)
        ]
        return self.expression, policy, trait, *bounds, self.excluding

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Schedule):
            return NotImplemented
        return self.tz == other.tz and self._parts() == other._parts()

    def __hash__(self) -> int:
        # Not the zone: those of dateutil cannot be hashed.
        return hash(self._parts())

    def __str__(self) -> str:
        return self.expression.text

    def __repr__(self) -> str:
        return f"Schedule({', '.join(self._shown())})"

    def _shown(self) -> list[str]:
        """Return its arguments as its repr shows them, without what is left out."""
        plain_text = self.expression.dialect is Dialect.named("quartzcron")
        parts = [repr(self.expression.text if plain_text else self.expression)]
        if self.tz is not None:
            name = zone_text(self.tz)
            parts.append(f"tz={self.tz if name is None else name!r}")
        if self._policy is not None:
            parts.append(f"dst={self._policy!r}")
        for name in ("start", "end"):
            bound = getattr(self, name)
            if bound is not None:
                parts.append(f"{name}={bound!r}")
        return parts

    @classmethod
    def _plain_class(cls) -> type[Self]:
        """Return the class without exclusions, which is what a user knows of."""
        return cls

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, self._values()

    def _values(self) -> tuple[object, ...]:
        """Return what it is made again from, without what is left out."""
        # Old pickle protocols forget the fold of a datetime.
        folds = [at is not None and at.fold for at in (self.start, self.end)]
        parts = self.expression, self.tz, self._policy, self.start, self.end, *folds
        return self._plain_class(), *parts

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a schedule is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a schedule is immutable: cannot delete {name}")


def _restored(
    cls: type[Schedule],
    expression: CronExpression,
    tz: tzinfo | None,
    policy: DstPolicy | None,
    start: datetime | None,
    end: datetime | None,
    start_fold: bool,
    end_fold: bool,
    *excluding: Exclusion,
) -> Schedule:
    """Make a schedule again from the parts of its pickle."""
    start = start and start.replace(fold=start_fold)
    end = end and end.replace(fold=end_fold)
    return cls(expression, tz, policy, start, end, excluding)


def _checked(policy: DstPolicy) -> DstPolicy:
    if isinstance(policy, DstPolicy):
        return policy
    raise TypeError(f"a policy is a DstPolicy or a preset's name, not {type(policy).__name__}")


def _refuse_set(given: object) -> None:
    """Say what to do instead of making a schedule out of schedules."""
    if isinstance(given, FireTimes):
        raise TypeError(
            f"a schedule is of an expression, not of a {type(given).__name__}: "
            "give the expressions in it their zones and bounds"
        )


# --- exclusions ------------------------------------------------------------


class _Excluding(TimetableKernel, Schedule):
    """What a schedule becomes that leaves something out: answers by timetable."""

    __slots__ = ()

    _excluding: tuple[Exclusion, ...]
    _kept_home: Limits

    @property
    def excluding(self) -> tuple[Exclusion, ...]:
        return self._excluding

    @property
    def _home(self) -> Limits:
        return self._kept_home

    def _assemble(self, tz: tzinfo | None, blocks: range) -> Assembly:
        from quartzcron.answers.analysis import dates_timetable, kernel_timetable
        from quartzcron.answers.columns import joined
        from quartzcron.answers.timetables import without

        own = self._home.tz
        tz = tz if own is None else own
        left_out = sorted(_sets(self._excluding), key=lambda each: each._breadth)
        # The widest first: meanwhile its own table takes no memory.
        widest = (yield left_out.pop(), tz) if left_out else None
        table: Table | Gathering = kernel_timetable(self, tz, blocks)
        if widest is not None:
            table = joined(table, widest, without)
        for each in left_out:
            narrower = yield each, tz
            assert narrower is not None
            table = joined(table, narrower, without)
        ranges = tuple(_ranges(self._excluding))
        return joined(table, dates_timetable(ranges, tz, blocks), without) if ranges else table

    # --- the value ---

    def _own(self) -> tuple[object, ...]:
        return Schedule, *self._parts()[:-1]

    def _apart(self) -> object:
        return self.tz

    def _inside(self) -> tuple[object, ...]:
        return self._excluding

    def _told(self) -> Iterator[object]:
        yield f"Schedule({', '.join(self._shown())}, excluding=["
        for place, each in enumerate(self._excluding):
            yield ", " if place else ""
            yield each
        yield "])"

    def _recipe(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _restored, self._values()


@listed
@lru_cache(64)
def _with_exclusions(cls: type) -> type:
    """Return the class for schedules of a class that leave something out."""
    own = ("_breadth", "_excluding", "_kept_hash", "_kept_home")
    parts = {"__slots__": own, "_plain_class": classmethod(lambda _: cls)}
    # A subclass comes first: what a user wrote there holds here too.
    bases = (_Excluding,) if cls is Schedule else (cls, _Excluding)
    return type(cls.__name__, bases, parts)


def _frozen(excluding: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    """Return the exclusions as given, frozen; or say what they are to be."""
    if isinstance(excluding, (str, date, FireTimes)) or not hasattr(excluding, "__iter__"):
        raise TypeError(f"excluding is a list of exclusions, not {type(excluding).__name__}")
    return tuple(map(_exclusion, excluding))


def _exclusion(each: object) -> Exclusion:
    if isinstance(each, FireTimes):
        return each
    match each:
        case datetime():
            pass
        case date():
            return each
        case (date() as first, date() as last) if not {type(first), type(last)} & {datetime}:
            if last < first:
                raise ValueError(f"a range of dates ends before it begins: {first} to {last}")
            return first, last
    raise TypeError(
        "an exclusion is a date, a pair of dates, an expression, a schedule or a FireSet, "
        f"not {each!r}"
    )


def _sets(excluding: tuple[Exclusion, ...]) -> Iterator[FireTimes]:
    """Yield the sets of fire times among exclusions."""
    return (each for each in excluding if isinstance(each, FireTimes))


def _ranges(excluding: tuple[Exclusion, ...]) -> Iterator[tuple[date, date]]:
    """Yield the dates among exclusions, as ranges."""
    for each in excluding:
        if isinstance(each, date):
            yield each, each
        elif isinstance(each, tuple):
            yield each


def _home_of(limits: Limits, excluding: tuple[Exclusion, ...]) -> Limits:
    """Return the limits that tell whether moments are to be naive or aware."""
    if limits.tz is not None or limits.is_bounded:
        return limits
    # Bounds do: those of what is left out too.
    return next((each._home for each in _sets(excluding) if each._home.is_bounded), limits)


def _check_times(limits: Limits, excluding: tuple[Exclusion, ...]) -> None:
    """Refuse to leave something out of a schedule with which it has no common time."""
    homes = [each._home for each in _sets(excluding)]
    if limits.tz is None and any(home.tz is not None for home in homes):
        raise TypeError("an exclusion has a zone, but the schedule floats: give it one with tz=")
    floating = [limits, *(home for home in homes if home.tz is None)]
    bounds = [at for each in floating for at in (each.start, each.end) if at is not None]
    if len({is_aware(at) for at in bounds} | ({True} if limits.tz is not None else set())) > 1:
        raise TypeError(
            "the bounds of a schedule and of its exclusions must be all naive or all aware; "
            "those of a schedule with a zone are aware"
        )
