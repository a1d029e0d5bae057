"""Files of YAML: Kubernetes, GitHub workflows, Helm charts, and others that have no schedules.

What a file is, its documents tell; only the files of a Helm chart are known by
where they stand. One in which the words are missing without which there is no
schedule is read and not parsed.
"""

from __future__ import annotations

import codecs
import re
from os.path import isfile
from pathlib import PurePath

from quartzcron.files.findings import (
    TEMPLATED,
    Passed,
    Place,
    Recognised,
    Unknown,
    fault,
)
from quartzcron.files.lines import BYTE_ORDER_MARK, UTF_16_MARKS
from quartzcron.files.manifests import is_templated, read_document, read_values
from quartzcron.files.nodes import (
    Piece,
    documents,
    may_have_schedules,
    pieces,
    refused,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml import Node

    from quartzcron.files.contents import Content
    from quartzcron.files.findings import Finding

#: As much YAML as is read of a file, and as much as is parsed at once, in MiB. Parsing takes some
#: 4 seconds for each; Kubernetes takes 1.5 MiB for one object.
FILE_LIMIT, DOCUMENT_LIMIT = 64, 4
_MIB = 1 << 20

VALUES, TEMPLATE, BROKEN = "Helm values", "Helm template", "broken YAML"

#: The file that makes a folder a chart.
CHART = "Chart.yaml"

# What a template has that YAML has not, outside of quotes.
_SIGNS_OF_TEMPLATES = re.compile(r"\{\{|\{%|<%")

# A line of a template that has a key and a value, perhaps as the first of an item.
_LITERAL = re.compile(
    r"[ \t]*(?:-[ \t]+)?[\"']?[\w-]*(?:schedules?|cron)[\"']?[ \t]*:[ \t]+(\S.*)", re.IGNORECASE
)


def read_yaml(content: Content) -> Iterator[Finding]:
    """Yield the schedules in all documents of a file."""
    path = PurePath(content.name)
    if is_values(path):
        yield from read_helm_values(content)
        return
    yield from _read(content, read_document, in_chart=is_template(path))


def read_helm_values(content: Content) -> Iterator[Finding]:
    """Yield the schedules in the values of a chart."""
    yield Recognised(VALUES)
    yield from _read(content, read_values, in_chart=False)


def read_helm_template(content: Content) -> Iterator[Finding]:
    """Yield the schedules in a template of a chart."""
    yield Recognised(TEMPLATE)
    yield from _read(content, read_document, in_chart=True)


def is_values(path: PurePath) -> bool:
    """Tell whether a file has the values of the chart in whose folder it stands."""
    return "values" in path.name.lower() and _is_chart(path.parent)


def is_template(path: PurePath) -> bool:
    """Tell whether a file is a template of a chart."""
    return any(each.name == "templates" and _is_chart(each.parent) for each in path.parents)


def _is_chart(folder: PurePath) -> bool:
    return isfile(folder / CHART)


def _read(
    content: Content, read: Callable[[Node | None, Piece], Iterator[Finding]], in_chart: bool
) -> Iterator[Finding]:
    """Yield what a file says, one document after the other."""
    raw = content.stream.read(FILE_LIMIT * _MIB + 1)
    if len(raw) > FILE_LIMIT * _MIB:
        yield Recognised(BROKEN)
        yield fault(Place(1), "too-large", high=FILE_LIMIT)
        return
    text = decoded(raw)
    if not may_have_schedules(text):
        return
    if "quartzcron:" in text:
        for number, line in enumerate(text.split("\n"), 1):
            yield from content.remarks.note(number, line)
    broken = _literal_lines if in_chart else _told_once()
    for piece in pieces(text):
        yield from _read_piece(piece, read, broken)


def _read_piece(
    piece: Piece,
    read: Callable[[Node | None, Piece], Iterator[Finding]],
    of_template: Callable[[Piece], Iterator[Finding]],
) -> Iterator[Finding]:
    """Yield what the documents of a piece say; of a template what can be said of it."""
    from yaml import YAMLError

    if len(piece.text) > DOCUMENT_LIMIT * _MIB:
        yield Recognised(BROKEN)
        yield fault(Place(piece.lines + 1), "too-large/document", high=DOCUMENT_LIMIT)
        return
    try:
        for document in documents(piece):
            yield from read(document, piece)
    except (YAMLError, RecursionError) as error:
        if _SIGNS_OF_TEMPLATES.search(piece.text):
            yield from of_template(piece)
        else:
            yield Recognised(BROKEN)
            yield refused(error, piece)


def decoded(raw: bytes) -> str:
    """Return the text of a file; broken bytes become surrogates.

    >>> decoded("schedule: x".encode("utf-16"))
    'schedule: x'
    """
    if raw.startswith(UTF_16_MARKS):
        return codecs.decode(raw, "utf-16", "replace")
    return raw.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "surrogateescape")


# --- templates -------------------------------------------------------------


def _told_once() -> Callable[[Piece], Iterator[Finding]]:
    """Return what says that a file is a template, the first time."""
    told: list[Piece] = []

    def of_template(piece: Piece) -> Iterator[Finding]:
        if not told:
            told.append(piece)
            yield Recognised("template")
            yield Unknown(Place(piece.lines + 1), "this is a template, which is no YAML yet")

    return of_template


def _literal_lines(piece: Piece) -> Iterator[Finding]:
    """Yield the schedules of a chart's template that stand on their lines as they are."""
    yield Recognised(TEMPLATE)
    for number, line in enumerate(piece.text.split("\n"), piece.lines + 1):
        literal = _LITERAL.match(line)
        if literal is None:
            continue
        if is_templated(literal[1]):
            yield Passed(Place(number, literal.start(1) + 1), literal[1].rstrip(), TEMPLATED)
        else:
            yield from _of_line(Piece(line, number - 1))


def _of_line(line: Piece) -> Iterator[Finding]:
    """Yield the schedule of one line."""
    from yaml import YAMLError

    try:
        for document in documents(line):
            yield from read_values(document, line)
    except (YAMLError, RecursionError) as error:
        yield refused(error, line)
