"""Sets with many sorts of days, kept the other way round: each minute with its days.

A timetable has a row for each sort of day. A union of schedules in a hundred zones has
thousands of these, since nearly every change of clock anywhere makes new ones, but it has
few times of day: some for each schedule and each of its offsets. So such a set is kept by
minutes. A cell says what happens in one minute of the day: which seconds run (an int of
60 bits) on which days (bit d = day d of the range). Joining two sets joins the cells of
each minute, and no minute has to do with another, so a set is about as large as the sum
of its parts, or as a day has minutes.

The questions are those of a timetable, and so are the answers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate
from operator import and_, or_
from struct import unpack

from quartzcron.answers.neighbours import longest_pause, shortest_pause
from quartzcron.answers.timetables import (
    DAY,
    Mask,
    Timetable,
    closest,
    farthest,
    lowest,
    moved,
    overlaid,
    span_parts,
    span_rows,
)
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    #: Which seconds of a minute run on which days; no day is in two entries, but for
    #: `BySeconds`. Never changed: minutes in which the same happens share one cell.
    Cell = dict[int, int]
    Operation = Callable[[int, int], int]

    #: Times of day at which something starts or ends, with their days.
    Edges = dict[int, int]

_MINUTE = 60
_WHOLE_MINUTE = (1 << _MINUTE) - 1

#: How many entries times days are looked at together for intervals: masks of 16 MB.
_TOGETHER = 16 << 23

#: How many days are listed at a time.
_LISTED_DAYS = 64

#: How many sorts of days a cell may have: beyond that each second stands alone.
MOST_SORTS = 60

#: How many rows a timetable may have: any two of them are compared with each other.
MOST_ROWS = 32

_NOTHING: Cell = {}


class Columns:
    """A set of seconds within a range of days, by minutes; a frozen value, compared by identity."""

    __slots__ = ("__weakref__", "_before", "cells", "length", "start")

    def __init__(self, start: int, length: int, cells: Mapping[int, Cell]) -> None:
        self.start = start
        self.length = length
        self.cells = dict(sorted(cells.items()))
        self._before: Sequence[int] | None = None

    @property
    def weight(self) -> int:
        """How many bytes it takes, roughly."""
        masks = {id(days): days for cell in self.cells.values() for days in cell.values()}
        # With the numbers that are made at the first question.
        return 8 * self.length + sum(days.bit_length() // 7 + 100 for days in masks.values())

    def parts(self) -> Iterator[tuple[Mask, Mask]]:
        """Yield parts that make up the whole: some times, and all the days on which they run."""
        for minute, seconds, days in self._entries():
            yield Mask(seconds << minute * _MINUTE), Mask(days)

    def _entries(self) -> Iterator[tuple[int, int, int]]:
        """Yield minutes in order, each with its seconds and days."""
        for minute, cell in self.cells.items():
            for seconds, days in cell.items():
                yield minute, seconds, days

    def _runs(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield the runs of minutes in which the same happens: first, last, and their cell."""
        first, last, cell = 0, -1, _NOTHING
        for minute, each in self.cells.items():
            if each is not cell or minute != last + 1:
                if cell:
                    yield first, last, cell
                first, cell = minute, each
            last = minute
        if cell:
            yield first, last, cell

    # --- questions ---

    def __len__(self) -> int:
        return self._counted()[-1]

    def _counted(self) -> Sequence[int]:
        """Return how many members lie before each day, and at last how many there are."""
        if self._before is None:
            self._before = array("q", accumulate(self._counts(), initial=0))
        return self._before

    def _counts(self) -> tuple[int, ...]:
        """Return how many members each day has."""
        counter = Counter()
        for first, last, cell in self._runs():
            for seconds, days in cell.items():
                counter.add(days, (last - first + 1) * seconds.bit_count())
        return counter.numbers(self.length)

    def rank(self, second: int) -> int:
        """Return how many of the set lie before a second."""
        day, time = divmod(second, DAY)
        day -= self.start
        before = self._counted()
        if not 0 <= day < self.length:
            return 0 if day < 0 else before[-1]
        minute, rest = divmod(time, _MINUTE)
        found = before[day]
        for each, seconds in self._on(day):
            if each > minute:
                break
            if each == minute:
                seconds &= (1 << rest) - 1
            found += seconds.bit_count()
        return found

    def _on(self, day: int) -> Iterator[tuple[int, int]]:
        """Yield the minutes of a day in order, each with its seconds."""
        for minute, seconds, days in self._entries():
            if days >> day & 1:
                yield minute, seconds

    def select(self, nth: int) -> int | None:
        """Return the n-th of the set, from 0 on, or None where there are not so many."""
        before = self._counted()
        if not 0 <= nth < before[-1]:
            return None
        day = bisect_right(before, nth) - 1
        nth -= before[day]
        minutes = self._on(day)
        minute, seconds = next(minutes)
        while nth >= seconds.bit_count():
            nth -= seconds.bit_count()
            minute, seconds = next(minutes)
        return (self.start + day) * DAY + minute * _MINUTE + _bits(seconds)[nth]

    def has(self, second: int) -> bool:
        """Tell whether a second is in the set."""
        day, time = divmod(second, DAY)
        minute, rest = divmod(time, _MINUTE)
        day -= self.start
        return day >= 0 and any(
            seconds >> rest & 1 and days >> day & 1
            for seconds, days in self.cells.get(minute, _NOTHING).items()
        )

    def members(self, start: int, end: int, step: int = 1) -> Iterator[int]:
        """Yield the set from one second (inclusive) to another (exclusive).

        Ascending, or descending for a step of -1.
        """
        low = min(max(start // DAY - self.start, 0), self.length)
        high = min(max(-(-end // DAY) - self.start, low), self.length)
        for first in range(low, high, _LISTED_DAYS)[::step]:
            for day, minutes in self._listed(first, min(first + _LISTED_DAYS, high))[::step]:
                for minute, seconds in minutes[::step]:
                    begin = (self.start + day) * DAY + minute * _MINUTE
                    for second in _bits(seconds)[::step]:
                        if start <= begin + second < end:
                            yield begin + second

    def _listed(self, first: int, end: int) -> list[tuple[int, list[tuple[int, int]]]]:
        """Return the days from first to end (exclusive), and the minutes and seconds of each."""
        wanted = (1 << end - first) - 1
        listed: list[tuple[int, list[tuple[int, int]]]] = [(day, []) for day in range(first, end)]
        for minute, seconds, days in self._entries():
            for place in _bits(days >> first & wanted):
                listed[place][1].append((minute, seconds))
        return listed

    def cut(self, start: int, end: int) -> Columns:
        """Return the members from one second (inclusive) to another (exclusive)."""
        parts = span_parts(self.start, self.length, start, end)
        gathered = Gathering(self)
        gathered.take(Timetable(self.start, self.length, span_rows(parts)), and_)
        return gathered.columns()

    def narrowed(self, start: int, length: int) -> Columns:
        """Return the set on other days: what lies outside of them is left out."""
        return self._moved(0, 0, _WHOLE_MINUTE, start, length)

    def shifted(self, seconds: int) -> Columns:
        """Return the set with every member moved on; what leaves the range of days is lost."""
        minutes, rest = divmod(seconds, _MINUTE)
        # What stays within its minute, and what goes over into the next.
        over = _WHOLE_MINUTE >> _MINUTE - rest << _MINUTE - rest
        days = self.start, self.length
        gathered = Gathering(self._moved(minutes, rest, _WHOLE_MINUTE ^ over, *days))
        if rest:
            gathered.take(self._moved(minutes + 1, rest - _MINUTE, over, *days), or_)
        return gathered.columns()

    def _moved(self, minutes: int, seconds: int, kept: int, start: int, length: int) -> Columns:
        """Return some seconds of each minute, moved on, within a range of days."""
        whole = (1 << length) - 1
        cells: dict[int, Cell] = {}
        # Minutes in which the same happens share one result.
        known: dict[tuple[int, int], Cell] = {}
        for minute, cell in self.cells.items():
            days, place = divmod(minute + minutes, DAY // _MINUTE)
            key = id(cell), days
            if key not in known:
                known[key] = _moved_cell(cell, kept, seconds, days + self.start - start, whole)
            if known[key]:
                cells[place] = known[key]
        return Columns(start, length, cells)

    # --- intervals, and the fullest day ---

    def shortest_interval(self) -> tuple[int, int] | None:
        """Return the shortest distance of two neighbours, and the first of the earliest two."""
        return self._extreme(closest, shortest_pause, 1)

    def longest_interval(self) -> tuple[int, int] | None:
        """Return the longest distance of two neighbours, and the first of the earliest two."""
        return self._extreme(farthest, longest_pause, -1)

    def _extreme(
        self,
        of_bits: Callable[[int], tuple[int, int]],
        pause: Callable[[Edges, Edges], tuple[int, int] | None],
        sign: int,
    ) -> tuple[int, int] | None:
        """Return the least interval, times a sign, of those between and those within minutes."""
        found = [*self._between(pause, sign)]
        for minute, _, cell in self._runs():
            for seconds, days in cell.items():
                if seconds & seconds - 1:
                    gap, at = of_bits(seconds)
                    found.append((gap * sign, lowest(days) * DAY + minute * _MINUTE + at))
        if not found:
            return None
        gap, at = min(found)
        return gap * sign, self.start * DAY + at

    def _between(
        self, pause: Callable[[Edges, Edges], tuple[int, int] | None], sign: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the least interval between minutes of each stretch of days, and across these."""
        last = None
        together = max(_TOGETHER // (1 + sum(len(cell) for _, _, cell in self._runs())), 1)
        for first in range(0, self.length, together):
            starts, ends = self._edges(first, together)
            if not starts:
                continue
            if found := pause(starts, ends):
                yield found[0], first * DAY + found[1]
            if last is not None:
                yield (first * DAY + _earliest(starts) - last) * sign, last
            last = first * DAY + _latest(ends)

    def _edges(self, first: int, length: int) -> tuple[Edges, Edges]:
        """Return the times at which minutes start and end on some days, with these days."""
        starts: Edges = {}
        ends: Edges = {}
        wanted = (1 << length) - 1
        for minute, last, cell in self._runs():
            # Within a run one minute follows the other as the second one follows the first.
            for seconds, days in cell.items():
                if first or length < self.length:
                    days = days >> first & wanted
                if not days:
                    continue
                for each in {minute, min(minute + 1, last)}:
                    start = each * _MINUTE + lowest(seconds)
                    starts[start] = starts.get(start, 0) | days
                for each in {minute, last}:
                    end = each * _MINUTE + seconds.bit_length() - 1
                    ends[end] = ends.get(end, 0) | days
        return starts, ends

    def busiest(self, covers: Iterable[tuple[int, Timetable]] | None) -> int:
        """Return how many members the fullest date has.

        For each offset a timetable covers the instants at which clocks show it; None
        where the members are wall times.
        """
        if covers is None:
            return max(self._counts())
        shown = _dates_shown(covers, self.cells)
        counter = Counter()
        for minute, seconds, days in self._entries():
            for (part, shift), there in shown[minute].items():
                if both := days & there:
                    counter.add(moved(both, shift), (seconds & part).bit_count())
        return counter.largest()


def _earliest(starts: Edges) -> int:
    """Return the first second of all that start."""
    day = min(map(lowest, starts.values()))
    return day * DAY + min(time for time, days in starts.items() if days >> day & 1)


def _latest(ends: Edges) -> int:
    """Return the last second of all that end."""
    day = max(map(int.bit_length, ends.values())) - 1
    return day * DAY + max(time for time, days in ends.items() if days >> day & 1)


def _dates_shown(
    covers: Iterable[tuple[int, Timetable]], minutes: Iterable[int]
) -> dict[int, dict[tuple[int, int], int]]:
    """Return for each minute which of its seconds show the date so many days on, and when."""
    shown: dict[int, dict[tuple[int, int], int]] = {minute: {} for minute in minutes}
    for offset, cover in covers:
        for times, days in cover.rows:
            for minute, seconds in _minutes(times.bits):
                if minute in shown:
                    for part_of_it in _by_date(minute * _MINUTE + offset, seconds):
                        there = shown[minute]
                        there[part_of_it] = there.get(part_of_it, 0) | days.bits
    return shown


def _by_date(first: int, seconds: int) -> Iterator[tuple[int, int]]:
    """Yield the seconds of a minute that begins at a time of day, with the date they lie on.

    >>> [(bin(part), date) for part, date in _by_date(-2, 0b1111)]
    [('0b11', -1), ('0b1100', 0)]
    >>> list(_by_date(-2, 0b1100))
    [(12, 0)]
    """
    date, time = divmod(first, DAY)
    before_midnight = (1 << min(DAY - time, _MINUTE)) - 1
    if part := seconds & before_midnight:
        yield part, date
    if part := seconds & ~before_midnight:
        yield part, date + 1


class Counter:
    """A number for each day, in columns: the k-th int has the k-th binary digit of all.

    >>> counter = Counter()
    >>> counter.add(0b011, 5)
    >>> counter.add(0b110, 1)
    >>> list(counter.numbers(4)), counter.largest()
    ([5, 6, 1, 0], 6)
    """

    __slots__ = ("_digits",)

    def __init__(self) -> None:
        self._digits: list[int] = []

    def add(self, days: int, amount: int) -> None:
        """Add an amount on some days."""
        digits = self._digits
        for place in range(amount.bit_length()):
            carried = days if amount >> place & 1 else 0
            while carried:
                while place >= len(digits):
                    digits.append(0)
                digits[place], carried = digits[place] ^ carried, digits[place] & carried
                place += 1

    def largest(self) -> int:
        """Return the largest of the numbers."""
        largest, with_it = 0, -1
        for place in reversed(range(len(self._digits))):
            if higher := with_it & self._digits[place]:
                largest, with_it = largest + (1 << place), higher
        return largest

    def numbers(self, length: int) -> tuple[int, ...]:
        """Return the numbers of the first so many days."""
        octets = bytearray(4 * length)
        for place in range(0, len(self._digits), 8):
            row = 0
            for digit, days in enumerate(self._digits[place : place + 8]):
                # One character, hence one octet, for each day; the last day comes first.
                written = f"{days:0{length}b}".encode().translate(_OCTETS[digit])
                row |= int.from_bytes(written, "big")
            octets[place // 8 :: 4] = row.to_bytes(length, "little")
        return unpack(f"<{length}I", octets)


def _octets(digit: int) -> bytes:
    """Return the table that makes characters 0 and 1 into that binary digit of an octet."""
    table = bytearray(256)
    table[ord("1")] = 1 << digit
    return bytes(table)


_OCTETS = tuple(map(_octets, range(8)))


# --- joining ---------------------------------------------------------------


class Gathering:
    """Columns in the making: takes one set after another. It belongs to who made it."""

    __slots__ = ("_cells", "_length", "_start")

    def __init__(self, first: Timetable | Columns) -> None:
        self._start = first.start
        self._length = first.length
        self._cells = dict(_cells_of(first))

    def take(self, other: Timetable | Columns | Gathering, operation: Operation) -> None:
        """Become the result of an operation on what is gathered here and another set.

        The operation works on times, as `operator.or_` does; of nothing and
        nothing it must make nothing.
        """
        cells, given = self._cells, _cells_of(other)
        # Minutes in which the same meets the same share one result.
        known: dict[tuple[int, int], Cell] = {}
        # What the other set leaves alone stays as it is, in most operations.
        minutes = given if operation(1, 0) == 1 else {**cells, **given}
        for minute in minutes:
            here, there = cells.get(minute, _NOTHING), given.get(minute, _NOTHING)
            key = id(here), id(there)
            cell = known.get(key)
            if cell is None:
                cell = known[key] = _joined(here, there, operation)
            if cell:
                cells[minute] = cell
            else:
                cells.pop(minute, None)

    def columns(self) -> Columns:
        """Return what was gathered; nothing more may be taken then."""
        return Columns(self._start, self._length, self._cells)


def joined(
    left: Timetable | Columns | Gathering,
    right: Timetable | Columns | Gathering,
    operation: Operation,
) -> Timetable | Columns | Gathering:
    """Return a set operation's result on two sets: by rows as long as these are few.

    What is gathered in one of the two goes into the result: it is used up.
    """
    if isinstance(left, Timetable) and isinstance(right, Timetable):
        table = left.joined(right, operation)
        return table if len(table.rows) <= MOST_ROWS else Gathering(table)
    if not isinstance(left, Gathering):
        if isinstance(right, Gathering):
            right.take(left, lambda there, here: operation(here, there))
            return right
        left = Gathering(left)
    left.take(right, operation)
    return left


def _joined(here: Cell, there: Cell, operation: Operation) -> Cell:
    """Join two cells."""
    if len(here) == len(there) == 1:
        [(seconds, days)] = here.items()
        if seconds in there:
            both = operation(days, there[seconds])
            return {seconds: both} if both else _NOTHING
    if isinstance(here, BySeconds) or isinstance(there, BySeconds):
        left, right = _by_seconds(here), _by_seconds(there)
        bits = (1 << second for second in range(_MINUTE))
        joined = ((bit, operation(left.get(bit, 0), right.get(bit, 0))) for bit in bits)
        return BySeconds((bit, days) for bit, days in joined if days)
    cell = overlaid(here.items(), there.items(), operation)
    return cell if len(cell) <= MOST_SORTS else _by_seconds(cell)


class BySeconds(dict[int, int]):
    """A cell in which each second stands alone, in order; a day may be in many entries."""


def _moved_cell(cell: Cell, kept: int, seconds: int, days: int, whole: int) -> Cell:
    """Return some seconds of a cell, moved by so many seconds and days, on days of a whole."""
    found = type(cell)()
    for part, on in cell.items():
        part, on = moved(part & kept, seconds), moved(on, days) & whole
        if part and on:
            # Parts may become the same; their days then come together.
            found[part] = found.get(part, 0) | on
    return found


def _by_seconds(cell: Cell) -> BySeconds:
    """Return a cell by seconds."""
    if isinstance(cell, BySeconds):
        return cell
    found: dict[int, int] = {}
    for seconds, days in cell.items():
        for second in _bits(seconds):
            found[second] = found.get(second, 0) | days
    return BySeconds((1 << second, found[second]) for second in sorted(found))


def _cells_of(table: Timetable | Columns | Gathering) -> Mapping[int, Cell]:
    """Return the cells of a set."""
    if isinstance(table, Gathering):
        return table._cells
    if isinstance(table, Columns):
        return table.cells
    #: For each minute which seconds of it are in which row.
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for row, (times, _) in enumerate(table.rows):
        for minute, seconds in _minutes(times.bits):
            found[minute] = (*found.get(minute, ()), (seconds, row))
    known: dict[tuple[tuple[int, int], ...], Cell] = {}
    for entries in found.values():
        if entries not in known:
            cell = known[entries] = {}
            for seconds, row in entries:
                cell[seconds] = cell.get(seconds, 0) | table.rows[row][1].bits
    return {minute: known[entries] for minute, entries in found.items()}


def _minutes(times: int) -> Iterator[tuple[int, int]]:
    """Yield the minutes of some times of day, each with its seconds.

    >>> [(minute, bin(seconds)) for minute, seconds in _minutes(1 << 60 | 1 << 62 | 1 << 3600)]
    [(1, '0b101'), (60, '0b1')]
    """
    # Two minutes are fifteen octets; shifting the whole for each costs 60 times as much.
    raw = times.to_bytes(DAY // 8, "little")
    for place in range(0, len(raw), 15):
        if chunk := int.from_bytes(raw[place : place + 15], "little"):
            minute = place * 8 // _MINUTE
            if seconds := chunk & _WHOLE_MINUTE:
                yield minute, seconds
            if seconds := chunk >> _MINUTE:
                yield minute + 1, seconds


def _bits(mask: int) -> list[int]:
    """Return the set bits of a small number."""
    found = []
    while mask:
        found.append(lowest(mask))
        mask &= mask - 1
    return found
