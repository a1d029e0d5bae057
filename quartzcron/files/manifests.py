"""The schedules of a YAML document: which objects have them, in which keys, of which system.

An object of Kubernetes is known by its `kind`; where no row of the table names
that, a `schedule` in its `spec` counts if it looks like a cron expression. What
stands under a key for schedules and was read by nobody is said to be unknown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quartzcron.errors import shown
from quartzcron.files.findings import (
    EMPTY,
    INTERVAL,
    NOT_CRON,
    TEMPLATED,
    UNKNOWN_FIELDS,
    Found,
    Passed,
    Recognised,
    Unknown,
    fault,
    zone_or_fault,
)
from quartzcron.files.nodes import (
    below,
    is_placeholder,
    items,
    kind_of,
    mappings,
    member,
    pairs,
    place_of,
    scalar,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml import Node

    from quartzcron.files.findings import Finding
    from quartzcron.files.nodes import Piece

#: The dialects of what stands in YAML, unless said otherwise.
KUBERNETES, GITHUB = "kubernetes", "github-actions"

# --- texts -----------------------------------------------------------------

# A value that something fills in before the system reads it.
_TEMPLATED = re.compile(r"\{\{|\{%|\$\{|\$\(|<%|\$[A-Za-z_]")

# What a system takes though it names no dates and times: there is nothing to check about it.
_INTERVAL = re.compile(r"@every (?:\d+\.?\d*(?:ns|us|µs|μs|ms|s|m|h))+")

# Four words or more of what fields are made of, of which the first is no name; or an @ word.
_LIKE_CRON = re.compile(
    r"\s*(?:(?:CRON_TZ|TZ)=\S+\s+)?(?:@[A-Za-z]+|[\d*?][^\s:]*(?:\s+[\w*?/,#~-]+){3,6})\s*"
)


def is_templated(text: str) -> bool:
    """Tell whether a template or a variable stands in a text.

    >>> is_templated("{{ .Values.schedule }}"), is_templated("0 ${HOUR} * * *"), is_templated("5")
    (True, True, False)
    """
    return _TEMPLATED.search(text) is not None


def looks_like_cron(text: str) -> bool:
    """Tell whether somebody meant a text as a cron expression, right or wrong.

    >>> looks_like_cron("0 25 * * *"), looks_like_cron("@dayly"), looks_like_cron("every day")
    (True, True, False)
    """
    return _LIKE_CRON.fullmatch(text) is not None


# --- keys ------------------------------------------------------------------

#: Keys that are there for a schedule and for nothing else.
_PLAIN_KEYS = ("schedule", "schedules", "cron")

# What is no schedule whatever a schedule is.
_NO_TEXTS = (
    "",
    "~",
    *(
        [
            "null",
            "true",
            "false",
            "yes",
            "no",
            "on",
            "off",
            "Null",
            "True",
            "False",
            "Yes",
            "No",
            "On",
            "Off",
        ]
    ),
)

#: Endings of keys that hold a cron expression if it looks like one: cronSchedule, backup_schedule.
_ENDINGS = (
    *("schedule", "schedules", "cron", "crontab", "cronexpression", "cron_expression"),
    *("scheduleexpression", "schedule_expression"),
)

#: What is inside is another object's: a pod, say.
_OTHERS = ("jobTemplate", "template", "podTemplate", "workflowSpec")

_ZONES = ("timeZone", "timezone", "time_zone", "tz")


# A line of a text that is a file of its own: a key for a schedule, and its value.
_INSIDE = re.compile(
    r"^[ \t]*(?:-[ \t]+)?[\"']?[\w-]*(?:schedules?|cron)[\"']?[ \t]*[:=][ \t]*[\"']?"
    r"([^\"'#\n]+)",
    re.IGNORECASE | re.MULTILINE,
)


class InYaml(NamedTuple):
    """The node of a schedule, and that of its zone, or None."""

    schedule: Node
    zone: Node | None


def under_keys(node: Node | None) -> Iterator[InYaml]:
    """Yield what stands under keys for schedules, at any depth and in the order of the file."""
    told: set[int] = set()
    for each in mappings(node, leaving_out=_OTHERS):
        for key, value in pairs(each):
            if (scalar(key) or "").lower().endswith(_ENDINGS):
                for found in _of_key(value, member(each, *_ZONES)):
                    if id(found.schedule) not in told:
                        told.add(id(found.schedule))
                        yield found


def _of_key(value: Node, zone: Node | None) -> Iterator[InYaml]:
    """Yield the texts under one key: a text, a list of texts, or texts by names of their own."""
    for each in (value, *items(value)):
        if scalar(each) is not None or is_placeholder(each):
            yield InYaml(each, zone)
    for _, each in pairs(value):
        if looks_like_cron(scalar(each) or ""):
            yield InYaml(each, member(value, *_ZONES) or zone)


# --- objects ---------------------------------------------------------------


class Taken(NamedTuple):
    """A schedule that somebody knows, its system, and whether any text will do in its place.

    Without a system nobody here knows its fields. Where texts of other kinds stand in its place
    too, only what looks like a cron expression is one.
    """

    found: InYaml
    system: str | None = KUBERNETES
    certain: bool = True


def _own(spec: Node | None) -> Iterator[Taken]:
    """Yield the schedule of a spec, or its schedules."""
    zone = member(spec, *_ZONES)
    for name in ("schedule", "schedules"):
        node = member(spec, name)
        if node is None:
            continue
        for each in items(node) or [node]:
            inner = list(_own(each))
            yield from inner or [Taken(InYaml(each, zone))]


def _six(spec: Node | None) -> Iterator[Taken]:
    """Yield the schedule of a spec that has six fields, seconds first."""
    for each in _own(spec):
        yield each._replace(system=None)


def _triggers(spec: Node | None) -> Iterator[Taken]:
    """Yield the start and the end of each trigger of type cron, as KEDA has them."""
    for trigger in items(member(spec, "triggers")):
        if scalar(member(trigger, "type")) == "cron":
            metadata = member(trigger, "metadata")
            for name in ("start", "end"):
                node = member(metadata, name)
                if node is not None:
                    yield Taken(InYaml(node, member(metadata, *_ZONES)))


def _anywhere(node: Node | None) -> Iterator[Taken]:
    """Yield whatever stands under a key for schedules."""
    for found in under_keys(node):
        yield Taken(found, certain=False)


def _values(spec: Node | None) -> Iterator[Taken]:
    """Yield the schedules in the values that a release of a chart sets."""
    yield from _anywhere(member(spec, "values"))


#: What is read of the spec of an object, by its kind; what is not here is read with `_anywhere`.
_OBJECTS: dict[str, Callable[[Node | None], Iterator[Taken]]] = {
    "CronJob": _own,
    "CronWorkflow": _own,
    "ScaledJob": _triggers,
    "ScaledObject": _triggers,
    "ScheduledBackup": _six,
    "HelmRelease": _values,
}


def _in_kubernetes(document: Node | None) -> Iterator[Taken]:
    """Yield the schedules of an object, or of a list of objects."""
    for item in (document, *items(member(document, "items"))):
        kind = scalar(member(item, "kind"))
        if kind is not None:
            yield from _OBJECTS.get(kind, _anywhere)(member(item, "spec"))


def _in_workflow(document: Node | None) -> Iterator[Taken]:
    """Yield the schedules of a GitHub workflow."""
    for item in items(member(member(document, "on"), "schedule")):
        node = member(item, "cron")
        if node is not None:
            yield Taken(InYaml(node, member(item, "timezone")), GITHUB)


#: What a document may be, and what is read of it.
_DOCUMENTS = (
    ("Kubernetes", _in_kubernetes),
    ("GitHub workflow", _in_workflow),
)


def read_document(document: Node | None, piece: Piece) -> Iterator[Finding]:
    """Yield what there is to say about the schedules of a document."""
    read: set[int] = set()
    for title, schedules in _DOCUMENTS:
        findings = []
        for taken in _once(schedules(document)):
            said = list(of_node(taken, piece, None))
            if said:
                read.add(id(taken.found.schedule))
            findings += said
        if findings:
            yield Recognised(title)
        yield from findings
    yield from _unread(document, piece, read)


def read_values(document: Node | None, piece: Piece) -> Iterator[Finding]:
    """Yield the schedules in the values of a chart, at any depth."""
    for taken in _once(_anywhere(document)):
        yield from of_node(taken, piece, NOT_CRON)


def _once(schedules: Iterator[Taken]) -> Iterator[Taken]:
    """Yield each schedule once, however many aliases lead to it: it is written once."""
    seen = set()
    for taken in schedules:
        # Nodes are equal by identity, and their document keeps them alive.
        key = (taken.found, taken.system)
        if key not in seen:
            seen.add(key)
            yield taken


def of_node(taken: Taken, piece: Piece, otherwise: str | None) -> Iterator[Finding]:
    """Yield a schedule of YAML, after it what is wrong with its zone.

    `otherwise` is why a text is passed over that is like no expression; None yields nothing.
    """
    node = taken.found.schedule
    text = scalar(node)
    if is_placeholder(node):
        yield Passed(place_of(node, piece), piece.written(node), TEMPLATED)
        return
    if text is None:
        yield fault(place_of(node, piece), "not-a-text", found=kind_of(node))
        return
    reason = _why_not(text, taken) or (None if taken.certain else _why_unlike(text, otherwise))
    if reason == "":
        return
    if reason is not None:
        yield Passed(place_of(node, piece), text, reason)
        return
    yield from _with_zone(taken, text, piece)


def _with_zone(taken: Taken, text: str, piece: Piece) -> Iterator[Finding]:
    """Yield a schedule, after it what is wrong with its zone."""
    zone, wrong = None, None
    node = taken.found.zone
    if node is not None and not is_templated(scalar(node) or ""):
        zone, wrong = zone_or_fault(str(scalar(node)), place_of(node, piece))
    yield Found(place_of(taken.found.schedule, piece), text, taken.system or KUBERNETES, zone)
    if wrong is not None:
        yield wrong


def _why_not(text: str, taken: Taken) -> str | None:
    """Return why a text is passed over wherever it stands, or None."""
    if is_templated(text):
        return TEMPLATED
    if taken.system == KUBERNETES and _INTERVAL.fullmatch(text):
        return INTERVAL
    return UNKNOWN_FIELDS if taken.system is None else None


def _why_unlike(text: str, otherwise: str | None) -> str | None:
    """Return why a text is passed over where not only cron expressions stand; "" is no word."""
    if looks_like_cron(text):
        return UNKNOWN_FIELDS if len(text.split()) > _FIVE and "=" not in text else None
    if otherwise is None:
        return ""
    return EMPTY if text in _NO_TEXTS else otherwise


_FIVE = 5


# --- what nobody read ------------------------------------------------------


def _unread(document: Node | None, piece: Piece, read: set[int]) -> Iterator[Unknown]:
    """Yield the first key for schedules whose value nobody read, and how many more there are."""
    unread = []
    for key, value in _keys(document):
        inside = {id(each) for each in below(value)}
        if not inside & read:
            unread.append(key)
            # A key inside of this one says nothing more.
            read |= inside
    if unread:
        name, more = shown(scalar(unread[0]) or ""), len(unread) - 1
        others = f" (and under {more:,} more keys)" if more else ""
        why = f'quartzcron does not know what stands under "{name}"{others}'
        yield Unknown(place_of(unread[0], piece), why)


def _keys(document: Node | None) -> Iterator[tuple[Node, Node]]:
    """Yield the keys for schedules, and what stands under them."""
    for each in mappings(document):
        for key, value in pairs(each):
            if _is_for_schedules(scalar(key) or "", value):
                yield key, value


def _is_for_schedules(name: str, value: Node) -> bool:
    """Tell whether a key is for schedules: by its name alone, or by its ending and its value.

    Or by its value alone, if that is the text of a file in which there are such keys.
    """
    plain = name.lower()
    if plain in _PLAIN_KEYS:
        return scalar(value) not in _NO_TEXTS
    text = scalar(value) or ""
    if plain.endswith(_ENDINGS) and looks_like_cron(text):
        return True
    return "\n" in text and any(looks_like_cron(found[1]) for found in _INSIDE.finditer(text))
