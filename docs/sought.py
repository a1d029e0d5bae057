"""What people type into the search box, and the page that it should lead to first.

The glossary's table "What you may look for" says both. `conf.py` makes entries of Sphinx's index of
it, which the search puts above pages that merely have the words in them.
"""

from __future__ import annotations

import re
from pathlib import Path

GLOSSARY = Path(__file__).parent / "glossary.md"

#: A row: what is looked for, and the first page that is linked.
ROW = re.compile(r"^\| ([^|]+) \| \[[^\]]+\]\(([\w-]+)\.md[^|]*\|$", re.MULTILINE)


def sought() -> dict[str, list[str]]:
    """Return for each page the words that lead to it first.

    >>> sought()["clock-changes"][:3]
    ['ambiguous time', 'non-existent time', 'daylight saving time']
    """
    found: dict[str, list[str]] = {}
    for words, name in ROW.findall(GLOSSARY.read_text("utf-8")):
        found.setdefault(name, []).extend(re.split(r"[,:] ", words.replace("`", "")))
    return found
