"""The list of cases: what is measured, under names that all competitors share.

A case joins a job (what is done, see `jobs`) with what it is done to: a plan, which each
competitor writes in its own dialect, or a family of drawn texts. A new row of the table is one
more `Case` here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random

from benchmarks import brute_force
from benchmarks.brute_force import Plan, times_of_day

EVERY_MINUTE = Plan("every minute", brute_force.every_day, times_of_day())
EVERY_SECOND = Plan("every second", brute_force.every_day, range(86_400))
EVERY_FIVE_MINUTES = Plan(
    "every five minutes", brute_force.every_day, times_of_day(minutes=range(0, 60, 5))
)
WEEKDAY_MORNINGS = Plan("weekday mornings", brute_force.on_weekdays, times_of_day([9], [30]))
LAST_WEEKDAY = Plan("last weekday", brute_force.on_last_weekday, times_of_day([18], [0]))
THIRD_FRIDAY = Plan("third Friday", brute_force.on_third_friday, times_of_day([12], [30]))
MONDAY_29_FEBRUARY = Plan(
    "Monday 29 February", brute_force.on_monday_29_february, times_of_day([0], [0])
)
NEVER = Plan("never", brute_force.no_day, times_of_day([0], [0]))

PLANS = (
    EVERY_MINUTE,
    WEEKDAY_MORNINGS,
    LAST_WEEKDAY,
    THIRD_FRIDAY,
    EVERY_SECOND,
    EVERY_FIVE_MINUTES,
    MONDAY_29_FEBRUARY,
    NEVER,
)
"""Every plan that a case asks for."""


@dataclass(frozen=True)
class Case:
    """One row of the table.

    `job` is a key of `jobs.JOBS` and `target` one of `targets.TARGETS`, or None for a row that
    is only told. `subject` is what the job works on: a plan, or the name of a family of texts.
    `zone` goes with the moments that the job starts from.
    """

    name: str
    job: str
    subject: Plan | str
    target: str | None = None
    zone: tzinfo | None = None

    @property
    def plan(self) -> Plan:
        """The plan of a case that has one."""
        if not isinstance(self.subject, Plan):
            raise TypeError(f"{self.name} works on texts, not on a plan")
        return self.subject

    @property
    def family(self) -> str:
        """The family of texts of a case that has one."""
        if isinstance(self.subject, Plan):
            raise TypeError(f"{self.name} works on a plan, not on texts")
        return self.subject

    @property
    def judge(self) -> Callable[[Plan, datetime], datetime | None]:
        """The brute force that knows the answer to a call of this case."""
        return brute_force.previous_fire if self.job == "previous" else brute_force.next_fire


def _directed(job: str) -> tuple[Case, ...]:
    """Return the rows that next and previous share."""
    near = (EVERY_MINUTE, WEEKDAY_MORNINGS, LAST_WEEKDAY, THIRD_FRIDAY, EVERY_SECOND)
    return (
        *(Case(f"{job} {plan.name}", job, plan, job) for plan in near),
        Case(f"{job} weekday mornings, UTC", job, WEEKDAY_MORNINGS, job, UTC),
        Case(f"{job} Monday 29 February", job, MONDAY_29_FEBRUARY, f"{job} far away"),
        Case(f"{job} never fires", job, NEVER),
    )


CASES: tuple[Case, ...] = (
    *_directed("next"),
    *_directed("previous"),
    Case("iterate weekday mornings", "iterate", WEEKDAY_MORNINGS, "iterate"),
    Case("iterate every five minutes", "iterate", EVERY_FIVE_MINUTES, "iterate"),
    Case("parse new text", "parse new", "weekday range", "parse new text"),
    Case("parse new text, new days", "parse new", "day list", "parse new text"),
    Case("parse, caches cleared", "parse cleared", "weekday range", "parse with caches cleared"),
    Case("parse the same again", "parse again", "weekday range", "parse the same again"),
    Case("import", "import", "weekday range", "import"),
    Case("memory, built", "memory built", "weekday range", "memory"),
    Case("memory, used", "memory used", "weekday range", "memory"),
    Case("memory, days distinct, built", "memory built", "day list", "memory"),
    Case("memory, days distinct, used", "memory used", "day list", "memory"),
)
"""All rows, in the order of the table."""


def random_moments(count: int, zone: tzinfo | None = None, seed: int = 2026) -> Sequence[datetime]:
    """Return random whole seconds from 2025 to 2030, the same for the same seed.

    >>> random_moments(1) == random_moments(2)[:1]
    True
    """
    random = Random(seed)
    first = datetime(2025, 1, 1, tzinfo=zone)
    seconds = int((datetime(2031, 1, 1) - datetime(2025, 1, 1)).total_seconds())
    return [first + timedelta(seconds=random.randrange(seconds)) for _ in range(count)]
