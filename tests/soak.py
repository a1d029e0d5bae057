"""Compare the two kernels on random questions for as long as one likes.

    python -m tests.soak --calls 10000000

Each case asks both kernels the same questions about a random expression,
policy, zone and moment. For as many calls again the expression has limits, a
zone, bounds and days left out, and the moments are of all kinds. Prints how many calls were
compared, how much memory grew, and the first differences; ends with status 1
if there is any, or if memory grows.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
from datetime import timedelta
from pathlib import Path
from zoneinfo import available_timezones

sys.path.insert(0, str(Path(__file__).parent))

import roads
from twins import ARE_TWO, answers, random_case, twins

#: Calls to each kernel that one comparison without limits makes, iterations counted as one each.
CALLS = 11


def compare(calls: int, seed: int, zones: list[str]) -> tuple[int, list[str], int]:
    """Return the number of calls compared, the differences, and the growth of memory in KiB."""
    draw = random.Random(seed)
    differences: list[str] = []
    settled = 0
    done = 0
    while done < calls:
        # Zones come in groups, as the caches that hold them are bounded.
        group = draw.sample(zones, 12)
        for _ in range(500):
            differences += map(repr, roads.differing(draw, group))
            done += roads.CALLS
        for _ in range(2_000):
            expression, policy, zone, moment = random_case(draw, group)
            pure, compiled = twins(expression, policy)
            end = moment + timedelta(days=draw.choice((1, 3, 400)))
            if answers(pure, moment, end) != answers(compiled, moment, end):
                differences.append(f"{expression!r} {policy} {zone} {moment!r} fold={moment.fold}")
            done += CALLS
        if not settled and done > calls // 3:
            settled = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    growth = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - settled
    return done, differences, growth


def main() -> int:
    """Run the comparison that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Compare the two kernels.")
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not ARE_TWO:
        print("there is only the pure kernel here: nothing to compare")
        return 1
    done, differences, growth = compare(asked.calls, asked.seed, sorted(available_timezones()))
    print(f"{done:,} calls to each kernel compared, {len(differences)} differences")
    print(f"memory after the first third grew by {growth:,} KiB")
    print("\n".join(differences[:20]))
    return 1 if differences or growth > 20_000 else 0


if __name__ == "__main__":
    raise SystemExit(main())
