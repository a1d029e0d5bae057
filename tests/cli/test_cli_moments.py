"""How the command line reads moments and tells distances."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from quartzcron.cli.moments import (
    ISO_FORMS,
    UnclearMomentError,
    how_far,
    in_words,
    read_moment,
)

MOMENTS = [
    # ISO form, with and without time and offset.
    ("2026-01-30", datetime(2026, 1, 30)),
    (" 20260130 ", datetime(2026, 1, 30)),
    ("2026-W05-5", datetime(2026, 1, 30)),
    ("2026-01-30 09:30", datetime(2026, 1, 30, 9, 30)),
    ("2026-01-30T09:30:15.5", datetime(2026, 1, 30, 9, 30, 15, 500_000)),
    ("2026-01-30T09:30Z", datetime(2026, 1, 30, 9, 30, tzinfo=UTC)),
    (
        "2026-01-30T09:30-05:30",
        datetime(2026, 1, 30, 9, 30, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
    ),
    ("0001-01-01", datetime(1, 1, 1)),
    ("9999-12-31T23:59:59", datetime(9999, 12, 31, 23, 59, 59)),
    # Other forms in which the month has a name, or only one number can be the day.
    ("30 Jan 2026", datetime(2026, 1, 30)),
    ("January 30, 2026 9:30 pm", datetime(2026, 1, 30, 21, 30)),
    ("Friday 30 January 2026", datetime(2026, 1, 30)),
    ("30.1.2026", datetime(2026, 1, 30)),
    ("2026/01/30 09:30", datetime(2026, 1, 30, 9, 30)),
    ("1/1/2026", datetime(2026, 1, 1)),
    # Offsets and the names of UTC.
    ("Fri Jan 30 09:30:00 UTC 2026", datetime(2026, 1, 30, 9, 30, tzinfo=UTC)),
    ("30 Jan 2026 09:30 GMT", datetime(2026, 1, 30, 9, 30, tzinfo=UTC)),
    (
        "Fri, 30 Jan 2026 09:30:00 +0200",
        datetime(2026, 1, 30, 9, 30, tzinfo=timezone(timedelta(hours=2))),
    ),
]


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_moments(text: str, expected: datetime) -> None:
    moment = read_moment(text)
    assert (moment, moment.utcoffset()) == (expected, expected.utcoffset())


@pytest.mark.parametrize("text", ["now", " NOW "])
def test_now_is_this_second_in_utc(text: str) -> None:
    moment = read_moment(text)
    assert moment.utcoffset() == timedelta(0)
    assert moment.microsecond == 0
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


UNCLEAR = [
    # Two answers.
    ("1/2/2026", "it could mean 2026-01-02 or 2026-02-01"),
    ("2026-1-2", "it could mean 2026-01-02 or 2026-02-01"),
    ("30/1/26", "it could mean 2026-01-30 or 2030-01-26"),
    # A part of the date is not there, or not whole.
    ("Jan 2026", "it does not name a year, a month and a day"),
    ("30 Jan", "it does not name a year, a month and a day"),
    ("10:30", "it does not name a year, a month and a day"),
    ("2026", "it does not name a year, a month and a day"),
    ("31 Dec 99", "the year needs four digits"),
    # Two parts that do not fit.
    ("Monday 30 January 2026", "2026-01-30 is a Friday"),
    # Names of zones: EST is two zones, and GMT+3 lies on either side of GMT.
    ("30 Jan 2026 09:30 EST", "a time zone's abbreviation can mean several zones"),
    ("30 Jan 2026 09:30 BRST+3", "a time zone's abbreviation can mean several zones"),
    ("30 Jan 2026 09:30 GMT+3", "it is not a date and time that can be read without guessing"),
    ("30 Jan 2026 09:30 utc -3", "it is not a date and time that can be read without guessing"),
    # No moments at all.
    ("", "it is not a date and time that can be read"),
    ("\x00", "it is not a date and time that can be read"),
    ("2026-02-30", "it is not a date and time that can be read"),
    ("30 Jan 2026 25:00", "it is not a date and time that can be read"),
    ("30 Jan 2026 09:30 +9900", "it is not a date and time that can be read"),
    ("2026013010930", "it is not a date and time that can be read"),
    ("2026-01-30x09:30", "it is not a date and time that can be read"),
    ("1767225600", "it is not a date and time that can be read"),
    ("1" * 5000, "it is not a date and time that can be read without guessing"),
]


@pytest.mark.parametrize(("text", "reason"), UNCLEAR)
def test_unclear_moments(text: str, reason: str) -> None:
    with pytest.raises(UnclearMomentError) as refused:
        read_moment(text)
    assert str(refused.value) == f"{reason}; write {ISO_FORMS}"


DISTANCES = [
    (timedelta(microseconds=1), "in less than a second"),
    (timedelta(seconds=1), "in 1 second"),
    (timedelta(seconds=59), "in 59 seconds"),
    (timedelta(seconds=119), "in 1 minute"),
    (timedelta(hours=1), "in 1 hour"),
    (timedelta(hours=23, minutes=59), "in 23 hours"),
    (timedelta(days=29, hours=12.5), "in 29 days"),
    (timedelta(days=730), "in 730 days"),
    (timedelta(days=731), "in 2 years"),
    (timedelta(days=16_436), "in 45 years"),
    (timedelta(days=800_000), "in 2,190 years"),
]


@pytest.mark.parametrize(("distance", "expected"), DISTANCES)
def test_how_far(distance: timedelta, expected: str) -> None:
    assert how_far(distance) == expected


def test_in_words() -> None:
    assert in_words(datetime(2026, 2, 7, 23)) == "Saturday 7 February 2026"
