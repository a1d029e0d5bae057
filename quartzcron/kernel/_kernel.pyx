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

include "_fields.pxi"

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


include "_zones.pxi"
include "_walks.pxi"
include "_many.pxi"
