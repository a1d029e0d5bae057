"""Columns of texts as numbers: each different text once, and a number for each row.

A table has a few thousand different texts and zones in a million rows. So rows
are numbered first, where they lie and as quickly as may be, and everything
after that is done once for each number. Where it was built, `_encoding` does it
in C; `plain_objects` and `plain_texts` are its definition.

A column is a list, a NumPy array of any type of texts, or whatever gives itself
away through the Arrow C interface or `__array__`. Nulls of any kind (None, NaN,
pandas' NA) are null.
"""

from __future__ import annotations

import ctypes
import sys
from typing import NamedTuple

import numpy as np

from quartzcron.arrays.arrow import read_chunks
from quartzcron.arrays.numbering import numbered
from quartzcron.ground.compiled import are_wanted, explain_missing
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quartzcron.arrays.arrow import Chunk

    Numbers = NDArray[np.int32]


def plain_objects(given: list[object], numbers: Numbers) -> list[object]:
    """Return the different objects of a list, and fill in the number of each of them.

    >>> plain_objects(["a", "b", "a"], numbers := np.zeros(3, np.int32)), numbers
    (['a', 'b'], array([0, 1, 0], dtype=int32))

    Raises `TypeError` for what cannot be hashed.
    """
    known: dict[object, int] = {}
    for place, value in enumerate(given):
        numbers[place] = known.setdefault(value, len(known))
    return list(known)


def plain_texts(
    layout: str, buffers: tuple[int, ...], offset: int, width: int, numbers: Numbers
) -> list[object]:
    """Return the different texts of a column in memory, and fill in the number of each row.

    `layout` is Arrow's: `u` and `U` for texts with offsets of 32 and 64 bits,
    `vu` for views; or `w` for texts in UTF-32 of a fixed width in octets, with
    zeros at the end. `buffers` are the addresses of Arrow's buffers, `offset`
    is the first row. -1 stands for null.
    """
    chunk = Texts(layout, buffers, width)
    rows = range(offset, offset + len(numbers))
    texts = [None if chunk.is_null(row) else chunk.text(row) for row in rows]
    distinct: dict[object, int] = {None: -1}
    numbers[:] = [distinct.setdefault(text, len(distinct) - 1) for text in texts]
    return [*distinct][1:]


class Texts(NamedTuple):
    """Texts in memory: how they are laid out, and where."""

    layout: str
    buffers: tuple[int, ...]
    width: int

    def is_null(self, row: int) -> bool:
        """Tell whether a row is null."""
        validity = self.buffers[0]
        return bool(validity) and not _octets(validity + row // 8, 1)[0] >> row % 8 & 1

    def text(self, row: int) -> str:
        """Return the text of a row."""
        marks = self.buffers[1]
        if self.layout == "w":
            octets = _octets(marks + row * self.width, self.width)
            # Of this machine's order, said by name: what begins a text may be a mark of order.
            return octets.decode(_UTF_32, "surrogatepass").rstrip("\0")
        if self.layout == "vu":
            length, _, buffer, begin = np.frombuffer(_octets(marks + 16 * row, 16), np.int32)
            if length <= 12:
                place = marks + 16 * row + 4
            else:
                place = self.buffers[2 + int(buffer)] + int(begin)
        else:
            offsets = np.dtype(np.int64 if self.layout == "U" else np.int32)
            here = _octets(marks + row * offsets.itemsize, 2 * offsets.itemsize)
            begin, end = np.frombuffer(here, offsets).tolist()
            place, length = self.buffers[2] + begin, end - begin
        return _octets(place, int(length)).decode(errors="replace")


_UTF_32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


def _octets(address: int, size: int) -> bytes:
    return ctypes.string_at(address, size)


if are_wanted():
    try:
        from quartzcron.arrays._encoding import encode_objects, encode_texts
    except ImportError as error:
        explain_missing("quartzcron.arrays._encoding", error)
        encode_objects, encode_texts = plain_objects, plain_texts
else:
    encode_objects, encode_texts = plain_objects, plain_texts


__all__ = ["Column", "column_of", "encode_objects", "encode_texts", "is_column", "is_null"]


class Column(NamedTuple):
    """The different values of a column, and the number of each row; -1 for null."""

    values: list[object]
    numbers: Numbers


#: Arrow's layouts of texts, and its types of the numbers that name the values of a dictionary.
_TEXTS = ("u", "U", "vu")
_INDICES = dict(zip("csilCSIL", ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"), strict=True))


def column_of(given: object) -> Column:
    """Return a column as numbers.

    >>> column = column_of(np.array(["0 9 * * *", "@daily", "0 9 * * *"]))
    >>> column.values, column.numbers
    (['0 9 * * *', '@daily'], array([0, 1, 0], dtype=int32))

    Raises `TypeError` for what is no column, and for one of something other
    than texts and objects.
    """
    if isinstance(given, list):
        return _of_objects(given)
    if isinstance(given, (str, bytes)):
        raise TypeError("texts are a column, not one text: ask the expression itself")
    if not is_column(given):
        if not hasattr(given, "__iter__"):
            raise TypeError(f"a column is needed, not one {type(given).__name__}")
        return _of_objects(list(given))
    if not isinstance(given, np.ndarray):
        parts = read_chunks(given, _of_chunk)
        if parts is not None:
            return _joined(parts)
        given = np.asarray(given)
    if given.ndim != 1:
        raise TypeError(f"a column has one dimension, not {given.ndim}")
    if given.dtype.kind == "S":
        given = given.astype("U")
    if given.dtype.kind == "U":
        return _of_fixed(given)
    if given.dtype.kind not in "OT" and len(given):
        raise TypeError(f"a column of texts is needed, not one of {given.dtype}")
    return _of_objects(given.astype(object).tolist())


def is_column(given: object) -> bool:
    """Tell whether something is a column: of NumPy, or of Arrow's or NumPy's interfaces."""
    names = ("__arrow_c_stream__", "__arrow_c_array__", "__array__")
    return any(hasattr(given, name) for name in names)


def _of_objects(given: list[object]) -> Column:
    numbers = np.empty(len(given), np.int32)
    try:
        values = encode_objects(given, numbers)
    except TypeError:
        # Some cannot be hashed, as dateutil's zones: objects are told apart by identity.
        values, places = numbered(given)
        numbers[:] = places
    if set(map(type, values)) != {str}:
        for place in [place for place, value in enumerate(values) if is_null(value)]:
            numbers[numbers == place] = -1
    return Column(values, numbers)


def is_null(value: object) -> bool:
    """Tell whether an object stands for null: None, NaN, or pandas' own."""
    if value is None or (isinstance(value, float) and value != value):
        return True
    return type(value).__name__ in ("NAType", "NaTType")


def _of_fixed(given: NDArray[np.str_]) -> Column:
    """Number the texts of a NumPy array of type `U`."""
    given = np.ascontiguousarray(given.astype(given.dtype.newbyteorder("="), copy=False))
    numbers = np.empty(len(given), np.int32)
    width = given.dtype.itemsize
    return Column(encode_texts("w", (0, given.ctypes.data), 0, width, numbers), numbers)


def _of_chunk(chunk: Chunk) -> Column:
    """Number the rows of a part of an Arrow column."""
    if chunk.dictionary is not None:
        return _of_dictionary(chunk, chunk.dictionary)
    numbers = np.empty(chunk.length, np.int32)
    if chunk.layout == "n":
        numbers[:] = -1
        return Column([], numbers)
    if chunk.layout not in _TEXTS:
        raise TypeError(f"a column of texts is needed, not one of Arrow's type {chunk.layout!r}")
    # The last buffer of views has the lengths of the others.
    buffers = chunk.buffers[:-1] if chunk.layout == "vu" else chunk.buffers
    return Column(encode_texts(chunk.layout, buffers, chunk.offset, 0, numbers), numbers)


def _of_dictionary(chunk: Chunk, dictionary: Chunk) -> Column:
    """Number the rows of a column that does so itself: its values may be there twice, or null."""
    column = _of_chunk(dictionary)
    indices, nulls = chunk.numbers(_INDICES[chunk.layout]), chunk.nulls()
    # What stands there means nothing.
    indices[nulls] = 0
    if not 0 <= indices.min(initial=0) <= indices.max(initial=0) < max(len(column.numbers), 1):
        raise IndexError("the column names values that its dictionary does not have")
    # Where each value is there once, its place is its number: most often.
    is_plain = len(column.values) == len(column.numbers)
    numbers = indices if is_plain else column.numbers.take(indices)
    numbers = numbers.astype(np.int32, copy=False)
    numbers[nulls] = -1
    return Column(column.values, numbers)


def _joined(columns: list[Column]) -> Column:
    """Return parts of a column as one."""
    if len(columns) == 1:
        return columns[0]
    known: dict[object, int] = {}
    parts = [np.empty(0, np.int32)]
    for values, numbers in columns:
        # The last one is for -1.
        places = [known.setdefault(value, len(known)) for value in values] + [-1]
        parts.append(np.array(places, np.int32).take(numbers))
    return Column(list(known), np.concatenate(parts))
