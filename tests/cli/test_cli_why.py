"""The command why: of a moment, and of a day."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminals import plain, run
from turns import TIMES_OF_DAY, TURNED

from quartzcron import CronExpression, Schedule
from quartzcron.clock import moments
from quartzcron.dialects.policies import PRESETS

NEW_YORK = "America/New_York"


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be half a minute past noon in UTC, of Thursday 1 January 2026."""
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, 12, 0, 30, 5, UTC))


# --- a moment --------------------------------------------------------------

WHY = [
    # No, and the fields that say so.
    (
        ["0 0 9-12 ? * FRI#3", "2026-01-17T14:00"],
        1,
        """\
0 0 9-12 ? * FRI#3
does not fire at 2026-01-17 14:00:00 (Saturday)

  yes  0      second is 0
  yes  0      minute is 0
  no   9-12   hour is 14; 9-12 wants 9, 10, 11 or 12
  yes  ?      day of month may be any
  yes  *      month may be any
  no   FRI#3  day of week is SAT; the third Friday is the 16th
  no          day of week alone decides the day

  previous  2026-01-16 12:00:00  Friday 16 January 2026
  next      2026-02-20 09:00:00  Friday 20 February 2026
""",
    ),
    # A wall time that does not exist: first what the clock did to it.
    (
        ["30 2 * * *", "2026-03-08T02:30", "--tz", NEW_YORK, "--dst", "quartz"],
        1,
        """\
30 2 * * *
02:30 does not exist on 8 March 2026 in New York (the clock goes from 02:00 to 03:00); QUARTZ skips it

  yes  30  minute is 30
  yes  2   hour is 2
  yes  *   day of month may be any
  yes  *   month may be any
  yes  *   day of week may be any
  yes      every day will do

  previous  2026-03-07 02:30:00-05:00  Saturday 7 March 2026
  next      2026-03-09 02:30:00-04:00  Monday 9 March 2026
""",
    ),
    # What was moved here, or comes twice, is told before the fields.
    (
        ["30 1 * * *", "2026-11-01T01:30", "--tz", NEW_YORK],
        0,
        """\
30 1 * * *
fires at 2026-11-01 01:30:00-04:00 (Sunday, America/New_York)
01:30 comes twice in America/New_York: this is the first pass, and SAFE fires in the first only

  yes  30  minute is 30
  yes  1   hour is 1
  yes  *   day of month may be any
  yes  *   month may be any
  yes  *   day of week may be any
  yes      every day will do

  previous  2026-10-31 01:30:00-04:00  Saturday 31 October 2026
  next      2026-11-02 01:30:00-05:00  Monday 2 November 2026
""",
    ),
    # The day outside the horizon, and no neighbour.
    (
        ["0 9 * * *", "2250-01-01T09:00"],
        1,
        """\
0 9 * * *
does not fire at 2250-01-01 09:00:00 (Tuesday)

  yes  0  minute is 0
  yes  9  hour is 9
  yes  *  day of month may be any
  yes  *  month may be any
  yes  *  day of week may be any
  no      year is 2250; nothing fires outside 1970 to 2199
  yes     every day will do

  previous  2199-12-31 09:00:00  Tuesday 31 December 2199
  next      none
""",
    ),
    # Yes; an instant is seen from the zone.
    (
        ["0 9 * * *", "2026-01-01T00:00Z", "--tz", "Asia/Tokyo"],
        0,
        """\
0 9 * * *
fires at 2026-01-01 09:00:00+09:00 (Thursday, Asia/Tokyo)

  yes  0  minute is 0
  yes  9  hour is 9
  yes  *  day of month may be any
  yes  *  month may be any
  yes  *  day of week may be any
  yes     every day will do

  previous  2025-12-31 09:00:00+09:00  Wednesday 31 December 2025
  next      2026-01-02 09:00:00+09:00  Friday 2 January 2026
""",
    ),
]


@pytest.mark.parametrize(("arguments", "status", "expected"), WHY)
def test_why_explains_a_moment(arguments: list[str], status: int, expected: str) -> None:
    result = run("why", *arguments)
    assert (result.stdout, result.stderr, result.exit_code) == (expected, "", status)


def test_why_shows_warnings_beside() -> None:
    result = run("why", "0 9 * * 1", "2026-01-05 09:00")
    explanation = CronExpression("0 9 * * 1").explain(datetime(2026, 1, 5, 9))
    # The fields are as the library draws them.
    [_, drawn, _] = str(explanation).split("\n\n")
    assert f"\n\n{drawn}\n\n" in result.stdout
    assert result.stderr.startswith("warning: 1 is MON here, but SUN in systems such as Quartz; ")
    assert result.exit_code == 0


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("when", [["now"], []])
def test_why_without_a_moment_is_now(when: list[str]) -> None:
    said = run("why", "30 0 12 * * ?", *when)
    assert said.stdout.startswith(
        "30 0 12 * * ?\nfires at 2026-01-01 12:00:30+00:00 (Thursday, UTC)"
    )
    # Without seconds it is this minute.
    said = run("why", "0 12 * * *", *when)
    assert said.stdout.startswith("0 12 * * *\nfires at 2026-01-01 12:00:00+00:00 (Thursday, UTC)")
    said = run("why", "0 21 * * *", *when, "--tz", "Asia/Seoul")
    assert "fires at 2026-01-01 21:00:00+09:00 (Thursday, Asia/Seoul)" in said.stdout
    # A moment that is given is taken as it is.
    assert run("why", "0 12 * * *", "2026-01-01T12:00:30Z").exit_code == 1


JUMPS = [
    # What becomes of 02:30 by the rules that there are.
    (["30 2 * * *", "--dst", "safe"], 1, "; SAFE runs it at 03:00"),
    (["30 2 * * *", "--dst", "apscheduler"], 0, "; APSCHEDULER runs it at 03:30"),
    (["0 9 * * *"], 1, ", and nothing is due then"),
    (
        ["30 2,3 * * *", "--dst", "quartz"],
        0,
        "; QUARTZ skips it\nit is read as 2026-03-08 03:30:00-04:00, when there is a run",
    ),
]


@pytest.mark.parametrize(("arguments", "status", "end"), JUMPS)
def test_why_begins_with_what_the_clock_did(arguments: list[str], status: int, end: str) -> None:
    text, *options = arguments
    said = run("why", text, "2026-03-08 02:30", "--tz", NEW_YORK, *options)
    assert said.stdout.startswith(
        f"{text}\n02:30 does not exist on 8 March 2026 in New York "
        f"(the clock goes from 02:00 to 03:00){end}\n\n"
    )
    assert said.exit_code == status


def test_why_tells_a_gap_across_midnight_and_a_day_that_never_was() -> None:
    said = run("why", "30 23 * * *", "2010-03-04T23:30", "--tz", "Antarctica/Casey").stdout
    assert "23:30" in said.split("\n")[1]
    said = run("why", "0 9 * * *", "2011-12-30T09:00", "--tz", "Pacific/Apia").stdout
    assert said.split("\n")[1:3] == [
        "30 December 2011 does not exist in Apia (the clock skips the whole day); nothing runs",
        "it is read as 2011-12-31 09:00:00+14:00, when there is a run",
    ]


def test_why_draws_what_is_wrong() -> None:
    result = run("why", "0 25 * * *", "now")
    with pytest.raises(ValueError, match="hour") as refused:
        CronExpression("0 25 * * *")
    assert (result.stdout, result.stderr, result.exit_code) == ("", f"{refused.value}\n", 2)


def test_why_escapes_white_space() -> None:
    assert run("why", "0\t9 * * *", "2026-01-01").stdout.startswith("0\\t9 * * *\n")


def test_why_answers_in_json() -> None:
    arguments = ["30 2 * * *", "2026-03-08T03:00", "--tz", NEW_YORK, "--json"]
    result = run("why", *arguments)
    assert (result.stderr, result.exit_code) == ("", 0)
    answer = json.loads(result.stdout)
    explanation = Schedule("30 2 * * *", tz=NEW_YORK).explain(datetime(2026, 3, 8, 3))
    fields = answer.pop("fields")
    assert answer == {
        "text": "30 2 * * *",
        "dialect": "quartzcron",
        "tz": NEW_YORK,
        "dst": "SAFE",
        "words": "Every day at 02:30, New York time",
        "moment": "2026-03-08T03:00:00-04:00",
        "fires": True,
        "day": {"rule": "both", "matches": True, "reason": "every day will do"},
        "clock": list(explanation.clock),
        "limits": [],
        "rolled": [],
        "previous_fire_time": "2026-03-07T02:30:00-05:00",
        "next_fire_time": "2026-03-09T02:30:00-04:00",
        "problems": [],
    }
    assert fields[0] == {
        "field": "minute",
        "text": "30",
        "span": [0, 2],
        "value": "0",
        "matches": False,
        "reason": "minute is 0, not 30",
    }
    assert [each["span"] for each in fields[5:]] == [None, None]
    wrong = run("why", "0 25 * * *", "2026-01-01T00:00", "--json")
    answer = json.loads(wrong.stdout)
    assert wrong.exit_code == 2
    assert list(answer) == ["text", "dialect", "words", "moment", "fires", "problems"]
    assert (answer["moment"], answer["fires"]) == ("2026-01-01T00:00:00", None)


def test_why_in_a_terminal_has_colours(in_terminal: Any) -> None:
    lines = in_terminal("why", "0 9 * * *", "2026-01-01T10:00").out.split("\n")
    assert lines[0] == "\x1b[1mEvery day at 09:00\x1b[0m"
    assert lines[2] == "\x1b[1;33mdoes not fire at 2026-01-01 10:00:00 (Thursday)\x1b[0m"
    assert lines[5] == "\x1b[33m  no   9  \x1b[0m\x1b[33mhour is 10, not 9\x1b[0m"
    lines = in_terminal("why", "0 9 * * *", "2026-01-01T09:00").out.split("\n")
    assert lines[2] == "\x1b[1;32mfires at 2026-01-01 09:00:00 (Thursday)\x1b[0m"


@pytest.mark.parametrize("columns", [40, 60])
def test_why_keeps_to_the_width_of_a_terminal(
    in_terminal: Any, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = "0 9-12,14,16,18 1,5,9 JAN-MAR MON"
    shown = in_terminal("why", text, "2026-06-10T10:00", "--tz", NEW_YORK)
    lines = plain(shown.out).split("\n")
    assert max(map(len, lines)) <= columns
    words = " ".join(" ".join(lines).split())
    assert "month is JUN; JAN-MAR wants JAN, FEB or MAR" in words


# --- a day -----------------------------------------------------------------

DAYS = [
    # None, and the field that excludes it.
    (
        ["0 9 * * MON-FRI", "2026-01-03"],
        1,
        """\
0 9 * * MON-FRI
does not run on Saturday 3 January 2026

  no   MON-FRI  day of week is SAT; MON-FRI wants MON to FRI
  no            day of week alone decides the day

  previous  2026-01-02 09:00:00  Friday 2 January 2026
  next      2026-01-05 09:00:00  Monday 5 January 2026
""",
    ),
    # The month alone: the day would do.
    (
        ["0 9 5 6 *", "5 January 2026"],
        1,
        """\
0 9 5 6 *
does not run on Monday 5 January 2026

  no   6  month is JAN, not JUN

  previous  2025-06-05 09:00:00  Thursday 5 June 2025
  next      2026-06-05 09:00:00  Friday 5 June 2026
""",
    ),
    # The clock excludes it.
    (
        ["30 2 * * *", "2026-03-08", "--tz", NEW_YORK, "--dst", "quartz"],
        1,
        """\
30 2 * * *
does not run on Sunday 8 March 2026 (America/New_York)

  2026-03-08 02:30:00        dropped: the clock skips it

  previous  2026-03-07 02:30:00-05:00  Saturday 7 March 2026
  next      2026-03-09 02:30:00-04:00  Monday 9 March 2026
""",
    ),
    (
        ["0 9 * * *", "2011-12-30", "--tz", "Pacific/Apia"],
        1,
        """\
0 9 * * *
does not run on Friday 30 December 2011 (Pacific/Apia)

  2011-12-30 09:00:00        dropped: the clock skips the whole day

  previous  2011-12-29 09:00:00-10:00  Thursday 29 December 2011
  next      2011-12-31 09:00:00+14:00  Saturday 31 December 2011
""",
    ),
    # One that was moved.
    (
        ["30 2 * * *", "2026-03-08", "--tz", NEW_YORK],
        0,
        """\
30 2 * * *
runs once on Sunday 8 March 2026 (America/New_York)

  2026-03-08 03:00:00-04:00  moved: 02:30 does not exist

  previous  2026-03-07 02:30:00-05:00  Saturday 7 March 2026
  next      2026-03-09 02:30:00-04:00  Monday 9 March 2026
""",
    ),
    # Many: the first of them.
    (
        ["*/5 9 * * *", "2026-01-03", "--tz", "UTC"],
        0,
        "*/5 9 * * *\nruns 12 times on Saturday 3 January 2026 (UTC)\n\n"
        + "".join(f"  2026-01-03 09:{minute:02}:00+00:00\n" for minute in range(0, 50, 5))
        + "  and 2 more\n\n"
        "  previous  2026-01-02 09:55:00+00:00  Friday 2 January 2026\n"
        "  next      2026-01-04 09:00:00+00:00  Sunday 4 January 2026\n",
    ),
]


@pytest.mark.parametrize(("arguments", "status", "expected"), DAYS)
def test_why_of_a_day(arguments: list[str], status: int, expected: str) -> None:
    result = run("why", *arguments)
    assert (result.stdout, result.stderr, result.exit_code) == (expected, "", status)


@pytest.mark.usefixtures("noon")
def test_why_of_tomorrow() -> None:
    said = run("why", "0 9 * * *", "tomorrow").stdout
    assert said.startswith(
        "0 9 * * *\nruns once on Friday 2 January 2026 (UTC)\n\n  2026-01-02 09:"
    )
    said = run("why", "0 9 * * *", "tomorrow", "--tz", "Pacific/Kiritimati").stdout
    assert "runs once on Saturday 3 January 2026 (Pacific/Kiritimati)" in said


def test_why_of_a_day_tells_a_run_that_was_moved_behind_it() -> None:
    # In 2025 the clock of Scoresbysund went from 23:00 on 29 March to midnight.
    arguments = ["30 23 29 3 *", "2025-03-29", "--tz", "America/Scoresbysund"]
    said = run("why", *arguments)
    assert said.stdout.split("\n")[1:4] == [
        "does not run on Saturday 29 March 2025 (America/Scoresbysund)",
        "",
        "  2025-03-30 00:00:00-01:00  moved: 2025-03-29 23:30 does not exist",
    ]
    answer = json.loads(run("why", *arguments, "--json").stdout)
    assert [change["kind"] for change in answer["clock_changes"]] == ["moved"]


def test_why_of_a_day_answers_in_json() -> None:
    answer = json.loads(run("why", "*/30 1 * * *", "2026-11-01", "--tz", NEW_YORK, "--json").stdout)
    fields = answer.pop("fields")
    changes = answer.pop("clock_changes")
    assert answer == {
        "text": "*/30 1 * * *",
        "dialect": "quartzcron",
        "tz": NEW_YORK,
        "dst": "SAFE",
        "words": "Every day at 01:00 and 01:30, New York time",
        "date": "2026-11-01",
        "fires": True,
        "count": 2,
        "fire_times": ["2026-11-01T01:00:00-04:00", "2026-11-01T01:30:00-04:00"],
        "day": {"rule": "both", "matches": True, "reason": "every day will do"},
        "previous_fire_time": "2026-10-31T01:30:00-04:00",
        "next_fire_time": "2026-11-02T01:00:00-05:00",
        "problems": [],
    }
    assert [each["field"] for each in fields] == ["day_of_month", "month", "day_of_week", "year"]
    assert [each["kind"] for each in changes] == ["first-pass", "first-pass", "dropped", "dropped"]
    floating = json.loads(run("why", "* * * * * *", "2026-01-01", "-d", "spring", "--json").stdout)
    assert (floating["count"], len(floating["fire_times"])) == (86_400, 1_000)
    assert "clock_changes" not in floating
    wrong = json.loads(run("why", "0 25 * * *", "2026-01-01", "--json").stdout)
    assert list(wrong) == ["text", "dialect", "words", "date", "fires", "problems"]
    last = json.loads(run("why", "0 9 * * *", "2250-01-01", "--tz", NEW_YORK, "--json").stdout)
    assert (last["count"], last["next_fire_time"]) == (0, None)


@given(
    text=st.sampled_from(TIMES_OF_DAY),
    turned=st.sampled_from(TURNED),
    days=st.integers(-1, 1),
    policy=st.sampled_from(sorted(PRESETS)),
)
def test_a_day_has_the_fire_times_that_the_library_finds(
    text: str, turned: tuple[str, str], days: int, policy: str
) -> None:
    zone = ZoneInfo(turned[0])
    day = datetime.fromisoformat(turned[1]).astimezone(zone).date() + timedelta(days=days)
    arguments = ["--tz", turned[0], "--dst", policy, "--json"]
    answer = json.loads(run("why", text, str(day), *arguments).stdout)
    around = datetime(day.year, day.month, day.day, tzinfo=UTC)
    schedule = Schedule(text, tz=zone, dst=policy)
    near = schedule.fire_times(around - timedelta(days=3), around + timedelta(days=3))
    expected = [each for each in near if each.date() == day]
    assert answer["fire_times"] == [each.isoformat() for each in expected]
    assert (answer["count"], answer["fires"]) == (len(expected), bool(expected))
    assert answer["date"] == date.isoformat(day)


def test_why_answers_in_the_language() -> None:
    schedule = Schedule("30 2 * * *", tz=NEW_YORK)
    asked = ["30 2 * * *", "2026-03-08T02:30", "--tz", NEW_YORK]
    result = run("why", *asked, "--locale", "zh")
    told = schedule.explain(datetime(2026, 3, 8, 2, 30)).in_words("zh")
    assert result.stdout == f"{told}\n"
    assert result.exit_code == 1
    # A language without messages is answered in English.
    assert run("why", *asked, "--locale", "fr").stdout == run("why", *asked).stdout
