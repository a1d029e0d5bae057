"""Threads that share an iterator, or meet at a zone that nobody has asked yet.

With a GIL they take turns, as often as the interpreter can be made to; without
one they run at the same time, and there these tests matter most.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from quartzcron import KERNEL, CronExpression, Schedule

THREADS = 8
SEVENTHS = CronExpression("*/7 * * * * ?")
START = datetime(2026, 3, 7, 22)  # some hours before the clock in New York goes forward

#: Long enough for threads to meet: the compiled kernel gives 10,000 fire times in a millisecond.
SPAN = timedelta(days=20) if KERNEL == "compiled" else timedelta(hours=6)
LIMIT = 100_000 if KERNEL == "compiled" else 3_000

HAS_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()

#: The pure kernel's iterators are generators. Without a GIL, CPython 3.13 does not keep two threads
#: out of one, and ends; that is not for this library to mend.
shares_iterators = pytest.mark.skipif(
    KERNEL == "pure" and not HAS_GIL, reason="generators are not safe between threads here"
)


@pytest.fixture(autouse=True)
def _restless() -> Iterator[None]:
    """Have threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def at_once(work: Callable[[int], None]) -> None:
    """Do a piece of work in all threads, which begin together; what one raises is raised here."""
    barrier = threading.Barrier(THREADS)
    errors: list[BaseException] = []

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def shared(fires: Iterator[datetime]) -> list[datetime]:
    """Return what threads get of one iterator between them."""
    taken: list[list[datetime]] = [[] for _ in range(THREADS)]

    def take(number: int) -> None:
        while True:
            try:
                fire = next(fires)
            except StopIteration:
                return
            except ValueError as error:
                # A generator, which the pure kernel has, says that another thread is in it.
                if str(error) != "generator already executing":
                    raise
                continue
            taken[number].append(fire)

    at_once(take)
    return [fire for fires in taken for fire in fires]


@shares_iterators
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(hours=-7))], ids=str)
def test_a_walk_without_changes_of_clock_gives_each_fire_time_to_one_thread(
    zone: tzinfo | None, reverse: bool
) -> None:
    start = START.replace(tzinfo=zone)
    end = start + SPAN
    alone = list(SEVENTHS.fire_times(start, end, reverse=reverse))
    assert sorted(shared(SEVENTHS.fire_times(start, end, reverse=reverse))) == sorted(alone)


@shares_iterators
@pytest.mark.parametrize("reverse", [False, True])
def test_a_walk_in_a_zone_gives_fire_times_only(reverse: bool) -> None:
    zone = ZoneInfo.no_cache("America/New_York")
    schedule = Schedule(SEVENTHS, tz=zone)
    start = START.replace(tzinfo=zone)
    end = start + SPAN
    alone = list(schedule.fire_times(start, end, reverse=reverse))
    together = shared(schedule.fire_times(start, end, reverse=reverse))
    # One may come twice where a thread looks into the zone; none may be wrong, and none be lost.
    assert set(together) == set(alone)


@shares_iterators
@pytest.mark.parametrize("zone", [None, ZoneInfo("America/New_York")], ids=str)
def test_no_more_than_the_limit_come_out(zone: tzinfo | None) -> None:
    start = START.replace(tzinfo=zone)
    together = shared(SEVENTHS.fire_times(start, limit=LIMIT))
    assert len(together) == LIMIT
    assert all(fire in SEVENTHS for fire in together)


def test_threads_that_meet_at_a_new_zone_get_one_answer() -> None:
    years = [datetime(year, 3, 1) for year in range(1975, 2195, 5)]
    expected = [
        Schedule("30 2 * * *", tz="America/New_York").next_fire_time(year) for year in years
    ]
    for _ in range(5):
        schedule = Schedule("30 2 * * *", tz=ZoneInfo.no_cache("America/New_York"))
        answers: list[list[datetime | None]] = [[] for _ in range(THREADS)]

        def ask(number: int, schedule: Schedule = schedule, answers: object = answers) -> None:
            assert isinstance(answers, list)
            answers[number] = [schedule.next_fire_time(year) for year in years]

        at_once(ask)
        for answer in answers:
            assert answer == expected
