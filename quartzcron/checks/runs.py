"""Warnings about how often a text runs: a star too many, a step too few.

The most frequent slip of all is a star in front of a field that is set:
`* 9 * * *` runs sixty times between 9 and 10. Every lone star counts, before
hours as before days, whether one hour is named or several: nobody can tell
from `* 9-17 * * *` whether each minute was meant or each hour. Whoever means
each minute can say so with `*/1`, which no slip of the fingers writes.

A step is no slip: `*/5 9-17 * * *` says how often. Nor is an hour that is a
star behind a minute that is set: `0 * * * MON-FRI` is once an hour. Only where
it is that of one single day, as in `0 * * * SUN`, one run is the likelier wish.
"""

from __future__ import annotations

from quartzcron.calendar.months import day_of_month_sheet
from quartzcron.errors import problem
from quartzcron.fields import FIELDS
from quartzcron.ground.messages import HINTS
from quartzcron.language.nodes import Question, Single, Star
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.checks.subject import Subject
    from quartzcron.errors import Problem
    from quartzcron.language.terms import ParsedField

_ALL_MONTHS = (1 << 13) - 2
_ALL_HOURS = (1 << 24) - 1
_ALL_SIXTY = (1 << 60) - 1
_ALL_DAYS = day_of_month_sheet((Star("day_of_month", (0, 1)),))

#: In what a star of each field repeats, and with what is written for a single run.
_UNITS = {"second": "minute", "minute": "hour", "hour": "day", "day_of_month": "month"}
_FIRST = {"second": "0", "minute": "0", "hour": "0", "day_of_month": "1"}


def star_before_set_field(subject: Subject) -> Iterator[Problem]:
    """A star for the seconds or minutes, and a larger field that is set; or 24 runs on a day."""
    name = _starred(subject)
    chain = [] if name is None else _chain(subject, name)
    if name is None or not chain:
        return
    count = 1
    for star in chain:
        # Months differ: the count is that of a day there, and said of each day.
        count *= FIELDS[star].size if star != "day_of_month" else 1
    unit = _UNITS[chain[-1]] if chain[-1] != "day_of_month" else "day"
    found = subject.fields[name][1].text
    yield problem(
        "star-before-set-field",
        name,
        subject.span_of(name),
        _once(subject, chain),
        found=found,
        count=count,
        unit=unit,
    )


def _starred(subject: Subject) -> str | None:
    """Return the smallest field of the time of day that is not a single value, if it is a star."""
    for name in ("second", "minute", "hour"):
        nodes = subject.fields[name][1].nodes if name in subject.fields else ()
        if nodes and not (len(nodes) == 1 and isinstance(nodes[0], Single)):
            return name if _is_star(subject.fields[name][1]) else None
    return None


def _chain(subject: Subject, name: str) -> list[str]:
    """Return the stars from one on up to a field that is set; none if there is no such field."""
    matcher, chain = subject.matcher, [name]
    if name == "hour":
        return chain if _is_one_day(subject) else []
    if name == "second":
        if matcher.minutes != _ALL_SIXTY:
            return chain
        if not _is_star(subject.fields["minute"][1]):
            return []
        chain.append("minute")
    if matcher.hours != _ALL_HOURS:
        return chain
    chain.append("hour")
    if matcher.days != _ALL_DAYS:
        return chain
    if not _is_star(subject.fields["day_of_month"][1]):
        return []
    chain.append("day_of_month")
    return chain if matcher.months != _ALL_MONTHS else []


def _is_star(field: ParsedField) -> bool:
    """Tell whether a field is nothing but * or ?; */1 is more, and says that it is meant."""
    return len(field.nodes) == 1 and isinstance(field.nodes[0], (Star, Question))


def _is_one_day(subject: Subject) -> bool:
    """Tell whether one of the day fields is a single day, and the other one is open."""
    dom, dow = (subject.fields[name][1] for name in ("day_of_month", "day_of_week"))
    one, open_one = (dow, dom) if _is_star(dom) else (dom, dow)
    return len(one.nodes) == 1 and isinstance(one.nodes[0], Single) and _is_star(open_one)


def _once(subject: Subject, chain: list[str]) -> str | None:
    """Return the text for one run, where there are so many."""
    changes = {star: _FIRST[star] for star in chain}
    if "day_of_month" in changes and subject.fields["day_of_month"][1].text == "?":
        # One of the two must be ?: now it is the other one.
        changes["day_of_week"] = "?"
    return subject.with_fields(changes)


#: Numbers of seconds that somebody means as a step: they divide a minute.
_STEPS = frozenset((2, 3, 4, 5, 6, 10, 12, 15, 20, 30))


def step_missing(subject: Subject) -> Iterator[Problem]:
    """`5 * * * * ?`: once a minute, where every 5 seconds or minutes may be meant."""
    if "second" not in subject.fields or subject.matcher.hours != _ALL_HOURS:
        return
    nodes = subject.fields["second"][1].nodes
    single = len(nodes) == 1 and isinstance(nodes[0], Single)
    step = next(iter(nodes)).value if single else None  # type: ignore[attr-defined]
    if step not in _STEPS or not _is_star(subject.fields["minute"][1]):
        return
    every = subject.with_fields({"second": f"*/{step}"})
    minutes = subject.with_fields({"second": "0", "minute": f"*/{step}"})
    key = "steps" if every else "steps/minutes"
    hint = minutes and HINTS[key].format(seconds=every, minutes=minutes, step=step)
    yield problem("step-missing", "second", subject.span_of("second"), hint, found=step)
