"""`picture`: which time is drawn, and how its cells get their runs.

Every cell asks `count` for its own time, so that a picture shows what the set of fire times says
and nothing else. A picture is of a week, a month or a year that it names: one week is seldom like
another where days are the last or the nearest of a month.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from quartzcron.clock import moments
from quartzcron.clock.zone_names import zone_named, zone_text
from quartzcron.clock.zones import DAY, EPOCH_ORDINAL
from quartzcron.errors import printable
from quartzcron.fields import FIRST_YEAR, LAST_YEAR
from quartzcron.ground.messages import PICTURES
from quartzcron.ground.plain_data import PlainData
from quartzcron.pictures import svg_skin, text_skin
from quartzcron.pictures.layout import DAYS, HOURS, WEEKS, Block, PictureCell, Row, level_of
from quartzcron.pictures.spans import HOUR, changes, moment, pieces
from quartzcron.records import TYPE_CHECKING, Record
from quartzcron.words.languages import spoken
from quartzcron.words.speaking import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from datetime import tzinfo
    from typing import Protocol, TypeAlias

    from rich.text import Text

    from quartzcron.clock.limits import Limits
    from quartzcron.pictures.spans import Piece

    class Subject(Protocol):
        """What a picture can be of."""

        @property
        def _home(self) -> Limits: ...

        def count(self, start: datetime, end: datetime, /) -> int: ...

        def next_fire_time(self, after: datetime, /) -> datetime | None: ...

        def describe(self, locale: str, /) -> str: ...

    #: Yields after each small part of the work.
    Blocks: TypeAlias = Generator[None, None, tuple[Block, ...]]


WEEK, MONTH, YEAR = "week", "month", "year"

#: The scripts that are written from right to left.
_FROM_RIGHT = {"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"}


class Picture(Record, PlainData):
    """A picture of fire times: `print` it, or ask for its `svg()`.

    >>> from datetime import date
    >>> from quartzcron import CronExpression
    >>> picture = CronExpression("0 9-17 * * MON-FRI").picture("week", date(2026, 1, 7))
    >>> picture.first, picture.last, picture.total
    (datetime.date(2026, 1, 5), datetime.date(2026, 1, 11), 45)

    Rich and notebooks draw it by themselves; `as_dict()` gives it as plain data. `view` is "week",
    "month" or "year", `first` and `last` are its dates, `tz` is the zone of its hours or None for
    wall time. `blocks` hold the rows and cells; a month has two blocks, its days and its hours.
    `notes` say which days have a change of clock.
    """

    _form = "picture"

    view: str
    first: date
    last: date
    tz: tzinfo | None
    heading: str
    caption: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    rtl: bool

    @property
    def total(self) -> int:
        """How many runs there are in it: the sum of its cells."""
        return sum(row.total for row in self.blocks[0].rows)

    def __str__(self) -> str:
        return text_skin.drawn(self.heading, self.caption, self.blocks, self.notes, self.rtl)

    def svg(self) -> str:
        """Return the picture as an SVG element, for a page or a file.

        >>> from datetime import date
        >>> from quartzcron import CronExpression
        >>> CronExpression("0 9 LW * *").picture("year", date(2026, 1, 1)).svg()[:4]
        '<svg'

        It follows the reader's light or dark theme, and is readable without colour. Each cell
        has a title, which browsers show and screen readers say.
        """
        return svg_skin.drawn(self.heading, self.caption, self.blocks, self.notes, self.rtl)

    def _repr_html_(self) -> str:
        return self.svg()

    def __rich__(self) -> Text:
        from quartzcron.pictures.rich_skin import coloured

        return coloured(str(self))


def picture(
    subject: Subject, view: str, start: date | None, locale: str, tz: tzinfo | str | None
) -> Picture:
    """Return a picture of fire times; see `FireTimes.picture`."""
    steps = drawing(subject, view, start, locale, tz)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: Picture = done.value
            return found


def drawing(
    subject: Subject, view: str, start: date | None, locale: str, tz: tzinfo | str | None
) -> Generator[None, None, Picture]:
    """Return a picture in steps, for who has something else to answer between two of them.

    A step is a day's cells at most: some milliseconds of a month or a year.

    >>> from datetime import date
    >>> from quartzcron import CronExpression
    >>> steps = drawing(CronExpression("0 9 * * *"), "month", date(2026, 1, 1), "en", None)
    >>> sum(1 for _ in steps)
    34
    """
    if view not in tuple(_FIRST):
        raise ValueError(PICTURES["view"].format(found=view))
    language, place = spoken(locale)
    zone = _zone(subject, start, tz)
    first, last = _period(subject, view, start, zone, place.first_day)
    voice = Voice(language, "normal", place.hour12, place.first_day)
    easel = _Easel(subject, voice, zone, first, last)
    blocks = yield from _BLOCKS[view](easel)
    total = sum(row.total for row in blocks[0].rows)
    parts = [f"{easel.dated(first)} – {easel.dated(last)}", *_zone_words(zone, first), f"{total}×"]
    rtl = language.names["script"] in _FROM_RIGHT
    yield
    heading = subject.describe(locale)
    yield
    return Picture(
        view,
        first,
        last,
        zone,
        heading,
        # A mark keeps what stands behind the Latin name of a zone in its place.
        (" ·\u200f " if rtl else " · ").join(parts),
        blocks,
        tuple(easel.notes(rtl)),
        rtl,
    )


# --- which time --------------------------------------------------------------------------


def _zone(subject: Subject, start: object, tz: tzinfo | str | None) -> tzinfo | None:
    """Return the zone whose hours are drawn: the reader's, the set's own, or the start's."""
    if tz is not None:
        return zone_named(tz)
    home = subject._home
    given = (getattr(each, "tzinfo", None) for each in (start, home.start, home.end))
    return home.tz or next((zone for zone in given if zone is not None), None)


def _zone_words(zone: tzinfo | None, day: date) -> list[str]:
    """Return what a zone is called; one without a name by its abbreviation on a day."""
    if zone is None:
        return []
    if zone is UTC:
        return ["UTC"]
    return [zone_text(zone) or printable(moment(zone, _days(day) * DAY).tzname() or "")]


def _period(
    subject: Subject, view: str, start: date | None, zone: tzinfo | None, first_day: int
) -> tuple[date, date]:
    """Return the first and the last date: of the period of a start, or of the next run."""
    if start is not None:
        return _around(view, _date(start, zone), first_day)
    now = moments.now()
    here = now.astimezone().replace(tzinfo=None) if zone is None else now.astimezone(zone)
    first, last = _around(view, here.date(), first_day)
    begin, end = (
        moment(zone, _wall_start(zone, _days(day))) for day in (first, last + timedelta(1))
    )
    coming = None if subject.count(begin, end) else subject.next_fire_time(here)
    return (first, last) if coming is None else _around(view, _date(coming, zone), first_day)


def _date(start: object, zone: tzinfo | None) -> date:
    """Return the date of a start in a zone."""
    if not isinstance(start, date):
        raise TypeError(PICTURES["start"].format(found=type(start).__name__))
    if isinstance(start, datetime):
        return (start if zone is None else moments.placed(start, zone)).date()
    return start


def _around(view: str, day: date, first_day: int) -> tuple[date, date]:
    """Return the first and the last date of the period around a day."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(PICTURES["horizon"].format(low=FIRST_YEAR, high=LAST_YEAR, found=day.year))
    first = _FIRST[view](day, first_day)
    # A day of the next period: then that one's first.
    further = first + timedelta(_LONGEST[view])
    return first, _FIRST[view](further, first_day) - timedelta(1)


def _week_start(day: date, first_day: int) -> date:
    return day - timedelta((day.weekday() - first_day) % 7)


#: The first day of the period around a day, and how many days the longest period has.
_FIRST: dict[str, Callable[[date, int], date]] = {
    WEEK: _week_start,
    MONTH: lambda day, _: day.replace(day=1),
    YEAR: lambda day, _: day.replace(month=1, day=1),
}
_LONGEST = {WEEK: 7, MONTH: 31, YEAR: 366}


def _days(day: date) -> int:
    """Return a date as days from 1970."""
    return day.toordinal() - EPOCH_ORDINAL


def _wall_start(zone: tzinfo | None, day: int) -> int:
    """Return the first time of a date, or of the next one that exists."""
    return pieces(zone, day, 2, DAY)[0].start


# --- its cells ---------------------------------------------------------------------------


class _Easel:
    """What is drawn, in which language and zone, and the time that it is drawn of."""

    def __init__(
        self, subject: Subject, voice: Voice, zone: tzinfo | None, first: date, last: date
    ) -> None:
        self.subject = subject
        self.voice = voice
        self.zone = zone
        self.first = first
        self.last = last
        self.weekdays: list[str] = voice.language.names["weekdays-short"]

    def dated(self, day: date) -> str:
        """Return a date as the language writes it."""
        return format(self.voice.date(day.month, day.day, day.year), "")

    def day(self, day: date) -> str:
        """Return a date with its weekday."""
        return f"{self.weekdays[day.weekday()]}, {self.dated(day)}"

    def time(self, wall: int) -> str:
        """Return a time of day of the wall."""
        return format(self.voice.time(wall % DAY), "")

    def slots(self, length: int) -> dict[int, list[Piece]]:
        """Return the hours or dates of the period by number, each with its pieces of time."""
        found: dict[int, list[Piece]] = {}
        days = _days(self.last) - _days(self.first) + 1
        for piece in pieces(self.zone, _days(self.first), days, length):
            found.setdefault(piece.slot, []).append(piece)
        return found

    def weighed(
        self, some: Iterable[Piece], column: int, title: str, mark: str = ""
    ) -> PictureCell:
        """Return a cell of some pieces of time, of no level yet."""
        spans = tuple(
            (moment(self.zone, piece.start), moment(self.zone, piece.end)) for piece in some
        )
        weight = sum(self.subject.count(start, end) for start, end in spans)
        return PictureCell(column, weight, 0, f"{title}: {weight}×", mark, spans)

    def notes(self, rtl: bool) -> Iterable[str]:
        """Yield a sentence for each date that has a change of clock, or no time at all."""
        # Hours and the arrow between them run from the left, whatever runs around them.
        begin, end = ("\u2066", "\u2069") if rtl else ("", "")
        dates = self.slots(DAY)
        for day in range(_days(self.first), _days(self.last) + 1):
            some = dates.get(day, [])
            length = sum(piece.end - piece.start for piece in some)
            if length != DAY or len(some) > 1:
                told = f"{self._length(length)} ({self._jumps(day)})"
                yield f"{self.day(_date_of(day))}: {begin}{told}{end}"

    def _length(self, seconds: int) -> str:
        hours, minutes = divmod(seconds // 60, 60)
        return f"{hours}:{minutes:02} h" if minutes else f"{hours} h"

    def _jumps(self, day: int) -> str:
        """Return what the clock shows before and after each change that a date has a part in."""
        near = changes(self.zone, (day - 1) * DAY, (day + 2) * DAY)
        walls = [(change.at + change.before, change.at + change.after) for change in near]
        return ", ".join(
            f"{self.time(before)} → {self.time(after)}"
            for before, after in walls
            # What lies between the two is left out, or comes twice.
            if min(before, after) // DAY <= day <= (max(before, after) - 1) // DAY
        )


def _date_of(day: int) -> date:
    return date.fromordinal(day + EPOCH_ORDINAL)


def _levelled(
    shape: str, heads: Iterable[str], rows: Iterable[tuple[str, list[PictureCell]]]
) -> Block:
    """Return a block whose cells have the levels that go with their weights."""
    rows = list(rows)
    most = max((cell.weight for _, cells in rows for cell in cells), default=0)
    return Block(
        shape,
        tuple(heads),
        tuple(
            Row(label, tuple(cell.replace(level=level_of(cell.weight, most)) for cell in cells))
            for label, cells in rows
        ),
    )


#: The heads of the columns of hours.
_HOURS = [f"{hour:02}" if hour % 3 == 0 else "" for hour in range(24)]


def _week(easel: _Easel) -> Blocks:
    """Draw a row a day, a column an hour."""
    hours = easel.slots(HOUR)
    rows = []
    for day in range(_days(easel.first), _days(easel.last) + 1):
        yield
        on = _date_of(day)
        cells = [
            cell
            for hour in range(24)
            for cell in _hour_cells(easel, on, hour, hours.get(day * 24 + hour, []))
        ]
        rows.append((f"{easel.weekdays[on.weekday()]} {on.day:2}", cells))
    return (_levelled(HOURS, _HOURS, rows),)


def _hour_cells(easel: _Easel, on: date, hour: int, some: list[Piece]) -> Iterable[PictureCell]:
    """Yield the cells of an hour: one, none in a gap, one a pass where it comes twice."""
    for piece in some:
        begin, end = piece.start + piece.offset, (hour + 1) * HOUR
        title = f"{easel.day(on)}, {easel.time(begin)}–{easel.time(end)}"
        if len(some) > 1:
            # What comes after the seconds is the offset: the two differ in nothing else.
            title += f" ({moment(easel.zone, piece.start).isoformat()[19:]})"
        yield easel.weighed([piece], hour, title)


def _month(easel: _Easel) -> Blocks:
    """Draw a row a week, a column a weekday; and all hours of the month in a row."""
    dates = easel.slots(DAY)
    weeks: dict[date, list[PictureCell]] = {}
    for day in range(_days(easel.first), _days(easel.last) + 1):
        yield
        on = _date_of(day)
        week = weeks.setdefault(_week_start(on, easel.voice.first_day), [])
        if day in dates:
            column = (on.weekday() - easel.voice.first_day) % 7
            week.append(easel.weighed(dates[day], column, easel.day(on), str(on.day)))
    order = [(easel.voice.first_day + place) % 7 for place in range(7)]
    heads = [easel.weekdays[each] for each in order]
    days = _levelled(DAYS, heads, (("", cells) for cells in weeks.values()))
    yield
    return days, _levelled(HOURS, _HOURS, [("", _hours_of_all_days(easel))])


def _hours_of_all_days(easel: _Easel) -> list[PictureCell]:
    """Return a cell for each hour of the day, on all days together."""
    hours: list[list[Piece]] = [[] for _ in range(24)]
    for slot, some in easel.slots(HOUR).items():
        hours[slot % 24] += some
    return [
        easel.weighed(some, hour, f"{easel.time(hour * HOUR)}–{easel.time((hour + 1) * HOUR)}")
        for hour, some in enumerate(hours)
    ]


def _year(easel: _Easel) -> Blocks:
    """Draw a row a weekday, a column a week."""
    dates = easel.slots(DAY)
    begin = _days(_week_start(easel.first, easel.voice.first_day))
    rows: list[list[PictureCell]] = [[] for _ in range(7)]
    heads = [""] * ((_days(easel.last) - begin) // 7 + 1)
    for day in range(_days(easel.first), _days(easel.last) + 1):
        yield
        on = _date_of(day)
        column, place = divmod(day - begin, 7)
        if on.day == 1:
            heads[column] = easel.voice.language.names["months-short"][on.month - 1]
        if day in dates:
            rows[place].append(easel.weighed(dates[day], column, easel.day(on)))
    labels = [easel.weekdays[(easel.voice.first_day + place) % 7] for place in range(7)]
    yield
    return (_levelled(WEEKS, heads, zip(labels, rows, strict=True)),)


_BLOCKS: dict[str, Callable[[_Easel], Blocks]] = {
    WEEK: _week,
    MONTH: _month,
    YEAR: _year,
}
