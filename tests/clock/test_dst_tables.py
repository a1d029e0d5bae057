"""What each engine does at a change of clock, row by row.

The tables are those of the project's facts on cron dialects, section 4: five
changes of clock, the fire times of each engine around them, found by running the
engine or a port of its loop. A row names a schedule, a window of real time (both
ends belong to it) and what fires in it.

Some cells were added from the definitions: column O beyond New York, and three columns,
SAFE for the library's default, A for APScheduler 3, whose wall times in a gap run
later by the length of the gap, and AZ for Azure Functions, whose own tests stand below.
Columns AF, CE, PR, DA and TE were found in November 2026 by asking Airflow 3.3.2, Celery 5.7.0,
Prefect 3.9.1, Dagster 1.13.29 and Temporal 1.32.0 as `python -m tests.real_systems` does.

Where an engine runs one instant twice, repeats an instant for ever, or breaks its
own rule on half-hour changes and at midnight, the library keeps to the rule. Those
cells are listed in DEVIATIONS with the library's answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import zone_oracle

from quartzcron import CronExpression, DstPolicy, Schedule

MINUTE = timedelta(minutes=1)

# The columns, and the policy that stands for the engine. R is robfig/cron and with it
# Kubernetes, K7 croniter 7.
POLICIES = {
    "Q": "QUARTZ",
    "V": "VIXIE",
    "C": "CRONOS",
    "c11": "CRONER",
    "O": "OCPS",
    "S": "SPRING",
    "R": "SPRING",
    "K7": "CRONITER",
    "SAFE": "SAFE",
    "A": "APSCHEDULER",
    "AF": "AIRFLOW",
    "CE": "CELERY",
    "PR": "PREFECT",
    "DA": "DAGSTER",
    "TE": "TEMPORAL",
    "AZ": "AZURE",
}

# Dialects that carry the policy of a column by themselves.
DIALECTS = {
    "V": "unix",
    "K7": "croniter",
    "SAFE": "quartzcron",
    "AF": "airflow",
    "CE": "celery",
    "PR": "prefect",
    "DA": "dagster",
}


class Day(NamedTuple):
    """A zone and the date on which its clock is changed."""

    zone: str
    date: str


# A row: the schedule, the first and the last instant of the window, the answers. Times
# are on the day of the table unless a month and a day stand before them. The key of
# an answer lists its columns; "" takes all columns that no other key of the row names.
Row = tuple[str, str, str, dict[str, str]]

SPRING_IN_NEW_YORK = Day("America/New_York", "2026-03-08")  # 02:00-05 -> 03:00-04
AUTUMN_IN_NEW_YORK = Day("America/New_York", "2026-11-01")  # 02:00-04 -> 01:00-05
SPRING_IN_LORD_HOWE = Day("Australia/Lord_Howe", "2026-10-04")  # 02:00+10:30 -> 02:30+11
AUTUMN_IN_LORD_HOWE = Day("Australia/Lord_Howe", "2026-04-05")  # 02:00+11 -> 01:30+10:30
SPRING_IN_HAVANA = Day("America/Havana", "2026-03-08")  # 00:00-05 -> 01:00-04
# Of the year before, since later releases of the zone database have no change in 2026.
AUTUMN_IN_HAVANA = Day("America/Havana", "2025-11-02")  # 01:00-04 -> 00:00-05
SPRING_IN_CAIRO = Day("Africa/Cairo", "2026-04-24")  # 00:00+02 -> 01:00+03
AUTUMN_IN_CAIRO = Day("Africa/Cairo", "2026-10-30")  # 00:00+03 -> 10-29 23:00+02

TABLES: dict[Day, list[Row]] = {
    # --- 4.1 ---
    SPRING_IN_NEW_YORK: [
        ("30 2 * * *", "00:00-05", "04:00-04",
         {"Q O S R TE": "", "V C c11 K7 SAFE DA": "03:00-04", "A AF CE PR AZ": "03:30-04"}),
        ("0 3 * * *", "00:00-05", "04:00-04", {"": "03:00-04"}),
        ("0,30 2 * * *", "00:00-05", "04:00-04",
         {"Q c11 O S R TE": "", "V": "03:00-04 03:00-04", "C K7 SAFE AF CE DA": "03:00-04",
          "A PR AZ": "03:00-04 03:30-04"}),
        ("*/30 2 * * *", "00:00-05", "04:00-04",
         {"Q V c11 O S R TE": "", "C K7 SAFE AF CE DA": "03:00-04",
          "A PR AZ": "03:00-04 03:30-04"}),
        ("*/30 * * * *", "01:30-05", "03:00-04", {"": "01:30-05 03:00-04"}),
        ("15 * * * *", "01:00-05", "03:30-04",
         {"": "01:15-05 03:15-04", "C": "01:15-05 03:00-04 03:15-04"}),
        ("0 * * * *", "01:00-05", "03:00-04", {"": "01:00-05 03:00-04"}),
        ("0 */2 * * *", "00:00-05", "04:00-04",
         {"Q V c11 O S R TE": "00:00-05 04:00-04",
          "C K7 SAFE A AF CE PR DA AZ": "00:00-05 03:00-04 04:00-04"}),
        ("0 1-4 * * *", "00:30-05", "04:00-04",
         {"": "01:00-05 03:00-04 04:00-04", "V": "01:00-05 03:00-04 03:00-04 04:00-04"}),
        ("0 0 * * *", "00:00-05", "04:00-04", {"": "00:00-05"}),
    ],
    # --- 4.2 ---
    AUTUMN_IN_NEW_YORK: [
        ("30 1 * * *", "00:00-04", "03:00-05",
         {"Q AF DA": "01:30-05", "V C c11 O SAFE CE PR AZ": "01:30-04",
          "S R K7 A TE": "01:30-04 01:30-05"}),
        ("0 2 * * *", "00:00-04", "03:00-05", {"": "02:00-05"}),
        ("*/30 * * * *", "00:30-04", "02:00-05",
         {"Q": "00:30-04 01:00-05 01:30-05 02:00-05",
          "": "00:30-04 01:00-04 01:30-04 01:00-05 01:30-05 02:00-05",
          "O CE PR": "00:30-04 01:00-04 01:30-04 02:00-05"}),
        ("0 * * * *", "00:00-04", "02:00-05",
         {"Q": "00:00-04 01:00-05 02:00-05", "": "00:00-04 01:00-04 01:00-05 02:00-05",
          "O CE PR": "00:00-04 01:00-04 02:00-05"}),
        ("*/30 1 * * *", "00:00-04", "03:00-05",
         {"Q AF DA": "01:00-05 01:30-05",
          "V C c11 S R K7 A TE": "01:00-04 01:30-04 01:00-05 01:30-05",
          "O SAFE CE PR AZ": "01:00-04 01:30-04"}),
        ("0 0-3 * * *", "00:00-04", "03:00-05",
         {"Q AF DA": "00:00-04 01:00-05 02:00-05 03:00-05",
          "V O SAFE CE PR": "00:00-04 01:00-04 02:00-05 03:00-05",
          "C c11 S R K7 A TE AZ": "00:00-04 01:00-04 01:00-05 02:00-05 03:00-05"}),
        ("0 0 * * *", "00:00-04", "03:00-05", {"": "00:00-04"}),
    ],
    # --- 4.3: half an hour ---
    SPRING_IN_LORD_HOWE: [
        ("15 2 * * *", "01:00+10:30", "04:00+11",
         {"Q O S R": "", "V C c11 K7 SAFE DA": "02:30+11", "A AF CE PR TE AZ": "02:45+11"}),
        ("30 2 * * *", "01:00+10:30", "04:00+11", {"": "02:30+11"}),
        ("*/30 * * * *", "01:30+10:30", "03:00+11",
         {"": "01:30+10:30 02:30+11 03:00+11", "S": "01:30+10:30 03:00+11"}),
        ("45 * * * *", "01:30+10:30", "03:45+11",
         {"": "01:45+10:30 02:45+11 03:45+11", "S": "01:45+10:30 03:45+11",
          "AF": "01:45+10:30 03:15+11 03:45+11", "DA": "01:45+10:30 03:15+11"}),
        ("0 * * * *", "01:00+10:30", "04:00+11",
         {"": "01:00+10:30 03:00+11 04:00+11",
          "C A AF CE PR TE AZ": "01:00+10:30 02:30+11 03:00+11 04:00+11",
          "DA": "01:00+10:30 02:30+11 03:30+11"}),
        ("0 3 * * *", "01:00+10:30", "04:00+11", {"": "03:00+11", "R": ""}),
    ],
    AUTUMN_IN_LORD_HOWE: [
        ("30 1 * * *", "00:00+11", "03:00+10:30",
         {"Q AF DA TE": "01:30+10:30", "V C c11 O SAFE CE PR AZ": "01:30+11", "S": "01:30+11",
          "R K7 A": "01:30+11 01:30+10:30"}),
        ("*/30 * * * *", "01:00+11", "02:00+10:30",
         {"Q TE": "01:00+11 01:30+10:30 02:00+10:30",
          "": "01:00+11 01:30+11 01:30+10:30 02:00+10:30",
          "S O CE PR": "01:00+11 01:30+11 02:00+10:30"}),
        # Spring repeats 01:00+11 for ever.
        ("0 * * * *", "00:00+11", "02:00+10:30",
         {"": "00:00+11 01:00+11 02:00+10:30", "S": "00:00+11 01:00+11 01:00+11 01:00+11",
          "AF TE": "00:00+11 01:00+11 01:30+10:30 02:00+10:30",
          "DA": "00:00+11 01:00+11 01:30+10:30"}),
        ("0 2 * * *", "00:00+11", "03:00+10:30", {"": "02:00+10:30", "R": ""}),
    ],
    # --- 4.4: at midnight ---
    SPRING_IN_HAVANA: [
        ("0 0 * * *", "03-07T23:00-05", "02:00-04",
         {"Q O S R TE": "", "V C c11 K7 SAFE A AF CE PR DA AZ": "01:00-04"}),
        ("30 0 * * *", "03-07T23:00-05", "02:00-04",
         {"Q O S R TE": "", "V C c11 K7 SAFE": "01:00-04", "A AF CE PR DA AZ": "01:30-04"}),
        ("*/30 0 * * *", "03-07T23:00-05", "02:00-04",
         {"Q V c11 O S R TE": "", "C K7 SAFE AF CE": "01:00-04",
          "A PR DA AZ": "01:00-04 01:30-04"}),
        ("*/30 * * * *", "03-07T23:30-05", "01:00-04", {"": "03-07T23:30-05 01:00-04"}),
        ("0 0 8 * *", "03-07T23:00-05", "02:00-04",
         {"Q O S R TE": "", "V C c11 K7 SAFE A AF CE PR DA AZ": "01:00-04"}),
    ],
    AUTUMN_IN_HAVANA: [
        ("0 0 * * *", "11-01T23:00-04", "02:00-05",
         {"Q S AF": "00:00-05", "V C c11 O SAFE CE PR DA AZ": "00:00-04",
          "R K7 A TE": "00:00-04 00:00-05"}),
        ("*/30 * * * *", "11-01T23:30-04", "01:00-05",
         {"Q": "11-01T23:30-04 00:00-05 00:30-05 01:00-05",
          "": "11-01T23:30-04 00:00-04 00:30-04 00:00-05 00:30-05 01:00-05",
          "O CE PR": "11-01T23:30-04 00:00-04 00:30-04 01:00-05"}),
        ("*/30 0 * * *", "11-01T23:00-04", "02:00-05",
         {"Q S AF DA": "00:00-05 00:30-05", "O SAFE CE PR AZ": "00:00-04 00:30-04",
          "V C c11 R K7 A TE": "00:00-04 00:30-04 00:00-05 00:30-05"}),
    ],
    # --- 4.5: the gap as in Havana, the fold over midnight ---
    SPRING_IN_CAIRO: [
        ("0 0 * * *", "04-23T23:00+02", "02:00+03",
         {"Q O S R TE": "", "V C c11 K7 SAFE A AF CE PR DA AZ": "01:00+03"}),
        ("30 0 * * *", "04-23T23:00+02", "02:00+03",
         {"Q O S R TE": "", "V C c11 K7 SAFE": "01:00+03", "A AF CE PR DA AZ": "01:30+03"}),
        ("*/30 0 * * *", "04-23T23:00+02", "02:00+03",
         {"Q V c11 O S R TE": "", "C K7 SAFE AF CE": "01:00+03",
          "A PR DA AZ": "01:00+03 01:30+03"}),
        ("*/30 * * * *", "04-23T23:30+02", "01:00+03", {"": "04-23T23:30+02 01:00+03"}),
        ("0 0 24 * *", "04-23T23:00+02", "02:00+03",
         {"Q O S R TE": "", "V C c11 K7 SAFE A AF CE PR DA AZ": "01:00+03"}),
    ],
    AUTUMN_IN_CAIRO: [
        ("30 23 * * *", "10-29T22:00+03", "01:00+02",
         {"Q AF TE": "10-29T23:30+02", "V C c11 O SAFE CE PR DA AZ": "10-29T23:30+03",
          "S R K7 A": "10-29T23:30+03 10-29T23:30+02"}),
        ("0 0 * * *", "10-29T22:00+03", "01:00+02", {"": "00:00+02"}),
        ("0 * * * *", "10-29T22:00+03", "00:00+02",
         {"Q": "10-29T22:00+03 10-29T23:00+02 00:00+02",
          "": "10-29T22:00+03 10-29T23:00+03 10-29T23:00+02 00:00+02",
          "O CE PR TE": "10-29T22:00+03 10-29T23:00+03 00:00+02"}),
    ],
}  # fmt: skip

# Cells that the library does not copy, and what it answers instead: the engine's own rule.
DEVIATIONS = {
    # Vixie runs every fixed job of the gap at its end, so one instant counts twice.
    (SPRING_IN_NEW_YORK, "0,30 2 * * *", "V"): "03:00-04",
    (SPRING_IN_NEW_YORK, "0 1-4 * * *", "V"): "01:00-05 03:00-04 04:00-04",
    # Spring loses what comes in the hour of a half-hour gap, and a pass of the fold.
    (SPRING_IN_LORD_HOWE, "*/30 * * * *", "S"): "01:30+10:30 02:30+11 03:00+11",
    (SPRING_IN_LORD_HOWE, "45 * * * *", "S"): "01:45+10:30 02:45+11 03:45+11",
    (AUTUMN_IN_LORD_HOWE, "30 1 * * *", "S"): "01:30+11 01:30+10:30",
    (AUTUMN_IN_LORD_HOWE, "*/30 * * * *", "S"): "01:00+11 01:30+11 01:30+10:30 02:00+10:30",
    (AUTUMN_IN_LORD_HOWE, "0 * * * *", "S"): "00:00+11 01:00+11 02:00+10:30",
    # robfig/cron advances by whole hours and steps over the hour it looks for.
    (SPRING_IN_LORD_HOWE, "0 3 * * *", "R"): "03:00+11",
    (AUTUMN_IN_LORD_HOWE, "0 2 * * *", "R"): "02:00+10:30",
    # Spring begins a day with the second midnight.
    (AUTUMN_IN_HAVANA, "0 0 * * *", "S"): "00:00-04 00:00-05",
    (AUTUMN_IN_HAVANA, "*/30 0 * * *", "S"): "00:00-04 00:30-04 00:00-05 00:30-05",
    # Airflow and Celery lose the other runs of a gap once they have moved one of them.
    (SPRING_IN_NEW_YORK, "0,30 2 * * *", "AF"): "03:00-04 03:30-04",
    (SPRING_IN_NEW_YORK, "0,30 2 * * *", "CE"): "03:00-04 03:30-04",
    (SPRING_IN_NEW_YORK, "*/30 2 * * *", "AF"): "03:00-04 03:30-04",
    (SPRING_IN_NEW_YORK, "*/30 2 * * *", "CE"): "03:00-04 03:30-04",
    (SPRING_IN_HAVANA, "*/30 0 * * *", "AF"): "01:00-04 01:30-04",
    (SPRING_IN_HAVANA, "*/30 0 * * *", "CE"): "01:00-04 01:30-04",
    (SPRING_IN_CAIRO, "*/30 0 * * *", "AF"): "01:00+03 01:30+03",
    (SPRING_IN_CAIRO, "*/30 0 * * *", "CE"): "01:00+03 01:30+03",
    # Airflow goes from run to run of every hour by wall time.
    (SPRING_IN_LORD_HOWE, "45 * * * *", "AF"): "01:45+10:30 02:45+11 03:45+11",
    (AUTUMN_IN_LORD_HOWE, "0 * * * *", "AF"): "00:00+11 01:00+11 02:00+10:30",
    # Dagster keeps the minute of every hour by UTC, and expects changes between one and four.
    (SPRING_IN_LORD_HOWE, "45 * * * *", "DA"): "01:45+10:30 02:45+11 03:45+11",
    (SPRING_IN_LORD_HOWE, "0 * * * *", "DA"): "01:00+10:30 03:00+11 04:00+11",
    (AUTUMN_IN_LORD_HOWE, "0 * * * *", "DA"): "00:00+11 01:00+11 02:00+10:30",
    (SPRING_IN_HAVANA, "30 0 * * *", "DA"): "01:00-04",
    (SPRING_IN_HAVANA, "*/30 0 * * *", "DA"): "01:00-04",
    (AUTUMN_IN_HAVANA, "0 0 * * *", "DA"): "00:00-05",
    (SPRING_IN_CAIRO, "30 0 * * *", "DA"): "01:00+03",
    (SPRING_IN_CAIRO, "*/30 0 * * *", "DA"): "01:00+03",
    (AUTUMN_IN_CAIRO, "30 23 * * *", "DA"): "10-29T23:30+02",
    # Temporal expects changes of an hour, and Go to take the first pass, as it does in the west.
    (SPRING_IN_LORD_HOWE, "15 2 * * *", "TE"): "",
    (SPRING_IN_LORD_HOWE, "0 * * * *", "TE"): "01:00+10:30 03:00+11 04:00+11",
    (AUTUMN_IN_LORD_HOWE, "30 1 * * *", "TE"): "01:30+11 01:30+10:30",
    (AUTUMN_IN_LORD_HOWE, "*/30 * * * *", "TE"): "01:00+11 01:30+11 01:30+10:30 02:00+10:30",
    (AUTUMN_IN_LORD_HOWE, "0 * * * *", "TE"): "00:00+11 01:00+11 02:00+10:30",
    (AUTUMN_IN_CAIRO, "30 23 * * *", "TE"): "10-29T23:30+03 10-29T23:30+02",
    (AUTUMN_IN_CAIRO, "0 * * * *", "TE"): "10-29T22:00+03 10-29T23:00+03 10-29T23:00+02 00:00+02",
}


class Cell(NamedTuple):
    """One cell of a table, ready to be asked."""

    text: str
    zone: ZoneInfo
    policy: str
    dialect: str | None  # one that has this policy by itself
    first: datetime
    end: datetime
    fires: list[datetime]  # in UTC

    @property
    def schedule(self) -> Schedule:
        """Return the schedule in its zone, under the policy of the column."""
        return Schedule(
            CronExpression(self.text), tz=self.zone, dst=getattr(DstPolicy, self.policy)
        )


def moment(day: Day, text: str) -> datetime:
    """Return a time of a table in UTC, on the table's day unless it names its own."""
    date = day.date[:5] if "T" in text else f"{day.date}T"
    return datetime.fromisoformat(date + text).astimezone(UTC)


def answer_of(row: Row, column: str) -> str:
    """Return what a row says in a column."""
    answers = row[3]
    return next((answers[key] for key in answers if column in key.split()), answers.get("", ""))


def cells() -> Iterator[tuple[str, Cell]]:
    """Yield a name and the cell for every column of every row."""
    for day, rows in TABLES.items():
        for row in rows:
            text, first, last, _ = row
            for column, policy in POLICIES.items():
                answer = DEVIATIONS.get((day, text, column), answer_of(row, column))
                yield (
                    f"{day.zone} {day.date} {text} {column}",
                    Cell(
                        text,
                        ZoneInfo(day.zone),
                        policy,
                        DIALECTS.get(column),
                        moment(day, first),
                        moment(day, last) + MINUTE,
                        [moment(day, fire) for fire in answer.split()],
                    ),
                )


every_cell = pytest.mark.parametrize(
    "cell", [pytest.param(cell, id=name) for name, cell in cells()]
)


def test_the_tables_are_whole() -> None:
    """Every column of every row has one answer, and every deviation is one."""
    for day, rows in TABLES.items():
        for row in rows:
            columns = [column for key in row[3] for column in key.split()]
            assert len(columns) == len(set(columns)), row
            assert set(columns) <= set(POLICIES), row
            assert set(columns) == set(POLICIES) or "" in row[3], row
            for column in POLICIES:
                wanted = DEVIATIONS.get((day, row[0], column))
                assert wanted != answer_of(row, column), "a deviation that is none"
            both = [DEVIATIONS.get((day, row[0], c)) or answer_of(row, c) for c in ("S", "R")]
            assert both[0] == both[1], "one policy stands for Spring and robfig/cron"
    known = {(day, row[0]) for day, rows in TABLES.items() for row in rows}
    assert {key[:2] for key in DEVIATIONS} <= known


@every_cell
def test_forwards(cell: Cell) -> None:
    """By repeated next, and by iterating; as the zone's clocks show it."""
    found = list(cell.schedule.fire_times(cell.first, cell.end))
    assert [fire.astimezone(UTC) for fire in found] == cell.fires
    for fire, wanted in zip(found, cell.fires, strict=True):
        shown = wanted.astimezone(cell.zone)
        assert (fire.isoformat(), fire.fold) == (shown.isoformat(), shown.fold)

    by_hand = []
    fire_time = cell.schedule.next_fire_time(cell.first, inclusive=True)
    while fire_time is not None and fire_time.astimezone(UTC) < cell.end:
        by_hand.append(fire_time.astimezone(UTC))
        fire_time = cell.schedule.next_fire_time(fire_time)
    assert by_hand == cell.fires


@every_cell
def test_backwards(cell: Cell) -> None:
    """The same instants, the latest first."""
    found = cell.schedule.fire_times(cell.first, cell.end, reverse=True)
    assert [fire.astimezone(UTC) for fire in found] == cell.fires[::-1]

    by_hand = []
    fire_time = cell.schedule.previous_fire_time(cell.end)
    while fire_time is not None and fire_time.astimezone(UTC) >= cell.first:
        by_hand.append(fire_time.astimezone(UTC))
        fire_time = cell.schedule.previous_fire_time(fire_time)
    assert by_hand == cell.fires[::-1]


@every_cell
def test_matches(cell: Cell) -> None:
    """Exactly the fire times match, of all minutes of the window."""
    schedule, minute, matching = cell.schedule, cell.first, []
    while minute < cell.end:
        if schedule.matches(minute):
            matching.append(minute)
        # The same question in the words of the zone.
        assert (minute.astimezone(cell.zone) in schedule) is (minute in matching[-1:])
        minute += MINUTE
    assert matching == cell.fires


@every_cell
def test_the_brute_force(cell: Cell) -> None:
    """The zone oracle, which judges everything else, reads the tables alike."""
    found = zone_oracle.fires(
        cell.text,
        "quartzcron",
        cell.zone,
        zone_oracle.RULES[cell.policy],
        zone_oracle.instant_of(cell.first),
        zone_oracle.instant_of(cell.end),
    )
    assert found == [zone_oracle.instant_of(fire) for fire in cell.fires]


@pytest.mark.parametrize(
    "cell", [pytest.param(cell, id=name) for name, cell in cells() if cell.dialect]
)
def test_dialects_bring_their_policy(cell: Cell) -> None:
    """An expression of the engine's dialect does the same in the zone of its arguments."""
    expression = CronExpression(cell.text, cell.dialect)
    assert expression.dst_policy == getattr(DstPolicy, cell.policy)
    first, end = cell.first.astimezone(cell.zone), cell.end.astimezone(cell.zone)
    found = list(expression.fire_times(first, end))
    assert [fire.astimezone(UTC) for fire in found] == cell.fires
    assert all(fire.tzinfo is cell.zone for fire in found)


# Quartz started inside the first pass, from the same tables: it waits for the second.
@pytest.mark.parametrize(
    ("text", "start", "wanted"),
    [
        ("0 30 1 * * ?", "2026-11-01T01:10-04:00", "2026-11-01T01:30-05:00"),
        ("0 */10 * * * ?", "2026-11-01T00:50-04:00", "2026-11-01T01:00-05:00"),
    ],
)
def test_quartz_started_in_the_first_pass(text: str, start: str, wanted: str) -> None:
    zone = ZoneInfo("America/New_York")
    moment = datetime.fromisoformat(start).astimezone(zone)
    for asked in (CronExpression(text, "quartz"), Schedule(text, tz=zone, dst="QUARTZ")):
        found = asked.next_fire_time(moment)
        assert found is not None
        assert found.isoformat() == datetime.fromisoformat(wanted).isoformat()
        assert found.fold == 1


# ---------------------------------------------------------------------------
# What Azure Functions expects of itself: CronScheduleTests.cs of azure-webjobs-sdk-extensions,
# 14 October 2024. Schedules in Pacific time, and their next runs from a local start on.
PACIFIC = ZoneInfo("America/Los_Angeles")
AZURE_RUNS = [
    ("0 30 * * * *", "2018-03-11T00:00",
     "11T00:30-08 11T01:30-08 11T03:30-07 11T04:30-07 11T05:30-07"),
    ("0 30 1 * * *", "2018-03-10T00:00",
     "10T01:30-08 11T01:30-08 12T01:30-07 13T01:30-07 14T01:30-07"),
    ("0 */20 * * * *", "2018-11-04T00:30",
     "04T00:40-07 04T01:00-07 04T01:20-07 04T01:40-07"
     " 04T01:00-08 04T01:20-08 04T01:40-08 04T02:00-08 04T02:20-08"),
    ("0 30 * * * *", "2018-11-04T00:00",
     "04T00:30-07 04T01:30-07 04T01:30-08 04T02:30-08 04T03:30-08"),
    ("0 30 1 * * *", "2018-11-03T00:00",
     "03T01:30-07 04T01:30-07 05T01:30-08 06T01:30-08 07T01:30-08"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "runs"), AZURE_RUNS)
def test_the_runs_that_azure_expects(text: str, start: str, runs: str) -> None:
    wanted = [datetime.fromisoformat(start[:8] + run) for run in runs.split()]
    schedule = Schedule(CronExpression(text, "azure"), PACIFIC)
    found = schedule.fire_times(datetime.fromisoformat(start), limit=len(wanted))
    assert [run.isoformat() for run in found] == [run.isoformat() for run in wanted]
