"""The trigger for APScheduler: the runs of its schedule, by the scheduler's own rules, and kept in its stores."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from apscheduler.job import Job
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from hypothesis import given
from hypothesis import strategies as st
from strategies import DIALECTS, texts
from zone_strategies import HARD_ZONES

from quartzcron import CronExpression, CronExpressionError, FireTimes, Schedule, UnknownNameError
from quartzcron.integrations.apscheduler import QuartzTrigger

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 1, 1, tzinfo=UTC)


def runs(trigger: Any, start: datetime, count: int) -> list[datetime]:
    """Return the first runs of a trigger, asked for as a scheduler does that is late."""
    late = start + timedelta(days=80_000)
    found: list[datetime] = []
    while len(found) < count:
        at = trigger.get_next_fire_time(found[-1] if found else None, late if found else start)
        if at is None:
            break
        found.append(at)
    return found


def instants(times: list[datetime]) -> list[datetime]:
    """Return moments in UTC: those of one zone are compared without their folds."""
    return [each.astimezone(UTC) for each in times]


# --- the runs -----------------------------------------------------------------


@given(
    st.sampled_from(DIALECTS).flatmap(lambda name: st.tuples(st.just(name), texts(name))),
    st.sampled_from(HARD_ZONES),
    st.datetimes(datetime(1971, 1, 1), datetime(2190, 1, 1)),
)
def test_the_runs_are_those_of_the_schedule(
    written: tuple[str, str], zone: str, start: datetime
) -> None:
    dialect, text = written
    begin = start.replace(tzinfo=UTC)
    trigger = QuartzTrigger(text, dialect=dialect, timezone=zone)
    schedule = Schedule(text, zone, dialect=dialect)
    found = runs(trigger, begin, 8)
    assert instants(found) == instants(list(schedule.fire_times(begin, limit=8)))
    assert all(at.tzinfo is schedule.tz for at in found)


GIVEN: list[tuple[Any, str]] = [
    ("30 9 * * *", "2026-01-01 09:30:00+01:00"),
    (CronExpression("0 30 9 ? * 5", "quartz"), "2026-01-01 09:30:00+01:00"),
    # What has no zone is read in the trigger's, its bounds as well; what has one keeps it.
    (Schedule("30 9 * * *", start=datetime(2026, 1, 5)), "2026-01-05 09:30:00+01:00"),
    (Schedule("30 9 * * *", "Asia/Tokyo"), "2026-01-01 09:30:00+09:00"),
    (Schedule("30 9 * * *", excluding=date(2026, 1, 1)), "2026-01-02 09:30:00+01:00"),
    (CronExpression("30 9 * * *") & CronExpression("* * * * MON"), "2026-01-05 09:30:00+01:00"),
    (Schedule("30 9 * * *", "UTC") | Schedule("0 3 * * *", "UTC"), "2026-01-01 03:00:00+00:00"),
]


@pytest.mark.parametrize(("cron", "first"), GIVEN)
def test_texts_expressions_schedules_and_sets_are_taken(cron: FireTimes | str, first: str) -> None:
    trigger = QuartzTrigger(cron, timezone=BERLIN)
    assert str(trigger.get_next_fire_time(None, START)) == first


def test_the_first_run_may_be_now_and_later_ones_are_after_the_last() -> None:
    trigger = QuartzTrigger("0 0 * * *", timezone="UTC")
    assert trigger.get_next_fire_time(None, START) == START
    assert trigger.get_next_fire_time(START, START) == START + timedelta(days=1)


def test_without_a_zone_it_is_the_machine_s(monkeypatch: pytest.MonkeyPatch) -> None:
    from quartzcron.integrations import apscheduler

    monkeypatch.setattr(apscheduler, "get_localzone", lambda: BERLIN)
    assert QuartzTrigger("0 9 * * *").timezone is BERLIN


def test_a_schedule_that_is_over_has_no_next_run() -> None:
    over = Schedule("0 9 * * *", "UTC", end=datetime(2026, 1, 2))
    assert len(runs(QuartzTrigger(over), START, 5)) == 1


WRONG: list[tuple[tuple[Any, ...], type[Exception], str]] = [
    (("0 25 * * *",), CronExpressionError, "hour must be 0-23"),
    (("0 9 * * *", "quarts"), UnknownNameError, "did you mean quartz"),
    (("0 9 * * *", None, "Europe/Berlim"), UnknownNameError, "Europe/Berlin"),
    ((CronExpression("0 9 * * *"), "quartz"), TypeError, "has its own already"),
    ((Schedule("0 9 * * *"), "quartz"), TypeError, "not of a Schedule"),
    ((None,), TypeError, "str"),
    # Bounds without a zone go with moments without one, which no scheduler has.
    (
        (Schedule("0 9 * * *", start=datetime(2026, 1, 5)) | CronExpression("0 3 * * *"),),
        TypeError,
        "aware",
    ),
]


@pytest.mark.parametrize(("arguments", "error", "said"), WRONG)
def test_what_is_wrong_is_refused_when_it_is_made(
    arguments: tuple[Any, ...], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        QuartzTrigger(*arguments)


def test_jitter_delays_within_its_bound_and_minds_repeated_hours() -> None:
    # 02:30 on 25 October comes twice in Berlin, and every instant keeps its pass.
    every = QuartzTrigger("30 2 * * *", "vixie", BERLIN, jitter=5)
    exact = QuartzTrigger("30 2 * * *", "vixie", BERLIN)
    twice = QuartzTrigger("*/30 * * * *", timezone=BERLIN, jitter=5)
    for now in (START, datetime(2026, 10, 25, tzinfo=UTC)):
        at, wanted = (each.get_next_fire_time(None, now) for each in (every, exact))
        assert at is not None
        assert wanted is not None
        assert timedelta() <= at.astimezone(UTC) - wanted.astimezone(UTC) <= timedelta(seconds=5)
        assert at.tzinfo is BERLIN
    second_pass = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    at = twice.get_next_fire_time(None, second_pass)
    assert at is not None
    assert (at.hour, at.minute, at.fold) == (2, 30, 1)


def test_it_works_within_the_combining_triggers() -> None:
    both = OrTrigger(
        [QuartzTrigger("0 9 * * *", timezone="UTC"), QuartzTrigger("0 3 * * *", timezone="UTC")]
    )
    assert [at.hour for at in runs(both, START, 4)] == [3, 9, 3, 9]
    again = pickle.loads(pickle.dumps(both))
    assert [at.hour for at in runs(again, START, 4)] == [3, 9, 3, 9]


def test_a_trigger_says_what_it_is() -> None:
    trigger = QuartzTrigger("0 9 * * *", timezone="UTC")
    assert str(trigger) == "quartz[0 9 * * *]"
    assert repr(trigger) == "<QuartzTrigger (Schedule('0 9 * * *', tz='UTC'), timezone='UTC')>"
    assert "jitter=3" in repr(QuartzTrigger("0 9 * * *", timezone="UTC", jitter=3))


# --- in a job store -------------------------------------------------------------


def test_a_pickle_has_the_same_runs() -> None:
    trigger = QuartzTrigger("0 0 9 ? * 6L", "quartz", "Europe/Paris", jitter=7)
    again = pickle.loads(pickle.dumps(trigger))
    assert again.__getstate__() == trigger.__getstate__()
    assert repr(again) == repr(trigger)


def test_what_a_later_version_wrote_is_refused() -> None:
    state = QuartzTrigger("0 9 * * *", timezone="UTC").__getstate__()
    with pytest.raises(ValueError, match="version 9"):
        QuartzTrigger.__new__(QuartzTrigger).__setstate__({**state, "version": 9})


@pytest.fixture
def scheduler() -> Iterator[Any]:
    """A scheduler in Paris, which runs nothing yet."""
    made = BackgroundScheduler(timezone="Europe/Paris")
    made.start(paused=True)
    yield made
    made.shutdown()


def test_a_job_is_added_by_the_name_of_the_trigger_in_the_scheduler_s_zone(scheduler: Any) -> None:
    job: Job = scheduler.add_job(print, "quartz", cron="0 0 9 ? * 6L", dialect="quartz")
    wanted = Schedule("0 0 9 ? * 6L", "Europe/Paris", dialect="quartz").next_fire_time()
    assert job.next_run_time == wanted
    scheduler.reschedule_job(job.id, trigger="quartz", cron="0 9 * * *", timezone="Asia/Tokyo")
    assert job.next_run_time == Schedule("0 9 * * *", "Asia/Tokyo").next_fire_time()


#: A job a second. It prints the number of its process and the second for which it was scheduled.
PROGRAM = """
import sys, time
from apscheduler.events import EVENT_JOB_SUBMITTED
from apscheduler.schedulers.background import BackgroundScheduler

number, url, how = sys.argv[1:]

def job():
    pass

scheduler = BackgroundScheduler(timezone="UTC")
scheduler.add_jobstore("sqlalchemy", url=url)
scheduler.add_listener(
    lambda event: [print(number, int(at.timestamp()), flush=True) for at in event.scheduled_run_times],
    EVENT_JOB_SUBMITTED,
)
if number == "1":
    scheduler.start(paused=True)
    scheduler.add_job("time:time", "quartz", cron="* * * * * ?", dialect="quartz", id="each second",
                      coalesce=how == "one", misfire_grace_time=None, max_instances=100)
    scheduler.resume()
else:
    scheduler.start()
time.sleep(30)
"""


def lines_of(number: int, url: str, how: str, count: int) -> list[int]:
    """Run the program until it has printed so many lines, kill it, and return its seconds."""
    command = [sys.executable, "-c", PROGRAM, str(number), url, how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = [process.stdout.readline().split() for _ in range(count)]
        process.send_signal(signal.SIGKILL)
    assert all(each[0] == str(number) for each in found)
    return [int(each[1]) for each in found]


@pytest.mark.parametrize("how", ["all", "one"])
def test_a_scheduler_that_was_killed_goes_on_where_it_was(tmp_path: Path, how: str) -> None:
    url = f"sqlite:///{tmp_path / 'jobs.sqlite'}"
    before = lines_of(1, url, how, 1)
    after = lines_of(2, url, how, 3)
    if how == "all":
        # (The store may know of one more than was printed before the end.)
        assert after == list(range(after[0], after[0] + 3))
        assert before[0] < after[0] <= before[0] + 3
    else:
        # Starting takes longer than a second: one run stands for those that were missed.
        assert before[0] < after[0]
        assert after[1:] == [after[0] + 1, after[0] + 2]
