"""Schedules and changes of clock that get in each other's way, for the tests of the command line."""

from __future__ import annotations

TIMES_OF_DAY = [
    "30 2 * * *",
    "0 * * * *",
    "*/30 * * * *",
    "*/30 1-2 * * *",
    "0 0 * * *",
    "30 23 * * *",
    "0 0-22 * * *",
    "0 2,3 * * *",
]

#: Zones with the instant of a change: an hour forward and back, half an hour, at midnight,
#: across midnight, three hours, a whole day, and with seconds.
TURNED = [
    ("America/New_York", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
    ("America/Havana", "2026-03-08T05:00:00Z"),
    ("Africa/Cairo", "2026-10-29T21:00:00Z"),
    ("America/Scoresbysund", "2026-03-29T01:00:00Z"),
    ("Antarctica/Casey", "2018-10-06T20:00:00Z"),
    ("Antarctica/Casey", "2010-03-04T15:00:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("Africa/Monrovia", "1972-01-07T00:44:30Z"),
]
