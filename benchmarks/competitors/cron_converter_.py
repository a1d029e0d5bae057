"""cron-converter: five fields as lists of numbers, and a seeker for each start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from cron_converter import Cron  # type: ignore[import-not-found, unused-ignore]

from benchmarks.competitors import START, Library
from benchmarks.measure import Call

TEXTS = {
    "every minute": "* * * * *",
    "weekday mornings": "30 9 * * MON-FRI",
    "every five minutes": "*/5 * * * *",
    "every 30 minutes": "*/30 * * * *",
    "yearly": "0 0 1 1 *",
    "Mondays": "0 0 * * MON",
    "never": "0 0 30 2 *",
}
"""Each plan in its dialect."""

TEMPLATES = {
    "weekday range": "{minute} {hour} * {month} {days}",
    "day list": "{minute} {hour} {days} {month} *",
}
"""Each family of drawn texts in its dialect."""


class CronConverter(Library):
    """The schedule is kept; a seeker is made for each call, as it cannot be moved."""

    name = "cron-converter"
    module = "cron_converter"
    texts = TEXTS
    templates = TEMPLATES
    note = "moves on by the wall, so a repeated hour runs once; its error at the end counts as None"

    def parse_call(self) -> Call:
        """Make a schedule."""
        return Call("Cron(item)", {"Cron": Cron})

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        """Make a seeker and ask it; the try block that turns its error into None is free."""
        schedule = Cron(text).schedule
        way = "prev" if reverse else "next"

        def fire_or_none(moment: datetime) -> datetime | None:
            try:
                fire: datetime = getattr(schedule(moment), way)()
            except Exception as error:
                # Its own error has no type of its own.
                if "Unable to find execution time" not in str(error):
                    raise
                return None
            return fire

        return Call("fire_or_none(item)", {"fire_or_none": fire_or_none})

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Return the seeker, which is an iterator."""
        seeker: Iterator[datetime] = Cron(text).schedule(start)
        return seeker

    def use(self, made: Any) -> None:
        """Ask once."""
        made.schedule(START).next()


COMPETITOR = CronConverter()
