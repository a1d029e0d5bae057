# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: freethreading_compatible=True, binding=False, embedsignature=True, embedsignature.format=clinic
"""The compiled twin of `encoding`: columns of texts to numbers, each different text once."""

from cpython.buffer cimport PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.dict cimport PyDict_GetItemWithError
from cpython.object cimport PyObject
from cpython.ref cimport Py_XDECREF, Py_XINCREF
from cpython.unicode cimport PyUnicode_DecodeUTF8, PyUnicode_FromKindAndData
from cython cimport critical_section, final
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memcmp, memcpy

cdef extern from "Python.h":
    PyObject* PyList_GET_ITEM(list given, Py_ssize_t place) noexcept  # borrowed
    Py_ssize_t PyList_GET_SIZE(list given) noexcept


cdef enum:
    NEAR = 1 << 13  # sets of objects seen last, by their addresses
    WAYS = 4  # objects in each, on one cache line

#: Mixed into each hash: who writes texts does not know which of them collide.
cdef uint64_t SECRET = <uint64_t>hash("a text of this process") | 1


# Objects whose addresses collide, and their numbers from 1 on. It fills a cache line.
cdef struct Seen:
    PyObject* them[WAYS]
    int32_t numbers[WAYS]
    uint32_t turn  # which of them goes next
    char pad[12]


@final
cdef class Near:
    """Objects seen last and their numbers. It holds them: no other one has the address of one."""

    cdef void* memory
    cdef Seen* sets

    def __cinit__(self):
        self.memory = calloc(NEAR + 1, sizeof(Seen))
        if self.memory == NULL:
            raise MemoryError()
        self.sets = <Seen*>((<size_t>self.memory + 63) & ~<size_t>63)

    def __dealloc__(self):
        cdef int place, way
        if self.memory != NULL:
            for place in range(NEAR):
                for way in range(WAYS):
                    Py_XDECREF(self.sets[place].them[way])
        free(self.memory)

    cdef inline Seen* set_of(self, PyObject* it) noexcept:
        """Where an object is if it is here."""
        return &self.sets[(<uint64_t><size_t>it >> 4) * 0x9E3779B97F4A7C15U >> 51]

    cdef inline int32_t find(self, Seen* seen, PyObject* it) noexcept:
        """The number of an object, from 1 on, or 0.

        Without a branch: which of the four it is nobody can guess, and to guess wrong takes as
        long as all of this.
        """
        return (
            -<int32_t>(seen.them[0] == it) & seen.numbers[0]
            | -<int32_t>(seen.them[1] == it) & seen.numbers[1]
            | -<int32_t>(seen.them[2] == it) & seen.numbers[2]
            | -<int32_t>(seen.them[3] == it) & seen.numbers[3]
        )

    cdef inline void hold(self, Seen* seen, PyObject* it, int32_t number) noexcept:
        """Put an object and its number into its set, in place of the one that came first."""
        cdef uint32_t way = seen.turn % WAYS
        cdef PyObject* before = seen.them[way]
        Py_XINCREF(it)
        seen.them[way], seen.numbers[way] = it, number
        seen.turn += 1
        Py_XDECREF(before)


def encode_objects(list given, numbers):
    """Return the different objects of a list, and fill in the number of each; see `encoding`.

    The list is read where it is, a copy would take as long as all the rest. An object seen before
    is not touched: to count one reference more would bring each into the cache.
    """
    cdef list distinct = []
    cdef dict known = {}
    cdef Near near = Near()
    cdef Seen* seen
    cdef PyObject* it
    cdef PyObject* found
    cdef Py_buffer answers
    cdef Py_ssize_t place = 0, count
    cdef int32_t number
    PyObject_GetBuffer(numbers, &answers, PyBUF_WRITABLE)
    try:
        count = answers.len // 4
        with critical_section(given):
            while place < count and place < PyList_GET_SIZE(given):
                it = PyList_GET_ITEM(given, place)
                seen = near.set_of(it)
                number = near.find(seen, it)
                if number == 0:
                    value = <object>it
                    found = PyDict_GetItemWithError(known, value)
                    if found == NULL:
                        distinct.append(value)
                        number = len(distinct)
                        known[value] = number
                    else:
                        number = <object>found
                    near.hold(seen, it, number)
                (<int32_t*>answers.buf)[place] = number - 1
                place += 1
        if place != count or len(given) != count:
            raise ValueError("there are not as many numbers as objects")
    finally:
        PyBuffer_Release(&answers)
    return distinct


# --- texts in memory -----------------------------------------------------------


@final
cdef class Texts:
    """Where the texts of a column lie: how it lays them out, and its memory."""

    cdef str layout
    cdef bint is_long  # offsets of 64 bits
    cdef bint is_view
    cdef bint is_fixed
    cdef const uint8_t* marks  # offsets or views
    cdef const uint8_t* data
    cdef const uint8_t** more  # what views point into
    cdef const uint8_t* validity
    cdef Py_ssize_t width

    def __cinit__(self, str layout, tuple buffers, Py_ssize_t width):
        cdef Py_ssize_t place
        self.layout = layout
        self.is_fixed = layout == "w"
        self.is_long = layout == "U"
        self.is_view = layout == "vu"
        self.width = width
        self.validity = <const uint8_t*><size_t>buffers[0]
        self.marks = <const uint8_t*><size_t>buffers[1]
        if layout in ("u", "U"):
            self.data = <const uint8_t*><size_t>buffers[2]
        self.more = <const uint8_t**>calloc(len(buffers), sizeof(void*))
        if self.more == NULL:
            raise MemoryError()
        for place in range(2, len(buffers)):
            self.more[place - 2] = <const uint8_t*><size_t>buffers[place]

    def __dealloc__(self):
        free(self.more)

    cdef inline bint is_null(self, Py_ssize_t row) noexcept nogil:
        return self.validity != NULL and not self.validity[row >> 3] >> (row & 7) & 1

    cdef inline const uint8_t* at(self, Py_ssize_t row, Py_ssize_t* length) noexcept nogil:
        """Where a text begins, and how long it is, in octets."""
        cdef const uint8_t* place
        cdef int32_t view[4]
        cdef int64_t begin
        if self.is_fixed:
            length[0] = self.width
            return self.marks + row * self.width
        if self.is_view:
            place = self.marks + 16 * row
            memcpy(view, place, 16)
            length[0] = view[0]
            return place + 4 if view[0] <= 12 else self.more[view[2]] + view[3]
        if self.is_long:
            begin = (<const int64_t*>self.marks)[row]
            length[0] = (<const int64_t*>self.marks)[row + 1] - begin
        else:
            begin = (<const int32_t*>self.marks)[row]
            length[0] = (<const int32_t*>self.marks)[row + 1] - begin
        return self.data + begin

    cdef object text(self, Py_ssize_t row):
        cdef Py_ssize_t length
        cdef const uint8_t* place = self.at(row, &length)
        if self.is_fixed:
            # Zeros fill it up to the width.
            while length and (<const uint32_t*>(place + length))[-1] == 0:
                length -= 4
            return PyUnicode_FromKindAndData(4, <void*>place, length // 4)
        return PyUnicode_DecodeUTF8(<const char*>place, length, "replace")


cdef inline uint64_t mixed(const uint8_t* place, Py_ssize_t length) noexcept nogil:
    """A hash of some octets; what follows eight zeros in a row, at a sixteenth, does not matter."""
    cdef uint64_t found = SECRET, other = SECRET, part, next
    cdef const uint8_t* end = place + length
    # Two at a time, since each waits for its own multiplications only.
    while end - place >= 16:
        memcpy(&part, place, 8)
        memcpy(&next, place + 8, 8)
        if part == 0:
            break
        found = (found ^ part) * 0x9E3779B97F4A7C15U
        found ^= found >> 32
        other = (other ^ next) * 0xC2B2AE3D27D4EB4FU
        other ^= other >> 31
        place += 16
    else:
        part = 0
        if end - place >= 8:
            memcpy(&part, place, 8)
            found = (found ^ part) * 0x9E3779B97F4A7C15U
            found ^= found >> 32
            part = 0
        if length >= 8:
            # Once more what was already mixed in, but no loop of which nobody knows how long it is.
            memcpy(&part, end - 8, 8)
        else:
            while end > place:
                end -= 1
                part = part << 8 | end[0]
        found ^= part
    found = (found ^ other * 5) * 0x9E3779B97F4A7C15U
    return found ^ found >> 29


# A text of the table: its hash, its number from 1 on, and where it is kept.
cdef struct Entry:
    uint32_t hash
    int32_t number
    int64_t begin, length


@final
cdef class Table:
    """The different texts of a column, by their hashes."""

    cdef Texts texts
    cdef Entry* entries
    cdef size_t room  # a power of two
    cdef int32_t count
    cdef list distinct
    cdef uint8_t* kept  # the texts, one after the other: they lie near to each other
    cdef int64_t kept_length, kept_room

    def __cinit__(self, Texts texts):
        self.texts = texts
        self.distinct = []
        self.room = 1024
        self.entries = <Entry*>calloc(self.room, sizeof(Entry))
        if self.entries == NULL:
            raise MemoryError()

    def __dealloc__(self):
        free(self.entries)
        free(self.kept)

    cdef int32_t number(self, Py_ssize_t row) except -1:
        """The number of the text of a row; the next one if it is new."""
        cdef Py_ssize_t length
        cdef const uint8_t* place = self.texts.at(row, &length)
        cdef uint64_t whole = mixed(place, length)
        cdef uint32_t short = <uint32_t>(whole >> 32) ^ <uint32_t>whole
        cdef size_t slot = short & (self.room - 1)
        cdef Entry* entry
        while True:
            entry = &self.entries[slot]
            if entry.number == 0:
                return self.add(row, short, entry, place, length)
            if entry.hash == short and entry.length == length:
                # Of empty texts there may be no memory at all.
                if length == 0 or memcmp(place, self.kept + entry.begin, length) == 0:
                    return entry.number - 1
            slot = (slot + 1) & (self.room - 1)

    cdef int32_t add(self, Py_ssize_t row, uint32_t short, Entry* entry, const uint8_t* place,
                     Py_ssize_t length) except -1:
        """Take in a new text, at an empty entry."""
        cdef void* larger
        if self.kept_length + length > self.kept_room:
            self.kept_room = 2 * (self.kept_room + length) + 4096
            larger = realloc(self.kept, self.kept_room)
            if larger == NULL:
                raise MemoryError()
            self.kept = <uint8_t*>larger
        self.distinct.append(self.texts.text(row))
        if length:
            memcpy(self.kept + self.kept_length, place, length)
        self.count += 1
        entry.hash, entry.number = short, self.count
        entry.begin, entry.length = self.kept_length, length
        self.kept_length += length
        if 2 * <size_t>self.count >= self.room:
            self.grow()
        return self.count - 1

    cdef int grow(self) except -1:
        cdef Entry* old = self.entries
        cdef size_t room = self.room, place, slot
        cdef Entry* larger = <Entry*>calloc(4 * room, sizeof(Entry))
        if larger == NULL:
            raise MemoryError()
        self.entries, self.room = larger, 4 * room
        for place in range(room):
            if old[place].number:
                slot = old[place].hash & (self.room - 1)
                while larger[slot].number:
                    slot = (slot + 1) & (self.room - 1)
                larger[slot] = old[place]
        free(old)
        return 0


def encode_texts(str layout, tuple buffers, Py_ssize_t offset, Py_ssize_t width, numbers):
    """Return the different texts of a column in memory, and fill in the number of each row.

    -1 stands for null. See `encoding`.
    """
    cdef Table table = Table(Texts(layout, buffers, width))
    cdef Py_buffer answers
    cdef Py_ssize_t place
    PyObject_GetBuffer(numbers, &answers, PyBUF_WRITABLE)
    try:
        for place in range(answers.len // 4):
            (<int32_t*>answers.buf)[place] = (
                -1 if table.texts.is_null(offset + place) else table.number(offset + place)
            )
    finally:
        PyBuffer_Release(&answers)
    return table.distinct
