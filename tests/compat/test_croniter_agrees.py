"""croniter itself and the module that stands in for it, asked the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz
from croniter_questions import Question, answers, as_plain, near_changes, outcome, questions, texts
from hypothesis import given
from hypothesis import strategies as st

from quartzcron.compat import croniter as ours

theirs: Any = pytest.importorskip("croniter", reason="croniter 7 is an extra: systems")
if getattr(theirs, "croniter_range", None) is None or not hasattr(theirs.croniter, "DAYS_IN_MONTH"):
    pytest.skip("another croniter than 7", allow_module_level=True)


@given(questions())
def test_all_answers_are_the_same(question: Question) -> None:
    assert answers(ours, question) == answers(theirs, question)


# Without seconds: what a gap moves is at its end here, and at the next fitting second there.
NIGHTS = st.builds(
    "{} {} {}".format,
    st.sampled_from(["0", "30", "15,45", "*/20", "*", "5"]),
    st.sampled_from(["*", "*/2", "1", "2", "2-3", "0,1", "0", "3", "1-23", "*/3,23"]),
    st.sampled_from(["* * *", "* * 0", "1-9 * 6", "*/2 * *"]),
)
CHANGING = [
    "America/New_York",
    "Europe/Berlin",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "America/Havana",
    "Africa/Cairo",
]


@given(NIGHTS, st.sampled_from(CHANGING), st.booleans(), near_changes())
def test_clock_changes_are_the_same(text: str, name: str, of_pytz: bool, wall: datetime) -> None:
    zone = pytz.timezone(name) if of_pytz else ZoneInfo(name)
    start = wall.replace(tzinfo=UTC).astimezone(zone)
    question = Question(text, start, {})
    assert answers(ours, question) == answers(theirs, question)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))


@given(texts(), MOMENTS, st.integers(0, 10**6), st.booleans(), st.booleans())
def test_matches_and_ranges_are_the_same(
    text: str, start: datetime, seconds: int, day_or: bool, flag: bool
) -> None:
    stop = start + timedelta(seconds=seconds)

    def asked(module: Any) -> list[Any]:
        last, first = (start, stop) if flag else (stop, start)
        ends = (first, last) if flag else (first.timestamp(), last.timestamp())
        walk = module.croniter_range(*ends, text, day_or=day_or, exclude_ends=flag)
        return [
            outcome(lambda: module.croniter.match(text, start, day_or, flag)),
            outcome(lambda: module.croniter.match_range(text, start, stop, day_or, flag)),
            outcome(lambda: [as_plain(moment) for moment, _ in zip(walk, range(20), strict=False)]),
        ]

    assert asked(ours) == asked(theirs)


@given(
    texts(),
    st.sampled_from([None, "hello", b"world", ""]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, 2023, 2024, [2023, 2025], [2024]]),
    st.sampled_from([None, 0.0, 1_767_225_600.5]),
)
def test_expansions_and_verdicts_are_the_same(
    text: str, hash_id: Any, first: bool, strict: bool, year: Any, start: float | None
) -> None:
    def asked(module: Any) -> list[Any]:
        rest = {"second_at_beginning": first, "strict": strict, "strict_year": year}
        return [
            outcome(lambda: module.croniter.is_valid(text, hash_id=hash_id, **rest)),
            outcome(
                lambda: module.croniter.expand(text, hash_id=hash_id, from_timestamp=start, **rest)
            ),
        ]

    assert asked(ours) == asked(theirs)


def test_the_face_is_the_same() -> None:
    assert sorted(ours.__all__) == sorted(theirs.__all__)
    missing = {name for name in vars(theirs.croniter) if name not in vars(ours.croniter)}
    # What is left out is its machinery.
    assert {name for name in missing if not name.startswith("_")} == set()
    for name in ("RANGES", "ALPHACONV", "LOWMAP", "LEN_MEANS_ALL", "DAYS_IN_MONTH"):
        assert getattr(ours.croniter, name) == getattr(theirs.croniter, name)
    for name in ("VALID_LEN_EXPRESSION", "CRON_FIELDS", "M_ALPHAS", "DOW_ALPHAS", "EPOCH"):
        assert getattr(ours, name) == getattr(theirs.cron_m, name)
