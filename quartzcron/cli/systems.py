"""The commands about several dialects: whose a text is, and how another would write it."""

from __future__ import annotations

import sys
from datetime import datetime
from itertools import combinations
from typing import Any, NamedTuple

import click

import quartzcron
from quartzcron import CronExpression, CronExpressionError, CronTranslationError, Dialect
from quartzcron.cli import FINE, INVALID, completion
from quartzcron.cli.languages import (
    described,
    locale_option,
    told,
    told_to_programs,
)
from quartzcron.cli.loose import DEFAULT, refuse_loose_words
from quartzcron.cli.notices import STYLES, show_errors, show_notice
from quartzcron.cli.options import (
    DIALECTS,
    SEED_HELP,
    STATUSES,
    Renamed,
    as_dialect,
    as_named,
    json_option,
    seed_option,
    start_option,
    zone_option,
)
from quartzcron.cli.screen import Screen
from quartzcron.cli.verdicts import Terms, Verdict, as_json, judge, judge_runs
from quartzcron.errors import printable
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from quartzcron import Detection, Problem
    from quartzcron.cli.moments import Start

# --- detect ----------------------------------------------------------------


@click.command("detect", epilog=f"{DIALECTS}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@start_option("Where to start comparing, in local time.")
@click.option("--seed", metavar="SEED", help=SEED_HELP)
@locale_option
@json_option
def show_detection(
    words: tuple[str, ...], start: Start, seed: str | None, json_wanted: bool
) -> int:
    """Say which systems accept EXPR, and what it means in them.

    Each line has a meaning, as an expression of the default dialect, and the dialects that read
    it so. For any two lines you see the first time at which only one of them fires.

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
        plain = {
            "text": found.text,
            "from": start.moment.isoformat(),
            **_in_zone(found.as_dict(), start.moment.tzinfo),
        }
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
    for reading in found.readings:
        screen.paragraph(str(reading))
        if screen.is_terminal:
            _show_description(screen, reading.expression)
    for each in (*refused, *found.differences):
        screen.paragraph(str(each))


def _show_description(screen: Screen, expression: CronExpression) -> None:
    """Say in words what a reading is, below it; an H that waits for its seed is none yet."""
    try:
        said = described(expression)
    except CronExpressionError:
        return
    screen.sentence((said, "dim"), indent=" " * 8, further="")


def _in_zone(plain: dict[str, Any], zone: tzinfo | None) -> dict[str, Any]:
    """Return a detection as plain data with its wall times in the zone of the start."""
    for each in plain["differences"]:
        each["moment"] = datetime.fromisoformat(each["moment"]).replace(tzinfo=zone).isoformat()
    return plain


# --- convert ---------------------------------------------------------------


@click.command("convert", epilog=f"{DIALECTS}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@click.option(
    "--from-dialect",
    "-d",
    "source",
    cls=Renamed,
    old=("--from", "--dialect"),
    callback=as_dialect,
    default=DEFAULT,
    show_default=True,
    metavar="NAME",
    shell_complete=completion.dialects,
    help="The dialect of EXPR.",
)
@click.option(
    "--to-dialect",
    "target",
    cls=Renamed,
    old=("--to",),
    callback=as_named,
    required=True,
    metavar="NAME",
    shell_complete=completion.dialects,
    help="The dialect to write it in.",
)
@click.option(
    "--all", "several", is_flag=True, help="Write several expressions where one is not enough."
)
@zone_option
@seed_option
@locale_option
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

    The result fires at the same local times. If no expression does, you see why, and what comes
    nearest. A warning says what the other system does differently when the clock changes in ZONE,
    or without ZONE, in any zone that changes its clock at such an hour.

    \b
    Examples:
      quartzcron convert "0 30 12 ? * 6L" -d quartz --to-dialect spring
      quartzcron convert "0 0 13 * FRI" --to-dialect quartz --all
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
        show_notice("warning", told(each).message)
    if conversion.together:
        show_notice("warning", "some times belong to several of these: that is a run for each")


def _conversion_object(
    verdict: Verdict, target: Dialect, conversion: Conversion | None
) -> dict[str, Any]:
    """Return a conversion as a plain object; nothing is written of a wrong text."""
    parts, differences, together, refusal = conversion or Conversion()
    return {
        "text": verdict.source.text,
        "dialect": verdict.dialect.name,
        "to_dialect": target.name,
        "texts": [part.text for part in parts],
        "clock_differences": [told_to_programs(each).as_dict() for each in differences],
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
