"""The command lint: everything wrong or doubtful in files, each at its line and column."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

import click

from quartzcron.cli import FINE, INVALID, WRONG_USE, completion
from quartzcron.cli.inspection import Inspection, opened
from quartzcron.cli.languages import messages_option
from quartzcron.cli.notices import show_remark
from quartzcron.cli.options import (
    DIALECTS,
    as_dialect,
    as_start,
    seed_option,
    standard_input,
    zone_option,
)
from quartzcron.cli.reports import FORMATS
from quartzcron.files.kinds import KINDS, STANDARD_INPUT
from quartzcron.files.settings import FileSettings, SettingsError, codes_of, settings_near
from quartzcron.files.walking import Member, files_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from quartzcron import Dialect
    from quartzcron.cli.inspection import Opener
    from quartzcron.cli.moments import Start
    from quartzcron.cli.options import Option
    from quartzcron.files.settings import Settings

#: The formats beside which remarks on standard error are read.
_FOR_PEOPLE = ("text", "github")

_STATUSES = (
    "Exit status: 0 fine, 1 problems, 2 something could not be checked, or a usage or I/O error."
)


def _as_codes(
    _ctx: click.Context, _param: click.Parameter, words: tuple[str, ...]
) -> frozenset[str]:
    """Return the codes that an option names, or refuse them with the nearest."""
    try:
        return codes_of(words)
    except SettingsError as error:
        raise click.BadParameter(str(error)) from error


def _codes_option(name: str, meaning: str) -> Option:
    return click.option(
        name,
        multiple=True,
        callback=_as_codes,
        metavar="CODE",
        shell_complete=completion.codes,
        help=f"{meaning} Repeat, or use commas.",
    )


@click.command("lint", epilog=f"{DIALECTS}{_STATUSES}")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--as",
    "kind",
    type=click.Choice(list(KINDS)),
    help="What the files are; else their names tell.",
)
@zone_option
@click.option(
    "--from",
    "start",
    callback=as_start,
    metavar="WHEN",
    shell_complete=completion.moments,
    help="Warn about clock changes from this moment on; by default from now.",
)
@click.option(
    "--dialect",
    "-d",
    callback=as_dialect,
    metavar="NAME",
    shell_complete=completion.dialects,
    help="The dialect: the system whose rules apply; by default that of the file.",
)
@seed_option
@messages_option
@_codes_option("--select", "Show these problems only.")
@_codes_option("--ignore", "Do not show these problems.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--allow-unknown", is_flag=True, help="Do not report files of unknown kinds as a failure."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="How to show it; by default text, in GitHub Actions github.",
)
@click.option("--json", "json_wanted", is_flag=True, help="The same as --format json.")
def show_lint(
    files: tuple[str, ...],
    kind: str | None,
    zone: tzinfo | None,
    start: Start | None,
    dialect: Dialect | None,
    select: frozenset[str],
    ignore: frozenset[str],
    strict: bool,
    allow_unknown: bool,
    form: str | None,
    json_wanted: bool,
) -> int:
    """Check the schedules in files, and say where something is wrong.

    A FILE is a crontab (*.cron, *.crontab, *.tab, crontab, or in a folder cron.d or crontabs),
    YAML of Kubernetes, of a GitHub workflow or of a Helm chart (*.yaml, *.yml), or has one
    expression a line (*.cron.txt). In a folder, everything below it that git does not ignore is
    read; you may pass a glob in quotes. With -, standard input is read by lines. Files of other
    kinds are not read unless you name their kind with --as.

    The rules are those of the system that reads the file. A zone in the file takes precedence
    over ZONE, and coming clock changes in it cause warnings.

    \b
    Examples:
      quartzcron lint .
      quartzcron lint deploy .github/workflows --ignore uneven-step
      crontab -l | quartzcron lint --as crontab --strict -
      quartzcron lint --as lines --dialect quartz schedules.txt
    """
    name = _format(form, json_wanted)
    if start is not None and name in _FOR_PEOPLE:
        show_remark(start)
    asked = FileSettings(kind, dialect, zone, select or None, ignore)
    inspection = Inspection(
        _settings(), asked, None if start is None else start.moment, _opener(standard_input(files))
    )
    report = FORMATS[name]()
    is_whole = True
    for met in files_of(files):
        if allow_unknown and isinstance(met, Member):
            met = met._replace(named=False)
        for entry in inspection.entries(met):
            report.show(entry)
            is_whole &= not entry.is_trouble
    report.end(inspection.tally)
    problems = inspection.tally.problems
    # What was not checked weighs more than what was found: the answer is not whole.
    if not is_whole:
        return WRONG_USE
    return INVALID if problems["error"] or (strict and problems["warning"]) else FINE


def _format(form: str | None, json_wanted: bool) -> str:
    """Return the format that is asked for; without a word that of the place where it runs."""
    if json_wanted and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} are two formats: choose one")
    if json_wanted:
        return "json"
    return form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")


def _settings() -> Settings:
    """Return the settings of the project in which the program runs."""
    try:
        return settings_near(Path.cwd())
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


def _opener(stream: BinaryIO | None) -> Opener:
    """Return what opens a file by its name; standard input is not closed."""

    def open_it(path: str) -> contextlib.AbstractContextManager[BinaryIO]:
        if path == STANDARD_INPUT and stream is not None:
            return contextlib.nullcontext(stream)
        return opened(path)

    return open_it
