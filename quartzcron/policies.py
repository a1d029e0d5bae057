"""What happens to a schedule when the clock changes: data, no mechanism.

A policy answers for two kinds of schedule apart, those that name fixed times
and the others, what a gap does to a wall time that does not exist and what a
fold does to one that exists twice. Which schedules count as fixed is its third
knob. Expressions are compared with their policy, which is why it stands here,
below everything that reads a text.

Where no clock ever changes (wall time, UTC, a fixed offset) a policy has
nothing to do.
"""

from __future__ import annotations

from quartzcron.values import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from typing import ClassVar

#: What a gap does to a wall time inside it.
SKIP = "skip"  #: it does not fire
NEXT = "next"  #: it fires at the first instant after the gap
SHIFT = "shift"  #: it fires later by the length of the gap

#: What a fold does to a wall time inside it.
FIRST = "first"  #: it fires in the first pass
LAST = "last"  #: it fires in the second pass
BOTH = "both"  #: it fires in both

#: Which schedules count as fixed. The last two go by the text, see `TEXT_TRAITS`.
ALL = "all"  #: every one
NOT_EVERY_HOUR = "not-every-hour"  #: those that leave out an hour of the day
SINGLE_TIME = "single-time"  #: those with one second, one minute and one hour
NO_LEADING_STAR = "no-leading-star"  #: minute and hour do not begin with *
NO_INTERVAL_SIGN = "no-interval-sign"  #: no * ? - / in second, minute and hour

#: The kinds that depend on how the text was written, not only on what it means.
TEXT_TRAITS = (NO_LEADING_STAR, NO_INTERVAL_SIGN)


class Treatment(Value):
    """What a gap and a fold do to one kind of schedule."""

    gap: str
    fold: str


class DstPolicy(Value):
    """A rule for clock changes: which schedules are fixed, and what happens to each kind.

    >>> DstPolicy.SAFE.fixed_when, DstPolicy.SAFE.fixed.gap, DstPolicy.SAFE.other.fold
    ('not-every-hour', 'next', 'both')
    """

    name: str
    fixed_when: str
    fixed: Treatment
    other: Treatment

    if TYPE_CHECKING:
        SAFE: ClassVar[DstPolicy]
        QUARTZ: ClassVar[DstPolicy]
        VIXIE: ClassVar[DstPolicy]
        CRONITER: ClassVar[DstPolicy]

    def __str__(self) -> str:
        return self.name


def _same(name: str, gap: str, fold: str) -> DstPolicy:
    return DstPolicy(name, ALL, Treatment(gap, fold), Treatment(gap, fold))


_CLOCK = Treatment(SKIP, BOTH)
DstPolicy.SAFE = DstPolicy("SAFE", NOT_EVERY_HOUR, Treatment(NEXT, FIRST), _CLOCK)
DstPolicy.QUARTZ = _same("QUARTZ", SKIP, LAST)
DstPolicy.VIXIE = DstPolicy("VIXIE", NO_LEADING_STAR, Treatment(NEXT, FIRST), _CLOCK)
DstPolicy.CRONITER = DstPolicy("CRONITER", NOT_EVERY_HOUR, Treatment(NEXT, BOTH), _CLOCK)
