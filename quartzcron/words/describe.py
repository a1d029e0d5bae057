"""`describe`: what fires when, in the words of a language.

The tree of phrases says what is to be said, the frames of the language how; here stands which
language, and which of its styles.
"""

from __future__ import annotations

from quartzcron.clock.instants import handling_of
from quartzcron.clock.zone_names import zone_text
from quartzcron.records import TYPE_CHECKING
from quartzcron.words.languages import spoken
from quartzcron.words.set_words import words_of
from quartzcron.words.speaking import SHORT, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from quartzcron.answers.algebra import FireTimes

NORMAL, FULL = "normal", "full"


def describe(subject: FireTimes, locale: str, style: str, hour12: bool | None) -> str:
    """Return what fires when, in the words of a language; see `FireTimes.describe`."""
    if style not in (NORMAL, SHORT, FULL):
        raise ValueError(f"style must be normal, short or full, not {style!r}")
    language, place = spoken(locale)
    voice = Voice(language, style, place.hour12 if hour12 is None else hour12, place.first_day)
    said = _begun(_closed(words_of(voice, subject)))
    return _in_full(voice, subject, said) if style == FULL else said


def _begun(text: str) -> str:
    """Return a sentence with a capital, where the script has them."""
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    """Return a sentence without the commas that close a clause where nothing follows it.

    >>> _closed("every day, except Sunday,; every Friday, if that is the 13th,")
    'every day, except Sunday; every Friday, if that is the 13th'
    """
    for mark in ",;:)":
        text = text.replace(f",{mark}", mark)
    return text.removesuffix(",")


# --- in full -----------------------------------------------------------------------------


def _in_full(voice: Voice, subject: FireTimes, said: str) -> str:
    """Return a description with the sentences that follow it."""
    whole = voice.say("full.sentence", text=said)
    for more in _more(voice, subject):
        sentence = voice.say("full.sentence", text=_begun(more))
        whole = voice.say("full.sentences", first=whole, second=sentence)
    # One full stop where an abbreviation has one already: 2026 г.
    return whole.replace("..", ".")


def _more(voice: Voice, subject: Any) -> Iterator[str]:
    """Yield how often it fires, and in a zone what changes of the clock do."""
    most = subject.most_per_day()
    if most:
        yield voice.say("full.most", most)
    if not hasattr(subject, "expression") or not most:
        return
    name = zone_text(subject.tz)
    if name is not None and voice.language.city(name) is not None:
        yield voice.say("full.zone", zone=name)
        handling = handling_of(subject._matcher, subject.dst_policy)
        yield voice.say(f"full.gap.{handling.gap}")
        yield voice.say(f"full.fold.{handling.fold}")
