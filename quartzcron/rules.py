"""Service rules: limits that a service puts on schedules apart from its grammar.

They are judged from the compiled matcher over the whole horizon, never by
sampling a few runs, and a problem names two fire times that break the rule.
"""

from __future__ import annotations

from quartzcron.errors import problem
from quartzcron.fields import FIRST_YEAR
from quartzcron.search import Sweep, find
from quartzcron.values import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect
    from quartzcron.errors import Problem
    from quartzcron.matcher import Matcher
    from quartzcron.parser import Parsed
    from quartzcron.search import WallTime

#: The fields that say how often a day, and thus which part of a text breaks a daily limit.
_TIME_OF_DAY = ("second", "minute", "hour")


def broken_rules(parsed: Parsed, matcher: Matcher, dialect: Dialect) -> list[Problem]:
    """Return a problem for each service rule of the dialect that a schedule breaks."""
    return [
        _more_per_day(parsed, matcher, rule.code, rule.most_per_day)
        for rule in dialect.service_rules
        if not matcher.never_fires and matcher.fires_per_day > rule.most_per_day
    ]


def _more_per_day(parsed: Parsed, matcher: Matcher, code: str, most: int) -> Problem:
    """Show two fire times of one day: the first day of the horizon that has them."""
    sweep = Sweep(matcher, forward=True)
    first = find(sweep, FIRST_YEAR, 1, 1, 0, 0, 0)
    assert first is not None  # the caller has seen that it fires
    year, month, day, hour, minute, second = first
    later = find(sweep, year, month, day, hour, minute, second + 1)
    assert later is not None  # and more than once on each of its days
    message = (
        f"{_times(most)} a day at most, not {matcher.fires_per_day} times: this fires at "
        f"{_iso(first)} and at {_iso(later)}"
    )
    places = [
        (place, place + len(field.text))
        for name, (place, field) in parsed.fields.items()
        if name in _TIME_OF_DAY
    ]
    span = min(places)[0], max(places)[1]
    return problem(
        code,
        None,
        span,
        message,
        first=_iso(first),
        second=_iso(later),
        found=matcher.fires_per_day,
        high=most,
        replacement=_first_time(parsed, first),
    )


def _first_time(parsed: Parsed, first: WallTime) -> str:
    """Return the fields of the time of day that fire at the first of these times only."""
    times = dict(zip(_TIME_OF_DAY, reversed(first[3:]), strict=True))
    return " ".join(str(times[name]) for name in parsed.fields if name in times)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _iso(moment: WallTime) -> str:
    year, month, day, hour, minute, second = moment
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
