"""Patterns of paths: `*` and `?` within a name, `**` for folders; a name alone at any depth."""

from __future__ import annotations

import re
from functools import lru_cache

from quartzcron.ground.caches import listed

#: What each sign of a pattern stands for; all other characters are themselves.
_SIGNS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_SIGN = re.compile(r"\*\*/|\*\*|\*|\?")


def matches(path: str, pattern: str) -> bool:
    """Tell whether a path, with / between its parts, is that of a pattern, or lies below it.

    >>> matches("etc/jobs/a.txt", "etc/*.txt"), matches("etc/jobs/a.txt", "etc/**/*.txt")
    (False, True)
    >>> matches("a/vendor/b.yaml", "vendor"), matches("a/vendor/b.yaml", "vendor/*.yaml")
    (True, False)

    A pattern without a / is that of a file or a folder at any depth.
    """
    return _compiled(pattern).match(path) is not None


@listed
@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression for the beginning of a path."""
    plain = pattern.removeprefix("./").rstrip("/")
    written = plain.removeprefix("/") if "/" in plain else f"**/{plain}"
    found, end = [], 0
    for sign in _SIGN.finditer(written):
        found += [re.escape(written[end : sign.start()]), _SIGNS[sign[0]]]
        end = sign.end()
    return re.compile("".join(found) + re.escape(written[end:]) + r"(?:/|\Z)", re.DOTALL)
