"""The text of a schedule for a service that knows one time zone only.

Between two zones whose clocks stay the same time apart, wall times move by a
constant. Where the distance changes, a text may be right all the same: what
runs in December alone, or in every hour. So there is a candidate for each
distance that occurs, written from the moved wall times (`shifting`), and what
decides is a comparison of instants: the candidate in its zone, as the service
runs it, with the schedule in its own, down to the last fire time.

Where no candidate has all of them, the error says which text is right from
when to when: one season after the other, each as long as any candidate lasts.

This room makes no schedule: it is handed what makes one of a text.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from quartzcron.calendar.matcher import ALL_YEARS, Matcher
from quartzcron.calendar.months import fire_years, month_day_sheet
from quartzcron.calendar.search import Sweep
from quartzcron.clock.instants import find_seconds, wall_fields
from quartzcron.clock.moments import placed
from quartzcron.clock.zone_names import zone_text
from quartzcron.clock.zones import (
    BLOCK,
    END_INSTANT,
    MARGIN,
    instant_of,
    offset_seconds,
    wall_seconds,
    zone_of,
)
from quartzcron.dialects.policies import TEXT_TRAITS
from quartzcron.errors import CronTranslationError
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.ground.messages import OTHER_ZONE
from quartzcron.ground.seasons import Season
from quartzcron.records import TYPE_CHECKING, Record
from quartzcron.translation.required_days import bits
from quartzcron.translation.shifting import shifted
from quartzcron.translation.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo
    from typing import Any

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.dialects import Dialect, ServiceRule
    from quartzcron.errors import FieldName

#: What is compared: two zones end their horizons at different instants, less than two days apart.
_FIRST = wall_seconds(datetime(FIRST_YEAR, 1, 1)) + MARGIN
_LAST = wall_seconds(datetime(LAST_YEAR + 1, 1, 1)) - MARGIN

#: How far ahead seasons begin.
_AHEAD = 365 * 86_400

#: More than these nobody would set up; each costs two comparisons, some milliseconds.
_MOST_SEASONS = 60


class Question(Record):
    """A schedule that is to run in another zone.

    `make` makes a schedule of a text: in the zone, with the bounds and what is left
    out. `begin` is the instant from which on it must run alike.
    """

    schedule: Any
    dialect: Dialect
    zone: tzinfo
    make: Callable[[str], Any]
    begin: int

    @property
    def matcher(self) -> Matcher:
        """The wall times in the schedule's own zone."""
        matcher: Matcher = self.schedule.expression._matcher
        return matcher

    @property
    def text(self) -> str:
        """The text in the schedule's own dialect."""
        text: str = self.schedule.expression.text
        return text

    def at(self, instant: int) -> datetime:
        """Return an instant as the other zone shows it."""
        return zone_of(self.zone).aware(instant)

    def texts_of(self, matcher: Matcher, *, alone: bool = False) -> tuple[str, ...]:
        """Return texts that have, together, the wall times of a matcher; or raise why not.

        The error tells what comes nearest if the matcher is all there is `alone`.
        """
        policy = self.schedule.dst_policy
        # A rule that goes by the text reads both alike where it is the same rule.
        reads = policy == self.dialect.dst_policy and policy.fixed_when in TEXT_TRAITS
        wish = policy.fixed_when if reads else None
        try:
            return (translate(matcher, self.text, self.dialect, None, wish),)
        except CronTranslationError as refusal:
            if refusal.exact:
                return refusal.nearest
            nearest = refusal.nearest if alone else ()
            found = {"found": refusal.reason, "nearest": nearest}
            field: FieldName | None = refusal.field
            raise self.refusal(field, "no-form", **found) from None

    def refusal(self, field: FieldName | None, key: str, **more: Any) -> CronTranslationError:
        """Return the error with a message of this room; `more` is what the error has beside it."""
        reason = OTHER_ZONE[key].format(
            title=self.dialect.title,
            target=_name(self.zone),
            zone=_name(self.schedule.tz),
            found=more.pop("found", ""),
        )
        return CronTranslationError(self.text, self.dialect.name, field, reason, **more)


class Candidate(Record):
    """Texts, and what they run together in the other zone."""

    texts: tuple[str, ...]
    runs: FireTimes


def schedule_in(
    schedule: Any,
    dialect: Dialect,
    zone: tzinfo,
    after: datetime,
    make: Callable[[str], Any],
) -> Any:
    """Return the schedule of one text that runs at the same instants from a moment on.

    See `Schedule.to`, which is the way in.
    """
    if schedule.tz is None:
        raise TypeError(OTHER_ZONE["floats"])
    begin = _begin(schedule, after)
    question = Question(schedule, dialect, zone, make, begin)
    if schedule.rolled is not None:
        # Runs left out can be left out there as instants; there are none to add.
        raise question.refusal("day_of_month", "rolled")
    candidates: list[Candidate] = []
    refusals: list[CronTranslationError] = []
    distances = _distances(question)
    for seconds in distances:
        try:
            alone = len(distances) == 1
            texts = _texts_at(question, question.matcher, seconds, alone=alone)
            candidates.append(_candidate(question, texts))
        except CronTranslationError as refusal:
            refusals.append(refusal)
    exact = [each for each in candidates if _parting(question, each, begin) is None]
    for each in exact:
        if len(each.texts) == 1:
            return each.runs
    if not exact:
        exact = [*_by_months(question)]
    if exact:
        fewest = min(exact, key=lambda each: len(each.texts))
        raise question.refusal("hour", "several", nearest=fewest.texts, exact=True)
    if refusals:
        raise refusals[0]
    # Where the distance stays the same, it is the rule for clock changes that does not.
    key = "rule" if len(distances) == 1 else "seasons"
    raise question.refusal("hour", key, seasons=_seasons(question, candidates))


def _begin(schedule: Any, after: datetime) -> int:
    """Return the first whole second from a moment on, within what two zones share."""
    moment = schedule._limits.moment(after)
    instant = instant_of(moment) + (1 if moment.microsecond else 0)
    return min(max(instant, _FIRST), _LAST)


def _name(tz: tzinfo) -> str:
    return zone_text(tz) or str(tz)


# --- the distances between two zones ----------------------------------------


def _distances(question: Question) -> list[int]:
    """Return by how many seconds the other zone's clocks are ahead, as often as that changes.

    Within the bounds, in the order of time, each once.
    """
    zones = question.schedule.tz, question.zone
    start, end = question.schedule.start, question.schedule.end
    first = question.begin if start is None else min(max(question.begin, instant_of(start)), _LAST)
    last = END_INSTANT if end is None else min(instant_of(end), END_INSTANT)
    turns = {at for tz in zones for at in _turns(tz, first, last)}
    found: dict[int, None] = {}
    for at in (first, *sorted(turns)):
        found[_distance(question, at)] = None
    return list(found)


def _distance(question: Question, instant: int) -> int:
    """Return by how many seconds the other zone's clocks are ahead at an instant."""
    own, other = (
        offset_seconds(zone_of(tz).aware(instant)) for tz in (question.schedule.tz, question.zone)
    )
    return other - own


def _turns(tz: tzinfo, first: int, last: int) -> Iterator[int]:
    """Yield the instants between two at which the offset of a zone changes."""
    zone = zone_of(tz)
    for block in range(first // BLOCK, last // BLOCK + 1):
        for change in zone.explore(block)[1]:
            if first < change.at < last:
                yield change.at


# --- candidates -------------------------------------------------------------


def _texts_at(
    question: Question, matcher: Matcher, seconds: int, *, alone: bool
) -> tuple[str, ...]:
    """Return texts for the wall times of a matcher so many seconds later, or raise why not."""
    is_its_own = matcher is question.matcher
    if not seconds and is_its_own and question.schedule.expression.dialect == question.dialect:
        return (question.text,)
    matchers = shifted(matcher, seconds)
    if not matchers:
        raise question.refusal("day_of_month", "days")
    alone = alone and len(matchers) == 1
    return tuple(text for each in matchers for text in question.texts_of(each, alone=alone))


def _candidate(question: Question, texts: tuple[str, ...]) -> Candidate:
    """Return what texts run together; raises where they would get round a rule of the service."""
    runs: FireTimes = reduce(or_, map(question.make, texts))
    if len(texts) > 1 and any(_breaks(runs, rule) for rule in question.dialect.service_rules):
        raise question.refusal(None, "service")
    return Candidate(texts, runs)


def _breaks(runs: FireTimes, rule: ServiceRule) -> bool:
    """Tell whether runs break a limit that a service puts on a schedule."""
    if rule.most_per_day is not None and runs.most_per_day() > rule.most_per_day:
        return True
    if rule.shortest_interval is None or not rule.refuses:
        return False
    closest = runs.shortest_interval()
    least = timedelta(seconds=rule.shortest_interval)
    return closest is not None and closest.duration < least


def _by_months(question: Question) -> Iterator[Candidate]:
    """Yield the texts that share the months by the clock of each, if these are right.

    A schedule that runs in January and July alone may need no more than two.
    """
    matcher = question.matcher
    months: dict[int, int] = {}
    for month in bits(matcher.months):
        at = _next_run(question, _of_months(matcher, 1 << month))
        if at is not None:
            seconds = _distance(question, at)
            months[seconds] = months.get(seconds, 0) | 1 << month
    if not months:
        return  # its runs are over
    try:
        texts = [
            _texts_at(question, _of_months(matcher, some), seconds, alone=False)
            for seconds, some in months.items()
        ]
        candidate = _candidate(question, tuple(text for each in texts for text in each))
    except CronTranslationError:
        return
    if _parting(question, candidate, question.begin) is None:
        yield candidate


def _of_months(matcher: Matcher, months: int) -> Matcher:
    """Return a matcher for some of its months."""
    years = fire_years(matcher.days, months, matcher.years)
    return matcher.replace(months=months, years=years)


def _next_run(question: Question, part: Matcher) -> int | None:
    """Return about when the wall times of a matcher come next, in the schedule's own zone."""
    tz = question.schedule.tz
    wall = wall_seconds(zone_of(tz).aware(question.begin))
    found = find_seconds(Sweep(part, forward=True), wall)
    return None if found is None else instant_of(placed(datetime(*wall_fields(found)), tz))


def _parting(question: Question, candidate: Candidate, begin: int) -> int | None:
    """Return the first instant from one on at which just one of the two runs, or None."""
    found = question.schedule.first_difference(candidate.runs, question.at(begin))
    if found is None or instant_of(found) >= _LAST:
        return None
    return instant_of(found)


# --- seasons ----------------------------------------------------------------


def _seasons(question: Question, candidates: list[Candidate]) -> tuple[Season, ...]:
    """Return the seasons that begin in the next twelve months, one after the other.

    Each lasts as long as any candidate does, so that there are as few as can be. There are none
    where a run has no text, such as one in the first of two passes that the dialect runs in the
    second, and none where there would be more than anybody would set up.
    """
    seasons: list[Season] = []
    begin: int | None = question.begin
    while begin is not None and begin < question.begin + _AHEAD:
        texts, end = _longest(question, candidates, begin)
        if end == begin or len(seasons) == _MOST_SEASONS:
            return ()
        until = None if end is None else question.at(end)
        seasons.append(Season(question.at(begin), until, texts))
        begin = end
    return tuple(seasons)


def _longest(
    question: Question, candidates: list[Candidate], begin: int
) -> tuple[tuple[str, ...], int | None]:
    """Return the texts that are right for the longest time from an instant on, and until when."""
    # With as long a time, fewer texts.
    ranked = sorted(candidates, key=lambda each: len(each.texts))
    ends = [(_parting(question, each, begin), each.texts) for each in ranked]
    end, texts = max(ends, key=lambda each: END_INSTANT if each[0] is None else each[0])
    return (texts, end) if end != begin else _by_itself(question, begin)


def _by_itself(question: Question, begin: int) -> tuple[tuple[str, ...], int | None]:
    """Return what is right from an instant on where no candidate is: one run, or none for a while.

    A run that a change of clock has moved is such a one.
    """
    found = question.schedule.next_fire_time(question.at(begin), inclusive=True)
    if found is None or instant_of(found) != begin:
        return (), None if found is None else instant_of(found)
    texts = question.texts_of(_once(wall_seconds(question.at(begin))))
    return texts, _parting(question, _candidate(question, texts), begin)


def _once(wall: int) -> Matcher:
    """Return the matcher of one wall time of every year."""
    _, month, day, hour, minute, second = wall_fields(wall)
    sheet, months = month_day_sheet(1 << day), 1 << month
    years = fire_years(sheet, months, ALL_YEARS)
    return Matcher(1 << second, 1 << minute, 1 << hour, sheet, months, years)
