"""Sets of seconds as timetables: which days run which times.

A timetable covers a range of days and has a few rows, each with a set of times
(an int of 86,400 bits, bit s = second s of the day) and the set of days on
which they run (bit d = day d of the range). The fire times of an expression
over the whole horizon are one row; those of a schedule in New York are six:
summer days, winter days, and the days on which the clock changes. So a union
is a handful of operations on ints, and so is a count or the shortest interval,
however many fire times there are.

Nearly all questions are two: `rank` (how many lie before a second) and `select`
(which is the n-th). A count is the difference of two ranks; the next fire time
is the one whose number is the rank of now.

A second here is a number, of wall time or of an instant: the caller knows.
Nothing here knows cron or zones.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import add, and_, or_, xor

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

DAY = 86_400

#: All times of a day.
WHOLE_DAY = (1 << DAY) - 1

#: How many bits of a mask are counted at a time.
_CHUNK_BITS = 10
_CHUNK = 1 << _CHUNK_BITS


class Mask:
    """A set of small numbers as an int, with an index for counting and for the n-th."""

    __slots__ = ("_index", "bits", "count")

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.count = bits.bit_count()
        self._index: tuple[list[int], list[int]] | None = None

    def _indexed(self) -> tuple[list[int], list[int]]:
        """Return the chunks of the bits, and how many bits are set before each."""
        index = self._index
        if index is None:
            # Shifting a long int costs as much as its length; a chunk costs nothing.
            octets = _CHUNK // 8
            size = (self.bits.bit_length() + _CHUNK) >> _CHUNK_BITS
            raw = self.bits.to_bytes(size * octets, "little")
            chunks, before, total = [], [], 0
            for start in range(0, len(raw), octets):
                chunk = int.from_bytes(raw[start : start + octets], "little")
                chunks.append(chunk)
                before.append(total)
                total += chunk.bit_count()
            index = self._index = chunks, before
        return index

    def rank(self, position: int) -> int:
        """Return how many members are below a position.

        >>> Mask(0b10110).rank(2), Mask(0b10110).rank(99)
        (1, 3)
        """
        if position <= 0:
            return 0
        chunks, before = self._index or self._indexed()
        place = position >> _CHUNK_BITS
        if place >= len(chunks):
            return self.count
        below = chunks[place] & (1 << (position & _CHUNK - 1)) - 1
        return before[place] + below.bit_count()

    def select(self, nth: int) -> int:
        """Return the n-th member, from 0 on; n is less than their count.

        >>> [Mask(0b10110).select(n) for n in range(3)]
        [1, 2, 4]
        """
        chunks, before = self._index or self._indexed()
        place = bisect_right(before, nth) - 1
        chunk, nth = chunks[place], nth - before[place]
        position = place << _CHUNK_BITS
        width = _CHUNK >> 1
        while width:
            low = chunk & (1 << width) - 1
            below = low.bit_count()
            if nth < below:
                chunk = low
            else:
                chunk >>= width
                nth -= below
                position += width
            width >>= 1
        return position

    def has(self, position: int) -> bool:
        """Tell whether a position, not below 0, is a member."""
        return self.rank(position + 1) != self.rank(position)

    def members(self, step: int = 1) -> Iterator[int]:
        """Yield all members, ascending, or descending for a step of -1; cost: constant for each.

        >>> list(Mask(0b10110).members(-1))
        [4, 2, 1]
        """
        for place, chunk in list(enumerate(self._indexed()[0]))[::step]:
            if chunk:
                # The digits of a chunk: four times as fast as taking bit by bit.
                digits = f"{chunk:b}"[::-step]
                begin = (place << _CHUNK_BITS) + (0 if step > 0 else len(digits) - 1)
                at = digits.find("1")
                while at >= 0:
                    yield begin + step * at
                    at = digits.find("1", at + 1)

    @property
    def first(self) -> int:
        """The lowest member; there must be one."""
        return lowest(self.bits)

    @property
    def last(self) -> int:
        """The highest member; there must be one."""
        return self.bits.bit_length() - 1


class Timetable:
    """A set of seconds within a range of days; a frozen value, compared by identity.

    `start` is the number of the first day (days since 1970-01-01), `length` how
    many days there are. `rows` pairs times with days: no row is empty, no day
    is in two rows.
    """

    __slots__ = ("__weakref__", "_total", "length", "rows", "start")

    def __init__(self, start: int, length: int, rows: Mapping[int, int]) -> None:
        """Take a mapping from times to days, whose days must not meet; cuts what is outside."""
        self.start = start
        self.length = length
        whole = (1 << length) - 1
        self.rows = tuple(
            (Mask(times), Mask(days & whole))
            for times, days in rows.items()
            if times and days & whole
        )
        self._total = sum(times.count * days.count for times, days in self.rows)

    # --- questions ---

    def __len__(self) -> int:
        return self._total

    @property
    def weight(self) -> int:
        """How many bytes it takes, roughly: its bits, and the index of each mask."""
        # 30 bits are 4 bytes; the index has 212 bytes for each 1,024.
        bits = sum(times.bits.bit_length() + days.bits.bit_length() for times, days in self.rows)
        return bits // 3

    def parts(self) -> Iterator[tuple[Mask, Mask]]:
        """Yield parts that make up the whole: some times, and all the days on which they run."""
        yield from self.rows

    def rank(self, second: int) -> int:
        """Return how many of the set lie before a second. Cost: constant."""
        day, time = divmod(second, DAY)
        day -= self.start
        found = 0
        for times, days in self.rows:
            before = days.rank(day)
            found += before * times.count
            if time and days.rank(day + 1) != before:
                found += times.rank(time)
        return found

    def select(self, nth: int) -> int | None:
        """Return the n-th of the set, from 0 on, or None where there are not so many."""
        if not 0 <= nth < self._total:
            return None
        if len(self.rows) == 1:
            [(times, days)] = self.rows
            whole, rest = divmod(nth, times.count)
            return (self.start + days.select(whole)) * DAY + times.select(rest)
        day = bisect_right(range(self.length), nth, key=self._before_day) - 1
        times = next(times for times, days in self.rows if days.has(day))
        return (self.start + day) * DAY + times.select(nth - self._before_day(day))

    def _before_day(self, day: int) -> int:
        return sum(days.rank(day) * times.count for times, days in self.rows)

    def has(self, second: int) -> bool:
        """Tell whether a second is in the set."""
        day, time = divmod(second, DAY)
        day -= self.start
        return day >= 0 and any(days.has(day) and times.has(time) for times, days in self.rows)

    def members(self, start: int, end: int, step: int = 1) -> Iterator[int]:
        """Yield the set from one second (inclusive) to another (exclusive).

        Ascending, or descending for a step of -1.
        """
        for first, times in self._days(start, end)[::step]:
            for time in times.members(step):
                yield first + time

    def _days(self, start: int, end: int) -> list[tuple[int, Mask]]:
        """Return the days with members between two seconds, by their first second, and these."""
        within = self.cut(start, end)
        found = {day: times for times, days in within.rows for day in days.members()}
        return [((self.start + day) * DAY, found[day]) for day in sorted(found)]

    # --- other sets from it ---

    def joined(self, other: Timetable, operation: Callable[[int, int], int]) -> Timetable:
        """Return a set operation's result on two timetables of the same days.

        The operation works on times, as `operator.or_` does; of nothing and
        nothing it must make nothing.
        """
        left = [(times.bits, days.bits) for times, days in self.rows]
        right = [(times.bits, days.bits) for times, days in other.rows]
        return Timetable(self.start, self.length, overlaid(left, right, operation))

    def narrowed(self, start: int, length: int) -> Timetable:
        """Return the set on other days: what lies outside of them is left out."""
        by = start - self.start
        return Timetable(
            start, length, {times.bits: moved(days.bits, -by) for times, days in self.rows}
        )

    def cut(self, start: int, end: int) -> Timetable:
        """Return the members from one second (inclusive) to another (exclusive)."""
        parts = span_parts(self.start, self.length, start, end)
        whole = Timetable(self.start, self.length, span_rows(parts))
        return self.joined(whole, and_)

    def shifted(self, seconds: int) -> Timetable:
        """Return the set with every member moved; what leaves the range of days is lost."""
        whole_days, rest = divmod(seconds, DAY)
        today: dict[int, int] = {}
        tomorrow: dict[int, int] = {}
        for times, days in self.rows:
            later = times.bits << rest
            on, over = moved(days.bits, whole_days), moved(days.bits, whole_days + 1)
            today[later & WHOLE_DAY] = today.get(later & WHOLE_DAY, 0) | on
            tomorrow[later >> DAY] = tomorrow.get(later >> DAY, 0) | over
        rows = overlaid(list(today.items()), list(tomorrow.items()), or_)
        return Timetable(self.start, self.length, rows)

    def busiest(self, covers: Iterable[tuple[int, Timetable]] | None) -> int:
        """Return how many members the fullest date has.

        For each offset a timetable covers the instants at which clocks show it; None
        where the members are wall times.
        """
        if covers is None:
            return busiest_day([self])
        return busiest_day(self.joined(cover, and_).shifted(offset) for offset, cover in covers)

    # --- intervals ---

    def shortest_interval(self) -> tuple[int, int] | None:
        """Return the shortest distance of two neighbours, and the first of the earliest two."""
        return self._extreme(closest, 1)

    def longest_interval(self) -> tuple[int, int] | None:
        """Return the longest distance of two neighbours, and the first of the earliest two."""
        return self._extreme(farthest, -1)

    def _extreme(
        self, of_bits: Callable[[int], tuple[int, int]], sign: int
    ) -> tuple[int, int] | None:
        """Return the least distance of two neighbours, times a sign, and the first of the two."""
        if self._total < 2:
            return None
        found = [
            (gap * sign, days.first * DAY + at)
            for times, days in self.rows
            if times.count > 1
            for gap, at in (of_bits(times.bits),)
        ]
        running = self._running_days()
        if running.bit_count() > 1:
            # Days one further apart may still hold closer fires, two further cannot; and
            # the other way round for the longest.
            apart = of_bits(running)[0]
            found += [
                (gap * sign, self._last_on(day))
                for gap, day in self._over(running, (apart, apart + sign))
            ]
        gap, at = min(found)
        return gap * sign, self.start * DAY + at

    def _running_days(self) -> int:
        running = 0
        for _, days in self.rows:
            running |= days.bits
        return running

    def _last_on(self, day: int) -> int:
        """Return the last member of a day, counted from the first day of the range."""
        return next(day * DAY + times.last for times, days in self.rows if days.bits >> day & 1)

    def _over(self, running: int, distances: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield intervals over midnight between neighbours so many days apart, and their days.

        For each pair of rows the earliest.
        """
        for apart in distances:
            if apart < 1:
                continue
            neighbours = running & ~followed(running, apart - 1)
            later = [(times.first, days.bits >> apart) for times, days in self.rows]
            for times, days in self.rows:
                here = days.bits & neighbours
                last = times.last
                for first, there in later:
                    if both := here & there:
                        yield apart * DAY + first - last, lowest(both)


def overlaid(
    left: Iterable[tuple[int, int]],
    right: Iterable[tuple[int, int]],
    operation: Callable[[int, int], int],
) -> dict[int, int]:
    """Return what each day gets when two lists of (label, days) are laid over each other.

    >>> from operator import add
    >>> {label: bin(days) for label, days in overlaid([(2, 0b011)], [(3, 0b110)], add).items()}
    {5: '0b10', 2: '0b1', 3: '0b100'}

    A label is any int: a set of times, or a number to be added up. Days that a
    list leaves out have the label 0, and those that get 0 are left out.
    """
    result: dict[int, int] = {}
    rest_right = list(right)
    for label, days in left:
        for place, (other_label, other_days) in enumerate(rest_right):
            if both := days & other_days:
                _put(result, operation(label, other_label), both)
                days &= ~both
                rest_right[place] = other_label, other_days & ~both
        _put(result, operation(label, 0), days)
    for label, days in rest_right:
        _put(result, operation(0, label), days)
    return result


def _put(labels: dict[int, int], label: int, days: int) -> None:
    if label and days:
        labels[label] = labels.get(label, 0) | days


def span_parts(
    first: int, length: int, start: int, end: int
) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield what a span is on the days of a range: from which time to which, and the days.

    >>> [(times, bin(days)) for times, days in span_parts(0, 9, 3600, 3 * DAY + 60)]
    [((3600, 86400), '0b1'), ((0, 86400), '0b110'), ((0, 60), '0b1000')]
    """
    first_day, begin = divmod(max(start - first * DAY, 0), DAY)
    last_day, rest = divmod(min(end - first * DAY, length * DAY), DAY)
    if first_day == last_day:
        if begin < rest:
            yield (begin, rest), 1 << first_day
        return
    if begin and first_day < last_day:
        yield (begin, DAY), 1 << first_day
        first_day += 1
    if first_day < last_day:
        yield (0, DAY), (1 << last_day) - (1 << first_day)
    if rest and first_day <= last_day:
        yield (0, rest), 1 << last_day


def span_rows(parts: Iterable[tuple[tuple[int, int], int]]) -> dict[int, int]:
    """Return the rows of parts of spans, which may share days."""
    rows: dict[int, int] = {}
    for (begin, end), days in parts:
        rows = overlaid(rows.items(), [((1 << end) - (1 << begin), days)], or_)
    return rows


def busiest_day(rows: Iterable[Timetable]) -> int:
    """Return how many members the fullest day has, when several sets are added up."""
    counts: dict[int, int] = {}
    for each in rows:
        own: dict[int, int] = {}
        for times, days in each.rows:
            own[times.count] = own.get(times.count, 0) | days.bits
        counts = overlaid(counts.items(), own.items(), add)
    return max(counts, default=0)


def without(left: int, right: int) -> int:
    """Return what the left has and the right has not."""
    return left & ~right


#: The operations on two sets, by the sign that asks for them.
OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "|": or_,
    "&": and_,
    "-": without,
    "^": xor,
}


# --- bits ------------------------------------------------------------------


def lowest(bits: int) -> int:
    """Return the lowest set bit of a number that is not 0."""
    return (bits & -bits).bit_length() - 1


def moved(bits: int, by: int) -> int:
    return bits << by if by >= 0 else bits >> -by


def closest(bits: int) -> tuple[int, int]:
    """Return the smallest distance of two set bits, and the lower of the lowest such two.

    >>> closest(0b1001000001001)
    (3, 0)

    There must be two. Cost: the logarithm of the distance: it doubles, for all
    bits at once, until two meet, and then closes in.
    """
    # reaches[i] holds what some bit reaches going down 1 to 2**i places.
    reaches = [bits >> 1]
    while not bits & reaches[-1]:
        reaches.append(reaches[-1] | reaches[-1] >> (1 << len(reaches) - 1))
    apart, reached = 0, 0
    for power in reversed(range(len(reaches) - 1)):
        tried = reached | reaches[power] >> apart
        if not bits & tried:
            reached, apart = tried, apart + (1 << power)
    apart += 1
    return apart, lowest(bits & bits >> apart)


def farthest(bits: int) -> tuple[int, int]:
    """Return the largest distance of two neighbouring set bits, and the lower of the lowest two.

    >>> farthest(0b1001000001001)
    (6, 3)

    There must be two. Cost: the logarithm of the distance.
    """
    low = lowest(bits)
    holes = bits >> low ^ (1 << bits.bit_length() - low) - 1
    if not holes:
        return 1, low
    # runs[i] holds where a hole of 2**i places or more begins.
    runs = [holes]
    while more := runs[-1] & runs[-1] >> (1 << len(runs) - 1):
        runs.append(more)
    size = 1 << len(runs) - 1
    found = runs[-1]
    for power in reversed(range(len(runs) - 1)):
        if tried := found & runs[power] >> size:
            found, size = tried, size + (1 << power)
    return size + 1, lowest(found) + low - 1


def followed(bits: int, within: int) -> int:
    """Return where another set bit follows within so many places."""
    found, reach, power, size = 0, 0, bits >> 1, 1
    while reach < within:
        if within & size:
            found, reach = found | power >> reach, reach + size
        power |= power >> size
        size <<= 1
    return found
