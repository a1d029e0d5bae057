"""Ask other packages for descriptions, and hold all of them against the truth tests.

    python -m tests.description_peers --install

Prints, for cron-descriptor (PyPI), cronstrue (npm, which needs node) and this package, how many of
the English truth tests each description passes, and what it says where it does not; with --write
the counts go into `docs/facts.toml`, which the page on descriptions shows. Peers are given what
makes them best: 24 hours, and weekdays counted as the dialect counts them.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import conformance

from quartzcron import CronExpression

ROOT = Path(__file__).parent.parent
NODE = ROOT / "build" / "description-peers"
FACTS = ROOT / "docs" / "facts.toml"

#: Asks cronstrue for the descriptions of texts, given as JSON with whether Sunday is 1.
_SCRIPT = """
const cronstrue = require("cronstrue");
const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(asked.map(([text, from_one]) => {
  try {
    return cronstrue.toString(text, {use24HourTimeFormat: true, dayOfWeekStartIndexZero: !from_one});
  } catch (error) {
    return null;
  }
})));
"""


class Asked(NamedTuple):
    """A text and its dialect."""

    text: str
    dialect: str

    @property
    def from_one(self) -> bool:
        """Whether its Sunday is 1."""
        return self.dialect == "quartz"


class Peer(NamedTuple):
    """Who describes: a name, a version, and the descriptions of texts, None where it has none."""

    name: str
    version: str
    describe: Callable[[list[Asked]], list[str | None]]


def _ours(asked: list[Asked]) -> list[str | None]:
    return [CronExpression(each.text, each.dialect).describe() for each in asked]


def _by_cron_descriptor(asked: list[Asked]) -> list[str | None]:
    package = importlib.import_module("cron_descriptor")
    found: list[str | None] = []
    for each in asked:
        options = package.Options()
        options.use_24hour_time_format = True
        options.day_of_week_start_index_zero = not each.from_one
        options.locale_code = "en_US"
        try:
            found.append(package.ExpressionDescriptor(each.text, options).get_description())
        except Exception:
            found.append(None)
    return found


def _by_cronstrue(asked: list[Asked]) -> list[str | None]:
    answer = subprocess.run(
        ["node", "-e", _SCRIPT],
        cwd=NODE,
        input=json.dumps([(each.text, each.from_one) for each in asked]),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[str | None] = json.loads(answer.stdout)
    return found


def _node_version() -> str:
    package = json.loads((NODE / "node_modules/cronstrue/package.json").read_text("utf-8"))
    return str(package["version"])


def peers() -> list[Peer]:
    """Return the other packages."""
    return [
        Peer("cron-descriptor", version("cron-descriptor"), _by_cron_descriptor),
        Peer("cronstrue", _node_version(), _by_cronstrue),
    ]


OURS = Peer("quartzcron", version("quartzcron"), _ours)


def is_true(description: str, line: dict[str, Any]) -> bool:
    """Tell whether a description passes a truth test."""
    has_all = all(re.search(pattern, description) for pattern in line["must"])
    return has_all and not any(re.search(pattern, description) for pattern in line["must_not"])


def lines() -> list[dict[str, Any]]:
    """Return the truth tests in English, but for signs that no peer has."""
    found = conformance.load("describe_truth")
    return [line for line in found if line["locale"] == "en" and "+" not in line["expr"]]


def install() -> None:
    """Install the peers: the one of PyPI here, that of npm below build."""
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "cron-descriptor"], check=True)
    subprocess.run(["npm", "install", "--silent", "--prefix", str(NODE), "cronstrue"], check=True)


def counted(peer: Peer) -> dict[str, Any]:
    """Ask a peer, print where it is not true, and return how it did."""
    asked = lines()
    descriptions = peer.describe([Asked(line["expr"], line["dialect"]) for line in asked])
    refused = descriptions.count(None)
    passed = 0
    for line, description in zip(asked, descriptions, strict=True):
        if description is not None and is_true(description, line):
            passed += 1
        elif description is not None:
            print(f"{peer.name}: {line['expr']}: {description!r} ({line['why']})")
    print(f"{peer.name} {peer.version}: {passed} of {len(asked)}, {refused} not described")
    return {
        "name": peer.name,
        "version": peer.version,
        "passed": passed,
        "refused": refused,
        "asked": len(asked),
    }


def written(rows: list[dict[str, Any]]) -> None:
    """Put the counts into the facts of the docs."""
    facts = FACTS.read_text("utf-8")
    begin, end = facts.index("[[describers]]"), facts.index("# --- end of describers")
    told = "\n".join(
        "[[describers]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items())
        for row in rows
    )
    FACTS.write_text(f"{facts[:begin]}{told}\n{facts[end:]}", "utf-8")


def main() -> int:
    """Ask them all."""
    parser = argparse.ArgumentParser(description="Hold descriptions against the truth tests.")
    parser.add_argument("--install", action="store_true", help="install the peers first")
    parser.add_argument("--write", action="store_true", help="put the counts into docs/facts.toml")
    asked = parser.parse_args()
    if asked.install:
        install()
    rows = [counted(peer) for peer in (OURS, *peers())]
    if asked.write:
        written(rows)
    return 0 if rows[0]["passed"] == rows[0]["asked"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
