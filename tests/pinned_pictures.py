"""Ten pictures as they are drawn: `python -m tests.pinned_pictures` draws them anew.

Read the difference before you keep it: a picture that changes is a picture that people see change.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quartzcron import CronExpression, Days, Schedule, arrays

if TYPE_CHECKING:
    from quartzcron import Picture

FOLDER = Path(__file__).parent / "pictures" / "pinned"


def pictures() -> dict[str, Picture]:
    """Return each picture by the name of its files."""
    york = Schedule("*/15 0-4,9-17 * * MON-FRI,SUN", tz="America/New_York")
    howe = Schedule("*/10 1-3 * * *", tz="Australia/Lord_Howe")
    apia = Schedule("0 8 * * *", tz="Pacific/Apia")
    seoul = Schedule("30 8 * * MON-FRI", tz="Asia/Seoul")
    ends = CronExpression("0 0 1,15W,L * *")
    holidays = Days.between(date(2026, 12, 21), date(2026, 12, 31))
    shop = Schedule("0 9,17 * * MON-SAT", tz="Europe/Berlin", excluding=holidays)
    fleet = arrays.Fleet.from_texts(
        ["*/30 6-20 * * *", "*/5 0 * * *", "*/10 0-3,9 * * *", "*/20 9-12 * * MON-FRI"], tz="UTC"
    )
    return {
        "a-week": CronExpression("*/15 9-17 * * MON-FRI").picture("week", date(2026, 1, 5)),
        "an-hour-twice": york.picture("week", date(2026, 11, 1), locale="en_US"),
        "an-hour-lost": york.picture("week", date(2026, 3, 8)),
        "half-an-hour-twice": howe.picture("week", date(2024, 4, 7), locale="de"),
        "a-day-lost": apia.picture("month", date(2011, 12, 30)),
        "korean": seoul.picture("month", date(1988, 5, 8), locale="ko"),
        "hebrew": seoul.picture("month", date(2026, 3, 1), locale="he", tz="Asia/Jerusalem"),
        "a-year": ends.picture("year", date(2024, 1, 1)),
        "a-year-of-a-shop": shop.picture("year", date(2026, 1, 1), locale="zh-Hans"),
        "a-fleet": fleet.picture("week", date(2026, 1, 5), title="Nightly jobs and reports"),
    }


def files(name: str, picture: Picture) -> dict[Path, str]:
    """Return what each file of a picture holds."""
    found = {FOLDER / f"{name}.txt": f"{picture}\n"}
    # Of the SVG that of one is enough, beside those of the page on pictures: it is long, and
    # other tests hold its cells equal to those of the text.
    return found | ({FOLDER / f"{name}.svg": f"{picture.svg()}\n"} if picture.rtl else {})


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        for path, content in files(name, picture).items():
            path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
