"""Schedules and sets in words: what surrounds an expression, and what is made of several.

Sets nest as deep as one likes, so they are gone through with a list of what is still to do.
What a schedule adds is said in the order of `_LIMITS`: zone, bounds, days, what is left out, and
where runs on these days go.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import filterfalse

from quartzcron.answers.algebra import FireTimes
from quartzcron.answers.days import Days
from quartzcron.answers.fire_sets import FireSet
from quartzcron.clock.zone_names import zone_text
from quartzcron.records import TYPE_CHECKING
from quartzcron.words.dated_words import (
    date_words,
    days_words,
    given_words,
    is_midnight,
    moment_words,
    whole_days,
)
from quartzcron.words.sentence_words import sentence_words
from quartzcron.words.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from quartzcron.words.speaking import Voice

#: Longer than this nobody reads, and a set made of itself again and again doubles each time.
LONGEST = 10_000

#: The frame of each operation.
_FRAMES = {"|": "set.either", "&": "set.both", "-": "set.without", "^": "set.one"}


def words_of(voice: Voice, top: FireTimes) -> str:
    """Return what fires when of any set of fire times, without a capital.

    Raises `ValueError` where that is too long to be read.
    """
    said: dict[int, str] = {}
    rest: list[Any] = [top]
    while rest:
        each = rest[-1]
        parts = [part for part in _parts(each) if id(part) not in said]
        if parts:
            rest += parts
            continue
        rest.pop()
        text = said[id(each)] = _said(voice, each, said)
        if len(text) > LONGEST:
            raise ValueError(f"a description of this set would be longer than {LONGEST} characters")
    return said[id(top)]


def _parts(each: Any) -> list[Any]:
    """Return what must be in words before a set can be: sets of times, and days."""
    if isinstance(each, FireSet):
        return _operands(each)
    if isinstance(each, Days):
        return list(each._parts)
    given = (*getattr(each, "excluding", ()), *(getattr(each, "only", None) or ()))
    return [part for part in given if not _are_dates(part)]


def _operands(each: FireSet) -> list[FireTimes]:
    """Return the parts of a set: all of a union or of an intersection, however it is nested."""
    found: list[FireTimes] = []
    rest: list[FireTimes] = [each]
    while rest:
        part = rest.pop()
        same = isinstance(part, FireSet) and part.operation == each.operation
        if isinstance(part, FireSet) and (part is each or (same and each.operation in "|&")):
            rest += (part.right, part.left)
        else:
            found.append(part)
    return found


def _said(voice: Voice, each: Any, said: dict[int, str]) -> str:
    if isinstance(each, FireSet):
        return _set(voice, each, said)
    if isinstance(each, Days):
        return days_words(voice, each, said)
    if hasattr(each, "expression"):
        return _schedule(voice, each, said)
    return sentence_words(voice, sentence(each._matcher))


def _set(voice: Voice, each: FireSet, said: dict[int, str]) -> str:
    days = _days_of(voice, each)
    if days is not None:
        key = "except.days" if each.operation == "-" else "only.days"
        return voice.say(key, when=said[id(each.left)], days=days)
    texts = []
    for part in _operands(each):
        text = said[id(part)]
        texts.append(voice.say("set.group", set=text) if isinstance(part, FireSet) else text)
    if each.operation in "|&":
        # What is said twice is there once.
        texts = list(dict.fromkeys(texts))
    whole = texts[0]
    for text in texts[1:]:
        whole = voice.say(_FRAMES[each.operation], first=whole, second=text)
    return whole


def _days_of(voice: Voice, each: FireSet) -> str | None:
    """Return the days that an expression of whole days leaves of another expression, or None."""
    if each.operation not in "-&" or hasattr(each.left, "expression"):
        return None
    matcher = getattr(each.left, "_matcher", None)
    return None if matcher is None else _whole_days(voice, matcher.seconds, each.right)


# --- schedules -----------------------------------------------------------------------------


def _schedule(voice: Voice, schedule: Any, said: dict[int, str]) -> str:
    """Return the words of a schedule: its expression, and what limits it."""
    whole = sentence_words(voice, sentence(schedule.expression._matcher))
    for limit in _LIMITS:
        for key, places in limit(voice, schedule, said):
            whole = voice.say(key, when=whole, **places)
    return whole


def _zone(voice: Voice, schedule: Any, _said: dict[int, str]) -> Iterator[tuple[str, Any]]:
    if schedule.tz is None:
        return
    name = zone_text(schedule.tz)
    city = None if name is None else voice.language.city(name)
    if city is not None:
        yield "zone.city", {"city": city}
    else:
        yield "zone.name", {"zone": _zone_name(name, schedule.tz)}


def _zone_name(name: str | None, tz: object) -> str:
    """Return the name of a zone that is of no city: UTC, or an offset from it."""
    if name is None:
        return str(tz)
    if name[0] not in "+-":
        return name
    return "UTC" if name == "+00:00" else f"UTC{name}"


def _bounds(voice: Voice, schedule: Any, _said: dict[int, str]) -> Iterator[tuple[str, Any]]:
    """Yield the first moment and the end; an end at midnight is through the day before."""
    start, end = schedule.start, schedule.end
    if start is not None:
        yield "bounds.from", {"start": moment_words(voice, start)}
    if end is not None and is_midnight(end):
        yield "bounds.through", {"date": date_words(voice, end.date() - timedelta(1))}
    elif end is not None:
        yield "bounds.until", {"end": moment_words(voice, end)}


def _are_dates(given: object) -> bool:
    return isinstance(given, (date, tuple))


def _is_set(given: object) -> bool:
    return isinstance(given, FireTimes)


def _only(voice: Voice, schedule: Any, said: dict[int, str]) -> Iterator[tuple[str, Any]]:
    """Yield the days on which alone it runs."""
    if schedule.only is not None:
        days = given_words(voice, schedule.only, said)
        yield "only.days", {"days": voice.say("days.none") if days is None else days}


def _left_out(voice: Voice, schedule: Any, said: dict[int, str]) -> Iterator[tuple[str, Any]]:
    """Yield what is left out: days together, then each set of times."""
    days = given_words(voice, filterfalse(_is_set, schedule.excluding), said)
    if days is not None:
        yield "except.days", {"days": days}
    for each in filter(_is_set, schedule.excluding):
        days = _whole_days(voice, schedule.expression._matcher.seconds, each)
        if days is None:
            yield "except.times", {"others": said[id(each)]}
        else:
            yield "except.days", {"days": days}


def _rolled(_voice: Voice, schedule: Any, _said: dict[int, str]) -> Iterator[tuple[str, Any]]:
    """Yield what becomes of a run on a day that is left out."""
    if schedule.rolled is not None:
        yield f"rolled.{schedule.rolled}", {}


def _whole_days(voice: Voice, seconds: int, each: Any) -> str | None:
    """Return the days of an expression that fires in each minute at some seconds, or None."""
    matcher = getattr(each, "_matcher", None)
    if matcher is None or hasattr(each, "expression"):
        return None
    all_minutes = matcher.minutes.bit_count() == 60 and matcher.hours.bit_count() == 24
    return None if not all_minutes or seconds & ~matcher.seconds else whole_days(voice, matcher)


#: What limits a schedule, in the order in which it is said: each yields frames and their places.
_LIMITS: tuple[Callable[[Voice, Any, dict[int, str]], Iterator[tuple[str, Any]]], ...] = (
    _zone,
    _bounds,
    _only,
    _left_out,
    _rolled,
)
