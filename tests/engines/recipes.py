"""Recipes of the pages, run as they stand there: their code, and what their jobs note."""

from __future__ import annotations

import os
import re
import sys
import time
from calendar import monthcalendar
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from engines import ROOT, AbsentError
from engines.clocks import Clock
from engines.running import running, wait_until

#: A file that a page shows: its name above its code.
FILE = re.compile(r"^```\{code-block\} python\n:caption: (\S+)\n\n(.*?)^```$", re.M | re.DOTALL)

EXAMPLES = re.compile(r"```pycon\n(.*?)```", re.DOTALL)


def _page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def written(page: str, name: str, folder: Path) -> None:
    """Write a file that a page shows into a folder."""
    [text] = [text for shown, text in FILE.findall(_page(page)) if shown == name]
    (folder / name).write_text(text, "utf-8")


def prepared(folder: Path, name: str, myapp: str, **variables: str) -> None:
    """Put a file of the page on job queues and the user's own module where they can be imported.

    `variables` of the environment say where the engine's server is.
    """
    written("job-queues", name, folder)
    (folder / "myapp.py").write_text(myapp, "utf-8")
    os.environ.update(variables)
    sys.path.insert(0, str(folder))


def definitions(page: str) -> str:
    """Return the code behind the prompts of a page, without what it runs in an event loop."""
    blocks = "\n\n".join(EXAMPLES.findall(_page(page)))
    lines = re.findall(r"^(?:>>>|\.\.\.) ?(.*)|^$", blocks, re.MULTILINE)
    return "\n".join(line for line in lines if not line.startswith("asyncio.run("))


def notes(folder: Path, name: str = "") -> list[list[float]]:
    """Return the numbers that jobs of a name have noted, a list for each line, in order."""
    file = folder / "notes"
    if not file.exists():
        return []
    words = [line.split() for line in file.read_text("utf-8").splitlines()]
    return [[float(each) for each in rest] for who, *rest in words if who == name or not name]


def contiguous(seconds: Sequence[int], step: int = 1) -> bool:
    """Tell whether each value is the one before it and so many seconds more."""
    return list(seconds) == list(range(seconds[0], seconds[-1] + 1, step))


def reports(year: int) -> list[datetime]:
    """Return nine o'clock in Paris on the last working day of each month, by the calendar alone."""
    found = []
    for month in range(1, 13):
        weeks = monthcalendar(year, month)
        day = max(day for week in weeks for day in week[:5])
        found.append(datetime(year, month, day, 9, tzinfo=ZoneInfo("Europe/Paris")))
    return found


def held(name: str, after: Callable[[datetime], datetime | None]) -> str:
    """Ask the job of a recipe for two years of its reports, each from the one before it."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    wanted = [*reports(2026), *reports(2027)]
    for report in wanted:
        found = after(moment)
        assert found == report, (name, moment, found, report)
        moment = report.astimezone(UTC)
    return f"{name}: {len(wanted)} reports on the last working day, at nine in Paris"


def restarted(
    folder: Path, command: Sequence[str], polls: Callable[[], list[int]], left: int = 0
) -> str:
    """Run a program, end it after a run and start it at once, and again after an outage.

    `polls` are the runs so far, as numbers of the steps in which they were due. No step may have two, and
    while the program runs each has one; but `left` of them may be left over from before.
    """
    for pause in (0, 0, 5):
        time.sleep(pause)
        before = len(polls())
        with running(command, folder) as process:
            wait_until(lambda: len(polls()) >= before + left + 2, process, folder)  # noqa: B023
        assert contiguous(polls()[before + left :]), polls()
    assert len(set(polls())) == len(polls()), polls()
    return f"{len(polls())} runs in step, none twice, with two restarts and an outage"


def reported(folder: Path, *commands: Sequence[str]) -> str:
    """Run programs up to nine o'clock of a last working day, and put their clock back after the report."""
    try:
        clock = Clock(folder)
    except AbsentError as reason:
        return f"no clock was set: {reason}"
    due = reports(2027)[2]
    before = len(notes(folder, "poll"))
    clock.show(due - timedelta(seconds=30))
    with ExitStack() as programs:
        for command in commands:
            last = programs.enter_context(running(command, folder, **clock.variables))
        wait_until(lambda: len(notes(folder, "poll")) > before, last, folder)
        clock.show(due - timedelta(seconds=2))
        wait_until(lambda: len(notes(folder, "report")) > 0, last, folder)
        [[shown]] = notes(folder, "report")
        clock.step(-5)
        before = len(notes(folder, "poll"))
        time.sleep(6)
        wait_until(lambda: len(notes(folder, "poll")) > before + 1, last, folder)
    late = shown - due.timestamp()
    assert 0 <= late < 10, late
    assert len(notes(folder, "report")) == 1
    return f"the report of {due:%d %B %Y} came {late:.1f} s after nine, and not again with the clock put back"


def steady(after: Callable[[datetime], datetime | None]) -> str:
    """Ask a job that runs every thirty minutes in Paris through both changes of clock of a year."""
    for begin in (datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)):
        moment = begin
        for _ in range(12):
            found = after(moment)
            assert found is not None
            assert found - moment == timedelta(minutes=30), (moment, found)
            moment = found.astimezone(UTC)
    return "every thirty minutes, where the clock changes too"


def looked(due: Callable[[datetime], bool], day: datetime) -> str:
    """Ask an hourly job late whether it is due, then again, and with the clock put back."""
    begin = day + timedelta(hours=9, minutes=59, seconds=59)
    due(begin - timedelta(minutes=1))
    looks = {0: False, 5: True, 6: False, -30: False, 1: False, 3700: True, 3601: False}
    for seconds, expected in looks.items():
        assert due(begin + timedelta(seconds=seconds)) is expected, seconds
    return "a late look finds its run, and a clock that is put back repeats none"
