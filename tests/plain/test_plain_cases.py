"""Plain data case by case: what is written, what is refused, and what is said of it."""

from __future__ import annotations

import json
import pickle
from copy import copy, deepcopy
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import plain_values
import pytest
import pytz

import quartzcron
from quartzcron import (
    CronExpression,
    CronExpressionError,
    Days,
    Detection,
    Dialect,
    DstPolicy,
    Explanation,
    FireSet,
    FireTimes,
    Interval,
    Picture,
    Problem,
    Schedule,
    UnknownNameError,
)
from quartzcron.plain.checking import told

NEW_YORK = ZoneInfo("America/New_York")
DAILY = "0 9 * * *"


def through_json(plain: Any) -> Any:
    """Return data as they come out of a database."""
    return json.loads(json.dumps(plain))


# --- what is written ----------------------------------------------------------------


def test_a_schedule_names_what_it_has_and_nothing_else() -> None:
    schedule = Schedule(
        CronExpression("0 9 * * 1-5", "unix"),
        tz="America/New_York",
        dst="QUARTZ",
        start=datetime(2026, 11, 1, 1, 30, fold=1),
        end=datetime(2027, 1, 1),
        excluding=[
            date(2026, 12, 25),
            (date(2026, 12, 30), date(2027, 1, 2)),
            CronExpression("* * * * SUN"),
        ],
    )
    plain = {
        "version": 1,
        "text": "0 9 * * 1-5",
        "dialect": "unix",
        "tz": "America/New_York",
        "dst": "QUARTZ",
        "start": "2026-11-01T01:30:00-05:00",
        "end": "2027-01-01T00:00:00-05:00",
        "excluding": [
            "2026-12-25",
            ["2026-12-30", "2027-01-02"],
            {"text": "* * * * SUN", "dialect": "quartzcron"},
        ],
    }
    assert schedule.as_dict() == plain
    again = Schedule.from_dict(through_json(plain))
    assert again == schedule
    assert again.start is not None
    assert (again.start.fold, again.start.tzinfo) == (1, NEW_YORK)


def test_parts_with_parts_stand_in_a_list_before_what_is_made_of_them() -> None:
    a, b, c = (CronExpression(f"0 {hour} * * *") for hour in (1, 2, 3))
    either = a | b
    plain = ((either & c) - either).as_dict()
    leaf = [{"text": f"0 {hour} * * *", "dialect": "quartzcron"} for hour in (1, 2, 3)]
    assert plain == {
        "version": 1,
        "left": {"part": 1},
        "operation": "-",
        "right": {"part": 0},
        "parts": [
            {"left": leaf[0], "operation": "|", "right": leaf[1]},
            {"left": {"part": 0}, "operation": "&", "right": leaf[2]},
        ],
    }
    assert FireSet.from_dict(plain) == (either & c) - either


@pytest.mark.parametrize("bound", ["start", "end"])
def test_a_time_in_a_gap_stays_what_it_is(bound: str) -> None:
    for fold in (0, 1):
        moment = datetime(2026, 3, 8, 2, 30, fold=fold)
        schedule = Schedule(DAILY, tz=NEW_YORK, **{bound: moment})  # type: ignore[arg-type]
        again = getattr(Schedule.from_dict(schedule.as_dict()), bound)
        assert (again.replace(tzinfo=None), again.fold) == (moment, fold)


def test_a_bound_keeps_its_zone_where_the_schedule_has_none() -> None:
    schedule = Schedule(DAILY, start=datetime(2026, 3, 1, tzinfo=NEW_YORK))
    plain = schedule.as_dict()
    assert plain["start"] == "2026-03-01T00:00:00-05:00[America/New_York]"
    again = Schedule.from_dict(through_json(plain))
    assert again == schedule
    # Nine o'clock in New York, before and after the clock changes there.
    assert again.nth_fire_time(datetime(2026, 3, 1, tzinfo=NEW_YORK), 10) == datetime(
        2026, 3, 11, 9, tzinfo=NEW_YORK
    )
    assert again.first_fire_time() == schedule.first_fire_time()
    assert str(again.last_fire_time()) == str(schedule.last_fire_time())


def test_a_bound_may_be_an_instant_in_any_offset() -> None:
    plain = {"version": 1, "text": DAILY, "tz": "America/New_York", "start": "2026-05-01T00:00:00Z"}
    start = Schedule.from_dict(plain).start
    assert str(start) == "2026-04-30 20:00:00-04:00"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (UTC, "+00:00"),
        (timezone(timedelta(hours=5, minutes=30), "here"), "+05:30"),
        (plain_values.ODD_OFFSET, "-09:30:01.000005"),
        (ZoneInfo("Africa/Monrovia"), "Africa/Monrovia"),
    ],
)
def test_zones_by_name_or_offset(zone: Any, name: str) -> None:
    schedule = Schedule(DAILY, tz=zone, start=datetime(1971, 5, 1, 12, 30, 15, 5))
    plain = schedule.as_dict()
    assert plain["tz"] == name
    again = Schedule.from_dict(through_json(plain))
    assert again == schedule
    assert again.tz == zone


@pytest.mark.parametrize("zone", [plain_values.NAMELESS, pytz.timezone("Europe/Paris")])
def test_a_zone_without_a_name_is_refused_with_what_to_do(zone: Any) -> None:
    for schedule in (
        Schedule(DAILY, tz=zone),
        Schedule(DAILY, start=Schedule(DAILY, tz=zone).next_fire_time(datetime(2026, 1, 1))),
    ):
        if type(schedule.start) is datetime and hasattr(zone, "localize"):
            continue  # one of pytz is in that moment an offset of a class of its own
        with pytest.raises(ValueError, match=r'IANA name, such as tz="Europe/Paris"'):
            schedule.as_dict()


def test_an_answer_in_a_zone_without_a_name_keeps_its_offsets() -> None:
    found = Schedule(DAILY, tz=plain_values.NAMELESS).shortest_interval(
        datetime(2026, 1, 1), datetime(2026, 2, 1)
    )
    assert found is not None
    plain = found.as_dict()
    assert (plain["tz"], plain["first"]) == (None, "2026-01-01T09:00:00-05:00")
    assert Interval.from_dict(plain) == found


def test_moments_of_two_zones_in_one_interval() -> None:
    found = Interval(
        timedelta(seconds=1.5),
        datetime(2026, 1, 1, tzinfo=NEW_YORK),
        datetime(2026, 2, 1, tzinfo=UTC),
    )
    assert found.as_dict()["seconds"] == 1.5
    assert Interval.from_dict(through_json(found.as_dict())) == found
    berlin = found.replace(second=datetime(2026, 2, 1, tzinfo=ZoneInfo("Europe/Berlin")))
    assert berlin.as_dict()["second"] == "2026-02-01T00:00:00+01:00[Europe/Berlin]"
    assert Interval.from_dict(berlin.as_dict()) == berlin


NIGHTLY = Schedule("30 2 * * *", tz=NEW_YORK)
AT_THE_GAP = NIGHTLY.explain(datetime(2026, 3, 8, 2, 30))
OF_A_SET = (NIGHTLY - Schedule(DAILY, tz=NEW_YORK)).explain(datetime(2026, 3, 8, 2, 30))
DETECTED = quartzcron.detect("0 9 * * 1")


@pytest.mark.parametrize(
    "value",
    [
        AT_THE_GAP,
        AT_THE_GAP.fields[0],
        AT_THE_GAP.fields[-1],
        CronExpression("0 0 30 2 *").explain(datetime(2026, 1, 1)),  # no neighbours
        OF_A_SET,
        OF_A_SET.parts[1],
        NIGHTLY.is_subset(Schedule(DAILY, tz=NEW_YORK)),
        NIGHTLY.is_subset(NIGHTLY),
        NIGHTLY.longest_interval(),
        DETECTED,
        DETECTED.readings[0],
        quartzcron.detect("H H * * *", seed="nightly").readings[0],
        quartzcron.validate("0 25 * * *")[0],
        DstPolicy.AZURE,
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_answer_comes_back(value: Any) -> None:
    again = type(value).from_dict(through_json(value.as_dict()))
    assert again == value
    assert str(again) == str(value)


def test_days_are_a_list_of_steps() -> None:
    weekend = Days.where("0 0 * * SAT,SUN")
    payday = Schedule(
        "0 9 15 * *",
        tz="Asia/Seoul",
        excluding=weekend | Days.of([date(2026, 9, 15)]),
        only=Days.every(weeks=2, since=date(2026, 1, 5)),
        rolled="previous",
    )
    plain = payday.as_dict()
    assert plain["excluding"] == [
        {
            "days": [
                {"of": ["2026-09-15"]},
                {"where": {"text": "0 0 * * SAT,SUN", "dialect": "quartzcron"}},
                {"left": 1, "operation": "|", "right": 0},
            ]
        }
    ]
    assert plain["only"] == [{"days": [{"every": 2, "unit": "weeks", "since": "2026-01-05"}]}]
    assert plain["rolled"] == "previous"
    assert Schedule.from_dict(through_json(plain)) == payday
    never = Schedule(DAILY, only=[])
    assert Schedule.from_dict(through_json(never.as_dict())) == never
    both = ~Days.between(date(2026, 1, 1), date(2026, 2, 1)) - weekend
    assert Days.from_dict(through_json(both.as_dict())) == both


def test_days_as_deep_as_one_likes() -> None:
    deep = Days.of([date(2026, 1, 1)])
    for _ in range(3_000):
        deep = ~(deep | deep)
    assert Days.from_dict(through_json(deep.as_dict())) == deep


# --- dialects and policies ----------------------------------------------------------

MINE = Dialect.named("unix").replace(name="mine", title="Mine")


def test_a_dialect_of_ones_own_is_stored_by_its_name() -> None:
    expression = CronExpression(DAILY, MINE)
    plain = expression.as_dict()
    assert plain["dialect"] == "mine"
    assert CronExpression.from_dict(plain, dialects=[MINE]) == expression
    both = expression | CronExpression("0 1 * * *", MINE)
    assert FireTimes.from_dict((both - both).as_dict(), dialects=[MINE]) == both - both
    with pytest.raises(UnknownNameError, match='no dialect "mine"'):
        CronExpression.from_dict(plain)


def test_a_dialect_of_ones_own_with_a_seed() -> None:
    mine = Dialect.named("jenkins").replace(name="mine")
    expression = CronExpression("H H * * *", mine, seed="job")
    plain = expression.as_dict()
    assert plain["seed"] == "job"
    assert CronExpression.from_dict(plain, dialects=[mine]) == expression


def test_a_changed_dialect_under_an_old_name_is_refused() -> None:
    changed = Dialect.named("unix").replace(dst_policy=DstPolicy.SAFE)
    with pytest.raises(
        ValueError, match="not the one that is named unix: give it a name of its own"
    ):
        CronExpression(DAILY, changed).as_dict()


def test_policies_by_name_or_by_their_knobs() -> None:
    early = DstPolicy.SAFE.replace(name="early", longest_gap=3600)
    plain = Schedule(DAILY, tz="Europe/Paris", dst=early).as_dict()
    assert plain["dst"]["longest_gap"] == 3600
    assert Schedule.from_dict(through_json(plain)).dst_policy == early
    named_alike = early.replace(name="SAFE")
    again = Schedule.from_dict(Schedule(DAILY, tz="UTC", dst=named_alike).as_dict())
    assert again.dst_policy == named_alike
    assert DstPolicy.from_dict(DstPolicy.VIXIE.as_dict()) is DstPolicy.VIXIE


# --- deep, and shared ---------------------------------------------------------------


def test_sets_as_deep_as_one_likes() -> None:
    deep: FireTimes = CronExpression("0 0 * * *")
    for number in range(2_000):
        other = CronExpression(f"{number % 60} 1 * * *")
        deep = deep | other if number % 2 else other | deep
    assert FireTimes.from_dict(through_json(deep.as_dict())) == deep


def test_schedules_that_leave_out_others() -> None:
    chain = Schedule(DAILY)
    for _ in range(1_500):
        chain = Schedule(DAILY, excluding=[chain])
    plain = through_json(chain.as_dict())
    assert len(plain["parts"]) == 1_499
    assert Schedule.from_dict(plain) == chain


def test_a_part_of_many_sets_is_written_once() -> None:
    shared: FireTimes = CronExpression("0 0 * * *")
    for _ in range(200):
        shared = shared | shared
    plain = shared.as_dict()
    assert len(plain["parts"]) == 199
    assert FireTimes.from_dict(plain) == shared


# --- what comes in ------------------------------------------------------------------

A: dict[Any, Any] = {"text": DAILY}
FLOATS, ZONED = {"text": DAILY, "tz": None}, {"text": DAILY, "tz": "UTC"}


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (None, "the data must be an expression, a schedule or a set, not null"),
        ([], "the data must be an expression, a schedule or a set, not a list"),
        ({}, "the data lacks version, text"),
        ({"version": 1}, "the data lacks text"),
        ({"version": 2, "new": 1}, "version must be 1, the one that this quartzcron reads"),
        ({"version": True, **A}, "version must be a whole number, not true or false"),
        (
            {"version": 1, **A, "foo": 1, "b\x1b": 2, 3: 4, "c": 5},
            'the data has unknown keys: "foo", "b\\x1b", a whole number, ...; '
            "it has version, text, dialect, seed",
        ),
        ({"version": 1, "text": 5}, "text must be a string, not a whole number"),
        ({"version": 1, **A, "dialect": "nope"}, 'there is no dialect "nope"'),
        ({"version": 1, **A, "seed": "x"}, "a seed is for H, which quartzcron does not have"),
        ({"version": 1, **A, "tz": "Mars"}, 'there is no time zone "Mars"'),
        ({"version": 1, **A, "tz": "+99:00:00"}, 'tz is no time zone: "+99:00:00"'),
        ({"version": 1, **ZONED, "dst": "MOON"}, 'there is no policy "MOON"'),
        (
            {"version": 1, **ZONED, "dst": 3},
            "dst must be the name of a preset or a policy, not a whole number",
        ),
        (
            {"version": 1, **ZONED, "start": "tomorrow"},
            "start must be a moment, YYYY-MM-DDThh:mm:ss, with its offset if it has a zone, "
            'not "tomorrow"',
        ),
        (
            {"version": 1, **ZONED, "start": "2026-02-30T00:00:00"},
            'start is no date or time that exists: "2026-02-30T00:00:00"',
        ),
        (
            {"version": 1, **FLOATS, "start": "2026-01-01T00:00:00", "end": "2026-01-01T00:00:00Z"},
            "the data: start and end must be both naive or both aware",
        ),
        (
            {"version": 1, **FLOATS, "excluding": [["2026-01-02", "2026-01-01"]]},
            "a range of dates ends before it begins: 2026-01-02 to 2026-01-01",
        ),
        (
            {"version": 1, **FLOATS, "excluding": ["20260101"]},
            'excluding[0] must be a date, YYYY-MM-DD, not "20260101"',
        ),
        (
            {"version": 1, **FLOATS, "excluding": [["2026-01-01"]]},
            "excluding[0] must have 2 items, not 1",
        ),
        (
            {"version": 1, **FLOATS, "excluding": [7]},
            "excluding[0] must be a date, two dates, days or a part, not a whole number",
        ),
        (
            {"version": 1, **FLOATS, "excluding": [{**FLOATS, "excluding": [A]}]},
            'excluding[0].excluding[0] has unknown keys: "text"; it has days',
        ),
        (
            {"version": 1, "left": A, "operation": "+", "right": A},
            'operation must be |, &, - or ^, not "+"',
        ),
        (
            {"version": 1, "left": A, "operation": "|", "right": {"part": 0}},
            "right must be one of the parts before it: there is no part 0",
        ),
        (
            {"version": 1, "left": A, "operation": "|", "right": {"part": 10**99}},
            "right names a part that there is not",
        ),
        (
            {"version": 1, "left": A, "operation": "|", "right": {"part": -1}},
            "right.part must be 0 or more",
        ),
        (
            {
                "version": 1,
                **FLOATS,
                "parts": [{"left": A, "operation": "|", "right": {"part": 0}}],
            },
            "parts[0].right must be one of the parts before it: there is no part 0",
        ),
        (
            {"version": 1, **FLOATS, "only": [{"days": [{"not": 0}]}]},
            "only[0].days[0] must name steps before it",
        ),
        (
            {"version": 1, **FLOATS, "only": [{"days": []}]},
            "only[0].days must have 1 or more items",
        ),
        ({"version": 1, **FLOATS, "rolled": "up"}, "rolled must be next, previous or nearest"),
        (
            {"version": 1, "left": FLOATS, "operation": "|", "right": ZONED},
            "the data: one has a zone and the other floats: give that one a zone too, "
            "Schedule(expression, tz=...)",
        ),
    ],
)
def test_what_is_wrong_is_said(plain: Any, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        FireTimes.from_dict(plain)
    assert str(refused.value).startswith(said)


def test_a_wrong_text_has_its_problems() -> None:
    with pytest.raises(CronExpressionError) as refused:
        CronExpression.from_dict({"version": 1, "text": "0 25 * * *"})
    assert refused.value.problems == tuple(quartzcron.validate("0 25 * * *"))


def test_nothing_calls_itself_for_deep_data() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for plain in (
        deep,
        {"version": deep},
        {"version": 1, "text": deep},
        {"version": 1, **FLOATS, "excluding": [deep]},
        {"version": 1, **FLOATS, "excluding": [[deep, deep]]},
    ):
        with pytest.raises(ValueError, match=r"must be|must have"):
            FireTimes.from_dict(plain)
    nested: Any = A
    for _ in range(100_000):
        nested = {"left": nested, "operation": "|", "right": A}
    with pytest.raises(ValueError, match="left has unknown keys"):
        FireTimes.from_dict({"version": 1, **nested})
    # (Taking such a thing apart calls itself too.)
    while isinstance(nested, dict) and "left" in nested:
        nested = nested.pop("left")


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 10**30, 1e300])
def test_a_length_of_time_that_there_is_not(seconds: float) -> None:
    plain = CronExpression(DAILY).shortest_interval().as_dict()  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="seconds must be a length of time that there can be"):
        Interval.from_dict({**plain, "seconds": seconds})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("level", 5, r"blocks\[0\].rows\[6\].cells\[23\].level must be 4 or less, not 5"),
        ("column", 24, r"blocks\[0\].rows\[6\].cells\[23\].column must be 23 or less, not 24"),
        ("spans", [["2026-01-01T00:00:00", "2026-02-30T00:00:00"]], "spans is no date or time"),
    ],
)
def test_a_cell_of_a_picture_can_be_drawn(name: str, value: Any, message: str) -> None:
    plain = CronExpression(DAILY).picture("week", date(2026, 1, 7)).as_dict()
    plain["blocks"][0]["rows"][6]["cells"][23][name] = value
    with pytest.raises(ValueError, match=message):
        Picture.from_dict(plain)


def test_a_difference_is_between_readings() -> None:
    plain = quartzcron.detect("0 9 * * 1").as_dict()
    plain["differences"][1]["between"][0] = "nobody"
    with pytest.raises(ValueError, match=r'differences\[1\].between names no reading: "nobody"'):
        Detection.from_dict(plain)


def test_values_of_a_problem_are_strings_and_whole_numbers() -> None:
    plain = quartzcron.validate("0 25 * * *")[0].as_dict()
    with pytest.raises(
        ValueError, match=r"values\.low must be a string or a whole number, not null"
    ):
        Problem.from_dict({**plain, "values": {"low": None}})
    with pytest.raises(ValueError, match="values has unknown keys: a whole number"):
        Problem.from_dict({**plain, "values": {1: "x"}})
    with pytest.raises(ValueError, match="field must be second, minute"):
        Problem.from_dict({**plain, "field": "week"})


def test_what_a_value_is_called() -> None:
    values: list[Any] = [1.5, b"", "\ud800", {}, date(2026, 1, 1)]
    assert [told(each) for each in values] == [
        "a number",
        "bytes",
        '"\\ud800"',
        "an object",
        "date",
    ]


def test_a_schema_is_one_s_own_to_change() -> None:
    Explanation.json_schema()["properties"].clear()
    assert Explanation.json_schema()["properties"]


def test_a_subclass_loads_itself() -> None:
    class Mine(Schedule):
        pass

    loaded = Mine.from_dict(Schedule(DAILY, tz="UTC").as_dict())
    assert type(loaded) is Mine


# --- places as JavaScript counts ----------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f570\U0001f514 25 * * *",
        "0 9 * * MON \U0001f570",
        "\U0001f570",
        "\ud83d\udd70 9 * * *",
    ],
)
def test_places_in_utf16(text: str) -> None:
    problems = quartzcron.validate(text)
    assert problems
    for problem in problems:
        start, end = problem.span
        before, inside = (
            piece.encode("utf-16-le", "surrogatepass") for piece in (text[:start], text[start:end])
        )
        assert problem.span_utf16 == (len(before) // 2, (len(before) + len(inside)) // 2)
        assert eval(repr(problem), {"Problem": Problem}) == problem
        moved = problem.replace(span=(0, 0))
        assert moved.span_utf16 == (0, 0)
        assert problem.replace(span=(0, 0), span_utf16=(0, 1)).span_utf16 == (0, 1)


# --- errors that are made again -----------------------------------------------------


def test_an_error_of_one_string_says_just_that() -> None:
    with pytest.raises(CronExpressionError) as refused:
        CronExpression("0 25 * * *")
    again = type(refused.value)(str(refused.value))
    assert str(again) == str(refused.value)
    assert again.problems == ()
    for copied in (pickle.loads(pickle.dumps(again)), copy(again), deepcopy(again)):
        assert str(copied) == str(again)
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)
