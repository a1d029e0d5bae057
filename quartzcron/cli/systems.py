"""The commands about dialects: which there are, whose a text is, and how another would write it."""

from __future__ import annotations

import sys
from itertools import combinations
from typing import Any, NamedTuple

import click

import quartzcron
from quartzcron import CronExpression, CronTranslationError, Dialect
from quartzcron.cli import FINE, INVALID
from quartzcron.cli.notices import STYLES, show_errors, show_notice
from quartzcron.cli.options import (
    DEFAULT,
    DIALECTS,
    SEED_HELP,
    STATUSES,
    as_dialect,
    as_named,
    json_option,
    refuse_loose_words,
    seed_option,
    start_option,
    zone_option,
)
from quartzcron.cli.screen import Column, Screen, Table
from quartzcron.cli.verdicts import Terms, Verdict, as_json, as_object, judge, judge_runs
from quartzcron.dialects import ALIASES, BOTH, EITHER, ONE_QUESTION, ONE_RESTRICTS
from quartzcron.errors import printable
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

    from quartzcron import Detection, Problem
    from quartzcron.cli.moments import Start
    from quartzcron.dialects import Form

# Monday is 0 inside the library.
_SUNDAY = 6

#: How the two day fields meet, in a word.
_DAYS = {ONE_QUESTION: "one ?", ONE_RESTRICTS: "one *", EITHER: "either", BOTH: "both"}

#: The signs beside * , - / that a table shows, and for each what its specials have in them.
_SIGNS = ("?", "L", "W", "#", "H")


# --- dialects --------------------------------------------------------------

_COLUMNS = (
    Column("dialect", 22, "bold"),
    Column("fields", 7, ""),
    Column("Sunday", 6, ""),
    Column("day fields", 13, ""),
    Column("signs", 11, ""),
    Column("clock", 0, ""),
)


@click.command("dialects", epilog=STATUSES)
@click.option(
    "--json", "json_wanted", is_flag=True, help="Print one JSON object a line for each dialect."
)
def show_dialects(json_wanted: bool) -> int:
    """List the dialects that there are.

    For each: how many fields its texts have, which number is Sunday, whether it fires when either
    of two restricted day fields matches or when both do (or one of them must be ?), which signs
    it takes beside * , - / (@ for words such as @daily), and the rule for clock changes, with ?
    where it is not known what the system does.

    \b
    Examples:
      quartzcron dialects
      quartzcron dialects --json
    """
    screen = Screen(sys.stdout)
    table = Table(screen, _COLUMNS)
    for name in Dialect.names():
        dialect = Dialect.named(name)
        if json_wanted:
            screen.line(as_json(_dialect_object(dialect)))
        else:
            table.row(_cells(dialect))
    return FINE


def _cells(dialect: Dialect) -> tuple[str, ...]:
    """Return what the table says of a dialect."""
    return (
        dialect.name,
        ", ".join(map(str, dialect.counts)),
        _each(dialect, lambda form: ",".join(map(str, _sundays(form)))),
        _each(dialect, lambda form: _DAYS[form.days]),
        " ".join(_signs(dialect)),
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


# --- detect ----------------------------------------------------------------


@click.command("detect", epilog=f"{DIALECTS}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@start_option("From when on readings are told apart: a wall time.")
@click.option("--seed", metavar="SEED", help=SEED_HELP)
@json_option
def show_detection(
    words: tuple[str, ...], start: Start, seed: str | None, json_wanted: bool
) -> int:
    """Say which systems take EXPR, and what it means to them.

    Dialects that read it alike stand together, behind what they read in the words of the default
    dialect. Any two such groups are told apart by the first time at which only one of them fires.

    \b
    Examples:
      quartzcron detect "0 9 * * 1-5"
      quartzcron detect "0 0 12 ? * 6L" --from 2026-01-01
    """
    if len(words) > 1:
        refuse_loose_words(words, Dialect.named(DEFAULT))
    after = start.moment.replace(tzinfo=None)
    # Loaded here, as it is used: no other command needs it.
    found = quartzcron.detect(words[0], after=after, seed=seed)
    if json_wanted:
        plain = {"text": found.text, "from": after.isoformat(), **_detection_object(found)}
        Screen(sys.stdout).line(as_json(plain))
    elif found.readings:
        _show_readings(found)
    else:
        show_errors(judge(Source(words[0]), Terms(Dialect.named(DEFAULT))))
        Screen(sys.stderr).line("no dialect takes this")
    return FINE if found.readings else INVALID


def _show_readings(found: Detection) -> None:
    """Show what `str` says of a detection, as wide as a terminal has room for."""
    screen = Screen(sys.stdout)
    screen.line((printable(found.text), "bold"))
    refused = [f"refused: {', '.join(found.refused)}"] if found.refused else []
    for each in (*found.readings, *refused, *found.differences):
        screen.paragraph(str(each))


def _detection_object(found: Detection) -> dict[str, Any]:
    """Return the answer as plain members; a group goes by the first of its dialects."""
    return {
        "readings": [
            {"dialects": list(each.dialects), "words": each.words} for each in found.readings
        ],
        "differences": [
            {
                "between": [each.first.dialects[0], each.second.dialects[0]],
                "moment": each.moment.isoformat(),
            }
            for each in found.differences
        ],
        "refused": list(found.refused),
    }


# --- convert ---------------------------------------------------------------


@click.command("convert", epilog=f"{DIALECTS}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@seed_option
@click.option(
    "--from",
    "source",
    callback=as_dialect,
    default=DEFAULT,
    show_default=True,
    metavar="NAME",
    help="The dialect of EXPR.",
)
@click.option(
    "--to",
    "target",
    callback=as_named,
    required=True,
    metavar="NAME",
    help="The dialect to write it in.",
)
@click.option(
    "--all", "several", is_flag=True, help="Write several expressions where one is not enough."
)
@zone_option
@json_option
def show_conversion(
    words: tuple[str, ...],
    source: Dialect,
    target: Dialect,
    several: bool,
    zone: tzinfo | None,
    json_wanted: bool,
) -> int:
    """Write EXPR in another dialect.

    What is written fires at the same wall times, or nothing is written: then it is said why, and
    what comes nearest. Where the other system does something else when the clock changes in ZONE,
    there is a warning; without ZONE, where some zone changes its clock at such an hour.

    \b
    Examples:
      quartzcron convert "0 30 12 ? * 6L" --from quartz --to spring
      quartzcron convert "0 0 13 * FRI" --to quartz --all
    """
    if len(words) > 1:
        refuse_loose_words(words, source)
    verdict = judge_runs(Source(words[0]), Terms(source))
    conversion = None
    if not verdict.errors:
        conversion = _converted(CronExpression(words[0], source), target, several, zone)
    if json_wanted:
        Screen(sys.stdout).line(as_json(_conversion_object(verdict, target, conversion)))
    elif conversion is None:
        show_errors(verdict)
    else:
        _show_conversion(conversion)
    return FINE if conversion and conversion.parts else INVALID


class Conversion(NamedTuple):
    """An expression in another dialect: its parts, or why there are none."""

    parts: tuple[CronExpression, ...] = ()
    clock_differences: tuple[Problem, ...] = ()
    together: bool = False
    refusal: CronTranslationError | None = None


def _converted(
    expression: CronExpression, target: Dialect, several: bool, zone: tzinfo | None
) -> Conversion:
    """Return an expression in another dialect, and what is not the same there."""
    try:
        parts = expression.to_all(target) if several else (expression.to(target),)
    except CronTranslationError as refusal:
        return Conversion(refusal=refusal)
    differences = tuple(_clock_differences(expression, parts, zone))
    return Conversion(parts, differences, _together(parts))


def _clock_differences(
    expression: CronExpression, parts: tuple[CronExpression, ...], zone: tzinfo | None
) -> Iterable[Problem]:
    """Return what changes of clock do to the parts and not to the whole, each thing once."""
    found: dict[str, Problem] = {}
    for part in parts:
        here = expression
        if len(parts) > 1:
            # The part as it would be if its system had the rule of the whole.
            here = CronExpression(part.text, part.dialect.replace(dst_policy=here.dst_policy))
        for difference in here.clock_differences(part, tz=zone):
            found.setdefault(difference.code, difference)
    return found.values()


def _together(parts: tuple[CronExpression, ...]) -> bool:
    """Tell whether two parts ever fire at the same time."""
    return any(one.overlaps(other) for one, other in combinations(parts, 2))


def _show_conversion(conversion: Conversion) -> None:
    """Show the texts on standard output, and on the other what to know about them."""
    if conversion.refusal is not None:
        Screen(sys.stderr).drawing(str(conversion.refusal), STYLES["invalid"])
    for part in conversion.parts:
        Screen(sys.stdout).line(printable(part.text))
    for each in conversion.clock_differences:
        show_notice("warning", each.message)
    if conversion.together:
        show_notice("warning", "some times belong to several of these: that is a run for each")


def _conversion_object(
    verdict: Verdict, target: Dialect, conversion: Conversion | None
) -> dict[str, Any]:
    """Return a conversion as a plain object; nothing is written of a wrong text."""
    parts, differences, together, refusal = conversion or Conversion()
    return {
        "text": verdict.source.text,
        "from": verdict.dialect.name,
        "to": target.name,
        "texts": [part.text for part in parts],
        "clock_differences": list(map(as_object, differences)),
        "together": together,
        "refusal": refusal
        and {
            "field": refusal.field,
            "reason": refusal.reason,
            "nearest": list(refusal.nearest),
            "exact": refusal.exact,
        },
        "problems": verdict.problems,
    }
