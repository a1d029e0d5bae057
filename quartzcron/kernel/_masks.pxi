"""The masks of a matcher in C, and the search over them."""

include "../calendar/_packed.pxi"

fill_weeks(_SHAPES)

cdef enum:
    TOP = 63  # a bit that no mask of times has: there is always one to find


@final
@no_gc
cdef class Masks:
    """The masks of one matcher as C integers; shared by an expression and all its schedules."""

    cdef uint64_t seconds, minutes
    cdef uint64_t years[4]
    cdef uint32_t hours, months
    # The days, as in `Packed`; those of each shape, if they are given, are octets that are kept.
    cdef uint32_t of_month
    cdef uint8_t of_week, joining, traits
    cdef const uint32_t* sheet
    # Of a schedule that runs on some days only: those of each month of the horizon.
    cdef const uint32_t* dates
    cdef bytes kept_sheet
    # If somebody has asked for it. Of a schedule with dates: what it is made of until then.
    cdef object kept_matcher

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

    cdef inline uint32_t days_in(self, int year, int month) noexcept nogil:
        """The days of a month of the horizon."""
        cdef int shape = SHAPES[year - FIRST_YEAR][month]
        cdef uint32_t days = (
            joined_days(self.of_month, self.of_week, self.joining, shape)
            if self.sheet == NULL
            else self.sheet[shape]
        )
        return days if self.dates == NULL else days & self.dates[(year - FIRST_YEAR) * 12 + month - 1]

    cdef inline bint find_in_month(self, Wall* wall) noexcept nogil:
        """Move to the next wall time of the month that matches, this one included, if there is one.

        Without a branch before the day: whether the next one is today, in this hour or this minute
        nobody can guess, and to guess wrong takes as long as all of this.
        """
        cdef uint64_t top = <uint64_t>1 << TOP
        cdef uint64_t days, now, soon, later, after, seconds_left, minutes_left, hours_left
        if not (self.has_year(wall.year) and self.months >> wall.month & 1):
            return False
        days = self.days_in(wall.year, wall.month)
        seconds_left = self.seconds >> wall.second
        minutes_left = self.minutes >> wall.minute >> 1
        hours_left = <uint64_t>self.hours >> wall.hour >> 1
        # In this minute; else in a later one of this hour; else in a later hour; else on a later day.
        later = days >> wall.day & 1
        soon = later & self.hours >> wall.hour
        now = soon & self.minutes >> wall.minute & (seconds_left != 0)
        soon &= (minutes_left != 0) & (now ^ 1)
        later &= (hours_left != 0) & ((now | soon) ^ 1)
        after = (now | soon | later) ^ 1
        days &= ~<uint64_t>0 << (wall.day + <int>after)
        if days == 0:
            return False
        wall.day = QC_LOW(days)
        wall.second = <int>(
            -now & <uint64_t>(wall.second + QC_LOW(seconds_left | top))
            | now - 1 & <uint64_t>QC_LOW(self.seconds | top)
        )
        wall.minute = <int>(
            -now & <uint64_t>wall.minute
            | -soon & <uint64_t>(wall.minute + 1 + QC_LOW(minutes_left | top))
            | -(later | after) & <uint64_t>QC_LOW(self.minutes | top)
        )
        wall.hour = <int>(
            -(now | soon) & <uint64_t>wall.hour
            | -later & <uint64_t>(wall.hour + 1 + QC_LOW(hours_left | top))
            | -after & <uint64_t>QC_LOW(self.hours | top)
        )
        return True

    cdef inline bint find_from_anywhere(self, Wall* wall, bint forward) noexcept nogil:
        """As `find`, for a wall time that has nothing to do with the one asked about before."""
        return forward and self.find_in_month(wall) or self.find(wall, forward)

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
                days = self.days_in(wall.year, month)
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
                mask = self.days_in(year, month)
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
            and self.days_in(wall.year, wall.month) >> wall.day & 1
        )

    cdef int nature(self) noexcept nogil:
        """All that a policy may go by, as bits: one for each kind of `fixed_when`."""
        return (
            (self.hours == (1 << 24) - 1)
            | self.is_single_time() << 1
            | self.is_in_a_row() << 2
            | <int>self.traits << 3
        )

    cdef inline bint is_single_time(self) noexcept nogil:
        return not (
            self.seconds & (self.seconds - 1)
            or self.minutes & (self.minutes - 1)
            or self.hours & (self.hours - 1)
        )

    cdef inline bint is_in_a_row(self) noexcept nogil:
        return (
            self.seconds & self.seconds >> 1
            or self.minutes & self.minutes >> 1
            or self.hours & self.hours >> 1
        )

    cdef object matcher(self):
        """The matcher; two threads may both make one, and either is right."""
        cdef Packed packed
        with critical_section(self):
            found = self.kept_matcher
        if type(found) is tuple:
            found = _dated_matcher(found)
            with critical_section(self):
                self.kept_matcher = found
        elif found is None:
            memset(&packed, 0, PLAIN_SIZE)
            packed.seconds = self.seconds
            packed.minutes = self.minutes
            packed.hours = self.hours
            packed.months = self.months
            packed.traits = self.traits
            memcpy(packed.years, self.years, sizeof(packed.years))
            packed.of_month = self.of_month
            packed.of_week = self.of_week
            packed.joining = self.joining
            octets = PyBytes_FromStringAndSize(<char*>&packed, PLAIN_SIZE)
            found = unpacked(octets if self.sheet == NULL else octets + self.kept_sheet)
            with critical_section(self):
                self.kept_matcher = found
        return found


cdef Masks masks_in(bytes octets):
    """The masks that the reader has written."""
    cdef Masks made = Masks.__new__(Masks)
    cdef const Packed* packed = <const Packed*>PyBytes_AS_STRING(octets)
    cdef Py_ssize_t size = PyBytes_GET_SIZE(octets)
    if size < PLAIN_SIZE or size != (sizeof(Packed) if packed.joining == SHEET else PLAIN_SIZE):
        raise ValueError("these octets are no masks")
    made.seconds = packed.seconds
    made.minutes = packed.minutes
    made.hours = packed.hours
    made.months = packed.months
    made.traits = packed.traits
    made.of_month = packed.of_month
    made.of_week = packed.of_week & 127
    made.joining = packed.joining
    memcpy(made.years, packed.years, sizeof(made.years))
    if packed.joining == SHEET:
        keep_sheet(made, octets[PLAIN_SIZE:])
    return made


cdef void keep_sheet(Masks made, bytes sheet) noexcept:
    """Let masks have the days of each shape."""
    made.kept_sheet = sheet
    made.sheet = <const uint32_t*>PyBytes_AS_STRING(sheet)


cdef Masks masks_of(matcher):
    """The masks of a matcher, which keeps the octets of its dates if it has some."""
    cdef int place
    cdef Masks made = Masks.__new__(Masks)
    made.seconds = matcher.seconds
    made.minutes = matcher.minutes
    made.hours = matcher.hours
    made.months = matcher.months
    years = (matcher.years >> FIRST_YEAR).to_bytes(32, "little")
    cdef const uint8_t* octet = <const uint8_t*>PyBytes_AS_STRING(years)
    for place in range(32):
        made.years[place >> 3] |= <uint64_t>octet[place] << 8 * (place & 7)
    keep_sheet(made, sheet_octets(matcher.days))
    traits = matcher.traits
    made.traits = (policies.NO_LEADING_STAR in traits) | (
        policies.NO_INTERVAL_SIGN in traits
    ) << 1
    made.kept_matcher = matcher
    if matcher.dates is not None:
        made.dates = <const uint32_t*>PyBytes_AS_STRING(matcher.dates.octets)
    return made


cdef object _dated_matcher(tuple parts):
    """The matcher of masks on some days only, of what they were made of."""
    from quartzcron.calendar import dated as room

    masks, dates, is_daily = parts
    matcher = (<Masks>masks).matcher()
    return room.dated(room.daily(matcher) if is_daily else matcher, dates)


cdef Masks _on_dates(Masks masks, dates, bint is_daily):
    """Masks on some days only; see `pure_kernel.housed`."""
    cdef int year, month
    cdef Masks made = Masks.__new__(Masks)
    octets = dates.octets
    made.kept_matcher = masks, dates, is_daily
    made.dates = <const uint32_t*>PyBytes_AS_STRING(octets)
    made.seconds = masks.seconds
    made.minutes = masks.minutes
    made.hours = masks.hours
    made.traits = masks.traits
    made.months = (1 << 13) - 2 if is_daily else masks.months
    if is_daily:
        made.of_month, made.of_week, made.joining = ~<uint32_t>1, 127, MEET
    elif masks.sheet == NULL:
        made.of_month, made.of_week, made.joining = masks.of_month, masks.of_week, masks.joining
    else:
        keep_sheet(made, masks.kept_sheet)
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        if is_daily or masks.has_year(year):
            for month in range(1, 13):
                if made.months >> month & 1 and made.days_in(year, month):
                    made.years[(year - FIRST_YEAR) >> 6] |= <uint64_t>1 << ((year - FIRST_YEAR) & 63)
                    break
    return made


# Who adds a kind adds it to `nature`.
assert set(_IS_FIXED) == {
    policies.ALL,
    policies.NOT_EVERY_HOUR,
    policies.SINGLE_TIME,
    policies.NOT_IN_A_ROW,
    policies.NO_LEADING_STAR,
    policies.NO_INTERVAL_SIGN,
}

# What has not begun never fires.
cdef Masks NOTHING = Masks.__new__(Masks)


cdef bint find_seconds(Masks masks, int64_t* seconds, bint forward) noexcept nogil:
    """Move seconds on the wall to the nearest that match."""
    cdef Wall wall
    fields_of(seconds[0], &wall)
    if not masks.find(&wall, forward):
        return False
    seconds[0] = seconds_of(&wall)
    return True
