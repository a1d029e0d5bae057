"""The list of cases: what is measured, under names that all competitors share.

A case joins a job (what is done, see `jobs`) with what it is done to: a plan, which each
competitor writes in its own dialect, or a family of drawn texts. A new row of the table is one
more `Case` here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from benchmarks import brute_force
from benchmarks.brute_force import Plan, times_of_day

NEW_YORK = ZoneInfo("America/New_York")
"""The zone of all cases whose clock changes."""

EVERY_MINUTE = Plan("every minute", brute_force.every_day, times_of_day())
EVERY_SECOND = Plan("every second", brute_force.every_day, range(86_400))
EVERY_FIVE_MINUTES = Plan(
    "every five minutes", brute_force.every_day, times_of_day(minutes=range(0, 60, 5))
)
EVERY_HALF_HOUR = Plan("every 30 minutes", brute_force.every_day, times_of_day(minutes=(0, 30)))
WEEKDAY_MORNINGS = Plan("weekday mornings", brute_force.on_weekdays, times_of_day([9], [30]))
LAST_WEEKDAY = Plan("last weekday", brute_force.on_last_weekday, times_of_day([18], [0]))
THIRD_FRIDAY = Plan("third Friday", brute_force.on_third_friday, times_of_day([12], [30]))
YEARLY = Plan("yearly", brute_force.on_new_years_day, times_of_day([0], [0]))
MONDAY_29_FEBRUARY = Plan(
    "Monday 29 February", brute_force.on_monday_29_february, times_of_day([0], [0])
)
MONDAYS = Plan("Mondays", brute_force.on_mondays, times_of_day([0], [0]))
NEVER = Plan("never", brute_force.no_day, times_of_day([0], [0]))

PLANS = (
    EVERY_MINUTE,
    WEEKDAY_MORNINGS,
    LAST_WEEKDAY,
    THIRD_FRIDAY,
    EVERY_SECOND,
    EVERY_FIVE_MINUTES,
    EVERY_HALF_HOUR,
    YEARLY,
    MONDAY_29_FEBRUARY,
    MONDAYS,
    NEVER,
)
"""Every plan that a case asks for."""


# --- where the questions start ------------------------------------------------------------------


def _anywhere(random: Random, zone: tzinfo | None) -> datetime:
    """Draw an instant from 2025 to 2030."""
    seconds = random.randrange(int((datetime(2031, 1, 1) - datetime(2025, 1, 1)).total_seconds()))
    if zone is None:
        return datetime(2025, 1, 1) + timedelta(seconds=seconds)
    # Counted in UTC, so that no moment falls into a gap and each pass of a fold has its share.
    return (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone)


def _in_fold(random: Random, zone: tzinfo | None) -> datetime:
    """Draw a moment of either pass of the hour that New York repeats in November.

    Of years that are past: what is to come, the zone database may change.
    """
    day = _sunday(random.randrange(2025, 2027), 11, 1)
    hour = datetime(day.year, day.month, day.day, 1, tzinfo=zone, fold=random.randrange(2))
    return hour.replace(minute=random.randrange(60), second=random.randrange(60))


def _in_gap(random: Random, zone: tzinfo | None) -> datetime:
    """Draw a moment of the hour that New York leaves out in March, of past years too."""
    day = _sunday(random.randrange(2025, 2027), 3, 8)
    hour = datetime(day.year, day.month, day.day, 2, tzinfo=zone)
    return hour.replace(minute=random.randrange(60), second=random.randrange(60))


def _last_day(random: Random, zone: tzinfo | None) -> datetime:
    """Draw a moment of the horizon's last afternoon."""
    noon = datetime(2199, 12, 31, 12, tzinfo=zone)
    return noon + timedelta(seconds=random.randrange(12 * 3600))


def _first_day(random: Random, zone: tzinfo | None) -> datetime:
    """Draw a moment of the horizon's first hours."""
    midnight = datetime(1970, 1, 1, tzinfo=zone)
    return midnight + timedelta(seconds=random.randrange(9 * 3600))


def _beginning(random: Random, zone: tzinfo | None) -> datetime:
    """Return the first moment of the horizon."""
    return datetime(1970, 1, 1, tzinfo=zone)


def _sunday(year: int, month: int, day: int) -> date:
    """Return the first Sunday from a date on."""
    first = date(year, month, day)
    return first + timedelta(days=6 - first.weekday())


STARTS: Mapping[str, Callable[[Random, tzinfo | None], datetime]] = {
    "anywhere": _anywhere,
    "in a fold": _in_fold,
    "in a gap": _in_gap,
    "on the last day": _last_day,
    "on the first day": _first_day,
    "at the beginning": _beginning,
}
"""How the moments are drawn from which the cases start."""


# --- the rows -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One row of the table.

    `job` is a key of `jobs.JOBS` and `target` one of `targets.TARGETS`, or None for a row that
    is only told. `subject` is what the job works on: a plan, or the name of a family of texts.
    `zone` goes with the moments that the job starts from, `starts` says how they are drawn, and
    `reach` how far a question goes: the days of a count, the number of the n-th fire time, or the
    texts of a union. A question about two plans has an `other`. A case of our `own` asks about our
    terms, such as the horizon, and no peer is held to it.

    A case about a schedule asks one that lives in its `home`, a zone, and between its `bounds`,
    where it has them; then the moments are `zone`'s all the same. It leaves out the dates that
    it is `without`.
    """

    name: str
    job: str
    subject: Plan | str
    target: str | None = None
    zone: tzinfo | None = None
    starts: str = "anywhere"
    own: bool = False
    reach: int = 0
    other: Plan | None = None
    home: tzinfo | None = None
    bounds: tuple[datetime, datetime] | None = None
    without: frozenset[date] = frozenset()

    @property
    def plan(self) -> Plan:
        """The plan of a case that has one."""
        if not isinstance(self.subject, Plan):
            raise TypeError(f"{self.name} works on texts, not on a plan")
        return self.subject

    @cached_property
    def judged(self) -> Plan:
        """The plan as the brute force has it: without the dates that are left out."""
        plan, without = self.plan, self.without
        if not without:
            return plan
        return replace(plan, on_day=lambda day: plan.on_day(day) and day not in without)

    @property
    def family(self) -> str:
        """The family of texts of a case that has one."""
        if isinstance(self.subject, Plan):
            raise TypeError(f"{self.name} works on a plan, not on texts")
        return self.subject

    def moments(self, count: int) -> Sequence[datetime]:
        """Return the random moments from which the case starts, the same each time."""
        return random_moments(count, self.zone, self.starts)

    @property
    def judge(self) -> Callable[[Plan, datetime], datetime | None]:
        """The brute force that knows the answer to a call of this case."""
        back = self.job.startswith("previous")
        return brute_force.previous_fire if back else brute_force.next_fire


def _directed(job: str) -> tuple[Case, ...]:
    """Return the rows that next and previous share."""
    near = (EVERY_MINUTE, WEEKDAY_MORNINGS, LAST_WEEKDAY, THIRD_FRIDAY, EVERY_SECOND)
    zoned = (WEEKDAY_MORNINGS, EVERY_HALF_HOUR)
    return (
        *(Case(f"{job} {plan.name}", job, plan, job) for plan in near),
        Case(f"{job} weekday mornings, UTC", job, WEEKDAY_MORNINGS, job, UTC),
        *(
            Case(f"{job} {plan.name}, New York", job, plan, f"{job} in a zone", NEW_YORK)
            for plan in zoned
        ),
        Case(f"{job} Monday 29 February", job, MONDAY_29_FEBRUARY, f"{job} far away"),
        Case(f"{job} never fires", job, NEVER),
    )


def _worst(name: str, plan: Plan, target: str | None = None, starts: str = "anywhere") -> Case:
    """Return a row of next in New York that keeps the search from its short ways."""
    return Case(f"next {name}", "next", plan, target, NEW_YORK, starts)


_WORST = (
    _worst("weekday mornings, start in a fold", WEEKDAY_MORNINGS, "next a year on", "in a fold"),
    _worst("every 30 minutes, start in a fold", EVERY_HALF_HOUR, "next a year on", "in a fold"),
    _worst("weekday mornings, start in a gap", WEEKDAY_MORNINGS, "next a year on", "in a gap"),
    _worst("yearly, New York", YEARLY, "next a year on"),
    _worst("Monday 29 February, New York", MONDAY_29_FEBRUARY, "next decades on"),
    _worst("never fires, New York", NEVER),
    Case("next, no more", "next", WEEKDAY_MORNINGS, starts="on the last day", own=True),
    Case(
        "next, no more, New York",
        "next",
        WEEKDAY_MORNINGS,
        zone=NEW_YORK,
        starts="on the last day",
        own=True,
    ),
    Case(
        "previous, none before", "previous", WEEKDAY_MORNINGS, starts="on the first day", own=True
    ),
)

_HOLIDAYS = frozenset(
    date(year, month, day)
    for year in range(2020, 2040)
    for month, day in ((1, 1), (5, 1), (7, 4), (10, 3), (11, 11), (12, 24), (12, 25), (12, 31))
)

_BOUNDS = datetime(2020, 1, 1), datetime(2040, 1, 1)
"""Bounds that all moments lie between: it is looking at them that is measured."""


def _housed(job: str, asked: str, zone: tzinfo | None, bounded: bool = False) -> Case:
    """Return a row about a schedule in New York that is asked with a moment of some zone."""
    name = f"{job} weekday mornings, New York, {'with bounds, ' if bounded else ''}{asked}"
    target = "schedule with bounds" if bounded else "schedule"
    bounds = _BOUNDS if bounded else None
    job = f"{job} of a schedule"
    return Case(name, job, WEEKDAY_MORNINGS, target, zone, home=NEW_YORK, bounds=bounds)


_SCHEDULES = (
    *(
        _housed(job, asked, zone)
        for job in ("next", "previous")
        for asked, zone in (
            ("from New York", NEW_YORK),
            ("from UTC", UTC),
            ("from no zone", None),
            ("from India", timezone(timedelta(hours=5, minutes=30))),
            ("from Berlin", ZoneInfo("Europe/Berlin")),
        )
    ),
    _housed("next", "from New York", NEW_YORK, bounded=True),
    _housed("next", "from UTC", UTC, bounded=True),
    _housed("previous", "from UTC", UTC, bounded=True),
    Case(
        "next weekday mornings, with bounds",
        "next of a schedule",
        WEEKDAY_MORNINGS,
        "schedule with bounds",
        bounds=_BOUNDS,
    ),
    *(
        Case(
            f"{job} weekday mornings, New York, dates left out, {asked}",
            f"{job} of a schedule",
            WEEKDAY_MORNINGS,
            "schedule without some dates",
            zone,
            home=NEW_YORK,
            without=_HOLIDAYS,
        )
        for job, asked, zone in (
            ("next", "from New York", NEW_YORK),
            ("next", "from UTC", UTC),
            ("previous", "from UTC", UTC),
        )
    ),
    Case(
        "matches weekday mornings, New York, from UTC",
        "matches of a schedule",
        WEEKDAY_MORNINGS,
        "schedule",
        UTC,
        home=NEW_YORK,
    ),
    Case(
        "make a schedule",
        "make schedule",
        "weekday range",
        "make a schedule",
        home=NEW_YORK,
    ),
    Case(
        "make a schedule, new text, named zone",
        "make schedule new",
        "weekday range",
        "make a schedule of a new text",
        home=NEW_YORK,
    ),
)

_TEN_YEARS = (date(2036, 1, 1) - date(2026, 1, 1)).days
_HORIZON = (date(2200, 1, 1) - date(1970, 1, 1)).days

_EXACT = (
    Case(
        "count every second, 230 years",
        "count",
        EVERY_SECOND,
        "count",
        UTC,
        "at the beginning",
        reach=_HORIZON,
    ),
    Case("count weekday mornings, ten years", "count", WEEKDAY_MORNINGS, "count", reach=_TEN_YEARS),
    Case(
        "count weekday mornings, New York",
        "count",
        WEEKDAY_MORNINGS,
        zone=NEW_YORK,
        reach=_TEN_YEARS,
    ),
    Case(
        "n-th of every second, a billion on",
        "n-th",
        EVERY_SECOND,
        "n-th",
        UTC,
        "at the beginning",
        reach=10**9,
    ),
    Case("n-th of weekday mornings, 1,000 on", "n-th", WEEKDAY_MORNINGS, "n-th", reach=1_000),
    Case("shortest interval, every second", "shortest", EVERY_SECOND, "shortest interval"),
    Case("shortest interval, third Friday", "shortest", THIRD_FRIDAY, "shortest interval"),
    Case(
        "shortest interval, third Friday, New York",
        "shortest",
        THIRD_FRIDAY,
        "shortest interval in a zone",
        NEW_YORK,
    ),
    Case(
        "shortest interval, third Friday, new zone",
        "shortest in new zone",
        THIRD_FRIDAY,
        "shortest interval in a zone",
        NEW_YORK,
        own=True,
    ),
    Case("first overlap, Mondays and yearly", "overlap", MONDAYS, other=YEARLY),
    Case("first overlap, none", "overlap", THIRD_FRIDAY, other=YEARLY),
    Case(
        "longest interval, union in 100 zones",
        "union in zones",
        "weekday range",
        "union",
        own=True,
        reach=100,
    ),
    Case(
        "longest interval, union of 800 day lists",
        "union",
        "day list",
        "union",
        own=True,
        reach=800,
    ),
)


def _form(name: str, job: str, target: str | None) -> Case:
    """Return a row about a question that a form asks, at each key or when it is sent."""
    return Case(name, job, "weekday range", target, own=not job.startswith("is_valid"))


_FORMS = (
    _form("is_valid, right text", "is_valid new right", None),
    _form("is_valid, wrong text", "is_valid new wrong", "is_valid of a wrong text"),
    _form("is_valid, right text again", "is_valid again right", "is_valid"),
    _form("is_valid, wrong text again", "is_valid again wrong", "is_valid"),
    _form("validate, misspelt text", "validate new misspelt", "corrected"),
    _form("validate, misspelt text again", "validate again misspelt", "corrected"),
    _form("corrected, misspelt text", "corrected new misspelt", "corrected"),
    _form("corrected, caches cleared", "corrected cleared misspelt", "corrected"),
    _form("lint", "lint new right", None),
    _form("lint again", "lint again right", "lint"),
    _form("detect", "detect new right", "detect"),
    _form("detect again", "detect again right", "detect"),
    _form("describe", "describe new right", "describe"),
    _form("describe again", "describe again right", "describe again"),
)

CASES: tuple[Case, ...] = (
    *_directed("next"),
    *_directed("previous"),
    *_WORST,
    *_SCHEDULES,
    Case("iterate weekday mornings", "iterate", WEEKDAY_MORNINGS, "iterate"),
    Case("iterate every five minutes", "iterate", EVERY_FIVE_MINUTES, "iterate"),
    Case(
        "iterate weekday mornings, New York",
        "iterate",
        WEEKDAY_MORNINGS,
        "iterate in a zone",
        NEW_YORK,
    ),
    Case(
        "iterate every five minutes, New York",
        "iterate",
        EVERY_FIVE_MINUTES,
        "iterate in a zone",
        NEW_YORK,
    ),
    Case("a year of */5 as an array", "array", EVERY_FIVE_MINUTES, "array"),
    Case(
        "a year of */5 as an array, New York",
        "array",
        EVERY_FIVE_MINUTES,
        "array in a zone",
        NEW_YORK,
    ),
    *_EXACT,
    Case("next of a fleet, each", "fleet", "weekday range", "fleet", UTC),
    Case("next of a list of expressions, each", "list", "weekday range", None, UTC),
    *(
        Case(f"next of a column, {what}", f"column, {what}", "weekday range", target, UTC)
        for what, target in (
            ("one moment", "column"),
            ("a moment each", "column"),
            ("new texts", "column of new texts"),
        )
    ),
    Case("parse new text", "parse new", "weekday range", "parse new text"),
    Case("parse new text, new days", "parse new", "day list", "parse new text"),
    Case("parse, caches cleared", "parse cleared", "weekday range", "parse with caches cleared"),
    Case("parse the same again", "parse again", "weekday range", "parse the same again"),
    *_FORMS,
    Case("import", "import", "weekday range", "import"),
    Case("memory, built", "memory built", "weekday range", "memory"),
    Case("memory, used", "memory used", "weekday range", "memory"),
    Case("memory, days distinct, built", "memory built", "day list", "memory"),
    Case("memory, days distinct, used", "memory used", "day list", "memory"),
    Case(
        "memory, a schedule of a hundred on one expression",
        "memory of schedules",
        "weekday range",
        "memory of a schedule",
        home=NEW_YORK,
    ),
)
"""All rows, in the order of the table."""


def random_moments(
    count: int, zone: tzinfo | None = None, starts: str = "anywhere"
) -> Sequence[datetime]:
    """Return random whole seconds, drawn as one of `STARTS` says, the same each time.

    >>> random_moments(1) == random_moments(2)[:1]
    True
    """
    random = Random(2026)
    return [STARTS[starts](random, zone) for _ in range(count)]
