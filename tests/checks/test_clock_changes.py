"""Warnings about coming changes of clock: whole drawings, and schedules that earn none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzstr

import quartzcron
from quartzcron.errors import draw

NEW_YEAR = datetime(2025, 1, 1)

#: Six fields under a rule that leaves out every second pass.
FIRST = quartzcron.Dialect.named("quartz").replace(
    name="first",
    dst_policy=quartzcron.DstPolicy.QUARTZ.replace(
        name="first",
        fixed=quartzcron.Treatment("skip", "first"),
        other=quartzcron.Treatment("skip", "first"),
    ),
)

#: Dialect, text, zone, the whole drawing as seen from 1 January 2025.
CLOCK = [
    # a gap: what each rule makes of it
    (None, "30 2 * * *", "America/New_York", """\
2025-03-09 02:30 does not exist in America/New_York: this runs at 03:00 instead
    30 2 * * *
    ^^^^^^^^^^"""),
    ("quartz", "0 30 2 * * ?", "America/New_York", """\
2025-03-09 02:30 does not exist in America/New_York: this does not run then
    0 30 2 * * ?
    ^^^^^^^^^^^^"""),
    ("unix", "*/30 2 * * *", "America/New_York", """\
2025-03-09 02:00 does not exist in America/New_York: this does not run then
    */30 2 * * *
    ^^^^^^^^^^^^"""),
    ("langgraph", "15 2 * * * 5", "Australia/Lord_Howe", """\
2025-10-05 02:15:05 does not exist in Australia/Lord_Howe: this runs at 02:30 instead
    15 2 * * * 5
    ^^^^^^^^^^^^
LangGraph Platform reads 6 fields in its own way: the sixth field is seconds and comes last
    15 2 * * * 5
    ^^^^^^^^^^^^"""),
    # a fold
    (None, "30 1 * * *", "America/New_York", """\
2025-11-02 01:30 occurs twice in America/New_York: this runs only the first time
    30 1 * * *
    ^^^^^^^^^^"""),
    ("langgraph", "30 1 * * *", "America/New_York", """\
2025-11-02 01:30 occurs twice in America/New_York: this runs both times
    30 1 * * *
    ^^^^^^^^^^"""),
    # a rule that makes even a schedule of every hour pause
    ("quartz", "0 0/15 * * * ?", "America/New_York", """\
2025-11-02 01:00 occurs twice in America/New_York: this runs only the second time, with a pause of 60 minutes
    0 0/15 * * * ?
    ^^^^^^^^^^^^^^"""),
    # a rule under which the second pass is left out
    ("first", "0 0/15 * * * ?", "America/New_York", """\
2025-11-02 01:00 occurs twice in America/New_York: this runs only the first time, with a pause of 60 minutes
    0 0/15 * * * ?
    ^^^^^^^^^^^^^^"""),
    # both, around midnight
    (None, "0 0 * * *", "America/Havana", """\
2025-03-09 00:00 does not exist in America/Havana: this runs at 01:00 instead
    0 0 * * *
    ^^^^^^^^^
2025-11-02 00:00 occurs twice in America/Havana: this runs only the first time
    0 0 * * *
    ^^^^^^^^^"""),
    # the service that wants 24 hours between two runs
    ("adobe", "0 0 12 * * ?", "Europe/Paris", """\
the clock changes between 2025-03-29 12:00:00+01:00 and 2025-03-30 12:00:00+02:00, which are less than 24 hours apart
    0 0 12 * * ?
    ^^^^^^^^^^^^"""),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "zone", "drawing"), CLOCK, ids=lambda value: None)
def test_the_whole_warning(dialect: str | None, text: str, zone: str, drawing: str) -> None:
    rules = FIRST if dialect == "first" else dialect
    found = quartzcron.lint(text, rules, tz=zone, after=NEW_YEAR)
    assert draw(text, found) == drawing
    assert {warning.severity for warning in found} == {"warning"}


@pytest.mark.parametrize(
    ("dialect", "text", "zone"),
    [
        (None, "*/15 * * * *", "America/New_York"),  # follows the clock
        (None, "0 9 * * MON-FRI", "America/New_York"),  # never near a change
        (None, "30 2 10 3 *", "America/New_York"),  # not on a day of change
        (None, "0 0 * * *", "Asia/Tokyo"),  # no change at all
        (None, "30 2 * * *", "UTC"),
        ("adobe", "0 0 12 * * ?", "UTC"),
        ("adobe", "0 0 12 ? * MON", "Europe/Paris"),
        ("adobe", "0 0 12 1 1 ? 2025", "Europe/Paris"),
        # Moved by an hour, its runs are those that it has anyway.
        ("airflow", "*/15 * * * *", "America/New_York"),
        ("airflow", "30 * * 3 *", "Europe/Berlin"),
        ("azure", "0 0-59/7 0-23 * * *", "Africa/Cairo"),
    ],
)
def test_nothing_to_warn_about(dialect: str | None, text: str, zone: str) -> None:
    assert quartzcron.lint(text, dialect, tz=zone, after=NEW_YEAR) == []


def test_a_date_that_is_left_out() -> None:
    [found] = quartzcron.lint("0 5 30 12 *", tz="Pacific/Apia", after=datetime(2011, 1, 1))
    assert found.message == (
        "2011-12-30 05:00 does not exist in Pacific/Apia: nothing runs on that day"
    )
    assert found.values["wall"] == "2011-12-30 05:00"


def test_where_to_begin() -> None:
    text, zone = "30 2 * * *", "America/New_York"
    change = datetime(2025, 3, 9, 7, tzinfo=UTC)

    def first(after: datetime, tz: tzinfo | str = zone) -> str:
        return quartzcron.lint(text, tz=tz, after=after)[0].message[:10]

    assert first(change - timedelta(seconds=1)) == "2025-03-09"
    assert first(change) == "2026-03-08"
    assert first(datetime(2025, 3, 9, 1, 59, 59)) == "2025-03-09"
    assert first(datetime(2025, 3, 9, 3)) == "2026-03-08"
    assert first(change - timedelta(seconds=1), ZoneInfo(zone)) == "2025-03-09"
    east = timezone(timedelta(hours=14))
    assert first((change - timedelta(seconds=1)).astimezone(east)) == "2025-03-09"
    # From now on, whenever that is: a zone whose rule no law can change.
    found = quartzcron.lint(text, tz=tzstr("EST5EDT,M3.2.0,M11.1.0"))
    assert {warning.code for warning in found} == {"clock-gap"}


def test_far_away_there_is_nothing_to_tell() -> None:
    for after in (datetime.min, datetime(2199, 12, 31), datetime.max):
        assert quartzcron.lint("30 2 * * *", tz="America/New_York", after=after) == []
    assert quartzcron.lint("30 2 * * *", tz=UTC, after=datetime.max) == []


def test_a_policy_that_shifts() -> None:
    shifting = quartzcron.Dialect.named("quartzcron").replace(
        name="mine", dst_policy=quartzcron.DstPolicy.APSCHEDULER
    )
    [found] = quartzcron.lint("30 2 * * *", shifting, tz="America/New_York", after=NEW_YEAR)
    assert (
        found.message
        == "2025-03-09 02:30 does not exist in America/New_York: this runs at 03:30 instead"
    )


# What is moved to where nothing runs otherwise: by half an hour, or to the next day.
@pytest.mark.parametrize(
    ("text", "zone", "wall", "runs"),
    [
        ("0 * * * *", "Australia/Lord_Howe", "2025-10-05 02:00", "02:30"),
        ("15 * 29 3 *", "America/Nuuk", "2025-03-29 23:15", "00:15"),
        ("0 1-23 * * *", "America/New_York", "2025-03-09 02:00", "03:00"),
    ],
)
def test_a_run_that_is_moved_to_a_place_of_its_own(
    text: str, zone: str, wall: str, runs: str
) -> None:
    [found] = [each for each in quartzcron.lint(text, "airflow", tz=zone, after=NEW_YEAR)
               if each.code == "clock-gap"]  # fmt: skip
    assert found.message == f"{wall} does not exist in {zone}: this runs at {runs} instead"


def test_wrong_zones() -> None:
    with pytest.raises(ValueError, match="did you mean America/New_York"):
        quartzcron.lint("* * * * *", tz="America/NewYork")
    with pytest.raises(TypeError, match="tz is a tzinfo or the name of a time zone, not int"):
        quartzcron.lint("* * * * *", tz=5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a moment is a datetime"):
        quartzcron.lint("* * * * *", tz="UTC", after="now")  # type: ignore[arg-type]
