"""The laws of corrections and hints, over valid texts that were broken in known ways.

Of a broken text it is known what was meant; so a correction can be judged, by the library's
own `equivalent` and by an oracle that shares no code with it.
"""

from __future__ import annotations

from random import Random

import pytest
import strategies
from broken_texts import (
    CORRECTABLE,
    FREE,
    KINDS,
    REFUSED,
    Broken,
    Kind,
    broken_text,
    broken_texts,
    dialects_of,
)
from correction_laws import (
    fault_of_meaning,
    fault_of_replacements,
    fault_to_the_oracle,
    faults_of_hints,
    placed,
)
from hypothesis import given
from hypothesis import strategies as st
from valid_texts import REAL, pool

from quartzcron import Dialect, corrected, is_valid, validate

NAMES = st.sampled_from(Dialect.names())


def faults_of(broken: Broken) -> list[str]:
    """Return every law that the correction and the hints of a text break."""
    got = corrected(broken.text, broken.dialect)
    problems = validate(broken.text, broken.dialect)
    found = [
        fault_of_meaning(broken, got),
        fault_to_the_oracle(broken, got),
        fault_of_replacements(broken.text, got, problems),
        *faults_of_hints(broken.dialect, problems),
    ]
    return [f"{broken.text!r}, {broken.dialect}: {fault}" for fault in found if fault]


@given(broken_texts())
def test_a_correction_is_what_was_meant_or_none(broken: Broken) -> None:
    assert fault_of_meaning(broken, corrected(broken.text, broken.dialect)) is None


@given(broken_texts())
def test_replacements_put_in_place_give_the_correction(broken: Broken) -> None:
    got = corrected(broken.text, broken.dialect)
    assert fault_of_replacements(broken.text, got, validate(broken.text, broken.dialect)) is None


@given(broken_texts())
def test_every_text_inside_a_hint_compiles(broken: Broken) -> None:
    assert not list(faults_of_hints(broken.dialect, validate(broken.text, broken.dialect)))


@given(broken_texts((REFUSED,)))
def test_nothing_is_dropped(broken: Broken) -> None:
    assert corrected(broken.text, broken.dialect) is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.group}: {kind.name}")
def test_each_way_of_breaking_keeps_the_laws(kind: Kind) -> None:
    draw = Random(kind.name)
    places = dialects_of(kind)
    drawn = [broken_text(draw, kind, draw.choice(places), faults) for faults in (1, 1, 1, 2, 3) * 4]
    found = [each for each in drawn if each]
    assert found
    assert not [fault for broken in found for fault in faults_of(broken)]


@given(broken_texts((CORRECTABLE, FREE)))
def test_the_oracle_sees_both_texts_fire_alike(broken: Broken) -> None:
    assert fault_to_the_oracle(broken, corrected(broken.text, broken.dialect)) is None


@given(broken_texts())
def test_a_correction_is_corrected_no_further(broken: Broken) -> None:
    got = corrected(broken.text, broken.dialect)
    if got is not None:
        assert corrected(got, broken.dialect) == got


@given(strategies.any_texts())
def test_a_valid_text_comes_back_as_it_is(pair: tuple[str, str]) -> None:
    assert corrected(*pair) == pair[0]


@pytest.mark.parametrize("dialect", Dialect.names())
def test_valid_texts_of_each_dialect_come_back_as_they_are(dialect: str) -> None:
    for text in {*pool(dialect), *REAL[dialect]}:
        assert corrected(text, dialect) == text
        assert validate(text, dialect) == []


@given(strategies.arbitrary_texts(), NAMES)
def test_any_str_has_a_valid_correction_or_none(text: str, dialect: str) -> None:
    got = corrected(text, dialect)
    problems = validate(text, dialect)
    assert got is None or is_valid(got, dialect)
    assert (got == text) is (not problems)
    assert fault_of_replacements(text, got, problems) is None
    assert not list(faults_of_hints(dialect, problems))


@given(broken_texts())
def test_a_form_may_ask_at_every_key(broken: Broken) -> None:
    for length in range(len(broken.text) + 1):
        typed = broken.text[:length]
        got = corrected(typed, broken.dialect)
        problems = validate(typed, broken.dialect)
        if got is None:
            assert problems
        else:
            assert is_valid(got, broken.dialect)
            assert placed(typed, problems) == got
