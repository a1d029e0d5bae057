"""Whether a word of a text is meant as a time zone, and not as a field or a command.

A zone is part of a schedule and not of its text, but people write it there. It
is known by its looks alone: the areas of IANA's names are few, and so are its
names without an area and the abbreviations. Whether there is such a zone is
not asked: `Asia/Atlantis` is meant as one too.

Nothing here opens the zone database.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What stands before a zone in a crontab, an environment or a table of settings.
_SETTINGS = _words("tz cron_tz timezone time_zone time-zone")

#: What time counts from: followed by a sign and a number, or alone.
_ORIGINS = _words("utc gmt ut")

#: The areas before the first slash of IANA's names, in small letters.
_AREAS = _words(
    "africa america antarctica arctic asia atlantic australia brazil canada chile europe indian "
    "mexico pacific"
)

#: Areas that are ordinary words too (a folder, a country): only these names count in them.
_NARROW_AREAS = {
    "etc": _words("uct universal zulu greenwich gmt0"),
    "us": _words(
        "alaska aleutian arizona central east-indiana eastern hawaii indiana-starke michigan "
        "mountain pacific samoa"
    ),
}

#: IANA's names without an area, in small letters, but for the short ones below.
_SINGLE_NAMES = _words(
    "cst6cdt cuba egypt eire est5edt gb-eire gmt0 greenwich hongkong iceland iran israel jamaica "
    "japan kwajalein libya mst7mdt navajo nz-chat poland portugal pst8pdt singapore turkey uct "
    "universal w-su z zulu"
)

#: Abbreviations, IANA's own short names included. They count in capitals only: `cat`, `eat`
#: and `met` are words.
ABBREVIATIONS = _words(
    "ACDT ACST ADT AEDT AEST AKDT AKST ART AST AWST BRT BST CAT CDT CEST CET CLST CLT COT CST CT "
    "EAT EDT EEST EET EST ET GB GST HKT HST ICT IDT IST JST KST MDT MET MSK MST MT MYT NDT "
    "NPT NST NZ NZDT NZST PDT PET PHT PKT PRC PST PT ROC ROK SAST SGT TRT WAT WEST WET WIB "
    "WIT WITA"
)

#: U+2212 is the minus sign that word processors put for a hyphen.
_SIGNS = "+-\u2212"

#: No name of a zone is longer (the longest has 32 characters).
_LONGEST = 60

#: What people put around a word, or leave behind it.
_AROUND = "\"'`()[]<>,;"


def looks_like_a_zone(word: str) -> bool:
    """Tell whether a word that stands in a cron text is meant as a time zone.

    >>> [looks_like_a_zone(word) for word in ("Asia/Seoul", "utc+9", "KST", "CRON_TZ=UTC")]
    [True, True, True, True]
    >>> [looks_like_a_zone(word) for word in ("MON/2", "SAT", "-5", "usr/bin/backup", "cat")]
    [False, False, False, False, False]

    Offsets count with their minutes (`+09:00`, `+0900`) or behind UTC or GMT;
    `+09` alone does not, since it can be a day of the week behind the `+` that
    some dialects have. Cost: some lookups in small sets, whatever the length.
    """
    setting, equals, _ = word[:_LONGEST].replace(":", "=", 1).partition("=")
    if equals and setting.strip(_AROUND).lower() in _SETTINGS:
        return True
    if len(word) > _LONGEST:
        return False
    word = word.strip(_AROUND)
    return (
        word in ABBREVIATIONS
        or word.lower() in _SINGLE_NAMES
        or _is_offset(word)
        or _is_from_an_origin(word)
        or _is_in_an_area(word)
    )


def _is_offset(word: str) -> bool:
    """An offset with its minutes: +09:00 or -0530, of less than 19 hours (-2030 is a year)."""
    hours, colon, minutes = word[1:].partition(":")
    if not colon and len(hours) == 4:
        hours, minutes = hours[:2], hours[2:]
    return (
        word != ""
        and word[0] in _SIGNS
        and _is_number(hours + minutes)
        and 0 < len(hours) <= 2
        and int(hours) < 19
        and len(minutes) == 2
        and minutes < "60"
    )


def _is_from_an_origin(word: str) -> bool:
    """UTC or GMT in any case, alone or followed by an offset; JST-9 as POSIX has it."""
    letters = word.rstrip("0123456789:")
    name, sign = letters.rstrip(_SIGNS), letters[-1:]
    if name.lower() not in _ORIGINS and name not in ABBREVIATIONS:
        return False
    number = word[len(letters) :].replace(":", "", 1)
    if letters == name:
        return not number
    return len(letters) == len(name) + 1 and sign != ":" and 0 < len(number) <= 4


def _is_in_an_area(word: str) -> bool:
    """area "/" names: the area one of IANA's, or one of them misspelt."""
    area, *names = word.split("/")
    if not names or not all(map(_is_place, names)):
        return False
    lower = area.lower()
    if lower in _NARROW_AREAS:
        [*_, last] = names
        return last.lower() in _NARROW_AREAS[lower] or (lower == "etc" and _is_from_an_origin(last))
    # A folder with a name like that is written in small letters.
    return lower in _AREAS or (_is_capital(area) and _is_capital(names[0]) and _is_near_area(lower))


def _is_place(name: str) -> bool:
    """Tell whether a part of a name can be a place: letters first, and no dot."""
    bare = name.replace("_", "").replace("-", "").replace("+", "")
    return len(bare) > 1 and name[0].isalpha() and bare.isalnum()


def _is_near_area(word: str) -> bool:
    # Loaded here: hardly any word has capitals, a slash and no area.
    from quartzcron.ground.nearness import nearest

    return bool(nearest(word, _AREAS))


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
