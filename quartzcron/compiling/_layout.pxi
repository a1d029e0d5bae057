"""The rules of a dialect laid out for the reader, as far as it knows all that they say."""

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
