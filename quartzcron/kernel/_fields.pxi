"""The calendar in C: wall times as fields and as seconds, and the nearest bit of a mask.

Days from and to fields: Howard Hinnant's algorithms, years from March on.
"""

assert (_FIRST_YEAR, _LAST_YEAR) == (FIRST_YEAR, FIRST_YEAR + YEARS - 1)

# The shape of each month (1-12) of each year of the horizon.
cdef uint8_t SHAPES[YEARS][13]


cdef void _fill_shapes():
    cdef int year, month
    for year in range(YEARS):
        for month in range(1, 13):
            SHAPES[year][month] = YEAR_SHAPES[year][month]


_fill_shapes()


cdef struct Wall:
    int year, month, day, hour, minute, second


cdef inline int64_t days_of(int year, int month, int day) noexcept nogil:
    cdef int y = year - (month <= 2)
    cdef int era = y // 400 if y >= 0 else (y - 399) // 400
    cdef int of_era = y - era * 400
    cdef int of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return <int64_t>era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


cdef inline int64_t seconds_of(Wall* wall) noexcept nogil:
    return (
        days_of(wall.year, wall.month, wall.day) * DAY
        + wall.hour * 3600 + wall.minute * 60 + wall.second
    )


cdef inline int64_t floor_div(int64_t number, int64_t by) noexcept nogil:
    return number // by if number >= 0 else -((by - 1 - number) // by)


cdef inline void fields_of(int64_t seconds, Wall* wall) noexcept nogil:
    cdef int64_t days = floor_div(seconds, DAY)
    cdef int rest = <int>(seconds - days * DAY)
    days += 719468
    cdef int64_t era = floor_div(days, 146097)
    cdef int of_era = <int>(days - era * 146097)
    cdef int year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    cdef int of_year = of_era - (365 * year + year // 4 - year // 100)
    cdef int month = (5 * of_year + 2) // 153
    wall.day = of_year - (153 * month + 2) // 5 + 1
    wall.month = month + (3 if month < 10 else -9)
    wall.year = <int>(year + era * 400) + (wall.month <= 2)
    wall.hour = rest // 3600
    wall.minute = rest // 60 % 60
    wall.second = rest % 60


# --- the search ------------------------------------------------------------

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
