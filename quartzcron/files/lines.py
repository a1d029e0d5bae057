"""Files of lines: one expression a line, or what else stands on lines.

Input may be endless, broken or not text at all: it is read one bounded line
at a time, and bytes that are no UTF-8 become lone surrogates, which the
library refuses like any other character out of place.
"""

from __future__ import annotations

import os
import stat
from typing import BinaryIO, NamedTuple

from quartzcron.files.findings import Found, Place, fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.files.contents import Content
    from quartzcron.files.findings import Finding

#: How much of one line is kept, in bytes: far beyond the longest text that is
#: read at all, so what is left out changes no verdict.
LINE_LIMIT = 1 << 20

#: What some editors put in front of a text.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

#: How a text begins that is no UTF-8 but UTF-16, in either order of bytes.
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

#: The dialect of what stands on lines, unless said otherwise.
SYSTEM = "quartzcron"


class Line(NamedTuple):
    """A line of a stream: its number from 1, its text and its ending, and the bytes up to there."""

    number: int
    text: str
    ending: str
    position: int
    is_marked: bool = False  #: a byte order mark was before it

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on the line, or nothing but a comment."""
        text = self.text.lstrip()
        return not text or text.startswith("#")


class Source(NamedTuple):
    """A text to check; where it came from; how many bytes of input are behind it."""

    text: str
    line: int | None = None
    position: int = 0


def every_line(stream: BinaryIO) -> Iterator[Line]:
    """Yield all lines of a stream, as UTF-8 (a byte order mark at the start is dropped)."""
    position = 0
    number = 0
    while True:
        line, size, ending = _read_line(stream)
        if not size:
            return
        position += size
        number += 1
        is_marked = number == 1 and line.startswith(BYTE_ORDER_MARK)
        plain = line.removeprefix(BYTE_ORDER_MARK) if is_marked else line
        text = plain.decode("utf-8", "surrogateescape").rstrip("\r\n")
        yield Line(number, text, ending, position, is_marked)


def lines(stream: BinaryIO) -> Iterator[Source]:
    """Yield the texts of a stream, one a line, with their line numbers from 1.

    Blank lines and lines that start with # are counted and skipped.
    """
    for line in every_line(stream):
        if not line.is_blank:
            yield Source(line.text, line.number, line.position)


def _read_line(stream: BinaryIO) -> tuple[bytes, int, str]:
    """Return a line cut to LINE_LIMIT, its full size (0 at the end), and how it ends."""
    piece = line = stream.readline(LINE_LIMIT)
    size = len(line)
    while len(piece) == LINE_LIMIT and not piece.endswith(b"\n"):
        piece = stream.readline(LINE_LIMIT)
        size += len(piece)
    # A line may be cut between its last two bytes: that it ends is all that is then known.
    ending = "\r\n" if piece.endswith(b"\r\n") else "\n" if piece.endswith(b"\n") else ""
    return line, size, ending


def size_of(stream: BinaryIO) -> int | None:
    """Return the size of a stream in bytes if it is a file, None if nobody can know."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def is_utf_16(line: Line) -> bool:
    """Tell whether a first line is that of a text in UTF-16."""
    return line.number == 1 and line.text.startswith(_MARKS_AS_TEXT)


_MARKS_AS_TEXT = tuple(mark.decode("utf-8", "surrogateescape") for mark in UTF_16_MARKS)


def read_lines(content: Content) -> Iterator[Finding]:
    """Yield the lines of a file that are no comments."""
    for line in every_line(content.stream):
        if is_utf_16(line):
            yield fault(Place(1), "not-utf-8")
            return
        yield from content.remarks.note(line.number, line.text)
        if not line.is_blank:
            yield Found(Place(line.number), line.text, SYSTEM)
