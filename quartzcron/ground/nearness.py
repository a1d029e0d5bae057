"""How near two names are to each other: what a misspelt name may have meant.

Nearness here is a matter of slips of the fingers, never of meaning: a letter
too many, one too few, a wrong one, or two neighbours swapped. A long name may
have two slips, a short one has one, and the first letter is right. So a name
that is merely like another is never taken for it.

Only errors need this room; it is loaded when there is one.
"""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: From so many letters on a name may have two slips; one of fewer than three has none.
_LONG = 7
_SHORTEST = 3


def slips(word: str, other: str, most: int = 2) -> int:
    """Return how many slips lead from one word to another, or most + 1 if there are more.

    >>> slips("Amercia", "America"), slips("Berln", "Berlin"), slips("Rome", "Paris")
    (1, 1, 3)

    A slip is a letter added, dropped, changed, or swapped with its neighbour
    (the distance of Damerau, with no letter moved twice). Cost: the product of
    the lengths; words whose lengths differ by more than `most` cost nothing.
    """
    word, other = _apart(word, other)
    if abs(len(word) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    last = ""
    for row, letter in enumerate(word, 1):
        here = [row]
        left = row
        for column, opposite in enumerate(other, 1):
            left = min(above[column - 1] + (letter != opposite), above[column] + 1, left + 1)
            if last == opposite and column > 1 and letter == other[column - 2]:
                left = min(left, before[column - 2] + 1)
            here.append(left)
        before, above, last = above, here, letter
    return min(above[-1], most + 1)


def _apart(word: str, other: str) -> tuple[str, str]:
    """Return two words without what they begin and end with alike: no slip lies there.

    >>> _apart("Wendesday", "Wednesday"), _apart("MONN", "MON")
    (('nd', 'dn'), ('N', ''))
    """
    ends = min(len(word), len(other))
    first = 0
    while first < ends and word[first] == other[first]:
        first += 1
    last = 0
    while last < ends - first and word[-1 - last] == other[-1 - last]:
        last += 1
    return word[first : len(word) - last], other[first : len(other) - last]


def is_near(word: str, other: str) -> bool:
    """Tell whether a word may be another one, misspelt; case counts.

    >>> is_near("kubernets", "kubernetes"), is_near("cron", "croner"), is_near("unit", "unix")
    (True, False, True)
    """
    return slips_allowed(word, other) >= slips(word, other)


def slips_allowed(word: str, other: str) -> int:
    """Return how many slips two words may lie apart: 2, 1, or 0 where they begin otherwise."""
    shorter = min(len(word), len(other))
    if shorter < _SHORTEST or word[0] != other[0]:
        return 0
    return 2 if shorter >= _LONG else 1


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the names that a word may mean, the one with the fewest slips first.

    >>> nearest("kubernets", ["croner", "kubernetes", "unix"])
    ('kubernetes',)

    At most `most` of them; among equals in the order given.
    """
    near: list[tuple[int, int, str]] = []
    for name in known:
        if word[:1] != name[:1]:
            continue  # as most do, and the first letter is right
        allowed = slips_allowed(word, name)
        distance = slips(word, name, allowed)
        if distance <= allowed:
            near.append((distance, len(near), name))
    return tuple(name for _, _, name in sorted(near)[:most])
