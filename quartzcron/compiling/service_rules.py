"""Service rules: limits that a service puts on schedules apart from its grammar.

They are judged from the compiled matcher over the whole horizon, never by
sampling a few runs, and a problem names two fire times that break the rule:
the next ones, or if all lie in the past the first ones of all.
All of it is wall time: what only a change of clock brings about is a warning,
which `clock_changes` gives.
"""

from __future__ import annotations

from quartzcron.calendar.months import SHAPES, YEAR_SHAPES, day_masks
from quartzcron.calendar.search import Sweep, find
from quartzcron.clock import moments
from quartzcron.errors import problem
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.calendar.search import WallTime
    from quartzcron.dialects import Dialect, ServiceRule
    from quartzcron.errors import Problem
    from quartzcron.language.text import Parsed

    #: A day of the horizon: its year, and its number in the year from 0 on.
    Day = tuple[int, int]
    #: A date: year, month and day of the month.
    Date = tuple[int, int, int]

DAY = 86_400

#: The fields that say how often a day, and thus which part of a text breaks a limit.
_TIME_OF_DAY = ("second", "minute", "hour")


def is_forbidden(matcher: Matcher, dialect: Dialect) -> bool:
    """Tell whether a schedule breaks a rule for which its service refuses it.

    That is so on every day: only the fire times that show it depend on the day.
    """
    return any(
        (rule.must_fire and matcher.never_fires)
        or _is_too_many(matcher, rule.most_per_day)
        or (rule.refuses and _is_too_close(matcher, rule.shortest_interval))
        for rule in dialect.service_rules
    )


def _is_too_many(matcher: Matcher, most: int | None) -> bool:
    """Tell whether a schedule fires more than so many times on a day."""
    return most is not None and not matcher.never_fires and matcher.fires_per_day > most


def _is_too_close(matcher: Matcher, least: int | None) -> bool:
    """Tell whether two fire times lie less than so many seconds apart."""
    if least is None or matcher.never_fires:
        return False
    times = _closest_times(matcher)
    if times is not None and times[1] - times[0] < least:
        return True
    first, last = _ends(matcher)
    if DAY + first - last >= least:
        return False  # not even from one day to the next
    closest = shortest_interval(matcher)
    return closest is not None and closest[0] < least


def broken_rules(
    parsed: Parsed, matcher: Matcher, dialect: Dialect, today: Date | None = None
) -> list[Problem]:
    """Return a problem for each service rule of the dialect that a schedule breaks.

    It is a warning where the service does not refuse the schedule. Fire times are
    shown from `today` on (year, month, day), by default the date in UTC.
    """
    if not dialect.service_rules:
        return []
    if today is None:
        now = moments.now()
        today = now.year, now.month, now.day
    subject = _Subject(parsed, matcher, dialect, today)
    return [
        found
        for rule in dialect.service_rules
        for judge in _JUDGES
        for found in judge(rule, subject)
    ]


class _Subject:
    """A schedule before the judges, and the day from which on its fire times are shown."""

    __slots__ = ("dialect", "matcher", "parsed", "today")

    def __init__(self, parsed: Parsed, matcher: Matcher, dialect: Dialect, today: Date) -> None:
        self.parsed = parsed
        self.matcher = matcher
        self.dialect = dialect
        self.today = today


def _never(rule: ServiceRule, subject: _Subject) -> Iterator[Problem]:
    """What never fires, where a service refuses that."""
    if rule.must_fire and subject.matcher.never_fires:
        yield problem("impossible-date", None, _whole(subject.parsed))


def _more_per_day(rule: ServiceRule, subject: _Subject) -> Iterator[Problem]:
    """Show two fire times of one day: the next day that has them."""
    matcher, parsed = subject.matcher, subject.parsed
    most, count = rule.most_per_day, matcher.fires_per_day
    if most is None or not _is_too_many(matcher, most):
        return
    first = _first_from(matcher, subject.today)
    year, month, day, hour, minute, second = first
    later = _first(Sweep(matcher, forward=True), year, month, day, hour, minute, second + 1)
    yield problem(
        "more-than-once-a-day",
        None,
        _time_span(parsed),
        first=_stamp(first),
        second=_stamp(later),
        found=count,
        high=most,
    )


def _too_close(rule: ServiceRule, subject: _Subject) -> Iterator[Problem]:
    """Show the two fire times that are the closest."""
    least = rule.shortest_interval
    if least is None or not _is_too_close(subject.matcher, least):
        return
    closest = shortest_interval(subject.matcher, subject.today)
    assert closest is not None  # two of them are too close
    seconds, first, second = closest
    found = problem(
        "too-often" if rule.refuses else "too-often/slowed",
        None,
        _time_span(subject.parsed),
        first=_stamp(first),
        second=_stamp(second),
        found=seconds,
        low=least,
        interval=duration(seconds),
        least=duration(least),
        title=subject.dialect.title,
    )
    yield found if rule.refuses else found.replace(severity="warning")


_JUDGES: tuple[Callable[[ServiceRule, _Subject], Iterator[Problem]], ...] = (
    _never,
    _more_per_day,
    _too_close,
)


def _first(sweep: Sweep, *moment: int) -> WallTime:
    """Return the first fire time from a moment on, where the caller knows that there is one."""
    found = find(sweep, *moment)
    assert found is not None
    return found


def _first_from(matcher: Matcher, date: Date) -> WallTime:
    """Return the first fire time from a date on, or of all where none is left."""
    sweep = Sweep(matcher, forward=True)
    return find(sweep, *date, 0, 0, 0) or _first(sweep, *_BEGINNING, 0, 0, 0)


#: The first day of the horizon.
_BEGINNING = (FIRST_YEAR, 1, 1)


# --- the shortest interval -------------------------------------------------


def shortest_interval(
    matcher: Matcher, date: Date = _BEGINNING
) -> tuple[int, WallTime, WallTime] | None:
    """Return the seconds between the two closest fire times, and these; None for less than two.

    Exact over the whole horizon, on the wall: within a day from the masks of
    the time of day, over midnight from the closest two days that fire. Of all
    pairs that are that close it is the first one from a date on, or of all.
    """
    found = []
    times = _closest_times(matcher)
    if times is not None and not matcher.never_fires:
        year, month, day, *_ = _first_from(matcher, date)
        one, other = ((year, month, day, *_clock(time)) for time in times)
        found.append((times[1] - times[0], one, other))
    days = _closest_days(matcher, date)
    if days is not None:
        first, last = _ends(matcher)
        seconds = (_number(days[1]) - _number(days[0])) * DAY + first - last
        one, other = (*_date(days[0]), *_clock(last)), (*_date(days[1]), *_clock(first))
        found.append((seconds, one, other))
    # Those from the date on first: an earlier pair that is as close is over.
    return min(found, key=lambda pair: (pair[0], pair[1][:3] < date, pair[1]), default=None)


def _ends(matcher: Matcher) -> tuple[int, int]:
    """Return the first and the last time of day, in seconds."""
    units = ((matcher.hours, 3600), (matcher.minutes, 60), (matcher.seconds, 1))
    first = sum(((mask & -mask).bit_length() - 1) * unit for mask, unit in units)
    return first, sum((mask.bit_length() - 1) * unit for mask, unit in units)


def _closest_times(matcher: Matcher) -> tuple[int, int] | None:
    """Return the closest two times of one day, in seconds; None where there is one time only.

    Two neighbours differ in the second alone, or go over from the last second
    of a minute to the first of a later one, or likewise from hour to hour.
    """
    found = []
    # What has been gone through: the first and the last time within the smaller units.
    first = last = 0
    units = ((matcher.seconds, 1), (matcher.minutes, 60), (matcher.hours, 3600))
    rest = sum(((mask & -mask).bit_length() - 1) * unit for mask, unit in units)
    for mask, unit in units:
        low = ((mask & -mask).bit_length() - 1) * unit
        rest -= low
        step = _smallest_step(mask)
        if step is not None:
            here, distance = step
            start = rest + here * unit
            found.append(
                (distance * unit + first - last, start + last, start + distance * unit + first)
            )
        first, last = first + low, last + (mask.bit_length() - 1) * unit
    return min(found)[1:] if found else None


def _smallest_step(mask: int) -> tuple[int, int] | None:
    """Return the lowest of the closest two bits of a mask and their distance, or None.

    >>> _smallest_step(0b1010001), _smallest_step(0b1000)
    ((4, 2), None)
    """
    if not mask & (mask - 1):
        return None
    distance = 1
    while not (both := mask & mask >> distance):
        distance += 1
    return (both & -both).bit_length() - 1, distance


def _closest_days(matcher: Matcher, date: Date) -> tuple[Day, Day] | None:
    """Return the closest two days that fire, the first such pair from a date on or of all."""
    best: tuple[int, Day, Day] | None = None
    for earlier, later in _neighbours(matcher, date):
        distance = _number(later) - _number(earlier)
        if best is None or distance < best[0]:
            best = distance, earlier, later
            if distance == 1:
                break
    return None if best is None else best[1:]


def _neighbours(matcher: Matcher, date: Date) -> Iterator[tuple[Day, Day]]:
    """Yield the closest two days of each year that fires, and the two around each New Year.

    Those from a date on come first, then all those before the end of the year after it.
    """
    masks = day_masks(matcher.days)
    # Only 14 kinds of year exist: each is looked into once.
    kinds: dict[tuple[int, ...], int] = {}
    first = min(max(date[0], FIRST_YEAR), LAST_YEAR)
    passes = (
        (first, LAST_YEAR, -1 << _day_of_year(date)),
        # Up to the next year that fires: the days around that New Year may both be meant.
        (FIRST_YEAR, _next_year(matcher, first), -1),
    )
    for begin, end, left in passes:
        before: Day | None = None
        for year in range(begin, end + 1):
            if not matcher.years >> year & 1:
                continue
            shapes = YEAR_SHAPES[year - FIRST_YEAR]
            if shapes not in kinds:
                kinds[shapes] = _year_mask(matcher.months, masks, shapes)
            mask = kinds[shapes] & left if year == begin else kinds[shapes]
            if not mask:
                continue
            if before is not None:
                yield before, (year, (mask & -mask).bit_length() - 1)
            if step := _smallest_step(mask):
                yield (year, step[0]), (year, step[0] + step[1])
            before = year, mask.bit_length() - 1


def _next_year(matcher: Matcher, year: int) -> int:
    """Return the first year that fires after a year, or that year where none does."""
    later = matcher.years >> year + 1
    return year + (later & -later).bit_length()


def _day_of_year(date: Date) -> int:
    """Return the number of a date in its year, from 0 on; any year outside the horizon is 1970."""
    year, month, day = date
    shapes = YEAR_SHAPES[year - FIRST_YEAR] if FIRST_YEAR <= year <= LAST_YEAR else YEAR_SHAPES[0]
    return sum(SHAPES[shapes[before]][1] for before in range(1, month)) + day - 1


def _year_mask(months: int, masks: tuple[int, ...], shapes: tuple[int, ...]) -> int:
    """Return the days of a year that fire, bit 0 for 1 January."""
    mask = start = 0
    for month in range(1, 13):
        if months >> month & 1:
            mask |= masks[shapes[month]] >> 1 << start
        start += SHAPES[shapes[month]][1]
    return mask


def _number(day: Day) -> int:
    """Return a day as a number that counts on from year to year."""
    years = day[0] - 1
    return years * 365 + years // 4 - years // 100 + years // 400 + day[1]


def _date(day: Day) -> tuple[int, int, int]:
    """Return a day as year, month and day of the month."""
    year, rest = day
    month = 1
    shapes = YEAR_SHAPES[year - FIRST_YEAR]
    while rest >= (length := SHAPES[shapes[month]][1]):
        rest -= length
        month += 1
    return year, month, rest + 1


def _clock(time: int) -> tuple[int, int, int]:
    """Return a time of day in seconds as hour, minute and second."""
    return time // 3600, time // 60 % 60, time % 60


# --- words and places ------------------------------------------------------


def _time_span(parsed: Parsed) -> tuple[int, int]:
    """Return the place of the fields of the time of day."""
    if parsed.shorthand:
        return _whole(parsed)
    places = [
        (place, place + len(field.text))
        for name, (place, field) in parsed.fields.items()
        if name in _TIME_OF_DAY
    ]
    return min(places)[0], max(places)[1]


def _whole(parsed: Parsed) -> tuple[int, int]:
    text = parsed.text
    return len(text) - len(text.lstrip()), len(text.rstrip())


def duration(seconds: int) -> str:
    """Return a duration in words.

    >>> duration(300), duration(1), duration(90), duration(86_400)
    ('5 minutes', '1 second', '90 seconds', '24 hours')
    """
    size, unit = next(each for each in _UNITS if seconds % each[0] == 0)
    count = seconds // size
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


_UNITS = ((3600, "hour"), (60, "minute"), (1, "second"))


def _stamp(moment: WallTime) -> str:
    """Return a wall time as date and time; full minutes go without seconds."""
    year, month, day, hour, minute, second = moment
    seconds = f":{second:02}" if second else ""
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}{seconds}"
