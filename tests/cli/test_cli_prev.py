"""The command prev: next in the other direction; and both of them on lines of standard input."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st
from terminals import plain, run
from turns import TIMES_OF_DAY, TURNED

from quartzcron import CronExpression, Schedule
from quartzcron.cli.clocks import Dropped, Run, timetable
from quartzcron.dialects.policies import PRESETS

NEW_YORK = "America/New_York"


def test_prev_shows_the_latest_first() -> None:
    result = run("prev", "0 30 12 ? * FRIL", "--from", "2026-03-27T12:30", "-n", "2")
    # A fire time at the very moment is not shown.
    assert (result.stdout, result.stderr, result.exit_code) == (
        "2026-02-27 12:30:00  Friday 27 February 2026      28 days ago\n"
        "2026-01-30 12:30:00  Friday 30 January 2026       56 days ago\n",
        "",
        0,
    )
    result = run("prev", "* * * * * ?", "--from", "2026-01-01T00:00:00.5", "-n", "2")
    assert result.stdout == (
        "2026-01-01 00:00:00  Thursday 1 January 2026      less than a second ago\n"
        "2025-12-31 23:59:59  Wednesday 31 December 2025   1 second ago\n"
    )


def test_prev_marks_what_the_clock_did() -> None:
    arguments = ["--tz", NEW_YORK, "--dst", "quartz", "--from", "2026-03-09"]
    result = run("prev", "*/10 2 * * *", *arguments, "-n", "1")
    assert result.stdout == (
        "...                        dropped: 3 more, up to 2026-03-08 02:50:00\n"
        "2026-03-08 02:20:00        dropped: the clock skips it\n"
        "2026-03-08 02:10:00        dropped: the clock skips it\n"
        "2026-03-08 02:00:00        dropped: the clock skips it\n"
        "2026-03-07 02:50:00-05:00  Saturday 7 March 2026        1 day ago\n"
    )
    result = run("prev", "30 2 * * *", "--tz", NEW_YORK, "--from", "2026-03-09", "-n", "1")
    assert result.stdout == (
        "2026-03-08 03:00:00-04:00  Sunday 8 March 2026          21 hours ago   "
        "moved: 02:30 does not exist\n"
    )


def test_prev_says_that_there_were_none() -> None:
    result = run("prev", "0 0 1 1 *", "--from", "1971-06-01", "-n", "3")
    assert result.stderr == "no more fire times back to the start of 1970\n"
    result = run("prev", "0 0 1 1 *", "--from", "1971-06-01", "-n", "3", "--tz", "Asia/Tokyo")
    assert result.stderr == "no more fire times back to the start of 1970\n"
    assert len(result.stdout.splitlines()) == 2
    result = run("prev", "0 0 0 30 2 ?", "--from", "2026-01-01")
    assert result.stderr.endswith("no fire times back to the start of 1970\n")


def test_prev_answers_in_json() -> None:
    answer = json.loads(
        run("prev", "0 9 * * *", "--from", "2026-01-02", "-n", "1", "--json").stdout
    )
    assert answer == {
        "text": "0 9 * * *",
        "dialect": "quartzcron",
        "words": "Every day at 09:00",
        "from": "2026-01-02T00:00:00",
        "fire_times": ["2026-01-01T09:00:00"],
        "problems": [],
    }


def test_prev_in_a_terminal_has_a_heading(in_terminal: Any) -> None:
    shown = in_terminal("prev", "0 9 * * *", "--from", "2026-01-02", "--tz", "UTC", "-n", "1")
    assert plain(shown.out).startswith("Every day at 09:00, UTC\ntime, UTC ")


@given_that(
    text=st.sampled_from(TIMES_OF_DAY),
    turned=st.sampled_from(TURNED),
    policy=st.sampled_from(sorted(PRESETS)),
    before=st.integers(1, 200_000),
    after=st.integers(1, 200_000),
)
def test_backwards_is_forwards_reversed(
    text: str, turned: tuple[str, str], policy: str, before: int, after: int
) -> None:
    zone = ZoneInfo(turned[0])
    schedule = Schedule(text, tz=zone, dst=policy)
    change = datetime.fromisoformat(turned[1])
    low = (change - timedelta(seconds=before)).astimezone(zone)
    high = (change + timedelta(seconds=after)).astimezone(zone)

    def runs(start: datetime, back: bool) -> list[Run]:
        events = (event for event in timetable(schedule, start, back) if isinstance(event, Run))
        inside = itertools.takewhile(
            lambda run: low.timestamp() < run.fire_time.timestamp() < high.timestamp(), events
        )
        return list(inside)

    def dropped(start: datetime, back: bool) -> list[Dropped]:
        # Both go on to a fire time beyond the other end: what is dropped there is cut off.
        events = itertools.takewhile(
            lambda event: (
                isinstance(event, Dropped)
                or abs(event.fire_time.timestamp() - change.timestamp()) < 700_000
            ),
            timetable(schedule, start, back),
        )
        return [event for event in events if isinstance(event, Dropped)]

    assert runs(low, back=False) == runs(high, back=True)[::-1]
    early = (change - timedelta(days=4)).astimezone(zone)
    late = (change + timedelta(days=4)).astimezone(zone)
    assert dropped(early, back=False) == dropped(late, back=True)[::-1]


def test_backwards_without_a_zone_there_are_runs_only() -> None:
    schedule = Schedule(CronExpression("0 9 * * *"))
    start = datetime(2026, 1, 2, 9, tzinfo=UTC)
    first = next(iter(timetable(schedule, start, back=True)))
    assert first == Run(datetime(2026, 1, 1, 9, tzinfo=UTC))


# --- lines of standard input -----------------------------------------------

LINES = "# nightly\n0 1 * * *\n\n0 25 * * *\n0 9 * * 1\n"


def test_next_reads_lines() -> None:
    result = run("next", "-", "--from", "2026-01-01", "-n", "1", given=LINES)
    assert result.stdout == (
        "line 2: 0 1 * * *\n"
        "2026-01-01 01:00:00  Thursday 1 January 2026      in 1 hour\n"
        "\n"
        "line 4: 0 25 * * *\n"
        "\n"
        "line 5: 0 9 * * 1\n"
        "2026-01-05 09:00:00  Monday 5 January 2026        in 4 days\n"
    )
    assert result.stderr == (
        "hour must be 0-23, not 25\n"
        "    0 25 * * *\n"
        "      ^^\n"
        "warning: 1 is MON here, but SUN in systems such as Quartz; try 0 9 * * MON\n"
    )
    assert result.exit_code == 1
    assert run("prev", "-", "--from", "2026-01-01", given="0 1 * * *\n").exit_code == 0


def test_next_reads_lines_into_json() -> None:
    result = run("next", "-", "--from", "2026-01-01", "-n", "1", "--json", given=LINES)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["line"], len(each["fire_times"])) for each in answers] == [(2, 1), (4, 0), (5, 1)]
    assert (result.stderr, result.exit_code) == ("", 1)


# --- the zone of the answer ------------------------------------------------

NOTE = "note: times are in UTC; --tz local gives those of this machine's time zone\n"


@pytest.mark.parametrize("command", ["next", "prev"])
def test_the_zone_is_told_where_nobody_said_it(command: str) -> None:
    assert run(command, "0 9 * * *").stderr == NOTE
    for options in (
        ["--tz", "Asia/Seoul"],
        ["--from", "now"],
        ["--from", "2026-01-01"],
        ["--json"],
    ):
        assert run(command, "0 9 * * *", *options).stderr == ""
    assert "note" not in run(command, "0 25 * * *").stderr
    assert run(command, "-", given="0 9 * * *\n0 8 * * *\n").stderr == NOTE


@pytest.mark.parametrize(
    ("zone", "heading"),
    [
        ("Asia/Seoul", "time, Asia/Seoul"),
        ("+05:30", "time, UTC+05:30"),
        ("America/Argentina/Buenos_Aires", "Buenos_Aires"),
    ],
)
def test_the_heading_names_the_zone(in_terminal: Any, zone: str, heading: str) -> None:
    shown = in_terminal("next", "0 9 * * *", "--tz", zone, "-n", "1")
    assert plain(shown.out).splitlines()[1].split("  ")[0] == heading
