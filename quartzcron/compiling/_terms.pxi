"""The grammar of a plain field: values, terms and lists of them, as `language.terms` defines it."""

# --- value -------------------------------------------------------------------

cdef inline bint is_digit(int sign) noexcept nogil:
    return c"0" <= sign <= c"9"


cdef inline bint is_letter(int sign) noexcept nogil:
    return c"a" <= (sign | 32) <= c"z"


cdef inline int inside(const Rules* rules, int written) noexcept nogil:
    """The library's own number for a written one."""
    return (written - rules.monday + 14) % 7 if rules.field == WEEKDAY else written


cdef inline int lowest(const Rules* rules, int value) noexcept nogil:
    """The lowest written number for one of the library's own."""
    if rules.field != WEEKDAY:
        return value
    return rules.low + (value + rules.monday - rules.low + 7) % 7


cdef inline int number(Place* place) noexcept nogil:
    """1*DIGIT, or NONE."""
    cdef int found = 0
    if not is_digit(place[0][0]):
        return NONE
    while is_digit(place[0][0]):
        found = found * 10 + place[0][0] - c"0"
        if found > LARGEST:
            return NONE
        place[0] += 1
    return found


cdef int named(Place* place, const Rules* rules) noexcept nogil:
    """3ALPHA, one of the field's names, as the lowest number that it stands for; or NONE."""
    cdef int word, found
    # The text ends in a NUL, which is no letter: this reads no further than it.
    if not (is_letter(place[0][0]) and is_letter(place[0][1]) and is_letter(place[0][2])):
        return NONE
    word = packed(place[0][0], place[0][1], place[0][2])
    place[0] += 3
    if rules.field == MONTH_FIELD:
        for found in range(12):
            if MONTH_WORDS[found] == word:
                return found + 1
    elif rules.field == WEEKDAY:
        for found in range(7):
            if WEEKDAY_WORDS[found] == word:
                return lowest(rules, found)
    return NONE


cdef inline int value(Place* place, const Rules* rules, bint* is_name) noexcept nogil:
    """number / name, as written; or NONE."""
    cdef int found
    is_name[0] = not is_digit(place[0][0])
    if is_name[0]:
        return named(place, rules) if rules.names else NONE
    found = number(place)
    return found if rules.low <= found <= rules.high else NONE


# --- term --------------------------------------------------------------------

cdef void walk(Said* said, const Rules* rules, int first, int last, int step) noexcept nogil:
    """Add the values from one to another, round the field's end where that lies between."""
    cdef int size = SIZES[rules.field], high = FIRSTS[rules.field] + size - 1
    cdef int base = BASES[rules.field], left = last - first, bit
    if step == 1 and left >= 0 and base == 0:
        said.values[0] |= ~<uint64_t>0 << first & ~<uint64_t>0 >> 63 - last
        return
    if left < 0:
        left += size
    while left >= 0:
        bit = first - base
        said.values[bit >> 6] |= <uint64_t>1 << (bit & 63)
        left -= step
        first += step
        if first > high:
            first -= size


cdef int stepped(
    Place* place, Said* said, const Rules* rules, int first, int last, bint is_range
) noexcept nogil:
    """["/" step] behind a base; returns what the term may share a list with."""
    cdef int step = 1, size
    if place[0][0] == c"/":
        place[0] += 1
        step = number(place)
        if not rules.steps or not 1 <= step <= rules.step_limit:
            return REFUSED
        size = SIZES[rules.field]
        if rules.step_within and step > (last - first + size) % size:
            return REFUSED
        # Some systems miscount here, some steps: the parser knows which.
        if is_range and not rules.wraps_with_step and lowest(rules, first) > lowest(rules, last):
            return REFUSED
    walk(said, rules, first, last, step)
    said.step = step
    return ANYTHING


cdef int ranged(
    Place* place, Said* said, const Rules* rules, int first, bint first_named
) noexcept nogil:
    """value "-" value, from the dash on."""
    cdef bint last_named
    cdef int last
    place[0] += 1
    last = value(place, rules, &last_named)
    if last == NONE or (first_named != last_named and not rules.mixed_range):
        return REFUSED
    # Which of these lose their Sunday the parser knows.
    if not rules.range_to_sunday and (last == rules.high or last == rules.low):
        return REFUSED
    if rules.high > rules.last:
        # Here 7 spells Sunday as 0 does. What a range means that begins with a 7, systems tell
        # each their own way, and some that end with a 0; 0-7 is the whole week.
        if first == rules.high or (last == rules.low and rules.range_high):
            return REFUSED
        if first == rules.low and last == rules.high:
            last = rules.last
    if (first == last and not rules.equal_range) or (first > last and not rules.wraps):
        return REFUSED
    return stepped(place, said, rules, inside(rules, first), inside(rules, last), True)


cdef int whole(Place* place, Said* said, const Rules* rules) noexcept nogil:
    """ "*" ["/" step] / "/" step, where the dialect takes that."""
    cdef int first, last
    if place[0][0] == c"*":
        said.has_asterisk = True
        place[0] += 1
        if place[0][0] != c"/":
            said.has_free = said.has_whole = True
            # The library's own bounds: a * in years means the whole horizon everywhere.
            walk(said, rules, FIRSTS[rules.field], FIRSTS[rules.field] + SIZES[rules.field] - 1, 1)
            return NOTHING if rules.star_alone else ANYTHING
    elif not rules.bare_step:
        return REFUSED
    first, last = inside(rules, rules.low), inside(rules, rules.last)
    cdef int share = stepped(place, said, rules, first, last, False)
    said.has_whole |= said.step == 1
    return share


cdef int special(Said* said, const Rules* rules, int which, sheet) except -1:
    """Add the days of a special; returns what it may share a list with, if it is taken at all."""
    cdef int octet
    octets = sheet.to_bytes(4 * SHAPE_COUNT, "little")
    cdef Place days = <Place>PyBytes_AS_STRING(octets)
    for octet in range(4 * SHAPE_COUNT):
        said.specials[octet >> 2] |= <uint32_t>days[octet] << 8 * (octet & 3)
    said.is_special |= which not in (LAST, LAST_MINUS)
    said.has_last_day |= which in (LAST, LAST_MINUS)
    return rules.shares[which]


cdef int counted_from_last(Place* place, Said* said, const Rules* rules) except -1:
    """ "L" / "LW" / "L-" n / "L-" n "W" in day of month; "L" / "L" n in day of week."""
    cdef int before = 0, which = LAST, weekday
    place[0] += 1
    if rules.field == WEEKDAY:
        if not is_digit(place[0][0]):
            walk(said, rules, SATURDAY, SATURDAY, 1)
            return rules.shares[LAST]
        weekday = number(place)
        if not rules.low <= weekday <= rules.high:
            return REFUSED
        return special(said, rules, LAST_WEEKDAY_PREFIX, last_weekday_sheet(inside(rules, weekday)))
    if place[0][0] == c"-":
        place[0] += 1
        before = number(place)
        if not rules.least_before <= before <= 30:
            return REFUSED
        which = LAST_MINUS
    if place[0][0] | 32 == c"w":
        place[0] += 1
        which = LAST_WORKDAY if which == LAST else LAST_MINUS_WORKDAY
        return special(said, rules, which, last_workday_sheet(before))
    return special(said, rules, which, last_day_sheet(before))


cdef int near_workday(Said* said, const Rules* rules, int which, int day) except -1:
    """n "W" / "W" n"""
    if not rules.low <= day <= min(rules.high, rules.latest_workday):
        return REFUSED
    # What becomes of it in shorter months the parser knows.
    if rules.clamped_workday and day > 28:
        return REFUSED
    return special(said, rules, which, nearest_workday_sheet(day))


cdef int behind_value(
    Place* place, Said* said, const Rules* rules, int first, bint is_name
) except -1:
    """n "W" / value "L" / value "#L" / value "#" n, from the sign on."""
    cdef int sign = place[0][0] | 32, nth
    place[0] += 1
    if sign == c"w":
        return REFUSED if is_name else near_workday(said, rules, NEAREST_WORKDAY, first)
    if sign == c"l":
        return special(said, rules, LAST_WEEKDAY, last_weekday_sheet(inside(rules, first)))
    if place[0][0] | 32 == c"l":
        place[0] += 1
        return special(said, rules, LAST_WEEKDAY_HASH, last_weekday_sheet(inside(rules, first)))
    nth = number(place)
    if not 1 <= nth <= 5:
        return REFUSED
    return special(said, rules, NTH_WEEKDAY, nth_weekday_sheet(inside(rules, first), nth))


cdef int term(Place* place, Said* said, const Rules* rules) except -1:
    """special / base ["/" step]; returns what it may share a list with."""
    cdef int sign = place[0][0], first, last
    cdef bint is_name
    if sign == c"*" or sign == c"/":
        return whole(place, said, rules)
    if sign == c"?":
        place[0] += 1
        said.has_free = said.has_whole = True
        walk(said, rules, FIRSTS[rules.field], FIRSTS[rules.field] + SIZES[rules.field] - 1, 1)
        return rules.shares[QUESTION]
    if sign | 32 == c"l":
        return counted_from_last(place, said, rules)
    if sign | 32 == c"w" and is_digit(place[0][1]):
        place[0] += 1
        return near_workday(said, rules, NEAREST_WORKDAY_PREFIX, number(place))
    first = value(place, rules, &is_name)
    if first == NONE:
        return REFUSED
    sign = place[0][0]
    if sign == c"-":
        return ranged(place, said, rules, first, is_name)
    if sign == c"#" or sign | 32 == c"l" or sign | 32 == c"w":
        return behind_value(place, said, rules, first, is_name)
    if sign == c"/":
        if not rules.open_step or (is_name and not rules.step_of_name):
            return REFUSED
        if first == rules.last and not rules.open_at_last:
            return REFUSED
        last = rules.last
    else:
        last = first
    return stepped(place, said, rules, inside(rules, first), inside(rules, last), False)


# --- field -------------------------------------------------------------------

cdef bint field(Place* place, Said* said, const Rules* rules) except -1:
    """term *("," term); False for what is not plain. Stops behind the last term."""
    cdef Place start = place[0]
    cdef int terms = 0, share, strictest = ANYTHING
    cdef bint has_plain = False
    while True:
        share = term(place, said, rules)
        if share == REFUSED:
            return False
        has_plain |= share == ANYTHING
        strictest = max(strictest, share)
        terms += 1
        if place[0][0] != c",":
            break
        place[0] += 1
    if terms > 1 and (strictest == NOTHING or (strictest == ALIKE and has_plain)):
        return False
    said.leading_star = start[0] == c"*"
    said.is_whole_free = terms == 1 and said.has_free
    said.is_question = terms == 1 and start[0] == c"?"
    while start < place[0]:
        # The letters of a name may be small; which letter is whose, the parser knows.
        if rules.capitals and (start[0] == c"l" or start[0] == c"w"):
            return False
        said.interval_sign |= not (is_digit(start[0]) or start[0] == c",")
        start += 1
    return True
