"""Days, months and years in words: the phrases of the calendar, said by a voice."""

from __future__ import annotations

from quartzcron.fields import LAST_YEAR
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.required_days import bits
from quartzcron.words.phrases import (
    Both,
    Date,
    Either,
    EveryDay,
    Falling,
    Last,
    LastWorkday,
    MonthDays,
    NearestWorkday,
    Shape,
    Weekdays,
    in_a_ring,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quartzcron.words.phrases import Days, OfMonth, Stretch, Values
    from quartzcron.words.speaking import Listed, Voice


def day_words(voice: Voice, days: Days, months: Values | None) -> str:
    """Return the days on which it fires, with their months."""
    match days:
        case Date(year, month, day):
            return voice.say("date.on", date=voice.date(month, day, year))
        case EveryDay():
            return _in_months(voice, voice.say("every-day"), months)
        case Weekdays():
            return _in_months(voice, _weekdays(voice, days.mask), months)
    assert isinstance(days, Either)
    parts = [_of_month(voice, days.of_month, months)] if days.of_month else []
    for other in days.others:
        # Several months are named once.
        again = bool(parts) and months is not None and len(months) > 1
        parts.append(_other(voice, other, months, again))
    said = parts[0]
    for part in parts[1:]:
        said = voice.say("also", days=said, others=part)
    return said


def _other(
    voice: Voice, other: Weekdays | Both | Falling | Shape, months: Values | None, again: bool
) -> str:
    match other:
        case Weekdays(mask):
            said = _weekdays(voice, mask)
        case Both(weekdays, days):
            said = _both(voice, weekdays, days)
        case Falling(nth, days):
            said = voice.say("falls.nth", nth=_item(voice, nth), days=_alternatives(voice, days))
        case _:
            said = _of_shape(voice, other)
    if again:
        return voice.say("in-months.again", days=said)
    return _in_months(voice, said, months)


def _of_shape(voice: Voice, shape: Shape) -> str:
    days, weekday = _day_list(voice, shape.values), voice.weekday(shape.first_weekday)
    return voice.say("months-of-shape", shape.length, days=days, weekday=weekday)


# --- weekdays --------------------------------------------------------------------------


def _weekdays(voice: Voice, mask: int) -> str:
    if mask.bit_count() == 6:
        weekday = voice.weekday((~mask & 0b1111111).bit_length() - 1)
        return voice.say("weekdays.except", weekday=weekday)
    ends = _row(voice, mask)
    if ends is not None:
        return voice.say("weekdays.range", **ends)
    weekdays = _names(voice, mask)
    return voice.say("weekdays.every", weekdays=weekdays)


def _row(voice: Voice, mask: int) -> dict[str, object] | None:
    """Return the ends of three weekdays in a row or more; a week goes on and on."""
    row = in_a_ring(mask, 7)
    if row is None or mask.bit_count() < 3:
        return None
    return {"first": voice.weekday(row.first), "last": voice.weekday(row.last)}


def _names(voice: Voice, mask: int) -> Listed:
    """Return weekdays, from the first day of the reader's week on."""
    days = sorted(bits(mask), key=lambda day: (day - voice.first_day) % 7)
    return voice.listed([voice.weekday(day) for day in days])


def _both(voice: Voice, weekdays: int, days: tuple[OfMonth, ...]) -> str:
    said = _alternatives(voice, days)
    ends = _row(voice, weekdays)
    if ends is not None:
        return voice.say("falls.range", days=said, **ends)
    names = _names(voice, weekdays)
    return voice.say("falls.every", weekdays=names, days=said)


# --- days of the month ---------------------------------------------------------------------


def _of_month(voice: Voice, days: tuple[OfMonth, ...], months: Values | None) -> str:
    """Return days of the month, with what they are days of."""
    date = _yearly(voice, days, months)
    if date is not None:
        return date
    said = _on(voice, days)
    missing = any(getattr(each, "missing", False) for each in days)
    lone = len(days) == 1 and _is_single(days[0])
    if months is None:
        if missing and lone:
            return voice.say("of-month.that-has-one", days=said)
        said = voice.say("of-month", days=said)
    else:
        said = _of_months(voice, said, months)
    if missing:
        return voice.say("where-one-exists" if lone else "where-they-exist", days=said)
    return said


def _is_single(day: OfMonth) -> bool:
    """Tell whether a month has at most one such day."""
    if not isinstance(day, MonthDays):
        return True
    return len(day.values) == 1 and day.values[0].first == day.values[0].last


def _yearly(voice: Voice, days: tuple[OfMonth, ...], months: Values | None) -> str | None:
    """Return one day of one month as a date, or None."""
    if months is None or len(months) > 1 or months[0].first != months[0].last:
        return None
    only = days[0]
    if len(days) > 1 or not isinstance(only, MonthDays) or not _is_single(only):
        return None
    month, day = months[0].first, only.values[0].first
    key = "date.leap" if (month, day) == (2, 29) else "date.every"
    return voice.say(key, date=voice.date(month, day))


def _of_months(voice: Voice, days: str, months: Values) -> str:
    only = months[0]
    if only.first != only.last:
        ends = voice.month(only.first), voice.month(only.last)
        return voice.say("of-month.range", days=days, first=ends[0], last=ends[1])
    if len(months) == 1:
        return voice.say("of-month.one", days=days, month=voice.month(only.first))
    return voice.say("of-month.list", days=days, months=_month_names(voice, months))


def _in_months(voice: Voice, days: str, months: Values | None) -> str:
    """Return days with the months in which they are, where they are no days of the month."""
    if months is None:
        return days
    only = months[0]
    if only.first != only.last:
        ends = voice.month(only.first), voice.month(only.last)
        return voice.say("in-months.range", days=days, first=ends[0], last=ends[1])
    return voice.say("in-months", days=days, months=_month_names(voice, months))


def _month_names(voice: Voice, months: Values) -> Listed:
    return voice.listed([voice.month(each.first) for each in months])


def _on(voice: Voice, days: tuple[OfMonth, ...]) -> str:
    """Return days of the month as what follows is said of: `on the 1st`."""
    only = days[0]
    if len(days) == 1:
        if isinstance(only, MonthDays) and len(only.values) == 1 and _is_range(only.values[0]):
            ends = {name: voice.number(getattr(only.values[0], name)) for name in ("first", "last")}
            return voice.say("on.range", **ends)
        if isinstance(only, Last) and only.before:
            return voice.say("on.before-last", only.before)
    items = [item for day in days for item in _items(voice, day)]
    return voice.say("on", days=voice.listed(items))


def _items(voice: Voice, day: OfMonth) -> Sequence[object]:
    """Return days of the month as items of a list: each by itself, where no article holds them."""
    apart = voice.language.frame("item.days") == "{days}"
    if apart and isinstance(day, MonthDays) and not day.parity and day.values[0].step == 1:
        return _day_list(voice, day.values).items
    return [_item(voice, day)]


def _is_range(each: Stretch) -> bool:
    return each.step == 1 and each.first < each.last


def _item(voice: Voice, day: OfMonth) -> str:
    """Return days of the month as one item of a list."""
    match day:
        case MonthDays(values, parity):
            return voice.say(f"item.{parity}") if parity else _month_days(voice, values)
        case Last(before):
            return voice.say("item.before-last", before) if before else voice.say("item.last")
        case LastWorkday():
            return _last_workday(voice, day)
        case NearestWorkday():
            return _nearest(voice, day)
        case _:
            nth, name = day.nth or "last", voice.weekday(day.weekday)
            return voice.say(f"item.nth.{nth}", weekday=name)


def _month_days(voice: Voice, values: Values) -> str:
    only = values[0]
    if len(values) == 1 and only.step > 1:
        ends = {name: voice.number(getattr(only, name)) for name in ("first", "last")}
        return voice.say("item.walk", only.step, **ends)
    count = sum(each.last - each.first + 1 for each in values)
    return voice.say("item.days", count, days=_day_list(voice, values))


def _day_list(voice: Voice, values: Values) -> Listed:
    return voice.listed([_days_stretch(voice, each) for each in values])


def _days_stretch(voice: Voice, each: Stretch) -> str:
    if each.first == each.last:
        return voice.say("number.day", each.first)
    first, last = voice.number(each.first), voice.number(each.last)
    return voice.say("item.stretch", first=first, last=last)


def _last_workday(voice: Voice, day: LastWorkday) -> str:
    if day.back:
        clamped = ".clamped" if day.clamped else ""
        return voice.say(f"item.before-last-workday{clamped}", day.back)
    if day.before:
        return voice.say("item.nearest-before-last", day.before)
    return voice.say("item.last-workday")


def _nearest(voice: Voice, day: NearestWorkday) -> str:
    if day.day == 1:
        return voice.say("item.first-workday")
    kinds = [kind for kind in ("lost", "clamped") if getattr(day, kind)]
    key = ".".join(["item.nearest", *(["-".join(kinds)] if kinds else [])])
    return voice.say(key, day=voice.number(day.day))


def _alternatives(voice: Voice, days: Sequence[OfMonth]) -> Listed:
    """Return days of the month of which any will do, as `falls on ...` takes them."""
    items: list[object] = []
    for day in days:
        if isinstance(day, MonthDays) and day.parity:
            items.append(voice.say(f"falls.{day.parity}"))
        elif isinstance(day, MonthDays):
            numbers = [
                n for each in day.values for n in range(each.first, each.last + 1, each.step)
            ]
            walked = any(each.step > 1 for each in day.values)
            said = (
                [voice.say("number.day", n) for n in numbers]
                if walked
                else [_days_stretch(voice, each) for each in day.values]
            )
            items.append(voice.say("item.days", len(numbers), days=voice.listed(said, "or")))
        else:
            items.append(_item(voice, day))
    return voice.listed(items, "or")


# --- years ------------------------------------------------------------------------------------


def year_words(voice: Voice, years: Values) -> str:
    """Return the years in which it fires."""
    only = years[0]
    first, last = voice.number(only.first), voice.number(only.last)
    if len(years) > 1 or only.first == only.last:
        return voice.say("years.list", len(years), years=voice.numbers("year", years))
    on = only.last + only.step > LAST_YEAR
    if only.step == 1:
        return voice.say("years.from" if on else "years.range", first=first, last=last)
    return voice.say("years.walk-on" if on else "years.walk", only.step, first=first, last=last)


def are_a_range(years: Values) -> bool:
    """Tell whether years are all of those from one to another."""
    return len(years) == 1 and years[0].step == 1 and years[0].first != years[0].last
