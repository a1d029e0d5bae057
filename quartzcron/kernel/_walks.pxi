"""Iterators over the fire times of one kernel, at one offset and in a zone."""


cdef class _Walk:
    """An iterator over fire times of one offset."""

    cdef Masks masks
    cdef object zone
    cdef Wall wall, last
    cdef int64_t limit
    cdef bint forward, is_bounded

    def __iter__(self):
        return self

    def __next__(self):
        # Without a GIL two threads may be here; with one this costs nothing.
        with critical_section(self):
            if self.limit == 0 or not self.masks.find(&self.wall, self.forward):
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


cdef _Walk wall_walk(
    Masks masks, zone, int64_t offset, int64_t low, int64_t high, int64_t limit, bint forward
):
    """Walk from low (inclusive) to high (exclusive), in seconds that the wall is so far ahead of."""
    cdef _Walk walk = _Walk.__new__(_Walk)
    walk.masks = masks
    walk.zone = zone
    walk.limit = limit
    walk.forward = forward
    walk.is_bounded = (high != MOST) if forward else (low != LEAST)
    fields_of((low if forward else high - 1) + offset, &walk.wall)
    if walk.is_bounded:
        fields_of((high if forward else low) + offset, &walk.last)
    return walk


cdef class _ZonedWalk:
    """An iterator over fire times of a zone.

    Away from changes of clock, as far as `edge`, it walks on the wall: half the
    time of asking for the pieces anew.

    Looking into a zone runs Python, so another thread may come in between, GIL
    or not. What belongs together is therefore changed together, without a call
    in between: threads that share a walk may get a fire time twice, and never
    what is none.
    """

    cdef Masks masks
    cdef Zoned plan
    cdef int64_t instant, last, limit
    cdef Wall wall, edge
    cdef bint forward, is_bounded, is_calm

    def __iter__(self):
        return self

    def __next__(self):
        with critical_section(self):
            if self.limit == 0:
                raise StopIteration
            if self.limit > 0:
                self.limit -= 1
            if self.is_calm:
                self.wall.second += 1 if self.forward else -1
                if (
                    self.masks.find(&self.wall, self.forward)
                    and is_earlier(&self.wall, &self.edge) == self.forward
                ):
                    return build(&self.wall, self.plan.tz, 0)
                self.is_calm = False
            return self.elsewhere()

    cdef object elsewhere(self):
        """The next one from `instant` on, wherever that is."""
        cdef int64_t found = self.plan.nearest(self.masks, self.instant, self.forward)
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
        """Walk on the wall from a fire time on, as far as no change of clock is near."""
        cdef Block* block
        cdef Piece* piece
        cdef int64_t low, high
        cdef int place
        if self.plan.makes_itself:
            return 0
        block = self.plan.block(floor_div(found, BLOCK))
        for place in range(block.piece_count):
            piece = &block.pieces[place]
            low, high = piece.start + MARGIN, piece.end - MARGIN
            if not piece.is_pin and low <= found < high:
                if self.is_bounded:
                    low, high = (low, min(high, self.last)) if self.forward else (max(low, self.last), high)
                fields_of(found + piece.offset, &self.wall)
                fields_of((high if self.forward else low) + piece.offset, &self.edge)
                self.instant = high if self.forward else low - 1
                self.is_calm = True
        return 0


cdef _ZonedWalk zoned_walk(
    Masks masks, Zoned plan, int64_t low, int64_t high, int64_t limit, bint forward
):
    """Walk from one instant (inclusive) to another (exclusive), or from it down to the one."""
    cdef _ZonedWalk walk = _ZonedWalk.__new__(_ZonedWalk)
    walk.masks = masks
    walk.plan = plan
    walk.limit = limit
    walk.forward = forward
    walk.is_bounded = (high != MOST) if forward else (low != LEAST)
    walk.instant = low if forward else high - 1
    walk.last = high if forward else low
    return walk
