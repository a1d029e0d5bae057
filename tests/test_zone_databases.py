"""The made-up zone database: every zone as it is until a moment, and as it was then for ever."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import zone_oracle
from zone_databases import ABOLISHED, FIRST_YEAR, kept_for_ever

END = zone_oracle.instant_of(ABOLISHED)


@pytest.mark.parametrize(
    "name",
    [
        "UTC",
        "Asia/Kolkata",
        "America/New_York",
        "Africa/Monrovia",  # 44 minutes and 30 seconds behind, until 1972
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Europe/Dublin",
        "Europe/Istanbul",  # in 2016 it changed its name alone
        "Pacific/Apia",
    ],
)
def test_a_zone_is_kept_as_it_is(name: str) -> None:
    zone = ZoneInfo(name)
    made = ZoneInfo.from_file(io.BytesIO(kept_for_ever(zone)))
    past = [change for change in zone_oracle.changes(zone, FIRST_YEAR) if change.at <= END]
    assert zone_oracle.changes(made, FIRST_YEAR) == past
    for moment in (datetime(1970, 1, 1), datetime(2020, 7, 1), datetime(2026, 1, 1)):
        ours, theirs = (moment.replace(tzinfo=UTC).astimezone(each) for each in (made, zone))
        assert (ours.isoformat(), ours.tzname()) == (theirs.isoformat(), theirs.tzname())
    offsets = {
        (ABOLISHED + timedelta(days=30 * month)).astimezone(made).utcoffset()
        for month in range(2_000)
    }
    assert offsets == {ABOLISHED.astimezone(zone).utcoffset()}
