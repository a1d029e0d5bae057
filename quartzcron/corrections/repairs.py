"""The words of a field as they were meant: names, separators, signs of the last day.

A repair puts one word of a text into the signs that its field takes, and adds
and drops nothing that is counted. It is judged by the rules of the field: what
these do not read is no repair. Nothing here looks at more than one field.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quartzcron.corrections.everyday import is_known, meant_by
from quartzcron.dialects import NO_NAMES, WRAPS
from quartzcron.ground.caches import listed
from quartzcron.language.nodes import Range
from quartzcron.language.terms import parse_field
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quartzcron.dialects import FieldRules


#: A longer word is beyond a slip, and would be read dozens of times.
_LONGEST = 100


def is_read(word: str, rules: FieldRules) -> bool:
    """Tell whether a field takes a word as it stands."""
    return not parse_field(word, rules).faults


@listed
@lru_cache(1024)
def repaired(word: str, rules: FieldRules) -> str | None:
    """Return a word of a field as it was meant, or None.

    >>> from quartzcron.dialects import DEFAULT
    >>> dow = DEFAULT.form(5).rules("day_of_week")
    >>> repaired("Monday..Fri", dow), repaired("[sat;Sunday]", dow), repaired("XYZ", dow)
    ('MON-FRI', 'sat,SUN', None)

    A word that is right is returned as it is. Cost: some readings of the field.
    """
    if is_read(word, rules):
        return word
    if len(word) > _LONGEST:
        return None
    plus = "+" if word.startswith("+") else ""
    for separate in _SEPARATORS:
        terms = separate(word.removeprefix("+")).split(",")
        # Two commas are one; a comma at an end may belong to the word beside it.
        inner = [term for place, term in enumerate(terms) if term or place in (0, len(terms) - 1)]
        better = [_term(term, rules) for term in inner]
        if None not in better:
            joined = ",".join(filter(None, better))
            if is_read(joined, rules):
                return plus + joined
    return None


# --- separators ---------------------------------------------------------------

_LISTS = re.compile(r"[;|&]")
_RANGES = re.compile(r"\.{2,3}|->|=>")
_WORDS = re.compile(
    r"(?<=[A-Za-z0-9])(?:_(?:to|through|thru)_|_and_)(?=[A-Za-z0-9])", re.IGNORECASE
)


def _as_written(word: str) -> str:
    return word


def _by_signs(word: str) -> str:
    """Put lists by ; | & and ranges by .. into the signs of cron; a pair of brackets goes."""
    for opening, closing in ("[]", "()", "{}"):
        if word[:1] == opening and word[-1] == closing:
            word = word[1:-1]
            break
    return _LISTS.sub(",", _RANGES.sub("-", word))


_SEPARATORS: tuple[Callable[[str], str], ...] = (_as_written, _by_signs)


# --- one term -------------------------------------------------------------------


def _term(term: str, rules: FieldRules) -> str | None:
    """Return a term as it was meant, or None: the first way that the field reads."""
    if not term:
        return None
    return next((way for way in _ways(term, rules) if way and is_read(way, rules)), None)


def _ways(term: str, rules: FieldRules) -> Iterator[str | None]:
    yield term
    yield term.upper()
    yield _named(term, rules)
    yield _numbered(term, rules)
    yield _one_value(term)
    yield from _last(term, rules)
    yield _short_numbers(term, rules)
    yield from _open_step(term, rules)
    if not rules.wraps_with_step:
        # The system goes round, and only miscounts.
        yield from gone_round(term, rules.replace(wraps_with_step=True))
    if not rules.range_to_sunday:
        yield from gone_round(term, rules.replace(range_to_sunday=True, reversed_range=WRAPS))


def _numbered(term: str, rules: FieldRules) -> str | None:
    """Return a term with a number for every name, where the field takes no names."""
    named = _named(term, rules) if rules.names == NO_NAMES else None
    if named is None:
        return None
    field = rules.field

    def number(name: re.Match[str]) -> str:
        value = rules.written(field.low + field.names.index(name[0]))
        # The Sunday that ends a range is the 7, where there is one.
        ends = name.start() > 0 and named[name.start() - 1] == "-"
        return str(rules.high if ends and value == rules.low and rules.last < rules.high else value)

    return _LETTERS.sub(number, named)


def _one_value(term: str) -> str | None:
    """Return the value of a range that begins and ends with it."""
    first, _, last = term.partition("-")
    return first if first == last else None


_LETTERS = re.compile(r"[A-Za-z]+")


def _named(term: str, rules: FieldRules) -> str | None:
    """Return a term with every name in three letters; None where a word is no name."""
    if not rules.field.names:
        return None
    pieces = []
    end = 0
    for found in _LETTERS.finditer(term):
        word = found[0].upper()
        name = None if _is_last_of_name(word) else meant_by(word, rules.name)
        if name is None or (len(name) > 3 and found[0] != term):
            # `weekdays` is a range or a list: it stands alone.
            return None
        pieces += [term[end : found.start()], name]
        end = found.end()
    return "".join([*pieces, term[end:]])


def _is_last_of_name(word: str) -> bool:
    """Tell whether a word is a name with an L or a W: FRIL is not a misspelt FRI."""
    return word[-1:] in ("L", "W") and not is_known(word) and is_known(word[:-1])


#: The last day of the month in other words.
_LAST_DAYS = frozenset({"L", "LAST", "LASTDAY", "LAST-DAY", "-1", "$"})
_LAST_WORKDAYS = frozenset({"LW", "WL", "LASTW", "LAST-W", "LASTWEEKDAY", "LASTWORKDAY"})

_LAST_NAMED = re.compile(
    r"(?:LAST[-_]?|L)(?P<before>[A-Z]{2,})"
    r"|(?P<after>[A-Z]{2,}?)(?:[-_]?LAST|#LAST|#-1|#L|L)"
    r"|L(?P<number>\d)|(?P<digit>\d)(?:L|#L)"
)


def _last(term: str, rules: FieldRules) -> Iterator[str]:
    """Yield the ways to write the last day, or the last of a weekday, that a term may be one of."""
    upper = term.upper()
    if rules.name == "day_of_month":
        if upper in _LAST_DAYS:
            yield from ("L", "last")
        if upper in _LAST_WORKDAYS:
            yield "LW"
    if rules.name != "day_of_week":
        return
    found = _LAST_NAMED.fullmatch(upper)
    if found is None:
        return
    word = found["before"] or found["after"]
    if word:
        name = meant_by(word, rules.name)
        if name is None or len(name) > 3:
            return
        number = rules.written(rules.field.names.index(name))
        yield from (f"{name}L", f"{name}#L", f"L{number}", f"{number}L")
    elif rules.monday == 1:
        # Where Sunday is 1 nobody knows from which system a number in front came along.
        digit = found["number"] or found["digit"]
        yield from (f"{digit}L", f"L{digit}", f"{digit}#L")


def _short_numbers(term: str, rules: FieldRules) -> str | None:
    """Return a term without leading zeros, where a field reads so many digits only."""
    if rules.most_digits is None:
        return None
    return re.sub(r"(?<!\d)0+(?=\d)", "", term)


def _open_step(term: str, rules: FieldRules) -> Iterator[str]:
    """Yield a step that begins at a value, or at nothing, as a range or a star with a step."""
    base, slash, step = term.partition("/")
    if not slash or not step.isdigit() or int(step) >= rules.field.size:
        return
    if base in ("", "?"):
        yield f"*/{step}"
    elif base.isdigit() and not rules.open_step:
        yield f"{base}-{rules.last}/{step}"


def gone_round(term: str, rules: FieldRules) -> Iterator[str]:
    """Yield the values of a range around the end of its field, as lists that any field takes."""
    nodes = parse_field(term, rules).nodes
    if len(nodes) != 1 or not isinstance(nodes[0], Range):
        return
    node, field = nodes[0], rules.field
    size = field.size
    distance = (node.last - node.first) % size
    values = [
        rules.written((node.first - field.low + walked) % size + field.low)
        for walked in range(0, distance + 1, node.step)
    ]
    if node.named:
        names = [field.names[rules.inside(value) - field.low] for value in values]
        yield ",".join(names)
    elif node.step == 1:
        top = values.index(rules.low)
        runs = [run for run in (values[:top], values[top:]) if run]
        yield ",".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
    yield ",".join(map(str, values))
