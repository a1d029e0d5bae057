"""The command lint: everything wrong or doubtful in files, each at its line and column."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from typing import Any, BinaryIO, NamedTuple

import click

from quartzcron import Dialect
from quartzcron.cli import FINE, INVALID
from quartzcron.cli.files import READERS, Found, kind_of
from quartzcron.cli.notices import DOUBTFUL, STYLES, show_notice, show_remark
from quartzcron.cli.options import (
    DIALECTS,
    STANDARD_INPUT,
    STATUSES,
    as_dialect,
    as_start,
    seed_option,
    standard_input,
    zone_option,
)
from quartzcron.cli.screen import Screen
from quartzcron.cli.sources import Source
from quartzcron.cli.verdicts import Terms, Verdict, as_json, as_object, counted, judge
from quartzcron.errors import advice, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from quartzcron import Problem
    from quartzcron.cli.moments import Start

_SEVERITIES = {"error": STYLES["invalid"], "warning": DOUBTFUL}

#: What a text in a file of lines gets that is an entry of a crontab.
_COMMAND_BEHIND = "extra-text"


class Located(NamedTuple):
    """A problem, and the line and the column at which it begins."""

    line: int
    column: int
    problem: Problem

    def as_object(self) -> dict[str, Any]:
        """Return the problem as a plain object with its place."""
        return {"line": self.line, "column": self.column, **as_object(self.problem)}


class Checked(NamedTuple):
    """A schedule of a file, and the verdict on it if there is a text."""

    found: Found
    verdict: Verdict | None

    def problems(self) -> list[Located]:
        """Return what is wrong or doubtful, in the order of the text."""
        place, fault = self.found.place, self.found.fault
        if self.verdict is None:
            assert fault is not None
            return [Located(*place.at(0), fault)]
        text, verdict = self.verdict.source.text, self.verdict
        located = [
            Located(*place.at(each.span[0]), each) for each in (*verdict.errors, *verdict.warnings)
        ]
        # What is wrong with the way it stands there is missing behind it.
        return located + ([Located(*place.at(len(text)), fault)] if fault else [])

    def as_object(self, file: str) -> dict[str, Any]:
        """Return the schedule as a plain object."""
        line, column = self.found.place.at(0)
        problems = self.problems()
        zone = self.found.zone
        return {
            "file": file,
            "line": line,
            "column": column,
            "text": self.found.text,
            "dialect": None if self.verdict is None else self.verdict.dialect.name,
            **({} if zone is None else {"tz": str(zone)}),
            "valid": not any(each.problem.severity == "error" for each in problems),
            "problems": [each.as_object() for each in problems],
        }


@click.command(
    "lint",
    epilog=f"{DIALECTS}{STATUSES}".replace("invalid", "problems"),
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
)
@click.option(
    "--as",
    "kind",
    type=click.Choice(list(READERS)),
    help="What the files are; by default their names tell.",
)
@zone_option
@click.option(
    "--from",
    "start",
    callback=as_start,
    metavar="WHEN",
    help="From when on the clock changes of zones count; by default from now.",
)
@click.option(
    "--dialect",
    "-d",
    callback=as_dialect,
    metavar="NAME",
    help="The system whose rules count; by default that of the file.",
)
@seed_option
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--json", "json_wanted", is_flag=True, help="Print one JSON object a line for each schedule."
)
def show_lint(
    files: tuple[str, ...],
    kind: str | None,
    zone: tzinfo | None,
    start: Start | None,
    dialect: Dialect | None,
    strict: bool,
    json_wanted: bool,
) -> int:
    """Check the schedules in files, and say where something is wrong.

    A FILE is a crontab (*.cron, *.crontab, *.tab, crontab, or in a folder cron.d or crontabs),
    YAML with Kubernetes' CronJobs or a GitHub workflow (*.yaml, *.yml), or it has one expression
    a line. With - as FILE, standard input is read; say with --as what it is.

    The rules are those of unix for a crontab, of kubernetes or github-actions for YAML. A zone
    that stands in the file (CRON_TZ, timeZone, timezone) counts before ZONE, and with it there
    are warnings of what its coming changes of clock do.

    \b
    Examples:
      quartzcron lint deploy/*.yaml .github/workflows/*.yml
      crontab -l | quartzcron lint --as crontab --strict -
      quartzcron lint --dialect quartz schedules.txt
    """
    if start is not None and not json_wanted:
        show_remark(start)
    tally: Counter[str] = Counter()
    for file in files:
        with _opened(file, files) as stream:
            read_as = kind or kind_of(file)
            checked = _check(read_as, stream, dialect, zone, start and start.moment)
            _show_file(file, read_as, checked, tally, json_wanted)
    if not json_wanted:
        Screen(sys.stderr).line(_summary(len(files), tally))
    return INVALID if tally["error"] or (strict and tally["warning"]) else FINE


@contextlib.contextmanager
def _opened(file: str, files: tuple[str, ...]) -> Iterator[BinaryIO]:
    """Open a file, or standard input, which is not closed."""
    stream = standard_input(files) if file == STANDARD_INPUT else None
    if stream is not None:
        yield stream
        return
    with open(file, "rb") as opened:
        yield opened


def _check(
    kind: str,
    stream: BinaryIO,
    dialect: Dialect | None,
    zone: tzinfo | None,
    after: datetime | None,
) -> Iterator[Checked]:
    """Yield the schedules of a file, each judged by what stands there and else by the options."""
    for found in READERS[kind](stream):
        verdict = None
        if found.text is not None:
            rules = dialect or Dialect.named(found.system)
            verdict = judge(Source(found.text), Terms(rules, found.zone or zone, after))
        yield Checked(found, verdict)


def _show_file(
    file: str, kind: str, checked: Iterator[Checked], tally: Counter[str], json_wanted: bool
) -> None:
    """Show what there is to say about the schedules of a file, and count it."""
    screen = Screen(sys.stdout)
    has_commands = False
    for each in checked:
        problems = each.problems()
        tally["schedule"] += each.found.text is not None
        tally.update(located.problem.severity for located in problems)
        has_commands |= any(located.problem.code == _COMMAND_BEHIND for located in problems)
        if json_wanted:
            screen.line(as_json(each.as_object(file)))
            continue
        for located in problems:
            _show_problem(screen, file, located)
    if has_commands and kind == "lines" and not json_wanted:
        show_notice("note", f"{file} has commands behind schedules: read it with --as crontab")


def _show_problem(screen: Screen, file: str, located: Located) -> None:
    line, column, problem = located
    hint = f"; {advice(problem.hint)}" if problem.hint is not None else ""
    screen.line(
        (f"{printable(file)}:{line}:{column}: ", "bold"),
        (problem.severity, _SEVERITIES[problem.severity]),
        f": {printable(problem.message + hint)} ",
        (f"[{problem.code}]", "dim"),
    )


def _summary(files: int, tally: Counter[str]) -> str:
    found = f"{counted(tally['error'], 'error')}, {counted(tally['warning'], 'warning')}"
    return f"{counted(files, 'file')}, {counted(tally['schedule'], 'schedule')}: {found}"
