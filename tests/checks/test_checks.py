"""Warnings: each with the text that earns it, its whole message, and texts that do not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import quartzcron
from quartzcron import Dialect
from quartzcron.clock import moments
from quartzcron.errors import CODES, draw

#: Dialect (None is the default), text, the whole drawing of its warnings.
WARNED = [
    # a star in front of a field that is set, and the text for one run
    (None, "* 9 * * *", """\
* in minute means 60 runs in every matching hour, not one
    * 9 * * *
    ^
    try 0 9 * * *"""),
    (None, "* 0 12 * * ?", """\
* in second means 60 runs in every matching minute, not one
    * 0 12 * * ?
    ^
    try 0 0 12 * * ?"""),
    ("unix", "* */4 * * *", """\
* in minute means 60 runs in every matching hour, not one
    * */4 * * *
    ^
    try 0 */4 * * *"""),
    ("unix", "* 9-17 * * MON-FRI", """\
* in minute means 60 runs in every matching hour, not one
    * 9-17 * * MON-FRI
    ^
    try 0 9-17 * * MON-FRI"""),
    ("eventbridge", "cron(* 14 * * ? *)", """\
* in minute means 60 runs in every matching hour, not one
    cron(* 14 * * ? *)
         ^
    try cron(0 14 * * ? *)"""),
    ("quartz", "* * 12 * * ?", """\
* in second means 3600 runs in every matching hour, not one
    * * 12 * * ?
    ^
    try 0 0 12 * * ?"""),
    ("quartz", "0 * 12 * * ?", """\
* in minute means 60 runs in every matching hour, not one
    0 * 12 * * ?
      ^
    try 0 0 12 * * ?"""),
    ("kubernetes", "? 9 * * *", """\
? in minute means 60 runs in every matching hour, not one
    ? 9 * * *
    ^
    try 0 9 * * *"""),
    ("unix", "* * * * 0", """\
* in minute means 1440 runs in every matching day, not one
    * * * * 0
    ^
    try 0 0 * * 0"""),
    ("unix", "* * 1 * *", """\
* in minute means 1440 runs in every matching day, not one
    * * 1 * *
    ^
    try 0 0 1 * *"""),
    ("unix", "* * * 6 *", """\
* in minute means 1440 runs in every matching day, not one
    * * * 6 *
    ^
    try 0 0 1 6 *"""),
    ("quartz", "* * * ? 6 *", """\
* in second means 86400 runs in every matching day, not one
    * * * ? 6 *
    ^
    try 0 0 0 1 6 ?"""),
    ("unix", "0 * * * 0", """\
* in hour means 24 runs in every matching day, not one
    0 * * * 0
      ^
    try 0 0 * * 0"""),
    ("unix", "30 * 1 * *", """\
* in hour means 24 runs in every matching day, not one
    30 * 1 * *
       ^
    try 30 0 1 * *"""),
    # its sibling: a number of seconds that was meant as a step
    (None, "5 * * * * ?", """\
this runs once a minute, at second 5, not every 5 seconds
    5 * * * * ?
    ^
    did you mean `*/5 * * * * ?` (every 5 seconds) or `0 */5 * * * ?` (every 5 minutes)?"""),
    ("azure", "30 * * * * *", """\
this runs once a minute, at second 30, not every 30 seconds
    30 * * * * *
    ^^
    did you mean `*/30 * * * * *` (every 30 seconds) or `0 */30 * * * *` (every 30 minutes)?"""),
    # weekday numbers, once a text, where a system that it may meet reads other days
    (None, "0 9 * * 1-5", """\
1-5 is MON-FRI here, but SUN-THU in systems such as Quartz
    0 9 * * 1-5
            ^^^
    try 0 9 * * MON-FRI"""),
    (None, "0 9 * * 0", """\
0 is SUN here, but MON in systems such as APScheduler
    0 9 * * 0
            ^
    try 0 9 * * SUN"""),
    (None, "0 9 * * 1,3,FRI", """\
1,3,FRI is MON,WED,FRI here, but SUN,TUE,FRI in systems such as Quartz
    0 9 * * 1,3,FRI
            ^^^^^^^
    try 0 9 * * MON,WED,FRI"""),
    (None, "0 0 * * 1/2", """\
1/2 is MON,WED,FRI here, but SUN,TUE,THU,SAT in systems such as Quartz
    0 0 * * 1/2
            ^^^
    try 0 0 * * MON,WED,FRI"""),
    (None, "0 0 0 ? * 6L", """\
6L is FRIL here, but SATL in systems such as Spring
    0 0 0 ? * 6L
              ^^
    try 0 0 0 ? * FRIL"""),
    (None, "0 0 * * +5#2,MON", """\
5#2,MON is FRI#2,MON here, but THU#2,MON in systems such as Quartz
    0 0 * * +5#2,MON
             ^^^^^^^
    try 0 0 * * +FRI#2,MON"""),
    ("quartz", "0 30 9 ? * 2-6", """\
2-6 is MON-FRI here, but TUE-SAT in systems such as Spring
    0 30 9 ? * 2-6
               ^^^
    try 0 30 9 ? * MON-FRI"""),
    ("eventbridge", "cron(0 9 ? * 2-6 *)", """\
2-6 is MON-FRI here, but TUE-SAT in systems such as Unix cron
    cron(0 9 ? * 2-6 *)
                 ^^^
    try cron(0 9 ? * MON-FRI *)"""),
    ("apscheduler", "0 9 * * 0-4", """\
0-4 is MON-FRI here, but SUN-THU in systems such as Unix cron
    0 9 * * 0-4
            ^^^
    try 0 9 * * MON-FRI"""),
    ("spring", "0 0 9 * * 1-5", """\
1-5 is MON-FRI here, but SUN-THU in systems such as Quartz
    0 0 9 * * 1-5
              ^^^
    try 0 0 9 * * MON-FRI"""),
    ("spring", "0 0 9 * * 5-7", """\
5-7 is FRI-SUN here, but THU-SAT in systems such as Quartz
    0 0 9 * * 5-7
              ^^^
    try 0 0 9 * * FRI-SUN"""),
    # days that some months lack
    (None, "0 0 31 * *", """\
31 does not exist in FEB, APR, JUN, SEP, NOV
    0 0 31 * *
        ^^
    the last day of every month is `0 0 L * *`"""),
    (None, "0 0 0 31W 4,5 ?", """\
31W does not exist in APR
    0 0 0 31W 4,5 ?
          ^^^"""),
    (None, "0 0 0 29,L-29 1-2 ?", """\
29 does not exist in FEB, leap years aside
    0 0 0 29,L-29 1-2 ?
          ^^
    the last day of every month is `0 0 0 L,L-29 1-2 ?`
L-29 does not exist in FEB
    0 0 0 29,L-29 1-2 ?
             ^^^^"""),
    (None, "0 0 0 L-30W * ?", """\
L-30W does not exist in FEB, APR, JUN, SEP, NOV
    0 0 0 L-30W * ?
          ^^^^^"""),
    (None, "0 0 0 ? * FRI#5", """\
FRI#5 is skipped in months without a fifth FRI
    0 0 0 ? * FRI#5
              ^^^^^
    the last FRI of every month is `0 0 0 ? * FRIL`"""),
    # what to write instead is in the words of the system, or left out where it has none
    ("unix", "0 0 31 * *", """\
31 does not exist in FEB, APR, JUN, SEP, NOV
    0 0 31 * *
        ^^"""),
    ("apscheduler", "0 0 15,31 * *", """\
31 does not exist in FEB, APR, JUN, SEP, NOV
    0 0 15,31 * *
           ^^
    the last day of every month is `0 0 15,last * *`"""),
    ("cronos", "0 0 15,31 * *", """\
31 does not exist in FEB, APR, JUN, SEP, NOV
    0 0 15,31 * *
           ^^"""),
    ("croniter", "0 0 * * FRI#5", """\
FRI#5 is skipped in months without a fifth FRI
    0 0 * * FRI#5
            ^^^^^
    the last FRI of every month is `0 0 * * L5`"""),
    ("croner", "0 0 * * FRI#5", """\
FRI#5 is skipped in months without a fifth FRI
    0 0 * * FRI#5
            ^^^^^
    the last FRI of every month is `0 0 * * FRIL`"""),
    # steps that do not fit
    (None, "*/7 * * * *", """\
*/7 starts over every hour: the last gap is 4, not 7
    */7 * * * *
    ^^^
    `*/6 * * * *` and `*/10 * * * *` run evenly"""),
    ("unix", "*/45 * * * *", """\
*/45 starts over every hour: the last gap is 15, not 45
    */45 * * * *
    ^^^^
    `*/30 * * * *` runs evenly"""),
    (None, "0 5/7 * * *", """\
5/7 starts over every day: the last gap is 10, not 7
    0 5/7 * * *
      ^^^"""),
    (None, "0 0 1 */5 *", """\
*/5 starts over every year: the last gap is 2, not 5
    0 0 1 */5 *
          ^^^
    `0 0 1 */4 *` and `0 0 1 */6 *` run evenly"""),
    (None, "0 0 * * */2", """\
*/2 starts over every week: the last gap is 1, not 2
    0 0 * * */2
            ^^^"""),
    ("unix", "0 0 */2 * *", """\
*/2 starts over every month: after day 31 it runs again on day 1
    0 0 */2 * *
        ^^^
    `0 0 1-30/2 * *` leaves out day 31"""),
    ("kubernetes", "0 0 1/10 * *", """\
1/10 starts over every month: after day 31 it runs again on day 1
    0 0 1/10 * *
        ^^^^
    `0 0 1-30/10 * *` leaves out day 31"""),
    ("unix", "0 0 */7 * *", """\
*/7 starts over every month: after day 29 it runs again on day 1
    0 0 */7 * *
        ^^^
    once a week is `0 0 * * SUN`"""),
    ("jenkins", "0 0 */7 * *", """\
*/7 starts over every month: after day 29 it runs again on day 1
    0 0 */7 * *
        ^^^
    once a week is `0 0 * * 0`"""),
    ("quartz", "0 0 0 */7 * ?", """\
*/7 starts over every month: after day 29 it runs again on day 1
    0 0 0 */7 * ?
          ^^^
    once a week is `0 0 0 ? * SUN`"""),
    ("unix", "0 0 */4 * *", """\
*/4 starts over every month: after day 29 it runs again on day 1
    0 0 */4 * *
        ^^^"""),
    # steps that do not get anywhere: this one is no hour and a half
    ("kubernetes", "*/90 * * * *", """\
*/90 in minute means only 0: a step of 90 goes past the end at once
    */90 * * * *
    ^^^^
    try 0 * * * *"""),
    ("kubernetes", "*/60 * * * *", """\
*/60 in minute means only 0: a step of 60 goes past the end at once
    */60 * * * *
    ^^^^
    try 0 * * * *"""),
    ("unix", "0 */24 * * *", """\
*/24 in hour means only 0: a step of 24 goes past the end at once
    0 */24 * * *
      ^^^^
    try 0 0 * * *"""),
    ("unix", "0 0 */40 * *", """\
*/40 in day of month means only 1: a step of 40 goes past the end at once
    0 0 */40 * *
        ^^^^
    try 0 0 1 * *"""),
    ("unix", "0 0 * * */7", """\
*/7 in day of week means only SUN: a step of 7 goes past the end at once
    0 0 * * */7
            ^^^
    try 0 0 * * SUN"""),
    ("unix", "0 9-12/5 * * *", """\
9-12/5 in hour means only 9: a step of 5 goes past the end at once
    0 9-12/5 * * *
      ^^^^^^
    try 0 9 * * *"""),
    (None, "0 30/40 * * * ?", """\
30/40 in minute means only 30: a step of 40 goes past the end at once
    0 30/40 * * * ?
      ^^^^^
    try 0 30 * * * ?"""),
    (None, "0 0 1 JAN-MAR/5,6 *", """\
JAN-MAR/5 in month means only 1: a step of 5 goes past the end at once
    0 0 1 JAN-MAR/5,6 *
          ^^^^^^^^^
    try 0 0 1 1,6 *"""),
    # ranges that go round
    (None, "0 17-9 * * *", """\
17-9 runs past the end of the day and starts over: it means 17-23,0-9
    0 17-9 * * *
      ^^^^
    `0 17-23,0-9 * * *` says the same in every system; did you mean `0 9-17 * * *`?"""),
    (None, "0 9 31-1 * *", """\
31-1 runs past the end of the month and starts over: it means 31,1
    0 9 31-1 * *
        ^^^^
    `0 9 31,1 * *` says the same in every system; did you mean `0 9 1-31 * *`?"""),
    (None, "*/10 17-9/2 * * *", """\
17-9/2 runs past the end of the day and starts over: it means 17,19,21,23,1,3,5,7,9
    */10 17-9/2 * * *
         ^^^^^^
    `*/10 17,19,21,23,1,3,5,7,9 * * *` says the same in every system; did you mean `*/10 9-17/2 * * *`?"""),
    ("celery", "0 9 * * 6-1", """\
6-1 runs past the end of the week and starts over: it means 6,0,1
    0 9 * * 6-1
            ^^^
    `0 9 * * 6,0,1` says the same in every system; did you mean `0 9 * * 1-6`?"""),
    # both day fields
    (None, "0 0 13 * FRI", """\
this runs on days that match either of the two day fields; some systems need both to match
    0 0 13 * FRI
        ^^^^^^^^
    for days that match both, write `0 0 13 * +FRI`"""),
    (None, "0 0 1-7 * MON", """\
this runs on days that match either of the two day fields; some systems need both to match
    0 0 1-7 * MON
        ^^^^^^^^^
    for days that match both, write `0 0 * * MON#1`"""),
    ("croner", "0 0 22-28 * MON", """\
this runs on days that match either of the two day fields; some systems need both to match
    0 0 22-28 * MON
        ^^^^^^^^^^^
    for days that match both, write `0 0 * * MON#4`"""),
    (None, "0 0 13 * +FRI", """\
this runs only on days that match both day fields; in some systems one is enough
    0 0 13 * +FRI
        ^^^^^^^^^"""),
    ("unix", "0 0 */2 * MON", """\
*/2 starts over every month: after day 31 it runs again on day 1
    0 0 */2 * MON
        ^^^
    `0 0 1-30/2 * MON` leaves out day 31
this runs only on days that match both day fields; in some systems one is enough
    0 0 */2 * MON
        ^^^^^^^^^"""),
    ("unix", "0 0 1-7 * 1", """\
this runs on days that match either of the two day fields; some systems need both to match
    0 0 1-7 * 1
        ^^^^^^^"""),
    ("celery", "0 0 1,15 * 1", """\
this runs only on days that match both day fields; in some systems one is enough
    0 0 1,15 * 1
        ^^^^^^^^"""),
    ("google-cloud-scheduler", "0 0 13 * FRI", """\
this runs on days that match either of the two day fields; some systems need both to match
    0 0 13 * FRI
        ^^^^^^^^"""),
    # what never fires is valid
    (None, " 0 0 0 31 4,6 ? ", """\
no date matches, so this never runs
     0 0 0 31 4,6 ? 
     ^^^^^^^^^^^^^^"""),
    # what the system itself does
    ("quartz", "0 0 0 ? * MON-FRI/2", """\
Quartz silently ignores the step in MON-FRI/2; here it counts
    0 0 0 ? * MON-FRI/2
              ^^^^^^^^^
    try 0 0 0 ? * MON,WED,FRI"""),
    ("quartz", "0 0 0 1 JAN/3 ?", """\
Quartz silently ignores the step in JAN/3; here it counts
    0 0 0 1 JAN/3 ?
            ^^^^^
    try 0 0 0 1 JAN,APR,JUL,OCT ?"""),
    ("apscheduler", "0 0 * * MON-FRI/2", """\
APScheduler silently ignores the step in MON-FRI/2; here it counts
    0 0 * * MON-FRI/2
            ^^^^^^^^^
    try 0 0 * * MON,WED,FRI"""),
    # what is not documented, and the text that is
    ("google-cloud-scheduler", "5/15 22 ? * mon-Fri", """\
it is not documented whether Google Cloud Scheduler accepts 5/15
    5/15 22 ? * mon-Fri
    ^^^^
    try 5-59/15 22 ? * mon-Fri
it is not documented whether Google Cloud Scheduler accepts ?
    5/15 22 ? * mon-Fri
            ^
    try 5/15 22 * * mon-Fri
it is not documented whether Google Cloud Scheduler accepts mon-Fri
    5/15 22 ? * mon-Fri
                ^^^^^^^
    try 5/15 22 ? * MON-FRI"""),
    ("google-cloud-scheduler", "0 0 1 feb *", """\
it is not documented whether Google Cloud Scheduler accepts feb
    0 0 1 feb *
          ^^^
    try 0 0 1 FEB *"""),
    ("google-cloud-scheduler", "@Daily", """\
it is not documented whether Google Cloud Scheduler accepts @Daily
    @Daily
    ^^^^^^
    try 0 0 * * *"""),
    # a range of one value that is every value
    ("croniter", "5-5 9 * * *", """\
5-5 in minute means every value here, not one
    5-5 9 * * *
    ^^^
    did you mean `5 9 * * *` or `* 9 * * *`?"""),
    ("croniter", "0 9 1-1/3 * *", """\
1-1/3 in day of month means every value here, not one
    0 9 1-1/3 * *
        ^^^^^
    did you mean `0 9 1 * *` or `0 9 */3 * *`?
1-1/3 starts over every month: after day 31 it runs again on day 1
    0 9 1-1/3 * *
        ^^^^^
    `0 9 1-30/3 * *` leaves out day 31"""),
    ("adobe", "0 0 0 ? * FRI-MON", """\
it is not documented whether Adobe Experience Platform accepts FRI-MON
    0 0 0 ? * FRI-MON
              ^^^^^^^
    try 0 0 0 ? * FRI,SAT,SUN,MON"""),
    ("eventbridge", "Cron(0 0 L-3,1 * ? 2027/300)", """\
it is not documented whether Amazon EventBridge accepts Cron
    Cron(0 0 L-3,1 * ? 2027/300)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    try cron(0 0 L-3,1 * ? 2027/300)
it is not documented whether Amazon EventBridge accepts L-3
    Cron(0 0 L-3,1 * ? 2027/300)
             ^^^
it is not documented whether Amazon EventBridge accepts 2027/300
    Cron(0 0 L-3,1 * ? 2027/300)
                       ^^^^^^^^
    try Cron(0 0 L-3,1 * ? 2027)"""),
    ("eventbridge", "cron(0 0 LW * ? *)", """\
it is not documented whether Amazon EventBridge accepts LW
    cron(0 0 LW * ? *)
             ^^"""),
    ("eventbridge", "cron(0 0 L-3W * ? *)", """\
it is not documented whether Amazon EventBridge accepts L-3W
    cron(0 0 L-3W * ? *)
             ^^^^"""),
    ("ocps", "0 0 ? * *", """\
it is not documented whether Open Cron Pattern Specification accepts ?
    0 0 ? * *
        ^
    try 0 0 * * *"""),
    # a day beside a * where one field is enough
    ("quartznet", "0 0 9 * * MON-FRI", """\
MON-FRI changes nothing beside * in day of month: Quartz.NET runs on days that match either field
    0 0 9 * * MON-FRI
              ^^^^^^^
    to run only on these days, write `0 0 9 ? * MON-FRI`"""),
    ("quartznet", "0 0 9 L * *", """\
L changes nothing beside * in day of week: Quartz.NET runs on days that match either field
    0 0 9 L * *
          ^
    to run only on these days, write `0 0 9 L * ?`"""),
    ("quartznet", "0 0 9 1-7 * MON", """\
this runs on days that match either of the two day fields; some systems need both to match
    0 0 9 1-7 * MON
          ^^^^^^^^^
    for days that match both, write `0 0 9 ? * MON#1`"""),
    # 1 is Sunday in five fields
    ("cloudflare", "0 9 * * 2-6", """\
2-6 is MON-FRI here, but TUE-SAT in systems such as Unix cron
    0 9 * * 2-6
            ^^^
    try 0 9 * * MON-FRI"""),
    # six and seven fields in an order of their own
    ("langgraph", "0 2 15 * * 5", """\
LangGraph Platform reads 6 fields in its own way: the sixth field is seconds and comes last
    0 2 15 * * 5
    ^^^^^^^^^^^^"""),
    ("croniter", "0 2 15 * * 5 2030", """\
croniter reads 7 fields in its own way: the sixth field is seconds, the seventh the year
    0 2 15 * * 5 2030
    ^^^^^^^^^^^^^^^^^"""),
    ("croniter", "0 9 * * * *", """\
croniter reads 6 fields in its own way: the sixth field is seconds and comes last
    0 9 * * * *
    ^^^^^^^^^^^
* in second means 60 runs in every matching minute, not one
    0 9 * * * *
              ^
    try 0 9 * * * 0"""),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "drawing"), WARNED, ids=lambda value: None)
def test_the_whole_warning(dialect: str | None, text: str, drawing: str) -> None:
    rules = Dialect.named(dialect or "quartzcron")
    rules = rules if rules.seed is None else rules.seeded("5")
    found = quartzcron.lint(text, rules)
    assert draw(text, found) == drawing
    assert {warning.severity for warning in found} == {"warning"}
    assert {warning.code for warning in found} <= set(CODES)
    assert quartzcron.is_valid(text, rules)


#: Texts that a careful reader has nothing to say about.
@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (None, "* * * * *"),
        (None, "* * * * * ?"),
        (None, "* * * * * ? 2030"),  # years bound a time, they do not set one
        (None, "0 9 * * MON-FRI"),
        (None, "*/15 */6 1-28 */3 *"),
        (None, "30 30 30 ? * ?"),  # invalid: validate says so
        (None, "0 0 L * *"),
        (None, "@weekly"),
        (None, "0 0 * * 0-6"),
        (None, "0 0 * * 0-7"),
        ("quartz", "0 0 0 ? * 1-7"),
        ("quartz", "0 0 0 ? * 1-7/1"),
        (None, "0 0 30 1,3 *"),
        (None, "0 0 29 2 *"),  # who names 29 February means it
        ("quartznet", "0 0 9 * * *"),  # both are every day
        ("quartznet", "0 0 9 31W * ?"),  # no month lacks it there
        ("nomad", "0 9 * * monday-friday"),
        ("cloudflare", "59 23 LW * *"),
        ("vercel", "0 9 1 * *"),
        ("langgraph", "27 15 * * *"),
        ("google-cloud-scheduler", "* * * * *"),
        ("adobe", "0 0 1 * * ?"),
        # who writes a step says how often; */1 says that each one is meant
        ("unix", "*/5 9-17 * * *"),
        ("unix", "*/1 9-17 * * *"),
        ("unix", "0-59 9-17 * * *"),
        ("quartz", "*/10 * 9 * * ?"),
        # stars before what is set to everything
        ("unix", "* 0-23 1-31 1-12 *"),
        ("quartz", "* 0-59 9 * * ?"),
        # once an hour, on some days
        ("unix", "0 * * * MON-FRI"),
        ("unix", "0 * 1,15 * *"),
        ("unix", "5 * * * *"),
        ("quartz", "7 * * * * ?"),  # 7 is a time, not an interval
        ("quartz", "0 * * * * ?"),
        ("quartz", "5 0 * * * ?"),
        # numbers that all neighbours read alike
        ("unix", "0 9 * * 1-5"),
        ("kubernetes", "0 9 * * 1-5"),
        ("github-actions", "0 9 * * 1-5"),
        ("airflow", "0 9 * * 1-5"),
        # steps from a time on to the end of the day
        ("croniter", "0 8/2 * * *"),
        ("quartz", "0 30/10 8/3 * * ?"),
        (None, "0 0 * * MON/2"),
        ("kubernetes", "0 0 2/2 * *"),  # the even days never meet
        ("unix", "0 0 */8 * *"),
        (None, "0 0 0 1 1 ? */4"),
        # what goes round as it is meant
        ("quartz", "0 0 0 ? * FRI-MON"),
        ("quartz", "0 0 0 1 NOV-FEB ?"),
        ("cronie", "0 0 * * 5-0"),
        # the first Monday, where both must match
        ("celery", "0 9 1-7 * 1"),
        ("spring", "0 0 9 1-7 * MON"),
    ],
)
def test_nothing_to_warn_about(dialect: str | None, text: str) -> None:
    assert quartzcron.lint(text, dialect) == []


def test_what_a_service_forbids_is_no_matter_of_lint() -> None:
    assert quartzcron.lint("* * 9 * * ?", "databricks") == []
    # Nor is it ever a hint: five seconds are too few there.
    [found] = quartzcron.lint("5 * * * * ?", "databricks")
    assert found.hint == "did you mean `0 */5 * * * ?` (every 5 minutes)?"


def test_an_at_word_is_what_it_is() -> None:
    words = (("@nine", "* 9 31 * 1"), ("@never", "0 0 30 2 *"))
    mine = Dialect.named("unix").replace(name="mine", shorthands=words)
    assert quartzcron.lint("@nine", mine, select=["numeric-weekday"]) == []
    [found] = quartzcron.lint(" @never ", mine)
    assert (found.code, found.span) == ("never-fires", (1, 7))


# --- what is off unless it is asked for ---------------------------------------


@pytest.mark.parametrize(
    ("dialect", "text", "hint"),
    [
        ("unix", "0 9 * * 1-5", "0 9 * * MON-FRI"),
        ("unix", "0 0 * * 5-7", "0 0 * * FRI,SAT,SUN"),
        ("kubernetes", "0 0 * * 0", "0 0 * * SUN"),
        ("croniter", "0 0 * * 1,3", "0 0 * * MON,WED"),
        ("croniter", "0 0 * * L5", None),  # it has no name for it
        ("posix", "0 0 * * 1-5", None),  # it has no names
    ],
)
def test_numeric_weekdays_are_told_when_asked_for(
    dialect: str, text: str, hint: str | None
) -> None:
    assert quartzcron.lint(text, dialect) == []
    [found] = quartzcron.lint(text, dialect, select=["numeric-weekday"])
    assert (found.code, found.hint) == ("numeric-weekday", hint)


def test_only_codes_of_warnings_can_be_selected() -> None:
    assert quartzcron.lint("0 9 * * *", select=("numeric-weekday", "uneven-step")) == []
    for code in ("out-of-range", "numeric-weekdays"):
        with pytest.raises(ValueError, match=f"there is no warning '{code}'"):
            quartzcron.lint("0 9 * * *", select=[code])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="several codes, not a str"):
        quartzcron.lint("0 9 * * *", select="uneven-step")  # type: ignore[arg-type]


# --- years ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("0 0 9 * * ? 2020-2025", True),
        ("0 0 9 1 1 ? 2026", True),
        ("0 0 9 14 3 ? 2026", False),  # a day is allowed for: it may be yesterday somewhere
        ("0 0 9 13 3 ? 2026", True),
        ("0 0 9 * * ? 2020,2026", False),
        ("0 0 9 * * ? *", False),
        ("0 0 9 30 2 ? 2020", False),  # which never came
    ],
)
def test_years_that_are_over(text: str, is_over: bool) -> None:
    after = datetime(2026, 3, 15, 12)
    for moment in (after, after.replace(tzinfo=UTC)):
        for zone in (None, "Asia/Tokyo"):
            found = quartzcron.lint(text, tz=zone, after=moment)
            told = [warning for warning in found if warning.code == "past-years"]
            assert bool(told) is is_over
            for warning in told:
                assert warning.field == "year"
                assert text[slice(*warning.span)] == warning.values["found"]
    assert told == [] or told[0].message == (
        f"every date that {text.split()[-1]} allows has passed, so this never runs again"
    )


def test_years_are_over_from_now_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "0 0 9 * * ? 2030"
    monkeypatch.setattr(moments, "now", lambda: datetime(2030, 12, 31, 23, tzinfo=UTC))
    assert quartzcron.lint(text) == []
    monkeypatch.setattr(moments, "now", lambda: datetime(2031, 1, 3, tzinfo=UTC))
    assert [found.code for found in quartzcron.lint(text)] == ["past-years"]
