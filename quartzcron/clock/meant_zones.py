"""Which time zones an unknown name may mean: what the hint beside it offers.

A name is held against each way in which people name a zone, the surest first,
and the first that knows it answers. Nothing here is ever taken for the name:
a person is asked. Loaded only when a name is wrong.

Countries and renamed zones are looked up in the package tzdata, which holds
IANA's own tables; where it is missing, there are fewer hints.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.clock.offsets import offset_meant, offset_named
from quartzcron.clock.windows_zones import WINDOWS_ZONES
from quartzcron.clock.zone_words import ABBREVIATED, CITIES, COUNTRIES
from quartzcron.errors import LONGEST_NAME
from quartzcron.ground.caches import listed
from quartzcron.ground.nearness import is_near, slips
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

#: No zones of anybody, though the database has them.
_NO_ZONES = {"Factory", "localtime"}

#: A country of more zones than this is no hint, unless a table says which are meant.
_MOST_ZONES = 3

#: How many names are offered at most.
_MOST_NAMED = 4

#: Shorter names are not held to be misspelt.
_SHORTEST = 5

_AROUND = "\"'`()[] \t\n"


def zones_meant(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the names of the zones that an unknown name may mean, the best first.

    >>> from zoneinfo import available_timezones
    >>> known = available_timezones()
    >>> [zones_meant(name, known) for name in ("asia/seoul", "KST", "GMT+2", "Berln")]
    [('Asia/Seoul',), ('Asia/Seoul',), ('+02:00',), ('Europe/Berlin',)]

    `known` are the names that there are. All that is returned can be used as a
    zone. Cost: some milliseconds, whatever the length of the name.
    """
    bare = name[: LONGEST_NAME + 1].strip(_AROUND)
    if not bare or len(bare) > LONGEST_NAME:
        return ()
    offset = bare.upper() if offset_named(bare.upper()) is not None else offset_meant(bare)
    if offset is not None:
        return (offset,)
    zones = {zone.lower(): zone for zone in sorted(known) if zone not in _NO_ZONES}
    for way in _WAYS:
        # A table may name a zone that this machine's database is too old for.
        usable = dict.fromkeys(zone for zone in way(_plain(bare), zones) if zone in known)
        if usable:
            return tuple(usable)[:_MOST_NAMED]
    return ()


def _plain(name: str) -> str:
    """Return a name as it is compared: in small letters, with single underscores for blanks."""
    return "_".join(name.replace("_", " ").lower().split())


# --- the ways to name a zone: from a plain name and the zones by their plain names --------


def _itself(plain: str, zones: Mapping[str, str]) -> list[str]:
    """The name of a zone in other capitals, with blanks or another sign: us-eastern."""
    written = (plain, *(plain.replace(sign, "/", 1) for sign in "_-."))
    return [zones[each] for each in written if each in zones][:1]


def _windows(plain: str, _zones: Mapping[str, str]) -> list[str]:
    """A zone of Windows: Korea Standard Time, Eastern Daylight Time, Pacific Time, Mountain."""
    place = plain.removesuffix("_time").removesuffix("_standard").removesuffix("_daylight")
    names = _windows_names()
    found = names.get(plain, names.get(f"{place}_standard_time"))
    return [] if found is None else [_present(found)]


def _windows_names() -> dict[str, str]:
    return {_plain(windows): iana for windows, iana in WINDOWS_ZONES.items()}


def _abbreviation(plain: str, _zones: Mapping[str, str]) -> Iterable[str]:
    """An abbreviation: KST; one that several zones have names them all."""
    return ABBREVIATED.get(plain.upper(), ())


def _city(plain: str, zones: Mapping[str, str]) -> list[str]:
    """A city without its area, or in another one: Seoul, Europe/Seoul."""
    area, _, place = plain.rpartition("/")
    if area and not any(lower.startswith(f"{area}/") for lower in zones):
        return []
    if place in CITIES:
        return [CITIES[place]]
    cities = [zone for lower, zone in zones.items() if lower.endswith(f"/{place}")]
    # Old names (Canada/Eastern, America/Louisville) only where there is nothing else.
    current = [zone for zone in cities if zone in _tables().zones]
    return current or [_present(zone) for zone in cities]


def _country(plain: str, _zones: Mapping[str, str]) -> Iterable[str]:
    """A country: all its zones where they are few."""
    found = COUNTRIES.get(plain) or _tables().countries.get(plain, ())
    return found if plain in COUNTRIES or len(found) <= _MOST_ZONES else ()


def _misspelt(plain: str, zones: Mapping[str, str]) -> list[str]:
    """A zone, a city, a country or a zone of Windows with a slip in it: those with the fewest.

    Other digits are never a slip, and short names are too near each other (Asia, Apia).
    """
    if len(plain) < _SHORTEST or any(character.isdigit() for character in plain):
        return []
    ways = {
        **dict.fromkeys(CITIES, _city),
        **{lower.rpartition("/")[2]: _city for lower in zones if "/" in lower},
        **dict.fromkeys((*COUNTRIES, *_tables().countries), _country),
        **dict.fromkeys(_windows_names(), _windows),
        **dict.fromkeys(zones, _itself),
    }
    near = [(_slips(plain, word), word) for word in ways if _is_near_in_parts(plain, word)]
    least = min(near)[0] if near else 0
    return [zone for many, word in near if many == least for zone in ways[word](word, zones)]


def _is_near_in_parts(word: str, other: str) -> bool:
    """Tell whether each part of a name is near its counterpart: an area, a city."""
    parts, others = word.split("/"), other.split("/")
    return len(parts) == len(others) and all(
        mine == its or is_near(mine, its) for mine, its in zip(parts, others, strict=True)
    )


def _slips(word: str, other: str) -> int:
    return slips(word, other, most=len(word))


#: The surest way first.
_WAYS: tuple[Callable[[str, Mapping[str, str]], Iterable[str]], ...] = (
    _itself,
    _windows,
    _abbreviation,
    _city,
    _country,
    _misspelt,
)


# --- IANA's own tables --------------------------------------------------------------------


class _Tables(Record):
    """What IANA says of its zones beside their clocks.

    `zones` are the names that are not old, `renamed` leads from old names to
    present ones, `countries` from the plain name of a country to its zones, in
    IANA's order.
    """

    zones: frozenset[str]
    renamed: dict[str, str]
    countries: dict[str, tuple[str, ...]]


@listed
@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """Read the tables that the package tzdata carries; empty ones without it."""
    rows = [line.split("\t") for line in _lines("zone.tab")]
    of_country: dict[str, tuple[str, ...]] = {}
    for code, _, zone, *_ in rows:
        of_country[code] = (*of_country.get(code, ()), zone)
    countries: dict[str, tuple[str, ...]] = {}
    for line in _lines("iso3166.tab"):
        code, country = line.split("\t")
        # "Korea (South)", "Britain (UK)": nobody writes the brackets.
        plain = _plain(country.partition("(")[0])
        countries[plain] = countries.get(plain, ()) + of_country.get(code, ())
    links = (line.split() for line in _lines("tzdata.zi") if line.startswith("L "))
    zones = frozenset(zone for _, _, zone, *_ in rows)
    renamed = {old: new for _, new, old in links if old not in zones and new in zones}
    return _Tables(zones, renamed, countries)


def _lines(table: str) -> list[str]:
    from importlib.resources import files

    try:
        text = (files("tzdata.zoneinfo") / table).read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return []
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _present(zone: str) -> str:
    """Return the name that IANA gives a zone today: Asia/Kolkata for Asia/Calcutta."""
    return _tables().renamed.get(zone, zone)
