"""The Quartz family: a second in front, 1 for Sunday, and ? in one of the day fields.

Quartz itself strictly by its documentation, and the services that take its
texts with limits of their own.
"""

from __future__ import annotations

from quartzcron.dialects.forms import SEVEN, SIX
from quartzcron.dialects.model import REVERSED_RANGE, Dialect, FieldRules, ServiceRule
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

DIALECTS = (_QUARTZ, _ADOBE, _DATABRICKS)
