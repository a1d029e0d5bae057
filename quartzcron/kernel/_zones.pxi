"""Zones in C: the plans of `instants` as arrays, and the walk over their pieces."""

cdef int64_t BLOCK = _BLOCK
cdef int64_t MARGIN = _MARGIN
cdef int64_t FIRST_BLOCK = _FIRST_BLOCK
cdef int64_t LAST_BLOCK = _LAST_BLOCK
cdef int64_t FIRST_INSTANT = _FIRST_BLOCK * _BLOCK
cdef int64_t END_INSTANT = (_LAST_BLOCK + 1) * _BLOCK
cdef int BLOCKS = _LAST_BLOCK - _FIRST_BLOCK + 1

# A stretch of instants with one offset, or (is_pin) one instant for a range of wall times.
cdef struct Piece:
    int64_t start, end, offset, low, high
    bint is_pin

cdef struct Change:
    int64_t at, before, after

cdef struct Block:
    int piece_count, change_count
    int64_t offset  # with which the block begins, its margin included
    Piece* pieces
    Change* changes


cdef class Zoned:
    """A plan of `instants` as arrays, block by block as far as it is asked about."""

    cdef object plan
    cdef readonly object tz
    cdef Block** blocks
    cdef bint asks_itself  # a zone whose offsets are to be asked of it, not read off its changes
    cdef bint makes_itself  # a zone of pytz, which makes its datetimes itself

    def __cinit__(self, plan):
        self.plan = plan
        self.tz = plan.tz
        self.blocks = <Block**>calloc(BLOCKS, sizeof(Block*))
        if self.blocks == NULL:
            raise MemoryError()
        kind = type(plan.tz)
        self.asks_itself = (kind.__module__, kind.__qualname__) != ("zoneinfo", "ZoneInfo")
        self.makes_itself = hasattr(plan.tz, "localize")

    def __dealloc__(self):
        cdef int place
        if self.blocks == NULL:
            return
        for place in range(BLOCKS):
            if self.blocks[place] != NULL:
                free(self.blocks[place])
        free(self.blocks)

    cdef Block* block(self, int64_t number) except NULL:
        """The pieces and changes of a block, copied from the plan when first needed."""
        cdef Block* found = QC_LOAD(self.blocks[number - FIRST_BLOCK])
        return self.keep(copied(self.plan, number), number) if found == NULL else found

    cdef Block* keep(self, Block* made, int64_t number) noexcept:
        """Keep a copy, unless another thread, while Python ran here, has put its own there."""
        cdef Block* kept
        with critical_section(self):
            kept = self.blocks[number - FIRST_BLOCK]
            if kept == NULL:
                QC_STORE(self.blocks[number - FIRST_BLOCK], made)
                return made
        free(made)
        return kept

    cdef int64_t instant(self, moment, Wall* wall) except? -0x7FFFFFFFFFFFFFFF:
        """The instant that an aware datetime of this zone means; see `zones.instant_of`."""
        cdef int64_t seconds, low, high, offset
        cdef Block* block
        cdef int place
        if self.asks_itself or not FIRST_YEAR - 1 < wall.year < FIRST_YEAR + YEARS:
            return instant_of(moment)
        seconds = seconds_of(wall)
        block = self.block(floor_div(seconds, BLOCK))
        offset = block.offset
        for place in range(block.change_count):
            low = block.changes[place].at + block.changes[place].before
            high = block.changes[place].at + block.changes[place].after
            if seconds >= max(low, high):
                offset = block.changes[place].after
            elif seconds >= min(low, high):
                # In a gap or a fold: PEP 495 reads it with the offset before, fold=1 with the one after.
                if PyDateTime_DATE_GET_FOLD(moment):
                    offset = block.changes[place].after
                else:
                    offset = block.changes[place].before
                break
        return seconds - offset

    cdef object aware(self, int64_t instant):
        """An instant as a datetime of this zone, `fold` set right."""
        cdef Block* block
        cdef Wall wall
        cdef int64_t offset
        cdef int place, fold = 0
        if self.makes_itself:
            return self.plan.zone.aware(instant)
        block = self.block(floor_div(instant, BLOCK))
        offset = block.offset
        for place in range(block.change_count):
            if instant < block.changes[place].at:
                break
            offset = block.changes[place].after
            # In the second pass of a fold.
            fold = instant + offset < block.changes[place].at + block.changes[place].before
        fields_of(instant + offset, &wall)
        return build(&wall, self.tz, fold)

    cdef object neighbour(self, Kernel kernel, moment, Wall* wall, int further, bint forward):
        """The nearest fire time so many seconds from a moment on, or None."""
        cdef int64_t found = self.nearest(kernel, self.instant(moment, wall) + further, forward)
        return None if found == END_INSTANT else self.aware(found)

    cdef int64_t nearest(self, Kernel kernel, int64_t instant, bint forward) except? -0x7FFFFFFFFFFFFFFF:
        """The nearest instant that fires, or END_INSTANT for none; see `instants.Plan.nearest`."""
        cdef Block* block
        cdef int place
        cdef int64_t number, best, found
        cdef bint any_found
        if forward:
            instant = max(instant, FIRST_INSTANT)
        else:
            instant = min(instant, END_INSTANT - 1)
        while FIRST_INSTANT <= instant < END_INSTANT:
            number = floor_div(instant, BLOCK)
            block = self.block(number)
            any_found = False
            best = END_INSTANT
            for place in range(block.piece_count):
                found = nearest_in(&block.pieces[place], kernel, instant, forward)
                if found != END_INSTANT and (
                    not any_found or (found < best if forward else found > best)
                ):
                    best = found
                    any_found = True
            if any_found:
                return best
            instant = skipped(kernel, instant, number, forward)
        return END_INSTANT

    cdef bint fires_at(self, Kernel kernel, moment, Wall* wall) except -1:
        """Tell whether the instant of a moment is one of the set."""
        cdef int64_t instant = self.instant(moment, wall)
        cdef Block* block
        cdef Piece* piece
        cdef Wall there
        cdef int place
        if not FIRST_INSTANT <= instant < END_INSTANT:
            return False
        block = self.block(floor_div(instant, BLOCK))
        for place in range(block.piece_count):
            piece = &block.pieces[place]
            if piece.is_pin:
                if piece.start == instant and nearest_in(piece, kernel, instant, True) == instant:
                    return True
            elif piece.start <= instant < piece.end:
                fields_of(instant + piece.offset, &there)
                if kernel.has(&there):
                    return True
        return False


cdef Block* copied(plan, int64_t number) except NULL:
    """Copy the pieces and changes of a block into one piece of memory."""
    offset, changes = plan.zone.explore(number)
    pieces = plan.pieces(number)
    cdef int piece_count = len(pieces), change_count = len(changes), place
    cdef Block* block = <Block*>calloc(
        1, sizeof(Block) + piece_count * sizeof(Piece) + change_count * sizeof(Change)
    )
    if block == NULL:
        raise MemoryError()
    block.pieces = <Piece*>(block + 1)
    block.changes = <Change*>(block.pieces + piece_count)
    block.piece_count = piece_count
    block.change_count = change_count
    block.offset = offset
    for place in range(piece_count):
        piece = pieces[place]
        block.pieces[place].start = piece.start
        block.pieces[place].is_pin = isinstance(piece, _Pin)
        if block.pieces[place].is_pin:
            block.pieces[place].low = piece.low
            block.pieces[place].high = piece.high
        else:
            block.pieces[place].end = piece.end
            block.pieces[place].offset = piece.offset
    for place in range(change_count):
        change = changes[place]
        block.changes[place].at = change.at
        block.changes[place].before = change.before
        block.changes[place].after = change.after
    return block


cdef bint find_seconds(Kernel kernel, int64_t* seconds, bint forward) noexcept nogil:
    """Move seconds on the wall to the nearest that match."""
    cdef Wall wall
    fields_of(seconds[0], &wall)
    if not kernel.find(&wall, forward):
        return False
    seconds[0] = seconds_of(&wall)
    return True


cdef int64_t nearest_in(Piece* piece, Kernel kernel, int64_t instant, bint forward) noexcept nogil:
    """The nearest fire of a piece on the way from an instant, or END_INSTANT."""
    cdef int64_t at
    if piece.is_pin:
        if piece.start < instant if forward else piece.start > instant:
            return END_INSTANT
        at = piece.low if forward else piece.high - 1
        if find_seconds(kernel, &at, forward) and piece.low <= at < piece.high:
            return piece.start
        return END_INSTANT
    at = max(instant, piece.start) if forward else min(instant, piece.end - 1)
    if not piece.start <= at < piece.end:
        return END_INSTANT
    at += piece.offset
    if not find_seconds(kernel, &at, forward):
        return END_INSTANT
    at -= piece.offset
    return at if piece.start <= at < piece.end else END_INSTANT


cdef int64_t skipped(Kernel kernel, int64_t instant, int64_t number, bint forward) noexcept nogil:
    """Where to look on after a block without a fire; see `instants.Plan._skip`."""
    cdef int64_t at = instant - MARGIN if forward else instant + MARGIN
    if not find_seconds(kernel, &at, forward):
        return END_INSTANT if forward else FIRST_INSTANT - 1
    if forward:
        return max((number + 1) * BLOCK, at - MARGIN)
    return min(number * BLOCK - 1, at + MARGIN)


cdef Zoned zoned_of(plan):
    """The arrays of a plan, kept with it."""
    found = plan.compiled
    if found is None:
        found = plan.compiled = Zoned(plan)
    return found
