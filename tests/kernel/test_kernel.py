"""The methods of time on datetimes of every kind that needs no changes of clock."""

from __future__ import annotations

import inspect
import runpy
import sys
import types
import zoneinfo
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest
from dateutil import tz as dateutil_tz

import quartzcron
from quartzcron import CronExpression
from quartzcron.kernel import choice as kernel

INDIA = timezone(timedelta(hours=5, minutes=30))
ODD = timezone(timedelta(hours=-7, minutes=-13, seconds=-7))
FIXED: list[tzinfo] = [
    UTC,
    INDIA,
    ODD,
    zoneinfo.ZoneInfo("UTC"),
    zoneinfo.ZoneInfo("Etc/GMT-5"),
    dateutil_tz.UTC,
    dateutil_tz.tzoffset("X", 3600),
]
MORNINGS = CronExpression("0 30 9 ? * MON-FRI")
SECONDS = CronExpression("* * * * * ?")
NOON = CronExpression("0 0 12 * * ?")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


#: Text, a moment, the next fire time, the previous one.
NEIGHBOURS = [
    ("0 30 9 ? * MON-FRI", "2026-01-02T09:30:00", "2026-01-05T09:30:00", "2026-01-01T09:30:00"),
    # strictly after and before, to the microsecond
    ("0 30 9 ? * MON-FRI", "2026-01-02T09:29:59.999999", "2026-01-02T09:30:00", "2026-01-01T09:30:00"),
    ("0 30 9 ? * MON-FRI", "2026-01-02T09:30:00.000001", "2026-01-05T09:30:00", "2026-01-02T09:30:00"),
    ("* * * * * ?", "2026-12-31T23:59:59", "2027-01-01T00:00:00", "2026-12-31T23:59:58"),
    ("* * * * * ?", "2026-01-01T00:00:00", "2026-01-01T00:00:01", "2025-12-31T23:59:59"),
    # carries through every unit
    ("59 59 23 31 12 ?", "2026-12-31T23:59:59", "2027-12-31T23:59:59", "2025-12-31T23:59:59"),
    ("0 0 0 1 1 ?", "2026-01-01T00:00:00", "2027-01-01T00:00:00", "2025-01-01T00:00:00"),
    ("10-20/5 10-20/5 3,5 L 2 ?", "2026-02-28T03:20:20", "2026-02-28T05:10:10", "2026-02-28T03:20:15"),
    ("10-20/5 10-20/5 3,5 L 2 ?", "2026-02-28T05:10:10", "2026-02-28T05:10:15", "2026-02-28T03:20:20"),
    ("10 10 10 * * ?", "2026-02-28T10:10:09", "2026-02-28T10:10:10", "2026-02-27T10:10:10"),
    ("10 10 10 * * ?", "2026-02-28T10:10:11", "2026-03-01T10:10:10", "2026-02-28T10:10:10"),
    ("10 10 10 * * ?", "2026-03-01T09:59:59", "2026-03-01T10:10:10", "2026-02-28T10:10:10"),
    ("10 10 10 * * ?", "2026-03-01T11:00:00", "2026-03-02T10:10:10", "2026-03-01T10:10:10"),
    # 29 February, with and without 2100
    ("0 0 0 29 2 ?", "2096-03-01T00:00:00", "2104-02-29T00:00:00", "2096-02-29T00:00:00"),
    ("0 0 0 ? 2 2#5", "2072-02-29T00:00:00", "2112-02-29T00:00:00", "2044-02-29T00:00:00"),
    # the ends of the horizon
    ("* * * * * ?", "2199-12-31T23:59:59", None, "2199-12-31T23:59:58"),
    ("* * * * * ?", "2199-12-31T23:59:58.5", "2199-12-31T23:59:59", "2199-12-31T23:59:58"),
    ("* * * * * ?", "1970-01-01T00:00:00", "1970-01-01T00:00:01", None),
    ("* * * * * ?", "1970-01-01T00:00:00.5", "1970-01-01T00:00:01", "1970-01-01T00:00:00"),
    ("* * * * * ?", "1969-12-31T23:59:59.5", "1970-01-01T00:00:00", None),
    ("* * * * * ?", "2200-01-01T00:00:00", None, "2199-12-31T23:59:59"),
    ("* * * * * ?", "0001-01-01T00:00:00", "1970-01-01T00:00:00", None),
    ("* * * * * ?", "9999-12-31T23:59:59.999999", None, "2199-12-31T23:59:59"),
    ("0 0 0 ? 6 MON 2030", "1500-06-15T00:00:00", "2030-06-03T00:00:00", None),
    ("0 0 0 ? 6 MON 2030", "3000-06-15T00:00:00", None, "2030-06-24T00:00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "moment", "following", "preceding"), NEIGHBOURS)
@pytest.mark.parametrize("zone", [None, *FIXED], ids=repr)
def test_neighbours(
    text: str, moment: str, following: str | None, preceding: str | None, zone: tzinfo | None
) -> None:
    expression = CronExpression(text)
    start = at(moment).replace(tzinfo=zone)
    for found, expected in (
        (expression.next_fire_time(start), following),
        (expression.previous_fire_time(start), preceding),
    ):
        if expected is None:
            assert found is None
        else:
            assert found is not None
            assert found.replace(tzinfo=None) == at(expected)
            assert found.tzinfo is zone
            assert type(found) is datetime


def test_from_monday_29_february_to_the_next() -> None:
    mondays = CronExpression("0 0 0 ? 2 2#5").fire_times(datetime(2020, 3, 1), limit=3)
    assert [fire.year for fire in mondays] == [2044, 2072, 2112]


def test_inclusive_takes_the_moment_itself() -> None:
    moment = at("2026-01-02T09:30:00")
    assert MORNINGS.next_fire_time(moment, inclusive=True) == moment
    assert MORNINGS.previous_fire_time(moment, inclusive=True) == moment
    late = at("2026-01-02T09:30:00.000001")
    assert MORNINGS.next_fire_time(late, inclusive=True) == at("2026-01-05T09:30:00")
    assert MORNINGS.previous_fire_time(late, inclusive=True) == moment


def test_matches() -> None:
    assert MORNINGS.matches(at("2026-01-02T09:30:00"))
    assert at("2026-01-02T09:30:00.999999") in MORNINGS
    assert at("2026-01-02T09:30:01") not in MORNINGS
    assert at("2026-01-03T09:30:00") not in MORNINGS
    assert datetime(2026, 1, 2, 9, 30, tzinfo=INDIA) in MORNINGS
    assert at("1969-12-31T23:59:59") not in SECONDS
    assert at("2200-01-01T00:00:00") not in SECONDS
    assert datetime.min not in SECONDS
    assert datetime.max not in SECONDS
    for unmatched in ("2026-01-02T09:31:00", "2026-01-02T10:30:00", "2026-01-02T09:30:02"):
        assert at(unmatched) not in CronExpression("0,1 30 9 2 1 ? 2026-2027")
    assert at("2028-01-02T09:30:00") not in CronExpression("0 30 9 2 1 ? 2026-2027")
    assert at("2026-02-02T09:30:00") not in CronExpression("0 30 9 2 1 ? 2026-2027")


def test_fire_times_are_half_open_both_ways() -> None:
    start, end = at("2026-01-01T12:00:00"), at("2026-01-04T12:00:00")
    forward = list(NOON.fire_times(start, end))
    assert [fire.day for fire in forward] == [1, 2, 3]
    assert list(NOON.fire_times(start, end, reverse=True)) == forward[::-1]
    assert list(NOON.fire_times(None, end, reverse=True, limit=3)) == forward[::-1]
    assert list(NOON.fire_times(start, limit=3)) == forward
    assert list(NOON.fire_times(start, end, limit=2)) == forward[:2]
    assert list(NOON.fire_times(start, end, limit=0)) == []
    assert list(NOON.fire_times(end, start)) == []
    assert list(NOON.fire_times(end, start, reverse=True)) == []
    assert list(NOON.fire_times(start, start)) == []
    half = timedelta(microseconds=500_000)
    assert [f.day for f in NOON.fire_times(start + half, end + half)] == [2, 3, 4]
    assert [f.day for f in NOON.fire_times(start + half, end + half, reverse=True)] == [4, 3, 2]
    assert [f.day for f in NOON.fire_times(start - half, end - half)] == [1, 2, 3]


def test_fire_times_over_the_whole_of_time() -> None:
    yearly = CronExpression("0 0 0 1 1 ?")
    forward = list(yearly.fire_times(datetime.min, datetime.max))
    assert (len(forward), forward[0].year, forward[-1].year) == (230, 1970, 2199)
    assert list(yearly.fire_times(datetime.min, datetime.max, reverse=True)) == forward[::-1]


def test_bounds_in_two_offsets_are_compared_as_instants() -> None:
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    end = datetime(2026, 1, 3, 17, 30, tzinfo=INDIA)  # 12:00 UTC
    forward = list(NOON.fire_times(start, end))
    assert [(fire.day, fire.tzinfo) for fire in forward] == [(1, UTC), (2, UTC)]
    assert list(NOON.fire_times(start, end, reverse=True)) == forward[::-1]
    in_india = list(NOON.fire_times(None, end, reverse=True, limit=1))
    assert in_india == [datetime(2026, 1, 3, 12, tzinfo=INDIA)]
    one_more = end + timedelta(seconds=1)
    assert [fire.day for fire in NOON.fire_times(start, one_more)] == [1, 2, 3]


def test_bounds_at_the_edge_of_datetime_in_two_offsets() -> None:
    first = datetime(2199, 12, 31, tzinfo=INDIA)
    assert len(list(NOON.fire_times(first, datetime.max.replace(tzinfo=ODD)))) == 1
    assert list(NOON.fire_times(first, datetime.min.replace(tzinfo=INDIA))) == []
    assert list(NOON.fire_times(first, datetime.min.replace(tzinfo=timezone.max))) == []
    # 00:00 at -07:13:07 is 07:12:07 of the next day at +23:59.
    start = datetime(1970, 1, 1, tzinfo=ODD)
    everything = NOON.fire_times(datetime.min.replace(tzinfo=timezone.max), start, reverse=True)
    assert [fire.replace(tzinfo=None) for fire in everything] == [datetime(1970, 1, 1, 12)]


def test_a_fold_of_wall_time_means_nothing() -> None:
    moment = datetime(2026, 1, 2, 9, 30, fold=1)
    found = MORNINGS.next_fire_time(moment)
    assert found is not None
    assert found.fold == 0
    assert moment in MORNINGS


class Stamp(datetime):
    """A subclass with its own arithmetic and its own way of being made."""

    def __new__(cls, *args: object, **kwargs: object) -> Stamp:
        return super().__new__(cls, *args, **kwargs)  # type: ignore[arg-type]

    def replace(self, *args: object, **kwargs: object) -> Stamp:
        raise RuntimeError("not to be called")


def test_subclasses_are_taken_and_plain_datetimes_given() -> None:
    stamp = Stamp(2026, 1, 2, 9, 30, tzinfo=UTC)
    for found in (
        MORNINGS.next_fire_time(stamp),
        MORNINGS.previous_fire_time(stamp),
        next(MORNINGS.fire_times(stamp)),
        next(MORNINGS.fire_times(None, stamp, reverse=True)),
    ):
        assert type(found) is datetime
        assert found.tzinfo is UTC
    assert stamp in MORNINGS


@pytest.mark.parametrize("wrong", [None, 5, "2026-01-01", date(2026, 1, 1), datetime])
def test_other_things_than_datetimes_are_type_errors(wrong: object) -> None:
    for call in (
        MORNINGS.next_fire_time,
        MORNINGS.previous_fire_time,
        MORNINGS.matches,
        MORNINGS.__contains__,
    ):
        with pytest.raises(TypeError, match="a moment is a datetime, not"):
            call(wrong)  # type: ignore[arg-type, operator]
    if wrong is not None:
        with pytest.raises(TypeError, match="a moment is a datetime, not"):
            MORNINGS.fire_times(wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="a moment is a datetime, not"):
            MORNINGS.fire_times(datetime(2026, 1, 1), wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["next_fire_time", "previous_fire_time", "fire_times", "matches"])
def test_a_method_of_the_class_is_no_method_of_anything_else(name: str) -> None:
    """A text where an expression belongs is an error, not the end of the interpreter."""
    for other in ("0 9 * * *", 5, CronExpression, NOON | NOON):
        with pytest.raises((TypeError, AttributeError)):
            next(getattr(CronExpression, name)(other, at("2026-01-01")))


def test_both_kernels_take_the_same_arguments() -> None:
    """By the same names, with the same defaults; what a user sees in `help` is there too."""
    for name in ("next_fire_time", "previous_fire_time", "fire_times", "matches"):
        faces = []
        for twin in (kernel.PureKernel, kernel.Kernel):
            method = getattr(twin, name)
            assert not method.__doc__.startswith(name)
            parameters = list(inspect.signature(method).parameters.values())[1:]
            faces.append([(each.name, each.kind, each.default) for each in parameters])
        assert faces[0] == faces[1]


def test_fire_times_checks_its_arguments_when_called() -> None:
    start = datetime(2026, 1, 1)
    with pytest.raises(TypeError, match="fire_times needs start when reverse is False"):
        NOON.fire_times(None, start)
    with pytest.raises(TypeError, match="fire_times needs start when reverse is False"):
        NOON.fire_times(None)
    with pytest.raises(TypeError, match="fire_times needs end when reverse is True"):
        NOON.fire_times(start, reverse=True)
    with pytest.raises(TypeError, match="both naive or both aware"):
        NOON.fire_times(start, start.replace(tzinfo=UTC))
    with pytest.raises(TypeError, match="both naive or both aware"):
        NOON.fire_times(start.replace(tzinfo=UTC), start, reverse=True)
    for limit in (-1, 1.5, "3"):
        with pytest.raises((TypeError, ValueError), match="limit"):
            NOON.fire_times(start, limit=limit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "built", "expected"),
    [
        (None, True, "compiled"),
        ("", True, "compiled"),
        ("0", True, "compiled"),
        ("1", True, "pure"),
        (None, False, "pure"),
        ("1", False, "pure"),
    ],
)
def test_the_choice_of_kernel(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, built: bool, expected: str
) -> None:
    monkeypatch.delenv("QUARTZCRON_PURE", raising=False)
    if asked is not None:
        monkeypatch.setenv("QUARTZCRON_PURE", asked)
    twin = types.ModuleType("quartzcron.kernel._kernel")
    twin.Kernel = type("Kernel", (), {})  # type: ignore[attr-defined]
    twin.expressed = twin.housed = twin.Crowd = twin.Row = twin.bounded = twin.gathered = len  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quartzcron.kernel._kernel", twin if built else None)
    chosen = runpy.run_path(kernel.__file__)
    assert chosen["KERNEL"] == expected
    assert chosen["Kernel"] is (twin.Kernel if expected == "compiled" else kernel.PureKernel)


def test_the_kernel_says_which_it_is() -> None:
    assert quartzcron.KERNEL in ("compiled", "pure")
    assert (quartzcron.KERNEL == "pure") is (kernel.Kernel is kernel.PureKernel)
