"""The numbers behind Jenkins's H: stable for a seed, spread out over many.

Jenkins sums the name of a job up in MD5, folds that to 64 bits and draws from
java.util.Random, one number for each H of a text in its order. Here the same
is done, so that a schedule runs when Jenkins runs it. Nothing here knows cron.
"""

from __future__ import annotations

#: The multiplier, the increment and the modulus of java.util.Random, whose documentation
#: fixes its algorithm.
_MULTIPLIER = 0x5DEECE66D
_INCREMENT = 0xB
_MASK = (1 << 48) - 1

_BITS = 31


class Hash:
    """A sequence of numbers that a seed decides.

    >>> drawn = Hash("nightly")
    >>> drawn.next(60), drawn.next(24)
    (1, 17)
    """

    __slots__ = ("_state",)

    def __init__(self, seed: str) -> None:
        # Loaded here: only H needs it. Not for security, so FIPS builds may have it too.
        from hashlib import md5

        # Lone surrogates have no UTF-8; Java writes ? for them.
        digest = md5(seed.encode("utf-8", "replace"), usedforsecurity=False).digest()
        halves = (int.from_bytes(digest[at : at + 8], "big") for at in (0, 8))
        self._state = self._scrambled(next(halves) ^ next(halves))

    @staticmethod
    def _scrambled(number: int) -> int:
        return (number ^ _MULTIPLIER) & _MASK

    def _draw(self) -> int:
        """Return the next 31 bits."""
        self._state = (self._state * _MULTIPLIER + _INCREMENT) & _MASK
        return self._state >> 48 - _BITS

    def next(self, bound: int) -> int:
        """Return a number from 0 to below the bound: Random.nextInt."""
        bits = self._draw()
        if bound & (bound - 1) == 0:
            return bound * bits >> _BITS
        # Bits from the last, incomplete run of numbers would favour the low ones.
        whole = (1 << _BITS) // bound * bound
        while bits >= whole:
            bits = self._draw()
        return bits % bound
