"""Files of lines and crontabs: what is found, where, and what is doubtful about the way it stands."""

from __future__ import annotations

import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import PurePath
from typing import Any

import pytest
from readers import found_in, seen

from quartzcron.files.contents import Remarks
from quartzcron.files.crontab import names_user
from quartzcron.files.findings import Fault
from quartzcron.files.lines import LINE_LIMIT, every_line

# --- lines -----------------------------------------------------------------


def test_lines_are_texts_as_they_stand() -> None:
    content = "\ufeff# a\n\n0 9 * * *\n  0 10 * * *  \n"
    assert seen("lines", content) == [(3, 1, "0 9 * * *"), (4, 1, "  0 10 * * *  ")]


@pytest.mark.parametrize("kind", ["lines", "crontab"])
@pytest.mark.parametrize(
    ("mark", "encoding"), [(BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")]
)
def test_utf_16_is_said_once(kind: str, mark: bytes, encoding: str) -> None:
    content = mark + "0 9 * * * x\n0 10 * * * x\n".encode(encoding)
    assert seen(kind, content) == [(1, 1, "not-utf-8")]


def test_a_line_has_its_ending_however_long_it_is() -> None:
    content = b"a\r\n" + b"x" * (LINE_LIMIT + 5) + b"\nlast"
    lines = list(every_line(io.BytesIO(content)))
    assert [(line.number, len(line.text), line.ending) for line in lines] == [
        (1, 1, "\r\n"),
        (2, LINE_LIMIT, "\n"),
        (3, 4, ""),
    ]
    assert lines[-1].position == len(content)


# --- crontabs --------------------------------------------------------------

CRONTABS: list[tuple[str, list[tuple[Any, ...]]]] = [
    # Fields, then a command that may hold anything.
    ("0 9 * * *\troot  echo 1 2 3 # no remark\n", [(1, 1, "0 9 * * *")]),
    ("\t 0  9 * * MON  true\n", [(1, 3, "0  9 * * MON")]),
    # Words; @reboot is no schedule and wrong for nobody.
    ("@daily true\n", [(1, 1, "@daily")]),
    ("@reboot true\n", [(1, 1, "@reboot", "passed: @reboot")]),
    ("@Reboot true\n", [(1, 1, "@Reboot")]),
    # Variables, in all ways to write them; an = in a command makes none.
    ("SHELL=/bin/sh\nA_1 = x\n'B' = 'y'\n\"C\"=z\n", []),
    ("0 9 * * * A=1 true\n", [(1, 1, "0 9 * * *")]),
    # A command that is not there, nor all of the fields.
    ("0 9 * * * \n", [(1, 1, "0 9 * * *"), (1, 10, "command-missing")]),
    ("0 9\n", [(1, 1, "0 9"), (1, 4, "command-missing")]),
    ("@daily\n", [(1, 1, "@daily"), (1, 7, "command-missing")]),
    # White space of other kinds keeps no fields apart.
    ("0\u00a09 * * * x true\n", [(1, 1, "0\u00a09 * * * x")]),
    # A % that no backslash stands before, once an entry.
    ("0 9 * * * date +%F %H\n", [(1, 1, "0 9 * * *"), (1, 17, "percent-sign")]),
    (r"0 9 * * * date +\%F" + "\n", [(1, 1, "0 9 * * *")]),
    (r"0 9 * * * date +\\%F" + "\n", [(1, 1, "0 9 * * *"), (1, 19, "percent-sign")]),
    ("0 9 * * * date +\\%F+%H\n", [(1, 1, "0 9 * * *"), (1, 21, "percent-sign")]),
    # What cron is told of in its log only: lines of Windows, and no newline at the end.
    ("A=1\r\n0 9 * * * x\r\n", [(1, 4, "carriage-return"), (2, 1, "0 9 * * *")]),
    ("0 9 * * * x\nA=1", [(1, 1, "0 9 * * *"), (2, 4, "newline-missing")]),
    ("0 9 * * * x\n# the end", [(1, 1, "0 9 * * *"), (2, 10, "newline-missing")]),
    ("", []),
    ("\ufeff0 9 * * * x\n", [(1, 1, "byte-order-mark"), (1, 1, "0 9 * * *")]),
    # A quiet entry of cronie is an error elsewhere.
    ("-0 9 * * * x\n", [(1, 1, "-0 9 * * *")]),
]


@pytest.mark.parametrize(("content", "expected"), CRONTABS)
def test_entries_of_crontabs(content: str, expected: list[tuple[Any, ...]]) -> None:
    assert seen("crontab", content) == expected


ZONES = "0 8 * * * a\nCRON_TZ=Asia/Tokyo\n0 9 * * * b\n CRON_TZ = 'UTC'\n0 10 * * * c\n"


@pytest.mark.parametrize("dialect", ["cronie", "quartzcron"])
def test_cron_tz_is_for_what_comes_behind_it(dialect: str) -> None:
    assert seen("crontab", ZONES, dialect=dialect) == [
        (1, 1, "0 8 * * *"),
        (3, 1, "0 9 * * *", "Asia/Tokyo"),
        (5, 1, "0 10 * * *", "UTC"),
    ]


@pytest.mark.parametrize("dialect", [None, "unix"])
def test_cron_tz_does_nothing_where_cron_ignores_it(dialect: str | None) -> None:
    assert seen("crontab", ZONES, dialect=dialect) == [
        (1, 1, "0 8 * * *"),
        (2, 9, "zone-ignored"),
        (3, 1, "0 9 * * *"),
        (4, 12, "zone-ignored"),
        (5, 1, "0 10 * * *"),
    ]
    # What it says does not matter then.
    assert seen("crontab", "CRON_TZ=Asia/Tokio\n") == [(1, 9, "zone-ignored")]


def test_an_unknown_zone_is_none() -> None:
    content = "CRON_TZ=Asia/Tokio\n0 9 * * * b\n"
    assert seen("crontab", content, dialect="cronie") == [
        (1, 9, "unknown-zone"),
        (2, 1, "0 9 * * *"),
    ]


def test_cronie_takes_a_sign_for_quiet_entries() -> None:
    for before in ("", " "):
        content = f"{before}-*/5 * * * * x\n"
        place = (1, len(before) + 2, "*/5 * * * *")
        assert seen("crontab", content, dialect="cronie") == [place]
    # Nowhere else, and not before a word.
    assert seen("crontab", "-@daily x\n", dialect="cronie") == [
        (1, 1, "-@daily x"),
        (1, 10, "command-missing"),
    ]


# --- the crontabs of a system ----------------------------------------------

NAMES = [
    ("cron.d/backup", True),
    ("/etc/cron.d/php-7_4", True),
    ("/etc/crontab", True),
    ("crontab", False),
    ("crontabs/root", False),
    ("cron.daily/backup", False),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_which_crontabs_name_a_user(name: str, expected: bool) -> None:
    assert names_user(PurePath(name)) is expected
    entry = seen("crontab", "0 9 * * * root\n", name)
    assert ((1, 11, "user-without-command") in entry) is expected
    assert seen("crontab", "0 9 * * * root true\n", name) == [(1, 1, "0 9 * * *")]


def test_a_user_without_a_command_is_named() -> None:
    [_, fault] = found_in("crontab", "@daily backup\n", "cron.d/x")
    assert isinstance(fault, Fault)
    assert fault.problem.message == "there is no command after the user backup"


@pytest.mark.parametrize("name", ["backup.cron", "backup.dpkg-old", ".hidden", "a b", "b~"])
def test_names_that_debian_does_not_read(name: str) -> None:
    assert seen("crontab", "", f"cron.d/{name}") == [(1, 1, "name-ignored")]
    # Only there, and only in that cron.
    assert seen("crontab", "", f"crontabs/{name}") == []
    assert seen("crontab", "", f"cron.d/{name}", "cronie") == []


# --- remarks ---------------------------------------------------------------

REMARKS: list[tuple[str, dict[tuple[int, str], bool]]] = [
    ("0 9 * * * x # quartzcron: ignore", {(1, "uneven-step"): True, (2, "uneven-step"): False}),
    (
        "# quartzcron: ignore[uneven-step]",
        {(1, "uneven-step"): False, (2, "uneven-step"): True, (2, "never-fires"): False},
    ),
    (
        "a #quartzcron:ignore[uneven-step,never-fires]",
        {(1, "uneven-step"): True, (1, "never-fires"): True},
    ),
    (
        "  # quartzcron: ignore[uneven-step  never-fires]",
        {(2, "uneven-step"): True, (2, "never-fires"): True},
    ),
    ("# quartzcron: ignore[]", {(2, "uneven-step"): False}),
    ("# quartzcron: other", {(2, "uneven-step"): False}),
    ("# ignore", {(2, "uneven-step"): False}),
]


@pytest.mark.parametrize(("line", "hidden"), REMARKS)
def test_what_a_remark_hides(line: str, hidden: dict[tuple[int, str], bool]) -> None:
    remarks = Remarks()
    assert list(remarks.note(1, line)) == []
    assert {each: remarks.hides(*each) for each in hidden} == hidden


def test_remarks_of_two_lines_may_meet() -> None:
    remarks = Remarks()
    assert not [*remarks.note(1, "# quartzcron: ignore[uneven-step]")]
    assert not [*remarks.note(2, "x # quartzcron: ignore[never-fires]")]
    assert [remarks.hides(2, code) for code in ("uneven-step", "never-fires", "too-often")] == [
        True,
        True,
        False,
    ]


def test_a_remark_with_a_code_that_there_is_not() -> None:
    content = "0 9 * * * x # quartzcron: ignore[unevenstep, xyzzy]\n"
    first, second, entry = found_in("crontab", content)
    assert isinstance(first, Fault)
    assert isinstance(second, Fault)
    assert (first.place.at(0), second.place.at(0)) == ((1, 34), (1, 46))
    assert [each.problem.message for each in (first, second)] == [
        "there is no code unevenstep to ignore; did you mean uneven-step?",
        "there is no code xyzzy to ignore",
    ]
    assert not isinstance(entry, Fault)
    # In other kinds of files too.
    assert seen("lines", "# quartzcron: ignore[xyzzy]") == [(1, 22, "unknown-code")]
    assert seen("yaml", "cron: # quartzcron: ignore[xyzzy]")[0] == (1, 28, "unknown-code")
