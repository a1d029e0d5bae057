"""The tables of these pages, as Markdown, made from the library's own objects.

`python -m docs.tables --write` writes each of them into its page. What the library
cannot know, examples and remarks, stands in `facts.toml`; the texts in it are
run through the library here, so that no page shows a problem that is not given.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

# Run as a program, this finds the modules beside it as it does under Sphinx and pytest.
sys.path.append(str(Path(__file__).parent))

import descriptions
import figures
import filling
import reference
import systems
import wordings
from cells import code, listed, prose, table
from file_faults import file_codes

import quartzcron
from quartzcron import CronExpression, Days, Dialect, DstPolicy, Problem, Schedule, dialects
from quartzcron.calendar.months import SUNDAY
from quartzcron.dialects import FieldRules, Form, policies
from quartzcron.errors import CODES, IN_FILES, shown
from quartzcron.fields import FIELDS, WEEKDAY_NAMES
from quartzcron.plain.schema import DRAFT, FORMS

FACTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))


#: As much of an example as a narrow column shows.
LONGEST_EXAMPLE = 32


# --- dialects --------------------------------------------------------------


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


def names(dialect: Dialect) -> str:
    """Return the name of a dialect and its aliases."""
    aliases = [alias for alias, name in dialects.ALIASES.items() if name == dialect.name]
    return ", ".join(map(code, [dialect.name, *aliases]))


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


def all_dialects() -> list[Dialect]:
    """Return every named dialect, the default first."""
    return [Dialect.named(name) for name in Dialect.names()]


def dialect_overview() -> str:
    """Return the table with a row for each dialect."""
    rows = (
        [
            f"[{code(dialect.name)}]({address(dialect)})",
            listed(map(str, dialect.counts)),
            by_form(dialect, sunday),
            by_form(dialect, day_fields),
            clock_changes(dialect),
        ]
        for dialect in all_dialects()
    )
    head = ["Dialect", "Fields", "Sunday is", "Both day fields restricted", "Clock changes"]
    return table(head, rows)


def address(dialect: Dialect) -> str:
    """Return where the section of a dialect stands: on the page of its group."""
    [group] = [group for group, named in dialects.GROUPS.items() if dialect.name in named]
    return f"{PAGES[group]}.md#{dialect.name}"


#: The page of each group of dialects.
PAGES = {
    group: "dialects" if group == "default" else f"dialects-{group}" for group in dialects.GROUPS
}


def dialect_sections(group: str) -> str:
    """Return a section for each dialect of a group: its rules, its accidents, what is open."""
    return "\n\n".join(_section(Dialect.named(name)) for name in dialects.GROUPS[group])


def _section(dialect: Dialect) -> str:
    summary = prose(dialect.summary[0].upper() + dialect.summary[1:])
    source = FACTS["sources"].get(dialect.name)
    told = f"{summary}. [Its own documentation]({source})." if source else f"{summary}."
    parts = [f"## {dialect.name}", told, _rules(dialect)]
    accidents = FACTS["accidents"].get(dialect.name)
    if isinstance(accidents, str):
        parts.append(f"What it takes by accident: as [{accidents}](#{accidents}).")
    elif accidents:
        parts.append("Taken by the system by accident, and an error here:")
        parts.append(table(["Text", "The system", "Code"], _accidents(dialect, accidents)))
    remarks = FACTS["notes"].get(dialect.name, [])
    if remarks:
        parts.append("\n".join(f"* {remark}" for remark in remarks))
    return "\n\n".join(parts)


_USUAL_BLANKS = dialects.BLANKS_AND_TABS


def _rules(dialect: Dialect) -> str:
    order = "<br>".join(f"{len(form.fields)}: {field_names(form)}" for form in dialect.forms)
    rows = [
        ("Names", names(dialect)),
        ("Fields", order),
        ("Wrapper", code(f"{dialect.wrapper}(...)") if dialect.wrapper else ""),
        ("Kept apart by", dialect.separator if dialect.separator != _USUAL_BLANKS else ""),
        ("Sunday is", by_form(dialect, sunday)),
        ("Months and weekdays", by_form(dialect, lambda form: value_names(form.fields[-1]))),
        ("Both day fields restricted", by_form(dialect, day_fields)),
        ("Signs of day of month", by_form(dialect, specials("day_of_month"))),
        ("Signs of day of week", by_form(dialect, specials("day_of_week"))),
        ("Steps", by_form(dialect, steps)),
        ("Largest steps", largest_steps(dialect)),
        ("Ranges that go down", by_field(dialect, reversed_ranges)),
        ("`H` is", hashed(dialect)),
        ("Years", years(dialect)),
        ("Shorthands", shorthands(dialect)),
        ("In words", code("every day 09:00") if dialect.in_words else ""),
        ("Clock changes", clock_changes(dialect)),
        ("Service rules", ", ".join(map(_service_rule, dialect.service_rules))),
        ("Not verified", unverified(dialect)),
    ]
    return table(["Rule", dialect.title], ([name, said] for name, said in rows if said))


def _service_rule(rule: dialects.ServiceRule) -> str:
    """Return a service rule with what it asks for."""
    asks = {
        "at most {} a day": rule.most_per_day,
        "at least {} seconds between two runs": rule.shortest_interval,
        "a date that comes": rule.must_fire or None,
    }
    said = [text.format(value) for text, value in asks.items() if value is not None]
    return f"{code(rule.code)}: {listed(said)}"


def _accidents(dialect: Dialect, accidents: Iterable[Sequence[str]]) -> Iterable[list[str]]:
    for text, made_of_it in accidents:
        problem = problem_of(text, dialect.name)
        yield [code(text), made_of_it, code(problem.code)]


# --- fields ----------------------------------------------------------------


def fields() -> str:
    """Return the table of the fields of the default dialect."""
    forms = {len(form.fields): form for form in dialects.DEFAULT.forms}
    rows = []
    for name, field in FIELDS.items():
        found = {count: form.rules(name) for count, form in forms.items()}
        values: dict[str, list[str]] = {}
        for count, rules in found.items():
            if rules is not None:
                values.setdefault(f"{rules.low}-{rules.high}", []).append(str(count))
        some = len(values) > 1
        numbers = "<br>".join(
            f"{bounds} in {listed(counts)} fields" if some else bounds
            for bounds, counts in values.items()
        )
        places = [_place(form, name) for form in forms.values()]
        rows.append([field.prose, *places, numbers, _value_names(name)])
    counts = [f"Of {count}" for count in forms]
    return table(["Field", *counts, "Numbers", "Names"], rows)


def _place(form: Form, name: str) -> str:
    names = [rules.name for rules in form.fields]
    return str(names.index(name) + 1) if name in names else ""


def _value_names(name: str) -> str:
    if FIELDS[name].names == WEEKDAY_NAMES:
        return "`SUN`-`SAT`"
    values = FIELDS[name].names
    return f"`{values[0]}`-`{values[-1]}`" if values else ""


def step_limits() -> str:
    """Return the table of the largest steps of the default dialect."""
    longest = max(dialects.DEFAULT.forms, key=lambda form: len(form.fields))
    limits = ["none" if r.step_limit is None else str(r.step_limit) for r in longest.fields]
    return table([rules.field.prose for rules in longest.fields], [limits])


def shorthand_table() -> str:
    """Return the table of the shorthands of the default dialect."""
    meant: dict[str, list[str]] = {}
    for word, text in dialects.DEFAULT.shorthands:
        meant.setdefault(text, []).append(code(word))
    return table(
        ["Shorthand", "Stands for"], ([listed(w, "or"), code(t)] for t, w in meant.items())
    )


# --- clock changes ---------------------------------------------------------

_FIXED = {
    policies.ALL: "all",
    policies.NOT_EVERY_HOUR: "those that leave out an hour of the day",
    policies.SINGLE_TIME: "those of one time of day",
    policies.NOT_IN_A_ROW: "no two values in a row in second, minute and hour",
    policies.NO_LEADING_STAR: "minute and hour do not begin with `*`",
    policies.NO_INTERVAL_SIGN: "no `*` `?` `-` `/` in second, minute and hour",
}


def policy_table() -> str:
    """Return the table of the policies: their answers, and who follows them."""
    rows = []
    for policy in policies.PRESETS.values():
        fixed, other = policy.fixed, policy.other
        gap = code(fixed.gap) if fixed.gap == other.gap else _apart(fixed.gap, other.gap)
        fold = code(fixed.fold) if fixed.fold == other.fold else _apart(fixed.fold, other.fold)
        rows.append([code(policy.name), _fixed_when(policy), gap, fold, _followers(policy)])
    return table(["Policy", "Fixed schedules", "Gap", "Fold", "Who follows it"], rows)


def _apart(fixed: str, other: str) -> str:
    return f"{code(fixed)}; others {code(other)}"


def _fixed_when(policy: DstPolicy) -> str:
    limit = policy.longest_fold
    limited = f"; a jump of more than {limit // 60} minutes is a correction" if limit else ""
    return _FIXED[policy.fixed_when] + limited


def _followers(policy: DstPolicy) -> str:
    named = [
        f"[{code(d.name)}]({address(d)})" if d.dst_verified else f"({code(d.name)})"
        for d in all_dialects()
        if d.dst_policy == policy
    ]
    return "<br>".join(filter(None, [FACTS["systems"].get(policy.name, ""), " ".join(named)]))


_NEW_YORK = "America/New_York"
_IN_GAP = ("30 2 * * *", "*/30 2 * * *")
_IN_FOLD = ("30 1 * * *", "*/30 1 * * *", "*/30 * * * *")


def policy_effects() -> str:
    """Return the table of what some texts do in New York under each policy."""
    rows = [
        [
            code(policy.name),
            *(_gap_runs(text, policy) for text in _IN_GAP),
            *(_fold_runs(text, policy) for text in _IN_FOLD),
        ]
        for policy in policies.PRESETS.values()
    ]
    heads = [f"Gap<br>{code(text)}" for text in _IN_GAP]
    heads += [f"Fold<br>{code(text)}" for text in _IN_FOLD]
    return table(["Policy", *heads], rows)


def _gap_runs(text: str, policy: DstPolicy) -> str:
    midnight = datetime(2026, 3, 8)
    runs = Schedule(text, tz=_NEW_YORK, dst=policy).fire_times(midnight, datetime(2026, 3, 9))
    return ", ".join(f"{run:%H:%M}" for run in runs) or "none"


def _fold_runs(text: str, policy: DstPolicy) -> str:
    start, end = datetime(2026, 11, 1, 1), datetime(2026, 11, 1, 2)
    runs = Schedule(text, tz=_NEW_YORK, dst=policy).fire_times(start, end)
    return _passes(runs)


def _passes(runs: Iterable[datetime]) -> str:
    found = {run.fold for run in runs}
    return {(0,): "first", (1,): "second", (0, 1): "both"}[tuple(sorted(found))]


def deviations() -> str:
    """Return the table of the places where engines part from their own rule."""
    rows = []
    for fact in FACTS["deviations"]:
        schedule = Schedule(fact["text"], tz=fact["tz"], dst=fact["policy"])
        runs = list(schedule.fire_times(fact["start"], fact["end"]))
        by_pass = "pass" in fact["runs"]
        here = f"{_passes(runs)} passes" if by_pass else ", ".join(f"{run:%H:%M}" for run in runs)
        city = fact["tz"].partition("/")[2].replace("_", " ")
        when = f"{city}<br>{fact['start']:%d %B %Y}".replace("<br>0", "<br>")
        rows.append([fact["engine"], when, code(fact["text"]), fact["runs"], here])
    return table(
        ["Engine", "Where and when", "Text", "The engine runs it", "Its rule, and here"], rows
    )


# --- problems --------------------------------------------------------------


class Example(NamedTuple):
    """A text that gives a problem, and what it is judged by."""

    text: str
    dialect: str | None
    tz: str | None
    problem: Problem


def problem_of(
    text: str,
    dialect: str | None = None,
    wanted: str | None = None,
    tz: str | None = None,
    after: datetime | None = None,
) -> Problem:
    """Return the first problem of a text, or the first with the code that is wanted.

    >>> problem_of("0 30 25 ? * MON-FRI").code
    'out-of-range'
    """
    found = quartzcron.validate(text, dialect) or quartzcron.lint(text, dialect, tz=tz, after=after)
    for each in found:
        if wanted in (None, each.code):
            return each
    raise LookupError(f"{text!r} ({dialect}) gives {[p.code for p in found]}, not {wanted}")


def examples_of(name: str) -> list[Example]:
    """Return the examples of a code."""
    examples = []
    for fact in FACTS["codes"].get(name, []):
        if "to" in fact:
            examples.append(_translated(fact["text"], fact["to"], name))
            continue
        if "schedule" in fact:
            examples.append(_of_schedule(fact["schedule"], name))
            continue
        text, dialect, tz = fact["text"] * fact.get("times", 1), fact.get("dialect"), fact.get("tz")
        problem = problem_of(text, dialect, name, tz, fact.get("after"))
        examples.append(Example(text, dialect, tz, problem))
    return examples


def _of_schedule(made: str, wanted: str) -> Example:
    """Return what is said of a schedule, given as one makes it, as an example of a code."""
    known = {"Schedule": Schedule, "CronExpression": CronExpression, "Days": Days, "date": date}
    found = {each.code: each for each in quartzcron.lint(eval(made, known))}  # noqa: S307
    return Example(made, SCHEDULE, None, found[wanted])


#: What an example of a schedule is judged by, in the place of a dialect.
SCHEDULE = "the schedule"


def _translated(text: str, dialect: str, wanted: str) -> Example:
    """Return what changes of clock do to a translation, as an example of a code."""
    expression = CronExpression(text)
    translation = expression.to(dialect)
    found = {each.code: each for each in expression.clock_differences(translation)}
    return Example(translation.text, dialect, None, found[wanted])


def codes(severity: str) -> str:
    """Return the table of all codes of a severity, with examples."""
    rows = (
        _code_row(name, meaning)
        for name, (kind, meaning) in CODES.items()
        if kind == severity and name not in IN_FILES
    )
    return table(["Code and values", "Meaning", "Example, and what it is told"], rows)


def _code_row(name: str, meaning: str) -> list[str]:
    examples = examples_of(name)
    keys = dict.fromkeys(key for example in examples for key in example.problem.values)
    told = "<br>".join(map(_example, examples))
    values = f"<br>{' '.join(f'*{key}*' for key in keys)}" if keys else ""
    return [f'<span id="{name}"></span>{code(name)}{values}', prose(meaning), told]


def _example(example: Example) -> str:
    text = code(shown(example.text, LONGEST_EXAMPLE)) if example.text else "(nothing)"
    judged_by = ", ".join(filter(None, (example.dialect, example.tz)))
    given = f"{text} ({judged_by})" if judged_by else text
    return f"{given}<br>{prose(example.problem.message)}"


def typed() -> str:
    """Return the table of what people type, and what they are answered."""
    rows = []
    for fact in FACTS["typed"]:
        text, dialect = fact["text"], fact.get("dialect")
        corrected = quartzcron.corrected(text, dialect)
        found = quartzcron.validate(text, dialect)
        hint = next((each.hint for each in found if each.hint is not None), "")
        told = prose(found[0].message) if corrected or not hint else prose(hint)
        given = f"{code(text)} ({dialect})" if dialect else code(text)
        rows.append([given, code(corrected) if corrected else "", told])
    return table(["Typed", "Corrected", "What is said"], rows)


def schema() -> str:
    """Return the JSON Schema of all plain data."""
    return f"```json\n{json.dumps({'$schema': DRAFT, '$defs': FORMS}, indent=1)}\n```"


def generated() -> dict[str, str]:
    """Return every table by its name in the pages."""
    return {
        "dialect_overview": dialect_overview(),
        **{f"dialects_{group}": dialect_sections(group) for group in dialects.GROUPS},
        "descriptions": descriptions.by_language(),
        "describers": descriptions.by_package(FACTS["describers"]),
        "fields": fields(),
        "step_limits": step_limits(),
        "shorthands": shorthand_table(),
        "policies": policy_table(),
        "policy_effects": policy_effects(),
        "deviations": deviations(),
        "real_systems": systems.compared(address),
        "system_deviations": systems.deviations(),
        "seen": systems.seen(),
        "errors": codes("error"),
        "warnings": codes("warning"),
        "file_codes": file_codes(FACTS["file_codes"]),
        "typed": typed(),
        "schema": schema(),
        "api": reference.page(),
        "speed": figures.summary(),
        "google_examples": wordings.examples(FACTS["google"]),
    }


def main(arguments: Sequence[str]) -> None:
    """Say which pages are not those of today, and with `--write` write them."""
    write = "--write" in arguments
    found = filling.stale(generated(), write=write)
    for name in found:
        print(f"{name} {'written' if write else 'is not that of today'}")
    sys.exit(bool(found) and not write)


if __name__ == "__main__":
    main(sys.argv[1:])
