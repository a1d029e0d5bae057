"""The tables of the dialects: all of them in one, and a section for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cells import code, listed, prose, table
from facts import FACTS
from problem_tables import problem_of
from rule_words import (
    by_field,
    by_form,
    clock_changes,
    day_fields,
    field_names,
    hashed,
    largest_steps,
    reversed_ranges,
    shorthands,
    specials,
    steps,
    sunday,
    unverified,
    value_names,
    years,
)

from quartzcron import Dialect, dialects


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


def names(dialect: Dialect) -> str:
    """Return the name of a dialect and its aliases."""
    aliases = [alias for alias, name in dialects.ALIASES.items() if name == dialect.name]
    return ", ".join(map(code, [dialect.name, *aliases]))


def _section(dialect: Dialect) -> str:
    summary = prose(dialect.summary[0].upper() + dialect.summary[1:])
    source = FACTS["sources"].get(dialect.name)
    told = f"{summary}. [Documentation of the system]({source})." if source else f"{summary}."
    parts = [f"## {dialect.name}", told, _rules(dialect)]
    accidents = FACTS["accidents"].get(dialect.name)
    if isinstance(accidents, str):
        parts.append(f"What it accepts by accident: the same as [{accidents}](#{accidents}).")
    elif accidents:
        parts.append("The system accepts these by accident; here they are errors:")
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
