"""Zones in C: the plans of `instants` as arrays, and the walk over their pieces."""

assert (BLOCK, MARGIN, FIRST_BLOCK, LAST_BLOCK) == (_BLOCK, _MARGIN, _FIRST_BLOCK, _LAST_BLOCK)

cdef int64_t FIRST_INSTANT = FIRST_BLOCK * BLOCK
cdef int64_t END_INSTANT = (LAST_BLOCK + 1) * BLOCK
cdef int BLOCKS = LAST_BLOCK - FIRST_BLOCK + 1

# A stretch of instants with one offset, or (is_pin) one instant for a range of wall times.
cdef struct Piece:
    int64_t start, end, offset, low, high
    bint is_pin

cdef struct Change:
    int64_t at, before, after

# Wall times that exist once each, at one offset, with nothing moved among them; see `instants.Region`.
cdef struct Calm:
    int64_t low, high, offset

cdef struct Block:
    int piece_count, change_count, calm_count
    int64_t offset  # with which the block begins, its margin included
    Piece* pieces
    Change* changes
    Calm* calms


@final
cdef class Zoned:
    """A plan of `instants` as arrays, block by block as far as it is asked about.

    Nearly all moments lie where the clock is calm, and so do the fire times next to them. There
    the search is that on the wall: the zone gives no more than an offset, if that.
    """

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
        self.asks_itself = not is_standard(plan.tz)
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

    cdef Calm* calm_of(self, int64_t second, bint is_instant) except? NULL:
        """The calm that an instant, or a second on the wall, of the horizon lies in; or NULL."""
        cdef Block* block = self.block(floor_div(second, BLOCK))
        cdef Calm* calm = block.calms
        # By a place, not by a branch: in which of the first two it lies nobody can guess.
        calm += (second + calm.offset * is_instant) >= calm.high
        for _ in range(2):
            if calm.low <= second + calm.offset * is_instant < calm.high:
                return calm
            calm += 1
        return NULL

    cdef int64_t instant(self, moment, Wall* wall) except? -0x7FFFFFFFFFFFFFFF:
        """The instant that an aware datetime of this zone means; see `zones.instant_of`."""
        if self.asks_itself or not FIRST_YEAR <= wall.year < FIRST_YEAR + YEARS:
            return instant_of(moment)
        return self.instant_at(seconds_of(wall), PyDateTime_DATE_GET_FOLD(moment))

    cdef int64_t instant_at(self, int64_t seconds, bint fold) except? -0x7FFFFFFFFFFFFFFF:
        """The instant of a second on the wall of the horizon."""
        cdef int64_t low, high, offset
        cdef int place
        cdef Block* block
        cdef Calm* calm = self.calm_of(seconds, False)
        if calm != NULL:
            return seconds - calm.offset
        block = self.block(floor_div(seconds, BLOCK))
        offset = block.offset
        for place in range(block.change_count):
            low = block.changes[place].at + block.changes[place].before
            high = block.changes[place].at + block.changes[place].after
            if seconds >= max(low, high):
                offset = block.changes[place].after
            elif seconds >= min(low, high):
                # In a gap or a fold: PEP 495 reads it with the offset before, fold=1 with the one after.
                offset = block.changes[place].after if fold else block.changes[place].before
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

    cdef object from_wall(
        self, Masks masks, Bounds bounds, Wall* wall, bint fold, int further, bint forward
    ):
        """The nearest fire time so many seconds from a wall time of the horizon on, or None."""
        cdef int64_t second = seconds_of(wall)
        cdef Calm* calm = self.calm_of(second, False)
        if calm == NULL:
            second = self.instant_at(second, fold) + further
            return self.from_instant(masks, bounds, second, forward)
        second += further - calm.offset
        if bounds is not None and bounds.entered(second, forward) != second:
            return self.from_instant(masks, bounds, second, forward)
        wall.second += further
        return self.in_calm(calm, masks, bounds, wall, second, forward)

    cdef object from_instant(self, Masks masks, Bounds bounds, int64_t second, bint forward):
        """The nearest fire time from an instant on, or None."""
        cdef Wall wall
        cdef Calm* calm
        if bounds is not None:
            second = bounds.entered(second, forward)
        if FIRST_INSTANT <= second < END_INSTANT:
            calm = self.calm_of(second, True)
            if calm != NULL:
                fields_of(second + calm.offset, &wall)
                return self.in_calm(calm, masks, bounds, &wall, second, forward)
        return self.anywhere(masks, bounds, second, forward)

    cdef inline object in_calm(
        self, Calm* calm, Masks masks, Bounds bounds, Wall* wall, int64_t second, bint forward
    ):
        """The nearest fire time from a wall time, which is that of an instant, on; or None."""
        cdef int64_t found
        if masks.find_from_anywhere(wall, forward):
            found = seconds_of(wall)
            if calm.low <= found < calm.high:
                if bounds is not None and bounds.ends_before(found - calm.offset, forward):
                    return None
                return build(wall, self.tz, 0)
        return self.anywhere(masks, bounds, second, forward)

    cdef object anywhere(self, Masks masks, Bounds bounds, int64_t second, bint forward):
        """The nearest fire time from an instant within the bounds on, or None."""
        cdef int64_t found = self.nearest(masks, second, forward)
        if found == END_INSTANT or bounds is not None and bounds.ends_before(found, forward):
            return None
        return self.aware(found)

    cdef object neighbour(self, Masks masks, moment, Wall* wall, int further, bint forward):
        """The nearest fire time so many seconds from an aware moment on, or None."""
        return self.anywhere(masks, None, self.instant(moment, wall) + further, forward)

    cdef int64_t nearest(self, Masks masks, int64_t instant, bint forward) except? -0x7FFFFFFFFFFFFFFF:
        """The nearest instant that fires, or END_INSTANT for none; see `instants.Plan.nearest`."""
        cdef int64_t number, found
        if forward:
            instant = max(instant, FIRST_INSTANT)
        else:
            instant = min(instant, END_INSTANT - 1)
        while FIRST_INSTANT <= instant < END_INSTANT:
            number = floor_div(instant, BLOCK)
            found = nearest_in_block(self.block(number), masks, instant, forward)
            if found != END_INSTANT:
                return found
            instant = skipped(masks, instant, number, forward)
        return END_INSTANT

    cdef bint fires_at_moment(self, Masks masks, moment, Wall* wall) except -1:
        """Tell whether the instant of a moment is one of the set."""
        if not self.asks_itself and FIRST_YEAR <= wall.year < FIRST_YEAR + YEARS:
            if self.calm_of(seconds_of(wall), False) != NULL:
                return masks.has(wall)
        return self.fires_at(masks, self.instant(moment, wall))

    cdef bint fires_at(self, Masks masks, int64_t instant) except -1:
        """Tell whether an instant is one of the set."""
        cdef Block* block
        cdef Piece* piece
        cdef Wall there
        cdef int place
        cdef Calm* calm
        if not FIRST_INSTANT <= instant < END_INSTANT:
            return False
        calm = self.calm_of(instant, True)
        if calm != NULL:
            fields_of(instant + calm.offset, &there)
            return masks.has(&there)
        block = self.block(floor_div(instant, BLOCK))
        for place in range(block.piece_count):
            piece = &block.pieces[place]
            if piece.is_pin:
                if piece.start == instant and nearest_in(piece, masks, instant, True) == instant:
                    return True
            elif piece.start <= instant < piece.end:
                fields_of(instant + piece.offset, &there)
                if masks.has(&there):
                    return True
        return False


cdef Block* copied(plan, int64_t number) except NULL:
    """Copy the pieces and changes of a block into one piece of memory."""
    offset, changes = plan.zone.explore(number)
    pieces = plan.pieces(number)
    cdef int piece_count = len(pieces), change_count = len(changes), place
    cdef Block* block = <Block*>calloc(
        1,
        sizeof(Block)
        + piece_count * sizeof(Piece)
        + change_count * sizeof(Change)
        + (change_count + 3) * sizeof(Calm),  # two more, that nothing lies in
    )
    if block == NULL:
        raise MemoryError()
    block.pieces = <Piece*>(block + 1)
    block.changes = <Change*>(block.pieces + piece_count)
    block.calms = <Calm*>(block.changes + change_count)
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
    find_calms(block, number)
    return block


cdef void find_calms(Block* block, int64_t number) noexcept nogil:
    """Note where in a block the clock is calm; see `instants.Plan._region`."""
    cdef int64_t begin = number * BLOCK, end = begin + BLOCK, offset = block.offset, reach
    cdef Change* change
    cdef int place
    for place in range(block.change_count):
        change = &block.changes[place]
        # As far as a change moves wall times, or makes them come twice.
        reach = max(change.after - change.before, change.before - change.after) + 1
        add_calm(block, begin, min(end, change.at - reach), offset)
        begin, offset = max(begin, change.at + reach), change.after
    add_calm(block, begin, end, offset)


cdef inline void add_calm(Block* block, int64_t begin, int64_t end, int64_t offset) noexcept nogil:
    if begin < end:
        block.calms[block.calm_count].low = begin + offset
        block.calms[block.calm_count].high = end + offset
        block.calms[block.calm_count].offset = offset
        block.calm_count += 1


cdef int64_t nearest_in_block(Block* block, Masks masks, int64_t instant, bint forward) noexcept nogil:
    """The nearest fire of a block on the way from an instant, or END_INSTANT."""
    cdef int64_t best = END_INSTANT, found
    cdef int place
    for place in range(block.piece_count):
        found = nearest_in(&block.pieces[place], masks, instant, forward)
        if found != END_INSTANT and (
            best == END_INSTANT or (found < best if forward else found > best)
        ):
            best = found
    return best


cdef int64_t nearest_in(Piece* piece, Masks masks, int64_t instant, bint forward) noexcept nogil:
    """The nearest fire of a piece on the way from an instant, or END_INSTANT."""
    cdef int64_t at
    if piece.is_pin:
        if piece.start < instant if forward else piece.start > instant:
            return END_INSTANT
        at = piece.low if forward else piece.high - 1
        if find_seconds(masks, &at, forward) and piece.low <= at < piece.high:
            return piece.start
        return END_INSTANT
    at = max(instant, piece.start) if forward else min(instant, piece.end - 1)
    if not piece.start <= at < piece.end:
        return END_INSTANT
    at += piece.offset
    if not find_seconds(masks, &at, forward):
        return END_INSTANT
    at -= piece.offset
    return at if piece.start <= at < piece.end else END_INSTANT


cdef int64_t skipped(Masks masks, int64_t instant, int64_t number, bint forward) noexcept nogil:
    """Where to look on after a block without a fire; see `instants.Plan._skip`."""
    cdef int64_t at = instant - MARGIN if forward else instant + MARGIN
    if not find_seconds(masks, &at, forward):
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
