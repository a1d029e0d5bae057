"""What was meant by a wrong schedule in words, and what is said where that is not certain."""

from __future__ import annotations

import pytest

import quartzcron

GOOGLE = "google-cloud-scheduler"

MEANT = [
    # Capitals, plurals, slips of spelling, names by other letters.
    ("Every Monday 09:00", "every monday 09:00"),
    ("every mondays 9:00", "every monday 9:00"),
    ("evry tusday 09:00", "every tuesday 09:00"),
    ("every tues,thurs 09:00", "every tue,thu 09:00"),
    ("first monday of sept 09:00", "first monday of sep 09:00"),
    ("1st friday of quater 9:00", "1st friday of quarter 9:00"),
    ("forth monday 9:00", "fourth monday 9:00"),
    ("twenty-first day of month 9:00", "twentyfirst day of month 9:00"),
    ("22th day of jan 9:00", "22nd day of jan 9:00"),
    ("01st day of jan 9:00", "1st day of jan 9:00"),
    # Other words for the same.
    ("everyday 09:00", "every day 09:00"),
    ("daily at 9am", "every day 09:00"),
    ("each day 9:00", "every day 9:00"),
    ("monday 9:00", "every monday 9:00"),
    ("mondays at 9:00", "every monday 9:00"),
    ("every weekday 09:00", "every mon,tue,wed,thu,fri 09:00"),
    ("every weekend 09:00", "every sat,sun 09:00"),
    ("every mon-fri 09:00", "every mon,tue,wed,thu,fri 09:00"),
    ("every tue-tue,fri 9:00", None),
    ("every monday to friday at 9:00", "every mon,tue,wed,thu,fri 9:00"),
    ("every mon and wed 9:00", "every mon,wed 9:00"),
    ("every mon & wed 9:00", "every mon,wed 9:00"),
    ("every mon, wed, and fri 9:00", "every mon,wed,fri 9:00"),
    ("15th of month 09:00", "15 of month 09:00"),
    ("1st,15th of every month 09:00", "1,15 of month 09:00"),
    ("15th of the month 09:00", "15 of month 09:00"),
    ("1,first of month 9:00", "1,1 of month 9:00"),
    # Times.
    ("every day at 9:00", "every day 9:00"),
    ("every day 9 pm", "every day 21:00"),
    ("every day 12a.m.", "every day 00:00"),
    ("every day 9.30", "every day 09:30"),
    ("every day 09:00:00", "every day 09:00"),
    ("every day noon", "every day 12:00"),
    ("every mon midnight", "every mon 00:00"),
    ("every day 24:00", "every day 00:00"),
    ("every day of month 24:00", "every day of month 00:00"),
    # Intervals of the clock.
    ("every hour from 9:00 to 17:00", "every 1 hours from 9:00 to 17:00"),
    ("every 2 hour synchronised", "every 2 hours synchronized"),
    ("every 2 hrs from 9am to 5pm", "every 2 hours from 09:00 to 17:00"),
    # Copied along.
    ("'every day 09:00'", "every day 09:00"),
    ("schedule: every day 09:00", "every day 09:00"),
    # Not certain: which time, which day, which number; or it cannot be said.
    ("every day 9", None),
    ("every day 25:00", None),
    ("every day", None),
    ("every monday 24:00", None),
    ("every day of jan 24:00", None),
    ("every fri-mon 09:00", None),
    ("every friday to monday 09:00", None),
    ("every day of jan-mar 09:00", None),
    ("every day of jan to mar 09:00", None),
    ("every xyz-fri 9:00", None),
    ("every day of juj 09:00", None),
    ("1th day of jan 9:00", None),
    ("every day1 6:26", None),
    ("1,,5 of month 9:00", None),
    ("6th monday of month 09:00", None),
    ("last monday of month 09:00", None),
    ("every 2nd monday 09:00", None),
    ("every day 09:00,17:00", None),
    ("every day 09:00 Europe/Paris", None),
    ("am every day 9:00", None),
    # These count from the last run: fixed times are another schedule.
    ("every minute", None),
    ("every 5 minutes", None),
    ("every 24 hours", None),
]


@pytest.mark.parametrize(("text", "wanted"), MEANT)
def test_corrected(text: str, wanted: str | None) -> None:
    assert quartzcron.corrected(text, GOOGLE) == wanted
    problems = quartzcron.validate(text, GOOGLE)
    assert problems
    if wanted is None:
        assert not all("replacement" in problem.values for problem in problems)
        return
    for problem in sorted(problems, key=lambda found: found.span, reverse=True):
        if "replacement" in problem.values:
            start, end = problem.span
            text = f"{text[:start]}{problem.values['replacement']}{text[end:]}"
    assert text == wanted


HINTED = [
    (GOOGLE, "every day 9", "did you mean `every day 09:00`?"),
    (GOOGLE, "every mon at 17", "did you mean `every mon 17:00`?"),
    (GOOGLE, "every day 31", None),
    (GOOGLE, "every xyz 9", None),
    (GOOGLE, "every day 9:00,17:00",
     "for all of these times, use `every day 9:00` and `every day 17:00` together"),
    (GOOGLE, "every mon 9:00 and 12:00 and 15:00",
     "for all of these times, use `every mon 9:00`, `every mon 12:00` and `every mon 15:00` "
     "together"),
    (GOOGLE, "every day 9:00, 25:00", None),
    (GOOGLE, "every 30 seconds", "cron has no such interval; the nearest is `* * * * *`"),
    (GOOGLE, "every 45 minutes synchronized",
     "for that interval, use `0,45 */3 * * *`, `30 1-22/3 * * *` and `15 2-23/3 * * *` together"),
    # Too many expressions to be shown.
    (GOOGLE, "every 7 minutes from 0:00 to 23:59",
     "the parts are minute, hour, day of month, month and day of week; for example "
     "`0 9 * * MON-FRI`"),
    # Seven hours do not divide a day.
    (GOOGLE, "every 7 hours on mon",
     "the parts are minute, hour, day of month, month and day of week; for example "
     "`0 9 * * MON-FRI`"),
    (GOOGLE, "every 0 hours on mon", None),
    # Elsewhere.
    ("unix", "1st monday of month 09:00", None),
    ("quartz", "1st monday of month 09:00",
     "this is an expression for Google Cloud Scheduler; for Quartz write `0 0 9 ? * MON#1`"),
    ("quartz", "every 5 minutes from 10:00 to 14:00",
     "for that interval, use `0 */5 10-13 * * ?` and `0 0 14 * * ?` together"),
    # Once a day is all that Adobe runs.
    ("adobe", "every 5 minutes from 10:00 to 14:00",
     "the parts are second, minute, hour, day of month, month and day of week; for example "
     "`0 0 9 ? * MON-FRI`"),
    ("kubernetes", "every 60 minutes on mon,wed", "for that interval, write `0 * * * MON,WED`"),
    ("unix", "every day 9:00,17:00", "for these words, write `0 9,17 * * *`"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "hint"), HINTED)
def test_hints(dialect: str, text: str, hint: str | None) -> None:
    problems = quartzcron.validate(text, dialect)
    assert next((each.hint for each in problems if each.hint), None) == hint


@pytest.mark.parametrize(
    ("dialect", "text", "wanted"),
    [
        ("unix", "every day 09:00", "0 9 * * *"),
        ("quartz", "every mon,wed of jan 9:30", "0 30 9 ? 1 MON,WED"),
        ("eventbridge", "1 of quarter 0:00", "cron(0 0 1 1,4,7,10 ? *)"),
        (None, "every 2 hours synchronized", "0 */2 * * *"),
        # Right words only: others may be no schedule at all.
        ("unix", "every day at 09:00", None),
        ("unix", "every 5 minutes", None),
        ("unix", "1st monday of month 09:00", None),
        # Words that mean a schedule everywhere.
        ("unix", "every minute", "* * * * *"),
    ],
)
def test_words_in_another_dialect(dialect: str | None, text: str, wanted: str | None) -> None:
    assert quartzcron.corrected(text, dialect) == wanted
    [problem] = quartzcron.validate(text, dialect)
    assert problem.code in ("other-dialect", "not-a-calendar-schedule", "field-count")
