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
    return table(["Google's example", "In fields", "Or what is said"], map(_row, texts))


def _row(text: str) -> list[str]:
    problems = quartzcron.validate(text, _DIALECT)
    if not problems:
        fields = parse(text, _DIALECT).fields.values()
        return [code(text), code(" ".join(field.text for _, field in fields)), ""]
    [problem] = problems
    return [code(text), "", "<br>".join(map(prose, filter(None, (problem.message, problem.hint))))]
