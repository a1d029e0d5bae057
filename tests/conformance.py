"""The loader of the conformance vectors.

A conformance test that finds no data passes without having tested anything. So
this loader knows how many lines each file must have, and complains loudly.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).with_name("vectors")

#: What lies before is history, and the same in every release of the zone data since 2025a.
SETTLED = datetime(2026, 11, 29, tzinfo=UTC)

# The number of lines each file was delivered with.
EXPECTED_LINES = {
    "quartz_accept_reject": 737,
    "quartz_fires_utc": 1831,
    "quartz_fires_dst": 765,
    "quartz_documented_where_java_errs": 145,
    "corrections": 93,
    "corrections_more": 274,
    "peer_facts": 3646,
    "app_engine_words": 591,
    "describe_golden": 228,
    "describe_truth": 39,
}


class VectorsMissingError(Exception):
    """The conformance data is not there, or not all of it."""


def load(name: str, directory: Path = VECTORS) -> list[dict[str, Any]]:
    """Return the lines of a vector file, each as a dict.

    Raises VectorsMissingError for a file that is missing or has too few lines.
    """
    path = directory / f"{name}.jsonl"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise VectorsMissingError(f"there is no {path.name} in {directory}") from error
    rows = [json.loads(line) for line in text.split("\n") if line]
    if len(rows) < EXPECTED_LINES[name]:
        raise VectorsMissingError(f"{path.name} has {len(rows)} lines, not {EXPECTED_LINES[name]}")
    return rows


def instant(text: str) -> datetime:
    """Return a moment of the vectors as a datetime in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)
