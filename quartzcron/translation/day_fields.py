"""From days to the two day fields of a form: which rules say just these days.

The days wanted are a sheet (`months.SHAPES`), and so is every rule that a field
can name: the 13th, Fridays, `L`, `15W`, `FRI#3`. A field is thus a cover: rules
that lie within the days allowed and together have all the days needed. Two
fields that meet by OR share the days between them; where they meet by AND, one
names the days that occur, and the other may name what it likes outside these.

Shapes of months that no month of the schedule has do not count: the sheet
`care` has all days of those that do. Nothing here knows months, years or times.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron import dialects
from quartzcron.calendar.months import (
    day_of_month_sheet,
    day_of_week_sheet,
    month_day_sheet,
    weekday_sheet,
)
from quartzcron.fields import DAY_OF_MONTH, DAY_OF_WEEK
from quartzcron.ground.caches import listed
from quartzcron.language.terms import parse_field
from quartzcron.records import TYPE_CHECKING, Record
from quartzcron.translation.spelling import (
    ANY_SIGN,
    LONE_STAR_STEP,
    NO_LONE_STAR,
    NO_STAR_FIRST,
    spelled,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quartzcron.dialects import FieldRules, Form


#: One field so short is not to be outdone by two.
_SHORT = 5


class Special(Record):
    """A special of a field: its text, its days, and with what it may share a list."""

    text: str
    sheet: int
    shares: str


class Kit(Record):
    """What one day field can name: the sheets of its plain values and its specials."""

    rules: FieldRules
    plain: tuple[tuple[int, int], ...]
    specials: tuple[Special, ...]
    shortest: bool

    def within(self, up: int, care: int) -> int:
        """Return the mask of the plain values that name no day outside of some."""
        outside = care & ~up
        return sum(1 << value for value, sheet in self.plain if not sheet & outside)

    def having(self, days: int) -> int:
        """Return the mask of the plain values that name any of some days."""
        return sum(1 << value for value, sheet in self.plain if sheet & days)

    def sheet(self, values: int) -> int:
        """Return the days of a mask of plain values."""
        return sum(sheet for value, sheet in self.plain if values >> value & 1)


class Wish(Record):
    """What a field is to name: all of `low`, nothing of `care` outside `up`, with a sign."""

    low: int
    up: int
    care: int
    sign: str = ANY_SIGN


#: Texts of both day fields, by name.
Pair = dict[str, str]

#: Texts of one field that together name the days wished for.
Cover = tuple[str, ...]

#: More specials than this are no rule that anybody would write or read: every working day of a
#: month is 27 of them, and better said beside another expression.
_MOST_SPECIALS = 12


# --- what a field can name --------------------------------------------------

_SHEETS = {DAY_OF_MONTH.name: day_of_month_sheet, DAY_OF_WEEK.name: day_of_week_sheet}

_WEEKDAYS = range(DAY_OF_WEEK.size)


def _of_weekdays(pattern: str) -> Callable[[FieldRules, bool], Iterator[tuple[str, ...]]]:
    """Return what writes a special of each weekday: by name first, or by number only."""

    def write(rules: FieldRules, shortest: bool) -> Iterator[tuple[str, ...]]:
        for day in _WEEKDAYS:
            number = pattern.format(rules.written(day))
            named = pattern.format(DAY_OF_WEEK.names[day])
            yield (number,) if shortest else (named, number)

    return write


def _of_numbers(
    pattern: str, low: int, high: int
) -> Callable[[FieldRules, bool], Iterator[tuple[str, ...]]]:
    return lambda _rules, _shortest: ((pattern.format(n),) for n in range(low, high + 1))


#: How each special is written, the ways to write each one of its kind; the plainest kinds first.
_WRITERS: dict[str, tuple[Callable[[FieldRules, bool], Iterator[tuple[str, ...]]], ...]] = {
    dialects.LAST: (_of_numbers("L", 0, 0),),
    dialects.LAST_WORD: (_of_numbers("last", 0, 0),),
    dialects.LAST_WORKDAY: (_of_numbers("LW", 0, 0),),
    dialects.LAST_MINUS: (_of_numbers("L-{}", 1, 30),),
    dialects.NEAREST_WORKDAY: (_of_numbers("{}W", 1, 31),),
    dialects.NEAREST_WORKDAY_PREFIX: (_of_numbers("W{}", 1, 31),),
    dialects.LAST_MINUS_WORKDAY: (_of_numbers("L-{}W", 1, 30),),
    dialects.LAST_WORKDAY_MINUS: (_of_numbers("LW-{}", 1, 30),),
    dialects.LAST_WEEKDAY: (_of_weekdays("{}L"),),
    dialects.LAST_WEEKDAY_PREFIX: (_of_weekdays("L{}"),),
    dialects.LAST_WEEKDAY_HASH: (_of_weekdays("{}#L"),),
    dialects.NTH_WEEKDAY: tuple(_of_weekdays(f"{{}}#{nth}") for nth in range(1, 6)),
}


@listed
@lru_cache(64)
def kit_of(rules: FieldRules, shortest: bool = False) -> Kit:
    """Return what a day field can name by its rules."""
    sheets: dict[int, Special] = {}
    for special, writers in _WRITERS.items():
        shares = dict(rules.specials).get(special)
        if shares is None:
            continue
        for writer in writers:
            for ways in writer(rules, shortest):
                text = next((way for way in ways if not parse_field(way, rules).faults), None)
                if text is not None:
                    sheet = _sheet_of(text, rules)
                    sheets.setdefault(sheet, Special(text, sheet, shares))
    return Kit(rules, _plain(rules), tuple(sheets.values()), shortest)


def _plain(rules: FieldRules) -> tuple[tuple[int, int], ...]:
    if rules.field is DAY_OF_WEEK:
        return tuple((day, weekday_sheet(1 << day)) for day in _WEEKDAYS)
    return tuple((day, month_day_sheet(1 << day)) for day in range(1, 32))


def _sheet_of(text: str, rules: FieldRules) -> int:
    return _SHEETS[rules.name](parse_field(text, rules).nodes)


# --- one field --------------------------------------------------------------


def _covers(kit: Kit, wish: Wish, *, specials: bool = True) -> Iterator[Cover]:
    """Yield covers of a wish, the plainest first."""
    may = kit.within(wish.up, wish.care)
    plain = kit.sheet(may)
    fitting = [each for each in kit.specials if not each.sheet & wish.care & ~wish.up]
    if not specials:
        fitting = []
    chosen = [_chosen(wish.low & ~plain, fitting)]
    if kit.shortest or (chosen != [()] and not wish.low & plain):
        # Where plain values say a part, it is not for a list of specials to say.
        chosen.append(_chosen(wish.low, fitting))
    if kit.shortest:
        chosen += [(each,) for each in fitting if each.sheet & wish.low]
    for some in {tuple(each): None for each in chosen if each is not None}:
        cover = _cover(kit, wish, may, some)
        if cover:
            yield cover


def _chosen(rest: int, fitting: Iterable[Special]) -> tuple[Special, ...] | None:
    """Return a few specials that have all of some days: each time the one that has the most."""
    chosen: list[Special] = []
    while rest:
        best = max(fitting, key=lambda each: (each.sheet & rest).bit_count(), default=None)
        if best is None or not best.sheet & rest or len(chosen) == _MOST_SPECIALS:
            return None
        chosen.append(best)
        rest &= ~best.sheet
    return tuple(chosen)


def _united(sheets: Iterable[int]) -> int:
    united = 0
    for sheet in sheets:
        united |= sheet
    return united


def _cover(kit: Kit, wish: Wish, may: int, specials: Sequence[Special]) -> Cover | None:
    """Return the texts of some specials and of the plain values that are needed beside them."""
    rest = wish.low & ~_united(each.sheet for each in specials)
    need = kit.having(rest)
    if rest & ~kit.sheet(need & may):
        return None
    joined = {dialects.ANYTHING: "", dialects.ALIKE: ""}
    texts = []
    if need:
        text = spelled(need, may, kit.rules, wish.sign, kit.shortest)
        if text is None:
            return None
        joined[dialects.ANYTHING] = text
    for each in specials:
        if each.shares in joined:
            joined[each.shares] = f"{joined[each.shares]},{each.text}".lstrip(",")
        else:
            texts.append(each.text)
    return tuple(filter(None, (*joined.values(), *texts)))


def _field(kit: Kit, wish: Wish, *, specials: bool = True) -> Iterator[str]:
    """Yield texts of one field for a wish."""
    for cover in _covers(kit, wish, specials=specials):
        if len(cover) == 1:
            yield cover[0]


# --- both fields ------------------------------------------------------------


class _Meeting:
    """The two day fields of a form, and the days they are to name."""

    def __init__(self, wanted: int, care: int, form: Form, shortest: bool) -> None:
        dom, dow = form.rules("day_of_month"), form.rules("day_of_week")
        assert dom is not None
        assert dow is not None  # every form has both day fields
        self.dom, self.dow = kit_of(dom, shortest), kit_of(dow, shortest)
        self.sides = (self.dom, self.dow), (self.dow, self.dom)
        self.wanted = wanted
        self.care = care
        self.free = form.free
        # What both fields must show so that either will do.
        leading = form.star == dialects.LEADING_STAR
        self.restricts = NO_STAR_FIRST if leading else NO_LONE_STAR

    def wish(self, low: int, up: int | None = None, sign: str = ANY_SIGN) -> Wish:
        """Return the wish for some days, within all that are wanted or within others."""
        return Wish(low, self.wanted if up is None else up, self.care, sign)

    def sheet(self, kit: Kit, texts: Iterable[str]) -> int:
        """Return the days of texts of a field."""
        return _united(_sheet_of(text, kit.rules) for text in texts)

    def pair(self, kit: Kit, text: str, other: str | None = None) -> Pair:
        """Return both fields, given the text of one, and of the other one if it restricts too."""
        other = self.free if other is None else other
        dom, dow = (text, other) if kit is self.dom else (other, text)
        return {"day_of_month": dom, "day_of_week": dow}


def day_fields(wanted: int, care: int, form: Form, shortest: bool = False) -> Iterator[Pair]:
    """Yield texts of day of month and day of week for the days wanted, the plainest first.

    >>> friday = weekday_sheet(1 << 4)
    >>> days = month_day_sheet(1 << 13) | friday
    >>> everything = month_day_sheet((1 << 32) - 2)
    >>> next(day_fields(days, everything, dialects.DEFAULT.form(5)))
    {'day_of_month': '13', 'day_of_week': 'FRI'}
    >>> days = month_day_sheet(1 << 13) & friday
    >>> next(day_fields(days, everything, dialects.DEFAULT.form(5)))
    {'day_of_month': '13', 'day_of_week': '+FRI'}

    `wanted` lies within `care`. How the fields meet has to be verified: what is
    a star to one dialect is none to the next.
    """
    return iter(_day_fields(wanted, care, form, shortest))


@listed
@lru_cache(256)
def _day_fields(wanted: int, care: int, form: Form, shortest: bool) -> tuple[Pair, ...]:
    # Months of one length want the same; the pairs are for whoever asks to copy.
    return tuple(_pairs(wanted, care, form, shortest))


def _pairs(wanted: int, care: int, form: Form, shortest: bool) -> Iterator[Pair]:
    meeting = _Meeting(wanted, care, form, shortest)
    texts = [(kit, text) for kit, _ in meeting.sides for text in _field(kit, meeting.wish(wanted))]
    for kit, text in texts:
        yield meeting.pair(kit, text)
    if texts and min(len(text) for _, text in texts) <= _SHORT:
        return
    if form.days == dialects.EITHER:
        yield from _either(meeting)
    for signs, plus in _ands(form):
        for pair in _both(meeting, signs):
            yield {**pair, "day_of_week": plus + pair["day_of_week"]}


def _either(meeting: _Meeting) -> Iterator[Pair]:
    """OR: one field names all that it can, the other one the rest."""
    for kit, other, cover, rest in _shared(meeting):
        if len(cover) == 1:
            for text in _field(other, meeting.wish(rest, sign=meeting.restricts)):
                yield meeting.pair(kit, cover[0], text)


def _shared(meeting: _Meeting) -> Iterator[tuple[Kit, Kit, Cover, int]]:
    """Yield a field, the other one, texts of the first, and the days left to the other."""
    for kit, other in meeting.sides:
        for specials in (False, True):
            low = kit.sheet(kit.within(meeting.wanted, meeting.care))
            if specials:
                low |= _united(
                    each.sheet
                    for each in kit.specials
                    if not each.sheet & meeting.care & ~meeting.wanted
                )
            wish = meeting.wish(low & meeting.wanted, sign=meeting.restricts)
            for cover in _covers(kit, wish, specials=specials):
                rest = meeting.wanted & ~meeting.sheet(kit, cover)
                if rest:
                    yield kit, other, cover, rest


def _ands(form: Form) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the signs that the two fields must show to meet by AND, and what goes before."""
    if form.days == dialects.BOTH:
        yield (ANY_SIGN, ANY_SIGN), ""
    if form.plus:
        yield (ANY_SIGN, ANY_SIGN), "+"
    if form.days == dialects.EITHER and form.star == dialects.LEADING_STAR:
        # Vixie cron: a step after * restricts, and makes it an AND all the same.
        yield (LONE_STAR_STEP, ANY_SIGN), ""
        yield (ANY_SIGN, LONE_STAR_STEP), ""


def _both(meeting: _Meeting, signs: tuple[str, str]) -> Iterator[Pair]:
    """AND: one field names the days that occur, the other may name more outside of these."""
    wanted = meeting.wanted
    sign_of = dict(zip((meeting.dom, meeting.dow), signs, strict=True))
    for kit, other in (meeting.sides[1], meeting.sides[0]):
        values = kit.having(wanted)
        free = kit.within(~meeting.care, meeting.care)
        text = spelled(values, values | free, kit.rules, sign_of[kit], kit.shortest)
        heads = [] if text is None else [text]
        if sign_of[kit] == ANY_SIGN:
            heads += [each.text for each in kit.specials if not wanted & ~each.sheet]
        for head in heads:
            up = wanted | ~meeting.sheet(kit, [head])
            for tail in _field(other, meeting.wish(wanted, up, sign_of[other])):
                # A field that names every day does not restrict: that is no AND.
                if "*" not in (head, tail):
                    yield meeting.pair(kit, head, tail)


# --- several expressions ----------------------------------------------------


def day_pieces(wanted: int, care: int, form: Form) -> Iterator[tuple[Pair, ...]]:
    """Yield pairs of day fields that together name the days wanted, each pair restricting once."""
    meeting = _Meeting(wanted, care, form, False)
    for kit, _ in meeting.sides:
        for cover in _covers(kit, meeting.wish(wanted)):
            yield tuple(meeting.pair(kit, text) for text in cover)
    for kit, other, cover, rest in _shared(meeting):
        for covered in _covers(other, meeting.wish(rest)):
            yield (
                *(meeting.pair(kit, text) for text in cover),
                *(meeting.pair(other, text) for text in covered),
            )
