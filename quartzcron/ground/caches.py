"""Every cache of the library, and how to empty them all.

A room that keeps something says so here, so that whoever clears needs not know the rooms.
Rooms that are loaded later join when they are.
"""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, Protocol, TypeVar

    class Cache(Protocol):
        """What `functools.lru_cache` makes, and what has its face."""

        def cache_clear(self) -> None: ...

        def cache_info(self) -> Any: ...

    C = TypeVar("C", bound=Cache)

#: Longer texts are answered anew each time, so that what is kept stays small: a thousand commas
#: are a thousand problems, and hardly any schedule has half as many characters as this.
LONGEST_KEPT = 128

#: All caches of the rooms that are loaded. Each is bounded.
CACHES: list[Cache] = []


def listed(cache: C) -> C:
    """Enter a cache into the list; a decorator above that of the cache."""
    CACHES.append(cache)
    return cache


def clear_caches() -> None:
    """Empty all caches: of texts, time zones, and answers about sets.

    >>> import quartzcron
    >>> noon = quartzcron.Schedule("0 12 * * *", tz="America/New_York")
    >>> quartzcron.clear_caches()
    >>> noon == quartzcron.Schedule("0 12 * * *", tz="America/New_York")
    True

    Only the time of the next calls changes. You never need it, because every cache is bounded.
    Use it in a process that runs on after large questions, and for measuring. Expressions and
    schedules that you still hold keep their own caches.
    """
    for cache in CACHES:
        cache.cache_clear()
