"""Columns of other libraries, read where they lie through the Arrow C data interface.

Whoever holds a column says where its buffers are; nothing is copied, and the
library that made it is never imported. A column comes in chunks, each with its
layout (the format string of the interface: `u` for texts, `tss:UTC` for seconds
in UTC) and the addresses of its buffers. They are good until the next chunk is
asked for.

The layouts are those of https://arrow.apache.org/docs/format/CDataInterface.html.
"""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import numpy as np

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from numpy.typing import NDArray

    Part = TypeVar("Part")


class _Schema(ctypes.Structure):
    pass


class _Array(ctypes.Structure):
    pass


class _Stream(ctypes.Structure):
    pass


_Release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)

_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.POINTER(_Schema)),
    ("release", _Release),
    ("private_data", ctypes.c_void_p),
]
_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.POINTER(_Array)),
    ("release", _Release),
    ("private_data", ctypes.c_void_p),
]
_Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(_Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_void_p)),
    ("release", _Release),
    ("private_data", ctypes.c_void_p),
]

_pointer_in = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_in.restype = ctypes.c_void_p
_pointer_in.argtypes = [ctypes.py_object, ctypes.c_char_p]


class Chunk(NamedTuple):
    """A part of a column: its layout, its rows, and the addresses of its buffers (0 for none).

    The first buffer is that of validity, a bit for each row, if some row is null.
    Rows are counted from `offset` on in all buffers. One that names its values by number has
    them as `dictionary`.
    """

    layout: str
    length: int
    offset: int
    buffers: tuple[int, ...]
    dictionary: Chunk | None

    def numbers(self, dtype: str) -> NDArray[np.integer[Any]]:
        """Return a copy of its second buffer as so many numbers of a type."""
        kind = np.dtype(dtype)
        if not self.length:
            return np.empty(0, kind)
        address = self.buffers[1] + self.offset * kind.itemsize
        memory = (ctypes.c_char * (self.length * kind.itemsize)).from_address(address)
        return np.frombuffer(memoryview(memory), kind).copy()

    def nulls(self) -> NDArray[np.intp]:
        """Return the rows that are null."""
        if not self.buffers[0]:
            return np.empty(0, np.intp)
        end = self.offset + self.length
        octets = np.frombuffer(ctypes.string_at(self.buffers[0], -(-end // 8)), np.uint8)
        is_there = np.unpackbits(octets, count=end, bitorder="little")
        return np.flatnonzero(is_there[self.offset :] == 0)


def read_chunks(column: object, read: Callable[[Chunk], Part]) -> list[Part] | None:
    """Return what is read from each chunk of a column, or None if NumPy is to be asked for it.

    That is so with what does not speak of Arrow, or not well: pandas does
    where PyArrow is installed, Polars 1 breaks off at moments with a zone.
    Objects pandas would first turn into texts. Raises `ValueError` with what
    the library says where a column breaks off that NumPy cannot be asked for.
    """
    if str(getattr(column, "dtype", "")) == "object":
        return None
    try:
        if hasattr(column, "__arrow_c_stream__"):
            return [read(chunk) for chunk in _streamed(column.__arrow_c_stream__())]
        if hasattr(column, "__arrow_c_array__"):
            return [read(chunk) for chunk in _single(*column.__arrow_c_array__())]
    except (ImportError, _BrokenOffError):
        if not hasattr(column, "__array__"):
            raise
    return None


class _BrokenOffError(ValueError):
    """A stream that has gone wrong."""


def _single(schema: object, array: object) -> Iterator[Chunk]:
    """Yield the one chunk of two capsules, which see to its end themselves."""
    yield _chunk(
        _Schema.from_address(_pointer_in(schema, b"arrow_schema")),
        _Array.from_address(_pointer_in(array, b"arrow_array")),
    )


def _streamed(capsule: object) -> Iterator[Chunk]:
    """Yield the chunks of a stream in a capsule, and give each back before the next."""
    address = _pointer_in(capsule, b"arrow_array_stream")
    stream = _Stream.from_address(address)
    schema = _Schema()
    _demand(stream, address, stream.get_schema(address, schema))
    try:
        while True:
            array = _Array()
            _demand(stream, address, stream.get_next(address, array))
            if not array.release:
                return
            try:
                yield _chunk(schema, array)
            finally:
                array.release(ctypes.addressof(array))
    finally:
        schema.release(ctypes.addressof(schema))


def _demand(stream: _Stream, address: int, status: int) -> None:
    """Raise what a stream says has gone wrong, if something has."""
    if status:
        said = stream.get_last_error(address) or b"no reason given"
        raise _BrokenOffError(f"the column cannot be read: {said.decode(errors='replace')}")


def _chunk(schema: _Schema, array: _Array) -> Chunk:
    """Return what a schema and an array say, with their dictionaries."""
    buffers = [array.buffers[place] or 0 for place in range(array.n_buffers)]
    if buffers and array.null_count == 0:
        buffers[0] = 0
    return Chunk(
        schema.format.decode(),
        array.length,
        array.offset,
        tuple(buffers),
        _chunk(schema.dictionary[0], array.dictionary[0]) if schema.dictionary else None,
    )
