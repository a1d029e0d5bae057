"""cronexpr: a C library's parser and search behind two functions; six fields, as in Spring."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

import cronexpr as package  # type: ignore[import-untyped, import-not-found, unused-ignore]

from benchmarks.competitors import CannotError, Library
from benchmarks.measure import Call

TEXTS = {
    "every minute": "0 * * * * *",
    "weekday mornings": "0 30 9 * * MON-FRI",
    "last weekday": "0 0 18 LW * *",
    "third Friday": "0 30 12 * * 5#3",
    "every second": "* * * * * *",
    "every five minutes": "0 */5 * * * *",
    "every 30 minutes": "0 */30 * * * *",
    "yearly": "0 0 0 1 1 *",
    "Monday 29 February": "0 0 0 29 2 MON",
    "Mondays": "0 0 0 * * MON",
    "never": "0 0 0 30 2 *",
}
"""Each plan in its dialect."""

TEMPLATES = {
    "weekday range": "0 {minute} {hour} * {month} {days}",
    "day list": "0 {minute} {hour} {days} {month} *",
}
"""Each family of drawn texts in its dialect."""


class Cronexpr(Library):
    """There is no object to keep: each call reads the text again."""

    name = "cronexpr"
    module = "cronexpr"
    naive_zone = UTC
    texts = TEXTS
    templates = TEMPLATES
    note = "knows UTC only and reads the text at each call; its RuntimeError counts as None"

    def parse_call(self) -> Call:
        """Say that reading cannot be had alone."""
        raise CannotError("cannot keep what it has read")

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        """Ask for the text; the try block that turns its error into None is free."""
        if zone not in (None, UTC):
            raise CannotError("cannot look into zones")
        step = package.prev_fire if reverse else package.next_fire

        def fire_or_none(moment: datetime) -> datetime | None:
            try:
                fire: datetime = step(text, moment)
            except RuntimeError:
                return None
            return fire

        return Call("fire_or_none(item)", {"fire_or_none": fire_or_none})

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Ask again and again."""
        if start.tzinfo not in (None, UTC):
            raise CannotError("cannot look into zones")
        return _chain(text, start)

    def use(self, made: Any) -> None:
        """Do nothing: nothing is made."""


def _chain(text: str, fire: datetime) -> Iterator[datetime]:
    while True:
        fire = package.next_fire(text, fire)
        yield fire


COMPETITOR = Cronexpr()
