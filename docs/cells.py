"""Markdown for the tables of these pages: cells, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table.

    >>> print(table(["a", "b"], [["1", "2"]]))
    | a | b |
    |---|---|
    | 1 | 2 |
    """
    lines = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    lines.insert(1, "|---" * len(head) + "|")
    return "\n".join(lines)


def code(text: str) -> str:
    """Return a piece of text in code type, with what would end a cell escaped."""
    return "`" + text.replace("|", "\\|") + "`"


def prose(text: str) -> str:
    r"""Return text whose signs Markdown leaves alone.

    >>> print(prose("* or ?"))
    \* or ?
    """
    return "".join(f"\\{sign}" if sign in "*_#|<>`[]" else sign for sign in text)


def quoted(text: str) -> str:
    r"""Return prose in which what stands between backticks is in code type.

    >>> print(quoted("did you mean `0 9 * * *`?"))
    did you mean `0 9 * * *`?
    """
    parts = text.split("`")
    return "".join(code(part) if n % 2 else prose(part) for n, part in enumerate(parts))


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in prose.

    >>> listed(["5"]), listed(["5", "6", "7"])
    ('5', '5, 6 and 7')
    """
    *front, end = words
    return f"{', '.join(front)} {last} {end}" if front else end
