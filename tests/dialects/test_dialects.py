"""Each dialect's tables: what it takes, what it refuses, and what a text means in it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date, datetime
from importlib import import_module

import pytest

import quartzcron
from quartzcron import CronExpression, Dialect, DstPolicy, UnknownNameError
from quartzcron.dialects import ALIASES, DEFAULT, GROUPS


def days(text: str, dialect: str | None, month: int = 1, year: int = 2026) -> list[int]:
    """Return the days of a month on which a text fires (January 2026 begins on a Thursday)."""
    after = datetime(year + month // 12, month % 12 + 1, 1)
    fires = CronExpression(text, dialect).fire_times(datetime(year, month, 1), after)
    return sorted({fire.day for fire in fires})


def weekdays(text: str, dialect: str | None) -> str:
    """Return the weekdays on which a text fires, in the order of the week."""
    names = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
    found = {date(2026, 1, day).weekday() for day in days(text, dialect) if day <= 28}
    return " ".join(names[weekday] for weekday in sorted(found))


#: Dialect, text, the weekdays that it names.
WEEKDAYS = [
    # 5 fields: 0 and 7 are Sunday, steps end at 6, 7 only spells Sunday
    (None, "0 0 * * 0", "SUN"),
    (None, "0 0 * * 7", "SUN"),
    (None, "0 0 * * 1", "MON"),
    (None, "0 0 * * 1/2", "MON WED FRI"),
    (None, "0 0 * * 7/2", "TUE THU SAT SUN"),
    (None, "0 0 * * */2", "TUE THU SAT SUN"),
    (None, "0 0 * * 5-7", "FRI SAT SUN"),
    (None, "0 0 * * 7-2", "MON TUE SUN"),
    (None, "0 0 * * 0-7", "MON TUE WED THU FRI SAT SUN"),
    (None, "0 0 * * 0-7/3", "WED SAT SUN"),
    (None, "0 0 * * 7-7", "SUN"),
    (None, "0 0 * * 1-7/2", "MON WED FRI SUN"),
    (None, "0 0 * * 5-1", "MON FRI SAT SUN"),
    (None, "0 0 * * SAT-SUN", "SAT SUN"),
    (None, "0 0 * * fri-Mon", "MON FRI SAT SUN"),
    (None, "0 0 * * FRI-2", "MON TUE FRI SAT SUN"),
    # 6 fields: 1 is Sunday
    (None, "0 0 0 ? * 1", "SUN"),
    (None, "0 0 0 ? * 7", "SAT"),
    (None, "0 0 0 ? * L", "SAT"),
    (None, "0 0 0 ? * */2", "TUE THU SAT SUN"),
    (None, "0 0 0 ? * /2", "TUE THU SAT SUN"),
    (None, "0 0 0 ? * 2/2", "MON WED FRI"),
    (None, "0 0 0 ? * 6-2/2", "FRI SUN"),
    (None, "0 0 0 ? * MON-FRI/2", "MON WED FRI"),
    (None, "0 0 0 ? * MON/2", "MON WED FRI"),
    (None, "0 0 0 ? * 7-1", "SAT SUN"),
    # Debian cron
    ("unix", "0 0 * * 5-7", "FRI SAT SUN"),
    ("unix", "0 0 * * 0-7/2", "TUE THU SAT SUN"),
    ("unix", "0 0 * * MON-FRI", "MON TUE WED THU FRI"),
    # croniter 7, by running it
    ("croniter", "0 0 * * 1-7/2", "MON WED FRI SUN"),
    ("croniter", "0 0 * * 5-7/2", "FRI SUN"),
    ("croniter", "0 0 * * 7-2", "MON TUE SUN"),
    ("croniter", "0 0 * * 0-7", "MON TUE WED THU FRI SAT SUN"),
    ("croniter", "0 0 * * SAT-SUN", "SAT SUN"),
    ("croniter", "0 0 * * SAT-SUN/1", "SAT SUN"),
    ("langgraph", "0 0 * * fri-1", "MON FRI SAT SUN"),
    # Spring: * is 1-7, a name is its number from 1 to 7, a 7 that begins a range a 0
    ("spring", "0 0 0 * * */3", "MON THU SUN"),
    ("spring", "0 0 0 * * 7/2", "SUN"),
    ("spring", "0 0 0 * * SUN/2", "SUN"),
    ("spring", "0 0 0 * * 0/3", "WED SAT SUN"),
    ("spring", "0 0 0 * * 2/5", "TUE SUN"),
    ("spring", "0 0 0 * * 6-7/1", "SAT SUN"),
    ("spring", "0 0 0 * * 0-7/2", "TUE THU SAT SUN"),
    # Cronos: a/n goes on to 7
    ("cronos", "0 0 * * 3/2", "WED FRI SUN"),
    ("cronos", "0 0 * * */2", "TUE THU SAT SUN"),
    ("cronos", "0 0 * * fri-mon/3", "MON FRI"),
    ("cronos", "0 0 * * 7-7", "SUN"),
    # Python: Monday is 1, or 0
    ("celery", "0 0 * * 5-1", "MON FRI SAT SUN"),
    ("celery", "0 0 * * friday-Monday/2", "FRI SUN"),
    ("apscheduler", "0 0 * * 0", "MON"),
    ("apscheduler", "0 0 * * 6", "SUN"),
    ("apscheduler", "0 0 * * 3/2", "THU SAT"),
    # EventBridge, by the letter of its documentation
    ("eventbridge", "cron(0 0 ? * L *)", "SAT"),
    ("eventbridge", "cron(0 0 ? * 7-1 *)", "SAT SUN"),
    # cronie: a 0 that ends a range is a 7
    ("cronie", "0 0 * * 5-0", "FRI SAT SUN"),
    ("cronie", "0 0 * * FRI-SUN/2", "FRI SUN"),
    # Cloud Scheduler
    ("google-cloud-scheduler", "0 0 * * 7", "SUN"),
    ("google-cloud-scheduler", "0 0 * * SUN-SAT", "MON TUE WED THU FRI SAT SUN"),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), WEEKDAYS)
def test_weekdays(dialect: str | None, text: str, expected: str) -> None:
    assert weekdays(text, dialect) == expected


EVERY_DAY = list(range(1, 32))
ODD = list(range(1, 32, 2))
MONDAYS = [5, 12, 19, 26]

#: Dialect, text, the days of January 2026 on which it fires: how the day fields meet.
MEETINGS = [
    # only a whole * or ? leaves the other field alone; otherwise OR
    (None, "0 0 13 * MON", sorted([13, *MONDAYS])),
    (None, "0 0 */2 * MON", sorted({*ODD, *MONDAYS})),
    (None, "0 0 1-31 * MON", EVERY_DAY),
    (None, "0 0 *,10 * MON", EVERY_DAY),
    (None, "0 0 ? * MON", MONDAYS),
    (None, "0 0 ? * ?", EVERY_DAY),
    (None, "0 0 * * ?", EVERY_DAY),
    # + asks for AND
    (None, "0 0 1-7 * +MON", [5]),
    (None, "0 0 * * +MON", MONDAYS),
    # specials, in lists too
    (None, "0 0 L,1W,15 * *", [1, 15, 31]),
    (None, "0 0 * * MON#1,FRIL,WED", [5, 7, 14, 21, 28, 30]),
    (None, "0 0 LW * 1#1", [5, 30]),
    # Vixie: a first character * makes it AND
    ("unix", "0 0 */2 * MON", [5, 19]),
    ("unix", "0 0 *,10 * MON", MONDAYS),
    ("unix", "0 0 10,* * MON", EVERY_DAY),
    ("unix", "0 0 1-31 * MON", EVERY_DAY),
    ("unix", "0 0 13 * MON", sorted([13, *MONDAYS])),
    ("unix", "0 0 13 * */2", [13]),
    # croniter 7, by running it: a * anywhere, or all values beside a field with a *
    ("croniter", "0 0 *,10 * MON", MONDAYS),
    ("croniter", "0 0 10,* * MON", MONDAYS),
    ("croniter", "0 0 */2 * MON", sorted({*ODD, *MONDAYS})),
    ("croniter", "0 0 1-31 * MON", EVERY_DAY),
    ("croniter", "0 0 1-31 * */2", [day for day in EVERY_DAY if date(2026, 1, day).isoweekday() % 2 == 0 or day in (4, 11, 18, 25)]),
    ("croniter", "0 0 */2 * 0-6", ODD),
    ("croniter", "0 0 */2 * */2", sorted({*ODD, *[d for d in EVERY_DAY if date(2026, 1, d).isoweekday() % 7 % 2 == 0]})),
    ("croniter", "0 0 L,15 * MON", sorted({15, 31, *MONDAYS})),
    ("croniter", "0 0 ? * L5,L1", [26, 30]),
    ("croniter", "0 0 * * L5,1#1", [5, 30]),
    ("croniter", "0 0 W18 * *", [19]),
    ("croniter", "0 0 18w * *", [19]),
    # AND, always
    ("spring", "0 0 0 1-7 * MON", [5]),
    ("cronos", "0 0 1-7 * MON", [5]),
    ("azure", "0 0 0 1-7 * MON", [5]),
    ("celery", "0 0 1-7 * MON", [5]),
    ("apscheduler", "0 0 1-7 * MON", [5]),
    ("jenkins", "0 0 1-7 * 1", [5]),
    # OR where both say something
    ("posix", "0 0 13 * 1", sorted([13, *MONDAYS])),
    ("github-actions", "0 0 13 * MON", sorted([13, *MONDAYS])),
    ("snowflake", "0 0 13 * MON", sorted([13, *MONDAYS])),
    ("croner", "0 0 13 * MON", sorted([13, *MONDAYS])),
    ("ocps", "0 0 13 * MON", sorted([13, *MONDAYS])),
    ("ocps", "0 0 1-7 * +MON", [5]),
    # robfig: * or ? anywhere is a star, with a step of 1 too, with a larger one not
    ("kubernetes", "0 0 13,? * MON", MONDAYS),
    ("kubernetes", "0 0 13 * */1", [13]),
    ("kubernetes", "0 0 13 * ?/7", [4, 11, 13, 18, 25]),
    ("kubernetes", "0 0 1-31 * MON", EVERY_DAY),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "expected"), MEETINGS)
def test_how_the_day_fields_meet(dialect: str | None, text: str, expected: list[int]) -> None:
    assert days(text, dialect) == expected


#: Dialect, texts that it takes, texts that it refuses.
VERDICTS = [
    (None, "@daily|@Hourly|@MIDNIGHT|@yearly|@annually|@monthly|@weekly", "@reboot|@every 1h|@"),
    (None, "0 0 0 1 1 ? 1970-2199|0 0 0 1 1 ? */1000", "0 0 0 1 1 ? 2200|0 0 0 1 1 ? 1969"),
    (None, "0 0 L-3W,LW * *|0 0 L-0 * *", "0 0 L * L|0 0 W * *|0 0 LW-3 * *|0 0 5L * *|+0 * * * *"),
    (None, "005 * * * *|*/59 */23 */31 */12 */7", "*/60 * * * *|* */24 * * *|1-3/99 * * * *"),
    (None, "0 0 * * +1", "0 0 * * +|0 0 * * ++1|0 0 +1 * *"),
    (None, "0 0 12 ? * MON-FRI 2026\r\n", "0 0 12 ? * MON-FRI 2026\x00|0\x0b0 12 * * ?"),
    ("unix", "@daily|*/100 * * * *|0-59/15 * * * *|1,2,3-5 * * * *",
     "@Daily|0 0 * * ?|0 0 L * *|0 0 * * 5L|0 0 15W * *|0 0 * * 1#2|0~30 * * * *|1-5- * * * *"),
    ("unix", "0 0 * * sun,MON", "0 0 0 * *|0 0 * 0 *|0 0 * * Monday|0 0 * * 7-2|5 * * * * 2027"),
    ("quartz", "0 0 12 ? * *|0 0 12 * * ?", "0 0 12 * * *|0 0 12 ? * ?|@daily|*/5 * * * *"),
    ("adobe", "0 30 9 * * ? 2099|0 0 0 ? * 5L", "0 30 9 * * ? 2100|0 0 1 * *"),
    ("adobe", "0 0 0 30 2 ?|* * * 30 2 ?", "* * * * * ?|0 0 0,12 * * ?|0,30 0 0 1 * ?"),
    ("google-cloud-scheduler", "* * * * *|0-23/2 * * * *|0 0 * JAN-DEC SUN-SAT|5/15 * * * *",
     "0 0 L * *|0 0 * * * *|every 5 minutes|*/0 * * * *|0 0 15W * *|0 0 * * 5#1"),
    ("google-cloud-scheduler", "*/59 * * * *|0 */23 * * *|0 0 */31 * *|0 0 1 */12 *|0 0 * * */7|0 0 * * 0-7|0 0 * * 5-7",
     "22-2 * * * *|0 0 * * FRI-MON|0 0 * * FRI-SUN|5-5 * * * *|0 0 * JAN-JAN *|*/60 * * * *|0 */24 * * *|0 0 * * 7-2"),
    ("croniter", "@DAILY|0 0 * * L7|0 0 * * l0|0 0 * * FRI#3|*/100 * * * *|0 22-2 * * *|0 0 * * 5-0",
     "0 0 * * L|0 0 * * 5#6|0 0 * * L8|0 0 L-3 * *|0 0 LW * *|/5 * * * *|0 0 1,15W * *|0 0 * * L5,1"),
    ("croniter", "* * * * * 0-59|* * * * * * 1970-2099|0 0 ? * MON|0 0 L * MON|0 0 15W * ?",
     "* * * * * * * *|* * * * * * 2029-2027|0 0 ?,1 * *|? * * * *|0 0 L * 5#3|0 0 15W * MON"),
    ("langgraph", "27 15 * * *|0 0 1 1 * 30 2030", "0 27 15 * * ?|R * * * *|0 0 * * 0-6/0"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "takes", "refuses"), VERDICTS)
def test_what_a_dialect_takes(dialect: str | None, takes: str, refuses: str) -> None:
    for text in takes.split("|"):
        assert quartzcron.validate(text, dialect) == [], text
    for text in refuses.split("|"):
        assert quartzcron.validate(text, dialect), text


def test_the_order_of_croniter() -> None:
    [fire] = CronExpression("0 2 15 * * 5 2030", "croniter").fire_times(
        datetime(2030, 3, 1), datetime(2030, 4, 1)
    )
    assert fire == datetime(2030, 3, 15, 2, 0, 5)


#: Every dialect in its order: its rule for clock changes, and whether that is verified.
POLICIES = {
    "quartzcron": ("SAFE", True),
    "quartz": ("QUARTZ", True),
    "adobe": ("SAFE", False),
    "databricks": ("QUARTZ", True),
    "quartznet": ("QUARTZNET", True),
    "unix": ("VIXIE", True),
    "cronie": ("VIXIE", True),
    "posix": ("SAFE", False),
    "ocps": ("OCPS", True),
    "kubernetes": ("SPRING", True),
    "nomad": ("SPRING", True),
    "croniter": ("CRONITER", True),
    "langgraph": ("CRONITER", True),
    "airflow": ("AIRFLOW", True),
    "celery": ("CELERY", True),
    "apscheduler": ("APSCHEDULER", True),
    "prefect": ("PREFECT", True),
    "dagster": ("DAGSTER", True),
    "google-cloud-scheduler": ("SAFE", False),
    "eventbridge": ("OCPS", True),
    "github-actions": ("SAFE", False),
    "azure": ("AZURE", True),
    "snowflake": ("SAFE", False),
    "cloudflare": ("SAFE", True),  # always in UTC, where no clock changes
    "vercel": ("SAFE", False),
    "spring": ("SPRING", True),
    "cronos": ("CRONOS", True),
    "croner": ("CRONER", True),
    "jenkins": ("SAFE", False),
}


def test_names_and_aliases() -> None:
    assert Dialect.names() == tuple(POLICIES)
    assert Dialect.named("Google_Cloud_Scheduler") is Dialect.named("google-cloud-scheduler")
    assert {alias: Dialect.named(alias).name for alias in ALIASES} == ALIASES
    assert CronExpression("* * * * *").dialect is DEFAULT is Dialect.named("QUARTZCRON")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *((typed, "unix") for typed in ("cron", "crontab", "linux", "standard", "Crontab")),
        ("k8s", "kubernetes"),
        ("AWS", "eventbridge"),
        ("gcp", "google-cloud-scheduler"),
        ("github", "github-actions"),
        ("java", "quartz"),
    ],
)
def test_the_names_that_people_try_first(typed: str, name: str) -> None:
    assert Dialect.named(typed) is Dialect.named(name)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("quarz", ("quartz",)),
        ("Kubernets", ("kubernetes",)),
        ("github action", ("github-actions",)),
        ("crontabs", ("crontab",)),
        ("debain", ("debian",)),
        # Words of their own: never another name because it is alike.
        *((name, ()) for name in ("windows", "anacron", "systemd", "cronus2", "node", "at", "")),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        Dialect.named(name)
    error = caught.value
    assert (error.kind, error.name, error.nearest) == ("dialect", name, nearest)
    assert error.known == Dialect.names()


def test_the_policy_of_each_dialect() -> None:
    for name, (policy, verified) in POLICIES.items():
        dialect = Dialect.named(name)
        assert (str(dialect.dst_policy), dialect.dst_verified) == (policy, verified)
        # What is not verified loses no run and doubles none.
        assert verified or dialect.dst_policy is DstPolicy.SAFE
    assert CronExpression("* * * * *", "unix").dst_policy is DstPolicy.VIXIE


def test_a_dialect_is_made_when_it_is_named() -> None:
    script = (
        "import sys, quartzcron; made = 'quartzcron.dialects.'; "
        "names = lambda: sorted(m for m in sys.modules if m.startswith(made)); "
        "light = names(); quartzcron.Dialect.names(); assert names() == light; "
        "quartzcron.Dialect.named('Hangfire'); "
        "print(set(names()) - set(light))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "{'quartzcron.dialects.others'}"


def test_each_group_makes_the_names_that_it_promises() -> None:
    for group, names in GROUPS.items():
        made = import_module(f"quartzcron.dialects.{group}").DIALECTS
        assert [dialect.name for dialect in made] == list(names)
        assert all(Dialect.named(dialect.name) is dialect for dialect in made)


def test_a_dialect_is_a_value_that_can_be_varied() -> None:
    quartz = Dialect.named("quartz")
    assert pickle.loads(pickle.dumps(quartz)) is quartz
    assert repr(quartz) == "Dialect.named('quartz')"
    mine = quartz.replace(name="mine", dst_policy=DstPolicy.SAFE)
    assert pickle.loads(pickle.dumps(mine)) == mine != quartz
    expression = CronExpression("0 0 0 ? * 6L", mine)
    assert expression.dialect == mine
    assert pickle.loads(pickle.dumps(expression)) == expression
    assert repr(expression) == (
        "CronExpression('0 0 0 ? * 6L', "
        "dialect=Dialect.named('quartz').replace(name='mine', dst_policy=DstPolicy.SAFE))"
    )
    assert eval(repr(expression)).dialect == mine
    # What goes by a known name and is another value shows what it is.
    assert repr(quartz.replace(bare_shorthand=True)) == (
        "Dialect.named('quartz').replace(bare_shorthand=True)"
    )
    assert expression.equivalent(CronExpression("0 0 0 ? * 6L", "quartz"))
    assert expression != CronExpression("0 0 0 ? * 6L", "quartz")


def test_numbers_are_written_as_they_are_read() -> None:
    for name in Dialect.names():
        for form in Dialect.named(name).forms:
            for rules in form.fields:
                field = rules.field
                for value in range(field.low, field.high + 1):
                    written = rules.written(value)
                    if written <= rules.high:
                        assert rules.inside(written) == value
            assert form.rules("day_of_week") is not None
            assert form.rules("week") is None
