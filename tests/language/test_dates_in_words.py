"""Schedules in words: all examples of Google's pages, the corners of the grammar, App Engine's reader."""

from __future__ import annotations

import pickle
from datetime import datetime
from typing import Any

import pytest
from conformance import load

import quartzcron
from quartzcron import CronExpression, CronExpressionError, Dialect
from quartzcron.compiling.reader import leave_all, read_plain
from quartzcron.dialects import Dialect as Rules
from quartzcron.language.dates_in_words import ORDINALS, is_in_words, said_by, tokens
from quartzcron.language.text import parse

GOOGLE = "google-cloud-scheduler"

#: 2026 begins on a Thursday.
NEW_YEAR = datetime(2026, 1, 1)

# Both formats of "Cron job format and time zone" of Cloud Scheduler, and "Scheduling jobs with
# cron.yaml" of App Engine, which the former names for the syntax: the text, the same as fields of
# the default dialect, and the first runs of 2026, as the page says them where it does.
EXAMPLES = [
    # Cloud Scheduler, fields.
    ("* 0 1 1 1", "* 0 1 1 1", ["01-01 00:00", "01-01 00:01", "01-01 00:02"]),
    ("* * * * *", "* * * * *", ["01-01 00:00", "01-01 00:01"]),
    ("0 0 * * 1-5", "0 0 * * MON-FRI", ["01-01 00:00", "01-02 00:00", "01-05 00:00"]),
    ("0 0 * * MON-FRI", "0 0 * * MON-FRI", ["01-01 00:00", "01-02 00:00", "01-05 00:00"]),
    ("0 0,12 * * *", "0 0,12 * * *", ["01-01 00:00", "01-01 12:00", "01-02 00:00"]),
    ("0-5,30-35 * * * *", "0-5,30-35 * * * *", ["01-01 00:00", "01-01 00:01"]),
    ("*/2 * * * *", "*/2 * * * *", ["01-01 00:00", "01-01 00:02"]),
    ("0 0-12/2 * * *", "0 0-12/2 * * *", ["01-01 00:00", "01-01 02:00"]),
    ("0 * * * *", "0 * * * *", ["01-01 00:00", "01-01 01:00"]),
    ("0 0 * * *", "0 0 * * *", ["01-01 00:00", "01-02 00:00"]),
    ("0 0 * * 0", "0 0 * * SUN", ["01-04 00:00", "01-11 00:00"]),
    ("0 0 * * 7", "0 0 * * SUN", ["01-04 00:00", "01-11 00:00"]),
    ("0 0 * * SUN", "0 0 * * SUN", ["01-04 00:00", "01-11 00:00"]),
    ("0 0 1 * *", "0 0 1 * *", ["01-01 00:00", "02-01 00:00"]),
    ("0 0 1 1,4,7,10 *", "0 0 1 1,4,7,10 *", ["01-01 00:00", "04-01 00:00"]),
    ("0 0 1 JAN,APR,JUL,OCT *", "0 0 1 1,4,7,10 *", ["01-01 00:00", "04-01 00:00"]),
    ("0 0 1 1 *", "0 0 1 1 *", ["01-01 00:00"]),
    ("0 0 1 JAN *", "0 0 1 1 *", ["01-01 00:00"]),
    # The first day of the month, and every Saturday.
    ("0 0 1 * SAT", "0 0 1 * SAT", ["01-01 00:00", "01-03 00:00", "01-10 00:00"]),
    # Cloud Scheduler, words.
    ("first sunday of month 12:00", "0 12 * * SUN#1", ["01-04 12:00", "02-01 12:00"]),
    ("2nd,3rd tue,wed,thu of feb,aug 13:50", "50 13 * 2,8 TUE#2,TUE#3,WED#2,WED#3,THU#2,THU#3",
     ["02-10 13:50", "02-11 13:50", "02-12 13:50", "02-17 13:50"]),
    ("every wed of december 00:00", "0 0 * 12 WED", ["12-02 00:00", "12-09 00:00"]),
    ("1st friday of quarter 9:00", "0 9 * 1,4,7,10 FRI#1", ["01-02 09:00", "04-03 09:00"]),
    ("second,4th tue,thursday of 3rd month of quarter 18:30",
     "30 18 * 3,6,9,12 TUE#2,TUE#4,THU#2,THU#4", ["03-10 18:30", "03-12 18:30", "03-24 18:30"]),
    ("1,3,4,7,11,18,29 of jan,jul 12:34", "34 12 1,3,4,7,11,18,29 1,7 *",
     ["01-01 12:34", "01-03 12:34", "01-04 12:34"]),
    ("03 of month 12:34", "34 12 3 * *", ["01-03 12:34", "02-03 12:34"]),
    ("every day 09:00", "0 9 * * *", ["01-01 09:00", "01-02 09:00"]),
    ("every sun,tue,thu 9:00", "0 9 * * SUN,TUE,THU", ["01-01 09:00", "01-04 09:00"]),
    # App Engine.
    ("every monday 09:00", "0 9 * * MON", ["01-05 09:00", "01-12 09:00"]),
    ("every 1 hours from 08:00 to 16:00", "0 8-16 * * *", ["01-01 08:00", "01-01 09:00"]),
    ("every 2 hours synchronized", "0 */2 * * *", ["01-01 00:00", "01-01 02:00"]),
    ("1,2,3 of month 07:00", "0 7 1,2,3 * *", ["01-01 07:00", "01-02 07:00", "01-03 07:00"]),
    ("every day 00:00", "0 0 * * *", ["01-01 00:00", "01-02 00:00"]),
    ("2nd,third wednesday of month 09:00", "0 9 * * WED#2,WED#3", ["01-14 09:00", "01-21 09:00"]),
    ("1,8,15,22 of month 09:00", "0 9 1,8,15,22 * *", ["01-01 09:00", "01-08 09:00"]),
    ("1st mon,wednesday,thu of sep,oct,nov 17:00", "0 17 * 9-11 MON#1,WED#1,THU#1",
     ["09-02 17:00", "09-03 17:00", "09-07 17:00"]),
    ("2nd wednesday of march 17:00", "0 17 * 3 WED#2", ["03-11 17:00"]),
    ("1st,second mon,wed,fri of may 10:00", "0 10 * 5 MON#1,MON#2,WED#1,WED#2,FRI#1,FRI#2",
     ["05-01 10:00", "05-04 10:00", "05-06 10:00"]),
    ("1st,third monday of month 04:00", "0 4 * * MON#1,MON#3", ["01-05 04:00", "01-19 04:00"]),
    ("1st monday of sep,oct,nov 09:00", "0 9 * 9-11 MON#1", ["09-07 09:00", "10-05 09:00"]),
    ("1 of jan,april,july,oct 00:00", "0 0 1 1,4,7,10 *", ["01-01 00:00", "04-01 00:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields", "runs"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_examples_that_name_times_run_then(text: str, fields: str, runs: list[str]) -> None:
    expression = CronExpression(text, GOOGLE)
    first = expression.fire_times(NEW_YEAR, limit=len(runs))
    assert [f"{run:%m-%d %H:%M}" for run in first] == runs
    assert expression.equivalent(CronExpression(fields))
    assert quartzcron.validate(text, GOOGLE) == []
    assert quartzcron.corrected(text, GOOGLE) == text


_LAST_RUN = " counts from the end of the last run, so it names no times"
_MISSING = "a time of day is missing, such as 09:00"

# The others: the text, and what is said of it.
OTHERS = [
    # Cloud Scheduler.
    ("every 48 hours", f"every 48 hours{_LAST_RUN}",
     "cron has no such interval; the nearest is `0 0 * * *`"),
    ("every 5 minutes", f"every 5 minutes{_LAST_RUN}",
     "for that interval, write `*/5 * * * *`"),
    ("every 60 minutes on mon,wed", f"every 60 minutes on mon,wed{_LAST_RUN}",
     "for that interval, write `0 * * * MON,WED`"),
    ("every minute", f"every minute{_LAST_RUN}", "for that interval, write `* * * * *`"),
    # App Engine.
    ("every 24 hours", f"every 24 hours{_LAST_RUN}", "for that interval, write `0 0 * * *`"),
    ("every 12 hours", f"every 12 hours{_LAST_RUN}", "for that interval, write `0 */12 * * *`"),
    ("every 30 mins", f"every 30 mins{_LAST_RUN}", "for that interval, write `*/30 * * * *`"),
    ("every 1 mins", f"every 1 mins{_LAST_RUN}", "for that interval, write `* * * * *`"),
    ("every 5 minutes from 10:00 to 14:00",
     "no single cron expression has the times of every 5 minutes from 10:00 ...",
     "for that interval, use `*/5 10-13 * * *` and `0 14 * * *` together"),
    # "The following is an example of an invalid schedule definition".
    ("every 6 hours mon,wed,fri", "the schedule ends before mon", None),
    # Examples of days alone: "You must also define a specific time".
    ("1st,3rd tuesday", _MISSING, None),
    ("2nd monday,thu", _MISSING, None),
    # Cloud Scheduler, fields: "does not support L".
    ("0 0 L * *", "day of month does not take L here", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "hint"), OTHERS, ids=[row[0] for row in OTHERS])
def test_examples_that_name_none_are_refused(text: str, message: str, hint: str | None) -> None:
    [problem] = quartzcron.validate(text, GOOGLE)
    assert (problem.message, problem.hint) == (message, hint)
    assert quartzcron.corrected(text, GOOGLE) is None
    with pytest.raises(CronExpressionError):
        CronExpression(text, GOOGLE)


def test_five_minutes_from_ten_to_two_are_49_runs_together() -> None:
    [problem] = quartzcron.validate("every 5 minutes from 10:00 to 14:00", GOOGLE)
    texts = str(problem.hint).split("`")[1::2]
    both = CronExpression(texts[0], GOOGLE) | CronExpression(texts[1], GOOGLE)
    assert both.count(NEW_YEAR, datetime(2026, 1, 2)) == 49


# --- the grammar ----------------------------------------------------------------

# Texts that are right, and the fields that they stand for.
RIGHT = [
    # Ordinals of days need no months, numbers of days do.
    ("1st day 9:00", "0 9 1 * *"),
    ("sixth,31st,twentysecond day of jan 9:00", "0 9 6,22,31 1 *"),
    ("thirtyfirst day of quarter 0:00", "0 0 31 1,4,7,10 *"),
    ("every day of month 9:00", "0 9 * * *"),
    ("every day of february,mar 23:59", "59 23 * 2,3 *"),
    # All five weeks are every week.
    ("1st,2nd,3rd,4th,5th mon 9:00", "0 9 * * MON"),
    ("fifth fri of feb 9:00", "0 9 * 2 FRI#5"),
    # Said twice, in no order.
    ("every fri,mon,friday 9:00", "0 9 * * MON,FRI"),
    ("15,01,1 of dec,jan,jan 9:00", "0 9 1,15 1,12 *"),
    ("every day of 3rd,1st month of quarter 9:00", "0 9 * 1,3,4,6,7,9,10,12 *"),
    # Blanks around commas and between words, tabs among them.
    (" every  mon , wed,\tfri  9:00 ", "0 9 * * MON,WED,FRI"),
    ("1 ,2 of jan , feb 9:00", "0 9 1,2 1,2 *"),
    ("\f\nevery\nday 9:00\v", "0 9 * * *"),
    # Days that some of the months have.
    ("31 of feb,mar 9:00", "0 9 31 3 *"),
    ("29 of feb 9:00", "0 9 29 2 *"),
    # Intervals of the clock whose times are some minutes of some hours.
    ("every 5 minutes from 10:00 to 13:55", "*/5 10-13 * * *"),
    ("every 5 minutes from 10:00 to 13:59", "*/5 10-13 * * *"),
    ("every 20 mins from 9:05 to 17:45", "5-45/20 9-17 * * *"),
    ("every 2 hours from 10:30 to 14:30", "30 10-14/2 * * *"),
    ("every 7 minutes from 10:00 to 10:59", "0-56/7 10 * * *"),
    ("every 90 minutes from 9:00 to 10:00", "0 9 * * *"),
    ("every 60 minutes from 22:00 to 02:00", "0 0-2,22,23 * * *"),
    ("every 24 hours from 10:00 to 14:00", "0 10 * * *"),
    ("every 1 minutes from 00:00 to 23:59", "* * * * *"),
    ("every 60 minutes from 10:00 to 10:00", "0 10 * * *"),
    ("every 5 minutes synchronized", "*/5 * * * *"),
    ("every 1 hours synchronized", "0 * * * *"),
    ("every 24 hours synchronized", "0 0 * * *"),
    ("every 1440 minutes synchronized", "0 0 * * *"),
    ("every 1 minutes synchronized", "* * * * *"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), RIGHT)
def test_right_texts_mean_their_fields(text: str, fields: str) -> None:
    assert CronExpression(text, GOOGLE).equivalent(CronExpression(fields, "quartzcron"))


# Wrong texts: the code, the span of each problem, its field.
WRONG = [
    ("every mondy,tuu 9:00", [("wording", "mondy", "day_of_week"), ("wording", "tuu", "day_of_week")]),
    ("every day,mon 9:00", [("wording", ",", "hour")]),
    ("every mon,day 9:00", [("wording", "day", "day_of_week")]),
    ("every of jan 9:00", [("wording", "of", "day_of_week")]),
    ("every 9:00", [("wording", "9:00", "day_of_week")]),
    ("every 2nd monday 9:00", [("wording", "2nd", "day_of_week"), ("wording", "monday", "hour")]),
    ("7th,1st,sixth mon 9:00", [("wording", "7th", "day_of_week"), ("wording", "sixth", "day_of_week")]),
    ("32nd day 9:00", [("wording", "32nd", "day_of_month")]),
    ("1st,2 of month 9:00", [("wording", "2", "day_of_month"), ("wording", "of", "day_of_week")]),
    ("0,32 of month 9:00", [("out-of-range", "0", "day_of_month"), ("out-of-range", "32", "day_of_month")]),
    ("1 of 9:00", [("wording", "9:00", "month")]),
    ("1 of mon 9:00", [("wording", "mon", "month")]),
    ("1 of month,jan 9:00", [("wording", ",", "hour")]),
    ("1 of 1st,4th month of quarter 9:00", [("wording", "4th", "month")]),
    ("1 of 1st month of year 9:00", [("wording", "year", "month")]),
    ("30,31 of feb 9:00", [("impossible-date", "30,31 of feb", "day_of_month")]),
    ("every day 9:5", [("wording", "9:5", "hour")]),
    ("every day 009:00", [("wording", "009:00", "hour")]),
    ("every day 9:60", [("wording", "9:60", "hour")]),
    ("every day :30", [("wording", ":30", "hour")]),
    ("every day 9:00 daily", [("wording", "daily", None)]),
    (",1 of month 9:00", [("wording", ",", None)]),
    ("every ,mon, ,tue, 9:00", [("empty-item", ",", "day_of_week")] * 3),
    ("1st, of jan 9:00", [("empty-item", ",", "day_of_month"), ("wording", "of", "day_of_week")]),
    ("every 5 hours synchronized", [("wording", "synchronized", None)]),
    ("every 0 hours synchronized", [("wording", "0", None), ("wording", "synchronized", None)]),
    ("every 0 mins from 9:00 to 10:00", [("wording", "0", None)]),
    ("every 48 hours from 9:00 to 10:00", [("wording", "48", None)]),
    ("every 5 minutes from 9:00", [("wording", "", "hour")]),
    ("every\fday of month 9:00", [("wording", "every\fday", None)]),
    ("every 5 minutes from noon to 14:00", [("wording", "noon", "hour")]),
    ("every 5 minutes from 9:00 to 14:00 on mon", [("wording", "on", None)]),
    ("every 5 minutes on", [("wording", "", "day_of_week")]),
    ("every minute from 9:00 to 14:00", [("wording", "from", None)]),
    ("every 1\u0661 of month 9:00", [("wording", "1\u0661", "day_of_week")]),
    ("EVERY DAY 9:00", [("wording", "EVERY", None), ("wording", "DAY", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), WRONG, ids=[row[0] for row in WRONG])
def test_wrong_texts_are_pointed_at(text: str, problems: list[tuple[str, str, str | None]]) -> None:
    found = parse(text, Dialect.named(GOOGLE)).problems
    assert [(each.code, text[slice(*each.span)], each.field) for each in found] == problems


def test_what_is_missing_is_missing_at_the_end() -> None:
    [problem] = parse("every day  ", Dialect.named(GOOGLE)).problems
    assert (problem.span, problem.message) == ((9, 9), "a time of day is missing, such as 09:00")


def test_ordinals_go_up_to_thirtyfirst() -> None:
    assert sorted(set(ORDINALS.values())) == list(range(1, 32))
    assert len(ORDINALS) == 62
    assert [ORDINALS[word] for word in ("11th", "12th", "13th", "22nd", "twentieth")] == [
        11, 12, 13, 22, 20,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("every", True), ("daily 9am", True), ("mondays 9:00", True), ("1,2 9:00", True),
        ("0 9 1 1 MON", False), ("0 9 * * day", False), ("9:00", False), ("mon", False), ("at 9:00", False),
        ("@every 5 minutes", False), ("2026-03-01 09:00", False), (" ", False), ("1 2 3", False),
    ],
)  # fmt: skip
def test_a_text_in_words_is_told_by_its_words(text: str, answer: bool) -> None:
    assert is_in_words(text) is answer


def test_words_and_commas_have_places() -> None:
    assert tokens("1st ,2nd\tday") == [(0, "1st"), (4, ","), (5, "2nd"), (9, "day")]


def test_the_dialect_says_that_it_has_words() -> None:
    google = Dialect.named(GOOGLE)
    assert [name for name in Rules.names() if Rules.named(name).in_words] == [GOOGLE]
    assert not quartzcron.is_valid("every day 09:00", google.replace(in_words=False))
    assert read_plain("every day 09:00", google) is None
    # The reader of plain texts knows the dialect all the same, where it was built.
    assert read_plain is leave_all or read_plain("0 9 * * 1", google) is not None
    assert said_by("every day 09:00", google.title)[1] == ()


def test_an_expression_in_words_is_a_value_like_any() -> None:
    words = CronExpression("1st,third monday of month 12:00", GOOGLE)
    again = CronExpression("first,3rd mon 12:00", GOOGLE)
    assert words == again
    assert hash(words) == hash(again)
    assert pickle.loads(pickle.dumps(words)) == words
    assert repr(words) == f"CronExpression('{words.text}', dialect='google-cloud-scheduler')"
    assert str(words) == "1st,third monday of month 12:00"


def test_explain_says_what_the_words_stand_for() -> None:
    explanation = CronExpression("every mon,wed of jan 9:30", GOOGLE).explain(NEW_YEAR)
    verdict = next(each for each in explanation.fields if each.field == "day_of_week")
    assert (verdict.text, verdict.span) == ("MON,WED", (0, 25))
    assert not explanation.fires


def test_detect_names_the_dialect() -> None:
    found = quartzcron.detect("every day 09:00")
    assert [(each.dialects, each.words) for each in found.readings] == [((GOOGLE,), "0 9 * * *")]


# --- App Engine's own reader ------------------------------------------------------


@pytest.mark.vectors
@pytest.mark.parametrize("row", load("app_engine_words"), ids=lambda row: row["text"])
def test_app_engine_reads_it_alike(row: dict[str, Any]) -> None:
    text, wanted = row["text"], row.get("runs")
    problems = quartzcron.validate(text, GOOGLE)
    if not row["taken"]:
        # Its reader knows ordinals up to the fifth; its page has them up to thirtyfirst.
        beyond = [ORDINALS.get(word, 0) > 5 for _, word in tokens(text)]
        assert problems or any(beyond)
    elif problems:
        # It reads words without blanks between them, and runs each day in a window of a day.
        ours = {"everyday 9:00", "every 48 hours from 10:00 to 14:00"}
        assert problems[0].code == "not-a-calendar-schedule" or text in ours
        assert row["kind"] != "dates" or text in ours
    else:
        runs = CronExpression(text, GOOGLE).fire_times(datetime(2027, 12, 30, 23, 59, 30), limit=8)
        assert [run.isoformat()[:16] for run in runs] == wanted
