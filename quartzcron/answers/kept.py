"""What is worked out once and kept: as long as what it is about lives, and within a limit of bytes.

A timetable takes from a few kilobytes to some thirty megabytes, so a number of entries
says little. What is kept is weighed, and goes with its owner: once a user lets go of a
set, its timetable is gone too.
"""

from __future__ import annotations

from weakref import ref

from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any


class Room(Record):
    """How much may be kept and how much is, in bytes, as `cache_info` of functools names it."""

    maxsize: int
    currsize: int


class Kept:
    """Values of owners, by an owner and a key; the oldest go when there is no room.

    >>> class Owner: pass
    >>> kept, owner = Kept(1000), Owner()
    >>> kept.keep(owner, "size", 7, weight=10)
    >>> kept.find(owner, "size"), kept.find(owner, "colour")
    (7, None)
    >>> del owner
    >>> kept.cache_info().currsize
    0

    Safe to share between threads: each step is one operation of a dict. What is
    heavier than all the room is not kept.
    """

    __slots__ = ("_entries", "_heaviest", "_limit")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._heaviest = 0
        self._entries: dict[Hashable, tuple[ref[Any], Any, int]] = {}

    def find(self, owner: object, key: Hashable) -> Any:
        """Return what is kept, or None."""
        entry = self._entries.get((id(owner), key))
        # The number of an owner that is gone may be given to another object.
        return entry[1] if entry is not None and entry[0]() is owner else None

    def keep(self, owner: object, key: Hashable, value: object, weight: int) -> None:
        """Keep a value of so many bytes until its owner goes, or the room is needed."""
        entries, whole = self._entries, (id(owner), key)
        if weight > self._limit:
            return
        entries.pop(whole, None)
        entries[whole] = ref(owner, lambda _: entries.pop(whole, None)), value, weight
        self._heaviest = max(self._heaviest, weight)
        if len(entries) * self._heaviest <= self._limit:
            return  # nearly always; weighing all takes longer than many a question
        while self.cache_info().currsize > self._limit:
            entries.pop(next(iter(list(entries)), None), None)

    def cache_info(self) -> Room:
        """Return how much there is room for, and how much is kept."""
        return Room(self._limit, sum(weight for _, _, weight in list(self._entries.values())))

    def cache_clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
