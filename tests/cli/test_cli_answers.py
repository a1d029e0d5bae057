"""The commands for exact answers: count, diff and overlap; and wrong use of why."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from terminals import plain, run

from quartzcron import CronExpression, CronExpressionError
from quartzcron.cli.durations import read_duration

NEW_YORK = "America/New_York"

COMMANDS = ["count", "diff", "overlap", "why"]


# --- count -----------------------------------------------------------------

COUNTS = [
    # A span of wall time: half-open, the day of its ends included.
    (
        ["0 30 9 ? * MON", "--from", "2026-01-05T09:30", "--to", "2026-02-23T09:30"],
        """\
fire times         7
first              2026-01-05 09:30:00  Monday 5 January 2026
last               2026-02-16 09:30:00  Monday 16 February 2026
shortest interval  7 days, 0:00:00  from 2026-01-05 09:30:00
longest interval   7 days, 0:00:00  from 2026-01-05 09:30:00
most in a day      1
""",
    ),
    # In a zone intervals are of time that passes, not of the clock.
    (
        ["0 9 * * *", "--from", "2026-01-01", "--to", "2027-01-01", "--tz", NEW_YORK],
        """\
fire times         365
first              2026-01-01 09:00:00-05:00  Thursday 1 January 2026
last               2026-12-31 09:00:00-05:00  Thursday 31 December 2026
shortest interval  23:00:00        from 2026-03-07 09:00:00-05:00
longest interval   1 day, 1:00:00  from 2026-10-31 09:00:00-04:00
most in a day      1
""",
    ),
    # No interval without two fire times, no first and last without one.
    (
        ["0 9 * * *", "--from", "2026-01-01T09:00", "--to", "2026-01-02T09:00"],
        """\
fire times         1
first              2026-01-01 09:00:00  Thursday 1 January 2026
last               2026-01-01 09:00:00  Thursday 1 January 2026
most in a day      1
""",
    ),
    (["0 9 * * *", "--from", "2026-01-02", "--to", "2026-01-01"], "fire times         0\n"),
    # However many there are.
    (
        ["* * * * * ?", "--from", "1970-01-01", "--to", "2200-01-01"],
        """\
fire times         7,258,118,400
first              1970-01-01 00:00:00  Thursday 1 January 1970
last               2199-12-31 23:59:59  Tuesday 31 December 2199
shortest interval  0:00:01  from 1970-01-01 00:00:00
longest interval   0:00:01  from 1970-01-01 00:00:00
most in a day      86,400
""",
    ),
    # The rule for clock changes decides: the run of 8 March is made up, or is not.
    (
        ["30 2 8 3 *", "--tz", NEW_YORK, "--from", "2026-01-01", "--to", "2027-01-01"],
        """\
fire times         1
first              2026-03-08 03:00:00-04:00  Sunday 8 March 2026
last               2026-03-08 03:00:00-04:00  Sunday 8 March 2026
most in a day      1
""",
    ),
    (
        [
            *("30 2 8 3 *", "--tz", NEW_YORK, "--dst", "quartz"),
            *("--from", "2026-01-01", "--to", "2027-01-01"),
        ],
        "fire times         0\n",
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), COUNTS)
def test_count_sums_up_a_span(arguments: list[str], expected: str) -> None:
    result = run("count", *arguments)
    assert (result.stdout, result.exit_code) == (expected, 0)


@pytest.mark.parametrize(
    ("end", "where"), [("2025-12-31", "before"), ("2026-01-01", "the same as")]
)
def test_count_says_that_a_span_is_empty(end: str, where: str) -> None:
    result = run("count", "0 9 * * *", "--from", "2026-01-01", "--to", end)
    assert (result.stdout, result.exit_code) == ("fire times         0\n", 0)
    assert result.stderr == f"note: the span is empty: --to is {where} --from\n"
    assert run("count", "0 9 * * *", "--from", "2026-01-01", "--to", "2026-01-02").stderr == ""


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-01T00:00+02:00", "2026-01-03"),
        ("2026-01-01", "2026-01-03T00:00+02:00"),
        ("2026-01-01T00:00+02:00", "2026-01-02T23:00+01:00"),
    ],
)
def test_count_reads_a_moment_in_the_offset_of_the_other(start: str, end: str) -> None:
    answer = json.loads(run("count", "0 9 * * *", "--from", start, "--to", end, "--json").stdout)
    assert answer["from"] == "2026-01-01T00:00:00+02:00"
    assert datetime.fromisoformat(answer["to"]) == datetime.fromisoformat(
        "2026-01-03T00:00:00+02:00"
    )
    assert (answer["count"], answer["last_fire_time"]) == (2, "2026-01-02T09:00:00+02:00")


def test_count_starts_now() -> None:
    answer = json.loads(run("count", "* * * * * ?", "--to", "9999-12-31", "--json").stdout)
    start = datetime.fromisoformat(answer["from"])
    left = datetime(2200, 1, 1, tzinfo=start.tzinfo) - start
    assert answer["count"] == left.total_seconds()


def test_count_says_what_it_makes_of_moments_and_texts() -> None:
    span = ["--from", "2026-03-08T02:30", "--to", "2026-11-01T01:30"]
    result = run("count", "0 9 * * 1", "--tz", NEW_YORK, *span)
    assert result.stderr == (
        "warning: 1 is MON here, but SUN in systems such as Quartz; try 0 9 * * MON\n"
        "note: 2026-03-08 02:30:00 does not exist in America/New_York: "
        "taken as 2026-03-08 03:30:00-04:00\n"
        "note: 2026-11-01 01:30:00 comes twice in America/New_York: "
        "taken as the first, 2026-11-01 01:30:00-04:00\n"
    )
    assert result.exit_code == 0


def test_count_draws_what_is_wrong() -> None:
    result = run("count", "0 25 * * *", "--to", "2027-01-01")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == (
        "hour must be 0-23, not 25\n"
        "    0 25 * * *\n"
        "      ^^\n"
    )  # fmt: skip


def test_count_answers_in_json() -> None:
    span = ["--tz", NEW_YORK, "--from", "2026-03-07", "--to", "2026-03-09"]
    result = run("count", "0 9 * * *", *span, "--json")
    assert (result.stderr, result.exit_code) == ("", 0)
    interval = {
        "seconds": 82800,
        "first": "2026-03-07T09:00:00-05:00",
        "second": "2026-03-08T09:00:00-04:00",
        "tz": NEW_YORK,
    }
    answer = json.loads(result.stdout)
    assert answer == {
        "text": "0 9 * * *",
        "dialect": "quartzcron",
        "tz": NEW_YORK,
        "dst": "SAFE",
        "from": "2026-03-07T00:00:00-05:00",
        "to": "2026-03-09T00:00:00-04:00",
        "count": 2,
        "first_fire_time": interval["first"],
        "last_fire_time": interval["second"],
        "shortest_interval": interval,
        "longest_interval": interval,
        "most_per_day": 1,
        "problems": [],
    }
    wrong = run("count", "0 25 * * *", *span, "--json")
    assert (wrong.stderr, wrong.exit_code) == ("", 1)
    refused = json.loads(wrong.stdout)
    assert list(refused) == list(answer)
    assert [problem["code"] for problem in refused["problems"]] == ["out-of-range"]
    assert {refused[name] for name in list(answer)[6:-1]} == {None}


def test_count_in_a_terminal_dims_the_names(in_terminal: Any) -> None:
    shown = in_terminal("count", "0 9 * * *", "--from", "2026-01-02", "--to", "2026-01-01")
    assert (shown.out, shown.status) == ("\x1b[2mfire times       \x1b[0m  0\n", 0)


# --- diff ------------------------------------------------------------------

DIFFERENCES = [
    # The first difference, and the fire times around it.
    (
        ["0 0 0 ? * FRI#4", "0 0 0 ? * FRIL", "--from", "2026-01-01", "-n", "3"],
        """\
different: only A fires at 2026-01-23 00:00:00
A      2026-01-23 00:00:00  Friday 23 January 2026       in 22 days
B      2026-01-30 00:00:00  Friday 30 January 2026       in 29 days
both   2026-02-27 00:00:00  Friday 27 February 2026      in 57 days
""",
    ),
    (
        ["0 0 12 * * ?", "0 0 12,13 * * ?", "--from", "2026-01-01", "-n", "2"],
        """\
different: only B fires at 2026-01-01 13:00:00
both   2026-01-01 12:00:00  Thursday 1 January 2026      in 12 hours
B      2026-01-01 13:00:00  Thursday 1 January 2026      in 13 hours
both   2026-01-02 12:00:00  Friday 2 January 2026        in 1 day
""",
    ),
    # The start itself counts.
    (
        ["0 9 * * *", "0 10 * * *", "--from", "2026-01-01T09:00", "-n", "1"],
        """\
different: only A fires at 2026-01-01 09:00:00
A      2026-01-01 09:00:00  Thursday 1 January 2026      at once
""",
    ),
    # Two zones: the clocks of New York and Paris do not change on the same day.
    (
        [
            *("0 9 * * *", "0 15 * * *", "--tz", NEW_YORK, "--tz", "Europe/Paris"),
            *("--from", "2026-01-01", "-n", "2"),
        ],
        """\
different: only A fires at 2026-03-08 09:00:00-04:00
both   2026-03-06 09:00:00-05:00  Friday 6 March 2026          in 64 days
both   2026-03-07 09:00:00-05:00  Saturday 7 March 2026        in 65 days
A      2026-03-08 09:00:00-04:00  Sunday 8 March 2026          in 66 days
B      2026-03-08 10:00:00-04:00  Sunday 8 March 2026          in 66 days
""",
    ),
    # One text under two rules for clock changes.
    (
        [
            *("30 2 * * *", "30 2 * * *", "--tz", NEW_YORK, "--dst", "safe", "--dst", "quartz"),
            *("--from", "2026-03-08", "-n", "2"),
        ],
        """\
different: only A fires at 2026-03-08 03:00:00-04:00
A      2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 2 hours
both   2026-03-09 02:30:00-04:00  Monday 9 March 2026          in 1 day
""",
    ),
    # Two dialects that number the weekdays differently.
    (
        [
            *("0 0 9 ? * 2", "0 9 * * 2", "-d", "quartz", "-d", "unix"),
            *("--from", "2026-01-01", "-n", "2"),
        ],
        """\
different: only A fires at 2026-01-05 09:00:00
A      2026-01-05 09:00:00  Monday 5 January 2026        in 4 days
B      2026-01-06 09:00:00  Tuesday 6 January 2026       in 5 days
""",
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), DIFFERENCES)
def test_diff_shows_where_two_expressions_part(arguments: list[str], expected: str) -> None:
    result = run("diff", *arguments)
    assert (result.stdout, result.exit_code) == (expected, 1)


SAME = [
    ["0 0 0 ? 2 FRI#4 2026-2027", "0 0 0 ? 2 FRIL 2026-2027", "--from", "2026-01-01"],
    ["0 9 * * MON", "0 0 9 ? * MON", "-d", "unix", "-d", "quartz", "--from", "2026-01-01"],
    # From there on: what was before does not matter.
    ["0 9 * * *", "0 0 9 * * ? 2026-2199", "--from", "2026-01-01"],
]


@pytest.mark.parametrize("arguments", SAME)
def test_diff_proves_that_two_expressions_are_the_same(arguments: list[str]) -> None:
    result = run("diff", *arguments)
    expected = "the same from 2026-01-01 00:00:00 up to the end of 2199\n"
    assert (result.stdout, result.stderr, result.exit_code) == (expected, "", 0)


def test_diff_starts_now_in_utc_or_in_the_zone_of_the_first() -> None:
    for zones, offset in [([], "+00:00"), (["--tz", "Asia/Tokyo", "--tz", "UTC"], "+09:00")]:
        answer = json.loads(run("diff", "0 9 * * *", "0 8 * * *", *zones, "--json").stdout)
        assert answer["from"].endswith(offset)
        assert answer["first_difference"].endswith(offset)


def test_diff_answers_in_json() -> None:
    arguments = ["0 9 * * *", "0 9,10 * * *", "--tz", NEW_YORK, "--from", "2026-01-01", "-n", "2"]
    result = run("diff", *arguments, "--json")
    assert (result.stderr, result.exit_code) == ("", 1)
    answer = json.loads(result.stdout)
    head = {"dialect": "quartzcron", "tz": NEW_YORK, "dst": "SAFE", "problems": []}
    assert answer == {
        "a": {"text": "0 9 * * *", "words": "Every day at 09:00, New York time", **head},
        "b": {
            "text": "0 9,10 * * *",
            "words": "Every day at 09:00 and 10:00, New York time",
            **head,
        },
        "from": "2026-01-01T00:00:00-05:00",
        "same": False,
        "first_difference": "2026-01-01T10:00:00-05:00",
        "runs": [
            {"fire_time": "2026-01-01T09:00:00-05:00", "who": "both"},
            {"fire_time": "2026-01-01T10:00:00-05:00", "who": "b"},
            {"fire_time": "2026-01-02T09:00:00-05:00", "who": "both"},
        ],
    }
    same = json.loads(run("diff", "0 9 * * *", "00 09 * * *", "--json").stdout)
    assert (same["same"], same["first_difference"], same["runs"]) == (True, None, [])


def test_diff_in_a_terminal_has_a_heading_and_colours(in_terminal: Any) -> None:
    shown = in_terminal("diff", "0 9 * * *", "0 10 * * *", "--from", "2026-01-01", "-n", "1")
    assert shown.out == (
        "\x1b[1mA: \x1b[0mEvery day at 09:00\n"
        "\x1b[1mB: \x1b[0mEvery day at 10:00\n"
        "\x1b[1;33mdifferent\x1b[0m: only A fires at 2026-01-01 09:00:00\n"
        "\x1b[2mfires\x1b[0m  \x1b[2mwall time\x1b[0m            \x1b[2mday\x1b[0m"
        "                          \x1b[2mfrom start\x1b[0m\n"
        "A      \x1b[1m2026-01-01 09:00:00\x1b[0m  Thursday 1 January 2026      "
        "\x1b[2min 9 hours\x1b[0m\n"
    )
    shown = in_terminal("diff", "0 9 * * *", "0 9 * * *", "--from", "2026-01-01")
    assert "\n\x1b[1;32mthe same\x1b[0m from " in shown.out


# --- overlap ---------------------------------------------------------------

OVERLAPS = [
    (
        ["0 0 12 29 2 ?", "0 0 12 ? * MON", "--from", "2020-03-01", "-n", "2"],
        """\
2044-02-29 12:00:00  Monday 29 February 2044      in 23 years
2072-02-29 12:00:00  Monday 29 February 2072      in 51 years
""",
    ),
    # A window is the expression of all its minutes; the run of 02:30 has moved into this one.
    (
        ["30 2 * * *", "* 3 * * SUN", "--tz", NEW_YORK, "--from", "2026-01-01", "-n", "1"],
        "2026-03-08 03:00:00-04:00  Sunday 8 March 2026          in 66 days\n",
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), OVERLAPS)
def test_overlap_shows_when_both_fire(arguments: list[str], expected: str) -> None:
    result = run("overlap", *arguments)
    assert (result.stdout, result.exit_code) == (expected, 1)


def test_overlap_proves_that_they_never_meet() -> None:
    arguments = ["30 2 * * *", "* 3 * * SUN", "--from", "2026-01-01"]
    result = run("overlap", *arguments)
    expected = (
        "no overlap: from 2026-01-01 00:00:00 up to the end of 2199 "
        "they never start at the same time\n"
    )
    # Of a window nobody says that it runs too often.
    assert (result.stdout, result.stderr, result.exit_code) == (expected, "", 0)
    assert "60 runs in every matching hour" in run("diff", *arguments).stderr


def test_overlap_answers_in_json() -> None:
    arguments = ["0 9 * * *", "0 9 * * MON", "--from", "2026-01-01", "-n", "1", "--json"]
    result = run("overlap", *arguments)
    assert (result.stderr, result.exit_code) == ("", 1)
    answer = json.loads(result.stdout)
    assert list(answer) == ["a", "b", "from", "overlaps", "fire_times"]
    assert (answer["overlaps"], answer["fire_times"]) == (True, ["2026-01-05T09:00:00"])
    apart = json.loads(run("overlap", "0 9 * * *", "0 8 * * *", "--json").stdout)
    assert (apart["overlaps"], apart["fire_times"]) == (False, [])


@pytest.mark.parametrize(
    ("lasting", "who"),
    [
        (("45m",), ["B"]),
        (("45m", "1s"), ["B"]),
        (("30m", "0s"), []),
        (("1s", "23h31m"), ["A"]),
        (("1d", "1d"), ["A", "B"]),
    ],
)
def test_overlap_knows_how_long_runs_take(lasting: tuple[str, ...], who: list[str]) -> None:
    given = [word for each in lasting for word in ("--lasting", each)]
    asked = ["overlap", "0 3 * * *", "30 3 * * MON", "--from", "2026-01-05T04:15", *given]
    answer = json.loads(run(*asked, "-n", "40", "--json").stdout)
    first, second = CronExpression("0 3 * * *"), CronExpression("30 3 * * MON")
    lengths = [read_duration(each) for each in (lasting[0], lasting[-1])]
    start = datetime(2026, 1, 5, 4, 15)
    found = first.overlaps(second, start, lasting=lengths[0], other_lasting=lengths[1])
    assert answer["overlaps"] == (found is not None)
    assert answer["fire_times"][:1] == ([found.isoformat()] if found else [])
    assert len(answer["fire_times"]) == (40 if found else 0)
    assert {each["who"].upper() for each in answer["runs"]} == set(who)
    assert [each["fire_time"] for each in answer["runs"]] == answer["fire_times"]
    shown = run(*asked, "-n", "2")
    assert shown.exit_code == (1 if found else 0)
    assert ("none begins while the other runs" in shown.stdout) == (found is None)


def test_overlap_ends_where_the_runs_end() -> None:
    once = ("0 0 9 1 1 ? 2030", "0 30 9 1 1 ? 2030")
    shown = run("overlap", *once, "--from", "2026-01-01", "--lasting", "1h")
    assert shown.stdout.split()[:3] == ["B", "2030-01-01", "09:30:00"]
    assert len(shown.stdout.splitlines()) == 1


def test_overlap_in_a_terminal_says_which_of_the_two_begins(in_terminal: Any) -> None:
    asked = ("overlap", "0 9 * * *", "5 9 * * MON", "--from", "2026-01-01", "--lasting", "10m")
    lines = plain(in_terminal(*asked, "-n", "1").out).splitlines()
    assert lines[0].startswith("begins  wall time")
    assert lines[1].startswith("B       2026-01-05 09:05:00")


def test_overlap_in_a_terminal_has_a_heading(in_terminal: Any) -> None:
    shown = in_terminal("overlap", "0 9 * * *", "0 9 * * MON", "--from", "2026-01-01", "-n", "1")
    assert shown.out.startswith("\x1b[2mwall time\x1b[0m  ")
    shown = in_terminal("overlap", "0 9 * * *", "0 8 * * *", "--from", "2026-01-01")
    assert shown.out.startswith("\x1b[1;32mno overlap\x1b[0m: from ")


# --- two expressions -------------------------------------------------------


@pytest.mark.parametrize("command", ["diff", "overlap"])
def test_warnings_name_the_expression_that_they_are_about(command: str) -> None:
    result = run(
        command, "0 9 * * MON", "0 9 * * 1", "--from", "2026-03-08T02:30", "--tz", NEW_YORK
    )
    assert result.stderr == (
        "warning: B: 1 is MON here, but SUN in systems such as Quartz; try 0 9 * * MON\n"
        "note: 2026-03-08 02:30:00 does not exist in America/New_York: "
        "taken as 2026-03-08 03:30:00-04:00\n"
    )


@pytest.mark.parametrize("command", ["diff", "overlap"])
def test_no_answer_about_what_is_wrong(command: str) -> None:
    wrong = "0 25 * * *"
    for texts in [(wrong, "0 9 * * *"), ("0 9 * * *", wrong), (wrong, wrong)]:
        result = run(command, *texts)
        assert (result.stdout, result.exit_code) == ("", 2)
        assert result.stderr.count("hour must be 0-23, not 25\n") == texts.count(wrong)
        answered = run(command, *texts, "--json")
        assert (answered.stderr, answered.exit_code) == ("", 2)
        answer = json.loads(answered.stdout)
        assert [bool(answer[side]["problems"]) for side in "ab"] == [
            text == wrong for text in texts
        ]
        assert answer[{"diff": "runs", "overlap": "fire_times"}[command]] == []
        assert {answer[name] for name in list(answer)[3:-1]} == {None}
        # Two drawings stand apart.
        assert result.stderr.count("\n\n") == texts.count(wrong) - 1


# --- wrong use -------------------------------------------------------------

SLIPS = [
    (["count", "0 9 * * *"], "Missing option '--to'."),
    (
        ["count", "0", "9", "?", "?", "?", "--to", "2027-01-01"],
        'put the expression in quotes, for example: quartzcron count "0 9 ? ? ?"',
    ),
    (
        ["count", "0 9 * * *", "--to", "soon"],
        "Invalid value for '--to': 'soon': it is not a date and time that can be read; "
        "write 2026-01-30, 2026-01-30T09:30 or 2026-01-30T09:30:00+02:00",
    ),
    (
        ["diff", "0 9 * * *"],
        "give two expressions, each in quotes, not 1 word",
    ),
    (
        ["overlap", "0", "9", "*", "*", "*", "0 9 * * *"],
        "give two expressions, each in quotes, not 6 words",
    ),
    (
        ["overlap", *["0", "9", "*", "*", "*"], *["30", "9", "*", "*", "MON"]],
        "give two expressions, each in quotes, not 10 words, for example: "
        'quartzcron overlap "0 9 * * *" "30 9 * * MON"',
    ),
    (
        ["diff", *["0", "9", "*", "*", "*", "30"][:3]],
        "give two expressions, each in quotes, not 3 words",
    ),
    (
        ["diff", "0 9 * * *", "0 9 * * *", "--tz", "UTC", "--tz", "UTC", "--tz", "UTC"],
        "Invalid value for '--tz': give it once for both, or twice: for A and for B",
    ),
    (
        ["diff", "0 9 * * *", "0 9 * * *", "-d", "unix", "-d", "langraph"],
        "Invalid value for '--dialect' / '-d': there is no dialect \"langraph\"; did you mean langgraph?",
    ),
    (
        ["diff", "0 9 * * *", "0 9 * * *", "--dst", "quartz"],
        "--dst needs --tz: without a zone the clock never changes",
    ),
    (
        ["why", "0", "9", "*", "*", "*", "now"],
        'put the expression in quotes, for example: quartzcron why "0 9 * * *" now',
    ),
    (
        ["why", "0", "9", "*", "*", "*"],
        'put the expression in quotes, for example: quartzcron why "0 9 * * *"',
    ),
    (
        ["why", "0 9 * * *", "9999-12-31"],
        "'9999-12-31': it is too late; "
        "write 2026-01-30, 2026-01-30T09:30 or 2026-01-30T09:30:00+02:00",
    ),
    (
        ["why", "0 9 * * *", "soon\x1b"],
        "'soon\\x1b': it is not a date and time that can be read; "
        "write 2026-01-30, 2026-01-30T09:30 or 2026-01-30T09:30:00+02:00",
    ),
    (
        ["why", "0 9 * * *", "9999-12-31T23:59Z", "--tz", "Asia/Tokyo"],
        "'9999-12-31T23:59Z': it is too early or too late for Asia/Tokyo; "
        "write 2026-01-30, 2026-01-30T09:30 or 2026-01-30T09:30:00+02:00",
    ),
]


@pytest.mark.parametrize(("arguments", "message"), SLIPS)
def test_slips(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str) -> None:
    result = run(command, "--help")
    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout.isascii()
    assert max(map(len, result.stdout.splitlines())) <= 86  # one example has two zones
    assert f"Examples:\n    quartzcron {command} " in result.stdout
    assert "Exit status: 0 " in result.stdout


@pytest.mark.parametrize("text", ["0 0 \x1b[31m ? * MON", "[red]0[/red] 0 9 ? * MON\n", "\u202e"])
@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_texts_come_out_escaped(in_terminal: Any, command: str, text: str) -> None:
    others = {"count": ["--to", "2027-01-01"], "why": ["now"]}.get(command, ["0 9 * * *"])
    plain = run(command, text, *others)
    with pytest.raises(CronExpressionError) as refused:
        CronExpression(text)
    assert (plain.stdout, plain.stderr) == ("", f"{refused.value}\n")
    shown = in_terminal(command, text, *others).err
    for style in ("0", "1", "1;31", "32"):
        shown = shown.replace(f"\x1b[{style}m", "")
    assert shown == plain.stderr
