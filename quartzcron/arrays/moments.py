"""What a moment means to an array: whole seconds, as an instant or on the wall.

A `datetime64` has no zone. Here it is a UTC instant; to what has no zone at all
it goes with naive and aware moments alike, since its number is the same as wall
time and in UTC.
"""

from __future__ import annotations

from datetime import datetime

import numpy as np

from quartzcron.expression import CronExpression
from quartzcron.frame import Frame, sort_key
from quartzcron.schedule import Schedule
from quartzcron.values import TYPE_CHECKING

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


def seconds_of(moment: Moment, frame: Frame) -> tuple[int, int]:
    """Return a moment in whole seconds, floored, and a fraction that is 0 if nothing was cut off.

    In a frame with a zone, and for aware moments, the seconds are an instant,
    otherwise wall time. Raises `TypeError` for what is no moment or does not
    go with the frame, `ValueError` for NaT.
    """
    if isinstance(moment, np.datetime64):
        if np.isnat(moment):
            raise ValueError("a bound cannot be NaT")
        whole = moment.astype("datetime64[s]")
        return int(whole.astype(np.int64)), int(whole != moment)
    return sort_key(frame.moment(moment))


def ceiling(moment: Moment, frame: Frame) -> int:
    """Return the first whole second at or after a moment; see `seconds_of`."""
    seconds, fraction = seconds_of(moment, frame)
    return seconds + (fraction > 0)
