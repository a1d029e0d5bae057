"""Problems in other languages: the message and the hint, by the catalog of messages.

A catalog of messages is `locale/ko.messages.po`, beside that of descriptions. It has all of the
tables in `ground/messages`, or it is not there: what it speaks of is never half in English. The
values within a message are said too, where they are words: fields, weekdays, months, durations.
What stands in the text, or is the name of a system, stays as it is.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from quartzcron.errors import UnknownNameError, draw
from quartzcron.fields import FIELDS, MONTH_NAMES, WEEKDAY_NAMES
from quartzcron.ground.caches import listed
from quartzcron.ground.messages import HINTS, MESSAGES, VALUES
from quartzcron.records import TYPE_CHECKING
from quartzcron.words.languages import ENGLISH, code_of, spoken
from quartzcron.words.recognition import Sentences
from quartzcron.words.speaking import Listed, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from gettext import GNUTranslations

    from quartzcron.errors import Problem
    from quartzcron.words.languages import Language

#: How the file of a catalog of messages ends.
_ENDING = ".messages.mo"

_HINTS = Sentences(HINTS)


def in_words(found: Problem, locale: str) -> Problem:
    """Return a problem with its message and its hint in a language; see `Problem.in_words`."""
    wording = wording_of(locale)
    if wording is None:
        return found
    key = key_of(found)
    return found.replace(
        message=wording.message(key, found),
        hint=None if found.hint is None else wording.hint(found.hint),
    )


def draw_in_words(text: str, problems: Sequence[Problem], locale: str, columns: int) -> str:
    """Draw problems under their text in a language, as `draw` does in English."""
    wording = wording_of(locale)
    more = VALUES["more"] if wording is None else wording.template("value", "more", VALUES)
    return draw(text, [in_words(each, locale) for each in problems], columns, more)


def key_of(found: Problem) -> str:
    """Return the key of a problem's message, which its code and its values tell.

    Raises `ValueError` where the message is none of the library's English ones.
    """
    for key in _keys()[found.code]:
        if _english(key, found) == found.message:
            return key
    raise ValueError(f"this message is none of the library's in English: {found.message!r}")


def _english(key: str, found: Problem) -> str | None:
    prose = {"field": FIELDS[found.field].prose} if found.field else {}
    try:
        return MESSAGES[key].format(**{**found.values, **prose})
    except KeyError:
        return None  # a case with other values


@listed
@lru_cache(1)
def _keys() -> Mapping[str, list[str]]:
    """Return the keys of messages by the code that each begins with."""
    found: dict[str, list[str]] = {}
    for key in MESSAGES:
        found.setdefault(key.partition("/")[0], []).append(key)
    return found


# --- one language ----------------------------------------------------------------------------


class Wording:
    """How one language says messages: its catalog of them, and its names and lists."""

    def __init__(self, language: Language, catalog: GNUTranslations) -> None:
        self._language = language
        self._voice = Voice(language, "normal", hour12=False, first_day=0)
        self._catalog = catalog

    def template(self, table: str, key: str, english: Mapping[str, str]) -> str:
        """Return a sentence with its places, by its table and its key."""
        return self._catalog.pgettext(f"{table}.{key}", english[key])

    def dated(self, day: date) -> tuple[str, str]:
        """Return the name of a day's weekday, and the day as the language writes it."""
        weekday = self.names("weekdays", range(7), [day.weekday()])[0]
        return weekday, format(self._voice.date(day.month, day.day, day.year), "")

    def message(self, key: str, found: Problem) -> str:
        """Return the message of a problem."""
        values: dict[str, object] = {
            name: self.value(found.code, name, str(value)) for name, value in found.values.items()
        }
        if found.field:
            values["field"] = self.template("value", f"field.{found.field}", VALUES)
        return self.template("message", key, MESSAGES).format(**values)

    def hint(self, hint: str) -> str:
        """Return a hint, as a sentence."""
        if "`" not in hint:
            return self.template("value", "advice", VALUES).format(text=hint)
        parts = _HINTS.parts(hint)
        assert parts is not None  # all hints are of the table
        key, values = parts
        said = {name: self.value("", name, value) for name, value in values.items()}
        return self.template("hint", key, HINTS).format(**said)

    def value(self, code: str, name: str, value: str) -> str:
        """Return what stands at a place of a message: in words of the language where it is words.

        What is none of the words that a place may have is a text, and stays.
        """
        say = _SAYERS.get((code, name)) or _SAYERS.get(("", name))
        return value if say is None else say(self, value)

    def word(self, words: Sentences, value: str) -> str:
        """Return a word of one of the tables of values; another value as it is."""
        parts = words.parts(value)
        if parts is None:
            return value
        key, inner = parts
        said = {name: self.word(words, each) for name, each in inner.items()}
        return self.template("value", key, VALUES).format(**said)

    def listed(self, items: Sequence[str], word: str) -> str:
        """Return items as the language lists them."""
        return format(Listed(self._voice, items, word))

    def names(self, table: str, known: Sequence[object], names: Sequence[object]) -> list[str]:
        """Return weekdays or months, given by what they are known as, by their whole names."""
        whole = self._language.table(table)
        return [whole[known.index(name)] for name in names]


def words_of(*beginnings: str) -> Callable[[Wording, str], str]:
    """Return what says a value that is one of the words whose keys begin so."""
    words = Sentences({key: VALUES[key] for key in VALUES if key.startswith(beginnings)})
    return lambda wording, value: wording.word(words, value)


def _months(wording: Wording, value: str) -> str:
    return wording.listed(wording.names("months", MONTH_NAMES, value.split(", ")), "and")


def _weekdays(wording: Wording, value: str) -> str:
    return wording.listed(wording.names("weekdays", WEEKDAY_NAMES, value.split(" or ")), "or")


def _choice(wording: Wording, value: str) -> str:
    """Say names of which one is meant."""
    return wording.listed(value.replace(" or ", ", ").split(", "), "or")


def _fields(wording: Wording, value: str) -> str:
    """Say the names of fields."""
    return wording.listed(
        [_field(wording, each) for each in value.replace(" and ", ", ").split(", ")], "and"
    )


def _texts(wording: Wording, value: str) -> str:
    """Say texts between backticks, of which all or one may be meant."""
    quoted = value.split("`")
    word = "or" if any(each == " or " for each in quoted[::2]) else "and"
    return wording.listed([f"`{text}`" for text in quoted[1::2]], word)


def _number_of(_wording: Wording, value: str) -> str:
    """Return the number of a character, without its English name."""
    return value.partition(" (")[0]


_field = words_of("field.")

#: What says the values that are words, by code (empty for any) and place.
_SAYERS: dict[tuple[str, str], Callable[[Wording, str], str]] = {
    ("", "place"): _field,
    ("", "parts"): _fields,
    ("", "unit"): words_of("unit."),
    ("", "interval"): words_of("duration."),
    ("", "least"): words_of("duration."),
    ("", "does"): words_of("gap.", "fold.", "up-to"),
    ("", "did"): words_of("gap.", "fold.", "up-to"),
    ("", "order"): words_of("order."),
    ("", "months"): _months,
    ("", "weekday"): _weekdays,
    ("", "names"): _choice,
    ("", "near"): _choice,
    ("", "texts"): _texts,
    ("white-space", "found"): _number_of,
    ("invisible-character", "found"): _number_of,
    ("not-a-text", "found"): words_of("kind."),
    ("not-yaml", "found"): words_of("yaml."),
}


# --- which languages -------------------------------------------------------------------------


@listed
@lru_cache(1)
def message_codes() -> tuple[str, ...]:
    """Return the languages that messages are in."""
    folder = files("quartzcron.words.locale")
    found = [each.name.removesuffix(_ENDING) for each in folder.iterdir() if _ENDING in each.name]
    return tuple(sorted((ENGLISH, *found)))


@listed
@lru_cache(64)
def wording_of(locale: str) -> Wording | None:
    """Return how the language of a locale says messages; None is English, which needs nothing.

    Raises `UnknownNameError` where there is no such language, or none of messages.
    """
    code = code_of(locale)
    if code == ENGLISH:
        return None
    if code not in message_codes():
        raise UnknownNameError("language of messages", locale, (), message_codes())
    from gettext import GNUTranslations

    with (files("quartzcron.words.locale") / f"{code}{_ENDING}").open("rb") as file:
        return Wording(spoken(locale)[0], GNUTranslations(file))
