"""What a person sees: whole drawn messages, as they stand in a terminal."""

from __future__ import annotations

import pickle
import sys

import pytest

import quartzcron
from quartzcron import CronExpressionError, Problem
from quartzcron.errors import CODES, WIDEST_LINE, draw, printable, problem, shown, width

#: Dialect (None is the default), text, the whole drawing.
DRAWN = [
    # out of range; with the value that was probably meant where there is one
    (None, "0 30 25 ? * MON-FRI", """\
hour must be 0-23, not 25
    0 30 25 ? * MON-FRI
         ^^"""),
    (None, "0 0 24 * * ?", """\
hour must be 0-23, not 24
    0 0 24 * * ?
        ^^
    try 0 0 0 * * ?"""),
    ("quartz", "0 0 0 ? * 0", """\
day-of-week must be 1-7 or SUN-SAT, not 0
    0 0 0 ? * 0
              ^
    try 0 0 0 ? * 1"""),
    # at the end of a range they go through to the last hour, not on to the next day
    ("unix", "0-60/5 0-24 * * *", """\
minute must be 0-59, not 60
    0-60/5 0-24 * * *
      ^^
    try 0-59/5 0-23 * * *
hour must be 0-23, not 24
    0-60/5 0-24 * * *
             ^^
    try 0-59/5 0-23 * * *"""),
    # a 0 among other days says that these are counted from 0 too
    ("quartz", "0 0 0 ? * 0,6", """\
day-of-week must be 1-7 or SUN-SAT, not 0
    0 0 0 ? * 0,6
              ^
    try the dialect spring, which takes this text"""),
    ("quartz", "0 0 0 ? * 0-6", """\
day-of-week must be 1-7 or SUN-SAT, not 0
    0 0 0 ? * 0-6
              ^
    try the dialect spring, which takes this text"""),
    ("celery", "0 0 * * 0-7", """\
day-of-week must be 0-6 or SUN-SAT, not 7
    0 0 * * 0-7
              ^
    try the dialect unix, which takes this text"""),
    ("celery", "0 0 * * 6,7", """\
day-of-week must be 0-6 or SUN-SAT, not 7
    0 0 * * 6,7
              ^
    try 0 0 * * 6,0"""),
    # what the system has no word for, in its own words
    ("kubernetes", "0 0 * * 7", """\
day-of-week must be 0-6 or SUN-SAT, not 7
    0 0 * * 7
            ^
    try 0 0 * * 0"""),
    ("kubernetes", "0 0 * * SAT-SUN", """\
a range in day-of-week must not go down, as SAT-SUN does
    0 0 * * SAT-SUN
            ^^^^^^^
    try 0 0 * * SAT,SUN"""),
    ("jenkins", "0 0 * JAN MON", """\
month must be 1-12, not JAN
    0 0 * JAN MON
          ^^^
    try 0 0 * 1 1
day-of-week must be 0-7, not MON
    0 0 * JAN MON
              ^^^
    try 0 0 * 1 1"""),
    # two faults of one term: both are put right
    ("posix", "0 0 * * MON-FRI", """\
day-of-week must be 0-6, not MON
    0 0 * * MON-FRI
            ^^^
    try 0 0 * * 1-5"""),
    ("cronos", "001-060 * * * *", """\
numbers in minute have at most 2 digits here, not 3
    001-060 * * * *
    ^^^
    try 1-59 * * * *"""),
    # four of them are too many to guess at
    ("cronos", "001-060/005 * * * *", """\
numbers in minute have at most 2 digits here, not 3
    001-060/005 * * * *
            ^^^"""),
    ("posix", "0 8-17/3 * * 1", """\
hour takes no steps
    0 8-17/3 * * 1
      ^^^^^^
    try 0 8,11,14,17 * * 1"""),
    ("posix", "*/0 * * * *", """\
minute takes no steps
    */0 * * * *
    ^^^"""),
    ("eventbridge", "0 12 * * ? *", """\
Amazon EventBridge wants the fields in cron()
    0 12 * * ? *
    ^^^^^^^^^^^^
    try cron(0 12 * * ? *)"""),
    ("eventbridge", "cron(0 12 1 * MON *)", """\
EventBridge wants ? in one of the day fields
    cron(0 12 1 * MON *)
                  ^^^
    try cron(0 12 1 * ? *)"""),
    ("eventbridge", "cron(0 12 * * *)", """\
Amazon EventBridge takes 6 fields, not 5
    cron(0 12 * * *)
         ^^^^^^^^^^
    try the dialect unix, which takes what is within the ( )"""),
    ("eventbridge", "cron(0 12 *)", """\
Amazon EventBridge takes 6 fields, not 3
    cron(0 12 *)
         ^^^^^^"""),
    ("quartz", "cron(0 12 * * ? *)", """\
Quartz takes the fields without cron( )
    cron(0 12 * * ? *)
    ^^^^^^^^^^^^^^^^^^
    try the dialect eventbridge, which takes this text"""),
    ("snowflake", "0 9 * * * America/New_York", """\
a time zone does not belong in the text: give it to the schedule, beside the text
    0 9 * * * America/New_York
              ^^^^^^^^^^^^^^^^
    try 0 9 * * *"""),
    ("unix", "0 9 * * * usr/bin/backup", """\
the expression ends after 5 fields: the rest belongs elsewhere
    0 9 * * * usr/bin/backup
              ^^^^^^^^^^^^^^
    try 0 9 * * *"""),
    ("eventbridge", "cron(0 12 * * ? *) # noon", """\
the expression ends after 6 fields: the rest belongs elsewhere
    cron(0 12 * * ? *) # noon
                       ^^^^^^
    try cron(0 12 * * ? *)"""),
    ("azure", "00:05:00", """\
00:05:00 is no calendar schedule: it has no fields for dates and times
    00:05:00
    ^^^^^^^^"""),
    ("spring", "0\t0 0  * *\t*", """\
Spring keeps fields apart by blanks, not tabs
    0\\t0 0  * *\\t*
     ^^
    try 0 0 0  * * *
Spring keeps fields apart by blanks, not tabs
    0\\t0 0  * *\\t*
               ^^
    try 0 0 0  * * *"""),
    ("jenkins", "H 5 * * *", """\
H is a number that Jenkins takes from the job's name: give it as seed
    H 5 * * *
    ^"""),
    ("unix", "0 0 * * 8", """\
day-of-week must be 0-7 or SUN-SAT, not 8
    0 0 * * 8
            ^"""),
    (None, "0 0 0 L-31 * ?", """\
L- in day-of-month takes 0-30, not 31
    0 0 0 L-31 * ?
            ^^"""),
    ("langgraph", "0 0 * * * 0 2100", """\
year must be 1970-2099, not 2100
    0 0 * * * 0 2100
                ^^^^"""),
    # names
    (None, "0 30 9 ? * MONN", """\
day-of-week must be 1-7 or SUN-SAT, not MONN
    0 30 9 ? * MONN
               ^^^^
    did you mean MON?"""),
    (None, "0 30 9 ? * FRIDAY", """\
day-of-week must be 1-7 or SUN-SAT, not FRIDAY
    0 30 9 ? * FRIDAY
               ^^^^^^
    did you mean FRI?"""),
    (None, "0 0 0 1 QQQ ?", """\
month must be 1-12 or JAN-DEC, not QQQ
    0 0 0 1 QQQ ?
            ^^^"""),
    (None, "0 MON * * *", """\
hour must be 0-23, not MON
    0 MON * * *
      ^^^"""),
    ("quartz", "0 0 12 ? * MON-6", """\
a range in day-of-week is of names or of numbers, not of both
    0 0 12 ? * MON-6
               ^^^^^
    try 0 0 12 ? * 2-6"""),
    # the day fields of Quartz
    (None, "0 0 9 * * MON-FRI", """\
Quartz wants ? in one of the day fields
    0 0 9 * * MON-FRI
          ^
    try 0 0 9 ? * MON-FRI"""),
    (None, "0 0 0 13 * FRI", """\
Quartz wants ? in one of the day fields
    0 0 0 13 * FRI
               ^^^
    try 0 0 0 13 * ?"""),
    (None, "0 0 0 ? * ?", """\
only one of the day fields may be ?
    0 0 0 ? * ?
          ^
    try 0 0 0 * * ?"""),
    # steps
    (None, "0 0/60 * * * ?", """\
a step in minute must be 1-59, not 60
    0 0/60 * * * ?
      ^^^^
    try 0 0 * * * ?"""),
    (None, "*/0 * * * *", """\
a step in minute must be 1-59, not 0
    */0 * * * *
    ^^^"""),
    ("unix", "0/0 * * * *", """\
a step in minute must be at least 1, not 0
    0/0 * * * *
    ^^^"""),
    ("unix", "*/0 * * * *", """\
a step in minute must be at least 1, not 0
    */0 * * * *
    ^^^"""),
    ("unix", "5/15 * * * *", """\
a step in minute follows * or a range, not a single value
    5/15 * * * *
    ^^^^
    try 5-59/15 * * * *"""),
    (None, "/15 * * * *", """\
a step in minute follows * or a range
    /15 * * * *
    ^^^
    try */15 * * * *"""),
    (None, "*/ * * * *", """\
a step in minute lacks its number
    */ * * * *
     ^"""),
    (None, "*/2/3 * * * *", """\
a step in minute must be a number, not 2/3
    */2/3 * * * *
      ^^^
    try */2 * * * *"""),
    (None, "*/x * * * *", """\
a step in minute must be a number, not x
    */x * * * *
      ^"""),
    # ranges
    ("unix", "0 22-2 * * *", """\
22-2 in hour goes down: the system takes it and never runs it
    0 22-2 * * *
      ^^^^
    try 0 22-23,0-2 * * *"""),
    ("unix", "0 0 * * SAT-SUN", """\
SAT-SUN in day-of-week goes down: the system takes it and never runs it
    0 0 * * SAT-SUN
            ^^^^^^^
    try 0 0 * * SAT,SUN"""),
    (None, "0 0 0 1 1 ? 2030-2020", """\
a range in year must not go down, as 2030-2020 does
    0 0 0 1 1 ? 2030-2020
                ^^^^^^^^^
    try 0 0 0 1 1 ? 2020-2030"""),
    ("croniter", "5-5 * * * *", """\
5-5 is read as every value here, not as one
    5-5 * * * *
    ^^^
    try 5 * * * *"""),
    ("croniter", "0 14-6/4 * * *", """\
14-6/4: a step in a range that wraps is miscounted here
    0 14-6/4 * * *
      ^^^^^^
    try 0 14,18,22,2,6 * * *"""),
    (None, "1-3-5 * * * *", """\
a range in minute has two ends, not -5
    1-3-5 * * * *
       ^^"""),
    (None, "5- * * * *", """\
minute lacks a value: it must be 0-59
    5- * * * *
      ^"""),
    # lists and what follows
    (None, "1,,2 * * * *", """\
minute has an empty item in its list
    1,,2 * * * *
     ^
    try 1,2 * * * *"""),
    (None, "*5 * * * *", """\
nothing but a step may follow * in minute, not 5
    *5 * * * *
    ^^
    try */5 * * * *"""),
    (None, "*x * * * *", """\
nothing but a step may follow * in minute, not x
    *x * * * *
    ^^"""),
    (None, "0 0 0 ? * MON,FRI, SAT", """\
a list takes no blanks: they would begin the next field
    0 0 0 ? * MON,FRI, SAT
                      ^
    try 0 0 0 ? * MON,FRI,SAT"""),
    (None, "0 5x * * *", """\
hour must be 0-23, not 5x
    0 5x * * *
      ^^"""),
    # specials
    (None, "0 15W 0 * * ?", """\
15W belongs to day-of-month, not to minute
    0 15W 0 * * ?
      ^^^"""),
    (None, "0 0 0 ? * 15W", """\
15W belongs to day-of-month, not to day-of-week
    0 0 0 ? * 15W
              ^^^"""),
    (None, "0 0 * * L", """\
L in day-of-week needs a day in front of it
    0 0 * * L
            ^
    try FRIL for the last Friday, SAT for every Saturday"""),
    ("quartz", "0 0 0 ? * 2,6#3", """\
6#3 stands alone in day-of-week, not in a list
    0 0 0 ? * 2,6#3
                ^^^"""),
    ("quartz", "0 0 0 ? * 6#6", """\
# in day-of-week takes 1-5, not 6
    0 0 0 ? * 6#6
                ^"""),
    ("quartz", "0 0 0 ? * FRI#", """\
# in day-of-week lacks its number
    0 0 0 ? * FRI#
                 ^"""),
    ("quartz", "0 0 0 ?5 * MON", """\
nothing may follow ? in day-of-month, not 5
    0 0 0 ?5 * MON
          ^^
    try 0 0 0 ? * MON"""),
    ("langgraph", "0 0 * * 5L", """\
the last weekday is written L5 here, not 5L
    0 0 * * 5L
            ^^
    try 0 0 * * L5"""),
    ("croniter", "0 0 * * 1,5#3", """\
5#3 does not share a list with plain values in day-of-week
    0 0 * * 1,5#3
              ^^^"""),
    ("croniter", "0 0 31W * *", """\
31W: months without a day 31 get their last working day here; W takes 1-28
    0 0 31W * *
        ^^^"""),
    ("croniter", "0 0 13 * 5#2", """\
day-of-month and day-of-week cannot both restrict the days when one has W, L or #
    0 0 13 * 5#2
             ^^^
    try two expressions, one for each day field"""),
    ("google-cloud-scheduler", "0 0 L * *", """\
day-of-month takes no L in this dialect
    0 0 L * *
        ^
    try the dialect quartzcron, which takes this text"""),
    # another dialect's text
    ("unix", "0 30 9 ? * MON-FRI", """\
Unix (Debian cron) takes 5 fields, not 6
    0 30 9 ? * MON-FRI
               ^^^^^^^
    try the dialect quartz, which takes this text"""),
    ("quartz", "27 15 * * *", """\
Quartz takes 6 or 7 fields, not 5
    27 15 * * *
    ^^^^^^^^^^^
    try the dialect unix, which takes this text"""),
    (None, "kilroy was here", """\
quartzcron takes 5, 6 or 7 fields, not 3
    kilroy was here
    ^^^^^^^^^^^^^^^"""),
    (None, "0 9 * * MON-FRI # work", """\
the expression ends after 5 fields: the rest belongs elsewhere
    0 9 * * MON-FRI # work
                    ^^^^^^
    try 0 9 * * MON-FRI"""),
    # what is no expression at all
    (None, "", "expression is empty"),
    (None, " \t\n", "expression is empty"),
    (None, "@reboot", """\
@reboot is no calendar schedule: it has no fields for dates and times
    @reboot
    ^^^^^^^"""),
    ("google-cloud-scheduler", " every 5 minutes", """\
every 5 minutes is no calendar schedule: it has no fields for dates and times
     every 5 minutes
     ^^^^^^^^^^^^^^^"""),
    (None, "@dayly", """\
there is no shorthand @dayly
    @dayly
    ^^^^^^
    try @daily"""),
    ("unix", "@Daily", """\
there is no shorthand @Daily
    @Daily
    ^^^^^^
    try @daily"""),
    ("quartz", "@daily", """\
Quartz takes no @ words, not @daily
    @daily
    ^^^^^^
    try the dialect unix, which takes this text"""),
    (None, "TZ=Asia/Tokyo 0 0 * * *", """\
a time zone does not belong in the text: give it to the schedule, beside the text
    TZ=Asia/Tokyo 0 0 * * *
    ^^^^^^^^^^^^^
    try 0 0 * * *"""),
    # in Jenkins it has a line of its own
    ("jenkins", "TZ=Europe/London\n0 9 * * 1-5", """\
a time zone does not belong in the text: give it to the schedule, beside the text
    TZ=Europe/London\\n0 9 * * 1-5
    ^^^^^^^^^^^^^^^^
    try 0 9 * * 1-5"""),
    (None, "CRON_TZ=UTC", """\
a time zone does not belong in the text: give it to the schedule, beside the text
    CRON_TZ=UTC
    ^^^^^^^^^^^"""),
    # characters that look right
    (None, "0 0 9 1–5 * ?", """\
day-of-month takes ASCII only, not – (U+2013)
    0 0 9 1–5 * ?
           ^
    try 0 0 9 1-5 * ?"""),
    (None, "0 0 9 ? * ＭＯＮ", """\
day-of-week takes ASCII only, not ＭＯＮ (U+FF2D)
    0 0 9 ? * ＭＯＮ
              ^^^^^^
    try 0 0 9 ? * MON"""),
    (None, "0 0 9 ٥,1² * ?", """\
day-of-month takes ASCII only, not ٥ (U+0665)
    0 0 9 ٥,1² * ?
          ^
    try 5
day-of-month takes ASCII only, not ² (U+00B2)
    0 0 9 ٥,1² * ?
             ^"""),
    (None, "0 0 9\u00a0* * ?", """\
fields are kept apart by blanks or tabs, not by \\xa0 (U+00A0)
    0 0 9\\xa0* * ?
         ^^^^
    try 0 0 9 * * ?"""),
    # nothing that a terminal would act on
    (None, "\x1b[31m 0 0 * * *", """\
second must be 0-59, not \\x1b[31m
    \\x1b[31m 0 0 * * *
    ^^^^^^^^
Quartz wants ? in one of the day fields
    \\x1b[31m 0 0 * * *
                 ^
    try \\x1b[31m 0 0 ? * *"""),
    # six fields: seconds are first in most systems that have them
    ("apscheduler", "0 */5 * * * *", """\
APScheduler takes 5 fields, not 6
    0 */5 * * * *
                ^
    try the dialect spring, which takes this text"""),
    # the service rule
    ("adobe", "0 * 18 * * ?", """\
once a day at most, not 60 times: this fires at 1970-01-01T18:00:00 and at 1970-01-01T18:01:00
    0 * 18 * * ?
    ^^^^^^
    try 0 0 18 * * ?"""),
    # all of them at once
    (None, "60 60 24 32 13 ? 1969", """\
second must be 0-59, not 60
    60 60 24 32 13 ? 1969
    ^^
    try 0
minute must be 0-59, not 60
    60 60 24 32 13 ? 1969
       ^^
    try 0
hour must be 0-23, not 24
    60 60 24 32 13 ? 1969
          ^^
    try 0
day-of-month must be 1-31, not 32
    60 60 24 32 13 ? 1969
             ^^
month must be 1-12 or JAN-DEC, not 13
    60 60 24 32 13 ? 1969
                ^^
year must be 1970-2199, not 1969
    60 60 24 32 13 ? 1969
                     ^^^^"""),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "drawing"), DRAWN, ids=lambda value: None)
def test_the_whole_message(dialect: str | None, text: str, drawing: str) -> None:
    with pytest.raises(CronExpressionError) as caught:
        quartzcron.CronExpression(text, dialect)
    assert str(caught.value) == drawing
    assert caught.value.text == text
    assert list(caught.value.problems) == quartzcron.validate(text, dialect)


@pytest.mark.parametrize(("dialect", "text", "drawing"), DRAWN, ids=lambda value: None)
def test_a_hint_that_is_a_whole_text_is_right(dialect: str | None, text: str, drawing: str) -> None:
    problems = quartzcron.validate(text, dialect)
    for found in problems:
        assert found.code in CODES
        assert found.severity == "error"
        if len(problems) == 1 and found.hint and found.hint[0].isdigit() and "," not in found.hint:
            assert quartzcron.is_valid(found.hint, dialect)
        if "dialect" in found.values:
            assert quartzcron.is_valid(text, str(found.values["dialect"]))


def test_replacements_can_be_put_in_place_of_the_span() -> None:
    text = "0 0/60 24 ? * FRIDAY"
    for found in reversed(quartzcron.validate(text)):
        start, end = found.span
        text = f"{text[:start]}{found.values['replacement']}{text[end:]}"
    assert text == "0 0 0 ? * FRI"


def test_a_problem_is_plain_data() -> None:
    [found] = quartzcron.validate("0 30 25 ? * MON-FRI")
    assert found == Problem(
        "out-of-range",
        "error",
        "hour",
        (5, 7),
        "hour must be 0-23, not 25",
        None,
        {"found": "25", "low": 0, "high": 23},
    )
    assert repr(found) == (
        "Problem(code='out-of-range', severity='error', field='hour', span=(5, 7), "
        "message='hour must be 0-23, not 25', hint=None, "
        "values={'found': '25', 'low': 0, 'high': 23})"
    )
    assert eval(repr(found)) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert len({found, quartzcron.validate("0 30 25 ? * MON-FRI")[0]}) == 1
    with pytest.raises(TypeError):
        found.values["low"] = 5  # type: ignore[index]


def test_the_error_pickles_and_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="hour must be") as caught:
        quartzcron.CronExpression("0 30 25 ? * MON-FRI", "quartz")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.dialect) == (
        CronExpressionError,
        str(caught.value),
        "quartz",
    )
    assert copy.args == caught.value.args


def test_at_most_ten_problems_and_120_columns() -> None:
    with pytest.raises(CronExpressionError) as caught:
        quartzcron.CronExpression(",".join(["99"] * 200) + " * * * *")
    lines = str(caught.value).splitlines()
    assert len(caught.value.problems) == 200
    assert len(lines) == 31
    assert lines[-1] == "and 190 more"
    assert max(map(len, lines)) <= WIDEST_LINE


@pytest.mark.parametrize("text", ["x" * 1001, "0 " * 600, "\x1b" * 5000, "Ｍ" * 1001, "é" * 999])
@pytest.mark.parametrize("place", [0, 500, 998])
def test_long_lines_are_cut_around_the_place(text: str, place: int) -> None:
    found = problem("out-of-range", "hour", (place, place + 1), "m" * 300)
    for line in draw(text, [found]).splitlines():
        assert width(line) <= WIDEST_LINE
        assert line.isprintable()
    pointed, carets = draw(text, [found]).splitlines()[1:3]
    assert carets.strip(" ^") == ""
    assert width(carets.rstrip()) <= width(pointed)


def test_a_text_too_long_is_refused_without_reading_it() -> None:
    text = "*/5 " * 300
    [found] = quartzcron.validate(text)
    assert (found.code, found.span) == ("too-long", (1000, 1200))
    assert found.message == "expression must be at most 1000 characters, not 1200"
    assert quartzcron.is_valid(" " * 990 + "* * * * *") is True
    assert quartzcron.is_valid(" " * 992 + "* * * * *") is False


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10**6,
        "0 " * 500_000,
        " " * 10**6,
        "\ud800" * 10**6,
        "," * 1000,
        "1," * 500,
        "1-" * 500,
        "/" * 1000,
        "*/" * 500,
        "9" * 1000,
        "L" * 1000,
        "#" * 1000,
        "W" * 1000,
        "é" * 1000,
        "é," * 500,
        "MONN," * 200,
        "0 0 0 ? * " + "MONN," * 198,
        "@" + "a" * 999,
        "TZ=" + "a" * 997,
        "a " * 500,
        "0 0 0 1–5 * " + "–" * 900,
    ],
    ids=lambda text: ascii(text[:12]),
)
@pytest.mark.parametrize("dialect", quartzcron.Dialect.names())
def test_any_text_is_answered_at_once(text: str, dialect: str) -> None:
    calls = 0

    def count(_limits: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        quartzcron.CronExpression(text, dialect)
        shown_error = ""
    except CronExpressionError as error:
        shown_error = str(error)
    finally:
        sys.setprofile(None)
    assert all(line.isprintable() for line in shown_error.splitlines())
    # Work is counted, not timed: machines stall. Reading is linear, and what is
    # too long is not read at all.
    assert calls < 20_000 + 200 * (len(text) if len(text) <= 1000 else 0)


def test_pieces_of_text_are_shown_safely() -> None:
    assert printable("MON–FRI") == "MON–FRI"
    assert printable("a\nb\u202e") == "a\\nb\\u202e"
    assert shown("x" * 40) == "x" * 27 + "..."
    assert shown("x" * 30) == "x" * 30
    assert (width("e\u0301"), width("Ｍ"), width("MON")) == (1, 2, 3)


def test_wrong_types_are_type_errors() -> None:
    for wrong in (None, 5, b"* * * * *", ["* * * * *"]):
        for function in (
            quartzcron.CronExpression,
            quartzcron.is_valid,
            quartzcron.validate,
            quartzcron.lint,
        ):
            with pytest.raises(TypeError, match="a cron expression is a str"):
                function(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a dialect is named by a str, not int"):
        quartzcron.is_valid("* * * * *", 5)  # type: ignore[arg-type]


def test_a_subclass_of_str_is_taken_as_its_text() -> None:
    class Text(str):
        __slots__ = ()

    expression = quartzcron.CronExpression(Text("* * * * *"))
    assert type(expression.text) is str
    assert quartzcron.is_valid(Text("* * * * *"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("quarz", "there is no dialect 'quarz'; did you mean quartz"),
        ("xyzzy", "there is no dialect 'xyzzy'; there are quartzcron, quartz, adobe"),
    ],
)
def test_an_unknown_dialect_names_the_nearest(name: str, message: str) -> None:
    for function in (quartzcron.CronExpression, quartzcron.is_valid, quartzcron.lint):
        with pytest.raises(ValueError, match=message) as caught:
            function("* * * * *", name)
        assert not isinstance(caught.value, CronExpressionError)
