"""Packages that import croniter answer the same through our module, where they are installed."""

from __future__ import annotations

import croniter_callers
import pytest
from croniter_callers import Comparison


def test_packages_answer_the_same() -> None:
    here = croniter_callers.environments()
    if not here:
        pytest.skip("rq, saq, procrastinate, pgqueuer: python -m tests.croniter_callers --install")
    for environment in here:
        found = croniter_callers.compare(environment)
        assert found
        for comparison in found:
            assert len(comparison.ours) > 1000
            assert comparison.different == []


def test_a_difference_is_seen() -> None:
    found = Comparison("rq", ["1", "2"], ["1", "3"], (1.0, 0.1))
    assert found.different == [("2", "3")]
