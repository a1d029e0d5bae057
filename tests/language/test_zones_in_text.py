"""Words of a text that are meant as time zones, and words that are not."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from quartzcron.fields import MONTH_NAMES, WEEKDAY_NAMES
from quartzcron.language.zones_in_text import ABBREVIATIONS, looks_like_a_zone

VECTORS = Path(__file__).parent.parent / "vectors" / "quartz_accept_reject.jsonl"

#: Names of the database that are no zone of anybody.
NO_ZONES = {"Factory", "localtime"}


@pytest.mark.parametrize(
    "word",
    [
        # Names, in any capitals, misspelt or with their end behind a blank.
        "UTC", "utc", "GMT", "Z", "z", "Zulu", "Asia/Seoul", "asia/seoul", "ASIA/SEOUL",
        "America/Argentina/Buenos_Aires", "America/New", "Amercia/New_York", "Eurpoe/Berlin",
        "US/Eastern", "us/east-indiana", "Etc/UTC", "etc/gmt+2", "Etc/GMT-14", "Asia/Atlantis",
        "EST5EDT", "est5edt", "Japan", "W-SU", "GB",
        # Abbreviations.
        "KST", "PST", "IST", "CEST", "CET", "ET", "WITA",
        # Offsets.
        "+09:00", "-05:30", "+0900", "-0530", "\N{MINUS SIGN}05:00", "+9:00",
        "UTC+9", "UTC-05", "utc+05:30", "GMT-05:00", "GMT+2", "UTC+0900", "UTC+9:00", "JST-9",
        # Settings, whatever they are set to.
        "TZ=Asia/Seoul", "CRON_TZ=UTC", "timezone=Seoul", "tz=", "Timezone:UTC", "time_zone=x",
        "TZ=" + "x" * 1000,
        # What people put around them.
        "(UTC)", "'Asia/Seoul'", "[KST]", "Asia/Seoul;", '"TZ=UTC',
    ],
)  # fmt: skip
def test_it_is_meant_as_a_zone(word: str) -> None:
    assert looks_like_a_zone(word)


@pytest.mark.parametrize(
    "word",
    [
        # Fields, whole and broken.
        "", "*", "?", "L", "W", "LW", "L-3", "15W", "6#3", "FRIL", "FRI#L", "H", "H/5", "H(0-9)",
        "MON/2", "MON-FRI", "MON-FRI/2", "*/5", "5/15", "/5", "-5", "5-", "+5", "+MON", "+05", "-05",
        "SAT", "MAR", "SUN", "MON/FRI", "Mon/Tue", "SAT,SUN", "MO-FR", "Monday/2", "2026", "-2030",
        "2026-2030", "+2026", "1970-2199", "9:30", "09:30", "12:00", "5m", "PT5M", "UTC5",
        # Words and commands.
        "cat", "eat", "met", "west", "at", "pt", "art", "every", "last", "LAST", "root", "tz", "TZ",
        "daily", "#utc", "UTC+", "UTC+12345", "+25:00", "+09:75", "+0975", "++900",
        # Paths, and names with a slash.
        "/usr/bin/x", "usr/bin/backup", "a/b", "/Asia/Seoul", "./asia/seoul", "Users/Shared/run",
        "etc/passwd", "etc/cron.d/x", "us/bin", "asia/run.sh", "asia/", "asia//seoul", "Jobs/Run",
        "asia/2", "America", "https://example.com/x",
        # Never long.
        "Asia/" + "x" * 1000,
    ],
)  # fmt: skip
def test_it_is_not_meant_as_a_zone(word: str) -> None:
    assert not looks_like_a_zone(word)


@pytest.mark.parametrize("name", sorted(available_timezones() - NO_ZONES))
def test_every_iana_name_is_known_by_its_looks(name: str) -> None:
    assert looks_like_a_zone(name)
    assert looks_like_a_zone(name.lower()) or name in ABBREVIATIONS


def test_no_name_of_a_field_is_a_zone() -> None:
    names = [*MONTH_NAMES, *WEEKDAY_NAMES]
    words = [f"{first}{sign}{second}" for first in names for sign in "-/,+#" for second in names]
    numbered = [f"{name}{sign}{n}" for name in names for sign in "-/#" for n in range(1, 13)]
    for word in itertools.chain(names, words, numbered):
        assert not looks_like_a_zone(word), word
        assert not looks_like_a_zone(word.lower()), word
        assert not looks_like_a_zone(word.title()), word


def test_no_field_of_quartz_is_a_zone() -> None:
    rows = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]
    words = {word for row in rows if "expr" in row for word in row["expr"].split()}
    assert len(words) > 100
    assert [word for word in words if looks_like_a_zone(word)] == []
