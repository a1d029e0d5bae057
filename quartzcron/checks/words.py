"""Warnings about schedules in words: what no documentation describes, and days that months lack.

The fields of such a text are not to be found in it, so the checks of fields and
terms pass it over. These look at the words themselves.
"""

from __future__ import annotations

from quartzcron.checks.days import missing_day
from quartzcron.errors import problem, shown
from quartzcron.language.dates_in_words import MOST_WEEKS, ORDINALS, names_of, said_by, tokens
from quartzcron.language.nodes import Single
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.writing import Order, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.checks.subject import Subject
    from quartzcron.errors import Problem
    from quartzcron.language.dates_in_words import Said


def doubts_about_words(subject: Subject) -> Iterator[Problem]:
    """Yield the warnings about a text in words; nothing for an @ word."""
    text = subject.parsed.text
    if text.strip()[0] == "@":
        return
    said, _ = said_by(text, subject.dialect.title)
    assert said is not None  # the text is right
    for start, end in said.doubts:
        # Fields, or other words, that say the same and leave nothing open.
        plain = written(Order(subject.matcher, subject.dialect))
        found, title = shown(text[start:end]), subject.dialect.title
        yield problem("unverified/meaning", None, (start, end), plain, found=found, title=title)
    yield from _missing_numbers(subject)
    yield from _fifth_weekday(subject, said)


def _missing_numbers(subject: Subject) -> Iterator[Problem]:
    """Day 31: some months have none."""
    for node in subject.fields["day_of_month"][1].nodes:
        if isinstance(node, Single):
            for found in missing_day(subject, node):
                yield found.replace(span=_place_of(node.value, subject), hint=None)


def _fifth_weekday(subject: Subject, said: Said) -> Iterator[Problem]:
    """A fifth Friday: some months have none. All five of them are each Friday."""
    if MOST_WEEKS in said.weeks and len(set(said.weeks)) < MOST_WEEKS:
        start, end = span = _place_of(MOST_WEEKS, subject)
        word = subject.parsed.text[start:end]
        names = names_of(said.weekdays).replace(",", " or ")
        yield problem("skips-months/fifth", "day_of_week", span, found=word, weekday=names)


def _place_of(day: int, subject: Subject) -> tuple[int, int]:
    """Return where the words name a day, as a number or an ordinal."""
    return next(
        (place, place + len(word))
        for place, word in tokens(subject.parsed.text)
        if day == (int(word) if word.isdecimal() else ORDINALS.get(word))
    )
