"""The README's table of what other libraries do: each cell is asked of the package itself."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import quartzcron
from quartzcron import CronExpression, Schedule
from quartzcron.words.languages import codes

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 1, 1, tzinfo=UTC)


class Quartzcron:
    """How a package is used: made from a text, asked for its runs from a moment on."""

    error: type[Exception] = ValueError

    def made(self, text: str) -> Any:
        """Return the package's own object for a text, or raise its error."""
        return CronExpression(text)

    def runs(self, text: str, start: datetime) -> Iterator[datetime]:
        """Yield the runs after a moment, in its zone."""
        return Schedule(text, tz=start.tzinfo).fire_times(start)

    def words(self) -> str:
        """Return in which languages a schedule is described."""
        assert len({CronExpression("0 9 * * MON-FRI").describe(each) for each in codes()}) == 14
        return f"{len(codes())} languages"

    def previous(self) -> bool:
        """Tell whether the run before a moment is found."""
        return CronExpression("0 9 * * *").previous_fire_time(START) is not None

    def rules(self) -> bool:
        """Tell whether another rule for changes of clock gives other runs."""
        answers = {
            Schedule("30 2 * * *", tz=NEW_YORK, dst=rule).next_fire_time(
                datetime(2026, 3, 8, tzinfo=NEW_YORK)
            )
            for rule in ("SAFE", "QUARTZ")
        }
        return len(answers) == 2

    def runs_jobs(self) -> bool:
        """Tell whether a job can be handed over."""
        return can(self.made("* * * * *"), "add_job", "schedule", "every", "run")


class Croniter(Quartzcron):
    def made(self, text: str) -> Any:
        from croniter import croniter

        return croniter(text, START)

    def runs(self, text: str, start: datetime) -> Iterator[datetime]:
        from croniter import croniter

        found: Iterator[datetime] = croniter(text, start, ret_type=datetime).all_next()
        return found

    def words(self) -> str:
        return "yes" if can(self.made("* * * * *"), "describe", "explain") else "no"

    def previous(self) -> bool:
        return bool(self.made("0 9 * * *").get_prev(datetime) < START)

    def rules(self) -> bool:
        return takes_a_rule(type(self.made("* * * * *")).__init__)


class Cronsim(Quartzcron):
    error = Exception  # its own is no ValueError, and must not be imported where it is not

    def made(self, text: str) -> Any:
        from cronsim import CronSim

        return CronSim(text, START)

    def runs(self, text: str, start: datetime) -> Iterator[datetime]:
        from cronsim import CronSim

        return CronSim(text, start)

    def words(self) -> str:
        assert self.made("0 9 * * MON-FRI").explain() == "At 09:00 on Monday through Friday"
        return "English"

    def previous(self) -> bool:
        from cronsim import CronSim

        return next(CronSim("0 9 * * *", START, reverse=True)) < START

    def rules(self) -> bool:
        return takes_a_rule(type(self.made("* * * * *")).__init__)


class Apscheduler(Quartzcron):
    def made(self, text: str) -> Any:
        from apscheduler.triggers.cron import CronTrigger

        return CronTrigger.from_crontab(text, timezone=UTC)

    def runs(self, text: str, start: datetime) -> Iterator[datetime]:
        from apscheduler.triggers.cron import CronTrigger

        trigger = CronTrigger.from_crontab(text, timezone=start.tzinfo)
        run = trigger.get_next_fire_time(None, start)
        while run is not None:
            yield run
            # As its schedulers ask: later than the run before, by the clock.
            later = (run.astimezone(UTC) + timedelta(seconds=1)).astimezone(start.tzinfo)
            run = trigger.get_next_fire_time(None, later)

    def words(self) -> str:
        return "yes" if can(self.made("* * * * *"), "describe", "explain") else "no"

    def previous(self) -> bool:
        return can(self.made("* * * * *"), "prev", "before")

    def rules(self) -> bool:
        return takes_a_rule(type(self.made("* * * * *")).__init__)

    def runs_jobs(self) -> bool:
        from apscheduler.schedulers.background import BackgroundScheduler

        ran = threading.Event()
        scheduler = BackgroundScheduler(timezone=UTC)
        scheduler.start()
        scheduler.add_job(ran.set)
        found = ran.wait(30)
        # It has a lock while it deals with jobs: what is asked for next waits until that is over.
        assert scheduler.get_jobs() == []
        scheduler.shutdown()
        return found


PACKAGES = {
    "quartzcron": Quartzcron(),
    "croniter": Croniter(),
    "cronsim": Cronsim(),
    "APScheduler": Apscheduler(),
}


def can(thing: Any, *words: str) -> bool:
    """Tell whether a public name of an object has one of the words in it."""
    names = [name.lower() for name in dir(thing) if not name.startswith("_")]
    return any(word in name for name in names for word in words)


def takes_a_rule(function: Any) -> bool:
    """Tell whether a parameter of a function is about changes of clock."""
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    return any(word in name for name in names for word in ("dst", "fold", "gap", "daylight"))


# --- the rows --------------------------------------------------------------


def refusal(package: Quartzcron, text: str) -> str:
    """Return what is said of a wrong text, without the text itself."""
    with pytest.raises(package.error) as caught:
        package.made(text)
    told = str(caught.value)
    if isinstance(caught.value, quartzcron.CronExpressionError):
        told = " ".join(f"{each.message} {each.hint or ''}" for each in caught.value.problems)
    return told.replace(text, "").replace(text.lower(), "")


def days(package: Quartzcron, text: str) -> list[str]:
    """Return the first three days on which a text runs, or nothing if it is refused."""
    try:
        return [f"{run:%Y-%m-%d}" for run in islice(package.runs(text, START), 3)]
    except package.error:
        return []


def first(package: Quartzcron, text: str, day: datetime) -> str:
    [run] = islice(package.runs(text, day), 1)
    return f"{run:%H:%M}"


def times(package: Quartzcron, text: str, day: datetime) -> str:
    found = islice(package.runs(text, day), 3)
    return {1: "once", 2: "twice"}[sum(run.date() == day.date() for run in found)]


def knows_that_it_never_runs(package: Quartzcron) -> bool:
    """Tell whether a text without runs is refused as such, or has a next run of None."""
    try:
        return next(package.runs("0 0 30 2 *", START), None) is None
    except package.error as error:
        # Not found is not the same as known: that is croniter's word after fifty years.
        return "failed to find" not in str(error)


def said(answer: bool) -> str:
    return "yes" if answer else "no"


ROWS: dict[str, Callable[[Quartzcron], str]] = {
    "The error for `0 9 * * MONN` says what was meant": lambda package: said(
        bool(re.search(r"\bMON\b", refusal(package, "0 9 * * MONN")))
    ),
    "Both errors of `61 25 * * *` are reported": lambda package: said(
        all(word in refusal(package, "61 25 * * *") for word in ("61", "25"))
    ),
    "`0 0 9 ? * 2` is read as Quartz reads it, on Mondays": lambda package: said(
        days(package, "0 0 9 ? * 2") == ["2026-01-05", "2026-01-12", "2026-01-19"]
    ),
    "`0 9 LW * *` is the last working day of the month": lambda package: said(
        days(package, "0 9 LW * *") == ["2026-01-30", "2026-02-27", "2026-03-31"]
    ),
    "`0 9 * * 1` runs on": lambda package: (
        f"{datetime.fromisoformat(days(package, '0 9 * * 1')[0]):%A}"
    ),
    "`0 0 30 2 *` is known never to run": lambda package: said(knows_that_it_never_runs(package)),
    "`0 9 * * 1-5` equals `0 9 * * MON-FRI`": lambda package: said(
        package.made("0 9 * * 1-5") == package.made("0 9 * * MON-FRI")
    ),
    "`30 2 * * *` in New York on 8 March 2026, when the clock skips 02:30": lambda package: first(
        package, "30 2 * * *", datetime(2026, 3, 8, tzinfo=NEW_YORK)
    ),
    "`30 1 * * *` in New York on 1 November 2026, when the clock repeats 01:30": lambda package: (
        times(package, "30 1 * * *", datetime(2026, 11, 1, tzinfo=NEW_YORK))
    ),
    "You choose another rule for such days": lambda package: said(package.rules()),
    "Previous run": lambda package: said(package.previous()),
    "Counts the runs of a year without going through them": lambda package: said(
        can(package.made("* * * * *"), "count")
    ),
    "Says a schedule in words": lambda package: package.words(),
    "Converts to other systems' expressions": lambda package: said(
        can(package.made("* * * * *"), "to_all", "convert", "translate", "dialect")
    ),
    "Runs your jobs": lambda package: said(package.runs_jobs()),
}


def table() -> list[list[str]]:
    section = README.partition("## What other libraries do\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| (.*) \|$", section, re.MULTILINE)
    return [re.split(r" ?\| ", line) for line in lines]


def test_the_table_has_these_packages_and_these_rows() -> None:
    head, *rows = table()
    assert head[1:] == list(PACKAGES)
    assert [row[0] for row in rows] == list(ROWS)


@pytest.mark.parametrize("place", range(len(PACKAGES)), ids=PACKAGES)
@pytest.mark.parametrize("row", ROWS)
def test_each_cell_is_what_the_package_does(row: str, place: int) -> None:
    name = list(PACKAGES)[place]
    pytest.importorskip(name.lower())
    [cells] = [cells[1:] for cells in table() if cells[0] == row]
    assert ROWS[row](PACKAGES[name]) == cells[place]


def test_the_versions_are_those_that_were_asked() -> None:
    from importlib.metadata import version

    for name in ("croniter", "cronsim", "APScheduler"):
        pytest.importorskip(name.lower())
        [told] = re.findall(rf"{name} (\d[\d.]*\d|\d)", README)
        assert version(name).startswith(f"{told}.") or version(name) == told


def test_ci_finds_the_two_commands() -> None:
    commands = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(commands) == 2
    assert '".[cli]"' in commands[0]
    assert '".[test]"' in commands[1]


def test_what_the_readme_links_is_there() -> None:
    root = Path(__file__).parent.parent
    linked = re.findall(r"\]\(([^)#]+)(?:#[\w-]+)?\)", README)
    assert len(linked) >= 10
    for name in linked:
        assert (root / name).exists(), name
