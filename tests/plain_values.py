"""Hypothesis strategies: values of every kind that becomes plain data."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import set_strategies
import strategies
from dateutil import tz as dateutil_tz
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from set_oracle import Branch, Leaf, Tree

import quartzcron
from quartzcron import (
    CronExpression,
    Days,
    Detection,
    DstPolicy,
    Explanation,
    FieldVerdict,
    FireSet,
    Interval,
    PartVerdict,
    Picture,
    Problem,
    Reading,
    Schedule,
    SetExplanation,
    Subset,
    Treatment,
)


def has_name(zone: tzinfo | None) -> bool:
    """Tell whether a zone can be stored: by an IANA name, or by its offset."""
    return zone is None or isinstance(zone, timezone | ZoneInfo)


def zones_of(tree: Tree | Any) -> list[tzinfo | None]:
    """Return the zones of all schedules in a tree, those that are left out among them."""
    if isinstance(tree, Branch):
        return zones_of(tree.left) + zones_of(tree.right)
    if isinstance(tree, Leaf):
        return [tree.zone, *(zone for each in tree.excluding for zone in zones_of(each))]
    return []


def stored_cases() -> SearchStrategy[set_strategies.Case]:
    """Return a strategy for sets whose zones can be stored."""
    return set_strategies.cases(depth=2).filter(
        lambda case: all(map(has_name, [case.zone, *zones_of(case.tree)]))
    )


def expressions() -> SearchStrategy[CronExpression]:
    """Return a strategy for expressions of every dialect, with H and a seed too."""
    seeded = st.tuples(
        st.sampled_from(["jenkins", "quartznet"]), st.text(min_size=1, max_size=9)
    ).map(
        lambda pair: CronExpression(
            "H H * * *" if pair[0] == "jenkins" else "H H H * * ?", pair[0], seed=pair[1]
        )
    )
    waiting = st.just(CronExpression("H H * * *", "jenkins"))
    return st.one_of(
        strategies.any_texts().map(lambda case: CronExpression(*case)), seeded, waiting
    )


def days() -> SearchStrategy[Days]:
    """Return a strategy for sets of days made in every way, and out of each other."""
    dates = st.dates(date(1960, 1, 1), date(2210, 1, 1))
    number = st.integers(1, 400)
    made = st.one_of(
        st.builds(lambda n, since: Days.every(days=n, since=since), number, dates),
        st.builds(lambda n, since: Days.every(weeks=n, since=since), number, dates),
        st.builds(lambda n, since: Days.every(months=n, since=since), number, dates),
        st.lists(dates, max_size=4).map(Days.of),
        st.tuples(dates, dates).map(lambda pair: Days.between(min(pair), max(pair))),
        strategies.any_texts().map(lambda case: Days.where(CronExpression(*case))),
    )
    return st.recursive(
        made,
        lambda inner: st.one_of(
            inner.map(lambda each: ~each),
            st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] - pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] ^ pair[1]),
        ),
        max_leaves=4,
    )


def restricted() -> SearchStrategy[Schedule]:
    """Return a strategy for schedules that run on some days only, with runs that are rolled."""
    given = st.one_of(st.dates(date(2020, 1, 1), date(2030, 1, 1)), days())
    return st.builds(
        lambda only, excluding, rolled: Schedule(
            "0 9 15 * *", tz="Asia/Seoul", only=only, excluding=excluding, rolled=rolled
        ),
        st.one_of(st.none(), st.lists(given, max_size=2)),
        st.lists(given, max_size=2),
        st.sampled_from([None, "next", "previous", "nearest"]),
    )


def sets() -> SearchStrategy[CronExpression | Schedule | FireSet]:
    """Return a strategy for expressions, schedules and sets, of all zones that have names."""
    return st.one_of(expressions(), restricted(), stored_cases().map(lambda case: case.asked))


def policies() -> SearchStrategy[DstPolicy]:
    """Return a strategy for policies, the presets among them."""
    treatments = st.builds(
        Treatment,
        st.sampled_from(["skip", "next", "shift"]),
        st.sampled_from(["first", "last", "both"]),
    )
    length = st.one_of(st.none(), st.integers(0, 20_000))
    own = st.builds(
        DstPolicy,
        st.text(max_size=9),
        st.sampled_from(["all", "not-every-hour", "no-leading-star"]),
        treatments,
        treatments,
        length,
        length,
    )
    return st.one_of(own, st.sampled_from([DstPolicy.SAFE, DstPolicy.VIXIE, DstPolicy.AZURE]))


def problems() -> SearchStrategy[Problem]:
    """Return a strategy for errors and warnings of any text at all."""
    texts = st.one_of(
        strategies.arbitrary_texts(), strategies.any_texts().map(lambda case: case[0])
    )

    def found(text: str) -> list[Problem]:
        return quartzcron.validate(text) or quartzcron.lint(text)

    return texts.map(found).filter(bool).flatmap(st.sampled_from)


@st.composite
def answers(draw: st.DrawFn) -> Interval | Subset | Explanation | FieldVerdict:
    """Draw what an expression or a schedule answers."""
    case = draw(set_strategies.cases().filter(lambda case: has_name(case.answer_zone)))
    asked = case.asked
    assert isinstance(asked, CronExpression | Schedule)  # a leaf
    moment = draw(set_strategies.moments(case.zone, case.near - 5, case.near + 5))
    kind = draw(st.sampled_from(["interval", "subset", "explanation", "verdict"]))
    if kind == "interval":
        first = asked.next_fire_time(moment) or moment
        second = asked.next_fire_time(first) or first
        return Interval(second - first, first, second)
    if kind == "subset":
        return Subset(draw(st.sampled_from([None, asked.next_fire_time(moment)])))
    explanation = asked.explain(moment)
    return explanation if kind == "explanation" else explanation.fields[-1]


@st.composite
def set_answers(draw: st.DrawFn) -> SetExplanation | PartVerdict:
    """Draw what a set answers."""
    case = draw(set_strategies.cases(depth=1).filter(lambda case: has_name(case.answer_zone)))
    asked = case.asked
    other = asked | asked
    moment = draw(set_strategies.moments(case.zone, case.near - 5, case.near + 5))
    explanation = other.explain(moment)
    return explanation if draw(st.booleans()) else explanation.parts[-1]


@st.composite
def detections(draw: st.DrawFn) -> Detection | Reading:
    """Draw what a text means to the dialects."""
    text = draw(
        st.one_of(
            strategies.any_texts().map(lambda case: case[0]), st.sampled_from(["H H * * *", "x"])
        )
    )
    seed = draw(st.sampled_from([None, "nightly", "7"]))
    after = draw(st.sampled_from([None, datetime(2026, 1, 1)]))
    found = quartzcron.detect(text, after=after, seed=seed)
    return found if not found.readings or draw(st.booleans()) else found.readings[-1]


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Draw a picture of some schedule, where the clock changes too."""
    name, near = draw(
        st.sampled_from(
            [
                (None, date(2026, 3, 9)),
                ("America/New_York", date(2026, 11, 1)),
                ("Australia/Lord_Howe", date(2024, 4, 7)),
                ("Pacific/Apia", date(2011, 12, 30)),
                ("+05:30", date(1980, 2, 29)),
            ]
        )
    )
    schedule = Schedule(draw(strategies.any_texts().map(lambda case: CronExpression(*case))), name)
    locale = draw(st.sampled_from(["en", "he", "ko"]))
    views = ("week", "month")
    return schedule.picture(draw(st.sampled_from(views)), near, locale=locale)


#: Zones that no name and no offset stands for.
NAMELESS = dateutil_tz.gettz("America/New_York")
ODD_OFFSET = timezone(-timedelta(hours=9, minutes=30, seconds=1, microseconds=5))
