"""Cloud services: each with a grammar that its documentation describes, and partly leaves open."""

from __future__ import annotations

from quartzcron.dialects.forms import SHORTHANDS, five, limited, listed, with_seconds
from quartzcron.dialects.model import (
    ANYTHING,
    BEGINNINGS,
    BOTH,
    LARGE_STEP,
    LAST_MINUS,
    LAST_MINUS_WORKDAY,
    LAST_WORKDAY,
    LISTED_SPECIAL,
    MISREAD,
    NO_NAMES,
    NOTHING,
    ONE_QUESTION,
    ONE_RESTRICTS,
    OPEN_STEP,
    QUESTION,
    REFUSED,
    REVERSED_RANGE,
    SHORTHAND,
    SMALL_NAME,
    SWAPPED,
    UNIX_NUMBERS,
    WRAPPER_CASE,
    Dialect,
    FieldRules,
    Form,
    ServiceRule,
)
from quartzcron.dialects.policies import DstPolicy

# --- Google Cloud Scheduler ------------------------------------------------
# "Cron job format and time zone" of its documentation, as of 2026-04-08. Two day
# fields are an inclusive OR, unless one of them is a whole *. The first number of
# a range is less than the second, and a name comes earlier in the month or the
# week (SUN to SAT); a step is no larger than the largest value of its field. Names
# are documented in capitals. Silent on steps after a single value, on ? and on
# @ words. Its alternative format is read by `language.dates_in_words`.

_GOOGLE_OPEN = (OPEN_STEP, SMALL_NAME)
_GOOGLE_MINUTE = FieldRules(
    "minute",
    0,
    59,
    step_limit=59,
    reversed_range=REFUSED,
    equal_range=False,
    range_low=False,
    unverified=_GOOGLE_OPEN,
)
_GOOGLE_DAY = _GOOGLE_MINUTE.replace(
    specials=listed("?", NOTHING), unverified=(*_GOOGLE_OPEN, QUESTION)
)
_GOOGLE = Dialect(
    "google-cloud-scheduler",
    "Google Cloud Scheduler",
    "jobs of Google Cloud Scheduler: 5 fields, 0 and 7 = Sunday, no L; or words: every day 09:00",
    (
        Form(
            limited(five(_GOOGLE_MINUTE, _GOOGLE_DAY, _GOOGLE_DAY.replace(high=7, monday=1))),
        ),
    ),
    shorthands=SHORTHANDS,
    in_words=True,
    unverified=(SHORTHAND,),
)

# --- Amazon EventBridge ----------------------------------------------------
# "Cron expressions" of the user guides of EventBridge and of its Scheduler. Six
# fields, the year among them, in cron( ); no / in day of week. A step that is
# larger than the field's largest value is refused (seen 2026-11). Not said: the
# case of the wrapper, ranges that wrap, L and W in lists, LW and L-n. The
# Scheduler skips a gap and runs once in a fold; which pass is not said.

_EVENTBRIDGE_OPEN = (REVERSED_RANGE, LISTED_SPECIAL)
_EVENTBRIDGE_MINUTE = FieldRules("minute", 0, 59, unverified=_EVENTBRIDGE_OPEN)
_EVENTBRIDGE = Dialect(
    "eventbridge",
    "Amazon EventBridge",
    "rules and schedules of Amazon EventBridge: cron( ) around 6 fields from minutes to years, "
    "1 = Sunday, exactly one of the day fields is ?",
    (
        Form(
            (
                *limited(
                    five(
                        _EVENTBRIDGE_MINUTE,
                        _EVENTBRIDGE_MINUTE.replace(
                            specials=(*listed("?", NOTHING), *listed("L L-n LW L-nW nW", ANYTHING)),
                            unverified=(
                                *_EVENTBRIDGE_OPEN,
                                LAST_MINUS,
                                LAST_WORKDAY,
                                LAST_MINUS_WORKDAY,
                            ),
                        ),
                        _EVENTBRIDGE_MINUTE.replace(
                            low=1,
                            high=7,
                            monday=2,
                            steps=False,
                            specials=(*listed("? n#k", NOTHING), *listed("L nL", ANYTHING)),
                            # Most texts come from a crontab, with cron( ) put around.
                            neighbours=(UNIX_NUMBERS,),
                        ),
                    )
                ),
                _EVENTBRIDGE_MINUTE.replace(
                    name="year",
                    low=1970,
                    high=2199,
                    reversed_range=REFUSED,
                    unverified=(*_EVENTBRIDGE_OPEN, LARGE_STEP),
                ),
            ),
            days=ONE_QUESTION,
        ),
    ),
    dst_policy=DstPolicy.OCPS,
    dst_verified=True,
    wrapper="cron",
    unverified=(WRAPPER_CASE,),
)

# --- GitHub Actions --------------------------------------------------------
# "Events that trigger workflows" (2026-07): POSIX cron with names and steps (20/15
# is its own example of one), no @ words; runs more often than every five minutes
# are only slowed down. Its own checker of workflow files (actions/languageservices,
# cron.ts and cron.test.ts) refuses ranges that go down and steps
# beyond the field's largest value, and takes 4-4 and SUN-2. A run in a gap starts at
# the next time that exists; nothing is said of folds, so the rule is not verified.

_GITHUB_MINUTE = FieldRules("minute", 0, 59, step_limit=59, reversed_range=REFUSED)
_GITHUB = Dialect(
    "github-actions",
    "GitHub Actions",
    "scheduled workflows of GitHub Actions: 5 fields, 0 = Sunday, no more often than every "
    "5 minutes",
    (
        Form(
            limited(five(_GITHUB_MINUTE, _GITHUB_MINUTE, _GITHUB_MINUTE.replace(high=6, monday=1)))
        ),
    ),
    service_rules=(
        ServiceRule(
            "too-often",
            "GitHub Actions, events that trigger workflows: the shortest interval is 5 minutes",
            shortest_interval=300,
            refuses=False,
        ),
    ),
)

# --- Azure Functions -------------------------------------------------------
# NCrontab's CrontabFieldImpl.cs and CrontabSchedule.cs, and CronSchedule.cs of the
# timer extension (2026-11): it reads six fields, seconds first, or the five of cron.
# A range that goes down is swapped, a step of 0 read as 1, a name completed to the
# first one that fits. Its rule for changes of clock is in the extension and its tests.

_AZURE_MINUTE = FieldRules("minute", 0, 59, names=BEGINNINGS, reversed_range=SWAPPED)
_AZURE_FIVE = Form(
    five(_AZURE_MINUTE, _AZURE_MINUTE, _AZURE_MINUTE.replace(high=6, monday=1)), days=BOTH
)
_AZURE = Dialect(
    "azure",
    "Azure Functions",
    "timer triggers of Azure Functions, read with NCrontab: 5 fields, seconds first in 6, "
    "0 = Sunday and no 7, days must fit both day fields",
    (_AZURE_FIVE, _AZURE_FIVE.replace(fields=with_seconds(_AZURE_FIVE.fields))),
    dst_policy=DstPolicy.AZURE,
    dst_verified=True,
    # "TimeSpan" of its page on timer triggers: 00:05:00 is every five minutes.
    time_spans=True,
)

# --- Snowflake -------------------------------------------------------------
# "CREATE TASK ... SCHEDULE = 'USING CRON ...'" and the class Cron of its Python
# package (2026-11). The zone stands behind the fields there; here it belongs to a
# schedule. A day fits either of two day fields: `0 0 10-20 * TUE,THU` is its example.
# Ranges that wrap and lists with L are not described; a fold runs twice, the text on
# gaps is cut off.

_SNOWFLAKE_OPEN = (REVERSED_RANGE, LISTED_SPECIAL)
_SNOWFLAKE_MINUTE = FieldRules("minute", 0, 59, unverified=_SNOWFLAKE_OPEN)
_SNOWFLAKE = Dialect(
    "snowflake",
    "Snowflake",
    "tasks of Snowflake: 5 fields, 0 = Sunday and no 7, L for the last day, 5L for the last "
    "Friday; the zone behind them is given beside the text here",
    (
        Form(
            five(
                _SNOWFLAKE_MINUTE,
                _SNOWFLAKE_MINUTE.replace(specials=listed("L", ANYTHING)),
                _SNOWFLAKE_MINUTE.replace(high=6, monday=1, specials=listed("nL", ANYTHING)),
            )
        ),
    ),
)

# --- Cloudflare ------------------------------------------------------------
# "Cron Triggers" of the documentation of Workers (September 2026), and the parser behind it,
# github.com/cloudflare/saffron (September 2024): parse.rs, its tests, and running it. A * stands
# alone, though */n does not have to (5,* is 5 and the lowest value there); L, W and # stand alone
# and in capitals; L-0 is refused; a step is smaller than its field. A range that goes down begins
# one value too early: FRI-SUN runs on Thursdays too. Always in UTC.

_CLOUDFLARE_MINUTE = FieldRules(
    "minute", 0, 59, reversed_range=MISREAD, step_limit=59, star_alone=True, capitals=True
)
_CLOUDFLARE = Dialect(
    "cloudflare",
    "Cloudflare",
    "cron triggers of Cloudflare Workers: 5 fields with the specials of Quartz, 1 = Sunday, OR of "
    "the day fields, always in UTC",
    (
        Form(
            (
                _CLOUDFLARE_MINUTE,
                _CLOUDFLARE_MINUTE.replace(name="hour", high=23, step_limit=23),
                _CLOUDFLARE_MINUTE.replace(
                    name="day_of_month",
                    low=1,
                    high=31,
                    step_limit=30,
                    least_before=1,
                    specials=listed("L L-n LW L-nW nW", NOTHING),
                ),
                _CLOUDFLARE_MINUTE.replace(name="month", low=1, high=12, step_limit=11),
                _CLOUDFLARE_MINUTE.replace(
                    name="day_of_week",
                    low=1,
                    high=7,
                    monday=2,
                    step_limit=6,
                    specials=listed("L nL n#k", NOTHING),
                    # Five fields are a crontab's everywhere else.
                    neighbours=(UNIX_NUMBERS,),
                ),
            )
        ),
    ),
    dst_verified=True,
)

# --- Vercel ----------------------------------------------------------------
# "Cron Jobs" of its documentation (September 2026): values, no names, never both day fields,
# always UTC; and validate-config.ts of its command line: nine characters at least, so no @ words.
# A step after a single value and ranges that go down are not mentioned. Once a day is a limit of
# one plan. Its newer "Schedules" take the same texts in a zone, and say nothing of clock changes.

_VERCEL_MINUTE = FieldRules(
    "minute", 0, 59, names=NO_NAMES, unverified=(OPEN_STEP, LARGE_STEP, REVERSED_RANGE)
)
_VERCEL = Dialect(
    "vercel",
    "Vercel",
    "cron jobs and schedules of Vercel: 5 fields of numbers, 0 = Sunday and no 7, one of the day "
    "fields is always *",
    (
        Form(
            five(_VERCEL_MINUTE, _VERCEL_MINUTE, _VERCEL_MINUTE.replace(high=6, monday=1)),
            days=ONE_RESTRICTS,
        ),
    ),
)

DIALECTS = (_GOOGLE, _EVENTBRIDGE, _GITHUB, _AZURE, _SNOWFLAKE, _CLOUDFLARE, _VERCEL)
