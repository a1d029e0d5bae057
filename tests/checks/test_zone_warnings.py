"""Warnings about the way a time zone is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

import quartzcron

NEW_YEAR = datetime(2026, 1, 1)


@pytest.mark.parametrize(
    ("zone", "code", "message"),
    [
        ("+02:00", "fixed-offset", "+02:00 is a fixed offset: the runs do not follow daylight saving time"),
        ("UTC-0530", "fixed-offset", "-05:30 is a fixed offset: the runs do not follow daylight saving time"),
        (timezone(timedelta(hours=9)), "fixed-offset", "+09:00 is a fixed offset: the runs do not follow daylight saving time"),
        (timezone(timedelta(seconds=1)), "fixed-offset", "UTC+00:00:01 is a fixed offset: the runs do not follow daylight saving time"),
        ("EST", "fixed-offset", "EST does not follow daylight saving time; America/New_York does"),
        (ZoneInfo("MST"), "fixed-offset", "MST does not follow daylight saving time; America/Denver does"),
        ("Etc/GMT+2", "reversed-offset", "Etc/GMT+2 is 2 hours behind UTC: write -02:00, or +02:00 if you mean 2 hours ahead"),
        ("Etc/GMT-1", "reversed-offset", "Etc/GMT-1 is 1 hour ahead of UTC: write +01:00, or -01:00 if you mean 1 hour behind"),
        ("Etc/GMT-14", "reversed-offset", "Etc/GMT-14 is 14 hours ahead of UTC: write +14:00, or -14:00 if you mean 14 hours behind"),
    ],
)  # fmt: skip
def test_a_name_that_may_not_be_meant(zone: tzinfo | str, code: str, message: str) -> None:
    [found] = quartzcron.lint(" 0 9 * * * ", tz=zone, after=NEW_YEAR)
    assert (found.code, found.message) == (code, message)
    assert (found.severity, found.span, found.field, found.hint) == ("warning", (1, 10), None, None)


@pytest.mark.parametrize(
    "zone",
    ["UTC", "Z", "+00:00", UTC, "GMT", "Etc/UTC", "Etc/GMT", "Etc/GMT+0", "Etc/GMT0", "Etc/Greenwich",
     "EST5EDT", "HST", "America/New_York", "America/Phoenix", "Asia/Seoul"],
)  # fmt: skip
def test_a_name_that_is_meant(zone: tzinfo | str) -> None:
    assert quartzcron.lint("0 9 * * *", tz=zone, after=NEW_YEAR) == []


def test_a_text_with_errors_has_no_warnings() -> None:
    assert quartzcron.lint("0 25 * * *", tz="+02:00") == []


@pytest.mark.parametrize("hours", [*range(-14, 0), *range(1, 13)])
def test_what_is_written_instead_is_the_same_zone(hours: int) -> None:
    """What the message says to write is the zone that was given; the other is its mirror."""
    name = f"Etc/GMT{hours:+}"
    [found] = quartzcron.lint("0 9 * * *", tz=name, after=NEW_YEAR)
    correct = found.message.partition("write ")[2].partition(",")[0]
    meant = str(found.values["meant"])
    at = NEW_YEAR.replace(tzinfo=ZoneInfo(name))
    given, same, mirrored = (
        schedule.next_fire_time(NEW_YEAR)
        for schedule in (quartzcron.Schedule("0 0 9 1 1 ?", tz=tz) for tz in (name, correct, meant))
    )
    assert given == same
    assert mirrored is not None
    assert mirrored.utcoffset() == -(at.utcoffset() or timedelta())
