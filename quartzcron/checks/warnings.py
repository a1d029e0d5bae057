"""What a careful reader would ask about a text that is right: warnings.

Each check is a function from a subject to problems of severity "warning",
listed in one of two tables: checks of the whole text, and of one term, by its
kind. A warning is something that whoever keeps the schedule would act on; what
is said too often is switched off, and then nothing is said at all.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.calendar.matcher import Possible, compile_nodes
from quartzcron.calendar.search import Sweep, find
from quartzcron.checks.days import both_days, fifth_weekday, missing_day
from quartzcron.checks.runs import star_before_set_field, step_missing
from quartzcron.checks.steps import equal_range, range_wraps, step_never_taken, uneven_step
from quartzcron.checks.subject import Subject
from quartzcron.checks.unverified import unverified, unverified_shorthand, unverified_wrapper
from quartzcron.checks.weekdays import numeric_weekday, step_after_name
from quartzcron.clock import moments
from quartzcron.clock.zones import DAY, instant_of
from quartzcron.compiling.service_rules import broken_rules, is_forbidden
from quartzcron.errors import CODES, problem, shown
from quartzcron.ground.caches import LONGEST_KEPT, listed
from quartzcron.language.nodes import (
    Every,
    From,
    LastDay,
    LastWorkday,
    NearestWorkday,
    NthWeekday,
    Range,
    Single,
)
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime, tzinfo

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.policies import DstPolicy
    from quartzcron.errors import Problem
    from quartzcron.language.nodes import Node

#: The order in which warnings are given, that of the table of codes: what
#: changes the meaning most comes first.
_PLACES = {code: place for place, code in enumerate(CODES)}


def warnings_of(
    text: str,
    dialect: Dialect,
    zone: tzinfo | None,
    after: datetime | None,
    select: frozenset[str],
    on_the_clock: tuple[Matcher, DstPolicy] | None = None,
) -> list[Problem]:
    """Return the warnings about a text that is right; in a zone also of its clock.

    What the clock does to a schedule is asked of its own days and its own policy. There are no
    warnings if the text is wrong, or a service forbids it, which is an error.
    """
    today = moments.now().date() if dialect.service_rules else None
    look = _standing if len(text) <= LONGEST_KEPT else _standing.__wrapped__
    subject, standing = look(text, dialect, select, today)
    if subject is None:
        return []
    found = list(standing)
    if not subject.parsed.shorthand and "year" in subject.fields:
        found += _past_years(subject, zone, after)
    if zone is not None:
        # Loaded here: without a zone nobody asks.
        from quartzcron.checks.zone_warnings import zone_warnings

        found += zone_warnings(zone, subject.span)
        # Where an H waits for a seed, nobody knows which of its times the clock changes.
        if not isinstance(subject.matcher, Possible):
            on_the_clock = on_the_clock or (subject.matcher, dialect.dst_policy)
            found += _clock_warnings(subject, zone, after, *on_the_clock)
    if len(found) > len(standing):
        found.sort(key=place)
    return found


def place(warning: Problem) -> tuple[int, tuple[int, int]]:
    """Return where a warning is given among others: by its code, then by its place."""
    return _PLACES[warning.code], warning.span


@listed
@lru_cache(256)
def _standing(
    text: str, dialect: Dialect, select: frozenset[str], _today: date | None
) -> tuple[Subject | None, tuple[Problem, ...]]:
    """Return what the checks look at, and the warnings that stand whatever the zone and the moment.

    Neither where the text is wrong. A broken rule of a service shows the next fire times, which
    stand for a day.
    """
    parsed = parse(text, dialect)
    matcher = None if parsed.is_wrong else compile_nodes(parsed)
    if matcher is None or is_forbidden(matcher, dialect):
        return None, ()
    subject = Subject(parsed, matcher, dialect)
    found = broken_rules(parsed, matcher, dialect)
    found += [warning for check in _WHOLE_CHECKS for warning in check(subject)]
    # The fields of an @ word, or of a text in words, were written by nobody.
    if parsed.shorthand and dialect.in_words:
        # Loaded here: few dialects have such texts.
        from quartzcron.checks.words import doubts_about_words

        found += doubts_about_words(subject)
    if not parsed.shorthand:
        found += [warning for check in _FIELD_CHECKS for warning in check(subject)]
        found += numeric_weekday(subject, "numeric-weekday" in select)
        found += _warnings_of_terms(subject)
    return subject, tuple(sorted(found, key=place))


def _warnings_of_terms(subject: Subject) -> Iterator[Problem]:
    for _, field in subject.fields.values():
        for node in field.nodes:
            if field.rules.unverified and (open_question := list(unverified(subject, node))):
                # What else there is to say of it matters only if it is taken at all.
                yield from open_question
                continue
            for check in _TERM_CHECKS.get(type(node), ()):
                yield from check(subject, node)


_TERM_CHECKS: dict[type[Node], tuple[Callable[..., Iterator[Problem]], ...]] = {
    Every: (equal_range, step_never_taken, uneven_step),
    From: (step_never_taken, uneven_step, step_after_name),
    Range: (step_never_taken, step_after_name, range_wraps),
    Single: (missing_day,),
    NearestWorkday: (missing_day,),
    LastDay: (missing_day,),
    LastWorkday: (missing_day,),
    NthWeekday: (fifth_weekday,),
}


# --- checks of the whole text ----------------------------------------------


def _never_fires(subject: Subject) -> Iterator[Problem]:
    if subject.matcher.never_fires:
        yield problem("never-fires", None, subject.span)


def _field_order(subject: Subject) -> Iterator[Problem]:
    """A text whose length means something else elsewhere."""
    if subject.form.unusual:
        yield problem(
            "field-order",
            None,
            subject.span,
            title=subject.dialect.title,
            found=len(subject.fields),
            order=subject.form.unusual,
        )


def _past_years(subject: Subject, zone: tzinfo | None, after: datetime | None) -> Iterator[Problem]:
    """Years that are over, seen from a moment on.

    A day is allowed for: where no zone is given it may still be yesterday.
    """
    if subject.matcher.never_fires:
        return
    moment = moments.plain(moments.now() if after is None else after)
    if zone is not None:
        moment = moments.placed(moment, zone)
    day = max(moment.day - 1, 1)
    sweep = Sweep(subject.matcher, forward=True)
    if find(sweep, moment.year, moment.month, day, 0, 0, 0) is None:
        _, years = subject.fields["year"]
        yield problem("past-years", "year", subject.span_of("year"), found=shown(years.text))


def _clock_warnings(
    subject: Subject, zone: tzinfo, after: datetime | None, matcher: Matcher, policy: DstPolicy
) -> list[Problem]:
    """Changes of clock in a zone."""
    from quartzcron.checks.clock_changes import clock_warnings

    dialect = subject.dialect
    moment = moments.placed(moments.now() if after is None else after, zone)
    least = [
        ("clock-too-often", rule.shortest_interval)
        for rule in dialect.service_rules
        if rule.shortest_interval is not None and rule.refuses
    ]
    if any(rule.most_per_day == 1 for rule in dialect.service_rules):
        least.append(("less-than-a-day", DAY))
    return clock_warnings(matcher, policy, zone, instant_of(moment), subject.span, least)


_WHOLE_CHECKS: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    _never_fires,
    _field_order,
    unverified_shorthand,
    unverified_wrapper,
)

#: Those of several fields together.
_FIELD_CHECKS: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    star_before_set_field,
    step_missing,
    both_days,
)
