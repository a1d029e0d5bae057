"""Whole fleets: previous, count, due and load, member by member those of the methods."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import pytz
import twins
from dateutil import tz as dateutil_tz
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartzcron import CronExpression, CronExpressionError, DstPolicy, Schedule, arrays
from quartzcron.arrays import crowd, rows
from quartzcron.arrays import members as numpy
from quartzcron.arrays.columns import Columns
from quartzcron.arrays.fleet import Fleet
from quartzcron.arrays.rows import rows_of_members
from quartzcron.clock.limits import Limits
from quartzcron.dialects.policies import PRESETS

ZONES = [
    "America/New_York", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "Pacific/Apia",
    "Africa/Monrovia", "Europe/Dublin", "Africa/Casablanca", "Asia/Tokyo", "UTC", "+05:30",
]  # fmt: skip
STRANGE = [pytz.timezone("Europe/Paris"), dateutil_tz.gettz("America/New_York")]
HOUR = timedelta(hours=1)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def random_member(draw: random.Random, moment: datetime) -> Schedule:
    """Return a schedule in a zone, maybe with bounds near a moment or with something left out."""
    expression, *_ = twins.random_case(draw, ["UTC"])
    zone: Any = draw.choice(STRANGE if draw.random() < 0.1 else ZONES)
    start = end = None
    if draw.random() < 0.2:
        start = moment + timedelta(
            seconds=draw.randrange(-9000, 9000), microseconds=draw.choice((0, 1))
        )
    if draw.random() < 0.2:
        end = moment + timedelta(days=draw.choice((0, 1, 40)), seconds=draw.randrange(9000))
    excluding: Any = ()
    if draw.random() < 0.1:
        excluding = [moment.date(), CronExpression("0 * 2 * * ?")][: draw.randrange(1, 3)]
    return Schedule(
        expression, zone, dst=draw.choice(list(PRESETS)), start=start, end=end, excluding=excluding
    )


def random_moment(draw: random.Random) -> datetime:
    """Return a moment of UTC in 1990-2037, most of them near the changes of many zones."""
    year = draw.randrange(1990, 2037)
    day = datetime(year, draw.choice((3, 4, 10, 11)), draw.randrange(1, 31), tzinfo=UTC)
    if draw.random() < 0.3:
        day += timedelta(days=draw.randrange(365))
    day += timedelta(seconds=draw.randrange(86_400))
    return day.replace(microsecond=draw.choice((0, 0, 1, 999_999)))


def bare(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)


def fires(member: Any, start: datetime, end: datetime) -> list[datetime | None]:
    return [bare(fire) for fire in member.fire_times(start, end)]


@given(st.randoms(use_true_random=False))
def test_all_questions_are_answered_as_by_the_methods(draw: random.Random) -> None:
    moments = [random_moment(draw) for _ in range(6)]
    fleet = [random_member(draw, moment) for moment in moments]
    asked = arrays.Fleet(fleet)
    found = asked.next_fire_times(moments)
    assert found.tolist() == [
        bare(member.next_fire_time(at)) for member, at in zip(fleet, moments, strict=True)
    ]
    found = asked.previous_fire_times(moments)
    assert found.tolist() == [
        bare(member.previous_fire_time(at)) for member, at in zip(fleet, moments, strict=True)
    ]
    ends = [at + timedelta(seconds=draw.randrange(-10, 90_000)) for at in moments]
    assert asked.count(moments, ends).tolist() == [
        member.count(at, end) for member, at, end in zip(fleet, moments, ends, strict=True)
    ]
    far = [at + timedelta(days=draw.randrange(3000)) for at in moments]
    assert asked.count(moments, far).tolist() == [
        member.count(at, end) for member, at, end in zip(fleet, moments, far, strict=True)
    ]


@given(st.randoms(use_true_random=False))
def test_what_is_due_and_the_load_are_what_a_list_says(draw: random.Random) -> None:
    start = random_moment(draw)
    end = start + timedelta(
        seconds=draw.choice((0, 59, 3600, 7000)), microseconds=draw.choice((0, 7))
    )
    fleet = [random_member(draw, start) for _ in range(4)]
    fleet += fleet[:2]
    expected = sorted(
        (fire, place) for place, each in enumerate(fleet) for fire in fires(each, start, end)
    )
    asked = arrays.Fleet(fleet)
    members, times = asked.due(start, end)
    assert list(zip(times.tolist(), members.tolist(), strict=True)) == expected
    step = timedelta(seconds=draw.choice((1, 60, 600, 3600, 86_400)))
    # Bins begin with the first whole second.
    first = start.replace(tzinfo=None, microsecond=0) + timedelta(seconds=start.microsecond > 0)
    load = [0] * len(asked.load(start, end, step))
    for fire, _ in expected:
        assert fire is not None
        load[(fire - first) // step] += 1
    assert asked.load(start, end, step).tolist() == load


def texts_of(draw: random.Random) -> Iterator[tuple[str, str]]:
    """Yield texts and zones, some of them wrong, each many times."""
    texts = [str(twins.random_case(draw, ["UTC"])[0]) for _ in range(4)] + ["0 9 * *", "nonsense"]
    for _ in range(20):
        yield draw.choice(texts), draw.choice(ZONES)


@given(st.randoms(use_true_random=False))
def test_texts_are_answered_as_their_schedules(draw: random.Random) -> None:
    rows = list(texts_of(draw))
    texts, zones = (list(part) for part in zip(*rows, strict=True))
    moments = [random_moment(draw) for _ in rows]
    members = [
        Schedule(text, tz=zone) if arrays.is_valid([text])[0] else None for text, zone in rows
    ]
    found = arrays.next_fire_times(texts, moments, tz=np.array(zones), errors="coerce")
    assert found.tolist() == [
        member and bare(member.next_fire_time(at))
        for member, at in zip(members, moments, strict=True)
    ]
    found = arrays.previous_fire_times(np.array(texts), moments[0], tz=zones, errors="coerce")
    assert found.tolist() == [
        member and bare(member.previous_fire_time(moments[0])) for member in members
    ]
    until = moments[0] + timedelta(days=400)
    counts = arrays.count(texts, moments[0], until, tz=zones, errors="coerce")
    assert counts.tolist() == [
        member.count(moments[0], until) if member else 0 for member in members
    ]
    # Naive moments are wall times of each zone.
    walls = [at.replace(tzinfo=None, microsecond=0) for at in moments]
    for after in (walls, walls[0]):
        found = arrays.next_fire_times(texts, after, tz=zones, errors="coerce")
        each = walls if after is walls else [walls[0]] * len(rows)
        assert found.tolist() == [
            member and bare(member.next_fire_time(at))
            for member, at in zip(members, each, strict=True)
        ]


def test_texts_without_zones_float() -> None:
    texts = ["0 9 * * *", "*/5 * * * *"]
    expressions = [CronExpression(text) for text in texts]
    tokyo = ZoneInfo("Asia/Tokyo")
    for moment in (datetime(2026, 3, 7, 9), datetime(2026, 3, 7, 9, 0, 1, tzinfo=tokyo)):
        expected = [expression.next_fire_time(moment) for expression in expressions]
        if moment.tzinfo is not None:
            expected = [bare(at) for at in expected]
        assert arrays.next_fire_times(texts, moment).tolist() == expected
        until = moment + timedelta(days=3)
        counts = [expression.count(moment, until) for expression in expressions]
        assert arrays.count(texts, moment, until).tolist() == counts
        load = arrays.Fleet(expressions).load(moment, until)
        assert (load.sum(), len(load)) == (sum(counts), 72)
    assert arrays.next_fire_times(texts, datetime(2026, 1, 1, tzinfo=UTC), tz=tokyo).tolist() == [
        datetime(2026, 1, 2), datetime(2026, 1, 1, 0, 5)
    ]  # fmt: skip


def test_other_dialects() -> None:
    texts, moment = ["0 0 9 ? * 2", "0 0 9 ? * 2"], datetime(2026, 1, 1)
    assert (
        arrays.next_fire_times(texts, moment, dialect="quartz").tolist()
        == [CronExpression(texts[0], "quartz").next_fire_time(moment)] * 2
    )


def test_a_count_of_230_years_is_no_list() -> None:
    fleet = arrays.Fleet(
        [CronExpression("* * * * * ?"), Schedule("* * * * * ?", tz="America/New_York")]
    )
    start, end = np.datetime64("1900-01-01"), np.datetime64("2300-01-01")
    assert fleet.count(start, end).tolist() == [84_006 * 86_400, 84_006 * 86_400]
    assert fleet.count(end, start).tolist() == [0, 0]
    assert fleet.count([start, np.datetime64("NaT")], end)[1] == 0


def test_any_number_of_workers_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_FEW", 3)
    draw = random.Random(7)
    texts = [f"{draw.randrange(60)} */{draw.randrange(1, 9)} * * *" for _ in range(500)]
    zones = [draw.choice(ZONES) for _ in texts]
    fleet = arrays.Fleet.from_texts(texts, tz=zones)
    start, end = np.datetime64("2026-03-08T00:00"), np.datetime64("2026-03-09T03:00")
    once = fleet.next_fire_times(start), fleet.previous_fire_times(start), fleet.count(start, end)
    due, load = fleet.due(start, end), fleet.load(start, end)
    for workers in (2, 3, 7):
        assert (fleet.next_fire_times(start, workers=workers) == once[0]).all()
        assert (fleet.previous_fire_times(start, workers=workers) == once[1]).all()
        assert (fleet.count(start, end, workers=workers) == once[2]).all()
        again = fleet.due(start, end, workers=workers)
        assert (again[0] == due[0]).all()
        assert (again[1] == due[1]).all()
        assert (fleet.load(start, end, workers=workers) == load).all()
    assert due[0].size == load.sum() == once[2].sum()


def test_work_is_shared_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "_FEW", 3)
    assert crowd.shared(lambda start, stop: (start, stop), 10, 3) == [(0, 3), (3, 6), (6, 10)]
    assert crowd.shared(lambda start, stop: (start, stop), 3, 3) == [(0, 3)]


def test_spans_of_more_than_a_day_are_in_order_too() -> None:
    fleet = arrays.Fleet([CronExpression("0 */6 * * *"), CronExpression("0 0 * * *")])
    members, times = fleet.due(np.datetime64("2026-01-01"), np.datetime64("2026-01-05"))
    assert (np.diff(times.astype(np.int64)) >= 0).all()
    assert members[:5].tolist() == [0, 1, 0, 0, 0]
    assert len(times) == 20


#: Questions that are refused, and what is said.
REFUSED: list[tuple[Any, type[Exception], str]] = [
    (lambda fleet: fleet.due(datetime(2026, 1, 1), datetime(2026, 1, 2)), TypeError, "must be aware"),
    (lambda fleet: fleet.load(datetime(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC)), TypeError, "both"),
    (lambda fleet: fleet.count(datetime(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC)), TypeError, "both"),
    (lambda fleet: fleet.load([], np.datetime64("2026-01-01")), TypeError, "one moment each"),
    (lambda fleet: fleet.due(np.datetime64("NaT"), np.datetime64("2026-01-01")), ValueError, "NaT"),
    (lambda fleet: fleet.due(NOON, NOON + HOUR, limit=59), ValueError, "60 fire times are more than"),
    (lambda fleet: fleet.load(NOON, NOON + HOUR, "0h"), ValueError, "every is a number with s, m, h"),
    (lambda fleet: fleet.load(NOON, NOON + HOUR, "1w"), ValueError, "every is a number with s, m, h"),
    (lambda fleet: fleet.load(NOON, NOON + HOUR, ""), ValueError, "every is a number with s, m, h"),
    (lambda fleet: fleet.load(NOON, NOON + HOUR, HOUR * 0), ValueError, "whole seconds, 1 or more"),
    (lambda fleet: fleet.load(NOON, NOON + HOUR, 5), TypeError, "a timedelta, not int"),
    (lambda fleet: fleet.load(NOON, NOON + 9999 * HOUR, "1s"), ValueError, "more than 10,000,000 bins"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "error", "message"), REFUSED)
def test_what_is_refused(ask: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ask(arrays.Fleet([Schedule("* * * * *", tz="Asia/Tokyo")]))


def test_what_is_just_not_refused() -> None:
    fleet = arrays.Fleet([Schedule("* * * * *", tz="Asia/Tokyo")])
    assert len(fleet.due(NOON, NOON + HOUR, limit=60)[0]) == 60
    assert len(fleet.due(NOON, NOON + HOUR, limit=None)[0]) == 60
    assert fleet.load(NOON, NOON).tolist() == []
    assert fleet.load(NOON, NOON - HOUR).tolist() == []
    assert [len(found) for found in arrays.Fleet([]).due(NOON, NOON + HOUR)] == [0, 0]
    assert arrays.Fleet([]).load(NOON, NOON + HOUR, "30m").tolist() == [0, 0]
    assert arrays.Fleet([]).count(NOON, NOON).tolist() == []


# --- the two kernels, whichever runs ----------------------------------------


Twins = tuple[twins.Pure, twins.Compiled]
Question = Callable[[Fleet], Any]


def fleets_of(monkeypatch: pytest.MonkeyPatch, members: list[Twins]) -> list[Fleet]:
    """Return the fleet of each kernel."""
    compiled: Any = pytest.importorskip("quartzcron.kernel._kernel")
    found = []
    for kernel, engine, own in zip(
        (numpy, compiled), (Columns, compiled.Crowd), zip(*members, strict=True), strict=True
    ):
        fleet = Fleet.__new__(Fleet)
        with monkeypatch.context() as patched:
            patched.setattr(crowd, "Engine", engine)
            patched.setattr(rows, "_gathered", kernel.gathered)
            patched.setattr(rows, "_bounded", kernel.bounded)
            fleet._crowd = crowd.Crowd(rows_of_members(list(own)))
            fleet._size, fleet._apart = len(members), {}
        found.append(fleet)
    return found


def random_twins(draw: random.Random, at: datetime, zone: tzinfo | None, bounds: bool) -> Twins:
    """Return a schedule of both kernels, maybe with bounds near a moment."""
    expression, policy, *_ = twins.random_case(draw, ["UTC"])
    start = end = None
    if bounds and draw.random() < 0.2:
        start, end = at - timedelta(days=draw.randrange(3)), at + timedelta(days=3)
        if zone is not None:
            start, end = start.astimezone(zone), end.astimezone(zone)
    return twins.twins(expression, policy, Limits(zone, start, end))


@given(st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_kernels_answer_alike(monkeypatch: pytest.MonkeyPatch, draw: random.Random) -> None:
    zones: list[tzinfo | None] = [None, UTC, timezone(HOUR), *map(ZoneInfo, ZONES[:9]), *STRANGE]
    are_housed, are_bounded = draw.random() < 0.4, draw.random() < 0.5
    at = random_moment(draw)
    members = [
        random_twins(draw, at, draw.choice(zones[are_housed:]), are_bounded) for _ in range(12)
    ]
    members += members[:3]
    both = fleets_of(monkeypatch, members)
    tokyo = at.astimezone(draw.choice((ZoneInfo("Asia/Tokyo"), timezone(HOUR))))
    asked: list[Any] = [at, [at] * 15, np.datetime64(at.replace(tzinfo=None)), tokyo]
    if are_housed and not are_bounded:
        asked += [at.replace(tzinfo=None), [at.replace(tzinfo=None)] * 15]
    questions: list[Question] = [lambda fleet: fleet.count(at, until)]
    for after in asked:
        questions.append(partial(Fleet.next_fire_times, after=after))
        questions.append(partial(Fleet.previous_fire_times, before=after))
    until = at + timedelta(hours=draw.randrange(1, 300))
    questions.append(lambda fleet: fleet.count([at] * 15, [until] * 15))
    questions += [partial(Fleet.load, start=tokyo, end=until, every=each) for each in ("1h", "5m")]
    for length in (timedelta(minutes=7), timedelta(hours=19)):
        questions.append(partial(Fleet.due, start=at, end=at + length))
    for question in questions:
        one, other = (np.array(question(fleet), np.int64) for fleet in both)
        assert np.array_equal(one, other)


def test_both_kernels_refuse_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    expression, naive = CronExpression("0 9 * * *"), datetime(2026, 1, 1)
    loose, housed, bounded, aware = (
        twins.twins(expression, DstPolicy.SAFE, limits)
        for limits in (
            Limits(None),
            Limits(ZoneInfo("Asia/Tokyo")),
            Limits(None, naive),
            Limits(None, None, NOON),
        )
    )
    cases: list[tuple[list[Twins], datetime]] = [
        ([loose, housed], naive),
        ([bounded], NOON),
        ([aware], naive),
    ]
    for members, moment in cases:
        for fleet in fleets_of(monkeypatch, members):
            with pytest.raises(
                TypeError, match=r"only some schedules have a zone|as aware as its bounds"
            ):
                fleet.next_fire_times(moment)


def test_dialects_whose_clocks_differ_are_told_apart() -> None:
    """One text, the same masks, and rules for clock changes of their own."""
    dialects = ["unix", "kubernetes", "quartzcron", "croniter", "airflow"]
    for kind in (CronExpression, lambda *given: Schedule(CronExpression(*given))):
        members: list[Any] = [kind("30 2 * * *", dialect) for dialect in dialects]
        for day in (datetime(2026, 3, 8), datetime(2026, 11, 1, 1, 59)):
            at = day.replace(tzinfo=ZoneInfo("America/New_York"))
            expected = [bare(member.next_fire_time(at)) for member in members]
            assert arrays.next_fire_times(members, at).tolist() == expected
            until = at + timedelta(days=2)
            counts = [member.count(at, until) for member in members]
            assert arrays.count(members, at, until).tolist() == counts


def test_an_h_without_a_seed_is_refused() -> None:
    waiting = CronExpression("H 9 * * *", "jenkins")
    with pytest.raises(CronExpressionError, match="pass the name as seed"):
        arrays.Fleet([CronExpression("0 9 * * *"), waiting])


def test_leaving_out_is_asked_one_by_one() -> None:
    shop = Schedule("0 9 * * *", tz="Asia/Tokyo", excluding=[date(2026, 3, 8)])
    fleet = arrays.Fleet([shop, Schedule("0 9 * * *", tz="Asia/Tokyo")])
    start, end = datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)
    assert fleet.count(start, end).tolist() == [2, 3]
    assert fleet.due(start, end)[0].tolist() == [0, 1, 1, 0, 1]
    assert fleet.load(start, end, "1d").tolist() == [2, 1, 2]
    naive = fleet.previous_fire_times(datetime(2026, 3, 9, 8))
    assert naive.tolist() == [datetime(2026, 3, 7), datetime(2026, 3, 8)]
    assert fleet.previous_fire_times([start, end]).tolist() == [
        datetime(2026, 3, 6),
        datetime(2026, 3, 9),
    ]
    everything = Schedule(
        "0 9 * * *", start=start, end=end, excluding=[CronExpression("* * * * *")]
    )
    assert np.isnat(arrays.next_fire_times([everything], start))[0]
    assert np.isnat(arrays.previous_fire_times([everything], end))[0]
