"""cronsim: Debian's cron with LW, L and #, seconds in a sixth field in front."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from cronsim import CronSim, CronSimError  # type: ignore[import-not-found, unused-ignore]

from benchmarks.competitors import START, CannotError, Library
from benchmarks.measure import Call

TEXTS = {
    "every minute": "* * * * *",
    "weekday mornings": "30 9 * * MON-FRI",
    "last weekday": "0 18 LW * *",
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


class Cronsim(Library):
    """One iterator is moved by hand; natural use makes a new one, and parses, for each start."""

    name = "cronsim"
    module = "cronsim"
    texts = TEXTS
    templates = TEMPLATES
    note = (
        "its iterator is moved by setting `dt`; natural use adds a parse to each call, as in zones"
    )

    def parse_call(self) -> Call:
        """Make an iterator; it always has a start."""
        return Call("CronSim(item, start)", {"CronSim": CronSim, "start": START})

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        """Move the one iterator to the item and ask it for its next.

        In a zone it takes the item apart when it is made, so there it is made for each call.
        """
        try:
            iterator = CronSim(text, START, reverse)
        except CronSimError as error:
            raise CannotError(f"refuses {text}: {error}") from None
        if zone not in (None, UTC):
            names = {"CronSim": CronSim, "text": text, "reverse": reverse}
            return Call("next(CronSim(text, item, reverse))", names)
        return Call("next(iterator)", {"iterator": iterator}, before="iterator.dt = item")

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Return the iterator itself."""
        return iter(CronSim(text, start))

    def row(self, text: str, moment: datetime) -> datetime:
        """Make an iterator and take one step."""
        fire: datetime = next(CronSim(text, moment))
        return fire

    def use(self, made: Any) -> None:
        """Take one step."""
        next(made)


COMPETITOR = Cronsim()
