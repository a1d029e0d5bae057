"""Answers for one engine, line by line, as tests/real_systems/programs.py asks.

The argument is its name. It runs in an environment of its own and knows nothing of this library.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

#: Finds the runs strictly after a moment (seconds since 1970), so many or until they end.
Runs = Callable[[int, int], Iterable[datetime]]

#: Reads a text in a zone; raises what the engine raises where it does not take it.
Reader = Callable[[str, str], Runs]


def airflow() -> tuple[str, Reader]:
    """`CronTriggerTimetable`: each run is asked for with the last one, as its scheduler does."""
    os.environ["AIRFLOW_HOME"] = str(Path(sys.prefix) / "home")
    import pendulum
    from airflow.timetables.base import DataInterval, TimeRestriction
    from airflow.timetables.trigger import CronTriggerTimetable
    from croniter import CroniterBadDateError  # type: ignore[import-untyped, import-not-found, unused-ignore]

    caught_up = TimeRestriction(earliest=None, latest=None, catchup=True)

    def read(text: str, zone: str) -> Runs:
        timetable = CronTriggerTimetable(text, timezone=zone)
        timetable.validate()

        def runs(start: int, take: int) -> Iterator[datetime]:
            last = pendulum.from_timestamp(start)
            for _ in range(take):
                interval = DataInterval.exact(last)
                try:
                    info = timetable.next_dagrun_info(
                        last_automated_data_interval=interval, restriction=caught_up
                    )
                except CroniterBadDateError:
                    return
                yield (last := info.run_after)

        return runs

    return version("apache-airflow-core"), read


def airflow_after(outage: dict[str, Any]) -> list[int]:
    """Return what Airflow's scheduler makes runs of when it is back after an outage."""
    import pendulum
    from airflow.timetables import trigger
    from airflow.timetables.base import DataInterval, TimeRestriction

    now = pendulum.from_timestamp(outage["now"])
    trigger.utcnow = lambda: now  # type: ignore[attr-defined, unused-ignore]
    timetable = trigger.CronTriggerTimetable(outage["text"], timezone=outage["zone"] or "UTC")
    restriction = TimeRestriction(None, None, catchup=outage["keep"] == "all")
    last = pendulum.from_timestamp(outage["last_run"])
    runs: list[int] = []
    # It asks again after each run that it has made, as long as the next one is due.
    while True:
        info = timetable.next_dagrun_info(
            last_automated_data_interval=DataInterval.exact(last), restriction=restriction
        )
        if info is None or info.run_after > now:
            return runs
        runs.append(int(info.run_after.timestamp()))
        last = info.run_after


def prefect() -> tuple[str, Reader]:
    """`CronSchedule.get_dates`, whose start belongs to what is asked."""
    from prefect._vendor.croniter import CroniterBadDateError
    from prefect.server.schemas.schedules import CronSchedule

    def read(text: str, zone: str) -> Runs:
        schedule = CronSchedule(cron=text, timezone=zone)

        def runs(start: int, take: int) -> Iterator[datetime]:
            last = datetime.fromtimestamp(start, UTC)
            for _ in range(take):
                soon = last.astimezone(UTC) + timedelta(seconds=1)
                try:
                    [last] = asyncio.run(schedule.get_dates(n=1, start=soon))
                except CroniterBadDateError:
                    return
                yield last

        return runs

    return version("prefect"), read


def dagster() -> tuple[str, Reader]:
    """`cron_string_iterator`, whose start belongs to what is asked."""
    from dagster._utils import schedules

    def read(text: str, zone: str) -> Runs:
        if not schedules.is_valid_cron_schedule(text):
            raise ValueError("is_valid_cron_schedule says no")

        def runs(start: int, take: int) -> Iterable[datetime]:
            # What it remembers is the offset of the day on which it is asked first. Here that is
            # the day from which it is asked, whenever this is run.
            offset = datetime.fromtimestamp(start, schedules.get_timezone(zone)).utcoffset()
            odd = offset is not None and offset.total_seconds() % 3600 != 0
            schedules.has_nonzero_minute_offset = lambda _zone: odd
            found = schedules.cron_string_iterator(start, text, zone)
            return islice((run for run in found if run.timestamp() > start), take)

        return runs

    return version("dagster"), read


def answer(read: Reader, text: str, zone: str, starts: Sequence[int], take: int) -> dict[str, Any]:
    """Read the text once, and find the runs from each start."""
    try:
        runs = read(text, zone)
    except Exception as error:
        return {"taken": False, "failure": f"{type(error).__name__}: {error}"}
    try:
        found = [[int(run.timestamp()) for run in runs(start, take)] for start in starts]
    except Exception as error:
        return {"taken": True, "failure": f"{type(error).__name__}: {error}"}
    # Fewer than asked for: the engine has come to the end of its search.
    return {"taken": True, "runs": [each + [None] * (len(each) < take) for each in found]}


def main() -> None:
    """Greet with the version, then answer."""
    # What engines print on the way is not part of the answers.
    out, sys.stdout = sys.stdout, sys.stderr
    known, read = {"airflow": airflow, "prefect": prefect, "dagster": dagster}[sys.argv[1]]()
    print(json.dumps({"version": known}), file=out, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "last_run" in asked:
            print(json.dumps({"runs": airflow_after(asked)}), file=out, flush=True)
            continue
        reply = answer(read, asked["text"], asked["zone"] or "UTC", asked["starts"], asked["take"])
        print(json.dumps(reply), file=out, flush=True)


if __name__ == "__main__":
    main()
