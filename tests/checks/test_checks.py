"""Warnings: each with the text that earns it, its whole message, and texts that do not."""

from __future__ import annotations

import pytest

import quartzcron
from quartzcron.checks import warnings
from quartzcron.errors import CODES, draw

#: Dialect (None is the default), text, the whole drawing of its warnings.
WARNED = [
    # weekday numbers mean other days elsewhere; names do not
    (None, "0 9 * * 1-5", """\
weekday numbers differ between dialects: 1-5 means MON-FRI here, where 0 is Sunday
    0 9 * * 1-5
            ^^^
    try MON-FRI"""),
    ("quartz", "0 30 9 ? * 2-6", """\
weekday numbers differ between dialects: 2-6 means MON-FRI here, where 1 is Sunday
    0 30 9 ? * 2-6
               ^^^
    try MON-FRI"""),
    (None, "0 0 * * 1/2", """\
weekday numbers differ between dialects: 1/2 means MON,WED,FRI here, where 0 is Sunday
    0 0 * * 1/2
            ^^^
    try MON,WED,FRI"""),
    (None, "0 0 0 ? * 6L", """\
weekday numbers differ between dialects: 6L means FRIL here, where 1 is Sunday
    0 0 0 ? * 6L
              ^^
    try FRIL"""),
    (None, "0 0 * * +5#2,MON", """\
weekday numbers differ between dialects: 5#2 means FRI#2 here, where 0 is Sunday
    0 0 * * +5#2,MON
             ^^^
    try FRI#2"""),
    # days that some months lack
    (None, "0 0 31 * *", """\
31 needs a month of 31 days: FEB, APR, JUN, SEP, NOV are shorter
    0 0 31 * *
        ^^
    try L for the last day of the month"""),
    (None, "0 0 0 31W 4,5 ?", """\
31W needs a month of 31 days: APR is shorter
    0 0 0 31W 4,5 ?
          ^^^"""),
    (None, "0 0 0 29,L-29 1-2 ?", """\
29 needs a month of 29 days: FEB is shorter outside leap years
    0 0 0 29,L-29 1-2 ?
          ^^
    try L for the last day of the month
L-29 needs a month of 30 days: FEB is shorter
    0 0 0 29,L-29 1-2 ?
             ^^^^"""),
    (None, "0 0 0 L-30W * ?", """\
L-30W needs a month of 31 days: FEB, APR, JUN, SEP, NOV are shorter
    0 0 0 L-30W * ?
          ^^^^^"""),
    (None, "0 0 0 ? * FRI#5", """\
FRI#5 fires only in months with a fifth FRI
    0 0 0 ? * FRI#5
              ^^^^^
    try FRIL for the last one of each month"""),
    # what to write instead is in the words of the system, or left out where it has none
    ("unix", "0 0 31 * *", """\
31 needs a month of 31 days: FEB, APR, JUN, SEP, NOV are shorter
    0 0 31 * *
        ^^"""),
    ("apscheduler", "0 0 15,31 * *", """\
31 needs a month of 31 days: FEB, APR, JUN, SEP, NOV are shorter
    0 0 15,31 * *
           ^^
    try last for the last day of the month"""),
    ("cronos", "0 0 15,31 * *", """\
31 needs a month of 31 days: FEB, APR, JUN, SEP, NOV are shorter
    0 0 15,31 * *
           ^^"""),
    ("croniter", "0 0 * * FRI#5", """\
FRI#5 fires only in months with a fifth FRI
    0 0 * * FRI#5
            ^^^^^
    try L5 for the last one of each month"""),
    # steps that do not divide
    (None, "*/7 * * * *", """\
*/7 does not divide 60: at the end it goes on after 4, not 7
    */7 * * * *
    ^^^"""),
    (None, "0 5/7 * * *", """\
5/7 does not divide 24: at the end it goes on after 10, not 7
    0 5/7 * * *
      ^^^"""),
    (None, "0 0 1 */5 *", """\
*/5 does not divide 12: at the end it goes on after 2, not 5
    0 0 1 */5 *
          ^^^"""),
    (None, "0 0 */2 * *", """\
*/2 begins again with each month, however long the last one was
    0 0 */2 * *
        ^^^"""),
    (None, "0 0 * * */2", """\
*/2 does not divide 7: at the end it goes on after 1, not 2
    0 0 * * */2
            ^^^"""),
    # steps that do not get anywhere: this one is no hour and a half
    ("kubernetes", "*/90 * * * *", """\
*/90 means 0 alone: the first step leads out of the field
    */90 * * * *
    ^^^^"""),
    (None, "0 30/40 * * * ?", """\
30/40 means 30 alone: the first step leads out of the field
    0 30/40 * * * ?
      ^^^^^"""),
    ("unix", "0 0 */40 * *", """\
*/40 means 1 alone: the first step leads out of the field
    0 0 */40 * *
        ^^^^"""),
    # both day fields
    (None, "0 0 13 * FRI", """\
both day fields restrict: this fires on a day that fits either one, which other systems read differently
    0 0 13 * FRI
        ^^^^^^^^"""),
    (None, "0 0 13 * +FRI", """\
both day fields restrict: this fires on days that fit both, which other systems read differently
    0 0 13 * +FRI
        ^^^^^^^^^"""),
    ("unix", "0 0 */2 * MON", """\
*/2 begins again with each month, however long the last one was
    0 0 */2 * MON
        ^^^
both day fields restrict: this fires on days that fit both, which other systems read differently
    0 0 */2 * MON
        ^^^^^^^^^"""),
    ("google-cloud-scheduler", "0 0 13 * FRI", """\
both day fields restrict: this fires on a day that fits either one, which other systems read differently
    0 0 13 * FRI
        ^^^^^^^^
it is not known how Google Cloud Scheduler reads two restricted day fields
    0 0 13 * FRI
        ^^^^^^^^"""),
    # what never fires is valid
    (None, " 0 0 0 31 4,6 ? ", """\
this never fires: no date from 1970 to 2199 fits
     0 0 0 31 4,6 ? 
     ^^^^^^^^^^^^^^
31 needs a month of 31 days: APR, JUN are shorter
     0 0 0 31 4,6 ? 
           ^^
    try L for the last day of the month"""),
    # what the system itself does, or may do
    ("quartz", "0 0 0 ? * MON-FRI/2", """\
Quartz drops the step of MON-FRI/2 without a word; here it counts
    0 0 0 ? * MON-FRI/2
              ^^^^^^^^^"""),
    ("quartz", "0 0 0 1 JAN/3 ?", """\
Quartz drops the step of JAN/3 without a word; here it counts
    0 0 0 1 JAN/3 ?
            ^^^^^"""),
    ("google-cloud-scheduler", "5/15 22-2 ? * *", """\
it is not known whether the system takes 5/15
    5/15 22-2 ? * *
    ^^^^
it is not known whether the system takes 22-2
    5/15 22-2 ? * *
         ^^^^
it is not known whether the system takes ?
    5/15 22-2 ? * *
              ^"""),
    ("google-cloud-scheduler", "@daily", """\
it is not known whether Google Cloud Scheduler takes @ words
    @daily
    ^^^^^^"""),
    ("adobe", "0 0 0 ? * FRI-MON", """\
it is not known whether the system takes FRI-MON
    0 0 0 ? * FRI-MON
              ^^^^^^^"""),
    ("apscheduler", "0 0 * * MON-FRI/2", """\
APScheduler drops the step of MON-FRI/2 without a word; here it counts
    0 0 * * MON-FRI/2
            ^^^^^^^^^"""),
    # a range that would go down where SUN is 0; no names where the system has none
    ("unix", "0 0 * * 5-7", """\
weekday numbers differ between dialects: 5-7 means FRI,SAT,SUN here, where 0 is Sunday
    0 0 * * 5-7
            ^^^
    try FRI,SAT,SUN"""),
    ("posix", "0 0 * * 1-5", """\
weekday numbers differ between dialects: 1-5 means MON-FRI here, where 0 is Sunday
    0 0 * * 1-5
            ^^^"""),
    ("croniter", "0 0 * * L5", """\
weekday numbers differ between dialects: L5 means FRIL here, where 0 is Sunday
    0 0 * * L5
            ^^"""),
    ("apscheduler", "0 0 * * 0-4", """\
weekday numbers differ between dialects: 0-4 means MON-FRI here, where 6 is Sunday
    0 0 * * 0-4
            ^^^
    try MON-FRI"""),
    # what EventBridge leaves open
    ("eventbridge", "Cron(*/60 0 L-3,1 * ? *)", """\
it is not known whether Amazon EventBridge takes Cron for cron
    Cron(*/60 0 L-3,1 * ? *)
    ^^^^^^^^^^^^^^^^^^^^^^^^
it is not known whether the system takes */60
    Cron(*/60 0 L-3,1 * ? *)
         ^^^^
it is not known whether the system takes L-3
    Cron(*/60 0 L-3,1 * ? *)
                ^^^"""),
    ("eventbridge", "cron(0 0 LW * ? *)", """\
it is not known whether the system takes LW
    cron(0 0 LW * ? *)
             ^^"""),
    ("eventbridge", "cron(0 0 L-3W * ? *)", """\
it is not known whether the system takes L-3W
    cron(0 0 L-3W * ? *)
             ^^^^"""),
    ("croner", "0 0 * * FRI#L,MONL", """\
it is not known whether the system takes MONL
    0 0 * * FRI#L,MONL
                  ^^^^"""),
    ("ocps", "0 0 ? * *", """\
it is not known whether the system takes ?
    0 0 ? * *
        ^"""),
    ("langgraph", "0 2 15 * * 5", """\
LangGraph Platform reads 6 fields in its own way: the sixth field is seconds and stands last
    0 2 15 * * 5
    ^^^^^^^^^^^^"""),
    ("croniter", "0 2 15 * * 5 2030", """\
croniter reads 7 fields in its own way: the sixth field is seconds, the seventh the year
    0 2 15 * * 5 2030
    ^^^^^^^^^^^^^^^^^"""),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "drawing"), WARNED, ids=lambda value: None)
def test_the_whole_warning(dialect: str | None, text: str, drawing: str) -> None:
    found = quartzcron.lint(text, dialect)
    assert draw(text, found) == drawing
    assert {warning.severity for warning in found} == {"warning"}
    assert {warning.code for warning in found} <= set(CODES)
    assert quartzcron.is_valid(text, dialect)


#: Texts that a careful reader has nothing to say about.
@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (None, "* * * * *"),
        (None, "0 9 * * MON-FRI"),
        (None, "*/15 */6 1-28 */3 *"),
        ("unix", "*/60 */24 * * *"),  # once round is even too
        (None, "30 30 30 ? * ?"),  # invalid: validate says so
        (None, "0 0 L * *"),
        (None, "@weekly"),
        (None, "0 0 * * 0-6"),
        (None, "0 0 * * 0-7"),
        ("quartz", "0 0 0 ? * 1-7"),
        ("quartz", "0 0 0 ? * 1-7/1"),
        (None, "0 0 30 1,3 *"),
        ("langgraph", "27 15 * * *"),
        ("google-cloud-scheduler", "* * * * *"),
        ("adobe", "0 0 1 * * ?"),
    ],
)
def test_nothing_to_warn_about(dialect: str | None, text: str) -> None:
    assert quartzcron.lint(text, dialect) == []


def test_every_code_that_is_given_is_in_the_order() -> None:
    given = {code for code, (severity, _) in CODES.items() if severity == "warning"}
    # Two compare the clock rules of two systems: no text alone earns them.
    assert set(warnings._ORDER) == given - {"gap-rule", "fold-rule"}


def test_validate_gives_what_the_constructor_raises_and_is_valid_agrees() -> None:
    for text in ("* * * * *", "nonsense", "99 99 * * *", ""):
        problems = quartzcron.validate(text)
        assert quartzcron.is_valid(text) is (not problems)
        assert all(found.severity == "error" for found in problems)
        if problems:
            with pytest.raises(quartzcron.CronExpressionError) as caught:
                quartzcron.CronExpression(text)
            assert list(caught.value.problems) == problems
            assert quartzcron.lint(text) == []
