"""What is said where a machine has no time zone data at all, as a browser has none."""

from __future__ import annotations

import os
import subprocess
import sys
import zoneinfo

import pytest

from quartzcron import Schedule

WITHOUT_DATA = """
import sys
sys.modules["tzdata"] = None  # as if it were not installed
from datetime import UTC, datetime
from quartzcron import Schedule
for zone in ("Europe/Berlin", "no such zone"):
    try:
        Schedule("0 9 * * *", tz=zone)
    except ValueError as error:
        print(error)
for zone in (UTC, "+02:00"):
    print(Schedule("0 9 * * *", tz=zone).next_fire_time(datetime(2026, 1, 1)))
"""


def test_without_time_zone_data_the_package_to_install_is_named() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATA],
        env={**os.environ, "PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        f'cannot look up the time zone "{name}": '
        "there is no time zone data here, so install the package tzdata"
        for name in ("Europe/Berlin", "no such zone")
    ] + [
        "2026-01-01 09:00:00+00:00",
        "2026-01-01 09:00:00+02:00",
    ]


def test_a_name_is_not_called_wrong_where_no_name_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    with pytest.raises(ValueError, match=r"there is no time zone data here, so install"):
        Schedule("0 9 * * *", tz="Nowhere")
