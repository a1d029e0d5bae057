"""What is generated stands in the pages themselves, between two comments.

So a page is whole wherever Markdown is shown. `python -m docs.tables --write` writes it anew,
and a test holds it current.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent

#: A part of a page: its name in the first comment, then what is written, then the second.
PART = re.compile(r"^<!-- begin ([\w./-]+) -->\n(.*?)^<!-- end -->$", re.MULTILINE | re.DOTALL)


def filled(page: str, parts: Mapping[str, str]) -> str:
    r"""Return a page with each of its parts written anew.

    >>> filled("<!-- begin a -->\nold\n<!-- end -->\n", {"a": "new"})
    '<!-- begin a -->\n\nnew\n\n<!-- end -->\n'

    A part that nobody makes is a KeyError: it would grow old unseen.
    """
    return PART.sub(lambda found: _part(found[1], parts), page)


def _part(name: str, parts: Mapping[str, str]) -> str:
    text = parts[name] if name in parts else _file(name)
    return f"<!-- begin {name} -->\n\n{text.strip()}\n\n<!-- end -->"


def _file(name: str) -> str:
    """Return a part that a benchmark wrote: its name is its path below this folder."""
    if not name.startswith("_static/"):
        raise KeyError(name)
    return (HERE / name).read_text("utf-8")


def pages() -> list[Path]:
    """Return every page that may have parts."""
    return [ROOT / "README.md", *sorted(HERE.glob("*.md"))]


def stale(parts: Mapping[str, str], *, write: bool = False) -> list[str]:
    """Return the names of the pages whose parts are not those of today, and write them if asked."""
    found = []
    for path in pages():
        page = path.read_text("utf-8")
        today = filled(page, parts)
        if today != page:
            found.append(path.name)
            if write:
                path.write_text(today, "utf-8")
    return found
