"""From text to fields: words, wrappers, shorthands, and how many fields there are.

    text       = [white] (shorthand / fields / wrapper "(" fields ")" / in words) [white]
    fields     = field *(1*blank field)          ; blank: what the dialect takes for one
    field      = ["+"] term *("," term)          ; see `terms`

A text is read to its end, so that all its problems come at once. Fields are
parsed apart; their spans are moved here to where they stand in the text. The
dialect is data: nobody asks for its name.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron import dialects
from quartzcron.errors import LONGEST_TEXT, Problem, problem, shown
from quartzcron.language.nodes import (
    Every,
    From,
    Hashed,
    LastDay,
    Question,
    Range,
    Single,
    Star,
)
from quartzcron.language.slips import worded
from quartzcron.language.terms import ParsedField, parse_field
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quartzcron.dialects import Dialect, FieldRules, Form
    from quartzcron.language.slips import Fault


#: White space that may surround a text; between fields only blanks may stand.
AROUND = " \t\r\n\f\v"


class Parsed:
    """A whole text: its form, its fields with their places, and what is wrong with it.

    `fields` has place and field by name, in the order of the text; `form` is
    None and `fields` empty where the text is not even the right number of
    fields. For a `shorthand`, as is a text in words, the fields are those of
    the text it stands for: they are not to be found in the text.
    `unseeded` says where an H waits for a seed: the text is right, and its times
    are not known.

    Most wrong texts are only asked whether they are: `is_wrong`. Their problems are
    put into words, and moved to where they stand, when somebody reads them.
    """

    __slots__ = ("_placed", "_problems", "fields", "form", "shorthand", "text", "unseeded")

    def __init__(
        self,
        text: str,
        form: Form | None,
        fields: Mapping[str, tuple[int, ParsedField]],
        placed: Sequence[tuple[int, Problem | Fault | ParsedField]],
        shorthand: bool = False,
        unseeded: tuple[Problem, ...] = (),
    ) -> None:
        self.text = text
        self.form = form
        self.fields = fields
        #: Each problem, or field with problems, with what their spans are counted from.
        self._placed = placed
        self._problems: tuple[Problem, ...] | None = None
        self.shorthand = shorthand
        self.unseeded = unseeded

    @property
    def is_wrong(self) -> bool:
        """Whether it has problems."""
        return bool(self._placed)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it, in the order of the text."""
        # Two threads may both make them: they are the same.
        if self._problems is None:
            self._problems = tuple(
                moved(found, place) for place, each in self._placed for found in _in_words(each)
            )
        return self._problems


def _in_words(each: Problem | Fault | ParsedField) -> tuple[Problem, ...]:
    if isinstance(each, ParsedField):
        return each.problems
    return worded((each,)) if isinstance(each, tuple) else (each,)


def _fault(key: str, name: str | None, span: tuple[int, int], **values: str | int) -> Fault:
    return key, name, span, values


# --- text ------------------------------------------------------------------


def parse(text: str, dialect: Dialect) -> Parsed:
    """Read a text by the rules of a dialect; never raises on any str.

    >>> place, field = parse("0 9 * * MON-FRI", dialects.DEFAULT).fields["day_of_week"]
    >>> place, str(field.nodes[0]), field.nodes[0].first
    (8, 'MON-FRI', 0)
    """
    if len(text) > LONGEST_TEXT:
        span = (LONGEST_TEXT, len(text))
        return _refused(text, _fault("too-long", None, span, found=len(text), high=LONGEST_TEXT))
    words = _kept_words(text)
    if not words:
        return _refused(text, _fault("empty", None, (0, len(text))))
    if words[0][1][0] == "@":
        return _parse_shorthand(text, words, dialect)
    if dialect.wrapper:
        return _parse_wrapped(text, words, dialect)
    if dialect.in_words and "*" not in text:
        # Loaded here: few dialects have such texts.
        from quartzcron.language import dates_in_words

        if dates_in_words.is_in_words(text):
            fields, problems = dates_in_words.read(text, dialect.title)
            placed = [(0, found) for found in problems]
            return Parsed(text, dates_in_words.FORM if fields else None, fields, placed, True)
    return _parse_words(text, words, dialect)


def _parse_words(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> Parsed:
    """fields, their number being one that the dialect takes"""
    form = dialect.form(len(words))
    if form is None:
        return _refused(text, _wrong_count(words, dialect))
    if dialect.separator != dialects.BLANKS_AND_TABS:
        misplaced = _separators(text, words, dialect)
        if misplaced:
            return _refused(text, *misplaced)
    return _parse_form(text, words, form, dialect)


def _parse_wrapped(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> Parsed:
    """wrapper "(" fields ")" """
    start, end = words[0][0], words[-1][0] + len(words[-1][1])
    title, wrapper = dialect.title, dialect.wrapper
    opening = f"{wrapper}("
    if not text[start:end].lower().startswith(opening):
        found = _fault("wrapper", None, (start, end), title=title, wrapper=wrapper)
        return _refused(text, found)
    close = text.find(")", start)
    if close < 0:
        return _refused(text, _fault("wrapper/unclosed", None, (end, end), wrapper=wrapper))
    if close != end - 1:
        return _refused(text, _fault("wrapper/after", None, (close + 1, end), wrapper=wrapper))
    start += len(opening)
    # Blanks in the place of the wrapper keep every field in its own.
    inner = split(" " * start + text[start:close])
    if not inner:
        return _refused(text, _fault("empty", None, (start, close)))
    return _parse_words(text, inner, dialect)


def _separators(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> list[Fault]:
    """Point at each white space between fields that the dialect does not take for a blank."""
    ends = [place + len(word) for place, word in words]
    gaps = [(end, start) for end, (start, _) in zip(ends, words[1:], strict=False)]
    title = dialect.title
    if dialect.separator != dialects.ONE_BLANK:
        tabs = [gap for gap in gaps if "\t" in text[slice(*gap)]]
        return [_fault("white-space/tabs", None, gap, title=title) for gap in tabs]
    around = [(0, words[0][0]), (ends[-1], len(text))]
    return [
        *(
            _fault("white-space/single", None, gap, title=title)
            for gap in gaps
            if text[slice(*gap)] != " "
        ),
        *(
            _fault("white-space/around", None, place, title=title)
            for place in around
            if place[0] < place[1]
        ),
    ]


def _refused(text: str, *faults: Fault) -> Parsed:
    return Parsed(text, None, {}, [(0, found) for found in faults])


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


@lru_cache(32)
def _kept_words(text: str) -> tuple[tuple[int, str], ...]:
    """Return the words of a text that is not too long; one text is read by many dialects."""
    return tuple(split(text))


def _parse_shorthand(text: str, words: Sequence[tuple[int, str]], dialect: Dialect) -> Parsed:
    """shorthand = "@" word, the words being the dialect's."""
    span = words[0][0], words[-1][0] + len(words[-1][1])
    word = text[slice(*span)]
    found = shown(word)
    known = dict(dialect.shorthands)
    if dialect.seed:
        known.update(dialect.seeded_shorthands)
    meant = known.get(word.lower() if dialect.any_case else word)
    if meant is None:
        values = {"found": found} if known else {"found": found, "title": dialect.title}
        key = "unknown-shorthand" if known else "unknown-shorthand/none"
        return _refused(text, _fault(key, None, span, **values))
    if dialect.bare_shorthand and word != text:
        key, span = "unknown-shorthand/blanks", (0, len(text))
        return _refused(text, _fault(key, None, span, found=found, title=dialect.title))
    # The nodes are those of the text it stands for; their spans point at nothing.
    stands_for = parse(meant, dialect)
    unseeded = tuple(
        problem("seed-missing/shortcut", None, span, found=found, meant=meant, title=dialect.title)
        for _ in stands_for.unseeded[:1]
    )
    return Parsed(text, stands_for.form, stands_for.fields, (), True, unseeded)


def _wrong_count(words: Sequence[tuple[int, str]], dialect: Dialect) -> Fault:
    """A number of fields that the dialect has no form for."""
    counts = dialect.counts
    found = len(words)
    # Point at what is too much; where there is too little, at all there is.
    first = words[counts[-1]][0] if found > counts[-1] else words[0][0]
    span = (first, words[-1][0] + len(words[-1][1]))
    key = _COUNTED.get(len(counts), "field-count/several")
    title, low, high = dialect.title, counts[0], counts[-1]
    return _fault(key, None, span, found=found, low=low, high=high, title=title)


#: The sentence for dialects of one form and of two.
_COUNTED = {1: "field-count", 2: "field-count/two"}


def _parse_form(
    text: str, words: Sequence[tuple[int, str]], form: Form, dialect: Dialect
) -> Parsed:
    """fields = field *(1*blank field)"""
    fields = {}
    problems: list[tuple[int, Problem | Fault | ParsedField]] = []
    for (place, word), rules in zip(words, form.fields, strict=True):
        if word[0] == "+" and form.plus and rules.name == "day_of_week" and len(word) > 1:
            rest = parse_field(word[1:], rules)
            field = ParsedField(rest.text, rules, rest.nodes, rest.faults, True)
            place += 1
        else:
            field = parse_field(word, rules)
        fields[rules.name] = place, field
        if field.faults:
            problems.append((place, field))
    meeting = _day_fields(fields["day_of_month"], fields["day_of_week"], form)
    if meeting is not None:
        problems.append((0, meeting))
    unseeded: list[Problem] = []
    if dialect.seed is not None and not problems:
        unseeded = _draw(fields, dialect)
        if not dialect.seed_optional:
            problems, unseeded = [(0, found) for found in unseeded], []
    return Parsed(text, form, fields, problems, False, tuple(unseeded))


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
        key = _SEED_MISSING[dialect.hashing]
        return [
            moved(problem(key, name, node.span, title=dialect.title), fields[name][0])
            for name, node in hashed
        ]
    # Loaded here: it is for H alone, and needs a digest.
    from quartzcron.language.hashes import SOURCES

    drawn = SOURCES[dialect.hashing](dialect.seed)
    for order, (name, (place, field)) in enumerate(fields.items()):
        if any(isinstance(node, Hashed) for node in field.nodes):
            nodes = tuple(
                _drawn(node, drawn.next(node.choices, order), field.rules)
                if isinstance(node, Hashed)
                else node
                for node in field.nodes
            )
            # Not the kept field: it is the same for every seed.
            made = ParsedField(field.text, field.rules, nodes, (), field.plus)
            made.interval_sign = _has_interval(field.text)
            fields[name] = place, made
    return []


def _has_interval(text: str) -> bool:
    """Tell whether a field with H has a sign of an interval: H is a plain number, H/15 has one."""
    return any(
        "/" in term if term[0] in "Hh" else bool(term.strip("0123456789"))
        for term in text.split(",")
    )


#: What is said where a seed is missing, by what the seed is.
_SEED_MISSING = {
    dialects.JOB_NAME: "seed-missing",
    dialects.HASH_ID: "seed-missing/id",
    dialects.WHOLE_NUMBER: "seed-missing/number",
    dialects.TRIGGER_KEY: "seed-missing/key",
}


def _drawn(node: Hashed, offset: int, rules: FieldRules) -> Hashed:
    """Return an H with the value, or the first one of the walk, that was drawn for it."""
    written = node.low + offset
    first, last = rules.walk(written, node.high if node.walks else written)
    return node.replace(first=first, last=last)


def moved(found: Problem, distance: int) -> Problem:
    """Return a problem whose span lies so much further right."""
    if not distance:
        return found
    start, end = found.span
    span = start + distance, end + distance
    # In their order: a third of the time that `replace` takes.
    return Problem(
        found.code,
        found.severity,
        found.field,
        span,
        found.message,
        found.hint,
        found.values,
        span,
    )


# --- how the day fields meet -----------------------------------------------


def _day_fields(
    placed_dom: tuple[int, ParsedField], placed_dow: tuple[int, ParsedField], form: Form
) -> Fault | None:
    """Say what is wrong with the two day fields together, each being right alone."""
    if form.days == dialects.ONE_QUESTION:
        return _one_question(*placed_dom, *placed_dow)
    (dom_place, dom), (dow_place, dow) = placed_dom, placed_dow
    if form.star == dialects.LONE_QUESTION and dom.text == "?" == dow.text:
        return _fault("day-fields-neither", "day_of_month", (dom_place, dom_place + 1))
    if form.days == dialects.ONE_RESTRICTS and "*" not in (dom.text, dow.text):
        span = (dow_place, dow_place + len(dow.text))
        return _fault("day-fields-both/star", "day_of_week", span)
    if form.specials_combine or not (dom.nodes and dow.nodes):
        return None
    plain = (Star, Question, Single, Every, From, Range, Hashed, LastDay)
    special = any(not isinstance(node, plain) for node in (*dom.nodes, *dow.nodes))
    free = [any(isinstance(node, (Star, Question)) for node in f.nodes) for f in (dom, dow)]
    if not special or any(free):
        return None
    span = (dow_place, dow_place + len(dow.text))
    return _fault("days-do-not-combine", "day_of_week", span)


def _one_question(
    dom_place: int, dom: ParsedField, dow_place: int, dow: ParsedField
) -> Fault | None:
    """Quartz: exactly one of the day fields is ?."""
    if dom.text == "?" == dow.text:
        return _fault("day-fields-neither", "day_of_month", (dom_place, dom_place + 1))
    if "?" in dom.text or "?" in dow.text:
        return None  # a ? that is part of a longer field has its own problem
    # Point at the field that does not restrict; where both do, at the day of the week.
    place, field = (dom_place, dom) if dom.text == "*" else (dow_place, dow)
    span = (place, place + len(field.text))
    return _fault("day-fields-both", field.rules.name, span)
