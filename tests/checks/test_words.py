"""Warnings about schedules in words: they point at words, and no check of fields talks about these."""

from __future__ import annotations

from datetime import datetime

import pytest

import quartzcron
from quartzcron import CronExpression

GOOGLE = "google-cloud-scheduler"

WARNED = [
    # Days that months lack.
    ("31 of month 9:00", [("skips-months", "31", "31 does not exist in FEB, APR, JUN, SEP, NOV", None)]),
    ("1,031 of feb,mar 9:00", [("skips-months", "031", "31 does not exist in FEB", None)]),
    ("first,thirtieth day of feb,mar 9:00",
     [("skips-months", "thirtieth", "30 does not exist in FEB", None)]),
    ("29 of jan,feb 9:00",
     [("skips-months", "29", "29 does not exist in FEB, leap years aside", None)]),
    ("1st,5th mon,fri 9:00",
     [("skips-months", "5th", "5th is skipped in months without a fifth MON or FRI", None)]),
    # What is read as App Engine reads it.
    ("every day of quarter 9:00", [("unverified", "of quarter", None, "0 9 * */3 *")]),
    ("5th fri of quarter 9:00", [
        ("skips-months", "5th", "5th is skipped in months without a fifth FRI", None),
        ("unverified", "of quarter", None, "5th friday of jan,apr,jul,oct 09:00"),
    ]),
    ("31 of quarter 9:00", [
        ("skips-months", "31", "31 does not exist in APR", None),
        ("unverified", "of quarter", None, None),
    ]),
    ("every 5 minutes synchronized",
     [("unverified", "every 5 minutes synchronized", None, "*/5 * * * *")]),
    ("every 60 mins from 22:00 to 02:00", [("unverified", "from 22:00 to 02:00", None, None)]),
    ("every 60 mins from 9:00 to 9:00", [("unverified", "from 9:00 to 9:00", None, "0 9 * * *")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "warnings"), WARNED, ids=[row[0] for row in WARNED])
def test_doubts(text: str, warnings: list[tuple[str, str, str | None, str | None]]) -> None:
    found = quartzcron.lint(text, GOOGLE)
    assert [(each.code, text[slice(*each.span)]) for each in found] == [row[:2] for row in warnings]
    for each, (_, words, message, hint) in zip(found, warnings, strict=True):
        meaning = f"it is not documented how Google Cloud Scheduler reads {words}"
        assert each.message == (message or meaning)
        assert each.severity == "warning"
        if hint is not None:
            assert each.hint == hint
        if each.hint is not None:
            plain = CronExpression(each.hint, GOOGLE)
            assert plain.equivalent(CronExpression(text, GOOGLE))


@pytest.mark.parametrize(
    "text",
    [
        "every day 09:00", "every mon,wed 9:00", "1st friday of quarter 9:00",
        "1,30 of quarter 9:00", "29 of feb 9:00", "1st,2nd,3rd,4th,5th mon 9:00",
        "every 2 hours synchronized", "every 1 hours from 08:00 to 16:00",
        "every 8 minutes from 10:00 to 10:59", "every day of 1st month of quarter 9:00",
    ],
)  # fmt: skip
def test_what_is_clear_has_no_warning(text: str) -> None:
    # No number of a weekday, no star before a set field, no uneven step: nobody wrote these.
    assert quartzcron.lint(text, GOOGLE, select=["numeric-weekday"]) == []


def test_a_change_of_clock_is_told_of_the_whole_text() -> None:
    [gap] = [
        each
        for each in quartzcron.lint(
            "every sun 02:30", GOOGLE, tz="America/New_York", after=datetime(2020, 1, 1)
        )
        if each.code == "clock-gap"
    ]
    assert gap.span == (0, 15)


def test_a_shortcut_has_its_own_warning() -> None:
    [found] = quartzcron.lint("@daily", GOOGLE)
    assert (found.code, found.hint) == ("unverified", "0 0 * * *")
