"""The table of Google's own examples of its two formats, with what the library makes of them."""

from __future__ import annotations

from collections.abc import Iterable

from cells import code, prose, table

import quartzcron
from quartzcron import CronExpression

_DIALECT = "google-cloud-scheduler"


def examples(texts: Iterable[str]) -> str:
    """Return the table: what each text means in fields of the default dialect, or what is said."""
    return table(["Google's example", "In fields", "Or what is said"], map(_row, texts))


def _row(text: str) -> list[str]:
    problems = quartzcron.validate(text, _DIALECT)
    if not problems:
        return [code(text), code(CronExpression(text, _DIALECT).to("quartzcron").text), ""]
    [problem] = problems
    return [code(text), "", "<br>".join(map(prose, filter(None, (problem.message, problem.hint))))]
