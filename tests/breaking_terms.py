"""Ways of writing a term wrong: names, everyday words, slips, separators, blanks, question marks.

Each takes (text, dialect, draw) and gives a text of which anybody can still say what was
meant, or None where it does not apply.
"""

from __future__ import annotations

import re
from functools import cache
from random import Random

from text_parts import expression, parts, plain_set
from valid_texts import DAYS, MONTHS

from quartzcron import CronExpression, Dialect
from quartzcron.dialects import BLANKS_ONLY, ONE_BLANK, ONE_QUESTION

# ---------------------------------------------------------------------------
# Names: full, plural, shortened, in other capitals.

FULL = {
    "MON": "MONDAY", "TUE": "TUESDAY", "WED": "WEDNESDAY", "THU": "THURSDAY", "FRI": "FRIDAY",
    "SAT": "SATURDAY", "SUN": "SUNDAY",
    "JAN": "JANUARY", "FEB": "FEBRUARY", "MAR": "MARCH", "APR": "APRIL", "JUN": "JUNE",
    "JUL": "JULY", "AUG": "AUGUST", "SEP": "SEPTEMBER", "OCT": "OCTOBER", "NOV": "NOVEMBER",
    "DEC": "DECEMBER",
}  # fmt: skip
PLURAL = {name: FULL[name] + "S" for name in DAYS}
TWO_LETTERS = {name: name[:2] for name in DAYS}
ABBREVIATED = {
    "TUE": ("TUES",), "WED": ("WEDS",), "THU": ("THUR", "THURS"), "SEP": ("SEPT",),
}  # fmt: skip

# A name, maybe of the last such day (FRIL); the two letters of FRL would be a riddle.
_NAME = re.compile(rf"(?<![A-Za-z])({'|'.join((*DAYS, *MONTHS))})(?=L?(?![A-Za-z]))", re.IGNORECASE)


def full_names(text: str, dialect: str, draw: Random) -> str | None:
    """MON-FRI -> Monday-Friday, or only one of them."""
    return _renamed(text, {name: (full,) for name, full in FULL.items()}, draw)


def plurals(text: str, dialect: str, draw: Random) -> str | None:
    """MON -> Mondays."""
    return _renamed(text, {name: (word,) for name, word in PLURAL.items()}, draw)


def two_letters(text: str, dialect: str, draw: Random) -> str | None:
    """MON-FRI -> MO-FR."""
    if re.search(r"[A-Za-z]{3}L\b", text):
        return None
    return _renamed(text, {name: (word,) for name, word in TWO_LETTERS.items()}, draw)


def abbreviations(text: str, dialect: str, draw: Random) -> str | None:
    """THU -> thurs, SEP -> Sept."""
    return _renamed(text, ABBREVIATED, draw)


def other_capitals(text: str, dialect: str, draw: Random) -> str | None:
    """@daily -> @Daily, L -> l, where the dialect minds: most texts stay valid and are dropped."""
    changed = draw.choice([text.upper(), text.lower(), text.title()])
    return None if changed == text else changed


def _renamed(text: str, words: dict[str, tuple[str, ...]], draw: Random) -> str | None:
    """Put other words in place of names: of all, or of each by chance, but of one at least."""
    known = [found for found in _NAME.finditer(text) if found[1].upper() in words]
    if not known:
        return None
    chosen = known if draw.random() < 0.7 else [draw.choice(known)]
    style = draw.choice([str.upper, str.lower, str.title])
    for found in reversed(chosen):
        word = style(draw.choice(words[found[1].upper()]))
        text = text[: found.start(1)] + word + text[found.end(1) :]
    return text


# ---------------------------------------------------------------------------
# Everyday words.

_EVERYDAY = {
    "yearly": "0 0 1 1 *", "annually": "0 0 1 1 *", "monthly": "0 0 1 * *", "weekly": "0 0 * * 0",
    "daily": "0 0 * * *", "midnight": "0 0 * * *", "hourly": "0 * * * *",
}  # fmt: skip
_RARER = {
    "minutely": "* * * * *", "every_minute": "* * * * *",
    "weekdays": "0 0 * * 1-5", "weekday": "0 0 * * 1-5", "weekends": "0 0 * * 0,6",
}  # fmt: skip
WEEKDAYS = ("weekday", "weekdays", "Weekdays", "WEEKDAY", "weekdays")
WEEKENDS = ("weekend", "weekends", "Weekend", "WEEKENDS")


def weekday_words(text: str, dialect: str, draw: Random) -> str | None:
    """MON-FRI -> weekdays, 0,6 -> weekend: the whole of day-of-week."""
    here = parts(text, dialect)
    if here is None:
        return None
    place = here.place("day_of_week")
    assert place is not None
    days = plain_set(here.words[place], here.rules[place])
    if days == {0, 1, 2, 3, 4}:
        return here.having("day_of_week", draw.choice(WEEKDAYS))
    if days == {5, 6}:
        return here.having("day_of_week", draw.choice(WEEKENDS))
    return None


def at_words(text: str, dialect: str, draw: Random) -> str | None:
    """0 0 * * * -> @daily, where the dialect has no such word."""
    word = _word_for(text, dialect, _EVERYDAY, draw)
    return word and f"@{word}"


def rarer_at_words(text: str, dialect: str, draw: Random) -> str | None:
    """0 0 * * MON-FRI -> @weekdays, * * * * * -> @minutely."""
    word = _word_for(text, dialect, _RARER, draw)
    return word and f"@{word}"


def bare_words(text: str, dialect: str, draw: Random) -> str | None:
    """0 0 * * * or @daily -> daily."""
    word = _word_for(text, dialect, _EVERYDAY, draw)
    return word and draw.choice([str.lower, str.title, str.upper])(word)


def _word_for(text: str, dialect: str, words: dict[str, str], draw: Random) -> str | None:
    fitting = [word for word in _words_meant(text, dialect) if word in words]
    return draw.choice(fitting) if fitting else None


@cache
def _words_meant(text: str, dialect: str) -> tuple[str, ...]:
    """Return the everyday words that mean what a text means."""
    # Where there is an H, @daily is a time that the job's name decides. No text of a word is
    # longer than that; to compare the others would take long.
    if Dialect.named(dialect).seed is not None or len(text) > len("cron(0 0 ? * MON-FRI *)"):
        return ()
    meant = expression(text, dialect)
    words = {**_EVERYDAY, **_RARER}
    return tuple(
        word for word, unix in words.items() if meant and meant.equivalent(_unix_expression(unix))
    )


@cache
def _unix_expression(text: str) -> CronExpression:
    return CronExpression(text, "unix")


# ---------------------------------------------------------------------------
# Slips of spelling.

#: Every word that a person may have meant, with its meaning.
_KNOWN: dict[str, str] = {
    **{name: name for name in (*DAYS, *MONTHS)},
    **{full: name for words in (FULL, PLURAL, TWO_LETTERS) for name, full in words.items()},
    **{word: name for name, words in ABBREVIATED.items() for word in words},
    **{word.upper(): "MON-FRI" for word in ("weekday", "weekdays", "workday", "workdays")},
    **{word.upper(): "SAT,SUN" for word in ("weekend", "weekends")},
    **{word.upper(): text for word, text in _EVERYDAY.items()},
    "MINUTELY": "* * * * *", "QUARTERLY": "0 0 1 */3 *", "REBOOT": "boot",
}  # fmt: skip


def damerau(one: str, other: str) -> int:
    """Return how many letters to add, drop, replace or swap with their neighbour.

    >>> damerau("mnthly", "monthly"), damerau("dialy", "daily"), damerau("weekend", "WED")
    (1, 1, 7)
    """
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and (left, one[i - 2]) == (other[j - 2], right):
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def meanings_near(word: str) -> set[str]:
    """Return what the known words mean that a word may be a slip of.

    One letter away, or two from seven letters on.
    """
    allowed = 2 if len(word) >= 7 else 1
    near = (known for known in _KNOWN if abs(len(known) - len(word)) <= allowed)
    return {_KNOWN[known] for known in near if damerau(known, word.upper()) <= allowed}


def slips(text: str, dialect: str, draw: Random) -> str | None:
    """MON -> MONN, @monthly -> @mnthly, where only one word is that near."""
    return _slipped(text, draw, alone=True)


def riddles(text: str, dialect: str, draw: Random) -> str | None:
    """JUN -> JUM, which may be JUL as well: right by luck only."""
    return _slipped(text, draw, alone=False)


def _slipped(text: str, draw: Random, *, alone: bool) -> str | None:
    words = [found for found in re.finditer("[A-Za-z]{3,}", text) if found[0].upper() in _KNOWN]
    if not words:
        return None
    found = draw.choice(words)
    slip = _slip(found[0], draw)
    near = meanings_near(slip)
    if len(slip) < 3 or slip.upper() in _KNOWN or slip[0] != found[0][0]:
        return None
    if _KNOWN[found[0].upper()] not in near or (len(near) == 1) is not alone:
        return None
    return text[: found.start()] + slip + text[found.end() :]


def _slip(word: str, draw: Random) -> str:
    """Double, drop, swap or replace one letter."""
    place = draw.randrange(len(word))
    # An L or W at the end would be a special of Quartz: FRL is the last Friday to some.
    letter = draw.choice("abcdefghijkmnopqrstuvxyz")
    letter = letter.upper() if word.isupper() else letter
    head, tail = word[:place], word[place + 1 :]
    return draw.choice(
        [head + word[place] * 2 + tail, head + tail, head + letter + tail,
         head + tail[:1] + word[place] + tail[1:]]
    )  # fmt: skip


# ---------------------------------------------------------------------------
# Blanks.


def torn_terms(text: str, dialect: str, draw: Random) -> str | None:
    """1 - 5, MON , FRI, */ 5, * /5. Not around #, behind which a comment may stand."""
    signs = [found.start() for found in re.finditer(r"(?<=[\w*])[-,/](?=[\w*])", text)]
    if not signs:
        return None
    place = draw.choice(signs)
    torn = draw.choice((" {} ", " {}", "{} ")).format(text[place])
    return text[:place] + torn + text[place + 1 :]


def glued_stars(text: str, dialect: str, draw: Random) -> str | None:
    """* * * * * -> *****."""
    runs = list(re.finditer(r"(?<!\S)\*( \*)+(?!\S)", text))
    if not runs:
        return None
    run = draw.choice(runs)
    return text[: run.start()] + run[0].replace(" ", "") + text[run.end() :]


def wrong_blanks(text: str, dialect: str, draw: Random) -> str | None:
    """Two blanks for Celery, a tab for Spring, the end of a line for all."""
    separator = Dialect.named(dialect).separator
    kinds = ["\n", "\r\n"]
    kinds += ["  ", "\t"] * (separator == ONE_BLANK) + ["\t"] * (separator == BLANKS_ONLY)
    places = [found.start() for found in re.finditer(" ", text)]
    if not places:
        return None
    place = draw.choice(places)
    return text[:place] + draw.choice(kinds) + text[place + 1 :]


# ---------------------------------------------------------------------------
# Other separators.

# A plain range or list, without L, W, # or a step.
_END = r"(?:\d+|[A-Za-z]{3,})"
_RANGE = re.compile(rf"(?<![\w#+*/-])({_END})-({_END})(?![\w#/-])")
_LIST = re.compile(rf"(?<![\w#+*/,-])({_END}(?:-{_END})?)((?:,{_END}(?:-{_END})?)+)(?![\w#/,*-])")


def dots(text: str, dialect: str, draw: Random) -> str | None:
    """1-5 -> 1..5."""
    return _with_ranges(text, draw, ("{}..{}", "{}...{}"))


def ellipses(text: str, dialect: str, draw: Random) -> str | None:
    """1-5 -> 1…5, the dots as a word processor joins them."""
    return _with_ranges(text, draw, ("{}\u2026{}",))


def to_and_through(text: str, dialect: str, draw: Random) -> str | None:
    """MON-FRI -> Mon to Fri."""
    return _with_ranges(text, draw, ("{} to {}", "{} through {}", "{} thru {}", "{} TO {}"))


def bracketed_terms(text: str, dialect: str, draw: Random) -> str | None:
    """1-5 -> [1-5]."""
    found = list(_LIST.finditer(text)) or list(_RANGE.finditer(text))
    if not found:
        return None
    term = draw.choice(found)
    # Beside a comma it is a part of a field, which nobody puts in brackets.
    if "," in (text[term.start() - 1 : term.start()], text[term.end() : term.end() + 1]):
        return None
    return f"{text[: term.start()]}[{term[0]}]{text[term.end() :]}"


def other_commas(text: str, dialect: str, draw: Random) -> str | None:
    """Mon,Wed -> Mon;Wed or Mon|Wed."""
    return _with_lists(text, draw, draw.choice((";", "|")), draw.choice((";", "|")), same=True)


def and_lists(text: str, dialect: str, draw: Random) -> str | None:
    """Mon,Wed,Fri -> Mon, Wed and Fri."""
    return _with_lists(text, draw, ", ", draw.choice((" and ", " AND ", " & ")), same=False)


def _with_ranges(text: str, draw: Random, shapes: tuple[str, ...]) -> str | None:
    found = list(_RANGE.finditer(text))
    if not found or re.search("L-", text):
        return None
    chosen = draw.choice(found)
    return (
        text[: chosen.start()] + draw.choice(shapes).format(*chosen.groups()) + text[chosen.end() :]
    )


def _with_lists(text: str, draw: Random, comma: str, last: str, *, same: bool) -> str | None:
    found = list(_LIST.finditer(text))
    if not found or re.search("[LW]", text.upper().replace("JUL", "").replace("WED", "")):
        return None
    chosen = draw.choice(found)
    *terms, end = chosen[0].split(",")
    joined = (comma if same else last).join([comma.join(terms), end])
    return text[: chosen.start()] + joined + text[chosen.end() :]


# ---------------------------------------------------------------------------
# The question mark.


def stars_for_questions(text: str, dialect: str, draw: Random) -> str | None:
    """0 0 9 ? * MON -> 0 0 9 * * MON, where exactly one ? is asked for."""
    here = parts(text, dialect)
    form = here and Dialect.named(dialect).form(len(here.words))
    if not form or form.days != ONE_QUESTION:
        return None
    return re.sub(r"(?<!\S)\?(?!\S)", "*", text)


def questions_for_stars(text: str, dialect: str, draw: Random) -> str | None:
    """0 9 * * MON -> 0 9 ? * MON, as one used to Quartz writes it."""
    here = parts(text, dialect)
    free = [name for name in ("day_of_month", "day_of_week") if here and here.word(name) == "*"]
    if here is None or not free:
        return None
    return here.having(draw.choice(free), "?")
