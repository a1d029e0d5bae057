"""Hypothesis strategies for sets of instants, and the library's object for each of them.

``trees(zoned)`` draws an expression, a schedule or a combination of several;
``cases()`` one of them with the zone in which it is asked; ``spans(case)`` a start and an
end that the brute force can walk between. Most of them have to do with some change of
clock, since that is where sets are hard, and the texts of one tree are drawn near one
moment, so that they meet.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Any, NamedTuple

import oracle
import pytz
import set_oracle
import strategies
from dateutil import tz as dateutil_tz
from every_change import policy_of
from hypothesis import assume
from hypothesis import strategies as st
from set_oracle import Branch, Leaf, Tree, meant, shown
from zone_oracle import DAY, RULES, Rule

from quartzcron import CronExpression, DstPolicy, FireSet, Schedule

HOUR = 3_600

Asked = CronExpression | Schedule | FireSet


@cache
def named(name: str) -> tzinfo:
    """Return a zone of the zone database."""
    return zoneinfo.ZoneInfo(name)


@cache
def by_dateutil(name: str) -> tzinfo:
    """Return the same zone as dateutil makes it."""
    made = dateutil_tz.gettz(name)
    assert made is not None
    return made


#: Zones whose clocks are turned in every way there is.
ZONES: list[tzinfo] = [
    named("America/New_York"),
    named("Australia/Lord_Howe"),  # half an hour
    named("America/Havana"),  # at midnight, to and fro
    named("Africa/Cairo"),  # before and after midnight
    named("Pacific/Apia"),  # a day that never was
    named("Africa/Casablanca"),  # off for Ramadan
    named("Europe/Dublin"),  # winter is the exception
    named("Africa/Monrovia"),  # 44 minutes and 30 seconds
    named("America/Sao_Paulo"),  # no midnight in spring
    named("Europe/London"),
    UTC,
    timezone(timedelta(hours=5, minutes=30)),
    timezone(-timedelta(hours=9, minutes=30, seconds=1)),
    by_dateutil("America/New_York"),
    by_dateutil("Australia/Lord_Howe"),
    pytz.timezone("America/Sao_Paulo"),
    pytz.timezone("Europe/Dublin"),
]

# A dialect's own rule for clock changes; those not verified take the default.
OWN_RULES = {
    "quartz": "QUARTZ",
    "unix": "VIXIE",
    "croniter": "CRONITER",
    "langgraph": "CRONITER",
}

NAMES = {rule: name for name, rule in RULES.items()}


# ---------------------------------------------------------------------------
# Texts that meet.


@st.composite
def days_near(draw: st.DrawFn, day: date) -> tuple[str, str, str]:
    """Draw day of month, month and day of week of Quartz around a date."""
    weekday = day.isoweekday() % 7 + 1
    return draw(
        st.sampled_from(
            [
                ("*", "*", "?"),
                ("*", "*", "?"),
                ("*", "*", "?"),
                (str(day.day), "*", "?"),
                (str(day.day), str(day.month), "?"),
                (f"{min(day.day, 29)}-{min(day.day, 29) + 2}", "*", "?"),
                ("?", "*", str(weekday)),
                ("?", "*", f"{weekday}L"),
                ("?", "*", f"{weekday}#{min((day.day + 6) // 7, 5)}"),
                ("?", str(day.month), "2-6"),
                ("L", "*", "?"),
                ("LW,15W", "*", "?"),
            ]
        )
    )


@st.composite
def texts_near(draw: st.DrawFn, near: datetime, *, bounded: bool = False) -> tuple[str, str]:
    """Draw a text that fires around a wall time, and its dialect.

    bounded: only in a year or two.
    """
    hour, minute = near.hour, near.minute
    later = (hour + 1) % 24
    hours = [
        "*", "*", "*/2", "0-22", "0-11", "12-23", "0-23",
        f"{hour}", f"{hour},{later}", f"{(hour - 1) % 24},{hour},{later}", f"{later}",
    ]  # fmt: skip
    minutes = ["0", "0", "30", "0,30", "*/15", "10/20", f"{minute}", f"{minute},59", "*"]
    hour_text, minute_text = draw(st.sampled_from(hours)), draw(st.sampled_from(minutes))
    day_of_month, month, day_of_week = draw(days_near(near.date()))
    plain = day_of_week == "?" and not set(day_of_month) & set("LW")
    if plain and not bounded and draw(st.booleans()):
        dialect = draw(st.sampled_from(["quartzcron", "unix", "croniter"]))
        minute_text = minute_text.replace("10/20", "10-59/20")
        return f"{minute_text} {hour_text} {day_of_month} {month} *", dialect
    second = draw(st.sampled_from(["0", "0", "0", "59", "0,30"]))
    fields = [second, minute_text, hour_text, day_of_month, month, day_of_week]
    if bounded:
        year = min(max(near.year, 1970), 2199)
        fields.append(draw(st.sampled_from([str(year), f"{max(year - 1, 1970)}-{year}"])))
    return " ".join(fields), draw(st.sampled_from(["quartzcron", "quartz"]))


@st.composite
def instants(draw: st.DrawFn, zone: tzinfo | None) -> int:
    """Draw an instant: mostly near a change of clock, or anywhere in the horizon."""
    kind = draw(st.sampled_from(["change", "change", "change", "anywhere", "edge"]))
    changes = [] if zone is None else changes_of(zone)
    if kind == "change" and changes:
        return draw(st.sampled_from(changes)) + draw(st.integers(-3 * HOUR, 3 * HOUR))
    if kind == "edge":
        edge = draw(st.sampled_from([0, set_oracle.END - set_oracle.REACH]))
        return edge + draw(st.integers(-2 * DAY, 2 * DAY))
    return draw(st.integers(0, set_oracle.END - set_oracle.REACH))


_changes: dict[int, list[int]] = {}


def changes_of(zone: tzinfo) -> list[int]:
    """Return the instants at which a zone of `ZONES` changes, some of them."""
    if id(zone) not in _changes:
        years = [1970, 1971, 1972, 1974, 1999, 2007, 2011, 2012, 2018, 2023, 2026, 2027, 2036]
        _changes[id(zone)] = [
            change.at for year in years for change in set_oracle.changes_in(zone, year)
        ]
    return _changes[id(zone)]


# ---------------------------------------------------------------------------
# Trees.


@st.composite
def leaves(
    draw: st.DrawFn,
    zone: tzinfo | None,
    seen_in: tzinfo | None,
    near: int,
    *,
    bounded: bool = False,
    depth: int = 1,
) -> Leaf:
    """Draw an expression near an instant, in a zone or floating.

    seen_in is the zone in which it is asked, None for wall time; depth says how many
    exclusions may stand inside each other.
    """
    at = min(max(near, 0), set_oracle.END - set_oracle.REACH - 1)
    wall = shown(at, zone or seen_in).replace(tzinfo=None)
    if bounded or draw(st.integers(0, 4)):
        text, dialect = draw(texts_near(wall, bounded=bounded))
    else:
        text, dialect = draw(strategies.any_texts())
    rule = RULES[OWN_RULES.get(dialect, "SAFE")]
    if draw(st.booleans()):
        rule = RULES[draw(st.sampled_from(sorted(RULES)))]
    leaf = Leaf(text, dialect, zone, rule)
    start, end = (draw(st.one_of(st.none(), st.none(), st.integers(-DAY, DAY))) for _ in range(2))
    if start is not None:
        leaf = leaf._replace(start=near + start)
    if end is not None:
        leaf = leaf._replace(end=near + abs(end))
    if depth and draw(st.integers(0, 3)) == 0:
        excluded = [draw(exclusions(zone, seen_in, near)) for _ in range(draw(st.integers(1, 3)))]
        leaf = leaf._replace(excluding=tuple(excluded))
    if depth and draw(st.integers(0, 3)) == 0:
        leaf = leaf._replace(
            only=draw(st.none() | islands(shown(near, zone or seen_in).date())),
            rolled=draw(st.sampled_from([None, "next", "previous", "nearest"])),
        )
    return leaf


@st.composite
def islands(draw: st.DrawFn, day: date) -> tuple[tuple[date, date], ...]:
    """Draw what a schedule is limited to: all days but some around a date."""
    shores = sorted(draw(st.lists(st.integers(-9, 9), min_size=2, max_size=8, unique=True)))
    days = [day + timedelta(days=shore) for shore in shores]
    edges = [date.min, *days[: len(days) // 2 * 2], date.max]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


@st.composite
def exclusions(
    draw: st.DrawFn, zone: tzinfo | None, seen_in: tzinfo | None, near: int
) -> date | tuple[date, date] | Tree:
    """Draw a date, a range of dates, an expression or a schedule to leave out."""
    day = shown(near, zone or seen_in).date()
    first, second = (day + draw(st.integers(-3, 3)) * timedelta(days=1) for _ in range(2))
    kind = draw(st.sampled_from(["date", "dates", "expression", "schedule", "set"]))
    if kind == "date":
        return first
    if kind == "dates":
        return min(first, second), max(first, second)
    other = None if zone is None or kind == "expression" else draw(st.sampled_from(ZONES))
    one = draw(leaves(other, seen_in if zone is None else zone, near, depth=0))
    if kind != "set":
        return one
    another = draw(leaves(other, seen_in if zone is None else zone, near, depth=0))
    return Branch(draw(st.sampled_from("|&-^")), one, another)


@st.composite
def trees(
    draw: st.DrawFn, zoned: bool, seen_in: tzinfo | None, near: int, *, depth: int = 2
) -> Tree:
    """Draw a leaf, or two trees joined."""
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        zone = draw(st.sampled_from(ZONES)) if zoned else None
        return draw(leaves(zone, seen_in, near))
    left, right = (draw(trees(zoned, seen_in, near, depth=depth - 1)) for _ in range(2))
    return Branch(draw(st.sampled_from("|&-^")), left, right)


# ---------------------------------------------------------------------------
# The library's objects.


def made(tree: Tree, seen_in: tzinfo | None) -> Asked:
    """Return the library's object for a tree; seen_in as above."""
    if isinstance(tree, Branch):
        left, right = made(tree.left, seen_in), made(tree.right, seen_in)
        return joined(tree.sign, left, right)
    expression = CronExpression(tree.text, tree.dialect)
    own = tree.zone or seen_in
    start, end = (None if at is None else shown(at, own) for at in (tree.start, tree.end))
    excluding = [
        made(excluded, own) if isinstance(excluded, Leaf | Branch) else excluded
        for excluded in tree.excluding
    ]
    policy = policy_made(tree.rule)
    parts: dict[str, Any] = {"start": start, "end": end, "excluding": excluding}
    parts |= {"only": tree.only, "rolled": tree.rolled}
    plain = tree.zone is None and not any(parts.values())
    if plain and expression.dst_policy == policy:
        return expression
    return Schedule(expression, tree.zone, dst=policy, **parts)


def joined(sign: str, left: Asked, right: Asked) -> FireSet:
    """Return two sets joined by an operator."""
    if sign == "|":
        return left | right
    if sign == "&":
        return left & right
    return left - right if sign == "-" else left ^ right


def policy_made(rule: Rule) -> DstPolicy:
    """Return the library's policy for a rule of the oracle."""
    return DstPolicy.named(NAMES[rule]) if rule in NAMES else policy_of(rule)


# ---------------------------------------------------------------------------
# Cases and spans.


class Case(NamedTuple):
    """A set, the zone in which it is asked (None: by wall time), and an instant near it."""

    tree: Tree
    zone: tzinfo | None
    near: int

    @property
    def asked(self) -> Asked:
        return made(self.tree, self.zone)

    def fires(self, first: int, end: int) -> list[int]:
        """Return the instants of the brute force."""
        return set_oracle.fires(self.tree, self.zone, first, end)

    @property
    def answer_zone(self) -> tzinfo | None:
        """Return the zone of the answers: that of the leftmost leaf, else the one it is asked in."""
        return next(set_oracle.leaves(self.tree)).zone or self.zone

    def shown(self, instant: int) -> datetime:
        """Return an instant as the set answers it."""
        return shown(instant, self.answer_zone)


class Span(NamedTuple):
    """Two moments, and the first whole seconds at or after them."""

    start: datetime
    end: datetime
    first: int
    last: int


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    depth: int = 0,
    bounded: bool = False,
    zones: Sequence[tzinfo | None] = (None, None, *ZONES),
) -> Case:
    """Draw a set of instants: a leaf, or a tree of that depth at most."""
    zone = draw(st.sampled_from(zones))
    zoned = zone is not None and draw(st.booleans())
    near = draw(instants(zone))
    if depth:
        tree = draw(trees(zoned, zone, near, depth=depth))
    else:
        tree = draw(leaves(zone if zoned else None, zone, near, bounded=bounded))
    return Case(tree, zone, near)


@st.composite
def finite_trees(draw: st.DrawFn) -> Case:
    """Draw two sets joined that fire in a few days only."""
    case = draw(cases(depth=1, zones=[None, *ZONES]))
    zoned = next(set_oracle.leaves(case.tree)).zone is not None
    low, high = draw(st.integers(0, 2 * DAY)), draw(st.integers(0, 2 * DAY))

    def bounded(tree: Tree) -> Tree:
        if isinstance(tree, Branch):
            return tree._replace(left=bounded(tree.left), right=bounded(tree.right))
        return tree._replace(start=case.near - low, end=case.near + high)

    assume(busy(case.tree) < 2_000)
    # Nobody says in which zone a floating set without a span is meant.
    return Case(bounded(case.tree), case.zone if zoned else None, case.near)


@st.composite
def moments(draw: st.DrawFn, zone: tzinfo | None, low: int, high: int) -> datetime:
    """Draw a moment of a zone, with microseconds now and then, or in a gap or fold."""
    instant = draw(st.integers(low, high))
    moment = shown(instant, zone)
    if isinstance(zone, zoneinfo.ZoneInfo) and draw(st.integers(0, 3)) == 0:
        # Any wall time of the zone: one that was jumped over is read by its fold.
        shift = draw(st.sampled_from([-HOUR, -HOUR // 2, HOUR // 4, HOUR // 2, HOUR]))
        naive = moment.replace(tzinfo=None) + timedelta(seconds=shift)
        moment = naive.replace(tzinfo=zone, fold=draw(st.integers(0, 1)))
    return moment.replace(microsecond=draw(st.sampled_from([0, 0, 0, 1, 999_999])))


def busy(tree: Tree) -> int:
    """Return at most how many fires a day there are anywhere in a tree."""
    total = 0
    for leaf in set_oracle.leaves(tree):
        reading = oracle.read(leaf.text, leaf.dialect)
        total += len(reading.seconds) * len(reading.minutes) * len(reading.hours)
    return total


@st.composite
def spans(draw: st.DrawFn, case: Case, *, fires: int = 250) -> Span:
    """Draw a span near a case, with so many fires or about; some end before they start."""
    longest = min(max(fires * DAY // busy(case.tree), 60), 1_500 * DAY)
    length = draw(st.one_of(st.integers(0, longest), st.integers(0, min(longest, 2 * DAY))))
    low = case.near - draw(st.integers(0, length))
    zone = case.zone
    start = draw(moments(zone, low, low + 2))
    end = draw(moments(zone, low + length, low + length + 2))
    listed = case.fires(low, low + length)
    if draw(st.booleans()) and listed:
        # Bounds at fire times show which of them belong to the span.
        micro = draw(st.sampled_from([0, 0, 1]))
        start = shown(listed[0], zone).replace(microsecond=micro)
        end = shown(draw(st.sampled_from(listed)), zone).replace(microsecond=micro)
    if draw(st.integers(0, 9)) == 0:
        start, end = end, start
    return Span(start, end, meant(start), meant(end))
