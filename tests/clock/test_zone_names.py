"""The names of time zones: what is taken, what is refused, and what is said of it."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import tomllib
import tracemalloc
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
import windows_zones
from dateutil import tz as dateutil_tz
from hypothesis import example, given
from hypothesis import strategies as st

from quartzcron import CronExpression, DstPolicy, Schedule, UnknownNameError, is_valid, lint
from quartzcron.clock import meant_zones
from quartzcron.clock.meant_zones import zones_meant
from quartzcron.clock.windows_zones import WINDOWS_ZONES
from quartzcron.clock.zone_names import zone_named, zone_text
from quartzcron.clock.zone_words import ABBREVIATED, CITIES, COUNTRIES
from quartzcron.language.zones_in_text import ABBREVIATIONS, looks_like_a_zone

ROOT = Path(__file__).parent.parent.parent
ZONES = available_timezones()


def ahead(hours: int, minutes: int = 0) -> timezone:
    return timezone(timedelta(hours=hours, minutes=minutes))


def refused(name: str) -> UnknownNameError:
    """Return the error that a name gets as a zone."""
    with pytest.raises(UnknownNameError) as caught:
        zone_named(name)
    return caught.value


# --- what is taken ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Z", UTC),
        ("+00:00", UTC),
        ("-00:00", UTC),
        ("+02:00", ahead(2)),
        ("+0200", ahead(2)),
        ("+02", ahead(2)),
        ("-05:30", ahead(-5, -30)),
        ("UTC+02:00", ahead(2)),
        ("UTC-0530", ahead(-5, -30)),
        ("UTC+02", ahead(2)),
        ("+14:00", ahead(14)),
        ("+23:59", ahead(23, 59)),
        ("UTC", ZoneInfo("UTC")),
        ("EST5EDT", ZoneInfo("EST5EDT")),
        ("Etc/GMT+2", ZoneInfo("Etc/GMT+2")),
        ("GMT+0", ZoneInfo("GMT+0")),
        ("Japan", ZoneInfo("Japan")),
    ],
)
def test_a_name_that_is_taken(name: str, zone: tzinfo) -> None:
    assert zone_named(name) == zone
    assert Schedule("0 9 * * *", tz=name) == Schedule("0 9 * * *", tz=zone)


def test_every_iana_name_is_taken() -> None:
    assert [name for name in ZONES if zone_text(zone_named(name)) != name] == []


MINUTES = st.integers(-23 * 60 - 59, 23 * 60 + 59)


@given(MINUTES)
def test_every_offset_is_taken_in_every_spelling(minutes: int) -> None:
    """The standard library writes it, we read it."""
    zone = timezone(timedelta(minutes=minutes))
    written = datetime(2026, 1, 1, tzinfo=zone).strftime(
        "%:z" if sys.version_info >= (3, 12) else "%z"
    )
    for spelling in (written, written.replace(":", ""), f"UTC{written}", str(zone)):
        if spelling != "UTC":
            assert zone_named(spelling) == zone
    text = zone_text(zone)
    assert text == datetime(2026, 1, 1, tzinfo=zone).isoformat()[-6:]
    assert zone_named(text) == zone


def test_a_zone_without_a_name_has_no_text() -> None:
    assert zone_text(dateutil_tz.tzoffset("X", 3600)) is None
    assert zone_text(None) is None
    assert zone_text(timezone(timedelta(seconds=1))) is None


@pytest.mark.parametrize("name", ["+02:00", "Z", "UTC-0530"])
def test_a_schedule_in_an_offset_is_a_value(name: str) -> None:
    schedule = Schedule("0 9 * * *", tz=name, start=datetime(2026, 1, 1))
    assert (
        eval(repr(schedule), {"Schedule": Schedule, "datetime": __import__("datetime")}) == schedule
    )
    for again in (
        pickle.loads(pickle.dumps(schedule)),
        copy.copy(schedule),
        copy.deepcopy(schedule),
    ):
        assert again == schedule
        assert repr(again) == repr(schedule)
    found = schedule.next_fire_time(datetime(2026, 7, 1))
    assert found == datetime(2026, 7, 1, 9, tzinfo=zone_named(name))


def test_a_zone_that_repr_cannot_name_is_shown() -> None:
    zone = timezone(timedelta(seconds=1))
    schedule = Schedule("0 9 * * *", tz=zone)
    assert (
        eval(repr(schedule), {"Schedule": Schedule, "datetime": __import__("datetime")}) == schedule
    )


# --- what is refused -------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        # Offsets whose sign or size is not certain.
        *((name, ["+02:00"]) for name in ("GMT+2", "GMT+02:00", "UTC+2", "gmt +2", "+2", "UTC +02:00", "+2:00")),
        ("UTC\N{MINUS SIGN}5:30", ["-05:30"]),
        ("(UTC+09:00)", ["UTC+09:00"]),
        ("utc+09:00", ["UTC+09:00"]),
        ("z", ["Z"]),
        *((name, []) for name in ("+24:00", "+02:60", "UTC2", "+2000000", "++02:00", "+", "-", "UTC+", "Etc/GMT+20")),
        # Capitals, blanks, other signs.
        ("asia/seoul", ["Asia/Seoul"]),
        ("est5edt", ["EST5EDT"]),
        ("utc", ["UTC"]),
        ("america/new york", ["America/New_York"]),
        (" Europe/Paris\n", ["Europe/Paris"]),
        ("US-Eastern", ["US/Eastern"]),
        ("Asia.Seoul", ["Asia/Seoul"]),
        # Windows.
        ("Eastern Standard Time", ["America/New_York"]),
        ("Eastern Daylight Time", ["America/New_York"]),
        ("eastern time", ["America/New_York"]),
        ("Korea Standard Time", ["Asia/Seoul"]),
        ("India Standard Time", ["Asia/Kolkata"]),
        ("Korea Standrd Time", ["Asia/Seoul"]),
        # Abbreviations.
        ("KST", ["Asia/Seoul"]),
        ("kst", ["Asia/Seoul"]),
        ("PST", ["America/Los_Angeles", "Asia/Manila"]),
        ("IST", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
        ("MEZ", []),
        # Cities.
        ("Seoul", ["Asia/Seoul"]),
        ("new york", ["America/New_York"]),
        ("Europe/Seoul", ["Asia/Seoul"]),
        ("Louisville", ["America/Kentucky/Louisville"]),
        ("Calcutta", ["Asia/Kolkata"]),
        ("Beijing", ["Asia/Shanghai"]),
        ("San Francisco", ["America/Los_Angeles"]),
        # Countries.
        ("Korea", ["Asia/Seoul"]),
        ("south korea", ["Asia/Seoul"]),
        ("France", ["Europe/Paris"]),
        ("Czech Republic", ["Europe/Prague"]),
        ("Germany", ["Europe/Berlin", "Europe/Busingen"]),
        ("New Zealand", ["Pacific/Auckland"]),
        ("Antarctica", []),
        # Slips.
        ("Amercia/New_York", ["America/New_York"]),
        ("Europe/Berln", ["Europe/Berlin"]),
        ("Eurpoe/Belrin", ["Europe/Berlin"]),
        ("Berln", ["Europe/Berlin"]),
        ("new_yrok", ["America/New_York"]),
        ("Singpore", ["Singapore"]),
        # Words of their own.
        *((name, []) for name in ("Asia", "Mars/Phobos", "MON", "unix", "local", "Roma/Paris/Berlin", "12")),
        # What is no name at all.
        *((name, []) for name in ("", " ", "/", "\0", "\ud800", "../UTC", "/etc/localtime", "zone.tab", "Asia/")),
        ("x" * 10_000, []),
        ("Europe/Paris" + " " * 10_000, ["Europe/Paris"]),
        ("Europe/Paris" * 10_000, []),
    ],
)  # fmt: skip
def test_what_an_unknown_name_may_mean(name: str, nearest: list[str]) -> None:
    error = refused(name)
    assert (error.kind, error.name, list(error.nearest)) == ("time zone", name, nearest)
    assert len(str(error)) < 200


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Berlin", 'there is no time zone "Berlin"; did you mean Europe/Berlin?'),
        ("PST", 'there is no time zone "PST"; did you mean America/Los_Angeles or Asia/Manila?'),
        (
            "IST",
            'there is no time zone "IST"; did you mean Asia/Kolkata, Europe/Dublin or Asia/Jerusalem?',
        ),
        (
            "\x1b[31m" + "x" * 100,
            'there is no time zone "\\x1b[31mxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."; '
            "use a name such as Europe/Paris or an offset such as +02:00",
        ),
    ],
)
def test_what_is_said(name: str, said: str) -> None:
    assert str(refused(name)) == said


PEOPLE_TYPE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(sorted({*ZONES, *WINDOWS_ZONES, *ABBREVIATED, *CITIES, *COUNTRIES})),
)


@st.composite
def mistyped(draw: st.DrawFn) -> str:
    """A name that somebody may mean, with a letter dropped, doubled or changed."""
    name = draw(PEOPLE_TYPE)
    if not name:
        return name
    at = draw(st.integers(0, len(name) - 1))
    middle = draw(st.sampled_from(["", name[at] * 2, "x", name[at].swapcase()]))
    return name[:at] + middle + name[at + 1 :]


@given(mistyped())
@example("Europe/Kyev")
@example("ukraine")
def test_what_is_offered_is_a_zone_and_nothing_is_taken_for_another(name: str) -> None:
    """A hint is a promise: whatever it names works. And a name is either itself or refused."""
    try:
        zone = zone_named(name)
    except UnknownNameError as unknown:
        error = unknown
    else:
        assert name == zone_text(zone) or isinstance(zone, timezone)
        return
    assert error.nearest == tuple(dict.fromkeys(error.nearest))
    assert len(error.nearest) <= 4
    for each in error.nearest:
        assert zone_text(zone_named(each)) is not None


@given(st.sampled_from(sorted(ZONES)))
def test_an_old_database_is_offered_nothing_that_it_lacks(missing: str) -> None:
    without = ZONES - {missing}
    assert missing not in zones_meant(missing.lower(), without)


# --- the tables ------------------------------------------------------------


def test_the_zones_of_windows_are_those_of_tzlocal() -> None:
    assert windows_zones.WRITTEN.read_text(encoding="utf-8") == windows_zones.written()
    # Written from the version that the test extra pins, so a new one is noticed here first.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"tzlocal=={version('tzlocal')}" in project["optional-dependencies"]["test"]


def test_every_zone_of_windows_is_understood() -> None:
    for name in WINDOWS_ZONES:
        assert len(refused(name).nearest) == 1, name


# Not PHT: it is everybody's but IANA's, which calls it PST.
@pytest.mark.parametrize("abbreviation", sorted(set(ABBREVIATED) - {"PHT"}))
def test_the_clocks_of_a_zone_show_its_abbreviation(abbreviation: str) -> None:
    """Or numbers alone, where IANA has given them up, or the abbreviation without S or D."""
    for name in ABBREVIATED[abbreviation]:
        zone = ZoneInfo(name)
        shown = {datetime(2020, month, 15, tzinfo=zone).tzname() or "" for month in (1, 7)}
        generic = {each[0] + each[-1] for each in shown if len(each) == 3}
        assert abbreviation in shown | generic or all(each[0] in "+-" for each in shown), (
            name,
            shown,
        )


#: IANA's own short names, which are zones.
OWN = {"CET", "EET", "EST", "GB", "HST", "MET", "MST", "NZ", "PRC", "ROC", "ROK", "WET"}


def test_abbreviations_are_the_same_in_a_text_and_beside_it() -> None:
    assert {*ABBREVIATED, *OWN} == ABBREVIATIONS
    assert OWN <= ZONES
    assert not ZONES & set(ABBREVIATED)


def test_all_zones_of_the_tables_exist() -> None:
    named = [
        *CITIES.values(),
        *(zone for zones in [*ABBREVIATED.values(), *COUNTRIES.values()] for zone in zones),
    ]
    assert set(named) <= ZONES
    # A city or a country that IANA has itself needs no entry.
    own = {zone.rpartition("/")[2].lower() for zone in ZONES}
    assert not own & {*CITIES, *COUNTRIES}


def test_offsets_that_are_taken_are_zones_in_a_text() -> None:
    for name in ("Z", "+02:00", "+0200", "UTC+02:00", "UTC+02", "GMT+2", "UTC+2"):
        assert looks_like_a_zone(name)


@pytest.fixture
def without_tzdata(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package tzdata is not installed; the system may have the zones."""
    meant_zones._tables.cache_clear()
    for module in ("tzdata", "tzdata.zoneinfo"):
        monkeypatch.setitem(sys.modules, module, None)
    yield
    meant_zones._tables.cache_clear()


@pytest.mark.usefixtures("without_tzdata")
@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Calcutta", ("Asia/Calcutta",)),
        ("seoul", ("Asia/Seoul",)),
        ("Berln", ("Europe/Berlin",)),
        ("Germany", ()),
    ],
)
def test_without_the_package_tzdata_there_are_fewer_hints(
    name: str, nearest: tuple[str, ...]
) -> None:
    """IANA's tables of countries and old names are read from it."""
    assert zones_meant(name, ZONES) == nearest


def test_without_any_time_zone_data_no_name_is_called_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    with pytest.raises(
        ValueError, match=r'cannot look up the time zone "KST": .* tzdata'
    ) as caught:
        zone_named("KST")
    assert type(caught.value) is ValueError


def test_what_only_errors_need_is_loaded_with_the_first_error() -> None:
    script = (
        "import sys\n"
        "from quartzcron import Schedule, UnknownNameError, lint\n"
        "def late(): return sorted(m for m in sys.modules if m.startswith('quartzcron.')\n"
        "    and m.rpartition('.')[2] in ('meant_zones', 'windows_zones', 'zone_words', 'nearness'))\n"
        "for name in ('Asia/Seoul', '+02:00'): Schedule('0 9 * * *', tz=name); lint('0 9 * * *', tz=name)\n"
        "before = late()\n"
        "try: Schedule('0 9 * * *', tz='KST')\n"
        "except UnknownNameError: print(before, len(late()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] 4"


# --- the error -------------------------------------------------------------


@pytest.mark.parametrize(
    ("raising", "kind", "name", "nearest"),
    [
        (lambda: Schedule("0 9 * * *", tz="KST"), "time zone", "KST", ("Asia/Seoul",)),
        (lambda: lint("0 9 * * *", tz="KST"), "time zone", "KST", ("Asia/Seoul",)),
        (lambda: CronExpression("0 9 * * *", "quarz"), "dialect", "quarz", ("quartz",)),
        (lambda: CronExpression("0 9 * * *").to("Quarz"), "dialect", "Quarz", ("quartz",)),
        (lambda: is_valid("0 9 * * *", "kubernets"), "dialect", "kubernets", ("kubernetes",)),
        (lambda: lint("0 9 * * *", "xyzzy"), "dialect", "xyzzy", ()),
        (lambda: Schedule("0 9 * * *", dst="quarz"), "policy", "quarz", ("QUARTZ",)),
        (lambda: DstPolicy.named("none"), "policy", "none", ()),
    ],
)
def test_the_error_tells_what_is_unknown(
    raising: object, kind: str, name: str, nearest: tuple[str, ...]
) -> None:
    assert callable(raising)
    with pytest.raises(UnknownNameError) as caught:
        raising()
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.kind, error.name, error.nearest) == (kind, name, nearest)
    assert bool(error.known) == (kind != "time zone")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is UnknownNameError
        assert vars(again) == vars(error)
        assert str(again) == str(error)


@pytest.mark.parametrize("signs", ["q", "\x1b", "Europe/", " "])
def test_a_name_of_any_length_costs_no_more_than_a_short_one(signs: str) -> None:
    """All of them are cut before anything is done with them."""
    name = signs * (10**7 // len(signs))
    tracemalloc.start()
    try:
        for give in (
            lambda: zone_named(name),
            lambda: is_valid("* * * * *", name),
            lambda: DstPolicy.named(name),
        ):
            with pytest.raises(UnknownNameError) as caught:
                give()
            assert len(str(caught.value)) < 500
        assert tracemalloc.get_traced_memory()[1] < len(name) / 2
    finally:
        tracemalloc.stop()
