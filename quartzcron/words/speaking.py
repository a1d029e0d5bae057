"""What is needed to say a tree in a language: frames with their places filled, names, lists, times.

A value knows its forms: `{day:ordinal}` asks a number for one, `{weekday:dative}` a weekday. So a
frame of any language can ask for the form that its grammar wants.
"""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING
from quartzcron.words.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from quartzcron.words.languages import Language
    from quartzcron.words.phrases import Stretch

SHORT, YEARS = "short", "years"


class Voice:
    """A language, a style, the clock of 12 or 24 hours, and the first day of the week."""

    def __init__(self, language: Language, style: str, hour12: bool, first_day: int) -> None:
        self.language = language
        self.style = style
        self.hour12 = hour12
        self.first_day = first_day
        #: Of which other frames there are, those to be taken.
        self.variants = (SHORT,) if style == SHORT else ()

    def among_years(self) -> Voice:
        """Return a voice for what is said beside years that are no range."""
        other = Voice(self.language, self.style, self.hour12, self.first_day)
        other.variants = (*self.variants, YEARS)
        return other

    def say(self, key: str, n: int | None = None, /, **values: object) -> str:
        """Return a frame with its places filled; `n` chooses its plural, and stands at {n}.

        In languages whose words agree with weekdays, it is the variant for the first weekday
        among the values.
        """
        for variant in self.variants:
            if f"{key}~{variant}" in FRAMES:
                key = f"{key}~{variant}"
        kind = _kind(values.values()) if self.language.kinds else ""
        if n is not None:
            values["n"] = Number(self, n)
        return self.language.frame(key, n, kind).format_map(values)

    def number(self, n: int) -> Number:
        """Return a number, which knows its ordinal."""
        return Number(self, n)

    def numbers(self, unit: str, values: Iterable[Stretch]) -> Listed:
        """Return a list of numbers of a unit, and of ranges of them."""
        return self.listed([self._stretch(unit, each) for each in values])

    def _stretch(self, unit: str, each: Stretch) -> str:
        first, last = (self.say(f"number.{unit}", end) for end in (each.first, each.last))
        return first if each.first == each.last else self.say("stretch", first=first, last=last)

    def weekday(self, day: int) -> Name:
        """Return the name of a weekday; 0 is Monday."""
        return Name(self, "weekdays", day)

    def month(self, month: int) -> Name:
        """Return the name of a month."""
        return Name(self, "months", month - 1)

    def listed(self, items: Sequence[object], word: str = "and") -> Listed:
        """Return a list of items, as the language joins them."""
        return Listed(self, items, word)

    def time(self, seconds: int, with_seconds: bool = False) -> Time:
        """Return a time of day."""
        return Time(self, seconds, with_seconds)

    def date(self, month: int, day: int, year: int | None = None) -> Date:
        """Return a day of the year, or of one year."""
        return Date(self, month, day, year)


def _kind(values: Iterable[object]) -> str:
    """Return the class of the first weekday among values."""
    kinds = (value.kind for value in values if isinstance(value, (Name, Listed)))
    return next(filter(None, kinds), "")


class Number:
    """A number in a sentence; a form is the ordinal, or one by classes of ordinals: `dall’8`."""

    def __init__(self, voice: Voice, value: int) -> None:
        self.voice = voice
        self.value = value

    def __format__(self, form: str) -> str:
        if not form:
            return str(self.value)
        return self.voice.language.ordinal(self.value, "" if form == "ordinal" else form)


class Name:
    """A weekday or a month in a sentence."""

    def __init__(self, voice: Voice, table: str, place: int) -> None:
        self.voice = voice
        self.table = table
        self.place = place

    @property
    def kind(self) -> str:
        """The class of words that it belongs to, by which others agree."""
        return self.voice.language.kinds[self.place] if self.table == "weekdays" else ""

    def __format__(self, form: str) -> str:
        language = self.voice.language
        if self.voice.style == SHORT:
            own = f"{form}-{SHORT}"
            form = own if form and language.has_form(self.table, own) else SHORT
        table = f"{self.table}-{form}" if form else self.table
        return language.table(table)[self.place]


class Time:
    """A time of day in a sentence; a form is what stands with it there: `a las 9:00`."""

    def __init__(self, voice: Voice, seconds: int, with_seconds: bool) -> None:
        self.voice = voice
        self.seconds = seconds
        self.with_seconds = with_seconds

    def __format__(self, form: str) -> str:
        hour, rest = divmod(self.seconds, 3600)
        minute, second = divmod(rest, 60)
        language, hour12 = self.voice.language, self.voice.hour12
        key = ("clock-12" if hour12 else "clock") + ("-seconds" if self.with_seconds else "")
        shown = (hour - 1) % 12 + 1 if hour12 else hour
        half = language.names["halves"][hour >= 12]
        hours = {"H": hour, "h": shown, "K": hour % 12}  # CLDR's letters
        said: str = language.names[key].format(m=minute, s=second, half=half, **hours)
        return language.time_frame(form, shown == 1).format(time=said)


class Date:
    """A date in a sentence, as the language writes it; a form is that of its day."""

    def __init__(self, voice: Voice, month: int, day: int, year: int | None) -> None:
        self.voice = voice
        self.month = month
        self.day = day
        self.year = year

    def __format__(self, form: str) -> str:
        voice = self.voice
        text: str = voice.language.names["month-day" if self.year is None else "date"]
        day = format(voice.number(self.day), form) if form else voice.say("number.date", self.day)
        month = voice.month(self.month)
        return text.format(month=month, m=self.month, day=day, year=self.year)


class Moment:
    """A date with a time of day in a sentence; a form is that of the day of its date."""

    def __init__(self, voice: Voice, date: Date, time: Time) -> None:
        self.voice = voice
        self.date = date
        self.time = time

    def __format__(self, form: str) -> str:
        return self.voice.say("moment", date=format(self.date, form), time=self.time)


class Listed:
    """Some items in a sentence, joined as the language does; a form is that of each item."""

    def __init__(self, voice: Voice, items: Sequence[object], word: str = "and") -> None:
        self.voice = voice
        self.items = items
        self.word = word

    @property
    def kind(self) -> str:
        """That of the first item, with which the rest goes."""
        first = self.items[0]
        return first.kind if isinstance(first, Name) else ""

    def __format__(self, form: str) -> str:
        *others, last = [format(item, form) for item in self.items]
        if not others:
            return last
        joints: dict[str, Any] = self.voice.language.names[self.word]
        text = others[0]
        for place, item in enumerate(others[1:]):
            text = joints["middle" if place else "start"].format(text, item)
        return _last_joint(joints, len(others), last).format(text, last)


def _last_joint(joints: Mapping[str, Any], before: int, last: str) -> str:
    """Return what joins the last item to so many others: some joints depend on it, `7 u 8`."""
    for beginning, joint in joints.get("before", {}).items():
        if last.startswith(beginning):
            return str(joint)
    return str(joints["2" if before == 1 else "end"])
