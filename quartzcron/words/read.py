"""`read`: words to the expression that they mean, the exact inverse of `describe`.

A text is read in all ways that there are. If they mean one thing, that is the answer; if one of
them is described by this very text, it is that one. Otherwise it is refused: nothing is guessed.
"""

from __future__ import annotations

from quartzcron.compiling.compiler import dialect_of
from quartzcron.errors import LONGEST_TEXT, CronTranslationError, UnknownNameError, WordsError
from quartzcron.ground.nearness import nearest
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.translate import translate_to_all
from quartzcron.words.clock_words import clock_words
from quartzcron.words.grammar import Parsing, RefusedError, lowered
from quartzcron.words.languages import NOWHERE, code_of, spoken
from quartzcron.words.phrases import HOUR, Past, Stretch, Walk
from quartzcron.words.read_english import BEYOND, GUARDS, NAMES, rewritten
from quartzcron.words.read_names import grammar_of, is_english
from quartzcron.words.read_sets import matchers
from quartzcron.words.sentence_words import sentence_words
from quartzcron.words.sentences import sentence
from quartzcron.words.speaking import Voice

if TYPE_CHECKING:
    from typing import Any

    from quartzcron.answers.algebra import FireTimes
    from quartzcron.answers.fire_sets import FireSet
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName
    from quartzcron.expression import CronExpression
    from quartzcron.words.read_sets import Parts

#: The languages that are read: those of which each description is known to be read back.
READ = ("de", "en", "fr", "ja", "ko", "zh-Hans", "zh-Hant")

#: So deep are sets in brackets read.
_DEEPEST = 20

#: The longest words that are read: what `describe` says of an expression is shorter.
LONGEST_WORDS = 2 * LONGEST_TEXT

#: Words that are often misspelt.
_VOCABULARY = (
    *(word for names in NAMES.values() for word in names if len(word) > 3),
    "every",
    "minute",
    "minutes",
    "hour",
    "hours",
    "second",
    "seconds",
    "weekday",
    "weekdays",
    "weekend",
    "weekends",
    "month",
    "noon",
    "midnight",
    "first",
    "third",
    "fourth",
    "fifth",
    "last",
    "between",
    "except",
    "daily",
    "hourly",
)

#: What is said of all words or not at all.
_OF_ALL = ("no-time-given", "which-day")


def read(
    words: str, locale: str = "en", dialect: Dialect | DialectName | str | None = None
) -> CronExpression | FireSet:
    """Return the expression that words mean: the inverse of `describe`, and other common phrases.

    >>> import quartzcron
    >>> expression = quartzcron.read("every weekday at 9:30 AM")
    >>> print(expression, "=", expression.describe())
    30 9 * * MON-FRI = Monday to Friday at 09:30

    Words that are not understood, or may mean two things, raise `WordsError`, a `ValueError`,
    which points at them and says what to write instead. Show people the description of the
    answer. If one text of the dialect is not enough, the answer is a `FireSet` of several:

    >>> print(quartzcron.read("every day at 9:00 and 17:30").describe())
    Every day at 09:00; and also every day at 17:30

    In the languages of `READ`, it understands everything that `describe` says of expressions and
    sets in the style "normal"; synonyms only in English. `dialect` is that of the answer. Raises
    `TypeError` for anything but a str, and `UnknownNameError` for an unknown dialect, or a locale
    that is unknown or not understood. Zones and bounds are refused: they belong to a `Schedule`.
    Cost: some milliseconds, more for the first words of a language.
    """
    if not isinstance(words, str):
        raise TypeError(f"words are a str, not {type(words).__name__}")
    rules = dialect_of(dialect)
    code = code_of(locale)
    if code not in READ:
        raise UnknownNameError("locale", locale, (), READ)
    made: CronExpression | FireSet = _made(_tree(words, locale), words, rules)
    return made


def one_text(words: str, dialect: Dialect) -> str | None:
    """Return the text of a dialect that says what English words mean, if one does.

    >>> from quartzcron import Dialect
    >>> one_text("noon on Mondays", Dialect.named("unix"))
    '0 12 * * MON'
    """
    try:
        found = read(words, "en", dialect)
    except WordsError:
        return None
    return getattr(found, "text", None)


# --- words to a tree ---------------------------------------------------------------------


def _tree(words: str, locale: str) -> Any:
    """Return what words mean: the parts of a sentence, or an operation with its operands."""
    language, place = spoken(locale)
    voice = Voice(language, "normal", place.hour12, place.first_day)
    if len(words) > LONGEST_WORDS:
        raise WordsError(
            words, "too-long", (LONGEST_WORDS, len(words)), None, {"high": LONGEST_WORDS}
        )
    text, places = _plain(words)
    english = is_english(language)
    if english:
        text, places = rewritten(text, places)
    if not text:
        raise WordsError(words, "empty", (0, len(words)))
    if text.count("(") > _DEEPEST:
        raise WordsError(words, "too-deep", (0, len(words)))
    places.append(len(words))
    for pattern, code in GUARDS if english else ():
        guarded = pattern.search(text)
        if guarded and (code != "weekend" or place.weekend != NOWHERE.weekend):
            raise WordsError(words, code, (places[guarded.start()], places[guarded.end()]))
    parsing = Parsing(grammar_of(locale), text)
    found = {_meaning(tree): tree for tree in parsing.whole("SET")}
    if not found:
        raise _error(parsing, words, places, voice)
    return next(iter(found.values())) if len(found) == 1 else _chosen(found, words, voice)


def _plain(words: str) -> tuple[str, list[int]]:
    """Return words in small letters with single spaces, and where each letter was."""
    letters, places = [], []
    for place, letter in enumerate(lowered(words)):
        if not letter.isspace():
            letters.append(letter)
        elif letters and letters[-1] != " ":
            letters.append(" ")
        else:
            continue
        places.append(place)
    while letters and letters[-1] in " .":
        letters.pop()
    return "".join(letters), places[: len(letters)]


def _meaning(tree: Any) -> Any:
    """Return a key that is equal for two trees of the same times, however they were read."""
    if tree and isinstance(tree[0], str):
        return tree[0], _meaning(tree[1]), _meaning(tree[2])
    return frozenset(matcher.meaning() for matcher in matchers(tree))


def _chosen(found: dict[Any, Any], words: str, voice: Voice) -> Any:
    """Return the tree of which the words are the very description; or refuse them."""
    plain = _plain(words)[0]
    for hour12 in (False, True):
        own = Voice(voice.language, "normal", hour12, voice.first_day)
        for tree in found.values():
            if _plain(_described(tree, own))[0] == plain:
                return tree
    first, second, *_ = (_described(tree, voice) for tree in found.values())
    raise WordsError(words, "ambiguous", (0, len(words)), None, {"first": first, "second": second})


def _described(tree: Any, voice: Voice) -> str:
    if tree and isinstance(tree[0], str):
        return voice.say(
            tree[0], first=_described(tree[1], voice), second=_described(tree[2], voice)
        )
    parts = [sentence_words(voice, sentence(matcher)) for matcher in matchers(tree)]
    whole = parts[0]
    for part in parts[1:]:
        whole = voice.say("set.either", first=whole, second=part)
    return whole


# --- why not -----------------------------------------------------------------------------


def _error(parsing: Parsing, words: str, places: list[int], voice: Voice) -> WordsError:
    """Return the error for words that have no meaning: what was refused last, or where it ends."""
    furthest = len(parsing.text[: parsing.furthest].rstrip(" ,"))
    # Of days without a time nothing is said where other words follow.
    refused = [
        each
        for each in parsing.refused
        if each[1] >= (len(parsing.text) if each[2].key in _OF_ALL else furthest)
    ]
    if refused:
        # An hour that may be two says more than what was made of it as another number; then what
        # reaches as far from the first place on.
        start, end, why = max(
            refused, key=lambda each: (each[2].key.startswith("bare"), each[1], -each[0])
        )
        hint = _instead(why, voice)
        return WordsError(words, why.key, (places[start], places[end]), hint, why.values)
    start = parsing.furthest
    while start < len(parsing.text) and parsing.text[start] in " ,":
        start += 1
    span = places[start], len(words)
    if start == len(parsing.text):
        return WordsError(words, "unfinished", span)
    rest = parsing.text[start:]
    word = rest.split(" ")[0].strip(",")
    if not is_english(voice.language):
        return WordsError(words, "not-understood", span)
    known = any(word in each for each in (_VOCABULARY, *NAMES.values()))
    near = () if known else nearest(word, _VOCABULARY)
    if near:
        span = places[start], places[start + len(word)]
        return WordsError(words, "not-understood/near", span, near[0])
    # What was read may have been the `in` of `in New York`.
    before = parsing.text.rfind(" ", 0, max(start - 1, 0)) + 1
    beyond = start and any(BEYOND.match(parsing.text, place) for place in (start, before))
    return WordsError(words, "not-understood/beyond" if beyond else "not-understood", span)


def _instead(why: RefusedError, voice: Voice) -> str:
    """Return what to say instead of a step that does not go on evenly."""
    if why.key != "uneven":
        return ""
    unit, step = str(why.values["unit"]), int(why.values["step"])
    high = 23 if unit == HOUR else 59
    if step > high:
        return ""
    last = high // step * step
    if unit == HOUR:
        return clock_words(voice, Walk(HOUR, step, ((0, last * 3600),)))
    return clock_words(voice, Past(unit, (Stretch(0, last, step),)))


# --- a tree to expressions ----------------------------------------------------------------


def _made(tree: Any, words: str, dialect: Dialect) -> Any:
    """Return the expression of a sentence, or the set of several; of sets, their operation."""
    if not tree or not isinstance(tree[0], str):
        return _united(tree, words, dialect)
    first, second = (_made(part, words, dialect) for part in tree[1:])
    match tree[0]:
        case "set.either":
            return first | second
        case "set.both":
            return first & second
        case "set.without":
            return first - second
    return first ^ second


def _united(parts: Parts, words: str, dialect: Dialect) -> FireTimes:
    """Return one expression where one text says it, or the union of several."""
    from quartzcron.expression import CronExpression

    found: list[str] = []
    made = matchers(parts)
    if not any(matcher.years for matcher in made) and any(days for _, days in parts):
        raise WordsError(words, "never", (0, len(words)))
    for matcher in made:
        try:
            found += translate_to_all(matcher, words, dialect)
        except CronTranslationError as error:
            raise WordsError(
                words,
                "no-form",
                (0, len(words)),
                next(iter(error.nearest), None),
                {"reason": error.reason},
            ) from None
    whole: FireTimes = CronExpression(found[0], dialect)
    for text in found[1:]:
        whole = whole | CronExpression(text, dialect)
    return whole
