"""From text to matcher: the one place where grammar, masks and service rules meet.

A plain text may take the short way of `reader`, which needs no nodes; every
other text, and whatever is wrong, is the parser's. What is made is kept,
within bounds: a text seen before costs one look-up.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.calendar import matcher, months, search
from quartzcron.calendar.matcher import compile_nodes, unpacked
from quartzcron.compiling import reader
from quartzcron.dialects import DEFAULT, Dialect
from quartzcron.errors import CronExpressionError
from quartzcron.ground.caches import CACHES, LONGEST_KEPT
from quartzcron.language import terms
from quartzcron.language import text as language
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.errors import Problem
    from quartzcron.language.text import Parsed


def dialect_of(dialect: Dialect | str | None, seed: str | None = None) -> Dialect:
    """Return the dialect that a user named, or the default one for None; with a seed if given."""
    if dialect is None:
        named = DEFAULT
    else:
        named = dialect if isinstance(dialect, Dialect) else Dialect.named(dialect)
    return named if seed is None else named.seeded(seed)


def text_of(text: object) -> str:
    """Return a text as a plain str; anything else is a `TypeError`."""
    if not isinstance(text, str):
        raise TypeError(f"a cron expression is a str, not {type(text).__name__}")
    return str(text)


def packed(text: str, dialect: Dialect) -> bytes | None:
    """Return the masks of a plain text as octets, or None: the parser has to read it."""
    # Rules of a service are judged with the nodes at hand: they point into the text.
    return None if dialect.service_rules else reader.read_plain(text, dialect)


def read(text: str, dialect: Dialect) -> tuple[Matcher | None, tuple[Problem, ...]]:
    """Return the matcher of a text, or None and its problems as they are: without hints."""
    plain = packed(text, dialect)
    if plain is not None:
        return unpacked(plain), ()
    parsed = parse(text, dialect)
    compiled = _allowed(parsed, dialect)
    return compiled, () if compiled is not None else refusals(parsed, dialect)


def _allowed(parsed: Parsed, dialect: Dialect) -> Matcher | None:
    """Return the matcher of a text, or None where the grammar or the service refuses it."""
    if parsed.is_wrong:
        return None
    compiled = compile_nodes(parsed)
    if dialect.service_rules:
        from quartzcron.compiling.service_rules import is_forbidden

        if is_forbidden(compiled, dialect):
            return None
    return compiled


def refusals(parsed: Parsed, dialect: Dialect) -> tuple[Problem, ...]:
    """Return the errors of a text as the grammar and the service see them, without hints."""
    if parsed.is_wrong or not dialect.service_rules:
        return parsed.problems
    from quartzcron.compiling.service_rules import broken_rules

    broken = broken_rules(parsed, compile_nodes(parsed), dialect)
    return tuple(found for found in broken if found.severity == "error")


def is_read(text: str, dialect: Dialect | str | None) -> bool:
    """Tell whether a text is an expression of a dialect; never raises on any str.

    Cost: one look-up for a text seen before, right or wrong.
    """
    if len(text) > LONGEST_KEPT:
        return is_right(text, dialect_of(dialect))
    return _is_read(text, dialect)


@lru_cache(2048)
def _is_read(text: str, dialect: Dialect | str | None) -> bool:
    """Tell whether a text is an expression of a dialect as the user named it.

    No verdict depends on the day, so that it may be kept.
    """
    return is_right(text, dialect_of(dialect))


def is_right(text: str, dialect: Dialect) -> bool:
    """Tell the same of a text that nobody will ask about again."""
    return packed(text, dialect) is not None or _allowed(parse(text, dialect), dialect) is not None


def matcher_of(text: str, dialect: Dialect) -> Matcher | None:
    """Return the matcher of a text, or None; what is wrong is not put into words."""
    plain = packed(text, dialect)
    return _allowed(parse(text, dialect), dialect) if plain is None else unpacked(plain)


def compile_text(text: str, dialect: Dialect) -> Matcher:
    """Return the matcher of a text, or raise `CronExpressionError`."""
    compiled, _ = read(text, dialect)
    if compiled is None:
        raise CronExpressionError.later(text, dialect.name, lambda: problems_of(text, dialect))
    return compiled


def problems_of(text: str, dialect: Dialect) -> tuple[Problem, ...]:
    """Return all errors of a text with their hints; never raises on any str."""
    return _EXPLAINERS[0](text, dialect)


#: Who says what is wrong with a text, and what was meant by it.
_EXPLAINERS: list[Callable[[str, Dialect], tuple[Problem, ...]]] = []


def explain_with(explainer: Callable[[str, Dialect], tuple[Problem, ...]]) -> None:
    """Have the problems of wrong texts made by a wing above, when somebody reads them.

    That is the one hook of this wing: hints need translation, which needs this wing.
    """
    _EXPLAINERS[:] = [explainer]


CACHES += [
    _is_read,
    language._kept_words,
    terms._kept_field,
    matcher._dates,
    matcher._days,
    months.day_masks,
    months.sheet_octets,
    months.kind_tops,
    months.last_day_sheet,
    months.nearest_workday_sheet,
    months.last_workday_sheet,
    months.last_weekday_sheet,
    months.nth_weekday_sheet,
    search.nearest_table,
    matcher._joined,
    matcher._plain_days,
]
