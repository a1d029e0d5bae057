"""The syntax of one field: frozen nodes, each of which prints its canonical text.

A node's values are the library's own numbers (Monday is 0), resolved while
parsing, so that nothing after the parser depends on how a dialect counts. A
node's span is in code points of its field's text: fields are parsed apart and
kept, wherever in a text they stand.
"""

from __future__ import annotations

from quartzcron.fields import DAY_OF_WEEK
from quartzcron.records import Record


def spelled(field: str, value: int) -> str:
    """Return a value as canonical text writes it: weekdays by name, the rest as numbers.

    >>> spelled("day_of_week", 4), spelled("hour", 4)
    ('FRI', '4')
    """
    return DAY_OF_WEEK.names[value] if field == DAY_OF_WEEK.name else str(value)


class Node(Record):
    """One term of a field: which field, where in the field's text, and what it says."""

    field: str
    span: tuple[int, int]


_set_field, _set_span = Node._setters

# The nodes of most texts set their slots one by one: 0.5 us instead of 1.2, and
# a text has seven of them (`python -m benchmarks --only parse`).


class Star(Node):
    """Every value: `*`."""

    def __init__(self, field: str, span: tuple[int, int]) -> None:
        _set_field(self, field)
        _set_span(self, span)

    def __str__(self) -> str:
        return "*"


class Question(Node):
    """No restriction, in one of the day fields: `?`."""

    def __init__(self, field: str, span: tuple[int, int]) -> None:
        _set_field(self, field)
        _set_span(self, span)

    def __str__(self) -> str:
        return "?"


class Single(Node):
    """One value; `named` when it was written as a name."""

    value: int
    named: bool = False

    def __init__(self, field: str, span: tuple[int, int], value: int, named: bool = False) -> None:
        _set_field(self, field)
        _set_span(self, span)
        _set_value(self, value)
        _set_single_named(self, named)

    def __str__(self) -> str:
        return spelled(self.field, self.value)


_, _, _set_value, _set_single_named = Single._setters


class Stepped(Node):
    """Values from `first` by `step` up to `last`, which may lie beyond the field's end.

    Where `last` is below `first`, the walk wraps and carries its phase:
    hours 22-3/2 are 22, 0 and 2. `named` says that it was written with names,
    `downward` that the number written first was the larger one.
    """

    first: int
    last: int
    step: int = 1
    named: bool = False
    downward: bool = False

    def __init__(
        self,
        field: str,
        span: tuple[int, int],
        first: int,
        last: int,
        step: int = 1,
        named: bool = False,
        downward: bool = False,
    ) -> None:
        _set_field(self, field)
        _set_span(self, span)
        _set_first(self, first)
        _set_last(self, last)
        _set_step(self, step)
        _set_named(self, named)
        _set_downward(self, downward)


_, _, _set_first, _set_last, _set_step, _set_named, _set_downward = Stepped._setters


class Every(Stepped):
    """Every step-th value of the whole field: `*/n`."""

    def __str__(self) -> str:
        return f"*/{self.step}"


class From(Stepped):
    """Every step-th value from one on to the field's end: `a/n`."""

    def __str__(self) -> str:
        return f"{spelled(self.field, self.first)}/{self.step}"


class Range(Stepped):
    """Values from one to another, both included: `a-b`, `a-b/n`."""

    def __str__(self) -> str:
        bounds = f"{spelled(self.field, self.first)}-{spelled(self.field, self.last)}"
        return bounds if self.step == 1 else f"{bounds}/{self.step}"


class Hashed(Stepped):
    """A value, or a walk, that the seed of a dialect decides: `H`, `H/15`, `H(0-29)/10`.

    `low` and `high` are the written numbers that it may be, `whole` says that
    they are the dialect's own. `first` and `last` are what was drawn; before
    that, the bounds. `walks` says that it has a step, which may be 1.
    """

    low: int = 0
    high: int = 0
    whole: bool = True
    walks: bool = False

    # As any other value: the quick way of the walks above is not for one so rare.
    def __init__(self, *values: object, **named: object) -> None:
        Record.__init__(self, *values, **named)

    @property
    def choices(self) -> int:
        """Among how many numbers it is drawn: the values, or the phases of its step.

        Where a step leads beyond the values at once, these are all the phases it has.
        """
        among = self.high - self.low + 1
        return min(self.step, among) if self.walks else among

    def __str__(self) -> str:
        bounds = "" if self.whole else f"({self.low}-{self.high})"
        return f"H{bounds}/{self.step}" if self.walks else f"H{bounds}"


class LastDay(Node):
    """The last day of the month, or so many days before it: `L`, `L-3`."""

    before: int = 0

    def __str__(self) -> str:
        return f"L-{self.before}" if self.before else "L"


class LastWorkday(Node):
    """The Monday-to-Friday day nearest to the last day or one before it: `LW`, `L-3W`.

    `back` counts days of any kind from there, to the 1st at most: `LW-2`.
    """

    before: int = 0
    back: int = 0

    def __str__(self) -> str:
        workday = f"L-{self.before}W" if self.before else "LW"
        return f"{workday}-{self.back}" if self.back else workday


class NearestWorkday(Node):
    """The Monday-to-Friday day nearest to a day, in the same month: `15W`.

    `lost` says that it does not run where the day is a Sunday that ends its
    month, instead of on the Friday before; `clamped` that a month without that
    day goes by its last one.
    """

    day: int
    lost: bool = False
    clamped: bool = False

    def __str__(self) -> str:
        return f"{self.day}W"


class LastWeekday(Node):
    """The last such weekday of the month: `FRIL`."""

    weekday: int
    named: bool = False

    def __str__(self) -> str:
        return f"{spelled(self.field, self.weekday)}L"


class NthWeekday(Node):
    """The n-th such weekday of the month: `FRI#3`. A month without one does not fire."""

    weekday: int
    nth: int
    named: bool = False

    def __str__(self) -> str:
        return f"{spelled(self.field, self.weekday)}#{self.nth}"
