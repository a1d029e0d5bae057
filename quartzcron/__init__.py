"""Cron expressions in the manner of Quartz: checked, explained, computed.

>>> from datetime import datetime
>>> from quartzcron import CronExpression
>>> print(CronExpression("0 30 9 ? * MON-FRI").next_fire_time(datetime(2026, 1, 2, 12)))
2026-01-05 09:30:00
"""

from quartzcron.answers.algebra import FireSet, Interval, Subset
from quartzcron.checks.validation import is_valid, lint, validate
from quartzcron.dialects import Dialect
from quartzcron.dialects.policies import DstPolicy, Treatment
from quartzcron.errors import CronExpressionError, CronTranslationError, Problem, draw
from quartzcron.expression import CronExpression
from quartzcron.kernel.choice import KERNEL
from quartzcron.records import TYPE_CHECKING
from quartzcron.schedule import Schedule

if TYPE_CHECKING:
    from quartzcron.answers.explanations import Explanation, FieldVerdict
    from quartzcron.answers.recurrences import RecurrenceError
    from quartzcron.detection import Detection, Difference, Reading, detect

__version__ = "0.1.0"

__all__ = [
    "KERNEL",
    "CronExpression",
    "CronExpressionError",
    "CronTranslationError",
    "Detection",
    "Dialect",
    "Difference",
    "DstPolicy",
    "Explanation",
    "FieldVerdict",
    "FireSet",
    "Interval",
    "Problem",
    "Reading",
    "RecurrenceError",
    "Schedule",
    "Subset",
    "Treatment",
    "__version__",
    "detect",
    "draw",
    "is_valid",
    "lint",
    "validate",
]

#: The public names whose rooms are loaded when they are first asked for.
_LATER = {
    "Detection": "detection",
    "Difference": "detection",
    "Explanation": "answers.explanations",
    "FieldVerdict": "answers.explanations",
    "Reading": "detection",
    "RecurrenceError": "answers.recurrences",
    "detect": "detection",
}


def __getattr__(name: str) -> object:
    """Load the room of a name that is not needed at import."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found
