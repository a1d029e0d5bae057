"""What a misspelt name may have meant, and that nothing else is taken for it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartzcron.ground import nearness
from quartzcron.ground.nearness import is_near, nearest, slips

WORDS = st.text("abc", max_size=7)


def _recursive_slips(word: str, other: str) -> int:
    """The definition, straight: what one slip at the front of both words leaves to do."""

    @cache
    def left(a: str, b: str) -> int:
        if not a or not b:
            return len(a) + len(b)
        ways = [
            left(a[1:], b[1:]) + (a[0] != b[0]),
            left(a[1:], b) + 1,
            left(a, b[1:]) + 1,
        ]
        if a[:2] == b[1::-1] and len(b) > 1:
            ways.append(left(a[2:], b[2:]) + 1)
        return min(ways)

    return left(word, other)


@given(WORDS, WORDS)
def test_slips_are_counted_as_they_are_defined(word: str, other: str) -> None:
    assert slips(word, other, most=20) == _recursive_slips(word, other)


@given(WORDS, WORDS, st.integers(0, 4))
def test_more_slips_than_asked_for_are_not_counted(word: str, other: str, most: int) -> None:
    assert slips(word, other, most) == min(slips(word, other, most=20), most + 1)


@given(WORDS, WORDS)
def test_nearness_goes_both_ways(word: str, other: str) -> None:
    assert slips(word, other) == slips(other, word)
    assert is_near(word, other) == is_near(other, word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        # One slip in a short word, two in a long one.
        ("uinx", ["unix"]),
        ("unxi", ["unix"]),
        ("kubrenets", ["kubernetes"]),
        # Equals in the order given.
        ("quartzz", ["quarzz", "quartz"]),
        # Words of their own, and slips in the first letter.
        ("cron", []),
        ("nix", []),
        ("xnix", []),
        ("", []),
        ("un", []),
    ],
)
def test_what_a_word_may_mean(word: str, meant: list[str]) -> None:
    known = ["croner", "unix", "quarzz", "quartz", "kubernetes"]
    assert list(nearest(word, known)) == meant


def test_no_more_names_than_asked_for() -> None:
    assert nearest("abcd", ["abcde", "abcdf", "abcdg"], most=2) == ("abcde", "abcdf")


def test_the_nearest_comes_first() -> None:
    assert nearest("kubernets", ["kubernetics", "kubernetes"]) == ("kubernetes", "kubernetics")


def test_each_name_is_held_against_a_word_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def noted(word: str, other: str, most: int = 2) -> int:
        asked.append(other)
        return slips(word, other, most)

    monkeypatch.setattr(nearness, "slips", noted)
    assert nearest("kubernets", ["kubernetics", "unix", "kubernetes", "k"]) == (
        "kubernetes",
        "kubernetics",
    )
    # What begins with another letter is no slip.
    assert asked == ["kubernetics", "kubernetes", "k"]


@given(WORDS, st.lists(WORDS, unique=True))
def test_nearest_are_all_that_are_near(word: str, known: list[str]) -> None:
    near = sorted((name for name in known if is_near(word, name)), key=lambda it: slips(word, it))
    assert list(nearest(word, known, len(known))) == near
