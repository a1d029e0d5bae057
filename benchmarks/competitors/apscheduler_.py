"""APScheduler 3: a trigger of keywords, or of five fields; always in a zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from apscheduler.triggers.cron import (  # type: ignore[import-untyped, import-not-found, unused-ignore]
    CronTrigger,
)

from benchmarks.competitors import CannotError, Library
from benchmarks.measure import Call
from benchmarks.texts import Draw

TEXTS = {
    "every minute": "minute=*",
    "weekday mornings": "day_of_week=mon-fri hour=9 minute=30",
    "third Friday": "day=3rd_fri hour=12 minute=30",
    "every second": "second=*",
    "every five minutes": "minute=*/5",
    "every 30 minutes": "minute=*/30",
    "yearly": "month=1 day=1 hour=0",
    "Monday 29 February": "month=2 day=29 day_of_week=mon hour=0",
    "Mondays": "day_of_week=mon hour=0",
    "never": "month=2 day=30 hour=0",
}
"""Each plan as the keywords of a trigger; `_` stands for a blank."""

TEMPLATES = {
    "weekday range": "{minute} {hour} * {month} {days}",
    "day list": "{minute} {hour} {days} {month} *",
}
"""Each family of drawn texts as a crontab."""


class APScheduler(Library):
    """A trigger is immutable: one serves every call."""

    name = "APScheduler"
    module = "apscheduler.triggers.cron"
    naive_zone = UTC
    texts = TEXTS
    templates = TEMPLATES
    note = "asked in UTC where others are asked without a zone; looks on to the year 9999"

    def text_from(self, family: str, draw: Draw) -> str:
        """Return a drawn text; here the week begins on Monday, and no range passes its end."""
        text = super().text_from(family, draw)
        return re.sub("SUN-([A-Z]+)", r"MON-\1,SUN", text)

    def parse_call(self) -> Call:
        """Make a trigger from five fields."""
        names = {"from_crontab": CronTrigger.from_crontab, "UTC": UTC}
        return Call("from_crontab(item, UTC)", names)

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        """Ask the one trigger; the item is also the last run, or it could be the answer."""
        if reverse:
            raise CannotError("cannot look backwards")
        return Call(
            "fire_after(item, item)", {"fire_after": _trigger(text, zone).get_next_fire_time}
        )

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        """Ask again and again, as its scheduler does."""
        fire_after = _trigger(text, start.tzinfo).get_next_fire_time
        fire = fire_after(None, start)
        while fire is not None:
            yield fire
            fire = fire_after(fire, fire)

    def use(self, made: Any) -> None:
        """Ask once."""
        made.get_next_fire_time(None, datetime(2026, 1, 1, tzinfo=UTC))


def _trigger(text: str, zone: tzinfo | None) -> Any:
    if "=" not in text:
        return CronTrigger.from_crontab(text, zone)
    words = dict(each.split("=") for each in text.split(" "))
    return CronTrigger(
        timezone=zone, **{name: value.replace("_", " ") for name, value in words.items()}
    )


COMPETITOR = APScheduler()
