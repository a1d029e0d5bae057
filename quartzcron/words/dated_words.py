"""Dates of the calendar in words: moments, single dates and ranges, and `Days` of all makings."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice

from quartzcron.records import TYPE_CHECKING
from quartzcron.words.day_words import day_words
from quartzcron.words.phrases import Once, When
from quartzcron.words.sentence_words import in_years
from quartzcron.words.sentences import sentence
from quartzcron.words.speaking import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from quartzcron.answers.days import Days
    from quartzcron.answers.restrictions import DaysGiven
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.words.speaking import Date, Voice

#: So many single dates are listed; more are counted.
_MOST_DATES = 6

#: The frame of days made out of others.
_FRAMES = {"|": "days.either", "&": "days.both", "-": "days.without", "^": "days.one"}


def moment_words(voice: Voice, moment: datetime) -> Date | Moment:
    """Return a moment; at midnight its date alone."""
    day = date_words(voice, moment)
    if is_midnight(moment):
        return day
    time = moment.hour * 3600 + moment.minute * 60 + moment.second
    return Moment(voice, day, voice.time(time, bool(time % 60)))


def is_midnight(moment: datetime) -> bool:
    """Tell whether a moment is the beginning of its date."""
    return not (moment.hour or moment.minute or moment.second or moment.microsecond)


def date_words(voice: Voice, day: date) -> Date:
    """Return a date."""
    return voice.date(day.month, day.day, day.year)


def given_words(voice: Voice, given: Iterable[DaysGiven], said: Mapping[int, str]) -> str | None:
    """Return days given to a schedule, all together: single dates, ranges, `Days`; or None."""
    given = tuple(given)
    ranges = [each for each in given if isinstance(each, tuple)]
    singles = [each for each in given if isinstance(each, date)]
    singles += [first for first, last in ranges if first == last]
    parts = [_listed(voice, singles)] if singles else []
    parts += [_range(voice, *each) for each in ranges if each[0] != each[1]]
    parts += [said[id(each)] for each in given if not isinstance(each, (date, tuple))]
    return united(voice, parts) if parts else None


def united(voice: Voice, parts: list[str]) -> str:
    """Return sets of days as one that has them all."""
    whole = parts[0]
    for part in parts[1:]:
        whole = voice.say("days.either", first=whole, second=part)
    return whole


def _listed(voice: Voice, dates: Iterable[date]) -> str:
    said = [date_words(voice, day) for day in dates]
    return voice.say("days.of", dates=voice.listed(said))


def _range(voice: Voice, first: date, last: date) -> str:
    ends = date_words(voice, first), date_words(voice, last)
    return voice.say("days.between", first=ends[0], last=ends[1])


def days_words(voice: Voice, days: Days, said: Mapping[int, str]) -> str:
    """Return `Days`; those that they are made of are in words already, by their ids."""
    given: Sequence[Any] = days._given
    match days._maker:
        case "every":
            return _every(voice, *given)
        case "of":
            return _of(voice, days)
        case "between":
            return given_words(voice, [(given[0], given[1])], said) or ""
        case "where":
            words = whole_days(voice, given[0]._matcher)
            return voice.say("days.none") if words is None else words
        case "~":
            return voice.say("days.other", days=said[id(days._parts[0])])
    first, second = (said[id(part)] for part in days._parts)
    return voice.say(_FRAMES[days._maker], first=first, second=second)


def _every(voice: Voice, unit: str, n: int, since: date) -> str:
    if n == 1:
        return voice.say("days.from", date=date_words(voice, since))
    return voice.say(f"days.every.{unit}", n, date=date_words(voice, since))


def _of(voice: Voice, days: Days) -> str:
    """Return single dates: listed if they are few, or how many from when to when."""
    dates = list(islice(days, _MOST_DATES + 1))
    if not dates:
        return voice.say("days.none")
    if len(dates) <= _MOST_DATES:
        return _listed(voice, dates)
    assert days.bounds is not None
    first, last = (date_words(voice, day) for day in days.bounds)
    return voice.say("days.many", len(days), first=first, last=last)


def whole_days(voice: Voice, matcher: Matcher) -> str | None:
    """Return the days on which an expression fires, or None if it never does."""
    tree = sentence(matcher)
    if isinstance(tree, Once):
        return day_words(voice, tree.date, None)
    if not isinstance(tree, When):
        return None
    return in_years(voice, tree, lambda own: day_words(own, tree.days, tree.months))
