"""What is shown, and where: styled lines and progress in a terminal, plain lines elsewhere.

A Screen is one output stream. It decides by the stream alone: colour,
headings and progress bars are for a terminal, and what goes down a pipe is
plain text, one fact a line. Text of the user's comes here escaped already
(`quartzcron.errors.printable`) and is never read as markup.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from functools import cached_property
from textwrap import fill
from typing import NamedTuple, TextIO

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self, TypeAlias

    #: A piece of a line: a text, or a text and its style in a terminal.
    Part: TypeAlias = str | tuple[str, str]

#: From how many texts on input counts as long; how often the bar is told.
LONG_INPUT = 1000
_TEXTS_A_STEP = 100

# How wide a paragraph is at most, and how far it is indented.
_WIDEST = 100
_INDENT = " " * 4

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

    def line(self, *parts: Part) -> None:
        """Show one line. A long one is left to the terminal to wrap, so that it copies whole."""
        if self.is_terminal:
            self.console.print(Text.assemble(*parts), soft_wrap=True)
        elif self._stream is not None:
            plain = (part if isinstance(part, str) else part[0] for part in parts)
            self._stream.write("".join(plain) + "\n")

    def paragraph(self, text: str) -> None:
        """Show a text indented, broken between words where it is too long, and then more so."""
        width = min(self.console.width, _WIDEST) if self.is_terminal else _WIDEST
        filled = fill(
            text,
            width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT * 2,
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in filled.split("\n"):
            self.line(line)

    def drawing(self, drawn: str, style: str) -> None:
        """Show a drawing of the library's: messages, text, carets in a style, advice."""
        for line in drawn.split("\n"):
            self.line((line, _style_of(line, style)))


class Table:
    """Rows one below the other on a screen; a terminal gets a heading before the first."""

    def __init__(self, screen: Screen, columns: Sequence[Column]) -> None:
        self._screen = screen
        self._columns = columns
        self._is_begun = False

    def row(self, cells: Sequence[str], style: str | None = None) -> None:
        """Show a row: cells for all columns or the first of them, in one style or in theirs."""
        if self._screen.is_terminal and not self._is_begun:
            self._line([column.heading for column in self._columns if column.heading], "dim")
        self._is_begun = True
        self._line(cells, style)

    def _line(self, cells: Sequence[str], style: str | None) -> None:
        """Show cells, filled up to the widths of the columns."""
        parts: list[Part] = []
        for cell, column in zip(cells, self._columns, strict=False):
            parts += [(cell, column.style if style is None else style)]
            parts += [" " * (column.width - len(cell)), "  "]
        # Nothing is filled up after the last cell.
        self._screen.line(*parts[:-2])


def _style_of(line: str, pointer: str) -> str:
    """Return the style of a line of a drawing, told by its shape."""
    inside = line.strip()
    if not line.startswith(" "):
        return _MESSAGE
    if not inside.strip("^"):
        return pointer
    return _ADVICE if inside.startswith(("try ", "did you mean ")) else ""


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
