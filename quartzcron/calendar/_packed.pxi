"""Masks as the compiled modules hand them to each other: the octets of one struct.

The reader writes them, the kernel works with them, and nobody else: they are never kept
anywhere, so they are as this machine lays them out. `matcher.unpacked` reads them.
"""

cdef struct Packed:
    uint64_t seconds, minutes
    uint64_t years[4]  # from 1970 on
    uint32_t hours, months
    uint32_t days[28]  # one mask a shape, see `months`
    uint32_t traits  # bit 0: the hands begin with no star, bit 1: they have no sign of an interval
    uint32_t nothing
