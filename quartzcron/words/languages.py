"""Languages: their frames, names, lists and clocks, and which of them a locale means.

What CLDR knows of a language stands in `locale/` as JSON, how it says the frames in a catalog
of gettext beside it, compiled when the package is built. Both are read when the language is
first asked for. English has no catalog: its texts are the msgids.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from quartzcron.errors import UnknownNameError
from quartzcron.ground.caches import listed
from quartzcron.ground.nearness import nearest
from quartzcron.records import TYPE_CHECKING
from quartzcron.words.frames import FRAMES, KINDS, ONE, TABLES, TIME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import GNUTranslations
    from importlib.resources.abc import Traversable
    from typing import Any

ENGLISH = "en"

#: The file of time zones that have another name.
ZONES = "zone-names"

#: Codes of languages that have had others before, and those of which one stands for all.
_FORMER = {"iw": "he", "in": "id", "no": "nb", "ji": "yi", "tl": "fil"}


class Language:
    """How one language says things: its frames and, of CLDR, its names and patterns.

    `kinds` are classes of the seven weekdays, where other words agree with them.
    """

    def __init__(self, names: Mapping[str, Any], catalog: GNUTranslations | None) -> None:
        self.names = names
        self._catalog = catalog
        self._tables: dict[str, list[str]] = {}
        kinds = self._text(KINDS, (TABLES["weekdays"],))
        self.kinds = () if kinds == TABLES["weekdays"] else tuple(kinds.split("|"))

    def frame(self, key: str, n: int | None = None, kind: str = "") -> str:
        """Return the text of a frame for a number, beside a kind of weekdays.

        A frame without a plural may have a variant for one of what it says, `item.days/one`.
        """
        texts = FRAMES[key]
        one = ONE if n == 1 and len(texts) == 1 else ""
        for name in (kind, one):
            if name:
                variant = self._text(f"{key}/{name}", texts, n)
                if variant not in texts:
                    return variant
        return self._text(key, texts, n)

    def _text(self, key: str, texts: tuple[str, ...], n: int | None = None) -> str:
        """Return what the catalog has for a key; the English where it has nothing.

        A catalog may have plurals of a frame with a number of which English needs none.
        """
        if self._catalog is None:
            return texts[0] if n in (None, 1) else texts[-1]
        if n is not None:
            said = self._catalog.npgettext(key, texts[0], texts[-1], n)
            if said not in texts:
                return said
        return self._catalog.pgettext(key, texts[0])

    def table(self, name: str) -> list[str]:
        """Return names by that of their table: `weekdays`, or in a form, `weekdays-dative`.

        Those of the catalog come first: CLDR's short ones need not be fit for a sentence.
        """
        found = self._tables.get(name)
        if found is None:
            table, _, form = name.partition("-")
            english = TABLES[table]
            # A catalog that asks for a form that it does not have does not build.
            text = self._text(f"{table}:{form}", (english,)) if form else english
            found = self.names[name] if text == english else text.split("|")
            self._tables[name] = found
        return found

    def has_form(self, table: str, form: str) -> bool:
        """Tell whether the catalog has names in a form."""
        return self._text(f"{table}:{form}", (TABLES[table],)) != TABLES[table]

    def time_frame(self, form: str, one: bool) -> str:
        """Return what a time of day stands in; it may be another at one o'clock."""
        key = f"{TIME}:{form}" if form else TIME
        english = FRAMES[TIME]
        text = self._text(f"{key}/{ONE}", english) if one else english[0]
        return self._text(key, english) if text in english else text

    def city(self, zone: str) -> str | None:
        """Return the city by which people call a time zone, or None where it is not of one."""
        zone = _zones().get(zone, zone)
        city: str | None = self.names["cities"].get(zone)
        return city_of(zone) if city is None else city

    def ordinal(self, n: int, form: str = "") -> str:
        """Return an ordinal number, or a number in a form of the catalog's own."""
        category = next(
            (c for c, members in self.names["ordinals"].items() if n in members), "other"
        )
        key = f"ordinal.{category}"
        text = self._text(f"{key}:{form}", FRAMES[key]) if form else self.frame(key)
        return text.format(n=n)


def city_of(zone: str) -> str | None:
    """Return the city that a time zone is called after.

    >>> city_of("America/New_York"), city_of("UTC"), city_of("Etc/GMT+5")
    ('New York', None, None)
    """
    area, _, place = zone.partition("/")
    if not place or area == "Etc":
        return None
    return place.rpartition("/")[2].replace("_", " ")


class Place:
    """What a territory has to do with words: the clock, the first day, the weekend."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self.hour12: bool = entry["hour12"]
        self.first_day: int = entry["first-day"]
        self.weekend: tuple[int, int] = tuple(entry["weekend"])


#: Where nothing is known of a place: 24 hours, Monday first.
NOWHERE = Place({"hour12": False, "first-day": 0, "weekend": (5, 6)})


@listed
@lru_cache(64)
def spoken(locale: str) -> tuple[Language, Place]:
    """Return the language of a locale, and what is usual in its territory.

    >>> language, place = spoken("en_US")
    >>> language.names["weekdays"][6], place.hour12, place.first_day
    ('Sunday', True, 6)

    Raises `UnknownNameError` where there is no such language, with what is nearest.
    """
    code, territory = _parted(locale)
    about = _about(code)
    also = {key: about[key] for key in ("ordinals", "cities", "script")}
    names = {**about["names"], **also}
    for region in about["regions"]:
        if territory in region["territories"]:
            return Language({**names, **region["names"]}, _catalog(code)), Place(region)
    return Language(names, _catalog(code)), NOWHERE


def _folder() -> Traversable:
    return files("quartzcron.words.locale")


@listed
@lru_cache(1)
def codes() -> tuple[str, ...]:
    """Return the languages that there are."""
    return tuple(
        sorted(
            each.name[: -len(".json")]
            for each in _folder().iterdir()
            if each.name.endswith(".json")
        )
    )


@listed
@lru_cache(64)
def _about(code: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_folder() / f"{code}.json").read_text("utf-8"))
    return found


@listed
@lru_cache(1)
def _zones() -> dict[str, str]:
    found: dict[str, str] = json.loads((_folder() / ZONES).read_text("utf-8"))
    return found


@listed
@lru_cache(64)
def _catalog(code: str) -> GNUTranslations | None:
    if code == ENGLISH:
        return None
    from gettext import GNUTranslations

    try:
        with (_folder() / f"{code}.mo").open("rb") as file:
            return GNUTranslations(file)
    except FileNotFoundError:
        # Python, started in the folder of the sources, finds these before what pip installed.
        raise RuntimeError(_NOT_BUILT.format(folder=_folder())) from None


_NOT_BUILT = (
    "the languages of quartzcron are compiled when it is installed, but those in {folder} are not: "
    "run `pip install --editable .` in that copy of the sources, or start Python in another folder"
)


# --- which language a locale means ---------------------------------------------------


def code_of(locale: str) -> str:
    """Return the language of a locale.

    >>> code_of("zh_CN"), code_of("en_US")
    ('zh-Hans', 'en')
    """
    return _parted(locale)[0]


def _parted(locale: str) -> tuple[str, str]:
    """Return the language and the territory of a locale.

    `zh-CN`, `zh_Hans_CN` and the process's own `zh_CN.UTF-8` are one.
    """
    if not isinstance(locale, str):
        raise TypeError(f"a locale is a str such as 'en' or 'ko_KR', not {type(locale).__name__}")
    language, *rest = locale.partition(".")[0].partition("@")[0].replace("_", "-").split("-")
    language = _FORMER.get(language.lower(), language.lower())
    script = rest.pop(0).title() if rest and len(rest[0]) == 4 else ""
    territory = rest.pop(0).upper() if rest and len(rest[0]) in (2, 3) else ""
    known = codes()
    if not rest:
        for code in known:
            if code.partition("-")[0] == language and _is_written(code, script, territory):
                return code, territory
    alike = [code for code in known if code.partition("-")[0] == language]
    raise UnknownNameError("locale", locale, alike or nearest(language, known), known)


def _is_written(code: str, script: str, territory: str) -> bool:
    """Tell whether a language is in the script that is asked for, or usual in the territory."""
    about = _about(code)
    if script:
        return bool(about["script"] == script)
    return bool(about["is-default"] != (territory in about["others"]))
