"""Times of day to phrases: points, walks, and patterns within the hour and the minute.

The rules: the ends of a walk are runs; `every 5 minutes` alone is said only where it goes on
evenly; a walk goes over midnight only where every day is free; a few times are listed.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.calendar.months import runs
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING, Record
from quartzcron.translation.required_days import bits
from quartzcron.words.phrases import (
    HOUR,
    MINUTE,
    SECOND,
    Clock,
    Even,
    Hours,
    Past,
    Points,
    Stretch,
    Values,
    Walk,
    Within,
    lowest,
    single,
    stretches,
    walk_of,
)

if TYPE_CHECKING:
    Window = tuple[int, int]

_SIXTY = (1 << 60) - 1
_ALL_HOURS = (1 << 24) - 1

#: So many times are listed rather than said in windows; so many are listed at all.
_FEW, _MOST_LISTED = 6, 8

#: From so many runs on an even walk is said as one, within a day and within an hour.
_WALKED, _WALKED_PAST = 4, 5

#: More windows than this nobody takes in.
_MOST_WINDOWS = 3


class _Times(Record):
    """Masks of the time of day, and how a minute with its seconds is printed.

    `begin` and `end` are the seconds at which a window begins and ends. `lists` tells whether a
    minute can be printed as one time, `daily` whether it fires on each day of all years.
    """

    minutes: int
    hours: int
    begin: int
    end: int
    lists: bool
    daily: bool

    @property
    def count(self) -> int:
        return self.minutes.bit_count() * self.hours.bit_count()

    def window(self, first_hour: int, last_hour: int) -> Window:
        """Return the first and the last run of a stretch of hours."""
        first, last = lowest(self.minutes), self.minutes.bit_length() - 1
        return (
            first_hour * 3600 + first * 60 + self.begin,
            last_hour * 3600 + last * 60 + self.end,
        )


@listed
@lru_cache(512)
def clock(seconds: int, minutes: int, hours: int, daily: bool) -> Clock:
    """Return the phrase of times of day; `daily` says that it fires on each day of all years."""
    if minutes == _SIXTY and hours == _ALL_HOURS and seconds != 1:
        return _pattern(SECOND, seconds)
    if single(seconds):
        second = lowest(seconds)
        found = _of_minutes(_Times(minutes, hours, second, second, True, daily))
        # What prints times prints their seconds.
        bare = not second or isinstance(found, (Points, Walk))
        return found if bare else Within(_past(SECOND, seconds), found)
    return _of_seconds(seconds, minutes, hours, daily)


# --- walks of seconds ----------------------------------------------------------------------


def _of_seconds(seconds: int, minutes: int, hours: int, daily: bool) -> Clock:
    """Return the phrase of several seconds of some minutes."""
    count = seconds.bit_count() * minutes.bit_count() * hours.bit_count()
    windows = _second_windows(seconds, minutes, hours, daily)
    walk = walk_of(seconds)
    if walk is not None and _are_clear(windows, count):
        return Walk(SECOND, walk.step, tuple(windows))
    if count <= _MOST_LISTED:
        return Points(_times(seconds, minutes, hours))
    if seconds & 1:
        times = _Times(minutes, hours, 0, 0, True, daily)
    else:
        times = _Times(minutes, hours, lowest(seconds), seconds.bit_length() - 1, False, daily)
    whole = seconds == _SIXTY
    inner = Even(SECOND, 1) if whole else _past(SECOND, seconds, _MOST_LISTED)
    return Within(inner, _of_minutes(times))


def _second_windows(seconds: int, minutes: int, hours: int, daily: bool) -> list[Window]:
    """Return first and last run of each stretch of minutes, or of each minute."""
    first, last = lowest(seconds), seconds.bit_length() - 1
    of_day = sum(minutes << 60 * hour for hour in bits(hours))
    if _even(seconds) is None:
        found = [(minute, minute) for minute in bits(of_day)][: _MOST_WINDOWS + 1]
    else:
        found = _ringed(list(runs(of_day)), 1440, daily)
    return [(begin * 60 + first, end * 60 + last) for begin, end in found]


# --- one second of the minute ----------------------------------------------------------------


def _of_minutes(times: _Times) -> Clock:
    """Return the phrase of minutes of the day."""
    if times.hours == _ALL_HOURS:
        whole_hour = times.minutes == 1
        return Even(HOUR, 1) if whole_hour else _pattern(MINUTE, times.minutes)
    if single(times.minutes):
        return _of_hours(times)
    walk = walk_of(times.minutes)
    if walk is not None and _are_clear(windows := _minute_windows(times), times.count):
        return Walk(MINUTE, walk.step, tuple(windows))
    return _listed(times) or _in_hours(times)


def _listed(times: _Times, most: int = _MOST_LISTED) -> Points | None:
    """Return the times as a list, if they are few and can be printed."""
    if not times.lists or times.count > most:
        return None
    return Points(_times(1 << times.begin, times.minutes, times.hours))


def _times(seconds: int, minutes: int, hours: int) -> tuple[int, ...]:
    return tuple(
        hour * 3600 + minute * 60 + second
        for hour in bits(hours)
        for minute in bits(minutes)
        for second in bits(seconds)
    )


def _minute_windows(times: _Times) -> list[Window]:
    """Return first and last run of each stretch of hours, or of each hour."""
    if _even(times.minutes) is None:
        return [times.window(hour, hour) for hour in bits(times.hours)]
    return [times.window(first, last) for first, last in _hour_runs(times)]


def _hour_runs(times: _Times) -> list[Window]:
    return _ringed(list(runs(times.hours)), 24, times.daily)


def _ringed(found: list[Window], size: int, daily: bool) -> list[Window]:
    """Return stretches of the day; where it fires each day the last may go on over midnight."""
    if daily and len(found) > 1 and found[0][0] == 0 and found[-1][1] == size - 1:
        return [*found[1:-1], (found[-1][0], found[0][1])]
    return found


def _are_clear(windows: list[Window], count: int) -> bool:
    """Tell whether windows say so many runs better than a list of times."""
    if len(windows) == 1:
        return count >= _WALKED
    return len(windows) <= _MOST_WINDOWS and count > max(_FEW, 2 * len(windows))


def _even(mask: int) -> Stretch | None:
    """Return values of a unit of 60 as a walk that goes on evenly into the next one, or None."""
    walk = walk_of(mask)
    if walk is None or walk.first >= walk.step or walk.last + walk.step != walk.first + 60:
        return None
    return walk


# --- one minute of some hours -----------------------------------------------------------------


def _of_hours(times: _Times) -> Clock:
    """Return the phrase of one minute in each of some hours."""
    found = _hour_walk(times) or _listed(times) or _hour_windows(times)
    if found is not None:
        return found
    return _listed(times, 24) or _in_hours(times)


def _hour_walk(times: _Times) -> Walk | None:
    """Return hours that are evenly spaced, or go over midnight each day, as one window."""
    if times.count < _WALKED:
        return None
    walk = walk_of(times.hours)
    if walk is None:
        ring = _hour_runs(times)
        return Walk(HOUR, 1, (times.window(*ring[0]),)) if len(ring) == 1 else None
    first, last = times.window(walk.first, walk.last)
    goes_on = times.daily and walk.first < walk.step and walk.last + walk.step == walk.first + 24
    return Walk(HOUR, walk.step, ((first, None if goes_on else last),))


def _hour_windows(times: _Times) -> Walk | None:
    """Return hours as a few windows, and single times beside them; or None."""
    found = _hour_runs(times)
    windows = [run for run in found if (run[1] - run[0]) % 24 > 1]
    hours = [h for first, last in found if (last - first) % 24 < 2 for h in {first: 0, last: 0}]
    if not 0 < len(windows) <= _MOST_WINDOWS or (hours and not times.lists):
        return None
    also = sorted(times.window(hour, hour)[0] for hour in hours)
    return Walk(HOUR, 1, tuple(times.window(*run) for run in windows), tuple(also))


# --- patterns -----------------------------------------------------------------------------------


def _in_hours(times: _Times) -> Hours:
    """Return a pattern of minutes, and the hours in which it holds."""
    walk = _even(times.minutes)
    if walk is not None and not walk.first and times.minutes.bit_count() > _FEW:
        pattern: Past | Even = Even(MINUTE, walk.step)
    else:
        pattern = _past(MINUTE, times.minutes)
    found = _hour_runs(times)
    if len(found) == 1 or (len(found) <= _MOST_WINDOWS and all(a != b for a, b in found)):
        return Hours(pattern, (), tuple(times.window(*run) for run in found))
    return Hours(pattern, _hour_values(times.hours))


def _hour_values(hours: int) -> Values:
    walk = walk_of(hours)
    if walk is not None and hours.bit_count() > 2:
        return (walk,)
    return stretches(hours)


def _pattern(unit: str, mask: int) -> Past | Even:
    """Return values of a unit that hold in each of the next larger one."""
    walk = _even(mask)
    if walk is not None and (not walk.first or mask.bit_count() >= _WALKED):
        return Even(unit, walk.step, walk.first)
    return _past(unit, mask)


def _past(unit: str, mask: int, most: int = _WALKED_PAST - 1) -> Past:
    """Return values past the next larger unit: one walk, or a list."""
    walk = walk_of(mask)
    if walk is not None and (mask.bit_count() > most or (walk.step == 1 and mask.bit_count() > 3)):
        return Past(unit, (walk,))
    return Past(unit, stretches(mask, 4))
