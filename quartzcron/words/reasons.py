"""Explanations in other languages: each reason by the table of reasons, and the drawing of all.

A reason says what a field has and wants; its values are numbers, names of weekdays and months,
times, and pieces of the text.
"""

from __future__ import annotations

import re

from quartzcron.errors import printable, width
from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES
from quartzcron.ground.messages import REASONS, VALUES
from quartzcron.records import TYPE_CHECKING
from quartzcron.words.messages import wording_of, words_of
from quartzcron.words.recognition import Sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quartzcron.answers.explanations import Explanation
    from quartzcron.words.messages import Wording

_REASONS = Sentences(REASONS)

#: Between the sentences of a reason, and between the items of a list.
_BETWEEN = "; "
_ITEMS = re.compile(r", | and | or ")


def in_words(explanation: Explanation, locale: str) -> str:
    """Draw an explanation in a language; see `Explanation.in_words`."""
    wording = wording_of(locale)
    return str(explanation) if wording is None else "\n".join(_drawn(wording, explanation))


def _drawn(wording: Wording, explanation: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation, each sentence whole: terminals break them."""

    def word(key: str) -> str:
        return wording.template("value", key, VALUES)

    yield printable(explanation.text.strip())
    day = wording.names("weekdays", range(7), [explanation.moment.weekday()])[0]
    key = "fires" if explanation.fires else "does-not-fire"
    yield word(key).format(moment=explanation.moment, day=day)
    yield ""
    rows = [
        (each.matches, printable(each.text), each.reason)
        for each in explanation.fields
        if each.span is not None or not each.matches
    ]
    rows.append((explanation.day_matches, "", explanation.day_reason))
    marks = {match: word("yes" if match else "no") for match in (True, False)}
    columns = max(map(width, marks.values())), max(width(text) for _, text, _ in rows)
    for match, text, reason in rows:
        cells = zip((marks[match], text), columns, strict=True)
        head = "  ".join(cell + " " * (column - width(cell)) for cell, column in cells)
        yield f"  {head}  {reason_in_words(wording, reason)}"
    yield ""
    for key, reasons in (
        ("clock", explanation.clock),
        ("limit", explanation.limits),
        ("rolled", explanation.rolled),
    ):
        yield from (f"  {word(key)}  {reason_in_words(wording, each)}" for each in reasons)
    yield f"  {word('previous')}  {explanation.previous_fire_time or word('none')}"
    yield f"  {word('next')}  {explanation.next_fire_time or word('none')}"


def reason_in_words(wording: Wording, reason: str) -> str:
    """Return a reason in a language.

    Raises `ValueError` where it is none of the library's English ones.
    """
    return _BETWEEN.join(_said(wording, each) for each in reason.split(_BETWEEN))


def _said(wording: Wording, sentence: str) -> str:
    parts = _REASONS.parts(sentence)
    if parts is None:
        raise ValueError(f"this reason is none of the library's in English: {sentence!r}")
    key, values = parts
    said = {
        name: _SAYERS[name](wording, value) if name in _SAYERS else value
        for name, value in values.items()
    }
    return wording.template("reason", key, REASONS).format(**said)


def _value(wording: Wording, value: str) -> str:
    """Say a value of a field: a weekday or a month by its name, a number as it is."""
    for table, names in (("weekdays", WEEKDAY_NAMES), ("months", MONTH_NAMES)):
        if value in names:
            return wording.names(table, names, [value])[0]
    return value


def _item(wording: Wording, item: str) -> str:
    """Say one of several: a value, or a run of them."""
    first, to, last = item.partition(" to ")
    if not to:
        return _value(wording, item)
    ends = {"first": _value(wording, first), "last": _value(wording, last)}
    return wording.template("value", "range", VALUES).format(**ends)


def _values(wording: Wording, values: str) -> str:
    """Say a list of values, which may be cut."""
    begun, cut, last = values.partition(" ... ")
    items = [_item(wording, each) for each in _ITEMS.split(begun)]
    said = wording.listed(items, "or" if " or " in values else "and")
    if not cut:
        return said
    ends = {"values": ", ".join(items), "last": _item(wording, last)}
    return wording.template("value", "cut", VALUES).format(**ends)


def _day(wording: Wording, ordinal: str) -> str:
    """Say a day of the month that stands there as an ordinal; a piece of the text as it is."""
    number = ordinal[:-2]
    if not number.isdecimal():
        return ordinal
    return wording.template("value", "day", VALUES).format(n=number)


def _weekday(wording: Wording, weekday: str) -> str:
    return wording.names("weekdays", WEEKDAY_NAMES, [weekday[:3].upper()])[0]


def _days(wording: Wording, days: str) -> str:
    """Say dates and ranges of dates; what else days are made of stays as it is."""
    items = [_dates(wording, each) for each in re.split(r", | and ", days)]
    return wording.listed(items, "and")


def _dates(wording: Wording, days: str) -> str:
    ends = re.fullmatch(r"(?P<first>[\d-]{10}) to (?P<last>[\d-]{10})", days)
    if ends is None:
        return days
    return wording.template("value", "range", VALUES).format(**ends.groupdict())


#: What says the values of reasons that are words, by place.
_SAYERS: dict[str, Callable[[Wording, str], str]] = {
    "field": words_of("field."),
    "value": _value,
    "values": _values,
    "text": _day,
    "day": _day,
    "wanted": _day,
    "weekday": _weekday,
    "nth": words_of("nth."),
    "passes": words_of("passes."),
    "days": _days,
}
