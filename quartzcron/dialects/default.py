"""The dialect of a text that is given none: Unix in five fields, Quartz in six and seven.

Five fields have the specials of Quartz too, and the + of the Open Cron Pattern
Specification 1.4.
"""

from __future__ import annotations

from quartzcron.dialects.forms import SEVEN, SHORTHANDS, SIX, listed
from quartzcron.dialects.model import (
    ANYTHING,
    APSCHEDULER_NUMBERS,
    NOTHING,
    QUARTZ_NUMBERS,
    Dialect,
    FieldRules,
    Form,
)

_FIVE = Form(
    (
        FieldRules("minute", 0, 59, step_limit=59),
        FieldRules("hour", 0, 23, step_limit=23),
        FieldRules(
            "day_of_month",
            1,
            31,
            step_limit=31,
            specials=(*listed("?", NOTHING), *listed("L L-n LW L-nW nW", ANYTHING)),
        ),
        FieldRules("month", 1, 12, step_limit=12),
        FieldRules(
            "day_of_week",
            0,
            7,
            monday=1,
            step_limit=7,
            specials=(*listed("?", NOTHING), *listed("nL n#k", ANYTHING)),
            neighbours=(QUARTZ_NUMBERS, APSCHEDULER_NUMBERS),
        ),
    ),
    plus=True,
)

_DEFAULT = Dialect(
    "quartzcron",
    "quartzcron",
    "the default: 5 fields are read Unix-style (0 and 7 = Sunday) with the specials of Quartz, "
    "6 and 7 fields as Quartz (1 = Sunday)",
    (_FIVE, SIX, SEVEN),
    dst_verified=True,
    shorthands=SHORTHANDS,
)

DIALECTS = (_DEFAULT,)
