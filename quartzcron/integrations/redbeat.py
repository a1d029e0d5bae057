"""Lets RedBeat keep schedules of `quartzcron.integrations.celery` in Redis, as JSON.

RedBeat has no hook for schedules of others: `install` puts an encoder and a decoder that know
`cron` in the place of its own. Call it in the module of your app, which workers and beat import.
"""

from __future__ import annotations

from redbeat import schedulers
from redbeat.decoder import RedBeatJSONDecoder, RedBeatJSONEncoder

from quartzcron.answers.algebra import FireTimes
from quartzcron.integrations.celery import cron
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

#: What tells its entries from those of RedBeat.
_TYPE = "quartzcron"


class CronEncoder(RedBeatJSONEncoder):
    """RedBeat's encoder, and schedules as their plain data.

    >>> import json
    >>> stored = json.dumps({"schedule": cron("0 9 * * *", "Asia/Tokyo")}, cls=CronEncoder)
    >>> json.loads(stored, cls=CronDecoder)
    {'schedule': <cron: 0 9 * * * (Asia/Tokyo)>}
    """

    def default(self, value: object) -> object:
        """Return what JSON can say of a value."""
        if isinstance(value, cron):
            return {"__type__": _TYPE, "schedule": value.schedule.as_dict()}
        return super().default(value)


class CronDecoder(RedBeatJSONDecoder):
    """RedBeat's decoder, and schedules from their plain data."""

    def dict_to_object(self, found: dict[str, Any]) -> object:
        """Return what a dictionary stands for."""
        if found.get("__type__") == _TYPE:
            return cron(FireTimes.from_dict(found["schedule"]))
        return super().dict_to_object(found)


def install() -> None:
    """Let RedBeat write and read schedules of quartzcron; what it wrote before stays readable."""
    schedulers.RedBeatJSONEncoder = CronEncoder
    schedulers.RedBeatJSONDecoder = CronDecoder
