"""How what lint finds is shown: as text, JSON, GitHub's commands, or SARIF.

Each format is a class with the same two methods: `show` for one thing that was
found, and `end` for the tally. What a terminal or a log cannot show is escaped
in each of them.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import quartzcron
from quartzcron.cli.inspection import MOST_NAMED, Entry, Located, Tally
from quartzcron.cli.languages import told, told_to_programs
from quartzcron.cli.notices import DOUBTFUL, STYLES, in_a_line, show_notice
from quartzcron.cli.screen import Screen
from quartzcron.cli.verdicts import as_json, counted
from quartzcron.errors import CODES, printable
from quartzcron.files.findings import Found, Nothing, Passed, Unknown
from quartzcron.files.kinds import STANDARD_INPUT
from quartzcron.files.lines import SYSTEM as LINES
from quartzcron.files.walking import Missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter

#: What a text in a file of lines gets that is an entry of a crontab.
_COMMAND_BEHIND = "extra-text"

_SEVERITIES = {"error": STYLES["invalid"], "warning": DOUBTFUL}

#: How many endings of names the summary lists.
_MOST_LISTED = 8


class Report(Protocol):
    """Shows what lint finds in one format."""

    def show(self, entry: Entry) -> None:
        """Show one thing that was found."""

    def end(self, tally: Tally) -> None:
        """Show how much was found."""


def _told(located: Located) -> str:
    """Return the message of a problem with its hint for a program, safe to show."""
    return printable(in_a_line(told_to_programs(located.problem)))


# --- text ------------------------------------------------------------------


class Text:
    """A line for each problem; what could not be checked on standard error."""

    def __init__(self) -> None:
        #: Files of which it was said that they have commands.
        self._advised: set[str] = set()

    def show(self, entry: Entry) -> None:
        """Show the problems of one thing, or why it could not be checked."""
        screen = Screen(sys.stdout)
        for each in entry.problems:
            screen.line(
                (f"{printable(entry.member.path)}:{each.line}:{each.column}: ", "bold"),
                (each.problem.severity, _SEVERITIES[each.problem.severity]),
                f": {printable(in_a_line(told(each.problem)))} ",
                (f"[{each.problem.code}]", "dim"),
            )
        show_unchecked(entry)
        self._advise(entry)

    def _advise(self, entry: Entry) -> None:
        """Say once of a file of lines that it seems to be a crontab."""
        path, finding = entry.member.path, entry.finding
        if not isinstance(finding, Found) or finding.system != LINES or path in self._advised:
            return
        if any(each.problem.code == _COMMAND_BEHIND for each in entry.problems):
            self._advised.add(path)
            show_notice("note", f"{path} has commands behind schedules: read it with --as crontab")

    def end(self, tally: Tally) -> None:
        """Show the summary."""
        show_summary(tally)


def show_unchecked(entry: Entry) -> None:
    """Show on standard error why something could not be checked."""
    finding = entry.finding
    if isinstance(finding, Nothing):
        show_notice("note", f"{entry.member.path}: {finding.why}")
    elif isinstance(finding, Unknown | Missing) and entry.is_unchecked:
        place = _place(entry)
        where = "" if place is None else ":{}:{}".format(*place)
        level = "error" if entry.is_trouble else "note"
        show_notice(level, f"{entry.member.path}{where}: {finding.why}")


def _place(entry: Entry) -> tuple[int, int] | None:
    """Return the line and the column of what was found; None where it is a whole file."""
    place = getattr(entry.finding, "place", None)
    return None if place is None else place.at(0)


def _from_root(path: str) -> str:
    """Return the path of a file from the working folder; a whole one where it is not below.

    >>> _from_root("./jobs/../a.cron"), _from_root("/elsewhere/a.cron")
    ('a.cron', '/elsewhere/a.cron')
    """
    inside = os.path.relpath(path)
    return os.path.abspath(path) if inside.split(os.sep)[0] == os.pardir else inside


def show_summary(tally: Tally) -> None:
    """Show the tally on standard error: a line of what was found, and lines of what was not."""
    screen = Screen(sys.stderr)
    problems = tally.problems
    found = f"{counted(problems['error'], 'error')}, {counted(problems['warning'], 'warning')}"
    files = counted(tally.files.total(), "file")
    screen.line(f"{files}, {counted(tally.schedules, 'schedule')}: {found}")
    others = {
        "read": tally.files,
        "passed over": tally.passed,
        "not understood": tally.unknown,
        "not followed": tally.skipped,
    }
    for title, amounts in others.items():
        if amounts is tally.unknown and 0 < amounts.total() <= MOST_NAMED:
            screen.line(f"  {title}: {', '.join(map(printable, tally.unknown_paths))}")
        elif amounts:
            screen.line(f"  {title}: {_amounts(amounts)}")
    for title, amount in (
        ("not read", tally.missing),
        ("excluded by pyproject.toml", tally.excluded),
        ("hidden problems", tally.hidden),
    ):
        if amount:
            screen.line(f"  {title}: {amount:,}")


def _amounts(amounts: Counter[str]) -> str:
    """Return how many there are of what, the most first.

    >>> from collections import Counter
    >>> _amounts(Counter({".py": 51, "Dockerfile": 1}))
    '51 .py, 1 Dockerfile'
    """
    ranked = sorted(amounts.items(), key=lambda each: (-each[1], each[0]))
    listed = [f"{amount:,} {name}" for name, amount in ranked[:_MOST_LISTED]]
    rest = sum(amount for _, amount in ranked[_MOST_LISTED:])
    return ", ".join(listed + ([f"{rest:,} others"] if rest else []))


# --- JSON ------------------------------------------------------------------


class JsonLines:
    """One JSON object a line for each thing that was found, and one for the tally."""

    def show(self, entry: Entry) -> None:
        """Show one thing as an object."""
        self._line({**_head(entry), **_body(entry)})

    def end(self, tally: Tally) -> None:
        """Show the tally as an object."""
        self._line({"type": "summary", **tally.as_object()})

    def _line(self, plain: dict[str, Any]) -> None:
        Screen(sys.stdout).line(as_json(plain))


def _head(entry: Entry) -> dict[str, Any]:
    """Return what every object begins with: what it is, its file and its place."""
    names = {"Found": "schedule", "Fault": "fault", "Passed": "passed-over"}
    names |= {"Unknown": "not-understood", "Missing": "not-read", "Nothing": "no-schedules"}
    line, column = _place(entry) or (None, None)
    kind = names[type(entry.finding).__name__]
    return {"type": kind, "file": entry.member.path, "line": line, "column": column}


def _body(entry: Entry) -> dict[str, Any]:
    """Return what an object says of its own."""
    finding = entry.finding
    if isinstance(finding, Passed):
        return {"text": finding.text, "reason": finding.reason}
    if isinstance(finding, Unknown | Missing | Nothing):
        return {"reason": finding.why, "named": entry.member.named}
    problems = {"problems": [each.as_object() for each in entry.problems]}
    if not isinstance(finding, Found):
        return problems
    assert entry.verdict is not None
    return {
        "text": finding.text,
        "dialect": entry.verdict.dialect.name,
        **({} if finding.zone is None else {"tz": str(finding.zone)}),
        "valid": not entry.verdict.errors,
        **problems,
    }


# --- GitHub ----------------------------------------------------------------


class GitHub:
    """A command for each problem, which GitHub Actions shows beside the line of the file."""

    def show(self, entry: Entry) -> None:
        """Show the problems of one thing, or why it could not be checked."""
        path = _from_root(entry.member.path)
        for each in entry.problems:
            end = {"endColumn": each.end} if each.end > each.column else {}
            place = {"file": path, "line": each.line, "col": each.column, **end}
            title = f"quartzcron {each.problem.code}"
            _command(each.problem.severity, {**place, "title": title}, _told(each))
        finding = entry.finding
        if isinstance(finding, Unknown | Missing) and entry.is_unchecked:
            where = _place(entry)
            line = {} if where is None else {"line": where[0], "col": where[1]}
            level = "error" if entry.is_trouble else "notice"
            _command(level, {"file": path, **line}, printable(finding.why))

    def end(self, tally: Tally) -> None:
        """Show the summary, in the log alone."""
        show_summary(tally)


def _command(name: str, properties: dict[str, Any], message: str) -> None:
    """Show a command of GitHub Actions."""
    said = ",".join(
        f"{key}={_escaped(str(value), _IN_A_PROPERTY)}" for key, value in properties.items()
    )
    Screen(sys.stdout).line(f"::{name} {said}::{_escaped(message, _IN_A_MESSAGE)}")


# The toolkit of GitHub Actions escapes just these (actions/toolkit, command.ts).
_IN_A_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_A_PROPERTY = {**_IN_A_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def _escaped(text: str, signs: dict[int, str]) -> str:
    r"""Return a text as a command has it; what cannot be shown is escaped first.

    >>> _escaped("50%, or\n more", _IN_A_PROPERTY)
    '50%25%2C or\\n more'
    """
    return printable(text).translate(signs)


# --- SARIF -----------------------------------------------------------------

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


class Sarif:
    """One document of SARIF 2.1.0, at the end."""

    def __init__(self) -> None:
        self._results: list[dict[str, Any]] = []
        self._notifications: list[dict[str, Any]] = []
        self._rules: dict[str, int] = {}
        self._is_whole = True

    def show(self, entry: Entry) -> None:
        """Keep the problems of one thing, and what could not be checked, for the end."""
        self._results += [self._result(entry, each) for each in entry.problems]
        finding = entry.finding
        if isinstance(finding, Unknown | Missing) and entry.is_unchecked:
            self._is_whole &= not entry.is_trouble
            place = _place(entry)
            location = {
                "artifactLocation": _artifact(entry.member.path),
                **({} if place is None else {"region": _region(*place)}),
            }
            self._notifications.append(
                {
                    "level": "error" if entry.is_trouble else "note",
                    "message": {"text": finding.why},
                    "locations": [{"physicalLocation": location}],
                }
            )

    def end(self, tally: Tally) -> None:
        """Show the document."""
        driver = {
            "name": "quartzcron",
            "version": quartzcron.__version__,
            "rules": [_rule(code) for code in self._rules],
        }
        invocation = {
            "executionSuccessful": self._is_whole,
            "toolExecutionNotifications": self._notifications,
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "results": self._results,
            "properties": tally.as_object(),
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        Screen(sys.stdout).line(json.dumps(log, indent=2).replace("\x7f", "\\u007f"))

    def _result(self, entry: Entry, located: Located) -> dict[str, Any]:
        code = located.problem.code
        location = {
            "artifactLocation": _artifact(entry.member.path),
            "region": _region(located.line, located.column, located.end),
        }
        return {
            "ruleId": code,
            "ruleIndex": self._rules.setdefault(code, len(self._rules)),
            "level": located.problem.severity,
            "message": {"text": _told(located)},
            "locations": [{"physicalLocation": location}],
        }


def _rule(code: str) -> dict[str, Any]:
    """Return what a code means, as SARIF wants it."""
    severity, meaning = CODES[code]  # type: ignore[index]
    return {
        "id": code,
        "shortDescription": {"text": meaning},
        "defaultConfiguration": {"level": severity},
    }


def _region(line: int, column: int, end: int = 0) -> dict[str, int]:
    """Return a place; the end is the column behind the last one."""
    beyond = {"endColumn": end} if end > column else {}
    return {"startLine": line, "startColumn": column, **beyond}


def _artifact(path: str) -> dict[str, Any]:
    """Return where a file is: a reference from the root of the sources, or a whole address.

    >>> _artifact("jobs/10%/a b.yaml")
    {'uri': 'jobs/10%25/a%20b.yaml', 'uriBaseId': '%SRCROOT%'}
    """
    if path == STANDARD_INPUT:
        return {"description": {"text": "standard input"}}
    plain = _from_root(path)
    if os.path.isabs(plain):
        return {"uri": Path(plain).as_uri()}
    return {"uri": quote(os.fsencode(plain.replace(os.sep, "/"))), "uriBaseId": "%SRCROOT%"}


#: The formats by their names.
FORMATS: dict[str, type[Report]] = {
    "text": Text,
    "json": JsonLines,
    "github": GitHub,
    "sarif": Sarif,
}
