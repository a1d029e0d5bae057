"""The command calendar: the pictures of the library, in a terminal or a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from terminals import plain, run

from quartzcron import CronExpression, DstPolicy, Picture, Schedule
from quartzcron.clock import moments


@pytest.mark.parametrize("view", ["week", "month", "year"])
def test_calendar_draws_what_the_library_draws(view: Any) -> None:
    shown = run("calendar", "30 9 * * MON", f"--{view}", "--from", "2026-01-07")
    expected = CronExpression("30 9 * * MON").picture(view, date(2026, 1, 7))
    assert (shown.stdout, shown.stderr, shown.exit_code) == (f"{expected}\n", "", 0)


def test_calendar_draws_a_week_and_takes_zone_policy_and_dialect() -> None:
    given = ("--tz", "Europe/Berlin", "--dst", "quartz", "-d", "quartz", "--from", "2026-03-29")
    shown = run("calendar", "0 30 2 ? * 1", *given)
    schedule = Schedule("0 30 2 ? * 1", tz="Europe/Berlin", dst=DstPolicy.QUARTZ, dialect="quartz")
    picture = schedule.picture("week", date(2026, 3, 29))
    assert picture.total == 0
    assert shown.stdout == f"{picture}\n"


def test_calendar_draws_the_period_of_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 7, 15, 12, tzinfo=UTC))
    shown = run("calendar", "0 9 1 1 *", "--month", "--tz", "Asia/Seoul")
    assert "January 1, 2027 – January 31, 2027 · Asia/Seoul · 1×" in shown.stdout


def test_calendar_writes_svg(tmp_path: Path) -> None:
    file = tmp_path / "year.svg"
    shown = run("calendar", "0 9 L * *", "--year", "--from", "2026-01-01", "--svg", str(file))
    assert (shown.stdout, shown.exit_code) == ("", 0)
    picture = CronExpression("0 9 L * *").picture("year", date(2026, 1, 1))
    assert file.read_text("utf-8") == picture.svg() + "\n"


def test_calendar_says_what_it_cannot_do(tmp_path: Path) -> None:
    wrong = run("calendar", "0 9 * * MONN")
    assert (wrong.stdout, wrong.exit_code) == ("", 1)
    assert "not MONN" in wrong.stderr
    early = run("calendar", "0 9 * * *", "--from", "1960-01-01")
    assert early.exit_code == 2
    assert "a picture is of a year from 1970 to 2199, not 1960" in early.stderr
    loose = run("calendar", "0", "9", "*", "*", "*")
    assert loose.exit_code == 2
    assert '"0 9 * * *"' in loose.stderr
    nowhere = run("calendar", "0 9 * * *", "--svg", str(tmp_path / "no" / "week.svg"))
    assert nowhere.exit_code == 2
    assert "No such file or directory" in nowhere.stderr


def test_calendar_says_what_is_to_be_noted() -> None:
    shown = run("calendar", "*/7 9 * * *", "--tz", "Europe/Berlin", "--from", "2026-03-29T02:30")
    assert shown.exit_code == 0
    assert "warning" in shown.stderr
    assert "note" in shown.stderr


def test_calendar_fits_a_terminal(in_terminal: Any) -> None:
    shown = in_terminal("calendar", "0 9 * * MON", "--from", "2026-01-07")
    assert (
        plain(shown.out) == f"{CronExpression('0 9 * * MON').picture('week', date(2026, 1, 7))}\n"
    )


# --- as plain data, and in other languages -----------------------------------------------------


def test_calendar_prints_the_cells_as_json() -> None:
    asked = ("--tz", "Europe/Berlin", "--from", "2026-10-25", "--json")
    shown = run("calendar", "*/20 2 * * SUN", *asked)
    assert (shown.stderr, shown.exit_code) == ("", 0)
    plain = json.loads(shown.stdout)
    picture = Schedule("*/20 2 * * SUN", tz="Europe/Berlin").picture("week", date(2026, 10, 25))
    assert (plain["text"], plain["dialect"], plain["dst"]) == (
        "*/20 2 * * SUN",
        "quartzcron",
        "SAFE",
    )
    assert (plain["count"], plain["problems"]) == (picture.total, [])
    assert plain["words"] == picture.heading
    own = {name: plain[name] for name in picture.as_dict()}
    assert Picture.from_dict(own) == picture


def test_calendar_says_in_json_what_is_wrong() -> None:
    shown = run("calendar", "0 25 * * *", "--json")
    assert (shown.stderr, shown.exit_code) == ("", 1)
    plain = json.loads(shown.stdout)
    assert plain["count"] is plain["words"] is None
    assert [problem["code"] for problem in plain["problems"]] == ["out-of-range"]
    early = run("calendar", "0 9 * * *", "--from", "1960-01-01", "--json")
    assert (early.stdout, early.exit_code) == ("", 2)


def test_calendar_speaks_the_language_of_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    expression = CronExpression("0 12 13 * FRI")
    asked = ("calendar", "0 12 13 * FRI", "--month", "--from", "2026-03-01")
    korean = expression.picture("month", date(2026, 3, 1), locale="ko")
    assert run(*asked, "--locale", "ko").stdout == f"{korean}\n"
    assert "월" in str(korean)
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    here = expression.picture("month", date(2026, 3, 1), locale="ko_KR")
    assert run(*asked).stdout == f"{here}\n"
    # Programs get English, unless somebody asks for another language.
    assert json.loads(run(*asked, "--json").stdout)["blocks"][0]["heads"][0] == "Mon"
    heads = json.loads(run(*asked, "--json", "--locale", "ko").stdout)["blocks"][0]["heads"]
    assert heads == list(korean.blocks[0].heads)
    unknown = run(*asked, "--locale", "xx")
    assert unknown.exit_code == 2


def test_calendar_is_mirrored_for_languages_from_right_to_left() -> None:
    asked = ("calendar", "0 9 * * MON", "--from", "2026-01-07", "--locale", "he")
    picture = CronExpression("0 9 * * MON").picture("week", date(2026, 1, 7), locale="he")
    assert picture.rtl
    assert run(*asked).stdout == f"{picture}\n"
    drawn = run(*asked, "--svg", "-").stdout
    assert drawn == f"{picture.svg()}\n"
    assert drawn != picture.replace(rtl=False).svg()


def test_a_title_stands_in_place_of_the_words(tmp_path: Path) -> None:
    asked = ("calendar", "0 9 * * MON", "--from", "2026-01-07", "--title", "Reports\x07")
    assert run(*asked).stdout.splitlines()[0] == "Reports\\x07"
    assert "Reports\\x07. January 5" in run(*asked, "--svg", "-").stdout
