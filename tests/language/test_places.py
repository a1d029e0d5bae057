"""Where the faults of a text stand: the place of every problem, in code points of the whole text."""

from __future__ import annotations

import pytest

from quartzcron import validate

# Dialect, text, and below it the place of its one problem.
PLACES = [
    # Inside H(...), of which the numbers are read apart.
    ("jenkins", "H(99-5) * * * *",
                "  ^^"),
    ("jenkins", "H(0-99) * * * *",
                "    ^^"),
    ("jenkins", "H(9-5) * * * *",
                "  ^^^"),
    ("jenkins", "0 0 H(0-3) * *",
                "      ^"),
    ("jenkins", "0 H(a-5) * * *",
                "    ^"),
    # What follows H, and H itself.
    ("jenkins", "H() * * * *",
                " ^^"),
    ("jenkins", "H(1-5 * * * *",
                " ^^^^"),
    ("jenkins", "0,H(1-5)/0 * * * *",
                "  ^^^^^^^^"),
    # A wrapper that is not closed, or closed twice.
    ("eventbridge", "cron(0 9 * * ? *",
                    "                ^"),
    ("eventbridge", "cron(0 9 * * ? *))",
                    "                 ^"),
    ("eventbridge", "cron(0 99 * * ? *)",
                    "       ^^"),
    # Two day fields that do not go together.
    ("croniter", "0 9 1 * MON#1",
                 "        ^^^^^"),
    # In the parts of a term.
    ("quartz", "0 0 9 ? * MON-FRX",
               "              ^^^"),
    ("quartz", "0 0 9 ? * MON#6",
               "              ^"),
    ("quartz", "0 10-99/5 9 ? * MON",
               "     ^^"),
    ("quartz", "0 0/99 9 ? * MON",
               "  ^^^^"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "below"), PLACES)
def test_the_place_of_a_fault(dialect: str, text: str, below: str) -> None:
    [problem] = validate(text, dialect, seed="a job" if dialect == "jenkins" else None)
    start = below.index("^")
    # Where something is missing at the end, the place is empty and drawn as one sign.
    end = len(below) if start < len(text) else start
    assert problem.span == (start, end)


def test_a_forgotten_bracket_is_put_in_its_place() -> None:
    [problem] = validate("cron(0 9 * * ? *", "eventbridge")
    assert problem.hint == "cron(0 9 * * ? *)"
