"""The shortest and the longest interval of a set that has many sorts of days.

The set is given by its starts and ends. A start is a time of day at which something
begins after a pause, with the days on which it does (bit d = day d); an end is one after
which a pause follows. Between an end and the next start of the same day nothing fires.
All days are looked at together: which of them have a start at or after a time is one
question to a tree of ORs, so the cost grows with the number of times and hardly with
that of days.

Nothing here knows cron, zones or what a day is made of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from operator import or_

from quartzcron.answers.timetables import DAY, closest, farthest, followed, lowest
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    #: An interval, ordered as the answer wants it: its length, negative where the
    #: longest is asked for, and the second with which it begins.
    Found = tuple[int, int]


class Tree:
    """A row of masks, with the OR of every pair, of every pair of pairs, and so on.

    >>> tree = Tree([0b001, 0b010, 0b100])
    >>> tree.first(0b110), tree.first(0b001, 1), tree.last(0b011), bin(tree.span(1, 3))
    (1, None, 1, '0b110')
    """

    __slots__ = ("_levels",)

    def __init__(self, masks: Sequence[int]) -> None:
        """Take one mask at least. Memory: twice that of the masks."""
        level = list(masks)
        self._levels = [level]
        while len(level) > 1:
            odd = [level[-1]] if len(level) & 1 else []
            level = [*map(or_, level[::2], level[1::2]), *odd]
            self._levels.append(level)

    def first(self, wanted: int, start: int = 0) -> int | None:
        """Return the first place from start on whose mask meets one, or None. Cost: logarithmic."""
        levels, height, place = self._levels, 0, start
        while place < len(levels[height]):
            if levels[height][place] & wanted:
                while height:
                    height -= 1
                    place *= 2
                    place += not levels[height][place] & wanted
                return place
            place += 1
            while not place & 1 and height + 1 < len(levels):
                place >>= 1
                height += 1
        return None

    def last(self, wanted: int) -> int | None:
        """Return the last place whose mask meets one, or None. Cost: logarithmic."""
        if not self._levels[-1][0] & wanted:
            return None
        place = 0
        for level in self._levels[-2::-1]:
            place = 2 * place + 1
            if place == len(level) or not level[place] & wanted:
                place -= 1
        return place

    def span(self, start: int, end: int) -> int:
        """Return the OR of the masks from start to end (exclusive). Cost: logarithmic."""
        found = height = 0
        while start < end:
            level = self._levels[height]
            if start & 1:
                found |= level[start]
                start += 1
            if end & 1:
                end -= 1
                found |= level[end]
            start >>= 1
            end >>= 1
            height += 1
        return found


def shortest_pause(starts: Mapping[int, int], ends: Mapping[int, int]) -> Found | None:
    """Return the shortest pause and the second from which it lasts, the earliest; or None.

    >>> shortest_pause({60: 0b01, 3600: 0b11}, {60: 0b01, 3600: 0b11})
    (3540, 60)
    """
    days = Days(starts, ends)
    return min((*days.shortest_within(), *days.over_midnight(1)), default=None)


def longest_pause(starts: Mapping[int, int], ends: Mapping[int, int]) -> Found | None:
    """Return the longest pause, its length negative, and the second from which it lasts; or None.

    >>> longest_pause({60: 0b01, 3600: 0b11}, {60: 0b01, 3600: 0b11})
    (-86400, 3600)
    """
    days = Days(starts, ends)
    return min((*days.longest_within(), *days.over_midnight(-1)), default=None)


class Days:
    """All days of a set, by the times at which they start and end."""

    def __init__(self, starts: Mapping[int, int], ends: Mapping[int, int]) -> None:
        self._times = sorted(starts)
        self._ends = sorted(ends.items())
        self._starting = [starts[time] for time in self._times]
        self._tree = Tree(self._starting)

    def shortest_within(self) -> Iterator[Found]:
        """Yield for each end the shortest pause up to a start of the same day."""
        for end, days in self._ends:
            place = self._tree.first(days, bisect_right(self._times, end))
            if place is not None:
                day = lowest(days & self._starting[place])
                yield self._times[place] - end, day * DAY + end

    def longest_within(self) -> Iterator[Found]:
        """Yield the longest pauses between an end and the next start of the same day.

        Each as long as those before it, or longer: what is shorter is passed over.
        """
        later = [*accumulate(reversed(self._starting), or_, initial=0)][::-1]
        best = 1
        for end, days in self._ends:
            # The days on which nothing starts before the longest pause so far is over.
            place = bisect_left(self._times, end + best)
            silent = days & later[place]
            if silent:
                silent &= ~self._tree.span(bisect_right(self._times, end), place)
            found = None
            while silent:
                found = self._tree.first(silent, place)
                assert found is not None
                stopped, place = silent & self._starting[found], found + 1
                silent &= ~stopped
            if found is not None:
                best = self._times[found] - end
                yield -best, lowest(stopped) * DAY + end

    def over_midnight(self, sign: int) -> Iterator[Found]:
        """Yield pauses from the last end of a day to the first start of the next that has one.

        The shortest for each end, or for a sign of -1 the longest.
        """
        before = [*accumulate(self._starting, or_, initial=0)]
        running = before[-1]
        if running.bit_count() < 2:
            return
        firsts = [days & ~seen for days, seen in zip(self._starting, before, strict=False)]
        tree = Tree(firsts)
        apart = (closest if sign > 0 else farthest)(running)[0]
        # Days one further apart may still hold closer fires, two further cannot; and
        # the other way round for the longest.
        for distance in (apart, apart + sign):
            if distance < 1:
                continue
            here = running & ~followed(running, distance - 1)
            for end, days in self._lasts():
                wanted = (days & here) << distance
                place = tree.first(wanted) if sign > 0 else tree.last(wanted)
                if place is not None:
                    day = lowest(wanted & firsts[place]) - distance
                    gap = distance * DAY + self._times[place] - end
                    yield gap * sign, day * DAY + end

    def _lasts(self) -> Iterator[tuple[int, int]]:
        """Yield each end with the days of which it is the last."""
        later = 0
        for end, days in reversed(self._ends):
            if last := days & ~later:
                yield end, last
            later |= days
