"""Rules for runs that were missed: data, no mechanism.

After an outage a scheduler finds that some runs should have been. What it does about
them is a rule of three knobs: which of them to keep, how late a run may be, and how many
at most. Here is the rule as a value, and the rules of the systems that people know.
"""

from __future__ import annotations

from datetime import timedelta

from quartzcron.dialects.names import ALIASES
from quartzcron.errors import LONGEST_NAME, UnknownNameError
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from typing import Literal

    #: Which of the missed runs are run.
    Keep = Literal["latest", "all", "none"]

KEEPS = ("latest", "all", "none")


class CatchUp(Record):
    """A rule for runs that were missed: which of them to run now.

    >>> CatchUp()
    CatchUp(keep='latest', grace=None, at_most=None)
    >>> CatchUp("all", grace=timedelta(hours=6), at_most=3).keep
    'all'

    `keep` is "latest" (one run stands for all that were missed), "all" or "none".
    A run older than `grace` is dropped first; one exactly that old is kept, and
    None keeps runs however old they are. `at_most` then keeps the latest so many.

    Immutable; equal when all three are. Raises `ValueError` for another word, a
    negative grace or an `at_most` below 1, and `TypeError` for other types.
    """

    keep: Keep = "latest"
    grace: timedelta | None = None
    at_most: int | None = None

    def __init__(
        self, keep: Keep = "latest", grace: timedelta | None = None, at_most: int | None = None
    ) -> None:
        if keep not in KEEPS:
            raise ValueError(f"keep must be one of {', '.join(KEEPS)}, not {keep!r}")
        if grace is not None:
            checked_duration("grace", grace)
        if at_most is not None and (not isinstance(at_most, int) or isinstance(at_most, bool)):
            raise TypeError(f"at_most is a number of runs, not {type(at_most).__name__}")
        if at_most is not None and at_most < 1:
            raise ValueError(f'at_most must be 1 or more, not {at_most}; to run none, keep="none"')
        super().__init__(keep, grace, at_most)

    @staticmethod
    def named(name: str) -> CatchUp:
        """Return what a system does by default, by its name in any case.

        >>> CatchUp.named("apscheduler")
        CatchUp(keep='latest', grace=datetime.timedelta(seconds=1), at_most=None)
        >>> CatchUp.named("airflow").replace(keep="all")  # a DAG with catchup=True
        CatchUp(keep='all', grace=None, at_most=None)

        Other names of its dialect (k8s, crontab) work too. Raises `UnknownNameError`, a
        `ValueError` with the nearest names, for an unknown one. The documentation says what each
        system does beyond such a rule.
        """
        if not isinstance(name, str):
            raise TypeError(f"the name of a system is a str, not {type(name).__name__}")
        # Cut: a name may be of any length, and no system's is as long as this.
        plain = name[: LONGEST_NAME + 1].lower()
        found = SYSTEMS.get(plain) or SYSTEMS.get(ALIASES.get(plain, plain))
        if found is None:
            # Loaded here: only a misspelt name needs it.
            from quartzcron.ground.nearness import nearest

            raise UnknownNameError("rule for missed runs", name, nearest(plain, SYSTEMS), SYSTEMS)
        return found


def checked_duration(what: str, given: timedelta) -> timedelta:
    """Return a duration of 0 or more; anything else is a `TypeError` or a `ValueError`."""
    if not isinstance(given, timedelta):
        raise TypeError(f"{what} is a timedelta, not {type(given).__name__}")
    if given < timedelta(0):
        raise ValueError(f"{what} must not be negative, not {given}")
    return given


_LATEST = CatchUp("latest")

#: What systems do by default about runs that they missed.
SYSTEMS = {
    # Airflow 3, `CronTriggerTimetable.next_dagrun_info`: with catchup=False, its default, the
    # latest run that is due, or the one after the last where that is later.
    "airflow": _LATEST,
    # anacron(8): runs a job once if it was not run in the last n days.
    "anacron": _LATEST,
    # APScheduler 3: coalesce=True and misfire_grace_time=1 are the defaults of its scheduler;
    # executors drop a run that is later than the grace time.
    "apscheduler": CatchUp("latest", timedelta(seconds=1)),
    # Azure Functions, `TimerListener` of azure-webjobs-sdk-extensions: one past-due call.
    "azure": _LATEST,
    # Celery beat: a schedule that is due is sent once, however often it was; the deadline
    # `beat_cron_starting_deadline` is None.
    "celery": _LATEST,
    # Hangfire 1.8, `MisfireHandlingMode.Relaxed`: one job, however many runs were missed.
    "hangfire": _LATEST,
    # Kubernetes, `getMostRecentScheduleTime` of the CronJob controller: the latest; with
    # `startingDeadlineSeconds` the latest within it.
    "kubernetes": _LATEST,
    # procrastinate 3, `PeriodicRegistry`: after a restart the latest, unless its max_delay of
    # ten minutes is over.
    "procrastinate": CatchUp("latest", timedelta(minutes=10)),
    # Quartz, `CronTriggerImpl.updateAfterMisfire`: the smart policy is FIRE_ONCE_NOW.
    "quartz": _LATEST,
    "quartznet": _LATEST,
    # Temporal: all within the catchup window, which is a year.
    "temporal": CatchUp("all", timedelta(days=365)),
    # cron(8): looks at the present minute alone.
    "unix": CatchUp("none"),
}
