"""A span as the compiled kernel writes it, held to the runs that it is made of."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import strategies
from dateutil import tz as dateutil_tz
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import KERNEL, CronExpression, Schedule
from quartzcron.arrays import spans
from quartzcron.arrays.runs import Span
from quartzcron.dialects.policies import PRESETS
from quartzcron.kernel import choice

ZONES: list[tzinfo | None] = [
    None,
    UTC,
    timezone(timedelta(hours=5, minutes=30)),
    dateutil_tz.gettz("Europe/Paris"),
    *map(
        ZoneInfo,
        [
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Africa/Monrovia",
            "Antarctica/Troll",
            "Europe/Dublin",
            "Pacific/Apia",
            "Pacific/Kwajalein",
        ],
    ),
]


@pytest.mark.skipif(KERNEL == "pure", reason="the runs are the only ones")
@given(
    strategies.any_texts(),
    st.sampled_from(sorted(PRESETS)),
    st.sampled_from(ZONES),
    st.integers(-(10**9), 8 * 10**9),
    st.integers(0, 3 * 365 * 86_400),
)
def test_the_compiled_row_writes_what_the_runs_are(
    case: tuple[str, str], policy: str, zone: tzinfo | None, first: int, length: int
) -> None:
    """Years of them, in and out of the horizon; and an array of another length is refused."""
    span = Span(Schedule(CronExpression(*case), dst=PRESETS[policy]), zone, first, first + length)
    row = choice.Row(span)
    if row.size > 200_000:
        span = span._replace(end=first + min(length, 200_000))
        row = choice.Row(span)
    runs = spans.Runs(span)
    found, expected = np.empty(row.size, np.int64), np.empty(runs.size, np.int64)
    row.write(found)
    runs.write(expected)
    assert np.array_equal(found, expected)
    with pytest.raises(ValueError, match="fire times, not"):
        row.write(np.empty(row.size + 1, np.int64))
