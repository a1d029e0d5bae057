"""Pieces that several groups share: @ words, the order of Unix fields, the forms of Quartz.

The forms stand here because the default dialect reads them too, and Quartz's
own family is made only when one of its names is asked for.
"""

from __future__ import annotations

from quartzcron.dialects.model import (
    ANYTHING,
    NOTHING,
    ONE_QUESTION,
    REFUSED,
    SPRING_NUMBERS,
    FieldRules,
    Form,
)

#: The @ words of Unix, in texts of five fields.
SHORTHANDS = (
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
)


def listed(specials: str, shares: str) -> tuple[tuple[str, str], ...]:
    """Return specials, written with blanks between them, each with what it shares a list with."""
    return tuple((special, shares) for special in specials.split())


def five(minute: FieldRules, dom: FieldRules, dow: FieldRules) -> tuple[FieldRules, ...]:
    """Return the fields of Unix in their order; hours and months take what minutes take."""
    return (
        minute,
        minute.replace(name="hour", high=23),
        dom.replace(name="day_of_month", low=1, high=31),
        minute.replace(name="month", low=1, high=12),
        dow.replace(name="day_of_week"),
    )


def limited(fields: tuple[FieldRules, ...]) -> tuple[FieldRules, ...]:
    """Return fields whose steps are no larger than their largest numbers."""
    return tuple(rules.replace(step_limit=rules.high) for rules in fields)


def with_seconds(fields: tuple[FieldRules, ...]) -> tuple[FieldRules, ...]:
    """Return fields with a second in front that takes what the minute takes."""
    return (fields[0].replace(name="second"), *fields)


# --- Quartz ----------------------------------------------------------------
# Class documentation and source of org.quartz.CronExpression 2.5, and running it.
# Stricter where the Java parser drops or invents: a step inside a range is
# limited too, years outside 1970-2199 are refused, lists take no #.

_SECOND = FieldRules(
    "second", 0, 59, bare_step=True, mixed_range=False, step_limit=59, step_dropper="Quartz"
)
_DAY_OF_MONTH = _SECOND.replace(
    name="day_of_month",
    low=1,
    high=31,
    step_limit=31,
    specials=(*listed("?", NOTHING), *listed("L L-n LW L-nW nW", ANYTHING)),
)
_DAY_OF_WEEK = _SECOND.replace(
    name="day_of_week",
    low=1,
    high=7,
    monday=2,
    step_limit=7,
    specials=listed("? L nL n#k", NOTHING),
    # The other six fields of Java: the same text is valid there.
    neighbours=(SPRING_NUMBERS,),
)
_YEAR = _SECOND.replace(name="year", low=1970, high=2199, step_limit=None, reversed_range=REFUSED)

SIX = Form(
    (
        _SECOND,
        _SECOND.replace(name="minute"),
        _SECOND.replace(name="hour", high=23, step_limit=23),
        _DAY_OF_MONTH,
        _SECOND.replace(name="month", low=1, high=12, step_limit=12),
        _DAY_OF_WEEK,
    ),
    days=ONE_QUESTION,
)
SEVEN = SIX.replace(fields=(*SIX.fields, _YEAR))
