"""The table of what may be wrong or doubtful about a file, each with a file that has it."""

from __future__ import annotations

import io
from typing import Any

from cells import code, prose, table

from quartzcron.errors import IN_FILES
from quartzcron.files.contents import Content, Remarks
from quartzcron.files.findings import Fault
from quartzcron.files.kinds import KINDS, kind_of


def fault_of(name: str, fact: dict[str, Any]) -> Fault:
    """Return the fault with a code in the file that is its example.

    >>> fault_of("command-missing", {"name": "crontab", "content": "0 9 * * *"}).place.column
    10
    """
    raw = (fact["content"] * fact.get("times", 1)).encode(fact.get("encoding", "utf-8"))
    kind = kind_of(fact["name"]) or KINDS["lines"]
    for found in kind.read(Content(io.BytesIO(raw), fact["name"], None, Remarks())):
        if isinstance(found, Fault) and found.problem.code == name:
            return found
    raise LookupError(f"the file of {name} does not give it")


def file_codes(facts: dict[str, Any]) -> str:
    """Return the table of the codes of files."""
    rows = []
    for name, (severity, meaning) in IN_FILES.items():
        fact = facts[name]
        fault = fault_of(name, fact)
        line = fact["content"].splitlines()[fault.place.line - 1].strip()
        told = f"{code(line)} in {code(fact['name'])}<br>{prose(fault.problem.message)}"
        rows.append([f'<span id="{name}"></span>{code(name)}', severity, prose(meaning), told])
    return table(["Code", "Severity", "Meaning", "Example and message"], rows)
