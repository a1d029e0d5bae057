"""Other systems: Spring and Cronos beside Quartz, croner beside Unix, Jenkins with its H."""

from __future__ import annotations

from quartzcron.dialects.forms import SHORTHANDS, five, listed, with_seconds
from quartzcron.dialects.model import (
    ANYTHING,
    BLANKS_ONLY,
    BOTH,
    BY_NAME,
    BY_NUMBER,
    JOB_NAME,
    NO_NAMES,
    NOTHING,
    QUARTZ_NUMBERS,
    REFUSED,
    WHOLE_NUMBER,
    Dialect,
    FieldRules,
    Form,
    HashRules,
)
from quartzcron.dialects.policies import DstPolicy

# --- Spring ----------------------------------------------------------------
# CronExpression of Spring Framework 5.3 to 7 (org.springframework.scheduling.
# support), and running it. In day of week * is 1 to 7, so */2 begins on Monday;
# a name is its number from 1 to 7; a 7 that begins a range is a 0, which makes
# 7-7 the whole week. A nW whose day is the Sunday that ends its month is lost.
# L-0 is refused (QuartzCronField wants an offset that is not 0; seen in its tests, 2026-11).

_SPRING_MINUTE = FieldRules("minute", 0, 59, reversed_range=REFUSED)
_SPRING = Dialect(
    "spring",
    "Spring",
    "@Scheduled of the Spring Framework: 6 fields, seconds first, 0 and 7 = Sunday, days must "
    "fit both day fields",
    (
        Form(
            with_seconds(
                five(
                    _SPRING_MINUTE,
                    _SPRING_MINUTE.replace(
                        specials=(*listed("?", NOTHING), *listed("L L-n LW nW", ANYTHING)),
                        capitals=True,
                        least_before=1,
                        lost_workday=True,
                    ),
                    _SPRING_MINUTE.replace(
                        high=7,
                        monday=1,
                        star_low=1,
                        open_last=7,
                        name_high=True,
                        specials=(*listed("?", NOTHING), *listed("nL n#k", ANYTHING)),
                        neighbours=(QUARTZ_NUMBERS,),
                    ),
                )
            ),
            days=BOTH,
        ),
    ),
    dst_policy=DstPolicy.SPRING,
    dst_verified=True,
    shorthands=tuple((word, f"0 {text}") for word, text in SHORTHANDS),
    separator=BLANKS_ONLY,
)

# --- Cronos ----------------------------------------------------------------
# CronParser.cs of Cronos, which Hangfire reads its texts with. * and the
# specials stand alone, numbers have two digits at most, a step reaches the
# field's largest value at most, a/n goes on to 7 in day of week. Since 0.13 (April
# 2026) it has H, alone or with a step, and @ words that a seed changes: that is the
# int that a caller passes; with no seed the parser throws.

_CRONOS_MINUTE = FieldRules(
    "minute",
    0,
    59,
    most_digits=2,
    step_limit=59,
    star_in_list=False,
    specials=listed("?", NOTHING),
)
_CRONOS_HOUR = _CRONOS_MINUTE.replace(name="hour", high=23, step_limit=23)
_CRONOS_FIVE = Form(
    (
        _CRONOS_MINUTE,
        _CRONOS_HOUR,
        _CRONOS_MINUTE.replace(
            name="day_of_month",
            low=1,
            high=31,
            step_limit=31,
            specials=listed("? L L-n LW L-nW nW", NOTHING),
        ),
        _CRONOS_MINUTE.replace(name="month", low=1, high=12, step_limit=12),
        _CRONOS_MINUTE.replace(
            name="day_of_week",
            high=7,
            monday=1,
            step_limit=7,
            open_last=7,
            specials=listed("? nL n#k", NOTHING),
        ),
    ),
    days=BOTH,
)


def _with_jitter(rules: FieldRules) -> FieldRules:
    """Return the rules of a field that takes H too: a day of month is one that no month lacks."""
    high = 28 if rules.name == "day_of_month" else rules.high
    return rules.replace(
        hashed=HashRules(
            rules.low,
            high,
            in_list=False,
            bounds=False,
            least_step=1,
            most_step=high,
            capital=True,
        )
    )


_CRONOS_FIVE = _CRONOS_FIVE.replace(fields=tuple(map(_with_jitter, _CRONOS_FIVE.fields)))
_CRONOS = Dialect(
    "cronos",
    "Cronos",
    "Cronos for .NET, which Hangfire uses: 5 fields, seconds first in 6, 0 and 7 = Sunday, days "
    "must fit both day fields",
    (_CRONOS_FIVE, _CRONOS_FIVE.replace(fields=with_seconds(_CRONOS_FIVE.fields))),
    dst_policy=DstPolicy.CRONOS,
    dst_verified=True,
    shorthands=(
        *SHORTHANDS,
        ("@every_minute", "* * * * *"),
        ("@every_second", "* * * * * *"),
    ),
    seed="",
    hashing=WHOLE_NUMBER,
    seeded_shorthands=(
        ("@yearly", "H H H H H *"),
        ("@annually", "H H H H H *"),
        ("@monthly", "H H H H * *"),
        ("@weekly", "H H H * * H"),
        ("@daily", "H H H * * *"),
        ("@midnight", "H H H * * *"),
        ("@hourly", "H H * * * *"),
        ("@every_minute", "H * * * * *"),
    ),
)

# --- croner ----------------------------------------------------------------
# croner 11 for JavaScript, by running it, and its pattern.ts: the Open Cron
# Pattern Specification with ? in any field, W and # in lists, letters in any
# case. A step reaches the number of the field's values; SUN at the end of a
# range is 7, anywhere else 0.

_CRONER_MINUTE = FieldRules(
    "minute",
    0,
    59,
    reversed_range=REFUSED,
    open_step=False,
    step_limit=60,
    range_low=False,
    # ?/15 is */15 in its tests (question-mark.test.ts, 2026-03).
    question_step=True,
    specials=listed("?", NOTHING),
)
_CRONER_FIVE = Form(
    (
        _CRONER_MINUTE,
        _CRONER_MINUTE.replace(name="hour", high=23, step_limit=24),
        _CRONER_MINUTE.replace(
            name="day_of_month",
            low=1,
            high=31,
            step_limit=31,
            specials=(*listed("? LW", NOTHING), *listed("L nW", ANYTHING)),
        ),
        _CRONER_MINUTE.replace(name="month", low=1, high=12, step_limit=12),
        _CRONER_MINUTE.replace(
            name="day_of_week",
            high=7,
            monday=1,
            step_limit=7,
            range_high=(BY_NAME,),
            # Its tests have THU-FRI#L, MON-FRIL and SUN-MON#3, one for each weekday (2026-11).
            specials=(*listed("?", NOTHING), *listed("nL n#L n#k", ANYTHING)),
            special_ranges=(BY_NAME, BY_NUMBER),
        ),
    ),
    plus=True,
)
_CRONER_SIX = _CRONER_FIVE.replace(fields=with_seconds(_CRONER_FIVE.fields))
_CRONER = Dialect(
    "croner",
    "croner",
    "croner 11 for JavaScript: 5 fields, seconds first in 6, the year last in 7; 0 and 7 = "
    "Sunday, OR of the day fields, AND after +",
    (
        _CRONER_FIVE,
        _CRONER_SIX,
        _CRONER_SIX.replace(
            fields=(
                *_CRONER_SIX.fields,
                # It takes years from 1 to 9999; here none is named beyond the horizon.
                _CRONER_MINUTE.replace(name="year", low=1970, high=2199, step_limit=None),
            )
        ),
    ),
    dst_policy=DstPolicy.CRONER,
    dst_verified=True,
    shorthands=SHORTHANDS,
)

# --- Jenkins ---------------------------------------------------------------
# CrontabParser.g4, BaseParser.java and Hash.java of Jenkins. H is drawn from the
# full name of the job: in day of month from 1 to 28, in day of week from 0 to 6;
# its @ words are hashed too. A text with H is right whatever the job is called, and
# nobody knows its times before. Its rule for clock changes is not verified.

_JENKINS_MINUTE = FieldRules(
    "minute",
    0,
    59,
    names=NO_NAMES,
    reversed_range=REFUSED,
    open_step=False,
    range_low=False,
    capitals=True,
    hashed=HashRules(0, 59),
)
_JENKINS = Dialect(
    "jenkins",
    "Jenkins",
    "build triggers of Jenkins: 5 fields of numbers, 0 and 7 = Sunday, days must fit both day "
    "fields, H for a number that the job's name decides",
    (
        Form(
            (
                _JENKINS_MINUTE,
                _JENKINS_MINUTE.replace(name="hour", high=23, hashed=HashRules(0, 23)),
                _JENKINS_MINUTE.replace(
                    name="day_of_month", low=1, high=31, hashed=HashRules(1, 28)
                ),
                _JENKINS_MINUTE.replace(name="month", low=1, high=12, hashed=HashRules(1, 12)),
                _JENKINS_MINUTE.replace(
                    name="day_of_week", high=7, monday=1, hashed=HashRules(0, 6)
                ),
            ),
            days=BOTH,
        ),
    ),
    shorthands=(
        ("@yearly", "H H H H *"),
        ("@annually", "H H H H *"),
        ("@monthly", "H H H * *"),
        ("@weekly", "H H * * H"),
        ("@daily", "H H * * *"),
        ("@midnight", "H H(0-2) * * *"),
        ("@hourly", "H * * * *"),
    ),
    any_case=False,
    seed="",
    hashing=JOB_NAME,
    seed_optional=True,
)

DIALECTS = (_SPRING, _CRONOS, _CRONER, _JENKINS)
