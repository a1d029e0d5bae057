"""What each system makes of a text, and what this library makes of it.

Every row was seen in the system's source, its documentation or by running it.
Where a system takes a text by accident, dropping or reinterpreting a part of
it, the library refuses it on purpose: there the two verdicts part.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

import pytest

import quartzcron
from quartzcron import CronExpression

A, R = "accepted", "refused"

# Dialect, text, what the system does with it, and what is made of it here: the code
# of the error, "= text" of the default dialect with the same wall times, "never", or
# the first dates from 2026 on.
VERDICTS = [
    # Quartz 2.5
    ("quartz", "0 27 15 * * ?", A, "= 27 15 * * *"),
    ("quartz", "0 27 15 ? * *", A, "= 27 15 * * *"),
    ("quartz", "27 15 * * *", R, "field-count"),
    ("quartz", "0 0 12 * * *", R, "day-fields-both"),
    ("quartz", "0 0 12 ? * ?", R, "day-fields-neither"),
    ("quartz", "0 0 12 1 * MON", R, "day-fields-both"),
    ("quartz", "0 0 22-2 * * ?", A, "= 0 22,23,0,1,2 * * *"),
    ("quartz", "0 0 0 ? * FRI-MON", A, "= 0 0 * * FRI,SAT,SUN,MON"),
    ("quartz", "0 0 0 30-2 * ?", A, "= 0 0 30,31,1,2 * *"),
    ("quartz", "0 0 14-6/4 * * ?", A, "= 0 14,18,22,2,6 * * *"),
    ("quartz", "0 5/15 * * * ?", A, "= 5,20,35,50 * * * *"),
    ("quartz", "0 /15 * * * ?", A, "= */15 * * * *"),
    ("quartz", "0 0/60 * * * ?", R, "step-too-large"),
    ("quartz", "0 1-10/70 * * * ?", A, "step-too-large"),
    ("quartz", "0 */0 * * * ?", A, "step-zero"),
    ("quartz", "0 0 0 0/5 * ?", R, "out-of-range"),
    ("quartz", "0 0 0 */32 * ?", R, "step-too-large"),
    ("quartz", "0 0 0 ? * */2", A, "= 0 0 * * SUN,TUE,THU,SAT"),
    ("quartz", "0 0 0 ? * 0", R, "out-of-range"),
    ("quartz", "0 0 0 ? * 8", R, "out-of-range"),
    ("quartz", "0 0 0 ? * L", A, "= 0 0 * * SAT"),
    ("quartz", "0 0 0 ? * 6L", A, "= 0 0 * * FRIL"),
    ("quartz", "0 0 0 ? * FRIL", A, "= 0 0 * * FRIL"),
    ("quartz", "0 0 0 ? * 5L", A, "= 0 0 * * THUL"),
    ("quartz", "0 0 0 ? * 2,6L", R, "special-not-in-list"),
    ("quartz", "0 0 0 ? * 6#3", A, "= 0 0 * * FRI#3"),
    ("quartz", "0 0 0 ? * 6#6", R, "out-of-range"),
    ("quartz", "0 0 0 ? * 6#0", R, "out-of-range"),
    ("quartz", "0 0 0 ? * 3#1,6#3", R, "special-not-in-list"),
    ("quartz", "0 0 0 ? * 2,6#3", A, "special-not-in-list"),
    ("quartz", "0 0 0 ? * MON-FRI/2", A, "= 0 0 * * MON,WED,FRI"),  # Quartz drops the step
    ("quartz", "0 0 0 ? * MONDAY", A, "unknown-name"),
    ("quartz", "0 0 0 ? * MON-6", R, "mixed-range"),
    ("quartz", "0 0 0 L-3 * ?", A, "2026-01-28 2026-02-25"),
    ("quartz", "0 0 0 L-31 * ?", R, "out-of-range"),
    ("quartz", "0 0 0 L-3W * ?", A, "2026-01-28 2026-02-25 2026-03-27"),
    ("quartz", "0 0 0 LW * ?", A, "2026-01-30 2026-02-27 2026-03-31"),
    ("quartz", "0 0 0 1W * ?", A, "2026-01-01 2026-02-02"),
    ("quartz", "0 0 0 31W * ?", A, "2026-01-30 2026-03-31 2026-05-29"),
    ("quartz", "0 0 0 L,15 * ?", A, "2026-01-15 2026-01-31 2026-02-15"),
    ("quartz", "0 0 0 1,15W * ?", A, "2026-01-01 2026-01-15 2026-02-01 2026-02-16"),
    ("quartz", "0 0 0 1 1 ? 2027 9", R, "field-count"),
    ("quartz", "0 0 0 1 1 ? 2027-2028", A, "2027-01-01 2028-01-01"),
    ("quartz", "0 0 0 1 1 ? 2028-2027", R, "range-reversed"),
    # Quartz looks no further than a hundred years; its documentation says 2199.
    ("quartz", "0 0 0 1 1 ? 2199", A, "2199-01-01"),
    ("quartz", "0 0 0 30 2 ?", A, "never"),
    ("quartz", "0 0 0 1,,2 * ?", A, "empty-item"),
    ("quartz", "0 0 +5 * * ?", R, "not-a-value"),
    ("quartz", "0 0 0 ? * MON,FRI, SAT", R, "blank-in-list"),
    # Debian cron and cronie
    ("unix", "27 15 * * *", A, "= 27 15 * * *"),
    ("cronie", "27 15 * * *", A, "= 27 15 * * *"),
    ("unix", "5/15 * * * *", R, "step-not-here"),
    ("cronie", "5/15 * * * *", R, "step-not-here"),
    ("unix", "*/0 * * * *", R, "step-zero"),
    ("cronie", "*/0 * * * *", R, "step-zero"),
    ("unix", "*/100 * * * *", A, "= 0 * * * *"),
    ("cronie", "*/100 * * * *", A, "= 0 * * * *"),
    ("unix", "0 22-2 * * *", A, "range-never-fires"),
    ("cronie", "0 22-2 * * *", A, "range-misread"),
    ("unix", "0 0 * * SAT-SUN", A, "range-never-fires"),
    ("cronie", "0 0 * * SAT-SUN", A, "= 0 0 * * SAT,SUN"),
    ("unix", "0 5-0 * * *", A, "range-never-fires"),
    ("cronie", "0 5-0 * * *", A, "range-misread"),
    ("unix", "5-64/30 * * * *", R, "out-of-range"),
    ("cronie", "5-64/30 * * * *", A, "out-of-range"),
    ("unix", "*5 0 * * *", A, "trailing-text"),
    ("cronie", "*5 0 * * *", R, "trailing-text"),
    ("unix", "0 0 * * 1#2", A, "special-not-here"),
    ("cronie", "0 0 * * 1#2", R, "special-not-here"),
    ("unix", "0 0 * * ?", R, "special-not-here"),
    ("unix", "0 0 L * *", R, "special-not-here"),
    ("unix", "0 0 * * 5L", R, "special-not-here"),
    ("cronie", "0 0 15W * *", R, "special-not-here"),
    ("unix", "0 0 1,15 * MON", A, "= 0 0 1,15 * MON"),
    ("cronie", "0 0 */2 * MON", A, "= 0 0 */2 * +MON"),
    ("unix", "0 0 */2 * MON", A, "= 0 0 */2 * +MON"),
    ("unix", "0 0 10,* * MON", A, "= 0 0 * * *"),
    ("cronie", "0 0 1-31 * MON", A, "= 0 0 * * *"),
    ("unix", "0 0 * * Monday", R, "unknown-name"),
    ("unix", "0 0 * * 8", R, "out-of-range"),
    ("cronie", "0 0 0 * *", R, "out-of-range"),
    ("unix", "0 0 * 0 *", R, "out-of-range"),
    # Spring 5.3 to 7
    ("spring", "0 27 15 * * *", A, "= 27 15 * * *"),
    ("spring", "0 27 15 ? * ?", A, "= 27 15 * * *"),
    ("spring", "27 15 * * *", R, "field-count"),
    ("spring", "0 0 0 1 1 * 2027", R, "field-count"),
    ("spring", "0 0 0 13 * FRI", A, "= 0 0 13 * +FRI"),
    ("spring", "0 0 0 * * 5L", A, "= 0 0 * * FRIL"),
    ("spring", "0 0 0 * * 5#3", A, "= 0 0 * * FRI#3"),
    ("spring", "0 0 0 * * L", R, "last-needs-weekday"),
    ("spring", "0 0 0 * * */2", A, "= 0 0 * * MON,WED,FRI,SUN"),
    ("spring", "0 0 0 * * 0/2", A, "= 0 0 * * SUN,TUE,THU,SAT"),
    ("spring", "0 0 0 * * SUN-TUE", A, "= 0 0 * * SUN,MON,TUE"),
    ("spring", "0 0 0 * * 7-2", A, "= 0 0 * * SUN,MON,TUE"),
    ("spring", "0 0 0 * * SAT-SUN", A, "= 0 0 * * SAT,SUN"),
    ("spring", "0 0 0 * * 5-0", R, "range-reversed"),
    ("spring", "0 0 0 * * FRI-MON", R, "range-reversed"),
    ("spring", "0 0 22-2 * * *", R, "range-reversed"),
    ("spring", "0 0 0 * * 7-7", A, "range-equal"),
    ("spring", "0 0/60 * * * *", A, "= 0 * * * *"),
    ("spring", "@Daily", A, "= 0 0 * * *"),
    ("spring", "0 0 0 l * *", R, "small-letter"),
    ("spring", "0 0 0 15w * *", R, "small-letter"),
    ("spring", "0 0 0 * * fril", A, "= 0 0 * * FRIL"),
    ("spring", "0\t0 0 * * *", R, "white-space"),
    ("spring", "0 0 0 L-3W * *", R, "special-not-here"),
    ("spring", "0 0 0 L,15 * *", A, "= 0 0 L,15 * *"),
    ("spring", "0 0 0 1W,15W * *", A, "= 0 0 1W,15W * *"),
    ("spring", "0 0 0 * * 1#1,5#3", A, "= 0 0 * * MON#1,FRI#3"),
    ("spring", "0 0 0 * JANFEB *", A, "unknown-name"),
    ("spring", "0 0 0 * * 1#6", A, "out-of-range"),
    # 31 May 2026 is a Sunday: Quartz goes back to the 29th, Spring forwards and out.
    ("spring", "0 0 0 31W * *", A, "2026-01-30 2026-03-31 2026-07-31"),
    # robfig/cron v3, which Kubernetes reads with
    ("kubernetes", "0 0 * * 7", R, "out-of-range"),
    ("kubernetes", "0 0 * * SAT-SUN", R, "range-reversed"),
    ("kubernetes", "0 0 */2 * MON", A, "= 0 0 */2 * MON"),
    ("kubernetes", "0 0 */1 * MON", A, "= 0 0 * * MON"),
    ("kubernetes", "0 0 10,* * MON", A, "= 0 0 * * MON"),
    ("kubernetes", "5/15 * * * *", A, "= 5,20,35,50 * * * *"),
    ("kubernetes", "?/5 * * * *", A, "= */5 * * * *"),
    ("kubernetes", "? ? ? ? ?", A, "= * * * * *"),
    ("robfig", "@every 1h30m", A, "not-a-calendar-schedule"),
    ("robfig", "TZ=Asia/Tokyo 0 0 * * *", A, "zone-in-text"),
    ("kubernetes", "@reboot", R, "not-a-calendar-schedule"),
    ("kubernetes", "@Daily", R, "unknown-shorthand"),
    ("kubernetes", ", 0 * * *", A, "empty-item"),
    ("kubernetes", "*-5 * * * *", A, "trailing-text"),
    # croner 11 and the Open Cron Pattern Specification
    ("croner", "0/15 * * * *", R, "step-not-here"),
    ("ocps", "0/15 * * * *", R, "step-not-here"),
    ("croner", "5/15 * * * *", R, "step-not-here"),
    ("ocps", "5/15 * * * *", R, "step-not-here"),
    ("croner", "0 12 1 * +MON", A, "2026-06-01 2027-02-01"),
    ("ocps", "0 12 1 * +MON", A, "2026-06-01 2027-02-01"),
    ("croner", "0 0 * * FRI#L", A, "= 0 0 * * FRIL"),
    ("ocps", "0 0 * * 5#L", A, "= 0 0 * * FRIL"),
    ("croner", "0 0 L-3 * *", R, "special-not-here"),
    ("croner", "0 0 * * L", R, "last-needs-weekday"),
    ("croner", "@Daily", A, "= 0 0 * * *"),
    ("ocps", "@Daily", R, "unknown-shorthand"),
    ("ocps", "0 0 l * *", R, "small-letter"),
    ("croner", "0 0 l * *", A, "= 0 0 L * *"),
    ("ocps", "0 0 1,15W * *", R, "special-not-in-list"),
    ("croner", "0 0 1,15W * *", A, "= 0 0 1,15W * *"),
    ("croner", "0 0 LW * *", A, "= 0 0 LW * *"),
    ("croner", "0 0 L,LW * *", R, "special-not-in-list"),
    ("croner", "*/60 * * * *", A, "= 0 * * * *"),
    ("croner", "*/61 * * * *", R, "step-too-large"),
    ("croner", "5-64/30 * * * *", A, "out-of-range"),
    ("croner", "? ? ? ? ?", A, "= * * * * *"),
    ("croner", "0 0 * * SAT-SUN", A, "= 0 0 * * SAT,SUN"),
    ("ocps", "0 22-2 * * *", R, "range-reversed"),
    ("ocps", "0 0 12 * * MON 2027", A, "2027-01-04 2027-01-11"),
    # croniter 7
    ("croniter", "0 22-2 * * *", A, "= 0 22,23,0,1,2 * * *"),
    ("croniter", "0 0 * * 5-0", A, "= 0 0 * * FRI,SAT,SUN"),
    ("croniter", "0 0 * * 7-0", A, "range-equal"),
    ("croniter", "0 0 * * 7-SUN/2", A, "range-equal"),
    ("croniter", "0 0 * * 7-1", A, "= 0 0 * * SUN,MON"),
    ("croniter", "0 0 * * 5L", R, "special-not-here"),
    ("croniter", "0 2 15 * * 5", A, "= 5 0 2 15 * ?"),
    ("croniter", "0 0 31 2 *", A, "never"),
    # croniter again, under another roof
    ("airflow", "@quarterly", A, "= 0 0 1 1,4,7,10 *"),
    ("airflow", "@once", A, "not-a-calendar-schedule"),
    ("airflow", "@continuous", A, "not-a-calendar-schedule"),
    # Celery
    ("celery", "0 0 * * Monday", A, "= 0 0 * * MON"),
    ("celery", "0 0 * * monkey", A, "unknown-name"),
    ("celery", "0  0 * * *", R, "white-space"),
    ("celery", "0\t0 * * *", R, "white-space"),
    ("celery", " 0 0 * * *", R, "white-space"),
    ("celery", "0 22-2 * * *", A, "= 0 22,23,0,1,2 * * *"),
    ("celery", "5/15 * * * *", R, "step-not-here"),
    ("celery", "0 0 13 * fri", A, "= 0 0 13 * +FRI"),
    ("celery", "0 0 31 2 *", R, "impossible-date"),
    ("celery", "0 0 * * 7", R, "out-of-range"),
    ("celery", "@daily", R, "unknown-shorthand"),
    # APScheduler 3
    ("apscheduler", "0 0 * * 1-5/2", A, "= 0 0 * * TUE,THU,SAT"),
    ("apscheduler", "0 0 * * 7", R, "out-of-range"),
    ("apscheduler", "*/60 * * * *", R, "step-too-large"),
    ("apscheduler", "*/59 * * * *", A, "= 0,59 * * * *"),
    ("apscheduler", "0-10/11 * * * *", R, "step-too-large"),
    ("apscheduler", "5/15 * * * *", A, "= 5,20,35,50 * * * *"),
    ("apscheduler", "0 0 last * *", A, "= 0 0 L * *"),
    ("apscheduler", "0 22-2 * * *", R, "range-reversed"),
    ("apscheduler", "0 0 * * mon#2", A, "special-not-here"),
    ("apscheduler", "0 0 * * MON-FRI/2", A, "= 0 0 * * MON,WED,FRI"),  # it drops the step
    # Cronos
    ("cronos", "0 0 13 * 5", A, "= 0 0 13 * +FRI"),
    ("cronos", "0 0 L,15 * *", R, "special-not-in-list"),
    ("cronos", "*/60 * * * *", R, "step-too-large"),
    ("cronos", "*/59 * * * *", A, "= 0,59 * * * *"),
    ("cronos", "*,5 * * * *", R, "special-not-in-list"),
    ("cronos", "*/15,5 * * * *", R, "special-not-in-list"),
    ("cronos", "005 * * * *", R, "too-many-digits"),
    ("cronos", "*/005 * * * *", R, "too-many-digits"),
    ("cronos", "0 0 * * 1/2", A, "= 0 0 * * MON,WED,FRI,SUN"),
    ("cronos", "0 0 * * 0/2", A, "= 0 0 * * SUN,TUE,THU,SAT"),
    ("cronos", "0 23-5/3 * * *", A, "= 0 23,2,5 * * *"),
    ("cronos", "30,45-15/2 * * * *", A, "= 30,45,47,49,51,53,55,57,59,1,3,5,7,9,11,13,15 * * * *"),
    ("hangfire", "@every_second", A, "= * * * * * ?"),
    ("hangfire", "@Every_Minute", A, "= * * * * *"),
    ("cronos", "? 0 L-3W * ?", A, "= * 0 L-3W * *"),
    # Amazon EventBridge
    ("eventbridge", "cron(0 12 * * * *)", R, "day-fields-both"),
    ("eventbridge", "cron(0 12 * * ? *)", A, "= 0 12 * * *"),
    ("eventbridge", "cron(0 12 * * ?)", R, "field-count"),
    ("eventbridge", "cron(0 0 12 * * ? *)", R, "field-count"),
    ("eventbridge", "cron(1/10 * ? * 3#2 2030)", A, "= 0 1/10 * ? * TUE#2 2030"),
    ("eventbridge", "0 12 * * ? *", R, "wrapper"),
    ("eventbridge", "cron(0 12 * * ? *", R, "wrapper"),
    ("eventbridge", "cron(0 12 * * ? *))", R, "wrapper"),
    ("eventbridge", "cron()", R, "empty"),
    ("eventbridge", "rate(5 minutes)", A, "not-a-calendar-schedule"),
    ("eventbridge", "at(2027-01-01T00:00:00)", A, "not-a-calendar-schedule"),
    ("eventbridge", "cron(0 12 ? * MON-FRI/2 *)", R, "step-not-here"),
    # Adobe's appendix; the second breaks its own rule
    ("adobe", "0 0 1 * * ?", A, "= 0 1 * * *"),
    ("adobe", "0 * 18 * * ?", R, "more-than-once-a-day"),
    ("adobe", "0 30 12 ? * 6L", A, "= 30 12 * * FRIL"),
    ("adobe", "0 30 12 ? * 4#3", A, "= 30 12 * * WED#3"),
    ("adobe", "0 30 9 * * ? 2022", A, "= 0 30 9 * * ? 2022"),
    # GitHub Actions
    ("github-actions", "*/4 * * * *", R, "too-often"),
    ("github-actions", "*/5 * * * *", A, "= */5 * * * *"),
    ("github-actions", "0,58 * * * *", R, "too-often"),
    ("github-actions", "@daily", R, "unknown-shorthand"),
    ("github-actions", "0 0 * * 7", R, "out-of-range"),
    # Databricks
    ("databricks", "0/10 * * * * ?", A, "= 0/10 * * * * ?"),
    ("databricks", "0/9 * * * * ?", R, "too-often"),
    # Jenkins
    ("jenkins", "0 0 * * MON", R, "names-not-here"),
    ("jenkins", "5/15 * * * *", R, "step-not-here"),
    ("jenkins", "0 22-2 * * *", R, "range-reversed"),
    ("jenkins", "0 0 13 * 5", A, "= 0 0 13 * +FRI"),
    ("jenkins", "0 0 * * 5-7", A, "= 0 0 * * FRI,SAT,SUN"),
    # Azure Functions
    ("azure", "0 0 22-2 * * *", A, "range-misread"),
    ("azure", "0 0 0 * * t", A, "ambiguous-name"),
    ("azure", "0 0 0 * * w", A, "= 0 0 * * WED"),
    ("azure", "0 0 0 * Septem Monday", A, "= 0 0 * SEP MON"),
    ("azure", "0 */0 * * * *", A, "step-zero"),
    ("azure", "0 0 0 13 * fri", A, "= 0 0 13 * +FRI"),
    ("azure", "0 0 0 ? * *", R, "special-not-here"),
    ("ncrontab", "00:05:00", A, "not-a-calendar-schedule"),
    # Snowflake
    ("snowflake", "0 0 L * *", A, "= 0 0 L * *"),
    ("snowflake", "0 0 * * 5L", A, "= 0 0 * * FRIL"),
    ("snowflake", "0 0 1 4/3 *", A, "= 0 0 1 4,7,10 *"),
    ("snowflake", "0 9 * * * America/New_York", A, "zone-in-text"),
    ("snowflake", "0 9 * * * UTC", A, "zone-in-text"),
    # POSIX
    ("posix", "*/5 * * * *", R, "step-not-here"),
    ("posix", "0 0 * * MON", R, "names-not-here"),
    ("posix", "0 0 * * 7", R, "out-of-range"),
    ("posix", "0 0 1,15 * 1-5", A, "= 0 0 1,15 * MON-FRI"),
    ("posix", "@daily", R, "unknown-shorthand"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "system", "ours"), VERDICTS)
def test_what_a_system_makes_of_a_text(dialect: str, text: str, system: str, ours: str) -> None:
    problems = quartzcron.validate(text, dialect)
    if problems:
        assert {found.code for found in problems} == {ours}
        return
    # What a system refuses is refused here as well: a form must stop it.
    assert system == A
    expression = CronExpression(text, dialect)
    if ours.startswith("= "):
        assert expression.equivalent(CronExpression(ours.removeprefix("= ")))
    elif ours == "never":
        assert expression.never_fires
    else:
        wanted = ours.split()
        fires = islice(expression.fire_times(datetime(2026, 1, 1)), len(wanted))
        assert [str(fire.date()) for fire in fires] == wanted
