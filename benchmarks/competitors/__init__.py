"""The competitors: each one small module that knows how one library is asked.

A module here ends with `COMPETITOR = ...`, an instance of `Competitor`. A new one is a new
module and its name in `MODULES`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from importlib import import_module, metadata
from typing import Any, ClassVar

from benchmarks.brute_force import Plan
from benchmarks.measure import Call
from benchmarks.texts import Draw

MODULES = ("quartzcron_", "croniter_", "cronsim_")
"""The modules of this package, in the order of the table's columns."""

START = datetime(2026, 1, 1)
"""A start for libraries whose objects must have one, where it does not matter."""


class CannotError(Exception):
    """Says that a competitor has no way to do a case, and why."""


class Competitor(ABC):
    """One library: its dialect, and the calls that a user of it would write.

    `name` is the distribution on the package index, `texts` holds each plan's text by the plan's
    name, `templates` a text with holes for each family of drawn texts, and `note` what a reader
    of its figures has to know.
    """

    name: ClassVar[str]
    module: ClassVar[str]
    texts: ClassVar[Mapping[str, str]]
    templates: ClassVar[Mapping[str, str]]
    note: ClassVar[str] = ""

    @property
    def version(self) -> str:
        """The installed version, or "from source" where the package is not installed."""
        try:
            return metadata.version(self.name)
        except metadata.PackageNotFoundError:
            return "from source"

    def text_of(self, plan: Plan) -> str:
        """Return the plan in this dialect; raise CannotError where it has no words for it."""
        try:
            return self.texts[plan.name]
        except KeyError:
            raise CannotError(f"cannot say {plan.name}") from None

    def text_from(self, family: str, draw: Draw) -> str:
        """Return a drawn text in this dialect."""
        return self.templates[family].format_map(draw.words)

    @abstractmethod
    def parse_call(self) -> Call:
        """Return the call that makes the library's object from a text, the item."""

    @abstractmethod
    def fire_call(self, text: str, *, reverse: bool) -> Call:
        """Return the call that finds the fire time after (before) a datetime, the item.

        The object is made beforehand and used again for each call.
        """

    @abstractmethod
    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Return the library's own iterator over fire times after (or from) start."""

    @abstractmethod
    def use(self, made: Any) -> None:
        """Ask an object that the parse call made for one fire time."""

    @abstractmethod
    def clear_caches(self) -> None:
        """Make the library forget what it keeps about texts seen before."""


def load(modules: Sequence[str] = MODULES) -> tuple[list[Competitor], list[str]]:
    """Return the competitors that are installed, and the names of those that are not."""
    present: list[Competitor] = []
    absent: list[str] = []
    for module in modules:
        library = module.rstrip("_")
        try:
            present.append(import_module(f"{__name__}.{module}").COMPETITOR)
        except ModuleNotFoundError as error:
            # Anything else that is missing is a broken installation, not an absence.
            if error.name != library:
                raise
            absent.append(library)
    return present, absent
