"""The command dialects: which systems there are, and what sets their texts apart."""

from __future__ import annotations

import sys
from typing import Any

import click

from quartzcron import Dialect
from quartzcron.cli import FINE
from quartzcron.cli.options import STATUSES
from quartzcron.cli.screen import Column, Screen, Table
from quartzcron.cli.verdicts import as_json
from quartzcron.dialects import ALIASES, BOTH, EITHER, ONE_QUESTION, ONE_RESTRICTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from quartzcron.dialects import Form

# Monday is 0 inside the library.
_SUNDAY = 6

#: How the two day fields meet, in a word.
_DAYS = {ONE_QUESTION: "one ?", ONE_RESTRICTS: "one *", EITHER: "either", BOTH: "both"}

#: The signs beside * , - / that a table shows, and for each what its specials have in them.
_SIGNS = ("?", "L", "W", "#", "H")

_NAME = Column("dialect", 22, "bold")
_SYSTEM = Column("system", 0, "")

#: Each column between, and what its heading stands for.
_BETWEEN = {
    Column("fields", 6, ""): "how many an expression has",
    Column("Sunday", 6, ""): "the numbers that mean Sunday",
    Column("days", 9, ""): (
        "where both day fields are set, either is enough, or both must match; "
        "? or *: one of the two must be that"
    ),
    Column("signs", 7, ""): "what else it takes beside * , - /; @ is for words such as @daily",
}
_CLOCK = {
    Column("clock", 11, ""): (
        "the rule for clock changes, as for --dst; ? where nobody knows what the system does"
    )
}

#: A terminal of fewer columns has no room for the rule for clock changes.
_WIDE = 100


@click.command("dialects", epilog=STATUSES)
@click.option(
    "--json", "json_wanted", is_flag=True, help="Print one JSON object per line, for each dialect."
)
def show_dialects(json_wanted: bool) -> int:
    """List the available dialects, and which systems they stand for.

    For each: how many fields an expression has, which numbers mean Sunday, what two day fields
    that are both set mean together, and the signs that it accepts beside * , - /. Where there is
    room (100 columns), also the rule for clock changes.

    \b
    Examples:
      quartzcron dialects
      quartzcron dialects --json
    """
    screen = Screen(sys.stdout)
    if json_wanted:
        for name in Dialect.names():
            screen.line(as_json(_dialect_object(Dialect.named(name))))
        return FINE
    wide = not screen.is_terminal or screen.console.width >= _WIDE
    between = _BETWEEN | _CLOCK if wide else _BETWEEN
    table = Table(screen, (_NAME, *between, _SYSTEM))
    for name in Dialect.names():
        dialect = Dialect.named(name)
        table.row((name, *_cells(dialect)[: len(between)], dialect.title))
    if screen.is_terminal:
        screen.line()
        for column, meaning in between.items():
            screen.beside([(f"{column.heading:8}", "dim")], (meaning, "dim"))
    return FINE


def _cells(dialect: Dialect) -> tuple[str, ...]:
    """Return what the table says of a dialect between its name and its system."""
    counts = dialect.counts
    return (
        f"{counts[0]}-{counts[-1]}" if len(counts) > 1 else f"{counts[0]}",
        _each(dialect, lambda form: ",".join(map(str, _sundays(form)))),
        _each(dialect, lambda form: _DAYS[form.days].removeprefix("one ")),
        "".join(_signs(dialect)),
        dialect.dst_policy.name + ("" if dialect.dst_verified else " ?"),
    )


def _each(dialect: Dialect, say: Callable[[Form], str]) -> str:
    """Say something of every form of a dialect, the same thing once."""
    return "; ".join(dict.fromkeys(say(form) for form in dialect.forms))


def _sundays(form: Form) -> list[int]:
    """Return the numbers that mean Sunday."""
    rules = form.rules("day_of_week")
    assert rules is not None  # every form has one
    return [n for n in range(rules.low, rules.high + 1) if rules.inside(n) == _SUNDAY]


def _signs(dialect: Dialect) -> list[str]:
    """Return the signs that a dialect takes beside those that all have."""
    specials = [
        special for form in dialect.forms for rules in form.fields for special, _ in rules.specials
    ]
    found = [sign for sign in _SIGNS if any(sign in special for special in specials)]
    found += ["H"] if dialect.seed is not None else []
    found += ["+"] if any(form.plus for form in dialect.forms) else []
    return found + (["@"] if dialect.shorthands else [])


def _dialect_object(dialect: Dialect) -> dict[str, Any]:
    """Return what is known of a dialect as a plain object."""
    return {
        "name": dialect.name,
        "title": dialect.title,
        "summary": dialect.summary,
        "aliases": [alias for alias, name in ALIASES.items() if name == dialect.name],
        "forms": [
            {
                "fields": [rules.name for rules in form.fields],
                "sunday": _sundays(form),
                "day_fields": _DAYS[form.days],
            }
            for form in dialect.forms
        ],
        "signs": _signs(dialect),
        "words": [word for word, _ in dialect.shorthands],
        "dst": dialect.dst_policy.name,
        "dst_verified": dialect.dst_verified,
        "service_rules": [
            {
                "code": rule.code,
                "most_per_day": rule.most_per_day,
                "shortest_interval": rule.shortest_interval,
            }
            for rule in dialect.service_rules
        ],
    }
