"""What the readers of files find, as rows that a table can hold."""

from __future__ import annotations

import io
from typing import Any

from quartzcron import Dialect
from quartzcron.files.contents import Content, Remarks
from quartzcron.files.findings import Fault, Found, Passed, Recognised, Unknown
from quartzcron.files.kinds import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from quartzcron.files.findings import Finding


def found_in(
    kind: str,
    content: str | bytes,
    name: str = "-",
    dialect: str | None = None,
    remarks: Remarks | None = None,
) -> list[Finding]:
    """Return what the reader of a kind finds in a content."""
    raw = content if isinstance(content, bytes) else content.encode()
    rules = None if dialect is None else Dialect.named(dialect)
    given = Content(io.BytesIO(raw), name, rules, Remarks() if remarks is None else remarks)
    return list(KINDS[kind].read(given))


def row(finding: Finding) -> tuple[Any, ...]:
    """Return line, column and the rest of a finding that tells it from others."""
    if isinstance(finding, Found):
        zone = () if finding.zone is None else (str(finding.zone),)
        return (*finding.place.at(0), finding.text, *zone)
    if isinstance(finding, Fault):
        return (*finding.place.at(0), finding.problem.code)
    if isinstance(finding, Passed):
        return (*finding.place.at(0), finding.text, f"passed: {finding.reason}")
    assert isinstance(finding, Unknown)
    assert finding.place is not None
    return (*finding.place.at(0), f"unknown: {finding.why}")


def seen(
    kind: str, content: str | bytes, name: str = "-", dialect: str | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows of everything found but what the file is."""
    found = found_in(kind, content, name, dialect)
    return [row(each) for each in found if not isinstance(each, Recognised)]
