"""The numbers behind H: stable for a seed, spread out over many.

Jenkins sums the name of a job up in MD5, folds that to 64 bits and draws from
java.util.Random, one number for each H of a text in its order; Cronos draws so
from System.Random. croniter takes the CRC-32 of its hash_id, shifted by the
place of the field; Quartz.NET the FNV-1a of the trigger's key, mixed with that
place. Here the same is done, so that a schedule runs when they run it. Nothing
here knows cron.
"""

from __future__ import annotations

from quartzcron.dialects import HASH_ID, JOB_NAME, TRIGGER_KEY, WHOLE_NUMBER
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


#: The largest int of .NET, the modulus of System.Random.
_MOST = (1 << 31) - 1

#: Knuth's constants: where its numbers begin, how many are kept, and which two are subtracted.
_BEGIN, _KEPT, _APART = 161803398, 55, 21


class Differences:
    """The numbers of System.Random of .NET, which a whole number decides.

    >>> drawn = Differences("3")
    >>> drawn.next(60), drawn.next(24)
    (17, 16)

    With a seed that is the subtractive generator of Knuth, The Art of Computer
    Programming, volume 2, 3.2.2, as .NET has had it from its first version on:
    21 apart where Knuth says 31.
    """

    __slots__ = ("_kept", "_place")

    def __init__(self, seed: str) -> None:
        # The most negative int has no absolute value.
        last = _BEGIN - min(abs(int(seed)), _MOST)
        kept = [0] * _KEPT
        kept[-1], following = last, 1
        for count in range(1, _KEPT):
            kept[_APART * count % _KEPT - 1] = following
            last, following = following, last - following
            if following < 0:
                following += _MOST
        for _ in range(4):
            for place in range(_KEPT):
                kept[place] = _difference(kept[place], kept[(place + 31) % _KEPT])
        self._kept, self._place = kept, 0

    def next(self, bound: int, place: int = 0) -> int:
        """Return a number from 0 to below the bound: Random.Next, whatever the place."""
        here = self._place
        drawn = _difference(self._kept[here], self._kept[(here + _APART) % _KEPT])
        # The modulus itself is none of its numbers.
        self._kept[here] = drawn = min(drawn, _MOST - 1)
        self._place = (here + 1) % _KEPT
        return int(drawn * (1.0 / _MOST) * bound)


def _difference(one: int, other: int) -> int:
    """Subtract as an int of 32 bits does, and add the modulus to what is negative."""
    found = (one - other + (1 << 31)) % (1 << 32) - (1 << 31)
    return found + _MOST if found < 0 else found


#: The offset and the prime of FNV-1a for 32 bits, from its reference (draft-eastlake-fnv).
_OFFSET, _PRIME = 2166136261, 16777619

#: 2^32 divided by the golden ratio, which keeps the places apart, and the two
#: multipliers of the finaliser of MurmurHash3.
_GOLDEN, _FIRST, _SECOND = 0x9E3779B9, 0x85EBCA6B, 0xC2B2AE35
_WORD = (1 << 32) - 1


class Mixture:
    """The numbers that a key gives the places of a text, each for itself, as Quartz.NET does.

    >>> Mixture(":nightly").next(60, 1), Mixture(":nightly").next(24, 2)
    (13, 8)
    """

    __slots__ = ("_sum",)

    def __init__(self, seed: str) -> None:
        found = _OFFSET
        # The characters of .NET are the halves of UTF-16, lone surrogates too.
        data = seed.encode("utf-16-le", "surrogatepass")
        for at in range(0, len(data), 2):
            found = (found ^ int.from_bytes(data[at : at + 2], "little")) * _PRIME & _WORD
        self._sum = found & _MOST

    def next(self, bound: int, place: int) -> int:
        """Return a number from 0 to below the bound for a place, counted from 0."""
        return (_mixed(self._sum + place * _GOLDEN & _WORD) & _MOST) % bound


def _mixed(number: int) -> int:
    """Return the finaliser of MurmurHash3 of 32 bits: every bit of it depends on all given ones.

    >>> hex(_mixed(1))
    '0x514e28b7'
    """
    number = (number ^ number >> 16) * _FIRST & _WORD
    number = (number ^ number >> 13) * _SECOND & _WORD
    return number ^ number >> 16


#: What draws the numbers, by what the seed of a dialect is.
SOURCES: Mapping[str, Callable[[str], Hash | Checksum | Differences | Mixture]] = {
    JOB_NAME: Hash,
    HASH_ID: Checksum,
    WHOLE_NUMBER: Differences,
    TRIGGER_KEY: Mixture,
}
