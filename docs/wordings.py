"""The table of Google's own examples of its two formats, with what the library makes of them."""

from __future__ import annotations

from collections.abc import Iterable

from cells import code, prose, table

import quartzcron
from quartzcron import Dialect
from quartzcron.language.text import parse

_DIALECT = Dialect.named("google-cloud-scheduler")


def examples(texts: Iterable[str]) -> str:
    """Return the table: the fields that each text stands for, or what is said."""
    return table(
        ["Google's example", "The fields it stands for, or what is said of it"], map(_row, texts)
    )


def _row(text: str) -> list[str]:
    problems = quartzcron.validate(text, _DIALECT)
    if not problems:
        fields = parse(text, _DIALECT).fields.values()
        # A term at a time, so that long lists find room.
        return [code(text), " ".join(code(field.text) for _, field in fields)]
    [problem] = problems
    said = "; ".join(filter(None, (problem.message, problem.hint)))
    # What stands between backticks is a text.
    pieces = (code(piece) if at % 2 else prose(piece) for at, piece in enumerate(said.split("`")))
    return [code(text), "".join(pieces)]
