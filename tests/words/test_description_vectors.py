"""Golden sentences and truth tests, in every language that there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import conformance
import description_peers
import pytest

from quartzcron import CronExpression
from quartzcron.words.languages import codes

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.vectors

#: Sentences of ours that stand instead of golden ones, by language and text: ours, and why.
BETTER: dict[tuple[str, str], tuple[str, str]] = {
    ("de", "0 0 1 */3 *"): (
        "Jeweils am 1. der Monate Januar, April, Juli und Oktober um 00:00 Uhr",
        "The same day of some months is said once, however many they are.",
    ),
}


def _lines(name: str) -> list[dict[str, Any]]:
    """Return the lines of the languages that there are."""
    lines = [line for line in conformance.load(name) if line["locale"] in codes()]
    assert len(lines) > 30
    return lines


def _described(line: dict[str, Any], hour12: bool) -> str:
    return CronExpression(line["expr"], line["dialect"]).describe(line["locale"], hour12=hour12)


@pytest.mark.parametrize(
    "line", _lines("describe_golden"), ids=lambda line: f"{line['locale']}: {line['expr']}"
)
def test_a_golden_sentence_is_said_or_a_better_one(line: dict[str, Any]) -> None:
    wanted = {line["text"], *line["acceptable"]}
    better = BETTER.get((line["locale"], line["expr"]))
    described = _described(line, hour12=False)
    if better is None:
        assert described in wanted
    else:
        assert described == better[0]
        assert described not in wanted


@pytest.mark.parametrize("hour12", [False, True], ids=["24 hours", "12 hours"])
@pytest.mark.parametrize("line", _lines("describe_truth"), ids=lambda line: line["id"])
def test_a_description_is_true(line: dict[str, Any], hour12: bool) -> None:
    described = _described(line, hour12)
    for pattern in line["must"]:
        assert re.search(pattern, described), f"{described!r} must have {pattern}: {line['why']}"
    for pattern in line["must_not"]:
        assert not re.search(pattern, described), f"{described!r} has {pattern}: {line['why']}"


def test_ours_pass_what_the_page_says_of_others() -> None:
    """The counts of the page are of these very lines, and ours pass all of them."""
    facts = tomllib.loads((ROOT / "docs" / "facts.toml").read_text("utf-8"))["describers"]
    asked = description_peers.lines()
    ours = description_peers.counted(description_peers.OURS)
    assert ours["passed"] == len(asked)
    assert facts[0]["name"] == "quartzcron"
    for fact in facts:
        assert fact["asked"] == len(asked)
        assert fact["passed"] + fact["refused"] <= len(asked)
