"""Moments in C: their fields, datetimes from fields, and the bounds of a schedule."""


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


cdef inline int further_of(moment, bint inclusive, bint forward):
    """From how many seconds beyond the second of a moment on a fire time may be the answer."""
    if forward:
        return 0 if inclusive and not PyDateTime_DATE_GET_MICROSECOND(moment) else 1
    return 0 if inclusive or PyDateTime_DATE_GET_MICROSECOND(moment) else -1


cdef int64_t ceiling(moment):
    """The first whole second on the wall at or after a datetime."""
    cdef Wall wall
    read(moment, &wall)
    return seconds_of(&wall) + (1 if PyDateTime_DATE_GET_MICROSECOND(moment) else 0)


@final
cdef class Fixed:
    """A `timezone` and its offset in seconds, or NO_OFFSET if it has a part of one."""

    cdef object zone
    cdef int64_t offset


@final
cdef class LastFixed:
    """The one asked for last: to ask it again takes a fifth of a question."""

    cdef Fixed kept

    def __cinit__(self):
        self.kept = Fixed.__new__(Fixed)

    cdef inline int64_t offset(self, zone) except? -0x7FFFFFFFFFFFFFFF:
        cdef Fixed kept
        with critical_section(self):
            kept = self.kept
        if kept.zone is not zone:
            kept = Fixed.__new__(Fixed)
            kept.zone, kept.offset = zone, offset_of(zone)
            with critical_section(self):
                self.kept = kept
        return kept.offset


cdef LastFixed LAST_FIXED = LastFixed()


cdef int64_t offset_of(zone) except? -0x7FFFFFFFFFFFFFFF:
    """The offset of a `timezone`, asked of it."""
    shift = zone.utcoffset(None)
    if timedelta_microseconds(shift):
        return NO_OFFSET
    return <int64_t>timedelta_days(shift) * DAY + timedelta_seconds(shift)


cdef inline int64_t fixed_offset(zone) except? -0x7FFFFFFFFFFFFFFF:
    """The offset of a `timezone` in seconds, or NO_OFFSET if it has a part of one."""
    return 0 if zone is _utc else LAST_FIXED.offset(zone)


cdef bint is_standard(zone):
    """Tell whether a zone is one of the standard library: its changes say all there is to it.

    Which class that is, is found out by its name: it is loaded when somebody needs it.
    """
    global _zone_info
    kind = type(zone)
    if kind is _zone_info:
        return True
    if _zone_info is None and (kind.__module__, kind.__qualname__) == ("zoneinfo", "ZoneInfo"):
        _zone_info = kind
        return True
    return False


cdef bint is_straight(zone) except -1:
    """Tell whether a zone needs not be asked itself, and has offsets of whole seconds."""
    if type(zone) is _timezone:
        return fixed_offset(zone) != NO_OFFSET
    return is_standard(zone)


cdef object _utc = timezone.utc
cdef object _zone_info = None


@final
cdef class Bounds:
    """The bounds of a schedule, and the first whole second at or after each.

    Fire times are whole seconds: one lies before a bound when it lies before the first
    whole second of that. Seconds are instants, or on the wall where bounds are naive.
    """

    cdef object first, last
    cdef int64_t start, end
    cdef bint is_aware
    cdef bint is_straight  # of no zone that must be asked itself

    cdef inline int64_t entered(self, int64_t second, bint forward) noexcept nogil:
        """Where a search begins that was to begin with a second."""
        return max(second, self.start) if forward else min(second, self.end - 1)

    cdef inline bint ends_before(self, int64_t second, bint forward) noexcept nogil:
        """Tell whether the bounds end, on the way, before a second."""
        return second >= self.end if forward else second < self.start


cdef Bounds bounds_of(first, last):
    """The bounds of two datetimes, of which one may be None, in whole seconds where that is easy."""
    cdef Bounds made = Bounds.__new__(Bounds)
    zone = datetime_tzinfo(last if first is None else first)
    made.first = first
    made.last = last
    made.start = LEAST
    made.end = MOST
    made.is_aware = zone is not None
    made.is_straight = True
    for bound in (first, last):
        zone = None if bound is None else datetime_tzinfo(bound)
        if zone is not None and not is_straight(zone):
            made.is_straight = False
            return made
    if first is not None:
        made.start = _key_ceiling(first)
    if last is not None:
        made.end = _key_ceiling(last)
    return made


cdef int64_t _key_ceiling(bound) except? -0x7FFFFFFFFFFFFFFF:
    second, microsecond = sort_key(bound)
    return second + (1 if microsecond else 0)
