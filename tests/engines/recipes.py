"""Recipes of the pages, run as they stand there: their code, and what their jobs note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from engines import ROOT

#: A file that a page shows: its name above its code.
FILE = re.compile(r"^```\{code-block\} python\n:caption: (\S+)\n\n(.*?)^```$", re.M | re.DOTALL)

EXAMPLES = re.compile(r"```pycon\n(.*?)```", re.DOTALL)


def _page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def written(page: str, name: str, folder: Path) -> None:
    """Write a file that a page shows into a folder."""
    [text] = [text for shown, text in FILE.findall(_page(page)) if shown == name]
    (folder / name).write_text(text, "utf-8")


def definitions(page: str) -> str:
    """Return the code behind the prompts of a page, without what it runs in an event loop."""
    blocks = "\n\n".join(EXAMPLES.findall(_page(page)))
    lines = re.findall(r"^(?:>>>|\.\.\.) ?(.*)|^$", blocks, re.MULTILINE)
    return "\n".join(line for line in lines if not line.startswith("asyncio.run("))


def notes(folder: Path, name: str = "") -> list[list[float]]:
    """Return the numbers that jobs of a name have noted, a list for each line, in order."""
    file = folder / "notes"
    if not file.exists():
        return []
    words = [line.split() for line in file.read_text("utf-8").splitlines()]
    return [[float(each) for each in rest] for who, *rest in words if who == name or not name]


def contiguous(seconds: Sequence[int], step: int = 1) -> bool:
    """Tell whether each value is the one before it and so many seconds more."""
    return list(seconds) == list(range(seconds[0], seconds[-1] + 1, step))
