"""What an English sentence of the tables was made of: its key, and what stands in its places.

A message is kept as its English alone, however it comes here: made a moment ago, unpickled, or
loaded from JSON. The tables say which sentences there are, and so tell what was said.
"""

from __future__ import annotations

import re
from string import Formatter

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Sentences:
    """Templates by their keys, and the way back from what was made of them.

    >>> hours = Sentences({"one": "1 hour", "some": "{n} hours"})
    >>> hours.parts("3 hours"), hours.parts("1 hour"), hours.parts("soon")
    (('some', {'n': '3'}), ('one', {}), None)
    """

    def __init__(self, templates: Mapping[str, str]) -> None:
        self.templates = templates
        self._patterns: tuple[tuple[str, re.Pattern[str]], ...] = ()

    def parts(self, sentence: str) -> tuple[str, dict[str, str]] | None:
        """Return the key of a sentence and the texts at its places; None of another sentence.

        Of two templates that fit, the one of which more is fixed is meant.
        """
        if not self._patterns:
            closest = sorted(self.templates, key=lambda key: -_fixed(self.templates[key]))
            self._patterns = tuple((key, _pattern(self.templates[key])) for key in closest)
        for key, pattern in self._patterns:
            found = pattern.fullmatch(sentence)
            if found is not None:
                return key, found.groupdict()
        return None


def _fixed(template: str) -> int:
    """Return how many characters of a template stand in each of its sentences."""
    return sum(len(literal) for literal, *_ in Formatter().parse(template))


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of what is made of a template."""
    pieces: list[str] = []
    seen: set[str | None] = {None}
    for literal, name, *_ in Formatter().parse(template):
        pieces.append(re.escape(literal))
        if name not in seen:
            # Between backticks stands a text alone; elsewhere it is as short as can be.
            pieces.append(f"(?P<{name}>{'[^`]*' if literal.endswith('`') else '.+?'})")
        elif name is not None:
            pieces.append(f"(?P={name})")
        seen.add(name)
    return re.compile("".join(pieces), re.DOTALL)
