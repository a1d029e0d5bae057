"""The loop of the page on asyncio, in a process whose clock is set while it waits."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from engines.clocks import Clock
from engines.recipes import contiguous, definitions, notes
from engines.running import running, wait_until

#: Runs each second, and notes the second that was due and the one that the clock shows.
MAIN = """
async def job(run):
    with open("notes", "a") as notes:
        notes.write(f"run {run.timestamp():.0f} {utc_now().timestamp():.0f}\\n")

async def main():
    every_second = Schedule("* * * * * ?", tz="UTC")
    await run_forever(every_second, job, utc_now(), RULE)

asyncio.run(main())
"""


def run(folder: Path) -> Iterable[str]:
    """Set the clock forward by ten minutes and back by five seconds, under two rules."""
    for name, rule in (("latest", "CatchUp()"), ("all", "CatchUp('all')")):
        home = folder / name
        home.mkdir()
        yield from _stepped(home, rule)


def _stepped(folder: Path, rule: str) -> Iterator[str]:
    program = definitions("waiting") + MAIN.replace("RULE", rule)
    (folder / "program.py").write_text(program, "utf-8")
    clock = Clock(folder)
    with running((sys.executable, "program.py"), folder, **clock.variables) as process:
        wait_until(lambda: len(notes(folder)) >= 3, process, folder)
        clock.step(600)
        wait_until(lambda: (ran := notes(folder))[-1][0] - ran[0][0] > 602, process, folder)
        clock.step(-5)
        forward = len(notes(folder))
        # Meanwhile the clock shows seconds that it has shown before.
        time.sleep(3)
        quiet = len(notes(folder)) - forward
        wait_until(lambda: len(notes(folder)) >= forward + 4, process, folder)
    ran = [int(run) for run, _ in notes(folder)]
    # It may have run once after its last look and before the clock was put back.
    assert quiet <= 1, quiet
    assert ran == sorted(set(ran))
    if "all" in rule:
        assert contiguous(ran)
    else:
        gaps = [later - run for run, later in pairwise(ran)]
        assert sum(gap > 500 for gap in gaps) == 1, gaps
        assert all(0 <= shown - run < 500 for run, shown in notes(folder))
    yield f"{rule}: {len(ran)} runs, each once, with the clock set ten minutes ahead and five seconds back"
