"""The judge of corrections itself: that it breaks texts as it says, and sees what is wrong."""

from __future__ import annotations

import sys
from random import Random

import correction_score
import pytest
from breaking_terms import damerau, meanings_near
from broken_texts import (
    CORRECTABLE,
    FEW,
    FREE,
    KINDS,
    REFUSED,
    Broken,
    Kind,
    break_text,
    broken_text,
    dialects_of,
    go_together,
)
from correction_laws import (
    fault_of_meaning,
    fault_of_replacements,
    fault_to_the_oracle,
    faults_of_hints,
    placed,
    texts_in,
)
from valid_texts import REAL, pool

import quartzcron
from quartzcron import Dialect, Problem, is_valid


def kind_named(name: str) -> Kind:
    """Return a way of breaking."""
    return next(kind for kind in KINDS if kind.name == name)


def broken_as(text: str, meant: str, *names: str, dialect: str = "unix") -> Broken:
    """Return a broken text without breaking anything."""
    return Broken(text, dialect, meant, tuple(map(kind_named, names)))


def found(span: tuple[int, int], hint: str | None = None, **values: str) -> Problem:
    """Return a problem of any kind."""
    return Problem("out-of-range", "error", None, span, "", hint, values)


# --- the generator --------------------------------------------------------------


def test_every_dialect_has_five_real_texts_all_valid() -> None:
    assert set(REAL) == set(Dialect.names())
    for dialect, texts in REAL.items():
        assert len(set(texts)) == 5
        assert all(is_valid(text, dialect) for text in texts), dialect


@pytest.mark.parametrize("dialect", Dialect.names())
def test_valid_texts_are_valid_and_many(dialect: str) -> None:
    assert all(is_valid(text, dialect) for text in pool(dialect))
    assert len(set(pool(dialect))) > 100


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.group}: {kind.name}")
def test_each_kind_breaks_texts_so_that_they_are_not_valid(kind: Kind) -> None:
    assert kind.breaking.__doc__
    draw = Random(1)
    drawn = [broken_text(draw, kind, dialect, 1) for dialect in dialects_of(kind)]
    # Some slips are to be had by chance only.
    assert any(drawn)
    for broken in filter(None, drawn):
        assert broken.kinds == (kind,)
        assert broken.verdict == kind.verdict
        assert not is_valid(broken.text, broken.dialect)
        assert is_valid(broken.meant, broken.dialect)


def test_what_could_be_meant_otherwise_is_not_combined() -> None:
    another, blanks = kind_named("another dialect's text"), kind_named("blanks in a term")
    assert not go_together((another, blanks))
    assert not go_together((blanks, kind_named("stars without blanks")))
    assert go_together((blanks, kind_named("quotes")))


def test_a_text_that_another_dialect_takes_in_another_sense_is_dropped() -> None:
    stars = kind_named("* for ?")
    assert break_text("0 0 9 ? * MON", "quartz", (stars,), Random(1))
    # Spring takes 0 0 9 * * 2, on Tuesdays.
    assert break_text("0 0 9 ? * 2", "quartz", (stars,), Random(1)) is None


def test_the_strictest_kind_decides() -> None:
    quotes, slip, comment = map(kind_named, ("quotes", "slips of spelling", "comments"))
    assert Broken("", "unix", "", (quotes,)).verdict == CORRECTABLE
    assert Broken("", "unix", "", (quotes, slip)).verdict == FREE
    assert Broken("", "unix", "", (quotes, slip, comment)).verdict == REFUSED


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("MON", "MON", 0), ("MONN", "MON", 1), ("MNO", "MON", 1), ("MN", "MON", 1),
        ("MIN", "MON", 1), ("", "MON", 3), ("dialy", "daily", 1), ("wekdnay", "weekday", 2),
    ],
)  # fmt: skip
def test_damerau(one: str, other: str, distance: int) -> None:
    assert damerau(one, other) == damerau(other, one) == distance


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("MONN", {"MON"}), ("TEU", {"TUE", "THU"}), ("JUM", {"JUN", "JUL"}), ("XYZ", set()),
        ("Wendesday", {"WED"}), ("biweekly", set()),
    ],
)  # fmt: skip
def test_meanings_near(word: str, meant: set[str]) -> None:
    # biweekly is two letters away from weekly: a prefix, which no rule of ours may drop.
    assert meanings_near(word) - ({"0 0 * * 0"} if word == "biweekly" else set()) == meant


# --- the laws -------------------------------------------------------------------


def test_a_correction_to_another_meaning_is_seen() -> None:
    broken = broken_as("0 9 * * weekday", "0 9 * * MON-FRI", "weekdays and weekend")
    assert fault_of_meaning(broken, "0 9 * * 1-5") is None
    assert fault_of_meaning(broken, None) is None
    assert "something else" in str(fault_of_meaning(broken, "0 9 * * WED"))
    assert "not valid" in str(fault_of_meaning(broken, "0 9 * * weekday"))
    assert fault_to_the_oracle(broken, "0 9 * * 1-5") is None
    assert "2024-02-10" in str(fault_to_the_oracle(broken, "0 9 * * *"))


def test_a_correction_that_drops_something_is_seen() -> None:
    broken = broken_as("0 9 * * * # x", "0 9 * * *", "comments")
    assert "dropped" in str(fault_of_meaning(broken, "0 9 * * *"))


@pytest.mark.parametrize(
    ("text", "got", "problems", "fault"),
    [
        ("0 9 * * MONN", "0 9 * * MON", [found((8, 12), replacement="MON")], None),
        ("0 9 * * MONN", "0 9 * * MON", [found((0, 12), replacement="0 9 * * MON")], None),
        ("0 9 * * XYZ", None, [found((8, 11))], None),
        ("0 9 * * *", "0 9 * * *", [], None),
        ("0 9 * * *", None, [], "a valid text is changed"),
        ("0 9 * * XYZ", None, [found((8, 11), replacement="MON")], "every problem"),
        ("0 9 * * MONN", "0 9 * * MON", [found((8, 12))], "no problem"),
        ("0 9 * * MONN", "0 9 * * MON", [found((8, 12), replacement="SUN")], "give '0 9 * * SUN'"),
        (
            "0 9 * * MONN", "0 9 * * MON",
            [found((0, 12), replacement="0 9 * * MON"), found((8, 12), replacement="MON")],
            "overlap",
        ),
    ],
)  # fmt: skip
def test_replacements(
    text: str, got: str | None, problems: list[Problem], fault: str | None
) -> None:
    seen = fault_of_replacements(text, got, problems)
    assert seen is None if fault is None else fault in str(seen)


def test_replacements_are_put_in_place_from_the_end() -> None:
    problems = [found((8, 14), replacement="MON"), found((15, 21), replacement="FRI")]
    assert placed("0 9 * * monday-friday", problems) == "0 9 * * MON-FRI"


def test_texts_inside_a_hint() -> None:
    hint = "for Quartz write `0 0 9 ? * MON`, here `0 9 * * MON`; `MON` is a day"
    assert [text for text, _ in texts_in(hint)] == ["0 0 9 ? * MON", "0 9 * * MON"]
    assert [text for text, _ in texts_in("@daily")] == ["@daily"]
    assert not list(texts_in("MON"))
    assert not list(texts_in("did you mean a step of 5, as in */5"))
    assert not list(faults_of_hints("unix", [found((0, 1), hint)]))
    [fault] = faults_of_hints("unix", [found((0, 1), "write `0 0 9 ? * MON`")])
    assert "not valid in ['unix']" in fault


# --- the score ------------------------------------------------------------------


def scored(
    monkeypatch: pytest.MonkeyPatch, corrected: object, arguments: list[str]
) -> tuple[int, list[str]]:
    """Run the program with another correction."""
    lines: list[str] = []
    monkeypatch.setattr(correction_score, "ENOUGH", FEW)
    monkeypatch.setattr(quartzcron, "corrected", corrected, raising=False)
    monkeypatch.setattr(sys, "argv", ["correction_score", *arguments])
    monkeypatch.setattr("builtins.print", lambda text, **_: lines.append(text))
    return correction_score.main(), "".join(f"{line}\n" for line in lines).splitlines()


def test_the_score_of_one_who_never_corrects(monkeypatch: pytest.MonkeyPatch) -> None:
    status, lines = scored(monkeypatch, lambda *_: None, ["--count", "120", "--dialect", "unix"])
    assert status == 0
    assert any(line.startswith("all with 1 faults, correctable") for line in lines)
    assert any(line.startswith("python -c ") for line in lines)


def test_the_score_of_one_who_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    status, lines = scored(
        monkeypatch, lambda *_: "0 9 * * *", ["--count", "120", "--dialect", "unix"]
    )
    assert status == 1
    assert any("something else" in line for line in lines)
