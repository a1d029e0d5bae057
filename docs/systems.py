"""The tables of the page on real systems, made from `deviations.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cells import code, table

from quartzcron import Dialect

FACTS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "deviations.toml").read_text("utf-8")
)

#: The lists of runs around changes of clock that a system is asked for.
LISTS = 320

_KINDS = {
    "taken": "takes it",
    "refused": "refuses it",
    "runs": "other runs",
    "fails": "fails",
}


def compared(address: Callable[[Dialect], str]) -> str:
    """Return the table of the systems that are asked, and of what each is compared with."""
    rows = []
    for system in FACTS["systems"]:
        title = f"[{system['title']}](#{slug(system['title'])})"
        alike = f"{LISTS - system['lists']} of {LISTS}" if "lists" in system else ""
        rows.append([title, _stand_in(system, address), system["asked"], alike])
    return table(["System", "Compared with", "Asked", "Lists alike"], rows)


def _stand_in(system: dict[str, Any], address: Callable[[Dialect], str]) -> str:
    if "policy" in system:
        return f"[{code(system['policy'])}](clock-changes.md#the-policies)"
    dialect = Dialect.named(system["dialect"])
    return f"[{code(dialect.name)}]({address(dialect)})"


def slug(title: str) -> str:
    """Return the name that a heading has in links.

    >>> slug("Debian's cron, 3.0pl1")
    'debians-cron-30pl1'
    """
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def deviations() -> str:
    """Return a section for each system: where it parts from what stands for it."""
    return "\n\n".join(map(_section, FACTS["systems"]))


def _section(system: dict[str, Any]) -> str:
    heading = f"## {system['title']}"
    entries = [each for each in FACTS["deviations"] if each["system"] == system["name"]]
    if not entries:
        return f"{heading}\n\nNo difference is known."
    rows = (
        [_spelled(entry["text"]), _KINDS[entry["kind"]] + _where(entry), entry["why"]]
        for entry in entries
    )
    return f"{heading}\n\n{table(['Text', 'The system', 'What it does'], rows)}"


def _spelled(text: str) -> str:
    # What no reader could see is shown as Python would write it.
    return code(text if text.isascii() and text.isprintable() else ascii(text).strip("'"))


def _where(entry: dict[str, Any]) -> str:
    return f" in {entry['zone'].partition('/')[2].replace('_', ' ')}" if "zone" in entry else ""


def seen() -> str:
    """Return the table of what was seen once in systems that the command does not ask."""
    rows = (
        [fact["system"], code(fact["text"]), fact["why"], f"{fact['how']}, {fact['month']}"]
        for fact in FACTS["seen"]
    )
    return table(["System", "Text", "What it does", "How it was seen"], rows)
