"""The law of recurrence rules: listing them is listing the fire times.

dateutil, which shares no code with the library, reads the rules. How they fare near changes
of clock is among the laws of zones.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import oracle
import strategies
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression, Schedule

# So many days with so few fire times are compared; rules are slow to read.
MOST_DAYS = 40 * 366
MOST_FIRES = 300


def span_of(text: str, dialect: str, start: datetime) -> tuple[datetime, datetime]:
    """Return a span with not too many fire times, from the first one after a moment on."""
    reading = oracle.read(text, dialect)
    times_a_day = len(reading.seconds) * len(reading.minutes) * len(reading.hours)
    start = CronExpression(text, dialect).next_fire_time(start) or start
    start = min(start, datetime(2190, 1, 1))
    return start, start + min(
        timedelta(days=MOST_DAYS), timedelta(seconds=86_400 * MOST_FIRES // times_a_day)
    )


@given(strategies.any_texts(), strategies.ordinary_moments())
def test_rules_say_what_fires(case: tuple[str, str], moment: datetime) -> None:
    """Any text of any dialect, sparse ones over many years."""
    start, end = span_of(*case, moment)
    expression = CronExpression(*case)
    assert list(expression.to_rrule(start, end)) == list(expression.fire_times(start, end))


@given(strategies.meanings(with_seconds=False), strategies.ordinary_moments(), st.data())
def test_bounds_and_exclusions(
    meaning: strategies.Meaning, moment: datetime, data: st.DataObject
) -> None:
    """A schedule's own bounds, and what it leaves out."""
    text = data.draw(strategies.texts_of(meaning, "quartzcron", six=False))
    start, end = span_of(text, "quartzcron", moment)
    day = start.date() + timedelta(days=data.draw(st.integers(0, 40)))
    schedule = Schedule(
        text,
        start=start + timedelta(hours=data.draw(st.integers(0, 30))),
        excluding=[day, (day + timedelta(days=3), day + timedelta(days=9))],
    )
    assert list(schedule.to_rrule(end=end)) == list(schedule.fire_times(start, end))
