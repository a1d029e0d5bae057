"""Masks as the compiled modules hand them to each other: the octets of one struct.

The reader writes them, the kernel works with them, and nobody else: they are never kept
anywhere, so they are as this machine lays them out. `matcher.unpacked` reads them.

Nearly always the days are days of the month and days of the week, both of which or one of which
must match: two numbers. Where an L, W or # says more, a mask for each shape stands behind them.
"""

cdef enum Joining:
    SHEET = 0  # no: the days of each shape are given
    MEET = 1
    UNITE = 2

cdef struct Packed:
    uint64_t seconds, minutes
    uint64_t years[4]  # from 1970 on
    uint32_t hours, months
    uint32_t of_month  # bit d for day d
    uint8_t of_week  # bit 0 for Monday
    uint8_t joining
    uint8_t traits  # bit 0: the hands begin with no star, bit 1: they have no sign of an interval
    uint8_t nothing
    uint32_t days[28]  # one mask a shape, see `months`; not there but for SHEET

cdef enum:
    PLAIN_SIZE = 64  # that of `Packed` without the days

# The days of a month that begins with a weekday (Monday is 0), of 31 days, on which a set of
# weekdays falls; and the days that each shape has.
cdef uint32_t WEEKS[7][128]
cdef uint32_t WHOLE[28]


cdef void fill_weeks(shapes):
    cdef uint64_t week
    cdef int first, weekdays, place
    for first in range(7):
        for weekdays in range(128):
            # The week turned to the weekday of the 1st, five times over.
            week = ((weekdays >> first | weekdays << 7 - first) & 127) << 1
            week |= week << 7 | week << 14 | week << 21 | week << 28
            WEEKS[first][weekdays] = <uint32_t>week
    for place in range(28):
        WHOLE[place] = (<uint32_t>2 << <int>shapes[place][1]) - 2


cdef inline uint32_t joined_days(uint32_t of_month, int of_week, int joining, int shape) noexcept nogil:
    """The days of a shape that match, where they are days of the month and days of the week."""
    cdef uint32_t week = WEEKS[shape >> 2][of_week]
    return (of_month | week if joining == UNITE else of_month & week) & WHOLE[shape]
