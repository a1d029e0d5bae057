"""Iterators over the fire times of one kernel, at one offset and in a zone."""


cdef class _Walk:
    """An iterator over fire times of one offset."""

    cdef Kernel kernel
    cdef object zone
    cdef Wall wall, last
    cdef int64_t limit
    cdef bint forward, is_bounded

    def __iter__(self):
        return self

    def __next__(self):
        # Without a GIL two threads may be here; with one this costs nothing.
        with critical_section(self):
            if self.limit == 0 or not self.kernel.find(&self.wall, self.forward):
                raise StopIteration
            if self.is_bounded and is_earlier(&self.wall, &self.last) != self.forward:
                self.limit = 0
                raise StopIteration
            found = build(&self.wall, self.zone, 0)
            self.wall.second += 1 if self.forward else -1
            if self.limit > 0:
                self.limit -= 1
            return found


cdef inline bint is_earlier(Wall* one, Wall* other) noexcept nogil:
    """Tell whether a wall time lies before another; seconds may be one out of bounds."""
    if one.year != other.year:
        return one.year < other.year
    if one.month != other.month:
        return one.month < other.month
    if one.day != other.day:
        return one.day < other.day
    return (
        one.hour * 3600 + one.minute * 60 + one.second
        < other.hour * 3600 + other.minute * 60 + other.second
    )


cdef _Walk _walk(Kernel kernel, zone, start, end, int64_t limit, bint forward):
    cdef _Walk walk = _Walk.__new__(_Walk)
    begin = pure_kernel._wall_in(start, zone)
    walk.kernel = kernel
    walk.zone = zone
    walk.limit = limit
    walk.forward = forward
    walk.is_bounded = end is not None
    read(begin, &walk.wall)
    # Of the two bounds the earlier belongs to the span, the later does not.
    walk.wall.second += (1 if PyDateTime_DATE_GET_MICROSECOND(begin) else 0) - (0 if forward else 1)
    if end is not None:
        begin = pure_kernel._wall_in(end, zone)
        read(begin, &walk.last)
        walk.last.second += 1 if PyDateTime_DATE_GET_MICROSECOND(begin) else 0
    return walk


cdef class _ZonedWalk:
    """An iterator over fire times of a zone.

    Away from changes of clock, between `low` and `high`, it walks on the wall:
    half the time of asking for the pieces anew.

    Looking into a zone runs Python, so another thread may come in between, GIL
    or not. What belongs together is therefore changed together, without a call
    in between: threads that share a walk may get a fire time twice, and never
    what is none.
    """

    cdef Kernel kernel
    cdef Zoned plan
    cdef int64_t instant, last, limit, low, high, offset
    cdef Wall wall
    cdef bint forward, is_bounded

    def __iter__(self):
        return self

    def __next__(self):
        with critical_section(self):
            return self.following()

    cdef object following(self):
        cdef int64_t found
        if self.limit == 0:
            raise StopIteration
        if self.limit > 0:
            self.limit -= 1
        if self.low < self.high:
            self.wall.second += 1 if self.forward else -1
            if self.kernel.find(&self.wall, self.forward):
                found = seconds_of(&self.wall) - self.offset
                if self.low <= found < self.high and not self.is_over(found):
                    self.instant = found + (1 if self.forward else -1)
                    return build(&self.wall, self.plan.tz, 0)
            self.low = self.high
        found = self.plan.nearest(self.kernel, self.instant, self.forward)
        if found == END_INSTANT or self.is_over(found):
            self.limit = 0
            raise StopIteration
        self.instant = found + (1 if self.forward else -1)
        self.settle(found)
        return self.plan.aware(found)

    cdef inline bint is_over(self, int64_t found) noexcept nogil:
        if not self.is_bounded:
            return False
        return found >= self.last if self.forward else found < self.last

    cdef int settle(self, int64_t found) except -1:
        """Note the stretch around a fire time, as far as no change of clock is near."""
        cdef Block* block
        cdef Piece* piece
        cdef int place
        if self.plan.makes_itself:
            return 0
        block = self.plan.block(floor_div(found, BLOCK))
        for place in range(block.piece_count):
            piece = &block.pieces[place]
            if not piece.is_pin and piece.start + MARGIN <= found < piece.end - MARGIN:
                self.low = piece.start + MARGIN
                self.high = piece.end - MARGIN
                self.offset = piece.offset
                fields_of(found + self.offset, &self.wall)
        return 0


cdef _ZonedWalk _zoned_walk(Kernel kernel, Zoned plan, start, end, int64_t limit, bint forward):
    cdef _ZonedWalk walk = _ZonedWalk.__new__(_ZonedWalk)
    walk.kernel = kernel
    walk.plan = plan
    walk.limit = limit
    walk.forward = forward
    walk.is_bounded = end is not None
    walk.instant = pure_kernel._edge(start) - (0 if forward else 1)
    if end is not None:
        walk.last = pure_kernel._edge(end)
    return walk
