"""A matcher to its tree of phrases: times of day, days, and the months and years to name."""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING
from quartzcron.words.clock_phrases import clock
from quartzcron.words.day_phrases import dates
from quartzcron.words.phrases import Date, EveryDay, Never, Once, Sentence, When, lowest

if TYPE_CHECKING:
    from quartzcron.calendar.matcher import Matcher


def sentence(matcher: Matcher) -> Sentence:
    """Return the tree of a matcher; equal for two matchers if they mean the same, and only then.

    >>> from quartzcron import CronExpression
    >>> sentence(CronExpression("0 9 * * FRI")._matcher)
    When(clock=Points(times=(32400,)), days=Weekdays(mask=16), months=None, years=None)

    Cost: some 100 microseconds, a fifth of it for days and times that were met before.
    """
    if not matcher.years:
        return Never()
    days, months, years = dates(matcher.days, matcher.months, matcher.years)
    if isinstance(days, Date) and matcher.fires_per_day == 1:
        times = [lowest(mask) for mask in (matcher.hours, matcher.minutes, matcher.seconds)]
        return Once(days, times[0] * 3600 + times[1] * 60 + times[2])
    daily = isinstance(days, EveryDay) and months is None and years is None
    times_of_day = clock(matcher.seconds, matcher.minutes, matcher.hours, daily)
    return When(times_of_day, days, months, years)
