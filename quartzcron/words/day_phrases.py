"""Days to phrases: which rules say just these days, in these months and years.

The days of a schedule are a sheet (`calendar.months`), and so is each rule that a phrase can
name: Fridays, the 13th, the last day. A phrase is a cover of the days wanted by such rules,
found from the sheet alone. What two texts write in different ways, `1-7 +MON` and `MON#1`,
thus gets one phrase.

The months and years are those that must be named to tell the days apart, see
`translation.required_days`: `31 1,3,5,7,8,10,12` is the 31st of every month that has one.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.calendar.matcher import ALL_YEARS, Matcher
from quartzcron.calendar.months import (
    LANE,
    SHAPES,
    day_masks,
    last_day_sheet,
    last_weekday_sheet,
    last_workday_sheet,
    month_day_sheet,
    nearest_workday_sheet,
    nth_weekday_sheet,
    weekday_sheet,
)
from quartzcron.fields import FIRST_YEAR
from quartzcron.ground.caches import listed
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.required_days import ALL_MONTHS, RequiredDays, bits, sheets
from quartzcron.words.phrases import (
    Both,
    Date,
    Days,
    Either,
    EveryDay,
    Falling,
    Last,
    LastWorkday,
    MonthDays,
    NearestWorkday,
    NthWeekday,
    OfMonth,
    Shape,
    Stretch,
    Values,
    Weekdays,
    in_a_ring,
    listed_or_walk,
    lowest,
    single,
    stretches,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


#: Days of the month as a walk are named from so many on; fewer are a list.
_WALKED = 6

#: More special days than this in one list nobody would read.
_MOST_SPECIALS = 12

#: All days of all months.
_WHOLE = month_day_sheet((1 << 32) - 2)

_WEEKDAY_SHEETS = tuple(weekday_sheet(1 << day) for day in range(7))
_DAY_SHEETS = tuple(month_day_sheet(1 << day) for day in range(32))


@listed
@lru_cache(512)
def dates(sheet: int, months: int, years: int) -> tuple[Days, Values | None, Values | None]:
    """Return the phrase of the days of a matcher, and the months and years to name."""
    required = RequiredDays(Matcher(1, 1, 1, sheet, months, years))
    date = _single_date(required)
    if date is not None:
        return date, None, None
    years = required.years if required.needs_years else ALL_YEARS
    spoken_years = None if years == ALL_YEARS else _year_values(years)
    days, months = _days_and_months(required, years)
    spoken_months = None if months == ALL_MONTHS else _month_values(months, spoken_years is None)
    return days, spoken_months, spoken_years


def _days_and_months(required: RequiredDays, years: int) -> tuple[Days, int]:
    """Return the phrase of the days, and the months to name: all of them, if that says it best."""
    months = dict.fromkeys((ALL_MONTHS, required.months))
    asked = [
        (sheets(by_shape), named)
        for named in months
        if (by_shape := required.by_shape(named, years)) is not None
    ]
    # What one rule says is best; and what no rule says is said of as few months as there are.
    for phrased in (one_rule, phrase):
        for (wanted, care), named in asked:
            days = phrased(wanted, care)
            if days is not None:
                return days, named
    return _by_shape(asked[-1][0][0]), required.months


def _single_date(required: RequiredDays) -> Date | None:
    """Return the one date on which it fires, if there is just one."""
    if not (single(required.years) and single(required.months)):
        return None
    (days,) = required.own().values()
    if not single(days):
        return None
    return Date(lowest(required.years), lowest(required.months), lowest(days))


def _month_values(months: int, wraps: bool) -> Values:
    """Return months by name, as a range where there are three in a row at least.

    The row may go over the end of the year where it does so in every year.
    """
    row = in_a_ring(months, 12, 1)
    if row is not None and months.bit_count() > 2 and (wraps or row.first < row.last):
        return (row,)
    return tuple(Stretch(month, month) for month in bits(months))


def _year_values(years: int) -> Values:
    """Return years as ranges, walks and single ones; the horizon's ends are named too."""
    walked = listed_or_walk(years >> FIRST_YEAR, 3)
    return tuple(
        Stretch(each.first + FIRST_YEAR, each.last + FIRST_YEAR, each.step) for each in walked
    )


# --- covers ----------------------------------------------------------------------


@listed
@lru_cache(512)
def one_rule(wanted: int, care: int) -> Days | None:
    """Return the phrase of the days wanted if one rule names them; only days of `care` count."""
    if wanted == care:
        return EveryDay()
    weekdays, days = _plain(wanted, care)
    if _united(_WEEKDAY_SHEETS[day] for day in weekdays) & care == wanted:
        return Weekdays(_mask(weekdays))
    if _united(_DAY_SHEETS[day] for day in days) & care == wanted:
        return Either((_month_days(days, care),))
    return _special(wanted, care)


@listed
@lru_cache(512)
def phrase(wanted: int, care: int) -> Days | None:
    """Return the phrase of the days wanted by a short list of rules, or None."""
    return _union(wanted, care) or _intersection(wanted, care) or _weekday_by_weekday(wanted, care)


def _plain(wanted: int, care: int) -> tuple[list[int], list[int]]:
    """Return the weekdays and the days of the month that name some days and none but these."""
    outside = care & ~wanted
    return (
        [
            day
            for day in range(7)
            if not _WEEKDAY_SHEETS[day] & outside and _WEEKDAY_SHEETS[day] & care
        ],
        [day for day in range(1, 32) if not _DAY_SHEETS[day] & outside and _DAY_SHEETS[day] & care],
    )


def _mask(values: Iterable[int]) -> int:
    return sum(1 << value for value in values)


def _united(sheets: Iterable[int]) -> int:
    united = 0
    for sheet in sheets:
        united |= sheet
    return united


def _month_days(days: list[int], care: int) -> MonthDays:
    """Return days of the month as they are best named."""
    mask = _mask(days)
    there = _mask(day for day in range(1, 32) if _DAY_SHEETS[day] & care)
    for parity, first in (("odd", 1), ("even", 2)):
        if mask == there & _mask(range(first, 32, 2)) and mask.bit_count() >= _WALKED:
            return MonthDays((), parity)
    values = listed_or_walk(mask, _WALKED)
    shortest = min(
        length for shape, (_, length) in enumerate(SHAPES) if care >> shape * LANE + 1 & 1
    )
    return MonthDays(
        values, "", any(each.first == each.last and each.first > shortest for each in values)
    )


# --- special days ------------------------------------------------------------------


def _catalog() -> Iterator[tuple[OfMonth, int]]:
    """Yield each rule that names special days, with its sheet; the plainest first."""
    yield Last(), last_day_sheet(0)
    for nth in range(1, 6):
        for day in range(7):
            yield NthWeekday(day, nth), nth_weekday_sheet(day, nth)
    for day in range(7):
        yield NthWeekday(day, 0), last_weekday_sheet(day)
    yield LastWorkday(), last_workday_sheet(0)
    for before in range(1, 31):
        yield Last(before), last_day_sheet(before)
    for day in range(1, 32):
        yield NearestWorkday(day), nearest_workday_sheet(day)
    for before in range(1, 31):
        yield LastWorkday(before), last_workday_sheet(before)
    for back in range(1, 31):
        # From the 26th on there is a last weekday in every month.
        yield LastWorkday(0, back, back > 25), last_workday_sheet(0, back)
    for day in range(28, 32):
        yield NearestWorkday(day, lost=True), nearest_workday_sheet(day, lost=True)
        yield NearestWorkday(day, clamped=True), nearest_workday_sheet(day, clamped=True)
        yield (
            NearestWorkday(day, lost=True, clamped=True),
            nearest_workday_sheet(day, lost=True, clamped=True),
        )


def _catalog_by_sheet() -> dict[int, OfMonth]:
    found: dict[int, OfMonth] = {}
    for rule, sheet in _catalog():
        found.setdefault(sheet, rule)
    return found


_SPECIALS = _catalog_by_sheet()

#: What a weekday can be met with to say days of the month: the specials that are not weekdays.
_OF_MONTH = {sheet: rule for sheet, rule in _SPECIALS.items() if not isinstance(rule, NthWeekday)}
_NTHS = {sheet: rule for sheet, rule in _SPECIALS.items() if isinstance(rule, NthWeekday)}


def _noted(rule: OfMonth, sheet: int, care: int) -> OfMonth:
    """Return a rule that says whether some of the months have no such day."""
    if not isinstance(rule, (NthWeekday, NearestWorkday)):
        return rule
    masks, named = day_masks(care), day_masks(sheet)
    missing = any(mask and not here for mask, here in zip(masks, named, strict=True))
    return rule.replace(missing=missing)


def _special(wanted: int, care: int) -> Days | None:
    """Return the one rule that names the days wanted, if there is one."""
    if care == _WHOLE:
        rule = _SPECIALS.get(wanted)
        return None if rule is None else Either((_noted(rule, wanted, care),))
    for sheet, rule in _SPECIALS.items():
        if sheet & care == wanted:
            return Either((_noted(rule, sheet, care),))
    return None


def _chosen(rest: int, up: int, care: int, rules: Mapping[int, OfMonth]) -> list[int] | None:
    """Return the sheets of a few rules within `up` that name all the rest, or None.

    Each time the rule that names the most of it.
    """
    fitting = [sheet for sheet in rules if not sheet & care & ~up]
    chosen: list[int] = []
    while rest:
        best = max(fitting, key=lambda sheet: (sheet & rest).bit_count(), default=0)
        if not best & rest or len(chosen) == _MOST_SPECIALS:
            return None
        chosen.append(best)
        rest &= ~best
    return chosen


def _needed(wanted: int, pieces: list[int]) -> list[int]:
    """Return pieces that together have all days wanted, without those that the others make up for.

    The last ones go first.
    """
    kept = list(pieces)
    for piece in reversed(pieces):
        others = [each for each in kept if each is not piece]
        if not wanted & ~_united(others):
            kept = others
    return kept


def _union(wanted: int, care: int) -> Days | None:
    """Return a list of rules that together name the days wanted, or None."""
    weekdays, days = _plain(wanted, care)
    plain = _united(_WEEKDAY_SHEETS[day] for day in weekdays)
    numbered = _united(_DAY_SHEETS[day] for day in days)
    chosen = _chosen(wanted & ~plain & ~numbered, wanted, care, _SPECIALS)
    if chosen is None:
        return None
    kept = set(
        _needed(
            wanted,
            [*(_WEEKDAY_SHEETS[d] for d in weekdays), *chosen, *(_DAY_SHEETS[d] for d in days)],
        )
    )
    of_month = _of_month(
        [day for day in days if _DAY_SHEETS[day] in kept],
        [sheet for sheet in chosen if sheet in kept],
        care,
    )
    named = _mask(day for day in weekdays if _WEEKDAY_SHEETS[day] in kept)
    return Either(of_month, (Weekdays(named),) if named else ())


def _of_month(days: list[int], specials: Iterable[int], care: int) -> tuple[OfMonth, ...]:
    """Return days of the month and special days, about in the order of a month."""
    head: tuple[OfMonth, ...] = (_month_days(days, care),) if days else ()
    rules = [_noted(_SPECIALS[sheet], sheet, care) for sheet in specials]
    return head + tuple(sorted(rules, key=_order))


def _order(rule: OfMonth) -> tuple[int, ...]:
    match rule:
        case NthWeekday(weekday, nth):
            return (0, nth, weekday) if nth else (3, weekday)
        case NearestWorkday(day, lost, clamped):
            return 2, day, lost, clamped
        case LastWorkday(before, back):
            return 4, before, back
    assert isinstance(rule, Last)
    return 5 if rule.before else 1, rule.before


# --- weekdays on certain days of the month --------------------------------------------


def _intersection(wanted: int, care: int) -> Days | None:
    """Return weekdays that fall on certain days of the month, or None."""
    weekdays = [day for day in range(7) if _WEEKDAY_SHEETS[day] & wanted]
    days = _falling(wanted, _united(_WEEKDAY_SHEETS[day] for day in weekdays), care)
    return None if days is None else Either((), (Both(_mask(weekdays), days),))


def _falling(wanted: int, among: int, care: int) -> tuple[OfMonth, ...] | None:
    """Return days of the month that name the days wanted among some days, or None."""
    up = wanted | ~among
    outside = care & ~up
    days = [d for d in range(1, 32) if _DAY_SHEETS[d] & wanted and not _DAY_SHEETS[d] & outside]
    numbered = _united(_DAY_SHEETS[day] for day in days)
    for sheet, rule in _OF_MONTH.items():
        # One rule says more than a list of days that happens to be the same.
        if wanted & ~numbered and not sheet & outside and not wanted & ~sheet:
            return (rule,)
    chosen = _chosen(wanted & ~numbered, up, care, _OF_MONTH)
    if chosen is None:
        return None
    kept = set(_needed(wanted, [*chosen, *(_DAY_SHEETS[day] for day in days)]))
    return _of_month([day for day in days if _DAY_SHEETS[day] in kept], chosen, care)


def _weekday_by_weekday(wanted: int, care: int) -> Days | None:
    """Return a phrase for each weekday on its own, those of the same days together; or None."""
    of_month: list[OfMonth] = []
    alike: dict[tuple[OfMonth, ...], int] = {}
    falling: list[Falling] = []
    named = [(day, sheet) for day, sheet in enumerate(_WEEKDAY_SHEETS) if wanted & sheet]
    for day, sheet in named:
        here = wanted & sheet
        if here == care & sheet:
            days: tuple[OfMonth, ...] | None = ()
        else:
            days = _falling(here, sheet, care)
        if days is None:
            parts = _by_ordinals(day, here, care)
            if parts is None:
                return None
            of_month += parts[0]
            falling += parts[1]
        else:
            alike[days] = alike.get(days, 0) | 1 << day
    others = tuple(Both(mask, days) if days else Weekdays(mask) for days, mask in alike.items())
    return Either(tuple(of_month), others + tuple(falling))


def _by_ordinals(
    weekday: int, wanted: int, care: int
) -> tuple[list[OfMonth], list[Falling]] | None:
    """Return the days of one weekday by which one of the month each is, or None."""
    own = [(rule, sheet) for sheet, rule in _NTHS.items() if rule.weekday == weekday]
    whole: list[OfMonth] = []
    # The last one goes first: it is the fourth or the fifth too.
    for rule, sheet in (own[-1], *own[:-1]):
        if wanted & sheet and not sheet & care & ~wanted:
            whole.append(_noted(rule, sheet, care))
    rest = wanted & ~_united(sheet for rule, sheet in own if rule.replace(missing=False) in whole)
    for among in (own[:-1], own):
        parts = _parts_of(rest, among, care)
        if parts is not None:
            return whole, parts
    return None


def _parts_of(
    rest: int, among: Sequence[tuple[NthWeekday, int]], care: int
) -> list[Falling] | None:
    """Return ordinals where they fall on certain days, the last of them first; or None."""
    parts: list[Falling] = []
    for rule, sheet in reversed(among):
        if rest & sheet:
            days = _falling(rest & sheet, sheet, care)
            if days is None:
                return None
            parts.append(Falling(rule, days))
            rest &= ~sheet
    return parts


def _by_shape(wanted: int) -> Days:
    """Return the days of each shape of month: what is left where no rule names them."""
    return Either(
        (),
        tuple(
            Shape(*SHAPES[place], stretches(mask))
            for place, mask in enumerate(day_masks(wanted))
            if mask
        ),
    )
