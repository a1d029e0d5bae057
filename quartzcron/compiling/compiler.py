"""From text to matcher: the one place where parsing, masks, rules and advice meet.

A plain text may take the short way of `reader`, which needs no nodes; every
other text, and whatever is wrong, is the parser's. What is made is kept,
within bounds: a text seen before costs one look-up.
"""

from __future__ import annotations

from quartzcron.calendar import matcher, months, search
from quartzcron.calendar.matcher import compile_nodes
from quartzcron.compiling import reader
from quartzcron.dialects import DEFAULT, Dialect
from quartzcron.errors import CronExpressionError
from quartzcron.language import terms
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.errors import Problem


def dialect_of(dialect: Dialect | str | None, seed: str | None = None) -> Dialect:
    """Return the dialect that a user named, or the default one for None; with a seed if given."""
    if dialect is None:
        named = DEFAULT
    else:
        named = dialect if isinstance(dialect, Dialect) else Dialect.named(dialect)
    return named if seed is None else named.seeded(seed)


def text_of(text: str) -> str:
    """Return a text as a plain str; anything else is a `TypeError`."""
    if not isinstance(text, str):
        raise TypeError(f"a cron expression is a str, not {type(text).__name__}")
    return str(text)


def problems_of(text: str, dialect: Dialect) -> tuple[Problem, ...]:
    """Return all errors of a text; never raises on any str."""
    return _read(text, dialect)[1]


def compile_text(text: str, dialect: Dialect) -> Matcher:
    """Return the matcher of a text, or raise `CronExpressionError` with all its problems."""
    compiled, problems = _read(text, dialect)
    if compiled is None:
        raise CronExpressionError(text, dialect.name, problems)
    return compiled


def _read(text: str, dialect: Dialect) -> tuple[Matcher | None, tuple[Problem, ...]]:
    # Rules of a service are judged with the nodes at hand: they point into the text.
    if not dialect.service_rules and (plain := reader.read_plain(text, dialect)) is not None:
        return plain, ()
    parsed = parse(text, dialect)
    if parsed.problems:
        return None, _advised(parsed.text, parsed.problems, dialect)
    compiled = compile_nodes(parsed)
    if dialect.service_rules:
        from quartzcron.compiling.service_rules import broken_rules

        broken = broken_rules(parsed, compiled, dialect)
        if broken:
            return None, _advised(parsed.text, broken, dialect)
    return compiled, ()


def _advised(text: str, problems: Sequence[Problem], dialect: Dialect) -> tuple[Problem, ...]:
    """Return the problems with their hints; only a text that is wrong loads what these need."""
    from quartzcron.corrections.advice import advise

    return advise(text, problems, dialect)


#: Every cache of the rooms below; `expression` adds its own.
CACHES = [
    terms._kept_field,
    matcher._days,
    months.day_masks,
    months.last_day_sheet,
    months.nearest_workday_sheet,
    months.last_workday_sheet,
    months.last_weekday_sheet,
    months.nth_weekday_sheet,
    search.nearest_table,
    *reader.CACHES,
]


def clear_caches() -> None:
    """Forget everything that was kept; for measuring."""
    for cache in CACHES:
        cache.cache_clear()
