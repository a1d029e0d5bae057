"""Broken texts: what people type instead of a cron expression, and what they meant.

A valid text is broken in one to three of the ways in `KINDS`, so that it is known what was
meant. Each kind says what a correction may make of it:

* `CORRECTABLE`: the text that was meant can be told, so most should come back;
* `REFUSED`: something would be dropped or guessed, so there must be no correction;
* `FREE`: the text that was meant, or none.

`broken_text(draw, ...)` draws with `random`, fast; `broken_texts()` is the strategy for
hypothesis around it. Nothing here asks the part of the library that corrects. What is
valid by accident is no broken text and is left out, after each step: behind a text that
already means something else nobody can find the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations
from random import Random
from typing import NamedTuple

import breaking_around as around
import breaking_fields as fields
import breaking_terms as terms
import strategies
from hypothesis import assume
from hypothesis import strategies as st
from valid_texts import pool

from quartzcron import Dialect, is_valid

CORRECTABLE = "correctable"
REFUSED = "refused"
FREE = "free"


class Kind(NamedTuple):
    """One way of breaking a text.

    Of a group at most one is used on a text. `stage` orders them: what changes a term comes
    before what tears terms apart, and that before what stands around the whole.
    """

    group: str
    name: str
    verdict: str
    stage: int
    breaking: Callable[[str, str, Random], str | None]


# Numbers come before words: whether the dialect takes a step or a range is seen only where
# nothing else is wrong yet.
_ANOTHER, _FIELDS, _WORDS, _QUESTION, _NAMES, _TERMS, _AROUND = range(7)

KINDS: tuple[Kind, ...] = (
    Kind("another", "another dialect's text", CORRECTABLE, _ANOTHER, fields.of_another_dialect),
    Kind("another", "EventBridge without its wrapper", CORRECTABLE, _ANOTHER, fields.bare_fields),
    Kind("another", "a text that two dialects read apart", FREE, _ANOTHER, fields.of_two_dialects),
    Kind("everyday", "weekdays and weekend", CORRECTABLE, _WORDS, terms.weekday_words),
    Kind("everyday", "@ words", CORRECTABLE, _WORDS, terms.at_words),
    Kind("everyday", "rarer @ words", FREE, _WORDS, terms.rarer_at_words),
    Kind("everyday", "words without their @", CORRECTABLE, _WORDS, terms.bare_words),
    Kind("ranges", "ranges that go down", FREE, _FIELDS, fields.falling_ranges),
    Kind("ranges", "swapped ends", REFUSED, _FIELDS, fields.swapped_hours),
    Kind("ends", "24 for midnight", FREE, _FIELDS, fields.midnight_as_24),
    Kind("ends", "24 on some days", REFUSED, _FIELDS, fields.some_days_at_24),
    Kind("ends", "hours to 24", REFUSED, _FIELDS, fields.hours_to_24),
    Kind("ends", "60 for the hour", FREE, _FIELDS, fields.hours_as_60),
    Kind("ends", "minutes beyond the field", REFUSED, _FIELDS, fields.minutes_beyond),
    Kind("ends", "7 for Sunday", FREE, _FIELDS, fields.sunday_as_7),
    Kind("ends", "0 for Sunday", FREE, _FIELDS, fields.sunday_as_0),
    Kind("steps", "steps of the field's size", FREE, _FIELDS, fields.steps_of_the_field),
    Kind("steps", "steps beyond the field", REFUSED, _FIELDS, fields.steps_beyond),
    Kind("last", "the last day in other words", FREE, _WORDS, fields.last_days),
    Kind("last", "the last weekday in other words", FREE, _WORDS, fields.last_weekdays),
    Kind("question", "* for ?", CORRECTABLE, _QUESTION, terms.stars_for_questions),
    Kind("question", "? for *", FREE, _QUESTION, terms.questions_for_stars),
    Kind("names", "full names", CORRECTABLE, _NAMES, terms.full_names),
    Kind("names", "plurals", CORRECTABLE, _NAMES, terms.plurals),
    Kind("names", "two letters", CORRECTABLE, _NAMES, terms.two_letters),
    Kind("names", "abbreviations", CORRECTABLE, _NAMES, terms.abbreviations),
    Kind("capitals", "other capitals", CORRECTABLE, _NAMES, terms.other_capitals),
    Kind("slips", "slips of spelling", FREE, _NAMES, terms.slips),
    Kind("slips", "slips near two words", FREE, _NAMES, terms.riddles),
    Kind("separators", "1..5", CORRECTABLE, _TERMS, terms.dots),
    Kind("separators", "1…5", FREE, _TERMS, terms.ellipses),
    Kind("separators", "Monday to Friday", CORRECTABLE, _TERMS, terms.to_and_through),
    Kind("separators", "[1-5]", CORRECTABLE, _TERMS, terms.bracketed_terms),
    Kind("separators", "Mon;Wed", CORRECTABLE, _TERMS, terms.other_commas),
    Kind("separators", "Mon and Wed", CORRECTABLE, _TERMS, terms.and_lists),
    Kind("blanks", "blanks in a term", CORRECTABLE, _TERMS, terms.torn_terms),
    Kind("blanks", "stars without blanks", CORRECTABLE, _TERMS, terms.glued_stars),
    Kind("blanks", "the wrong blanks", CORRECTABLE, _TERMS, terms.wrong_blanks),
    Kind("quotes", "quotes", CORRECTABLE, _AROUND, around.quotes),
    Kind("wrapping", "a sign behind the text", CORRECTABLE, _AROUND, around.trailing_signs),
    Kind("wrapping", "a key before the text", CORRECTABLE, _AROUND, around.keys),
    Kind("wrapping", "brackets", CORRECTABLE, _AROUND, around.brackets),
    Kind("wrapping", "cron( )", CORRECTABLE, _AROUND, around.cron_brackets),
    Kind("wrapping", "USING CRON", FREE, _AROUND, around.using_cron),
    Kind("wrapping", "half of the quotes", FREE, _AROUND, around.half_quotes),
    Kind("markdown", "\\* of Markdown", CORRECTABLE, _AROUND, around.markdown),
    Kind("unseen", "signs that cannot be seen", CORRECTABLE, _AROUND, around.unseen_signs),
    Kind("unseen", "other spaces", CORRECTABLE, _AROUND, around.other_spaces),
    Kind("unseen", "other dashes", CORRECTABLE, _AROUND, around.other_dashes),
    Kind("unseen", "other digits", CORRECTABLE, _AROUND, around.other_digits),
    Kind("unseen", "full-width signs", FREE, _AROUND, around.full_width_signs),
    Kind("extra words", "commands", REFUSED, _AROUND, around.commands),
    Kind("extra words", "comments", REFUSED, _AROUND, around.comments),
    Kind("extra words", "assignments", REFUSED, _AROUND, around.assignments),
    Kind("extra words", "a time behind an @ word", REFUSED, _AROUND, around.times_after_words),
    Kind("zones", "a zone behind the text", REFUSED, _AROUND, around.zones_after),
    Kind("zones", "a zone before the text", REFUSED, _AROUND, around.zones_before),
    Kind("zones", "USING CRON with a zone", REFUSED, _AROUND, around.zones_of_snowflake),
)

#: Groups that do not go together, since the text could be meant otherwise.
_CLASHES = {
    frozenset(pair)
    for pair in (
        # The number of the words tells whose text it is.
        ("another", "blanks"),
        # ? and * in the day fields tell Quartz's texts from Spring's and EventBridge's.
        ("another", "question"),
        # Each dialect has its own numbers: 1-5 is weekdays in one only.
        ("another", "everyday"),
        # Each dialect has its own ends: 7 is Sunday in one and Saturday in another, ...
        ("another", "ends"),
        ("another", "ranges"),
        ("another", "steps"),
        # ... and L its own meaning and place.
        ("another", "last"),
        # 22-24 may have been a range that goes down, */24 an end as much as a step.
        ("ranges", "ends"),
        ("steps", "ends"),
        ("steps", "ranges"),
        # WEEKDAYS: an everyday word or a plural? MONDA: one letter short of which of its names?
        ("everyday", "slips"),
        # A ? that was put for a * tells another dialect's text.
        ("question", "ends"),
        ("question", "steps"),
        # Stars that are glued can be counted only where no other sign is in doubt.
        ("question", "blanks"),
    )
}


class Broken(NamedTuple):
    """A broken text, its dialect, the valid text that was meant, and how it was broken."""

    text: str
    dialect: str
    meant: str
    kinds: tuple[Kind, ...]

    @property
    def verdict(self) -> str:
        """What a correction may make of it: the strictest of its kinds decides."""
        verdicts = {kind.verdict for kind in self.kinds}
        return next(each for each in (REFUSED, FREE, CORRECTABLE) if each in verdicts)

    @property
    def label(self) -> str:
        """The names of its kinds."""
        return " + ".join(kind.name for kind in self.kinds)


def go_together(kinds: tuple[Kind, ...]) -> bool:
    """Tell whether a text broken in all these ways still has one meaning."""
    return all(
        one.group != other.group and frozenset((one.group, other.group)) not in _CLASHES
        for one, other in combinations(kinds, 2)
    )


def break_text(meant: str, dialect: str, kinds: tuple[Kind, ...], draw: Random) -> Broken | None:
    """Break a valid text in all these ways, or return None where one of them does not apply."""
    text = meant
    order = sorted(kinds, key=lambda kind: (kind.stage, draw.random()))
    for kind in order:
        broken = kind.breaking(text, dialect, draw)
        if broken is None or broken == text or is_valid(broken, dialect):
            return None
        # 0 0 9 * * 6L for Quartz is Spring's text of another day: nobody can tell. Texts that
        # were brought along on purpose are to be told, and */90 is to be seen for what it is.
        if kind.group not in ("another", "steps") and not fields.agreed(broken, meant, dialect):
            return None
        text = broken
    return Broken(text, dialect, meant, tuple(order))


#: How many texts of a dialect a test tries with each way of breaking.
FEW = 8


@cache
def fitting(kind: Kind, dialect: str, enough: int = FEW) -> tuple[str, ...]:
    """Return up to so many valid texts of a dialect that can be broken in one way."""
    draw = Random(kind.name)
    found: list[str] = []
    texts = pool(dialect, min(25 * enough, 600))
    # A translation takes long, and what can be translated at all is found soon.
    for text in texts[: 3 * enough] if kind.group == "another" else texts:
        if text not in found and break_text(text, dialect, (kind,), draw):
            found.append(text)
            if len(found) == enough:
                break
    return tuple(found)


def dialects_of(kind: Kind) -> tuple[str, ...]:
    """Return the names of the dialects whose texts can be broken in one way."""
    return tuple(name for name in Dialect.names() if fitting(kind, name))


def broken_text(
    draw: Random, kind: Kind, dialect: str, faults: int, enough: int = FEW
) -> Broken | None:
    """Draw a text that is broken in one way and, by chance, in others beside it.

    None after some tries, where nothing fits. `enough` is how many valid texts of the
    dialect to begin with.
    """
    texts = fitting(kind, dialect, enough)
    for _ in range(20 if texts else 0):
        kinds = (kind, *draw.sample(KINDS, faults - 1))
        if go_together(kinds):
            found = break_text(draw.choice(texts), dialect, kinds, draw)
            if found:
                return found
    return None


@st.composite
def broken_texts(
    draw: st.DrawFn, verdicts: tuple[str, ...] = (CORRECTABLE, FREE, REFUSED)
) -> Broken:
    """Draw a text broken in one to three ways whose verdict is one of those asked for."""
    kind = draw(st.sampled_from([kind for kind in KINDS if kind.verdict in verdicts]))
    dialect = draw(st.sampled_from(dialects_of(kind)))
    meant = st.sampled_from(fitting(kind, dialect))
    if dialect in strategies.DIALECTS:
        meant = st.one_of(meant, strategies.texts(dialect))
    others = st.sampled_from([other for other in KINDS if other.verdict in verdicts])
    kinds = (kind, *draw(st.lists(others, max_size=2)))
    assume(go_together(kinds))
    found = break_text(draw(meant), dialect, kinds, Random(draw(st.integers(0, 2**32))))
    assume(found is not None)
    assert found is not None
    return found
