"""Where texts come from: the arguments, and standard input line by line.

Input may be endless, broken or not text at all: it is read one bounded line
at a time, and bytes that are no UTF-8 become lone surrogates, which the
library refuses like any other character out of place.
"""

from __future__ import annotations

import os
import stat
from typing import BinaryIO, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: How much of one line is kept, in bytes: far beyond the longest text that is
#: read at all, so what is left out changes no verdict.
LINE_LIMIT = 1 << 20

#: What some editors put in front of a text.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Source(NamedTuple):
    """A text to check; where it came from; how many bytes of input are behind it."""

    text: str
    line: int | None = None
    position: int = 0


def lines(stream: BinaryIO) -> Iterator[Source]:
    """Yield the texts of a stream, one a line, with their line numbers from 1.

    Blank lines and lines that start with # are counted and skipped. The text
    is the line without its end, as UTF-8 (a byte order mark at the start is
    dropped; broken bytes are kept as surrogates).
    """
    position = 0
    number = 0
    while True:
        line, size = _read_line(stream)
        if not size:
            return
        position += size
        number += 1
        if number == 1:
            line = line.removeprefix(BYTE_ORDER_MARK)
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        if text.strip() and not text.lstrip().startswith("#"):
            yield Source(text, number, position)


def _read_line(stream: BinaryIO) -> tuple[bytes, int]:
    """Return a line cut to LINE_LIMIT, and its full size; the size is 0 at the end."""
    piece = line = stream.readline(LINE_LIMIT)
    size = len(line)
    while len(piece) == LINE_LIMIT and not piece.endswith(b"\n"):
        piece = stream.readline(LINE_LIMIT)
        size += len(piece)
    return line, size


def size_of(stream: BinaryIO) -> int | None:
    """Return the size of a stream in bytes if it is a file, None if nobody can know."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
