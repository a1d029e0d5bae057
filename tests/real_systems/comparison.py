"""Our answer beside a system's, and what is known about the differences.

A difference is listed or it is news. The list, `docs/deviations.toml`, is also
what the documentation tells of the systems, so each entry gives its reason and
an example; an entry that no longer shows is an error too.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from quartzcron import CronExpression, Schedule
from quartzcron.clock.instants import is_fixed_schedule
from quartzcron.compiling.compiler import dialect_of, read
from real_systems import Answer, Question, System

TABLE = Path(__file__).parent.parent.parent / "docs" / "deviations.toml"

# The kinds of a difference.
TAKEN = "taken"  #: by the system alone
REFUSED = "refused"  #: by the system alone
RUNS = "runs"  #: both take it, and run it at other times
FAILS = "fails"  #: the system takes it and breaks when it looks for the next run


# What is different about the runs of a system.
LOSES = "loses"  #: it leaves out runs, and has no other
ADDS = "adds"  #: it has all runs, and others
MOVES = "moves"  #: both


class Difference(NamedTuple):
    """What a system and our dialect answer differently.

    `codes` are of our problems. Where both take the text, `effect` is what the system does to
    the runs, and `fixed` whether the clock rule counts the schedule as one of fixed times.
    """

    kind: str
    question: Question
    codes: Sequence[str]
    ours: str
    theirs: str
    effect: str = ""
    fixed: bool = True


class Deviation(NamedTuple):
    """An entry of the list: which differences it explains, why, and one to show it.

    `codes` are those of our problems with a text that the system takes which
    this entry answers for. `pattern` is searched for in the text, `says` in
    what the system says. `zones` restricts it to questions in these zones, or in any
    zone (`*`), `asked_in` to those that begin in one pass of a repeated hour, `effect`
    to what the system does to the runs, and `fixed` to schedules of that kind.
    """

    system: str
    kind: str
    why: str
    text: str
    codes: tuple[str, ...] = ()
    pattern: str = ""
    says: str = ""
    zones: tuple[str, ...] = ()
    asked_in: str = ""
    effect: str = ""
    fixed: bool | None = None
    zone: str | None = None
    start: datetime = datetime(2026, 1, 1)

    def touches(self, difference: Difference) -> bool:
        """Tell whether this is a reason, or one of the reasons, of a difference of its system."""
        question = difference.question
        return (
            self.kind == difference.kind
            and (self.kind != TAKEN or not set(self.codes).isdisjoint(difference.codes))
            and bool(re.search(self.pattern, question.text))
            and bool(re.search(self.says, difference.theirs))
            and (not self.zones or self._is_in(question.zone))
            and self.effect in ("", difference.effect)
            and self.fixed in (None, difference.fixed)
            and (
                not self.asked_in
                or any(_pass(question.zone, at) == self.asked_in for at in question.starts)
            )
        )

    def _is_in(self, zone: str | None) -> bool:
        return zone in self.zones or (zone is not None and ANY_ZONE in self.zones)

    @property
    def question(self) -> Question:
        """The question that shows it."""
        zone = UTC if self.zone is None else ZoneInfo(self.zone)
        moment = self.start.replace(tzinfo=zone, fold=self.asked_in == SECOND)
        return Question(self.text, self.zone, [int(moment.timestamp())], 8)


ANY_ZONE = "*"

# The passes of an hour that comes twice.
FIRST = "first pass"
SECOND = "second pass"


def _pass(zone: str | None, start: int) -> str:
    """Return in which pass of a repeated hour an instant lies, "" for any other."""
    moment = datetime.fromtimestamp(start, UTC if zone is None else ZoneInfo(zone))
    other = moment.replace(fold=1 - moment.fold)
    if moment.utcoffset() == other.utcoffset():
        return ""
    return SECOND if moment.fold else FIRST


def reasons(difference: Difference, listed: Sequence[Deviation]) -> list[Deviation]:
    """Return the entries that explain a difference, none where a part of it stays unexplained.

    A text may have several problems, and a system may take each of them for a
    reason of its own.
    """
    touching = [entry for entry in listed if entry.touches(difference)]
    if difference.kind != TAKEN:
        return touching[:1]
    explained = {code for entry in touching for code in entry.codes}
    return touching if explained.issuperset(difference.codes) else []


def deviations(table: Path = TABLE) -> list[Deviation]:
    """Return the list."""
    entries: list[dict[str, Any]] = tomllib.loads(table.read_text("utf-8"))["deviations"]
    return [Deviation(**_frozen(entry)) for entry in entries]


def most_lists(table: Path = TABLE) -> dict[str, int]:
    """Return how many lists of runs around changes of clock may not be ours, by system."""
    systems: list[dict[str, Any]] = tomllib.loads(table.read_text("utf-8"))["systems"]
    return {system["name"]: system["lists"] for system in systems if "lists" in system}


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(it) if isinstance(it, list) else it for key, it in entry.items()}


# --- our answer ------------------------------------------------------------------------


def ours(dialect: str, question: Question, policy: str | None = None) -> Answer:
    """Return what this library says, under a policy that is not the dialect's own if one is given."""
    # What the grammar says, fault by fault: what was meant is no matter here.
    compiled, problems = read(question.text, dialect_of(dialect))
    if compiled is None:
        codes = " ".join(dict.fromkeys(problem.code for problem in problems))
        return Answer(False, failure=codes)
    schedule = _schedule(dialect, question, policy)
    return Answer(True, [_walk(schedule, start, question.take) for start in question.starts])


def schedule_of(system: System, question: Question) -> Schedule:
    """Return the schedule that stands for a system's."""
    return _schedule(system.dialect, question, system.policy)


def _schedule(dialect: str, question: Question, policy: str | None) -> Schedule:
    zone = UTC if question.zone is None else ZoneInfo(question.zone)
    return Schedule(CronExpression(question.text, dialect), tz=zone, dst=policy)


def _walk(schedule: Schedule, start: int, take: int) -> list[int | None]:
    found: list[int | None] = []
    moment = datetime.fromtimestamp(start, UTC)
    while len(found) < take:
        run = schedule.next_fire_time(moment)
        if run is None:
            return [*found, None]
        moment = run
        found.append(int(run.timestamp()))
    return found


# --- the comparison ----------------------------------------------------------------------


def compared(system: System, question: Question) -> tuple[bool, Difference | None]:
    """Return whether we take a text, and what the system answers differently."""
    mine = ours(system.dialect, question, system.policy)
    theirs = system.answer(question)
    if mine.taken != theirs.taken:
        kind = TAKEN if theirs.taken else REFUSED
        codes = () if mine.taken else tuple(mine.failure.split())
        said = theirs.failure or shown(question, theirs.runs)
        mine_said = mine.failure or shown(question, mine.runs)
        return mine.taken, Difference(kind, question, codes, mine_said, said)
    if not mine.taken:
        return False, None
    if theirs.failure:
        mine_said = shown(question, mine.runs)
        return True, Difference(FAILS, question, (), mine_said, theirs.failure)
    if _same(mine.runs, theirs.runs, question.starts, system.years):
        return True, None
    differing = [
        (start, one, other)
        for start, one, other in zip(question.starts, mine.runs, theirs.runs, strict=True)
        if not _same([one], [other], [start], system.years)
    ]
    start, one, other = differing[0]
    asked = question._replace(starts=[start])
    found = shown(asked, [one]), shown(asked, [other])
    fixed = is_fixed(schedule_of(system, question))
    return True, Difference(RUNS, asked, (), *found, effect_of(one, other), fixed)


def is_fixed(schedule: Schedule) -> bool:
    """Tell whether the clock rule of a schedule counts it as one of fixed times."""
    return is_fixed_schedule(schedule.expression._matcher, schedule.dst_policy)


def effect_of(mine: Sequence[int | None], theirs: Sequence[int | None]) -> str:
    """Return what a system does to our runs, as far as both have been walked.

    The one that ends first says nothing of what comes later, unless it has no further run.
    """
    ends = [max(filter(None, runs), default=0) for runs in (mine, theirs) if None not in runs]
    seen = [
        Counter(run for run in runs if run is not None and run <= min(ends, default=run))
        for runs in (mine, theirs)
    ]
    lost, added = seen[0] - seen[1], seen[1] - seen[0]
    return MOVES if lost and added else LOSES if lost else ADDS


def _same(
    mine: Sequence[Sequence[int | None]],
    theirs: Sequence[Sequence[int | None]],
    starts: Sequence[int],
    years: int | None,
) -> bool:
    """Tell whether the runs agree as far as the system looks."""
    for one, other, start in zip(mine, theirs, starts, strict=True):
        moment = start
        for run, their_run in zip(one, other, strict=False):
            if their_run is None and run is not None and years is not None:
                # A year more or less: it counts to the end of one.
                if run - moment < (years - 1) * 365 * 86_400:
                    return False
                break
            if run != their_run:
                return False
            moment = run if run is not None else moment
    return True


def shown(question: Question, runs: Sequence[Sequence[int | None]]) -> str:
    """Return the runs of the first start as they are read in the question's zone."""
    zone = UTC if question.zone is None else ZoneInfo(question.zone)
    return ", ".join(
        "none" if run is None else f"{datetime.fromtimestamp(run, zone):%Y-%m-%d %H:%M:%S%z}"
        for run in (runs[0] if runs else ())
    )
