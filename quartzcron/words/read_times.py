"""Times of day as they are read: what the phrases of the clock are worth, as bits of a day.

A set of times of day is an int with a bit for each second. A clock has two: its times as they
stand, and the minutes in which they are, for seconds that are told behind it. The first is None
where a walk does not end at a run.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.required_days import bits
from quartzcron.words.grammar import RefusedError
from quartzcron.words.phrases import HOUR, MINUTE, SECOND, SIZES

if TYPE_CHECKING:
    from collections.abc import Iterator

    Clock = tuple[int | None, int]
    Every = tuple[str, int]
    Window = tuple[int, int | None]

DAY = 86_400

#: Stands for midnight where the word does not say of which day.
MIDNIGHT = DAY


@listed
@lru_cache(256)
def repeated(first: int, last: int, step: int) -> int:
    """Return each so-many-th value from one to another as bits.

    >>> bin(repeated(1, 7, 3))
    '0b10010010'
    """
    count = (last - first) // step + 1
    return ((1 << step * count) - 1) // ((1 << step) - 1) << first


@listed
@lru_cache(256)
def floored(times: int) -> int:
    """Return the beginnings of the minutes in which times are."""
    found = 0
    for minute, chunk in minutes_of(times):
        found |= bool(chunk) << minute * 60
    return found


def minutes_of(times: int) -> Iterator[tuple[int, int]]:
    """Yield minutes of the day that have times, with the mask of their seconds."""
    hour_mask, minute_mask = (1 << 3600) - 1, (1 << 60) - 1
    for hour in range(24):
        within = times >> hour * 3600 & hour_mask
        minute = hour * 60
        while within:
            if within & minute_mask:
                yield minute, within & minute_mask
            within >>= 60
            minute += 1


def listed_times(times: tuple[int, ...]) -> int:
    """Return times of a list as bits. (Before, a list may be tried at each of its ends.)"""
    found = 0
    for time in set(times):
        found |= 1 << time
    return found


def every(unit: str, n: int) -> Every:
    """Return each so-many-th unit."""
    if n < 1:
        raise RefusedError("number", found=n)
    return unit, n


def _seconds(each: Every) -> int:
    return each[1] * SIZES[each[0]]


def even(every: Every, n: int = 0) -> Clock:
    """Return each n-th unit on and on, from midnight or so many units past the larger one."""
    unit, step = every
    size = _seconds(every)
    within = 24 if unit == HOUR else 60
    if DAY % size or (n and (within % step or n >= step)):
        raise RefusedError("uneven", unit=unit, step=step)
    times = repeated(n * SIZES[unit], DAY - 1, size)
    return times, floored(times)


def walk(every: Every, windows: tuple[Window, ...]) -> Clock:
    """Return each n-th unit within windows of the day."""
    size = _seconds(every)
    exact: int | None = 0
    within = 0
    for first, last in windows:
        own = _walk(first, last, size)
        exact = None if own is None or exact is None else exact | own
        begin = first - first % 60
        floor = _walk(begin, last if last is None else last - last % 60, size)
        if floor is None and own is None:
            raise RefusedError("no-run", found=_shown(last or 0))
        within |= floored(own or 0) if floor is None else floor
    return exact, within


def _shown(time: int) -> str:
    text = f"{time // 3600:02}:{time // 60 % 60:02}"
    return f"{text}:{time % 60:02}" if time % 60 else text


def _walk(first: int, last: int | None, size: int) -> int | None:
    """Return a walk from one time to another, or None where it does not end there."""
    if last is None:
        if DAY % size or first >= size:
            raise RefusedError("open-window", found=_shown(first))
        return repeated(first, DAY - 1, size)
    end = last if last >= first else last + DAY
    if (end - first) % size:
        return None
    times = repeated(first, end, size)
    return times & (1 << DAY) - 1 | times >> DAY


def also_at(walk: Clock, times: tuple[int, ...]) -> Clock:
    """Return a walk and times beside it."""
    if MIDNIGHT in times:
        raise RefusedError("midnight/window")
    exact, within = walk
    beside = listed_times(times)
    return None if exact is None else exact | beside, within | floored(beside)


def minutes(hours: int, n: int = 0, values: int = 0) -> Clock:
    """Return minutes past hours."""
    mask = values or 1 << _below(n, MINUTE)
    in_hour = sum(1 << minute * 60 for minute in bits(mask))
    times = sum(in_hour << hour * 3600 for hour in bits(hours))
    return times, times


def seconds(n: int = 0, values: int = 0) -> Clock:
    """Return seconds past every minute."""
    times = repeated(0, DAY - 1, 60)
    return times * (values or 1 << _below(n, SECOND)), times


def values_walk(every: Every, first: int, last: int) -> int:
    """Return minutes or seconds by a step, from one to another."""
    _, step = every
    if not first < last < 60:
        raise RefusedError("backwards", first=first, last=last)
    if (last - first) % step:
        raise RefusedError("no-run", found=last)
    return repeated(first, last, step)


def minutes_walk(every: Every, first: int, last: int, hours: int) -> Clock:
    """Return minutes by a step, past hours."""
    if every[0] != MINUTE:
        raise RefusedError("unit", found=every[0])
    return minutes(hours, values=values_walk(every, first, last))


def seconds_walk(every: Every, first: int, last: int) -> Clock:
    """Return seconds by a step, past every minute."""
    return seconds(values=within_walk(every, first, last))


def minutes_of_hours(every: Every, hours: int) -> Clock:
    """Return each n-th minute of some hours."""
    if every[0] != MINUTE:
        raise RefusedError("unit", found=every[0])
    exact, within = even(every)
    of_hours = sum(((1 << 3600) - 1) << hour * 3600 for hour in bits(hours))
    return (exact or 0) & of_hours, within & of_hours


def in_windows(minutes: Clock, windows: tuple[Window, ...]) -> Clock:
    """Return minutes within windows."""
    exact, within = minutes
    span = 0
    for first, last in windows:
        if last is None:
            raise RefusedError("open-window", found=_shown(first))
        span |= _span(first - first % 60, last)
    return (exact or 0) & span, within & span


def _span(first: int, last: int) -> int:
    """Return all seconds from one to another, over midnight where the last is before the first."""
    upto, before = (1 << last + 1) - 1, (1 << first) - 1
    return upto & ~before if first <= last else upto | ((1 << DAY) - 1) & ~before


def within(clock: Clock, seconds: int) -> Clock:
    """Return seconds within the minutes of a clock."""
    times = clock[1] * seconds
    return times, clock[1]


def within_walk(every: Every, first: int, last: int) -> int:
    """Return seconds by a step, as a mask."""
    if every[0] != SECOND:
        raise RefusedError("unit", found=every[0])
    return values_walk(every, first, last)


def one_second(n: int) -> int:
    """Return a second as a mask."""
    return 1 << _below(n, SECOND)


def number(unit: str, n: int) -> int:
    """Return a value of a unit as a mask."""
    return 1 << _below(n, unit)


def _below(n: int, unit: str) -> int:
    high = 23 if unit == HOUR else 59
    if n > high:
        raise RefusedError("out-of-range", unit=unit, low=0, high=high, found=n)
    return n


def stretch(first: int, last: int) -> int:
    """Return the values from one mask to another, both included."""
    if first >= last:
        raise RefusedError("backwards", first=first.bit_length() - 1, last=last.bit_length() - 1)
    return (last << 1) - first


def hours_walk(n: int, first: int, last: int = 23) -> int:
    """Return every n-th hour from one on, to another or to the end of the day."""
    _below(first, HOUR), _below(last, HOUR)
    if n < 1 or first > last:
        raise RefusedError("backwards", first=first, last=last)
    return repeated(first, last, n)
