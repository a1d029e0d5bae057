"""Crontabs: entries with their commands, variables, and what cron itself trips over.

What is said here of cron is from the manual pages and sources of Debian's cron
3.0pl1-162 and of cronie. Debian's reads no file that does not end in a newline,
and in cron.d none with a dot in its name.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from quartzcron import Dialect
from quartzcron.dialects.model import CrontabRules
from quartzcron.errors import shown
from quartzcron.files.findings import AT_REBOOT, Found, Passed, Place, fault, zone_or_fault
from quartzcron.files.lines import every_line, is_utf_16

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from quartzcron.files.contents import Content
    from quartzcron.files.findings import Finding
    from quartzcron.files.lines import Line

#: The dialect of a crontab, unless said otherwise.
SYSTEM = "unix"

# What is said of a system of which nothing is known: nothing.
_ANY_CRON = CrontabRules(heeds_zone=True)

#: The folder in which the name of a file counts, and where an entry names its user.
CRON_D = "cron.d"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]+")

# A variable: its name and its value, either in quotes or not.
_VARIABLE = re.compile(r"""[ \t]*(["']?)([A-Za-z_]\w*)\1[ \t]*=[ \t]*(.*)""")

# An entry: an @ word or five fields at most, then the command.
_ENTRY = re.compile(r"[ \t]*(@[^ \t]+|[^ \t]+(?:[ \t]+[^ \t]+){0,4})[ \t]*(.*)")

# The - of cronie before the fields: this job is not to be logged.
_QUIET = re.compile(r"[ \t]*-(?=[\d*])")

# A command up to a % that no backslash stands before.
_PERCENT = re.compile(r"(?:[^\\%]|\\.)*%")


def read_crontab(content: Content) -> Iterator[Finding]:
    """Yield the entries of a crontab; CRON_TZ is the zone of those behind it."""
    dialect = content.dialect or Dialect.named(SYSTEM)
    rules = dialect.crontab or _ANY_CRON
    path = PurePath(content.name)
    if rules.plain_names and path.parent.name == CRON_D and not _PLAIN_NAME.fullmatch(path.name):
        yield fault(Place(1), "name-ignored", title=dialect.title, found=shown(path.name))
    zone: tzinfo | None = None
    has_returns = False
    for line in every_line(content.stream):
        if is_utf_16(line):
            yield fault(Place(1), "not-utf-8")
            return
        if line.is_marked:
            yield fault(Place(1), "byte-order-mark")
        yield from content.remarks.note(line.number, line.text)
        variable = None if line.is_blank else _VARIABLE.match(line.text)
        if variable is not None:
            if variable[2] == "CRON_TZ":
                place = Place(line.number, variable.start(3) + 1)
                zone, found = _zone(variable[3].strip(" \t\"'"), place, dialect, rules)
                yield from found
        elif not line.is_blank:
            yield from _entry(line, zone, rules, names_user(path))
        yield from _ending(line, has_returns)
        has_returns |= line.ending == "\r\n"


def names_user(path: PurePath) -> bool:
    """Tell whether the entries of a file name a user before their command: /etc/crontab, cron.d.

    >>> names_user(PurePath("/etc/cron.d/backup")), names_user(PurePath("crontab"))
    (True, False)
    """
    return path.parent.name == CRON_D or path.parts[-2:] == ("etc", "crontab")


def _zone(
    name: str, place: Place, dialect: Dialect, rules: CrontabRules
) -> tuple[tzinfo | None, tuple[Finding, ...]]:
    """Return the zone of a CRON_TZ, and what there is to say about it."""
    if not rules.heeds_zone:
        return None, (fault(place, "zone-ignored", title=dialect.title),)
    zone, wrong = zone_or_fault(name, place)
    return zone, () if wrong is None else (wrong,)


def _entry(
    line: Line, zone: tzinfo | None, rules: CrontabRules, user_first: bool
) -> Iterator[Finding]:
    """Yield the schedule of an entry, and what is doubtful about its command."""
    quiet = _QUIET.match(line.text) if rules.quiet_sign else None
    entry = _ENTRY.match(line.text, quiet.end() if quiet else 0)
    assert entry is not None  # the line is not blank
    text, command = entry.groups()
    place = Place(line.number, entry.start(1) + 1)
    yield Passed(place, text, AT_REBOOT) if text == AT_REBOOT else Found(place, text, SYSTEM, zone)
    if not command:
        yield fault(Place(line.number, entry.end(1) + 1), "command-missing")
    elif user_first and len(command.split()) == 1:
        yield fault(
            Place(line.number, entry.start(2) + 1), "user-without-command", found=shown(command)
        )
    percent = _PERCENT.match(command)
    if percent:
        yield fault(Place(line.number, entry.start(2) + percent.end()), "percent-sign")


def _ending(line: Line, has_returns: bool) -> Iterator[Finding]:
    """Yield what is doubtful about the end of a line; carriage returns once a file."""
    place = Place(line.number, len(line.text) + 1)
    if not line.ending:
        yield fault(place, "newline-missing")
    elif line.ending == "\r\n" and not has_returns:
        yield fault(place, "carriage-return")
