# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: freethreading_compatible=True
# Types in signatures are for readers: what they say is checked where it matters.
# cython: binding=False, annotation_typing=False
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
    timedelta_microseconds,
    timedelta_seconds,
)
from cpython.buffer cimport PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.object cimport PyObject_GenericSetAttr
from cython cimport binding, critical_section, final, no_gc
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy, memset

from collections import namedtuple
from datetime import timezone

from quartzcron.kernel import pure as pure_kernel
from quartzcron.ground.caches import listed
from quartzcron.fields import FIRST_YEAR as _FIRST_YEAR, LAST_YEAR as _LAST_YEAR
from quartzcron.clock.instants import _IS_FIXED, Pin, plan_of
from quartzcron.calendar.matcher import unpacked
from quartzcron.calendar.months import SHAPES as _SHAPES, YEAR_SHAPES, sheet_octets
from quartzcron.clock.limits import Limits
from quartzcron.dialects import policies
from quartzcron.clock.moments import NOW, asked, plain, sort_key
from quartzcron.kernel.pure import checked_bounds, checked_precision, fire_in_minute
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
    #define QC_COUNT(x) __builtin_popcountll(x)
    #define QC_FETCH(p) __builtin_prefetch(p)
    #define QC_LOAD(p) __atomic_load_n(&(p), __ATOMIC_ACQUIRE)
    #define QC_STORE(p, v) __atomic_store_n(&(p), (v), __ATOMIC_RELEASE)
    #else
    static int QC_LOW(unsigned long long x) { int i = 0; while (!(x & 1)) { x >>= 1; i++; } return i; }
    static int QC_HIGH(unsigned long long x) { int i = 0; while (x >>= 1) i++; return i; }
    static int QC_COUNT(unsigned long long x) { int i = 0; while (x) { x &= x - 1; i++; } return i; }
    #define QC_FETCH(p) ((void)(p))
    #define QC_LOAD(p) (p)
    #define QC_STORE(p, v) ((p) = (v))
    #endif
    /* A new object of a class, as the class below it makes them. */
    #define QC_NEW(base, cls, args) (((PyTypeObject*)(base))->tp_new((PyTypeObject*)(cls), args, NULL))
    /* Those of `zones`: as constants a division by them is a multiplication. */
    #define BLOCK 16588800LL
    #define MARGIN 172800LL
    #define FIRST_BLOCK -1LL
    #define LAST_BLOCK 437LL
    /* Seconds before and after all others, and what is no offset. */
    #define LEAST -(1LL << 60)
    #define MOST (1LL << 60)
    #define NO_OFFSET (1LL << 40)
    """
    int QC_LOW(uint64_t) nogil
    int QC_HIGH(uint64_t) nogil
    int QC_COUNT(uint64_t) nogil
    void QC_FETCH(const void*) nogil
    const int64_t BLOCK, MARGIN, FIRST_BLOCK, LAST_BLOCK
    const int64_t LEAST, MOST, NO_OFFSET
    object QC_NEW(type base, type cls, tuple args)
    bint PyType_IsSubtype(type cls, type base)
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
    MOST_PLANS = 256
    MOST_DATED = 512

include "_fields.pxi"
include "_masks.pxi"
include "_moments.pxi"


cdef inline int own(self) except -1:
    """Refuse to take for a kernel what is none.

    With binding a method of the class has a signature with types, and CPython does not see to
    it that `self` is a kernel.
    """
    if not isinstance(self, Kernel):
        raise TypeError(f"this is a method of expressions and schedules, not of {type(self).__name__}")
    return 0


cdef class Kernel:
    """The methods of time of one matcher. Immutable and safe to share between threads."""

    cdef Masks masks
    cdef object home  # of a schedule: the zone that it answers in, if it has one
    cdef Bounds bounds  # of a schedule: its bounds, if it has some
    cdef Zoned plan  # of home; where there is none, of the last zone
    cdef Zoned other  # of the last zone that is not home; where there is none, of the last but one
    cdef int64_t offset  # of home, where that is one offset
    cdef uint8_t is_schedule
    cdef uint8_t is_straight  # no zone or bound that only Python understands
    cdef uint8_t is_remaining  # a schedule from which sets of fire times are left out

    def __cinit__(self):
        self.masks = NOTHING

    def _begin(self, matcher, limits=None):
        """Set up a new object for a matcher; called once, before anybody else has it."""
        self.masks = masks_of(matcher)
        self.is_straight = True
        if limits is not None:
            self.limit(limits.tz, limits.start, limits.end)

    cdef int limit(self, home, first, last) except -1:
        """Set up the zone and the bounds of a schedule."""
        self.is_schedule = True
        self.is_straight = True
        self.home = home
        if home is not None:
            self.is_straight = is_straight(home)
            if type(home) is _timezone:
                self.offset = fixed_offset(home)
        if first is not None or last is not None:
            self.bounds = bounds_of(first, last)
            self.is_straight = self.is_straight and self.bounds.is_straight
        return 0

    cdef Bounds bounds_for(self, first, last):
        """The bounds of a schedule as a user gives them, or None where they take Python."""
        cdef Bounds made = Bounds.__new__(Bounds)
        made.first = first = self.at_home(first)
        made.last = last = self.at_home(last)
        made.start = LEAST
        made.end = MOST
        made.is_straight = True
        if first is Ellipsis or first is not None and not self.reaches(first, &made.start):
            return None
        if last is Ellipsis or last is not None and not self.reaches(last, &made.end):
            return None
        made.is_aware = datetime_tzinfo(last if first is None else first) is not None
        if last is not None and (datetime_tzinfo(last) is not None) != made.is_aware:
            return None
        return made

    cdef object at_home(self, bound):
        """A bound in the zone of the schedule; `...` where that takes Python."""
        if bound is None:
            return None
        if not self.is_straight or not PyDateTime_CheckExact(bound):
            return ...
        zone = datetime_tzinfo(bound)
        if self.home is None or zone is self.home:
            return bound
        if not FIRST_YEAR <= PyDateTime_GET_YEAR(bound) < FIRST_YEAR + YEARS:
            return ...
        if zone is not None:
            return bound.astimezone(self.home) if is_straight(zone) else ...
        return datetime_new(
            PyDateTime_GET_YEAR(bound),
            PyDateTime_GET_MONTH(bound),
            PyDateTime_GET_DAY(bound),
            PyDateTime_DATE_GET_HOUR(bound),
            PyDateTime_DATE_GET_MINUTE(bound),
            PyDateTime_DATE_GET_SECOND(bound),
            PyDateTime_DATE_GET_MICROSECOND(bound),
            self.home,
            PyDateTime_DATE_GET_FOLD(bound),
        )

    @property
    def _matcher(self):
        """Its masks as the rest of the library sees them; None for what has not begun."""
        return None if self.masks is NOTHING else self.masks.matcher()

    @property
    def _limits(self):
        """Its zone and its bounds, or None for an expression, which has neither."""
        return Limits(self.home, self._start, self._end) if self.is_schedule else None

    @property
    def _tz(self):
        return self.home

    @property
    def _start(self):
        return None if self.bounds is None else self.bounds.first

    @property
    def _end(self):
        return None if self.bounds is None else self.bounds.last

    # --- the face ---

    @binding(True)
    def next_fire_time(
        self, after: datetime = NOW, *, bint inclusive: bool = False
    ) -> datetime | None:
        """Return the first fire time strictly after a moment.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 30 9 ? * MON-FRI").next_fire_time(datetime(2026, 1, 2, 9, 30)))
        2026-01-05 09:30:00

        A naive moment is wall time and the answer is naive; an aware one is an
        instant and gets an answer in the same `tzinfo`, `fold` set right, by
        the rule of `dst_policy`. `inclusive=True` also takes the moment itself.
        Fire times are whole seconds, and the comparison is exact: from
        09:29:59.5 the next one is 09:30:00. None means that nothing more fires
        up to the end of 2199. Cost: constant, whatever the distance.

        In a schedule with a zone a moment that is left out is now. Without a
        zone there is no now: `TypeError`, as for None and whatever else is no
        datetime.
        """
        own(self)
        if self.is_remaining:
            return self._remaining.next_fire_time(after, inclusive=inclusive)
        if not PyDateTime_CheckExact(after):
            after = asked(after, self.home)
        return self.neighbour(after, inclusive, True)

    @binding(True)
    def previous_fire_time(
        self, before: datetime = NOW, *, bint inclusive: bool = False
    ) -> datetime | None:
        """Return the last fire time strictly before a moment; the mirror of `next_fire_time`.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 0 L * ?").previous_fire_time(datetime(2026, 3, 1)))
        2026-02-28 00:00:00

        Units, zones, errors and cost are the same. None means that nothing
        fires from the beginning of 1970 on.
        """
        own(self)
        if self.is_remaining:
            return self._remaining.previous_fire_time(before, inclusive=inclusive)
        if not PyDateTime_CheckExact(before):
            before = asked(before, self.home)
        return self.neighbour(before, inclusive, False)

    @binding(True)
    def fire_times(
        self,
        start: datetime | None,
        end: datetime | None = None,
        *,
        limit: int | None = None,
        bint reverse: bool = False,
    ) -> Iterator[datetime]:
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
        cdef int64_t most
        own(self)
        if self.is_remaining:
            return self._remaining.fire_times(start, end, limit=limit, reverse=reverse)
        walk = self.straight_walk(start, end, limit, reverse)
        if walk is not None:
            return walk
        if self.is_schedule:
            start, end = self._limits.span(start, end)
        start, end, zone = checked_bounds(start, end, limit, reverse)
        most = -1 if limit is None else min(limit, MOST)
        if zone is None or type(zone) is _timezone:
            return wall_walk(
                self.masks,
                zone,
                0,
                LEAST if start is None else ceiling(pure_kernel._wall_in(start, zone)),
                MOST if end is None else ceiling(pure_kernel._wall_in(end, zone)),
                most,
                not reverse,
            )
        return zoned_walk(
            self.masks,
            self.zoned(zone),
            LEAST if start is None else pure_kernel._edge(start),
            MOST if end is None else pure_kernel._edge(end),
            most,
            not reverse,
        )

    @binding(True)
    def matches(
        self, moment: datetime, precision: Literal["second", "minute"] = "second"
    ) -> bool:
        """Tell whether the expression fires in the second of a moment; `in` asks the same.

        >>> from quartzcron import CronExpression
        >>> datetime(2026, 2, 27, 12, 30) in CronExpression("0 30 12 ? * FRIL")
        True

        Microseconds are ignored. An aware moment is the instant that it means:
        a 02:30 that the clock jumped over is 03:30. Outside 1970-2199 nothing
        matches. Raises `TypeError` for anything but a datetime.

        `precision="minute"` asks about the minute of the moment, as a clock
        without seconds shows it: does it fire at any second of that minute?

        >>> CronExpression("*/5 * * * *").matches(datetime(2026, 1, 1, 9, 5, 23), "minute")
        True
        """
        own(self)
        if precision is not "second":
            return self.matches_within(moment, precision)
        return self.fires(moment)

    def __contains__(self, moment):
        return self.fires(moment)

    @property
    def never_fires(self):
        """Whether no date from 1970 to 2199 fits. Exact: a proof, not a search.

        >>> from quartzcron import CronExpression
        >>> CronExpression("0 0 0 30 2 ?").never_fires
        True
        """
        cdef const uint64_t* years = self.masks.years
        return not (years[0] | years[1] | years[2] | years[3])

    # --- the roads ---

    cdef object matches_within(self, moment, precision):
        """Tell the same of a precision that is not the usual one."""
        cdef Wall wall
        cdef int64_t second, at, end, offset
        if self.is_remaining:
            return self._remaining.matches(moment, precision)
        if checked_precision(precision) == "second":
            return self.fires(moment)
        if not PyDateTime_CheckExact(moment):
            moment = plain(moment)
        zone = datetime_tzinfo(moment)
        if not self.enters(moment, zone, &wall, &second):
            return fire_in_minute(self, moment) is not None
        offset = self.steady_offset(zone if self.home is None else self.home, second)
        if offset == NO_OFFSET:
            return fire_in_minute(self, moment) is not None
        at = floor_div(second + offset, 60) * 60
        end = at + 60
        if self.bounds is not None:
            at = max(at, self.bounds.start + offset)
            end = min(end, self.bounds.end + offset)
        return at < end and find_seconds(self.masks, &at, True) and at < end

    cdef int64_t steady_offset(self, zone, int64_t second) except? -0x7FFFFFFFFFFFFFFF:
        """The offset of a zone that has no change of clock within a minute of an instant, or NO_OFFSET."""
        cdef Calm* calm
        if zone is None:
            return 0
        if type(zone) is _timezone:
            return self.offset_in(zone)
        if not FIRST_INSTANT + 60 <= second < END_INSTANT - 60:
            return NO_OFFSET
        calm = self.zoned(zone).calm_of(second, True)
        if calm == NULL or not calm.low + 60 <= second + calm.offset < calm.high - 60:
            return NO_OFFSET
        return calm.offset

    @final
    cdef bint fires(self, moment) except -1:
        """Tell whether it fires in the second of a moment."""
        cdef Wall wall
        cdef int64_t second
        if self.is_remaining:
            return self._remaining.matches(moment)
        if not PyDateTime_CheckExact(moment):
            moment = plain(moment)
        zone = datetime_tzinfo(moment)
        if self.bounds is not None or self.home is not None and zone is not self.home:
            if not self.enters(moment, zone, &wall, &second):
                moment = self._limits.moment(moment)
                if not self._limits.holds(moment):
                    return False
                zone = datetime_tzinfo(moment)
            elif self.bounds is not None and not self.bounds.start <= second < self.bounds.end:
                return False
            else:
                zone = zone if self.home is None else self.home
                if zone is not None and type(zone) is not _timezone:
                    return self.zoned(zone).fires_at(self.masks, second)
                fields_of(second if zone is None else second + self.offset_in(zone), &wall)
                return self.masks.has(&wall)
        read(moment, &wall)
        if zone is not None and type(zone) is not _timezone:
            return self.zoned(zone).fires_at_moment(self.masks, moment, &wall)
        return self.masks.has(&wall)

    @final
    cdef inline object neighbour(self, moment, bint inclusive, bint forward):
        """The nearest fire time on the way from a moment on, or None."""
        cdef Wall wall
        cdef Zoned plan
        zone = datetime_tzinfo(moment)
        cdef int further = further_of(moment, inclusive, forward)
        if self.home is not None:
            if zone is None and self.is_straight:
                zone = self.home
            if zone is not self.home:
                return self.from_elsewhere(moment, zone, further, inclusive, forward)
        read(moment, &wall)
        if zone is None or type(zone) is _timezone:
            if self.bounds is not None:
                return self.from_elsewhere(moment, zone, further, inclusive, forward)
            wall.second += further
            return build(&wall, zone, 0) if self.masks.find_from_anywhere(&wall, forward) else None
        if self.bounds is not None and not self.fits(zone):
            return self.by_limits(moment, inclusive, forward)
        plan = self.zoned(zone)
        if plan.asks_itself or not FIRST_YEAR <= wall.year < FIRST_YEAR + YEARS:
            if self.bounds is None and datetime_tzinfo(moment) is zone:
                return plan.neighbour(self.masks, moment, &wall, further, forward)
            return self.by_limits(moment, inclusive, forward)
        return plan.from_wall(
            self.masks, self.bounds, &wall, PyDateTime_DATE_GET_FOLD(moment), further, forward
        )

    cdef object from_elsewhere(self, moment, zone, int further, bint inclusive, bint forward):
        """The same for a schedule with bounds, or asked with a moment of another zone."""
        cdef Wall wall
        cdef int64_t second, offset
        if not self.enters(moment, zone, &wall, &second):
            return self.by_limits(moment, inclusive, forward)
        second += further
        if self.home is not None:
            zone = self.home
        if zone is not None and type(zone) is not _timezone:
            return self.zoned(zone).from_instant(self.masks, self.bounds, second, forward)
        offset = 0 if zone is None else self.offset_in(zone)
        if self.bounds is not None:
            second = self.bounds.entered(second, forward)
        fields_of(second + offset, &wall)
        if not self.masks.find_from_anywhere(&wall, forward):
            return None
        if self.bounds is not None and self.bounds.ends_before(seconds_of(&wall) - offset, forward):
            return None
        return build(&wall, zone, 0)

    cdef object by_limits(self, moment, bint inclusive, bint forward):
        """The same for whatever else there is, as the pure kernel does it."""
        cdef Wall wall
        limits = self._limits
        moment, inclusive = limits.entered(moment, inclusive, forward)
        read(moment, &wall)
        zone = datetime_tzinfo(moment)
        cdef int further = further_of(moment, inclusive, forward)
        if zone is not None and type(zone) is not _timezone:
            found = self.zoned(zone).neighbour(self.masks, moment, &wall, further, forward)
        else:
            wall.second += further
            found = build(&wall, zone, 0) if self.masks.find(&wall, forward) else None
        return limits.kept(found, forward)

    cdef object straight_walk(self, start, end, limit, bint reverse):
        """The iterator of `fire_times`, or None where Python has to look at what is asked."""
        cdef int64_t low = LEAST, high = MOST, most = -1
        if limit is not None:
            if type(limit) is not int or limit < 0:
                return None
            most = min(limit, MOST)
        asked = end if start is None else start
        if asked is None or (end if reverse else start) is None and (
            self.bounds is None or (self.bounds.last if reverse else self.bounds.first) is None
        ):
            return None
        if start is not None and not self.reaches(start, &low):
            return None
        if end is not None and not self.reaches(end, &high):
            return None
        zone = datetime_tzinfo(asked)
        if self.home is not None:
            zone = self.home
        elif start is not None and end is not None and (datetime_tzinfo(end) is None) != (zone is None):
            return None
        if self.bounds is not None:
            low = max(low, self.bounds.start)
            high = min(high, self.bounds.end)
        if zone is None or type(zone) is _timezone:
            offset = 0 if zone is None else self.offset_in(zone)
            return wall_walk(self.masks, zone, offset, low, high, most, not reverse)
        return zoned_walk(self.masks, self.zoned(zone), low, high, most, not reverse)

    cdef bint reaches(self, moment, int64_t* second) except -1:
        """Give the first whole second at or after a moment, as `enters` does."""
        cdef Wall wall
        if not PyDateTime_CheckExact(moment):
            return False
        if not self.enters(moment, datetime_tzinfo(moment), &wall, second):
            return False
        if PyDateTime_DATE_GET_MICROSECOND(moment):
            second[0] += 1
        return True

    # --- moments ---

    cdef bint fits(self, zone) noexcept:
        """Tell whether a moment, of a zone or of none, goes straight with the bounds."""
        return self.is_straight and (
            self.bounds is None or self.home is not None or self.bounds.is_aware == (zone is not None)
        )

    cdef bint enters(self, moment, zone, Wall* wall, int64_t* second) except -1:
        """Give the fields and the second of a moment: as an instant, or on the wall where there is no zone.

        False where that takes Python: moments that do not go with the bounds, zones that
        must be asked themselves, years about which nobody knows whether the zone is asked.
        """
        cdef int64_t offset
        if not self.fits(zone):
            return False
        read(moment, wall)
        second[0] = seconds_of(wall)
        if zone is None:
            zone = self.home
            if zone is None:
                return True
        if type(zone) is _timezone:
            offset = self.offset_in(zone)
            second[0] -= offset
            return offset != NO_OFFSET
        if not is_standard(zone) or not FIRST_YEAR <= wall.year < FIRST_YEAR + YEARS:
            return False
        second[0] = self.zoned(zone).instant_at(second[0], PyDateTime_DATE_GET_FOLD(moment))
        return True

    cdef inline int64_t offset_in(self, zone) except? -0x7FFFFFFFFFFFFFFF:
        """The offset of a `timezone` in seconds, or NO_OFFSET."""
        return self.offset if zone is self.home else fixed_offset(zone)

    cdef inline Zoned zoned(self, zone):
        """The plan for a zone; the last two are kept, that of home always."""
        cdef Zoned plan
        # Without a GIL another thread may put a new plan here and free the old one
        # between our reading and holding it; with one this costs nothing.
        with critical_section(self):
            plan = self.plan
            if plan is None or plan.tz is not zone:
                plan = self.other
        if plan is not None and plan.tz is zone:
            return plan
        plan = PLANS.of(self, zone)
        self.keep(plan)
        return plan

    cdef int keep(self, Zoned plan) noexcept:
        with critical_section(self):
            if self.home is not None and plan.tz is not self.home:
                self.other = plan
            else:
                self.other = self.plan
                self.plan = plan
        return 0

    cdef inline tuple plan_key(self, zone, policy):
        """All that decides which plan is that of a zone."""
        return id(zone), id(policy), self.masks.nature()


cdef Kernel new(type cls):
    """A new object of a class, without what the class itself does about that."""
    if not PyType_IsSubtype(cls, Kernel):
        raise TypeError(f"{cls.__name__} is no class of kernels")
    return <Kernel>QC_NEW(Kernel, cls, _NO_ARGUMENTS)


def expressed(type cls, text, dialect, bytes octets):
    """Return an expression, of a class of expressions, of a plain text; see `pure_kernel`."""
    cdef Kernel made = new(cls)
    made.masks = masks_in(octets)
    made.is_straight = True
    PyObject_GenericSetAttr(made, "text", text)
    PyObject_GenericSetAttr(made, "dialect", dialect)
    PyObject_GenericSetAttr(made, "_key", None)
    return made


def housed(
    type cls,
    Kernel expression,
    tz,
    policy,
    start,
    end,
    restriction=None,
):
    """Return a schedule, of a class of schedules, on an expression; see `pure_kernel`."""
    cdef Kernel made = new(cls)
    made.masks = expression.masks
    if made.masks is NOTHING:
        # One that waits for a seed says so.
        (<object>expression)._matcher
    if restriction is not None:
        if restriction.dates is not None:
            made.masks = DATED.of(made.masks, restriction.dates, restriction.is_daily)
        made.is_remaining = restriction.remaining is not None
    PyObject_GenericSetAttr(made, "expression", expression)
    PyObject_GenericSetAttr(made, "_policy", policy)
    PyObject_GenericSetAttr(made, "_restriction", restriction)
    made.limit(tz, None, None)
    if start is not None or end is not None:
        made.bounds = made.bounds_for(start, end)
        if made.bounds is None:
            limits = Limits(tz).within(start, end)
            made.limit(tz, limits.start, limits.end)
    return made


cdef tuple _NO_ARGUMENTS = ()


include "_kept.pxi"
include "_zones.pxi"
include "_walks.pxi"
include "_crowd.pxi"
include "_spans.pxi"
