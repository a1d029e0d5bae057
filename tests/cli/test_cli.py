"""The command line: what it prints, where, and the status it ends with."""

from __future__ import annotations

import errno
import importlib
import io
import json
import os
import runpy
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import oracle
import pytest
import zone_oracle
from terminals import Terminal, run

import quartzcron
from quartzcron import Dialect, Schedule, cli
from quartzcron.cli import clocks
from quartzcron.cli import screen as screens
from quartzcron.cli.clocks import Dropped, Repeating, Run, elapsed, timetable
from quartzcron.cli.moments import (
    ISO_FORMS,
    UnclearMomentError,
    how_far,
    in_words,
    in_zone,
    read_moment,
)
from quartzcron.cli.program import program
from quartzcron.cli.sources import LINE_LIMIT, Source, lines, size_of
from quartzcron.dialects.policies import PRESETS
from quartzcron.errors import draw

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")


def spawn(
    *arguments: str, code: str | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the program, or Python code, in a process of its own."""
    start = ["-m", "quartzcron"] if code is None else ["-c", code]
    options.setdefault("env", environment())
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    return subprocess.run([sys.executable, *start, *arguments], check=False, timeout=300, **options)


def environment(**changes: str) -> dict[str, str]:
    """Return this process's variables with changes, and without those that set an encoding."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHONIO", "PYTHONUTF8", "PYTHONCOERCE"))
    }
    return kept | changes


# --- next ------------------------------------------------------------------

LAST_FRIDAYS = """\
2026-01-30 12:30:00  Friday 30 January 2026       in 29 days
2026-02-27 12:30:00  Friday 27 February 2026      in 57 days
2026-03-27 12:30:00  Friday 27 March 2026         in 85 days
"""

NEXT = [
    # Plain wall times for a start without an offset.
    (["0 30 12 ? * FRIL", "--from", "2026-01-01", "-n", "3"], LAST_FRIDAYS),
    # An offset stays with the times.
    (
        ["0 30 9 ? * MON-FRI", "--from", "2026-01-02T09:30+02:00", "-n", "2"],
        "2026-01-05 09:30:00+02:00  Monday 5 January 2026        in 3 days\n"
        "2026-01-06 09:30:00+02:00  Tuesday 6 January 2026       in 4 days\n",
    ),
    # The start is exclusive, to the microsecond.
    (
        ["0 0 0 * * ?", "--from", "2026-01-01", "-n", "1"],
        "2026-01-02 00:00:00  Friday 2 January 2026        in 1 day\n",
    ),
    (
        ["0 0 0 * * ?", "--from", "2025-12-31T23:59:59.5", "-n", "1"],
        "2026-01-01 00:00:00  Thursday 1 January 2026      in less than a second\n",
    ),
    # The form of the date is free where it can mean one thing only.
    (
        ["* * * * *", "--from", "30 January 2026 9:30 pm", "-n", "1"],
        "2026-01-30 21:31:00  Friday 30 January 2026       in 1 minute\n",
    ),
    # Another dialect: 1 is Monday here.
    (
        ["0 9 * * 1", "--dialect", "UNIX", "--from", "2026-01-01", "-n", "1"],
        "2026-01-05 09:00:00  Monday 5 January 2026        in 4 days\n",
    ),
    # The longest day fits its column.
    (
        ["0 0 30 9 *", "--from", "2026-09-29T22:00", "-n", "1"],
        "2026-09-30 00:00:00  Wednesday 30 September 2026  in 2 hours\n",
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), NEXT)
def test_next_prints_one_fire_time_a_line(arguments: list[str], expected: str) -> None:
    result = run("next", *arguments)
    assert (result.stdout, result.exit_code) == (expected, 0)


def test_next_shows_warnings_beside_the_fire_times() -> None:
    result = run("next", "0 30 12 ? * 6L", "--from", "2026-01-01", "-n", "3")
    assert result.stdout == LAST_FRIDAYS
    (warning,) = quartzcron.lint("0 30 12 ? * 6L")
    assert result.stderr == f"warning: {warning.message}; try 0 30 12 ? * FRIL\n"
    assert result.exit_code == 0


def test_next_starts_now_in_utc_and_shows_five() -> None:
    result = run("next", "* * * * *")
    times = [datetime.fromisoformat(line.split("  ")[0]) for line in result.stdout.splitlines()]
    assert len(times) == 5
    assert all(time.utcoffset() == timedelta(0) for time in times)
    assert abs(times[0] - datetime.now(UTC)) < timedelta(minutes=2)


def test_next_says_that_nothing_fires() -> None:
    result = run("next", "0 0 0 30 2 ?", "--from", "2026-01-01")
    assert (result.stdout, result.exit_code) == ("", 0)
    never_fires = quartzcron.lint("0 0 0 30 2 ?")[0]
    assert result.stderr.splitlines()[0] == f"warning: {never_fires.message}"
    assert result.stderr.splitlines()[-1] == "no fire times up to the end of 2199"


def test_next_says_that_nothing_more_fires() -> None:
    result = run("next", "0 0 0 1 1 ? 2028", "--from", "2026-01-01")
    expected = "2028-01-01 00:00:00  Saturday 1 January 2028      in 730 days\n"
    assert result.stdout == expected
    assert result.stderr == "no more fire times up to the end of 2199\n"
    assert result.exit_code == 0


def test_next_draws_what_is_wrong() -> None:
    result = run("next", "0 30 25 ? * MON-FRI")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == (
        "hour must be 0-23, not 25\n"
        "    0 30 25 ? * MON-FRI\n"
        "         ^^\n"
    )  # fmt: skip


def test_next_answers_in_json() -> None:
    result = run("next", "0 0 12 ? * 6", "--from", "2026-01-01T00:00Z", "-n", "1", "--json")
    assert (result.stderr, result.exit_code) == ("", 0)
    answer = json.loads(result.stdout)
    (warning,) = answer.pop("problems")
    assert answer == {
        "text": "0 0 12 ? * 6",
        "dialect": "quartzcron",
        "from": "2026-01-01T00:00:00+00:00",
        "fire_times": ["2026-01-02T12:00:00+00:00"],
    }
    assert (warning["code"], warning["severity"]) == ("numeric-weekday", "warning")


def test_next_answers_in_json_what_is_wrong() -> None:
    result = run("next", "0 30 25 ? * MON-FRI", "--from", "2026-01-01", "--json")
    assert (result.stderr, result.exit_code) == ("", 1)
    answer = json.loads(result.stdout)
    assert list(answer) == ["text", "dialect", "from", "fire_times", "problems"]
    assert (answer["from"], answer["fire_times"]) == ("2026-01-01T00:00:00", [])
    assert [problem["code"] for problem in answer["problems"]] == ["out-of-range"]


def test_next_in_a_terminal_has_a_heading_and_colours(in_terminal: Any) -> None:
    shown = in_terminal("next", "0 30 12 ? * 6L", "--from", "2026-01-01", "-n", "2")
    assert shown.out == (
        "\x1b[2mtime\x1b[0m                 \x1b[2mday\x1b[0m                          "
        "\x1b[2mfrom start\x1b[0m\n"
        "\x1b[1m2026-01-30 12:30:00\x1b[0m  Friday 30 January 2026       "
        "\x1b[2min 29 days\x1b[0m\n"
        "\x1b[1m2026-02-27 12:30:00\x1b[0m  Friday 27 February 2026      "
        "\x1b[2min 57 days\x1b[0m\n"
    )
    (warning,) = quartzcron.lint("0 30 12 ? * 6L")
    assert shown.err == f"\x1b[1;33mwarning\x1b[0m: {warning.message}; try 0 30 12 ? * FRIL\n"
    assert shown.status == 0


def test_next_in_a_terminal_has_no_heading_over_nothing(in_terminal: Any) -> None:
    shown = in_terminal("next", "0 0 0 30 2 ?")
    assert (shown.out, shown.status) == ("", 0)
    assert shown.err.endswith("no fire times up to the end of 2199\n")


def test_no_colour_is_honoured(in_terminal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = in_terminal("validate", "0 30 25 ? * MON-FRI")
    assert "\x1b[31m" not in shown.out
    assert "\x1b[1;31m" not in shown.out


# --- next in a zone --------------------------------------------------------

NEW_YORK = "America/New_York"

ZONED = [
    # What a gap leaves out runs at its end, is dropped, or runs late by its length.
    (
        ["30 2 * * *", "--tz", NEW_YORK, "--from", "2026-03-07T12:00", "-n", "2"],
        """\
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 14 hours    moved: 02:30 does not exist
2026-03-09 02:30:00-04:00  Monday 9 March 2026          in 1 day
""",
    ),
    (
        [
            "30 2 * * *",
            "--tz",
            NEW_YORK,
            "--dst",
            "QUARTZ",
            "--from",
            "2026-03-07T12:00",
            "-n",
            "1",
        ],
        """\
2026-03-08 02:30:00        dropped: the clock skips it
2026-03-09 02:30:00-04:00  Monday 9 March 2026          in 1 day
""",
    ),
    (
        ["30 2 * * *", "--tz", NEW_YORK, "--dst", "apscheduler", "--from", "2026-03-08", "-n", "1"],
        """\
2026-03-08 03:30:00-04:00  Sunday 8 March 2026          in 2 hours     moved: 02:30 does not exist
""",
    ),
    # The dialect has a rule of its own; --dst goes before it.
    (
        ["0 30 2 * * ?", "-d", "quartz", "--tz", NEW_YORK, "--from", "2026-03-08", "-n", "1"],
        """\
2026-03-08 02:30:00        dropped: the clock skips it
2026-03-09 02:30:00-04:00  Monday 9 March 2026          in 1 day
""",
    ),
    (
        [
            *("0 30 2 * * ?", "-d", "quartz", "--tz", NEW_YORK, "--dst", "Safe"),
            *("--from", "2026-03-08", "-n", "1"),
        ],
        """\
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 2 hours     moved: 02:30 does not exist
""",
    ),
    # What runs every hour follows the clock: nothing is made up.
    (
        ["*/30 * * * *", "--tz", NEW_YORK, "--from", "2026-03-08T01:00", "-n", "2"],
        """\
2026-03-08 01:30:00-05:00  Sunday 8 March 2026          in 30 minutes
2026-03-08 02:00:00        dropped: the clock skips it
2026-03-08 02:30:00        dropped: the clock skips it
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 1 hour
""",
    ),
    # A run that is there anyway stands for what moves to it; under another rule it does not.
    (
        ["0 2,3 * * *", "--tz", NEW_YORK, "--from", "2026-03-08", "-n", "1"],
        """\
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 2 hours     \
also for 02:00, which does not exist
""",
    ),
    (
        ["0 2,3 * * *", "--tz", NEW_YORK, "--dst", "quartz", "--from", "2026-03-08", "-n", "1"],
        """\
2026-03-08 02:00:00        dropped: the clock skips it
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 2 hours
""",
    ),
    (
        ["0,30 2,3 * * *", "--tz", NEW_YORK, "--from", "2026-03-08", "-n", "2"],
        """\
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 2 hours     \
also for 02:00 and 02:30, which do not exist
2026-03-08 03:30:00-04:00  Sunday 8 March 2026          in 2 hours
""",
    ),
    # Of many the first are told; seconds only where there are some.
    (
        ["10 */5 2 * * ?", "--tz", NEW_YORK, "--from", "2026-03-08", "-n", "1"],
        """\
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 2 hours     \
moved: 02:00:10, 02:05:10, 02:10:10 and 9 more do not exist
""",
    ),
    (
        ["*/15 2 * * *", "--tz", NEW_YORK, "--from", "2026-03-08", "-n", "1"],
        """\
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 2 hours     \
moved: 02:00, 02:15, 02:30 and 02:45 do not exist
""",
    ),
    (
        ["* * * * * ?", "--tz", NEW_YORK, "--from", "2026-03-08T01:59:59", "-n", "1"],
        """\
2026-03-08 02:00:00        dropped: the clock skips it
2026-03-08 02:00:01        dropped: the clock skips it
2026-03-08 02:00:02        dropped: the clock skips it
...                        dropped: 3,597 more, up to 2026-03-08 02:59:59
2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 1 second
""",
    ),
    # What a fold repeats runs in its first pass, its second, or both.
    (
        ["30 1 * * *", "--tz", NEW_YORK, "--from", "2026-11-01", "-n", "2"],
        """\
2026-11-01 01:30:00-04:00  Sunday 1 November 2026       in 1 hour      first pass
2026-11-01 01:30:00-05:00  dropped: the pass after the clock goes back
2026-11-02 01:30:00-05:00  Monday 2 November 2026       in 1 day
""",
    ),
    (
        ["30 1 * * *", "--tz", NEW_YORK, "--dst", "quartz", "--from", "2026-11-01", "-n", "1"],
        """\
2026-11-01 01:30:00-04:00  dropped: the pass before the clock goes back
2026-11-01 01:30:00-05:00  Sunday 1 November 2026       in 2 hours     second pass
""",
    ),
    (
        ["*/30 * * * *", "--tz", NEW_YORK, "--from", "2026-11-01T00:30", "-n", "5"],
        """\
2026-11-01 01:00:00-04:00  Sunday 1 November 2026       in 30 minutes  first pass
2026-11-01 01:30:00-04:00  Sunday 1 November 2026       in 1 hour      first pass
2026-11-01 01:00:00-05:00  Sunday 1 November 2026       in 1 hour      second pass
2026-11-01 01:30:00-05:00  Sunday 1 November 2026       in 2 hours     second pass
2026-11-01 02:00:00-05:00  Sunday 1 November 2026       in 2 hours
""",
    ),
    (
        [
            *("* * * * * ?", "--tz", NEW_YORK, "--dst", "quartz"),
            *("--from", "2026-11-01T00:59:59", "-n", "1"),
        ],
        """\
2026-11-01 01:00:00-04:00  dropped: the pass before the clock goes back
2026-11-01 01:00:01-04:00  dropped: the pass before the clock goes back
2026-11-01 01:00:02-04:00  dropped: the pass before the clock goes back
...                        dropped: 3,597 more, up to 2026-11-01 01:59:59-04:00
2026-11-01 01:00:00-05:00  Sunday 1 November 2026       in 1 hour      second pass
""",
    ),
    # A start inside the second pass: what was dropped before is not told.
    (
        ["*/20 1 * * *", "--tz", NEW_YORK, "--from", "2026-11-01T01:20-05:00", "-n", "1"],
        """\
2026-11-01 01:40:00-05:00  dropped: the pass after the clock goes back
2026-11-02 01:00:00-05:00  Monday 2 November 2026       in 23 hours
""",
    ),
    # A gap of half an hour; one at midnight; a fold that goes back into the day before.
    (
        ["15 2 * * *", "--tz", "Australia/Lord_Howe", "--from", "2026-10-03T12:00", "-n", "1"],
        """\
2026-10-04 02:30:00+11:00  Sunday 4 October 2026        in 14 hours    moved: 02:15 does not exist
""",
    ),
    (
        ["0 0 * * *", "--tz", "America/Havana", "--from", "2026-03-07T12:00", "-n", "2"],
        """\
2026-03-08 01:00:00-04:00  Sunday 8 March 2026          in 12 hours    moved: 00:00 does not exist
2026-03-09 00:00:00-04:00  Monday 9 March 2026          in 1 day
""",
    ),
    (
        [
            "30 23 * * *",
            "--tz",
            "Africa/Cairo",
            "--dst",
            "spring",
            "--from",
            "2026-10-29",
            "-n",
            "2",
        ],
        """\
2026-10-29 23:30:00+03:00  Thursday 29 October 2026     in 23 hours    first pass
2026-10-29 23:30:00+02:00  Thursday 29 October 2026     in 1 day       second pass
""",
    ),
    # A run may move into the next day.
    (
        ["30 23 * * *", "--tz", "America/Scoresbysund", "--from", "2026-03-28T12:00", "-n", "1"],
        """\
2026-03-29 00:00:00-01:00  Sunday 29 March 2026         in 11 hours    \
moved: 2026-03-28 23:30 does not exist
""",
    ),
    # A day that does not exist at all is not made up, though its midnight would land on one.
    (
        ["0 0,12 * * *", "--tz", "Pacific/Apia", "--from", "2011-12-29T12:00", "-n", "1"],
        """\
2011-12-30 00:00:00        dropped: the clock skips the whole day
2011-12-30 12:00:00        dropped: the clock skips the whole day
2011-12-31 00:00:00+14:00  Saturday 31 December 2011    in 12 hours
""",
    ),
    # For Debian's cron a jump of three hours is a correction, even where a run lands on its end.
    (
        [
            *("0 4,7 * * *", "--tz", "Antarctica/Casey", "--dst", "vixie"),
            *("--from", "2018-10-07", "-n", "1"),
        ],
        """\
2018-10-07 04:00:00        dropped: the clock skips it
2018-10-07 07:00:00+11:00  Sunday 7 October 2018        in 4 hours
""",
    ),
    # An instant as the start, and times that pass on the clock of another zone.
    (
        ["0 9 * * *", "--tz", "Asia/Tokyo", "--from", "2026-01-01T00:00Z", "-n", "1"],
        "2026-01-02 09:00:00+09:00  Friday 2 January 2026        in 1 day\n",
    ),
    (
        ["0 12 * * *", "--tz", NEW_YORK, "--from", "2026-03-07T12:00", "-n", "1"],
        "2026-03-08 12:00:00-04:00  Sunday 8 March 2026          in 23 hours\n",
    ),
    # An offset with seconds.
    (
        ["0 12 * * *", "--tz", "Africa/Monrovia", "--from", "1972-01-06", "-n", "2"],
        """\
1972-01-06 12:00:00-00:44:30  Thursday 6 January 1972      in 12 hours
1972-01-07 12:00:00+00:00     Friday 7 January 1972        in 1 day
""",
    ),
    # The ends of the horizon, and moments beyond it.
    (
        ["0 0 * * *", "--tz", "Asia/Tokyo", "--from", "1900-01-01", "-n", "1"],
        "1970-01-01 00:00:00+09:00  Thursday 1 January 1970      in 70 years\n",
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), ZONED)
def test_next_in_a_zone_marks_what_the_clock_does(arguments: list[str], expected: str) -> None:
    result = run("next", *arguments)
    assert (result.stdout, result.stderr, result.exit_code) == (expected, "", 0)


NOT_ONCE = [
    (
        "2026-03-08T02:30:00.5",
        "2026-03-08 02:30:00.500000 does not exist in America/New_York: "
        "taken as 2026-03-08 03:30:00.500000-04:00",
        "2026-03-09T02:30:00-04:00",
    ),
    (
        "2026-11-01T01:30",
        "2026-11-01 01:30:00 comes twice in America/New_York: "
        "taken as the first, 2026-11-01 01:30:00-04:00",
        "2026-11-01T02:30:00-05:00",
    ),
]


@pytest.mark.parametrize(("start", "remark", "first"), NOT_ONCE)
def test_next_says_what_it_makes_of_a_start_that_is_not_there_once(
    start: str, remark: str, first: str
) -> None:
    arguments = ["next", "30 2 * * *", "--tz", NEW_YORK, "--from", start, "-n", "1"]
    result = run(*arguments)
    assert (result.stderr, result.exit_code) == (f"note: {remark}\n", 0)
    answer = run(*arguments, "--json")
    assert answer.stderr == ""
    assert json.loads(answer.stdout)["fire_times"] == [first]
    assert f"{json.loads(answer.stdout)['from'].replace('T', ' ')}" in remark


def test_next_starts_now_in_the_zone() -> None:
    result = run("next", "* * * * *", "--tz", "Asia/Kolkata", "-n", "1")
    first = datetime.fromisoformat(result.stdout.split("  ")[0])
    assert first.utcoffset() == timedelta(hours=5, minutes=30)
    assert abs(first - datetime.now(UTC)) < timedelta(minutes=2)


def test_next_tells_what_is_dropped_where_nothing_runs() -> None:
    arguments = ["--tz", NEW_YORK, "--dst", "quartz", "--from", "2026-01-01"]
    result = run("next", "0 30 2 8 3 ? 2026", *arguments)
    assert result.stdout == "2026-03-08 02:30:00        dropped: the clock skips it\n"
    assert (result.stderr, result.exit_code) == ("no fire times up to the end of 2199\n", 0)
    # Nor is there anything to drop of what never fires.
    result = run("next", "0 0 0 30 2 ?", *arguments)
    assert (result.stdout, result.exit_code) == ("", 0)
    result = run("next", "0 0 * * *", "--tz", NEW_YORK, "--from", "9999-12-30")
    assert (result.stdout, result.stderr) == ("", "no fire times up to the end of 2199\n")


def test_next_in_a_zone_in_a_terminal_dims_what_is_dropped(in_terminal: Any) -> None:
    shown = in_terminal("next", "30 1,2 * * *", "--tz", NEW_YORK, "--from", "2026-11-01", "-n", "1")
    heading = (
        "\x1b[2mtime\x1b[0m                       \x1b[2mday\x1b[0m                          "
        "\x1b[2mfrom start\x1b[0m\n"
    )
    assert shown.out == (
        f"{heading}\x1b[1m2026-11-01 01:30:00-04:00\x1b[0m  Sunday 1 November 2026       "
        "\x1b[2min 1 hour\x1b[0m      \x1b[33mfirst pass\x1b[0m\n"
    )
    arguments = ["--tz", NEW_YORK, "--dst", "quartz", "--from", "2026-03-08", "-n", "1"]
    shown = in_terminal("next", "*/2 2 * * *", *arguments)
    assert shown.out.startswith(
        f"{heading}\x1b[2m2026-03-08 02:00:00\x1b[0m        "
        "\x1b[2mdropped: the clock skips it\x1b[0m\n"
    )
    assert (
        "\n\x1b[2m...\x1b[0m                        "
        "\x1b[2mdropped: 27 more, up to 2026-03-08 02:58:00\x1b[0m\n"
        "\x1b[1m2026-03-09 02:00:00-04:00\x1b[0m  Monday 9 March 2026          "
    ) in shown.out
    shown = in_terminal("next", "0 0 * * *", "--tz", NEW_YORK, "--from", "2026-11-01T01:00")
    assert shown.err.startswith("\x1b[1;33mnote\x1b[0m: 2026-11-01 01:00:00 comes twice in ")


def changes_in_json(*arguments: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return what the program gives as fire times and as clock changes."""
    answer = json.loads(run("next", *arguments, "--json").stdout)
    return answer["fire_times"], [tuple(each.values()) for each in answer["clock_changes"]]


def test_next_in_a_zone_answers_in_json() -> None:
    result = run(
        "next", "30 1 * * *", "--tz", NEW_YORK, "--from", "2026-11-01", "-n", "2", "--json"
    )
    assert (result.stderr, result.exit_code) == ("", 0)
    answer = json.loads(result.stdout)
    assert list(answer) == [
        *("text", "dialect", "tz", "dst", "from", "fire_times", "clock_changes", "problems")
    ]
    assert answer == {
        "text": "30 1 * * *",
        "dialect": "quartzcron",
        "tz": NEW_YORK,
        "dst": "SAFE",
        "from": "2026-11-01T00:00:00-04:00",
        "fire_times": ["2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"],
        "clock_changes": [
            {
                "kind": "first-pass",
                "wall": "2026-11-01T01:30:00",
                "fire_time": "2026-11-01T01:30:00-04:00",
            },
            {"kind": "dropped", "wall": "2026-11-01T01:30:00", "fire_time": None},
        ],
        "problems": [],
    }


CHANGES = [
    (
        ["30 2 * * *", "--from", "2026-03-08"],
        [("moved", "2026-03-08T02:30:00", "2026-03-08T03:00:00-04:00")],
    ),
    (
        ["30 1 * * *", "--from", "2026-11-01", "--dst", "spring", "-n", "2"],
        [
            ("first-pass", "2026-11-01T01:30:00", "2026-11-01T01:30:00-04:00"),
            ("second-pass", "2026-11-01T01:30:00", "2026-11-01T01:30:00-05:00"),
        ],
    ),
    # Of many the last that is told says how many more there are.
    (
        ["*/10 2 * * *", "--from", "2026-03-08"],
        [
            ("moved", "2026-03-08T02:00:00", "2026-03-08T03:00:00-04:00"),
            ("moved", "2026-03-08T02:10:00", "2026-03-08T03:00:00-04:00"),
            ("moved", "2026-03-08T02:20:00", "2026-03-08T03:00:00-04:00", 3),
        ],
    ),
    (
        ["* * * * * ?", "--from", "2026-11-01T00:59:59", "--dst", "quartz"],
        [
            ("dropped", "2026-11-01T01:00:00", None),
            ("dropped", "2026-11-01T01:00:01", None),
            ("dropped", "2026-11-01T01:00:02", None, 3597),
            ("second-pass", "2026-11-01T01:00:00", "2026-11-01T01:00:00-05:00"),
        ],
    ),
    (["0 9 * * *", "--from", "2026-05-01"], []),
]


@pytest.mark.parametrize(("arguments", "expected"), CHANGES)
def test_clock_changes_in_json(arguments: list[str], expected: list[tuple[Any, ...]]) -> None:
    fire_times, changes = changes_in_json("-n", "1", "--tz", NEW_YORK, *arguments)
    assert changes == expected
    assert {change[2] for change in changes} - {None} <= set(fire_times)


def test_next_in_a_zone_answers_in_json_what_is_wrong() -> None:
    for options, policy in [([], "QUARTZ"), (["--dst", "cronos"], "CRONOS")]:
        arguments = ["0 30 25 ? * MON-FRI", "-d", "quartz", "--tz", "UTC", *options]
        result = run("next", *arguments, "--json")
        answer = json.loads(result.stdout)
        assert (answer["tz"], answer["dst"], result.exit_code) == ("UTC", policy, 1)
        assert (answer["fire_times"], answer["clock_changes"]) == ([], [])


# --- what changes of clock do ----------------------------------------------

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
    (NEW_YORK, "2026-03-08T07:00:00Z"),
    (NEW_YORK, "2026-11-01T06:00:00Z"),
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


@pytest.fixture
def all_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocks, "_MOST_TOLD", 100_000)


def accounted(schedule: Schedule, first: int, end: int) -> set[tuple[Any, ...]]:
    """Return what the timetable says of each wall time, from one instant to another."""
    zone = schedule.tz
    assert zone is not None
    found: set[tuple[Any, ...]] = set()
    for event in timetable(schedule, zone_oracle.clock(first, zone)):
        if isinstance(event, Dropped):
            for wall in event.walls.told:
                # What exists is told in its pass, and only there; the rest has no offset.
                assert (wall.tzinfo is None) == (event.why in ("skipped", "no-such-day"))
                if wall.tzinfo is None or zone_oracle.instant_of(wall) < end:
                    found.add(("dropped", wall.replace(tzinfo=None, fold=0), event.why))
            continue
        instant = zone_oracle.instant_of(event.fire_time)
        if instant >= end:
            return found
        if event.own:
            found.add(("run", instant, event.which_pass))
        if event.moved is not None:
            found |= {("moved", instant, wall) for wall in event.moved.told}
    return found


def expected_account(
    text: str, zone: ZoneInfo, rule: zone_oracle.Rule, first: int, end: int
) -> set[tuple[Any, ...]]:
    """Return the same by going through every second of the zone's clock."""
    walked = zone_oracle.kept_walk(zone, first - 3 * zone_oracle.DAY, end + zone_oracle.DAY)
    fixed = zone_oracle.is_fixed(text, "quartzcron", rule.fixed_when)
    # The day before too: it may have moved here.
    early = zone_oracle.wall(first, zone) - timedelta(days=1)
    found: set[tuple[Any, ...]] = set()
    for wall in oracle.fires(text, "quartzcron", early, zone_oracle.wall(end, zone)):
        place = zone_oracle.place_of(wall, walked)
        runs = zone_oracle.instants_of(place, walked, rule, fixed=fixed)
        seconds = wall.second % walked.step
        seen = walked.instants.get(wall - timedelta(seconds=seconds), [])
        passes = ["first-pass", "second-pass"] if len(seen) > 1 else [None]
        for instant, which in zip((at + seconds for at in seen), passes, strict=bool(seen)):
            if first < instant < end:
                ran = instant in runs
                found.add(("run", instant, which) if ran else ("dropped", wall, which))
        if not seen:
            found |= {("moved", instant, wall) for instant in runs if first < instant < end}
        if not seen and not runs and wall > zone_oracle.wall(first, zone):
            why = "skipped" if wall.date() in walked.days else "no-such-day"
            found.add(("dropped", wall, why))
    return found


@pytest.mark.usefixtures("all_are_told")
@pytest.mark.parametrize("policy", zone_oracle.RULES)
@pytest.mark.parametrize(("name", "at"), TURNED)
def test_every_wall_time_is_accounted_for(name: str, at: str, policy: str) -> None:
    zone, turned = ZoneInfo(name), zone_oracle.instant_of(datetime.fromisoformat(at))
    for text in TIMES_OF_DAY:
        # From six hours before the change, and from five minutes after it.
        for first, end in [(turned - 6 * 3600, turned + 6 * 3600), (turned + 300, turned + 7200)]:
            schedule = Schedule(text, zone, policy)
            expected = expected_account(text, zone, zone_oracle.RULES[policy], first, end)
            assert accounted(schedule, first, end) == expected, (text, first - turned)


def test_a_schedule_without_a_zone_has_runs_only() -> None:
    start = datetime(2026, 3, 8, 1, 30)
    events = timetable(Schedule("*/30 * * * *"), start)
    assert next(events) == Run(datetime(2026, 3, 8, 2))


def test_elapsed_time_is_not_the_difference_on_the_wall() -> None:
    zone = ZoneInfo(NEW_YORK)
    evening, morning = datetime(2026, 10, 31, 20), datetime(2026, 11, 1, 8)
    assert elapsed(evening, morning) == timedelta(hours=12)
    assert elapsed(evening.replace(tzinfo=zone), morning.replace(tzinfo=zone)) == timedelta(
        hours=13
    )
    once, again = (datetime(2026, 11, 1, 1, tzinfo=zone, fold=fold) for fold in (0, 1))
    assert elapsed(once, again) == timedelta(hours=1)


def test_the_zone_that_is_made_to_ask_is_a_right_one() -> None:
    zone = Repeating(datetime(2026, 1, 1, 9))
    before = datetime(2026, 1, 1, 8, tzinfo=UTC)
    seen = [(before + timedelta(minutes=30 * step)).astimezone(zone) for step in range(6)]
    assert [f"{moment:%H:%M}" for moment in seen] == [
        *("09:00", "09:30", "09:00", "09:30", "10:00", "10:30")
    ]
    assert [moment.fold for moment in seen] == [0, 0, 1, 1, 0, 0]
    assert [moment.astimezone(UTC) for moment in seen] == [
        before + timedelta(minutes=30 * step) for step in range(6)
    ]
    assert [moment.dst() for moment in seen] == [moment.utcoffset() for moment in seen]
    assert seen[0].tzname() == "repeating 2026-01-01 09:00:00"


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("0001-01-01", "Asia/Tokyo"),
        ("9999-12-31T23:59", NEW_YORK),
        ("0001-01-01T00:00Z", NEW_YORK),
        ("0001-01-01T00:00+01:00", "UTC"),
        ("9999-12-31T23:59Z", "Asia/Tokyo"),
    ],
)
def test_moments_beyond_the_calendar(moment: str, name: str) -> None:
    with pytest.raises(UnclearMomentError) as refused:
        in_zone(read_moment(moment), ZoneInfo(name))
    assert str(refused.value) == f"it is too early or too late for {name}; write {ISO_FORMS}"


# --- validate --------------------------------------------------------------


def test_validate_says_valid() -> None:
    result = run("validate", "0 30 9 ? * MON-FRI")
    expected = ("valid: 0 30 9 ? * MON-FRI\n", "", 0)
    assert (result.stdout, result.stderr, result.exit_code) == expected


def test_validate_draws_problems_and_counts() -> None:
    doubtful = "0 0 12 31 12,11 ?"
    result = run("validate", "0 30 25 ? * MON-FRI", "27 15 * * *", doubtful)
    assert result.stdout == (
        "invalid: 0 30 25 ? * MON-FRI\n"
        "hour must be 0-23, not 25\n"
        "    0 30 25 ? * MON-FRI\n"
        "         ^^\n"
        "valid: 27 15 * * *\n"
        "valid, 1 warning: 0 0 12 31 12,11 ?\n" + draw(doubtful, quartzcron.lint(doubtful)) + "\n"
    )
    assert result.stderr == "3 texts: 2 valid (1 with warnings), 1 invalid\n"
    assert result.exit_code == 1


STATUSES = [
    # A warning counts under --strict only; an error counts always.
    (["0 0 9 ? * MON"], 0),
    (["0 0 9 ? * 2"], 0),
    (["--strict", "0 0 9 ? * MON"], 0),
    (["--strict", "0 0 9 ? * 2"], 1),
    (["0 0 9 * * *"], 1),
    (["--strict", "0 0 9 * * *"], 1),
    (["0 0 9 ? * MON", "0 0 9 * * *"], 1),
    # The dialect decides.
    (["--dialect", "unix", "0 0 9 ? * MON"], 1),
    (["-d", "google-cloud-scheduler", "* * * * *"], 0),
    (["-d", "adobe", "0 * 18 * * ?"], 1),
    # Words that stand alone, and texts that begin with a dash.
    (["@daily", "@hourly", "@weekly", "@monthly", "@yearly"], 0),
    (["one", "two"], 1),
    (["--", "-5 * * * *"], 1),
    ([""], 1),
]


@pytest.mark.parametrize(("arguments", "status"), STATUSES)
def test_validate_ends_with_a_status(arguments: list[str], status: int) -> None:
    assert run("validate", *arguments).exit_code == status
    assert run("validate", "--json", *arguments).exit_code == status


def test_validate_answers_in_json_lines() -> None:
    result = run("validate", "--json", "0 30 25 ? * MON-FRI", "27 15 * * *")
    assert (result.stderr, result.exit_code) == ("", 1)
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == {
        "text": "0 30 25 ? * MON-FRI",
        "dialect": "quartzcron",
        "valid": False,
        "problems": [
            {
                "code": "out-of-range",
                "severity": "error",
                "field": "hour",
                "span": [5, 7],
                "message": "hour must be 0-23, not 25",
                "hint": None,
                "values": first["problems"][0]["values"],
            }
        ],
    }
    values = first["problems"][0]["values"]
    assert (values["low"], values["high"], values["found"]) == (0, 23, "25")
    expected = {"text": "27 15 * * *", "dialect": "quartzcron", "valid": True, "problems": []}
    assert second == expected


INPUT = """\
# opening hours
0 30 9 ? * MON-FRI

  # evenings
0 30 25 ? * MON-FRI\r
27 15 * * *"""


def test_validate_reads_lines() -> None:
    result = run("validate", "@daily", "-", "@hourly", given=INPUT)
    assert result.stdout == (
        "valid: @daily\n"
        "line 2: valid: 0 30 9 ? * MON-FRI\n"
        "line 5: invalid: 0 30 25 ? * MON-FRI\n"
        "hour must be 0-23, not 25\n"
        "    0 30 25 ? * MON-FRI\n"
        "         ^^\n"
        "line 6: valid: 27 15 * * *\n"
        "valid: @hourly\n"
    )
    assert result.stderr == "5 texts: 4 valid (0 with warnings), 1 invalid\n"
    assert result.exit_code == 1


def test_validate_reads_lines_into_json() -> None:
    result = run("validate", "--json", "-", given=INPUT)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["line"], answer["valid"]) for answer in answers] == [
        (2, True),
        (5, False),
        (6, True),
    ]
    assert answers[1]["text"] == "0 30 25 ? * MON-FRI"


def test_validate_of_no_text_at_all() -> None:
    result = run("validate", "-", given="# nothing\n\n")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert result.stderr == "0 texts: 0 valid (0 with warnings), 0 invalid\n"


def test_validate_takes_broken_bytes() -> None:
    broken = b"\xff\xfe * * * *\n\x00\x1b[2J\n27 15 * * *\n"
    result = run("validate", "-", given=broken)
    assert result.exit_code == 1
    assert "line 1: invalid: \\udcff\\udcfe * * * *\n" in result.stdout
    assert "line 2: invalid: \\x00\\x1b[2J\n" in result.stdout
    assert result.stdout.endswith("line 3: valid: 27 15 * * *\n")
    answers = run("validate", "-", "--json", given=broken).stdout.splitlines()
    assert json.loads(answers[0])["text"] == "\udcff\udcfe * * * *"


def test_validate_in_a_zone_warns_of_its_clock() -> None:
    text, zone, start = "30 2 * * *", ZoneInfo(NEW_YORK), datetime(2026, 1, 1)
    arguments = [text, "0 9 * * *", "--tz", NEW_YORK, "--from", "2026-01-01"]
    (warning,) = warnings = quartzcron.lint(text, tz=zone, after=start)
    assert "2026-03-08 02:30" in warning.message
    result = run("validate", *arguments)
    assert result.stdout == f"valid, 1 warning: {text}\n{draw(text, warnings)}\nvalid: 0 9 * * *\n"
    assert result.stderr == "2 texts: 2 valid (1 with warnings), 0 invalid\n"
    assert result.exit_code == 0
    assert run("validate", "--strict", *arguments).exit_code == 1
    answers = [
        json.loads(line) for line in run("validate", "--json", *arguments).stdout.split("\n")[:2]
    ]
    assert [[each["code"] for each in answer["problems"]] for answer in answers] == [
        [warning.code],
        [],
    ]


def test_validate_in_a_zone_begins_where_it_is_told() -> None:
    # An instant; a wall time, which may not be there once; or now.
    zone = ["--tz", "America/Havana"]
    after = run("validate", "0 0 * * *", *zone, "--from", "2026-03-08T05:00Z").stdout
    assert "2026-03-08" not in after
    before = run("validate", "0 0 * * *", *zone, "--from", "2026-03-08T04:59:59Z")
    assert "2026-03-08 00:00" in before.stdout
    twice = run("validate", "0 0 * * *", *zone, "--from", "2025-11-02")
    assert twice.stderr == (
        "note: 2025-11-02 00:00:00 comes twice in America/Havana: "
        "taken as the first, 2025-11-02 00:00:00-04:00\n"
    )
    assert run("validate", "0 0 * * *", *zone, "--from", "2025-11-02", "--json").stderr == ""
    now = run("validate", "0 0 * * *", *zone)
    warnings = quartzcron.lint("0 0 * * *", tz="America/Havana")
    # None is left if Cuba no longer turns its clocks.
    assert now.stdout.endswith(
        f"{draw('0 0 * * *', warnings)}\n" if warnings else "valid: 0 0 * * *\n"
    )
    assert now.exit_code == 0


# --- a bar under long input ------------------------------------------------

LONG = b"27 15 * * *\n" * 1100


@pytest.mark.parametrize(
    ("out", "err", "given", "barred"),
    [
        (False, True, LONG, "err"),
        # Two terminals are one: the bar keeps to the screen of the results.
        (True, True, LONG, "out"),
        (True, False, LONG, ""),
        (False, False, LONG, ""),
        (False, True, b"27 15 * * *\n" * 900, ""),
    ],
)
def test_bar(in_terminal: Any, out: bool, err: bool, given: bytes, barred: str) -> None:
    shown = in_terminal("validate", "-", given=given, out=out, err=err)
    assert shown.status == 0
    assert ("texts \x1b" in shown.out, "texts \x1b" in shown.err) == (
        barred == "out",
        barred == "err",
    )
    # It goes away, the cursor comes back, and the results are not touched by it.
    assert ("\x1b[?25h" in shown.out + shown.err) == bool(barred)
    if not out:
        count = given.count(b"\n")
        assert shown.out == "".join(f"line {n}: valid: 27 15 * * *\n" for n in range(1, count + 1))


def test_size_of_input(tmp_path: Path) -> None:
    path = tmp_path / "schedules.txt"
    path.write_bytes(b"27 15 * * *\n")
    with path.open("rb") as stream:
        assert size_of(stream) == 12
    assert size_of(io.BytesIO(b"27 15 * * *\n")) is None
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        assert size_of(stream) is None


# --- lines of input --------------------------------------------------------

LINES = [
    (b"", []),
    (b"a\nb", [Source("a", 1, 2), Source("b", 2, 3)]),
    # Ends of lines of all three systems; blanks inside are the text's own.
    (b" a \r\n\tb\r", [Source(" a ", 1, 5), Source("\tb", 2, 8)]),
    (b"\n \t\n#a\n  #b\nc # d\n", [Source("c # d", 5, 18)]),
    # A byte order mark counts at the very start only.
    (b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n", [Source("a", 1, 5), Source("\ufeffb", 2, 10)]),
    (b"\xc3\xa9\xff\n", [Source("\xe9\udcff", 1, 4)]),
]


@pytest.mark.parametrize(("content", "expected"), LINES)
def test_lines(content: bytes, expected: list[Source]) -> None:
    assert list(lines(io.BytesIO(content))) == expected


def test_a_line_without_end_is_cut_and_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        """Three limits' worth of one line, then another line."""

        largest = 0
        pieces = 3

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            self.largest = max(self.largest, size)
            self.pieces -= 1
            return {2: b"1" * size, 1: b"1" * size, 0: b"1\n", -1: b"@daily\n"}.get(
                self.pieces, b""
            )

    stream = Endless()
    first, second = lines(stream)  # type: ignore[arg-type]
    assert first == Source("1" * LINE_LIMIT, 1, 2 * LINE_LIMIT + 2)
    assert second == Source("@daily", 2, 2 * LINE_LIMIT + 9)
    assert stream.largest == LINE_LIMIT


# --- moments ---------------------------------------------------------------

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
    ("Friday", "it does not name a year, a month and a day"),
    ("2026", "it does not name a year, a month and a day"),
    ("31 Dec 99", "the year needs four digits"),
    # Two parts that do not fit.
    ("Monday 30 January 2026", "2026-01-30 is a Friday"),
    # Names of zones: EST is two zones, and GMT+3 lies on either side of GMT.
    ("30 Jan 2026 09:30 EST", "a time zone's abbreviation can mean several zones"),
    ("30 Jan 2026 09:30 BRST+3", "a time zone's abbreviation can mean several zones"),
    ("30 Jan 2026 09:30 GMT+3", "it is no date and time that can be read without guessing"),
    ("30 Jan 2026 09:30 utc -3", "it is no date and time that can be read without guessing"),
    # No moments at all.
    ("", "it is no date and time that can be read"),
    ("tomorrow", "it is no date and time that can be read"),
    ("\x00", "it is no date and time that can be read"),
    ("2026-02-30", "it is no date and time that can be read"),
    ("30 Jan 2026 25:00", "it is no date and time that can be read"),
    ("30 Jan 2026 09:30 +9900", "it is no date and time that can be read"),
    ("2026013010930", "it is no date and time that can be read"),
    ("2026-01-30x09:30", "it is no date and time that can be read"),
    ("1767225600", "it is no date and time that can be read"),
    ("1" * 5000, "it is no date and time that can be read without guessing"),
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


# --- wrong use -------------------------------------------------------------

SLIPS = [
    # The shell has taken an expression apart.
    (
        ["next", "0", "30", "9", "?", "*", "MON-FRI"],
        "next",
        'quote the expression, it is one argument: quartzcron next "0 30 9 ? * MON-FRI"',
    ),
    (
        ["validate", "-d", "langgraph", "27", "15", "*", "*", "*"],
        "validate",
        "quote the expression, it is one argument: "
        'quartzcron validate "27 15 * * *" --dialect langgraph',
    ),
    # It has put file names in the place of * too, or the words have quotes in them.
    (
        ["next", "0", "30", "9", "?", "README.md", "tests", "MON-FRI"],
        "next",
        'quote the expression, it is one argument: quartzcron next "0 30 9 ? * MON-FRI"',
    ),
    (
        ["next", "0 30 9 ? * MON", "$(reboot)"],
        "next",
        'quote the expression, it is one argument: quartzcron next "0 30 9 ? * MON-FRI"',
    ),
    (["next"], "next", "Missing argument 'EXPR'."),
    (["validate"], "validate", "Missing argument 'EXPR...'."),
    (
        ["validate", "-", "-"],
        "validate",
        "- may be given once: standard input can be read only once",
    ),
    (
        ["next", "* * * * *", "--dialect", "langraph"],
        "next",
        "Invalid value for '--dialect' / '-d': "
        'there is no dialect "langraph"; did you mean langgraph?',
    ),
    (
        ["next", "* * * * *", "-n", "0"],
        "next",
        "Invalid value for '--count' / '-n': 0 is not in the range 1<=x<=100000.",
    ),
    (
        ["next", "* * * * *", "--from", "1/2/2026"],
        "next",
        "Invalid value for '--from': '1/2/2026': it could mean 2026-01-02 or 2026-02-01; "
        f"write {ISO_FORMS}",
    ),
    (
        ["next", "* * * * *", "--tz", "Amercia/New_York"],
        "next",
        "Invalid value for '--tz': "
        'there is no time zone "Amercia/New_York"; did you mean America/New_York?',
    ),
    (
        ["validate", "* * * * *", "--tz", "new_york"],
        "validate",
        "Invalid value for '--tz': there is no time zone \"new_york\"; did you mean America/New_York?",
    ),
    (
        ["next", "* * * * *", "--tz", ""],
        "next",
        "Invalid value for '--tz': "
        'there is no time zone ""; use a name such as Europe/Paris or an offset such as +02:00',
    ),
    (
        ["next", "* * * * *", "--tz", "GMT+2"],
        "next",
        "Invalid value for '--tz': there is no time zone \"GMT+2\"; did you mean +02:00?",
    ),
    (
        ["next", "* * * * *", "-d", "xyzzy"],
        "next",
        "Invalid value for '--dialect' / '-d': there is no dialect \"xyzzy\"; choose from "
        + ", ".join(Dialect.names()),
    ),
    (
        ["next", "* * * * *", "--dst", "vixi", "--tz", "UTC"],
        "next",
        "Invalid value for '--dst': there is no policy \"vixi\"; did you mean VIXIE?",
    ),
    (
        ["next", "* * * * *", "--dst", "skip", "--tz", "UTC"],
        "next",
        "Invalid value for '--dst': there is no policy \"skip\"; choose from " + ", ".join(PRESETS),
    ),
    (
        ["next", "* * * * *", "--dst", "vixie"],
        "next",
        "--dst needs --tz: without a zone the clock never changes",
    ),
    (
        ["validate", "* * * * *", "--from", "2026-01-01"],
        "validate",
        "--from needs --tz: without a zone the clock never changes",
    ),
    (
        ["next", "* * * * *", "--tz", "Asia/Tokyo", "--from", "0001-01-01"],
        "next",
        "Invalid value for '--from': '0001-01-01': it is too early or too late for Asia/Tokyo; "
        f"write {ISO_FORMS}",
    ),
    # No command, or an expression in its place.
    (
        ["bogus"],
        "",
        "there is no command 'bogus'; say convert, count, detect, dialects, diff, lint, next, overlap, validate or why",
    ),
    (
        ["*"],
        "",
        "there is no command '*'; say convert, count, detect, dialects, diff, lint, next, overlap, validate or why",
    ),
    (["@daily"], "", 'say what to do with the expression: quartzcron next "@daily"'),
    (
        ["0 30 9 ? * MON-FRI"],
        "",
        'say what to do with the expression: quartzcron next "0 30 9 ? * MON-FRI"',
    ),
    (
        ["0 30 \x1b[31m"],
        "",
        'say what to do with the expression: quartzcron next "0 30 9 ? * MON-FRI"',
    ),
]


@pytest.mark.parametrize(("arguments", "command", "message"), SLIPS)
def test_slips(arguments: list[str], command: str, message: str) -> None:
    result = run(*arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    name = f"quartzcron {command}".rstrip()
    usage, advice, blank, error = result.stderr.splitlines()
    assert usage.startswith(f"Usage: {name} ")
    assert advice.startswith(f"Try '{name} -")
    assert (blank, error) == ("", f"Error: {message}")


@pytest.mark.parametrize(
    "arguments", [["--bogus"], ["next", "--bogus"], ["next", "* * * * *", "-n", "x"]]
)
def test_slips_that_click_words_itself(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith("Usage: quartzcron ")


def test_help_without_a_command() -> None:
    result = run()
    assert result.exit_code == 2
    assert 'quartzcron next "0 30 9 ? * MON-FRI"' in result.stderr


@pytest.mark.parametrize("command", [[], ["next"], ["validate"]])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(command: list[str], option: str) -> None:
    result = run(*command, option)
    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout.isascii()
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "Examples:\n    quartzcron " in result.stdout
    assert "Exit status: 0 fine, 1 invalid, 2 wrong use" in result.stdout


def test_help_names_every_policy() -> None:
    shown = run("next", "--help").stdout
    assert "Policies:\n    SAFE, QUARTZ, VIXIE, " in shown
    assert all(policy in shown for policy in zone_oracle.RULES)


def test_help_names_every_dialect_whole() -> None:
    shown = run("next", "--help").stdout.replace("\n", " ").split()
    for name in quartzcron.Dialect.names():
        assert name in [word.strip(",") for word in shown]


def test_version() -> None:
    result = run("--version")
    assert (result.stdout, result.exit_code) == (f"quartzcron {quartzcron.__version__}\n", 0)


# --- safe for a terminal ---------------------------------------------------

HOSTILE = [
    "0 0 \x1b[31m ? * MON",
    "\x1b]8;;http://example.com\x07click",
    "\u202e0 0 9 ? * MON",
    "[red]0[/red] 0 9 ? * MON",
    "[link=http://example.com]0[/] :smile:",
    "0 0 9 ? * MON\nvalid: 0 0",
    "\x7f\x9b2J\ud800\u2028",
    "\U0001f600 \u0669 \u5341",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("command", ["next", "validate"])
def test_hostile_texts_come_out_escaped(in_terminal: Any, command: str, text: str) -> None:
    plain = run(command, "--", text)
    assert plain.exit_code == 1
    assert all(line.isprintable() for line in (plain.stdout + plain.stderr).split("\n"))
    shown = in_terminal(command, "--", text)
    # Its own colours apart, a terminal is shown what a pipe gets.
    own = [f"\x1b[{style}m" for style in ("0", "1", "1;31", "32")]
    coloured = shown.out + shown.err
    for style in own:
        coloured = coloured.replace(style, "")
    assert coloured == plain.stdout + plain.stderr
    answer = run(command, "--json", "--", text).stdout
    assert answer.rstrip("\n").isprintable()
    assert json.loads(answer)["text"] == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "arguments",
    [
        ["next", "* * * * *", "--from", "{}"],
        ["next", "* * * * *", "--dialect", "{}"],
        ["next", "* * * * *", "--tz", "{}"],
        ["next", "* * * * *", "--tz", "UTC", "--dst", "{}"],
        ["validate", "* * * * *", "--tz", "UTC", "--from", "{}"],
        ["next", "* * * * *", "-n", "{}"],
        ["next", "--{}", "* * * * *"],
        ["next", "{}", "{}"],
        ["{}"],
    ],
)
def test_hostile_arguments_come_out_escaped(arguments: list[str], text: str) -> None:
    result = run(*(argument.format(text) for argument in arguments))
    assert (result.stdout, result.exit_code) == ("", 2)
    assert all(line.isprintable() for line in result.stderr.split("\n"))


def test_an_encoding_may_lack_characters() -> None:
    variables = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    done = spawn("validate", "-", env=variables, stdin=None, input="0 0 \u00e9 ? * \u5341".encode())
    assert done.returncode == 1
    assert done.stdout.startswith(b"line 1: invalid: 0 0 \\xe9 ? * \\u5341")
    assert done.stderr == b""


# --- how it ends -----------------------------------------------------------


def test_the_module_is_the_program() -> None:
    done = spawn("next", "0 30 12 ? * FRIL", "--from", "2026-01-01", "-n", "3")
    assert (done.stdout.decode().replace("\r\n", "\n"), done.stderr) == (LAST_FRIDAYS, b"")
    assert done.returncode == 0


def test_the_module_runs_in_this_process_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # To import it is not to run it.
    module = importlib.import_module("quartzcron.__main__")
    monkeypatch.setattr(sys, "argv", ["quartzcron", "validate", "27 15 * * *"])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(module.__file__), run_name="__main__")
    assert end.value.code == 0
    assert capsys.readouterr().out == "valid: 27 15 * * *\n"


@pytest.mark.parametrize("package", cli.EXTRA)
def test_without_the_extra_it_says_what_to_install(package: str) -> None:
    code = f"import sys; sys.modules[{package!r}] = None; from quartzcron.cli import main; main()"
    done = spawn("lint", "--as", "yaml", "-", code=code)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert done.stderr.decode().splitlines() == [
        f"quartzcron: the command line needs the package {package}, which is not installed",
        '    pip install "quartzcron[cli]"',
    ]


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the command line as they are before its first use."""
    for name in [name for name in sys.modules if name.startswith("quartzcron.cli.")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("unloaded")
def test_without_the_extra_and_without_streams(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert 'pip install "quartzcron[cli]"' in capsys.readouterr().err
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2


@pytest.mark.usefixtures("unloaded")
def test_other_missing_modules_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quartzcron.cli.moments", None)
    with pytest.raises(ModuleNotFoundError, match="moments"):
        cli.main()


def interrupt(*_arguments: object) -> NoReturn:
    raise KeyboardInterrupt


def test_interrupted_while_it_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "main", interrupt)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 130


def test_interrupted_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quartzcron.cli.program.judge", interrupt)
    result = run("validate", "* * * * *")
    assert (result.stdout, result.stderr.strip(), result.exit_code) == ("", "", 130)


@posix_only
def test_interrupted_by_the_keyboard() -> None:
    # A job in the background ignores the key, and so would its children: undo that.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "sys.argv = ['quartzcron', 'validate', '-']; "
        "from quartzcron.cli import main; sys.exit(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-u", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"27 15 * * *\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"line 1: valid: 27 15 * * *\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read().strip() == b""


@posix_only
def test_nobody_reads_on() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "quartzcron", "next", "* * * * *", "-n", "100000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_no_room_for_the_output() -> None:
    with open("/dev/full", "wb") as full:
        done = spawn("validate", "27 15 * * *", stdout=full)
    assert done.returncode == 2
    assert done.stderr.decode() == f"quartzcron: {os.strerror(errno.ENOSPC)}\n"


class Broken(io.TextIOBase):
    """A stream that takes nothing."""

    def __init__(self, failure: OSError) -> None:
        self.failure = failure

    def write(self, _text: str) -> int:
        raise self.failure

    def flush(self) -> None:
        raise self.failure

    def close(self) -> None:
        """Do not flush when nobody holds it any more."""


@pytest.mark.parametrize(
    ("failure", "status", "message"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 141, ""),
        (OSError(errno.EIO, "Input/output error"), 2, "quartzcron: Input/output error\n"),
        (OSError("gone\x1b"), 2, "quartzcron: gone\\x1b\n"),
    ],
)
@pytest.mark.parametrize("arguments", [["validate", "27 15 * * *"], ["--help"], ["next", "-h"]])
def test_failing_output(
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    failure: OSError,
    status: int,
    message: str,
) -> None:
    errors = Terminal(shows=False)
    monkeypatch.setattr(sys, "stdout", Broken(failure))
    monkeypatch.setattr(sys, "stderr", errors)
    with pytest.raises(SystemExit) as end:
        program.main(arguments, prog_name="quartzcron")
    assert (end.value.code, errors.shown) == (status, message)


def test_failing_output_and_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, Broken(OSError(errno.ENOSPC, "full")))
    for arguments in (["validate", "27 15 * * *"], ["--bogus"]):
        with pytest.raises(SystemExit) as end:
            program.main(arguments, prog_name="quartzcron")
        assert end.value.code == 2


def test_a_broken_descriptor_is_sent_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "output").open("w") as file:

        class Full(Broken):
            def fileno(self) -> int:
                return file.fileno()

        monkeypatch.setattr(sys, "stdout", Full(OSError(errno.ENOSPC, "full")))
        screens.settle_streams()
        assert os.path.samestat(os.fstat(file.fileno()), os.stat(os.devnull))


def test_streams_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    for arguments, status in [
        (["validate", "27 15 * * *"], 0),
        (["validate", "27 15 * * "], 1),
        (["next", "27 15 * * *"], 0),
        (["validate", "-"], 2),
    ]:
        with pytest.raises(SystemExit) as end:
            program.main(arguments, prog_name="quartzcron")
        assert end.value.code == status
    screens.settle_streams()


def test_nothing_of_the_extra_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, quartzcron.cli; "
        "print([name for name in ('click', 'rich', 'dateutil', 'yaml') if name in sys.modules])"
    )
    assert spawn(code=code).stdout.split() == [b"[]"]


def test_a_command_does_not_load_the_others() -> None:
    code = (
        "import sys; from quartzcron.cli.program import program; "
        "program(['next', '* * * * *', '-n', '1'], standalone_mode=False)"
    )
    check = (
        "import atexit, sys; atexit.register(lambda: print([name for name in "
        "('yaml', 'quartzcron.cli.answers', 'quartzcron.cli.files', 'quartzcron.cli.pairs', 'quartzcron.cli.systems', "
        "'quartzcron.detection', 'quartzcron.translation.translate') if name in sys.modules])); "
    )
    assert spawn(code=check + code).stdout.splitlines()[1:] == [b"[]"]


@pytest.mark.parametrize("zone", ["+02:00", "UTC+0200"])
def test_a_zone_may_be_an_offset(zone: str) -> None:
    result = run("next", "0 9 * * *", "--tz", zone, "--from", "2026-07-01", "-n", "1", "--json")
    assert result.exit_code == 0
    assert "2026-07-01T09:00:00+02:00" in result.stdout
    west = run("next", "0 9 * * *", "--tz", "-05:30", "--from", "2026-07-01", "-n", "1", "--json")
    assert "2026-07-01T09:00:00-05:30" in west.stdout


def test_an_offset_as_zone_earns_a_warning() -> None:
    result = run("validate", "0 9 * * *", "--tz", "+02:00", "--from", "2026-07-01")
    assert "+02:00 is a fixed offset: the runs do not follow daylight saving time" in result.stdout
