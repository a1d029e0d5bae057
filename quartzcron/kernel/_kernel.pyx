# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: freethreading_compatible=True
# Without binding, CPython sees to it that `self` is a kernel; the signature makes up for it.
# cython: binding=False, embedsignature=True, embedsignature.format=clinic
"""The compiled twin of `pure_kernel`: the same face, the same answers.

The search of `search` and the walk of `instants` over typed masks and pieces;
fields of datetimes are read and datetimes built through the C API. What is
rare (subclasses, zones of pytz, wrong arguments) is left to the functions of
the pure kernel, which is the definition of both.
"""

from cpython.datetime cimport (
    PyDateTime_CheckExact,
    PyDateTime_DATE_GET_FOLD,
    PyDateTime_DATE_GET_HOUR,
    PyDateTime_DATE_GET_MICROSECOND,
    PyDateTime_DATE_GET_MINUTE,
    PyDateTime_DATE_GET_SECOND,
    PyDateTime_GET_DAY,
    PyDateTime_GET_MONTH,
    PyDateTime_GET_YEAR,
    datetime_new,
    datetime_tzinfo,
    import_datetime,
    timedelta_days,
    timedelta_seconds,
)
from cpython.buffer cimport PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_AS_STRING
from cython cimport critical_section
from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free

from datetime import timezone

from quartzcron.kernel import pure as pure_kernel
from quartzcron.fields import FIRST_YEAR as _FIRST_YEAR, LAST_YEAR as _LAST_YEAR
from quartzcron.clock.instants import Pin, plan_of
from quartzcron.calendar.months import YEAR_SHAPES
from quartzcron.clock.moments import plain
from quartzcron.kernel.pure import checked_bounds
from quartzcron.clock.zones import (
    BLOCK as _BLOCK,
    FIRST_BLOCK as _FIRST_BLOCK,
    LAST_BLOCK as _LAST_BLOCK,
    MARGIN as _MARGIN,
    instant_of,
)

cdef extern from *:
    """
    #if defined(__GNUC__) || defined(__clang__)
    #define QC_LOW(x) __builtin_ctzll(x)
    #define QC_HIGH(x) (63 - __builtin_clzll(x))
    #define QC_LOAD(p) __atomic_load_n(&(p), __ATOMIC_ACQUIRE)
    #define QC_STORE(p, v) __atomic_store_n(&(p), (v), __ATOMIC_RELEASE)
    #else
    static int QC_LOW(unsigned long long x) { int i = 0; while (!(x & 1)) { x >>= 1; i++; } return i; }
    static int QC_HIGH(unsigned long long x) { int i = 0; while (x >>= 1) i++; return i; }
    #define QC_LOAD(p) (p)
    #define QC_STORE(p, v) ((p) = (v))
    #endif
    """
    int QC_LOW(uint64_t) nogil
    int QC_HIGH(uint64_t) nogil
    Block* QC_LOAD(Block*) nogil
    void QC_STORE(Block*, Block*) nogil

import_datetime()

cdef type _timezone = timezone
cdef type _Pin = Pin

cdef enum:
    NONE = -1
    FIRST_YEAR = 1970
    YEARS = 230
    DAY = 86400

cdef int64_t BLOCK = _BLOCK
cdef int64_t MARGIN = _MARGIN
cdef int64_t FIRST_BLOCK = _FIRST_BLOCK
cdef int64_t LAST_BLOCK = _LAST_BLOCK
cdef int64_t FIRST_INSTANT = _FIRST_BLOCK * _BLOCK
cdef int64_t END_INSTANT = (_LAST_BLOCK + 1) * _BLOCK
cdef int BLOCKS = _LAST_BLOCK - _FIRST_BLOCK + 1

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


# --- the calendar ----------------------------------------------------------
# Days from and to fields: Howard Hinnant's algorithms, years from March on.

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


cdef class Kernel:
    """The methods of time of one matcher. Immutable and safe to share between threads."""

    cdef readonly object _matcher
    cdef readonly object _limits  # of a schedule: its zone and its bounds
    cdef object home  # the zone of the limits
    cdef bint bounded
    cdef uint64_t seconds, minutes
    cdef uint64_t years[4]
    cdef uint32_t hours, months
    cdef uint32_t days[28]
    cdef Zoned plan

    def _begin(self, matcher, limits=None):
        """Set up a new object for a matcher; called once, before anybody else has it."""
        cdef int place
        self._limits = limits
        if limits is not None:
            self.home = limits.tz
            self.bounded = limits.is_bounded
        self._matcher = matcher
        self.seconds = matcher.seconds
        self.minutes = matcher.minutes
        self.hours = matcher.hours
        self.months = matcher.months
        years = (matcher.years >> FIRST_YEAR).to_bytes(32, "little")
        sheet = matcher.days.to_bytes(112, "little")
        cdef const uint8_t* octet = <const uint8_t*>PyBytes_AS_STRING(years)
        for place in range(32):
            self.years[place >> 3] |= <uint64_t>octet[place] << 8 * (place & 7)
        octet = <const uint8_t*>PyBytes_AS_STRING(sheet)
        for place in range(112):
            self.days[place >> 2] |= <uint32_t>octet[place] << 8 * (place & 3)

    cdef inline bint has_year(self, int year) noexcept nogil:
        cdef unsigned int place = <unsigned int>(year - FIRST_YEAR)
        return place < YEARS and self.years[place >> 6] >> (place & 63) & 1

    cdef int nearest_year(self, int year, bint forward) noexcept nogil:
        """The nearest year that fires, beyond a year; or NONE."""
        cdef int place, found
        cdef int word
        if forward:
            place = max(year + 1 - FIRST_YEAR, 0)
            word = place >> 6
            while word < 4:
                found = nearest(self.years[word], place & 63, True)
                if found != NONE:
                    return FIRST_YEAR + (word << 6) + found
                word += 1
                place = 0
            return NONE
        place = min(year - 1 - FIRST_YEAR, YEARS - 1)
        if place < 0:
            return NONE
        word = place >> 6
        place &= 63
        while word >= 0:
            found = nearest(self.years[word], place, False)
            if found != NONE:
                return FIRST_YEAR + (word << 6) + found
            word -= 1
            place = 63
        return NONE

    cdef inline void first_time(self, Wall* wall, bint forward) noexcept nogil:
        wall.hour = first_of(self.hours, forward)
        wall.minute = first_of(self.minutes, forward)
        wall.second = first_of(self.seconds, forward)

    cdef bint find(self, Wall* wall, bint forward) noexcept nogil:
        """Move to the nearest wall time that matches, this one included; see `search.find`."""
        cdef int step = 1 if forward else -1
        cdef int found, month = wall.month
        cdef uint32_t mask, days
        if not self.has_year(wall.year):
            month = NONE
        else:
            found = nearest(self.months, month, forward)
            # The first half says nothing new, except to a C compiler.
            if found != NONE and found == month:
                days = self.days[SHAPES[wall.year - FIRST_YEAR][month]]
                mask = days & (~<uint32_t>0 << wall.day if forward else (<uint32_t>2 << wall.day) - 1)
                if mask >> wall.day & 1:
                    # The day matches: look for a time that is left in it.
                    found = nearest(self.hours, wall.hour, forward)
                    if found == wall.hour:
                        found = nearest(self.minutes, wall.minute, forward)
                        if found == wall.minute:
                            found = nearest(self.seconds, wall.second, forward)
                            if found != NONE:
                                wall.second = found
                                return True
                            found = nearest(self.minutes, wall.minute + step, forward)
                        if found != NONE:
                            wall.minute = found
                            wall.second = first_of(self.seconds, forward)
                            return True
                        found = nearest(self.hours, wall.hour + step, forward)
                    if found != NONE:
                        wall.hour = found
                        wall.minute = first_of(self.minutes, forward)
                        wall.second = first_of(self.seconds, forward)
                        return True
                    mask ^= <uint32_t>1 << wall.day
                if mask:
                    wall.day = first_of(mask, forward)
                    self.first_time(wall, forward)
                    return True
                month = nearest(self.months, month + step, forward)
            else:
                month = found
        return self.find_month(wall, month, forward)

    cdef bint find_month(self, Wall* wall, int month, bint forward) noexcept nogil:
        """Move to the first wall time of the first month with a day, from a month (or NONE) on."""
        cdef int step = 1 if forward else -1
        cdef int year = wall.year
        cdef uint32_t mask
        while True:
            while month != NONE:
                mask = self.days[SHAPES[year - FIRST_YEAR][month]]
                if mask:
                    wall.year = year
                    wall.month = month
                    wall.day = first_of(mask, forward)
                    self.first_time(wall, forward)
                    return True
                month = nearest(self.months, month + step, forward)
            year = self.nearest_year(year, forward)
            if year == NONE:
                return False
            month = first_of(self.months, forward)

    cdef bint has(self, Wall* wall) noexcept nogil:
        """Tell whether a wall time matches."""
        return (
            self.minutes >> wall.minute & 1
            and self.hours >> wall.hour & 1
            and self.seconds >> wall.second & 1
            and self.has_year(wall.year)
            and self.months >> wall.month & 1
            and self.days[SHAPES[wall.year - FIRST_YEAR][wall.month]] >> wall.day & 1
        )

    # --- the face ---

    def next_fire_time(self, after, *, bint inclusive=False):
        """Return the first fire time strictly after a moment.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 30 9 ? * MON-FRI").next_fire_time(datetime(2026, 1, 2, 9, 30)))
        2026-01-05 09:30:00

        A naive moment is wall time and the answer is naive; an aware one is an
        instant and gets an answer in the same `tzinfo`, `fold` set right, by
        the rule of `dst_policy`. `inclusive=True` also takes the moment itself.
        Fire times are whole seconds, and the comparison is exact: from
        09:29:59.5 the next one is 09:30:00. None means that nothing more fires
        up to the end of 2199. Raises `TypeError` for anything but a datetime.
        Cost: constant, whatever the distance.
        """
        cdef Wall wall
        if not PyDateTime_CheckExact(after):
            after = plain(after)
        if self._limits is not None and (self.bounded or datetime_tzinfo(after) is not self.home):
            after, inclusive = self._limits.entered(after, inclusive, True)
        read(after, &wall)
        cdef object zone = datetime_tzinfo(after)
        cdef int later = 0 if inclusive and not PyDateTime_DATE_GET_MICROSECOND(after) else 1
        if zone is not None and type(zone) is not _timezone:
            after = self.zoned(zone).neighbour(self, after, &wall, later, True)
        else:
            wall.second += later
            after = build(&wall, zone, 0) if self.find(&wall, True) else None
        return self._limits.kept(after, True) if self.bounded else after

    def previous_fire_time(self, before, *, bint inclusive=False):
        """Return the last fire time strictly before a moment; the mirror of `next_fire_time`.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 0 L * ?").previous_fire_time(datetime(2026, 3, 1)))
        2026-02-28 00:00:00

        Units, zones, errors and cost are the same. None means that nothing
        fires from the beginning of 1970 on.
        """
        cdef Wall wall
        if not PyDateTime_CheckExact(before):
            before = plain(before)
        if self._limits is not None and (self.bounded or datetime_tzinfo(before) is not self.home):
            before, inclusive = self._limits.entered(before, inclusive, False)
        read(before, &wall)
        cdef object zone = datetime_tzinfo(before)
        cdef int earlier = 0 if inclusive or PyDateTime_DATE_GET_MICROSECOND(before) else -1
        if zone is not None and type(zone) is not _timezone:
            before = self.zoned(zone).neighbour(self, before, &wall, earlier, False)
        else:
            wall.second += earlier
            before = build(&wall, zone, 0) if self.find(&wall, False) else None
        return self._limits.kept(before, False) if self.bounded else before

    def fire_times(self, start, end=None, *, limit=None, bint reverse=False):
        """Return an iterator over the fire times from start (inclusive) to end (exclusive).

        >>> from quartzcron import CronExpression
        >>> noon = CronExpression("0 0 12 * * ?")
        >>> [t.day for t in noon.fire_times(datetime(2026, 1, 1), datetime(2026, 1, 4))]
        [1, 2, 3]
        >>> [t.day for t in noon.fire_times(None, datetime(2026, 1, 4), reverse=True, limit=2)]
        [3, 2]

        `reverse=True` gives the same fire times, the latest first; it needs an
        end, and start may then be None. Without an end the iterator goes on to
        the end of 2199, or stops after `limit`. Bounds are both naive or both
        aware (`TypeError` otherwise) and are compared as instants; the fire
        times are in the zone of start, or of end where start is None. Cost:
        constant for each fire time.
        """
        if self._limits is not None:
            start, end = self._limits.span(start, end)
        start, end, zone = checked_bounds(start, end, limit, reverse)
        if reverse:
            start, end = end, start
        cdef int64_t most = -1 if limit is None else min(limit, 0x7FFFFFFFFFFFFFFF)
        if zone is not None and type(zone) is not _timezone:
            return _zoned_walk(self, self.zoned(zone), start, end, most, not reverse)
        return _walk(self, zone, start, end, most, not reverse)

    def matches(self, moment):
        """Tell whether the expression fires in the second of a moment; `in` asks the same.

        >>> from quartzcron import CronExpression
        >>> datetime(2026, 2, 27, 12, 30) in CronExpression("0 30 12 ? * FRIL")
        True

        Microseconds are ignored. An aware moment is the instant that it means:
        a 02:30 that the clock jumped over is 03:30. Outside 1970-2199 nothing
        matches. Raises `TypeError` for anything but a datetime.
        """
        cdef Wall wall
        if not PyDateTime_CheckExact(moment):
            moment = plain(moment)
        if self._limits is not None and (self.bounded or datetime_tzinfo(moment) is not self.home):
            moment = self._limits.moment(moment)
            if not self._limits.holds(moment):
                return False
        read(moment, &wall)
        cdef object zone = datetime_tzinfo(moment)
        if zone is not None and type(zone) is not _timezone:
            return self.zoned(zone).fires_at(self, moment, &wall)
        return self.has(&wall)

    def __contains__(self, moment):
        return self.matches(moment)

    @property
    def never_fires(self):
        """Whether no date from 1970 to 2199 fits. Exact: a proof, not a search.

        >>> from quartzcron import CronExpression
        >>> CronExpression("0 0 0 30 2 ?").never_fires
        True
        """
        return self._matcher.never_fires

    cdef inline Zoned zoned(self, zone):
        """The plan for a zone; the last one is kept."""
        cdef Zoned plan
        # Without a GIL another thread may put a new plan here and free the old one
        # between our reading and holding it; with one this costs nothing.
        with critical_section(self):
            plan = self.plan
        if plan is None or plan.tz is not zone:
            plan = zoned_of(plan_of(zone, self._matcher, self.dst_policy))
            with critical_section(self):
                self.plan = plan
        return plan

    cdef inline Zoned zoned_as(self, zone, dict known):
        """The same, where others may have the same plan: those with the same key.

        The key is all that a policy may go by; making a plan anew costs ten
        times as much as looking it up here.
        """
        cdef Zoned plan
        with critical_section(self):
            plan = self.plan
        if plan is not None and plan.tz is zone:
            return plan
        policy = self.dst_policy
        key = (id(zone), id(policy), self.hours, self.is_single_time(), id(self._matcher.traits))
        found = known.get(key)
        if found is None:
            plan = self.zoned(zone)
            # With the policy, which otherwise might go and leave its id to another.
            known[key] = plan, policy
            return plan
        plan = <Zoned>(<tuple>found)[0]
        with critical_section(self):
            self.plan = plan
        return plan

    cdef inline bint is_single_time(self) noexcept nogil:
        return not (
            self.seconds & (self.seconds - 1)
            or self.minutes & (self.minutes - 1)
            or self.hours & (self.hours - 1)
        )


cdef inline void read(moment, Wall* wall):
    wall.year = PyDateTime_GET_YEAR(moment)
    wall.month = PyDateTime_GET_MONTH(moment)
    wall.day = PyDateTime_GET_DAY(moment)
    wall.hour = PyDateTime_DATE_GET_HOUR(moment)
    wall.minute = PyDateTime_DATE_GET_MINUTE(moment)
    wall.second = PyDateTime_DATE_GET_SECOND(moment)


cdef inline object build(Wall* wall, zone, int fold):
    return datetime_new(
        wall.year, wall.month, wall.day, wall.hour, wall.minute, wall.second, 0, zone, fold
    )


# --- zones -----------------------------------------------------------------

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


# --- many at once ----------------------------------------------------------

def next_seconds(list members, firsts, list zones, bounds_of, first_of_wall, found):
    """Fill an array with the next second of each member; see `pure_kernel`."""
    cdef Py_buffer given, answers
    PyObject_GetBuffer(firsts, &given, PyBUF_SIMPLE)
    try:
        PyObject_GetBuffer(found, &answers, PyBUF_WRITABLE)
        try:
            if answers.len != len(members) * 8 or given.len not in (8, answers.len):
                raise ValueError("there are not as many seconds as members")
            if len(zones) not in (1, len(members)):
                raise ValueError("there are not as many zones as members")
            return _next_seconds(
                members,
                <const int64_t*>given.buf,
                given.len != 8,
                zones,
                bounds_of,
                first_of_wall,
                <int64_t*>answers.buf,
            )
        finally:
            PyBuffer_Release(&answers)
    finally:
        PyBuffer_Release(&given)


cdef Py_ssize_t _next_seconds(
    list members,
    const int64_t* firsts,
    bint each_first,
    list zones,
    bounds_of,
    first_of_wall,
    int64_t* found,
) except -1:
    cdef Kernel member
    cdef Py_ssize_t place, housed = 0
    cdef bint each_zone = len(zones) > 1
    cdef int64_t first, start, end
    cdef dict known = {}
    for place in range(len(members)):
        member = <Kernel?>members[place]
        first = firsts[place if each_first else 0]
        zone = member.home
        if zone is None:
            zone = zones[place if each_zone else 0]
        else:
            housed += 1
            if first_of_wall is not None:
                first = first_of_wall(place, zone)
        if not member.bounded:
            found[place] = _first_second(member, zone, first, known)
            continue
        start, end = bounds_of(member)
        found[place] = _first_second(member, zone, max(first, start), known)
        if found[place] >= end:
            found[place] = END_INSTANT
    return housed


cdef int64_t _first_second(Kernel member, zone, int64_t at, dict known) except? -0x7FFFFFFFFFFFFFFF:
    """The first second at or after one that fires, or END_INSTANT."""
    cdef int64_t offset = 0
    if zone is not None:
        if type(zone) is not _timezone:
            return member.zoned_as(zone, known).nearest(member, at, True)
        shift = zone.utcoffset(None)
        offset = <int64_t>timedelta_days(shift) * DAY + timedelta_seconds(shift)
    at += offset
    return at - offset if find_seconds(member, &at, True) else END_INSTANT


# --- walking ---------------------------------------------------------------

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
