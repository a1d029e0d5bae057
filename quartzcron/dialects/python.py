"""Python's schedulers: croniter and what is built on it, Celery, APScheduler."""

from __future__ import annotations

from quartzcron.dialects.forms import SHORTHANDS, five, listed
from quartzcron.dialects.model import (
    ALIKE,
    ANY_STAR,
    ANYTHING,
    BOTH,
    BY_NAME,
    HASH_ID,
    NOTHING,
    ONE_BLANK,
    REFUSED,
    UNIX_NUMBERS,
    WHOLE_NAMES,
    Dialect,
    FieldRules,
    Form,
    HashRules,
    ServiceRule,
)
from quartzcron.dialects.policies import DstPolicy

# --- croniter --------------------------------------------------------------
# croniter 7.0.0 by running it, its README and its tests (2026-11). A range of one
# value is every value, 29-L goes on to the last day, MON-FRI#1 is the first of each
# of five weekdays, R a number drawn at random. Left out because it drops or
# reinterprets: a step that jumps over the first value of a range that wraps (its
# phase slips), weekday specials beside a day of month.

_SECOND = FieldRules(
    "second", 0, 59, wraps_with_step=False, equal_range=False, equal_cycle=True, random="R"
)
_FIVE = Form(
    five(
        _SECOND.replace(name="minute"),
        _SECOND.replace(
            # Beyond the 28th croniter moves nW into months that have no such day.
            latest_workday=28,
            last_ends_range=True,
            specials=(*listed("? nW Wn", NOTHING), *listed("L", ANYTHING)),
        ),
        _SECOND.replace(
            high=7,
            monday=1,
            specials=(*listed("?", NOTHING), *listed("Ln n#k", ALIKE)),
            special_ranges=(BY_NAME,),
        ),
    ),
    star=ANY_STAR,
    specials_combine=False,
)
_SIX = _FIVE.replace(
    fields=(*_FIVE.fields, _SECOND),
    unusual="the sixth field is seconds and comes last",
)
_SEVEN = _SIX.replace(
    fields=(
        *_SIX.fields,
        _SECOND.replace(name="year", low=1970, high=2099, reversed_range=REFUSED),
    ),
    unusual="the sixth field is seconds, the seventh the year",
)

_UNSEEDED = Dialect(
    "croniter",
    "croniter",
    "croniter 7 for Python: 5 fields, a sixth for seconds at the end, a seventh for years; "
    "0 and 7 = Sunday, OR of the day fields",
    (_FIVE, _SIX, _SEVEN),
    dst_policy=DstPolicy.CRONITER,
    dst_verified=True,
    shorthands=SHORTHANDS,
    bare_shorthand=True,
)


def _with_hash(rules: FieldRules) -> FieldRules:
    """Return the rules of a field that takes H too, alone; a weekday is one of 0 to 6."""
    return rules.replace(hashed=HashRules(rules.low, rules.last, in_list=False))


# H is drawn from the hash_id, and what is called the seed here; it changes the @ words.
_CRONITER = _UNSEEDED.replace(
    forms=tuple(
        form.replace(fields=tuple(map(_with_hash, form.fields))) for form in _UNSEEDED.forms
    ),
    seed="",
    hashing=HASH_ID,
    seeded_shorthands=(
        ("@yearly", "H H H H * H"),
        ("@annually", "H H H H * H"),
        ("@monthly", "H H H * * H"),
        ("@weekly", "H H * * H H"),
        ("@daily", "H H * * * H"),
        ("@midnight", "H H(0-2) * * * H"),
        ("@hourly", "H * * * * H"),
    ),
)

# --- LangGraph -------------------------------------------------------------
# It validates with croniter and computes with it.

_LANGGRAPH = _UNSEEDED.replace(
    name="langgraph",
    title="LangGraph Platform",
    summary="crons of the LangGraph Platform, which reads them with croniter: 5 fields, a sixth "
    "for seconds at the end, a seventh for years; 0 and 7 = Sunday",
)

# --- Airflow ---------------------------------------------------------------
# airflow/timetables/_cron.py: texts go to croniter, wall times to a rule for
# clock changes of its own. Its own @ words are `cron_presets` of
# airflow/utils/dates.py; croniter reads the others.

_AIRFLOW = _UNSEEDED.replace(
    name="airflow",
    title="Airflow",
    summary="timetables of Apache Airflow, which reads them with croniter and knows @quarterly",
    dst_policy=DstPolicy.AIRFLOW,
    shorthands=(*SHORTHANDS, ("@quarterly", "0 0 1 */3 *")),
)

# --- Celery ----------------------------------------------------------------
# celery/schedules.py 5.7 and running it: crontab.from_string parts the text at
# every single blank; a date that never comes is refused when it is built. Names
# are looked up by their first three letters, the rest is dropped: only names
# that are right to the end are taken here.

_CELERY_MINUTE = FieldRules("minute", 0, 59, names=WHOLE_NAMES, open_step=False)
_CELERY = Dialect(
    "celery",
    "Celery",
    "texts for crontab.from_string of Celery: 5 fields a single blank apart, 0 = Sunday and no 7, "
    "days must fit both day fields",
    (
        Form(
            five(_CELERY_MINUTE, _CELERY_MINUTE, _CELERY_MINUTE.replace(high=6, monday=1)),
            days=BOTH,
        ),
    ),
    dst_policy=DstPolicy.CELERY,
    dst_verified=True,
    separator=ONE_BLANK,
    service_rules=(
        ServiceRule(
            "impossible-date",
            "celery/schedules.py: no schedule is built for a date that never comes",
            must_fire=True,
        ),
    ),
)

# --- APScheduler -----------------------------------------------------------
# APScheduler 3.11, CronTrigger.from_crontab, by running it. Weekdays count from
# Monday even there, which its own documentation calls a mistake of history. A
# step after names is dropped by a pattern that stops early.

_APSCHEDULER_MINUTE = FieldRules(
    "minute",
    0,
    59,
    reversed_range=REFUSED,
    mixed_range=False,
    step_within=True,
    step_dropper="APScheduler",
)
_APSCHEDULER = Dialect(
    "apscheduler",
    "APScheduler",
    "texts for CronTrigger.from_crontab of APScheduler 3: 5 fields, 0 = Monday, days must fit "
    "both day fields, last for the last day of the month",
    (
        Form(
            five(
                _APSCHEDULER_MINUTE,
                _APSCHEDULER_MINUTE.replace(specials=listed("last", ANYTHING)),
                _APSCHEDULER_MINUTE.replace(high=6, neighbours=(UNIX_NUMBERS,)),
            ),
            days=BOTH,
        ),
    ),
    dst_policy=DstPolicy.APSCHEDULER,
    dst_verified=True,
)

# --- Prefect ---------------------------------------------------------------
# Prefect 3.9.1 (2026), prefect/_vendor/croniter (croniter 6) by running it, and
# server/schemas/schedules.py: no W, no 7 for Sunday beside seconds, and H and R refused; wall times
# go to a rule for clock changes of its own. A step from a field's last value (59/7) goes through
# the whole field there. `day_or` of a schedule, which makes the day fields an AND, is no part of
# its text.


def _as_croniter_6(form: Form) -> Form:
    """Return a form of croniter 7 as croniter 6 had it."""
    fields = []
    for rules in form.fields:
        older = rules.replace(open_at_last=False, random="")
        if rules.name == "day_of_month":
            older = older.replace(specials=(*listed("?", NOTHING), *listed("L", ANYTHING)))
        elif rules.name == "day_of_week" and len(form.fields) > 5:
            older = older.replace(high=6)
        fields.append(older)
    return form.replace(fields=tuple(fields))


_OLDER = tuple(map(_as_croniter_6, (_FIVE, _SIX, _SEVEN)))
_PREFECT = _UNSEEDED.replace(
    name="prefect",
    title="Prefect",
    summary="cron schedules of Prefect, which reads them with a croniter of its own: 5 fields, a "
    "sixth for seconds at the end, a seventh for years; no W",
    forms=_OLDER,
    dst_policy=DstPolicy.PREFECT,
    dst_verified=True,
)

# --- Dagster ---------------------------------------------------------------
# Dagster 1.13.29 (2026), dagster/_vendored/croniter (croniter 6) and is_valid_cron_string of
# _utils/schedules.py: five fields, no date that never comes. Several texts are a union there.

_DAGSTER = _PREFECT.replace(
    name="dagster",
    title="Dagster",
    summary="schedules of Dagster, which reads them with a croniter of its own: 5 fields, "
    "0 and 7 = Sunday, OR of the day fields, no W",
    forms=_OLDER[:1],
    dst_policy=DstPolicy.DAGSTER,
    service_rules=(
        ServiceRule(
            "impossible-date",
            "dagster/_utils/schedules.py: a schedule for a date that never comes is refused",
            must_fire=True,
        ),
    ),
)

DIALECTS = (_CRONITER, _LANGGRAPH, _AIRFLOW, _CELERY, _APSCHEDULER, _PREFECT, _DAGSTER)
