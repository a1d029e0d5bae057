"""Break many valid texts and count how many the library puts right again.

    python -m tests.correction_score --count 100000

Prints for each way of breaking, alone and with others, how many texts were broken, how
many came back, how many have no correction, and how many were corrected to something
else, which none may be; then the first examples, to be pasted into a terminal. `--laws`
also holds the replacements and the hints of each text to their laws, which takes longer.
Ends with status 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from broken_texts import CORRECTABLE, KINDS, Broken, Kind, broken_text, fitting
from correction_laws import (
    fault_of_meaning,
    fault_of_replacements,
    fault_to_the_oracle,
    faults_of_hints,
)

import quartzcron

#: Of the texts that one could put right, this share at least should come back.
WANTED = 0.8
#: How many valid texts of each dialect to begin with, for each way of breaking.
ENOUGH = 100
EXAMPLES = 12


class Verdict(NamedTuple):
    """What became of one broken text."""

    broken: Broken
    got: str | None
    fault: str | None

    @property
    def outcome(self) -> str:
        """One word for it."""
        return "wrong" if self.fault else "none" if self.got is None else "back"

    @property
    def command(self) -> str:
        """A line that shows it in a terminal."""
        call = f"quartzcron.corrected({literal(self.broken.text)}, {literal(self.broken.dialect)})"
        return f"python -c {shlex.quote(f'import quartzcron; print(ascii({call}))')}"


def literal(text: str) -> str:
    """Return Python's literal of a text in ASCII, in double quotes where that is easy."""
    return ascii(text) if '"' in text or "'" in text else f'"{ascii(text)[1:-1]}"'


def judge(broken: Broken, *, laws: bool) -> Verdict:
    """Ask the library for its correction and hold it to the laws."""
    try:
        got = quartzcron.corrected(broken.text, broken.dialect)
    except Exception as error:
        return Verdict(broken, None, f"raises {error!r}")
    fault = fault_of_meaning(broken, got) or fault_to_the_oracle(broken, got)
    if fault is None and laws:
        problems = quartzcron.validate(broken.text, broken.dialect)
        fault = fault_of_replacements(broken.text, got, problems)
        fault = fault or next(faults_of_hints(broken.dialect, problems), None)
    return Verdict(broken, got, fault)


def verdicts(
    count: int, seed: int, dialect: str | None, *, laws: bool
) -> dict[tuple[Kind, int], list[Verdict]]:
    """Return what became of so many texts, by their first kind and the number of faults.

    Half of them have one fault, the others two or three.
    """
    draw = Random(seed)
    names = (dialect,) if dialect else quartzcron.Dialect.names()
    places = {kind: [name for name in names if fitting(kind, name)] for kind in KINDS}
    asked = [kind for kind in KINDS if places[kind]]
    found: dict[tuple[Kind, int], list[Verdict]] = defaultdict(list)
    for number in range(count):
        kind = asked[number % len(asked)]
        faults = draw.choice((1, 1, 2, 3))
        broken = broken_text(draw, kind, draw.choice(places[kind]), faults, ENOUGH)
        if broken:
            found[kind, faults].append(judge(broken, laws=laws))
    return found


def counted(name: str, rows: list[Verdict]) -> str:
    """Return a line of the table."""
    outcomes = Counter(row.outcome for row in rows)
    share = f"{outcomes['back'] / len(rows):6.1%}" if rows else ""
    numbers = "".join(f"{outcomes[word]:8,}" for word in ("back", "none", "wrong"))
    return f"{name:48}{len(rows):8,}{numbers}  {share}"


def table(found: dict[tuple[Kind, int], list[Verdict]]) -> list[str]:
    """Return the lines of the table: each kind alone, then those with more faults."""
    lines = [f"{'':48}{'broken':>8}{'back':>8}{'none':>8}{'wrong':>8}"]
    for kind in KINDS:
        if found.get((kind, 1)):
            name = f"{kind.group}: {kind.name} ({kind.verdict})"
            lines.append(counted(name, found[kind, 1]))
    for faults in (1, 2, 3):
        rows = [row for (_, number), some in found.items() if number == faults for row in some]
        for verdict in sorted({row.broken.verdict for row in rows}):
            chosen = [row for row in rows if row.broken.verdict == verdict]
            lines.append(counted(f"all with {faults} faults, {verdict}", chosen))
    return lines


def shown(rows: list[Verdict]) -> list[str]:
    """Return the first examples of some verdicts, with what was meant."""
    lines = []
    for row in rows:
        lines += [
            f"# {row.broken.label} ({row.broken.verdict}): {row.fault or 'no correction'}",
            f"#   meant {row.broken.meant!r}, got {row.got!a}",
            row.command,
        ]
    return lines


def examples(rows: list[Verdict], outcome: str, each: int) -> list[Verdict]:
    """Return the first verdicts of that outcome, some for each way of breaking."""
    seen: Counter[str] = Counter()
    chosen = []
    for row in sorted(rows, key=lambda row: len(row.broken.kinds)):
        if row.outcome == outcome and seen[row.broken.kinds[0].name] < each:
            seen[row.broken.kinds[0].name] += 1
            chosen.append(row)
    return chosen


def main() -> int:
    """Break and judge as the arguments ask."""
    parser = argparse.ArgumentParser(description="Count what becomes of broken texts.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dialect", choices=quartzcron.Dialect.names())
    parser.add_argument("--laws", action="store_true", help="hold replacements and hints to theirs")
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    asked = parser.parse_args()
    found = verdicts(asked.count, asked.seed, asked.dialect, laws=asked.laws)
    print("\n".join(table(found)))
    rows = [row for some in found.values() for row in some]
    alone = [row for (_, faults), some in found.items() if faults == 1 for row in some]
    missed = [row for row in alone if row.broken.verdict == CORRECTABLE]
    share = sum(row.outcome == "back" for row in missed) / max(len(missed), 1)
    wrong = [row for row in rows if row.outcome == "wrong"]
    print(f"\n{len(rows):,} texts, {len(wrong):,} wrong; ", end="")
    print(f"{share:.1%} of the correctable ones with one fault came back (wanted {WANTED:.0%})")
    for title, chosen in (
        ("wrong", examples(wrong, "wrong", 3)),
        ("without a correction", examples(missed, "none", 2)),
    ):
        print(f"\n{title}:")
        print("\n".join(shown(chosen[: asked.examples])))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
