"""What was meant by a schedule in words: `every Mondy at 9am` is `every monday 09:00`.

Words have their own slips: capitals, plurals, a misspelt one, `at` before a
time, a time by the twelve hours of half a day. Each is put right by itself, and
what comes out counts only if it is then right as a whole. No word that says
something is dropped, and none is guessed: the 9 of `every
day 9` may be nine in the evening.
"""

from __future__ import annotations

import re

from quartzcron.calendar.matcher import compile_nodes
from quartzcron.compiling.compiler import matcher_of
from quartzcron.corrections.everyday import meant_by
from quartzcron.corrections.outside import clock_time
from quartzcron.corrections.readings import Reading
from quartzcron.corrections.retelling import retold
from quartzcron.dialects import IN_WORDS, Dialect
from quartzcron.fields import WEEKDAY_NAMES
from quartzcron.ground.nearness import nearest
from quartzcron.language import dates_in_words as words_of
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.writing import NoFormError, Order, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Words = list[str]


def meant(text: str, dialect: Dialect) -> Reading | None:
    """Return the one reading of a text as a schedule in words, or None.

    >>> gcp = Dialect.named("google-cloud-scheduler")
    >>> meant("every Mondy at 9am", gcp).text, meant("every day 9", gcp)
    ('every monday 09:00', None)
    >>> meant("every day 09:00", Dialect.named("unix")).text
    '0 9 * * *'

    A dialect without words gets its own text, or None, of what is right in one with them.
    """
    if not words_of.is_in_words(text):
        return None
    if not dialect.in_words:
        return _translated(text, dialect)
    better = _repaired(text)
    matcher = matcher_of(better, dialect) if words_of.is_in_words(better) else None
    return None if matcher is None else Reading(better, dialect, matcher.meaning())


def _translated(text: str, dialect: Dialect) -> Reading | None:
    source = Dialect.named(IN_WORDS)
    parsed = parse(text, source)
    if parsed.is_wrong:
        return None
    matcher = compile_nodes(parsed)
    return Reading(retold(parsed, matcher, dialect), source, matcher.meaning(), given=text)


#: What words have and fields have not: one of these is in all that is read here.
_SAYING = frozenset(
    ["every", "each", "at", "on", "the", "of", "past", "noon", "midnight", "from", "between"]
).union(["daily", "hourly", "weekdays", "weekends"])


def said(text: str, dialect: Dialect) -> str | None:
    """Return the one text of a dialect that says what words of English mean, or None.

    >>> said("weekdays at 9:30", Dialect.named("quartz"))
    '0 30 9 ? * MON-FRI'

    The reader of words is loaded only for a text with a word that no field has.
    """
    if dialect.in_words or _SAYING.isdisjoint(text.lower().split()):
        return None
    from quartzcron.words.read import one_text

    return one_text(text, dialect)


def together(text: str, dialect: Dialect) -> tuple[str, ...]:
    """Return the texts of a dialect that run at all times of an interval of the clock, together.

    >>> together("every 5 minutes from 10:00 to 14:00", Dialect.named("unix"))
    ('*/5 10-13 * * *', '0 14 * * *')

    Nothing where the text is no such interval, or a dialect cannot say it.
    """
    said, _ = words_of.said_by(text, "")
    if said is None or not said.times:
        return ()
    minutes: dict[int, set[int]] = {}
    for time in said.times:
        minutes.setdefault(time // 60, set()).add(time % 60)
    hours: dict[tuple[int, ...], list[int]] = {}
    for hour, own in minutes.items():
        hours.setdefault(tuple(sorted(own)), []).append(hour)
    clocks = [(_listed(each), _listed(of)) for each, of in hours.items()]
    texts = [_written(f"{minute} {hour} * * *", dialect) for minute, hour in clocks]
    return () if None in texts else tuple(filter(None, texts))


def on_days(text: str, dialect: Dialect) -> tuple[str, ...]:
    """Return the text for an interval on some weekdays, as if it were counted from midnight.

    >>> on_days("every 60 minutes on mon,wed", Dialect.named("unix"))
    ('0 * * * MON,WED',)
    """
    said, _ = words_of.said_by(text, "")
    if said is None or said.times is not None or not said.weekdays:
        return ()
    clock = None
    if said.every and not words_of.DAY % said.every:
        clock = words_of.clock_of(range(0, words_of.DAY, said.every))
    weekdays = words_of.names_of(said.weekdays)
    found = None if clock is None else _written(f"{' '.join(clock)} * * {weekdays}", dialect)
    return () if found is None else (found,)


def _listed(values: tuple[int, ...] | list[int]) -> str:
    return ",".join(map(str, values))


def _written(fields: str, dialect: Dialect) -> str | None:
    """Return the text of a dialect for fields of Unix, or None where it has none."""
    matcher = compile_nodes(parse(fields, Dialect.named("unix")))
    try:
        return written(Order(matcher, dialect))
    except NoFormError:
        return None


def at_the_hour(text: str, dialect: Dialect) -> str | None:
    """Return the text with the bare number at its end as an hour, if that makes it right.

    >>> at_the_hour("every day at 9", Dialect.named("gcp"))
    'every day 09:00'
    """
    found = re.fullmatch(r"(.*\s)(\d{1,2})\s*", text)
    if found is None or int(found[2]) > 23:
        return None
    read = meant(f"{found[1]}{int(found[2]):02}:00", dialect)
    return None if read is None else read.text


def one_by_one(text: str, dialect: Dialect) -> tuple[str, ...]:
    """Return a text for each of several times of day at its end, or nothing.

    >>> one_by_one("every day 09:00, 17:00", Dialect.named("gcp"))
    ('every day 09:00', 'every day 17:00')
    """
    found = _SEVERAL_TIMES.fullmatch(text.strip())
    if found is None or not dialect.in_words:
        return ()
    times = re.findall(r"\d{1,2}:\d\d", found[2])
    read = [meant(f"{found[1]}{time}", dialect) for time in times]
    texts = tuple(each.text for each in read if each is not None and each.text is not None)
    return texts if len(texts) == len(times) else ()


_SEVERAL_TIMES = re.compile(r"(.*?\s)((?:\d{1,2}:\d\d(?:\s*,\s*|\s+and\s+|$)){2,})", re.ASCII)


# --- word by word -----------------------------------------------------------------


def _repaired(text: str) -> str:
    """Return a text in words with the slips of its words put right."""
    words = [word.lower() for _, word in words_of.tokens(text)]
    for change in _CHANGES:
        words = change(words)
    return " ".join(words).replace(" ,", ",").replace(", ", ",")


#: Words for others, alone.
_SAME: Mapping[str, str] = {
    "each": "every",
    "everyday": "every day",
    "daily": "every day",
    "&": "and",
    "noon": "12:00",
    "midnight": "00:00",
    **dict.fromkeys(("hour", "hr", "hrs", "h"), "hours"),
    **dict.fromkeys(("minute", "min", "m"), "minutes"),
}


def _joined_times(words: Words) -> Words:
    """9 am is one word."""
    joined: Words = []
    for word in words:
        if word.replace(".", "") in ("am", "pm") and joined and joined[-1][:1].isdecimal():
            joined[-1] += word.replace(".", "")
        else:
            joined.append(word)
    return joined


def _times(words: Words) -> Words:
    """9am, 9:30:00 and 9h30 are times by another clock."""
    return [_time(word) for word in words]


def _time(word: str) -> str:
    time = clock_time(word) if word[:1].isdecimal() else None
    if time is None or re.fullmatch(r"\d{1,2}:\d\d", word):
        return word
    return f"{time[0]:02}:{time[1]:02}"


def _synonyms(words: Words) -> Words:
    """Other words for the same, but for a lone `every minute`."""
    if words[:1] == ["every"] and len(words) == 2:
        return words
    return [each for word in words for each in _SAME.get(word, word).split()]


def _with_commas(words: Words) -> Words:
    """`mon and tue` is a list, and so is `mon, tue, and wed`."""
    joined: Words = []
    for word in words:
        if word != "and":
            joined.append(word)
        elif "," not in joined[-1:]:
            joined.append(",")
    return joined


def _without_filling(words: Words) -> Words:
    """Nothing is said by `at` before a time, or by `the` and `every` of `of the month`."""
    kept: Words = []
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else ""
        filling = word == "at" and ":" in after
        filling = filling or (word in ("the", "every") and after == "month" and "of" in kept[-1:])
        if not filling:
            kept.append(word)
    return kept


def _known_words(words: Words) -> Words:
    """Misspelt words, plurals, and what stands for several: `weekdays`, `mon-fri`."""
    found: Words = []
    for word in words:
        known = word in _VOCABULARY or not word.replace("-", "").isalpha()
        found += [word] if known else _word(word, found)
    return found


def _word(word: str, before: Words) -> Words:
    """Return what a word means, as the words that say it; the word itself where that is unclear."""
    field = "month" if "of" in before else "day_of_week"
    low, dash, high = word.replace("-", "", word in _HYPHENED).partition("-")
    if low in words_of.ORDINALS:
        return [low]
    if dash and field == "day_of_week":
        return _range(meant_by(low, field), meant_by(high, field)) or [word]
    near = nearest(word, _VOCABULARY, len(_VOCABULARY))
    if len({_VOCABULARY[each] for each in near}) == 1:
        return [near[0]]
    named = None if near else meant_by(word, field)
    return [word] if named is None else _spread(named)


def _spread(names: str) -> Words:
    """Return the words for names as cron writes them: MON-FRI, SAT,SUN, MON."""
    first, dash, last = names.partition("-")
    return _range(first, last) if dash else " , ".join(names.split(",")).lower().split()


def _range(first: str | None, last: str | None) -> Words:
    """Return the weekdays from one to another, with commas; none where it goes round the week."""
    names = [each.lower() for each in WEEKDAY_NAMES]
    ends = [names.index(each.lower()) for each in (first, last) if each and each.lower() in names]
    if len(ends) < 2 or ends[0] >= ends[1]:
        return []
    return " , ".join(names[ends[0] : ends[1] + 1]).split()


def _ranges(words: Words) -> Words:
    """monday to friday: the weekdays between them, too."""
    known = words_of.WEEKDAYS
    for place in range(1, len(words) - 1):
        first, last = words[place - 1], words[place + 1]
        if words[place] in ("to", "through", "thru", "-") and first in known and last in known:
            spread = _range(*(WEEKDAY_NAMES[known[each]] for each in (first, last)))
            if spread:
                return words[: place - 1] + spread + words[place + 2 :]
    return words


def _ordinals(words: Words) -> Words:
    """22th is 22nd; the 15th of a month is its day 15."""
    words = [_ordinal(word) for word in words]
    head = words[: words.index("of")] if "of" in words else []
    if not all(word == "," or word in words_of.ORDINALS or word.isdecimal() for word in head):
        return words
    days = [str(words_of.ORDINALS.get(word, word)) for word in head]
    return days + words[len(days) :]


def _ordinal(word: str) -> str:
    """Return an ordinal with its right ending; 1th may as well be 11th that lost a figure."""
    found = re.fullmatch(r"0?(\d{1,2})(st|nd|rd|th)", word, re.ASCII)
    known = {day: name for name, day in words_of.ORDINALS.items() if name[0].isdecimal()}
    right = known.get(int(found[1]), word) if found else word
    return right if found and (len(found[1]) > 1 or right.endswith(found[2])) else word


def _every(words: Words) -> Words:
    """`monday 9:00` is every Monday."""
    if words and (words[0] in words_of.WEEKDAYS or words[0] == "day"):
        return ["every", *words]
    return words


def _one(words: Words) -> Words:
    """`every minute from ...` is every 1 minutes."""
    if words[:1] == ["every"] and len(words) > 2 and words[1] in words_of.UNITS:
        return ["every", "1", *words[1:]]
    return words


def _midnight(words: Words) -> Words:
    """24:00 of every day is 00:00 of every day."""
    every_day = words[:2] == ["every", "day"] and words[2:-1] in ([], ["of", "month"])
    return [*words[:-1], "00:00"] if every_day and words[-1] == "24:00" else words


_CHANGES: tuple[Callable[[Words], Words], ...] = (
    _joined_times,
    _times,
    _synonyms,
    _with_commas,
    _known_words,
    _without_filling,
    _ranges,
    _ordinals,
    _every,
    _one,
    _midnight,
)

_PLAIN = "every of from to on at the through thru day month quarter synchronized"

#: All words that there are, each with what it means.
_VOCABULARY: Mapping[str, object] = {
    **{word: word for word in _PLAIN.split()},
    **{word: ("unit", minutes) for word, minutes in words_of.UNITS.items()},
    **{word: ("ordinal", day) for word, day in words_of.ORDINALS.items()},
    **{word: ("weekday", day) for word, day in words_of.WEEKDAYS.items()},
    **{word: ("month", month) for word, month in words_of.MONTHS.items()},
}

#: Ordinals that people write with a hyphen.
_HYPHENED = frozenset(
    f"{ten}-{word.removeprefix(ten)}"
    for ten in ("twenty", "thirty")
    for word in words_of.ORDINALS
    if word.startswith(ten)
)
