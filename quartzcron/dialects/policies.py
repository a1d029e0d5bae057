"""What happens to a schedule when the clock changes: data, no mechanism.

Clocks go forward over a gap, whose wall times do not exist, and back into a
fold, whose wall times exist twice. A policy says what becomes of such wall
times, for schedules of fixed times and for the others apart; which schedules
count as fixed is its third knob. Expressions are compared with their policy,
which is why it stands here, below everything that reads a text.

Where no clock ever changes (wall time, UTC, a fixed offset) a policy has
nothing to do.
"""

from __future__ import annotations

from quartzcron.errors import LONGEST_NAME, UnknownNameError
from quartzcron.ground.plain_data import PlainData
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from typing import ClassVar, Final, Literal

    GapRule = Literal["skip", "next", "shift"]
    FoldRule = Literal["first", "last", "both"]
    FixedWhen = Literal[
        "all", "not-every-hour", "single-time", "not-in-a-row",
        "no-leading-star", "no-interval-sign",
    ]  # fmt: skip
    # The names of the presets, spelled out for type checkers; a test holds them equal.
    PolicyName = Literal[
        "SAFE", "QUARTZ", "VIXIE", "CRONOS", "SPRING", "OCPS", "CRONER", "CRONITER",
        "APSCHEDULER", "AIRFLOW", "CELERY", "PREFECT", "DAGSTER", "TEMPORAL", "AZURE",
        "QUARTZNET", "safe", "quartz", "vixie", "cronos", "spring", "ocps", "croner",
        "croniter", "apscheduler", "airflow", "celery", "prefect", "dagster", "temporal",
        "azure", "quartznet",
    ]  # fmt: skip

#: What a gap does to a wall time inside it.
SKIP: Final = "skip"  #: it does not fire
NEXT: Final = "next"  #: it fires at the first instant after the gap
SHIFT: Final = "shift"  #: it fires later by the length of the gap

#: What a fold does to a wall time inside it.
FIRST: Final = "first"  #: it fires in the first pass
LAST: Final = "last"  #: it fires in the second pass
BOTH: Final = "both"  #: it fires in both

#: Which schedules count as fixed. The last two go by the text, see `TEXT_TRAITS`.
ALL: Final = "all"  #: every one
NOT_EVERY_HOUR: Final = "not-every-hour"  #: those that leave out an hour of the day
SINGLE_TIME: Final = "single-time"  #: those with one second, one minute and one hour
NOT_IN_A_ROW: Final = (
    "not-in-a-row"  #: no two values in a row in second, minute and hour: 1-2, 3,4, *
)
NO_LEADING_STAR: Final = "no-leading-star"  #: minute and hour do not begin with *
NO_INTERVAL_SIGN: Final = "no-interval-sign"  #: no * ? - / in second, minute and hour

FIXED_WHEN = (
    ALL,
    NOT_EVERY_HOUR,
    SINGLE_TIME,
    NOT_IN_A_ROW,
    NO_LEADING_STAR,
    NO_INTERVAL_SIGN,
)

#: The kinds that depend on how the text was written, not only on what it means.
TEXT_TRAITS = (NO_LEADING_STAR, NO_INTERVAL_SIGN)


class Treatment(Record):
    """What happens to one kind of schedule in a gap and in a fold.

    >>> Treatment("next", "first") == DstPolicy.SAFE.fixed
    True

    `gap` is "skip", "next" (the first instant after it) or "shift" (later by its length); `fold`
    is "first", "last" or "both" of its passes. Other words raise `ValueError`.
    """

    gap: GapRule
    fold: FoldRule


class DstPolicy(Record, PlainData):
    """A rule for clock changes: which schedules are fixed, and what happens to each kind.

    >>> DstPolicy.SAFE.fixed_when, DstPolicy.SAFE.fixed.gap, DstPolicy.SAFE.other.fold
    ('not-every-hour', 'next', 'both')

    A policy maps each matching wall time to no, one or two instants, and every method works on
    the resulting instants. `fixed` is what happens to the schedules that `fixed_when` names,
    `other` what happens to the rest. `longest_gap` and `longest_fold` (seconds) are the longest
    changes that count as such: beyond them the clock was corrected and nothing is made up (gap:
    skip, fold: both). A policy of your own works like the presets:

    >>> mine = DstPolicy("mine", "all", Treatment("next", "last"), Treatment("next", "last"))
    >>> DstPolicy.SAFE.replace(name="early", fixed=Treatment("skip", "first")).fixed.gap
    'skip'
    """

    _form = "policy"

    name: str
    fixed_when: FixedWhen
    fixed: Treatment
    other: Treatment
    longest_gap: int | None = None
    longest_fold: int | None = None

    if TYPE_CHECKING:
        SAFE: ClassVar[DstPolicy]
        QUARTZ: ClassVar[DstPolicy]
        VIXIE: ClassVar[DstPolicy]
        CRONOS: ClassVar[DstPolicy]
        SPRING: ClassVar[DstPolicy]
        OCPS: ClassVar[DstPolicy]
        CRONER: ClassVar[DstPolicy]
        CRONITER: ClassVar[DstPolicy]
        APSCHEDULER: ClassVar[DstPolicy]
        AIRFLOW: ClassVar[DstPolicy]
        CELERY: ClassVar[DstPolicy]
        PREFECT: ClassVar[DstPolicy]
        DAGSTER: ClassVar[DstPolicy]
        TEMPORAL: ClassVar[DstPolicy]
        AZURE: ClassVar[DstPolicy]
        QUARTZNET: ClassVar[DstPolicy]

    def __init__(
        self,
        name: str,
        fixed_when: FixedWhen,
        fixed: Treatment,
        other: Treatment,
        longest_gap: int | None = None,
        longest_fold: int | None = None,
    ) -> None:
        super().__init__(name, fixed_when, fixed, other, longest_gap, longest_fold)
        _one_of("fixed_when", fixed_when, FIXED_WHEN)
        for treatment in (fixed, other):
            _one_of("gap", treatment.gap, (SKIP, NEXT, SHIFT))
            _one_of("fold", treatment.fold, (FIRST, LAST, BOTH))

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        if PRESETS.get(self.name) is self:
            return f"DstPolicy.{self.name}"
        return super().__repr__()

    def __reduce__(self) -> tuple[object, ...]:
        if PRESETS.get(self.name) is self:
            return DstPolicy.named, (self.name,)
        return super().__reduce__()

    @staticmethod
    def named(name: str) -> DstPolicy:
        """Return the preset of that name, in any case; `UnknownNameError` for an unknown one.

        >>> DstPolicy.named("quartz")
        DstPolicy.QUARTZ
        """
        if not isinstance(name, str):
            raise TypeError(f"a policy is a DstPolicy or a preset's name, not {_type(name)}")
        # Cut: a name may be of any length, and no preset's is as long as this.
        plain = name[: LONGEST_NAME + 1].upper()
        found = PRESETS.get(plain)
        if found is None:
            # Loaded here: only a misspelt name needs it.
            from quartzcron.ground.nearness import nearest

            raise UnknownNameError("policy", name, nearest(plain, PRESETS), PRESETS)
        return found


def _one_of(what: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise ValueError(f"{what} must be one of {', '.join(known)}, not {given!r}")


def _type(value: object) -> str:
    return type(value).__name__


def _same(name: str, gap: GapRule, fold: FoldRule) -> DstPolicy:
    return DstPolicy(name, ALL, Treatment(gap, fold), Treatment(gap, fold))


#: Runs by the clock on the wall: what a gap leaves out is not made up, a fold runs twice.
_CLOCK = Treatment(SKIP, BOTH)

#: Every preset by its name. The rules are those of the engines as sets of instants; where an
#: engine runs one instant twice or breaks its own rule, the preset keeps to the rule.
PRESETS = {
    policy.name: policy
    for policy in (
        # No run lost, none doubled: the default.
        DstPolicy("SAFE", NOT_EVERY_HOUR, Treatment(NEXT, FIRST), _CLOCK),
        # Quartz 2.5 for Java, by running it: the first pass of a fold is passed over.
        _same("QUARTZ", SKIP, LAST),
        # Debian cron, cron.c: jobs whose minute or hour begins with * run by the clock. A
        # jump of more than 180 minutes is a correction; forwards the ordinary minute counts.
        DstPolicy("VIXIE", NO_LEADING_STAR, Treatment(NEXT, FIRST), _CLOCK, 179 * 60, 180 * 60),
        # Cronos for .NET: interval jobs too run at the end of a gap.
        DstPolicy("CRONOS", NO_INTERVAL_SIGN, Treatment(NEXT, FIRST), Treatment(NEXT, BOTH)),
        # Spring and robfig/cron (Kubernetes): by the clock, always.
        _same("SPRING", SKIP, BOTH),
        # Open Cron Pattern Specification 1.4; EventBridge Scheduler.
        _same("OCPS", SKIP, FIRST),
        # croner 11 for JavaScript: fixed is one second, one minute and one hour.
        DstPolicy("CRONER", SINGLE_TIME, Treatment(NEXT, FIRST), _CLOCK),
        # croniter 7 for Python.
        DstPolicy("CRONITER", NOT_EVERY_HOUR, Treatment(NEXT, BOTH), _CLOCK),
        # APScheduler 3 for Python: a wall time in a gap runs late by its length.
        _same("APSCHEDULER", SHIFT, BOTH),
        # The next five by running them in November 2026; `python -m tests.real_systems` asks again.
        # Airflow 3.3 (`airflow/timetables/_cron.py`): croniter's wall times, then a zone.
        DstPolicy("AIRFLOW", NOT_EVERY_HOUR, Treatment(SHIFT, LAST), Treatment(SHIFT, BOTH)),
        # Celery 5.7 (`celery/schedules.py`): wall times, put into the zone with `fold=0`.
        _same("CELERY", SHIFT, FIRST),
        # Prefect 3.9 (`CronSchedule`): the same.
        _same("PREFECT", SHIFT, FIRST),
        # Dagster 1.13 (`dagster/_utils/schedules.py`): a gap's end, and the later of two times.
        DstPolicy("DAGSTER", NOT_EVERY_HOUR, Treatment(NEXT, LAST), _CLOCK),
        # Temporal's server (`service/worker/scheduler/calendar.go` of 21 August 2026).
        _same("TEMPORAL", SKIP, BOTH),
        # Azure Functions, by its source (`CronSchedule.cs` of 14 October 2024). It looks for `*`,
        # `-` and `/` in what NCrontab writes, and that writes 0,20,40 for */20, and 1-2 for 1,2.
        DstPolicy("AZURE", NOT_IN_A_ROW, Treatment(SHIFT, FIRST), Treatment(SHIFT, BOTH)),
        # Quartz.NET 4, CronExpression.cs and its tests of clock changes: a wall time in a gap runs
        # late by its length; interval jobs run in both passes of a fold.
        DstPolicy("QUARTZNET", NO_INTERVAL_SIGN, Treatment(SHIFT, FIRST), Treatment(SHIFT, BOTH)),
    )
}
for _policy in PRESETS.values():
    setattr(DstPolicy, _policy.name, _policy)


def __getattr__(name: str) -> object:
    """Make the type of a preset's name once somebody asks, as in `errors`."""
    if name != "PolicyName":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from typing import Literal

    return Literal[(*PRESETS, *map(str.lower, PRESETS))]
