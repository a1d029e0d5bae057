"""What a careful reader would ask about a text that is right: warnings.

Each check is a function from the nodes to problems of severity "warning",
listed in one of two tables: checks of the whole text, and of one field.
"""

from __future__ import annotations

from datetime import UTC, datetime

from quartzcron import dialects
from quartzcron.calendar.matcher import compile_nodes, field_mask
from quartzcron.calendar.months import SUNDAY, day_of_month_sheet, day_of_week_sheet
from quartzcron.clock.moments import placed
from quartzcron.clock.zones import DAY, instant_of
from quartzcron.errors import phrased
from quartzcron.fields import DAY_OF_MONTH, DAY_OF_WEEK, FIELDS, MONTH_NAMES, WEEKDAY_NAMES
from quartzcron.language.nodes import (
    Every,
    From,
    Hashed,
    LastDay,
    LastWeekday,
    LastWorkday,
    NearestWorkday,
    NthWeekday,
    Question,
    Range,
    Single,
    Star,
    Stepped,
)
from quartzcron.language.terms import parse_field
from quartzcron.language.text import moved, parse
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    from quartzcron.dialects import Dialect, FieldRules
    from quartzcron.errors import Problem
    from quartzcron.language.nodes import Node
    from quartzcron.language.terms import ParsedField
    from quartzcron.language.text import Parsed


def warnings_of(
    text: str, dialect: Dialect, zone: tzinfo | None, after: datetime | None
) -> list[Problem]:
    """Return the warnings about a text that has no errors; in a zone also those of its clock."""
    parsed = parse(text, dialect)
    found = [warning for check in _WHOLE_CHECKS for warning in check(parsed, dialect)]
    if not parsed.shorthand:
        for place, field in parsed.fields.values():
            found += [
                moved(warning, place) for check in _FIELD_CHECKS for warning in check(field, parsed)
            ]
    if zone is not None:
        # Loaded here: without a zone nobody asks.
        from quartzcron.checks.zone_warnings import zone_warnings

        found += zone_warnings(zone, _whole(parsed))
        found += _clock_warnings(parsed, dialect, zone, after)
    return sorted(found, key=lambda warning: (_ORDER.index(warning.code), warning.span))


#: The order in which warnings are given: what changes the meaning most comes first.
_ORDER = (
    "never-fires",
    "reversed-offset",
    "fixed-offset",
    "clock-gap",
    "clock-fold",
    "less-than-a-day",
    "clock-too-often",
    "field-order",
    "numeric-weekday",
    "step-after-name",
    "skips-months",
    "uneven-step",
    "both-days-restricted",
    "unverified",
)


# --- checks of the whole text ----------------------------------------------


def _never_fires(parsed: Parsed, _dialect: Dialect) -> Iterator[Problem]:
    if compile_nodes(parsed).never_fires:
        message = "this never fires: no date from 1970 to 2199 fits"
        yield phrased("never-fires", None, _whole(parsed), message)


def _field_order(parsed: Parsed, dialect: Dialect) -> Iterator[Problem]:
    """A text whose length means something else elsewhere."""
    assert parsed.form is not None  # only right texts come here
    if parsed.form.unusual:
        count = len(parsed.fields)
        message = f"{dialect.title} reads {count} fields in its own way: {parsed.form.unusual}"
        yield phrased("field-order", None, _whole(parsed), message, found=count)


def _both_days(parsed: Parsed, dialect: Dialect) -> Iterator[Problem]:
    """Two day fields that both restrict: OR here, AND there, refused elsewhere."""
    assert parsed.form is not None  # only right texts come here
    places = [parsed.fields[name] for name in ("day_of_month", "day_of_week")]
    free = [all(isinstance(n, (Star, Question)) for n in field.nodes) for _, field in places]
    if parsed.shorthand or any(free):
        return
    (start, _), (last, dow) = places
    dom = places[0][1]
    met = day_of_month_sheet(dom.nodes) & day_of_week_sheet(dow.nodes)
    united = compile_nodes(parsed).days != met
    how = "a day that fits either one" if united else "days that fit both"
    message = f"both day fields restrict: this fires on {how}, which other systems read differently"
    span = (start, last + len(dow.text))
    yield phrased("both-days-restricted", None, span, message, found="or" if united else "and")
    if dialects.TWO_DAY_FIELDS in dialect.unverified:
        message = f"it is not known how {dialect.title} reads two restricted day fields"
        yield phrased("unverified", None, span, message, found=parsed.text[slice(*span)])


def _unverified_shorthand(parsed: Parsed, dialect: Dialect) -> Iterator[Problem]:
    if parsed.shorthand and dialects.SHORTHAND in dialect.unverified:
        message = f"it is not known whether {dialect.title} takes @ words"
        yield phrased("unverified", None, _whole(parsed), message, found=parsed.text.strip())


def _unverified_wrapper(parsed: Parsed, dialect: Dialect) -> Iterator[Problem]:
    start, end = _whole(parsed)
    word = parsed.text[start : start + len(dialect.wrapper)]
    if dialects.WRAPPER_CASE in dialect.unverified and word != dialect.wrapper:
        message = f"it is not known whether {dialect.title} takes {word} for {dialect.wrapper}"
        yield phrased("unverified", None, (start, end), message, found=word)


def _clock_warnings(
    parsed: Parsed, dialect: Dialect, zone: tzinfo, after: datetime | None
) -> list[Problem]:
    """Changes of clock in a zone."""
    from quartzcron.checks.clock_changes import clock_warnings

    moment = placed(datetime.now(UTC) if after is None else after, zone)
    least = [
        ("clock-too-often", rule.shortest_interval)
        for rule in dialect.service_rules
        if rule.shortest_interval is not None
    ]
    if any(rule.most_per_day == 1 for rule in dialect.service_rules):
        least.append(("less-than-a-day", DAY))
    return clock_warnings(
        compile_nodes(parsed),
        dialect.dst_policy,
        zone,
        instant_of(moment),
        _whole(parsed),
        least,
    )


def _whole(parsed: Parsed) -> tuple[int, int]:
    text = parsed.text
    return len(text) - len(text.lstrip()), len(text.rstrip())


_WHOLE_CHECKS: tuple[Callable[[Parsed, Dialect], Iterator[Problem]], ...] = (
    _never_fires,
    _field_order,
    _both_days,
    _unverified_shorthand,
    _unverified_wrapper,
)


# --- checks of one field ---------------------------------------------------


def _numeric_weekday(field: ParsedField, _parsed: Parsed) -> Iterator[Problem]:
    """Numbers of weekdays: 1 is Sunday in Quartz and Monday in Unix."""
    if field.rules.field is not DAY_OF_WEEK:
        return
    rules = field.rules
    for node in field.nodes:
        days = _weekdays(node)
        # Every day of the week is every day of the week in every numbering.
        if not days or getattr(node, "named", False) or len(set(days)) == 7:
            continue
        named = _by_name(node, days, rules)
        found = field.text[slice(*node.span)]
        message = (
            f"weekday numbers differ between dialects: {found} means {named} here, "
            f"where {rules.written(SUNDAY)} is Sunday"
        )
        # Some systems know no names, or not in this place: then there is nothing better to write.
        hint = None if parse_field(named, rules).problems else named
        better = {} if hint is None else {"replacement": hint}
        yield phrased(
            "numeric-weekday", rules.name, node.span, message, hint, found=found, **better
        )


def _weekdays(node: Node) -> list[int]:
    """Return the weekdays of a node in the order of its walk."""
    match node:
        case Single(value=day) | LastWeekday(weekday=day) | NthWeekday(weekday=day):
            return [day]
        case Every() | Hashed():
            return []
        case Stepped(first=first, last=last, step=step):
            return [(first + walked) % 7 for walked in range(0, (last - first) % 7 + 1, step)]
    return []


def _by_name(node: Node, days: list[int], rules: FieldRules) -> str:
    """Return a node with its weekdays by name, one by one where a range would not do."""
    if isinstance(node, Stepped) and node.step > 1:
        return ",".join(WEEKDAY_NAMES[day] for day in days)
    by_name = parse_field(str(node), rules)
    if isinstance(node, Range) and rules.names != dialects.NO_NAMES and by_name.problems:
        # SAT-SUN goes down where SUN is 0.
        return ",".join(WEEKDAY_NAMES[day] for day in days)
    return str(node)


def _step_after_name(field: ParsedField, _parsed: Parsed) -> Iterator[Problem]:
    """Some systems drop a step after a name without a word."""
    dropper = field.rules.step_dropper
    if not dropper:
        return
    for node in field.nodes:
        if isinstance(node, (From, Range)) and node.named and node.step > 1:
            found = field.text[slice(*node.span)]
            message = f"{dropper} drops the step of {found} without a word; here it counts"
            yield phrased("step-after-name", field.rules.name, node.span, message, found=found)


def _uneven_step(field: ParsedField, _parsed: Parsed) -> Iterator[Problem]:
    """*/7 minutes: the last gap of each hour is shorter."""
    rules = field.rules
    size = rules.field.size
    for node in field.nodes:
        # An open step over weekdays, as 2/2 for MON,WED,FRI, is meant to begin anew.
        if not isinstance(node, Every if rules.field is DAY_OF_WEEK else (Every, From)):
            continue
        taken = (node.last - node.first) % size // node.step  # steps before the field's end
        rest = size - taken * node.step
        if rules.name == "year" or rest == node.step:
            continue
        message = (
            f"{node} does not divide {size}: at the end it goes on after {rest}, not {node.step}"
        )
        if not taken:
            only = rules.written(node.first)
            message = f"{node} means {only} alone: the first step leads out of the field"
        elif rules.field is DAY_OF_MONTH:
            message = f"{node} begins again with each month, however long the last one was"
        yield phrased("uneven-step", rules.name, node.span, message, found=node.step, size=size)


#: In most years: a 29 February is worth a word too.
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _skips_months(field: ParsedField, parsed: Parsed) -> Iterator[Problem]:
    """Day 31, or a fifth Friday: some months have none."""
    months = field_mask(parsed.fields["month"][1])
    for node in field.nodes:
        if isinstance(node, NthWeekday) and node.nth == 5:
            weekday = WEEKDAY_NAMES[node.weekday]
            message = f"{node} fires only in months with a fifth {weekday}"
            ways = [f"{weekday}L", f"{weekday}#L", f"L{field.rules.written(node.weekday)}"]
            hint = _instead(node, ways, field, "for the last one of each month")
            yield phrased("skips-months", field.rules.name, node.span, message, hint)
        day = _needed_length(node)
        lengths = enumerate(_MONTH_LENGTHS, 1)
        short = [MONTH_NAMES[m - 1] for m, length in lengths if months >> m & 1 and length < day]
        if short:
            are = "is" if len(short) == 1 else "are"
            ever = " outside leap years" if day == 29 else ""
            message = f"{node} needs a month of {day} days: {', '.join(short)} {are} shorter{ever}"
            ways = ["L", "last"] if isinstance(node, Single) else []
            hint = _instead(node, ways, field, "for the last day of the month")
            yield phrased("skips-months", field.rules.name, node.span, message, hint, found=day)


def _instead(node: Node, ways: Sequence[str], field: ParsedField, means: str) -> str | None:
    """Return the first of some terms that the field takes in the place of a node, as a hint."""
    start, end = node.span
    for way in ways:
        if not parse_field(f"{field.text[:start]}{way}{field.text[end:]}", field.rules).problems:
            return f"{way} {means}"
    return None


def _needed_length(node: Node) -> int:
    """Return how many days a month must have for a day of month node to fire in it."""
    if node.field != DAY_OF_MONTH.name:
        return 0
    match node:
        case Single(value=day) | NearestWorkday(day=day):
            return day
        case LastDay(before=before) | LastWorkday(before=before):
            return before + 1
    return 0


def _unverified(field: ParsedField, _parsed: Parsed) -> Iterator[Problem]:
    """What nobody has seen the system take or refuse."""
    rules = field.rules
    for node in field.nodes:
        if any(_HAS_FEATURE[feature](node, field) for feature in rules.unverified):
            found = field.text[slice(*node.span)]
            message = f"it is not known whether the system takes {found}"
            yield phrased("unverified", rules.name, node.span, message, found=found)


_HAS_FEATURE: dict[str, Callable[[Node, ParsedField], bool]] = {
    dialects.OPEN_STEP: lambda node, _field: isinstance(node, From),
    dialects.LARGE_STEP: lambda node, _field: isinstance(node, Stepped) and _is_large(node),
    dialects.QUESTION: lambda node, _field: isinstance(node, Question),
    dialects.REVERSED_RANGE: lambda node, _field: isinstance(node, Range) and node.downward,
    dialects.LISTED_SPECIAL: lambda node, field: (
        len(field.nodes) > 1 and not isinstance(node, (Single, Star, Stepped))
    ),
    dialects.LAST_MINUS: lambda node, _field: isinstance(node, LastDay) and node.before > 0,
    dialects.LAST_WEEKDAY: lambda node, field: (
        isinstance(node, LastWeekday) and "#" not in field.text[slice(*node.span)]
    ),
    dialects.LAST_WORKDAY: lambda node, _field: isinstance(node, LastWorkday) and not node.before,
    dialects.LAST_MINUS_WORKDAY: lambda node, _field: (
        isinstance(node, LastWorkday) and node.before > 0
    ),
}


def _is_large(node: Stepped) -> bool:
    """Tell whether a step leads out of its field at once."""
    return node.step >= FIELDS[node.field].size


_FIELD_CHECKS: tuple[Callable[[ParsedField, Parsed], Iterator[Problem]], ...] = (
    _numeric_weekday,
    _step_after_name,
    _uneven_step,
    _skips_months,
    _unverified,
)
