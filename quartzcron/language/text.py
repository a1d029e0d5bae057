"""From text to fields: words, wrappers, shorthands, and how many fields there are.

    text       = [white] (shorthand / fields / wrapper "(" fields ")") [white]
    fields     = field *(1*blank field)          ; blank: what the dialect takes for one
    field      = ["+"] term *("," term)          ; see `terms`

A text is read to its end, so that all its problems come at once. Fields are
parsed apart; their spans are moved here to where they stand in the text. The
dialect is data: nobody asks for its name.
"""

from __future__ import annotations

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
from quartzcron.language.slips import nearest
from quartzcron.language.terms import ParsedField, parse_field
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quartzcron.dialects import Dialect, FieldRules, Form


BLANKS = " \t"
#: White space that may surround a text; between fields only blanks may stand.
AROUND = " \t\r\n\f\v"

#: Where each special belongs, for "15W belongs to day-of-month".


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
    near = nearest(word.lower(), list(known))
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
