"""Cases around changes of clock that existing cron libraries get wrong.

Each was seen to fail in at least one released library: run at a wall time that does
not exist, lost, doubled, or answered one way forwards and another way backwards. What
is right depends on the policy, so a row has an answer for every preset. Rows are asked
of zones of three makes: zoneinfo, dateutil and pytz.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from importlib.metadata import version
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import pytz
from dateutil import tz as dateutil_tz

from quartzcron import CronExpression, DstPolicy, Schedule, Treatment

PRESETS = (
    "SAFE", "QUARTZ", "VIXIE", "CRONOS", "SPRING", "OCPS", "CRONER", "CRONITER", "APSCHEDULER",
    "AIRFLOW", "CELERY", "PREFECT", "DAGSTER", "TEMPORAL", "AZURE",
)  # fmt: skip

NEW_YORK = "America/New_York"
LORD_HOWE = "Australia/Lord_Howe"

# What a gap and a fold do to a schedule of one time a day, by preset.
SKIP = "QUARTZ SPRING OCPS TEMPORAL"
NEXT = "SAFE VIXIE CRONOS CRONER CRONITER DAGSTER"
SHIFT = "APSCHEDULER AIRFLOW CELERY PREFECT AZURE"
FIRST = "SAFE VIXIE CRONOS OCPS CRONER CELERY PREFECT AZURE"
LAST = "QUARTZ AIRFLOW DAGSTER"
BOTH = "SPRING CRONITER APSCHEDULER TEMPORAL"
# And a fold to one that follows the clock, at every hour.
BOTH_PASSES = "SAFE VIXIE CRONOS SPRING CRONER CRONITER APSCHEDULER AIRFLOW DAGSTER TEMPORAL AZURE"
FIRST_PASS, LAST_PASS = "OCPS CELERY PREFECT", "QUARTZ"

# Text, zone, start, and by presets the fire times after the start.
AFTER: list[tuple[str, str, str, dict[str, str]]] = [
    # Once a day, in the hour that New York skips. APScheduler 3.11, cron-converter and
    # parse-crontab answer 02:30-05:00, which no clock ever shows.
    ("0 30 2 * * ?", NEW_YORK, "2025-03-08T12:00-05",
     {SKIP: "2025-03-10T02:30-04", NEXT: "2025-03-09T03:00-04 2025-03-10T02:30-04",
      SHIFT: "2025-03-09T03:30-04 2025-03-10T02:30-04"}),
    # Once a day, in the hour that comes twice.
    ("0 30 1 * * ?", NEW_YORK, "2025-11-02T00:00-04",
     {FIRST: "2025-11-02T01:30-04 2025-11-03T01:30-05",
      LAST: "2025-11-02T01:30-05 2025-11-03T01:30-05",
      BOTH: "2025-11-02T01:30-04 2025-11-02T01:30-05 2025-11-03T01:30-05"}),
    # Every half hour. Java Quartz is silent for an hour; cron-converter, parse-crontab and
    # cronosjs lose the second pass.
    ("0 0/30 * * * ?", NEW_YORK, "2025-11-02T00:45-04",
     {BOTH_PASSES: "2025-11-02T01:00-04 2025-11-02T01:30-04 2025-11-02T01:00-05"
      " 2025-11-02T01:30-05 2025-11-02T02:00-05",
      LAST_PASS: "2025-11-02T01:00-05 2025-11-02T01:30-05 2025-11-02T02:00-05",
      FIRST_PASS: "2025-11-02T01:00-04 2025-11-02T01:30-04 2025-11-02T02:00-05"}),
    # Several times within one hour, started in its first pass. An interval by the text
    # for Cronos, no single time for croner; fixed by its hour for the default and Vixie.
    ("0 0/10 1 * * ?", NEW_YORK, "2025-11-02T01:45-04",
     {"CRONOS CRONER SPRING CRONITER APSCHEDULER TEMPORAL":
      "2025-11-02T01:50-04 2025-11-02T01:00-05",
      "SAFE VIXIE OCPS CELERY PREFECT AZURE": "2025-11-02T01:50-04 2025-11-03T01:00-05",
      LAST: "2025-11-02T01:00-05 2025-11-02T01:10-05"}),
    # The hours 2 and 3, of which only 3 exists: one run, not two at one instant.
    ("0 0 2,3 * * ?", NEW_YORK, "2025-03-09T00:00-05",
     {"": "2025-03-09T03:00-04 2025-03-10T02:00-04"}),
    # A midnight that does not exist.
    ("0 0 0 * * ?", "America/Sao_Paulo", "2018-11-03T12:00-03",
     {SKIP: "2018-11-05T00:00-02", "": "2018-11-04T01:00-02 2018-11-05T00:00-02"}),
    # A change of half an hour.
    ("0 15 2 * * ?", LORD_HOWE, "2025-10-04T12:00+10:30",
     {SKIP: "2025-10-06T02:15+11", NEXT: "2025-10-05T02:30+11 2025-10-06T02:15+11",
      SHIFT: "2025-10-05T02:45+11 2025-10-06T02:15+11"}),
    ("0 0/15 * * * ?", LORD_HOWE, "2025-04-06T01:20+11",
     {BOTH_PASSES: "2025-04-06T01:30+11 2025-04-06T01:45+11 2025-04-06T01:30+10:30"
      " 2025-04-06T01:45+10:30 2025-04-06T02:00+10:30",
      LAST_PASS: "2025-04-06T01:30+10:30 2025-04-06T01:45+10:30 2025-04-06T02:00+10:30",
      FIRST_PASS: "2025-04-06T01:30+11 2025-04-06T01:45+11 2025-04-06T02:00+10:30"}),
    # Winter is the exception in Irish law: dst() is not zero then. Only offsets count.
    ("0 30 * * * ?", "Europe/Dublin", "2025-10-26T00:30+01",
     {BOTH_PASSES: "2025-10-26T01:30+01 2025-10-26T01:30+00 2025-10-26T02:30+00",
      LAST_PASS: "2025-10-26T01:30+00 2025-10-26T02:30+00",
      FIRST_PASS: "2025-10-26T01:30+01 2025-10-26T02:30+00"}),
    # Far from the fold itself, every evening keeps its hour. croniter 6 gave 21:00 on the 31st.
    ("0 0 20 * * ?", "Europe/Paris", "2022-10-28T12:00+02",
     {"": "2022-10-28T20:00+02 2022-10-29T20:00+02 2022-10-30T20:00+01 2022-10-31T20:00+01"}),
    # Three hours, at Casey. Debian's cron counts the ordinary minute too, so a gap of three
    # hours is one minute more than what it makes up for; a fold of three hours it holds back.
    ("0 30 5 * * ?", "Antarctica/Casey", "2018-10-06T12:00+08",
     {SKIP + " VIXIE": "2018-10-08T05:30+11",
      "SAFE CRONOS CRONER CRONITER DAGSTER": "2018-10-07T07:00+11",
      SHIFT: "2018-10-07T08:30+11"}),
    ("0 30 1 * * ?", "Antarctica/Casey", "2019-03-16T12:00+11",
     {FIRST: "2019-03-17T01:30+11 2019-03-18T01:30+08",
      LAST: "2019-03-17T01:30+08 2019-03-18T01:30+08",
      BOTH: "2019-03-17T01:30+11 2019-03-17T01:30+08 2019-03-18T01:30+08"}),
    # Seven hours, at Vostok: for Debian's cron a correction of the clock.
    ("0 30 20 * * ?", "Antarctica/Vostok", "1994-01-31T12:00+07",
     {"SAFE CRONOS OCPS CRONER CELERY PREFECT AZURE": "1994-01-31T20:30+07 1994-02-01T20:30+00",
      LAST: "1994-01-31T20:30+00 1994-02-01T20:30+00",
      BOTH + " VIXIE": "1994-01-31T20:30+07 1994-01-31T20:30+00 1994-02-01T20:30+00"}),
    # A date that Samoa never had: nobody makes it up.
    ("0 0 12 * * ?", "Pacific/Apia", "2011-12-29T00:00-10",
     {"": "2011-12-29T12:00-10 2011-12-31T12:00+14"}),
    ("0 0 12 30 12 ?", "Pacific/Apia", "2011-01-01T00:00-10", {"": "2012-12-30T12:00+14"}),
]  # fmt: skip

# Text, zone, start, and by presets the fire times before it, the latest first: what is
# found forwards. cron-parser shifts forwards and skips backwards, or the reverse.
BEFORE: list[tuple[str, str, str, dict[str, str]]] = [
    ("0 30 2 * * ?", NEW_YORK, "2025-03-09T12:00-04",
     {SKIP: "2025-03-08T02:30-05", NEXT: "2025-03-09T03:00-04 2025-03-08T02:30-05",
      SHIFT: "2025-03-09T03:30-04 2025-03-08T02:30-05"}),
    ("0 30 1 * * ?", NEW_YORK, "2025-11-02T12:00-05",
     {FIRST: "2025-11-02T01:30-04 2025-11-01T01:30-04",
      LAST: "2025-11-02T01:30-05 2025-11-01T01:30-04",
      BOTH: "2025-11-02T01:30-05 2025-11-02T01:30-04 2025-11-01T01:30-04"}),
    ("0 0 2,3 * * ?", NEW_YORK, "2025-03-09T12:00-04",
     {"": "2025-03-09T03:00-04 2025-03-08T03:00-05"}),
    ("0 0 0 * * ?", "America/Sao_Paulo", "2018-11-05T00:00-02",
     {SKIP: "2018-11-03T00:00-03", "": "2018-11-04T01:00-02 2018-11-03T00:00-03"}),
]  # fmt: skip

MAKES: dict[str, Callable[[str], tzinfo]] = {
    "zoneinfo": ZoneInfo,
    "dateutil": lambda name: dateutil_tz.gettz(name) or pytest.fail(f"dateutil has no {name}"),
    "pytz": pytz.timezone,
}

#: Before version 4, dateutil's zones had faults of their own; the tables say what is right.
OLD_DATEUTIL = int(version("python-dateutil").partition(".")[0]) < 4


def is_right(make: str, zone_name: str) -> bool:
    """Tell whether a make of zone knows the offsets of a zone at its changes of clock."""
    return not (OLD_DATEUTIL and make == "dateutil" and zone_name == "Europe/Dublin")


@pytest.mark.skipif(not OLD_DATEUTIL, reason="about the faults of dateutil before 4")
def test_the_faults_of_an_old_dateutil() -> None:
    """What the tables leave out for it is wrong in the zone itself: docs/clock-changes.md."""
    dublin, new_york = MAKES["dateutil"]("Europe/Dublin"), MAKES["dateutil"](NEW_YORK)
    second_pass = datetime(2025, 10, 26, 1, 30, fold=1, tzinfo=dublin)
    assert second_pass.utcoffset() == timedelta(hours=1)  # it has ended: the offset is zero
    in_gap = datetime(2025, 3, 9, 2, 30, tzinfo=new_york)
    assert in_gap.utcoffset() == in_gap.replace(fold=1).utcoffset()
    # The answer is the instant at which the zone, wrongly, shows half past one again.
    schedule = Schedule("0 30 1 * * ?", tz=dublin, dst="QUARTZ")
    found = schedule.next_fire_time(datetime(2025, 10, 26, tzinfo=UTC))
    assert found is not None
    assert found.replace(tzinfo=None) == datetime(2025, 10, 26, 1, 30)


class Case(NamedTuple):
    """One row for one preset and one make of zone."""

    text: str
    zone: tzinfo
    policy: DstPolicy
    start: datetime
    fires: list[str]

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.text, tz=self.zone, dst=self.policy)


def cases(rows: list[tuple[str, str, str, dict[str, str]]]) -> Iterator[object]:
    """Yield every row for every preset and make of zone, as pytest parameters."""
    for text, zone, start, answers in rows:
        for preset in PRESETS:
            [key] = [key for key in answers if preset in key.split()] or [""]
            for make, make_zone in MAKES.items():
                if not is_right(make, zone):
                    continue
                yield pytest.param(
                    Case(
                        text,
                        make_zone(zone),
                        getattr(DstPolicy, preset),
                        datetime.fromisoformat(start),
                        answers[key].split(),
                    ),
                    id=f"{text} {zone} {preset} {make}",
                )


def shown(fire: datetime | None) -> str:
    """Return a fire time as the tables write it: no seconds, offsets as short as can be."""
    assert fire is not None
    text = fire.isoformat(timespec="minutes")
    return text[:-3] if text[-3:] == ":00" else text


def chain(first: datetime, step: Callable[[datetime], datetime | None], count: int) -> list[str]:
    """Return count fire times found one from the other."""
    found = []
    for _ in range(count):
        fire = step(first)
        found.append(shown(fire))
        assert fire is not None
        # It is a time that clocks show: there and back through UTC it stays the same.
        again = fire.astimezone(UTC).astimezone(fire.tzinfo)
        assert (again.replace(tzinfo=None), again.utcoffset()) == (
            fire.replace(tzinfo=None),
            fire.utcoffset(),
        )
        first = fire
    return found


@pytest.mark.parametrize("case", list(cases(AFTER)))
def test_after(case: Case) -> None:
    """The fire times after a start, asked in UTC, in the zone, and of the iterator."""
    count = len(case.fires)
    assert chain(case.start, case.schedule.next_fire_time, count) == case.fires
    in_zone = case.start.astimezone(case.zone)
    assert chain(in_zone, case.schedule.next_fire_time, count) == case.fires
    just_after = case.start + timedelta(microseconds=1)
    listed = case.schedule.fire_times(just_after, limit=count)
    assert [shown(fire) for fire in listed] == case.fires


@pytest.mark.parametrize("case", list(cases(AFTER)))
def test_after_and_back(case: Case) -> None:
    """From the last of them back to the first, by the same set of instants."""
    last = datetime.fromisoformat(case.fires[-1])
    back = chain(last, case.schedule.previous_fire_time, len(case.fires) - 1)
    assert back == case.fires[-2::-1]


@pytest.mark.parametrize("case", list(cases(BEFORE)))
def test_before(case: Case) -> None:
    count = len(case.fires)
    assert chain(case.start, case.schedule.previous_fire_time, count) == case.fires
    in_zone = case.start.astimezone(case.zone)
    assert chain(in_zone, case.schedule.previous_fire_time, count) == case.fires


@pytest.mark.parametrize("case", list(cases(AFTER + BEFORE)))
def test_they_match(case: Case) -> None:
    """What fires matches, in whatever zone it is asked."""
    for fire in map(datetime.fromisoformat, case.fires):
        for moment in (fire, fire.astimezone(UTC), fire.astimezone(case.zone)):
            assert moment in case.schedule
            assert moment.replace(microsecond=999_999) in case.schedule


# ---------------------------------------------------------------------------
# Arithmetic and comparison in one zone forget about folds.

IN_NEW_YORK = ZoneInfo(NEW_YORK)
TEN_MINUTES = Schedule("0 */10 * * * ?", tz=IN_NEW_YORK)


def half_past_one(minute: int, fold: int) -> datetime:
    """Return a wall time of the hour that comes twice, in its first or second pass."""
    return datetime(2025, 11, 2, 1, minute, fold=fold, tzinfo=IN_NEW_YORK)


def test_fold_tells_the_passes_apart() -> None:
    assert shown(TEN_MINUTES.next_fire_time(half_past_one(30, 0))) == "2025-11-02T01:40-04"
    assert shown(TEN_MINUTES.next_fire_time(half_past_one(30, 1))) == "2025-11-02T01:40-05"
    assert shown(TEN_MINUTES.next_fire_time(half_past_one(50, 0))) == "2025-11-02T01:00-05"
    assert shown(TEN_MINUTES.previous_fire_time(half_past_one(0, 1))) == "2025-11-02T01:50-04"
    assert shown(TEN_MINUTES.previous_fire_time(half_past_one(0, 0))) == "2025-11-02T00:50-04"


def test_bounds_are_instants() -> None:
    """An end that looks earlier on the wall may come later, and the other way round."""
    start, end = half_past_one(50, 0), half_past_one(10, 1)
    assert [shown(fire) for fire in TEN_MINUTES.fire_times(start, end)] == [
        "2025-11-02T01:50-04",
        "2025-11-02T01:00-05",
    ]
    assert list(TEN_MINUTES.fire_times(half_past_one(30, 1), half_past_one(50, 0))) == []
    reverse = TEN_MINUTES.fire_times(half_past_one(30, 1), half_past_one(50, 0), reverse=True)
    assert list(reverse) == []


def test_only_the_pass_that_fires_matches() -> None:
    for preset, passes in (("SAFE", [0]), ("QUARTZ", [1]), ("SPRING", [0, 1])):
        schedule = Schedule("0 30 1 * * ?", tz=IN_NEW_YORK, dst=preset)
        assert [fold for fold in (0, 1) if half_past_one(30, fold) in schedule] == passes


def test_a_wall_time_of_a_gap_means_an_instant() -> None:
    """02:30 read with the offset before the gap is 03:30, with that after it 01:30."""
    in_gap = datetime(2025, 3, 9, 2, 30, tzinfo=IN_NEW_YORK)
    for text, fold in (("0 30 3 * * ?", 0), ("0 30 1 * * ?", 1)):
        schedule = Schedule(text, tz=IN_NEW_YORK)
        moment = in_gap.replace(fold=fold)
        assert moment in schedule
        assert moment not in Schedule("0 30 2 * * ?", tz=IN_NEW_YORK)
        found = schedule.next_fire_time(moment, inclusive=True)
        assert found is not None
        assert found.astimezone(UTC) == moment.astimezone(UTC)
        assert found.hour != 2


# ---------------------------------------------------------------------------
# pytz: its zones attach the right offset only through localize and fromutc.


@pytest.mark.parametrize("zone_name", [NEW_YORK, "Europe/Dublin", LORD_HOWE, "America/Sao_Paulo"])
def test_pytz_answers_are_normal(zone_name: str) -> None:
    """No local mean time, no stale offset: normalize has nothing to put right."""
    zone = pytz.timezone(zone_name)
    schedule = Schedule("0 0/30 * * * ?", tz=zone)
    for month in range(1, 13):
        start = zone.localize(datetime(2018, month, 3, 12))
        for fire in schedule.fire_times(start, limit=80):
            assert zone.normalize(fire).isoformat() == fire.isoformat()


def test_pytz_attached_by_replace() -> None:
    """Such a moment is in local mean time; what it means is an instant, and the answer is sound."""
    zone = pytz.timezone(NEW_YORK)
    crooked = datetime(2025, 3, 8, 12, 0, tzinfo=zone)
    offset = crooked.utcoffset()
    assert offset is not None
    assert offset % timedelta(hours=1) != timedelta(0)
    for asked in (CronExpression("0 30 2 * * ?"), Schedule("0 30 2 * * ?", tz=zone)):
        assert shown(asked.next_fire_time(crooked)) == "2025-03-09T03:00-04"
        assert shown(asked.previous_fire_time(crooked)) == "2025-03-08T02:30-05"


def test_pytz_in_expressions() -> None:
    """An expression takes a localized moment and answers in the same zone, normalized."""
    zone = pytz.timezone(NEW_YORK)
    expression = CronExpression("0 30 1 * * ?", "quartz")
    found = expression.next_fire_time(zone.localize(datetime(2025, 11, 1, 12)))
    assert found is not None
    assert shown(found) == "2025-11-02T01:30-05"
    assert str(found.tzinfo) == NEW_YORK
    assert shown(expression.previous_fire_time(found)) == "2025-11-01T01:30-04"


@pytest.mark.parametrize(
    ("zone_name", "wall", "folds"),
    [
        # (instants of the wall time with fold=0 and fold=1), as PEP 495 has them
        (NEW_YORK, "2025-11-02T01:30", ("2025-11-02T01:30-04", "2025-11-02T01:30-05")),
        ("Europe/Dublin", "2025-10-26T01:30", ("2025-10-26T01:30+01", "2025-10-26T01:30+00")),
        (LORD_HOWE, "2025-04-06T01:45", ("2025-04-06T01:45+11", "2025-04-06T01:45+10:30")),
        (NEW_YORK, "2025-03-09T02:30", ("2025-03-09T03:30-04", "2025-03-09T01:30-05")),
        (NEW_YORK, "2025-06-09T02:30", ("2025-06-09T02:30-04", "2025-06-09T02:30-04")),
        # The first second after a gap and after a fold.
        (NEW_YORK, "2025-03-09T03:00", ("2025-03-09T03:00-04", "2025-03-09T03:00-04")),
        (NEW_YORK, "2025-11-02T02:00", ("2025-11-02T02:00-05", "2025-11-02T02:00-05")),
        # Not summer time but a new standard time: Caracas in 2007 went back half an hour.
        ("America/Caracas", "2007-12-09T02:45", ("2007-12-09T02:45-04", "2007-12-09T02:45-04:30")),
    ],
)
@pytest.mark.parametrize("make", MAKES)
def test_a_naive_moment_is_wall_time_of_the_schedule(
    make: str, zone_name: str, wall: str, folds: tuple[str, str]
) -> None:
    """Whatever makes the zone, `fold` picks the pass, and the offset in a gap."""
    if not is_right(make, zone_name):
        return
    if OLD_DATEUTIL and make == "dateutil" and folds[0][:16] > folds[1][:16]:
        folds = (folds[1], folds[1])  # a gap, in which it knows no fold
    schedule = Schedule("* * * * * ?", tz=MAKES[make](zone_name), dst="SPRING")
    for fold, wanted in enumerate(folds):
        naive = datetime.fromisoformat(wall).replace(fold=fold)
        assert shown(schedule.next_fire_time(naive, inclusive=True)) == wanted


@pytest.mark.parametrize("zone_name", [NEW_YORK, LORD_HOWE])
@pytest.mark.parametrize("make", MAKES)
def test_weeks_after_a_change_every_make_says_the_same(make: str, zone_name: str) -> None:
    """What a zone says without a change near depends on the last one, however far back it is."""
    schedule = Schedule("0 0 12 * * ?", tz=MAKES[make](zone_name))
    zone = ZoneInfo(zone_name)
    for day in range(366):
        noon = datetime(2024, 1, 1, 12) + timedelta(days=day)
        for asked in (noon - timedelta(minutes=30), noon):
            found = schedule.next_fire_time(asked, inclusive=True)
            assert shown(found) == shown(noon.replace(tzinfo=zone))


@pytest.mark.parametrize("make", MAKES)
def test_schedules_of_every_make_can_be_copied(make: str) -> None:
    schedule = Schedule("0 30 2 * * ?", tz=MAKES[make](NEW_YORK))
    start = datetime(2025, 3, 8, 12)
    for twin in (
        copy.copy(schedule),
        copy.deepcopy(schedule),
        pickle.loads(pickle.dumps(schedule)),
    ):
        assert twin == schedule
        assert hash(twin) == hash(schedule)
        assert shown(twin.next_fire_time(start)) == "2025-03-09T03:00-04"


# ---------------------------------------------------------------------------
# What counts as a change of clock, and what as a correction.


@pytest.mark.parametrize(
    ("longest", "spring", "autumn"),
    [
        (None, ["03:00-04"], ["01:30-04"]),
        (3_600, ["03:00-04"], ["01:30-04"]),
        (3_599, [], ["01:30-04", "01:30-05"]),
        (0, [], ["01:30-04", "01:30-05"]),
    ],
)
def test_a_longer_change_is_a_correction(
    longest: int | None, spring: list[str], autumn: list[str]
) -> None:
    """New York's hour is no longer than an hour: up to the limit itself a run is made up."""
    kept = Treatment("next", "first")
    policy = DstPolicy("mine", "all", kept, kept, longest, longest)
    for text, day, wanted in (
        ("0 30 2 * * ?", datetime(2025, 3, 9), spring),
        ("0 30 1 * * ?", datetime(2025, 11, 2), autumn),
    ):
        schedule = Schedule(text, tz=IN_NEW_YORK, dst=policy)
        found = schedule.fire_times(day, day + timedelta(days=1))
        assert [shown(fire).partition("T")[2] for fire in found] == wanted
