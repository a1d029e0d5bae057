"""The pictures of the page on pictures, as SVG: `python -m docs.pictured` writes them anew.

They are files, so that the page is whole wherever Markdown is shown. A test holds them current.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

# Run as a program, this finds the modules beside it as it does under Sphinx and pytest.
sys.path.append(str(Path(__file__).parent))

import shapes
import windows

from quartzcron import CronExpression, Picture, Schedule

FOLDER = Path(__file__).parent / "_static" / "pictures"


def pictures() -> dict[str, Picture]:
    """Return each picture by the name of its file.

    >>> [(name, picture.total) for name, picture in pictures().items()]
    [('week', 332), ('month', 4), ('year', 36), ('office', 180)]
    """
    hours = Schedule("*/15 0-4,9-17 * * MON-FRI,SUN", tz="Europe/Berlin")
    office = Schedule("*/15 9-17 * * MON-FRI", tz="America/New_York")
    return {
        "week": hours.picture("week", date(2026, 3, 29)),
        "month": CronExpression("0 12 13 * FRI").picture("month", date(2026, 3, 1)),
        "year": CronExpression("0 0 1,15W,L * *").picture("year", date(2026, 1, 1)),
        "office": office.picture("week", date(2026, 3, 2)),
    }


def files() -> dict[str, str]:
    """Return what stands in each file, by its name."""
    drawn = {f"{name}.svg": picture.svg() for name, picture in pictures().items()}
    drawn |= {"shapes.svg": shapes.picture(), "windows.svg": windows.picture()}
    return {name: f"{text}\n" for name, text in drawn.items()}


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
