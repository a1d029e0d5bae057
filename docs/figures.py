"""What the page on performance says first, in the figures of its last run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from cells import table

KEPT = Path(__file__).parent / "_static" / "benchmarks" / "figures.json"

NAMES = ("quartzcron", "quartzcron, pure", "croniter", "cronsim", "APScheduler")
CASES = {
    "without a time zone": (
        "next every minute",
        "next weekday mornings",
        "next third Friday",
        "next every second",
    ),
    "in New York": ("next weekday mornings, New York", "next every 30 minutes, New York"),
}


def summary() -> str:
    """Return the table of how long a next run takes, as multiples of F.

    >>> print(summary().splitlines()[0])
    | Next run | quartzcron | quartzcron, pure | croniter | cronsim | APScheduler |
    """
    figures = json.loads(KEPT.read_text("utf-8"))["figures"]
    ratios = {(each["case"], each["competitor"]): each["ratio"] for each in figures}
    rows = (
        [where, *(_span([ratios[case, name] for case in cases]) for name in NAMES)]
        for where, cases in CASES.items()
    )
    return table(["Next run", *NAMES], rows)


def _span(ratios: Sequence[float]) -> str:
    """Return the least and the largest of some ratios, with as many digits as matter.

    >>> _span([0.28, 0.34]), _span([98.6, 541.2]), _span([0.97, 1.03])
    ('0.3 F', '99 to 541 F', '1.0 F')
    """
    low, high = (
        f"{each:.1f}" if each < 10 else f"{each:.0f}" for each in (min(ratios), max(ratios))
    )
    return f"{low} F" if low == high else f"{low} to {high} F"
