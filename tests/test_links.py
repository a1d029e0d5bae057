"""Links between the pages: each leads to a file that is there, and to a heading of it.

The pages are read as a Markdown viewer reads them, in the repository. Sphinx looks at links between
its own pages only: not at README.md and CONTRIBUTING.md, and not at what they link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
READER = MarkdownIt("commonmark").enable("table")

#: What a page may name as the place of a line, beside its headings.
NAMED = re.compile(r'<\w+ id="([^"]+)">')


@cache
def tokens(path: Path) -> list[Token]:
    """Return what a Markdown viewer makes of a page."""
    return READER.parse(path.read_text("utf-8"))


def inside(found: list[Token]) -> Iterator[Token]:
    """Yield every token, those in lines of text too."""
    for token in found:
        yield token
        yield from inside(token.children or [])


def links(path: Path) -> Iterator[str]:
    """Yield the addresses that a page links, and those of its pictures."""
    for token in inside(tokens(path)):
        address = token.attrs.get("href" if token.type == "link_open" else "src")
        if address is not None:
            yield str(address)


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it.

    >>> slug("Why it fires, and why not")
    'why-it-fires-and-why-not'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@cache
def anchors(path: Path) -> set[str]:
    """Return every anchor of a page."""
    found = tokens(path)
    seen: Counter[str] = Counter()
    places = set()
    for before, token in pairwise(found):
        if before.type == "heading_open":
            made = slug("".join(each.content for each in token.children or []))
            places.add(f"{made}-{seen[made]}" if seen[made] else made)
            seen[made] += 1
    html = (token.content for token in inside(found) if token.type.startswith("html_"))
    return places | set(NAMED.findall("".join(html)))


def dead(path: Path, root: Path = ROOT) -> list[str]:
    """Return the links of a page that lead nowhere, or out of the repository."""
    found = []
    for address in links(path):
        scheme, _, file, _, fragment = urlsplit(address)
        if scheme:
            continue
        target = (path.parent / unquote(file)).resolve() if file else path
        there = target.is_relative_to(root) and target.exists()
        if not there or (fragment and fragment not in anchors(target)):
            found.append(address)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert dead(path) == []


def test_there_are_links_to_look_at() -> None:
    found = [address for path in PAGES for address in links(path)]
    assert sum("://" not in address for address in found) >= 400
    assert sum("#" in address and "://" not in address for address in found) >= 60


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text('# One, `two`\n\n## Here\n\n## Here\n\n<span id="x"></span>')
    page = tmp_path / "page.md"
    right = (
        "other.md",
        "other.md#one-two",
        "other.md#here-1",
        "other.md#x",
        "https://example.com/#y",
    )
    wrong = "no.md", "other.md#there", "other.md#here-2", "#nothing", "../tests", "no.svg"
    page.write_text("".join(f"[a]({each})\n" for each in (*right, *wrong[:-1])) + "![a](no.svg)\n")
    assert dead(page, tmp_path) == list(wrong)
    shown = tmp_path / "shown.md"
    shown.write_text("`[a](no.md)`\n\n```text\n[a](no.md)\n```\n")
    assert dead(shown, tmp_path) == []
