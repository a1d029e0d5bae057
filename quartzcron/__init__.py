"""Parse, validate and describe cron expressions, and get their next run times in any time zone.

>>> from datetime import datetime
>>> from quartzcron import CronExpression
>>> print(CronExpression("0 30 9 ? * MON-FRI").next_fire_time(datetime(2026, 1, 2, 12)))
2026-01-05 09:30:00
"""

from quartzcron.answers.algebra import FireTimes, Interval, Subset
from quartzcron.compiling.compiler import explain_with
from quartzcron.dialects import Dialect, FieldRules, Form, HashRules, ServiceRule
from quartzcron.dialects.policies import DstPolicy, Treatment
from quartzcron.errors import (
    CronExpressionError,
    CronTranslationError,
    Problem,
    UnknownNameError,
    WordsError,
    draw,
)
from quartzcron.expression import CronExpression
from quartzcron.ground.caches import clear_caches
from quartzcron.kernel.choice import KERNEL
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.answers.catch_up import CatchUp
    from quartzcron.answers.days import Days
    from quartzcron.answers.explanations import Explanation, FieldVerdict
    from quartzcron.answers.fire_sets import FireSet
    from quartzcron.answers.missed import CaughtUp
    from quartzcron.answers.recurrences import RecurrenceError
    from quartzcron.answers.set_explanations import PartVerdict, SetExplanation
    from quartzcron.checks.validation import is_valid, lint, validate
    from quartzcron.corrections.corrected import corrected
    from quartzcron.detection import Detection, Difference, Reading, detect
    from quartzcron.dialects.names import DialectName
    from quartzcron.dialects.policies import PolicyName
    from quartzcron.errors import FieldName, ProblemCode, Severity
    from quartzcron.ground.seasons import Season
    from quartzcron.pictures.layout import PictureCell
    from quartzcron.pictures.picture import Picture
    from quartzcron.schedule import Schedule
    from quartzcron.words.read import read

__version__ = "0.1.0"

__all__ = [
    "KERNEL",
    "CatchUp",
    "CaughtUp",
    "CronExpression",
    "CronExpressionError",
    "CronTranslationError",
    "Days",
    "Detection",
    "Dialect",
    "DialectName",
    "Difference",
    "DstPolicy",
    "Explanation",
    "FieldName",
    "FieldRules",
    "FieldVerdict",
    "FireSet",
    "FireTimes",
    "Form",
    "HashRules",
    "Interval",
    "PartVerdict",
    "Picture",
    "PictureCell",
    "PolicyName",
    "Problem",
    "ProblemCode",
    "Reading",
    "RecurrenceError",
    "Schedule",
    "Season",
    "ServiceRule",
    "SetExplanation",
    "Severity",
    "Subset",
    "Treatment",
    "UnknownNameError",
    "WordsError",
    "__version__",
    "clear_caches",
    "corrected",
    "detect",
    "draw",
    "is_valid",
    "lint",
    "read",
    "validate",
]

#: The public names whose rooms are loaded when they are first asked for.
_LATER = {
    "CatchUp": "answers.catch_up",
    "CaughtUp": "answers.missed",
    "Days": "answers.days",
    "Detection": "detection",
    "DialectName": "dialects.names",
    "Difference": "detection",
    "Explanation": "answers.explanations",
    "FieldName": "errors",
    "FieldVerdict": "answers.explanations",
    "FireSet": "answers.fire_sets",
    "Picture": "pictures.picture",
    "PictureCell": "pictures.layout",
    "PolicyName": "dialects.policies",
    "PartVerdict": "answers.set_explanations",
    "ProblemCode": "errors",
    "Reading": "detection",
    "RecurrenceError": "answers.recurrences",
    "Schedule": "schedule",
    "Season": "ground.seasons",
    "SetExplanation": "answers.set_explanations",
    "Severity": "errors",
    "corrected": "corrections.corrected",
    "detect": "detection",
    "is_valid": "checks.validation",
    "lint": "checks.validation",
    "read": "words.read",
    "validate": "checks.validation",
}


def __getattr__(name: str) -> object:
    """Load the room of a name that is not needed at import."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Not importlib.import_module: loading that costs a tenth of what the whole library may.
    room = __import__(f"{__name__}.{_LATER[name]}", fromlist=[name])
    found: object = getattr(room, name)
    # From now on it is a name like any other.
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names alone: wings and rooms are not for users."""
    return sorted(__all__)


def _explained(text: str, dialect: Dialect) -> tuple[Problem, ...]:
    """Return the errors of a wrong text, with what was meant."""
    # Loaded here: only a wrong text needs it.
    from quartzcron.corrections.hints import judged

    return judged(text, dialect).problems


explain_with(_explained)

del TYPE_CHECKING, explain_with  # scaffolding: no names of this package
