"""croniter: five fields, seconds in a sixth behind them; a position inside the object."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

import croniter as package  # type: ignore[import-untyped, import-not-found, unused-ignore]

from benchmarks.competitors import START, Library
from benchmarks.measure import Call

TEXTS = {
    "every minute": "* * * * *",
    "weekday mornings": "30 9 * * MON-FRI",
    "third Friday": "30 12 * * 5#3",
    "every second": "* * * * * *",
    "every five minutes": "*/5 * * * *",
    "every 30 minutes": "*/30 * * * *",
    "yearly": "0 0 1 1 *",
    "Monday 29 February": "0 0 * 2 1#5",
    "Mondays": "0 0 * * MON",
    "never": "0 0 30 2 *",
}
"""Each plan in its dialect."""

TEMPLATES = {
    "weekday range": "{minute} {hour} * {month} {days}",
    "day list": "{minute} {hour} {days} {month} *",
}
"""Each family of drawn texts in its dialect."""


class Croniter(Library):
    """One object is set to a new start by each call."""

    name = "croniter"
    module = "croniter"
    texts = TEXTS
    templates = TEMPLATES
    note = "looks 50 years ahead; its BadDateError counts as None"

    def parse_call(self) -> Call:
        """Make an iterator; it always has a start."""
        return Call("croniter(item, start)", {"croniter": package.croniter, "start": START})

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        """Ask from the given start; the try block that turns its error into None is free."""
        iterator = package.croniter(text, START)
        step = iterator.get_prev if reverse else iterator.get_next

        def fire_or_none(moment: datetime) -> datetime | None:
            try:
                fire: datetime = step(datetime, moment)
            except package.CroniterBadDateError:
                return None
            return fire

        return Call("fire_or_none(item)", {"fire_or_none": fire_or_none})

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Use its own generator."""
        iterator: Iterator[datetime] = package.croniter(text, start).all_next(datetime)
        return iterator

    def form_call(self, question: str) -> Call:
        """Ask whether it can be expanded; other questions it has no answer to."""
        if question != "is_valid":
            return super().form_call(question)
        return Call("is_valid(item)", {"is_valid": package.croniter.is_valid})

    def row(self, text: str, moment: datetime) -> datetime:
        """Make an iterator and take one step."""
        fire: datetime = package.croniter(text, moment).get_next(datetime)
        return fire

    def use(self, made: Any) -> None:
        """Take one step."""
        made.get_next(datetime)


COMPETITOR = Croniter()
