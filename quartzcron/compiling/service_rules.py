"""Service rules: limits that a service puts on schedules apart from its grammar.

They are judged from the compiled matcher over the whole horizon, never by
sampling a few runs, and a problem names two fire times that break the rule.
All of it is wall time: what only a change of clock brings about is a warning,
which `clock_changes` gives.
"""

from __future__ import annotations

from quartzcron.calendar.months import SHAPES, YEAR_SHAPES, day_masks
from quartzcron.calendar.search import Sweep, find
from quartzcron.errors import phrased
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

DAY = 86_400

#: The fields that say how often a day, and thus which part of a text breaks a limit.
_TIME_OF_DAY = ("second", "minute", "hour")


def broken_rules(parsed: Parsed, matcher: Matcher, dialect: Dialect) -> list[Problem]:
    """Return a problem for each service rule of the dialect that a schedule breaks."""
    return [
        found
        for rule in dialect.service_rules
        for judge in _JUDGES
        for found in judge(rule, parsed, matcher)
    ]


def _never(rule: ServiceRule, parsed: Parsed, matcher: Matcher) -> Iterator[Problem]:
    """What never fires, where a service refuses that."""
    if rule.must_fire and matcher.never_fires:
        message = "no date from 1970 to 2199 fits, and the system refuses such a schedule"
        yield phrased(rule.code, None, _whole(parsed), message)


def _more_per_day(rule: ServiceRule, parsed: Parsed, matcher: Matcher) -> Iterator[Problem]:
    """Show two fire times of one day: the first day of the horizon that has them."""
    most, count = rule.most_per_day, matcher.fires_per_day
    if most is None or matcher.never_fires or count <= most:
        return
    sweep = Sweep(matcher, forward=True)
    first = _first(sweep, FIRST_YEAR, 1, 1, 0, 0, 0)
    year, month, day, hour, minute, second = first
    later = _first(sweep, year, month, day, hour, minute, second + 1)
    message = (
        f"{_times(most)} a day at most, not {count} times: this fires at "
        f"{_iso(first)} and at {_iso(later)}"
    )
    yield phrased(
        rule.code,
        None,
        _time_span(parsed),
        message,
        first=_iso(first),
        second=_iso(later),
        found=count,
        high=most,
        replacement=_first_time(parsed, first),
    )


def _too_close(rule: ServiceRule, parsed: Parsed, matcher: Matcher) -> Iterator[Problem]:
    """Show the two fire times that are the closest."""
    least = rule.shortest_interval
    closest = None if least is None else shortest_interval(matcher)
    if least is None or closest is None or closest[0] >= least:
        return
    seconds, first, second = closest
    message = (
        f"at least {_duration(least)} between two runs, not {_duration(seconds)}: this fires at "
        f"{_iso(first)} and at {_iso(second)}"
    )
    yield phrased(
        rule.code,
        None,
        _time_span(parsed),
        message,
        first=_iso(first),
        second=_iso(second),
        found=seconds,
        low=least,
    )


_JUDGES: tuple[Callable[[ServiceRule, Parsed, Matcher], Iterator[Problem]], ...] = (
    _never,
    _more_per_day,
    _too_close,
)


def _first(sweep: Sweep, *moment: int) -> WallTime:
    """Return the first fire time from a moment on, where the caller knows that there is one."""
    found = find(sweep, *moment)
    assert found is not None
    return found


# --- the shortest interval -------------------------------------------------


def shortest_interval(matcher: Matcher) -> tuple[int, WallTime, WallTime] | None:
    """Return the seconds between the two closest fire times, and these; None for less than two.

    Exact over the whole horizon, on the wall: within a day from the masks of
    the time of day, over midnight from the closest two days that fire.
    """
    found = []
    times = _closest_times(matcher)
    if times is not None and not matcher.never_fires:
        year, month, day, *_ = _first(Sweep(matcher, forward=True), FIRST_YEAR, 1, 1, 0, 0, 0)
        one, other = ((year, month, day, *_clock(time)) for time in times)
        found.append((times[1] - times[0], one, other))
    days = _closest_days(matcher)
    if days is not None:
        first, last = _ends(matcher)
        seconds = (_number(days[1]) - _number(days[0])) * DAY + first - last
        one, other = (*_date(days[0]), *_clock(last)), (*_date(days[1]), *_clock(first))
        found.append((seconds, one, other))
    return min(found, default=None)


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


def _closest_days(matcher: Matcher) -> tuple[Day, Day] | None:
    """Return the closest two days that fire, the earliest of them; None for less than two."""
    masks = day_masks(matcher.days)
    # Only 14 kinds of year exist: each is looked into once.
    kinds: dict[tuple[int, ...], tuple[int, tuple[int, int] | None]] = {}
    best: tuple[int, Day, Day] | None = None
    before: Day | None = None
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        if not matcher.years >> year & 1:
            continue
        shapes = YEAR_SHAPES[year - FIRST_YEAR]
        if shapes not in kinds:
            days = _year_mask(matcher.months, masks, shapes)
            kinds[shapes] = days, _smallest_step(days)
        mask, step = kinds[shapes]
        pairs = []
        if before is not None:
            pairs.append((before, (year, (mask & -mask).bit_length() - 1)))
        if step is not None:
            pairs.append(((year, step[0]), (year, step[0] + step[1])))
        for earlier, later in pairs:
            distance = _number(later) - _number(earlier)
            if best is None or distance < best[0]:
                best = distance, earlier, later
        if best is not None and best[0] == 1:
            break
        before = year, mask.bit_length() - 1
    return None if best is None else best[1:]


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


def _first_time(parsed: Parsed, first: WallTime) -> str:
    """Return the fields of the time of day that fire at the first of these times only."""
    times = dict(zip(_TIME_OF_DAY, reversed(first[3:]), strict=True))
    return " ".join(str(times[name]) for name in parsed.fields if name in times)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _duration(seconds: int) -> str:
    """Return a duration in words.

    >>> _duration(300), _duration(1), _duration(90)
    ('5 minutes', '1 second', '90 seconds')
    """
    count, unit = (seconds // 60, "minute") if seconds % 60 == 0 else (seconds, "second")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _iso(moment: WallTime) -> str:
    year, month, day, hour, minute, second = moment
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
