"""Problems as data, and how they are drawn under the text.

A problem says where, what was allowed, what was found and what to write
instead. Its code is stable and its values are plain, so that a form can say
the same in its own language. Everything drawn here is safe for a terminal and
for a log: what is not printable is escaped.

This room knows no rule of cron; it only keeps the list of what can go wrong.
"""

from __future__ import annotations

from types import MappingProxyType

from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

#: The longest text that is read at all; longer ones are refused at once.
LONGEST_TEXT = 1000

#: How much is drawn: problems in one drawing, columns in one line.
MOST_DRAWN = 10
WIDEST_LINE = 120
_INDENT = "    "

#: Every code with its severity and its meaning. The docs' table is made from this.
CODES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "empty": ("error", "there is nothing but white space"),
        "too-long": ("error", "the text is longer than any schedule needs"),
        "field-count": ("error", "the dialect has no form with this many fields"),
        "white-space": ("error", "fields are kept apart by something else than blanks and tabs"),
        "blank-in-list": ("error", "a blank after or before a comma splits a list in two fields"),
        "not-ascii": ("error", "a character looks right but is not the one of the syntax"),
        "extra-text": ("error", "a right expression is followed by a command or a remark"),
        "wrapper": ("error", "cron( ) is missing, broken, or not the dialect's"),
        "zone-in-text": ("error", "a time zone stands before or after the fields"),
        "not-a-calendar-schedule": ("error", "the text names no dates and times (@reboot, @every)"),
        "unknown-shorthand": ("error", "the dialect has no such @ word"),
        "empty-item": ("error", "a comma has nothing on one side"),
        "out-of-range": ("error", "a number is below or above what its place allows"),
        "not-a-value": ("error", "what stands there is neither a number nor a name"),
        "unknown-name": ("error", "the field has no such name"),
        "names-not-here": ("error", "the field takes numbers only"),
        "ambiguous-name": ("error", "the beginning of several names: the system takes the first"),
        "too-many-digits": ("error", "the system reads numbers of so many digits only"),
        "seed-missing": ("error", "H stands for a number that depends on a seed"),
        "small-letter": ("error", "the system takes L and W in capitals only"),
        "mixed-range": ("error", "a range goes from a name to a number or back"),
        "missing-value": ("error", "a range, a step or a special lacks a number"),
        "trailing-text": ("error", "a term goes on after its end"),
        "step-zero": ("error", "a step of zero goes nowhere"),
        "step-too-large": ("error", "a step is larger than its field and never taken"),
        "step-not-here": ("error", "the dialect takes a step after * or a range only"),
        "range-reversed": ("error", "a range ends before it begins, and the field does not wrap"),
        "range-never-fires": ("error", "a reversed range that the system takes and never runs"),
        "range-misread": ("error", "a reversed range that the system takes and reads otherwise"),
        "range-equal": ("error", "a range of one value that the system reads as every value"),
        "range-wraps-with-step": (
            "error",
            "a step in a range that wraps, which the system miscounts",
        ),
        "workday-moved": ("error", "a W day that the system moves into months without that day"),
        "days-do-not-combine": (
            "error",
            "a W, L or # beside another restricted day field, which the system misreads",
        ),
        "special-not-here": ("error", "? L W # stand in a place where they mean nothing"),
        "special-not-in-list": ("error", "a special that stands alone is part of a list"),
        "last-needs-weekday": ("error", "L alone does not name a day of the week"),
        "day-fields-both": ("error", "both day fields are given where one must be ?"),
        "day-fields-neither": ("error", "both day fields are ?"),
        "more-than-once-a-day": ("error", "the service runs a schedule once a day at most"),
        "too-often": ("error", "two runs are closer than the service allows"),
        "impossible-date": ("error", "no date fits, and the system refuses such a schedule"),
        "never-fires": ("warning", "no date from 1970 to 2199 fits"),
        "numeric-weekday": ("warning", "a weekday number means another day in another dialect"),
        "uneven-step": ("warning", "a step does not divide its field: the last gap is shorter"),
        "clock-gap": ("warning", "a coming change of clock leaves out a time of the schedule"),
        "clock-fold": ("warning", "a coming change of clock repeats a time of the schedule"),
        "gap-rule": (
            "warning",
            "another system treats times that a change of clock leaves out otherwise",
        ),
        "fold-rule": (
            "warning",
            "another system treats times that a change of clock repeats otherwise",
        ),
        "less-than-a-day": (
            "warning",
            "a change of clock brings two runs closer than the service wants",
        ),
        "clock-too-often": (
            "warning",
            "a change of clock brings two runs closer than the service allows",
        ),
        "skips-months": ("warning", "not every month has that day"),
        "both-days-restricted": ("warning", "day-of-month and day-of-week both restrict"),
        "step-after-name": ("warning", "the system drops a step after a name; here it counts"),
        "unverified": ("warning", "it is not known whether the system takes this"),
        "field-order": ("warning", "the extra fields mean something else in other dialects"),
    }
)


class Problem(Record):
    """One thing that is wrong, or doubtful, about a text.

    >>> import quartzcron
    >>> problem = quartzcron.validate("0 30 25 ? * MON-FRI")[0]
    >>> problem.code, problem.field, problem.span, problem.message
    ('out-of-range', 'hour', (5, 7), 'hour must be 0-23, not 25')
    >>> problem.values["low"], problem.values["high"], problem.values["found"]
    (0, 23, '25')

    `code` is stable; `severity` is "error" or "warning"; `field` is a field's
    name or None; `span` is start (inclusive) and end (exclusive) in code
    points of the text; `hint` is what to write instead, a text where a right
    one exists, or None; `values` holds the plain parts of the message, and
    under "replacement" the text to put in the place of the span, if one is
    known.
    """

    code: str
    severity: str
    field: str | None
    span: tuple[int, int]
    message: str
    hint: str | None = None
    values: Mapping[str, str | int] = MappingProxyType({})

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def __hash__(self) -> int:
        return hash((self.code, self.field, self.span, self.message))

    def __reduce__(self) -> tuple[Any, ...]:
        plain = self._items() | {"values": dict(self.values)}
        return Problem, tuple(plain.values())

    def __repr__(self) -> str:
        shown = self._items() | {"values": dict(self.values)}
        return f"Problem({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


def problem(
    code: str,
    field: str | None,
    span: tuple[int, int],
    message: str,
    hint: str | None = None,
    **values: str | int,
) -> Problem:
    """Make a problem whose severity is that of its code."""
    return Problem(code, CODES[code][0], field, span, message, hint, values)


class CronExpressionError(ValueError):
    """A text that is no expression of its dialect, with everything wrong about it.

    >>> import quartzcron
    >>> try:
    ...     quartzcron.CronExpression("0 30 25 ? * MON-FRI")
    ... except quartzcron.CronExpressionError as error:
    ...     print(error)
    hour must be 0-23, not 25
        0 30 25 ? * MON-FRI
             ^^

    `text` is what was given, `dialect` the name of the rules that refused it,
    `problems` a tuple of at least one `Problem`.
    """

    def __init__(self, text: str, dialect: str, problems: Iterable[Problem]) -> None:
        self.text = text
        self.dialect = dialect
        self.problems = tuple(problems)
        super().__init__(text, dialect, self.problems)

    def __str__(self) -> str:
        return draw(self.text, self.problems)


class CronTranslationError(ValueError):
    """An expression that has no form in another dialect: which part, why, and what comes nearest.

    >>> import quartzcron
    >>> try:
    ...     quartzcron.CronExpression("0 0 13 * FRI").to("quartz")
    ... except quartzcron.CronTranslationError as error:
    ...     print(error)
    Quartz cannot say days that are either 13 or FRI
        0 0 13 * FRI
        try together: 0 0 0 13 * ?
        try together: 0 0 0 ? * FRI

    `text` is what was to be translated, `dialect` the name of the rules that
    have no form for it, `field` the name of the field that has none, or None
    where a service rule forbids it; `reason` says why. `nearest` holds texts of
    that dialect: where `exact` is true, they fire all together at the same wall
    times; otherwise there is at most one, which fires at these down to the
    minute, and at others too.
    """

    def __init__(
        self,
        text: str,
        dialect: str,
        field: str | None,
        reason: str,
        nearest: Iterable[str] = (),
        exact: bool = False,
    ) -> None:
        self.text = text
        self.dialect = dialect
        self.field = field
        self.reason = reason
        self.nearest = tuple(nearest)
        self.exact = exact
        super().__init__(text, dialect, field, reason, self.nearest, exact)

    def __str__(self) -> str:
        tried = "try together" if self.exact else "nearest, but not the same"
        lines = [self.text, *(f"{tried}: {text}" for text in self.nearest)]
        drawn = (_INDENT + _cut(printable(line), WIDEST_LINE - len(_INDENT)) for line in lines)
        return "\n".join([printable(self.reason), *drawn])


def draw(text: str, problems: Sequence[Problem]) -> str:
    """Return problems drawn under their text, ready to print.

    >>> print(draw("0 0 25 * * ?", [problem("out-of-range", "hour", (4, 6), "25 is too late")]))
    25 is too late
        0 0 25 * * ?
            ^^

    At most 10 problems and 120 columns are drawn; a long text is cut around
    the place. What is not printable is escaped, wide characters count twice.
    """
    drawn = [_draw_one(text, each) for each in problems[:MOST_DRAWN]]
    if len(problems) > MOST_DRAWN:
        drawn.append(f"and {len(problems) - MOST_DRAWN} more")
    return "\n".join(drawn)


def _draw_one(text: str, each: Problem) -> str:
    lines = [each.message]
    if text.strip():
        lines += [_INDENT + line for line in _pointed(text, *each.span)]
    if each.hint is not None:
        # A single word is a name that was misspelt; anything else is to be written out.
        misspelt = each.severity == "error" and each.hint.isalpha()
        tried = f"did you mean {each.hint}?" if misspelt else f"try {each.hint}"
        lines.append(_INDENT + tried)
    # Hints carry the user's own text as it is: escape here, where it is printed.
    return "\n".join(_cut(printable(line)) for line in lines)


def _pointed(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the line of text around a span, and the line that points at the span."""
    room = WIDEST_LINE - len(_INDENT)
    cells = [printable(character) for character in text[: start + room]]
    first = 0
    if sum(map(width, cells)) > room:
        # Too long: begin where a quarter of the line is left in front of the place.
        first = _back_up(cells, min(start, len(cells)), room // 4)
    lead = "..." if first else ""
    before = lead + "".join(cells[first:start])
    marked = "".join(cells[start:end])
    line = before + marked + "".join(cells[end:])
    carets = "^" * max(1, min(width(marked), room - width(before)))
    return _cut(line, room), " " * width(before) + carets


def _back_up(cells: Sequence[str], position: int, columns: int) -> int:
    """Return how far to the left of a position so many columns reach."""
    while position > 0 and columns > 0:
        position -= 1
        columns -= width(cells[position])
    return position


def _cut(line: str, columns: int = WIDEST_LINE) -> str:
    """Return a line that fits, ending in ... where something was left out."""
    if width(line) <= columns:
        return line
    kept = line[: columns - 3]
    while width(kept) > columns - 3:
        kept = kept[:-1]
    return kept + "..."


def printable(text: str) -> str:
    r"""Return text with everything escaped that a terminal would not just show.

    >>> print(printable("a\x1b[31m\u202e\ud800"))
    a\x1b[31m\u202e\ud800
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in text
    )


def shown(text: str, longest: int = 30) -> str:
    """Return a piece of the text as it stands in a message: escaped and not too long."""
    escaped = printable(text[: longest + 1])
    return escaped if len(escaped) <= longest else escaped[: longest - 3] + "..."


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal.

    >>> width("MON"), width("\\uff2d\\uff2f\\uff2e"), width("e\\u0301")
    (3, 6, 1)
    """
    if text.isascii():
        return len(text)
    # Loaded here: only texts that are wrong have such characters.
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(character) else 1 + (east_asian_width(character) in "WF")
        for character in text
    )
