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


include "_layout.pxi"


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
    fill_weeks(SHAPES)
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


include "_terms.pxi"


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


cdef void days_of(const Plan* plan, const Said* dom, const Said* dow, Packed* found) noexcept nogil:
    """The days that match, in two numbers or shape by shape."""
    cdef int shape, joining = MEET
    cdef uint32_t of_month, of_week
    if (
        plan.days == EITHER
        and not dow.plus
        and not is_star(plan, dom, dow, DAY_OF_MONTH)
        and not is_star(plan, dow, dom, WEEKDAY)
    ):
        joining = UNITE
    found.of_month = <uint32_t>dom.values[0]
    found.of_week = <uint8_t>dow.values[0]
    if not has_specials(dom) and not has_specials(dow):
        found.joining = joining
        return
    for shape in range(SHAPE_COUNT):
        of_month = found.of_month & WHOLE[shape] | dom.specials[shape]
        of_week = WEEKS[shape >> 2][found.of_week] & WHOLE[shape] | dow.specials[shape]
        found.days[shape] = of_month | of_week if joining == UNITE else of_month & of_week
    found.of_month = found.of_week = 0
    found.joining = SHEET


cdef inline bint has_specials(const Said* said) noexcept nogil:
    """Tell whether a day field names days that depend on the shape of the month."""
    return said.is_special or said.has_last_day


cdef inline uint32_t days_in(const Packed* found, int shape) noexcept nogil:
    if found.joining == SHEET:
        return found.days[shape]
    return joined_days(found.of_month, found.of_week, found.joining, shape)


cdef void keep_fire_years(Packed* found) noexcept nogil:
    """Leave the years that have at least one day; see `months.fire_years`."""
    cdef int shape, kind, month, word
    cdef uint64_t fires[4]
    for shape in range(SHAPE_COUNT):
        if not days_in(found, shape):
            break
    else:
        return  # every month fires, and at least one is named
    memset(fires, 0, sizeof(fires))
    for kind in range(KIND_COUNT):
        for month in range(1, 13):
            if found.months >> month & 1 and days_in(found, KIND_SHAPES[kind][month]):
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
    cdef Packed found
    memset(&found, 0, PLAIN_SIZE)
    found.seconds = said[SECOND].values[0]
    found.minutes = said[MINUTE].values[0]
    found.hours = <uint32_t>said[HOUR].values[0]
    found.months = <uint32_t>said[MONTH_FIELD].values[0]
    days_of(plan, &said[DAY_OF_MONTH], &said[WEEKDAY], &found)
    if plan.has_year:
        memcpy(found.years, said[YEAR].values, sizeof(found.years))
    else:
        memcpy(found.years, EVERY_YEAR, sizeof(found.years))
    keep_fire_years(&found)
    if not (said[MINUTE].leading_star or said[HOUR].leading_star):
        found.traits |= 1
    if not (said[SECOND].interval_sign or said[MINUTE].interval_sign or said[HOUR].interval_sign):
        found.traits |= 2
    return PyBytes_FromStringAndSize(
        <char*>&found, sizeof(Packed) if found.joining == SHEET else PLAIN_SIZE
    )


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
