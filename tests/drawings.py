"""What a person sees of wrong texts: the blocks of `corrections/drawings.txt`.

    python -m tests.drawings

draws every block anew, so that a change of words shows up as a diff to be read.
A block begins with a dialect and a text as a Python literal; lines with a `# `
before it are remarks. Limits of services show the next runs: today is 2026-01-01.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import quartzcron
from quartzcron.clock import moments

FILE = Path(__file__).with_name("corrections") / "drawings.txt"

#: The day on which all drawings are made.
TODAY = datetime(2026, 1, 1, tzinfo=UTC)


class Block(NamedTuple):
    """A text, the dialect it was given to, and what is seen of it."""

    remarks: list[str]
    head: str
    drawing: str

    @property
    def dialect(self) -> str:
        return self.head.partition(" ")[0]

    @property
    def text(self) -> str:
        found = ast.literal_eval(self.head.partition(" ")[2])
        assert isinstance(found, str)
        return found


def blocks() -> Iterator[Block]:
    """Yield the blocks of the file; raise if there is none."""
    remarks: list[str] = []
    for piece in FILE.read_text(encoding="utf-8").rstrip("\n").split("\n\n"):
        lines = piece.strip("\n").split("\n")
        while lines and lines[0].startswith("# "):
            remarks.append(lines.pop(0))
        if lines and lines[0]:
            yield Block(remarks, lines[0], "\n".join(lines[1:]))
            remarks = []


def drawn(text: str, dialect: str) -> str:
    """Return what is seen of a text on the day of the drawings."""
    return quartzcron.draw(text, quartzcron.validate(text, dialect))


def main() -> None:
    """Draw all blocks anew."""
    moments.now = lambda: TODAY
    pieces = []
    for block in blocks():
        remarks = "".join(f"{line}\n" for line in block.remarks)
        pieces.append(f"{remarks}{block.head}\n{drawn(block.text, block.dialect)}\n")
    FILE.write_text("\n".join(pieces), encoding="utf-8")


if __name__ == "__main__":
    main()
