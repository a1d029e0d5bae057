"""What a dialect is made of, and how one is found by its name.

A dialect is a few forms (one for each number of fields), a form is its fields
in the order of the text, and each field says which terms it takes. Everything
here is plain data: the parser, the matcher and the checks read it, and so does
whoever writes a text for a dialect. Nothing here knows a system.
"""

from __future__ import annotations

from quartzcron.dialects.names import ALIASES, PLACES
from quartzcron.dialects.policies import DstPolicy
from quartzcron.dialects.soundness import (
    check_fields,
    check_forms,
    check_limit,
    check_numbers,
    check_shorthands,
    check_specials,
    check_tuple,
    check_word,
)
from quartzcron.errors import LONGEST_NAME, UnknownNameError, shown
from quartzcron.fields import FIELDS, LAST_YEAR
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final, Literal

    from quartzcron.fields import Field

    # The words of the constants below, for type checkers; a test holds them equal.
    Order = Literal["wraps", "refused", "never-fires", "swapped", "misread"]
    Naming = Literal["three letters", "three letters or all of them", "any beginning", "no names"]
    StarRule = Literal["whole", "leading", "any", "listed", "bare", "question"]
    Meeting = Literal["one-question", "either", "both", "one-restricts"]
    Separator = Literal["blanks and tabs", "blanks, not tabs", "a single blank"]
    Hashing = Literal["the name of a job", "an id", "a whole number", "the key of a trigger"]

# What a range means that ends before it begins.
WRAPS: Final = "wraps"  #: it goes on at the field's low end
REFUSED: Final = "refused"  #: the system refuses it
NEVER_FIRES: Final = "never-fires"  #: the system takes it and never runs it
SWAPPED: Final = "swapped"  #: the system takes it and swaps its ends
MISREAD: Final = "misread"  #: the system takes it and runs it at other times, or never

# How a name of a month or a weekday may be written, in any case.
THREE_LETTERS: Final = "three letters"
WHOLE_NAMES: Final = "three letters or all of them"
BEGINNINGS: Final = "any beginning"  #: of the English name; the system takes the first that fits
NO_NAMES: Final = "no names"

# The specials, named by the shape of their text.
QUESTION: Final = "?"
LAST: Final = "L"  #: in day of month the last day; in day of week Saturday, as in Quartz
LAST_MINUS: Final = "L-n"
LAST_WORKDAY: Final = "LW"
LAST_MINUS_WORKDAY: Final = "L-nW"
LAST_WORKDAY_MINUS: Final = "LW-n"  #: so many days before LW or L-nW, the 1st at the earliest
LAST_WORD: Final = "last"
NEAREST_WORKDAY: Final = "nW"
NEAREST_WORKDAY_PREFIX: Final = "Wn"
LAST_WEEKDAY: Final = "nL"
LAST_WEEKDAY_PREFIX: Final = "Ln"
LAST_WEEKDAY_HASH: Final = "n#L"
NTH_WEEKDAY: Final = "n#k"

# With what a special may share a list.
ANYTHING: Final = "anything"
ALIKE: Final = "alike"  #: with other specials, not with plain values
NOTHING: Final = "nothing"

# Which day field counts as unrestricted.
WHOLE_STAR: Final = "whole"  #: nothing but * or ?
LEADING_STAR: Final = "leading"  #: it begins with * (Vixie cron), so */2 does too
ANY_STAR: Final = "any"  #: croniter: * anywhere in the list, or all values while the other has a *
LISTED_STAR: Final = "listed"  #: robfig: * or ? anywhere in the list, alone or with a step of 1
BARE_STAR: Final = "bare"  #: cronexpr: * or ? anywhere in the list, without a step
LONE_QUESTION: Final = "question"  #: nothing but ?: a * beside a day is every day (Quartz.NET)

# How the two day fields meet.
ONE_QUESTION: Final = "one-question"  #: exactly one of them is ? (Quartz)
EITHER: Final = "either"  #: OR, unless one is unrestricted
BOTH: Final = "both"  #: AND, always
ONE_RESTRICTS: Final = "one-restricts"  #: one of them at most says something, the other is *

# What keeps the fields of a text apart.
BLANKS_AND_TABS: Final = "blanks and tabs"
BLANKS_ONLY: Final = "blanks, not tabs"
ONE_BLANK: Final = "a single blank"

# Features that a dialect may mark as unverified: taken, with a warning. A
# special is a feature by its own name.
OPEN_STEP: Final = "a/n"
SMALL_NAME: Final = "a name in small letters"
LARGE_STEP: Final = "a step larger than its field"
REVERSED_RANGE: Final = "wrapping range"
LISTED_SPECIAL: Final = "a special in a list"
SHORTHAND: Final = "@ word"
WRAPPER_CASE: Final = "capitals in the wrapper"

# Weekday numbers of another system, into whose hands a text falls: its name as a
# message gives it, and its numbers for the lowest, the highest day and Monday.
QUARTZ_NUMBERS = ("Quartz", 1, 7, 2)
SPRING_NUMBERS = ("Spring", 0, 7, 1)
UNIX_NUMBERS = ("Unix cron", 0, 7, 1)
APSCHEDULER_NUMBERS = ("APScheduler", 0, 6, 0)


# The words that a rule may be.
_ORDERS = (WRAPS, REFUSED, NEVER_FIRES, SWAPPED, MISREAD)
_NAMINGS = (THREE_LETTERS, WHOLE_NAMES, BEGINNINGS, NO_NAMES)
#: The specials that mean something, by field; `?` does in every one.
_SPECIALS = {
    "day_of_month": (
        *(QUESTION, LAST, LAST_MINUS, LAST_WORKDAY, LAST_MINUS_WORKDAY, LAST_WORKDAY_MINUS),
        *(LAST_WORD, NEAREST_WORKDAY, NEAREST_WORKDAY_PREFIX),
    ),
    "day_of_week": (
        *(QUESTION, LAST, LAST_WEEKDAY, LAST_WEEKDAY_PREFIX, LAST_WEEKDAY_HASH, NTH_WEEKDAY),
    ),
}
_SHARES = (ANYTHING, ALIKE, NOTHING)
_STARS = (WHOLE_STAR, LEADING_STAR, ANY_STAR, LISTED_STAR, BARE_STAR, LONE_QUESTION)
_MEETINGS = (ONE_QUESTION, EITHER, BOTH, ONE_RESTRICTS)
_SEPARATORS = (BLANKS_AND_TABS, BLANKS_ONLY, ONE_BLANK)


class Rules(Record):
    """A part of a dialect: checked when made, shown without what is as it mostly is."""

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        self._check()

    def _check(self) -> None:
        """Raise what there is to say against it."""

    def __repr__(self) -> str:
        usual = type(self)._defaults
        shown = [
            f"{name}={value!r}" if name in usual else repr(value)
            for name, value in self._items().items()
            if name not in usual or value != usual[name]
        ]
        return f"{type(self).__name__}({', '.join(shown)})"


class HashRules(Rules):
    """What H may be in a field: a number from `low` to `high`, as written, both included.

    A step after it is `least_step` at least, and `most_step` at most: None for
    as many as there are numbers to choose from.
    """

    low: int
    high: int
    in_list: bool = True
    bounds: bool = True  #: H(a-b) is one of fewer numbers
    least_step: int = 2
    most_step: int | None = None
    capital: bool = False  #: h is no H


class FieldRules(Rules):
    """What one field of a form accepts.

    `low` and `high` are the numbers as written, both included; `monday` is the
    number written for Monday, in day of week alone. `specials` pairs each
    special with what it may share a list with.
    """

    name: str
    low: int
    high: int
    monday: int = 0
    names: Naming = THREE_LETTERS
    most_digits: int | None = None  #: in a number; None for no limit
    reversed_range: Order = WRAPS
    wraps_with_step: bool = True
    equal_range: bool = True  #: a-a is that one value
    equal_cycle: bool = False  #: a-a is every value, by the system's own documentation
    mixed_range: bool = True  #: from a name to a number or back
    last_ends_range: bool = False  #: a-L goes on to the last day of the month
    steps: bool = True
    open_step: bool = True  #: a/n
    bare_step: bool = False  #: /n
    question_step: bool = False  #: ?/n
    step_limit: int | None = None  #: the largest step
    step_within: bool = False  #: a step is no larger than the way from first to last
    step_dropper: str = ""  #: the system that drops a step after a name, if it does
    step_of_name: bool = True  #: a step after the name of a weekday; if not, it counts weeks
    star_low: int | None = None  #: where * begins, if not at `low`
    open_last: int | None = None  #: where a/n ends, if not at `last`
    open_at_last: bool = (
        True  #: a/n may begin where it ends; if not, it runs through the whole field
    )
    star_in_list: bool = True
    star_alone: bool = False  #: a * shares no list, though */n does
    # Where 7 spells Sunday as 0 does: which of them is meant.
    name_high: bool = False  #: a name is the 7
    range_low: bool = True  #: a 7 that begins a range is a 0: 7-2 is 0-2
    range_to_sunday: bool = True  #: if not, the system loses the Sunday that ends a range
    range_high: tuple[str, ...] = ()  #: what makes a 0 that ends a range a 7: 6-0, SAT-SUN
    specials: tuple[tuple[str, str], ...] = ()
    #: Which ranges may stand for a weekday before #k, #L or L: MON-FRI#1 is five of them.
    special_ranges: tuple[str, ...] = ()
    capitals: bool = False  #: the letters of specials must be capitals
    latest_workday: int = 31
    least_before: int = 0  #: the smallest n of L-n
    lost_workday: bool = False  #: a W day does not run where its month ends on a Sunday
    clamped_workday: bool = False  #: a W day that a month lacks is its last day, then W
    hashed: HashRules | None = None  #: what H may be; None where there is no H
    random: str = ""  #: the sign of a number that is drawn at random: ~ or R
    #: Systems that a text may meet and that read its weekday numbers as other days.
    neighbours: tuple[tuple[str, int, int, int], ...] = ()
    unverified: tuple[str, ...] = ()

    def _check(self) -> None:
        check_numbers(self.name, self.low, self.high, self.monday)
        within = self.low, self.high
        check_limit(self.name, "star_low", self.star_low, *within)
        check_limit(self.name, "open_last", self.open_last, *within)
        check_limit(self.name, "latest_workday", self.latest_workday, 1, 31)
        check_limit(self.name, "least_before", self.least_before, 0, 30)
        check_limit(self.name, "step_limit", self.step_limit, 1, LAST_YEAR)
        check_limit(self.name, "most_digits", self.most_digits, 1, LAST_YEAR)
        check_word(f"names of {self.name}", self.names, _NAMINGS)
        check_word(f"reversed_range of {self.name}", self.reversed_range, _ORDERS)

    @property
    def field(self) -> Field:
        """The field itself."""
        return FIELDS[self.name]

    def inside(self, written: int) -> int:
        """Return the library's own number for a written one."""
        return (written - self.monday) % 7 if self.name == "day_of_week" else written

    def written(self, value: int) -> int:
        """Return the number to write for one of the library's own: the lowest that means it."""
        if self.name != "day_of_week":
            return value
        return self.low + (value + self.monday - self.low) % 7

    @property
    def last(self) -> int:
        """The written number at which * ends: 6 where 7 only spells Sunday again."""
        return min(self.high, (self.star_low or self.low) + self.field.size - 1)

    def walk(self, first: int, last: int) -> tuple[int, int]:
        """Return the ends of a walk over written numbers as the library's own.

        From 0 to 7 is a whole week and no day more.
        """
        if first == self.low and last > self.low + self.field.size - 1:
            last -= 1
        return self.inside(first), self.inside(last)


# How a range is written: what makes a 0 at its end a 7, and what it may stand for.
BY_NAME: Final = "a name"
BY_NUMBER: Final = "a number"

# What decides the value of an H.
JOB_NAME: Final = "the name of a job"  #: MD5 of it, then java.util.Random, number by number
HASH_ID: Final = "an id"  #: CRC-32 of it, one number for each field
WHOLE_NUMBER: Final = "a whole number"  #: System.Random of .NET, one number after the other
TRIGGER_KEY: Final = "the key of a trigger"  #: FNV-1a of it, mixed with the place of each field

#: The whole numbers that an int of .NET holds.
_INT32 = -(1 << 31), (1 << 31) - 1


class Form(Rules):
    """The fields of one length of text, in its order, and how the day fields meet."""

    fields: tuple[FieldRules, ...]
    days: Meeting = EITHER
    star: StarRule = WHOLE_STAR
    plus: bool = False  #: a + before day of week asks for AND
    specials_combine: bool = True  #: weekday and W specials next to another restricted day field
    unusual: str = ""  #: what other dialects read differently in a text of this length

    def _check(self) -> None:
        check_tuple("the fields of a form", self.fields, FieldRules)
        check_fields([rules.name for rules in self.fields])
        for rules in self.fields:
            known = _SPECIALS.get(rules.name, (QUESTION,))
            check_specials(rules.name, rules.specials, known, _SHARES)
        check_word("days of a form", self.days, _MEETINGS)
        check_word("star of a form", self.star, _STARS)

    def rules(self, name: str) -> FieldRules | None:
        """Return the rules of a field, or None where the form has no such field."""
        return next((rules for rules in self.fields if rules.name == name), None)

    @property
    def free(self) -> str:
        """What a day field says that leaves the days to the other one."""
        return "?" if self.days == ONE_QUESTION or self.star == LONE_QUESTION else "*"


class ServiceRule(Rules):
    """A limit that a service puts on schedules, beside its grammar.

    `most_per_day` is a number of runs, `shortest_interval` the seconds between two of them;
    `must_fire` refuses what never fires. A text that breaks a rule is an error, or a warning if
    the service `refuses` nothing and only runs it less often.
    """

    code: str
    source: str
    most_per_day: int | None = None
    shortest_interval: int | None = None
    must_fire: bool = False
    refuses: bool = True


class CrontabRules(Rules):
    """What the system's cron makes of a crontab, apart from the texts of its schedules."""

    heeds_zone: bool = False  #: CRON_TZ is the zone of the entries behind it
    plain_names: bool = False  #: in cron.d only names of letters, digits, _ and - are read
    quiet_sign: bool = False  #: a - before the fields keeps a job out of the log


class _OfValues:
    """A method that a value has and its class lacks: Pydantic looks for it in both."""

    def __init__(self, method: Callable[..., Any]) -> None:
        self._method = method

    def __get__(self, value: object | None, kind: type) -> Any:
        if value is None:
            raise AttributeError(f"{self._method.__name__} is of a {kind.__name__}")
        return self._method.__get__(value)


class Dialect(Rules):
    """The rules by which one system reads cron expressions.

    >>> Dialect.named("langgraph").title
    'LangGraph Platform'
    >>> str(Dialect.named("DEBIAN"))
    'unix'

    `forms` are tried by their number of fields. `shorthands` pairs each @ word (lower case) with
    the text it stands for; `any_case` tells whether these may be written in capitals. `wrapper`
    is the word of `cron(...)` around the fields. `in_words` tells whether it also accepts dates
    and times in words: `every day 09:00`. `seed` is what every `H` of a text is drawn from: None
    where the dialect has no `H`, empty while it has not been given; `hashing` is what that is,
    and `seed_optional` tells whether a text is valid without one, although its times are then
    unknown. `seeded_shorthands` are the @ words that a seed changes.
    """

    name: str
    title: str
    summary: str
    forms: tuple[Form, ...]
    dst_policy: DstPolicy = DstPolicy.SAFE
    dst_verified: bool = False
    shorthands: tuple[tuple[str, str], ...] = ()
    any_case: bool = True
    bare_shorthand: bool = False  #: no blanks around an @ word
    separator: Separator = BLANKS_AND_TABS
    wrapper: str = ""
    in_words: bool = False
    service_rules: tuple[ServiceRule, ...] = ()
    seed: str | None = None
    hashing: Hashing = JOB_NAME
    seed_optional: bool = False
    seeded_shorthands: tuple[tuple[str, str], ...] = ()
    unverified: tuple[str, ...] = ()
    time_spans: bool = False  #: hh:mm:ss beside cron is an interval, not a time of day
    crontab: CrontabRules | None = None  #: None where the system has no crontabs

    def _check(self) -> None:
        check_tuple("the forms of a dialect", self.forms, Form)
        check_tuple("the service rules of a dialect", self.service_rules, ServiceRule)
        counts = [len(form.fields) for form in self.forms]
        check_forms(self.name, counts)
        check_shorthands(self.name, self.shorthands, counts, self.any_case)
        check_word("separator of a dialect", self.separator, _SEPARATORS)
        if not isinstance(self.dst_policy, DstPolicy):
            raise TypeError(f"a policy is a DstPolicy, not {type(self.dst_policy).__name__}")

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        if self._is_named:
            return f"Dialect.named({self.name!r})"
        if self._is_seeded:
            return f"Dialect.named({self.name!r}).seeded({self.seed!r})"
        variants = [self._changes(base) for base in _MADE.values() if base.forms == self.forms]
        return min(variants, key=len, default=super().__repr__())

    def _changes(self, base: Dialect) -> str:
        """Return what makes this dialect out of a named one, as Python text."""
        changes = (
            f"{name}={value!r}"
            for name, value in self._items().items()
            if value != getattr(base, name)
        )
        return f"{base!r}.replace({', '.join(changes)})"

    def as_arguments(self) -> str:
        """Return the arguments of `CronExpression` that name this dialect, as Python text.

        >>> Dialect.named("jenkins").seeded("nightly").as_arguments()
        "dialect='jenkins', seed='nightly'"
        """
        return ", ".join(f"{name}={value!r}" for name, value in self._arguments())

    def _arguments(self) -> list[tuple[str, object]]:
        """Return the arguments of `CronExpression` that name this dialect."""
        if self._is_named:
            return [("dialect", self.name)]
        if self._is_seeded:
            return [("dialect", self.name), ("seed", self.seed)]
        return [("dialect", self)]

    def form(self, count: int) -> Form | None:
        """Return the form with so many fields, or None."""
        for form in self.forms:
            if len(form.fields) == count:
                return form
        return None

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers of fields that it takes, ascending."""
        return tuple(sorted(len(form.fields) for form in self.forms))

    def seeded(self, seed: str) -> Dialect:
        """Return this dialect with the seed of its `H`: in Jenkins the full name of the job.

        >>> Dialect.named("jenkins").seeded("folder/nightly").seed
        'folder/nightly'

        An empty seed removes it. Raises `ValueError` if the dialect has no `H` or needs another
        kind of seed (in Cronos a whole number of 32 bits), and `TypeError` for anything but a
        str.
        """
        if not isinstance(seed, str):
            raise TypeError(f"a seed is a str, not {type(seed).__name__}")
        if self.seed is None:
            raise ValueError(f"a seed is for H, which {self.title} does not have")
        if seed and self.hashing == WHOLE_NUMBER and not _is_int32(seed):
            low, high = _INT32
            raise ValueError(
                f"a seed for {self.title} is a whole number from {low} to {high}, "
                f"not {shown(repr(seed))}"
            )
        return self.replace(seed=str(seed))

    @property
    def _is_named(self) -> bool:
        return self.name in PLACES and self == Dialect.named(self.name)

    @property
    def _is_seeded(self) -> bool:
        return bool(self.seed) and self.replace(seed="")._is_named

    @staticmethod
    def named(name: str) -> Dialect:
        """Return the dialect of that name, in any case, with _ or -.

        >>> Dialect.named("Google_Cloud_Scheduler"), Dialect.named("crontab")
        (Dialect.named('google-cloud-scheduler'), Dialect.named('unix'))

        Raises `UnknownNameError` with the nearest names for an unknown one, and `TypeError` for
        anything but a str.
        """
        if not isinstance(name, str):
            raise TypeError(f"a dialect is named by a str, not {type(name).__name__}")
        # Cut: a name may be of any length, and none of ours is as long as this.
        plain = name[: LONGEST_NAME + 1].lower().replace("_", "-")
        plain = ALIASES.get(plain, plain)
        if plain not in _MADE:
            if plain not in PLACES:
                raise _unknown(name, plain)
            _make(PLACES[plain])
        return _MADE[plain]

    @staticmethod
    def names() -> tuple[str, ...]:
        """Return the names of all dialects, the default one first; aliases left out."""
        return tuple(PLACES)

    def __reduce__(self) -> tuple[object, ...]:
        if self._is_named:
            return Dialect.named, (self.name,)
        if self._is_seeded:
            return _seeded, (self.name, self.seed)
        return super().__reduce__()

    # --- for Pydantic: in an annotation, behind the class of an expression or a schedule ---

    @_OfValues
    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from quartzcron.integrations.pydantic import in_dialect

        return in_dialect(self, source, handler)

    @_OfValues
    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        from quartzcron.integrations.pydantic import json_in_dialect

        return json_in_dialect(self, schema, handler)


#: The dialects that have been asked for, with those of their groups.
_MADE: dict[str, Dialect] = {}


def _make(group: str) -> None:
    """Make the dialects of a group; whoever comes second finds the same values."""
    # Not importlib.import_module: loading that costs a tenth of what the whole library may.
    made = __import__(f"quartzcron.dialects.{group}", fromlist=["DIALECTS"]).DIALECTS
    _MADE.update((dialect.name, dialect) for dialect in made)


def _is_int32(seed: str) -> bool:
    """Tell whether a seed is a whole number that an int of .NET holds."""
    digits = seed.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(_INT32[1]))):
        return False
    return _INT32[0] <= int(seed) <= _INT32[1]


def _seeded(name: str, seed: str) -> Dialect:
    """Make a dialect again from what was pickled of it."""
    return Dialect.named(name).seeded(seed)


def _unknown(name: str, plain: str) -> UnknownNameError:
    """Return what is raised for a name that no dialect answers to."""
    # Loaded here: only a misspelt name needs it.
    from quartzcron.ground.nearness import nearest

    return UnknownNameError("dialect", name, nearest(plain, [*PLACES, *ALIASES]), PLACES)
