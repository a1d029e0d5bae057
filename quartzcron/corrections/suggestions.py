"""What may help where nothing is certain: choices and questions, each text of them right.

A suggestion says what it is for, or asks. Each function here knows one kind of
it and returns a sentence, or None where it does not apply; they are asked in
turn. No text is shown that the dialect does not take.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quartzcron import dialects
from quartzcron.calendar.matcher import compile_nodes
from quartzcron.compiling.compiler import is_right, matcher_of
from quartzcron.corrections import in_words, outside
from quartzcron.corrections.everyday import meanings
from quartzcron.corrections.repairs import gone_round
from quartzcron.corrections.retelling import in_wrapper, means_either, retold
from quartzcron.dialects import Dialect
from quartzcron.ground.caches import listed
from quartzcron.ground.messages import HINTS
from quartzcron.language.text import parse, split
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quartzcron.corrections.readings import Reading
    from quartzcron.errors import Problem

    #: A clean text, the problem, the dialect: a sentence or None.
    Kind = Callable[[str, Problem, Dialect], str | None]

#: How many choices a sentence shows.
_MOST_CHOICES = 3


def suggestion(text: str, found: Problem, read: Sequence[Reading], dialect: Dialect) -> str | None:
    """Return a sentence that may help with a problem of a text without a correction, or None.

    `text` is clean: nothing lies around it. The span of the problem lies in it.
    """
    texts = [_by_name(reading.text, dialect) for reading in read if reading.text is not None]
    choice = HINTS["several"].format(texts=quoted(texts[:_MOST_CHOICES], "or")) if texts else None
    if len(texts) > 1 and len(texts) == len(read):
        return choice
    together = _together(read, dialect)
    if together is not None:
        return together
    kinds = _KINDS.get(found.code, ())
    return next(filter(None, (kind(text, found, dialect) for kind in kinds)), choice)


def _together(read: Sequence[Reading], dialect: Dialect) -> str | None:
    """Several texts that fire together as the text of another dialect does, which has none here."""
    if len(read) != 1 or read[0].text is not None or not read[0].given:
        return None
    source = read[0].source
    parsed = parse(read[0].given, source)
    if not means_either(parsed):
        return None
    # Days of either field are those of the one and those of the other.
    places = [parsed.fields[name] for name in ("day_of_week", "day_of_month")]
    alone = [
        parse(parsed.text[:place] + "*" + parsed.text[place + len(field.text) :], source)
        for place, field in places
    ]
    texts = [retold(each, compile_nodes(each), dialect) for each in alone]
    if None in texts:
        return None
    named = quoted(filter(None, texts), "and")
    return HINTS["translated/together"].format(source=source.title, texts=named)


def _by_name(text: str, dialect: Dialect) -> str:
    """Return a text with its weekdays by name, which tell two readings of a number apart."""
    parsed = parse(text, dialect)
    return retold(parsed, compile_nodes(parsed), dialect) or text


def quoted(texts: Iterable[str], word: str) -> str:
    """Return texts between backticks, the last one after a word.

    >>> quoted(["a", "b", "c"], "or")
    '`a`, `b` or `c`'
    """
    *rest, last = (f"`{text}`" for text in texts)
    return f"{', '.join(rest)} {word} {last}" if rest else last


def translated(reading: Reading, dialect: Dialect) -> str:
    """Say whose text it is, and how the dialect that was asked for says it."""
    key = "translated/here" if dialect == dialects.DEFAULT else "translated"
    source = reading.source.title
    return HINTS[key].format(source=source, title=dialect.title, text=reading.text)


# --- words of the text, by field ------------------------------------------------


class _Parts:
    """The words of a text by the names of their fields, to put others in their place."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.words = split(text)
        self.dialect = dialect
        self.form = dialect.form(len(self.words))
        self.names = [rules.name for rules in self.form.fields] if self.form else []

    def __getitem__(self, name: str) -> str:
        return self.words[self.names.index(name)][1] if name in self.names else "*"

    def with_changes(self, **changes: str) -> str | None:
        """Return the whole text with other words in some fields, if that is right."""
        if not changes.keys() <= set(self.names):
            return None
        words = [
            changes.get(name, word) for name, (_, word) in zip(self.names, self.words, strict=True)
        ]
        text = in_wrapper(" ".join(words), self.dialect)
        return text if is_right(text, self.dialect) else None

    def term_at(self, found: Problem) -> tuple[str, str, str] | None:
        """Return what stands before a problem's term in its field, the term, and what follows."""
        if found.field not in self.names:
            return None
        place, word = self.words[self.names.index(str(found.field))]
        start = word.rfind(",", 0, max(found.span[0] - place, 0)) + 1
        end = word.find(",", start)
        end = len(word) if end < 0 else end
        return word[:start], word[start:end], word[end:]

    def with_terms(self, found: Problem, terms: Iterable[str]) -> list[str]:
        """Return the texts with other terms in the place of a problem's, those that are right."""
        split_word = self.term_at(found)
        if split_word is None:
            return []
        before, _, after = split_word
        texts = (self.with_changes(**{str(found.field): before + term + after}) for term in terms)
        return [text for text in texts if text is not None]


# --- the kinds --------------------------------------------------------------------


def _either_or_both(text: str, _found: Problem, dialect: Dialect) -> str | None:
    """Two restricted day fields: an expression for each, and one for both where there is one."""
    parts = _Parts(text, dialect)
    if parts.form is None:
        return None
    free = parts.form.free
    either = [parts.with_changes(day_of_week=free), parts.with_changes(day_of_month=free)]
    if None in either:
        return None
    texts = quoted(filter(None, either), "and")
    both = _both(parts)
    if both is None:
        return HINTS["either"].format(texts=texts)
    return HINTS["either-or-both"].format(texts=texts, both=both)


def _both(parts: _Parts) -> str | None:
    """Return a text for the days that match both of the day fields, or None.

    The second week of a month has one Saturday: `8-14` and SAT are SAT#2.
    """
    dialect = parts.dialect
    words = " ".join(word for _, word in parts.words)
    lenient = tuple(
        form.replace(days=dialects.BOTH, specials_combine=True) for form in dialect.forms
    )
    parsed = parse(in_wrapper(words, dialect), dialect.replace(forms=lenient, service_rules=()))
    week = _WEEKS.get(parts["day_of_month"])
    if week is None or parsed.is_wrong:
        return None
    free = parts.form.free if parts.form else "*"
    offer = parts.with_changes(day_of_month=free, day_of_week=f"{parts['day_of_week']}#{week}")
    matcher = None if offer is None else matcher_of(offer, dialect)
    same = matcher is not None and matcher.meaning() == compile_nodes(parsed).meaning()
    return offer if same else None


#: The days of a month that have each weekday once, and for which time.
_WEEKS = {f"{7 * week + 1}-{7 * week + 7}": week + 1 for week in range(4)}


def _goes_down(text: str, found: Problem, dialect: Dialect) -> str | None:
    """A range that goes down: around the field's end, or with its ends swapped."""
    parts = _Parts(text, dialect)
    split_word = parts.term_at(found)
    rules = parts.form.rules(str(found.field)) if parts.form and found.field else None
    matched = re.fullmatch(r"(\w+)-(\w+)(?:/(\d+))?", split_word[1]) if split_word else None
    if rules is None or matched is None:
        return None
    low, high, step = matched.groups()
    wrapping = rules.replace(reversed_range=dialects.WRAPS, wraps_with_step=True)
    around = parts.with_terms(found, gone_round(matched[0], wrapping))
    swapped = parts.with_terms(found, [f"{high}-{low}/{step}" if step else f"{high}-{low}"])
    if not swapped:
        return None
    if not around or rules.name == "year":
        return HINTS["several"].format(texts=quoted(swapped, "or"))
    return HINTS["goes-round"].format(text=around[0], swapped=swapped[0])


def _beyond(text: str, found: Problem, dialect: Dialect) -> str | None:
    """A number just beyond its field: its last one, or the first one of the next round."""
    parts = _Parts(text, dialect)
    split_word = parts.term_at(found)
    high, low = found.values.get("high"), found.values.get("low")
    if (
        split_word is None
        or found.field not in ("second", "minute", "hour")
        or not isinstance(high, int)
        or found.values.get("found") != str(high + 1)
    ):
        return None
    term = split_word[1]
    terms = [str(high), str(low)]
    first, dash, last = term.partition("-")
    if dash:
        if "/" in term or last != str(high + 1):
            return None
        upto = str(high) if first == str(high) else f"{first}-{high}"
        terms = [upto, f"{upto},{low}"]
    elif term != str(high + 1):
        return None
    texts = parts.with_terms(found, terms)
    return HINTS["several"].format(texts=quoted(texts, "or")) if texts else None


def _near_names(text: str, found: Problem, dialect: Dialect) -> str | None:
    """A misspelt name that is near to several."""
    word = str(found.values.get("found", ""))
    parts = _Parts(text, dialect)
    split_word = parts.term_at(found)
    if split_word is None:
        return None
    near = (split_word[1].replace(word, each) for each in meanings(word, str(found.field)))
    texts = parts.with_terms(found, near)
    return HINTS["several"].format(texts=quoted(texts[:_MOST_CHOICES], "or")) if texts else None


def _hashed(text: str, found: Problem, dialect: Dialect) -> str | None:
    """H: Jenkins spreads its jobs with it."""
    parts = _Parts(text, dialect)
    split_word = parts.term_at(found)
    matched = re.fullmatch(r"H(?:\(\d+-\d+\))?(/\d+)?", split_word[1]) if split_word else None
    if matched is None:
        return None
    texts = parts.with_terms(found, [f"*{matched[1]}" if matched[1] else "5"])
    return HINTS["hashed"].format(text=texts[0]) if texts else None


def _two_values(text: str, found: Problem, dialect: Dialect) -> str | None:
    """*5: a step, or a value."""
    split_word = _Parts(text, dialect).term_at(found)
    number = split_word[1].removeprefix("*") if split_word else ""
    if not number.isdigit():
        return None
    texts = _Parts(text, dialect).with_terms(found, [f"*/{number}", number])
    return HINTS["several"].format(texts=quoted(texts, "or")) if texts else None


def _one_run(text: str, found: Problem, dialect: Dialect) -> str | None:
    """A service that runs a schedule once a day: the first of its times."""
    first = found.values.get("first")
    if not isinstance(first, str) or text.strip().startswith("@"):
        return None
    hour, minute, second = f"{first[11:]}:00".split(":")[:3]
    times = {"second": second[:2], "minute": minute, "hour": hour}
    parts = _Parts(text, dialect)
    changes = {name: str(int(value)) for name, value in times.items() if name in parts.names}
    better = parts.with_changes(**changes)
    return None if better is None else HINTS["one-run"].format(text=better)


# --- intervals ----------------------------------------------------------------------

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def _step_beyond(text: str, found: Problem, dialect: Dialect) -> str | None:
    """A step that its field has no room for: the expressions whose union it is, or near ones."""
    parts = _Parts(text, dialect)
    split_word = parts.term_at(found)
    matched = re.fullmatch(r"[*0]?/(\d{1,4})", split_word[1]) if split_word else None
    unit = {"second": 1, "minute": 60, "hour": 3600}.get(str(found.field))
    if matched is None or unit is None:
        return None
    larger = {"second": ("minute", "hour"), "minute": ("hour",), "hour": ()}[str(found.field)]
    if any(parts[name] != "*" for name in larger):
        return None
    smaller = {"hour": "minute"}.get(str(found.field))
    if smaller is not None and parts[smaller] != "0":
        return None
    return interval(int(matched[1]) * unit, dialect, parts)


#: How many expressions a union may have to be worth showing.
_MOST_TOGETHER = 6


def interval(seconds: int, dialect: Dialect, parts: _Parts | None = None) -> str | None:
    """Return how a dialect says an interval that begins at midnight, or what is near it.

    >>> interval(300, dialects.DEFAULT)
    'for that interval, write `*/5 * * * *`'
    >>> interval(36 * 60, dialects.DEFAULT)[:60]
    'for that interval, use `0 0,3,6,9,12,15,18,21 * * *`, `36 0,'
    >>> interval(65 * 60, dialects.DEFAULT)
    'cron has no such interval; the nearest are `0 * * * *` and `0 */2 * * *`'
    """
    if seconds <= 0:
        return None
    if seconds % 60 == 0 and 86_400 % seconds == 0:
        texts = [
            text for text in map(_said_by(dialect, parts), _parts_of_a_day(seconds // 60)) if text
        ]
        if len(texts) == 1:
            return HINTS["interval"].format(text=texts[0])
        if 1 < len(texts) <= _MOST_TOGETHER:
            return HINTS["interval/union"].format(texts=quoted(texts, "and"))
    near = [text for text in map(_said_by(dialect, parts), _near(seconds)) if text]
    if not near:
        return None
    near = list(dict.fromkeys(near))
    key = "interval/near" if len(near) > 1 else "interval/nearest"
    return HINTS[key].format(texts=quoted(near, "and"))


def _parts_of_a_day(minutes: int) -> list[str]:
    """Return the fields minute and hour that run every so many minutes from midnight on."""
    by_minute: dict[int, list[int]] = {}
    for at in range(0, 1440, minutes):
        by_minute.setdefault(at % 60, []).append(at // 60)
    if minutes < 60 and 60 % minutes == 0:
        return ["* *" if minutes == 1 else f"*/{minutes} *"]
    if minutes % 60 == 0 and minutes <= 1440:
        hours = minutes // 60
        return ["0 *" if hours == 1 else "0 0" if hours == 24 else f"0 */{hours}"]
    return [f"{minute} {','.join(map(str, hours))}" for minute, hours in by_minute.items()]


def _near(seconds: int) -> list[str]:
    """Return the next shorter and the next longer interval of which cron has one."""
    minutes = [n for n in range(1, 1441) if len(_parts_of_a_day(n)) == 1 and 1440 % n == 0]
    shorter = max((n for n in minutes if n * 60 <= seconds), default=None)
    longer = min((n for n in minutes if n * 60 >= seconds), default=None)
    return [_parts_of_a_day(n)[0] for n in (shorter, longer) if n is not None]


def _said_by(dialect: Dialect, parts: _Parts | None) -> Callable[[str], str | None]:
    """Return the way to write minutes and hours as a text, on the days of another one."""

    def said(clock: str) -> str | None:
        if parts is None:
            read = parse(f"{clock} * * *", Dialect.named("unix"))
            return retold(read, compile_nodes(read), dialect)
        minute, hour = clock.split()
        times = {"second": "0", "minute": minute, "hour": hour}
        return parts.with_changes(**{name: times[name] for name in times if name in parts.names})

    return said


# --- no cron at all ------------------------------------------------------------------


def _instead(text: str, found: Problem, dialect: Dialect) -> str | None:
    """A time of day, or an interval, that cron has an expression for."""
    if dialect.time_spans and (span := outside.time_span(text)) is not None:
        return interval(span, dialect)
    time = outside.clock_time(text)
    if time is not None:
        hour, minute = time
        better = _said_by(dialect, None)(f"{minute} {hour}")
        return None if better is None else HINTS["time"].format(text=better)
    seconds = _interval_of(text)
    return None if seconds is None else interval(seconds, dialect)


_INTERVAL = re.compile(
    r"(?:@?every|each|rate\s*\(|PT)?\s*(?P<number>\d{1,6})?\s*"
    r"(?P<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\s*\)?",
    re.IGNORECASE,
)


def _interval_of(text: str) -> int | None:
    """Return the seconds of an interval: `every 5 minutes`, `PT5M`, `5m`, `rate(1 hour)`."""
    matched = _INTERVAL.fullmatch(text.strip())
    if matched is None:
        return None
    return int(matched["number"] or 1) * _SECONDS[matched["unit"][0].lower()]


def _in_words(text: str, _found: Problem, dialect: Dialect) -> str | None:
    """Times in words that one expression does not say, and several do."""
    texts = in_words.together(text, dialect) or in_words.on_days(text, dialect)
    if not texts or len(texts) > _MOST_TOGETHER:
        return None
    key = "interval" if len(texts) == 1 else "interval/union"
    return HINTS[key].format(text=texts[0], texts=quoted(texts, "and"))


def _said(text: str, _found: Problem, dialect: Dialect) -> str | None:
    """Words of English that say a schedule: the one text that says it."""
    read = in_words.said(text, dialect)
    return None if read is None else HINTS["in-words"].format(text=read)


def _several_times(text: str, _found: Problem, dialect: Dialect) -> str | None:
    """Times of day, one after the other: a text for each of them."""
    texts = in_words.one_by_one(text, dialect)
    return HINTS["times"].format(texts=quoted(texts, "and")) if texts else None


def _at_the_hour(text: str, found: Problem, dialect: Dialect) -> str | None:
    """A bare number where a time of day should be."""
    if found.field != "hour":
        return None
    better = in_words.at_the_hour(text, dialect)
    return None if better is None else HINTS["several"].format(texts=quoted([better], "or"))


def _how_many_parts(_text: str, _found: Problem, dialect: Dialect) -> str | None:
    """What the parts are, and an example."""
    shortest = min(dialect.forms, key=lambda form: len(form.fields))
    *rest, last = (rules.field.prose for rules in shortest.fields)
    example = _example(dialect)
    if example is None:
        return None
    return HINTS["parts"].format(parts=f"{', '.join(rest)} and {last}", text=example)


@listed
@lru_cache(64)
def _example(dialect: Dialect) -> str | None:
    """Return nine o'clock on weekdays as a dialect writes it."""
    unix = Dialect.named("unix")
    read = parse("0 9 * * MON-FRI", unix)
    return retold(read, compile_nodes(read), dialect)


#: What may help with a code, the best first.
_KINDS: dict[str, tuple[Kind, ...]] = {
    "day-fields-both": (_either_or_both,),
    "days-do-not-combine": (_either_or_both,),
    "range-reversed": (_goes_down,),
    "range-never-fires": (_goes_down,),
    "range-misread": (_goes_down,),
    "out-of-range": (_beyond,),
    "names-not-here": (_hashed, _said),
    "not-a-value": (_hashed,),
    "unknown-name": (_near_names, _hashed),
    "trailing-text": (_two_values,),
    "step-too-large": (_step_beyond,),
    "more-than-once-a-day": (_one_run,),
    "not-a-calendar-schedule": (_instead, _in_words, _said, _how_many_parts),
    "wording": (_at_the_hour, _several_times, _instead),
    "field-count": (_said, _how_many_parts),
    "empty": (_how_many_parts,),
    "unknown-shorthand": (_how_many_parts,),
}
