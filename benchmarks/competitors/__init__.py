"""The competitors: each one small module that knows how one library is asked.

A module here ends with `COMPETITOR = ...`, an instance of `Library` (Python, in this process) or
of `remote.Foreign` (another language, in a process of its own). A new one is a new module and its
name in `MODULES`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from importlib import import_module, metadata
from itertools import cycle, islice, pairwise, starmap
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.brute_force import Plan, instant
from benchmarks.measure import Call
from benchmarks.texts import Draw

MODULES = (
    "quartzcron_",
    "pure_",
    "croniter_",
    "cronsim_",
    "apscheduler_",
    "cronexpr_",
    "cron_converter_",
    "quartz_",
    "robfig_",
    "croner_",
    "cron_parser_",
)
"""The modules of this package, in the order of the table's columns."""

START = datetime(2026, 1, 1)
"""A start for libraries whose objects must have one, where it does not matter."""


class CannotError(Exception):
    """Says that a competitor has no way to do a case, and why."""


class AbsentError(Exception):
    """Says that a competitor is not here, and what would bring it."""


MOST = 10_000
"""Fire times that are taken one by one for an answer, at most: that lasts a second already."""


class Competitor(ABC):
    """One library and its dialect.

    `name` is what the library is called, `language` what it is used from. `texts` holds each
    plan's text by the plan's name, `templates` a text with holes for each family of drawn texts,
    and `note` what a reader of its figures has to know.
    """

    name: ClassVar[str]
    language: ClassVar[str]
    texts: ClassVar[Mapping[str, str]]
    templates: ClassVar[Mapping[str, str]]
    note: ClassVar[str] = ""

    @property
    @abstractmethod
    def version(self) -> str:
        """The version that takes part."""

    def text_of(self, plan: Plan) -> str:
        """Return the plan in this dialect; raise CannotError where it has no words for it."""
        try:
            return self.texts[plan.name]
        except KeyError:
            raise CannotError(f"cannot say {plan.name}") from None

    def text_from(self, family: str, draw: Draw) -> str:
        """Return a drawn text in this dialect."""
        return self.templates[family].format_map(draw.words)

    def open(self) -> None:  # noqa: B027
        """Get ready to take part; raise AbsentError where something is missing."""

    def close(self) -> None:  # noqa: B027
        """Let go of what `open` has got."""


class Library(Competitor):
    """A library of Python: the calls that a user of it would write.

    `module` is what is imported and `name` the distribution on the package index. `naive_zone`
    is the zone in which it is asked where others are asked without one, because it must have it.
    """

    language = "Python"
    module: ClassVar[str]
    naive_zone: ClassVar[tzinfo | None] = None
    has_columns: ClassVar[bool] = False

    @property
    def version(self) -> str:
        """The installed version, or "from source" where the package is not installed."""
        try:
            return metadata.version(self.name)
        except metadata.PackageNotFoundError:
            return "from source"

    @abstractmethod
    def parse_call(self) -> Call:
        """Return the call that makes the library's object from a text, the item."""

    @abstractmethod
    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        """Return the call that finds the fire time after (before) a datetime of zone, the item.

        The object is made beforehand and used again for each call.
        """

    def schedule_call(
        self,
        text: str,
        home: tzinfo | None,
        bounds: tuple[datetime, datetime] | None,
        without: frozenset[date],
        method: str,
    ) -> Call:
        """Return the call that asks a schedule with a zone and bounds of its own about the item.

        Some dates may be left out of it.

        The method is "next", "previous" or "matches", the item a moment of any zone or of none.
        """
        raise CannotError("has no schedules with a zone or bounds of their own")

    def make_call(self, home: tzinfo | str | None) -> Call:
        """Return the call that makes such a schedule of the item, a text or what was parsed."""
        raise CannotError("has no schedules with a zone of their own")

    @abstractmethod
    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Return the library's own iterator over fire times after (or from) start."""

    @abstractmethod
    def use(self, made: Any) -> None:
        """Ask an object that the parse call made for one fire time."""

    def clear_caches(self) -> None:
        """Make the library forget what it keeps about texts seen before; most keep nothing."""

    def array_call(self, text: str) -> Call:
        """Return the call that gives all fire times between two datetimes, the item, at once."""
        raise CannotError("has no arrays")

    def fleet_call(self, texts: Sequence[str], kept: bool) -> Call:
        """Return the call that gives the next fire time of each text after a datetime, the item.

        They are together already where they are kept, and otherwise a list of expressions.
        """
        raise CannotError("has no arrays")

    def column_call(
        self, texts: Sequence[str], zones: Sequence[str], moments: Sequence[datetime]
    ) -> Call:
        """Return the call that gives the next fire time of each row of a table, as naive UTC.

        A row has a text, the name of its zone, and a moment of UTC, which may be one for all.
        """
        if type(self).row is Library.row:
            raise CannotError("has no columns")
        houses = {name: ZoneInfo(name) for name in zones}
        asked = islice(cycle(moments), len(texts))
        rows = [
            (text, at.astimezone(houses[zone]))
            for text, zone, at in zip(texts, zones, asked, strict=True)
        ]

        def column() -> list[datetime]:
            fires = (instant(self.row(text, moment)) for text, moment in rows)
            return [fire.replace(tzinfo=None) for fire in fires]

        return Call("column()", {"column": column})

    def row(self, text: str, moment: datetime) -> datetime:
        """Return the fire time of a text after a moment, the object made for it."""
        raise NotImplementedError

    def count_call(self, text: str) -> Call:
        """Return the call that counts the fire times between two datetimes, the item."""
        return Call("count(fires, text, *item)", self._names(text, count=_count))

    def nth_call(self, text: str) -> Call:
        """Return the call that finds the n-th fire time from a datetime on; both are the item."""
        return Call("nth(fires, text, *item)", self._names(text, nth=_nth))

    def shortest_call(self, text: str, zone: tzinfo | None) -> Call:
        """Return the call for the neighbours of least distance between two datetimes, the item.

        It has a zone and spans the horizon. The answer has a `first` and a `second`.
        """
        return Call("closest(fires, text, *item)", self._names(text, closest=_closest))

    def overlap_call(self, text: str, other: str) -> Call:
        """Return the call for the first fire time of both texts between two datetimes, the item.

        The second one is the end of the horizon.
        """
        names = self._names(text, overlap=_overlap)
        return Call("overlap(fires, text, other, *item)", {**names, "other": other})

    def union_call(self, texts: Sequence[str], zones: Sequence[tzinfo | None]) -> Call:
        """Return the call for the longest interval of all texts together, each in its zone.

        It spans what the item says: two datetimes, or nothing for the horizon. The answer has a
        `first` and a `second`.
        """
        raise CannotError("has no sets")

    def form_call(self, question: str) -> Call:
        """Return the call that answers what a form asks about a text, the item.

        Whether it `is_valid`; the hints of `validate`; the text as `corrected`; the warnings of
        `lint`; of `detect` the text of its first reading; what it means in words, to `describe`,
        and whether those words, `described`, are read back as the same.
        """
        raise CannotError(f"has no {question}")

    def _names(self, text: str, **answer: object) -> Mapping[str, object]:
        """Return what a call needs that is answered from the library's own iterator."""
        return {**answer, "fires": self.fires, "text": text}

    def forget_answers(self) -> None:
        """Make the library forget what it keeps about exact answers; most have nothing to keep."""

    def forget_zones(self) -> None:
        """Make the library forget these, and what it keeps about zones."""
        self.forget_answers()


def load(modules: Sequence[str] = MODULES) -> tuple[list[Competitor], dict[str, str]]:
    """Return the competitors that are here, and what would bring those that are not, by name."""
    present: list[Competitor] = []
    absent: dict[str, str] = {}
    for module in modules:
        library = module.rstrip("_")
        try:
            competitor = import_module(f"{__name__}.{module}").COMPETITOR
            competitor.open()
        except ModuleNotFoundError as error:
            # Anything else that is missing is a broken installation, not an absence.
            if error.name != library:
                raise
            absent[library] = 'pip install ".[bench]"'
        except AbsentError as reason:
            absent[library] = str(reason)
        else:
            present.append(competitor)
    return present, absent


# --- exact answers, as a user finds them who has nothing but an iterator ------------------------
# No start that is asked about is a fire time: whether it would count is each library's own choice.

Fires = Callable[[str, datetime], Iterator[datetime]]


class Pair(NamedTuple):
    """Two neighbouring fire times."""

    first: datetime
    second: datetime


def _count(fires: Fires, text: str, start: datetime, end: datetime) -> int:
    return sum(1 for _ in _taken(fires(text, start), end))


def _nth(fires: Fires, text: str, start: datetime, n: int) -> datetime | None:
    if n > MOST:
        raise CannotError(f"cannot but take {n:,} fire times one by one")
    return next(islice(fires(text, start), n, None), None)


def _closest(fires: Fires, text: str, start: datetime, end: datetime) -> Pair | None:
    pairs = starmap(Pair, pairwise(_taken(fires(text, start), end)))
    return min(pairs, key=_distance, default=None)


def _distance(pair: Pair) -> timedelta:
    """Return the time that passes, which is not the difference on the wall."""
    return instant(pair.second) - instant(pair.first)


def _overlap(
    fires: Fires, text: str, other: str, start: datetime, end: datetime
) -> datetime | None:
    ours, theirs = (_taken(fires(each, start), end) for each in (text, other))
    one, two = next(ours, None), next(theirs, None)
    while one and two and one != two:
        if one < two:
            one = next(ours, None)
        else:
            two = next(theirs, None)
    return one if two else None


def _taken(fires: Iterator[datetime], end: datetime) -> Iterator[datetime]:
    """Yield the fire times before end; raise CannotError where these are too many."""
    for number, fire in enumerate(fires):
        if fire >= end:
            return
        if number == MOST:
            raise CannotError(f"cannot but take fire times one by one, here more than {MOST:,}")
        yield fire
