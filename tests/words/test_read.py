"""`read`: what people say, what it means, and what they are asked back."""

from __future__ import annotations

import copy
import pickle

import pytest

import quartzcron
from quartzcron import CronExpression, FireSet, UnknownNameError, WordsError
from quartzcron.words.frames import FRAMES
from quartzcron.words.read_frames import ROWS

#: Words with one meaning, and an expression that has it.
RIGHT: list[tuple[str, str]] = [
    ("every minute", "* * * * *"),
    ("every 5 minutes", "*/5 * * * *"),
    ("every five minutes", "*/5 * * * *"),
    ("every 10 mins", "*/10 * * * *"),
    ("every half hour", "*/30 * * * *"),
    ("every 30 seconds", "*/30 * * * * ?"),
    ("every other minute", "*/2 * * * *"),
    ("every hour", "0 * * * *"),
    ("every 3 hours", "0 */3 * * *"),
    ("every other hour", "0 */2 * * *"),
    ("hourly", "0 * * * *"),
    ("daily", "0 0 * * *"),
    ("daily at 9am", "0 9 * * *"),
    ("every day at noon", "0 12 * * *"),
    ("every day at midnight", "0 0 * * *"),
    ("at midnight", "0 0 * * *"),
    ("every Monday at 9am", "0 9 * * MON"),
    ("Mondays at 9:30 PM", "30 21 * * MON"),
    ("on Mondays and Fridays at 10:00", "0 10 * * MON,FRI"),
    ("Monday, Wednesday and Friday at 08:15", "15 8 * * MON,WED,FRI"),
    ("Mon-Fri at 9am", "0 9 * * MON-FRI"),
    ("weekdays at 9:30", "30 9 * * MON-FRI"),
    ("every weekday at 9:30", "30 9 * * MON-FRI"),
    ("weekends at 10am", "0 10 * * SAT,SUN"),
    ("every weekend at noon", "0 12 * * SAT,SUN"),
    ("Monday through Friday at 6pm", "0 18 * * MON-FRI"),
    ("Tuesday to Saturday at 07:00", "0 7 * * TUE-SAT"),
    ("every day except Sunday at 7am", "0 7 * * MON-SAT"),
    ("every day except Saturday and Sunday at 8:00", "0 8 * * MON-FRI"),
    ("every day but Monday at 9am", "0 9 * * TUE-SUN"),
    ("first Monday of the month at 9am", "0 9 * * MON#1"),
    ("the first Monday of every month at 09:00", "0 9 * * MON#1"),
    ("every first Monday of the month at 10am", "0 10 * * MON#1"),
    ("on the second Tuesday of the month at 3pm", "0 15 * * TUE#2"),
    ("the 3rd Friday of each month at 17:00", "0 17 * * FRI#3"),
    ("last Friday of the month at noon", "0 12 * * FRIL"),
    ("last day of the month at 23:59", "59 23 L * *"),
    ("on the last day of every month at 11:59pm", "59 23 L * *"),
    ("on the 1st of every month at 00:00", "0 0 1 * *"),
    ("on the 1st and 15th of the month at noon", "0 12 1,15 * *"),
    ("on the 15th at 9am", "0 9 15 * *"),
    ("day 15 of every month at 9:00", "0 9 15 * *"),
    ("every month on the 1st at 6am", "0 6 1 * *"),
    ("monthly on the 15th at 9am", "0 9 15 * *"),
    ("weekly on Monday at 9am", "0 9 * * MON"),
    ("every week on Monday at 9am", "0 9 * * MON"),
    ("every year on December 25 at 8am", "0 8 25 12 *"),
    ("every December 25 at 8am", "0 8 25 12 *"),
    ("December 25th at 8:00", "0 8 25 12 *"),
    ("25 December at 8:00", "0 8 25 12 *"),
    ("on the 25th of December at 8:00", "0 8 25 12 *"),
    ("January 1 at 00:00", "0 0 1 1 *"),
    ("every 15 minutes between 9:00 and 17:45", "*/15 9-17 * * *"),
    ("every 15 minutes between 9:00 and 17:45 on weekdays", "*/15 9-17 * * MON-FRI"),
    ("every 15 minutes on weekdays between 9:00 and 17:45", "*/15 9-17 * * MON-FRI"),
    ("every hour from 9:00 to 17:00 Monday to Friday", "0 9-17 * * MON-FRI"),
    ("every hour on weekdays", "0 * * * MON-FRI"),
    ("every 10 minutes in June", "*/10 * * 6 *"),
    ("every Monday in June and July at 9am", "0 9 * 6,7 MON"),
    ("every Monday from June to August at 9am", "0 9 * 6-8 MON"),
    ("in June every Monday at 9am", "0 9 * 6 MON"),
    ("Friday the 13th at 13:13", "13 13 13 * +FRI"),
    ("every Friday the 13th at noon", "0 12 13 * +FRI"),
    ("on the 13th and every Friday at 9am", "0 9 13 * FRI"),
    ("at 5 minutes past every hour", "5 * * * *"),
    ("5 minutes past every hour", "5 * * * *"),
    ("quarter past every hour", "15 * * * *"),
    ("half past every hour", "30 * * * *"),
    ("at 5 and 35 minutes past every hour", "5,35 * * * *"),
    ("every hour at 15 minutes past", "15 * * * *"),
    ("at 9am on weekdays", "0 9 * * MON-FRI"),
    ("9am every Monday", "0 9 * * MON"),
    ("every day at 9am, 12pm and 5pm", "0 9,12,17 * * *"),
    ("every day at 12am", "0 0 * * *"),
    ("every day at 12pm", "0 12 * * *"),
    ("every 2 hours on Sundays", "0 */2 * * SUN"),
    ("last weekday of the month at 17:00", "0 17 LW * *"),
    ("the weekday nearest the 15th at 9:00", "0 9 15W * *"),
    ("the second to last day of the month at 9:00", "0 9 L-1 * *"),
    ("every 20 seconds", "*/20 * * * * ?"),
    ("every second", "* * * * * ?"),
    ("every weekday at 9am except in August", "0 9 * 9-7 MON-FRI"),
    ("every Monday at 9:00 in 2027", "0 0 9 ? * MON 2027"),
    ("on January 15, 2027 at 10:00", "0 0 10 15 1 ? 2027"),
    ("first and third Monday of the month at 9am", "0 9 * * MON#1,MON#3"),
    ("odd-numbered days at 9am", "0 9 */2 * *"),
    ("on odd-numbered days of every month at 9am", "0 9 */2 * *"),
    ("every second Tuesday of the month at 9am", "0 9 * * TUE#2"),
    ("on the 31st of every month at 9am", "0 9 31 * *"),
    ("9am", "0 9 * * *"),
    ("Monday or Friday at 9am", "0 9 * * MON,FRI"),
    ("every day at 9am or 5pm", "0 9,17 * * *"),
    ("every 29th of February at noon", "0 12 29 2 *"),
    ("the fifth Friday of the month at 5pm", "0 17 * * FRI#5"),
    ("every minute from 9:00 to 9:59", "* 9 * * *"),
    ("noon", "0 12 * * *"),
    ("1st Monday at noon", "0 12 * * MON#1"),
    ("every minute monday", "* * * * MON"),
    ("every monday or tuesday at 9:00", "0 9 * * MON,TUE"),
    ("in may at noon", "0 12 * 5 *"),
    ("sat and sun at 9am", "0 9 * * SAT,SUN"),
    ("every 1 hour", "0 * * * *"),
    ("every 24 hours", "0 0 * * *"),
    ("every 3600 seconds", "0 * * * *"),
    ("noon on 1 january 2027", "0 0 12 1 1 ? 2027"),
    ("noon every monday in 2027 and 2028", "0 0 12 ? * MON 2027,2028"),
    ("noon except weekends", "0 12 * * MON-FRI"),
    ("every hour except weekends", "0 * * * MON-FRI"),
    ("every day at 9:00 a.m.", "0 9 * * *"),
    ("Every Day At 9AM.", "0 9 * * *"),
    ("every weekday at 9:30 pm and 10:30", "30 10,21 * * MON-FRI"),
    ("every 2 hours from 9:00 to 17:00", "0 9-17/2 * * *"),
    ("every 2 hours from 1:00", "0 1/2 * * *"),
    ("every 5th minute", "*/5 * * * *"),
    ("every 5th at noon", "0 12 5 * *"),
    ("feb 29 at noon", "0 12 29 2 *"),
    ("feb 29, 2028 at noon", "0 0 12 29 2 ? 2028"),
    ("noon on mondays, wednesdays & fridays", "0 12 * * MON,WED,FRI"),
    ("mon,wed,fri at 10:15", "15 10 * * MON,WED,FRI"),
    ("monday to friday and sunday at 9am", "0 9 * * SUN-FRI"),
    ("every second from 9:00:00 to 9:00:30", "0-30 0 9 * * ?"),
    ("every second from 9:00:00 to 9:00:30 every monday", "0-30 0 9 ? * MON"),
    ("every hour from 9:00 to 11:00, and also at noon", "0 9-12 * * *"),
    ("every 5 minutes of hours 9 to 11", "*/5 9-11 * * *"),
    ("at 5 minutes past hours 9 to 11", "5 9-11 * * *"),
    ("at 9:00, every second from 0 to 30 seconds past the minute", "0-30 0 9 * * ?"),
    ("on every 3rd day from the 1st to the 31st of every month at noon", "0 12 */3 * *"),
    ("the weekday nearest the 31st at noon", "0 12 31W * *"),
    ("every Monday at noon, from 2028 to 2030", "0 0 12 ? * MON 2028-2030"),
    ("every Monday at noon, every 2nd year from 2028", "0 0 12 ? * MON 2028/2"),
    ("every 20 minutes from 5 minutes past the hour", "5/20 * * * *"),
    ("every day from Monday to Friday at noon", "0 12 * * MON-FRI"),
    ("at the weekend at noon", "0 12 * * SAT,SUN"),
    ("at noon in June and July", "0 12 * 6,7 *"),
    ("noon from June to August", "0 12 * 6-8 *"),
    ("at 12 midnight", "0 0 * * *"),
    ("every week on Friday at noon", "0 12 * * FRI"),
    ("every Monday and on the 15th at noon", "0 12 15 * MON"),
]

#: Words with one meaning that no one text has, and how it is described.
SEVERAL: list[tuple[str, str]] = [
    ("at 9:00 and 17:30", "Every day at 09:00; and also every day at 17:30"),
    (
        "every 15 minutes from 9am to 5pm",
        "Every 15 minutes from 09:00 to 16:45; and also every day at 17:00",
    ),
    (
        "every Monday at 9am and every Friday at 5pm",
        "Every Monday at 09:00; and also every Friday at 17:00",
    ),
    (
        "every weekday at 9am and weekends at 11am",
        "Monday to Friday at 09:00; and also every Saturday and Sunday at 11:00",
    ),
    ("every 90 minutes", "Every 3 hours from 00:00; and also every 3 hours from 01:30"),
    (
        "every 45 minutes",
        "At 0 and 45 minutes past every 3rd hour from hour 0; and also every 3 hours from 01:30; and also every 3 hours from 02:15",
    ),
    (
        "every day at 9am except on December 25",
        "Every day from January to November at 09:00; and also on the 1st to 24th and 26th to 31st of December at 09:00",
    ),
    (
        "every 15 minutes, 9am-5pm, Mon-Fri",
        "Every 15 minutes from 09:00 to 16:45, Monday to Friday; and also Monday to Friday at 17:00",
    ),
    (
        "every 40 seconds",
        "Every 2 minutes, at 0 and 40 seconds past the minute; and also every 2 minutes from 1 minute past the hour, at 20 seconds past the minute",
    ),
    (
        "between 9am and 5pm every 30 minutes",
        "Every 30 minutes from 09:00 to 16:30; and also every day at 17:00",
    ),
    (
        "every 30 min from 9am until 5pm weekdays",
        "Every 30 minutes from 09:00 to 16:30, Monday to Friday; and also Monday to Friday at 17:00",
    ),
    (
        "weekdays at 9am and on saturday at 10am",
        "Monday to Friday at 09:00; and also every Saturday at 10:00",
    ),
    (
        "noon except december 25, 2026",
        "Every day from January to November at 12:00; and also on the 1st to 24th and 26th to 31st of December at 12:00; and also every December 25 at 12:00, in 1970 to 2025 and 2027 to 2199",
    ),
    (
        "every 90 seconds",
        "Every 3 minutes; and also every 3 minutes from 1 minute past the hour, at 30 seconds past the minute",
    ),
]

#: Words that have no one meaning: why, and at which of them that shows.
REFUSED: list[tuple[str, str, str]] = [
    ("every night at midnight", "not-understood", "night at midnight"),
    ("the 1st of every month at midnight", "midnight", "the 1st of every month at midnight"),
    ("9-5 weekdays", "backwards", "9-5"),
    ("every blue moon", "not-understood", "blue moon"),
    ("twice a day", "how-often", "twice a day"),
    ("three times a week", "how-often", "three times a week"),
    ("once a week", "how-often", "once a week"),
    ("once a day", "how-often", "once a day"),
    ("every day at 25:00", "no-time", "25:00"),
    ("every 2 mondays", "every-other-weekday", "every 2 mondays"),
    ("every other Monday at 9am", "every-other-weekday", "every other Monday"),
    ("every other day at 9am", "every-other-day", "every other day"),
    ("every 2 days", "every-other-day", "every 2 days"),
    ("every 3 weeks", "every-other-week", "every 3 weeks"),
    ("every other week", "every-other-week", "every other week"),
    ("biweekly", "every-other-week", "biweekly"),
    ("every 7 minutes", "uneven", "every 7 minutes"),
    ("every 5 hours", "uneven", "every 5 hours"),
    ("every 7 hours", "uneven", "every 7 hours"),
    ("every 0 minutes", "number", "every 0 minutes"),
    ("every -5 minutes", "not-understood", "-5 minutes"),
    ("weekly", "which-day", "weekly"),
    ("monthly", "which-day", "monthly"),
    ("yearly", "which-day", "yearly"),
    ("quarterly", "which-day", "quarterly"),
    ("every quarter", "which-day", "every quarter"),
    ("every day", "no-time-given", "every day"),
    ("every Monday", "no-time-given", "every Monday"),
    ("Mondays", "no-time-given", "Mondays"),
    ("on the 15th", "no-time-given", "on the 15th"),
    ("every 15 minutes between 9 and 5", "bare-hour", "9"),
    ("every day at 9", "bare-hour", "9"),
    ("at 9", "bare-hour", "9"),
    ("every day at 9 o'clock", "bare-hour", "9 o'clock"),
    ("every day at 17", "bare-hour/one", "17"),
    ("Mondays at midnight", "midnight", "Mondays at midnight"),
    ("every second Monday at 9am", "every-other-weekday", "every second Monday"),
    ("every 32nd at 9am", "out-of-range", "32nd"),
    ("on February 30 at 9am", "no-date", "on February 30"),
    ("every business day at 9am", "working-days", "every business day"),
    ("working days at 9am", "working-days", "working days"),
    ("every morning at 9", "not-understood", "morning at 9"),
    ("in the evening", "not-understood", "the evening"),
    ("soon", "not-understood", "soon"),
    ("now", "not-understood", "now"),
    ("tomorrow at 9am", "not-understood", "tomorrow at 9am"),
    ("next Monday at 9am", "not-understood", "next Monday at 9am"),
    ("every 2nd day at 9am", "every-other-day", "every 2nd day"),
    ("every day at 9:60", "no-time", "9:60"),
    ("every day at 13pm", "no-time", "13pm"),
    ("every Mondy at 9am", "not-understood/near", "Mondy"),
    ("every day at 9am in New York", "not-understood/beyond", "New York"),
    ("Every day at 09:00, Seoul time", "not-understood/beyond", "Seoul time"),
    ("every day at 9:00, from May 1, 2026", "not-understood/beyond", "May 1, 2026"),
    ("every day at 9am UTC", "not-understood/beyond", "UTC"),
    ("every 15 minutes starting at 9am", "not-understood/beyond", "starting at 9am"),
    (
        "every day at 9am until December 31, 2026",
        "not-understood/beyond",
        "until December 31, 2026",
    ),
    ("when it rains", "not-understood", "when it rains"),
    ("* * * * *", "not-understood", "* * * * *"),
    ("0 9 * * MON", "bare-hour/one", "0"),
    ("@daily", "not-understood", "@daily"),
    ("5", "bare-hour", "5"),
    ("Monday and the 15th at 9am", "not-understood", "and the 15th at 9am"),
    ("every month", "which-day", "every month"),
    ("every January at 9am", "not-understood", "at 9am"),
    ("sunrise", "not-understood", "sunrise"),
    ("every leap year", "not-understood", "leap year"),
    ("every 100 years", "every-other-year", "every 100 years"),
    ("the sixth Friday of the month at 5pm", "out-of-range", "the sixth Friday"),
    ("every 15 minutes past the hour", "not-understood", "past the hour"),
    ("at 70 minutes past every hour", "out-of-range", "at 70 minutes past every hour"),
    ("from 9am to 5pm", "unfinished", ""),
    ("every hour at night", "not-understood", "night"),
    ("every hour except noon", "not-understood", "noon"),
    ("never", "not-understood", "never"),
    ("weekdays 9 to 5", "backwards", "9 to 5"),
    ("every third Friday at noon", "every-other-weekday", "every third Friday"),
    ("nightly", "not-understood", "nightly"),
    ("every second monday", "every-other-weekday", "every second monday"),
    ("every hour 9:00", "unfinished", ""),
    ("every 15 minutes at 9:00", "not-understood", "at 9:00"),
    ("noon to midnight every hour", "midnight/window", "midnight"),
    ("at 9:00 and on mondays", "not-understood", "and on mondays"),
    ("2027-01-01 at noon", "out-of-range", "2027"),
    ("every 2 hours from 9:00", "open-window", "every 2 hours from 9:00"),
    ("the first 5 days of the month at noon", "not-understood", "days of the month at noon"),
    ("on the 30th of february at noon", "never", "on the 30th of february at noon"),
    ("feb 29, 2027 at noon", "no-date", "feb 29, 2027"),
    ("noon on january 1, 2500", "out-of-range", "on january 1, 2500"),
    ("once every hour", "how-often", "once every hour"),
    ("every day at 24:00", "no-time", "24:00"),
    ("monday at 9 and 5 pm", "not-understood", "pm"),
    ("monday 9am 5pm", "not-understood", "5pm"),
    ("monday at 9am, tuesday at 10am", "not-understood", "tuesday at 10am"),
    (
        "every monday in these months at 9:00",
        "which-months",
        "every monday in these months at 9:00",
    ),
    ("every 20 minutes from 9:00 to 17:10", "no-run", "every 20 minutes from 9:00 to 17:10"),
    ("every 15 minutes, from 9:00", "open-window", "every 15 minutes, from 9:00"),
    (
        "every hour from 9:00 to 11:00, and also at midnight",
        "midnight/window",
        "every hour from 9:00 to 11:00, and also at midnight",
    ),
    (
        "every 7 minutes from 56 to 0 minutes past every hour",
        "backwards",
        "every 7 minutes from 56 to 0 minutes past every hour",
    ),
    (
        "every 7 minutes from 0 to 55 minutes past every hour",
        "no-run",
        "every 7 minutes from 0 to 55 minutes past every hour",
    ),
    (
        "every 7 seconds from 0 to 56 minutes past every hour",
        "unit",
        "every 7 seconds from 0 to 56 minutes past every hour",
    ),
    ("every hour of every hour", "unit", "every hour of every hour"),
    ("every 2nd hour from hour 9", "not-understood", "hour 9"),
    (
        "at 5 minutes past every 2nd hour from hour 9 to hour 8",
        "backwards",
        "every 2nd hour from hour 9 to hour 8",
    ),
    ("at 5 minutes past hours 11 to 9", "backwards", "11 to 9"),
    (
        "at 9:00, every minute from 0 to 30 seconds past the minute",
        "unit",
        "every minute from 0 to 30 seconds past the minute",
    ),
    ("on the 5th to 3rd at noon", "backwards", "5th to 3rd"),
    ("on the 32nd at noon", "out-of-range", "32nd"),
    (
        "every 3rd day from the 1st to the 30th of every month at noon",
        "no-run",
        "every 3rd day from the 1st to the 30th",
    ),
    (
        "31 days before the last day of every month at noon",
        "out-of-range",
        "31 days before the last day",
    ),
    (
        "on the day 27 days before the last weekday (Monday to Friday) of every month at noon",
        "no-date",
        "the day 27 days before the last weekday (Monday to Friday)",
    ),
    (
        "on the day 20 days before the last weekday (Monday to Friday) of every month at noon",
        "no-form",
        "on the day 20 days before the last weekday (Monday to Friday) of every month at noon",
    ),
    (
        "on the 5th of months of 27 days that begin on a Monday at noon",
        "out-of-range",
        "on the 5th of months of 27 days that begin on a Monday",
    ),
    ("every Monday at noon, from 2030 to 2028", "backwards", "from 2030 to 2028"),
    ("every Monday at noon, in 1900", "out-of-range", "1900"),
    ("noon except in 2027", "not-understood", "2027"),
    ("every 5 minutes from 9:00 to 9:59", "no-run", "every 5 minutes from 9:00 to 9:59"),
    ("every 61 minutes", "uneven", "every 61 minutes"),
    (
        "every 15 minutes from 20 minutes past the hour",
        "uneven",
        "every 15 minutes from 20 minutes past the hour",
    ),
    ("every day at 9am,", "unfinished", ""),
    ("at 13 o'clock", "bare-hour/one", "13 o'clock"),
    ("at 30", "no-time", "30"),
]


@pytest.mark.parametrize(("words", "text"), RIGHT)
def test_words_that_mean_one_expression(words: str, text: str) -> None:
    found = quartzcron.read(words)
    assert isinstance(found, CronExpression)
    assert found.equivalent(CronExpression(text))
    assert quartzcron.read(found.describe()) == found


@pytest.mark.parametrize(("words", "described"), SEVERAL)
def test_words_that_mean_several(words: str, described: str) -> None:
    found = quartzcron.read(words)
    assert isinstance(found, FireSet)
    assert found.describe() == described
    again = quartzcron.read(described)
    assert again.first_difference(found) is None


@pytest.mark.parametrize(("words", "code", "place"), REFUSED)
def test_words_that_are_asked_back(words: str, code: str, place: str) -> None:
    with pytest.raises(WordsError) as caught:
        quartzcron.read(words)
    error = caught.value
    assert (error.code, words[slice(*error.span)]) == (code, place)
    assert error.message in str(error)


def test_an_error_is_drawn_with_what_to_say_instead() -> None:
    with pytest.raises(WordsError) as caught:
        quartzcron.read("every day at 9")
    assert str(caught.value) == (
        "9 may be in the morning or in the evening\n"
        "    every day at 9\n"
        "                 ^\n"
        "    say 9:00 or 21:00"
    )


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("every 7 minutes", "every 7 minutes from 0 to 56 minutes past every hour"),
        ("every 7 seconds", "every 7 seconds from 0 to 56 seconds past every minute"),
        ("every 5 hours", "every 5 hours from 00:00 to 20:00"),
    ],
)
def test_what_is_to_be_said_instead_can_be_read(words: str, instead: str) -> None:
    with pytest.raises(WordsError) as caught:
        quartzcron.read(words)
    assert caught.value.hint == f"say: {instead}"
    assert quartzcron.read(instead).describe().lower() == instead


def test_an_error_is_a_value() -> None:
    with pytest.raises(WordsError) as caught:
        quartzcron.read("every day at 25:00")
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert str(again) == str(caught.value)
        assert (again.code, again.span, again.values) == ("no-time", (13, 18), {"found": "25:00"})


def test_the_dialect_is_that_of_the_answer() -> None:
    assert quartzcron.read("weekdays at noon", dialect="quartz").describe() == (
        "Monday to Friday at 12:00"
    )
    with pytest.raises(WordsError) as caught:
        quartzcron.read("every 30 seconds", dialect="unix")
    assert caught.value.code == "no-form"
    assert "second" in caught.value.message
    with pytest.raises(UnknownNameError):
        quartzcron.read("noon", dialect="cran")


def test_a_locale_is_one_that_there_is() -> None:
    with pytest.raises(UnknownNameError, match="tlh"):
        quartzcron.read("noon", "tlh")
    with pytest.raises(UnknownNameError, match="choose from de, en"):
        quartzcron.read("noon", "ar")
    with pytest.raises(TypeError, match="words are a str, not int"):
        quartzcron.read(5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "locale"),
    [
        ("\ub9e4\uc8fc \uc6d4\uc694\uc77c\ubd80\ud130 \uae08\uc694\uc77c\uae4c\uc9c0 09:00", "ko"),
        ("\u6bcf\u5468\u4e00\u81f3\u5468\u4e94 09:00", "zh-CN"),
        ("Montag bis Freitag um 09:00 Uhr", "de"),
        ("du lundi au vendredi \u00e0 09:00", "fr"),
    ],
)
def test_other_languages_are_read_by_their_frames(words: str, locale: str) -> None:
    assert quartzcron.read(words, locale) == CronExpression("0 9 * * MON-FRI")


def test_synonyms_are_english() -> None:
    with pytest.raises(WordsError) as caught:
        quartzcron.read("every weekday at noon", "de")
    assert caught.value.code == "not-understood"


def test_sets_are_read() -> None:
    noon, fridays = CronExpression("0 12 * * *"), CronExpression("0 12 * * FRI")
    other = CronExpression("30 12 1 * *")
    for whole in (noon - fridays, noon & fridays, noon ^ other, (noon | other) - fridays):
        found = quartzcron.read(whole.describe())
        assert found.first_difference(whole) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("(" * 30, "too-deep"),
        ("every day " * 1000, "too-long"),
        ("\x00", "not-understood"),
        ("\ud800 at noon", "not-understood"),
        ("every", "not-understood"),
    ],
)
def test_no_text_does_anything_else(words: str, code: str) -> None:
    with pytest.raises(WordsError) as caught:
        quartzcron.read(words)
    assert caught.value.code == code


def test_of_two_meanings_it_is_the_one_that_is_described_so() -> None:
    saturdays = CronExpression("48 13 * APR,AUG SUN-FRI")
    for hour12 in (False, True):
        words = saturdays.describe(hour12=hour12)
        assert words.startswith("Every day except Saturday in April and August at")
        assert quartzcron.read(words) == saturdays
    both = CronExpression("0 12 * * *") - saturdays
    assert quartzcron.read(both.describe()).first_difference(both) is None
    with pytest.raises(WordsError) as caught:
        quartzcron.read("every day except Saturday in April at 9:00 and 17:30")
    assert caught.value.code == "ambiguous"
    assert str(caught.value.hint).startswith("say one of these: every day except Saturday in April")


def test_months_that_are_named_nowhere() -> None:
    with pytest.raises(WordsError) as caught:
        quartzcron.read(
            "every Monday in these months and also every Friday in these months at noon"
        )
    assert caught.value.code == "which-months"


def test_weekdays_are_those_of_the_territory() -> None:
    assert quartzcron.read("weekdays at noon", "en_US").describe() == "Monday to Friday at 12:00"
    last = CronExpression("0 12 LW * *")
    assert quartzcron.read(last.describe("en_IN"), "en_IN") == last
    with pytest.raises(WordsError) as caught:
        quartzcron.read("weekdays at noon", "en_IN")
    assert caught.value.code == "weekend"


def test_every_frame_of_times_and_days_is_read() -> None:
    read = {key for _, key, _, _ in ROWS}
    # What a schedule alone says, and what is no phrase but a form of one.
    others = ("zone.", "bounds.", "moment", "rolled.", "days.", "except.times", "full.", "ordinal.")
    said = {key for key in FRAMES if "~" not in key and not key.startswith(others)}
    assert said - read == {"clock-time"}
