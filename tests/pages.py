"""Look at every page of the documentation in a real browser.

    python -m tests.pages --install

Builds the site and opens each page in a headless Chromium, 1280 and 390 pixels wide, light and dark.
axe-core must find nothing serious, nothing but code and tables may scroll sideways, and the labels
of pictures must be large enough to read. What people search for must lead to the right page first.
`--only tutorial` looks at one page, `--pictures FOLDER` keeps what was seen. Needs Chromium (Debian: `chromium`), node, and the extra `docs`; where one of them
is not there, it says so and skips. `--install` brings axe-core and puppeteer-core from npm.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "pages"
PACKAGES = ("axe-core", "puppeteer-core")

#: What people type into the search box, and the page that must come first.
SEARCHED = {
    "daylight saving": "clock-changes",
    "AWS": "dialects-cloud",
    "k8s": "dialects-unix",
    "migrate from croniter": "croniter",
    "next run time": "times",
    "validate cron expression": "problems",
    "pandas": "dataframes",
    "FastAPI": "forms",
    "systemd": "problems",
    "time zone": "times",
    "human readable": "describe",
    "last day of the month": "expressions",
    "crontab": "dialects-unix",
    "Spring": "dialects-others",
    "every other week": "days",
    "Airflow": "airflow",
    "Celery": "celery",
    "Django": "django",
    "install": "tutorial",
    "missed runs": "missed",
}

#: Labels smaller than this cannot be read on a phone, in pixels.
LEAST = 8.5

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Seen(NamedTuple):
    """What was seen of a page at one width and in one theme."""

    page: str
    width: int
    theme: str
    wrong: list[str]

    def __str__(self) -> str:
        where = f"{self.page} at {self.width}px, {self.theme}"
        return "\n".join(f"{where}: {each}" for each in self.wrong)


def missing(modules: Path) -> list[str]:
    """Return what is not there and is needed."""
    found = []
    if browser() is None:
        found.append("Chromium")
    if shutil.which("node") is None:
        found.append("node")
    if find_spec("sphinx") is None:
        found.append('the extra "docs"')
    found += [f"{each} from npm (--install)" for each in PACKAGES if not (modules / each).exists()]
    return found


def browser() -> str | None:
    """Return the path of a Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def install() -> None:
    """Bring the packages of npm."""
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER)]
    subprocess.run([*command, *PACKAGES], check=True)


def build() -> Path:
    """Build the site and return its folder."""
    site = FOLDER / "site"
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-W", "-b", "html", "docs", str(site)]
    subprocess.run(command, check=True, cwd=ROOT)
    return site


def look(
    site: Path, pages: Sequence[str], searched: Mapping[str, str], pictures: Path | None
) -> list[Seen]:
    """Return what a browser sees of some pages of a site, and what its search finds."""
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    asked = {
        "site": str(site),
        "pages": pages,
        "chromium": browser(),
        "modules": str(FOLDER / "node_modules"),
        "pictures": pictures and str(pictures.resolve()),
        "least": LEAST,
        "searched": searched,
    }
    command = ["node", str(Path(__file__).with_suffix(".mjs"))]
    done = subprocess.run(
        command, input=json.dumps(asked), check=True, stdout=subprocess.PIPE, text=True
    )
    return [Seen(**json.loads(line)) for line in done.stdout.splitlines()]


def main() -> int:
    """Look at the pages that are asked for, and return 1 if something is wrong with one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--install", action="store_true", help="bring axe-core and puppeteer-core")
    parser.add_argument("--only", nargs="+", metavar="PAGE", help="look at these pages only")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="keep what was seen")
    given = parser.parse_args()
    if given.install and shutil.which("npm"):
        install()
    if absent := missing(FOLDER / "node_modules"):
        print(f"skipped: needs {', '.join(absent)}")
        return 0
    site = build()
    found = sorted(path.name for path in site.glob("*.html"))
    pages = [f"{name}.html" for name in given.only] if given.only else found
    seen = look(site, pages, SEARCHED, given.pictures)
    wrong = [each for each in seen if each.wrong]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{len(seen)} views of {len(pages)} pages: {len(wrong)} with something wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
