"""All fire times of a span, written into an array: `Row`.

In a calm every matching day has the same times, less the offset: they are put together once, and a
day is then one loop of additions. Only around a change of clock they are looked for one by one.
"""


@final
cdef class Day:
    """The times of a day of a matcher, ascending seconds since midnight."""

    cdef int64_t* times
    cdef Py_ssize_t count

    def __cinit__(self, Masks masks):
        cdef int hour, minute, second
        cdef int64_t* time
        self.count = times_before(masks, DAY)
        self.times = time = <int64_t*>malloc((self.count + 1) * sizeof(int64_t))
        if time == NULL:
            raise MemoryError()
        for hour in range(24):
            if masks.hours >> hour & 1:
                for minute in range(60):
                    if masks.minutes >> minute & 1:
                        for second in range(60):
                            if masks.seconds >> second & 1:
                                time[0] = hour * 3600 + minute * 60 + second
                                time += 1

    def __dealloc__(self):
        free(self.times)


cdef int64_t* write_day(Day day, int64_t midnight, int64_t low, int64_t high, int64_t offset,
                        int64_t* out) noexcept nogil:
    """Write the instants of one day between two wall times; return where the next one goes."""
    # Of its own, so that the C compiler knows that nothing written changes them.
    cdef const int64_t* times = day.times
    cdef Py_ssize_t place, count = day.count
    cdef int64_t begin = midnight - offset
    if low <= midnight and midnight + DAY <= high:
        for place in range(count):
            out[place] = begin + times[place]
        return out + count
    for place in range(count):
        if low <= midnight + times[place] < high:
            out[0] = begin + times[place]
            out += 1
    return out


cdef int64_t* write_walls(Masks masks, Day day, int64_t low, int64_t high, int64_t offset,
                          int64_t* out) noexcept nogil:
    """Write the instants of the wall times from low to high (exclusive), as `count_walls` counts them."""
    cdef Wall wall
    cdef int year, month
    cdef uint32_t days
    cdef int64_t midnight
    low, high = max(low, -DAY), min(high, (<int64_t>84007) * DAY)
    if low >= high:
        return out
    fields_of(low, &wall)
    year, month = wall.year, wall.month
    while True:
        if not masks.has_year(year):
            year = masks.nearest_year(year, True)
            if year == NONE:
                return out
            month = 1
        if masks.months >> month & 1:
            days = masks.days_in(year, month)
            while days:
                midnight = (DAYS_BEFORE[year - FIRST_YEAR][month] + QC_LOW(days)) * <int64_t>DAY
                if midnight >= high:
                    return out
                if midnight + DAY > low:
                    out = write_day(day, midnight, low, high, offset, out)
                days &= days - 1
        month += 1
        if month > 12:
            month, year = 1, year + 1


cdef int64_t* write_on(void* masks, Day day, Road* road, int64_t low, int64_t high,
                       int64_t* out) noexcept nogil:
    """Write the fires from low to high, as `count_on` counts them. All blocks there are known."""
    cdef int64_t end, missing
    cdef Block* block
    cdef Calm* calm
    if road.blocks == NULL:
        return write_walls(<Masks>masks, day, low + road.offset, high + road.offset, road.offset, out)
    low, high = max(low, FIRST_INSTANT), min(high, END_INSTANT)
    while low < high:
        block = known_block(road, low, &missing)
        if block == NULL:
            return out
        calm = calm_in(block, low)
        if calm != NULL:
            end = min(high, calm.high - calm.offset)
            out = write_walls(<Masks>masks, day, low + calm.offset, end + calm.offset, calm.offset, out)
            low = end
            continue
        # Near a change of clock, as far as it reaches: one by one.
        end = min(high, calm_after(block, low))
        while low < end:
            low = first_within(masks, road, low, end)
            if low < end:
                out[0] = low
                out += 1
            low += 1
        low = end
    return out


@final
cdef class Row:
    """The fire times of a schedule in a zone, from one second (inclusive) to another."""

    cdef Crowd crowd
    cdef int64_t low, high
    cdef readonly int64_t size  # how many they are

    def __cinit__(self, span):
        """Count those of a `Span`: a schedule, a zone, and two seconds."""
        cdef int32_t first = 0
        schedule, zone, self.low, self.high = span
        self.crowd = Crowd([schedule], [zone])
        self.crowd.know_between(&first, &first, False, 1, self.low, self.high)
        self.size = count_on(self.crowd.masks[0], self.crowd.roads, self.low, self.high)

    def write(self, found):
        """Fill an array of so many with them, ascending."""
        cdef Array array = Array(found, 8, True)
        cdef Day day = Day(<Masks>self.crowd.masks[0])
        if array.count != self.size:
            raise ValueError(f"there are {self.size} fire times, not {array.count}")
        with nogil:
            write_on(self.crowd.masks[0], day, self.crowd.roads, self.low, self.high, <int64_t*>array.held.buf)
