"""What lies on and around an expression: quotes, labels, odd blanks, signs that only look right.

A text that was copied brings things along that no cron means anything by. They
are taken off here, each with its place, and nothing else: no number, no name
and no word of the user's is dropped or changed. What remains is still the
user's text, and every character of it knows where it stood.
"""

from __future__ import annotations

import re
from unicodedata import category, decimal, name, normalize

from quartzcron.errors import shown
from quartzcron.language.text import AROUND
from quartzcron.records import Record

#: Texts of these characters alone have nothing on or around them.
_PLAIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*?/,-+#@_~ \t")


class Finding(Record):
    """Something that was taken off: a key of the messages, where it stood, and what it was."""

    key: str
    span: tuple[int, int]
    found: str = ""


class Cleaned(Record):
    """A text without what lay around it; `places` has where each character stood.

    `wrapped` tells that it stood within cron( ).
    """

    text: str
    places: tuple[int, ...]
    findings: tuple[Finding, ...] = ()
    wrapped: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece of the clean text stood in the text as it was given."""
        if not self.places:
            return 0, 0
        first = self.places[min(start, len(self.places) - 1)]
        last = self.places[end - 1] + 1 if end > start else first
        return first, max(first, last)


def cleaned(text: str) -> Cleaned:
    """Return a text without what lies on and around its expression.

    >>> clean = cleaned('cron: "0 9 * * 1\\u20135"')
    >>> clean.text, [finding.key for finding in clean.findings]
    ('0 9 * * 1-5', ['not-ascii', 'wrapping/label', 'wrapping/quotes'])
    """
    inner = text.strip()
    if _PLAIN.issuperset(text) and inner[-1:] != "," and _LABEL.match(inner) is None:
        return Cleaned(text, tuple(range(len(text))))
    findings: list[Finding] = []
    signs = _plain_signs(text, findings)
    wrapped = False
    # Each thing may lie within another: a label around quotes around cron( ).
    while True:
        before = len(signs)
        for peel in (_stripped, _label, _quotes, _backslashes, _end, _brackets):
            signs = peel(signs, findings)
        within = _within_cron(signs, findings)
        wrapped = wrapped or within is not None
        signs = signs if within is None else within
        if len(signs) == before:
            break
    return Cleaned(
        "".join(sign for sign, _ in signs),
        tuple(place for _, place in signs),
        tuple(findings),
        wrapped,
    )


#: A text as it is taken apart: each character with its place.
Signs = list[tuple[str, int]]


def _text(signs: Signs) -> str:
    return "".join(sign for sign, _ in signs)


def _stripped(signs: Signs, _findings: list[Finding]) -> Signs:
    """White space around is nobody's fault."""
    first, last = 0, len(signs)
    while first < last and signs[first][0].isspace():
        first += 1
    while last > first and signs[last - 1][0].isspace():
        last -= 1
    return signs[first:last]


# --- on it: characters ------------------------------------------------------


def _plain_signs(text: str, findings: list[Finding]) -> Signs:
    """Return the characters that can be seen, those that only look right in their right form."""
    signs: Signs = []
    for place, sign in enumerate(text):
        span = (place, place + 1)
        if sign == " " or sign == "\t" or (sign.isascii() and sign.isprintable()):
            signs.append((sign, place))
        elif _is_invisible(sign):
            findings.append(Finding("invisible-character", span, _called(sign)))
        elif sign.isspace() or sign in "\x1c\x1d\x1e\x1f\x85":
            findings.append(Finding("white-space", span, _called(sign)))
            signs.append((" ", place))
        else:
            plain = ascii_for(sign)
            if plain is not None:
                findings.append(Finding("not-ascii", span, _called(sign)))
            signs.append((plain or sign, place))
    inner = text.strip(AROUND)
    around = len(text) - len(text.lstrip(AROUND)), len(text.rstrip(AROUND))
    # Line breaks around a text are white space like any other.
    findings[:] = [
        each
        for each in findings
        if each.key != "white-space" or (inner and around[0] <= each.span[0] < around[1])
    ]
    return signs


def _called(sign: str) -> str:
    """Return a character by its number and name, which is all that can be shown of some."""
    called = name(sign, "").lower()
    return f"U+{ord(sign):04X} ({called})" if called else f"U+{ord(sign):04X}"


#: Not of the category of formats, and not to be seen all the same.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def _is_invisible(sign: str) -> bool:
    """Tell whether a character shows nothing: zero width, marks of direction, selectors."""
    return (
        category(sign) == "Cf"
        or sign in _INVISIBLE
        or "\u180b" <= sign <= "\u180f"
        or "\ufe00" <= sign <= "\ufe0f"
    )


_LOOK_ALIKES = {
    **dict.fromkeys("\u2212\u30fc\u2500\u2501\u02d7\u00af", "-"),
    **dict.fromkeys("\u2217\u204e\u2731\ufe61\u22c6\u066d\u2055", "*"),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    **dict.fromkeys("\u3001\u060c\u201a\ufe50\ufe51", ","),
    **dict.fromkeys("\u061f\ufe56", "?"),
    # Letters of Cyrillic and Greek that look just like Latin ones.
    **dict(zip("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS", strict=True)),
    **dict(zip("аеорсухіјѕ", "aeopcyxijs", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
}


def ascii_for(sign: str) -> str | None:
    """Return the ASCII character that another one stands for, or None.

    >>> ascii_for("\\u2013"), ascii_for("\\uff2d"), ascii_for("\\u0665"), ascii_for("\\xb2")
    ('-', 'M', '5', None)

    Dashes, full-width forms, digits of any script, and letters that cannot be
    told apart by eye. A raised 2 is no 2.
    """
    digit = decimal(sign, None)
    if digit is not None:
        return str(digit)
    if category(sign) == "Pd":
        return "-"
    if sign in _LOOK_ALIKES:
        return _LOOK_ALIKES[sign]
    plain = normalize("NFKC", sign)
    if len(plain) == 1 and plain.isascii() and plain.isprintable() and category(sign)[0] != "N":
        return plain
    return None


# --- around it: quotes, labels, brackets -------------------------------------

_QUOTES = frozenset("\"'`\u00b4\u2018\u2019\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a")

_LABEL = re.compile(
    r"(?:-\s+)?(?P<quote>[\"']?)"
    r"(?:cron|schedule|expression|cron[ _-]?(?:expression|schedule|job|tab)"
    r"|schedule[ _-]?(?:expression|interval))"
    r"(?P=quote)\s*[:=]\s*(?=\S)"
    r"|using\s+cron\s+(?=\S)|-\s+(?=[\"'0-9*@])|[\u2022\u2023\u25e6\u25aa\u2043]\s*(?=\S)",
    re.IGNORECASE,
)


def _label(signs: Signs, findings: list[Finding]) -> Signs:
    """`cron: ...` and `schedule = ...` of a file, `USING CRON ...` of Snowflake."""
    found = _LABEL.match(_text(signs))
    if found is None:
        return signs
    end = found.end()
    span = (signs[0][1], signs[end - 1][1] + 1)
    findings.append(Finding("wrapping/label", span, shown(found[0].strip())))
    return signs[end:]


def _quotes(signs: Signs, findings: list[Finding]) -> Signs:
    """Quotation marks mean nothing to any cron, wherever they stand."""
    return _without(_QUOTES, "wrapping/quotes", signs, findings)


def _backslashes(signs: Signs, findings: list[Finding]) -> Signs:
    r"""Markdown writes \*, a shell too."""
    return _without(frozenset("\\"), "wrapping/backslash", signs, findings)


def _without(unwanted: frozenset[str], key: str, signs: Signs, findings: list[Finding]) -> Signs:
    kept = [each for each in signs if each[0] not in unwanted]
    if len(kept) < len(signs):
        places = [place for sign, place in signs if sign in unwanted]
        findings.append(Finding(key, (places[0], places[-1] + 1)))
    return kept


def _end(signs: Signs, findings: list[Finding]) -> Signs:
    """A full stop, a comma or a semicolon of the sentence or the program around it."""
    end = len(signs)
    while end and signs[end - 1][0] in ".,;\u3002":
        end -= 1
    if end == len(signs) or not end:
        return signs
    span = (signs[end][1], signs[-1][1] + 1)
    findings.append(Finding("wrapping/end", span, shown(_text(signs[end:]))))
    return signs[:end]


_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _brackets(signs: Signs, findings: list[Finding]) -> Signs:
    """One pair of brackets around all of it; `[1-5] 9 * * [1-5]` has two."""
    if len(signs) < 3:
        return signs
    opening, closing = signs[0][0], signs[-1][0]
    inside = _text(signs[1:-1])
    if _BRACKETS.get(opening) != closing or not _is_balanced(inside, opening, closing):
        return signs
    findings.append(Finding("wrapping/brackets", (signs[0][1], signs[-1][1] + 1)))
    return signs[1:-1]


def _is_balanced(inside: str, opening: str, closing: str) -> bool:
    """Tell whether brackets close in a text only what they opened there."""
    depth = 0
    for sign in inside:
        depth += (sign == opening) - (sign == closing)
        if depth < 0:
            return False
    return depth == 0


_CRON = re.compile(r"cron\s*\(", re.IGNORECASE)


def _within_cron(signs: Signs, findings: list[Finding]) -> Signs | None:
    """What stands within cron( ); None where there is no such thing."""
    text = _text(signs)
    opening = _CRON.match(text)
    if opening is None:
        return None
    closed = text.endswith(")")
    if text.count(")") != closed or text.count("(") != 1:
        return None
    findings.append(Finding("wrapper/not-here", (signs[0][1], signs[-1][1] + 1), "cron( )"))
    return signs[opening.end() : len(signs) - closed]
