"""The rules of a dialect in a few words each: what a cell of its table says."""

from __future__ import annotations

from collections.abc import Callable

from cells import code, listed

from quartzcron import Dialect, dialects
from quartzcron.calendar.months import SUNDAY
from quartzcron.dialects import FieldRules, Form
from quartzcron.fields import FIELDS


def by_form(dialect: Dialect, say: Callable[[Form], str]) -> str:
    """Say something of each form of a dialect, once where all of them agree."""
    found: dict[str, list[str]] = {}
    for form in dialect.forms:
        found.setdefault(say(form), []).append(str(len(form.fields)))
    if len(found) == 1:
        return next(iter(found))
    return "<br>".join(f"{listed(counts)} fields: {text}" for text, counts in found.items())


def by_field(dialect: Dialect, say: Callable[[FieldRules], str]) -> str:
    """Say something of each field of a dialect, most often true first, then the exceptions."""
    found: dict[str, dict[str, None]] = {}
    for form in dialect.forms:
        for rules in form.fields:
            found.setdefault(say(rules), {})[rules.field.prose] = None
    usual, *rest = sorted(found, key=lambda text: -len(found[text]))
    return "; ".join([usual, *(f"in {listed(found[text])} {text}" for text in rest)])


def field_names(form: Form) -> str:
    """Return the fields of a form in their order."""
    return " ".join(rules.field.prose for rules in form.fields)


def sunday(form: Form) -> str:
    """Return the numbers that mean Sunday."""
    rules = form.rules("day_of_week")
    assert rules is not None  # every form has one
    numbers = [n for n in range(rules.low, rules.high + 1) if rules.inside(n) == SUNDAY]
    return listed(map(str, numbers))


_STARS = {
    dialects.WHOLE_STAR: "OR; only a whole `*` or `?` leaves the days open",
    dialects.LEADING_STAR: "OR, but AND where a field begins with `*`",
    dialects.ANY_STAR: "OR, but AND where a field has `*` in its list",
    dialects.LISTED_STAR: "OR, but AND where a field has `*`, `*/1` or `?` in its list",
    dialects.BARE_STAR: "OR, but AND where a field has `*` or `?` in its list",
    dialects.LONE_QUESTION: "OR; only `?` leaves the days open, so that `*` is every day",
}


def day_fields(form: Form) -> str:
    """Return how the two day fields meet."""
    if form.days == dialects.ONE_QUESTION:
        return "exactly one is `?`"
    if form.days == dialects.ONE_RESTRICTS:
        return "an error: one is `*`"
    if form.days == dialects.BOTH:
        return "AND"
    plus = "; AND after `+`" if form.plus else ""
    return _STARS[form.star] + plus


_SHARES = {
    dialects.ANYTHING: "also in lists",
    dialects.ALIKE: "in lists of their kind",
    dialects.NOTHING: "alone",
}


def specials(name: str) -> Callable[[Form], str]:
    """Return what says the specials of a field, by what they may share a list with."""

    def say(form: Form) -> str:
        rules = form.rules(name)
        assert rules is not None  # every form has both day fields
        groups: dict[str, list[str]] = {}
        for special, share in rules.specials:
            groups.setdefault(share, []).append(code(special))
        return ", ".join(f"{' '.join(signs)} {_SHARES[share]}" for share, signs in groups.items())

    return say


def steps(form: Form) -> str:
    """Return after what a step may stand."""
    if not any(rules.steps for rules in form.fields):
        return "none"
    after = ["`*`", "a range"]
    if all(rules.open_step for rules in form.fields):
        after.append("a value (`a/n`)")
    if all(rules.bare_step for rules in form.fields):
        after.append("nothing (`/n`)")
    if all(rules.question_step for rules in form.fields):
        after.append("`?`")
    without = [rules.field.prose for rules in form.fields if not rules.steps]
    return f"after {listed(after, 'or')}" + (f"; none in {listed(without)}" if without else "")


def largest_steps(dialect: Dialect) -> str:
    """Return how large a step may be in each field."""
    limits = {rules.name: rules.step_limit for form in dialect.forms for rules in form.fields}
    if any(rules.step_within for form in dialect.forms for rules in form.fields):
        return "the way from the first value to the last"
    if not any(limits.values()):
        return "any" if all(form.fields[0].steps for form in dialect.forms) else ""
    in_order = (name for name in FIELDS if name in limits)
    return ", ".join(f"{FIELDS[name].prose} {limits[name] or 'any'}" for name in in_order)


_REVERSED = {
    dialects.WRAPS: "wrap",
    dialects.REFUSED: "refused",
    dialects.NEVER_FIRES: "an error, since the system never runs them",
    dialects.SWAPPED: "an error, since the system swaps their ends",
    dialects.MISREAD: "an error, since the system reads them otherwise",
}


def reversed_ranges(rules: FieldRules) -> str:
    """Return what becomes of a range that goes down, like FRI-MON."""
    wraps = rules.reversed_range == dialects.WRAPS
    if rules.range_high:
        by = {dialects.BY_NAME: "`SAT-SUN`", dialects.BY_NUMBER: "`6-0`"}
        reach = " and ".join(by[way] for way in rules.range_high)
        return f"{_REVERSED[rules.reversed_range]}, except {reach} with its end on Sunday"
    slips = ", with a step only where it lands on the field's lowest value"
    return _REVERSED[rules.reversed_range] + (slips if wraps and not rules.wraps_with_step else "")


_NAMES = {
    dialects.THREE_LETTERS: "three letters",
    dialects.WHOLE_NAMES: "three letters or all of them",
    dialects.BEGINNINGS: "any beginning that fits one name",
    dialects.NO_NAMES: "none",
}


def value_names(rules: FieldRules) -> str:
    """Return how months and weekdays may be named."""
    return _NAMES[rules.names]


def hashed(dialect: Dialect) -> str:
    """Return the numbers that H may be."""
    found = {
        rules.field.prose: f"{rules.hashed.low}-{rules.hashed.high}"
        for form in dialect.forms
        for rules in form.fields
        if rules.hashed
    }
    return ", ".join(f"{name} {bounds}" for name, bounds in found.items())


def years(dialect: Dialect) -> str:
    """Return the years that a text may name."""
    for form in dialect.forms:
        rules = form.rules("year")
        if rules is not None:
            return f"{rules.low}-{rules.high}"
    return "no year field"


def clock_changes(dialect: Dialect) -> str:
    """Return the name of the rule for clock changes, and whether it is the system's own."""
    name = code(str(dialect.dst_policy))
    return name if dialect.dst_verified else f"not verified: {name}"


def shorthands(dialect: Dialect) -> str:
    """Return the @ words of a dialect."""
    words = " ".join(code(word) for word, _ in dialect.shorthands)
    if not words:
        return "none"
    case = "any case" if dialect.any_case else "lower case"
    return f"{words}, in {case}{', no blanks around' if dialect.bare_shorthand else ''}"


def unverified(dialect: Dialect) -> str:
    """Return the signs of which nobody knows whether the system takes them."""
    found = dict.fromkeys(dialect.unverified)
    for form in dialect.forms:
        for rules in form.fields:
            found |= dict.fromkeys(rules.unverified)
    return listed(_FEATURES[feature] for feature in found) if found else ""


_FEATURES = {
    dialects.OPEN_STEP: "`a/n`",
    dialects.LARGE_STEP: "steps larger than their field",
    dialects.LISTED_SPECIAL: "signs of the day fields in lists",
    dialects.LAST_MINUS: "`L-n`",
    dialects.LAST_WEEKDAY: "`nL`",
    dialects.LAST_WORKDAY: "`LW`",
    dialects.LAST_MINUS_WORKDAY: "`L-nW`",
    dialects.WRAPPER_CASE: "capitals in the wrapper",
    dialects.REVERSED_RANGE: "ranges that wrap",
    dialects.QUESTION: "`?`",
    dialects.SHORTHAND: "`@` words",
    dialects.SMALL_NAME: "names in small letters",
}
