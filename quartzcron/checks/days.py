"""Warnings about days: those that some months lack, and two day fields at once."""

from __future__ import annotations

from quartzcron import dialects
from quartzcron.calendar.matcher import compile_nodes, unites
from quartzcron.calendar.months import day_of_month_sheet, day_of_week_sheet
from quartzcron.errors import problem, shown
from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES
from quartzcron.ground.messages import HINTS
from quartzcron.language.nodes import (
    LastDay,
    LastWorkday,
    NearestWorkday,
    NthWeekday,
    Question,
    Range,
    Single,
    Star,
)
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.checks.subject import Subject
    from quartzcron.errors import Problem
    from quartzcron.language.terms import ParsedField


# --- months that lack a day -------------------------------------------------

#: In most years.
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 1 << 2


def missing_day(
    subject: Subject, node: Single | NearestWorkday | LastDay | LastWorkday
) -> Iterator[Problem]:
    """Day 31: some months have none. 29 February is meant as it stands."""
    day = _needed_length(node)
    months = subject.matcher.months
    if day < 29 or subject.matcher.never_fires or (day == 29 and months == _FEBRUARY):
        return
    lengths = enumerate(_MONTH_LENGTHS, 1)
    short = [MONTH_NAMES[m - 1] for m, length in lengths if months >> m & 1 and length < day]
    if not short:
        return
    specials = dict(subject.fields[node.field][1].rules.specials)
    ways = [way for way in (dialects.LAST, dialects.LAST_WORD) if way in specials]
    last = subject.first_taken(node, ways) if isinstance(node, Single) else None
    yield problem(
        "skips-months/leap-day" if day == 29 else "skips-months",
        node.field,
        subject.at(node),
        None if last is None else HINTS["last-day"].format(text=last),
        found=shown(subject.found(node)),
        months=", ".join(short),
        day=day,
    )


def fifth_weekday(subject: Subject, node: NthWeekday) -> Iterator[Problem]:
    """A fifth Friday: some months have none."""
    if node.nth < 5:
        return
    weekday = WEEKDAY_NAMES[node.weekday]
    rules = subject.fields[node.field][1].rules
    ways = {
        dialects.LAST_WEEKDAY: f"{weekday}L",
        dialects.LAST_WEEKDAY_HASH: f"{weekday}#L",
        dialects.LAST_WEEKDAY_PREFIX: f"L{rules.written(node.weekday)}",
    }
    specials = dict(rules.specials)
    last = subject.first_taken(node, [way for shape, way in ways.items() if shape in specials])
    yield problem(
        "skips-months/fifth",
        node.field,
        subject.at(node),
        None if last is None else HINTS["last-weekday"].format(weekday=weekday, text=last),
        found=shown(subject.found(node)),
        weekday=weekday,
    )


def _needed_length(node: Single | NearestWorkday | LastDay | LastWorkday) -> int:
    """Return how many days a month must have for a day of month node to fire in it."""
    if node.field != "day_of_month":
        return 0
    if isinstance(node, (LastDay, LastWorkday)):
        return node.before + 1
    if isinstance(node, NearestWorkday) and node.clamped:
        return 0
    return node.value if isinstance(node, Single) else node.day


# --- two day fields ---------------------------------------------------------


def both_days(subject: Subject) -> Iterator[Problem]:
    """Two day fields that both restrict: OR here, AND there, refused elsewhere."""
    dom, dow = (subject.fields[name][1] for name in ("day_of_month", "day_of_week"))
    if _is_free(dom) or _is_free(dow):
        yield from _idle_day(subject, dom, dow)
        return
    met = day_of_month_sheet(dom.nodes) & day_of_week_sheet(dow.nodes)
    either = subject.matcher.days != met
    if not either and any(isinstance(node, Range) and _is_week(node) for node in dom.nodes):
        return  # the way to say "the first Monday" where both must match
    span = subject.span_of("day_of_month")[0], subject.span_of("day_of_week")[1]
    yield problem(
        f"both-days-restricted/{'either' if either else 'both'}",
        None,
        span,
        _both_matching(subject, dom, dow, met) if either else None,
        found="or" if either else "and",
        title=subject.dialect.title,
    )


def _idle_day(subject: Subject, dom: ParsedField, dow: ParsedField) -> Iterator[Problem]:
    """A day beside a * where either will do: the text runs every day."""
    if subject.form.free == "*" or not unites(dom, dow, subject.form):
        return
    star, idle = (dom, dow) if _is_free(dom) else (dow, dom)
    if _is_free(idle):
        return
    name = idle.rules.name
    meant = subject.with_fields({star.rules.name: subject.form.free})
    yield problem(
        "both-days-restricted/idle",
        name,
        subject.span_of(name),
        meant and HINTS["these-days"].format(text=meant),
        found=shown(idle.text),
        place=star.rules.field.prose,
        title=subject.dialect.title,
    )


def _is_free(field: ParsedField) -> bool:
    return all(isinstance(node, (Star, Question)) for node in field.nodes)


def _is_week(node: Range) -> bool:
    """Tell whether a range of days has no weekday twice."""
    return 0 <= node.last - node.first < 7


def _both_matching(subject: Subject, dom: ParsedField, dow: ParsedField, met: int) -> str | None:
    """Return a text for the days that match both fields, as a hint: MON#1 for 1-7 and MON."""
    ways = []
    days, weekday = dom.nodes[0], dow.nodes[0]
    has_nth = dialects.NTH_WEEKDAY in dict(dow.rules.specials)
    # That the days are a week of the month, and nothing else stands there, is proved below.
    if has_nth and isinstance(days, Range) and isinstance(weekday, Single):
        nth = days.first // 7 + 1
        names = WEEKDAY_NAMES[weekday.value], dow.rules.written(weekday.value)
        free = subject.form.free
        ways = [{"day_of_month": free, "day_of_week": f"{name}#{nth}"} for name in names]
    if subject.form.plus:
        ways.append({"day_of_week": f"+{dow.text}"})
    for changes in ways:
        text = subject.with_fields(changes)
        parsed = None if text is None else subject.read(text)
        if parsed is not None and compile_nodes(parsed).days == met:
            return HINTS["both-days"].format(text=text)
    return None
