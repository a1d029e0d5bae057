"""The Unix family: five fields, minute first, and OR of two restricted day fields."""

from __future__ import annotations

from quartzcron.dialects.forms import SHORTHANDS, five, listed, with_seconds
from quartzcron.dialects.model import (
    ANYTHING,
    BARE_STAR,
    BY_NAME,
    BY_NUMBER,
    LEADING_STAR,
    LISTED_STAR,
    MISREAD,
    NEVER_FIRES,
    NO_NAMES,
    NOTHING,
    QUESTION,
    REFUSED,
    WHOLE_NAMES,
    CrontabRules,
    Dialect,
    FieldRules,
    Form,
)
from quartzcron.dialects.policies import DstPolicy

# --- Debian cron -----------------------------------------------------------
# Debian cron 3.0pl1-162: entry.c and cron.c, and running their field parsers.

_MINUTE = FieldRules("minute", 0, 59, reversed_range=NEVER_FIRES, open_step=False, range_low=False)
_FORM = Form(five(_MINUTE, _MINUTE, _MINUTE.replace(high=7, monday=1)), star=LEADING_STAR)

_UNIX = Dialect(
    "unix",
    "Unix (Debian cron)",
    "the cron of Debian and of Paul Vixie: 5 fields, 0 and 7 = Sunday, OR of the day fields "
    "unless one begins with *",
    (_FORM,),
    dst_policy=DstPolicy.VIXIE,
    dst_verified=True,
    shorthands=SHORTHANDS,
    any_case=False,
    crontab=CrontabRules(plain_names=True),
)

# --- cronie ----------------------------------------------------------------
# cronie's entry.c and cron.c, and running its field parser. It turns a 0 that
# ends a range into a 7 whatever the field: right for weekdays, an accident in
# hours. Its ~ stands for a value that each daemon draws when it reads the file.

_CRONIE_MINUTE = _MINUTE.replace(reversed_range=MISREAD, random="~")
_CRONIE = _UNIX.replace(
    name="cronie",
    title="cronie",
    summary="the cron of Red Hat, Fedora and Arch: as Debian's, but SAT-SUN and 5-0 reach Sunday",
    forms=(
        _FORM.replace(
            fields=five(
                _CRONIE_MINUTE,
                _CRONIE_MINUTE,
                _MINUTE.replace(high=7, monday=1, range_high=(BY_NAME, BY_NUMBER), random="~"),
            )
        ),
    ),
    crontab=CrontabRules(heeds_zone=True, quiet_sign=True),
)

# --- POSIX -----------------------------------------------------------------
# The crontab of POSIX.1: numbers, lists and ranges, nothing else. It says
# nothing of clock changes.

_POSIX_MINUTE = FieldRules("minute", 0, 59, names=NO_NAMES, steps=False, reversed_range=REFUSED)
_POSIX = Dialect(
    "posix",
    "POSIX",
    "the crontab of POSIX: 5 fields of numbers, lists and ranges; no names, no steps, 0 = Sunday",
    (Form(five(_POSIX_MINUTE, _POSIX_MINUTE, _POSIX_MINUTE.replace(high=6, monday=1))),),
)

# --- Open Cron Pattern Specification ---------------------------------------
# OCPS 1.0 to 1.4: what each of them demands, and ?, which 1.4 allows and calls
# not portable. 1.1: @ words in lower case; 1.2: seconds and years; 1.3: L W #
# in capitals, W alone; 1.4: + for AND, and the rule for clock changes.

_OCPS_MINUTE = FieldRules(
    "minute", 0, 59, reversed_range=REFUSED, open_step=False, range_low=False, capitals=True
)
_OCPS_FIVE = Form(
    five(
        _OCPS_MINUTE,
        _OCPS_MINUTE.replace(
            specials=(*listed("? LW nW", NOTHING), *listed("L", ANYTHING)),
            unverified=(QUESTION,),
        ),
        _OCPS_MINUTE.replace(
            high=7,
            monday=1,
            specials=(*listed("?", NOTHING), *listed("nL n#L n#k", ANYTHING)),
            unverified=(QUESTION,),
        ),
    ),
    plus=True,
)
_OCPS_SIX = _OCPS_FIVE.replace(fields=with_seconds(_OCPS_FIVE.fields))
_OCPS_SEVEN = _OCPS_SIX.replace(
    fields=(*_OCPS_SIX.fields, _OCPS_MINUTE.replace(name="year", low=1970, high=2199))
)
_OCPS = Dialect(
    "ocps",
    "Open Cron Pattern Specification",
    "the Open Cron Pattern Specification 1.4: 5 fields, seconds first in 6, the year last in 7; "
    "0 and 7 = Sunday, OR of the day fields, AND after +",
    (_OCPS_FIVE, _OCPS_SIX, _OCPS_SEVEN),
    dst_policy=DstPolicy.OCPS,
    dst_verified=True,
    shorthands=SHORTHANDS,
    any_case=False,
)

# --- robfig/cron and Kubernetes --------------------------------------------
# robfig/cron v3, ParseStandard (parser.go, spec.go), and running it; the cron
# jobs of Kubernetes are read with it. A step of 1 leaves a star a star.

_ROBFIG_MINUTE = FieldRules(
    "minute",
    0,
    59,
    reversed_range=REFUSED,
    question_step=True,
    specials=listed("?", ANYTHING),
)
_KUBERNETES = Dialect(
    "kubernetes",
    "Kubernetes",
    "cron jobs of Kubernetes, read with robfig/cron for Go: 5 fields, 0 = Sunday and no 7, ? as "
    "*, OR of the day fields unless one has a * in it",
    (
        Form(
            five(_ROBFIG_MINUTE, _ROBFIG_MINUTE, _ROBFIG_MINUTE.replace(high=6, monday=1)),
            star=LISTED_STAR,
        ),
    ),
    dst_policy=DstPolicy.SPRING,
    dst_verified=True,
    shorthands=SHORTHANDS,
    any_case=False,
)

# --- Nomad -----------------------------------------------------------------
# github.com/hashicorp/cronexpr (August 2025), a fork of gorhill/cronexpr, by its source and its
# tests, and "periodic" of Nomad's documentation for clock changes. Numbers are words of a table:
# two digits at most, one for weekdays, four for years. A range that ends in Sunday stops on
# Saturday, and SUN-SUN is the whole week; one that goes down is empty. It skips empty items of
# lists, what follows the seventh field, and @ words anywhere in the text.

_NOMAD_MINUTE = FieldRules(
    "minute",
    0,
    59,
    names=WHOLE_NAMES,
    most_digits=2,
    step_limit=59,
    reversed_range=NEVER_FIRES,
    specials=listed("?", ANYTHING),
)
_NOMAD_FIVE = Form(
    (
        _NOMAD_MINUTE,
        _NOMAD_MINUTE.replace(name="hour", high=23, step_limit=23),
        _NOMAD_MINUTE.replace(
            name="day_of_month",
            low=1,
            high=31,
            step_limit=31,
            specials=listed("? L LW nW", ANYTHING),
        ),
        _NOMAD_MINUTE.replace(name="month", low=1, high=12, step_limit=12),
        _NOMAD_MINUTE.replace(
            name="day_of_week",
            high=7,
            monday=1,
            step_limit=6,
            most_digits=1,
            reversed_range=NEVER_FIRES,
            range_to_sunday=False,
            specials=listed("? nL n#k", ANYTHING),
        ),
    ),
    star=BARE_STAR,
)
_NOMAD_SIX = _NOMAD_FIVE.replace(
    fields=(
        *_NOMAD_FIVE.fields,
        _NOMAD_MINUTE.replace(name="year", low=1970, high=2099, most_digits=4),
    ),
    unusual="the sixth field is the year, and there are no seconds",
)
_NOMAD = Dialect(
    "nomad",
    "Nomad",
    "periodic jobs of HashiCorp Nomad, read with cronexpr for Go: 5 fields, the year last in 6, "
    "seconds first in 7; 0 and 7 = Sunday, names in full, ? as *",
    (
        _NOMAD_FIVE,
        _NOMAD_SIX,
        _NOMAD_SIX.replace(fields=with_seconds(_NOMAD_SIX.fields), unusual=""),
    ),
    dst_policy=DstPolicy.SPRING,
    dst_verified=True,
    shorthands=tuple(each for each in SHORTHANDS if each[0] != "@midnight"),
    any_case=False,
)

DIALECTS = (_UNIX, _CRONIE, _POSIX, _OCPS, _KUBERNETES, _NOMAD)
