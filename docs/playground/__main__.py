"""Build the playground, look at it, or try it in a browser: `python -m docs.playground --help`."""

from __future__ import annotations

import argparse
from pathlib import Path

from docs.playground import building, serving

#: Beside the built pages, where the page on the playground links to it.
_OUT = building.ROOT / "docs" / "_build" / "html" / "playground"


def main() -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m docs.playground", description=__doc__)
    parser.add_argument("--out", type=Path, default=_OUT, help="the folder to build into")
    parser.add_argument("--serve", action="store_true", help="then show it on this machine")
    parser.add_argument(
        "--check",
        action="store_true",
        help="then try it in headless Chromium (needs playwright from PyPI, and chromium)",
    )
    parser.add_argument("--pictures", type=Path, help="with --check: save screenshots here")
    parser.add_argument(
        "--rounds",
        type=int,
        default=1,
        metavar="N",
        help="with --check: of each key, take the shortest time of N rounds; 0 measures none",
    )
    chosen = parser.parse_args()
    if chosen.check:
        from docs.playground import checking, visiting

        missing = visiting.missing()
        if missing:
            print(f"skipped: {', '.join(missing)} not installed")
            return 0
        building.build(chosen.out)
        return checking.check(chosen.out, chosen.pictures, chosen.rounds)
    building.build(chosen.out)
    print(f"built {chosen.out / 'index.html'}")
    if chosen.serve:
        serving.serve_here(chosen.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
