"""What descriptions say, construct by construct."""

from __future__ import annotations

import pytest

from quartzcron import CronExpression
from quartzcron.calendar.months import month_day_sheet, weekday_sheet
from quartzcron.words.day_phrases import phrase
from quartzcron.words.phrases import Both, Either, MonthDays, Stretch, Weekdays

#: Expression, dialect, and what it is in words.
SAID = (
    # Ends are runs, and a walk goes over the end of a day only where each day is free.
    ("0 */2 * * *", None, "Every 2 hours from 00:00"),
    ("0 */2 * * MON", None, "Every 2 hours from 00:00 to 22:00, every Monday"),
    ("*/15 22-2 * * *", None, "Every 15 minutes from 22:00 to 02:45"),
    (
        "*/15 22-2 * * SUN",
        None,
        "Every 15 minutes from 00:00 to 02:45 and from 22:00 to 23:45, every Sunday",
    ),
    (
        "0 8-12,14-18,22 * * *",
        None,
        "Every hour from 08:00 to 12:00 and from 14:00 to 18:00, and also at 22:00",
    ),
    ("0 0,1,3,4,6,7,9,11,13 * * MON", None, "Every Monday at 00:00, 01:00, 03:00, 04:00, 06:00, 07:00, 09:00, 11:00, and 13:00"),
    # Patterns of minutes within some hours.
    ("* */2 * * *", None, "Every minute of every 2nd hour from hour 0"),
    ("*/5 1,4,9,20 * * *", None, "Every 5 minutes of hours 1, 4, 9, and 20"),
    ("*/5 1,4,7,10 * * *", None, "Every 5 minutes of every 3rd hour from hour 1 to hour 10"),
    ("1,5,7 9-17 * * *", None, "At 1, 5, and 7 minutes past the hour, from 09:01 to 17:07"),
    ("1-3,9,11,13,15,17,19,21 9 * * *", None, "At 1, 2, 3, 9, 11, 13, 15, 17, 19, and 21 minutes past the hour, from 09:01 to 09:21"),
    ("1 * * * *", None, "At 1 minute past every hour"),
    # Seconds.
    ("30 0 9 * * ?", "quartz", "Every day at 09:00:30"),
    ("30 * * * * ?", "quartz", "At 30 seconds past every minute"),
    ("30 */15 9-17 * * ?", "quartz", "Every 15 minutes from 09:00:30 to 17:45:30"),
    ("5/15 * * * * ?", "quartz", "Every 15 seconds from 5 seconds past the minute"),
    ("*/7 * * * * ?", "quartz", "Every 7 seconds from 0 to 56 seconds past every minute"),
    ("* 0-5 9 * * ?", "quartz", "Every second from 09:00:00 to 09:05:59"),
    (
        "5,35 */10 9-17 * * ?",
        "quartz",
        "Every 10 minutes from 09:00:05 to 17:50:35, at 5 and 35 seconds past the minute",
    ),
    (
        "5,7,11 0 9,12,15 * * ?",
        "quartz",
        "At 0 minutes past every 3rd hour from hour 9 to hour 15, "
        "at 5, 7, and 11 seconds past the minute",
    ),
    ("0,3,7 0 3,4 * * ?", "quartz", "Every day at 03:00:00, 03:00:03, 03:00:07, 04:00:00, 04:00:03, and 04:00:07"),
    # What does not exist in every month says so.
    ("0 0 31 * *", None, "On the 31st of every month that has one at 00:00"),
    ("0 0 31 1,3,5,7,8,10,12 *", None, "On the 31st of every month that has one at 00:00"),
    ("0 0 1,31 * *", None, "On the 1st and 31st of every month (where they exist) at 00:00"),
    ("0 0 * * MON#5", None, "On the fifth Monday of every month that has one at 00:00"),
    ("0 0 29 2,3 *", None, "On the 29th of February and March (where it exists) at 00:00"),
    ("0 0 L 2 *", None, "On the last day of February at 00:00"),
    ("* */2 * * * ?", "quartz", "Every 2 minutes, every second for one minute"),
    ("0 9 2-30/2 * *", None, "On even-numbered days of every month at 09:00"),
    ("0 0 9 L-1W * ?", "quartz", "On the weekday (Monday to Friday) nearest to 1 day before the last day of every month at 09:00"),
    ("0 0 9 31W * *", "spring", "On the weekday (Monday to Friday) nearest the 31st (but not if that is a Sunday and the last day) of every month that has one at 09:00"),
    ("0 9 1W * *", None, "On the first weekday (Monday to Friday) of every month at 09:00"),
    ("0 0 9 1,15 3 ? 2027", "quartz", "On the 1st and 15th of March at 09:00, in 2027"),
    ("0 0 9 15 3 ? 2027,2029", "quartz", "Every March 15 at 09:00, in 2027 and 2029"),
    ("0 0 9 ? 6-8 MON 2027", "quartz", "Every Monday from June to August at 09:00, in 2027"),
    # Days that are two things at once.
    ("0 0 */2 * +FRI", None, "Every Friday that falls on an odd-numbered day of the month at 00:00"),
    ("0 0 2-30/2 * +FRI", None, "Every Friday that falls on an even-numbered day of the month at 00:00"),
    ("0 0 L * +MON", None, "Every Monday that falls on the last day of the month at 00:00"),
    ("0 0 L * +FRI#5", None, "The fifth Friday of the month if that is the last day of the month at 00:00"),
    (
        "0 0 */3 * +TUEL",
        None,
        "The last Tuesday of the month if that is the 22nd, 25th, 28th, or 31st of the month at 00:00",
    ),
    ("0 0 13 * +FRI", None, "Every Friday that falls on the 13th of the month at 00:00"),
    (
        "0 0 1-7,15 * +MON-FRI",
        None,
        "Every day from Monday to Friday that falls on the 1st to 7th or 15th of the month at 00:00",
    ),
    (
        "0 0 */3 * +MON",
        None,
        "Every Monday that falls on the 1st, 4th, 7th, 10th, 13th, 16th, 19th, 22nd, 25th, 28th, "
        "or 31st of the month at 00:00",
    ),
    (
        "0 0 13 6-8 FRI",
        None,
        "On the 13th of each month from June to August and also every Friday from June to August "
        "at 00:00",
    ),
    (
        "0 9 15,L-2,LW * WED,SUN#1",
        None,
        "On the 15th, the first Sunday, the last weekday (Monday to Friday), and the day 2 days "
        "before the last day of every month and also every Wednesday at 09:00",
    ),
    # Months and years.
    ("0 9 * 11-2 MON", None, "Every Monday from November to February at 09:00"),
    ("0 0 0 1 NOV-FEB ? 2026-2027", "quartz", "On the 1st of January, February, November, and December at 00:00, in 2026 and 2027"),
    ("0 9 25 12 *", None, "Every December 25 at 09:00"),
    ("0 0 9,17 15 3 ? 2027", "quartz", "On March 15, 2027 at 09:00 and 17:00"),
    ("0 0 0 29 2 ? 2026-2030", "quartz", "Once, on February 29, 2028 at 00:00"),
    ("0 0 0 29 2 ? 2026-2027", "quartz", "Never (no date fits)"),
    ("0 0 9 * * ? 2027-2199", "quartz", "Every day at 09:00, from 2027 on"),
    ("0 0 9 1 1 ? 2026-2030/2", "quartz", "Every January 1 at 09:00, every 2nd year from 2026 to 2030"),
    ("0 0 9 1 1 ? 2026,2028-2030", "quartz", "Every January 1 at 09:00, in 2026 and 2028 to 2030"),
    ("0 0 9 1 1 ? 2026-2030/2,2031", "quartz", "Every January 1 at 09:00, in 2026, 2028, 2030, and 2031"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "dialect", "said"), SAID)
def test_what_is_said(text: str, dialect: str | None, said: str) -> None:
    assert CronExpression(text, dialect).describe() == said


def test_a_whole_weekday_beside_another_on_some_days() -> None:
    mondays, fridays = weekday_sheet(1), weekday_sheet(1 << 4)
    days = mondays | (fridays & month_day_sheet(1 << 13))
    everything = month_day_sheet((1 << 32) - 2)
    thirteenth = (MonthDays((Stretch(13, 13),)),)
    assert phrase(days, everything) == Either((), (Weekdays(1), Both(1 << 4, thirteenth)))


def test_a_long_text_is_described_as_any_other() -> None:
    listed = ",".join(map(str, range(0, 60, 5)))
    long = CronExpression(f"{listed},{listed},{listed},{listed},{listed} * * * *")
    assert len(long.text) > 128
    assert long.describe() == "Every 5 minutes"
