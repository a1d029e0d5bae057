"""What `validate` prints of one text and of many, and how lines are read."""

from __future__ import annotations

import io
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from terminals import run

import quartzcron
from quartzcron.errors import draw
from quartzcron.files.lines import LINE_LIMIT, Source, lines, size_of

# --- validate --------------------------------------------------------------

NEW_YORK = "America/New_York"


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
        "\n"
        "valid: 27 15 * * *\n"
        "\n"
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
                "span_utf16": [5, 7],
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
        "\n"
        "line 5: invalid: 0 30 25 ? * MON-FRI\n"
        "hour must be 0-23, not 25\n"
        "    0 30 25 ? * MON-FRI\n"
        "         ^^\n"
        "\n"
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
    assert (
        result.stdout == f"valid, 1 warning: {text}\n{draw(text, warnings)}\n\nvalid: 0 9 * * *\n"
    )
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


def test_an_offset_as_zone_earns_a_warning() -> None:
    result = run("validate", "0 9 * * *", "--tz", "+02:00", "--from", "2026-07-01")
    assert "+02:00 is a fixed offset: the runs do not follow daylight saving time" in result.stdout


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
