"""What is doubtful about the days of a schedule: what `lint` says besides its text.

A schedule that never runs because of its days, holidays that end while it goes on, and fire times
left out where whole days are meant.
"""

from __future__ import annotations

from datetime import date

from quartzcron.answers.days import Days
from quartzcron.calendar.dated import days_of
from quartzcron.errors import problem, shown
from quartzcron.kernel.choice import Kernel
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo
    from typing import Any, Protocol

    from quartzcron.answers.restrictions import Restriction
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.dialects.policies import DstPolicy
    from quartzcron.errors import Problem

    class Schedule(Protocol):
        """The schedule that is looked at."""

        _restriction: Restriction | None

        @property
        def expression(self) -> Any: ...
        @property
        def tz(self) -> tzinfo | None: ...
        @property
        def end(self) -> datetime | None: ...
        @property
        def excluding(self) -> tuple[object, ...]: ...
        @property
        def dst_policy(self) -> DstPolicy: ...
        @property
        def _matcher(self) -> Matcher: ...


#: From so many dates in their last twelve months on, dates are taken for those of every year.
_HOLIDAYS = 5

#: How much of an expression a sentence shows.
_MOST_SHOWN = 60


def lint_schedule(
    schedule: Schedule, after: datetime | None, select: frozenset[str]
) -> list[Problem]:
    """Return the warnings about a schedule: about its text, its zone and its days."""
    # Loaded here: it is lint that asks, and has them.
    from quartzcron.checks.warnings import place, warnings_of

    expression, on_the_clock = schedule.expression, (schedule._matcher, schedule.dst_policy)
    found = warnings_of(
        expression.text, expression.dialect, schedule.tz, after, select, on_the_clock
    )
    found += _doubts(schedule, (0, len(expression.text)))
    found.sort(key=place)
    return found


def _doubts(schedule: Schedule, span: tuple[int, int]) -> list[Problem]:
    """Return warnings about what a schedule is restricted to, with the span of its text."""
    restriction = schedule._restriction
    if restriction is None or schedule.expression.never_fires:
        return []
    return [
        *_never(schedule, restriction, span),
        *_run_out(schedule, restriction, span),
        *_midnights(schedule, span),
    ]


def _never(
    schedule: Schedule, restriction: Restriction, span: tuple[int, int]
) -> Iterator[Problem]:
    """No day is left."""
    if restriction.dates is not None and schedule._matcher.never_fires:
        kind = "left-out" if restriction.only is None else "only"
        yield problem(f"never-fires/{kind}", None, span)


def _run_out(
    schedule: Schedule, restriction: Restriction, span: tuple[int, int]
) -> Iterator[Problem]:
    """Holidays of some years, left out of a schedule that goes on."""
    listed = [day for each in restriction.excluding for day in _single_dates(each)]
    last = max(listed, default=date.min)
    recent = sum((last - day).days < 366 for day in listed)
    end = schedule.end
    if recent >= _HOLIDAYS and (end is None or end.year > last.year):
        yield problem("days-run-out", None, span, last=str(last), year=last.year + 1)


def _single_dates(given: object) -> list[date]:
    """Return the dates that were listed one by one."""
    if isinstance(given, date):
        return [given]
    found: list[date] = []
    rest = [given]
    while rest:
        each = rest.pop()
        if isinstance(each, Days):
            rest += each._parts
            if each._maker == "of":
                found += each._given  # type: ignore[arg-type]
    return found


def _midnights(schedule: Schedule, span: tuple[int, int]) -> Iterator[Problem]:
    """An expression that is left out names days, and leaves out their midnights alone."""
    own = schedule.expression._matcher
    for each in schedule.excluding:
        if not isinstance(each, Kernel) or each._limits is not None:
            continue  # only expressions are taken for days
        other = each._matcher
        is_midnight = other.hours == other.minutes == other.seconds == 1
        names_days = days_of(other) & days_of(own) not in (0, days_of(own))
        if is_midnight and names_days and (own.hours, own.minutes, own.seconds) != (1, 1, 1):
            found = shown(str(each), _MOST_SHOWN)
            yield problem("midnights-left-out", None, span, found=found)
