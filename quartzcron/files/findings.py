"""What readers of files yield: four things, each with the place where it stands.

`Found` is a schedule, `Fault` something wrong or doubtful about the file,
`Passed` a schedule that says nothing yet, and `Unknown` what the reader does
not understand. Before them a reader may say what the file is (`Recognised`).
"""

from __future__ import annotations

from datetime import timezone
from typing import NamedTuple, TypeAlias

from quartzcron import Schedule, UnknownNameError
from quartzcron.errors import listed, problem, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from quartzcron import Problem

# Why a schedule is passed over.
TEMPLATED = "templated"  #: a template or a variable stands there
AT_REBOOT = "@reboot"  #: it runs when the machine starts
INTERVAL = "interval"  #: @every 1h, as Kubernetes takes it
EMPTY = "empty"  #: an empty text in a chart's values
NOT_CRON = "not cron"  #: a text that is like no cron expression, where others are taken too
UNKNOWN_FIELDS = "six fields"  #: seconds first, for which there is no dialect here
RANDOM = "random"  #: a value that the system draws
SEED = "without a seed"  #: a value that depends on the name of the job


class Place(NamedTuple):
    """Where something stands, from 1; `moves` if what follows it stands behind it on the line."""

    line: int
    column: int = 1
    moves: bool = True

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at an offset."""
        return self.line, self.column + (offset if self.moves else 0)


class Recognised(NamedTuple):
    """What a file turns out to be, by what stands in it."""

    title: str


class Found(NamedTuple):
    """A schedule in a file, and what its system is."""

    place: Place
    text: str
    system: str
    zone: tzinfo | None = None


class Fault(NamedTuple):
    """What is wrong or doubtful about a file, apart from the texts of its schedules."""

    place: Place
    problem: Problem


class Passed(NamedTuple):
    """A schedule that cannot be checked, and why."""

    place: Place
    text: str
    reason: str


class Unknown(NamedTuple):
    """What may hold a schedule and is not understood: a place, or the whole file; and why."""

    place: Place | None
    why: str


class Nothing(NamedTuple):
    """There is no schedule in a file that may have some; and what that means."""

    why: str


Finding: TypeAlias = Recognised | Found | Fault | Passed | Unknown


def fault(place: Place, key: str, **values: str | int) -> Fault:
    """Return a fault with the message of a key.

    >>> fault(Place(3), "command-missing").problem.message
    'there is no command after the schedule'
    """
    return Fault(place, problem(key, None, (0, 0), None, **values))


def zone_or_fault(name: str, place: Place) -> tuple[tzinfo | None, Fault | None]:
    """Return the zone of a name, or what is wrong with the name.

    >>> zone_or_fault("Europe/Pari", Place(1))[1].problem.message
    'there is no time zone "Europe/Pari"; did you mean Europe/Paris?'
    """
    try:
        zone = Schedule("* * * * *", tz=name).tz
    except UnknownNameError as error:
        found, near = shown(name, 60), error.nearest
        if near:
            return None, fault(place, "unknown-zone/near", found=found, near=listed(near))
        return None, fault(place, "unknown-zone", found=found)
    if isinstance(zone, timezone):
        # A schedule of ours takes an offset, none of these systems does.
        return None, fault(place, "unknown-zone/offset", found=shown(name))
    return zone, None
