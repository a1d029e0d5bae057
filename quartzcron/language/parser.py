"""From text to nodes: one function a grammar rule, for every dialect.

    text       = [white] (shorthand / fields / wrapper "(" fields ")") [white]
    fields     = field *(1*blank field)          ; blank: what the dialect takes for one
    field      = ["+"] term *("," term)
    term       = special / base ["/" step] / hashed ["/" step]
    base       = "*" / value ["-" value] / ""    ; "" where the dialect takes /n, or ? for ?/n
    hashed     = "H" ["(" number "-" number ")"]
    value      = number / name
    special    = "?" / "L" / "L-" n / "LW" / "L-" n "W" / n "W" / "W" n / "last"
               / value "L" / "L" n / value "#L" / value "#" n

Which of these a field takes is in its `FieldRules`; the parser asks for no
dialect's name. It consumes everything or says where it stopped: each term
ends in a node or in a `Problem`, and a text is read to its end so that all its
problems come at once. Fields are parsed apart and kept by their text, spans
counted from the field's start.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron import dialects
from quartzcron.errors import LONGEST_TEXT, Problem, problem, shown
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
    Stepped,
)
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NoReturn

    from quartzcron.dialects import Dialect, FieldRules, Form

BLANKS = " \t"
#: White space that may surround a text; between fields only blanks may stand.
AROUND = " \t\r\n\f\v"

#: Where each special belongs, for "15W belongs to day-of-month".
_PLACES = {
    dialects.QUESTION: ("day_of_month", "day_of_week"),
    dialects.LAST: ("day_of_month", "day_of_week"),
    dialects.LAST_MINUS: ("day_of_month",),
    dialects.LAST_WORKDAY: ("day_of_month",),
    dialects.LAST_MINUS_WORKDAY: ("day_of_month",),
    dialects.LAST_WORD: ("day_of_month",),
    dialects.NEAREST_WORKDAY: ("day_of_month",),
    dialects.NEAREST_WORKDAY_PREFIX: ("day_of_month",),
    dialects.LAST_WEEKDAY: ("day_of_week",),
    dialects.LAST_WEEKDAY_PREFIX: ("day_of_week",),
    dialects.LAST_WEEKDAY_HASH: ("day_of_week",),
    dialects.NTH_WEEKDAY: ("day_of_week",),
}


class ParsedField:
    """One field's text, its nodes, and what is wrong with it; spans from the field's start.

    Two traits of the text tell some systems how to treat clock changes: whether
    it begins with a star, and whether it has a sign of an interval (* ? - /).
    `plus` says that a + stands in front, which is not part of the text.
    """

    # Not a Record: setting its slots one by one is three times as fast, and every
    # text has six of them (`python -m benchmarks --only parse`). Never changed once
    # made, but for the mask, which the matcher leaves here when it has made it.
    __slots__ = (
        "interval_sign",
        "leading_star",
        "mask",
        "nodes",
        "plus",
        "problems",
        "rules",
        "text",
    )

    def __init__(
        self,
        text: str,
        rules: FieldRules,
        nodes: tuple[Node, ...],
        problems: tuple[Problem, ...] = (),
        plus: bool = False,
    ) -> None:
        self.text = text
        self.rules = rules
        self.nodes = nodes
        self.problems = problems
        self.plus = plus
        self.mask: int | None = None
        self.leading_star = text[:1] == "*"
        self.interval_sign = bool(text.strip("0123456789,"))


class Parsed:
    """A whole text: its form, its fields with their places, and what is wrong with it.

    `fields` has place and field by name, in the order of the text; `form` is
    None and `fields` empty where the text is not even the right number of
    fields. For a `shorthand` the fields are those of the text it stands for.
    """

    __slots__ = ("fields", "form", "problems", "shorthand", "text")

    def __init__(
        self,
        text: str,
        form: Form | None,
        fields: Mapping[str, tuple[int, ParsedField]],
        problems: tuple[Problem, ...],
        shorthand: bool = False,
    ) -> None:
        self.text = text
        self.form = form
        self.fields = fields
        self.problems = problems
        self.shorthand = shorthand


class _FaultError(Exception):
    """Ends a term: carries the problem to the field that collects it."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


# What a number is in its field, for the hint where it is none of the field's.
_TERM = "a term"  #: or a part of the only one
_ITEM = "an item of a list"
_FIRST = "the first end of a range"
_LAST = "the last end of a range"

# --- text ------------------------------------------------------------------


def parse(text: str, dialect: Dialect) -> Parsed:
    """Read a text by the rules of a dialect; never raises on any str.

    >>> place, field = parse("0 9 * * MON-FRI", dialects.DEFAULT).fields["day_of_week"]
    >>> place, str(field.nodes[0]), field.nodes[0].first
    (8, 'MON-FRI', 0)
    """
    if len(text) > LONGEST_TEXT:
        message = f"expression must be at most {LONGEST_TEXT} characters, not {len(text)}"
        span = (LONGEST_TEXT, len(text))
        return _refused(
            text, problem("too-long", None, span, message, found=len(text), high=LONGEST_TEXT)
        )
    words = split(text)
    if not words:
        return _refused(text, problem("empty", None, (0, len(text)), "expression is empty"))
    if words[0][1][0] not in "0123456789*":
        special = _not_fields(text, words, dialect)
        if special is not None:
            return special
    if dialect.wrapper:
        return _parse_wrapped(text, words, dialect)
    return _parse_words(text, words, dialect)


def _parse_words(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> Parsed:
    """fields, their number being one that the dialect takes"""
    form = dialect.form(len(words))
    if form is None:
        return _refused(text, _wrong_count(text, words, dialect))
    if dialect.separator != dialects.BLANKS_AND_TABS:
        misplaced = _separators(text, words, dialect)
        if misplaced:
            return _refused(text, *misplaced)
    return _parse_form(text, words, form, dialect)


def _parse_wrapped(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> Parsed:
    """wrapper "(" fields ")" """
    start, end = words[0][0], words[-1][0] + len(words[-1][1])
    opening = f"{dialect.wrapper}("
    if not text[start:end].lower().startswith(opening):
        message = f"{dialect.title} wants the fields in {opening})"
        better = f"{opening}{text[start:end]})"
        return _refused(text, problem("wrapper", None, (start, end), message, replacement=better))
    close = text.find(")", start)
    if close != end - 1:
        message = f"{opening} is closed by one ) at the end"
        place = (end, end) if close < 0 else (close + 1, end)
        better = ")" if close < 0 else ""
        return _refused(text, problem("wrapper", None, place, message, replacement=better))
    start += len(opening)
    # Blanks in the place of the wrapper keep every field in its own.
    inner = split(" " * start + text[start:close])
    if not inner:
        return _refused(text, problem("empty", None, (start, close), "expression is empty"))
    return _parse_words(text, inner, dialect)


def _separators(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> list[Problem]:
    """Point at each white space between fields that the dialect does not take for a blank."""
    ends = [place + len(word) for place, word in words]
    gaps = [(end, start) for end, (start, _) in zip(ends, words[1:], strict=False)]
    if dialect.separator == dialects.ONE_BLANK:
        wrong = [gap for gap in gaps if text[slice(*gap)] != " "]
        around = [(0, words[0][0]), (ends[-1], len(text))]
        outside = [place for place in around if place[0] < place[1]]
    else:
        wrong, outside = [gap for gap in gaps if "\t" in text[slice(*gap)]], []
    message = f"{dialect.title} keeps fields apart by {dialect.separator}"
    return [
        problem("white-space", None, place, message, replacement=better)
        for places, better in ((wrong, " "), (outside, ""))
        for place in places
    ]


def _refused(text: str, *problems: Problem) -> Parsed:
    return Parsed(text, None, {}, problems, False)


def split(text: str) -> list[tuple[int, str]]:
    r"""Return the words of a text with their places.

    >>> split(" 0\t9 *\n")
    [(1, '0'), (3, '9'), (5, '*')]
    """
    flat = text.replace("\t", " ").rstrip(AROUND)
    inner = flat.lstrip(AROUND)
    place = len(flat) - len(inner)
    words = []
    for word in inner.split(" "):
        if word:
            words.append((place, word))
        place += len(word) + 1
    return words


def _not_fields(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> Parsed | None:
    """Read what begins like a shorthand, a zone or an interval; None if it is neither."""
    place, word = words[0]
    end = words[-1][0] + len(words[-1][1])
    lower = word.lower()
    if lower.startswith(("tz=", "cron_tz=")):
        # In Jenkins it has a line of its own.
        return _refused(text, _zone_in_text(place, word.split()[0]))
    if lower in _NO_CALENDAR or lower.startswith(("rate(", "at(")):
        message = f"{shown(text[place:end])} {_NO_FIELDS}"
        return _refused(
            text, problem("not-a-calendar-schedule", None, (place, end), message, found=lower)
        )
    if lower.startswith("cron(") and not dialect.wrapper:
        message = f"{dialect.title} takes the fields without cron( )"
        return _refused(text, problem("wrapper", None, (place, end), message, found=shown(word)))
    if not lower.startswith("@"):
        return None
    return _parse_shorthand(text, (place, end), dialect)


#: What is said of these, and of a span of time.
_NO_FIELDS = "is no calendar schedule: it has no fields for dates and times"

#: First words of what names no dates and times, whatever the dialect.
_NO_CALENDAR = frozenset({"@reboot", "@every", "@once", "@continuous", "every"})


def _zone_in_text(place: int, word: str) -> Problem:
    """A zone is part of a schedule, not of its text."""
    message = "a time zone does not belong in the text: give it to the schedule, beside the text"
    span = (place, place + len(word))
    return problem("zone-in-text", None, span, message, found=shown(word), replacement="")


def is_zone(word: str) -> bool:
    """Tell whether a word is meant for the name of a zone, and not for a field or a command.

    >>> [is_zone(word) for word in ("Asia/Tokyo", "UTC", "MON/2", "usr/bin/backup")]
    [True, True, False, False]
    """
    area, _, city = word.partition("/")
    return word == "UTC" or (area[:1].isupper() and city[:1].isupper())


def _parse_shorthand(text: str, span: tuple[int, int], dialect: Dialect) -> Parsed:
    """shorthand = "@" word, the words being the dialect's."""
    word = text[span[0] : span[1]]
    if dialect.bare_shorthand and word != text and word.startswith("@"):
        message = f"{dialect.title} takes an @ word without blanks around it"
        return _refused(
            text, problem("unknown-shorthand", None, (0, len(text)), message, replacement=word)
        )
    known = dict(dialect.shorthands)
    meant = known.get(word.lower() if dialect.any_case else word)
    if meant is not None:
        # The nodes are those of the text it stands for; their spans point at nothing.
        stands_for = parse(meant, dialect)
        # One will do, and it can only be that an H has no seed.
        problems = tuple(
            found.replace(span=span, message=f"{word} stands for {meant}: {found.message}")
            for found in stands_for.problems[:1]
        )
        return Parsed(text, stands_for.form, stands_for.fields, problems, True)
    if not known:
        message = f"{dialect.title} takes no @ words, not {shown(word)}"
    else:
        message = f"there is no shorthand {shown(word)}"
    near = _nearest(word.lower(), list(known))
    values = {"replacement": near} if near else {}
    return _refused(
        text, problem("unknown-shorthand", None, span, message, near, found=shown(word), **values)
    )


def _wrong_count(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> Problem:
    counts = dialect.counts
    found = len(words)
    last_place, last = words[-1]
    if found == 1 and ":" in last:
        message = f"{shown(last)} {_NO_FIELDS}"
        span = (last_place, last_place + len(last))
        return problem("not-a-calendar-schedule", None, span, message, found=shown(last))
    if found - 1 in counts and is_zone(last):
        return _zone_in_text(last_place, last)
    allowed = " or ".join(filter(None, [", ".join(map(str, counts[:-1])), str(counts[-1])]))
    message = f"{dialect.title} takes {allowed} fields, not {found}"
    # Point at what is too much; where there is too little, at all there is.
    first = words[counts[-1]][0] if found > counts[-1] else words[0][0]
    span = (first, words[-1][0] + len(words[-1][1]))
    return problem("field-count", None, span, message, found=found, low=counts[0], high=counts[-1])


def _parse_form(
    text: str, words: Sequence[tuple[int, str]], form: Form, dialect: Dialect
) -> Parsed:
    """fields = field *(1*blank field)"""
    fields = {}
    problems: list[Problem] = []
    for (place, word), rules in zip(words, form.fields, strict=True):
        if word[0] == "+" and form.plus and rules.name == "day_of_week" and len(word) > 1:
            rest = parse_field(word[1:], rules)
            field = ParsedField(rest.text, rules, rest.nodes, rest.problems, True)
            place += 1
        else:
            field = parse_field(word, rules)
        fields[rules.name] = place, field
        if field.problems:
            problems += [moved(found, place) for found in field.problems]
    meeting = _day_fields(fields["day_of_month"], fields["day_of_week"], form)
    if meeting is not None:
        problems.append(meeting)
    if dialect.seed is not None and not problems:
        problems += _draw(fields, dialect)
    return Parsed(text, form, fields, tuple(problems), False)


def _draw(fields: dict[str, tuple[int, ParsedField]], dialect: Dialect) -> list[Problem]:
    """Give every H of a text its value, in the order of the text; without a seed say where."""
    hashed = [
        (name, node)
        for name, (_, field) in fields.items()
        for node in field.nodes
        if isinstance(node, Hashed)
    ]
    if not hashed:
        return []
    if not dialect.seed:
        message = f"H is a number that {dialect.title} takes from the job's name: give it as seed"
        return [
            moved(problem("seed-missing", name, node.span, message), fields[name][0])
            for name, node in hashed
        ]
    # Loaded here: it is for H alone, and needs a digest.
    from quartzcron.language.hashes import Hash

    drawn = Hash(dialect.seed)
    for name, (place, field) in fields.items():
        if any(isinstance(node, Hashed) for node in field.nodes):
            nodes = tuple(
                _drawn(node, drawn.next(node.choices), field.rules)
                if isinstance(node, Hashed)
                else node
                for node in field.nodes
            )
            # Not the kept field: it is the same for every seed.
            fields[name] = place, ParsedField(field.text, field.rules, nodes, (), field.plus)
    return []


def _drawn(node: Hashed, offset: int, rules: FieldRules) -> Hashed:
    """Return an H with the value, or the first one of the walk, that was drawn for it."""
    written = node.low + offset
    first, last = rules.walk(written, node.high if node.step > 1 else written)
    return node.replace(first=first, last=last)


def moved(found: Problem, distance: int) -> Problem:
    """Return a problem whose span lies so much further right."""
    start, end = found.span
    return found.replace(span=(start + distance, end + distance))


# --- how the day fields meet -----------------------------------------------


def _day_fields(
    placed_dom: tuple[int, ParsedField], placed_dow: tuple[int, ParsedField], form: Form
) -> Problem | None:
    """Say what is wrong with the two day fields together, each being right alone."""
    if form.days == dialects.ONE_QUESTION:
        return _one_question(*placed_dom, *placed_dow, form.asker)
    (_, dom), (dow_place, dow) = placed_dom, placed_dow
    if form.specials_combine or not (dom.nodes and dow.nodes):
        return None
    plain = (Star, Question, Single, Every, From, Range, LastDay)
    special = any(not isinstance(node, plain) for node in (*dom.nodes, *dow.nodes))
    free = [any(isinstance(node, (Star, Question)) for node in f.nodes) for f in (dom, dow)]
    if not special or any(free):
        return None
    message = "day-of-month and day-of-week cannot both restrict the days when one has W, L or #"
    span = (dow_place, dow_place + len(dow.text))
    hint = "two expressions, one for each day field"
    return problem("days-do-not-combine", "day_of_week", span, message, hint)


def _one_question(
    dom_place: int, dom: ParsedField, dow_place: int, dow: ParsedField, asker: str
) -> Problem | None:
    """Quartz: exactly one of the day fields is ?."""
    if dom.text == "?" == dow.text:
        span = (dom_place, dom_place + 1)
        message = "only one of the day fields may be ?"
        return problem("day-fields-neither", "day_of_month", span, message, replacement="*")
    if "?" in dom.text or "?" in dow.text:
        return None  # a ? that is part of a longer field has its own problem
    # Give up the field that does not restrict; where both do, the day of the week.
    dom_gives_up = dom.text == "*"
    place, field = (dom_place, dom) if dom_gives_up else (dow_place, dow)
    span = (place, place + len(field.text))
    message = f"{asker} wants ? in one of the day fields"
    return problem("day-fields-both", field.rules.name, span, message, replacement="?")


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
    problems = []
    shares = []
    restricted = False
    start = 0
    for piece in text.split(","):
        end = start + len(piece)
        try:
            node, share = parse_term(piece, start, rules, _TERM if piece == text else _ITEM)
            nodes.append(node)
            shares.append((share, start, end))
            restricted = restricted or share != dialects.ANYTHING
        except _FaultError as fault:
            problems.append(fault.problem)
        start = end + 1
    if restricted and len(shares) > 1 and not problems:
        problems += _list_problems(text, shares, rules)
    return ParsedField(text, rules, tuple(nodes), tuple(problems))


def _is_plain(text: str, rules: FieldRules) -> bool:
    """Tell whether a text is a number that the dialect would read."""
    return (
        text.isdigit()
        and text.isascii()
        and (rules.most_digits is None or len(text) <= rules.most_digits)
    )


_kept_field = lru_cache(4096)(_read_field)


def _list_problems(
    text: str, shares: Sequence[tuple[str, int, int]], rules: FieldRules
) -> list[Problem]:
    """Say which specials stand in a list that may not."""
    plain = any(share == dialects.ANYTHING for share, _, _ in shares)
    problems = []
    for share, start, end in shares:
        found = shown(text[start:end])
        if share == dialects.NOTHING:
            message = f"{found} stands alone in {rules.field.prose}, not in a list"
        elif share == dialects.ALIKE and plain:
            message = f"{found} does not share a list with plain values in {rules.field.prose}"
        else:
            continue
        problems.append(
            problem("special-not-in-list", rules.name, (start, end), message, found=found)
        )
    return problems


# --- term ------------------------------------------------------------------


def parse_term(text: str, start: int, rules: FieldRules, role: str) -> tuple[Node, str]:
    """term = special / base ["/" step]; returns the node and what it may share a list with."""
    span = (start, start + len(text))
    if text.isdigit() and text.isascii():
        return Single(
            rules.name, span, rules.inside(_number(text, start, rules, role))
        ), dialects.ANYTHING
    if text == "*":
        return Star(rules.name, span), _star_shares(rules)
    if not text:
        # Point at a comma: without it the list is right.
        comma = (max(start - 1, 0), max(start, 1))
        message = f"{rules.field.prose} has an empty item in its list"
        _fail("empty-item", comma, message, rules, "")
    if not text.isascii():
        _not_ascii(text, start, rules)
    if rules.hashed is not None and text[0] == "H":
        return _parse_hashed(text, start, rules), dialects.ANYTHING
    # Every special has one of these letters, most other terms have none.
    if not _SPECIAL_SIGNS.isdisjoint(text) and not (rules.question_step and text[:2] == "?/"):
        shape = _special_shape(text.upper())
        if shape is not None:
            return _parse_special(text, start, rules, shape)
    node = _parse_stepped(text, start, rules)
    return node, _star_shares(rules) if isinstance(node, Every) else dialects.ANYTHING


def _star_shares(rules: FieldRules) -> str:
    return dialects.ANYTHING if rules.star_in_list else dialects.NOTHING


def _fail(
    code: str,
    span: tuple[int, int],
    message: str,
    rules: FieldRules,
    replacement: str | None = None,
    hint: str | None = None,
    **values: str | int,
) -> NoReturn:
    if replacement is not None:
        values["replacement"] = replacement
    raise _FaultError(problem(code, rules.name, span, message, hint, **values))


def _not_ascii(text: str, start: int, rules: FieldRules) -> NoReturn:
    """Point at the first run of characters that no cron knows."""
    first = next(i for i, character in enumerate(text) if not character.isascii())
    end = first
    while end < len(text) and not text[end].isascii():
        end += 1
    run = text[first:end]
    message = f"{rules.field.prose} takes ASCII only, not {shown(run)} (U+{ord(run[0]):04X})"
    _fail("not-ascii", (start + first, start + end), message, rules, found=shown(run))


# --- hashed values ---------------------------------------------------------


def _parse_hashed(text: str, start: int, rules: FieldRules) -> Hashed:
    """ "H" ["(" number "-" number ")"] ["/" step]"""
    assert rules.hashed is not None  # the caller has seen it
    span = (start, start + len(text))
    base, slash, step_text = text.partition("/")
    low, high = rules.hashed
    bounds = base[1:]
    if bounds:
        low, high = _hash_bounds(bounds, start + 1, rules)
    step = _step(step_text, start + len(base) + 1, rules) if slash else 1
    # A step of 1 would be dropped: H/1 is drawn like H.
    if slash and not 1 < step <= high - low + 1:
        code = "step-zero" if step == 0 else "step-too-large" if step > 1 else "step-not-here"
        message = f"a step after H in {rules.field.prose} must be 2-{high - low + 1}, not {step}"
        _fail(code, span, message, rules, base, found=step, low=2, high=high - low + 1)
    return Hashed(
        rules.name, span, *rules.walk(low, high), step, False, False, low, high, not bounds
    )


def _hash_bounds(text: str, start: int, rules: FieldRules) -> tuple[int, int]:
    """ "(" number "-" number ")" """
    low_text, dash, high_text = text[1:-1].partition("-")
    if text[0] != "(" or text[-1] != ")" or not dash:
        message = f"nothing but (a-b) or a step may follow H in {rules.field.prose}"
        _fail("trailing-text", (start, start + len(text)), message, rules, "", found=shown(text))
    low, _ = _value(low_text, start + 1, rules, _FIRST)
    high, _ = _value(high_text, start + 2 + len(low_text), rules, _LAST)
    if low > high:
        message = f"a range in {rules.field.prose} must not go down, as {shown(text)} does"
        span = (start + 1, start + len(text) - 1)
        _fail("range-reversed", span, message, rules, f"{high}-{low}", found=shown(text))
    return low, high


# --- base and step ---------------------------------------------------------


def _parse_stepped(text: str, start: int, rules: FieldRules) -> Node:
    """base ["/" step]"""
    base, slash, step_text = text.partition("/")
    if not slash:
        return _parse_base(base, start, rules)
    span = (start, start + len(text))
    if not rules.steps:
        message = f"{rules.field.prose} takes no steps"
        _fail("step-not-here", span, message, rules, _without_step(text, rules))
    if not base and not rules.bare_step:
        message = f"a step in {rules.field.prose} follows * or a range"
        _fail("step-not-here", span, message, rules, "*" + text)
    step = _step(step_text, start + len(base) + 1, rules)
    if step == 0:
        _wrong_step(0, None, span, rules, rules.step_limit)
    if base in ("", "*") or (base == "?" and rules.question_step):
        first, last = rules.inside(rules.star_low or rules.low), rules.inside(rules.last)
        node: Every | From | Range = Every(rules.name, span, first, last, step)
    else:
        node = _step_from(_parse_base(base, start, rules), base, span, step, rules)
    limit = rules.step_limit
    if rules.step_within:
        limit = (node.last - node.first) % rules.field.size
    if limit is not None and step > limit:
        _wrong_step(step, node, span, rules, limit)
    if isinstance(node, Range) and step > 1 and not rules.wraps_with_step and _slips(node, rules):
        message = f"{shown(text)}: a step in a range that wraps is miscounted here"
        _fail("range-wraps-with-step", span, message, rules, _listed(node, rules))
    return node


def _step_from(
    base: Single | Range, text: str, span: tuple[int, int], step: int, rules: FieldRules
) -> From | Range:
    if isinstance(base, Range):
        return base.replace(span=span, step=step)
    if not rules.open_step:
        message = f"a step in {rules.field.prose} follows * or a range, not a single value"
        _fail("step-not-here", span, message, rules, f"{text}-{rules.last}/{step}")
    # As it was written: 0 and 7 are both Sunday, and a walk from 7 may be at its end.
    written = _value(text, span[0], rules)[0]
    first, last = rules.walk(written, rules.open_last or rules.last)
    return From(rules.name, span, first, last, step, base.named)


def _without_step(text: str, rules: FieldRules) -> str | None:
    """Return a term as the list of the values that its step reaches, if it is right but for it."""
    free = rules.replace(steps=True)
    node = parse_field(text, free).nodes[:1]
    return _listed(node[0], rules) if node and isinstance(node[0], Stepped) else None


def _step(text: str, start: int, rules: FieldRules) -> int:
    """step = 1*DIGIT"""
    span = (start, start + len(text))
    if not text:
        message = f"a step in {rules.field.prose} lacks its number"
        _fail("missing-value", (start - 1, start), message, rules)
    if not text.isdigit():
        digits = len(text) - len(text.lstrip("0123456789"))
        code = "trailing-text" if digits else "not-a-value"
        message = f"a step in {rules.field.prose} must be a number, not {shown(text)}"
        _fail(code, span, message, rules, text[:digits] or None, found=shown(text))
    _check_digits(text, start, rules)
    return int(text)


def _wrong_step(
    step: int,
    node: Every | From | Range | None,
    span: tuple[int, int],
    rules: FieldRules,
    limit: int | None,
) -> NoReturn:
    allowed = "at least 1" if limit is None else f"1-{limit}" if limit else "left out"
    found = shown(str(step))
    message = f"a step in {rules.field.prose} must be {allowed}, not {found}"
    code = "step-zero" if step == 0 else "step-too-large"
    # A step that is too large takes the first value only: say so plainly.
    first = None if node is None else str(rules.written(node.first))
    bounds = {"low": 1} if limit is None else {"low": 1, "high": limit}
    _fail(code, span, message, rules, first, None, found=found, **bounds)


def _parse_base(text: str, start: int, rules: FieldRules) -> Single | Range:
    """base = value ["-" value]; a lone * has been read before"""
    span = (start, start + len(text))
    if text[0] == "*":
        message = f"nothing but a step may follow * in {rules.field.prose}, not {shown(text[1:])}"
        better = f"*/{text[1:]}" if text[1:].isdigit() else None
        _fail("trailing-text", span, message, rules, better, found=shown(text))
    low_text, dash, high_text = text.partition("-")
    if not dash:
        written, named = _value(text, start, rules)
        return Single(rules.name, span, rules.inside(written), named)
    return _parse_range(low_text, high_text, start, rules)


def _parse_range(low_text: str, high_text: str, start: int, rules: FieldRules) -> Range:
    """value "-" value"""
    high_start = start + len(low_text) + 1
    span = (start, high_start + len(high_text))
    more = high_text.find("-")
    if low_text and more > 0:
        message = f"a range in {rules.field.prose} has two ends, not {shown(high_text[more:])}"
        _fail("trailing-text", (high_start + more, span[1]), message, rules)
    first, first_named = _value(low_text, start, rules, _FIRST)
    last, last_named = _value(high_text, high_start, rules, _LAST)
    if first_named != last_named and not rules.mixed_range:
        message = f"a range in {rules.field.prose} is of names or of numbers, not of both"
        _fail("mixed-range", span, message, rules, f"{first}-{last}")
    equal, downward = first == last, first > last
    if rules.high > rules.low + rules.field.size - 1:
        first, last = _week_ends(first, last, last_named, rules)
    named = first_named or last_named
    node = Range(rules.name, span, *rules.walk(first, last), 1, named, downward)
    found = f"{shown(low_text)}-{shown(high_text)}"
    # 7-7 that became 0-7, and in croniter every range of one value, 7-0 among them.
    if (equal and first != last) or (first == last and not rules.equal_range):
        message = f"{found} is read as every value here, not as one"
        _fail("range-equal", span, message, rules, low_text, found=found)
    if first > last and rules.reversed_range != dialects.WRAPS:
        _wrong_order(node, span, found, rules)
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


def _wrong_order(node: Range, span: tuple[int, int], found: str, rules: FieldRules) -> NoReturn:
    low, high = rules.written(node.first), rules.written(node.last)
    names = rules.field.names if node.named else ()

    def spelled(written: int) -> str:
        return names[rules.inside(written) - rules.field.low] if names else str(written)

    # 7-2 is 0-2: 7 spells the lowest day again, and then nothing goes down.
    ends = [(low, high)] if low <= high else [(low, rules.last), (rules.low, high)]
    upward = ",".join(spelled(a) if a == b else f"{spelled(a)}-{spelled(b)}" for a, b in ends)
    code, does = _GOING_DOWN[rules.reversed_range]
    if rules.name == "year":
        # Years do not come again: the ends were mixed up.
        upward = f"{high}-{low}"
    message = f"{found} in {rules.field.prose} goes down: {does}"
    if rules.reversed_range == dialects.REFUSED:
        message = f"a range in {rules.field.prose} must not go down, as {found} does"
    _fail(code, span, message, rules, upward, found=found)


#: What systems make of a range that goes down.
_GOING_DOWN = {
    dialects.REFUSED: ("range-reversed", "the system refuses it"),
    dialects.NEVER_FIRES: ("range-never-fires", "the system takes it and never runs it"),
    dialects.SWAPPED: ("range-misread", "the system takes it and swaps its ends"),
    dialects.MISREAD: ("range-misread", "the system takes it and runs it at other times, or never"),
}


def _slips(node: Range, rules: FieldRules) -> bool:
    """Tell whether a walk jumps over the field's first value as it wraps.

    croniter counts on from there by one too many; where it lands on the first
    value, or never wraps, it is right.
    """
    first, last = rules.written(node.first), rules.written(node.last)
    if first <= last or node.last == rules.inside(rules.high):
        return False
    return (first - rules.last - 1) % node.step != 0


def _listed(node: Stepped, rules: FieldRules) -> str:
    """Return the values of a walk written one by one, in its order."""
    size = rules.field.size
    distance = (node.last - node.first) % size
    low = rules.field.low
    values = [
        (node.first - low + walked) % size + low for walked in range(0, distance + 1, node.step)
    ]
    return ",".join(str(rules.written(value)) for value in values)


# --- value -----------------------------------------------------------------


def _value(text: str, start: int, rules: FieldRules, role: str = _TERM) -> tuple[int, bool]:
    """value = number / name; returns the number as written and whether it was a name."""
    if text.isdigit():
        return _number(text, start, rules, role), False
    if text.isalpha():
        return _name(text, start, rules), True
    span = (start, start + len(text))
    if not text:
        message = f"{rules.field.prose} lacks a value: it must be {_allowed(rules)}"
        _fail("missing-value", span, message, rules)
    message = f"{rules.field.prose} must be {_allowed(rules)}, not {shown(text)}"
    _fail("not-a-value", span, message, rules, found=shown(text), low=rules.low, high=rules.high)


def _number(text: str, start: int, rules: FieldRules, role: str = _TERM) -> int:
    """number = 1*DIGIT, within the field's bounds"""
    value = int(text)
    _check_digits(text, start, rules)
    if rules.low <= value <= rules.high:
        return value
    message = f"{rules.field.prose} must be {_allowed(rules)}, not {shown(text)}"
    _fail(
        "out-of-range",
        (start, start + len(text)),
        message,
        rules,
        _meant(value, rules, role),
        found=shown(text),
        low=rules.low,
        high=rules.high,
    )


def _meant(value: int, rules: FieldRules, role: str) -> str | None:
    """Return the number that one just outside of a field stands for elsewhere, or None."""
    if rules.field is DAY_OF_WEEK:
        return str(rules.low) if role in _SUNDAYS.get((value, rules.monday), ()) else None
    if value != rules.high + 1 or rules.low:
        return None
    # 24 o'clock and minute 60 are the next one's 0; 0-24 and 0-60 go through to the last one.
    return str(rules.high if role == _LAST else rules.low)


#: A Sunday by the number of other systems, with their Monday here, and where it is just a
#: Sunday: a 0 in Quartz says that its neighbours are counted from 0 too.
_SUNDAYS = {(7, 1): (_TERM, _ITEM), (0, 2): (_TERM,)}


def _check_digits(text: str, start: int, rules: FieldRules) -> None:
    most = rules.most_digits
    if most is not None and len(text) > most:
        message = f"numbers in {rules.field.prose} have at most {most} digits here, not {len(text)}"
        span = (start, start + len(text))
        _fail("too-many-digits", span, message, rules, str(int(text)), found=shown(text), high=most)


def _name(text: str, start: int, rules: FieldRules) -> int:
    """name = one of the field's in any case, as long as the dialect takes it"""
    names = rules.field.names
    upper = text.upper()
    span = (start, start + len(text))
    if names and rules.names in (dialects.WHOLE_NAMES, dialects.BEGINNINGS):
        upper = _shortened(upper, span, rules)
    number = rules.written(rules.field.low + names.index(upper)) if upper in names else None
    if not names or rules.names == dialects.NO_NAMES:
        better = None if number is None else str(number)
        message = f"{rules.field.prose} must be {_allowed(rules)}, not {shown(text)}"
        low, high = rules.low, rules.high
        _fail("names-not-here", span, message, rules, better, found=shown(text), low=low, high=high)
    if number is not None:
        is_high = rules.name_high and rules.inside(rules.high) == rules.inside(number)
        return rules.high if is_high else number
    near = upper[:3] if upper[:3] in names else _nearest(upper, names)
    message = f"{rules.field.prose} must be {_allowed(rules)}, not {shown(text)}"
    _fail("unknown-name", span, message, rules, near, hint=near, found=shown(text))


def _shortened(name: str, span: tuple[int, int], rules: FieldRules) -> str:
    """Return the three letters of a longer or shorter name that the dialect takes."""
    fits = [
        whole[:3]
        for whole in rules.field.whole_names
        if name == whole or (rules.names == dialects.BEGINNINGS and whole.startswith(name))
    ]
    if len(fits) > 1:
        message = (
            f"{shown(name)} in {rules.field.prose} may be {' or '.join(fits)}: "
            "the system takes the first of them"
        )
        _fail("ambiguous-name", span, message, rules, fits[0], found=shown(name))
    return fits[0] if fits else name


def _allowed(rules: FieldRules) -> str:
    """Return what a field's values may be, in words.

    Names are shown in the order of the numbers that stand for them.
    """
    bounds = f"{rules.low}-{rules.high}"
    names = rules.field.names
    if not names or rules.names == dialects.NO_NAMES:
        return bounds
    low = names[rules.inside(rules.low) - rules.field.low]
    high = names[rules.inside(rules.last) - rules.field.low]
    return f"{bounds} or {low}-{high}"


def _nearest(word: str, names: Sequence[str]) -> str | None:
    """Return the one name that a misspelt word most likely meant."""
    # Loaded here: it costs 6 ms, and only a misspelt name needs it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:20], names, n=1, cutoff=0.6)), None)


# --- specials --------------------------------------------------------------


_SPECIAL_SIGNS = frozenset("?#lLwW")


def _special_shape(text: str) -> str | None:
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
    if tail == "L" and (text[:-1].isdigit() or text[:-1] in WEEKDAY_NAMES):
        return dialects.LAST_WEEKDAY
    return None


def _shape_after_last(text: str) -> str | None:
    if text == "L":
        return dialects.LAST
    if text == "LW":
        return dialects.LAST_WORKDAY
    if text.startswith("L-"):
        return dialects.LAST_MINUS_WORKDAY if text.endswith("W") else dialects.LAST_MINUS
    return dialects.LAST_WEEKDAY_PREFIX if text[1:].isdigit() else None


def _parse_special(text: str, start: int, rules: FieldRules, shape: str) -> tuple[Node, str]:
    """special, where the field takes it"""
    shares = next((share for special, share in rules.specials if special == shape), None)
    if shares is None:
        _special_not_here(text, start, rules, shape)
    if shape == dialects.LAST and rules.name == "day_of_week":
        return Single(rules.name, (start, start + 1), 5, True), shares
    if rules.capitals:
        _check_capitals(text, start, rules)
    return _SPECIALS[shape](text, start, rules), shares


def _check_capitals(text: str, start: int, rules: FieldRules) -> None:
    """Refuse l and w for L and W; the letters of a name may be small."""
    letters = text if rules.name == "day_of_month" else text[-1]
    if "l" in letters or "w" in letters:
        better = text[: -len(letters)] + letters.upper()
        message = f"L and W are capitals in {rules.field.prose}, not {shown(letters)}"
        span = (start, start + len(text))
        _fail("small-letter", span, message, rules, better, found=shown(text))


def _special_not_here(text: str, start: int, rules: FieldRules, shape: str) -> NoReturn:
    span = (start, start + len(text))
    taken = [special for special, _ in rules.specials]
    prose = rules.field.prose
    if shape == dialects.LAST and dialects.LAST_WEEKDAY in taken:
        message = f"L in {prose} needs a day in front of it"
        hint = "FRIL for the last Friday, SAT for every Saturday"
        _fail("last-needs-weekday", span, message, rules, hint=hint)
    if (
        shape == dialects.LAST_WEEKDAY
        and dialects.LAST_WEEKDAY_PREFIX in taken
        and text[:-1].isdigit()
    ):
        message = f"the last weekday is written L{text[:-1]} here, not {shown(text)}"
        _fail("special-not-here", span, message, rules, f"L{text[:-1]}", found=shown(text))
    places = _PLACES[shape]
    if rules.name in places:
        message = f"{prose} takes no {shown(text)} in this dialect"
    else:
        names = " and ".join(place.replace("_", "-") for place in places)
        message = f"{shown(text)} belongs to {names}, not to {prose}"
    _fail("special-not-here", span, message, rules, found=shown(text))


def _parse_question(text: str, start: int, rules: FieldRules) -> Node:
    """ "?" """
    span = (start, start + len(text))
    if text != "?":
        message = f"nothing may follow ? in {rules.field.prose}, not {shown(text[1:])}"
        _fail("trailing-text", span, message, rules, "?", found=shown(text))
    return Question(rules.name, span)


def _counted(text: str, start: int, rules: FieldRules, what: str, low: int, high: int) -> int:
    """1*DIGIT within bounds that belong to a special, not to its field"""
    span = (start, start + len(text))
    if not text:
        message = f"{what} in {rules.field.prose} lacks its number"
        _fail("missing-value", (start - 1, start), message, rules, low=low, high=high)
    if not text.isdigit() or not low <= int(text) <= high:
        code = "out-of-range" if text.isdigit() else "not-a-value"
        message = f"{what} in {rules.field.prose} takes {low}-{high}, not {shown(text)}"
        _fail(code, span, message, rules, found=shown(text), low=low, high=high)
    return int(text)


def _parse_last_word(text: str, start: int, rules: FieldRules) -> Node:
    """ "last" """
    return LastDay(rules.name, (start, start + len(text)))


def _parse_last_day(text: str, start: int, rules: FieldRules) -> Node:
    """ "L" / "L-" n"""
    before = _counted(text[2:], start + 2, rules, "L-", 0, 30) if len(text) > 1 else 0
    return LastDay(rules.name, (start, start + len(text)), before)


def _parse_last_workday(text: str, start: int, rules: FieldRules) -> Node:
    """ "LW" / "L-" n "W" """
    before = _counted(text[2:-1], start + 2, rules, "L-", 0, 30) if len(text) > 2 else 0
    return LastWorkday(rules.name, (start, start + len(text)), before)


def _parse_nearest_workday(text: str, start: int, rules: FieldRules) -> Node:
    """n "W" / "W" n"""
    digits = text.strip("wW")
    place = start + text.index(digits)
    day = _number(digits, place, rules)
    if day > rules.latest_workday:
        message = (
            f"{shown(text)}: months without a day {day} get their last working day here; "
            f"W takes 1-{rules.latest_workday}"
        )
        span = (start, start + len(text))
        _fail("workday-moved", span, message, rules, found=shown(text), high=rules.latest_workday)
    return NearestWorkday(rules.name, (start, start + len(text)), day, rules.lost_workday)


def _parse_last_weekday(text: str, start: int, rules: FieldRules) -> Node:
    """value "L" / "L" n"""
    leading = text[0] in "lL" and text[1:].isdigit()
    weekday_text, place = (text[1:], start + 1) if leading else (text[:-1], start)
    written, named = _value(weekday_text, place, rules)
    return LastWeekday(rules.name, (start, start + len(text)), rules.inside(written), named)


def _parse_last_after_hash(text: str, start: int, rules: FieldRules) -> Node:
    """value "#L" """
    written, named = _value(text[:-2], start, rules)
    return LastWeekday(rules.name, (start, start + len(text)), rules.inside(written), named)


def _parse_nth_weekday(text: str, start: int, rules: FieldRules) -> Node:
    """value "#" n"""
    weekday_text, _, nth_text = text.partition("#")
    written, named = _value(weekday_text, start, rules)
    nth = _counted(nth_text, start + len(weekday_text) + 1, rules, "#", 1, 5)
    return NthWeekday(rules.name, (start, start + len(text)), rules.inside(written), nth, named)


_SPECIALS: dict[str, Callable[[str, int, FieldRules], Node]] = {
    dialects.QUESTION: _parse_question,
    dialects.LAST: _parse_last_day,
    dialects.LAST_MINUS: _parse_last_day,
    dialects.LAST_WORD: _parse_last_word,
    dialects.LAST_WORKDAY: _parse_last_workday,
    dialects.LAST_MINUS_WORKDAY: _parse_last_workday,
    dialects.NEAREST_WORKDAY: _parse_nearest_workday,
    dialects.NEAREST_WORKDAY_PREFIX: _parse_nearest_workday,
    dialects.LAST_WEEKDAY: _parse_last_weekday,
    dialects.LAST_WEEKDAY_PREFIX: _parse_last_weekday,
    dialects.LAST_WEEKDAY_HASH: _parse_last_after_hash,
    dialects.NTH_WEEKDAY: _parse_nth_weekday,
}
