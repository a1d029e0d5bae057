"""Every line of what people type, put to the library: the text that was meant, or none."""

from __future__ import annotations

from typing import Any

import pytest
from conformance import load
from correction_laws import fault_of_replacements, faults_of_hints
from text_parts import expression

from quartzcron import corrected, validate

Row = dict[str, Any]
FILES = ("corrections", "corrections_more")
ROWS = [row for name in FILES for row in load(name)]


def is_acceptable(got: str | None, row: Row) -> bool:
    """Tell whether a correction is one of those that a line accepts, or means the same as one."""
    dialect = row["dialect"] or "quartzcron"
    if got is None:
        return None in row["acceptable"]
    found = expression(got, dialect)
    wanted = (expression(text, dialect) for text in row["acceptable"] if text is not None)
    return found is not None and any(found.equivalent(each) for each in wanted if each)


@pytest.mark.vectors
@pytest.mark.parametrize("kind", sorted({row["kind"] for row in ROWS}))
def test_corrections(kind: str) -> None:
    """Each text is corrected to one that means what is accepted, or not where that is accepted."""
    failures = []
    for row in ROWS:
        got = corrected(row["text"], row["dialect"])
        if row["kind"] == kind and not is_acceptable(got, row):
            call = f"quartzcron.corrected({row['text']!a}, {row['dialect']!r})"
            failures.append(f"{call} -> {got!a}, not {' or '.join(map(repr, row['acceptable']))}")
    if failures:
        pytest.fail(f"{len(failures)} lines fail\n" + "\n".join(failures), pytrace=False)


@pytest.mark.vectors
@pytest.mark.parametrize("kind", sorted({row["kind"] for row in ROWS}))
def test_replacements_and_hints(kind: str) -> None:
    """The replacements give the correction, and what a hint shows compiles."""
    failures = []
    for row in (row for row in ROWS if row["kind"] == kind):
        text, dialect = row["text"], row["dialect"]
        problems = validate(text, dialect)
        fault = fault_of_replacements(text, corrected(text, dialect), problems)
        faults = [fault, *faults_of_hints(dialect or "quartzcron", problems)]
        failures += [f"{text!a}, {dialect}: {each}" for each in faults if each]
    if failures:
        pytest.fail(f"{len(failures)} faults\n" + "\n".join(failures), pytrace=False)


@pytest.mark.vectors
def test_what_is_accepted_is_valid_and_what_is_typed_is_not() -> None:
    for row in ROWS:
        dialect = row["dialect"] or "quartzcron"
        assert row["acceptable"]
        assert all(expression(text, dialect) for text in row["acceptable"] if text is not None), row
        # A few are valid as they are: what is accepted says how they are read.
        assert expression(row["text"], dialect) is None or is_acceptable(row["text"], row), row
