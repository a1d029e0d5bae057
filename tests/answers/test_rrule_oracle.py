"""A second oracle: the recurrence rules of RFC 5545, as dateutil reads them.

rrule knows nothing of cron and was written by other people. Where it can say
the same thing it must find the same fire times: BYSECOND to BYMONTH for the plain
fields, BYMONTHDAY with -1 for L and -1-n for L-n, BYDAY with an ordinal for
``#`` and with -1 for the last weekday of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import strategies
from dateutil.rrule import MONTHLY, rrule, rruleset, weekday
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression

# rrule looks for an impossible date until the year 9999 unless it is told to stop.
SPAN = timedelta(days=13 * 366)

NAMES = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]


class DayRule(NamedTuple):
    """A day field as cron text and as arguments of rrule."""

    text: str
    arguments: dict[str, Any]


@st.composite
def numbers(draw: st.DrawFn, low: int, high: int) -> list[int]:
    """Draw one to three values of a plain field."""
    return sorted(draw(st.sets(st.integers(low, high), min_size=1, max_size=3)))


@st.composite
def day_of_month_rules(draw: st.DrawFn) -> DayRule:
    """Draw days of the month counted from either end."""
    from_start = draw(st.lists(st.integers(1, 31), max_size=3))
    from_end = draw(st.lists(st.integers(0, 30), min_size=not from_start, max_size=2))
    terms = [*map(str, from_start), *(f"L-{days}" if days else "L" for days in from_end)]
    return DayRule(
        ",".join(draw(st.permutations(terms))),
        {"bymonthday": [*from_start, *(-1 - days for days in from_end)]},
    )


@st.composite
def weekday_terms(draw: st.DrawFn) -> tuple[str, weekday]:
    """Draw a weekday, every one, the n-th or the last of its kind."""
    day = draw(st.integers(0, 6))
    count = draw(st.sampled_from([0, 1, 2, 3, 4, 5, -1]))
    ending = {0: "", -1: "L"}.get(count, f"#{count}")
    return NAMES[day] + ending, weekday(day, count or None)


@st.composite
def day_of_week_rules(draw: st.DrawFn, *, lists: bool) -> DayRule:
    """Draw weekdays; in Quartz only plain ones may stand in a list.

    Plain weekdays and the n-th of a month are not mixed: dateutil takes such a
    BYDAY for both at once, where cron and RFC 5545 take either.
    """
    drawn = draw(st.lists(weekday_terms(), min_size=1, max_size=3))
    first_is_plain = not drawn[0][0][3:]
    terms = [term for term in drawn if (not term[0][3:]) is first_is_plain]
    if not lists and not first_is_plain:
        terms = terms[:1]
    return DayRule(
        ",".join(text for text, _ in terms), {"byweekday": [value for _, value in terms]}
    )


def comma_list(values: Iterable[int]) -> str:
    """Return values as a cron list."""
    return ",".join(map(str, values))


def expected(start: datetime, *rules: dict[str, Any]) -> list[datetime]:
    """Return what rrule finds from start within the span, for the union of rules."""
    together = rruleset()
    for arguments in rules:
        together.rrule(rrule(MONTHLY, dtstart=start, until=start + SPAN, **arguments))
    found = []
    for moment in together:
        found.append(moment)
        if len(found) == 8:
            break
    return found


def whole_seconds() -> st.SearchStrategy[datetime]:
    """Return a strategy for starts that leave the span within the horizon."""
    return st.datetimes(datetime(1970, 1, 1), datetime(2180, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )


@given(
    numbers(0, 59), numbers(0, 59), numbers(0, 23), numbers(1, 12),
    st.one_of(day_of_month_rules(), day_of_week_rules(lists=False)), whole_seconds(),
)  # fmt: skip
def test_quartz_and_rrule_agree(
    seconds: list[int],
    minutes: list[int],
    hours: list[int],
    months: list[int],
    days: DayRule,
    start: datetime,
) -> None:
    """Six fields and one recurrence rule name the same fire times, both ways."""
    day_of_month, day_of_week = ("?", days.text) if "byweekday" in days.arguments else (
        days.text, "?"
    )  # fmt: skip
    plain = [comma_list(values) for values in (seconds, minutes, hours)]
    text = " ".join([*plain, day_of_month, comma_list(months), day_of_week])
    rule = {"bysecond": seconds, "byminute": minutes, "byhour": hours, "bymonth": months}
    wanted = expected(start, {**rule, **days.arguments})
    check(CronExpression(text, "quartz"), start, wanted)


@given(
    numbers(0, 59), numbers(0, 23), numbers(1, 12),
    day_of_month_rules(), day_of_week_rules(lists=True), st.booleans(), whole_seconds(),
)  # fmt: skip
def test_both_day_fields(
    minutes: list[int],
    hours: list[int],
    months: list[int],
    days_of_month: DayRule,
    days_of_week: DayRule,
    both: bool,
    start: datetime,
) -> None:
    """Two restricted day fields are two rules together, or with + one narrower rule."""
    rule = {"bysecond": 0, "byminute": minutes, "byhour": hours, "bymonth": months}
    day_of_week = "+" + days_of_week.text if both else days_of_week.text
    text = (
        f"{comma_list(minutes)} {comma_list(hours)} {days_of_month.text}"
        f" {comma_list(months)} {day_of_week}"
    )
    if both:
        wanted = expected(start, {**rule, **days_of_month.arguments, **days_of_week.arguments})
    else:
        wanted = expected(
            start, {**rule, **days_of_month.arguments}, {**rule, **days_of_week.arguments}
        )
    check(CronExpression(text), start, wanted)


def check(expression: CronExpression, start: datetime, wanted: list[datetime]) -> None:
    """Assert that an expression fires when wanted says, and goes back the same way."""
    end = wanted[-1] + timedelta(seconds=1) if len(wanted) == 8 else start + SPAN
    assert list(expression.fire_times(start, end)) == wanted
    assert list(expression.fire_times(start, end, reverse=True)) == wanted[::-1]
    assert all(expression.matches(moment) for moment in wanted)


@given(strategies.ordinary_moments())
def test_every_second_agrees_with_arithmetic(moment: datetime) -> None:
    """The one expression for which the right answer is an addition."""
    following = CronExpression("* * * * * ?").next_fire_time(moment)
    wanted = moment.replace(microsecond=0) + timedelta(seconds=1)
    assert following == (wanted if wanted < strategies.HORIZON_END else None)
