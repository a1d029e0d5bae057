"""cron-parser, in JavaScript."""

from __future__ import annotations

from benchmarks.competitors.javascript import start
from benchmarks.process import Process
from benchmarks.remote import Foreign

TEXTS = {
    "every minute": "* * * * *",
    "weekday mornings": "30 9 * * MON-FRI",
    "third Friday": "30 12 * * 5#3",
    "every second": "* * * * * *",
    "every five minutes": "*/5 * * * *",
    "every 30 minutes": "*/30 * * * *",
    "yearly": "0 0 1 1 *",
    "Monday 29 February": "0 0 * 2 1#5",
}
"""Each plan in its dialect; it refuses what never fires."""

TEMPLATES = {
    "weekday range": "{minute} {hour} * {month} {days}",
    "day list": "{minute} {hour} {days} {month} *",
}
"""Each family of drawn texts in its dialect."""


class CronParser(Foreign):
    """One object, set to each start by `reset`."""

    name = "cron-parser"
    language = "JavaScript"
    texts = TEXTS
    templates = TEMPLATES
    note = "without a zone it takes the local one, which is UTC here"

    def start(self) -> Process:
        """Start the harness with cron-parser."""
        return start("cron-parser")


COMPETITOR = CronParser()
