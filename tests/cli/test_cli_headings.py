"""What the command says around its answers, in the reader's language."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from terminals import plain, run

from quartzcron.cli import languages
from quartzcron.cli.languages import dated, distant, listed_in_words, said
from quartzcron.clock import moments
from quartzcron.ground.headings import COMMAND

#: Questions whose answers have every kind of heading.
QUESTIONS = [
    ("next", "*/30 1 * * *", "--tz", "America/New_York", "--from", "2026-11-01", "-n", "5"),
    ("next", "30 2 * * *", "--tz", "America/New_York", "--from", "2026-03-07", "--dst", "quartz"),
    ("next", "*/30 1 * * *", "--tz", "America/New_York", "--from", "2026-11-01", "--dst", "spring"),
    ("next", "*/30 1 * * *", "--tz", "America/New_York", "--from", "2026-11-01", "--dst", "quartz"),
    ("next", "0 2,3 * * *", "--tz", "America/New_York", "--from", "2026-03-08", "-n", "2"),
    ("next", "0,30 2,3 * * *", "--tz", "America/New_York", "--from", "2026-03-08", "-n", "2"),
    ("next", "* 2 * * *", "--tz", "America/New_York", "--from", "2026-03-08", "-n", "2"),
    ("next", "15,30,45 2 * * *", "--tz", "America/New_York", "--from", "2026-03-07"),
    ("next", "* 2,3 * * *", "--tz", "America/New_York", "--from", "2026-03-07", "-n", "70"),
    ("next", "* * 2 * * ?", "--tz", "Europe/Berlin", "--from", "2026-03-29", "--dst", "quartz"),
    ("next", "0 9 * * *", "--tz", "Pacific/Apia", "--from", "2011-12-29", "--dst", "quartz"),
    ("next", "0 0 9 1 1 ? 2030", "--from", "2026-01-01"),
    ("next", "0 0 9 1 1 ? 2030", "--from", "2031-01-01"),
    ("prev", "0 0 9 1 1 ? 2030", "--from", "2040-01-01"),
    ("why", "30 2 * * *", "2026-03-08", "--tz", "America/New_York"),
    ("why", "* * * * *", "2026-03-08"),
    ("why", "0 9 * * MON-FRI", "2026-01-03"),
    ("why", "0 9 L 2 *", "2026-01-03"),
    ("why", "0 0 9 1 1 ? 2030", "2031-01-01"),
    ("count", "0 9 * * *", "--from", "2026-01-01", "--to", "2027-01-01", "--tz", "Asia/Seoul"),
    ("count", "0 9 * * MON", "--from", "2026-01-01", "--to", "2027-01-01"),
    ("count", "0 9 30 2 *", "--from", "2026-01-01", "--to", "2027-01-01"),
    ("diff", "0 0 0 ? * FRI#4", "0 0 0 ? * FRIL", "--from", "2026-01-01"),
    ("diff", "0 9 * * *", "0 0 9 * * ?", "--from", "2026-01-01"),
    ("overlap", "30 2 * * *", "0 3 * * SUN", "--from", "2026-01-01"),
    ("overlap", "30 2 * * *", "0 3 * * *", "--from", "2026-01-01", "--lasting", "10m"),
    ("overlap", "30 2 * * *", "0 3 * * *", "--from", "2026-01-01", "--lasting", "31m"),
    ("validate", "0 9 * * *", "0 9 * * MONN", "*/7 9 * * 1", "0 9 * * 1"),
    ("validate", "-"),
]


def lines(*question: str) -> list[str]:
    """Return what is shown on standard output, and at the end on standard error."""
    given = "0 9 * * *\n" if question[-1] == "-" or "-" in question else None
    shown = run(*question, given=given)
    return [*shown.stdout.splitlines(), *shown.stderr.splitlines()]


@pytest.mark.parametrize("locale", ["ko", "zh"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_english_is_left(question: tuple[str, ...], locale: str) -> None:
    """Beside what the user wrote, names of zones and policies, and the signs of expressions."""
    known = {"MON", "FRI", "SUN", "SAT", "MONN", "America", "New_York", "Asia", "Seoul", "QUARTZ"}
    known |= {"Quartz", "A", "B", "SAFE", "FRIL", "Pacific", "Apia", "Europe", "Berlin", "SUN-THU"}
    english = lines(*question)
    told = lines(*question, "--locale", locale)
    assert len(told) == len(english)
    found = set(re.findall(r"[A-Za-z_]+", "\n".join(told))) - known - {"L", "TUE", "THU"}
    assert not found


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_moments_are_told(question: tuple[str, ...]) -> None:
    clocks = [
        re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[+-]\d\d:\d\d)?", "\n".join(said_lines))
        for said_lines in (lines(*question), lines(*question, "--locale", "ko"))
    ]
    assert clocks[0] == clocks[1]


def test_what_has_no_messages_is_english() -> None:
    question = QUESTIONS[0]
    assert lines(*question, "--locale", "fr") == lines(*question)


def test_columns_stand_below_each_other_in_wide_letters(in_terminal: Any) -> None:
    asked = ("next", "0 9 1,15 * *", "--from", "2026-09-20", "-n", "6", "--locale", "ko")
    shown = plain(in_terminal(*asked).out).splitlines()
    places = {len(line[: line.rindex("  ")].encode("euc-kr")) for line in shown[2:]}
    assert len(shown) == 8
    assert len(places) == 1
    assert shown[1].split() == ["현지", "시각", "날짜", "시작부터"]


@pytest.fixture
def _korean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")


@pytest.mark.usefixtures("_korean")
def test_days_and_distances() -> None:
    assert dated(datetime(2026, 1, 30, 12)) == "2026년 1월 30일 금요일"
    assert [distant(timedelta(seconds=n)) for n in (0, 0.5, 1, 60, 3600, 86400, 800 * 86400)] == [
        "지금 바로",
        "1초 이내",
        "1초 후",
        "1분 후",
        "1시간 후",
        "1일 후",
        "2년 후",
    ]
    assert distant(timedelta(days=2), back=True) == "2일 전"
    assert listed_in_words(["02:15", "02:30"]) == "02:15, 02:30"


def test_every_text_has_its_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """No heading is in the table that nothing shows."""
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    used: set[str] = set()
    template = languages._template

    def noted(key: str) -> str:
        used.add(key)
        return template(key)

    monkeypatch.setattr(languages, "_template", noted)
    for question in QUESTIONS:
        lines(*question, "--locale", "ko")
    for seconds in (0, 0.5, 1, 60, 3600, 86400, 800 * 86400):
        monkeypatch.setenv("LC_ALL", "ko")
        distant(timedelta(seconds=seconds))
        distant(timedelta(seconds=seconds), back=True)
    assert COMMAND.keys() - used == set()
    assert said("valid.warnings", n=2)
