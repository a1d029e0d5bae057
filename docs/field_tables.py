"""The tables of the default dialect: its fields, its largest steps, its shorthands."""

from __future__ import annotations

from cells import code, listed, table

from quartzcron import dialects
from quartzcron.dialects import Form
from quartzcron.fields import FIELDS, WEEKDAY_NAMES


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
