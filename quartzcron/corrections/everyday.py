"""The words that people use for days, months and common schedules, and what they mean.

`Monday`, `thurs` and `Sept` are names; `weekdays` is a range, `weekend` a list;
`daily` and `@minutely` are whole schedules. A misspelt word is taken for the one
that is near it (`nearness`), and only where one meaning is that near.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES, WHOLE_NAMES
from quartzcron.ground.caches import listed
from quartzcron.ground.nearness import nearest
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEEKDAYS, _WEEKEND = "MON-FRI", "SAT,SUN"


def _beginnings(field: str, short: tuple[str, ...], letters: int) -> dict[str, str]:
    """Return every beginning of so many letters or more of the names of a field."""
    return {
        whole[:length]: name
        for whole, name in zip(WHOLE_NAMES[field], short, strict=True)
        for length in range(letters, len(whole) + 1)
    }


def _spelled_out(field: str, short: tuple[str, ...]) -> dict[str, str]:
    """Return the names of a field, short and long, and their plurals."""
    pairs = list(zip(WHOLE_NAMES[field], short, strict=True))
    return {
        **{name: name for _, name in pairs},
        **dict(pairs),
        **{f"{whole}S": name for whole, name in pairs},
    }


#: Words by field, in capitals, with what they mean.
WORDS: Mapping[str, Mapping[str, str]] = {
    "month": {**_spelled_out("month", MONTH_NAMES), "SEPT": "SEP"},
    "day_of_week": {
        **_spelled_out("day_of_week", WEEKDAY_NAMES),
        # TUR may be TUE and THUR.
        "TUES": "TUE",
        "WEDS": "WED",
        "THUR": "THU",
        "THURS": "THU",
        **dict.fromkeys(["WEEKDAY", "WEEKDAYS", "WORKDAY", "WORKDAYS"], _WEEKDAYS),
        **dict.fromkeys(["WEEKEND", "WEEKENDS"], _WEEKEND),
    },
}

#: What is not spelled out: two letters name a weekday, but not a month (MA may be March and May).
_SHORTENED: Mapping[str, Mapping[str, str]] = {
    "month": _beginnings("month", MONTH_NAMES, 3),
    "day_of_week": _beginnings("day_of_week", WEEKDAY_NAMES, 2),
}

#: Whole schedules by their words, without the @, in five fields of Unix.
SCHEDULES: Mapping[str, str] = {
    "yearly": "0 0 1 1 *",
    "annually": "0 0 1 1 *",
    "monthly": "0 0 1 * *",
    "weekly": "0 0 * * 0",
    "daily": "0 0 * * *",
    "midnight": "0 0 * * *",
    "hourly": "0 * * * *",
    "minutely": "* * * * *",
    "every minute": "* * * * *",
    **dict.fromkeys(["weekday", "weekdays", "workdays"], f"0 0 * * {_WEEKDAYS}"),
    **dict.fromkeys(["weekend", "weekends"], f"0 0 * * {_WEEKEND}"),
}

#: Words that are near another one and are not it.
_OTHER_WORDS = frozenset({"MIN", "WKD", "WKDY", "WKDAY", "MIDDAY", "NIGHTLY"})


def meant_by(word: str, field: str) -> str | None:
    """Return what a word means in a field, as names that any dialect with names takes.

    >>> meant_by("thurs", "day_of_week"), meant_by("weekend", "day_of_week")
    ('THU', 'SAT,SUN')
    >>> meant_by("MONN", "day_of_week"), meant_by("JUM", "month"), meant_by("MA", "month")
    ('MON', None, None)

    None where it means nothing, or may mean two things.
    """
    return one_of(meanings(word, field))


def is_known(word: str) -> bool:
    """Tell whether a word, in capitals, is a name or a day's word as it stands.

    >>> is_known("FR"), is_known("FRIL")
    (True, False)
    """
    return any(word in known for words in (WORDS, _SHORTENED) for known in words.values())


def one_of(meanings: tuple[str, ...]) -> str | None:
    """Return the only one, or None."""
    return meanings[0] if len(meanings) == 1 else None


@listed
@lru_cache(1024)
def meanings(word: str, field: str) -> tuple[str, ...]:
    """Return all that a word may mean in a field: one where it is known, several where near.

    >>> meanings("JUM", "month")
    ('JUN', 'JUL')
    """
    word, known = word.upper(), WORDS.get(field, {})
    exact = known.get(word) or _SHORTENED.get(field, {}).get(word)
    if exact is not None:
        return (exact,)
    if word in _OTHER_WORDS:
        return ()
    return tuple(dict.fromkeys(known[each] for each in nearest(word, known, len(known))))


def schedule_meant_by(words: str) -> tuple[str, str] | None:
    """Return the word for a whole schedule that is meant, and its text in five fields, or None.

    >>> schedule_meant_by("@mnthly"), schedule_meant_by("@biweekly")
    (('monthly', '0 0 1 * *'), None)
    """
    plain = words.strip().lower().removeprefix("@").replace("_", " ").replace("-", " ")
    if plain in SCHEDULES:
        return plain, SCHEDULES[plain]
    if plain.upper() in _OTHER_WORDS:
        return None
    # A number, or a word more, says something of its own.
    likely = [each for each in SCHEDULES if each.count(" ") == plain.count(" ")]
    near = nearest(plain, likely, len(likely)) if plain.replace(" ", "").isalpha() else ()
    texts = {SCHEDULES[each] for each in near}
    return (near[0], SCHEDULES[near[0]]) if len(texts) == 1 else None
