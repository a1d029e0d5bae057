"""Pictures: cells that say what fires, in any zone; and skins that all say the same."""

from __future__ import annotations

import re
import zoneinfo
from collections import Counter
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from xml.etree import ElementTree

import pinned_pictures
import pytest
import pytz
from dateutil import tz as dateutil_tz
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.pretty import pretty_repr
from rich.text import Text

from quartzcron import CronExpression, Days, FireTimes, Picture, Schedule
from quartzcron.clock import moments
from quartzcron.pictures import layout
from quartzcron.pictures.spans import changes
from quartzcron.pictures.text_skin import SHADES, wrapped
from quartzcron.words.languages import codes, spoken

VIEWS = ("week", "month", "year")

#: Zones, and days near which their clocks change.
CHANGES = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Asia/Seoul", date(1988, 5, 8)),
    ("Australia/Lord_Howe", date(2024, 4, 7)),
    ("Australia/Lord_Howe", date(2024, 10, 6)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("America/St_Johns", date(2006, 10, 29)),  # at 00:01, back to the day before
    ("America/Sao_Paulo", date(2018, 11, 4)),  # no midnight
    ("America/Sao_Paulo", date(2018, 2, 17)),  # at midnight, back to the day before
    ("Africa/Monrovia", date(1972, 1, 7)),  # 44 minutes and 30 seconds
    ("Africa/Cairo", date(2010, 9, 9)),
]

TEXTS = ["*/20 * * * *", "30 1,2 * * *", "0 8 * * MON-FRI", "45 23,0 L,1W * *", "0 0 30 2 *"]


def zone(name: str) -> tzinfo:
    return zoneinfo.ZoneInfo(name)


def runs_by_place(
    subject: FireTimes, first: date, last: date, tz: tzinfo | None
) -> Counter[tuple[date, int, timedelta | None]]:
    """Return how many runs each hour of each date has, by going through all of them."""
    begin = datetime(first.year, first.month, first.day, tzinfo=tz) - timedelta(2)
    end = datetime(last.year, last.month, last.day, tzinfo=tz) + timedelta(3)
    found: Counter[tuple[date, int, timedelta | None]] = Counter()
    for run in subject.fire_times(begin, end):
        here = run if tz is None else run.astimezone(tz)
        if first <= here.date() <= last:
            found[here.date(), here.hour, here.utcoffset()] += 1
    return found


def ends(span: tuple[datetime, datetime], tz: tzinfo | None) -> tuple[datetime, datetime]:
    """Return the first and the last second of a span."""
    start, end = span
    if tz is None:
        return start, end - timedelta(seconds=1)
    return start, (end.astimezone(UTC) - timedelta(seconds=1)).astimezone(tz)


def assert_true(picture: Picture, subject: FireTimes) -> None:
    """Hold every cell of a picture against all runs of its dates."""
    cells = [cell for block in picture.blocks for row in block.rows for cell in row.cells]
    for cell in cells:
        asked = [subject.count(start, end) for start, end in cell.spans]
        assert cell.weight == sum(asked)
        assert bool(cell.level) == bool(cell.weight)
        assert cell.title.endswith(f": {cell.weight}×")
    runs = runs_by_place(subject, picture.first, picture.last, picture.tz)
    by_day: Counter[date] = Counter()
    by_hour: Counter[int] = Counter()
    for (day, hour, _), count in runs.items():
        by_day[day] += count
        by_hour[hour] += count
    for block in picture.blocks:
        assert sum(row.total for row in block.rows) == sum(runs.values()) == picture.total
    if picture.view == "week":
        for place, row in enumerate(picture.blocks[0].rows):
            on = picture.first + timedelta(place)
            assert row.total == by_day[on]
            for cell in row.cells:
                same = {at.utcoffset() for span in cell.spans for at in ends(span, picture.tz)}
                assert cell.weight == sum(runs[on, cell.column, offset] for offset in same)
        return
    shown = {cell.spans[0][0].date(): cell for row in picture.blocks[0].rows for cell in row.cells}
    for day, cell in shown.items():
        assert cell.weight == by_day[day], day
        assert bool(cell.level) == bool(cell.weight)
    for block in picture.blocks[1:]:
        assert [cell.weight for cell in block.rows[0].cells] == [by_hour[h] for h in range(24)]


@given(st.sampled_from(CHANGES), st.sampled_from(TEXTS), st.sampled_from(VIEWS[:2]))
def test_cells_have_just_the_runs_of_their_time(
    change: tuple[str, date], text: str, view: str
) -> None:
    schedule = Schedule(text, tz=change[0])
    assert_true(schedule.picture(view, change[1]), schedule)  # type: ignore[arg-type]


@pytest.mark.parametrize("change", CHANGES)
def test_the_days_of_a_year_have_just_their_runs(change: tuple[str, date]) -> None:
    schedule = Schedule("30 0,2 13,L * FRI", tz=change[0])
    assert_true(schedule.picture("year", change[1]), schedule)


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)), st.sampled_from(VIEWS))
def test_the_sum_of_the_cells_is_count(day: date, view: str) -> None:
    expression = CronExpression("*/7 5-9 13,L * FRI")
    picture = expression.picture(view, day)  # type: ignore[arg-type]
    begin = datetime(picture.first.year, picture.first.month, picture.first.day)
    end = datetime(picture.last.year, picture.last.month, picture.last.day) + timedelta(1)
    assert picture.first <= day <= picture.last
    assert picture.total == expression.count(begin, end)
    spans = sorted(s for row in picture.blocks[0].rows for c in row.cells for s in c.spans)
    # The cells are all the time there is, once.
    assert spans[0][0] == begin
    assert spans[-1][1] == end
    assert all(a[1] == b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("name", "day", "cells", "note"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23, "23 h (02:00 → 03:00)"),
        ("Europe/Berlin", date(2026, 10, 25), 25, "25 h (03:00 → 02:00)"),
        ("Europe/Berlin", date(2026, 10, 24), 24, None),
        ("Australia/Lord_Howe", date(2024, 10, 6), 24, "23:30 h (02:00 → 02:30)"),
        ("Australia/Lord_Howe", date(2024, 4, 7), 25, "24:30 h (02:00 → 01:30)"),
        ("Pacific/Apia", date(2011, 12, 30), 0, "0 h (00:00 → 00:00)"),
        ("America/Sao_Paulo", date(2018, 2, 17), 25, "25 h (00:00 → 23:00)"),
        ("America/St_Johns", date(2006, 10, 28), 25, "24:59 h (00:01 → 23:01)"),
        ("America/St_Johns", date(2006, 10, 29), 25, "24:01 h (00:01 → 23:01)"),
    ],
)
def test_a_day_with_a_change_of_clock_has_its_own_hours(
    name: str, day: date, cells: int, note: str | None
) -> None:
    picture = Schedule("0 * * * *", tz=name).picture("week", day)
    row = picture.blocks[0].rows[(day - picture.first).days]
    assert len(row.cells) == cells
    said = [each for each in picture.notes if f"{day.day}, {day.year}" in each]
    assert [each.partition(": ")[2] for each in said] == ([] if note is None else [note])
    for each in said:
        assert each in str(picture)
        assert each in picture.svg()


def test_an_hour_that_comes_twice_is_two_cells_which_say_which() -> None:
    picture = Schedule("*/15 2 * * *", tz="Europe/Berlin").picture("week", date(2026, 10, 25))
    twice = [cell for cell in picture.blocks[0].rows[6].cells if cell.column == 2]
    assert [cell.title for cell in twice] == [
        "Sun, October 25, 2026, 02:00–03:00 (+02:00): 4×",
        "Sun, October 25, 2026, 02:00–03:00 (+01:00): 0×",
    ]
    assert str(picture).splitlines()[-4].startswith("  Sun 25  ····█·")


def test_a_time_before_1970_has_no_changes_without_a_zone() -> None:
    assert changes(None, 0, 10**9) == []


# --- which hours, and which period ------------------------------------------------------


def marked(picture: Picture) -> set[tuple[str, int]]:
    [block] = picture.blocks
    return {(row.label, cell.column) for row in block.rows for cell in row.cells if cell.weight}


def test_a_run_stands_in_the_hour_that_its_zone_shows() -> None:
    seoul = Schedule("0 8 * * MON", tz="Asia/Seoul")
    assert marked(seoul.picture("week", date(2026, 1, 7))) == {("Mon  5", 8)}
    # The reader's zone: on Sunday at 23:00 in London.
    assert marked(seoul.picture("week", date(2026, 1, 7), tz="Europe/London")) == {("Sun 11", 23)}


def test_an_expression_is_drawn_in_the_zone_of_its_start() -> None:
    expression = CronExpression("0 8 * * MON")
    start = datetime(2026, 1, 4, 23, tzinfo=UTC).astimezone(zone("Asia/Seoul"))
    picture = expression.picture("week", start)
    assert (picture.tz, picture.first) == (zone("Asia/Seoul"), date(2026, 1, 5))
    assert marked(picture) == {("Mon  5", 8)}
    # An aware start is an instant: it is Monday in the zone of the schedule already.
    schedule = Schedule(expression, tz="Asia/Seoul")
    there = schedule.picture("week", datetime(2026, 1, 4, 23, tzinfo=UTC))
    assert there.blocks == picture.blocks


def test_a_set_with_aware_bounds_is_drawn_in_their_zone() -> None:
    bound = datetime(2026, 1, 6, tzinfo=zone("Asia/Seoul"))
    bounded = Schedule("0 8 * * *", end=bound)
    assert marked(bounded.picture("week", date(2026, 1, 5))) == {("Mon  5", 8)}


def test_sets_are_drawn_too() -> None:
    holidays = Days.of([date(2026, 1, 6)])
    days = Schedule("0 8 * * *", tz="Asia/Seoul", only=[(date(2026, 1, 5), date(2026, 1, 8))])
    both = days - Schedule("0 8 * * *", tz="Asia/Seoul", only=holidays)
    assert marked(both.picture("week", date(2026, 1, 5))) == {
        ("Mon  5", 8),
        ("Wed  7", 8),
        ("Thu  8", 8),
    }


@pytest.fixture
def _in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 7, 15, 12, tzinfo=UTC))


@pytest.mark.usefixtures("_in_july")
@pytest.mark.parametrize(
    ("text", "view", "first"),
    [
        ("0 9 * * MON", "week", date(2026, 7, 13)),  # it has had its run of this week
        ("0 9 L * *", "week", date(2026, 7, 27)),
        ("0 9 L-1 FEB *", "week", date(2027, 2, 22)),
        ("0 9 1 1 *", "month", date(2027, 1, 1)),
        ("0 9 1 1 *", "year", date(2026, 1, 1)),
        ("0 0 0 ? * MON 2030", "year", date(2030, 1, 1)),
        ("0 0 30 2 *", "month", date(2026, 7, 1)),  # never
    ],
)
@pytest.mark.parametrize("tz", [None, "Asia/Seoul"])
def test_without_a_start_it_is_the_period_of_now_or_of_the_next_run(
    text: str, view: str, first: date, tz: str | None
) -> None:
    assert Schedule(text, tz=tz).picture(view).first == first  # type: ignore[arg-type]


def test_a_week_begins_as_the_locale_has_it() -> None:
    expression = CronExpression("0 9 * * SUN")
    at_home = expression.picture("week", date(2026, 1, 7), locale="en_US")
    assert (at_home.first, at_home.blocks[0].rows[0].label) == (date(2026, 1, 4), "Sun  4")
    assert "9:00 AM–10:00 AM: 1×" in at_home.blocks[0].rows[0].cells[9].title
    month = expression.picture("month", date(2026, 1, 7), locale="en_US")
    assert month.blocks[0].heads[0] == "Sun"
    year = expression.picture("year", date(2026, 1, 7), locale="ko")
    assert (year.blocks[0].rows[0].label, year.blocks[0].heads[0]) == ("월", "1월")


@pytest.mark.parametrize("tz", [pytz.timezone("Europe/Berlin"), dateutil_tz.gettz("Europe/Berlin")])
def test_zones_of_other_packages_do(tz: tzinfo) -> None:
    picture = Schedule("30 1,2 * * *", tz=tz).picture("week", date(2026, 10, 25))
    assert len(picture.blocks[0].rows[6].cells) == 25
    assert " · CEST · 14×" in picture.caption


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (("day",), ValueError, "a picture is of a week, a month or a year, not 'day'"),
        (("week", "2026"), TypeError, "the start of a picture is a date or a datetime, not str"),
        (
            ("year", date(2200, 1, 1)),
            ValueError,
            "a picture is of a year from 1970 to 2199, not 2200",
        ),
        ((["week"],), ValueError, "a picture is of a week, a month or a year, not ['week']"),
        (
            ("week", datetime.max.replace(tzinfo=UTC), "en", "Asia/Seoul"),
            ValueError,
            "a picture is of a year from 1970 to 2199, not 9999",
        ),
        (("year", date(1, 1, 1)), ValueError, "a picture is of a year from 1970 to 2199, not 1"),
    ],
)
def test_what_is_no_picture(asked: tuple[object, ...], error: type, message: str) -> None:
    names = ("view", "start", "locale", "tz")
    with pytest.raises(error, match=re.escape(message)):
        CronExpression("0 9 * * *").picture(**dict(zip(names, asked, strict=False)))  # type: ignore[arg-type]


class Oddly(tzinfo):
    """A zone with a name that is no name, or with none."""

    def __init__(self, name: str | None) -> None:
        self._name = name

    def utcoffset(self, _moment: datetime | None) -> timedelta:
        return timedelta(hours=1)

    def dst(self, _moment: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _moment: datetime | None) -> str | None:
        return self._name


@pytest.mark.parametrize(
    ("name", "shown"), [("<&]]>", "<&]]>"), ("a\x1b[31m\ud800", "a\\x1b[31m\\ud800"), (None, "")]
)
def test_whatever_a_zone_is_called_can_be_shown(name: str | None, shown: str) -> None:
    picture = CronExpression("0 9 * * *").picture("week", datetime(2026, 1, 1, tzinfo=Oddly(name)))
    assert picture.caption.split(" · ")[1] == shown
    label = ElementTree.fromstring(picture.svg()).get("aria-label")
    assert label == f"{picture.heading}. {picture.caption}"


# --- the skins --------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"

DRAWN = [
    Schedule("*/15 1-4,9-17 * * MON-FRI,SUN", tz="Europe/Berlin").picture(
        "week", date(2026, 10, 25)
    ),
    CronExpression("*/7 */5,3,9 1-7,20-23 * MON-FRI").picture("month", date(2026, 1, 1)),
    CronExpression("0 0 15W,1,L * *").picture("year", date(2024, 1, 1)),
    CronExpression("0 9,9-10,11 * * *").picture("week", date(2026, 1, 1), locale="zh-Hans"),
]


@pytest.mark.parametrize("picture", DRAWN)
@pytest.mark.parametrize("rtl", [False, True])
def test_text_and_svg_have_the_cells_of_the_layout(picture: Picture, rtl: bool) -> None:
    picture = picture.replace(rtl=rtl)
    cells = [cell for block in picture.blocks for row in block.rows for cell in row.cells]
    tree = ElementTree.fromstring(picture.svg())
    groups = [group for group in tree.iter(f"{SVG}g") if ": " in (group[0].text or "")]
    assert [group[0].text for group in groups] == [cell.title for cell in cells]
    assert [group[1].get("class") for group in groups] == [f"qc-{cell.level}" for cell in cells]
    shades = Counter(c for line in str(picture).split("\n\n")[1::2] for c in line if c in SHADES)
    each = 1 if picture.view == "year" else 2
    for level, shade in enumerate(SHADES):
        # Two cells of one hour share the place of one.
        twice = 2 if picture.view == "week" and picture.notes else 0
        expected = each * sum(cell.level == level for cell in cells)
        assert expected - twice <= shades[shade] <= expected


@pytest.mark.parametrize("picture", DRAWN)
def test_what_is_mirrored_is_the_same_from_the_other_side(picture: Picture) -> None:
    there, back = (
        [
            (float(rect.get("x", 0)), float(rect.get("width", 0)))
            for rect in ElementTree.fromstring(each.svg()).iter(f"{SVG}rect")
        ]
        for each in (picture, picture.replace(rtl=True))
    )
    for (x, wide), (mirrored, same) in list(zip(there, back, strict=True))[1:]:
        assert wide == same
        assert mirrored == pytest.approx(380 - x - wide, abs=0.11)
    assert all(
        line.startswith("\u200e")
        for line in str(picture.replace(rtl=True)).split("\n\n")[1].splitlines()
    )


@pytest.mark.parametrize("picture", DRAWN)
def test_all_of_it_lies_within_its_width(picture: Picture) -> None:
    assert max(map(len, str(picture).splitlines())) <= 80
    tree = ElementTree.fromstring(picture.svg())
    height = float((tree.get("viewBox") or "").split()[3])
    for rect in tree.iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= 380
        assert float(rect.get("y", 0)) + float(rect.get("height", 0)) <= height
    for text in tree.iter(f"{SVG}text"):
        assert float(text.get("y", 0)) <= height


def test_names_in_svg_are_pressed_into_their_room() -> None:
    """Arabic names of weekdays and months are longer than an SVG of a phone's width has room for."""
    expression = CronExpression("0 9 * * *")
    for view, room in (("week", 46), ("year", 30)):
        picture = expression.picture(view, date(2026, 1, 1), locale="ar")  # type: ignore[arg-type]
        tree = ElementTree.fromstring(picture.svg())
        labels = {row.label for row in picture.blocks[0].rows}
        lengths = {
            text.text or "": text.get("textLength")
            for text in tree.iter(f"{SVG}text")
            if text.text in labels
        }
        assert lengths.keys() == labels
        assert {length for name, length in lengths.items() if len(name) * 6.2 > room} == {str(room)}
    assert "textLength" not in expression.picture("year", date(2026, 1, 1)).svg()


def test_from_right_to_left_text_is_told_to_run_so() -> None:
    hebrew = Schedule("0 9 * * *", tz="Asia/Jerusalem").picture(
        "week", date(2026, 1, 1), locale="he"
    )
    assert hebrew.caption.endswith("Asia/Jerusalem ·\u200f 7×")
    texts = list(ElementTree.fromstring(hebrew.svg()).iter(f"{SVG}text"))
    assert {text.get("direction") for text in texts} == {"rtl"}
    assert "direction" not in hebrew.replace(rtl=False).svg()


def test_a_sentence_without_spaces_goes_on_in_its_line() -> None:
    assert wrapped("ab " + "x" * 12, 10) == ["ab xxxxxxx", "xxxxx"]


def test_a_picture_in_characters() -> None:
    picture = CronExpression("*/15 9,10-12/2,17 * * MON-FRI").picture("week", date(2026, 1, 5))
    assert str(picture).splitlines() == [
        "Every 15 minutes from 09:00 to 10:45, from 12:00 to 12:45, and from 17:00 to",
        "17:45, Monday to Friday",
        "January 5, 2026 – January 11, 2026 · 80×",
        "",
        "          00     03     06     09     12     15     18     21",
        *(
            f"  {day}  ······ ······ ······ ████·· ██···· ····██ ······ ······  16"
            for day in ("Mon  5", "Tue  6", "Wed  7", "Thu  8", "Fri  9")
        ),
        "  Sat 10  ······ ······ ······ ······ ······ ······ ······ ······   0",
        "  Sun 11  ······ ······ ······ ······ ······ ······ ······ ······   0",
        "",
        "  · 0×   █ 4×",
    ]


@pytest.mark.parametrize("name", pinned_pictures.pictures())
def test_ten_pictures_are_drawn_as_they_were(name: str) -> None:
    """`python -m tests.pinned_pictures` draws them anew."""
    picture = pinned_pictures.pictures()[name]
    for path, content in pinned_pictures.files(name, picture).items():
        assert path.read_text("utf-8") == content


@pytest.mark.parametrize("locale", ["ar", "de", "fr", "he", "ja", "ru"])
def test_names_in_characters_can_be_told_apart(locale: str) -> None:
    """In the little room that a column has: no two weekdays are alike."""
    month = str(DAILY.picture("month", date(2026, 1, 1), locale=locale)).split("\n\n")[1]
    weekdays = month.splitlines()[0].strip("\u200e ").split()
    assert len(set(weekdays)) == 7


DAILY = CronExpression("0 9 * * *")


@pytest.mark.parametrize("locale", codes())
def test_names_of_months_are_whole_and_apart(locale: str) -> None:
    """Each month has its name or, where names are long, every second one; none is pressed."""
    names = [name.strip() for name in spoken(locale)[0].names["months-short"]]
    for year in range(2020, 2032):
        picture = DAILY.picture("year", date(year, 1, 1), locale=locale)
        line = str(picture).split("\n\n")[1].splitlines()[0].strip("\u200e ").split()
        # A line that runs from the right is drawn so.
        in_order = line[::-1] if picture.rtl else line
        assert in_order in (names, names[::2]), (year, line)
        texts = list(ElementTree.fromstring(picture.svg()).iter(f"{SVG}text"))
        months = [each for each in texts if each.get("class") == "qc-h"]
        assert [each.text for each in months] in (names, names[::2])
        assert not any(each.get("textLength") for each in months)


def test_names_too_long_for_two_months_have_three() -> None:
    heads = ["a name that is long" if each % 4 == 0 else "" for each in range(24)]
    columns = [column for column, _ in layout.with_room(heads, 24, lambda _, room: room >= 12)]
    assert columns == [0, 12]
    # What does not fit there either is cut short or pressed by who draws it.
    assert len(layout.with_room(heads, 24, lambda *_: False)) == 2


def test_a_long_heading_is_wrapped_and_cut_short() -> None:
    picture = DRAWN[0].replace(heading="ab " * 30 + "x" * 200 + " <&" * 200)
    assert max(map(len, str(picture).splitlines())) <= 80
    texts = [text.text or "" for text in ElementTree.fromstring(picture.svg()).iter(f"{SVG}text")]
    assert [len(text) <= 53 for text in texts[:4]] == [True] * 4
    assert texts[3].endswith(" …")


def test_large_totals_are_written_short_in_svg() -> None:
    svg = CronExpression("* * * * * ?").picture("year", date(2026, 1, 1)).svg()
    assert svg.count(">4.5M</text>") == 7 - 1  # and one day more of the Thursdays
    assert svg.count(">4.6M</text>") == 1
    hours = CronExpression("* * 0-3 * * ?").picture("year", date(2026, 1, 1)).svg()
    assert (hours.count(">748k</text>"), hours.count(">763k</text>")) == (6, 1)


def test_rich_draws_it_in_colours() -> None:
    picture = DRAWN[1]
    console = Console(width=100, force_terminal=True, color_system="standard")
    with console.capture() as captured:
        console.print(picture)
    drawn = captured.get()
    assert Text.from_ansi(drawn).plain.rstrip() == str(picture)
    assert "\x1b[" in drawn


# --- notebooks --------------------------------------------------------------------------


@pytest.mark.usefixtures("_in_july")
def test_a_notebook_shows_words_runs_and_a_picture() -> None:
    shown = CronExpression("0 9 * * MON-FRI")._repr_html_()
    assert "<code>CronExpression(&#x27;0 9 * * MON-FRI&#x27;)</code>" in shown
    assert "<li>2026-07-16 09:00:00</li>" in shown
    assert "Monday to Friday at 09:00" in shown
    assert "July 13, 2026 – July 19, 2026" in shown
    ElementTree.fromstring(shown)
    # A year says more of what does not run each week.
    assert "January 1, 2026 – December 31, 2026" in CronExpression("0 9 L * *")._repr_html_()
    assert "<ul>" not in CronExpression("0 0 30 2 *")._repr_html_()
    zoned = Schedule("0 9 * * *", tz="Asia/Seoul")._repr_html_()
    assert "<li>2026-07-16 09:00:00+09:00</li>" in zoned
    assert Picture._repr_html_(DRAWN[0]) == DRAWN[0].svg()


def test_a_notebook_shows_the_repr_of_what_has_no_times() -> None:
    hashed = CronExpression("H H * * *", "jenkins")
    assert hashed._repr_html_() == (
        "<pre>CronExpression(&#x27;H H * * *&#x27;, dialect=&#x27;jenkins&#x27;)</pre>"
    )


# --- rich -------------------------------------------------------------------------------


def printed(value: object) -> str:
    """Return what rich prints of a value, without the spaces at the ends of lines."""
    console = Console(width=300)
    with console.capture() as captured:
        console.print(value)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


@pytest.mark.usefixtures("_in_july")
@pytest.mark.parametrize(
    ("subject", "view"),
    [
        (CronExpression("0 9 * * MON-FRI"), "week"),
        (Schedule("0 9 * * *", tz="Asia/Seoul"), "week"),
        (Schedule("0 9 L * *", tz="Asia/Seoul"), "year"),
        (CronExpression("0 9 * * *") - CronExpression("0 9 1-15 * *"), "year"),
        (CronExpression("0 0 30 2 *"), "week"),
    ],
)
def test_rich_and_notebooks_show_words_runs_and_a_picture(subject: FireTimes, view: str) -> None:
    zone = getattr(subject, "tz", None)
    now = moments.now().astimezone(zone)
    runs = [str(run) for run in subject.upcoming(3, now if zone else now.replace(tzinfo=None))]
    picture = subject.picture(view)  # type: ignore[arg-type]
    lines = [repr(subject), *(f"  {run}" for run in runs), "", *str(picture).splitlines()]
    assert printed(subject) == "\n".join(line.rstrip() for line in lines)
    page = ElementTree.fromstring(subject._repr_html_())
    assert [item.text for item in page.iter("li")] == runs
    assert page.find("code").text == repr(subject)  # type: ignore[union-attr]
    drawn = page.find(f"{SVG}svg")
    assert drawn is not None
    assert (drawn.get("aria-label") or "").startswith(f"{subject.describe()}. ")


def test_rich_shows_what_has_no_times_by_its_repr() -> None:
    hashed = CronExpression("H H * * *", "jenkins")
    assert printed(hashed) == repr(hashed)


def test_rich_takes_values_among_others_apart() -> None:
    """As the repr says them, an argument a line."""
    values = [
        CronExpression("0 9 * * *"),
        CronExpression("H H * * *", "jenkins", seed="nightly"),
        Schedule("0 9 * * *", tz="Asia/Seoul", dst="quartz", excluding=[date(2026, 1, 3)]),
        Schedule("0 0 9 L * ?", dialect="quartz", only=[date(2026, 1, 31)], rolled="next"),
        Schedule("0 9 * * *", start=datetime(2026, 1, 1), end=datetime(2027, 1, 1)),
    ]
    for value in values:
        assert pretty_repr(value, max_width=500) == repr(value)
    assert pretty_repr(values[2], max_width=40).splitlines()[1:3] == [
        "    '0 9 * * *',",
        "    tz='Asia/Seoul',",
    ]
