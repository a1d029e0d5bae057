# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: freethreading_compatible=True
"""Plain texts straight to their masks: a shortcut past parser and nodes, never another grammar.

A plain text is right, and says nothing that needs more than masks: numbers,
names, stars, ranges, steps, lists, and the specials of the day fields. It is
read in one pass over its characters, by the dialect's rules laid out as C
structs, without one node. Whatever else a text is (wrong, a shorthand, not
ASCII, in a dialect with rules that are not known here), `read_plain` answers
None, and the parser, which is the definition, says what it means or what is
wrong with it. So a doubt is always settled by None: that costs time only.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from cpython.unicode cimport (
    PyUnicode_1BYTE_KIND,
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
)
from libc.stdint cimport uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

from functools import lru_cache

from quartzcron import dialects as _dialects
from quartzcron.dialects import Dialect as _Dialect, FieldRules as _FieldRules, Form as _Form
from quartzcron.errors import LONGEST_TEXT as _LONGEST_TEXT
from quartzcron.fields import DAY_OF_WEEK, FIELDS, MONTH
from quartzcron.calendar.matcher import ALL_YEARS
from quartzcron.calendar.months import (
    SHAPES,
    YEAR_KINDS,
    last_day_sheet,
    last_weekday_sheet,
    last_workday_sheet,
    nearest_workday_sheet,
    nth_weekday_sheet,
)

cdef extern from *:
    """
    #if defined(__GNUC__) || defined(__clang__)
    #define QC_COUNT(x) __builtin_popcountll(x)
    #else
    static int QC_COUNT(unsigned long long x) { int n = 0; while (x) { x &= x - 1; n++; } return n; }
    #endif
    """
    int QC_COUNT(uint64_t) nogil

include "../calendar/_packed.pxi"

cdef enum:
    NONE = -1
    LARGEST = 9999  # no field takes a larger number; the parser says so
    LONGEST = 1000
    FORMS = 8
    SHAPE_COUNT = 28
    KIND_COUNT = 14
    SATURDAY = 5

assert (_LONGEST_TEXT, len(SHAPES), len(YEAR_KINDS)) == (LONGEST, SHAPE_COUNT, KIND_COUNT)

# The fields in the order of `fields.FIELDS`.
cdef enum:
    SECOND
    MINUTE
    HOUR
    DAY_OF_MONTH
    MONTH_FIELD
    WEEKDAY
    YEAR
    FIELD_COUNT

cdef tuple _FIELDS = tuple(FIELDS.values())
assert len(_FIELDS) == FIELD_COUNT
assert _FIELDS[MONTH_FIELD] is MONTH and _FIELDS[WEEKDAY] is DAY_OF_WEEK

cdef dict _PLACES = {name: place for place, name in enumerate(FIELDS)}

# The specials, and the fields that they may be known in.
cdef enum:
    QUESTION
    LAST
    LAST_MINUS
    LAST_WORKDAY
    LAST_MINUS_WORKDAY
    NEAREST_WORKDAY
    NEAREST_WORKDAY_PREFIX
    LAST_WEEKDAY
    LAST_WEEKDAY_PREFIX
    LAST_WEEKDAY_HASH
    NTH_WEEKDAY
    LAST_WORD  # "last" is not plain; the rest of its dialect may be
    LAST_WORKDAY_MINUS  # nor is LW-2
    SPECIAL_COUNT

cdef dict _SPECIALS = {
    _dialects.QUESTION: (QUESTION, range(FIELD_COUNT)),
    _dialects.LAST: (LAST, (DAY_OF_MONTH, WEEKDAY)),
    _dialects.LAST_MINUS: (LAST_MINUS, (DAY_OF_MONTH,)),
    _dialects.LAST_WORKDAY: (LAST_WORKDAY, (DAY_OF_MONTH,)),
    _dialects.LAST_MINUS_WORKDAY: (LAST_MINUS_WORKDAY, (DAY_OF_MONTH,)),
    _dialects.NEAREST_WORKDAY: (NEAREST_WORKDAY, (DAY_OF_MONTH,)),
    _dialects.NEAREST_WORKDAY_PREFIX: (NEAREST_WORKDAY_PREFIX, (DAY_OF_MONTH,)),
    _dialects.LAST_WEEKDAY: (LAST_WEEKDAY, (WEEKDAY,)),
    _dialects.LAST_WEEKDAY_PREFIX: (LAST_WEEKDAY_PREFIX, (WEEKDAY,)),
    _dialects.LAST_WEEKDAY_HASH: (LAST_WEEKDAY_HASH, (WEEKDAY,)),
    _dialects.NTH_WEEKDAY: (NTH_WEEKDAY, (WEEKDAY,)),
    _dialects.LAST_WORD: (LAST_WORD, (DAY_OF_MONTH,)),
    _dialects.LAST_WORKDAY_MINUS: (LAST_WORKDAY_MINUS, (DAY_OF_MONTH,)),
}

# What a term may share a list with; REFUSED is no term that is known here.
cdef enum:
    REFUSED
    ANYTHING
    ALIKE
    NOTHING

cdef dict _SHARES = {
    _dialects.ANYTHING: ANYTHING,
    _dialects.ALIKE: ALIKE,
    _dialects.NOTHING: NOTHING,
}

cdef enum:
    ONE_QUESTION
    EITHER
    BOTH
    ONE_RESTRICTS

cdef dict _DAYS = {
    _dialects.ONE_QUESTION: ONE_QUESTION,
    _dialects.EITHER: EITHER,
    _dialects.BOTH: BOTH,
    _dialects.ONE_RESTRICTS: ONE_RESTRICTS,
}

cdef enum:
    WHOLE_STAR
    LEADING_STAR
    ANY_STAR
    LISTED_STAR
    BARE_STAR
    LONE_QUESTION

cdef dict _STARS = {
    _dialects.WHOLE_STAR: WHOLE_STAR,
    _dialects.LEADING_STAR: LEADING_STAR,
    _dialects.ANY_STAR: ANY_STAR,
    _dialects.LISTED_STAR: LISTED_STAR,
    _dialects.BARE_STAR: BARE_STAR,
    _dialects.LONE_QUESTION: LONE_QUESTION,
}

# Whether a range may go round; why it may not is the parser's to say.
cdef dict _WRAPS = {
    _dialects.WRAPS: True,
    _dialects.REFUSED: False,
    _dialects.NEVER_FIRES: False,
    _dialects.SWAPPED: False,
    _dialects.MISREAD: False,
}

# Whether there are names; of more than three letters they are not plain.
cdef dict _NAMES = {
    _dialects.THREE_LETTERS: True,
    _dialects.WHOLE_NAMES: True,
    _dialects.BEGINNINGS: True,
    _dialects.NO_NAMES: False,
}


# --- what is known of the rules ----------------------------------------------

# `FieldRules` of one field.
cdef struct Rules:
    int field
    int low, high, last  # as written
    int monday
    int step_limit, latest_workday, least_before
    bint names, capitals
    bint wraps, wraps_with_step, equal_range, mixed_range, range_high
    bint steps, open_step, open_at_last, bare_step, step_within, step_of_name
    bint star_alone, range_to_sunday, clamped_workday
    uint8_t shares[SPECIAL_COUNT]

# A `Form`; one without fields is not known.
cdef struct Plan:
    int count
    Rules rules[FIELD_COUNT]
    int days, star
    bint plus, specials_combine, has_year

cdef dict _unknown(kind, str known):
    """What a class of rules says beyond the names that are known, each with its default."""
    # What has no default equals nothing that a value may say.
    return {
        name: kind._defaults.get(name, NotImplemented)
        for name in kind._fields
        if name not in known.split()
    }


# Known is what is laid out, and what no plain text is read by: words for messages and lint;
# ?/n, H, R, ~, MON-FRI#1 and 1-L, which are not plain, nor is a range that begins with the
# higher Sunday, nor one of a single value where that is not what it means.
cdef dict _UNKNOWN_IN_RULES = _unknown(
    _FieldRules,
    "name low high monday names reversed_range wraps_with_step equal_range equal_cycle mixed_range "
    "steps open_step open_at_last bare_step question_step step_limit step_within step_dropper "
    "step_of_name star_alone range_low range_high range_to_sunday last_ends_range specials "
    "special_ranges capitals latest_workday least_before clamped_workday hashed "
    "random neighbours unverified",
)
cdef dict _UNKNOWN_IN_FORM = _unknown(
    _Form, "fields days star plus specials_combine unusual"
)
cdef dict _UNKNOWN_IN_DIALECT = _unknown(
    _Dialect,
    "name title summary forms dst_policy dst_verified shorthands any_case bare_shorthand "
    "in_words service_rules seed hashing seed_optional seeded_shorthands unverified time_spans "
    "crontab",
)


cdef bint is_known(value, kind, dict unknown):
    """Tell whether all that a value says is known here: what is not must be at its default."""
    if type(value) is not kind:
        return False
    for name, default in unknown.items():
        if getattr(value, name) != default:
            return False
    return True


cdef bint lay_out_rules(Rules* laid, rules):
    """Lay out the rules of a field; False if they are not known in full."""
    cdef int place
    if not is_known(rules, _FieldRules, _UNKNOWN_IN_RULES):
        return False
    if rules.reversed_range not in _WRAPS or rules.names not in _NAMES:
        return False
    field = rules.field
    # Sunday may be written as 0, as 7 or as both.
    low, high = (0, 7) if field is DAY_OF_WEEK else (field.low, field.high)
    if not (low <= rules.low <= rules.high <= high and 0 <= rules.monday <= 7):
        return False
    laid.field = _PLACES[rules.name]
    laid.low, laid.high, laid.last, laid.monday = rules.low, rules.high, rules.last, rules.monday
    laid.step_limit = LARGEST if rules.step_limit is None else min(rules.step_limit, LARGEST)
    laid.latest_workday = min(rules.latest_workday, 31)
    laid.least_before = rules.least_before
    laid.names = _NAMES[rules.names]
    laid.capitals = rules.capitals
    laid.wraps = _WRAPS[rules.reversed_range]
    laid.wraps_with_step = rules.wraps_with_step
    laid.equal_range = rules.equal_range
    laid.mixed_range = rules.mixed_range
    laid.range_high = bool(rules.range_high)
    laid.steps = rules.steps
    laid.step_within = rules.step_within
    laid.open_step = rules.open_step
    laid.open_at_last = rules.open_at_last
    laid.step_of_name = rules.step_of_name
    laid.star_alone = rules.star_alone
    laid.range_to_sunday = rules.range_to_sunday
    laid.clamped_workday = rules.clamped_workday
    laid.bare_step = rules.bare_step
    for place in range(SPECIAL_COUNT):
        laid.shares[place] = REFUSED
    # The first that names a special decides, as in the parser.
    for special, share in reversed(rules.specials):
        known, fields = _SPECIALS.get(special, (0, ()))
        if laid.field not in fields or share not in _SHARES:
            return False
        laid.shares[<int>known] = _SHARES[share]
    return True


cdef bint lay_out(Plan* plan, form):
    """Lay out a form; False if it is not known in full."""
    cdef int place
    if not is_known(form, _Form, _UNKNOWN_IN_FORM):
        return False
    if form.days not in _DAYS or form.star not in _STARS:
        return False
    names = {rules.name for rules in form.fields}
    # Seconds and years may be left out; no field stands twice.
    if len(names) != len(form.fields) or set(FIELDS).difference(names, ("second", "year")):
        return False
    plan.days = _DAYS[form.days]
    plan.star = _STARS[form.star]
    plan.plus = form.plus
    plan.specials_combine = form.specials_combine
    plan.has_year = "year" in names
    for place, rules in enumerate(form.fields):
        if not lay_out_rules(&plan.rules[place], rules):
            return False
    return True


cdef class Layout:
    """The forms of a dialect, by their number of fields. Never changed once made."""

    cdef Plan plans[FORMS]

    def __cinit__(self, dialect):
        if not is_known(dialect, _Dialect, _UNKNOWN_IN_DIALECT):
            return
        # The first form of a length is the one that counts.
        for form in reversed(dialect.forms):
            count = len(form.fields)
            if count < FORMS:
                known = lay_out(&self.plans[<int>count], form)
                self.plans[<int>count].count = count if known else 0


# --- what a field says -------------------------------------------------------

# Bit v - base for value v, where the base is the field's low for years and else 0.
cdef struct Said:
    uint64_t values[4]
    uint32_t specials[SHAPE_COUNT]  # the days that they name, by shape
    bint is_special, has_last_day  # W, a last weekday or #; L or L-n in day of month
    bint has_free, has_whole, has_asterisk  # a * or ? as a term; or */1; the sign * anywhere
    bint is_whole_free, is_question  # the field is nothing but * or ?; but ?
    bint leading_star, interval_sign, plus
    int step  # of the last term

cdef int BASES[FIELD_COUNT]
cdef int SIZES[FIELD_COUNT]
cdef int FIRSTS[FIELD_COUNT]
cdef int MONTH_WORDS[12]
cdef int WEEKDAY_WORDS[7]
cdef uint32_t WHOLE[SHAPE_COUNT]  # the days that a shape has
cdef uint8_t KIND_SHAPES[KIND_COUNT][13]
cdef uint64_t KIND_YEARS[KIND_COUNT][4]  # from 1970 on
cdef uint64_t EVERY_YEAR[4]


cdef inline int packed(int one, int two, int three) noexcept nogil:
    """Three letters in any case as one number."""
    return (one | 32) << 16 | (two | 32) << 8 | three | 32


cdef int packed_name(name):
    """A name of three letters as one number."""
    one, two, three = name.encode()
    return packed(one, two, three)


cdef void _fill():
    """Fill the tables above, once, while the module is imported."""
    cdef int place, month
    for place in range(FIELD_COUNT):
        FIRSTS[place] = _FIELDS[place].low
        SIZES[place] = _FIELDS[place].size
        BASES[place] = FIRSTS[place] if place == YEAR else 0
    for place in range(12):
        MONTH_WORDS[place] = packed_name(MONTH.names[place])
    for place in range(7):
        WEEKDAY_WORDS[place] = packed_name(DAY_OF_WEEK.names[place])
    for place in range(SHAPE_COUNT):
        WHOLE[place] = (2 << SHAPES[place][1]) - 2
    for place in range(KIND_COUNT):
        for month in range(1, 13):
            KIND_SHAPES[place][month] = YEAR_KINDS[place][0][month]
        spread(YEAR_KINDS[place][1], KIND_YEARS[place])
    spread(ALL_YEARS, EVERY_YEAR)


cdef void spread(years, uint64_t* words):
    """Lay a mask of years out in words, from the first year of the horizon on."""
    cdef int word
    for word in range(4):
        words[word] = years >> FIRSTS[YEAR] + 64 * word & 0xFFFFFFFFFFFFFFFF


_fill()

ctypedef const uint8_t* Place


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


# --- how the day fields meet -------------------------------------------------

cdef bint is_star(const Plan* plan, const Said* said, const Said* other, int which) noexcept nogil:
    """Tell whether a day field leaves the days open."""
    if plan.star == WHOLE_STAR:
        return said.is_whole_free
    if plan.star == LEADING_STAR:
        return said.leading_star
    if plan.star == LISTED_STAR:
        return said.has_whole
    if plan.star == BARE_STAR:
        return said.has_free
    if plan.star == LONE_QUESTION:
        return said.is_question
    return said.has_free or (
        other.has_asterisk and QC_COUNT(said.values[0]) + said.has_last_day == SIZES[which]
    )


cdef bint is_asterisk(const Said* said) noexcept nogil:
    """Tell whether a field is a * and nothing else."""
    return said.is_whole_free and not said.is_question


cdef bint do_meet(const Plan* plan, const Said* dom, const Said* dow) noexcept nogil:
    """Tell whether the two day fields may stand together."""
    if plan.days == ONE_QUESTION:
        return dom.is_question != dow.is_question
    if plan.star == LONE_QUESTION and dom.is_question and dow.is_question:
        return False
    if plan.days == ONE_RESTRICTS and not (is_asterisk(dom) or is_asterisk(dow)):
        return False
    if plan.specials_combine or dom.has_free or dow.has_free:
        return True
    return not (dom.is_special or dow.is_special)


cdef void days_of(
    const Plan* plan, const Said* dom, const Said* dow, uint32_t* days
) noexcept nogil:
    """The days of each shape."""
    cdef bint unites = (
        plan.days == EITHER
        and not dow.plus
        and not is_star(plan, dom, dow, DAY_OF_MONTH)
        and not is_star(plan, dow, dom, WEEKDAY)
    )
    cdef int shape
    cdef uint64_t week
    cdef uint32_t of_month, of_week
    for shape in range(SHAPE_COUNT):
        # Bit d for day d: the week turned to the weekday of the 1st, five times over.
        week = dow.values[0] >> (shape >> 2) | dow.values[0] << 7 - (shape >> 2)
        week = (week & 127) << 1
        week |= week << 7 | week << 14 | week << 21 | week << 28
        of_month = <uint32_t>dom.values[0] & WHOLE[shape] | dom.specials[shape]
        of_week = <uint32_t>week & WHOLE[shape] | dow.specials[shape]
        days[shape] = of_month | of_week if unites else of_month & of_week


cdef void keep_fire_years(Packed* found) noexcept nogil:
    """Leave the years that have at least one day; see `months.fire_years`."""
    cdef int shape, kind, month, word
    cdef uint64_t fires[4]
    for shape in range(SHAPE_COUNT):
        if not found.days[shape]:
            break
    else:
        return  # every month fires, and at least one is named
    memset(fires, 0, sizeof(fires))
    for kind in range(KIND_COUNT):
        for month in range(1, 13):
            if found.months >> month & 1 and found.days[KIND_SHAPES[kind][month]]:
                for word in range(4):
                    fires[word] |= KIND_YEARS[kind][word]
                break
    for word in range(4):
        found.years[word] &= fires[word]


# --- text --------------------------------------------------------------------

cdef inline bint is_blank(int sign) noexcept nogil:
    return sign == c" " or sign == c"\t"


cdef inline bint is_around(int sign) noexcept nogil:
    """White space that may surround a text; see `text.AROUND`."""
    return sign == c" " or c"\t" <= sign <= c"\r"


cdef int words_between(Place place, Place end) noexcept nogil:
    """How many words stand between two places, blanks and tabs apart."""
    cdef int count = 0
    cdef bint is_inside = False
    while place < end:
        if is_blank(place[0]):
            is_inside = False
        elif not is_inside:
            is_inside = True
            count += 1
        place += 1
    return count


cdef object packed_of(const Plan* plan, const Said* said):
    """The octets of what all fields say."""
    octets = PyBytes_FromStringAndSize(NULL, sizeof(Packed))
    cdef Packed* found = <Packed*>PyBytes_AS_STRING(octets)
    memset(found, 0, sizeof(Packed))
    found.seconds = said[SECOND].values[0]
    found.minutes = said[MINUTE].values[0]
    found.hours = <uint32_t>said[HOUR].values[0]
    found.months = <uint32_t>said[MONTH_FIELD].values[0]
    days_of(plan, &said[DAY_OF_MONTH], &said[WEEKDAY], found.days)
    if plan.has_year:
        memcpy(found.years, said[YEAR].values, sizeof(found.years))
    else:
        memcpy(found.years, EVERY_YEAR, sizeof(found.years))
    keep_fire_years(found)
    if not (said[MINUTE].leading_star or said[HOUR].leading_star):
        found.traits |= 1
    if not (said[SECOND].interval_sign or said[MINUTE].interval_sign or said[HOUR].interval_sign):
        found.traits |= 2
    return octets


cdef object read_form(Place place, Place end, const Plan* plan):
    """field *(1*blank field), from the first field to the end of the last."""
    cdef Said said[FIELD_COUNT]
    cdef const Rules* rules
    cdef Said* found
    cdef int number
    memset(said, 0, sizeof(said))
    said[SECOND].values[0] = 1  # without a field for it: second 0
    for number in range(plan.count):
        rules = &plan.rules[number]
        found = &said[rules.field]
        found.values[0] = 0
        while is_blank(place[0]):
            place += 1
        if place[0] == c"+" and plan.plus and rules.field == WEEKDAY:
            found.plus = True
            place += 1
        if not field(&place, found, rules) or (place < end and not is_blank(place[0])):
            return None
    if not do_meet(plan, &said[DAY_OF_MONTH], &said[WEEKDAY]):
        return None
    return packed_of(plan, said)


# A dialect's layout costs as much as a few texts. It is kept as the dialect itself is, and no
# clearing of what is kept of texts touches it.
cdef object _layout = lru_cache(64)(Layout)

# The same by identity, without asking a dialect for its hash: a third of the time of a text.
# Each entry holds its dialect, whose id nobody else gets meanwhile.
cdef dict _LAYOUTS = {}


cdef Layout layout_of(dialect):
    """The layout of a dialect."""
    key = id(dialect)
    found = _LAYOUTS.get(key)
    if found is None:
        if len(_LAYOUTS) >= 64:
            _LAYOUTS.clear()
        found = _LAYOUTS[key] = dialect, _layout(dialect)
    return <Layout>(<tuple>found)[1]


def read_plain(text, dialect):
    """Return the masks of a plain text as octets (`matcher.unpacked`), or None: ask the parser."""
    cdef Place place, end
    cdef Layout layout
    cdef int count
    if type(text) is not str or PyUnicode_KIND(text) != PyUnicode_1BYTE_KIND:
        return None
    if PyUnicode_GET_LENGTH(text) > LONGEST:
        return None
    layout = layout_of(dialect)
    place = <Place>PyUnicode_DATA(text)
    end = place + PyUnicode_GET_LENGTH(text)
    while place < end and is_around(place[0]):
        place += 1
    while place < end and is_around((end - 1)[0]):
        end -= 1
    count = words_between(place, end)
    if count >= FORMS or layout.plans[count].count == 0:
        return None
    return read_form(place, end, &layout.plans[count])
