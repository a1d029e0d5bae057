"""Every line of the conformance vectors, put to the library as Quartz text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from conformance import EXPECTED_LINES, VectorsMissingError, instant, load

import quartzcron
from quartzcron import CronExpression, CronExpressionError

Row = dict[str, Any]


def report(failures: list[str]) -> None:
    """Fail with the failures, one a line, each fit to be pasted into a prompt."""
    if failures:
        shown = "\n".join(failures[:40])
        pytest.fail(f"{len(failures)} lines fail, for example\n{shown}", pytrace=False)


@pytest.mark.vectors
@pytest.mark.parametrize("verdict", ["accept", "reject", "either"])
def test_accept_and_reject(verdict: str) -> None:
    """The three ways to ask agree with the verdict, or at least with each other."""
    rows = [row for row in load("quartz_accept_reject") if row["verdict"] == verdict]
    assert rows
    report([failure for row in rows for failure in verdict_failures(row)])


def verdict_failures(row: Row) -> Iterator[str]:
    """Yield what is wrong about the library's view of one text."""
    text, wanted = row["expr"], row["verdict"] == "accept"
    call = f"quartzcron.is_valid({text!r}, 'quartz')"
    valid = quartzcron.is_valid(text, "quartz")
    if row["verdict"] != "either" and valid is not wanted:
        yield f"{call} is {valid}: {row['why']}"
    problems = quartzcron.validate(text, "quartz")
    if bool(problems) is valid:
        yield f"{call} is {valid}, but validate finds {problems}"
    if is_refused(text) is valid:
        yield f"{call} is {valid}, but the constructor thinks otherwise"


def is_refused(text: str) -> bool:
    """Tell whether the constructor raises for a text."""
    try:
        CronExpression(text, "quartz")
    except CronExpressionError:
        return True
    return False


@pytest.mark.vectors
@pytest.mark.parametrize("kind", ["next", "prev"])
def test_fires(kind: str) -> None:
    """The fire times after and before a moment, one by one and as an iterator."""
    rows = [row for row in load("quartz_fires_utc") if row["kind"] == kind]
    assert rows
    report([failure for row in rows for failure in fires_failures(row)])


@pytest.mark.vectors
def test_fires_as_documented() -> None:
    """The documented fire times, where Java Quartz errs."""
    rows = load("quartz_documented_where_java_errs")
    cases = [{**row, "kind": "next", "exhausted": False} for row in rows]
    report([failure for case in cases for failure in fires_failures(case)])


def fires_failures(row: Row) -> Iterator[str]:
    """Yield what is wrong about the fire times of one line."""
    expression = CronExpression(row["expr"], "quartz")
    backwards = row["kind"] == "prev"
    method = "previous_fire_time" if backwards else "next_fire_time"
    moment = instant(row["before" if backwards else "after"])
    wanted = [instant(fire) for fire in row["fires"]]
    start = moment
    for fire in [*wanted, None] if row["exhausted"] else wanted:
        found = getattr(expression, method)(moment)
        if found != fire:
            yield f"CronExpression({row['expr']!r}, 'quartz').{method}({moment!r}) is not {fire!r}"
            return
        if fire is not None and fire not in expression:
            yield f"{fire!r} not in CronExpression({row['expr']!r}, 'quartz')"
        moment = fire or moment
    if backwards:
        listed = expression.fire_times(None, start, reverse=True)
    else:
        listed = (fire for fire in expression.fire_times(start) if fire > start)
    if list(islice(listed, len(wanted))) != wanted:
        yield f"fire_times of {row['expr']!r} from {start!r} differ from {method}"


def test_lost_vectors_are_noticed(tmp_path: Path) -> None:
    """Neither a missing nor a shortened file passes for a tested one."""
    for name in EXPECTED_LINES:
        with pytest.raises(VectorsMissingError, match="there is no"):
            load(name, tmp_path)
        (tmp_path / f"{name}.jsonl").write_text("{}\n", encoding="utf-8")
        with pytest.raises(VectorsMissingError, match="1 lines"):
            load(name, tmp_path)
