"""What notebooks and rich show of a set of fire times: words, the next runs, and a picture."""

from __future__ import annotations

from html import escape

from quartzcron.clock import moments
from quartzcron.errors import printable
from quartzcron.pictures.picture import WEEK, YEAR, Picture, picture
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

    from quartzcron.answers.algebra import FireTimes

_RUNS = 3


def shown(subject: FireTimes) -> str:
    """Return a set as HTML; its repr alone where it has no times or words to show."""
    found = _found(subject)
    if found is None:
        return f"<pre>{escape(repr(subject))}</pre>"
    drawn, runs = found
    items = "".join(f"<li>{escape(run)}</li>" for run in runs)
    listed = f"\n<ul>{items}</ul>" if items else ""
    return f"<div><code>{escape(repr(subject))}</code>{listed}\n{drawn.svg()}</div>"


def printed(subject: FireTimes) -> Text:
    """Return a set as rich prints it; its repr alone where it has no times or words to show."""
    from rich.text import Text

    from quartzcron.pictures.rich_skin import coloured

    found = _found(subject)
    name = Text(printable(repr(subject)), "bold")
    if found is None:
        return name
    drawn, runs = found
    return Text("\n").join(
        [name, *(Text(f"  {run}") for run in runs), Text(), coloured(str(drawn))]
    )


def _found(subject: FireTimes) -> tuple[Picture, list[str]] | None:
    """Return the picture of a set and its next runs, or None where it has none to show."""
    try:
        drawn = _telling(subject)
        return drawn, _runs(subject, drawn)
    except ValueError:
        # An H without its seed, or a set that would take pages of words.
        return None


def _telling(subject: FireTimes) -> Picture:
    """Return the picture that says more: the year where it runs on fewer days than weekdays say."""
    week = picture(subject, WEEK, None, "en", None)
    days = sum(1 for row in week.blocks[0].rows if row.total)
    year = picture(subject, YEAR, week.first, "en", week.tz)
    marked = sum(1 for row in year.blocks[0].rows for cell in row.cells if cell.weight)
    # Every week alike has as many days as this one; the ends of a year may be cut off.
    return week if marked >= days * 52 else year


def _runs(subject: FireTimes, drawn: Picture) -> list[str]:
    now = moments.now()
    here = now.astimezone().replace(tzinfo=None) if drawn.tz is None else now.astimezone(drawn.tz)
    return [str(run) for run in subject.upcoming(_RUNS, here)]
