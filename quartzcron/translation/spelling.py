"""From a mask to the text of one field: short, readable, and read back as that mask.

A text is a list of terms, and a term is a stretch of the values in their order:
one value, a range, a walk by a step. So the shortest list is a shortest path
over stretches; a walk through the whole field (`*/15,5`) may be taken out first.
Weekdays are written by name where there are names.

The grammar stays with the parser: what is written here counts only if the
parser takes it and reads the values that were meant. A menu of terms that a
dialect does not take thus gives nothing, and the next, plainer menu is tried.
Nothing here knows how fields make an expression.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

from quartzcron.calendar.months import value_mask
from quartzcron.dialects import WRAPS
from quartzcron.fields import DAY_OF_WEEK
from quartzcron.ground.caches import listed
from quartzcron.language.terms import parse_field
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quartzcron.dialects import FieldRules

Menu = frozenset[str]

#: The terms of a menu.
STAR, OPEN, STEPPED, RANGE = "*/n", "a/n", "a-b/n", "a-b"

#: What a text may be made of, from rich to plain; a single value is on every menu.
_MENUS = (
    frozenset((STAR, OPEN, STEPPED, RANGE)),
    frozenset((OPEN, STEPPED, RANGE)),
    frozenset((STAR, STEPPED, RANGE)),
    frozenset((STEPPED, RANGE)),
    frozenset((RANGE,)),
    Menu(),
)

_NAME_MENUS = (Menu((RANGE,)), Menu())

#: What shows in a text, as the traits of `policies.TEXT_TRAITS` look at it.
ANY_SIGN = "any"
STAR_FIRST = "leading star"
NO_STAR_FIRST = "no leading star"
NO_INTERVAL_SIGN = "no interval sign"
INTERVAL_SIGN = "interval sign"
LONE_STAR_STEP = "*/n alone"
NO_LONE_STAR = "not * alone"

_SHOWS: dict[str, Callable[[str], bool]] = {
    ANY_SIGN: lambda _text: True,
    STAR_FIRST: lambda text: text.startswith("*"),
    NO_STAR_FIRST: lambda text: not text.startswith("*"),
    INTERVAL_SIGN: lambda text: bool(text.strip("0123456789,")),
    NO_INTERVAL_SIGN: lambda text: not text.strip("0123456789,"),
    NO_LONE_STAR: lambda text: text != "*",
    LONE_STAR_STEP: lambda text: text.startswith("*/") and "," not in text,
}


@listed
@lru_cache(1024)
def spelled(
    needed: int, allowed: int, rules: FieldRules, sign: str = ANY_SIGN, shortest: bool = False
) -> str | None:
    """Return a text for a field that names all of some values, and none but the allowed ones.

    >>> from quartzcron.dialects import DEFAULT
    >>> minute = DEFAULT.form(5).rules("minute")
    >>> def mask(*values): return sum(1 << value for value in values)
    >>> spelled(mask(0, 15, 30, 45), mask(0, 15, 30, 45), minute)
    '*/15'
    >>> spelled(mask(1, 2, 3, 50), mask(1, 2, 3, 50), minute)
    '1-3,50'

    Both masks are of the library's own numbers. `sign` is what the text must
    show. The shortest text is made of numbers; otherwise weekdays go by name
    and a range up to the field's end is not written as a step of 1. None where
    the rules have no such text.
    """
    aim = Aim(needed, allowed, rules, sign, shortest)
    if allowed == (1 << rules.field.size) - 1 << rules.field.low and aim.is_met_by("*"):
        return "*"
    for walks, menus in _orders(aim):
        found = [text for walk in walks if (text := _by_best_menu(aim, walk, menus)) is not None]
        if found:
            return min(found, key=len)
    return None


class Aim(Record):
    """What the text of a field is to name and to show; see `spelled`."""

    needed: int
    allowed: int
    rules: FieldRules
    sign: str = ANY_SIGN
    shortest: bool = False

    def is_met_by(self, text: str) -> bool:
        """Tell whether a text shows the sign, and the rules read it as meant."""
        return shows(text, self.sign) and reads(text, self.needed, self.allowed, self.rules)


def _orders(aim: Aim) -> Iterator[tuple[Iterable[Walk], Sequence[Menu]]]:
    """Yield orders of the values with the menus for them; the better ones first."""
    if aim.rules.name == DAY_OF_WEEK.name and not aim.shortest:
        yield _name_walks(aim.needed), _NAME_MENUS
    yield _number_walks(aim), _MENUS


def _by_best_menu(aim: Aim, walk: Walk, menus: Iterable[Menu]) -> str | None:
    """Return the text by the richest menu that gives a right one."""
    need, may = walk.places(aim.needed), walk.places(aim.allowed)
    if need.bit_count() != aim.needed.bit_count():
        return None  # a value that the field cannot write
    texts = (_listed(Stretches(walk, need, may, menu, aim.shortest)) for menu in menus)
    return next((text for text in texts if aim.is_met_by(text)), None)


def shows(text: str, sign: str) -> bool:
    """Tell whether the text of a field shows a sign, or lacks one that it must not have.

    >>> shows("*/15", STAR_FIRST), shows("0,30", NO_INTERVAL_SIGN)
    (True, True)
    """
    return _SHOWS[sign](text)


def reads(text: str, needed: int, allowed: int, rules: FieldRules) -> bool:
    """Tell whether the parser takes a text for values between the two masks."""
    field = parse_field(text, rules)
    if field.faults:
        return False
    mask = value_mask(field.nodes, rules.field.low, rules.field.size)
    return not needed & ~mask and not mask & ~allowed


# --- the order of the values ------------------------------------------------


class Walk(Record):
    """The values of a field in an order in which a list can go through them.

    `values` are the library's own numbers, `labels` what is written for them;
    `ends` tells whether open steps may end where the walk does, `limit` is the
    largest step, `star` what stands before a step through the whole field.
    """

    values: tuple[int, ...]
    labels: tuple[str, ...]
    ends: bool = False
    limit: int = 0
    star: str = "*"

    def places(self, mask: int) -> int:
        """Return a mask of values as a mask of their places in the walk."""
        places = 0
        for place, value in enumerate(self.values):
            places |= (mask >> value & 1) << place
        return places


def _number_walks(aim: Aim) -> Iterator[Walk]:
    """Yield the orders by number: from the lowest on, and where it pays over the field's end."""
    rules = aim.rules
    size = min(rules.field.size, rules.high - rules.low + 1)
    numbers = [*range(rules.low, rules.low + size)]
    limit = rules.high if rules.step_limit is None else rules.step_limit
    star = "" if aim.shortest and rules.bare_step else "*"
    yield _walk(numbers, rules, True, limit, star)
    if rules.high > numbers[-1]:
        # 7 spells Sunday again: 5-7.
        yield _walk([*numbers[1:], rules.high], rules, True, limit, star)
    if rules.reversed_range == WRAPS:
        values = [rules.inside(number) for number in numbers]
        begin = _after_widest_gap([aim.needed >> value & 1 for value in values])
        if begin:
            yield _walk(numbers[begin:] + numbers[:begin], rules, False, limit, star)


def _walk(numbers: list[int], rules: FieldRules, ends: bool, limit: int, star: str) -> Walk:
    values = tuple(map(rules.inside, numbers))
    return Walk(values, tuple(map(str, numbers)), ends, limit, star)


def _name_walks(needed: int) -> Iterator[Walk]:
    """Yield the orders of the weekdays by name: the week from its first day on, and as it pays."""
    week = [*range(DAY_OF_WEEK.size)]
    begin = _after_widest_gap([needed >> day & 1 for day in week])
    for first in {0: None, begin: None, 6: None}:
        days = tuple(week[first:] + week[:first])
        yield Walk(days, tuple(DAY_OF_WEEK.names[day] for day in days))


def _after_widest_gap(present: list[int]) -> int:
    """Return the place after the longest run of places that are not present, in a ring.

    >>> _after_widest_gap([1, 1, 0, 0, 0, 1])
    5
    """
    size = len(present)
    here = [place for place in range(size) if present[place]]
    gaps = [(place - here[at - 1]) % size or size for at, place in enumerate(here)]
    return here[gaps.index(max(gaps))] if here else 0


# --- lists of terms ---------------------------------------------------------

#: A text as it grows: its length with a comma behind each term, how odd it looks, its terms.
_Path = tuple[int, int, tuple[tuple[int, str], ...]]

_NOTHING: _Path = (0, 0, ())


class Stretches(Record):
    """The stretches of a walk that terms of a menu can name: what is needed, and what may be.

    Both are masks of places in the walk.
    """

    walk: Walk
    need: int
    may: int
    menu: Menu
    shortest: bool

    def from_place(self, places: list[int], first: int) -> Iterator[tuple[int, int, str]]:
        """Yield the terms from a needed place: the last it names, how odd it is, its text."""
        begin = places[first]
        yield first, 0, self.walk.labels[begin]
        step = 0
        for last in range(first + 1, len(places)):
            end = places[last]
            step = gcd(step, end - places[last - 1])
            if self.need == self.may and (end - begin) // step != last - first:
                return  # some place in between is not to be named, and never will be
            for walked in {step: None, 1: None}:
                if not _steps(begin, end, walked) & ~self.may:
                    for odd, text in self.terms(begin, end, walked):
                        yield last, odd, text

    def terms(self, begin: int, end: int, step: int) -> Iterator[tuple[int, str]]:
        """Yield the terms for a walk from one place to another, each with how odd it looks."""
        walk, menu = self.walk, self.menu
        size = len(walk.values)
        if step == 1 and RANGE in menu:
            yield end - begin == 1, f"{walk.labels[begin]}-{walk.labels[end]}"
        if step > walk.limit:
            return
        # Two values are a list to the eye, not a walk; and 10-59 is clearer than 10/1.
        plain = self.shortest or 1 < step < end - begin
        if step > 1 and STEPPED in menu and plain:
            yield 3, f"{walk.labels[begin]}-{walk.labels[end]}/{step}"
        if not walk.ends or _steps(begin, size - 1, step) & ~self.may:
            return
        # Where the step divides the field, the gaps are even: better than a list. But */1 looks
        # like *, which in a field of years may be more.
        even = step > 1 and size % step == 0
        if begin == 0 and STAR in menu and (plain or even):
            yield -1 if even else 1, f"{walk.star}/{step}"
        if OPEN in menu and plain:
            yield 2, f"{walk.labels[begin]}/{step}"


def _steps(begin: int, end: int, step: int) -> int:
    """Return the mask of the places from one to another by a step."""
    count = (end - begin) // step + 1
    return ((1 << count * step) - 1) // ((1 << step) - 1) << begin


def _listed(stretches: Stretches) -> str:
    """Return the shortest list of terms."""
    path = _path(stretches)
    if stretches.walk.ends and STAR in stretches.menu and path[0] > _SHORT:
        path = min([path, *_walks_through(stretches)])
    return ",".join(text for _, text in sorted(path[2]))


def _path(stretches: Stretches) -> _Path:
    """Return the shortest list over stretches of needed places: from the last one backwards."""
    need = stretches.need
    places = [place for place in range(need.bit_length()) if need >> place & 1]
    best = [_NOTHING] * (len(places) + 1)
    for first in reversed(range(len(places))):
        offers = []
        for last, odd, text in stretches.from_place(places, first):
            length, oddness, terms = best[last + 1]
            head = (places[first], text)
            offers.append((length + len(text) + 1, oddness + odd, (head, *terms)))
        best[first] = min(offers)
    return best[0]


# --- a walk through the whole field beside a list ----------------------------

#: How many such walks are looked at: the ones that name the most.
_MOST_TRIED = 12

#: Lists so short, with a comma, need no such walk.
_SHORT = 4


def _walks_through(stretches: Stretches) -> Iterator[_Path]:
    """Yield lists with a walk to the field's end, and the rest beside it: `*/15,5`."""
    walk, need, may = stretches.walk, stretches.need, stretches.may
    for count, step, start, mask in sorted(_found_walks(walk, need, may))[:_MOST_TRIED]:
        if start and OPEN not in stretches.menu:
            continue
        length, oddness, terms = _path(stretches.replace(need=need & ~mask))
        head = f"{walk.labels[start] if start else walk.star}/{step}"
        # What is named without need looks odd.
        odd = 1 + mask.bit_count() + count
        yield length + len(head) + 1, oddness + odd, ((start, head), *terms)


def _found_walks(walk: Walk, need: int, may: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield walks to the end: less how many they name of need, step, start, mask."""
    size = len(walk.values)
    for step in range(2, min(walk.limit, size // 3) + 1):
        for begin in range(step):
            # From the first place that is needed and from which on all may be named.
            mask = _steps(begin, size - 1, step)
            gone = mask & ~may
            named = mask & need & (-1 << gone.bit_length())
            count = named.bit_count()
            if count > 2:
                start = (named & -named).bit_length() - 1
                yield -count, step, start, mask & (-1 << start)
