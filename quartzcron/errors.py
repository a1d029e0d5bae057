"""Problems as data, and how they are drawn under the text.

A problem says where, what was allowed, what was found and what to write
instead. Its code is stable and its values are plain, so that a form can say
the same in its own language. Everything drawn here is safe for a terminal and
for a log: what is not printable is escaped.

This room knows no rule of cron; it only keeps the list of what can go wrong.
"""

from __future__ import annotations

from types import MappingProxyType

from quartzcron.fields import FIELDS
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Literal

    from quartzcron.ground.seasons import Season

    Severity = Literal["error", "warning"]
    FieldName = Literal["second", "minute", "hour", "day_of_month", "month", "day_of_week", "year"]
    # The keys of CODES, spelled out for type checkers; a test holds the two equal.
    ProblemCode = Literal[
        "empty",
        "too-long",
        "field-count",
        "white-space",
        "blank-in-list",
        "not-ascii",
        "invisible-character",
        "wrapping",
        "other-dialect",
        "extra-text",
        "wrapper",
        "zone-in-text",
        "not-a-calendar-schedule",
        "wording",
        "unknown-shorthand",
        "empty-item",
        "out-of-range",
        "not-a-value",
        "unknown-name",
        "names-not-here",
        "ambiguous-name",
        "too-many-digits",
        "seed-missing",
        "random-value",
        "small-letter",
        "mixed-range",
        "missing-value",
        "trailing-text",
        "step-zero",
        "step-too-large",
        "step-not-here",
        "range-reversed",
        "range-never-fires",
        "range-misread",
        "range-equal",
        "range-wraps-with-step",
        "workday-moved",
        "days-do-not-combine",
        "special-not-here",
        "special-not-in-list",
        "last-needs-weekday",
        "day-fields-both",
        "day-fields-neither",
        "more-than-once-a-day",
        "too-often",
        "impossible-date",
        "never-fires",
        "past-years",
        "days-run-out",
        "midnights-left-out",
        "reversed-offset",
        "fixed-offset",
        "clock-gap",
        "clock-fold",
        "gap-rule",
        "fold-rule",
        "less-than-a-day",
        "clock-too-often",
        "field-order",
        "star-before-set-field",
        "step-missing",
        "numeric-weekday",
        "step-after-name",
        "range-wraps",
        "equal-range",
        "step-never-taken",
        "skips-months",
        "uneven-step",
        "both-days-restricted",
        "unverified",
        "command-missing",
        "unknown-zone",
        "not-a-text",
        "not-yaml",
        "not-utf-8",
        "too-large",
        "newline-missing",
        "byte-order-mark",
        "carriage-return",
        "percent-sign",
        "user-without-command",
        "name-ignored",
        "zone-ignored",
        "unknown-code",
    ]

#: The longest text that is read at all; longer ones are refused at once.
LONGEST_TEXT = 1000

#: How much is drawn: problems in one drawing, columns in one line.
MOST_DRAWN = 10
WIDEST_LINE = 120

#: How much of an unknown name is looked at, and shown.
LONGEST_NAME = 60
_INDENT = "    "

#: The codes of what is wrong or doubtful about a file, which no text alone can have.
IN_FILES: Mapping[ProblemCode, tuple[Severity, str]] = MappingProxyType(
    {
        "command-missing": ("error", "an entry of a crontab ends after its schedule"),
        "unknown-zone": (
            "error",
            "a time zone in a file that there is not, or an offset, which these files do not take",
        ),
        "not-a-text": ("error", "a list or a mapping stands where a schedule is wanted"),
        "not-yaml": (
            "error",
            "YAML that cannot be read; mostly a schedule that begins with * lacks its quotes",
        ),
        "not-utf-8": ("error", "the file is in UTF-16, which cron cannot read"),
        "too-large": (
            "error",
            "a file of YAML is larger than 4 MiB; what it says was not looked at",
        ),
        "newline-missing": ("warning", "a crontab does not end in a newline"),
        "byte-order-mark": ("warning", "a crontab begins with a byte order mark"),
        "carriage-return": ("warning", "the lines of a crontab end as on Windows"),
        "percent-sign": ("warning", "a % in the command of a crontab, which ends it there"),
        "user-without-command": (
            "warning",
            "an entry of /etc/crontab or cron.d ends after the user",
        ),
        "name-ignored": ("warning", "a file in cron.d has a name that the system does not read"),
        "zone-ignored": ("warning", "a crontab sets CRON_TZ, which the system does not read"),
        "unknown-code": ("warning", "a remark ignores a code that there is not"),
    }
)

#: Every code with its severity and its meaning. The docs' table is made from this.
CODES: Mapping[ProblemCode, tuple[Severity, str]] = MappingProxyType(
    {
        "empty": ("error", "there is nothing but white space"),
        "too-long": ("error", "the text is longer than any schedule needs"),
        "field-count": ("error", "the dialect has no expressions with this many parts"),
        "white-space": ("error", "something other than spaces and tabs separates the parts"),
        "blank-in-list": ("error", "a space stands inside a list, a range or a step"),
        "not-ascii": ("error", "a character that cron expressions do not have"),
        "invisible-character": ("error", "a character that cannot be seen"),
        "wrapping": ("error", "something was copied along: quotes, a label, brackets"),
        "other-dialect": ("error", "the text is an expression of another dialect"),
        "extra-text": ("error", "a command or a comment follows the expression"),
        "wrapper": ("error", "cron( ) is missing, broken, or not the dialect's"),
        "zone-in-text": ("error", "a time zone stands before or after the expression"),
        "not-a-calendar-schedule": ("error", "the text is something else than a cron expression"),
        "wording": ("error", "a schedule in words is not worded as its format asks"),
        "unknown-shorthand": ("error", "the dialect has no such @ shortcut"),
        "empty-item": ("error", "a comma has nothing on one side"),
        "out-of-range": ("error", "a number is below or above what its place allows"),
        "not-a-value": ("error", "what stands there is neither a number nor a name"),
        "unknown-name": ("error", "the field has no such name"),
        "names-not-here": ("error", "the field takes numbers only"),
        "ambiguous-name": ("error", "the beginning of several names: the system takes the first"),
        "too-many-digits": ("error", "the system reads numbers of so many digits only"),
        "seed-missing": ("error", "H stands for a number that depends on a seed"),
        "random-value": ("error", "the system draws the value anew, so nobody knows the runs"),
        "small-letter": ("error", "the system takes L and W in capitals only"),
        "mixed-range": ("error", "a range goes from a name to a number or back"),
        "missing-value": ("error", "a range, a step or a special lacks a number"),
        "trailing-text": ("error", "a term goes on after its end"),
        "step-zero": ("error", "a step of zero goes nowhere"),
        "step-too-large": ("error", "a step is larger than its field and never taken"),
        "step-not-here": ("error", "the dialect has no steps there"),
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
        "more-than-once-a-day": ("error", "the service runs a schedule at most once a day"),
        "too-often": (
            "error",
            "two runs are closer together than the service allows; a warning where it only slows "
            "the schedule down",
        ),
        "impossible-date": ("error", "no date matches, and the system rejects such a schedule"),
        "never-fires": ("warning", "no date matches: the schedule never runs"),
        "past-years": ("warning", "every matching date has passed: the schedule never runs again"),
        "days-run-out": (
            "warning",
            "the dates that a schedule leaves out end, and the schedule goes on",
        ),
        "midnights-left-out": (
            "warning",
            "an expression that is left out names days, but leaves out only their midnights",
        ),
        "reversed-offset": ("warning", "the sign of an Etc/GMT time zone is turned round"),
        "fixed-offset": ("warning", "the time zone does not follow daylight saving time"),
        "clock-gap": ("warning", "a run falls in a time that daylight saving time skips"),
        "clock-fold": ("warning", "a run falls in a time that occurs twice when clocks go back"),
        "gap-rule": (
            "warning",
            "the two systems treat times that daylight saving time skips differently",
        ),
        "fold-rule": (
            "warning",
            "the two systems treat times that occur twice when clocks go back differently",
        ),
        "less-than-a-day": (
            "warning",
            "a clock change brings two runs closer together than the day that the service asks for",
        ),
        "clock-too-often": (
            "warning",
            "a clock change brings two runs closer together than the service allows",
        ),
        "field-order": ("warning", "the extra fields mean something else in other dialects"),
        "star-before-set-field": (
            "warning",
            "a * in front of a field that is set: it runs many times where one run may be meant",
        ),
        "step-missing": (
            "warning",
            "a single number of seconds, where every so many seconds may be meant",
        ),
        "numeric-weekday": (
            "warning",
            "weekday numbers that another system takes for other days; names are safe",
        ),
        "step-after-name": (
            "warning",
            "the system silently ignores a step after a name; here it counts",
        ),
        "range-wraps": ("warning", "a range that ends before it begins runs past the field's end"),
        "equal-range": ("warning", "a range of one value, which the system reads as every value"),
        "step-never-taken": ("warning", "a step leads out of its field at once: one value remains"),
        "skips-months": ("warning", "a day that some months do not have"),
        "uneven-step": (
            "warning",
            "a step that does not fit evenly: the last gap is shorter than the others",
        ),
        "both-days-restricted": (
            "warning",
            "day of month and day of week are both set, which systems read differently",
        ),
        "unverified": ("warning", "the documentation does not say whether the system accepts it"),
        **IN_FILES,
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
    points of the text; `hint` helps: the corrected text where that is certain,
    otherwise a sentence in which each text stands between backticks, or None.
    `values` holds the plain parts of the message. Where a correction is
    certain, it also has the whole corrected text as "correction", and what to
    put in the place of the span as "replacement".
    """

    code: ProblemCode
    severity: Severity
    field: FieldName | None
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
    key: str,
    field: str | None,
    span: tuple[int, int],
    hint: str | None = None,
    /,
    **values: str | int,
) -> Problem:
    """Make a problem with the message of a key, which is its code or a case of it.

    >>> problem("out-of-range", "hour", (2, 4), found="25", low=0, high=23).message
    'hour must be 0-23, not 25'
    """
    # A key that begins with no code fails in the table: the cast can promise it.
    # Loaded here: a right text needs no words.
    from quartzcron.ground.messages import MESSAGES

    code: ProblemCode = key.partition("/")[0]  # type: ignore[assignment]
    prose = {"field": FIELDS[field].prose} if field else {}
    message = MESSAGES[key].format(**{**values, **prose})
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
    `problems` a tuple of at least one `Problem`; `row` is its row in a column, from 0 on, or None.
    """

    row: int | None = None

    def __init__(self, text: str, dialect: str, problems: Iterable[Problem]) -> None:
        self.text = text
        self.dialect = dialect
        self._problems = tuple(problems)
        self._make: Callable[[], tuple[Problem, ...]] | None = None
        super().__init__(text, dialect)

    @classmethod
    def later(
        cls, text: str, dialect: str, make: Callable[[], tuple[Problem, ...]]
    ) -> CronExpressionError:
        """Return an error whose problems are made when they are first read."""
        error = cls(text, dialect, ())
        error._make = make
        return error

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with the text, in its order."""
        if self._make is not None:
            # Two threads may both make them: they are the same.
            self._problems, self._make = self._make(), None
        return self._problems

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text, self.dialect, self.problems), {"row": self.row}

    def __str__(self) -> str:
        row = "" if self.row is None else f"row {self.row}: "
        return row + draw(self.text, self.problems)


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
    minute, and at others too. Where the text was to be one of another time zone
    (`Schedule.to`), and none is right all the time, `seasons` has those that are
    right for a while; otherwise it is empty.
    """

    def __init__(
        self,
        text: str,
        dialect: str,
        field: FieldName | None,
        reason: str,
        nearest: Iterable[str] = (),
        exact: bool = False,
        seasons: Iterable[Season] = (),
    ) -> None:
        self.text = text
        self.dialect = dialect
        self.field = field
        self.reason = reason
        self.nearest = tuple(nearest)
        self.exact = exact
        self.seasons = tuple(seasons)
        super().__init__(text, dialect, field, reason, self.nearest, exact, self.seasons)

    def __str__(self) -> str:
        tried = "try together" if self.exact else "nearest, but not the same"
        lines = [self.text, *(f"{tried}: {text}" for text in self.nearest)]
        lines += map(str, self.seasons)
        drawn = (_INDENT + _cut(printable(line), WIDEST_LINE - len(_INDENT)) for line in lines)
        return "\n".join([printable(self.reason), *drawn])


#: What to write where nothing is near, and there are too many names to list.
_EXAMPLES = {"time zone": "; use a name such as Europe/Paris or an offset such as +02:00"}


class UnknownNameError(ValueError):
    """A name that names nothing: of a time zone, a dialect, a policy or a field.

    >>> import quartzcron
    >>> try:
    ...     quartzcron.Schedule("0 9 * * *", tz="Amercia/New_York")
    ... except quartzcron.UnknownNameError as error:
    ...     print(error)
    ...     print(error.kind, error.nearest)
    there is no time zone "Amercia/New_York"; did you mean America/New_York?
    time zone ('America/New_York',)

    `kind` says what was named: "time zone", "dialect", "policy" or (of an own
    dialect) "field"; `name` is what was given. `nearest` holds the names that
    may have been meant, the best first; it is empty where none is near, and none
    is ever taken in its place.
    `known` holds all names of the kind where they are few, and is empty for
    time zones. `row` is the number of the row, from 0 on, where the name is one
    of a column, and None otherwise.
    """

    row: int | None = None

    def __init__(
        self,
        kind: Literal["time zone", "dialect", "policy", "way to roll", "field"],
        name: str,
        nearest: Iterable[str] = (),
        known: Iterable[str] = (),
    ) -> None:
        self.kind = kind
        self.name = name
        self.nearest = tuple(nearest)
        self.known = tuple(known)
        super().__init__(kind, name, self.nearest, self.known)

    def __str__(self) -> str:
        name = shown(self.name, LONGEST_NAME)
        row = "" if self.row is None else f"row {self.row}: "
        unknown = f'{row}there is no {self.kind} "{name}"'
        if self.nearest:
            return f"{unknown}; did you mean {listed(self.nearest)}?"
        if self.known:
            return f"{unknown}; choose from {', '.join(self.known)}"
        return unknown + _EXAMPLES.get(self.kind, "")


def listed(names: Sequence[str]) -> str:
    """Return names as a choice in a sentence.

    >>> listed(["unix"]), listed(["unix", "quartz"]), listed(["unix", "quartz", "croner"])
    ('unix', 'unix or quartz', 'unix, quartz or croner')
    """
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def draw(text: str, problems: Sequence[Problem]) -> str:
    """Return problems drawn under their text, ready to print.

    >>> late = problem("out-of-range", "hour", (4, 6), found="25", low=0, high=23)
    >>> print(draw("0 0 25 * * ?", [late]))
    hour must be 0-23, not 25
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
    lines = _folded(each.message, "")
    if text.strip():
        lines += [_cut(_INDENT + line) for line in _pointed(text, *each.span)]
    if each.hint is not None:
        lines += _folded(advice(each.hint), _INDENT)
    return "\n".join(lines)


def advice(hint: str) -> str:
    """Return a hint as words to show: one that is a bare text after the word "try".

    >>> advice("0 9 * * MON"), advice("did you mean `0 9 * * MON`?")
    ('try 0 9 * * MON', 'did you mean `0 9 * * MON`?')
    """
    return hint if "`" in hint else f"try {hint}"


#: How many lines a message or a hint takes at the most.
_MOST_LINES = 4


def _folded(sentence: str, indent: str) -> list[str]:
    """Return a sentence as lines that fit, broken between words; what is too long is cut.

    Hints carry the user's own text as it is: it is escaped here, where it is printed.
    """
    lines = [indent]
    for word in printable(sentence).split(" "):
        longer = f"{lines[-1]}{' ' if lines[-1].strip() else ''}{word}"
        if width(longer) > WIDEST_LINE and lines[-1].strip():
            lines.append(f"{indent}{word}")
        else:
            lines[-1] = longer
    kept = [_cut(line) for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        kept[-1] = _cut(f"{kept[-1]} ...")
    return kept


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
    if text.isascii() and text.isprintable():
        return text
    # Loaded here: hardly any text has such characters.
    from unicodedata import category

    return "".join(
        character
        if character.isprintable() and category(character)[0] != "M"
        else character.encode("unicode_escape").decode()
        if not "\ud800" <= character <= "\udfff"
        else repr(character)[1:-1]
        for character in text
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


def __getattr__(name: str) -> object:
    """Make a type of the words that a problem is made of, for annotations and `get_args`.

    Type checkers read them at the head of this room; at run time they come
    from the tables, once somebody asks: the typing module costs 2.5 ms.
    """
    words = {"ProblemCode": CODES, "Severity": ("error", "warning"), "FieldName": FIELDS}
    if name not in words:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from typing import Literal

    return Literal[tuple(words[name])]
