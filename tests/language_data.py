"""Write what languages are made of anew: names and patterns from CLDR, by the package Babel.

    python -m tests.language_data            # the data of all languages there are
    python -m tests.language_data ja pt      # of these, with a catalog to fill in where there is none

Users need no Babel: what is needed of CLDR stands in a small file a language, beside its
catalog. The test extra has Babel, and a test holds the files equal to what this gives.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers
from babel.messages.plurals import get_plural

import quartzcron
from quartzcron.words.frames import FRAMES
from quartzcron.words.languages import ZONES, city_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(quartzcron.__file__).parent / "words" / "locale"

#: Where the long names are not what one writes in a sentence: 一月, 星期一.
_ABBREVIATED = {"zh"}

#: Where CLDR's way to join is one for prose, and a comma reads better in a phrase.
_BY_COMMA = {"ko": ", "}

#: Where the first of a month is an ordinal and all others are not: 1º gennaio, 2 gennaio.
_FIRST_IS_ONE = {"it", "pt"}

#: Where a word before the second of a month is another one: со 2-го, с 3-го.
_SECOND_IS_TWO = {"ru"}

#: Where a joint is another one before some items: 7 u 8, as ocho and once begin with an o, and
#: ו-17:30, as a letter that is written together with the next word has a hyphen before digits.
_BEFORE = {
    ("es", "or"): dict.fromkeys(("8", "11"), "{0} u {1}"),
    ("he", "standard"): dict.fromkeys("0123456789", "{0} ו-{1}"),
}

#: What a pattern of CLDR's times and dates is in ours.
_TOKENS = {
    "HH": "{H:02}",
    "H": "{H}",
    "hh": "{h:02}",
    "h": "{h}",
    "K": "{K}",
    "mm": "{m:02}",
    "ss": "{s:02}",
    "a": "{half}",
    "B": "{half}",
    "d": "{day}",
    "dd": "{day:02}",
    "M": "{m}",
    "MMMM": "{month}",
    "MMM": "{month}",
    "LLLL": "{month:alone}",
    "y": "{year}",
}

#: The largest number that is said as an ordinal: a step through the years of the horizon.
_LAST_ORDINAL = 230

_TOKEN = re.compile(r"'([^']*)'|([A-Za-z])\2*")


def pattern(cldr: str) -> str:
    """Return a pattern of CLDR as a format of ours, with plain spaces.

    >>> pattern("d 'de' MMMM"), pattern("h:mm a")
    ('{day} de {month}', '{h}:{m:02} {half}')
    """
    # No era: all years are ours.
    plain = _plain(cldr).replace("G ", "")
    return _TOKEN.sub(lambda token: token[1] if token[1] is not None else _TOKENS[token[0]], plain)


def _plain(text: str) -> str:
    """Return a text of CLDR with plain spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _names(locale: Locale) -> dict[str, Any]:
    """Return what a language or a region of it calls and writes things."""
    wide = "abbreviated" if locale.language in _ABBREVIATED else "wide"
    skeletons = locale.datetime_skeletons

    def days(width: str) -> list[str]:
        return [locale.days["format"][width][day] for day in range(7)]

    def months(width: str, context: str = "format") -> list[str]:
        return [locale.months[context][width][month] for month in range(1, 13)]

    periods = locale.day_periods["format"]["abbreviated"]
    return {
        "weekdays": days(wide),
        "weekdays-short": days("abbreviated"),
        "months": months(wide),
        "months-alone": months(wide, "stand-alone"),
        "months-short": months("abbreviated"),
        "and": _joints(locale, "standard"),
        "or": _joints(locale, "or"),
        "clock": pattern(skeletons["Hm"].pattern),
        "clock-seconds": pattern(skeletons["Hms"].pattern),
        "clock-12": pattern(skeletons["hm"].pattern),
        "clock-12-seconds": pattern(skeletons["hms"].pattern),
        "halves": [_plain(periods["am"]), _plain(periods["pm"])],
        "month-day": pattern(skeletons["MMMMd"].pattern),
        "date": pattern(locale.date_formats["long"].pattern),
    }


def _joints(locale: Locale, style: str) -> dict[str, Any]:
    comma = _BY_COMMA.get(locale.language)
    if comma and style == "standard":
        return dict.fromkeys(("2", "start", "middle", "end"), f"{{0}}{comma}{{1}}")
    joints = locale.list_patterns[style]
    before = _BEFORE.get((locale.language, style))
    found = {key: joints[key] for key in ("2", "start", "middle", "end")}
    return {**found, "before": before} if before else found


def data(code: str) -> dict[str, Any]:
    """Return all that stands in the file of a language."""
    locale = Locale.parse(code, sep="-")
    names = _names(locale)
    return {
        "script": locale.script or _likely_script(locale.language),
        "is-default": not locale.script or locale.script == _likely_script(locale.language),
        "others": _others(locale),
        "ordinals": _ordinals(locale),
        "cities": _cities(locale),
        "names": names,
        "regions": _regions(locale, names),
    }


def _likely_script(language: str) -> str:
    """Return the script of a language where nothing is said of it: Hans for zh."""
    return str(get_global("likely_subtags")[language].split("_")[1])


def _others(locale: Locale) -> list[str]:
    """Return the territories that differ where no script is said.

    Of the usual script of a language these are the ones where it is written in another, and of
    another script those where it is written in that.
    """
    found = []
    usual = _likely_script(locale.language)
    script = locale.script or usual
    for tag, likely in get_global("likely_subtags").items():
        match = re.fullmatch(rf"{locale.language}_([A-Z]{{2}})", tag)
        if match and (likely.split("_")[1] == script) != (script == usual):
            found.append(match[1])
    return sorted(found)


def _cities(locale: Locale) -> dict[str, str]:
    """Return the city of each time zone that is not called as the zone is."""
    cities = {zone: about["city"] for zone, about in locale.time_zones.items() if "city" in about}
    return {
        zone: city
        for zone, city in sorted(cities.items())
        if "/" in zone and not zone.startswith("Etc/") and city != city_of(zone)
    }


def _ordinals(locale: Locale) -> dict[str, list[int]]:
    """Return the numbers of each class of ordinals but the last."""
    found: dict[str, list[int]] = {}
    for number in range(1, _LAST_ORDINAL + 1):
        category = locale.ordinal_form(number)
        if category != "other":
            found.setdefault(category, []).append(number)
    if locale.language in _FIRST_IS_ONE:
        found["one"] = [1]
    if locale.language in _SECOND_IS_TWO:
        found["two"] = [2]
    return dict(sorted(found.items()))


def _regions(locale: Locale, names: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is otherwise in a territory: clock, first day, weekend, patterns; alike together."""
    found: dict[str, dict[str, Any]] = {}
    for territory in _territories(locale):
        region = Locale(locale.language, territory, script=locale.script)
        own = {key: value for key, value in _names(region).items() if value != names[key]}
        entry = {
            "hour12": bool(re.search("[hK]", _unquoted(region.time_formats["short"].pattern))),
            "first-day": region.first_week_day,
            "weekend": [region.weekend_start, region.weekend_end],
            "names": own,
        }
        alike = found.setdefault(json.dumps(entry, sort_keys=True), {"territories": [], **entry})
        alike["territories"].append(territory)
    return sorted(found.values(), key=lambda entry: entry["territories"])


def _unquoted(cldr: str) -> str:
    return re.sub("'[^']*'", "", cldr)


def _territories(locale: Locale) -> Iterator[str]:
    prefix = "_".join(filter(None, (locale.language, locale.script)))
    for name in sorted(locale_identifiers()):
        match = re.fullmatch(rf"{prefix}_([A-Z]{{2}})", name)
        if match:
            yield match[1]


def written(code: str) -> str:
    """Return the file of a language as it should stand in the package."""
    text = json.dumps(data(code), ensure_ascii=False, indent=1)
    # Lists of short things on one line.
    return re.sub(r"\[\n\s+([^\[\]{}]*?)\n\s+\]", _on_one_line, text) + "\n"


def written_zones() -> str:
    """Return the file of the zones that have another name, which is that of their city."""
    aliases = {
        alias: zone
        for alias, zone in sorted(get_global("zone_aliases").items())
        if "/" in zone and not zone.startswith("Etc/")
    }
    return json.dumps(aliases, indent=1) + "\n"


def _on_one_line(found: re.Match[str]) -> str:
    return "[" + re.sub(r"\n\s+", " ", found[1]) + "]"


def codes() -> list[str]:
    """Return the languages that there are."""
    return sorted({"en", *(path.stem for path in FOLDER.glob("*.po"))})


def plural_forms(code: str) -> str:
    """Return the line Plural-Forms of a catalog, as Babel has it.

    >>> plural_forms("ko")
    'nplurals=1; plural=0;'
    """
    return str(get_plural(code.replace("-", "_")).plural_forms)


def empty_catalog(code: str) -> str:
    """Return a catalog in which every frame waits for its translation."""
    count = get_plural(code.replace("-", "_")).num_plurals
    lines = ['msgid ""', 'msgstr ""', f'"Language: {code}\\n"']
    lines += ['"Content-Type: text/plain; charset=UTF-8\\n"']
    lines += [f'"Plural-Forms: {plural_forms(code)}\\n"', ""]
    for key, texts in FRAMES.items():
        lines += [f'msgctxt "{key}"', f"msgid {_quoted(texts[0])}"]
        if len(texts) > 1:
            lines += [f"msgid_plural {_quoted(texts[1])}"]
            lines += [f'msgstr[{form}] ""' for form in range(count)]
        else:
            lines += ['msgstr ""']
        lines += [""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(arguments: list[str]) -> None:
    """Write the files of some languages, or of all."""
    (FOLDER / ZONES).write_text(written_zones(), encoding="utf-8")
    for code in arguments or codes():
        (FOLDER / f"{code}.json").write_text(written(code), encoding="utf-8")
        catalog = FOLDER / f"{code}.po"
        if code != "en" and not catalog.exists():
            catalog.write_text(empty_catalog(code), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
