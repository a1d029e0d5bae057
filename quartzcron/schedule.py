"""`Schedule`: an expression in a zone, under a policy, within bounds, on some days.

Its methods of time are the kernel's, which looks at the limits of a schedule,
its zone and its bounds, on the way in and on the way out. The days that it is
restricted to are part of the kernel's masks.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from quartzcron.answers.algebra import FireTimes
from quartzcron.answers.nesting import Nested
from quartzcron.clock.moments import NOW, is_aware, sort_key
from quartzcron.clock.zone_names import zone_kept, zone_named, zone_text
from quartzcron.compiling.compiler import dialect_of
from quartzcron.dialects import Dialect
from quartzcron.dialects.policies import TEXT_TRAITS, DstPolicy
from quartzcron.expression import CronExpression
from quartzcron.kernel.choice import Kernel, housed
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal, NoReturn, Self

    from dateutil.rrule import rruleset

    from quartzcron.answers.explanations import Explanation
    from quartzcron.answers.restrictions import DaysGiven, Exclusion, Restriction
    from quartzcron.clock.limits import Limits
    from quartzcron.dialects.names import DialectName
    from quartzcron.dialects.policies import PolicyName

_set = object.__setattr__


class Schedule(Nested, Kernel, FireTimes):
    """An expression in a time zone, with a rule for clock changes, bounds, and days left out.

    >>> schedule = Schedule("30 2 * * *", tz="America/New_York")
    >>> for fire_time in schedule.fire_times(datetime(2026, 3, 7, tzinfo=schedule.tz), limit=3):
    ...     print(fire_time)
    2026-03-07 02:30:00-05:00
    2026-03-08 03:00:00-04:00
    2026-03-09 02:30:00-04:00

    `expression` is a `CronExpression` or a text, of `dialect` or else of the default one; `tz` an
    IANA name, an ISO offset such as `+02:00`, any `tzinfo`, or None for a schedule in local time,
    without a zone; `dst` a `DstPolicy` or the name of a preset, by default the rule of the
    expression's dialect. `start` (inclusive) and `end` (exclusive) bound all its fire times.

    The answers of a schedule with a zone are always aware and in its own zone: a naive moment is
    wall time there, with its `fold`, an aware one an instant. Bounds follow the same rule. In a
    schedule without a zone, naive bounds need naive moments, and aware ones aware moments
    (`TypeError` otherwise).

    >>> daily = Schedule("0 9 * * *", start=datetime(2026, 5, 1), end=datetime(2026, 5, 3))
    >>> print(daily.next_fire_time(datetime(2026, 1, 1)))
    2026-05-01 09:00:00
    >>> daily.next_fire_time(datetime(2026, 5, 2, 9)) is None
    True

    `excluding` and `only` are one or a list of dates, pairs of dates (both ends included) and
    `Days`: dates of wall time, on which it does not run, or only on which it runs. `excluding`
    also accepts expressions, schedules and sets of fire times, whose fire times are left out; an
    expression among them is read in the schedule's zone. (Two dates in a tuple are a pair, and in
    a list two dates.)

    >>> from datetime import date
    >>> shop = Schedule("0 9 * * *", excluding=[date(2026, 12, 25), CronExpression("* * * * SUN")])
    >>> for fire_time in shop.fire_times(datetime(2026, 12, 24), limit=3):
    ...     print(f"{fire_time:%a %d %H:%M}")
    Thu 24 09:00
    Sat 26 09:00
    Mon 28 09:00

    `rolled` says what happens to runs on a date that is left out, by dates or by `only`: with
    "next", "previous" or "nearest" they move to the next, the previous or the nearest date that
    is not (the earlier one on a tie). Payday is the 15th, or the last working day before it:

    >>> from quartzcron import Days
    >>> weekend = Days.where("0 0 * * SAT,SUN")
    >>> payday = Schedule("0 9 15 * *", excluding=weekend, rolled="previous")
    >>> for fire_time in payday.fire_times(datetime(2026, 8, 1), limit=3):
    ...     print(f"{fire_time:%a %d %b}")
    Fri 14 Aug
    Tue 15 Sep
    Thu 15 Oct

    Runs that move to the same time count once. A run may leave its month, but not the bounds;
    clock changes are applied afterwards. Fire times that are left out are never rolled.

    Immutable; equal when all parts are equal. Raises what `CronExpression`
    raises, `UnknownNameError` with the nearest names for an unknown zone or
    policy, and `TypeError` for parts of the wrong type. Cost: two or three times that of making
    a datetime; a few milliseconds for days not seen before.
    """

    __slots__ = ("__weakref__", "_policy", "_restriction", "expression")

    _form = "schedule"

    expression: CronExpression
    _limits: Limits
    _policy: DstPolicy | None
    _restriction: Restriction | None

    def __new__(
        cls,
        expression: CronExpression | str,
        tz: tzinfo | str | None = None,
        *,
        dialect: Dialect | DialectName | str | None = None,
        dst: DstPolicy | PolicyName | str | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
        excluding: Exclusion | Iterable[Exclusion] = (),
        only: DaysGiven | Iterable[DaysGiven] | None = None,
        rolled: Literal["next", "previous", "nearest"] | None = None,
    ) -> Self:
        if not isinstance(expression, CronExpression):
            _refuse_set(expression)
            expression = CronExpression(expression, dialect)
        elif dialect is not None:
            raise TypeError("dialect is that of a text; an expression has its own already")
        if dst is not None:
            dst = DstPolicy.named(dst) if isinstance(dst, str) else _checked(dst)
        if type(tz) is str:
            tz = zone_kept(tz)  # a tenth of the time of making a schedule less
        elif tz is not None:
            tz = zone_named(tz)
        if only is None and rolled is None and type(excluding) is tuple and not excluding:
            return housed(cls, expression, tz, dst, start, end)
        from quartzcron.answers.restrictions import Remaining, Restriction

        restriction = Restriction(excluding, only, rolled, expression._matcher)
        if restriction.sets:
            whole = housed(Schedule, expression, tz, dst, start, end, restriction.of_days())
            restriction.remaining = Remaining(whole, restriction.sets)
        return housed(cls, expression, tz, dst, start, end, restriction)

    @property
    def dst_policy(self) -> DstPolicy:
        """Its rule for clock changes."""
        return self.expression.dst_policy if self._policy is None else self._policy

    @property
    def never_fires(self) -> bool:
        """Whether it never fires: no date fits, or none within its bounds and in its zone. Exact.

        >>> Schedule("0 5 30 12 *", tz="Pacific/Apia", start=datetime(2011, 12, 29),
        ...          end=datetime(2012, 1, 1)).never_fires  # a date that was left out
        True
        """
        if self._remaining is not None:
            never: bool = self._remaining.never_fires
            return never
        begin = self.start
        if begin is None:
            zone = self.tz if self.end is None else self.end.tzinfo
            begin = datetime.min.replace(tzinfo=zone)
        return self.next_fire_time(begin, inclusive=True) is None

    @property
    def tz(self) -> tzinfo | None:
        """The zone in which it answers, or None if it has none."""
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
        """What is left out of it: dates, pairs of dates, `Days`, and sets of fire times."""
        return () if self._restriction is None else self._restriction.excluding

    @property
    def only(self) -> tuple[DaysGiven, ...] | None:
        """The dates, pairs of dates and `Days` on which alone it runs; None for no limit."""
        return None if self._restriction is None else self._restriction.only

    @property
    def rolled(self) -> str | None:
        """Which way dates are moved that are left out: "next", "previous", "nearest" or None."""
        return None if self._restriction is None else self._restriction.rolled

    def explain(self, moment: datetime = NOW) -> Explanation:
        """Return why it fires at a moment, or why it does not, in its own zone and bounds.

        >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
        >>> explanation = nightly.explain(datetime(2026, 3, 8, 3, tzinfo=nightly.tz))
        >>> explanation.fires, explanation.clock
        (True, ('02:30 does not exist in America/New_York: SAFE runs it here instead',))

        A moment is read as in all methods: a naive one as wall time. If you leave it out in a
        schedule with a zone, it is now: this second if the text has seconds, otherwise this
        minute, as in `matches(..., precision="minute")`. Raises `TypeError` for anything but a
        datetime; cost as for an expression.
        """
        from quartzcron.answers.explanations import explain

        return explain(self, self.expression, moment, self._restriction)

    def to_rrule(self, start: datetime | None = None, end: datetime | None = None) -> rruleset:
        """Return its fire times from start (inclusive) to end (exclusive) as a `dateutil` rruleset.

        >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
        >>> start = datetime(2026, 3, 7, tzinfo=nightly.tz)
        >>> for fire_time in nightly.to_rrule(start, start.replace(day=10)):
        ...     print(fire_time)
        2026-03-07 02:30:00-05:00
        2026-03-08 03:00:00-04:00
        2026-03-09 02:30:00-04:00

        As for an expression, and within the schedule's own bounds. Times that a clock change
        moves, and those that the schedule leaves out, are single dates beside the rules.
        """
        from quartzcron.answers.recurrences import recurrence

        if self._restriction is None:
            return recurrence(self, start, end)
        return recurrence(self._unrestricted(), start, end, self)

    def _unrestricted(self) -> Schedule:
        """Return the schedule on all its days, with nothing left out."""
        return housed(Schedule, self.expression, self.tz, self._policy, self.start, self.end)

    def to(
        self,
        dialect: Dialect | DialectName | str,
        tz: tzinfo | str | None = None,
        after: datetime = NOW,
    ) -> Schedule:
        """Return the schedule with its expression in another dialect, and the same instants.

        >>> nightly = Schedule("30 2 * * *", tz="America/New_York")
        >>> print(nightly.to("quartz"), nightly.to("quartz").dst_policy)
        0 30 2 * * ? SAFE

        Zone, bounds and exclusions are the same, and so is the rule for clock
        changes, now given explicitly. Raises `CronTranslationError`.

        With `tz` it is for a service that knows only that zone, mostly UTC: an expression in that
        zone, with the dialect's own rule for clock changes, and the same instants from `after`
        (by default now) to the end.

        >>> monday = Schedule("30 0 * * MON", tz="Asia/Seoul")
        >>> print(monday.to("github-actions", tz="UTC"))
        30 15 * * SUN

        Exact: the two are compared, down to the last instant, two days before the end of 2199.
        Bounds stay the instants that they are; what is left out, by `excluding` or `only`, is
        left out as instants, and what is `rolled` refused. If no single expression will do, the
        error has texts that do it together, or in `seasons` those of the next twelve months.
        Raises `TypeError` for a schedule without a zone. Cost: some tens of milliseconds.
        """
        if tz is not None:
            return self._to_zone(dialect_of(dialect), zone_named(tz), after)
        if after is not NOW:
            # Loaded here: only this mistake needs it.
            from quartzcron.ground.messages import OTHER_ZONE

            raise TypeError(OTHER_ZONE["after-alone"])
        policy = self.dst_policy
        keeps = policy.fixed_when if policy.fixed_when in TEXT_TRAITS else None
        expression = self.expression._to(dialect_of(dialect), keeps)
        return self.replace(expression=expression, dst=policy)

    def replace(self, **changes: Any) -> Self:
        """Return a schedule with some parts changed; they have the names of `Schedule`'s
        arguments.

        >>> from datetime import date
        >>> nightly = Schedule("30 2 * * *", tz="America/New_York", excluding=date(2026, 12, 25))
        >>> nightly.replace(tz="Europe/Berlin")
        Schedule('30 2 * * *', tz='Europe/Berlin', excluding=[datetime.date(2026, 12, 25)])

        A text given as `expression` is of `dialect`, or else of the default one; a `dialect`
        alone reads the present text by other rules. Raises what `Schedule` raises, `TypeError`
        for other names.
        """
        if "dialect" in changes and "expression" not in changes:
            changes["expression"] = self.expression.text
        parts = {"expression": self.expression, "tz": self.tz, "dst": self._policy}
        parts |= {name: getattr(self, name) for name in ("start", "end", *_RESTRICTIONS)}
        return type(self)(**{**parts, **changes})

    # --- exact answers ---

    @property
    def _remaining(self) -> Any:
        return None if self._restriction is None else self._restriction.remaining

    @property
    def _answering(self) -> FireTimes:
        found: FireTimes = self if self._remaining is None else self._remaining
        return found

    @property
    def _breadth(self) -> int:
        return self._answering._breadth if self._remaining is not None else 1

    @property
    def _home(self) -> Limits:
        return self._limits if self._remaining is None else self._answering._home

    def _to_zone(self, dialect: Dialect, tz: tzinfo, after: datetime) -> Schedule:
        """Return the schedule in another zone, and the same instants from a moment on."""
        from quartzcron.answers.other_zone import schedule_in

        # A date here is no date there: what is left out is the runs that it takes away.
        left_out = () if self._restriction is None else (self._unrestricted() - self,)

        def made(text: str) -> Schedule:
            there = CronExpression(text, dialect)
            return Schedule(there, tz=tz, start=self.start, end=self.end, excluding=left_out)

        moved: Schedule = schedule_in(self, dialect, tz, after, made)
        return moved

    # --- the value ---

    def _own(self) -> tuple[object, ...]:
        policy = self.dst_policy
        # Only a policy that goes by the text cares how the text was written.
        trait = policy.fixed_when in TEXT_TRAITS and policy.fixed_when in self._matcher.traits
        bounds = [
            None if at is None else (is_aware(at), sort_key(at)) for at in (self.start, self.end)
        ]
        return Schedule, self.expression, policy, trait, *bounds, self.only, self.rolled

    def _apart(self) -> object:
        # Zones of dateutil cannot be hashed.
        return self.tz

    def _inside(self) -> tuple[object, ...]:
        return self.excluding

    def __str__(self) -> str:
        return self.expression.text

    def _told(self) -> Iterator[object]:
        plain_text = self.expression.dialect is Dialect.named("quartzcron")
        yield f"Schedule({self.expression.text if plain_text else self.expression!r}"
        for name, part in self._shown():
            yield f", {name}="
            yield from ("[", *_separated(part), "]") if isinstance(part, list) else (repr(part),)
        yield ")"

    def _shown(self) -> Iterator[tuple[str, object]]:
        """Yield the arguments behind the expression, those that say something."""
        if self.tz is not None:
            yield "tz", zone_text(self.tz) or self.tz
        for name, part in (("dst", self._policy), ("start", self.start), ("end", self.end)):
            if part is not None:
                yield name, part
        for name, parts in (("excluding", self.excluding), ("only", self.only)):
            if parts:
                yield name, list(parts)
        if self.rolled is not None:
            yield "rolled", self.rolled

    def __rich_repr__(self) -> Iterator[object]:
        """What rich shows of it among other things: its arguments."""
        plain_text = self.expression.dialect is Dialect.named("quartzcron")
        yield self.expression.text if plain_text else self.expression
        yield from self._shown()

    def _recipe(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        # Old pickle protocols forget the fold of a datetime.
        folds = [at is not None and at.fold for at in (self.start, self.end)]
        parts = self.expression, self.tz, self._policy, self.start, self.end, *folds
        return _restored, (type(self), *parts, self.only, self.rolled)

    @property
    def _kept_hash(self) -> int | None:
        if self._restriction is None or not self._restriction.sets:
            return hash((self._own(), *map(hash, self._inside())))
        return self._restriction.kept_hash

    @_kept_hash.setter
    def _kept_hash(self, kept: int | None) -> None:
        assert self._restriction is not None
        self._restriction.kept_hash = kept

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a schedule is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a schedule is immutable: cannot delete {name}")


#: The parts that restrict a schedule, by the names that `Schedule` takes them by.
_RESTRICTIONS = ("excluding", "only", "rolled")


def _separated(parts: Iterable[object]) -> Iterator[object]:
    """Yield what a repr shows of parts, with commas between them."""
    for place, each in enumerate(parts):
        yield from (", ", each) if place else (each,)


def _restored(
    cls: type[Schedule],
    expression: CronExpression,
    tz: tzinfo | None,
    policy: DstPolicy | None,
    start: datetime | None,
    end: datetime | None,
    start_fold: bool,
    end_fold: bool,
    only: tuple[DaysGiven, ...] | None,
    rolled: Literal["next", "previous", "nearest"] | None,
    *excluding: Exclusion,
) -> Schedule:
    """Make a schedule again from the parts of its pickle."""
    start = start and start.replace(fold=start_fold)
    end = end and end.replace(fold=end_fold)
    parts = {"excluding": list(excluding), "only": only, "rolled": rolled}
    return cls(expression, tz, dst=policy, start=start, end=end, **parts)  # type: ignore[arg-type]


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
