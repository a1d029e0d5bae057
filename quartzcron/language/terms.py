"""From a field's text to its nodes: one function a rule of the grammar.

    field      = term *("," term)
    term       = special / base ["/" step] / hashed ["/" step]
    base       = "*" / value ["-" value] / ""    ; "" where the dialect takes /n, or ? for ?/n
    hashed     = "H" ["(" number "-" number ")"]
    random     = [number] "~" [number] / "R" ["(" number "-" number ")"] ["/" step]
    value      = number / name
    special    = "?" / "L" / "L-" n / "LW" / "L-" n "W" / ("LW" / "L-" n "W") "-" n
               / n "W" / "W" n / "last"
               / weekdays "L" / "L" n / weekdays "#L" / weekdays "#" n
    weekdays   = value ["-" value]               ; a range where the dialect takes one

Which of these a field takes is in its `FieldRules`. A term is consumed
everything or says where it stopped: it ends in a node or in a `Problem`, which
`slips` words. Fields are kept by their text, spans counted from the field's
start.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron import dialects
from quartzcron.errors import shown
from quartzcron.fields import DAY_OF_WEEK, WEEKDAY_NAMES
from quartzcron.language.nodes import (
    Every,
    From,
    Hashed,
    LastDay,
    LastWeekday,
    LastWorkday,
    NearestWorkday,
    Node,
    NthWeekday,
    Question,
    Range,
    Single,
    Star,
)
from quartzcron.language.slips import (
    FaultError,
    fault,
    goes_down,
    in_company,
    loses_sunday,
    miscounts,
    not_allowed,
    not_ascii,
    special_not_here,
    worded,
    wrong_step,
)
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from quartzcron.dialects import FieldRules, HashRules
    from quartzcron.errors import Problem
    from quartzcron.language.slips import Fault


class ParsedField:
    """One field's text, its nodes, and what is wrong with it; spans from the field's start.

    Two traits of the text tell some systems how to treat clock changes: whether
    it begins with a star, and whether it has a sign of an interval (* ? - /).
    `plus` says that a + stands in front, which is not part of the text.
    """

    # Not a Record: setting its slots one by one is three times as fast, and every text has six
    # of them. Never changed once made, but for the mask, which the matcher leaves here.
    __slots__ = (
        "faults",
        "interval_sign",
        "leading_star",
        "mask",
        "nodes",
        "plus",
        "rules",
        "text",
    )

    def __init__(
        self,
        text: str,
        rules: FieldRules,
        nodes: tuple[Node, ...],
        faults: tuple[Fault, ...] = (),
        plus: bool = False,
    ) -> None:
        self.text = text
        self.rules = rules
        self.nodes = nodes
        self.faults = faults
        self.plus = plus
        self.mask: int | None = None
        self.leading_star = text[:1] == "*"
        self.interval_sign = bool(text.strip("0123456789,"))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Its faults in words, made anew each time."""
        return worded(self.faults)


# --- field -----------------------------------------------------------------


#: Longer field texts are read anew each time, so that what is kept stays small.
_LONGEST_KEPT = 64


def parse_field(text: str, rules: FieldRules) -> ParsedField:
    """Read one field; short ones are kept, since forms and fleets repeat them."""
    return _kept_field(text, rules) if len(text) <= _LONGEST_KEPT else _read_field(text, rules)


def _read_field(text: str, rules: FieldRules) -> ParsedField:
    """field = term *("," term)"""
    # Stars, question marks and plain numbers are most of all fields: a third of the time.
    if text == "*":
        return ParsedField(text, rules, (Star(rules.name, (0, 1)),))
    if text == "?" and rules.specials and rules.specials[0][0] == "?":
        return ParsedField(text, rules, (Question(rules.name, (0, 1)),))
    if _is_plain(text, rules) and rules.low <= int(text) <= rules.high:
        value = rules.inside(int(text))
        return ParsedField(text, rules, (Single(rules.name, (0, len(text)), value, False),))
    nodes: list[Node] = []
    faults = []
    shares = []
    restricted = False
    start = 0
    for piece in text.split(","):
        end = start + len(piece)
        try:
            found, share = parse_term(piece, start, rules)
            nodes += found
            shares.append((share, start, end))
            restricted = restricted or share != dialects.ANYTHING
        except FaultError as fault:
            faults.append(fault.found)
        start = end + 1
    if restricted and len(shares) > 1 and not faults:
        faults += in_company(text, shares, rules)
    return ParsedField(text, rules, tuple(nodes), tuple(faults))


def _is_plain(text: str, rules: FieldRules) -> bool:
    """Tell whether a text is a number that the dialect would read."""
    return (
        text.isdigit()
        and text.isascii()
        and (rules.most_digits is None or len(text) <= rules.most_digits)
    )


_kept_field = lru_cache(4096)(_read_field)


# --- term ------------------------------------------------------------------


def parse_term(text: str, start: int, rules: FieldRules) -> tuple[tuple[Node, ...], str]:
    """term = special / base ["/" step]

    Returns its nodes, one but for a special of several weekdays, and what it may
    share a list with.
    """
    span = (start, start + len(text))
    if text.isdigit() and text.isascii():
        single = Single(rules.name, span, rules.inside(_number(text, start, rules)))
        return (single,), dialects.ANYTHING
    if text == "*":
        shares = dialects.NOTHING if rules.star_alone else _star_shares(rules)
        return (Star(rules.name, span),), shares
    if not text:
        # Point at a comma: without it the list is right.
        raise fault("empty-item", (max(start - 1, 0), max(start, 1)), rules)
    if not text.isascii():
        raise not_ascii(text, start, rules)
    if rules.hashed is not None and _is_hashed(text, rules, rules.hashed):
        shares = dialects.ANYTHING if rules.hashed.in_list else dialects.NOTHING
        return (_parse_hashed(text, start, rules, rules.hashed),), shares
    if rules.random and rules.random in text.upper():
        _refuse_random(text, start, rules)
    # Every special has one of these letters, most other terms have none.
    if not _SPECIAL_SIGNS.isdisjoint(text) and not (rules.question_step and text[:2] == "?/"):
        shape = _special_shape(text.upper(), bool(rules.special_ranges))
        if shape is not None:
            return _parse_special(text, start, rules, shape)
    node = _parse_stepped(text, start, rules)
    return (node,), _star_shares(rules) if isinstance(node, Every) else dialects.ANYTHING


def _star_shares(rules: FieldRules) -> str:
    return dialects.ANYTHING if rules.star_in_list else dialects.NOTHING


# --- hashed values ---------------------------------------------------------


def _is_hashed(text: str, rules: FieldRules, hashed: HashRules) -> bool:
    """Tell whether a term begins with H, where that is no part of a word."""
    letter = text[0] if rules.capitals or hashed.capital else text[0].upper()
    return letter == "H" and not text[1:2].isalpha()


def _refuse_random(text: str, start: int, rules: FieldRules) -> None:
    """Raise what there is to say of a number drawn at random, if this is one."""
    if rules.random == "~":
        low, _, high = text.partition("~")
        ends = [end for end in (low, high) if end]
        values = [_value(end, start + text.index(end), rules)[0] for end in ends]
        if values == sorted(values):
            raise _drawn_anew(text, start, rules)
    elif text[0].upper() == rules.random and not text[1:2].isalpha():
        # As H, whose bounds and steps it has.
        _parse_hashed(text, start, rules, dialects.HashRules(rules.low, rules.last))
        raise _drawn_anew(text, start, rules)


def _drawn_anew(text: str, start: int, rules: FieldRules) -> FaultError:
    return fault("random-value", (start, start + len(text)), rules, found=shown(text))


def _parse_hashed(text: str, start: int, rules: FieldRules, hashed: HashRules) -> Hashed:
    """ "H" ["(" number "-" number ")"] ["/" step]"""
    span = (start, start + len(text))
    base, slash, step_text = text.partition("/")
    low, high = hashed.low, hashed.high
    bounds = base[1:]
    if bounds:
        if not hashed.bounds:
            place = start + 1, start + len(base)
            raise fault("trailing-text/hash-step", place, rules, found=shown(bounds))
        low, high = _hash_bounds(bounds, start + 1, rules)
    step = _step(step_text, start + len(base) + 1, rules) if slash else 1
    least, most = hashed.least_step, hashed.most_step or high - low + 1
    if slash and not least <= step <= most:
        # Where 1 is too small, it is dropped: H/1 is drawn like H.
        code = ("step-zero", "step-not-here")[step] if step < least else "step-too-large"
        raise fault(f"{code}/hash", span, rules, found=shown(str(step)), low=least, high=most)
    ends = rules.walk(low, high)
    return Hashed(rules.name, span, *ends, step, False, False, low, high, not bounds, bool(slash))


def _hash_bounds(text: str, start: int, rules: FieldRules) -> tuple[int, int]:
    """ "(" number "-" number ")" """
    low_text, dash, high_text = text[1:-1].partition("-")
    other = fault("trailing-text/hash", (start, start + len(text)), rules, found=shown(text))
    if text[0] != "(" or text[-1] != ")" or not dash:
        raise other
    low, named = _value(low_text, start + 1, rules)
    high, ends_named = _value(high_text, start + 2 + len(low_text), rules)
    # Numbers alone, whatever names the field has.
    if named or ends_named:
        raise other
    if low > high or (low == high and not rules.equal_range):
        span = (start + 1, start + len(text) - 1)
        raise fault("range-reversed", span, rules, found=shown(text[1:-1]))
    return low, high


# --- base and step ---------------------------------------------------------


def _parse_stepped(text: str, start: int, rules: FieldRules) -> Node:
    """base ["/" step]"""
    base, slash, step_text = text.partition("/")
    if not slash:
        return _parse_base(base, start, rules)
    span = (start, start + len(text))
    if not rules.steps:
        raise fault("step-not-here", span, rules)
    if not base and not rules.bare_step:
        raise fault("step-not-here/bare", span, rules)
    step = _step(step_text, start + len(base) + 1, rules)
    if step == 0:
        raise wrong_step(0, span, rules, rules.step_limit)
    if base in ("", "*") or (base == "?" and rules.question_step):
        first, last = rules.inside(rules.star_low or rules.low), rules.inside(rules.last)
        node: Every | From | Range = Every(rules.name, span, first, last, step)
    else:
        node = _step_from(_parse_base(base, start, rules), base, span, step, rules)
    limit = rules.step_limit
    if rules.step_within:
        limit = (node.last - node.first) % rules.field.size
    if limit is not None and step > limit:
        raise wrong_step(step, span, rules, limit)
    wraps = isinstance(node, Range) and step > 1 and not rules.wraps_with_step
    if wraps and miscounts(node, rules):
        raise fault("range-wraps-with-step", span, rules, found=shown(text))
    return node


def _step_from(
    base: Single | Range | Every, text: str, span: tuple[int, int], step: int, rules: FieldRules
) -> From | Range | Every:
    if not isinstance(base, Single):
        return base.replace(span=span, step=step)
    if not rules.open_step:
        raise fault("step-not-here/value", span, rules)
    if base.named and not rules.step_of_name:
        raise fault("step-not-here/weeks", span, rules, found=shown(text))
    # As it was written: 0 and 7 are both Sunday, and a walk from 7 may be at its end.
    written = _value(text, span[0], rules)[0]
    if written == rules.last and not rules.open_at_last:
        raise fault("range-equal/step", span, rules, found=f"{shown(text)}/{step}")
    first, last = rules.walk(written, rules.open_last or rules.last)
    return From(rules.name, span, first, last, step, base.named)


def _step(text: str, start: int, rules: FieldRules) -> int:
    """step = 1*DIGIT"""
    span = (start, start + len(text))
    if not text:
        raise fault("missing-value/step", (start - 1, start), rules)
    if not text.isdigit():
        key = "trailing-text/step" if text[0].isdigit() else "not-a-value/step"
        raise fault(key, span, rules, found=shown(text))
    _check_digits(text, start, rules)
    return int(text)


def _parse_base(text: str, start: int, rules: FieldRules) -> Single | Range | Every:
    """base = value ["-" value]; a lone * has been read before"""
    span = (start, start + len(text))
    if text[0] == "*":
        raise fault("trailing-text/star", span, rules, found=shown(text[1:]))
    low_text, dash, high_text = text.partition("-")
    if not dash:
        written, named = _value(text, start, rules)
        return Single(rules.name, span, rules.inside(written), named)
    return _parse_range(low_text, high_text, start, rules)


def _parse_range(low_text: str, high_text: str, start: int, rules: FieldRules) -> Range | Every:
    """value "-" value; a range of one value may be every value"""
    high_start = start + len(low_text) + 1
    span = (start, high_start + len(high_text))
    more = high_text.find("-")
    if low_text and more > 0:
        place = (high_start + more, span[1])
        raise fault("trailing-text/range", place, rules, found=shown(high_text[more:]))
    first, first_named = _value(low_text, start, rules)
    if rules.last_ends_range and high_text in ("L", "l"):
        high_text = str(rules.high)
    last, last_named = _value(high_text, high_start, rules)
    if first_named != last_named and not rules.mixed_range:
        raise fault("mixed-range", span, rules)
    equal, downward = first == last, first > last
    found = f"{shown(low_text)}-{shown(high_text)}"
    on_sunday = rules.inside(last) == rules.inside(rules.high)
    if on_sunday and not rules.range_to_sunday and (first, last) != (rules.low, rules.high):
        raise loses_sunday(first, found, span, rules)
    if rules.high > rules.low + rules.field.size - 1:
        first, last = _week_ends(first, last, last_named, rules)
    named = first_named or last_named
    node = Range(rules.name, span, *rules.walk(first, last), 1, named, downward)
    if first == last and not rules.equal_range:
        if rules.equal_cycle:
            every = rules.inside(rules.low), rules.inside(rules.last)
            return Every(rules.name, span, *every)
        raise fault("range-reversed/equal", span, rules, found=found)
    if equal and first != last:  # 7-7 that became 0-7
        raise fault("range-equal", span, rules, found=found)
    if first > last and rules.reversed_range != dialects.WRAPS:
        raise goes_down(found, span, rules)
    return node


def _week_ends(first: int, last: int, last_named: bool, rules: FieldRules) -> tuple[int, int]:
    """Settle which Sunday is meant at the ends of a range, where 0 and 7 both spell it."""
    wraps = rules.reversed_range == dialects.WRAPS
    if first == rules.high and rules.range_low and not (wraps and last == rules.high):
        first = rules.low
    if last == rules.low and (dialects.BY_NAME if last_named else dialects.BY_NUMBER) in (
        rules.range_high
    ):
        last = rules.high
    return first, last


# --- value -----------------------------------------------------------------


def _value(text: str, start: int, rules: FieldRules) -> tuple[int, bool]:
    """value = number / name; returns the number as written and whether it was a name."""
    if text.isdigit():
        return _number(text, start, rules), False
    if text.isalpha():
        return _name(text, start, rules), True
    if not text:
        raise fault("missing-value", (start, start), rules, low=rules.low, high=rules.high)
    raise not_allowed("not-a-value", text, start, rules)


def _number(text: str, start: int, rules: FieldRules) -> int:
    """number = 1*DIGIT, within the field's bounds"""
    value = int(text)
    _check_digits(text, start, rules)
    if not rules.low <= value <= rules.high:
        raise not_allowed("out-of-range", text, start, rules)
    return value


def _check_digits(text: str, start: int, rules: FieldRules) -> None:
    most = rules.most_digits
    if most is not None and len(text) > most:
        span = (start, start + len(text))
        key = "too-many-digits" if most > 1 else "too-many-digits/one"
        raise fault(key, span, rules, found=len(text), high=most)


def _name(text: str, start: int, rules: FieldRules) -> int:
    """name = one of the field's in any case, as long as the dialect takes it"""
    names = rules.field.names
    upper = text.upper()
    if not names or rules.names == dialects.NO_NAMES:
        raise not_allowed("names-not-here", text, start, rules)
    if rules.names in (dialects.WHOLE_NAMES, dialects.BEGINNINGS):
        upper = _shortened(upper, (start, start + len(text)), rules)
    if upper not in names:
        raise not_allowed("unknown-name", text, start, rules)
    number = rules.written(rules.field.low + names.index(upper))
    is_high = rules.name_high and rules.inside(rules.high) == rules.inside(number)
    return rules.high if is_high else number


def _shortened(name: str, span: tuple[int, int], rules: FieldRules) -> str:
    """Return the three letters of a longer or shorter name that the dialect takes."""
    fits = [
        whole[:3]
        for whole in rules.field.whole_names
        if name == whole or (rules.names == dialects.BEGINNINGS and whole.startswith(name))
    ]
    if len(fits) > 1:
        names = " or ".join(fits)
        raise fault("ambiguous-name", span, rules, found=shown(name), names=names)
    return fits[0] if fits else name


# --- specials --------------------------------------------------------------


_SPECIAL_SIGNS = frozenset("?#lLwW")


def _special_shape(text: str, with_ranges: bool) -> str | None:
    """Return which special a term (in capitals) is shaped like, whether or not it is in place."""
    head, tail = text[0], text[-1]
    if head == "?":
        return dialects.QUESTION
    if "#" in text:
        return dialects.LAST_WEEKDAY_HASH if text.endswith("#L") else dialects.NTH_WEEKDAY
    if text == "LAST":
        return dialects.LAST_WORD
    if text == "LW" or (head == "L" and not text[1:].isalpha()):
        return _shape_after_last(text)
    if head == "W" and text[1:].isdigit():
        return dialects.NEAREST_WORKDAY_PREFIX
    if tail == "W" and text[:-1].isdigit():
        return dialects.NEAREST_WORKDAY
    weekdays = text[:-1].split("-", 1) if with_ranges else [text[:-1]]
    if tail == "L" and all(map(_is_weekday, weekdays)):
        return dialects.LAST_WEEKDAY
    return None


def _is_weekday(text: str) -> bool:
    """Tell whether a text is shaped like the weekday of a special."""
    return text.isdigit() or text in WEEKDAY_NAMES or text in DAY_OF_WEEK.whole_names


def _shape_after_last(text: str) -> str | None:
    if text == "L":
        return dialects.LAST
    if text == "LW":
        return dialects.LAST_WORKDAY
    if text.startswith(("LW-", "L-")) and "W-" in text:
        return dialects.LAST_WORKDAY_MINUS
    if text.startswith("L-"):
        return dialects.LAST_MINUS_WORKDAY if text.endswith("W") else dialects.LAST_MINUS
    return dialects.LAST_WEEKDAY_PREFIX if text[1:].isdigit() else None


def _parse_special(
    text: str, start: int, rules: FieldRules, shape: str
) -> tuple[tuple[Node, ...], str]:
    """special, where the field takes it"""
    shares = next((share for special, share in rules.specials if special == shape), None)
    if shares is None:
        raise special_not_here(text, start, rules, shape)
    if rules.capitals:
        _check_capitals(text, start, rules)
    if shape == dialects.LAST and rules.name == "day_of_week":
        return (Single(rules.name, (start, start + 1), 5, True),), shares
    if shape in _OF_WEEKDAYS:
        return _OF_WEEKDAYS[shape](text, start, rules), shares
    return (_SPECIALS[shape](text, start, rules),), shares


def _check_capitals(text: str, start: int, rules: FieldRules) -> None:
    """Refuse l and w for L and W; the letters of a name may be small."""
    letters = text if rules.name == "day_of_month" else text[-1]
    if "l" in letters or "w" in letters:
        span = (start, start + len(text))
        raise fault("small-letter", span, rules, found=shown(letters))


def _parse_question(text: str, start: int, rules: FieldRules) -> Node:
    """ "?" """
    span = (start, start + len(text))
    if text != "?":
        raise fault("trailing-text/question", span, rules, found=shown(text[1:]))
    return Question(rules.name, span)


def _counted(text: str, start: int, rules: FieldRules, sign: str, low: int, high: int) -> int:
    """1*DIGIT within bounds that belong to a special, not to its field"""
    span = (start, start + len(text))
    bounds: dict[str, str | int] = {"sign": sign, "low": low, "high": high}
    if not text:
        raise fault("missing-value/special", (start - 1, start), rules, **bounds)
    if not text.isdigit():
        raise fault("not-a-value/special", span, rules, found=shown(text), **bounds)
    if not low <= int(text) <= high:
        raise fault("out-of-range/special", span, rules, found=shown(text), **bounds)
    return int(text)


def _parse_last_word(text: str, start: int, rules: FieldRules) -> Node:
    """ "last" """
    return LastDay(rules.name, (start, start + len(text)))


def _parse_last_day(text: str, start: int, rules: FieldRules) -> Node:
    """ "L" / "L-" n"""
    least = rules.least_before
    before = _counted(text[2:], start + 2, rules, "L-", least, 30) if len(text) > 1 else 0
    return LastDay(rules.name, (start, start + len(text)), before)


def _parse_last_workday(text: str, start: int, rules: FieldRules) -> Node:
    """ "LW" / "L-" n "W" """
    least = rules.least_before
    before = _counted(text[2:-1], start + 2, rules, "L-", least, 30) if len(text) > 2 else 0
    return LastWorkday(rules.name, (start, start + len(text)), before)


def _parse_before_last_workday(text: str, start: int, rules: FieldRules) -> Node:
    """("LW" / "L-" n "W") "-" n"""
    workday, _, back_text = text.rpartition("-")
    back = _counted(back_text, start + len(workday) + 1, rules, "LW-", 0, 30)
    node = _parse_last_workday(workday, start, rules)
    return node.replace(span=(start, start + len(text)), back=back)


def _parse_nearest_workday(text: str, start: int, rules: FieldRules) -> Node:
    """n "W" / "W" n"""
    digits = text.strip("wW")
    place = start + text.index(digits)
    day = _number(digits, place, rules)
    span = (start, start + len(text))
    if day > rules.latest_workday:
        raise fault(
            "workday-moved", span, rules, found=shown(text), day=day, high=rules.latest_workday
        )
    return NearestWorkday(rules.name, span, day, rules.lost_workday, rules.clamped_workday)


def _weekdays(text: str, start: int, rules: FieldRules) -> list[tuple[int, bool]]:
    """value ["-" value], as the library's numbers, each with whether a name says it"""
    low, dash, high = text.partition("-")
    if not dash or not rules.special_ranges:
        written, named = _value(text, start, rules)
        return [(rules.inside(written), named)]
    walk = _parse_range(low, high, start, rules)
    kind = dialects.BY_NAME if walk.named else dialects.BY_NUMBER
    if kind not in rules.special_ranges:
        raise not_allowed("not-a-value", text, start, rules)
    count = (walk.last - walk.first) % rules.field.size + 1
    return [((walk.first + step) % rules.field.size, walk.named) for step in range(count)]


def _parse_last_weekday(text: str, start: int, rules: FieldRules) -> tuple[Node, ...]:
    """weekdays "L" / "L" n"""
    leading = text[0] in "lL" and text[1:].isdigit()
    weekday_text, place = (text[1:], start + 1) if leading else (text[:-1], start)
    return _last_weekdays(text, start, rules, weekday_text, place)


def _parse_last_after_hash(text: str, start: int, rules: FieldRules) -> tuple[Node, ...]:
    """weekdays "#L" """
    return _last_weekdays(text, start, rules, text[:-2], start)


def _last_weekdays(
    text: str, start: int, rules: FieldRules, weekday_text: str, place: int
) -> tuple[Node, ...]:
    """Return the last of each weekday of a special."""
    span = (start, start + len(text))
    return tuple(
        LastWeekday(rules.name, span, weekday, named)
        for weekday, named in _weekdays(weekday_text, place, rules)
    )


def _parse_nth_weekday(text: str, start: int, rules: FieldRules) -> tuple[Node, ...]:
    """weekdays "#" n"""
    weekday_text, _, nth_text = text.partition("#")
    weekdays = _weekdays(weekday_text, start, rules)
    nth = _counted(nth_text, start + len(weekday_text) + 1, rules, "#", 1, 5)
    span = (start, start + len(text))
    return tuple(NthWeekday(rules.name, span, weekday, nth, named) for weekday, named in weekdays)


#: Specials that may name several weekdays at once.
_OF_WEEKDAYS: dict[str, Callable[[str, int, FieldRules], tuple[Node, ...]]] = {
    dialects.LAST_WEEKDAY: _parse_last_weekday,
    dialects.LAST_WEEKDAY_PREFIX: _parse_last_weekday,
    dialects.LAST_WEEKDAY_HASH: _parse_last_after_hash,
    dialects.NTH_WEEKDAY: _parse_nth_weekday,
}

_SPECIALS: dict[str, Callable[[str, int, FieldRules], Node]] = {
    dialects.QUESTION: _parse_question,
    dialects.LAST: _parse_last_day,
    dialects.LAST_MINUS: _parse_last_day,
    dialects.LAST_WORD: _parse_last_word,
    dialects.LAST_WORKDAY: _parse_last_workday,
    dialects.LAST_MINUS_WORKDAY: _parse_last_workday,
    dialects.LAST_WORKDAY_MINUS: _parse_before_last_workday,
    dialects.NEAREST_WORKDAY: _parse_nearest_workday,
    dialects.NEAREST_WORKDAY_PREFIX: _parse_nearest_workday,
}
