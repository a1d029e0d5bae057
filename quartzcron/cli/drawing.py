"""The command calendar: a week, a month or a year of runs as a picture, or as events of a file."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import click

from quartzcron.cli import FINE, INVALID, completion
from quartzcron.cli.durations import lasting_option
from quartzcron.cli.languages import (
    described_to_programs,
    locale_of_people,
    locale_of_programs,
    locale_option,
)
from quartzcron.cli.loose import refuse_loose_words
from quartzcron.cli.notices import show_errors, show_notice, show_remark, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    STATUSES,
    as_start,
    dialect_option,
    json_option,
    policy_option,
    zone_option,
)
from quartzcron.cli.screen import Screen
from quartzcron.cli.verdicts import Terms, as_json, judge_runs
from quartzcron.clock import moments
from quartzcron.errors import printable
from quartzcron.files.kinds import STANDARD_INPUT as STANDARD
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo
    from typing import Literal

    from quartzcron import Dialect, DstPolicy, Picture, Schedule
    from quartzcron.cli.moments import Start
    from quartzcron.cli.verdicts import Verdict


#: What is drawn where nothing is said.
_USUAL: Literal["week"] = "week"


def _views(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each view."""
    for view in ("year", "month", _USUAL):
        says = f"Draw a {view}{'; this is the default' if view == _USUAL else ''}."
        command = click.option(f"--{view}", "view", flag_value=view, help=says)(command)
    return command


class Asked(NamedTuple):
    """What is to be drawn or written: which period, of what title, and how long a run takes."""

    view: Literal["week", "month", "year"] | None
    after: datetime | None
    title: str | None
    lasting: timedelta | None

    def picture(self, schedule: Schedule, locale: str) -> Picture:
        """Return the picture of a schedule; `ValueError` where there is none of that time."""
        drawn = schedule.picture(self.view or _USUAL, self.after, locale=locale)
        return drawn if self.title is None else drawn.replace(heading=self.title)

    def span(self, schedule: Schedule) -> tuple[datetime, datetime | None]:
        """Return from when to when a file has events: the period of a view, or all from now on."""
        if self.view is None:
            return self.after or _now(schedule.tz), None
        drawn = self.picture(schedule, locale_of_programs())
        spans = [span for row in drawn.blocks[0].rows for cell in row.cells for span in cell.spans]
        # By instants: the two passes of a time are equal to each other.
        since = min((start for start, _ in spans), key=datetime.timestamp)
        return since, max((end for _, end in spans), key=datetime.timestamp)


def _now(zone: tzinfo | None) -> datetime:
    """Return now in a zone; without one, the wall time of this machine."""
    now = moments.now()
    return now.astimezone().replace(tzinfo=None) if zone is None else now.astimezone(zone)


def _file(name: str, meaning: str) -> Callable[..., Any]:
    """Return the option for a file to write."""
    path = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
    return click.option(f"--{name}", f"{name}_file", type=path, metavar="FILE", help=meaning)


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
@_file("svg", "Write the picture to this file, for a page, instead; - is standard output.")
@_file("ics", "Write events to this file, for calendar programs, instead; - is standard output.")
@click.option("--title", metavar="TEXT", help="What to call it; by default its description.")
@lasting_option("How long each event of --ics lasts, such as 45m or 1h30m.")
@zone_option
@policy_option
@dialect_option
@locale_option
@json_option
def show_calendar(
    words: tuple[str, ...],
    view: Literal["week", "month", "year"] | None,
    start: Start | None,
    svg_file: Path | None,
    ics_file: Path | None,
    title: str | None,
    lasting: timedelta | None,
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
    json_wanted: bool,
) -> int:
    """Draw when EXPR fires: a week by hours, a month by days, or a year by weeks.

    The darker a cell is, the more runs it has. The sums are at the ends of the lines.

    With --ics the runs of the week, month or year become events of a file that calendar programs
    read; if you name none of these, all runs from WHEN on do.

    WHEN and ZONE work as for next.

    \b
    Examples:
      quartzcron calendar "*/15 9-17 * * MON-FRI"
      quartzcron calendar "0 9 LW * *" --year --from 2027-01-01 --svg year.svg
      quartzcron calendar "0 3 * * SUN" --tz Asia/Seoul --ics - --title Backup --lasting 45m
    """
    if len(words) > 1:
        refuse_loose_words(words, dialect)
    _check_together(svg_file, ics_file, json_wanted, lasting)
    after = None if start is None else start.moment
    asked = Asked(view, after, title and printable(title), lasting)
    verdict = judge_runs(Source(words[0]), Terms(dialect, after=asked.after))
    if verdict.errors and not json_wanted:
        show_errors(verdict)
    elif not json_wanted:
        show_warnings(verdict)
        if start is not None:
            show_remark(start)
    try:
        if json_wanted:
            _show_json(verdict, zone, policy, asked)
        elif not verdict.errors:
            _show(verdict.schedule(zone, policy), asked, svg_file, ics_file)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    return INVALID if verdict.errors else FINE


def _check_together(
    svg_file: Path | None, ics_file: Path | None, json_wanted: bool, lasting: timedelta | None
) -> None:
    """Refuse options that do not go together."""
    if (svg_file is not None) + (ics_file is not None) + json_wanted > 1:
        raise click.UsageError("give one of --svg, --ics and --json")
    if lasting is not None and ics_file is None:
        raise click.UsageError("--lasting needs --ics: a picture shows when runs begin")


def _show_json(
    verdict: Verdict, zone: tzinfo | None, policy: DstPolicy | None, asked: Asked
) -> None:
    """Print the picture as one object; of a wrong text, what is wrong."""
    answer: dict[str, Any] = {"words": None, "count": None}
    if not verdict.errors:
        schedule = verdict.schedule(zone, policy)
        drawn = asked.picture(schedule, locale_of_programs())
        words = described_to_programs(schedule)
        answer = {"words": words, "count": drawn.total, **drawn.as_dict()}
    plain = {**verdict.head(zone, policy), **answer, "problems": verdict.problems}
    Screen(sys.stdout).line(as_json(plain))


def _show(schedule: Schedule, asked: Asked, svg_file: Path | None, ics_file: Path | None) -> None:
    """Show the picture, or write one of the files."""
    if ics_file is not None:
        _write(ics_file, _events(schedule, asked))
        return
    picture = asked.picture(schedule, locale_of_people())
    if svg_file is not None:
        _write(svg_file, f"{picture.svg()}\n".encode())
        return
    screen = Screen(sys.stdout)
    for line in str(picture).split("\n"):
        screen.line(line)


def _events(schedule: Schedule, asked: Asked) -> bytes:
    """Return the file of events, or say that a shorter time has fewer of them."""
    # Loaded here: hardly any call needs it.
    from quartzcron.cli.events import Told, calendar_of

    about = f"{schedule.expression.text} ({schedule.expression.dialect.name})"
    words = schedule.describe(locale_of_people(), style="short")
    told = Told(asked.title or words, about, asked.lasting)
    start, end = asked.span(schedule)
    try:
        made = calendar_of(schedule, start, end, told)
    except ValueError as error:
        raise click.UsageError(f"{error}; try --week, --month or --year") from error
    if not made.walk("VEVENT"):
        show_notice("note", "there are no fire times then: the file has no events")
    return bytes(made.to_ical())


def _write(path: Path, content: bytes) -> None:
    """Write a file, or standard output."""
    if str(path) != STANDARD:
        path.write_bytes(content)
    elif sys.stdout is not None:
        # As bytes: the lines of an .ics file end in the same way on every system.
        sys.stdout.buffer.write(content)
