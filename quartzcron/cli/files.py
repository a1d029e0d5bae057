"""Schedules in files: a crontab, YAML of Kubernetes or GitHub, or one expression a line.

Each kind of file has one reader here, which yields what it finds in the order
of the file, with the place where it stands. What a reader cannot make sense of
is a fault in its place; nobody else needs to know how a file is written.

Whether a schedule is right is not for this room to say. YAML is only composed,
never constructed: no file can make objects.
"""

from __future__ import annotations

import re
from datetime import timezone
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple

from quartzcron import Problem, Schedule
from quartzcron.cli.sources import BYTE_ORDER_MARK, Source, lines
from quartzcron.errors import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo
    from typing import TypeAlias

    from yaml import Node, YAMLError

    Reader: TypeAlias = Callable[[BinaryIO], "Iterator[Found]"]

#: The dialects of what stands in files of each kind, unless said otherwise.
LINES, CRONTAB, KUBERNETES, GITHUB = "quartzcron", "unix", "kubernetes", "github-actions"

#: As much YAML as is read, in bytes. It takes some 4 seconds for each MiB of a file; Kubernetes
#: takes 1.5 MiB for one object.
YAML_LIMIT = 4 << 20

_CRONTAB_SUFFIXES = (".cron", ".crontab", ".tab")
_CRONTAB_FOLDERS = ("cron.d", "crontabs")
_YAML_SUFFIXES = (".yaml", ".yml")

# A crontab's variable: its name and its value, either in quotes or not.
_VARIABLE = re.compile(r"""[ \t]*(["']?)([A-Za-z_]\w*)\1[ \t]*=[ \t]*(.*)""")

# A crontab's entry: an @ word or five fields at most, then the command.
_ENTRY = re.compile(r"[ \t]*(@[^ \t]+|[^ \t]+(?:[ \t]+[^ \t]+){0,4})[ \t]*(.*)")

# What a system takes though it names no dates and times: there is nothing to check about it.
_PASSED_OVER = {
    CRONTAB: re.compile(r"@reboot"),
    KUBERNETES: re.compile(r"@every (?:\d+\.?\d*(?:ns|us|µs|μs|ms|s|m|h))+"),
}

# What begins like an alias in YAML, or like nothing, is mostly an expression without quotes.
_SIGNS_OF_YAML = ("*", "@")


class Place(NamedTuple):
    """Where something stands, from 1; `moves` if what follows it stands behind it on the line."""

    line: int
    column: int = 1
    moves: bool = True

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at an offset."""
        return self.line, self.column + (offset if self.moves else 0)


class Found(NamedTuple):
    """A schedule in a file, what its system is, and what is wrong with how it stands there.

    `text` is None where there is nothing but the fault.
    """

    place: Place
    text: str | None
    system: str
    zone: tzinfo | None = None
    fault: Problem | None = None


def kind_of(name: str) -> str:
    """Return the kind of a file, told by its name alone.

    >>> kind_of("deploy/nightly.yaml"), kind_of("/etc/cron.d/backup"), kind_of("schedules.txt")
    ('yaml', 'crontab', 'lines')
    """
    path = PurePath(name)
    if path.suffix.lower() in _YAML_SUFFIXES:
        return "yaml"
    in_folder = path.parent.name in _CRONTAB_FOLDERS
    if in_folder or path.name == "crontab" or path.suffix.lower() in _CRONTAB_SUFFIXES:
        return "crontab"
    return "lines"


def _fault(code: str, message: str) -> Problem:
    return Problem(code, "error", None, (0, 0), message)


def _zone_or_fault(name: str) -> tuple[tzinfo | None, Problem | None]:
    """Return the zone of a name, or what is wrong with the name."""
    try:
        zone = Schedule("* * * * *", tz=name).tz
    except ValueError as error:
        return None, _fault("unknown-zone", str(error))
    if isinstance(zone, timezone):
        # A schedule of ours takes an offset, none of these systems does.
        message = f"a file names its time zone, such as Europe/Paris, not {shown(name)}"
        return None, _fault("unknown-zone", message)
    return zone, None


# --- one a line ------------------------------------------------------------


def _read_lines(stream: BinaryIO) -> Iterator[Found]:
    """Yield the lines of a file that are no comments."""
    for source in lines(stream):
        yield Found(_line(source), source.text, LINES)


def _line(source: Source, column: int = 1) -> Place:
    assert source.line is not None
    return Place(source.line, column)


# --- crontabs --------------------------------------------------------------


def _read_crontab(stream: BinaryIO) -> Iterator[Found]:
    """Yield the entries of a crontab; CRON_TZ is the zone of those behind it."""
    zone = None
    for source in lines(stream):
        variable = _VARIABLE.match(source.text)
        if variable is None:
            yield from _entry(source, zone)
        elif variable[2] == "CRON_TZ":
            zone, fault = _zone_or_fault(variable[3].strip(" \t\"'"))
            if fault is not None:
                yield Found(_line(source, variable.start(3) + 1), None, CRONTAB, None, fault)


def _entry(source: Source, zone: tzinfo | None) -> Iterator[Found]:
    """Yield the schedule of an entry; @reboot is none."""
    entry = _ENTRY.match(source.text)
    assert entry is not None  # the line is not blank
    text, command = entry.groups()
    if _PASSED_OVER[CRONTAB].fullmatch(text):
        return
    fault = None if command else _fault("command-missing", "there is no command after the schedule")
    yield Found(_line(source, entry.start(1) + 1), text, CRONTAB, zone, fault)


# --- YAML ------------------------------------------------------------------


def _read_yaml(stream: BinaryIO) -> Iterator[Found]:
    """Yield the schedules of Kubernetes and GitHub in all documents of a file."""
    # Loaded here: no other kind of file needs it, and it takes its time.
    import yaml

    content = stream.read(YAML_LIMIT + 1)
    if len(content) > YAML_LIMIT:
        message = "this file is larger than 4 MiB, which is as much YAML as is read: split it"
        yield Found(Place(1), None, KUBERNETES, None, _fault("too-large", message))
        return
    text = content.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "surrogateescape")
    try:
        # The loader in Python: that in C, which not every machine has, takes other texts (a tab
        # at the end of a line), so a verdict would depend on the machine.
        for document in yaml.compose_all(text, yaml.SafeLoader):
            for found in _once(_schedules(document)):
                yield from _from_node(found, text)
    except yaml.YAMLError as error:
        yield _refused(error, text)
    except RecursionError:
        yield _broken(Place(1), "it is nested too deeply")


class _InYaml(NamedTuple):
    """The node of a schedule, that of its zone, and the system that they are for."""

    schedule: Node
    zone: Node | None
    system: str


def _schedules(document: Node | None) -> Iterator[_InYaml]:
    """Yield the schedules of a document."""
    for item in (document, *_items(_member(document, "items"))):
        if _value(_member(item, "kind")) == "CronJob":
            spec = _member(item, "spec")
            yield from _pair(spec, "schedule", "timeZone", KUBERNETES)
    for item in _items(_member(_member(document, "on"), "schedule")):
        yield from _pair(item, "cron", "timezone", GITHUB)


def _once(schedules: Iterator[_InYaml]) -> Iterator[_InYaml]:
    """Yield each schedule once, however many aliases lead to it: it is written once."""
    seen = set()
    for found in schedules:
        # Nodes are equal by identity, and their document keeps them alive.
        key = (found.schedule, found.zone, found.system)
        if key not in seen:
            seen.add(key)
            yield found


def _pair(node: Node | None, schedule: str, zone: str, system: str) -> Iterator[_InYaml]:
    """Yield the schedule and the zone that stand beside each other in a mapping."""
    found = _member(node, schedule)
    if found is not None:
        yield _InYaml(found, _member(node, zone), system)


def _member(node: Node | None, name: str) -> Node | None:
    """Return what stands under a name in a mapping."""
    found: list[Node] = [
        value for key, value in _content(node, "mapping") or () if _value(key) == name
    ]
    return found[0] if found else None


def _items(node: Node | None) -> list[Node]:
    """Return what stands in a list."""
    return _content(node, "sequence") or []


def _value(node: Node | None) -> Any:
    """Return the text of a scalar as it is written, without what YAML makes of it."""
    return _content(node, "scalar")


def _content(node: Node | None, kind: str) -> Any:
    """Return what a node holds if it is of a kind, and None if it is of another, or none."""
    return getattr(node, "value", None) if _kind(node) == kind else None


def _kind(node: Node | None) -> str | None:
    """Return what a node is: scalar, sequence or mapping."""
    return getattr(node, "id", None)


def _from_node(found: _InYaml, source: str) -> Iterator[Found]:
    """Yield a schedule of YAML, after it what is wrong with its zone."""
    zone, fault = None, None
    if found.zone is not None:
        zone, fault = _zone_or_fault(str(_value(found.zone)))
    text = _value(found.schedule)
    place = _place(found.schedule, source)
    passed_over = _PASSED_OVER.get(found.system)
    if text is None:
        wrong = _fault("not-a-text", f"a schedule is a text, not a {_kind(found.schedule)}")
        yield Found(place, None, found.system, None, wrong)
    elif passed_over is None or not passed_over.fullmatch(text):
        yield Found(place, text, found.system, zone)
    if found.zone is not None and fault is not None:
        yield Found(_place(found.zone, source), None, found.system, None, fault)


def _place(node: Node, source: str) -> Place:
    """Return where the text of a node stands.

    It is looked for in what is written there, since quotes and the signs of
    blocks come before it; an escaped or folded text cannot be found so.
    """
    start, written = node.start_mark, source[node.start_mark.index : node.end_mark.index]
    text = str(_value(node) or "").rstrip("\n")
    at = written.find(text)
    if at < 0 or not text:
        return Place(start.line + 1, start.column + 1, moves=False)
    breaks = written.count("\n", 0, at)
    column = at - written.rfind("\n", 0, at) - 1 if breaks else start.column + at
    return Place(start.line + breaks + 1, column + 1)


def _refused(error: YAMLError, source: str) -> Found:
    """Return why a text is no YAML, at its place."""
    from yaml import MarkedYAMLError
    from yaml.scanner import ScannerError

    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        # A character that YAML does not have: all there is to tell it is how far it is.
        before = source[: getattr(error, "position", 0)]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        return _broken(place, "a character that must not stand there")
    mark, why = error.problem_mark, str(error.problem)
    if isinstance(error, ScannerError):
        for each in (error.context_mark, error.problem_mark):
            if each is not None and source.startswith(_SIGNS_OF_YAML, each.index):
                mark, why = each, f"a text that begins with {source[each.index]} needs quotes"
                break
    return _broken(Place(mark.line + 1, mark.column + 1), why)


def _broken(place: Place, why: str) -> Found:
    return Found(place, None, KUBERNETES, None, _fault("not-yaml", f"this is no YAML: {why}"))


#: The kinds of files, and who reads them.
READERS: dict[str, Reader] = {
    "lines": _read_lines,
    "crontab": _read_crontab,
    "yaml": _read_yaml,
}
