"""quartzcron itself, in the Quartz dialect that its users type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from benchmarks.competitors import START, Competitor
from benchmarks.measure import Call
from quartzcron import CronExpression
from quartzcron.compiler import clear_caches

TEXTS = {
    "every minute": "0 * * * * ?",
    "weekday mornings": "0 30 9 ? * MON-FRI",
    "last weekday": "0 0 18 LW * ?",
    "third Friday": "0 30 12 ? * 6#3",
    "every second": "* * * * * ?",
    "every five minutes": "0 */5 * * * ?",
    "Monday 29 February": "0 0 0 ? 2 2#5",
    "never": "0 0 0 30 2 ?",
}
"""Each plan in its dialect."""

TEMPLATES = {
    "weekday range": "0 {minute} {hour} ? {month} {days}",
    "day list": "0 {minute} {hour} {days} {month} ?",
}
"""Each family of drawn texts in its dialect."""


class Quartzcron(Competitor):
    """Expressions are immutable: one object serves every call."""

    name = "quartzcron"
    module = "quartzcron"
    texts = TEXTS
    templates = TEMPLATES

    def parse_call(self) -> Call:
        """Make an expression."""
        return Call("CronExpression(item)", {"CronExpression": CronExpression})

    def fire_call(self, text: str, *, reverse: bool) -> Call:
        """Ask the one expression."""
        method = "previous_fire_time" if reverse else "next_fire_time"
        return Call(f"expression.{method}(item)", {"expression": CronExpression(text)})

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Iterate without an end."""
        return iter(CronExpression(text).fire_times(start))

    def use(self, made: Any) -> None:
        """Ask once."""
        made.next_fire_time(START)

    def clear_caches(self) -> None:
        """Empty every cache of the compiler."""
        clear_caches()


COMPETITOR = Quartzcron()
