"""From one dialect to another: the same wall times, in other words.

A translation is a text written from what a matcher means (`writing`), never by
copying. Where a dialect has no text for it, several that share the days or the
months may mean the same together; that, too, is verified before it is given.
Otherwise the error says what is missing, and offers a text that fires at more
times.

This room knows no expression: it turns matchers into texts.
"""

from __future__ import annotations

from functools import reduce
from itertools import product
from operator import or_

from quartzcron.calendar.matcher import ALL_YEARS
from quartzcron.calendar.months import (
    YEAR_SHAPES,
    day_masks,
    fire_years,
    month_day_sheet,
    weekday_sheet,
)
from quartzcron.compiling.compiler import read
from quartzcron.errors import CronTranslationError
from quartzcron.fields import FIRST_YEAR
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.day_fields import day_pieces
from quartzcron.translation.in_words import one_by_one
from quartzcron.translation.required_days import RequiredDays, bits, sheets
from quartzcron.translation.writing import (
    NoFormError,
    Order,
    any_year,
    assembled,
    clock_fields,
    forms_of,
    frames,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.dialects import Dialect
    from quartzcron.errors import FieldName

# --- the face ---------------------------------------------------------------


def translate(
    matcher: Matcher,
    text: str,
    dialect: Dialect,
    keeps: str | None = None,
    wishes: str | None = None,
) -> str:
    """Return the text of a dialect that fires at the wall times of a matcher.

    `text` is what the matcher was compiled from, for the error alone. The trait
    that it `wishes` for is kept where that is possible, the one that it `keeps`
    in any case. Raises `CronTranslationError`.
    """
    try:
        return written(Order(matcher, dialect, keeps or wishes))
    except NoFormError as refusal:
        if wishes is not None:
            return translate(matcher, text, dialect, keeps)
        raise _refused(Order(matcher, dialect, keeps), text, refusal) from None


def translate_to_all(matcher: Matcher, text: str, dialect: Dialect) -> tuple[str, ...]:
    """Return texts of a dialect that fire, all together, at the wall times of a matcher."""
    order = Order(matcher, dialect)
    try:
        return (written(order),)
    except NoFormError as refusal:
        error = _refused(order, text, refusal)
        if not error.exact:
            raise error from None
        return error.nearest


def shortest(matcher: Matcher, text: str, dialect: Dialect, keeps: str | None) -> str:
    """Return the canonical text of what a text means in its own dialect, never a longer one."""
    return written(Order(matcher, dialect, keeps, True, text))


# --- why not ----------------------------------------------------------------


def _refused(order: Order, text: str, refusal: NoFormError) -> CronTranslationError:
    """Return the error for a text that has no form, with what comes nearest."""
    # A service's limit is a limit on a schedule: several are no way around it.
    several = None if refusal.field is None else _several(order)
    nearest = _coarser(order, refusal) if several is None else several
    name = order.dialect.name
    field: FieldName | None = refusal.field  # type: ignore[assignment]
    return CronTranslationError(text, name, field, refusal.reason, nearest, several is not None)


def _coarser(order: Order, refusal: NoFormError) -> tuple[str, ...]:
    """Return a text that fires at all these wall times, down to the minute, and at more."""
    matcher = order.matcher
    widened = {
        "second": lambda: matcher.replace(seconds=1),
        "year": lambda: matcher.replace(years=any_year(matcher)),
        "day_of_month": lambda: _on_more_days(matcher),
        "day_of_week": lambda: _on_more_days(matcher),
    }.get(refusal.field or "")
    if widened is None or widened() == matcher:
        return ()
    wider = order.replace(matcher=widened())
    try:
        return (written(wider),)
    except NoFormError as further:
        return _coarser(wider, further)


def _on_more_days(matcher: Matcher) -> Matcher:
    """Return a matcher with the days of the month, or the days of the week, that occur."""
    required = RequiredDays(matcher)
    days, _ = sheets(required.own())
    by_number = month_day_sheet(sum(1 << d for d in range(1, 32) if days & month_day_sheet(1 << d)))
    by_week = weekday_sheet(sum(1 << d for d in range(7) if days & weekday_sheet(1 << d)))
    fewest = min(by_number, by_week, key=int.bit_count)
    years = matcher.years if required.needs_years else ALL_YEARS
    return matcher.replace(days=fewest, years=fire_years(fewest, matcher.months, years))


# --- several texts ----------------------------------------------------------


def _several(order: Order) -> tuple[str, ...] | None:
    """Return texts that fire together at the wall times of an order, the fewest that are found."""
    for shared in (_by_days, _by_months):
        # With as many texts, what names the days of the month first comes first.
        offers = sorted(
            dict.fromkeys(shared(order)), key=lambda texts: (len(texts), len("".join(texts)))
        )
        for texts in offers:
            if _unite(texts, order):
                return texts
    words = one_by_one(order.matcher) if order.dialect.in_words else ()
    return words if words and _unite(words, order) else None


def _by_days(order: Order) -> Iterator[tuple[str, ...]]:
    """Yield texts that share the days between them, with the same months and years."""
    for form in forms_of(order):
        try:
            clock = clock_fields(order, form)
        except NoFormError:
            continue
        for dates, wanted, care in frames(order.matcher, form, False):
            for pairs in day_pieces(wanted, care, form):
                texts = [{**clock, **dates, **days} for days in pairs]
                yield tuple(assembled(each, form, order.dialect) for each in texts)


def _by_months(order: Order) -> Iterator[tuple[str, ...]]:
    """Yield texts that share the months between them; nothing where a month has no text."""
    groups: list[tuple[int, str]] = []
    for month in bits(RequiredDays(order.matcher).months):
        for place, (months, _) in enumerate(groups):
            text = _of_months(order, months | 1 << month)
            if text is not None:
                groups[place] = months | 1 << month, text
                break
        else:
            text = _of_months(order, 1 << month)
            if text is None:
                return
            groups.append((1 << month, text))
    yield tuple(text for _, text in groups)


def _of_months(order: Order, months: int) -> str | None:
    """Return the text for some of the months of an order, or None."""
    matcher = order.matcher
    years = fire_years(matcher.days, months, matcher.years)
    try:
        return written(order.replace(matcher=matcher.replace(months=months, years=years)))
    except NoFormError:
        return None


def _unite(texts: Iterable[str], order: Order) -> bool:
    """Tell whether texts fire, all together, just at the wall times of an order."""
    parts = []
    for text in texts:
        part, _ = read(text, order.dialect)
        if part is None:
            return False
        parts.append(part)
    by_clock: dict[tuple[int, int, int], list[Matcher]] = {}
    for part in parts:
        by_clock.setdefault(_times_of_day(part), []).append(part)
    days = list(_days_of_months(order.matcher))
    return _share_the_times(by_clock, order.matcher) and all(
        list(map(_union, zip(*map(_days_of_months, group), strict=True))) == days
        for group in by_clock.values()
    )


def _share_the_times(clocks: Iterable[tuple[int, int, int]], matcher: Matcher) -> bool:
    """Tell whether all have the times of day of a matcher, or one each and all of them together."""
    whole = _times_of_day(matcher)
    return set(clocks) in (
        {whole},
        set(product(*([1 << value for value in bits(mask)] for mask in whole))),
    )


def _times_of_day(matcher: Matcher) -> tuple[int, int, int]:
    return matcher.seconds, matcher.minutes, matcher.hours


def _days_of_months(matcher: Matcher) -> Iterator[int]:
    """Yield the mask of days of each month of the horizon."""
    days = day_masks(matcher.days)
    for year, shapes in enumerate(YEAR_SHAPES, FIRST_YEAR):
        for month in range(1, 13):
            fires = matcher.years >> year & matcher.months >> month & 1
            yield days[shapes[month]] if fires else 0


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks)
