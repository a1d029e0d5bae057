"""The Quartz family: a second in front, 1 for Sunday, and ? in one of the day fields.

Quartz itself strictly by its documentation, the services that take its texts
with limits of their own, and Quartz.NET, which does without the ?.
"""

from __future__ import annotations

from quartzcron.dialects.forms import SEVEN, SIX, listed
from quartzcron.dialects.model import (
    ANYTHING,
    EITHER,
    LONE_QUESTION,
    NOTHING,
    REVERSED_RANGE,
    TRIGGER_KEY,
    UNIX_NUMBERS,
    Dialect,
    FieldRules,
    HashRules,
    ServiceRule,
)
from quartzcron.dialects.policies import DstPolicy

# --- Quartz ----------------------------------------------------------------

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

# --- Quartz.NET ------------------------------------------------------------
# CronExpression.cs and CronExpressionTest.cs of Quartz.NET 4 (August 2026), and the pages on
# CronTrigger of its documentation. What its tests pin is taken: both day fields, of which a day
# needs to fit one; LW-2; 31W on the last working day of shorter months. Its FRI/2 is every second
# week from the first one asked about, which no set of times is. A step after other names is
# dropped. Years are those of the documentation. H, in any field but the year, is drawn from the
# key of the trigger, and a trigger without an identity throws: ":NAME" in the default group,
# else the length of the group, a colon, the group and the name.


def _as_quartznet(rules: FieldRules) -> FieldRules:
    changes: dict[str, dict[str, object]] = {
        "day_of_month": {
            "specials": (*listed("?", NOTHING), *listed("L L-n LW L-nW LW-n nW", ANYTHING)),
            "clamped_workday": True,
        },
        # NCrontab and Cronos count as Unix does, and take the same six fields.
        "day_of_week": {"step_of_name": False, "neighbours": (UNIX_NUMBERS,)},
        "year": {"high": 2099},
    }
    hashed = None
    if rules.name != "year":
        hashed = HashRules(rules.low, rules.high, least_step=1, most_step=rules.step_limit)
    return rules.replace(step_dropper="Quartz.NET", hashed=hashed, **changes.get(rules.name, {}))


_QUARTZNET = Dialect(
    "quartznet",
    "Quartz.NET",
    "Quartz.NET 4: 6 or 7 fields from seconds to years, 1 = Sunday, OR of the day fields unless "
    "one is ?, LW-2, W on the last working day of shorter months",
    tuple(
        form.replace(fields=tuple(map(_as_quartznet, form.fields)), days=EITHER, star=LONE_QUESTION)
        for form in (SIX, SEVEN)
    ),
    dst_policy=DstPolicy.QUARTZNET,
    dst_verified=True,
    seed="",
    hashing=TRIGGER_KEY,
    seed_optional=True,
)

DIALECTS = (_QUARTZ, _ADOBE, _DATABRICKS, _QUARTZNET)
