"""Times of day in words: the phrases of the clock, said by a voice."""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING
from quartzcron.words.phrases import HOUR, MINUTE, Even, Hours, Past, Points, Walk

if TYPE_CHECKING:
    from quartzcron.words.phrases import Clock, Values
    from quartzcron.words.speaking import Listed, Voice


def times(voice: Voice, clock: Points) -> Listed:
    """Return times of day as a list; all have seconds if one has."""
    exact = any(time % 60 for time in clock.times)
    return voice.listed([voice.time(time, exact) for time in clock.times])


def clock_words(voice: Voice, clock: Clock, hours: str = "hours.every") -> str:
    """Return the words of a phrase of the clock that is no list of times."""
    match clock:
        case Even(unit, step, 0):
            return voice.say("every.whole-hour") if unit == HOUR else every(voice, unit, step)
        case Even(unit, step, start):
            return voice.say(f"{unit}s.start", start, every=every(voice, unit, step))
        case Walk():
            return _walk(voice, clock)
        case Past(unit, values):
            place = {"hours": voice.say(hours)} if unit == MINUTE else {}
            return _past(voice, f"{unit}s", values, **place)
    assert isinstance(clock, Hours)  # lists of times and seconds within them are said elsewhere
    return _hours(voice, clock)


def every(voice: Voice, unit: str, step: int) -> str:
    """Return each n-th unit.

    One of each is a frame of its own: in some languages the number 1 is no reason for a singular.
    """
    return voice.say(f"every.{unit}") if step == 1 else voice.say(f"every.{unit}s", step)


def _walk(voice: Voice, walk: Walk) -> str:
    exact = walk.unit == "second" or any(first % 60 for first, _ in walk.windows)
    windows = voice.listed([_window(voice, *window, exact) for window in walk.windows])
    said = voice.say("windows", every=every(voice, walk.unit, walk.step), windows=windows)
    if walk.also:
        exact = any(time % 60 for time in walk.also)
        also = voice.listed([voice.time(time, exact) for time in walk.also])
        said = voice.say("also-at", walk=said, times=also)
    return said


def _window(voice: Voice, first: int, last: int | None, exact: bool) -> str:
    begin = voice.time(first, exact)
    if last is None:
        return voice.say("window.on", first=begin)
    return voice.say("window", first=begin, last=voice.time(last, exact))


def _past(voice: Voice, key: str, values: Values, **place: str) -> str:
    """Return values past the next larger unit: one, a walk, or a list."""
    unit = "second" if key in ("seconds", "within") else "minute"
    if len(values) > 1 or (values[0].step == 1 and values[0].last - values[0].first in (1, 2)):
        return voice.say(f"{key}.list", values=voice.numbers(unit, values), **place)
    (only,) = values
    if only.first == only.last:
        return voice.say(f"{key}.one", only.first, **place)
    first, last = voice.number(only.first), voice.number(only.last)
    walk = every(voice, unit, only.step)
    return voice.say(f"{key}.walk", every=walk, first=first, last=last, **place)


def _hours(voice: Voice, clock: Hours) -> str:
    """Return minutes within some hours."""
    pattern = clock.pattern
    if clock.windows:
        exact = any(time % 60 for window in clock.windows for time in window)
        windows = voice.listed([_window(voice, *window, exact) for window in clock.windows])
        minutes = clock_words(voice, pattern, "hours.the")
        return voice.say("minutes.in-windows", minutes=minutes, windows=windows)
    hours = _hour_values(voice, clock.hours)
    if isinstance(pattern, Even):
        return voice.say("minutes.of", every=every(voice, pattern.unit, pattern.step), hours=hours)
    return _past(voice, "minutes", pattern.values, hours=hours)


def _hour_values(voice: Voice, values: Values) -> str:
    only = values[0]
    first, last = voice.number(only.first), voice.number(only.last)
    if len(values) == 1 and only.step > 1:
        if only.last + only.step > 23:
            return voice.say("hours.walk-on", only.step, first=first)
        return voice.say("hours.walk", only.step, first=first, last=last)
    return voice.say("hours.list", values=voice.numbers(HOUR, values))


def within_words(voice: Voice, seconds: Past | Even) -> str:
    """Return the seconds of the minutes that another phrase names."""
    if isinstance(seconds, Even):
        return voice.say("within.every")
    return _past(voice, "within", seconds.values)
