"""Sets of many parts: how deep they nest, what they take, and what is kept of them."""

from __future__ import annotations

import copy
import gc
import importlib
import pickle
import pkgutil
import random
import sys
import weakref
import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

import pytest

import quartzcron
from quartzcron import CronExpression, FireSet, Schedule, arrays
from quartzcron.answers import analysis
from quartzcron.answers.algebra import FireTimes
from quartzcron.answers.analysis import HORIZON, timetable_of
from quartzcron.answers.columns import Columns
from quartzcron.answers.kept import Kept
from quartzcron.ground.caches import CACHES

YEAR = datetime(2026, 1, 1), datetime(2027, 1, 1)


# ---------------------------------------------------------------------------
# As deep as one likes.

#: Far deeper than Python lets functions call each other.
DEEP = 1_500

TIMES = [(number * 7) % 1_440 for number in range(DEEP)]


def parts() -> list[FireTimes]:
    """Return daily expressions at many times."""
    return [CronExpression(f"{time % 60} {time // 60} * * *") for time in TIMES]


def zigzag(one: FireTimes, other: FireTimes) -> FireTimes:
    """Join on either side in turn."""
    return one | other if isinstance(other, CronExpression) and len(str(other)) % 2 else other | one


SHAPES: dict[str, Callable[[], FireTimes]] = {
    "to the left": lambda: reduce(lambda a, b: a | b, parts(), NEVER),
    "to the right": lambda: reduce(lambda a, b: b | a, parts(), NEVER),
    "to and fro": lambda: reduce(zigzag, parts(), NEVER),
    "schedules that leave each other out": lambda: excluded(),
}

NEVER: FireTimes = CronExpression("0 0 0 30 2 ?")


def excluded() -> Schedule:
    """Return a schedule that leaves out one that leaves out one, and so on."""
    made = Schedule("0 12 * * *", excluding=[date(2026, 5, 1)])
    for time in TIMES:
        made = Schedule("0 12 * * *", excluding=[made, date(2026, 1, 1 + time % 28)])
    return made


def left_over() -> list[date]:
    """Return the dates of 2026 that `excluded` runs on, by going through its schedules."""
    year = {date.fromordinal(date(2026, 1, 1).toordinal() + day) for day in range(365)}
    runs = year - {date(2026, 5, 1)}
    for time in TIMES:
        runs = year - runs - {date(2026, 1, 1 + time % 28)}
    return sorted(runs)


@pytest.mark.parametrize("shape", SHAPES)
def test_values_nest_as_deep_as_one_likes(shape: str) -> None:
    """Shown, compared, hashed, copied and pickled without a call inside a call."""
    made, again = SHAPES[shape](), SHAPES[shape]()
    assert made == again
    assert hash(made) == hash(again)
    assert repr(made) == repr(again)
    assert repr(made).count("(") == repr(made).count(")") >= DEEP
    assert made != made | NEVER
    assert copy.copy(made) == made
    assert copy.deepcopy(made) == made
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(made, protocol)) == made


@pytest.mark.parametrize("shape", SHAPES)
def test_questions_to_what_is_nested_deep(shape: str) -> None:
    """Counted, and the first difference from itself looked for."""
    made = SHAPES[shape]()
    if isinstance(made, Schedule):
        assert [fire.date() for fire in made.fire_times(*YEAR)] == left_over()
    else:
        assert made.count(*YEAR) == 365 * len(set(TIMES))
        assert made.nth_fire_time(YEAR[0], 1) == datetime(2026, 1, 1, 0, 1)
    assert made.first_difference(SHAPES[shape]()) is None


def test_a_part_that_is_shared_is_pickled_once() -> None:
    doubled: FireTimes = CronExpression("0 12 * * *") | CronExpression("0 13 * * *")
    for _ in range(50):
        doubled = doubled & doubled
    loaded = pickle.loads(pickle.dumps(doubled))
    assert loaded == doubled
    assert hash(loaded) == hash(doubled)
    assert loaded.left is loaded.right


def test_a_part_that_is_shared_is_put_together_once() -> None:
    """Else a set like this one would take two to the power of two hundred steps."""
    noon, evening = CronExpression("0 12 * * *"), CronExpression("0 18 * * MON")
    made: FireTimes = noon | CronExpression("0 9 * * *")
    for _ in range(200):
        made = (made | evening) & (made | made)
    assert made.count(*YEAR) == 2 * 365
    assert made.first_difference(noon | CronExpression("0 9 * * *")) is None
    zoned: FireTimes = Schedule(noon, tz="Asia/Seoul") | Schedule(evening, tz="America/New_York")
    for _ in range(200):
        zoned = Schedule(noon, tz="Asia/Seoul", excluding=[zoned]) | zoned
    assert zoned.count(*(at.replace(tzinfo=UTC) for at in YEAR)) == 365 + 52
    nothing: FireTimes = noon & evening
    for _ in range(200):
        nothing = nothing | nothing
    assert nothing.never_fires


def test_no_more_than_a_few_tables_are_held_while_a_set_is_put_together() -> None:
    """However it is nested: two for a chain to either side, ten for a full tree of ten levels."""
    left, right = (SHAPES[shape]() for shape in ("to the left", "to the right"))
    assert left._breadth == right._breadth == 2
    full: FireTimes = NEVER
    for _ in range(9):
        full = full | full
    assert full._breadth == 10


def test_values_that_differ_deep_inside() -> None:
    innermost: list[FireTimes] = [CronExpression("1 1 1 1 *"), CronExpression("2 1 1 1 *")]
    one, other = (reduce(lambda a, b: b | a, parts(), inner) for inner in innermost)
    assert one != other
    zoned = [Schedule("0 12 * * *", tz=zone, excluding=[date(2026, 1, 1)]) for zone in (None, UTC)]
    assert zoned[0] != zoned[1]
    plain = Schedule("0 12 * * *")
    assert plain != zoned[0]
    assert zoned[0] != plain
    assert zoned[0] != zoned[0] | NEVER


class Loud(CronExpression):
    """An expression that shows itself otherwise."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "LOUD"


class LoudSet(FireSet):
    """A set that does."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "LOUD SET"


def test_what_a_user_says_about_repr_holds_in_parts() -> None:
    loud = Loud("0 12 * * *")
    assert repr(NEVER | loud) == f"{NEVER!r} | LOUD"
    assert repr(loud - LoudSet(loud, "|", NEVER)) == "LOUD - (LOUD SET)"
    assert repr(Schedule("0 12 * * *", excluding=[loud, date(2026, 1, 1)])) == (
        "Schedule('0 12 * * *', excluding=[LOUD, datetime.date(2026, 1, 1)])"
    )


# ---------------------------------------------------------------------------
# What a set takes.

NAMES = [name for name in sorted(zoneinfo.available_timezones()) if "/" in name][::5]


def crowd(count: int) -> list[Any]:
    """Return schedules in as many zones, each at other times."""
    drawn = random.Random(count)
    return [
        Schedule(f"{drawn.randrange(60)} {drawn.randrange(24)} * * MON-FRI", tz=name)
        for name in NAMES[:count]
    ]


def test_a_set_is_as_large_as_the_sum_of_its_parts() -> None:
    """Not as the number of sorts of days, which grows with every pair of zones."""
    union = reduce(or_, crowd(60))
    table = timetable_of(union, UTC, HORIZON)
    assert isinstance(table, Columns)
    parts = [timetable_of(part, UTC, HORIZON) for part in crowd(60)]
    # A cell for each minute of each row of a part, at most.
    minutes = sum(times.count for part in parts for times, _ in part.parts())
    assert 60 <= len(table.cells) <= minutes
    assert table.weight < 12_000 * minutes + 8 * table.length < 64 << 20


def test_minutes_in_which_the_same_happens_share_their_days() -> None:
    """Every minute of an hour in each of a hundred zones: some hundred sorts of minutes."""
    working = [
        Schedule(f"* {number * 5 % 24} * * MON-FRI", tz=name) for number, name in enumerate(NAMES)
    ]
    table = timetable_of(reduce(or_, working), UTC, HORIZON)
    assert isinstance(table, Columns)
    assert len(table.cells) == 1_440
    assert len({id(cell) for cell in table.cells.values()}) < 400
    assert table.weight < 10 << 20


def test_a_large_set_as_an_array() -> None:
    # More sorts of days than a timetable has rows: it is kept by minutes.
    days = ((number % 28 + 1, number % 12 + 1) for number in range(80))
    texts = (f"{day} {month} {day} {month} *" for day, month in days)
    whole = reduce(or_, map(CronExpression, texts))
    start, end = datetime(2026, 1, 1), datetime(2027, 4, 1)
    assert isinstance(timetable_of(whole, None, HORIZON), Columns)
    found = arrays.fire_times(whole, start, end)
    listed = [moment.astype("datetime64[s]").item() for moment in found]
    assert listed == list(whole.fire_times(start, end))
    assert len(listed) == whole.count(start, end) > 80


def test_a_table_goes_with_its_set() -> None:
    analysis._TABLES.cache_clear()
    union = reduce(or_, crowd(40))
    union.count(datetime(2026, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    assert analysis._TABLES.cache_info().currsize > 1 << 20
    gone = weakref.ref(union)
    del union
    gc.collect()
    assert gone() is None
    assert analysis._TABLES.cache_info().currsize < 1 << 20


def test_what_is_kept_of_a_set_is_not_changed_by_joining_it() -> None:
    union, noon = reduce(or_, crowd(40)), Schedule("0 12 * * *", tz=UTC)
    table = timetable_of(union, UTC, HORIZON)
    before, both = len(table), len(timetable_of(union & noon, UTC, HORIZON))
    assert isinstance(table, Columns)
    assert len(timetable_of(union - noon, UTC, HORIZON)) == before - both
    assert len(timetable_of(noon | union, UTC, HORIZON)) == before - both + noon_count()
    assert timetable_of(union, UTC, HORIZON) is table
    assert len(table) == before


def noon_count() -> int:
    """Return how many noons there are."""
    return (date(2200, 1, 1) - date(1970, 1, 1)).days


class Owner:
    """Whom something kept is about."""


def test_what_is_kept_has_a_limit_of_weight() -> None:
    kept, owners = Kept(100), [Owner() for _ in range(5)]
    for owner in owners[:4]:
        kept.keep(owner, "x", owner, 40)
    assert [kept.find(owner, "x") for owner in owners[:4]] == [None, None, *owners[2:4]]
    assert kept.cache_info().currsize == 80
    kept.keep(owners[4], "x", "too heavy", 101)
    assert kept.find(owners[4], "x") is None
    kept.keep(owners[3], "x", "anew", 30)
    assert kept.find(owners[3], "x") == "anew"
    assert kept.cache_info().currsize == 70
    assert kept.find(owners[3], "y") is None
    kept.cache_clear()
    assert kept.cache_info().currsize == 0


# ---------------------------------------------------------------------------
# All caches.


def test_every_cache_is_in_the_list() -> None:
    """Whatever can be cleared in any room is cleared with all."""
    for room in pkgutil.walk_packages(quartzcron.__path__, "quartzcron."):
        # A compiled twin counts where it runs, and then it is loaded. Adapters keep nothing, and
        # what some are for is not installed here.
        if not (room.name.rpartition(".")[2].startswith("_") or ".integrations." in room.name):
            importlib.import_module(room.name)
    listed = {id(cache) for cache in CACHES}
    found = {
        f"{name}.{attribute}": value
        for name, room in list(sys.modules.items())
        if name.partition(".")[0] == "quartzcron" and ".integrations." not in name
        for attribute, value in vars(room).items()
        if hasattr(value, "cache_clear") and not isinstance(value, type)
    }
    assert len(found) >= len(CACHES) > 20
    assert {name for name, value in found.items() if id(value) not in listed} == set()


def test_nothing_is_left_after_clearing() -> None:
    london = Schedule("0 9 * * *", tz="Europe/London", excluding=[date(2026, 1, 1)])
    before = london.count(*YEAR), (london | london).shortest_interval()
    list(arrays.fire_times(london, *YEAR))
    assert any(cache.cache_info().currsize for cache in CACHES)
    quartzcron.clear_caches()
    assert [cache for cache in CACHES if cache.cache_info().currsize] == []
    assert (london.count(*YEAR), (london | london).shortest_interval()) == before


def test_neighbours_in_a_crowd_are_the_closest_of_its_list() -> None:
    """A plain look at a year: the interval of the set is that of its list."""
    union: FireSet = reduce(or_, crowd(80))
    start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (2026, 2027))
    listed = list(union.fire_times(start, end))
    gaps = [second - first for first, second in pairwise(listed)]
    shortest, longest = union.shortest_interval(start, end), union.longest_interval(start, end)
    assert shortest is not None
    assert longest is not None
    assert (shortest.duration, longest.duration) == (min(gaps), max(gaps))
    assert shortest.first == listed[gaps.index(min(gaps))]
    assert longest.first == listed[gaps.index(max(gaps))]
    assert union.count(start, end) == len(listed)
    assert list(union.fire_times(start, end, reverse=True)) == listed[::-1]
    utc = [fire.astimezone(UTC).replace(tzinfo=None) for fire in listed]
    assert arrays.fire_times(union, start, end).tolist() == utc
