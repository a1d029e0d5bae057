"""From nodes to masks: the compiled expression, a value.

A mask is an int used as a bitset, bit v for value v. A matcher holds one mask
for each field of the time of day, one for the months, one for the years, and
the days of the month for each of the 28 shapes a month can have. It knows no
text and no dialect; of how the text was written it keeps only the traits by
which some systems treat clock changes.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron import dialects
from quartzcron.calendar.months import (
    YEAR_KINDS,
    YEAR_SHAPES,
    day_masks,
    day_of_month_sheet,
    day_of_week_sheet,
    fire_years,
    month_day_sheet,
    value_mask,
    weekday_sheet,
)
from quartzcron.dialects import policies
from quartzcron.fields import FIELDS, FIRST_YEAR, LAST_YEAR
from quartzcron.language.nodes import Every, LastDay, Question, Single, Star
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quartzcron.calendar.dates import Dates
    from quartzcron.language.terms import ParsedField
    from quartzcron.language.text import Parsed

ALL_YEARS = (1 << LAST_YEAR + 1) - (1 << FIRST_YEAR)


#: The traits by whether the hands' texts begin with a star, and have a sign of an interval.
_TRAITS: dict[tuple[bool, bool], tuple[str, ...]] = {
    (False, False): (policies.NO_LEADING_STAR, policies.NO_INTERVAL_SIGN),
    (False, True): (policies.NO_LEADING_STAR,),
    (True, True): (),
}


class Matcher(Record):
    """All masks of one expression.

    `days` is a sheet: 28 masks side by side, one a shape (`months.SHAPES`). `years` are the years
    with at least one fire: none of them means that it never fires. `traits`
    are those of `policies.TEXT_TRAITS` that the text has.
    """

    seconds: int
    minutes: int
    hours: int
    days: int
    months: int
    years: int
    traits: tuple[str, ...] = ()

    # Written out for speed, as in `nodes`: 0.7 us less for each new text.
    def __init__(
        self,
        seconds: int,
        minutes: int,
        hours: int,
        days: int,
        months: int,
        years: int,
        traits: tuple[str, ...] = (),
    ) -> None:
        _set_seconds(self, seconds)
        _set_minutes(self, minutes)
        _set_hours(self, hours)
        _set_days(self, days)
        _set_months(self, months)
        _set_years(self, years)
        _set_traits(self, traits)

    @property
    def dates(self) -> Dates | None:
        """The days of the horizon that it fires on, of those that the masks name; None for all."""
        return None

    @property
    def shapes(self) -> Sequence[Sequence[int]]:
        """Where `day_masks` has the days of each month (1-12) of each year of the horizon."""
        return YEAR_SHAPES

    @property
    def day_masks(self) -> Sequence[int]:
        """The days, a mask for each shape of a month."""
        return day_masks(self.days)

    @property
    def never_fires(self) -> bool:
        """Whether no wall time of the horizon matches; exact, see `months.fire_years`."""
        return not self.years

    @property
    def fires_per_day(self) -> int:
        """How many wall times of a day match, on a day that matches at all."""
        return self.seconds.bit_count() * self.minutes.bit_count() * self.hours.bit_count()

    def masks(self) -> tuple[int, ...]:
        """Return all masks, from the largest unit to the smallest."""
        return self.years, self.months, self.days, self.hours, self.minutes, self.seconds

    def meaning(self) -> tuple[object, ...]:
        """Return a key that is equal for two matchers with the same wall times.

        Days that never come (30 February, a weekday on a date that no year of
        the mask has) do not count; all that never fire are equal.
        """
        if not self.years:
            return ()
        dates = _dates(self.days, self.months, self.years)
        return self.seconds, self.minutes, self.hours, dates


@lru_cache(256)
def _dates(sheet: int, months: int, years: int) -> frozenset[tuple[tuple[int, ...], int]]:
    """Return a key that is equal for the same dates; many texts have other times on them."""
    wanted = [month for month in range(1, 13) if months >> month & 1]
    masks = day_masks(sheet)
    days: dict[tuple[int, ...], int] = {}
    for shapes, kind_years in YEAR_KINDS:
        if of_this_kind := kind_years & years:
            year = [0] * 12
            for month in wanted:
                year[month - 1] = masks[shapes[month]]
            key = shapes[1], shapes[12], *year
            days[key] = of_this_kind
    return frozenset(days.items())


def unpacked(octets: bytes) -> Matcher:
    """Return the matcher that the compiled reader has written as octets; see `_packed.pxi`."""
    seconds, minutes, *years = memoryview(octets)[:_LONG].cast("Q").tolist()
    hours, months, of_month, _, *days = memoryview(octets)[_LONG:].cast("I").tolist()
    of_week, joining, traits = octets[_SMALL : _SMALL + 3]
    kept = _joined(tuple(years), 64) << FIRST_YEAR
    return Matcher(
        _BITS.get(seconds, seconds),
        _BITS.get(minutes, minutes),
        _BITS.get(hours, hours),
        _joined(tuple(days), 32) if days else _plain_days(of_month, of_week, joining),
        _BITS.get(months, months),
        ALL_YEARS if kept == ALL_YEARS else kept,
        _TRAITS_PACKED[traits],
    )


#: Masks of one value, which all share.
_BITS = {mask: mask for mask in [1 << bit for bit in range(60)]}

#: Octets of what stands in eights; and where what is smaller than four begins.
_LONG = 6 * 8
_SMALL = _LONG + 3 * 4

#: Days of the month and days of the week must both match; otherwise one of them.
_MEET = 1

_TRAITS_PACKED = (
    (),
    (policies.NO_LEADING_STAR,),
    (policies.NO_INTERVAL_SIGN,),
    (policies.NO_LEADING_STAR, policies.NO_INTERVAL_SIGN),
)


# A fleet repeats its days, and a sheet is a quarter of what an expression weighs.
@lru_cache(1024)
def _joined(masks: tuple[int, ...], bits: int) -> int:
    """Return masks side by side in one int."""
    return sum(mask << place * bits for place, mask in enumerate(masks))


@lru_cache(1024)
def _plain_days(of_month: int, of_week: int, joining: int) -> int:
    """Return the sheet of days of the month and of the week that are joined in one way."""
    month_days, weekdays = month_day_sheet(of_month), weekday_sheet(of_week)
    return month_days & weekdays if joining == _MEET else month_days | weekdays


class Possible(Matcher):
    """The masks of a text whose H waits for a seed: each wall time that one of them gives."""


(
    _set_seconds,
    _set_minutes,
    _set_hours,
    _set_days,
    _set_months,
    _set_years,
    _set_traits,
) = Matcher._setters


def compile_nodes(parsed: Parsed) -> Matcher:
    """Turn a text that was read without problems into masks."""
    fields = parsed.fields
    form = parsed.form
    assert form is not None  # a text without problems has a form
    dom, dow = fields["day_of_month"][1], fields["day_of_week"][1]
    days = _days(dom, dow, unites(dom, dow, form))
    minute, hour = fields["minute"][1], fields["hour"][1]
    second = fields["second"][1] if "second" in fields else None
    months = field_mask(fields["month"][1])
    years = field_mask(fields["year"][1]) if "year" in fields else ALL_YEARS
    made = Possible if parsed.unseeded else Matcher
    return made(
        1 if second is None else field_mask(second),
        field_mask(minute),
        field_mask(hour),
        days,
        months,
        fire_years(days, months, years),
        _TRAITS[
            minute.leading_star or hour.leading_star,
            minute.interval_sign
            or hour.interval_sign
            or (second is not None and second.interval_sign),
        ],
    )


def field_mask(field: ParsedField) -> int:
    """Return the mask of a field other than the day fields; it is kept with the field."""
    mask = field.mask
    if mask is None:
        node = field.nodes[0]
        if type(node) is Single and len(field.nodes) == 1:
            mask = 1 << node.value
        else:
            bounds = FIELDS[node.field]
            mask = value_mask(field.nodes, bounds.low, bounds.size)
        field.mask = mask
    return mask


# --- how the day fields meet -----------------------------------------------


def _is_whole_star(field: ParsedField, _other: ParsedField) -> bool:
    """Only a field that is nothing but * or ? leaves the days open."""
    return len(field.nodes) == 1 and isinstance(field.nodes[0], (Star, Question))


def _is_leading_star(field: ParsedField, _other: ParsedField) -> bool:
    """Vixie cron looks at the first character only: */2 is a star."""
    return field.leading_star


def _is_any_star(field: ParsedField, other: ParsedField) -> bool:
    """croniter: * anywhere in the list; or every value, where the other field has a * in it.

    It counts an L as one value more.
    """
    if any(isinstance(node, (Star, Question)) for node in field.nodes):
        return True
    whole = FIELDS[field.rules.name]
    values = value_mask(field.nodes, whole.low, whole.size).bit_count()
    values += any(isinstance(node, LastDay) for node in field.nodes)
    return values == whole.size and "*" in other.text


def _is_listed_star(field: ParsedField, _other: ParsedField) -> bool:
    """robfig: a * or ? anywhere in the list, alone or with a step of 1; a larger step restricts."""
    return any(
        isinstance(node, (Star, Question)) or (isinstance(node, Every) and node.step == 1)
        for node in field.nodes
    )


def _is_bare_star(field: ParsedField, _other: ParsedField) -> bool:
    """cronexpr: a * or ? anywhere in the list; a step restricts, even one of 1."""
    return any(isinstance(node, (Star, Question)) for node in field.nodes)


def _is_lone_question(field: ParsedField, _other: ParsedField) -> bool:
    """Quartz.NET: a * is every day, and so are every day or Mondays."""
    return isinstance(field.nodes[0], Question)


_STARS: dict[str, Callable[[ParsedField, ParsedField], bool]] = {
    dialects.WHOLE_STAR: _is_whole_star,
    dialects.LEADING_STAR: _is_leading_star,
    dialects.ANY_STAR: _is_any_star,
    dialects.LISTED_STAR: _is_listed_star,
    dialects.BARE_STAR: _is_bare_star,
    dialects.LONE_QUESTION: _is_lone_question,
}


def unites(dom: ParsedField, dow: ParsedField, form: dialects.Form) -> bool:
    """Tell whether a day of either field will do: only where both of them restrict."""
    if form.days != dialects.EITHER or dow.plus:
        return False
    is_star = _STARS[form.star]
    return not is_star(dom, dow) and not is_star(dow, dom)


@lru_cache(1024)
def _days(dom: ParsedField, dow: ParsedField, unites: bool) -> int:
    """Return the sheet of the days."""
    if unites:
        return day_of_month_sheet(dom.nodes) | day_of_week_sheet(dow.nodes)
    # A field that is * or ? adds nothing to an AND: skip it (half the work of most texts).
    if isinstance(dom.nodes[0], (Star, Question)):
        return day_of_week_sheet(dow.nodes)
    if isinstance(dow.nodes[0], (Star, Question)):
        return day_of_month_sheet(dom.nodes)
    return day_of_month_sheet(dom.nodes) & day_of_week_sheet(dow.nodes)
