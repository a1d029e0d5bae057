"""Objects told apart by identity, which takes a tenth of the time of comparing them."""

from __future__ import annotations

import numpy as np

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    from quartzcron.arrays.days import Integers

    Thing = TypeVar("Thing")


def numbered(things: list[Thing]) -> tuple[list[Thing], Integers]:
    """Return each object once, and the number of each of the given ones among them.

    >>> one, other = object(), object()
    >>> things, numbers = numbered([one, other, one])
    >>> [things[number] for number in numbers] == [one, other, one]
    True

    They come in the order in which they are first there.
    """
    identities = np.fromiter(map(id, things), np.int64, len(things))
    distinct, first, numbers = np.unique(identities, return_index=True, return_inverse=True)
    if len(distinct) == len(things):
        return things, np.arange(len(things))
    order = first.argsort()
    number_of = np.empty_like(order)
    number_of[order] = np.arange(len(order))
    return [things[place] for place in first[order].tolist()], number_of.take(numbers)
