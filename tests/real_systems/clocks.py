"""A score for a system's clock rule: exact lists of runs around every change of clock of a year.

Each of a few plain texts is asked in each of ten zones, from a day and a half before
a change to a day and a half after it. A list counts if it is ours, run by run. The zones
are those whose changes are hard on an engine: by half an hour, by two hours, at midnight or
over it, late in the evening, on another day than Sunday, or with winter as the exception.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from real_systems import Question, System
from real_systems.comparison import (
    FAILS,
    REFUSED,
    RUNS,
    Difference,
    effect_of,
    is_fixed,
    schedule_of,
    shown,
)

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Europe/Dublin",  # winter is the exception to a rule
    "Australia/Lord_Howe",  # half an hour
    "America/Havana",  # at midnight, and back to it
    "Africa/Cairo",  # at midnight, and back over it
    "America/Santiago",  # at midnight, in the south
    "Asia/Jerusalem",  # on a Friday
    "Antarctica/Troll",  # two hours
    "America/Nuuk",  # on Saturday evening
)

TEXTS = (
    "30 2 * * *",
    "30 1 * * *",
    "0 3 * * *",
    "0 0 * * *",
    "30 0 * * *",
    "30 23 * * *",
    "0 1,2,3 * * *",
    "*/20 1-2 * * *",
    "0,30 0 * * *",
    "0 */2 * * *",
    "15 2-23/3 * * *",
    "0 0-22 * * *",
    "0 * * * *",
    "15 * * * *",
    "*/30 * * * *",
    "5 1-23/2 * * *",
)

YEAR = 2026
DAY_AND_A_HALF = 36 * 3_600


def changes(zone: str, year: int = YEAR) -> list[int]:
    """Return the instants at which the offset of a zone changes in a year, to the hour."""
    local = ZoneInfo(zone)
    first, last = (int(datetime(y, 1, 1, tzinfo=UTC).timestamp()) for y in (year, year + 1))

    def offset(at: int) -> timedelta | None:
        return datetime.fromtimestamp(at, local).utcoffset()

    return [at for at in range(first, last, 3_600) if offset(at) != offset(at - 3_600)]


def questions(system: System) -> Iterator[Question]:
    """Return what a system is asked: each text around each change, from a day and a half before."""
    for zone in ZONES:
        for change in changes(zone):
            for text in TEXTS:
                yield Question(system.clock_text(text), zone, [change - DAY_AND_A_HALF], 0)


def compared(system: System, question: Question) -> Difference | None:
    """Return what a system answers differently within the three days, or None.

    One that repeats an instant for ever is stopped: it may give twice our runs, and some more.
    """
    [start] = question.starts
    first, end = (datetime.fromtimestamp(start + span, UTC) for span in (1, 2 * DAY_AND_A_HALF))
    schedule = schedule_of(system, question)
    mine = [int(run.timestamp()) for run in schedule.fire_times(first, end)]
    question = question._replace(take=2 * len(mine) + 8)
    theirs = system.answer(question)
    if theirs.failure:
        kind = FAILS if theirs.taken else REFUSED
        return Difference(kind, question, (), shown(question, [mine]), theirs.failure)
    found = [run for run in theirs.runs[0] if run is not None and run < end.timestamp()]
    if mine == found:
        return None
    rests = _rest(question, mine, found), _rest(question, found, mine)
    effect = effect_of([*mine, None], [*found, None])
    return Difference(RUNS, question, (), *rests, effect, is_fixed(schedule))


def _rest(question: Question, runs: list[int], others: list[int]) -> str:
    """Return the runs that are not among the others, in words."""
    rest = Counter(runs) - Counter(others)
    return shown(question, [sorted(rest.elements())]) or "nothing more"
