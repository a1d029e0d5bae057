"""Compare our dialects with the systems that they stand for.

    python -m tests.real_systems [--count 1000] [--systems croniter,quartz] [--seed 1] [--install]

Prints some lines for each system: how many texts both take and both refuse, how many
lists of runs around changes of clock are the same, how many differences the list in
`docs/deviations.toml` explains, and how often a system that catches up after an outage runs
what our rule of its name says. Ends with status 1 if there is any other difference, which is
printed, if an entry of the list no longer shows, or if more lists differ than it says.
Systems that are not installed are named and left out; `--install` installs the engines
that have environments of their own.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from real_systems import MODULES, Outage, System, clocks, environments, load, outages
from real_systems.comparison import (
    Deviation,
    Difference,
    compared,
    deviations,
    most_lists,
    reasons,
    shown,
)
from real_systems.texts import questions


class Report:
    """What was found about one system."""

    def __init__(self, system: System, listed: Sequence[Deviation], most: int) -> None:
        self.system = system
        self.most = most
        self.listed = [entry for entry in listed if entry.system == system.name]
        self.both: Counter[bool] = Counter()
        self.known = 0
        self.explained: Counter[Deviation] = Counter()
        self.news: list[Difference] = []
        self.gone: list[Deviation] = []
        self.lists: Counter[bool] = Counter()
        self.outages: Counter[str] = Counter()
        self.unlike: list[tuple[Outage, list[int], list[int]]] = []

    def examine(self, count: int, number: int) -> None:
        """Ask the system, the examples of the list first."""
        for entry in self.listed:
            _, difference = compared(self.system, entry.question)
            if difference is None or entry not in reasons(difference, self.listed):
                self.gone.append(entry)
        if self.system.texts:
            self._examine_texts(count, number)
        if self.system.zones:
            self._examine_clocks()
        self._examine_outages(count, number)

    def _examine_texts(self, count: int, number: int) -> None:
        for question in questions(self.system, count, number):
            taken, difference = compared(self.system, question)
            if difference is None:
                self.both[taken] += 1
            else:
                self._sort(difference)

    def _examine_clocks(self) -> None:
        for question in clocks.questions(self.system):
            difference = clocks.compared(self.system, question)
            self.lists[difference is None] += 1
            if difference is not None:
                self._sort(difference)

    def _examine_outages(self, count: int, number: int) -> None:
        for outage in outages.outages(self.system, count, number):
            found = outages.compared(self.system, outage)
            if found is None:
                self.outages["alike"] += 1
            elif outages.by_the_clock(self.system, outage):
                self.outages["by the clock"] += 1
            else:
                self.unlike.append((outage, *found))

    def _sort(self, difference: Difference) -> None:
        found = reasons(difference, self.listed)
        self.explained.update(found)
        self.known += bool(found)
        if not found:
            self.news.append(difference)

    @property
    def _stand_in(self) -> str:
        return self.system.policy or self.system.dialect

    @property
    def _counts(self) -> str:
        counts = [f"{self.known:,} listed differences", f"{len(self.news):,} others"]
        if self.system.texts:
            alike = f"{self.both[True]:,} taken and run alike"
            counts = [alike, f"{self.both[False]:,} refused by both", *counts]
        return ", ".join(counts)

    @property
    def is_news(self) -> bool:
        """Whether something was found that the list does not say."""
        return bool(self.news or self.gone or self.unlike) or self.lists[False] > self.most

    def told(self, most: int) -> Iterable[str]:
        """Return the report in lines, with so many others of each kind."""
        yield f"{self.system.name} {self.system.version} as {self._stand_in}: {self._counts}"
        if self.lists:
            alike, all_ = self.lists[True], self.lists.total()
            yield f"  changes of clock: {alike:,} of {all_:,} lists of three days alike"
            if self.lists[False] > self.most:
                yield f"  no longer so: at most {self.most:,} lists differ"
        if self.outages:
            alike, others = self.outages["alike"], self.outages["by the clock"]
            told = f"{alike:,} caught up alike, {others:,} by another clock rule"
            yield f"  outages: {told}, {len(self.unlike):,} otherwise"
        for outage, mine, theirs in self.unlike[:most]:
            yield f"  {outage}: ours {mine}, theirs {theirs}"
        for entry, count in self.explained.most_common():
            yield f"  {count:6,} {entry.kind}: {entry.why}"
        for entry in self.gone:
            yield f"  no longer so: {entry.text!r} {entry.why}"
        shown_of: Counter[str] = Counter()
        for difference in self.news:
            shown_of[difference.kind] += 1
            if shown_of[difference.kind] <= most:
                yield from _told(difference)


def _told(difference: Difference) -> Iterable[str]:
    question = difference.question
    start = shown(question, [question.starts[:1]])
    yield f"  {difference.kind}: {question.text!r} {question.zone or 'UTC'} after {start}"
    yield f"    ours   {difference.ours}"
    yield f"    theirs {difference.theirs}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Compare our dialects with real systems.")
    parser.add_argument("--count", type=int, default=1_000, help="texts for each system")
    parser.add_argument("--systems", help="names with commas between them; all by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--install", action="store_true", help="install what has its environment")
    parser.add_argument("--show", type=int, default=20, help="others to print, of each kind")
    asked = parser.parse_args(arguments)
    wanted = asked.systems.split(",") if asked.systems else None
    modules = [m for m in MODULES if wanted is None or m.rstrip("_").replace("_", "-") in wanted]
    if asked.install:
        environments.install(modules)
    systems, absent = load(modules)
    most = most_lists()
    found_news = False
    for system in systems:
        report = Report(system, deviations(), most.get(system.name, sys.maxsize))
        report.examine(asked.count, asked.seed)
        system.close()
        print(*report.told(asked.show), sep="\n", flush=True)
        found_news |= report.is_news
    for name, why in absent.items():
        print(f"{name}: not compared: {why}")
    return 1 if found_news else 0


if __name__ == "__main__":
    raise SystemExit(main())
