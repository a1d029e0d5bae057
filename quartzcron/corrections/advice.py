"""What to write instead: turns the parser's finds into hints that are right.

Every text given as a hint has been read by the rules it is recommended for.
This room runs only when a text is wrong, so it may take its time, and loads
what it needs when it needs it.
"""

from __future__ import annotations

from itertools import pairwise

from quartzcron.calendar.matcher import compile_nodes
from quartzcron.compiling.service_rules import broken_rules
from quartzcron.dialects import Dialect
from quartzcron.errors import LONGEST_TEXT, MOST_DRAWN, problem, shown
from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES
from quartzcron.language.text import AROUND, BLANKS, is_zone, parse, split
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quartzcron.errors import Problem

#: Problems for which another dialect that takes the very text is worth naming.
_ELSEWHERE = frozenset(
    {
        "field-count",
        "special-not-here",
        "last-needs-weekday",
        "unknown-shorthand",
        "names-not-here",
        "day-fields-neither",
        "out-of-range",
        "wrapper",
        "step-not-here",
    }
)
#: In which order they are tried: the ones that people most often mean first.
_ORDER = (
    "quartz",
    "unix",
    "quartzcron",
    "google-cloud-scheduler",
    "spring",
    "croniter",
    "eventbridge",
)


def advise(text: str, problems: Sequence[Problem], dialect: Dialect) -> tuple[Problem, ...]:
    """Return the problems of a text with their hints filled in."""
    if len(text) > LONGEST_TEXT:
        return tuple(problems)
    for explains_all in (_misspelt_blanks, _split_list, _extra_text):
        whole = explains_all(text, dialect)
        if whole is not None:
            return (whole,)
    if len(problems) > MOST_DRAWN:
        # So much is wrong that no hint would help; and each would be checked by reading anew.
        return tuple(problems)
    problems = [_with_ascii(each, text) for each in problems]
    corrected = _corrected(text, problems, dialect)
    elsewhere = _elsewhere(text, problems, dialect)
    return tuple(
        _with_hint(each, text, len(problems), corrected, elsewhere, dialect) for each in problems
    )


def _with_hint(
    each: Problem,
    text: str,
    count: int,
    corrected: str | None,
    elsewhere: Dialect | None,
    dialect: Dialect,
) -> Problem:
    """Return a problem, one of so many, with the text that helps against it."""
    if each.hint is not None:
        return each
    replacement = each.values.get("replacement")
    if replacement is not None:
        if corrected is not None:
            return each.replace(hint=corrected)
        # It must help, whatever else is wrong: or else it is no replacement.
        better = _put(text, each)
        if count > 1 and len(parse(better, dialect).problems) < count:
            # A lone ? says nothing: show it in its place.
            alone = better if each.code.startswith("day-fields") else str(replacement)
            return each.replace(hint=alone or None)
        each = _without_replacement(each)
    if each.code not in _ELSEWHERE:
        return each
    if elsewhere is not None:
        hint = f"the dialect {elsewhere.name}, which takes this text"
        return each.replace(hint=hint, values={**each.values, "dialect": elsewhere.name})
    # A text of another system, within the wrapper of this one.
    inner = _elsewhere(_unwrapped(text, dialect), [each], dialect)
    if inner is None:
        return each
    return each.replace(hint=f"the dialect {inner.name}, which takes what is within the ( )")


def _without_replacement(each: Problem) -> Problem:
    values = {name: value for name, value in each.values.items() if name != "replacement"}
    return each.replace(values=values)


#: A term tells its first fault only: MONDAY-FRIDAY has two.
_PASSES = 3


def _corrected(text: str, problems: Sequence[Problem], dialect: Dialect) -> str | None:
    """Return the text with all replacements put in, if that makes it right."""
    for _ in range(_PASSES):
        # From the right, so that the spans further left stay true.
        for each in sorted(problems, key=lambda found: found.span, reverse=True):
            if "replacement" not in each.values:
                return None
            text = _put(text, each)
        problems = parse(text, dialect).problems
        if not problems:
            break
    return text.strip(AROUND) if is_right(text, dialect) else None


def _put(text: str, each: Problem) -> str:
    """Return the text with the replacement of a problem in the place of its span."""
    start, end = each.span
    return f"{text[:start]}{each.values['replacement']}{text[end:]}"


def is_right(text: str, dialect: Dialect) -> bool:
    """Tell whether a text is read without a problem and breaks no service rule."""
    parsed = parse(text, dialect)
    if parsed.problems:
        return False
    return not dialect.service_rules or not broken_rules(parsed, compile_nodes(parsed), dialect)


def _unwrapped(text: str, dialect: Dialect) -> str:
    """Return what is within the wrapper of a dialect; nothing where there is none."""
    opening, _, rest = text.strip(AROUND).partition("(")
    wrapped = dialect.wrapper and opening.lower() == dialect.wrapper and rest.endswith(")")
    return rest[:-1] if wrapped else ""


def _elsewhere(text: str, problems: Sequence[Problem], dialect: Dialect) -> Dialect | None:
    """Return a dialect that takes the text as it stands."""
    if not any(each.code in _ELSEWHERE for each in problems):
        return None
    others = (Dialect.named(name) for name in _ORDER if name != dialect.name)
    return next((other for other in others if is_right(text, other)), None)


# --- characters that look right --------------------------------------------


def _with_ascii(each: Problem, text: str) -> Problem:
    """Say which ASCII text a run of look-alikes stands for."""
    if each.code != "not-ascii":
        return each
    meant = _ascii(text[slice(*each.span)])
    return each if meant is None else each.replace(values={**each.values, "replacement": meant})


def _ascii(run: str) -> str | None:
    """Return the ASCII spelling of dashes, full-width forms and foreign digits, or None.

    >>> _ascii("\\u2013"), _ascii("\\uff2d\\uff2f\\uff2e"), _ascii("\\u0665"), _ascii("\\xb2")
    ('-', 'MON', '5', None)
    """
    from unicodedata import category, decimal, normalize

    plain = ""
    for character in run:
        digit = decimal(character, None)
        if digit is not None:
            plain += str(digit)
        elif category(character) == "Pd" or character == "\u2212":
            plain += "-"
        elif "\uff01" <= character <= "\uff5e":
            plain += normalize("NFKC", character)
        else:
            return None
    return plain


def _misspelt_blanks(text: str, dialect: Dialect) -> Problem | None:
    """Point at a line break or an odd blank where ordinary ones would make the text right."""
    inner = text.strip(AROUND)
    plain = " ".join(inner.split())
    odd = next((c for c in inner if c.isspace() and c not in BLANKS), None)
    if odd is None or not is_right(plain, dialect):
        return None
    place = text.index(odd, text.index(inner[0]))
    message = f"fields are kept apart by blanks or tabs, not by {shown(odd)} (U+{ord(odd):04X})"
    return problem("white-space", None, (place, place + 1), message, plain, replacement=" ")


def _split_list(text: str, dialect: Dialect) -> Problem | None:
    """Point at a blank beside a comma where the text would be right without it."""
    found = split(text)
    spaced = " ".join(word for _, word in found)
    joined = spaced.replace(", ", ",").replace(" ,", ",")
    if joined == spaced or not is_right(joined, dialect):
        return None
    left, right = next(
        (here, there)
        for here, there in pairwise(found)
        if here[1].endswith(",") or there[1].startswith(",")
    )
    span = (left[0] + len(left[1]), right[0])
    message = "a list takes no blanks: they would begin the next field"
    return problem("blank-in-list", None, span, message, joined, replacement="")


def _extra_text(text: str, dialect: Dialect) -> Problem | None:
    """Point at the command or the remark of a line out of a crontab."""
    words = split(text)
    for count in dialect.counts:
        if count < len(words) and _is_no_field(words[count][1]):
            start = words[count][0]
            kept = text[:start].strip(AROUND)
            if is_right(kept, dialect):
                message = f"the expression ends after {count} fields: the rest belongs elsewhere"
                span = start, words[-1][0] + len(words[-1][1])
                return problem("extra-text", None, span, message, kept, replacement="")
    return None


def _is_no_field(word: str) -> bool:
    """Tell whether a word is a command or a remark, not a field with a mistake in it."""
    if word[0] in "#/":
        return True
    # The parser has a better word for a zone.
    if is_zone(word):
        return False
    return len(word) > 2 and word[:3].isalpha() and word[:3].upper() not in _NAMES


_NAMES = frozenset(WEEKDAY_NAMES + MONTH_NAMES)
