"""The command calendar --ics: what calendar programs read back is just what fires."""

from __future__ import annotations

import re
import shlex
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import prod
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from strategies import any_texts
from terminals import run, spawn

from quartzcron import CronExpression, DstPolicy, Schedule
from quartzcron.cli import drawing, events
from quartzcron.cli.events import Told, TooManyEventsError, calendar_of
from quartzcron.clock import moments

TOLD = Told("Backup", "0 3 * * SUN", timedelta(minutes=45))

#: Zones, and moments near which their clocks change.
CHANGES = [
    (None, datetime(2026, 3, 1)),
    ("UTC", datetime(2026, 1, 1)),
    ("+05:30", datetime(2026, 1, 1)),
    ("America/New_York", datetime(2026, 3, 1)),
    ("America/New_York", datetime(2026, 11, 1, 1, 30)),
    ("Asia/Seoul", datetime(1988, 5, 1)),
    ("Australia/Lord_Howe", datetime(2024, 4, 1)),
    ("Australia/Lord_Howe", datetime(2024, 10, 1)),
    ("Pacific/Apia", datetime(2011, 12, 20)),
    ("Africa/Monrovia", datetime(1972, 1, 1)),
]

TEXTS = [
    "0 9 * * MON-FRI",
    "30 2 * * *",
    "30 1,2 * * *",
    "*/20 0-3 * * *",
    "0 * * * *",
    "0 0 1 * MON",
    "0 12 13,L-3 * FRI#2",
    "0 9 15W,LW 2 FRI#1",
    "0 0 31 * 6",
    "15 10 * FEB,MAR *",
    "30 23 1-7,L 1,12 SUN#5",
]


#: Its types are of what a calendar may have, not of what ours has.
Calendar: Any = icalendar.Calendar


def made_of(*asked: Any) -> Any:
    return calendar_of(*asked)


def read(calendar: Any) -> Counter[datetime]:
    """Return all moments of a file, each as often as it has an event then: through its text."""
    found: Counter[datetime] = Counter()
    for event in Calendar.from_ical(calendar.to_ical()).walk("VEVENT"):
        begin = event["DTSTART"].dt
        times = [begin]
        if "RRULE" in event:
            rules: Any = rruleset()
            rules.rrule(rrulestr(event["RRULE"].to_ical().decode(), dtstart=begin))
            for gone in event["EXDATE"].dts if "EXDATE" in event else ():
                rules.exdate(gone.dt)
            times = list(rules)
            # A program may show the first one whatever the rule says: so it must be one.
            assert times[0] == begin
        found.update(each if each.tzinfo is None else each.astimezone(UTC) for each in times)
    return found


def instants(schedule: Schedule, start: datetime, end: datetime) -> Counter[datetime]:
    return Counter(
        each if each.tzinfo is None else each.astimezone(UTC)
        for each in schedule.fire_times(start, end)
    )


def placed(schedule: Schedule, moment: datetime) -> datetime:
    return moment.replace(tzinfo=schedule.tz)


def any_expressions() -> SearchStrategy[CronExpression]:
    """Return a strategy for expressions of every dialect that run at most once a minute or so."""
    return any_texts().map(lambda case: CronExpression(*case)).filter(is_for_calendars)


def is_for_calendars(expression: CronExpression) -> bool:
    """Tell whether the times of its days are not very many."""
    values = expression.values
    return prod(map(len, (values["second"], values["minute"], values["hour"]))) < 2_000


@given(
    st.sampled_from(CHANGES),
    st.sampled_from(TEXTS).map(CronExpression) | any_expressions(),
    st.sampled_from([None, "safe", "quartz", "spring", "vixie", "apscheduler"]),
    st.integers(1, 70),
)
@settings(deadline=None)
def test_the_events_are_the_fire_times(
    change: tuple[str | None, datetime], expression: CronExpression, policy: str | None, days: int
) -> None:
    dst = None if policy is None or change[0] is None else DstPolicy.named(policy)
    schedule = Schedule(expression, tz=change[0], dst=dst)
    start = placed(schedule, change[1])
    end = start + timedelta(days)
    made = made_of(schedule, start, end, TOLD)
    assert read(made) == instants(schedule, start, end)


@pytest.mark.parametrize("text", ["0 9 * * MON-FRI", "0 0 1 * MON", "0 0 29 2 *", "30 2 * * *"])
def test_all_runs_from_a_moment_on(text: str) -> None:
    schedule = Schedule(text, tz="America/New_York")
    start = datetime(2026, 1, 1, 12, tzinfo=schedule.tz)
    made = made_of(schedule, start, None, TOLD)
    assert read(made) == instants(schedule, start, datetime(2200, 1, 1, tzinfo=schedule.tz))


def rules(text: str, tz: str | None = None, days: int | None = None) -> list[str]:
    """Return the rules of a schedule from January 2026 on, without their ends."""
    schedule = Schedule(text, tz=tz)
    start = placed(schedule, datetime(2026, 1, 1))
    end = None if days is None else start + timedelta(days)
    lines = made_of(schedule, start, end, TOLD).to_ical().decode().replace("\r\n ", "")
    found = [line for line in lines.split("\r\n") if line.startswith("RRULE")]
    return [";".join(part for part in line.split(";") if "UNTIL" not in part) for line in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 9 * * *", ["RRULE:FREQ=DAILY"]),
        ("0 9 * * MON-FRI", ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]),
        # A rule for each time: calendar programs know no lists of hours.
        ("0 9,17 * * SUN", ["RRULE:FREQ=WEEKLY;BYDAY=SU"] * 2),
        ("0 9 * * FRI#3", ["RRULE:FREQ=MONTHLY;BYDAY=3FR"]),
        ("0 9 * * FRIL", ["RRULE:FREQ=MONTHLY;BYDAY=-1FR"]),
        ("0 9 L * *", ["RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"]),
        # The first Monday of a month is not said twice.
        (
            "0 9 1 * MON",
            [
                "RRULE:FREQ=WEEKLY;BYDAY=MO",
                "RRULE:FREQ=MONTHLY;BYDAY=TU,WE,TH,FR,SA,SU;BYMONTHDAY=1",
            ],
        ),
        ("0 0 30 2 *", []),
    ],
)
def test_rules_are_plain(text: str, expected: list[str]) -> None:
    plain = [rule.replace("+", "").replace("1MO", "MO") for rule in rules(text)]
    assert plain == expected


def test_what_runs_once_has_no_rule() -> None:
    assert rules("0 9 * * MON", days=8) == []
    assert rules("0 9 * * MON", days=12) == ["RRULE:FREQ=WEEKLY;BYDAY=MO"]


def test_a_run_that_a_rule_shares_with_another_is_left_out_of_one() -> None:
    schedule = Schedule("0 9 13,26 * FRI#2")
    made = made_of(schedule, datetime(2026, 1, 1), datetime(2027, 1, 1), TOLD)
    assert read(made) == instants(schedule, datetime(2026, 1, 1), datetime(2027, 1, 1))


def test_a_schedule_whose_only_run_is_skipped_has_no_events() -> None:
    lost = Schedule("0 30 2 8 3 ? 2026", tz="America/New_York", dst=DstPolicy.QUARTZ)
    start = datetime(2026, 1, 1, tzinfo=lost.tz)
    assert not made_of(lost, start, None, TOLD).walk("VEVENT")


def test_an_event_says_what_it_is_and_keeps_its_uid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 7, 15, 12, tzinfo=UTC))
    schedule = Schedule("0 3 1 * SUN", tz="Europe/Paris")
    start = datetime(2026, 1, 1, tzinfo=schedule.tz)
    first = made_of(schedule, start, None, TOLD).walk("VEVENT")
    later = made_of(
        schedule, start + timedelta(99), start + timedelta(300), TOLD._replace(lasting=None)
    ).walk("VEVENT")
    assert [event["UID"] for event in first] == [event["UID"] for event in later]
    assert len({event["UID"] for event in first}) == 2
    assert first[0]["SUMMARY"] == "Backup"
    assert first[0]["DESCRIPTION"] == "0 3 * * SUN"
    assert first[0]["DURATION"].dt == timedelta(minutes=45)
    assert first[0]["DTSTAMP"].dt == datetime(2026, 7, 15, 12, tzinfo=UTC)
    assert "DURATION" not in later[0]
    other = made_of(Schedule("0 3 1 * SUN", tz="Europe/Rome"), start, None, TOLD)
    assert {e["UID"] for e in other.walk("VEVENT")}.isdisjoint(e["UID"] for e in first)


@pytest.mark.parametrize("name", ["America/New_York", "Australia/Lord_Howe", "+05:30"])
def test_the_file_says_what_its_zone_is(name: str) -> None:
    schedule = Schedule("30 2 * * *", tz=name)
    start = datetime(2024, 1, 1, tzinfo=schedule.tz)
    made = made_of(schedule, start, start + timedelta(1500), TOLD)
    [zone] = Calendar.from_ical(made.to_ical()).walk("VTIMEZONE")
    used = {event.get("DTSTART").params.get("TZID") for event in made.walk("VEVENT")}
    assert used - {None} == {zone["TZID"]}
    own = zone.to_tz(lookup_tzid=False)
    for hours in range(0, 24 * 1400, 7):
        moment = (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(schedule.tz)
        if not moment.fold:
            assert moment.replace(tzinfo=own).utcoffset() == moment.utcoffset(), moment


def test_times_without_a_zone_or_in_utc_need_none() -> None:
    start = datetime(2026, 1, 1)
    floating = made_of(Schedule("0 9 * * *"), start, None, TOLD)
    assert not floating.walk("VTIMEZONE")
    assert b"DTSTART:20260101T090000\r\n" in floating.to_ical()
    utc = made_of(Schedule("0 9 * * *", tz="UTC"), start.replace(tzinfo=UTC), None, TOLD)
    assert not utc.walk("VTIMEZONE")
    assert b"DTSTART:20260101T090000Z\r\n" in utc.to_ical()


def test_what_is_too_much_for_a_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    start = datetime(2026, 1, 1)
    with pytest.raises(TooManyEventsError, match="there would be more than 10,000 events"):
        made_of(Schedule("* * 0-2 * * ?"), start, None, TOLD)
    monkeypatch.setattr(events, "MOST_LEFT_OUT", 10)
    zoned = Schedule("30 2 * * *", tz="America/New_York")
    with pytest.raises(TooManyEventsError):
        made_of(zoned, datetime(1990, 1, 1, tzinfo=zoned.tz), None, TOLD)


# --- the command -----------------------------------------------------------------------------


def test_calendar_writes_events(tmp_path: Path) -> None:
    file = tmp_path / "backup.ics"
    given = ("--tz", "Asia/Seoul", "--from", "2026-01-05", "--title", "Backup\x1b", "--lasting")
    shown = run("calendar", "0 3 * * SUN", *given, "1h30m", "--ics", str(file))
    assert (shown.stdout, shown.stderr, shown.exit_code) == ("", "", 0)
    [event] = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == datetime(2026, 1, 11, 3, tzinfo=ZoneInfo("Asia/Seoul"))
    assert event["SUMMARY"] == "Backup\\x1b"
    assert event["DESCRIPTION"] == "0 3 * * SUN (quartzcron)"
    assert event["DURATION"].dt == timedelta(minutes=90)
    assert event["RRULE"]["UNTIL"] == [datetime(2199, 12, 28, 18, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("view", "first", "last"),
    [
        ("week", date(2026, 1, 5), date(2026, 1, 11)),
        ("month", date(2026, 1, 1), date(2026, 1, 31)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_of_a_view_the_events_are_those_of_the_picture(view: Any, first: date, last: date) -> None:
    asked = ("--tz", "America/New_York", "--from", "2026-01-07", "--ics", "-")
    shown = run("calendar", "30 2,9 * * *", f"--{view}", *asked, "--locale", "ko")
    found = read(Calendar.from_ical(shown.stdout_bytes))
    schedule = Schedule("30 2,9 * * *", tz="America/New_York")
    assert found.total() == schedule.picture(view, first).total
    days = {each.astimezone(schedule.tz).date() for each in found}
    assert (min(days), max(days)) == (first, last)
    assert "매일" in shown.stdout.replace("\r\n ", "")


def test_the_page_shows_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
    example = re.search(r"```sh\n(quartzcron calendar .*)\n```(?s:.*?)```text\n((?s:.*?))```", page)
    assert example is not None
    assert run(*shlex.split(example[1])[1:]).exit_code == 0
    written = Path("backup.ics").read_text("utf-8").splitlines()
    assert example[2].splitlines() == [line for line in example[2].splitlines() if line in written]


def test_without_a_moment_it_is_from_now_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 7, 15, 12, tzinfo=UTC))
    for zone in ((), ("--tz", "Asia/Seoul")):
        shown = run("calendar", "0 9 * * *", *zone, "--ics", "-")
        [event] = Calendar.from_ical(shown.stdout_bytes).walk("VEVENT")
        assert event["DTSTART"].dt.date() == date(2026, 7, 16)
        assert bool(zone) == (event["DTSTART"].dt.tzinfo is not None)


def test_calendar_says_where_there_is_nothing_to_write() -> None:
    never = run("calendar", "0 0 30 2 *", "--ics", "-", "--from", "2026-01-01")
    assert never.exit_code == 0
    assert "note: there are no fire times then: the file has no events" in never.stderr
    assert not Calendar.from_ical(never.stdout_bytes).walk("VEVENT")


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("* * * * * ?", (), "there would be more than 10,000 events; try --week, --month or"),
        (
            "*/10 * * * * ?",
            ("--tz", "America/New_York", "--from", "1970-01-01"),
            "10000 single dates differ from the rules",
        ),
        ("0 9 * * *", ("--json",), "give one of --svg, --ics and --json"),
        ("0 9 * * *", ("--lasting", "soon"), "'soon': write a length of time such as 90s, 45m"),
        ("0 9 * * *", ("--lasting", "9" * 10 + "d"), "that is too long"),
        ("0 9 * * *", ("--lasting", "9" * 99 + "d"), "write a length of time"),
    ],
)
def test_calendar_says_what_is_no_file_of_events(
    text: str, options: tuple[str, ...], message: str
) -> None:
    shown = run("calendar", text, "--ics", "-", "--from", "2026-01-01", *options)
    assert (shown.stdout, shown.exit_code) == ("", 2)
    assert message in shown.stderr


def test_how_long_a_run_takes_is_for_events_alone() -> None:
    shown = run("calendar", "0 9 * * *", "--lasting", "1h")
    assert shown.exit_code == 2
    assert "--lasting needs --ics" in shown.stderr


def test_without_icalendar_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['icalendar'] = None; from quartzcron.cli import main; main()"
    done = spawn("calendar", "0 9 * * *", "--ics", "-", code=code)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert b"needs the package icalendar, which is not installed" in done.stderr
    # The pictures need none.
    assert spawn("calendar", "0 9 * * *", code=code).returncode == 0


def test_without_standard_output_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    drawing._write(Path("-"), b"nobody reads this")
