"""What a moment means to an array: whole seconds, as an instant or on the wall.

A `datetime64` has no zone. Here it is a UTC instant; to what has no zone at all
it goes with naive and aware moments alike, since its number is the same as wall
time and in UTC.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np

from quartzcron.expression import CronExpression
from quartzcron.frame import Frame
from quartzcron.schedule import Schedule
from quartzcron.values import TYPE_CHECKING
from quartzcron.zones import instant_of, wall_seconds

if TYPE_CHECKING:
    from datetime import tzinfo

    from quartzcron.arrays.days import Integers

    Firing = CronExpression | Schedule
    Moment = datetime | np.datetime64

#: What NumPy takes for "not a time", as a number.
NAT = np.iinfo(np.int64).min


def frame_of(schedule: Firing) -> Frame:
    """Return the zone and the bounds of a schedule; an expression has none.

    Raises `TypeError` for anything else.
    """
    if isinstance(schedule, Schedule):
        return Frame(schedule.tz, schedule.start, schedule.end)
    if isinstance(schedule, CronExpression):
        return Frame()
    raise TypeError(f"fires a CronExpression or a Schedule, not {type(schedule).__name__}")
