"""Many kernels asked at once, from arrays into arrays: `next_seconds`."""


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
        if member.bounds is None:
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
            return member.zoned_as(zone, known).nearest(member.masks, at, True)
        shift = zone.utcoffset(None)
        offset = <int64_t>timedelta_days(shift) * DAY + timedelta_seconds(shift)
    at += offset
    return at - offset if find_seconds(member.masks, &at, True) else END_INSTANT
