"""Dialects: what each system takes, as values.

A dialect is a few forms (one for each number of fields), a form is its fields
in the order of the text, and each field says which terms it takes. The parser
reads these tables; no other room asks for a dialect's name. Adding a system is
adding one value here.

What a system takes by accident, dropping or reinterpreting a part of the
text, is left out here on purpose: a form must stop it. The tables say what
such an accident would have meant, so that the error can.
"""

from __future__ import annotations

from quartzcron.fields import FIELDS
from quartzcron.policies import DstPolicy
from quartzcron.values import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from quartzcron.fields import Field

# What a range means that ends before it begins.
WRAPS = "wraps"  #: it goes on at the field's low end
REFUSED = "refused"  #: the system refuses it
NEVER_FIRES = "never-fires"  #: the system takes it and never runs it

# The specials, named by the shape of their text.
QUESTION = "?"
LAST = "L"  #: in day-of-month the last day; in day-of-week Saturday, as in Quartz
LAST_MINUS = "L-n"
LAST_WORKDAY = "LW"
LAST_MINUS_WORKDAY = "L-nW"
NEAREST_WORKDAY = "nW"
NEAREST_WORKDAY_PREFIX = "Wn"
LAST_WEEKDAY = "nL"
LAST_WEEKDAY_PREFIX = "Ln"
NTH_WEEKDAY = "n#k"

# With what a special may share a list.
ANYTHING = "anything"
ALIKE = "alike"  #: with other specials, not with plain values
NOTHING = "nothing"

# Which day field counts as unrestricted.
WHOLE_STAR = "whole"  #: nothing but * or ?
LEADING_STAR = "leading"  #: it begins with * (Vixie cron), so */2 does too
ANY_STAR = "any"  #: croniter: * anywhere in the list, or all values while the other has a *

# How the two day fields meet.
ONE_QUESTION = "one-question"  #: exactly one of them is ? (Quartz)
EITHER = "either"  #: OR, unless one is unrestricted
BOTH = "both"  #: AND, always

# Features that a dialect may mark as unverified: taken, with a warning.
OPEN_STEP = "a/n"
REVERSED_RANGE = "wrapping range"
SHORTHAND = "@ word"
TWO_DAY_FIELDS = "two restricted day fields"


class FieldRules(Value):
    """What one field of a form takes.

    `low` and `high` are the numbers as written, both included; `monday` is the
    number written for Monday, in day-of-week alone. `specials` pairs each
    special with what it may share a list with. `step_limit` is the largest
    step, None for no limit.
    """

    name: str
    low: int
    high: int
    monday: int = 0
    reversed_range: str = WRAPS
    wraps_with_step: bool = True
    equal_range: bool = True
    mixed_range: bool = True
    open_step: bool = True
    bare_step: bool = False
    step_limit: int | None = None
    drops_step_after_name: bool = False
    specials: tuple[tuple[str, str], ...] = ()
    latest_workday: int = 31
    unverified: tuple[str, ...] = ()

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
        """The written number at which * and open steps end: 6 where 7 only spells Sunday again."""
        return min(self.high, self.low + self.field.size - 1)


class Form(Value):
    """The fields of one length of text, in its order, and how the day fields meet."""

    fields: tuple[FieldRules, ...]
    days: str = EITHER
    star: str = WHOLE_STAR
    plus: bool = False  #: a + before day-of-week asks for AND
    specials_combine: bool = True  #: weekday and W specials next to another restricted day field
    unusual: str = ""  #: what other dialects read differently in a text of this length

    def rules(self, name: str) -> FieldRules | None:
        """Return the rules of a field, or None where the form has no such field."""
        return next((rules for rules in self.fields if rules.name == name), None)


class ServiceRule(Value):
    """A limit that a service puts on schedules, apart from its grammar."""

    code: str
    most_per_day: int
    source: str


class Dialect(Value):
    """The rules of one system, as a value.

    >>> Dialect.named("langgraph").title
    'LangGraph Platform'
    >>> str(Dialect.named("DEBIAN"))
    'unix'

    `forms` are tried by their number of fields. `shorthands` pairs each @ word
    (lower case) with the text it stands for; `any_case` tells whether these may
    be written in capitals.
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
    service_rules: tuple[ServiceRule, ...] = ()
    unverified: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

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

    @staticmethod
    def named(name: str) -> Dialect:
        """Return the dialect of that name, in any case, with _ or -.

        Raises `ValueError` with the nearest names for an unknown one and
        `TypeError` for anything that is no string.
        """
        if not isinstance(name, str):
            raise TypeError(f"a dialect is named by a str, not {type(name).__name__}")
        plain = name.lower().replace("_", "-")
        found = _NAMED.get(_ALIASES.get(plain, plain))
        if found is None:
            raise ValueError(_unknown(name, plain))
        return found

    @staticmethod
    def names() -> tuple[str, ...]:
        """Return the names of all dialects, the default one first; aliases left out."""
        return tuple(_NAMED)

    def __reduce__(self) -> tuple[object, ...]:
        if _NAMED.get(self.name) is self:
            return Dialect.named, (self.name,)
        return super().__reduce__()


def _unknown(name: str, plain: str) -> str:
    # Loaded here: it costs 6 ms, and only a misspelt name needs it.
    from difflib import get_close_matches

    near = get_close_matches(plain, [*_NAMED, *_ALIASES], n=3, cutoff=0.5)
    return f"there is no dialect {name[:40]!r}; " + (
        f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(_NAMED)}"
    )


# --- The shared pieces -----------------------------------------------------

_SHORTHANDS = (
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
)


def _listed(specials: str, shares: str) -> tuple[tuple[str, str], ...]:
    return tuple((special, shares) for special in specials.split())


def _five(
    minute: FieldRules, hour: FieldRules, dom: FieldRules, month: FieldRules, dow: FieldRules
) -> tuple[FieldRules, ...]:
    return minute, hour, dom, month, dow


# --- Quartz ----------------------------------------------------------------
# Class documentation and source of org.quartz.CronExpression 2.5, and running it.
# Stricter where the Java parser drops or invents: a step inside a range is
# limited too, years outside 1970-2199 are refused, lists take no #.

_QUARTZ_SECOND = FieldRules(
    "second", 0, 59, bare_step=True, mixed_range=False, step_limit=59, drops_step_after_name=True
)
_QUARTZ_MINUTE = _QUARTZ_SECOND.replace(name="minute")
_QUARTZ_HOUR = _QUARTZ_SECOND.replace(name="hour", high=23, step_limit=23)
_QUARTZ_DAY_OF_MONTH = _QUARTZ_SECOND.replace(
    name="day_of_month",
    low=1,
    high=31,
    step_limit=31,
    specials=(
        *_listed("?", NOTHING),
        *_listed("L L-n LW L-nW nW", ANYTHING),
    ),
)
_QUARTZ_MONTH = _QUARTZ_SECOND.replace(name="month", low=1, high=12, step_limit=12)
_QUARTZ_DAY_OF_WEEK = _QUARTZ_SECOND.replace(
    name="day_of_week",
    low=1,
    high=7,
    monday=2,
    step_limit=7,
    specials=_listed("? L nL n#k", NOTHING),
)
_QUARTZ_YEAR = _QUARTZ_SECOND.replace(
    name="year", low=1970, high=2199, step_limit=None, reversed_range=REFUSED
)
_QUARTZ_SIX = Form(
    (
        _QUARTZ_SECOND,
        _QUARTZ_MINUTE,
        _QUARTZ_HOUR,
        _QUARTZ_DAY_OF_MONTH,
        _QUARTZ_MONTH,
        _QUARTZ_DAY_OF_WEEK,
    ),
    days=ONE_QUESTION,
)
_QUARTZ_SEVEN = _QUARTZ_SIX.replace(fields=(*_QUARTZ_SIX.fields, _QUARTZ_YEAR))

_QUARTZ = Dialect(
    "quartz",
    "Quartz",
    "Quartz Scheduler for Java, strictly by its documentation: 6 or 7 fields from seconds to "
    "years, 1 = Sunday, exactly one of the day fields is ?",
    (_QUARTZ_SIX, _QUARTZ_SEVEN),
    dst_policy=DstPolicy.QUARTZ,
    dst_verified=True,
)

# --- The default -----------------------------------------------------------
# Five fields: Unix, with the Quartz specials and the + of the Open Cron
# Pattern Specification 1.4. Six and seven: Quartz.

_PLAIN_MINUTE = FieldRules("minute", 0, 59, step_limit=59)
_PLAIN_HOUR = FieldRules("hour", 0, 23, step_limit=23)
_PLAIN_DAY_OF_MONTH = FieldRules(
    "day_of_month",
    1,
    31,
    step_limit=31,
    specials=(
        *_listed("?", NOTHING),
        *_listed("L L-n LW L-nW nW", ANYTHING),
    ),
)
_PLAIN_MONTH = FieldRules("month", 1, 12, step_limit=12)
_PLAIN_DAY_OF_WEEK = FieldRules(
    "day_of_week",
    0,
    7,
    monday=1,
    step_limit=7,
    specials=(*_listed("?", NOTHING), *_listed("nL n#k", ANYTHING)),
)

_DEFAULT = Dialect(
    "quartzcron",
    "quartzcron",
    "the default: 5 fields are read Unix-style (0 and 7 = Sunday) with the specials of Quartz, "
    "6 and 7 fields as Quartz (1 = Sunday)",
    (
        Form(
            _five(
                _PLAIN_MINUTE, _PLAIN_HOUR, _PLAIN_DAY_OF_MONTH, _PLAIN_MONTH, _PLAIN_DAY_OF_WEEK
            ),
            plus=True,
        ),
        _QUARTZ_SIX,
        _QUARTZ_SEVEN,
    ),
    dst_verified=True,
    shorthands=_SHORTHANDS,
)

# --- Unix ------------------------------------------------------------------
# Debian cron 3.0pl1-162: entry.c and cron.c, and running their field parsers.

_UNIX_MINUTE = FieldRules("minute", 0, 59, reversed_range=NEVER_FIRES, open_step=False)
_UNIX_FORM = Form(
    _five(
        _UNIX_MINUTE,
        _UNIX_MINUTE.replace(name="hour", high=23),
        _UNIX_MINUTE.replace(name="day_of_month", low=1, high=31),
        _UNIX_MINUTE.replace(name="month", low=1, high=12),
        _UNIX_MINUTE.replace(name="day_of_week", high=7, monday=1),
    ),
    star=LEADING_STAR,
)

_UNIX = Dialect(
    "unix",
    "Unix (Debian cron)",
    "the cron of Debian and of Paul Vixie: 5 fields, 0 and 7 = Sunday, OR of the day fields "
    "unless one begins with *",
    (_UNIX_FORM,),
    dst_policy=DstPolicy.VIXIE,
    dst_verified=True,
    shorthands=_SHORTHANDS,
    any_case=False,
)

# --- Adobe Experience Platform ---------------------------------------------
# Its appendix on segmentation schedules: Quartz, the year up to 2099, at most
# one run in 24 hours. It states no zone, no rule for clock changes, and nothing
# on ranges that wrap.

_ONCE_A_DAY = ServiceRule(
    "more-than-once-a-day",
    1,
    "Adobe Experience Platform, segmentation schedules: a job runs once in 24 hours at most",
)


def _as_adobe(rules: FieldRules) -> FieldRules:
    high = 2099 if rules.name == "year" else rules.high
    return rules.replace(high=high, unverified=(REVERSED_RANGE,))


_ADOBE_SIX = _QUARTZ_SIX.replace(fields=tuple(map(_as_adobe, _QUARTZ_SIX.fields)))
_ADOBE_SEVEN = _QUARTZ_SEVEN.replace(fields=tuple(map(_as_adobe, _QUARTZ_SEVEN.fields)))

_ADOBE = Dialect(
    "adobe",
    "Adobe Experience Platform",
    "segmentation schedules of Adobe Experience Platform: Quartz with years up to 2099, and at "
    "most one run a day",
    (_ADOBE_SIX, _ADOBE_SEVEN),
    service_rules=(_ONCE_A_DAY,),
)

# --- Google Cloud Scheduler ------------------------------------------------
# "Cron job format and time zone" of its documentation. Silent on steps after a
# single value, on ranges that wrap, on ?, on @ words and on two day fields.

_GOOGLE_MINUTE = FieldRules("minute", 0, 59, unverified=(OPEN_STEP, REVERSED_RANGE))
_GOOGLE_DAY = _GOOGLE_MINUTE.replace(
    specials=_listed("?", NOTHING), unverified=(OPEN_STEP, REVERSED_RANGE, QUESTION)
)
_GOOGLE_FORM = Form(
    _five(
        _GOOGLE_MINUTE,
        _GOOGLE_MINUTE.replace(name="hour", high=23),
        _GOOGLE_DAY.replace(name="day_of_month", low=1, high=31),
        _GOOGLE_MINUTE.replace(name="month", low=1, high=12),
        _GOOGLE_DAY.replace(name="day_of_week", high=7, monday=1),
    ),
)

_GOOGLE = Dialect(
    "google-cloud-scheduler",
    "Google Cloud Scheduler",
    "the unix-cron form of Google Cloud Scheduler: 5 fields, 0 and 7 = Sunday, no L",
    (_GOOGLE_FORM,),
    shorthands=_SHORTHANDS,
    unverified=(SHORTHAND, TWO_DAY_FIELDS),
)

# --- croniter and LangGraph ------------------------------------------------
# croniter 7.0.0 by running it, and its README. Left out because it drops or
# reinterprets: ranges of one value, a step that jumps over the first value of
# a range that wraps (its phase slips), weekday specials beside a day-of-month, R.
# LangGraph validates with croniter and computes with it.

_CRONITER_SECOND = FieldRules("second", 0, 59, wraps_with_step=False, equal_range=False)
_CRONITER_DAY_OF_MONTH = _CRONITER_SECOND.replace(
    name="day_of_month",
    low=1,
    high=31,
    # Beyond the 28th croniter moves nW into months that have no such day.
    latest_workday=28,
    specials=(*_listed("? nW Wn", NOTHING), *_listed("L", ANYTHING)),
)
_CRONITER_FIVE = Form(
    _five(
        _CRONITER_SECOND.replace(name="minute"),
        _CRONITER_SECOND.replace(name="hour", high=23),
        _CRONITER_DAY_OF_MONTH,
        _CRONITER_SECOND.replace(name="month", low=1, high=12),
        _CRONITER_SECOND.replace(
            name="day_of_week",
            high=7,
            monday=1,
            specials=(*_listed("?", NOTHING), *_listed("Ln n#k", ALIKE)),
        ),
    ),
    star=ANY_STAR,
    specials_combine=False,
)
_CRONITER_SIX = _CRONITER_FIVE.replace(
    fields=(*_CRONITER_FIVE.fields, _CRONITER_SECOND),
    unusual="the sixth field is seconds and stands last",
)
_CRONITER_SEVEN = _CRONITER_SIX.replace(
    fields=(
        *_CRONITER_SIX.fields,
        _CRONITER_SECOND.replace(name="year", low=1970, high=2099, reversed_range=REFUSED),
    ),
    unusual="the sixth field is seconds, the seventh the year",
)

_CRONITER = Dialect(
    "croniter",
    "croniter",
    "croniter 7 for Python: 5 fields, a sixth for seconds at the end, a seventh for years; "
    "0 and 7 = Sunday, OR of the day fields",
    (_CRONITER_FIVE, _CRONITER_SIX, _CRONITER_SEVEN),
    dst_policy=DstPolicy.CRONITER,
    dst_verified=True,
    shorthands=_SHORTHANDS,
    bare_shorthand=True,
)

_LANGGRAPH = _CRONITER.replace(
    name="langgraph",
    title="LangGraph Platform",
    summary="crons of the LangGraph Platform, which reads them with croniter: 5 fields, a sixth "
    "for seconds at the end, a seventh for years; 0 and 7 = Sunday",
)

# --- The names -------------------------------------------------------------

#: The dialect of a text that is given none.
DEFAULT = _DEFAULT

_NAMED = {
    dialect.name: dialect
    for dialect in (_DEFAULT, _QUARTZ, _UNIX, _ADOBE, _GOOGLE, _CRONITER, _LANGGRAPH)
}
_ALIASES = {"vixie": "unix", "debian": "unix"}

#: Every other name that a dialect answers to.
ALIASES = dict(_ALIASES)
