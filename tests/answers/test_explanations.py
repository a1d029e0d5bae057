"""Explanations: whole ones as they are printed, and what they are made of."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz
from dateutil.tz import gettz

from quartzcron import CronExpression, Dialect, Explanation, FieldVerdict, Schedule
from quartzcron.answers import explanations
from quartzcron.language.nodes import Node

#: What is asked, when, and all that is printed.
PRINTED: list[tuple[CronExpression | Schedule, datetime, str]] = [
    # the day is one day late: every reason in its own words
    (
        CronExpression("0 0 9-12 15W * ?"),
        datetime(2026, 2, 15, 11),
        """\
0 0 9-12 15W * ?
does not fire at 2026-02-15 11:00:00 (SUN)

  yes  0     second is 0
  yes  0     minute is 0
  yes  9-12  hour is 11, one of 9, 10, 11 and 12
  no   15W   day of month is 15; the working day nearest to the 15th is Monday the 16th
  yes  *     month may be any
  yes  ?     day of week may be any
  no         day of month alone decides the day

  previous  2026-01-15 12:00:00
  next      2026-02-16 09:00:00""",
    ),
    # it fires: microseconds are cut off, @ words stand for five fields
    (
        CronExpression(" @daily "),
        datetime(2026, 2, 15, 0, 0, 0, 999_999),
        """\
@daily
fires at 2026-02-15 00:00:00 (SUN)

  yes  0  minute is 0
  yes  0  hour is 0
  yes  *  day of month may be any
  yes  *  month may be any
  yes  *  day of week may be any
  yes     every day will do

  previous  2026-02-14 00:00:00
  next      2026-02-16 00:00:00""",
    ),
    # the second that five fields do not have, lists that are cut, special days
    (
        CronExpression("5,10,15,20,25,30,35,40,45,50,55-59 3-20 13,15W,LW,L-30,30W * FRI#5,2,SATL"),
        datetime(2026, 2, 18, 9, 7, 30),
        """\
5,10,15,20,25,30,35,40,45,50,55-59 3-20 13,15W,LW,L-30,30W * FRI#5,2,SATL
does not fire at 2026-02-18 09:07:30 (WED)

  no   5,10,15,20,25,30,35,4...  minute is 7; 5,10,15,20,25,30,35,40,45,5... wants 5, 10, 15, 20, 25
                                 ... 55 to 59
  yes  3-20                      hour is 9, one of 3 to 20
  no   13,15W,LW,L-30,30W        day of month is 18, not 13; the working day nearest to the 15th is
                                 Monday the 16th; LW is Friday the 27th; this month has no L-30;
                                 others that do not match: 1
  yes  *                         month may be any
  no   FRI#5,2,SATL              day of week is WED, not TUE; this month has no fifth Friday; the
                                 last Saturday is the 28th
  no                             second is 30; a text without seconds wants 0
  no                             either day field will do, but neither matches

  previous  2026-02-17 20:59:00
  next      2026-02-24 03:05:00""",
    ),
    # both day fields, either will do
    (
        CronExpression("0 0 13 * FRI"),
        datetime(2026, 2, 14),
        """\
0 0 13 * FRI
does not fire at 2026-02-14 00:00:00 (SAT)

  yes  0    minute is 0
  yes  0    hour is 0
  no   13   day of month is 14, not 13
  yes  *    month may be any
  no   FRI  day of week is SAT, not FRI
  no        either day field will do, but neither matches

  previous  2026-02-13 00:00:00
  next      2026-02-20 00:00:00""",
    ),
    # both day fields, both must match
    (
        CronExpression("0 0 13 * +FRI,MON#5"),
        datetime(2026, 2, 14),
        """\
0 0 13 * +FRI,MON#5
does not fire at 2026-02-14 00:00:00 (SAT)

  yes  0          minute is 0
  yes  0          hour is 0
  no   13         day of month is 14, not 13
  yes  *          month may be any
  no   FRI,MON#5  day of week is SAT, not FRI; this month has no fifth Monday
  no              both day fields must match, but neither does

  previous  2026-02-13 00:00:00
  next      2026-03-13 00:00:00""",
    ),
    # outside the horizon
    (
        CronExpression("0 0 0 1 1 ? *"),
        datetime(2200, 1, 1),
        """\
0 0 0 1 1 ? *
does not fire at 2200-01-01 00:00:00 (WED)

  yes  0  second is 0
  yes  0  minute is 0
  yes  0  hour is 0
  yes  1  day of month is 1
  yes  1  month is JAN
  yes  ?  day of week may be any
  no   *  year is 2200; nothing fires outside 1970 to 2199
  yes     day of month alone decides the day

  previous  2199-01-01 00:00:00
  next      none""",
    ),
    # a year that is not named, in an offset that never changes
    (
        CronExpression("0 0 0 1 JAN-MAR ? 2030-2040"),
        datetime(2026, 5, 1, tzinfo=UTC),
        """\
0 0 0 1 JAN-MAR ? 2030-2040
does not fire at 2026-05-01 00:00:00+00:00 (FRI, UTC)

  yes  0          second is 0
  yes  0          minute is 0
  yes  0          hour is 0
  yes  1          day of month is 1
  no   JAN-MAR    month is MAY; JAN-MAR wants JAN, FEB or MAR
  yes  ?          day of week may be any
  no   2030-2040  year is 2026; 2030-2040 wants 2030 to 2040
  yes             day of month alone decides the day

  previous  none
  next      2030-01-01 00:00:00+00:00""",
    ),
    # a time in a gap: read as Python reads it, made up elsewhere
    (
        Schedule("30 2 * * *", tz="America/New_York"),
        datetime(2026, 3, 8, 2, 30),
        """\
30 2 * * *
does not fire at 2026-03-08 03:30:00-04:00 (SUN, America/New_York)

  yes  30  minute is 30
  no   2   hour is 3, not 2
  yes  *   day of month may be any
  yes  *   month may be any
  yes  *   day of week may be any
  yes      every day will do

  clock     02:30 does not exist in America/New_York, where the clock goes from 02:00 to 03:00: it
            is read as 03:30
  clock     it is due at 02:30, and SAFE runs it at 03:00
  previous  2026-03-08 03:00:00-04:00
  next      2026-03-09 02:30:00-04:00""",
    ),
    # made up here, several at once
    (
        Schedule("*/15 2 * * *", tz="America/New_York"),
        datetime(2026, 3, 8, 3),
        """\
*/15 2 * * *
fires at 2026-03-08 03:00:00-04:00 (SUN, America/New_York)

  yes  */15  minute is 0, one of 0, 15, 30 and 45
  no   2     hour is 3, not 2
  yes  *     day of month may be any
  yes  *     month may be any
  yes  *     day of week may be any
  yes        every day will do

  clock     02:00 to 02:45 do not exist in America/New_York: SAFE runs them here instead
  previous  2026-03-07 02:45:00-05:00
  next      2026-03-09 02:00:00-04:00""",
    ),
    # shifted here
    (
        Schedule("30 2 * * *", tz="America/New_York", dst="APSCHEDULER"),
        datetime(2026, 3, 8, 2, 30),
        """\
30 2 * * *
fires at 2026-03-08 03:30:00-04:00 (SUN, America/New_York)

  yes  30  minute is 30
  no   2   hour is 3, not 2
  yes  *   day of month may be any
  yes  *   month may be any
  yes  *   day of week may be any
  yes      every day will do

  clock     02:30 does not exist in America/New_York, where the clock goes from 02:00 to 03:00: it
            is read as 03:30
  clock     02:30 does not exist in America/New_York: APSCHEDULER runs it here instead
  previous  2026-03-07 02:30:00-05:00
  next      2026-03-09 02:30:00-04:00""",
    ),
    # dropped in a gap
    (
        Schedule("30 2 * * *", tz="America/New_York", dst="QUARTZ"),
        datetime(2026, 3, 8, 2, 30),
        """\
30 2 * * *
does not fire at 2026-03-08 03:30:00-04:00 (SUN, America/New_York)

  yes  30  minute is 30
  no   2   hour is 3, not 2
  yes  *   day of month may be any
  yes  *   month may be any
  yes  *   day of week may be any
  yes      every day will do

  clock     02:30 does not exist in America/New_York, where the clock goes from 02:00 to 03:00: it
            is read as 03:30
  clock     it is due at 02:30, and QUARTZ skips it
  previous  2026-03-07 02:30:00-05:00
  next      2026-03-09 02:30:00-04:00""",
    ),
    # a gap that this schedule has nothing to do with
    (
        Schedule("0 9 * * *", tz="America/New_York"),
        datetime(2026, 3, 8, 2, 30),
        """\
0 9 * * *
does not fire at 2026-03-08 03:30:00-04:00 (SUN, America/New_York)

  no   0  minute is 30, not 0
  no   9  hour is 3, not 9
  yes  *  day of month may be any
  yes  *  month may be any
  yes  *  day of week may be any
  yes     every day will do

  clock     02:30 does not exist in America/New_York, where the clock goes from 02:00 to 03:00: it
            is read as 03:30
  previous  2026-03-07 09:00:00-05:00
  next      2026-03-08 09:00:00-04:00""",
    ),
    # the second pass of a fold
    (
        Schedule("30 1 * * *", tz="America/New_York"),
        datetime(2026, 11, 1, 1, 30, fold=1),
        """\
30 1 * * *
does not fire at 2026-11-01 01:30:00-05:00 (SUN, America/New_York)

  yes  30  minute is 30
  yes  1   hour is 1
  yes  *   day of month may be any
  yes  *   month may be any
  yes  *   day of week may be any
  yes      every day will do

  clock     01:30 comes twice in America/New_York: this is the second pass, and SAFE fires in the
            first only
  previous  2026-11-01 01:30:00-04:00
  next      2026-11-02 01:30:00-05:00""",
    ),
    # both passes, asked from another zone
    (
        Schedule("*/30 * * * *", tz="America/New_York"),
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        """\
*/30 * * * *
fires at 2026-11-01 01:30:00-04:00 (SUN, America/New_York)

  yes  */30  minute is 30, one of 0 and 30
  yes  *     hour may be any
  yes  *     day of month may be any
  yes  *     month may be any
  yes  *     day of week may be any
  yes        every day will do

  clock     01:30 comes twice in America/New_York: this is the first pass, and SAFE fires in both
  previous  2026-11-01 01:00:00-04:00
  next      2026-11-01 01:00:00-05:00""",
    ),
    # a fold at a time that does not match
    (
        Schedule("0 9 * * *", tz="America/New_York"),
        datetime(2026, 11, 1, 1, 30),
        """\
0 9 * * *
does not fire at 2026-11-01 01:30:00-04:00 (SUN, America/New_York)

  no   0  minute is 30, not 0
  no   9  hour is 1, not 9
  yes  *  day of month may be any
  yes  *  month may be any
  yes  *  day of week may be any
  yes     every day will do

  clock     01:30 comes twice in America/New_York: this is the first pass
  previous  2026-10-31 09:00:00-04:00
  next      2026-11-01 09:00:00-05:00""",
    ),
    # a date that the clock left out, in a schedule with bounds
    (
        Schedule("0 5 30 12 *", tz="Pacific/Apia", start=datetime(2012, 1, 1)),
        datetime(2011, 12, 30, 5),
        """\
0 5 30 12 *
does not fire at 2011-12-31 05:00:00+14:00 (SAT, Pacific/Apia)

  yes  0   minute is 0
  yes  5   hour is 5
  no   30  day of month is 31, not 30
  yes  12  month is DEC
  yes  *   day of week may be any
  no       day of month alone decides the day

  clock     2011-12-30 05:00 does not exist in Pacific/Apia, where the clock goes from 2011-12-30
            00:00 to 2011-12-31 00:00: it is read as 2011-12-31 05:00
  clock     it is due at 2011-12-30 05:00, but nothing fires on a date that the clock skips
  limit     this is before the start of the schedule, 2012-01-01 00:00:00+14:00
  previous  none
  next      2012-12-30 05:00:00+14:00""",
    ),
    # the end of a schedule is no part of it
    (
        Schedule("0 9 * * *", end=datetime(2026, 5, 3, 9)),
        datetime(2026, 5, 3, 9),
        """\
0 9 * * *
does not fire at 2026-05-03 09:00:00 (SUN)

  yes  0  minute is 0
  yes  9  hour is 9
  yes  *  day of month may be any
  yes  *  month may be any
  yes  *  day of week may be any
  yes     every day will do

  limit     the schedule ends at 2026-05-03 09:00:00, which is no longer part of it
  previous  2026-05-02 09:00:00
  next      none""",
    ),
]


@pytest.mark.parametrize(("asked", "moment", "printed"), PRINTED, ids=lambda value: None)
def test_the_whole_explanation(
    asked: CronExpression | Schedule, moment: datetime, printed: str
) -> None:
    explanation = asked.explain(moment)
    assert str(explanation) == printed
    assert explanation.fires is asked.matches(moment)


# What a form wants to mark: the place of each field, and which the text does not have.
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("0 9 * * +FRI", {"minute": "0", "day_of_week": "FRI", "second": None, "year": None}),
        ("\t5 0 9 ? * 6L ", {"second": "5", "day_of_week": "6L", "year": None}),
        ("0 0 9 ? * 6L 2026", {"year": "2026"}),
        # the word is all that there is to point at
        ("  @monthly\n", {"minute": "@monthly", "day_of_week": "@monthly", "second": None}),
    ],
)
def test_the_places_of_the_fields(text: str, places: dict[str, str | None]) -> None:
    explanation = CronExpression(text).explain(datetime(2026, 1, 1))
    found: dict[str, str | None] = {
        verdict.field: None if verdict.span is None else text[slice(*verdict.span)]
        for verdict in explanation.fields
    }
    assert {name: found[name] for name in places} == places
    assert len(found) == 7


def test_fields_stand_in_the_order_of_the_text() -> None:
    explanation = CronExpression("1 2 3 4 5 6", "croniter").explain(datetime(2026, 1, 1))
    names = [verdict.field for verdict in explanation.fields]
    assert names == [
        "minute", "hour", "day_of_month", "month", "day_of_week", "second", "year",
    ]  # fmt: skip


@pytest.mark.parametrize("moment", ["2026-01-01", date(2026, 1, 1), None, 0])
def test_a_moment_is_a_datetime(moment: object) -> None:
    for asked in (CronExpression("* * * * *"), Schedule("* * * * *", tz="Asia/Tokyo")):
        with pytest.raises(TypeError):
            asked.explain(moment)  # type: ignore[arg-type]


def test_naive_and_aware_do_not_mix() -> None:
    bounded = Schedule("0 9 * * *", start=datetime(2026, 1, 1))
    with pytest.raises(TypeError):
        bounded.explain(datetime(2026, 1, 1, tzinfo=UTC))


def test_a_subclass_of_datetime_is_taken_and_a_plain_one_given() -> None:
    class Stamp(datetime):
        pass

    explanation = CronExpression("0 9 * * *").explain(Stamp(2026, 1, 1, 9))
    assert type(explanation.moment) is datetime
    assert explanation.fires


# Other systems' own words, wrappers and seeds: the reason of one field.
@pytest.mark.parametrize(
    ("text", "dialect", "field", "place", "reason"),
    [
        ("cron(0 12 ? * 2-6 *)", "eventbridge", "day_of_week", "2-6",
         "day of week is SAT; 2-6 wants MON to FRI"),
        ("0 0 last * *", "apscheduler", "day_of_month", "last",
         "day of month is 28; last is the 28th"),
        ("0 0 * * FRI#L", "croner", "day_of_week", "FRI#L",
         "day of week is SAT; the last Friday is the 27th"),
        ("0 0 * * L5", "langgraph", "day_of_week", "L5",
         "day of week is SAT; the last Friday is the 27th"),
        ("0 H(3-3) * * *", Dialect.named("jenkins").replace(seed="nightly"), "hour", "H(3-3)",
         "hour is 12, not 3"),
        ("0 0 0 ? * L", "quartz", "day_of_week", "L", "day of week is SAT"),
    ],
)  # fmt: skip
def test_every_system_in_its_own_words(
    text: str, dialect: Dialect | str, field: str, place: str, reason: str
) -> None:
    moment = datetime(2026, 2, 28, 12)
    explanation = CronExpression(text, dialect).explain(moment)
    [verdict] = [each for each in explanation.fields if each.field == field]
    assert verdict.span is not None
    assert text[slice(*verdict.span)] == verdict.text == place
    assert verdict.reason == reason


def test_every_special_has_words() -> None:
    def kinds(of: type[Node]) -> set[type[Node]]:
        return {of}.union(*(kinds(each) for each in of.__subclasses__()))

    specials = {kind for kind in kinds(Node) if not issubclass(kind, explanations._PLAIN)}
    assert specials - {Node} == set(explanations._SAYINGS)


# Whatever gives the offsets, the change of clock is told the same way.
@pytest.mark.parametrize(
    "zone",
    [ZoneInfo("America/New_York"), gettz("America/New_York"), pytz.timezone("America/New_York")],
)
def test_zones_of_every_kind(zone: tzinfo) -> None:
    schedule = Schedule("30 1,2 * * *", tz=zone)
    fold = schedule.explain(datetime(2026, 11, 1, 1, 30, fold=1))
    assert not fold.fires
    assert "second pass, and SAFE fires in the first only" in fold.clock[0]
    gap = schedule.explain(datetime(2026, 3, 8, 3))
    assert gap.fires
    assert "SAFE runs it here instead" in gap.clock[0]


# At the end of a gap, where others are made up: what is due at other hours, years or never.
@pytest.mark.parametrize(
    "text", ["0 9 * * *", "0 30 2 * * ? 2020", "0 30 2 * * ? 2030", "0 2 30 2 *"]
)
def test_nothing_is_made_up_that_was_not_due(text: str) -> None:
    expression = CronExpression(text)
    explanation = Schedule(expression, "America/New_York", dst="SAFE").explain(
        datetime(2026, 3, 8, 3)
    )
    assert not explanation.fires
    assert explanation.clock == ()


def test_far_from_the_horizon_no_zone_is_asked() -> None:
    schedule = Schedule("0 0 * * *", tz="Asia/Tokyo")
    for moment, nearest in ((datetime.min, (None, 1970)), (datetime.max, (2199, None))):
        explanation = schedule.explain(moment)
        assert not explanation.fires
        assert explanation.clock == ()
        sides = explanation.previous_fire_time, explanation.next_fire_time
        assert tuple(each and each.year for each in sides) == nearest


def test_an_explanation_is_a_value() -> None:
    schedule = Schedule("30 1 * * *", tz="America/New_York")
    explanation = schedule.explain(datetime(2026, 11, 1, 1, 30, fold=1))
    again = pickle.loads(pickle.dumps(explanation))
    assert again == explanation == copy.copy(explanation)
    assert str(again) == str(explanation)
    assert isinstance(explanation, Explanation)
    assert {type(verdict) for verdict in explanation.fields} == {FieldVerdict}
    with pytest.raises(AttributeError):
        explanation.fires = True  # type: ignore[misc]


# A text that is all lists is cut, line by line, and stays within the width.
def test_long_texts_are_cut() -> None:
    text = ",".join(f"{day}W" for day in range(1, 29)) + "," + ",".join(map(str, range(1, 32, 2)))
    printed = str(CronExpression(f"0 0 {text} * *").explain(datetime(2026, 2, 28)))
    lines = printed.splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[0].endswith("...")
    assert "others that do not match: 25" in " ".join(printed.split())


# Exclusions: what holds the moment is said, in the zone of the schedule.
@pytest.mark.parametrize(
    ("excluding", "said"),
    [
        ([date(2026, 12, 25)], ("the schedule leaves out 2026-12-25",)),
        ([(date(2026, 12, 24), date(2026, 12, 26))],
         ("the schedule leaves out 2026-12-24 to 2026-12-26",)),
        ([CronExpression("* * * * FRI")], ("the schedule leaves out the fire times of * * * * FRI",)),
        ([CronExpression("* * 25 12 *"), date(2026, 12, 25)],
         ("the schedule leaves out the fire times of * * 25 12 *", "the schedule leaves out 2026-12-25")),
        ([date(2026, 12, 26), CronExpression("0 10 * * *")], ()),
    ],
)  # fmt: skip
def test_exclusions(excluding: list[Any], said: tuple[str, ...]) -> None:
    for tz in (None, "Asia/Tokyo"):
        schedule = Schedule("0 9 * * *", tz=tz, excluding=excluding)
        explanation = schedule.explain(datetime(2026, 12, 25, 9))
        assert explanation.limits == said
        assert explanation.fires is (not said)
        assert explanation.fires is schedule.matches(datetime(2026, 12, 25, 9))
