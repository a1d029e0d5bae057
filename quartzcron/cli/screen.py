"""What is shown, and where: styled lines and progress in a terminal, plain lines elsewhere.

A Screen is one output stream. It decides by the stream alone: colour,
headings and progress bars are for a terminal, and what goes down a pipe is
plain text, one fact a line. Text of the user's comes here escaped already
(`quartzcron.errors.printable`) and is never read as markup.
"""

from __future__ import annotations

import contextlib
import io
import math
import os
import sys
from functools import cached_property
from textwrap import fill
from typing import NamedTuple, TextIO

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from quartzcron.errors import WIDEST_LINE, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self, TypeAlias

    #: A piece of a line: a text, or a text and its style in a terminal.
    Part: TypeAlias = str | tuple[str, str]

#: From how many texts on input counts as long; how often the bar is told.
LONG_INPUT = 1000
_TEXTS_A_STEP = 100

# How wide what is wrapped is at most; how far it is indented, and what goes on from the line above.
_WIDEST = 100
_INDENT = " " * 4

# No line is broken into pieces narrower than this.
_NARROWEST = 16

# What stands between two columns.
_GAP = "  "

_MESSAGE, _ADVICE = "bold", "green"


class Column(NamedTuple):
    """A column of a table: its heading, its width, its style; the last needs no width."""

    heading: str
    width: int
    style: str


class Screen:
    """One output stream, or none where the process was started without it."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.is_terminal = stream is not None and stream.isatty()

    @cached_property
    def console(self) -> Console:
        """Rich's view of the stream; only terminals need one."""
        return Console(file=self._stream, force_terminal=True, highlight=False)

    @property
    def columns(self) -> int:
        """How wide what is wrapped may be: as the terminal is; elsewhere as the library draws."""
        return min(self.console.width, _WIDEST) if self.is_terminal else WIDEST_LINE

    def line(self, *parts: Part) -> None:
        """Show one line. A long one is left to the terminal to wrap, so that it copies whole."""
        if self.is_terminal:
            self.console.print(Text.assemble(*parts), soft_wrap=True)
        elif self._stream is not None:
            self._stream.write("".join(map(_plain, parts)) + "\n")

    def sentence(self, *parts: Part, indent: str = "", further: str = _INDENT) -> None:
        """Show one line; a terminal breaks it between words, further lines set in further."""
        self.beside([indent], *parts, further=indent + further)

    def beside(self, head: Sequence[Part], *parts: Part, further: str | None = None) -> None:
        """Show a sentence behind a head; in a terminal its further lines stand behind it too."""
        if not self.is_terminal:
            self.line(*head, *parts)
            return
        title = Text.assemble(*head)
        begin = Text(" " * title.cell_len if further is None else further)
        if begin.cell_len > self.columns // 2:
            begin = Text(_INDENT)
        room = self.columns - max(begin.cell_len, title.cell_len)
        if room < _NARROWEST:
            # The head is too wide for anything beside it.
            self.console.print(title, soft_wrap=True)
            title, room = begin, self.columns - begin.cell_len
        for piece in Text.assemble(*parts).wrap(self.console, max(room, _NARROWEST)) or [Text()]:
            piece.rstrip()
            self.console.print(title + piece, soft_wrap=True)
            title = begin

    def paragraph(self, text: str) -> None:
        """Show a text indented, broken between words where it is too long, and then more so."""
        if self.is_terminal:
            self.sentence(text, indent=_INDENT)
            return
        filled = fill(
            text,
            _WIDEST,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT * 2,
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in filled.split("\n"):
            self.line(line)

    def drawing(self, drawn: str, style: str) -> None:
        """Show a drawing of the library's: messages, text, carets in a style, advice."""
        pointed = False
        for line in drawn.split("\n"):
            inside = line.strip()
            if not line.startswith(" "):
                pointed = False
                self.sentence((line, _MESSAGE), further="")
            elif not inside.strip("^"):
                pointed = True
                self.line((line, style))
            elif pointed or inside.startswith(("try ", "did you mean ")):
                # What stands below the carets is advice, whatever it begins with.
                self.sentence((inside, _ADVICE), indent=_INDENT, further="")
            else:
                self.line(line)


def _plain(part: Part) -> str:
    return part if isinstance(part, str) else part[0]


class Table:
    """Rows one below the other on a screen; a terminal gets a heading before the first."""

    def __init__(self, screen: Screen, columns: Sequence[Column], headed: bool = True) -> None:
        self._screen = screen
        self._columns = columns
        self._is_begun = not headed

    def row(self, cells: Sequence[str], style: str | None = None) -> None:
        """Show a row: cells for all columns or the first of them, in one style or in theirs."""
        if self._screen.is_terminal and not self._is_begun:
            headings = [column.heading for column in self._columns if column.heading]
            # What stands above no column is no heading.
            if self._width(headings) <= self._room:
                self._line(headings, "dim")
        self._is_begun = True
        if self._width(cells) <= self._room:
            self._line(cells, style)
        else:
            self._lines(cells, style)

    @property
    def _room(self) -> float:
        return self._screen.console.width if self._screen.is_terminal else math.inf

    def _width(self, cells: Sequence[str]) -> int:
        """Return how wide a row is, with nothing filled up after its last cell."""
        before = zip(cells[:-1], self._columns, strict=False)
        filled = sum(max(width(cell), column.width) + len(_GAP) for cell, column in before)
        return filled + width(cells[-1])

    def _styled(self, cells: Sequence[str], style: str | None) -> list[tuple[str, str]]:
        pairs = zip(cells, self._columns, strict=False)
        return [(cell, column.style if style is None else style) for cell, column in pairs]

    def _line(self, cells: Sequence[str], style: str | None) -> None:
        """Show cells in one line, filled up to the widths of the columns."""
        parts: list[Part] = []
        for part, column in zip(self._styled(cells, style), self._columns, strict=False):
            parts += [part, " " * (column.width - width(part[0])), _GAP]
        # Nothing is filled up after the last cell.
        self._screen.line(*parts[:-2])

    def _lines(self, cells: Sequence[str], style: str | None) -> None:
        """Show cells in the lines that they need: the last one, or all, below the first."""
        *others, last = cells
        second = " " * (self._columns[0].width + len(_GAP))
        if others and self._width(others) <= self._room and len(second) + width(last) <= self._room:
            self._line(others, style)
            self._screen.line(second, self._styled(cells, style)[-1])
            return
        first, *rest = [part for part in self._styled(cells, style) if part[0]]
        self._screen.sentence(first)
        parts = [piece for part in rest for piece in (part, _GAP)]
        self._screen.sentence(*parts[:-1], indent=_INDENT, further="")


class Progress:
    """A bar under long input, in a terminal only; made for one `with` block.

    Where the results go to the terminal too, it must share their screen:
    then they pass above it.
    """

    def __init__(self, screen: Screen, total: int | None) -> None:
        self._screen = screen
        self._total = total
        self._texts = 0
        self._bar: RichProgress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, position: int) -> None:
        """Count one more text, with so many bytes of the total behind it."""
        self._texts += 1
        if self._texts % _TEXTS_A_STEP or not self._screen.is_terminal:
            return
        if self._bar is None and self._texts >= LONG_INPUT:
            self._bar = _bar(self._screen.console, self._total)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=position, texts=f"{self._texts:,}")


def _bar(console: Console, total: int | None) -> RichProgress:
    bar = RichProgress(
        TextColumn("checking"),
        BarColumn(),
        TextColumn("{task.fields[texts]} texts"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        # The screens know where they write; nobody else is to be caught and sent elsewhere.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("checking", total=total, texts="")
    return bar


def protect_streams() -> None:
    """Let no character stop the program: what an encoding lacks is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush_streams() -> None:
    """Write out what is buffered, now, while a failure can still be reported."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def settle_streams() -> None:
    """Write out what is buffered; what cannot be written goes nowhere.

    Python writes out once more as it exits, and would then fail aloud.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            with contextlib.suppress(OSError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
