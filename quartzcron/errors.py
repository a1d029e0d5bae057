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
from quartzcron.ground.codes import CODES as CODES
from quartzcron.ground.codes import IN_FILES as IN_FILES
from quartzcron.ground.plain_data import PlainData
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Literal, Self

    from quartzcron.ground.codes import FieldName as FieldName
    from quartzcron.ground.codes import ProblemCode as ProblemCode
    from quartzcron.ground.codes import Severity as Severity
    from quartzcron.ground.seasons import Season


#: The longest text that is read at all; longer ones are refused at once.
LONGEST_TEXT = 1000

#: How much is drawn: problems in one drawing, columns in one line.
MOST_DRAWN = 10
WIDEST_LINE = 120

#: How much of an unknown name is looked at, and shown.
LONGEST_NAME = 60
_INDENT = "    "


_AS_SPAN = (-1, -1)


class Problem(Record, PlainData):
    """An error in a text, or a warning about it.

    >>> import quartzcron
    >>> problem = quartzcron.validate("0 30 25 ? * MON-FRI")[0]
    >>> problem.code, problem.field, problem.span, problem.message
    ('out-of-range', 'hour', (5, 7), 'hour must be 0-23, not 25')
    >>> problem.values["low"], problem.values["high"], problem.values["found"]
    (0, 23, '25')

    `code` is stable; `severity` is "error" or "warning"; `field` is a field's name or None;
    `span` is start (inclusive) and end (exclusive) in code points of the text; `hint` is the
    corrected text if that is certain, otherwise a sentence in which each text is between
    backticks, or None. `values` holds the plain parts of the message. If a correction is certain,
    it also has the whole corrected text as "correction", and what replaces the span as
    "replacement".

    `span_utf16` is the span as JavaScript counts, where most emoji count twice:
    for the `setSelectionRange` of a form. `str` gives the message.
    """

    _form = "problem"

    code: ProblemCode
    severity: Severity
    field: FieldName | None
    span: tuple[int, int]
    message: str
    hint: str | None = None
    values: Mapping[str, str | int] = MappingProxyType({})
    span_utf16: tuple[int, int] = _AS_SPAN

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        if self.span_utf16 is _AS_SPAN:
            object.__setattr__(self, "span_utf16", self.span)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed; with a new span, in UTF-16 too."""
        return super().replace(**({"span_utf16": _AS_SPAN} if "span" in changes else {}) | changes)

    def in_words(self, locale: str) -> Problem:
        """Return the problem with its message and its hint in another language.

        >>> import quartzcron
        >>> [problem] = quartzcron.validate("0 25 * * *")
        >>> problem.in_words("zh-CN").message
        '小时必须是 0-23，不能是 25'

        A locale is written as for `describe`. A hint is always a sentence then; what to put in
        place stands in `values`. Raises `UnknownNameError` where there is no such language,
        or messages are not in it, with the languages that they are in; `ValueError` where the
        message is not the library's own English.
        """
        # Loaded here: most programs speak English.
        from quartzcron.words.messages import in_words

        return in_words(self, locale)

    def __str__(self) -> str:
        return self.message

    def __hash__(self) -> int:
        return hash((self.code, self.field, self.span, self.message))

    def __reduce__(self) -> tuple[Any, ...]:
        plain = self._items() | {"values": dict(self.values)}
        return Problem, tuple(plain.values())

    def __repr__(self) -> str:
        shown = self._items() | {"values": dict(self.values)}
        if self.span_utf16 == self.span:
            del shown["span_utf16"]
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
    return Problem(code, CODES[code][0], field, span, message, hint, values, _AS_SPAN)


class CronExpressionError(ValueError):
    """A text that is not a valid expression of its dialect, with all of its errors.

    >>> import quartzcron
    >>> try:
    ...     quartzcron.CronExpression("0 30 25 ? * MON-FRI")
    ... except quartzcron.CronExpressionError as error:
    ...     print(error)
    hour must be 0-23, not 25
        0 30 25 ? * MON-FRI
             ^^

    `text` is what was given, `dialect` the name of the dialect that refused it, `problems` a
    tuple of at least one `Problem`; `row` is its row in a column, from 0 on, or None. An error
    that other code makes again from its message alone, as Polars does, has just that message and
    no problems.
    """

    row: int | None = None

    def __init__(self, text: str, dialect: str = "", problems: Iterable[Problem] = ()) -> None:
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

    def in_words(self, locale: str) -> str:
        """Return what `str` gives, drawn with the messages in another language.

        >>> import quartzcron
        >>> try:
        ...     quartzcron.CronExpression("0 25 * * *")
        ... except quartzcron.CronExpressionError as error:
        ...     print(error.in_words("ko"))
        시 필드에는 0-23만 쓸 수 있는데 25 값이 있습니다
            0 25 * * *
              ^^

        A locale and what it raises are those of `Problem.in_words`.
        """
        # Loaded here: most programs speak English.
        from quartzcron.words.messages import draw_in_words

        return draw_in_words(self.text, self.problems, locale, WIDEST_LINE)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text, self.dialect, self.problems), {"row": self.row}

    def __str__(self) -> str:
        row = "" if self.row is None else f"row {self.row}: "
        return row + (draw(self.text, self.problems) if self.problems else self.text)


class CronTranslationError(ValueError):
    """An expression that cannot be written in another dialect: which part, why, and what comes
    nearest.

    >>> import quartzcron
    >>> try:
    ...     quartzcron.CronExpression("0 0 13 * FRI").to("quartz")
    ... except quartzcron.CronTranslationError as error:
    ...     print(error)
    Quartz cannot say days that are either 13 or FRI
        0 0 13 * FRI
        try together: 0 0 0 13 * ?
        try together: 0 0 0 ? * FRI

    `text` is the original, `dialect` the name of the other dialect, `field` the name of the field
    that it cannot say, or None if a service rule forbids the schedule; `reason` says why.
    `nearest` holds texts of that dialect: if `exact` is true, they fire together at the same wall
    times; otherwise there is at most one, which fires at these, to the minute, and at others too.
    For a conversion to another time zone (`Schedule.to`), if no text is right all the time,
    `seasons` has those that are right for a while. It is empty otherwise, and also if a run
    cannot be written at all, or the text would have to change more than 60 times a year.
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


#: A reason or a description in a message is longer than a word of a text.
_LONGEST_VALUE = 300


class WordsError(ValueError):
    """Words that are not a schedule, or may mean two: where, why, and what to say instead.

    >>> import quartzcron
    >>> try:
    ...     quartzcron.read("every 7 minutes")
    ... except quartzcron.WordsError as error:
    ...     print(error)
    every 7 minutes does not come out even: hours and days begin anew
        every 7 minutes
        ^^^^^^^^^^^^^^^
        say: every 7 minutes from 0 to 56 minutes past every hour

    `words` is what was given, `code` a short name of what is wrong, `span` start (inclusive) and
    end (exclusive) in code points, `message` says what is wrong, and `hint` what to say instead,
    or None; `values` holds the plain parts of the message.
    """

    def __init__(
        self,
        words: str,
        code: str,
        span: tuple[int, int],
        hint: str | None = None,
        values: Mapping[str, str | int] = MappingProxyType({}),
    ) -> None:
        # Loaded here: right words need no message.
        from quartzcron.ground.sayings import READING, SAYINGS

        self.words = words
        self.code = code
        self.span = span
        self.hint: str | None
        self.values = dict(values)
        named = {name: shown(str(value), _LONGEST_VALUE) for name, value in values.items()}
        self.message = READING[code].format_map(named)
        saying = SAYINGS.get(code, "")
        if hint or "{hint}" not in saying:
            self.hint = saying.format_map(named | {"hint": hint}) or None
        else:
            self.hint = None
        super().__init__(words, code, span, hint, self.values)

    def __str__(self) -> str:
        lines = [_cut(printable(self.message), WIDEST_LINE)]
        if self.words.strip():
            pointed = _pointed(self.words, *self.span, WIDEST_LINE - len(_INDENT))
            lines += [_INDENT + line for line in pointed]
        if self.hint is not None:
            lines += _folded(self.hint, _INDENT, WIDEST_LINE)
        return "\n".join(lines)


#: What to write where nothing is near, and there are too many names to list.
_EXAMPLES = {"time zone": "; use a name such as Europe/Paris or an offset such as +02:00"}


class UnknownNameError(ValueError):
    """An unknown name: of a time zone, a dialect, a policy, or anything else that has names.

    >>> import quartzcron
    >>> try:
    ...     quartzcron.Schedule("0 9 * * *", tz="Amercia/New_York")
    ... except quartzcron.UnknownNameError as error:
    ...     print(error)
    ...     print(error.kind, error.nearest)
    there is no time zone "Amercia/New_York"; did you mean America/New_York?
    time zone ('America/New_York',)

    `kind` says what was named: "time zone", "dialect", "policy", "locale", "language of
    messages", "way to roll", "rule for missed runs" or (of an own dialect) "field"; `name` is
    what was given. `nearest` holds the names that may have been meant, the best first. It is
    empty if none is similar, and none is ever used instead. `known` holds all names of the kind
    if they are few, and is empty for time zones. `row` is the number of the row, from 0 on, if
    the name is in a column, and None otherwise.

    An error that other code makes again from its message alone, as Polars does, has that message
    as its `kind`, and prints it.
    """

    row: int | None = None

    def __init__(
        self,
        kind: Literal[
            "time zone",
            "dialect",
            "policy",
            "locale",
            "language of messages",
            "way to roll",
            "rule for missed runs",
            "field",
        ],
        name: str | None = None,
        nearest: Iterable[str] = (),
        known: Iterable[str] = (),
    ) -> None:
        self.kind = kind
        self.name = name or ""
        self.nearest = tuple(nearest)
        self.known = tuple(known)
        super().__init__(kind, name, self.nearest, self.known)

    def __str__(self) -> str:
        if self.args[1] is None:
            return str(self.kind)
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


def draw(
    text: str,
    problems: Sequence[Problem],
    columns: int = WIDEST_LINE,
    more: str = "and {n} more",
) -> str:
    """Return problems drawn under their text, ready to print.

    >>> late = problem("out-of-range", "hour", (4, 6), found="25", low=0, high=23)
    >>> print(draw("0 0 25 * * ?", [late]))
    hour must be 0-23, not 25
        0 0 25 * * ?
            ^^

    At most 10 problems are drawn, and by default 120 columns; a long text is cut around the
    place. Characters that cannot be printed are escaped, and wide ones count twice. `more` says
    how many problems are not drawn, at {n}.
    """
    columns = max(columns, _NARROWEST_LINE)
    drawn = [_draw_one(text, each, columns) for each in problems[:MOST_DRAWN]]
    if len(problems) > MOST_DRAWN:
        drawn.append(more.format(n=len(problems) - MOST_DRAWN))
    return "\n".join(drawn)


def _draw_one(text: str, each: Problem, columns: int) -> str:
    lines = _folded(each.message, "", columns)
    if text.strip():
        pointed = _pointed(text, *each.span, columns - len(_INDENT))
        lines += [_cut(_INDENT + line, columns) for line in pointed]
    if each.hint is not None:
        lines += _folded(advice(each.hint), _INDENT, columns)
    return "\n".join(lines)


def advice(hint: str) -> str:
    """Return a hint as words to show: one that is a bare text after the word "try".

    >>> advice("0 9 * * MON"), advice("did you mean `0 9 * * MON`?")
    ('try 0 9 * * MON', 'did you mean `0 9 * * MON`?')
    """
    return hint if "`" in hint else f"try {hint}"


def advised(found: Problem) -> str:
    """Return a problem in one line: its message, and what to write instead.

    >>> advised(problem("out-of-range", "hour", (2, 4), "0 2 * * *", found="25", low=0, high=23))
    'hour must be 0-23, not 25 - try 0 2 * * *'
    """
    return found.message if found.hint is None else f"{found.message} - {advice(found.hint)}"


#: How many lines a message or a hint takes at the most, where they are as wide as can be.
_MOST_LINES = 4

#: In less room than this nothing is drawn.
_NARROWEST_LINE = 24


def _folded(sentence: str, indent: str, columns: int) -> list[str]:
    """Return a sentence as lines that fit, broken between words; what is too long is cut.

    Hints carry the user's own text as it is: it is escaped here, where it is printed.
    """
    lines = [indent]
    for word in printable(sentence).split(" "):
        longer = f"{lines[-1]}{' ' if lines[-1].strip() else ''}{word}"
        if width(longer) > columns and lines[-1].strip():
            lines.append(f"{indent}{word}")
        else:
            lines[-1] = longer
    most = _MOST_LINES * WIDEST_LINE // columns
    kept = [_cut(line, columns) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1]} ...", columns)
    return kept


def _pointed(text: str, start: int, end: int, room: int) -> tuple[str, str]:
    """Return the line of text around a span, and the line that points at the span."""
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


def _cut(line: str, columns: int) -> str:
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
