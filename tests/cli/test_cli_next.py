"""What `next` prints: fire times, what the clock does to them, and how it says that there are none."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from terminals import run

import quartzcron

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
        "words": "Every Friday at 12:00",
        "from": "2026-01-01T00:00:00+00:00",
        "fire_times": ["2026-01-02T12:00:00+00:00"],
    }
    assert (warning["code"], warning["severity"]) == ("numeric-weekday", "warning")


def test_next_answers_in_json_what_is_wrong() -> None:
    result = run("next", "0 30 25 ? * MON-FRI", "--from", "2026-01-01", "--json")
    assert (result.stderr, result.exit_code) == ("", 1)
    answer = json.loads(result.stdout)
    assert list(answer) == ["text", "dialect", "words", "from", "fire_times", "problems"]
    assert answer["words"] is None
    assert (answer["from"], answer["fire_times"]) == ("2026-01-01T00:00:00", [])
    assert [problem["code"] for problem in answer["problems"]] == ["out-of-range"]


def test_next_in_a_terminal_has_a_heading_and_colours(in_terminal: Any) -> None:
    shown = in_terminal("next", "0 30 12 ? * 6L", "--from", "2026-01-01", "-n", "2")
    assert shown.out == (
        "\x1b[1mOn the last Friday of every month at 12:30\x1b[0m\n"
        "\x1b[2mwall time\x1b[0m            \x1b[2mday\x1b[0m                          "
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
    assert (shown.out, shown.status) == ("\x1b[1mNever (no date fits)\x1b[0m\n", 0)
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
        "\x1b[2mtime, America/New_York\x1b[0m     \x1b[2mday\x1b[0m                          "
        "\x1b[2mfrom start\x1b[0m\n"
    )
    assert shown.out == (
        "\x1b[1mEvery day at 01:30 and 02:30, New York time\x1b[0m\n"
        f"{heading}\x1b[1m2026-11-01 01:30:00-04:00\x1b[0m  Sunday 1 November 2026       "
        "\x1b[2min 1 hour\x1b[0m      \x1b[33mfirst pass\x1b[0m\n"
    )
    arguments = ["--tz", NEW_YORK, "--dst", "quartz", "--from", "2026-03-08", "-n", "1"]
    shown = in_terminal("next", "*/2 2 * * *", *arguments)
    assert shown.out.startswith(
        "\x1b[1mEvery 2 minutes from 02:00 to 02:58, New York time\x1b[0m\n"
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
        *("text", "dialect", "tz", "dst", "words", "from"),
        *("fire_times", "clock_changes", "problems"),
    ]
    assert answer == {
        "text": "30 1 * * *",
        "dialect": "quartzcron",
        "tz": NEW_YORK,
        "dst": "SAFE",
        "words": "Every day at 01:30, New York time",
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


@pytest.mark.parametrize("zone", ["+02:00", "UTC+0200"])
def test_a_zone_may_be_an_offset(zone: str) -> None:
    result = run("next", "0 9 * * *", "--tz", zone, "--from", "2026-07-01", "-n", "1", "--json")
    assert result.exit_code == 0
    assert "2026-07-01T09:00:00+02:00" in result.stdout
    west = run("next", "0 9 * * *", "--tz", "-05:30", "--from", "2026-07-01", "-n", "1", "--json")
    assert "2026-07-01T09:00:00-05:30" in west.stdout
