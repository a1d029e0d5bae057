"""Many rows asked at once, from arrays into arrays, without the GIL: `Crowd`.

A row is the number of its lead, a kernel for what it matches and its rule for clock changes, and
the number of its zone. Leads and zones are few, rows are many: what a row needs is two look-ups.
"""

# How seconds become wall times for the rows of one zone whose leads are of one kind.
cdef struct Road:
    Block** blocks  # those of a plan; NULL where the offset never changes
    int64_t offset

# What a road knows of a block: its first two calms, with bounds that are instants. The third one, in
# a block with two changes of clock, is left to the pieces.
cdef struct Spot:
    Calm calms[2]  # the first one's `high` is 0 until the block is asked about

# The last second that a road turned into fields, and these: most often it is one for all rows.
cdef struct Asked:
    int64_t second
    Wall wall

# A row on its way: where, from when, in which calm (as instants), and what the clock shows there.
cdef struct Step:
    Road* road
    Spot* spots
    int64_t second, low, high, offset
    Wall wall

cdef enum:
    UNKNOWN_BLOCK = 1 << 20  # no number of a block
    TOGETHER = 16  # rows that are on their way together

cdef int64_t NOT_A_TIME = -0x7FFFFFFFFFFFFFFF - 1


@final
cdef class Crowd:
    """Leads and zones, kept in one block each, for rows that name them by number."""

    cdef readonly list leads, zones
    cdef list plans  # a `Zoned` for each road, or None
    cdef void** masks  # those of each lead, which the lead keeps
    cdef int* kinds  # the kind of each lead
    cdef Road* roads  # of each zone and kind
    cdef int kind_count
    cdef list models  # a lead of each kind, and its policy
    cdef Crowd model  # whose masks and kinds are also its own

    def __cinit__(self, leads, zones, Crowd model=None):
        """Make one for leads and zones; with a model, for the leads of that."""
        cdef Py_ssize_t place
        # In lists of its own: nobody else changes them.
        self.leads = list(leads)
        self.zones = list(zones)
        if model is None:
            self.read_leads()
        else:
            self.model = model
            self.leads, self.masks, self.kinds = model.leads, model.masks, model.kinds
            self.kind_count, self.models = model.kind_count, model.models
        self.plans = []
        self.roads = <Road*>calloc(len(self.zones) * self.kind_count + 1, sizeof(Road))
        if self.roads == NULL:
            raise MemoryError()
        for place in range(len(self.zones)):
            self.pave(place, self.zones[place])

    cdef int read_leads(self) except -1:
        """Note masks and kinds of the leads."""
        cdef Kernel lead
        cdef Py_ssize_t place
        cdef int nature, last_nature = -1, number = 0
        cdef list leads = self.leads, models
        last = None
        self.masks = <void**>calloc(len(leads) + 1, sizeof(void*))
        self.kinds = <int*>calloc(len(leads) + 1, sizeof(int))
        if self.masks == NULL or self.kinds == NULL:
            raise MemoryError()
        kinds = {}
        models = []
        for place in range(len(leads)):
            lead = <Kernel?>leads[place]
            if lead.masks is NOTHING:
                # One that waits for a seed says so.
                (<object>lead)._matcher
            self.masks[place] = <void*>lead.masks
            policy, nature = lead.dst_policy, lead.masks.nature()
            # Most are like the one before.
            if not models or policy is not last or nature != last_nature:
                number = kinds.setdefault((id(policy), nature), len(models))
                if number == len(models):
                    models.append((lead, policy))
                last, last_nature = policy, nature
            self.kinds[place] = number
        self.kind_count = len(models)
        self.models = models
        return 0

    def __dealloc__(self):
        free(self.roads)
        if self.model is None:
            free(self.masks)
            free(self.kinds)

    cdef int pave(self, Py_ssize_t place, zone) except -1:
        """Make the roads of a zone."""
        cdef Zoned plan
        cdef Road* road = &self.roads[place * self.kind_count]
        for lead, _ in self.models:
            if zone is None or type(zone) is _timezone:
                plan = None
                road.offset = 0 if zone is None else _whole_offset(zone)
            else:
                plan = PLANS.of(<Kernel>lead, zone)
                road.blocks = plan.blocks
            self.plans.append(plan)
            road += 1
        return 0

    cdef int know(self, Road* road, int64_t number) except -1:
        """See to it that a road knows a block."""
        plan = self.plans[road - self.roads]
        (<Zoned>plan).block(number)
        return 0

    cdef int know_between(self, const int32_t* leads, const int32_t* zones, bint each_zone,
                          Py_ssize_t count, int64_t low, int64_t high) except -1:
        """See to it that all roads of some rows know all blocks from one instant to another."""
        cdef Py_ssize_t place, roads = len(self.plans)
        cdef uint8_t* is_used = <uint8_t*>calloc(roads + 1, 1)
        cdef int64_t number
        if is_used == NULL:
            raise MemoryError()
        try:
            for place in range(count):
                if leads[place] >= 0:
                    is_used[self.road_of(leads[place], zones[place if each_zone else 0]) - self.roads] = 1
            for place in range(roads):
                if is_used[place] and self.roads[place].blocks != NULL:
                    number = floor_div(max(low, FIRST_INSTANT), BLOCK)
                    while number <= floor_div(min(high, END_INSTANT) - 1, BLOCK):
                        self.know(&self.roads[place], number)
                        number += 1
        finally:
            free(is_used)
        return 0

    cdef inline Road* road_of(self, int32_t lead, int32_t zone) noexcept nogil:
        return &self.roads[zone * self.kind_count + self.kinds[lead]]

    # --- the nearest of each row ---

    def search(self, leads, zones, seconds, bounds, found, Py_ssize_t start, Py_ssize_t stop,
               bint forward):
        """Fill an array, from row start to row stop, with the nearest second of each row, or NaT.

        `leads` and `zones` are int32, the numbers of each row's or of all; a row whose lead is
        negative gets NaT. `seconds` are int64, one for all or one each, `bounds` None or two
        arrays: from when (inclusive) to when (exclusive) each row fires.
        """
        cdef Rows rows = Rows(leads, zones, seconds, bounds, found)
        cdef Py_ssize_t place = start, number
        cdef int64_t missing
        cdef Road* road = NULL
        # Most of it is never touched, and never there.
        cdef Spot* spots = <Spot*>calloc(len(self.plans) * BLOCKS + 1, sizeof(Spot))
        cdef Asked* asked = <Asked*>malloc((len(self.plans) + 1) * sizeof(Asked))
        if spots == NULL or asked == NULL:
            free(spots)
            free(asked)
            raise MemoryError()
        for number in range(len(self.plans)):
            asked[number].second = LEAST
        try:
            if not 0 <= start <= stop <= rows.count:
                raise ValueError("there are not so many rows")
            while True:
                with nogil:
                    place = self.search_on(
                        rows, place, stop, forward, spots, asked, &road, &missing
                    )
                if place == stop:
                    return
                self.know(road, missing)
        finally:
            free(spots)
            free(asked)

    cdef Py_ssize_t search_on(self, Rows rows, Py_ssize_t place, Py_ssize_t stop, bint forward,
                              Spot* spots, Asked* asked, Road** road,
                              int64_t* missing) noexcept nogil:
        """Search until a road does not know a block: tell which, and return the row.

        Some rows set out together before the first one arrives: what a row has to do is longer than
        a processor looks ahead, and it would wait for each step of each.
        """
        cdef Step steps[TOGETHER]
        cdef Step* step
        cdef int64_t second, unknown, found
        cdef int32_t lead
        cdef Py_ssize_t until, last
        while place < stop:
            unknown = missing[0] = UNKNOWN_BLOCK
            last = until = min(place + TOGETHER, stop)
            step = steps
            for row in range(place, until):
                lead = rows.leads[row]
                if lead >= 0:
                    fetch(self.masks[lead])
                    second = rows.seconds[row if rows.each_second else 0]
                    if rows.low != NULL:
                        second = max(second, rows.low[row]) if forward else min(second, rows.high[row] - 1)
                    step.road = self.road_of(lead, rows.zones[row if rows.each_zone else 0])
                    step.spots = &spots[(step.road - self.roads) * BLOCKS]
                    step.second = second
                    if not set_out(
                        step, NULL if rows.each_second else &asked[step.road - self.roads], forward, &unknown
                    ):
                        last = row
                        break
                step += 1
            step = steps
            while place < last:
                lead = rows.leads[place]
                found = NOT_A_TIME
                if lead >= 0:
                    found = arrive(step, self.masks[lead], forward, missing)
                    if missing[0] != UNKNOWN_BLOCK:
                        road[0] = step.road
                        return place
                    if found == END_INSTANT:
                        found = NOT_A_TIME
                    elif rows.low != NULL and (
                        found >= rows.high[place] if forward else found < rows.low[place]
                    ):
                        found = NOT_A_TIME
                rows.found[place] = found
                place += 1
                step += 1
            if unknown != UNKNOWN_BLOCK:
                road[0], missing[0] = step.road, unknown
                return place
        return place

    # --- how many there are ---

    def count(self, leads, zones, starts, ends, bounds, found, Py_ssize_t start, Py_ssize_t stop):
        """Fill an array with how often each row fires from one second (inclusive) to another."""
        cdef Rows rows = Rows(leads, zones, starts, bounds, found)
        cdef Rows upto = Rows(leads, zones, ends, None, found)
        cdef Py_ssize_t place
        cdef int64_t low, high
        if not 0 <= start <= stop <= rows.count:
            raise ValueError("there are not so many rows")
        low, high = MOST, LEAST
        for place in range(rows.count if rows.each_second else 1):
            low = min(low, rows.seconds[place])
        for place in range(upto.count if upto.each_second else 1):
            high = max(high, upto.seconds[place])
        self.know_between(rows.leads + start, rows.zones + (start if rows.each_zone else 0),
                          rows.each_zone, stop - start, low, high)
        with nogil:
            for place in range(start, stop):
                low = rows.seconds[place if rows.each_second else 0]
                high = upto.seconds[place if upto.each_second else 0]
                if rows.low != NULL:
                    low, high = max(low, rows.low[place]), min(high, rows.high[place])
                rows.found[place] = 0 if rows.leads[place] < 0 else count_on(
                    self.masks[rows.leads[place]],
                    self.road_of(rows.leads[place], rows.zones[place if rows.each_zone else 0]),
                    low,
                    high,
                )

    def load(self, leads, zones, weights, edges, bounds, counts, Py_ssize_t start, Py_ssize_t stop):
        """Add to counts how often the rows fire, each so often as its weight, between edges.

        `edges` are ascending seconds, one more than counts.
        """
        cdef Rows rows = Rows(leads, zones, weights, bounds, None)
        cdef Array limits = Array(edges, 8), total = Array(counts, 8, True)
        cdef const int64_t* edge = <const int64_t*>limits.held.buf
        cdef Py_ssize_t place, bins = total.count
        if limits.count != bins + 1 or not 0 <= start <= stop <= rows.count:
            raise ValueError("there are not so many rows or edges")
        self.know_between(rows.leads + start, rows.zones + (start if rows.each_zone else 0),
                          rows.each_zone, stop - start, edge[0], edge[bins])
        with nogil:
            for place in range(start, stop):
                self.load_row(rows, place, edge, bins, <int64_t*>total.held.buf)

    cdef void load_row(self, Rows rows, Py_ssize_t place, const int64_t* edge, Py_ssize_t bins,
                       int64_t* total) noexcept nogil:
        """Add what one row has to add."""
        cdef int32_t lead = rows.leads[place]
        cdef int64_t low = edge[0], high = edge[bins], found, weight = rows.seconds[place]
        cdef Py_ssize_t bin = 0
        cdef Road* road
        if lead < 0:
            return
        road = self.road_of(lead, rows.zones[place if rows.each_zone else 0])
        if rows.low != NULL:
            low, high = max(low, rows.low[place]), min(high, rows.high[place])
        if is_rare(self.masks[lead], (edge[bins] - edge[0]) // bins):
            # Less than one in a bin: they are found more quickly than the bins are counted.
            while low < high:
                found = first_within(self.masks[lead], road, low, high)
                if found >= high:
                    return
                while edge[bin + 1] <= found:
                    bin += 1
                total[bin] += weight
                low = found + 1
            return
        for bin in range(bins):
            total[bin] += weight * count_on(
                self.masks[lead], road, max(low, edge[bin]), min(high, edge[bin + 1])
            )

    # --- all of them, in order of rows ---

    def due(self, leads, zones, bounds, int64_t low, int64_t high, Py_ssize_t start, Py_ssize_t stop):
        """Return the rows that fire from low (inclusive) to high, and when: two arrays as octets."""
        cdef Rows rows = Rows(leads, zones, None, bounds, None)
        cdef Pairs pairs = Pairs()
        cdef Py_ssize_t place
        cdef bint is_full = False
        if not 0 <= start <= stop <= rows.count:
            raise ValueError("there are not so many rows")
        self.know_between(rows.leads + start, rows.zones + (start if rows.each_zone else 0),
                          rows.each_zone, stop - start, low, high)
        with nogil:
            for place in range(start, stop):
                if not self.due_row(rows, place, low, high, pairs):
                    is_full = True
                    break
        if is_full:
            raise MemoryError()
        return pairs.taken()

    cdef bint due_row(self, Rows rows, Py_ssize_t place, int64_t low, int64_t high,
                      Pairs pairs) noexcept nogil:
        """Add the fire times of one row; False if there is no memory for them."""
        cdef int32_t lead = rows.leads[place]
        cdef Road* road
        if lead < 0:
            return True
        road = self.road_of(lead, rows.zones[place if rows.each_zone else 0])
        if rows.low != NULL:
            low, high = max(low, rows.low[place]), min(high, rows.high[place])
        while low < high:
            low = first_within(self.masks[lead], road, low, high)
            if low < high and not pairs.add(place, low):
                return False
            low += 1
        return True


# --- rows of members -----------------------------------------------------------


cdef struct Slot:
    void* one
    void* other
    int32_t number  # from 1 on


@final
cdef class Numbering:
    """Pairs of pointers, numbered in the order in which they come; who asks keeps what they point to."""

    cdef Slot* slots
    cdef size_t room  # a power of two
    cdef int32_t count

    def __cinit__(self):
        self.room = 1024
        self.slots = <Slot*>calloc(self.room, sizeof(Slot))
        if self.slots == NULL:
            raise MemoryError()

    def __dealloc__(self):
        free(self.slots)

    cdef int32_t of(self, void* one, void* other) except -1:
        """The number of a pair, from 0 on; the next one if it has not come yet."""
        cdef Slot* slot = self.slot(one, other)
        if slot.number == 0:
            if 2 * <size_t>self.count >= self.room:
                self.grow()
                slot = self.slot(one, other)
            self.count += 1
            slot.one, slot.other, slot.number = one, other, self.count
        return slot.number - 1

    cdef Slot* slot(self, void* one, void* other) noexcept nogil:
        """The slot of a pair, or the empty one that it belongs into."""
        cdef uint64_t mixed = (<uint64_t>one >> 4) * 0x9E3779B97F4A7C15U ^ <uint64_t>other >> 4
        cdef size_t place = <size_t>(mixed * 0x9E3779B97F4A7C15U >> 20) & (self.room - 1)
        while self.slots[place].number and not (
            self.slots[place].one == one and self.slots[place].other == other
        ):
            place = (place + 1) & (self.room - 1)
        return &self.slots[place]

    cdef int grow(self) except -1:
        cdef Slot* old = self.slots
        cdef size_t room = self.room, place
        cdef Slot* larger = <Slot*>calloc(4 * room, sizeof(Slot))
        if larger == NULL:
            raise MemoryError()
        self.slots, self.room = larger, 4 * room
        for place in range(room):
            if old[place].number:
                self.slot(old[place].one, old[place].other)[0] = old[place]
        free(old)
        return 0


def gathered(list members, lead_of, zone_of, type expressions, type schedules):
    """Return leads and zones of members, and whether some have bounds; fill in their numbers.

    `expressions` and `schedules` are the classes whose `dst_policy` is known to be that of what
    they are made of.
    """
    cdef Array numbers = Array(lead_of, 4, True), places = Array(zone_of, 4, True)
    cdef int32_t* lead = <int32_t*>numbers.held.buf
    cdef int32_t* house = <int32_t*>places.held.buf
    cdef Numbering leads = Numbering(), zones = Numbering()
    cdef Kernel member
    cdef Py_ssize_t place
    cdef bint is_bounded = False
    cdef list models = [], policies = [], homes = []
    if not numbers.count == places.count == len(members):
        raise ValueError("there are not as many numbers as members")
    for place in range(len(members)):
        member = <Kernel?>members[place]
        kind = type(member)
        if kind is expressions:
            policy = None
        elif kind is schedules:
            policy = (<object>member)._policy
        else:
            policy = member.dst_policy
            policies.append(policy)  # maybe made for us only
        lead[place] = leads.of(<void*>member.masks, <void*>policy)
        if lead[place] == len(models):
            models.append(member)
        house[place] = zones.of(<void*>member.home, NULL)
        if house[place] == len(homes):
            homes.append(member.home)
        is_bounded = is_bounded or member.bounds is not None
    return models, homes, is_bounded


def bounded(list members, low, high):
    """Fill in the bounds of members, in seconds; return what goes with those without a zone.

    That is whether some are naive, whether some are aware, and the places of those that only
    Python understands.
    """
    cdef Array lows = Array(low, 8, True), highs = Array(high, 8, True)
    cdef Kernel member
    cdef Py_ssize_t place
    cdef bint some_naive = False, some_aware = False
    cdef list others = []
    if not lows.count == highs.count == len(members):
        raise ValueError("there are not as many numbers as members")
    for place in range(len(members)):
        member = <Kernel?>members[place]
        (<int64_t*>lows.held.buf)[place] = LEAST
        (<int64_t*>highs.held.buf)[place] = MOST
        if member.bounds is None:
            continue
        if member.home is None:
            some_aware = some_aware or member.bounds.is_aware
            some_naive = some_naive or not member.bounds.is_aware
        if member.bounds.is_straight:
            (<int64_t*>lows.held.buf)[place] = member.bounds.start
            (<int64_t*>highs.held.buf)[place] = member.bounds.end
        else:
            others.append(place)
    return some_naive, some_aware, others


@final
cdef class Array:
    """The numbers of a one-dimensional array, held while somebody works with them."""

    cdef Py_buffer held
    cdef Py_ssize_t count

    def __cinit__(self, array, Py_ssize_t size, bint is_written=False):
        PyObject_GetBuffer(array, &self.held, PyBUF_WRITABLE if is_written else PyBUF_SIMPLE)
        self.count = self.held.len // size

    def __dealloc__(self):
        PyBuffer_Release(&self.held)


@final
cdef class Rows:
    """The arrays that a question is about, as pointers; it holds them."""

    cdef list held
    cdef Py_ssize_t count
    cdef const int32_t* leads
    cdef const int32_t* zones
    cdef const int64_t* seconds
    cdef const int64_t* low
    cdef const int64_t* high
    cdef int64_t* found
    cdef bint each_zone, each_second

    def __cinit__(self, leads, zones, seconds, bounds, found):
        cdef Array array = Array(leads, 4)
        self.held = [array]
        self.count = array.count
        self.leads = <const int32_t*>array.held.buf
        self.zones = <const int32_t*>self.pointer(zones, 4, &self.each_zone)
        if seconds is not None:
            self.seconds = <const int64_t*>self.pointer(seconds, 8, &self.each_second)
        if bounds is not None:
            low, high = bounds
            self.low = <const int64_t*>self.pointer(low, 8, NULL)
            self.high = <const int64_t*>self.pointer(high, 8, NULL)
        if found is not None:
            self.found = <int64_t*>self.pointer(found, 8, NULL)

    cdef void* pointer(self, given, Py_ssize_t size, bint* is_each) except? NULL:
        """Hold an array of one for each row or, where `is_each` can say so, one for all."""
        cdef Array array = Array(given, size, is_each == NULL)
        self.held.append(array)
        if array.count != self.count and (is_each == NULL or array.count != 1):
            raise ValueError("there are not as many as rows")
        if is_each != NULL:
            is_each[0] = array.count == self.count
        return array.held.buf


@final
cdef class Pairs:
    """Rows and seconds, as many as come."""

    cdef int64_t* rows
    cdef int64_t* seconds
    cdef Py_ssize_t count, room

    def __dealloc__(self):
        free(self.rows)
        free(self.seconds)

    cdef bint add(self, int64_t row, int64_t second) noexcept nogil:
        """Add a pair; False if there is no memory for it."""
        cdef void* larger
        if self.count == self.room:
            self.room = 2 * self.room + 1024
            larger = realloc(self.rows, self.room * sizeof(int64_t))
            if larger == NULL:
                return False
            self.rows = <int64_t*>larger
            larger = realloc(self.seconds, self.room * sizeof(int64_t))
            if larger == NULL:
                return False
            self.seconds = <int64_t*>larger
        self.rows[self.count] = row
        self.seconds[self.count] = second
        self.count += 1
        return True

    cdef tuple taken(self):
        """Both as octets."""
        return (
            PyBytes_FromStringAndSize(<char*>self.rows, self.count * sizeof(int64_t)),
            PyBytes_FromStringAndSize(<char*>self.seconds, self.count * sizeof(int64_t)),
        )


cdef int64_t _whole_offset(zone) except? -0x7FFFFFFFFFFFFFFF:
    """The offset of a `timezone` in seconds, floored."""
    shift = zone.utcoffset(None)
    return <int64_t>timedelta_days(shift) * DAY + timedelta_seconds(shift)


# --- one row -----------------------------------------------------------------


cdef inline void fetch(void* masks) noexcept nogil:
    """Have the cache lines that a search looks at fetched, meanwhile."""
    QC_FETCH(masks)
    QC_FETCH(<char*>masks + 64)
    QC_FETCH(<char*>masks + 128)


cdef inline Block* known_block(Road* road, int64_t second, int64_t* missing) noexcept nogil:
    """The block that an instant of the horizon lies in; NULL, and its number, if it is not known."""
    cdef int64_t number = floor_div(second, BLOCK)
    cdef Block* block = QC_LOAD(road.blocks[number - FIRST_BLOCK])
    if block == NULL:
        missing[0] = number
    return block


cdef inline Spot* known_spot(Road* road, Spot* spots, int64_t second,
                             int64_t* missing) noexcept nogil:
    """What is noted of the block that an instant lies in; NULL, and its number, if it is not known."""
    cdef Spot* spot = &spots[<uint64_t>(second - FIRST_BLOCK * BLOCK) // <uint64_t>BLOCK]
    cdef Block* block
    cdef int place
    if spot.calms[0].high == 0:
        block = known_block(road, second, missing)
        if block == NULL:
            return NULL
        for place in range(2):
            if place < block.calm_count:
                spot.calms[place] = block.calms[place]
                spot.calms[place].low -= block.calms[place].offset
                spot.calms[place].high -= block.calms[place].offset
            else:
                spot.calms[place].low = spot.calms[place].high = MOST
    return spot


cdef inline bint set_out(Step* step, Asked* asked, bint forward, int64_t* missing) noexcept nogil:
    """Find the calm and the wall time of a step; False, and the number of a block, if that is missing."""
    cdef Road* road = step.road
    cdef int64_t second = step.second
    cdef Spot* spot
    cdef Calm* calm
    if road.blocks == NULL:
        step.low, step.high, step.offset = LEAST, MOST, road.offset
    else:
        second = step.second = max(second, FIRST_INSTANT) if forward else min(second, END_INSTANT - 1)
        if not FIRST_INSTANT <= second < END_INSTANT:
            step.low = step.high = LEAST
            return True
        spot = known_spot(road, step.spots, second, missing)
        if spot == NULL:
            return False
        # By a place, not by a branch: in which of the two a moment lies nobody can guess.
        calm = &spot.calms[second >= spot.calms[0].high]
        step.low, step.high, step.offset = calm.low, calm.high, calm.offset
    if asked == NULL:
        fields_of(second + step.offset, &step.wall)
    else:
        if asked.second != second + step.offset:
            asked.second = second + step.offset
            fields_of(asked.second, &asked.wall)
        step.wall = asked.wall
    return True


cdef inline int64_t arrive(Step* step, void* masks, bint forward, int64_t* missing) noexcept nogil:
    """The nearest second on the road of a step, or END_INSTANT; or the number of a missing block."""
    cdef int64_t found = LEAST
    if not step.low <= step.second < step.high:
        return nearest_in_pieces(masks, step.road, step.second, forward, missing)
    if forward:
        if (<Masks>masks).find_in_month(&step.wall):
            found = known_seconds(&step.wall)
            if step.low <= found - step.offset < step.high:
                return found - step.offset
        else:
            found = next_in_months(<Masks>masks, &step.wall)
    if found == LEAST:
        if not (<Masks>masks).find(&step.wall, forward):
            # There is none on the wall: near a change of clock that may still be one elsewhere.
            return END_INSTANT if step.road.blocks == NULL else nearest_in_pieces(
                masks, step.road, step.second, forward, missing
            )
        found = seconds_of(&step.wall)
    if step.road.blocks == NULL:
        return found - step.offset
    found = in_calm_at(step.road, step.spots, found, found - step.offset, missing)
    if found != END_INSTANT or missing[0] != UNKNOWN_BLOCK:
        return found
    return nearest_in_pieces(masks, step.road, step.second, forward, missing)


cdef inline int64_t known_seconds(Wall* wall) noexcept nogil:
    """The seconds since 1970-01-01 00:00 of a wall time of the horizon."""
    return (DAYS_BEFORE[wall.year - FIRST_YEAR][wall.month] + wall.day) * <int64_t>DAY + (
        wall.hour * 3600 + wall.minute * 60 + wall.second
    )


cdef inline int64_t next_in_months(Masks masks, Wall* wall) noexcept nogil:
    """The first second on the wall in the months after one, or LEAST where that takes a search.

    Which year it will be in nobody can guess: so there is no branch.
    """
    cdef uint64_t top = <uint64_t>1 << TOP
    cdef uint64_t later = masks.months & ~<uint64_t>1 << wall.month
    cdef int is_over = later == 0
    cdef int year = wall.year + is_over, month
    cdef uint32_t days
    if not masks.has_year(year):
        return LEAST
    month = QC_LOW(later | -<uint64_t>is_over & masks.months | top)
    if month > 12:
        return LEAST
    days = masks.days_in(year, month)
    if days == 0:
        return LEAST
    return (DAYS_BEFORE[year - FIRST_YEAR][month] + QC_LOW(days)) * <int64_t>DAY + (
        QC_LOW(masks.hours | top) * 3600 + QC_LOW(masks.minutes | top) * 60 + QC_LOW(masks.seconds | top)
    )


cdef inline int64_t in_calm_at(Road* road, Spot* spots, int64_t second, int64_t near,
                               int64_t* missing) noexcept nogil:
    """The instant of a second on the wall, near to some instant, if the clock is calm there.

    Otherwise END_INSTANT. From one calm to another: between the two only wall times fire that lie
    between them, and in a calm each fires once, at its own instant. So the nearest wall time that
    matches is the nearest fire, if both ends of the way are calm, whatever the clock does between.
    """
    cdef Spot* spot
    cdef Calm* calm
    if not FIRST_INSTANT <= near < END_INSTANT:
        return END_INSTANT
    spot = known_spot(road, spots, near, missing)
    if spot == NULL:
        return END_INSTANT
    calm = &spot.calms[near >= spot.calms[0].high]
    if calm.low <= second - calm.offset < calm.high:
        return second - calm.offset
    return END_INSTANT


cdef int64_t nearest_in_pieces(void* masks, Road* road, int64_t second, bint forward,
                               int64_t* missing) noexcept nogil:
    """The same wherever the clock changes; as `Zoned.nearest`."""
    cdef Block* block
    cdef int64_t found
    while FIRST_INSTANT <= second < END_INSTANT:
        block = known_block(road, second, missing)
        if block == NULL:
            return END_INSTANT
        found = nearest_in_block(block, <Masks>masks, second, forward)
        if found != END_INSTANT:
            return found
        second = skipped(<Masks>masks, second, floor_div(second, BLOCK), forward)
    return END_INSTANT


cdef int64_t first_within(void* masks, Road* road, int64_t low, int64_t high) noexcept nogil:
    """The first fire from low to high, or high or something later. All blocks there are known."""
    cdef int64_t missing, found
    cdef Block* block
    if road.blocks == NULL:
        found = low + road.offset
        return found - road.offset if find_seconds(<Masks>masks, &found, True) else high
    low, high = max(low, FIRST_INSTANT), min(high, END_INSTANT)
    while low < high:
        block = known_block(road, low, &missing)
        if block == NULL:
            return high
        found = nearest_in_block(block, <Masks>masks, low, True)
        if found != END_INSTANT:
            return found
        low = skipped(<Masks>masks, low, floor_div(low, BLOCK), True)
    return high


cdef bint is_rare(void* masks, int64_t step) noexcept nogil:
    """Tell whether there is less than one fire in so many seconds, on a day that has some."""
    return times_before(<Masks>masks, DAY) * step < DAY


cdef int64_t count_on(void* masks, Road* road, int64_t low, int64_t high) noexcept nogil:
    """How many fires there are from low to high. All blocks there are known."""
    cdef int64_t total = 0, end, missing
    cdef Block* block
    cdef Calm* calm
    if road.blocks == NULL:
        return count_walls(<Masks>masks, low + road.offset, high + road.offset)
    low, high = max(low, FIRST_INSTANT), min(high, END_INSTANT)
    while low < high:
        block = known_block(road, low, &missing)
        if block == NULL:
            return total
        calm = calm_in(block, low)
        if calm != NULL:
            end = min(high, calm.high - calm.offset)
            total += count_walls(<Masks>masks, low + calm.offset, end + calm.offset)
            low = end
            continue
        # Near a change of clock, as far as it reaches: one by one.
        end = min(high, calm_after(block, low))
        while low < end:
            low = first_within(masks, road, low, end)
            total += low < end
            low += 1
        low = end
    return total


cdef Calm* calm_in(Block* block, int64_t second) noexcept nogil:
    """The calm of a block that an instant lies in, or NULL."""
    cdef Calm* calm = block.calms
    for _ in range(block.calm_count):
        if calm.low <= second + calm.offset < calm.high:
            return calm
        calm += 1
    return NULL


cdef int64_t calm_after(Block* block, int64_t second) noexcept nogil:
    """Where the first calm of a block begins after an instant, or the block ends."""
    cdef Calm* calm = block.calms
    for _ in range(block.calm_count):
        if calm.low - calm.offset > second:
            return calm.low - calm.offset
        calm += 1
    return (floor_div(second, BLOCK) + 1) * BLOCK


# --- counting on the wall ------------------------------------------------------


cdef inline int64_t times_before(Masks masks, int64_t second) noexcept nogil:
    """How many times of day match before a second of the day, which may be its end."""
    cdef int hour = <int>(second // 3600), minute = <int>(second // 60 % 60)
    cdef int64_t of_minute = QC_COUNT(masks.seconds)
    cdef int64_t found = of_minute * QC_COUNT(masks.minutes) * QC_COUNT(
        masks.hours & ((<uint64_t>1 << hour) - 1)
    )
    if masks.hours >> hour & 1:
        found += of_minute * QC_COUNT(masks.minutes & ((<uint64_t>1 << minute) - 1))
        if masks.minutes >> minute & 1:
            found += QC_COUNT(masks.seconds & ((<uint64_t>1 << second % 60) - 1))
    return found


cdef int64_t days_before(Masks masks, Wall* start, Wall* end) noexcept nogil:
    """How many days match from one (inclusive) to another, of which only the dates are read."""
    cdef int64_t found = 0
    cdef int year = start.year, month = start.month, first = start.day
    cdef uint32_t days
    while year < end.year or year == end.year and month <= end.month:
        if not masks.has_year(year):
            year = masks.nearest_year(year, True)
            if year == NONE:
                return found
            month = first = 1
            continue
        if masks.months >> month & 1:
            days = masks.days_in(year, month) & ~<uint32_t>0 << first
            if year == end.year and month == end.month:
                days &= (<uint32_t>1 << end.day) - 1
            found += QC_COUNT(days)
        first = 1
        month += 1
        if month > 12:
            month, year = 1, year + 1
    return found


cdef inline bint has_day(Masks masks, Wall* wall) noexcept nogil:
    return (
        masks.has_year(wall.year)
        and masks.months >> wall.month & 1
        and masks.days_in(wall.year, wall.month) >> wall.day & 1
    )


cdef int64_t count_walls(Masks masks, int64_t low, int64_t high) noexcept nogil:
    """How many wall times match from low to high (exclusive)."""
    cdef int64_t first_day, last_day, found = 0
    cdef Wall start, end
    low, high = max(low, -DAY), min(high, (<int64_t>84007) * DAY)
    if low >= high:
        return 0
    fields_of(low, &start)
    fields_of(high, &end)
    first_day, last_day = floor_div(low, DAY), floor_div(high, DAY)
    if first_day != last_day:
        found = days_before(masks, &start, &end) * times_before(masks, DAY)
    if has_day(masks, &start):
        found -= times_before(masks, low - first_day * DAY)
    if has_day(masks, &end):
        found += times_before(masks, high - last_day * DAY)
    return found
