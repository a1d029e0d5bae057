"""The command calendar: a picture of a week, a month or a year of runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from quartzcron.cli import FINE, INVALID, completion
from quartzcron.cli.loose import refuse_loose_words
from quartzcron.cli.notices import show_errors, show_remark, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    STATUSES,
    as_start,
    dialect_option,
    policy_option,
    zone_option,
)
from quartzcron.cli.screen import Screen
from quartzcron.cli.verdicts import Terms, judge_runs
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from typing import Literal

    from quartzcron import Dialect, DstPolicy
    from quartzcron.cli.moments import Start


#: What is drawn where nothing is said.
_USUAL: Literal["week"] = "week"


def _views(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each view."""
    for view in ("year", "month", _USUAL):
        says = f"Draw a {view}{'; this is the default' if view == _USUAL else ''}."
        command = click.option(f"--{view}", "view", flag_value=view, help=says)(command)
    return command


@click.command("calendar", epilog=f"{DIALECTS}{POLICIES}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@_views
@click.option(
    "--from",
    "start",
    callback=as_start,
    metavar="WHEN",
    shell_complete=completion.moments,
    help="A moment in the period; by default now or, where that period has no run, the next run.",
)
@click.option(
    "--svg",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the picture to this file, for a page, instead.",
)
@zone_option
@policy_option
@dialect_option
def show_calendar(
    words: tuple[str, ...],
    view: Literal["week", "month", "year"] | None,
    start: Start | None,
    file: Path | None,
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
) -> int:
    """Draw when EXPR fires: a week by hours, a month by days, or a year by weeks.

    The darker a cell is, the more runs it has. The sums are at the ends of the lines.

    WHEN and ZONE are what they are for next.

    \b
    Examples:
      quartzcron calendar "*/15 9-17 * * MON-FRI"
      quartzcron calendar "0 9 LW * *" --year --from 2027-01-01 --svg year.svg
    """
    if len(words) > 1:
        refuse_loose_words(words, dialect)
    after = None if start is None else start.moment
    verdict = judge_runs(Source(words[0]), Terms(dialect, after=after))
    if verdict.errors:
        show_errors(verdict)
        return INVALID
    show_warnings(verdict)
    if start is not None:
        show_remark(start)
    try:
        picture = verdict.schedule(zone, policy).picture(view or _USUAL, after)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if file is not None:
        file.write_text(picture.svg() + "\n", encoding="utf-8")
        return FINE
    screen = Screen(sys.stdout)
    for line in str(picture).split("\n"):
        screen.line(line)
    return FINE
