"""The numbers behind H: stable for a seed, spread out over many.

Jenkins sums the name of a job up in MD5, folds that to 64 bits and draws from
java.util.Random, one number for each H of a text in its order. croniter takes
the CRC-32 of its hash_id, shifted by the place of the field. Here the same is
done, so that a schedule runs when they run it. Nothing here knows cron.
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

    def next(self, bound: int, place: int = 0) -> int:
        """Return a number from 0 to below the bound: Random.nextInt, whatever the place."""
        bits = self._draw()
        if bound & (bound - 1) == 0:
            return bound * bits >> _BITS
        # Bits from the last, incomplete run of numbers would favour the low ones.
        whole = (1 << _BITS) // bound * bound
        while bits >= whole:
            bits = self._draw()
        return bits % bound


class Checksum:
    """The numbers that a seed gives the places of a text, each for itself.

    >>> Checksum("nightly").next(60, 0), Checksum("nightly").next(24, 1)
    (6, 21)
    """

    __slots__ = ("_sum",)

    def __init__(self, seed: str) -> None:
        # Loaded here: only H needs it.
        from binascii import crc32

        self._sum = crc32(seed.encode("utf-8", "replace"))

    def next(self, bound: int, place: int) -> int:
        """Return a number from 0 to below the bound for a place, counted from 0."""
        return (self._sum >> place) % bound
