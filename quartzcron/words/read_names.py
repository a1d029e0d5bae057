"""The grammar of a language: its frames as rules, and its names, numbers and times."""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter

from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING
from quartzcron.words.frames import FRAMES
from quartzcron.words.grammar import Grammar, RefusedError, lowered
from quartzcron.words.languages import spoken
from quartzcron.words.read_english import (
    NAMES,
    NUMBERS,
    ORDINALS,
    english_rows,
    rewritten,
    times_said,
)
from quartzcron.words.read_frames import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quartzcron.words.grammar import Found, Parsing, Terminal
    from quartzcron.words.languages import Language

#: Numbers that are asked for the plurals of a frame: each form of any language is among them.
_COUNTS = (*range(130), 1000, 1_000_000)

#: What the longest number has of digits.
_DIGITS = re.compile(r"[0-9]{1,4}(?![0-9])")


@listed
@lru_cache(64)
def grammar_of(locale: str) -> Grammar:
    """Return the grammar of the language of a locale.

    Cost: some ten milliseconds, once.
    """
    language, _ = spoken(locale)
    # (The locale decides the territory; what depends on that is no matter of grammar.)
    english = is_english(language)
    grammar = Grammar({"": _joints(language, english)})
    for kind, key, action, places in ROWS:
        for text in _texts(language, key):
            if english:
                text = rewritten_frame(text)
            grammar.add(kind, text, action, {"n": "INT"} | places)
    names = language.names
    for kind, key in (("DATE", "date"), ("YEARLY", "month-day")):
        places = {"year": "INT", "month": "MONTH", "m": "MONTH_NUMBER", "day": "DATE_DAY"}
        grammar.add(kind, names[key], _date, places)
    if english:
        for kind, text, action, places in english_rows():
            grammar.add(kind, text, action, {"n": "INT"} | places)
    grammar.terminals = {
        "WEEKDAY": _named(language, "weekdays", 0, NAMES["weekdays"] if english else {}),
        "MONTH": _named(language, "months", 1, NAMES["months"] if english else {}),
        "INT": _numbers(language, english),
        "MONTH_NUMBER": _month_numbers,
        "TIME": _times(language, english),
        "AT_TIME": _times(language, english, in_list=True),
    }
    return grammar


def is_english(language: Language) -> bool:
    """Tell whether a language has the synonyms of English."""
    return bool(language.names["weekdays"][0] == "Monday")


def rewritten_frame(text: str) -> str:
    """Return a frame in the words of the rules; its places stay."""
    pieces = re.split(r"(\{[^}]*\})", text)
    return "".join(
        each if each[:1] == "{" else rewritten(each, [0] * len(each))[0] for each in pieces
    )


def _date(month: int = 0, m: int = 0, day: int = 0, year: int | None = None) -> tuple[int, ...]:
    """Return month, day and year of a date."""
    return (month or m, day) if year is None else (month or m, day, year)


def _texts(language: Language, key: str) -> tuple[str, ...]:
    """Return all texts that a frame has: by number, by kind of weekday, and beside years."""
    if key.startswith("="):
        return (key[1:],)
    found: dict[str, None] = {}
    for each in (key, f"{key}~years"):
        texts = FRAMES.get(each)
        if texts is not None:
            counts = (None,) if len(texts) == 1 else _COUNTS
            for kind in ("", *sorted(set(language.kinds))):
                found |= dict.fromkeys(language.frame(each, n, kind) for n in counts)
    return tuple(found)


def _joints(language: Language, english: bool) -> tuple[str, ...]:
    """Return what stands between the items of a list."""
    patterns = [text for word in ("and", "or") for text in language.names[word].values()]
    found = [re.sub(r"\{[01]\}", "", text) for text in patterns]
    more = [", or ", " and at ", ", at ", ", and at "] if english else []
    return tuple(sorted({lowered(each) for each in [*found, *more]}, key=len, reverse=True))


# --- names and numbers --------------------------------------------------------------------


def _named(language: Language, table: str, low: int, more: Mapping[str, int]) -> Terminal:
    """Return a reader of names in any of their forms: a mask."""

    def read(parsing: Parsing, form: str, start: int) -> Found:
        names = language.table(f"{table}-{form}" if form else table)
        known = {lowered(name): 1 << place + low for place, name in enumerate(names)} | dict(more)
        found = []
        for name, mask in known.items():
            end = start + len(name)
            if parsing.text.startswith(name, start) and parsing.is_end(end):
                found.append((end, mask))
        return tuple(found)

    return read


def _numbers(language: Language, english: bool) -> Terminal:
    """Return a reader of numbers, and of their ordinals."""
    ordinals = [
        tuple(lowered(language.frame(key)).split("{n}"))
        for key in FRAMES
        if key.startswith("ordinal.")
    ]
    frames = tuple(dict.fromkeys(ordinals))

    def read(parsing: Parsing, form: str, start: int) -> Found:
        text = parsing.text
        found = []
        if form != "ordinal":
            digits = _DIGITS.match(text, start)
            if digits:
                found.append((digits.end(), int(digits[0])))
        else:
            for before, after in frames:
                digits = _DIGITS.match(text, start + len(before))
                if digits and text.startswith(before, start):
                    end = digits.end() + len(after)
                    if lowered(language.ordinal(int(digits[0]))) == text[start:end]:
                        found.append((end, int(digits[0])))
        if english:
            words = ORDINALS if form == "ordinal" else NUMBERS
            for word, number in words.items():
                end = start + len(word)
                if (
                    text.startswith(word, start)
                    and parsing.is_end(end)
                    and text[end : end + 1] != "-"
                ):
                    found.append((end, number))
        return tuple(dict.fromkeys(found))

    return read


def _month_numbers(parsing: Parsing, _form: str, start: int) -> Found:
    """Read the number of a month: a mask."""
    digits = _DIGITS.match(parsing.text, start)
    number = int(digits[0]) if digits else 0
    return ((digits.end(), 1 << number),) if digits and 1 <= number <= 12 else ()


# --- times of day -----------------------------------------------------------------------------


def _times(language: Language, english: bool, in_list: bool = False) -> Terminal:
    """Return a reader of times of day, in seconds after midnight; in a list each is a tuple."""
    halves = [lowered(half) for half in language.names["halves"]]
    patterns = {form: tuple(_clocks(language, form)) for form in _forms(language)}

    def found_by(parsing: Parsing, form: str, start: int) -> Iterator[tuple[int, int]]:
        for pattern in patterns.get(form) or patterns[""]:
            found = pattern.match(parsing.text, start)
            if found and not parsing.text[found.end() : found.end() + 1].isdigit():
                try:
                    yield found.end(), _time(found, halves)
                except RefusedError as error:
                    parsing.refuse(start, found.end(), error)

    def read(parsing: Parsing, form: str, start: int) -> Found:
        found = dict(found_by(parsing, form, start))
        if english:
            found |= times_said(parsing, start, in_list)
        return tuple((end, (time,) if in_list else time) for end, time in found.items())

    return read


def _forms(language: Language) -> set[str]:
    """Return the forms in which frames ask for a time."""
    forms = {""}
    for key in FRAMES:
        for _, _, form, _ in Formatter().parse(language.frame(key)):
            if form and form != "ordinal":
                forms.add(form)
    return forms


def _clocks(language: Language, form: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns of times of day, with seconds and without, of both clocks."""
    frames = {language.time_frame(form, one) for one in (True, False)}
    for key in ("clock-12-seconds", "clock-12", "clock-seconds", "clock"):
        text = language.names[key]
        for frame in sorted(frames):
            yield re.compile(_pattern(frame.replace("{time}", text), language))


#: Patterns by CLDR's letters.
_LETTERS = {
    "m": "[0-9]{2}",
    "s": "[0-9]{2}",
    "H": "[0-9]{1,2}",
    "h": "[0-9]{1,2}",
    "K": "[0-9]{1,2}",
}


def _pattern(text: str, language: Language) -> str:
    halves = "|".join(re.escape(lowered(half)) for half in language.names["halves"])
    letters = {**_LETTERS, "half": halves}
    pieces = []
    for literal, place, _, _ in Formatter().parse(text):
        pieces.append(re.escape(lowered(literal)))
        pieces.append(f"(?P<{place}>{letters[place]})" if place else "")
    return "".join(pieces)


def _time(found: re.Match[str], halves: list[str]) -> int:
    """Return the time that a pattern has found, in seconds after midnight."""
    parts = found.groupdict()
    return time_of(
        int(parts.get("H") or parts.get("h") or parts.get("K") or 0),
        int(parts["m"]),
        int(parts.get("s") or 0),
        halves.index(parts["half"]) if "half" in parts else None,
        found[0],
    )


def time_of(hour: int, minute: int, second: int, half: int | None, text: str) -> int:
    """Return a time of day in seconds; `half` is 0 in the morning and 1 in the afternoon."""
    # (Where noon is 0 in the afternoon there is no 12, and the other way round.)
    if hour > (23 if half is None else 12) or minute > 59 or second > 59:
        raise RefusedError("no-time", found=text)
    if half is not None:
        hour = hour % 12 + 12 * half
    return hour * 3600 + minute * 60 + second
