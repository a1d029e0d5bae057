"""Dates and times in words: `every day 09:00`, `1st,third monday of month 12:00`.

    schedule  = dates / interval
    dates     = days ["of" months] time          ; numbers of days need the "of"
    days      = "every" which / ordinals which / numbers
    which     = "day" / weekday *("," weekday)
    months    = "month" / name *("," name) / "quarter" / ordinals "month" "of" "quarter"
    interval  = "every" [number] unit [scope]
    scope     = "from" time "to" time / "synchronized" / "on" which

This is the second format of a dialect that has one: "groc" of Google Cloud
Scheduler and of App Engine's cron.yaml. "Cron job format and time zone" of the
former lists examples, "Scheduling jobs with cron.yaml" of the latter describes
the words, and App Engine's own reader (google.appengine.cron of its SDK 1.9)
settles what both leave open: blanks may surround a comma, words are in small
letters, a quarter is its first month.

What the words say becomes the fields of a cron expression, so that nothing
behind the parser knows them. An interval runs at fixed times only if it is tied
to the clock; and only if these are all its minutes in all its hours do fields
say them. Any other is no calendar schedule here.
"""

from __future__ import annotations

from quartzcron.dialects import ANYTHING, Form
from quartzcron.dialects.forms import five, listed
from quartzcron.dialects.model import FieldRules
from quartzcron.errors import Problem, problem, shown
from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES, WHOLE_NAMES
from quartzcron.language.terms import ParsedField, parse_field
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    #: A word or a comma, and its place.
    _Token = tuple[int, str]

#: The fields that a text in words stands for.
FORM = Form(
    five(
        FieldRules("minute", 0, 59),
        FieldRules("day_of_month", 1, 31),
        FieldRules("day_of_week", 0, 7, monday=1, specials=listed("n#k", ANYTHING)),
    )
)

# --- the words ----------------------------------------------------------------


def _named(field: str, short: Sequence[str], low: int) -> dict[str, int]:
    """Return the names of a field, long and of three letters, in small letters."""
    return {
        name.lower(): value
        for names in (WHOLE_NAMES[field], short)
        for value, name in enumerate(names, low)
    }


WEEKDAYS = _named("day_of_week", WEEKDAY_NAMES, 0)
MONTHS = _named("month", MONTH_NAMES, 1)

_ONES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_SPELLED_OUT = (
    *_ONES,
    *["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"],
    *["sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
    *(f"twenty{one}" for one in _ONES),
    "thirtieth",
    "thirtyfirst",
)
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}

#: What a day of the month is called: 1st or first, up to 31st or thirtyfirst.
ORDINALS = {
    word: day
    for day, spelled_out in enumerate(_SPELLED_OUT, 1)
    for word in (f"{day}{_ENDINGS.get(day, 'th')}", spelled_out)
}

#: Minutes in a unit of an interval. Alone the singular will do: `every minute`.
UNITS = {"minutes": 1, "mins": 1, "hours": 60}
SINGULARS = {"minute": 1, "hour": 60}

#: A month has five weeks at most.
MOST_WEEKS = 5
_QUARTER = (1, 4, 7, 10)
DAY = 24 * 60

#: Words that begin a part; they are no item of the part before it.
_JOINTS = frozenset(["every", "of", "on", "from", "to", "at", "synchronized"])

_FIGURES = tuple("0123456789")
_BEGINNINGS = ("every", "everyday", "of", "synchronized")

#: By these a text is known for one in words. None is part of a cron expression.
_SIGNS = frozenset([*UNITS, *SINGULARS, *ORDINALS, *_BEGINNINGS, "day", "month", "quarter"])

_NEVER_IN_WORDS = frozenset("*?@/#|\\`\"'()[]")


def is_in_words(text: str) -> bool:
    """Tell whether a text is meant to be one in words, right or wrong.

    >>> is_in_words("every day"), is_in_words("Monday 9:00"), is_in_words("0 9 1 1 MON")
    (True, True, False)
    """
    if not _NEVER_IN_WORDS.isdisjoint(text):
        return False
    words = [word.lower() for _, word in tokens(text)]
    if not _SIGNS.isdisjoint(words):
        return True
    *days, last = words or [""]
    is_time = last[:1] in _FIGURES and (":" in last or last[-2:] in ("am", "pm"))
    return bool(days) and is_time and _are_days(days)


def _are_days(words: Sequence[str]) -> bool:
    """Tell whether words before a time may name days: numbers, or beginning with a word."""
    first = words[0]
    return (first.isalpha() and first != "at") or all(
        word == "," or _is_number(word) for word in words
    )


def tokens(text: str) -> list[tuple[int, str]]:
    """Return the words and commas of a text with their places.

    >>> tokens("mon, tue")
    [(0, 'mon'), (3, ','), (5, 'tue')]
    """
    inner = text.strip(_AROUND)
    start = text.index(inner)
    found = []
    # A blank behind the end closes the last word.
    for place, sign in enumerate(f"{inner} ", start):
        if sign in ", \t\r\n":
            if start < place:
                found.append((start, text[start:place]))
            if sign == ",":
                found.append((place, sign))
            start = place + 1
    return found


#: White space that may surround a text; a form feed within it is no blank.
_AROUND = " \t\r\n\f\v"


# --- what was said --------------------------------------------------------------


class Said(Record):
    """What a text in words says: its times of day in minutes, and its days.

    `times` is None for an interval that is counted from the run before it, and
    `every` the minutes of any interval. `days` are numbers of days of the month, `weeks` the
    weeks of the month that `weekdays` are of; what is empty is left open.
    `doubts` are the places of what no documentation describes.
    """

    times: tuple[int, ...] | None
    every: int = 0
    days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    doubts: tuple[tuple[int, int], ...] = ()


class WordingError(Exception):
    """The text cannot be read on: its problem."""

    def __init__(self, found: Problem) -> None:
        self.found = found


class _Reader:
    """A position in the words of a text, and what was found wrong so far."""

    def __init__(self, text: str, title: str) -> None:
        self.title = title
        self.tokens = tokens(text)
        self.end = len(text.rstrip(_AROUND))
        self.at = 0
        self.problems: list[Problem] = []
        self.doubts: list[tuple[int, int]] = []

    @property
    def word(self) -> str:
        """The next word as it is known: in small letters. Empty at the end."""
        return self.tokens[self.at][1].lower() if self.at < len(self.tokens) else ""

    def next(self) -> str:
        """Return the next word and go on; words in capitals are taken, with a problem."""
        word = self.word
        if word != self.tokens[self.at][1]:
            self.report("wording/capitals", meant=word)
        self.at += 1
        return word

    def takes(self, *words: str) -> bool:
        """Go on if the next word is one of these."""
        if self.word not in words:
            return False
        self.next()
        return True

    def report(
        self, key: str, field: str | None = None, token: _Token | None = None, **values: str
    ) -> None:
        """Note a problem of a word, the next one or another, which can be read over."""
        place, word = token or self.tokens[self.at]
        given: dict[str, str] = {"title": self.title, "found": shown(word), **values}
        span = place, place + len(word)
        self.problems.append(problem(key, field, span, None, **given))

    def stop(self, key: str, field: str | None = None) -> WordingError:
        """Return what is raised where the text cannot be read on."""
        if self.at >= len(self.tokens):
            span = self.end, self.end
            return WordingError(problem(f"{key}/missing", field, span, None, title=self.title))
        self.report(key, field)
        return WordingError(self.problems.pop())

    def end_of(self, at: int) -> int:
        """Return where a token ends."""
        place, word = self.tokens[at]
        return place + len(word)


def said_by(text: str, title: str) -> tuple[Said | None, tuple[Problem, ...]]:
    """Return what a text in words says, or None and what is wrong with it.

    >>> said, _ = said_by("every mon,wed of jan 9:30", "Google Cloud Scheduler")
    >>> said.times, said.weekdays, said.months
    ((570,), (0, 2), (1,))

    Spans are places in the text. Never raises on any str; the cost grows with
    the length of the text.
    """
    reader = _Reader(text, title)
    try:
        said = _schedule(reader)
    except WordingError as stopped:
        return None, (*reader.problems, stopped.found)
    return (None, tuple(reader.problems)) if reader.problems else (said, ())


# --- the grammar ----------------------------------------------------------------


def _schedule(reader: _Reader) -> Said:
    """dates / interval"""
    said = _interval(reader) if _is_interval(reader) else _dates(reader)
    if reader.word:
        raise reader.stop("wording/end")
    return said.replace(doubts=tuple(reader.doubts))


def _is_interval(reader: _Reader) -> bool:
    """Tell whether a number or a unit follows `every`."""
    words = [word.lower() for _, word in reader.tokens[:2]]
    if len(words) < 2 or words[0] != "every":
        return False
    return _is_number(words[1]) or words[1] in UNITS or words[1] in SINGULARS


def _dates(reader: _Reader) -> Said:
    """days ["of" months] time"""
    days = _days(reader)
    months: tuple[int, ...] = ()
    if reader.takes("of"):
        months = _months(reader, days)
    elif days.need_months:
        raise reader.stop("wording/of", "month")
    named = reader.at
    time = _time(reader)
    if days.numbers and months and min(days.numbers) > max(_LONGEST[each] for each in months):
        span = reader.tokens[0][0], reader.end_of(named - 1)
        reader.problems.append(problem("impossible-date", "day_of_month", span))
    return Said((time,), 0, days.numbers, days.weekdays, days.weeks, months)


#: The days of each month in a leap year.
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class _Days(Record):
    """Days of the month, or weekdays and their weeks; none of either is every day."""

    numbers: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    need_months: bool = False


def _days(reader: _Reader) -> _Days:
    """ "every" which / ordinals which / numbers"""
    if reader.takes("every"):
        return _Days(weekdays=_which(reader))
    if _is_number(reader.word):
        return _Days(_list(reader, _number, "day_of_month"), need_months=True)
    if not _is_ordinal(reader.word):
        raise reader.stop("wording/days")
    ordinals = _list(reader, _ordinal, "day_of_month")
    behind = reader.at
    weekdays = _which(reader)
    if not weekdays:
        return _Days(ordinals)
    for token in reader.tokens[:behind]:
        if ORDINALS.get(token[1].lower(), 0) > MOST_WEEKS:
            reader.report("wording/weeks", "day_of_week", token)
    return _Days(weekdays=weekdays, weeks=ordinals)


def _which(reader: _Reader) -> tuple[int, ...]:
    """ "day" / weekday *("," weekday): the weekdays, none for all"""
    return () if reader.takes("day") else _list(reader, _weekday, "day_of_week")


def _months(reader: _Reader, days: _Days) -> tuple[int, ...]:
    """ "month" / name *("," name) / "quarter" / ordinals "month" "of" "quarter" """
    if reader.takes("month"):
        return ()
    start = reader.at - 1
    if reader.takes("quarter"):
        if not _are_in_one_month(days):
            reader.doubts.append((reader.tokens[start][0], reader.end_of(start + 1)))
        return _QUARTER
    if not _is_ordinal(reader.word):
        return _list(reader, _month, "month")
    ordinals = _list(reader, _ordinal_of_a_quarter, "month")
    for word in ("month", "of", "quarter"):
        if not reader.takes(word):
            raise reader.stop("wording/quarter", "month")
    return tuple(first + of - 1 for first in _QUARTER for of in ordinals)


def _are_in_one_month(days: _Days) -> bool:
    """Tell whether the days of a quarter can only be those of its first month.

    Its first Friday is; each of its Fridays, a fifth one or a day 31 may be meant otherwise.
    """
    if days.numbers:
        return max(days.numbers) < min(_LONGEST[month] for month in _QUARTER) + 1
    return bool(days.weeks) and max(days.weeks) < MOST_WEEKS


def _interval(reader: _Reader) -> Said:
    """ "every" (number unit ["from" time "to" time / "synchronized" / "on" which] / "minute")"""
    reader.next()
    if reader.word in SINGULARS:
        return Said(None, SINGULARS[reader.next()])
    if not _is_number(reader.word):
        raise reader.stop("wording/interval")
    number = int(reader.word)
    if not number:
        reader.report("wording/interval")
    reader.next()
    if reader.word not in UNITS:
        raise reader.stop("wording/unit")
    every = number * UNITS[reader.next()]
    if reader.takes("synchronized"):
        return _synchronized(reader, number, every)
    if reader.takes("from"):
        return _from_to(reader, every)
    return Said(None, every, weekdays=_which(reader) if reader.takes("on") else ())


def _synchronized(reader: _Reader, number: int, every: int) -> Said:
    """Every so many minutes from midnight on, if a day is so many times as long."""
    place, start = reader.tokens[0][0], reader.tokens[reader.at - 1]
    if not every or DAY % every:
        reader.report("wording/synchronized", None, start)
        return Said((), every)
    # cron.yaml: the number "must divide 24 into an integer", whatever the unit. Its reader looks
    # at minutes and a day.
    if 24 % number:
        reader.doubts.append((place, reader.end_of(reader.at - 1)))
    return Said(tuple(range(0, DAY, every)), every)


def _from_to(reader: _Reader, every: int) -> Said:
    """time "to" time: the first run is at the one, the last at the other or before it"""
    place = reader.tokens[reader.at - 1][0]
    first = _time(reader)
    if not reader.takes("to"):
        raise reader.stop("wording/to", "hour")
    last = _time(reader)
    if last <= first:
        # Neither page says what becomes of it; the reader of App Engine goes on past midnight.
        reader.doubts.append((place, reader.end_of(reader.at - 1)))
    if every > DAY:
        reader.report("wording/longer", None, reader.tokens[1])
    if not 0 < every <= DAY:
        return Said((), every)
    lasting = (last - first) % DAY
    return Said(tuple((first + more) % DAY for more in range(0, lasting + 1, every)), every)


# --- lists, and their items -------------------------------------------------------


def _list(reader: _Reader, item: Callable[[_Reader], int | None], field: str) -> tuple[int, ...]:
    """item *("," item)"""
    values = []
    while True:
        if reader.word == ",":
            reader.report("empty-item", field)
        elif (value := item(reader)) is not None:
            values.append(value)
        if reader.word != ",":
            return tuple(values)
        reader.at += 1
        if _ends_a_list(reader.word):
            reader.report("empty-item", field, reader.tokens[reader.at - 1])
            return tuple(values)


def _ends_a_list(word: str) -> bool:
    """Tell whether a word is no item, but begins another part; the end of the text does too."""
    return not word or word in _JOINTS or _looks_like_a_time(word)


def _item(reader: _Reader, known: Mapping[str, int], key: str, field: str) -> int | None:
    """A known word; an unknown one is read over, unless it begins another part."""
    if reader.word in known:
        return known[reader.next()]
    if _ends_a_list(reader.word):
        raise reader.stop(key, field)
    reader.report(key, field)
    reader.at += 1
    return None


def _weekday(reader: _Reader) -> int | None:
    """ "mon" / "monday" / ..."""
    return _item(reader, WEEKDAYS, "wording/weekdays", "day_of_week")


def _month(reader: _Reader) -> int | None:
    """ "jan" / "january" / ..."""
    return _item(reader, MONTHS, "wording/months", "month")


def _ordinal(reader: _Reader) -> int | None:
    """ "1st" / "first" / ... / "thirtyfirst" """
    return _item(reader, ORDINALS, "wording/ordinals", "day_of_month")


def _ordinal_of_a_quarter(reader: _Reader) -> int | None:
    """ "1st" / "first" / ... / "third" """
    known = {word: place for word, place in ORDINALS.items() if place <= 3}
    return _item(reader, known, "wording/quarters", "month")


def _number(reader: _Reader) -> int | None:
    """1 to 31, with zeros before it or not"""
    if not _is_number(reader.word):
        return _item(reader, {}, "wording/numbers", "day_of_month")
    day = int(reader.word)
    if not 1 <= day <= 31:
        reader.report("out-of-range/day", "day_of_month")
    reader.at += 1
    return day


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _is_ordinal(word: str) -> bool:
    """Tell whether a word is an ordinal, or meant as one."""
    return word in ORDINALS or (word[:1] in _FIGURES and word[-2:] in ("st", "nd", "rd", "th"))


def _looks_like_a_time(word: str) -> bool:
    return ":" in word


def _time(reader: _Reader) -> int:
    """hour ":" minute, the hour of one figure or two: minutes since midnight"""
    hour, _, minute = reader.word.partition(":")
    if not (_is_number(hour) and _is_number(minute) and len(hour) <= 2 == len(minute)):
        raise reader.stop("wording/time", "hour")
    if int(hour) > 23 or int(minute) > 59:
        raise reader.stop("wording/time", "hour")
    reader.at += 1
    return int(hour) * 60 + int(minute)


# --- as fields ----------------------------------------------------------------------


def read(text: str, title: str) -> tuple[dict[str, tuple[int, ParsedField]], tuple[Problem, ...]]:
    """Return the fields that a text in words stands for, or none and what is wrong with it.

    >>> fields, _ = read("1st,third monday of month 12:00", "Google Cloud Scheduler")
    >>> " ".join(field.text for _, field in fields.values())
    '0 12 * * MON#1,MON#3'
    """
    said, problems = said_by(text, title)
    if said is None:
        return {}, problems
    clock = None if said.times is None else clock_of(said.times)
    if clock is None:
        case = "since-last-run" if said.times is None else "uneven"
        inner = text.strip(_AROUND)
        start = text.index(inner)
        span = start, start + len(inner)
        found = problem(f"not-a-calendar-schedule/{case}", None, span, None, found=shown(inner))
        return {}, (found,)
    words = dict(zip(_NAMES, (*clock, *_days_of(said)), strict=True))
    fields = {rules.name: (0, parse_field(words[rules.name], rules)) for rules in FORM.fields}
    return fields, ()


_NAMES = tuple(rules.name for rules in FORM.fields)


def clock_of(times: Iterable[int]) -> tuple[str, str] | None:
    """Return the fields of minutes and hours for times of day, or None where no two say them.

    >>> clock_of(range(480, 961, 60)), clock_of(range(600, 841, 5))
    (('0', '8-16'), None)
    """
    pairs = {divmod(time, 60) for time in times}
    hours, minutes = {hour for hour, _ in pairs}, {minute for _, minute in pairs}
    if len(pairs) != len(hours) * len(minutes):
        return None
    return _listed(minutes, 60), _listed(hours, 24)


def _listed(values: set[int], size: int) -> str:
    """Return a field of values: all of them, a walk, a range or a list."""
    first, last = min(values), max(values)
    step = (last - first) // (len(values) - 1) if len(values) > 1 else 0
    if step and values == set(range(first, last + 1, step)):
        if not first and last + step >= size:
            return "*" if step == 1 else f"*/{step}"
        return f"{first}-{last}" if step == 1 else f"{first}-{last}/{step}"
    return ",".join(map(str, sorted(values)))


def names_of(weekdays: Iterable[int]) -> str:
    """Return weekdays as a field writes them.

    >>> names_of((2, 0))
    'MON,WED'
    """
    return ",".join(WEEKDAY_NAMES[day] for day in sorted(set(weekdays)))


def _days_of(said: Said) -> tuple[str, str, str]:
    """Return the fields of days, months and weekdays."""
    weekdays = names_of(said.weekdays)
    weeks = sorted(set(said.weeks))
    if weekdays and 0 < len(weeks) < MOST_WEEKS:
        names = weekdays.split(",")
        weekdays = ",".join(f"{name}#{week}" for week in weeks for name in names)
    days, months = (",".join(map(str, sorted(set(each)))) for each in (said.days, said.months))
    return days or "*", months or "*", weekdays or "*"
