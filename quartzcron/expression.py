"""`CronExpression`: a text and its compiled value, as the user holds it.

All methods of time come from the kernel's class; nothing lies in between.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from quartzcron.answers.algebra import FireTimes
from quartzcron.calendar.matcher import ALL_YEARS, Matcher, field_mask
from quartzcron.calendar.months import day_masks, shape_of
from quartzcron.clock.moments import NOW
from quartzcron.compiling import reader
from quartzcron.compiling.compiler import compile_text, dialect_of, text_of
from quartzcron.dialects import DEFAULT, Dialect
from quartzcron.dialects.policies import TEXT_TRAITS
from quartzcron.errors import CronExpressionError
from quartzcron.fields import FIELDS, FIRST_YEAR, LAST_YEAR
from quartzcron.ground.caches import LONGEST_KEPT, listed
from quartzcron.kernel.choice import Kernel, expressed
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime, tzinfo
    from typing import Any, Literal, NoReturn, Self

    from dateutil.rrule import rruleset

    from quartzcron.answers.explanations import Explanation
    from quartzcron.dialects.names import DialectName
    from quartzcron.dialects.policies import DstPolicy
    from quartzcron.errors import FieldName, Problem

_set = object.__setattr__


class CronExpression(Kernel, FireTimes):
    """A cron expression: its text, and what it means.

    >>> from datetime import datetime
    >>> expression = CronExpression("0 30 12 ? * 6L")
    >>> for fire_time in expression.fire_times(datetime(2026, 1, 1), limit=3):
    ...     print(fire_time)
    2026-01-30 12:30:00
    2026-02-27 12:30:00
    2026-03-27 12:30:00

    `dialect` is a name (`"quartz"`, `"unix"`, `"langgraph"`, ...) or a
    `Dialect`; without one, 5 fields are read Unix-style (0 and 7 = Sunday) and
    6 or 7 as Quartz (1 = Sunday). Raises `CronExpressionError`, a `ValueError`,
    with every problem of the text; `TypeError` for what is no str; `UnknownNameError`
    for an unknown dialect.

    `seed` decides the H of a text: in Jenkins the full name of the job. The same
    seed gives the same times, those of Jenkins itself:

    >>> print(CronExpression("H H * * *", "jenkins", seed="nightly").next_fire_time(
    ...     datetime(2026, 1, 1)))
    2026-01-01 17:01:00

    In Quartz.NET it is the key of the trigger (`":nightly"` in the default group), in
    Cronos the whole number and in croniter the `hash_id` that a caller passes. Without a
    seed such a text is right in Jenkins and Quartz.NET, and `needs_seed` is true: whatever
    needs its times raises `CronExpressionError`, code `seed-missing`.

    An expression never changes; the same text and dialect may be the same
    object. Expressions are equal when they fire at the same wall times and
    treat clock changes alike, however they are written:

    >>> CronExpression("0 0 0 ? * MON-FRI") == CronExpression("0 0 0 ? * 2,3,4,5,6")
    True

    Cost: about as much as creating a hundred datetimes, much less for a text
    seen before.
    """

    __slots__ = ("__weakref__", "_key", "dialect", "text")

    _form = "expression"

    text: str
    dialect: Dialect
    _key: tuple[object, ...] | None

    def __new__(
        cls,
        text: str,
        dialect: Dialect | DialectName | str | None = None,
        *,
        seed: str | None = None,
    ) -> Self:
        if type(text) is not str:
            text = text_of(text)
        if seed is not None:
            dialect = dialect_of(dialect, seed)
        return _kept(cls, text, dialect)  # type: ignore[return-value, arg-type]

    @property
    def needs_seed(self) -> bool:
        """Whether it has an H and no seed: right, but nobody knows when it fires.

        >>> CronExpression("H H * * *", "jenkins").needs_seed
        True

        It is equal to an expression of the same text and dialect.
        """
        return False

    @property
    def dst_policy(self) -> DstPolicy:
        """What becomes of it at a change of clock: the rule of its dialect.

        >>> CronExpression("* * * * *", "unix").dst_policy
        DstPolicy.VIXIE

        Wall time, UTC and fixed offsets have no such changes.
        """
        return self.dialect.dst_policy

    @property
    def values(self) -> Mapping[FieldName, tuple[int, ...] | range]:
        """The values of each field but the two of days: a tuple, or a range where it takes all.

        >>> every = CronExpression("*/15 9-17 * JAN,JUL MON")
        >>> for name, values in every.values.items():
        ...     print(name, values)
        second (0,)
        minute (0, 15, 30, 45)
        hour (9, 10, 11, 12, 13, 14, 15, 16, 17)
        month (1, 7)
        year range(1970, 2200)

        As the text says, ascending: `0 0 30 2 *` has the month 2, though it never
        fires. `days_in` gives the days. The mapping cannot be changed. Without the
        seed that its H needs, an expression has no values: `CronExpressionError`.
        """
        # What waits for a seed raises here.
        matcher = self._matcher
        # Years of a matcher are those with a fire in them: the text has the others too.
        written = parse(self.text, self.dialect).fields.get("year")
        masks: dict[FieldName, int] = {
            "second": matcher.seconds,
            "minute": matcher.minutes,
            "hour": matcher.hours,
            "month": matcher.months,
            "year": ALL_YEARS if written is None else field_mask(written[1]),
        }
        return MappingProxyType({name: _values(name, mask) for name, mask in masks.items()})

    def days_in(self, year: int, month: int) -> tuple[int, ...]:
        """Return the days of a month on which it fires.

        >>> CronExpression("0 9 LW,13 * *").days_in(2026, 2)
        (13, 27)

        Empty outside of 1970 to 2199, where nothing fires. Raises `ValueError` for
        a month that is none, `TypeError` for anything but ints. A clock change can
        move a run of a schedule to another day: this is about wall time.
        """
        for name, value in (("year", year), ("month", month)):
            if not isinstance(value, int):
                raise TypeError(f"a {name} is an int, not {type(value).__name__}")
        if not 1 <= month <= 12:
            raise ValueError(f"month must be 1-12, not {month}")
        matcher = self._matcher
        if not FIRST_YEAR <= year <= LAST_YEAR or not matcher.years >> year & 1:
            return ()
        if not matcher.months >> month & 1:
            return ()
        # Loaded here: nothing else needs it.
        from calendar import monthrange

        mask = day_masks(matcher.days)[shape_of(*monthrange(year, month))]
        return tuple(day for day in range(1, 32) if mask >> day & 1)

    def equivalent(self, other: CronExpression) -> bool:
        """Tell whether two expressions fire at the same wall times, whatever their dialects.

        >>> CronExpression("0 0 * * 5").equivalent(CronExpression("0 0 0 ? * 6", "quartz"))
        True

        Exact from 1970 to 2199. Raises `TypeError` for anything but an
        expression.
        """
        if not isinstance(other, CronExpression):
            raise TypeError(f"an expression is compared with another, not {type(other).__name__}")
        return self._matcher.meaning() == other._matcher.meaning()

    def describe(
        self,
        locale: str = "en",
        *,
        style: Literal["normal", "short", "full"] = "normal",
        hour12: bool | None = None,
    ) -> str:
        # (The docstring is that of every set of fire times.)
        if len(self.text) > LONGEST_KEPT:
            return super().describe(locale, style=style, hour12=hour12)
        return _described(self.text, self.dialect, locale, style, hour12)

    describe.__doc__ = FireTimes.describe.__doc__

    def explain(self, moment: datetime = NOW) -> Explanation:
        """Return why it fires at a moment, or why it does not: an `Explanation` to print or read.

        >>> from datetime import datetime
        >>> explanation = CronExpression("0 0 12 L * ?").explain(datetime(2026, 2, 27, 12))
        >>> explanation.fires, explanation.fields[3].reason
        (False, 'day of month is 27; L is the 28th')

        The verdict is that of `matches`: microseconds are ignored, an aware
        moment is the instant that it means, and outside 1970-2199 nothing
        fires. Raises `TypeError` for anything but a datetime: only a schedule with
        a zone knows what now is. Cost: that of a few hundred fire times.
        """
        from quartzcron.answers.explanations import explain

        return explain(self, self, moment)

    def to_rrule(self, start: datetime | None = None, end: datetime | None = None) -> rruleset:
        """Return its fire times from start (inclusive) to end (exclusive) as a `dateutil` rruleset.

        >>> from datetime import datetime
        >>> rules = CronExpression("0 9 LW * *").to_rrule(datetime(2026, 1, 1))
        >>> for fire_time in rules[:3]:
        ...     print(fire_time)
        2026-01-30 09:00:00
        2026-02-27 09:00:00
        2026-03-31 09:00:00

        Exact: listing it gives what `fire_times` gives, naive or aware as the
        bounds are. Without bounds it spans 1970-2199; `dateutil` walks there
        step by step, so give a start near to what you ask. What it cannot say
        (the second pass of a time that comes twice, zones of pytz, a span with
        more than 10,000 dates that the clock moves) raises `RecurrenceError`, a
        `ValueError`; bounds are checked as by `fire_times`.
        """
        from quartzcron.answers.recurrences import recurrence

        return recurrence(self, start, end)

    def to(self, dialect: Dialect | DialectName | str) -> CronExpression:
        """Return the expression of another dialect that fires at the same wall times.

        >>> print(CronExpression("0 30 12 ? * 6L").to("spring"))
        0 30 12 * * FRIL
        >>> print(CronExpression("0 9 * * 1-5").to("quartz"))
        0 0 9 ? * MON-FRI

        It is written from what this one means and read back before it is given.
        Raises `CronTranslationError`, a `ValueError`, where that dialect has no
        form for it, or a service rule there forbids it: the error says which
        part, and what comes nearest. The other dialect's rule for clock changes
        may be another one: `clock_differences` says so, and `Schedule.to` keeps it.
        Cost: some ten milliseconds.
        """
        return self._to(dialect_of(dialect))

    def _to(self, dialect: Dialect, keeps: str | None = None) -> CronExpression:
        """Translate, with the trait that must be kept, if any."""
        if dialect == self.dialect:
            return self
        from quartzcron.translation.translate import translate

        wishes = self._trait_read() if dialect.dst_policy == self.dst_policy else None
        text = translate(self._matcher, self.text, dialect, keeps, wishes)
        return CronExpression(text, dialect)

    def _trait_read(self) -> str | None:
        """Return the trait of the text that decides what clock changes do, if one does."""
        fixed_when = self.dst_policy.fixed_when
        return fixed_when if fixed_when in TEXT_TRAITS else None

    def clock_differences(
        self,
        other: CronExpression,
        *,
        tz: tzinfo | str | None = None,
        after: datetime | None = None,
    ) -> list[Problem]:
        """Return what clock changes do to another expression and not to this one.

        >>> nightly = CronExpression("30 2 * * *")
        >>> differences = nightly.clock_differences(nightly.to("spring"))
        >>> for found in differences:
        ...     print(found.code, found.values["before"], found.values["found"])
        gap-rule SAFE SPRING
        fold-rule SAFE SPRING
        >>> differences[0].message.partition(": ")[2]
        'no run under SPRING, but a run right after the gap under SAFE'

        Warnings with a span over the other text, for a translation: a system
        has its own rule, which the same wall times do not change. With a zone
        (a `tzinfo` or an IANA name) they are about its changes of the next two
        years, counted from `after` as in `lint`; without one they are given if
        the schedule has runs between 21:00 and 04:00, as no zone changes its
        clock at another time. Empty where both rules come to the same, and for
        what never fires. Raises `ValueError` if the wall times are not the
        same, and for an unknown zone.
        """
        if not self.equivalent(other):
            raise ValueError(f"{self.text!r} and {other.text!r} have different wall times")
        from quartzcron.checks.clock_changes import rule_differences

        here, there = (self._matcher, self.dst_policy), (other._matcher, other.dst_policy)
        return rule_differences(here, there, (0, len(other.text)), tz, after)

    def to_all(self, dialect: Dialect | DialectName | str) -> tuple[CronExpression, ...]:
        """Return expressions of another dialect that fire, all together, at the same wall times.

        >>> for part in CronExpression("0 0 13 * FRI").to_all("quartz"):
        ...     print(part)
        0 0 0 13 * ?
        0 0 0 ? * FRI

        One where one will do. A wall time may belong to several of them: here a
        Friday the 13th. Raises `CronTranslationError` where none will do; no
        service rule is circumvented.
        """
        from quartzcron.translation.translate import translate_to_all

        rules = dialect_of(dialect)
        if rules == self.dialect:
            return (self,)
        texts = translate_to_all(self._matcher, self.text, rules)
        return tuple(CronExpression(text, rules) for text in texts)

    def normalized(self) -> CronExpression:
        """Return an equal expression of the same dialect in its shortest text.

        >>> print(CronExpression("0  0,30 0 ? JAN-DEC mon,tue-FRI *").normalized())
        */30 0 * * 1-5
        >>> print(CronExpression("0 0 * * *").normalized())
        @daily

        Made for comparing and keeping: equal expressions of a dialect come out
        alike, whichever form they had, never longer than they were; what is
        normalized stays as it is. Only a list that mixes walks in an unusual
        way may keep a field of its own, where that is the shorter one.
        """
        from quartzcron.translation.translate import shortest

        text = shortest(self._matcher, self.text, self.dialect, self._trait_read())
        return CronExpression(text, self.dialect)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, CronExpression):
            return NotImplemented
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[object, ...]:
        """Return what makes two expressions equal: wall times, and what changes of clock do."""
        key = self._key
        if key is None:
            policy = self.dst_policy
            # Only a policy that goes by the text cares how the text was written.
            reads = policy.fixed_when in TEXT_TRAITS
            trait = reads and policy.fixed_when in self._matcher.traits
            meaning = self._matcher.meaning()
            key = (meaning, policy, trait) if meaning else ()
            _set(self, "_key", key)
        return key

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        if self.dialect is DEFAULT:
            return f"CronExpression({self.text!r})"
        return f"CronExpression({self.text!r}, {self.dialect.as_arguments()})"

    def __rich_repr__(self) -> Iterator[object]:
        """What rich shows of it among other things: its arguments."""
        yield self.text
        if self.dialect is not DEFAULT:
            yield from self.dialect._arguments()

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.text, self.dialect)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an expression is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an expression is immutable: cannot delete {name}")


def _values(name: FieldName, mask: int) -> tuple[int, ...] | range:
    """Return the values in the mask of a field."""
    field = FIELDS[name]
    whole = range(field.low, field.high + 1)
    if mask.bit_count() == len(whole):
        return whole
    return tuple(value for value in whole if mask >> value & 1)


def _make(cls: type[CronExpression], text: str, dialect: Dialect | str | None) -> CronExpression:
    rules = DEFAULT if dialect is None else dialect_of(dialect)
    # As `compiler.packed`: a call more is a twentieth of all that a new text takes.
    plain = None if rules.service_rules else reader.read_plain(text, rules)
    if plain is not None:
        return expressed(cls, text, rules, plain)
    matcher = compile_text(text, rules)
    waits = type(matcher) is not Matcher
    # (mypy takes the hash of an expression for that of its class.)
    made = Kernel.__new__(_waiting(cls) if waits else cls)  # type: ignore[arg-type]
    _set(made, "text", text)
    _set(made, "dialect", rules)
    _set(made, "_key", None)
    if not waits:
        made._begin(matcher)
    return made


@listed
@lru_cache(1024)
def _described(text: str, dialect: Dialect, locale: str, style: str, hour12: bool | None) -> str:
    from quartzcron.words.describe import describe

    return describe(CronExpression(text, dialect), locale, style, hour12)


# --- an H without a seed -----------------------------------------------------


class Waiting:
    """What an expression becomes whose H waits for a seed: a text without fire times."""

    __slots__ = ()

    text: str
    dialect: Dialect
    _limits = None

    @property
    def needs_seed(self) -> bool:
        return True

    @property
    def _matcher(self) -> NoReturn:
        raise CronExpressionError.later(
            self.text, self.dialect.name, lambda: parse(self.text, self.dialect).unseeded
        )

    def refuse(self, *arguments: object, **named: object) -> object:
        """Raise what there is to say instead of times."""
        return self._matcher

    def _identity(self) -> tuple[object, ...]:
        return self.dialect, self.text

    def __reduce__(self) -> tuple[object, ...]:
        return type(self).__bases__[1], (self.text, self.dialect)

    @classmethod
    def from_dict(cls, plain: dict[str, Any], *, dialects: Iterable[Dialect] = ()) -> Any:
        # What is loaded may wait for a seed or not: that is for the class of all of them.
        return cls.__bases__[1].from_dict(plain, dialects=dialects)  # type: ignore[attr-defined]


#: What the kernel answers without a look at the matcher, once it has begun.
_OF_THE_KERNEL = ("next_fire_time", "previous_fire_time", "fire_times", "matches", "__contains__")


@listed
@lru_cache(64)
def _waiting(cls: type[CronExpression]) -> type[CronExpression]:
    """Return the class for expressions of a class that wait for a seed."""
    own: dict[str, object] = {"__slots__": (), "__doc__": cls.__doc__, "__module__": cls.__module__}
    own |= dict.fromkeys(_OF_THE_KERNEL, Waiting.refuse) | {"never_fires": property(Waiting.refuse)}
    return type(cls.__name__, (Waiting, cls), own)


_kept = listed(lru_cache(1024)(_make))
