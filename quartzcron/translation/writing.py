"""From a matcher to one text of a dialect.

The times of day are written from their masks, the days from what the shapes of
months ask for, the months and years from where these days occur. Every text is
read back by the dialect that it is written for, and given only if it means the
same; so what a dialect takes need not be known here, and a text is right or
refused.

Where there is none, `NoFormError` says which part of the dialect is missing.
What to do then is not for this room to say.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from quartzcron import dialects
from quartzcron.calendar.matcher import ALL_YEARS, Matcher
from quartzcron.calendar.months import fire_years, value_mask
from quartzcron.compiling.compiler import read
from quartzcron.dialects import DEFAULT, policies
from quartzcron.ground.caches import listed
from quartzcron.language.terms import parse_field
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING, Record
from quartzcron.translation import spelling
from quartzcron.translation.day_fields import day_fields
from quartzcron.translation.in_words import in_words
from quartzcron.translation.required_days import ALL_MONTHS, RequiredDays, sheets
from quartzcron.translation.spelling import ANY_SIGN, shows, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quartzcron.dialects import Dialect, FieldRules, Form

    Texts = dict[str, str]

#: The fields of the time of day, and the names of their masks in a matcher.
_CLOCK = {"second": "seconds", "minute": "minutes", "hour": "hours"}

#: So many months are soon listed.
_FEW = 4


class Order(Record):
    """What is to be written, and in which dialect.

    `keeps` is one of `policies.TEXT_TRAITS` that the text must have, or lack,
    as the matcher does. A `shortest` text is made of numbers, and may take over
    fields of the text `instead_of` which it is to stand.
    """

    matcher: Matcher
    dialect: Dialect
    keeps: str | None = None
    shortest: bool = False
    instead_of: str = ""

    def is_met_by(self, text: str) -> bool:
        """Tell whether the dialect reads a text as what is to be written.

        Raises `NoFormError` where only a service rule forbids it.
        """
        compiled, problems = read(text, self.dialect)
        if compiled is None:
            if problems[0].code in {rule.code for rule in self.dialect.service_rules}:
                reason = f"{self.dialect.title} refuses this: {problems[0].message}"
                raise NoFormError(None, reason)
            return False
        if compiled.meaning() != self.matcher.meaning():
            return False
        keeps = self.keeps
        if keeps is None or self.matcher.never_fires:
            return True
        return (keeps in compiled.traits) == (keeps in self.matcher.traits)


class NoFormError(Exception):
    """Says which field has no form in a dialect, and why."""

    def __init__(self, field: str | None, reason: str) -> None:
        self.field = field
        self.reason = reason


# --- one text ---------------------------------------------------------------


def written(order: Order) -> str:
    """Return the text of an order: the shortest of the first form that has one, or words."""
    refusals = []
    found = []
    for form in forms_of(order):
        try:
            found.append(_in_form(order, form))
        except NoFormError as refusal:
            refusals.append(refusal)
        if found and not order.shortest:
            break
    if order.shortest:
        words = (word for word, _ in order.dialect.shorthands)
        found += [word for word in words if order.is_met_by(word)]
    if not found and order.dialect.in_words:
        text = in_words(order.matcher, order.shortest)
        found += [text] if text is not None and order.is_met_by(text) else []
    if not found:
        raise refusals[-1]
    return min(found, key=len)


def _in_form(order: Order, form: Form) -> str:
    """Return the text of an order in one form of its dialect."""
    if order.matcher.never_fires:
        offers = [_never(form)]
    else:
        clock = clock_fields(order, form)
        offers = [{**clock, **dates} for dates in _dates(order, form)]
    for texts in offers:
        text = assembled(texts, form, order.dialect)
        if order.is_met_by(text):
            return text
    raise _no_days(order, form)


def assembled(texts: Mapping[str, str], form: Form, dialect: Dialect) -> str:
    """Return the fields of a form in their order, within what goes around them."""
    text = " ".join(texts[rules.name] for rules in form.fields)
    return f"{dialect.wrapper}({text})" if dialect.wrapper else text


def forms_of(order: Order) -> tuple[Form, ...]:
    """Return the forms to write in: the fewest fields first, and of these what is verified."""
    return _forms_of(order.dialect.forms, order.shortest)


@listed
@lru_cache(64)
def _forms_of(given: tuple[Form, ...], shortest: bool) -> tuple[Form, ...]:
    # Kept: that many rules to compare took half the time of a translation.
    forms = sorted(given, key=lambda form: len(form.fields))
    if shortest:
        return tuple(forms)
    return tuple(each for form in forms for each in dict.fromkeys((_verified(form), form)))


def _verified(form: Form) -> Form:
    """Return a form without the signs that its system is not known to take."""
    return form.replace(fields=tuple(map(_verified_field, form.fields)))


#: What to change in a field's rules to do without a sign.
_WITHOUT: dict[str, dict[str, object]] = {
    dialects.OPEN_STEP: {"open_step": False},
    dialects.REVERSED_RANGE: {"reversed_range": dialects.REFUSED},
}


def _verified_field(rules: FieldRules) -> FieldRules:
    changes: dict[str, object] = {}
    for sign in rules.unverified:
        changes |= _WITHOUT.get(sign, {})
    lists = dialects.LISTED_SPECIAL not in rules.unverified
    specials = tuple(
        (special, shares if lists else dialects.NOTHING)
        for special, shares in rules.specials
        if special not in rules.unverified or special == dialects.QUESTION
    )
    return rules.replace(specials=specials, **changes)


def _never(form: Form) -> Texts:
    """Return fields that never fire: a 30 February."""
    return {
        **dict.fromkeys(_CLOCK, "0"),
        "day_of_month": "30",
        "month": "2",
        "day_of_week": form.free,
        "year": "*",
    }


# --- the time of day --------------------------------------------------------

#: For each trait: the fields that decide it, the sign that all of them show where it is there,
#: and the sign that one of them shows where it is lacking.
_TRAIT_SIGNS = {
    policies.NO_LEADING_STAR: (
        ("minute", "hour"),
        spelling.NO_STAR_FIRST,
        spelling.STAR_FIRST,
    ),
    policies.NO_INTERVAL_SIGN: (
        ("second", "minute", "hour"),
        spelling.NO_INTERVAL_SIGN,
        spelling.INTERVAL_SIGN,
    ),
}


def clock_fields(order: Order, form: Form) -> Texts:
    """Return the fields of the time of day: the shortest ones that keep the trait."""
    if form.rules("second") is None and order.matcher.seconds != 1:
        raise NoFormError("second", f"{order.dialect.title} has no seconds")
    fields = [rules for rules in form.fields if rules.name in _CLOCK]
    choices = product(*(_clock_texts(order, rules) for rules in fields))
    names = [rules.name for rules in fields]
    found = [dict(zip(names, texts, strict=True)) for texts in choices]
    kept = [texts for texts in found if _keeps_trait(order, texts)]
    if not kept:
        reason = f"{order.dialect.title} has no text for these times that clock changes treat alike"
        raise NoFormError("hour", reason)
    return min(kept, key=lambda texts: sum(map(len, texts.values())))


def _clock_texts(order: Order, rules: FieldRules) -> list[str]:
    """Return texts of a field of the time of day, the natural one first."""
    mask = getattr(order.matcher, _CLOCK[rules.name])
    signs = (ANY_SIGN,) if order.keeps is None else (ANY_SIGN, *_TRAIT_SIGNS[order.keeps][1:])
    texts = [spelled(mask, mask, rules, sign, order.shortest) for sign in signs]
    own = _own_fields(order).get(rules.name)
    if own is not None and spelling.reads(own, mask, mask, rules):
        texts.append(own)
    return list(filter(None, texts))


def _keeps_trait(order: Order, texts: Texts) -> bool:
    """Tell whether times of day have, or lack, the trait that is to be kept."""
    if order.keeps is None:
        return True
    fields, sign, _ = _TRAIT_SIGNS[order.keeps]
    has = all(shows(texts[name], sign) for name in fields if name in texts)
    return has == (order.keeps in order.matcher.traits)


def _own_fields(order: Order) -> Texts:
    """Return the fields of the text that is to be replaced, if any."""
    parsed = parse(order.instead_of, order.dialect)
    if parsed.shorthand:
        return {}
    return {name: "+" * field.plus + field.text for name, (_, field) in parsed.fields.items()}


# --- days, months and years -------------------------------------------------


def _dates(order: Order, form: Form) -> list[Texts]:
    """Return texts of the day fields, the month and the year, the shortest first."""
    found = list(_date_texts(order.matcher, form, order.shortest))
    own = _own_fields(order)
    if len(own) == len(form.fields):
        found.append(own)
    names = [rules.name for rules in form.fields if rules.name not in _CLOCK]
    return sorted(found, key=lambda texts: sum(len(texts[name]) for name in names))


def _date_texts(matcher: Matcher, form: Form, shortest: bool) -> tuple[Texts, ...]:
    """Return texts of the dates for every choice of years and months that leaves the days clear."""
    midnights = Matcher(1, 1, 1, matcher.days, matcher.months, matcher.years)
    return _kept_date_texts(midnights, form, shortest)


@listed
@lru_cache(512)
def _kept_date_texts(midnights: Matcher, form: Form, shortest: bool) -> tuple[Texts, ...]:
    # Few dates are asked for with many times; these are for whoever asks to copy.
    return tuple(
        {**dates, **days}
        for dates, wanted, care in frames(midnights, form, shortest)
        for days in day_fields(wanted, care, form, shortest)
    )


def frames(matcher: Matcher, form: Form, shortest: bool) -> Iterator[tuple[Texts, int, int]]:
    """Yield texts of year and month, the days wanted in these, and the days that count."""
    required = RequiredDays(matcher)
    for year, years in _year_texts(required, form.rules("year"), shortest):
        for month, months in _month_texts(required, years, form.rules("month"), shortest):
            by_shape = required.by_shape(months, years)
            assert by_shape is not None  # only what wants no other days was let in
            yield {"year": year, "month": month}, *sheets(by_shape)


def _year_texts(
    required: RequiredDays, rules: FieldRules | None, shortest: bool
) -> Iterator[tuple[str, int]]:
    """Yield texts of the year and the years that they name: all of them, if that will do."""
    if not required.needs_years:
        yield "*", ALL_YEARS
    elif rules is not None:
        bounds = required.years | required.idle_years(), required.years
        yield from _within(required.years, bounds, rules, shortest)


def _month_texts(
    required: RequiredDays, years: int, rules: FieldRules | None, shortest: bool
) -> Iterator[tuple[str, int]]:
    """Yield texts of the month and the months that they name."""
    assert rules is not None  # every form has a month
    widest = required.months | required.idle_months(years)
    # A few months are better named without others that have no such day.
    few = not shortest and widest != ALL_MONTHS and required.months.bit_count() <= _FEW
    bounds = (required.months,) if few else (widest, required.months)
    return _within(required.months, bounds, rules, shortest)


def _within(
    needed: int, bounds: Iterable[int], rules: FieldRules, shortest: bool
) -> Iterator[tuple[str, int]]:
    """Yield texts for a mask within ever narrower bounds, and the masks that they name."""
    texts = [spelled(needed, may, rules, ANY_SIGN, shortest) for may in bounds]
    for text in dict.fromkeys(filter(None, texts)):
        nodes = parse_field(text, rules).nodes
        yield text, value_mask(nodes, rules.field.low, rules.field.size)


# --- why not ----------------------------------------------------------------


def _no_days(order: Order, form: Form) -> NoFormError:
    """Return what part of the dates a form has no words for."""
    title = order.dialect.title
    required = RequiredDays(order.matcher)
    if form.rules("year") is None and required.needs_years:
        return NoFormError("year", f"{title} has no years")
    if not any(_year_texts(required, form.rules("year"), False)):
        return NoFormError("year", f"{title} has no such years")
    field, days = _named_days(order.matcher)
    return NoFormError(field, f"{title} cannot say {days}")


def _named_days(matcher: Matcher) -> tuple[str, str]:
    """Return the field that restricts the days, and the days in the words of the default form."""
    form = DEFAULT.forms[0]
    texts = min(
        _date_texts(matcher.replace(years=any_year(matcher)), form, False),
        key=lambda texts: len(texts["day_of_month"]) + len(texts["day_of_week"]),
        default=None,
    )
    if texts is None:
        return "day_of_month", "these days"
    dom, dow = texts["day_of_month"], texts["day_of_week"]
    if dow == "*":
        return "day_of_month", f"day of month {dom}"
    if dom == "*":
        return "day_of_week", f"day of week {dow}"
    if dow.startswith("+"):
        return "day_of_week", f"days that are both {dom} and {dow[1:]}"
    return "day_of_week", f"days that are either {dom} or {dow}"


def any_year(matcher: Matcher) -> int:
    """Return the years in which a matcher would fire if it named none."""
    return fire_years(matcher.days, matcher.months, ALL_YEARS)
