"""The calendar in C: wall times as fields and as seconds, and the nearest bit of a mask.

Days from and to fields: Euclidean affine functions, years from March on (Neri and Schneider,
"Euclidean affine functions and their application to calendar algorithms", 2022).
"""

assert (_FIRST_YEAR, _LAST_YEAR) == (FIRST_YEAR, FIRST_YEAR + YEARS - 1)

# The shape of each month (1-12) of each year of the horizon.
cdef uint8_t SHAPES[YEARS][13]
# The days from 1970-01-01 to the day before each month begins.
cdef int32_t DAYS_BEFORE[YEARS][13]


cdef void _fill_shapes():
    cdef int year, month
    cdef int32_t days = -1
    for year in range(YEARS):
        for month in range(1, 13):
            SHAPES[year][month] = YEAR_SHAPES[year][month]
            DAYS_BEFORE[year][month] = days
            days += _SHAPES[SHAPES[year][month]][1]


_fill_shapes()


cdef struct Wall:
    int year, month, day, hour, minute, second


# Days are counted from 0000-03-01 on, which makes them positive: no datetime is earlier.
cdef enum:
    EPOCH = 719468  # 1970-01-01


cdef inline int64_t seconds_of(Wall* wall) noexcept nogil:
    """The seconds since 1970-01-01 00:00 of a wall time; its second may be one out of bounds."""
    cdef uint32_t is_early = wall.month <= 2
    cdef uint32_t year = <uint32_t>wall.year - is_early
    cdef uint32_t century = year // 100
    cdef uint32_t month = <uint32_t>wall.month + 12 * is_early
    cdef uint32_t days = (
        1461 * year // 4 - century + century // 4 + (979 * month - 2919) // 32 + <uint32_t>wall.day - 1
    )
    return (<int64_t>days - EPOCH) * DAY + (wall.hour * 3600 + wall.minute * 60 + wall.second)


cdef inline int64_t floor_div(int64_t number, int64_t by) noexcept nogil:
    return number // by if number >= 0 else -((by - 1 - number) // by)


cdef inline void fields_of(int64_t seconds, Wall* wall) noexcept nogil:
    """The wall time so many seconds after 1970-01-01 00:00."""
    cdef uint64_t moment = <uint64_t>(seconds + <int64_t>EPOCH * DAY)
    cdef uint32_t days = <uint32_t>(moment // DAY)
    cdef uint32_t rest = <uint32_t>(moment - <uint64_t>days * DAY)
    cdef uint32_t quarters = 4 * days + 3
    cdef uint32_t century = quarters // 146097
    cdef uint64_t product = <uint64_t>2939745 * (quarters % 146097 | 3)
    cdef uint32_t of_year = <uint32_t>(<uint32_t>product // 2939745) // 4
    cdef uint32_t march = 2141 * of_year + 197913
    cdef uint32_t is_early = of_year >= 306
    wall.year = <int>(100 * century + <uint32_t>(product >> 32) + is_early)
    wall.month = <int>((march >> 16) - 12 * is_early)
    wall.day = <int>((march & 0xFFFF) // 2141 + 1)
    wall.hour = <int>(rest // 3600)
    wall.minute = <int>(rest // 60 % 60)
    wall.second = <int>(rest % 60)


cdef inline int nearest(uint64_t mask, int value, bint forward) noexcept nogil:
    """The nearest set bit at or after (before) a value, or NONE."""
    if forward:
        mask &= ~<uint64_t>0 << value
        return QC_LOW(mask) if mask else NONE
    if value < 0:
        return NONE
    mask &= ~<uint64_t>0 >> (63 - value)
    return QC_HIGH(mask) if mask else NONE


cdef inline int first_of(uint64_t mask, bint forward) noexcept nogil:
    return QC_LOW(mask) if forward else QC_HIGH(mask)
