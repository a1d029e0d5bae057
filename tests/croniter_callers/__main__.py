"""Ask packages that import croniter twice, and print what differs."""

from __future__ import annotations

import sys
from pathlib import Path

# The tests import each other by plain names; so does this program, run as a module.
sys.path.insert(0, str(Path(__file__).parent.parent))

from croniter_callers import compare, environments, install

if "--install" in sys.argv[1:]:
    install()
here = environments()
if not here:
    print("no package is here: python -m tests.croniter_callers --install")
differences = 0
for folder in here:
    for found in compare(folder):
        theirs, ours = found.seconds
        print(
            f"{found.package}: {len(found.ours)} answers, {len(found.different)} differ; "
            f"{theirs / ours:.1f} times as fast, its own work included"
        )
        for pair in found.different[:5]:
            print("    croniter {!r}, ours {!r}".format(*pair))
        differences += len(found.different)
sys.exit(bool(differences))
