"""What the systems written in Python share: they are asked with aware datetimes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from importlib.metadata import version
from zoneinfo import ZoneInfo

from real_systems import Answer, Question, System

#: Asks for the next run after a moment; None where there is none.
Step = Callable[[datetime], datetime | None]


class Library(System):
    """A library in this process; `distribution` is what it is installed as."""

    distribution: str
    #: The library's own ways to refuse a text; anything else is a failure that is worth a look.
    refusals: type[Exception] | tuple[type[Exception], ...]

    @property
    def version(self) -> str:
        """The installed version."""
        return version(self.distribution)

    @abstractmethod
    def step(self, text: str, zone: tzinfo) -> Step:
        """Read a text and return what finds its next run; raise one of `refusals`."""

    def answer(self, question: Question) -> Answer:
        """Read the text once, and walk from each start."""
        zone = UTC if question.zone is None else ZoneInfo(question.zone)
        try:
            step = self.step(question.text, zone)
        except self.refusals as error:
            return Answer(False, failure=f"{type(error).__name__}: {error}")
        starts = (datetime.fromtimestamp(start, zone) for start in question.starts)
        try:
            return Answer(True, [walk(step, start, question.take) for start in starts])
        except Exception as error:  # a search may end in any way: that is for the table to say
            return Answer(True, failure=f"{type(error).__name__}: {error}")


def walk(step: Step, moment: datetime, take: int) -> Sequence[int | None]:
    """Return the next runs as seconds since 1970, None at the end if they run out."""
    found: list[int | None] = []
    while len(found) < take:
        run = step(moment)
        if run is None:
            found.append(None)
            break
        found.append(int(run.timestamp()))
        moment = run
    return found
