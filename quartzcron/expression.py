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

    `dialect` is a name (`"quartz"`, `"unix"`, `"langgraph"`, ...) or a `Dialect`; without one, 5
    fields are read Unix-style (0 and 7 = Sunday) and 6 or 7 as Quartz (1 = Sunday). Raises
    `CronExpressionError`, a `ValueError`, with every problem of the text; `TypeError` for
    anything but a str; `UnknownNameError` for an unknown dialect.

    `seed` determines the H of a text: in Jenkins it is the full name of the job. The same seed
    gives the same times, and those of Jenkins itself:

    >>> print(CronExpression("H H * * *", "jenkins", seed="nightly").next_fire_time(
    ...     datetime(2026, 1, 1)))
    2026-01-01 17:01:00

    In Quartz.NET it is the key of the trigger (`":nightly"` in the default group), in Cronos the
    whole number and in croniter the `hash_id` that a caller passes. Without a seed such a text is
    valid in Jenkins and Quartz.NET, and `needs_seed` is true: methods that need its times raise
    `CronExpressionError` with the code `seed-missing`.

    An expression never changes; the same text and dialect may give the same object. Expressions
    are equal if they fire at the same wall times and have the same rule for clock changes,
    however they are written:

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
        """The rule for clock changes: that of its dialect.

        >>> CronExpression("* * * * *", "unix").dst_policy
        DstPolicy.VIXIE

        It does not matter in wall time, UTC and fixed offsets, which have no clock changes.
        """
        return self.dialect.dst_policy

    @property
    def values(self) -> Mapping[FieldName, tuple[int, ...] | range]:
        """The values of each field but the two day fields: a tuple, or a range if it allows all.

        >>> every = CronExpression("*/15 9-17 * JAN,JUL MON")
        >>> for name, values in every.values.items():
        ...     print(name, values)
        second (0,)
        minute (0, 15, 30, 45)
        hour (9, 10, 11, 12, 13, 14, 15, 16, 17)
        month (1, 7)
        year range(1970, 2200)

        Ascending, as the text says: `0 0 30 2 *` has the month 2, although it never fires. For
        the days, see `days_in`. The mapping cannot be changed. Without the seed that its H needs,
        an expression has no values: `CronExpressionError`.
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

        Empty outside of 1970 to 2199, where nothing fires. Raises `ValueError` for a number that
        is not a month, and `TypeError` for anything but ints. These are days of wall time: a
        clock change can move a run of a schedule to another day.
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

        The verdict is that of `matches`: microseconds are ignored, an aware moment is the instant
        that it means, and outside 1970-2199 nothing fires. Raises `TypeError` for anything but a
        datetime: only in a schedule with a zone can you leave out the moment. Cost: that of a few
        hundred fire times.
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

        Exact: it lists what `fire_times` yields, naive or aware like the bounds. Without bounds
        it spans 1970-2199; `dateutil` goes through that step by step, so give a start that is
        near. What it cannot say (the second pass of a time that comes twice, zones of pytz, a
        span with more than 10,000 dates that the clock moves) raises `RecurrenceError`, a
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

        It is written from the meaning of this one, and checked by the rules of that dialect.
        Raises `CronTranslationError`, a `ValueError`, if the dialect cannot say it or a service
        rule there forbids it: the error says which part, and what comes nearest. The other
        dialect may have another rule for clock changes: `clock_differences` says so, and
        `Schedule.to` keeps the rule. Cost: some ten milliseconds.
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
        """Return how clock changes affect another expression differently from this one.

        >>> nightly = CronExpression("30 2 * * *")
        >>> differences = nightly.clock_differences(nightly.to("spring"))
        >>> for found in differences:
        ...     print(found.code, found.values["before"], found.values["found"])
        gap-rule SAFE SPRING
        fold-rule SAFE SPRING
        >>> differences[0].message.partition(": ")[2]
        'no run under SPRING, but a run right after the gap under SAFE'

        These are warnings with a span over the other text, for a translation: another system may
        have another rule for clock changes. With a zone (a `tzinfo` or an IANA name) they are
        about its changes of the next two years, counted from `after` as in `lint`; without one
        they are given if the schedule has runs between 21:00 and 04:00, as no zone changes its
        clock at another time. Empty if both rules have the same effect, and for expressions that
        never fire. Raises `ValueError` if the wall times are not the same, and for an unknown
        zone.
        """
        if not self.equivalent(other):
            raise ValueError(f"{self.text!r} and {other.text!r} have different wall times")
        from quartzcron.checks.clock_changes import rule_differences

        here, there = (self._matcher, self.dst_policy), (other._matcher, other.dst_policy)
        return rule_differences(here, there, (0, len(other.text)), tz, after)

    def to_all(self, dialect: Dialect | DialectName | str) -> tuple[CronExpression, ...]:
        """Return expressions of another dialect that together fire at the same wall times.

        >>> for part in CronExpression("0 0 13 * FRI").to_all("quartz"):
        ...     print(part)
        0 0 0 13 * ?
        0 0 0 ? * FRI

        It is one if one is enough. Several may fire at the same wall time: here on a Friday the
        13th. Raises `CronTranslationError` if there are none; it does not get round service
        rules.
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

        Use it to compare and store texts: equal expressions of a dialect get the same text, never
        a longer one, and a normalized one stays as it is. Only a list that mixes steps in an
        unusual way may keep its field, if that is shorter.
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
