"""Every frame of words, by its key: the one place where the English of descriptions stands.

A frame is a piece of a sentence with named places, as gettext has it: the English is the msgid,
the key the msgctxt, and a pair is singular and plural by `n`. Translations of these are a
catalog, see `docs/translating.md`. A place may ask for a form of what stands there:
`{day:ordinal}` is the 1st, and a catalog may have cases of its own, `{weekday:dative}`.

A key that ends in `~short` is said instead of the other one in the style "short", one in `~years`
beside years that are no range.
"""

from __future__ import annotations

from types import MappingProxyType

# Known to type checkers by its name. The build reads this file by itself.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_UNITS = {
    "every.second": ("every second",),
    "every.seconds": ("every {n} second", "every {n} seconds"),
    "every.minute": ("every minute",),
    "every.minutes": ("every {n} minute", "every {n} minutes"),
    "every.hour": ("every hour",),
    "every.hours": ("every {n} hour", "every {n} hours"),
    "every.whole-hour": ("every hour on the hour",),
}

_CLOCK = {
    # What a time of day stands in. A catalog may have forms of it, `clock-time:at`, and of each
    # a variant for one o'clock, `clock-time:at/one`.
    "clock-time": ("{time}",),
    # Times of day. {every} is one of the frames above.
    "windows": ("{every} {windows}",),
    "window": ("from {first} to {last}",),
    "window.on": ("from {first}",),
    "also-at": ("{walk}, and also at {times}",),
    # Minutes of the hour; {hours} is one of the frames below.
    "minutes.start": (
        "{every} from {n} minute past the hour",
        "{every} from {n} minutes past the hour",
    ),
    "minutes.one": ("at {n} minute past {hours}", "at {n} minutes past {hours}"),
    "minutes.list": ("at {values} minutes past {hours}",),
    "minutes.walk": ("{every} from {first} to {last} minutes past {hours}",),
    "minutes.of": ("{every} of {hours}",),
    "minutes.in-windows": ("{minutes}, {windows}",),
    "hours.every": ("every hour",),
    "hours.the": ("the hour",),
    "hours.walk-on": ("every {n:ordinal} hour from hour {first}",),
    "hours.walk": ("every {n:ordinal} hour from hour {first} to hour {last}",),
    "hours.list": ("hours {values}",),
    # Seconds of every minute.
    "seconds.start": (
        "{every} from {n} second past the minute",
        "{every} from {n} seconds past the minute",
    ),
    "seconds.one": ("at {n} second past every minute", "at {n} seconds past every minute"),
    "seconds.list": ("at {values} seconds past every minute",),
    "seconds.walk": ("{every} from {first} to {last} seconds past every minute",),
    # Seconds of the minutes that {clock} names.
    "within": ("{clock}, {seconds}",),
    "within.every": ("every second for one minute",),
    "within.one": ("at {n} second past the minute", "at {n} seconds past the minute"),
    "within.list": ("at {values} seconds past the minute",),
    "within.walk": ("{every} from {first} to {last} seconds past the minute",),
    # What stands in a list of numbers: one, and a range of them.
    "number.hour": ("{n}",),
    "number.minute": ("{n}",),
    "number.second": ("{n}",),
    "number.year": ("{n}",),
    "stretch": ("{first} to {last}",),
}

_DAYS = {
    "every-day": ("every day",),
    "weekdays.every": ("every {weekdays}",),
    "weekdays.range": ("{first} to {last}",),
    "weekdays.except": ("every day except {weekday}",),
    "in-months": ("{days} in {months}",),
    "in-months.again": ("{days} in these months",),
    "in-months.range": ("{days} from {first} to {last}",),
    # Days of the month. {days} is one of the next three, or a list of the items below.
    "on": ("on {days}",),
    "on.range": ("from the {first:ordinal} to the {last:ordinal}",),
    "on.before-last": ("{n} day before the last day", "{n} days before the last day"),
    "of-month": ("{days} of every month",),
    "of-month.that-has-one": ("{days} of every month that has one",),
    "of-month.one": ("{days} of {month}",),
    "of-month.list": ("{days} of {months}",),
    "of-month.range": ("{days} of each month from {first} to {last}",),
    "where-one-exists": ("{days} (where it exists)",),
    "where-they-exist": ("{days} (where they exist)",),
    "item.days": ("the {days}",),
    "number.day": ("{n:ordinal}",),
    "item.stretch": ("{first:ordinal} to {last:ordinal}",),
    "item.odd": ("odd-numbered days",),
    "item.even": ("even-numbered days",),
    "item.walk": ("every {n:ordinal} day from the {first:ordinal} to the {last:ordinal}",),
    "item.last": ("the last day",),
    "item.before-last": (
        "the day {n} day before the last day",
        "the day {n} days before the last day",
    ),
    "item.last-workday": ("the last weekday (Monday to Friday)",),
    "item.first-workday": ("the first weekday (Monday to Friday)",),
    "item.nearest": ("the weekday (Monday to Friday) nearest the {day:ordinal}",),
    "item.nearest.lost": (
        "the weekday (Monday to Friday) nearest the {day:ordinal} "
        "(but not if that is a Sunday and the last day)",
    ),
    "item.nearest.clamped": (
        "the weekday (Monday to Friday) nearest the {day:ordinal} or the last day before it",
    ),
    "item.nearest.lost-clamped": (
        "the weekday (Monday to Friday) nearest the {day:ordinal} or the last day before it "
        "(but not if the month ends on Sunday the {day:ordinal})",
    ),
    "item.nearest-before-last": (
        "the weekday (Monday to Friday) nearest to {n} day before the last day",
        "the weekday (Monday to Friday) nearest to {n} days before the last day",
    ),
    "item.before-last-workday": (
        "the day {n} day before the last weekday (Monday to Friday)",
        "the day {n} days before the last weekday (Monday to Friday)",
    ),
    "item.before-last-workday.clamped": (
        "the day {n} day before the last weekday (Monday to Friday) or, at the earliest, the 1st",
        "the day {n} days before the last weekday (Monday to Friday) or, at the earliest, the 1st",
    ),
    "item.nth.1": ("the first {weekday}",),
    "item.nth.2": ("the second {weekday}",),
    "item.nth.3": ("the third {weekday}",),
    "item.nth.4": ("the fourth {weekday}",),
    "item.nth.5": ("the fifth {weekday}",),
    "item.nth.last": ("the last {weekday}",),
    # Days that are two things at once. {days} is a list of items, joined by "or".
    "falls.odd": ("an odd-numbered day",),
    "falls.even": ("an even-numbered day",),
    "falls.every": ("every {weekdays} that falls on {days} of the month",),
    "falls.range": ("every day from {first} to {last} that falls on {days} of the month",),
    "falls.nth": ("{nth} of the month if that is {days} of the month",),
    "months-of-shape": (
        "on the {days} of months of {n} day that begin on a {weekday}",
        "on the {days} of months of {n} days that begin on a {weekday}",
    ),
    "also": ("{days} and also {others}",),
    # Dates; the first is the day within one.
    "number.date": ("{n}",),
    "date.every": ("every {date}",),
    "date.leap": ("every {date} (leap years only)",),
    "date.on": ("on {date}",),
}

#: Said where single years are named, or each n-th one: where "each year" would be false.
_OF_YEARS = {
    "in-months~years": ("{days} in {months}",),
    "in-months.range~years": ("{days} from {first} to {last}",),
    "of-month.one~years": ("{days} of {month}",),
    "of-month.list~years": ("{days} of {months}",),
    "of-month.range~years": ("{days} of each month from {first} to {last}",),
    "date.every~years": ("every {date}",),
    "date.leap~years": ("every {date} (leap years only)",),
}

_SENTENCES = {
    "never": ("never (no date fits)",),
    "once": ("once, on {date} at {time}",),
    "at": ("{days} at {times}",),
    "on-days": ("{clock}, {days}",),
    "in-years": ("{when}, {years}",),
    "years.list": ("in {years}",),
    "years.range": ("from {first} to {last}",),
    "years.from": ("from {first} on",),
    "years.walk": ("every {n:ordinal} year from {first} to {last}",),
    "years.walk-on": ("every {n:ordinal} year from {first}",),
}

#: What a schedule adds to its expression, and what stands between the parts of a set.
_SCHEDULES = {
    "zone.city": ("{when}, {city} time",),
    "zone.name": ("{when}, {zone}",),
    "bounds.from": ("{when}, from {start}",),
    "bounds.through": ("{when}, through {date}",),
    "bounds.until": ("{when}, until {end} (not included)",),
    "moment": ("{date} at {time}",),
    "except.days": ("{when}, except {days}",),
    "except.times": ("{when}, except at these times: {others}",),
    "only.days": ("{when}, only {days}",),
    "rolled.next": ("{when}; a run on a day left out moves to the next day that is not",),
    "rolled.previous": ("{when}; a run on a day left out moves to the previous day that is not",),
    "rolled.nearest": ("{when}; a run on a day left out moves to the nearest day that is not",),
    # Sets of days; {days}, {first} and {second} are others of these, or days as above.
    "days.of": ("on {dates}",),
    "days.between": ("from {first} to {last}",),
    "days.many": ("on {n} date from {first} to {last}", "on {n} dates from {first} to {last}"),
    "days.none": ("on no day",),
    "days.from": ("from {date} on",),
    "days.every.days": (
        "every {n:ordinal} day from {date} on",
        "every {n:ordinal} day from {date} on",
    ),
    "days.every.weeks": (
        "in every {n:ordinal} week from {date} on",
        "in every {n:ordinal} week from {date} on",
    ),
    "days.every.months": (
        "in every {n:ordinal} month from {date} on",
        "in every {n:ordinal} month from {date} on",
    ),
    "days.either": ("{first} and also {second}",),
    "days.both": ("({first}) if also ({second})",),
    "days.without": ("({first}) but not ({second})",),
    "days.one": ("({first}) or ({second}), but not both",),
    "days.other": ("on all days but ({days})",),
    "set.either": ("{first}; and also {second}",),
    "set.both": ("{first}; but only when also {second}",),
    "set.without": ("{first}; but not {second}",),
    "set.one": ("{first}; or {second}; but not both",),
    "set.group": ("({set})",),
}

#: Sentences of the style "full", behind the first one.
_MORE = {
    "full.sentence": ("{text}.",),
    "full.sentences": ("{first} {second}",),
    "full.most": ("at most {n} run a day", "at most {n} runs a day"),
    "full.zone": ("the time zone is {zone}",),
    "full.gap.skip": ("a time skipped when clocks go forward is left out",),
    "full.gap.next": ("a time skipped when clocks go forward runs right after the change",),
    "full.gap.shift": (
        "a time skipped when clocks go forward runs later, by as much as they went",
    ),
    "full.fold.first": ("a time that comes twice when clocks go back runs the first time only",),
    "full.fold.last": ("a time that comes twice when clocks go back runs the second time only",),
    "full.fold.both": ("a time that comes twice when clocks go back runs both times",),
}

#: For tables and badges: as short as people write it; not promised to be exact.
_SHORT = {
    "every.second~short": ("every s",),
    "every.seconds~short": ("every {n} s", "every {n} s"),
    "every.minute~short": ("every min",),
    "every.minutes~short": ("every {n} min", "every {n} min"),
    "every.hour~short": ("every h",),
    "every.hours~short": ("every {n} h", "every {n} h"),
    "every.whole-hour~short": ("hourly",),
    "window~short": ("{first}–{last}",),
    "window.on~short": ("from {first}",),
    "stretch~short": ("{first}–{last}",),
    "every-day~short": ("daily",),
    "weekdays.every~short": ("{weekdays}",),
    "weekdays.range~short": ("{first}–{last}",),
    "weekdays.except~short": ("daily except {weekday}",),
    "in-months.range~short": ("{days}, {first}–{last}",),
    "of-month~short": ("{days} of the month",),
    "of-month.that-has-one~short": ("{days} of the month",),
    "where-one-exists~short": ("{days}",),
    "where-they-exist~short": ("{days}",),
    "on~short": ("{days}",),
    "on.range~short": ("{first:ordinal}–{last:ordinal}",),
    "item.days~short": ("{days}",),
    "item.stretch~short": ("{first:ordinal}–{last:ordinal}",),
    "item.last~short": ("last day",),
    "item.last-workday~short": ("last weekday",),
    "item.first-workday~short": ("first weekday",),
    "item.nearest~short": ("weekday nearest the {day:ordinal}",),
    "item.nth.1~short": ("1st {weekday}",),
    "item.nth.2~short": ("2nd {weekday}",),
    "item.nth.3~short": ("3rd {weekday}",),
    "item.nth.4~short": ("4th {weekday}",),
    "item.nth.5~short": ("5th {weekday}",),
    "item.nth.last~short": ("last {weekday}",),
    "date.every~short": ("{date} each year",),
    "date.leap~short": ("{date} in leap years",),
    "date.on~short": ("{date}",),
    "never~short": ("never",),
    "once~short": ("once, {date} {time}",),
    "at~short": ("{days} {times}",),
    "years.list~short": ("{years}",),
    "years.range~short": ("{first}–{last}",),
    "zone.city~short": ("{when} ({city})",),
    "zone.name~short": ("{when} ({zone})",),
}

#: Ordinal numbers, by the plural categories of CLDR that the language has.
_ORDINALS = {
    "ordinal.zero": ("{n}th",),
    "ordinal.one": ("{n}st",),
    "ordinal.two": ("{n}nd",),
    "ordinal.few": ("{n}rd",),
    "ordinal.many": ("{n}th",),
    "ordinal.other": ("{n}th",),
}

#: English by key: one text, or singular and plural.
FRAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **_UNITS,
        **_CLOCK,
        **_DAYS,
        **_OF_YEARS,
        **_SENTENCES,
        **_SCHEDULES,
        **_MORE,
        **_SHORT,
        **_ORDINALS,
    }
)

#: Names of weekdays and months in a form of a catalog's own, `weekdays:dative`, stand under these.
TABLES: Mapping[str, str] = MappingProxyType(
    {
        "weekdays": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
        "months": (
            "January|February|March|April|May|June|July|August|September|October|November|December"
        ),
    }
)

#: The key of the kinds of the seven weekdays, where other words agree with them.
KINDS = "weekday-kinds"

#: The key of what a time of day stands in.
TIME = "clock-time"

#: What a frame is called where it says one thing, or one o'clock: `item.days/one`.
ONE = "one"
