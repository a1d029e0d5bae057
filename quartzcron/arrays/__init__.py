"""Fire times as NumPy arrays: all of a span, or the next of a whole fleet.

>>> from datetime import UTC, datetime
>>> from quartzcron import CronExpression, Schedule, arrays
>>> mornings = CronExpression("30 9 * * MON-FRI")
>>> arrays.fire_times(mornings, datetime(2026, 1, 2), datetime(2026, 1, 6))
array(['2026-01-02T09:30:00', '2026-01-05T09:30:00'],
      dtype='datetime64[s]')
>>> fleet = [mornings, Schedule("30 9 * * *", tz="Asia/Tokyo"), CronExpression("0 0 29 2 *")]
>>> for fire_time in arrays.next_fire_times(fleet, datetime(2026, 1, 1, 12, tzinfo=UTC)):
...     print(fire_time)
2026-01-02T09:30:00
2026-01-02T00:30:00
2028-02-29T00:00:00

The answers are those of the methods of the same names on expressions and
schedules, element by element. What a number means is the one thing to know: a
`datetime64` carries no zone. It is a **UTC instant** wherever there is a zone,
in the schedule or in the moment that was given, and **wall time** where a naive
datetime was given to what has no zone.

`fire_times` takes sets of fire times too (`a | b`); a fleet takes schedules
that leave something out, but asks them one by one.

Needs NumPy, which `import quartzcron` does not load:
`pip install "quartzcron[arrays]"`.
"""

from __future__ import annotations

try:
    import numpy as _numpy  # noqa: F401  (loaded here, to say what to install)
except ImportError as error:
    raise ImportError(
        'quartzcron.arrays needs NumPy: pip install "quartzcron[arrays]"', name="numpy"
    ) from error

from quartzcron.arrays.asking import count, is_valid, next_fire_times, previous_fire_times
from quartzcron.arrays.fleet import Fleet
from quartzcron.arrays.spans import fire_time_chunks, fire_times

__all__ = [
    "Fleet",
    "count",
    "fire_time_chunks",
    "fire_times",
    "is_valid",
    "next_fire_times",
    "previous_fire_times",
]
