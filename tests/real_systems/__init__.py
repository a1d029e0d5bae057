"""Real cron systems as oracles: each of them one small file with the same face.

`python -m tests.real_systems` asks every system that is installed here, and our
dialect of its name, the same questions: is this text right, and when does it run
next. What they answer differently is either listed with its reason in
`docs/deviations.toml`, from which the documentation is made, or it is news.

A file here ends with `SYSTEM = ...`, an instance of `System`. A new one is a new
file and its name in `MODULES`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib import import_module
from typing import ClassVar, NamedTuple

MODULES = (
    "croniter_",
    "airflow_",
    "cronsim_",
    "celery_",
    "prefect_",
    "dagster_",
    "temporal_",
    "apscheduler_",
    "quartz_",
    "robfig_",
    "cronexpr_",
    "croner_",
    "cron_parser_",
    "debian_",
)
"""The files of this folder that hold a system."""


PACKAGES = ("apscheduler", "celery", "croniter", "cronsim")
"""The packages of Python that a system may be missing."""


class Question(NamedTuple):
    """A text, and where its next runs are asked for.

    `zone` is an IANA name, or None for UTC; `starts` are whole seconds since
    1970, and of each the next `take` runs strictly after it are wanted.
    """

    text: str
    zone: str | None
    starts: Sequence[int]
    take: int


class Outage(NamedTuple):
    """A text, and from when to when nothing was run, in whole seconds since 1970.

    `keep` and `grace` (seconds, None for any) are those of a rule that the system has.
    """

    text: str
    zone: str | None
    last_run: int
    now: int
    keep: str
    grace: int | None


class Answer(NamedTuple):
    """What a system says: whether it takes the text, and its runs for each start.

    A None among the runs, always the last one, says that there is no further
    run; `failure` is what the system says when it refuses or breaks.
    """

    taken: bool
    runs: Sequence[Sequence[int | None]] = ()
    failure: str = ""


class AbsentError(Exception):
    """Says that a system is not installed here, and what would bring it."""


class System(ABC):
    """A real system and the dialect of ours that stands for it.

    `drawn_as` is the dialect whose valid texts it is asked among others, `counts`
    are the numbers of fields that its texts mostly have, `zones` says whether it
    is also asked in zones, and `years` how far it looks for a run before it says
    that there is none. Where no dialect of ours is its own, `texts` is False: it is asked
    about changes of clock only, which `policy` stands for.
    """

    name: ClassVar[str]
    dialect: ClassVar[str]
    drawn_as: ClassVar[str] = "unix"
    counts: ClassVar[Sequence[int]] = (5,)
    zones: ClassVar[bool] = True
    years: ClassVar[int | None] = None
    texts: ClassVar[bool] = True
    policy: ClassVar[str | None] = None
    #: What it can be told to do after an outage: which runs it keeps, and how late they may be.
    catches_up: ClassVar[Sequence[tuple[str, int | None]]] = ()

    @property
    @abstractmethod
    def version(self) -> str:
        """The version that is installed."""

    @abstractmethod
    def answer(self, question: Question) -> Answer:
        """Ask the system."""

    def caught_up(self, outage: Outage) -> list[int]:
        """Return what it runs after an outage; asked only of a system that `catches_up`."""
        raise NotImplementedError(outage)

    def clock_text(self, text: str) -> str:
        """Return a text of five fields, of which the last is a star, as the system writes it."""
        return text

    def open(self) -> None:  # noqa: B027
        """Get ready to answer; raise AbsentError where something is missing."""

    def close(self) -> None:  # noqa: B027
        """Let go of what `open` has got."""


def load(modules: Sequence[str] = MODULES) -> tuple[list[System], dict[str, str]]:
    """Return the systems that are here, ready to answer, and why each of the others is not."""
    present: list[System] = []
    absent: dict[str, str] = {}
    for module in modules:
        name = module.rstrip("_").replace("_", "-")
        try:
            system: System = import_module(f"{__name__}.{module}").SYSTEM
            system.open()
        except ModuleNotFoundError as error:
            # Anything else that is missing is a broken installation, not an absence.
            if error.name not in PACKAGES:
                raise
            absent[name] = f'{error.name} is not here: pip install ".[systems]"'
        except AbsentError as reason:
            absent[name] = str(reason)
        else:
            present.append(system)
    return present, absent
