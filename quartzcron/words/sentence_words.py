"""Sentences in words: times, days and years of a tree put together."""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING
from quartzcron.words.clock_words import clock_words, times, within_words
from quartzcron.words.day_words import are_a_range, day_words, year_words
from quartzcron.words.phrases import EveryDay, Never, Once, Points, Within

if TYPE_CHECKING:
    from collections.abc import Callable

    from quartzcron.words.phrases import Sentence, When
    from quartzcron.words.speaking import Voice


def sentence_words(voice: Voice, tree: Sentence) -> str:
    """Return a tree in words, without a capital."""
    match tree:
        case Never():
            return voice.say("never")
        case Once(date, time):
            day = voice.date(date.month, date.day, date.year)
            return voice.say("once", date=day, time=voice.time(time, bool(time % 60)))
    return in_years(voice, tree, lambda own: _recurring(own, tree))


def in_years(voice: Voice, when: When, said: Callable[[Voice], str]) -> str:
    """Return what recurs, with the years in which it does; `said` puts it into words."""
    if when.years is None:
        return said(voice)
    own = voice if are_a_range(when.years) else voice.among_years()
    return voice.say("in-years", when=said(own), years=year_words(voice, when.years))


def _recurring(voice: Voice, when: When) -> str:
    """Return times and days, whatever the years."""
    clock, seconds = when.clock, ""
    if isinstance(clock, Within):
        seconds = within_words(voice, clock.seconds)
        clock = clock.clock
    if isinstance(clock, Points):
        days = day_words(voice, when.days, when.months)
        said = voice.say("at", days=days, times=times(voice, clock))
        if seconds:
            said = voice.say("within", clock=said, seconds=seconds)
    else:
        said = clock_words(voice, clock)
        if seconds:
            said = voice.say("within", clock=said, seconds=seconds)
        if not isinstance(when.days, EveryDay) or when.months is not None:
            said = voice.say("on-days", clock=said, days=day_words(voice, when.days, when.months))
    return said
