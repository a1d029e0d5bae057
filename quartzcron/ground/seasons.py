"""Seasons: which text is right from when to when, where none is right all the time.

Data, and how it is told. Nothing here knows how seasons are found.
"""

from __future__ import annotations

from quartzcron.ground.messages import OTHER_ZONE
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from datetime import datetime


class Season(Record):
    """A span in which a text is right, for a service in another time zone.

    >>> import quartzcron
    >>> from datetime import UTC, datetime
    >>> nine = quartzcron.Schedule("0 9 * * *", tz="America/New_York")
    >>> try:
    ...     nine.to("github-actions", tz="UTC", after=datetime(2024, 12, 1, tzinfo=UTC))
    ... except quartzcron.CronTranslationError as error:
    ...     for season in error.seasons:
    ...         print(season)
    from 2024-12-01 00:00 to 2025-03-09 13:00: 0 14 * * *
    from 2025-03-09 13:00 to 2025-11-02 13:00: 0 13 * * *
    from 2025-11-02 13:00 to 2026-03-08 13:00: 0 14 * * *

    `start` (inclusive) and `end` (exclusive) are aware, in the service's zone; `end` is None if
    no change follows. Between them the `texts`, usually one, together run exactly when the
    schedule does; if there are none, nothing runs.
    """

    start: datetime
    end: datetime | None
    texts: tuple[str, ...]

    def __str__(self) -> str:
        start, end = (
            None if at is None else f"{at:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
            for at in (self.start, self.end)
        )
        key = "season" if end is None else "season/ends"
        texts = OTHER_ZONE["season/and"].join(self.texts) or OTHER_ZONE["season/none"]
        return OTHER_ZONE[key].format(start=start, end=end, texts=texts)
