"""A program that uses all of the public face, as a user would write it.

`test_user_program.py` runs it, and has type checkers read it: strictly, and without one remark
to make them look away. Whoever adds to the face adds here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import quartzcron
from quartzcron import (
    CatchUp,
    CaughtUp,
    CronExpression,
    CronExpressionError,
    CronTranslationError,
    Days,
    Dialect,
    DialectName,
    DstPolicy,
    FieldName,
    FieldRules,
    FireTimes,
    Form,
    Interval,
    Picture,
    PictureCell,
    PolicyName,
    Problem,
    ProblemCode,
    RecurrenceError,
    Schedule,
    ServiceRule,
    Severity,
    Treatment,
    UnknownNameError,
    WordsError,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
QUIET: tuple[ProblemCode, ...] = ("uneven-step", "both-days-restricted")
SAYINGS: Mapping[ProblemCode, str] = {"out-of-range": "zu groß", "empty": "leer"}


def told(problem: Problem) -> str:
    """Say a problem in a form's own words."""
    severity: Severity = problem.severity
    field: FieldName | None = problem.field
    start, end = problem.span
    return f"{severity} {field} {start}-{end}: {SAYINGS.get(problem.code, problem.message)}"


def checked(text: str, dialect: DialectName | Dialect = "quartzcron") -> list[str]:
    """Return what a form shows below a text."""
    if quartzcron.is_valid(text, dialect):
        return [
            told(each) for each in quartzcron.lint(text, dialect, tz="Asia/Seoul", select=QUIET)
        ]
    better = quartzcron.corrected(text, dialect)
    shown = [told(each) for each in quartzcron.validate(text, dialect)]
    return shown if better is None else [*shown, f"did you mean {better}?"]


def busiest(times: FireTimes) -> str:
    """Return the title of the fullest hour of a week."""
    picture: Picture = times.picture("week", START, tz="Asia/Seoul")
    cells: list[PictureCell] = [cell for row in picture.blocks[0].rows for cell in row.cells]
    assert picture.svg().startswith("<svg")
    return max(cells, key=lambda cell: cell.weight).title


def coming(times: FireTimes, start: datetime) -> list[str]:
    """Return the next runs of anything that has fire times."""
    found = [each.isoformat() for each in times.upcoming(2, after=start)]
    first: datetime | None = times.next_fire_time(start, inclusive=True)
    last: datetime | None = times.previous_fire_time(start)
    walked = list(times.fire_times(start, start + timedelta(days=30), limit=2))
    backwards = list(times.fire_times(None, start, reverse=True, limit=1))
    assert walked[:1] == [first]
    assert backwards == ([] if last is None else [last])
    assert first is not None
    assert first in times
    assert times.matches(first, precision="minute")
    return found


def measured(times: FireTimes) -> tuple[int, datetime | None, timedelta]:
    """Return how often, the hundredth, and how close."""
    shortest: Interval | None = times.shortest_interval(START, START + timedelta(days=30))
    longest = times.longest_interval(START, START + timedelta(days=30))
    assert shortest is not None
    assert longest is not None
    assert shortest.duration <= longest.duration
    assert not times.never_fires
    number: int = times.count(START, START + timedelta(days=30)) + times.most_per_day()
    return number, times.nth_fire_time(START, 99), shortest.duration


def heard(words: str) -> str:
    """Return what was understood of words."""
    try:
        times: FireTimes = quartzcron.read(words, "en", "quartz")
    except WordsError as error:
        return f"{error.code} {error.span} {error.message}: {error.hint}"
    return times.describe()


def own_dialect() -> Dialect:
    """Return the rules of a scheduler of one's own."""
    fields = (
        FieldRules("minute", 0, 59),
        FieldRules("hour", 0, 23, reversed_range="refused"),
        FieldRules("day_of_month", 1, 31, specials=(("L", "nothing"),)),
        FieldRules("month", 1, 12, names="three letters"),
        FieldRules("day_of_week", 1, 7, monday=1),
    )
    rule = ServiceRule("too-often", "the handbook", shortest_interval=300)
    treatment = Treatment("skip", "first")
    return Dialect(
        "ours",
        "Our scheduler",
        "five fields, 1 = Monday",
        (Form(fields, days="both"),),
        dst_policy=DstPolicy("OURS", "all", treatment, treatment),
        service_rules=(rule,),
    )


def stored(fires: FireTimes) -> list[str]:
    """Return what becomes of plain data that went to a database and came back."""
    text = json.dumps(fires.as_dict())
    again: FireTimes = FireTimes.from_dict(json.loads(text))
    days = Days.from_dict(Days.of([date(2026, 1, 5)]).as_dict())
    problems = [problem.as_dict() for problem in quartzcron.validate("0 25 * * *")]
    return [str(again == fires), str(len(days)), *(str(each["code"]) for each in problems)]


def after_an_outage(schedule: Schedule, last_run: datetime) -> list[str]:
    """Return what is told of the runs that were missed."""
    rule = CatchUp(keep="all", grace=timedelta(hours=2), at_most=3)
    found: CaughtUp = schedule.caught_up(last_run, last_run + timedelta(days=3), rule)
    due: list[datetime] = list(found.due)
    late = schedule.is_due(last_run) and schedule.overdue(last_run, timedelta(hours=1))
    missed = next(iter(schedule.missed(last_run, limit=1)), None)
    busy: timedelta = schedule.busy(START, START + timedelta(days=9), timedelta(minutes=20))
    return [
        str(found.count),
        str(found.dropped),
        str(late),
        str(missed is None),
        str(busy),
        *map(str, due),
    ]


def main() -> str:
    """Use it all, and return what there is to see."""
    policy: PolicyName = "QUARTZ"
    expression = CronExpression("*/15 9-17 * * MON-FRI", "unix")
    schedule = Schedule(
        expression,
        tz="America/New_York",
        dst=policy,
        start=START,
        excluding=[date(2026, 1, 2), (date(2026, 12, 24), date(2026, 12, 31))],
    )
    office = Schedule("0 8-17 * * *", tz="Europe/Berlin")
    fortnightly = schedule.replace(
        only=Days.every(weeks=2, since=date(2026, 1, 5)) - Days.of([date(2026, 1, 5)]),
        rolled="next",
    )
    hours: tuple[int, ...] | range = expression.values["hour"]
    later: datetime | None = schedule.next_fire_time()
    assert later is not None
    now = schedule.explain()
    assert now.fires is schedule.matches(now.moment, "minute")
    seen = {
        "form": [
            *checked("0 25 * * *"),
            *checked("0 9 13 * FRI"),
            *checked("0 9 * * 1", own_dialect()),
        ],
        "hours": list(hours),
        "days": expression.days_in(2026, 2),
        "busiest": busiest(Schedule("*/15 9 * * *", tz="Asia/Seoul")),
        "coming": coming(schedule, START + timedelta(days=9)),
        "both": coming(schedule & office, START + timedelta(days=9)),
        "elsewhere": str(Schedule("0 9 * * *", tz="Asia/Seoul").to("unix", tz="UTC", after=START)),
        "fortnightly": coming(fortnightly, START + timedelta(days=9)),
        "why": [verdict.reason for verdict in expression.explain(datetime(2026, 1, 3, 9)).fields],
        "measured": [str(each) for each in measured(schedule)],
        "subset": str(bool((schedule - schedule).is_subset(schedule))),
        "differs": str(schedule.first_difference(schedule.to("kubernetes"))),
        "meets": str(schedule.overlaps(Schedule("0 9 * * *", tz="America/New_York"), START)),
        "other": [str(each) for each in CronExpression("0 0 13 * FRI").to_all("quartz")],
        "read": [reading.dialects[0] for reading in quartzcron.detect("0 9 * * 1").readings],
        "stored": stored(schedule & office),
        "heard": [heard("noon on Mondays"), heard("every other Monday")],
        "missed": after_an_outage(schedule, START + timedelta(days=9)),
        "kernel": quartzcron.KERNEL,
    }
    try:
        CronExpression("0 0 13 * FRI").to("quartz")
        list(Schedule("0 * * * *", tz="Europe/Paris").to_rrule(START))
    except CronTranslationError as error:
        seen["together"] = list(error.nearest)
    except (CronExpressionError, RecurrenceError, UnknownNameError) as error:
        seen["error"] = str(error)
    quartzcron.clear_caches()
    return json.dumps(seen, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    print(main())
