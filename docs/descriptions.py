"""The table of languages: the same expressions in each, as the library says them."""

from __future__ import annotations

from typing import Any

from cells import code, table

from quartzcron import CronExpression
from quartzcron.words.languages import codes

#: What the table shows of each language.
SHOWN = (
    "*/5 * * * *",
    "0 9 * * MON-FRI",
    "*/15 9-17 * * *",
    "0 22-2 * * *",
    "30 9,18 * * SAT,SUN",
    "0 9 1,15,L * *",
    "0 9 * * MON#1,FRIL",
    "0 9 13 * FRI",
    "0 9 13 * +FRI",
    "0 9 L-3 1,7 *",
)


def by_language() -> str:
    """Return a table for each language."""
    return "\n\n".join(_language(locale) for locale in codes())


def _language(locale: str) -> str:
    rows = [(code(text), CronExpression(text).describe(locale)) for text in SHOWN]
    return f"**{code(locale)}**\n\n{table(('Expression', 'In words'), rows)}"


def by_package(facts: list[dict[str, Any]]) -> str:
    """Return the table of who describes expressions, and how much of it is true."""
    rows = [
        [
            f"{fact['name']} {fact['version']}",
            f"{fact['passed']} of {fact['asked']}",
            str(fact["refused"]),
        ]
        for fact in facts
    ]
    return table(["Package", "True and complete", "Not described"], rows)
