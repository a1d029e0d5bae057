"""Translation: texts of one dialect in the words of another, and why not."""

from __future__ import annotations

import pickle
from collections import Counter
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from quartzcron import (
    CronExpression,
    CronTranslationError,
    Dialect,
    DstPolicy,
    FireSet,
    Schedule,
    detect,
)
from quartzcron.clock import moments


def translated(text: str, dialect: str | None, target: str) -> str:
    """Return the text of a translation."""
    return CronExpression(text, dialect).to(target).text


# --- the same meaning --------------------------------------------------------

#: One meaning in four dialects. Those of Unix and Quartz were proved by running Quartz and
#: comparing all fire times of 800 days.
SAME = [
    ("27 15 * * *", "0 27 15 * * ?", "cron(27 15 * * ? *)", "0 27 15 * * *"),
    ("*/15 * * * *", "0 0/15 * * * ?", "cron(0/15 * * * ? *)", "0 */15 * * * *"),
    ("5-59/15 * * * *", "0 5/15 * * * ?", "cron(5/15 * * * ? *)", "0 5/15 * * * *"),
    ("0 9 * * 1-5", "0 0 9 ? * 2-6", "cron(0 9 ? * 2-6 *)", "0 0 9 * * 1-5"),
    ("0 0 * * 0", "0 0 0 ? * 1", "cron(0 0 ? * 1 *)", "0 0 0 * * 0"),
    ("0 0 * * 7", "0 0 0 ? * SUN", "cron(0 0 ? * 1 *)", "0 0 0 * * 7"),
    ("0 0 * * 5-7", "0 0 0 ? * 6-1", "cron(0 0 ? * 6,7,1 *)", "0 0 0 * * 5-7"),
    # a step over weekdays begins elsewhere in each of them
    ("0 0 * * */2", "0 0 0 ? * */2", "cron(0 0 ? * 1,3,5,7 *)", "0 0 0 * * 0/2"),
    ("0 0 * * 1-5/2", "0 0 0 ? * 2-6/2", "cron(0 0 ? * 2,4,6 *)", "0 0 0 * * 1-5/2"),
    ("0 0 1 * *", "0 0 0 1 * ?", "cron(0 0 1 * ? *)", "0 0 0 1 * *"),
    ("0 0 */10 * *", "0 0 0 1/10 * ?", "cron(0 0 1/10 * ? *)", "0 0 0 */10 * *"),
    ("0 0,1,2,22,23 * * *", "0 0 22-2 * * ?", "cron(0 0,1,2,22,23 * * ? *)", "0 0 0-2,22,23 * * *"),
    ("0 0 1 */3 *", "0 0 0 1 1/3 ?", "cron(0 0 1 1/3 ? *)", "0 0 0 1 */3 *"),
    # OR, where one of the fields has every day
    ("0 0 1-31 * MON", "0 0 0 * * ?", "cron(0 0 * * ? *)", "0 0 0 * * *"),
    ("0 0 * * 6", "0 0 0 ? * L", "cron(0 0 ? * 7 *)", "0 0 0 * * 6"),
    # a name for every value: the first day of a month that wraps, a leap day
    ("0 0 25-31,1-3 * *", "0 0 0 25-3 * ?", "cron(0 0 1-3,25-31 * ? *)", "0 0 0 1-3,25-31 * *"),
    ("0 0 29 2 *", "0 0 0 29 2 ?", "cron(0 0 29 2 ? *)", "0 0 0 29 2 *"),
    ("0 0 31 4 *", "0 0 0 30 2 ?", "cron(0 0 30 2 ? *)", "0 0 0 30 2 *"),
]  # fmt: skip
FOUR = ("unix", "quartz", "eventbridge", "spring")

#: What Unix has no words for, in the other three.
SPECIALS = [
    ("0 0 0 ? * 6L", "cron(0 0 ? * 6L *)", "0 0 0 * * 5L"),
    ("0 0 0 ? * 6#3", "cron(0 0 ? * 6#3 *)", "0 0 0 * * 5#3"),
    ("0 0 0 L * ?", "cron(0 0 L * ? *)", "0 0 0 L * *"),
    ("0 0 0 15W * ?", "cron(0 0 15W * ? *)", "0 0 0 15W * *"),
]


@pytest.mark.parametrize("texts", [*SAME, *((None, *row) for row in SPECIALS)])
def test_one_meaning_in_four_dialects(texts: tuple[str | None, ...]) -> None:
    written = [(text, name) for text, name in zip(texts, FOUR, strict=True) if text]
    for (text, dialect), (other, target) in permutations(written, 2):
        translation = CronExpression(text, dialect).to(target)
        assert translation.dialect is Dialect.named(target)
        assert translation.equivalent(CronExpression(other, target)), (text, translation)


def test_weekdays_of_apscheduler_begin_with_monday() -> None:
    weekdays = CronExpression("0 0 * * 0-4", "apscheduler")
    assert weekdays.to("quartz").equivalent(CronExpression("0 0 0 ? * 2-6", "quartz"))
    assert weekdays.to("unix").equivalent(CronExpression("0 0 * * 1-5", "unix"))


#: Text, dialect (None is the default), target, the translation.
WRITTEN = [
    # short and readable: stars, steps, ranges, lists last; weekdays by name
    ("0 0 9 ? * 2-6", "quartz", "unix", "0 9 * * MON-FRI"),
    ("0 0,15,30,45 * * * ?", "quartz", "unix", "*/15 * * * *"),
    ("0 5/20 * * * ?", "quartz", "quartzcron", "5/20 * * * *"),
    ("0 5/20 * * * ?", "quartz", "unix", "5,25,45 * * * *"),
    ("0 5/15 * * * ?", "quartz", "unix", "5-50/15 * * * *"),
    ("0 5/15 * * * ?", "quartz", "posix", "5,20,35,50 * * * *"),
    ("0 0 9,17 * * ?", "quartz", "unix", "0 9,17 * * *"),
    ("10-59/1 * * * *", None, "quartz", "0 10-59 * * * ?"),
    ("0,15,30,45,50 * * * *", None, "quartz", "0 */15,50 * * * ?"),
    ("0 0 * * 1,3,5", None, "quartz", "0 0 0 ? * MON,WED,FRI"),
    ("0 0 * * 6,0", None, "quartz", "0 0 0 ? * SAT,SUN"),
    ("0 0 0 ? * /2", "quartz", "unix", "0 0 * * TUE,THU,SAT,SUN"),
    # wrapping where the dialect wraps
    ("0 22-2 * * FRI-MON", None, "quartz", "0 0 22-2 ? * FRI-MON"),
    ("0 22-2 * * FRI-MON", None, "unix", "0 0-2,22,23 * * MON,FRI,SAT,SUN"),
    ("0 22-2 * * FRI-MON", None, "azure", "0 0-2,22,23 * * MON,FRI,SAT,SUN"),
    ("0 22-3/2 * * *", None, "cronos", "0 0,2,22 * * *"),
    # a 7 is Sunday again
    ("0 0 * * 5-7", None, "jenkins", "0 0 * * 5-7"),
    ("0 0 * * 5-7", None, "kubernetes", "0 0 * * FRI,SAT,SUN"),
    ("0 0 * * 5-7", None, "posix", "0 0 * * 0,5,6"),
    # rules of days, as each of them writes these
    ("0 0 0 ? * 6L", "quartz", "croniter", "0 0 * * L5"),
    ("0 0 0 L * ?", "quartz", "apscheduler", "0 0 last * *"),
    ("0 0 0 1,15W,L * ?", "quartz", "quartzcron", "0 0 1,15W,L * *"),
    ("0 0 0 L-3W,LW * ?", "quartz", "quartzcron", "0 0 LW,L-3W * *"),
    ("0 0 * * FRI#1,MONL", None, "spring", "0 0 0 * * MONL,FRI#1"),
    # a weekday's number in the month is days and weekdays at once
    ("0 0 0 ? * 6#3", "quartz", "celery", "0 0 15-21 * FRI"),
    ("0 0 0 1-7 * MON", "spring", "quartz", "0 0 0 ? * MON#1"),
    # how the day fields meet
    ("0 0 13 * FRI", None, "unix", "0 0 13 * FRI"),
    ("0 0 13 * +FRI", None, "spring", "0 0 0 13 * FRI"),
    ("0 0 0 13 * FRI", "spring", "quartzcron", "0 0 13 * +FRI"),
    ("0 0 */2 * MON", "unix", "spring", "0 0 0 */2 * MON"),
    ("0 0 */2 * MON", "unix", "quartzcron", "0 0 */2 * +MON"),
    ("0 0 0 */2 * MON", "spring", "unix", "0 0 */2 * MON"),
    ("0 0 1-7 * +1/3", None, "quartzcron", "0 0 1-7 * +1/3"),
    ("0 0 */2 * MON", "kubernetes", "unix", "0 0 1-31/2 * MON"),
    ("0 0 LW * +FRI#4", None, "spring", "0 0 0 LW * FRI#4"),
    ("0 0 1,15 * MON-FRI", None, "ocps", "0 0 1,15 * MON-FRI"),
    # months and years that say more than is needed, or are needed
    ("0 0 0 31 1,3,5,7,8,10,12 ?", "quartz", "unix", "0 0 31 * *"),
    ("0 0 0 L 1,3 ?", "quartz", "unix", "0 0 31 1,3 *"),
    ("0 0 0 ? 2 SUN#5 2032", "quartz", "croniter", "0 0 29 2 * 0 2032"),
    ("0 0 0 29 2 ? 2020-2039", "quartz", "croniter", "0 0 29 2 * 0 2020-2036"),
    ("0 0 0 29 2 ? 2020/4", "quartz", "quartzcron", "0 0 0 29 2 ? 2020/4"),
    ("0 0 0 1 1 ? 2026-2199", "quartz", "quartzcron", "0 0 0 1 1 ? 2026-2199"),
    ("0 0 0 1 1 ? *", "quartz", "unix", "0 0 1 1 *"),
    # all the years of a dialect are not every year: a */1 would hide that
    ("0 0 0 1 1 ? 1970-2099", "quartz", "adobe", "0 0 0 1 1 ? 1970-2099"),
    # seconds
    ("30 0 9 * * ?", "quartz", "croniter", "0 9 * * * 30"),
    ("0 9 * * * 30", "croniter", "spring", "30 0 9 * * *"),
    # an @ word is what it stands for
    ("@weekly", None, "quartz", "0 0 0 ? * SUN"),
    # what is not verified is written only where it must be
    ("5/15 * * * *", None, "google-cloud-scheduler", "5-50/15 * * * *"),
    ("5/15 * * * *", None, "github-actions", "5/15 * * * *"),
    ("0 0 1,L * *", None, "eventbridge", "cron(0 0 1,L * ? *)"),
    # never
    ("0 0 31 4,6 *", None, "quartz", "0 0 0 30 2 ?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dialect", "target", "expected"), WRITTEN)
def test_how_a_translation_is_written(
    text: str, dialect: str | None, target: str, expected: str
) -> None:
    assert translated(text, dialect, target) == expected
    assert CronExpression(expected, target).equivalent(CronExpression(text, dialect))


def test_within_one_dialect_nothing_changes() -> None:
    expression = CronExpression("0 0 0 ? * 6", "quartz")
    assert expression.to("Quartz") is expression
    assert expression.to_all(Dialect.named("quartz")) == (expression,)


def test_a_dialect_is_named_or_given() -> None:
    expression = CronExpression("0 0 * * 1")
    assert expression.to(Dialect.named("unix")) == expression.to("vixie")
    with pytest.raises(ValueError, match="did you mean"):
        expression.to("quarz")


def test_a_seed_goes_along() -> None:
    hashed = CronExpression("H H * * *", "jenkins", seed="nightly")
    [first] = hashed.fire_times(datetime(2026, 1, 1), limit=1)
    assert hashed.to("unix").next_fire_time(datetime(2026, 1, 1)) == first
    assert hashed.normalized() == hashed


# --- none ---------------------------------------------------------------------

#: Text, dialect, target, the whole error, whether what is nearest is exact.
REFUSED = [
    ("30 0 9 * * ?", "quartz", "unix", """\
Unix (Debian cron) has no seconds
    30 0 9 * * ?
    nearest, but not the same: 0 9 * * *""", "second", False),
    ("*/10 * * * * ?", "quartz", "kubernetes", """\
Kubernetes has no seconds
    */10 * * * * ?
    nearest, but not the same: * * * * *""", "second", False),
    ("0 0 9 * * ? 2026", "quartz", "spring", """\
Spring has no years
    0 0 9 * * ? 2026
    nearest, but not the same: 0 0 9 * * *""", "year", False),
    ("30 0 9 L * ? 2026", "quartz", "unix", """\
Unix (Debian cron) has no seconds
    30 0 9 L * ? 2026
    nearest, but not the same: 0 9 28-31 * *""", "second", False),
    ("0 0 9 * * ? 2026-2150", "quartz", "croniter", """\
croniter has no such years
    0 0 9 * * ? 2026-2150
    nearest, but not the same: 0 9 * * *""", "year", False),
    # AND has no general form in Unix, nor has any rule of days
    ("0 0 0 ? * 6#3", "quartz", "unix", """\
Unix (Debian cron) cannot say day of week FRI#3
    0 0 0 ? * 6#3
    nearest, but not the same: 0 0 * * FRI""", "day_of_week", False),
    ("0 0 0 ? * 2#1", "quartz", "unix", """\
Unix (Debian cron) cannot say day of week MON#1
    0 0 0 ? * 2#1
    nearest, but not the same: 0 0 * * MON""", "day_of_week", False),
    ("0 0 0 ? * 6#5", "quartz", "unix", """\
Unix (Debian cron) cannot say day of week FRI#5
    0 0 0 ? * 6#5
    nearest, but not the same: 0 0 29-31 * *""", "day_of_week", False),
    ("0 0 0 L-2 * ?", "quartz", "github-actions", """\
GitHub Actions cannot say day of month L-2
    0 0 0 L-2 * ?
    nearest, but not the same: 0 0 26-29 * *""", "day_of_month", False),
    ("0 0 0 15W * ?", "quartz", "google-cloud-scheduler", """\
Google Cloud Scheduler cannot say day of month 15W
    0 0 0 15W * ?
    nearest, but not the same: 0 0 14-16 * *""", "day_of_month", False),
    ("0 0 0 13 * FRI", "spring", "quartz", """\
Quartz cannot say days that are both 13 and FRI
    0 0 0 13 * FRI
    nearest, but not the same: 0 0 0 13 * ?""", "day_of_week", False),
    # days that the default dialect has no words for
    ("0 0 0 31W * *", "spring", "quartz", """\
Quartz cannot say these days
    0 0 0 31W * *
    nearest, but not the same: 0 0 0 30,31 * ?""", "day_of_month", False),
    # OR is AND to these
    ("0 0 13 * 5", "unix", "quartz", """\
Quartz cannot say days that are either 13 or FRI
    0 0 13 * 5
    try together: 0 0 0 13 * ?
    try together: 0 0 0 ? * FRI""", "day_of_week", True),
    ("0 0 */2 * MON", "kubernetes", "spring", """\
Spring cannot say days that are either */2 or MON
    0 0 */2 * MON
    try together: 0 0 0 */2 * *
    try together: 0 0 0 * * MON""", "day_of_week", True),
    # a limit of the service: several are no way round it
    ("0 9,17 * * *", None, "adobe", """\
Adobe Experience Platform refuses this: a schedule may run only once a day, but this one runs 2 times, for example at 2026-01-01 09:00 and 2026-01-01 17:00
    0 9,17 * * *""", None, False),
    # nor are two schedules that break it, one by one
    ("*/10 * 13 * FRI", None, "adobe", """\
Adobe Experience Platform cannot say days that are either 13 or FRI
    */10 * 13 * FRI""", "day_of_week", False),
    ("0 0 31 2 *", None, "celery", """\
Celery refuses this: no date matches, and the system rejects such a schedule
    0 0 31 2 *""", None, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dialect", "target", "message", "field", "exact"), REFUSED)
def test_what_has_no_form(
    text: str,
    dialect: str | None,
    target: str,
    message: str,
    field: str | None,
    exact: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(CronTranslationError) as caught:
        CronExpression(text, dialect).to(target)
    error = caught.value
    assert str(error) == message
    assert (error.text, error.dialect, error.field, error.exact) == (text, target, field, exact)
    assert error.reason == message.split("\n")[0]
    if not exact:
        with pytest.raises(CronTranslationError):
            CronExpression(text, dialect).to_all(target)


def test_the_error_travels() -> None:
    with pytest.raises(CronTranslationError) as caught:
        CronExpression("0 0 13 * 5").to("quartz")
    twin = pickle.loads(pickle.dumps(caught.value))
    assert vars(twin) == vars(caught.value)
    assert str(twin) == str(caught.value)
    assert isinstance(twin, ValueError)


def test_the_error_is_safe_to_print() -> None:
    error = CronTranslationError("\x1b[31m", "unix", None, "no", ["x" * 200])
    assert str(error) == f"no\n    \\x1b[31m\n    nearest, but not the same: {'x' * 86}..."


#: Text, dialect, target, the texts that together mean the same.
TOGETHER = [
    ("0 0 13 * FRI", None, "quartz", ["0 0 0 13 * ?", "0 0 0 ? * FRI"]),
    ("0 0 1,15 * MON-FRI", None, "quartz", ["0 0 0 1,15 * ?", "0 0 0 ? * MON-FRI"]),
    # specials that stand alone
    ("0 0 * * MON#1,FRI#3", None, "quartz", ["0 0 0 ? * MON#1", "0 0 0 ? * FRI#3"]),
    ("0 0 0 15W,L * ?", "quartz", "croniter", ["0 0 L * *", "0 0 15W * *"]),
    ("0 0 L * FRI#2", None, "eventbridge", ["cron(0 0 L * ? *)", "cron(0 0 ? * FRI#2 *)"]),
    ("0 0 0 1-7,15-21 * MON", "spring", "quartz", ["0 0 0 ? * MON#1", "0 0 0 ? * MON#3"]),
    # what croniter does not take beside another day field, or beside plain values
    ("0 0 15W * MON", None, "croniter", ["0 0 15W * *", "0 0 * * MON"]),
    ("0 0 13 * TUE,FRI#1", None, "croniter", ["0 0 13 * *", "0 0 * * TUE", "0 0 * * FRI#1"]),
    # months apart: the last days of those that have one number
    ("0 0 0 L 4,5 ?", "quartz", "unix", ["0 0 30 4 *", "0 0 31 5 *"]),
    ("0 0 0 L 3/1 ?", "quartz", "unix", ["0 0 31 3-12 *", "0 0 30 4,6,9,11 *"]),
    # one is enough
    ("0 0 0 ? * 6L", "quartz", "spring", ["0 0 0 * * FRIL"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dialect", "target", "expected"), TOGETHER)
def test_several_that_mean_the_same_together(
    text: str, dialect: str | None, target: str, expected: list[str]
) -> None:
    expression = CronExpression(text, dialect)
    parts = expression.to_all(target)
    assert [part.text for part in parts] == expected
    union: CronExpression | FireSet = parts[0]
    for part in parts[1:]:
        union = union | part
    assert expression.first_difference(union) is None


# --- clocks --------------------------------------------------------------------


def test_a_schedule_keeps_zone_rule_bounds_and_exclusions() -> None:
    schedule = Schedule(
        "30 2 * * *",
        tz="America/New_York",
        start=datetime(2026, 1, 1),
        end=datetime(2027, 1, 1),
        excluding=[date(2026, 7, 4)],
    )
    moved = schedule.to("quartz")
    assert moved.expression == CronExpression("0 30 2 * * ?", "quartz")
    assert moved.dst_policy is DstPolicy.SAFE
    assert (moved.tz, moved.start, moved.end) == (schedule.tz, schedule.start, schedule.end)
    assert moved.excluding == schedule.excluding
    assert moved.first_difference(schedule) is None


ZONES = ["America/New_York", "Australia/Lord_Howe", "America/Havana"]
CLOCK_TEXTS = ["*/30 2 * * *", "0,30 2 * * *", "15 * * * *", "0 1-4 * * *", "0 0 * * *"]


@pytest.mark.parametrize("policy", ["VIXIE", "CRONOS", "CRONER", "SAFE", "QUARTZ"])
@pytest.mark.parametrize("text", CLOCK_TEXTS)
def test_a_schedule_keeps_its_instants(policy: str, text: str) -> None:
    for zone in ZONES:
        schedule = Schedule(CronExpression(text, "unix"), tz=zone, dst=policy)
        for target in ("quartz", "spring", "quartzcron", "unix"):
            moved = schedule.to(target)
            assert moved.first_difference(schedule, datetime(2026, 1, 1)) is None


def test_a_rule_that_goes_by_the_text_finds_the_same_text() -> None:
    # The same rule: what it looks at stays.
    assert translated("0,30 2 * * *", "unix", "cronie") == "0,30 2 * * *"
    assert translated("*/30 2 * * *", "unix", "cronie") == "*/30 2 * * *"
    # Another rule: the text is free.
    assert translated("0,30 2 * * *", "unix", "quartz") == "0 */30 2 * * ?"
    # A schedule brings its rule along.
    listed = Schedule(CronExpression("0,30 2 * * *", "unix")).to("quartz")
    assert listed.expression.text == "0 0,30 2 * * ?"
    ranged = Schedule("0 2-4 * * *", dst="CRONOS").to("quartz")
    assert ranged.expression.text == "0 0 2-4 * * ?"
    alone = Schedule("0 2,3,4 * * *", dst="CRONOS").to("quartz")
    assert alone.expression.text == "0 0 2,3,4 * * ?"


def test_where_the_rule_cannot_find_its_text() -> None:
    # `*/59` begins with a star; a form without steps has no text that does.
    stepped = CronExpression("*/59 2 * * *", "unix")
    with pytest.raises(CronTranslationError, match="that clock changes treat alike"):
        Schedule(stepped).to("posix")
    # As wall times alone they have a form.
    assert stepped.to("posix").text == "0,59 2 * * *"
    assert stepped.to("cronie").equivalent(stepped)


def differences(text: str, dialect: str | None, target: str) -> list[str]:
    """Return what changes of clock do to a translation."""
    expression = CronExpression(text, dialect)
    other = expression.to(target)
    found = expression.clock_differences(other)
    for each in found:
        assert each.severity == "warning"
        assert each.span == (0, len(other.text))
    return [each.message for each in found]


def test_what_changes_of_clock_do_otherwise() -> None:
    gap, fold = (
        "times that daylight saving time skips: ",
        "times that occur twice when clocks go back: ",
    )
    assert differences("30 2 * * *", None, "quartz") == [
        gap + "no run under QUARTZ, but a run right after the gap under SAFE",
        fold + "one run, the second time under QUARTZ, but one run, the first time under SAFE",
    ]
    assert differences("30 2 * * *", "apscheduler", "unix") == [
        gap + "a run right after the gap (up to 179 minutes) under VIXIE, but a run later by the length of the gap under APSCHEDULER",
        fold + "one run, the first time (up to 180 minutes) under VIXIE, but two runs under APSCHEDULER",
    ]  # fmt: skip
    # every hour of the day: both follow the clock
    assert differences("*/15 * * * *", None, "spring") == []
    assert differences("*/15 * * * *", None, "kubernetes") == []
    # hours at which no zone changes its clock
    assert differences("*/15 8-18 * * MON-FRI", None, "quartz") == []
    assert differences("0 4-20 * * *", None, "quartz") == []
    assert differences("59 3 * * *", None, "quartz") != []
    # the same rule, and no fire times at all
    assert differences("0 0 9 * * ?", "quartz", "databricks") == []
    assert differences("0 0 31 2 *", None, "unix") == []


def test_what_the_changes_of_a_zone_do_otherwise() -> None:
    nightly = CronExpression("30 1,2 * * *")
    quartz, start = nightly.to("quartz"), datetime(2026, 1, 1)

    def said(zone: str, after: datetime = start) -> list[str]:
        return [each.message for each in nightly.clock_differences(quartz, tz=zone, after=after)]

    assert said("America/New_York") == [
        "2026-03-08 02:30 does not exist in America/New_York: "
        "no run under QUARTZ, but a run right after the gap under SAFE",
        "2026-11-01 01:30 occurs twice in America/New_York: "
        "one run, the second time under QUARTZ, but one run, the first time under SAFE",
    ]
    assert [each[:10] for each in said("America/New_York", datetime(2025, 6, 1))] == [
        "2025-11-02",
        "2026-03-08",
    ]
    # not touched, never changed, nothing to come
    assert said("America/Havana") == []
    assert said("Asia/Tokyo") == []
    assert said("America/New_York", datetime(2199, 12, 1)) == []
    with pytest.raises(ValueError, match="there is no time zone"):
        said("America/Nowhere")


def test_runs_of_every_hour_that_are_moved_onto_each_other_are_no_difference() -> None:
    hourly, start = CronExpression("15 * * * *"), datetime(2025, 1, 1)
    airflow = hourly.to("airflow")
    assert hourly.clock_differences(airflow, tz="Europe/Berlin", after=start) == []
    [found] = hourly.clock_differences(airflow, tz="Australia/Lord_Howe", after=start)
    assert found.message == (
        "2025-10-05 02:15 does not exist in Australia/Lord_Howe: "
        "a run later by the length of the gap under AIRFLOW, but no run under SAFE"
    )


def test_clock_differences_are_about_one_schedule() -> None:
    with pytest.raises(ValueError, match="different wall times"):
        CronExpression("0 1 * * *").clock_differences(CronExpression("0 2 * * *"))
    with pytest.raises(TypeError):
        CronExpression("0 1 * * *").clock_differences("0 1 * * *")  # type: ignore[arg-type]


# --- one text for one meaning ---------------------------------------------------

#: Dialect, the normalized text, texts that come to it.
NORMALIZED = [
    (None, "0 9 * * 1-5", ["0 0 9 ? * MON-FRI", "00 09 * * mon,tue-fri", "0 9 ? JAN-DEC 5,4,1-3"]),
    (None, "@daily", ["0 0 * * *", "0 0 0 * * ?", "@midnight", "0 0 1-31 * *"]),
    (None, "*/15 * * * *", ["0/15 * * * *", "0,15,30,45 * * * *", "0 0-59/15 * * * ? *"]),
    (None, "0 0 31 */2 *", ["0 0 31 1,3,5,7,9,11 *", "0 0 0 31 1,3,5,7 ?"]),
    (None, "0 0 29 2 *", ["0 0 0 29 2 ?", "0 0 0 29 2 ? 1970-2199"]),
    (None, "0 0 30 2 *", ["5 5 30 2 *", "0 0 0 31 4,6 ?", "* * * 29 2 ? 2023"]),
    (None, "0 0 13 * 5", ["0 0 13 * FRI", "0 0 13,13 * 5-5"]),
    (None, "0 0 13 * +5", ["0 0 13 * +FRI"]),
    (None, "0 0 0 L 2 ? 2032", ["0 0 0 29 2 ? 2032", "0 0 0 ? 2 SUN#5 2032"]),
    ("quartz", "0 0 0 ? * 6", ["0 0 0 ? * FRI", "0 0 0 ? * 6-6"]),
    ("quartz", "0 /5 * * * ?", ["0 */5 * * * ?", "0 0/5 * * * ? *"]),
    ("eventbridge", "cron(0 9 * * ? *)", ["cron(0 9 ? * * *)", "cron( 0  9 * * ? 1970-2199)"]),
    ("spring", "0 0 0 * * 1", ["0 0 0 * * MON", "0 0 0 ? * 1-1"]),
    # Debian's cron looks at the text for a star
    ("unix", "0,30 2 * * *", ["00,30 2 * * *"]),
    ("unix", "*/30 2 * * *", ["*/30 02 * * *"]),
    ("unix", "0 */2 * * *", ["0 */2 * * *", "0 */2,4 * * *"]),
    ("unix", "0 0-22/2 * * *", ["0 0,2-22/2 * * *"]),
    # a walk of its own is kept where it is shorter
    ("unix", "*/59 2 * * *", ["*/59 2 * * *"]),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "expected", "texts"), NORMALIZED)
def test_the_shortest_text_of_a_meaning(
    dialect: str | None, expected: str, texts: list[str]
) -> None:
    for text in [expected, *texts]:
        expression = CronExpression(text, dialect)
        normalized = expression.normalized()
        assert normalized.text == expected
        assert normalized == expression
        assert normalized.dialect is expression.dialect


# --- how often there is none ------------------------------------------------------

#: What people schedule, in the default dialect.
CORPUS = """
* * * * *|*/5 * * * *|*/15 9-17 * * MON-FRI|0 * * * *|30 6 * * *|0 0 * * *|0 9 * * MON-FRI
0 0 * * SUN|0 0 1 * *|0 0 1 1 *|0 0 1 */3 *|0 12 15 * *|0 0 L * *|0 0 LW * *|0 0 L-3 * *
0 0 15W * *|0 0 1W * *|0 0 * * FRIL|0 0 * * FRI#3|0 0 * * MON#1|0 0 1,15 * *|0 0 1,L * *
0 0 13 * FRI|0 0 13 * +FRI|0 0 1-7 * +MON|0 22-2 * * *|0 0 * * FRI-MON|0 0 25-3 * *
0 0 * 11-2 *|0 0 29 2 *|0 0 31 * *|0 0 30 2 *|0 0 */2 * *|0 0 * * */2|5/20 * * * *
30 0 9 * * ?|*/10 * * * * ?|0 0 9 * * ? 2026|0 0 12 29 2 ? 2028|0 0 0 ? * MON#5 2030-2035
""".replace("\n", "|").strip("|").split("|")  # fmt: skip


def refusals(source: str, target: str) -> Counter[str | None]:
    """Return how often the corpus, in one dialect, has no form in another, by field."""
    found: Counter[str | None] = Counter()
    for text in CORPUS:
        try:
            expression = CronExpression(text).to(source)
        except CronTranslationError:
            continue
        try:
            expression.to(target)
        except CronTranslationError as error:
            found[error.field] += 1
    return found


#: Source, target, how many of the corpus that the source can say have no form, by field.
COUNTED = [
    # Quartz has no OR and no AND, and says the rest; MON#1 is not an AND to it
    ("quartzcron", "quartz", {"day_of_week": 2}),
    ("quartz", "quartzcron", {}),
    # Spring has no years and no OR
    ("quartz", "spring", {"year": 3}),
    ("quartzcron", "spring", {"year": 3, "day_of_week": 1}),
    ("spring", "quartz", {"day_of_week": 1}),
    ("spring", "quartzcron", {}),
    # EventBridge has no seconds
    ("quartz", "eventbridge", {"second": 2}),
    ("eventbridge", "quartz", {}),
    ("unix", "quartzcron", {}),
    ("quartzcron", "unix", {"second": 2, "year": 3, "day_of_month": 6, "day_of_week": 5}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "expected"), COUNTED)
def test_how_often_there_is_no_form(
    source: str, target: str, expected: dict[str | None, int]
) -> None:
    assert len(CORPUS) == 40
    assert refusals(source, target) == expected


# --- whose text -----------------------------------------------------------------


def test_what_a_text_means_to_each_dialect() -> None:
    found = detect("0 0 12 ? * 6L", after=datetime(2026, 1, 1))
    assert (
        str(found)
        == """\
0 0 12 ? * 6L
    0 12 * * FRIL: quartzcron, quartz, adobe, databricks, quartznet
    0 12 * * SATL: ocps, spring, cronos, croner
    refused: unix, cronie, posix, kubernetes, nomad, croniter, langgraph, airflow, celery,
        apscheduler, prefect, dagster, google-cloud-scheduler, eventbridge, github-actions, azure,
        snowflake, cloudflare, vercel, jenkins
    quartzcron and ocps differ first on 2026-01-30 12:00:00"""
    )
    first, second = found.readings
    assert (first.words, first.expression) == ("0 12 * * FRIL", CronExpression(found.text))
    [difference] = found.differences
    assert (difference.first, difference.second) == (first, second)
    assert difference.moment == datetime(2026, 1, 30, 12)
    assert pickle.loads(pickle.dumps(found)) == found


def test_readings_that_differ_no_more_are_not_told_apart() -> None:
    early, late = (
        detect("0 0 1 1 * 0 1970", after=moment) for moment in (None, datetime(1971, 1, 1))
    )
    assert [reading.dialects[0] for reading in early.readings] == ["ocps", "croniter"]
    assert [difference.moment for difference in early.differences] == [datetime(1970, 1, 1)]
    assert late.readings == early.readings
    assert late.differences == ()


def test_a_reading_without_words_of_the_default_dialect() -> None:
    [reading] = detect("5 0 0 13 * +FRI").readings
    assert reading.words is None
    assert str(reading) == "5 0 0 13 * +FRI: ocps, croner"


def test_a_text_that_nobody_takes() -> None:
    found = detect("\x1b")
    assert (found.readings, found.differences) == ((), ())
    assert found.refused == Dialect.names()
    assert str(found).startswith("\\x1b\n    refused: quartzcron, ")


def test_whose_h_it_is_takes_a_seed_to_tell() -> None:
    # without the name of the job nobody knows what it means, and there is nothing to tell apart
    unknown = detect("H 9 * * *")
    assert [reading.dialects for reading in unknown.readings] == [("jenkins",)]
    assert unknown.readings[0].words is None
    assert str(unknown.readings[0]) == "H 9 * * *: jenkins"
    assert unknown.differences == ()
    croniter, jenkins = detect("H 9 * * *", seed="nightly").readings
    assert (croniter.dialects, jenkins.dialects) == (("croniter",), ("jenkins",))
    assert jenkins.expression == CronExpression("H 9 * * *", "jenkins", seed="nightly")
    assert str(detect("0 9 * * 1", seed="nightly")) == str(detect("0 9 * * 1"))


def test_what_detect_does_not_take() -> None:
    with pytest.raises(TypeError, match="a cron expression is a str"):
        detect(5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="give it without a zone"):
        detect("* * * * *", after=datetime.now().astimezone())
    with pytest.raises(TypeError, match="a moment is a datetime, not str"):
        detect("* * * * *", after="2026-01-01")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a seed is a str"):
        detect("H * * * *", seed=5)  # type: ignore[arg-type]
