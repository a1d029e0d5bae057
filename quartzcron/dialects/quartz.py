"""The Quartz family: a second in front, 1 for Sunday, and ? in one of the day fields.

Quartz itself strictly by its documentation, and the services that take its
texts with limits of their own.
"""

from __future__ import annotations

from quartzcron.dialects.model import (
    ANYTHING,
    NOTHING,
    ONE_QUESTION,
    REFUSED,
    REVERSED_RANGE,
    Dialect,
    FieldRules,
    Form,
    ServiceRule,
    listed,
)
from quartzcron.policies import DstPolicy

# --- Quartz ----------------------------------------------------------------
# Class documentation and source of org.quartz.CronExpression 2.5, and running it.
# Stricter where the Java parser drops or invents: a step inside a range is
# limited too, years outside 1970-2199 are refused, lists take no #.

_SECOND = FieldRules(
    "second", 0, 59, bare_step=True, mixed_range=False, step_limit=59, step_dropper="Quartz"
)
_DAY_OF_MONTH = _SECOND.replace(
    name="day_of_month",
    low=1,
    high=31,
    step_limit=31,
    specials=(*listed("?", NOTHING), *listed("L L-n LW L-nW nW", ANYTHING)),
)
_DAY_OF_WEEK = _SECOND.replace(
    name="day_of_week",
    low=1,
    high=7,
    monday=2,
    step_limit=7,
    specials=listed("? L nL n#k", NOTHING),
)
_YEAR = _SECOND.replace(name="year", low=1970, high=2199, step_limit=None, reversed_range=REFUSED)

SIX = Form(
    (
        _SECOND,
        _SECOND.replace(name="minute"),
        _SECOND.replace(name="hour", high=23, step_limit=23),
        _DAY_OF_MONTH,
        _SECOND.replace(name="month", low=1, high=12, step_limit=12),
        _DAY_OF_WEEK,
    ),
    days=ONE_QUESTION,
)
SEVEN = SIX.replace(fields=(*SIX.fields, _YEAR))

_QUARTZ = Dialect(
    "quartz",
    "Quartz",
    "Quartz Scheduler for Java, strictly by its documentation: 6 or 7 fields from seconds to "
    "years, 1 = Sunday, exactly one of the day fields is ?",
    (SIX, SEVEN),
    dst_policy=DstPolicy.QUARTZ,
    dst_verified=True,
)

# --- Adobe Experience Platform ---------------------------------------------
# Its appendix on segmentation schedules: Quartz, the year up to 2099, at most
# one run in 24 hours. It states no zone, no rule for clock changes, and nothing
# on ranges that wrap.

_ONCE_A_DAY = ServiceRule(
    "more-than-once-a-day",
    "Adobe Experience Platform, segmentation schedules: a job runs once in 24 hours at most",
    most_per_day=1,
)


def _as_adobe(rules: FieldRules) -> FieldRules:
    high = 2099 if rules.name == "year" else rules.high
    return rules.replace(high=high, unverified=(REVERSED_RANGE,))


_ADOBE = Dialect(
    "adobe",
    "Adobe Experience Platform",
    "segmentation schedules of Adobe Experience Platform: Quartz with years up to 2099, and at "
    "most one run a day",
    tuple(form.replace(fields=tuple(map(_as_adobe, form.fields))) for form in (SIX, SEVEN)),
    service_rules=(_ONCE_A_DAY,),
)

# --- Databricks ------------------------------------------------------------
# Its documentation of scheduled jobs: `quartz_cron_expression` and `timezone_id`
# of Java, clock changes as in Quartz, and at least 10 seconds between two runs
# "regardless of the seconds configuration".

_TEN_SECONDS = ServiceRule(
    "too-often",
    "Databricks, scheduled jobs: at least 10 seconds lie between two runs",
    shortest_interval=10,
)

_DATABRICKS = _QUARTZ.replace(
    name="databricks",
    title="Databricks",
    summary="scheduled jobs of Databricks: Quartz, with at least 10 seconds between two runs",
    service_rules=(_TEN_SECONDS,),
)

DIALECTS = (_QUARTZ, _ADOBE, _DATABRICKS)
